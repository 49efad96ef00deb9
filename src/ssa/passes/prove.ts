// Removes what is proven by the way here: checks of bounds, of nil, of zero and of shift counts, comparisons and branches; and
// finds that quotients and shifts are of numbers that are not negative. A walk down the dominator tree gathers facts (facts.ts)
// from branches, from checks that passed and from what values are made of. A variable that a loop counts up or down by
// a constant is bounded by what it starts from and what the loop's head compares it with.

import * as AllocKind from '../allockind.ts';
import * as BlockKind from '../blockkind.ts';
import * as Bounds from '../bounds.ts';
import { Dominators, Loops } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import { changesMemory } from './memory-states.ts';
import * as Scalar from '../scalar.ts';
import { type Component, RoleCap, RoleLen, RoleOther } from '../type-table.ts';
import { clean } from './clean.ts';
import { Facts, Signed, Unsigned } from './facts.ts';

/** Removes what is proven. */
export function prove(p: Program, f: Func): void {
  if (!isWorthwhile(f)) return;
  const prover = new Prover(f);
  prover.run();
  if (prover.changed) clean(p, f);
}

/** Whether there is anything to prove: a check, a branch, an operation that could be a cheaper one. */
function isWorthwhile(f: Func): boolean {
  for (const b of f.blocks) {
    if (b.kind === BlockKind.If) return true;
    for (const v of b.values) {
      switch (f.op[v]) {
        case Op.CheckBounds:
        case Op.CheckNonZero:
        case Op.CheckShift:
        case Op.DivS:
        case Op.ModS:
        case Op.ShrS:
          return true;
        default:
          break;
      }
    }
  }
  return false;
}

/** A comparison brought to one form: x <= y + c, or (in)equality. */
const None = 0;
const AtMost = 1;
const Equal = 2;
const Unequal = 3;

class Prover {
  private readonly f: Func;
  private readonly doms: Dominators;
  private readonly loops: Loops;
  private readonly facts: Facts;
  /** By value: the block. */
  private readonly home: (Block | null)[];
  /** By value, for phis: how many predecessors were noted, and what they bring together. */
  private readonly noted: Int32Array;
  private readonly phiMin: Float64Array;
  private readonly phiMax: Float64Array;
  private readonly phiUmin: Float64Array;
  private readonly phiUmax: Float64Array;
  changed = false;

  /** What counted variables are at most inside their loop: behind the branch that stays in it. */
  private readonly inside = new Map<Value, number>();

  // The comparison that `read` has read.
  private form = None;
  private domain = Signed;
  private x: Value = 0;
  private y: Value = 0;
  private c = 0;

  constructor(f: Func) {
    this.f = f;
    this.doms = new Dominators(f);
    this.loops = new Loops(f, this.doms);
    this.facts = new Facts(f);
    const home = new Array<Block | null>(f.count).fill(null);
    for (const b of this.doms.order) for (const v of b.values) home[v] = b;
    this.home = home;
    this.noted = new Int32Array(f.count);
    for (const b of this.doms.order) for (const v of b.values) if (f.op[v] === Op.ConstInt) this.number(v);
    this.phiMin = new Float64Array(f.count);
    this.phiMax = new Float64Array(f.count);
    this.phiUmin = new Float64Array(f.count);
    this.phiUmax = new Float64Array(f.count);
  }

  run(): void {
    const marks: number[] = [];
    this.doms.walk({
      enter: b => {
        marks.push(this.facts.mark(), this.facts.diffMark());
        this.block(b);
      },
      leave: () => {
        const diffMark = marks.pop()!;
        this.facts.restore(marks.pop()!, diffMark);
      },
    });
  }

