// Constant folding and the rules of rules/opt.ts, over the whole function, definitions before uses. What is proven by looking
// at the operands alone goes here too: checks that cannot fail, loads of constant strings, addresses that meet.

import * as AllocKind from '../allockind.ts';
import * as BlockKind from '../blockkind.ts';
import * as Bounds from '../bounds.ts';
import { reversePostorder } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import { fold, floatOf } from '../rules/fold.ts';
import { rewriteOpt } from '../rules/opt.generated.ts';
import { Rewriter } from '../rules/rewriter.ts';
import * as W from '../rules/word.ts';
import * as Scalar from '../scalar.ts';
import { clean } from './clean.ts';

/** Rounds are repeated while a value that was looked at before its arguments, a phi, gains by it; this many at most. */
const maxRounds = 4;

/** So many bytes are compared without a call. */
const maxWordsCompared = 16;
/** What a loop computes from a constant is followed through so many operations. */
const maxSteps = 3;
/** So many phis are taken for constants together. */
const maxPhis = 8;

/** Simplifies a function. */
export function opt(p: Program, f: Func): void {
  const r = new Optimizer(p, f);
  const order = reversePostorder(f);
  for (let round = 0; round < maxRounds; round++) {
    r.again = false;
    for (const b of order) r.block(b);
    if (!r.again) break;
  }
  clean(p, f);
}

/** One run of `opt`. Its methods are what conditions of rules call. */
export class Optimizer extends Rewriter {
  private readonly p: Program;
  /** A phi has changed: its users may have been looked at. */
  again = false;
  private out: Value[] = [];
  /** Phis that are taken for constants together, and what each of them is taken for. */
  private readonly group: Value[] = [];
  private readonly found = new Map<Value, Value>();

  constructor(p: Program, f: Func) {
    super(f);
    this.p = p;
  }

  block(b: Block): void {
    const { f } = this;
    const { values } = b;
    let same = true;
    const out: Value[] = [];
    this.out = out;
    for (let i = 0; i < values.length; i++) {
      this.value(values[i]!);
      if (same && (out.length !== i + 1 || out[i] !== values[i])) same = false;
      if (f.op[values[i]!] === Op.Phi && i > 0 && f.op[values[i - 1]!] !== Op.Phi) same = false;
    }
    if (!same) {
      this.phisFirst(out);
      b.values = out;
    }
    if (b.kind === BlockKind.If) {
      while (f.op[b.control] === Op.Copy || f.op[b.control] === Op.BoolNot) {
        const c = b.control;
        const a = f.arg(c, 0);
        if (f.op[c] === Op.BoolNot) {
          const [yes, no] = b.succs as [Block, Block];
          if (yes === no) break;
          b.succs[0] = no;
          b.succs[1] = yes;
          b.likely = 0 - b.likely; // -x of 0 is -0, a double to V8
        }
        b.control = a;
        this.uses[c]!--;
        this.uses[a]!++;
      }
    }
  }

  /** A phi may have become something else, before phis that remain. */
  private phisFirst(list: Value[]): void {
    const { f } = this;
    let n = 0;
    while (n < list.length && f.op[list[n]!] === Op.Phi) n++;
    for (let i = n + 1; i < list.length; i++) {
      const v = list[i]!;
      if (f.op[v] !== Op.Phi) continue;
      list.copyWithin(n + 1, n, i);
      list[n++] = v;
    }
  }

