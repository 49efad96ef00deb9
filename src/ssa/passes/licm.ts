// Loop-invariant code motion: what a loop computes alike in each of its turns is computed once before it. Inner loops come first, so
// that a value may go out of several.
//
// A loop may not turn at all, and what stands in it need not be reached in each turn. So only what can do no harm is moved: pure
// operations, but no pointer that may lie outside of its object or is an integer for a moment, and no division; and loads that nothing in the loop may change
// what they read, when they are made in every turn before anything else can happen ("sure"), or when the memory is known to be
// what they take it for: a variable of the package, what a parameter points to that was found not to be nil, or a slice or string
// whose length is read for sure.
//
// A value that is kept over a loop takes a register in all of it. What costs next to nothing stays (constants, sums that are part
// of an address, comparisons that a branch makes itself), and so does all else when registers get short, or when the loop calls
// functions, over which nothing stays in a register: then only what costs more than a load is worth it.

import * as BlockKind from '../blockkind.ts';
import { Dominators, Loops } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import * as TypeKind from '../../types/typekind.ts';
import { under } from '../../types/under.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import { Alias, AnyOffset } from './alias.ts';
import { clean } from './clean.ts';
import { changesMemory } from './memory-states.ts';

/** So many general registers may be taken by what lives through a loop; the rest is for what it computes. */
const generalRoom = 9;
const floatRoom = 11;
/** Loops with more stores are taken to write anywhere. */
const maxStores = 16;
/** What is kept in memory, because the loop calls or is short of registers, costs this to get back. */
const reload = 3;

/** Moves what does not change out of loops. */
export function licm(p: Program, f: Func): void {
  // Frames of such functions are counted; they get by with the registers that they have.
  if ((f.pragma & PragmaFlag.Nosplit) !== 0) return;
  if (!mayLoop(f)) return;
  const doms = new Dominators(f);
  const loops = new Loops(f, doms);
  if (loops.irreducible) return;
  if (new Licm(p, f, doms, loops).run()) clean(p, f);
}

/** Whether an edge goes back in the order of the blocks, as one of each cycle must. */
function mayLoop(f: Func): boolean {
  const seen = new Uint8Array(f.maxBlockId);
  for (const b of f.blocks) {
    seen[b.id] = 1;
    for (const s of b.succs) if (seen[s.id] === 1) return true;
  }
  return false;
}

/** The motion in one function. */
class Licm {
  private readonly p: Program;
  private readonly f: Func;
  private readonly doms: Dominators;
  private readonly loops: Loops;
  /** All nil checks of the function; null before they are asked for. */
  private checks: Value[] | null = null;
  private readonly heads: Block[] = [];
  /** By id of a head: the blocks of its loop, predecessors first. */
  private readonly blocks: Block[][];
  /** By value: the id of its block. */
  private readonly home: Int32Array;
  /** By block id: the number of the loop at hand, when the block is in it. */
  private readonly within: Int32Array;
  private alias: Alias | null = null;
  private number = 0;
  private changed = false;

  // Of the loop at hand.
  private head: Block;
  /** By value: the loop in which it does not change. */
  private readonly invariant: Int32Array;
  /** By value: the loop in which something that stays there uses it. */
  private readonly wanted: Int32Array;
  /** By value: the loop that it leaves. */
  private readonly leaving: Int32Array;
  /** By value: the loop for which it was counted among what is live into it. */
  private readonly counted: Int32Array;
  /** Stores, when these are all that changes memory. */
  private readonly stores: Value[] = [];
  /** Something may write anywhere. */
  private clobbers = false;
  private calls = false;
  private general = 0;
  private float = 0;
  /** Places that are read for sure and hold a length or capacity: base, offset of the slice or string. */
  private readonly headers: number[] = [];
  private readonly found: Value[] = [];

