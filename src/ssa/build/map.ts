// Maps. Keys of 4 and 8 bytes of plain memory and strings have functions of their own; other keys are passed by address.

import { assert } from '../../diag/internal-error.ts';
import * as Abi from '../../obj/abi.ts';
import * as Alg from '../../rtype/algkind.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr, IndexExpr } from '../../syntax/nodes.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as Mode from '../../types/operand-mode.ts';
import { isString } from '../../types/predicates.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { MapT, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import { writeConstant } from '../staticinit/literal.ts';
import { intern, newReadOnly } from '../staticinit/readonly.ts';
import type { Builder, Val } from './builder.ts';
import { keepTemp } from './call.ts';
import { convertForAssign } from './convert.ts';
import { keep, typeOf, value } from './expr.ts';

/** Larger elements have no fast functions (internal/abi/map.go). */
const maxFastElem = 128;
/** The zero value that the runtime gives for missing elements has this many bytes. */
const zeroValSize = 1024;

const Slow = 0;
const Fast32 = 1;
const Fast64 = 2;
const Fast64Ptr = 3;
const FastStr = 4;

/** The map type that a type is, or null. */
export function mapTypeOf(t: Type): MapT | null {
  const u = under(t);
  return u.kind === TypeKind.Map ? u : null;
}

function variant(b: Builder, m: MapT): number {
  const { layouts } = b.p;
  if (layouts.size(m.elem) > maxFastElem) return Slow;
  switch (layouts.algKind(m.key)) {
    case Alg.AMEM32:
      return layouts.hasPointers(m.key) ? Slow : Fast32;
    case Alg.AMEM64:
      return layouts.hasPointers(m.key) ? Fast64Ptr : Fast64;
    case Alg.ASTRING:
      return FastStr;
    default:
      return Slow;
  }
}

const suffixes: readonly string[] = ['', '_fast32', '_fast64', '_fast64ptr', '_faststr'];

function mapOf(m: Val): MapT {
  const t = mapTypeOf(m.type);
  assert(t !== null, 'a map');
  return t;
}

/** As gc: a key that is passed by address is read where it stands in the expression, if it has no address of its own. */
export function orderKey(b: Builder, e: IndexExpr): void {
  const m = mapTypeOf(typeOf(b, e.x));
  if (m !== null && variant(b, m) === Slow) keepTemp(b, e.index);
}

/** As gc: an entry whose key is made of bytes is read at once, while the bytes are what they are. */
export function orderEntry(b: Builder, e: IndexExpr): void {
  orderKey(b, e);
  if (mapTypeOf(typeOf(b, e.x)) !== null && bytesOfKey(b, e.index) !== null) keep(b, e);
}

/** The bytes that a key string(bytes) is made from, or null. */
function bytesOfKey(b: Builder, e0: Expr): Expr | null {
  const e = unparen(e0);
  if (e.kind !== NodeKind.CallExpr || e.fun.mode !== Mode.TypExpr || e.constant !== null) return null;
  if (!isString(typeOf(b, e))) return null;
  const u = under(typeOf(b, e.argList[0]!));
  return u.kind === TypeKind.Slice && b.p.layouts.size(u.elem) === 1 ? e.argList[0]! : null;
}

/** The key of m[e]: e, which is ordered, as a value of the key type. A constant that is passed by address is data. */
export function keyFor(b: Builder, m: Val, e: Expr): Val {
  const t = mapOf(m);
  if (e.constant !== null && variant(b, t) === Slow) {
    const data = newReadOnly(b.p.layouts.size(t.key), b.p.layouts.align(t.key));
    if (writeConstant(b.p, data, 0, e, t.key, b.subst)) return b.inMemory(t.key, b.symAddr(intern(b.p, data)));
  }
  return convertForAssign(b, value(b, e), t.key);
}

/** What is passed for a key. */
function keyArgs(b: Builder, fast: number, k: Val): readonly Value[] {
  if (fast === FastStr) {
    return k.comps!.length === 2 ? k.comps! : [];
  }
  if (fast === Slow) return [k.comps === null ? k.addr : b.toMemory(k)];
  const kind = fast === Fast32 ? Scalar.I32 : fast === Fast64 ? Scalar.I64 : Scalar.Ptr;
  if (k.comps !== null && k.comps.length === 1) {
    const have = b.kindOf(k.comps[0]!);
    if (have === kind || Scalar.size(have) === Scalar.size(kind)) return [b.as(k.comps[0]!, kind)];
  }
  return [b.load(kind, k.comps === null ? k.addr : b.toMemory(k))];
}

function typeAddr(b: Builder, m: Val): Value {
  return b.symAddr(b.p.typeSym(m.type));
}

/** The variant for what only reads: it does not care for pointers. */
function reading(fast: number): number {
  return fast === Fast64Ptr ? Fast64 : fast;
}

function access(b: Builder, name: string, m: Val, k: Val): Value[] {
  const t = mapOf(m);
  const fast = variant(b, t);
  const args = [typeAddr(b, m), m.comps![0]!, ...keyArgs(b, fast, k)];
  const size = b.p.layouts.size(t.elem);
  if (size > zeroValSize) return b.rtcall(`${name}_fat`, [...args, zeros(b, size)]);
  return b.rtcall(name + suffixes[reading(fast)]!, args);
}

/** m[k]; k has the key type. Located. */
export function mapIndex(b: Builder, m: Val, k: Val): Val {
  return b.inMemory(mapOf(m).elem, access(b, 'mapaccess1', m, k)[0]!);
}

/** v, ok := m[k]. */
export function mapIndexOk(b: Builder, m: Val, k: Val): [Val, Value] {
  const [at, ok] = access(b, 'mapaccess2', m, k);
  return [b.loadVal(mapOf(m).elem, at!), ok!];
}

/** The address of the slot for k, which is made if it is not there. */
export function mapAssign(b: Builder, m: Val, k: Val): Value {
  const fast = variant(b, mapOf(m));
  const args = [typeAddr(b, m), m.comps![0]!, ...keyArgs(b, fast, k)];
  return b.rtcall(`mapassign${suffixes[fast]!}`, args)[0]!;
}

/** delete(m, k). */
export function mapDelete(b: Builder, m: Val, k: Val): void {
  const fast = variant(b, mapOf(m));
  b.rtcall(`mapdelete${suffixes[reading(fast)]!}`, [typeAddr(b, m), m.comps![0]!, ...keyArgs(b, fast, k)]);
}

/** The address of zeros, for elements that are larger than the runtime's. */
function zeros(b: Builder, size: number): Value {
  const { syms } = b.p;
  const sym = syms.lookup(`go:map.zero.${size}`, Abi.ABI0);
  return b.symAddr(syms.define(sym, { kind: Recipe.Bytes, bytes: new Uint8Array(size), align: 8 }));
}

/** The length of a map: the first word of a map that is not nil. */
export function mapLen(b: Builder, m: Val): Value {
  const ptr = m.comps![0]!;
  const result = b.newVariable(Scalar.I64);
  const some = b.newBlock();
  const done = b.newBlock();
  b.writeVariable(result, b.int(0));
  b.branch(b.emit2(Op.Ne, Scalar.I8, ptr, b.nil()), some, done);
  b.startSealed(some);
  b.writeVariable(result, b.load(Scalar.I64, ptr));
  b.jump(done);
  b.startSealed(done);
  return b.readVariable(result);
}
