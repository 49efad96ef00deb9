// Type sets of interfaces. Methods are kept apart from terms: a type is in the set if it has all the methods and is in one of
// the terms. `comparable` narrows the set of all types to the comparable ones; where there are specific terms, those that are
// not comparable have been dropped from the list instead.

import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import type { Checker } from './checker.ts';
import { later } from './checker.ts';
import { isImportedConstraint } from './decl.ts';
import { errorf, newError } from './errors.ts';
import type { Func } from './object.ts';
import { compareObjects, sameId } from './object.ts';
import type { Package } from './package.ts';
import { comparableType, identical, isValid } from './predicates.ts';
import { intersectTerms, isAll, unionTerms } from './termlist.ts';
import * as TypeKind from './typekind.ts';
import type { Interface, Type, Union } from './type.ts';
import { allTerms, Term, topTypeSet, TypeSet } from './type.ts';
import { typeString } from './typestring.ts';
import { unalias, under } from './under.ts';
import { maxTermCount } from './union.ts';
import { allowVersion, verifyVersionf } from './version.ts';

/** The type set of an interface. While the interface is being declared it is that of the empty interface. */
export function typeSet(t: Interface): TypeSet {
  return t.tset ?? computeInterfaceTypeSet(t.check, t);
}

/** There are specific types in the set, and not all. */
export function hasTerms(s: TypeSet): boolean {
  return s.terms.length > 0 && !isAll(s.terms);
}

/** The set of no types. */
export function isEmptySet(s: TypeSet): boolean {
  return s.terms.length === 0;
}

/** The set of all types. */
export function isAllSet(s: TypeSet): boolean {
  return isMethodSet(s) && s.methods.length === 0;
}

/** The methods alone describe the set: the interface may be the type of a variable. */
export function isMethodSet(s: TypeSet): boolean {
  return !s.comparable && isAll(s.terms);
}

/** Every type of the set is comparable. */
export function isComparableSet(s: TypeSet, seen: Set<Type> | null): boolean {
  if (isAll(s.terms)) return s.comparable;
  if (s.terms.length === 0) return false;
  for (const term of s.terms) if (comparableType(term.type!, false, seen) !== null) return false;
  return true;
}

/** The interface has an empty type set constraint: every type implements it. */
export function isEmptyInterface(t: Interface): boolean {
  return isAllSet(typeSet(t));
}

/** Whether f holds for each specific term; it is called with null if there are none. */
export function termsAre(s: TypeSet, f: (term: Term | null) => boolean): boolean {
  if (!hasTerms(s)) return f(null);
  for (const term of s.terms) if (!f(term)) return false;
  return true;
}

/** The index of the method called name, as seen from pkg; -1 where there is none. */
export function methodIndex(methods: readonly Func[], pkg: Package | null, name: string, foldCase: boolean): number {
  if (name !== '_') {
    for (let i = 0; i < methods.length; i++) if (sameId(methods[i]!, pkg, name, foldCase)) return i;
  }
  return -1;
}

/** Sorts methods by their ids. */
export function sortMethods(methods: Func[]): void {
  if (methods.length > 1) methods.sort(compareObjects);
}

/** Computes the type set of an interface, unless it has one. check reports what is wrong, if not null. */
export function computeInterfaceTypeSet(check: Checker | null, t: Interface): TypeSet {
  if (t.tset !== null) return t.tset;
  if (!t.complete) return topTypeSet; // do not remember it
  // An interface that contains itself is reported elsewhere (validtype.ts); here it must only end.
  t.tset = topTypeSet;

  const methods = new MethodCollector(check);
  for (const m of t.methods) methods.add(m.pos, m, true);

  let terms = allTerms;
  let comparable = false;
  for (let i = 0; i < t.embeddeds.length; i++) {
    const embedded = t.embeddeds[i]!;
    // Imported interfaces have no positions; their versions need no check.
    const at = t.embedPos === null ? 0 : t.embedPos[i]!;
    const u = under(embedded);
    let elemTerms: readonly Term[];
    let elemComparable = false;
    if (u.kind === TypeKind.Interface) {
      const set = computeInterfaceTypeSet(check, u);
      if (
        at !== 0 &&
        check !== null &&
        isImportedConstraint(check, embedded) &&
        !verifyVersionf(check, at, 18, `embedding constraint interface ${typeString(embedded, check.qualifier)}`)
      ) {
        continue;
      }
      elemComparable = set.comparable;
      for (const m of set.methods) methods.add(at, m, false);
      elemTerms = set.terms;
    } else if (u.kind === TypeKind.Union) {
      if (
        at !== 0 &&
        check !== null &&
        !verifyVersionf(check, at, 18, `embedding interface element ${typeString(u, check.qualifier)}`)
      ) {
        continue;
      }
      const set = computeUnionTypeSet(check, check === null ? new Map() : check.unionTypeSets, at, u);
      if (set === invalidTypeSet) continue;
      elemTerms = set.terms;
    } else {
      if (!isValid(u)) continue;
      if (
        at !== 0 &&
        check !== null &&
        !verifyVersionf(check, at, 18, `embedding non-interface type ${typeString(embedded, check.qualifier)}`)
      ) {
        continue;
      }
      elemTerms = [new Term(false, embedded)];
    }
    // The elements' sets intersect.
    terms = intersectTerms(terms, elemTerms);
    comparable ||= elemComparable;
    if (comparable && !isAll(terms)) {
      terms = terms.filter(term => comparableType(term.type!, false, null) === null);
      comparable = false;
    }
  }

  sortMethods(methods.list);
  t.tset = new TypeSet(methods.list, terms, comparable);
  return t.tset;
}

