// Register allocation. One walk over the blocks in layout order gives registers greedily: an argument is brought to a register
// just before it is used, and when none is free, the value whose next use is farthest away loses its register. Only when a
// value that lost all its registers is needed again does it get a spill slot, where one store puts it (spills.ts).
//
// A block with one predecessor starts with the registers as that left them. One with several starts as the most important
// of those that were walked left them: what is needed soon stays, and phis take over the registers of arguments that die, or free
// ones. What stays gets a phi of its own there, a new value: whether it is worth anything is known only when all is walked, and
// edges.ts then makes those that are read true on every edge, with moves at the ends of the predecessors, for which critical
// edges must be split. So values stay in registers around loops. At the head of a loop those that are used only behind the
// loop stay when the loop leaves room for them, and those that are used soon but were in memory are given registers.
//
// Nothing stays in a register over a call, so that what is needed behind a call is dropped as soon as nothing before the call
// needs it. Constants and addresses (OpFlag.Remat) are made again where they are needed instead of being spilled.
//
// The function is in SSA form afterwards too: phis and their arguments have the same register, or the same spill slot. What holds
// is what checker.ts proves: every use finds in its register, or spill slot, what it should.

import { assert } from '../../diag/internal-error.ts';
import type { Dominators, Loops } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import { type Allocation, type CompileMachine, NoReg, type Registers, type RegShape } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { Before, checkAllocation } from './checker.ts';
import { Edges } from './edges.ts';
import { layoutFrame } from './frame.ts';
import { Hints } from './hints.ts';
import { exitDistance, Far, Live } from './live.ts';
import { classOf, countBits, homeOf, isNamedAddress, lowest, onlyChoices, SigRegisters } from './registers.ts';
import { placeSpills } from './spills.ts';

/** Beyond every call. */
const NoCall = 0x7fffffff;
const Registers64 = 64;

/** The classes of registers: general ones, floats and vectors. Index of per-class arrays; masks are bits within a class. */
const GP = 0;
const FP = 1;

/** Gives values registers and spill slots, and the function its frame. `check` asks for a proof of it. */
export function regalloc(
  p: Program,
  f: Func,
  machine: CompileMachine,
  doms: Dominators,
  loops: Loops,
  check = false,
): Allocation {
  const a = new Allocator(f, machine, doms, loops);
  const before = check ? new Before(f) : null;
  a.run();
  const out = layoutFrame(p, f, machine, a);
  if (before !== null && !out.isTooLarge) checkAllocation(a, before, out);
  return out;
}

/** The state of one allocation. */
export class Allocator {
  readonly f: Func;
  readonly machine: CompileMachine;
  readonly regs: Registers;
  readonly sigs: SigRegisters;
  readonly doms: Dominators;
  readonly loops: Loops;
  readonly live: Live;
  /** Values from here on were added by allocation. */
  readonly firstNew: number;
  private readonly hints: Hints;

  // By original value.
  /** 0 none, 1 general, 2 float. */
  readonly cls: Uint8Array;
  readonly remat: Uint8Array;
  /** The registers that hold it now, a mask of its class. */
  private readonly where: Int32Array;
  /** Its uses in the block at hand, nearest first: an index of useDist. */
  private readonly use: Int32Array;
  /** The StoreReg (or the phi that is in memory) that keeps it; 0 none. */
  readonly spill: Int32Array;

  // By value, new ones too.
  /** The original value that a value is a copy of. */
  orig: Int32Array;
  reg: Uint8Array;
  /** Of StoreReg, LoadReg and phis in memory: the spill slot from 1. */
  slot: Int32Array;

  // By spill slot.
  readonly slotKind: number[] = [0];
  /** The offset in the function's own arguments for the home of a register parameter; -1 others. */
  readonly slotHome: number[] = [-1];

  // By register.
  private readonly regValue = new Int32Array(Registers64);
  private readonly regCopy = new Int32Array(Registers64);
  /** Masks of the two classes. */
  private readonly used = new Int32Array(2);
  private readonly pinned = new Int32Array(2);
  private readonly taken = new Int32Array(2);
  private readonly alloc = new Int32Array(2);

  // Uses, as linked lists.
  private useDist = new Int32Array(256);
  private useNext = new Int32Array(256);
  private useEnd = 1;

  // The block at hand.
  private out: Value[] = [];
  /** By place: the next call, and the registers that operations up to and with it ask for by name. */
  private nextCall = new Int32Array(64);
  private avoidGP = new Int32Array(64);
  private avoidFP = new Int32Array(64);
  private at = 0;
  /** How many values it has, and the registers that are asked for by name behind it. */
  private size = 0;
  private askedLater = 0;

  // By block.
  /** Registers at its end, as triples (register, value, copy). */
  readonly endRegs: number[][] = [];
  /** Of a block with several predecessors: registers at its start, as triples (register, value, phi). Its own phis are not among them. */
  readonly startRegs: number[][] = [];
  private readonly visited: Uint8Array;
  /** By head of a loop: values that are only used behind it may keep their registers. */
  private readonly roomy: Uint8Array;

