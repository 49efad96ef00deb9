// Deflate (RFC 1951) in a zlib wrapper (RFC 1950), for compressed debug sections: fast first, and the same bytes on every
// host. A match is the latest position with the same four bytes, and is taken at once; each block of tokens gets Huffman
// codes of its own.

import { joinBytes } from './bytewriter.ts';

const windowSize = 32768;
const hashBits = 15;
const minMatch = 4;
const maxMatch = 258;
/** So many bytes or tokens are worked on at a time. */
const scanned = 4096;
const blockTokens = 1 << 15;

// Length and distance codes: base values and extra bits.
const lengthBase = new Uint16Array(29);
const lengthExtra = new Uint8Array(29);
const lengthCode = new Uint8Array(259);
const distBase = new Uint16Array(30);
const distExtra = new Uint8Array(30);
/** By distance - 1 below 256, then by (distance - 1) >> 7. */
const distCode = new Uint8Array(512);
const codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

for (let i = 0, base = 3; i < 28; i++) {
  lengthExtra[i] = i < 8 ? 0 : (i >> 2) - 1;
  lengthBase[i] = base;
  for (let k = 0; k < 1 << lengthExtra[i] && base + k < 259; k++) lengthCode[base + k] = i;
  base += 1 << lengthExtra[i];
}
lengthBase[28] = 258;
lengthCode[258] = 28;
for (let i = 0, base = 1; i < 30; i++) {
  distExtra[i] = i < 4 ? 0 : (i >> 1) - 1;
  distBase[i] = base;
  for (let d = base; d < base + (1 << distExtra[i]); d++) {
    if (d <= 256) distCode[d - 1] = i;
    else distCode[256 + ((d - 1) >> 7)] = i;
  }
  base += 1 << distExtra[i];
}

/** The zlib stream of some bytes, after `reserve` bytes that are left zero. */
export function zlib(data: Uint8Array, reserve = 0): Uint8Array {
  const d = new Deflater(data, reserve);
  return d.run();
}

/** Deflate blocks of some bytes, none of them the last of a stream, that end at a byte: `joinZlib` makes streams of such runs. */
export function deflateRun(data: Uint8Array): Uint8Array {
  return new Deflater(data, 0).open();
}

/** A part of what a zlib stream holds. */
export interface ZlibPiece {
  /** Bytes of it, not compressed. */
  readonly length: number;
  /** What `deflateRun` made of them. */
  readonly packed: Uint8Array;
  /** Of the bytes that are not compressed. */
  readonly adler: number;
}

/** A few bytes as a piece, not compressed. */
export function storedPiece(data: Uint8Array): ZlibPiece {
  const n = data.length;
  const packed = new Uint8Array(5 + n);
  packed.set([0, n, n >> 8, ~n, ~n >> 8]);
  packed.set(data, 5);
  return { length: n, packed, adler: adler32(data) };
}

/** Bytes as a piece. */
export function zlibPiece(data: Uint8Array): ZlibPiece {
  return { length: data.length, packed: deflateRun(data), adler: adler32(data) };
}

/** Pieces one after the other as one. */
export function joinPieces(pieces: readonly ZlibPiece[]): ZlibPiece {
  const length = pieces.reduce((n, p) => n + p.length, 0);
  const adler = pieces.reduce((sum, p) => joinAdler32(sum, p.adler, p.length), 1);
  return { length, adler, packed: joinBytes(pieces.map(p => p.packed)) };
}

/** The zlib stream of pieces one after the other, after `reserve` bytes that are left zero. */
export function joinZlib(pieces: readonly ZlibPiece[], reserve: number): Uint8Array {
  let n = reserve + 2 + 5 + 4;
  for (const p of pieces) n += p.packed.length;
  const out = new Uint8Array(n);
  out.set([0x78, 0x01], reserve);
  let at = reserve + 2;
  let sum = 1;
  for (const p of pieces) {
    out.set(p.packed, at);
    at += p.packed.length;
    sum = joinAdler32(sum, p.adler, p.length);
  }
  out.set([1, 0, 0, 0xff, 0xff], at); // an empty last block
  for (let i = 0; i < 4; i++) out[at + 5 + i] = sum >>> (24 - 8 * i);
  return out;
}

/** The checksum of bytes of which the first have checksum `a`, the other n `b`. */
function joinAdler32(a: number, b: number, n: number): number {
  const mod = 65521;
  const low = ((a & 0xffff) + (b & 0xffff) - 1 + mod) % mod;
  // Each of the n bytes adds the first sum once more; the second one counted from 1.
  const high = ((a >>> 16) + (b >>> 16) + (((n % mod) * (((a & 0xffff) - 1 + mod) % mod)) % mod)) % mod;
  return ((high << 16) | low) >>> 0;
}

