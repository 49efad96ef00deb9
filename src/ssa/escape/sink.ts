// Where escape analysis tells what it found: for diagnostics (-m) and tests.

import type { Func } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { EscapeSummary } from './summary.ts';

/** Told of every function that is analysed. */
export interface EscapeSink {
  /** `hi` of what f makes is set. */
  done(p: Program, f: Func, summary: EscapeSummary): void;
}
