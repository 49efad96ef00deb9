// Type terms and lists of them. A term is a set of types: {T}, or all types whose underlying type is t (~t), or, with a null
// type, all types. A list is the union of its terms; in normal form they are disjoint, so that the empty list is no types,
// and `allTerms` all types. All lists that these functions return are in normal form.

import { identical } from './predicates.ts';
import type { Term, Type } from './type.ts';
import { allTerms } from './type.ts';
import type { Qualifier } from './typestring.ts';
import { typeString } from './typestring.ts';
import { under } from './under.ts';

/** The list that contains every type. */
export function isAll(list: readonly Term[]): boolean {
  for (const x of list) if (x.type === null) return true;
  return false;
}

/** No type is in both; neither may be the set of all types. */
export function disjoint(x: Term, y: Term): boolean {
  const tx = y.tilde ? under(x.type!) : x.type!;
  const ty = x.tilde ? under(y.type!) : y.type!;
  return !identical(tx, ty);
}

/** Whether t is in the set x. */
export function termIncludes(x: Term, t: Type): boolean {
  return x.type === null || identical(x.type, x.tilde ? under(t) : t);
}

/** Whether the set x is part of the set y. */
export function termSubsetOf(x: Term, y: Term): boolean {
  if (y.type === null) return true;
  if (x.type === null || disjoint(x, y)) return false;
  return !x.tilde || y.tilde;
}

/** Whether t is in one of the terms. */
export function includes(list: readonly Term[], t: Type): boolean {
  for (const x of list) if (termIncludes(x, t)) return true;
  return false;
}

/** Whether every type of xs is in ys. */
export function subsetOf(xs: readonly Term[], ys: readonly Term[]): boolean {
  for (const x of xs) {
    let found = false;
    for (const y of ys) {
      if (termSubsetOf(x, y)) {
        found = true;
        break;
      }
    }
    if (!found) return false;
  }
  return true;
}

/** Whether the lists describe the same set. */
export function termListsEqual(xs: readonly Term[], ys: readonly Term[]): boolean {
  return xs === ys || (subsetOf(xs, ys) && subsetOf(ys, xs));
}

/** The normal form: a term that overlaps another disappears in the wider of the two. */
function norm(list: readonly Term[]): readonly Term[] {
  const out: Term[] = [];
  const absorbed = new Uint8Array(list.length);
  for (let i = 0; i < list.length; i++) {
    if (absorbed[i] !== 0) continue;
    let x = list[i]!;
    if (x.type === null) return allTerms;
    for (let j = i + 1; j < list.length; j++) {
      if (absorbed[j] !== 0) continue;
      const y = list[j]!;
      if (y.type === null) return allTerms;
      if (disjoint(x, y)) continue;
      if (!x.tilde && y.tilde) x = y;
      absorbed[j] = 1;
    }
    out.push(x);
  }
  return out;
}

/** The union of two lists. */
export function unionTerms(xs: readonly Term[], ys: readonly Term[]): readonly Term[] {
  if (ys.length === 0) return xs;
  return norm([...xs, ...ys]);
}

/** The intersection of two lists. */
export function intersectTerms(xs: readonly Term[], ys: readonly Term[]): readonly Term[] {
  if (isAll(xs)) return ys;
  if (isAll(ys)) return xs;
  const out: Term[] = [];
  for (const x of xs) {
    for (const y of ys) if (!disjoint(x, y)) out.push(!x.tilde || y.tilde ? x : y);
  }
  return norm(out);
}

/** A term as messages show it. */
export function termString(x: Term, qualifier: Qualifier | null): string {
  if (x.type === null) return '\u{1d4e4}';
  return (x.tilde ? '~' : '') + typeString(x.type, qualifier);
}

/** A list as messages show it. */
export function termListString(list: readonly Term[], qualifier: Qualifier | null): string {
  if (list.length === 0) return '\u2205';
  return list.map(x => termString(x, qualifier)).join(' | ');
}
