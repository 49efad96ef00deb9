// Type inference: finds the type arguments of a generic function from its ordinary arguments and its constraints.
//
//   1. Parameters of generic type unify with the types of typed arguments.
//   2. Type parameters unify with the core types of their constraints, and the methods of what is known so far with those of
//      the constraints, until nothing new is found.
//   3. Parameters that have only untyped constants as arguments get the default type of the largest.
//   4. What was found may mention other type parameters; these are replaced until none is left.

import type { Pos } from '../base/pos.ts';
import { assert, InternalError } from '../diag/internal-error.ts';
import { exprString } from '../syntax/exprstring.ts';
import { Cause } from './cause.ts';
import type { Checker } from './checker.ts';
import type { ErrorParts } from './errors.ts';
import { positionString } from './errors.ts';
import { typeText } from './format.ts';
import { hasAllMethods } from './lookup.ts';
import type { Var } from './object.ts';
import { TypeName } from './object.ts';
import * as Mode from './operand-mode.ts';
import type { Operand } from './operand.ts';
import { defaultType, isTyped, maxType } from './predicates.ts';
import { subst, SubstMap } from './subst.ts';
import * as TypeKind from './typekind.ts';
import { hasTerms, typeSet } from './typeset.ts';
import type { Tuple, Type, TypeParam } from './type.ts';
import { noTypeParams, Term } from './type.ts';
import { newTypeParam, typeParamIface } from './typeparam.ts';
import { Assign, Exact, Inexact, Unifier } from './unify.ts';
import { commonUnder, unalias } from './under.ts';
import { allowVersion } from './version.ts';

/**
 * The type arguments for tparams, one each; null if they cannot be inferred, which is added to err (unless an argument was
 * invalid before). targs are given ones, maybe fewer, maybe with nulls; params and args match in number. reverse turns some
 * messages around, for the inference from an assignment to a variable of function type.
 */
export function infer(
  check: Checker,
  pos: Pos,
  tparams: readonly TypeParam[],
  targs: readonly (Type | null)[],
  params: Tuple,
  args: readonly Operand[],
  reverse: boolean,
  err: ErrorParts,
): Type[] | null {
  const n = tparams.length;
  assert(n > 0 && targs.length <= n, 'type parameters for the type arguments');
  assert(params.vars.length === args.length, 'an argument for each parameter');
  if (targs.length === n && !targs.includes(null)) return targs as Type[];
  for (const arg of args) if (arg.mode === Mode.Invalid) return null;

  // Put the given arguments into the parameters, so that what is wrong about them is said where they are passed.
  const given: (Type | null)[] = tparams.map((_, i) => targs[i] ?? null);
  if (params.vars.length > 0) {
    params = subst(check, 0, params, new SubstMap(tparams, given), null, check.ctxt) as Tuple;
  }

  const u = new Unifier(tparams, given, allowVersion(check, 21));

  // 1
  const untyped: number[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const par = params.vars[i]!.type!;
    if (!isParameterized(tparams, par) && !isParameterized(tparams, arg.type)) continue;
    if (isTyped(arg.type)) {
      if (!u.unify(par, arg.type, Assign)) {
        addMismatch(check, u, tparams, par, arg, reverse, err);
        return null;
      }
    } else if (par.kind === TypeKind.TypeParam && !arg.isNil()) {
      // An untyped value has a basic type, so it says nothing to a composite parameter.
      untyped.push(i);
    }
  }

  // 2
  for (let before = u.unknowns(); ;) {
    for (const p of tparams) if (!inferFromConstraint(check, pos, u, tparams, p, err)) return null;
    const now = u.unknowns();
    if (now === before) break;
    before = now;
  }

  // 3
  const largest = new Map<TypeParam, Type>();
  for (const i of untyped) {
    const p = params.vars[i]!.type as TypeParam;
    if (u.at(p) !== null) continue;
    const arg = args[i]!;
    const before = largest.get(p);
    if (before === undefined) {
      largest.set(p, arg.type);
      continue;
    }
    const max = maxType(before, arg.type);
    if (max === null) {
      const types = `${typeText(check, before)} and ${typeText(check, arg.type)}`;
      err.addf(arg, `mismatched types ${types} (cannot infer ${typeText(check, p)})`);
      return null;
    }
    largest.set(p, max);
  }
  for (const [p, t] of largest) u.set(p, defaultType(t));

  // 4
  const inferred = u.inferred();
  killCycles(tparams, inferred);
  simplify(check, tparams, given, inferred);
  for (let i = 0; i < n; i++) {
    const t = inferred[i]!;
    if (t === null || isParameterized(tparams, t)) {
      const obj = tparams[i]!.obj;
      err.addf(pos, `cannot infer ${obj.name} (declared at ${positionString(check, obj.pos)})`);
      return null;
    }
  }
  return inferred as Type[];
}

