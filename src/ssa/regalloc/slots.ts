// Which slots of the frame may lie in one place. Two slots interfere when the life of one begins while the other is alive. A spill
// slot lives from its StoreReg to its last LoadReg. A slot of the function's own lives from its SlotLive to the last use of its
// address, or of an address made of it, as long as those are all seen here: an address that is stored, or given to a function
// that may keep it, makes the slot live for good from SlotLive on. Ways that do not meet, as the cases of a switch, share then too.
//
// The collector knows slots whose address is taken by a table of the frame, in which places with pointers do not overlap. So a slot
// with pointers only shares its place with others of its type, one without pointers with any that has none.

import type { Block, Func, Value } from '../func.ts';
import type { CompileMachine } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { type CallInfo, EffEscape } from '../sig.ts';
import type { Allocator } from './regalloc.ts';

/** Rows of bits. */
class BitRows {
  readonly words: number;
  private readonly bits: Int32Array;

  constructor(rows: number, columns: number) {
    this.words = (columns + 31) >> 5;
    this.bits = new Int32Array(rows * this.words);
  }

  set(i: number, j: number): void {
    this.bits[i * this.words + (j >> 5)]! |= 1 << (j & 31);
  }

  clear(i: number, j: number): void {
    this.bits[i * this.words + (j >> 5)]! &= ~(1 << (j & 31));
  }

  has(i: number, j: number): boolean {
    return ((this.bits[i * this.words + (j >> 5)]! >>> (j & 31)) & 1) === 1;
  }

  word(i: number, w: number): number {
    return this.bits[i * this.words + w]!;
  }

  empty(i: number): void {
    this.bits.fill(0, i * this.words, (i + 1) * this.words);
  }

  /** Row i gets the bits of row j of another table of the same width, too; true if that changed it. */
  merge(i: number, from: BitRows, j: number): boolean {
    let changed = false;
    const a = i * this.words;
    const b = j * this.words;
    for (let w = 0; w < this.words; w++) {
      const x = this.bits[a + w]! | from.bits[b + w]!;
      if (x === this.bits[a + w]) continue;
      this.bits[a + w] = x;
      changed = true;
    }
    return changed;
  }

  /** Row i becomes row j of another table; true if that changed it. */
  copy(i: number, from: BitRows, j: number): boolean {
    let changed = false;
    const a = i * this.words;
    const b = j * this.words;
    for (let w = 0; w < this.words; w++) {
      if (this.bits[a + w] === from.bits[b + w]) continue;
      this.bits[a + w] = from.bits[b + w]!;
      changed = true;
    }
    return changed;
  }
}

/** What shares a place: groups, by spill slot and by slot of the function. */
export interface Sharing {
  /** By spill slot: its group; -1 for one that is not used, or has its place in the caller's frame. */
  readonly spillGroup: Int32Array;
  /** By group: the first spill slot in it, which has the largest kind. One with a pointer comes first. */
  readonly spillGroups: readonly number[];
  /** By slot of the function: its group, and by group its largest slot. */
  readonly slotGroup: Int32Array;
  readonly slotGroups: readonly number[];
}

/** Finds what may share a place. */
export function shareSlots(p: Program, f: Func, machine: CompileMachine, a: Allocator): Sharing {
  const spills = shareSpills(f, a);
  const slots = shareOwn(p, f, machine, a);
  return { spillGroup: spills.group, spillGroups: spills.groups, slotGroup: slots.group, slotGroups: slots.groups };
}

interface Groups {
  readonly group: Int32Array;
  readonly groups: readonly number[];
}

// ---- Spill slots ----

