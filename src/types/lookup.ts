// Fields and methods: what `x.f` finds through embedded fields, and whether a type has the methods of an interface.

import { assert, unreachable } from '../diag/internal-error.ts';
import * as Typ from './basic.ts';
import type { Cause } from './cause.ts';
import type { Checker } from './checker.ts';
import { implements_ } from './instantiate.ts';
import { lookupMethodIndex, namedMethod } from './named.ts';
import { objDecl } from './objdecl.ts';
import type { Func, Var } from './object.ts';
import { sameId } from './object.ts';
import * as ObjKind from './objkind.ts';
import type { Package } from './package.ts';
import { identical, isInterface, isTypeParam, isValid } from './predicates.ts';
import * as TypeKind from './typekind.ts';
import { methodIndex, typeSet } from './typeset.ts';
import type { Interface, Named, Struct, Type } from './type.ts';
import { funcString, typeString } from './typestring.ts';
import { unalias, under } from './under.ts';

/**
 * What a lookup found. Where `obj` is null nothing fits: a non-null `index` then says that the name is ambiguous, and
 * `indirect` that there is a method with a pointer receiver, but no pointer and no variable.
 */
export class Lookup {
  readonly obj: Var | Func | null;
  /** The way through embedded fields, then the field in its struct or the method in its type. */
  readonly index: readonly number[] | null;
  /** There is a pointer on the way. */
  readonly indirect: boolean;

  constructor(obj: Var | Func | null, index: readonly number[] | null, indirect: boolean) {
    this.obj = obj;
    this.index = index;
    this.indirect = indirect;
  }
}

const notFound = new Lookup(null, null, false);
const pointerNeeded = new Lookup(null, null, true);

/**
 * Finds the field or method called name, as seen from pkg, in a value of type t, or in a variable if addressable. A method's
 * type may not be known yet: call objDecl before reading it. With foldCase, case does not matter, nor does pkg.
 */
export function lookupFieldOrMethod(
  t: Type,
  addressable: boolean,
  pkg: Package | null,
  name: string,
  foldCase: boolean,
): Lookup {
  // A defined pointer type has the fields of what it points to, and no methods.
  const u = unalias(t);
  if (u.kind === TypeKind.Named) {
    const p = under(u);
    if (p.kind === TypeKind.Pointer) {
      const found = lookupFieldOrMethodImpl(p, false, pkg, name, foldCase);
      return found.obj !== null && found.obj.kind === ObjKind.Func ? notFound : found;
    }
  }
  return lookupFieldOrMethodImpl(u, addressable, pkg, name, foldCase);
}

/** A type to be searched at the current depth. */
class Embedded {
  readonly type: Type;
  readonly index: readonly number[];
  readonly indirect: boolean;
  /** The type occurs more than once at this depth, so what it has is ambiguous. */
  multiples: boolean;

  constructor(type: Type, index: readonly number[], indirect: boolean, multiples: boolean) {
    this.type = type;
    this.index = index;
    this.indirect = indirect;
    this.multiples = multiples;
  }
}

