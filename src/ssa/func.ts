// A function in SSA form, the one form between typed syntax and machine code. Values are numbers; what is known of them is
// in columns of the function. A value belongs to one block, and the order of a block's values is the order of execution:
// what has an effect, or reads memory, happens where it stands. There is no value for the state of memory.

import { fromWords, highWord } from '../base/endian.ts';
import { BytePool, longBuffer, longBytes } from '../base/long-bytes.ts';
import type { Pos } from '../base/pos.ts';
import type { TypeId } from './type-table.ts';
import * as BlockKind from './blockkind.ts';
import * as Op from './op.generated.ts';
import type { OpInfo } from './op.ts';
import type { CallInfo, FuncSig } from './sig.ts';
import type { SymId } from './symbols.ts';

/** The number of a value in its function, from 1. 0 is none. */
export type Value = number;

/** A basic block. */
export class Block {
  /** From 0, dense: an index for notes of passes. */
  readonly id: number;
  /** Of blockkind.ts, or a machine's. */
  kind: number = BlockKind.Plain;
  /** What an If, a JumpTable or a machine's branch depends on; 0 for none. */
  control: Value = 0;
  /** Of a Ret: the scalars of all results in order; for a result in memory its address. */
  rets: Value[] = [];
  /** 1: succs[0] is the likely one; -1: succs[1] is. */
  likely = 0;
  /** It runs rarely, if at all: found by layout. */
  cold = false;
  succs: Block[] = [];
  /** The same order as the arguments of phis. A block that branches twice here is here twice. */
  preds: Block[] = [];
  /** In order of execution; phis come first. */
  values: Value[] = [];
  /** Of the statement that ends it. */
  pos: Pos = 0;
  /** The inlined call that pos is in; -1 for none. */
  inl = -1;

  constructor(id: number) {
    this.id = id;
  }

  /** Ends as `from` does, whose successors become this block's; `from` has none afterwards. */
  takeEnd(from: Block): void {
    this.kind = from.kind;
    this.control = from.control;
    this.rets = from.rets;
    this.likely = from.likely;
    this.pos = from.pos;
    this.inl = from.inl;
    this.succs = from.succs;
    for (const s of this.succs) {
      for (let i = 0; i < s.preds.length; i++) if (s.preds[i] === from) s.preds[i] = this;
    }
    from.succs = [];
  }
}

/** A call that was inlined into a function. */
export interface InlinedCall {
  /** The inlined call that this one stands in; -1 for the function itself. */
  readonly parent: number;
  readonly pos: Pos;
  readonly callee: SymId;
  /** Where the callee is declared. */
  readonly start: Pos;
}

/** A slot of the frame, made when allocations are lowered. */
export interface Slot {
  readonly type: TypeId;
  readonly name: string;
  /** It counts as live from the entry, which clears it, to the end: what `Func.deferReturn` and the runtime's defers read. */
  readonly always: boolean;
  /** It is a variable, which the source may tell from others by its address. */
  readonly isVariable?: boolean;
  /** It is a parameter's variable and lies in the caller's frame: its offset in the function's own arguments. Only it lies there. */
  readonly home?: number;
}

/** Slots of open-coded defers: a byte of bits, an array of func values. */
export interface OpenDefers {
  readonly bits: number;
  readonly closures: number;
}

/** A variable of the source, for debuggers. */
export interface DebugVariable {
  readonly name: string;
  readonly type: TypeId;
  /** Of its declaration. */
  readonly pos: Pos;
  /** 0 a local, 1 a parameter, 2 a result. */
  readonly role: number;
  /** The inlined call that it belongs to; -1 for the function itself. */
  readonly inl: number;
  /** The text of the blocks around its declaration within the function, from the outermost: start and end by turns. */
  readonly scopes: readonly Pos[];
  /** Where a closure's record holds it; -1 for what is not captured. */
  readonly captured: number;
}

/** A parameter or result without a name: debuggers hear that it is there. */
export interface UnnamedParam {
  /** 1 a parameter, 2 a result. */
  readonly role: 1 | 2;
  /** Which of `sig.params` or `sig.results`. */
  readonly index: number;
  /** Of its type, or of the `_` that stands for a name. */
  readonly pos: Pos;
}

/** Bytes of a value in the columns of a function, which lie in one buffer: the collector counts buffers, not bytes. */
const valueSize = 31;

/** For copies, which are small and last: a buffer of its own costs more to make than such a copy. */
const copies = new BytePool();

/** What is wrong at some place of a function. */
export interface Complaint {
  readonly pos: Pos;
  /** In gc's words. */
  readonly message: string;
}

