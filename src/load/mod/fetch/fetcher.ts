// Modules that are not on disk: versions, .info and go.mod files, and zips, from where $GOPROXY, $GOPRIVATE and $GONOPROXY
// say, verified by go.sum and the checksum database, kept in the module cache in the go command's own layout.
//
// The cache is shared with go commands and burrows that run at the same time. Every file is made under another name and
// renamed, and a module is unpacked beside its place and renamed as a whole, so that what has its name is complete; a go
// command's unfinished directory (it has a .partial file beside it) is waited for, and then replaced.

import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { Dir, IOError, type Host } from '../../../host/host.ts';
import * as path from '../../../host/path.ts';
import type { Config } from '../../config.ts';
import { ConfigError, FatalError } from '../../config-error.ts';
import { progress as progressBar } from '../../distribution.ts';
import { quote } from '../../../base/quote.ts';
import { DirHash, readZip } from '../../zip.ts';
import * as gover from '../gover.ts';
import { escapePath, formatVersion, type Version } from '../module.ts';
import { unpackedDir } from '../modules.ts';
import { proxyList, tryProxies, useProxy, type ProxyEntry } from '../proxy.ts';
import { TooNewError } from '../too-new.ts';
import * as semver from '../semver.ts';
import { aboutModule, canonicalVersion, checkCacheVersion, FetchError, isPseudoVersion } from './errors.ts';
import { matchPrefixPatterns } from './glob.ts';
import { type GoSum, modSumKey, sumKey } from './gosum.ts';
import type { Direct } from '../vcs/direct.ts';
import { hashZip, unzipModule } from './modzip.ts';
import type { Origin } from './origin.ts';
import { ProxyRepo, ToolchainRepo, type Repo, type Versions } from './repo.ts';
import { formatInfo, parseInfo, type RevInfo } from './rev-info.ts';
import { parseGosumdb, SumDatabase } from './sumdb.ts';
import { joinUrl } from './url.ts';
import { Web } from './web.ts';

/** How a command fetches. */
export interface FetchOptions {
  /** -modcacherw: directories of the cache stay writable. */
  readonly modcacherw?: boolean;
  /** -x: requests are shown. */
  readonly trace?: boolean;
  /** Downloads are not announced: `mod download` is about nothing else. */
  readonly quiet?: boolean;
  /** Why nothing may be looked up, as with -mod=vendor; '' where it may. */
  readonly disabled?: string;
}

/** A directory without its final name, which an interrupt removes. */
interface TempDir {
  readonly name: string;
  /** Removes what is left of it; an interrupt is somebody else's again. */
  remove(): void;
}

const sumdbMismatch = `

SECURITY ERROR
This download does NOT match the one reported by the checksum server.
The bits may have been replaced on the origin server, or an attacker may
have intercepted the download attempt.

For more information, see 'go help module-auth'.
`;

const sumdbAbsent = `

SECURITY ERROR
This download does NOT match one reported by the checksum server.
The checksum server has provided checksums, but the checksums do
not contain an entry for the download.
The checksum server may be malfunctioning, or an attacker may have
intercepted the checksum request.
The download cannot be verified.

For more information, see 'go help module-auth'.
`;

/** Fetches modules for one command. */
export class ModuleFetcher {
  readonly host: Host;
  readonly config: Config;
  /** The sums; replaced where the main module becomes another. */
  sums: GoSum;
  private readonly options: FetchOptions;
  private readonly web: Web;
  private direct: Promise<Direct> | null = null;
  private proxies: readonly ProxyEntry[] | null = null;
  private readonly repos = new Map<string, Promise<Repo>>();
  private readonly stats = new Map<string, Promise<RevInfo>>();
  private readonly goMods = new Map<string, Promise<Uint8Array>>();
  private readonly zips = new Map<string, Promise<string>>();
  private readonly dirs = new Map<string, Promise<string>>();
  /** Directories with the files of verified zips, by module, that wait for their names. */
  private readonly unpacked = new Map<string, TempDir>();
  private database: SumDatabase | null = null;
  private cacheChecked = false;
  private temps = 0;

