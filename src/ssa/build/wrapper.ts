// Functions that only pass a call on: methods through pointers and embedded fields, method values, ABI wrappers. recover()
// and stack traces look through them.

import { assert } from '../../diag/internal-error.ts';
import * as Abi from '../../obj/abi.ts';
import { interfaceMethodOffset } from '../../rtype/descriptor.ts';
import { lookupFieldOrMethod } from '../../types/lookup.ts';
import * as Typ from '../../types/basic.ts';
import { compareObjects, type Func as FuncObj } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import { SubstMap, subst } from '../../types/subst.ts';
import * as TypeKind from '../../types/typekind.ts';
import { typeSet } from '../../types/typeset.ts';
import { type Interface, Pointer, type Signature, type Struct, type Type } from '../../types/type.ts';
import { unalias, under } from '../../types/under.ts';
import { Func, type Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import { clean } from '../passes/clean.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import { type FuncSig, MarkIfaceMethod } from '../sig.ts';
import type { SymId } from '../symbols.ts';
import { Builder, type Val } from './builder.ts';
import { ret } from './func.ts';
import { findsMethods } from './reflection.ts';
import { structOf } from './variables.ts';

function same(t: Type): Type {
  return t;
}

/** A builder for a function of the compiler's making. */
function start(p: Program, sym: SymId, sig: FuncSig): Builder {
  const f = new Func(sym, sig, p.info);
  f.wrapper = true;
  f.dupok = true;
  return new Builder(p, f, same);
}

/** Parameter i of the function at hand, of type t. */
function param(b: Builder, i: number, t: Type): Val {
  const comps = b.components(t);
  if (comps === null) return b.inMemory(t, b.emit(Op.ParamAddr, Scalar.Ptr, [], 0, i));
  return b.scalars(
    t,
    comps.map((c, k) => b.emit(Op.Param, c.kind, [], 0, i, k)),
  );
}

function pass(args: Value[], x: Val): void {
  if (x.comps === null) args.push(x.addr);
  else for (const v of x.comps) args.push(v);
}

function done(b: Builder): Func {
  clean(b.p, b.f);
  return b.f;
}

/** What a method takes and gives, seen from a receiver of type recv. */
function methodSignature(p: Program, recv: Type, method: FuncObj): { params: Type[]; results: Type[] } {
  const found = lookupFieldOrMethod(recv, true, method.pkg, method.name, false).obj;
  const fn = found !== null && found.kind === ObjKind.Func ? found : method;
  const sig = fn.type as Signature;
  const base = unalias(recv);
  const named = base.kind === TypeKind.Pointer ? unalias(base.elem) : base;
  const targs = named.kind === TypeKind.Named ? named.targs : [];
  // A method that was found as it is declared still has the parameters of its receiver's type.
  const open = sig.rparams.length > 0 && sig.rparams.length === targs.length;
  const map = open ? new SubstMap(sig.rparams, targs) : null;
  const type = (t: Type): Type => (map === null ? t : subst(null, 0, t, map, null, p.source.context));
  return {
    params: sig.params.vars.map(v => type(v.type!)),
    results: sig.results.vars.map(v => type(v.type!)),
  };
}

/** Follows embedded fields and calls the method; returns what it returns. */
function callMethod(b: Builder, recv0: Val, method: FuncObj, params: readonly Val[], results: readonly Type[]): void {
  const { p } = b;
  let recv = recv0;
  // An interface holds the address of a pointer to memory outside the heap: there is a method of **T then.
  const u0 = under(recv.type);
  if (u0.kind === TypeKind.Pointer && unalias(u0.elem).kind === TypeKind.Pointer) {
    const addr = recv.comps![0]!;
    b.emit1(Op.NilCheck, Scalar.Void, addr);
    recv = b.loadVal(u0.elem, addr);
  }
  const found = lookupFieldOrMethod(recv.type, true, method.pkg, method.name, false);
  assert(found.obj !== null && found.obj.kind === ObjKind.Func, `the method ${method.name} is there`);
  const index = found.index!;
  if (findsMethods(method.name, found.obj.type!)) b.f.reflectMethod = true;
  const args: Value[] = [];
  // `at` is the address of the value at hand, where it has one that counts.
  let x: Val | null = recv;
  let at: Value = 0;
  let t = recv.type;
  const deref = (): void => {
    const u = under(t);
    if (u.kind !== TypeKind.Pointer) return;
    at = (x ?? b.loadVal(t, at)).comps![0]!;
    b.emit1(Op.NilCheck, Scalar.Void, at);
    x = null;
    t = u.elem;
  };
  for (let i = 0; i + 1 < index.length; i++) {
    deref();
    const u = under(t) as Struct;
    if (x !== null) {
      at = x.comps === null ? x.addr : b.toMemory(x);
      x = null;
    }
    at = b.offPtr(at, p.layouts.fieldOffset(u, index[i]!));
    t = u.fields[index[i]!]!.type!;
  }
  const iface = under(t);
  if (iface.kind === TypeKind.Interface) {
    emitInter(b, x ?? b.loadVal(t, at), iface, method, params, results);
    return;
  }
  const wantsPtr = unalias((found.obj.type as Signature).recv!.type!).kind === TypeKind.Pointer;
  const isPtr = under(t).kind === TypeKind.Pointer && unalias(t).kind === TypeKind.Pointer;
  let receiver: Val;
  let recvType: Type;
  if (wantsPtr) {
    recvType = isPtr ? t : new Pointer(t);
    if (isPtr) receiver = x ?? b.loadVal(t, at);
    else receiver = b.scalars(recvType, [x === null ? at : b.toMemory(x)]);
  } else {
    if (isPtr) {
      // p.T.M called through a nil *T says so.
      at = (x ?? b.loadVal(t, at)).comps![0]!;
      x = null;
      t = (unalias(t) as { elem: Type }).elem;
      if (index.length === 1) nilReceiver(b, at);
      else b.emit1(Op.NilCheck, Scalar.Void, at);
    }
    recvType = t;
    receiver = x ?? b.loadVal(t, at);
  }
  const sym = p.methodSym(recvType, found.obj, [index[index.length - 1]!]);
  const paramTypes = params.map(v => v.type);
  const info = { sym, sig: p.sig(recvType, paramTypes, results), effects: null, implicit: false, keepAlive: false };
  pass(args, receiver);
  for (const v of params) pass(args, v);
  ret(b, b.results(b.call(Op.CallStatic, info, args), info, results));
}

function nilReceiver(b: Builder, ptr: Value): void {
  const bad = b.newBlock();
  const ok = b.newBlock();
  b.branch(b.emit2(Op.Eq, Scalar.I8, ptr, b.nil()), bad, ok, -1);
  b.startSealed(bad);
  b.rtcall('panicwrap', []);
  b.exit();
  b.startSealed(ok);
}

/** Calls a method of an interface value and returns its results. */
function emitInter(
  b: Builder,
  x: Val,
  iface: Interface,
  method: FuncObj,
  params: readonly Val[],
  results: readonly Type[],
): void {
  const { p } = b;
  const [tab, data] = x.comps!;
  const methods = [...typeSet(iface).methods].sort(compareObjects);
  const i = methods.findIndex(m => m.name === method.name && (m.exported() || m.pkg === method.pkg));
  assert(i >= 0, 'the interface has the method');
  b.f.marks.push({ kind: MarkIfaceMethod, sym: p.typeSym(x.type), add: interfaceMethodOffset(p.layouts, x.type, i) });
  const ptr = b.as(tab!, Scalar.Ptr);
  b.emit1(Op.NilCheck, Scalar.Void, ptr);
  // An itab: type, interface, hash, then the methods' addresses.
  const code = b.load(Scalar.I64, ptr, 3 * p.layouts.ptrSize + i * p.layouts.ptrSize);
  const paramTypes = params.map(v => v.type);
  const info = {
    sym: 0,
    sig: p.sig(Typ.UnsafePointer, paramTypes, results),
    effects: null,
    implicit: false,
    keepAlive: false,
  };
  const args: Value[] = [code, data!];
  for (const v of params) pass(args, v);
  ret(b, b.results(b.call(Op.CallInter, info, args), info, results));
}

/** Makes the function of a MethodWrapper recipe. */
export function buildMethodWrapper(p: Program, sym: SymId): Func {
  const recipe = p.syms.recipes[sym]!;
  assert(recipe.kind === Recipe.MethodWrapper, 'a wrapper around a method');
  const { recv, method } = recipe;
  const { params, results } = methodSignature(p, recv, method);
  const b = start(p, sym, p.sig(recv, params, results));
  callMethod(
    b,
    param(b, 0, recv),
    method,
    params.map((t, i) => param(b, i + 1, t)),
    results,
  );
  return done(b);
}

/** Makes the function of a MethodValue recipe: its context is {code, receiver}. */
export function buildMethodValue(p: Program, sym: SymId): Func {
  const recipe = p.syms.recipes[sym]!;
  assert(recipe.kind === Recipe.MethodValue, 'a method value');
  const { recv, method } = recipe;
  const { params, results } = methodSignature(p, recv, method);
  const b = start(p, sym, p.sig(null, params, results));
  b.f.needsContext = true;
  b.f.isClosure = true;
  const context = b.emit(Op.ClosurePtr, Scalar.Ptr, []);
  const record = structOf([Typ.Uintptr, recv]);
  callMethod(
    b,
    b.loadVal(recv, b.offPtr(context, p.layouts.fieldOffset(record, 1))),
    method,
    params.map((t, i) => param(b, i, t)),
    results,
  );
  return done(b);
}

/** Makes the function of an AbiWrapper recipe. */
export function buildAbiWrapper(p: Program, sym: SymId): Func {
  const recipe = p.syms.recipes[sym]!;
  assert(recipe.kind === Recipe.AbiWrapper, 'a wrapper between ABIs');
  const sig = recipe.fn.type!;
  const abi = p.syms.abis[sym]!;
  const b = start(p, sym, p.sigOf(sig, abi));
  b.f.abiWrapper = true;
  b.f.pragma = PragmaFlag.Nosplit;
  const types = sig.params.vars.map(v => v.type!);
  if (sig.recv !== null) types.unshift(sig.recv.type!);
  const args: Value[] = [];
  types.forEach((t, i) => pass(args, param(b, i, t)));
  const other = abi === Abi.ABI0 ? Abi.ABIInternal : Abi.ABI0;
  const info = { sym: recipe.target, sig: p.sigOf(sig, other), effects: null, implicit: false, keepAlive: false };
  const call = b.call(Op.CallStatic, info, args);
  ret(
    b,
    b.results(
      call,
      info,
      sig.results.vars.map(v => v.type!),
    ),
  );
  return done(b);
}
