// The errors of one compilation as gc lists them (cmd/compile/internal/base/print.go): at most one syntax error a line, no
// message twice on a line, in the order of the source, and without -e no more than ten.

import type { FileSet } from '../base/pos.ts';
import type { Diagnostic, Reporter } from './reporter.ts';

/** Takes diagnostics as they are found and gives the list that is printed. */
export class ErrorList implements Reporter {
  private readonly fset: FileSet;
  private readonly list: Diagnostic[] = [];
  private lastSyntax: Diagnostic | null = null;
  private lastOther: Diagnostic | null = null;
  /** How many syntax errors there are: with one, types are not checked. */
  syntaxErrors = 0;

  constructor(fset: FileSet) {
    this.fset = fset;
  }

  /** How many errors were taken. */
  get count(): number {
    return this.list.length;
  }

  report(d: Diagnostic): void {
    if (d.message.startsWith('syntax error')) {
      this.syntaxErrors++;
      if (this.sameLine(this.lastSyntax, d)) return;
      this.lastSyntax = d;
    } else {
      const last = this.lastOther;
      if (last !== null && last.message === d.message && this.sameLine(last, d)) return;
      this.lastOther = d;
    }
    this.list.push(d);
  }

  private sameLine(last: Diagnostic | null, d: Diagnostic): boolean {
    if (last === null) return false;
    const a = this.fset.file(last.pos);
    const b = this.fset.file(d.pos);
    if (a === null || b === null) return a === b;
    return a === b && a.line(last.pos - a.base) === b.line(d.pos - b.base);
  }

  /**
   * All errors in the order of the source; what would print the same line as the one before it is left out. With a limit
   * gc stops at that many and says so at the last of them.
   */
  sorted(columns = true, limit = Infinity): Diagnostic[] {
    const byPos = this.list.slice(0, limit).sort((a, b) => a.pos - b.pos);
    if (this.list.length >= limit) {
      byPos.push({ pos: this.list[limit - 1]!.pos, code: 0, message: 'too many errors', soft: false });
    }
    return byPos.filter((d, i) => {
      const last = byPos[i - 1];
      if (last === undefined || last.message !== d.message) return true;
      return columns ? last.pos !== d.pos : !this.sameLine(last, d);
    });
  }
}
