// The parts in which a program of objects made on demand is linked (split-demand.ts), and what goes into such a link and comes out of it.

import type { Base, BaseFacts } from './base.ts';
import type { DemandInput, ObjectInput } from './demand.ts';
import type { LinkedImage } from './split.ts';

/** The packages that every program has, and what they import. */
export const RuntimePart = 0;
/** The other packages of the distribution. */
export const LibraryPart = 1;
/** The packages below the main one, where they are linked apart. */
export const PackagesPart = 2;
/** The rest. */
export const MainPart = 3;

/** One of the parts; each lies behind those with smaller numbers. */
export type PartNumber = typeof RuntimePart | typeof LibraryPart | typeof PackagesPart | typeof MainPart;

/** One of `lowerParts`. */
export type LowerPart = Exclude<PartNumber, typeof MainPart>;

/** Those that others lie behind. */
export const lowerParts: readonly LowerPart[] = [RuntimePart, LibraryPart, PackagesPart];

/** What a link in parts reads. */
export interface SplitInput extends DemandInput {
  /** The part of a package. */
  partOf(pkg: string): PartNumber;
  /** What the assembly of packages defines, by part, for those who find a base: see `BaseFacts`. */
  readonly assembly: readonly BaseFacts['assembly'][];
}

/** Objects by `abi name`. */
type Shadows = ReadonlyMap<string, ObjectInput>;

/** A base, and what a link behind it needs beside it. */
export interface Linked {
  readonly base: Base;
  /** The objects of the base that the parts behind it were read with. */
  readonly shadows: Shadows;
}

/** A base that was made. */
export interface Made extends Linked {
  /** The last part that it has. */
  readonly part: LowerPart;
}

/** What a link in parts comes to. */
export interface SplitResult extends LinkedImage {
  /** The bases that were made. */
  readonly made: readonly Made[];
  /** Of the bases that were found those that are in the program, with the last parts that they have. */
  readonly used: readonly { readonly part: LowerPart; readonly base: Base }[];
}

/** A base that was found. */
export interface Found extends Linked {
  /** This one, and then those of the same packages of which other things were asked. */
  readonly all: Iterable<Base>;
}

/** Where bases come from. */
export interface Bases {
  /** The base of a part and of all before it; null for none. */
  find(part: LowerPart): Found | null;
  /** Makes ready what is read where a part is made, and the part that is found before it; false: that failed. */
  open(part: LowerPart): boolean;
}

/** Whether a symbol is named by what it holds: each part has what it needs of such, but for what the base has already. */
export function isContent(name: string): boolean {
  return name.startsWith('go:constant.') || name.startsWith('go:string.') || isPlainType(name);
}

/**
 * Whether a descriptor is that of a type which is put together of predeclared ones alone. Predeclared ones themselves, and pointers to
 * them, are the runtime's, as with gc. One where `error` is embedded has methods.
 */
function isPlainType(name: string): boolean {
  if (!name.startsWith('type:') || name.startsWith('type:.') || /^type:\*?\w+$/.test(name)) return false;
  return !/[./]/.test(name.replace(/noalg\.(?:map\.)?|\.\.\./g, '')) && !/struct.*error/.test(name);
}
