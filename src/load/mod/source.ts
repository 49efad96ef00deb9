// Modules as the code that computes requirements sees them: what the module cache has and go.sum knows is answered at
// once, for all else there is the fetcher, which is loaded when it is first needed.

import { decodeUtf8 } from '../../base/utf8.ts';
import { IOError, type Host } from '../../host/host.ts';
import type { Config } from '../config.ts';
import { readText } from '../dir-package.ts';
import { DirHash } from '../zip.ts';
import type { FetchOptions, ModuleFetcher } from './fetch/fetcher.ts';
import { checkCacheVersion } from './fetch/errors.ts';
import { GoSum, modSumKey, sumKey } from './fetch/gosum.ts';
import type { Origin } from './fetch/origin.ts';
import type { Versions } from './fetch/repo.ts';
import { parseInfo, type RevInfo } from './fetch/rev-info.ts';
import * as gover from './gover.ts';
import { formatVersion, type Version } from './module.ts';
import { TooNewError } from './too-new.ts';
import * as path from '../../host/path.ts';
import { cacheFile, unpackedDir, type Modules } from './modules.ts';
import { KeptGoMods } from './kept-gomods.ts';
import type { ModuleSource, Summary } from './state.ts';

/** The source of a command on the main modules. `lenient`: a damaged go.sum is no mistake. */
export function sourceOf(
  host: Host,
  config: Config,
  modules: Modules,
  options: FetchOptions,
  lenient = false,
): FetchedSource {
  const { mains, work, workFile } = modules.workspace;
  const own = mains.map(m => m.gomod.replace(/\.mod$/, '.sum'));
  const sums = new GoSum(host, work !== null ? `${workFile}.sum` : (own[0] ?? ''), work !== null ? own : [], lenient);
  const makeFetcher = () => import('./fetch/missing.ts').then(m => m.fetcherOf(host, config, modules, sums, options));
  return new FetchedSource(host, config, sums, makeFetcher, work !== null ? workFile : (mains[0]?.gomod ?? ''));
}

/** The module may be used with this Go. */
export function checkGoLine(host: Host, config: Config, mod: Version, dir: string): void {
  const gomod = readText(host, path.join(dir, 'go.mod'));
  const version = gomod instanceof IOError ? '' : (/^[ \t]*go[ \t]+"?([^\s"/]+)/m.exec(gomod)?.[1] ?? '');
  if (version !== '' && gover.compare(version, config.goVersion.slice(2)) > 0)
    throw new TooNewError(config, formatVersion(mod), version);
}

/** Modules from the cache and the fetcher, each question asked once. */
export class FetchedSource implements ModuleSource {
  readonly sum: GoSum;
  private readonly host: Host;
  private readonly config: Config;
  private readonly kept: KeptGoMods | null;
  private readonly makeFetcher: () => Promise<ModuleFetcher>;
  private made: Promise<ModuleFetcher> | null = null;
  private readonly lists = new Map<string, Promise<Versions>>();
  private readonly infos = new Map<string, Promise<RevInfo>>();
  private readonly dirs = new Map<string, string>();

  /** `own` names the main modules; '' for none, for which nothing is kept. */
  constructor(host: Host, config: Config, sum: GoSum, makeFetcher: () => Promise<ModuleFetcher>, own = '') {
    this.host = host;
    this.config = config;
    this.sum = sum;
    const { burrowCache, modcache } = config;
    this.kept = own === '' || burrowCache === '' ? null : new KeptGoMods(host, burrowCache, `${modcache}\0${own}`);
    this.makeFetcher = makeFetcher;
  }

  /** The fetcher, made when it is first asked for. */
  fetcher(): Promise<ModuleFetcher> {
    return (this.made ??= this.makeFetcher());
  }

  versions(modPath: string, prefix = ''): Promise<Versions> {
    const key = `${modPath}@${prefix}`;
    let list = this.lists.get(key);
    if (list === undefined) {
      list = this.fetcher().then(f => f.versions(modPath, prefix));
      this.lists.set(key, list);
    }
    return list;
  }

  info(modPath: string, query: string): Promise<RevInfo> {
    const key = `${modPath}@${query}`;
    let info = this.infos.get(key);
    if (info === undefined) {
      const cached = this.cachedInfo(modPath, query);
      if (cached !== null) info = Promise.resolve(cached);
      else info = this.fetcher().then(f => (query === 'latest' ? f.latest(modPath) : f.info(modPath, query)));
      this.infos.set(key, info);
    }
    return info;
  }

  /** The fetcher looks there first too; most commands need none. */
  private cachedInfo(modPath: string, version: string): RevInfo | null {
    if (gover.isToolchain(modPath) || checkCacheVersion(version) !== '') return null;
    const text = readText(this.host, cacheFile(this.config.modcache, { path: modPath, version }, '.info'));
    return text instanceof IOError ? null : parseInfo(text);
  }

  async checkReuse(modPath: string, old: Origin): Promise<string> {
    return (await this.fetcher()).checkReuse(modPath, old);
  }

  cachedGoMod(mod: Version, read: (text: string) => Summary): Summary | null {
    if (checkCacheVersion(mod.version) !== '') return null;
    const file = cacheFile(this.config.modcache, mod, '.mod');
    const known = this.kept?.find(file) ?? null;
    if (known !== null) return this.sum.matches(modSumKey(mod), known.sum) ? known.summary : null;
    const data = this.host.readFile(file);
    if (data instanceof IOError) return null;
    const hash = new DirHash(this.host);
    hash.add('go.mod', data);
    const sum = hash.sum();
    if (!this.sum.matches(modSumKey(mod), sum)) return null;
    const text = decodeUtf8(data);
    if (text.startsWith('//vgo 0.0.')) return null;
    const summary = read(text);
    this.kept?.add(file, sum, summary);
    return summary;
  }

  done(): void {
    this.kept?.save();
  }

  async goMod(mod: Version): Promise<string> {
    return decodeUtf8(await (await this.fetcher()).goMod(mod));
  }

  async zipFile(mod: Version): Promise<void> {
    await (await this.fetcher()).zipFile(mod);
  }

  async zip(mod: Version): Promise<string> {
    const key = formatVersion(mod);
    let dir = this.dirs.get(key);
    if (dir === undefined) {
      dir = this.unpackedZip(mod) || (await (await this.fetcher()).zip(mod));
      this.dirs.set(key, dir);
    }
    return dir;
  }

  /** The directory of a version that is unpacked and whose sum go.sum has; '' for none. */
  private unpackedZip(mod: Version): string {
    const { modcache } = this.config;
    if (modcache === '' || checkCacheVersion(mod.version) !== '') return '';
    const dir = unpackedDir(this.host, modcache, mod);
    if (dir === '') return '';
    const hash = readText(this.host, cacheFile(modcache, mod, '.ziphash'));
    if (hash instanceof IOError || !this.sum.matches(sumKey(mod), hash.trim())) return '';
    checkGoLine(this.host, this.config, mod, dir);
    return dir;
  }
}