  constructor(p: Program, f: Func, doms: Dominators, loops: Loops) {
    this.p = p;
    this.f = f;
    this.doms = doms;
    this.head = f.entry;
    this.loops = loops;
    const n = f.maxBlockId;
    this.blocks = new Array<Block[]>(n);
    // A phi of several ways into a loop may get one of its own in front of it.
    let values = f.count;
    for (const b of doms.order) {
      if (loops.head[b.id] !== b) continue;
      for (let i = 0; i < b.values.length && f.op[b.values[i]!] === Op.Phi; i++) values++;
    }
    this.home = new Int32Array(values);
    this.invariant = new Int32Array(values);
    this.wanted = new Int32Array(values);
    this.leaving = new Int32Array(values);
    this.counted = new Int32Array(values);
    // A loop gets at most one block in front of it.
    this.within = new Int32Array(2 * n);
    for (const b of doms.order) {
      let h = loops.head[b.id] ?? null;
      if (h === b) {
        this.heads.push(b);
        this.blocks[b.id] = [];
      }
      for (; h !== null; h = loops.outer[h.id] ?? null) this.blocks[h.id]!.push(b);
      for (const v of b.values) this.home[v] = b.id;
    }
  }

  run(): boolean {
    for (let i = this.heads.length - 1; i >= 0; i--) this.loop(this.heads[i]!);
    return this.changed;
  }

  private loop(h: Block): void {
    const blocks = this.blocks[h.id]!;
    const number = ++this.number;
    this.head = h;
    for (const b of blocks) this.within[b.id] = number;
    this.survey(blocks, h);
    this.findInvariants(blocks, h);
    if (this.found.length === 0) return;
    this.choose(blocks);
    const moved: Value[] = [];
    for (const v of this.found) if (this.leaving[v] === number) moved.push(v);
    if (moved.length === 0) return;
    const to = this.front(h);
    if (to === null) return;
    for (const b of blocks) {
      const { values } = b;
      let n = 0;
      for (let i = 0; i < values.length; i++) {
        const v = values[i]!;
        if (this.leaving[v] === number) continue;
        values[n++] = v;
      }
      values.length = n;
    }
    for (const v of moved) {
      to.values.push(v);
      this.home[v] = to.id;
    }
    this.changed = true;
  }

  /** Sees what the loop writes and calls, and how many registers it has in use. */
  private survey(blocks: readonly Block[], h: Block): void {
    const { f, number, stores } = this;
    const opFlags = f.info.flags;
    stores.length = 0;
    this.clobbers = false;
    this.calls = false;
    this.general = 0;
    this.float = 0;
    for (const b of blocks) {
      for (const v of b.values) {
        const op = f.op[v]!;
        if (op === Op.DebugVar) continue;
        const flags = opFlags[op]!;
        if (op === Op.Phi && b === h) this.count(v, number);
        const n = f.nargs(v);
        for (let i = 0; i < n; i++) {
          const a = f.arg(v, i);
          if (this.within[this.home[a]!] !== number) this.count(a, number);
        }
        if ((flags & OpFlag.Call) !== 0 && !isUnlikely(b)) this.calls = true;
        if (!changesMemory(op, flags)) continue;
        if ((op === Op.Store || op === Op.Zero || op === Op.Move) && stores.length < maxStores) stores.push(v);
        else this.clobbers = true;
      }
      if (b.control !== 0 && this.within[this.home[b.control]!] !== number) this.count(b.control, number);
    }
  }

  /** v lives through the loop. */
  private count(v0: Value, number: number): void {
    const { f } = this;
    let v = v0;
    while (f.op[v] === Op.OffPtr) v = f.arg(v, 0);
    if (this.counted[v] === number) return;
    this.counted[v] = number;
    if ((f.flags(v) & OpFlag.Remat) !== 0) return;
    if (Scalar.isFloat(f.type[v]!)) this.float++;
    else this.general++;
  }

