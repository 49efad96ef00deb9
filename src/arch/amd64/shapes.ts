// What amd64's operations ask of registers, by the names that ops.ts uses; and what the general operations do that remain after
// selection. Registers are numbered as the machine does: AX CX DX BX SP BP SI DI R8 ... R15, then X0 ... X15 from FirstFloat.

import { FirstFloat, NoReg, type Registers, RegShape } from '../../ssa/machine.ts';
import * as Op from '../../ssa/op.generated.ts';

const AX = 1 << 0;
const CX = 1 << 1;
const DX = 1 << 2;
const SI = 1 << 6;
const DI = 1 << 7;
const R11 = 1 << 11;
const R12 = 1 << 12;
const R13 = 1 << 13;
const R15 = 1 << 15;

/** All but SP, BP (the frame pointer) and R14 (g). */
const gp = 0xffff & ~((1 << 4) | (1 << 5) | (1 << 14));
/** X15 is zero. */
const fp = 0x7fff;
const allFP = 0xffff;

function range(n: number, from: number): number[] {
  return Array.from({ length: n }, (_, i) => from + i);
}

/** The registers of amd64. */
export const registers: Registers = {
  names: [
    ...'AX CX DX BX SP BP SI DI R8 R9 R10 R11 R12 R13 R14 R15'.split(' '),
    ...Array.from({ length: 16 }, () => ''),
    ...Array.from({ length: 16 }, (_, i) => `X${i}`),
  ],
  allocGP: gp,
  allocFP: fp,
  abiInt: [0, 3, 1, 7, 6, 8, 9, 10, 11],
  abiFloat: Array.from({ length: 15 }, (_, i) => FirstFloat + i),
  context: 2,
  g: 14,
  stackPointer: 4,
  link: NoReg,
  scratch: FirstFloat + 15,
  fixedFrame: 0,
  stackAlign: 8,
  dwarf: [0, 2, 1, 3, 7, 6, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, ...range(16, 0), ...range(16, 17)],
  localsBelowCFA: 16, // the return address and the caller's frame pointer
};

/** A shape whose arguments and results are masks of general registers, or of float registers when written as `F(mask)`. */
type Mask = number | { readonly fp: number };
const F = (mask: number): Mask => ({ fp: mask });
const gpOf = (m: Mask): number => (typeof m === 'number' ? m : 0);
const fpOf = (m: Mask): number => (typeof m === 'number' ? 0 : m.fp);

function shape(
  ins: readonly Mask[],
  outs: readonly Mask[],
  base = -1,
  clobber = 0,
  early = false,
  clobberFP = 0,
): RegShape {
  return new RegShape(ins.map(gpOf), ins.map(fpOf), outs.map(gpOf), outs.map(fpOf), clobber, clobberFP, base, early);
}

const none = 0; // flags need no register
/** No register that passes arguments: where code pointers of calls wait. */
const apart = R12 | R13 | R15;

/** By name. */
export const shapes: Readonly<Record<string, RegShape>> = {
  '-': shape([], []),
  none: shape([], []),
  gp21: shape([gp, gp], [gp]),
  gp01: shape([], [gp]),
  gp11: shape([gp], [gp]),
  gp21early: shape([gp, gp], [gp], -1, 0, true),
  shift: shape([gp & ~CX, CX], [gp & ~CX]),
  lea: shape([gp], [gp], 0),
  leaidx: shape([gp, gp], [gp], 0),
  mulhi: shape([AX, gp & ~AX], [DX], -1, AX),
  mulfull: shape([AX, gp & ~AX], [DX, AX]),
  div: shape([AX, gp & ~AX & ~DX], [AX], -1, DX),
  mod: shape([AX, gp & ~AX & ~DX], [DX], -1, AX),
  divfull: shape([DX, AX, gp & ~AX & ~DX], [AX, DX]),
  carry: shape([gp, gp, gp], [gp, gp]),
  cmp: shape([gp, gp], []),
  cmp1: shape([gp], []),
  cmpload: shape([gp, gp], [], 0),
  cmploadidx: shape([gp, gp, gp], [], 0),
  load1: shape([gp], [], 0),
  load1idx: shape([gp, gp], [], 0),
  fcmp: shape([F(fp), F(fp)], []),
  fcmpload: shape([F(fp), gp], [], 1),
  setcc: shape([none], [gp]),
  cmov: shape([gp, gp, none], [gp]),
  load: shape([gp], [gp], 0),
  loadidx: shape([gp, gp], [gp], 0),
  fload: shape([gp], [F(fp)], 0),
  floadidx: shape([gp, gp], [F(fp)], 0),
  store: shape([gp, gp], [], 0),
  storeidx: shape([gp, gp, gp], [], 0),
  fstore: shape([gp, F(fp)], [], 0),
  fstoreidx: shape([gp, gp, F(fp)], [], 0),
  opload: shape([gp, gp], [gp], 1),
  oploadidx: shape([gp, gp, gp], [gp], 1),
  fp21: shape([F(fp), F(fp)], [F(fp)]),
  fp11: shape([F(fp)], [F(fp)]),
  fp31: shape([F(fp), F(fp), F(fp)], [F(fp)]),
  fpopload: shape([F(fp), gp], [F(fp)], 1),
  fpoploadidx: shape([F(fp), gp, gp], [F(fp)], 1),
  gpfp: shape([gp], [F(fp)]),
  fpgp: shape([F(fp)], [gp]),
  callclosure: shape([apart, DX], []),
  callinter: shape([apart | DX], []),
  wbbuffer: shape([], [R11], -1, 0, false, allFP & fp),
  xchg: shape([gp, gp], [gp], 1),
  cas: shape([gp & ~AX, AX, gp & ~AX], [gp], 0, AX),
  andold: shape([gp & ~AX & ~CX, gp & ~AX & ~CX], [AX], 0, CX, true),
  zeroloop: shape([gp & ~R12], [], -1, R12, true),
  moveloop: shape([gp & ~R12, gp & ~R12], [], -1, R12, true, 1 << 14),
  repstos: shape([DI, CX, AX], [], -1, DI | CX),
  repmovs: shape([DI, SI, CX], [], -1, DI | SI | CX, false, 0),
};

/** Of general operations that stand after selection; registers of Phi, Copy, Result, ArgReg, StoreReg and LoadReg follow their kind. */
export function generalShape(op: number): RegShape {
  switch (op) {
    case Op.ConstFloat:
      return general.constFloat;
    case Op.ClosurePtr:
      return general.context;
    case Op.KeepAlive:
    case Op.DebugVar:
      return general.alive;
    case Op.ConstInt:
    case Op.SymAddr:
    case Op.SlotAddr:
    case Op.InArg:
    case Op.OutArg:
    case Op.GetG:
    case Op.GetSP:
    case Op.GetCallerSP:
    case Op.GetCallerPC:
      return general.make;
    default:
      return shapes['none']!;
  }
}

const general = {
  constFloat: shape([], [F(fp)]),
  context: shape([], [DX]),
  alive: shape([none], []),
  make: shape([], [gp]),
};
