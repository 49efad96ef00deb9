// What must move where blocks meet. First this finds which of allocation's own values are read at all, from the operations back
// through copies and the phis of what stayed in registers: what is not read is never made. Then, for each edge into a block with
// several predecessors, the moves that bring everything to the place where the block expects it go to the end of the
// predecessor, all at once in effect:
//
//     1. what phis in memory take is stored, from registers, from memory, or made
//     2. registers move to registers, in an order that destroys nothing, cycles through a free register
//     3. what comes from memory, or is made again, goes to the registers that are left

import { assert } from '../../diag/internal-error.ts';
import type { Block, Value } from '../func.ts';
import { NoReg } from '../machine.ts';
import * as Op from '../op.generated.ts';
import type { Allocator } from './regalloc.ts';
import { lowest } from './registers.ts';

/** The edges of one allocation. */
export class Edges {
  private readonly a: Allocator;
  /** By value: 1 for those of allocation's own that are read. Those that `run` makes are beyond its end, and all are. */
  readonly needed: Uint8Array;
  private readonly work: Value[] = [];
  private readonly blocks: Block[] = [];

  // One edge. Moves between registers: by target the source, NoReg for none.
  private readonly from = new Uint8Array(64).fill(NoReg);
  /** By source: how many moves read it. */
  private readonly readers = new Uint8Array(64);
  /** By register: the copy that is in it at the end of the predecessor, or that a move left there. */
  private readonly copy = new Int32Array(64);
  /** By target: the phi that the move is for. */
  private readonly target = new Int32Array(64);
  private readonly targets: number[] = [];
  private tail: Value[] = [];
  private like: Value = 0;

  constructor(a: Allocator) {
    this.a = a;
    this.needed = new Uint8Array(a.f.count);
    for (const b of a.f.blocks) this.blocks[b.id] = b;
  }

  run(): void {
    const { a } = this;
    const { f } = a;
    this.mark();
    for (const b of f.blocks) {
      if (b.preds.length < 2) continue;
      this.makePhis(b);
      const phis: Value[] = [];
      const olds: Value[][] = [];
      for (const v of b.values) {
        if (f.op[v] !== Op.Phi) break;
        if (a.reg[v] === NoReg && a.slot[v] === 0) continue;
        phis.push(v);
        olds.push(v < a.firstNew ? f.args(v) : []);
      }
      if (phis.length === 0) continue;
      for (let i = 0; i < b.preds.length; i++) this.edge(b.preds[i]!, i, phis, olds);
    }
  }

  // ---- What is read ----

  private mark(): void {
    const { a, work } = this;
    const { f, firstNew } = a;
    for (const b of f.blocks) {
      this.need(b.control);
      for (const v of b.rets) this.need(v);
      for (const v of b.values) {
        const op = f.op[v]!;
        if (op === Op.Phi) {
          if (v < firstNew) this.needPhi(b, v);
          continue;
        }
        // A move of a value that nobody reads is none; but the operations of the function are all there for something.
        if (v >= firstNew) continue;
        for (let j = f.nargs(v) - 1; j >= 0; j--) this.need(f.arg(v, j));
      }
    }
    while (work.length > 0) {
      const v = work.pop()!;
      if (f.op[v] === Op.Copy) {
        this.need(f.arg(v, 0));
      } else if (f.op[v] === Op.Phi) {
        const b = this.blocks[f.lo[v]!]!;
        const x = a.orig[v]!;
        for (const p of b.preds) this.needAt(p, x, a.reg[v]!);
      }
    }
  }

  private need(v: Value): void {
    if (v < this.a.firstNew || this.needed[v] !== 0) return;
    this.needed[v] = 1;
    this.work.push(v);
  }

  private needPhi(b: Block, v: Value): void {
    const { a } = this;
    if (a.reg[v] === NoReg && a.slot[v] === 0) return;
    for (let i = 0; i < b.preds.length; i++) {
      const x = a.f.arg(v, i);
      if (x !== v || a.reg[v] !== NoReg) this.needAt(b.preds[i]!, x, a.reg[v]!);
    }
  }

  private needAt(p: Block, x: Value, r: number): void {
    const k = this.find(p, x, r);
    if (k >= 0) this.need(this.a.endRegs[p.id]![k + 2]!);
  }

