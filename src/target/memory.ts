// What a machine can load and store at once, as far as the choice of comparisons and hashes depends on it.

/** Facts about memory accesses of a machine. */
export class MemoryFacts {
  /** Accesses of fewer bytes than this must be naturally aligned, larger ones to this; 1 where alignment does not matter. */
  readonly alignment: number;
  /** Adjacent narrow loads become one wide load. */
  readonly mergesLoads: boolean;

  constructor(alignment: number, mergesLoads: boolean) {
    this.alignment = alignment;
    this.mergesLoads = mergesLoads;
  }
}

const relaxed = new MemoryFacts(1, true);
const strict = new MemoryFacts(8, false);
const wasm = new MemoryFacts(1, false);

/** The facts of a GOARCH that burrow compiles for. */
export function memoryFacts(goarch: string): MemoryFacts {
  switch (goarch) {
    case 'riscv64':
      return strict;
    case 'wasm':
      return wasm;
    default:
      return relaxed;
  }
}
