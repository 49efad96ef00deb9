// Where variables are while a function runs. The notes of the builder (Op.DebugVar) say which value a variable has from where on;
// where the value is follows from the allocated form: what each register and each place of the frame holds is what
// was put there last, as long as that is known on every way. A variable is described where both are known, else not at all.
//
// The notes that reach a place are found as the values of variables are when memory is promoted: where ways with different notes
// meet, a variable is lost, unless a note about a phi stands there. So one walk down the tree of dominators sees for each
// block what holds at its start.
//
// Times. An instruction has done nothing yet at its own pc. What a call destroys is lost one byte into the call: a debugger that
// stops at the call sees it, one that looks at a caller asks for the byte before the return address. Of an operation of several
// instructions, what it destroys is lost behind the first of them.

import { ByteWriter } from '../../base/bytewriter.ts';
import type { DebugMarks, Prog } from '../../obj/prog.ts';
import { dominanceFrontiers, Dominators } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import { type Allocation, type CompileMachine, FirstFloat, InFrameArgs, NoReg } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import type { SymId } from '../symbols.ts';
import * as Dw from './opcodes.ts';

/** A DWARF expression; `fixups` are offsets in it where the address of a symbol goes, with symbol and addend. */
export interface Expr {
  readonly bytes: Uint8Array;
  readonly fixups: readonly number[];
}

/** Where one variable is. */
export interface VarLocation {
  /** It is this everywhere; null where `ranges` tell. */
  everywhere: Expr | null;
  /** Ranges of pcs, start and end by turns. */
  readonly ranges: number[];
  /** The expression of each range. */
  readonly exprs: Expr[];
  /** What is described is a pointer to the variable. */
  byAddress: boolean;
}

/** Where a part of a variable is: in the memory of the variable, made again (a constant, an address), in a register or place of the frame. */
const InMemory = 1;
const IsConstant = 2;
const InPlace = 3;
/** Registers of both classes by number, then the places of the frame. */
const Registers = 32;
/** More state than this is not looked at: nothing is said of such a function's variables but what lies in memory for good. */
const maxState = 4_000_000;

/**
 * Finds where the variables of an allocated and emitted function are; by index in `f.vars`. `size` is that of its code;
 * `mentioned` tells which symbols are in the program for its sake.
 */
export function findLocations(
  p: Program,
  f: Func,
  a: Allocation,
  machine: CompileMachine,
  marks: DebugMarks,
  size: number,
  mentioned: (s: SymId) => boolean,
): VarLocation[] {
  const s = new Locations(p, f, a, machine, marks, size, mentioned);
  s.run();
  return s.out;
}

class Locations {
  readonly out: VarLocation[] = [];
  private readonly p: Program;
  private readonly f: Func;
  private readonly a: Allocation;
  private readonly machine: CompileMachine;
  private readonly marks: DebugMarks;
  private readonly size: number;
  private readonly mentioned: (s: SymId) => boolean;
  // Parts of variables: the variable, and the offset in it, -1 for its address. Those of a variable follow one another in `partsOf`.
  private readonly partVar: number[] = [];
  private readonly partAt: number[] = [];
  private readonly partSize: number[] = [];
  private readonly partsOf: number[][] = [];
  /** The place that was told last. */
  private told: Int32Array = new Int32Array(0);
  /** Blocks with notes about a part, each once. */
  private readonly defs: Block[][] = [];
  /** What a part is now: a value; 0 unknown. */
  private cur: Int32Array = new Int32Array(0);
  /** By variable: how many of its parts are known. */
  private known: Int32Array = new Int32Array(0);
  /** By value: 1 for one that a variable has. */
  private tracked: Uint8Array;
  /** Places of the frame by offset. */
  private readonly places = new Map<number, number>();
  private readonly placeOffset: number[] = [];
  /** By slot of the function: the place whose content tells whether it is alive; -1: it is for good. */
  private readonly slotPlace: Int32Array;
  private width = 0;
  /** What a place holds where a block starts, rows by block id: values, or -1 - a slot. */
  private starts: Int32Array = new Int32Array(0);
  private content: Int32Array = new Int32Array(0);
  /** The registers that hold something that matters, a bit for each. */
  private held = 0;
  /** The parts that a value is the value of: the first by value, the ones before and behind by part, all from 1. */
  private readonly firstPart: Int32Array;
  private partBefore: Int32Array = new Int32Array(0);
  private partBehind: Int32Array = new Int32Array(0);
  /** By note: the part that it is about from 1; 0 for none, `allParts`. */
  private readonly notePart: Int32Array;
  /** By variable: where its range at hand began, -1 for none. */
  private open: Int32Array = new Int32Array(0);
  /** By part: where it is in the range at hand, and where it has been found to be now. See `codeOf`. */
  private shown: Int32Array = new Int32Array(0);
  private found: Int32Array = new Int32Array(0);
  private readonly whole: number[] = [];
  private readonly opened: number[] = [];
  private readonly exprs = new Map<string, Expr>();
  /** Of whole variables in one place, by place. */
  private readonly wholeExprs: (Expr | undefined)[] = [];
  /** By inlined call: the last block (its id + 1) that has code of it; and the block at hand. */
  private readonly inBlock: Int32Array;
  private mark = 0;
  /** By block id: the block behind it in memory. */
  private readonly following: Block[] = [];

