// Constant folding: what an operation on constants gives. Integers wrap to their kind. Floats are computed as the machine
// would; a result that is not a number is left to the machine, whose bits for it are its own.

import * as Op from '../op.generated.ts';
import type { Func, Value } from '../func.ts';
import * as Scalar from '../scalar.ts';
import * as W from './word.ts';

/** The float whose bits a ConstFloat has. */
export function floatOf(kind: number, lo: number, hi: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setInt32(0, lo, true);
  if (kind === Scalar.F32) return view.getFloat32(0, true);
  view.setInt32(4, hi, true);
  return view.getFloat64(0, true);
}

/** Makes v, whose arguments are all constants, a constant; false where that cannot be. */
export function fold(f: Func, v: Value): boolean {
  const n = f.nargs(v);
  const a = f.arg(v, 0);
  const b = n > 1 ? f.arg(v, 1) : a;
  const op = f.op[v]!;
  const kind = f.type[v]!;
  if (f.op[a] === Op.ConstFloat || f.op[b] === Op.ConstFloat || Scalar.isFloat(kind))
    return foldFloat(f, v, op, kind, a, b);
  const from = f.type[a]!;
  const alo = f.lo[a]!;
  const ahi = f.hi[a]!;
  const blo = f.lo[b]!;
  const bhi = f.hi[b]!;
  const bits = Scalar.size(from) * 8;
  switch (op) {
    case Op.Add:
      return set(f, v, alo + blo, W.addHi(alo, ahi, blo, bhi));
    case Op.Sub:
      return set(f, v, alo - blo, W.subHi(alo, ahi, blo, bhi));
    case Op.And:
      return set(f, v, alo & blo, ahi & bhi);
    case Op.Or:
      return set(f, v, alo | blo, ahi | bhi);
    case Op.Xor:
      return set(f, v, alo ^ blo, ahi ^ bhi);
    case Op.Not:
      return set(f, v, ~alo, ~ahi);
    case Op.Neg:
      return set(f, v, -alo, W.subHi(0, 0, alo, ahi));
    case Op.Mul:
      if (bits <= 32) return set(f, v, Math.imul(alo, blo), 0);
      return setBig(f, v, W.big(alo, ahi) * W.big(blo, bhi));
    case Op.DivS:
    case Op.ModS: {
      if ((blo | bhi) === 0) return false;
      const x = W.big(alo, ahi);
      const y = W.big(blo, bhi);
      return setBig(f, v, op === Op.DivS ? x / y : x % y);
    }
    case Op.DivU:
    case Op.ModU: {
      if ((blo | bhi) === 0) return false;
      const x = BigInt.asUintN(bits, W.big(alo, ahi));
      const y = BigInt.asUintN(bits, W.big(blo, bhi));
      return setBig(f, v, op === Op.DivU ? x / y : x % y);
    }
    case Op.MulHiS:
      return setBig(f, v, (W.big(alo, ahi) * W.big(blo, bhi)) >> BigInt(bits));
    case Op.MulHiU:
      return setBig(
        f,
        v,
        (BigInt.asUintN(bits, W.big(alo, ahi)) * BigInt.asUintN(bits, W.big(blo, bhi))) >> BigInt(bits),
      );
    case Op.AvgU:
      return setBig(f, v, (BigInt.asUintN(bits, W.big(alo, ahi)) + BigInt.asUintN(bits, W.big(blo, bhi))) >> 1n);
    case Op.Shl:
    case Op.ShrU:
    case Op.ShrS: {
      const unsignedCount = BigInt.asUintN(Scalar.size(f.type[b]!) * 8, W.big(blo, bhi));
      const x = W.big(alo, ahi);
      const far = unsignedCount >= BigInt(bits);
      if (op === Op.Shl) return setBig(f, v, far ? 0n : x << unsignedCount);
      if (op === Op.ShrU) return setBig(f, v, far ? 0n : BigInt.asUintN(bits, x) >> unsignedCount);
      return setBig(f, v, x >> (far ? BigInt(bits - 1) : unsignedCount));
    }
    case Op.RotL: {
      const x = BigInt.asUintN(bits, W.big(alo, ahi));
      const by = BigInt(blo & (bits - 1));
      return setBig(f, v, (x << by) | (x >> (BigInt(bits) - by)));
    }
    case Op.Ctz:
    case Op.BitLen:
    case Op.PopCount:
      return set(f, v, countBits(op, alo, ahi, bits), 0);
    case Op.Bswap:
      if (bits === 64) return set(f, v, bswap(ahi), bswap(alo));
      return set(f, v, bswap(alo) >>> (32 - bits), 0);
    case Op.SignExt:
    case Op.Trunc:
      return set(f, v, alo, ahi);
    case Op.ZeroExt:
      return set(f, v, bits === 8 ? alo & 0xff : bits === 16 ? alo & 0xffff : alo, 0);
    case Op.Eq:
      return set(f, v, alo === blo && ahi === bhi ? 1 : 0, 0);
    case Op.Ne:
      return set(f, v, alo === blo && ahi === bhi ? 0 : 1, 0);
    case Op.LtS:
      return set(f, v, W.lessS(alo, ahi, blo, bhi) ? 1 : 0, 0);
    case Op.LeS:
      return set(f, v, W.lessS(blo, bhi, alo, ahi) ? 0 : 1, 0);
    case Op.LtU:
      return set(f, v, W.lessU(alo, ahi, blo, bhi) ? 1 : 0, 0);
    case Op.LeU:
      return set(f, v, W.lessU(blo, bhi, alo, ahi) ? 0 : 1, 0);
    case Op.BoolNot:
      return set(f, v, alo ^ 1, 0);
    case Op.Bitcast:
      return (Scalar.isInt(kind) || kind === Scalar.Ptr) && set(f, v, alo, ahi);
    default:
      return false;
  }
}

