// The frame of an allocated function: where its slots and spill slots lie, and which of them hold pointers that are live at each
// call. What holds pointers lies together at the top of the locals, so that the map of a call describes no more.
//
// Slots that are not alive together may have the same place: slots.ts. A spill slot is live from its StoreReg to its last LoadReg, a slot from SlotLive to the last mention of its address: both
// are written before they are live, on every way. A slot whose address is in registers or memory is also a stack object:
// the collector follows it when it finds such an address. What the block at deferReturn reads is live at every call.

import { ByteWriter } from '../../base/bytewriter.ts';
import { setPointerBits } from '../../rtype/gcdata.ts';
import { alignUp } from '../../rtype/layout.ts';
import type { Block, Func } from '../func.ts';
import { Allocation, type CompileMachine, InFrameArgs, type StackObject } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import type { Allocator } from './regalloc.ts';
import { isNamedAddress } from './registers.ts';
import { shareSlots } from './slots.ts';

const Word = 8;

/** Lays out the frame and describes it. */
export function layoutFrame(p: Program, f: Func, machine: CompileMachine, a: Allocator): Allocation {
  const out = new Allocation();
  out.reg = a.reg;
  const { layouts } = p;

  // Offsets, from the top down: first what holds pointers.
  const sharing = shareSlots(p, f, machine, a);
  const { spillGroup, spillGroups, slotGroup, slotGroups } = sharing;
  const spillTop = new Int32Array(spillGroups.length);
  const slotTop = new Int32Array(slotGroups.length);
  let depth = 0;
  let ptrDepth = 0;
  for (let round = 0; round < 2; round++) {
    for (let g = 0; g < spillGroups.length; g++) {
      const kind = a.slotKind[spillGroups[g]!]!;
      if ((kind === Scalar.Ptr) !== (round === 0)) continue;
      depth += Math.max(Word, Scalar.size(kind));
      spillTop[g] = -depth;
    }
    for (let g = 0; g < slotGroups.length; g++) {
      const t = p.types.type(f.slots[slotGroups[g]!]!.type);
      if (layouts.hasPointers(t) !== (round === 0)) continue;
      depth = alignUp(depth + layouts.size(t), Math.max(layouts.align(t), 1));
      if (round === 0) depth = alignUp(depth, Word);
      slotTop[g] = -depth;
    }
    depth = alignUp(depth, Word);
    if (round === 0) ptrDepth = depth;
  }
  const spillAt = new Int32Array(a.slotKind.length);
  for (let s = 1; s < spillAt.length; s++) {
    if (a.slotHome[s]! >= 0) spillAt[s] = InFrameArgs + a.slotHome[s]!;
    else if (spillGroup[s]! >= 0) spillAt[s] = spillTop[spillGroup[s]!]!;
  }
  const slotOffset = slotGroup.map(g => slotTop[g]!);
  out.slotOffset = slotOffset;
  out.localsSize = depth;
  out.spillOffset = new Int32Array(f.count);
  for (let v = 0; v < f.count; v++) if (a.slot[v] !== 0) out.spillOffset[v] = spillAt[a.slot[v]!]!;

  let outArgs = 0;
  const objects = new Set<number>();
  for (const b of f.blocks) {
    for (const v of b.values) {
      const op = f.op[v]!;
      if ((f.info.flags[op]! & OpFlag.Call) !== 0) {
        const width = f.calls[f.aux[v]!]!.sig.assignment.argWidth;
        if (width > outArgs) outArgs = width;
      } else if (op === Op.SlotAddr) {
        objects.add(f.aux[v]!);
      } else {
        // A base that is part of an address that is made.
        const base = machine.shape(op).base;
        if (
          base >= 0 &&
          a.cls[v] === 1 &&
          (f.info.flags[op]! & OpFlag.Reads) === 0 &&
          f.op[f.arg(v, base)] === Op.SlotAddr
        ) {
          objects.add(f.aux[f.arg(v, base)]!);
        }
      }
    }
  }
  out.outArgsSize = alignUp(outArgs, Word);

  const records: StackObject[] = [];
  const recorded = new Set<number>();
  for (const i of objects) {
    if (!p.types.hasPointers(f.slots[i]!.type) || recorded.has(slotOffset[i]!)) continue;
    recorded.add(slotOffset[i]!);
    records.push({ offset: slotOffset[i]!, type: f.slots[i]!.type });
  }
  out.stackObjects = records.sort((x, y) => x.offset - y.offset);
  new StackMaps(p, f, machine, a, out, spillAt, ptrDepth).run();
  dropIdle(f, a, out);
  return out;
}