  /** Simplifies v until nothing more is known, and puts it, behind the values made for it, into the block. */
  private value(v: Value): void {
    const { f } = this;
    for (;;) {
      const op = f.op[v]!;
      const n = f.nargs(v);
      let consts = n > 0;
      for (let i = 0; i < n; i++) {
        let a = f.arg(v, i);
        if (f.op[a] === Op.Copy) {
          this.uses[a]!--;
          do a = f.arg(a, 0);
          while (f.op[a] === Op.Copy);
          this.uses[a]!++;
          f.setArg(v, i, a);
        }
        const o = f.op[a];
        if (o !== Op.ConstInt && o !== Op.ConstFloat) consts = false;
      }
      if (op === Op.Copy) break;
      if (op === Op.Phi) {
        this.phi(v);
        break;
      }
      const flags = f.info.flags[op]!;
      if (consts && (flags & OpFlag.Pure) !== 0) {
        const a = f.arg(v, 0);
        const b = n > 1 ? f.arg(v, 1) : 0;
        if (fold(f, v)) {
          this.uses[a]!--;
          if (b !== 0) this.uses[b]!--;
          break;
        }
      }
      if ((flags & OpFlag.Commutative) !== 0 && n === 2) {
        const a = f.arg(v, 0);
        if (f.op[a] === Op.ConstInt || f.op[a] === Op.ConstFloat) {
          const b = f.arg(v, 1);
          if (f.op[b] !== Op.ConstInt && f.op[b] !== Op.ConstFloat) {
            f.setArg(v, 0, b);
            f.setArg(v, 1, a);
          }
        }
      }
      if (op === Op.CallStatic && this.compares(v)) {
        this.putPending();
        continue;
      }
      if (op === Op.Result && n === 1 && f.type[f.arg(v, 0)] === Scalar.I8) {
        // The call has become what it gives.
        this.copy(v, f.arg(v, 0));
        break;
      }
      if ((flags & OpFlag.Keep) !== 0 || op === Op.Load) {
        if (this.isDone(v, op)) {
          this.unuseArgs(v);
          f.reset(v, Op.Invalid);
          return;
        }
        if (op === Op.Load) {
          this.load(v);
          break;
        }
      }
      this.start(v);
      if (!rewriteOpt(this, v)) break;
      this.putPending();
    }
    this.out.push(v);
  }

  /** What was made for the value at hand goes before it. */
  private putPending(): void {
    if (this.pending.length === 0) return;
    const made = this.pending.slice();
    this.pending.length = 0;
    for (const m of made) this.value(m);
  }

  /**
   * A comparison of few bytes, whose number is known, becomes one of words, and one of memory with itself true: then the call is the
   * I8 that it gives.
   */
  private compares(v: Value): boolean {
    const { f } = this;
    if (this.p.syms.names[f.calls[f.aux[v]!]!.sym] !== 'runtime.memequal') return false;
    const [x, y, n] = f.args(v) as [Value, Value, Value];
    const size = f.op[n] === Op.ConstInt ? f.num(n) : -1;
    if (x !== y && (size < 0 || size > maxWordsCompared)) return false;
    this.start(v);
    if (x === y || size === 0) {
      this.become0(v, Op.ConstInt, 1, 0, 0);
      f.type[v] = Scalar.I8;
      return true;
    }
    let width = 8;
    while (width > size) width /= 2;
    const kind = Scalar.intOfSize(width);
    let all: Value = 0;
    // The last word may overlap the one before.
    for (let done = 0; done < size; done += width) {
      const offset = Math.min(done, size - width);
      const a = this.make1(Op.Load, kind, offset, 0, 0, x);
      const b = this.make1(Op.Load, kind, offset, 0, 0, y);
      if (size === width) {
        this.become2(v, Op.Eq, 0, 0, 0, a, b);
        f.type[v] = Scalar.I8;
        return true;
      }
      const differ = this.make2(Op.Xor, kind, 0, 0, 0, a, b);
      all = all === 0 ? differ : this.make2(Op.Or, kind, 0, 0, 0, all, differ);
    }
    this.become2(v, Op.Eq, 0, 0, 0, all, this.make0(Op.ConstInt, kind, 0, 0, 0));
    f.type[v] = Scalar.I8;
    return true;
  }

  /** A phi whose arguments are the same constant or address is that; so is one that loops give what they make of the constant. */
  private phi(v: Value): void {
    const { f } = this;
    const n = f.nargs(v);
    let a = f.arg(v, 0);
    const op = f.op[a]!;
    let same = op === Op.ConstInt || op === Op.ConstFloat || op === Op.SymAddr;
    for (let i = 1; same && i < n; i++) {
      const b = f.arg(v, i);
      same = f.op[b] === op && f.lo[b] === f.lo[a] && f.hi[b] === f.hi[a] && f.aux[b] === f.aux[a];
    }
    if (!same) {
      a = this.constantOf(v);
      if (a === 0) return;
    }
    const { aux, lo, hi } = f;
    this.become0(v, f.op[a]!, lo[a]!, hi[a]!, aux[a]!);
    this.again = true;
  }

