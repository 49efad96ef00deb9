// Questions about types that many ask: what kind of basic type, comparable, identical, default type.
//
// The isX look at the underlying type and never into a type parameter; the allX hold for a type parameter if they hold for
// every specific type of its type set.

import * as BasicKind from './basickind.ts';
import * as Info from './basicinfo.ts';
import * as Typ from './basic.ts';
import { Context } from './context.ts';
import type { Func } from './object.ts';
import { sameId, samePkg } from './object.ts';
import { subst, SubstMap } from './subst.ts';
import { termListsEqual } from './termlist.ts';
import * as TypeKind from './typekind.ts';
import { computeUnionTypeSet, hasTerms, isComparableSet, isEmptySet, typeSet } from './typeset.ts';
import type { Interface, Named, Signature, Struct, Tuple, Type } from './type.ts';
import { typeParamIface } from './typeparam.ts';
import { emptyReason, Reason, under, underIs, unalias } from './under.ts';
import { unpack } from './named.ts';

/** Whether t is a type and not the stand-in for one that has an error. */
export function isValid(t: Type): boolean {
  return unalias(t) !== Typ.Invalid;
}

/** Whether the underlying type of t is a basic type with one of the properties info; never for a type parameter. */
export function isBasic(t: Type, info: number): boolean {
  const u = under(t);
  return u.kind === TypeKind.Basic && (u.info & info) !== 0;
}

/** Like isBasic, but holds for a type parameter if it does for all specific types. */
export function allBasic(t: Type, info: number): boolean {
  const p = unalias(t);
  if (p.kind !== TypeKind.TypeParam) return isBasic(p, info);
  const set = typeSet(typeParamIface(p));
  if (!hasTerms(set)) return false;
  for (const term of set.terms) if (!isBasic(term.type!, info)) return false;
  return true;
}

export function isBoolean(t: Type): boolean {
  return isBasic(t, Info.IsBoolean);
}
export function isInteger(t: Type): boolean {
  return isBasic(t, Info.IsInteger);
}
export function isUnsigned(t: Type): boolean {
  return isBasic(t, Info.IsUnsigned);
}
export function isComplex(t: Type): boolean {
  return isBasic(t, Info.IsComplex);
}
export function isNumeric(t: Type): boolean {
  return isBasic(t, Info.IsNumeric);
}
export function isString(t: Type): boolean {
  return isBasic(t, Info.IsString);
}
export function isConstType(t: Type): boolean {
  return isBasic(t, Info.IsConstType);
}
export function allBoolean(t: Type): boolean {
  return allBasic(t, Info.IsBoolean);
}
export function allInteger(t: Type): boolean {
  return allBasic(t, Info.IsInteger);
}
export function allUnsigned(t: Type): boolean {
  return allBasic(t, Info.IsUnsigned);
}
export function allNumeric(t: Type): boolean {
  return allBasic(t, Info.IsNumeric);
}
export function allString(t: Type): boolean {
  return allBasic(t, Info.IsString);
}
export function allOrdered(t: Type): boolean {
  return allBasic(t, Info.IsOrdered);
}
export function allNumericOrString(t: Type): boolean {
  return allBasic(t, Info.IsNumeric | Info.IsString);
}

/** Predeclared types, defined types and type parameters have names. */
export function hasName(t: Type): boolean {
  const kind = unalias(t).kind;
  return kind === TypeKind.Basic || kind === TypeKind.Named || kind === TypeKind.TypeParam;
}

/** Neither a defined type nor a type parameter; basic types count as literals. */
export function isTypeLit(t: Type): boolean {
  const kind = unalias(t).kind;
  return kind !== TypeKind.Named && kind !== TypeKind.TypeParam;
}

/** The type of an untyped constant, boolean or nil. */
export function isUntyped(t: Type): boolean {
  return t.kind === TypeKind.Basic && (t.info & Info.IsUntyped) !== 0;
}

/** Not untyped. */
export function isTyped(t: Type): boolean {
  return !isUntyped(t);
}

