// Decides where memory that a function makes lives, and makes it: in the frame, or by calls of the runtime's allocator. An
// operation whose `hi` is 1 was found to stay (escape analysis); a Temp stays by construction. Beyond that only what is plainly seen
// here stays: memory whose address is used to load, store and copy, and for nothing else.

import * as TypeKind from '../../types/typekind.ts';
import { ArrayT, type Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as BasicKind from '../../types/basickind.ts';
import * as AllocKind from '../allockind.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { Edit } from './edit.ts';

/** Variables of more bytes live in the heap, as gc has it. */
const MaxVar = 128 * 1024;
/** What `new`, composite literals and `make` allocate, likewise. */
const MaxImplicit = 64 * 1024;
/** runtime.zeroVal has so many bytes. */
const ZeroValSize = 1024;

/** Lowers Alloc, MakeBacking, MakeMap and Box. */
export function lowerAllocs(p: Program, f: Func): void {
  const leaves = leaving(f);
  const inDeferReturn = new Set<Value>();
  for (const v of f.deferReturn?.values ?? []) for (let i = 0; i < f.nargs(v); i++) inDeferReturn.add(f.arg(v, i));
  const e = new Edit(p, f);
  for (const b of f.blocks) {
    const values = e.start(b);
    for (const v of values) {
      e.at(v);
      switch (f.op[v]) {
        case Op.Alloc:
          alloc(e, v, leaves[v] === 0, inDeferReturn.has(v));
          break;
        case Op.MakeBacking:
          makeBacking(e, v, leaves[v] === 0);
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

/** By value: 1 where it is used for anything but as the address of a load, a store or a copy. */
function leaving(f: Func): Uint8Array {
  const out = new Uint8Array(f.count);
  const through: Value[] = [];
  for (const b of f.blocks) {
    if (b.control !== 0) out[b.control] = 1;
    // A result in memory is copied from its address; scalars may be addresses themselves.
    let at = 0;
    for (const r of b.rets.length === 0 ? [] : f.sig.results) {
      if (r.comps === null) at++;
      else for (let k = 0; k < r.comps.length; k++) out[b.rets[at++]!] = 1;
    }
    for (const v of b.values) {
      const op = f.op[v]!;
      const n = f.nargs(v);
      switch (op) {
        case Op.Load:
        case Op.Zero:
        case Op.Move:
        case Op.NilCheck:
        case Op.DebugVar:
        case Op.KeepAlive:
        case Op.ResultMem:
          break;
        case Op.Store:
          out[f.arg(v, 1)] = 1;
          break;
        case Op.OffPtr:
        case Op.AddPtr:
          through.push(v);
          break;
        case Op.CallClosure:
          // The context of a closure that is called at once.
          for (let i = 1; i < n; i++) out[f.arg(v, i)] = 1;
          break;
        default:
          for (let i = 0; i < n; i++) out[f.arg(v, i)] = 1;
          break;
      }
    }
  }
  for (let i = through.length - 1; i >= 0; i--) {
    const v = through[i]!;
    if (out[v] === 1) out[f.arg(v, 0)] = 1;
  }
  return out;
}

function alloc(e: Edit, v: Value, stays: boolean, inDeferReturn: boolean): void {
  const { p, f } = e;
  const type = f.aux[v]!;
  const kind = f.lo[v]!;
  const size = p.types.size(type);
  const limit = kind === AllocKind.Var ? MaxVar : MaxImplicit;
  const inFrame = kind === AllocKind.Temp || f.hi[v] === 1 || (stays && kind !== AllocKind.Buffer && size <= limit);
  if (inFrame) {
    f.slots.push({ type, name: 'tmp', always: inDeferReturn });
    const slot = f.slots.length - 1;
    e.emit(Op.SlotLive, Scalar.Void, slot);
    f.reset(v, Op.SlotAddr);
    f.aux[v] = slot;
    e.keep(v);
  } else if (kind === AllocKind.Buffer) {
    f.reset(v, Op.ConstInt);
    e.keep(v);
  } else {
    newObject(e, v, p.types.type(type));
  }
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

function isConst(f: Func, v: Value): boolean {
  return f.op[v] === Op.ConstInt;
}

function makeBacking(e: Edit, v: Value, stays: boolean): void {
  const { p, f } = e;
  const elem = p.types.type(f.aux[v]!);
  const len = f.arg(v, 0);
  const cap = f.arg(v, 1);
  const n = isConst(f, cap) ? f.num(cap) : -1;
  const fits =
    n >= 0 && isConst(f, len) && f.num(len) >= 0 && f.num(len) <= n && n * p.layouts.size(elem) <= MaxImplicit;
  if (fits && (stays || f.hi[v] === 1)) {
    const type = p.types.id(new ArrayT(elem, n));
    f.slots.push({ type, name: 'backing', always: false });
    const slot = f.slots.length - 1;
    e.emit(Op.SlotLive, Scalar.Void, slot);
    f.reset(v, Op.SlotAddr);
    f.aux[v] = slot;
    e.keep(v);
    e.emit1(Op.Zero, Scalar.Void, v, type, 1);
    return;
  }
  const call = e.call(f.lo[v] === 1 ? 'makeslice64' : 'makeslice', [e.typeAddr(elem), len, cap]);
  const kind = f.type[v]!;
  asResult(e, v, call, kind);
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
  const call =
    f.lo[v] === 1
      ? e.call('makemap_small', [])
      : e.call('makemap', [e.typeAddr(p.types.type(f.aux[v]!)), f.arg(v, 0), e.zero(Scalar.Ptr)]);
  asResult(e, v, call, f.type[v]!);
}

/** The data word of an interface. */
function box(e: Edit, v: Value): void {
  const { p, f } = e;
  const t = p.types.type(f.aux[v]!);
  const { size } = p.layouts.of(t);
  const comps = p.types.components(t);
  const args = f.args(v);
  if (size === 0) {
    newObject(e, v, t);
    return;
  }
  if (comps === null) {
    const type = f.aux[v]!;
    newObject(e, v, t);
    e.emit2(Op.Move, Scalar.Void, v, args[0]!, type, 1);
    return;
  }
  if (size <= ZeroValSize && args.every(a => isZero(f, a))) {
    f.reset(v, Op.SymAddr);
    f.aux[v] = p.runtimeGlobal('zeroVal');
    e.keep(v);
    return;
  }
  if (comps.length === 1 && comps[0]!.kind === Scalar.I8) {
    const index = e.emit1(Op.ZeroExt, Scalar.I64, args[0]!);
    const scaled = e.emit2(Op.Shl, Scalar.I64, index, e.int(3), 0, 1);
    const table = e.emit(Op.SymAddr, Scalar.Ptr, p.runtimeGlobal('staticuint64s'));
    f.reset(v, Op.AddPtr);
    f.addArg(v, table);
    f.addArg(v, scaled);
    e.keep(v);
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
  for (let i = 0; i < comps.length; i++) e.emit2(Op.Store, Scalar.Void, v, args[i]!, 0, comps[i]!.offset);
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