class Deflater {
  /** The last block of tokens is the last of the stream. */
  private isFinal = true;
  private readonly data: Uint8Array;
  private out: Uint8Array;
  private n: number;
  private bits = 0;
  private nbits = 0;
  /** Tokens of the block: a literal, or length << 16 | distance with length above 0. */
  private readonly tokens = new Uint32Array(blockTokens);
  private ntokens = 0;
  /** Where in the data the block starts. */
  private start = 0;
  /** By hash the latest position, and the four bytes there, so that a look at the data is needed for matches only. */
  private readonly table = new Int32Array(1 << hashBits);
  private readonly words = new Int32Array(1 << hashBits);
  private readonly litFreq = new Uint32Array(286);
  private readonly distFreq = new Uint32Array(30);
  private readonly litLen = new Uint8Array(286);
  private readonly distLen = new Uint8Array(30);
  private readonly litCode = new Uint16Array(286);
  private readonly distCodes = new Uint16Array(30);

  constructor(data: Uint8Array, reserve: number) {
    this.data = data;
    this.out = new Uint8Array(reserve + 64 + (data.length >> 1));
    this.n = reserve;
  }

  run(): Uint8Array {
    this.room(2);
    this.out[this.n++] = 0x78;
    this.out[this.n++] = 0x01;
    this.compress();
    this.flushBits();
    const sum = adler32(this.data);
    this.room(4);
    for (let i = 24; i >= 0; i -= 8) this.out[this.n++] = sum >>> i;
    return this.out.subarray(0, this.n);
  }

  open(): Uint8Array {
    this.isFinal = false;
    if (this.data.length > 0) this.compress();
    this.put(0, 3); // an empty stored block
    this.flushBits();
    this.room(4);
    this.out.set([0, 0, 0xff, 0xff], this.n);
    return this.out.subarray(0, this.n + 4);
  }

  private room(k: number): void {
    if (this.n + k <= this.out.length) return;
    const grown = new Uint8Array(Math.max(this.out.length * 2, this.n + k));
    grown.set(this.out);
    this.out = grown;
  }

  private compress(): void {
    const { data, tokens, litFreq } = this;
    const end = data.length;
    let i = 0;
    while (i <= end - minMatch) {
      i = this.scan(i, Math.min(i + scanned, end - minMatch + 1));
      if (this.ntokens === blockTokens) {
        this.block(this.start, i, i === end && this.isFinal);
        this.start = i;
        if (i === end) return;
      }
    }
    for (; i < end; i++) {
      if (this.ntokens === blockTokens) {
        this.block(this.start, i, false);
        this.start = i;
      }
      tokens[this.ntokens++] = data[i];
      litFreq[data[i]]++;
    }
    this.block(this.start, end, this.isFinal);
  }

  /**
   * Makes tokens of bytes from `from` on, up to `to` or where the block is full; gives where it stopped. It is called over and over for
   * little at a time, so that V8 need not replace it while it runs, which takes a compilation each time.
   */
  private scan(from: number, to: number): number {
    const { data, tokens, litFreq, distFreq, table, words } = this;
    const end = data.length;
    const last = end - minMatch;
    const shift = 32 - hashBits;
    let n = this.ntokens;
    let i = from;
    let word = data[i] | (data[i + 1] << 8) | (data[i + 2] << 16) | (data[i + 3] << 24);
    // Position 0 cannot be told from none, so it never matches.
    while (i < to && n < blockTokens) {
      const h = Math.imul(word, 0x9e3779b1) >>> shift;
      const p = table[h];
      const same = words[h] === word;
      table[h] = i;
      words[h] = word;
      if (same && p > 0 && i - p <= windowSize) {
        const limit = i + maxMatch < end ? i + maxMatch : end;
        let q = p + 4;
        let k = i + 4;
        while (k < limit && data[q] === data[k]) {
          q++;
          k++;
        }
        const len = k - i;
        const dist = i - p;
        tokens[n++] = (len << 16) | dist;
        litFreq[257 + lengthCode[len]]++;
        distFreq[dist <= 256 ? distCode[dist - 1] : distCode[256 + ((dist - 1) >> 7)]]++;
        // Some positions inside the match are entered too: all of a short one, every fourth of a long one.
        const step = len <= 16 ? 1 : 4;
        const stop = k <= last ? k : last + 1;
        for (let m = i + 1; m < stop; m += step) {
          const w = data[m] | (data[m + 1] << 8) | (data[m + 2] << 16) | (data[m + 3] << 24);
          const g = Math.imul(w, 0x9e3779b1) >>> shift;
          table[g] = m;
          words[g] = w;
        }
        i = k;
        if (i <= last) word = data[i] | (data[i + 1] << 8) | (data[i + 2] << 16) | (data[i + 3] << 24);
      } else {
        const b = word & 255;
        tokens[n++] = b;
        litFreq[b]++;
        i++;
        word = (word >>> 8) | (data[i + 3] << 24);
      }
    }
    this.ntokens = n;
    return i;
  }

