// What callers ask of a function without looking at its code: whether they may, whether and at what cost it may be inlined, and
// what it does with the pointers that it is given. Who keeps such facts between builds spares them the function, and all
// that it leads to.

import type { EscapeSummary } from '../escape/summary.ts';
import type { SymId } from '../symbols.ts';

/** The facts of one unit: those of its function; nobody asks for those of its closures who has not built it. */
export interface FuncFacts {
  /** There is a body that callers may look into. Where there is none, nothing else is known either. */
  readonly visible: boolean;
  /** What it costs a caller to inline it; -1: it is not to be inlined. */
  readonly cost: number;
  /** Where it leads to itself through others: the least name among them, the same for each; else empty. */
  readonly component: string;
  /** What it does with its parameters; null: everything leaks. */
  readonly summary: EscapeSummary | null;
}

/** What was read while something was made; who keeps facts says what its elements are. */
export type Reads = Set<string>;

/** Keeps facts between builds. */
export interface FactStore {
  /** What is kept of a function; null where nothing is. */
  find(s: SymId): FuncFacts | null;
  /** Whether something is kept of a function that is right if the facts of others, which are not known, are what they were. */
  awaits(s: SymId): boolean;
  /** What was not found may be right now. */
  retry(): void;
  /** Somebody asks for the facts of a function: that is read. */
  asked(s: SymId): void;
  /** What is read from here on is added to a set. Gives the set that was added to before. */
  readInto(reads: Reads | null): Reads | null;
  /** Whatever is in a set is read. */
  readAll(reads: Reads): void;
  /** Keeps the facts of functions that lead to each other, or of one that does not, and what they are made from. */
  keep(funcs: readonly { readonly sym: SymId; readonly facts: FuncFacts }[], reads: Reads): void;
}
