// Memory of the function's own becomes values where nobody can see the difference: an Alloc whose address is used only to load,
// store, clear and copy whole scalars at constant offsets. Each scalar of it is a variable; the values of variables are
// joined by phis where ways meet and the variable is still wanted (Cytron et al., "Efficiently Computing Static Single
// Assignment Form", 1991).
//
// What the runtime comes back to after a recovered panic, `f.deferReturn`, reads memory as it was at the panic: what is
// used there stays memory.

import * as AllocKind from '../allockind.ts';
import { loseVariable } from '../debug/notes.ts';
import { dominanceFrontiers, Dominators } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { type Component, MaxScalars } from '../type-table.ts';
import { clean } from './clean.ts';

/** What is copied to or from memory that stays takes a load or store for each scalar: this many at most. */
const maxCopied = 8;

/** Turns memory into values. */
export function promote(p: Program, f: Func): void {
  let any = false;
  for (const b of f.blocks) {
    for (const v of b.values) if (f.op[v] === Op.Alloc && f.lo[v] !== AllocKind.Buffer) any = true;
  }
  if (!any) return;
  const s = new Promotion(p, f);
  if (!s.find()) return;
  s.placePhis();
  s.rename();
  clean(p, f);
}

class Promotion {
  private readonly p: Program;
  private readonly f: Func;
  private readonly doms: Dominators;
  /** By value: the candidate (from 1) in which the address points, 0 for others; and the offset there. */
  private readonly in: Int32Array;
  private readonly at: Int32Array;
  /** By candidate: whether it cannot be taken apart; its first variable; its type. */
  private readonly dead: number[] = [1];
  private readonly first: number[] = [-1];
  private readonly type: number[] = [0];
  // Variables: the candidate, the next one of it, offset and kind.
  private readonly of: number[] = [];
  private readonly next: number[] = [];
  private readonly offset: number[] = [];
  private readonly kind: number[] = [];
  /** By block id: its phis, as pairs of variable and value. */
  private readonly phis: number[][] = [];
  // While renaming: what each variable is, 0 for unknown; what it was before, to go back; the values of the block at hand.
  private current: Int32Array = new Int32Array(0);
  private readonly undo: number[] = [];
  private out: Value[] = [];
  private pos = 0;
  private inl = -1;
  /** By candidate: the variables of the source that lie in it, and where in it, by turns. */
  private readonly notes: number[][] = [];

  constructor(p: Program, f: Func) {
    this.p = p;
    this.f = f;
    this.doms = new Dominators(f);
    this.in = new Int32Array(f.count);
    this.at = new Int32Array(f.count);
  }

  // ---- Which memory ----

  /** Finds candidates and their variables; false where there are none. */
  find(): boolean {
    const { f, doms } = this;
    const ranges: Value[] = [];
    for (const b of doms.order) for (const v of b.values) this.look(v, ranges);
    for (const b of doms.order) {
      for (const v of b.values) {
        if (f.op[v] !== Op.Phi) continue;
        for (let i = 0; i < f.nargs(v); i++) this.kill(f.arg(v, i));
      }
      if (b.control !== 0) this.kill(b.control);
      for (const v of b.rets) this.kill(v);
    }
    if (f.deferReturn !== null) this.keepForDeferReturn(f.deferReturn);
    // What is cleared in part is no whole scalar.
    for (const v of ranges) {
      const c = this.in[f.arg(v, 0)]!;
      if (this.dead[c] === 1) continue;
      const from = this.at[f.arg(v, 0)]!;
      const to = from + this.p.types.size(f.aux[v]!);
      for (let x = this.first[c]!; x >= 0; x = this.next[x]!) {
        const a = this.offset[x]!;
        const z = a + Scalar.size(this.kind[x]!);
        if (a < to && z > from && (a < from || z > to)) this.dead[c] = 1;
      }
    }
    return this.dead.includes(0);
  }

  private kill(v: Value): void {
    this.dead[this.in[v]!] = 1;
  }

  private keepForDeferReturn(start: Block): void {
    const { f } = this;
    const seen = new Set<Block>([start]);
    for (const b of seen) {
      for (const v of b.values) for (let i = 0; i < f.nargs(v); i++) this.kill(f.arg(v, i));
      for (const s of b.succs) seen.add(s);
    }
  }