/** Drops the moves from slot to slot, through the scratch register, between slots that share a place. */
function dropIdle(f: Func, a: Allocator, out: Allocation): void {
  for (const b of f.blocks) {
    const list = b.values;
    let kept = 0;
    for (let i = 0; i < list.length; i++) {
      const v = list[i]!;
      if (f.op[v] === Op.LoadReg && a.reg[v] === a.regs.scratch && i + 1 < list.length) {
        const next = list[i + 1]!;
        if (f.op[next] === Op.StoreReg && f.arg(next, 0) === v && out.spillOffset[next] === out.spillOffset[v]) {
          i++;
          continue;
        }
      }
      list[kept++] = v;
    }
    list.length = kept;
  }
}

/** Finds what is live at each safe point. */
class StackMaps {
  private readonly p: Program;
  private readonly f: Func;
  private readonly machine: CompileMachine;
  private readonly a: Allocator;
  private readonly out: Allocation;
  private readonly spillAt: Int32Array;
  private readonly ptrDepth: number;
  /** Words of a set: a bit for each spill slot, then for each slot. */
  private readonly words: number;
  private readonly spills: number;
  private readonly maps = new Map<string, number>();
  private readonly argMaps: Uint8Array[] = [];
  private readonly localMaps: Uint8Array[] = [];

  constructor(
    p: Program,
    f: Func,
    machine: CompileMachine,
    a: Allocator,
    out: Allocation,
    spillAt: Int32Array,
    ptrDepth: number,
  ) {
    this.p = p;
    this.f = f;
    this.machine = machine;
    this.a = a;
    this.out = out;
    this.spillAt = spillAt;
    this.ptrDepth = ptrDepth;
    this.spills = a.slotKind.length;
    this.words = (this.spills + f.slots.length + 31) >> 5;
  }

  run(): void {
    const { f, words } = this;
    const n = f.maxBlockId;
    const liveIn: Int32Array[] = new Array<Int32Array>(n);
    for (let i = 0; i < n; i++) liveIn[i] = new Int32Array(words);
    const set = new Int32Array(words);
    const always = new Int32Array(words);
    f.slots.forEach((s, i) => {
      if (s.always) add(always, this.spills + i);
    });
    for (let again = true; again;) {
      again = false;
      for (let k = f.blocks.length - 1; k >= 0; k--) {
        const b = f.blocks[k]!;
        this.startOf(b, set, liveIn, always);
        for (let i = b.values.length - 1; i >= 0; i--) this.step(b.values[i]!, set);
        const known = liveIn[b.id]!;
        for (let w = 0; w < words; w++) {
          if (known[w] === set[w]) continue;
          known[w] = set[w]!;
          again = true;
        }
      }
    }
    const { out } = this;
    // The runtime takes the first map for the entry, where the check of the stack has put the parameters into their homes.
    this.index(this.entryArgs(), this.noLocals());
    out.stackMap = new Int32Array(f.count).fill(-1);
    const opFlags = f.info.flags;
    for (const b of f.blocks) {
      this.startOf(b, set, liveIn, always);
      for (let i = b.values.length - 1; i >= 0; i--) {
        const v = b.values[i]!;
        if ((opFlags[f.op[v]!]! & (OpFlag.Call | OpFlag.Panics)) !== 0) out.stackMap[v] = this.mapOf(set);
        this.step(v, set);
      }
    }
    if (f.hasDefer) {
      set.set(always);
      if (f.deferReturn !== null) merge(set, liveIn[f.deferReturn.id]!);
      out.deferReturnMap = this.mapOf(set);
    }
    out.argsMap = encode(this.argMaps, this.argBits());
    out.localsMap = encode(this.localMaps, this.ptrDepth / Word);
  }

  /** What is live at the end of b. */
  private startOf(b: Block, set: Int32Array, liveIn: readonly Int32Array[], always: Int32Array): void {
    set.set(always);
    for (const s of b.succs) merge(set, liveIn[s.id]!);
    if (this.f.deferReturn !== null) merge(set, liveIn[this.f.deferReturn.id]!);
  }