  constructor(
    p: Program,
    f: Func,
    a: Allocation,
    machine: CompileMachine,
    marks: DebugMarks,
    size: number,
    mentioned: (s: SymId) => boolean,
  ) {
    this.p = p;
    this.f = f;
    this.a = a;
    this.machine = machine;
    this.marks = marks;
    this.size = size;
    this.mentioned = mentioned;
    this.tracked = new Uint8Array(f.count);
    this.firstPart = new Int32Array(f.count);
    this.notePart = new Int32Array(f.count);
    this.slotPlace = new Int32Array(f.slots.length).fill(-1);
    this.inBlock = new Int32Array(f.inlCalls.length);
    for (let i = 1; i < f.blocks.length; i++) this.following[f.blocks[i - 1]!.id] = f.blocks[i]!;
    for (let i = 0; i < f.vars.length; i++) {
      this.out.push({ everywhere: null, ranges: [], exprs: [], byAddress: false });
      this.partsOf.push([]);
      this.whole.push(-1);
    }
  }

  run(): void {
    this.findParts();
    if (this.p.noOpt(this.f.sym)) this.forGood();
    if (this.partVar.length === 0) return;
    this.findPlaces();
    this.width = Registers + this.placeOffset.length;
    if (this.width * this.f.maxBlockId > maxState) return;
    this.cur = new Int32Array(this.partVar.length);
    this.shown = new Int32Array(this.partVar.length);
    this.found = new Int32Array(this.partVar.length);
    this.partBefore = new Int32Array(this.partVar.length + 1);
    this.partBehind = new Int32Array(this.partVar.length + 1);
    this.told = new Int32Array(this.partVar.length).fill(-1);
    this.open = new Int32Array(this.f.vars.length).fill(-1);
    this.known = new Int32Array(this.f.vars.length);
    this.content = new Int32Array(this.width);
    const doms = new Dominators(this.f);
    this.findStarts(doms);
    this.walk(doms);
    for (const o of this.out) sortRanges(o);
  }

  // ---- What there is ----

  private findParts(): void {
    const { f } = this;
    let hasNotes = false;
    for (let i = 0; i < f.blocks.length; i++) {
      const { values } = f.blocks[i]!;
      for (let j = 0; j < values.length; j++) {
        const v = values[j]!;
        if (f.op[v] !== Op.DebugVar) continue;
        hasNotes = true;
        if (f.nargs(v) > 0) this.addPart(f.lo[v]!, f.hi[v]!, f.arg(v, 0));
      }
    }
    if (!hasNotes) return;
    for (let i = 0; i < f.blocks.length; i++) {
      const b = f.blocks[i]!;
      const { values } = b;
      for (let j = 0; j < values.length; j++) {
        const v = values[j]!;
        if (f.op[v] !== Op.DebugVar) continue;
        const parts = this.partsOf[f.lo[v]!]!;
        const at = f.hi[v]!;
        if (at < 0 && f.nargs(v) === 0) {
          this.notePart[v] = allParts;
          for (const k of parts) this.addDef(k, b);
          continue;
        }
        const k = this.partOf(parts, at);
        this.notePart[v] = k + 1;
        if (k >= 0) this.addDef(k, b);
      }
    }
  }

