// Which values are live at the end of each block, and how far away their next use is, in instructions: what the allocator
// evicts is what is needed last. A call counts as a long way, for nothing stays in a register over it; so does an unlikely
// branch, and farther than both is what lies behind the loop that one is in: the more so, the further out the loop. Worked
// backwards over the blocks until nothing changes.

import type { Dominators, Loops } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import type { CompileMachine } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import { isNamedAddress } from './registers.ts';

/** Distances of the ways out of a block. */
const Likely = 1;
const Normal = 10;
const Unlikely = 200;
/** What a call adds. */
const OverCall = 1000;
/** Nothing is farther. */
const MaxDistance = 1 << 24;

/** At this distance a value is behind a call, or behind several unlikely branches. */
export const Far = 500;

/** What leaving a loop adds, by its depth: a use at less than that is in the loop. */
export function exitDistance(depth: number): number {
  return depth >= 8 ? 1 << 13 : 1 << (22 - depth);
}

/** The live values at block ends. */
export class Live {
  /** By block id: the values that are live at its end. */
  readonly values: Value[][];
  /** By block id, in the same order: instructions from the end of the block to the next use. */
  readonly distance: number[][];
  /** By block id: how many values that general registers hold are live in it at once, at most. */
  readonly pressure: Uint16Array;
  private readonly f: Func;
  private readonly cls: Uint8Array;
  private readonly remat: Uint8Array;
  private readonly machine: CompileMachine;

  /**
   * `cls` is not 0 for the values that registers hold, `remat` is 1 for those that are made again where they are needed: no
   * register keeps them over a call, so that they are not live across one.
   */
  constructor(f: Func, doms: Dominators, loops: Loops, cls: Uint8Array, remat: Uint8Array, machine: CompileMachine) {
    const n = f.maxBlockId;
    const values: Value[][] = new Array<Value[]>(n);
    const distance: number[][] = new Array<number[]>(n);
    for (let i = 0; i < n; i++) {
      values[i] = [];
      distance[i] = [];
    }
    this.values = values;
    this.distance = distance;
    this.pressure = new Uint16Array(n);
    this.f = f;
    this.cls = cls;
    this.remat = remat;
    this.machine = machine;
    const { order } = doms;
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
        this.liveIn(b, set);
        const { preds } = b;
        for (let i = 0; i < preds.length; i++) {
          const p = preds[i]!;
          if (this.flow(b, i, wayTo(p, b, loops), set, there)) {
            dirty[p.id] = 1;
            // A predecessor that was done already in this round is done again in the next.
            if (doms.at[p.id]! >= k) again = true;
          }
        }
      }
    }
  }

  /** Leaves in `set` what is live at the start of b, behind its phis. */
  private liveIn(b: Block, set: DistanceSet): void {
    const { f, cls, machine } = this;
    const { op } = f;
    const opFlags = f.info.flags;
    const list = b.values;
    const out = this.values[b.id]!;
    const dist = this.distance[b.id]!;
    set.clear();
    const length = list.length;
    let count = 0;
    for (let i = 0; i < out.length; i++) {
      set.put(out[i]!, dist[i]! + length);
      if (cls[out[i]!] === 1) count++;
    }
    if (b.control !== 0 && cls[b.control] !== 0) set.put(b.control, length);
    for (let i = 0; i < b.rets.length; i++) if (cls[b.rets[i]!]! !== 0) set.put(b.rets[i]!, length);
    let most = count;
    for (let i = length - 1; i >= 0; i--) {
      const v = list[i]!;
      const o = op[v]!;
      if (cls[v]! !== 0 && set.remove(v) && cls[v] === 1) count--;
      if (o === Op.Phi) continue;
      const flags = opFlags[o]!;
      if ((flags & OpFlag.Call) !== 0) {
        set.shift += OverCall;
        count -= set.removeAll(this.remat, cls);
      }
      const nargs = f.nargs(v);
      if (nargs === 0) continue;
      const { base } = machine.shape(o);
      for (let j = 0; j < nargs; j++) {
        const a = f.arg(v, j);
        if (cls[a]! === 0 || (j === base && isNamedAddress(op[a]!))) continue;
        if (set.put(a, i) && cls[a] === 1) count++;
      }
      if (count > most) most = count;
    }
    this.pressure[b.id] = most;
  }

  /** Adds what is live at the start of b to the end of its predecessor i; true if that is news there. */
  private flow(b: Block, i: number, way: number, set: DistanceSet, there: Int32Array): boolean {
    const { f } = this;
    const p = b.preds[i]!;
    const out = this.values[p.id]!;
    const dist = this.distance[p.id]!;
    for (let k = 0; k < out.length; k++) there[out[k]!] = k;
    let news = false;
    const { count } = set;
    for (let k = 0; k < count; k++) {
      const v = set.list[k]!;
      let d = set.at(k) + way;
      if (d > MaxDistance) d = MaxDistance;
      const at = there[v]!;
      if (at < 0) {
        there[v] = out.length;
        out.push(v);
        dist.push(d);
        news = true;
      } else if (d < dist[at]!) {
        // Not worth another round when it is but a little nearer.
        if (d * 2 < dist[at]!) news = true;
        dist[at] = d;
      }
    }
    const list = b.values;
    for (let k = 0; k < list.length; k++) {
      const v = list[k]!;
      if (f.op[v] !== Op.Phi) break;
      const a = f.arg(v, i);
      if (this.cls[a] === 0) continue;
      const at = there[a]!;
      if (at < 0) {
        there[a] = out.length;
        out.push(a);
        dist.push(way);
        news = true;
      } else if (way < dist[at]!) {
        dist[at] = way;
      }
    }
    for (let k = 0; k < out.length; k++) there[out[k]!] = -1;
    return news;
  }
}