  /** Writes the collected tokens, which stand for bytes from..to, as one block. */
  private block(from: number, to: number, final: boolean): void {
    const { litFreq, distFreq, litLen, distLen } = this;
    litFreq[256] = 1;
    codeLengths(litFreq, 286, 15, litLen);
    codeLengths(distFreq, 30, 15, distLen);
    let nlit = 286;
    while (nlit > 257 && litLen[nlit - 1] === 0) nlit--;
    let ndist = 30;
    while (ndist > 1 && distLen[ndist - 1] === 0) ndist--;
    // Both lists of lengths are written as one, runs shortened.
    const runs: number[] = [];
    const runFreq = new Uint32Array(19);
    const lens = new Uint8Array(nlit + ndist);
    lens.set(litLen.subarray(0, nlit));
    lens.set(distLen.subarray(0, ndist), nlit);
    for (let i = 0; i < lens.length;) {
      const len = lens[i];
      let k = 1;
      while (i + k < lens.length && lens[i + k] === len) k++;
      i += k;
      if (len === 0) {
        while (k >= 11) {
          const m = Math.min(k, 138);
          runs.push(18, m - 11);
          k -= m;
        }
        if (k >= 3) {
          runs.push(17, k - 3);
          k = 0;
        }
      } else {
        runs.push(len, 0);
        k--;
        while (k >= 3) {
          const m = Math.min(k, 6);
          runs.push(16, m - 3);
          k -= m;
        }
      }
      for (; k > 0; k--) runs.push(len, 0);
    }
    for (let i = 0; i < runs.length; i += 2) runFreq[runs[i]]++;
    const runLen = new Uint8Array(19);
    codeLengths(runFreq, 19, 7, runLen);
    let nrun = 19;
    while (nrun > 4 && runLen[codeOrder[nrun - 1]] === 0) nrun--;

    let size = 17 + 3 * nrun;
    for (let i = 0; i < runs.length; i += 2) size += runLen[runs[i]] + runExtra(runs[i]);
    for (let i = 0; i < 286; i++) size += litFreq[i] * (litLen[i] + (i > 256 ? lengthExtra[i - 257] : 0));
    for (let i = 0; i < 30; i++) size += distFreq[i] * (distLen[i] + distExtra[i]);
    const stored = to - from;
    if (stored * 8 + 40 * Math.ceil(stored / 65535 + 1) < size) this.storedBlocks(from, to, final);
    else {
      this.put(final ? 1 : 0, 1);
      this.put(2, 2);
      this.put(nlit - 257, 5);
      this.put(ndist - 1, 5);
      this.put(nrun - 4, 4);
      for (let i = 0; i < nrun; i++) this.put(runLen[codeOrder[i]], 3);
      const runCode = new Uint16Array(19);
      codes(runLen, 19, runCode);
      for (let i = 0; i < runs.length; i += 2) {
        this.put(runCode[runs[i]], runLen[runs[i]]);
        const extra = runExtra(runs[i]);
        if (extra > 0) this.put(runs[i + 1], extra);
      }
      codes(litLen, 286, this.litCode);
      codes(distLen, 30, this.distCodes);
      for (let t = 0; t < this.ntokens; t += scanned) this.writeTokens(t, Math.min(t + scanned, this.ntokens));
      this.put(this.litCode[256], this.litLen[256]);
    }
    this.ntokens = 0;
    litFreq.fill(0);
    distFreq.fill(0);
  }

  private writeTokens(from: number, to: number): void {
    const { tokens, litCode, litLen, distCodes, distLen } = this;
    this.room((to - from) * 6 + 16);
    const out = this.out;
    let n = this.n;
    let bits = this.bits;
    let nbits = this.nbits;
    for (let t = from; t < to; t++) {
      const token = tokens[t];
      if (token < 0x10000) {
        bits |= litCode[token] << nbits;
        nbits += litLen[token];
      } else {
        const len = token >>> 16;
        const dist = token & 0xffff;
        const lc = lengthCode[len];
        bits |= litCode[257 + lc] << nbits;
        nbits += litLen[257 + lc];
        if (nbits >= 16) {
          out[n++] = bits;
          out[n++] = bits >>> 8;
          bits >>>= 16;
          nbits -= 16;
        }
        bits |= (len - lengthBase[lc]) << nbits;
        nbits += lengthExtra[lc];
        if (nbits >= 16) {
          out[n++] = bits;
          out[n++] = bits >>> 8;
          bits >>>= 16;
          nbits -= 16;
        }
        const dc = dist <= 256 ? distCode[dist - 1] : distCode[256 + ((dist - 1) >> 7)];
        bits |= distCodes[dc] << nbits;
        nbits += distLen[dc];
        if (nbits >= 16) {
          out[n++] = bits;
          out[n++] = bits >>> 8;
          bits >>>= 16;
          nbits -= 16;
        }
        bits |= (dist - distBase[dc]) << nbits;
        nbits += distExtra[dc];
      }
      if (nbits >= 16) {
        out[n++] = bits;
        out[n++] = bits >>> 8;
        bits >>>= 16;
        nbits -= 16;
      }
    }
    this.n = n;
    this.bits = bits;
    this.nbits = nbits;
  }

