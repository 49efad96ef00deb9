// The errors of one compilation as gc lists them (cmd/compile/internal/base/print.go): at most one syntax error a line, no
// message twice on a line, sorted by file and position, and without -e no more than ten.

import type { FileSet, Pos, Position } from '../base/pos.ts';
import type { Diagnostic, Reporter } from './reporter.ts';

/** The positions of gc's errors have 8 bits for the column. */
const maxColumn = 255;

/** Takes diagnostics as they are found and gives the list that is printed. */
export class ErrorList implements Reporter {
  private readonly fset: FileSet;
  private readonly list: Diagnostic[] = [];
  private readonly ranks = new Map<string, number>();
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
    this.rank(d.pos);
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
   * All errors, file by file in the order in which files had their first one, in a file by position; what would print the same line as the one before it is left out. With a limit
   * gc stops at that many and says so at the last of them.
   */
  sorted(columns = true, limit = Infinity): Diagnostic[] {
    const byPos = this.list.slice(0, limit).sort((a, b) => this.compare(a.pos, b.pos));
    if (this.list.length >= limit) {
      byPos.push({ pos: this.list[limit - 1]!.pos, code: 0, message: 'too many errors', soft: false });
    }
    return byPos.filter((d, i) => {
      const last = byPos[i - 1];
      if (last === undefined || last.message !== d.message) return true;
      return columns ? this.compare(last.pos, d.pos) !== 0 : !this.sameLine(last, d);
    });
  }

  /** Where an error is shown: gc has no column beyond 255. */
  position(pos: Pos): Position | null {
    const p = this.fset.position(pos);
    return p === null || !this.farRight(pos) ? p : { filename: p.filename, line: p.line, col: 0 };
  }

  /** gc numbers its files, and the stretches between `//line` directives, when it first reports an error there. */
  private rank(pos: Pos): number {
    const file = this.fset.file(pos);
    let key = 'none';
    if (file !== null) {
      let directive = file.directives.length;
      while (directive > 0 && file.directives[directive - 1]!.offset > pos - file.base) directive--;
      key = `${file.base} ${directive}`;
    }
    let rank = this.ranks.get(key);
    if (rank === undefined) {
      rank = this.ranks.size;
      this.ranks.set(key, rank);
    }
    return rank;
  }

  private compare(a: Pos, b: Pos): number {
    const rank = this.rank(a) - this.rank(b);
    const file = this.fset.file(a);
    if (rank !== 0 || file === null) return rank;
    // Those without a column stand before all others of their line.
    if (!this.farRight(a) && !this.farRight(b)) return a - b;
    const line = file.line(a - file.base) - file.line(b - file.base);
    if (line !== 0) return line;
    return (this.farRight(a) ? 0 : a) - (this.farRight(b) ? 0 : b);
  }

  private farRight(pos: Pos): boolean {
    const file = this.fset.file(pos);
    return file !== null && file.col(pos - file.base) > maxColumn;
  }
}