  /** A note says that a variable, or its part at an offset, is x. */
  private addPart(variable: number, at: number, x: Value): void {
    const { f, p } = this;
    const size = at < 0 ? 8 : Scalar.size(f.type[x]!);
    if (at >= 0 && at + size > p.types.size(f.vars[variable]!.type)) return;
    const parts = this.partsOf[variable]!;
    if (this.partOf(parts, at) < 0) {
      parts.push(this.partVar.length);
      this.partVar.push(variable);
      this.partAt.push(at);
      this.partSize.push(size);
      this.defs.push([]);
    }
    if (at < 0 && f.op[x] !== Op.SlotAddr && f.op[x] !== Op.InArg) this.out[variable]!.byAddress = true;
    this.tracked[x] = 1;
  }

  /** The part at an offset, -1 for none. */
  private partOf(parts: readonly number[], at: number): number {
    for (let i = 0; i < parts.length; i++) if (this.partAt[parts[i]!] === at) return parts[i]!;
    return -1;
  }

  private addDef(k: number, b: Block): void {
    const list = this.defs[k]!;
    if (list.length === 0 || list[list.length - 1] !== b) list.push(b);
  }

  /** Without optimisation a variable has its memory to itself. */
  private forGood(): void {
    const { f, a } = this;
    for (const b of f.blocks) {
      for (const v of b.values) {
        if (f.op[v] !== Op.DebugVar || f.hi[v] !== -1 || f.nargs(v) === 0) continue;
        const o = this.out[f.lo[v]!]!;
        if (o.byAddress || o.everywhere !== null) continue;
        const x = f.arg(v, 0);
        const off = f.op[x] === Op.SlotAddr ? a.slotOffset[f.aux[x]!]! + f.lo[x]! : InFrameArgs + f.lo[x]!;
        const w = new ByteWriter(8);
        this.frameAddress(w, off);
        o.everywhere = { bytes: w.bytes(), fixups: noParts };
      }
    }
  }

  private findPlaces(): void {
    const { f, a } = this;
    for (const b of f.blocks) {
      for (const v of b.values) {
        if (f.op[v] !== Op.StoreReg) continue;
        const off = a.spillOffset[v]!;
        if (this.places.has(off)) continue;
        this.places.set(off, Registers + this.placeOffset.length);
        this.placeOffset.push(off);
      }
    }
    // Slots at one offset share it.
    const first = new Map<number, number>();
    for (let s = 0; s < f.slots.length; s++) {
      const off = a.slotOffset[s]!;
      const other = first.get(off);
      if (other === undefined) {
        first.set(off, s);
        continue;
      }
      if (this.slotPlace[other] === -1) {
        this.slotPlace[other] = Registers + this.placeOffset.length;
        this.placeOffset.push(off);
      }
      this.slotPlace[s] = this.slotPlace[other]!;
    }
  }

  // ---- What places hold ----

  private index(r: number): number {
    return r >= FirstFloat ? 16 + (r - FirstFloat) : r;
  }

  /** The registers that v destroys, a bit for each. */
  private destroyed(op: number): number {
    const { f, machine } = this;
    if ((f.info.flags[op]! & OpFlag.Call) !== 0) return -1;
    if (op < this.firstOwn()) return 0;
    const shape = machine.shape(op);
    let gp = shape.clobberGP;
    let fp = shape.clobberFP;
    const n = shape.outGP.length;
    if (n > 1) {
      for (let i = 0; i < n; i++) {
        gp |= shape.outGP[i]!;
        fp |= shape.outFP[i]!;
      }
    }
    return (gp & 0xffff) | (fp << 16);
  }

  private firstOwn(): number {
    return this.machine.ops.first;
  }

