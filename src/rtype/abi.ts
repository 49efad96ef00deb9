// Which registers and stack slots a call uses, decided from the types of its parameters and results. A value goes to
// registers whole or not at all: it is taken apart to words and floating-point numbers, in order, and if one of them finds
// no register, the value gets a stack slot and the next value tries again. Reflection decides the same in the running
// program (reflect/abi.go), so that nothing here is a matter of taste.
//
// Stack offsets count from where the caller's arguments start. Behind stack arguments and stack results lies the spill
// area: room, which the caller leaves empty, for the register arguments while the stack grows.

import { assert, unreachable } from '../diag/internal-error.ts';
import type { AbiConfig } from '../target/abi.ts';
import * as Typ from '../types/basic.ts';
import * as BasicInfo from '../types/basicinfo.ts';
import * as BasicKind from '../types/basickind.ts';
import * as TypeKind from '../types/typekind.ts';
import { Pointer, type Signature, type Type } from '../types/type.ts';
import { under } from '../types/under.ts';
import { alignUp, type Layouts } from './layout.ts';

/** In `AbiParam.regs`, a floating-point register is this plus its number; an integer register is its number alone. */
export const FloatReg = 100;

/** The parameters and results of a call in order. */
export interface AbiSignature {
  /** The receiver of a method; null for functions. It is the first parameter. */
  readonly recv: Type | null;
  readonly params: readonly Type[];
  readonly results: readonly Type[];
}

/** Where one parameter or result is. */
export class AbiParam {
  readonly type: Type;
  /** One number for each part in order; empty for a value on the stack (all values without size are). */
  readonly regs: readonly number[];
  /** The type of each part: a word, a pointer or a floating-point number. */
  readonly regTypes: readonly Type[];
  /** The offset of each part in the value. */
  readonly regOffsets: readonly number[];
  /** The slot of a value on the stack; -1 for one in registers. */
  readonly stackOffset: number;
  /** The slot in the spill area of a parameter in registers, counted as stack offsets are; else -1. */
  spillOffset: number;

  constructor(
    type: Type,
    regs: readonly number[],
    regTypes: readonly Type[],
    regOffsets: readonly number[],
    stackOffset: number,
    spillOffset: number,
  ) {
    this.type = type;
    this.regs = regs;
    this.regTypes = regTypes;
    this.regOffsets = regOffsets;
    this.stackOffset = stackOffset;
    this.spillOffset = spillOffset;
  }

  get inRegs(): boolean {
    return this.regs.length > 0;
  }

  /** Where the value lies in memory when it does: its stack slot or its spill slot; -1 for a result in registers. */
  get frameOffset(): number {
    return this.regs.length > 0 ? this.spillOffset : this.stackOffset;
  }
}

/** Where everything is that a call passes. */
export interface AbiAssignment {
  /** The receiver first, if there is one. */
  readonly params: readonly AbiParam[];
  readonly results: readonly AbiParam[];
  /** Where the stack results start, on a word. */
  readonly resultsOffset: number;
  /** Bytes of stack arguments and results, whole words: where the spill area starts. */
  readonly argsSize: number;
  /** Bytes of the spill area, whole words. */
  readonly spillSize: number;
  /** Bytes that a caller provides in all: argsSize and spillSize. */
  readonly argWidth: number;
  readonly intRegsIn: number;
  readonly floatRegsIn: number;
  readonly intRegsOut: number;
  readonly floatRegsOut: number;
}

/** The types that a signature passes. */
export function abiSignature(sig: Signature): AbiSignature {
  return {
    recv: sig.recv === null ? null : sig.recv.type!,
    params: sig.params.vars.map(v => v.type!),
    results: sig.results.vars.map(v => v.type!),
  };
}

/** Assigns parameters and results to registers and stack slots. */
export function abiAssign(sig: AbiSignature, config: AbiConfig, layouts: Layouts): AbiAssignment {
  const word = layouts.ptrSize;
  assert(word === 8 || config.intRegs === 0, 'registers of 8 bytes');
  const s = new Assigner(config, layouts);
  const params: AbiParam[] = [];
  if (sig.recv !== null) params.push(s.assign(sig.recv, false));
  for (const t of sig.params) params.push(s.assign(t, false));
  const resultsOffset = alignUp(s.stackOffset, word);
  const intRegsIn = s.intRegs;
  const floatRegsIn = s.floatRegs;
  s.startResults(resultsOffset);
  const results = sig.results.map(t => s.assign(t, true));
  const argsSize = alignUp(s.stackOffset, word);
  const spillSize = alignUp(s.spillOffset, word);
  for (const p of params) if (p.spillOffset >= 0) p.spillOffset += argsSize;
  return {
    params,
    results,
    resultsOffset,
    argsSize,
    spillSize,
    argWidth: argsSize + spillSize,
    intRegsIn,
    floatRegsIn,
    intRegsOut: s.intRegs,
    floatRegsOut: s.floatRegs,
  };
}

