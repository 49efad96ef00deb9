// The texts of names, literals and comments. The pool starts as the source itself, so that what the scanner finds costs
// nothing; texts that differ from the source (comments without carriage returns, reformatted doc comments, the
// replacement of a rewrite) are added after it.

import { isSpace } from '../base/unicode.ts';

/** Bytes that texts are ranges of. */
export class TextPool {
  bytes: Uint8Array;
  private length: number;

  constructor(source: Uint8Array) {
    this.bytes = source;
    this.length = source.length;
  }

  /** Adds a copy of bytes[start, end) and returns where it starts; it is as long as what was given. */
  add(bytes: Uint8Array, start = 0, end = bytes.length): number {
    const at = this.length;
    const n = end - start;
    if (at + n > this.bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, at + n));
      grown.set(this.bytes.subarray(0, at));
      // The bytes may be a range of the pool itself.
      if (bytes === this.bytes) bytes = grown;
      this.bytes = grown;
    }
    this.bytes.set(bytes.subarray(start, end), at);
    this.length = at + n;
    return at;
  }
}

/** The string without white space at either end, as Go's strings.TrimSpace. */
export function trimSpace(s: string): string {
  let start = 0;
  let end = s.length;
  while (start < end && isSpace(s.charCodeAt(start))) start++;
  while (end > start && isSpace(s.charCodeAt(end - 1))) end--;
  return s.slice(start, end);
}

/** Whether two ranges of the same bytes hold the same text. */
export function sameText(bytes: Uint8Array, start1: number, end1: number, start2: number, end2: number): boolean {
  if (end1 - start1 !== end2 - start2) return false;
  for (let i = start1, j = start2; i < end1; i++, j++) if (bytes[i] !== bytes[j]) return false;
  return true;
}

/** Whether bytes[start, end) is the given ASCII text. */
export function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  return end - start === text.length && hasPrefix(bytes, start, end, text);
}

/** Whether bytes[start, end) starts with the given ASCII text. */
export function hasPrefix(bytes: Uint8Array, start: number, end: number, prefix: string): boolean {
  if (end - start < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (bytes[start + i] !== prefix.charCodeAt(i)) return false;
  return true;
}
