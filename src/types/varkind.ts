// What kind of variable a `Var` is.

export const Package = 1;
export const Local = 2;
export const Recv = 3;
export const Param = 4;
export const Result = 5;
export const Field = 6;
export type Kind = typeof Package | typeof Local | typeof Recv | typeof Param | typeof Result | typeof Field;
