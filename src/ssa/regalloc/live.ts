// Which values are live at the end of each block, and how far away their next use is, in instructions: what the allocator
// evicts is what is needed last. A call counts as a long way, for nothing stays in a register over it; so does an unlikely
// branch. Worked backwards over the blocks until nothing changes.

import type { Dominators } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import type { CompileMachine } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import { isNamedAddress } from './registers.ts';

/** Distances of the ways out of a block. */
const Likely = 1;
const Normal = 10;
const Unlikely = 100;
/** What a call adds. */
const OverCall = 100;
/** Nothing is farther. */
const MaxDistance = 1 << 24;

/** At this distance a value is behind a call, or behind something unlikely. */
export const Far = 100;

/** The live values at block ends. */
export class Live {
  /** By block id: the values that are live at its end. */
  readonly values: Value[][];
  /** By block id, in the same order: instructions from the end of the block to the next use. */
  readonly distance: number[][];
  private readonly remat: Uint8Array;
  private readonly machine: CompileMachine;

  /**
   * `needsReg` is not 0 for the values that registers hold, `remat` is 1 for those that are made again where they are needed: no
   * register keeps them over a call, so that they are not live across one.
   */
  constructor(f: Func, doms: Dominators, needsReg: Uint8Array, remat: Uint8Array, machine: CompileMachine) {
    const n = f.maxBlockId;
    const values: Value[][] = new Array<Value[]>(n);
    const distance: number[][] = new Array<number[]>(n);
    for (let i = 0; i < n; i++) {
      values[i] = [];
      distance[i] = [];
    }
    this.values = values;
    this.distance = distance;
    const { order } = doms;
    this.remat = remat;
    this.machine = machine;
    const set = new DistanceSet(f.count);
    const there = new Int32Array(f.count).fill(-1);
    const dirty = new Uint8Array(n).fill(1);
    let again = true;
    while (again) {
      again = false;
      for (let k = order.length - 1; k >= 0; k--) {
        const b = order[k]!;
        if (dirty[b.id] === 0) continue;
        dirty[b.id] = 0;
        this.liveIn(f, b, needsReg, set);
        for (let i = 0; i < b.preds.length; i++) {
          if (this.flow(f, b, i, needsReg, set, there)) {
            dirty[b.preds[i]!.id] = 1;
            // A predecessor that was done already in this round is done again in the next.
            if (doms.at[b.preds[i]!.id]! >= k) again = true;
          }
        }
      }
    }
  }

  /** Leaves in `set` what is live at the start of b, behind its phis. */
  private liveIn(f: Func, b: Block, needsReg: Uint8Array, set: DistanceSet): void {
    const { op } = f;
    const opFlags = f.info.flags;
    const list = b.values;
    const out = this.values[b.id]!;
    const dist = this.distance[b.id]!;
    set.clear();
    const length = list.length;
    for (let i = 0; i < out.length; i++) set.put(out[i]!, dist[i]! + length);
    if (b.control !== 0 && needsReg[b.control] !== 0) set.put(b.control, length);
    for (let i = 0; i < b.rets.length; i++) if (needsReg[b.rets[i]!]! !== 0) set.put(b.rets[i]!, length);
    for (let i = length - 1; i >= 0; i--) {
      const v = list[i]!;
      if (needsReg[v]! !== 0) set.remove(v);
      const o = op[v]!;
      if (o === Op.Phi || o === Op.DebugVar) continue;
      if ((opFlags[o]! & OpFlag.Call) !== 0) {
        set.shift += OverCall;
        set.removeAll(this.remat);
      }
      const nargs = f.nargs(v);
      if (nargs === 0) continue;
      const base = this.machine.shape(o).base;
      for (let j = 0; j < nargs; j++) {
        const a = f.arg(v, j);
        if (needsReg[a]! === 0 || (j === base && isNamedAddress(op[a]!))) continue;
        set.put(a, i);
      }
    }
  }

  /** Adds what is live at the start of b to the end of its predecessor i; true if that is news there. */
  private flow(f: Func, b: Block, i: number, needsReg: Uint8Array, set: DistanceSet, there: Int32Array): boolean {
    const p = b.preds[i]!;
    const out = this.values[p.id]!;
    const dist = this.distance[p.id]!;
    let way = Normal;
    if (p.succs.length === 1) way = Likely;
    else if (p.succs.length === 2 && p.likely !== 0) way = p.succs[p.likely > 0 ? 0 : 1] === b ? Likely : Unlikely;
    for (let k = 0; k < out.length; k++) there[out[k]!] = k;
    let news = false;
    const add = (v: Value, d: number): void => {
      const k = there[v]!;
      if (k < 0) {
        there[v] = out.length;
        out.push(v);
        dist.push(d);
        news = true;
      } else if (d < dist[k]!) {
        dist[k] = d;
        news = true;
      }
    };
    for (let k = 0; k < set.count; k++) add(set.list[k]!, Math.min(set.at(k) + way, MaxDistance));
    for (let k = 0; k < b.values.length; k++) {
      const v = b.values[k]!;
      if (f.op[v] !== Op.Phi) break;
      const a = f.arg(v, i);
      if (needsReg[a]! !== 0) add(a, way);
    }
    for (let k = 0; k < out.length; k++) there[out[k]!] = -1;
    return news;
  }
}

/** A set of values, each with a distance, to which one number can be added for all at once. */
class DistanceSet {
  readonly list: Int32Array;
  count = 0;
  /** What is to be added to the distances of all. */
  shift = 0;
  private readonly base: Int32Array;
  private readonly where: Int32Array;

  constructor(n: number) {
    this.list = new Int32Array(n);
    this.base = new Int32Array(n);
    this.where = new Int32Array(n).fill(-1);
  }

  clear(): void {
    for (let k = 0; k < this.count; k++) this.where[this.list[k]!] = -1;
    this.count = 0;
    this.shift = 0;
  }

  /** Sets the distance of v, which is a nearer use than those before. */
  put(v: Value, d: number): void {
    let k = this.where[v]!;
    if (k < 0) {
      k = this.count++;
      this.where[v] = k;
      this.list[k] = v;
    }
    this.base[k] = d - this.shift;
  }

  remove(v: Value): void {
    const k = this.where[v]!;
    if (k < 0) return;
    this.where[v] = -1;
    const last = --this.count;
    if (k === last) return;
    this.list[k] = this.list[last]!;
    this.base[k] = this.base[last]!;
    this.where[this.list[k]!] = k;
  }

  /** Removes the values that are marked. */
  removeAll(marked: Uint8Array): void {
    for (let k = this.count - 1; k >= 0; k--) if (marked[this.list[k]!] === 1) this.remove(this.list[k]!);
  }

  at(k: number): number {
    return this.base[k]! + this.shift;
  }
}
