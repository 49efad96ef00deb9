// Binary floating point of 512 bits, rounded to nearest even: what constants become when a fraction would grow too large.
// A value is mant * 2**exp. The mantissa is odd or zero, so that equal values are equal field by field.

import { bitLength, Rational, rational } from './rational.ts';

/** Bits of the mantissa, as go/constant has them. */
export const precision = 512;

/** Beyond this binary exponent a value is infinite, below its negative it is zero (math/big's MaxExp, MinExp). */
const maxExponent = 2 ** 31 - 1;

/** mant * 2**exp; an infinity has `infinite` set and the sign of `mant`. */
export class BigFloat {
  readonly mant: bigint;
  readonly exp: number;
  readonly infinite: boolean;

  /** Use `round` to make one. */
  constructor(mant: bigint, exp: number, infinite: boolean) {
    this.mant = mant;
    this.exp = exp;
    this.infinite = infinite;
  }

  /** The e for which 0.5 <= |value| / 2**e < 1; 0 for zero. */
  get exponent(): number {
    return this.mant === 0n ? 0 : this.exp + bitLength(this.mant);
  }

  /** -1, 0 or 1. */
  get sign(): number {
    return this.mant < 0n ? -1 : this.mant > 0n ? 1 : 0;
  }
}

export const zero: BigFloat = new BigFloat(0n, 0, false);

/**
 * mant * 2**exp rounded to `prec` bits, ties to even. `sticky` says that the exact value is a little farther from zero
 * than mant says (bits were cut off).
 */
export function round(mant: bigint, exp: number, sticky = false, prec = precision): BigFloat {
  if (mant === 0n) return zero;
  const negative = mant < 0n;
  let m = negative ? -mant : mant;
  const extra = bitLength(m) - prec;
  if (extra > 0) {
    const shift = BigInt(extra);
    const rest = m & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    m >>= shift;
    exp += extra;
    if (rest > half || (rest === half && (sticky || (m & 1n) === 1n))) m += 1n;
  }
  const zeros = trailingZeros(m);
  m >>= BigInt(zeros);
  exp += zeros;
  const e = exp + bitLength(m);
  if (e > maxExponent) return new BigFloat(negative ? -1n : 1n, 0, true);
  if (e < -maxExponent - 1) return zero;
  return new BigFloat(negative ? -m : m, exp, false);
}

function trailingZeros(m: bigint): number {
  let n = 0;
  while ((m & 0xffffffffn) === 0n) {
    m >>= 32n;
    n += 32;
  }
  const low = Number(m & 0xffffffffn) | 0;
  return n + 31 - Math.clz32(low & -low);
}

export function fromBigInt(x: bigint): BigFloat {
  return round(x, 0);
}

export function fromRational(x: Rational): BigFloat {
  if (x.den === 1n) return round(x.num, 0);
  return divide(x.num, 0, x.den, 0, precision);
}

function divide(a: bigint, aExp: number, b: bigint, bExp: number, prec: number): BigFloat {
  const negative = a < 0n !== b < 0n;
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  const shift = Math.max(0, prec + 2 + bitLength(b) - bitLength(a));
  const n = a << BigInt(shift);
  const q = n / b;
  return round(negative ? -q : q, aExp - bExp - shift, n % b !== 0n, prec);
}

export function addFloat(x: BigFloat, y: BigFloat): BigFloat {
  if (x.mant === 0n) return y;
  if (y.mant === 0n) return x;
  if (x.exponent < y.exponent) return addFloat(y, x);
  // y is the smaller one: what lies far below the last bit of x only breaks ties.
  const low = x.exponent - precision - 4;
  if (y.exponent < low && y.exp < x.exp) {
    const shift = Math.max(0, x.exp - low);
    const nudge = y.mant < 0n ? -1n : 1n;
    return round((x.mant << BigInt(shift)) * 4n + nudge, x.exp - shift - 2);
  }
  const exp = Math.min(x.exp, y.exp);
  return round((x.mant << BigInt(x.exp - exp)) + (y.mant << BigInt(y.exp - exp)), exp);
}

export function negFloat(x: BigFloat): BigFloat {
  return new BigFloat(-x.mant, x.exp, x.infinite);
}

export function mulFloat(x: BigFloat, y: BigFloat, prec = precision): BigFloat {
  return round(x.mant * y.mant, x.exp + y.exp, false, prec);
}

/** x / y; y must not be zero. */
export function quoFloat(x: BigFloat, y: BigFloat): BigFloat {
  return x.mant === 0n ? zero : divide(x.mant, x.exp, y.mant, y.exp, precision);
}

export function compareFloat(x: BigFloat, y: BigFloat): number {
  if (x.sign !== y.sign) return x.sign < y.sign ? -1 : 1;
  if (x.sign === 0) return 0;
  if (x.exponent !== y.exponent) return x.exponent < y.exponent ? -x.sign : x.sign;
  const exp = Math.min(x.exp, y.exp);
  const a = x.mant << BigInt(x.exp - exp);
  const b = y.mant << BigInt(y.exp - exp);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The value as a fraction; only for values of moderate exponent, since the fraction is written out. */
export function toRational(x: BigFloat): Rational {
  if (x.exp >= 0) return new Rational(x.mant << BigInt(x.exp), 1n);
  return rational(x.mant, 1n << BigInt(-x.exp));
}

/** mant * 10**exp10, as math/big reads a decimal literal: the power has 64 bits to spare. */
export function fromDecimal(mant: bigint, exp10: number): BigFloat {
  if (mant === 0n) return zero;
  const power = pow5(Math.abs(exp10), precision + 64);
  const m = round(mant, 0, false, precision + 64);
  if (power.infinite) return exp10 < 0 ? zero : new BigFloat(1n, 0, true);
  if (exp10 >= 0) return round(m.mant * power.mant, m.exp + power.exp + exp10);
  return divide(m.mant, m.exp + exp10, power.mant, power.exp, precision);
}

function pow5(n: number, prec: number): BigFloat {
  let result = round(1n, 0);
  let square = round(5n, 0);
  for (;;) {
    if (n % 2 === 1) result = mulFloat(result, square, prec);
    n = Math.floor(n / 2);
    if (n === 0 || result.infinite) return result;
    square = mulFloat(square, square, prec);
    if (square.infinite) return square;
  }
}