  // One operation.
  private readonly args: Value[] = [];
  private readonly newArgs: Value[] = [];
  private readonly masks: number[] = [];
  private readonly outRegs: number[] = [];
  /** The last operation with several results, and their registers. */
  private several: Value = 0;

  constructor(f: Func, machine: CompileMachine, doms: Dominators, loops: Loops) {
    this.f = f;
    this.machine = machine;
    this.regs = machine.regs;
    this.sigs = new SigRegisters(machine.regs);
    this.alloc[GP] = machine.regs.allocGP;
    this.alloc[FP] = machine.regs.allocFP;
    this.doms = doms;
    this.loops = loops;
    const n = f.count;
    this.firstNew = n;
    const cls = new Uint8Array(n);
    const remat = new Uint8Array(n);
    const opFlags = f.info.flags;
    for (const b of f.blocks) {
      for (const v of b.values) {
        // What is never read may as well be zero: a pointer that is none must not reach the collector.
        if (f.op[v] === Op.Unknown) {
          f.op[v] = Scalar.isFloat(f.type[v]!) ? Op.ConstFloat : Op.ConstInt;
          f.lo[v] = 0;
          f.hi[v] = 0;
        }
        if (f.op[v] === Op.Phi && b.preds.length === 1) f.op[v] = Op.Copy;
        cls[v] = classOf(f.type[v]!);
        if ((opFlags[f.op[v]!]! & OpFlag.Remat) !== 0 && f.nargs(v) === 0 && cls[v] !== 0) remat[v] = 1;
      }
    }
    this.cls = cls;
    this.remat = remat;
    this.where = new Int32Array(n);
    this.use = new Int32Array(n);
    this.spill = new Int32Array(n);
    const room = n + (n >> 1) + 64;
    this.orig = new Int32Array(room);
    for (let v = 0; v < n; v++) this.orig[v] = v;
    this.reg = new Uint8Array(room).fill(NoReg);
    this.slot = new Int32Array(room);
    const blocks = f.maxBlockId;
    for (let i = 0; i < blocks; i++) {
      this.endRegs.push([]);
      this.startRegs.push([]);
    }
    this.visited = new Uint8Array(blocks);
    this.live = new Live(f, this.doms, this.loops, cls, remat, machine);
    this.hints = new Hints(f, machine, cls, remat, this.sigs);
    this.roomy = this.roomyLoops();
  }

  run(): void {
    const { f } = this;
    assert(f.blocks[0] === f.entry, 'the entry comes first');
    this.entryFirst();
    for (const b of f.blocks) this.doBlock(b);
    const edges = new Edges(this);
    edges.run();
    placeSpills(this, edges.needed);
  }

  /** Finds the loops without calls (but for rare ones) in which all that is live finds room. */
  private roomyLoops(): Uint8Array {
    const { f, loops, live } = this;
    const roomy = new Uint8Array(f.maxBlockId).fill(1);
    const most = countBits(this.alloc[GP]!) - 1;
    const opFlags = f.info.flags;
    for (const b of f.blocks) {
      let h = loops.head[b.id]!;
      if (h === null || b.cold) continue;
      let bad = live.pressure[b.id]! > most;
      for (let i = 0; i < b.values.length && !bad; i++) {
        if ((opFlags[f.op[b.values[i]!]!]! & OpFlag.Call) !== 0) bad = true;
      }
      if (!bad) continue;
      while (h !== null && roomy[h.id] === 1) {
        roomy[h.id] = 0;
        h = loops.outer[h.id]!;
      }
    }
    return roomy;
  }

  // ---- New values ----

  /** A new value of allocation's own, a copy of the original value v. */
  newValue(op: number, v: Value, like: Value): Value {
    const { f } = this;
    const o = this.orig[v]!;
    const c = f.newValue(op, f.type[o]!, f.posOf[like]!, f.inl[like]!);
    if (c >= this.orig.length) this.grow(c);
    this.orig[c] = o;
    return c;
  }

  private grow(c: number): void {
    const n = Math.max(c + 1, this.orig.length * 2);
    const orig = new Int32Array(n);
    orig.set(this.orig);
    this.orig = orig;
    const reg = new Uint8Array(n).fill(NoReg);
    reg.set(this.reg);
    this.reg = reg;
    const slot = new Int32Array(n);
    slot.set(this.slot);
    this.slot = slot;
  }

  /** Makes the rematerialisable value v again. */
  again(v: Value, like: Value): Value {
    const { f } = this;
    const c = this.newValue(f.op[v]!, v, like);
    f.aux[c] = f.aux[v]!;
    f.lo[c] = f.lo[v]!;
    f.hi[c] = f.hi[v]!;
    return c;
  }

  /** What keeps v in memory: a StoreReg that gets its place at the end. */
  makeSpill(v: Value): Value {
    let s = this.spill[v]!;
    if (s === 0) {
      s = this.newValue(Op.StoreReg, v, v);
      this.slot[s] = this.newSlot(v);
      this.spill[v] = s;
    }
    return s;
  }

  /** A spill slot for the value v. */
  newSlot(v: Value): number {
    const { f } = this;
    let home = -1;
    if (f.op[v] === Op.ArgReg) home = homeOf(f, f.lo[v]!);
    this.slotKind.push(f.type[v]!);
    this.slotHome.push(home);
    return this.slotKind.length - 1;
  }

