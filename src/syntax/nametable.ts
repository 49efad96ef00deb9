// Identifiers, interned by their bytes: an identifier that was met before costs a hash and a comparison, no decoding and
// no new string. The keywords are its first entries, so one look-up tells both. A table may serve many files.

import { decodeUtf8 } from '../base/utf8.ts';
import * as Token from './token.ts';

/** How many keywords there are; ids below it are keywords, in the order of their tokens from `Token.Break` on. */
export const keywordCount = Token.Var - Token.Break + 1;

/** The step of the hash that `NameTable.intern` wants of the bytes of a name, beginning with 0. */
export function hashStep(h: number, byte: number): number {
  return (Math.imul(h, 31) + byte) | 0;
}

/** How many literals a cache holds; a power of two. */
const cachedLiterals = 4096;

/**
 * The texts of short ASCII literals that were met lately, by a hash of their bytes. Unlike names most literals of a large
 * table occur once, so this one forgets: a literal takes the place of the one before it with the same hash.
 */
export class LiteralCache {
  private readonly text: string[] = Array.from({ length: cachedLiterals }, () => '');

  /** The string of bytes[start, end), if it is here. */
  find(bytes: Uint8Array, start: number, end: number, h: number): string | null {
    const s = this.text[spread(h) & (cachedLiterals - 1)]!;
    if (s.length !== end - start) return null;
    for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) !== bytes[start + i]) return null;
    return s;
  }

  keep(s: string, h: number): void {
    this.text[spread(h) & (cachedLiterals - 1)] = s;
  }
}

/** Int32 fields of an entry of the table: hash, id + 1 (0: free), and where the bytes of the name are in the pool. */
const strideBits = 2;
const stride = 1 << strideBits;

export class NameTable {
  /** By id, the names as strings. */
  readonly text: string[] = [];
  /** An open hash table, the facts of a slot side by side: most look-ups touch one cache line of it. */
  private table = new Int32Array(stride << 12);
  private pool = new Uint8Array(1 << 14);
  private poolEnd = 0;

  constructor() {
    const bytes = new Uint8Array(16);
    for (let tok: number = Token.Break; tok <= Token.Var; tok++) {
      const word = Token.text[tok]!;
      let h = 0;
      for (let i = 0; i < word.length; i++) {
        bytes[i] = word.charCodeAt(i);
        h = hashStep(h, bytes[i]!);
      }
      this.intern(bytes, 0, word.length, h);
    }
  }

  /** The id of the name in bytes[start, end), whose hash is `h`. */
  intern(bytes: Uint8Array, start: number, end: number, h: number): number {
    const { table, pool } = this;
    const mask = table.length - 1;
    let slot = (spread(h) << strideBits) & mask;
    for (;;) {
      const id = table[slot + 1]! - 1;
      if (id < 0) return this.add(bytes, start, end, h, slot);
      if (table[slot] === h) {
        let from = table[slot + 2]!;
        if (table[slot + 3]! - from === end - start) {
          let i = start;
          while (i < end && pool[from] === bytes[i]) {
            i++;
            from++;
          }
          if (i === end) return id;
        }
      }
      slot = (slot + stride) & mask;
    }
  }

  private add(bytes: Uint8Array, start: number, end: number, h: number, slot: number): number {
    const id = this.text.length;
    const from = this.poolEnd;
    const to = from + (end - start);
    if (to > this.pool.length) {
      const pool = new Uint8Array(2 * to);
      pool.set(this.pool);
      this.pool = pool;
    }
    this.pool.set(bytes.subarray(start, end), from);
    this.poolEnd = to;
    this.table[slot] = h;
    this.table[slot + 1] = id + 1;
    this.table[slot + 2] = from;
    this.table[slot + 3] = to;
    this.text.push(decodeUtf8(bytes, start, end));
    if (2 * stride * this.text.length > this.table.length) this.grow();
    return id;
  }

  private grow(): void {
    const old = this.table;
    const table = new Int32Array(2 * old.length);
    const mask = table.length - 1;
    for (let from = 0; from < old.length; from += stride) {
      if (old[from + 1] === 0) continue;
      let slot = (spread(old[from]!) << strideBits) & mask;
      while (table[slot + 1] !== 0) slot = (slot + stride) & mask;
      for (let k = 0; k < stride; k++) table[slot + k] = old[from + k]!;
    }
    this.table = table;
  }
}

/** The low bits of a hash are those of the last letters alone; this mixes the others in. */
function spread(h: number): number {
  const x = Math.imul(h, 0x9e3779b1);
  return x ^ (x >>> 15);
}