  /** Goes back over v. */
  private step(v: number, set: Int32Array): void {
    const { f, a } = this;
    const op = f.op[v]!;
    switch (op) {
      case Op.StoreReg:
        remove(set, a.slot[v]!);
        return;
      case Op.LoadReg:
        add(set, a.slot[v]!);
        return;
      case Op.SlotLive:
        if (!f.slots[f.aux[v]!]!.always) remove(set, this.spills + f.aux[v]!);
        return;
      case Op.SlotAddr:
        add(set, this.spills + f.aux[v]!);
        return;
      case Op.Phi:
      case Op.DebugVar:
        return;
      case Op.KeepAlive: {
        const x = f.arg(v, 0);
        if (a.slot[x] !== 0) add(set, a.slot[x]!);
        else if (f.op[x] === Op.SlotAddr) add(set, this.spills + f.aux[x]!);
        return;
      }
    }
    const base = this.machine.shape(op).base;
    if (base < 0 || base >= f.nargs(v)) return;
    const x = f.arg(v, base);
    if (isNamedAddress(f.op[x]!) && f.op[x] === Op.SlotAddr) add(set, this.spills + f.aux[x]!);
  }

  /** Bits of the map of arguments: up to the last word that holds a pointer. */
  private argBits(): number {
    const { p, f } = this;
    let end = 0;
    for (const x of f.sig.params) {
      if (!p.types.hasPointers(x.type)) continue;
      if (!x.abi.inRegs) end = Math.max(end, x.abi.stackOffset + p.layouts.ptrBytes(p.types.type(x.type)));
      else {
        x.abi.regOffsets.forEach((off, i) => {
          if (p.layouts.hasPointers(x.abi.regTypes[i]!)) end = Math.max(end, x.abi.spillOffset + off + Word);
        });
      }
    }
    return end / Word;
  }

  private noArgs(): Uint8Array {
    return new Uint8Array((this.argBits() + 7) >> 3);
  }

  private noLocals(): Uint8Array {
    return new Uint8Array((this.ptrDepth / Word + 7) >> 3);
  }

  /** Stack arguments, which belong to the caller, who filled them. */
  private stackArgs(): Uint8Array {
    const { p, f } = this;
    const args = this.noArgs();
    for (const x of f.sig.params) {
      if (!x.abi.inRegs && p.types.hasPointers(x.type)) {
        setPointerBits(p.layouts, p.types.type(x.type), x.abi.stackOffset, args);
      }
    }
    return args;
  }

  /** Stack arguments and the homes of those in registers. */
  private entryArgs(): Uint8Array {
    const args = this.stackArgs();
    for (const { abi } of this.f.sig.params) {
      if (!abi.inRegs) continue;
      abi.regOffsets.forEach((off, i) => {
        if (this.p.layouts.hasPointers(abi.regTypes[i]!)) setBit(args, (abi.spillOffset + off) / Word);
      });
    }
    return args;
  }

  /** The index of the map of a set. */
  private mapOf(set: Int32Array): number {
    const { p, f, a } = this;
    const args = this.stackArgs();
    const locals = this.noLocals();
    for (let s = 1; s < this.spills; s++) {
      if (a.slotKind[s] !== Scalar.Ptr || !has(set, s)) continue;
      const bit = (a.slotHome[s]! >= 0 ? a.slotHome[s]! : this.ptrDepth + this.spillAt[s]!) / Word;
      setBit(a.slotHome[s]! >= 0 ? args : locals, bit);
    }
    for (let i = 0; i < f.slots.length; i++) {
      if (!has(set, this.spills + i) || !p.types.hasPointers(f.slots[i]!.type)) continue;
      setPointerBits(p.layouts, p.types.type(f.slots[i]!.type), this.ptrDepth + this.out.slotOffset[i]!, locals);
    }
    return this.index(args, locals);
  }

  /** The index of these two maps. */
  private index(args: Uint8Array, locals: Uint8Array): number {
    const key = `${args.join()}|${locals.join()}`;
    let index = this.maps.get(key);
    if (index === undefined) {
      index = this.localMaps.length;
      this.maps.set(key, index);
      this.argMaps.push(args);
      this.localMaps.push(locals);
    }
    return index;
  }
}

function setBit(mask: Uint8Array, bit: number): void {
  mask[bit >> 3]! |= 1 << (bit & 7);
}

function add(set: Int32Array, i: number): void {
  set[i >> 5]! |= 1 << (i & 31);
}

function remove(set: Int32Array, i: number): void {
  set[i >> 5]! &= ~(1 << (i & 31));
}

function has(set: Int32Array, i: number): boolean {
  return ((set[i >> 5]! >>> (i & 31)) & 1) === 1;
}

function merge(set: Int32Array, other: Int32Array): void {
  for (let w = 0; w < set.length; w++) set[w]! |= other[w]!;
}

/** The content of a stack map symbol: how many maps, bits of each, the maps. */
function encode(maps: readonly Uint8Array[], bits: number): Uint8Array {
  const w = new ByteWriter(64);
  w.u32(maps.length);
  w.u32(bits);
  for (const m of maps) for (const x of m) w.u8(x);
  return w.bytes();
}
