// One module in a repository: which of its tags are versions, what commits without a tag are called, where the module's
// directory is, and its zip. The rules are the go command's; a version that is derived here must be the same everywhere,
// for its sum is in go.sum files and the checksum database.

import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { unquoteText, quote } from '../../../base/quote.ts';
import * as path from '../../../host/path.ts';
import type { Config } from '../../config.ts';
import {
  aboutModule,
  canonicalVersion,
  FetchError,
  InvalidVersionError,
  isPseudoVersion,
  pseudoVersionTime,
} from '../fetch/errors.ts';
import { maxGoMod, maxLicense, maxZip } from '../fetch/modzip.ts';
import type { Origin } from '../fetch/origin.ts';
import { pseudoVersion, pseudoVersionBase, pseudoVersionRev } from '../fetch/pseudo.ts';
import type { Repo, Versions } from '../fetch/repo.ts';
import type { RevInfo } from '../fetch/rev-info.ts';
import * as gover from '../gover.ts';
import { parseModLax } from '../modfile.ts';
import { quoteToken } from '../modsyntax.ts';
import { checkPathMajor, splitPathVersion } from '../module.ts';
import * as semver from '../semver.ts';
import { TooNewError } from '../too-new.ts';
import type { CodeHost, Commit } from './codehost.ts';
import { createModuleZip, filesOfArchive } from './create-zip.ts';

/** Where a version's files are. */
interface Place {
  readonly rev: string;
  readonly dir: string;
  /** go.mod there; null where it has to be looked for. */
  readonly gomod: Uint8Array | null;
}

/** A module that comes from its repository. */
export class CodeRepo implements Repo {
  readonly path: string;
  private readonly code: CodeHost;
  /** The module path that the root of the repository would have. */
  private readonly root: string;
  /** The module's directory in the repository, without its major version. */
  private readonly dir: string;
  /** The module path without its major version, and that: `/v2`, `.v1`, ''. */
  private readonly prefix: string;
  private readonly major: string;
  private readonly config: Config;

  constructor(config: Config, code: CodeHost, root: string, subdir: string, modPath: string) {
    const inRoot = (p: string) => p === root || p.startsWith(`${root}/`);
    if (!inRoot(modPath)) throw new FetchError(`mismatched repo: found ${root} for ${modPath}`);
    const split = splitPathVersion(modPath);
    if (split === null) throw new FetchError(`invalid module path ${quote(modPath)}`);
    // The root itself may end as a major version does.
    const prefix = root === modPath ? modPath : split.prefix;
    if (root !== modPath && !inRoot(prefix)) {
      throw new FetchError(`repository rooted at ${root} cannot contain module ${modPath}`);
    }
    const own = root === modPath ? '' : prefix.slice(root.length).replace(/^\/+|\/+$/g, '');
    this.config = config;
    this.code = code;
    this.path = modPath;
    this.root = root;
    this.prefix = prefix;
    this.major = split.major;
    this.dir = subdir === '' ? own : path.join(own, subdir);
  }

  /** `v2`; '' where the path has no major version. */
  private get pseudoMajor(): string {
    return this.major.slice(1).replace(/-unstable$/, '');
  }

  private get tagPrefix(): string {
    return this.dir === '' ? '' : `${this.dir}/`;
  }

  private fitsMajor(v: string): boolean {
    return checkPathMajor(v, this.major) === '';
  }

  private invalid(version: string, why: string, notExist = false, pseudo = false): FetchError {
    const text = `${this.path}@${version}: invalid ${pseudo ? 'pseudo-version' : 'version'}: ${why}`;
    return new InvalidVersionError(text, notExist, why);
  }

  checkReuse(old: Origin): Promise<string> {
    return this.code.checkReuse(old, this.dir);
  }

