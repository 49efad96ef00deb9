// A host on which a command looks at each file of the distribution once: loading, the keys of units and the checks of packages all ask
// for the same sizes and times, thousands of them. A resident process keeps what it saw for its next commands, for as long as the
// system tells of no change: it watches the directory of every name before it looks.

import { MemoryKind, type ProcessMemory, type WatchDir } from '../base/process-memory.ts';
import { Dir, IOError, type FileInfo, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';

type Look = FileInfo | IOError;

/** The host with what it says of names beneath `dir` kept from the first time on; `memory`, if any, keeps it longer. */
export function lookOnce(host: Host, dir: string, memory: ProcessMemory | null): Host {
  const prefix = `${dir}/`;
  const standing = memory === null || memory.watch === null ? null : memory.of(standingLooks).of(dir, host.stat(dir));
  const known = new Map<string, Look>();
  const stat = (name: string): Look => {
    if (!name.startsWith(prefix)) return host.stat(name);
    if (standing !== null) return standing.stat(host, name);
    let found = known.get(name);
    if (found === undefined) {
      found = host.stat(name);
      known.set(name, found);
    }
    return found;
  };
  // Everything else is the host's own.
  return Object.assign(Object.create(host) as Host, { stat });
}

/** What a process keeps of distributions. */
const standingLooks = new MemoryKind(
  memory => new AllLooks(memory.watch!), // nobody asks for it where there is none
  looks => looks.drop(),
);

class AllLooks {
  private readonly watch: WatchDir;
  private readonly byDir = new Map<string, StandingLooks>();

  constructor(watch: WatchDir) {
    this.watch = watch;
  }

  /** What was seen beneath a directory, which is now as `root` says: another directory in its place is told by nobody. */
  of(dir: string, root: Look): StandingLooks {
    let looks = this.byDir.get(dir);
    if (looks === undefined || !isSame(looks.root, root)) {
      looks?.forget(dir);
      looks = new StandingLooks(this.watch, root);
      this.byDir.set(dir, looks);
    }
    return looks;
  }

  drop(): void {
    for (const [dir, looks] of this.byDir) looks.forget(dir);
  }
}

function isSame(a: Look, b: Look): boolean {
  if (a instanceof IOError || b instanceof IOError) return false;
  return a.ino === b.ino && a.mtime === b.mtime && a.ctime === b.ctime;
}

/** What was seen beneath one directory. */
class StandingLooks {
  readonly root: Look;
  private readonly watch: WatchDir;
  private readonly known = new Map<string, Look>();
  /** How to stop watching, by directory. */
  private readonly watched = new Map<string, () => void>();

  constructor(watch: WatchDir, root: Look) {
    this.watch = watch;
    this.root = root;
  }

  stat(host: Host, name: string): Look {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const isHeard = this.hears(path.dirname(name));
    let look = host.stat(name);
    if (!isHeard) return look;
    if (!(look instanceof IOError) && look.kind === Dir) {
      // Its own time changes with what is in it.
      if (!this.hears(name)) return look;
      look = host.stat(name);
    }
    this.known.set(name, look);
    return look;
  }

  private hears(dir: string): boolean {
    if (this.watched.has(dir)) return true;
    const end = this.watch(dir, base => this.changed(dir, base));
    if (end === null) return false;
    this.watched.set(dir, end);
    return true;
  }

  private changed(dir: string, base: string): void {
    const name = base === '' ? dir : path.join(dir, base);
    this.known.delete(dir);
    this.known.delete(name);
    // Another directory may stand there under the same name.
    if (this.watched.has(name)) this.forget(name);
  }

  /** Forgets a directory and all beneath it. */
  forget(dir: string): void {
    for (const [d, end] of this.watched) {
      if (!path.within(dir, d)) continue;
      end();
      this.watched.delete(d);
    }
    for (const name of this.known.keys()) if (path.within(dir, name)) this.known.delete(name);
  }
}
