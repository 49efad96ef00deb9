// The kinds of an SSA value: what fits in one register. A Go value is a sequence of scalars (type-table.ts) or lives in
// memory. Signedness belongs to operations, not to kinds.

export const Void = 0; // no result
export const I8 = 1; // also bool
export const I16 = 2;
export const I32 = 3;
export const I64 = 4; // also uintptr, and pointers that the collector must not see
export const F32 = 5;
export const F64 = 6;
export const Ptr = 7; // traced by the collector
export const Flags = 8; // a machine's condition codes
export const V128 = 9; // 16 bytes on their way from memory to memory

export type Kind =
  | typeof Void
  | typeof I8
  | typeof I16
  | typeof I32
  | typeof I64
  | typeof F32
  | typeof F64
  | typeof Ptr
  | typeof Flags
  | typeof V128;

/** The names, as dumps print them. */
export const names: readonly string[] = ['void', 'i8', 'i16', 'i32', 'i64', 'f32', 'f64', 'ptr', 'flags', 'v128'];

const sizes = Uint8Array.of(0, 1, 2, 4, 8, 4, 8, 8, 0, 16);

/** Bytes in memory, on a machine with 64-bit pointers. */
export function size(kind: number): number {
  return sizes[kind]!;
}

/** I8 to I64. */
export function isInt(kind: number): boolean {
  return kind >= I8 && kind <= I64;
}

/** F32, F64. */
export function isFloat(kind: number): boolean {
  return kind === F32 || kind === F64;
}

/** The integer kind of this many bytes: 1, 2, 4, 8. */
export function intOfSize(bytes: number): Kind {
  return bytes === 1 ? I8 : bytes === 2 ? I16 : bytes === 4 ? I32 : I64;
}
