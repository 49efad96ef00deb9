// The kinds of constant, in the order in which one is converted to the next.

export const Unknown = 0;
export const Bool = 1;
export const String = 2;
export const Int = 3;
export const Float = 4;
export const Complex = 5;
export type Kind = typeof Unknown | typeof Bool | typeof String | typeof Int | typeof Float | typeof Complex;