  /** Notes what v does with addresses. */
  private look(v: Value, ranges: Value[]): void {
    const { f, p } = this;
    const op = f.op[v]!;
    switch (op) {
      case Op.Alloc:
        if (f.lo[v] === AllocKind.Buffer) return;
        this.in[v] = this.dead.length;
        this.dead.push(0);
        this.first.push(-1);
        this.type.push(f.aux[v]!);
        return;
      case Op.OffPtr:
        this.derive(v, f.hi[v] === f.lo[v]! >> 31 ? f.lo[v]! : -1);
        return;
      case Op.AddPtr: {
        const i = f.arg(v, 1);
        this.derive(v, f.op[i] === Op.ConstInt && f.hi[i] === 0 ? f.lo[i]! : -1);
        return;
      }
      case Op.Phi:
      case Op.NilCheck:
        return;
      case Op.DebugVar: {
        if (f.nargs(v) === 0 || f.hi[v] !== -1) return;
        const c = this.in[f.arg(v, 0)]!;
        if (c > 0) (this.notes[c] ??= []).push(f.lo[v]!, this.at[f.arg(v, 0)]!);
        return;
      }
      case Op.Eq:
      case Op.Ne:
        // Compared with nil.
        if (this.isNil(f.arg(v, 1)) || this.isNil(f.arg(v, 0))) return;
        this.kill(f.arg(v, 0));
        this.kill(f.arg(v, 1));
        return;
      case Op.Load:
        this.access(f.arg(v, 0), f.lo[v]!, f.type[v]!);
        return;
      case Op.Store:
        this.kill(f.arg(v, 1));
        this.access(f.arg(v, 0), f.lo[v]!, f.type[f.arg(v, 1)]!);
        return;
      case Op.Zero:
        if (this.in[f.arg(v, 0)]! > 0) ranges.push(v);
        return;
      case Op.Move: {
        const a = f.arg(v, 0);
        const b = f.arg(v, 1);
        if (this.in[a] === 0 && this.in[b] === 0) return;
        const scalars = p.types.scalars(f.aux[v]!);
        const isOutside = this.in[a] === 0 || this.in[b] === 0;
        if (scalars === null || (isOutside && scalars.length > maxCopied)) {
          this.kill(a);
          this.kill(b);
          return;
        }
        for (const s of scalars) {
          this.access(a, s.offset, s.kind);
          this.access(b, s.offset, s.kind);
        }
        return;
      }
      default: {
        const n = f.nargs(v);
        for (let i = 0; i < n; i++) {
          const a = f.arg(v, i);
          if (this.in[a] !== 0) this.kill(a);
        }
      }
    }
  }

  private isNil(v: Value): boolean {
    const { f } = this;
    return f.op[v] === Op.ConstInt && f.lo[v] === 0 && f.hi[v] === 0;
  }

  private isZeroFloat(v: Value): boolean {
    const { f } = this;
    return f.op[v] === Op.ConstFloat && f.lo[v] === 0 && f.hi[v] === 0;
  }

  private derive(v: Value, offset: number): void {
    const a = this.f.arg(v, 0);
    const c = this.in[a]!;
    if (c === 0) return;
    if (offset < 0) {
      this.dead[c] = 1;
      return;
    }
    this.in[v] = c;
    this.at[v] = this.at[a]! + offset;
  }

  /** A scalar at addr + offset is read or written. */
  private access(addr: Value, offset: number, kind: number): void {
    const c = this.in[addr]!;
    if (this.dead[c] === 1) return;
    const at = this.at[addr]! + offset;
    const size = Scalar.size(kind);
    if (at < 0 || at + size > this.p.types.size(this.type[c]!)) {
      this.dead[c] = 1;
      return;
    }
    let n = 0;
    for (let x = this.first[c]!; x >= 0; x = this.next[x]!) {
      const a = this.offset[x]!;
      const z = a + Scalar.size(this.kind[x]!);
      if (a === at && z === at + size) {
        if (this.kind[x] !== kind && !this.agree(x, kind)) this.dead[c] = 1;
        return;
      }
      if (a < at + size && z > at) {
        this.dead[c] = 1;
        return;
      }
      n++;
    }
    if (n >= MaxScalars) {
      this.dead[c] = 1;
      return;
    }
    this.of.push(c);
    this.next.push(this.first[c]!);
    this.offset.push(at);
    this.kind.push(kind);
    this.first[c] = this.of.length - 1;
  }

