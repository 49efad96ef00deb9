// Two branches on one integer become one: `lo <= x && x <= hi` is `unsigned(x - lo) <= hi - lo`, and `x == a || x == b`, where a and b
// differ in one bit d, is `x|d == a|d`. As in gc: fuse_comparisons.go. What branches tell (prove) has been used by then.
//
//     p: If c -> b s        b: If d -> t s        where b computes next to nothing, and phis of s are the same on both ways

import * as BlockKind from '../blockkind.ts';
import { forgetVariables } from '../debug/notes.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { countUses } from '../uses.ts';
import { clean } from './clean.ts';

/** Numbers below are exact, and so are their differences. */
const exact = 2 ** 52;

/** Fuses pairs of branches. */
export function fuse(p: Program, f: Func): void {
  let uses: Int32Array | null = null;
  let changed = false;
  for (const b of f.blocks) {
    if (b.kind !== BlockKind.If || b.preds.length !== 1) continue;
    const pred = b.preds[0]!;
    if (pred.kind !== BlockKind.If || pred === b) continue;
    uses ??= countUses(f);
    if (pair(f, uses, pred, b)) changed = true;
  }
  if (changed) clean(p, f);
}

/** Fuses the branches of p and b, if they are a pair. */
function pair(f: Func, uses: Int32Array, p: Block, b: Block): boolean {
  const i = p.succs.indexOf(b);
  const out = p.succs[1 - i]!;
  const j = b.succs.indexOf(out);
  if (j < 0 || out === b || uses[b.control] !== 1) return false;
  const inside = b.succs[1 - j]!;
  if (inside === out || inside === b) return false;
  for (const v of b.values) if (f.op[v] !== Op.ConstInt && f.op[v] !== Op.DebugVar && v !== b.control) return false;
  if (b.control === 0 || !b.values.includes(b.control)) return false;
  const fromP = out.preds.indexOf(p);
  const fromB = out.preds.indexOf(b);
  for (const v of out.values) {
    if (f.op[v] !== Op.Phi) break;
    if (f.arg(v, fromP) !== f.arg(v, fromB)) return false;
  }
  const c = p.control;
  const d = b.control;
  const { length } = p.values;
  for (const v of b.values) if (f.op[v] !== Op.DebugVar) p.values.push(v);
  const control = range(f, p, c, i === 0, d, j === 1) || oneBit(f, p, c, i !== 0, d, j !== 1);
  if (control === 0) {
    p.values.length = length;
    return false;
  }
  // The condition holds inside.
  const hint = (x: Block, side: number): number => (side === 0 ? x.likely : 0 - x.likely);
  const likely = hint(p, i) === hint(b, 1 - j) ? hint(p, i) : 0;
  forgetVariables(f, b, inside);
  forgetVariables(f, b, out);
  b.values = [];
  f.removeEdge(b, j);
  inside.preds[inside.preds.indexOf(b)] = p;
  b.succs = [];
  b.preds = [];
  b.kind = BlockKind.Exit;
  b.control = 0;
  const isOneBit = f.op[control] === Op.Eq;
  p.succs[0] = isOneBit ? out : inside;
  p.succs[1] = isOneBit ? inside : out;
  p.likely = isOneBit ? 0 - likely : likely;
  p.control = control;
  return true;
}

/** What a comparison with a constant says of x: x >= c (or x > c - 1 and so on), or x <= c. */
interface Limit {
  readonly x: Value;
  readonly isSigned: boolean;
  readonly isLower: boolean;
  readonly c: number;
}

