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
import { type Addr, DebugMarks, type FuncText, Prog, type RegSpill } from '../../obj/prog.ts';
import { FloatReg } from '../../rtype/abi.ts';
import * as BlockKind from '../../ssa/blockkind.ts';
import type { Block, Func, Value } from '../../ssa/func.ts';
import { type Allocation, FirstFloat, InFrameArgs, NoReg } from '../../ssa/machine.ts';
import * as Op from '../../ssa/op.generated.ts';
import * as OpFlag from '../../ssa/opflag.ts';
import type { Program } from '../../ssa/program/program.ts';
import * as Scalar from '../../ssa/scalar.ts';
import { countUses } from '../../ssa/uses.ts';
import * as A from './as.generated.ts';
import * as X from './aux.ts';
import { addFuncdata, addMarks, isUnsafe, textFlags } from './funcdata.ts';
import * as M from './ops.generated.ts';
import * as Reg from './reg.ts';
import { Branch } from './select.ts';
import { LoopAlign, shortLoops } from './short-loops.ts';
import { dropRepeated, markOnly, markTarget, peephole } from './peephole.ts';
import { registers } from './shapes.ts';

/** The machine's register of one that allocation numbers. */
function machineReg(r: number): number {
  return r >= FirstFloat ? Reg.X0 + (r - FirstFloat) : Reg.AX + r;
}

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
const sets = [
  A.SETOS,
  A.SETOC,
  A.SETCS,
  A.SETCC,
  A.SETEQ,
  A.SETNE,
  A.SETLS,
  A.SETHI,
  A.SETMI,
  A.SETPL,
  A.SETPS,
  A.SETPC,
  A.SETLT,
  A.SETGE,
  A.SETLE,
  A.SETGT,
];
const cmovL = [
  A.CMOVLOS,
  A.CMOVLOC,
  A.CMOVLCS,
  A.CMOVLCC,
  A.CMOVLEQ,
  A.CMOVLNE,
  A.CMOVLLS,
  A.CMOVLHI,
  A.CMOVLMI,
  A.CMOVLPL,
  A.CMOVLPS,
  A.CMOVLPC,
  A.CMOVLLT,
  A.CMOVLGE,
  A.CMOVLLE,
  A.CMOVLGT,
];
const cmovQ = [
  A.CMOVQOS,
  A.CMOVQOC,
  A.CMOVQCS,
  A.CMOVQCC,
  A.CMOVQEQ,
  A.CMOVQNE,
  A.CMOVQLS,
  A.CMOVQHI,
  A.CMOVQMI,
  A.CMOVQPL,
  A.CMOVQPS,
  A.CMOVQPC,
  A.CMOVQLT,
  A.CMOVQGE,
  A.CMOVQLE,
  A.CMOVQGT,
];

/** The instruction of a width in bytes. */
function byWidth(width: number, b: As.As, w: As.As, l: As.As, q: As.As): As.As {
  return width === 8 ? q : width === 4 ? l : width === 2 ? w : b;
}

/** Makes the instructions of a function. */
export function emit(p: Program, f: Func, a: Allocation, cx: Ctxt): FuncText {
  return new Emitter(p, f, a, cx).run();
}

/** What stands behind the function for a check that failed. */
interface Failure {
  readonly branch: Prog;
  readonly v: Value;
}

class Emitter {
  private readonly p: Program;
  private readonly f: Func;
  private readonly a: Allocation;
  private readonly cx: Ctxt;
  private last: Prog;
  private readonly text: Prog;
  /** The first instruction of each block by id. */
  private readonly starts: (Prog | null)[] = [];
  private readonly branches: { readonly prog: Prog; readonly to: Block }[] = [];
  private readonly failures: Failure[] = [];
  private readonly tables: { readonly sym: Sym; readonly b: Block }[] = [];
  private readonly marks: (Prog | null)[] = [];
  /** Null where no debugger shall know. */
  private readonly debug: DebugMarks | null;
  private base = 0;
  private line = 0;
  private inl = -1;
  private pos: Pos = -1;
  /** PCDATA_ArgLiveIndex as it stands. */
  private argLive = 1;
  private stackMap = -1;
  /** The whole function is one unsafe stretch. */
  private unsafeThroughout = false;
  private unsafeNow = false;
  private unsafe: Uint8Array = new Uint8Array(0);
  /** Of the block at hand. */
  private values: readonly Value[] = [];
  /** Whether the condition codes are still to be read: only general operations stand between what sets them and its user. */
  private flagsWanted = false;
  /** The carry of an addition or subtraction that is still in its flag, for the next one; 0 for none. */
  private carry: Value = 0;
  /** By value, how many read it; made when it is first asked for. */
  private uses: Int32Array | null = null;
  /** By block, where it stands among the others; made when it is first asked for. */
  private places: Int32Array | null = null;