  private block(b: Block): void {
    const { f, facts } = this;
    if (b.preds.length === 1) {
      const p = b.preds[0]!;
      if (p.kind === BlockKind.If && p.succs[0] !== p.succs[1]) {
        this.learn(p.control, p.succs[0] === b);
        if (this.inside.size > 0 && this.loops.head[p.id] === p && this.read(p.control, p.succs[0] === b)) {
          const last = this.form === AtMost ? this.inside.get(this.x) : undefined;
          if (last !== undefined) facts.signed(this.x, facts.bottom(this.x), last);
        }
        if (facts.contradiction) this.decide(p, p.succs[0] !== b);
      }
    }
    if (this.loops.head[b.id] === b) this.induction(b);
    const { values } = b;
    let kept = 0;
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      if (this.value(b, v, i)) values[kept++] = v;
      else this.changed = true;
    }
    values.length = kept;
    if (b.kind === BlockKind.If && f.op[b.control] !== Op.ConstInt) {
      const truth = this.truth(b.control);
      if (truth >= 0) this.decide(b, truth === 1);
    }
    this.noteSuccessors(b);
  }

  /** The branch at the end of b is known to go one way. */
  private decide(b: Block, yes: boolean): void {
    const { f } = this;
    if (f.op[b.control] === Op.ConstInt) return;
    const c = f.newValue(Op.ConstInt, Scalar.I8, b.pos, b.inl);
    f.lo[c] = yes ? 1 : 0;
    b.values.push(c);
    b.control = c;
    this.changed = true;
  }

  // ---- Comparisons ----

  /** Reads what it says that `cond` is true, or false; false for what cannot be read. */
  private read(cond: Value, yes: boolean): boolean {
    const { f } = this;
    while (f.op[cond] === Op.BoolNot || f.op[cond] === Op.Copy) {
      if (f.op[cond] === Op.BoolNot) yes = !yes;
      cond = f.arg(cond, 0);
    }
    const op = f.op[cond]!;
    if (op < Op.Eq || op > Op.LeU) return false;
    const x = f.arg(cond, 0);
    const y = f.arg(cond, 1);
    if (!this.facts.tracks(x) || !this.facts.tracks(y)) return false;
    if (op === Op.Eq || op === Op.Ne) {
      this.form = (op === Op.Eq) === yes ? Equal : Unequal;
      this.x = x;
      this.y = y;
      return true;
    }
    this.form = AtMost;
    this.domain = op === Op.LtS || op === Op.LeS ? Signed : Unsigned;
    const strict = op === Op.LtS || op === Op.LtU;
    // !(x < y) is y <= x, !(x <= y) is y < x.
    this.x = yes ? x : y;
    this.y = yes ? y : x;
    this.c = strict === yes ? -1 : 0;
    return true;
  }

  /** Takes it as a fact that `cond` is true, or false. */
  private learn(cond: Value, yes: boolean): void {
    const { f, facts } = this;
    if (!this.read(cond, yes)) {
      // Both parts of `a && b` are true, both of `a || b` false.
      const op = f.op[cond];
      if ((op === Op.And && yes) || (op === Op.Or && !yes)) {
        if (f.type[cond] !== Scalar.I8 || !this.isBool(f.arg(cond, 0)) || !this.isBool(f.arg(cond, 1))) return;
        this.learn(f.arg(cond, 0), yes);
        this.learn(f.arg(cond, 1), yes);
      }
      return;
    }
    const { x, y } = this;
    if (this.form === Equal) facts.equal(x, y);
    else if (this.form === Unequal) facts.unequal(x, y);
    else facts.add(this.domain, x, y, this.c);
  }

  private isBool(v: Value): boolean {
    const op = this.f.op[v]!;
    return op >= Op.Eq && op <= Op.BoolNot;
  }

  /** 1 where a condition is known to be true, 0 where false, -1 where neither. */
  private truth(cond: Value): number {
    if (!this.facts.tracks(cond)) return -1;
    if (this.facts.umin[cond]! > 0) return 1;
    if (this.facts.umax[cond] === 0) return 0;
    if (this.read(cond, true) && this.holds()) return 1;
    if (this.read(cond, false) && this.holds()) return 0;
    return -1;
  }

  /** Whether the comparison that was read is known to be true. */
  private holds(): boolean {
    const { facts, x, y } = this;
    switch (this.form) {
      case AtMost:
        return facts.atMost(this.domain, x, y, this.c);
      case Equal:
        return (
          x === y ||
          (facts.umin[x] === facts.umax[x] && facts.umin[y] === facts.umax[y] && facts.umin[x] === facts.umin[y])
        );
      default:
        return (
          facts.smin[x]! > facts.smax[y]! ||
          facts.smax[x]! < facts.smin[y]! ||
          facts.umin[x]! > facts.umax[y]! ||
          facts.umax[x]! < facts.umin[y]! ||
          facts.atMost(Signed, x, y, -1) ||
          facts.atMost(Signed, y, x, -1)
        );
    }
  }

  // ---- Values ----

  /** Looks at a value; false when it is to be removed. */
  private value(b: Block, v: Value, i: number): boolean {
    const { f, facts } = this;
    const op = f.op[v]!;
    switch (op) {
      case Op.CheckBounds: {
        const x = f.arg(v, 0);
        const n = f.arg(v, 1);
        if (!facts.tracks(x) || !facts.tracks(n)) return true;
        const c = f.lo[v] === Bounds.Index ? -1 : 0;
        if (this.isBelow(x, n, c)) return false;
        facts.add(Unsigned, x, n, c);
        if (f.lo[v] === Bounds.Index) facts.unsigned(n, 1, facts.unsignedTop(n));
        return true;
      }
      case Op.NilCheck: {
        const x = f.arg(v, 0);
        if (!facts.tracks(x)) return true;
        if (facts.umin[x]! > 0) return false;
        facts.unsigned(x, 1, facts.unsignedTop(x));
        return true;
      }
      case Op.CheckNonZero: {
        const x = f.arg(v, 0);
        if (!facts.tracks(x)) return true;
        if (facts.nonZero(x)) return false;
        facts.unsigned(x, 1, facts.unsignedTop(x));
        if (facts.smin[x] === 0) facts.signed(x, 1, facts.top(x));
        return true;
      }
      case Op.CheckShift: {
        const x = f.arg(v, 0);
        if (!facts.tracks(x)) return true;
        if (facts.smin[x]! >= 0) return false;
        facts.signed(x, 0, facts.top(x));
        return true;
      }
      case Op.MakeBacking:
        this.define(v, facts.bottom(v), facts.top(v), f.type[v] === Scalar.Ptr ? 1 : 0, facts.unsignedTop(v));
        facts.signed(f.arg(v, 0), 0, facts.top(f.arg(v, 0)));
        facts.signed(f.arg(v, 1), 0, facts.top(f.arg(v, 1)));
        facts.add(Signed, f.arg(v, 0), f.arg(v, 1), 0);
        return true;
      case Op.Phi:
        this.phi(b, v);
        return true;
      default:
        if (!facts.tracks(v)) {
          // CondSelect and conversions to floats are of no interest.
          return true;
        }
        this.pure(b, v, op, i);
        return true;
    }
  }

  /** Whether x <= n + c, unsigned. */
  private isBelow(x: Value, n: Value, c: number): boolean {
    const { facts } = this;
    return facts.atMost(Unsigned, x, n, c);
  }

  /** v becomes a constant. */
  private constant(v: Value, n: number): void {
    const { f } = this;
    f.reset(v, Op.ConstInt);
    f.setNum(v, n);
    this.changed = true;
    this.define(v, n, n, n < 0 ? 0 : n, n < 0 ? this.facts.unsignedTop(v) : n);
  }

  /** The ranges that v has by what it is made of. */
  private define(v: Value, smin: number, smax: number, umin: number, umax: number): void {
    const { facts } = this;
    facts.defining = true;
    facts.signed(v, smin, smax);
    facts.unsigned(v, umin, umax);
    facts.defining = false;
    facts.contradiction = false;
  }

  /** The range of a constant is the constant. */
  private number(v: Value): void {
    const { f, facts } = this;
    const n = f.num(v);
    const size = Scalar.size(f.type[v]!) * 8;
    const u = n >= 0 ? n : size < 64 ? n + 2 ** size : -1;
    this.define(v, n, n, u < 0 ? 0 : u, u < 0 ? facts.unsignedTop(v) : u);
    // Beyond what doubles hold exactly a constant is not below zero, or is.
    if (n > 2 ** 53) this.define(v, 2 ** 53, facts.top(v), 2 ** 53, facts.top(v));
  }

  private pure(b: Block, v: Value, op: number, i: number): void {
    const { f, facts } = this;
    const { smin, smax, umin, umax } = facts;
    const n = f.nargs(v);
    const x = n > 0 ? f.arg(v, 0) : 0;
    const y = n > 1 ? f.arg(v, 1) : 0;
    for (let k = 0; k < n; k++) if (!facts.tracks(f.arg(v, k))) return;
    const top = facts.top(v);
    const bottom = facts.bottom(v);
    const utop = facts.unsignedTop(v);
    switch (op) {
      case Op.ConstInt:
        break;
      case Op.SymAddr:
      case Op.Alloc:
      case Op.ParamAddr:
      case Op.Box:
      case Op.MakeMap:
      case Op.ClosurePtr:
        if (op !== Op.Alloc || f.lo[v] !== AllocKind.Buffer) this.define(v, bottom, top, 1, utop);
        break;
      case Op.OffPtr:
        if (umin[x]! > 0 || f.num(v) > 0) this.define(v, bottom, top, 1, utop);
        break;
      case Op.Param:
      case Op.Result:
      case Op.Load:
        this.length(b, v, op, i);
        break;
      case Op.Eq:
      case Op.Ne:
      case Op.LtS:
      case Op.LeS:
      case Op.LtU:
      case Op.LeU: {
        const truth = this.truth(v);
        if (truth >= 0) this.constant(v, truth);
        else this.define(v, 0, 1, 0, 1);
        break;
      }
      case Op.FEq:
      case Op.FNe:
      case Op.FLt:
      case Op.FLe:
      case Op.BoolNot:
        this.define(v, 0, 1, 0, 1);
        break;
      case Op.ZeroExt:
        this.define(v, 0, umax[x]!, umin[x]!, umax[x]!);
        this.same(Unsigned, v, x);
        if (smin[x]! >= 0) this.same(Signed, v, x);
        break;
      case Op.SignExt:
        this.define(v, smin[x]!, smax[x]!, 0, utop);
        this.same(Signed, v, x);
        if (smin[x]! >= 0) {
          this.same(Unsigned, v, x);
          this.become(v, Op.ZeroExt);
        }
        break;
      case Op.Trunc:
        if (smin[x]! >= bottom && smax[x]! <= top) {
          this.define(v, smin[x]!, smax[x]!, 0, utop);
          this.same(Signed, v, x);
        }
        if (umax[x]! <= utop) {
          this.define(v, bottom, top, umin[x]!, umax[x]!);
          this.same(Unsigned, v, x);
        }
        break;
      case Op.Add:
        this.sum(v, x, y);
        break;
      case Op.Sub:
        this.difference(v, x, y);
        break;
      case Op.Mul: {
        if (smin[x]! >= 0 && smin[y]! >= 0 && smax[x]! * smax[y]! <= Math.min(top, 2 ** 53)) {
          this.define(v, smin[x]! * smin[y]!, smax[x]! * smax[y]!, 0, utop);
        } else if (f.op[y] === Op.ConstInt && Math.abs(smin[x]!) <= 2 ** 40 && Math.abs(smax[x]!) <= 2 ** 40) {
          const k = f.num(y);
          if (Math.abs(k) > 4096) break;
          const lo = Math.min(smin[x]! * k, smax[x]! * k);
          const hi = Math.max(smin[x]! * k, smax[x]! * k);
          if (lo >= bottom && hi <= top) this.define(v, lo, hi, 0, utop);
        }
        break;
      }
      case Op.Neg:
        if (smin[x]! > bottom) this.define(v, -smax[x]!, -smin[x]!, 0, utop);
        break;
      case Op.Not:
        if (smin[x]! >= 0 || smax[x]! < 0) this.define(v, -smax[x]! - 1, -smin[x]! - 1, 0, utop);
        break;
      case Op.And:
        this.define(v, bottom, top, 0, Math.min(umax[x]!, umax[y]!));
        if (smin[x]! >= 0 || smin[y]! >= 0) {
          this.define(v, 0, Math.min(smin[x]! >= 0 ? smax[x]! : top, smin[y]! >= 0 ? smax[y]! : top), 0, utop);
        }
        if (smin[x]! >= 0 || smin[y]! >= 0) {
          if (smin[x]! >= 0) facts.add(Signed, v, x, 0);
          if (smin[y]! >= 0) facts.add(Signed, v, y, 0);
        }
        facts.add(Unsigned, v, x, 0);
        facts.add(Unsigned, v, y, 0);
        break;
      case Op.Or:
      case Op.Xor: {
        const m = Math.max(umax[x]!, umax[y]!);
        if (m <= 2 ** 53) {
          let p = 1;
          while (p <= m) p *= 2;
          this.define(v, bottom, top, op === Op.Or ? Math.max(umin[x]!, umin[y]!) : 0, p - 1);
        } else if (op === Op.Or) this.define(v, bottom, top, Math.max(umin[x]!, umin[y]!), utop);
        if (smin[x]! >= 0 && smin[y]! >= 0) this.define(v, 0, top, 0, utop);
        break;
      }
      case Op.Shl:
        this.count(v, y);
        if (f.op[y] === Op.ConstInt && f.num(y) < 40) {
          const k = 2 ** f.num(y);
          if (umax[x]! * k <= Math.min(utop, 2 ** 53)) this.define(v, bottom, top, umin[x]! * k, umax[x]! * k);
          if (smin[x]! * k >= Math.max(bottom, -(2 ** 53)) && smax[x]! * k <= Math.min(top, 2 ** 53)) {
            this.define(v, smin[x]! * k, smax[x]! * k, 0, utop);
          }
        }
        break;
      case Op.ShrU:
        this.count(v, y);
        if (f.op[y] === Op.ConstInt && f.num(y) > 0 && f.num(y) < 64) {
          const k = 2 ** f.num(y);
          const max = Math.min(umax[x]!, utop);
          this.define(
            v,
            bottom,
            top,
            Math.floor(umin[x]! / k),
            max > 2 ** 53 ? Math.ceil(max / k) - (k > 2 ** 11 ? 1 : 0) : Math.floor(max / k),
          );
          this.define(v, 0, top, 0, utop);
        } else this.define(v, bottom, top, 0, umax[x]!);
        facts.add(Unsigned, v, x, 0);
        break;
      case Op.ShrS:
        this.shiftSigned(v, x, y);
        break;
      case Op.DivU: {
        const least = Math.max(1, umin[y]!);
        this.define(
          v,
          bottom,
          top,
          0,
          umax[x]! > 2 ** 53 ? (least > 1 ? Math.ceil(umax[x]! / least) : umax[x]!) : Math.floor(umax[x]! / least),
        );
        if (least > 1) this.define(v, 0, top, 0, utop);
        facts.add(Unsigned, v, x, 0);
        break;
      }
      case Op.ModU:
        this.define(v, bottom, top, 0, Math.min(umax[x]!, umax[y]! - 1));
        facts.add(Unsigned, v, x, 0);
        facts.add(Unsigned, v, y, -1);
        break;
      case Op.DivS:
        if (smin[x]! >= 0 && smin[y]! >= 0) {
          this.become(v, Op.DivU);
          this.pure(b, v, Op.DivU, i);
        } else if (smin[y]! > 0) {
          this.define(
            v,
            Math.min(0, Math.ceil(smin[x]! / smin[y]!)),
            Math.max(0, Math.floor(smax[x]! / smin[y]!)),
            0,
            utop,
          );
        }
        break;
      case Op.ModS:
        if (smin[x]! >= 0 && smin[y]! >= 0) {
          this.become(v, Op.ModU);
          this.pure(b, v, Op.ModU, i);
        } else {
          const m = Math.max(Math.abs(smin[y]!), Math.abs(smax[y]!)) - 1;
          this.define(v, smin[x]! >= 0 ? 0 : -m, smax[x]! <= 0 ? 0 : m, 0, utop);
        }
        break;
      case Op.Ctz:
      case Op.BitLen:
      case Op.PopCount:
        if (op === Op.Ctz && facts.nonZero(x)) {
          if (f.lo[v] === 0) this.changed = true;
          f.lo[v] = 1;
        }
        this.define(v, 0, 8 * Scalar.size(f.type[x]!) - f.lo[v]!, 0, utop);
        break;
      case Op.CondSelect:
        this.choice(v, x, y, f.arg(v, 2));
        break;
      case Op.Bitcast:
        if (Scalar.size(f.type[v]!) === Scalar.size(f.type[x]!)) this.define(v, bottom, top, umin[x]!, umax[x]!);
        break;
      default:
        break;
    }
  }

  /** v and x are the same number. */
  private same(domain: number, v: Value, x: Value): void {
    this.facts.add(domain, v, x, 0);
    this.facts.add(domain, x, v, 0);
  }

  /** The value of a choice: what each way says of what it takes. */
  private choice(v: Value, cond: Value, yes: Value, no: Value): void {
    const { facts } = this;
    const { smin, smax, umin, umax } = facts;
    const mark = facts.mark();
    const diffMark = facts.diffMark();
    this.learn(cond, true);
    const a = [smin[yes]!, smax[yes]!, umin[yes]!, umax[yes]!] as const;
    const yesBelow = facts.atMost(Signed, yes, no, 0);
    const yesAbove = facts.atMost(Signed, no, yes, 0);
    facts.restore(mark, diffMark);
    this.learn(cond, false);
    const z = [smin[no]!, smax[no]!, umin[no]!, umax[no]!] as const;
    const noBelow = facts.atMost(Signed, no, yes, 0);
    const noAbove = facts.atMost(Signed, yes, no, 0);
    facts.restore(mark, diffMark);
    this.define(v, Math.min(a[0], z[0]), Math.max(a[1], z[1]), Math.min(a[2], z[2]), Math.max(a[3], z[3]));
    if (yesBelow) facts.add(Signed, v, no, 0);
    if (yesAbove) facts.add(Signed, no, v, 0);
    if (noBelow) facts.add(Signed, v, yes, 0);
    if (noAbove) facts.add(Signed, yes, v, 0);
  }

  private become(v: Value, op: number): void {
    this.f.op[v] = op;
    this.changed = true;
  }

  /** A shift whose count is known to be in range says so. */
  private count(v: Value, y: Value): void {
    const { f } = this;
    if (f.lo[v] === 1 || this.facts.umax[y]! >= 8 * Scalar.size(f.type[v]!)) return;
    f.lo[v] = 1;
    this.changed = true;
  }

  private shiftSigned(v: Value, x: Value, y: Value): void {
    const { f, facts } = this;
    const { smin, smax } = facts;
    this.count(v, y);
    const bits = 8 * Scalar.size(f.type[v]!);
    const isSign = f.op[y] === Op.ConstInt && f.num(y) === bits - 1;
    if (isSign) {
      // All ones where -n is negative: how slices keep their pointer where nothing is left.
      if (smax[x]! < 0) {
        this.constant(v, -1);
        return;
      }
      if (smin[x]! >= 0) {
        this.constant(v, 0);
        return;
      }
      if (f.op[x] === Op.Neg && facts.tracks(f.arg(x, 0)) && smin[f.arg(x, 0)]! > 0) {
        this.constant(v, -1);
        return;
      }
      this.define(v, -1, 0, 0, facts.unsignedTop(v));
      return;
    }
    if (smin[x]! >= 0) {
      this.become(v, Op.ShrU);
      this.define(v, 0, smax[x]!, 0, facts.unsignedTop(v));
      facts.add(Signed, v, x, 0);
    } else if (smax[x]! < 0) {
      this.define(v, smin[x]!, -1, 0, facts.unsignedTop(v));
    }
    if (f.op[y] === Op.ConstInt && f.num(y) > 0 && f.num(y) < 53) {
      const k = 2 ** f.num(y);
      this.define(v, Math.floor(smin[x]! / k), Math.ceil(smax[x]! / k), 0, facts.unsignedTop(v));
    }
  }

  private sum(v: Value, x: Value, y: Value): void {
    const { f, facts } = this;
    const { smin, smax, umin, umax } = facts;
    const top = facts.top(v);
    const bottom = facts.bottom(v);
    const utop = facts.unsignedTop(v);
    if (f.op[y] === Op.ConstInt && Math.abs(f.num(y)) <= 2 ** 52) {
      const c = f.num(y);
      const up = c >= 0;
      // Signed.
      if (up ? facts.hasRoom(Signed, x, c) : smin[x]! + c >= Math.max(bottom, -(2 ** 53))) {
        this.define(v, smin[x]! + c, Math.min(top, smax[x]! + c), 0, utop);
        facts.add(Signed, v, x, c);
        facts.add(Signed, x, v, -c);
      }
      // Unsigned, where a negative constant is a difference.
      if (up ? facts.hasRoom(Unsigned, x, c) : umin[x]! + c >= 0) {
        this.define(v, bottom, top, umin[x]! + c, Math.min(utop, umax[x]! + c));
        facts.add(Unsigned, v, x, c);
        facts.add(Unsigned, x, v, -c);
      }
      return;
    }
    if (smax[x]! + smax[y]! <= Math.min(top, 2 ** 53) && smin[x]! + smin[y]! >= Math.max(bottom, -(2 ** 53))) {
      this.define(v, smin[x]! + smin[y]!, smax[x]! + smax[y]!, 0, utop);
      facts.add(Signed, v, x, smax[y]!);
      facts.add(Signed, x, v, -smin[y]!);
      facts.add(Signed, v, y, smax[x]!);
      facts.add(Signed, y, v, -smin[x]!);
    }
    if (umax[x]! + umax[y]! <= Math.min(utop, 2 ** 53)) {
      this.define(v, bottom, top, umin[x]! + umin[y]!, umax[x]! + umax[y]!);
    }
  }

  private difference(v: Value, x: Value, y: Value): void {
    const { facts } = this;
    const { smin, smax, umin, umax } = facts;
    const top = facts.top(v);
    const bottom = facts.bottom(v);
    const utop = facts.unsignedTop(v);
    // Of numbers that are not negative no difference overflows.
    const bothUp = smin[x]! >= 0 && smin[y]! >= 0;
    if (
      bothUp ||
      (smax[x]! - smin[y]! <= Math.min(top, 2 ** 53) && smin[x]! - smax[y]! >= Math.max(bottom, -(2 ** 53)))
    ) {
      const least =
        bothUp && facts.atMost(Signed, y, x, -1)
          ? 1
          : bothUp && facts.atMost(Signed, y, x, 0)
            ? 0
            : smin[x]! - smax[y]!;
      this.define(v, Math.max(least, smin[x]! - smax[y]!), Math.min(top, smax[x]! - smin[y]!), 0, utop);
      facts.add(Signed, v, x, -smin[y]!);
      if (smax[y]! <= 2 ** 53) facts.add(Signed, x, v, smax[y]!);
    }
    if (umin[x]! >= umax[y]! || facts.atMost(Unsigned, y, x, 0)) {
      this.define(v, bottom, top, Math.max(0, umin[x]! - umax[y]!), Math.max(0, umax[x]! - umin[y]!));
      facts.add(Unsigned, v, x, -umin[y]!);
    }
  }

  // ---- Lengths ----

  /** Lengths and capacities are not negative, and a length is not above its capacity. */
  private length(b: Block, v: Value, op: number, i: number): void {
    const { f, facts } = this;
    if (f.type[v] !== Scalar.I64) return;
    const role = this.roleOf(v, op);
    if (role === RoleOther) return;
    this.define(v, 0, facts.top(v), 0, facts.top(v));
    if (role !== RoleCap) return;
    // The length stands shortly before.
    for (let k = i - 1; k >= 0 && k > i - 8; k--) {
      const u = b.values[k]!;
      if (f.op[u] === op && f.type[u] === Scalar.I64 && this.roleOf(u, op) === RoleLen) {
        if (op === Op.Load ? f.arg(u, 0) === f.arg(v, 0) && f.lo[u] === f.lo[v]! - 8 : this.sameParts(u, v, op)) {
          facts.add(Signed, u, v, 0);
          return;
        }
      }
      if (changesMemory(f.op[u]!, f.flags(u))) return;
    }
  }

  private sameParts(len: Value, cap: Value, op: number): boolean {
    const { f } = this;
    return (
      f.lo[len] === f.lo[cap] && f.hi[len] === f.hi[cap]! - 1 && (op === Op.Param || f.arg(len, 0) === f.arg(cap, 0))
    );
  }

  private roleOf(v: Value, op: number): number {
    const { f } = this;
    if (op === Op.Load) return f.aux[v]!;
    let comps: readonly Component[] | null = null;
    if (op === Op.Param) comps = f.sig.params[f.lo[v]!]!.comps;
    else {
      const call = f.arg(v, 0);
      const o = f.op[call]!;
      if (o !== Op.CallStatic && o !== Op.CallClosure && o !== Op.CallInter) return RoleOther;
      comps = f.calls[f.aux[call]!]!.sig.results[f.lo[v]!]!.comps;
    }
    return comps === null ? RoleOther : comps[f.hi[v]!]!.role;
  }

  // ---- Phis ----

  /** The ranges that all predecessors brought. */
  private phi(b: Block, v: Value): void {
    const { facts } = this;
    if (!facts.tracks(v) || this.noted[v] !== b.preds.length) return;
    this.define(v, this.phiMin[v]!, this.phiMax[v]!, this.phiUmin[v]!, this.phiUmax[v]!);
    const { f } = this;
    // Smaller or larger of two: which was found on the way here (bits of phiOrder).
    if (b.preds.length !== 2) return;
    const order = this.order[v]!;
    const a0 = f.arg(v, 0);
    const a1 = f.arg(v, 1);
    if ((order & 1) !== 0) facts.add(Signed, v, a1, 0);
    if ((order & 2) !== 0) facts.add(Signed, a1, v, 0);
    if ((order & 4) !== 0) facts.add(Signed, v, a0, 0);
    if ((order & 8) !== 0) facts.add(Signed, a0, v, 0);
  }

  /** By value, for phis of two: whether the first is known to be at most (1) or at least (2) the second where it is taken; and 4, 8 the other way round. */
  private readonly order: number[] = [];

  /** Notes what b brings to the phis of its successors. */
  private noteSuccessors(b: Block): void {
    const { f, facts } = this;
    for (const s of b.succs) {
      if (s.preds.length < 2 || s.values.length === 0 || f.op[s.values[0]!] !== Op.Phi) continue;
      if (this.doms.dominates(s, b)) continue;
      const nth = s.preds.indexOf(b);
      if (s.preds.indexOf(b, nth + 1) >= 0) continue;
      const branch = b.kind === BlockKind.If && b.succs[0] !== b.succs[1];
      const mark = facts.mark();
      const diffMark = facts.diffMark();
      if (branch) this.learn(b.control, b.succs[0] === s);
      const dead = facts.contradiction;
      for (const v of s.values) {
        if (f.op[v] !== Op.Phi) break;
        if (!facts.tracks(v)) continue;
        const a = f.arg(v, nth);
        if (!facts.tracks(a)) continue;
        const first = this.noted[v]!++ === 0;
        const known = !dead;
        const { smin, smax, umin, umax } = facts;
        this.phiMin[v] = first ? smin[a]! : Math.min(this.phiMin[v]!, smin[a]!);
        this.phiMax[v] = first ? smax[a]! : Math.max(this.phiMax[v]!, smax[a]!);
        this.phiUmin[v] = first ? umin[a]! : Math.min(this.phiUmin[v]!, umin[a]!);
        this.phiUmax[v] = first ? umax[a]! : Math.max(this.phiUmax[v]!, umax[a]!);
        if (f.nargs(v) !== 2 || f.type[v] === Scalar.Ptr || !known) continue;
        const other = f.arg(v, 1 - nth);
        // The other must be known here as well: it dominates the phi.
        const from = this.home[other];
        if (!facts.tracks(other) || from === null || from === undefined || !this.doms.dominates(from, s)) continue;
        let bits = 0;
        if (facts.atMost(Signed, a, other, 0)) bits |= 1;
        if (facts.atMost(Signed, other, a, 0)) bits |= 2;
        this.order[v] = (this.order[v] ?? 0) | (nth === 0 ? bits : bits << 2);
      }
      facts.restore(mark, diffMark);
    }
  }

  // ---- Loops ----

  /** Finds what the loop headed by h counts, and what bounds it. */
  private induction(h: Block): void {
    const { f, doms } = this;
    if (this.loops.irreducible) return;
    for (const v of h.values) {
      if (f.op[v] !== Op.Phi) break;
      const kind = f.type[v]!;
      if (kind < Scalar.I8 || kind > Scalar.I64) continue;
      let init: Value = 0;
      let step = 0;
      let ok = true;
      for (let j = 0; j < h.preds.length; j++) {
        const a = f.arg(v, j);
        if (!doms.dominates(h, h.preds[j]!)) {
          if (init !== 0 && init !== a) ok = false;
          init = a;
          continue;
        }
        if (f.op[a] !== Op.Add || f.arg(a, 0) !== v || f.op[f.arg(a, 1)] !== Op.ConstInt) {
          ok = false;
          break;
        }
        const c = f.num(f.arg(a, 1));
        if (c === 0 || Math.abs(c) > 2 ** 30 || (step !== 0 && step !== c)) ok = false;
        step = c;
      }
      if (ok && init !== 0 && step !== 0 && this.facts.tracks(init)) this.bound(h, v, init, step);
    }
  }

  /** From one number to another, i does not go beyond the last step that fits. */
  private lastOf(i: Value, init: Value, limit: Value, c: number, step: number): void {
    const { smin, smax } = this.facts;
    const from = smin[init]!;
    const to = smax[limit]! + c;
    if (from !== smax[init] || smin[limit] !== smax[limit] || Math.abs(from) > 2 ** 52 || Math.abs(to) > 2 ** 52)
      return;
    if (to >= from) this.inside.set(i, from + Math.floor((to - from) / step) * step);
  }

  /** Whether v is the same in each round of the loop that h heads; one of h's own that is, is looked at beforehand. */
  private isInvariant(h: Block, v: Value): boolean {
    const { f, doms } = this;
    const home = this.home[v]!;
    if (home !== h) return doms.dominates(home, h);
    const op = f.op[v]!;
    if (op !== Op.Add && op !== Op.Sub && op !== Op.ConstInt) return op === Op.ConstInt;
    for (let k = 0; k < f.nargs(v); k++) {
      const a = f.arg(v, k);
      if (f.op[a] !== Op.ConstInt && (this.home[a] === h || !doms.dominates(this.home[a]!, h))) return false;
    }
    this.pure(h, v, op, 0);
    return true;
  }

  private bound(h: Block, i: Value, init: Value, step: number): void {
    const { f, facts, doms } = this;
    if (h.kind !== BlockKind.If || h.succs[0] === h.succs[1]) return;
    // One way stays in the loop, and everything that counts is behind it.
    let stays = -1;
    for (let k = 0; k < 2; k++) {
      const s = h.succs[k]!;
      if (s.preds.length !== 1) continue;
      let all = true;
      for (let j = 0; j < h.preds.length; j++) {
        if (!doms.dominates(h, h.preds[j]!)) continue;
        const at = this.home[f.arg(i, j)]!;
        if (!doms.dominates(s, at)) all = false;
      }
      if (all) stays = k;
    }
    if (stays < 0 || !this.read(h.control, stays === 0)) return;
    const { y } = this;
    let { form, domain, x, c } = this;
    const limit = x === i ? y : y === i ? x : 0;
    if (limit === 0 || x === y) return;
    const outside = this.isInvariant(h, limit);
    if (form === Unequal) {
      // It counts by one to a limit that is on the right side: it stops there.
      if (!outside || Math.abs(step) !== 1) return;
      if (step === 1 && facts.atMost(Signed, init, limit, 0)) {
        domain = Signed;
        x = i;
      } else if (step === -1 && facts.atMost(Signed, limit, init, 0)) {
        domain = Signed;
        x = limit;
      } else return;
      form = AtMost;
      c = -1;
    }
    if (form !== AtMost) return;
    if (step > 0 && x === i) {
      // Inside i <= limit + c, so i + step fits when limit + c + step does.
      if (!facts.hasRoom(domain, limit, c + step) && c + step > 0) return;
      facts.add(domain, init, i, 0);
      if (
        domain === Unsigned &&
        facts.smin[limit]! >= 0 &&
        facts.smin[init]! >= 0 &&
        facts.hasRoom(Signed, limit, Math.max(0, c + step))
      ) {
        facts.add(Signed, init, i, 0);
      }
      if (outside && facts.atMost(domain, init, limit, c + step)) facts.add(domain, i, limit, c + step);
      this.lastOf(i, init, limit, c, step);
    } else if (step < 0 && x === limit && domain === Signed) {
      // Inside limit <= i + c, so i + step is at least limit - c + step.
      const least = -c + step;
      if (least < 0 && !(facts.smin[limit]! + least >= Math.max(facts.bottom(limit), -(2 ** 53)))) return;
      facts.add(Signed, i, init, 0);
      if (outside && facts.atMost(Signed, limit, init, -least)) facts.add(Signed, limit, i, -least);
    }
  }
}
