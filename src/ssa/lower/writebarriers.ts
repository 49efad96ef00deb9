// Puts write barriers before what stores pointers where the collector may look: into anything but the frame. Stores that
// follow one another share one test of the flag; behind it their old and new pointers go to the buffer of the processor
// (WBBuffer), bulk writes tell the runtime (wbZero, wbMove), and then all of them are done as they were:
//
//     b: UnsafeBegin; LoadWB; If -> barrier, rest        barrier: buffer, old and new values; -> rest
//     rest: the stores; UnsafeEnd
//
// A pointer to a symbol, and nil, need not be recorded as new; what was fresh memory has no old one.

import * as BlockKind from '../blockkind.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import { AnyOffset } from '../passes/alias.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { Edit } from './edit.ts';

const NeedNew = 1;
const NeedOld = 2;
const NeedBulk = 4;

/** Pointers that one call for the buffer may ask room for. */
const MaxBuffer = 8;

/** Adds write barriers. */
export function writeBarriers(p: Program, f: Func): void {
  const w = new Barriers(p, f);
  // Blocks that are added hold no more stores that need one.
  const { length } = f.blocks;
  for (let i = 0; i < length; i++) w.block(f.blocks[i]!);
}

class Barriers {
  private readonly p: Program;
  private readonly f: Func;
  private readonly e: Edit;
  /** Objects made in this block whose words are zero but for those in `written`. */
  private readonly fresh = new Map<Value, Set<number>>();

  constructor(p: Program, f: Func) {
    this.p = p;
    this.f = f;
    this.e = new Edit(p, f);
  }

