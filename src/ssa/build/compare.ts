// Comparisons. Equality is built as a jump to a block where values differ, so that conditions short-circuit; what is one
// operation stays a value.

import { assert, unreachable } from '../../diag/internal-error.ts';
import * as Operator from '../../syntax/operator.ts';
import * as Typ from '../../types/basic.ts';
import * as Info from '../../types/basicinfo.ts';
import { identical, isUnsigned } from '../../types/predicates.ts';
import * as TypeKind from '../../types/typekind.ts';
import { isEmptyInterface } from '../../types/typeset.ts';
import type { Interface, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as Abi from '../../obj/abi.ts';
import * as Alg from '../../rtype/algkind.ts';
import type { Block, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { CallInfo } from '../sig.ts';
import type { Builder, Val } from './builder.ts';
import { holdsType, typeWord, unpackIface } from './iface.ts';
import { field } from './select-expr.ts';

/** x == y as I8; the types are comparable, and one may be an interface that the other is assigned to. Either may be untyped nil. */
export function equal(b: Builder, x: Val, y: Val): Value {
  const simple = simpleEqual(b, x, y);
  if (simple !== 0) return simple;
  const result = b.newVariable(Scalar.I8);
  const no = b.newBlock();
  const done = b.newBlock();
  equalOr(b, x, y, no);
  b.writeVariable(result, b.int(1, Scalar.I8));
  b.jump(done);
  b.startSealed(no);
  b.writeVariable(result, b.int(0, Scalar.I8));
  b.jump(done);
  b.startSealed(done);
  return b.readVariable(result);
}

/** x < y as I8, of ordered values of one type. */
export function less(b: Builder, x: Val, y: Val): Value {
  return compareOp(b, Operator.Lss, x, y);
}

/** x op y as I8. */
export function compareOp(b: Builder, op: Operator.Kind, x: Val, y: Val): Value {
  switch (op) {
    case Operator.Eql:
      return equal(b, x, y);
    case Operator.Neq: {
      const u = under(x.type);
      if (u.kind === TypeKind.Basic && x.comps!.length === 1 && Scalar.isFloat(b.kindOf(x.comps![0]!))) {
        return b.emit2(Op.FNe, Scalar.I8, x.comps![0]!, y.comps![0]!);
      }
      return b.emit1(Op.BoolNot, Scalar.I8, equal(b, x, y));
    }
    case Operator.Gtr:
      return ordered(b, Operator.Lss, y, x);
    case Operator.Geq:
      return ordered(b, Operator.Leq, y, x);
    default:
      return ordered(b, op, x, y);
  }
}

function ordered(b: Builder, op: Operator.Kind, x: Val, y: Val): Value {
  const u = under(x.type);
  assert(u.kind === TypeKind.Basic && (op === Operator.Lss || op === Operator.Leq), 'ordered values');
  const isLess = op === Operator.Lss;
  if ((u.info & Info.IsString) !== 0) {
    const c = b.rtcall('internal/bytealg.abigen_runtime_cmpstring', [...x.comps!, ...y.comps!])[0]!;
    return b.emit2(isLess ? Op.LtS : Op.LeS, Scalar.I8, c, b.int(0));
  }
  const v = x.comps![0]!;
  const w = y.comps![0]!;
  if (Scalar.isFloat(b.kindOf(v))) return b.emit2(isLess ? Op.FLt : Op.FLe, Scalar.I8, v, w);
  if (isUnsigned(u)) return b.emit2(isLess ? Op.LtU : Op.LeU, Scalar.I8, v, w);
  return b.emit2(isLess ? Op.LtS : Op.LeS, Scalar.I8, v, w);
}

/** x == y where it is an expression of pure operations; else 0. */
function simpleEqual(b: Builder, x: Val, y: Val): Value {
  if (x.type === Typ.UntypedNil) return isNil(b, y);
  if (y.type === Typ.UntypedNil) return isNil(b, x);
  const u = under(x.type);
  if (u.kind === TypeKind.Interface || under(y.type).kind === TypeKind.Interface) {
    // Of two interfaces one is nil: so is the other when it has no type.
    if (u.kind !== under(y.type).kind) return 0;
    if (isNoType(b, y)) return isNil(b, x);
    return isNoType(b, x) ? isNil(b, y) : 0;
  }
  if (x.comps === null || y.comps === null || !isPlain(u)) return 0;
  let all = 0;
  for (let i = 0; i < x.comps.length; i++) {
    const v = x.comps[i]!;
    const kind = b.kindOf(v);
    const w = Scalar.isFloat(kind) ? y.comps[i]! : b.as(y.comps[i]!, kind);
    const same = b.emit2(Scalar.isFloat(kind) ? Op.FEq : Op.Eq, Scalar.I8, v, w);
    all = all === 0 ? same : b.emit2(Op.And, Scalar.I8, all, same);
  }
  return all === 0 ? b.int(1, Scalar.I8) : all;
}

/** Whether the interface x is the constant nil. */
function isNoType(b: Builder, x: Val): boolean {
  const word = x.comps![0]!;
  return b.f.op[word] === Op.ConstInt && b.f.num(word) === 0;
}

/** Values are equal when their scalars are: no strings, no interfaces, no fields that do not count. */
function isPlain(u: Type): boolean {
  switch (u.kind) {
    case TypeKind.Basic:
      return (u.info & Info.IsString) === 0;
    case TypeKind.Pointer:
    case TypeKind.Chan:
    case TypeKind.Map:
    case TypeKind.Signature:
      return true;
    case TypeKind.Array:
      return isPlain(under(u.elem));
    case TypeKind.Struct:
      return u.fields.every(f => f.name !== '_' && isPlain(under(f.type!)));
    default:
      return false;
  }
}

/** Whether x, of a type that has nil, is nil. */
export function isNil(b: Builder, x: Val): Value {
  if (x.type === Typ.UntypedNil) return b.int(1, Scalar.I8);
  const v = x.comps![0]!;
  return b.emit2(Op.Eq, Scalar.I8, v, b.zeroScalar(b.kindOf(v)));
}

/** Goes on where x == y, and to `no` where not. */
export function equalOr(b: Builder, x: Val, y: Val, no: Block): void {
  const simple = simpleEqual(b, x, y);
  if (simple !== 0) {
    require(b, simple, no);
    return;
  }
  const u = under(x.type);
  const v = under(y.type);
  if (u.kind === TypeKind.Interface || v.kind === TypeKind.Interface) {
    if (u.kind !== TypeKind.Interface) mixedEqual(b, y, x, no);
    else if (v.kind !== TypeKind.Interface) mixedEqual(b, x, y, no);
    else ifaceEqual(b, x, u, y, v, no);
    return;
  }
  if (u.kind === TypeKind.Basic) {
    stringEqual(b, x, y, no);
    return;
  }
  if (u.kind === TypeKind.Slice) {
    // One of them is nil.
    require(b, b.emit2(Op.Eq, Scalar.I8, x.comps![0]!, b.as(y.comps![0]!, b.kindOf(x.comps![0]!))), no);
    return;
  }
  if (x.comps === null) {
    const alg = b.p.layouts.of(x.type).alg;
    if (alg === Alg.AMEM) {
      require(b, b.rtcall('memequal', [x.addr, y.addr, b.int(b.p.layouts.size(x.type))])[0]!, no);
      return;
    }
    if (u.kind === TypeKind.Array || (u.kind === TypeKind.Struct && u.fields.length > 4)) {
      require(b, eqCall(b, x, y), no);
      return;
    }
  }
  equalParts(b, x, y, no);
}

/** `equalOr` for structs, field by field, and arrays of at most one element: it calls no function for the type itself. */
export function equalParts(b: Builder, x: Val, y: Val, no: Block): void {
  const u = under(x.type);
  if (u.kind === TypeKind.Array) {
    if (u.len === 0) return;
    assert(u.len === 1 && x.comps !== null && y.comps !== null, 'an array in parts');
    equalOr(b, b.scalars(u.elem, x.comps), b.scalars(u.elem, y.comps), no);
    return;
  }
  if (u.kind !== TypeKind.Struct) return unreachable('a struct or an array');
  for (let i = 0; i < u.fields.length; i++) {
    if (u.fields[i]!.name !== '_') equalOr(b, load(b, field(b, x, i)), load(b, field(b, y, i)), no);
  }
}

function load(b: Builder, x: Val): Val {
  return x.comps === null ? b.loadVal(x.type, x.addr) : x;
}

/** Goes on where the I8 v is true, and to `no` where not. */
function require(b: Builder, v: Value, no: Block): void {
  const yes = b.newBlock();
  b.branch(v, yes, no);
  b.startSealed(yes);
}

function stringEqual(b: Builder, x: Val, y: Val, no: Block): void {
  const [p, n] = x.comps! as [Value, Value];
  const [q, m] = y.comps! as [Value, Value];
  require(b, b.emit2(Op.Eq, Scalar.I8, n, m), no);
  const { f } = b;
  const known = f.op[m] === Op.ConstInt ? m : n;
  if (f.op[known] === Op.ConstInt && f.num(known) === 0) return;
  require(b, b.rtcall('memequal', [p, q, known])[0]!, no);
}

/** The interface x holds the value y. */
function mixedEqual(b: Builder, x: Val, y: Val, no: Block): void {
  require(b, holdsType(b, x, y.type), no);
  equalOr(b, unpackIface(b, x, y.type), y, no);
}

function ifaceEqual(b: Builder, x: Val, u: Interface, y: Val, v: Interface, no: Block): void {
  const itabs = !isEmptyInterface(u) && !isEmptyInterface(v) && identical(x.type, y.type);
  const p = itabs ? x.comps![0]! : typeWord(b, x);
  const q = itabs ? y.comps![0]! : typeWord(b, y);
  require(b, b.emit2(Op.Eq, Scalar.I8, p, q), no);
  require(b, b.rtcall(itabs ? 'ifaceeq' : 'efaceeq', [p, x.comps![1]!, y.comps![1]!])[0]!, no);
}

/** type:.eq.T(&x, &y). */
function eqCall(b: Builder, x: Val, y: Val): Value {
  const sig = b.p.sig(null, [Typ.UnsafePointer, Typ.UnsafePointer], [Typ.Bool], Abi.ABIInternal);
  const info: CallInfo = { sym: b.p.eqSym(x.type), sig, effects: null, implicit: true, keepAlive: false };
  const call = b.call(Op.CallStatic, info, [b.as(x.addr, Scalar.Ptr), b.as(y.addr, Scalar.Ptr)]);
  return b.emit(Op.Result, Scalar.I8, [call]);
}