  // ---- Registers ----

  private free(r: number): void {
    const c = r >> 5;
    const bit = 1 << (r & 31);
    const v = this.regValue[r]!;
    this.where[v] = this.where[v]! & ~bit;
    this.used[c] = this.used[c]! & ~bit;
    this.regValue[r] = 0;
    this.regCopy[r] = 0;
  }

  private freeMask(c: number, mask: number): void {
    let m = mask & this.used[c]!;
    while (m !== 0) {
      const bit = 31 - Math.clz32(m);
      m &= ~(1 << bit);
      this.free(c * 32 + bit);
    }
  }

  /** Register r holds c, a copy of the original value v. */
  private assign(r: number, v: Value, c: Value): void {
    const k = r >> 5;
    const bit = 1 << (r & 31);
    assert((this.alloc[k]! & bit) !== 0 && this.regValue[r] === 0, 'the register is free');
    this.reg[c] = r;
    this.where[v] = this.where[v]! | bit;
    this.regValue[r] = v;
    this.regCopy[r] = c;
    this.used[k] = this.used[k]! | bit;
    if (this.remat[v] === 0) this.hints.note(v, r, c === v);
  }

  /** The best register for v of those in the mask `free` of class c; `near` comes second. */
  private choose(c: number, free: number, v: Value, near: number): number {
    const r = this.hints.wanted[v]!;
    if (r !== NoReg && r >> 5 === c && ((free >>> (r & 31)) & 1) === 1) return r;
    const u = this.hints.usual(v);
    let better = free & ~(c === GP ? this.avoidGP[this.at]! : this.avoidFP[this.at]!);
    if (u !== NoReg && u >> 5 === c && ((better >>> (u & 31)) & 1) === 1) return u;
    if (c === GP && (better & ~this.askedLater) !== 0 && this.outlivesBlock(v)) better &= ~this.askedLater;
    if (near !== NoReg && near >> 5 === c && ((better >>> (near & 31)) & 1) === 1) return near;
    return c * 32 + lowest(better !== 0 ? better : free);
  }

  /** Whether v is used behind the block at hand. */
  private outlivesBlock(v: Value): boolean {
    let u = this.use[v]!;
    while (u !== 0 && this.useDist[u]! <= this.size) u = this.useNext[u]!;
    return u !== 0;
  }

  /** A free register of the mask for v; the value that is needed last loses its own when there is none. */
  private takeReg(c: number, mask0: number, v: Value, near: number, like: Value): number {
    const mask = mask0 & this.alloc[c]! & ~this.pinned[c]!;
    assert(mask !== 0, 'a register can be taken');
    const free = mask & ~this.used[c]!;
    if (free !== 0) return this.choose(c, free, v, near);
    const best = this.farthest(c, mask);
    this.evict(best, like);
    return best;
  }

  /** The register of the mask, all in use, whose value is needed last. */
  private farthest(c: number, mask: number): number {
    let best = -1;
    let farthest = -1;
    for (let m = mask; m !== 0; m &= m - 1) {
      const bit = lowest(m);
      const r = c * 32 + bit;
      const v = this.regValue[r]!;
      let d = this.useDist[this.use[v]!]!;
      // A value with another register loses nothing; one that is in memory already, or is cheap to make, loses little.
      if ((this.where[v]! & ~(1 << bit)) !== 0) d = 0x3fffffff;
      else if (this.remat[v] === 1) d = d * 2 + 8;
      else if (this.spill[v] !== 0) d += d >> 1;
      if (d > farthest) {
        farthest = d;
        best = r;
      }
    }
    return best;
  }

  /** Takes the register from what is in it, which moves to a free one if there is any; an unused copy is dropped at the end. */
  private evict(r: number, like: Value): void {
    const c = r >> 5;
    const bit = 1 << (r & 31);
    const v = this.regValue[r]!;
    const room = this.alloc[c]! & ~this.used[c]! & ~this.taken[c]! & ~this.pinned[c]! & ~bit;
    if (room !== 0 && this.remat[v] === 0 && this.where[v] === bit) {
      const to = this.choose(c, room, v, NoReg);
      const copy = this.newValue(Op.Copy, v, like);
      this.f.addArg(copy, this.regCopy[r]!);
      this.out.push(copy);
      this.free(r);
      this.assign(to, v, copy);
      return;
    }
    this.free(r);
  }

  /** Brings v to a register of the mask, the best one for `wish`; gives the copy that is there. */
  private bring(v: Value, mask: number, pin: boolean, wish: Value, like: Value): Value {
    const c = this.cls[v]! - 1;
    const here = mask & this.where[v]!;
    if (here !== 0) {
      const bit = lowest(here);
      if (pin) this.pinned[c] = this.pinned[c]! | (1 << bit);
      return this.regCopy[c * 32 + bit]!;
    }
    const r = this.takeReg(c, mask, wish, NoReg, like);
    const copy = this.makeCopy(v, like);
    this.out.push(copy);
    this.assign(r, v, copy);
    if (pin) this.pinned[c] = this.pinned[c]! | (1 << (r & 31));
    return copy;
  }

