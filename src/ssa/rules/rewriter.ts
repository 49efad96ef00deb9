// Applying rewrite rules to a function in place: what generated matchers (generator.ts) read and call. The Rewriter counts
// uses and knows in which block each value stands, so that rules may ask whether a value is used once, or whether a load may be
// done later. New values stand directly before the value at hand; whoever drives the rules takes them from `pending`.

import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';

/** One run of rules over a function. */
export class Rewriter {
  readonly f: Func;
  /** The number of arguments, controls and results that are each value. */
  uses: Int32Array;
  /** The id of the block of each value; -1 for none. */
  blockOf: Int32Array;
  /** For values of the function as it was: how many operations before it, in the whole function, changed memory. */
  private readonly epoch: Int32Array;
  /** New values, in their order, that stand before the value at hand. */
  readonly pending: Value[] = [];
  /** The value at hand: new ones take its position. */
  protected at: Value = 0;
  /** Where new values stand: the block, and the epoch of memory there. */
  private anchorBlock = -1;
  private anchorEpoch = 0;
  /** Whether what is not used any more gives up its arguments at once, so that `once` and `canFold` hold of them. */
  protected releases = false;
  /** The arguments that the value at hand had. */
  private readonly old: Value[] = [];

  constructor(f: Func) {
    this.f = f;
    const n = f.count;
    this.uses = new Int32Array(n + (n >> 1));
    this.blockOf = new Int32Array(n + (n >> 1)).fill(-1);
    this.epoch = new Int32Array(n);
    let epoch = 0;
    for (const b of f.blocks) {
      if (b.control !== 0) this.uses[b.control]!++;
      for (const v of b.rets) this.uses[v]!++;
      for (const v of b.values) {
        this.blockOf[v] = b.id;
        this.epoch[v] = epoch;
        if ((f.flags(v) & (OpFlag.Writes | OpFlag.Effect | OpFlag.Call)) !== 0) epoch++;
        const isNote = f.op[v] === Op.DebugVar;
        for (let i = 0; i < f.nargs(v); i++) {
          const a = f.arg(v, i);
          // A note for debuggers is no use, but constants are kept for it.
          if (!isNote || f.op[a] === Op.ConstInt || f.op[a] === Op.ConstFloat) this.uses[a]!++;
        }
      }
      epoch++;
    }
  }

  /** Goes to a value: the rules are tried on it next. */
  start(v: Value): void {
    this.at = v;
    if (v < this.epoch.length) {
      this.anchorEpoch = this.epoch[v]!;
      this.anchorBlock = this.blockOf[v]!;
    }
  }

  /** Goes to the end of a block, for what stands behind its last value. */
  startEnd(b: Block): void {
    let n = b.values.length;
    while (n > 0 && this.f.op[b.values[n - 1]!] === Op.DebugVar) n--;
    const last = n > 0 ? b.values[n - 1]! : 0;
    this.at = last;
    this.anchorBlock = n > 0 ? b.id : -1;
    const changes = (this.f.flags(last) & (OpFlag.Writes | OpFlag.Effect | OpFlag.Call)) !== 0;
    this.anchorEpoch = this.epoch[last]! + (changes ? 1 : 0);
  }

  /** Whether v has one use. */
  once(v: Value): boolean {
    return this.uses[v] === 1;
  }

  /**
   * Whether the load (or other operation that reads memory) may be done as a part of `user` instead: nobody else wants what it
   * gives, and between the two in the same block nothing changes memory.
   */
  canFold(load: Value, user: Value): boolean {
    return this.uses[load] === 1 && this.sameMemory(load, user);
  }

  /** Whether two values of the function as it was stand in one block with the same content of memory. */
  sameMemory(a: Value, b: Value): boolean {
    const n = this.epoch.length;
    if (a >= n) return false;
    // A value made for the one at hand stands where that stands.
    if (b < n) return this.epoch[a] === this.epoch[b] && this.blockOf[a] === this.blockOf[b];
    return this.epoch[a] === this.anchorEpoch && this.blockOf[a] === this.anchorBlock;
  }

  /** Notes one more user of v. */
  use(v: Value): void {
    this.uses[v]!++;
  }

  /** Notes that a user of v has gone. */
  unuse(v: Value): void {
    this.uses[v]!--;
  }

  /** Takes the uses that v makes of its arguments back. */
  unuseArgs(v: Value): void {
    const f = this.f;
    for (let i = f.nargs(v) - 1; i >= 0; i--) this.uses[f.arg(v, i)]!--;
  }

  /** Takes a value that was made elsewhere as one of block b; it has no uses yet. */
  adopt(v: Value, b: Block): void {
    if (v >= this.uses.length) this.grow();
    this.blockOf[v] = b.id;
  }

  private newValue(op: number, type: number, lo: number, hi: number, aux: number): Value {
    const f = this.f;
    const at = this.at;
    const v = f.newValue(op, type, f.posOf[at]!, f.inl[at]!);
    if (v >= this.uses.length) this.grow();
    f.lo[v] = lo;
    f.hi[v] = hi;
    f.aux[v] = aux;
    this.blockOf[v] = this.blockOf[at]!;
    this.pending.push(v);
    return v;
  }