  constructor(host: Host, config: Config, sums: GoSum, options: FetchOptions = {}) {
    this.host = host;
    this.config = config;
    this.sums = sums;
    this.options = options;
    this.web = new Web(host, config.getenv('GOAUTH'), options.trace === true);
  }

  private get noProxy(): string {
    return this.config.getenv('GONOPROXY') || this.config.getenv('GOPRIVATE');
  }

  private get noSumDb(): string {
    return this.config.getenv('GONOSUMDB') || this.config.getenv('GOPRIVATE');
  }

  /** Calls `act` with one entry of $GOPROXY after another until one does not throw a FetchError. */
  tryProxies<T>(act: (proxy: string) => Promise<T>): Promise<T> {
    try {
      this.proxies ??= proxyList(this.config.getenv('GOPROXY'), this.noProxy);
    } catch (err) {
      return Promise.reject(err);
    }
    return tryProxies(this.proxies, act);
  }

  /** The source of a module that an entry of $GOPROXY stands for. */
  lookup(proxy: string, modPath: string): Promise<Repo> {
    const key = `${proxy} ${modPath}`;
    let repo = this.repos.get(key);
    if (repo === undefined) this.repos.set(key, (repo = this.makeRepo(proxy, modPath)));
    return repo;
  }

  private async makeRepo(proxy: string, modPath: string): Promise<Repo> {
    const disabled = this.options.disabled ?? '';
    if (disabled !== '') throw new FetchError(disabled);
    if (modPath === 'go' || modPath === 'toolchain') {
      const repo = await this.lookup(proxy, 'golang.org/toolchain');
      return new ToolchainRepo(modPath, repo, this.config.goVersion.slice(2));
    }
    if (matchPrefixPatterns(this.noProxy, modPath)) {
      if (proxy === 'noproxy' || proxy === 'direct') return this.lookupDirect(modPath);
      throw new FetchError('disabled by GOPRIVATE/GONOPROXY', true);
    }
    if (proxy === 'off') throw new FetchError('module lookup disabled by GOPROXY=off', true);
    if (proxy === 'direct') return this.lookupDirect(modPath);
    if (proxy === 'noproxy') throw new FetchError(useProxy, true);
    return new ProxyRepo(this.web, proxy, modPath);
  }

  private async lookupDirect(modPath: string): Promise<Repo> {
    this.direct ??= import('../vcs/direct.ts').then(
      m => new m.Direct(this.host, this.config, this.web, this.options.trace === true),
    );
    return (await this.direct).lookup(modPath, matchPrefixPatterns(this.config.getenv('GOINSECURE'), modPath));
  }

  /** What is wrong with an answer of earlier that had this origin; '' where it would be the same. */
  async checkReuse(modPath: string, old: Origin): Promise<string> {
    try {
      return await this.tryProxies(async p => (await this.lookup(p, modPath)).checkReuse(old));
    } catch (err) {
      if (err instanceof FetchError) return err.message;
      throw err;
    }
  }

  /** The versions of a module. */
  versions(modPath: string, prefix = ''): Promise<Versions> {
    return this.tryProxies(async p => (await this.lookup(p, modPath)).versions(prefix));
  }

  /** The latest version of a module, as its source sees it. */
  latest(modPath: string): Promise<RevInfo> {
    return this.tryProxies(async p => this.latestFrom(await this.lookup(p, modPath)));
  }

  /** The same from one source, kept in the cache. */
  async latestFrom(repo: Repo): Promise<RevInfo> {
    const info = await repo.latest();
    this.keepInfo(repo.path, info);
    return info;
  }

  /** What a version, branch, tag or commit of a module means. */
  info(modPath: string, rev: string): Promise<RevInfo> {
    const cached = this.cachedInfo(modPath, rev);
    if (cached !== null) return Promise.resolve(cached);
    return this.tryProxies(async p => this.statFrom(await this.lookup(p, modPath), rev, p));
  }