  /**
   * The constant that a phi is when it and the phis that it depends on are each taken for the first constant that comes to them, until
   * another one does; 0 if it is none.
   */
  private constantOf(phi: Value): Value {
    const { f, group, found } = this;
    let any = false;
    for (let i = 0; i < f.nargs(phi) && !any; i++) any = f.op[this.source(f.arg(phi, i))] === Op.ConstInt;
    if (!any) return 0;
    group.length = 0;
    if (!this.gather(phi, 0)) return 0;
    found.clear();
    for (let changed = true; changed;) {
      changed = false;
      for (const x of group) {
        let c = found.get(x) ?? 0;
        for (let i = 0; i < f.nargs(x); i++) {
          const y = this.withConstants(this.source(f.arg(x, i)));
          if (y < 0) return 0;
          if (y === 0 || y === c) continue;
          // One that is no constant might still not matter to `phi`, which is too rare to follow.
          if (c !== 0 && (f.lo[y] !== f.lo[c] || f.hi[y] !== f.hi[c])) return 0;
          if (c === 0) {
            c = y;
            found.set(x, c);
            changed = true;
          }
        }
      }
    }
    return found.get(phi) ?? 0;
  }

  /** Puts x and the phis it depends on into `group`, as long as nothing but these, constants and arithmetic is met. */
  private gather(x: Value, depth: number): boolean {
    const { f, group } = this;
    const op = f.op[x];
    if (op === Op.ConstInt) return true;
    const n = f.nargs(x);
    if (op === Op.Phi) {
      if (group.includes(x)) return true;
      if (group.length === maxPhis) return false;
      group.push(x);
      for (let i = 0; i < n; i++) if (!this.gather(this.source(f.arg(x, i)), 0)) return false;
      return true;
    }
    if (depth === maxSteps || n === 0 || n > 2 || (f.info.flags[op!]! & OpFlag.Pure) === 0) return false;
    for (let i = 0; i < n; i++) if (!this.gather(this.source(f.arg(x, i)), depth + 1)) return false;
    return true;
  }

  /** The constant that x is as far as is known of the phis of `group`; 0 while nothing is known, -1 if it cannot be computed. */
  private withConstants(x: Value): Value {
    const { f } = this;
    if (f.op[x] === Op.ConstInt) return x;
    if (f.op[x] === Op.Phi) return this.found.get(x) ?? 0;
    const args: Value[] = [];
    for (let i = 0; i < f.nargs(x); i++) {
      const a = this.withConstants(this.source(f.arg(x, i)));
      if (a <= 0) return a;
      args.push(a);
    }
    const y = f.newValue(f.op[x]!, f.type[x]!, f.posOf[x]!, f.inl[x]!);
    f.lo[y] = f.lo[x]!;
    f.hi[y] = f.hi[x]!;
    f.aux[y] = f.aux[x]!;
    for (const a of args) f.addArg(y, a);
    return fold(f, y) && f.op[y] === Op.ConstInt ? y : -1;
  }

  /** The value behind copies. */
  private source(v: Value): Value {
    let s = v;
    while (this.f.op[s] === Op.Copy) s = this.f.arg(s, 0);
    return s;
  }

  /** Whether a check cannot fail, or a write writes nothing. Addresses of memory lose their constant parts to the access. */
  private isDone(v: Value, op: number): boolean {
    const { f } = this;
    switch (op) {
      case Op.NilCheck:
        return this.nonNil(f.arg(v, 0));
      case Op.CheckNonZero: {
        const x = f.arg(v, 0);
        return f.op[x] === Op.ConstInt && (f.lo[x]! | f.hi[x]!) !== 0;
      }
      case Op.CheckShift: {
        const x = f.arg(v, 0);
        return (f.op[x] === Op.ConstInt && f.hi[x]! >= 0) || f.op[x] === Op.ZeroExt;
      }
      case Op.CheckBounds: {
        const i = f.arg(v, 0);
        const n = f.arg(v, 1);
        if (f.lo[v] !== Bounds.Index && i === n) return true;
        if (f.op[i] !== Op.ConstInt) return f.op[n] === Op.ConstInt && this.isBelow(i, f.num(n), f.lo[v]!);
        if (f.lo[v] !== Bounds.Index && f.lo[i] === 0 && f.hi[i] === 0) return true;
        if (f.op[n] !== Op.ConstInt) return false;
        if (f.lo[v] === Bounds.Index) return W.lessU(f.lo[i]!, f.hi[i]!, f.lo[n]!, f.hi[n]!);
        return !W.lessU(f.lo[n]!, f.hi[n]!, f.lo[i]!, f.hi[i]!);
      }
      case Op.Load:
      case Op.Store: {
        const a = f.arg(v, 0);
        if (f.op[a] === Op.OffPtr && this.fits(f.lo[v]!, f.lo[a]!, f.hi[a]!)) {
          f.lo[v] = f.lo[v]! + f.lo[a]!;
          const base = f.arg(a, 0);
          f.setArg(v, 0, base);
          this.uses[a]!--;
          this.uses[base]!++;
        }
        return false;
      }
      default:
        return false;
    }
  }

