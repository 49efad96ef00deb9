// Verifying Ed25519 signatures (RFC 8032), which the checksum database signs its tree with. Once or twice a command and
// over public data, so it is written for reading: big integers, affine formulas made projective, SHA-512 below.

const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

function mod(x: bigint, m: bigint): bigint {
  const r = x % m;
  return r < 0n ? r + m : r;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let b = mod(base, p);
  for (let e = exponent; e > 0n; e >>= 1n) {
    if ((e & 1n) === 1n) result = (result * b) % p;
    b = (b * b) % p;
  }
  return result;
}

const d = mod(-121665n * power(121666n, p - 2n), p);
/** A square root of -1. */
const sqrtM1 = power(2n, (p - 1n) / 4n);

/** A point in projective coordinates: x/z, y/z. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

function add(a: Point, b: Point): Point {
  const zz = (a.z * b.z) % p;
  const xx = (a.x * b.x) % p;
  const yy = (a.y * b.y) % p;
  const e = (((d * xx) % p) * yy) % p;
  const z2 = (zz * zz) % p;
  const f = mod(z2 - e, p);
  const g = (z2 + e) % p;
  const cross = mod((a.x + a.y) * (b.x + b.y) - xx - yy, p);
  return { x: (((zz * f) % p) * cross) % p, y: (((zz * g) % p) * ((yy + xx) % p)) % p, z: (f * g) % p };
}

function multiply(point: Point, scalar: bigint): Point {
  let result: Point = { x: 0n, y: 1n, z: 1n };
  let q = point;
  for (let s = scalar; s > 0n; s >>= 1n) {
    if ((s & 1n) === 1n) result = add(result, q);
    q = add(q, q);
  }
  return result;
}

function little(bytes: Uint8Array): bigint {
  let n = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) n = (n << 8n) | BigInt(bytes[i]!);
  return n;
}

/** The point that 32 bytes stand for; null for none. */
function decode(bytes: Uint8Array): Point | null {
  const n = little(bytes);
  const y = n & ((1n << 255n) - 1n);
  const sign = n >> 255n;
  if (y >= p) return null;
  const y2 = (y * y) % p;
  const u = mod(y2 - 1n, p);
  const v = mod(d * y2 + 1n, p);
  const x2 = (u * power(v, p - 2n)) % p;
  let x = power(x2, (p + 3n) / 8n);
  if ((x * x) % p !== x2) x = (x * sqrtM1) % p;
  if ((x * x) % p !== x2 || (x === 0n && sign === 1n)) return null;
  if ((x & 1n) !== sign) x = mod(-x, p);
  return { x, y, z: 1n };
}

/** Whether a signature of 64 bytes over a message was made with the key that belongs to this public key. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const a = decode(publicKey);
  const r = decode(signature.subarray(0, 32));
  const s = little(signature.subarray(32));
  const by = power(5n, p - 2n) * 4n; // the base point is the one with y = 4/5 and an even x
  const base = decode(bytesOf(mod(by, p)));
  if (a === null || r === null || base === null || s >= order) return false;
  const text = new Uint8Array(64 + message.length);
  text.set(signature.subarray(0, 32));
  text.set(publicKey, 32);
  text.set(message, 64);
  const k = little(sha512(text)) % order;
  const left = multiply(base, s);
  const right = add(r, multiply(a, k));
  return mod(left.x * right.z - right.x * left.z, p) === 0n && mod(left.y * right.z - right.y * left.z, p) === 0n;
}

function bytesOf(n: bigint): Uint8Array {
  const out = new Uint8Array(32);
  for (let i = 0; i < 32; i++) out[i] = Number((n >> BigInt(8 * i)) & 0xffn);
  return out;
}

const mask = (1n << 64n) - 1n;

function rotate(x: bigint, n: bigint): bigint {
  return ((x >> n) | (x << (64n - n))) & mask;
}

/** The largest r with r**k <= n. */
function root(n: bigint, k: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(n.toString(2).length) / k + 1n);
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** k <= n) low = middle;
    else high = middle;
  }
  return low;
}

/** SHA-512. Its constants are bits of the roots of the first primes, and are computed from them. */
export function sha512(data: Uint8Array): Uint8Array {
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < 80; n++) if (primes.every(q => n % q !== 0n)) primes.push(n);
  const constants = primes.map(q => root(q << 192n, 3n) & mask);
  const state = primes.slice(0, 8).map(q => root(q << 128n, 2n) & mask);
  const size = Math.ceil((data.length + 17) / 128) * 128;
  const padded = new Uint8Array(size);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(size - 8, BigInt(data.length) * 8n);
  for (let at = 0; at < size; at += 128) {
    const w: bigint[] = [];
    for (let i = 0; i < 16; i++) w.push(view.getBigUint64(at + 8 * i));
    for (let i = 16; i < 80; i++) {
      const a = w[i - 15]!;
      const b = w[i - 2]!;
      const s0 = rotate(a, 1n) ^ rotate(a, 8n) ^ (a >> 7n);
      const s1 = rotate(b, 19n) ^ rotate(b, 61n) ^ (b >> 6n);
      w.push((w[i - 16]! + s0 + w[i - 7]! + s1) & mask);
    }
    let [a, b, c, e0, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let i = 0; i < 80; i++) {
      const s1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (~e & mask & g)) + constants[i]! + w[i]!;
      const s0 = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = (e0 + t1) & mask;
      e0 = c;
      c = b;
      b = a;
      a = (t1 + t2) & mask;
    }
    const round = [a, b, c, e0, e, f, g, h];
    for (let i = 0; i < 8; i++) state[i] = (state[i]! + round[i]!) & mask;
  }
  const out = new Uint8Array(64);
  const outView = new DataView(out.buffer);
  state.forEach((word, i) => outView.setBigUint64(8 * i, word));
  return out;
}