  async versions(prefix: string): Promise<Versions> {
    if (/^gopkg\.in\/.*-unstable$/.test(this.path)) return { list: [], origin: null };
    const start = this.tagPrefix + prefix;
    let tags;
    try {
      tags = await this.code.tags(start);
    } catch (err) {
      throw aboutModule({ path: this.path, version: '' }, err);
    }
    const list: string[] = [];
    const incompatible: string[] = [];
    for (const tag of tags.list) {
      const v = tag.slice(this.tagPrefix.length);
      if (v === '' || v !== semver.canonical(v) || isPseudoVersion(v)) continue;
      if (this.fitsMajor(v)) list.push(v);
      else if (this.dir === '' && this.major === '' && semver.major(v) > 'v1') incompatible.push(v);
    }
    list.sort(byVersion);
    incompatible.sort(byVersion);
    return { list: [...list, ...(await this.incompatible(list, incompatible))], origin: this.located(tags.origin) };
  }

  private located(origin: Origin): Origin {
    return { ...origin, subdir: this.dir };
  }

  /** Versions from before there were modules: v2 and above, of which none of the same major has a go.mod. */
  private async incompatible(list: readonly string[], tags: readonly string[]): Promise<string[]> {
    if (tags.length === 0 || this.major !== '') return [];
    const hasGoMod = async (v: string) => (await this.read(v, 'go.mod')) !== null;
    if (list.length > 0 && (await hasGoMod(list[list.length - 1]!))) return [];
    const out: string[] = [];
    for (let i = 0; i < tags.length;) {
      const major = semver.major(tags[i]!);
      let end = i;
      while (end < tags.length && semver.major(tags[end]!) === major) end++;
      if (!(await hasGoMod(tags[end - 1]!))) for (const v of tags.slice(i, end)) out.push(`${v}+incompatible`);
      i = end;
    }
    return out;
  }

  private async read(rev: string, file: string): Promise<Uint8Array | null> {
    const data = await this.code.readFile(rev, file);
    const limit = file.endsWith('LICENSE') ? maxLicense : maxGoMod;
    if (data !== null && data.length > limit) throw new FetchError(`${file} at revision ${rev} is too large`);
    return data;
  }

  async stat(rev: string): Promise<RevInfo> {
    if (rev === 'latest') return this.latest();
    let commit: Commit;
    try {
      commit = await this.code.stat(this.revision(rev));
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      const text = `${this.path}@${rev}: invalid version: ${err.message}`;
      throw new InvalidVersionError(text, err.notExist, err.message, err.origin);
    }
    return this.convert(commit, rev);
  }

  async latest(): Promise<RevInfo> {
    return this.convert(await this.code.latest(), '');
  }

  /** The version of a commit with where it came from, which a failure has too. */
  private async convert(commit: Commit, asked: string): Promise<RevInfo> {
    const located = this.located(commit.origin);
    try {
      const version = await this.versionOf(commit, asked);
      let origin: Origin = located;
      if (isPseudoVersion(version) && (version !== asked || !version.startsWith('v0.0.0-'))) {
        // Another tag would make it another version.
        const { origin: t } = await this.code.tags(this.ownTags());
        origin = { ...located, tagPrefix: t.tagPrefix, tagSum: t.tagSum, repoSum: t.repoSum || located.repoSum };
      }
      return { version, time: commit.time, origin };
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      throw err.told(err.message, err.reason, located);
    }
  }

  /** How the tags of this module start. */
  private ownTags(): string {
    return this.tagPrefix + (this.major === '' ? '' : `${this.major.slice(1)}.`);
  }

