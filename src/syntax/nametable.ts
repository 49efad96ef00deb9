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

export class NameTable {
  /** By id, the names as strings. */
  readonly text: string[] = [];
  /** Per slot of the open hash table: id + 1, or 0. */
  private slots = new Int32Array(1 << 12);
  private hashes = new Int32Array(1 << 11);
  /** Where the bytes of each name begin in `pool`; the next one's beginning is its end. */
  private starts = new Int32Array((1 << 11) + 1);
  private pool = new Uint8Array(1 << 14);

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
    const slots = this.slots;
    const mask = slots.length - 1;
    const pool = this.pool;
    const length = end - start;
    let slot = spread(h) & mask;
    for (;;) {
      const id = slots[slot]! - 1;
      if (id < 0) return this.add(bytes, start, end, h, slot);
      if (this.hashes[id] === h) {
        const from = this.starts[id]!;
        if (this.starts[id + 1]! - from === length) {
          let k = 0;
          while (k < length && pool[from + k] === bytes[start + k]) k++;
          if (k === length) return id;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  private add(bytes: Uint8Array, start: number, end: number, h: number, slot: number): number {
    const id = this.text.length;
    if (id === this.hashes.length) {
      this.hashes = grown(this.hashes, 2 * id, new Int32Array(2 * id));
      this.starts = grown(this.starts, id + 1, new Int32Array(2 * id + 1));
    }
    const from = this.starts[id]!;
    const to = from + (end - start);
    if (to > this.pool.length) this.pool = grown(this.pool, from, new Uint8Array(2 * to));
    this.pool.set(bytes.subarray(start, end), from);
    this.starts[id + 1] = to;
    this.hashes[id] = h;
    this.slots[slot] = id + 1;
    this.text.push(decodeUtf8(bytes, start, end));
    if (2 * this.text.length > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const slots = new Int32Array(2 * this.slots.length);
    const mask = slots.length - 1;
    for (let id = 0; id < this.text.length; id++) {
      let slot = spread(this.hashes[id]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.slots = slots;
  }
}

/** The low bits of a hash are those of the last letters alone; this mixes the others in. */
function spread(h: number): number {
  const x = Math.imul(h, 0x9e3779b1);
  return x ^ (x >>> 15);
}

function grown<T extends Int32Array | Uint8Array>(from: T, length: number, to: T): T {
  to.set(from.subarray(0, length));
  return to;
}
