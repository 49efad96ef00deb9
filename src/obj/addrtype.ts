// What an operand of a Prog is.

export const None = 0;
export const Branch = 1; // a place in this function, or a symbol to jump to
export const TextSize = 2; // $frame-args of a TEXT
export const Mem = 3;
export const Const = 4;
export const FConst = 5;
export const SConst = 6;
export const Reg = 7;
export const Address = 8; // $x(SB): where memory is, not what it holds
export const Indir = 9; // *x(SB): through the pointer there
export const RegList = 10;

/** One of the constants above. */
export type Type = number;
