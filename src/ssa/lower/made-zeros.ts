// A slice that is made only to be copied, `append(s, make([]byte, n)...)`, is not made: what it would be copied to is cleared. What
// remains of making it is the check of its length.

import * as Abi from '../../obj/abi.ts';
import * as BlockKind from '../blockkind.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { Edit } from './edit.ts';

/** Takes out such slices. */
export function madeZeros(p: Program, f: Func): void {
  const copies = onlyCopied(p, f);
  if (copies.size === 0) return;
  const made = new Set(copies.values());
  const e = new Edit(p, f);
  // Blocks that are added have nothing of it.
  const { length } = f.blocks;
  for (let i = 0; i < length; i++) {
    const b = f.blocks[i]!;
    if (!b.values.some(v => made.has(v) || copies.has(v))) continue;
    for (const v of e.start(b)) {
      e.at(v);
      if (made.has(v)) checkLength(e, f.arg(v, 0));
      else if (!copies.has(v)) e.keep(v);
      else if (f.op[v] === Op.Memmove) e.call('memclrNoHeapPointers', [f.arg(v, 0), f.arg(v, 2)]);
      else clearElems(e, f.arg(v, 1), f.arg(v, 2), p.layouts.size(p.types.type(f.aux[copies.get(v)!]!)));
    }
    e.finish();
  }
}

/** The copies from slices that are used for nothing else, with what makes the slices. */
function onlyCopied(p: Program, f: Func): Map<Value, Value> {
  const copies = new Map<Value, Value>();
  const made = new Set<Value>();
  for (const b of f.blocks) {
    for (const v of b.values) if (f.op[v] === Op.MakeBacking && f.arg(v, 0) === f.arg(v, 1)) made.add(v);
  }
  if (made.size === 0) return copies;
  const typed = p.syms.lookup('runtime.typedslicecopy', Abi.ABIInternal);
  /** Whether argument k of an operation is what it copies from. */
  const isSource = (user: Value, k: number): boolean => {
    if (f.op[user] === Op.Memmove) return k === 1;
    return f.op[user] === Op.CallStatic && f.calls[f.aux[user]!]!.sym === typed && k === 3;
  };
  const seen = new Set<Value>();
  const useOf = (v: Value, user: Value, k: number): void => {
    if (!made.has(v)) return;
    if (!seen.has(v) && user !== 0 && isSource(user, k)) copies.set(user, v);
    else made.delete(v);
    seen.add(v);
  };
  for (const b of f.blocks) {
    useOf(b.control, 0, 0);
    for (const v of b.rets) useOf(v, 0, 0);
    for (const v of b.values) for (let k = 0; k < f.nargs(v); k++) useOf(f.arg(v, k), v, k);
  }
  // How much was copied is not asked for.
  for (const b of f.blocks)
    for (const v of b.values) if (f.op[v] === Op.Result) made.delete(copies.get(f.arg(v, 0)) ?? 0);
  for (const [copy, v] of copies) if (!made.has(v)) copies.delete(copy);
  return copies;
}

/** Clears n elements with pointers. */
function clearElems(e: Edit, to: Value, n: Value, size: number): void {
  const { f } = e;
  const some = e.emit2(Op.Ne, Scalar.I8, n, e.int(0));
  const rest = e.tailOf(e.block);
  const clears = f.newBlock(BlockKind.Plain);
  e.branch(some, clears, rest, 1);
  e.goOn(clears);
  e.call('memclrHasPointers', [to, e.emit2(Op.Mul, Scalar.I64, n, e.int(size))]);
  e.jump(rest);
  e.goOn(rest);
}

/** Panics as making a slice does where its length is negative. */
function checkLength(e: Edit, len: Value): void {
  const { f } = e;
  if (f.op[len] === Op.ConstInt && f.num(len) >= 0) return;
  const negative = e.emit2(Op.LtS, Scalar.I8, len, e.int(0));
  const rest = e.tailOf(e.block);
  const wrong = f.newBlock(BlockKind.Exit);
  e.branch(negative, wrong, rest, -1);
  e.goOn(wrong);
  e.call('panicmakeslicelen', []);
  wrong.pos = e.pos;
  wrong.inl = e.inl;
  e.finish();
  e.goOn(rest);
}
