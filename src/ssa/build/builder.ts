// The ground of the builder: the function being made, the block at hand, emitting values, and variables. A variable whose
// address nobody takes and that has few parts is held in SSA from the start (Braun et al., "Simple and Efficient
// Construction of Static Single Assignment Form", 2013); every other one is an Alloc with loads and stores, which the
// passes after inlining take apart where they can.

import { highWord } from '../../base/endian.ts';
import type { Pos } from '../../base/pos.ts';
import { assert } from '../../diag/internal-error.ts';
import type { Expr } from '../../syntax/nodes.ts';
import type { Var } from '../../types/object.ts';
import * as VarKind from '../../types/varkind.ts';
import type { Type } from '../../types/type.ts';
import * as AllocKind from '../allockind.ts';
import * as BlockKind from '../blockkind.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import type { CallInfo } from '../sig.ts';
import type { SymId } from '../symbols.ts';
import { type Component, RoleOther } from '../type-table.ts';
import type { FnState } from './fn-state.ts';

/**
 * A Go value at hand. Either its scalars (`comps`), or, for types that live in memory, the address of memory that holds it:
 * a variable's own memory or a temporary. Whoever keeps it longer than to the next effect copies it first.
 */
export class Val {
  readonly type: Type;
  /** Null: the value is in memory. */
  readonly comps: readonly Value[] | null;
  /** Where it is in memory; 0 for scalars. */
  readonly addr: Value;
  /** Of the expression whose value it is; 0 where none is known. */
  pos: Pos = 0;

  constructor(type: Type, comps: readonly Value[] | null, addr: Value) {
    this.type = type;
    this.comps = comps;
    this.addr = addr;
  }
}

/** Where a local variable lives. */
export class VarHome {
  readonly type: Type;
  /** The parts, when it is held in SSA. */
  readonly comps: readonly Component[] | null;
  /** The SSA variable of its first part; the others follow. -1 in memory. */
  readonly first: number;
  /** The address in memory; 0 in SSA. */
  readonly addr: Value;
  /** The variable in `Func.vars`; -1: no debugger hears of it. */
  readonly debug: number;

  constructor(type: Type, comps: readonly Component[] | null, first: number, addr: Value, debug = -1) {
    this.type = type;
    this.comps = comps;
    this.first = first;
    this.addr = addr;
    this.debug = debug;
  }
}

/** A phi whose arguments are being read. */
interface WaitingPhi {
  /** Where the reading began, and the block of the phi, to which a chain of blocks leads from there. */
  readonly from: Block;
  readonly at: Block;
  readonly phi: Value;
  readonly args: Value[];
}

/** Builds one function (a closure is one of its own). */
export class Builder {
  readonly p: Program;
  readonly f: Func;
  /** The block that values go to; null where the code cannot be reached: what is emitted there goes nowhere. */
  block: Block | null;
  /** The position of what is emitted. */
  pos: Pos = 0;
  /** Type arguments are substituted by this; the identity outside generic functions. */
  subst: (t: Type) => Type;
  readonly homes = new Map<Var, VarHome>();
  /** What statements keep; null in functions that have none. */
  fn: FnState | null = null;
  /** Values of expressions that were evaluated before the expression that they stand in: see expr.ts. */
  readonly ordered = new Map<Expr, readonly Val[]>();

  /** The current definition of each SSA variable by block id. */
  private readonly defs: Value[][] = [];
  private readonly varKinds: Scalar.Kind[] = [];
  /** Variables are noted for debuggers. */
  readonly debug: boolean;
  /** Of SSA variables that are parts of a variable of the source: that, in `Func.vars`, and the offset in it. */
  private readonly partOf: number[] = [];
  private readonly partAt: number[] = [];
  /** Phis of such parts: phi and SSA variable by turns; by block id. */
  private readonly partPhis: Value[][] = [];
  private readonly sealed: boolean[] = [];
  private readonly incomplete: { readonly phi: Value; readonly variable: number }[][] = [];
  /** Takes what is emitted where nothing is reached. */
  private readonly nowhere: Block;

  constructor(p: Program, f: Func, subst: (t: Type) => Type) {
    this.p = p;
    this.f = f;
    this.subst = subst;
    this.debug = p.hasDwarf(f.sym);
    this.block = f.entry;
    this.sealed[f.entry.id] = true;
    this.nowhere = f.newBlock(BlockKind.Exit);
    this.sealed[this.nowhere.id] = true;
  }

