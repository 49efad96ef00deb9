// Composite literals: built where they will live, or in a temporary.

import { assert, unreachable } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CompositeLit, Expr } from '../../syntax/nodes.ts';
import * as TypeKind from '../../types/typekind.ts';
import { ArrayT, type MapT, type Struct, type Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as AllocKind from '../allockind.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { SymId } from '../symbols.ts';
import type { Builder, Val } from './builder.ts';
import { keepBoxed } from './call.ts';
import { convertForAssign } from './convert.ts';
import { order, typeOf, value } from './expr.ts';
import { type ConstantParts, constantParts, writeConstant } from '../staticinit/literal.ts';
import { intern, newReadOnly } from '../staticinit/readonly.ts';
import { constIndex, elemCount } from './literal-index.ts';
import { mapAssign } from './map.ts';

/** The type of a literal; where `&T` was left out, T. */
function literalType(b: Builder, e: CompositeLit): Type {
  const t = typeOf(b, e);
  const u = under(t);
  return u.kind === TypeKind.Pointer ? u.elem : t;
}

/** `order` for a literal. A map is made where it stands, entry after entry. */
export function orderLiteral(b: Builder, e: CompositeLit): void {
  const t = literalType(b, e);
  const u = under(t);
  if (u.kind === TypeKind.Map) {
    if (under(typeOf(b, e)).kind !== TypeKind.Pointer) b.ordered.set(e, [mapLit(b, e, t, u)]);
    return;
  }
  elementsOf(e, u, (val, type) => {
    order(b, val);
    keepBoxed(b, val, type);
  });
}

/** Calls f for each element of a literal of a struct, an array or a slice, with its type; false for other literals. */
export function eachElement(b: Builder, e: CompositeLit, f: (val: Expr, t: Type) => void): boolean {
  const u = under(typeOf(b, e));
  if (u.kind === TypeKind.Map || u.kind === TypeKind.Pointer) return false;
  elementsOf(e, u, f);
  return true;
}

function elementsOf(e: CompositeLit, u: Type, f: (val: Expr, t: Type) => void): void {
  if (u.kind === TypeKind.Struct) {
    eachField(e, u, (i, val) => {
      f(val, u.fields[i]!.type!);
    });
    return;
  }
  assert(u.kind === TypeKind.Array || u.kind === TypeKind.Slice, 'a literal of elements');
  for (const elem of e.elemList) f(elem.kind === NodeKind.KeyValueExpr ? elem.val : elem, u.elem);
}

/** The value of a literal, which is ordered. */
export function compositeLit(b: Builder, e: CompositeLit): Val {
  const t = typeOf(b, e);
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Pointer:
      return b.scalars(t, [literalAddr(b, e, u.elem)]);
    case TypeKind.Map:
      return mapLit(b, e, t, u);
    case TypeKind.Slice: {
      const n = elemCount(e);
      const array = new ArrayT(u.elem, n);
      const addr = b.alloc(array, AllocKind.New);
      literalInto(b, e, array, addr);
      return b.scalars(t, [b.as(addr, b.components(t)![0]!.kind), b.int(n), b.int(n)]);
    }
    default:
  }
  const comps = b.components(t);
  if (comps !== null) {
    if (u.kind === TypeKind.Struct) return structParts(b, e, t, u);
    assert(u.kind === TypeKind.Array, 'a literal of an array');
    if (e.elemList.length === 0) return b.zero(t);
    const elem = e.elemList[0]!;
    const x = convertForAssign(b, value(b, elem.kind === NodeKind.KeyValueExpr ? elem.val : elem), u.elem);
    return b.scalars(t, x.comps!);
  }
  // Nobody writes to it.
  const known = largeData(b, e, t);
  if (known !== 0) return b.inMemory(t, b.symAddr(known));
  const parts = constants(b, e, t);
  if (parts !== null && parts.sym !== 0 && parts.rest.length === 0) return b.inMemory(t, b.symAddr(parts.sym));
  const addr = b.alloc(t, AllocKind.Temp);
  partsInto(b, e, t, addr, parts);
  return b.inMemory(t, addr);
}

/**
 * Builds a literal of a struct or array, which is ordered, in the new memory of a variable of type t; false where it is built elsewhere
 * first.
 */
export function literalVar(b: Builder, e: CompositeLit, t: Type, alloc: () => Value): boolean {
  const u = under(typeOf(b, e));
  if ((u.kind !== TypeKind.Struct && u.kind !== TypeKind.Array) || under(t).kind !== u.kind) return false;
  if (b.ordered.has(e) || b.components(t) !== null) return false;
  const known = largeData(b, e, t);
  const addr = alloc();
  if (known === 0) literalInto(b, e, t, addr);
  else b.emit(Op.Move, Scalar.Void, [addr, b.symAddr(known)], b.p.types.id(t), 1);
  return true;
}

