// DEFLATE read back (RFC 1951), synchronous and without a host: the members of zip files where the host has no faster way.

const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const distExtra = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const maxBits = 15;

/** A prefix code as RFC 1951 decodes it: how many codes have each length, and the symbols in code order. */
class Huffman {
  readonly count = new Uint16Array(maxBits + 1);
  readonly symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    this.symbols = new Uint16Array(lengths.length);
    for (const n of lengths) this.count[n]!++;
    this.count[0] = 0;
    const next = new Uint16Array(maxBits + 2);
    for (let i = 1; i <= maxBits; i++) next[i + 1] = next[i]! + this.count[i]!;
    for (let s = 0; s < lengths.length; s++) if (lengths[s] !== 0) this.symbols[next[lengths[s]!]!++] = s;
  }
}

class Reader {
  private readonly data: Uint8Array;
  private at = 0;
  private bitBuffer = 0;
  private bitCount = 0;
  private readonly out: Uint8Array;
  private n = 0;

  constructor(data: Uint8Array, size: number) {
    this.data = data;
    this.out = new Uint8Array(size);
  }

  /** The data, or null where the stream is damaged or does not have the size. */
  read(): Uint8Array | null {
    for (;;) {
      const last = this.bits(1);
      const kind = this.bits(2);
      let ok: boolean;
      if (kind === 0) ok = this.stored();
      else if (kind === 1) ok = this.block(fixedLengths(), new Huffman(new Uint8Array(30).fill(5)));
      else if (kind === 2) ok = this.dynamic();
      else ok = false;
      if (!ok) return null;
      if (last === 1) return this.n === this.out.length ? this.out : null;
    }
  }

  /** The next bits, least significant first; -1 at the end of the data. */
  private bits(count: number): number {
    while (this.bitCount < count) {
      if (this.at >= this.data.length) return -1;
      this.bitBuffer |= this.data[this.at++]! << this.bitCount;
      this.bitCount += 8;
    }
    const value = this.bitBuffer & ((1 << count) - 1);
    this.bitBuffer >>>= count;
    this.bitCount -= count;
    return value;
  }

  private stored(): boolean {
    this.bitBuffer = this.bitCount = 0;
    const { data } = this;
    if (this.at + 4 > data.length) return false;
    const size = data[this.at]! | (data[this.at + 1]! << 8);
    const inverse = data[this.at + 2]! | (data[this.at + 3]! << 8);
    this.at += 4;
    if (size !== (~inverse & 0xffff) || this.at + size > data.length || this.n + size > this.out.length) return false;
    this.out.set(data.subarray(this.at, this.at + size), this.n);
    this.at += size;
    this.n += size;
    return true;
  }

  private decode(h: Huffman): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= maxBits; length++) {
      const bit = this.bits(1);
      if (bit < 0) return -1;
      code |= bit;
      const count = h.count[length]!;
      if (code - count < first) return h.symbols[index + (code - first)]!;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return -1;
  }

  private dynamic(): boolean {
    const literals = this.bits(5) + 257;
    const distances = this.bits(5) + 1;
    const codes = this.bits(4) + 4;
    const lengths = new Uint8Array(19);
    for (let i = 0; i < codes; i++) lengths[codeOrder[i]!] = Math.max(0, this.bits(3));
    const code = new Huffman(lengths);
    const all = new Uint8Array(literals + distances);
    for (let i = 0; i < all.length;) {
      const s = this.decode(code);
      if (s < 0) return false;
      if (s < 16) {
        all[i++] = s;
        continue;
      }
      if (s === 16 && i === 0) return false;
      const value = s === 16 ? all[i - 1]! : 0;
      const repeat = s === 16 ? 3 + this.bits(2) : s === 17 ? 3 + this.bits(3) : 11 + this.bits(7);
      if (i + repeat > all.length) return false;
      all.fill(value, i, i + repeat);
      i += repeat;
    }
    return this.block(new Huffman(all.subarray(0, literals)), new Huffman(all.subarray(literals)));
  }

  private block(literals: Huffman, distances: Huffman): boolean {
    const { out } = this;
    for (;;) {
      const s = this.decode(literals);
      if (s < 0) return false;
      if (s < 256) {
        if (this.n >= out.length) return false;
        out[this.n++] = s;
        continue;
      }
      if (s === 256) return true;
      if (s > 285) return false;
      const length = lengthBase[s - 257]! + this.bits(lengthExtra[s - 257]!);
      const d = this.decode(distances);
      if (d < 0 || d > 29) return false;
      const distance = distBase[d]! + this.bits(distExtra[d]!);
      if (distance > this.n || this.n + length > out.length) return false;
      for (let i = 0; i < length; i++, this.n++) out[this.n] = out[this.n - distance]!;
    }
  }
}

function fixedLengths(): Huffman {
  const lengths = new Uint8Array(288).fill(8);
  lengths.fill(9, 144, 256);
  lengths.fill(7, 256, 280);
  return new Huffman(lengths);
}

/** The `size` bytes that a raw DEFLATE stream holds; null where it is damaged or holds another number of bytes. */
export function inflate(data: Uint8Array, size: number): Uint8Array | null {
  return new Reader(data, size).read();
}
