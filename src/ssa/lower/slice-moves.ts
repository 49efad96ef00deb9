// Finds slices that append makes and that leave the function in one place only: `var s []T; for ... { s = append(s, x) }; return s`.
// Their memory may be in the frame until they leave, where they are copied to the heap in the size that they have come to. gc
// does so for variables (cmd/compile/internal/slice); here it is found by the values of pointers.
//
// Pointers that may be to the buffer are the results of calls of growslice and the phis that these go to: the members. Nobody else has one, as
// long as each use of a member is seen and known to keep no pointer. The place where a slice leaves must come before all that uses the pointer
// later; what is computed from it behind that place has the pointer of the copy, and no other member is alive there.
//
// A copy has as much capacity as the allocator likes, unless the program may have seen the capacity before, or elements behind the length.

import * as BlockKind from '../blockkind.ts';
import type { Dominators, Loops } from '../dominators.ts';
import { appendedElem } from '../escape/limits.ts';
import { resultFlow } from '../escape/summary.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { type CallInfo, EffEscape, type SigParam } from '../sig.ts';
import { type Component, RoleCap, RoleLen } from '../type-table.ts';

/** A slice that is copied to the heap if it is in the frame when control comes to a place. */
export interface SliceMove {
  /** The value that lets the slice go, before which it is copied; 0 for the end of the block. */
  readonly before: Value;
  readonly block: Block;
  readonly ptr: Value;
  readonly len: Value;
  readonly cap: Value;
  /** What stands for the pointer from there on: a phi that is in no block yet. */
  readonly newPtr: Value;
  /** The same of the capacity, which may change; 0 where it must not. */
  readonly newCap: Value;
  /** The calls of growslice whose memory may be the frame's. */
  readonly calls: readonly Value[];
}

/** A place in the function. */
interface Place {
  readonly block: Block;
  /** In the block's values; their number stands for its end. */
  readonly index: number;
}

/** Value `arg` of `user` (0: what the block returns, or is controlled by). */
interface Use extends Place {
  readonly user: Value;
  readonly arg: number;
}

/** Pointer, length and capacity of one slice that leaves. */
interface Leaving extends Use {
  readonly ptr: Value;
  readonly len: Value;
  readonly cap: Value;
}

/**
 * Finds what is moved, and gives what comes after it the new values. `slices` are calls of growslice by slice; those of one
 * slice belong together, `mayUse` says which of them may have memory in the frame.
 */
export function findSliceMoves(
  p: Program,
  f: Func,
  doms: Dominators,
  loops: Loops,
  slices: readonly (readonly Value[])[],
  mayUse: (call: Value) => boolean,
): SliceMove[] {
  if (loops.irreducible) return [];
  const out: SliceMove[] = [];
  const finder = new Finder(p, f, doms, loops);
  for (const calls of slices) {
    const move = finder.find(calls, calls.filter(mayUse));
    if (move !== null) out.push(move);
  }
  return out;
}

class Finder {
  private readonly p: Program;
  private readonly f: Func;
  private readonly doms: Dominators;
  private readonly loops: Loops;
  /** By value: where it stands, and how it is used. */
  private readonly home: (Block | undefined)[] = [];
  private readonly index: Int32Array;
  private readonly uses: (Use[] | undefined)[] = [];
  /** Pointers that may be to the buffer. */
  private members = new Set<Value>();
  /** Addresses that were computed from members. */
  private derived = new Set<Value>();
  private leaving: Leaving[] = [];

  constructor(p: Program, f: Func, doms: Dominators, loops: Loops) {
    this.p = p;
    this.f = f;
    this.doms = doms;
    this.loops = loops;
    this.index = new Int32Array(f.count);
    this.note();
  }

