// Splits critical edges: those from a block with several successors to a block with several predecessors. Moves between
// registers that belong to an edge then have a block to stand in. Blocks that stay empty are dropped by `trim`.

import * as BlockKind from '../blockkind.ts';
import { forgetVariables } from '../debug/notes.ts';
import type { Block, Func } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';

/** Puts a block on every critical edge. */
export function critical(_p: Program, f: Func): void {
  const n = f.blocks.length;
  for (let k = 0; k < n; k++) {
    const b = f.blocks[k]!;
    if (b.succs.length < 2) continue;
    for (let i = 0; i < b.succs.length; i++) {
      const s = b.succs[i]!;
      if (s.preds.length < 2) continue;
      // Of several edges from b to s the first that is left stands first among the predecessors.
      const j = s.preds.indexOf(b);
      const mid = f.newBlock(BlockKind.Plain);
      mid.pos = b.pos;
      mid.inl = b.inl;
      b.succs[i] = mid;
      mid.preds.push(b);
      mid.succs.push(s);
      s.preds[j] = mid;
    }
  }
}

/** Drops empty blocks that only go on to another one. Phis are no longer needed: registers hold what they were. */
export function trim(_p: Program, f: Func): void {
  let kept = 0;
  for (const b of f.blocks) {
    if (b !== f.entry && b !== f.deferReturn && b.kind === BlockKind.Plain && bypass(f, b)) continue;
    f.blocks[kept++] = b;
  }
  f.blocks.length = kept;
}

/** Leads the predecessors of b past it, if it is empty; false if it must stay. */
function bypass(f: Func, b: Block): boolean {
  const s = b.succs[0]!;
  if (s === b) return false;
  for (const v of b.values) if (f.op[v] !== Op.Phi && f.op[v] !== Op.DebugVar) return false;
  forgetVariables(f, b, s);
  const j = s.preds.indexOf(b);
  s.preds.splice(j, 1, ...b.preds);
  for (const p of b.preds) {
    for (let i = 0; i < p.succs.length; i++) if (p.succs[i] === b) p.succs[i] = s;
  }
  return true;
}
