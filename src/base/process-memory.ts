// What a process keeps from command to command, beside files: results that are costly to make again. A process that ends with
// its command has no such memory, and does the same work without.
//
// Whoever keeps something here validates it before use: what was kept of a file counts while the file is the same.

/** A kind of thing that is kept: a constant of the module that keeps it. */
export class MemoryKind<T> {
  readonly make: () => T;

  /** `make` gives the memory of this kind with nothing in it. */
  constructor(make: () => T) {
    this.make = make;
  }
}

/** All that one process keeps. */
export class ProcessMemory {
  private readonly kinds = new Map<MemoryKind<unknown>, unknown>();

  /** The memory of a kind. */
  of<T>(kind: MemoryKind<T>): T {
    let found = this.kinds.get(kind) as T | undefined; // set below, under its own kind
    if (found === undefined) {
      found = kind.make();
      this.kinds.set(kind, found);
    }
    return found;
  }

  /** Forgets everything. */
  clear(): void {
    this.kinds.clear();
  }
}