  block(b: Block): void {
    const { f, e } = this;
    this.fresh.clear();
    let any = false;
    for (const v of b.values) if (isWrite(f.op[v]!) && this.mayNeed(v)) any = true;
    if (!any) return;
    const values = e.start(b);
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      this.note(v);
      const need = isWrite(f.op[v]!) ? this.need(v) : 0;
      if (need === 0) {
        e.keep(v);
        continue;
      }
      i = this.run(values, i, need);
    }
    e.finish();
  }

  /** Without looking at what is fresh: whether a write stores pointers outside the frame. */
  private mayNeed(v: Value): boolean {
    const { f } = this;
    if (f.op[v] === Op.Store) {
      if (f.type[f.arg(v, 1)] !== Scalar.Ptr || f.aux[v] === 1) return false;
    } else if (!this.p.types.hasPointers(f.aux[v]!)) return false;
    return !this.inFrame(f.arg(v, 0));
  }

  private need(v: Value): number {
    const { f } = this;
    if (!this.mayNeed(v)) return 0;
    if (f.op[v] === Op.Zero) return f.lo[v] === 1 || this.isFresh(v) ? 0 : NeedBulk;
    if (f.op[v] === Op.Move) return NeedBulk;
    const isNew = this.mayBeHeap(f.arg(v, 1)) ? NeedNew : 0;
    return isNew | (this.isFresh(v) ? 0 : NeedOld);
  }

  /** The object that an address is in, and where: an offset or AnyOffset. */
  private root(addr: Value): { readonly base: Value; readonly offset: number } {
    const { f } = this;
    let offset = 0;
    let isConstant = true;
    for (;;) {
      const op = f.op[addr]!;
      if (op === Op.OffPtr) offset += f.num(addr);
      else if (op === Op.AddPtr) isConstant = false;
      else if (op !== Op.Copy && op !== Op.Bitcast) return { base: addr, offset: isConstant ? offset : AnyOffset };
      addr = f.arg(addr, 0);
    }
  }

  private inFrame(addr: Value): boolean {
    const op = this.f.op[this.root(addr).base]!;
    return op === Op.SlotAddr || op === Op.ParamAddr || op === Op.OutArg || op === Op.InArg;
  }

  private mayBeHeap(x: Value): boolean {
    const op = this.f.op[this.root(x).base]!;
    return op !== Op.ConstInt && op !== Op.SymAddr && op !== Op.Unknown;
  }

  private isFresh(v: Value): boolean {
    const { f } = this;
    const { base, offset } = this.root(f.arg(v, 0));
    const written = this.fresh.get(base);
    if (written === undefined || offset === AnyOffset) return false;
    if (f.op[v] !== Op.Store) return written.size === 0;
    return !written.has(offset + f.lo[v]!);
  }

  /** Keeps account of fresh memory while going over a value. */
  private note(v: Value): void {
    const { f, p } = this;
    const op = f.op[v]!;
    if (op === Op.Result) {
      const call = f.arg(v, 0);
      if (f.op[call] === Op.CallStatic && p.syms.names[f.calls[f.aux[call]!]!.sym] === 'runtime.newobject') {
        this.fresh.set(v, new Set());
      }
    } else if ((f.info.flags[op]! & OpFlag.Call) !== 0) {
      // The collector may have finished a cycle and begun another one; and others may have written.
      this.fresh.clear();
    }
  }

  private wrote(v: Value): void {
    const { f } = this;
    const { base, offset } = this.root(f.arg(v, 0));
    const written = this.fresh.get(base);
    if (written === undefined) return;
    if (f.op[v] !== Op.Store || offset === AnyOffset) this.fresh.delete(base);
    else written.add(offset + f.lo[v]!);
  }

  /** Handles the writes from values[i] on that can share a test; gives the index of the last one. */
  private run(values: readonly Value[], i: number, firstNeed: number): number {
    const { f, e } = this;
    const writes: Value[] = [];
    const needs: number[] = [];
    let last = i;
    for (let k = i; k < values.length; k++) {
      const v = values[k]!;
      if (isWrite(f.op[v]!)) {
        const need = k === i ? firstNeed : this.need(v);
        // A bulk write calls the runtime and stands alone.
        if ((need === NeedBulk || needs[0] === NeedBulk) && k > i) break;
        writes.push(v);
        needs.push(need);
        this.wrote(v);
        if (need !== 0) last = k;
        continue;
      }
      // Pure values in between are computed before the test.
      if (f.op[v] === Op.Phi || (f.info.flags[f.op[v]!]! & OpFlag.Pure) === 0 || f.op[v] === Op.Result) break;
    }
    let count = 0;
    for (let k = i; k <= last; k++) {
      if (isWrite(f.op[values[k]!]!)) count++;
      else e.keep(values[k]!);
    }
    writes.length = count;
    e.at(writes[0]!);
    if (f.writeBarrierPos === 0) f.writeBarrierPos = e.pos;
    const { block } = e;
    const rest = e.tailOf(block);
    const barrier = f.newBlock(BlockKind.Plain);
    e.emit(Op.UnsafeBegin, Scalar.Void);
    e.branch(e.emit(Op.LoadWB, Scalar.I8), barrier, rest, -1);
    e.goOn(barrier);
    if (needs[0] === NeedBulk) this.bulk(writes[0]!);
    else this.record(writes, needs);
    e.jump(rest);
    e.goOn(rest);
    for (const v of writes) {
      if (f.op[v] === Op.Store) f.aux[v] = 1;
      e.keep(v);
    }
    e.emit(Op.UnsafeEnd, Scalar.Void);
    return last;
  }

  private bulk(v: Value): void {
    const { f, e, p } = this;
    e.at(v);
    const t = e.typeAddr(p.types.type(f.aux[v]!));
    if (f.op[v] === Op.Zero) e.call('wbZero', [t, f.arg(v, 0)]);
    else e.call('wbMove', [t, f.arg(v, 0), f.arg(v, 1)]);
  }

  /** Puts old and new pointers into the buffer. */
  private record(writes: readonly Value[], needs: readonly number[]): void {
    const { f, e } = this;
    // What goes to the buffer: the new pointer of a store, or (negative) its old one.
    const wanted: Value[] = [];
    for (let k = 0; k < writes.length; k++) {
      if ((needs[k]! & NeedNew) !== 0) wanted.push(writes[k]!);
      if ((needs[k]! & NeedOld) !== 0) wanted.push(-writes[k]!);
    }
    for (let k = 0; k < wanted.length; k += MaxBuffer) {
      const n = Math.min(MaxBuffer, wanted.length - k);
      const buffer = e.emit(Op.WBBuffer, Scalar.I64, 0, n);
      for (let j = 0; j < n; j++) {
        const w = wanted[k + j]!;
        const s = Math.abs(w);
        e.at(s);
        const x = w > 0 ? f.arg(s, 1) : e.load(Scalar.Ptr, f.arg(s, 0), f.lo[s]!);
        e.store(buffer, j * 8, x);
      }
    }
  }
}

function isWrite(op: number): boolean {
  return op === Op.Store || op === Op.Zero || op === Op.Move;
}
