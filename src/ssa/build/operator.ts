// Operators on values of one type: arithmetic, shifts, concatenation.

import { assert, unreachable } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import * as Typ from '../../types/basic.ts';
import { isComplex, isUnsigned } from '../../types/predicates.ts';
import * as TypeKind from '../../types/typekind.ts';
import { ArrayT, type Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as AllocKind from '../allockind.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { convertForAssign, floatToFloat, stringBuffer } from './convert.ts';
import { value } from './expr.ts';

/** op x, for + - ^ and !. */
export function unary(b: Builder, op: Operator.Kind, x: Val, t: Type): Val {
  const map = (o: number): Val =>
    b.scalars(
      t,
      x.comps!.map(v => b.emit1(o, b.kindOf(v), v)),
    );
  switch (op) {
    case Operator.Add:
      return x;
    case Operator.Sub:
      return map(Scalar.isFloat(b.kindOf(x.comps![0]!)) ? Op.FNeg : Op.Neg);
    case Operator.Xor:
      return map(Op.Not);
    case Operator.Not:
      return map(Op.BoolNot);
    default:
      return unreachable('a unary operator');
  }
}

/** x op y of numbers of type t; yConst: y is a constant, which is not 0 if it divides. */
export function arith(b: Builder, op: Operator.Kind, x: Val, y: Val, t: Type, yConst: boolean): Val {
  if (isComplex(t)) return complexArith(b, op, x, y, t);
  const u = x.comps![0]!;
  const v = y.comps![0]!;
  const kind = b.kindOf(u);
  if (Scalar.isFloat(kind)) return b.scalars(t, [b.emit2(floatOp(op), kind, u, v)]);
  const unsigned = isUnsigned(t);
  let o: number;
  switch (op) {
    case Operator.Add:
      o = Op.Add;
      break;
    case Operator.Sub:
      o = Op.Sub;
      break;
    case Operator.Mul:
      o = Op.Mul;
      break;
    case Operator.And:
      o = Op.And;
      break;
    case Operator.Or:
      o = Op.Or;
      break;
    case Operator.Xor:
      o = Op.Xor;
      break;
    case Operator.AndNot:
      return b.scalars(t, [b.emit2(Op.And, kind, u, b.emit1(Op.Not, kind, v))]);
    case Operator.Div:
    case Operator.Rem:
      if (!yConst) b.emit(Op.CheckNonZero, Scalar.Void, [v]);
      if (op === Operator.Div) o = unsigned ? Op.DivU : Op.DivS;
      else o = unsigned ? Op.ModU : Op.ModS;
      break;
    default:
      return unreachable(`the operator ${Operator.text[op]}`);
  }
  return b.scalars(t, [b.emit2(o, kind, u, v)]);
}

function floatOp(op: Operator.Kind): number {
  switch (op) {
    case Operator.Add:
      return Op.FAdd;
    case Operator.Sub:
      return Op.FSub;
    case Operator.Mul:
      return Op.FMul;
    case Operator.Div:
      return Op.FDiv;
    default:
      return unreachable(`the operator ${Operator.text[op]} of floats`);
  }
}

function complexArith(b: Builder, op: Operator.Kind, x: Val, y: Val, t: Type): Val {
  const [xr, xi] = x.comps! as [Value, Value];
  const [yr, yi] = y.comps! as [Value, Value];
  const kind = b.kindOf(xr);
  if (op === Operator.Add || op === Operator.Sub) {
    const o = op === Operator.Add ? Op.FAdd : Op.FSub;
    return b.scalars(t, [b.emit2(o, kind, xr, yr), b.emit2(o, kind, xi, yi)]);
  }
  // In double precision, as gc, so that less is lost.
  const [a, c, d, e] = [xr, xi, yr, yi].map(v => floatToFloat(b, v, Scalar.F64)) as [Value, Value, Value, Value];
  let parts: Value[];
  if (op === Operator.Mul) {
    const mul = (p: Value, q: Value): Value => b.emit2(Op.FMul, Scalar.F64, p, q);
    parts = [b.emit2(Op.FSub, Scalar.F64, mul(a, d), mul(c, e)), b.emit2(Op.FAdd, Scalar.F64, mul(a, e), mul(c, d))];
  } else {
    assert(op === Operator.Div, 'an operator of complex numbers');
    parts = b.rtcall('complex128div', [a, c, d, e]);
  }
  return b.scalars(
    t,
    parts.map(v => floatToFloat(b, v, kind)),
  );
}

/** x << y, x >> y. */
export function shift(b: Builder, op: Operator.Kind, x: Val, y: Val, t: Type, yConst: boolean): Val {
  const u = x.comps![0]!;
  const v = y.comps![0]!;
  const kind = b.kindOf(u);
  if (!yConst && !isUnsigned(y.type)) b.emit(Op.CheckShift, Scalar.Void, [v]);
  const o = op === Operator.Shl ? Op.Shl : isUnsigned(t) ? Op.ShrU : Op.ShrS;
  const { f } = b;
  const inRange = f.op[v] === Op.ConstInt && f.hi[v] === 0 && f.lo[v]! >= 0 && f.lo[v]! < 8 * Scalar.size(kind);
  return b.scalars(t, [b.emit(o, kind, [u, v], 0, inRange ? 1 : 0)]);
}

/** Evaluates the operands of a sum of strings, sums in it being taken apart. */
export function concatOperands(b: Builder, e0: Expr, out: Val[]): void {
  const e = unparen(e0);
  if (
    e.kind === NodeKind.Operation &&
    e.op === Operator.Add &&
    e.y !== null &&
    e.constant === null &&
    !b.ordered.has(e)
  ) {
    concatOperands(b, e.x, out);
    concatOperands(b, e.y, out);
  } else {
    out.push(value(b, e));
  }
}

/** The concatenation of strings, as a string or as bytes. */
export function concat(b: Builder, list: readonly Val[], t: Type): Val {
  const n = list.length;
  const name = under(t).kind === TypeKind.Slice ? 'concatbyte' : 'concatstring';
  if (n <= 5) {
    const args = [stringBuffer(b)];
    for (const s of list) args.push(...s.comps!);
    return b.scalars(t, b.rtcall(`${name}${n}`, args));
  }
  const array = b.alloc(new ArrayT(Typ.String, n), AllocKind.Temp);
  list.forEach((s, i) => b.storeVal(b.offPtr(array, 16 * i), convertForAssign(b, s, Typ.String), true));
  return b.scalars(t, b.rtcall(`${name}s`, [stringBuffer(b), array, b.int(n), b.int(n)]));
}
