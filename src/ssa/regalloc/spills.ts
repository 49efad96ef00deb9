// Where spills stand, once it is known who restores them: in the block that runs least often of those that dominate all
// restores and find the value in a register, and of those the last. So what only a rare path needs in memory is stored there. And
// what of allocation's own values nobody reads is dropped.

import type { Block, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Allocator } from './regalloc.ts';

/** How far up the tree of dominators a better place is looked for. */
const Patience = 40;

/** Drops what is not needed and puts the spills to their places. */
export function placeSpills(a: Allocator, needed: Uint8Array): void {
  const { f, doms, firstNew } = a;
  const { order, at, idomAt } = doms;
  const isNeeded = (v: Value): boolean => v < firstNew || v >= needed.length || needed[v] !== 0;
  /** By original value: the place in the order of what dominates all its restores; -1 for none. */
  const restoredAt = new Int32Array(firstNew).fill(-1);
  const definedAt = new Int32Array(firstNew);
  const restore = (v: Value, b: Block): void => {
    let x = at[b.id]!;
    let y = restoredAt[v]!;
    if (y < 0) y = x;
    while (x !== y) {
      if (x > y) x = idomAt[x]!;
      else y = idomAt[y]!;
    }
    restoredAt[v] = x;
  };
  let any = false;
  for (const b of f.blocks) {
    const list = b.values;
    let kept = 0;
    for (let i = 0; i < list.length; i++) {
      const v = list[i]!;
      const op = f.op[v]!;
      if (v < firstNew) {
        definedAt[v] = at[b.id]!;
        if (op === Op.KeepAlive) {
          const x = f.arg(v, 0);
          if (f.op[x] === Op.StoreReg) {
            restore(a.orig[x]!, b);
            any = true;
          }
        }
      } else if (!isNeeded(v)) {
        continue;
      } else if (op === Op.LoadReg) {
        restore(a.orig[v]!, b);
        any = true;
      }
      list[kept++] = v;
    }
    list.length = kept;
  }
  /** By block: what is stored at its start, as pairs (spill, copy). */
  const atStart: Value[][] = [];
  /** By original value: its spill stands behind it. */
  const behind = new Int32Array(any ? firstNew : 0);
  if (any) {
    for (let v = 1; v < firstNew; v++) {
      const s = a.spill[v]!;
      // A phi that is in memory is its own spill.
      if (restoredAt[v]! < 0 || s === v) continue;
      const def = definedAt[v]!;
      let best = def;
      let from: Value = v;
      let cost = costOf(a, order[def]!);
      let steps = 0;
      for (let x = restoredAt[v]!; x !== def && steps < Patience; x = idomAt[x]!, steps++) {
        const b = order[x]!;
        const here = costOf(a, b);
        if (best === def ? here > cost : here >= cost) continue;
        const copy = inRegAtStart(a, b, v, isNeeded);
        if (copy === 0) continue;
        best = x;
        from = copy;
        cost = here;
      }
      f.addArg(s, from);
      if (best === def) behind[v] = s;
      else (atStart[order[best]!.id] ??= []).push(s);
    }
    for (const b of f.blocks) place(a, b, atStart[b.id] ?? null, behind);
  }
}

/** How often a block runs, roughly. */
function costOf(a: Allocator, b: Block): number {
  const depth = Math.min(a.loops.depth[b.id]!, 8);
  return (b.cold ? 1 : 64) * 8 ** depth;
}

/** The copy of v that is in a register where b starts; 0 for none. */
function inRegAtStart(a: Allocator, b: Block, v: Value, isNeeded: (v: Value) => boolean): Value {
  if (b.preds.length === 0) return 0;
  const list = b.preds.length === 1 ? a.endRegs[b.preds[0]!.id]! : a.startRegs[b.id]!;
  for (let i = 0; i < list.length; i += 3) if (list[i + 1] === v && isNeeded(list[i + 2]!)) return list[i + 2]!;
  return 0;
}

/** Rebuilds the list of values of a block. */
function place(a: Allocator, b: Block, first: readonly Value[] | null, behind: Int32Array): void {
  const { f, firstNew } = a;
  const list = b.values;
  let changes = first !== null;
  for (let i = 0; i < list.length && !changes; i++) {
    const v = list[i]!;
    changes = v < firstNew && behind[v] !== 0;
  }
  if (!changes) return;
  const out: Value[] = [];
  let waiting: Value[] = first === null ? [] : first.slice();
  for (const v of list) {
    const o = f.op[v]!;
    // Phis, results and register parameters stay together.
    if (waiting.length > 0 && o !== Op.Phi && o !== Op.Result && o !== Op.ArgReg && o !== Op.ClosurePtr) {
      for (const s of waiting) out.push(s);
      waiting = [];
    }
    out.push(v);
    if (v < firstNew && behind[v] !== 0) waiting.push(behind[v]!);
  }
  for (const s of waiting) out.push(s);
  b.values = out;
}
