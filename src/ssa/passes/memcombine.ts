// Bytes that are loaded one by one and put together, or taken apart and stored one by one, become one load or store, with their
// order reversed where it must be: what binary.LittleEndian and BigEndian are after inlining.
//
//     uint32(b[0]) | uint32(b[1])<<8 | ...        b[0] = byte(x); b[1] = byte(x >> 8); ...

import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { countUses } from '../uses.ts';
import { clean } from './clean.ts';
import { changesMemory } from './memory-states.ts';

/** Combines accesses of bytes. */
export function memcombine(p: Program, f: Func): void {
  let narrow = 0;
  for (const b of f.blocks) {
    for (const v of b.values) {
      const op = f.op[v];
      if (op === Op.Load && f.type[v] === Scalar.I8) narrow++;
      else if (op === Op.Store && f.type[f.arg(v, 1)] === Scalar.I8) narrow++;
    }
  }
  if (narrow < 2) return;
  const c = new Combiner(f);
  for (const b of f.blocks) c.block(b);
  if (c.changed) clean(p, f);
}

/** What ends a run of stores. */
const keeps = OpFlag.Reads | OpFlag.Writes | OpFlag.Panics | OpFlag.Effect | OpFlag.Call;

class Combiner {
  private readonly f: Func;
  private readonly uses: Int32Array;
  changed = false;
  // An address as `locate` finds it: base, index (0 for none) and offset.
  private base: Value = 0;
  private index: Value = 0;
  private offset = 0;

  constructor(f: Func) {
    this.f = f;
    this.uses = countUses(f);
  }

  block(b: Block): void {
    const { f } = this;
    /** By value of this block: where it stands, and how many changes of memory come before it. */
    const place = new Map<Value, number>();
    const state = new Map<Value, number>();
    let changes = 0;
    let loads = 0;
    b.values.forEach((v, i) => {
      place.set(v, i);
      state.set(v, changes);
      if (f.op[v] === Op.Load && f.type[v] === Scalar.I8) loads++;
      if (changesMemory(f.op[v]!, f.flags(v))) changes++;
    });
    const made: { readonly at: number; readonly values: Value[] }[] = [];
    if (loads > 1) {
      for (let i = b.values.length - 1; i >= 0; i--) {
        const v = b.values[i]!;
        const op = f.op[v];
        if (op !== Op.Or && op !== Op.Add && op !== Op.Xor) continue;
        const kind = f.type[v]!;
        if (kind === Scalar.I16 || kind === Scalar.I32 || kind === Scalar.I64) this.load(v, op, place, state, made);
      }
    }
    if (made.length > 0) {
      const out: Value[] = [];
      b.values.forEach((v, i) => {
        out.push(v);
        for (const m of made) if (m.at === i) out.push(...m.values);
      });
      b.values = out;
      this.changed = true;
    }
    this.stores(b);
  }

  private locate(addr: Value, offset: number): void {
    const { f } = this;
    this.offset = offset;
    this.index = 0;
    while (f.op[addr] === Op.OffPtr) {
      this.offset += f.num(addr);
      addr = f.arg(addr, 0);
    }
    if (f.op[addr] === Op.AddPtr) {
      let i = f.arg(addr, 1);
      if (f.op[i] === Op.Add && f.op[f.arg(i, 1)] === Op.ConstInt) {
        this.offset += f.num(f.arg(i, 1));
        i = f.arg(i, 0);
      }
      this.index = i;
      addr = f.arg(addr, 0);
    }
    this.base = addr;
  }

  // ---- Loads ----

  /** Makes one load of the tree of sums under v, if it is made of all bytes of v's width. */
  private load(
    v: Value,
    op: number,
    place: ReadonlyMap<Value, number>,
    state: ReadonlyMap<Value, number>,
    made: { readonly at: number; readonly values: Value[] }[],
  ): void {
    const { f } = this;
    const size = Scalar.size(f.type[v]!);
    const leaves: Value[] = [];
    const work: Value[] = [v];
    while (work.length > 0) {
      const x = work.pop()!;
      if (f.op[x] === op && f.type[x] === f.type[v] && (x === v || (this.uses[x] === 1 && place.has(x)))) {
        work.push(f.arg(x, 1), f.arg(x, 0));
      } else leaves.push(x);
      if (leaves.length > size) return;
    }
    // A smaller width, widened, is a tree of its own.
    if (leaves.length !== size) return;
    /** By byte of the result: the load, and its offset. */
    const loads: Value[] = new Array<Value>(size).fill(0);
    const offsets: number[] = new Array<number>(size).fill(0);
    let base: Value = -1;
    let index: Value = 0;
    for (const leaf of leaves) {
      let x = leaf;
      let shift = 0;
      if (f.op[x] === Op.Shl && f.op[f.arg(x, 1)] === Op.ConstInt) {
        shift = f.num(f.arg(x, 1));
        x = f.arg(x, 0);
      }
      if (f.op[x] !== Op.ZeroExt) return;
      x = f.arg(x, 0);
      if (f.op[x] !== Op.Load || f.type[x] !== Scalar.I8 || !place.has(x)) return;
      const k = shift / 8;
      if (!Number.isInteger(k) || k < 0 || k >= size || loads[k] !== 0) return;
      this.locate(f.arg(x, 0), f.lo[x]!);
      if (base < 0) {
        base = this.base;
        ({ index } = this);
      } else if (base !== this.base || index !== this.index) return;
      loads[k] = x;
      offsets[k] = this.offset;
    }
    const step = offsets[1]! - offsets[0]!;
    if (step !== 1 && step !== -1) return;
    for (let k = 1; k < size; k++) if (offsets[k]! - offsets[k - 1]! !== step) return;
    let last = -1;
    for (const x of loads) {
      if (state.get(x) !== state.get(loads[0]!)) return;
      last = Math.max(last, place.get(x)!);
    }
    // The one at the lowest address says where; it is loaded behind the last of them.
    const low = loads[step === 1 ? 0 : size - 1]!;
    const wide = f.newValue(Op.Load, f.type[v]!, f.posOf[low]!, f.inl[low]!);
    f.addArg(wide, f.arg(low, 0));
    f.lo[wide] = f.lo[low]!;
    f.hi[wide] = f.hi[low]!;
    made.push({ at: last, values: [wide] });
    if (step === 1) {
      f.copyOf(v, wide);
      return;
    }
    f.reset(v, size === 2 ? Op.RotL : Op.Bswap);
    f.addArg(v, wide);
    if (size === 2) {
      const eight = f.newValue(Op.ConstInt, Scalar.I8, f.posOf[v]!, f.inl[v]!);
      f.lo[eight] = 8;
      made[made.length - 1]!.values.push(eight);
      f.addArg(v, eight);
    }
  }

