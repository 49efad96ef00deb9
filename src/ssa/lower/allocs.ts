// Makes the memory that a function asks for: in the frame where escape analysis found that it stays (`hi` is 1; a Temp stays by
// construction), else by calls of the runtime's allocator. A slot's life begins anew wherever its Alloc stands, so that one in a
// loop is another variable in every iteration.

import { setPointerBits } from '../../rtype/gcdata.ts';
import { Struct, ArrayT, type Type } from '../../types/type.ts';
import { assert } from '../../diag/internal-error.ts';
import { newField } from '../../types/object.ts';
import * as Typ from '../../types/basic.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import { under } from '../../types/under.ts';
import * as BasicKind from '../../types/basickind.ts';
import * as AllocKind from '../allockind.ts';
import * as BlockKind from '../blockkind.ts';
import { constantCap, mustBeHeap, MaxVariableMake } from '../escape/limits.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { constantData } from '../staticinit/readonly.ts';
import { Edit } from './edit.ts';
import { type JointObject, jointObjects } from './joint-vars.ts';

/** runtime.zeroVal has so many bytes. */
const ZeroValSize = 1024;
/** internal/abi.MapGroupSlots, and a word of control bytes that say "empty". */
const MapGroupSlots = 8;
const EmptyControl = 0x80808080 | 0;

/** Lowers Alloc, MakeBacking, MakeMap and Box. */
export function lowerAllocs(p: Program, f: Func): void {
  const inDeferReturn = new Set<Value>();
  for (const v of f.deferReturn?.values ?? []) for (let i = 0; i < f.nargs(v); i++) inDeferReturn.add(f.arg(v, i));
  const e = new Edit(p, f);
  // Blocks that are added have nothing more to lower.
  const { length } = f.blocks;
  for (let i = 0; i < length; i++) {
    const values = e.start(f.blocks[i]!);
    const joint = jointObjects(p, f, values);
    if (joint !== null) values.forEach((v, k) => joint.has(v) && dropClearing(p, f, v, values, k));
    for (let k = 0; k < values.length; k++) {
      const v = values[k]!;
      e.at(v);
      const object = joint?.get(v);
      if (object !== undefined) {
        if (f.op[v] === Op.Alloc) jointObject(e, object); // else it came with another
        continue;
      }
      switch (f.op[v]) {
        case Op.Invalid:
          break;
        case Op.Alloc:
          alloc(e, v, inDeferReturn.has(v), values, k);
          break;
        case Op.MakeBacking:
          makeBacking(e, v);
          break;
        case Op.MakeMap:
          makeMap(e, v);
          break;
        case Op.Box:
          box(e, v);
          break;
        default:
          e.keep(v);
          break;
      }
    }
    e.finish();
  }
  carryToDeferReturn(e);
}

function alloc(e: Edit, v: Value, inDeferReturn: boolean, values: readonly Value[], at: number): void {
  const { p, f } = e;
  const type = f.aux[v]!;
  const kind = f.lo[v]!;
  if (kind === AllocKind.Temp || f.hi[v] === 1) {
    const zero = !inDeferReturn && holdsGarbage(p, f, v, values, at);
    const isVariable = kind === AllocKind.Var || kind === AllocKind.New;
    toSlot(e, v, type, isVariable ? 'var' : 'tmp', inDeferReturn, isVariable);
    if (zero) e.emit1(Op.Zero, Scalar.Void, v, type, 1);
  } else if (kind === AllocKind.Buffer) {
    f.reset(v, Op.ConstInt);
    e.keep(v);
  } else {
    dropClearing(p, f, v, values, at);
    newObject(e, v, p.types.type(type));
  }
}

