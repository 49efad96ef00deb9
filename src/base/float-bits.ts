// Exact values to IEEE 754 doubles and singles, rounded once, ties to even.

import type { BigFloat } from './bigfloat.ts';
import { bitLength, type Rational } from './rational.ts';

/** The nearest double to num / den * 2**exp; infinite when out of range. */
function nearest(num: bigint, den: bigint, exp: number, bits: number, minExp: number, maxExp: number): number {
  if (num === 0n) return 0;
  const negative = num < 0n;
  const n = negative ? -num : num;
  // e is the exponent of the leading bit, or one more.
  let e = bitLength(n) - bitLength(den) + exp;
  if (e > maxExp + 1) return negative ? -Infinity : Infinity;
  if (e < minExp - bits - 2) return negative ? -0 : 0;
  for (;;) {
    // The unit in the last place; it stops falling where numbers become subnormal.
    const unit = Math.max(e, minExp) - bits + 1;
    const shift = exp - unit;
    const a = shift >= 0 ? n << BigInt(shift) : n;
    const b = shift >= 0 ? den : den << BigInt(-shift);
    let q = a / b;
    if (bitLength(q) > bits) {
      e++;
      continue;
    }
    if (bitLength(q) < bits && e > minExp) {
      e--;
      continue;
    }
    const twice = (a % b) * 2n;
    if (twice > b || (twice === b && (q & 1n) === 1n)) q += 1n;
    const value = scale(Number(q), unit);
    if (value >= 2 ** maxExp * 2) return negative ? -Infinity : Infinity;
    return negative ? -value : value;
  }
}

/** m * 2**unit, exactly; m has at most 53 bits and the product is representable or infinite. */
function scale(m: number, unit: number): number {
  if (unit < -1022) return m * 2 ** -1022 * 2 ** (unit + 1022);
  if (unit > 970) return m * 2 ** 970 * 2 ** (unit - 970);
  return m * 2 ** unit;
}

/** The double nearest to a fraction. */
export function float64FromRational(x: Rational): number {
  return nearest(x.num, x.den, 0, 53, -1022, 1023);
}

/** The single nearest to a fraction, as a number. */
export function float32FromRational(x: Rational): number {
  return nearest(x.num, x.den, 0, 24, -126, 127);
}

/** The double nearest to a big float. */
export function float64FromBigFloat(x: BigFloat): number {
  if (x.infinite) return x.mant < 0n ? -Infinity : Infinity;
  return nearest(x.mant, 1n, x.exp, 53, -1022, 1023);
}

/** The single nearest to a big float, as a number. */
export function float32FromBigFloat(x: BigFloat): number {
  if (x.infinite) return x.mant < 0n ? -Infinity : Infinity;
  return nearest(x.mant, 1n, x.exp, 24, -126, 127);
}
