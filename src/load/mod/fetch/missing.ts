// Bringing what a load found missing. The loader reads files alone and notes what is not there; here that is fetched, many
// at once, and the loader looks again, until nothing is missing but what cannot be had.

import type { Host } from '../../../host/host.ts';
import type { Config } from '../../config.ts';
import { ConfigError } from '../../config-error.ts';
import { formatVersion, type Version } from '../module.ts';
import type { Modules } from '../modules.ts';
import { FetchError } from './errors.ts';
import { ModuleFetcher, type FetchOptions } from './fetcher.ts';
import { GoSum, modSumKey, sumKey } from './gosum.ts';

/** The fetcher of a command, with the go.sum files of its main modules. */
export function fetcherOf(
  host: Host,
  config: Config,
  modules: Modules,
  options: FetchOptions = {},
  lenient = false,
): ModuleFetcher {
  const { mains, work, workFile } = modules.workspace;
  const own = mains.map(m => m.gomod.replace(/\.mod$/, '.sum'));
  const file = work !== null ? `${workFile}.sum` : (own[0] ?? '');
  const disabled =
    modules.buildMod === 'vendor' && mains.length > 0
      ? 'module lookup disabled by -mod=vendor'
      : (options.disabled ?? '');
  const sums = new GoSum(host, file, work !== null ? own : [], lenient);
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

/** Fetches for one loader, or for those that take its place. */
export class MissingModules {
  readonly fetcher: ModuleFetcher;
  private readonly failures = new Map<string, string>();

  constructor(fetcher: ModuleFetcher) {
    this.fetcher = fetcher;
  }

  /** Has a new loader's modules know what could not be had. */
  attach(modules: Modules): void {
    modules.failures = this.failures;
  }

  /** Fetches what is noted as missing; false where nothing is. */
  async fetch(modules: Modules): Promise<boolean> {
    const mods = [...modules.missingGoMod.values()];
    const zips = [...modules.missing.values()];
    if (mods.length + zips.length === 0) return false;
    await inParallel(mods, m => this.attempt(m, '/go.mod', this.fetcher.goMod(m)));
    await inParallel(zips, m => this.attempt(m, '', this.fetchModule(m)));
    return true;
  }

  private async fetchModule(m: Version): Promise<void> {
    await this.fetcher.zip(m);
  }

  private async attempt(m: Version, suffix: string, done: Promise<unknown>): Promise<void> {
    try {
      await done;
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      const name = formatVersion(m);
      this.failures.set(name + suffix, err.message.startsWith(name) ? err.message : `${name}: ${err.message}`);
    }
  }

  /** Reads the whole module graph; throws where it cannot be had. */
  async graph(modules: Modules): Promise<void> {
    this.attach(modules);
    for (;;) {
      const { error } = modules.graph();
      if (await this.fetch(modules)) {
        modules.refresh();
        continue;
      }
      if (error !== '') throw new ConfigError(error);
      return;
    }
  }
}

/** The keys of the sums that belong to a module graph: the go.mod files that were read, the modules of the build. */
export function graphSums(modules: Modules): Set<string> {
  const keep = new Set<string>();
  const actual = (m: Version) => modules.replacement(m) ?? m;
  for (const m of modules.buildList()) {
    const a = actual(m);
    if (a.version === '') continue;
    keep.add(sumKey(a));
    keep.add(modSumKey(a));
  }
  for (const list of modules.graph().required.values()) {
    for (const m of list) {
      const a = actual(m);
      if (a.version !== '') keep.add(modSumKey(a));
    }
  }
  return keep;
}
