// Quotients and remainders by constants become products and shifts (Granlund, Montgomery, "Division by Invariant Integers Using
// Multiplication", 1994). It stands behind `prove`, which knows more of a quotient than of what replaces it, and which turns
// signed division into unsigned where nothing is negative. A remainder that is only compared with zero is not computed: the
// multiples of an odd d are what its inverse modulo 2^n takes to 0, 1, 2 ... (Warren, "Hacker's Delight", 10-17).

import { Edit } from '../lower/edit.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as W from '../rules/word.ts';
import * as Scalar from '../scalar.ts';

/** Replaces divisions by constants. */
export function divmod(p: Program, f: Func): void {
  let some = false;
  for (const b of f.blocks) for (const v of b.values) if (isConstDivision(f, v)) some = true;
  if (!some) return;
  const e = new Edit(p, f);
  const tested = testedRemainders(f);
  for (const b of f.blocks) {
    let any = false;
    for (const v of b.values) if (isConstDivision(f, v) || tested[f.arg(v, 0)] === 1) any = true;
    if (!any) continue;
    for (const v of e.start(b)) {
      e.at(v);
      if (isZeroTest(f, v) && tested[f.arg(v, 0)] === 1) testMultiple(e, v);
      else if (isConstDivision(f, v) && tested[v] === 0) divide(e, v);
      e.keep(v);
    }
    e.finish();
  }
  // Nobody reads them any more; a machine's division is not dropped as lightly as a constant.
  for (let v = 1; v < tested.length; v++) if (tested[v] === 1) f.reset(v, Op.ConstInt);
}

/** By value: 1 for a remainder by a constant that is used in one place, a comparison with zero. */
function testedRemainders(f: Func): Uint8Array {
  const out = new Uint8Array(f.count);
  const uses = new Uint8Array(f.count);
  const use = (v: Value): void => {
    if (uses[v]! < 2) uses[v] = uses[v]! + 1;
  };
  for (const b of f.blocks) {
    use(b.control);
    for (const v of b.rets) use(v);
    for (const v of b.values) {
      const n = f.nargs(v);
      for (let i = 0; i < n; i++) use(f.arg(v, i));
    }
  }
  for (const b of f.blocks) {
    for (const v of b.values) {
      if (!isZeroTest(f, v)) continue;
      const x = f.arg(v, 0);
      if ((f.op[x] === Op.ModS || f.op[x] === Op.ModU) && uses[x] === 1 && isConstDivision(f, x)) out[x] = 1;
    }
  }
  return out;
}

function isZeroTest(f: Func, v: Value): boolean {
  if (f.op[v] !== Op.Eq && f.op[v] !== Op.Ne) return false;
  const z = f.arg(v, 1);
  return f.op[z] === Op.ConstInt && f.lo[z] === 0 && f.hi[z] === 0;
}

/** Makes v, which compares a remainder by a constant with zero, a test whether the dividend is a multiple. */
function testMultiple(e: Edit, v: Value): void {
  const { f } = e;
  const mod = f.arg(v, 0);
  const kind = f.type[mod]!;
  const n = BigInt(Scalar.size(kind) * 8);
  const x = f.arg(mod, 0);
  const y = f.arg(mod, 1);
  const isSigned = f.op[mod] === Op.ModS;
  let d = W.big(f.lo[y]!, f.hi[y]!);
  // The sign of the divisor makes no difference.
  d = isSigned && d < 0n ? -d : BigInt.asUintN(Number(n), d);
  if (isPower(d)) {
    f.setArg(v, 0, e.emit2(Op.And, kind, x, constant(e, d - 1n, kind)));
    return;
  }
  let k = 0n;
  while ((d & 1n) === 0n) {
    d >>= 1n;
    k++;
  }
  // Each step doubles the bits that are right.
  let inverse = d;
  for (let i = 0; i < 6; i++) inverse = BigInt.asUintN(Number(n), inverse * (2n - d * inverse));
  let product = e.emit2(Op.Mul, kind, x, constant(e, inverse, kind));
  let most = ((1n << n) - 1n) / (d << k);
  if (isSigned) {
    const above = (((1n << (n - 1n)) - 1n) / d) & -(1n << k);
    product = e.emit2(Op.Add, kind, product, constant(e, above, kind));
    most = (2n * above) >> k;
  }
  if (k > 0n) product = e.emit2(Op.RotL, kind, product, e.int(Number(n - k), Scalar.I8));
  const limit = constant(e, most, kind);
  const isEqual = f.op[v] === Op.Eq;
  f.reset(v, isEqual ? Op.LeU : Op.LtU);
  f.addArg(v, isEqual ? product : limit);
  f.addArg(v, isEqual ? limit : product);
}

