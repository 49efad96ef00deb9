// Copies and clearing of memory: what has no size goes, Memmove of any length becomes a call of the runtime. Zero and Move of a
// type stay: the machine knows best how to make them.

import type { Func } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import { Edit } from './edit.ts';

/** Lowers Zero, Move and Memmove. */
export function lowerMoves(p: Program, f: Func): void {
  const e = new Edit(p, f);
  for (const b of f.blocks) {
    for (const v of e.start(b)) {
      e.at(v);
      const op = f.op[v]!;
      if ((op === Op.Zero || op === Op.Move) && p.types.size(f.aux[v]!) === 0) continue;
      if (op === Op.Memmove) e.call('memmove', [f.arg(v, 0), f.arg(v, 1), f.arg(v, 2)]);
      else e.keep(v);
    }
    e.finish();
  }
}
