// What a selector x.f that is no qualified identifier stands for.

export const FieldVal = 0; // a field of a struct
export const MethodVal = 1; // a method, bound to x
export const MethodExpr = 2; // a method of the type x, as a function
export type Kind = typeof FieldVal | typeof MethodVal | typeof MethodExpr;