const none: readonly never[] = [];
const bytePointer = new Pointer(Typ.byKind[BasicKind.Uint8]!);
const int = Typ.byKind[BasicKind.Int]!;
const float32 = Typ.byKind[BasicKind.Float32]!;
const float64 = Typ.byKind[BasicKind.Float64]!;

/** The words of a string, a slice and an interface. */
const stringWords: readonly Type[] = [bytePointer, int];
const sliceWords: readonly Type[] = [bytePointer, int, int];
const ifaceWords: readonly Type[] = [Typ.UnsafePointer, Typ.UnsafePointer];

class Assigner {
  private readonly config: AbiConfig;
  private readonly layouts: Layouts;
  intRegs = 0;
  floatRegs = 0;
  stackOffset = 0;
  spillOffset = 0;
  // The parts of the value at hand.
  private regs: number[] = [];
  private types: Type[] = [];
  private offsets: number[] = [];

  constructor(config: AbiConfig, layouts: Layouts) {
    this.config = config;
    this.layouts = layouts;
  }

  /** Results have all registers to themselves again. */
  startResults(stackOffset: number): void {
    this.intRegs = 0;
    this.floatRegs = 0;
    this.stackOffset = stackOffset;
  }

  assign(t: Type, isResult: boolean): AbiParam {
    const l = this.layouts.of(t);
    const fits =
      l.size !== 0 &&
      l.intRegs <= this.config.intRegs - this.intRegs &&
      l.floatRegs <= this.config.floatRegs - this.floatRegs;
    if (!fits) {
      const at = alignUp(this.stackOffset, l.align);
      this.stackOffset = at + l.size;
      return new AbiParam(t, none, none, none, at, -1);
    }
    this.regs = [];
    this.types = [];
    this.offsets = [];
    this.takeApart(t, 0);
    let spill = -1;
    if (!isResult) {
      spill = alignUp(this.spillOffset, l.align);
      this.spillOffset = spill + l.size;
    }
    return new AbiParam(t, this.regs, this.types, this.offsets, -1, spill);
  }

  /** Gives registers to the parts of a value of type t at an offset. */
  private takeApart(t: Type, at: number): void {
    if (this.layouts.size(t) === 0) return;
    const u = under(t);
    switch (u.kind) {
      case TypeKind.Basic:
        if (u.basic === BasicKind.String) this.words(stringWords, at);
        else if (u.basic === BasicKind.Complex64) this.complex(float32, at, 4);
        else if (u.basic === BasicKind.Complex128) this.complex(float64, at, 8);
        else if ((u.info & BasicInfo.IsFloat) !== 0) this.float(t, at);
        else this.word(t, at);
        break;
      case TypeKind.Slice:
        this.words(sliceWords, at);
        break;
      case TypeKind.Interface:
        this.words(ifaceWords, at);
        break;
      case TypeKind.Array:
        this.takeApart(u.elem, at); // one element, or it would not fit
        break;
      case TypeKind.Struct: {
        const offsets = this.layouts.of(u).offsets;
        for (let i = 0; i < u.fields.length; i++) this.takeApart(u.fields[i]!.type!, at + offsets[i]!);
        break;
      }
      case TypeKind.Pointer:
      case TypeKind.Signature:
      case TypeKind.Map:
      case TypeKind.Chan:
        this.word(t, at);
        break;
      default:
        unreachable('a type that is passed');
    }
  }

  private word(t: Type, at: number): void {
    this.regs.push(this.intRegs++);
    this.types.push(t);
    this.offsets.push(at);
  }

  private words(types: readonly Type[], at: number): void {
    for (let i = 0; i < types.length; i++) this.word(types[i]!, at + i * this.layouts.ptrSize);
  }

  private float(t: Type, at: number): void {
    this.regs.push(FloatReg + this.floatRegs++);
    this.types.push(t);
    this.offsets.push(at);
  }

  private complex(part: Type, at: number, size: number): void {
    this.float(part, at);
    this.float(part, at + size);
  }
}