/** Drops what clears a new object of the heap, in its block, as long as nothing can have written to it: it is made zero. */
function dropClearing(p: Program, f: Func, v: Value, values: readonly Value[], at: number): void {
  // What was written, as pairs of where it starts and ends.
  const set: number[] = [];
  for (let k = at + 1; k < values.length; k++) {
    const w = values[k]!;
    const op = f.op[w]!;
    if (op !== Op.Store && op !== Op.Zero && op !== Op.Move) {
      if ((f.flags(w) & (OpFlag.Call | OpFlag.Writes | OpFlag.Effect)) !== 0 && !makesMemory(op)) return;
      continue;
    }
    const address = f.arg(w, 0);
    let start = offsetIn(f, address, v);
    if (start < 0) {
      let base = address;
      while (f.op[base] === Op.OffPtr) base = f.arg(base, 0);
      if (f.op[base] !== Op.Alloc && f.op[base] !== Op.SlotAddr) return;
      continue;
    }
    if (op === Op.Store) start += f.lo[w]!;
    const end = start + (op === Op.Store ? Scalar.size(f.type[f.arg(w, 1)] as Scalar.Kind) : p.types.size(f.aux[w]!));
    let isNew = op === Op.Zero || (op === Op.Store && isZero(f, f.arg(w, 1)));
    for (let i = 0; i < set.length; i += 2) if (start < set[i + 1]! && end > set[i]!) isNew = false;
    if (isNew) f.reset(w, Op.Invalid);
    else set.push(start, end);
  }
}

/** Whether an operation asks for other memory, and writes to none that is there. */
function makesMemory(op: number): boolean {
  return op === Op.Alloc || op === Op.MakeBacking || op === Op.MakeMap || op === Op.Box;
}

/**
 * Whether the collector may come to see memory of the frame before all its pointers are set: objects of the heap are made zero,
 * so that passes may have dropped what clears them.
 */
function holdsGarbage(p: Program, f: Func, v: Value, values: readonly Value[], at: number): boolean {
  const type = f.aux[v]!;
  if (!p.types.hasPointers(type)) return false;
  const word = p.layouts.ptrSize;
  const words = Math.ceil(p.types.size(type) / word);
  const mask = new Uint8Array((words + 7) >> 3);
  setPointerBits(p.layouts, p.types.type(type), 0, mask);
  let left = 0;
  for (let i = 0; i < words; i++) if (bit(mask, i)) left++;
  for (let k = at + 1; k < values.length; k++) {
    const w = values[k]!;
    const op = f.op[w]!;
    if (op === Op.Store || op === Op.Zero || op === Op.Move) {
      const offset = offsetIn(f, f.arg(w, 0), v);
      if (offset < 0) continue;
      const start = op === Op.Store ? offset + f.lo[w]! : offset;
      const size = op === Op.Store ? Scalar.size(f.type[f.arg(w, 1)] as Scalar.Kind) : p.types.size(f.aux[w]!);
      for (let i = Math.ceil(start / word); (i + 1) * word <= start + size; i++) {
        if (!bit(mask, i)) continue;
        mask[i >> 3]! &= ~(1 << (i & 7));
        left--;
      }
      if (left === 0) return false;
    } else if (isSafePoint(f, w)) {
      // A result in memory is set when the call is over, and its slot lives from there.
      for (let r = k + 1; r < values.length; r++) {
        const x = values[r]!;
        if (f.op[x] !== Op.Result && f.op[x] !== Op.ResultMem) break;
        if (f.op[x] === Op.ResultMem && f.arg(x, 0) === w && f.arg(x, 1) === v) {
          return f.calls[f.aux[w]!]!.sig.results[f.lo[x]!]!.type !== type;
        }
      }
      return true;
    }
  }
  return true;
}

function bit(mask: Uint8Array, i: number): boolean {
  return ((mask[i >> 3]! >>> (i & 7)) & 1) === 1;
}

/** How far into the object at `base` an address is; -1 for other objects, and where it is not constant. */
function offsetIn(f: Func, addr: Value, base: Value): number {
  let offset = 0;
  let v = addr;
  while (f.op[v] === Op.OffPtr) {
    offset += f.num(v);
    v = f.arg(v, 0);
  }
  return v === base ? offset : -1;
}

