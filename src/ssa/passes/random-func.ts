// Random functions in the builder's form, for tests of passes and of the whole compiler: integers of all sizes, small floats,
// memory of the function's own and of parameters, checks that fail, calls, branches, tables of jumps and loops. What a
// function does is what `interpret` says, or what its machine code does.

import type { Type } from '../../types/type.ts';
import * as BlockKind from '../blockkind.ts';
import * as Bounds from '../bounds.ts';
import { type Block, Func, type Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import type { FuncSig } from '../sig.ts';
import type { SymId } from '../symbols.ts';

/** A function that random ones call: it may do anything, but does not return pointers. */
export interface RandomCallee {
  readonly sym: SymId;
  readonly sig: FuncSig;
}

/** The program that random functions are part of. */
export class RandomWorld {
  readonly p: Program;
  readonly typeOf: (name: string) => Type;
  /** func(a, b int, c int32, m, n *int, s []int) (int, int). m and n lead to three integers each. */
  readonly sig: FuncSig;
  /** main.g: func(int) int. */
  readonly one: RandomCallee;
  /** main.h: func of `manyArgs` integers that gives (int, int8). */
  readonly many: RandomCallee;

  /** `typeOf` gives the types of the declarations by their names; main.T is `randomType`. */
  constructor(p: Program, typeOf: (name: string) => Type) {
    this.p = p;
    this.typeOf = typeOf;
    const int = typeOf('int');
    const params = [int, int, typeOf('int32'), typeOf('*int'), typeOf('*int'), typeOf('[]int')];
    this.sig = p.sig(null, params, [int, int]);
    const callee = (name: string, n: number, results: readonly Type[]): RandomCallee => {
      const sig = p.sig(null, new Array<Type>(n).fill(int), results);
      return { sym: p.syms.lookup(name, 1), sig };
    };
    this.one = callee('main.g', 1, [int]);
    this.many = callee('main.h', manyArgs, [int, typeOf('int8')]);
  }
}

/** The declaration of main.T. */
export const randomType = 'type T struct { a, b int; c int32; d uint8 }';

/** How many arguments main.h has. */
export const manyArgs = 12;

/** The random function of a seed, under a symbol. `ladders`: mostly conditions under conditions. */
export function randomFunc(world: RandomWorld, sym: SymId, seed: number, ladders: boolean): Func {
  return new Maker(world, sym, seed, ladders).f;
}

/** Variables are memory of the function, of one of these kinds. */
const kinds = [Scalar.I64, Scalar.I64, Scalar.I64, Scalar.I32, Scalar.I16, Scalar.I8] as const;
const binary = [
  Op.Add,
  Op.Add,
  Op.Add,
  Op.Sub,
  Op.Sub,
  Op.Mul,
  Op.And,
  Op.Or,
  Op.Xor,
  Op.DivS,
  Op.DivU,
  Op.ModS,
  Op.ModU,
  Op.Shl,
  Op.ShrS,
  Op.ShrU,
  Op.RotL,
];
const wideBinary = [...binary, Op.MulHiS, Op.MulHiU];
const compares = [Op.Eq, Op.Ne, Op.LtS, Op.LeS, Op.LtU, Op.LeU];
const floatCompares = [Op.FEq, Op.FNe, Op.FLt, Op.FLe];
const counts = [Op.Ctz, Op.BitLen, Op.PopCount, Op.Bswap];
const constants = [0, 1, -1, 2, 3, 4, 5, 7, 8, 10, 15, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 1000, -2, -5, -128];

class Maker {
  readonly f: Func;
  private readonly world: RandomWorld;
  private state: number;
  private b: Block;
  private readonly vars: { readonly addr: Value; readonly kind: number; readonly offset: number }[] = [];
  /** Variables that hold the address of one of the first two parameters' memory. */
  private readonly pointers: Value[] = [];
  /** Two variables of type T. */
  private readonly structs: Value[] = [];
  private readonly params: Value[] = [];
  private depth = 0;
  private left = 60;

  constructor(world: RandomWorld, sym: SymId, seed: number, ladders: boolean) {
    this.world = world;
    this.state = seed * 2654435761 + 1;
    this.f = new Func(sym, world.sig, world.p.info);
    this.b = this.f.entry;
    const want = [Scalar.I64, Scalar.I64, Scalar.I32, Scalar.Ptr, Scalar.Ptr, Scalar.Ptr, Scalar.I64, Scalar.I64];
    want.forEach((kind, i) => {
      const v = this.emit(Op.Param, kind, []);
      this.f.lo[v] = Math.min(i, 5);
      this.f.hi[v] = Math.max(0, i - 5);
      this.params.push(v);
    });
    for (let i = 0; i < 6; i++) {
      const kind = kinds[i]!;
      const a = this.alloc(
        kind === Scalar.I64 ? 'int' : kind === Scalar.I32 ? 'int32' : kind === Scalar.I16 ? 'int16' : 'int8',
      );
      this.vars.push({ addr: a, kind, offset: 0 });
      this.store(this.vars[i]!, this.constant(kind));
    }
    for (let i = 0; i < 2; i++) {
      const t = this.alloc('main.T');
      this.ofType(this.emit(Op.Zero, Scalar.Void, [t]), 'main.T');
      this.structs.push(t);
      this.vars.push({ addr: t, kind: Scalar.I64, offset: 0 }, { addr: t, kind: Scalar.I64, offset: 8 });
      this.vars.push({ addr: t, kind: Scalar.I32, offset: 16 });
      const at = this.alloc('*int');
      this.store({ addr: at, offset: 0 }, this.params[3 + i]!);
      this.pointers.push(at);
    }
    if (ladders) for (let i = 0; i < 6; i++) this.ladder();
    else this.statements();
    const x = this.read(Scalar.I64);
    const y = this.expr(Scalar.I64, 2);
    this.b.kind = BlockKind.Ret;
    this.b.rets = [x, y];
  }

  private below(n: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) | 0;
    return (this.state >>> 8) % n;
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  private emit(op: number, kind: number, args: readonly Value[]): Value {
    const v = this.f.newValue(op, kind, 0, -1);
    for (const a of args) this.f.addArg(v, a);
    this.b.values.push(v);
    return v;
  }

  private alloc(type: string): Value {
    const v = this.emit(Op.Alloc, Scalar.Ptr, []);
    this.ofType(v, type);
    return v;
  }

  private ofType(v: Value, type: string): void {
    const { p, typeOf } = this.world;
    this.f.aux[v] = p.types.id(typeOf(type));
  }

  private constant(kind: number, n = this.pick(constants)): Value {
    const v = this.emit(Op.ConstInt, kind, []);
    const bits = BigInt(Scalar.size(kind) * 8);
    this.f.setNum(v, Number(BigInt.asIntN(Number(bits), BigInt(n))));
    return v;
  }

  private store(to: { readonly addr: Value; readonly offset: number }, x: Value): void {
    const s = this.emit(Op.Store, Scalar.Void, [to.addr, x]);
    this.f.lo[s] = to.offset;
  }

  private read(kind: number): Value {
    const list = this.vars.filter(x => x.kind === kind);
    if (list.length === 0) return this.constant(kind);
    const { addr, offset } = this.pick(list);
    const v = this.emit(Op.Load, kind, [addr]);
    this.f.lo[v] = offset;
    return v;
  }

  private convert(v: Value, kind: number): Value {
    const have = Scalar.size(this.f.type[v]!);
    const want = Scalar.size(kind);
    if (have === want) return v;
    return this.emit(have > want ? Op.Trunc : this.pick([Op.SignExt, Op.ZeroExt]), kind, [v]);
  }

  private expr(kind: number, depth: number): Value {
    const k = this.below(depth <= 0 ? 5 : 18);
    if (k < 2) return this.read(kind);
    if (k === 2) return this.constant(kind);
    if (k === 3) return this.convert(this.params[this.below(3)]!, kind);
    if (k === 4) return this.convert(this.read(this.pick(kinds)), kind);
    if (k === 5) return this.emit(this.pick([Op.Neg, Op.Not]), kind, [this.expr(kind, depth - 1)]);
    if (k === 6) return this.convert(this.condition(), kind);
    if (k === 7) return this.convert(this.element(), kind);
    if (k === 8) {
      const v = this.emit(Op.Load, Scalar.I64, [this.pointer()]);
      this.f.lo[v] = 8 * this.below(3);
      return this.convert(v, kind);
    }
    if (k === 9)
      return this.convert(this.emit(this.pick(counts), Scalar.I64, [this.expr(Scalar.I64, depth - 1)]), kind);
    if (k === 10)
      return this.emit(Op.CondSelect, kind, [this.condition(), this.expr(kind, depth - 1), this.expr(kind, depth - 1)]);
    if (k === 11) {
      const x = this.emit(Op.FloatToInt, Scalar.I64, [this.float(this.pick([Scalar.F64, Scalar.F64, Scalar.F32]), 2)]);
      return this.convert(x, kind);
    }
    // Nobody wants the upper half of a small product.
    const isWide = kind === Scalar.I64 || kind === Scalar.I32;
    const op = this.pick(isWide ? wideBinary : binary);
    const x = this.expr(kind, depth - 1);
    let y = this.below(2) === 0 ? this.constant(kind) : this.expr(kind, depth - 1);
    if (op === Op.DivS || op === Op.DivU || op === Op.ModS || op === Op.ModU)
      this.emit(Op.CheckNonZero, Scalar.Void, [y]);
    if (op === Op.Shl || op === Op.ShrS || op === Op.ShrU) {
      if (this.below(3) > 0) y = this.emit(Op.And, kind, [y, this.constant(kind, this.pick([7, 15, 31, 63, 127]))]);
      if (this.below(2) === 0) this.emit(Op.CheckShift, Scalar.Void, [y]);
    }
    return this.emit(op, kind, [x, y]);
  }

  /** The address of the memory of one of two parameters, maybe out of a variable. */
  private pointer(): Value {
    if (this.below(3) > 0) return this.params[3 + this.below(2)]!;
    return this.emit(Op.Load, Scalar.Ptr, [this.pick(this.pointers)]);
  }

  /** A float that is a small number: it neither overflows nor divides by zero. */
  private float(kind: number, depth: number): Value {
    const k = this.below(depth <= 0 ? 2 : 7);
    if (k < 2) return this.emit(Op.IntToFloat, kind, [this.emit(Op.SignExt, Scalar.I64, [this.expr(Scalar.I16, 1)])]);
    if (k === 2) return this.emit(this.pick([Op.FNeg, Op.FAbs]), kind, [this.float(kind, depth - 1)]);
    if (k === 3) {
      const other = kind === Scalar.F64 ? Scalar.F32 : Scalar.F64;
      return this.emit(Op.FloatToFloat, kind, [this.float(other, depth - 1)]);
    }
    if (k === 4) {
      const by = this.constant(Scalar.I64, this.pick([1, 2, 3, 7, 10]));
      return this.emit(Op.FDiv, kind, [this.float(kind, depth - 1), this.emit(Op.IntToFloat, kind, [by])]);
    }
    return this.emit(this.pick([Op.FAdd, Op.FSub, Op.FMul]), kind, [
      this.float(kind, depth - 1),
      this.float(kind, depth - 1),
    ]);
  }

  private condition(): Value {
    if (this.below(8) === 0) {
      const kind = this.pick([Scalar.F64, Scalar.F32]);
      return this.emit(this.pick(floatCompares), Scalar.I8, [this.float(kind, 1), this.float(kind, 1)]);
    }
    if (this.below(5) < 2) {
      // A parameter and what is made of it: what prove must not take for granted is that sums do not overflow.
      const x = this.params[this.pick([0, 1, 2, 2, 6])]!;
      const kind = this.f.type[x]!;
      if (this.below(2) === 0) return this.emit(this.pick(compares), Scalar.I8, [x, this.constant(kind)]);
      const op = this.pick([Op.Add, Op.Add, Op.Sub, Op.And, Op.ShrS, Op.ShrU, Op.DivS, Op.ModS, Op.DivU, Op.Neg]);
      const small = this.constant(kind, this.pick([1, 1, 2, 3, 7, -1, 100]));
      const y = this.emit(op, kind, op === Op.Neg ? [x] : [x, small]);
      return this.emit(this.pick(compares), Scalar.I8, this.below(2) === 0 ? [x, y] : [y, x]);
    }
    const kind = this.pick(kinds);
    if (this.below(3) === 0) return this.emit(this.pick(compares), Scalar.I8, [this.read(kind), this.constant(kind)]);
    const v = this.emit(this.pick(compares), Scalar.I8, [this.expr(kind, 1), this.expr(kind, 1)]);
    return this.below(5) === 0 ? this.emit(Op.BoolNot, Scalar.I8, [v]) : v;
  }

  /** An element of the slice, checked. */
  private element(): Value {
    const i = this.expr(Scalar.I64, 1);
    const check = this.emit(Op.CheckBounds, Scalar.Void, [i, this.params[6]!]);
    this.f.lo[check] = Bounds.Index;
    const at = this.emit(Op.Mul, Scalar.I64, [i, this.constant(Scalar.I64, 8)]);
    return this.emit(Op.Load, Scalar.I64, [this.emit(Op.AddPtr, Scalar.Ptr, [this.params[5]!, at])]);
  }

  private statements(): void {
    for (let n = 2 + this.below(8); n > 0 && this.left > 0; n--) this.statement();
  }

  private statement(): void {
    this.left--;
    const { f } = this;
    const k = this.below(this.depth >= 3 ? 12 : 18);
    if (k < 6) {
      const to = this.pick(this.vars);
      this.store(to, this.expr(to.kind, 3));
    } else if (k === 6) {
      this.store(this.vars[this.below(3)]!, this.call(this.world.one, [this.expr(Scalar.I64, 2)], [Scalar.I64])[0]!);
    } else if (k === 7) {
      const s = this.emit(Op.Store, Scalar.Void, [this.pointer(), this.expr(Scalar.I64, 2)]);
      f.lo[s] = 8 * this.below(3);
    } else if (k === 8) {
      // More arguments than there are registers for them, and two results.
      const args = Array.from({ length: manyArgs }, () => this.expr(Scalar.I64, this.below(2)));
      const [x, y] = this.call(this.world.many, args, [Scalar.I64, Scalar.I8]);
      this.store(this.vars[this.below(3)]!, x!);
      if (this.below(2) === 0) this.store(this.vars[5]!, y!);
    } else if (k === 9) {
      const [a, b] = this.below(2) === 0 ? this.structs : [this.structs[1], this.structs[0]];
      this.ofType(this.emit(Op.Move, Scalar.Void, [a!, b!]), 'main.T');
    } else if (k === 10) {
      this.store({ addr: this.pick(this.pointers), offset: 0 }, this.pointer());
    } else if (k === 11) {
      this.emit(Op.CheckBounds, Scalar.Void, [this.expr(Scalar.I64, 1), this.params[this.pick([1, 6, 7])]!]);
    } else if (this.below(4) === 0) {
      this.ladder();
    } else if (k < 14) {
      const yes = f.newBlock(BlockKind.Plain);
      const no = f.newBlock(BlockKind.Plain);
      const after = f.newBlock(BlockKind.Plain);
      this.branch(this.condition(), yes, no);
      this.depth++;
      for (const b of [yes, no]) {
        this.b = b;
        if (this.below(4) > 0) this.statements();
        f.addEdge(this.b, after);
      }
      this.depth--;
      this.b = after;
    } else if (k === 14) {
      this.table();
    } else {
      // A loop that counts, mostly to the slice's length or less, or until something else holds.
      const i = { addr: this.alloc('int'), kind: Scalar.I64, offset: 0 };
      this.store(i, this.constant(Scalar.I64, this.pick([0, 0, 0, 1, -1, 5])));
      const limit = this.below(2) === 0 ? this.params[6]! : this.constant(Scalar.I64, this.pick([3, 5, 8, 10]));
      const head = f.newBlock(BlockKind.Plain);
      const body = f.newBlock(BlockKind.Plain);
      const after = f.newBlock(BlockKind.Plain);
      f.addEdge(this.b, head);
      this.b = head;
      const at = this.emit(Op.Load, Scalar.I64, [i.addr]);
      const down = this.below(4) === 0;
      if (down)
        this.branch(this.emit(this.pick([Op.LtS, Op.LeS]), Scalar.I8, [this.constant(Scalar.I64, 0), at]), body, after);
      else
        this.branch(this.emit(this.pick([Op.LtS, Op.LtS, Op.LeS, Op.LtU, Op.Ne]), Scalar.I8, [at, limit]), body, after);
      this.b = body;
      this.depth++;
      this.vars.push(i);
      if (this.below(2) === 0) this.element();
      this.statements();
      this.vars.pop();
      this.depth--;
      const again = this.emit(Op.Load, Scalar.I64, [i.addr]);
      this.store(
        i,
        this.emit(Op.Add, Scalar.I64, [again, this.constant(Scalar.I64, down ? -1 : this.pick([1, 1, 1, 2, 3]))]),
      );
      f.addEdge(this.b, head);
      this.b = after;
    }
  }

  /** A call of a function of integers; its results. */
  private call(callee: RandomCallee, args: readonly Value[], results: readonly number[]): Value[] {
    const { f } = this;
    const c = this.emit(Op.CallStatic, Scalar.Void, args);
    f.aux[c] = f.calls.length;
    f.calls.push({ sym: callee.sym, sig: callee.sig, effects: null, implicit: false, keepAlive: false });
    return results.map((kind, i) => {
      const r = this.emit(Op.Result, kind, [c]);
      f.lo[r] = i;
      return r;
    });
  }

  /** A jump to one of four blocks. */
  private table(): void {
    const { f } = this;
    const at = this.emit(Op.And, Scalar.I64, [this.expr(Scalar.I64, 2), this.constant(Scalar.I64, 3)]);
    const from = this.b;
    from.kind = BlockKind.JumpTable;
    from.control = at;
    const ways = [0, 1, 2, 3].map(() => f.newBlock(BlockKind.Plain));
    for (const way of ways) f.addEdge(from, way);
    const after = f.newBlock(BlockKind.Plain);
    this.depth++;
    for (const way of ways) {
      this.b = way;
      if (this.below(3) > 0) this.statement();
      f.addEdge(this.b, after);
    }
    this.depth--;
    this.b = after;
  }

  /** Conditions on one parameter, each under the one before; how far it got is added to a variable. */
  private ladder(): void {
    const { f } = this;
    const x = this.params[this.pick([0, 1, 2, 2, 2, 6])]!;
    const kind = f.type[x]!;
    const after = f.newBlock(BlockKind.Plain);
    const made = [x];
    for (let n = 2 + this.below(4); n > 0; n--) {
      const next = f.newBlock(BlockKind.Plain);
      const old = this.pick(made);
      const op = this.pick([
        Op.Add,
        Op.Add,
        Op.Add,
        Op.Sub,
        Op.And,
        Op.ShrS,
        Op.ShrU,
        Op.DivS,
        Op.ModS,
        Op.DivU,
        Op.Mul,
      ]);
      const y = this.emit(op, kind, [old, this.constant(kind, this.pick([1, 1, 1, 2, 3, 7, -1, 100]))]);
      const other = this.below(2) === 0 ? this.constant(kind) : this.pick(made);
      const u = this.pick([x, y, y]);
      const cond = this.emit(this.pick(compares), Scalar.I8, this.below(2) === 0 ? [u, other] : [other, u]);
      made.push(y);
      if (this.below(2) === 0) this.branch(cond, next, after);
      else this.branch(cond, after, next);
      this.b = next;
      const to = this.vars[0]!;
      const sum = this.emit(Op.Load, Scalar.I64, [to.addr]);
      const widened = kind === Scalar.I64 ? y : this.emit(this.pick([Op.SignExt, Op.ZeroExt]), Scalar.I64, [y]);
      this.store(to, this.emit(Op.Xor, Scalar.I64, [this.emit(Op.Add, Scalar.I64, [sum, sum]), widened]));
    }
    f.addEdge(this.b, after);
    this.b = after;
  }

  private branch(cond: Value, yes: Block, no: Block): void {
    this.b.kind = BlockKind.If;
    this.b.control = cond;
    this.f.addEdge(this.b, yes);
    this.f.addEdge(this.b, no);
  }
}