  /** Whether a variable that is used as of two kinds can be one value; the memory's type says whether it is a pointer. */
  private agree(x: number, kind: number): boolean {
    const had = this.kind[x]!;
    const isWord = (k: number): boolean => k === Scalar.Ptr || k === Scalar.I64;
    if (isWord(had) && isWord(kind)) {
      const scalars = this.p.types.scalars(this.type[this.of[x]!]!);
      const s = scalars === null ? undefined : scalars.find(y => y.offset === this.offset[x]);
      if (s === undefined || !isWord(s.kind)) return false;
      this.kind[x] = s.kind;
      return true;
    }
    return (
      (Scalar.isFloat(had) && Scalar.isInt(kind) && this.kind[x] !== Scalar.Ptr) ||
      (Scalar.isInt(had) && Scalar.isFloat(kind))
    );
  }

  /** The variable of a scalar; -1 where the memory stays. */
  private variable(addr: Value, offset: number): number {
    const c = this.in[addr]!;
    if (this.dead[c] === 1) return -1;
    const at = this.at[addr]! + offset;
    let x = this.first[c]!;
    while (this.offset[x] !== at) x = this.next[x]!;
    return x;
  }

  // ---- Phis ----

  placePhis(): void {
    const { f, doms } = this;
    const n = this.of.length;
    /** By variable, the last block (its id + 1) in which it was set, as the blocks are walked. */
    const setIn = new Int32Array(n);
    const defs: Block[][] = [];
    const wanted: Block[][] = [];
    for (let x = 0; x < n; x++) {
      defs.push([]);
      wanted.push([]);
    }
    for (const b of doms.order) {
      const id = b.id + 1;
      const set = (x: number): void => {
        if (setIn[x] === id) return;
        setIn[x] = id;
        defs[x]!.push(b);
      };
      const use = (x: number): void => {
        if (setIn[x] === id) return;
        const list = wanted[x]!;
        if (list.length === 0 || list[list.length - 1] !== b) list.push(b);
      };
      for (const v of b.values) {
        const op = f.op[v]!;
        const a = f.nargs(v) > 0 ? f.arg(v, 0) : v;
        if (op === Op.Load) {
          const x = this.variable(a, f.lo[v]!);
          if (x >= 0) use(x);
        } else if (op === Op.Store) {
          const x = this.variable(a, f.lo[v]!);
          if (x >= 0) set(x);
        } else if (op === Op.Alloc) {
          if (this.dead[this.in[v]!] === 0) for (let x = this.first[this.in[v]!]!; x >= 0; x = this.next[x]!) set(x);
        } else if (op === Op.Zero) {
          this.eachIn(a, f.aux[v]!, set);
        } else if (op === Op.Move && (this.in[a] !== 0 || this.in[f.arg(v, 1)] !== 0)) {
          const scalars = this.p.types.scalars(f.aux[v]!);
          const isTo = this.dead[this.in[a]!] === 0;
          const isFrom = this.dead[this.in[f.arg(v, 1)]!] === 0;
          if (!isTo && !isFrom) continue;
          if (isFrom) for (const s of scalars!) use(this.variable(f.arg(v, 1), s.offset));
          if (isTo) for (const s of scalars!) set(this.variable(a, s.offset));
        }
      }
    }
    let frontiers: Block[][] | null = null;
    const live = new Int32Array(f.maxBlockId);
    const placed = new Int32Array(f.maxBlockId);
    const work: Block[] = [];
    for (let x = 0; x < n; x++) {
      // A variable that is never wanted at the start of a block needs no phi.
      if (wanted[x]!.length === 0) continue;
      const mark = x + 1;
      const own = new Set(defs[x]!);
      for (const b of wanted[x]!) {
        live[b.id] = mark;
        work.push(b);
      }
      while (work.length > 0) {
        const b = work.pop()!;
        for (const q of b.preds) {
          if (live[q.id] === mark || own.has(q) || doms.at[q.id]! < 0) continue;
          live[q.id] = mark;
          work.push(q);
        }
      }
      frontiers ??= dominanceFrontiers(f, doms);
      for (const b of own) work.push(b);
      while (work.length > 0) {
        const b = work.pop()!;
        for (const d of frontiers[b.id]!) {
          if (placed[d.id] === mark || live[d.id] !== mark) continue;
          placed[d.id] = mark;
          const phi = f.newValue(Op.Phi, this.kind[x]!, d.pos, d.inl);
          for (let i = 0; i < d.preds.length; i++) f.addArg(phi, 0);
          (this.phis[d.id] ??= []).push(x, phi);
          if (!own.has(d)) work.push(d);
        }
      }
    }
  }