/** Says that an argument does not go with its parameter, as well as what is known so far allows. */
function addMismatch(
  check: Checker,
  u: Unifier,
  tparams: readonly TypeParam[],
  par: Type,
  arg: Operand,
  reverse: boolean,
  err: ErrorParts,
): void {
  const targ = typeText(check, arg.type);
  const e = arg.expr === null ? '' : exprString(arg.expr);
  const found = u.inferred();
  if (found.every(t => t === null)) {
    const names = typeParamsString(tparams);
    err.addf(arg, `type ${targ} of ${e} does not match ${typeText(check, par)} (cannot infer ${names})`);
    return;
  }
  const inferred = subst(check, arg.pos, par, new SubstMap(tparams, found), null, check.ctxt);
  const p = typeText(check, par);
  if (inferred === par) err.addf(arg, `type ${targ} of ${e} does not match ${p}`);
  else if (reverse) {
    err.addf(arg, `inferred type ${typeText(check, inferred)} for ${p} does not match type ${targ} of ${e}`);
  } else {
    err.addf(arg, `type ${targ} of ${e} does not match inferred type ${typeText(check, inferred)} for ${p}`);
  }
}

/** Unifies p with what its constraint says; false after an error. */
function inferFromConstraint(
  check: Checker,
  pos: Pos,
  u: Unifier,
  tparams: readonly TypeParam[],
  p: TypeParam,
  err: ErrorParts,
): boolean {
  const tx = u.at(p);
  const core = coreTerm(p);
  if (core !== null) {
    if (tx !== null) {
      if (!u.unify(tx, core.term.type!, Inexact)) {
        const what = `${typeText(check, p)} (type ${typeText(check, tx)})`;
        err.addf(pos, `${what} does not satisfy ${typeText(check, p.bound!)}`);
        return false;
      }
    } else if (core.single && !core.term.tilde) {
      u.set(p, core.term.type!); // no other type is possible
    }
  }
  // A type that still mentions type parameters may lack methods now and have them later.
  if (tx !== null && !isParameterized(tparams, tx)) {
    const cause = new Cause();
    const unifies = (x: Type, y: Type): boolean => u.unify(x, y, Exact);
    if (!hasAllMethods(check, tx, typeParamIface(p), true, unifies, cause)) {
      const what = `${typeText(check, p)} (type ${typeText(check, tx)})`;
      err.addf(pos, `${what} does not satisfy ${typeText(check, p.bound!)} ${cause.text}`);
      return false;
    }
  }
  return true;
}

/** Replaces type parameters in the types found by the types found for them. */
function simplify(
  check: Checker,
  tparams: readonly TypeParam[],
  given: readonly (Type | null)[],
  inferred: (Type | null)[],
): void {
  let dirty: number[] = [];
  for (let i = 0; i < inferred.length; i++) if (inferred[i] !== null && given[i] === null) dirty.push(i);
  while (dirty.length > 0) {
    const map = new SubstMap(tparams, inferred.slice());
    const changed: number[] = [];
    for (const i of dirty) {
      const before = inferred[i]!;
      const after = subst(check, 0, before, map, null, check.ctxt);
      if (after === before) continue;
      // A generic function that was an argument is generic no more once its parameters are known.
      if (after.kind === TypeKind.Signature && after.tparams.length > 0 && !isParameterized(tparams, after)) {
        after.tparams = noTypeParams;
      }
      inferred[i] = after;
      changed.push(i);
    }
    dirty = changed;
  }
}

/**
 * Fresh copies of type parameters, and t with them. In a recursive call the parameters being solved for must not be those
 * that occur in the types of the arguments.
 */
export function renameTParams(
  check: Checker,
  pos: Pos,
  tparams: readonly TypeParam[],
  t: Type,
): { tparams: readonly TypeParam[]; type: Type } {
  if (tparams.length === 0) return { tparams, type: t };
  const fresh = tparams.map(p => {
    const q = newTypeParam(null, new TypeName(p.obj.pos, p.obj.pkg, p.obj.name, null), null);
    q.index = p.index;
    return q;
  });
  const map = new SubstMap(tparams, fresh);
  for (let i = 0; i < fresh.length; i++) {
    fresh[i]!.bound = subst(check, pos, tparams[i]!.bound!, map, null, check.ctxt);
  }
  return { tparams: fresh, type: subst(check, pos, t, map, null, check.ctxt) };
}

