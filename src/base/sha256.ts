// SHA-256 and HMAC-SHA-256 (FIPS 180-4, 198-1), synchronous: content hashes, build ids, module sums, the FIPS check.

const K = new Uint32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);

const initial = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

/** A running hash: `update` any number of times, then `digest` once; `reset` begins another one. */
export class Sha256 {
  private readonly h = initial.slice();
  private readonly w = new Int32Array(64);
  private readonly block = new Uint8Array(64);
  private held = 0; // bytes waiting in block
  private length = 0;

  /** Adds bytes from..to of data. */
  update(data: Uint8Array, from = 0, to = data.length): this {
    this.length += to - from;
    if (this.held > 0) {
      const n = Math.min(64 - this.held, to - from);
      this.block.set(data.subarray(from, from + n), this.held);
      this.held += n;
      from += n;
      if (this.held < 64) return this;
      this.compress(this.block, 0);
      this.held = 0;
    }
    for (; from + 64 <= to; from += 64) this.compress(data, from);
    if (from < to) {
      this.block.set(data.subarray(from, to));
      this.held = to - from;
    }
    return this;
  }

  /** Begins another hash. */
  reset(): this {
    this.h.set(initial);
    this.held = 0;
    this.length = 0;
    return this;
  }

  /** The 32 bytes of the hash. */
  digest(): Uint8Array {
    const out = new Uint8Array(32);
    this.digestInto(out, 0);
    return out;
  }

  /** Writes the 32 bytes of the hash. */
  digestInto(out: Uint8Array, at: number): void {
    const bits = this.length * 8;
    const { block, h } = this;
    block[this.held++] = 0x80;
    if (this.held > 56) {
      block.fill(0, this.held);
      this.compress(block, 0);
      this.held = 0;
    }
    block.fill(0, this.held);
    const high = Math.floor(bits / 4294967296);
    for (let i = 0; i < 4; i++) {
      block[56 + i] = high >>> (24 - 8 * i);
      block[60 + i] = bits >>> (24 - 8 * i);
    }
    this.compress(block, 0);
    for (let i = 0; i < 32; i++) out[at + i] = h[i >> 2]! >>> (24 - 8 * (i & 3));
  }

  private compress(p: Uint8Array, at: number): void {
    const { w, h } = this;
    for (let i = 0; i < 16; i++, at += 4) {
      w[i] = (p[at]! << 24) | (p[at + 1]! << 16) | (p[at + 2]! << 8) | p[at + 3]!;
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    let a = h[0]!;
    let b = h[1]!;
    let c = h[2]!;
    let d = h[3]!;
    let e = h[4]!;
    let f = h[5]!;
    let g = h[6]!;
    let k = h[7]!;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (k + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      k = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    h[0]! += a;
    h[1]! += b;
    h[2]! += c;
    h[3]! += d;
    h[4]! += e;
    h[5]! += f;
    h[6]! += g;
    h[7]! += k;
  }
}

/** The SHA-256 of some bytes. */
export function sha256(data: Uint8Array): Uint8Array {
  return new Sha256().update(data).digest();
}

/** HMAC-SHA-256 of the parts, one after the other. */
export function hmacSha256(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const pad = new Uint8Array(64);
  pad.set(key.length > 64 ? sha256(key) : key);
  for (let i = 0; i < 64; i++) pad[i]! ^= 0x36;
  const inner = new Sha256().update(pad);
  for (const p of parts) inner.update(p);
  for (let i = 0; i < 64; i++) pad[i]! ^= 0x36 ^ 0x5c;
  return new Sha256().update(pad).update(inner.digest()).digest();
}