  /** A value that brings v to another register: from a register, by making it again, or from memory. */
  private makeCopy(v: Value, like: Value): Value {
    const { f } = this;
    if (this.where[v] !== 0) {
      const copy = this.newValue(Op.Copy, v, like);
      f.addArg(copy, this.copyIn(v));
      return copy;
    }
    if (this.remat[v] === 1) return this.again(v, like);
    return this.load(v, like);
  }

  /** A load of v from its spill slot. */
  load(v: Value, like: Value): Value {
    const s = this.makeSpill(v);
    const copy = this.newValue(Op.LoadReg, v, like);
    this.f.addArg(copy, s);
    this.slot[copy] = this.slot[s]!;
    return copy;
  }

  // ---- Uses ----

  private addUse(v: Value, dist: number): void {
    const u = this.useEnd++;
    if (u === this.useDist.length) {
      const dists = new Int32Array(u * 2);
      dists.set(this.useDist);
      this.useDist = dists;
      const next = new Int32Array(u * 2);
      next.set(this.useNext);
      this.useNext = next;
    }
    this.useDist[u] = dist;
    this.useNext[u] = this.use[v]!;
    this.use[v] = u;
  }

  /** The use of v that the operation at hand is has been made. */
  private advance(v: Value): void {
    const u = this.useNext[this.use[v]!]!;
    this.use[v] = u;
    this.dropRegs(v);
  }

  /** Frees the registers of v unless something before the next call uses it. */
  private dropRegs(v: Value): void {
    const u = this.use[v]!;
    if (u === 0 || this.useDist[u]! > this.nextCall[this.at]!) {
      const c = this.cls[v]! - 1;
      this.freeMask(c, this.where[v]! & this.alloc[c]!);
    }
  }

  /** Whether a register should hold v behind the operation at hand. */
  private wantedAfter(v: Value): boolean {
    let u = this.use[v]!;
    while (u !== 0 && this.useDist[u]! <= this.at) u = this.useNext[u]!;
    return u !== 0 && this.useDist[u]! <= this.nextCall[this.at]!;
  }

  // ---- Blocks ----

  /** What arrives in registers comes first in the entry. */
  private entryFirst(): void {
    const { f } = this;
    const first: Value[] = [];
    const rest: Value[] = [];
    for (const v of f.entry.values) {
      const o = f.op[v]!;
      (o === Op.ArgReg || o === Op.ClosurePtr ? first : rest).push(v);
    }
    f.entry.values = first.concat(rest);
  }

  private doBlock(b: Block): void {
    const list = b.values;
    const n = list.length;
    this.out = [];
    for (let c = 0; c < 2; c++) this.freeMask(c, -1);
    this.startUses(b);
    this.at = 0;
    this.size = n;
    this.askedLater = this.hints.atEnd[b.id]!;
    if (b.preds.length === 1) {
      const end = this.endRegs[b.preds[0]!.id]!;
      for (let i = 0; i < end.length; i += 3) {
        const v = end[i + 1]!;
        if (this.use[v] === 0 || this.useDist[this.use[v]!]! > this.nextCall[0]!) continue;
        this.assign(end[i]!, v, end[i + 2]!);
      }
    } else if (b.preds.length > 1) {
      this.startMerge(b);
    }
    for (let i = 0; i < n; i++) {
      this.at = i;
      this.doValue(list[i]!);
    }
    this.at = n;
    this.endOfBlock(b);
    const end = this.endRegs[b.id]!;
    for (let c = 0; c < 2; c++) {
      for (let m = this.used[c]!; m !== 0; m &= m - 1) {
        const r = c * 32 + lowest(m);
        end.push(r, this.regValue[r]!, this.regCopy[r]!);
      }
    }
    for (const v of this.live.values[b.id]!) this.use[v] = 0;
    b.values = this.out;
    this.visited[b.id] = 1;
  }

  /** Of the predecessors that were walked, the one whose registers a block goes on with. */
  private primary(b: Block): number {
    let best = -1;
    let score = -1;
    for (let i = 0; i < b.preds.length; i++) {
      const p = b.preds[i]!;
      if (this.visited[p.id] === 0) continue;
      const s = this.endRegs[p.id]!.length + (p.cold ? 0 : 1000);
      if (s <= score) continue;
      score = s;
      best = i;
    }
    assert(best >= 0, 'a predecessor was walked');
    return best;
  }

