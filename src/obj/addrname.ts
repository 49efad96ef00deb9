// Which pseudo register a memory operand counts from.

export const None = 0;
export const Extern = 1; // sym(SB)
export const Static = 2; // sym<>(SB)
export const Auto = 3; // x-8(SP)
export const Param = 4; // x+8(FP)
export const GotRef = 5; // sym@GOT(SB)

/** One of the constants above. */
export type Name = number;
