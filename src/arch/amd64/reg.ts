// Registers of amd64 as numbers. Their order puts what is tested as a range side by side; 0 is "none".

export const AL = 32;
export const R15B = AL + 15;
export const AX = 48;
export const CX = AX + 1;
export const DX = AX + 2;
export const BX = AX + 3;
export const SP = AX + 4;
export const BP = AX + 5;
export const SI = AX + 6;
export const DI = AX + 7;
export const R8 = AX + 8;
export const R12 = AX + 12;
export const R13 = AX + 13;
export const R14 = AX + 14;
export const R15 = AX + 15;
export const AH = 64;
export const BH = AH + 3;
export const F0 = 68;
export const M0 = 76;
export const K0 = 84;
export const X0 = 92;
export const Y0 = X0 + 32;
export const Z0 = Y0 + 32;
export const Z31 = Z0 + 31;
export const CS = Z0 + 32;
export const SS = CS + 1;
export const DS = CS + 2;
export const ES = CS + 3;
export const FS = CS + 4;
export const GS = CS + 5;
export const GDTR = CS + 6;
export const IDTR = CS + 7;
export const LDTR = CS + 8;
export const MSW = CS + 9;
export const TASK = CS + 10;
export const CR0 = CS + 11;
export const DR0 = CR0 + 16;
export const TR0 = DR0 + 8;
export const TLS = TR0 + 8;
/** One past the last register. */
export const End = TLS + 1;

/** g lives here under ABIInternal. */
export const G = R14;
/** Free at a function's entry. */
export const EntryTmp = R12;

const numbered = (prefix: string, n: number): string[] => Array.from({ length: n }, (_, i) => prefix + i);

/** Names in the order of the numbers, from AL on. */
export const names: readonly string[] = [
  ...'AL CL DL BL SPB BPB SIB DIB R8B R9B R10B R11B R12B R13B R14B R15B'.split(' '),
  ...'AX CX DX BX SP BP SI DI R8 R9 R10 R11 R12 R13 R14 R15 AH CH DH BH'.split(' '),
  ...numbered('F', 8),
  ...numbered('M', 8),
  ...numbered('K', 8),
  ...numbered('X', 32),
  ...numbered('Y', 32),
  ...numbered('Z', 32),
  ...'CS SS DS ES FS GS GDTR IDTR LDTR MSW TASK'.split(' '),
  ...numbered('CR', 16),
  ...numbered('DR', 8),
  ...numbered('TR', 8),
  'TLS',
];

/** The name of a register. */
export function regName(reg: number): string {
  return names[reg - AL] ?? `R???${reg}`;
}

// What the encodings say of a register: the number that goes into a field, and the bits of prefixes it needs.

/** The register needs the fifth bit of EVEX. */
export const High16 = 16;
/** The register needs REX.R, REX.X or REX.B, or what stands for them in VEX. */
export const High8 = 8;
/** A byte register that only exists with a REX prefix. */
export const NeedsRex = 64;

/** The low three bits of each register's number, or'd with High8, High16, NeedsRex; by register number. */
export const encoding: Uint8Array = makeEncoding();

function makeEncoding(): Uint8Array {
  const e = new Uint8Array(End);
  for (let i = 0; i < 16; i++) {
    e[AL + i] = (i & 7) | (i >= 8 ? High8 : i >= 4 ? NeedsRex : 0);
    e[AX + i] = (i & 7) | (i >= 8 ? High8 : 0);
    e[CR0 + i] = i & 8 ? High8 : 0;
  }
  for (let i = 0; i < 4; i++) e[AH + i] = 4 + i;
  for (let i = 0; i < 8; i++) e[F0 + i] = e[M0 + i] = e[K0 + i] = i;
  for (let i = 0; i < 32; i++)
    e[X0 + i] = e[Y0 + i] = e[Z0 + i] = (i & 7) | (i & 8 ? High8 : 0) | (i & 16 ? High16 : 0);
  return e;
}
