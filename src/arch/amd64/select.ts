// Selection: the general operations become amd64's, by the rules of rules.ts and, for memory operands, copies and calls, by
// the code here. The function is walked from its end to its start, each block backwards: a value that nobody wants any more
// when the walk reaches it is dropped, so what was folded into its users costs nothing.

import { highWord } from '../../base/endian.ts';
import { assert } from '../../diag/internal-error.ts';
import type { Block, Func, Value } from '../../ssa/func.ts';
import * as BlockKind from '../../ssa/blockkind.ts';
import * as Op from '../../ssa/op.generated.ts';
import { MachineFirst } from '../../ssa/op.ts';
import * as OpFlag from '../../ssa/opflag.ts';
import type { Program } from '../../ssa/program/program.ts';
import { postorder, Rewriter, skipCopies } from '../../ssa/rules/rewriter.ts';
import * as Scalar from '../../ssa/scalar.ts';
import * as X from './aux.ts';
import * as M from './ops.generated.ts';
import { rewriteSelect } from './rules.generated.ts';
import { shapes } from './shapes.ts';

/** The kind of blocks that branch on flags; the condition is in the aux column of their control. */
export const Branch = BlockKind.Machine;

/** Zeroing and copying of up to this many bytes is a row of stores; of more, a loop; of far more, a string instruction. */
export const maxUnrolled = 192;
const maxLoop = 1024;

/** The base argument of each operation, from MachineFirst on; -1 for none. */
const baseOf: Int8Array = Int8Array.from(M.shapes, name => shapes[name]!.base);
/** The same operation with an index, from MachineFirst on; 0 where there is none. */
const indexed: Uint16Array = Uint16Array.from(M.names, name => {
  const i = M.names.indexOf(`${name}idx`);
  return i < 0 ? 0 : M.first + i;
});

/** One selection. Its methods are what conditions of rules call. */
export class Selector extends Rewriter {
  readonly p: Program;
  /** GOAMD64. */
  readonly level: number;

  constructor(p: Program, f: Func) {
    super(f);
    this.p = p;
    this.level = p.options.archLevel;
    this.releases = true;
  }

  width(v: Value): number {
    return Scalar.size(this.f.type[v]!);
  }

  bits(v: Value): number {
    return Scalar.size(this.f.type[v]!) * 8;
  }

  /** Of a rotation: the width where the machine's 32-bit one does not do. */
  narrow(v: Value): number {
    const bits = this.bits(v);
    return bits < 32 ? bits : 0;
  }

  isFloat(v: Value): boolean {
    const t = this.f.type[v]!;
    return Scalar.isFloat(t) || t === Scalar.V128;
  }

  /** `canFold` for a load that becomes v, an extension or one with its bytes reversed: it may fault, which is to be seen at the line of the load. */
  canExtend(load: Value, v: Value): boolean {
    if (!this.canFold(load, v)) return false;
    const { f } = this;
    f.posOf[v] = f.posOf[load]!;
    f.inl[v] = f.inl[load]!;
    return true;
  }

  /** Whether an operation of v's width may read a loaded operand from memory: it reads 4 or 8 bytes. */
  foldable(load: Value): boolean {
    return this.width(load) >= 4;
  }

  /** Whether a constant count shifts v by less than its width. */
  inRange(v: Value, lo: number, hi: number): boolean {
    return hi === 0 && lo >= 0 && lo < this.bits(v);
  }

  saturated(v: Value, lo: number, hi: number): number {
    return this.inRange(v, lo, hi) ? lo : this.bits(v) - 1;
  }

  isBool(v: Value): boolean {
    if (this.f.type[v] !== Scalar.I8) return false;
    const op = this.f.op[v]!;
    return (op >= Op.Eq && op <= Op.LeU) || (op >= Op.FEq && op <= Op.FLe) || op === Op.Eq || op === Op.BoolNot;
  }

