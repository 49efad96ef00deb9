// Conversions between types that are no interfaces; iface.ts has the others.

import { assert } from '../../diag/internal-error.ts';
import * as Typ from '../../types/basic.ts';
import * as Info from '../../types/basicinfo.ts';
import * as BasicKind from '../../types/basickind.ts';
import { isUnsigned } from '../../types/predicates.ts';
import * as TypeKind from '../../types/typekind.ts';
import { ArrayT, type Basic, type Slice, type Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as AllocKind from '../allockind.ts';
import * as Bounds from '../bounds.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { toInterface } from './iface.ts';

const tmpBuf = new ArrayT(Typ.Uint8, 32);
const runeBuf = new ArrayT(Typ.Int32, 32);
const charBuf = new ArrayT(Typ.Uint8, 4);

/** An optional buffer of 32 bytes for a runtime call that makes a string or bytes. */
export function stringBuffer(b: Builder): Value {
  return b.alloc(tmpBuf, AllocKind.Buffer);
}

/** The conversion to(x). */
export function convert(b: Builder, x: Val, to: Type): Val {
  const from = under(x.type);
  const u = under(to);
  if (u.kind === TypeKind.Interface) return toInterface(b, x, to);
  if (from.kind === TypeKind.Basic && from.basic === BasicKind.UntypedNil) return b.zero(to);
  if (from.kind === TypeKind.Basic) {
    if (u.kind === TypeKind.Basic) return convertBasic(b, x, from, u, to);
    if ((from.info & Info.IsString) !== 0 && u.kind === TypeKind.Slice) return stringToSlice(b, x, u, to);
  }
  if (from.kind === TypeKind.Slice) {
    if (u.kind === TypeKind.Basic) return sliceToString(b, x, from, to);
    if (u.kind === TypeKind.Pointer) {
      const array = under(u.elem);
      assert(array.kind === TypeKind.Array, 'a slice converts to a pointer to an array');
      return retype(b, b.scalars(to, [sliceToArrayPtr(b, x, array.len)]), to);
    }
    if (u.kind === TypeKind.Array) return b.loadVal(to, sliceToArrayPtr(b, x, u.len));
  }
  return retype(b, x, to);
}

/** x as it is assigned to a variable of type `to`: untyped nil and conversions to interfaces. */
export function convertForAssign(b: Builder, x: Val, to: Type): Val {
  if (x.type === to) return x;
  if (under(to).kind === TypeKind.Interface) return toInterface(b, x, to);
  if (x.type === Typ.UntypedNil) return b.zero(to);
  return retype(b, x, to);
}

/** x as a value of a type that lies in memory in the same way. */
export function retype(b: Builder, x: Val, to: Type): Val {
  const comps = b.components(to);
  if (comps === null) {
    assert(x.comps === null, 'types of one layout');
    return b.inMemory(to, x.addr);
  }
  assert(x.comps !== null && x.comps.length === comps.length, 'types of one layout');
  return b.scalars(
    to,
    x.comps.map((v, i) => b.as(v, comps[i]!.kind)),
  );
}

function convertBasic(b: Builder, x: Val, from: Basic, u: Basic, to: Type): Val {
  if (from === u) return retype(b, x, to);
  if ((u.info & Info.IsString) !== 0 && (from.info & Info.IsInteger) !== 0) {
    const v = toInt64(b, x.comps![0]!, x.type);
    return b.scalars(to, b.rtcall('intstring', [b.alloc(charBuf, AllocKind.Buffer), v]));
  }
  if ((u.info & Info.IsComplex) !== 0 && (from.info & Info.IsComplex) !== 0) {
    const kind = b.components(to)![0]!.kind;
    return b.scalars(
      to,
      x.comps!.map(v => floatToFloat(b, v, kind)),
    );
  }
  if ((u.info & Info.IsNumeric) === 0 || (from.info & Info.IsNumeric) === 0) return retype(b, x, to);
  const v = x.comps![0]!;
  const kind = b.components(to)![0]!.kind;
  if ((from.info & Info.IsInteger) !== 0) {
    return b.scalars(to, [
      (u.info & Info.IsInteger) !== 0 ? resize(b, v, x.type, kind) : intToFloat(b, v, x.type, kind),
    ]);
  }
  return b.scalars(to, [(u.info & Info.IsInteger) !== 0 ? floatToInt(b, v, u, kind) : floatToFloat(b, v, kind)]);
}

/** An integer of type `from` in the width of `kind`. */
export function resize(b: Builder, v: Value, from: Type, kind: Scalar.Kind): Value {
  const have = Scalar.size(b.kindOf(v));
  const want = Scalar.size(kind);
  if (have === want) return v;
  if (have > want) return b.emit1(Op.Trunc, kind, v);
  return b.emit1(isUnsigned(from) ? Op.ZeroExt : Op.SignExt, kind, v);
}

/** An integer of type `from` in 64 bits. */
export function toInt64(b: Builder, v: Value, from: Type): Value {
  return resize(b, v, from, Scalar.I64);
}

function intToFloat(b: Builder, v: Value, from: Type, kind: Scalar.Kind): Value {
  const size = Scalar.size(b.kindOf(v));
  if (isUnsigned(from)) {
    if (size === 8) return b.emit1(Op.UintToFloat, kind, v);
    return b.emit1(Op.IntToFloat, kind, resize(b, v, from, size === 4 ? Scalar.I64 : Scalar.I32));
  }
  return b.emit1(Op.IntToFloat, kind, size < 4 ? resize(b, v, from, Scalar.I32) : v);
}

function floatToInt(b: Builder, v: Value, to: Basic, kind: Scalar.Kind): Value {
  const size = Scalar.size(kind);
  if ((to.info & Info.IsUnsigned) !== 0) {
    if (size === 8) return b.emit1(Op.FloatToUint, kind, v);
    // All values of the type fit in the next wider signed one.
    const wide = size === 4 ? Scalar.I64 : Scalar.I32;
    return b.emit1(Op.Trunc, kind, b.emit1(Op.FloatToInt, wide, v));
  }
  if (size >= 4) return b.emit1(Op.FloatToInt, kind, v);
  return b.emit1(Op.Trunc, kind, b.emit1(Op.FloatToInt, Scalar.I32, v));
}

/** A floating-point number in another width. */
export function floatToFloat(b: Builder, v: Value, kind: Scalar.Kind): Value {
  return b.kindOf(v) === kind ? v : b.emit1(Op.FloatToFloat, kind, v);
}

function stringToSlice(b: Builder, x: Val, u: Slice, to: Type): Val {
  const [ptr, len] = x.comps!;
  if (b.p.layouts.size(u.elem) === 4) {
    return b.scalars(to, b.rtcall('stringtoslicerune', [b.alloc(runeBuf, AllocKind.Buffer), ptr!, len!]));
  }
  const { f } = b;
  if (f.op[len!] === Op.ConstInt) {
    // The bytes of a constant are copied to new memory.
    const n = f.num(len!);
    const array = new ArrayT(u.elem, n);
    const addr = b.alloc(array, AllocKind.New);
    if (n > 0) b.emit(Op.Move, Scalar.Void, [addr, ptr!], b.p.types.id(array), 1);
    return b.scalars(to, [addr, b.int(n), b.int(n)]);
  }
  return b.scalars(to, b.rtcall('stringtoslicebyte', [stringBuffer(b), ptr!, len!]));
}

function sliceToString(b: Builder, x: Val, from: Slice, to: Type): Val {
  const [ptr, len, cap] = x.comps!;
  const made =
    b.p.layouts.size(from.elem) === 4
      ? b.rtcall('slicerunetostring', [stringBuffer(b), ptr!, len!, cap!])
      : b.rtcall('slicebytetostring', [stringBuffer(b), ptr!, len!]);
  return b.scalars(to, made);
}

/** The pointer of a slice that has at least n elements. */
function sliceToArrayPtr(b: Builder, x: Val, n: number): Value {
  if (n > 0) b.emit(Op.CheckBounds, Scalar.Void, [b.int(n), x.comps![1]!], 0, Bounds.Convert);
  return x.comps![0]!;
}
