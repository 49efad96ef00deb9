// Indexing and slicing of arrays, slices and strings.

import type { Value as Constant } from '../../constant/value.ts';
import { assert, unreachable } from '../../diag/internal-error.ts';
import type { Expr, IndexExpr, SliceExpr } from '../../syntax/nodes.ts';
import * as Typ from '../../types/basic.ts';
import { isUnsigned } from '../../types/predicates.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as Bounds from '../bounds.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { constVal } from './const.ts';
import { toInt64 } from './convert.ts';
import { deref, locate, typeOf, value } from './expr.ts';
import { loadConst } from './iface.ts';

/** An index in 64 bits, and whether its type is unsigned. */
interface Index {
  readonly v: Value;
  readonly unsigned: boolean;
}

function indexOf(b: Builder, e: Expr): Index {
  if (e.constant !== null && !b.ordered.has(e)) {
    return { v: constVal(b, e.constant as Constant, Typ.Int).comps![0]!, unsigned: false };
  }
  const x = value(b, e);
  return { v: toInt64(b, x.comps![0]!, x.type), unsigned: isUnsigned(x.type) };
}

function check(b: Builder, i: Index, limit: Value, kind: Bounds.Kind): void {
  b.emit(Op.CheckBounds, Scalar.Void, [i.v, limit], 0, kind, i.unsigned ? 1 : 0);
}

/** x[i] of an array, a pointer to one, a slice or a string; located. */
export function indexLocate(b: Builder, e: IndexExpr): Val {
  const u = under(typeOf(b, e.x));
  switch (u.kind) {
    case TypeKind.Basic: {
      const [ptr, len] = value(b, e.x).comps!;
      const i = indexOf(b, e.index);
      check(b, i, len!, Bounds.Index);
      const at = b.emit2(Op.AddPtr, Scalar.Ptr, ptr!, i.v);
      return b.scalars(Typ.Uint8, [loadConst(b, Scalar.I8, at, 0)]);
    }
    case TypeKind.Slice: {
      const [ptr, len] = value(b, e.x).comps!;
      const i = indexOf(b, e.index);
      check(b, i, len!, Bounds.Index);
      return element(b, ptr!, i.v, u.elem);
    }
    case TypeKind.Pointer: {
      const array = under(u.elem);
      assert(array.kind === TypeKind.Array, 'a pointer to an array');
      const p = value(b, e.x);
      const i = indexOf(b, e.index);
      const x = deref(b, p);
      check(b, i, b.int(array.len), Bounds.Index);
      return element(b, x.addr, i.v, array.elem);
    }
    case TypeKind.Array: {
      const x = locate(b, e.x);
      const i = indexOf(b, e.index);
      if (!isInside(b, i.v, u.len)) check(b, i, b.int(u.len), Bounds.Index);
      if (x.comps === null) return element(b, x.addr, i.v, u.elem);
      // At most one element; of none, nothing gets here.
      return u.len === 1 ? b.scalars(u.elem, x.comps) : b.zero(u.elem);
    }
    default:
      return unreachable('what can be indexed');
  }
}

/** The check of the index of an array of n elements that is no memory: the value is not looked at. */
export function checkArrayIndex(b: Builder, e: Expr, n: number): void {
  const i = indexOf(b, e);
  if (!isInside(b, i.v, n)) check(b, i, b.int(n), Bounds.Index);
}

function isInside(b: Builder, i: Value, n: number): boolean {
  return b.f.op[i] === Op.ConstInt && b.f.num(i) >= 0 && b.f.num(i) < n;
}

/** Element i, which is there, of elements of type t at ptr. */
export function element(b: Builder, ptr: Value, i: Value, t: Type): Val {
  const size = b.p.layouts.size(t);
  const { f } = b;
  if (f.op[i] === Op.ConstInt) {
    const offset = f.num(i) * size;
    if (offset === (offset | 0)) return b.inMemory(t, b.offPtr(ptr, offset));
  }
  return b.inMemory(t, b.emit2(Op.AddPtr, b.kindOf(ptr), ptr, scaled(b, i, size)));
}

/** i * size. */
export function scaled(b: Builder, i: Value, size: number): Value {
  return size === 1 ? i : b.emit2(Op.Mul, Scalar.I64, i, b.int(size));
}

/** x[lo:hi:max]. */
export function sliceExpr(b: Builder, e: SliceExpr): Val {
  const t = typeOf(b, e);
  const u = under(typeOf(b, e.x));
  let ptr: Value;
  let len: Value;
  let cap: Value;
  let elem: Type = Typ.Uint8;
  let isSlice = false;
  if (u.kind === TypeKind.Slice || u.kind === TypeKind.Basic) {
    const x = value(b, e.x).comps!;
    ptr = x[0]!;
    len = x[1]!;
    isSlice = u.kind === TypeKind.Slice;
    cap = isSlice ? x[2]! : len;
    if (u.kind === TypeKind.Slice) elem = u.elem;
  } else {
    const at = u.kind === TypeKind.Pointer ? deref(b, value(b, e.x)) : locate(b, e.x);
    const array = under(at.type);
    assert(array.kind === TypeKind.Array && at.comps === null, 'an array in memory');
    ptr = at.addr;
    len = b.int(array.len);
    cap = len;
    elem = array.elem;
  }
  const lo = e.lo === null ? null : indexOf(b, e.lo);
  const hi = e.hi === null ? null : indexOf(b, e.hi);
  const max = e.max === null ? null : indexOf(b, e.max);
  const i: Index = lo ?? { v: b.int(0), unsigned: false };
  const j: Index = hi ?? { v: len, unsigned: false };
  if (max !== null) {
    check(b, max, cap, isSlice ? Bounds.Slice3Acap : Bounds.Slice3Alen);
    check(b, j, max.v, Bounds.Slice3B);
    check(b, i, j.v, Bounds.Slice3C);
    cap = max.v;
  } else {
    if (hi !== null) check(b, j, cap, isSlice ? Bounds.SliceAcap : Bounds.SliceAlen);
    if (lo !== null) check(b, i, j.v, Bounds.SliceB);
  }
  // An array outside the heap may become a slice that the collector looks at.
  return sliceOf(b, t, b.as(ptr, b.components(t)![0]!.kind), i.v, j.v, cap, elem);
}

/** The slice or string of elements i to j, which are in bounds, of memory at ptr. */
export function sliceOf(b: Builder, t: Type, ptr: Value, i: Value, j: Value, cap: Value, elem: Type): Val {
  const { f } = b;
  const isString = under(t).kind === TypeKind.Basic;
  if (f.op[i] === Op.ConstInt && f.num(i) === 0) return b.scalars(t, isString ? [ptr, j] : [ptr, j, cap]);
  const newLen = b.emit2(Op.Sub, Scalar.I64, j, i);
  const newCap = isString ? newLen : b.emit2(Op.Sub, Scalar.I64, cap, i);
  // Where nothing is left the pointer stays, for behind the last element another object begins.
  const left = b.emit(Op.ShrS, Scalar.I64, [b.emit1(Op.Neg, Scalar.I64, newCap), b.int(63)], 0, 1);
  const delta = b.emit2(Op.And, Scalar.I64, scaled(b, i, b.p.layouts.size(elem)), left);
  const at = b.emit2(Op.AddPtr, b.kindOf(ptr), ptr, delta);
  return b.scalars(t, isString ? [at, newLen] : [at, newLen, newCap]);
}
