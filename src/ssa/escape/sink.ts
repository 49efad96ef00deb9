// Where escape analysis tells what it found: for diagnostics (-m) and tests.

import type { Func as FuncObj } from '../../types/object.ts';
import type { Func, Value } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { EscapeSummary } from './summary.ts';

/** Told of every function that is analysed. */
export interface EscapeSink {
  /** `hi` of what f makes is set. */
  done(p: Program, f: Func, summary: EscapeSummary): void;
  /** By a profile, call v of f goes to a function directly where that is what is called. */
  devirtualized?(p: Program, f: Func, v: Value, callee: FuncObj): void;
}
