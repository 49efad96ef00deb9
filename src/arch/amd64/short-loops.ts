// Where short loops begin. The processor takes instructions line by line, and a loop of a few of them that lies across the end of a line runs at
// half its speed: the innermost ones that call nothing are aligned. Padding stands in front of the loop and costs next to nothing.

import type { Func } from '../../ssa/func.ts';
import { MachineFirst } from '../../ssa/op.ts';
import * as OpFlag from '../../ssa/opflag.ts';

/** Short loops start at multiples of so many bytes, which is what functions are aligned to. */
export const LoopAlign = 32;

/** Loops of more instructions lie in several lines anyway. */
const longest = 18;

/** By block id: 1 for the block that comes first in memory of a short loop. */
export function shortLoops(f: Func): Uint8Array {
  const out = new Uint8Array(f.maxBlockId);
  const at = new Int32Array(f.maxBlockId).fill(-1);
  let before = -1;
  f.blocks.forEach((b, i) => (at[b.id] = i));
  for (let i = 0; i < f.blocks.length; i++) {
    const b = f.blocks[i]!;
    for (const s of b.succs) {
      const start = at[s.id]!;
      // One that ended earlier, and began later, is inside.
      if (start > i || start <= before) continue;
      before = start;
      out[s.id] = isShort(f, start, i) ? 1 : 0;
    }
  }
  return out;
}

/** Whether what lies between two places is short, and calls nothing. */
function isShort(f: Func, from: number, to: number): boolean {
  let n = 0;
  for (let i = from; i <= to; i++) {
    const b = f.blocks[i]!;
    if (b.cold) return false;
    for (const v of b.values) {
      if ((f.flags(v) & OpFlag.Call) !== 0) return false;
      if (f.op[v]! >= MachineFirst) n++;
    }
    if (n > longest) return false;
  }
  return true;
}