/** A function. */
export class Func {
  readonly sym: SymId;
  readonly info: OpInfo;
  readonly sig: FuncSig;
  pos: Pos = 0;
  endPos: Pos = 0;

  // What is true of the function as a whole.
  /** Bits of types/pragmaflag.ts. */
  pragma = 0;
  /** It is made by the compiler, and recover() and stack traces look through it. */
  wrapper = false;
  /** A wrapper between ABIs. */
  abiWrapper = false;
  hasDefer = false;
  /** It calls recover(). */
  hasRecover = false;
  /** It asks for its caller's pc or sp, or must have a frame of its own for another reason. */
  noInline = false;
  /** It is the body of a function literal; it finds its captured variables by ClosurePtr. */
  isClosure = false;
  /** It is a range-over-func body. */
  isRangeBody = false;
  /** It reads ClosurePtr. */
  needsContext = false;
  /** It calls reflection's Method or MethodByName with a name that is not constant. */
  reflectMethod = false;
  /** Copies of it may exist; the link takes one. */
  dupok = false;
  /** It consists of a machine's operations: set by the machine's `select`. */
  selected = false;
  /** Escape analysis has seen it: from here on what hides a pointer from it may be simplified. */
  escaped = false;

  entry: Block;
  /** Where the runtime goes on after a deferred call recovered: a block without predecessors, dominated by the entry. */
  deferReturn: Block | null = null;
  /** Where its first write barrier is; 0 for none. Known after lowering: for the checks of go:nowritebarrier(rec). */
  writeBarrierPos: Pos = 0;
  /** Calls in it that gc refuses behind the type checker; null for none. */
  complaints: Complaint[] | null = null;
  /** Where open-coded defers are kept; null where there are none. */
  openDefers: OpenDefers | null = null;
  readonly blocks: Block[] = [];
  private blockCount = 0;

  // Values by number.
  count = 1;
  op: Uint16Array;
  /** Of scalar.ts. */
  type: Uint8Array;
  /** Symbol, type, call or slot, as the operation says. */
  aux: Int32Array;
  /** A 64-bit constant, or small facts, as the operation says. */
  lo: Int32Array;
  hi: Int32Array;
  posOf: Int32Array;
  /** The inlined call that it comes from, an index of `inlCalls`; -1 for the function itself. */
  inl: Int32Array;
  private argAt: Int32Array;
  private argLen: Int32Array;
  private argPool: Int32Array;
  private argEnd = 0;

  readonly calls: CallInfo[] = [];
  readonly slots: Slot[] = [];
  readonly inlCalls: InlinedCall[] = [];
  readonly vars: DebugVariable[] = [];
  /** For debuggers. Where the function is inlined, nobody hears of them. */
  readonly unnamed: UnnamedParam[] = [];
  /** What the function mentions without using it in code: types that become interfaces, methods asked for. See sig.ts. */
  readonly marks: { readonly kind: number; readonly sym: SymId; readonly add: number }[] = [];

  /** There is room for so many values and arguments at first, at least one of each; in a buffer of its own, or one of `pool`. */
  constructor(sym: SymId, sig: FuncSig, info: OpInfo, values = 256, args = 1024, pool: BytePool | null = null) {
    this.sym = sym;
    this.sig = sig;
    this.info = info;
    const size = 4 * args + valueSize * values;
    const { buffer, byteOffset } = pool === null ? longBytes(size) : pool.take(size);
    this.argPool = new Int32Array(buffer, byteOffset, args);
    const at = byteOffset + 4 * args;
    this.aux = new Int32Array(buffer, at, values);
    this.lo = new Int32Array(buffer, at + 4 * values, values);
    this.hi = new Int32Array(buffer, at + 8 * values, values);
    this.posOf = new Int32Array(buffer, at + 12 * values, values);
    this.inl = new Int32Array(buffer, at + 16 * values, values);
    this.inl[0] = -1; // what is made like no value belongs to the function itself
    this.argAt = new Int32Array(buffer, at + 20 * values, values);
    this.argLen = new Int32Array(buffer, at + 24 * values, values);
    this.op = new Uint16Array(buffer, at + 28 * values, values);
    this.type = new Uint8Array(buffer, at + 30 * values, values);
    this.entry = this.newBlock(BlockKind.Plain);
  }

  newBlock(kind: number): Block {
    const b = new Block(this.blockCount++);
    b.kind = kind;
    this.blocks.push(b);
    return b;
  }

  /** Above all ids of blocks. */
  get maxBlockId(): number {
    return this.blockCount;
  }

  /** A new value that stands in no block yet. */
  newValue(op: number, type: number, pos: Pos, inl: number): Value {
    const v = this.count++;
    if (v === this.op.length) this.grow();
    this.op[v] = op;
    this.type[v] = type;
    this.posOf[v] = pos;
    this.inl[v] = inl;
    this.argAt[v] = this.argEnd;
    return v;
  }

