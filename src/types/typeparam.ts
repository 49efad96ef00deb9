// Type parameters and their constraints.

import * as BasicKind from './basickind.ts';
import type { Checker } from './checker.ts';
import { InternalError } from '../diag/internal-error.ts';
import type { TypeName } from './object.ts';
import * as TypeKind from './typekind.ts';
import { computeInterfaceTypeSet, termsAre, typeSet } from './typeset.ts';
import type { Term, Type } from './type.ts';
import { Interface, TypeParam } from './type.ts';
import { under, unalias } from './under.ts';
import { emptyInterface } from './universe.ts';

/** A type parameter named obj, whose constraint may follow later. */
export function newTypeParam(check: Checker | null, obj: TypeName, bound: Type | null): TypeParam {
  const id = check === null ? 0 : ++check.lastTypeParam;
  const t = new TypeParam(check, id, obj, bound);
  if (obj.type === null) obj.type = t;
  if (check !== null) check.cleaners.push(t);
  return t;
}

/** Numbers the parameters of one list. A parameter belongs to one list only. */
export function bindTParams(list: readonly TypeParam[]): readonly TypeParam[] {
  for (let i = 0; i < list.length; i++) {
    const t = list[i]!;
    if (t.index >= 0) throw new InternalError(`type parameter ${t.obj.name} is bound twice`);
    t.index = i;
  }
  return list;
}

/** The constraint of a type parameter as an interface; a constraint such as `~int` is wrapped in an implicit one. */
export function typeParamIface(t: TypeParam): Interface {
  const bound = t.bound;
  if (bound === null) return emptyInterface;
  const u = under(bound);
  if (u.kind === TypeKind.Basic && u.basic === BasicKind.Invalid) return emptyInterface;
  let iface: Interface;
  if (u.kind === TypeKind.Interface) {
    if (unalias(bound).kind === TypeKind.TypeParam) return emptyInterface; // an error, reported elsewhere
    iface = u;
  } else {
    iface = new Interface(null, [], [bound], true);
    iface.implicit = true;
    t.bound = iface;
  }
  if (iface.tset === null) computeInterfaceTypeSet(t.check, iface);
  return iface;
}

/** Whether f holds for each specific type of the constraint; it is called with null if there are none. */
export function typeParamIs(t: TypeParam, f: (term: Term | null) => boolean): boolean {
  return termsAre(typeSet(typeParamIface(t)), f);
}