/** Like lookupFieldOrMethod, but finds nothing below a defined pointer type. Breadth first: the shallowest depth wins. */
function lookupFieldOrMethodImpl(
  t: Type,
  addressable: boolean,
  pkg: Package | null,
  name: string,
  foldCase: boolean,
): Lookup {
  if (name === '_') return notFound;
  const start = unalias(t);
  const isPtr = start.kind === TypeKind.Pointer;
  const base = isPtr ? (start.elem ?? Typ.Invalid) : start;
  // A pointer to an interface, or to a type parameter, has no methods.
  if (isPtr && under(base).kind === TypeKind.Interface) return notFound;

  // Nearly always it is found, or is not there, at depth 0.
  const direct = lookupDirect(unalias(base), isPtr, addressable, pkg, name, foldCase);
  if (direct !== null) return direct;

  let current: Embedded[] = [new Embedded(base, [], isPtr, false)];
  const seen: Named[] = [];
  while (current.length > 0) {
    let next: Embedded[] | null = null;
    let obj: Var | Func | null = null;
    let index: readonly number[] = [];
    let indirect = false;

    for (const e of current) {
      const type = unalias(e.type);
      if (type.kind === TypeKind.Named) {
        if (contains(seen, type)) continue; // it was there at a lesser depth
        seen.push(type);
        const i = lookupMethodIndex(type, pkg, name, foldCase);
        if (i >= 0) {
          index = [...e.index, i];
          if (obj !== null || e.multiples) return new Lookup(null, index, false);
          obj = namedMethod(type, i);
          indirect = e.indirect;
          continue;
        }
      }
      const u = under(type);
      if (u.kind === TypeKind.Struct) {
        const fields = u.fields;
        for (let i = 0; i < fields.length; i++) {
          const f = fields[i]!;
          if (sameId(f, pkg, name, foldCase)) {
            index = [...e.index, i];
            if (obj !== null || e.multiples) return new Lookup(null, index, false);
            obj = f;
            indirect = e.indirect;
          } else if (f.embedded && obj === null) {
            // Only named types, structs and interfaces have something to find.
            const ft = unalias(f.type ?? Typ.Invalid);
            const ptr = ft.kind === TypeKind.Pointer;
            const target = ptr ? ft.elem : ft;
            next ??= [];
            next.push(new Embedded(target, [...e.index, i], e.indirect || ptr, e.multiples));
          }
        }
      } else if (u.kind === TypeKind.Interface) {
        const methods = typeSet(u).methods;
        const i = methodIndex(methods, pkg, name, foldCase);
        if (i >= 0) {
          index = [...e.index, i];
          if (obj !== null || e.multiples) return new Lookup(null, index, false);
          obj = methods[i]!;
          indirect = e.indirect;
        }
      }
    }

    if (obj !== null) {
      if (obj.kind === ObjKind.Func && !indirect && !addressable && hasPtrRecv(obj)) return pointerNeeded;
      return new Lookup(obj, index, indirect);
    }
    if (next === null) break;
    current = consolidateMultiples(next);
  }
  return notFound;
}

/** The lists of one index, shared by all lookups. */
const oneIndex: readonly (readonly number[])[] = Array.from({ length: 64 }, (_, i) => [i]);

function indexOf(i: number): readonly number[] {
  return i < oneIndex.length ? oneIndex[i]! : [i];
}

/** A lookup that finds something at depth 0, or that has no embedded fields to go on with; else null. */
function lookupDirect(
  base: Type,
  isPtr: boolean,
  addressable: boolean,
  pkg: Package | null,
  name: string,
  foldCase: boolean,
): Lookup | null {
  if (base.kind === TypeKind.Named) {
    const i = lookupMethodIndex(base, pkg, name, foldCase);
    if (i >= 0) {
      const m = namedMethod(base, i);
      if (!isPtr && !addressable && hasPtrRecv(m)) return pointerNeeded;
      return new Lookup(m, indexOf(i), isPtr);
    }
  }
  const u = under(base);
  switch (u.kind) {
    case TypeKind.Struct: {
      const fields = u.fields;
      let found = -1;
      let embedded = false;
      for (let i = 0; i < fields.length; i++) {
        const f = fields[i]!;
        if (f.embedded) embedded = true;
        if (!sameId(f, pkg, name, foldCase)) continue;
        if (found >= 0) return new Lookup(null, indexOf(i), false);
        found = i;
      }
      if (found >= 0) return new Lookup(fields[found]!, indexOf(found), isPtr);
      return embedded ? null : notFound;
    }
    case TypeKind.Interface: {
      const methods = typeSet(u).methods;
      const i = methodIndex(methods, pkg, name, foldCase);
      // That of an interface has no pointer receiver.
      return i < 0 ? notFound : new Lookup(methods[i]!, indexOf(i), isPtr);
    }
    default:
      return notFound;
  }
}

function contains(list: readonly Named[], t: Named): boolean {
  for (let i = 0; i < list.length; i++) if (identical(list[i]!, t)) return true;
  return false;
}

