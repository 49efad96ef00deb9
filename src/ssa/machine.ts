// A machine as the compiler's stages see it: its operations and what they ask of registers, the registers of the calling
// convention, what is cheap, and the stages that a machine has of its own (selection, emission). arch/ has one value of
// CompileMachine for each machine; nothing else in ssa/ names one.
//
// After `select` a function consists of the machine's operations and of these general ones, which register allocation and
// emission know by name:
//   Phi Copy Result ArgReg ClosurePtr Unknown DebugVar InlMark SlotLive KeepAlive
//   ConstInt ConstFloat SymAddr SlotAddr InArg OutArg     all OpFlag.Remat: made where they are used, not where they stand
//   StoreReg LoadReg                                      that allocation adds
//
// Rules that allocation keeps and emission relies on:
// - A value of kind Flags stands directly before its only user, or is the control of its block and stands last in it. What
//   allocation puts between the two are only StoreReg, LoadReg, Copy and general Remat operations: emission makes them
//   without touching the flags. So Flags need no register, and no operation with OpFlag.ClobberFlags comes between.
// - OpFlag.ResultInArg0: result 0 is in the register of argument 0. (Allocation copies argument 0 when it is needed later; of
//   a Commutative operation it may exchange the first two arguments instead.)
// - The argument that is the base of a memory operand (`RegShape.base`) needs no register when it is a SymAddr, SlotAddr,
//   InArg or OutArg: emission names the symbol or the frame in the operand. Everywhere else they are made in a register.
// - An operation that writes memory and has a base stores its other arguments, as far as the frame is concerned (slots.ts); one
//   without a base has addresses and counts for arguments.
// - An address or a constant (Remat) whose uses are all of that kind is never made.
// - Results of calls: `Result` with lo = n is in the register of the nth of the concatenated `abi.regs` of the results. Arguments
//   of calls behind the fixed ones (code pointer, closure) are in those of the parameters in the same way, `block.rets` of a Ret
//   in those of the function's results. A call destroys all registers but g and the stack pointer.
// - Results of other operations with several: `Result` with lo = n is in a register of `RegShape.out*[n]`; those nobody uses
//   are clobbered, so the masks of `clobber*` need not name them again. The value itself (kind Void) has no register then.
// - OpFlag.Panics and OpFlag.Call operations are safe points: they have a stack map. A panicking operation does not return
//   to the function when it calls: only what a deferred call or the collector must see is live there.

import type { Ctxt } from '../obj/ctxt.ts';
import type { FuncText } from '../obj/prog.ts';
import type { Func } from './func.ts';
import type { OpTable } from './op.ts';
import type { Program } from './program/program.ts';
import type { TypeId } from './type-table.ts';

/** Registers have numbers from 0: general ones up to 31, those of floats (and vectors) from here on. Masks are bits of one class. */
export const FirstFloat = 32;
/** No register. */
export const NoReg = 0xff;

/** What an operation asks of registers. Masks are of general registers (GP) and of float registers (FP); both 0: none. */
export class RegShape {
  /** The registers that each argument may be in. The last entry stands for all further arguments. Both masks 0: it is only kept alive, wherever it is. */
  readonly inGP: Int32Array;
  readonly inFP: Int32Array;
  /** The same for each result: one for most operations. */
  readonly outGP: Int32Array;
  readonly outFP: Int32Array;
  /** What is destroyed beside the results. No argument that lives on may be there; an argument that dies may. */
  readonly clobberGP: number;
  readonly clobberFP: number;
  /** The argument that is the base of a memory operand; -1 for none. */
  readonly base: number;
  /** The results are written before all arguments are read: their registers must differ from the arguments' (but for ResultInArg0), and so must clobbered ones. */
  readonly early: boolean;

  constructor(
    inGP: readonly number[],
    inFP: readonly number[],
    outGP: readonly number[],
    outFP: readonly number[],
    clobberGP: number,
    clobberFP: number,
    base: number,
    early: boolean,
  ) {
    this.inGP = Int32Array.from(inGP);
    this.inFP = Int32Array.from(inFP);
    this.outGP = Int32Array.from(outGP);
    this.outFP = Int32Array.from(outFP);
    this.clobberGP = clobberGP;
    this.clobberFP = clobberFP;
    this.base = base;
    this.early = early;
  }
}

