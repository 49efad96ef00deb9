// What append makes first may be in the frame: `var s []int; s = append(s, x)` where the slice does not leave the function, or in one
// place only, where it is copied to the heap (slice-moves.ts). The buffer has room for 32 bytes and is used where the slice is empty so
// far, once: in a loop a flag in the frame says whether it was. What does not fit, and what comes later, the runtime makes in the
// heap, copying what was in the buffer.
//
// Of appends to one variable the first alone has a buffer: those that hand on to each other, through phis, are found by their values.
// Where the capacity of a slice that leaves is asked for, the runtime gives out the buffer in the steps of its sizes instead.

import { ArrayT, type Type } from '../../types/type.ts';
import * as Typ from '../../types/basic.ts';
import * as BlockKind from '../blockkind.ts';
import { Dominators, Loops } from '../dominators.ts';
import { appendedElem, MaxVariableMake } from '../escape/limits.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { structOf } from './allocs.ts';
import { Edit } from './edit.ts';
import { findSliceMoves, type SliceMove } from './slice-moves.ts';

/** The buffer of one slice. */
interface Buffer {
  readonly slot: number;
  readonly elem: Type;
  /** The call of growslice that is not made while the slice is empty; 0: all calls are given the buffer. */
  readonly first: Value;
}

/** Puts buffers before calls of growslice whose memory stays in the frame (`hi` is 1), or leaves it in one place. */
export function appendBuffers(p: Program, f: Func): void {
  const calls: Value[] = [];
  for (const b of f.blocks) for (const v of b.values) if (appendedElem(p, f, v) !== null) calls.push(v);
  const wanted = new Set(calls.filter(v => fits(p, f, v)));
  if (wanted.size === 0) return;
  const doms = new Dominators(f);
  const loops = new Loops(f, doms);
  const slices = bySlice(f, calls);
  const stays = (v: Value): boolean => f.hi[v] === 1;
  const leaving = slices.filter(
    list => list.some(v => wanted.has(v) && !stays(v)) && list.some(v => wanted.has(v) && mayBeFirst(f, v)),
  );
  const moves = leaving.length === 0 ? [] : findSliceMoves(p, f, doms, loops, leaving, v => wanted.has(v));
  const e = new Edit(p, f);
  const buffers = new Map<Value, Buffer>();
  const moveOf = new Map<Value, Buffer>();
  for (const list of slices) {
    const move = moves.find(m => list.includes(m.calls[0]!));
    const usable = move === undefined ? list.filter(v => wanted.has(v) && stays(v)) : move.calls;
    const inSteps = move !== undefined && move.newCap === 0;
    const first = inSteps ? 0 : (usable.find(v => mayBeFirst(f, v)) ?? 0);
    if (!inSteps && first === 0) continue;
    const elem = appendedElem(p, f, usable[0]!)!;
    const buffer: Buffer = { slot: newBuffer(e, elem), elem, first };
    for (const v of inSteps ? usable : [first]) buffers.set(v, buffer);
    if (move !== undefined) moveOf.set(move.newPtr, buffer);
  }
  // Blocks that are added have nothing of it.
  const { length } = f.blocks;
  for (let i = 0; i < length; i++) {
    const b = f.blocks[i]!;
    const here = moves.filter(m => m.block === b);
    if (here.length === 0 && !b.values.some(v => buffers.has(v))) continue;
    const repeats = loops.irreducible || loops.head[b.id] !== null;
    const values = e.start(b);
    for (let k = 0; k < values.length; k++) {
      const v = values[k]!;
      e.at(v);
      for (const m of here) if (m.before === v) insertMove(e, m, moveOf.get(m.newPtr)!);
      const buffer = buffers.get(v);
      if (buffer === undefined) {
        e.keep(v);
        continue;
      }
      const results: Value[] = [];
      while (k + 1 < values.length && f.op[values[k + 1]!] === Op.Result) results.push(values[++k]!);
      if (buffer.first === 0) insertSteps(e, v, results, buffer);
      else insertBuffer(e, v, results, buffer, repeats);
    }
    e.pos = e.block.pos;
    e.inl = e.block.inl;
    for (const m of here) if (m.before === 0) insertMove(e, m, moveOf.get(m.newPtr)!);
    e.finish();
  }
  for (const { slot, first } of new Set(buffers.values())) if (first === 0) startBuffer(p, f, slot);
}

/**
 * Whether a call of growslice may use a buffer: for a number of elements that is known, and fits. Where another slice is appended
 * (`lo` is 1) the capacity is what the allocator gives, as gc's: programs measure it.
 */
function fits(p: Program, f: Func, v: Value): boolean {
  if (f.lo[v] === 1) return false;
  const elem = appendedElem(p, f, v)!;
  const count = f.arg(v, 3);
  return p.layouts.size(elem) > 0 && f.op[count] === Op.ConstInt && f.num(count) <= roomFor(p, elem);
}

/** Whether the slice may be empty before. */
function mayBeFirst(f: Func, v: Value): boolean {
  const newLen = f.arg(v, 1);
  return f.op[newLen] !== Op.ConstInt || f.num(newLen) === f.num(f.arg(v, 3));
}

