// Modules in git repositories. A repository is asked for its refs first; what is needed of it is fetched into a bare one
// in the module cache, named and laid out as the go command does, so that both share it.
//
// Only what a branch, a tag or HEAD leads to is ever fetched: servers keep other people's proposals under other refs, and
// those must not pass for the project's own commits. Names from outside stand behind --end-of-options.

import { toHex } from '../../../base/hex.ts';
import { quote } from '../../../base/quote.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { Dir, IOError } from '../../../host/host.ts';
import * as path from '../../../host/path.ts';
import type { Config } from '../../config.ts';
import { base64 } from '../../zip.ts';
import { FetchError, isPseudoVersion } from '../fetch/errors.ts';
import { noOrigin, type Origin } from '../fetch/origin.ts';
import type { Web } from '../fetch/web.ts';
import * as semver from '../semver.ts';
import type { CodeHost, Commit, Tags } from './codehost.ts';
import { RunError, type Shell } from './shell.ts';

/** The kind of directory in cache/vcs; the go command's name for it is part of its key. */
const workDirType = 'git3';
/** Fewer hexadecimal digits do not name a commit. */
const minHashDigits = 7;
const sha1Digits = 40;
const sha256Digits = 64;
/** Of a commit's name in a pseudo-version. */
const shortDigits = 12;

const FetchNone = 0;
/** Single commits, without what came before them. */
const FetchSome = 1;
/** All that branches and tags lead to. */
const FetchAll = 2;
type FetchLevel = typeof FetchNone | typeof FetchSome | typeof FetchAll;

type Refs = ReadonlyMap<string, string>;

/** A repository of git, through a copy in the module cache. */
export class GitRepo implements CodeHost {
  readonly url: string;
  private readonly shell: Shell;
  private readonly web: Web;
  private readonly dir: string;
  private readonly lock: string;
  private hashDigits = sha1Digits;
  private fetched: FetchLevel = FetchNone;
  private refs: Promise<Refs> | null = null;
  private localTags: Promise<Set<string>> | null = null;
  private readonly commits = new Map<string, Promise<Commit>>();
  private readonly files = new Map<string, Promise<Uint8Array | null>>();
  /** What fetches now; the next one waits for it. */
  private fetching: Promise<unknown> = Promise.resolve();

  private constructor(shell: Shell, web: Web, url: string, dir: string) {
    this.shell = shell;
    this.web = web;
    this.url = url;
    this.dir = dir;
    this.lock = dir + '.lock';
  }

  /** The repository at an address, with an empty copy in the cache where there was none. */
  static async open(shell: Shell, web: Web, config: Config, url: string): Promise<GitRepo> {
    if (!url.includes('://')) {
      const hint = url.includes(':') ? ' (use URL syntax not host:path syntax)' : '';
      throw new FetchError(`git remote (${url}) must not be local directory${hint}`);
    }
    const dir = workDir(shell, config, `${workDirType}:${url}`);
    const repo = new GitRepo(shell, web, url, dir);
    if (shell.host.stat(path.join(dir, 'objects')) instanceof IOError) await repo.init();
    const format = await repo.git(['config', 'extensions.objectformat']).catch(ignoreFailure);
    if (format !== null && decodeUtf8(format).trim() === 'sha256') repo.hashDigits = sha256Digits;
    return repo;
  }

  private async init(): Promise<void> {
    const refs = await this.loadRefs(this.url).catch(ignoreFailure);
    let format: string[] = [];
    const [hash] = refs?.values() ?? [];
    if (hash?.length === sha256Digits) format = ['--object-format=sha256'];
    else if (await this.knowsObjectFormats()) format = ['--object-format=sha1'];
    try {
      await this.shell.run(['git', 'init', '--bare', ...format], { dir: this.dir, lock: this.lock });
      // A named remote is what Git LFS wants to see.
      await this.git(['remote', 'add', 'origin', '--', this.url], true);
      // Long names of branches make long names of files.
      if (this.shell.host.os === 'windows') await this.git(['config', 'core.longpaths', 'true'], true);
    } catch (err) {
      // Another command may have been first.
      if (!(err instanceof RunError) || !err.stderr.includes('remote origin already exists')) {
        this.shell.host.removeAll(this.dir);
        throw err;
      }
    }
  }