  /** Fills `found` with what does not change in the loop and could be moved, arguments first. */
  private findInvariants(blocks: readonly Block[], h: Block): void {
    const { f, number, found, headers } = this;
    const opFlags = f.info.flags;
    found.length = 0;
    headers.length = 0;
    /** The block, as long as each turn of the loop comes to it first of all. */
    let sureBlock: Block | null = h;
    for (const b of blocks) {
      let sure: boolean = b === sureBlock;
      for (const v of b.values) {
        const op = f.op[v]!;
        const flags = opFlags[op]!;
        let same = false;
        if (op === Op.Load) same = this.isUnchanged(v) && (sure || this.isKnownMemory(v));
        else if (op === Op.NilCheck) same = sure;
        else if ((flags & OpFlag.Pure) !== 0) {
          same = mayMove(op) && (f.type[v] !== Scalar.Ptr || sure || isSafePointer(op));
          // The collector knows nothing of a pointer as an integer, and stacks move: it must not be kept.
          if (op === Op.Bitcast && f.type[f.arg(v, 0)] === Scalar.Ptr) same = false;
        }
        if (same) {
          const n = f.nargs(v);
          for (let i = 0; i < n && same; i++) same = this.isInvariant(f.arg(v, i));
        }
        if (same) {
          this.invariant[v] = number;
          found.push(v);
          if (op === Op.Load && sure && f.aux[v] !== 0) this.addHeader(v);
          continue;
        }
        if (sure && (flags & OpFlag.Keep) !== 0 && op !== Op.InlMark && op !== Op.KeepAlive) sure = false;
      }
      if (b !== sureBlock) continue;
      const next: Block | null = sure && b.kind === BlockKind.Plain ? b.succs[0]! : null;
      sureBlock = next !== null && next !== h && next.preds.length === 1 ? next : null;
    }
  }

  private isInvariant(v: Value): boolean {
    return this.invariant[v] === this.number || this.within[this.home[v]!] !== this.number;
  }

  /** Whether nothing in the loop writes to what v loads. */
  private isUnchanged(v: Value): boolean {
    const { f, stores } = this;
    if (f.hi[v] === 1) return true;
    if (this.clobbers) return false;
    if (stores.length === 0) return true;
    const alias = (this.alias ??= new Alias(f));
    alias.locate(f.arg(v, 0), f.lo[v]!);
    const { base, offset } = alias;
    const size = Scalar.size(f.type[v]!);
    for (const s of stores) {
      let bytes = Infinity;
      if (f.op[s] === Op.Store) {
        const kind = f.type[f.arg(s, 1)]!;
        // Memory that holds pointers is written as such.
        if (f.type[v] === Scalar.Ptr && kind !== Scalar.Ptr) continue;
        bytes = Scalar.size(kind);
        alias.locate(f.arg(s, 0), f.lo[s]!);
      } else alias.locate(f.arg(s, 0), 0);
      if (alias.mayMeet(base, offset, size, alias.base, alias.offset, bytes)) return false;
    }
    return true;
  }

  /** Remembers the slice or string whose length or capacity v loads. */
  private addHeader(v: Value): void {
    const { f } = this;
    const alias = (this.alias ??= new Alias(f));
    alias.locate(f.arg(v, 0), f.lo[v]!);
    if (alias.offset !== AnyOffset) this.headers.push(alias.base, alias.offset - 8 * f.aux[v]!);
  }

  /** Whether the memory that v loads is there, and what v takes it for, whether the loop turns or not. */
  private isKnownMemory(v: Value): boolean {
    const { f, headers } = this;
    const alias = (this.alias ??= new Alias(f));
    alias.locate(f.arg(v, 0), f.lo[v]!);
    const { base, offset } = alias;
    if (offset === AnyOffset) return false;
    const op = f.op[base]!;
    if (op === Op.SymAddr || op === Op.ParamAddr) return true;
    if (op === Op.Param && offset >= 0 && offset + Scalar.size(f.type[v]!) <= this.pointedTo(base)) {
      return this.isNotNil(base);
    }
    for (let i = 0; i < headers.length; i += 2) {
      if (headers[i] !== base) continue;
      const at = headers[i + 1]!;
      if (offset === at ? f.type[v] === Scalar.Ptr : f.aux[v] !== 0 && offset === at + 8) return true;
    }
    return false;
  }

