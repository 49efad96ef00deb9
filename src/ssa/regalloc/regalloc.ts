// Register allocation. One walk over the blocks in layout order gives registers greedily: an argument is brought to a register
// just before it is used, and when none is free, the value whose next use is farthest away loses its register. Only when a
// value that lost all its registers is needed again does it get a spill slot, where it is stored behind its definition. A block
// with one predecessor starts with the registers as that left them; one with several starts with all values in memory, and
// its phis are in memory too: predecessors store their arguments at their ends, for which critical edges must be split.
//
// Nothing stays in a register over a call, so that what is needed behind a call is dropped as soon as nothing before the call
// needs it. Constants and addresses (OpFlag.Remat) are made again where they are needed instead of being spilled.
//
// What holds afterwards is what checker.ts proves: every use finds in its register, or spill slot, what it should.

import { assert } from '../../diag/internal-error.ts';
import { Dominators } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import { type Allocation, type CompileMachine, NoReg, type Registers, type RegShape } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import type { FuncSig } from '../sig.ts';
import { layoutFrame } from './frame.ts';
import { Live } from './live.ts';
import { classOf, countBits, homeOf, isNamedAddress, lowest, paramRegisters, resultRegisters } from './registers.ts';

/** Beyond every call. */
const NoCall = 0x7fffffff;
const Registers64 = 64;

/** The classes of registers: general ones, floats and vectors. Index of per-class arrays; masks are bits within a class. */
const GP = 0;
const FP = 1;

/** Gives values registers and spill slots, and the function its frame. */
export function regalloc(p: Program, f: Func, machine: CompileMachine): Allocation {
  const a = new Allocator(f, machine);
  a.run();
  return layoutFrame(p, f, machine, a);
}

/** The state of one allocation. */
export class Allocator {
  readonly f: Func;
  readonly machine: CompileMachine;
  readonly regs: Registers;
  readonly doms: Dominators;
  readonly live: Live;
  /** Values from here on were added by allocation. */
  readonly firstNew: number;

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
  private useDist = new Int32Array(1024);
  private useNext = new Int32Array(1024);
  private useEnd = 1;

  // The block at hand.
  private out: Value[] = [];
  private nextCall = new Int32Array(256);
  private at = 0;

  /** By block: registers at its end, as triples (register, value, copy). */
  readonly endRegs: number[][] = [];

  // One operation.
  private readonly args: Value[] = [];
  private readonly newArgs: Value[] = [];
  private readonly masks: number[] = [];
  private readonly outRegs: number[] = [];
  /** The last operation with several results, and their registers. */
  private several: Value = 0;
  private readonly callRegs = new Map<FuncSig, readonly number[]>();
  private readonly callResults = new Map<FuncSig, readonly number[]>();

  constructor(f: Func, machine: CompileMachine) {
    this.f = f;
    this.machine = machine;
    this.regs = machine.regs;
    this.alloc[GP] = machine.regs.allocGP;
    this.alloc[FP] = machine.regs.allocFP;
    this.doms = new Dominators(f);
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
    for (let i = 0; i < f.maxBlockId; i++) {
      this.endRegs.push([]);
    }
    this.live = new Live(f, this.doms, cls, remat, machine);
  }

