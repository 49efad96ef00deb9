// What a process keeps from command to command, beside files: results that are costly to make again. A process that ends with
// its command has no such memory, and does the same work without.
//
// Whoever keeps something here validates it before use: what was kept of a file counts while the file is the same.

/**
 * Hears of names in a directory to which something happens, '' where the name is not known. Gives how to stop that; null
 * where it is not possible.
 */
export type WatchDir = (dir: string, changed: (name: string) => void) => (() => void) | null;

/** A kind of thing that is kept: a constant of the module that keeps it. */
export class MemoryKind<T> {
  readonly make: (memory: ProcessMemory) => T;
  readonly drop: (kept: T) => void;

  /** `make` gives the memory of this kind with nothing in it, `drop` gives back what it holds beside memory. */
  constructor(make: (memory: ProcessMemory) => T, drop: (kept: T) => void = () => {}) {
    this.make = make;
    this.drop = drop;
  }
}

/** All that one process keeps. */
export class ProcessMemory {
  /** How what is kept hears that it does not count any more; null where it cannot. */
  readonly watch: WatchDir | null;
  private readonly kinds = new Map<MemoryKind<unknown>, unknown>();

  constructor(watch: WatchDir | null = null) {
    this.watch = watch;
  }

  /** The memory of a kind. */
  of<T>(kind: MemoryKind<T>): T {
    let found = this.kinds.get(kind as MemoryKind<unknown>) as T | undefined; // set below, under its own kind
    if (found === undefined) {
      found = kind.make(this);
      this.kinds.set(kind as MemoryKind<unknown>, found);
    }
    return found;
  }

  /** Forgets everything. */
  clear(): void {
    for (const [kind, kept] of this.kinds) kind.drop(kept);
    this.kinds.clear();
  }
}
