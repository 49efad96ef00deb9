// What a command has looked at, and when something of it changes: the host that a watched command runs on notes each file
// and directory that is asked for, also those that are not there, and their directories are watched afterwards.

import { Dir, File, IOError, type Closable, type FileInfo, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';

/** Saves that follow each other within so many milliseconds are one change. */
const quiet = 15;
/** But nobody waits longer than this. */
const longest = 250;
/** How often is looked where the system tells of no changes. */
const interval = 700;

/** Names of files that a build reads where they are in a directory that it lists, whatever the directory is for. */
const ofPackages =
  /^(?:.*\.(?:go|s|S|sx|syso|h|hh|hpp|hxx|c|cc|cpp|cxx|m|f|F|for|f90|swig|swigcxx)|go\.(?:mod|work|sum))$/;

/** What editors write beside the files that they edit. */
const ofEditors = /^(?:\.#.*|#.*#|.*~|\..*\.sw[a-z]|4913|.*\.tmp)$/;

/** The files of one command after the other. */
export class Inputs {
  private readonly host: Host;
  private readonly ignored: (dir: string) => boolean;
  /** What the command that runs now has asked for; true for a directory that it listed. */
  private asked = new Map<string, boolean>();
  private known: ReadonlyMap<string, boolean> = new Map();
  /** Directories with files of `known` that are no package's: whatever appears there may be wanted. */
  private embedding = new Set<string>();
  private readonly watched = new Map<string, Closable>();
  /** What files were when they were last compared. */
  private seen = new Map<string, string>();
  /** Directories that were not watched while the command ran, or are not at all. */
  private readonly unheard = new Set<string>();
  private unwatched = false;
  private readonly pending = new Set<string>();
  private first = 0;
  private last = 0;
  private wake: () => void = () => {};

  /** Directories that are `ignored` are not watched: burrow writes there itself. */
  constructor(host: Host, ignored: (dir: string) => boolean) {
    this.host = host;
    this.ignored = ignored;
  }

  /** A host that notes what is asked of it from here on, on behalf of one run of a command. */
  recording(base: Host): Host {
    const asked = new Map<string, boolean>();
    this.asked = asked;
    const note = (name: string, isListed: boolean): void => {
      const at = path.resolve(base.cwd(), name);
      if (isListed || !asked.has(at)) asked.set(at, isListed);
    };
    const noting = <T>(isListed: boolean, act: (name: string) => T) => {
      return (name: string) => {
        note(name, isListed);
        return act(name);
      };
    };
    // Everything else is the host's own.
    return Object.assign(Object.create(base) as Host, {
      readFile: noting(false, n => base.readFile(n)),
      readPrefix: (name: string, max: number) => noting(false, n => base.readPrefix(n, max))(name),
      stat: noting(false, n => base.stat(n)),
      lstat: noting(false, n => base.lstat(n)),
      readDir: noting(true, n => base.readDir(n)),
    });
  }

  /**
   * The command has read what it will read, since the time `since` of the host's clock: that is watched from here on, and
   * nothing else. What changed while it was read counts as a change.
   */
  settle(since: number): void {
    const dirs = new Set<string>();
    const known = new Map<string, boolean>();
    for (const [name, isListed] of this.asked) {
      const dir = path.dirname(name);
      if (this.ignored(dir)) continue;
      known.set(name, isListed);
      dirs.add(dir);
      if (isListed) dirs.add(name);
    }
    this.known = known;
    this.embedding = new Set();
    for (const [name, isListed] of known) {
      const base = path.basename(name);
      if (isListed || base.startsWith('.') || ofPackages.test(base)) continue;
      const info = this.host.stat(name);
      if (!(info instanceof IOError) && info.kind === File) this.embedding.add(path.dirname(name));
    }
    for (const [dir, watcher] of this.watched) {
      if (dirs.has(dir)) continue;
      watcher.close();
      this.watched.delete(dir);
    }
    this.unwatched = false;
    this.unheard.clear();
    for (const dir of dirs) if (!this.watched.has(dir)) this.unheard.add(dir);
    for (const dir of this.unheard) this.watch(dir);
    this.compare(since);
    for (const dir of this.watched.keys()) this.unheard.delete(dir);
  }

  /** Something has happened to a file of the distribution. */
  heard(dir: string, base: string): void {
    if (base === '' || ofPackages.test(base)) this.add(path.join(dir, base));
  }

  private watch(dir: string): void {
    const watcher = this.host.watch(dir, name => this.changed(dir, name));
    if (!(watcher instanceof IOError)) this.watched.set(dir, watcher);
    // What is not there appears in a directory that is watched, if that is there.
    else if (!watcher.notExist) this.unwatched = true;
  }

  /**
   * Looks which files in directories of which nothing was heard have another size or time than before; of those never
   * seen, which are younger than `since`.
   */
  private compare(since: number): void {
    if (this.unheard.size === 0) return;
    const seen = new Map<string, string>();
    for (const name of this.known.keys()) {
      if (!this.unheard.has(path.dirname(name)) && !this.unheard.has(name)) continue;
      const info = this.host.stat(name);
      const now = info instanceof IOError ? '' : signature(info);
      seen.set(name, now);
      const before = this.seen.get(name);
      const isYoung = !(info instanceof IOError) && info.mtime >= since;
      if (before === undefined ? isYoung : before !== now && isYoung) this.add(name);
    }
    this.seen = seen;
  }

  private changed(dir: string, base: string): void {
    const name = path.join(dir, base);
    if (base === '' || this.matters(dir, base, name)) this.add(name);
    else if (this.watched.has(name)) {
      // A directory that was made anew under its name is another one.
      this.watched.get(name)!.close();
      this.watched.delete(name);
      this.watch(name);
      this.add(name);
    }
  }

  private matters(dir: string, base: string, name: string): boolean {
    if (this.known.has(name)) return true;
    if (this.known.get(dir) !== true || ofEditors.test(base)) return false;
    if (ofPackages.test(base) || this.embedding.has(dir)) return true;
    const info = this.host.stat(name);
    return !(info instanceof IOError) && info.kind === Dir;
  }

  private add(name: string): void {
    const now = this.host.monotonic();
    if (this.pending.size === 0) this.first = now;
    this.last = now;
    this.pending.add(name);
    this.wake();
  }

  /** Whether something has changed that `change` would give. */
  get hasChanged(): boolean {
    return this.pending.size > 0;
  }

  /** Waits until something has changed and nothing changes any more; gives the names. */
  async change(): Promise<string[]> {
    while (this.pending.size === 0) {
      const told = new Promise<void>(done => (this.wake = done));
      if (!this.unwatched) await told;
      else {
        await Promise.race([told, this.host.sleep(interval)]);
        this.compare(0);
      }
    }
    for (;;) {
      const now = this.host.monotonic();
      const left = Math.min(this.last + quiet, this.first + longest) - now;
      if (left <= 0) break;
      await this.host.sleep(left);
    }
    const names = [...this.pending].sort();
    this.pending.clear();
    return names;
  }

  close(): void {
    for (const watcher of this.watched.values()) watcher.close();
    this.watched.clear();
  }
}

function signature(info: FileInfo): string {
  return `${info.kind} ${info.size} ${info.mtime}`;
}
