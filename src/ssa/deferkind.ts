// How a deferred call is kept until the function returns.

export const Unknown = 0; // not decided yet
export const Open = 1; // open-coded: a bit and a slot of the frame
export const Stack = 2; // a record in the frame
export const Heap = 3; // a record in the heap: in a loop

export type Kind = typeof Unknown | typeof Open | typeof Stack | typeof Heap;
