// Operations that every machine has: pseudo-instructions and control flow. A machine numbers its own from ArchSpecific.

export const XXX = 0;
export const CALL = 1;
export const DUFFCOPY = 2;
export const DUFFZERO = 3;
export const END = 4;
export const FUNCDATA = 5;
export const JMP = 6;
export const NOP = 7;
export const PCALIGN = 8;
export const PCALIGNMAX = 9;
export const PCDATA = 10;
export const RET = 11;
export const GETCALLERPC = 12;
export const TEXT = 13;
export const UNDEF = 14;

/** The first number of a machine's own operations. */
export const ArchSpecific = 16;

/** The names of the operations above, by number. */
export const names: readonly string[] =
  'XXX CALL DUFFCOPY DUFFZERO END FUNCDATA JMP NOP PCALIGN PCALIGNMAX PCDATA RET GETCALLERPC TEXT UNDEF'.split(' ');

/** The number of an operation, general or a machine's. */
export type As = number;
