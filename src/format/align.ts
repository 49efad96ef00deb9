// From the printer's bytes to the file's: cells are padded so that those of a column in adjacent lines line up
// (text/tabwriter with gofmt's settings), escapes and trailing white space go, vertical tabs and formfeeds become what
// they stand for.
//
// A cell ends in `\t` or `\v`, a line in `\n` or `\f`; what follows the last tab of a line is no cell. A column is a run of
// lines that all have a cell there; it ends at the first that has none, at a formfeed, and at a line of no cells. Its
// width is its widest cell and one blank. A column of empty `\v` cells alone takes no room. Empty cells at the start of a
// line are indentation and are padded with tabs, as wide as the column says.

import { Escape, Formfeed, Newline, Vtab } from './printer.ts';

const Tab = 0x09;
const Space = 0x20;
const tabWidth = 8;
const padding = 1;

/** gofmt's style: columns are padded with blanks. */
export const Blanks = 0;
/** go/printer's own: columns are padded with tabs and not narrower than one. */
export const Tabs = 1;
/** No columns at all. */
export const Raw = 2;
export type Style = typeof Blanks | typeof Tabs | typeof Raw;

/** Aligns in[0, length). */
export function align(input: Uint8Array, length: number, style: Style): Uint8Array {
  return new Aligner(input, length, style).run();
}

class Aligner {
  private readonly input: Uint8Array;
  private readonly length: number;
  private readonly style: Style;
  private out: Uint8Array;
  private outLength = 0;
  private protectedTo = 0; // what stands before is not trimmed

  // The cells of the lines that wait, one after the other; a line's text after its last cell is a cell too.
  private start = new Int32Array(256);
  private end = new Int32Array(256);
  private width = new Int32Array(256);
  private hard = new Uint8Array(256); // ended by \t
  private cells = 0;
  /** The first cell of each line, and one more entry: the end of the last. */
  private first = new Int32Array(256);
  private lines = 0;
  // The widths of the columns to the left of the one that is being formatted.
  private readonly widths: number[] = [];

  constructor(input: Uint8Array, length: number, style: Style) {
    this.input = input;
    this.length = length;
    this.style = style;
    this.out = new Uint8Array(length + (length >> 3) + 64);
  }

  run(): Uint8Array {
    const { input, length } = this;
    let start = 0;
    let width = 0;
    for (let i = 0; i < length; i++) {
      const b = input[i]!;
      if (b > Space && b < 0x80) {
        width++;
        continue;
      }
      switch (b) {
        case Tab:
        case Vtab:
          if (this.style === Raw) break;
          this.addCell(start, i, width, b === Tab ? 1 : 0);
          start = i + 1;
          width = 0;
          break;
        case Newline:
        case Formfeed: {
          const single = this.first[this.lines] === this.cells;
          this.addCell(start, i, width, 0);
          start = i + 1;
          width = 0;
          this.addLine();
          // A line of one cell, which is in no column, ends all columns.
          if (single || b === Formfeed) this.flush(true);
          break;
        }
        case Escape:
          for (i++; input[i] !== Escape; i++) if ((input[i]! & 0xc0) !== 0x80) width++;
          break;
        default:
          if ((b & 0xc0) !== 0x80) width++;
      }
    }
    if (length > start) this.addCell(start, length, width, 0);
    this.addLine();
    this.flush(false);
    return this.out.subarray(0, this.outLength);
  }

  private addCell(start: number, end: number, width: number, hard: number): void {
    const c = this.cells++;
    if (c === this.start.length) this.growCells();
    this.start[c] = start;
    this.end[c] = end;
    this.width[c] = width;
    this.hard[c] = hard;
  }

  private addLine(): void {
    this.lines++;
    if (this.lines === this.first.length) {
      const first = new Int32Array(2 * this.lines);
      first.set(this.first);
      this.first = first;
    }
    this.first[this.lines] = this.cells;
  }