  isControl(v: Value): boolean {
    return this.control === v;
  }

  /** After And or a value itself, TEST sets the flags as a compare with 0 does. */
  signOnly(_aux: number): boolean {
    return true;
  }

  /**
   * Whether the store v of a function of `load` may change memory in place. Not where the other operand is another element of
   * the same array, as in stack machines: what was just stored there is forwarded late to such an instruction (three times
   * slower on Zen 4).
   */
  modifies(v: Value, load: Value): boolean {
    const { f } = this;
    const x = f.arg(v, 1);
    if (!this.once(x) || !this.canFold(load, v)) return false;
    const other = f.arg(x, 0) === load ? f.arg(x, 1) : f.arg(x, 0);
    // A bit of a number is set in a register, which needs no shift.
    if (f.op[other] === Op.Shl && f.lo[other] === 1 && f.type[x] !== Scalar.I8 && f.type[x] !== Scalar.I16) {
      const one = f.arg(other, 0);
      return f.op[one] !== Op.ConstInt || f.lo[one] !== 1 || f.hi[one] !== 0;
    }
    if (f.op[other] !== Op.Load) return true;
    const array = this.arrayOf(f.arg(v, 0));
    return array === 0 || array !== this.arrayOf(f.arg(other, 0));
  }

  /** What an address that depends on an index is inside of; 0 for others. */
  private arrayOf(address: Value): Value {
    const { f } = this;
    let indexed = false;
    let at = address;
    for (;;) {
      const op = f.op[at]!;
      if (op === Op.AddPtr) indexed = true;
      else if (op !== Op.OffPtr) return indexed ? at : 0;
      at = f.arg(at, 0);
    }
  }

  writeBarrier(): number {
    return this.p.runtimeGlobal('writeBarrier');
  }

  /** The control of the block at hand, once it is flags. */
  control: Value = 0;
}

/** Selects amd64's operations. */
export function select(p: Program, f: Func): void {
  skipCopies(f);
  const r = new Selector(p, f);
  const order = postorder(f);
  if (f.deferReturn !== null && !order.includes(f.deferReturn)) order.unshift(f.deferReturn);
  for (const b of order) selectBlock(r, b);
  for (const b of f.blocks) sweep(r, b);
  f.selected = true;
}

function selectBlock(r: Selector, b: Block): void {
  const { f } = r;
  const old = b.values;
  const out: Value[] = []; // backwards
  const work: Value[] = [];
  r.control = 0;
  if (b.kind === BlockKind.If) {
    r.startEnd(b);
    const c = f.newValue(M.COND, Scalar.Flags, b.pos, b.inl);
    r.adopt(c, b);
    f.aux[c] = X.NE;
    f.addArg(c, b.control);
    // The block's use of the control becomes the compare's.
    b.control = c;
    b.kind = Branch;
    r.use(c);
    r.control = c;
    work.push(c);
    finish(r, work, out, b);
  } else if (b.kind === BlockKind.JumpTable) {
    // What is jumped to is loaded from the table.
    r.startEnd(b);
    const table = r.make0(M.JUMPTABLE, Scalar.I64, 0, 0, b.id);
    const code = r.make2(M.LOADidx, Scalar.I64, 0, 0, X.pack(0, 8, 8), table, b.control);
    r.pending.length = 0;
    r.adopt(table, b);
    r.adopt(code, b);
    r.unuse(b.control);
    b.control = code;
    r.use(code);
    work.push(table, code);
    finish(r, work, out, b);
  }
  for (let i = old.length - 1; i >= 0; i--) {
    work.push(old[i]!);
    finish(r, work, out, b);
  }
  out.reverse();
  b.values = out;
}

