// Instantiation: generic types and functions with type arguments, and whether the arguments satisfy the constraints.

import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import { newAliasInstance } from './alias.ts';
import * as Typ from './basic.ts';
import { Cause } from './cause.ts';
import type { Checker } from './checker.ts';
import type { Context, Generic } from './context.ts';
import { errorf } from './errors.ts';
import { hasAllMethods, isInterfacePtr } from './lookup.ts';
import { newNamedInstance } from './named.ts';
import { comparableType, identical, isValid } from './predicates.ts';
import { cloneSignature, subst, SubstMap } from './subst.ts';
import { includes, subsetOf, termIncludes, termListString } from './termlist.ts';
import * as TypeKind from './typekind.ts';
import { hasTerms, isAllSet, isComparableSet, isEmptySet, typeSet } from './typeset.ts';
import type { Interface, Named, Signature, Type, TypeParam, TypeSet } from './type.ts';
import { noTypeParams, Term } from './type.ts';
import { typeParamIface } from './typeparam.ts';
import { typeString } from './typestring.ts';
import { under } from './under.ts';
import { allowVersion } from './version.ts';

/**
 * The instance of a generic type or function; the one that ctxt knows, if it does. An instance of a Named is expanded when
 * somebody needs it. Typ.Invalid if the number of arguments is wrong, which is reported.
 */
export function instance(
  check: Checker | null,
  pos: Pos,
  orig: Generic,
  targs: readonly Type[],
  expanding: Named | null,
  ctxt: Context,
): Type {
  const known = ctxt.lookup(orig, targs);
  if (known !== null) return known;
  switch (orig.kind) {
    case TypeKind.Named:
      return ctxt.update(orig, targs, newNamedInstance(check, pos, orig, targs, ctxt));
    case TypeKind.Alias: {
      if (!validateTArgLen(check, pos, orig.obj.name, orig.tparams.length, targs.length)) return Typ.Invalid;
      if (orig.tparams.length === 0) return orig;
      return ctxt.update(orig, targs, newAliasInstance(check, pos, orig, targs, expanding, ctxt));
    }
    case TypeKind.Signature: {
      const name = typeString(orig, null);
      if (!validateTArgLen(check, pos, name, orig.tparams.length, targs.length)) return Typ.Invalid;
      if (orig.tparams.length === 0) return orig;
      let sig = subst(check, pos, orig, new SubstMap(orig.tparams, targs), null, ctxt) as Signature;
      if (sig === orig) sig = cloneSignature(orig);
      sig.tparams = noTypeParams;
      return ctxt.update(orig, targs, sig);
    }
  }
}

/** Reports a wrong number of type arguments. */
export function validateTArgLen(check: Checker | null, pos: Pos, name: string, want: number, got: number): boolean {
  if (got === want) return true;
  const qual = got < want ? 'not enough' : 'too many';
  if (check !== null) {
    const text = `${qual} type arguments for type ${name}: have ${got}, want ${want}`;
    errorf(check, pos, Code.WrongTypeArgCount, text);
  }
  return false;
}

/** A type argument that does not satisfy its constraint. */
export interface VerifyFailure {
  readonly index: number;
  /** Why it does not. */
  readonly text: string;
}

/** The first type argument that does not satisfy its constraint; null where all do. */
export function verify(
  check: Checker | null,
  pos: Pos,
  tparams: readonly TypeParam[],
  targs: readonly Type[],
  ctxt: Context,
): VerifyFailure | null {
  const map = new SubstMap(tparams, targs);
  const cause = new Cause();
  for (let i = 0; i < tparams.length; i++) {
    const p = tparams[i]!;
    typeParamIface(p); // makes an interface of the constraint
    const bound = subst(check, pos, p.bound!, map, null, ctxt);
    cause.text = '';
    if (!implements_(check, targs[i]!, bound, true, cause)) return { index: i, text: cause.text };
  }
  return null;
}

