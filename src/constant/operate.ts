// Unary and binary operations, shifts and comparisons. Operands of different numeric kinds are first brought to the later
// of the two kinds; an Unknown operand makes the result Unknown.

import { addFloat, compareFloat, mulFloat, negFloat, quoFloat } from '../base/bigfloat.ts';
import { addRational, compareRational, mulRational, quoRational, rational, Rational } from '../base/rational.ts';
import { unreachable } from '../diag/internal-error.ts';
import * as Operator from '../syntax/operator.ts';
import { toComplex } from './convert.ts';
import * as Kind from './kind.ts';
import {
  bigFloatOf,
  type ComplexValue,
  FloatValue,
  type IntValue,
  makeBool,
  makeComplex,
  makeFloat,
  makeInt,
  makeRat,
  makeString,
  makeUnknown,
  type RealValue,
  type Value,
} from './value.ts';

/**
 * `op y` for Add, Sub, Xor and Not. For Xor of an unsigned type `bits` is its size, which limits the result; 0 otherwise.
 */
export function unaryOp(op: Operator.Kind, y: Value, bits: number): Value {
  if (y.kind === Kind.Unknown) return y;
  switch (op) {
    case Operator.Add:
      return y;
    case Operator.Sub:
      if (y.kind === Kind.Int) return makeInt(-y.val);
      if (y.kind === Kind.Float) return negate(y);
      if (y.kind === Kind.Complex) return makeComplex(unaryOp(op, y.re, 0), unaryOp(op, y.im, 0));
      break;
    case Operator.Xor:
      if (y.kind === Kind.Int) return makeInt(bits > 0 ? BigInt.asUintN(bits, ~y.val) : ~y.val);
      break;
    case Operator.Not:
      if (y.kind === Kind.Bool) return makeBool(!y.val);
      break;
    default:
  }
  return unreachable(`constant operation ${Operator.text[op]} fits its operand`);
}

function negate(y: FloatValue): Value {
  if (y.rat !== null) return new FloatValue(new Rational(-y.rat.num, y.rat.den), null);
  return makeFloat(negFloat(y.big!));
}

/** `x op y`. The quotient of two Ints is a Float: see `divideInts`. Division by zero must have been excluded. */
export function binaryOp(x: Value, op: Operator.Kind, y: Value): Value {
  if (x.kind === Kind.Unknown || y.kind === Kind.Unknown) return makeUnknown();
  if (x.kind === Kind.Int && y.kind === Kind.Int) return intOp(x.val, op, y.val);
  if (x.kind === Kind.String && y.kind === Kind.String) {
    if (op === Operator.Add) return makeString(x.val + y.val);
  } else if (x.kind === Kind.Bool && y.kind === Kind.Bool) {
    if (op === Operator.AndAnd) return makeBool(x.val && y.val);
    if (op === Operator.OrOr) return makeBool(x.val || y.val);
  } else if (x.kind === Kind.Complex || y.kind === Kind.Complex) {
    const a = toComplex(x);
    const b = toComplex(y);
    if (a.kind === Kind.Complex && b.kind === Kind.Complex) return complexOp(a, op, b);
  } else if (x.kind >= Kind.Int && y.kind >= Kind.Int) {
    return floatOp(x as RealValue, op, y as RealValue);
  }
  return unreachable(`constant operation ${Operator.text[op]} fits its operands`);
}

/** The truncated quotient of two Ints; Unknown where one is Unknown. */
export function divideInts(x: Value, y: Value): Value {
  if (x.kind !== Kind.Int || y.kind !== Kind.Int) return makeUnknown();
  return makeInt(x.val / y.val);
}

function intOp(a: bigint, op: Operator.Kind, b: bigint): Value {
  switch (op) {
    case Operator.Add:
      return makeInt(a + b);
    case Operator.Sub:
      return makeInt(a - b);
    case Operator.Mul:
      return makeInt(a * b);
    case Operator.Div:
      return makeRat(rational(a, b));
    case Operator.Rem:
      return makeInt(a % b);
    case Operator.And:
      return makeInt(a & b);
    case Operator.Or:
      return makeInt(a | b);
    case Operator.Xor:
      return makeInt(a ^ b);
    case Operator.AndNot:
      return makeInt(a & ~b);
    default:
      return unreachable(`Int operation ${Operator.text[op]}`);
  }
}

function fractionOf(x: RealValue): Rational | null {
  return x.kind === Kind.Int ? new Rational(x.val, 1n) : x.rat;
}