/** The registers of a machine, and how its frames look. */
export interface Registers {
  /** Names by number, '' where there is no register. */
  readonly names: readonly string[];
  /** Which can be allocated. */
  readonly allocGP: number;
  readonly allocFP: number;
  /** The registers of ABIInternal by the numbers of rtype/abi.ts. */
  readonly abiInt: readonly number[];
  readonly abiFloat: readonly number[];
  /** The closure context: at the entry of a function that reads ClosurePtr, and at calls of closures. */
  readonly context: number;
  /** g; never allocated. */
  readonly g: number;
  readonly stackPointer: number;
  /** Where a call leaves the return address; NoReg where it is pushed. */
  readonly link: number;
  /**
   * A register outside the allocatable ones through which moves between memory and memory, and cycles of parallel moves, may
   * go: one Copy or LoadReg writes it and a following Copy or StoreReg reads it, once, before any other operation. It
   * takes values of every kind.
   */
  readonly scratch: number;
  /** Bytes below the locals that belong to the frame for the link register: where outgoing arguments start, counted from SP. */
  readonly fixedFrame: number;
  /** Frames are multiples of it. */
  readonly stackAlign: number;
  /** The numbers that DWARF gives registers, by number. */
  readonly dwarf: readonly number[];
  /** How far the top of the locals lies below the canonical frame address, that of the function's stack arguments. */
  readonly localsBelowCFA: number;
}

/** A slot of the frame that holds pointers and whose address is taken: the collector finds it only by this record. */
export interface StackObject {
  /** As `Allocation.slotOffset`. */
  readonly offset: number;
  readonly type: TypeId;
}

/** What allocation decided, as emission reads it. */
export class Allocation {
  /** The register of each value; NoReg for none. */
  reg: Uint8Array = empty8;
  /** The value of the function as it was that each is, or is a copy of. */
  orig: Int32Array = empty32;
  /** By value, not 0 for StoreReg, LoadReg and phis in memory: see `spillOffset`. */
  slot: Int32Array = empty32;
  /**
   * Of StoreReg and LoadReg values: the offset of the spill slot. Offsets in the frame count from the top of the locals, so they
   * are negative. A value of InFrameArgs or more counts from the function's own stack arguments instead (the home of a
   * parameter): InFrameArgs + offset.
   */
  spillOffset: Int32Array = empty32;
  /** The offset of each of `f.slots`, counted in the same way. */
  slotOffset: Int32Array = empty32;
  /** Bytes of all locals, whole words. */
  localsSize = 0;
  /** Bytes of outgoing arguments and results of the calls made, whole words; they are at the bottom of the frame. */
  outArgsSize = 0;
  /** Of operations that are safe points: the index of their stack map; -1 for none. By value. */
  stackMap: Int32Array = empty32;
  /** The content of the FUNCDATA symbols ArgsPointerMaps and LocalsPointerMaps. */
  argsMap: Uint8Array = empty8;
  localsMap: Uint8Array = empty8;
  /** The frame, or the function's own arguments, are larger than gc allows: of the frame nothing but its sizes is known. */
  isTooLarge = false;
  /** The index of the stack map for the call of deferreturn at the function's end; -1 where it has none. */
  deferReturnMap = -1;
  stackObjects: readonly StackObject[] = [];
  /** The content of the FUNCDATA symbol ArgLiveInfo; empty: no argument came in registers. */
  argLiveInfo: Uint8Array = empty8;
  /** Of operations that are safe points: what PCDATA_ArgLiveIndex is there. By value; empty where it is 1 everywhere. */
  argLive: Int32Array = empty32;
}

/** Frames are smaller, in bytes; so are a function's own arguments and results. Source: gc's ssagen/pgen.go. */
export const maxFrame = 1 << 30;

export const InFrameArgs = 0x40000000;

const empty8 = new Uint8Array(0);
const empty32 = new Int32Array(0);

/** A machine. */
export interface CompileMachine {
  /** As in GOARCH. */
  readonly name: string;
  readonly ops: OpTable;
  readonly regs: Registers;
  /** What an operation (the machine's, or a general one that may stand after `select`) asks of registers; the registers of calls aside. */
  shape(op: number): RegShape;
  /** Zeroing and copying of at most this many bytes is made of single stores; lowering leaves Zero and Move of any size, this says what is cheap. */
  readonly inlineZero: number;
  readonly inlineMove: number;
  /** Whether the machine multiplies and adds with one rounding, rounds floats and so on without asking the processor first: by GOAMD64 and the like. */
  hasFMA(p: Program): boolean;
  /** Replaces the general operations by the machine's. Afterwards every block has its values in an order that emission keeps. */
  select(p: Program, f: Func): void;
  /** Makes the instructions of an allocated function. The caller then runs obj/plist.ts finishFunc. */
  emit(p: Program, f: Func, a: Allocation, cx: Ctxt): FuncText;
}