  private async knowsObjectFormats(): Promise<boolean> {
    let text: string;
    try {
      text = decodeUtf8(await this.shell.run(['git', 'version'], { dir: this.dir }));
    } catch (err) {
      if (!(err instanceof RunError)) throw err;
      throw new FetchError(`unable to resolve git version: failed to execute git version: ${err.how}`);
    }
    const m = /git version\s+(\d+\.\d+(?:\.\d+)?)/.exec(text);
    if (m === null) {
      throw new FetchError(
        `unable to resolve git version: git version extraction regexp did not match version line: ${quote(text)}`,
      );
    }
    return semver.compare('v2.29', `v${m[1]!}`) <= 0;
  }

  /** Runs git on the copy. GIT_DIR is told, for git may be set to trust no bare repository that it finds. */
  private git(words: readonly string[], changes = false): Promise<Uint8Array> {
    const env = new Map([['GIT_DIR', this.dir]]);
    return this.shell.run(['git', ...words], { dir: this.dir, env, ...(changes ? { lock: this.lock } : {}) });
  }

  /** The branches and tags and HEAD of the remote repository, with the commits that they mean. */
  private loadRefs(remote = 'origin'): Promise<Refs> {
    this.refs ??= this.lsRemote(remote);
    return this.refs;
  }

  private async lsRemote(remote: string): Promise<Refs> {
    let text: string;
    try {
      text = decodeUtf8(await this.git(['ls-remote', '-q', '--end-of-options', remote]));
    } catch (err) {
      if (!(err instanceof RunError)) throw err;
      let { message } = err;
      if (err.stderr.includes('fatal: could not read Username')) {
        message +=
          '\nConfirm the import path was entered correctly.\n' +
          'If this is a private repository, see https://golang.org/doc/faq#git_https for additional information.';
      }
      throw new FetchError(message, await this.isGone());
    }
    const refs = new Map<string, string>();
    const peeled = new Map<string, string>();
    for (const line of text.split('\n')) {
      const [hash, ref, ...rest] = line.trim().split(/\s+/);
      if (ref === undefined || rest.length > 0 || !/^(?:HEAD$|refs\/(?:heads|tags)\/)/.test(ref)) continue;
      // An annotated tag means the commit that it leads to.
      if (ref.endsWith('^{}')) peeled.set(ref.slice(0, -3), hash!);
      else refs.set(ref, hash!);
    }
    for (const [ref, hash] of peeled) refs.set(ref, hash);
    return refs;
  }