  // ---- Blocks ----

  /** A new block without predecessors yet; `seal` it when it has all of them. */
  newBlock(): Block {
    return this.f.newBlock(BlockKind.Plain);
  }

  /** Goes on in b. */
  start(b: Block): void {
    this.block = b;
  }

  /** Ends the block at hand with a jump to `to`; nothing is at hand then. */
  jump(to: Block): void {
    const b = this.block;
    if (b === null) return;
    b.kind = BlockKind.Plain;
    b.pos = this.pos;
    this.f.addEdge(b, to);
    this.block = null;
  }

  /** Ends the block at hand with a branch on an I8. likely: 1 yes, -1 no, 0 unknown. */
  branch(cond: Value, yes: Block, no: Block, likely = 0): void {
    const b = this.block;
    if (b === null) return;
    b.kind = BlockKind.If;
    b.control = cond;
    b.likely = likely;
    b.pos = this.pos;
    this.f.addEdge(b, yes);
    this.f.addEdge(b, no);
    this.block = null;
  }

  /** Ends the block at hand: what stands last in it does not return. */
  exit(): void {
    const b = this.block;
    if (b === null) return;
    b.kind = BlockKind.Exit;
    b.pos = this.pos;
    this.block = null;
  }

  /** No predecessor will be added to b: its variables can be decided. */
  seal(b: Block): void {
    this.sealed[b.id] = true;
    const list = this.incomplete[b.id];
    if (list === undefined) return;
    delete this.incomplete[b.id];
    for (const { phi, variable } of list) {
      this.fillPhi(
        phi,
        b.preds.map(p => this.readIn(p, variable)),
      );
    }
  }

  /** `start` for a block that has all its predecessors. */
  startSealed(b: Block): void {
    this.seal(b);
    this.block = b.preds.length === 0 && b !== this.f.entry ? null : b;
  }

  // ---- Values ----

  /** Emits a value at the end of the block at hand. */
  emit(op: number, type: Scalar.Kind, args: readonly Value[], aux = 0, lo = 0, hi = 0): Value {
    const f = this.f;
    const v = f.newValue(op, type, this.pos, -1);
    for (let i = 0; i < args.length; i++) f.addArg(v, args[i]!);
    f.aux[v] = aux;
    f.lo[v] = lo;
    f.hi[v] = hi;
    (this.block ?? this.nowhere).values.push(v);
    return v;
  }

  emit1(op: number, type: Scalar.Kind, a: Value): Value {
    return this.emit(op, type, [a]);
  }

  emit2(op: number, type: Scalar.Kind, a: Value, b: Value): Value {
    return this.emit(op, type, [a, b]);
  }

  /** An integer constant that a number holds exactly. */
  int(n: number, type: Scalar.Kind = Scalar.I64): Value {
    return this.emit(Op.ConstInt, type, [], 0, n | 0, highWord(n));
  }

  /** A nil pointer. */
  nil(): Value {
    return this.emit(Op.ConstInt, Scalar.Ptr, []);
  }

  /** The address of a symbol. */
  symAddr(sym: SymId, offset = 0): Value {
    return this.emit(Op.SymAddr, Scalar.Ptr, [], sym, offset);
  }

  /** The zero of a scalar kind. */
  zeroScalar(kind: Scalar.Kind): Value {
    return this.emit(Scalar.isFloat(kind) ? Op.ConstFloat : Op.ConstInt, kind, []);
  }

  /** addr + offset; addr itself for 0. */
  offPtr(addr: Value, offset: number): Value {
    return offset === 0 ? addr : this.emit(Op.OffPtr, this.kindOf(addr), [addr], 0, offset);
  }

  load(kind: Scalar.Kind, addr: Value, offset = 0): Value {
    return this.emit(Op.Load, kind, [addr], 0, offset);
  }

  store(addr: Value, offset: number, v: Value, role = RoleOther): void {
    this.emit(Op.Store, Scalar.Void, [addr, v], 0, offset, role);
  }

  kindOf(v: Value): Scalar.Kind {
    return this.f.type[v] as Scalar.Kind;
  }

  /** New memory for a value of type t, undefined until it is set. */
  alloc(t: Type, kind: AllocKind.Kind): Value {
    return this.emit(Op.Alloc, Scalar.Ptr, [], this.p.types.id(t), kind);
  }

  // ---- Go values ----

