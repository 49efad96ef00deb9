// Local variables: where each lives from its declaration on.

import { recordField } from '../../rtype/layout.ts';
import type { Var } from '../../types/object.ts';
import { type Type, Struct } from '../../types/type.ts';
import { newField } from '../../types/object.ts';
import * as AllocKind from '../allockind.ts';
import type { Value } from '../func.ts';
import type { Builder, Val, VarHome } from './builder.ts';
import { convertForAssign } from './convert.ts';
import { state } from './fn-state.ts';

/** The type of a local variable, type arguments substituted. */
export function varType(b: Builder, v: Var): Type {
  return b.subst(v.type!);
}

/** Whether v lives in memory. */
export function needsMemory(b: Builder, v: Var): boolean {
  // Without optimisation debuggers find every variable in memory.
  if (b.debug && b.p.noOpt(b.f.sym) && v.pos !== 0 && v.name !== '' && v.name !== '_') return true;
  return state(b).unit.info.inMemory(v) || b.components(varType(b, v)) === null;
}

/** Declares v with the value x, which is assignable to it; `captured` is its offset in the closure's record. */
export function initVar(b: Builder, v: Var, x0: Val, captured = -1): VarHome {
  const t = varType(b, v);
  const x = convertForAssign(b, x0, t);
  if (!needsMemory(b, v)) {
    const home = b.declareSSA(v, t, captured);
    b.writeHome(home, x);
    return home;
  }
  const addr = varAlloc(b, v, t);
  b.storeVal(addr, x, true);
  return b.declareAt(v, t, addr, captured);
}

/** Declares v with the zero value. */
export function zeroVar(b: Builder, v: Var): VarHome {
  const t = varType(b, v);
  if (!needsMemory(b, v)) {
    const home = b.declareSSA(v, t);
    b.writeHome(home, b.zero(t));
    return home;
  }
  const addr = varAlloc(b, v, t);
  b.zeroAt(t, addr, true);
  return b.declareAt(v, t, addr);
}

/** New memory for a variable, which stands where its name is declared. */
export function varAlloc(b: Builder, v: Var, t: Type): Value {
  const addr = b.alloc(t, AllocKind.Var);
  if (v.pos !== 0) b.f.posOf[addr] = v.pos;
  return addr;
}

/** A struct type of the compiler's making, which nobody compares. */
export function structOf(types: readonly Type[]): Struct {
  return new Struct(
    types.map((t, i) => newField(0, null, `${recordField}${i}`, t, false)),
    [],
  );
}

/** The address of element i of something made of words at addr. */
export function wordAt(b: Builder, addr: Value, i: number): Value {
  return b.offPtr(addr, i * b.p.layouts.ptrSize);
}
