// Quoting: Go's %q and `...` string literals in messages, and the words of a flag such as -ldflags="-X 'a=b c'".

import { decodeUtf8 } from '../base/utf8.ts';

/** A string as Go's strconv.Quote prints it. */
export function quote(s: string): string {
  if (!/[^ !#-[\]-~]/.test(s)) return `"${s}"`;
  let out = '"';
  for (const c of s) out += escapeRune(c, '"');
  return out + '"';
}

/** A character as it stands inside Go's quotes. */
export function escapeRune(c: string, quoteMark: string): string {
  if (c === quoteMark || c === '\\') return '\\' + c;
  const code = c.codePointAt(0)!;
  if (code >= 0x20 && code < 0x7f) return c;
  const short = shortEscapes.get(code);
  if (short !== undefined) return short;
  if (code < 0x20 || code === 0x7f) return '\\x' + hex(code, 2);
  if (/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(c)) return c;
  return code < 0x10000 ? '\\u' + hex(code, 4) : '\\U' + hex(code, 8);
}

const shortEscapes = new Map([
  [7, '\\a'],
  [8, '\\b'],
  [12, '\\f'],
  [10, '\\n'],
  [13, '\\r'],
  [9, '\\t'],
  [11, '\\v'],
]);

function hex(n: number, width: number): string {
  return n.toString(16).padStart(width, '0');
}

const simpleEscapes = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

/** The value of a Go string literal, or null where it is not one. */
export function unquote(lit: string): string | null {
  const mark = lit[0];
  if (lit.length < 2 || lit[lit.length - 1] !== mark) return null;
  const body = lit.slice(1, -1);
  if (mark === '`') return body.includes('`') ? null : body.replaceAll('\r', '');
  if (mark !== '"' || body.includes('\n')) return null;
  if (!body.includes('\\')) return body.includes('"') ? null : body;
  let out = '';
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length > 0) out += decodeBytes(bytes);
    bytes = [];
  };
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (c === '"') return null;
    if (c !== '\\') {
      flush();
      out += c;
      continue;
    }
    const e = body[++i];
    if (e === undefined || e === "'") return null;
    const simple = simpleEscapes.get(e);
    if (simple !== undefined) {
      flush();
      out += simple;
      continue;
    }
    const m = /^(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(body.slice(i, i + 9));
    if (m === null) return null;
    i += m[0].length - 1;
    if (m[1] !== undefined || m[2] !== undefined) {
      const b = m[1] !== undefined ? parseInt(m[1], 16) : parseInt(m[2]!, 8);
      if (b > 255) return null;
      bytes.push(b);
      continue;
    }
    const code = parseInt(m[3] ?? m[4]!, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
    flush();
    out += String.fromCodePoint(code);
  }
  flush();
  return out;
}

function decodeBytes(bytes: readonly number[]): string {
  return decodeUtf8(Uint8Array.from(bytes));
}

/** The words of a list flag: separated by white space, '...' and "..." taken whole without escapes; a string is an error. */
export function splitQuoted(s: string): string[] | string {
  const out: string[] = [];
  let rest = s;
  for (;;) {
    rest = rest.replace(/^[ \t\n\r]+/, '');
    if (rest === '') return out;
    const mark = rest[0]!;
    if (mark === '"' || mark === "'") {
      const end = rest.indexOf(mark, 1);
      if (end < 0) return `unterminated ${mark} string`;
      out.push(rest.slice(1, end));
      rest = rest.slice(end + 1);
      continue;
    }
    const end = /[ \t\n\r]/.exec(rest)?.index ?? rest.length;
    out.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
}

/** The other way: words joined so that `splitQuoted` gives them back; null where a word has both kinds of quotes. */
export function joinQuoted(list: readonly string[]): string | null {
  const out: string[] = [];
  for (const w of list) {
    const single = w.includes("'");
    const double = w.includes('"');
    if (single && double) return null;
    if (!single && !double && !/[ \t\n\r]/.test(w)) out.push(w);
    else out.push(single ? `"${w}"` : `'${w}'`);
  }
  return out.join(' ');
}
