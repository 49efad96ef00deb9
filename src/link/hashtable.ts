// The content-addressable symbols of gc's objects, which are equal where their hashes are.

import { getU32 } from '../base/endian.ts';
import type { Sym } from './symtab.ts';

/** Symbols by content hash of a fixed length: open addressing, the hashes beside the symbols. */
export class HashTable {
  private syms: Uint32Array;
  private keys: Uint32Array;
  private used = 0;
  /** Words of a hash: two or four. */
  private readonly words: number;
  private slot = 0;

  /** A table for about n entries. */
  constructor(n: number, words: 2 | 4) {
    let slots = 64;
    while (slots < n * 2) slots *= 2;
    this.syms = new Uint32Array(slots);
    this.keys = new Uint32Array(slots * words);
    this.words = words;
  }

  /** Where the entry of a hash is looked for first. */
  private start(k0: number, k1: number): number {
    // Short hashes are the data itself, so that small numbers must be spread.
    const h = this.words === 2 ? Math.imul(k0 ^ Math.imul(k1, 0x85ebca6b), 0x9e3779b1) >>> 0 : k0;
    return h ^ (h >>> 15);
  }

  /** The symbol under the hash at b[key], or 0. */
  find(b: Uint8Array, key: number): Sym {
    const { syms, keys, words } = this;
    const mask = syms.length - 1;
    const k0 = getU32(b, key);
    const k1 = getU32(b, key + 4);
    const k2 = words === 4 ? getU32(b, key + 8) : 0;
    const k3 = words === 4 ? getU32(b, key + 12) : 0;
    let i = this.start(k0, k1) & mask;
    for (; syms[i] !== 0; i = (i + 1) & mask) {
      const at = i * words;
      if (keys[at] !== k0 || keys[at + 1] !== k1) continue;
      if (words === 2 || (keys[at + 2] === k2 && keys[at + 3] === k3)) break;
    }
    this.slot = i;
    return syms[i];
  }

  /** Enters a symbol under the hash at b[key], which `find` has just not found. */
  insert(s: Sym, b: Uint8Array, key: number): void {
    const { slot, words } = this;
    this.syms[slot] = s;
    for (let k = 0; k < words; k++) this.keys[slot * words + k] = getU32(b, key + 4 * k);
    if (++this.used * 2 > this.syms.length) this.grow();
  }

  private grow(): void {
    const { syms, keys, words } = this;
    const n = syms.length * 2;
    this.syms = new Uint32Array(n);
    this.keys = new Uint32Array(n * words);
    for (let k = 0; k < syms.length; k++) {
      if (syms[k] === 0) continue;
      let i = this.start(keys[k * words], keys[k * words + 1]) & (n - 1);
      while (this.syms[i] !== 0) i = (i + 1) & (n - 1);
      this.syms[i] = syms[k];
      for (let w = 0; w < words; w++) this.keys[i * words + w] = keys[k * words + w];
    }
  }
}
