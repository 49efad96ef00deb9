// Copies and clearing of memory: what has no size goes, Memmove of a few bytes becomes loads and stores, of any length a call of the
// runtime, unless both sides turn out to be one place: methods that set their receiver are called with it as an operand, too. Zero and Move of a type stay: the machine knows best how to make them, and what clears a known number of bytes becomes one.

import * as Abi from '../../obj/abi.ts';
import * as Typ from '../../types/basic.ts';
import { ArrayT } from '../../types/type.ts';
import * as BlockKind from '../blockkind.ts';
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
  // Blocks that are added have nothing more to lower.
  const { length } = f.blocks;
  for (let i = 0; i < length; i++) {
    for (const v of e.start(f.blocks[i]!)) {
      e.at(v);
      const op = f.op[v]!;
      if ((op === Op.Zero || op === Op.Move) && p.types.size(f.aux[v]!) === 0) continue;
      if (op === Op.Memmove && isShort(f, f.arg(v, 2))) moveShort(e, f.arg(v, 0), f.arg(v, 1), f.num(f.arg(v, 2)));
      else if (op === Op.CallStatic && f.calls[f.aux[v]!]!.sym === clears && isKnown(f, f.arg(v, 1))) {
        const n = f.num(f.arg(v, 1));
        if (n > 0) e.emit1(Op.Zero, Scalar.Void, f.arg(v, 0), p.types.id(new ArrayT(Typ.Uint8, n)));
      } else if (op === Op.Memmove) moveLong(p, e, v);
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

/** Calls the runtime for a Memmove. */
function moveLong(p: Program, e: Edit, v: Value): void {
  const { f } = e;
  const [to, from, n] = f.args(v) as [Value, Value, Value];
  if (f.lo[v] !== 1 || p.noOpt(f.sym) || areApart(f, to, from)) {
    e.call('memmove', [to, from, n]);
    return;
  }
  const differ = e.emit2(Op.Ne, Scalar.I8, to, from);
  const rest = e.tailOf(e.block);
  const move = f.newBlock(BlockKind.Plain);
  e.branch(differ, move, rest, 1);
  e.goOn(move);
  e.call('memmove', [to, from, n]);
  e.jump(rest);
  e.goOn(rest);
}

/** Whether two addresses are seen to lie in different objects, or at different places in one. */
function areApart(f: Func, x: Value, y: Value): boolean {
  const [a, b] = [baseOf(f, x), baseOf(f, y)];
  const kinds = [f.op[a], f.op[b]];
  if (kinds[0] === Op.SlotAddr && kinds[1] === Op.SlotAddr) return f.aux[a] !== f.aux[b];
  if (kinds[0] === Op.SymAddr && kinds[1] === Op.SymAddr) return f.aux[a] !== f.aux[b];
  if (a === b) return (f.op[x] === Op.OffPtr) !== (f.op[y] === Op.OffPtr) && (a === x || a === y);
  // What the function was given, or is static, does not lie in its own frame.
  const isForeign = (op: number | undefined): boolean => op === Op.SymAddr || op === Op.Param || op === Op.ParamAddr;
  return (kinds[0] === Op.SlotAddr && isForeign(kinds[1])) || (kinds[1] === Op.SlotAddr && isForeign(kinds[0]));
}

function baseOf(f: Func, addr: Value): Value {
  let v = addr;
  while (f.op[v] === Op.OffPtr || f.op[v] === Op.AddPtr) v = f.arg(v, 0);
  return v;
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
