// Constants as values of their types.

import { toComplex, toFloat, toInt } from '../../constant/convert.ts';
import * as ConstKind from '../../constant/kind.ts';
import {
  boolVal,
  type Value as Constant,
  float32Val,
  float64Val,
  imag,
  intVal,
  real,
  stringVal,
} from '../../constant/value.ts';
import { unreachable } from '../../diag/internal-error.ts';
import * as Typ from '../../types/basic.ts';
import * as Info from '../../types/basicinfo.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { convert } from './convert.ts';

/** The constant c as a value of type t. In instances t may be any type that the constant's default type converts to. */
export function constVal(b: Builder, c: Constant, t: Type): Val {
  const u = under(t);
  if (u.kind !== TypeKind.Basic) return convert(b, constVal(b, c, defaultOf(c)), t);
  const { info } = u;
  if ((info & Info.IsBoolean) !== 0) return b.scalars(t, [b.int(boolVal(c) ? 1 : 0, Scalar.I8)]);
  if ((info & Info.IsString) !== 0) {
    if (c.kind !== ConstKind.String) return convert(b, constVal(b, c, defaultOf(c)), t);
    return stringVal_(b, stringVal(c), t);
  }
  if ((info & Info.IsInteger) !== 0) {
    return b.scalars(t, [bigInt(b, intVal(toInt(c)), Scalar.intOfSize(b.p.layouts.size(t)))]);
  }
  if ((info & Info.IsFloat) !== 0) {
    return b.scalars(t, [float(b, toFloat(c), b.p.layouts.size(t) === 4 ? Scalar.F32 : Scalar.F64)]);
  }
  if ((info & Info.IsComplex) !== 0) {
    const x = toComplex(c);
    const kind = b.p.layouts.size(t) === 8 ? Scalar.F32 : Scalar.F64;
    return b.scalars(t, [float(b, toFloat(real(x)), kind), float(b, toFloat(imag(x)), kind)]);
  }
  return convert(b, constVal(b, c, defaultOf(c)), t);
}

/** A string of type t with these characters, which stand for bytes. */
function stringVal_(b: Builder, text: string, t: Type): Val {
  return b.scalars(t, [text === '' ? b.nil() : b.symAddr(b.p.stringSym(text)), b.int(text.length)]);
}

/** A string constant of type string. */
export function stringConst(b: Builder, text: string): Val {
  return stringVal_(b, text, Typ.String);
}

/** An integer constant, wrapped to its kind. */
export function bigInt(b: Builder, x: bigint, kind: Scalar.Kind): Value {
  const wrapped = BigInt.asIntN(8 * Scalar.size(kind), x);
  const lo = Number(BigInt.asIntN(32, wrapped));
  const hi = Number(BigInt.asIntN(32, wrapped >> 32n));
  return b.emit(Op.ConstInt, kind, [], 0, lo, hi);
}

function float(b: Builder, x: Constant, kind: Scalar.Kind): Value {
  return floatConst(b, kind === Scalar.F32 ? float32Val(x) : float64Val(x), kind);
}

/** A floating-point constant. */
export function floatConst(b: Builder, x: number, kind: Scalar.Kind): Value {
  const view = new DataView(new ArrayBuffer(8));
  if (kind === Scalar.F32) {
    view.setFloat32(0, x, true);
    return b.emit(Op.ConstFloat, kind, [], 0, view.getInt32(0, true), 0);
  }
  view.setFloat64(0, x, true);
  return b.emit(Op.ConstFloat, kind, [], 0, view.getInt32(0, true), view.getInt32(4, true));
}

/** The type that a constant has where nothing else gives it one. */
function defaultOf(c: Constant): Type {
  switch (c.kind) {
    case ConstKind.Bool:
      return Typ.Bool;
    case ConstKind.String:
      return Typ.String;
    case ConstKind.Int:
      return Typ.Int;
    case ConstKind.Float:
      return Typ.Float64;
    case ConstKind.Complex:
      return Typ.Complex128;
    default:
      return unreachable('a constant has a value');
  }
}