  constructor(p: Program, f: Func, a: Allocation, cx: Ctxt) {
    this.p = p;
    this.f = f;
    this.a = a;
    this.cx = cx;
    this.debug = p.hasDwarf(f.sym) ? new DebugMarks() : null;
    this.at(f.pos, -1);
    if (this.line === 0) {
      this.base = this.cx.obj.posBase('<autogenerated>', 0);
      this.line = 1;
    }
    this.text = new Prog(As.TEXT, this.base, this.line);
    this.last = this.text;
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

  // ---- Ground ----

  private symOf(s: number): Sym {
    return this.cx.obj.lookup(this.p.syms.names[s]!, this.p.syms.abis[s]!);
  }

  private at(pos: Pos, inl: number): void {
    this.inl = inl;
    if (pos === this.pos) return;
    this.pos = pos;
    const where = this.p.source.fset.position(pos);
    if (where === null) {
      if (this.f.pos !== 0 || this.line === 0) return;
      // What a wrapper does itself, beside what was inlined into it.
      this.base = this.text.base;
      this.line = this.text.line;
      return;
    }
    // A //line directive may leave the file out.
    this.base = this.cx.obj.posBase(where.filename === '' ? '??' : where.filename, 0);
    this.line = where.line;
  }

  /** Whether a stack trace could go on at an instruction as well as at one of the position at hand. */
  private isCallSite(q: Prog): boolean {
    if (q.inl !== this.inl || q.line !== this.line || q.base !== this.base) return false;
    return q.as !== As.TEXT && q.as !== As.NOP && q.as !== As.PCDATA && q.as !== As.FUNCDATA;
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

  private next(as: As.As): Prog {
    const q = new Prog(as, this.base, this.line);
    q.inl = this.inl;
    this.last.link = q;
    this.last = q;
    return q;
  }

  private pcdata(table: number, value: number): void {
    const q = this.next(As.PCDATA);
    q.from.setConst(table);
    q.to.setConst(value);
  }

  private reg(v: Value): number {
    const r = this.a.reg[v]!;
    assert(r !== NoReg, `v${v} (${this.f.info.name(this.f.op[v]!)}) has a register`);
    return machineReg(r);
  }

  private wide(v: Value): boolean {
    return Scalar.size(this.f.type[v]!) === 8;
  }

  private rr(as: As.As, from: number, to: number): void {
    const q = this.next(as);
    q.from.setReg(from);
    q.to.setReg(to);
  }

  private ir(as: As.As, c: number, to: number): void {
    const q = this.next(as);
    q.from.setConst(c);
    q.to.setReg(to);
  }

  private r1(as: As.As, to: number): void {
    this.next(as).to.setReg(to);
  }

  private jump(as: As.As, to: Block): void {
    const q = this.next(as);
    q.to.type = AddrType.Branch;
    this.branches.push({ prog: q, to });
  }

  /** A branch whose target is set later. */
  private skip(as: As.As): Prog {
    const q = this.next(as);
    q.to.type = AddrType.Branch;
    return q;
  }

  /** The frame place that allocation names by an offset. */
  private framePlace(to: Addr, offset: number): void {
    to.type = AddrType.Mem;
    to.reg = Reg.SP;
    if (offset >= InFrameArgs / 2) {
      to.name = AddrName.Param;
      to.offset = offset - InFrameArgs;
    } else {
      to.name = AddrName.Auto;
      to.offset = offset;
    }
  }

  /** The memory operand of v whose base is argument i. */
  private mem(to: Addr, v: Value, i: number, disp = this.f.lo[v]!): void {
    const { f } = this;
    const base = f.arg(v, i);
    to.type = AddrType.Mem;
    switch (f.op[base]) {
      case Op.SymAddr:
        to.name = AddrName.Extern;
        to.sym = this.symOf(f.aux[base]!);
        to.offset = disp + f.num(base);
        break;
      case Op.SlotAddr:
        this.framePlace(to, this.a.slotOffset[f.aux[base]!]! + f.lo[base]! + disp);
        break;
      case Op.InArg:
        to.name = AddrName.Param;
        to.reg = Reg.SP;
        to.offset = f.lo[base]! + disp;
        break;
      case Op.OutArg:
        to.reg = Reg.SP;
        to.offset = f.lo[base]! + disp;
        break;
      default:
        to.reg = this.reg(base);
        to.offset = disp;
    }
    if (M.names[f.op[v]! - M.first]!.endsWith('idx')) {
      to.index = this.reg(f.arg(v, i + 1));
      to.scale = X.scaleOf(f.aux[v]!);
    }
  }

  private load(as: As.As, v: Value, i: number, to: number): void {
    const q = this.next(as);
    this.mem(q.from, v, i);
    q.to.setReg(to);
  }

  private moveAs(kind: number): As.As {
    switch (kind) {
      case Scalar.I8:
        return A.MOVB;
      case Scalar.I16:
        return A.MOVW;
      case Scalar.I32:
        return A.MOVL;
      case Scalar.F32:
        return A.MOVSS;
      case Scalar.F64:
        return A.MOVSD;
      case Scalar.V128:
        return A.MOVUPS;
      default:
        return A.MOVQ;
    }
  }

  private loadAs(kind: number): As.As {
    return kind === Scalar.I8 ? A.MOVBLZX : kind === Scalar.I16 ? A.MOVWLZX : this.moveAs(kind);
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

  // ---- Blocks ----

  /** From here on the goroutine may not be stopped, or may. */
  private setUnsafe(on: boolean): void {
    if (this.unsafeThroughout || on === this.unsafeNow) return;
    this.unsafeNow = on;
    this.pcdata(FuncID.PCDATA_UnsafePoint, on ? -2 : -1);
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

  /** The table of a block that jumps through one. */
  private tableOf(block: number): Sym {
    return this.cx.lookupStatic(`${this.p.syms.names[this.f.sym]}.jump${block}`);
  }

  // ---- Checks that fail ----

  private check(as: As.As, v: Value): void {
    this.failures.push({ branch: this.skip(as), v });
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

  private safePoint(v: Value, map = this.a.stackMap[v]!): void {
    const { argLive } = this.a;
    if (argLive.length > 0 && argLive[v] !== 0 && argLive[v] !== this.argLive) {
      this.argLive = argLive[v]!;
      this.pcdata(FuncID.PCDATA_ArgLiveIndex, this.argLive);
    }
    if (map === this.stackMap) return;
    this.stackMap = map;
    this.pcdata(FuncID.PCDATA_StackMapIndex, map);
  }

  private callSym(sym: Sym): void {
    const q = this.next(As.CALL);
    q.to.type = AddrType.Mem;
    q.to.name = AddrName.Extern;
    q.to.sym = sym;
  }

  // ---- Values ----

  private value(v: Value): void {
    const { f } = this;
    const op = f.op[v]!;
    if (op < M.first) {
      this.general(v, op);
      return;
    }
    this.machineValue(v, op);
  }

  /** An operation whose result is where argument 0 was. */
  private two(l: As.As, q: As.As, v: Value): void {
    const { f } = this;
    const to = this.reg(v);
    assert(this.reg(f.arg(v, 0)) === to, 'the result is in the register of the first argument');
    this.rr(this.wide(v) ? q : l, this.reg(f.arg(v, 1)), to);
  }

  private constTwo(l: As.As, q: As.As, v: Value): void {
    this.ir(this.wide(v) ? q : l, this.f.lo[v]!, this.reg(v));
  }

  /** register += lo, in the shortest way. */
  private addConst(v: Value): void {
    const lo = this.f.lo[v]!;
    const isWide = this.wide(v);
    if (lo === 1) this.r1(isWide ? A.INCQ : A.INCL, this.reg(v));
    else if (lo === -1) this.r1(isWide ? A.DECQ : A.DECL, this.reg(v));
    // -128 fits into a byte.
    else if (lo === 128) this.ir(isWide ? A.SUBQ : A.SUBL, -128, this.reg(v));
    else this.constTwo(A.ADDL, A.ADDQ, v);
  }

  private unary(l: As.As, q: As.As, v: Value): void {
    this.rr(this.wide(v) ? q : l, this.reg(this.f.arg(v, 0)), this.reg(v));
  }

  /** base+index*scale+disp as a sum. */
  private lea(v: Value, x: number, y: number, scale: number): void {
    const q = this.next(this.wide(v) ? A.LEAQ : A.LEAL);
    q.from.setMem(x, this.f.lo[v]!);
    if (y !== 0) {
      q.from.index = y;
      q.from.scale = scale;
    }
    q.to.setReg(this.reg(v));
  }

  private float(v: Value, kind: number, s: As.As, d: As.As): As.As {
    return (kind < 0 ? this.f.type[v]! : kind) === Scalar.F32 ? s : d;
  }

  private fpTwo(s: As.As, d: As.As, v: Value): void {
    this.rr(this.float(v, -1, s, d), this.reg(this.f.arg(v, 1)), this.reg(v));
  }

  /** register against a constant, as compares are written: CMPQ x, $c. */
  private cmpConst(as: As.As, x: number, c: number): void {
    const q = this.next(as);
    q.from.setReg(x);
    q.to.setConst(c);
  }

  private machineValue(v: Value, op: number): void {
    const { f } = this;
    const aux = f.aux[v]!;
    const lo = f.lo[v]!;
    const width = X.widthOf(aux);
    const arg = (i: number): number => this.reg(f.arg(v, i));
    switch (op) {
      case M.ADD: {
        const to = this.reg(v);
        const x = arg(0);
        const y = arg(1);
        if (to === x) this.rr(this.wide(v) ? A.ADDQ : A.ADDL, y, to);
        else if (to === y) this.rr(this.wide(v) ? A.ADDQ : A.ADDL, x, to);
        else this.lea(v, x, y, 1);
        return;
      }
      case M.ADDconst:
        if (this.reg(v) === arg(0)) this.addConst(v);
        else this.lea(v, arg(0), 0, 0);
        return;
      case M.LEAidx:
      case M.LEA: {
        const q = this.next(op === M.LEA || this.wide(v) ? A.LEAQ : A.LEAL);
        this.mem(q.from, v, 0);
        q.to.setReg(this.reg(v));
        return;
      }
      case M.SUB:
        return this.two(A.SUBL, A.SUBQ, v);
      case M.MUL:
        return this.two(A.IMULL, A.IMULQ, v);
      case M.AND:
        return this.two(A.ANDL, A.ANDQ, v);
      case M.OR:
        return this.two(A.ORL, A.ORQ, v);
      case M.XOR:
        return this.two(A.XORL, A.XORQ, v);
      case M.ANDconst:
        // The upper half of what is not negative is clear, and so is that of the result.
        return this.constTwo(A.ANDL, lo >= 0 ? A.ANDL : A.ANDQ, v);
      case M.ORconst:
        return this.constTwo(A.ORL, A.ORQ, v);
      case M.XORconst:
        return this.constTwo(A.XORL, A.XORQ, v);
      case M.NEG:
        return this.r1(this.wide(v) ? A.NEGQ : A.NEGL, this.reg(v));
      case M.NOT:
        return this.r1(this.wide(v) ? A.NOTQ : A.NOTL, this.reg(v));
      case M.SHL:
        return this.two(A.SHLL, A.SHLQ, v);
      case M.SHR:
        return this.two(A.SHRL, A.SHRQ, v);
      case M.SAR:
        return this.two(A.SARL, A.SARQ, v);
      case M.SHLconst:
        return this.constTwo(A.SHLL, A.SHLQ, v);
      case M.SHRconst:
        return this.constTwo(A.SHRL, A.SHRQ, v);
      case M.SARconst:
        return this.constTwo(A.SARL, A.SARQ, v);
      case M.MOVBZX:
        return this.rr(A.MOVBLZX, arg(0), this.reg(v));
      case M.MOVWZX:
        return this.rr(A.MOVWLZX, arg(0), this.reg(v));
      case M.MOVLZX:
        return this.rr(A.MOVL, arg(0), this.reg(v));
      case M.MOVBSX:
        return this.unary(A.MOVBLSX, A.MOVBQSX, v);
      case M.MOVWSX:
        return this.unary(A.MOVWLSX, A.MOVWQSX, v);
      case M.MOVLSX:
        return this.rr(A.MOVLQSX, arg(0), this.reg(v));
      case M.CMP: {
        const q = this.next(byWidth(width, A.CMPB, A.CMPW, A.CMPL, A.CMPQ));
        q.from.setReg(arg(0));
        q.to.setReg(arg(1));
        return;
      }
      case M.CMPconst:
        return this.cmpConst(byWidth(width, A.CMPB, A.CMPW, A.CMPL, A.CMPQ), arg(0), lo);
      case M.TEST:
        return this.rr(byWidth(width, A.TESTB, A.TESTW, A.TESTL, A.TESTQ), arg(1), arg(0));
      case M.TESTconst: {
        // Of a result that is not negative no more is asked than whether it is 0: the bytes that lo has are enough.
        const isByte = lo >= 0 && lo <= 127;
        const as = isByte ? A.TESTB : byWidth(width, A.TESTB, A.TESTW, A.TESTL, lo >= 0 ? A.TESTL : A.TESTQ);
        return lo === -1 ? this.rr(as, arg(0), arg(0)) : this.ir(as, lo, arg(0));
      }
      case M.CMPload:
      case M.CMPloadidx: {
        const q = this.next(byWidth(width, A.CMPB, A.CMPW, A.CMPL, A.CMPQ));
        this.mem(q.from, v, 0);
        q.to.setReg(arg(op === M.CMPload ? 1 : 2));
        return;
      }
      case M.CMPconstload:
      case M.CMPconstloadidx: {
        const q = this.next(byWidth(width, A.CMPB, A.CMPW, A.CMPL, A.CMPQ));
        this.mem(q.from, v, 0);
        q.to.setConst(f.hi[v]!);
        return;
      }
      case M.UCOMIS:
        return this.rr(width === 4 ? A.UCOMISS : A.UCOMISD, arg(1), arg(0));
      case M.SETCC:
        return this.r1(sets[X.ccOf(f.aux[f.arg(v, 0)]!)]!, this.reg(v));
      case M.SBBmask:
        return this.rr(this.wide(v) ? A.SBBQ : A.SBBL, this.reg(v), this.reg(v));
      case M.JUMPTABLE: {
        const q = this.next(A.LEAQ);
        q.from.type = AddrType.Mem;
        q.from.name = AddrName.Extern;
        q.from.sym = this.tableOf(f.aux[v]!);
        q.to.setReg(this.reg(v));
        return;
      }
      case M.CMOV: {
        const cc = X.ccOf(f.aux[f.arg(v, 2)]!);
        return this.rr((this.wide(v) ? cmovQ : cmovL)[cc]!, arg(1), this.reg(v));
      }
      case M.LOAD:
      case M.LOADidx:
      case M.FLOAD:
      case M.FLOADidx:
        return this.load(this.loadAs(f.type[v]!), v, 0, this.reg(v));
      case M.LOADZX:
      case M.LOADZXidx:
        return this.load(byWidth(width, A.MOVBLZX, A.MOVWLZX, A.MOVL, A.MOVQ), v, 0, this.reg(v));
      case M.LOADSX:
      case M.LOADSXidx: {
        const q = this.wide(v);
        const as = byWidth(width, q ? A.MOVBQSX : A.MOVBLSX, q ? A.MOVWQSX : A.MOVWLSX, A.MOVLQSX, A.MOVQ);
        return this.load(as, v, 0, this.reg(v));
      }
      case M.STORE:
      case M.STOREidx:
      case M.FSTORE:
      case M.FSTOREidx: {
        const isFloat = op === M.FSTORE || op === M.FSTOREidx;
        const as = isFloat
          ? width === 16
            ? A.MOVUPS
            : width === 4
              ? A.MOVSS
              : A.MOVSD
          : byWidth(width, A.MOVB, A.MOVW, A.MOVL, A.MOVQ);
        const q = this.next(as);
        q.from.setReg(arg(f.nargs(v) - 1));
        this.mem(q.to, v, 0);
        return;
      }
      case M.STOREconst:
      case M.STOREconstidx: {
        if (width === 16) this.zeroX15();
        const q = this.next(width === 16 ? A.MOVUPS : byWidth(width, A.MOVB, A.MOVW, A.MOVL, A.MOVQ));
        if (width === 16) q.from.setReg(Reg.X0 + 15);
        else q.from.setConst(f.hi[v]!);
        this.mem(q.to, v, 0);
        return;
      }
      case M.FADD:
        return this.fpTwo(A.ADDSS, A.ADDSD, v);
      case M.FSUB:
        return this.fpTwo(A.SUBSS, A.SUBSD, v);
      case M.FMUL:
        return this.fpTwo(A.MULSS, A.MULSD, v);
      case M.FDIV:
        return this.fpTwo(A.DIVSS, A.DIVSD, v);
      case M.FSQRT:
        return this.rr(this.float(v, -1, A.SQRTSS, A.SQRTSD), arg(0), this.reg(v));
      case M.BOUNDS:
      case M.BOUNDSconst:
      case M.BOUNDSindex:
      case M.BOUNDSload:
      case M.BOUNDSindexload:
        return this.bounds(v, op);
      case M.NONZERO:
        this.rr(byWidth(width, A.TESTB, A.TESTW, A.TESTL, A.TESTQ), arg(0), arg(0));
        return this.check(A.JEQ, v);
      case M.NONNEG:
        this.rr(byWidth(width, A.TESTB, A.TESTW, A.TESTL, A.TESTQ), arg(0), arg(0));
        return this.check(A.JLT, v);
      case M.NILCHECK: {
        const q = this.next(A.TESTB);
        q.from.setReg(Reg.AX);
        q.to.setMem(arg(0), 0);
        return;
      }
      case M.CALLstatic:
      case M.CALLclosure:
      case M.CALLinter:
        return this.call(v, op);
      case M.MULconst: {
        const q = this.next(this.wide(v) ? A.IMUL3Q : A.IMUL3L);
        q.from.setConst(lo);
        q.rest = [new Prog(As.NOP, 0, 0).from];
        q.rest[0]!.setReg(arg(0));
        q.to.setReg(this.reg(v));
        return;
      }
      case M.DIVS:
      case M.MODS:
        return this.divide(v, op === M.DIVS);
      case M.DIVU:
      case M.MODU:
        this.rr(A.XORL, Reg.DX, Reg.DX);
        this.next(this.wide(v) ? A.DIVQ : A.DIVL).from.setReg(arg(1));
        return;
      case M.MULHU:
        this.next(this.wide(v) ? A.MULQ : A.MULL).from.setReg(arg(1));
        return;
      case M.MULHS:
        this.next(this.wide(v) ? A.IMULQ : A.IMULL).from.setReg(arg(1));
        return;
      case M.MULFULL:
        this.next(A.MULQ).from.setReg(arg(1));
        return;
      case M.DIVFULL:
        this.next(A.DIVQ).from.setReg(arg(2));
        return;
      case M.BSF:
        return this.unary(A.BSFL, A.BSFQ, v);
      case M.BSR:
        return this.unary(A.BSRL, A.BSRQ, v);
      case M.TZCNT:
        return this.unary(A.TZCNTL, A.TZCNTQ, v);
      case M.POPCNT:
        return this.unary(A.POPCNTL, A.POPCNTQ, v);
      case M.BSFor:
      case M.BSRor: {
        if (op === M.BSFor) this.unary(A.BSFL, A.BSFQ, v);
        else this.unary(A.BSRL, A.BSRQ, v);
        return this.rr(this.wide(v) ? A.CMOVQEQ : A.CMOVLEQ, arg(1), this.reg(v));
      }
      case M.BTSconst:
        return this.constTwo(A.BTSL, A.BTSQ, v);
      case M.BSWAP:
        return this.r1(this.wide(v) ? A.BSWAPQ : A.BSWAPL, this.reg(v));
      case M.CVTIF: {
        const single = f.type[v] === Scalar.F32;
        const as = aux === 8 ? (single ? A.CVTSQ2SS : A.CVTSQ2SD) : single ? A.CVTSL2SS : A.CVTSL2SD;
        // The instruction keeps the upper half of its target: clearing it first ends the dependence.
        this.rr(A.XORPS, this.reg(v), this.reg(v));
        return this.rr(as, arg(0), this.reg(v));
      }
      case M.CVTFI: {
        const q = this.wide(v);
        const as = aux === 4 ? (q ? A.CVTTSS2SQ : A.CVTTSS2SL) : q ? A.CVTTSD2SQ : A.CVTTSD2SL;
        return this.rr(as, arg(0), this.reg(v));
      }
      case M.CVTFF:
        return this.rr(aux === 4 ? A.CVTSS2SD : A.CVTSD2SS, arg(0), this.reg(v));
      case M.MOVIF:
        return this.rr(f.type[v] === Scalar.F32 ? A.MOVL : A.MOVQ, arg(0), this.reg(v));
      case M.MOVFI:
        return this.rr(this.wide(v) ? A.MOVQ : A.MOVL, arg(0), this.reg(v));
      case M.FXOR:
        return this.rr(A.XORPS, arg(1), this.reg(v));
      case M.FAND:
        return this.rr(A.ANDPS, arg(1), this.reg(v));
      case M.FOR:
        return this.rr(A.ORPS, arg(1), this.reg(v));
      case M.FANDN:
        return this.rr(A.ANDNPS, arg(1), this.reg(v));
      case M.XCHG:
      case M.XADD: {
        if (op === M.XADD) this.next(A.LOCK);
        const q = this.next(
          op === M.XADD
            ? byWidth(width, A.XADDB, A.XADDW, A.XADDL, A.XADDQ)
            : byWidth(width, A.XCHGB, A.XCHGW, A.XCHGL, A.XCHGQ),
        );
        q.from.setReg(this.reg(v));
        this.mem(q.to, v, 1);
        return;
      }
      case M.CAS: {
        this.next(A.LOCK);
        const q = this.next(byWidth(width, A.CMPXCHGB, A.CMPXCHGW, A.CMPXCHGL, A.CMPXCHGQ));
        q.from.setReg(arg(2));
        this.mem(q.to, v, 0);
        return this.r1(A.SETEQ, this.reg(v));
      }
      case M.ANDlock:
      case M.ORlock: {
        this.next(A.LOCK);
        const q = this.next(
          op === M.ANDlock
            ? byWidth(width, A.ANDB, A.ANDW, A.ANDL, A.ANDQ)
            : byWidth(width, A.ORB, A.ORW, A.ORL, A.ORQ),
        );
        q.from.setReg(arg(1));
        this.mem(q.to, v, 0);
        return;
      }
      case M.PAUSE:
        this.next(A.PAUSE);
        return;
      case M.REPSTOS:
      case M.REPMOVS:
        this.next(A.REP);
        this.next(op === M.REPSTOS ? A.STOSQ : A.MOVSQ);
        return;
      case M.WBBUFFER:
        return this.callSym(this.cx.obj.lookup(`runtime.gcWriteBarrier${lo}`, 1));
      case M.ADDload:
      case M.ADDloadidx:
        return this.opLoad(A.ADDL, A.ADDQ, v);
      case M.SUBload:
      case M.SUBloadidx:
        return this.opLoad(A.SUBL, A.SUBQ, v);
      case M.ANDload:
      case M.ANDloadidx:
        return this.opLoad(A.ANDL, A.ANDQ, v);
      case M.ORload:
      case M.ORloadidx:
        return this.opLoad(A.ORL, A.ORQ, v);
      case M.XORload:
      case M.XORloadidx:
        return this.opLoad(A.XORL, A.XORQ, v);
      case M.MULload:
      case M.MULloadidx:
        return this.opLoad(A.IMULL, A.IMULQ, v);
      case M.ADDmodify:
      case M.ADDmodifyidx:
        return this.modify(byWidth(width, A.ADDB, A.ADDW, A.ADDL, A.ADDQ), v);
      case M.SUBmodify:
      case M.SUBmodifyidx:
        return this.modify(byWidth(width, A.SUBB, A.SUBW, A.SUBL, A.SUBQ), v);
      case M.ANDmodify:
      case M.ANDmodifyidx:
        return this.modify(byWidth(width, A.ANDB, A.ANDW, A.ANDL, A.ANDQ), v);
      case M.ORmodify:
      case M.ORmodifyidx:
        return this.modify(byWidth(width, A.ORB, A.ORW, A.ORL, A.ORQ), v);
      case M.XORmodify:
      case M.XORmodifyidx:
        return this.modify(byWidth(width, A.XORB, A.XORW, A.XORL, A.XORQ), v);
      case M.ADDconstmodify:
      case M.ADDconstmodifyidx:
        return this.addConstModify(v, width);
      case M.ANDconstmodify:
      case M.ANDconstmodifyidx:
        return this.constModify(byWidth(width, A.ANDB, A.ANDW, A.ANDL, A.ANDQ), v);
      case M.ORconstmodify:
      case M.ORconstmodifyidx:
        return this.constModify(byWidth(width, A.ORB, A.ORW, A.ORL, A.ORQ), v);
      case M.XORconstmodify:
      case M.XORconstmodifyidx:
        return this.constModify(byWidth(width, A.XORB, A.XORW, A.XORL, A.XORQ), v);
      case M.FADDload:
      case M.FADDloadidx:
        return this.load(this.float(v, -1, A.ADDSS, A.ADDSD), v, 1, this.reg(v));
      case M.FSUBload:
      case M.FSUBloadidx:
        return this.load(this.float(v, -1, A.SUBSS, A.SUBSD), v, 1, this.reg(v));
      case M.FMULload:
      case M.FMULloadidx:
        return this.load(this.float(v, -1, A.MULSS, A.MULSD), v, 1, this.reg(v));
      case M.FDIVload:
      case M.FDIVloadidx:
        return this.load(this.float(v, -1, A.DIVSS, A.DIVSD), v, 1, this.reg(v));
      case M.MOVBEload:
        return this.load(byWidth(width, A.MOVB, A.MOVBEW, A.MOVBEL, A.MOVBEQ), v, 0, this.reg(v));
      case M.MOVBEstore:
        return this.modify(byWidth(width, A.MOVB, A.MOVBEW, A.MOVBEL, A.MOVBEQ), v);
      case M.TESTconstload:
        return this.constModify(byWidth(width, A.TESTB, A.TESTW, A.TESTL, A.TESTQ), v);
      case M.BTconstload:
        return this.constModify(width === 8 ? A.BTQ : A.BTL, v);
      case M.UCOMISload:
        return this.load(width === 4 ? A.UCOMISS : A.UCOMISD, v, 1, arg(0));
      case M.BT:
        return this.rr(width === 8 ? A.BTQ : A.BTL, arg(1), arg(0));
      case M.BTconst:
        return this.ir(width === 8 ? A.BTQ : A.BTL, lo, arg(0));
      case M.BTS:
        return this.two(A.BTSL, A.BTSQ, v);
      case M.BTR:
        return this.two(A.BTRL, A.BTRQ, v);
      case M.BTC:
        return this.two(A.BTCL, A.BTCQ, v);
      case M.BTRconst:
        return this.constTwo(A.BTRL, A.BTRQ, v);
      case M.BTCconst:
        return this.constTwo(A.BTCL, A.BTCQ, v);
      case M.ROL: {
        const bits = f.hi[v]!;
        return this.two(bits === 8 ? A.ROLB : bits === 16 ? A.ROLW : A.ROLL, A.ROLQ, v);
      }
      case M.ROLconst: {
        const bits = f.hi[v]!;
        return this.constTwo(bits === 8 ? A.ROLB : bits === 16 ? A.ROLW : A.ROLL, A.ROLQ, v);
      }
      case M.ADC:
      case M.SBB:
        return this.carrying(v, op === M.ADC);
      case M.AVG:
        this.two(A.ADDL, A.ADDQ, v);
        return this.ir(this.wide(v) ? A.RCRQ : A.RCRL, 1, this.reg(v));
      case M.LZCNT:
        return this.unary(A.LZCNTL, A.LZCNTQ, v);
      case M.ANDN: // not its first operand, and its second
        return this.three(this.wide(v) ? A.ANDNQ : A.ANDNL, arg(0), arg(1), this.reg(v));
      case M.BLSR:
        return this.unary(A.BLSRL, A.BLSRQ, v);
      case M.BLSI:
        return this.unary(A.BLSIL, A.BLSIQ, v);
      case M.BLSMSK:
        return this.unary(A.BLSMSKL, A.BLSMSKQ, v);
      case M.SHLX:
        return this.three(this.wide(v) ? A.SHLXQ : A.SHLXL, arg(1), arg(0), this.reg(v));
      case M.SHRX:
        return this.three(this.wide(v) ? A.SHRXQ : A.SHRXL, arg(1), arg(0), this.reg(v));
      case M.SARX:
        return this.three(this.wide(v) ? A.SARXQ : A.SARXL, arg(1), arg(0), this.reg(v));
      case M.FMINX:
        return this.fpTwo(A.MINSS, A.MINSD, v);
      case M.FMAXX:
        return this.fpTwo(A.MAXSS, A.MAXSD, v);
      case M.FROUND:
        return this.immediate(this.float(v, -1, A.ROUNDSS, A.ROUNDSD), lo, arg(0), this.reg(v));
      case M.VFMADD231:
        return this.three(this.float(v, -1, A.VFMADD231SS, A.VFMADD231SD), arg(2), arg(1), this.reg(v));
      case M.CMPMASK: {
        const q = this.next(this.float(f.arg(v, 0), -1, A.CMPSS, A.CMPSD));
        q.from.setReg(arg(1));
        q.to.setConst(lo);
        q.rest = [new Prog(As.NOP, 0, 0).from];
        q.rest[0]!.setReg(this.reg(v));
        return;
      }
      case M.ANDold:
      case M.ORold:
        return this.atomicLogic(v, op === M.ANDold, width === 8);
      case M.PREFETCHT0:
      case M.PREFETCHNTA:
        this.next(op === M.PREFETCHT0 ? A.PREFETCHT0 : A.PREFETCHNTA).from.setMem(arg(0), 0);
        return;
      case M.ZEROloop:
      case M.MOVEloop:
        return this.blockLoop(v, op === M.MOVEloop);
      case M.PCMPEQB:
        return this.rr(A.PCMPEQB, arg(1), this.reg(v));
      case M.PMOVMSKB:
        return this.rr(A.PMOVMSKB, arg(0), this.reg(v));
      case M.PUNPCKLBW:
        return this.rr(A.PUNPCKLBW, this.reg(v), this.reg(v));
      case M.PSHUFLW:
        return this.immediate(A.PSHUFLW, lo, arg(0), this.reg(v));
      case M.PSHUFBzero:
        this.zeroX15();
        return this.rr(A.PSHUFB, Reg.X0 + 15, this.reg(v));
      default:
        unreachable(`amd64 emits ${f.info.name(op)}`);
    }
  }

  /** Under ABI0 nobody keeps X15 zero. */
  private zeroX15(): void {
    if (this.f.sig.abi === 0) this.rr(A.XORPS, Reg.X0 + 15, Reg.X0 + 15);
  }

  private three(as: As.As, x: number, y: number, to: number): void {
    const q = this.next(as);
    q.from.setReg(x);
    q.rest = [new Prog(As.NOP, 0, 0).from];
    q.rest[0]!.setReg(y);
    q.to.setReg(to);
  }

  private immediate(as: As.As, c: number, x: number, to: number): void {
    const q = this.next(as);
    q.from.setConst(c);
    q.rest = [new Prog(As.NOP, 0, 0).from];
    q.rest[0]!.setReg(x);
    q.to.setReg(to);
  }

  /** Result n of an operation with several; 0 when nobody wants it. */
  private result(v: Value, n: number): Value {
    const { f, values } = this;
    for (let i = values.indexOf(v) + 1; i < values.length; i++) {
      const r = values[i]!;
      if (f.op[r] >= M.first) break;
      if (f.op[r] === Op.Result && f.arg(r, 0) === v && f.lo[r] === n) return r;
    }
    return 0;
  }

  /** arg0 + arg1 + carry, or arg0 - arg1 - borrow. Of what the next one takes from the flag at once no number is made. */
  private carrying(v: Value, isSum: boolean): void {
    const { f } = this;
    const x = this.reg(f.arg(v, 0));
    const y = this.reg(f.arg(v, 1));
    const c = f.arg(v, 2);
    const q = this.wide(f.arg(v, 1));
    if (f.op[c] === Op.ConstInt && f.lo[c] === 0) {
      if (isSum) this.rr(q ? A.ADDQ : A.ADDL, y, x);
      else this.rr(q ? A.SUBQ : A.SUBL, y, x);
    } else {
      if (c !== this.carry) this.ir(A.BTL, 0, this.reg(c));
      if (isSum) this.rr(q ? A.ADCQ : A.ADCL, y, x);
      else this.rr(q ? A.SBBQ : A.SBBL, y, x);
    }
    const out = this.result(v, 1);
    this.carry = out !== 0 && this.goesOn(v, out) ? out : 0;
    if (out === 0 || (this.carry === out && this.usesOf(out) === 1)) return;
    // Both leave the flag as it was.
    const to = this.reg(out);
    this.rr(A.SBBQ, to, to);
    this.r1(A.NEGQ, to);
  }

  /** Whether the flag that v leaves is still there where the next addition or subtraction takes it for its argument `carry`. */
  private goesOn(v: Value, carry: Value): boolean {
    const { f, values } = this;
    for (let i = values.indexOf(v) + 1; i < values.length; i++) {
      const w = values[i]!;
      const op = f.op[w]!;
      if (op < M.first) continue;
      if (op === M.ADC || op === M.SBB) return f.arg(w, 2) === carry;
      if ((f.info.flags[op]! & (OpFlag.ClobberFlags | OpFlag.Call)) !== 0) return false;
    }
    return false;
  }

  private usesOf(v: Value): number {
    this.uses ??= countUses(this.f);
    return this.uses[v]!;
  }

  private opLoad(l: As.As, q: As.As, v: Value): void {
    this.load(this.wide(v) ? q : l, v, 1, this.reg(v));
  }

  /** memory op= the last argument. */
  private modify(as: As.As, v: Value): void {
    const q = this.next(as);
    q.from.setReg(this.reg(this.f.arg(v, this.f.nargs(v) - 1)));
    this.mem(q.to, v, 0);
  }

  /** memory op= hi. */
  private constModify(as: As.As, v: Value): void {
    const q = this.next(as);
    q.from.setConst(this.f.hi[v]!);
    this.mem(q.to, v, 0);
  }

  /** memory += hi, in the shortest way. */
  private addConstModify(v: Value, width: number): void {
    const { f } = this;
    const c = f.hi[v]!;
    if (c !== 1 && c !== -1) return this.constModify(byWidth(width, A.ADDB, A.ADDW, A.ADDL, A.ADDQ), v);
    const isUp = c === 1;
    const q = this.next(
      isUp ? byWidth(width, A.INCB, A.INCW, A.INCL, A.INCQ) : byWidth(width, A.DECB, A.DECW, A.DECL, A.DECQ),
    );
    this.mem(q.to, v, 0);
  }

  /** The old value in AX, the new one in CX, until nobody came between. */
  private atomicLogic(v: Value, isAnd: boolean, isWide: boolean): void {
    const { f } = this;
    this.load(isWide ? A.MOVQ : A.MOVL, v, 0, Reg.AX);
    this.rr(isWide ? A.MOVQ : A.MOVL, Reg.AX, Reg.CX);
    const again = this.last;
    const x = this.reg(f.arg(v, 1));
    this.rr(isAnd ? (isWide ? A.ANDQ : A.ANDL) : isWide ? A.ORQ : A.ORL, x, Reg.CX);
    this.next(A.LOCK);
    const q = this.next(isWide ? A.CMPXCHGQ : A.CMPXCHGL);
    q.from.setReg(Reg.CX);
    this.mem(q.to, v, 0);
    this.skip(A.JNE).to.target = again;
  }

  /** Clears or copies lo bytes, 64 each round: R12 counts up from -lo to 0, the addresses stand at the ends. */
  private blockLoop(v: Value, isMove: boolean): void {
    const { f } = this;
    const size = f.lo[v]!;
    const data = Reg.X0 + (isMove ? 14 : 15);
    const to = this.reg(f.arg(v, 0));
    const from = isMove ? this.reg(f.arg(v, 1)) : to;
    if (!isMove) this.zeroX15();
    this.ir(A.MOVQ, -size, Reg.R12);
    let first: Prog | null = null;
    for (let at = 0; at < 64; at += 16) {
      if (isMove) {
        const q = this.next(A.MOVUPS);
        q.from.setMem(from, size + at);
        q.from.index = Reg.R12;
        q.from.scale = 1;
        q.to.setReg(data);
        first ??= q;
      }
      const q = this.next(A.MOVUPS);
      q.from.setReg(data);
      q.to.setMem(to, size + at);
      q.to.index = Reg.R12;
      q.to.scale = 1;
      first ??= q;
    }
    this.ir(A.ADDQ, 64, Reg.R12);
    this.skip(A.JNE).to.target = first;
  }

  private constInt(v: Value): void {
    const { f } = this;
    const isWide = this.wide(v);
    if (f.lo[v] === 0 && (!isWide || f.hi[v] === 0) && !this.flagsWanted) {
      const to = this.reg(v);
      return this.rr(A.XORL, to, to);
    }
    const q = this.next(f.hi[v] === 0 || !isWide ? A.MOVL : A.MOVQ);
    q.from.setConst(f.lo[v]!);
    if (isWide) q.from.hi = f.hi[v]!;
    q.to.setReg(this.reg(v));
  }

  private constFloat(v: Value): void {
    const { f } = this;
    const to = this.reg(v);
    const bits = new DataView(new ArrayBuffer(8));
    const isSingle = f.type[v] === Scalar.F32;
    bits.setInt32(0, isSingle ? f.lo[v]! : f.hi[v]!);
    bits.setInt32(4, f.lo[v]!);
    // Zero needs no memory: the assembler makes it with XORPS.
    const q = this.next(isSingle ? A.MOVSS : A.MOVSD);
    q.from.setFloat(isSingle ? bits.getFloat32(0) : bits.getFloat64(0));
    q.to.setReg(to);
  }

  /** The compare of a bounds check, and the branch to its failure. Kind Index asks for less, the others for less or equal. */
  private bounds(v: Value, op: number): void {
    const { f } = this;
    const isIndex = (f.hi[v]! & 15) === 0;
    const q = this.next(A.CMPQ);
    let isSwapped = false;
    if (op === M.BOUNDS) {
      q.from.setReg(this.reg(f.arg(v, 0)));
      q.to.setReg(this.reg(f.arg(v, 1)));
    } else if (op === M.BOUNDSconst) {
      q.from.setReg(this.reg(f.arg(v, 0)));
      q.to.setConst(f.lo[v]!);
    } else {
      isSwapped = true; // the length comes first
      if (op === M.BOUNDSindex) q.from.setReg(this.reg(f.arg(v, 0)));
      else this.mem(q.from, v, 0);
      if (op === M.BOUNDSload) q.to.setReg(this.reg(f.arg(v, 1)));
      else q.to.setConst(op === M.BOUNDSindex ? f.lo[v]! : f.aux[v]!);
    }
    this.check(isSwapped ? (isIndex ? A.JLS : A.JCS) : isIndex ? A.JCC : A.JHI, v);
  }

  /** A signed quotient or remainder. The machine faults for -min/-1, where Go wraps: -1 goes a way of its own. */
  private divide(v: Value, isQuotient: boolean): void {
    const q = this.wide(v);
    const y = this.reg(this.f.arg(v, 1));
    this.cmpConst(q ? A.CMPQ : A.CMPL, y, -1);
    const minusOne = this.skip(A.JEQ);
    this.next(q ? A.CQO : A.CDQ);
    this.next(q ? A.IDIVQ : A.IDIVL).from.setReg(y);
    const done = this.skip(As.JMP);
    if (isQuotient) this.r1(q ? A.NEGQ : A.NEGL, Reg.AX);
    else this.rr(A.XORL, Reg.DX, Reg.DX);
    minusOne.to.target = done.link;
    done.to.target = this.next(As.NOP);
  }

  private call(v: Value, op: number): void {
    const { f } = this;
    const info = f.calls[f.aux[v]!]!;
    const own = f.sig.abi;
    const other = info.sig.abi;
    const x15 = Reg.X0 + 15;
    if (own === 0 && other !== 0) {
      // What ABIInternal promises, and ABI0 does not keep.
      this.rr(A.XORPS, x15, x15);
      this.loadG(Reg.G);
    }
    // The runtime comes to the call of deferreturn from any call of the function.
    const isDeferReturn = op === M.CALLstatic && this.p.syms.names[info.sym] === 'runtime.deferreturn';
    this.safePoint(v, isDeferReturn ? this.a.deferReturnMap : this.a.stackMap[v]!);
    if (op === M.CALLstatic) this.callSym(this.symOf(info.sym));
    else this.next(As.CALL).to.setReg(this.reg(f.arg(v, 0)));
    if (own !== 0 && other === 0) {
      // It may have changed even g.
      this.rr(A.XORPS, x15, x15);
      this.loadG(Reg.G);
    }
  }

  /** ABI0 has no register for g. */
  private loadG(to: number): void {
    const q = this.next(A.MOVQ);
    q.from.setMem(Reg.TLS, 0);
    q.to.setReg(to);
  }

  private general(v: Value, op: number): void {
    const { f, a } = this;
    const kind = f.type[v]!;
    switch (op) {
      case Op.Phi:
      case Op.Result:
      case Op.ArgReg:
      case Op.ClosurePtr:
      case Op.Unknown:
      case Op.DebugVar:
      case Op.SlotLive:
      case Op.KeepAlive:
      case Op.PubBarrier:
        return;
      case Op.UnsafeBegin:
      case Op.UnsafeEnd:
        this.setUnsafe(op === Op.UnsafeBegin);
        return;
      case Op.InlMark:
        this.marks[f.lo[v]!] = this.isCallSite(this.last) ? this.last : this.next(As.NOP);
        return;
      case Op.Copy: {
        const from = this.reg(f.arg(v, 0));
        const to = this.reg(v);
        if (from === to) return;
        const isFloat = from >= Reg.X0 && to >= Reg.X0;
        this.rr(
          isFloat ? A.MOVUPS : Scalar.size(kind) === 4 && from < Reg.X0 && to < Reg.X0 ? A.MOVL : A.MOVQ,
          from,
          to,
        );
        if (from === Reg.X0 + 15) this.rr(A.XORPS, from, from);
        return;
      }
      case Op.StoreReg: {
        const from = this.reg(f.arg(v, 0));
        // Spill slots are whole words: what goes through the scratch register is moved as one.
        const q = this.next(from >= Reg.X0 && !Scalar.isFloat(kind) ? A.MOVQ : this.moveAs(kind));
        q.from.setReg(from);
        this.framePlace(q.to, a.spillOffset[v]!);
        if (from === Reg.X0 + 15) this.rr(A.XORPS, from, from);
        return;
      }
      case Op.LoadReg: {
        const to = this.reg(v);
        const q = this.next(to >= Reg.X0 && !Scalar.isFloat(kind) ? A.MOVQ : this.loadAs(kind));
        this.framePlace(q.from, a.spillOffset[v]!);
        q.to.setReg(to);
        return;
      }
      case Op.ConstInt:
        if (this.a.reg[v] === NoReg) return;
        this.constInt(v);
        return;
      case Op.SymAddr:
      case Op.SlotAddr:
      case Op.InArg:
      case Op.OutArg:
        if (this.a.reg[v] !== NoReg) this.address(v, this.reg(v));
        return;
      case Op.ConstFloat:
        if (this.a.reg[v] !== NoReg) this.constFloat(v);
        return;
      case Op.GetCallerSP: {
        const q = this.next(A.LEAQ);
        this.framePlace(q.from, InFrameArgs);
        q.to.setReg(this.reg(v));
        return;
      }
      case Op.GetCallerPC: {
        const q = this.next(A.MOVQ);
        this.framePlace(q.from, InFrameArgs - 8);
        q.to.setReg(this.reg(v));
        return;
      }
      case Op.GetG:
        if (f.sig.abi === 0) this.loadG(this.reg(v));
        else this.rr(A.MOVQ, Reg.G, this.reg(v));
        return;
      case Op.GetSP:
        this.rr(A.MOVQ, Reg.SP, this.reg(v));
        return;
      default:
        unreachable(`amd64 emits ${f.info.name(op)}`);
    }
  }

  private address(v: Value, to: number): void {
    const { f } = this;
    const q = this.next(A.LEAQ);
    q.to.setReg(to);
    q.from.type = AddrType.Mem;
    q.from.reg = Reg.SP;
    q.from.offset = f.lo[v]!;
    switch (f.op[v]) {
      case Op.SymAddr:
        q.from.reg = 0;
        q.from.name = AddrName.Extern;
        q.from.sym = this.symOf(f.aux[v]!);
        break;
      case Op.SlotAddr:
        this.framePlace(q.from, this.a.slotOffset[f.aux[v]!]! + f.lo[v]!);
        break;
      case Op.InArg:
        q.from.name = AddrName.Param;
        break;
    }
  }
}

/** By block, where it stands among a function's. */
function placesOf(f: Func): Int32Array {
  const places = new Int32Array(f.maxBlockId);
  for (let i = 0; i < f.blocks.length; i++) places[f.blocks[i]!.id] = i;
  return places;
}
