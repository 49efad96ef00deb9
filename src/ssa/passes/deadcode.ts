// Removes values that nothing needs: those without an effect that no kept value, branch or result uses. A DebugVar does not
// keep its argument; it goes when its argument goes.

import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';

/** Removes dead values from all blocks. */
export function deadcode(_p: Program, f: Func): void {
  const live = new Uint8Array(f.count);
  const work: Value[] = [];
  const keep = f.info.flags;
  for (const b of f.blocks) {
    if (b.control !== 0) mark(b.control, live, work);
    for (let i = 0; i < b.rets.length; i++) mark(b.rets[i]!, live, work);
    for (let i = 0; i < b.values.length; i++) {
      const v = b.values[i]!;
      const op = f.op[v]!;
      if ((keep[op]! & OpFlag.Keep) !== 0 && !isDroppable(op)) mark(v, live, work);
    }
  }
  while (work.length > 0) {
    const v = work.pop()!;
    const n = f.nargs(v);
    for (let i = 0; i < n; i++) mark(f.arg(v, i), live, work);
  }
  for (const b of f.blocks) {
    const { values } = b;
    let n = 0;
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      if (live[v] === 0 && !(f.op[v] === Op.DebugVar && live[f.arg(v, 0)] === 1)) continue;
      values[n++] = v;
    }
    values.length = n;
  }
}

function mark(v: Value, live: Uint8Array, work: Value[]): void {
  if (live[v] === 1) return;
  live[v] = 1;
  work.push(v);
}

/** Memory that nobody can see was not needed. */
function isDroppable(op: number): boolean {
  return op === Op.Alloc || op === Op.Box || op === Op.MakeMap;
}
