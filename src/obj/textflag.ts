// The flags of TEXT and GLOBL, as textflag.h of the Go distribution numbers them.

export const NOPROF = 1;
export const DUPOK = 2; // several definitions are one
export const NOSPLIT = 4; // no stack check
export const RODATA = 8;
export const NOPTR = 16;
export const WRAPPER = 32; // does not count as a frame for recover
export const NEEDCTXT = 64; // uses its context register
export const LOCAL = 128;
export const TLSBSS = 256;
export const NOFRAME = 512; // no frame, no saved frame pointer
export const REFLECTMETHOD = 1024;
export const TOPFRAME = 2048; // outermost frame of a stack
export const ABIWRAPPER = 4096;
export const PKGINIT = 8192;

/** The flags of a TEXT as an instruction listing prints them: those that print first come first. */
export const printed: readonly (readonly [flag: number, name: string])[] = [
  [DUPOK, 'DUPOK'],
  [NOSPLIT, 'NOSPLIT'],
  [REFLECTMETHOD, 'REFLECTMETHOD'],
  [WRAPPER, 'WRAPPER'],
  [NEEDCTXT, 'NEEDCTXT'],
  [NOFRAME, 'NOFRAME'],
  [ABIWRAPPER, 'ABIWRAPPER'],
  [PKGINIT, 'PKGINIT'],
];
