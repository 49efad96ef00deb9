// Constants as bytes.

import { toComplex, toFloat, toInt } from '../../constant/convert.ts';
import * as ConstKind from '../../constant/kind.ts';
import {
  boolVal,
  float32Val,
  float64Val,
  imag,
  intVal,
  real,
  stringVal,
  type Value as Constant,
} from '../../constant/value.ts';
import { assert } from '../../diag/internal-error.ts';
import * as Info from '../../types/basicinfo.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import type { Program } from '../program/program.ts';
import type { StaticData } from './data.ts';

/** Writes a constant of type t, whose underlying type is basic. A zero leaves no trace. */
export function writeConst(p: Program, d: StaticData, off: number, c: Constant, t: Type): void {
  const u = under(t);
  assert(u.kind === TypeKind.Basic, 'a constant has a basic type');
  const { info } = u;
  if ((info & Info.IsBoolean) !== 0) {
    if (boolVal(c)) d.int(off, 1, 1);
  } else if ((info & Info.IsString) !== 0) {
    assert(c.kind === ConstKind.String, 'a constant string');
    writeString(p, d, off, stringVal(c));
  } else if ((info & Info.IsFloat) !== 0) {
    writeFloat(d, off, toFloat(c), p.layouts.size(t));
  } else if ((info & Info.IsComplex) !== 0) {
    const x = toComplex(c);
    const half = p.layouts.size(t) / 2;
    writeFloat(d, off, toFloat(real(x)), half);
    writeFloat(d, off + half, toFloat(imag(x)), half);
  } else {
    writeInt(d, off, intVal(toInt(c)), p.layouts.size(t));
  }
}

/** Writes a string; its characters stand for bytes. */
export function writeString(p: Program, d: StaticData, off: number, text: string): void {
  if (text === '') return;
  const word = p.layouts.ptrSize;
  d.addr(off, word, p.stringSym(text));
  d.int(off + word, 4, text.length);
}

function writeInt(d: StaticData, off: number, x: bigint, size: number): void {
  if (x === 0n) return;
  if (size <= 4) {
    d.int(off, size, Number(BigInt.asIntN(32, x)));
    return;
  }
  d.int(off, 4, Number(BigInt.asIntN(32, x)));
  d.int(off + 4, 4, Number(BigInt.asIntN(32, x >> 32n)));
}

function writeFloat(d: StaticData, off: number, x: Constant, size: number): void {
  const view = new DataView(new ArrayBuffer(8));
  if (size === 4) {
    view.setFloat32(0, float32Val(x), true);
    if (view.getInt32(0, true) !== 0) d.int(off, 4, view.getInt32(0, true));
    return;
  }
  view.setFloat64(0, float64Val(x), true);
  const lo = view.getInt32(0, true);
  const hi = view.getInt32(4, true);
  if (lo === 0 && hi === 0) return;
  d.int(off, 4, lo);
  d.int(off + 4, 4, hi);
}