  /** Calls `each` with the variables that lie in memory of a type at addr. */
  private eachIn(addr: Value, type: number, each: (x: number) => void): void {
    const c = this.in[addr]!;
    if (this.dead[c] === 1) return;
    const from = this.at[addr]!;
    const to = from + this.p.types.size(type);
    for (let x = this.first[c]!; x >= 0; x = this.next[x]!) {
      if (this.offset[x]! >= from && this.offset[x]! < to) each(x);
    }
  }

  // ---- Values ----

  rename(): void {
    const { f, doms } = this;
    this.current = new Int32Array(this.of.length);
    // How much there is to undo when each dominator of the block at hand is left.
    const marks: number[] = [];
    doms.walk({
      enter: b => {
        marks.push(this.undo.length);
        this.block(b);
      },
      leave: () => {
        const mark = marks.pop()!;
        while (this.undo.length > mark) {
          const x = this.undo.pop()!;
          this.current[x] = this.undo.pop()!;
        }
      },
    });
    for (const b of f.blocks) {
      const phis = this.phis[b.id];
      if (phis === undefined) continue;
      const list: Value[] = [];
      for (let i = 1; i < phis.length; i += 2) list.push(phis[i]!);
      b.values = list.concat(b.values);
    }
  }

  private set(x: number, v: Value): void {
    this.undo.push(this.current[x]!, x);
    this.current[x] = v;
  }

  /** Notes for debuggers that variable x has another value now. */
  private note(x: number): void {
    const list = this.notes[this.of[x]!];
    if (list === undefined) return;
    for (let i = 0; i < list.length; i += 2) this.noteOf(list[i]!, list[i + 1]!, x);
  }

  /** The same for one variable of the source. */
  private noteOf(source: number, start: number, x: number): void {
    const { f, p } = this;
    const at = this.offset[x]! - start;
    const v = this.current[x]!;
    if (v === 0 || at < 0 || at + Scalar.size(this.kind[x]!) > p.types.size(f.vars[source]!.type)) return;
    const note = this.emit(Op.DebugVar, Scalar.Void);
    f.addArg(note, v);
    f.lo[note] = source;
    f.hi[note] = at;
  }

  private emit(op: number, kind: number): Value {
    const v = this.f.newValue(op, kind, this.pos, this.inl);
    this.out.push(v);
    return v;
  }

  private get(x: number): Value {
    const v = this.current[x]!;
    if (v !== 0) return v;
    const u = this.emit(Op.Unknown, this.kind[x]!);
    this.set(x, u);
    return u;
  }

  /** v as a value of a kind. */
  private as(v: Value, kind: number): Value {
    if (this.f.type[v] === kind) return v;
    const w = this.emit(Op.Bitcast, kind);
    this.f.addArg(w, v);
    return w;
  }

  private block(b: Block): void {
    const { f } = this;
    const phis = this.phis[b.id];
    if (phis !== undefined) for (let i = 0; i < phis.length; i += 2) this.set(phis[i]!, phis[i + 1]!);
    const old = b.values;
    this.out = [];
    let noted = phis === undefined || this.notes.length === 0;
    for (const v of old) {
      this.pos = f.posOf[v]!;
      this.inl = f.inl[v]!;
      if (!noted && f.op[v] !== Op.Phi) {
        noted = true;
        for (let i = 0; i < phis!.length; i += 2) this.note(phis![i]!);
      }
      this.value(v);
    }
    if (!noted) for (let i = 0; i < phis!.length; i += 2) this.note(phis![i]!);
    this.pos = b.pos;
    this.inl = b.inl;
    for (const s of b.succs) {
      const list = this.phis[s.id];
      if (list === undefined) continue;
      for (let i = 0; i < list.length; i += 2) {
        const v = this.get(list[i]!);
        for (let j = 0; j < s.preds.length; j++) if (s.preds[j] === b) f.setArg(list[i + 1]!, j, v);
      }
    }
    b.values = this.out;
  }