  /** The same from one source. What the cache knows is not asked. */
  statFrom(repo: Repo, rev: string, proxy: string): Promise<RevInfo> {
    const key = `${proxy} ${repo.path} ${rev}`;
    let info = this.stats.get(key);
    if (info === undefined) this.stats.set(key, (info = this.stat(repo, rev)));
    return info;
  }

  private async stat(repo: Repo, rev: string): Promise<RevInfo> {
    const cached = this.cachedInfo(repo.path, rev);
    if (cached !== null) return cached;
    const info = await repo.stat(rev);
    this.keepInfo(repo.path, info);
    return info;
  }

  private keepInfo(modPath: string, info: RevInfo): void {
    if (isToolchain(modPath) || checkCacheVersion(info.version) !== '') return;
    if (this.cachedInfo(modPath, info.version) !== null) return;
    const failed = this.writeCache(this.cacheFile({ path: modPath, version: info.version }, 'info'), formatInfo(info));
    if (failed !== null) this.host.stderr.write(`go: writing stat cache: ${failed}\n`);
  }

  /** The cached .info of a version; with GOPROXY=off a commit's hash finds it as well. */
  private cachedInfo(modPath: string, rev: string): RevInfo | null {
    if (isToolchain(modPath)) return null;
    if (checkCacheVersion(rev) === '') {
      const data = this.host.readFile(this.cacheFile({ path: modPath, version: rev }, 'info'));
      if (!(data instanceof IOError)) return parseInfo(decodeUtf8(data));
    }
    if (this.config.getenv('GOPROXY') !== 'off' || !/^[0-9a-f]{12,}$/.test(rev)) return null;
    const dir = path.join(this.config.modcache, 'cache/download', escapePath(modPath), '@v');
    const entries = this.host.readDir(dir);
    if (entries instanceof IOError) return null;
    let best = '';
    for (const e of entries) {
      if (!e.name.endsWith(`-${rev.slice(0, 12)}.info`)) continue;
      const v = e.name.slice(0, -'.info'.length);
      if (isPseudoVersion(v) && (best === '' || semver.compare(v, best) > 0)) best = v;
    }
    return best === '' ? null : this.cachedInfo(modPath, best);
  }

  /** The name of a version's .info file in the cache, which is fetched where it is missing. */
  async infoFile(m: Version): Promise<string> {
    if (!semver.isValid(m.version)) throw new FetchError(`invalid version ${quote(m.version)}`);
    if (this.cachedInfo(m.path, m.version) === null) await this.info(m.path, m.version);
    return this.cacheFile(m, 'info');
  }

  /** The go.mod file of a version, verified. */
  async goMod(m: Version): Promise<Uint8Array> {
    let { version } = m;
    if (!semver.isValid(version)) version = (await this.info(m.path, version)).version;
    const key = `${m.path}@${version}`;
    let data = this.goMods.get(key);
    if (data === undefined) this.goMods.set(key, (data = this.readGoMod({ path: m.path, version })));
    return data;
  }

  private async readGoMod(m: Version): Promise<Uint8Array> {
    if (isToolchain(m.path)) return encodeUtf8(`module ${m.path}\n`);
    const canonical = checkCacheVersion(m.version) === '';
    const file = canonical ? this.cacheFile(m, 'mod') : '';
    const cached = canonical ? this.host.readFile(file) : null;
    if (cached !== null && !(cached instanceof IOError) && !decodeUtf8(cached, 0, 12).startsWith('//vgo 0.0.')) {
      await this.checkGoMod(m, cached);
      return cached;
    }
    return this.tryProxies(async p => {
      const data = await (await this.lookup(p, m.path)).goMod(m.version);
      await this.checkGoMod(m, data);
      const failed = this.writeCache(file, data);
      if (failed !== null) this.host.stderr.write(`go: writing go.mod cache: ${failed}\n`);
      return data;
    });
  }

  private checkGoMod(m: Version, data: Uint8Array): Promise<void> {
    return this.checkSum(modSumKey(m), this.goModSum(data));
  }