function shareSpills(f: Func, a: Allocator): Groups {
  const n = a.slotKind.length;
  const group = new Int32Array(n).fill(-1);
  // Those that are in use, by a dense number.
  const number = new Int32Array(n).fill(-1);
  const used: number[] = [];
  const use = (s: number): void => {
    if (number[s]! >= 0 || a.slotHome[s]! >= 0) return;
    number[s] = used.length;
    used.push(s);
  };
  for (const b of f.blocks) {
    for (const v of b.values) {
      const op = f.op[v]!;
      if (op === Op.StoreReg || op === Op.LoadReg) use(a.slot[v]!);
    }
  }
  const groups: number[] = [];
  const m = used.length;
  if (m === 0) return { group, groups };
  if (m === 1) {
    group[used[0]!] = 0;
    return { group, groups: used };
  }
  const live = liveSpills(f, a, number, m);
  const rows = new BitRows(m, m);
  const near = new Int32Array(m).fill(-1);
  const now = new BitRows(1, m);
  const { words } = now;
  for (const b of f.blocks) {
    now.empty(0);
    for (const s of b.succs) now.merge(0, live, s.id);
    for (let i = b.values.length - 1; i >= 0; i--) {
      const v = b.values[i]!;
      const op = f.op[v]!;
      if (op === Op.StoreReg) {
        const x = number[a.slot[v]!]!;
        if (x < 0) continue;
        now.clear(0, x);
        // What is copied from one slot to another may stay where it is.
        const from = f.arg(v, 0);
        let source = -1;
        if (f.op[from] === Op.LoadReg && a.reg[from] === a.regs.scratch) source = number[a.slot[from]!]!;
        if (source >= 0) near[x] = source;
        for (let w = 0; w < words; w++) {
          for (let bits = now.word(0, w); bits !== 0; bits &= bits - 1) {
            const y = w * 32 + 31 - Math.clz32(bits & -bits);
            if (y === source) continue;
            rows.set(x, y);
            rows.set(y, x);
          }
        }
      } else {
        const x = number[slotRead(f, a, v)]!;
        if (x >= 0) now.set(0, x);
      }
    }
  }
  // Pointers first, so that they lie together; what is none takes what they leave.
  const members: number[][] = [];
  const fits = (x: number, g: number): boolean => {
    const s = used[x]!;
    if (Scalar.size(a.slotKind[s]!) > 8 !== Scalar.size(a.slotKind[groups[g]!]!) > 8) return false;
    for (const y of members[g]!) if (rows.has(x, y)) return false;
    return true;
  };
  for (let round = 0; round < 2; round++) {
    for (let x = 0; x < m; x++) {
      const s = used[x]!;
      if ((a.slotKind[s] === Scalar.Ptr) !== (round === 0)) continue;
      let g = near[x]! >= 0 ? group[used[near[x]!]!]! : -1;
      if (g >= 0 && !fits(x, g)) g = -1;
      for (let k = 0; k < groups.length && g < 0; k++) if (fits(x, k)) g = k;
      if (g < 0) {
        g = groups.length;
        groups.push(s);
        members.push([]);
      }
      members[g]!.push(x);
      group[s] = g;
    }
  }
  return { group, groups };
}

/** The spill slot that v reads; 0 for none. What is kept alive in one must stay there. */
function slotRead(f: Func, a: Allocator, v: Value): number {
  const op = f.op[v]!;
  if (op === Op.LoadReg) return a.slot[v]!;
  return op === Op.KeepAlive ? a.slot[f.arg(v, 0)]! : 0;
}

/** By block: the spill slots that are live at its start. */
function liveSpills(f: Func, a: Allocator, number: Int32Array, m: number): BitRows {
  const live = new BitRows(f.maxBlockId, m);
  const now = new BitRows(1, m);
  for (let again = true; again;) {
    again = false;
    for (let k = f.blocks.length - 1; k >= 0; k--) {
      const b = f.blocks[k]!;
      now.empty(0);
      for (const s of b.succs) now.merge(0, live, s.id);
      for (let i = b.values.length - 1; i >= 0; i--) {
        const v = b.values[i]!;
        const op = f.op[v]!;
        const x = number[op === Op.StoreReg ? a.slot[v]! : slotRead(f, a, v)]!;
        if (x < 0) continue;
        if (op === Op.StoreReg) now.clear(0, x);
        else now.set(0, x);
      }
      if (live.copy(b.id, now, 0)) again = true;
    }
  }
  return live;
}

// ---- Slots of the function ----

/** Addresses of several slots. */
const Several = -2;
/** No address of a slot. */
const None = -1;

