// Unification: makes two types equal by finding types for type parameters that occur in them. Several calls of `unify` add to
// one set of findings; a call that fails makes all of them fail.
//
// Unified types have one structure. That is less than identity: unless asked for exactness, a defined type goes together
// with a literal that equals its underlying type, the direction of channels does not count, and an interface goes together
// with a type that has its methods. A type parameter that is not being solved for stands for its core type. Whether the
// types found can really be assigned is found out when arguments are passed.

import * as ChanDir from '../syntax/chandir.ts';
import * as ObjKind from './objkind.ts';
import { lookupFieldOrMethod } from './lookup.ts';
import {
  identical,
  identicalOrigin,
  IfacePair,
  isInterface,
  isTypeLit,
  isTypeParam,
  sameMethodId,
} from './predicates.ts';
import { sameId } from './object.ts';
import { termListsEqual } from './termlist.ts';
import * as TypeKind from './typekind.ts';
import { typeSet } from './typeset.ts';
import type { Interface, Tuple, Type, TypeParam } from './type.ts';
import { asNamed, commonUnder, unalias, under } from './under.ts';

/** Types unify inexactly. */
export const Inexact = 0;
/** As in an assignment: inexact at the top, exact in elements. */
export const Assign = 1;
/** Types unify only if they can be made identical. */
export const Exact = 2;

/** Deeper recursion is given up; it comes from types that contain themselves in ways that cannot be seen. */
const depthLimit = 50;

/** The type found for a parameter, shared by parameters that were found to be the same. */
class Handle {
  type: Type | null;

  constructor(type: Type | null) {
    this.type = type;
  }
}

/** The type parameters being solved for and what was found. */
export class Unifier {
  private readonly tparams: readonly TypeParam[];
  private readonly handles: Handle[];
  /** Interfaces unify with what has their methods (since 1.21). */
  private readonly enableInterfaceInference: boolean;
  private depth = 0;

  constructor(tparams: readonly TypeParam[], targs: readonly (Type | null)[], enableInterfaceInference: boolean) {
    this.tparams = tparams;
    this.handles = tparams.map((_, i) => new Handle(targs[i] ?? null));
    this.enableInterfaceInference = enableInterfaceInference;
  }

  /** Whether x and y unify; mode is Inexact, Assign or Exact. */
  unify(x: Type, y: Type, mode: number): boolean {
    return this.nify(x, y, mode, null);
  }

  /** The type found for p, or null. */
  at(p: TypeParam): Type | null {
    return this.handles[this.tparams.indexOf(p)]!.type;
  }

  /** Sets the type of p. */
  set(p: TypeParam, t: Type): void {
    this.handles[this.tparams.indexOf(p)]!.type = t;
  }

  /** How many parameters have no type yet. */
  unknowns(): number {
    let n = 0;
    for (const h of this.handles) if (h.type === null) n++;
    return n;
  }

  /** The types of all parameters, null where there is none. */
  inferred(): (Type | null)[] {
    return this.handles.map(h => h.type);
  }

  /** The index of the parameter that t is, -1 if it is not one being solved for. */
  private bound(t: Type): number {
    const u = unalias(t);
    return u.kind === TypeKind.TypeParam ? this.tparams.indexOf(u) : -1;
  }

  /** Makes two parameters one; fails if both have a type. */
  private join(i: number, j: number): boolean {
    const hi = this.handles[i]!;
    const hj = this.handles[j]!;
    if (hi === hj) return true;
    if (hi.type !== null && hj.type !== null) return false;
    const from = hi.type !== null ? hj : hi;
    const to = hi.type !== null ? hi : hj;
    for (let k = 0; k < this.handles.length; k++) if (this.handles[k] === from) this.handles[k] = to;
    return true;
  }

  private nify(x: Type, y: Type, mode: number, pair: IfacePair | null): boolean {
    if (x === y || unalias(x) === unalias(y)) return true;
    if (this.depth >= depthLimit) return false;
    this.depth++;
    const result = this.nify1(x, y, mode, pair);
    this.depth--;
    return result;
  }