function isConstDivision(f: Func, v: Value): boolean {
  const op = f.op[v]!;
  if (op !== Op.DivS && op !== Op.DivU && op !== Op.ModS && op !== Op.ModU) return false;
  const d = f.arg(v, 1);
  return f.op[d] === Op.ConstInt && (f.lo[d]! | f.hi[d]!) !== 0;
}

/** Makes v, a division by a constant, something cheaper. */
function divide(e: Edit, v: Value): void {
  const { f } = e;
  const op = f.op[v]!;
  const kind = f.type[v]!;
  const bits = Scalar.size(kind) * 8;
  const x = f.arg(v, 0);
  const y = f.arg(v, 1);
  const d = W.big(f.lo[y]!, f.hi[y]!);
  let q: Value;
  if (op === Op.DivU || op === Op.ModU) q = unsigned(e, x, BigInt.asUintN(bits, d), kind, bits);
  else if (d < 0n && d !== -(1n << BigInt(bits - 1))) {
    const positive = signed(e, x, -d, kind, bits);
    // x % -d is x % d.
    if (op === Op.ModS) {
      remainder(e, v, x, positive, -d, kind);
      return;
    }
    q = e.emit1(Op.Neg, kind, positive);
  } else if (d < 0n) {
    // Only the smallest number is divided by itself once; the others are smaller in size.
    const isMin = e.emit2(Op.And, kind, x, e.emit1(Op.Neg, kind, x));
    q = shift(e, Op.ShrU, isMin, bits - 1);
  } else q = signed(e, x, d, kind, bits);
  if (op === Op.ModU || op === Op.ModS) remainder(e, v, x, q, d, kind);
  else f.copyOf(v, q);
}

/** v becomes x - q * d. */
function remainder(e: Edit, v: Value, x: Value, q: Value, d: bigint, kind: number): void {
  const { f } = e;
  const u = BigInt.asUintN(Scalar.size(kind) * 8, d);
  const product = isPower(u) ? shift(e, Op.Shl, q, log2(u)) : e.emit2(Op.Mul, kind, q, constant(e, d, kind));
  f.reset(v, Op.Sub);
  f.addArg(v, x);
  f.addArg(v, product);
}

function isPower(d: bigint): boolean {
  return (d & (d - 1n)) === 0n;
}

/** The exponent of the power of two at or above d. */
function log2(d: bigint): number {
  return (d - 1n).toString(2).length - (d === 1n ? 1 : 0);
}

function constant(e: Edit, x: bigint, kind: number): Value {
  const w = BigInt.asIntN(Scalar.size(kind) * 8, x);
  return e.emit(Op.ConstInt, kind, 0, W.bigLo(w), W.bigHi(w));
}

function shift(e: Edit, op: number, x: Value, by: number): Value {
  if (by === 0) return x;
  return e.emit2(op, e.f.type[x]!, x, e.int(by, Scalar.I8), 0, 1);
}

