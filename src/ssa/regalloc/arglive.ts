// Which arguments that came in registers stand in their places in the frame, at each safe point: a traceback prints those, and marks
// the others as doubtful. A place is good from the first store into it that every way passes, that of a variable from where its life
// begins; nothing is stored for tracebacks alone.

import type { Block, Func } from '../func.ts';
import { type Allocation, InFrameArgs } from '../machine.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';

/** As many arguments are printed (runtime: traceback's limits), and none that starts further up than this. */
const MaxPrinted = 10;
const MaxOffset = 0xff;

/** Fills in `argLiveInfo` and `argLive` of an allocation. */
export function findArgLive(p: Program, f: Func, out: Allocation): void {
  const places = registerPlaces(f);
  if (places.size === 0) return;
  const bytes = (places.size + 7) >> 3;
  const info: number[] = [Math.min(...places.keys()), ...new Array<number>(bytes).fill(0)];
  const bits = bitsOfSlots(p, f, places);
  const gen = stores(f, out, places, bits);
  if (gen !== null) {
    const indexes = new Map([[0, 1]]);
    const atEntry = solve(f, gen);
    out.argLive = new Int32Array(f.count);
    for (const b of f.blocks) {
      let set = atEntry[b.id]!;
      for (const v of b.values) {
        if (f.op[v] === Op.StoreReg) set |= bitOf(out, places, v);
        else if (f.op[v] === Op.SlotLive) set |= bits[f.aux[v]!]!;
        else if (out.stackMap[v]! >= 0) {
          let index = indexes.get(set);
          if (index === undefined) {
            index = info.length;
            indexes.set(set, index);
            for (let i = 0; i < bytes; i++) info.push((set >> (8 * i)) & 255);
          }
          out.argLive[v] = index;
        }
      }
    }
  }
  out.argLiveInfo = Uint8Array.from(info);
}

/** The numbers of the places, by offset, in the order in which they are printed. */
function registerPlaces(f: Func): Map<number, number> {
  const places = new Map<number, number>();
  for (const { abi } of f.sig.params) {
    if (!abi.inRegs) continue;
    for (const off of abi.regOffsets) {
      const at = abi.spillOffset + off;
      if (at <= MaxOffset && places.size < MaxPrinted) places.set(at, places.size);
    }
  }
  return places;
}

/** The bit of the place that a StoreReg stores to; 0 for none. */
function bitOf(out: Allocation, places: ReadonlyMap<number, number>, v: number): number {
  const n = places.get(out.spillOffset[v]! - InFrameArgs);
  return n === undefined ? 0 : 1 << n;
}

/** By slot: the bits of the places that lie in it. */
function bitsOfSlots(p: Program, f: Func, places: ReadonlyMap<number, number>): Int32Array {
  const bits = new Int32Array(f.slots.length);
  f.slots.forEach(({ type, home }, i) => {
    if (home === undefined) return;
    const end = home + p.types.size(type);
    for (const [at, n] of places) if (at >= home && at < end) bits[i]! |= 1 << n;
  });
  return bits;
}

/** The places that each block stores to, by block; null where none does. */
function stores(f: Func, out: Allocation, places: ReadonlyMap<number, number>, ofSlots: Int32Array): Int32Array | null {
  const gen = new Int32Array(f.maxBlockId);
  let any = 0;
  for (const b of f.blocks) {
    for (const v of b.values) {
      if (f.op[v] === Op.StoreReg) gen[b.id]! |= bitOf(out, places, v);
      else if (f.op[v] === Op.SlotLive) gen[b.id]! |= ofSlots[f.aux[v]!]!;
    }
    any |= gen[b.id]!;
  }
  return any === 0 ? null : gen;
}

/** What is stored on every way to the start of each block, by block. */
function solve(f: Func, gen: Int32Array): Int32Array {
  const atEntry = new Int32Array(f.maxBlockId).fill(-1);
  atEntry[f.entry.id] = 0;
  const meet = (b: Block): number => {
    let set = b === f.entry ? 0 : -1;
    for (const from of b.preds) set &= atEntry[from.id]! | gen[from.id]!;
    return set;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const b of f.blocks) {
      const set = meet(b);
      if (set === atEntry[b.id]) continue;
      atEntry[b.id] = set;
      changed = true;
    }
  }
  return atEntry;
}