  /** The place that v writes, -1 for none. */
  private target(v: Value, op: number): number {
    if (op === Op.StoreReg) return this.places.get(this.a.spillOffset[v]!)!;
    if (op === Op.SlotLive) return this.slotPlace[this.f.aux[v]!]!;
    const r = this.a.reg[v] ?? NoReg;
    return r === NoReg ? -1 : this.index(r);
  }

  /** What v writes there: a value that matters, -1 - a slot, or 0. */
  private written(v: Value, op: number): number {
    if (op === Op.SlotLive) return -1 - this.f.aux[v]!;
    const x = v < this.a.orig.length ? this.a.orig[v]! : 0;
    return this.tracked[x] === 1 ? x : 0;
  }

  /** Finds what each place holds at the start of each block, as far as all ways to it agree. */
  private findStarts(doms: Dominators): void {
    const { f, width } = this;
    const n = f.maxBlockId;
    // What a block makes of each place; `same` where it leaves it alone.
    const same = 0x7fffffff;
    const makes = new Int32Array(n * width).fill(same);
    for (const b of f.blocks) {
      const row = b.id * width;
      for (const v of b.values) {
        const op = f.op[v]!;
        if (op === Op.DebugVar) continue;
        if (op !== Op.Phi) {
          for (let lost = this.destroyed(op); lost !== 0; lost &= lost - 1)
            makes[row + 31 - Math.clz32(lost & -lost)] = 0;
        }
        const k = op === Op.Phi ? this.phiPlace(v) : this.target(v, op);
        if (k >= 0) makes[row + k] = this.written(v, op);
      }
    }
    const starts = new Int32Array(n * width).fill(same);
    this.starts = starts;
    const { order } = doms;
    for (let again = true; again;) {
      again = false;
      for (const b of order) {
        const to = b.id * width;
        if (b.preds.length === 0) {
          if (starts[to] === same) starts.fill(0, to, to + width);
          continue;
        }
        for (const q of b.preds) {
          if (doms.at[q.id]! < 0) continue;
          const from = q.id * width;
          for (let k = 0; k < width; k++) {
            const made = makes[from + k]!;
            const x = made === same ? starts[from + k]! : made;
            const had = starts[to + k]!;
            if (x === same || x === had || had === 0) continue;
            starts[to + k] = had === same ? x : 0;
            again = true;
          }
        }
      }
    }
    for (let i = 0; i < starts.length; i++) if (starts[i] === same) starts[i] = 0;
  }

  private phiPlace(v: Value): number {
    const r = this.a.reg[v] ?? NoReg;
    if (r !== NoReg) return this.index(r);
    return (this.a.slot[v] ?? 0) !== 0 ? (this.places.get(this.a.spillOffset[v]!) ?? -1) : -1;
  }

  // ---- What variables are ----

  private walk(doms: Dominators): void {
    const { marks } = this;
    const lost = this.meetings(doms);
    const undo: number[] = [];
    const depth: number[] = [];
    doms.walk({
      enter: b => {
        depth.push(undo.length);
        const start = marks.starts[b.id];
        if (start === undefined || start === null) return;
        for (const k of lost[b.id] ?? noParts) {
          undo.push(this.cur[k]!, k);
          this.setPart(k, 0);
        }
        // Registers hold parameters from the very start.
        this.block(b, b === this.f.entry ? 0 : start.pc, undo);
      },
      leave: () => {
        const mark = depth.pop()!;
        while (undo.length > mark) {
          const k = undo.pop()!;
          this.setPart(k, undo.pop()!);
        }
      },
    });
  }

  /** By block id: the parts of which notes that differ meet at its start. */
  private meetings(doms: Dominators): number[][] {
    const { f, defs } = this;
    const out: number[][] = [];
    let frontiers: Block[][] | null = null;
    const placed = new Int32Array(f.maxBlockId);
    const work: Block[] = [];
    for (let k = 0; k < defs.length; k++) {
      const list = defs[k]!;
      if (list.length === 1 && list[0] === f.entry) continue;
      frontiers ??= dominanceFrontiers(f, doms);
      for (const b of list) if (doms.at[b.id]! >= 0) work.push(b);
      while (work.length > 0) {
        const b = work.pop()!;
        for (const d of frontiers[b.id]!) {
          if (placed[d.id] === k + 1) continue;
          placed[d.id] = k + 1;
          (out[d.id] ??= []).push(k);
          work.push(d);
        }
      }
    }
    return out;
  }