  nargs(v: Value): number {
    return this.argLen[v]!;
  }

  arg(v: Value, i: number): Value {
    return this.argPool[this.argAt[v]! + i]!;
  }

  setArg(v: Value, i: number, a: Value): void {
    this.argPool[this.argAt[v]! + i] = a;
  }

  /** Adds an argument behind the others. */
  addArg(v: Value, a: Value): void {
    const n = this.argLen[v]!;
    if (this.argAt[v]! + n !== this.argEnd) this.moveArgs(v, n);
    if (this.argEnd === this.argPool.length) this.growArgs();
    this.argPool[this.argEnd++] = a;
    this.argLen[v] = n + 1;
  }

  /** Gives v these arguments instead of those it has. */
  setArgs(v: Value, args: readonly Value[]): void {
    if (args.length > this.argLen[v]!) {
      this.argAt[v] = this.argEnd;
      while (this.argEnd + args.length > this.argPool.length) this.growArgs();
      this.argEnd += args.length;
    }
    this.argLen[v] = args.length;
    const at = this.argAt[v]!;
    for (let i = 0; i < args.length; i++) this.argPool[at + i] = args[i]!;
  }

  /** Removes argument i; later ones move down. */
  removeArg(v: Value, i: number): void {
    const at = this.argAt[v]!;
    const n = --this.argLen[v]!;
    this.argPool.copyWithin(at + i, at + i + 1, at + n + 1);
  }

  args(v: Value): Value[] {
    const out: Value[] = [];
    for (let i = 0; i < this.argLen[v]!; i++) out.push(this.arg(v, i));
    return out;
  }

  private moveArgs(v: Value, n: number): void {
    while (this.argEnd + n > this.argPool.length) this.growArgs();
    this.argPool.copyWithin(this.argEnd, this.argAt[v]!, this.argAt[v]! + n);
    this.argAt[v] = this.argEnd;
    this.argEnd += n;
  }

  /** Makes v another operation of the same kind of result, with no arguments and no aux. */
  reset(v: Value, op: number): void {
    this.op[v] = op;
    this.aux[v] = 0;
    this.lo[v] = 0;
    this.hi[v] = 0;
    this.argLen[v] = 0;
  }

  /** Makes v a copy of a. */
  copyOf(v: Value, a: Value): void {
    this.reset(v, Op.Copy);
    this.addArg(v, a);
  }

  /**
   * Adds copies of all values of another function, which stand in no block yet; gives what a number there has to be raised by.
   * Arguments are the copies. Columns are taken as they are.
   */
  append(g: Func): number {
    const n = g.count - 1;
    const delta = this.count - 1;
    while (this.count + n > this.op.length) this.grow();
    this.count += n;
    const at = delta + 1;
    const end = g.count;
    this.op.set(g.op.subarray(1, end), at);
    this.type.set(g.type.subarray(1, end), at);
    this.aux.set(g.aux.subarray(1, end), at);
    this.lo.set(g.lo.subarray(1, end), at);
    this.hi.set(g.hi.subarray(1, end), at);
    this.posOf.set(g.posOf.subarray(1, end), at);
    this.inl.set(g.inl.subarray(1, end), at);
    this.argLen.set(g.argLen.subarray(1, end), at);
    const pool = this.argEnd;
    while (pool + g.argEnd > this.argPool.length) this.growArgs();
    this.argEnd += g.argEnd;
    for (let i = 0; i < g.argEnd; i++) {
      const a = g.argPool[i]!;
      this.argPool[pool + i] = a === 0 ? 0 : a + delta;
    }
    for (let v = 1; v < end; v++) this.argAt[delta + v] = g.argAt[v]! + pool;
    return delta;
  }

  /** Whether a copy would take much less room. */
  get isRoomy(): boolean {
    let n = 1;
    for (const b of this.blocks) n += b.values.length;
    return 2 * n < this.op.length;
  }