  private nify1(x: Type, y: Type, mode: number, pair: IfacePair | null): boolean {
    // Order does not matter: have a defined type in y, and a parameter being solved for in x.
    if (asNamed(x) !== null || this.bound(y) >= 0) {
      const swap = x;
      x = y;
      y = swap;
    }

    // Go on with the underlying type of a defined type if the other is a literal. Basic types are literals here: they are the
    // core types of many constraints.
    const ny = asNamed(y);
    if ((mode & Exact) === 0 && ny !== null && isTypeLit(x) && !(this.enableInterfaceInference && isInterface(x))) {
      y = under(ny);
      if (x === y || unalias(x) === y) return true;
    }

    const px = this.bound(x);
    const py = this.bound(y);
    if (px >= 0 && py >= 0) {
      if (this.join(px, py)) return true;
      return this.nify(this.handles[px]!.type!, this.handles[py]!.type!, mode, pair);
    }
    if (px >= 0) return this.nifyParam(px, y, mode, pair);

    if (this.enableInterfaceInference && (mode & Exact) === 0) {
      const xi = asInterface(x);
      const yi = asInterface(y);
      if (xi !== null && yi !== null) return this.nifyInterfaces(xi, yi, pair);
      if (xi !== null) return this.nifyMethods(xi, y, pair);
      if (yi !== null) return this.nifyMethods(yi, x, pair);
    }

    // A parameter that is not being solved for is in x.
    if (isTypeParam(y)) {
      const swap = x;
      x = y;
      y = swap;
    }
    return this.nifyStructure(unalias(x), y, mode, pair);
  }

  /** x is parameter px, y none. */
  private nifyParam(px: number, y: Type, mode: number, pair: IfacePair | null): boolean {
    const x = this.handles[px]!.type;
    if (x === null) {
      this.handles[px]!.type = y;
      return true;
    }
    if (!this.nify(x, y, mode, pair)) return false;
    const xi = asInterface(x);
    const yi = asInterface(y);
    const xn = asNamed(x) !== null;
    const yn = asNamed(y) !== null;
    if (xi !== null && yi !== null) {
      // Of two defined types neither has the better name. Else the methods must be the same, lest the order counts.
      if (xn && yn) return identical(x, y);
      if (typeSet(xi).methods.length !== typeSet(yi).methods.length) return false;
    } else if (xi !== null || yi !== null) {
      return false; // either could be meant
    }
    if ((mode & Exact) === 0 && !xn) {
      // A defined type wins over a literal, and a directed channel over another, whatever the order.
      const u = under(y);
      if (yn || (u.kind === TypeKind.Chan && u.dir !== ChanDir.Both)) this.handles[px]!.type = y;
    }
    return true;
  }

  /** The methods of one interface must be among those of the other, and unify. */
  private nifyInterfaces(x: Interface, y: Interface, pair: IfacePair | null): boolean {
    const xset = typeSet(x);
    const yset = typeSet(y);
    if (xset.comparable !== yset.comparable || !termListsEqual(xset.terms, yset.terms)) return false;
    if (IfacePair.contains(pair, x, y)) return true;
    const inner = new IfacePair(x, y, pair);
    const swap = xset.methods.length > yset.methods.length;
    const few = swap ? yset.methods : xset.methods;
    const many = swap ? xset.methods : yset.methods;
    for (const m of few) {
      const other = many.find(o => sameMethodId(m, o));
      if (other === undefined || !this.nify(m.type!, other.type!, Exact, inner)) return false;
    }
    return true;
  }

  /** y, which is no interface, must have the methods of x. */
  private nifyMethods(x: Interface, y: Type, pair: IfacePair | null): boolean {
    for (const m of typeSet(x).methods) {
      const obj = lookupFieldOrMethod(y, false, m.pkg, m.name, false).obj;
      if (obj === null || obj.kind !== ObjKind.Func || obj.type === null) return false;
      if (!this.nify(m.type!, obj.type, Exact, pair)) return false;
    }
    return true;
  }