/** Whether the collector may look at the frame in an operation, or in what lowering makes of it. */
function isSafePoint(f: Func, v: Value): boolean {
  switch (f.op[v]) {
    case Op.Alloc:
    case Op.Box:
    case Op.MakeBacking:
    case Op.MakeMap:
      return true;
    default:
      return (f.flags(v) & (OpFlag.Call | OpFlag.Panics)) !== 0;
  }
}

/** v becomes the address of a new slot. */
function toSlot(e: Edit, v: Value, type: number, name: string, always: boolean, isVariable = false): void {
  const { f } = e;
  f.slots.push({ type, name, always, isVariable });
  const slot = f.slots.length - 1;
  e.emit(Op.SlotLive, Scalar.Void, slot);
  f.reset(v, Op.SlotAddr);
  f.aux[v] = slot;
  e.keep(v);
}

/** The address of a new slot, cleared. */
function zeroSlot(e: Edit, t: Type, name: string): Value {
  const { p, f } = e;
  const type = p.types.id(t);
  f.slots.push({ type, name, always: false });
  const slot = f.slots.length - 1;
  e.emit(Op.SlotLive, Scalar.Void, slot);
  const addr = e.slotAddr(slot);
  e.emit1(Op.Zero, Scalar.Void, addr, type, 1);
  return addr;
}

/** v becomes the address of a new object. */
function newObject(e: Edit, v: Value, t: Type): void {
  const { p, f } = e;
  if (p.layouts.size(t) === 0) {
    f.reset(v, Op.SymAddr);
    f.aux[v] = p.runtimeGlobal('zerobase');
    e.keep(v);
    return;
  }
  const call = e.call('newobject', [e.typeAddr(t)]);
  f.reset(v, Op.Result);
  f.addArg(v, call);
  e.keep(v);
}

/** The variables of an object become addresses in it; it is made where the first of them was. */
function jointObject(e: Edit, { offsets, size }: JointObject): void {
  const { f } = e;
  const call = e.call('mallocgc', [e.int(size), e.zero(Scalar.Ptr), e.int(1, Scalar.I8)]);
  let base = -1;
  for (const [v, offset] of offsets) {
    f.reset(v, offset === 0 ? Op.Result : Op.OffPtr);
    f.addArg(v, offset === 0 ? call : base);
    if (offset === 0) base = v;
    else f.setNum(v, offset);
    e.keep(v);
  }
}

function makeBacking(e: Edit, v: Value): void {
  const { p, f } = e;
  const elem = p.types.type(f.aux[v]!);
  const len = f.arg(v, 0);
  const cap = f.arg(v, 1);
  // A size that has become constant since may be too large.
  if (f.hi[v] === 1 && !mustBeHeap(p, f, v)) {
    const n = constantCap(f, v);
    if (n >= 0) {
      if (!isWithin(f, len, n)) checkLen(e, len, cap);
      const type = p.types.id(new ArrayT(elem, n));
      toSlot(e, v, type, 'backing', false);
      e.emit1(Op.Zero, Scalar.Void, v, type, 1);
      return;
    }
    const room = Math.floor(MaxVariableMake / p.layouts.size(elem));
    if (room > 0 && !p.noOpt(f.sym)) {
      makeIfSmall(e, v, elem, room);
      return;
    }
  }
  const call = e.call(f.lo[v] === 1 ? 'makeslice64' : 'makeslice', [e.typeAddr(elem), len, cap]);
  const kind = f.type[v]!;
  asResult(e, v, call, kind);
}

/** Whether a length is a constant from 0 to n. */
function isWithin(f: Func, len: Value, n: number): boolean {
  return f.op[len] === Op.ConstInt && f.num(len) >= 0 && f.num(len) <= n;
}