function floatOp(x: RealValue, op: Operator.Kind, y: RealValue): Value {
  const p = fractionOf(x);
  const q = fractionOf(y);
  if (p !== null && q !== null) {
    switch (op) {
      case Operator.Add:
        return makeRat(addRational(p, q));
      case Operator.Sub:
        return makeRat(addRational(p, new Rational(-q.num, q.den)));
      case Operator.Mul:
        return makeRat(mulRational(p, q));
      case Operator.Div:
        return makeRat(quoRational(p, q));
      default:
        return unreachable(`Float operation ${Operator.text[op]}`);
    }
  }
  const a = bigFloatOf(x);
  const b = bigFloatOf(y);
  switch (op) {
    case Operator.Add:
      return makeFloat(addFloat(a, b));
    case Operator.Sub:
      return makeFloat(addFloat(a, negFloat(b)));
    case Operator.Mul:
      return makeFloat(mulFloat(a, b));
    case Operator.Div:
      return makeFloat(quoFloat(a, b));
    default:
      return unreachable(`Float operation ${Operator.text[op]}`);
  }
}

function complexOp(x: ComplexValue, op: Operator.Kind, y: ComplexValue): Value {
  const { re: a, im: b } = x;
  const { re: c, im: d } = y;
  switch (op) {
    case Operator.Add:
    case Operator.Sub:
      return makeComplex(binaryOp(a, op, c), binaryOp(b, op, d));
    case Operator.Mul:
      return makeComplex(sub(mul(a, c), mul(b, d)), add(mul(b, c), mul(a, d)));
    case Operator.Div: {
      // (a+bi)/(c+di) = ((ac+bd) + (bc-ad)i) / (cc+dd)
      const s = add(mul(c, c), mul(d, d));
      return makeComplex(binaryOp(add(mul(a, c), mul(b, d)), op, s), binaryOp(sub(mul(b, c), mul(a, d)), op, s));
    }
    default:
      return unreachable(`Complex operation ${Operator.text[op]}`);
  }
}

function add(x: Value, y: Value): Value {
  return binaryOp(x, Operator.Add, y);
}

function sub(x: Value, y: Value): Value {
  return binaryOp(x, Operator.Sub, y);
}

function mul(x: Value, y: Value): Value {
  return binaryOp(x, Operator.Mul, y);
}

/** `x << count` or `x >> count` of an Int; `count` is not negative. */
export function shift(x: Value, op: typeof Operator.Shl | typeof Operator.Shr, count: number): Value {
  if (x.kind === Kind.Unknown) return x;
  const { val } = x as IntValue;
  return makeInt(op === Operator.Shl ? val << BigInt(count) : val >> BigInt(count));
}

/** `x op y` for the comparison operators; false where an operand is Unknown. */
export function compare(x: Value, op: Operator.Kind, y: Value): boolean {
  if (x.kind === Kind.Unknown || y.kind === Kind.Unknown) return false;
  if (x.kind === Kind.Complex || y.kind === Kind.Complex) {
    const a = toComplex(x) as ComplexValue;
    const b = toComplex(y) as ComplexValue;
    const equal = compare(a.re, Operator.Eql, b.re) && compare(a.im, Operator.Eql, b.im);
    return op === Operator.Eql ? equal : !equal;
  }
  return holds(order(x, y), op);
}

/** Negative, zero or positive as x is less than, equal to or greater than y. */
function order(x: Value, y: Value): number {
  if (x.kind === Kind.Int && y.kind === Kind.Int) return x.val < y.val ? -1 : x.val > y.val ? 1 : 0;
  if (x.kind === Kind.String && y.kind === Kind.String) return x.val < y.val ? -1 : x.val > y.val ? 1 : 0;
  if (x.kind === Kind.Bool && y.kind === Kind.Bool) return Number(x.val) - Number(y.val);
  const p = fractionOf(x as RealValue);
  const q = fractionOf(y as RealValue);
  if (p !== null && q !== null) return compareRational(p, q);
  return compareFloat(bigFloatOf(x as RealValue), bigFloatOf(y as RealValue));
}

function holds(c: number, op: Operator.Kind): boolean {
  switch (op) {
    case Operator.Eql:
      return c === 0;
    case Operator.Neq:
      return c !== 0;
    case Operator.Lss:
      return c < 0;
    case Operator.Leq:
      return c <= 0;
    case Operator.Gtr:
      return c > 0;
    case Operator.Geq:
      return c >= 0;
    default:
      return unreachable(`comparison ${Operator.text[op]}`);
  }
}
