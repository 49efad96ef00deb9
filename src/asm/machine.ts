// What the assembler needs to know of a machine beside its back end: the words of its language.

import type { As } from '../obj/as.ts';
import type { Machine } from '../obj/machine.ts';

// Pseudo registers.
export const FP = -1;
export const SB = -2;
export const PC = -4;

/** A machine that text can be assembled for. */
export interface AsmMachine extends Machine {
  /** Registers by name, the pseudo registers SB, FP and PC too. */
  readonly registers: ReadonlyMap<string, number>;
  /** The operation of a mnemonic, also of its other names; undefined for none. */
  instruction(word: string): As | undefined;
  /** All mnemonics, other names too. */
  mnemonics(): Iterable<string>;
  /** Whether the operand of this mnemonic is a place to go to. */
  isJump(word: string): boolean;
  /** Whether the only operand of this operation is its destination. */
  isUnaryDst(as: As): boolean;
  /** The number of a suffix that starts with a dot, or what is wrong with it. */
  parseSuffix(text: string): number | string;
  /** The packed form of a list of registers from one to another. */
  regList(first: number, last: number): number;
}
