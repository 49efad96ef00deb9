// Proves an allocation: runs the function symbolically over registers and spill slots, block by block until nothing changes, and
// finds at every use the value there that the function had as its argument before. A place holds the name of a value, or
// nothing that is known. Where ways meet, a place keeps its name when all bring the same one; a phi that is in a place makes it its own. An
// operation that makes a value takes its name from all other places: what they hold is of the last time round.
//
// With the frame's layout, places are those of the frame, so that slots which share one are seen to be one; and at each safe point
// the stack map is held against them: what is marked must be a known pointer, and a pointer that is not marked is lost there.

import { getU32 } from '../../base/endian.ts';
import { assert } from '../../diag/internal-error.ts';
import type { Block, Func, Value } from '../func.ts';
import { type Allocation, type CompileMachine, InFrameArgs, NoReg } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import * as Scalar from '../scalar.ts';
import type { Allocator } from './regalloc.ts';
import { isNamedAddress } from './registers.ts';

const Registers64 = 64;

/** What a function was before it was allocated. */
export class Before {
  readonly args: readonly (readonly Value[])[];
  readonly controls: readonly Value[];
  readonly rets: readonly (readonly Value[])[];

  constructor(f: Func) {
    const args: Value[][] = [];
    for (let v = 0; v < f.count; v++) args.push(f.args(v));
    this.args = args;
    const controls: Value[] = [];
    const rets: Value[][] = [];
    for (const b of f.blocks) {
      controls[b.id] = b.control;
      rets[b.id] = b.rets.slice();
    }
    this.controls = controls;
    this.rets = rets;
  }
}

/** Throws when an allocation is wrong. Without `out`, spill slots are all apart, and there are no stack maps. */
export function checkAllocation(a: Allocator, before: Before, out: Allocation | null): void {
  new Checker(a, before, out).run();
}

class Checker {
  private readonly a: Allocator;
  private readonly f: Func;
  private readonly machine: CompileMachine;
  private readonly before: Before;
  private readonly out: Allocation | null;
  /** By spill slot: its place. */
  private readonly placeOf: Int32Array;
  private readonly places: number;
  /** By place, beyond the registers: its word in the map of locals, or of arguments; -1 for none. */
  private readonly localBit: number[] = [];
  private readonly argBit: number[] = [];
  /** By block: the names at its start and end; null before it was reached. */
  private readonly start: (Int32Array | null)[] = [];
  private readonly end: (Int32Array | null)[] = [];
  private complain = false;

  constructor(a: Allocator, before: Before, out: Allocation | null) {
    this.a = a;
    this.f = a.f;
    this.machine = a.machine;
    this.before = before;
    this.out = out;
    this.placeOf = new Int32Array(a.slotKind.length);
    const known = new Map<number, number>();
    const bits = out === null ? 0 : getU32(out.localsMap, 4);
    if (out === null) {
      for (let s = 1; s < this.placeOf.length; s++) this.placeOf[s] = Registers64 + s;
      this.places = Registers64 + a.slotKind.length;
    } else {
      for (let v = 1; v < a.f.count; v++) {
        const s = a.slot[v]!;
        if (s === 0) continue;
        const offset = out.spillOffset[v]!;
        let place = known.get(offset);
        if (place === undefined) {
          place = Registers64 + known.size;
          known.set(offset, place);
          const isArg = offset >= InFrameArgs / 2;
          this.localBit[place] = isArg ? -1 : bits + offset / 8;
          this.argBit[place] = isArg ? (offset - InFrameArgs) / 8 : -1;
        }
        this.placeOf[s] = place;
      }
      this.places = Registers64 + known.size;
    }
    for (let i = 0; i < a.f.maxBlockId; i++) {
      this.start.push(null);
      this.end.push(null);
    }
  }

