// 64-bit integers as the two int32 halves that the constant columns have: the arithmetic that rules and constant folding need.
// Where a result is a pair, the upper half comes from a function of its own, so that no object is made.

import * as Scalar from '../scalar.ts';

/** The lower half of a + b is `(alo + blo) | 0`; this is the upper. */
export function addHi(alo: number, ahi: number, blo: number, bhi: number): number {
  const carry = (alo >>> 0) + (blo >>> 0) > 4294967295 ? 1 : 0;
  return (ahi + bhi + carry) | 0;
}

/** The upper half of a - b. */
export function subHi(alo: number, ahi: number, blo: number, bhi: number): number {
  const borrow = alo >>> 0 < blo >>> 0 ? 1 : 0;
  return (ahi - bhi - borrow) | 0;
}

/** The number as a bigint. */
export function big(lo: number, hi: number): bigint {
  return (BigInt(hi) << 32n) | BigInt(lo >>> 0);
}

/** The lower half of a bigint. */
export function bigLo(x: bigint): number {
  return Number(BigInt.asIntN(32, x));
}

/** The upper half of a bigint. */
export function bigHi(x: bigint): number {
  return Number(BigInt.asIntN(32, x >> 32n));
}

/** The lower half of a << n, 0 <= n < 64. */
export function shlLo(lo: number, n: number): number {
  return n >= 32 ? 0 : lo << n;
}

/** The upper half of a << n. */
export function shlHi(lo: number, hi: number, n: number): number {
  if (n === 0) return hi;
  return n >= 32 ? lo << (n - 32) : (hi << n) | (lo >>> (32 - n));
}

/** The lower half of a constant of a kind: sign-extended from it. */
export function fitLo(kind: number, lo: number): number {
  return kind === Scalar.I8 ? (lo << 24) >> 24 : kind === Scalar.I16 ? (lo << 16) >> 16 : lo;
}

/** The upper half of a constant of a kind whose lower half is `lo`. */
export function fitHi(kind: number, lo: number, hi: number): number {
  return kind === Scalar.I64 || kind === Scalar.Ptr ? hi : fitLo(kind, lo) >> 31;
}

/** Whether the number is a power of two, unsigned; 1 is one. */
export function isPowerOfTwo(lo: number, hi: number): boolean {
  if (hi === 0) return lo !== 0 && (lo & (lo - 1)) === 0;
  return lo === 0 && (hi & (hi - 1)) === 0;
}

/** The exponent of a power of two. */
export function log2(lo: number, hi: number): number {
  return hi === 0 ? 31 - Math.clz32(lo) : 63 - Math.clz32(hi);
}

/** Whether the number is a signed 32-bit one. */
export function isInt32(lo: number, hi: number): boolean {
  return hi === lo >> 31;
}

/** Whether a < b, signed. */
export function lessS(alo: number, ahi: number, blo: number, bhi: number): boolean {
  return ahi !== bhi ? ahi < bhi : alo >>> 0 < blo >>> 0;
}

/** Whether a < b, unsigned. */
export function lessU(alo: number, ahi: number, blo: number, bhi: number): boolean {
  return ahi !== bhi ? ahi >>> 0 < bhi >>> 0 : alo >>> 0 < blo >>> 0;
}
