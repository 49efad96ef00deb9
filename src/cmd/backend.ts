// What makes programs for a command: burrow's own stages, or what a test has put in their place.

import { newBackend, type Backend } from '../build/backend.ts';
import type { Host } from '../host/host.ts';
import type { Config } from '../load/config.ts';
import type { Context } from './command.ts';

/** Loads what makes programs; null where nothing does for the system and the machine. `host` reads the files. */
export async function openBackend(cx: Context, host: Host, config: Config): Promise<Backend | null> {
  const { machines } = cx;
  if (machines.backend !== undefined) return machines.backend.open(host, config);
  const { goarch, goos } = config;
  if (goos !== 'linux') return null;
  const [asm, compile, link] = await Promise.all([
    machines.asm(goarch),
    machines.compile(goarch),
    machines.link(goarch),
  ]);
  if (asm === null || compile === null || link === null) return null;
  return newBackend(host, config, { asm, compile, link });
}