/** Rewrites the values on the stack, and those made for them; each goes to `out` before what it needs. */
function finish(r: Selector, work: Value[], out: Value[], b: Block): void {
  const { f } = r;
  while (work.length > 0) {
    const v = work.pop()!;
    if (r.uses[v] === 0 && (f.flags(v) & OpFlag.Keep) === 0 && !stays(f.op[v]!)) {
      r.unuseArgs(v);
      f.reset(v, Op.Invalid);
      continue;
    }
    if (v !== r.control) r.start(v);
    if (!rewrite(r, v)) continue;
    if (v === b.control && f.op[v] === Op.Copy) b.control = f.arg(v, 0);
    out.push(v);
    if (r.pending.length === 0) continue;
    for (let i = 0; i < r.pending.length; i++) work.push(r.pending[i]!);
    r.pending.length = 0;
  }
}

/** What is kept though nobody uses it. */
function stays(op: number): boolean {
  return (
    op === Op.InlMark ||
    op === Op.SlotLive ||
    op === Op.KeepAlive ||
    op === Op.ArgReg ||
    op === Op.ClosurePtr ||
    op === Op.DebugVar
  );
}

/** Rewrites one value to the end; false when nothing of it remains. */
function rewrite(r: Selector, v: Value): boolean {
  const { f } = r;
  while (rewriteSelect(r, v)) {
    // Until no rule fits.
  }
  switch (f.op[v]) {
    case Op.CallStatic:
      f.op[v] = M.CALLstatic;
      break;
    case Op.CallInter:
      f.op[v] = M.CALLinter;
      break;
    case Op.CallClosure: {
      const code = r.make1(M.LOAD, Scalar.I64, 0, 0, X.pack(0, 8, 0), f.arg(v, 0));
      const args = f.args(v);
      f.op[v] = M.CALLclosure;
      f.setArgs(v, [code, ...args]);
      r.use(code);
      break;
    }
    case Op.UintToFloat:
      selectUintToFloat(r, v);
      return rewrite(r, v);
    case Op.FloatToUint:
      selectFloatToUint(r, v);
      return rewrite(r, v);
    case Op.Zero:
      return selectZero(r, v);
    case Op.Move:
      return selectMove(r, v);
  }
  const op = f.op[v]!;
  if (op >= MachineFirst) {
    if (baseOf[op - MachineFirst]! >= 0) mergeAddress(r, v);
  } else assert(remains(op), `amd64 has a rule for ${f.info.name(op)}.${Scalar.names[f.type[v]!]}`);
  return true;
}

function remains(op: number): boolean {
  switch (op) {
    case Op.Phi:
    case Op.Copy:
    case Op.Result:
    case Op.ArgReg:
    case Op.ClosurePtr:
    case Op.Unknown:
    case Op.DebugVar:
    case Op.InlMark:
    case Op.SlotLive:
    case Op.KeepAlive:
    case Op.ConstInt:
    case Op.ConstFloat:
    case Op.SymAddr:
    case Op.SlotAddr:
    case Op.InArg:
    case Op.OutArg:
    case Op.GetG:
    case Op.GetSP:
    case Op.GetCallerSP:
    case Op.GetCallerPC:
    case Op.PubBarrier: // stores are seen in order
    case Op.UnsafeBegin:
    case Op.UnsafeEnd:
      return true;
    default:
      return false;
  }
}

