// Selectors: fields, methods as receivers of calls, method values, method expressions.

import { assert } from '../../diag/internal-error.ts';
import type { SelectorExpr } from '../../syntax/nodes.ts';
import * as Abi from '../../obj/abi.ts';
import * as Typ from '../../types/basic.ts';
import { deref as derefType, hasPtrRecv, lookupFieldOrMethod } from '../../types/lookup.ts';
import { type Func as FuncObj, newField } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import { isInterface, isTypeParam } from '../../types/predicates.ts';
import type { Selection } from '../../types/selection.ts';
import * as TypeKind from '../../types/typekind.ts';
import { Pointer, Struct, type Type } from '../../types/type.ts';
import { asNamed, unalias, under } from '../../types/under.ts';
import * as AllocKind from '../allockind.ts';
import * as Op from '../op.generated.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { deref, load, locate, typeOf } from './expr.ts';

/** Field i of a struct, which is located: so is the field. */
export function field(b: Builder, x: Val, i: number): Val {
  const s = under(x.type);
  assert(s.kind === TypeKind.Struct, 'a struct has fields');
  const t = s.fields[i]!.type!;
  if (x.comps === null) return b.inMemory(t, b.offPtr(x.addr, b.p.layouts.fieldOffset(x.type, i)));
  let first = 0;
  for (let k = 0; k < i; k++) first += b.components(s.fields[k]!.type!)!.length;
  return b.scalars(t, x.comps.slice(first, first + b.components(t)!.length));
}

/** Field i of a struct or of what a pointer to one points to. */
function step(b: Builder, x: Val, i: number): Val {
  return field(b, under(x.type).kind === TypeKind.Pointer ? deref(b, load(b, x)) : x, i);
}

/** x.f, located. */
export function fieldLocate(b: Builder, e: SelectorExpr, sel: Selection): Val {
  let x = locate(b, e.x);
  for (const i of sel.index) x = step(b, x, i);
  return x;
}

/** A method with the receiver that it is called with. */
export interface BoundMethod {
  /** The receiver as the method takes it; for a method of an interface the interface value. */
  readonly recv: Val;
  readonly fn: FuncObj;
  /** The type arguments of the receiver's type. */
  readonly targs: readonly Type[];
  readonly isInterface: boolean;
}

/** The method of x.M with x as its receiver, after embedded fields, & and *. */
export function boundMethod(b: Builder, e: SelectorExpr): BoundMethod {
  const sel = e.selection as Selection;
  return bindMethod(b, locate(b, e.x), sel);
}

/** The method that a selection stands for in a value of type t; a constraint's method is that of the type argument. */
export function selectedMethod(
  sel: Selection,
  t: Type,
  addressable: boolean,
): { readonly fn: FuncObj; readonly index: readonly number[] } {
  let { obj, index } = sel;
  if (isTypeParam(sel.recv)) {
    const found = lookupFieldOrMethod(t, addressable, obj.pkg, obj.name, false);
    assert(found.obj !== null, 'a type argument has the methods of its constraint');
    obj = found.obj;
    index = found.index!;
  }
  assert(obj.kind === ObjKind.Func, 'a method');
  return { fn: obj, index };
}

/** The method that a selection finds in x, which is located. */
export function bindMethod(b: Builder, x0: Val, sel: Selection): BoundMethod {
  let x = x0;
  const { fn, index } = selectedMethod(sel, x.type, true);
  for (let i = 0; i + 1 < index.length; i++) x = step(b, x, index[i]!);
  const t = x.type;
  if (isInterface(t)) return { recv: load(b, x), fn, targs: [], isInterface: true };
  const isPtr = unalias(t).kind === TypeKind.Pointer;
  const named = asNamed(derefType(t));
  assert(named !== null, 'methods are declared with defined types');
  let recv: Val;
  if (hasPtrRecv(fn)) {
    if (isPtr) {
      recv = load(b, x);
    } else {
      assert(x.comps === null, 'a variable with an address');
      const ptr = new Pointer(t);
      recv = b.scalars(ptr, [b.as(x.addr, b.components(ptr)![0]!.kind)]);
    }
  } else {
    recv = load(b, isPtr ? deref(b, load(b, x)) : x);
  }
  return { recv, fn, targs: named.targs, isInterface: false };
}

/** x.M as a function: a closure over the receiver. */
export function methodValue(b: Builder, e: SelectorExpr): Val {
  const { recv, fn, isInterface: dynamic } = boundMethod(b, e);
  const { p } = b;
  if (dynamic) b.emit(Op.NilCheck, Scalar.Void, [recv.comps![0]!]);
  const name = p.names.methodSymbol(recv.type, fn.pkg, fn.name);
  const code = p.syms.lookup(`${name}-fm`, Abi.ABIInternal);
  p.syms.define(code, { kind: Recipe.MethodValue, recv: recv.type, method: fn });
  const record = new Struct([newField(0, null, 'F', Typ.Uintptr, false), newField(0, null, 'R', recv.type, false)], []);
  const addr = b.alloc(record, AllocKind.Closure);
  b.store(addr, 0, b.emit(Op.SymAddr, Scalar.I64, [], code));
  b.storeVal(b.offPtr(addr, p.layouts.fieldOffset(record, 1)), recv, true);
  return b.scalars(typeOf(b, e), [addr]);
}

/** T.M as a function. */
export function methodExpr(b: Builder, e: SelectorExpr, sel: Selection): Val {
  const { p } = b;
  const recv = b.subst(sel.recv);
  const { fn, index } = selectedMethod(sel, recv, false);
  return b.scalars(typeOf(b, e), [b.symAddr(p.funcValue(p.methodSym(recv, fn, index)))]);
}
