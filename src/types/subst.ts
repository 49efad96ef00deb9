// Substitution: a type with type arguments in place of type parameters. What contains none of the parameters comes back as
// the same object.

import type { Pos } from '../base/pos.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import type { Context } from './context.ts';
import { newAliasInstance } from './alias.ts';
import { instance } from './instantiate.ts';
import { unpack } from './named.ts';
import { Func, Var } from './object.ts';
import { newInterface } from './interface.ts';
import * as TypeKind from './typekind.ts';
import { typeSet } from './typeset.ts';
import type { Alias, Interface, Named, Type, TypeParam } from './type.ts';
import { ArrayT, Chan, MapT, Pointer, Signature, Slice, Struct, Term, Tuple, Union } from './type.ts';

/** Which type stands in the place of each type parameter; a null leaves the parameter alone. */
export class SubstMap {
  private readonly tparams: readonly TypeParam[];
  private readonly targs: readonly (Type | null)[];

  constructor(tparams: readonly TypeParam[], targs: readonly (Type | null)[]) {
    this.tparams = tparams;
    this.targs = targs;
  }

  /** Nothing is replaced. */
  isEmpty(): boolean {
    return this.tparams.length === 0;
  }

  /** What stands for p. */
  lookup(p: TypeParam): Type {
    const tparams = this.tparams;
    for (let i = 0; i < tparams.length; i++) if (tparams[i] === p) return this.targs[i] ?? p;
    return p;
  }
}

/**
 * The type t after substitution. New instances are looked up in ctxt, and expanded when somebody needs them; expanding is the
 * instance being expanded, or null. check is null outside of a check.
 */
export function subst(
  check: Checker | null,
  pos: Pos,
  t: Type,
  map: SubstMap,
  expanding: Named | null,
  ctxt: Context,
): Type {
  if (map.isEmpty() || t.kind === TypeKind.Basic) return t;
  if (t.kind === TypeKind.TypeParam) return map.lookup(t);
  return new Subster(check, pos, map, expanding, ctxt).typ(t);
}

/** Substitutes in one type after another. Parts that are no type parameters and contain none come back as they are. */
export class Subster {
  private readonly check: Checker | null;
  private readonly pos: Pos;
  protected readonly map: SubstMap;
  private readonly expanding: Named | null;
  protected readonly ctxt: Context;

  constructor(check: Checker | null, pos: Pos, map: SubstMap, expanding: Named | null, ctxt: Context) {
    this.check = check;
    this.pos = pos;
    this.map = map;
    this.expanding = expanding;
    this.ctxt = ctxt;
  }

  typ(t: Type): Type {
    switch (t.kind) {
      case TypeKind.Basic:
        return t;
      case TypeKind.TypeParam:
        return this.map.lookup(t);
      case TypeKind.Named:
        return this.named(t);
      case TypeKind.Alias:
        return this.alias(t);
      case TypeKind.Pointer: {
        const elem = this.elem(t.elem);
        return elem === t.elem ? t : new Pointer(elem);
      }
      case TypeKind.Slice: {
        const elem = this.elem(t.elem);
        return elem === t.elem ? t : new Slice(elem);
      }
      case TypeKind.Array: {
        const elem = this.elem(t.elem);
        return elem === t.elem ? t : new ArrayT(elem, t.len);
      }
      case TypeKind.Chan: {
        const elem = this.elem(t.elem);
        return elem === t.elem ? t : new Chan(t.dir, elem);
      }
      case TypeKind.Map: {
        const key = this.elem(t.key);
        const elem = this.elem(t.elem);
        return key === t.key && elem === t.elem ? t : new MapT(key, elem);
      }
      case TypeKind.Struct: {
        const fields = this.vars(t.fields);
        return fields === t.fields ? t : new Struct(fields, t.tags);
      }
      case TypeKind.Tuple:
        return this.tuple(t);
      case TypeKind.Signature:
        return this.signature(t);
      case TypeKind.Union: {
        const terms = this.terms(t.terms);
        return terms === t.terms ? t : new Union(terms);
      }
      case TypeKind.Interface:
        return this.iface(t);
    }
  }

  /** An element type may be missing while a type that contains itself is being declared: type T[P any] []func(T[[]P]). */
  private elem(t: Type | null): Type {
    return t === null ? Typ.Invalid : this.typ(t);
  }

  protected named(t: Named): Type {
    const orig = t.orig;
    if (orig.loader !== null) unpack(orig);
    const n = orig.tparams.length;
    if (n === 0) return t;
    if (t.targs.length !== n) return Typ.Invalid; // reported elsewhere
    const targs = this.types(t.targs);
    return targs === t.targs ? t : instance(this.check, this.pos, orig, targs, this.expanding, this.ctxt);
  }

