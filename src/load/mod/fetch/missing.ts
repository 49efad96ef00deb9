// The fetcher of a command.

import type { Host } from '../../../host/host.ts';
import type { Config } from '../../config.ts';
import type { Modules } from '../modules.ts';
import { ModuleFetcher, type FetchOptions } from './fetcher.ts';
import type { GoSum } from './gosum.ts';

/** The fetcher of a command, with the sums of its main modules. */
export function fetcherOf(
  host: Host,
  config: Config,
  modules: Modules,
  sums: GoSum,
  options: FetchOptions = {},
): ModuleFetcher {
  const vendored = modules.buildMod === 'vendor' && modules.hasMain;
  const disabled = vendored ? 'module lookup disabled by -mod=vendor' : (options.disabled ?? '');
  return new ModuleFetcher(host, config, sums, { ...options, disabled });
}

/** Runs a function over a list, a few at once. */
export async function inParallel<T>(list: readonly T[], act: (item: T) => Promise<void>, width = 16): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < list.length) await act(list[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(width, list.length) }, work));
}