  run(): void {
    const { f } = this;
    const work: Block[] = [f.entry];
    this.start[f.entry.id] = new Int32Array(this.places);
    if (f.deferReturn !== null && f.deferReturn.preds.length === 0) {
      this.start[f.deferReturn.id] = new Int32Array(this.places);
      work.push(f.deferReturn);
    }
    while (work.length > 0) {
      const b = work.pop()!;
      this.end[b.id] = this.walk(b, this.start[b.id]!.slice());
      for (const s of b.succs) {
        const state = this.enter(b, s);
        const known = this.start[s.id]!;
        if (known === null) {
          this.start[s.id] = state;
          work.push(s);
          continue;
        }
        let changed = false;
        for (let k = 0; k < this.places; k++) {
          if (known[k] === 0 || known[k] === state[k]) continue;
          known[k] = 0;
          changed = true;
        }
        if (changed) work.push(s);
      }
    }
    this.complain = true;
    for (const b of f.blocks) {
      const state = this.start[b.id]!;
      if (state === null) continue;
      this.walk(b, state.slice());
      for (const s of b.succs) this.enter(b, s);
    }
  }

  /** Where v is: a register or a spill slot. */
  private place(v: Value): number {
    const { a } = this;
    if (a.reg[v] !== NoReg) return a.reg[v]!;
    return a.slot[v] === 0 ? -1 : this.placeOf[a.slot[v]!]!;
  }

  private fail(b: Block, v: Value, what: string): void {
    if (!this.complain) return;
    const { f, a } = this;
    assert(false, `b${b.id} v${v} (${f.info.name(f.op[v]!)}): ${what} (of v${a.orig[v]})`);
  }

  /** The names at the start of s when coming from the end of b, behind the phis. */
  private enter(b: Block, s: Block): Int32Array {
    const { f, a } = this;
    const state = this.end[b.id]!.slice();
    const i = s.preds.indexOf(b);
    const phis: Value[] = [];
    for (const v of s.values) {
      if (f.op[v] !== Op.Phi) break;
      const at = this.place(v);
      if (at < 0) continue;
      const x = v < a.firstNew ? this.before.args[v]![i]! : a.orig[v]!;
      if (state[at] !== x) this.fail(s, v, `from b${b.id}, v${x} is not in ${at}, but v${state[at]}`);
      if (v < a.firstNew) phis.push(v);
    }
    for (let k = 0; k < this.places; k++) if (phis.includes(state[k]!)) state[k] = 0;
    for (const v of phis) state[this.place(v)] = v;
    return state;
  }

  private walk(b: Block, state: Int32Array): Int32Array {
    const { f, a, before } = this;
    const { firstNew, cls } = a;
    for (const v of b.values) {
      const op = f.op[v]!;
      if (op === Op.Phi) continue;
      if (v >= firstNew) {
        this.own(b, v, op, state);
        continue;
      }
      const shape = this.machine.shape(op);
      const flags = f.info.flags[op]!;
      const isCall = (flags & OpFlag.Call) !== 0;
      const args = f.args(v);
      let want = before.args[v]!;
      if ((flags & OpFlag.Commutative) !== 0 && a.orig[args[0]!] !== want[0])
        want = [want[1]!, want[0]!, ...want.slice(2)];
      for (let j = 0; j < args.length; j++) {
        const x = want[j]!;
        if (cls[x] === 0 || op === Op.Result) continue;
        if (j === shape.base && isNamedAddress(f.op[x]!)) continue;
        const y = args[j]!;
        if (op === Op.KeepAlive && this.place(y) < 0) continue;
        this.holds(b, v, y, x, state);
        const r = a.reg[y]!;
        if (r === NoReg) continue;
        const fixed = shape.inGP.length;
        if (isCall && j >= fixed) {
          if (r !== a.sigs.params(f.calls[f.aux[v]!]!.sig)[j - fixed])
            this.fail(b, v, `argument ${j} is in register ${r}`);
        } else if (fixed > 0) {
          const k = Math.min(j, fixed - 1);
          const m = r < 32 ? shape.inGP[k]! : shape.inFP[k]!;
          if (((m >>> (r & 31)) & 1) === 0 && m !== 0) this.fail(b, v, `argument ${j} must not be in register ${r}`);
          if (shape.early && r === a.reg[v]) this.fail(b, v, `argument ${j} is overwritten`);
        }
      }
      if ((flags & OpFlag.ResultInArg0) !== 0 && cls[v] !== 0 && a.reg[v] !== a.reg[args[0]!])
        this.fail(b, v, 'not in place');
      for (let r = 0; r < Registers64; r++) {
        const m = r < 32 ? shape.clobberGP : shape.clobberFP;
        if (isCall || ((m >>> (r & 31)) & 1) === 1) state[r] = 0;
      }
      // Results that have one register each.
      for (let k = 0; k < shape.outGP.length; k++) {
        const m = shape.outGP[k]!;
        if (m !== 0 && (m & (m - 1)) === 0) state[31 - Math.clz32(m)] = 0;
      }
      if (isCall || (flags & OpFlag.Panics) !== 0) this.safePoint(b, v, state);
      if (cls[v] !== 0 && a.reg[v] !== NoReg) {
        if (shape.outGP.length > 0) {
          const r = a.reg[v]!;
          const m = r < 32 ? shape.outGP[0]! : shape.outFP[0]!;
          if (((m >>> (r & 31)) & 1) === 0) this.fail(b, v, `the result must not be in register ${r}`);
        }
        for (let k = 0; k < this.places; k++) if (state[k] === v) state[k] = 0;
        state[a.reg[v]!] = v;
      }
    }
    if (b.control !== 0 && cls[before.controls[b.id]!] !== 0) {
      this.holds(b, b.control, b.control, before.controls[b.id]!, state);
    }
    if (b.rets.length > 0) {
      const regs = a.sigs.results(f.sig);
      for (let k = 0; k < b.rets.length; k++) {
        const v = b.rets[k]!;
        this.holds(b, v, v, before.rets[b.id]![k]!, state);
        if (a.reg[v] !== regs[k]) this.fail(b, v, `result ${k} is in register ${a.reg[v]}`);
      }
    }
    return state;
  }