/** Takes the sums that make the address of v's memory operand into the operand. */
function mergeAddress(r: Selector, v: Value): void {
  const { f } = r;
  const at = baseOf[f.op[v]! - MachineFirst]!;
  for (;;) {
    const p = f.arg(v, at);
    const op = f.op[p];
    const disp = f.lo[v]!;
    if (op === Op.OffPtr && X.fits(disp, f.lo[p]!, f.hi[p]!)) {
      f.lo[v] = disp + f.lo[p]!;
      replaceArg(r, v, at, f.arg(p, 0));
      continue;
    }
    if (op === Op.Copy && f.type[p] === f.type[f.arg(p, 0)]) {
      replaceArg(r, v, at, f.arg(p, 0));
      continue;
    }
    const other = indexed[f.op[v]! - MachineFirst]!;
    if (op === Op.AddPtr && other !== 0) {
      const i = f.arg(p, 1);
      if (f.op[i] === Op.ConstInt) {
        if (!X.fits(disp, f.lo[i]!, f.hi[i]!)) break;
        f.lo[v] = disp + f.lo[i]!;
        replaceArg(r, v, at, f.arg(p, 0));
        continue;
      }
      const args = f.args(v);
      args.splice(at, 1, f.arg(p, 0), i);
      r.unuse(p);
      r.use(f.arg(p, 0));
      r.use(i);
      f.setArgs(v, args);
      f.op[v] = other;
      f.aux[v] = (f.aux[v]! & 0xffff) | (1 << 16);
      continue;
    }
    break;
  }
  if (M.names[f.op[v]! - MachineFirst]!.endsWith('idx')) mergeIndex(r, v, at);
}

function mergeIndex(r: Selector, v: Value, at: number): void {
  const { f } = r;
  for (;;) {
    const i = f.arg(v, at + 1);
    const scale = X.scaleOf(f.aux[v]!);
    const op = f.op[i];
    if (f.type[i] !== Scalar.I64) break;
    if ((op === Op.Shl || op === Op.Add) && f.op[f.arg(i, 1)] === Op.ConstInt) {
      const c = f.arg(i, 1);
      const lo = f.lo[c]!;
      if (op === Op.Shl && f.hi[c] === 0 && lo >= 0 && lo <= 3 && scale << lo <= 8) {
        f.aux[v] = (f.aux[v]! & 0xffff) | ((scale << lo) << 16);
        replaceArg(r, v, at + 1, f.arg(i, 0));
        continue;
      }
      const add = lo * scale;
      if (op === Op.Add && X.isInt32(lo, f.hi[c]!) && Math.abs(add) < 2 ** 30 && Math.abs(f.lo[v]! + add) < 2 ** 30) {
        f.lo[v] = f.lo[v]! + add;
        replaceArg(r, v, at + 1, f.arg(i, 0));
        continue;
      }
    }
    break;
  }
  // An operand with an index has no symbol.
  const base = f.arg(v, at);
  if (f.op[base] === Op.SymAddr) {
    const lea = r.make1(M.LEA, Scalar.Ptr, 0, 0, 0, base);
    replaceArg(r, v, at, lea);
  }
}

function replaceArg(r: Selector, v: Value, i: number, a: Value): void {
  r.unuse(r.f.arg(v, i));
  r.use(a);
  r.f.setArg(v, i, a);
}

/** The widths that make up n bytes, largest first; the last may overlap the one before. Calls `part(offset, width)`. */
function parts(n: number, widest: number, part: (offset: number, width: number) => void): void {
  let at = 0;
  let width = widest;
  while (at < n) {
    while (width > n - at) {
      // What is left is the end of one wider access, if there was room for it.
      if (n >= width && width > 1 && n - at > width >> 1) {
        at = n - width;
        break;
      }
      width >>= 1;
    }
    part(at, width);
    at += width;
  }
}

function selectZero(r: Selector, v: Value): boolean {
  const { f } = r;
  const size = r.p.types.size(f.aux[v]!);
  const p = f.arg(v, 0);
  if (size === 0) return drop(r, v);
  if (size <= maxUnrolled) {
    parts(size, 16, (offset, width) => {
      r.make1(M.STOREconst, Scalar.Void, offset, 0, X.pack(0, width, 0), p);
    });
    return drop(r, v);
  }
  if (size <= maxLoop) {
    const body = size - (size % 64);
    const base = r.make1(M.LEA, Scalar.Ptr, body - 64, 0, 0, p);
    r.make1(M.ZEROloop, Scalar.Void, body, 0, 0, base);
    parts(size - body, 16, (offset, width) => {
      r.make1(M.STOREconst, Scalar.Void, body + offset, 0, X.pack(0, width, 0), p);
    });
    return drop(r, v);
  }
  const words = (size - (size % 8)) / 8;
  const base = r.make1(M.LEA, Scalar.Ptr, 0, 0, 0, p);
  r.make3(M.REPSTOS, Scalar.Void, 0, 0, 0, base, constant(r, words), constant(r, 0));
  parts(size % 8, 4, (offset, width) => {
    r.make1(M.STOREconst, Scalar.Void, words * 8 + offset, 0, X.pack(0, width, 0), p);
  });
  return drop(r, v);
}

