// Small variables that move to the heap together: those that a block makes share an object, as with gc (newHeapaddr in its
// ssagen), for what the allocator does costs more than such a variable.

import * as AllocKind from '../allockind.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';

/** An object is at most so large: as large as what the runtime puts several small objects without pointers into. */
const maxSize = 16;

/** An object of several variables. */
export interface JointObject {
  /** The variables with where they lie: the first one is where the object starts. */
  readonly offsets: ReadonlyMap<Value, number>;
  readonly size: number;
}

/** The objects of several variables that the values of a block make, by variable; null for none. */
export function jointObjects(p: Program, f: Func, values: readonly Value[]): ReadonlyMap<Value, JointObject> | null {
  let out: Map<Value, JointObject> | null = null;
  let open: Value[] = [];
  let used = 0;
  const close = (): void => {
    if (open.length > 1) {
      const joint = place(p, f, open);
      out ??= new Map();
      for (const v of open) out.set(v, joint);
    }
    open = [];
    used = 0;
  };
  for (const v of values) {
    if (f.op[v] !== Op.Alloc || f.lo[v] !== AllocKind.Var || f.hi[v] === 1) continue;
    const size = p.types.size(f.aux[v]!);
    if (size === 0 || size >= maxSize || p.types.hasPointers(f.aux[v]!)) continue;
    if (used + size > maxSize) close();
    open.push(v);
    used += size;
  }
  close();
  return out;
}

/** What is aligned most comes first, so that nothing lies between. */
function place(p: Program, f: Func, vars: readonly Value[]): JointObject {
  const align = (v: Value): number => p.layouts.align(p.types.type(f.aux[v]!));
  const sorted = vars.toSorted((a, b) => align(b) - align(a));
  const offsets = new Map<Value, number>();
  let end = 0;
  for (const v of sorted) {
    offsets.set(v, end);
    end += p.types.size(f.aux[v]!);
  }
  // The allocator finds the alignment by the size.
  const most = align(sorted[0]!);
  return { offsets, size: Math.ceil(end / most) * most };
}