/** The type of an untyped number. */
export function isUntypedNumeric(t: Type): boolean {
  return t.kind === TypeKind.Basic && (t.info & Info.IsUntyped) !== 0 && (t.info & Info.IsNumeric) !== 0;
}

/** The underlying type is an interface; holds for type parameters. */
export function isInterface(t: Type): boolean {
  return under(t).kind === TypeKind.Interface;
}

/** An interface that is no type parameter. */
export function isNonTypeParamInterface(t: Type): boolean {
  return !isTypeParam(t) && isInterface(t);
}

/** The underlying type is a pointer. */
export function isPointer(t: Type): boolean {
  return under(t).kind === TypeKind.Pointer;
}

/** The underlying type is unsafe.Pointer. */
export function isUnsafePointer(t: Type): boolean {
  const u = under(t);
  return u.kind === TypeKind.Basic && u.basic === BasicKind.UnsafePointer;
}

/** A type parameter, or an alias of one. */
export function isTypeParam(t: Type): boolean {
  return unalias(t).kind === TypeKind.TypeParam;
}

/** A generic type that was not instantiated; signatures do not count. */
export function isGeneric(t: Type): boolean {
  if (t.kind === TypeKind.Alias && t.tparams.length > 0 && t.targs.length === 0) return true;
  const u = unalias(t);
  if (u.kind !== TypeKind.Named || u.targs.length > 0) return false;
  if (u.loader !== null) return u.loader.isGeneric(u);
  return unpack(u).tparams.length > 0;
}

/** Whether values of type t can be compared by `==`; interfaces can, though it may panic. */
export function comparable(t: Type): boolean {
  return comparableType(t, true, null) === null;
}

/**
 * Null if t is comparable, else the reason why not. With dynamic set, interfaces that are no type parameters are comparable.
 * seen has the types being looked at, or is null.
 */
export function comparableType(t: Type, dynamic: boolean, seen: Set<Type> | null): Reason | null {
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Basic:
      // An invalid type counts as comparable, so that no further errors follow.
      return u.basic === BasicKind.UntypedNil ? emptyReason : null;
    case TypeKind.Pointer:
    case TypeKind.Chan:
      return null;
    case TypeKind.Struct:
    case TypeKind.Array:
    case TypeKind.Interface:
      break;
    default:
      return emptyReason;
  }
  if (seen === null) seen = new Set();
  else if (seen.has(t)) return null;
  seen.add(t);
  switch (u.kind) {
    case TypeKind.Struct:
      for (const f of u.fields) {
        if (comparableType(f.type!, dynamic, seen) !== null) {
          return new Reason(['struct containing ', f.type!, ' cannot be compared']);
        }
      }
      return null;
    case TypeKind.Array:
      return comparableType(u.elem, dynamic, seen) === null ? null : new Reason([t, ' cannot be compared']);
    default: {
      if (dynamic && !isTypeParam(t)) return null;
      const set = typeSet(u);
      if (isComparableSet(set, seen)) return null;
      return new Reason([isEmptySet(set) ? 'empty type set' : 'incomparable types in type set']);
    }
  }
}

/** Whether nil is a value of type t. */
export function hasNil(t: Type): boolean {
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Basic:
      return u.basic === BasicKind.UnsafePointer;
    case TypeKind.Slice:
    case TypeKind.Pointer:
    case TypeKind.Signature:
    case TypeKind.Map:
    case TypeKind.Chan:
      return true;
    case TypeKind.Interface:
      return !isTypeParam(t) || underIs(t, v => v !== null && hasNil(v));
    default:
      return false;
  }
}

/** The two interfaces that are being compared, and those around them: the stack that ends recursion. */
export class IfacePair {
  readonly x: Interface;
  readonly y: Interface;
  readonly outer: IfacePair | null;

  constructor(x: Interface, y: Interface, outer: IfacePair | null) {
    this.x = x;
    this.y = y;
    this.outer = outer;
  }

