// Emission: from an allocated function to instructions. Blocks come in the order of `f.blocks`; what a check does when it fails
// stands behind the last of them. The frame, the stack check and the epilogues are frame.ts's work.

import { assert, unreachable } from '../../diag/internal-error.ts';
import type { Pos } from '../../base/pos.ts';
import * as AddrName from '../../obj/addrname.ts';
import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import type { Ctxt } from '../../obj/ctxt.ts';
import { defineData, defineText } from '../../obj/define.ts';
import * as TextFlag from '../../obj/textflag.ts';
import * as FuncID from '../../obj/funcid.ts';
import type { Sym } from '../../obj/object.ts';
import { DebugMarks, type FuncText, Prog, type RegSpill } from '../../obj/prog.ts';
import { FloatReg } from '../../rtype/abi.ts';
import * as BlockKind from '../../ssa/blockkind.ts';
import type { Block, Func, Value } from '../../ssa/func.ts';
import type { Allocation } from '../../ssa/machine.ts';
import * as Op from '../../ssa/op.generated.ts';
import type { Program } from '../../ssa/program/program.ts';
import * as Scalar from '../../ssa/scalar.ts';
import * as A from './as.generated.ts';
import * as X from './aux.ts';
import { addFuncdata, addMarks, isUnsafe, textFlags } from './funcdata.ts';
import * as M from './ops.generated.ts';
import * as Reg from './reg.ts';
import { Branch } from './select.ts';
import { LoopAlign, shortLoops } from './short-loops.ts';
import { dropRepeated, markOnly, markTarget, peephole } from './peephole.ts';
import { registers } from './shapes.ts';
import { machineReg } from './emit-code.ts';
import type { Failure } from './emit-sequences.ts';
import { Values } from './emit-values.ts';

const jumps = [
  A.JOS,
  A.JOC,
  A.JCS,
  A.JCC,
  A.JEQ,
  A.JNE,
  A.JLS,
  A.JHI,
  A.JMI,
  A.JPL,
  A.JPS,
  A.JPC,
  A.JLT,
  A.JGE,
  A.JLE,
  A.JGT,
];

/** Makes the instructions of a function. */
export function emit(p: Program, f: Func, a: Allocation, cx: Ctxt): FuncText {
  return new Emitter(p, f, a, cx).run();
}

/** Makes blocks, and what stands behind them. */
class Emitter extends Values {
  /** The first instruction of each block by id. */
  private readonly starts: (Prog | null)[] = [];
  private readonly tables: { readonly sym: Sym; readonly b: Block }[] = [];
  /** Null where no debugger shall know. */
  private readonly debug: DebugMarks | null;
  private unsafe: Uint8Array = new Uint8Array(0);
  /** By block, where it stands among the others; made when it is first asked for. */
  private places: Int32Array | null = null;

  constructor(p: Program, f: Func, a: Allocation, cx: Ctxt) {
    super(p, f, a, cx);
    this.debug = p.hasDwarf(f.sym) ? new DebugMarks() : null;
  }