function shareOwn(p: Program, f: Func, machine: CompileMachine, a: Allocator): Groups {
  const n = f.slots.length;
  const group = new Int32Array(n);
  const groups: number[] = [];
  for (let i = 0; i < n; i++) {
    group[i] = i;
    groups.push(i);
  }
  if (n < 2) return { group, groups };
  const starts = new Int32Array(n);
  for (const b of f.blocks) for (const v of b.values) if (f.op[v] === Op.SlotLive) starts[f.aux[v]!]!++;
  // Without optimisation a debugger may look at a variable wherever its name can be used.
  const isShown = p.noOpt(f.sym);
  const may = (i: number): boolean => {
    const { always, isVariable, type, home } = f.slots[i]!;
    return (
      !always && home === undefined && !(isShown && isVariable === true) && starts[i]! > 0 && p.types.size(type) > 0
    );
  };
  let candidates = 0;
  for (let i = 0; i < n; i++) if (may(i)) candidates++;
  if (candidates < 2) return { group, groups };

  const owner = new Int32Array(a.firstNew).fill(None);
  const escapes = new Uint8Array(n);
  findOwners(p, f, machine, a, owner, escapes, true);

  // Where a life may have begun.
  const blocks = f.maxBlockId;
  const born = new BitRows(blocks, n);
  const now = new BitRows(1, n);
  for (let again = true; again;) {
    again = false;
    for (const b of f.blocks) {
      now.copy(0, born, b.id);
      for (const v of b.values) if (f.op[v] === Op.SlotLive) now.set(0, f.aux[v]!);
      for (const s of b.succs) if (born.merge(s.id, now, 0)) again = true;
    }
  }
  // What is used later.
  const wanted = new BitRows(blocks, n);
  const back = (v: Value): void => {
    const op = f.op[v]!;
    if (op === Op.SlotLive) {
      now.clear(0, f.aux[v]!);
      return;
    }
    if (op === Op.SlotAddr) now.set(0, f.aux[v]!);
    for (let j = f.nargs(v) - 1; j >= 0; j--) {
      const o = owner[a.orig[f.arg(v, j)]!]!;
      if (o >= 0) now.set(0, o);
    }
  };
  const atEnd = (b: Block): void => {
    now.empty(0);
    for (const s of b.succs) now.merge(0, wanted, s.id);
    for (const v of b.rets) if (owner[a.orig[v]!]! >= 0) now.set(0, owner[a.orig[v]!]!);
  };
  for (let again = true; again;) {
    again = false;
    for (let k = f.blocks.length - 1; k >= 0; k--) {
      const b = f.blocks[k]!;
      atEnd(b);
      for (let i = b.values.length - 1; i >= 0; i--) back(b.values[i]!);
      if (wanted.copy(b.id, now, 0)) again = true;
    }
  }
  // Who is alive where a life begins.
  const rows = new BitRows(n, n);
  const alive = new BitRows(1, n);
  for (const b of f.blocks) {
    let any = false;
    for (const v of b.values) if (f.op[v] === Op.SlotLive) any = true;
    if (!any) continue;
    // Births from the start, uses from the end.
    const births: Value[] = [];
    for (const v of b.values) if (f.op[v] === Op.SlotLive) births.push(v);
    atEnd(b);
    for (let i = b.values.length - 1; i >= 0; i--) {
      const v = b.values[i]!;
      if (f.op[v] === Op.SlotLive) {
        births.pop();
        const x = f.aux[v]!;
        alive.copy(0, born, b.id);
        for (const y of births) alive.set(0, f.aux[y]!);
        for (let y = 0; y < n; y++) {
          if (y === x || !alive.has(0, y) || (escapes[y] === 0 && !now.has(0, y))) continue;
          rows.set(x, y);
          rows.set(y, x);
        }
      }
      back(v);
    }
  }

  // Larger ones first: the first of a group has room for the others.
  const order: number[] = [];
  const size = (i: number): number => p.types.size(f.slots[i]!.type);
  const align = (i: number): number => p.layouts.align(p.types.type(f.slots[i]!.type));
  const pointers = (i: number): boolean => p.types.hasPointers(f.slots[i]!.type);
  for (let i = 0; i < n; i++) order.push(i);
  order.sort((x, y) => size(y) - size(x) || x - y);
  const members: number[][] = [];
  groups.length = 0;
  for (const i of order) {
    let g = -1;
    for (let k = 0; k < groups.length && g < 0 && may(i); k++) {
      const top = groups[k]!;
      if (!may(top) || pointers(i) !== pointers(top)) continue;
      if (pointers(i) ? f.slots[i]!.type !== f.slots[top]!.type : align(i) > align(top)) continue;
      let free = true;
      for (const y of members[k]!) if (rows.has(i, y)) free = false;
      if (free) g = k;
    }
    if (g < 0) {
      g = groups.length;
      groups.push(i);
      members.push([]);
    }
    members[g]!.push(i);
    group[i] = g;
  }
  return { group, groups };
}

/** Where the addresses of slots are used. */
export interface SlotUses {
  /** By value as it was before allocation: the slot whose address it is, or is made of; negative for none. */
  readonly owner: Int32Array;
  /** By slot: 1 where its address gets out of sight, to a call, say, or may be another one's. */
  readonly escapes: Uint8Array;
}

