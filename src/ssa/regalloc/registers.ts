// Facts about registers that allocation, the frame and the checker share.

import { FloatReg } from '../../rtype/abi.ts';
import type { Func } from '../func.ts';
import type { Registers } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { FuncSig, SigParam } from '../sig.ts';

/** The register class of a scalar kind: 1 general, 2 float; 0: it needs no register. */
export function classOf(kind: number): number {
  switch (kind) {
    case Scalar.Void:
    case Scalar.Flags:
      return 0;
    case Scalar.F32:
    case Scalar.F64:
    case Scalar.V128:
      return 2;
    default:
      return 1;
  }
}

/** An address that a memory operand can name. */
export function isNamedAddress(op: number): boolean {
  return op === Op.SymAddr || op === Op.SlotAddr || op === Op.InArg || op === Op.OutArg;
}

/** The register of number n of rtype/abi.ts. */
export function abiRegister(regs: Registers, n: number): number {
  return n >= FloatReg ? regs.abiFloat[n - FloatReg]! : regs.abiInt[n]!;
}

/** The registers of parameters and results of signatures, found once for each. */
export class SigRegisters {
  private readonly regs: Registers;
  private readonly ofParams = new Map<FuncSig, readonly number[]>();
  private readonly ofResults = new Map<FuncSig, readonly number[]>();

  constructor(regs: Registers) {
    this.regs = regs;
  }

  /** The registers of all parameters in order. */
  params(sig: FuncSig): readonly number[] {
    let list = this.ofParams.get(sig);
    if (list === undefined) this.ofParams.set(sig, (list = this.list(sig.params)));
    return list;
  }

  /** The registers of all results in order. */
  results(sig: FuncSig): readonly number[] {
    let list = this.ofResults.get(sig);
    if (list === undefined) this.ofResults.set(sig, (list = this.list(sig.results)));
    return list;
  }

  private list(all: readonly SigParam[]): number[] {
    const out: number[] = [];
    for (const p of all) for (const n of p.abi.regs) out.push(abiRegister(this.regs, n));
    return out;
  }
}

/**
 * Where the caller left room for what comes in the register of number n, an offset in the function's own arguments; -1 where the
 * parameter's variable lies there.
 */
export function homeOf(f: Func, n: number): number {
  for (const { abi } of f.sig.params) {
    const i = abi.regs.indexOf(n);
    if (i < 0) continue;
    const isTaken = f.slots.some(s => s.home === abi.spillOffset);
    return isTaken ? -1 : abi.spillOffset + abi.regOffsets[i]!;
  }
  return -1;
}

/** The number of the lowest bit of a mask. */
export function lowest(mask: number): number {
  return 31 - Math.clz32(mask & -mask);
}

/** How many bits a mask has. */
export function countBits(mask: number): number {
  let n = 0;
  for (let m = mask; m !== 0; m &= m - 1) n++;
  return n;
}

/** The registers that are the only choice of some mask. */
export function onlyChoices(masks: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < masks.length; i++) if ((masks[i]! & (masks[i]! - 1)) === 0) all |= masks[i]!;
  return all;
}
