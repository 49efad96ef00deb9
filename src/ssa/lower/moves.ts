// Copies and clearing of memory: what has no size goes, Memmove of a few bytes becomes loads and stores, of any length a call of the
// runtime. Zero and Move of a type stay: the machine knows best how to make them, and what clears a known number of bytes becomes one.

import * as Abi from '../../obj/abi.ts';
import * as Typ from '../../types/basic.ts';
import { ArrayT } from '../../types/type.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { Edit } from './edit.ts';

/** So many bytes are moved without a call: two registers hold them all, so that both sides may overlap. */
const maxShort = 16;

/** Lowers Zero, Move and Memmove. */
export function lowerMoves(p: Program, f: Func): void {
  const e = new Edit(p, f);
  const clears = p.syms.lookup('runtime.memclrNoHeapPointers', Abi.ABIInternal);
  for (const b of f.blocks) {
    for (const v of e.start(b)) {
      e.at(v);
      const op = f.op[v]!;
      if ((op === Op.Zero || op === Op.Move) && p.types.size(f.aux[v]!) === 0) continue;
      if (op === Op.Memmove && isShort(f, f.arg(v, 2))) moveShort(e, f.arg(v, 0), f.arg(v, 1), f.num(f.arg(v, 2)));
      else if (op === Op.CallStatic && f.calls[f.aux[v]!]!.sym === clears && isKnown(f, f.arg(v, 1))) {
        const n = f.num(f.arg(v, 1));
        if (n > 0) e.emit1(Op.Zero, Scalar.Void, f.arg(v, 0), p.types.id(new ArrayT(Typ.Uint8, n)));
      } else if (op === Op.Memmove) e.call('memmove', [f.arg(v, 0), f.arg(v, 1), f.arg(v, 2)]);
      else e.keep(v);
    }
    e.finish();
  }
}

/** Whether a number of bytes is a constant that an array can have. */
function isKnown(f: Func, n: Value): boolean {
  return f.op[n] === Op.ConstInt && f.hi[n] === 0 && f.lo[n]! >= 0;
}

function isShort(f: Func, n: Value): boolean {
  return isKnown(f, n) && f.lo[n]! <= maxShort;
}

/** Moves n bytes: all are loaded before the first is stored. What is no power of two is two accesses, which may overlap. */
function moveShort(e: Edit, to: Value, from: Value, n: number): void {
  if (n === 0) return;
  let width = 8;
  while (width > n) width >>= 1;
  const starts = [0];
  if (n > width) starts.push(n - width);
  const parts = starts.map(at => e.load(Scalar.intOfSize(width), from, at));
  starts.forEach((at, i) => {
    e.store(to, at, parts[i]!);
  });
}
