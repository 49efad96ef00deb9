// Numbers for the state of memory, for a walk over the blocks in reverse postorder: two places with the same number, one of
// which dominates the other, see the same memory. A loop in which nothing is written has one state.

import type { Dominators, Loops } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';

/** Whether an operation may change memory that existed before it, or what other goroutines wrote may be seen after it. */
export function changesMemory(op: number, flags: number): boolean {
  if ((flags & (OpFlag.Writes | OpFlag.Effect | OpFlag.Call)) === 0) return false;
  switch (op) {
    case Op.Alloc:
    case Op.Box:
    case Op.MakeMap:
    case Op.KeepAlive:
    case Op.InlMark:
    case Op.GetSP:
    case Op.GetCallerSP:
    case Op.GetCallerPC:
    case Op.Prefetch:
      return false;
    default:
      return true;
  }
}

/** The states of memory of a function. */
export class MemoryStates {
  /** The state at hand. */
  now = 0;
  private count = 0;
  /** By block id: the state at the end; 0 for blocks that were not walked. */
  private readonly out: Int32Array;
  /** By block id: 1 for heads of loops in which memory changes. */
  private readonly changing: Uint8Array;
  private readonly loops: Loops;

  constructor(f: Func, doms: Dominators, loops: Loops) {
    this.loops = loops;
    this.out = new Int32Array(f.maxBlockId);
    const changing = new Uint8Array(f.maxBlockId);
    this.changing = changing;
    const opFlags = f.info.flags;
    for (const b of doms.order) {
      let h = loops.head[b.id] ?? null;
      if (h === null || changing[h.id] === 1) continue;
      let changes = false;
      for (const v of b.values) {
        const op = f.op[v]!;
        if (changesMemory(op, opFlags[op]!)) {
          changes = true;
          break;
        }
      }
      if (!changes) continue;
      for (; h !== null && changing[h.id] === 0; h = loops.outer[h.id] ?? null) changing[h.id] = 1;
    }
  }

  /** Goes to the start of a block; its predecessors, but for those that come back to it, were walked. */
  enter(b: Block): void {
    let state = 0;
    for (const p of b.preds) {
      let s = this.out[p.id]!;
      // The end of the loop has the state of its head, when nothing changes it.
      if (s === 0) s = this.loops.head[b.id] === b && this.changing[b.id] === 0 && !this.loops.irreducible ? state : -1;
      if (state === 0) state = s;
      else if (state !== s && s !== 0) state = -1;
    }
    this.now = state > 0 ? state : ++this.count;
  }

  /** Goes over a value: `now` is the state behind it. */
  pass(_v: Value, op: number, flags: number): void {
    if (changesMemory(op, flags)) this.now = ++this.count;
  }

  /** Leaves a block. */
  leave(b: Block): void {
    this.out[b.id] = this.now;
  }
}
