// What the aux column of amd64's operations packs: the condition that users of flags ask for, the width of a memory access or
// a compare in bytes, and the scale of an index. And the conditions themselves.

import type { Func, Value } from '../../ssa/func.ts';
import * as Scalar from '../../ssa/scalar.ts';

// Conditions as the machine numbers them: the lowest bit negates.
export const LTU = 2;
export const GEU = 3;
export const EQ = 4;
export const NE = 5;
export const LEU = 6;
export const GTU = 7;
export const MI = 8;
export const PL = 9;
export const LT = 12;
export const GE = 13;
export const LE = 14;
export const GT = 15;
/** Equal floats: EQ, and not unordered. Only branches ask for these. */
export const FEQ = 16;
export const FNE = 17;

export function pack(cc: number, width: number, scale: number): number {
  return cc | (width << 8) | (scale << 16);
}

export function ccOf(aux: number): number {
  return aux & 0xff;
}

export function widthOf(aux: number): number {
  return (aux >> 8) & 0xff;
}

export function scaleOf(aux: number): number {
  return aux >> 16;
}

/** A compare of x with something: condition cc on its width. */
export function compare(f: Func, cc: number, x: Value): number {
  return pack(cc, Scalar.size(f.type[x]!), 0);
}

/** The same compare with its operands exchanged. */
export function swapped(aux: number): number {
  const cc = aux & 0xff;
  const other = [0, 1, GTU, LEU, EQ, NE, GEU, LTU, MI, PL, 10, 11, GT, LE, GE, LT, FEQ, FNE][cc]!;
  return (aux & ~0xff) | other;
}

/** The same compare, asking for the opposite. */
export function negated(aux: number): number {
  return aux ^ 1;
}

/** Whether a compare of 32 or 64 bits with 0 asks for equality. */
export function asksBit(aux: number): boolean {
  const cc = aux & 0xff;
  return (cc === EQ || cc === NE) && widthOf(aux) >= 4;
}

/** The compare of a bit with 0 by BT, which sets the carry to it. */
export function carry(aux: number): number {
  return withCC(aux, (aux & 0xff) === NE ? LTU : GEU);
}

export function withCC(aux: number, cc: number): number {
  return (aux & ~0xff) | cc;
}

/** Whether the 64-bit number is a signed 32-bit one. */
export function isInt32(lo: number, hi: number): boolean {
  return hi === lo >> 31;
}

/** Whether the number lo/hi may be added to a displacement. */
export function fits(disp: number, lo: number, hi: number): boolean {
  const sum = disp + lo;
  return hi === lo >> 31 && sum === (sum | 0);
}

/** Whether the number is a power of two above 1; `log2` is its exponent. */
export function isPowerOfTwo(lo: number, hi: number): boolean {
  return hi === 0 && lo > 1 && (lo & (lo - 1)) === 0;
}

export function log2(lo: number): number {
  return 31 - Math.clz32(lo);
}

/** Whether the 64-bit number has one bit; `bitOf` is its number. */
export function isBit(lo: number, hi: number): boolean {
  return lo === 0 ? hi !== 0 && (hi & (hi - 1)) === 0 : hi === 0 && (lo & (lo - 1)) === 0;
}

export function bitOf(lo: number, hi: number): number {
  return lo === 0 ? 63 - Math.clz32(hi) : 31 - Math.clz32(lo);
}

/** Whether c times a number is the sum of the number and of its multiple by 2, 4 or 8. */
export function isLea(c: number): boolean {
  return c === 3 || c === 5 || c === 9;
}

/** The factor of c, itself above 0, for which `isLea` holds, when that or a power of two is left of c; 0 for none. */
export function leaFactor(c: number): number {
  for (const factor of [9, 5, 3]) {
    const rest = c / factor;
    if (isLea(rest) || (Number.isInteger(rest) && isPowerOfTwo(rest, 0))) return factor;
  }
  return 0;
}

/** The scale in c = 1 + scale * d where `isLea` holds for d; 0 for none. */
export function leaScale(c: number): number {
  for (const scale of [2, 4, 8]) if (isLea((c - 1) / scale)) return scale;
  return 0;
}

/** Whether v is held in a 64-bit register's width. */
export function is64(f: Func, v: Value): boolean {
  return Scalar.size(f.type[v]!) === 8;
}
