// Where a symbol of the link goes: the kinds of obj/symkind.ts refined by what the layout must keep together. The order of
// the numbers is the order in the image; gc's link has the same, and its tools expect what follows from it.

export const Sxxx = 0; // undefined
export const Text = 1;
export const TextFipsStart = 2;
export const TextFips = 3;
export const TextFipsEnd = 4;
export const TextEnd = 5;

export const Type = 8; // type descriptors
export const GoString = 10;
export const GoFunc = 11; // function descriptors: `f·f`
export const GcBits = 12;
export const Rodata = 13;
export const RodataFipsStart = 14;
export const RodataFips = 15;
export const RodataFipsEnd = 16;
export const Pclntab = 19;
// Read-only data of position independent programs that holds addresses. No symbol's kind: `dataByKind` sets them apart.
export const TypeRelro = 20;
export const GoFuncRelro = 21;
export const RodataRelro = 22;
export const Typelink = 28;
export const Itablink = 29;

export const BuildInfo = 31;
export const FipsInfo = 32;
export const ModuleData = 36;
export const NoptrData = 39;
export const NoptrDataFipsStart = 40;
export const NoptrDataFips = 41;
export const NoptrDataFipsEnd = 42;
export const Data = 45;
export const DataFipsStart = 46;
export const DataFips = 47;
export const DataFipsEnd = 48;

export const Bss = 51;
export const NoptrBss = 52;
export const FuzzCounter = 53;
export const CoverageCounter = 54;
export const CoverageAux = 55;
export const TlsBss = 56;

/** From here on symbols take no room in the program's memory. */
export const FirstUnallocated = 57;
export const DwarfSect = 66;
export const DwarfCuInfo = 67;
export const DwarfConst = 68;
export const DwarfFcn = 69;
export const DwarfAbsFcn = 70;
export const DwarfType = 71;
export const DwarfVar = 72;
export const DwarfRange = 73;
export const DwarfLoc = 74;
export const DwarfLines = 75;
export const DwarfAddr = 76;
export const SehUnwindInfo = 77;

/** One of the constants above. */
export type Kind = number;

/** The kind that an object's kind (obj/symkind.ts) starts as. */
export const fromObj: Uint8Array = new Uint8Array([
  Sxxx,
  Text,
  TextFips,
  Rodata,
  RodataFips,
  NoptrData,
  NoptrDataFips,
  Data,
  DataFips,
  Bss,
  NoptrBss,
  TlsBss,
  DwarfCuInfo,
  DwarfConst,
  DwarfFcn,
  DwarfAbsFcn,
  DwarfType,
  DwarfVar,
  DwarfRange,
  DwarfLoc,
  DwarfLines,
  DwarfAddr,
  FuzzCounter,
  CoverageCounter,
  CoverageAux,
  SehUnwindInfo,
]);

/** Whether a symbol of this kind is code. */
export function isText(kind: Kind): boolean {
  return kind >= Text && kind <= TextEnd;
}

/** Whether a symbol of this kind is a variable. */
export function isData(kind: Kind): boolean {
  return kind >= NoptrData && kind <= NoptrBss;
}

/** What gc's messages call a kind. */
export function kindName(kind: Kind): string {
  return names.get(kind) ?? `SymKind(${kind})`;
}

const names: ReadonlyMap<Kind, string> = new Map([
  [Sxxx, 'Sxxx'],
  [Text, 'STEXT'],
  [TextFips, 'STEXTFIPS'],
  [Rodata, 'SRODATA'],
  [RodataFips, 'SRODATAFIPS'],
  [NoptrData, 'SNOPTRDATA'],
  [NoptrDataFips, 'SNOPTRDATAFIPS'],
  [Data, 'SDATA'],
  [DataFips, 'SDATAFIPS'],
  [Bss, 'SBSS'],
  [NoptrBss, 'SNOPTRBSS'],
  [TlsBss, 'STLSBSS'],
  [CoverageCounter, 'SCOVERAGE_COUNTER'],
]);
