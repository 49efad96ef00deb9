// Commands that say what files say, at some cost: the graph of a thousand modules, or that a program is built already. What one
// printed is kept with all that it asked the system for and was told: variables, sizes and times of files, links, names that are
// not there. The next one of the same words in the same directory asks the same questions; where every answer is the same it
// prints the same, without reading a file. gc's answers, errors and downloads stay as they are that way: a command that wrote
// something, started a process, used the network or complained is never kept, so that the next one does it all again.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { xxh32 } from '../base/xxh32.ts';
import { Dir, IOError, type FileInfo, type Host, type Output } from '../host/host.ts';
import { keepFile } from '../host/kept-file.ts';
import * as path from '../host/path.ts';
import { burrowCache } from '../load/goroot.ts';

/** One question: which function of the host, of what, and what was told. */
type Question = readonly [ask: Ask, about: string, told: string];

type Ask = 'env' | 'stat' | 'lstat' | 'dir' | 'path' | 'target' | 'out';

/** The first line of a file; the output follows. */
interface Stored {
  /** The words, the directory and the program: files of answers are named by a short hash of these. */
  readonly key: string;
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
  /** Of each how it asks, how much of its text is that of the one before, the rest, and the answer. */
  readonly questions: readonly (readonly [ask: Ask, shared: number, rest: string, told: string])[];
}

/** Directories of burrow's cache with what other files say, which are asked about in the same command. */
const derived = ['answers', 'gomods', 'index'];

/** What changed less than so many milliseconds before it was looked at may change once more without its times showing it. */
const settled = 2000;

/** For so many milliseconds an answer stands: then the command runs once more, for what it does by the way (marks of use in the cache). */
const lifetime = 60 * 60 * 1000;

/** So many questions are worth a file. */
const worth = 64;

/** What a command line printed earlier, or the way to keep what it prints now. */
export class KeptAnswer {
  /** What the command runs on. */
  readonly host: Host;
  private readonly base: Host;
  private readonly own: readonly string[];
  private readonly file: string;
  private readonly key: string;
  private readonly asked = new Map<string, Question>();
  private output = '';
  private keepable: boolean;

  /** `root` is burrow's own directory: another burrow may say something else. */
  constructor(host: Host, root: string, words: readonly string[]) {
    this.base = host;
    const cache = burrowCache(host);
    this.own = derived.map(name => path.join(cache, name) + '/');
    this.key = [root, host.program, host.executable, host.home(), host.cwd(), ...words].join('\0');
    const bytes = encodeUtf8(this.key);
    this.file = path.join(cache, 'answers', xxh32(bytes, bytes.length).toString(16).padStart(8, '0'));
    const verifies = host.getenv('GODEBUG').includes('gocacheverify=1'); // then nothing that is kept is believed
    this.keepable = cache !== '' && host.memory === null && !verifies;
    this.host = this.asking();
    if (this.keepable) this.host.stat(path.join(root, 'dist/stamp'));
  }

  /** What the same command printed, if nothing has changed; null: it must run. */
  find(): Uint8Array | null {
    if (!this.keepable) return null;
    const data = this.base.readFile(this.file);
    if (data instanceof IOError) return null;
    const end = data.indexOf(10);
    try {
      const { key, at, questions } = JSON.parse(decodeUtf8(data, 0, end)) as Stored;
      if (key !== this.key || Math.abs(this.base.now() - at) > lifetime) return null;
      let about = '';
      for (const [ask, shared, rest, told] of questions) {
        about = about.slice(0, shared) + rest;
        if (this.told(ask, about) !== told) return null;
      }
      return data.subarray(end + 1);
    } catch {
      return null; // damaged
    }
  }

  /** Keeps what the command has printed. */
  save(): void {
    if (!this.keepable || this.asked.size < worth) return;
    let before = '';
    const questions = Array.from(this.asked.values(), ([ask, about, told]) => {
      let shared = 0;
      while (shared < about.length && about[shared] === before[shared]) shared++;
      before = about;
      return [ask, shared, about.slice(shared), told] as const;
    });
    const stored: Stored = { key: this.key, at: this.base.now(), questions };
    keepFile(this.base, this.file, encodeUtf8(`${JSON.stringify(stored)}\n${this.output}`));
  }

  private told(ask: Ask, about: string): string {
    const { base } = this;
    switch (ask) {
      case 'env':
        return base.getenv(about);
      case 'stat':
        return identity(base.stat(about));
      case 'lstat':
        return identity(base.lstat(about));
      case 'dir':
        return isDirectory(base, about);
      case 'out':
        return terminal(about === '1' ? base.stdout : base.stderr);
      case 'path':
        return text(base.realPath(about));
      case 'target':
        return text(base.readLink(about));
    }
  }

  private note(ask: Ask, about: string, told: string): void {
    const at = `${ask} ${about}`;
    const known = this.asked.get(at);
    if (known === undefined) this.asked.set(at, [ask, about, told]);
    else if (known[2] !== told) this.keepable = false; // it changed meanwhile
  }

  private isOwn(name: string): boolean {
    return this.own.some(dir => name.startsWith(dir));
  }

  /** Notes what is now known of a file. */
  private look(ask: 'stat' | 'lstat', name: string, info: FileInfo | IOError): void {
    const at = path.resolve(this.base.cwd(), name);
    if (this.isOwn(at)) return;
    if (!(info instanceof IOError) && this.base.now() - Math.max(info.mtime, info.ctime) < settled)
      this.keepable = false;
    this.note(ask, at, identity(info));
  }

