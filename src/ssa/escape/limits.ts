// What gc keeps in frames at most: cmd/compile/internal/ir/cfg.go and escape's HeapAllocReason.

import * as AllocKind from '../allockind.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { Type } from '../../types/type.ts';

/** Variables of more bytes live in the heap. */
const MaxVar = 128 * 1024;
/** What `new`, composite literals, closures and `make` allocate, likewise. */
const MaxImplicit = 64 * 1024;
/** The value of an interface, likewise. */
const MaxBox = 1024;
/** make with a size that is not constant uses so many bytes of the frame, and the heap for more. */
export const MaxVariableMake = 32;

/** The type of the elements for which a call of growslice makes room; null for other calls. */
export function appendedElem(p: Program, f: Func, call: Value): Type | null {
  if (f.op[call] !== Op.CallStatic || p.syms.names[f.calls[f.aux[call]!]!.sym] !== 'runtime.growslice') return null;
  const type = f.arg(call, 4);
  if (f.op[type] !== Op.SymAddr) return null;
  const recipe = p.syms.recipes[f.aux[type]!] ?? null;
  return recipe !== null && recipe.kind === Recipe.TypeDesc ? recipe.type : null;
}

/** Whether what v makes cannot be in the frame, wherever its address goes. */
export function mustBeHeap(p: Program, f: Func, v: Value): boolean {
  const type = f.aux[v]!;
  const size = p.types.size(type);
  switch (f.op[v]) {
    case Op.Alloc: {
      if (f.lo[v] === AllocKind.Temp) return false;
      const max = f.lo[v] === AllocKind.Var ? MaxVar : MaxImplicit;
      return size > max || p.layouts.align(p.types.type(type)) > p.layouts.ptrSize;
    }
    case Op.Box:
      return size > MaxBox;
    case Op.MakeBacking: {
      if (size === 0) return true;
      const n = constantCap(f, v);
      return n >= 0 && n > Math.floor(MaxImplicit / size);
    }
    default:
      return false;
  }
}

/** The constant capacity that MakeBacking is given; -1 where it is not constant. */
export function constantCap(f: Func, v: Value): number {
  const cap = f.arg(v, 1);
  if (f.op[cap] !== Op.ConstInt) return -1;
  const n = f.num(cap);
  return n >= 0 ? n : -1;
}

/** Whether MakeBacking decides only when it runs: it is in the frame if it is small. */
export function staysIfSmall(f: Func, v: Value): boolean {
  return constantCap(f, v) < 0;
}