/** Whether v implements the interface t; whether it satisfies it, if t is a constraint. */
export function implements_(
  check: Checker | null,
  v: Type,
  t: Type,
  constraint: boolean,
  cause: Cause | null,
): boolean {
  const vu = under(v);
  const tu = under(t);
  if (!isValid(vu) || !isValid(tu)) return true; // reported elsewhere
  if (vu.kind === TypeKind.Pointer && !isValid(under(vu.elem))) return true;

  const qualifier = check === null ? null : check.qualifier;
  const verb = constraint ? 'satisfy' : 'implement';
  if (tu.kind !== TypeKind.Interface) {
    if (cause !== null) {
      const ts = typeString(t, qualifier);
      const detail = isInterfacePtr(tu)
        ? `type ${ts} is pointer to interface, not interface`
        : `${ts} is not an interface`;
      cause.text = `${typeString(v, qualifier)} does not ${verb} ${ts} (${detail})`;
    }
    return false;
  }

  // The order matters for interfaces that embed each other, which is an error: what is embedded first lacks methods.
  const vset = vu.kind === TypeKind.Interface ? typeSet(vu) : null;
  const tset = typeSet(tu);
  if (isAllSet(tset)) return true;
  // No types implement everything, and only they implement what no type is in.
  if (vset !== null && isEmptySet(vset)) return true;
  if (isEmptySet(tset)) {
    if (cause !== null) cause.text = `cannot ${verb} ${typeString(t, qualifier)} (empty type set)`;
    return false;
  }

  if (!hasAllMethods(check, v, t, true, identical, cause)) {
    if (cause !== null) {
      cause.text = `${typeString(v, qualifier)} does not ${verb} ${typeString(t, qualifier)} ${cause.text}`;
    }
    return false;
  }
  if (!hasTerms(tset)) return implementsComparable(check, v, tset, constraint, verb, cause);

  if (vset !== null) {
    if (!subsetOf(vset.terms, tset.terms)) {
      if (cause !== null) cause.text = `${typeString(v, qualifier)} does not ${verb} ${typeString(t, qualifier)}`;
      return false;
    }
  } else if (!includes(tset.terms, v)) {
    if (cause !== null) {
      const vs = typeString(v, qualifier);
      const ts = typeString(t, qualifier);
      const alt = missingTilde(tset, v);
      let detail: string;
      if (alt !== null) detail = `possibly missing ~ for ${typeString(alt, qualifier)} in ${ts}`;
      else if (mentions(tu, v)) detail = `${ts} mentions ${vs}, but ${vs} is not in the type set of ${ts}`;
      else detail = `${vs} missing in ${termListString(tset.terms, null)}`;
      cause.text = `${vs} does not ${verb} ${ts} (${detail})`;
    }
    return false;
  }
  return implementsComparable(check, v, tset, constraint, verb, cause);
}

/** Whether v is comparable, if the set wants that. */
function implementsComparable(
  check: Checker | null,
  v: Type,
  tset: TypeSet,
  constraint: boolean,
  verb: string,
  cause: Cause | null,
): boolean {
  if (!isComparableSet(tset, null) || comparableType(v, false, null) === null) return true;
  const qualifier = check === null ? null : check.qualifier;
  // Interfaces, whose comparison may panic, satisfy comparable since 1.20.
  if (constraint && comparableType(v, true, null) === null) {
    if (check === null || allowVersion(check, 20)) return true;
    if (cause !== null) {
      cause.text = `${typeString(v, qualifier)} to ${verb} comparable requires go1.20 or later`;
    }
    return false;
  }
  if (cause !== null) cause.text = `${typeString(v, qualifier)} does not ${verb} comparable`;
  return false;
}

/** The type of the first term that would contain v if it had a ~, or null. */
function missingTilde(set: TypeSet, v: Type): Type | null {
  for (const term of set.terms) {
    const type = term.type!;
    if (!term.tilde && identical(type, under(type)) && termIncludes(new Term(true, type), v)) return type;
  }
  return null;
}

/** Whether v is written in the constraint t, in its type set or not. */
function mentions(t: Type, v: Type): boolean {
  if (t.kind === TypeKind.Interface) return mentionedIn(t, v);
  if (t.kind === TypeKind.Union) {
    for (const term of t.terms) if (mentions(term.type!, v)) return true;
    return false;
  }
  return identical(t, v);
}

function mentionedIn(t: Interface, v: Type): boolean {
  for (const e of t.embeddeds) if (mentions(e, v)) return true;
  return false;
}
