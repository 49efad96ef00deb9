// Values that are more than one instruction, or of which what stands around decides.

import * as AddrName from '../../obj/addrname.ts';
import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import type { Prog } from '../../obj/prog.ts';
import type { Value } from '../../ssa/func.ts';
import * as Op from '../../ssa/op.generated.ts';
import * as OpFlag from '../../ssa/opflag.ts';
import * as Scalar from '../../ssa/scalar.ts';
import { countUses } from '../../ssa/uses.ts';
import * as A from './as.generated.ts';
import * as M from './ops.generated.ts';
import * as Reg from './reg.ts';
import { byWidth, Code } from './emit-code.ts';

/** What stands behind the function for a check that failed. */
export interface Failure {
  readonly branch: Prog;
  readonly v: Value;
}

/** Makes the sequences. */
export class Sequences extends Code {
  protected readonly failures: Failure[] = [];
  /** Of the block at hand. */
  protected values: readonly Value[] = [];
  /** Whether the condition codes are still to be read: only general operations stand between what sets them and its user. */
  protected flagsWanted = false;
  /** The carry of an addition or subtraction that is still in its flag, for the next one; 0 for none. */
  protected carry: Value = 0;
  /** By value, how many read it; made when it is first asked for. */
  private uses: Int32Array | null = null;

  protected check(as: As.As, v: Value): void {
    this.failures.push({ branch: this.skip(as), v });
  }

  /** Under ABI0 nobody keeps X15 zero. */
  protected zeroX15(): void {
    if (this.f.sig.abi === 0) this.rr(A.XORPS, Reg.X0 + 15, Reg.X0 + 15);
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
  protected carrying(v: Value, isSum: boolean): void {
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

  /** register += lo, in the shortest way. */
  protected addConst(v: Value): void {
    const lo = this.f.lo[v]!;
    const isWide = this.wide(v);
    if (lo === 1) this.r1(isWide ? A.INCQ : A.INCL, this.reg(v));
    else if (lo === -1) this.r1(isWide ? A.DECQ : A.DECL, this.reg(v));
    // -128 fits into a byte.
    else if (lo === 128) this.ir(isWide ? A.SUBQ : A.SUBL, -128, this.reg(v));
    else this.constTwo(A.ADDL, A.ADDQ, v);
  }

  /** memory += hi, in the shortest way. */
  protected addConstModify(v: Value, width: number): void {
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
  protected atomicLogic(v: Value, isAnd: boolean, isWide: boolean): void {
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

  /** Clears or copies lo bytes, 64 each round: R12 counts up to 0, the addresses are those of the last 64. */
  protected blockLoop(v: Value, isMove: boolean): void {
    const { f } = this;
    const size = f.lo[v]!;
    const data = Reg.X0 + (isMove ? 14 : 15);
    const to = this.reg(f.arg(v, 0));
    const from = isMove ? this.reg(f.arg(v, 1)) : to;
    if (!isMove) this.zeroX15();
    this.ir(A.MOVQ, 64 - size, Reg.R12);
    let first: Prog | null = null;
    for (let at = 0; at < 64; at += 16) {
      if (isMove) {
        const q = this.next(A.MOVUPS);
        q.from.setMem(from, at);
        q.from.index = Reg.R12;
        q.from.scale = 1;
        q.to.setReg(data);
        first ??= q;
      }
      const q = this.next(A.MOVUPS);
      q.from.setReg(data);
      q.to.setMem(to, at);
      q.to.index = Reg.R12;
      q.to.scale = 1;
      first ??= q;
    }
    this.ir(A.ADDQ, 64, Reg.R12);
    this.skip(A.JLE).to.target = first;
  }

  protected constInt(v: Value): void {
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

  protected constFloat(v: Value): void {
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
  protected bounds(v: Value, op: number): void {
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
  protected divide(v: Value, isQuotient: boolean): void {
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

  protected call(v: Value, op: number): void {
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
  protected loadG(to: number): void {
    const q = this.next(A.MOVQ);
    q.from.setMem(Reg.TLS, 0);
    q.to.setReg(to);
  }

  protected address(v: Value, to: number): void {
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
