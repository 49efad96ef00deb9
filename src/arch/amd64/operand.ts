// Operands as the instruction tables see them. An operand of a Prog has one class, the narrowest thing that can be said of
// it (the constant 1; the register CX; a plain memory operand). An operand of a table row has a kind, the manual's word for
// what may stand there (`r/m32`, `uimm8`, `xmm2/m128`). `accepts` says which classes a kind takes. Names have no sizes in Go's
// assembly (AX is AL, EAX and RAX), so r16, r32 and r64 are one kind. The choice among rows that fit is the first one's,
// as gc chooses; where gc takes an operand that the manual does not know, the kinds follow gc, because its encodings are
// what the assembler's output is compared with.

import * as AddrName from '../../obj/addrname.ts';
import * as AddrType from '../../obj/addrtype.ts';
import type { Ctxt } from '../../obj/ctxt.ts';
import { NoReg, type Addr } from '../../obj/prog.ts';
import { addrString } from '../../obj/progstring.ts';
import * as Reg from './reg.ts';

// Classes.
export const Bad = 0; // fits nothing
export const None = 1;
export const C0 = 2; // the constant 0
export const C1 = 3; // 1
export const CU2 = 4; // 2, 3
export const CU7 = 5; // to 127
export const CU8 = 6; // to 255
export const CI8 = 7; // -128 to -1
export const CS32 = 8; // other signed 32-bit constants
export const CU32 = 9; // other unsigned ones
export const C64 = 10; // the rest
export const Ref = 11; // the address of a symbol or a local
export const RAL = 12;
export const RCL = 13;
export const RAX = 14;
export const RCX = 15;
export const RX = 16; // BX, DX
export const R = 17; // other general registers
export const RB = 18; // other byte registers
export const F0 = 19;
export const F = 20;
export const MM = 21;
export const X0 = 22;
export const X = 23; // X1 to X15
export const XHi = 24; // X16 to X31
export const Y = 25;
export const YHi = 26;
export const Z = 27;
export const K0 = 28;
export const K = 29; // K1 to K7
export const Mem = 30;
export const VX = 31; // memory indexed by a vector of X0 to X15
export const VXHi = 32;
export const VY = 33;
export const VYHi = 34;
export const VZ = 35;
export const Br = 36; // a branch target
export const Ind = 37; // *sym(SB)
export const X4 = 38; // [X0-X3]
export const Y4 = 39;
export const Z4 = 40;
export const Fixed = 41; // registers known by name alone: from here on, in the order of fixedNames
const fixedNames = 'CS SS DS ES FS GS GDTR IDTR LDTR MSW TASK'.split(' ');
const ControlRegs = Fixed + fixedNames.length; // CR0 to CR15, DR0 to DR7, TR0 to TR7, TLS
const classCount = ControlRegs + 33;

/** The kinds of operands in the tables, by the manual's name; each with the classes it takes. */
const kindClasses: readonly (readonly [name: string, classes: readonly number[]])[] = (() => {
  const gp = [RAX, RCX, RX, R];
  const bytes = [RAL, RCL, RB, ...gp];
  const s8 = [C0, C1, CU2, CU7, CI8];
  const u8 = [C0, C1, CU2, CU7, CU8];
  const s32 = [...u8, CI8, CS32];
  const i32 = [...s32, CU32];
  const x = [X0, X];
  return [
    ['0', [C0]],
    ['1', [C1]],
    ['hint', [C0, C1]],
    ['uimm2', [C0, C1, CU2]],
    ['simm8', s8],
    ['uimm8', u8],
    ['imm8', [...u8, CI8]],
    ['simm32', s32],
    ['uimm32', [CU32]],
    ['imm32', i32], // imm8x and imm16 too: what does not fit is cut off
    ['imm64', [...i32, C64]],
    ['&m', [Ref]],
    ['AL', [RAL]],
    ['AX', [RAX]],
    ['CL', [RCL]],
    ['CX', [RCX, RCL]],
    ['r8', bytes],
    ['r32', gp],
    ['r/m8', [...bytes, Mem]],
    ['r/m32', [...gp, Mem]],
    ['m', [Mem]],
    ['ST(0)', [F0]],
    ['ST(i)', [F0, F]],
    ['mm', [MM]],
    ['mm/m', [MM, Mem, ...gp]],
    ['<XMM0>', [X0]],
    ['xmm', x],
    ['xmm/m', [...x, Mem]],
    ['ymm', [Y]],
    ['ymm/m', [Y, Mem]],
    ['xmm32', [...x, XHi]],
    ['xmm32/m', [...x, XHi, Mem]],
    ['ymm32', [Y, YHi]],
    ['ymm32/m', [Y, YHi, Mem]],
    ['zmm32', [Z]],
    ['zmm32/m', [Z, Mem]],
    ['k', [K0, K]],
    ['k/m', [K0, K, Mem]],
    ['{k1}', [K]],
    ['vmx', [VX]],
    ['vmy', [VY]],
    ['vmx32', [VX, VXHi]],
    ['vmy32', [VY, VYHi]],
    ['vmz32', [VZ]],
    ['xmm+3', [X4]],
    ['ymm+3', [Y4]],
    ['zmm+3', [Z4]],
    ['rel8', [Br]],
    ['rel32', [Br]],
    ['*m', [Ind]],
    ...fixedNames.map((name, i) => [name, [Fixed + i]] as const),
    ...Array.from({ length: 33 }, (_, i) => [Reg.names[Reg.CR0 - Reg.AL + i]!, [ControlRegs + i]] as const),
  ];
})();

