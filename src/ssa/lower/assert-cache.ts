// Puts a look into the cache of its descriptor before each call of the runtime that asks what a type has for an interface
// (typeAssert, interfaceSwitch: build/iface-cache.ts). The cache is a mask and a table of a power of two of entries, of so many
// words each, of which the first is the type; the search goes on behind the place that the type's hash says until an entry is
// empty:
//
//     b: cache, mask; -> head          head: If entry is the type -> hit, other     other: If entry is empty -> miss, head
//     hit: the words of the entry; -> rest                                          miss: the call; -> rest

import { assert } from '../../diag/internal-error.ts';
import * as Abi from '../../obj/abi.ts';
import * as BlockKind from '../blockkind.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { Edit } from './edit.ts';

/** The offset of the hash in a type descriptor. */
const hashOffset = 16;

/** Adds the searches. */
export function assertCaches(p: Program, f: Func): void {
  const typeAssert = p.syms.lookup('runtime.typeAssert', Abi.ABIInternal);
  const interfaceSwitch = p.syms.lookup('runtime.interfaceSwitch', Abi.ABIInternal);
  /** How many words an entry of the cache has that a call asks; 0 for other values. */
  const wordsOf = (v: Value): number => {
    if (f.op[v] !== Op.CallStatic) return 0;
    const { sym, implicit } = f.calls[f.aux[v]!]!;
    if (!implicit) return 0;
    return sym === typeAssert ? 2 : sym === interfaceSwitch ? 3 : 0;
  };
  if (!f.calls.some(c => c.sym === typeAssert || c.sym === interfaceSwitch)) return;
  const e = new Edit(p, f);
  // Blocks that are added ask nothing more.
  const { length } = f.blocks;
  for (let i = 0; i < length; i++) {
    const b = f.blocks[i]!;
    if (!b.values.some(v => wordsOf(v) > 0)) continue;
    const values = e.start(b);
    for (let k = 0; k < values.length; k++) {
      const v = values[k]!;
      const words = wordsOf(v);
      e.at(v);
      if (words === 0) e.keep(v);
      else k += search(e, v, words, values.slice(k + 1));
    }
    e.finish();
  }
}

/** Puts a call behind a search; gives how many of the values that follow are results of it. */
function search(e: Edit, call: Value, words: number, following: readonly Value[]): number {
  const { f } = e;
  const results: Value[] = [];
  for (const v of following) {
    if (f.op[v] !== Op.Result || f.arg(v, 0) !== call) break;
    results.push(v);
  }
  const word = e.p.layouts.ptrSize;
  assert(word === 8, 'words of 64 bits');
  const type = f.arg(call, 1);
  // Atomic, so that what the cache holds is seen whole.
  const cache = e.emit1(Op.AtomicLoad, Scalar.Ptr, f.arg(call, 0));
  const mask = e.load(Scalar.I64, cache);
  const hash = e.emit1(Op.ZeroExt, Scalar.I64, e.emit1(Op.Load, Scalar.I32, type, 0, hashOffset, 1));
  const typeWord = e.as(type, Scalar.I64);
  const rest = e.tailOf(e.block);
  const [head, other, hit, miss] = [0, 0, 0, 0].map((): Block => f.newBlock(BlockKind.Plain)) as [
    Block,
    Block,
    Block,
    Block,
  ];
  e.jump(head);

  e.goOn(head);
  const at = e.emit1(Op.Phi, Scalar.I64, hash);
  const offset = e.emit2(Op.Mul, Scalar.I64, e.emit2(Op.And, Scalar.I64, at, mask), e.int(words * word));
  // The entries stand behind the mask.
  const entry = e.offPtr(e.emit2(Op.AddPtr, Scalar.Ptr, cache, offset), word);
  f.addArg(at, e.emit2(Op.Add, Scalar.I64, at, e.int(1)));
  const seen = e.load(Scalar.I64, entry);
  e.branch(e.emit2(Op.Eq, Scalar.I8, seen, typeWord), hit, other, 1);

  e.goOn(other);
  e.branch(e.emit2(Op.Eq, Scalar.I8, seen, e.int(0)), miss, head, 0);

  e.goOn(hit);
  const found = results.map(v => e.load(f.type[v]!, entry, word * (1 + f.lo[v]!)));
  e.jump(rest);

  e.goOn(miss);
  e.keep(call);
  const made = results.map(v => e.emit1(Op.Result, f.type[v]!, call, 0, f.lo[v]!, f.hi[v]!));
  e.jump(rest);

  e.goOn(rest);
  results.forEach((v, i) => {
    f.reset(v, Op.Phi);
    f.addArg(v, found[i]!);
    f.addArg(v, made[i]!);
    e.keep(v);
  });
  return results.length;
}