  /** How many bytes the type of a parameter says that it points to. */
  private pointedTo(param: Value): number {
    const { f, p } = this;
    const t = under(p.types.type(f.sig.params[f.lo[param]!]!.type));
    return t.kind === TypeKind.Pointer ? p.types.layouts.size(t.elem) : 0;
  }

  /** Whether a check in front of the loop, or one that leaves it when a load does, says that x is not nil. */
  private isNotNil(x: Value): boolean {
    const { f, doms, number } = this;
    let checks = this.checks;
    if (checks === null) {
      checks = [];
      for (const b of doms.order) for (const v of b.values) if (f.op[v] === Op.NilCheck) checks.push(v);
      this.checks = checks;
    }
    const h = doms.at[this.head.id]!;
    for (const v of checks) {
      if (f.arg(v, 0) !== x) continue;
      if (this.invariant[v] === number) return true;
      const at = this.home[v]!;
      if (this.within[at] === number) continue;
      // Blocks that were made in front of other loops are not among those of the tree.
      const b = at < doms.at.length ? doms.at[at]! : -1;
      if (b >= 0 && doms.pre[b]! <= doms.pre[h]! && doms.pre[h]! <= doms.last[b]!) return true;
    }
    return false;
  }

  /** Chooses what leaves the loop: `leaving`. */
  private choose(blocks: readonly Block[]): void {
    const { f, number, found, wanted, leaving } = this;
    for (const b of blocks) {
      this.want(b.control);
      for (const v of b.rets) this.want(v);
      for (const v of b.values) {
        if (f.op[v] === Op.DebugVar || this.invariant[v] === number) continue;
        const n = f.nargs(v);
        for (let i = 0; i < n; i++) this.want(f.arg(v, i));
      }
    }
    // Users come first: what they take along, they pay for.
    let loads = false;
    for (let i = found.length - 1; i >= 0; i--) {
      const v = found[i]!;
      const op = f.op[v]!;
      if (op === Op.NilCheck) {
        // It costs nothing beside a load; but what is read before the loop is checked there, and checks keep their order.
        if (loads) {
          leaving[v] = number;
          this.takeArgs(v);
        }
        continue;
      }
      if (op === Op.Load && leaving[v] === number) loads = true;
      if (leaving[v] === number) {
        this.takeArgs(v);
        continue;
      }
      // What only code behind the loop uses is computed in vain in each turn.
      const isWanted = wanted[v] === number;
      const isFloat = Scalar.isFloat(f.type[v]!);
      const cost = this.cost(v, 4);
      const hasRoom = !this.calls && (isFloat ? this.float < floatRoom : this.general < generalRoom);
      if (ownCost(f, v) === 0 || (hasRoom ? cost < 1 : cost <= reload)) {
        if (isWanted) for (let k = f.nargs(v) - 1; k >= 0; k--) this.want(f.arg(v, k));
        continue;
      }
      if (isWanted) {
        if (isFloat) this.float++;
        else this.general++;
      }
      leaving[v] = number;
      if (op === Op.Load) loads = true;
      this.takeArgs(v);
    }
  }

  private want(v: Value): void {
    this.wanted[v] = this.number;
  }

  /** What v is made of goes where it goes. */
  private takeArgs(v: Value): void {
    const { f } = this;
    for (let k = f.nargs(v) - 1; k >= 0; k--) {
      const a = f.arg(v, k);
      if (this.within[this.home[a]!] === this.number) this.leaving[a] = this.number;
    }
  }

  /** What computing v in each turn costs, in cycles or so, with what is computed for it alone. */
  private cost(v: Value, depth: number): number {
    const { f, number } = this;
    let n = ownCost(f, v);
    if (depth === 0) return n;
    for (let k = f.nargs(v) - 1; k >= 0; k--) {
      const a = f.arg(v, k);
      if (this.invariant[a] === number && this.wanted[a] !== number && this.leaving[a] !== number) {
        n += this.cost(a, depth - 1);
      }
    }
    return n;
  }

