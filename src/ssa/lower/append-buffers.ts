// What append makes first may be in the frame: `var s []int; s = append(s, x)` where the slice does not leave the function. The buffer
// has room for 32 bytes and is used where the slice is empty so far, once: in a loop a flag in the frame says whether it was.
// What does not fit, and what comes later, the runtime makes in the heap, copying what was in the buffer.
//
// Of appends to one variable the first alone has a buffer: those that hand on to each other, through phis, are found by their values.

import { ArrayT } from '../../types/type.ts';
import * as Typ from '../../types/basic.ts';
import * as BlockKind from '../blockkind.ts';
import { Dominators, Loops } from '../dominators.ts';
import { appendedElem, MaxVariableMake } from '../escape/limits.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { structOf, zeroSlot } from './allocs.ts';
import { Edit } from './edit.ts';

/** Puts buffers before calls of growslice whose memory stays in the frame (`hi` is 1). */
export function appendBuffers(p: Program, f: Func): void {
  const wanted: Value[] = [];
  for (const b of f.blocks) for (const v of b.values) if (hasBuffer(p, f, v)) wanted.push(v);
  if (wanted.length === 0) return;
  const chosen = firstOfEach(f, wanted);
  const loops = new Loops(f, new Dominators(f));
  const e = new Edit(p, f);
  // Blocks that are added have nothing of it.
  const { length } = f.blocks;
  for (let i = 0; i < length; i++) {
    const b = f.blocks[i]!;
    if (!b.values.some(v => chosen.has(v))) continue;
    const repeats = loops.irreducible || loops.head[b.id] !== null;
    const values = e.start(b);
    for (let k = 0; k < values.length; k++) {
      const v = values[k]!;
      e.at(v);
      if (!chosen.has(v)) {
        e.keep(v);
        continue;
      }
      const results: Value[] = [];
      while (k + 1 < values.length && f.op[values[k + 1]!] === Op.Result) results.push(values[++k]!);
      insertBuffer(e, v, results, repeats);
    }
    e.finish();
  }
}

/**
 * Whether v is a call of growslice that may use a buffer: for a number of elements that is known, and fits. Where another slice
 * is appended (`lo` is 1) the capacity is what the allocator gives, as gc's: programs measure it.
 */
function hasBuffer(p: Program, f: Func, v: Value): boolean {
  if (f.op[v] !== Op.CallStatic || f.hi[v] !== 1 || f.lo[v] === 1) return false;
  const elem = appendedElem(p, f, v);
  if (elem === null) return false;
  const size = p.layouts.size(elem);
  const count = f.arg(v, 3);
  const newLen = f.arg(v, 1);
  if (f.op[newLen] === Op.ConstInt && f.num(newLen) !== f.num(count)) return false;
  return size > 0 && f.op[count] === Op.ConstInt && f.num(count) <= Math.floor(MaxVariableMake / size);
}

/** Of calls whose slices may be each other's the first. */
function firstOfEach(f: Func, calls: readonly Value[]): Set<Value> {
  const out = new Set<Value>();
  if (calls.length === 1) return out.add(calls[0]!);
  // Values that may be one slice's, joined.
  const parent = new Int32Array(f.count);
  for (let v = 1; v < f.count; v++) parent[v] = v;
  const find = (v: Value): Value => {
    let at = v;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const join = (a: Value, b: Value): void => {
    // nil is everybody's.
    if (f.op[a] !== Op.ConstInt && f.op[b] !== Op.ConstInt) parent[find(a)] = find(b);
  };
  const isCall = new Set(calls);
  for (const b of f.blocks) {
    for (const v of b.values) {
      if (f.type[v] !== Scalar.Ptr) continue;
      if (f.op[v] === Op.Phi) for (let i = 0; i < f.nargs(v); i++) join(v, f.arg(v, i));
      else if (f.op[v] === Op.Result && f.hi[v] === 0 && isCall.has(f.arg(v, 0))) join(v, f.arg(f.arg(v, 0), 0));
    }
  }
  const seen = new Set<Value>();
  for (const v of calls) {
    const s = f.arg(v, 0);
    const variable = f.op[s] === Op.ConstInt ? v : find(s);
    if (seen.has(variable)) continue;
    seen.add(variable);
    out.add(v);
  }
  return out;
}

/** Emits a call of growslice, and the buffer that it need not be made for; `results` are read from either. */
function insertBuffer(e: Edit, call: Value, results: readonly Value[], repeats: boolean): void {
  const { p, f } = e;
  const newLen = f.arg(call, 1);
  const elem = appendedElem(p, f, call)!;
  const room = Math.floor(MaxVariableMake / p.layouts.size(elem));
  const isFirst =
    f.op[newLen] === Op.ConstInt ? e.int(1, Scalar.I8) : e.emit2(Op.Eq, Scalar.I8, newLen, f.arg(call, 3));
  const rest = e.tailOf(e.block);
  const inFrame = f.newBlock(BlockKind.Plain);
  const inHeap = f.newBlock(BlockKind.Plain);
  const flag = repeats ? newFlag(e) : -1;
  if (flag < 0) e.branch(isFirst, inFrame, inHeap, 0);
  else {
    const ask = f.newBlock(BlockKind.Plain);
    e.branch(isFirst, ask, inHeap, 0);
    e.goOn(ask);
    e.branch(e.load(Scalar.I8, e.slotAddr(flag)), inHeap, inFrame, 0);
  }
  e.goOn(inFrame);
  // As aligned as what the allocator gives.
  const addr = zeroSlot(e, structOf([new ArrayT(Typ.Uintptr, 0), new ArrayT(elem, room)]), 'backing');
  if (flag >= 0) e.store(e.slotAddr(flag), 0, e.int(1, Scalar.I8));
  const capacity = e.int(room);
  e.jump(rest);
  e.goOn(inHeap);
  e.keep(call);
  const grown = results.map(v => e.emit1(Op.Result, f.type[v]!, call, f.aux[v]!, f.lo[v]!, f.hi[v]!));
  e.jump(rest);
  e.goOn(rest);
  results.forEach((v, i) => {
    const part = f.hi[v]!;
    f.reset(v, Op.Phi);
    f.addArg(v, part === 0 ? addr : part === 1 ? newLen : capacity);
    f.addArg(v, grown[i]!);
    e.keep(v);
  });
}

/** A byte of the frame that is 0 when the function starts. */
function newFlag(e: Edit): number {
  const { p, f } = e;
  f.slots.push({ type: p.types.id(Typ.Bool), name: 'used', always: false });
  const slot = f.slots.length - 1;
  const { entry } = f;
  const start = new Edit(p, f);
  start.pos = entry.pos;
  start.inl = entry.inl;
  start.goOn(entry);
  start.out = entry.values;
  start.emit(Op.SlotLive, Scalar.Void, slot);
  start.store(start.slotAddr(slot), 0, start.int(0, Scalar.I8));
  start.finish();
  return slot;
}
