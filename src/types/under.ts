// Underlying types, and common underlying types of the type set of a type parameter.

import * as ChanDir from '../syntax/chandir.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { unpack } from './named.ts';
import { identical } from './predicates.ts';
import { typeParamIface } from './typeparam.ts';
import * as TypeKind from './typekind.ts';
import { hasTerms, typeSet } from './typeset.ts';
import type { Alias, Chan, Named, Type, TypeParam } from './type.ts';
import { NamedHasUnder } from './type.ts';
import { typeString } from './typestring.ts';

/** The type behind all aliases. */
export function unalias(t: Type): Type {
  if (t.kind !== TypeKind.Alias) return t;
  return t.actual ?? resolveAlias(t);
}

function resolveAlias(first: Alias): Type {
  let t: Type | null = first;
  while (t !== null && t.kind === TypeKind.Alias) t = t.fromRHS;
  // The right-hand side is missing only while the declaration is being checked; then nothing is remembered.
  if (t === null) return Typ.Invalid;
  first.actual = t;
  return t;
}

/** The Named behind any aliases, or null. */
export function asNamed(t: Type): Named | null {
  const u = unalias(t);
  return u.kind === TypeKind.Named ? u : null;
}

/** The type parameter behind any aliases, or null. */
export function asTypeParam(t: Type): TypeParam | null {
  const u = unalias(t);
  return u.kind === TypeKind.TypeParam ? u : null;
}

/**
 * The underlying type: never Named, Alias or TypeParam. That of a type parameter is its constraint interface, so who treats
 * interfaces must look whether the type is a type parameter.
 */
export function under(t: Type): Type {
  switch (t.kind) {
    case TypeKind.Named:
      return t.underlying ?? resolveUnderlying(t);
    case TypeKind.Alias:
      return under(unalias(t));
    case TypeKind.TypeParam:
      return typeParamIface(t);
    default:
      return t;
  }
}

/**
 * Follows right-hand sides to the first type that is neither Named nor Alias; every Named on the way gets it. Declarations
 * that form a ring were made invalid before (cycles.ts).
 */
function resolveUnderlying(named: Named): Type {
  const path: Named[] = [];
  let rhs: Type | null = named;
  let found: Type | null = null;
  while (found === null) {
    if (rhs === null) found = Typ.Invalid;
    else if (rhs.kind === TypeKind.Alias) rhs = unalias(rhs);
    else if (rhs.kind !== TypeKind.Named) found = rhs.kind === TypeKind.TypeParam ? Typ.Invalid : rhs;
    else if (rhs.underlying !== null) found = rhs.underlying;
    else {
      path.push(rhs);
      unpack(rhs);
      rhs = rhs.fromRHS;
    }
  }
  for (const n of path) {
    n.underlying = found;
    n.state |= NamedHasUnder;
  }
  return found;
}

/** Whether f holds for the underlying type of t, or of each specific type of t's type set when t is a type parameter. */
export function underIs(t: Type, f: (u: Type | null) => boolean): boolean {
  return all(t, (_, u) => f(u));
}

/**
 * Whether f holds for t and its underlying type, or, when t is a type parameter, for each specific type of its type set;
 * f is called with (null, null) if there are no specific types.
 */
export function all(t: Type, f: (t: Type | null, u: Type | null) => boolean): boolean {
  const p = asTypeParam(t);
  if (p === null) return f(t, under(t));
  const set = typeSet(typeParamIface(p));
  if (!hasTerms(set)) return f(null, null);
  for (const term of set.terms) {
    // ~x has x for underlying type
    const type = term.type!;
    if (!f(type, term.tilde ? unalias(type) : under(type))) return false;
  }
  return true;
}

/** Why types do not go together: text with types in it, worded only when somebody wants to read it. */
export class Reason {
  private readonly parts: readonly (string | Type)[];

  constructor(parts: readonly (string | Type)[]) {
    this.parts = parts;
  }

  /** Nothing more can be said. */
  isEmpty(): boolean {
    return this.parts.length === 0;
  }

  /** The text, types qualified as check does. */
  text(check: Checker | null): string {
    const qualifier = check === null ? null : check.qualifier;
    let s = '';
    for (const p of this.parts) s += typeof p === 'string' ? p : typeString(p, qualifier);
    return s;
  }
}

/** A reason that says nothing. */
export const emptyReason: Reason = new Reason([]);

/** The common underlying type, or why there is none. Exactly one is null. */
export interface CommonUnder {
  readonly type: Type | null;
  readonly err: Reason | null;
}

/**
 * The underlying type that all types of t's type set have in common; of channels the most restricted direction counts. A t
 * that is no type parameter has the type set {t}. Each pair of type and underlying type must first satisfy cond, if given;
 * it is called with (null, null) if there are no specific types.
 */
export function commonUnder(t: Type, cond: ((t: Type | null, u: Type | null) => Reason | null) | null): CommonUnder {
  let common: Type | null = null;
  let from: Type | null = null;
  let err: Reason | null = null;
  all(t, (type, u) => {
    if (cond !== null) {
      err = cond(type, u);
      if (err !== null) return false;
    }
    if (type === null || u === null) {
      err = new Reason(['no specific type']);
      return false;
    }
    if (common === null || from === null) {
      common = u;
      from = type;
      return true;
    }
    if (common.kind === TypeKind.Chan && u.kind === TypeKind.Chan) {
      const narrower = narrowerChan(common, u);
      if (narrower === null) {
        const what = identical(common.elem, u.elem) ? ' have conflicting directions' : ' have different element types';
        err = new Reason(['channels ', from, ' and ', type, what]);
        return false;
      }
      if (narrower !== common) {
        common = narrower;
        from = type;
      }
      return true;
    }
    if (identical(common, u)) return true;
    err = new Reason([from, ' and ', type, ' have different underlying types']);
    return false;
  });
  return err === null ? { type: common, err: null } : { type: null, err };
}

/** The channel type with the more restricted direction, x if they are equal; null if they conflict. */
function narrowerChan(x: Chan, y: Chan): Chan | null {
  if (!identical(x.elem, y.elem)) return null;
  if (x.dir === y.dir || y.dir === ChanDir.Both) return x;
  return x.dir === ChanDir.Both ? y : null;
}
