// The value of a string literal, as strconv.Unquote has it.

import { encodeUtf8, decodeUtf8 } from '../base/utf8.ts';

/** The text that a literal stands for; null if it is no string literal. Bytes that are no UTF-8 become U+FFFD. */
export function unquote(literal: string): string | null {
  const quote = literal[0];
  const inner = literal.slice(1, -1);
  if (literal.length < 2 || literal.at(-1) !== quote) return null;
  if (quote === '`') return inner.includes('`') ? null : inner.replaceAll('\r', '');
  if (quote !== '"' || inner.includes('\n')) return null;
  if (!inner.includes('\\')) return inner.includes('"') ? null : inner;
  const bytes: number[] = [];
  let at = 0;
  escape.lastIndex = 0;
  while (at < inner.length) {
    escape.lastIndex = at;
    const m = escape.exec(inner);
    if (m === null) return null;
    at = escape.lastIndex;
    const [whole, octal, hex, unicode, simple] = m;
    if (octal !== undefined) {
      const value = parseInt(octal, 8);
      if (value > 255) return null;
      bytes.push(value);
    } else if (hex !== undefined) {
      bytes.push(parseInt(hex, 16));
    } else if (unicode !== undefined) {
      const rune = parseInt(unicode, 16);
      if (rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000)) return null;
      bytes.push(...encodeUtf8(String.fromCodePoint(rune)));
    } else if (simple !== undefined) {
      bytes.push('\x07\b\f\n\r\t\v\\"'.charCodeAt('abfnrtv\\"'.indexOf(simple)));
    } else {
      bytes.push(...encodeUtf8(whole));
    }
  }
  return decodeUtf8(Uint8Array.from(bytes));
}

const escape = /\\([0-7]{3})|\\x([0-9a-fA-F]{2})|\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|\\([abfnrtv\\"])|[^\\"]/uy;