  /** The parts of values of type t; null: they live in memory. */
  components(t: Type): readonly Component[] | null {
    return this.p.types.components(t);
  }

  scalars(t: Type, comps: readonly Value[]): Val {
    return new Val(t, comps, 0);
  }

  inMemory(t: Type, addr: Value): Val {
    return new Val(t, null, addr);
  }

  /** The zero value of t. */
  zero(t: Type): Val {
    const comps = this.components(t);
    if (comps !== null)
      return this.scalars(
        t,
        comps.map(c => this.zeroScalar(c.kind)),
      );
    const addr = this.alloc(t, AllocKind.Temp);
    this.zeroAt(t, addr, true);
    return this.inMemory(t, addr);
  }

  /** The value of type t at addr, which nobody changes before it is used. */
  loadVal(t: Type, addr: Value): Val {
    const comps = this.components(t);
    if (comps === null) return this.inMemory(t, addr);
    return this.scalars(
      t,
      comps.map(c => this.emit(Op.Load, c.kind, [addr], c.role, c.offset)),
    );
  }

  /** Writes x to addr. fresh: the memory was never written and needs no write barrier's old value. */
  storeVal(addr: Value, x: Val, fresh = false): void {
    const t = x.type;
    if (x.comps === null) {
      this.emit(Op.Move, Scalar.Void, [addr, x.addr], this.p.types.id(t), fresh ? 1 : 0);
      return;
    }
    const comps = this.components(t)!;
    for (let i = 0; i < comps.length; i++) this.store(addr, comps[i]!.offset, x.comps[i]!, comps[i]!.role);
  }

  zeroAt(t: Type, addr: Value, fresh = false): void {
    const comps = this.components(t);
    if (comps !== null) {
      for (const c of comps) this.store(addr, c.offset, this.zeroScalar(c.kind));
      return;
    }
    this.emit(Op.Zero, Scalar.Void, [addr], this.p.types.id(t), fresh ? 1 : 0);
  }

  /** x where nothing can change it: a value in memory is copied. */
  stable(x: Val): Val {
    if (x.comps !== null) return x;
    return this.inMemory(x.type, this.toMemory(x));
  }

  /** The address of fresh memory of the function's own that holds x. */
  toMemory(x: Val): Value {
    const addr = this.alloc(x.type, AllocKind.Temp);
    this.storeVal(addr, x, true);
    return addr;
  }

  // ---- Calls ----

  /** Emits a call; `args` are the scalars of each parameter, or the address of one that lives in memory. */
  call(op: number, info: CallInfo, args: readonly Value[]): Value {
    const { calls } = this.f;
    calls.push(info);
    const v = this.emit(op, Scalar.Void, args, calls.length - 1);
    if (info.effects !== null && info.effects.noReturn) this.exit();
    return v;
  }

  /** The results of a call that was just emitted, of the types that the caller knows them by. */
  results(call: Value, info: CallInfo, types: readonly Type[]): Val[] {
    return info.sig.results.map((r, i) => {
      const t = types[i]!;
      if (r.comps === null) {
        const addr = this.alloc(t, AllocKind.Temp);
        this.moveBefore(call);
        this.emit(Op.ResultMem, Scalar.Void, [call, addr], 0, i);
        return this.inMemory(t, addr);
      }
      return this.scalars(
        t,
        r.comps.map((c, k) => this.emit(Op.Result, c.kind, [call], 0, i, k)),
      );
    });
  }

  /** Moves the value that was emitted last to before another in the block at hand. */
  private moveBefore(other: Value): void {
    const list = (this.block ?? this.nowhere).values;
    const at = list.lastIndexOf(other);
    if (at >= 0) list.splice(at, 0, list.pop()!);
  }

  /** v as a value of a kind: what is a pointer to some is a plain word to others. */
  as(v: Value, kind: Scalar.Kind): Value {
    if (this.kindOf(v) === kind) return v;
    assert(Scalar.size(this.kindOf(v)) === Scalar.size(kind), 'kinds of one size');
    return this.emit1(Op.Bitcast, kind, v);
  }