/** Panics as makeslice does unless 0 <= len <= cap; cap is known to be no less than 0. */
function checkLen(e: Edit, len: Value, cap: Value): void {
  const { f } = e;
  const bad = e.emit2(Op.LtU, Scalar.I8, cap, len);
  const rest = e.tailOf(e.block);
  const wrong = f.newBlock(BlockKind.Plain);
  e.branch(bad, wrong, rest, -1);
  e.goOn(wrong);
  const negative = e.emit2(Op.LtS, Scalar.I8, len, e.int(0));
  const ofLen = f.newBlock(BlockKind.Exit);
  const ofCap = f.newBlock(BlockKind.Exit);
  e.branch(negative, ofLen, ofCap, 0);
  panics(e, ofLen, 'panicmakeslicelen');
  panics(e, ofCap, 'panicmakeslicecap');
  e.goOn(rest);
}

function panics(e: Edit, b: Block, name: string): void {
  e.goOn(b);
  e.call(name, []);
  b.pos = e.pos;
  b.inl = e.inl;
  e.finish();
}

/** A slice of a length that is not constant: in the frame when it has no more than `room` elements. */
function makeIfSmall(e: Edit, v: Value, elem: Type, room: number): void {
  const { f } = e;
  const len = f.arg(v, 0);
  const cap = f.arg(v, 1);
  const call64 = f.lo[v] === 1;
  const small = e.emit2(Op.LeU, Scalar.I8, cap, e.int(room));
  const rest = e.tailOf(e.block);
  const inFrame = f.newBlock(BlockKind.Plain);
  const inHeap = f.newBlock(BlockKind.Plain);
  e.branch(small, inFrame, inHeap, 0);
  e.goOn(inFrame);
  if (len !== cap) checkLen(e, len, cap);
  // As aligned as what the allocator gives.
  const addr = zeroSlot(e, structOf([new ArrayT(Typ.Uintptr, 0), new ArrayT(elem, room)]), 'backing');
  e.jump(rest);
  e.goOn(inHeap);
  const call = e.call(call64 ? 'makeslice64' : 'makeslice', [e.typeAddr(elem), len, cap]);
  const made = e.emit1(Op.Result, Scalar.Ptr, call);
  e.jump(rest);
  e.goOn(rest);
  if (f.type[v] === Scalar.Ptr) {
    becomePhi(e, v, addr, made);
  } else {
    const ptr = e.emit2(Op.Phi, Scalar.Ptr, addr, made);
    f.reset(v, Op.Bitcast);
    f.addArg(v, ptr);
    e.keep(v);
  }
}

function becomePhi(e: Edit, v: Value, x: Value, y: Value): void {
  const { f } = e;
  f.reset(v, Op.Phi);
  f.addArg(v, x);
  f.addArg(v, y);
  e.keep(v);
}

/** A struct of fields of such types. */
export function structOf(types: readonly Type[]): Struct {
  return new Struct(
    types.map((t, i) => newField(0, null, `F${i}`, t, false)),
    [],
  );
}

/** v becomes the pointer that a call gives. */
function asResult(e: Edit, v: Value, call: Value, kind: number): void {
  const { f } = e;
  if (kind === Scalar.Ptr) {
    f.reset(v, Op.Result);
    f.addArg(v, call);
    e.keep(v);
    return;
  }
  const r = e.emit1(Op.Result, Scalar.Ptr, call);
  f.reset(v, Op.Bitcast);
  f.addArg(v, r);
  e.keep(v);
}