function constant(r: Selector, n: number): Value {
  return r.make0(Op.ConstInt, Scalar.I64, n | 0, highWord(n), 0);
}

/** Takes new arguments for v, which becomes another operation. */
function become(r: Selector, v: Value, op: number, args: readonly Value[]): void {
  const { f } = r;
  for (const a of args) r.use(a);
  r.unuseArgs(v);
  f.op[v] = op;
  f.lo[v] = 0;
  f.hi[v] = 0;
  f.aux[v] = 0;
  f.setArgs(v, [...args]);
}

/**
 * The machine converts signed numbers. One with the upper bit is halved, its lowest bit kept so that rounding is the same,
 * and what comes out added to itself. The sum is made in any case, with 0 where the number was not halved.
 */
function selectUintToFloat(r: Selector, v: Value): void {
  const { f } = r;
  const x = f.arg(v, 0);
  const kind = f.type[v]!;
  const bits = kind === Scalar.F32 ? Scalar.I32 : Scalar.I64;
  const low = r.make2(Op.And, Scalar.I64, 0, 0, 0, x, constant(r, 1));
  const half = r.make2(Op.Or, Scalar.I64, 0, 0, 0, r.make2(Op.ShrU, Scalar.I64, 0, 0, 0, x, constant(r, 1)), low);
  const isLarge = r.make2(Op.LtS, Scalar.I8, 0, 0, 0, x, constant(r, 0));
  const y = r.make3(Op.CondSelect, Scalar.I64, 0, 0, 0, isLarge, half, x);
  const z = r.make1(Op.IntToFloat, kind, 0, 0, 0, y);
  let sign = r.make2(Op.ShrS, Scalar.I64, 0, 0, 0, x, constant(r, 63));
  if (bits === Scalar.I32) sign = r.make1(Op.Trunc, bits, 0, 0, 0, sign);
  const again = r.make2(M.FAND, kind, 0, 0, 0, z, r.make1(Op.Bitcast, kind, 0, 0, 0, sign));
  become(r, v, Op.FAdd, [z, again]);
}

/** Numbers from 2^63 on are converted less 2^63, which the upper bit then stands for. NaN, and what is too large, is 2^63, as with gc. */
function selectFloatToUint(r: Selector, v: Value): void {
  const { f } = r;
  const x = f.arg(v, 0);
  const kind = f.type[x]!;
  const limit = (): Value =>
    kind === Scalar.F32
      ? r.make0(Op.ConstFloat, kind, 0x5f000000, 0, 0)
      : r.make0(Op.ConstFloat, kind, 0, 0x43e00000, 0);
  const small = r.make1(Op.FloatToInt, Scalar.I64, 0, 0, 0, x);
  const rest = r.make1(Op.FloatToInt, Scalar.I64, 0, 0, 0, r.make2(Op.FSub, kind, 0, 0, 0, x, limit()));
  const upper = r.make0(Op.ConstInt, Scalar.I64, 0, -2147483648, 0);
  const large = r.make2(Op.Or, Scalar.I64, 0, 0, 0, rest, upper);
  const isSmall = r.make2(Op.FLt, Scalar.I8, 0, 0, 0, x, limit());
  become(r, v, Op.CondSelect, [isSmall, small, large]);
}