  /** Calls a function of package runtime with scalars; gives the scalars of its results. */
  rtcall(name: string, args: readonly Value[]): Value[] {
    const info = this.p.runtimeCall(name);
    const passed: Value[] = [];
    for (const param of info.sig.params) {
      assert(param.comps !== null, `parameters of runtime.${name} are scalars`);
      for (const c of param.comps) passed.push(this.as(args[passed.length]!, c.kind));
    }
    assert(passed.length === args.length, `runtime.${name} has as many parameters`);
    const call = this.call(Op.CallStatic, info, passed);
    const out: Value[] = [];
    info.sig.results.forEach((r, i) => {
      assert(r.comps !== null, `results of runtime.${name} are scalars`);
      r.comps.forEach((c, k) => out.push(this.emit(Op.Result, c.kind, [call], 0, i, k)));
    });
    return out;
  }

  // ---- Variables ----

  /** Declares a variable that is held in SSA; its type must have parts. */
  declareSSA(v: Var, t: Type, captured = -1): VarHome {
    const comps = this.components(t);
    assert(comps !== null, 'a variable in SSA has parts');
    const first = this.newVariables(comps);
    let debug = -1;
    if (this.debug && isNamed(v)) {
      debug = this.noteVariable(v, t, captured);
      for (let i = 0; i < comps.length; i++) {
        this.partOf[first + i] = debug;
        this.partAt[first + i] = comps[i]!.offset;
      }
    }
    const home = new VarHome(t, comps, first, 0, debug);
    this.homes.set(v, home);
    return home;
  }

  /** Declares a variable that lives at addr. */
  declareAt(v: Var, t: Type, addr: Value, captured = -1): VarHome {
    let debug = -1;
    if (this.debug && isNamed(v)) {
      debug = this.noteVariable(v, t, captured);
      this.emit(Op.DebugVar, Scalar.Void, [addr], 0, debug, -1);
    }
    const home = new VarHome(t, null, -1, addr, debug);
    this.homes.set(v, home);
    return home;
  }

  /** Enters a variable of the source into the function's list; one that is declared anew stays what it was. */
  private noteVariable(v: Var, t: Type, captured: number): number {
    const { vars } = this.f;
    const had = this.homes.get(v);
    if (had !== undefined && had.debug >= 0) return had.debug;
    const scopes: Pos[] = [];
    // What is captured belongs to no block of the closure's text.
    if (captured < 0) {
      for (let s = v.parent; s !== null && !s.isFunc && s.parent !== null; s = s.parent) {
        if (s.end > s.pos) scopes.unshift(s.pos, s.end);
      }
    }
    const role = v.varKind === VarKind.Result ? 2 : v.varKind === VarKind.Param || v.varKind === VarKind.Recv ? 1 : 0;
    vars.push({
      name: v.name,
      type: this.p.types.id(t),
      pos: v.pos,
      role: captured >= 0 ? 0 : role,
      inl: -1,
      scopes,
      captured,
    });
    return vars.length - 1;
  }

  /** Notes what phis say of variables: behind the phis of each block. Called when all blocks are sealed. */
  finishDebug(): void {
    const { f } = this;
    for (const b of f.blocks) {
      const list = this.partPhis[b.id];
      if (list === undefined) continue;
      const notes: Value[] = [];
      for (let i = 0; i < list.length; i += 2) {
        const phi = list[i]!;
        if (f.op[phi] !== Op.Phi) continue;
        const variable = list[i + 1]!;
        const v = f.newValue(Op.DebugVar, Scalar.Void, f.posOf[phi]!, -1);
        f.addArg(v, phi);
        f.lo[v] = this.partOf[variable]!;
        f.hi[v] = this.partAt[variable]!;
        notes.push(v);
      }
      if (notes.length === 0) continue;
      const { values } = b;
      let n = 0;
      while (n < values.length && isPhiLike(f.op[values[n]!]!)) n++;
      b.values = [...values.slice(0, n), ...notes, ...values.slice(n)];
    }
  }

  /** SSA variables for the parts of a value; the first one's number. */
  newVariables(comps: readonly Component[]): number {
    const first = this.varKinds.length;
    for (const c of comps) this.varKinds.push(c.kind);
    return first;
  }

  /** One SSA variable of the builder's own. */
  newVariable(kind: Scalar.Kind): number {
    this.varKinds.push(kind);
    return this.varKinds.length - 1;
  }

  readHome(home: VarHome): Val {
    if (home.comps === null) return this.loadVal(home.type, home.addr);
    return this.scalars(
      home.type,
      home.comps.map((_, i) => this.readVariable(home.first + i)),
    );
  }

  writeHome(home: VarHome, x: Val): void {
    if (home.comps === null) {
      this.storeVal(home.addr, x);
      return;
    }
    for (let i = 0; i < home.comps.length; i++) this.writeVariable(home.first + i, x.comps![i]!);
  }

