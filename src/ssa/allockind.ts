// What an Alloc is for, and where it will live.

export const Var = 0; // a variable whose address is taken or that is too large for registers: heap if it escapes
export const New = 1; // new(T), &T{}: heap if it escapes, or if too large for the stack
export const Closure = 2; // the record of a closure
export const Temp = 3; // made by the compiler; never escapes by construction
export const Buffer = 4; // an optional buffer for a runtime call: nil where it would escape

export type Kind = typeof Var | typeof New | typeof Closure | typeof Temp | typeof Buffer;
