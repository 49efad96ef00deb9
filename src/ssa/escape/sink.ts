// Where escape analysis tells what it found: for diagnostics (-m) and tests.

import type { BlockStmt, Node } from '../../syntax/nodes.ts';
import type { Func as FuncObj } from '../../types/object.ts';
import type { Func, Value } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';
import type { EscapeSummary } from './summary.ts';

/** What an init function, or one that initialises variables, is written as: it has no recipe that says so. */
export interface InitSource {
  /** Where its code stands: a declaration, or initialisers. */
  readonly nodes: readonly Node[];
  /** The statements of a function that could be inlined if anybody called it; null of the one that the compiler makes. */
  readonly body: BlockStmt | null;
}

/** Told of every function that is analysed. */
export interface EscapeSink {
  /** The initialisation of the package that is told of. */
  readonly inits?: ReadonlyMap<SymId, InitSource>;
  /** `hi` of what f makes is set. */
  done(p: Program, f: Func, summary: EscapeSummary): void;
  /** By a profile, call v of f goes to a function directly where that is what is called. */
  devirtualized?(p: Program, f: Func, v: Value, callee: FuncObj): void;
}