  run(): FuncText {
    const { f, a, cx, p, text } = this;
    const sym = this.symOf(f.sym);
    text.from.type = AddrType.Mem;
    text.from.name = AddrName.Extern;
    text.from.sym = sym;
    text.to.type = AddrType.TextSize;
    text.to.offset = a.localsSize + a.outArgsSize;
    text.to.args = f.sig.assignment.argWidth;
    const flag = textFlags(p, f);
    defineText(cx, sym, text, flag);
    const out = cx.funcs.get(sym)!;
    this.last = addFuncdata(p, f, a, cx, text);
    addMarks(p, f, cx, sym);
    this.unsafeThroughout = isUnsafe(p, f, flag);
    if (this.unsafeThroughout) this.pcdata(FuncID.PCDATA_UnsafePoint, -2);
    this.unsafe = this.unsafeBlocks();

    if (this.debug !== null) {
      this.debug.body = this.last;
      out.marks = this.debug;
    }
    const start = this.last;
    const heads = shortLoops(f);
    for (let i = 0; i < f.blocks.length; i++) {
      const b = f.blocks[i]!;
      if (heads[b.id] === 1) this.next(As.PCALIGN).from.setConst(LoopAlign);
      this.block(b, f.blocks[i + 1] ?? null);
      const follows = b.preds.length === 1 && b.preds[0] === f.blocks[i - 1] && b !== f.deferReturn;
      if (i > 0 && !follows) markTarget(this.starts[b.id]!);
    }
    this.setUnsafe(false);
    for (const { prog, to } of this.branches) {
      if (prog.as !== As.JMP && to.preds.length === 1 && to !== f.deferReturn) markOnly(prog);
    }
    const taken = peephole(start, f.sig.abi !== 0);
    if (taken.size > 0) {
      for (const { prog, to } of this.branches) {
        const compare = taken.get(prog);
        if (compare !== undefined) dropRepeated(compare, this.starts[to.id]!);
      }
    }
    for (let i = 0; i < this.failures.length; i++) this.failure(this.failures[i]!);
    // The address to which a call at the very end would return must be the function's own.
    if (this.failures.length > 0 || f.blocks[f.blocks.length - 1]!.kind === BlockKind.Exit) {
      this.rr(A.XCHGL, Reg.AX, Reg.AX);
    }
    this.placeMarks();
    this.ownStart();
    const isBare = text.to.offset === 0 && !this.callsAnything();
    for (const { prog, to } of this.branches) {
      const target = this.starts[to.id]!;
      // Where a return has no frame to give up it is shorter than the way to it.
      if (isBare && prog.as === As.JMP && target.as === As.RET) {
        prog.as = As.RET;
        prog.to.type = AddrType.None;
      } else prog.to.target = target;
    }
    out.jumpTables = this.tables.map(({ sym: table, b }) => {
      defineData(cx, table, 8 * b.succs.length, TextFlag.RODATA | TextFlag.LOCAL, '');
      return { sym: table, targets: b.succs.map(s => this.starts[s.id]!) };
    });
    out.spills = this.spills();
    out.inlCalls = f.inlCalls.map((c, i) => {
      this.at(c.start, -1);
      const startBase = this.base;
      const startLine = this.line;
      this.at(c.pos, -1);
      return {
        parent: c.parent,
        base: this.base,
        line: this.line,
        startBase,
        startLine,
        func: this.symOf(c.callee),
        mark: this.marks[i] ?? null,
      };
    });
    assert(p.options.goarch === 'amd64', 'code for amd64');
    return out;
  }

  private callsAnything(): boolean {
    for (let q: Prog | null = this.text; q !== null; q = q.link) {
      if (q.as === As.CALL || q.as === As.DUFFCOPY || q.as === As.DUFFZERO) return true;
    }
    return false;
  }

  /** Gives every mark of an inlined call an instruction: one of the call's position wherever it stands, or one of a byte that does nothing. */
  private placeMarks(): void {
    const open = new Map<Prog, number>();
    for (let i = 0; i < this.marks.length; i++) {
      const q = this.marks[i];
      if (q !== undefined && q !== null && q.as === As.NOP) open.set(q, i);
    }
    if (open.size === 0) return;
    const lines = new Set<number>();
    for (const q of open.keys()) lines.add(q.line);
    for (let q = this.text.link; q !== null; q = q.link) {
      if (!lines.has(q.line) || q.as === As.NOP || q.as === As.PCDATA || q.as === As.FUNCDATA) continue;
      for (const [mark, i] of open) {
        if (mark.line !== q.line || mark.inl !== q.inl || mark.base !== q.base) continue;
        this.marks[i] = q;
        open.delete(mark);
      }
      if (open.size === 0) return;
    }
    for (const q of open.keys()) {
      q.as = A.XCHGL;
      q.from.setReg(Reg.AX);
      q.to.setReg(Reg.AX);
    }
  }

  /** A function's address must be its own, and not of a call that was inlined: runtime.FuncForPC asks for its name. */
  private ownStart(): void {
    const { text, a } = this;
    let before = text;
    let q = text.link;
    for (; q !== null; before = q, q = q.link) {
      if (q.as !== As.PCDATA && q.as !== As.FUNCDATA && q.as !== As.NOP) break;
    }
    if (q === null || q.inl < 0 || a.localsSize + a.outArgsSize > 0) return;
    // A prologue is the function's own.
    for (let x: Prog | null = q; x !== null; x = x.link) if (x.as === As.CALL) return;
    const nop = new Prog(A.XCHGL, text.base, text.line);
    nop.from.setReg(Reg.AX);
    nop.to.setReg(Reg.AX);
    nop.link = q;
    before.link = nop;
  }

