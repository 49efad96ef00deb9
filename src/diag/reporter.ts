// Diagnostics as values: a stage reports, carries on with something sane, and whoever called it words, sorts and prints.

import type { Pos } from '../base/pos.ts';

/** A mistake of the user's. */
export interface Diagnostic {
  readonly pos: Pos;
  /** A code of diag/codes.ts; 0 for a syntax error. */
  readonly code: number;
  /** gc's text; further lines of one error follow after `\n\t`. */
  readonly message: string;
  /** A soft error does not prevent the package from being used (an unused import or variable). */
  readonly soft: boolean;
}

/** Takes diagnostics in the order in which a stage finds them. */
export interface Reporter {
  report(diagnostic: Diagnostic): void;
}

/** Keeps what is reported. */
export class DiagnosticList implements Reporter {
  readonly list: Diagnostic[] = [];

  report(diagnostic: Diagnostic): void {
    this.list.push(diagnostic);
  }
}
