// What the parser is asked for.

/** The bodies of top-level functions are passed over; `parseBody` reads one later. Their errors are not reported. */
export const SkipBodies = 1;
/** Labels, break, continue, fallthrough and goto are checked, and branch statements get their targets. */
export const CheckBranches = 2;
/** A set of the above. */
export type Bits = number;
