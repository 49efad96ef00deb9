// Go string literals: byte strings quoted as strconv.Quote does, and unquoted. A Go string is any sequence of bytes; here
// it is a "byte string", a JavaScript string whose characters are bytes (0 to 255), which compares and concatenates as
// the Go string does.

import { isPrint } from './unicode.ts';
import { decodeUtf8, encodeUtf8, latin1, putRune, runeAt, runeSize } from './utf8.ts';

/** The byte string of a text. */
export function toByteString(text: string): string {
  const bytes = encodeUtf8(text);
  return latin1(bytes, 0, bytes.length);
}

/** The bytes of a byte string. */
export function fromByteString(s: string): Uint8Array {
  const bytes = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) bytes[i] = s.charCodeAt(i);
  return bytes;
}

/** The text of a byte string; invalid UTF-8 becomes U+FFFD. */
export function byteStringText(s: string): string {
  return decodeUtf8(fromByteString(s));
}

const escapes: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  92: '\\\\',
};

function hex(x: number, width: number): string {
  return x.toString(16).padStart(width, '0');
}

/** One rune in quotes of the given kind, escaped where Go escapes it. */
function escapeRune(rune: number, quote: number): string {
  if (rune === quote) return '\\' + String.fromCharCode(rune);
  const short = escapes[rune];
  if (short !== undefined) return short;
  if (isPrint(rune)) return String.fromCodePoint(rune);
  if (rune < 0x20 || rune === 0x7f) return '\\x' + hex(rune, 2);
  return rune < 0x10000 ? '\\u' + hex(rune, 4) : '\\U' + hex(rune, 8);
}

/** strconv.Quote of a byte string, as text. */
export function quoteByteString(s: string): string {
  const bytes = fromByteString(s);
  let out = '"';
  for (let i = 0; i < bytes.length;) {
    const size = runeSize(bytes, i, bytes.length);
    if (size === 0) {
      out += '\\x' + hex(bytes[i]!, 2);
      i++;
      continue;
    }
    out += escapeRune(runeAt(bytes, i, size), 34);
    i += size;
  }
  return out + '"';
}

/** strconv.Quote of a text. */
export function quote(text: string): string {
  if (!/[^ !#-[\]-~]/.test(text)) return `"${text}"`; // the common case
  return quoteByteString(toByteString(text));
}

/** strconv.QuoteRune. */
export function quoteRune(rune: number): string {
  const valid = rune >= 0 && rune <= 0x10ffff && !(rune >= 0xd800 && rune < 0xe000);
  return `'${escapeRune(valid ? rune : 0xfffd, 39)}'`;
}

/** The byte string that a Go string literal (raw or interpreted, in its quotes) stands for, or null if it is malformed. */
export function unquote(literal: string): string | null {
  if (literal.length < 2 || literal.at(-1) !== literal[0]) return null;
  const body = literal.slice(1, -1);
  if (literal[0] === '`') return body.includes('`') ? null : toByteString(body.replaceAll('\r', ''));
  if (literal[0] !== '"') return null;
  if (!body.includes('\\')) return body.includes('"') || body.includes('\n') ? null : toByteString(body);
  const out = new Uint8Array(3 * body.length); // a code unit has at most three bytes
  let n = 0;
  for (let i = 0; i < body.length;) {
    const c = body.charCodeAt(i);
    if (c === 34 || c === 10) return null;
    if (c !== 92) {
      const rune = c < 0x80 ? c : body.codePointAt(i)!;
      n = putRune(out, n, rune >= 0xd800 && rune < 0xe000 ? 0xfffd : rune);
      i += rune > 0xffff ? 2 : 1;
      continue;
    }
    // Tables have many bytes in hexadecimal.
    const byte = body.charCodeAt(i + 1) === 120 ? 16 * hexDigit(body, i + 2) + hexDigit(body, i + 3) : -1;
    if (byte >= 0) {
      out[n++] = byte;
      i += 4;
      continue;
    }
    const escape = readEscape(body, i, 34);
    if (escape === null) return null;
    if (escape.byte) out[n++] = escape.value;
    else n = putRune(out, n, escape.value);
    i = escape.end;
  }
  return latin1(out, 0, n);
}

/** The value of a hexadecimal digit; less than any sum with another digit can make up for where it is none. */
function hexDigit(s: string, i: number): number {
  const c = s.charCodeAt(i);
  if (c >= 48 && c <= 57) return c - 48;
  if (c >= 97 && c <= 102) return c - 87;
  if (c >= 65 && c <= 70) return c - 55;
  return -1000;
}

/** The text that a Go string literal stands for, invalid UTF-8 as U+FFFD; null if it is malformed. */
export function unquoteText(literal: string): string | null {
  const value = unquote(literal);
  return value === null ? null : byteStringText(value);
}

/** The code point of a rune literal in its quotes, or null if it is malformed. */
export function unquoteRune(literal: string): number | null {
  if (literal.length < 3 || literal[0] !== "'" || literal.at(-1) !== "'") return null;
  const body = literal.slice(1, -1);
  if (body[0] === '\\') {
    const escape = readEscape(body, 0, 39);
    return escape !== null && escape.end === body.length ? escape.value : null;
  }
  const rune = body.codePointAt(0)!;
  return body.length === (rune > 0xffff ? 2 : 1) ? rune : null;
}

/** The bytes of one code point; what is no code point becomes U+FFFD. */
export function runeByteString(rune: number): string {
  const valid = rune >= 0 && rune <= 0x10ffff && !(rune >= 0xd800 && rune < 0xe000);
  const bytes = new Uint8Array(4);
  return latin1(bytes, 0, putRune(bytes, 0, valid ? rune : 0xfffd));
}

interface Escape {
  readonly value: number;
  /** The escape gives one byte (`\x`, octal), not a code point. */
  readonly byte: boolean;
  readonly end: number;
}

const simple: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '\\': 92 };

function readEscape(s: string, at: number, quote: number): Escape | null {
  const c = s[at + 1];
  if (c === undefined) return null;
  if (c.charCodeAt(0) === quote) return { value: quote, byte: false, end: at + 2 };
  const short = simple[c];
  if (short !== undefined) return { value: short, byte: false, end: at + 2 };
  const width = c === 'x' ? 2 : c === 'u' ? 4 : c === 'U' ? 8 : 0;
  if (width > 0) {
    const digits = s.slice(at + 2, at + 2 + width);
    if (digits.length < width || !/^[0-9a-fA-F]+$/.test(digits)) return null;
    const value = parseInt(digits, 16);
    if (width > 2 && (value > 0x10ffff || (value >= 0xd800 && value < 0xe000))) return null;
    return { value, byte: width === 2, end: at + 2 + width };
  }
  const octal = s.slice(at + 1, at + 4);
  if (!/^[0-7]{3}$/.test(octal)) return null;
  const value = parseInt(octal, 8);
  return value > 255 ? null : { value, byte: true, end: at + 4 };
}