  run(): void {
    const { f } = this;
    assert(f.blocks[0] === f.entry, 'the entry comes first');
    this.entryFirst();
    for (const b of f.blocks) for (const v of b.values) if (f.op[v] === Op.Phi && this.cls[v] !== 0) this.phiSlot(v);
    for (const b of f.blocks) this.doBlock(b);
    this.placeSpills();
    this.dropUnused();
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
  private makeSpill(v: Value): Value {
    let s = this.spill[v]!;
    if (s === 0) {
      s = this.newValue(Op.StoreReg, v, v);
      this.slot[s] = this.newSlot(v);
      this.spill[v] = s;
    }
    return s;
  }

  private phiSlot(v: Value): void {
    this.slot[v] = this.newSlot(v);
    this.spill[v] = v;
  }

  /** A spill slot for the value v. */
  newSlot(v: Value): number {
    const { f } = this;
    let home = -1;
    if (f.op[v] === Op.ArgReg) home = homeOf(f.sig, f.lo[v]!);
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
    this.reg[c] = r;
    this.where[v] = this.where[v]! | bit;
    if ((this.alloc[k]! & bit) === 0) return;
    assert(this.regValue[r] === 0, 'the register is free');
    this.regValue[r] = v;
    this.regCopy[r] = c;
    this.used[k] = this.used[k]! | bit;
  }

  /** A free register of the mask; the value that is needed last loses its own when there is none. */
  private takeReg(c: number, mask0: number, like: Value): number {
    const mask = mask0 & this.alloc[c]! & ~this.pinned[c]!;
    assert(mask !== 0, 'a register can be taken');
    const free = mask & ~this.used[c]!;
    if (free !== 0) {
      const bit = lowest(free);
      return c * 32 + bit;
    }
    let best = -1;
    let farthest = -1;
    for (let m = mask; m !== 0;) {
      const bit = lowest(m);
      m &= ~(1 << bit);
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
    this.evict(best, like);
    return best;
  }

  /** Takes the register from what is in it, which moves to a free one if there is any; an unused copy is dropped at the end. */
  private evict(r: number, like: Value): void {
    const c = r >> 5;
    const bit = 1 << (r & 31);
    const v = this.regValue[r]!;
    const room = this.alloc[c]! & ~this.used[c]! & ~this.taken[c]! & ~this.pinned[c]! & ~bit;
    if (room !== 0 && this.remat[v] === 0 && this.where[v] === bit) {
      const to = c * 32 + lowest(room);
      const copy = this.newValue(Op.Copy, v, like);
      this.f.addArg(copy, this.regCopy[r]!);
      this.out.push(copy);
      this.free(r);
      this.assign(to, v, copy);
      return;
    }
    this.free(r);
  }

  /** Brings v to a register of the mask; gives the copy that is there. */
  private bring(v: Value, mask: number, pin: boolean, like: Value): Value {
    const c = this.cls[v]! - 1;
    const here = mask & this.where[v]!;
    if (here !== 0) {
      const fixed = here & ~this.alloc[c]!;
      const bit = lowest(here);
      if (fixed !== 0) return v;
      if (pin) this.pinned[c] = this.pinned[c]! | (1 << bit);
      return this.regCopy[c * 32 + bit]!;
    }
    const r = this.takeReg(c, mask, like);
    const copy = this.makeCopy(v, like);
    this.out.push(copy);
    this.assign(r, v, copy);
    if (pin) this.pinned[c] = this.pinned[c]! | (1 << (r & 31));
    return copy;
  }

  /** A value that brings v to another register: from a register, by making it again, or from memory. */
  private makeCopy(v: Value, like: Value): Value {
    const { f } = this;
    const c = this.cls[v]! - 1;
    let copy: Value;
    if (this.where[v] !== 0) {
      const fixed = this.where[v]! & ~this.alloc[c]!;
      copy = this.newValue(Op.Copy, v, like);
      const from = lowest(this.where[v]!);
      f.addArg(copy, fixed !== 0 ? v : this.regCopy[c * 32 + from]!);
    } else if (this.remat[v] === 1) {
      copy = this.again(v, like);
    } else {
      const s = this.makeSpill(v);
      copy = this.newValue(Op.LoadReg, v, like);
      f.addArg(copy, s);
      this.slot[copy] = this.slot[s]!;
    }
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
    if (b.preds.length === 1) {
      const end = this.endRegs[b.preds[0]!.id]!;
      this.at = 0;
      for (let i = 0; i < end.length; i += 3) {
        const v = end[i + 1]!;
        if (this.use[v] === 0 || this.useDist[this.use[v]!]! > this.nextCall[0]!) continue;
        const r = end[i]!;
        this.assign(r, v, end[i + 2]!);
      }
    }
    for (let i = 0; i < n; i++) {
      this.at = i;
      this.doValue(list[i]!);
    }
    this.at = n;
    this.endOfBlock(b);
    const end = this.endRegs[b.id]!;
    for (let r = 0; r < Registers64; r++) {
      if (this.regValue[r] !== 0) end.push(r, this.regValue[r]!, this.regCopy[r]!);
    }
    for (const v of this.live.values[b.id]!) this.use[v] = 0;
    b.values = this.out;
  }

  /** Lists the uses in the block, and where its calls are. */
  private startUses(b: Block): void {
    const { f } = this;
    const opFlags = f.info.flags;
    const list = b.values;
    const n = list.length;
    if (n + 1 > this.nextCall.length) this.nextCall = new Int32Array(n * 2);
    this.useEnd = 1;
    const out = this.live.values[b.id]!;
    const dist = this.live.distance[b.id]!;
    for (let k = 0; k < out.length; k++) this.addUse(out[k]!, n + dist[k]!);
    for (let k = b.rets.length - 1; k >= 0; k--) if (this.cls[b.rets[k]!]! !== 0) this.addUse(b.rets[k]!, n);
    if (b.control !== 0 && this.cls[b.control]! !== 0) this.addUse(b.control, n);
    let call = NoCall;
    this.nextCall[n] = NoCall;
    for (let i = n - 1; i >= 0; i--) {
      const v = list[i]!;
      const o = f.op[v]!;
      if ((opFlags[o]! & OpFlag.Call) !== 0) call = i;
      this.nextCall[i] = call;
      if (o === Op.Phi || o === Op.DebugVar) continue;
      const nargs = f.nargs(v);
      if (nargs === 0) continue;
      const base = this.machine.shape(o).base;
      for (let j = 0; j < nargs; j++) {
        const a = f.arg(v, j);
        if (this.cls[a]! === 0 || (j === base && isNamedAddress(f.op[a]!))) continue;
        this.addUse(a, i);
      }
    }
  }

  private doValue(v: Value): void {
    const { f, cls } = this;
    const o = f.op[v]!;
    switch (o) {
      case Op.Phi:
        this.out.push(v);
        return;
      case Op.ArgReg:
        this.out.push(v);
        this.assign(f.lo[v]! >= 0 ? this.argRegister(f.lo[v]!) : NoReg, v, v);
        this.dropRegs(v);
        return;
      case Op.Result: {
        this.out.push(v);
        if (cls[v] === 0) return;
        this.assign(this.resultRegister(f.arg(v, 0), f.lo[v]!), v, v);
        this.dropRegs(v);
        return;
      }
      case Op.DebugVar: {
        const a = f.arg(v, 0);
        const c = cls[a]! - 1;
        if (c < 0) return;
        const here = this.where[a]!;
        if (here === 0 && this.spill[a] === 0) return;
        f.setArg(v, 0, here !== 0 ? this.copyIn(a, c) : this.spill[a]!);
        this.out.push(v);
        return;
      }
    }
    if (this.remat[v] === 1) return;
    this.operation(v, o);
  }

  /** The copy of a value that is in some register. */
  private copyIn(a: Value, c: number): Value {
    const m = this.where[a]! & this.alloc[c]!;
    return m === 0 ? a : this.regCopy[c * 32 + lowest(m)]!;
  }

  private argRegister(n: number): number {
    const k = this.f.sig;
    let list = this.callRegs.get(k);
    if (list === undefined) {
      list = paramRegisters(this.regs, k);
      this.callRegs.set(k, list);
    }
    // ArgReg counts as rtype/abi.ts does.
    let i = 0;
    for (const p of k.params) {
      for (const r of p.abi.regs) {
        if (r === n) return list[i]!;
        i++;
      }
    }
    assert(false, 'ArgReg names a parameter register');
    return NoReg;
  }

  private resultRegister(call: Value, n: number): number {
    const { f } = this;
    if (call === this.several) return this.outRegs[n]!;
    const sig = f.calls[f.aux[call]!]!.sig;
    let list = this.callResults.get(sig);
    if (list === undefined) {
      list = resultRegisters(this.regs, sig);
      this.callResults.set(sig, list);
    }
    return list[n]!;
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
      const sig = f.calls[f.aux[v]!]!.sig;
      callArgs = this.callRegs.get(sig) ?? null;
      if (callArgs === null) {
        callArgs = paramRegisters(this.regs, sig);
        this.callRegs.set(sig, callArgs);
      }
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
        newArgs[j] = this.bring(a, m, true, v);
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
      newArgs[next] = this.bring(args[next]!, masks[next]!, true, v);
      left--;
    }
    for (let j = 0; j < nargs; j++) {
      if (newArgs[j] !== 0) continue;
      // Only kept alive, wherever it is.
      const a = args[j]!;
      newArgs[j] = this.where[a] !== 0 ? this.copyIn(a, cls[a]! - 1) : this.remat[a] === 1 ? a : this.makeSpill(a);
    }

    let inPlace = -1;
    if ((flags & OpFlag.ResultInArg0) !== 0) {
      if ((flags & OpFlag.Commutative) !== 0 && this.precious(args[0]!) && !this.precious(args[1]!)) {
        const a = newArgs[0]!;
        newArgs[0] = newArgs[1]!;
        newArgs[1] = a;
        const b = args[0]!;
        args[0] = args[1]!;
        args[1] = b;
      }
      const a = args[0]!;
      const c = cls[a]! - 1;
      if (this.precious(a)) {
        const room = this.alloc[c]! & ~this.used[c]! & ~this.pinned[c]!;
        if (room !== 0) this.saveCopy(a, c, c * 32 + lowest(room), newArgs[0]!, v);
      }
      inPlace = this.reg[newArgs[0]!]!;
      // When both arguments are one value in one register, the result may still overwrite it.
    }

    if (!isCall) {
      this.save(GP, clobberGP, v);
      this.save(FP, clobberFP, v);
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
      this.assign(this.takeReg(c, this.alloc[c]!, v), v, v);
    } else if (hasOut && !isCall) {
      this.results(v, shape, inPlace, clobberGP, clobberFP, outRegs);
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

  /** Keeps the value a in register r too. */
  private saveCopy(a: Value, c: number, r: number, from: Value, like: Value): void {
    const copy = this.newValue(Op.Copy, a, like);
    this.f.addArg(copy, from);
    this.out.push(copy);
    this.assign(r, a, copy);
    this.pinned[c] = this.pinned[c]! | (1 << (r & 31));
  }

  /** Moves values out of registers that are about to be destroyed, where there is room. */
  private save(c: number, clobber: number, like: Value): void {
    for (let m = clobber & this.used[c]!; m !== 0; m &= m - 1) {
      const r = c * 32 + lowest(m);
      const v = this.regValue[r]!;
      if (!this.precious(v)) continue;
      const room = this.alloc[c]! & ~this.used[c]! & ~this.pinned[c]! & ~clobber;
      if (room !== 0) this.saveCopy(v, c, c * 32 + lowest(room), this.regCopy[r]!, like);
    }
  }

  /** Gives the results of v their registers. */
  private results(
    v: Value,
    shape: RegShape,
    inPlace: number,
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
        r = this.takeReg(c, mask, v);
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
    const { f, cls } = this;
    const like = b.values.length > 0 ? b.values[b.values.length - 1]! : 0;
    if (b.control !== 0 && cls[b.control] !== 0) {
      const v = b.control;
      b.control = this.bring(v, this.alloc[cls[v]! - 1]!, false, like);
      this.advance(v);
    }
    if (b.rets.length > 0) {
      const regs = resultRegisters(this.regs, f.sig);
      const old = b.rets;
      const rets: Value[] = new Array<Value>(old.length).fill(0);
      for (let round = 0; round < 3; round++) {
        for (let k = 0; k < old.length; k++) {
          if (rets[k] !== 0) continue;
          const v = old[k]!;
          const c = cls[v]! - 1;
          const m = 1 << (regs[k]! & 31);
          if (round === 0 ? (m & this.where[v]!) === 0 : round === 1 && (m & this.used[c]!) !== 0) continue;
          rets[k] = this.bring(v, m, true, like);
        }
      }
      this.pinned[GP] = 0;
      this.pinned[FP] = 0;
      for (const v of old) this.advance(v);
      b.rets = rets;
    }
    if (b.succs.length === 1) this.storePhis(b, b.succs[0]!, like);
  }

  /** Stores the arguments of the phis of s to their slots. */
  private storePhis(b: Block, s: Block, like: Value): void {
    const { f, cls } = this;
    const i = s.preds.indexOf(b);
    const phis: Value[] = [];
    for (const v of this.originalPhis(s)) if (cls[v] !== 0 && f.arg(v, i) !== v) phis.push(v);
    if (phis.length === 0) return;
    const store = (v: Value, from: Value, slot: number): Value => {
      const st = this.newValue(Op.StoreReg, v, like === 0 ? v : like);
      f.addArg(st, from);
      this.slot[st] = slot;
      this.out.push(st);
      return st;
    };
    const load = (st: Value, v: Value): Value => {
      const l = this.newValue(Op.LoadReg, v, like === 0 ? v : like);
      f.addArg(l, st);
      this.slot[l] = this.slot[st]!;
      this.reg[l] = this.regs.scratch;
      this.out.push(l);
      return l;
    };
    // A phi of the same block that is in memory only is read before its slot is written.
    const early: Value[] = [];
    phis.forEach((v, k) => {
      const a = f.arg(v, i);
      if (this.where[a] !== 0 || f.op[a] !== Op.Phi || !phis.includes(a)) return;
      early[k] = store(a, load(this.spill[a]!, a), this.newSlot(a));
    });
    const stored: Value[] = new Array<Value>(phis.length).fill(0);
    phis.forEach((v, k) => {
      const a = f.arg(v, i);
      if (this.where[a] !== 0) stored[k] = store(a, this.copyIn(a, cls[a]! - 1), this.slot[v]!);
    });
    phis.forEach((v, k) => {
      if (stored[k] !== 0) return;
      const a = f.arg(v, i);
      if (this.remat[a] === 1) {
        const c = cls[a]! - 1;
        stored[k] = store(a, this.bring(a, this.alloc[c]!, false, like === 0 ? v : like), this.slot[v]!);
      } else {
        stored[k] = store(a, load(early[k] ?? this.makeSpill(a), a), this.slot[v]!);
      }
    });
    phis.forEach((v, k) => f.setArg(v, i, stored[k]!));
  }

  /** The phis of a block: they stay first. */
  private originalPhis(s: Block): Value[] {
    const out: Value[] = [];
    for (const v of s.values) {
      if (this.f.op[v] !== Op.Phi) break;
      out.push(v);
    }
    return out;
  }

  // ---- The end ----

  /** Puts the spills behind the definitions of what they keep. */
  private placeSpills(): void {
    const { f } = this;
    for (const b of f.blocks) {
      const list = b.values;
      let any = false;
      for (const v of list) if (v < this.firstNew && this.spill[v] !== 0 && this.spill[v] !== v) any = true;
      if (!any) continue;
      const out: Value[] = [];
      const waiting: Value[] = [];
      for (const v of list) {
        const o = f.op[v]!;
        // Results and register parameters stay together.
        if (o !== Op.Result && o !== Op.ArgReg && o !== Op.ClosurePtr) {
          for (const s of waiting) out.push(s);
          waiting.length = 0;
        }
        out.push(v);
        if (v >= this.firstNew || this.spill[v] === 0 || this.spill[v] === v) continue;
        f.addArg(this.spill[v]!, v);
        waiting.push(this.spill[v]!);
      }
      for (const s of waiting) out.push(s);
      b.values = out;
    }
  }

  /** Drops moves that nobody reads. */
  private dropUnused(): void {
    const { f } = this;
    const uses = new Int32Array(f.count);
    for (const b of f.blocks) {
      if (b.control !== 0) uses[b.control]!++;
      for (const v of b.rets) uses[v]!++;
      for (const v of b.values) {
        if (f.op[v] === Op.DebugVar) continue;
        for (let j = 0; j < f.nargs(v); j++) uses[f.arg(v, j)]!++;
      }
    }
    for (const b of f.blocks) {
      const list = b.values;
      let dropped = false;
      for (let k = list.length - 1; k >= 0; k--) {
        const v = list[k]!;
        if (v < this.firstNew || uses[v] !== 0 || f.op[v] === Op.StoreReg) continue;
        for (let j = 0; j < f.nargs(v); j++) uses[f.arg(v, j)]!--;
        list[k] = 0;
        dropped = true;
      }
      if (dropped) b.values = list.filter(v => v !== 0);
    }
  }
}