  /** The triple of the register at the end of p that x is best taken from to go to register r; -1: x is in none. */
  private find(p: Block, x: Value, r: number): number {
    const end = this.a.endRegs[p.id]!;
    let best = -1;
    for (let i = 0; i < end.length; i += 3) {
      if (end[i + 1] !== x) continue;
      if (end[i] === r) return i;
      if (best < 0 || end[i + 2] === x) best = i;
    }
    return best;
  }

  /** The phis of what stayed in registers that are read come behind the block's own. */
  private makePhis(b: Block): void {
    const { a } = this;
    const { f } = a;
    const start = a.startRegs[b.id]!;
    const made: Value[] = [];
    for (let i = 2; i < start.length; i += 3) {
      const v = start[i]!;
      if (this.needed[v] === 0) continue;
      f.lo[v] = 0;
      f.setArgs(v, new Array<Value>(b.preds.length).fill(0));
      made.push(v);
    }
    if (made.length === 0) return;
    let own = 0;
    while (own < b.values.length && f.op[b.values[own]!] === Op.Phi) own++;
    b.values = [...b.values.slice(0, own), ...made, ...b.values.slice(own)];
  }

  // ---- One edge ----

  private edge(p: Block, i: number, phis: readonly Value[], olds: readonly Value[][]): void {
    const { a, from, readers, copy, target, targets } = this;
    const { f } = a;
    this.tail = [];
    this.like = p.values.length > 0 ? p.values[p.values.length - 1]! : phis[0]!;
    const end = a.endRegs[p.id]!;
    from.fill(NoReg);
    readers.fill(0);
    targets.length = 0;
    for (let k = 0; k < end.length; k += 3) copy[end[k]!] = end[k + 2]!;
    const stored: number[] = [];
    const loaded: number[] = [];
    for (let k = 0; k < phis.length; k++) {
      const v = phis[k]!;
      const x = olds[k]!.length === 0 ? a.orig[v]! : olds[k]![i]!;
      const r = a.reg[v]!;
      if (r === NoReg) {
        if (x === v) f.setArg(v, i, v);
        else stored.push(k);
        continue;
      }
      const at = this.find(p, x, r);
      if (at < 0) {
        loaded.push(k);
        continue;
      }
      const s = end[at]!;
      readers[s] = readers[s]! + 1;
      if (s === r) {
        f.setArg(v, i, end[at + 2]!);
        continue;
      }
      from[r] = s;
      target[r] = v;
      targets.push(r);
    }
    const old = (k: number): Value => (olds[k]!.length === 0 ? a.orig[phis[k]!]! : olds[k]![i]!);

    // A phi in memory that is written here, and read as what it was, is read first.
    const kept = new Map<Value, Value>();
    if (stored.length > 0) {
      const written = new Set<Value>();
      for (const k of stored) written.add(phis[k]!);
      for (const list of [stored, loaded]) {
        for (const k of list) {
          const x = old(k);
          if (!written.has(x) || kept.has(x) || this.find(p, x, NoReg) >= 0) continue;
          kept.set(x, this.store(x, this.load(x, a.spill[x]!, a.regs.scratch), a.newSlot(x)));
        }
      }
      for (const k of stored) {
        const x = old(k);
        const at = this.find(p, x, NoReg);
        if (at >= 0) f.setArg(phis[k]!, i, this.store(x, end[at + 2]!, a.slot[phis[k]!]!));
      }
      for (const k of stored) {
        const v = phis[k]!;
        const x = old(k);
        if (this.find(p, x, NoReg) >= 0) continue;
        let value: Value;
        if (a.remat[x] === 1) {
          const r = this.room(p, a.cls[x]! - 1, phis, loaded);
          value = this.make(x, r);
        } else {
          value = this.load(x, kept.get(x) ?? a.makeSpill(x), a.regs.scratch);
        }
        f.setArg(v, i, this.store(x, value, a.slot[v]!));
      }
    }

    this.moveAll(i);

    for (const k of loaded) {
      const v = phis[k]!;
      const x = old(k);
      const r = a.reg[v]!;
      f.setArg(v, i, a.remat[x] === 1 ? this.make(x, r) : this.load(x, kept.get(x) ?? a.makeSpill(x), r));
    }
    if (this.tail.length > 0) p.values = p.values.concat(this.tail);
  }

