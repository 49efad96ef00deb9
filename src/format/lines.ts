// Positions of one source text. A `Pos` is a byte offset; lines and columns come from a table of line starts that import
// sorting may shorten (a removed import merges its line with the next). `//line` directives move only the positions that
// errors print, never what the printer sees.

/** A byte offset into the source text, or `NoPos`. */
export type Pos = number;

/** The position of something that stands nowhere in the source. */
export const NoPos = -1;

/** A line that a position which is none is said to have. */
export const NoLine = 0;

/** What a `//line` directive says of the text from `offset` on; a column of 0 means that columns are unknown. */
interface LineInfo {
  readonly offset: number;
  readonly filename: string;
  readonly line: number;
  readonly column: number;
}

/** A position as errors print it. */
export interface Position {
  readonly filename: string;
  /** 0 when there is no such position. */
  readonly line: number;
  /** 0 when unknown. */
  readonly column: number;
}

/** The line table of a source text. */
export class Lines {
  readonly filename: string;
  readonly size: number;
  private readonly starts: Int32Array;
  private count: number;
  private readonly infos: LineInfo[] = [];
  /** Index of the line that was last asked for: the next question is mostly about it or a neighbour. */
  private near = 0;

  constructor(filename: string, source: Uint8Array) {
    this.filename = filename;
    this.size = source.length;
    let n = 1;
    for (let i = source.indexOf(10); i >= 0; i = source.indexOf(10, i + 1)) n++;
    this.starts = new Int32Array(n);
    n = 1;
    for (let i = source.indexOf(10); i >= 0; i = source.indexOf(10, i + 1)) {
      // What follows the last newline of a file is no line: the end of the file is on the line before.
      if (i + 1 < source.length) this.starts[n++] = i + 1;
    }
    this.count = n;
  }

  /** The number of lines. */
  get length(): number {
    return this.count;
  }

  /** The line of a position, from 1; `NoLine` for a position that is none. */
  line(pos: Pos): number {
    if (pos < 0) return NoLine;
    const starts = this.starts;
    const count = this.count;
    let i = this.near;
    if (starts[i]! <= pos) {
      for (let steps = 0; steps < 8; steps++) {
        if (i + 1 >= count || starts[i + 1]! > pos) {
          this.near = i;
          return i + 1;
        }
        i++;
      }
    }
    let lo = 0;
    let hi = count;
    while (hi - lo > 1) {
      const mid = (lo + hi) >> 1;
      if (starts[mid]! <= pos) lo = mid;
      else hi = mid;
    }
    this.near = lo;
    return lo + 1;
  }

  /** The byte column of a position, from 1; 0 for a position that is none. */
  column(pos: Pos): number {
    if (pos < 0) return 0;
    const line = this.line(pos);
    return Math.min(pos, this.size) - this.starts[line - 1]! + 1;
  }

  /** Where a line (from 1) starts. */
  start(line: number): Pos {
    return this.starts[line - 1]!;
  }

  /** Joins a line with the one that follows it. */
  merge(line: number): void {
    this.starts.copyWithin(line, line + 1, this.count);
    this.count--;
    this.near = 0;
  }

  /** Records a `//line` directive for what stands at `offset` and after it. */
  addInfo(offset: number, filename: string, line: number, column: number): void {
    const last = this.infos.at(-1);
    if ((last === undefined || last.offset < offset) && offset < this.size) {
      this.infos.push({ offset, filename, line, column });
    }
  }

  /** The position as `//line` directives have it. */
  position(pos: Pos): Position {
    if (pos < 0) return { filename: '', line: 0, column: 0 };
    const offset = Math.min(pos, this.size);
    const line = this.line(offset);
    const column = this.column(offset);
    let i = this.infos.length - 1;
    while (i >= 0 && this.infos[i]!.offset > offset) i--;
    if (i < 0) return { filename: this.filename, line, column };
    const info = this.infos[i]!;
    const distance = line - this.line(info.offset);
    let relative = column;
    if (info.column === 0) relative = 0;
    else if (distance === 0) relative = info.column + (offset - info.offset);
    return { filename: info.filename, line: info.line + distance, column: relative };
  }
}
