// What kind of memory a symbol of an object file stands for, with gc's numbers, so that gc's objects need no translation.
// The link refines these into sections (link/symkind.ts).

export const Sxxx = 0; // undefined: a reference
export const STEXT = 1; // machine code
export const STEXTFIPS = 2; // code of crypto/internal/fips140/..., kept together
export const SRODATA = 3;
export const SRODATAFIPS = 4;
export const SNOPTRDATA = 5; // initialised, without pointers
export const SNOPTRDATAFIPS = 6;
export const SDATA = 7; // initialised, may hold pointers
export const SDATAFIPS = 8;
export const SBSS = 9; // zero at start, may hold pointers
export const SNOPTRBSS = 10;
export const STLSBSS = 11; // thread-local
export const SDWARFCUINFO = 12;
export const SDWARFCONST = 13;
export const SDWARFFCN = 14; // a subprogram entry
export const SDWARFABSFCN = 15; // an abstract subprogram, for inlined calls
export const SDWARFTYPE = 16;
export const SDWARFVAR = 17;
export const SDWARFRANGE = 18;
export const SDWARFLOC = 19;
export const SDWARFLINES = 20;
export const SDWARFADDR = 21;
export const SLIBFUZZER_8BIT_COUNTER = 22;
export const SCOVERAGE_COUNTER = 23;
export const SCOVERAGE_AUXVAR = 24;
export const SSEHUNWINDINFO = 25;

/** The number of kinds. */
export const count = 26;

/** One of the constants above. */
export type Kind = number;

/** Whether a symbol of this kind is machine code. */
export function isText(kind: Kind): boolean {
  return kind === STEXT || kind === STEXTFIPS;
}