  /** The version that a commit has: its tag, or a pseudo-version. `asked` is what was asked for, '' for the latest. */
  private async versionOf(commit: Commit, asked: string): Promise<string> {
    if (isPseudoVersion(asked)) {
      const v = await this.canonical(commit, asked, asked);
      await this.checkPseudoVersion(commit, asked);
      return v;
    }
    const retracted = await this.retractions();
    const own = this.versionOfTag(commit.version);
    if (own.canonical) {
      try {
        return await this.canonical(commit, own.version, asked);
      } catch (err) {
        if (!(err instanceof FetchError)) throw err; // another tag may do
      }
    }
    let highest = '';
    let base = '';
    for (const tag of commit.tags) {
      const { version: v, canonical } = this.versionOfTag(tag);
      if (asked !== '' && semver.compare(v, asked) === 0) {
        if (canonical) return this.canonical(commit, v, asked);
        base = v; // v1.2.3+meta: what was asked for is no tag, but it leads to one
      }
      if (!canonical || semver.compare(highest, v) >= 0 || retracted(v)) continue;
      if (this.fitsMajor(v) || (await this.mayBeIncompatible(commit, v, asked))) highest = v;
    }
    if (highest !== '') return this.canonical(commit, highest, asked);
    if (base === '') {
      const tag = await this.code.recentTag(commit.name, this.tagPrefix, async t => {
        const { version: v } = this.versionOfTag(t);
        if (v === '' || retracted(v)) return false;
        return this.fitsMajor(v) || this.mayBeIncompatible(commit, v, asked);
      });
      base = this.versionOfTag(tag).version;
    }
    return this.canonical(commit, pseudoVersion(this.pseudoMajor, base, commit.time, commit.short), asked);
  }

  /** The version that a tag of this module means, '' for none, and whether the tag is just that. */
  private versionOfTag(tag: string): { readonly version: string; readonly canonical: boolean } {
    const none = { version: '', canonical: false };
    if (!tag.startsWith(this.tagPrefix) || isPseudoVersion(tag)) return none;
    const trimmed = tag.slice(this.tagPrefix.length);
    const v = semver.canonical(trimmed);
    return v === '' || !trimmed.startsWith(v) ? none : { version: v, canonical: v === trimmed };
  }

  /** A version of another major is one from before there were modules: the commit has no go.mod for it. */
  private async mayBeIncompatible(commit: Commit, v: string, asked: string): Promise<boolean> {
    if (this.dir !== '' || this.major !== '') return false;
    if ((await this.read(commit.name, 'go.mod').catch(unreadable)) !== null) return false;
    if (v === '' || asked.endsWith('+incompatible')) return true;
    return (await this.read(commit.name, `${semver.major(v)}/go.mod`).catch(unreadable)) === null;
  }

  /** The version as go.mod files have it; throws where the commit does not have it. */
  private async canonical(commit: Commit, version: string, asked: string): Promise<string> {
    try {
      await this.findDir(version);
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      throw this.invalid(version, err.message, true);
    }
    const plain = (v: string) => v.replace(/\+incompatible$/, '');
    let v = version === plain(asked) ? asked : version;
    const base = plain(v);
    let wrong = '';
    if (!this.fitsMajor(base)) {
      if (await this.mayBeIncompatible(commit, base, asked)) v = `${base}+incompatible`;
      else if (this.major !== '') {
        wrong = 'module path includes a major version suffix, so major version must match';
      } else {
        const path = `${this.prefix}/${semver.major(v)}`;
        wrong = `module contains a go.mod file, so module path must match major version (${quote(path)})`;
      }
    } else if (v !== base) {
      wrong = `+incompatible suffix not allowed: major version ${semver.major(v)} is compatible`;
    }
    if (asked !== '' && asked === canonicalVersion(asked) && plain(asked) !== base) {
      throw this.invalid(asked, `resolves to version ${v} (${plain(asked)} is not a tag)`);
    }
    if (wrong !== '') throw this.invalid(v, wrong);
    return v;
  }