  private value(v: Value): void {
    const { f } = this;
    // Phis of this pass have no candidate.
    if (v < this.in.length && this.in[v] !== 0 && this.dead[this.in[v]!] === 0) {
      if (f.op[v] === Op.Alloc) for (let x = this.first[this.in[v]!]!; x >= 0; x = this.next[x]!) this.set(x, 0);
      return;
    }
    const n = f.nargs(v);
    const a = n > 0 ? f.arg(v, 0) : 0;
    const op = f.op[v]!;
    if (op === Op.Phi) {
      this.out.push(v);
      return;
    }
    const to = n > 0 ? this.in[a]! : 0;
    const from = op === Op.Move || op === Op.Eq || op === Op.Ne ? this.in[f.arg(v, 1)]! : 0;
    if (this.dead[to] === 1 && this.dead[from] === 1) {
      this.out.push(v);
      return;
    }
    switch (op) {
      case Op.Eq:
      case Op.Ne:
        f.reset(v, Op.ConstInt);
        f.lo[v] = op === Op.Ne ? 1 : 0;
        this.out.push(v);
        break;
      case Op.Load: {
        const x = this.as(this.get(this.variable(a, f.lo[v]!)), f.type[v]!);
        f.copyOf(v, x);
        this.out.push(v);
        break;
      }
      case Op.Store: {
        const x = this.variable(a, f.lo[v]!);
        this.set(x, this.as(f.arg(v, 1), this.kind[x]!));
        this.note(x);
        break;
      }
      case Op.DebugVar:
        this.debugVar(v, to);
        break;
      case Op.Zero:
        this.eachIn(a, f.aux[v]!, x => {
          const kind = this.kind[x]!;
          this.set(x, this.emit(Scalar.isFloat(kind) ? Op.ConstFloat : Op.ConstInt, kind));
          this.note(x);
        });
        break;
      case Op.Move:
        this.move(v, this.p.types.scalars(f.aux[v]!)!, this.dead[to] === 0, this.dead[from] === 0);
        break;
      default:
        // A nil check.
        break;
    }
  }

  /** A note about memory that is gone: it becomes notes of its parts. That the address was a variable's value is lost. */
  private debugVar(v: Value, c: number): void {
    const { f } = this;
    this.out.push(v);
    const start = this.at[f.arg(v, 0)]!;
    loseVariable(f, v);
    if (f.hi[v] !== -1) return;
    for (let x = this.first[c]!; x >= 0; x = this.next[x]!) this.noteOf(f.lo[v]!, start, x);
  }

  private move(v: Value, scalars: readonly Component[], isTo: boolean, isFrom: boolean): void {
    const { f } = this;
    const a = f.arg(v, 0);
    const b = f.arg(v, 1);
    const got: Value[] = [];
    for (const s of scalars) {
      if (isFrom) {
        got.push(this.as(this.get(this.variable(b, s.offset)), s.kind));
      } else {
        const l = this.emit(Op.Load, s.kind);
        f.addArg(l, b);
        f.lo[l] = s.offset;
        f.aux[l] = s.role;
        got.push(l);
      }
    }
    if (!isTo && got.length > 1 && got.every(x => this.isNil(x) || this.isZeroFloat(x))) {
      const z = this.emit(Op.Zero, Scalar.Void);
      f.addArg(z, a);
      f.aux[z] = f.aux[v]!;
      f.lo[z] = f.lo[v]!;
      return;
    }
    scalars.forEach((s, i) => {
      if (isTo) {
        const x = this.variable(a, s.offset);
        this.set(x, this.as(got[i]!, this.kind[x]!));
        this.note(x);
      } else {
        const w = this.emit(Op.Store, Scalar.Void);
        f.addArg(w, a);
        f.addArg(w, got[i]!);
        f.lo[w] = s.offset;
      }
    });
  }
}
