// Source positions. A position is one number: the base that its file was given in the file set plus the byte offset in
// that file. So it is small, compares by `<` in the order in which files were added, and costs nothing until a person
// must read it; then the file set finds the file, and the file its line table, which is made from the source when first
// asked for.

/** A position in a `FileSet`; 0 is "no position". */
export type Pos = number;

/** The position of something that has none. */
export const NoPos: Pos = 0;

/** A position as people read it. */
export interface Position {
  /** The file name, as `//line` directives would have it. */
  readonly filename: string;
  /** From 1. */
  readonly line: number;
  /** In bytes, from 1; 0 when unknown (after a `//line` directive without a column). */
  readonly col: number;
}

/** A `//line` directive: what stands at `offset` is at filename:line:col. A column of 0 means that columns are unknown. */
export interface LineDirective {
  readonly offset: number;
  readonly filename: string;
  readonly line: number;
  readonly col: number;
}

/** One file of a file set: its name, its source, and where its lines start. */
export class SourceFile {
  /** As messages print it. */
  readonly name: string;
  readonly base: Pos;
  readonly size: number;
  /** Sorted by offset; the scanner adds to them. */
  readonly directives: LineDirective[] = [];
  private readonly load: () => Uint8Array;
  private lines: Uint32Array | null = null;

  constructor(name: string, base: Pos, size: number, load: () => Uint8Array) {
    this.name = name;
    this.base = base;
    this.size = size;
    this.load = load;
  }

  /** The text of the file. A file that was added without its text is asked for it here. */
  get source(): Uint8Array {
    return this.load();
  }

  /** The offset at which each line starts. */
  private lineStarts(): Uint32Array {
    if (this.lines !== null) return this.lines;
    const source = this.load();
    let n = 1;
    for (let i = source.indexOf(10); i >= 0; i = source.indexOf(10, i + 1)) n++;
    const lines = new Uint32Array(n);
    n = 1;
    for (let i = source.indexOf(10); i >= 0; i = source.indexOf(10, i + 1)) lines[n++] = i + 1;
    this.lines = lines;
    return lines;
  }

  /** The line of an offset, from 1, directives left aside. */
  line(offset: number): number {
    return lastAtMost(this.lineStarts(), offset) + 1;
  }

  /** The byte column of an offset, from 1, directives left aside. */
  col(offset: number): number {
    const lines = this.lineStarts();
    return offset - lines[lastAtMost(lines, offset)]! + 1;
  }

  /** The offset at which a line (from 1) starts. */
  lineStart(line: number): number {
    return this.lineStarts()[line - 1] ?? this.size;
  }

  /** The position as `//line` directives have it (gc's relative position). */
  position(offset: number): Position {
    const line = this.line(offset);
    const col = this.col(offset);
    let d = this.directives.length - 1;
    while (d >= 0 && this.directives[d]!.offset > offset) d--;
    if (d < 0) return { filename: this.name, line, col };
    const dir = this.directives[d]!;
    const from = this.line(dir.offset);
    // Columns count on from the directive's own column on its line, and from 1 on later lines.
    let relCol = 0;
    if (dir.col !== 0) relCol = line === from ? dir.col + (col - this.col(dir.offset)) : col;
    return { filename: dir.filename, line: dir.line + (line - from), col: relCol };
  }
}

/** Index of the last element of a sorted array that is at most x; the first element must be. */
function lastAtMost(sorted: Uint32Array, x: number): number {
  let lo = 0;
  let hi = sorted.length;
  while (hi - lo > 1) {
    const mid = (lo + hi) >> 1;
    if (sorted[mid]! <= x) lo = mid;
    else hi = mid;
  }
  return lo;
}

/** The files that positions refer to. */
export class FileSet {
  readonly files: SourceFile[] = [];
  private next = 1;
  private last: SourceFile | null = null;

  /** Adds a file whose text is at hand. */
  add(name: string, source: Uint8Array): SourceFile {
    return this.addLazy(name, source.length, () => source);
  }

  /** Adds a file by its size; `load` is called when a position in it must be shown. */
  addLazy(name: string, size: number, load: () => Uint8Array): SourceFile {
    const file = new SourceFile(name, this.next, size, load);
    this.next += size + 1; // the end of a file is a position too
    this.files.push(file);
    return file;
  }

  /** The file of a position, or null for `NoPos`. */
  file(pos: Pos): SourceFile | null {
    if (pos === NoPos) return null;
    const last = this.last;
    if (last !== null && last.base <= pos && pos <= last.base + last.size) return last;
    let lo = 0;
    let hi = this.files.length;
    while (hi - lo > 1) {
      const mid = (lo + hi) >> 1;
      if (this.files[mid]!.base <= pos) lo = mid;
      else hi = mid;
    }
    const file = this.files[lo] ?? null;
    if (file === null || pos < file.base || pos > file.base + file.size) return null;
    this.last = file;
    return file;
  }

  /** The readable position; null for `NoPos`. */
  position(pos: Pos): Position | null {
    const file = this.file(pos);
    return file === null ? null : file.position(pos - file.base);
  }
}

/** `file:line:col`, without the column where it is unknown. */
export function formatPosition(p: Position | null): string {
  if (p === null) return '<unknown position>';
  return p.col > 0 ? `${p.filename}:${p.line}:${p.col}` : `${p.filename}:${p.line}`;
}