/** For each kind a row of bytes, one a class: 1 where the kind takes the class. */
const accept: Uint8Array = (() => {
  const a = new Uint8Array(kindClasses.length * classCount);
  kindClasses.forEach(([, classes], kind) => {
    for (const c of classes) a[kind * classCount + c] = 1;
  });
  return a;
})();

const kindNumbers: ReadonlyMap<string, number> = new Map(kindClasses.map(([name], i) => [name, i]));

/** Whether an operand of class `c` may stand where a row has `kind`. */
export function accepts(kind: number, c: number): boolean {
  return accept[kind * classCount + c] === 1;
}

/** The number of a kind by its canonical name, or -1. */
export function kindNumber(name: string): number {
  return kindNumbers.get(name) ?? -1;
}

const regClasses: Uint8Array = (() => {
  const c = new Uint8Array(Reg.End);
  c.fill(RB, Reg.AL, Reg.R15B + 1);
  c[Reg.AL + 4] = Bad; // SPB has no instruction in gc's tables
  c.fill(RB, Reg.AH, Reg.BH + 1);
  c.fill(R, Reg.AX, Reg.R15 + 1);
  c.fill(F, Reg.F0, Reg.F0 + 8);
  c.fill(MM, Reg.M0, Reg.M0 + 8);
  c.fill(K, Reg.K0, Reg.K0 + 8);
  c.fill(X, Reg.X0, Reg.X0 + 16);
  c.fill(XHi, Reg.X0 + 16, Reg.X0 + 32);
  c.fill(Y, Reg.Y0, Reg.Y0 + 16);
  c.fill(YHi, Reg.Y0 + 16, Reg.Y0 + 32);
  c.fill(Z, Reg.Z0, Reg.Z0 + 32);
  const single: [number, number][] = [
    [Reg.AL, RAL],
    [Reg.AL + 1, RCL],
    [Reg.AX, RAX],
    [Reg.CX, RCX],
    [Reg.DX, RX],
    [Reg.BX, RX],
    [Reg.F0, F0],
    [Reg.X0, X0],
    [Reg.K0, K0],
  ];
  for (const [reg, cls] of single) c[reg] = cls;
  for (let i = 0; i < fixedNames.length; i++) c[Reg.CS + i] = Fixed + i;
  for (let i = 0; i < 33; i++) c[Reg.CR0 + i] = i > 8 && i < 16 ? Bad : ControlRegs + i;
  return c;
})();

/** The class of an operand. */
export function classify(cx: Ctxt, a: Addr): number {
  switch (a.type) {
    case AddrType.Reg:
      return a.reg > 0 && a.reg < Reg.End ? regClasses[a.reg]! : Bad;
    case AddrType.Mem:
      return classifyMem(a);
    case AddrType.None:
      return None;
    case AddrType.Branch:
      return Br;
    case AddrType.Address:
      if (a.name === AddrName.GotRef) {
        cx.diag('unexpected TYPE_ADDR with NAME_GOTREF');
        return Bad;
      }
      if (a.name !== AddrName.None) return Ref;
      if (a.sym !== null) {
        if (a.sym.name.startsWith('runtime.duff')) return CS32;
        cx.diag(`unexpected addr: ${addrString(cx.machine, a)}`);
      }
      return classifyConst(a);
    case AddrType.Const:
      return classifyConst(a);
    case AddrType.Indir:
      return a.name !== AddrName.None && a.reg === NoReg && a.index === NoReg && a.scale === 0 ? Ind : Bad;
    case AddrType.RegList:
      return classifyRegList(a);
    case AddrType.TextSize:
      return Bad;
    default:
      cx.diag(`unexpected addr1: type=${a.type} ${addrString(cx.machine, a)}`);
      return Bad;
  }
}

function classifyMem(a: Addr): number {
  const index = a.index;
  if (index === Reg.SP || index < 0) return Bad;
  if (index >= Reg.X0 && index <= Reg.Z31) {
    if (index < Reg.X0 + 16) return VX;
    if (index < Reg.Y0) return VXHi;
    if (index < Reg.Y0 + 16) return VY;
    return index < Reg.Z0 ? VYHi : VZ;
  }
  switch (a.name) {
    case AddrName.None:
      return Mem;
    case AddrName.Auto:
    case AddrName.Param:
      return a.reg === Reg.SP || a.reg === NoReg ? Mem : Bad;
    default: // relative to RIP: no registers
      return a.reg === NoReg && index === NoReg && a.scale === 0 ? Mem : Bad;
  }
}

function classifyConst(a: Addr): number {
  const { lo, hi } = a;
  if (hi === 0 && lo >= 0) {
    if (lo <= 255) return lo === 0 ? C0 : lo === 1 ? C1 : lo <= 3 ? CU2 : lo <= 127 ? CU7 : CU8;
    return CS32;
  }
  if (hi === -1 && lo < 0) return lo >= -128 ? CI8 : CS32;
  return hi === 0 ? CU32 : C64;
}

/** A list's first and last register are the low and the high half of its offset. */
function classifyRegList(a: Addr): number {
  const first = a.lo & 0xffff;
  const last = a.lo >>> 16;
  if (regNumber(last) - regNumber(first) !== 3) return Bad;
  if (first >= Reg.X0 && last < Reg.Y0) return X4;
  if (first >= Reg.Y0 && last < Reg.Z0) return Y4;
  return first >= Reg.Z0 && last <= Reg.Z31 ? Z4 : Bad;
}

/** The number of a register as its encoding counts it, 0 to 31. */
export function regNumber(reg: number): number {
  const e = Reg.encoding[reg] ?? 0;
  return e & 31;
}