  private setPart(k: number, x: Value): void {
    const old = this.cur[k]!;
    if (old === x) return;
    const variable = this.partVar[k]!;
    const { firstPart, partBefore, partBehind } = this;
    if (old !== 0) {
      const before = partBefore[k + 1]!;
      const behind = partBehind[k + 1]!;
      if (before === 0) firstPart[old] = behind;
      else partBehind[before] = behind;
      if (behind !== 0) partBefore[behind] = before;
      this.known[variable]!--;
    }
    this.cur[k] = x;
    if (x === 0) return;
    this.known[variable]!++;
    const behind = firstPart[x]!;
    partBefore[k + 1] = 0;
    partBehind[k + 1] = behind;
    if (behind !== 0) partBefore[behind] = k + 1;
    firstPart[x] = k + 1;
  }

  private block(b: Block, pc0: number, undo: number[]): void {
    const { f, marks, content, starts } = this;
    const row = b.id * this.width;
    this.held = 0;
    for (let k = 0; k < content.length; k++) {
      const x = starts[row + k]!;
      content[k] = x;
      if (x !== 0 && k < Registers) this.held |= 1 << k;
    }
    let i = 0;
    const { values } = b;
    for (; i < values.length && f.op[values[i]!] === Op.Phi; i++) {
      const v = values[i]!;
      const k = this.phiPlace(v);
      if (k >= 0) this.put(k, this.written(v, Op.Phi));
    }
    this.markInlined(b);
    let pc = pc0;
    // Notes at the start hold from the start on.
    for (; i < values.length && f.op[values[i]!] === Op.DebugVar; i++) this.note(values[i]!, undo, -1);
    for (let k = 0; k < this.partsOf.length; k++) if (this.known[k] !== 0) this.refresh(k, pc);
    for (; i < values.length; i++) {
      const v = values[i]!;
      const op = f.op[v]!;
      if (op === Op.DebugVar) {
        this.note(v, undo, pc);
        continue;
      }
      const hasCode = marks.before[v] !== marks.after[v];
      const start = hasCode ? pcAfter(marks.before[v], pc) : pc;
      const end = hasCode ? Math.max(start, this.pcEnd(marks.after[v], start)) : pc;
      const isCall = (f.info.flags[op]! & OpFlag.Call) !== 0;
      const lostAt = isCall && end > start ? start + 1 : this.secondPC(marks.before[v], start, end);
      for (let lost = this.destroyed(op) & this.held; lost !== 0; lost &= lost - 1) {
        this.change(31 - Math.clz32(lost & -lost), 0, lostAt);
      }
      const k = this.target(v, op);
      if (k >= 0) {
        const x = this.written(v, op);
        if (content[k] !== x) {
          this.change(k, 0, lostAt);
          this.change(k, x, end);
        }
      }
      pc = end;
    }
    // What a return has become stands behind the instruction that was noted; the next block begins behind it.
    const following = this.following[b.id];
    const end = following === undefined ? this.pcEnd(marks.ends[b.id], pc) : marks.starts[following.id]!.pc;
    for (const k of this.opened) this.close(k, end);
    this.opened.length = 0;
  }

  /** Notes which inlined calls have code in a block. */
  private markInlined(b: Block): void {
    const { f, inBlock } = this;
    const mark = b.id + 1;
    this.mark = mark;
    if (inBlock.length === 0) return;
    const up = (inl: number): void => {
      for (let c = inl; c >= 0 && inBlock[c] !== mark; c = f.inlCalls[c]!.parent) inBlock[c] = mark;
    };
    up(b.inl);
    for (const v of b.values) if (f.op[v] !== Op.DebugVar) up(f.inl[v]!);
  }

