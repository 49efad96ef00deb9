// The initial contents of a variable, or of an unnamed part that one points to, while initialisers are worked out: bytes and
// addresses. What was never written is zero. Symbols are those of the program's table, so that the link's demand can make
// what an address leads to.

import { highWord } from '../../base/endian.ts';
import * as RelocType from '../../obj/reloctype.ts';
import type { Type } from '../../types/type.ts';
import type { SymId } from '../symbols.ts';

/** The numbers of one address in `StaticData.relocs`: offset, size, type (obj/reloctype.ts), addend, symbol. */
export const RelocStride = 5;

const empty = new Uint8Array(0);

/** Initial contents. */
export class StaticData {
  readonly sym: SymId;
  /** The type of the memory; null for bytes that no type describes. */
  readonly type: Type | null;
  readonly size: number;
  readonly align: number;
  readonly hasPointers: boolean;
  /** Nobody writes to it. */
  readonly readOnly: boolean;
  /** What was written, and room for more. */
  private buffer: Uint8Array = empty;
  private length = 0;
  readonly relocs: number[] = [];
  /** Copies of it may exist; the link takes one. */
  dupok = false;
  /** Of the descriptor of an assertion to an interface with methods: the interface; a type without them gives nil, or panics. */
  assertion: { readonly to: Type; readonly mayFail: boolean } | null = null;

  constructor(sym: SymId, type: Type | null, size: number, align: number, hasPointers: boolean, readOnly: boolean) {
    this.sym = sym;
    this.type = type;
    this.size = size;
    this.align = align;
    this.hasPointers = hasPointers;
    this.readOnly = readOnly;
  }

  /** Nothing but zeros; bytes that no type describes count as written even when there are none. */
  get isZero(): boolean {
    return this.length === 0 && this.type !== null;
  }

  /** What was written; zeros follow. */
  get bytes(): Uint8Array {
    return this.buffer.length === this.length ? this.buffer : this.buffer.subarray(0, this.length);
  }

  /** Takes all the bytes from elsewhere, without a copy of its own. */
  setBytes(bytes: Uint8Array): void {
    this.buffer = bytes;
    this.length = bytes.length;
  }

  /** Makes room for n bytes at an offset. */
  private room(off: number, n: number): Uint8Array {
    const end = off + n;
    if (end > this.length) {
      this.length = end;
      if (end > this.buffer.length) this.grow(end);
    }
    return this.buffer;
  }

  private grow(end: number): void {
    const known = Math.max(end, Math.min(this.size, 256));
    const buffer = new Uint8Array(Math.max(known, Math.min(this.size, 2 * this.buffer.length)));
    buffer.set(this.buffer);
    this.buffer = buffer;
  }

  /** Writes an integer of n bytes, at most 4, little-endian. */
  int(off: number, n: number, x: number): void {
    const b = this.room(off, n);
    for (let i = 0, rest = x; i < n; i++, rest >>= 8) b[off + i] = rest;
  }

  /** Writes a word of 8 bytes that a number holds exactly. */
  word(off: number, x: number): void {
    this.int(off, 4, x | 0);
    this.int(off + 4, 4, highWord(x));
  }

  copy(off: number, from: Uint8Array): void {
    if (from.length > 0) this.room(off, from.length).set(from, off);
  }

  /** Writes the address of a symbol into n bytes. */
  addr(off: number, n: number, sym: SymId, add = 0): void {
    this.room(off, n);
    this.relocs.push(off, n, RelocType.R_ADDR, add, sym);
  }

  /** Notes something about a symbol that writes nothing. */
  mark(type: number, sym: SymId): void {
    this.relocs.push(0, 0, type, 0, sym);
  }

  /** Writes what `from` holds into this at an offset. */
  copyOf(off: number, from: StaticData): void {
    this.copy(off, from.bytes);
    const r = from.relocs;
    for (let i = 0; i < r.length; i += RelocStride) {
      this.relocs.push(r[i]! + (r[i + 1]! === 0 ? 0 : off), r[i + 1]!, r[i + 2]!, r[i + 3]!, r[i + 4]!);
    }
  }
}
