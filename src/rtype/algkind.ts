// How values of a type are compared and hashed, under gc's names. The width of plain memory matters because the runtime
// has functions for the usual widths.

export const ANOEQ = 1; // cannot be compared
export const ANOALG = 2; // the same, because a part is internal to the compiler
export const AMEM = 3; // compared and hashed as bytes
export const AMEM0 = 4;
export const AMEM8 = 5;
export const AMEM16 = 6;
export const AMEM32 = 7;
export const AMEM64 = 8;
export const AMEM128 = 9;
export const ASTRING = 10;
export const AINTER = 11; // an interface with methods
export const ANILINTER = 12; // an interface without methods
export const AFLOAT32 = 13;
export const AFLOAT64 = 14;
export const ACPLX64 = 15;
export const ACPLX128 = 16;
export const ASPECIAL = 17; // needs functions of its own

/** One of the constants above. */
export type AlgKind = number;

/** Which of two parts decides for the whole: the one of higher rank. */
export function rank(a: AlgKind): number {
  switch (a) {
    case AMEM:
      return -1;
    case ASPECIAL:
      return 1;
    case ANOEQ:
      return 2;
    case ANOALG:
      return 3;
    default:
      return 0;
  }
}