  protected alias(t: Alias): Type {
    const n = t.orig.tparams.length;
    if (n === 0) return t;
    if (t.targs.length !== n) return Typ.Invalid;
    const targs = this.types(t.targs);
    if (targs === t.targs) return t;
    return newAliasInstance(this.check, this.pos, t.orig, targs, this.expanding, this.ctxt);
  }

  /** Several types; the same list if nothing is replaced. */
  types(list: readonly Type[]): readonly Type[] {
    let out: Type[] | null = null;
    for (let i = 0; i < list.length; i++) {
      const t = list[i]!;
      const u = this.typ(t);
      if (u === t) continue;
      out ??= list.slice();
      out[i] = u;
    }
    return out ?? list;
  }

  private terms(list: readonly Term[]): readonly Term[] {
    let out: Term[] | null = null;
    for (let i = 0; i < list.length; i++) {
      const term = list[i]!;
      const u = this.typ(term.type!);
      if (u === term.type) continue;
      out ??= list.slice();
      out[i] = new Term(term.tilde, u);
    }
    return out ?? list;
  }

  private vars(list: readonly Var[]): readonly Var[] {
    let out: Var[] | null = null;
    for (let i = 0; i < list.length; i++) {
      const v = list[i]!;
      const t = this.elem(v.type);
      if (t === v.type) continue;
      out ??= list.slice();
      out[i] = cloneVar(v, t);
    }
    return out ?? list;
  }

  private tuple(t: Tuple): Tuple {
    const vars = this.vars(t.vars);
    return vars === t.vars ? t : new Tuple(vars);
  }

  /** The receiver stays: who expands interfaces and named types replaces it. Substituting here could go on for ever. */
  private signature(t: Signature): Signature {
    const params = this.tuple(t.params);
    const results = this.tuple(t.results);
    if (params === t.params && results === t.results) return t;
    const sig = new Signature(t.recv, t.tparams, params, results, t.variadic);
    sig.rparams = t.rparams;
    return sig;
  }

  private iface(t: Interface): Interface {
    const methods = this.funcs(t.methods);
    const embeddeds = this.types(t.embeddeds);
    if (methods === t.methods && embeddeds === t.embeddeds) return t;
    const iface = newInterface(this.check);
    iface.embeddeds = embeddeds;
    iface.embedPos = t.embedPos;
    iface.implicit = t.implicit;
    iface.complete = t.complete;
    iface.methods = replaceRecvType(methods, t, iface);
    if (this.check === null) typeSet(iface);
    return iface;
  }

  private funcs(list: readonly Func[]): readonly Func[] {
    let out: Func[] | null = null;
    for (let i = 0; i < list.length; i++) {
      const f = list[i]!;
      const sig = this.signature(f.type!);
      if (sig === f.type) continue;
      out ??= list.slice();
      out[i] = cloneFunc(f, sig);
    }
    return out ?? list;
  }
}

/** The variable with another type, for an instance. */
export function cloneVar(v: Var, type: Type): Var {
  const w = new Var(v.varKind, v.pos, v.pkg, v.name, type);
  w.parent = v.parent;
  w.order = v.order;
  w.scopePos = v.scopePos;
  w.embedded = v.embedded;
  w.used = v.used;
  w.origin = v.origin ?? v;
  return w;
}

/** The function with another type, for an instance. */
export function cloneFunc(f: Func, type: Signature): Func {
  const g = new Func(f.pos, f.pkg, f.name, type);
  g.parent = f.parent;
  g.order = f.order;
  g.scopePos = f.scopePos;
  g.ptrRecv = f.ptrRecv;
  g.origin = f.origin ?? f;
  return g;
}

/** A signature with the same contents, to be changed. */
export function cloneSignature(sig: Signature): Signature {
  const copy = new Signature(sig.recv, sig.tparams, sig.params, sig.results, sig.variadic);
  copy.rparams = sig.rparams;
  copy.scope = sig.scope;
  return copy;
}

/** The methods with the receiver type `to` in place of `from`; the same list if there is no such receiver. */
export function replaceRecvType(methods: readonly Func[], from: Type, to: Type): readonly Func[] {
  let out: Func[] | null = null;
  for (let i = 0; i < methods.length; i++) {
    const m = methods[i]!;
    const recv = m.type!.recv;
    if (recv === null || recv.type !== from) continue;
    out ??= methods.slice();
    const sig = cloneSignature(m.type!);
    sig.recv = cloneVar(recv, to);
    out[i] = cloneFunc(m, sig);
  }
  return out ?? methods;
}
