// Declarations that refer to themselves where they must not: how such a cycle is worded, rings of type names, and types
// whose size would be infinite.

import * as Code from '../diag/codes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { pop, push } from './checker.ts';
import { errorf, newError } from './errors.ts';
import { packagePrefix } from './format.ts';
import type { Obj, TypeName } from './object.ts';
import * as ObjKind from './objkind.ts';
import { validAlias } from './resolver.ts';
import * as TypeKind from './typekind.ts';
import type { Type } from './type.ts';
import { NamedHasFinite } from './type.ts';
import { unalias } from './under.ts';

/** Reports a cycle of declarations, beginning with cycle[start]. */
export function cycleError(check: Checker, cycle: readonly Obj[], start: number): void {
  let obj = cycle[start]!;
  const isType = obj.kind === ObjKind.TypeName;
  if (obj.kind === ObjKind.TypeName) {
    // An alias on a cycle is done: nothing more is said of it.
    if (obj.type !== null && obj.type.kind === TypeKind.Alias) obj.type.fromRHS = Typ.Invalid;
    else if (!check.conf.enableAlias && obj.isAlias()) validAlias(check, obj, Typ.Invalid);
  }
  const name = (o: Obj): string => packagePrefix(check, o.pkg) + o.name;
  if (cycle.length === 1) {
    const what = isType ? 'invalid recursive type' : 'invalid cycle in declaration';
    errorf(check, obj, Code.InvalidDeclCycle, `${what}: ${name(obj)} refers to itself`);
    return;
  }
  const err = newError(check, Code.InvalidDeclCycle);
  err.addf(obj, `${isType ? 'invalid recursive type' : 'invalid cycle in declaration of'} ${name(obj)}`);
  for (let i = 1; i <= cycle.length; i++) {
    const next = cycle[(start + i) % cycle.length]!;
    err.addf(obj, `${name(obj)} refers to ${name(next)}`);
    obj = next;
  }
  err.report();
}

/** The index of the object that is declared first. */
export function firstInSource(path: readonly Obj[]): number {
  let first = 0;
  for (let i = 1; i < path.length; i++) if (path[i]!.pos < path[first]!.pos) first = i;
  return first;
}

/**
 * Finds the types that are declared as one another in a circle, by names alone (`type A B; type B A`), before anything else
 * is asked of them.
 */
export function directCycles(check: Checker): void {
  const done = new Set<TypeName>();
  for (const obj of check.objList) {
    if (obj.kind !== ObjKind.TypeName || done.has(obj)) continue;
    // The names on the way from obj, each the right side of the one before.
    const path: TypeName[] = [];
    let tname: TypeName = obj;
    while (!done.has(tname)) {
      const start = path.indexOf(tname);
      if (start >= 0) {
        tname.type = Typ.Invalid;
        const cycle = path.slice(start);
        cycleError(check, cycle, firstInSource(cycle));
        break;
      }
      path.push(tname);
      const rhs = tname.decl!.tdecl!.type;
      if (rhs.kind !== NodeKind.Name) break;
      const next = check.pkg.scope.lookup(rhs.value);
      if (next === null || next.kind !== ObjKind.TypeName || next.decl === null) break;
      tname = next;
    }
    for (const t of path) done.add(t);
  }
}

/** Whether values of type t have a finite size; a type that contains itself is reported. */
export function finiteSize(check: Checker, t: Type): boolean {
  t = unalias(t);
  switch (t.kind) {
    case TypeKind.Named: {
      if ((t.state & NamedHasFinite) !== 0) return t.finite;
      const obj = t.obj;
      if (obj.pathIndex >= 0) {
        const cycle = check.objPath.slice(obj.pathIndex);
        cycleError(check, cycle, firstInSource(cycle));
        return false;
      }
      push(check, obj);
      const finite = t.fromRHS === null || finiteSize(check, t.fromRHS);
      pop(check);
      if ((t.state & NamedHasFinite) === 0) {
        t.finite = finite;
        t.state |= NamedHasFinite;
      }
      return finite;
    }
    case TypeKind.Array:
      return finiteSize(check, t.elem);
    case TypeKind.Struct:
      for (const f of t.fields) if (!finiteSize(check, f.type!)) return false;
      return true;
    default:
      return true;
  }
}