  /** Gives registers to the phis of a block with several predecessors, and to what is live into it. */
  private startMerge(b: Block): void {
    const { f, cls, where, use, useDist } = this;
    const main = this.primary(b);
    const p = b.preds[main]!;
    const end = this.endRegs[p.id]!;
    for (let i = 0; i < end.length; i += 3) {
      const r = end[i]!;
      const v = end[i + 1]!;
      this.regValue[r] = v;
      where[v] = where[v]! | (1 << (r & 31));
      this.used[r >> 5] = this.used[r >> 5]! | (1 << (r & 31));
    }
    // Phis take over registers of arguments that die.
    const list = b.values;
    const forPhis = [0, 0];
    let phis = 0;
    for (; phis < list.length; phis++) {
      const v = list[phis]!;
      if (f.op[v] !== Op.Phi) break;
      const c = cls[v]! - 1;
      if (c < 0 || use[v] === 0) continue;
      const a = f.arg(v, main);
      const m = use[a] === 0 ? where[a]! & ~forPhis[c]! : 0;
      if (m === 0) continue;
      const u = this.hints.of(v);
      const bit = u !== NoReg && ((m >>> (u & 31)) & 1) === 1 ? u & 31 : lowest(m);
      this.reg[v] = c * 32 + bit;
      forPhis[c] = forPhis[c]! | (1 << bit);
    }
    // What is live stays where it is worth it.
    const isHead = this.loops.head[b.id] === b;
    const exit = isHead ? exitDistance(this.loops.depth[b.id]!) : NoCall;
    let partly = false;
    for (const q of b.preds) if (this.endOf(q) === null && !(q.cold && !b.cold)) partly = true;
    for (let c = 0; c < 2; c++) {
      for (let m = this.used[c]!; m !== 0; m &= m - 1) {
        const bit = lowest(m);
        const v = this.regValue[c * 32 + bit]!;
        if (((forPhis[c]! >>> bit) & 1) === 0 && use[v] !== 0) {
          const d = useDist[use[v]!]!;
          let keep = d <= this.nextCall[0]!;
          if (keep && isHead && (d >= exit || d >= Far)) keep = this.roomy[b.id] === 1;
          else if (keep && d >= Far) keep = !partly && this.everywhere(b, v);
          if (keep) continue;
        }
        this.free(c * 32 + bit);
      }
    }
    // The other phis take what is free, or what is needed later.
    for (let k = 0; k < phis; k++) {
      const v = list[k]!;
      const c = cls[v]! - 1;
      if (c < 0 || use[v] === 0 || this.reg[v] !== NoReg) continue;
      const own = this.alloc[c]! & ~forPhis[c]!;
      const free = own & ~this.used[c]!;
      let r = NoReg;
      if (free !== 0) r = this.choose(c, free, v, NoReg);
      else if (own !== 0) {
        const far = this.farthest(c, own);
        if (useDist[use[this.regValue[far]!]!]! > useDist[use[v]!]!) {
          this.free(far);
          r = far;
        }
      }
      if (r !== NoReg) {
        this.reg[v] = r;
        forPhis[c] = forPhis[c]! | (1 << (r & 31));
      } else {
        this.slot[v] = this.newSlot(v);
        this.spill[v] = v;
      }
    }
    const start = this.startRegs[b.id]!;
    const stay = (r: number, v: Value): void => {
      const phi = this.newValue(Op.Phi, v, list.length > 0 ? list[0]! : v);
      f.lo[phi] = b.id;
      this.reg[phi] = r;
      this.regCopy[r] = phi;
      start.push(r, v, phi);
    };
    for (let c = 0; c < 2; c++) {
      for (let m = this.used[c]!; m !== 0; m &= m - 1) {
        const r = c * 32 + lowest(m);
        stay(r, this.regValue[r]!);
      }
    }
    for (let k = 0; k < phis; k++) {
      const v = list[k]!;
      if (this.reg[v] !== NoReg) this.assign(this.reg[v]!, v, v);
    }
    if (!isHead) return;
    // What the loop uses soon, and is in memory, gets what is left.
    const live = this.live.values[p.id]!;
    const limit = Math.min(exit, Far, this.nextCall[0]!);
    for (let k = 0; k < live.length; k++) {
      const v = live[k]!;
      if (use[v] === 0 || where[v] !== 0 || useDist[use[v]!]! >= limit) continue;
      const c = cls[v]! - 1;
      const free = this.alloc[c]! & ~this.used[c]!;
      if (free === 0) continue;
      const r = this.choose(c, free, v, NoReg);
      this.regValue[r] = v;
      where[v] = where[v]! | (1 << (r & 31));
      this.used[c] = this.used[c]! | (1 << (r & 31));
      stay(r, v);
    }
  }

  /** Whether v is in a register at the end of every predecessor that matters. */
  private everywhere(b: Block, v: Value): boolean {
    for (const p of b.preds) {
      if (p.cold && !b.cold) continue;
      const end = this.endOf(p)!;
      let has = false;
      for (let i = 1; i < end.length && !has; i += 3) has = end[i] === v;
      if (!has) return false;
    }
    return true;
  }

  /** The registers at the end of a block, if that is known already: a block on an edge, which is empty, leaves them as they are. */
  private endOf(b: Block): readonly number[] | null {
    if (this.visited[b.id] !== 0) return this.endRegs[b.id]!;
    if (b.values.length > 0 || b.preds.length !== 1 || this.visited[b.preds[0]!.id] === 0) return null;
    return this.endRegs[b.preds[0]!.id]!;
  }

