// What passes do with the notes for debuggers (Op.DebugVar) beside leaving them where they stand. A note is no use of a value and
// must not change what is made of the code; where it cannot be kept, the variable is lost from there on: what a debugger
// shows is right, or it is nothing.

import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';

const none: readonly Value[] = [];

/** The notes of `from` do not happen on a way that goes to `to` now: there the variables that they are about are lost. */
export function forgetVariables(f: Func, from: Block, to: Block): void {
  if (f.vars.length === 0) return;
  let notes: Value[] | null = null;
  for (const v of from.values) {
    if (f.op[v] !== Op.DebugVar) continue;
    const lost = f.newValue(Op.DebugVar, f.type[v]!, f.posOf[v]!, f.inl[v]!);
    f.lo[lost] = f.lo[v]!;
    f.hi[lost] = f.hi[v]!;
    (notes ??= []).push(lost);
  }
  if (notes === null) return;
  const { values } = to;
  let n = 0;
  while (n < values.length && f.op[values[n]!] === Op.Phi) n++;
  to.values = [...values.slice(0, n), ...notes, ...values.slice(n)];
}

/** Makes a note say that the variable is lost. */
export function loseVariable(f: Func, v: Value): void {
  f.setArgs(v, none);
}

/** The notes of an allocated function, taken out of it for the time of register allocation. */
export class DebugNotes {
  private readonly f: Func;
  /** By block: notes, and the value that each stands behind (0: the block's phis), by turns. */
  private readonly lists: Value[][] = [];

  /** Takes the notes out of the blocks. */
  constructor(f: Func) {
    this.f = f;
    const { op, info } = f;
    for (const b of f.blocks) {
      const { values } = b;
      let list: Value[] | null = null;
      let behind: Value = 0;
      let n = 0;
      for (let i = 0; i < values.length; i++) {
        const v = values[i]!;
        if (op[v] === Op.DebugVar) {
          (list ??= []).push(v, behind);
          continue;
        }
        values[n++] = v;
        // Phis and what is made again where it is needed do not stay where they stand.
        if (op[v] !== Op.Phi && (info.flags[op[v]!]! & OpFlag.Remat) === 0) behind = v;
      }
      if (list === null) continue;
      values.length = n;
      this.lists[b.id] = list;
    }
  }

  /** Puts them back. */
  restore(): void {
    const { f, lists } = this;
    const { op } = f;
    for (const b of f.blocks) {
      const list = lists[b.id];
      if (list === undefined) continue;
      const { values } = b;
      // What is not there any more counts as what stood before it: notes keep their order and come no later than they did.
      const there = new Set(values);
      for (let k = 1; k < list.length; k += 2) {
        if (list[k] !== 0 && !there.has(list[k]!)) list[k] = k > 1 ? list[k - 2]! : 0;
      }
      const out: Value[] = [];
      let i = 0;
      while (i < values.length && op[values[i]!] === Op.Phi) out.push(values[i++]!);
      let k = 0;
      for (; k < list.length && list[k + 1] === 0; k += 2) out.push(list[k]!);
      for (; i < values.length; i++) {
        const v = values[i]!;
        out.push(v);
        for (; k < list.length && list[k + 1] === v; k += 2) out.push(list[k]!);
      }
      b.values = out;
    }
  }
}
