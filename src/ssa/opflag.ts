// What is true of an operation whatever its arguments: bits by operation, see op-table.ts.

export const Commutative = 1 << 0;
export const Pure = 1 << 1;
export const Reads = 1 << 2;
export const Writes = 1 << 3;
export const Panics = 1 << 4;
export const Effect = 1 << 5;
export const Call = 1 << 6;
export const Remat = 1 << 7;
export const ClobberFlags = 1 << 8; // a machine's operation that changes the condition codes
export const ResultInArg0 = 1 << 9; // a machine's operation whose result must be where its first argument was
export const Faults = 1 << 10; // a machine's operation that faults when arg0 is nil

/** From this bit on, three bits say what the aux column names: auxkind.ts. */
export const AuxShift = 12;

/** What keeps an operation that nobody uses. */
export const Keep = Writes | Panics | Effect | Call;