  /** The server says that there is nothing at the address of the repository. */
  private async isGone(): Promise<boolean> {
    if (!/^https?:\/\//.test(this.url)) return false;
    try {
      await this.web.get(this.url, 1 << 20);
      return false;
    } catch (err) {
      if (err instanceof FetchError) return err.notExist;
      throw err;
    }
  }

  private origin(fields: Partial<Origin>): Origin {
    return { ...noOrigin, vcs: 'git', url: this.url, ...fields };
  }

  async checkReuse(old: Origin, subdir: string): Promise<string> {
    const from = `origin moved from ${old.vcs} ${quote(old.url)}`;
    const to = `"git" ${quote(this.url)}`;
    if (old.vcs !== 'git' || old.url !== this.url) return `${from} to ${to}`;
    if (old.subdir !== subdir) return `${from} ${quote(old.subdir)} to ${to} ${quote(subdir)}`;
    if (old.hash === '' && old.tagSum === '' && old.repoSum === '') return 'non-specific origin';
    const refs = await this.loadRefs();
    if (old.ref !== '') {
      const hash = refs.get(old.ref);
      if (hash === undefined) return `ref ${quote(old.ref)} deleted`;
      if (hash !== old.hash) return `ref ${quote(old.ref)} moved from ${old.hash} to ${hash}`;
    }
    if (old.tagSum !== '' && (await this.tags(old.tagPrefix)).origin.tagSum !== old.tagSum) return 'tags changed';
    if (old.repoSum !== '' && this.repoSum(refs) !== old.repoSum) return 'refs changed';
    return '';
  }

  async tags(prefix: string): Promise<Tags> {
    const refs = await this.loadRefs();
    const start = `refs/tags/${prefix}`;
    const list: string[] = [];
    for (const ref of refs.keys()) if (ref.startsWith(start)) list.push(ref.slice('refs/tags/'.length));
    list.sort(byBytes);
    const dir = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    let text = '';
    for (const tag of list) {
      const name = tag.slice(tag.startsWith(dir) ? dir.length : 0);
      if (isOriginTag(name)) text += `${quote(tag)} ${refs.get(`refs/tags/${tag}`)}\n`;
    }
    return { list, origin: this.origin({ tagPrefix: prefix, tagSum: `t1:${this.sum(text)}` }) };
  }

  private sum(text: string): string {
    return base64(this.shell.host.sha256(encodeUtf8(text)));
  }

  /** A sum over all refs: as long as it stays, what is not there stays away. */
  private repoSum(refs: Refs): string {
    const names = [...refs.keys()].sort(byBytes);
    return `r1:${this.sum(names.map(n => `${quote(n)} ${refs.get(n)}\n`).join(''))}`;
  }

  private unknownRevision(rev: string, refs: Refs | null): FetchError {
    const text = `unknown revision ${rev}`;
    return new FetchError(text, true, text, refs === null ? null : this.origin({ repoSum: this.repoSum(refs) }));
  }

  async latest(): Promise<Commit> {
    const head = (await this.loadRefs()).get('HEAD');
    if (head === undefined) throw new FetchError('no commits', true);
    const commit = await this.stat(head);
    return { ...commit, origin: { ...commit.origin, ref: 'HEAD', hash: head } };
  }

  stat(rev: string): Promise<Commit> {
    if (rev === 'latest') return this.latest();
    let commit = this.commits.get(rev);
    if (commit === undefined) this.commits.set(rev, (commit = this.find(rev)));
    return commit;
  }

  private isHashPrefix(rev: string): boolean {
    return rev.length >= minHashDigits && rev.length <= this.hashDigits && /^[0-9a-f]*$/.test(rev);
  }

  /** Looks in the copy, then at the remote refs, then fetches: the one commit where its ref is known, else everything. */
  private async find(rev: string): Promise<Commit> {
    const isHash = this.isHashPrefix(rev);
    if (isHash) {
      const here = await this.statLocal(rev, rev).catch(ignoreFailure);
      if (here !== null) return here;
    }
    // Tags are taken as they were when they were fetched; branches move.
    if ((await this.knownTags()).has(rev)) return this.statLocal(rev, `refs/tags/${rev}`);

    const refs = await this.loadRefs();
    const { ref, hash } = this.resolve(rev, refs);
    // A branch's name means another commit tomorrow; its tag does not.
    const wanted = ref.startsWith('refs/tags/') && refs.get(`refs/tags/${rev}`) !== undefined ? rev : hash || rev;
    const commit = await this.exclusively(() => this.fetchCommit(wanted, ref, hash, isHash));
    // A commit that was asked for by its name depends on no HEAD.
    return { ...commit, origin: { ...commit.origin, hash: commit.name, ref: ref === 'HEAD' && isHash ? '' : ref } };
  }

  /** The ref and the commit that a name means, each '' where it is not known. */
  private resolve(rev: string, refs: Refs): { readonly ref: string; readonly hash: string } {
    for (const ref of [`refs/tags/${rev}`, `refs/heads/${rev}`]) {
      const hash = refs.get(ref);
      if (hash !== undefined) return { ref, hash };
    }
    const head = refs.get('HEAD');
    if (rev === 'HEAD' && head !== undefined) return { ref: 'HEAD', hash: head };
    if (!this.isHashPrefix(rev)) throw this.unknownRevision(rev, refs);
    let ref = '';
    let hash = '';
    for (const [name, h] of refs) {
      if (!h.startsWith(rev)) continue;
      if (hash !== '' && hash !== h) throw new FetchError(`ambiguous revision ${rev}`);
      if (ref === '' || byBytes(name, ref) < 0) ref = name;
      hash = h;
    }
    return { ref, hash: hash === '' && rev.length === this.hashDigits ? rev : hash };
  }

  private async fetchCommit(rev: string, ref: string, hash: string, triedLocal: boolean): Promise<Commit> {
    if (!triedLocal && hash !== '') {
      // An earlier fetch may have brought it; its tag may still be missing here.
      const here = await this.statLocal(rev, hash).catch(ignoreFailure);
      if (here !== null) {
        const tag = ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : '';
        if (tag === '' || here.tags.includes(tag)) return here;
        await this.git(['tag', '--end-of-options', tag, hash], true);
        (await this.knownTags()).add(tag);
        return this.statLocal(rev, ref);
      }
    }
    if (this.fetched !== FetchAll && ref !== '' && hash !== '') {
      this.fetched = FetchSome;
      // A ref by its name, for servers may refuse commits by theirs; HEAD as a commit under a name that nobody reads,
      // for that brings the tags of the commit as well.
      const spec = ref === 'HEAD' ? `${hash}:refs/dummy` : `${ref}:${ref}`;
      const words = ['-c', 'protocol.version=2', 'fetch', '-f', '--depth=1', '--end-of-options', 'origin', spec];
      const done = await this.git(words, true).catch(ignoreFailure);
      if (done !== null) return this.statLocal(rev, ref === 'HEAD' ? hash : ref);
    }
    await this.fetchAll();
    return this.statLocal(rev, rev);
  }

  /** One fetch at a time. */
  private exclusively<T>(act: () => Promise<T>): Promise<T> {
    const done = this.fetching.then(act);
    this.fetching = done.catch(() => {}); // whoever asked is told
    return done;
  }

  /** All that branches and tags lead to. The refs come before the history: some gits lose refs where both are asked. */
  private async fetchAll(): Promise<void> {
    if (this.fetched === FetchAll) return;
    const all = ['refs/heads/*:refs/heads/*', 'refs/tags/*:refs/tags/*'];
    await this.git(['fetch', '-f', '--end-of-options', 'origin', ...all], true);
    if (!(this.shell.host.stat(path.join(this.dir, 'shallow')) instanceof IOError)) {
      try {
        await this.git(['fetch', '--unshallow', '-f', '--end-of-options', 'origin'], true);
      } catch (err) {
        // Another command has done it meanwhile.
        if (!(err instanceof RunError) || !err.stderr.includes('--unshallow on a complete repository')) throw err;
      }
    }
    this.fetched = FetchAll;
  }

  private knownTags(): Promise<Set<string>> {
    this.localTags ??= this.git(['tag', '-l'])
      .catch(ignoreFailure)
      .then(out => new Set(out === null ? [] : lines(out)));
    return this.localTags;
  }

  /** A commit of the copy, asked for as `version`. */
  private async statLocal(version: string, rev: string): Promise<Commit> {
    const words = ['-c', 'log.showsignature=false', 'log', '--no-decorate', '-n1', '--format=format:%H %ct %D'];
    const out = await this.git([...words, '--end-of-options', rev, '--']).catch(ignoreFailure);
    const refs = await this.loadRefs().catch(ignoreFailure);
    if (out === null) throw this.unknownRevision(rev, refs);
    const text = decodeUtf8(out);
    const m = /^\s*(\S+)\s+(\S+)\s*(.*)$/s.exec(text);
    if (m === null) throw new FetchError(`unexpected response from git log: ${quote(text)}`);
    const [hash, seconds] = [m[1]!, m[2]!];
    if (!/^-?\d{1,12}$/.test(seconds)) throw new FetchError(`invalid time from git log: ${quote(text)}`);
    const tags = new Set<string>();
    const names = m[3]!.split(/\s+/);
    for (let i = 0; i + 1 < names.length; i++) if (names[i] === 'tag:') tags.add(names[++i]!.replace(/,$/, ''));
    // Shallow fetches of newer gits bring no other tags of the commit.
    for (const [ref, h] of refs ?? []) {
      if (h === hash && ref.startsWith('refs/tags/')) tags.add(ref.slice('refs/tags/'.length));
    }
    return {
      origin: this.origin({ hash, ref: hash.startsWith(rev) ? '' : rev }),
      name: hash,
      short: hash.length === this.hashDigits ? hash.slice(0, shortDigits) : hash,
      version: tags.has(version) ? version : hash,
      time: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z'),
      tags: [...tags].sort(byBytes),
    };
  }

  async readFile(rev: string, file: string): Promise<Uint8Array | null> {
    const name = `${(await this.stat(rev)).name}:${file}`;
    let data = this.files.get(name);
    if (data === undefined) {
      data = this.git(['cat-file', '--end-of-options', 'blob', name]).catch(ignoreFailure);
      this.files.set(name, data);
    }
    return data;
  }

  async recentTag(rev: string, prefix: string, allowed: (tag: string) => Promise<boolean>): Promise<string> {
    const { name } = await this.stat(rev);
    const describe = async (): Promise<string> => {
      const out = await this.git(['for-each-ref', '--format=%(refname)', `--merged=${name}`]);
      let highest = '';
      for (const line of lines(out)) {
        const tag = line.trim();
        if (!tag.startsWith(`refs/tags/${prefix}`)) continue;
        const version = tag.slice('refs/tags/'.length + prefix.length);
        if (semver.compare(version, highest) <= 0 || !(await allowed(prefix + version))) continue;
        highest = version;
      }
      return highest === '' ? '' : prefix + highest;
    };
    const found = await describe();
    if (found !== '' && !/^[0-9a-f]*$/.test(found)) return found;
    if ((await this.tags(prefix + 'v')).list.length === 0) return '';
    // There are tags that may come before it; only the history tells.
    await this.exclusively(() => this.fetchAll());
    return describe();
  }

  async descendsFrom(rev: string, tag: string): Promise<boolean> {
    const ask = async (): Promise<RunError | null> => {
      try {
        await this.git(['merge-base', '--is-ancestor', '--', tag, rev]);
        return null;
      } catch (err) {
        if (err instanceof RunError) return err;
        throw err;
      }
    };
    if ((await ask()) === null) return true;
    // In a shallow copy git may not see the way.
    if ((await this.tags(tag)).list.length === 0) return false;
    await this.stat(rev);
    await this.exclusively(() => this.fetchAll());
    const failed = await ask();
    if (failed !== null && failed.code !== 1) throw failed;
    return failed === null;
  }

  async readZip(rev: string, subdir: string): Promise<Uint8Array | null> {
    const { name } = await this.stat(rev);
    this.disableAttributes();
    // On every system the same line endings.
    const words = ['-c', 'core.autocrlf=input', '-c', 'core.eol=lf', 'archive', '--format=zip', '--prefix=prefix/'];
    try {
      return await this.git([...words, '--end-of-options', name, ...(subdir === '' ? [] : [subdir])]);
    } catch (err) {
      if (err instanceof RunError && err.stderr.includes('did not match any files')) return null;
      throw err;
    }
  }

  /** A module's files are what was committed, whatever the attributes in the repository have archives look like. */
  private disableAttributes(): void {
    const { host } = this.shell;
    const file = path.join(this.dir, 'info/attributes');
    const text = '\n* -export-subst -export-ignore\n';
    const have = host.readFile(file);
    if (!(have instanceof IOError) && decodeUtf8(have).endsWith(text)) return;
    const failed = host.makeDirs(path.dirname(file)) ?? host.appendFile(file, encodeUtf8(text));
    if (failed !== null) throw new FetchError(String(failed));
  }
}

/** The directory of a repository in the cache, made where it is missing. The name is a hash: no repository lies in another. */
function workDir(shell: Shell, config: Config, key: string): string {
  const { host } = shell;
  if (config.modcache === '') throw new FetchError('neither GOPATH nor GOMODCACHE are set');
  const dir = path.join(config.modcache, 'cache/vcs', toHex(host.sha256(encodeUtf8(key))));
  const shown = key.replace(':', ' ');
  shell.show(`mkdir -p ${path.dirname(dir)} # ${shown}\n# lock ${dir}.lock`);
  const fail = (err: IOError) => {
    throw new FetchError(String(err));
  };
  const made = host.makeDirs(path.dirname(dir));
  if (made !== null) fail(made);
  host.createExclusive(dir + '.lock', new Uint8Array(0));
  const info = host.readFile(dir + '.info');
  const st = host.stat(dir);
  if (!(info instanceof IOError) && !(st instanceof IOError) && st.kind === Dir) {
    const have = decodeUtf8(info).replace(/\n$/, '');
    if (have !== key) {
      throw new FetchError(`${dir}.info exists with wrong content (have ${quote(have)} want ${quote(key)})`);
    }
    shell.show(`# ${dir} for ${shown}`);
    return dir;
  }
  shell.show(`mkdir -p ${dir} # ${shown}`);
  host.removeAll(dir);
  const failed = host.makeDirs(dir) ?? host.writeFile(dir + '.info', encodeUtf8(key));
  if (failed !== null) fail(failed);
  return dir;
}

/** The tag has a part in which versions there are. */
function isOriginTag(tag: string): boolean {
  const c = semver.canonical(tag);
  return c !== '' && tag.startsWith(c) && !isPseudoVersion(tag);
}

function lines(out: Uint8Array): string[] {
  return decodeUtf8(out)
    .split('\n')
    .filter(line => line !== '');
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** For what may fail: null. */
function ignoreFailure(err: unknown): null {
  if (err instanceof FetchError) return null;
  throw err;
}