  /** y stands for x and is where it should be. */
  private holds(b: Block, v: Value, y: Value, x: Value, state: Int32Array): void {
    if (this.a.orig[y] !== x) this.fail(b, v, `v${y} stands for v${this.a.orig[y]}, not for v${x}`);
    const at = this.place(y);
    if (at < 0 || state[at] !== x) this.fail(b, v, `v${x} is not in ${at} (v${y}), but v${at < 0 ? 0 : state[at]}`);
  }

  /** A value of allocation's own. */
  private own(b: Block, v: Value, op: number, state: Int32Array): void {
    const { f, a } = this;
    const x = a.orig[v]!;
    switch (op) {
      case Op.Copy:
      case Op.LoadReg:
      case Op.StoreReg:
        if (op === Op.LoadReg) {
          const at = this.placeOf[a.slot[v]!]!;
          if (state[at] !== x) this.fail(b, v, `v${x} is not in its slot ${at}, but v${state[at]}`);
        } else {
          this.holds(b, v, f.arg(v, 0), x, state);
        }
        state[op === Op.StoreReg ? this.placeOf[a.slot[v]!]! : a.reg[v]!] = x;
        return;
      default:
        state[a.reg[v]!] = x;
    }
  }

  private safePoint(b: Block, v: Value, state: Int32Array): void {
    const { f, out } = this;
    if (out === null) return;
    const map = out.stackMap[v]!;
    if (map < 0) this.fail(b, v, 'a safe point has no stack map');
    for (let at = Registers64; at < this.places; at++) {
      const isArg = this.argBit[at]! >= 0;
      const table = isArg ? out.argsMap : out.localsMap;
      const i = isArg ? this.argBit[at]! : this.localBit[at]!;
      const bits = getU32(table, 4);
      const isMarked = i >= 0 && i < bits && ((table[8 + map * ((bits + 7) >> 3) + (i >> 3)]! >> (i & 7)) & 1) === 1;
      const isPtr = state[at] !== 0 && f.type[state[at]!] === Scalar.Ptr;
      if (isMarked && !isPtr) this.fail(b, v, `slot ${at} is marked as a pointer, but holds v${state[at]}`);
      if (!isMarked && isPtr) state[at] = 0;
    }
  }
}