  // ---- Stores ----

  /** Finds runs of stores of bytes with nothing that looks at memory, or may fail, between them. */
  private stores(b: Block): void {
    const { f } = this;
    let run: Value[] = [];
    const dead = new Set<Value>();
    const before = new Map<Value, Value[]>();
    const flush = (): void => {
      if (run.length > 1) this.combine(run, dead, before);
      run = [];
    };
    for (const v of b.values) {
      const op = f.op[v]!;
      if (op === Op.Store && f.type[f.arg(v, 1)] === Scalar.I8) run.push(v);
      else if (op === Op.Load || (f.flags(v) & keeps) !== 0) flush();
    }
    flush();
    if (dead.size === 0) return;
    const out: Value[] = [];
    for (const v of b.values) {
      const list = before.get(v);
      if (list !== undefined) out.push(...list);
      if (!dead.has(v)) out.push(v);
    }
    b.values = out;
    this.changed = true;
  }

  private combine(run: readonly Value[], dead: Set<Value>, before: Map<Value, Value[]>): void {
    const { f } = this;
    // Bytes of what, and where to.
    const parts = run.map(s => {
      this.locate(f.arg(s, 0), f.lo[s]!);
      const { base, index, offset } = this;
      let x = f.arg(s, 1);
      if (f.op[x] !== Op.Trunc) return null;
      x = f.arg(x, 0);
      let shift = 0;
      const wide = f.op[x] === Op.ShrU || f.op[x] === Op.ShrS;
      if (wide && f.op[f.arg(x, 1)] === Op.ConstInt) {
        shift = f.num(f.arg(x, 1));
        x = f.arg(x, 0);
      }
      if (shift % 8 !== 0 || shift + 8 > Scalar.size(f.type[x]!) * 8) return null;
      return { s, base, index, offset, x, k: shift / 8 };
    });
    for (let i = 0; i < parts.length;) {
      const first = parts[i];
      let n = 0;
      if (first !== null && first !== undefined) {
        for (const size of [8, 4, 2]) {
          if (i + size > parts.length || Scalar.size(f.type[first.x]!) < size) continue;
          const list = parts.slice(i, i + size);
          if (this.isWhole(list, size) && this.store(list as Part[], size, dead, before)) {
            n = size;
            break;
          }
        }
      }
      i += n === 0 ? 1 : n;
    }
  }

  private isWhole(list: readonly (Part | null)[], size: number): boolean {
    const first = list[0]!;
    const seen = new Set<number>();
    let least = Infinity;
    for (const q of list) {
      if (q === null || q.x !== first.x || q.base !== first.base || q.index !== first.index) return false;
      seen.add(q.k);
      least = Math.min(least, q.offset);
    }
    if (seen.size !== size) return false;
    const lowest = list.find(q => q!.offset === least)!;
    // Little endian from the lowest byte of x on, or big endian.
    const step = lowest.k === 0 ? 1 : -1;
    if (step === -1 && lowest.k !== size - 1) return false;
    for (const q of list) if (q!.k !== lowest.k + step * (q!.offset - least)) return false;
    return true;
  }

  private store(list: readonly Part[], size: number, dead: Set<Value>, before: Map<Value, Value[]>): boolean {
    const { f } = this;
    let lowest = list[0]!;
    for (const q of list) if (q.offset < lowest.offset) lowest = q;
    const { s } = list[list.length - 1]!;
    const made: Value[] = [];
    const kind = Scalar.intOfSize(size);
    const emit = (op: number, type: number, ...args: Value[]): Value => {
      const v = f.newValue(op, type, f.posOf[s]!, f.inl[s]!);
      for (const a of args) f.addArg(v, a);
      made.push(v);
      return v;
    };
    let x = lowest.x;
    if (f.type[x] !== kind) x = emit(Op.Trunc, kind, x);
    if (lowest.k !== 0) {
      if (size === 2) {
        const eight = emit(Op.ConstInt, Scalar.I8);
        f.lo[eight] = 8;
        x = emit(Op.RotL, kind, x, eight);
      } else x = emit(Op.Bswap, kind, x);
    }
    // The last store becomes the wide one; the address is that of the lowest byte.
    f.setArg(s, 1, x);
    f.setArg(s, 0, f.arg(lowest.s, 0));
    f.lo[s] = f.lo[lowest.s]!;
    before.set(s, made);
    for (const q of list) if (q.s !== s) dead.add(q.s);
    return true;
  }
}

interface Part {
  readonly s: Value;
  readonly base: Value;
  readonly index: Value;
  readonly offset: number;
  readonly x: Value;
  readonly k: number;
}