function selectMove(r: Selector, v: Value): boolean {
  const { f } = r;
  const size = r.p.types.size(f.aux[v]!);
  const to = f.arg(v, 0);
  const from = f.arg(v, 1);
  const copy = (offset: number, width: number): void => {
    const wide = width === 16;
    const kind = wide ? Scalar.V128 : Scalar.intOfSize(width);
    const load = r.make1(wide ? M.FLOAD : M.LOAD, kind, offset, 0, X.pack(0, width, 0), from);
    r.make2(wide ? M.FSTORE : M.STORE, Scalar.Void, offset, 0, X.pack(0, width, 0), to, load);
  };
  if (size === 0) return drop(r, v);
  if (size <= maxUnrolled) {
    parts(size, 16, copy);
    return drop(r, v);
  }
  if (size <= maxLoop) {
    const body = size - (size % 64);
    const a = r.make1(M.LEA, Scalar.Ptr, body - 64, 0, 0, to);
    const b = r.make1(M.LEA, Scalar.Ptr, body - 64, 0, 0, from);
    r.make2(M.MOVEloop, Scalar.Void, body, 0, 0, a, b);
    parts(size - body, 16, (offset, width) => copy(body + offset, width));
    return drop(r, v);
  }
  const words = (size - (size % 8)) / 8;
  const a = r.make1(M.LEA, Scalar.Ptr, 0, 0, 0, to);
  const b = r.make1(M.LEA, Scalar.Ptr, 0, 0, 0, from);
  r.make3(M.REPMOVS, Scalar.Void, 0, 0, 0, a, b, constant(r, words));
  parts(size % 8, 4, (offset, width) => copy(words * 8 + offset, width));
  return drop(r, v);
}

/** v stays as an operation without code: what was made for it does its work. */
function drop(r: Selector, v: Value): boolean {
  r.unuseArgs(v);
  r.f.reset(v, Op.Copy);
  r.f.type[v] = Scalar.Void;
  return true;
}

/** Removes what nobody uses in the end, and nil checks that an access of the same pointer behind them makes. */
function sweep(r: Selector, b: Block): void {
  const { f } = r;
  const out: Value[] = [];
  const { values } = b;
  for (let i = values.length - 1; i >= 0; i--) {
    const v = values[i]!;
    const op = f.op[v]!;
    if (op === Op.Invalid || (op === Op.Copy && f.nargs(v) === 0)) continue;
    if (r.uses[v] === 0 && (f.flags(v) & OpFlag.Keep) === 0 && !stays(op)) {
      r.unuseArgs(v);
      continue;
    }
    if (op === M.NILCHECK && isChecked(f, f.arg(v, 0), out)) {
      r.unuseArgs(v);
      continue;
    }
    out.push(v);
  }
  out.reverse();
  b.values = out;
}

/** The offsets below which an access through nil faults. */
const nilPage = 4096;
/** How far the access may stand behind the check. */
const nearby = 40;

/** Whether p needs no check: it is an address in the program, or what follows (backwards in `out`) faults where p is nil. */
function isChecked(f: Func, p: Value, out: readonly Value[]): boolean {
  switch (f.op[p]) {
    case Op.SymAddr:
    case Op.SlotAddr:
    case Op.InArg:
    case Op.OutArg:
      return true;
  }
  for (let i = out.length - 1; i >= 0 && i > out.length - nearby; i--) {
    const v = out[i]!;
    const flags = f.flags(v);
    const op = f.op[v]!;
    if ((flags & OpFlag.Faults) !== 0 && f.arg(v, baseOf[op - MachineFirst]!) === p) {
      const isIndexed = M.names[op - MachineFirst]!.endsWith('idx');
      if (op === M.NILCHECK || (!isIndexed && f.lo[v]! >= 0 && f.lo[v]! < nilPage)) return true;
    }
    if ((flags & OpFlag.Keep) !== 0) return false;
  }
  return false;
}
