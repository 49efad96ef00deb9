// A value's instructions, by its operation.

import { unreachable } from '../../diag/internal-error.ts';
import * as AddrName from '../../obj/addrname.ts';
import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import * as FuncID from '../../obj/funcid.ts';
import { Prog } from '../../obj/prog.ts';
import type { Value } from '../../ssa/func.ts';
import { InFrameArgs, NoReg } from '../../ssa/machine.ts';
import * as Op from '../../ssa/op.generated.ts';
import * as Scalar from '../../ssa/scalar.ts';
import * as A from './as.generated.ts';
import * as X from './aux.ts';
import * as M from './ops.generated.ts';
import * as Reg from './reg.ts';
import { byWidth } from './emit-code.ts';
import { Sequences } from './emit-sequences.ts';

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

/** Makes values. */
export class Values extends Sequences {
  /** By inlined call, the instruction at which a stack trace goes on. */
  protected readonly marks: (Prog | null)[] = [];
  /** The whole function is one unsafe stretch. */
  protected unsafeThroughout = false;
  private unsafeNow = false;

  protected value(v: Value): void {
    const { f } = this;
    const op = f.op[v]!;
    if (op < M.first) {
      this.general(v, op);
      return;
    }
    this.machineValue(v, op);
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
        // A sum is done by more units than a shift.
        if (lo === 1) return this.rr(this.wide(v) ? A.ADDQ : A.ADDL, this.reg(v), this.reg(v));
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
        return this.ir(lo > 31 ? A.BTQ : A.BTL, lo, arg(0));
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

  /** From here on the goroutine may not be stopped, or may. */
  protected setUnsafe(on: boolean): void {
    if (this.unsafeThroughout || on === this.unsafeNow) return;
    this.unsafeNow = on;
    this.pcdata(FuncID.PCDATA_UnsafePoint, on ? -2 : -1);
  }

  /** Whether a stack trace could go on at an instruction as well as at one of the position at hand. */
  private isCallSite(q: Prog): boolean {
    if (q.inl !== this.inl || q.line !== this.line || q.base !== this.base) return false;
    return q.as !== As.TEXT && q.as !== As.NOP && q.as !== As.PCDATA && q.as !== As.FUNCDATA;
  }
}