  /** The h1: sum of a go.mod file. */
  goModSum(data: Uint8Array): string {
    const hash = new DirHash(this.host);
    hash.add('go.mod', data);
    return hash.sum();
  }

  /** The name of the go.mod file in the cache, which is fetched where it is missing. */
  async goModFile(m: Version): Promise<string> {
    if (!semver.isValid(m.version)) throw new FetchError(`invalid version ${quote(m.version)}`);
    await this.goMod(m);
    return this.cacheFile(m, 'mod');
  }

  /**
   * The name of the zip in the cache, which is fetched where it is missing, and is verified. Where its directory will be asked
   * for as well, `unpack` spares a second look at what it holds.
   */
  zipFile(m: Version, unpack = false): Promise<string> {
    const key = formatVersion(m);
    let file = this.zips.get(key);
    if (file === undefined) this.zips.set(key, (file = this.fetchZip(m, unpack)));
    return file;
  }

  private async fetchZip(m: Version, unpack: boolean): Promise<string> {
    const { host } = this;
    this.checkCache();
    const wrong = checkCacheVersion(m.version);
    if (wrong !== '') throw new FetchError(wrong);
    const file = this.cacheFile(m, 'zip');
    const hashFile = file + 'hash';
    const hasZip = !(host.stat(file) instanceof IOError);
    if (hasZip && !(host.stat(hashFile) instanceof IOError)) {
      if (!this.sums.has(sumKey(m))) await this.checkZipHash(m);
      return file;
    }
    if (this.options.quiet !== true && !hasZip) {
      const toolchain = /^[^-]*-(.*)\.([^.]*)-([^.]*)$/.exec(m.version);
      const shown =
        m.path === 'golang.org/toolchain' && toolchain !== null
          ? `${toolchain[1]} (${toolchain[2]}/${toolchain[3]})`
          : `${m.path} ${m.version}`;
      host.stderr.write(`go: downloading ${shown}\n`);
    }
    this.makeLock(m);
    let data: Uint8Array;
    if (hasZip) {
      const there = host.readFile(file);
      if (there instanceof IOError) throw new FetchError(String(there));
      data = there;
    } else {
      const show = this.progressOf(m);
      try {
        data = await this.tryProxies(async p => (await this.lookup(p, m.path)).zip(m.version, show));
      } finally {
        show?.(-1, 0);
      }
      const entries = readZip(data);
      if (typeof entries === 'string') throw new FetchError(`zip: ${entries}`);
      const prefix = `${formatVersion(m)}/`;
      for (const e of entries) {
        if (!e.name.startsWith(prefix)) {
          throw new FetchError(`zip for ${formatVersion(m)} has unexpected file ${e.name}`);
        }
      }
    }
    const dir = unpack && this.cachedDir(m) === '' ? this.tempDir(m) : null;
    try {
      const written = dir === null || dir instanceof IOError ? '' : unzipModule(host, m, data, dir.name);
      const hash = typeof written === 'string' ? hashZip(host, data) : { sum: written.sum(), error: '' };
      if (hash.error !== '') throw new FetchError(hash.error);
      await this.checkSum(sumKey(m), hash.sum);
      const failed = this.writeCache(hashFile, hash.sum) ?? (hasZip ? null : this.writeCache(file, data));
      if (failed !== null) throw new FetchError(String(failed));
      // What could not be written will be tried again, and told of, when the directory is asked for.
      if (typeof written !== 'string') this.unpacked.set(formatVersion(m), dir as TempDir);
    } finally {
      if (dir !== null && !(dir instanceof IOError) && !this.unpacked.has(formatVersion(m))) dir.remove();
    }
    return file;
  }

  /** A bar for a download that a person watches. */
  private progressOf(m: Version): ((done: number, total: number) => void) | null {
    const { stderr } = this.host;
    if (!stderr.isTerminal) return null;
    let shown = 0;
    return (done, total) => {
      const now = this.host.monotonic();
      if (done < 0) {
        if (shown > 0) stderr.write(`\r${' '.repeat(stderr.columns - 1)}\r`);
      } else if (done < total && now - shown > 100) {
        const name = `${m.path} `;
        stderr.write(`\r${name}${progressBar(done, total, stderr.columns - name.length)}`);
        shown = now;
      }
    };
  }