  /** Lists the uses in the block, where its calls are, and what they ask for. */
  private startUses(b: Block): void {
    const { f } = this;
    const opFlags = f.info.flags;
    const list = b.values;
    const n = list.length;
    if (n + 1 > this.nextCall.length) {
      this.nextCall = new Int32Array(n * 2);
      this.avoidGP = new Int32Array(n * 2);
      this.avoidFP = new Int32Array(n * 2);
    }
    this.useEnd = 1;
    const out = this.live.values[b.id]!;
    const dist = this.live.distance[b.id]!;
    for (let k = 0; k < out.length; k++) this.addUse(out[k]!, n + dist[k]!);
    let avoidGP = 0;
    let avoidFP = 0;
    if (b.rets.length > 0) {
      for (let k = b.rets.length - 1; k >= 0; k--) this.addUse(b.rets[k]!, n);
      for (const r of this.sigs.results(f.sig)) {
        if (r < 32) avoidGP |= 1 << r;
        else avoidFP |= 1 << (r & 31);
      }
    }
    if (b.control !== 0 && this.cls[b.control]! !== 0) this.addUse(b.control, n);
    let call = NoCall;
    this.nextCall[n] = NoCall;
    this.avoidGP[n] = 0;
    this.avoidFP[n] = 0;
    for (let i = n - 1; i >= 0; i--) {
      const v = list[i]!;
      const o = f.op[v]!;
      const isCall = (opFlags[o]! & OpFlag.Call) !== 0;
      this.avoidGP[i] = avoidGP;
      this.avoidFP[i] = avoidFP;
      if (isCall) call = i;
      this.nextCall[i] = call;
      if (o === Op.Phi) continue;
      const nargs = f.nargs(v);
      const shape = this.machine.shape(o);
      if (isCall) {
        avoidGP = 0;
        avoidFP = 0;
        for (const r of this.sigs.params(f.calls[f.aux[v]!]!.sig)) {
          if (r < 32) avoidGP |= 1 << r;
          else avoidFP |= 1 << (r & 31);
        }
      } else {
        avoidGP |= shape.clobberGP;
        avoidFP |= shape.clobberFP;
      }
      const { base } = shape;
      const fixed = shape.inGP.length;
      for (let j = 0; j < nargs; j++) {
        const a = f.arg(v, j);
        if (this.cls[a]! === 0 || (j === base && isNamedAddress(f.op[a]!))) continue;
        this.addUse(a, i);
        if (j < fixed) {
          const m = shape.inGP[j]!;
          if ((m & (m - 1)) === 0) avoidGP |= m;
        }
      }
    }
  }

  private doValue(v: Value): void {
    const { f, cls } = this;
    const o = f.op[v]!;
    switch (o) {
      case Op.Phi:
        this.out.push(v);
        if (cls[v] !== 0) this.dropRegs(v);
        return;
      case Op.ArgReg:
        this.out.push(v);
        this.assign(this.argRegister(f.lo[v]!), v, v);
        this.dropRegs(v);
        return;
      case Op.Result: {
        this.out.push(v);
        if (cls[v] === 0) return;
        this.assign(this.resultRegister(f.arg(v, 0), f.lo[v]!), v, v);
        this.dropRegs(v);
        return;
      }
    }
    if (this.remat[v] === 1) return;
    this.operation(v, o);
  }

  /** The copy of a value that is in some register. */
  private copyIn(a: Value): Value {
    return this.regCopy[(this.cls[a]! - 1) * 32 + lowest(this.where[a]!)]!;
  }

  private argRegister(n: number): number {
    // ArgReg counts as rtype/abi.ts does.
    let i = 0;
    for (const p of this.f.sig.params) {
      for (const r of p.abi.regs) {
        if (r === n) return this.sigs.params(this.f.sig)[i]!;
        i++;
      }
    }
    assert(false, 'ArgReg names a parameter register');
    return NoReg;
  }

  private resultRegister(call: Value, n: number): number {
    const { f } = this;
    if (call === this.several) return this.outRegs[n]!;
    return this.sigs.results(f.calls[f.aux[call]!]!.sig)[n]!;
  }