  /** Holds a pseudo-version that somebody wrote to the commit: its name, its time, the tag that it follows. */
  private async checkPseudoVersion(commit: Commit, version: string): Promise<void> {
    const wrong = (why: string) => this.invalid(version, why, false, true);
    const rev = pseudoVersionRev(version);
    if (rev !== commit.short) {
      const how = rev.startsWith(commit.short)
        ? 'revision is longer than canonical'
        : commit.short.startsWith(rev)
          ? 'revision is shorter than canonical'
          : 'does not match short name of revision';
      throw wrong(`${how} (expected ${commit.short})`);
    }
    if (pseudoVersionTime(version) !== commit.time) {
      const want = commit.time.replace(/[-:TZ]/g, '');
      throw wrong(`does not match version-control timestamp (expected ${want})`);
    }
    const { base, error } = pseudoVersionBase(version.replace(/\+incompatible$/, ''));
    if (error !== '') throw wrong(error);
    if (base === '') {
      if (this.pseudoMajor !== '' || semver.major(version) !== 'v1') return;
      throw wrong('major version without preceding tag must be v0, not v1');
    }
    const named = commit.tags.find(t => t === this.tagPrefix + base || t === base);
    if (named !== undefined) {
      throw wrong(
        `tag (${named}) found on revision ${rev} is already canonical, so should not be replaced with a pseudo-version derived from that tag`,
      );
    }
    let last = '';
    for (const tag of (await this.code.tags(this.tagPrefix + base)).list) {
      if (semver.compare(tag.slice(this.tagPrefix.length), base) !== 0) continue;
      last = tag;
      if (await this.code.descendsFrom(commit.name, tag)) return;
    }
    if (last === '') throw wrong(`preceding tag (${base}) not found`);
    throw wrong(`revision ${rev} is not a descendent of preceding tag (${last})`);
  }

  /** What the newest version retracts: such tags are no base of pseudo-versions. */
  private async retractions(): Promise<(v: string) => boolean> {
    const none = () => false;
    let text: string;
    try {
      const { list } = await this.versions('');
      const versions = list.filter(v => !v.endsWith('+incompatible'));
      if (versions.length === 0) return none;
      const highest = versions.findLast(v => semver.prerelease(v) === '') ?? versions[versions.length - 1]!;
      text = decodeUtf8(await this.goMod(highest));
    } catch (err) {
      if (err instanceof FetchError) return none;
      throw err;
    }
    const file = parseModLax('go.mod', text);
    if (Array.isArray(file)) return none;
    return v => file.retract.some(r => semver.compare(r.low, v) <= 0 && semver.compare(v, r.high) <= 0);
  }

  /** What the repository calls a version. */
  private revision(rev: string): string {
    if (!semver.isValid(rev)) return rev;
    if (isPseudoVersion(rev)) return pseudoVersionRev(rev);
    return this.tagPrefix + (semver.build(rev) === '+incompatible' ? rev.slice(0, -'+incompatible'.length) : rev);
  }

  /**
   * The directory of a version: that of the module path, or the one called v2 in it. Which it is the module line of
   * go.mod says.
   */
  private async findDir(version: string): Promise<Place> {
    if (!semver.isValid(version)) throw this.invalid(version, 'syntax error');
    const rev = this.revision(version);
    const read = async (file: string) => {
      try {
        return await this.read(rev, file);
      } catch (err) {
        if (!(err instanceof FetchError)) throw err;
        if (err.notExist) return null;
        throw new FetchError(`reading ${this.root}/${file} at revision ${rev}: ${err.message}`);
      }
    };
    const at = `at revision ${rev}`;
    const file1 = path.join(this.dir, 'go.mod');
    const gomod1 = await read(file1);
    const path1 = gomod1 === null ? '' : modulePath(gomod1);
    // Modules of gopkg.in were once taken under other names.
    const replaced = this.major === '' && path1.startsWith('gopkg.in/');
    const found1 = gomod1 !== null && (isOfMajor(path1, this.major) || replaced);

    let file2 = '';
    if (this.major.startsWith('/') && this.root !== this.path) {
      const dir2 = path.join(this.dir, this.major.slice(1));
      file2 = path.join(dir2, 'go.mod');
      const gomod2 = await read(file2);
      const path2 = gomod2 === null ? '' : modulePath(gomod2);
      if (gomod2 !== null && isOfMajor(path2, this.major)) {
        if (!found1) return { rev, dir: dir2, gomod: gomod2 };
        throw new FetchError(
          `${this.prefix}/${file1} and ...${this.major}/go.mod both have ...${this.major} module paths ${at}`,
        );
      }
      if (gomod2 !== null) {
        if (path2 === '') throw new FetchError(`${this.root}/${file2} is missing module path ${at}`);
        throw new FetchError(`${this.root}/${file2} has non-...${this.major} module path ${quote(path2)} ${at}`);
      }
    }
    if (found1) return { rev, dir: this.dir, gomod: gomod1 };
    if (gomod1 !== null) {
      const suffix = file2 === '' ? '' : ` (and ...${this.major}/go.mod does not exist)`;
      const what = `module path ${quote(path1)}${suffix} ${at}`;
      if (path1 === '') throw new FetchError(`${file1} is missing module path${suffix} ${at}`);
      if (this.major !== '') throw new FetchError(`${file1} has non-...${this.major} ${what}`);
      if (splitPathVersion(path1) === null) throw new FetchError(`${file1} has malformed ${what}`);
      throw new FetchError(`${file1} has post-${semver.major(version)} ${what}`);
    }
    // Without go.mod only the root of a repository is a module.
    if (this.dir === '' && !this.major.startsWith('/')) return { rev, dir: '', gomod: null };
    const second = file2 === '' ? '' : ` and ...${this.major}/go.mod`;
    throw new FetchError(`missing ${this.prefix}/go.mod${second} ${at}`);
  }

