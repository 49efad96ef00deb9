// Results of tests that passed, by what they were made from: the program, its arguments, and the variables and files that it
// looked at, which the testing package writes down while the test runs.

import { toHex } from '../base/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { Dir, File, IOError, type FileInfo, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Cache } from './cache.ts';

/** The first line of what the testing package writes down. */
const logStart = '# test log\n';

/** A file younger than this, in milliseconds, may still change without its time changing. */
const settled = 2000;

/** Arguments that may differ between two runs with one result, and are part of its key. */
const cacheable = new Set(
  `benchtime cpu list parallel run short skip timeout failfast v fullpath`.split(' ').map(n => `-test.${n}`),
);

const profileArg = '-test.coverprofile';

/** The result of an earlier run. */
export interface KeptResult {
  readonly output: string;
  /** What was covered; null where that was not asked for. */
  readonly profile: Uint8Array | null;
}

/** The results of one package's test. */
export class TestCache {
  private readonly host: Host;
  private readonly cache: Cache;
  private readonly dir: string;
  private readonly root: string;
  private readonly words: string;
  /** Results come with a profile of what was covered. */
  private readonly profiles: boolean;
  /** Results before this moment do not count: `clean -testcache`. */
  private readonly expired: number;

  private constructor(
    host: Host,
    cache: Cache,
    dir: string,
    root: string,
    words: string,
    profiles: boolean,
    expired: number,
  ) {
    this.profiles = profiles;
    this.host = host;
    this.cache = cache;
    this.dir = dir;
    this.root = root;
    this.words = words;
    this.expired = expired;
  }

  /**
   * For a test with these arguments; null where its result is not to be kept. `dir` is where it runs, `root` the directory of
   * its module: files elsewhere do not count. `words` is what stands before the program, and what else results depend on.
   */
  static open(
    host: Host,
    cache: Cache,
    dir: string,
    root: string,
    args: readonly string[],
    words: readonly string[],
    expired: number,
  ): TestCache | null {
    if (root === '') return null;
    const kept: string[] = [];
    for (const arg of args) {
      const eq = arg.indexOf('=');
      const name = arg.slice(0, Math.max(eq, 0));
      if (cacheable.has(name)) kept.push(arg);
      else if (name !== '-test.outputdir' && name !== profileArg) return null;
    }
    const profiles = args.some(a => a.startsWith(`${profileArg}=`));
    return new TestCache(host, cache, dir, root, JSON.stringify([kept, words, profiles]), profiles, expired);
  }

  /** The result of an earlier run of the same program, where all it looked at is as it was. */
  find(program: string): KeptResult | null {
    if (program === '') return null;
    const id = this.id(program);
    const log = this.cache.get(id);
    if (log === null) return null;
    const inputs = this.inputs(decodeUtf8(log));
    const entry = inputs === null ? null : this.cache.get(this.hash(`result ${id} ${inputs}`));
    const profile = entry !== null && this.profiles ? this.cache.get(this.hash(`profile ${id} ${inputs}`)) : null;
    if (entry === null || (this.profiles && profile === null)) return null;
    const text = decodeUtf8(entry);
    const end = text.indexOf('\n');
    return Number(text.slice(0, end)) < this.expired ? null : { output: text.slice(end + 1), profile };
  }

  /** Keeps the result of a run under each of the names that its program has. `log` is what it looked at. */
  keep(programs: readonly string[], log: string, { output, profile }: KeptResult): void {
    const inputs = this.inputs(log);
    if (inputs === null || (this.profiles && profile === null)) return;
    for (const program of programs) {
      if (program === '') continue;
      const id = this.id(program);
      this.cache.replace(id, encodeUtf8(log));
      if (this.profiles) this.cache.replace(this.hash(`profile ${id} ${inputs}`), profile!); // looked at above
      this.cache.replace(this.hash(`result ${id} ${inputs}`), encodeUtf8(`${this.host.now()}\n${output}`));
    }
  }

  /** The result that is kept under one name of a program counts under another one too; it is as old as it is. */
  also(known: string, program: string): void {
    const log = known === '' || program === '' ? null : this.cache.get(this.id(known));
    const inputs = log === null ? null : this.inputs(decodeUtf8(log));
    if (log === null || inputs === null) return;
    const [from, to] = [this.id(known), this.id(program)];
    for (const part of this.profiles ? ['profile', 'result'] : ['result']) {
      const kept = this.cache.get(this.hash(`${part} ${from} ${inputs}`));
      if (kept !== null) this.cache.replace(this.hash(`${part} ${to} ${inputs}`), kept);
    }
    this.cache.replace(to, log);
  }

  private id(program: string): string {
    return this.hash(`test ${program} ${this.words}`);
  }

  private hash(text: string): string {
    return toHex(this.host.sha256(encodeUtf8(text)));
  }

  /** What a log names, as it is now; null where the log is damaged or a file is too new to tell. */
  private inputs(log: string): string | null {
    if (!log.startsWith(logStart) || !log.endsWith('\n')) return null;
    const { host } = this;
    const environ = host.environ();
    const facts = [`env GODEBUG ${environ.get('GODEBUG') ?? ''}`];
    let wd = this.dir;
    for (const line of log.slice(logStart.length).split('\n')) {
      if (line === '') continue;
      const space = line.indexOf(' ');
      if (space < 0) return null;
      const name = line.slice(space + 1);
      const file = path.resolve(wd, name);
      switch (line.slice(0, space)) {
        case 'getenv': {
          const value = environ.get(name);
          facts.push(value === undefined ? `no ${name}` : `env ${name} ${value}`);
          break;
        }
        case 'chdir':
          wd = name;
          facts.push(`chdir ${this.state(name)}`);
          break;
        case 'stat':
          if (path.within(this.root, file)) facts.push(`stat ${this.state(file)}`);
          break;
        case 'open': {
          if (!path.within(this.root, file)) break;
          const fact = this.content(file);
          if (fact === null) return null;
          facts.push(`open ${fact}`);
          break;
        }
        default:
          return null;
      }
    }
    return this.hash(facts.join('\n'));
  }

  private state(name: string): string {
    return `${name} ${describe(this.host.stat(name))} ${describe(this.host.lstat(name))}`;
  }

  private content(name: string): string | null {
    const info = this.host.stat(name);
    if (info instanceof IOError) return `${name} ${describe(info)}`;
    if (info.kind === File && this.host.now() - info.mtime < settled) return null;
    if (info.kind !== Dir) return `${name} ${describe(info)}`;
    const entries = this.host.readDir(name);
    if (entries instanceof IOError) return `${name} ${describe(info)} ${entries}`;
    const list = entries.map(e => `${e.name} ${describe(this.host.lstat(path.join(name, e.name)))}`);
    return `${name} ${describe(info)}\n${list.join('\n')}`;
  }
}

function describe(info: FileInfo | IOError): string {
  return info instanceof IOError ? String(info) : `${info.kind} ${info.size} ${info.mode} ${info.mtime}`;
}