  private note(v: Value, undo: number[], pc: number): void {
    const { f } = this;
    const variable = f.lo[v]!;
    const parts = this.partsOf[variable]!;
    const about = this.notePart[v]!;
    for (let i = 0; i < parts.length; i++) {
      const k = parts[i]!;
      if (about !== allParts && about !== k + 1) continue;
      const x = f.nargs(v) === 0 ? 0 : f.arg(v, 0);
      undo.push(this.cur[k]!, k);
      this.setPart(k, x);
      if (x === 0) continue;
      // A value in memory is one or the other.
      for (let j = 0; j < parts.length; j++) {
        const other = parts[j]!;
        if (this.partAt[other]! < 0 === this.partAt[k]! < 0) continue;
        undo.push(this.cur[other]!, other);
        this.setPart(other, 0);
      }
    }
    if (pc >= 0) this.refresh(variable, pc);
  }

  /** Place k holds x at the start of a block. */
  private put(k: number, x: number): void {
    this.content[k] = x;
    if (k < Registers) this.held = x === 0 ? this.held & ~(1 << k) : this.held | (1 << k);
  }

  private change(k: number, x: number, pc: number): void {
    const old = this.content[k]!;
    if (old === x) return;
    this.put(k, x);
    this.tell(old, pc);
    this.tell(x, pc);
  }

  private tell(x: number, pc: number): void {
    if (x < 0) {
      // A slot: whoever lies in it.
      for (let k = 0; k < this.cur.length; k++) {
        const v = this.cur[k]!;
        if (v !== 0 && this.f.op[v] === Op.SlotAddr && this.f.aux[v] === -1 - x) this.refresh(this.partVar[k]!, pc);
      }
      return;
    }
    for (let k = this.firstPart[x]!; k !== 0; k = this.partBehind[k]!) this.refresh(this.partVar[k - 1]!, pc);
  }

  private pcEnd(q: Prog | null | undefined, pc: number): number {
    if (q === null || q === undefined) return pc;
    return q.link === null ? this.size : q.link.pc;
  }

  /** The pc of the second instruction from start on; end where there is one alone. */
  private secondPC(before: Prog | null | undefined, start: number, end: number): number {
    for (let q = before?.link ?? null; q !== null && q.pc < end; q = q.link) if (q.pc > start) return q.pc;
    return end;
  }

  // ---- Descriptions ----

  /** Opens, closes or changes the description of a variable at a pc. */
  private refresh(variable: number, pc: number): void {
    const o = this.out[variable]!;
    if (o.everywhere !== null) return;
    const { inl } = this.f.vars[variable]!;
    const isHidden = this.known[variable] === 0 || (inl >= 0 && this.inBlock[inl] !== this.mark);
    const isTold = !isHidden && this.find(variable);
    const parts = this.partsOf[variable]!;
    const { shown, found } = this;
    if (this.open[variable]! >= 0) {
      let same = isTold;
      for (let i = 0; i < parts.length && same; i++) same = shown[parts[i]!] === found[parts[i]!];
      if (same) return;
      this.close(variable, pc);
    }
    if (!isTold) return;
    for (let i = 0; i < parts.length; i++) shown[parts[i]!] = found[parts[i]!]!;
    this.open[variable] = pc;
    this.opened.push(variable);
  }

  private close(variable: number, pc: number): void {
    const start = this.open[variable]!;
    this.open[variable] = -1;
    if (start < 0 || pc <= start) return;
    const o = this.out[variable]!;
    o.ranges.push(start, pc);
    o.exprs.push(this.expr(variable));
  }

  /** Finds where the parts of a variable that are known are: `found`. False when there is nothing to tell. */
  private find(variable: number): boolean {
    const { found } = this;
    const parts = this.partsOf[variable]!;
    let any = false;
    let known = 0;
    for (let i = 0; i < parts.length; i++) {
      const k = parts[i]!;
      const code = this.cur[k] === 0 ? 0 : this.codeOf(variable, k);
      found[k] = code;
      if (code === 0) continue;
      any = true;
      if ((code & 3) !== InMemory) known += this.partSize[k]!;
    }
    return any && !(known > 0 && !this.out[variable]!.byAddress && known < this.wholeOf(variable));
  }