  /** The host that notes what is asked of it, and what is done on it. */
  private asking(): Host {
    const { base } = this;
    const spoil = () => {
      this.keepable = false;
    };
    // What is looked at before it is read cannot have changed later than that without its times showing it.
    const before = <A extends unknown[], T>(act: (name: string, ...rest: A) => T) => {
      return (name: string, ...rest: A): T => {
        if (this.keepable && !this.isOwn(name)) this.look('stat', name, base.stat(name));
        return act(name, ...rest);
      };
    };
    const looking = (ask: 'stat' | 'lstat') => (name: string) => {
      const info = base[ask](name);
      if (this.keepable) this.look(ask, name, info);
      return info;
    };
    const reading = (ask: 'path' | 'target', act: (name: string) => string | IOError) => (name: string) => {
      const got = act(name);
      this.note(ask, path.resolve(base.cwd(), name), text(got));
      return got;
    };
    const changing = <A extends unknown[], T>(act: (name: string, ...rest: A) => T) => {
      return (name: string, ...rest: A): T => {
        if (!this.isOwn(name)) spoil();
        return act(name, ...rest);
      };
    };
    const never = <A extends unknown[], T>(act: (...args: A) => T) => {
      return (...args: A): T => {
        spoil();
        return act(...args);
      };
    };
    // Everything else is the host's own, and says nothing about the world.
    return Object.assign(Object.create(base) as Host, {
      stdout: new Copy(
        base.stdout,
        (piece: string) => (this.output += piece),
        () => this.note('out', '1', terminal(base.stdout)),
        spoil,
      ),
      stderr: new Copy(base.stderr, spoil, () => this.note('out', '2', terminal(base.stderr)), spoil),
      getenv: (name: string) => {
        const value = base.getenv(name);
        this.note('env', name, value);
        return value;
      },
      stat: looking('stat'),
      lstat: looking('lstat'),
      readFile: before((name: string) => base.readFile(name)),
      readPrefix: before((name: string, max: number) => base.readPrefix(name, max)),
      readDir: before((name: string) => base.readDir(name)),
      readLink: reading('target', (name: string) => base.readLink(name)),
      realPath: reading('path', (name: string) => base.realPath(name)),
      writeFile: changing((...a: Parameters<Host['writeFile']>) => base.writeFile(...a)),
      createExclusive: changing((...a: Parameters<Host['createExclusive']>) => base.createExclusive(...a)),
      appendFile: changing((...a: Parameters<Host['appendFile']>) => base.appendFile(...a)),
      overwriteFile: changing((...a: Parameters<Host['overwriteFile']>) => base.overwriteFile(...a)),
      makeDirs: (name: string) => {
        const at = path.resolve(base.cwd(), name);
        if (isDirectory(base, at) !== '') this.note('dir', at, 'yes');
        else if (!this.isOwn(at + '/')) spoil();
        return base.makeDirs(name);
      },
      rename: changing((from: string, to: string) => base.rename(from, to)),
      remove: changing((name: string) => base.remove(name)),
      removeAll: changing((name: string) => base.removeAll(name)),
      chmod: changing((...a: Parameters<Host['chmod']>) => base.chmod(...a)),
      touch: changing((...a: Parameters<Host['touch']>) => base.touch(...a)),
      environ: never(() => base.environ()),
      chdir: never((dir: string) => base.chdir(dir)),
      symlink: never((...a: Parameters<Host['symlink']>) => base.symlink(...a)),
      makeTempDir: never((...a: Parameters<Host['makeTempDir']>) => base.makeTempDir(...a)),
      watch: never((...a: Parameters<Host['watch']>) => base.watch(...a)),
      listen: never((...a: Parameters<Host['listen']>) => base.listen(...a)),
      readStdin: never(() => base.readStdin()),
      converse: never((...a: Parameters<Host['converse']>) => base.converse(...a)),
      spawn: never((...a: Parameters<Host['spawn']>) => base.spawn(...a)),
      fetch: never((...a: Parameters<Host['fetch']>) => base.fetch(...a)),
    });
  }
}

/** An output that hands on what it is given, and says what that was; bytes may be no text. */
class Copy implements Output {
  private readonly to: Output;
  private readonly said: (piece: string) => void;
  private readonly asked: () => void;
  private readonly spoil: () => void;

  constructor(to: Output, said: (piece: string) => void, asked: () => void, spoil: () => void) {
    this.to = to;
    this.said = said;
    this.asked = asked;
    this.spoil = spoil;
  }

  get isTerminal(): boolean {
    this.asked();
    return this.to.isTerminal;
  }

  get columns(): number {
    this.asked();
    return this.to.columns;
  }

  write(data: string | Uint8Array): void {
    if (typeof data === 'string') this.said(data);
    else this.spoil();
    this.to.write(data);
  }
}

function terminal(output: Output): string {
  return output.isTerminal ? `${output.columns}` : '';
}

function isDirectory(host: Host, name: string): string {
  const info = host.stat(name);
  return !(info instanceof IOError) && info.kind === Dir ? 'yes' : '';
}

function text(found: string | IOError): string {
  return found instanceof IOError ? `!${found.code}` : found;
}

/** What tells a file from what it was: whatever changes of it changes one of these. Of a directory the size says nothing. */
function identity(info: FileInfo | IOError): string {
  if (info instanceof IOError) return `!${info.code}`;
  return `${info.kind} ${info.kind === Dir ? 0 : info.size} ${info.ctime} ${info.ino}`;
}