  private nifyStructure(x: Type, yorig: Type, mode: number, pair: IfacePair | null): boolean {
    const y = unalias(yorig);
    // Elements of types in an assignment must be equal.
    const emode = (mode & Assign) !== 0 ? mode | Exact : mode;
    switch (x.kind) {
      case TypeKind.Basic:
        return y.kind === TypeKind.Basic && x.basic === y.basic;
      case TypeKind.Array:
        return (
          y.kind === TypeKind.Array &&
          (x.len < 0 || y.len < 0 || x.len === y.len) &&
          this.nify(x.elem, y.elem, emode, pair)
        );
      case TypeKind.Slice:
        return y.kind === TypeKind.Slice && this.nify(x.elem, y.elem, emode, pair);
      case TypeKind.Pointer:
        return y.kind === TypeKind.Pointer && this.nify(x.elem, y.elem, emode, pair);
      case TypeKind.Map:
        return (
          y.kind === TypeKind.Map && this.nify(x.key, y.key, emode, pair) && this.nify(x.elem, y.elem, emode, pair)
        );
      case TypeKind.Chan:
        return (
          y.kind === TypeKind.Chan &&
          ((mode & Exact) === 0 || x.dir === y.dir) &&
          this.nify(x.elem, y.elem, emode, pair)
        );
      case TypeKind.Struct: {
        if (y.kind !== TypeKind.Struct || x.fields.length !== y.fields.length) return false;
        for (let i = 0; i < x.fields.length; i++) {
          const f = x.fields[i]!;
          const g = y.fields[i]!;
          if (f.embedded !== g.embedded || x.tag(i) !== y.tag(i) || !sameId(f, g.pkg, g.name, false)) return false;
          if (!this.nify(f.type!, g.type!, emode, pair)) return false;
        }
        return true;
      }
      case TypeKind.Tuple:
        return y.kind === TypeKind.Tuple && this.nifyTuple(x, y, mode, pair);
      case TypeKind.Signature:
        return (
          y.kind === TypeKind.Signature &&
          x.variadic === y.variadic &&
          this.nifyTuple(x.params, y.params, emode, pair) &&
          this.nifyTuple(x.results, y.results, emode, pair)
        );
      case TypeKind.Interface: {
        if (y.kind !== TypeKind.Interface) return false;
        const xset = typeSet(x);
        const yset = typeSet(y);
        if (xset.comparable !== yset.comparable || xset.methods.length !== yset.methods.length) return false;
        if (!termListsEqual(xset.terms, yset.terms)) return false;
        if (IfacePair.contains(pair, x, y)) return true;
        const inner = new IfacePair(x, y, pair);
        for (let i = 0; i < xset.methods.length; i++) {
          const f = xset.methods[i]!;
          const g = yset.methods[i]!;
          if (!sameMethodId(f, g) || !this.nify(f.type!, g.type!, Exact, inner)) return false;
        }
        return true;
      }
      case TypeKind.Named: {
        if (y.kind !== TypeKind.Named || x.targs.length !== y.targs.length) return false;
        // The arguments first: what is found in them makes better messages.
        for (let i = 0; i < x.targs.length; i++) {
          if (!this.nify(x.targs[i]!, y.targs[i]!, mode, pair)) return false;
        }
        return identicalOrigin(x, y);
      }
      case TypeKind.TypeParam: {
        // Not being solved for: it has the structure of its core type, whatever its type argument will be.
        const core = commonUnder(x, null).type;
        return core !== null && this.nify(core, yorig, Assign, pair);
      }
      default:
        return false;
    }
  }

  private nifyTuple(x: Tuple, y: Tuple, mode: number, pair: IfacePair | null): boolean {
    if (x.vars.length !== y.vars.length) return false;
    for (let i = 0; i < x.vars.length; i++) {
      if (!this.nify(x.vars[i]!.type!, y.vars[i]!.type!, mode, pair)) return false;
    }
    return true;
  }
}

/** The underlying interface of a type that is no type parameter, or null. */
function asInterface(t: Type): Interface | null {
  if (isTypeParam(t)) return null;
  const u = under(t);
  return u.kind === TypeKind.Interface ? u : null;
}