  private storedBlocks(from: number, to: number, final: boolean): void {
    for (let at = from; at < to || at === from; at += 65535) {
      const n = Math.min(65535, to - at);
      this.put(final && at + n === to ? 1 : 0, 1);
      this.put(0, 2);
      this.flushBits();
      this.room(n + 4);
      this.out[this.n++] = n;
      this.out[this.n++] = n >> 8;
      this.out[this.n++] = ~n;
      this.out[this.n++] = ~n >> 8;
      this.out.set(this.data.subarray(at, at + n), this.n);
      this.n += n;
      if (n === 0) break;
    }
  }

  private put(value: number, count: number): void {
    this.bits |= value << this.nbits;
    this.nbits += count;
    while (this.nbits >= 8) {
      this.room(1);
      this.out[this.n++] = this.bits;
      this.bits >>>= 8;
      this.nbits -= 8;
    }
  }

  private flushBits(): void {
    if (this.nbits > 0) {
      this.room(1);
      this.out[this.n++] = this.bits;
    }
    this.bits = 0;
    this.nbits = 0;
  }
}

function runExtra(code: number): number {
  return code === 16 ? 2 : code === 17 ? 3 : code === 18 ? 7 : 0;
}

/** Lengths of an optimal prefix code for frequencies, none above `limit`; 0 for what does not occur. */
function codeLengths(freq: Uint32Array, n: number, limit: number, lens: Uint8Array): void {
  lens.fill(0, 0, n);
  const order: number[] = [];
  for (let i = 0; i < n; i++) if (freq[i] > 0) order.push(i);
  if (order.length === 0) {
    lens[0] = 1;
    return;
  }
  if (order.length === 1) {
    lens[order[0]] = 1;
    return;
  }
  order.sort((a, b) => freq[a] - freq[b] || a - b);
  // Two queues: leaves by weight, and inner nodes, which arise in order of weight.
  const m = order.length;
  const weight = new Float64Array(2 * m - 1);
  const parent = new Int32Array(2 * m - 1);
  for (let i = 0; i < m; i++) weight[i] = freq[order[i]];
  let leaf = 0;
  let inner = m;
  for (let k = m; k < 2 * m - 1; k++) {
    let sum = 0;
    for (let j = 0; j < 2; j++) {
      const pick = leaf < m && (inner >= k || weight[leaf] <= weight[inner]) ? leaf++ : inner++;
      sum += weight[pick];
      parent[pick] = k;
    }
    weight[k] = sum;
  }
  const depth = new Int32Array(2 * m - 1);
  const count = new Int32Array(limit + 1);
  for (let k = 2 * m - 3; k >= 0; k--) {
    depth[k] = depth[parent[k]] + 1;
    if (k < m) count[Math.min(depth[k], limit)]++;
  }
  // Codes that were too long were cut to the limit: pay for them with longer codes elsewhere.
  let kraft = 0;
  for (let i = 1; i <= limit; i++) kraft += count[i] << (limit - i);
  while (kraft > 1 << limit) {
    let i = limit - 1;
    while (count[i] === 0) i--;
    count[i]--;
    count[i + 1] += 2;
    count[limit]--;
    kraft--;
  }
  // The rarest get the longest.
  let at = 0;
  for (let i = limit; i >= 1; i--) for (let k = count[i]; k > 0; k--) lens[order[at++]] = i;
}

/** Canonical codes for lengths, bits reversed as deflate sends them. */
function codes(lens: Uint8Array, n: number, out: Uint16Array): void {
  const count = new Uint16Array(16);
  for (let i = 0; i < n; i++) count[lens[i]]++;
  count[0] = 0;
  const next = new Uint16Array(16);
  for (let i = 1, code = 0; i < 16; i++) {
    code = (code + count[i - 1]) << 1;
    next[i] = code;
  }
  for (let i = 0; i < n; i++) {
    const len = lens[i];
    if (len === 0) continue;
    let code = next[len]++;
    let reversed = 0;
    for (let k = 0; k < len; k++) {
      reversed = (reversed << 1) | (code & 1);
      code >>= 1;
    }
    out[i] = reversed;
  }
}

/** The checksum of a zlib stream. */
export function adler32(data: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let i = 0; i < data.length;) {
    const end = Math.min(i + 5552, data.length);
    for (; i < end; i++) {
      a += data[i];
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}