  private note(): void {
    const { f, uses } = this;
    const use = (v: Value, u: Use): void => {
      const list = uses[v];
      if (list === undefined) uses[v] = [u];
      else list.push(u);
    };
    for (const block of f.blocks) {
      if (this.doms.at[block.id]! < 0) continue;
      const { values } = block;
      for (let index = 0; index < values.length; index++) {
        const user = values[index]!;
        this.home[user] = block;
        this.index[user] = index;
        for (let arg = 0; arg < f.nargs(user); arg++) {
          if (f.op[user] !== Op.Phi) use(f.arg(user, arg), { block, index, user, arg });
          else {
            // It is read on the way from the predecessor.
            const pred = block.preds[arg]!;
            use(f.arg(user, arg), { block: pred, index: pred.values.length, user, arg });
          }
        }
      }
      const end = values.length;
      if (block.control !== 0) use(block.control, { block, index: end, user: 0, arg: -1 });
      block.rets.forEach((v, arg) => use(v, { block, index: end, user: 0, arg }));
    }
  }

  find(calls: readonly Value[], buffered: readonly Value[]): SliceMove | null {
    const { f, loops } = this;
    if (buffered.length === 0) return null;
    if (!this.follow(buffered)) return null;
    const at = this.firstLeaving();
    if (at === null) return null;
    // Once is no gain; what is in a loop comes several times.
    let weight = 0;
    for (const c of calls) {
      weight += 1 + Math.max(0, loops.depth[this.home[c]!.id]! - loops.depth[at.block.id]!);
    }
    if (weight < 2) return null;
    const { ptr, len, cap } = at;
    if (!this.leavesOnce(at)) return null;
    if (!this.isCapacity(ptr, cap, []) || !this.isAlone(buffered)) return null;
    const isFree = this.capacityIsFree(at, buffered) && this.isWhole(ptr, len, []);
    const newPtr = f.newValue(Op.Phi, f.type[ptr]!, 0, -1);
    this.replace(ptr, newPtr, at);
    let newCap = 0;
    if (isFree) {
      newCap = f.newValue(Op.Phi, Scalar.I64, 0, -1);
      this.replace(cap, newCap, at);
    }
    return { before: at.user, block: at.block, ptr, len, cap, newPtr, newCap, calls: buffered };
  }

  // ---- Who has the pointer ----

  /** Finds the members and where they leave; false where they leave in ways that are not understood. */
  private follow(calls: readonly Value[]): boolean {
    const { f } = this;
    this.members = new Set();
    this.derived = new Set();
    this.leaving = [];
    const work: Value[] = [];
    const add = (v: Value): void => {
      if (this.members.has(v)) return;
      this.members.add(v);
      work.push(v);
    };
    const isOne = new Set(calls);
    for (const call of calls) {
      const block = this.home[call];
      if (block === undefined) return false;
      for (let i = this.index[call]! + 1; i < block.values.length; i++) {
        const r = block.values[i]!;
        if (f.op[r] !== Op.Result) break;
        if (f.hi[r] === 0) add(r);
      }
    }
    for (let v = work.pop(); v !== undefined; v = work.pop()) {
      for (const u of this.uses[v] ?? []) {
        const { user, arg } = u;
        if (user !== 0 && f.op[user] === Op.Phi) {
          if (f.type[user] !== Scalar.Ptr || this.isOfFrame(user)) return false;
          add(user);
        } else if (user !== 0 && arg === 0 && (f.op[user] === Op.OffPtr || f.op[user] === Op.AddPtr)) {
          if (!this.followAddress(user)) return false;
        } else if (user !== 0 && arg === 0 && isOne.has(user)) {
          continue;
        } else if (this.mayKeep(u)) {
          const leaves = this.triple(v, u);
          if (leaves === null) return false;
          this.leaving.push(leaves);
        }
      }
    }
    return this.leaving.length > 0;
  }

  /** Whether a phi may be other memory of this frame. */
  private isOfFrame(phi: Value): boolean {
    const { f } = this;
    for (let i = 0; i < f.nargs(phi); i++) {
      const op = f.op[f.arg(phi, i)]!;
      if (op === Op.Alloc || op === Op.MakeBacking || op === Op.SlotAddr) return true;
    }
    return false;
  }