  /**
   * Where a part with a known value is: InMemory and IsConstant with a value, InPlace with a place, above the lowest two bits;
   * 0 for nowhere.
   */
  private codeOf(variable: number, k: number): number {
    const { f } = this;
    const { byAddress } = this.out[variable]!;
    const x = this.cur[k]!;
    const at = this.partAt[k]!;
    const op = f.op[x]!;
    if (at < 0 && !byAddress) {
      if (op === Op.SlotAddr && this.slotPlace[f.aux[x]!]! >= 0 && !this.isAlive(f.aux[x]!)) return 0;
      return (x << 2) | InMemory;
    }
    if (at >= 0 && byAddress) return 0;
    if ((f.info.flags[op]! & OpFlag.Remat) !== 0 && f.nargs(x) === 0 && op < this.firstOwn()) {
      if (op === Op.OutArg || op === Op.Unknown) return 0;
      if (op === Op.SymAddr && !this.mentioned(f.aux[x]!)) return 0;
      return (x << 2) | IsConstant;
    }
    // Where it was told to be before, else in memory, where it stays longer than in a register.
    const { content } = this;
    let best = this.told[k]!;
    if (best < 0 || content[best] !== x) {
      best = content.lastIndexOf(x);
      if (best < 0) return 0;
      this.told[k] = best;
    }
    return (best << 2) | InPlace;
  }

  /** How much of a variable must be known for it to be told: debuggers take what is missing for zero. */
  private wholeOf(variable: number): number {
    let n = this.whole[variable]!;
    if (n < 0) {
      const { types } = this.p;
      const { type } = this.f.vars[variable]!;
      const scalars = types.scalars(type);
      n = scalars === null ? types.size(type) : 0;
      for (const s of scalars ?? []) n += Scalar.size(s.kind);
      this.whole[variable] = n;
    }
    return n;
  }

  private isAlive(slot: number): boolean {
    return this.content[this.slotPlace[slot]!] === -1 - slot;
  }

  /** What the range at hand of a variable says. */
  private expr(variable: number): Expr {
    const parts = this.partsOf[variable]!;
    const only = parts.length === 1 ? parts[0]! : -1;
    if (only >= 0 && (this.shown[only]! & 3) === InPlace) {
      const size = this.out[variable]!.byAddress ? 8 : this.p.types.size(this.f.vars[variable]!.type);
      if (this.partSize[only] === size) return this.wholeExpr(this.shown[only]! >> 2);
    }
    const told = parts.filter(k => this.shown[k] !== 0);
    let name = String(variable);
    for (const k of told) name += `,${k},${this.shown[k]!}`;
    let e = this.exprs.get(name);
    if (e !== undefined) return e;
    const w = new ByteWriter(16);
    const fixups: number[] = [];
    const { f, a, p } = this;
    const o = this.out[variable]!;
    const size = o.byAddress ? 8 : p.types.size(f.vars[variable]!.type);
    const first = this.shown[told[0]!]!;
    if ((first & 3) === InMemory) {
      const x = first >> 2;
      this.frameAddress(w, f.op[x] === Op.SlotAddr ? a.slotOffset[f.aux[x]!]! + f.lo[x]! : InFrameArgs + f.lo[x]!);
    } else {
      const pieces = told.map(k => {
        const code = this.shown[k]!;
        return { at: Math.max(this.partAt[k]!, 0), size: this.partSize[k]!, kind: code & 3, what: code >> 2 };
      });
      pieces.sort((x, y) => x.at - y.at);
      const whole = pieces.length === 1 && pieces[0]!.size === size;
      let at = 0;
      for (const part of pieces) {
        if (part.at > at) {
          w.u8(Dw.OP_piece);
          w.uleb(part.at - at);
        }
        if (part.kind === InPlace) this.place(w, part.what);
        else this.constant(w, part.what, fixups);
        if (!whole) {
          w.u8(Dw.OP_piece);
          w.uleb(part.size);
        }
        at = part.at + part.size;
      }
      if (at < size) {
        w.u8(Dw.OP_piece);
        w.uleb(size - at);
      }
    }
    e = { bytes: w.bytes(), fixups };
    this.exprs.set(name, e);
    return e;
  }

