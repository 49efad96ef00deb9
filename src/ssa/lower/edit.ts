// How lowering rewrites a block: its values are walked in order and put, or others instead of them, into a new list. The block
// may be ended in between and go on as another one.

import { highWord } from '../../base/endian.ts';
import type { Pos } from '../../base/pos.ts';
import { assert } from '../../diag/internal-error.ts';
import type { Type } from '../../types/type.ts';
import * as BlockKind from '../blockkind.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';

/** Writes the values of one block after the other. */
export class Edit {
  readonly p: Program;
  readonly f: Func;
  /** The block that `out` will belong to. */
  block: Block;
  out: Value[] = [];
  pos: Pos = 0;
  inl = -1;

  constructor(p: Program, f: Func) {
    this.p = p;
    this.f = f;
    this.block = f.entry;
  }

  /** Starts on a block; gives its old values. */
  start(b: Block): readonly Value[] {
    this.block = b;
    this.out = [];
    return b.values;
  }

  /** The new values become the block's. */
  finish(): void {
    this.block.values = this.out;
  }

  /** What is emitted from here on belongs to v's place in the source. */
  at(v: Value): void {
    this.pos = this.f.posOf[v]!;
    this.inl = this.f.inl[v]!;
  }

  keep(v: Value): void {
    this.out.push(v);
  }

  emit(op: number, kind: number, aux = 0, lo = 0, hi = 0): Value {
    const { f } = this;
    const v = f.newValue(op, kind, this.pos, this.inl);
    f.aux[v] = aux;
    f.lo[v] = lo;
    f.hi[v] = hi;
    this.out.push(v);
    return v;
  }

  emit1(op: number, kind: number, a: Value, aux = 0, lo = 0, hi = 0): Value {
    const v = this.emit(op, kind, aux, lo, hi);
    this.f.addArg(v, a);
    return v;
  }

  emit2(op: number, kind: number, a: Value, b: Value, aux = 0, lo = 0, hi = 0): Value {
    const v = this.emit1(op, kind, a, aux, lo, hi);
    this.f.addArg(v, b);
    return v;
  }

  int(n: number, kind: number = Scalar.I64): Value {
    return this.emit(Op.ConstInt, kind, 0, n | 0, highWord(n));
  }

  /** The zero of a kind. */
  zero(kind: number): Value {
    return this.emit(Scalar.isFloat(kind) ? Op.ConstFloat : Op.ConstInt, kind);
  }

  load(kind: number, addr: Value, offset = 0): Value {
    return this.emit1(Op.Load, kind, addr, 0, offset);
  }

  /** A store without a write barrier. */
  store(addr: Value, offset: number, x: Value): Value {
    return this.emit2(Op.Store, Scalar.Void, addr, x, 1, offset);
  }

  /** addr + offset. */
  offPtr(addr: Value, offset: number): Value {
    if (offset === 0) return addr;
    const v = this.emit1(Op.OffPtr, this.f.type[addr]!, addr);
    this.f.setNum(v, offset);
    return v;
  }

  slotAddr(slot: number): Value {
    return this.emit(Op.SlotAddr, Scalar.Ptr, slot);
  }

  /** The address of the descriptor of a type. */
  typeAddr(t: Type): Value {
    return this.emit(Op.SymAddr, Scalar.Ptr, this.p.typeSym(t));
  }

  /** x as a value of a kind of the same size. */
  as(x: Value, kind: number): Value {
    return this.f.type[x] === kind ? x : this.emit1(Op.Bitcast, kind, x);
  }

  /** Calls a function of package runtime with scalars; gives the call. */
  call(name: string, args: readonly Value[]): Value {
    const { f } = this;
    const info = this.p.runtimeCall(name);
    const passed: Value[] = [];
    for (const param of info.sig.params) {
      assert(param.comps !== null, `parameters of runtime.${name} are scalars`);
      for (const c of param.comps) passed.push(this.as(args[passed.length]!, c.kind));
    }
    assert(passed.length === args.length, `runtime.${name} has as many parameters`);
    f.calls.push(info);
    const v = this.emit(Op.CallStatic, Scalar.Void, f.calls.length - 1);
    for (const a of passed) f.addArg(v, a);
    return v;
  }

  /** Ends the block at hand with a branch; its successors become those of the block that follows, which the caller starts. */
  branch(cond: Value, yes: Block, no: Block, likely: number): void {
    const b = this.block;
    b.kind = BlockKind.If;
    b.control = cond;
    b.likely = likely;
    b.rets = [];
    b.succs = [];
    b.pos = this.pos;
    b.inl = this.inl;
    this.finish();
    this.f.addEdge(b, yes);
    this.f.addEdge(b, no);
  }

  /** Ends the block at hand with a jump. */
  jump(to: Block): void {
    const b = this.block;
    b.kind = BlockKind.Plain;
    b.control = 0;
    b.rets = [];
    b.succs = [];
    b.pos = this.pos;
    b.inl = this.inl;
    this.finish();
    this.f.addEdge(b, to);
  }

  /** Goes on in b. */
  goOn(b: Block): void {
    this.block = b;
    this.out = [];
  }

  /** A new block that ends as b does now and takes over its successors; b has none afterwards. */
  tailOf(b: Block): Block {
    const t = this.f.newBlock(b.kind);
    t.takeEnd(b);
    b.rets = [];
    b.control = 0;
    b.likely = 0;
    b.kind = BlockKind.Plain;
    return t;
  }
}