  /** Moves between registers. */
  private moveAll(i: number): void {
    const { from, readers, targets } = this;
    let left = targets.length;
    while (left > 0) {
      let moved = false;
      for (let k = 0; k < targets.length; k++) {
        const r = targets[k]!;
        const s = from[r]!;
        if (s === NoReg || readers[r] !== 0) continue;
        this.move(r, s, i);
        moved = true;
        left--;
      }
      if (moved || left === 0) continue;
      // What is left are cycles: one value waits elsewhere.
      const r = targets.find(t => from[t] !== NoReg)!;
      const wait = this.freeFor(r);
      const v = this.emitCopy(this.copy[r]!, wait);
      this.copy[wait] = v;
      for (const t of targets) if (from[t] === r) from[t] = wait;
      readers[wait] = readers[r]!;
      readers[r] = 0;
    }
  }

  private move(r: number, s: number, i: number): void {
    const { from, readers, copy, target } = this;
    const v = this.emitCopy(copy[s]!, r);
    from[r] = NoReg;
    readers[s] = readers[s]! - 1;
    // It is not read from here any more, and must not be overwritten.
    copy[r] = v;
    this.a.f.setArg(target[r]!, i, v);
  }

  /** A register of r's class that nothing here is in, or goes to; the scratch register if there is none. */
  private freeFor(r: number): number {
    const { a, readers, targets } = this;
    const c = r >> 5;
    let free = c === 0 ? a.regs.allocGP : a.regs.allocFP;
    for (let k = 0; k < 32; k++) if (readers[c * 32 + k] !== 0) free &= ~(1 << k);
    for (const t of targets) if (t >> 5 === c) free &= ~(1 << (t & 31));
    return free === 0 ? a.regs.scratch : c * 32 + lowest(free);
  }

  /** A register that something can be made in before the moves; what is in it comes from memory afterwards if there is no free one. */
  private room(p: Block, c: number, phis: readonly Value[], loaded: number[]): number {
    const { a, from, readers, target, targets } = this;
    let free = c === 0 ? a.regs.allocGP : a.regs.allocFP;
    for (let k = 0; k < 32; k++) if (readers[c * 32 + k] !== 0) free &= ~(1 << k);
    if (free !== 0) return c * 32 + lowest(free);
    for (let t = 0; t < targets.length; t++) {
      const r = targets[t]!;
      const s = from[r]!;
      if (s >> 5 !== c || readers[s] !== 1) continue;
      const x = this.inReg(p, s);
      if (phis.includes(x)) continue;
      from[r] = NoReg;
      targets.splice(t, 1);
      readers[s] = 0;
      loaded.push(phis.indexOf(target[r]!));
      return s;
    }
    // All stay where they are: one of them is loaded again.
    for (let k = 0; k < phis.length; k++) {
      const r = a.reg[phis[k]!]!;
      if (r === NoReg || r >> 5 !== c || readers[r] !== 1 || from[r] !== NoReg || loaded.includes(k)) continue;
      if (phis.includes(this.inReg(p, r))) continue;
      readers[r] = 0;
      loaded.push(k);
      return r;
    }
    assert(false, 'a register can be had');
    return NoReg;
  }

  private inReg(p: Block, r: number): Value {
    const end = this.a.endRegs[p.id]!;
    for (let k = 0; k < end.length; k += 3) if (end[k] === r) return end[k + 1]!;
    return 0;
  }

  // ---- New values ----

  private emitCopy(from: Value, r: number): Value {
    const { a } = this;
    const v = a.newValue(Op.Copy, from, this.like);
    a.f.addArg(v, from);
    a.reg[v] = r;
    this.tail.push(v);
    return v;
  }

  private load(x: Value, from: Value, r: number): Value {
    const { a } = this;
    const v = a.newValue(Op.LoadReg, x, this.like);
    a.f.addArg(v, from);
    a.slot[v] = a.slot[from]!;
    a.reg[v] = r;
    this.tail.push(v);
    return v;
  }

  private make(x: Value, r: number): Value {
    const v = this.a.again(x, this.like);
    this.a.reg[v] = r;
    this.tail.push(v);
    return v;
  }

  private store(x: Value, from: Value, slot: number): Value {
    const { a } = this;
    const v = a.newValue(Op.StoreReg, x, this.like);
    a.f.addArg(v, from);
    a.slot[v] = slot;
    this.tail.push(v);
    return v;
  }
}