  /** An operation with arguments and results in registers. */
  private operation(v: Value, o: number): void {
    const { f, cls, args, newArgs, masks, outRegs } = this;
    const flags = f.info.flags[o]!;
    const isCall = (flags & OpFlag.Call) !== 0;
    const shape = this.machine.shape(o);
    const nargs = f.nargs(v);
    const gpFree = this.alloc[GP]!;
    let clobberGP = shape.clobberGP;
    let clobberFP = shape.clobberFP;
    let callArgs: readonly number[] | null = null;
    if (isCall) {
      callArgs = this.sigs.params(f.calls[f.aux[v]!]!.sig);
      clobberGP = gpFree;
      clobberFP = this.alloc[FP]!;
    }
    const fixedCount = shape.inGP.length;
    let left = 0;
    for (let j = 0; j < nargs; j++) {
      const a = f.arg(v, j);
      args[j] = a;
      newArgs[j] = 0;
      masks[j] = 0;
      const c = cls[a]!;
      if (c === 0 || (j === shape.base && isNamedAddress(f.op[a]!))) {
        newArgs[j] = a;
        continue;
      }
      if (callArgs !== null && j >= fixedCount) {
        const r = callArgs[j - fixedCount]!;
        masks[j] = 1 << (r & 31);
      } else if (fixedCount > 0) {
        const k = j < fixedCount ? j : fixedCount - 1;
        masks[j] = c === 1 ? shape.inGP[k]! : shape.inFP[k]!;
        if (shape.early) masks[j] = masks[j]! & ~(c === 1 ? clobberGP : clobberFP);
      } else if (o === Op.Copy) {
        masks[j] = this.alloc[c - 1]!;
      }
      if (masks[j] !== 0) left++;
    }
    // Arguments with one register come first: those that are there, those whose register is free, then the others.
    for (let round = 0; round < 3 && left > 0; round++) {
      for (let j = 0; j < nargs; j++) {
        if (newArgs[j] !== 0 || masks[j] === 0) continue;
        const m = masks[j]!;
        if ((m & (m - 1)) !== 0) continue;
        const a = args[j]!;
        const c = cls[a]! - 1;
        if (round === 0 ? (m & this.where[a]!) === 0 : round === 1 && (m & this.used[c]!) !== 0) continue;
        newArgs[j] = this.bring(a, m, true, a, v);
        left--;
      }
    }
    while (left > 0) {
      let next = -1;
      let fewest = 99;
      for (let j = 0; j < nargs; j++) {
        if (newArgs[j] !== 0 || masks[j] === 0) continue;
        const n = countBits(masks[j]!);
        if (n < fewest) {
          fewest = n;
          next = j;
        }
      }
      // What the result is made of is best where the result is wanted.
      const wish = next === 0 && (flags & OpFlag.ResultInArg0) !== 0 ? v : args[next]!;
      newArgs[next] = this.bring(args[next]!, masks[next]!, true, wish, v);
      left--;
    }
    for (let j = 0; j < nargs; j++) {
      if (newArgs[j] !== 0) continue;
      // Only kept alive, wherever it is.
      const a = args[j]!;
      newArgs[j] = this.where[a] !== 0 ? this.copyIn(a) : this.remat[a] === 1 ? a : this.makeSpill(a);
    }

    let inPlace = -1;
    if ((flags & OpFlag.ResultInArg0) !== 0) {
      if ((flags & OpFlag.Commutative) !== 0) {
        const first = this.precious(args[0]!);
        const second = this.precious(args[1]!);
        if (first !== second ? first : !first && this.reg[newArgs[1]!] === this.hints.of(v)) {
          const a = newArgs[0]!;
          newArgs[0] = newArgs[1]!;
          newArgs[1] = a;
          const b = args[0]!;
          args[0] = args[1]!;
          args[1] = b;
        }
      }
      const a = args[0]!;
      const c = cls[a]! - 1;
      if (this.precious(a)) {
        // The result is made in a copy, where there is room, or in place of what is needed later.
        const mask =
          (c === GP ? shape.outGP[0]! & ~clobberGP : shape.outFP[0]! & ~clobberFP) & this.alloc[c]! & ~this.pinned[c]!;
        const room = mask & ~this.used[c]!;
        let r = NoReg;
        if (room !== 0) r = this.choose(c, room, v, NoReg);
        else if (mask !== 0) {
          const far = this.farthest(c, mask);
          if (this.useDist[this.use[this.regValue[far]!]!]! > this.useAfter(a)) {
            this.free(far);
            r = far;
          }
        }
        if (r !== NoReg) newArgs[0] = this.saveCopy(a, c, r, newArgs[0]!, v);
      }
      inPlace = this.reg[newArgs[0]!]!;
      // When both arguments are one value in one register, the result may still overwrite it.
    }

    if (!isCall) {
      // Where results are made beside the arguments, what is moved stays in place until then: not where a result must go.
      this.save(GP, clobberGP, shape.early ? onlyChoices(shape.outGP) : 0, v);
      this.save(FP, clobberFP, shape.early ? onlyChoices(shape.outFP) : 0, v);
    }
    const hasOut = shape.outGP.length > 0 || (o === Op.Copy && cls[v] !== 0);
    if (!shape.early || !hasOut) this.finishArgs(nargs, shape, v);
    this.freeMask(GP, clobberGP);
    this.freeMask(FP, clobberFP);
    // What is moved out of the way of a result must not go where the operation destroys it.
    this.taken[GP] = this.taken[GP]! | clobberGP;
    this.taken[FP] = this.taken[FP]! | clobberFP;
    this.several = 0;
    if (o === Op.Copy && cls[v] !== 0) {
      const c = cls[v]! - 1;
      this.assign(this.takeReg(c, this.alloc[c]!, v, this.reg[newArgs[0]!]!, v), v, v);
    } else if (hasOut && !isCall) {
      this.results(
        v,
        shape,
        inPlace,
        nargs > 0 && shape.base !== 0 ? this.reg[newArgs[0]!]! : NoReg,
        clobberGP,
        clobberFP,
        outRegs,
      );
    }
    if (shape.early && hasOut) this.finishArgs(nargs, shape, v);
    this.taken[GP] = 0;
    this.taken[FP] = 0;
    for (let j = 0; j < nargs; j++) f.setArg(v, j, newArgs[j]!);
    this.out.push(v);
    if (cls[v] !== 0) this.dropRegs(v);
  }

