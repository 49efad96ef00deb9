// Constants as error messages show them, and exactly.

import type { BigFloat } from '../base/bigfloat.ts';
import { float64FromBigFloat } from '../base/float-bits.ts';
import { formatG, formatShortest } from '../base/format-float.ts';
import { quoteByteString } from '../base/quote.ts';
import { bitLength } from '../base/rational.ts';
import * as Kind from './kind.ts';
import { bigFloatOf, type Value } from './value.ts';

/** A short, quoted and possibly rounded form, go/constant's Value.String. */
export function constantString(x: Value): string {
  switch (x.kind) {
    case Kind.Unknown:
      return 'unknown';
    case Kind.Bool:
      return String(x.val);
    case Kind.String: {
      const runes = [...quoteByteString(x.val)];
      return runes.length > 72 ? runes.slice(0, 69).join('') + '...' : runes.join('');
    }
    case Kind.Int:
      return x.val.toString();
    case Kind.Float:
      return floatString(bigFloatOf(x));
    case Kind.Complex:
      return `(${constantString(x.re)} + ${constantString(x.im)}i)`;
  }
}

function floatString(f: BigFloat): string {
  const x = float64FromBigFloat(f);
  if (Number.isFinite(x) && (x === 0) === (f.mant === 0n)) {
    const s = formatG(x, 6);
    return f.exp < 0 && !s.includes('.') ? formatShortest(x) : s;
  }
  // Out of a double's range: mantissa and decimal exponent by logarithm. f = m * 2**exponent with 0.5 <= |m| < 1.
  let m = Number(f.mant >> BigInt(Math.max(0, bitLength(f.mant) - 60))) / 2 ** Math.min(60, bitLength(f.mant));
  const exp10 = f.exponent * (Math.LN2 / Math.LN10);
  let e = Math.trunc(exp10);
  m *= 10 ** (exp10 - e);
  if (Math.abs(m) < 1 - 0.5e-6) {
    m *= 10;
    e--;
  } else if (Math.abs(m) >= 10) {
    m /= 10;
    e++;
  }
  return `${formatG(m, 6)}e${e < 0 ? '-' : '+'}${Math.abs(e)}`;
}

/** The exact value, go/constant's Value.ExactString. */
export function exactString(x: Value): string {
  switch (x.kind) {
    case Kind.String:
      return quoteByteString(x.val);
    case Kind.Float: {
      if (x.rat !== null) return x.rat.den === 1n ? x.rat.num.toString() : `${x.rat.num}/${x.rat.den}`;
      const f = x.big!;
      if (f.mant === 0n) return '0';
      // 0x.mantissap±exponent, as math/big's 'p' format.
      const magnitude = f.mant < 0n ? -f.mant : f.mant;
      const pad = BigInt((4 - (bitLength(magnitude) % 4)) % 4);
      const digits = (magnitude << pad).toString(16).replace(/0+$/, '');
      return `${f.mant < 0n ? '-' : ''}0x.${digits}p${f.exponent < 0 ? '-' : '+'}${Math.abs(f.exponent)}`;
    }
    case Kind.Complex:
      return `(${exactString(x.re)} + ${exactString(x.im)}i)`;
    default:
      return constantString(x);
  }
}