  /** A variable that is in place k and nowhere else. */
  private wholeExpr(k: number): Expr {
    let e = this.wholeExprs[k];
    if (e === undefined) {
      const w = new ByteWriter(8);
      this.place(w, k);
      e = this.wholeExprs[k] = { bytes: w.bytes(), fixups: noParts };
    }
    return e;
  }

  private place(w: ByteWriter, k: number): void {
    const { regs } = this.machine;
    if (k >= Registers) {
      this.frameAddress(w, this.placeOffset[k - Registers]!);
      return;
    }
    const n = regs.dwarf[k < 16 ? k : FirstFloat + (k - 16)]!;
    if (n < 32) w.u8(Dw.OP_reg0 + n);
    else {
      w.u8(Dw.OP_regx);
      w.uleb(n);
    }
  }

  /** An offset of the frame as allocation counts it. */
  private frameAddress(w: ByteWriter, off: number): void {
    w.u8(Dw.OP_fbreg);
    w.sleb(off >= InFrameArgs / 2 ? off - InFrameArgs : off - this.machine.regs.localsBelowCFA);
  }

  private constant(w: ByteWriter, x: Value, fixups: number[]): void {
    const { f, a } = this;
    switch (f.op[x]) {
      case Op.SymAddr:
        w.u8(Dw.OP_addr);
        fixups.push(w.length, f.aux[x]! satisfies SymId, f.num(x));
        w.zeros(8);
        break;
      case Op.SlotAddr:
        this.frameAddress(w, a.slotOffset[f.aux[x]!]! + f.lo[x]!);
        break;
      case Op.InArg:
        this.frameAddress(w, InFrameArgs + f.lo[x]!);
        break;
      default: {
        const lo = f.lo[x]!;
        if (f.hi[x] === lo >> 31 || Scalar.size(f.type[x]!) <= 4) {
          if (lo >= 0 && lo < 32) w.u8(Dw.OP_lit0 + lo);
          else {
            w.u8(Dw.OP_consts);
            w.sleb(lo);
          }
        } else {
          w.u8(Dw.OP_const8u);
          w.u32(lo >>> 0);
          w.u32(f.hi[x]! >>> 0);
        }
      }
    }
    w.u8(Dw.OP_stack_value);
  }
}

const noParts: readonly number[] = [];
/** A note that nothing of its variable is known any more. */
const allParts = -1;

function pcAfter(q: Prog | null | undefined, pc: number): number {
  return q === null || q === undefined || q.link === null ? pc : Math.max(pc, q.link.pc);
}

/** Ranges by address; those that touch and say the same become one. */
function sortRanges(o: VarLocation): void {
  const { ranges, exprs } = o;
  const n = exprs.length;
  if (n < 2) return;
  let sorted = true;
  for (let i = 1; i < n && sorted; i++) sorted = ranges[2 * i - 2]! <= ranges[2 * i]!;
  if (!sorted) {
    const order = Array.from({ length: n }, (_, i) => i).sort((x, y) => ranges[2 * x]! - ranges[2 * y]!);
    const oldRanges = ranges.slice();
    const oldExprs = exprs.slice();
    for (let i = 0; i < n; i++) {
      const k = order[i]!;
      ranges[2 * i] = oldRanges[2 * k]!;
      ranges[2 * i + 1] = oldRanges[2 * k + 1]!;
      exprs[i] = oldExprs[k]!;
    }
  }
  let kept = 1;
  for (let i = 1; i < n; i++) {
    if (ranges[2 * kept - 1] === ranges[2 * i] && exprs[kept - 1] === exprs[i]) {
      ranges[2 * kept - 1] = ranges[2 * i + 1]!;
      continue;
    }
    ranges[2 * kept] = ranges[2 * i]!;
    ranges[2 * kept + 1] = ranges[2 * i + 1]!;
    exprs[kept++] = exprs[i]!;
  }
  if (kept === n) return;
  ranges.length = 2 * kept;
  exprs.length = kept;
}