/** Finds the uses of slots that this function alone knows: such a slot need not be looked for by its address. */
export function slotUses(p: Program, f: Func, machine: CompileMachine, a: Allocator): SlotUses {
  const owner = new Int32Array(a.firstNew).fill(None);
  const escapes = new Uint8Array(f.slots.length);
  findOwners(p, f, machine, a, owner, escapes, false);
  for (const b of f.blocks) {
    for (const v of b.values) {
      // Behind a phi of several addresses, a use is no use of a slot whose life has not begun on the way there.
      if (f.op[v] === Op.Phi) {
        for (let j = f.nargs(v) - 1; j >= 0; j--) {
          const o = owner[a.orig[f.arg(v, j)]!]!;
          const phi = owner[a.orig[v]!]!;
          if (o === phi) continue;
          if (o >= 0) escapes[o] = 1;
          if (phi >= 0) escapes[phi] = 1;
        }
      } else if (f.op[v] === Op.SlotAddr && f.type[v] !== Scalar.Ptr) {
        escapes[f.aux[v]!] = 1;
      }
    }
  }
  return { owner, escapes };
}

/**
 * Finds whose addresses values are, and which slots' addresses get out of sight: those that calls may keep, or where calls are not
 * to be `trusted` all that calls are given.
 */
function findOwners(
  p: Program,
  f: Func,
  machine: CompileMachine,
  a: Allocator,
  owner: Int32Array,
  escapes: Uint8Array,
  trusted: boolean,
): void {
  const { firstNew, cls, orig } = a;
  const opFlags = f.info.flags;
  const out = (x: Value): void => {
    const o = owner[x]!;
    if (o >= 0) escapes[o] = 1;
  };
  for (let again = true; again;) {
    again = false;
    const derive = (v: Value, x: Value): void => {
      const o = owner[x]!;
      const old = owner[v]!;
      if (o === None || o === old || old === Several) return;
      if (old !== None && old !== o) {
        if (old >= 0) escapes[old] = 1;
        out(x);
        owner[v] = Several;
      } else {
        owner[v] = o;
      }
      again = true;
    };
    // What made addresses stand for is seen in the operations that are left, whose arguments are copies.
    const seen = (x: Value): Value => {
      const o = orig[x]!;
      if (f.op[o] === Op.SlotAddr) owner[o] = f.aux[o]!;
      return o;
    };
    for (const b of f.blocks) {
      for (const v of b.rets) out(seen(v));
      for (const v of b.values) {
        if (v >= firstNew) {
          seen(v);
          continue;
        }
        const op = f.op[v]!;
        const nargs = f.nargs(v);
        if (nargs === 0 || op === Op.KeepAlive) continue;
        const flags = opFlags[op]!;
        if ((flags & OpFlag.Call) !== 0) {
          const fixed = machine.shape(op).inGP.length;
          const info = f.calls[f.aux[v]!]!;
          for (let j = 0; j < nargs; j++) {
            const x = seen(f.arg(v, j));
            if (owner[x] === None) continue;
            if (!trusted || j < fixed || keeps(p, info, j - fixed, isDeclared(f, owner[x]!))) out(x);
          }
          continue;
        }
        const { base } = machine.shape(op);
        for (let j = 0; j < nargs; j++) {
          const x = seen(f.arg(v, j));
          if (owner[x] === None) continue;
          if ((flags & OpFlag.Writes) !== 0) {
            // Without a base, its arguments are addresses and counts.
            if (base >= 0 && j !== base) out(x);
          } else if ((flags & OpFlag.Reads) !== 0) {
            if (j !== base && cls[v] !== 0) derive(v, x);
          } else if (cls[v] !== 0) {
            derive(v, x);
          } else if ((flags & OpFlag.Effect) !== 0) {
            out(x);
          }
        }
      }
    }
  }
}

/** Whether a slot is a variable of the source. */
function isDeclared(f: Func, slot: number): boolean {
  return slot >= 0 && f.slots[slot]!.isVariable === true;
}

/**
 * Whether a call may keep what its register argument i points to. A variable of the source may also keep its own address, as
 * strings.Builder does where escape analysis is told not to look; its copy must not come to lie where it was.
 */
function keeps(p: Program, info: CallInfo, i: number, declared: boolean): boolean {
  const { sig, effects } = info;
  let reg = 0;
  let scalar = 0;
  for (let k = 0; k < sig.params.length; k++) {
    const { abi, comps } = sig.params[k]!;
    const n = comps === null ? 1 : comps.length;
    if (i < reg + abi.regs.length) {
      if (effects !== null) return (effects.leaks[k] ?? 0) === EffEscape || effects.resultFrom.includes(k);
      if (declared) return true;
      const summary = info.sym === 0 || p.bodies === null ? null : p.bodies.settledSummary(info.sym);
      const flow = summary?.params[comps === null ? scalar : scalar + i - reg];
      // Its content may go anywhere: that is not the memory itself.
      if (flow === undefined || flow.heap === 0 || flow.called === 0) return true;
      return flow.results.includes(0);
    }
    reg += abi.regs.length;
    scalar += n;
  }
  return true;
}
