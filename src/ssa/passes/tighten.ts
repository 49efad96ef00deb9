// Moves what is computed to where it is used first, when that is another block: a way that does not need it does not compute it,
// and what goes round a loop is stepped on at its end, where the old value is not needed any more and the new one can take its
// register. Runs on the machine's operations, without notes for debuggers.

import * as BlockKind from '../blockkind.ts';
import type { Dominators, Loops } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import * as Scalar from '../scalar.ts';

/** What must stay where it is; OpFlag.Remat is made where it is needed anyway. */
const stays = OpFlag.Keep | OpFlag.Reads | OpFlag.Faults | OpFlag.Remat;

/** Moves values of a function. */
export function tighten(f: Func, doms: Dominators, loops: Loops): void {
  const { order, at, idomAt } = doms;
  /** By value: the place in `order` of the nearest block that dominates all uses; -1 for none. */
  const used = new Int32Array(f.count).fill(-1);
  const use = (v: Value, place: number): void => {
    let a = used[v]!;
    let b = place;
    if (a < 0) a = b;
    while (a !== b) {
      if (a > b) a = idomAt[a]!;
      else b = idomAt[b]!;
    }
    used[v] = a;
  };
  for (const b of order) {
    for (const v of b.values) {
      if (f.op[v] !== Op.Phi) break;
      for (let j = 0; j < b.preds.length; j++) {
        const from = at[b.preds[j]!.id]!;
        if (from >= 0) use(f.arg(v, j), from);
      }
    }
  }
  /** By value that moves: where it goes. */
  const moves = new Map<Value, number>();
  for (let i = order.length - 1; i >= 0; i--) {
    const b = order[i]!;
    if (b.control !== 0) use(b.control, i);
    for (const v of b.rets) use(v, i);
    const { values } = b;
    for (let k = values.length - 1; k >= 0; k--) {
      const v = values[k]!;
      if (f.op[v] === Op.Phi) break;
      let to = i;
      if (used[v]! > i && mayMove(f, v, values[k + 1])) {
        to = used[v]!;
        // Not into a loop, and not onto an edge that has nothing to do otherwise.
        const isStep = isEdge(order[to]!) && outlives(f, b, k);
        while (to !== i && (loops.depth[order[to]!.id]! > loops.depth[b.id]! || (isEdge(order[to]!) && !isStep))) {
          to = idomAt[to]!;
        }
        if (to !== i) moves.set(v, to);
      }
      for (let n = f.nargs(v) - 1; n >= 0; n--) use(f.arg(v, n), to);
    }
  }
  if (moves.size > 0) move(f, order, moves);
}

/** Whether a value may stand elsewhere, and nothing more has to be kept in registers until there. */
function mayMove(f: Func, v: Value, behind: Value | undefined): boolean {
  const flags = f.flags(v);
  if ((flags & OpFlag.Pure) === 0 || (flags & stays) !== 0 || f.type[v] === Scalar.Flags || f.op[v] === Op.Result)
    return false;
  if (behind !== undefined && f.op[behind] === Op.Result) return false;
  let kept = 0;
  for (let n = f.nargs(v) - 1; n >= 0; n--) {
    const a = f.arg(v, n);
    if ((f.flags(a) & OpFlag.Remat) !== 0) continue;
    // What the collector sees must go on to be seen, and what it must not see must not become a pointer later.
    if (f.type[a] === Scalar.Flags || (f.type[a] === Scalar.Ptr) !== (f.type[v] === Scalar.Ptr)) return false;
    kept++;
  }
  return kept === 1;
}

/** Whether a block only stands on an edge. */
function isEdge(b: Block): boolean {
  return b.kind === BlockKind.Plain && b.values.length === 0 && b.preds.length === 1;
}

/** Whether what the kth value of b is made from is still needed behind it: then a step on an edge is one move less. */
function outlives(f: Func, b: Block, k: number): boolean {
  const { values } = b;
  const v = values[k]!;
  for (let n = f.nargs(v) - 1; n >= 0; n--) {
    const a = f.arg(v, n);
    if (f.op[a] !== Op.Phi) continue;
    if (b.control === a) return true;
    for (let i = k + 1; i < values.length; i++) {
      for (let m = f.nargs(values[i]!) - 1; m >= 0; m--) if (f.arg(values[i]!, m) === a) return true;
    }
  }
  return false;
}

/** Values go to the start of their new blocks, in the order that they had. */
function move(f: Func, order: readonly Block[], moves: ReadonlyMap<Value, number>): void {
  const coming: Value[][] = [];
  for (const b of order) {
    if (!b.values.some(v => moves.has(v))) continue;
    for (const v of b.values) {
      const to = moves.get(v);
      if (to !== undefined) (coming[to] ??= []).push(v);
    }
    b.values = b.values.filter(v => !moves.has(v));
  }
  coming.forEach((list, i) => {
    const { values } = order[i]!;
    let n = 0;
    while (n < values.length && f.op[values[n]!] === Op.Phi) n++;
    order[i]!.values = [...values.slice(0, n), ...list, ...values.slice(n)];
  });
}
