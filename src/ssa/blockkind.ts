// How a block ends.

export const Plain = 0; // one successor
export const If = 1; // control: I8; successors: not zero, zero
export const Ret = 2; // the results are in `rets`, see func.ts
export const Exit = 3; // not left: what is before does not return
export const JumpTable = 4; // control: I64 below the number of successors

/** From here on kinds are a machine's: two successors, its control has the kind Flags. */
export const Machine = 16;

export const names: readonly string[] = ['Plain', 'If', 'Ret', 'Exit', 'JumpTable'];
