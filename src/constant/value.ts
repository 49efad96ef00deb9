// Exact constant values: the classes, their constructors, and what can be asked of one. Ints are exact; Floats are exact
// fractions as long as those stay of reasonable size and 512-bit floats afterwards, never back again, as in go/constant,
// because the bits of a constant can be seen by a program.

import { type BigFloat, fromRational, toRational, zero } from '../base/bigfloat.ts';
import {
  float32FromBigFloat,
  float32FromRational,
  float64FromBigFloat,
  float64FromRational,
} from '../base/float-bits.ts';
import { bitLength, Rational, rationalFromNumber } from '../base/rational.ts';
import { unreachable } from '../diag/internal-error.ts';
import * as Kind from './kind.ts';

/** A value that could not be determined, after an error. */
export class UnknownValue {
  readonly kind = Kind.Unknown;
}

export class BoolValue {
  readonly kind = Kind.Bool;
  readonly val: boolean;
  constructor(val: boolean) {
    this.val = val;
  }
}

/** A string; `val` is a byte string (base/quote.ts). */
export class StringValue {
  readonly kind = Kind.String;
  readonly val: string;
  constructor(val: string) {
    this.val = val;
  }
}

export class IntValue {
  readonly kind = Kind.Int;
  readonly val: bigint;
  constructor(val: bigint) {
    this.val = val;
  }
}

/** A Float, as a fraction or, when `rat` is null, as a big float. Exactly one of the two is present. */
export class FloatValue {
  readonly kind = Kind.Float;
  readonly rat: Rational | null;
  readonly big: BigFloat | null;
  constructor(rat: Rational | null, big: BigFloat | null) {
    this.rat = rat;
    this.big = big;
  }
}

export class ComplexValue {
  readonly kind = Kind.Complex;
  readonly re: RealValue;
  readonly im: RealValue;
  constructor(re: RealValue, im: RealValue) {
    this.re = re;
    this.im = im;
  }
}

export type RealValue = IntValue | FloatValue;
export type NumericValue = RealValue | ComplexValue;
export type Value = UnknownValue | BoolValue | StringValue | NumericValue;

const unknown = new UnknownValue();
const True = new BoolValue(true);
const False = new BoolValue(false);
const emptyString = new StringValue('');
const smallInts: readonly IntValue[] = Array.from({ length: 257 }, (_, i) => new IntValue(BigInt(i)));

/** Fractions are kept while numerator and denominator have fewer bits than this. */
const maxFractionBits = 4096;

export function makeUnknown(): UnknownValue {
  return unknown;
}

export function makeBool(b: boolean): BoolValue {
  return b ? True : False;
}

/** `s` is a byte string. */
export function makeString(s: string): StringValue {
  return s === '' ? emptyString : new StringValue(s);
}

export function makeInt(x: bigint): IntValue {
  return x >= 0n && x <= 256n ? smallInts[Number(x)]! : new IntValue(x);
}

/** The Int of an integral number. */
export function makeInt64(x: number): IntValue {
  return x >= 0 && x <= 256 ? smallInts[x]! : new IntValue(BigInt(x));
}

export function makeRat(x: Rational): FloatValue {
  if (smallInt(x.num) && smallInt(x.den)) return new FloatValue(x, null);
  return new FloatValue(null, fromRational(x));
}

/** Unknown for an infinity. */
export function makeFloat(x: BigFloat): FloatValue | UnknownValue {
  if (x.infinite) return unknown;
  return new FloatValue(null, x.mant === 0n ? zero : x);
}

/** Unknown where x is not finite; -0 becomes 0. */
export function makeFloat64(x: number): FloatValue | UnknownValue {
  return Number.isFinite(x) ? new FloatValue(rationalFromNumber(x), null) : unknown;
}

/** Unknown where a part is unknown. */
export function makeComplex(re: Value, im: Value): ComplexValue | UnknownValue {
  if (re.kind === Kind.Unknown || im.kind === Kind.Unknown) return unknown;
  if (!isReal(re) || !isReal(im)) return unreachable('the parts of a complex constant are real');
  return new ComplexValue(re, im);
}

/** `x * 1i`; x is a real value or unknown. */
export function makeImag(x: Value): ComplexValue | UnknownValue {
  return makeComplex(smallInts[0]!, x);
}

