// What is known of a location of the flow graph: bits.

export const Escapes = 1; // it must be in the heap
export const Mutates = 2; // its value flows to what is written through
export const Calls = 4; // its value flows to what is called
export const Param = 8; // a parameter: its flows are asked for
export const Result = 16; // a result of a function
export const Root = 32; // it may outlive others, or its own address may flow
export const Carries = 64; // it carries values from one iteration of a loop to the next