function makeMap(e: Edit, v: Value): void {
  const { p, f } = e;
  const t = p.types.type(f.aux[v]!);
  const hint = f.arg(v, 0);
  const isSmall = f.lo[v] === 1;
  const kind = f.type[v]!;
  if (f.hi[v] !== 1) {
    const call = isSmall ? e.call('makemap_small', []) : e.call('makemap', [e.typeAddr(t), hint, e.zero(Scalar.Ptr)]);
    asResult(e, v, call, kind);
    return;
  }
  // The map and one group lie in the frame; the runtime makes groups in the heap if these do not do.
  const map = mapStruct(p);
  const m = zeroSlot(e, map, 'map');
  if (isSmall || f.op[hint] !== Op.ConstInt) {
    let rest: Block | null = null;
    if (!isSmall) {
      const fits = e.emit2(Op.LeS, Scalar.I8, hint, e.int(MapGroupSlots));
      rest = e.tailOf(e.block);
      const one = f.newBlock(BlockKind.Plain);
      e.branch(fits, one, rest, 1);
      e.goOn(one);
    }
    const u = under(t);
    assert(u.kind === TypeKind.Map, 'a map');
    const g = zeroSlot(e, p.layouts.mapGroup(u).group, 'group');
    e.store(g, 0, e.emit(Op.ConstInt, Scalar.I64, 0, EmptyControl, EmptyControl));
    e.store(m, fieldOffset(p, map, 'dirPtr'), g);
    if (rest !== null) {
      e.jump(rest);
      e.goOn(rest);
    }
  }
  if (isSmall) {
    const seed = e.emit1(Op.Result, Scalar.I64, e.call('rand', []));
    e.store(m, fieldOffset(p, map, 'seed'), seed);
    const slot = f.aux[m]!;
    f.reset(v, Op.SlotAddr);
    f.aux[v] = slot;
    e.keep(v);
    return;
  }
  asResult(e, v, e.call('makemap', [e.typeAddr(t), hint, m]), kind);
}

/** internal/runtime/maps.Map. */
function mapStruct(p: Program): Struct {
  const obj = p.source.package('internal/runtime/maps').scope.lookup('Map');
  assert(obj !== null && obj.kind === ObjKind.TypeName, 'the runtime has maps');
  const u = under(obj.type!);
  assert(u.kind === TypeKind.Struct, 'a map is a struct');
  return u;
}

function fieldOffset(p: Program, t: Struct, name: string): number {
  return p.layouts.fieldOffset(
    t,
    t.fields.findIndex(f => f.name === name),
  );
}

/** The data word of an interface. */
function box(e: Edit, v: Value): void {
  const { p, f } = e;
  const t = p.types.type(f.aux[v]!);
  const { size } = p.layouts.of(t);
  const comps = p.types.components(t);
  const args = f.args(v);
  if (size === 0) {
    f.reset(v, Op.SymAddr);
    f.aux[v] = p.runtimeGlobal('zerobase');
    e.keep(v);
    return;
  }
  const type = f.aux[v]!;
  const stays = f.hi[v] === 1;
  if (comps !== null && size <= ZeroValSize && args.every(a => isZero(f, a))) {
    f.reset(v, Op.SymAddr);
    f.aux[v] = p.runtimeGlobal('zeroVal');
    e.keep(v);
    return;
  }
  if (comps !== null && comps.length === 1 && comps[0]!.kind === Scalar.I8) {
    const index = e.emit1(Op.ZeroExt, Scalar.I64, args[0]!);
    const scaled = e.emit2(Op.Shl, Scalar.I64, index, e.int(3), 0, 1);
    const table = e.emit(Op.SymAddr, Scalar.Ptr, p.runtimeGlobal('staticuint64s'));
    f.reset(v, Op.AddPtr);
    f.addArg(v, table);
    f.addArg(v, scaled);
    e.keep(v);
    return;
  }
  const constant = constantData(p, f, type, args);
  if (constant !== 0) {
    f.reset(v, Op.SymAddr);
    f.aux[v] = constant;
    e.keep(v);
    return;
  }
  if (comps === null) {
    if (stays) toSlot(e, v, type, 'box', false);
    else newObject(e, v, t);
    e.emit2(Op.Move, Scalar.Void, v, args[0]!, type, 1);
    return;
  }
  if (stays) {
    toSlot(e, v, type, 'box', false);
    for (let i = 0; i < comps.length; i++) e.store(v, comps[i]!.offset, args[i]!);
    return;
  }
  const name = convert(p, t, comps.length, comps[0]!.kind);
  if (name !== '') {
    let passed = args;
    const { kind } = comps[0]!;
    if (kind === Scalar.F32) passed = [e.emit1(Op.Bitcast, Scalar.I32, args[0]!)];
    else if (kind === Scalar.F64) passed = [e.emit1(Op.Bitcast, Scalar.I64, args[0]!)];
    const call = e.call(name, passed);
    f.reset(v, Op.Result);
    f.addArg(v, call);
    e.keep(v);
    return;
  }
  newObject(e, v, t);
  for (let i = 0; i < comps.length; i++) {
    if (!isZero(f, args[i]!)) e.emit2(Op.Store, Scalar.Void, v, args[i]!, 0, comps[i]!.offset);
  }
}