function foldFloat(f: Func, v: Value, op: number, kind: number, a: Value, b: Value): boolean {
  const from = f.type[a]!;
  if (op === Op.Bitcast) {
    // A constant goes through arithmetic on its way to the object, which does not keep the bits of what is no number.
    if (Scalar.isFloat(kind) && Number.isNaN(floatOf(kind, f.lo[a]!, f.hi[a]!))) return false;
    if (Scalar.isFloat(kind)) return setBits(f, v, f.lo[a]!, f.hi[a]!);
    return set(f, v, f.lo[a]!, f.hi[a]!);
  }
  if (f.op[a] === Op.ConstInt) {
    // Through one rounding: to F32 by way of F64 would be two.
    if (op !== Op.IntToFloat && op !== Op.UintToFloat) return false;
    const big = W.big(f.lo[a]!, f.hi[a]!);
    const x = op === Op.UintToFloat ? BigInt.asUintN(64, big) : big;
    if (kind === Scalar.F32 && (x > 9007199254740992n || x < -9007199254740992n)) return false;
    return setFloat(f, v, kind, Number(x));
  }
  const x = floatOf(from, f.lo[a]!, f.hi[a]!);
  const y = floatOf(f.type[b]!, f.lo[b]!, f.hi[b]!);
  switch (op) {
    case Op.FAdd:
      return setFloat(f, v, kind, x + y);
    case Op.FSub:
      return setFloat(f, v, kind, x - y);
    case Op.FMul:
      return setFloat(f, v, kind, x * y);
    case Op.FDiv:
      return setFloat(f, v, kind, x / y);
    case Op.FNeg:
      return setFloat(f, v, kind, -x);
    case Op.FAbs:
      return setFloat(f, v, kind, Math.abs(x));
    case Op.FSqrt:
      return setFloat(f, v, kind, Math.sqrt(x));
    case Op.FFloor:
      return setFloat(f, v, kind, Math.floor(x));
    case Op.FCeil:
      return setFloat(f, v, kind, Math.ceil(x));
    case Op.FTrunc:
      return setFloat(f, v, kind, Math.trunc(x));
    case Op.FloatToFloat:
      return setFloat(f, v, kind, x);
    case Op.FloatToInt: {
      const t = Math.trunc(x);
      const limit = kind === Scalar.I32 ? 2147483648 : 9223372036854775808;
      if (!(t >= -limit && t < limit)) return false;
      return setBig(f, v, BigInt(t));
    }
    case Op.FloatToUint: {
      const t = Math.trunc(x);
      if (!(t >= 0 && t < 18446744073709551616)) return false;
      return setBig(f, v, BigInt(t));
    }
    case Op.FEq:
      return set(f, v, x === y ? 1 : 0, 0);
    case Op.FNe:
      return set(f, v, x === y ? 0 : 1, 0);
    case Op.FLt:
      return set(f, v, x < y ? 1 : 0, 0);
    case Op.FLe:
      return set(f, v, x <= y ? 1 : 0, 0);
    default:
      return false;
  }
}

function set(f: Func, v: Value, lo: number, hi: number): boolean {
  const kind = f.type[v]!;
  f.reset(v, Op.ConstInt);
  const low = W.fitLo(kind, lo | 0);
  f.lo[v] = low;
  f.hi[v] = W.fitHi(kind, low, hi);
  return true;
}

function setBig(f: Func, v: Value, x: bigint): boolean {
  return set(f, v, W.bigLo(x), W.bigHi(x));
}

function setBits(f: Func, v: Value, lo: number, hi: number): boolean {
  f.reset(v, Op.ConstFloat);
  f.lo[v] = lo;
  f.hi[v] = hi;
  return true;
}

/** Makes v this constant, rounded to its kind; not where it is no number. */
function setFloat(f: Func, v: Value, kind: number, x: number): boolean {
  if (Number.isNaN(x)) return false;
  const view = new DataView(new ArrayBuffer(8));
  if (kind === Scalar.F32) {
    view.setFloat32(0, x, true);
    return setBits(f, v, view.getInt32(0, true), 0);
  }
  view.setFloat64(0, x, true);
  return setBits(f, v, view.getInt32(0, true), view.getInt32(4, true));
}

function countBits(op: number, lo: number, hi: number, bits: number): number {
  const low = bits === 64 ? lo : bits === 32 ? lo : lo & ((1 << bits) - 1);
  const high = bits === 64 ? hi : 0;
  if (op === Op.Ctz) {
    if (low !== 0) return 31 - Math.clz32(low & -low);
    return high !== 0 ? 63 - Math.clz32(high & -high) : bits;
  }
  if (op === Op.BitLen) return high !== 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(low);
  let n = 0;
  for (let x = low; x !== 0; x &= x - 1) n++;
  for (let x = high; x !== 0; x &= x - 1) n++;
  return n;
}

function bswap(x: number): number {
  return ((x & 0xff) << 24) | ((x & 0xff00) << 8) | ((x >>> 8) & 0xff00) | (x >>> 24);
}