/** A large literal that is all constant is data, however few elements it names; 0 for others. */
function largeData(b: Builder, e: CompositeLit, t: Type): SymId {
  if (b.p.layouts.size(t) < largeLiteral || e.elemList.length === 0) return 0;
  const known = constantParts(b.p, e, t, b.subst, b.ordered);
  return known.rest.length === 0 ? known.sym : 0;
}

/** So many constant elements are worth data of their own. */
const constantThreshold = 5;

/** A literal of so many bytes takes longer to make than to read. */
const largeLiteral = 128;

/** The constant elements of a literal, if there are enough of them. */
function constants(b: Builder, e: CompositeLit, t: Type): ConstantParts | null {
  if (elementCount(e, constantThreshold) < constantThreshold) return null;
  const parts = constantParts(b.p, e, t, b.subst, b.ordered);
  return parts.count < constantThreshold ? null : parts;
}

/** The number of elements of a literal and of those in it, counted up to a limit. */
function elementCount(e: CompositeLit, limit: number): number {
  let n = 0;
  for (const elem of e.elemList) {
    const x = unparen(elem.kind === NodeKind.KeyValueExpr ? elem.val : elem);
    n += x.kind === NodeKind.CompositeLit ? elementCount(x, limit - n) : 1;
    if (n >= limit) break;
  }
  return n;
}

/** Builds a literal in memory that nobody knows yet: a copy of its constant elements, then the others. */
function partsInto(b: Builder, e: CompositeLit, t: Type, addr: Value, parts: ConstantParts | null): void {
  if (parts === null) {
    elementsInto(b, e, t, addr);
    return;
  }
  if (parts.sym === 0) zero(b, t, addr);
  else b.emit(Op.Move, Scalar.Void, [addr, b.symAddr(parts.sym)], b.p.types.id(t), 1);
  for (const { e: elem, type, off } of parts.rest) elementInto(b, elem!, type, b.offPtr(addr, off));
}

/** &T{...}: new memory that holds the literal. */
export function literalAddr(b: Builder, e: CompositeLit, t: Type): Value {
  const u = under(t);
  // Elided: the literal itself is the address.
  if (u.kind === TypeKind.Pointer && under(typeOf(b, e)) === u) return literalAddr(b, e, u.elem);
  const addr = b.alloc(t, AllocKind.New);
  if (u.kind === TypeKind.Struct || u.kind === TypeKind.Array) literalInto(b, e, t, addr);
  else b.storeVal(addr, b.ordered.has(e) ? value(b, e) : sliceOrMap(b, e, t), true);
  return addr;
}

function sliceOrMap(b: Builder, e: CompositeLit, t: Type): Val {
  const u = under(t);
  if (u.kind === TypeKind.Map) return mapLit(b, e, t, u);
  assert(u.kind === TypeKind.Slice, 'a literal of a slice');
  const n = elemCount(e);
  const array = new ArrayT(u.elem, n);
  const addr = b.alloc(array, AllocKind.New);
  literalInto(b, e, array, addr);
  return b.scalars(t, [b.as(addr, b.components(t)![0]!.kind), b.int(n), b.int(n)]);
}

/** Builds a literal of a struct or array in memory that nobody knows yet. */
function literalInto(b: Builder, e: CompositeLit, t: Type, addr: Value): void {
  partsInto(b, e, t, addr, constants(b, e, t));
}

/** The same element by element. */
function elementsInto(b: Builder, e: CompositeLit, t: Type, addr: Value): void {
  const u = under(t);
  if (u.kind === TypeKind.Array) {
    arrayInto(b, e, t, addr);
    return;
  }
  assert(u.kind === TypeKind.Struct, 'a literal of a struct');
  const all = e.elemList.length === u.fields.length && !u.fields.some(f => f.name === '_');
  if (!all || b.p.layouts.hasPointers(t)) zero(b, t, addr);
  eachField(e, u, (i, val) => {
    elementInto(b, val, u.fields[i]!.type!, b.offPtr(addr, b.p.layouts.fieldOffset(t, i)));
  });
}

/** Zero as a whole, so that what is read before all parts are there finds no garbage. */
function zero(b: Builder, t: Type, addr: Value): void {
  b.emit(Op.Zero, Scalar.Void, [addr], b.p.types.id(t), 1);
}

function elementInto(b: Builder, e0: Expr, t: Type, addr: Value): void {
  const e = unparen(e0);
  if (e.kind === NodeKind.CompositeLit && !b.ordered.has(e) && b.components(t) === null) {
    const u = under(typeOf(b, e));
    if ((u.kind === TypeKind.Struct || u.kind === TypeKind.Array) && under(t).kind === u.kind) {
      literalInto(b, e, t, addr);
      return;
    }
  }
  b.storeVal(addr, convertForAssign(b, value(b, e), t), true);
}