function isZero(f: Func, v: Value): boolean {
  return (f.op[v] === Op.ConstInt || f.op[v] === Op.ConstFloat) && f.lo[v] === 0 && f.hi[v] === 0;
}

/** The function of the runtime that boxes values of a type without asking for its descriptor; '' for none. */
function convert(p: Program, t: Type, comps: number, kind: number): string {
  const l = p.layouts.of(t);
  if (comps === 1 && l.ptrBytes === 0) {
    if (l.size === 2 && l.align === 2) return 'convT16';
    if (l.size === 4 && l.align === 4 && kind !== Scalar.Ptr) return 'convT32';
    if (l.size === 8 && l.align === 8) return 'convT64';
  }
  const u = under(t);
  if (u.kind === TypeKind.Basic && u.basic === BasicKind.String) return 'convTstring';
  if (u.kind === TypeKind.Slice && l.ptrBytes !== 0) return 'convTslice';
  return '';
}

/**
 * The runtime enters `deferReturn` with nothing in registers: what it uses of the entry block must be an address in the frame, or
 * is kept in a slot that counts as live all the time.
 */
function carryToDeferReturn(e: Edit): void {
  const { p, f } = e;
  const b = f.deferReturn;
  if (b === null) return;
  const own = new Set(b.values);
  const slots = new Map<Value, number>();
  const values = e.start(b);
  for (const v of values) {
    e.at(v);
    for (let i = 0; i < f.nargs(v); i++) f.setArg(v, i, carried(e, f.arg(v, i), own, slots));
    e.keep(v);
  }
  b.rets = b.rets.map(v => carried(e, v, own, slots));
  e.finish();
  for (const s of slots.values())
    f.slots[s] = { type: p.runtimeCall('newobject').sig.results[0]!.type, name: 'result', always: true };
  const cleared = f.slots.some(s => s.always && p.types.hasPointers(s.type));
  if (!cleared) return;
  const old = e.start(f.entry);
  let started = false;
  for (const v of old) {
    if (!started && f.op[v] !== Op.Param && f.op[v] !== Op.ClosurePtr) {
      f.slots.forEach((s, i) => {
        if (s.always && p.types.hasPointers(s.type)) e.emit1(Op.Zero, Scalar.Void, e.slotAddr(i), s.type, 1);
      });
      started = true;
    }
    e.keep(v);
    const slot = slots.get(v);
    if (slot !== undefined) e.store(e.slotAddr(slot), 0, v);
  }
  e.finish();
}

/** What stands for v in deferReturn. */
function carried(e: Edit, v: Value, own: ReadonlySet<Value>, slots: Map<Value, number>): Value {
  const { f } = e;
  if (own.has(v) || e.out.includes(v)) return v;
  if (f.op[v] === Op.SlotAddr) {
    const slot = f.aux[v]!;
    f.slots[slot] = { ...f.slots[slot]!, always: true };
    const a = e.slotAddr(slot);
    f.lo[a] = f.lo[v]!;
    return a;
  }
  let slot = slots.get(v);
  if (slot === undefined) {
    slot = f.slots.length;
    f.slots.push({ type: 0, name: 'result', always: true });
    slots.set(v, slot);
  }
  return e.load(Scalar.Ptr, e.slotAddr(slot));
}
