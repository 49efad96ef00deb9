// Conversions between the numeric kinds; what has no exact counterpart becomes Unknown.

import { BigFloat, fromBigInt, toRational } from '../base/bigfloat.ts';
import { bitLength, Rational } from '../base/rational.ts';
import * as Kind from './kind.ts';
import {
  ComplexValue,
  FloatValue,
  makeInt,
  makeInt64,
  makeUnknown,
  sign,
  smallFloat,
  smallInt,
  type Value,
} from './value.ts';

/** The Int of the same value. A big float that misses an integer by its last few bits counts as that integer. */
export function toInt(x: Value): Value {
  switch (x.kind) {
    case Kind.Int:
      return x;
    case Kind.Float: {
      if (x.rat !== null) return x.rat.den === 1n ? makeInt(x.rat.num) : makeUnknown();
      const i = nearbyInt(x.big!);
      return i === null ? makeUnknown() : makeInt(i);
    }
    case Kind.Complex: {
      const re = toFloat(x);
      return re.kind === Kind.Float ? toInt(re) : makeUnknown();
    }
    default:
      return makeUnknown();
  }
}

function nearbyInt(x: BigFloat): bigint | null {
  if (!smallFloat(x)) return null;
  if (x.exp >= 0) return x.mant << BigInt(x.exp);
  // Four bits fewer, towards zero and away from it.
  const magnitude = x.mant < 0n ? -x.mant : x.mant;
  const cut = bitLength(magnitude) - (512 - 4);
  if (cut <= 0) return null;
  const kept = magnitude >> BigInt(cut);
  for (const m of [kept, kept + 1n]) {
    const r = toRational(new BigFloat(m, x.exp + cut, false));
    if (r.den === 1n) return x.mant < 0n ? -r.num : r.num;
  }
  return null;
}

/** The Float of the same value. */
export function toFloat(x: Value): Value {
  switch (x.kind) {
    case Kind.Int:
      return smallInt(x.val) ? new FloatValue(new Rational(x.val, 1n), null) : new FloatValue(null, fromBigInt(x.val));
    case Kind.Float:
      return x;
    case Kind.Complex:
      return sign(x.im) === 0 ? toFloat(x.re) : makeUnknown();
    default:
      return makeUnknown();
  }
}

/** The Complex of the same value. */
export function toComplex(x: Value): Value {
  switch (x.kind) {
    case Kind.Int:
    case Kind.Float:
      return new ComplexValue(x, makeInt64(0));
    case Kind.Complex:
      return x;
    default:
      return makeUnknown();
  }
}