  /** The block in front of a loop: what only leads to its head. */
  private front(h: Block): Block | null {
    const { f, loops } = this;
    const outside: number[] = [];
    h.preds.forEach((b, i) => {
      if (this.within[b.id] !== this.number) outside.push(i);
    });
    if (outside.length === 0) return null;
    const first = h.preds[outside[0]!]!;
    if (outside.length === 1 && first.kind === BlockKind.Plain) return first;
    const to = f.newBlock(BlockKind.Plain);
    to.pos = first.pos;
    to.inl = first.inl;
    for (const v of h.values) {
      if (f.op[v] !== Op.Phi) break;
      let x = f.arg(v, outside[0]!);
      if (outside.length > 1) {
        x = f.newValue(Op.Phi, f.type[v]!, f.posOf[v]!, f.inl[v]!);
        for (const i of outside) f.addArg(x, f.arg(v, i));
        to.values.push(x);
        this.home[x] = to.id;
      }
      const args = f.args(v).filter((_, i) => !outside.includes(i));
      args.push(x);
      f.setArgs(v, args);
    }
    for (const i of outside) {
      const b = h.preds[i]!;
      b.succs[b.succs.indexOf(h)] = to;
      to.preds.push(b);
    }
    h.preds = h.preds.filter((_, i) => !outside.includes(i));
    f.addEdge(to, h);
    // It belongs to the loops around.
    for (let o = loops.outer[h.id] ?? null; o !== null; o = loops.outer[o.id] ?? null) {
      const list = this.blocks[o.id]!;
      list.splice(list.indexOf(h), 0, to);
    }
    return to;
  }
}

/** Whether a block is entered on the unlikely way of a branch. */
function isUnlikely(b: Block): boolean {
  if (b.preds.length !== 1) return false;
  const p = b.preds[0]!;
  return p.likely !== 0 && p.succs[p.likely > 0 ? 0 : 1] !== b;
}

/** Pure operations that may stand anywhere; others trap, have several results, or stand where they must. */
function mayMove(op: number): boolean {
  switch (op) {
    case Op.Copy:
    case Op.Result:
    case Op.MulFull:
    case Op.DivFull:
    case Op.AddCarry:
    case Op.SubBorrow:
    case Op.DivS:
    case Op.DivU:
    case Op.ModS:
    case Op.ModU:
    case Op.GetG:
    case Op.Unknown:
      return false;
    default:
      return true;
  }
}

/** Whether the pointer that an operation makes of invariant ones is a good one wherever it is made. */
function isSafePointer(op: number): boolean {
  return op === Op.ConstInt || op === Op.SymAddr || op === Op.ParamAddr || op === Op.CondSelect;
}

/** What an operation itself costs; 0 for what is free, or part of another instruction. */
function ownCost(f: Func, v: Value): number {
  switch (f.op[v]) {
    case Op.Load:
      return 2;
    case Op.Mul:
    case Op.MulHiS:
    case Op.MulHiU:
    case Op.PopCount:
    case Op.Ctz:
    case Op.BitLen:
      return 3;
    case Op.FAdd:
    case Op.FSub:
    case Op.FMul:
    case Op.FMA:
    case Op.FMin:
    case Op.FMax:
    case Op.FFloor:
    case Op.FCeil:
    case Op.FTrunc:
    case Op.FRoundEven:
    case Op.IntToFloat:
    case Op.UintToFloat:
    case Op.FloatToInt:
    case Op.FloatToUint:
    case Op.FloatToFloat:
      return 4;
    case Op.FDiv:
    case Op.FSqrt:
      return 12;
    case Op.Add:
    case Op.Shl:
      return f.op[f.arg(v, 1)] === Op.ConstInt ? 0 : 1;
    case Op.Sub:
    case Op.And:
    case Op.Or:
    case Op.Xor:
    case Op.Neg:
    case Op.Not:
    case Op.ShrS:
    case Op.ShrU:
    case Op.RotL:
    case Op.Bswap:
    case Op.BitRev:
    case Op.AvgU:
    case Op.ZeroExt:
    case Op.SignExt:
    case Op.CondSelect:
    case Op.FNeg:
    case Op.FAbs:
    case Op.FCopysign:
      return 1;
    default:
      return 0;
  }
}