/** Collects the methods of an interface and of what it embeds, and reports those that do not go together. */
class MethodCollector {
  readonly list: Func[] = [];
  /** Where each method of `list` is written, or embedded. */
  private readonly positions: Pos[] = [];
  private readonly check: Checker | null;

  constructor(check: Checker | null) {
    this.check = check;
  }

  add(pos: Pos, m: Func, explicit: boolean): void {
    const i = methodIndex(this.list, m.pkg, m.name, false);
    if (i < 0) {
      this.list.push(m);
      this.positions.push(pos);
      return;
    }
    const check = this.check;
    if (check === null) return;
    const other = this.list[i]!;
    const otherPos = this.positions[i]!;
    if (explicit) {
      reportDuplicate(check, m, pos, otherPos);
      return;
    }
    // Embedded twice: the signatures must be identical, which can be seen only when all types are complete.
    later(check, () => {
      if ((pos !== 0 && !allowVersion(check, 14)) || !identical(m.type!, other.type!)) {
        reportDuplicate(check, m, pos, otherPos);
      }
    });
  }
}

function reportDuplicate(check: Checker, m: Func, pos: Pos, otherPos: Pos): void {
  const err = newError(check, Code.DuplicateDecl);
  err.addf(pos, `duplicate method ${m.name}`);
  err.addf(otherPos, `other declaration of method ${m.name}`);
  err.report();
}

/** The type set of a union that is too large; nobody should look into it. */
export const invalidTypeSet: TypeSet = new TypeSet([], [], false);

/** Computes the type set of a union, unless it is in sets. */
export function computeUnionTypeSet(check: Checker | null, sets: Map<Union, TypeSet>, pos: Pos, u: Union): TypeSet {
  const known = sets.get(u);
  if (known !== undefined) return known;
  sets.set(u, new TypeSet([], [], false)); // ends recursion
  let terms: readonly Term[] = [];
  for (const term of u.terms) {
    const type = term.type!;
    const t = under(type);
    if (t.kind === TypeKind.Interface) {
      terms = unionTerms(terms, computeInterfaceTypeSet(check, t).terms);
    } else if (isValid(t)) {
      // ~t where t is not its own underlying type contains nothing
      if (term.tilde && !identical(type, t)) continue;
      terms = unionTerms(terms, [term]);
    }
    if (terms.length > maxTermCount) {
      if (check !== null) {
        errorf(
          check,
          pos,
          Code.InvalidUnion,
          `cannot handle more than ${maxTermCount} union terms (implementation limitation)`,
        );
      }
      sets.set(u, invalidTypeSet);
      return invalidTypeSet;
    }
  }
  const set = new TypeSet([], terms, false);
  sets.set(u, set);
  return set;
}

/** A type parameter whose type set is empty. Does not compute type sets; one that is not computed yet counts as not empty. */
export function hasEmptyTypeset(t: Type): boolean {
  const p = unalias(t);
  if (p.kind !== TypeKind.TypeParam || p.bound === null) return false;
  const bound = unalias(p.bound);
  const u = bound.kind === TypeKind.Named ? bound.underlying : under(bound);
  return u !== null && u.kind === TypeKind.Interface && u.tset !== null && isEmptySet(u.tset);
}
