// Decides how each deferred call is kept until the function returns, and makes it so. Open-coded: a bit and a slot of the frame
// for each, and the calls stand at the returns; that is for few defers outside loops. Otherwise a record in the frame
// (deferprocStack), or in the heap where the defer is in a loop (deferproc); then all returns go through `f.deferReturn`.

import { ArrayT } from '../../types/type.ts';
import * as Typ from '../../types/basic.ts';
import * as BasicKind from '../../types/basickind.ts';
import * as BlockKind from '../blockkind.ts';
import * as DeferKind from '../deferkind.ts';
import { Dominators, Loops } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { Edit } from './edit.ts';

/** Bits of the byte that says which open-coded defers are due. */
const MaxOpen = 8;
/** Returns times defers: above, the code of all the calls at all returns is too much. */
const MaxExitCalls = 15;
/** The offset of `fn` in runtime._defer: behind two bools, sp and pc; and the record's words. */
const RecordFn = 24;
const RecordWords = 7;

/** Lowers Defer, and the calls of deferreturn at returns. */
export function lowerDefers(p: Program, f: Func): void {
  if (!f.hasDefer) return;
  const loops = new Loops(f, new Dominators(f));
  let defers = 0;
  let inLoop = loops.irreducible;
  let byRange = false;
  const exits: Block[] = [];
  for (const b of f.blocks) {
    for (const v of b.values) {
      if (f.op[v] === Op.Defer) {
        defers++;
        if (loops.depth[b.id]! > 0) inLoop = true;
      } else if (f.op[v] === Op.CallStatic) {
        const name = p.syms.names[f.calls[f.aux[v]!]!.sym];
        if (name === 'runtime.deferrangefunc') byRange = true;
        else if (name === 'runtime.deferreturn' && b !== f.deferReturn) exits.push(b);
      }
    }
  }
  const open =
    defers > 0 && defers <= MaxOpen && !inLoop && !byRange && !p.noOpt(f.sym) && exits.length * defers <= MaxExitCalls;
  const e = new Edit(p, f);
  if (open) openCode(e, defers, exits);
  else record(e, exits, loops);
}

function isDeferReturn(p: Program, f: Func, v: Value): boolean {
  return f.op[v] === Op.CallStatic && p.syms.names[f.calls[f.aux[v]!]!.sym] === 'runtime.deferreturn';
}

function record(e: Edit, exits: readonly Block[], loops: Loops): void {
  const { p, f } = e;
  const type = p.types.id(new ArrayT(Typ.byKind[BasicKind.Uintptr]!, RecordWords));
  for (const b of f.blocks) {
    if (!b.values.some(v => f.op[v] === Op.Defer)) continue;
    const inLoop = loops.irreducible || loops.depth[b.id]! > 0;
    for (const v of e.start(b)) {
      if (f.op[v] !== Op.Defer) {
        e.keep(v);
        continue;
      }
      e.at(v);
      const closure = f.arg(v, 0);
      f.lo[v] = inLoop ? DeferKind.Heap : DeferKind.Stack;
      if (inLoop) {
        e.call('deferproc', [closure]);
        continue;
      }
      // The runtime knows the record's pointers; to the frame's maps it is plain words.
      f.slots.push({ type, name: 'defer', always: true });
      const d = e.slotAddr(f.slots.length - 1);
      e.store(d, RecordFn, closure);
      e.call('deferprocStack', [d]);
    }
    e.finish();
  }
  // One return for all: what the builder made is the same at each.
  for (const b of exits) {
    if (b.kind !== BlockKind.Ret || f.deferReturn === null) continue;
    const at = b.values.findIndex(v => isDeferReturn(p, f, v));
    b.values.length = at;
    b.kind = BlockKind.Plain;
    b.rets = [];
    f.addEdge(b, f.deferReturn);
  }
}

function openCode(e: Edit, defers: number, exits: readonly Block[]): void {
  const { p, f } = e;
  const byte = Typ.byKind[BasicKind.Uint8]!;
  f.slots.push({ type: p.types.id(byte), name: 'deferBits', always: true });
  const bits = f.slots.length - 1;
  // Func values are pointers to the collector.
  const closures = p.types.id(new ArrayT(Typ.UnsafePointer, defers));
  f.slots.push({ type: closures, name: 'defers', always: true });
  const slots = f.slots.length - 1;
  f.openDefers = { bits, closures: slots };
  const all = [...f.blocks];
  let n = 0;
  for (const b of all) {
    const isEntry = b === f.entry;
    if (!isEntry && !b.values.some(v => f.op[v] === Op.Defer)) continue;
    let cleared = !isEntry;
    for (const v of e.start(b)) {
      if (!cleared && f.op[v] !== Op.Param && f.op[v] !== Op.ClosurePtr && f.op[v] !== Op.Phi) {
        e.store(e.slotAddr(bits), 0, e.zero(Scalar.I8));
        cleared = true;
      }
      if (f.op[v] !== Op.Defer) {
        e.keep(v);
        continue;
      }
      e.at(v);
      e.store(e.slotAddr(slots), n * 8, f.arg(v, 0));
      const due = e.load(Scalar.I8, e.slotAddr(bits));
      e.store(e.slotAddr(bits), 0, e.emit2(Op.Or, Scalar.I8, due, e.int((1 << (24 + n)) >> 24, Scalar.I8)));
      n++;
    }
    if (!cleared) e.store(e.slotAddr(bits), 0, e.zero(Scalar.I8));
    e.finish();
  }
  for (const b of exits) exit(e, b, bits, slots, defers);
}

/** Calls what is due where b calls deferreturn, the last first. */
function exit(e: Edit, b: Block, bits: number, slots: number, defers: number): void {
  const { p, f } = e;
  const values = e.start(b);
  const info = p.runtimeCall('deferreturn'); // func(), as deferred closures are
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    e.at(v);
    if (!isDeferReturn(p, f, v)) {
      e.keep(v);
      continue;
    }
    const rest = e.tailOf(e.block);
    for (let k = defers - 1; k >= 0; k--) {
      const mask = (1 << (24 + k)) >> 24;
      const due = e.load(Scalar.I8, e.slotAddr(bits));
      const is = e.emit2(Op.And, Scalar.I8, due, e.int(mask, Scalar.I8));
      const cond = e.emit2(Op.Ne, Scalar.I8, is, e.int(0, Scalar.I8));
      const run = f.newBlock(BlockKind.Plain);
      const next = k === 0 ? rest : f.newBlock(BlockKind.Plain);
      e.branch(cond, run, next, 1);
      e.goOn(run);
      // The bit goes first: the runtime runs what is left if the call panics.
      e.store(e.slotAddr(bits), 0, e.emit2(Op.And, Scalar.I8, due, e.int(~mask, Scalar.I8)));
      const fn = e.load(Scalar.Ptr, e.slotAddr(slots), k * 8);
      f.calls.push({ ...info, sym: 0, effects: null });
      e.emit1(Op.CallClosure, Scalar.Void, fn, f.calls.length - 1);
      e.jump(next);
      e.goOn(next);
    }
  }
  e.finish();
}
