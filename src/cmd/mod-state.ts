// The state of a command on modules from its flags, and how its mistakes come out.

import type { LoadOptions } from '../load/load.ts';
import { openLoader } from '../load/mod/open.ts';
import { sourceOf } from '../load/mod/source.ts';
import { ModState } from '../load/mod/state.ts';
import { Exit, type Context } from './command.ts';
import { bool, string } from './flags.ts';
import { Reported } from '../load/mod/packages.ts';

/** The flags of every command on modules that reads go.mod. */
export const modFlags = { modcacherw: bool(), modfile: string(), overlay: string() };

/** Makes the state of a command. */
export async function makeState(
  cx: Context,
  flags: {
    readonly modcacherw: boolean;
    readonly modfile?: string;
    readonly overlay?: string;
    readonly x?: boolean;
    readonly v?: boolean;
  },
  options: LoadOptions,
): Promise<ModState> {
  const { modfile = '', overlay = '' } = flags;
  const loader = await openLoader(cx.host, await cx.config(), { modfile, overlay, ...options });
  const { host, config, modules } = loader;
  const source = sourceOf(
    host,
    config,
    modules,
    { modcacherw: flags.modcacherw, trace: flags.x === true, quiet: cx.name === 'mod download' },
    cx.name === 'mod tidy',
  );
  return new ModState(loader, source, cx.name, flags.v === true);
}

/** Runs the body of a command; mistakes that are printed already end it quietly. */
export async function reporting(act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (err) {
    if (err instanceof Reported) throw new Exit(1);
    throw err;
  }
}