  /** The directory of a module in the cache, which is fetched where it is missing. */
  zip(m: Version): Promise<string> {
    if (isToolchain(m.path)) throw new FetchError('internal error: invalid operation on toolchain module');
    const key = formatVersion(m);
    let dir = this.dirs.get(key);
    if (dir === undefined) this.dirs.set(key, (dir = this.fetchDir(m)));
    return dir;
  }

  private async fetchDir(m: Version): Promise<string> {
    this.checkCache();
    const wrong = checkCacheVersion(m.version);
    if (wrong !== '') throw new FetchError(wrong);
    let dir = this.cachedDir(m);
    if (dir === '') {
      const file = await this.zipFile(m, true);
      dir = await this.unzip(m, file);
    }
    await this.checkZipHash(m);
    const gomod = this.host.readFile(path.join(dir, 'go.mod'));
    if (!(gomod instanceof IOError)) {
      const version = /^[ \t]*go[ \t]+"?([^\s"/]+)/m.exec(decodeUtf8(gomod))?.[1] ?? '';
      const local = this.config.goVersion.slice(2);
      if (version !== '' && gover.compare(version, local) > 0) {
        throw new TooNewError(this.config, formatVersion(m), version);
      }
    }
    return dir;
  }

  /** The directory of a module of which the zip is not in the cache but a file elsewhere. */
  async unpack(m: Version, zip: string): Promise<string> {
    this.checkCache();
    const there = this.cachedDir(m);
    if (there !== '') return there;
    this.makeLock(m);
    return this.unzip(m, zip);
  }

  /** The directory of a module that is completely there; '' for none. */
  cachedDir(m: Version): string {
    return unpackedDir(this.host, this.config.modcache, m);
  }

  /** Where the directory of a module is, or would be. */
  dirOf(m: Version): string {
    return path.join(this.config.modcache, `${escapePath(m.path)}@${escapePath(m.version)}`);
  }

  private async unzip(m: Version, file: string): Promise<string> {
    const { host } = this;
    const dir = this.dirOf(m);
    const partial = this.cacheFile(m, 'partial');
    // A go command that runs at the same time may be unpacking it; one that was killed has left it so.
    for (let i = 0; i < 50 && this.isBeingMade(partial); i++) await host.sleep(100);
    const unpacked = this.unpacked.get(formatVersion(m));
    const there = this.cachedDir(m);
    if (there !== '') {
      unpacked?.remove();
      return there;
    }

    const temp = unpacked ?? this.tempDir(m);
    if (temp instanceof IOError) throw new FetchError(String(temp));
    try {
      if (unpacked === undefined) {
        const data = host.readFile(file);
        if (data instanceof IOError) throw new FetchError(String(data));
        const written = unzipModule(host, m, data, temp.name);
        if (typeof written === 'string') throw new FetchError(`unzip ${file}: ${written}`);
      }
      host.chmod(temp.name, 0o777 & ~0o022);
      if (!(host.stat(dir) instanceof IOError)) host.removeAll(dir);
      const renamed = host.rename(temp.name, dir);
      if (renamed !== null && this.cachedDir(m) === '') throw new FetchError(String(renamed));
      host.remove(partial);
    } catch (err) {
      if (err instanceof FetchError) host.stderr.write(`-> ${err.message}\n`);
      throw err;
    } finally {
      temp.remove();
    }
    if (this.options.modcacherw !== true) makeReadOnly(host, dir);
    return dir;
  }

  /** A new directory beside the one of a module. */
  private tempDir(m: Version): TempDir | IOError {
    const { host } = this;
    const dir = this.dirOf(m);
    const parent = path.dirname(dir);
    const name = host.makeDirs(parent) ?? host.makeTempDir(parent, `${path.basename(dir)}.tmp-`);
    if (name instanceof IOError) return name;
    const release = host.onInterrupt(() => host.removeAll(name));
    const remove = () => {
      release();
      host.removeAll(name);
    };
    return { name, remove };
  }

  private isBeingMade(partial: string): boolean {
    const st = this.host.stat(partial);
    return !(st instanceof IOError) && this.host.now() - st.mtime < 5000;
  }

  /** The sum of the zip that was downloaded; '' where there is none. */
  sum(m: Version): string {
    const data = this.host.readFile(this.cacheFile(m, 'ziphash'));
    const text = data instanceof IOError ? '' : decodeUtf8(data).trim();
    return isSum(text) ? text : '';
  }

  /** Holds a zip's recorded sum to go.sum and the database. */
  private async checkZipHash(m: Version): Promise<void> {
    const verifying = (why: unknown): never => {
      throw new FatalError(`verifying ${formatVersion(m)}: ${why}`);
    };
    const file = this.cacheFile(m, 'ziphash');
    const data = this.host.readFile(file);
    if (data instanceof IOError) return verifying(data);
    let sum = decodeUtf8(data).trim();
    if (!isSum(sum)) {
      const zip = this.host.readFile(this.cacheFile(m, 'zip'));
      if (zip instanceof IOError) return verifying(zip);
      const hash = hashZip(this.host, zip);
      if (hash.error !== '') return verifying(hash.error);
      sum = hash.sum;
      await this.checkSum(sumKey(m), sum);
      const failed = this.writeCache(file, sum);
      if (failed !== null) verifying(failed);
      return;
    }
    if (!sum.startsWith('h1:')) verifying(`unexpected ziphash: ${quote(sum)}`);
    try {
      await this.checkSum(sumKey(m), sum);
    } catch (err) {
      if (err instanceof FetchError) throw new FatalError(err.message);
      throw err;
    }
  }

  /** A sum is in go.sum, or the database has it; then it is noted for go.sum. */
  async checkSum(key: string, sum: string): Promise<void> {
    if (this.sums.matches(key, sum)) return;
    const [modPath, version] = key.split(' ') as [string, string];
    if (this.usesDatabase(modPath)) await this.askDatabase(modPath, version, sum);
    this.sums.add(key, sum);
  }

  private usesDatabase(modPath: string): boolean {
    const proxy = this.config.getenv('GOPROXY');
    if (modPath === 'golang.org/toolchain' && !(proxy.startsWith('file://') && !/[,|]/.test(proxy))) return true;
    return this.config.getenv('GOSUMDB') !== 'off' && !matchPrefixPatterns(this.noSumDb, modPath);
  }

  private async askDatabase(modPath: string, version: string, sum: string): Promise<void> {
    const noun = version.endsWith('/go.mod') ? 'go.mod' : 'module';
    const m = { path: modPath, version: version.replace(/\/go\.mod$/, '') };
    const fail = (why: string, notExist = false): never => {
      throw aboutModule(m, new FetchError(`verifying ${noun}: ${why}`, notExist));
    };
    let lines: string[];
    let name: string;
    try {
      const db = this.openDatabase();
      ({ name } = db);
      lines = await db.lookup(modPath, version);
    } catch (err) {
      if (err instanceof FetchError) return fail(err.message);
      throw err;
    }
    const prefix = `${modPath} ${version} `;
    for (const line of lines) {
      if (line === prefix + sum) return;
      if (line.startsWith(prefix + 'h1:')) {
        fail(`checksum mismatch\n\tdownloaded: ${sum}\n\t${name}: ${line.slice(prefix.length)}${sumdbMismatch}`);
      }
    }
    fail(`checksum missing from sumdb response${sumdbAbsent}`);
  }

  private openDatabase(): SumDatabase {
    if (this.database !== null) return this.database;
    const { verifier, base } = parseGosumdb(this.host, this.config.getenv('GOSUMDB'));
    const find = () => (base !== '' ? Promise.resolve(base) : this.databaseBase(verifier.name));
    return (this.database = new SumDatabase(this.host, this.config, this.web, verifier, find));
  }

  /** A proxy that speaks for the database, or the database itself. */
  private async databaseBase(name: string): Promise<string> {
    try {
      return await this.tryProxies(async proxy => {
        if (proxy === 'noproxy') throw new FetchError(useProxy, true);
        if (proxy === 'direct' || proxy === 'off') throw new FetchError('module lookup disabled by GOPROXY=off', true);
        await this.web.get(joinUrl(proxy, `sumdb/${name}/supported`), 1 << 20);
        return joinUrl(proxy, `sumdb/${name}`);
      });
    } catch (err) {
      if (err instanceof FetchError && err.notExist) return `https://${name}`;
      throw err;
    }
  }

  private checkCache(): void {
    if (this.cacheChecked) return;
    const { modcache } = this.config;
    if (modcache === '') throw new ConfigError('module cache not found: neither GOMODCACHE nor GOPATH is set');
    if (!path.isAbs(modcache)) {
      throw new ConfigError(`GOMODCACHE entry is relative; must be absolute path: ${quote(modcache)}.\n`);
    }
    const st = this.host.stat(modcache);
    const failed = st instanceof IOError ? (st.notExist ? this.host.makeDirs(modcache) : st) : null;
    if (failed !== null) throw new ConfigError(`could not create module cache: ${failed}`);
    if (!(st instanceof IOError) && st.kind !== Dir) {
      throw new ConfigError(`could not create module cache: ${quote(modcache)} is not a directory`);
    }
    this.cacheChecked = true;
  }

  /** The name of a downloaded file in the cache. */
  cacheFile(m: Version, suffix: string): string {
    const { modcache } = this.config;
    return path.join(modcache, 'cache/download', escapePath(m.path), '@v', `${escapePath(m.version)}.${suffix}`);
  }

  /** The file that go commands lock; it is part of the layout. */
  private makeLock(m: Version): void {
    const file = this.cacheFile(m, 'lock');
    if (this.host.makeDirs(path.dirname(file)) === null) this.host.createExclusive(file, new Uint8Array(0));
  }

  /** Makes a file of the cache, whole or not at all. */
  private writeCache(file: string, data: string | Uint8Array): IOError | null {
    const { host } = this;
    this.checkCache();
    const dir = path.dirname(file);
    const made = host.makeDirs(dir);
    if (made !== null) return made;
    const temp = `${file}${Math.floor(host.now() * 1000) % 1e9}${this.temps++}.tmp`;
    const bytes = typeof data === 'string' ? encodeUtf8(data) : data;
    const failed = host.createExclusive(temp, bytes) ?? host.rename(temp, file);
    if (failed !== null) host.remove(temp);
    if (failed === null && file.endsWith('.mod')) this.rewriteList(dir);
    return failed;
  }

  /** The cache can be a proxy itself: `list` has the versions whose go.mod is there. */
  private rewriteList(dir: string): void {
    const entries = this.host.readDir(dir);
    if (entries instanceof IOError) return;
    const list = entries
      .filter(e => e.name.endsWith('.mod'))
      .map(e => e.name.slice(0, -'.mod'.length))
      .filter(v => v !== '' && canonicalVersion(v) === v)
      .sort(semver.compare);
    this.host.writeFile(path.join(dir, 'list'), encodeUtf8(list.map(v => v + '\n').join('')));
  }
}

/** go and toolchain stand in the module graph and have no files. */
function isToolchain(modPath: string): boolean {
  return modPath === 'go' || modPath === 'toolchain';
}

function isSum(text: string): boolean {
  return text.length === 'h1:'.length + 44 && !text.includes('\0');
}

/** Takes the right to write from all directories under one, itself last. */
function makeReadOnly(host: Host, dir: string): void {
  const entries = host.readDir(dir);
  if (entries instanceof IOError) return;
  for (const e of entries) if (e.kind === Dir) makeReadOnly(host, path.join(dir, e.name));
  const st = host.stat(dir);
  if (!(st instanceof IOError)) host.chmod(dir, st.mode & ~0o222);
}