  /** Whether an index that was masked or widened is below n (or n itself, for other kinds of checks). */
  private isBelow(i: Value, n: number, kind: number): boolean {
    const { f } = this;
    let max = Number.POSITIVE_INFINITY;
    if (f.op[i] === Op.ZeroExt) max = 2 ** this.bits(f.arg(i, 0)) - 1;
    else if (f.op[i] === Op.And && f.op[f.arg(i, 1)] === Op.ConstInt) {
      const m = f.num(f.arg(i, 1));
      if (m >= 0) max = m;
    }
    return kind === Bounds.Index ? max < n : max <= n;
  }

  /** A load of bytes that never change is a constant. */
  private load(v: Value): void {
    const { f } = this;
    const a = f.arg(v, 0);
    if (f.op[a] !== Op.SymAddr || !Scalar.isInt(f.type[v]!)) return;
    const recipe = this.p.syms.recipes[f.aux[a]!];
    if (recipe === null || recipe === undefined || recipe.kind !== Recipe.Bytes) return;
    const at = f.lo[a]! + f.lo[v]!;
    const size = Scalar.size(f.type[v]!);
    const { bytes } = recipe;
    if (at < 0 || at + size > bytes.length) return;
    let lo = 0;
    let hi = 0;
    for (let i = 0; i < size && i < 4; i++) lo |= bytes[at + i]! << (8 * i);
    for (let i = 4; i < size; i++) hi |= bytes[at + i]! << (8 * (i - 4));
    const low = W.fitLo(f.type[v]!, lo);
    this.become0(v, Op.ConstInt, low, W.fitHi(f.type[v]!, low, hi), 0);
  }

  // ---- Conditions and numbers of rules ----

  bits(v: Value): number {
    return Scalar.size(this.f.type[v]!) * 8;
  }

  isConst(v: Value): boolean {
    return this.f.op[v] === Op.ConstInt;
  }

  /** The lower half of a constant of the kind of the value at hand. */
  lo(x: number): number {
    return W.fitLo(this.f.type[this.at]!, x | 0);
  }

  /** The upper half of such a constant. */
  hi(lo: number, hi: number): number {
    const kind = this.f.type[this.at]!;
    return W.fitHi(kind, W.fitLo(kind, lo | 0), hi);
  }

  loOf(x: Value, lo: number): number {
    return W.fitLo(this.f.type[x]!, lo | 0);
  }

  hiOf(x: Value, lo: number, hi: number): number {
    return W.fitHi(this.f.type[x]!, W.fitLo(this.f.type[x]!, lo | 0), hi);
  }

  isPower(lo: number, hi: number): boolean {
    return this.unsignedPower(this.at, lo, hi) > 0;
  }

  /** As isPower, of the constant modulus of x: positive, above 1. */
  isPowerOf(x: Value, lo: number, hi: number): boolean {
    return hi >= 0 && this.unsignedPower(x, lo, hi) > 0;
  }

  /** The exponent of a constant of x's kind that is a power of two when it is taken as unsigned; -1 for others. */
  private unsignedPower(x: Value, lo: number, hi: number): number {
    const bits = this.bits(x);
    const h = bits === 64 ? hi : 0;
    const l = bits >= 32 ? lo : lo & ((1 << bits) - 1);
    return W.isPowerOfTwo(l, h) ? W.log2(l, h) : -1;
  }

  log(lo: number, hi: number): number {
    return this.unsignedPower(this.at, lo, hi);
  }

  mulLo(c: number, h: number, d: number, g: number): number {
    return this.lo(W.bigLo(W.big(c, h) * W.big(d, g)));
  }

  mulHi(c: number, h: number, d: number, g: number): number {
    const x = W.big(c, h) * W.big(d, g);
    return W.fitHi(this.f.type[this.at]!, this.lo(W.bigLo(x)), W.bigHi(x));
  }

  /** Whether a mask keeps all that a widened value may have. */
  coversWidth(z: Value, c: number): boolean {
    return this.coversKind(this.f.arg(z, 0), c);
  }

  /** Whether a mask keeps all bits of v's kind. */
  coversKind(v: Value, c: number): boolean {
    const m = this.maskLo(v);
    return (c & m) === m;
  }