  private async place(version: string): Promise<Place> {
    if (version !== canonicalVersion(version)) throw new FetchError(`version ${version} is not canonical`);
    // A pseudo-version names a commit that may still have to be fetched, and must be right.
    if (isPseudoVersion(version)) await this.stat(version);
    return this.findDir(version);
  }

  async goMod(version: string): Promise<Uint8Array> {
    const { rev, dir, gomod } = await this.place(version);
    if (gomod !== null) return gomod;
    return (await this.read(rev, path.join(dir, 'go.mod'))) ?? encodeUtf8(`module ${quoteToken(this.path)}\n`);
  }

  async zip(version: string): Promise<Uint8Array> {
    const { rev, dir } = await this.place(version);
    const gomod = await this.read(rev, path.join(dir, 'go.mod'));
    if (gomod !== null) {
      const need = /^[ \t]*go[ \t]+"?([^\s"/]+)/m.exec(decodeUtf8(gomod))?.[1] ?? '';
      if (gover.compare(need, this.config.goVersion.slice(2)) > 0) {
        throw new TooNewError(this.config, `${this.path}@${version}`, need);
      }
    }
    const archive = await this.code.readZip(rev, dir);
    if (archive === null) throw new FetchError('file does not exist', true);
    if (archive.length > maxZip) throw new FetchError('downloaded zip file too large');
    const files = filesOfArchive(this.config.host, archive, dir);
    if (dir !== '' && !files.some(f => f.name === 'LICENSE')) {
      // The licence of the whole repository is that of each of its modules.
      const data = await this.read(rev, 'LICENSE').catch(unreadable);
      if (data !== null) files.push({ name: 'LICENSE', size: data.length, link: false, data: () => data });
    }
    return createModuleZip({ path: this.path, version }, files);
  }
}

/** The path that a module line gives, as it can be told without reading all of go.mod; '' for none. */
function modulePath(gomod: Uint8Array): string {
  for (const line of decodeUtf8(gomod).split('\n')) {
    const m = /^\s*module\s+(\S.*)$/.exec(line.replace(/\/\/.*$/, '').trim());
    if (m === null) continue;
    const word = m[1]!.trim();
    return word[0] === '"' || word[0] === '`' ? (unquoteText(word) ?? '') : word;
  }
  return '';
}

/** A module that calls itself so is of the major version. */
function isOfMajor(modPath: string, major: string): boolean {
  const split = modPath === '' ? null : splitPathVersion(modPath);
  if (split === null) return false;
  const own = split.major.slice(1);
  if (major === '') return ['', 'v0', 'v1'].includes(own.replace(/-unstable$/, ''));
  // gopkg.in/x.v2 and x/v2 are of one major version.
  return own !== '' && own === major.slice(1);
}

function byVersion(a: string, b: string): number {
  return semver.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** What cannot be read is taken as not there. */
function unreadable(err: unknown): null {
  if (err instanceof FetchError) return null;
  throw err;
}