/** How far it is from the end of p to its successor b. */
function wayTo(p: Block, b: Block, loops: Loops): number {
  let way = Normal;
  if (p.succs.length === 1) way = Likely;
  else if (p.succs.length === 2 && p.likely !== 0) way = p.succs[p.likely > 0 ? 0 : 1] === b ? Likely : Unlikely;
  // Out of the loops that p is in and b is not.
  let from = loops.head[p.id]!;
  while (from !== null && !isWithin(loops, b, from)) {
    way += exitDistance(loops.depth[from.id]!);
    from = loops.outer[from.id]!;
  }
  return way;
}

/** Whether b is in the loop that h heads. */
export function isWithin(loops: Loops, b: Block, h: Block): boolean {
  const depth = loops.depth[h.id]!;
  let at = loops.head[b.id]!;
  while (at !== null && loops.depth[at.id]! > depth) at = loops.outer[at.id]!;
  return at === h;
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
    this.where = new Int32Array(n);
  }

  clear(): void {
    for (let k = 0; k < this.count; k++) this.where[this.list[k]!] = 0;
    this.count = 0;
    this.shift = 0;
  }

  /** Sets the distance of v, which is a nearer use than those before; true if it is new. */
  put(v: Value, d: number): boolean {
    let k = this.where[v]! - 1;
    const isNew = k < 0;
    if (isNew) {
      k = this.count++;
      this.where[v] = k + 1;
      this.list[k] = v;
    }
    this.base[k] = d - this.shift;
    return isNew;
  }

  remove(v: Value): boolean {
    const k = this.where[v]! - 1;
    if (k < 0) return false;
    this.where[v] = 0;
    const last = --this.count;
    if (k === last) return true;
    this.list[k] = this.list[last]!;
    this.base[k] = this.base[last]!;
    this.where[this.list[k]!] = k + 1;
    return true;
  }

  /** Removes the values that are marked; gives how many of them were for general registers. */
  removeAll(marked: Uint8Array, cls: Uint8Array): number {
    let n = 0;
    for (let k = this.count - 1; k >= 0; k--) {
      const v = this.list[k]!;
      if (marked[v] !== 1) continue;
      if (cls[v] === 1) n++;
      this.remove(v);
    }
    return n;
  }

  at(k: number): number {
    return this.base[k]! + this.shift;
  }
}