/** The limit that a comparison sets when it is `holds`; null for others. */
function limitOf(f: Func, v: Value, holds: boolean): Limit | null {
  const op = f.op[v]!;
  if (op !== Op.LtS && op !== Op.LeS && op !== Op.LtU && op !== Op.LeU) return null;
  const isSigned = op === Op.LtS || op === Op.LeS;
  const isStrict = op === Op.LtS || op === Op.LtU;
  const constant = f.op[f.arg(v, 1)] === Op.ConstInt ? 1 : 0;
  const k = f.arg(v, constant);
  const x = f.arg(v, 1 - constant);
  if (f.op[k] !== Op.ConstInt || f.op[x] === Op.ConstInt) return null;
  let c = f.num(k);
  if (!isSigned && c < 0) c += 2 ** (8 * Scalar.size(f.type[k]!));
  if (Math.abs(c) >= exact) return null;
  // x < c, x <= c, c < x, c <= x; and not.
  const isLower = (constant === 0) === holds;
  if (constant === 1) {
    if (holds) return { x, isSigned, isLower, c: isStrict ? c - 1 : c };
    return { x, isSigned, isLower, c: isStrict ? c : c + 1 };
  }
  if (holds) return { x, isSigned, isLower, c: isStrict ? c + 1 : c };
  return { x, isSigned, isLower, c: isStrict ? c : c - 1 };
}

/** The comparison that holds where c and d both are as they are said to be: x lies between two numbers; 0 for none. */
function range(f: Func, p: Block, c: Value, cHolds: boolean, d: Value, dHolds: boolean): Value {
  const a = limitOf(f, c, cHolds);
  const b = a === null ? null : limitOf(f, d, dHolds);
  if (a === null || b === null || a.x !== b.x || a.isSigned !== b.isSigned || a.isLower === b.isLower) return 0;
  const [low, high] = a.isLower ? [a.c, b.c] : [b.c, a.c];
  if (low > high) return 0;
  const kind = f.type[a.x]!;
  const bits = 8 * Scalar.size(kind);
  // Beyond what the kind has, nothing is compared.
  const [least, most] = a.isSigned ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
  if (low < least || high > most) return 0;
  const from = low === 0 ? a.x : emit(f, p, d, Op.Sub, kind, a.x, constant(f, p, d, kind, low));
  return emit(f, p, d, Op.LeU, Scalar.I8, from, constant(f, p, d, kind, high - low));
}

/** The comparison that holds where c or d is as said, both being of one value with numbers that differ in one bit; 0 for none. */
function oneBit(f: Func, p: Block, c: Value, cHolds: boolean, d: Value, dHolds: boolean): Value {
  const is = (v: Value, holds: boolean): boolean => f.op[v] === (holds ? Op.Eq : Op.Ne);
  if (!is(c, cHolds) || !is(d, dHolds)) return 0;
  const x = f.arg(c, 0);
  const [k, l] = [f.arg(c, 1), f.arg(d, 1)];
  if (x !== f.arg(d, 0) || f.op[k] !== Op.ConstInt || f.op[l] !== Op.ConstInt) return 0;
  const kind = f.type[x]!;
  // Constants are extended with their signs: those of narrow kinds may differ in the upper bit, too.
  const differ = f.lo[k]! ^ f.lo[l]!;
  if (!Scalar.isInt(kind) || f.hi[k] !== f.hi[l] || differ <= 0 || (differ & (differ - 1)) !== 0) return 0;
  const number = (lo: number, hi: number): Value => {
    const v = newValue(f, p, d, Op.ConstInt, kind);
    f.lo[v] = lo;
    f.hi[v] = hi;
    return v;
  };
  const joined = emit(f, p, d, Op.Or, kind, x, number(differ, 0));
  return emit(f, p, d, Op.Eq, Scalar.I8, joined, number(f.lo[k]! | differ, f.hi[k]!));
}

function newValue(f: Func, p: Block, at: Value, op: number, kind: number): Value {
  const v = f.newValue(op, kind, f.posOf[at]!, f.inl[at]!);
  p.values.push(v);
  return v;
}

function emit(f: Func, p: Block, at: Value, op: number, kind: number, x: Value, y: Value): Value {
  const v = newValue(f, p, at, op, kind);
  f.addArg(v, x);
  f.addArg(v, y);
  return v;
}

/** A number of a kind, which may be given as unsigned. */
function constant(f: Func, p: Block, at: Value, kind: number, n: number): Value {
  const bits = 8 * Scalar.size(kind as Scalar.Kind);
  const v = newValue(f, p, at, Op.ConstInt, kind);
  f.setNum(v, bits < 64 && n >= 2 ** (bits - 1) ? n - 2 ** bits : n);
  return v;
}
