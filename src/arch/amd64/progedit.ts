// Rewrites of single instructions before the frame is laid out: thread-local storage, float constants, addresses as LEA,
// jumps to symbols, and global data that a shared library reaches through the GOT.

import * as AddrName from '../../obj/addrname.ts';
import * as AddrType from '../../obj/addrtype.ts';
import * as As from '../../obj/as.ts';
import * as Attr from '../../obj/attr.ts';
import type { Ctxt } from '../../obj/ctxt.ts';
import { NoReg, type Addr, type Prog } from '../../obj/prog.ts';
import * as A from './as.generated.ts';
import * as Reg from './reg.ts';

/** Rewrites one instruction; what it inserts comes after it and is rewritten in turn. */
export function progEdit(cx: Ctxt, p: Prog): void {
  editTLS(cx, p);

  // The tables want an immediate where CMPPS X0, X1, 0 has a bare number.
  switch (p.as) {
    case A.CMPPD:
    case A.CMPPS:
    case A.CMPSD:
    case A.CMPSS: {
      const a = p.to;
      const bare = a.type === AddrType.Mem && a.name === AddrName.None && a.reg === NoReg && a.index === NoReg;
      if (bare && a.sym === null) a.type = AddrType.Const;
      break;
    }
    case As.CALL:
    case As.JMP:
    case As.RET: {
      const a = p.to;
      const global = a.name === AddrName.Extern || a.name === AddrName.Static;
      if (a.type === AddrType.Mem && global && a.sym !== null) a.type = AddrType.Branch;
      break;
    }
    // MOVQ $x(SB), AX is LEAQ x(SB), AX.
    case A.MOVL:
    case A.MOVQ:
      if (p.from.type === AddrType.Address) {
        p.as = p.as === A.MOVL ? A.LEAL : A.LEAQ;
        p.from.type = AddrType.Mem;
      }
      break;
  }

  if (p.from.type === AddrType.FConst) editFloatConst(cx, p);
  if (cx.options.dynlink) useGot(cx, p);
}

function isGeneral(reg: number): boolean {
  return reg >= Reg.AX && reg <= Reg.R15;
}

/**
 * Thread-local storage is written as two instructions, MOVQ TLS, BX; MOVQ 0(BX)(TLS*1), CX. An executable needs only the
 * second, with the segment register as its base; a shared library needs both.
 */
function editTLS(cx: Ctxt, p: Prog): void {
  const isMove = p.as === A.MOVQ || p.as === A.MOVL;
  if (!cx.options.shared) {
    const loadsBase = isMove && p.from.type === AddrType.Reg && p.from.reg === Reg.TLS;
    if (loadsBase && p.to.type === AddrType.Reg && isGeneral(p.to.reg)) p.nopOut();
    directTLS(p.from);
    directTLS(p.to);
    return;
  }
  const direct = isMove && p.from.type === AddrType.Mem && p.from.reg === Reg.TLS;
  if (!direct || p.to.type !== AddrType.Reg || !isGeneral(p.to.reg)) return;
  const q = p.append(p.as);
  q.from.set(p.from);
  q.from.reg = p.to.reg;
  q.from.index = Reg.TLS;
  q.from.scale = 2;
  q.to.set(p.to);
  p.from.type = AddrType.Reg;
  p.from.reg = Reg.TLS;
  p.from.index = NoReg;
  p.from.offset = 0;
}

function directTLS(a: Addr): void {
  if (a.type !== AddrType.Mem || a.index !== Reg.TLS || !isGeneral(a.reg)) return;
  a.reg = Reg.TLS;
  a.scale = 0;
  a.index = NoReg;
}

/** A float constant is loaded from read-only data; zero is made with XORPS. */
function editFloatConst(cx: Ctxt, p: Prog): void {
  let isSingle = false;
  switch (p.as) {
    case A.MOVSS:
    case A.VMOVSS:
    case A.MOVSD:
    case A.VMOVSD:
      isSingle = p.as === A.MOVSS || p.as === A.VMOVSS;
      if (Object.is(p.from.float, 0) && p.to.type === AddrType.Reg && p.to.reg >= Reg.X0 && p.to.reg < Reg.X0 + 16) {
        p.as = A.XORPS;
        p.from.set(p.to);
        return;
      }
      break;
    case A.FMOVF:
    case A.FADDF:
    case A.FSUBF:
    case A.FSUBRF:
    case A.FMULF:
    case A.FDIVF:
    case A.FDIVRF:
    case A.FCOMF:
    case A.FCOMFP:
    case A.ADDSS:
    case A.SUBSS:
    case A.MULSS:
    case A.DIVSS:
    case A.COMISS:
    case A.UCOMISS:
      isSingle = true;
      break;
    case A.FMOVD:
    case A.FADDD:
    case A.FSUBD:
    case A.FSUBRD:
    case A.FMULD:
    case A.FDIVD:
    case A.FDIVRD:
    case A.FCOMD:
    case A.FCOMDP:
    case A.ADDSD:
    case A.SUBSD:
    case A.MULSD:
    case A.DIVSD:
    case A.COMISD:
    case A.UCOMISD:
      break;
    default:
      return;
  }
  const x = p.from.float;
  p.from.clear();
  p.from.type = AddrType.Mem;
  p.from.name = AddrName.Extern;
  p.from.sym = isSingle ? cx.float32Sym(x) : cx.float64Sym(x);
}

