// Where versions of one module come from: a module proxy, a repository of version control, nowhere (GOPROXY=off). The
// fetcher asks them in the order of $GOPROXY.

import { decodeUtf8 } from '../../../base/utf8.ts';
import { quote } from '../../../base/quote.ts';
import * as gover from '../gover.ts';
import { checkPath, checkPathMajor, checkVersionName, splitPathVersion, escapePath } from '../module.ts';
import { checkProxyUrl } from '../proxy.ts';
import * as semver from '../semver.ts';
import { aboutModule, canonicalVersion, FetchError, isPseudoVersion, pseudoVersionTime } from './errors.ts';
import { maxGoMod, maxZip } from './modzip.ts';
import type { Origin } from './origin.ts';
import { parseInfo, type RevInfo } from './rev-info.ts';
import { joinUrl, parseUrl, redacted } from './url.ts';
import type { Progress, Web } from './web.ts';

/** The versions of a module, in order; pseudo-versions are not among them. */
export interface Versions {
  readonly list: readonly string[];
  readonly origin: Origin | null;
}

/** One source of one module. All throw a FetchError. */
export interface Repo {
  readonly path: string;
  versions(prefix: string): Promise<Versions>;
  /** What a version, a branch, a tag or a commit means. */
  stat(rev: string): Promise<RevInfo>;
  latest(): Promise<RevInfo>;
  goMod(version: string): Promise<Uint8Array>;
  zip(version: string, progress: Progress | null): Promise<Uint8Array>;
  /** What is wrong with an answer of earlier that had this origin; '' where it would be the same. */
  checkReuse(old: Origin): Promise<string>;
}

const maxInfo = 1 << 20;
const maxList = 64 << 20;

/** A module on a proxy. */
export class ProxyRepo implements Repo {
  readonly path: string;
  private readonly web: Web;
  private readonly base: string;
  private readonly shown: string;
  private lines: Promise<string[]> | null = null;

  constructor(web: Web, proxy: string, path: string) {
    checkProxyUrl(proxy);
    const escape = /%(?![0-9A-Fa-f]{2}).{0,2}/.exec(proxy);
    if (escape !== null) throw new FetchError(`parse ${quote(proxy)}: invalid URL escape ${quote(escape[0])}`);
    this.shown = redacted(parseUrl(proxy)!); // it is an address
    this.web = web;
    this.path = path;
    this.base = joinUrl(proxy, escapePath(path));
  }

  private about(version: string, err: unknown): unknown {
    return aboutModule({ path: this.path, version }, err);
  }

  /** The name of a version's file. */
  private fileOf(version: string, suffix: string): string {
    const bad = checkVersionName(version);
    if (bad !== '') throw this.about(version, new FetchError(bad));
    return `@v/${escapePath(version)}.${suffix}`;
  }

  private async get(version: string, name: string, limit: number, progress: Progress | null = null) {
    try {
      return await this.web.get(joinUrl(this.base, name), limit, progress);
    } catch (err) {
      throw this.about(version, err);
    }
  }

  private list(): Promise<string[]> {
    this.lines ??= this.get('', '@v/list', maxList).then(data => decodeUtf8(data).split('\n'));
    return this.lines;
  }

  async versions(prefix: string): Promise<Versions> {
    const list: string[] = [];
    for (const line of await this.list()) {
      const v = line.trim().split(/\s+/, 1)[0]!;
      if (semver.isValid(v) && v.startsWith(prefix) && !isPseudoVersion(v)) list.push(v);
    }
    return { list: list.sort(compareSemver), origin: null };
  }

  async stat(rev: string): Promise<RevInfo> {
    return this.info(rev, this.fileOf(rev, 'info'));
  }

