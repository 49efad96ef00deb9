// Named types: made, unpacked and expanded. An instance takes what its origin has, with its type arguments put in: the
// right-hand side when somebody looks under it, each method when it is looked up.

import type { Pos } from '../base/pos.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import type { Context } from './context.ts';
import { objDecl } from './objdecl.ts';
import { newInterface } from './interface.ts';
import { deref, hasPtrRecv } from './lookup.ts';
import type { Func } from './object.ts';
import { equalFold, isExported, samePkg, TypeName } from './object.ts';
import type { Package } from './package.ts';
import { cloneFunc, cloneSignature, cloneVar, replaceRecvType, subst, SubstMap } from './subst.ts';
import * as TypeKind from './typekind.ts';
import { typeSet } from './typeset.ts';
import type { Signature, Type, TypeParam } from './type.ts';
import { Named, NamedUnpacked, noTypes, Pointer } from './type.ts';

/** The defined type that obj declares. */
export function newNamed(check: Checker | null, obj: TypeName, rhs: Type | null): Named {
  const n = new Named(check, obj, null, noTypes, rhs, null);
  n.state = NamedUnpacked;
  if (obj.type === null) obj.type = n;
  if (check !== null) check.cleaners.push(n);
  return n;
}

/** An instance of orig, not expanded. */
export function newNamedInstance(
  check: Checker | null,
  pos: Pos,
  orig: Named,
  targs: readonly Type[],
  ctxt: Context,
): Named {
  const obj = new TypeName(pos, orig.obj.pkg, orig.obj.name, null);
  const n = new Named(check, obj, orig, targs, null, null);
  n.ctxt = ctxt;
  obj.type = n;
  if (check !== null) check.cleaners.push(n);
  return n;
}

/** The type name of the declaration: that of the origin for an instance. */
export function namedObj(n: Named): TypeName {
  return n.orig.obj;
}

/** The type is an instance of a generic one. */
export function isInstance(n: Named): boolean {
  return n.orig !== n;
}

/** Makes the type parameters and the right-hand side available, and the methods of a type that is no instance. */
export function unpack(n: Named): Named {
  if ((n.state & NamedUnpacked) !== 0) return n;
  if (isInstance(n)) {
    unpack(n.orig);
    n.fromRHS = expandRHS(n);
    n.tparams = n.orig.tparams;
    n.state |= NamedUnpacked;
    return n;
  }
  n.state |= NamedUnpacked; // first, because the loader may come back to this type
  const loader = n.loader;
  if (loader !== null) {
    n.loader = null;
    loader.load(n);
  }
  return n;
}

/** The type parameters of a generic type, and of its instances. */
export function typeParams(n: Named): readonly TypeParam[] {
  return unpack(n).tparams;
}

/** The number of declared methods. */
export function numMethods(n: Named): number {
  return unpack(n.orig).methods.length;
}

/** Declared method i; that of an instance is made when first asked for. */
export function namedMethod(n: Named, i: number): Func {
  unpack(n);
  if (!isInstance(n)) return n.methods[i]!;
  while (n.methods.length <= i) n.methods.push(null);
  let m = n.methods[i]!;
  if (m === null) {
    m = expandMethod(n, i);
    n.methods[i] = m;
  }
  return m;
}

/** The index of the method declared under this name, -1 where there is none. n is no instance, and unpacked. */
export function declaredMethodIndex(n: Named, name: string, foldCase: boolean): number {
  if (name === '_') return -1;
  const methods = n.methods;
  for (let i = 0; i < methods.length; i++) {
    const m = methods[i]!;
    if (m.name === name || (foldCase && equalFold(m.name, name))) return i;
  }
  return -1;
}

/** The index of the declared method that name means in pkg, -1 where there is none. */
export function lookupMethodIndex(n: Named, pkg: Package | null, name: string, foldCase: boolean): number {
  const orig = unpack(n).orig;
  if (orig.methods.length === 0) return -1;
  const i = declaredMethodIndex(orig, name, foldCase);
  if (i < 0 || foldCase) return i;
  return samePkg(n.obj.pkg, pkg) || isExported(name) ? i : -1;
}

/** Method i of the origin with the type arguments put in. */
function expandMethod(n: Named, i: number): Func {
  const origm = namedMethod(n.orig, i);
  const check = n.check;
  if (check !== null) objDecl(check, origm);
  const origSig = origm.type!;
  // In the method's own declaration, func (r T[P]) m(), the receiver's type is an instance too: its method is this one.
  const base = deref(origSig.recv!.type!);
  if (base === n) return origm;
  let sig: Signature = origSig;
  // The lengths differ only after an error.
  if (origSig.rparams.length === n.targs.length) {
    const map = new SubstMap(origSig.rparams, n.targs);
    sig = subst(check, origm.pos, origSig, map, n, n.ctxt!) as Signature;
  }
  if (sig === origSig) sig = cloneSignature(origSig);
  sig.scope = null;
  sig.recv = cloneVar(origSig.recv!, hasPtrRecv(origm) ? new Pointer(n) : n);
  return cloneFunc(origm, sig);
}

/** The right-hand side of the origin's declaration with the type arguments put in. */
function expandRHS(n: Named): Type {
  const orig = n.orig;
  const check = n.check;
  if (n.targs.length !== orig.tparams.length) return Typ.Invalid;
  const rhs = subst(check, n.obj.pos, orig.fromRHS ?? Typ.Invalid, new SubstMap(orig.tparams, n.targs), n, n.ctxt!);
  if (rhs.kind !== TypeKind.Interface) return rhs;
  // The methods of an interface have the named type as their receiver.
  const methods = replaceRecvType(rhs.methods, orig, n);
  if (methods === rhs.methods) return rhs;
  let iface = rhs;
  if (iface === orig.fromRHS) {
    iface = newInterface(check);
    iface.complete = true;
    iface.embeddeds = rhs.embeddeds;
    iface.embedPos = rhs.embedPos;
  }
  iface.methods = methods;
  iface.tset = null;
  if (check === null) typeSet(iface);
  return iface;
}