/** A symbol that may be defined in another shared library. */
function isGlobal(a: Addr | null): boolean {
  return a !== null && a.name === AddrName.Extern && a.sym !== null && (a.sym.attr & Attr.Local) === 0;
}

/** Reaches global data through the GOT, with R15 as the register that the assembly must not use across it. */
function useGot(cx: Ctxt, p: Prog): void {
  if (p.as === As.DUFFCOPY || p.as === As.DUFFZERO) {
    const offset = p.to.offset;
    const name = p.as === As.DUFFZERO ? 'runtime.duffzero' : 'runtime.duffcopy';
    p.as = A.MOVQ;
    p.from.type = AddrType.Mem;
    p.from.name = AddrName.GotRef;
    p.from.sym = cx.obj.lookup(name, 1);
    p.to.clear();
    p.to.setReg(Reg.R15);
    const lea = p.append(A.LEAQ);
    lea.from.setMem(Reg.R15, offset);
    lea.to.setReg(Reg.R15);
    const call = lea.append(As.CALL);
    call.to.setReg(Reg.R15);
  }

  if (p.as === A.LEAQ && p.from.type === AddrType.Mem && isGlobal(p.from)) {
    p.as = A.MOVQ;
    p.from.type = AddrType.Address;
  }
  if (p.from.type === AddrType.Address && isGlobal(p.from)) {
    // MOVQ $sym+off, R is MOVQ sym@GOT, R; LEAQ off(R), R.
    const as = p.as;
    let dest: Addr | null = null;
    if (p.to.type !== AddrType.Reg || as !== A.MOVQ) {
      cx.diag(`do not know how to handle LEA-type insn to non-register in ${cx.show(p)} with -dynlink`);
      dest = p.to;
    }
    if (dest !== null) return;
    p.from.type = AddrType.Mem;
    p.from.name = AddrName.GotRef;
    if (p.from.offset !== 0) {
      const lea = p.append(A.LEAQ);
      lea.from.setMem(p.to.reg, p.from.offset);
      lea.to.set(p.to);
      p.from.offset = 0;
    }
  }
  const third = p.from3;
  if (p.rest !== null && p.rest.slice(1).some(isGlobal)) {
    cx.diag(`don't know how to handle ${cx.show(p)} with -dynlink`);
  }

  let source: Addr;
  if (isGlobal(p.from)) {
    if (isGlobal(p.to)) cx.diag(`cannot handle NAME_EXTERN on both sides in ${cx.show(p)} with -dynlink`);
    if (isGlobal(third)) cx.diag(`cannot handle NAME_EXTERN on multiple operands in ${cx.show(p)} with -dynlink`);
    source = p.from;
  } else if (isGlobal(p.to)) {
    if (isGlobal(third)) cx.diag(`cannot handle NAME_EXTERN on multiple operands in ${cx.show(p)} with -dynlink`);
    source = p.to;
  } else if (isGlobal(third)) source = third!;
  else return;
  if (p.as === As.CALL || p.as === As.TEXT || p.as === As.FUNCDATA || p.as === As.RET || p.as === As.JMP) return;
  if (source.type !== AddrType.Mem) cx.diag(`don't know how to handle ${cx.show(p)} with -dynlink`);

  const load = p.append(A.MOVQ);
  load.from.type = AddrType.Mem;
  load.from.name = AddrName.GotRef;
  load.from.sym = source.sym;
  load.to.setReg(Reg.R15);
  const use = load.append(p.as);
  use.from.set(p.from);
  use.to.set(p.to);
  use.rest = p.rest;
  const operand = source === p.from ? use.from : source === p.to ? use.to : use.rest![0]!;
  operand.reg = Reg.R15;
  operand.name = AddrName.None;
  operand.sym = null;
  p.nopOut();
}
