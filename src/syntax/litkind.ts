// The kinds of literal.

export const Int = 0;
export const Float = 1;
export const Imag = 2;
export const Rune = 3;
export const String = 4;
export type Kind = typeof Int | typeof Float | typeof Imag | typeof Rune | typeof String;