/** Whether a fraction with this part stays of reasonable size. */
export function smallInt(x: bigint): boolean {
  return (x < 0n ? -x : x) >> 4095n === 0n;
}

/** Whether the value, as a fraction, stays of reasonable size. */
export function smallFloat(x: BigFloat): boolean {
  return !x.infinite && -maxFractionBits < x.exponent && x.exponent < maxFractionBits;
}

export function isReal(x: Value): x is RealValue {
  return x.kind === Kind.Int || x.kind === Kind.Float;
}

/** The value as a big float. */
export function bigFloatOf(x: RealValue): BigFloat {
  if (x.kind === Kind.Int) return fromRational(new Rational(x.val, 1n));
  return x.big ?? fromRational(x.rat!);
}

/** False for Unknown. */
export function boolVal(x: Value): boolean {
  if (x.kind === Kind.Bool) return x.val;
  return x.kind === Kind.Unknown ? false : unreachable('not a Bool constant');
}

/** The byte string; empty for Unknown. */
export function stringVal(x: Value): string {
  if (x.kind === Kind.String) return x.val;
  return x.kind === Kind.Unknown ? '' : unreachable('not a String constant');
}

/** The exact integer; 0 for Unknown. */
export function intVal(x: Value): bigint {
  if (x.kind === Kind.Int) return x.val;
  return x.kind === Kind.Unknown ? 0n : unreachable('not an Int constant');
}

/** The integer where it fits an int64 or null. */
export function int64Val(x: Value): bigint | null {
  return x.kind === Kind.Int && BigInt.asIntN(64, x.val) === x.val ? x.val : null;
}

/** The integer where it fits a uint64 or null. */
export function uint64Val(x: Value): bigint | null {
  return x.kind === Kind.Int && BigInt.asUintN(64, x.val) === x.val ? x.val : null;
}

/** The nearest double of a real value (infinite when out of range); 0 for Unknown. */
export function float64Val(x: Value): number {
  switch (x.kind) {
    case Kind.Int:
      return Number(x.val);
    case Kind.Float:
      return x.rat !== null ? float64FromRational(x.rat) : float64FromBigFloat(x.big!);
    case Kind.Unknown:
      return 0;
    default:
      return unreachable('not a real constant');
  }
}

/** The nearest single of a real value (infinite when out of range); 0 for Unknown. */
export function float32Val(x: Value): number {
  switch (x.kind) {
    case Kind.Int:
      return float32FromRational(new Rational(x.val, 1n));
    case Kind.Float:
      return x.rat !== null ? float32FromRational(x.rat) : float32FromBigFloat(x.big!);
    case Kind.Unknown:
      return 0;
    default:
      return unreachable('not a real constant');
  }
}

/** The bits of |x|, an Int; 0 for Unknown. */
export function bitLen(x: Value): number {
  return x.kind === Kind.Unknown ? 0 : bitLength(intVal(x));
}

/** -1, 0 or 1; for a complex value 0 exactly when it is zero; 1 for Unknown, so that no division by zero is seen. */
export function sign(x: Value): number {
  switch (x.kind) {
    case Kind.Int:
      return x.val < 0n ? -1 : x.val > 0n ? 1 : 0;
    case Kind.Float:
      return x.rat !== null ? (x.rat.num < 0n ? -1 : x.rat.num > 0n ? 1 : 0) : x.big!.sign;
    case Kind.Complex:
      return sign(x.re) | sign(x.im);
    case Kind.Unknown:
      return 1;
    default:
      return unreachable('not a numeric constant');
  }
}

/** The numerator of a real value; Unknown where it would be unreasonably large. */
export function num(x: Value): Value {
  const r = fraction(x);
  return r === null ? unknown : makeInt(r.num);
}

function fraction(x: Value): Rational | null {
  if (x.kind === Kind.Int) return new Rational(x.val, 1n);
  if (x.kind !== Kind.Float) return null;
  if (x.rat !== null) return x.rat;
  return smallFloat(x.big!) ? toRational(x.big!) : null;
}

export function real(x: Value): Value {
  return x.kind === Kind.Complex ? x.re : x;
}

export function imag(x: Value): Value {
  if (x.kind === Kind.Complex) return x.im;
  return x.kind === Kind.Unknown ? x : smallInts[0]!;
}