  private async info(rev: string, name: string): Promise<RevInfo> {
    const data = await this.get(rev, name, maxInfo);
    const info = parseInfo(decodeUtf8(data));
    if (info === null) {
      throw this.about(rev, new FetchError(`invalid response from proxy ${quote(this.shown)}: ${jsonError(data)}`));
    }
    const major = splitPathVersion(this.path)?.major ?? '';
    const fits = checkPath(this.path) === '' && checkPathMajor(rev, major) === '';
    if (rev !== '' && info.version !== rev && rev === canonicalVersion(rev) && fits) {
      const why = `proxy returned info for version ${info.version} instead of requested version`;
      throw this.about(rev, new FetchError(why));
    }
    return info;
  }

  async latest(): Promise<RevInfo> {
    try {
      return await this.info('', '@latest');
    } catch (err) {
      if (!(err instanceof FetchError) || !err.notExist) throw err;
    }
    let best = '';
    let bestTime = '';
    for (const line of await this.list()) {
      const [v, time] = line.trim().split(/\s+/) as [string, string?];
      if (!semver.isValid(v)) continue;
      const t = time ?? pseudoVersionTime(v);
      if (t > bestTime) {
        best = v;
        bestTime = t;
      }
    }
    if (best === '') throw this.about('', new FetchError('no commits', true));
    return this.stat(best);
  }

  async goMod(version: string): Promise<Uint8Array> {
    return this.get(version, this.fileOf(version, 'mod'), maxGoMod);
  }

  async zip(version: string, progress: Progress | null): Promise<Uint8Array> {
    const data = await this.get(version, this.fileOf(version, 'zip'), maxZip, progress);
    if (data.length > maxZip) throw this.about(version, new FetchError('downloaded zip file too large'));
    return data;
  }

  checkReuse(): Promise<string> {
    return Promise.resolve('proxy does not support CheckReuse');
  }
}

/** What Go's JSON reader says of the text. */
function jsonError(data: Uint8Array): string {
  const text = decodeUtf8(data).trim();
  if (text === '') return 'unexpected end of JSON input';
  return `invalid character '${text[0]}' looking for beginning of value`;
}

function compareSemver(a: string, b: string): number {
  return semver.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The modules `go` and `toolchain`, whose versions are those of golang.org/toolchain. */
export class ToolchainRepo implements Repo {
  readonly path: string;
  private readonly repo: Repo;
  /** The release at hand, as 1.26.8. */
  private readonly local: string;

  constructor(path: string, repo: Repo, local: string) {
    this.path = path;
    this.repo = repo;
    this.local = local;
  }

  private get prefix(): string {
    return this.path === 'toolchain' ? 'go' : '';
  }

  async versions(): Promise<Versions> {
    const found = new Set<string>([this.local]);
    for (const v of (await this.repo.versions('')).list) {
      const m = /^[^-]*-(?:go)?(.+)\.[^.]*-[^.]*$/.exec(v);
      if (m !== null) found.add(m[1]!);
    }
    return { list: [...found].sort(gover.compare).map(v => this.prefix + v), origin: null };
  }

  async stat(rev: string): Promise<RevInfo> {
    const v = rev.replace(/^go/, '');
    if (!gover.isValid(v)) throw new FetchError(`invalid ${this.path} version ${rev}`);
    const here = this.path === 'go' ? gover.compare(v, this.local) <= 0 : v === this.local;
    if (here) return { version: this.prefix + v, time: '', origin: null };
    if (gover.isLanguage(v) && gover.compare(v, '1.21') >= 0) {
      throw new FetchError(`go language version ${rev} is not a toolchain version`);
    }
    const info = await this.repo.stat(`v0.0.1-go${v}.linux-amd64`);
    return { version: this.prefix + v, time: info.time, origin: null };
  }

  async latest(): Promise<RevInfo> {
    const { list } = await this.versions();
    return this.stat(list[list.length - 1]!); // the release at hand is always there
  }

  goMod(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array([...`module ${this.path}\n`].map(c => c.charCodeAt(0))));
  }

  zip(): Promise<Uint8Array> {
    return Promise.reject(new FetchError(`${this.path} is no module with files`));
  }

  checkReuse(old: Origin): Promise<string> {
    return this.repo.checkReuse(old);
  }
}
