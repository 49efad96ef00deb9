// Constants and types: whether a constant fits a basic type, rounding to it, and the errors when it does not.

import * as ConstKind from '../constant/kind.ts';
import { toComplex, toFloat, toInt } from '../constant/convert.ts';
import { binaryOp } from '../constant/operate.ts';
import type { Value } from '../constant/value.ts';
import { bitLen, float32Val, float64Val, imag, makeFloat64, makeImag, makeUnknown, real } from '../constant/value.ts';
import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import { assert, unreachable } from '../diag/internal-error.ts';
import type { Expr } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Operator from '../syntax/operator.ts';
import { startPos } from '../syntax/positions.ts';
import * as Info from './basicinfo.ts';
import * as Kind from './basickind.ts';
import type { Checker } from './checker.ts';
import { errorf } from './errors.ts';
import { operandText, typeText } from './format.ts';
import type { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { isInteger, isNumeric } from './predicates.ts';
import { sizeof } from './sizes.ts';
import type { Basic, Type } from './type.ts';
import { under } from './under.ts';

/** Untyped integers may have this many bits. */
const maxUntypedBits = 512;

/**
 * Checks the constant x, the result of an operation at opPos: a typed one must fit its type (and is rounded to it), an
 * untyped integer must not grow without bound.
 */
export function overflow(check: Checker, x: Operand, opPos: Pos): void {
  const val = x.val!;
  if (val.kind === ConstKind.Unknown) {
    errorf(check, opPos, Code.InvalidConstVal, 'constant result is not representable');
    return;
  }
  const basic = under(x.type) as Basic; // constants have basic types
  if ((basic.info & Info.IsUntyped) === 0) {
    representable(check, x, basic);
    return;
  }
  if (val.kind === ConstKind.Int && bitLen(val) > maxUntypedBits) {
    const op = opName(x.expr);
    errorf(check, opPos, Code.InvalidConstVal, `constant ${op === '' ? '' : `${op} `}overflow`);
    x.val = makeUnknown();
  }
}

/** Where errors about an operation are reported: at its operator; for other expressions at their start. Null has no position. */
export function opPos(x: Expr | null): Pos {
  if (x === null) return 0;
  return x.kind === NodeKind.Operation ? x.pos : startPos(x);
}

/** The word for an operation whose result may overflow; empty for others. */
function opName(x: Expr | null): string {
  if (x === null || x.kind !== NodeKind.Operation) return '';
  if (x.y === null) return x.op === Operator.Xor ? 'bitwise complement' : '';
  switch (x.op) {
    case Operator.Add:
      return 'addition';
    case Operator.Sub:
      return 'subtraction';
    case Operator.Xor:
      return 'bitwise XOR';
    case Operator.Mul:
      return 'multiplication';
    case Operator.Shl:
      return 'shift';
    default:
      return '';
  }
}

/**
 * What x is as a constant of type typ: an Int for integers, the nearest float for floats; null where typ cannot represent
 * it. Unknown is representable by everything, so that one error is not followed by others.
 */
export function representableConst(check: Checker, x: Value, typ: Basic): Value | null {
  if (x.kind === ConstKind.Unknown) return x;
  const info = typ.info;
  if ((info & Info.IsInteger) !== 0) {
    const i = toInt(x);
    return i.kind === ConstKind.Int && fitsInteger(check, i.val, typ) ? i : null;
  }
  if ((info & Info.IsFloat) !== 0) {
    const f = toFloat(x);
    return f.kind === ConstKind.Float ? roundFloat(f, typ.basic) : null;
  }
  if ((info & Info.IsComplex) !== 0) {
    const c = toComplex(x);
    if (c.kind !== ConstKind.Complex) return null;
    if (typ.basic === Kind.UntypedComplex) return x;
    const part = typ.basic === Kind.Complex64 ? Kind.Float32 : Kind.Float64;
    const re = roundFloat(real(c), part);
    const im = roundFloat(imag(c), part);
    return re === null || im === null ? null : binaryOp(re, Operator.Add, makeImag(im));
  }
  if ((info & Info.IsString) !== 0) return x.kind === ConstKind.String ? x : null;
  if ((info & Info.IsBoolean) !== 0) return x.kind === ConstKind.Bool ? x : null;
  return null;
}

function fitsInteger(check: Checker, v: bigint, typ: Basic): boolean {
  switch (typ.basic) {
    case Kind.Int:
      return sizeof(check.conf.sizes, typ) === 8 ? BigInt.asIntN(64, v) === v : v >= -0x80000000n && v <= 0x7fffffffn;
    case Kind.Int8:
      return v >= -0x80n && v <= 0x7fn;
    case Kind.Int16:
      return v >= -0x8000n && v <= 0x7fffn;
    case Kind.Int32:
      return v >= -0x80000000n && v <= 0x7fffffffn;
    case Kind.Int64:
      return BigInt.asIntN(64, v) === v;
    case Kind.Uint:
    case Kind.Uintptr:
      return sizeof(check.conf.sizes, typ) === 8 ? BigInt.asUintN(64, v) === v : v >= 0n && v <= 0xffffffffn;
    case Kind.Uint8:
      return v >= 0n && v <= 0xffn;
    case Kind.Uint16:
      return v >= 0n && v <= 0xffffn;
    case Kind.Uint32:
      return v >= 0n && v <= 0xffffffffn;
    case Kind.Uint64:
      return BigInt.asUintN(64, v) === v;
    case Kind.UntypedInt:
    case Kind.UntypedRune:
      return true;
    default:
      return unreachable('an integer type');
  }
}

/** The nearest value of the float type; null where that is infinite. */
function roundFloat(x: Value, basic: number): Value | null {
  if (basic === Kind.UntypedFloat) return x;
  const f = basic === Kind.Float32 ? float32Val(x) : float64Val(x);
  return Number.isFinite(f) ? makeFloat64(f) : null;
}

/** Rounds the constant x to the type; reports an error, and makes x invalid, where it does not fit. */
export function representable(check: Checker, x: Operand, typ: Basic): void {
  const v = representation(check, x, typ);
  if (v === null) {
    invalidConversion(check, check.conversionCode, x, typ);
    x.mode = Mode.Invalid;
    return;
  }
  x.val = v;
}

/** What the constant x is as a typ; null, with the error's code in `check.conversionCode`, where it does not fit. */
export function representation(check: Checker, x: Operand, typ: Basic): Value | null {
  assert(x.mode === Mode.Constant, 'only constants are represented');
  const v = representableConst(check, x.val!, typ);
  if (v === null) {
    let code = Code.InvalidConstVal as number;
    if (isNumeric(x.type) && isNumeric(typ)) {
      code = !isInteger(x.type) && isInteger(typ) ? Code.TruncatedFloat : Code.NumericOverflow;
    }
    check.conversionCode = code;
  }
  return v;
}

/** Reports that x cannot become a target. */
export function invalidConversion(check: Checker, code: number, x: Operand, target: Type): void {
  const from = operandText(check, x);
  const to = typeText(check, target);
  switch (code) {
    case Code.TruncatedFloat:
      return errorf(check, x, code, `${from} truncated to ${to}`);
    case Code.NumericOverflow:
      return errorf(check, x, code, `${from} overflows ${to}`);
    default:
      return errorf(check, x, code, `cannot convert ${from} to type ${to}`);
  }
}
