// What the object stage needs to know of a machine: how its operations and registers are called, and the passes that turn
// a function's instructions into bytes. arch/ has one value of this for each machine.

import type { As } from './as.ts';
import type { Ctxt } from './ctxt.ts';
import type { FuncText, Prog } from './prog.ts';

/** A machine's back end from instructions on. */
export interface Machine {
  readonly name: string;
  readonly ptrSize: number;
  /** Pc deltas of the tables count units of this. */
  readonly pcQuantum: number;

  /** The name of an operation, a machine's or a general one. */
  opName(as: As): string;
  /** The suffix of an operation, with its dot; '' for 0. */
  suffixName(scond: number): string;
  regName(reg: number): string;
  /** An operand that is a list of registers. */
  regListName(lo: number): string;

  /** Complaints about the function as a whole, before anything is rewritten. */
  errorCheck(cx: Ctxt, f: FuncText): void;
  /** Rewrites one instruction: constants, thread-local storage, global data of shared libraries. */
  progEdit(cx: Ctxt, p: Prog): void;
  /** Lays out the frame: stack check, prologue, epilogues, offsets of arguments and locals. */
  preprocess(cx: Ctxt, f: FuncText): void;
  /** Encodes: fills the bytes and relocations of the symbol, and the pc of every instruction. */
  assemble(cx: Ctxt, f: FuncText): void;
}
