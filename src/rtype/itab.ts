// Itabs: the table that makes a value of a concrete type an interface value, with the methods in the interface's order.

import { assert } from '../diag/internal-error.ts';
import * as Attr from '../obj/attr.ts';
import type { Sym } from '../obj/object.ts';
import * as TypeKind from '../types/typekind.ts';
import { typeSet } from '../types/typeset.ts';
import type { Type } from '../types/type.ts';
import { under } from '../types/under.ts';
import type { Layouts } from './layout.ts';
import { ifaceMethodSym, methods } from './methods.ts';
import type { TypeNames } from './names.ts';
import type { Sink } from './recipe.ts';
import { Contents, shared } from './write.ts';

/** The offset of method i in an itab. */
export function itabMethodOffset(wordSize: number, i: number): number {
  return 2 * wordSize + 8 + i * wordSize;
}

/**
 * Defines the itab of t and iface, which has methods. If t does not implement it, as may be in an instance of a generic
 * function, the table says so.
 */
export function itab(t: Type, iface: Type, sink: Sink, layouts: Layouts, names: TypeNames): Sym {
  const sym = sink.itab(t, iface);
  if (sym.isDefined) return sym;
  const u = under(iface);
  assert(u.kind === TypeKind.Interface, 'an itab is of an interface');
  const wanted = typeSet(u).methods;
  assert(wanted.length > 0, 'an itab is of an interface with methods');
  const funcs: Sym[] = [];
  for (const m of methods(t)) {
    if (funcs.length < wanted.length && m.obj.id() === wanted[funcs.length]!.id()) {
      funcs.push(ifaceMethodSym(sink, layouts, t, m));
    }
  }
  const word = layouts.ptrSize;
  const complete = funcs.length === wanted.length;
  const size = itabMethodOffset(word, complete ? funcs.length : 1);
  const c = new Contents(sym, size, shared | Attr.Itab);
  sym.align = word;
  c.addr(0, sink.type(iface), word);
  c.addr(word, sink.type(t), word);
  c.u32(2 * word, names.typeHash(t));
  if (complete) funcs.forEach((f, i) => c.weakAddr(itabMethodOffset(word, i), f, word));
  return sym;
}