  private spills(): RegSpill[] {
    const out: RegSpill[] = [];
    for (const { abi } of this.f.sig.params) {
      abi.regs.forEach((r, i) => {
        const isFloat = r >= FloatReg;
        const width = this.p.layouts.size(abi.regTypes[i]!);
        const kind = isFloat ? (width === 4 ? Scalar.F32 : Scalar.F64) : Scalar.intOfSize(width);
        const addr = new Prog(As.NOP, 0, 0).from;
        addr.setMem(Reg.SP, 8 + abi.spillOffset + abi.regOffsets[i]!);
        const reg = machineReg(isFloat ? registers.abiFloat[r - FloatReg]! : registers.abiInt[r]!);
        out.push({ reg, addr, spill: this.moveAs(kind), unspill: this.loadAs(kind) });
      });
    }
    return out;
  }

  /** By block id: whether its first operation is between an UnsafeBegin and its UnsafeEnd. */
  private unsafeBlocks(): Uint8Array {
    const { f } = this;
    const within = new Uint8Array(f.maxBlockId);
    for (let changed = true; changed;) {
      changed = false;
      for (const b of f.blocks) {
        let on = within[b.id]!;
        for (const v of b.values) {
          if (f.op[v] === Op.UnsafeBegin) on = 1;
          else if (f.op[v] === Op.UnsafeEnd) on = 0;
        }
        if (on === 0) continue;
        for (const s of b.succs) {
          if (within[s.id] !== 0) continue;
          within[s.id] = 1;
          changed = true;
        }
      }
    }
    return within;
  }

  private block(b: Block, following: Block | null): void {
    const { f } = this;
    const before = this.last;
    this.setUnsafe(this.unsafe[b.id] !== 0);
    this.values = b.values;
    this.flagsWanted = false;
    const { debug } = this;
    const jump = this.loadedJump(b);
    for (const v of b.values) {
      if (f.op[v] === Op.DebugVar || v === jump) continue;
      this.at(f.posOf[v]!, f.inl[v]!);
      if (debug === null) this.value(v);
      else this.marked(debug, v);
      if (f.op[v]! >= M.first) this.flagsWanted = f.type[v] === Scalar.Flags || this.carry !== 0;
    }
    this.at(b.pos, b.inl);
    if (debug !== null) this.markPos(debug, b.pos, b.inl);
    this.end(b, following, jump);
    if (before.link === null) this.next(As.NOP);
    this.starts[b.id] = before.link;
    if (debug !== null) {
      debug.starts[b.id] = before.link!;
      debug.ends[b.id] = this.last;
    }
  }

  /** The load of where a block with a table goes to, when the jump reads it from memory itself: nothing stands between; 0 for none. */
  private loadedJump(b: Block): Value {
    if (b.kind !== BlockKind.JumpTable || this.f.op[b.control] !== M.LOADidx) return 0;
    let i = b.values.length - 1;
    while (i >= 0 && this.f.op[b.values[i]!] === Op.DebugVar) i--;
    return b.values[i] === b.control ? b.control : 0;
  }

  /** `value`, with notes of which instructions it makes. */
  private marked(debug: DebugMarks, v: Value): void {
    const { f } = this;
    debug.before[v] = this.last;
    this.value(v);
    debug.after[v] = this.last;
    if (debug.before[v] !== this.last) {
      const after = this.last;
      this.last = debug.before[v]!;
      this.markPos(debug, f.posOf[v]!, f.inl[v]!);
      this.last = after;
    }
  }

  /** What follows the last instruction is of this position. */
  private markPos(debug: DebugMarks, pos0: Pos, inl: number): void {
    let pos = pos0;
    for (let c = inl; c >= 0; c = this.f.inlCalls[c]!.parent) pos = this.f.inlCalls[c]!.pos;
    const n = debug.pos.length;
    if (pos === 0 || (n > 0 && debug.pos[n - 1] === pos)) return;
    debug.pos.push(pos);
    debug.posAfter.push(this.last);
  }