  /** Unpins the arguments and frees those that are not needed any more. */
  private finishArgs(nargs: number, shape: RegShape, _v: Value): void {
    const { f, args, cls } = this;
    this.taken[GP] = this.pinned[GP]!;
    this.taken[FP] = this.pinned[FP]!;
    this.pinned[GP] = 0;
    this.pinned[FP] = 0;
    for (let j = 0; j < nargs; j++) {
      const a = args[j]!;
      if (cls[a]! === 0 || (j === shape.base && isNamedAddress(f.op[a]!))) continue;
      this.advance(a);
    }
  }

  /** Whether losing the one register of the argument a would cost a load. */
  private precious(a: Value): boolean {
    if (this.remat[a] === 1 || !this.wantedAfter(a)) return false;
    const m = this.where[a]!;
    return (m & (m - 1)) === 0;
  }

  /** How far the next use of v is behind the operation at hand. */
  private useAfter(v: Value): number {
    let u = this.use[v]!;
    while (u !== 0 && this.useDist[u]! <= this.at) u = this.useNext[u]!;
    return this.useDist[u]!;
  }

  /** Puts the value a in register r too, a free one. */
  private saveCopy(a: Value, c: number, r: number, from: Value, like: Value): Value {
    const copy = this.newValue(Op.Copy, a, like);
    this.f.addArg(copy, from);
    this.out.push(copy);
    this.assign(r, a, copy);
    this.pinned[c] = this.pinned[c]! | (1 << (r & 31));
    return copy;
  }

  /** Moves values out of registers that are about to be destroyed, where there is room that is not `kept` for others. */
  private save(c: number, clobber: number, kept: number, like: Value): void {
    for (let m = clobber & this.used[c]!; m !== 0; m &= m - 1) {
      const r = c * 32 + lowest(m);
      const v = this.regValue[r]!;
      if (!this.precious(v)) continue;
      const room = this.alloc[c]! & ~this.used[c]! & ~this.pinned[c]! & ~clobber & ~kept;
      if (room !== 0) this.saveCopy(v, c, this.choose(c, room, v, NoReg), this.regCopy[r]!, like);
    }
  }

  /** Gives the results of v their registers. */
  private results(
    v: Value,
    shape: RegShape,
    inPlace: number,
    near: number,
    clobberGP: number,
    clobberFP: number,
    outRegs: number[],
  ): void {
    const n = shape.outGP.length;
    let gotGP = shape.early ? clobberGP : 0;
    let gotFP = shape.early ? clobberFP : 0;
    for (let i = 0; i < n; i++) outRegs[i] = NoReg;
    // Those with few registers to choose from come first.
    for (let k = 0; k < n; k++) {
      let next = -1;
      let fewest = 99;
      for (let i = 0; i < n; i++) {
        if (outRegs[i] !== NoReg) continue;
        const bits = i === 0 && inPlace >= 0 ? 0 : countBits(shape.outGP[i]! | shape.outFP[i]!);
        if (bits < fewest) {
          fewest = bits;
          next = i;
        }
      }
      const isFloat = shape.outFP[next] !== 0 && (n > 1 || shape.outGP[next] === 0 || this.cls[v] === 2);
      const c = isFloat ? FP : GP;
      let mask = (isFloat ? shape.outFP[next]! : shape.outGP[next]!) & ~(isFloat ? gotFP : gotGP);
      let r: number;
      if (next === 0 && inPlace >= 0) {
        r = inPlace;
        this.freeMask(r >> 5, 1 << (r & 31));
      } else if ((mask & this.alloc[c]!) === 0) {
        r = c * 32 + lowest(mask);
      } else {
        if (inPlace >= 0 && inPlace >> 5 === c) mask &= ~(1 << (inPlace & 31));
        r = this.takeReg(c, mask, v, next === 0 ? near : NoReg, v);
      }
      outRegs[next] = r;
      this.taken[r >> 5] = this.taken[r >> 5]! | (1 << (r & 31));
      if (isFloat) gotFP |= 1 << (r & 31);
      else gotGP |= 1 << (r & 31);
    }
    if (this.cls[v] !== 0) this.assign(outRegs[0]!, v, v);
    else this.several = v;
  }

  private endOfBlock(b: Block): void {
    const { cls } = this;
    const like = b.values.length > 0 ? b.values[b.values.length - 1]! : 0;
    if (b.control !== 0 && cls[b.control] !== 0) {
      const v = b.control;
      b.control = this.bring(v, this.alloc[cls[v]! - 1]!, false, v, like);
      this.advance(v);
    }
    if (b.rets.length === 0) return;
    const regs = this.sigs.results(this.f.sig);
    const old = b.rets;
    const rets: Value[] = new Array<Value>(old.length).fill(0);
    for (let round = 0; round < 3; round++) {
      for (let k = 0; k < old.length; k++) {
        if (rets[k] !== 0) continue;
        const v = old[k]!;
        const c = cls[v]! - 1;
        const m = 1 << (regs[k]! & 31);
        if (round === 0 ? (m & this.where[v]!) === 0 : round === 1 && (m & this.used[c]!) !== 0) continue;
        rets[k] = this.bring(v, m, true, v, like);
      }
    }
    this.pinned[GP] = 0;
    this.pinned[FP] = 0;
    for (const v of old) this.advance(v);
    b.rets = rets;
  }
}