  private growCells(): void {
    const n = 2 * this.start.length;
    const grow = (old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(n);
      grown.set(old);
      return grown;
    };
    this.start = grow(this.start);
    this.end = grow(this.end);
    this.width = grow(this.width);
    const hard = new Uint8Array(n);
    hard.set(this.hard);
    this.hard = hard;
  }

  /** Writes the lines that wait; all of them end in a newline, or all but the last. */
  private flush(newline: boolean): void {
    this.format(0, this.lines, newline);
    this.lines = 0;
    this.cells = 0;
  }

  /** Whether a line has a cell in a column. */
  private hasCell(line: number, column: number): boolean {
    return column < this.first[line + 1]! - this.first[line]! - 1;
  }

  /** Formats the lines [from, to) of which the columns to the left of this one are known. */
  private format(from: number, to: number, newline: boolean): void {
    const column = this.widths.length;
    for (let i = from; i < to; i++) {
      if (!this.hasCell(i, column)) continue;
      this.write(from, i, newline);
      from = i;
      let width = this.style === Tabs ? tabWidth : 0;
      let discard = true;
      for (; i < to && this.hasCell(i, column); i++) {
        const c = this.first[i]! + column;
        const w = this.width[c]! + padding;
        if (w > width) width = w;
        if (this.width[c]! > 0 || this.hard[c] === 1) discard = false;
      }
      this.widths.push(discard ? 0 : width);
      this.format(from, i, newline);
      this.widths.pop();
      from = i;
      // Line i, if there is one, has no cell here: the loop goes on with the line after it.
    }
    this.write(from, to, newline);
  }

  private write(from: number, to: number, newline: boolean): void {
    const { widths } = this;
    for (let i = from; i < to; i++) {
      const first = this.first[i]!;
      const end = this.first[i + 1]!;
      let indenting = true;
      for (let c = first; c < end; c++) {
        const column = c - first;
        if (this.end[c] === this.start[c]) {
          if (column < widths.length) this.pad(this.width[c]!, widths[column]!, indenting);
        } else {
          indenting = false;
          this.text(this.start[c]!, this.end[c]!);
          if (column < widths.length) this.pad(this.width[c]!, widths[column]!, false);
        }
      }
      if (newline || i + 1 < this.lines) this.newline();
    }
  }

  private reserve(n: number): void {
    if (this.outLength + n <= this.out.length) return;
    const grown = new Uint8Array(2 * (this.outLength + n));
    grown.set(this.out.subarray(0, this.outLength));
    this.out = grown;
  }

  /** Pads a cell to the width of its column. */
  private pad(width: number, columnWidth: number, indenting: boolean): void {
    const tabs = indenting || this.style === Tabs;
    // A column of tabs ends at a tab stop.
    const n = tabs ? Math.ceil((Math.ceil(columnWidth / tabWidth) * tabWidth - width) / tabWidth) : columnWidth - width;
    if (n <= 0) return;
    this.reserve(n);
    const { out } = this;
    let at = this.outLength;
    for (let i = 0; i < n; i++) out[at++] = tabs ? Tab : Space;
    this.outLength = at;
  }

  private text(start: number, end: number): void {
    this.reserve(end - start);
    const { input, out } = this;
    let at = this.outLength;
    for (let i = start; i < end; i++) {
      const b = input[i]!;
      if (b !== Escape) {
        out[at++] = b === Vtab ? Tab : b;
        continue;
      }
      for (i++; input[i] !== Escape; i++) out[at++] = input[i]!;
      this.protectedTo = at;
    }
    this.outLength = at;
  }

  private newline(): void {
    const { out } = this;
    let at = this.outLength;
    while (at > this.protectedTo && (out[at - 1] === Space || out[at - 1] === Tab)) at--;
    if (at === out.length) {
      this.outLength = at;
      this.reserve(1);
    }
    this.out[at] = Newline;
    this.outLength = at + 1;
    this.protectedTo = at + 1;
  }
}