  /** Whether x and y are being compared already, here or further out; then they count as equal. */
  static contains(p: IfacePair | null, x: Interface, y: Interface): boolean {
    for (; p !== null; p = p.outer) if ((p.x === x && p.y === y) || (p.x === y && p.y === x)) return true;
    return false;
  }
}

const IgnoreTags = 1;
const IgnoreInvalids = 2;

/** Whether x and y are the same type. */
export function identical(x: Type, y: Type): boolean {
  return x === y || same(x, y, 0, null);
}

/** Identity but for the tags of structs. */
export function identicalIgnoreTags(x: Type, y: Type): boolean {
  return x === y || same(x, y, IgnoreTags, null);
}

function same(x: Type, y: Type, flags: number, pair: IfacePair | null): boolean {
  if (x.kind === TypeKind.Alias) x = unalias(x);
  if (y.kind === TypeKind.Alias) y = unalias(y);
  if (x === y) return true;
  if ((flags & IgnoreInvalids) !== 0 && (x === Typ.Invalid || y === Typ.Invalid)) return true;
  switch (x.kind) {
    case TypeKind.Basic:
      return y.kind === TypeKind.Basic && x.basic === y.basic; // byte and uint8 are two objects
    case TypeKind.Array:
      // A length that is not known, because of an error, equals any.
      return (
        y.kind === TypeKind.Array && (x.len === y.len || x.len < 0 || y.len < 0) && same(x.elem, y.elem, flags, pair)
      );
    case TypeKind.Slice:
      return y.kind === TypeKind.Slice && same(x.elem, y.elem, flags, pair);
    case TypeKind.Pointer:
      return y.kind === TypeKind.Pointer && same(x.elem, y.elem, flags, pair);
    case TypeKind.Map:
      return y.kind === TypeKind.Map && same(x.key, y.key, flags, pair) && same(x.elem, y.elem, flags, pair);
    case TypeKind.Chan:
      return y.kind === TypeKind.Chan && x.dir === y.dir && same(x.elem, y.elem, flags, pair);
    case TypeKind.Named:
      return y.kind === TypeKind.Named && sameNamed(x, y);
    case TypeKind.Tuple:
      return y.kind === TypeKind.Tuple && sameTuple(x, y, flags, pair);
    case TypeKind.Struct:
      return y.kind === TypeKind.Struct && sameStruct(x, y, flags, pair);
    case TypeKind.Signature:
      return y.kind === TypeKind.Signature && sameSignature(x, y, flags, pair);
    case TypeKind.Interface:
      return y.kind === TypeKind.Interface && sameInterface(x, y, flags, pair);
    case TypeKind.Union: {
      if (y.kind !== TypeKind.Union) return false;
      const sets = new Map();
      const xs = computeUnionTypeSet(null, sets, 0, x);
      return termListsEqual(xs.terms, computeUnionTypeSet(null, sets, 0, y).terms);
    }
    default:
      return false; // a type parameter is identical to itself only
  }
}

function sameNamed(x: Named, y: Named): boolean {
  const xargs = x.targs;
  const yargs = y.targs;
  if (xargs.length !== yargs.length) return false;
  for (let i = 0; i < xargs.length; i++) if (!identical(xargs[i]!, yargs[i]!)) return false;
  if (x.orig.obj !== y.orig.obj) return false;
  // The same declaration: only types inside generic functions can still differ.
  const ximp = x.implicits;
  const yimp = y.implicits;
  if (ximp.length !== yimp.length) return false;
  for (let i = 0; i < ximp.length; i++) if (!identical(ximp[i]!, yimp[i]!)) return false;
  return true;
}

/** Both come from one declaration. */
export function identicalOrigin(x: Named, y: Named): boolean {
  return x.orig.obj === y.orig.obj;
}

function sameTuple(x: Tuple, y: Tuple, flags: number, pair: IfacePair | null): boolean {
  const n = x.vars.length;
  if (n !== y.vars.length) return false;
  for (let i = 0; i < n; i++) if (!same(x.vars[i]!.type!, y.vars[i]!.type!, flags, pair)) return false;
  return true;
}