  writeVariable(variable: number, v: Value): void {
    this.defsOf((this.block ?? this.nowhere).id)[variable] = v;
    const source = this.partOf[variable];
    if (source !== undefined) this.emit(Op.DebugVar, Scalar.Void, [v], 0, source, this.partAt[variable]!);
  }

  readVariable(variable: number): Value {
    const b = this.block;
    if (b === null) return this.zeroScalar(this.varKinds[variable]!);
    return this.resolve(this.readIn(b, variable));
  }

  private defsOf(id: number): Value[] {
    return (this.defs[id] ??= []);
  }

  /** The value behind copies. */
  private resolve(v: Value): Value {
    const f = this.f;
    while (f.op[v] === Op.Copy) v = f.arg(v, 0);
    return v;
  }

  /**
   * The value of a variable at the end of a block. Where ways come together it is a phi, whose arguments are read in turn: not by
   * recursion, for a long function has thousands of such places one behind the other.
   */
  private readIn(b: Block, variable: number): Value {
    let waiting: WaitingPhi[] | null = null;
    let from = b;
    for (;;) {
      // A chain of blocks with one predecessor each is walked.
      let at = from;
      let v: Value | undefined;
      for (;;) {
        v = this.defs[at.id]?.[variable];
        if (v !== undefined || this.sealed[at.id] !== true || at.preds.length !== 1) break;
        at = at.preds[0]!;
      }
      if (v === undefined) {
        v = this.readAtStart(at, variable);
        this.defsOf(at.id)[variable] = v; // which ends the reading in a loop
        if (this.sealed[at.id] === true && at.preds.length > 0) {
          (waiting ??= []).push({ from, at, phi: v, args: [] });
          from = at.preds[0]!;
          continue;
        }
      }
      if (at !== from) this.defsOf(from.id)[variable] = v;
      for (;;) {
        const last = waiting === null ? undefined : waiting[waiting.length - 1];
        if (last === undefined) return v;
        last.args.push(v);
        const { preds } = last.at;
        if (last.args.length < preds.length) {
          from = preds[last.args.length]!;
          break;
        }
        waiting!.pop();
        v = this.fillPhi(last.phi, last.args);
        this.defsOf(last.at.id)[variable] = v;
        if (last.at !== last.from) this.defsOf(last.from.id)[variable] = v;
      }
    }
  }

  /** What a variable that is not written in a block is at its start: a phi, unless nothing comes there. */
  private readAtStart(b: Block, variable: number): Value {
    const kind = this.varKinds[variable]!;
    if (this.sealed[b.id] === true && b.preds.length === 0) {
      // Read before it was written: only where nothing is reached, or in the entry.
      const v = this.f.newValue(Op.Unknown, kind, 0, -1);
      b.values.unshift(v);
      return v;
    }
    const phi = this.newPhi(b, kind);
    this.notePhi(b, phi, variable);
    if (this.sealed[b.id] !== true) (this.incomplete[b.id] ??= []).push({ phi, variable });
    return phi;
  }

  private notePhi(b: Block, phi: Value, variable: number): void {
    if (this.partOf[variable] !== undefined) (this.partPhis[b.id] ??= []).push(phi, variable);
  }

  private newPhi(b: Block, kind: Scalar.Kind): Value {
    const v = this.f.newValue(Op.Phi, kind, b.pos, -1);
    b.values.unshift(v);
    return v;
  }

  /** Gives a phi its arguments; one whose arguments are all the same value becomes a copy of it. */
  private fillPhi(phi: Value, args: readonly Value[]): Value {
    const f = this.f;
    let same = 0;
    for (const a of args) {
      const r = this.resolve(a);
      if (r === phi || r === same) continue;
      if (same !== 0) {
        f.setArgs(phi, args);
        return phi;
      }
      same = r;
    }
    if (same === 0) {
      f.reset(phi, Op.Unknown);
      return phi;
    }
    f.copyOf(phi, same);
    return same;
  }
}

/** Whether a debugger shall hear of a variable: those of the compiler's making have names that none of the source has. */
function isNamed(v: Var): boolean {
  return v.pos !== 0 && v.name !== '' && v.name !== '_' && !v.name.startsWith('.');
}

/** What may stand among the phis before the function is cleaned. */
function isPhiLike(op: number): boolean {
  return op === Op.Phi || op === Op.Copy || op === Op.Unknown;
}
