// Classes of characters under the names of Go's package unicode. The tables are those of the Go release that burrow
// follows, not the host's, so that a program means the same on every host.

import * as tables from './unicode-tables.generated.ts';

/** A class of characters. Its table is read when it is first needed, which most commands never do. */
class RuneClass {
  private readonly differences: string;
  private bounds: Uint32Array | null = null;

  constructor(differences: string) {
    this.differences = differences;
  }

  has(rune: number): boolean {
    const bounds = (this.bounds ??= boundaries(this.differences));
    // It is in the class when an odd number of boundaries lie at or before it.
    let lo = 0;
    let hi = bounds.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (bounds[mid]! <= rune) lo = mid + 1;
      else hi = mid;
    }
    return (lo & 1) === 1;
  }
}

/** The code points at which membership of a class changes, ascending. */
function boundaries(differences: string): Uint32Array {
  const out = Uint32Array.from(differences.split(' '), d => parseInt(d, 36));
  for (let i = 1; i < out.length; i++) out[i]! += out[i - 1]!;
  return out;
}

const letter = new RuneClass(tables.letter);
const digit = new RuneClass(tables.digit);
const upper = new RuneClass(tables.upper);
const lower = new RuneClass(tables.lower);
const punct = new RuneClass(tables.punct);
const graphic = new RuneClass(tables.graphic);
const print = new RuneClass(tables.print);

/** Category L. */
export function isLetter(rune: number): boolean {
  return letter.has(rune);
}

/** Category Nd. */
export function isDigit(rune: number): boolean {
  return digit.has(rune);
}

/** Category Lu. */
export function isUpper(rune: number): boolean {
  return upper.has(rune);
}

/** Category Ll. */
export function isLower(rune: number): boolean {
  return lower.has(rune);
}

/** Category P. */
export function isPunct(rune: number): boolean {
  return punct.has(rune);
}

/** Letters, marks, numbers, punctuation, symbols and spaces. */
export function isGraphic(rune: number): boolean {
  return graphic.has(rune);
}

/** What Go prints unescaped: the graphic characters, of the spaces only U+0020. */
export function isPrint(rune: number): boolean {
  if (rune < 0x7f) return rune >= 0x20;
  return print.has(rune);
}

/** Unicode's White Space property. */
export function isSpace(rune: number): boolean {
  if (rune <= 0xff) return (rune >= 9 && rune <= 13) || rune === 0x20 || rune === 0x85 || rune === 0xa0;
  if (rune >= 0x2000 && rune <= 0x200a) return true;
  return rune === 0x1680 || rune === 0x2028 || rune === 0x2029 || rune === 0x202f || rune === 0x205f || rune === 0x3000;
}

/** `U+0040 '@'`, without the character where it is not printable (Go's %#U). */
export function formatCodePoint(rune: number): string {
  const code = 'U+' + rune.toString(16).toUpperCase().padStart(4, '0');
  return isPrint(rune) ? `${code} '${String.fromCodePoint(rune)}'` : code;
}