function sameStruct(x: Struct, y: Struct, flags: number, pair: IfacePair | null): boolean {
  const n = x.fields.length;
  if (n !== y.fields.length) return false;
  for (let i = 0; i < n; i++) {
    const f = x.fields[i]!;
    const g = y.fields[i]!;
    if (
      f.embedded !== g.embedded ||
      ((flags & IgnoreTags) === 0 && x.tag(i) !== y.tag(i)) ||
      !sameId(f, g.pkg, g.name, false) ||
      !same(f.type!, g.type!, flags, pair)
    ) {
      return false;
    }
  }
  return true;
}

function sameSignature(x: Signature, y: Signature, flags: number, pair: IfacePair | null): boolean {
  if (x.variadic !== y.variadic || x.tparams.length !== y.tparams.length) return false;
  if (x.params.vars.length !== y.params.vars.length || x.results.vars.length !== y.results.vars.length) return false;
  let yparams = y.params;
  let yresults = y.results;
  const n = x.tparams.length;
  if (n > 0) {
    // Names of type parameters do not count: put those of x in place of those of y.
    const map = new SubstMap(y.tparams, x.tparams);
    const ctxt = new Context();
    for (let i = 0; i < n; i++) {
      const ybound = subst(null, 0, y.tparams[i]!.bound!, map, null, ctxt);
      if (!same(x.tparams[i]!.bound!, ybound, flags, pair)) return false;
    }
    yparams = subst(null, 0, yparams, map, null, ctxt) as Tuple;
    yresults = subst(null, 0, yresults, map, null, ctxt) as Tuple;
  }
  return sameTuple(x.params, yparams, flags, pair) && sameTuple(x.results, yresults, flags, pair);
}

function sameInterface(x: Interface, y: Interface, flags: number, pair: IfacePair | null): boolean {
  const xset = typeSet(x);
  const yset = typeSet(y);
  if (xset === yset) return true;
  if (xset.comparable !== yset.comparable || xset.methods.length !== yset.methods.length) return false;
  if (!termListsEqual(xset.terms, yset.terms)) return false;
  // Only interfaces can contain themselves without a Named on the way: through the parameters of methods.
  if (IfacePair.contains(pair, x, y)) return true;
  const inner = new IfacePair(x, y, pair);
  for (let i = 0; i < xset.methods.length; i++) {
    const f = xset.methods[i]!;
    const g = yset.methods[i]!;
    if (f === g) continue;
    if (!sameMethodId(f, g) || !same(f.type!, g.type!, flags, inner)) return false;
  }
  return true;
}

/** The methods have one id. */
export function sameMethodId(f: Func, g: Func): boolean {
  return f.name === g.name && (f.exported() || samePkg(f.pkg, g.pkg));
}

/** The type that a value of untyped type t gets where nothing asks for another; t itself if it is typed, or nil's. */
export function defaultType(t: Type): Type {
  if (t.kind !== TypeKind.Basic) return t;
  switch (t.basic) {
    case BasicKind.UntypedBool:
      return Typ.Bool;
    case BasicKind.UntypedInt:
      return Typ.Int;
    case BasicKind.UntypedRune:
      return Typ.Rune;
    case BasicKind.UntypedFloat:
      return Typ.Float64;
    case BasicKind.UntypedComplex:
      return Typ.Complex128;
    case BasicKind.UntypedString:
      return Typ.String;
    default:
      return t;
  }
}

/** Of two untyped numeric types the larger (int, rune, float, complex); x if they are the same; otherwise null. */
export function maxType(x: Type, y: Type): Type | null {
  if (x === y) return x;
  if (x.kind !== TypeKind.Basic || y.kind !== TypeKind.Basic) return null;
  if (!isUntypedNumeric(x) || !isUntypedNumeric(y)) return null;
  return x.basic > y.basic ? x : y;
}