/** Calls of growslice by the slices that they may make longer, in the order of the first of each. */
function bySlice(f: Func, calls: readonly Value[]): Value[][] {
  if (calls.length === 1) return [[calls[0]!]];
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
      if (isCall.has(v)) join(v, f.arg(v, 0));
      else if (f.type[v] !== Scalar.Ptr) continue;
      else if (f.op[v] === Op.Phi) for (let i = 0; i < f.nargs(v); i++) join(v, f.arg(v, i));
      else if (f.op[v] === Op.Result && f.hi[v] === 0 && isCall.has(f.arg(v, 0))) join(v, f.arg(v, 0));
    }
  }
  const lists = new Map<Value, Value[]>();
  for (const v of calls) {
    const slice = find(v);
    const list = lists.get(slice);
    if (list === undefined) lists.set(slice, [v]);
    else list.push(v);
  }
  return [...lists.values()];
}

/** A slot for as many elements as fit; as aligned as what the allocator gives. */
function newBuffer(e: Edit, elem: Type): number {
  const { p, f } = e;
  const type = p.types.id(structOf([new ArrayT(Typ.Uintptr, 0), new ArrayT(elem, roomFor(p, elem))]));
  f.slots.push({ type, name: 'backing', always: false });
  return f.slots.length - 1;
}

function roomFor(p: Program, elem: Type): number {
  return Math.floor(MaxVariableMake / p.layouts.size(elem));
}

/** Emits a call of growslice, and the buffer that it need not be made for; `results` are read from either. */
function insertBuffer(e: Edit, call: Value, results: readonly Value[], buffer: Buffer, repeats: boolean): void {
  const { p, f } = e;
  const newLen = f.arg(call, 1);
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
  e.emit(Op.SlotLive, Scalar.Void, buffer.slot);
  const addr = e.slotAddr(buffer.slot);
  e.emit1(Op.Zero, Scalar.Void, addr, f.slots[buffer.slot]!.type, 1);
  if (flag >= 0) e.store(e.slotAddr(flag), 0, e.int(1, Scalar.I8));
  const capacity = e.int(roomFor(p, buffer.elem));
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

/** Emits a call that is given the buffer instead of one of growslice. */
function insertSteps(e: Edit, call: Value, results: readonly Value[], buffer: Buffer): void {
  const { p, f } = e;
  const grown = e.call('growsliceBuf', [...f.args(call), e.slotAddr(buffer.slot), e.int(roomFor(p, buffer.elem))]);
  for (const v of results) {
    f.setArg(v, 0, grown);
    e.keep(v);
  }
}

/** Emits what copies a slice to the heap if its memory is the buffer. */
function insertMove(e: Edit, m: SliceMove, buffer: Buffer): void {
  const { p, f } = e;
  // The address is compared only, which keeps nothing alive: the buffer may not have been cleared.
  const ours = e.emit(Op.SlotAddr, Scalar.I64, buffer.slot);
  const isOurs = e.emit2(Op.Eq, Scalar.I8, e.emit1(Op.Bitcast, Scalar.I64, m.ptr), ours);
  const rest = e.tailOf(e.block);
  const move = f.newBlock(BlockKind.Plain);
  e.branch(isOurs, move, rest, -1);
  e.goOn(move);
  const hasPointers = p.layouts.hasPointers(buffer.elem);
  const elem = hasPointers ? e.typeAddr(buffer.elem) : e.int(p.layouts.size(buffer.elem));
  const isFree = m.newCap !== 0;
  const name = `moveSlice${isFree ? 'NoCap' : ''}${hasPointers ? '' : 'NoScan'}`;
  const call = e.call(name, isFree ? [elem, m.ptr, m.len] : [elem, m.ptr, m.len, m.cap]);
  const ptr = e.emit1(Op.Result, Scalar.Ptr, call);
  const cap = isFree ? e.emit1(Op.Result, Scalar.I64, call, 0, 2) : 0;
  e.jump(rest);
  e.goOn(rest);
  f.addArg(m.newPtr, m.ptr);
  f.addArg(m.newPtr, ptr);
  e.keep(m.newPtr);
  if (!isFree) return;
  f.addArg(m.newCap, m.cap);
  f.addArg(m.newCap, cap);
  e.keep(m.newCap);
}

/** A byte of the frame that is 0 when the function starts. */
function newFlag(e: Edit): number {
  const { p, f } = e;
  f.slots.push({ type: p.types.id(Typ.Bool), name: 'used', always: false });
  const slot = f.slots.length - 1;
  atStart(p, f, start => {
    start.emit(Op.SlotLive, Scalar.Void, slot);
    start.store(start.slotAddr(slot), 0, start.int(0, Scalar.I8));
  });
  return slot;
}

/** A buffer that is there from the start, and holds no garbage. */
function startBuffer(p: Program, f: Func, slot: number): void {
  const { type } = f.slots[slot]!;
  atStart(p, f, start => {
    start.emit(Op.SlotLive, Scalar.Void, slot);
    if (p.types.hasPointers(type)) start.emit1(Op.Zero, Scalar.Void, start.slotAddr(slot), type, 1);
  });
}

/** Emits values before all others but the parameters. */
function atStart(p: Program, f: Func, emit: (start: Edit) => void): void {
  const { entry } = f;
  const start = new Edit(p, f);
  start.pos = entry.pos;
  start.inl = entry.inl;
  const values = start.start(entry);
  let k = 0;
  for (; k < values.length && isParam(f, values[k]!); k++) start.keep(values[k]!);
  emit(start);
  for (; k < values.length; k++) start.keep(values[k]!);
  start.finish();
}

function isParam(f: Func, v: Value): boolean {
  return f.op[v] === Op.Param || f.op[v] === Op.ClosurePtr;
}
