// What the aux column of an operation's values is the number of.

export const None = 0; // nothing, or a small fact of the operation's own
export const Sym = 1; // a symbol of the program
export const Type = 2; // a type of the program
export const Call = 3; // a call of the function: Func.calls
export const Slot = 4; // a slot of the function's frame: Func.slots

export type Kind = typeof None | typeof Sym | typeof Type | typeof Call | typeof Slot;