  /** Whether a mask keeps all bits that are left of a v-wide value shifted right by s. */
  coversShifted(v: Value, s: number, c: number, h: number): boolean {
    const left = this.bits(v) - s;
    if (left <= 0) return false;
    if (left <= 32) {
      const m = left === 32 ? -1 : (1 << left) - 1;
      return (c & m) === m;
    }
    const m = (1 << (left - 32)) - 1;
    return c === -1 && (h & m) === m;
  }

  /** The lower half of the mask of v's kind; its upper half is 0 (of kinds below I64). */
  maskLo(v: Value): number {
    const bits = this.bits(v);
    return bits >= 32 ? -1 : (1 << bits) - 1;
  }

  /** What is left of all ones of v's width shifted left and right by c. */
  lowMaskLo(v: Value, c: number): number {
    const left = this.bits(v) - c;
    return W.fitLo(this.f.type[v]!, left >= 32 ? -1 : (1 << left) - 1);
  }

  lowMaskHi(v: Value, c: number): number {
    const left = this.bits(v) - c;
    if (this.bits(v) < 64) return this.lowMaskLo(v, c) >> 31;
    return left <= 32 ? 0 : left === 64 ? -1 : (1 << (left - 32)) - 1;
  }

  /** Whether a constant count shifts out all bits of v. */
  isTooFar(v: Value, count: Value): boolean {
    const lo = this.f.lo[count]!;
    return this.f.hi[count] !== 0 || lo < 0 || lo >= this.bits(v);
  }

  /** Whether the number is one of x's kind, unsigned. */
  fitsU(x: Value, lo: number, hi: number): boolean {
    return hi === 0 && (this.bits(x) === 32 || lo >>> 0 < 2 ** this.bits(x));
  }

  fitsS(x: Value, lo: number, hi: number): boolean {
    return hi === lo >> 31 && W.fitLo(this.f.type[x]!, lo) === lo;
  }

  fits(disp: number, lo: number, hi: number): boolean {
    const sum = disp + lo;
    return hi === lo >> 31 && sum === (sum | 0);
  }

  /** Whether v is 0 or 1. */
  isBool(v: Value): boolean {
    const op = this.f.op[v]!;
    return (op >= Op.Eq && op <= Op.BoolNot) || op === Op.AtomicCas;
  }

  /** Whether an address is surely not nil. */
  nonNil(v: Value): boolean {
    const { f } = this;
    switch (f.op[v]) {
      case Op.SymAddr:
      case Op.ParamAddr:
      case Op.SlotAddr:
      case Op.InArg:
      case Op.OutArg:
      case Op.ClosurePtr:
      case Op.MakeBacking:
      case Op.MakeMap:
      case Op.Box:
        return true;
      case Op.OffPtr:
        return (f.lo[v]! | f.hi[v]!) !== 0 || this.nonNil(f.arg(v, 0));
      case Op.Alloc:
        // A buffer that is not needed is nil.
        return f.lo[v] !== AllocKind.Buffer;
      default:
        return false;
    }
  }

  floatIs(c: Value, x: number): boolean {
    const { f } = this;
    return floatOf(f.type[c]!, f.lo[c]!, f.hi[c]!) === x;
  }

  isF32(v: Value): boolean {
    return this.f.type[v] === Scalar.F32;
  }

  /** Whether 1/c is a number without rounding, and not a subnormal. */
  exactReciprocal(c: Value): boolean {
    const { f } = this;
    const lo = f.lo[c]!;
    const hi = f.hi[c]!;
    if (f.type[c] === Scalar.F32) {
      const e = (lo >>> 23) & 0xff;
      return (lo & 0x7fffff) === 0 && e > 0 && e < 0xfd;
    }
    const e = (hi >>> 20) & 0x7ff;
    return lo === 0 && (hi & 0xfffff) === 0 && e > 0 && e < 0x7fd;
  }

  reciprocalLo(c: Value): number {
    const { f } = this;
    const lo = f.lo[c]!;
    if (f.type[c] !== Scalar.F32) return 0;
    return (lo & -2147483648) | ((254 - ((lo >>> 23) & 0xff)) << 23);
  }

  reciprocalHi(c: Value): number {
    const { f } = this;
    const hi = f.hi[c]!;
    if (f.type[c] === Scalar.F32) return 0;
    return (hi & -2147483648) | ((2046 - ((hi >>> 20) & 0x7ff)) << 20);
  }
}
