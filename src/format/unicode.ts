// The classes of characters that the formatter asks about, under the names of Go's package unicode, and the quoting that
// its messages use.

const letter = /^\p{L}$/u;
const digit = /^\p{Nd}$/u;
const upper = /^\p{Lu}$/u;
const lower = /^\p{Ll}$/u;
const punctuation = /^\p{P}$/u;
const graphic = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]$/u;
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

export function isLetter(rune: number): boolean {
  return letter.test(String.fromCodePoint(rune));
}

export function isDigit(rune: number): boolean {
  return digit.test(String.fromCodePoint(rune));
}

export function isUpper(rune: number): boolean {
  return upper.test(String.fromCodePoint(rune));
}

export function isLower(rune: number): boolean {
  return lower.test(String.fromCodePoint(rune));
}

export function isPunct(rune: number): boolean {
  return punctuation.test(String.fromCodePoint(rune));
}

/** Letters, marks, numbers, punctuation, symbols and spaces. */
export function isGraphic(rune: number): boolean {
  return graphic.test(String.fromCodePoint(rune));
}

/** Unicode's White Space property, as Go's unicode.IsSpace. */
export function isSpace(rune: number): boolean {
  if (rune <= 0xff) return (rune >= 9 && rune <= 13) || rune === 0x20 || rune === 0x85 || rune === 0xa0;
  if (rune >= 0x2000 && rune <= 0x200a) return true;
  return rune === 0x1680 || rune === 0x2028 || rune === 0x2029 || rune === 0x202f || rune === 0x205f || rune === 0x3000;
}

/** The string without white space at either end, as Go's strings.TrimSpace. */
export function trimSpace(s: string): string {
  let start = 0;
  let end = s.length;
  while (start < end && isSpace(s.charCodeAt(start))) start++;
  while (end > start && isSpace(s.charCodeAt(end - 1))) end--;
  return s.slice(start, end);
}

function isPrint(rune: number): boolean {
  return printable.test(String.fromCodePoint(rune));
}

/** The rune in single quotes, escaped where it cannot be shown (`%q`). */
export function quoteRune(rune: number): string {
  const c = String.fromCodePoint(rune);
  if (c === "'" || c === '\\') return `'\\${c}'`;
  if (isPrint(rune)) return `'${c}'`;
  const short = '\x07\b\f\n\r\t\v'.indexOf(c);
  if (short >= 0) return `'\\${'abfnrtv'[short]}'`;
  if (rune < 0x20 || rune === 0x7f) return `'\\x${hex(rune, 2)}'`;
  return rune < 0x10000 ? `'\\u${hex(rune, 4)}'` : `'\\U${hex(rune, 8)}'`;
}

/** `U+0040 '@'`; the number alone where the rune cannot be shown (`%#U`). */
export function describeRune(rune: number): string {
  const number = 'U+' + hex(rune, 4).toUpperCase();
  return isPrint(rune) ? `${number} '${String.fromCodePoint(rune)}'` : number;
}

function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, '0');
}