/** Joins entries of one type, which then is there several times. */
function consolidateMultiples(list: Embedded[]): Embedded[] {
  if (list.length <= 1) return list;
  const out: Embedded[] = [];
  for (const e of list) {
    let same: Embedded | null = null;
    for (const o of out) {
      if (identical(o.type, e.type)) {
        same = o;
        break;
      }
    }
    if (same === null) out.push(e);
    else same.multiples = true;
  }
  return out;
}

/** The element type of a pointer type that has no name, else the type itself. */
export function deref(t: Type): Type {
  const u = unalias(t);
  return u.kind === TypeKind.Pointer ? (u.elem ?? Typ.Invalid) : t;
}

/** The struct type that t points to (both may have names); else t. */
export function derefStructPtr(t: Type): Type {
  const u = under(t);
  return u.kind === TypeKind.Pointer && under(u.elem).kind === TypeKind.Struct ? u.elem : t;
}

/** Whether the method f has a receiver of the form *T. */
export function hasPtrRecv(f: Func): boolean {
  // Before the method was checked the resolver's word holds.
  const sig = f.type;
  if (sig !== null && sig.recv !== null && sig.recv.type !== null) {
    return unalias(sig.recv.type).kind === TypeKind.Pointer;
  }
  return f.ptrRecv;
}

/** The index of the field called name, as seen from pkg; -1 where there is none. */
export function fieldIndex(fields: readonly Var[], pkg: Package | null, name: string, foldCase: boolean): number {
  if (name !== '_') {
    for (let i = 0; i < fields.length; i++) if (sameId(fields[i]!, pkg, name, foldCase)) return i;
  }
  return -1;
}

const Ok = 0;
const NotFound = 1;
const WrongName = 2;
const Unexported = 3;
const WrongSig = 4;
const AmbigSel = 5;
const PtrRecv = 6;
const Field = 7;

/** A method that a type lacks, or has otherwise. */
export interface Missing {
  readonly method: Func;
  /** The method is there, with another signature or a pointer receiver. */
  readonly wrongType: boolean;
}

/** How the signatures of two methods are compared. */
export type Equivalent = (x: Type, y: Type) => boolean;

/**
 * The first method of the interface t that v lacks; null where v has all. If v is an interface and isStatic is false, methods
 * that v lacks do not count, because its dynamic type may have them. cause takes the explanation in parentheses.
 */
export function missingMethod(
  check: Checker | null,
  v: Type,
  t: Type,
  isStatic: boolean,
  equivalent: Equivalent,
  cause: Cause | null,
): Missing | null {
  const methods = typeSet(under(t) as Interface).methods;
  if (methods.length === 0) return null;
  let state: number = Ok;
  let m: Func = methods[0]!;
  let f: Func | null = null;

  const u = under(v);
  if (u.kind === TypeKind.Interface) {
    const vmethods = typeSet(u).methods;
    for (m of methods) {
      const i = methodIndex(vmethods, m.pkg, m.name, false);
      f = i < 0 ? null : vmethods[i]!;
      if (f === null) {
        if (!isStatic) continue;
        state = NotFound;
        break;
      }
      if (f !== m && !equivalent(f.type!, m.type!)) {
        state = WrongSig;
        break;
      }
    }
  } else {
    for (m of methods) {
      const found = lookupFieldOrMethodImpl(v, false, m.pkg, m.name, false);
      const obj = found.obj;
      if (obj === null) {
        if (found.index !== null) state = AmbigSel;
        else if (found.indirect) state = PtrRecv;
        else {
          state = NotFound;
          if (cause !== null) {
            const folded = lookupFieldOrMethodImpl(v, false, m.pkg, m.name, true).obj;
            f = folded !== null && folded.kind === ObjKind.Func ? folded : null;
            // The same name that was not found before belongs to another package.
            if (f !== null) state = f.name === m.name ? Unexported : WrongName;
          }
        }
        break;
      }
      if (obj.kind !== ObjKind.Func) {
        f = null;
        state = Field;
        break;
      }
      f = obj;
      if (check !== null) objDecl(check, f);
      if (!equivalent(f.type!, m.type!)) {
        state = WrongSig;
        break;
      }
    }
  }
  if (state === Ok) return null;
  if (cause !== null) {
    if (f !== null && check !== null) objDecl(check, f);
    cause.text = missingCause(check, state, v, t, m, f);
  }
  return { method: m, wrongType: state === WrongSig || state === PtrRecv };
}