  /** Whether an address inside of the memory, and what is computed from it, is only used to get there. */
  private followAddress(v: Value): boolean {
    const { f } = this;
    if (this.derived.has(v)) return true;
    this.derived.add(v);
    for (const u of this.uses[v] ?? []) {
      const op = u.user === 0 ? Op.Invalid : f.op[u.user]!;
      if (op === Op.OffPtr || op === Op.AddPtr) {
        if (u.arg !== 0 || !this.followAddress(u.user)) return false;
      } else if (this.mayKeep(u)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the user may keep the pointer, or hand it on. */
  private mayKeep(u: Use): boolean {
    const { p, f } = this;
    const { user, arg } = u;
    if (user === 0) {
      return arg < 0 || partOf(f.sig.results, arg).comps !== null;
    }
    switch (f.op[user]) {
      case Op.Load:
      case Op.Zero:
      case Op.Move:
      case Op.NilCheck:
      case Op.Eq:
      case Op.Ne:
      case Op.DebugVar:
        return false;
      case Op.Memmove:
        return arg > 1;
      case Op.Store:
        return arg !== 0;
      case Op.ResultMem:
        return arg !== 1;
      case Op.KeepAlive:
        return f.lo[user] !== 0;
      case Op.Box:
        return p.types.components(p.types.type(f.aux[user]!)) !== null;
      case Op.CallStatic:
        return this.callKeeps(f.calls[f.aux[user]!]!, arg);
      case Op.CallClosure:
      case Op.CallInter:
        return arg === 0 || partOf(f.calls[f.aux[user]!]!.sig.params, arg - 1).comps !== null;
      default:
        return true;
    }
  }

  private callKeeps(info: CallInfo, arg: number): boolean {
    const { p } = this;
    const { param, comps } = partOf(info.sig.params, arg);
    if (comps === null) return false;
    if (info.effects !== null) {
      return (info.effects.leaks[param] ?? 0) === EffEscape || info.effects.resultFrom.includes(param);
    }
    const flow = p.bodies === null ? undefined : p.bodies.settledSummary(info.sym)?.params[arg];
    if (flow === undefined || flow.heap === 0 || flow.called === 0) return true;
    for (let i = 0; i < flow.results.length; i++) if (resultFlow(flow, i) === 0) return true;
    return false;
  }

  /** The slice whose pointer is v in a use; null where it is not a slice's. */
  private triple(v: Value, u: Use): Leaving | null {
    const { p, f } = this;
    const { user, arg } = u;
    const of = (comps: readonly Component[] | null, part: number, at: (i: number) => Value): Leaving | null => {
      if (comps === null || comps[part + 1]?.role !== RoleLen || comps[part + 2]?.role !== RoleCap) return null;
      return { ...u, ptr: v, len: at(arg + 1), cap: at(arg + 2) };
    };
    if (user === 0) {
      if (arg < 0) return null;
      const { comps, part } = partOf(f.sig.results, arg);
      return of(comps, part, i => u.block.rets[i]!);
    }
    switch (f.op[user]) {
      case Op.Box:
        return of(p.types.components(p.types.type(f.aux[user]!)), arg, i => f.arg(user, i));
      case Op.CallStatic: {
        const { comps, part } = partOf(f.calls[f.aux[user]!]!.sig.params, arg);
        return of(comps, part, i => f.arg(user, i));
      }
      case Op.CallClosure:
      case Op.CallInter: {
        if (arg === 0) return null;
        const { comps, part } = partOf(f.calls[f.aux[user]!]!.sig.params, arg - 1);
        return of(comps, part, i => f.arg(user, i));
      }
      case Op.Store: {
        const len = this.storedBehind(u, 1, RoleLen);
        const cap = this.storedBehind(u, 2, RoleCap);
        return len === 0 || cap === 0 ? null : { ...u, ptr: v, len, cap };
      }
      default:
        return null;
    }
  }

  /** The length or capacity that is stored right behind a pointer; 0 for none. */
  private storedBehind(u: Use, words: number, role: number): Value {
    const { p, f } = this;
    const { values } = u.block;
    let i = u.index;
    for (let n = 0; n < words; n++) {
      do i++;
      while (i < values.length && f.op[values[i]!] === Op.DebugVar);
    }
    const s = values[i] ?? 0;
    if (s === 0 || f.op[s] !== Op.Store || f.hi[s] !== role) return 0;
    if (f.arg(s, 0) !== f.arg(u.user, 0) || f.lo[s] !== f.lo[u.user]! + words * p.layouts.ptrSize) return 0;
    return f.arg(s, 1);
  }

  // ---- Where it leaves ----

  /** The place that comes before all others where the slice leaves; null if there is none. */
  private firstLeaving(): Leaving | null {
    let first = this.leaving[0]!;
    for (const l of this.leaving) if (this.comesFirst(l, first)) first = l;
    for (const l of this.leaving) if (l.ptr !== first.ptr || !this.comesFirst(first, l)) return null;
    return first;
  }

  /** Whether every way to b goes through a. */
  private comesFirst(a: Place, b: Place): boolean {
    return a.block === b.block ? a.index <= b.index : this.doms.dominates(a.block, b.block);
  }

  /**
   * Whether the pointer that leaves can be replaced from there on: no other that may be to the same memory is alive, and whatever
   * reads it later comes by that place, once for each time that the pointer is made.
   */
  private leavesOnce(at: Leaving): boolean {
    const { f, loops } = this;
    const h = loops.head[at.block.id] ?? null;
    if (h !== null) {
      let around: Block | null = loops.head[this.home[at.ptr]!.id] ?? null;
      while (around !== null && around !== h) around = loops.outer[around.id] ?? null;
      if (around === null) return false;
    }
    for (const list of [this.members, this.derived]) {
      for (const m of list) if (m !== at.ptr && this.isAlive(m, at)) return false;
    }
    for (const u of this.uses[at.ptr] ?? []) {
      if (u.user !== 0 && f.op[u.user] === Op.DebugVar) continue;
      if (this.comesFirst(at, u)) {
        if (u.user !== 0 && f.op[u.user] === Op.Phi) return false;
      } else if (this.isReached(at.ptr, u, at)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a pointer is used from a place on. */
  private isAlive(v: Value, at: Place): boolean {
    const { f } = this;
    const home = this.home[v]!;
    if (home === at.block ? this.index[v]! >= at.index : !this.doms.dominates(home, at.block)) return false;
    for (const u of this.uses[v] ?? []) {
      if (u.user !== 0 && f.op[u.user] === Op.DebugVar) continue;
      if (this.isReached(v, u, at)) return true;
    }
    return false;
  }

  /** Whether control can get from a place to a use of v without v being made anew; v is made before the place. */
  private isReached(v: Value, u: Use, at: Place): boolean {
    const home = this.home[v]!;
    if (u.block === at.block && u.index >= at.index) return true;
    if (u.block === home && (u.user === 0 || this.index[v]! < u.index)) return false;
    const seen = new Set<Block>([u.block]);
    const work: Block[] = [u.block];
    for (let b = work.pop(); b !== undefined; b = work.pop()) {
      for (const pred of b.preds) {
        if (pred === at.block) return true;
        if (pred === home || seen.has(pred)) continue;
        seen.add(pred);
        work.push(pred);
      }
    }
    return false;
  }

  // ---- What is known of length and capacity ----

  /** Whether c is the capacity of the memory at v, wherever v is a member. `taken` is what is being proven. */
  private isCapacity(v: Value, c: Value, taken: number[]): boolean {
    const { f } = this;
    if (!this.members.has(v)) return true;
    if (f.op[v] === Op.Result) {
      return f.op[c] === Op.Result && f.arg(c, 0) === f.arg(v, 0) && f.hi[c] === 2;
    }
    return this.ofPhi(v, c, taken, (x, y) => this.isCapacity(x, y, taken));
  }

  /** Whether n is the greatest length that the slice with memory at v had, wherever v is a member. */
  private isWhole(v: Value, n: Value, taken: number[]): boolean {
    const { f } = this;
    if (!this.members.has(v)) return true;
    if (f.op[v] === Op.Result) {
      const made = f.arg(f.arg(v, 0), 1);
      if (made === n) return true;
      if (f.op[made] === Op.ConstInt && f.op[n] === Op.ConstInt && f.num(made) <= f.num(n)) return true;
    } else if (this.ofPhi(v, n, taken, (x, y) => this.isWhole(x, y, taken))) {
      return true;
    }
    // It became longer.
    if (f.op[n] !== Op.Add || f.op[f.arg(n, 1)] !== Op.ConstInt || f.num(f.arg(n, 1)) < 0) return false;
    return this.isWhole(v, f.arg(n, 0), taken);
  }

  /** Whether something holds of a phi v and x because it holds on each way to the phi. */
  private ofPhi(v: Value, x: Value, taken: number[], holds: (v: Value, x: Value) => boolean): boolean {
    const { f } = this;
    const home = this.home[v]!;
    const from = this.home[x];
    if (from === undefined) return false;
    for (let i = 0; i < taken.length; i += 2) if (taken[i] === v && taken[i + 1] === x) return true;
    const isBeside = f.op[x] === Op.Phi && from === home;
    // A value that is made behind the phi would be that of another turn of a loop.
    const isFixed = f.op[x] === Op.ConstInt || (from !== home && this.doms.dominates(from, home));
    if (!isBeside && !isFixed) return false;
    const { length } = taken;
    taken.push(v, x);
    for (let i = 0; i < f.nargs(v); i++) {
      if (holds(f.arg(v, i), isBeside ? f.arg(x, i) : x)) continue;
      taken.length = length;
      return false;
    }
    return true;
  }

  /** Whether nobody but append asks for the capacity before the slice leaves. */
  private capacityIsFree(at: Leaving, calls: readonly Value[]): boolean {
    const { f } = this;
    const work: Value[] = [];
    const seen = new Set<Value>();
    for (const call of calls) {
      const block = this.home[call]!;
      for (let i = this.index[call]! + 1; i < block.values.length; i++) {
        const r = block.values[i]!;
        if (f.op[r] !== Op.Result) break;
        if (f.hi[r] === 2) work.push(r);
      }
    }
    for (let c = work.pop(); c !== undefined; c = work.pop()) {
      if (seen.has(c)) continue;
      seen.add(c);
      for (const u of this.uses[c] ?? []) {
        const { user, arg } = u;
        if (c === at.cap && this.comesFirst(at, u)) continue;
        if (user === 0) return false;
        const op = f.op[user]!;
        if (op === Op.Phi) work.push(user);
        else if (op === Op.DebugVar) continue;
        else if (op === Op.LtU && arg === 0 && this.asksForRoom(user)) continue;
        else if (arg !== 2 || appendedElem(this.p, f, user) === null) return false;
      }
    }
    return true;
  }

  /** Whether a comparison of a capacity with a length only decides whether growslice is called. */
  private asksForRoom(v: Value): boolean {
    const { f } = this;
    const list = this.uses[v] ?? [];
    if (list.length !== 1 || list[0]!.user !== 0 || list[0]!.arg >= 0) return false;
    const { block } = list[0]!;
    if (block.kind !== BlockKind.If) return false;
    return block.succs[0]!.values.some(
      call =>
        appendedElem(this.p, f, call) !== null && f.arg(call, 1) === f.arg(v, 1) && f.arg(call, 2) === f.arg(v, 0),
    );
  }

  /**
   * Whether nobody has a pointer to the old memory when one of the calls has given the new one, which may be the same. Without that, it
   * could be seen that slices share memory longer than they do in gc's programs.
   */
  private isAlone(calls: readonly Value[]): boolean {
    for (const call of calls) {
      const after: Place = { block: this.home[call]!, index: this.index[call]! + 1 };
      for (const list of [this.members, this.derived]) {
        for (const m of list) {
          if (this.f.op[m] === Op.Result && this.f.arg(m, 0) === call) continue;
          if (this.isAlive(m, after)) return false;
        }
      }
    }
    return true;
  }

  /** Gives what comes after a place another value. */
  private replace(v: Value, by: Value, at: Leaving): void {
    const { f } = this;
    for (const u of this.uses[v] ?? []) {
      if (!this.comesFirst(at, u)) continue;
      if (u.user !== 0) f.setArg(u.user, u.arg, by);
      else if (u.arg >= 0) u.block.rets[u.arg] = by;
      else u.block.control = by;
    }
  }
}

/** Which parameter or result has scalar i, and which of its scalars that is. */
function partOf(
  params: readonly SigParam[],
  i: number,
): { readonly param: number; readonly part: number; readonly comps: readonly Component[] | null } {
  let at = 0;
  for (let param = 0; param < params.length; param++) {
    const { comps } = params[param]!;
    const n = comps === null ? 1 : comps.length;
    if (i < at + n) return { param, part: i - at, comps };
    at += n;
  }
  return { param: -1, part: 0, comps: null };
}
