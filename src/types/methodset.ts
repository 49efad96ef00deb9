// Method sets: all methods that can be called on a value of a type, found through embedded fields.

import { deref, lookupFieldOrMethod } from './lookup.ts';
import { numMethods, namedMethod } from './named.ts';
import type { Func } from './object.ts';
import { compareObjects } from './object.ts';
import * as ObjKind from './objkind.ts';
import { identical } from './predicates.ts';
import { Selection } from './selection.ts';
import * as SelectionKind from './selectionkind.ts';
import * as TypeKind from './typekind.ts';
import { typeSet } from './typeset.ts';
import type { Named, Type } from './type.ts';
import { unalias, under } from './under.ts';

/**
 * The method set of t, sorted as gc sorts methods: exported names first, then by name and package. That of *T has the methods
 * with pointer receivers too.
 */
export function methodSet(t: Type): Selection[] {
  const names = new Map<string, Func>();
  collect(t, names, []);
  const found: Selection[] = [];
  for (const m of names.values()) {
    // The name may mean a field, be ambiguous, or need a pointer: the lookup knows.
    const l = lookupFieldOrMethod(t, false, m.pkg, m.name, false);
    if (l.obj === null || l.obj.kind !== ObjKind.Func) continue;
    found.push(new Selection(SelectionKind.MethodVal, t, l.obj, l.index!, l.indirect));
  }
  return found.sort((a, b) => compareObjects(a.obj, b.obj));
}

/** Collects one method for each id that occurs at any depth. */
function collect(t0: Type, names: Map<string, Func>, seen: Named[]): void {
  const t = unalias(deref(t0));
  if (t.kind === TypeKind.Named) {
    if (seen.some(s => identical(s, t))) return;
    seen.push(t);
    const n = numMethods(t);
    for (let i = 0; i < n; i++) add(names, namedMethod(t.orig, i));
  }
  const u = under(t);
  if (u.kind === TypeKind.Struct) {
    for (const f of u.fields) if (f.embedded) collect(f.type!, names, seen);
  } else if (u.kind === TypeKind.Interface) {
    for (const m of typeSet(u).methods) add(names, m);
  }
}

function add(names: Map<string, Func>, m: Func): void {
  const id = m.id();
  if (m.name !== '_' && !names.has(id)) names.set(id, m);
}