function missingCause(check: Checker | null, state: number, v: Type, t: Type, m: Func, f: Func | null): string {
  const qualifier = check === null ? null : check.qualifier;
  const name = m.name;
  switch (state) {
    case NotFound:
      if (isInterfacePtr(v)) return `(${interfacePtrError(check, v)})`;
      if (isInterfacePtr(t)) return `(${interfacePtrError(check, t)})`;
      return `(missing method ${name})`;
    case Unexported:
      return `(unexported method ${name})`;
    case AmbigSel:
      return `(ambiguous selector ${typeString(v, qualifier)}.${name})`;
    case PtrRecv:
      return `(method ${name} has pointer receiver)`;
    case Field:
      return `(${typeString(v, qualifier)}.${name} is a field, not a method)`;
    case WrongName:
    case WrongSig: {
      assert(f !== null, 'there is another method');
      let have = funcString(f, qualifier, false);
      let want = funcString(m, qualifier, false);
      if (state === WrongName) return `(missing method ${name})\n\t\thave ${have}\n\t\twant ${want}`;
      if (have === want) {
        have = funcString(f, qualifier, true);
        want = funcString(m, qualifier, true);
      }
      // Still the same where type parameters of one name are meant; then a comparison would only confuse.
      if (have === want) return `(wrong type for method ${name})`;
      return `(wrong type for method ${name})\n\t\thave ${have}\n\t\twant ${want}`;
    }
    default:
      return unreachable('a state of missingMethod');
  }
}

/** Whether v has all methods of the interface t; an invalid v, or one that embeds what is invalid, passes. */
export function hasAllMethods(
  check: Checker | null,
  v: Type,
  t: Type,
  isStatic: boolean,
  equivalent: Equivalent,
  cause: Cause | null,
): boolean {
  if (!isValid(v)) return true;
  return missingMethod(check, v, t, isStatic, equivalent, cause) === null || hasInvalidEmbeddedFields(v, null);
}

function hasInvalidEmbeddedFields(t: Type, seen: Set<Struct> | null): boolean {
  const s = under(derefStructPtr(t));
  if (s.kind !== TypeKind.Struct || (seen !== null && seen.has(s))) return false;
  seen ??= new Set();
  seen.add(s);
  for (const f of s.fields) {
    if (f.embedded && (!isValid(f.type!) || hasInvalidEmbeddedFields(f.type!, seen))) return true;
  }
  return false;
}

/** The underlying type is a pointer to an interface or to a type parameter. */
export function isInterfacePtr(t: Type): boolean {
  const u = under(t);
  return u.kind === TypeKind.Pointer && isInterface(u.elem);
}

/** What is wrong with using such a pointer as an interface. */
export function interfacePtrError(check: Checker | null, t: Type): string {
  const u = under(t);
  assert(u.kind === TypeKind.Pointer, 'a pointer to an interface');
  const s = typeString(t, check === null ? null : check.qualifier);
  if (isTypeParam(u.elem)) return `type ${s} is pointer to type parameter, not type parameter`;
  return `type ${s} is pointer to interface, not interface`;
}

/** Whether x.(t) may succeed for an x of the interface type v. */
export function assertableTo(check: Checker | null, v: Type, t: Type, cause: Cause | null): boolean {
  if (isInterface(t)) return true;
  return hasAllMethods(check, t, v, false, identical, cause);
}

/** Like assertableTo, for interfaces with type sets as well. */
export function newAssertableTo(check: Checker | null, v: Type, t: Type, cause: Cause | null): boolean {
  if (isInterface(t)) return true;
  return implements_(check, t, v, false, cause);
}