/** The names of type parameters: `P`, `P and Q`, `P, Q, and R`. */
export function typeParamsString(list: readonly TypeParam[]): string {
  const names = list.map(p => p.obj.name);
  if (names.length <= 2) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names[names.length - 1]!}`;
}

/** Whether one of tparams occurs in t. The type parameters that a generic function type declares do not count. */
export function isParameterized(tparams: readonly TypeParam[], t: Type): boolean {
  // Most types are simple.
  if (t.kind === TypeKind.Basic) return false;
  if (t.kind === TypeKind.TypeParam) return tparams.includes(t);
  return new ParamFinder(tparams).typ(t);
}

class ParamFinder {
  private readonly tparams: readonly TypeParam[];
  private readonly seen = new Map<Type, boolean>();

  constructor(tparams: readonly TypeParam[]) {
    this.tparams = tparams;
  }

  typ(t: Type): boolean {
    switch (t.kind) {
      case TypeKind.Basic:
        return false;
      case TypeKind.TypeParam:
        return this.tparams.includes(t);
      case TypeKind.Pointer:
      case TypeKind.Slice:
      case TypeKind.Array:
      case TypeKind.Chan:
        return this.typ(t.elem);
      case TypeKind.Map:
        return this.typ(t.key) || this.typ(t.elem);
      case TypeKind.Alias:
        return this.typ(unalias(t));
      case TypeKind.Named:
        for (const targ of t.targs) if (this.typ(targ)) return true;
        return false;
      default: {
        // Only types with contents of their own can contain themselves.
        const known = this.seen.get(t);
        if (known !== undefined) return known;
        this.seen.set(t, false);
        const result = this.composite(t);
        this.seen.set(t, result);
        return result;
      }
    }
  }

  private composite(t: Type): boolean {
    switch (t.kind) {
      case TypeKind.Struct:
        return this.vars(t.fields);
      case TypeKind.Tuple:
        return this.vars(t.vars);
      case TypeKind.Signature:
        return this.vars(t.params.vars) || this.vars(t.results.vars);
      case TypeKind.Interface: {
        const set = typeSet(t);
        for (const m of set.methods) if (this.typ(m.type!)) return true;
        if (!hasTerms(set)) return false;
        for (const term of set.terms) if (!this.typ(term.type!)) return false;
        return true;
      }
      default:
        throw new InternalError('a type that has no type parameters');
    }
  }

  private vars(list: readonly Var[]): boolean {
    for (const v of list) if (this.typ(v.type!)) return true;
    return false;
  }
}

/** The core type of p's constraint as a term, with ~ if any term has one; `single` if the constraint is one type. */
function coreTerm(p: TypeParam): { term: Term; single: boolean } | null {
  const set = typeSet(typeParamIface(p));
  if (!hasTerms(set)) return null;
  if (set.terms.length === 1) return { term: set.terms[0]!, single: true };
  const type = commonUnder(p, null).type;
  if (type === null) return null;
  return {
    term: new Term(
      set.terms.some(term => term.tilde),
      type,
    ),
    single: false,
  };
}

/** Takes away what was found for parameters that occur in what they stand for: replacing them would never end. */
function killCycles(tparams: readonly TypeParam[], inferred: (Type | null)[]): void {
  const w = new CycleFinder(tparams, inferred);
  for (const p of tparams) w.typ(p);
}

class CycleFinder {
  private readonly tparams: readonly TypeParam[];
  private readonly inferred: (Type | null)[];
  private readonly open = new Set<Type>();

  constructor(tparams: readonly TypeParam[], inferred: (Type | null)[]) {
    this.tparams = tparams;
    this.inferred = inferred;
  }

  typ(t0: Type): void {
    const t = unalias(t0);
    if (t.kind === TypeKind.Basic) return;
    if (this.open.has(t)) {
      const i = t.kind === TypeKind.TypeParam ? this.tparams.indexOf(t) : -1;
      if (i >= 0) this.inferred[i] = null;
      return;
    }
    this.open.add(t);
    this.parts(t);
    this.open.delete(t);
  }

  private parts(t: Type): void {
    switch (t.kind) {
      case TypeKind.Pointer:
      case TypeKind.Slice:
      case TypeKind.Array:
      case TypeKind.Chan:
        this.typ(t.elem);
        return;
      case TypeKind.Map:
        this.typ(t.key);
        this.typ(t.elem);
        return;
      case TypeKind.Struct:
        this.vars(t.fields);
        return;
      case TypeKind.Signature:
        this.vars(t.params.vars);
        this.vars(t.results.vars);
        return;
      case TypeKind.Union:
        for (const term of t.terms) this.typ(term.type!);
        return;
      case TypeKind.Interface:
        for (const m of t.methods) this.typ(m.type!);
        for (const e of t.embeddeds) this.typ(e);
        return;
      case TypeKind.Named:
        for (const targ of t.targs) this.typ(targ);
        return;
      case TypeKind.TypeParam: {
        const i = this.tparams.indexOf(t);
        if (i >= 0 && this.inferred[i] !== null) this.typ(this.inferred[i]!);
        return;
      }
      default:
        throw new InternalError('a type that was not looked through');
    }
  }

  private vars(list: readonly Var[]): void {
    for (const v of list) this.typ(v.type!);
  }
}