/** Calls f for each element with the number of its field. */
function eachField(e: CompositeLit, u: Struct, f: (i: number, val: Expr) => void): void {
  e.elemList.forEach((elem, i) => {
    if (elem.kind !== NodeKind.KeyValueExpr) {
      f(i, elem);
      return;
    }
    const { key } = elem;
    assert(key.kind === NodeKind.Name, 'the key of a struct literal is a name');
    f(
      u.fields.findIndex(field => field.name === key.value),
      elem.val,
    );
  });
}

function structParts(b: Builder, e: CompositeLit, t: Type, u: Struct): Val {
  const parts: (Val | null)[] = u.fields.map(() => null);
  eachField(e, u, (i, val) => {
    parts[i] = convertForAssign(b, value(b, val), u.fields[i]!.type!);
  });
  const comps: Value[] = [];
  parts.forEach((x, i) => comps.push(...(x ?? b.zero(u.fields[i]!.type!)).comps!));
  return b.scalars(t, comps);
}

function arrayInto(b: Builder, e: CompositeLit, t: Type, addr: Value): void {
  const u = under(t);
  if (u.kind !== TypeKind.Array) return unreachable('a literal of an array');
  const size = b.p.layouts.size(u.elem);
  if (e.elemList.length < u.len || b.p.layouts.hasPointers(u.elem)) zero(b, t, addr);
  let i = 0;
  for (const elem of e.elemList) {
    let val: Expr = elem;
    if (elem.kind === NodeKind.KeyValueExpr) {
      i = constIndex(elem.key);
      val = elem.val;
    }
    elementInto(b, val, u.elem, b.offPtr(addr, i * size));
    i++;
  }
}

/** So many constant entries of a map are set in a loop (cmd/compile/internal/walk/complit.go). */
const maxEntries = 25;

function mapLit(b: Builder, e: CompositeLit, t: Type, u: MapT): Val {
  const n = e.elemList.length;
  const saved = b.pos;
  b.pos = e.pos;
  const m = b.scalars(t, [b.emit(Op.MakeMap, Scalar.Ptr, [b.int(n)], b.p.types.id(t), n <= 8 ? 1 : 0)]);
  b.pos = saved;
  const rest = n > maxEntries ? constantEntries(b, e, m, u) : e.elemList;
  for (const elem of rest) {
    assert(elem.kind === NodeKind.KeyValueExpr, 'an entry of a map literal has a key');
    order(b, elem.key);
    keepBoxed(b, elem.key, u.key);
    order(b, elem.val);
    keepBoxed(b, elem.val, u.elem);
    const k = convertForAssign(b, value(b, elem.key), u.key);
    const x = convertForAssign(b, value(b, elem.val), u.elem);
    b.storeVal(mapAssign(b, m, k), x);
  }
  return m;
}

/** Sets the entries of a map literal that are constant, in a loop over arrays of them, where there are many; gives the others. */
function constantEntries(b: Builder, e: CompositeLit, m: Val, u: MapT): readonly Expr[] {
  const { p } = b;
  const { layouts } = p;
  const keySize = layouts.size(u.key);
  const elemSize = layouts.size(u.elem);
  const count = e.elemList.length;
  const keys = newReadOnly(count * keySize, layouts.align(u.key));
  const elems = newReadOnly(count * elemSize, layouts.align(u.elem));
  const rest: Expr[] = [];
  let n = 0;
  for (const entry of e.elemList) {
    assert(entry.kind === NodeKind.KeyValueExpr, 'an entry of a map literal has a key');
    const key = newReadOnly(keySize, 1);
    const elem = newReadOnly(elemSize, 1);
    if (
      !writeConstant(p, key, 0, entry.key, u.key, b.subst) ||
      !writeConstant(p, elem, 0, entry.val, u.elem, b.subst)
    ) {
      rest.push(entry);
      continue;
    }
    keys.copyOf(n * keySize, key);
    elems.copyOf(n * elemSize, elem);
    n++;
  }
  if (n <= maxEntries) return e.elemList;
  const keysAddr = b.symAddr(intern(p, keys));
  const elemsAddr = b.symAddr(intern(p, elems));
  const i = b.newVariable(Scalar.I64);
  const head = b.newBlock();
  const body = b.newBlock();
  const done = b.newBlock();
  b.writeVariable(i, b.int(0));
  b.jump(head);
  b.start(head);
  b.branch(b.emit2(Op.LtS, Scalar.I8, b.readVariable(i), b.int(n)), body, done, 1);
  b.startSealed(body);
  const at = (addr: Value, size: number): Value =>
    b.emit2(Op.AddPtr, Scalar.Ptr, addr, b.emit2(Op.Mul, Scalar.I64, b.readVariable(i), b.int(size)));
  const k = b.loadVal(u.key, at(keysAddr, keySize));
  b.storeVal(mapAssign(b, m, k), b.loadVal(u.elem, at(elemsAddr, elemSize)));
  b.writeVariable(i, b.emit2(Op.Add, Scalar.I64, b.readVariable(i), b.int(1)));
  b.jump(head);
  b.seal(head);
  b.startSealed(done);
  return rest;
}
