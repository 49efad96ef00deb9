// A result in memory is made in a temporary of its own and copied to where the caller looks for it, since what is evaluated after it may
// call, and a call may panic or look at the stack. Where nothing between calls, it is made in its place.

import * as BlockKind from '../blockkind.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { SigParam } from '../sig.ts';
import { countUses } from '../uses.ts';

/** Makes temporaries that are only written and then returned the results themselves: addresses of the function's own results. */
export function directReturns(f: Func): void {
  if (!f.sig.results.some(isInMemory)) return;
  const uses = countUses(f);
  const mentions = mentionsOfSlots(f);
  for (const b of f.blocks) {
    if (b.kind !== BlockKind.Ret) continue;
    let at = 0;
    for (const r of f.sig.results) {
      if (isInMemory(r)) direct(f, b, b.rets[at]!, r, uses, mentions);
      at += r.comps === null ? 1 : r.comps.length;
    }
  }
}

function isInMemory(r: SigParam): boolean {
  return r.comps === null && !r.abi.inRegs;
}

/** How many operations name each slot of the frame. */
function mentionsOfSlots(f: Func): Int32Array {
  const out = new Int32Array(f.slots.length);
  for (const b of f.blocks) {
    for (const v of b.values) if (f.op[v] === Op.SlotAddr || f.op[v] === Op.SlotLive) out[f.aux[v]!]!++;
  }
  return out;
}

/** The address x of a temporary becomes that of the result r, if its whole life is at the end of b. */
function direct(f: Func, b: Block, x: Value, r: SigParam, uses: Int32Array, mentions: Int32Array): void {
  if (f.op[x] !== Op.SlotAddr || f.lo[x] !== 0) return;
  const slot = f.aux[x]!;
  if (f.slots[slot]!.type !== r.type || mentions[slot] !== 2) return;
  const { values } = b;
  let seen = 1; // by the return
  let i = values.length - 1;
  for (; i >= 0; i--) {
    const v = values[i]!;
    const op = f.op[v]!;
    if (op === Op.SlotLive && f.aux[v] === slot) break;
    if ((f.info.flags[op]! & OpFlag.Call) !== 0) return;
    for (let k = 0; k < f.nargs(v); k++) {
      if (f.arg(v, k) !== x) continue;
      if (k > 0 || (op !== Op.Store && op !== Op.Zero && op !== Op.Move && op !== Op.Load)) return;
      seen++;
    }
  }
  if (i < 0 || seen !== uses[x]) return;
  values.splice(i, 1);
  f.reset(x, Op.InArg);
  f.lo[x] = r.abi.stackOffset;
}