  private end(b: Block, following: Block | null, jump: Value): void {
    switch (b.kind) {
      case BlockKind.Plain:
        if (b.succs[0] !== following) this.jump(As.JMP, b.succs[0]!);
        return;
      case BlockKind.Ret:
        this.next(As.RET);
        return;
      case BlockKind.Exit:
        this.exit();
        return;
      case BlockKind.JumpTable:
        if (jump === 0) this.next(As.JMP).to.setReg(this.reg(b.control));
        else this.mem(this.next(As.JMP).to, jump, 0);
        this.tables.push({ sym: this.tableOf(b.id), b });
        return;
      case Branch: {
        const cc = X.ccOf(this.f.aux[b.control]!);
        const [yes, no] = b.succs as [Block, Block];
        if (cc === X.FEQ || cc === X.FNE) {
          const equal = cc === X.FEQ ? yes : no;
          const other = cc === X.FEQ ? no : yes;
          this.jump(A.JNE, other);
          this.jump(A.JPS, other);
          if (equal !== following) this.jump(As.JMP, equal);
          return;
        }
        if (yes === following) this.jump(jumps[cc ^ 1]!, no);
        else if (no !== following && this.isNearer(b, no, yes)) {
          this.jump(jumps[cc ^ 1]!, no);
          this.jump(As.JMP, yes);
        } else {
          this.jump(jumps[cc]!, yes);
          if (no !== following) this.jump(As.JMP, no);
        }
        return;
      }
      default:
        unreachable(`amd64 ends a block of kind ${b.kind}`);
    }
  }

  /** Whether the way from b to x, and not that to y, is probably the one that stays in a loop: it leads back, or not as far. Of two that lead back, the loop within is that of the nearer. */
  private isNearer(b: Block, x: Block, y: Block): boolean {
    const places = (this.places ??= placesOf(this.f));
    const toX = places[x.id]! - places[b.id]!;
    const toY = places[y.id]! - places[b.id]!;
    if (toX <= 0 && toY <= 0) return toX > toY;
    if (toX <= 0 || toY <= 0) return toX <= 0;
    return toX < toY;
  }

  /** Behind a call that does not return stands whatever comes next. */
  private exit(): void {
    if (this.last.as !== As.CALL) this.next(As.UNDEF);
  }

  private failure({ branch, v }: Failure): void {
    const { f } = this;
    this.at(f.posOf[v]!, f.inl[v]!);
    const before = this.last;
    const op = f.op[v]!;
    if (op === M.NONZERO) this.panic(v, 'runtime.panicdivide', -1);
    else if (op === M.NONNEG) this.panic(v, 'runtime.panicshift', -1);
    else this.panicBounds(v);
    branch.to.target = before.link;
  }

  private panicBounds(v: Value): void {
    const { f } = this;
    const op = f.op[v]!;
    const number = (r: number): number => r - Reg.AX;
    // Each side is a register, or a constant, which must be small or go to a register that the other does not use.
    let x = -1;
    let y = -1;
    let xConst = 0;
    let yConst = 0;
    if (op === M.BOUNDS) {
      x = this.reg(f.arg(v, 0));
      y = this.reg(f.arg(v, 1));
    } else if (op === M.BOUNDSconst) {
      x = this.reg(f.arg(v, 0));
      yConst = f.lo[v]!;
    } else if (op === M.BOUNDSindex) {
      y = this.reg(f.arg(v, 0));
      xConst = f.lo[v]!;
    } else {
      if (op === M.BOUNDSload) x = this.reg(f.arg(v, 1));
      else xConst = f.aux[v]!;
      y = x === Reg.AX ? Reg.CX : Reg.AX;
      this.load(A.MOVQ, v, 0, y);
    }
    if (x < 0 && xConst > 31) this.ir(A.MOVQ, xConst, (x = y === Reg.DX ? Reg.BX : Reg.DX));
    if (y < 0 && yConst > 31) this.ir(A.MOVQ, yConst, (y = x === Reg.DX ? Reg.BX : Reg.DX));
    const kind = f.hi[v]! & 15;
    const isSigned = f.hi[v]! >> 4 === 0;
    let c = x >= 0 ? 1 | (isSigned ? 4 : 0) | (number(x) << 3) : xConst << 2;
    c |= y >= 0 ? 2 | (number(y) << 7) : yConst << 7;
    this.panic(v, 'runtime.panicBounds', c * 9 + kind);
  }

  private panic(v: Value, name: string, bounds: number): void {
    this.safePoint(v);
    if (bounds >= 0) this.pcdata(FuncID.PCDATA_PanicBounds, bounds);
    this.callSym(this.cx.obj.lookup(name, 1));
    if (bounds >= 0) this.pcdata(FuncID.PCDATA_PanicBounds, -1);
  }
}

/** By block, where it stands among a function's. */
function placesOf(f: Func): Int32Array {
  const places = new Int32Array(f.maxBlockId);
  for (let i = 0; i < f.blocks.length; i++) places[f.blocks[i]!.id] = i;
  return places;
}
