// The frame of an allocated function: where its slots and spill slots lie, and which of them hold pointers that are live at each
// call. What holds pointers lies together at the top of the locals, so that the map of a call describes no more.
//
// Slots that are not alive together may have the same place: slots.ts. A spill slot is live from its StoreReg to its last LoadReg, a slot from SlotLive to the last mention of its address: both
// are written before they are live, on every way. A slot whose address gets out of sight is also a stack object:
// the collector follows it when it finds such an address. One whose address is in registers only is live to the last use of that. What the block at deferReturn reads is live at every call.

import { ByteWriter } from '../../base/bytewriter.ts';
import { setPointerBits } from '../../rtype/gcdata.ts';
import { alignUp } from '../../rtype/layout.ts';
import type { Block, Func } from '../func.ts';
import { Allocation, type CompileMachine, InFrameArgs, maxFrame, type StackObject } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { findArgLive } from './arglive.ts';
import type { Allocator } from './regalloc.ts';
import { shareSlots, type SlotUses, slotUses } from './slots.ts';

const Word = 8;

/** Lays out the frame and describes it. */
export function layoutFrame(p: Program, f: Func, machine: CompileMachine, a: Allocator): Allocation {
  const out = new Allocation();
  out.reg = a.reg;
  out.orig = a.orig;
  out.slot = a.slot;
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
      const { type, home } = f.slots[slotGroups[g]!]!;
      if (home !== undefined) {
        slotTop[g] = InFrameArgs + home;
        continue;
      }
      const t = p.types.type(type);
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
  out.isTooLarge = Math.max(depth + out.outArgsSize, f.sig.assignment.argWidth) >= maxFrame;
  if (out.isTooLarge) return out;

  for (const i of objects) if (!p.types.hasPointers(f.slots[i]!.type)) objects.delete(i);
  // deferReturn is come to from anywhere: what it uses has no last use.
  let uses: SlotUses | null = null;
  for (const i of objects) {
    if (f.slots[i]!.always) continue;
    uses ??= slotUses(p, f, machine, a);
    if (uses.escapes[i] === 0) objects.delete(i);
  }
  const records: StackObject[] = [];
  const recorded = new Set<number>();
  for (const i of objects) {
    if (recorded.has(slotOffset[i]!)) continue;
    recorded.add(slotOffset[i]!);
    // The runtime counts from the arguments where it is not negative.
    const offset = f.slots[i]!.home ?? slotOffset[i]!;
    records.push({ offset, type: f.slots[i]!.type });
  }
  out.stackObjects = records.sort((x, y) => x.offset - y.offset);
  new StackMaps(p, f, machine, a, out, spillAt, ptrDepth, uses).run();
  findArgLive(p, f, out);
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

/** Finds what is live at each safe point. Only what may hold pointers counts. */
class StackMaps {
  private readonly p: Program;
  private readonly f: Func;
  private readonly machine: CompileMachine;
  private readonly a: Allocator;
  private readonly out: Allocation;
  private readonly spillAt: Int32Array;
  private readonly ptrDepth: number;
  /** Null where addresses of slots are nothing but bases of operands, or all those slots are objects. */
  private readonly uses: SlotUses | null;
  /** By spill slot, and by slot: its number in sets; -1 for none. */
  private readonly ofSpill: Int32Array;
  private readonly ofSlot: Int32Array;
  /** By number: the spill slot, or -1 - the slot. */
  private readonly items: number[] = [];
  private readonly words: number;
  private readonly argBits: number;
  private readonly stackArgs: Uint8Array;
  /** Sets that were seen, by a hash of theirs, as indexes of `seen`; and the map of each. */
  private readonly byHash = new Map<number, number[]>();
  private readonly seen: Int32Array[] = [];
  private readonly mapOfSeen: number[] = [];
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
    uses: SlotUses | null,
  ) {
    this.p = p;
    this.f = f;
    this.machine = machine;
    this.a = a;
    this.out = out;
    this.spillAt = spillAt;
    this.ptrDepth = ptrDepth;
    this.uses = uses;
    const { items } = this;
    this.ofSpill = new Int32Array(a.slotKind.length).fill(-1);
    for (let s = 1; s < a.slotKind.length; s++) {
      if (a.slotKind[s] !== Scalar.Ptr) continue;
      this.ofSpill[s] = items.length;
      items.push(s);
    }
    this.ofSlot = new Int32Array(f.slots.length).fill(-1);
    for (let i = 0; i < f.slots.length; i++) {
      if (!p.types.hasPointers(f.slots[i]!.type)) continue;
      this.ofSlot[i] = items.length;
      items.push(-1 - i);
    }
    this.words = (items.length + 31) >> 5;
    this.argBits = this.findArgBits();
    this.stackArgs = this.findStackArgs();
  }

  run(): void {
    const { f, words, out } = this;
    const opFlags = f.info.flags;
    // The runtime takes the first map for the entry, where the check of the stack has put the parameters into their homes.
    this.index(this.entryArgs(), this.noLocals());
    const stackMap = new Int32Array(f.count).fill(-1);
    out.stackMap = stackMap;
    const always = new Int32Array(words);
    f.slots.forEach((s, i) => {
      if (s.always && this.ofSlot[i]! >= 0) add(always, this.ofSlot[i]!);
    });
    const liveIn = this.liveAtStarts(always);
    const set = new Int32Array(words);
    // A set that did not change since the last safe point has the map of that.
    let last = -1;
    for (const b of f.blocks) {
      this.startOf(b, set, liveIn, always);
      last = -1;
      for (let i = b.values.length - 1; i >= 0; i--) {
        const v = b.values[i]!;
        if ((opFlags[f.op[v]!]! & (OpFlag.Call | OpFlag.Panics)) !== 0) {
          if (last < 0) last = this.mapOf(set);
          stackMap[v] = last;
        }
        if (words > 0 && this.step(v, set)) last = -1;
      }
    }
    if (f.hasDefer) {
      set.set(always);
      if (f.deferReturn !== null) merge(set, 0, liveIn, f.deferReturn.id * words, words);
      out.deferReturnMap = this.mapOf(set);
    }
    out.argsMap = encode(this.argMaps, this.argBits);
    out.localsMap = encode(this.localMaps, this.ptrDepth / Word);
  }

  /** What is live at the start of each block: rows of `words`. */
  private liveAtStarts(always: Int32Array): Int32Array {
    const { f, words } = this;
    const n = f.maxBlockId;
    const live = new Int32Array(n * words);
    if (words === 0) return live;
    // What a block needs, and what it does not leave alive whatever is needed behind it.
    const gen = new Int32Array(n * words);
    const keep = new Int32Array(n * words).fill(-1);
    const none = new Int32Array(words);
    const all = new Int32Array(words);
    for (const b of f.blocks) {
      none.fill(0);
      all.fill(-1);
      for (let i = b.values.length - 1; i >= 0; i--) {
        this.step(b.values[i]!, none);
        this.step(b.values[i]!, all);
      }
      gen.set(none, b.id * words);
      keep.set(all, b.id * words);
    }
    const set = new Int32Array(words);
    for (let again = true; again;) {
      again = false;
      for (let k = f.blocks.length - 1; k >= 0; k--) {
        const b = f.blocks[k]!;
        this.startOf(b, set, live, always);
        const at = b.id * words;
        for (let w = 0; w < words; w++) {
          const x = gen[at + w]! | (set[w]! & keep[at + w]!);
          if (live[at + w] === x) continue;
          live[at + w] = x;
          again = true;
        }
      }
    }
    return live;
  }

  /** What is live at the end of b. */
  private startOf(b: Block, set: Int32Array, live: Int32Array, always: Int32Array): void {
    const { words } = this;
    set.set(always);
    for (const s of b.succs) merge(set, 0, live, s.id * words, words);
    if (this.f.deferReturn !== null) merge(set, 0, live, this.f.deferReturn.id * words, words);
  }

  /** Goes back over v; true if the set may have changed. */
  private step(v: number, set: Int32Array): boolean {
    const { f, a } = this;
    const op = f.op[v]!;
    switch (op) {
      case Op.StoreReg: {
        const x = this.ofSpill[a.slot[v]!]!;
        if (x >= 0) remove(set, x);
        return x >= 0;
      }
      case Op.LoadReg: {
        const x = this.ofSpill[a.slot[v]!]!;
        if (x >= 0) add(set, x);
        return x >= 0;
      }
      case Op.SlotLive: {
        const x = this.ofSlot[f.aux[v]!]!;
        if (x >= 0 && !f.slots[f.aux[v]!]!.always) remove(set, x);
        return x >= 0;
      }
      case Op.SlotAddr:
        return this.mention(v, set);
      case Op.Phi:
        return false;
      case Op.KeepAlive: {
        const x = f.arg(v, 0);
        if (a.slot[x] === 0) return f.op[x] === Op.SlotAddr && this.mention(x, set);
        const n = this.ofSpill[a.slot[x]!]!;
        if (n >= 0) add(set, n);
        return n >= 0;
      }
    }
    if (f.slots.length === 0) return false;
    let changed = this.uses !== null && this.useAddresses(v, set);
    const { base } = this.machine.shape(op);
    if (base < 0 || base >= f.nargs(v)) return changed;
    const x = f.arg(v, base);
    if (f.op[x] === Op.SlotAddr && this.mention(x, set)) changed = true;
    return changed;
  }

  /** What v does with addresses that only this function knows, it does with their slots. */
  private useAddresses(v: number, set: Int32Array): boolean {
    const { f, a } = this;
    const { owner, escapes } = this.uses!;
    let changed = false;
    for (let i = f.nargs(v) - 1; i >= 0; i--) {
      const o = owner[a.orig[f.arg(v, i)]!]!;
      if (o < 0 || escapes[o] === 1 || this.ofSlot[o]! < 0) continue;
      add(set, this.ofSlot[o]!);
      changed = true;
    }
    return changed;
  }

  /** The slot whose address x is, is used. */
  private mention(x: number, set: Int32Array): boolean {
    if (this.f.type[x] !== Scalar.Ptr) return false;
    const n = this.ofSlot[this.f.aux[x]!]!;
    if (n >= 0) add(set, n);
    return n >= 0;
  }

  /** Bits of the map of arguments: up to the last word that holds a pointer. */
  private findArgBits(): number {
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

  private noLocals(): Uint8Array {
    return new Uint8Array((this.ptrDepth / Word + 7) >> 3);
  }

  /** Stack arguments, which belong to the caller, who filled them. */
  private findStackArgs(): Uint8Array {
    const { p, f } = this;
    const args = new Uint8Array((this.argBits + 7) >> 3);
    for (const x of f.sig.params) {
      if (!x.abi.inRegs && p.types.hasPointers(x.type)) {
        setPointerBits(p.layouts, p.types.type(x.type), x.abi.stackOffset, args);
      }
    }
    return args;
  }

  /** Stack arguments and the homes of those in registers. */
  private entryArgs(): Uint8Array {
    const args = this.stackArgs.slice();
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
    let hash = 0;
    for (let w = 0; w < set.length; w++) hash = (Math.imul(hash, 31) + set[w]!) | 0;
    let list = this.byHash.get(hash);
    if (list === undefined) this.byHash.set(hash, (list = []));
    for (const k of list) {
      const other = this.seen[k]!;
      let same = true;
      for (let w = 0; w < set.length && same; w++) same = other[w] === set[w];
      if (same) return this.mapOfSeen[k]!;
    }
    const map = this.makeMap(set);
    list.push(this.seen.length);
    this.seen.push(set.slice());
    this.mapOfSeen.push(map);
    return map;
  }

  private makeMap(set: Int32Array): number {
    const { p, f, a, items } = this;
    const args = this.stackArgs.slice();
    const locals = this.noLocals();
    for (let w = 0; w < set.length; w++) {
      for (let bits = set[w]!; bits !== 0; bits &= bits - 1) {
        const s = items[w * 32 + 31 - Math.clz32(bits & -bits)]!;
        if (s < 0) {
          const { type, home } = f.slots[-1 - s]!;
          if (home !== undefined) setPointerBits(p.layouts, p.types.type(type), home, args);
          else setPointerBits(p.layouts, p.types.type(type), this.ptrDepth + this.out.slotOffset[-1 - s]!, locals);
        } else if (a.slotHome[s]! >= 0) setBit(args, a.slotHome[s]! / Word);
        else setBit(locals, (this.ptrDepth + this.spillAt[s]!) / Word);
      }
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

/** `words` words of `to` from i on get those of `from` from j on, too. */
function merge(to: Int32Array, i: number, from: Int32Array, j: number, words: number): void {
  for (let w = 0; w < words; w++) to[i + w]! |= from[j + w]!;
}

/** The content of a stack map symbol: how many maps, bits of each, the maps. */
function encode(maps: readonly Uint8Array[], bits: number): Uint8Array {
  const w = new ByteWriter(64);
  w.u32(maps.length);
  w.u32(bits);
  for (const m of maps) for (const x of m) w.u8(x);
  return w.bytes();
}