  /** A copy under another symbol, with the values that stand in its blocks alone, in columns no larger than they need be. */
  copy(sym: SymId): Func {
    const map = new Int32Array(this.count);
    let n = 1;
    let args = 0;
    for (const b of this.blocks) {
      for (const v of b.values) {
        map[v] = n++;
        args += this.argLen[v]!;
      }
    }
    const g = new Func(sym, this.sig, this.info, n, args + 1, copies);
    g.pos = this.pos;
    g.endPos = this.endPos;
    g.pragma = this.pragma;
    g.wrapper = this.wrapper;
    g.abiWrapper = this.abiWrapper;
    g.hasDefer = this.hasDefer;
    g.hasRecover = this.hasRecover;
    g.noInline = this.noInline;
    g.isClosure = this.isClosure;
    g.isRangeBody = this.isRangeBody;
    g.needsContext = this.needsContext;
    g.reflectMethod = this.reflectMethod;
    g.dupok = this.dupok;
    g.writeBarrierPos = this.writeBarrierPos;
    g.complaints = this.complaints;
    g.openDefers = this.openDefers;
    for (const c of this.calls) g.calls.push(c);
    for (const s of this.slots) g.slots.push(s);
    for (const c of this.inlCalls) g.inlCalls.push(c);
    for (const d of this.vars) g.vars.push(d);
    for (const d of this.unnamed) g.unnamed.push(d);
    for (const m of this.marks) g.marks.push(m);
    g.count = n;
    g.blocks.length = 0;
    g.blockCount = 0;
    const blocks: Block[] = new Array<Block>(this.blockCount);
    for (const b of this.blocks) blocks[b.id] = g.newBlock(b.kind);
    for (const b of this.blocks) {
      const c = blocks[b.id]!;
      c.control = map[b.control]!;
      for (const v of b.rets) c.rets.push(map[v]!);
      c.likely = b.likely;
      for (const s of b.succs) c.succs.push(blocks[s.id]!);
      for (const s of b.preds) c.preds.push(blocks[s.id]!);
      c.pos = b.pos;
      c.inl = b.inl;
      for (const v of b.values) {
        const to = map[v]!;
        c.values.push(to);
        g.op[to] = this.op[v]!;
        g.type[to] = this.type[v]!;
        g.aux[to] = this.aux[v]!;
        g.lo[to] = this.lo[v]!;
        g.hi[to] = this.hi[v]!;
        g.posOf[to] = this.posOf[v]!;
        g.inl[to] = this.inl[v]!;
        const len = this.argLen[v]!;
        const at = this.argAt[v]!;
        g.argAt[to] = g.argEnd;
        g.argLen[to] = len;
        for (let i = 0; i < len; i++) g.argPool[g.argEnd++] = map[this.argPool[at + i]!]!;
      }
    }
    g.entry = blocks[this.entry.id]!;
    g.deferReturn = this.deferReturn === null ? null : blocks[this.deferReturn.id]!;
    return g;
  }

  flags(v: Value): number {
    return this.info.flags[this.op[v]!]!;
  }

  /** The constant as a number; exact below 2**53. */
  num(v: Value): number {
    return fromWords(this.lo[v]!, this.hi[v]!);
  }

  setNum(v: Value, n: number): void {
    this.lo[v] = n | 0;
    this.hi[v] = highWord(n);
  }

  /** Adds the edge from -> to; phis of `to` get their argument from the caller. */
  addEdge(from: Block, to: Block): void {
    from.succs.push(to);
    to.preds.push(from);
  }

  /** Removes the edge that is from.succs[i], with the arguments of phis that belong to it. */
  removeEdge(from: Block, i: number): void {
    const to = from.succs[i]!;
    // Of two edges between the same blocks, the nth stands for the nth.
    let nth = 0;
    for (let k = 0; k < i; k++) if (from.succs[k] === to) nth++;
    let j = -1;
    do j = to.preds.indexOf(from, j + 1);
    while (nth-- > 0);
    from.succs.splice(i, 1);
    to.preds.splice(j, 1);
    for (const v of to.values) {
      // Copies and unknowns that were phis stand among the phis.
      if (this.op[v] === Op.Copy || this.op[v] === Op.Unknown) continue;
      if (this.op[v] !== Op.Phi) break;
      this.removeArg(v, j);
    }
  }

  private grow(): void {
    const n = this.op.length * 2;
    const room = longBuffer(valueSize * n);
    const wider = (a: Int32Array, column: number): Int32Array => {
      const b = new Int32Array(room, 4 * column * n, n);
      b.set(a);
      return b;
    };
    this.aux = wider(this.aux, 0);
    this.lo = wider(this.lo, 1);
    this.hi = wider(this.hi, 2);
    this.posOf = wider(this.posOf, 3);
    this.inl = wider(this.inl, 4);
    this.argAt = wider(this.argAt, 5);
    this.argLen = wider(this.argLen, 6);
    const op = new Uint16Array(room, 28 * n, n);
    op.set(this.op);
    this.op = op;
    const type = new Uint8Array(room, 30 * n, n);
    type.set(this.type);
    this.type = type;
  }

  private growArgs(): void {
    const pool = new Int32Array(longBuffer(8 * this.argPool.length));
    pool.set(this.argPool);
    this.argPool = pool;
  }
}