function unsigned(e: Edit, x: Value, d: bigint, kind: number, bits: number): Value {
  if (isPower(d)) return shift(e, Op.ShrU, x, log2(d));
  const l = log2(d);
  if (bits < 64) {
    // The product of x and a rounded-up reciprocal fits into 64 bits, or only its upper half is wanted.
    const wide = e.emit1(Op.ZeroExt, Scalar.I64, x);
    const at = BigInt(bits + l);
    const m = ((1n << at) + d - 1n) / d;
    if (bits < 32 || m < 1n << 32n) {
      const product = e.emit2(Op.Mul, Scalar.I64, wide, constant(e, m, Scalar.I64));
      return e.emit1(Op.Trunc, kind, shift(e, Op.ShrU, product, bits + l));
    }
    // A smaller exponent may do: the error of the reciprocal stays below the last bit of x.
    for (let s = l - 1; s >= 0; s--) {
      const small = ((1n << BigInt(32 + s)) + d - 1n) / d;
      if (small * d - (1n << BigInt(32 + s)) > 1n << BigInt(s)) break;
      if (small < 1n << 32n) {
        const product = e.emit2(Op.Mul, Scalar.I64, wide, constant(e, small, Scalar.I64));
        return e.emit1(Op.Trunc, kind, shift(e, Op.ShrU, product, 32 + s));
      }
    }
    if ((d & 1n) === 0n) {
      // Half of x by half of d needs a bit less.
      const half = shift(e, Op.ShrU, wide, 1);
      const product = e.emit2(Op.Mul, Scalar.I64, half, constant(e, (m + 1n) / 2n, Scalar.I64));
      return e.emit1(Op.Trunc, kind, shift(e, Op.ShrU, product, 32 + l - 2));
    }
    const m64 = ((1n << 64n) + d - 1n) / d;
    return e.emit1(Op.Trunc, kind, e.emit2(Op.MulHiU, Scalar.I64, wide, constant(e, m64, Scalar.I64)));
  }
  // 64 bits: the reciprocal may need 65.
  const m = ((1n << BigInt(64 + l)) + d - 1n) / d;
  for (let s = l - 1; s >= 0; s--) {
    const small = ((1n << BigInt(64 + s)) + d - 1n) / d;
    if (small * d - (1n << BigInt(64 + s)) > 1n << BigInt(s)) break;
    if (small < 1n << 64n) return shift(e, Op.ShrU, e.emit2(Op.MulHiU, kind, x, constant(e, small, kind)), s);
  }
  if ((d & 1n) === 0n) {
    const half = shift(e, Op.ShrU, x, 1);
    return shift(e, Op.ShrU, e.emit2(Op.MulHiU, kind, half, constant(e, (m + 1n) / 2n, kind)), l - 2);
  }
  const high = e.emit2(Op.MulHiU, kind, x, constant(e, m - (1n << 64n), kind));
  return shift(e, Op.ShrU, e.emit2(Op.AvgU, kind, x, high), l - 1);
}

function signed(e: Edit, x: Value, d: bigint, kind: number, bits: number): Value {
  const l = log2(d);
  if (isPower(d)) {
    if (l === 0) return x;
    // Rounding is toward zero: numbers below zero get d - 1 first.
    const sign = l === 1 ? x : shift(e, Op.ShrS, x, bits - 1);
    const bias = shift(e, Op.ShrU, sign, l === 1 ? bits - 1 : bits - l);
    return shift(e, Op.ShrS, e.emit2(Op.Add, kind, x, bias), l);
  }
  const m = ((1n << BigInt(bits - 1 + l)) + d - 1n) / d;
  if (bits < 64) {
    const wide = e.emit1(Op.SignExt, Scalar.I64, x);
    const product = e.emit2(Op.Mul, Scalar.I64, wide, constant(e, m, Scalar.I64));
    const high = shift(e, Op.ShrS, product, bits - 1 + l);
    return e.emit1(Op.Trunc, kind, e.emit2(Op.Sub, Scalar.I64, high, shift(e, Op.ShrS, wide, 63)));
  }
  const sign = shift(e, Op.ShrS, x, 63);
  if ((m & 1n) === 0n) {
    const high = e.emit2(Op.MulHiS, kind, x, constant(e, m / 2n, kind));
    return e.emit2(Op.Sub, kind, shift(e, Op.ShrS, high, l - 2), sign);
  }
  const high = e.emit2(Op.Add, kind, e.emit2(Op.MulHiS, kind, x, constant(e, m, kind)), x);
  return e.emit2(Op.Sub, kind, shift(e, Op.ShrS, high, l - 1), sign);
}
