// A growing byte buffer for everything that is written: objects, tables, DWARF, images. Little-endian unless named
// otherwise.

import { highWord } from './endian.ts';
import { longBytes } from './long-bytes.ts';
import { putUtf8, utf8Length } from './utf8.ts';

/** Appends numbers and bytes; `bytes()` is what was written. */
export class ByteWriter {
  buf: Uint8Array;
  length = 0;

  constructor(capacity = 256) {
    this.buf = longBytes(capacity);
  }

  /** A copy of what was written. */
  bytes(): Uint8Array {
    return this.buf.slice(0, this.length);
  }

  /** What was written, without a copy; valid until the next write. */
  view(): Uint8Array {
    return this.buf.subarray(0, this.length);
  }

  /** Makes room for n more bytes. */
  reserve(n: number): void {
    const need = this.length + n;
    if (need <= this.buf.length) return;
    let capacity = this.buf.length * 2;
    while (capacity < need) capacity *= 2;
    const grown = longBytes(capacity);
    grown.set(this.buf.subarray(0, this.length));
    this.buf = grown;
  }

  u8(x: number): void {
    if (this.length === this.buf.length) this.reserve(1);
    this.buf[this.length++] = x;
  }

  u16(x: number): void {
    this.reserve(2);
    this.buf[this.length++] = x;
    this.buf[this.length++] = x >>> 8;
  }

  u32(x: number): void {
    this.reserve(4);
    const b = this.buf;
    const n = this.length;
    b[n] = x;
    b[n + 1] = x >>> 8;
    b[n + 2] = x >>> 16;
    b[n + 3] = x >>> 24;
    this.length = n + 4;
  }

  /** A number below 2**53 in absolute value as 64 bits. */
  u64(x: number): void {
    this.u32(x | 0);
    this.u32(highWord(x));
  }

  /** Overwrites 4 bytes written before. */
  putU32(at: number, x: number): void {
    const b = this.buf;
    b[at] = x;
    b[at + 1] = x >>> 8;
    b[at + 2] = x >>> 16;
    b[at + 3] = x >>> 24;
  }

  /** Overwrites 8 bytes written before with a number below 2**53 in absolute value. */
  putU64(at: number, x: number): void {
    this.putU32(at, x | 0);
    this.putU32(at + 4, highWord(x));
  }

  /** An unsigned LEB128 number, which is also Go's uvarint; exact below 2**53. */
  uleb(x: number): void {
    while (x > 0x7fffffff) {
      this.u8((x % 128) | 128);
      x = Math.floor(x / 128);
    }
    for (; x > 127; x >>= 7) this.u8((x & 127) | 128);
    this.u8(x);
  }

  /** A signed LEB128 number. */
  sleb(x: number): void {
    while (x !== (x | 0)) {
      const low = ((x % 128) + 128) % 128;
      this.u8(low | 128);
      x = (x - low) / 128;
    }
    for (;;) {
      const low = x & 127;
      x >>= 7;
      if ((x === 0 && low < 64) || (x === -1 && low >= 64)) {
        this.u8(low);
        return;
      }
      this.u8(low | 128);
    }
  }

  raw(b: Uint8Array): void {
    this.reserve(b.length);
    this.buf.set(b, this.length);
    this.length += b.length;
  }

  /** Bytes from..to of b. */
  rawRange(b: Uint8Array, from: number, to: number): void {
    const n = to - from;
    this.reserve(n);
    // For few bytes a view costs more than the copying.
    if (n < 96) {
      const buf = this.buf;
      let at = this.length;
      for (let i = from; i < to; i++) buf[at++] = b[i];
    } else this.buf.set(from === 0 && to === b.length ? b : b.subarray(from, to), this.length);
    this.length += n;
  }

  zeros(n: number): void {
    this.reserve(n);
    this.buf.fill(0, this.length, this.length + n);
    this.length += n;
  }

  /** The string as UTF-8. */
  text(s: string): void {
    this.reserve(s.length);
    const { buf, length } = this;
    let ascii = 0;
    for (; ascii < s.length; ascii++) {
      const c = s.charCodeAt(ascii);
      if (c > 127) break;
      buf[length + ascii] = c;
    }
    this.length = length + ascii;
    if (ascii === s.length) return;
    this.reserve(utf8Length(s));
    this.length = putUtf8(this.buf, this.length, s, ascii);
  }

  /** An unsigned LEB128 number in exactly n bytes. */
  fixedUleb(x: number, n: number): void {
    const at = this.length;
    this.zeros(n);
    this.putUleb(at, x, n);
  }

  /** As `fixedUleb`, in the place of bytes that are there. */
  putUleb(at: number, x: number, n: number): void {
    for (let k = 0; k < n; k++) this.buf[at + k] = ((x >>> (7 * k)) & 0x7f) | (k < n - 1 ? 0x80 : 0);
  }

  /** As `text`, with a zero byte behind it. */
  cstring(s: string): void {
    this.text(s);
    this.u8(0);
  }

  /** Zeros up to a multiple of `align`. */
  align(align: number): void {
    const over = this.length % align;
    if (over !== 0) this.zeros(align - over);
  }
}

/** Bytes one after the other. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const out = longBytes(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}
