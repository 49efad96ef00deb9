// The method sets of types as descriptors and itabs list them.

import { assert } from '../diag/internal-error.ts';
import type { Sym } from '../obj/object.ts';
import { methodSet } from '../types/methodset.ts';
import * as ObjKind from '../types/objkind.ts';
import * as BasicKind from '../types/basickind.ts';
import type { Selection } from '../types/selection.ts';
import * as TypeKind from '../types/typekind.ts';
import { Pointer, type Type } from '../types/type.ts';
import { unalias, under } from '../types/under.ts';
import type { Layouts } from './layout.ts';
import type { Sink } from './recipe.ts';

const none: readonly Selection[] = [];

/** The methods of a type that is no interface, exported ones first, then by name; none of interfaces and pointers to them. */
export function methods(t0: Type): readonly Selection[] {
  const t = unalias(t0);
  // A defined pointer type has no methods.
  const base = t.kind === TypeKind.Pointer ? unalias(t.elem) : t;
  if (base.kind !== TypeKind.Named && base.kind !== TypeKind.Struct) return none;
  const u = under(base);
  if (u.kind === TypeKind.Pointer || u.kind === TypeKind.Interface) return none;
  if (u.kind === TypeKind.Basic && u.basic === BasicKind.UnsafePointer) return none;
  if (base.kind === TypeKind.Struct && !base.fields.some(f => f.embedded)) return none;
  return methodSet(t);
}

/** The symbol of a method for a receiver of type t, as Go code calls it. */
export function methodSym(sink: Sink, t: Type, m: Selection): Sym {
  const f = m.obj;
  assert(f.kind === ObjKind.Func, 'a method');
  return sink.method(t, f, m.index);
}

/** The symbol of a method that is called through an interface, with the interface's data word as receiver. */
export function ifaceMethodSym(sink: Sink, layouts: Layouts, t: Type, m: Selection): Sym {
  return methodSym(sink, layouts.isDirectIface(t) ? t : new Pointer(t), m);
}