  private arg(v: Value, a: Value): void {
    this.f.addArg(v, a);
    this.uses[a]!++;
  }

  make0(op: number, type: number, lo: number, hi: number, aux: number): Value {
    return this.newValue(op, type, lo, hi, aux);
  }

  make1(op: number, type: number, lo: number, hi: number, aux: number, a: Value): Value {
    const v = this.newValue(op, type, lo, hi, aux);
    this.arg(v, a);
    return v;
  }

  make2(op: number, type: number, lo: number, hi: number, aux: number, a: Value, b: Value): Value {
    const v = this.newValue(op, type, lo, hi, aux);
    this.arg(v, a);
    this.arg(v, b);
    return v;
  }

  make3(op: number, type: number, lo: number, hi: number, aux: number, a: Value, b: Value, c: Value): Value {
    const v = this.make2(op, type, lo, hi, aux, a, b);
    this.arg(v, c);
    return v;
  }

  make4(op: number, type: number, lo: number, hi: number, aux: number, a: Value, b: Value, c: Value, d: Value): Value {
    const v = this.make3(op, type, lo, hi, aux, a, b, c);
    this.arg(v, d);
    return v;
  }

  private reset(v: Value, op: number, lo: number, hi: number, aux: number): void {
    const f = this.f;
    if (this.releases) for (let i = f.nargs(v) - 1; i >= 0; i--) this.old.push(f.arg(v, i));
    this.unuseArgs(v);
    f.reset(v, op);
    f.lo[v] = lo;
    f.hi[v] = hi;
    f.aux[v] = aux;
  }

  /** Lets go of what v had for arguments and nobody uses now. */
  private release(): void {
    const { f, uses, old } = this;
    while (old.length > 0) {
      const a = old.pop()!;
      if (uses[a] !== 0 || (f.flags(a) & OpFlag.Pure) === 0) continue;
      for (let i = f.nargs(a) - 1; i >= 0; i--) {
        const x = f.arg(a, i);
        uses[x]!--;
        old.push(x);
      }
      f.reset(a, Op.Invalid);
    }
  }

  become0(v: Value, op: number, lo: number, hi: number, aux: number): void {
    this.reset(v, op, lo, hi, aux);
    if (this.releases) this.release();
  }

  become1(v: Value, op: number, lo: number, hi: number, aux: number, a: Value): void {
    this.reset(v, op, lo, hi, aux);
    this.arg(v, a);
    if (this.releases) this.release();
  }

  become2(v: Value, op: number, lo: number, hi: number, aux: number, a: Value, b: Value): void {
    this.reset(v, op, lo, hi, aux);
    this.arg(v, a);
    this.arg(v, b);
    if (this.releases) this.release();
  }

  become3(v: Value, op: number, lo: number, hi: number, aux: number, a: Value, b: Value, c: Value): void {
    this.reset(v, op, lo, hi, aux);
    this.arg(v, a);
    this.arg(v, b);
    this.arg(v, c);
    if (this.releases) this.release();
  }

  become4(v: Value, op: number, lo: number, hi: number, aux: number, a: Value, b: Value, c: Value, d: Value): void {
    this.reset(v, op, lo, hi, aux);
    this.arg(v, a);
    this.arg(v, b);
    this.arg(v, c);
    this.arg(v, d);
    if (this.releases) this.release();
  }

  /** v becomes a copy of a. */
  copy(v: Value, a: Value): void {
    this.become1(v, Op.Copy, 0, 0, 0, a);
  }

  private grow(): void {
    // Values that were made elsewhere have numbers, too.
    const n = Math.max(this.uses.length, this.f.count) * 2;
    const uses = new Int32Array(n);
    uses.set(this.uses);
    this.uses = uses;
    const blockOf = new Int32Array(n).fill(-1);
    blockOf.set(this.blockOf);
    this.blockOf = blockOf;
  }
}

/** All arguments that are copies of values of the same kind become what those copy. */
export function skipCopies(f: Func): void {
  const source = (v: Value): Value => {
    while (f.op[v] === Op.Copy && f.type[f.arg(v, 0)] === f.type[v]) v = f.arg(v, 0);
    return v;
  };
  for (const b of f.blocks) {
    if (b.control !== 0) b.control = source(b.control);
    for (let i = 0; i < b.rets.length; i++) b.rets[i] = source(b.rets[i]!);
    for (const v of b.values) {
      for (let i = f.nargs(v) - 1; i >= 0; i--) {
        const a = f.arg(v, i);
        if (f.op[a] === Op.Copy) f.setArg(v, i, source(a));
      }
    }
  }
}

/** Blocks so that users come before what they use, loops aside: postorder from the entry. */
export function postorder(f: Func): Block[] {
  const seen = new Uint8Array(f.maxBlockId);
  const next = new Int32Array(f.maxBlockId);
  const out: Block[] = [];
  const stack: Block[] = [f.entry];
  seen[f.entry.id] = 1;
  while (stack.length > 0) {
    const b = stack[stack.length - 1]!;
    const i = next[b.id]!++;
    if (i === b.succs.length) {
      out.push(b);
      stack.pop();
      continue;
    }
    const s = b.succs[i]!;
    if (seen[s.id] === 0) {
      seen[s.id] = 1;
      stack.push(s);
    }
  }
  return out;
}
