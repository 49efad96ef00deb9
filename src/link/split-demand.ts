// The link of objects that are made on demand in parts (split.ts). There are up to three: the library, which is what the distribution
// has of the program, behind it the other packages below the main one, and the rest. Who links says which package is in which
// part. So an edit of the main package links that alone, and one of another package leaves the library what it is.

import { pathToPrefix } from '../base/path-to-prefix.ts';
import type { Base, BaseFacts, Round } from './base.ts';
import type { LinkOptions } from './ctxt.ts';
import { Demand, type DemandInput, type ObjectInput, type Part, type SymbolRef } from './demand.ts';
import { LinkFailure } from './failure.ts';
import { initTask } from './inittask.ts';
import { entryName } from './link.ts';
import { hasAlready, Recalled } from './recalled.ts';
import { BaseLink } from './split-base.ts';
import { Half, rootBase, Unfit } from './split-half.ts';
import { type Before, converse, Flooded, Middle } from './split-talk.ts';
import { finishBehind, type LinkedImage, OwnLink, placed } from './split.ts';

/** The library, the packages below the main one where they are linked apart, the rest. */
export type PartNumber = 0 | 1 | 2;

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

/** What a link in parts comes to. */
export interface SplitResult extends LinkedImage {
  /** The library, where it was made. */
  readonly library: Linked | null;
  /** All packages below the main one, where they were made as a base. */
  readonly packages: Linked | null;
  /** Of the bases that were found the one that is in the program; null for none. */
  readonly used: Base | null;
}

/** A base that was found. */
export interface Found extends Linked {
  /** This one, and then those of the same packages of which other things were asked. */
  readonly all: Iterable<Base>;
}

/** A library that was found, and what makes ready all that it is made from, where the program asks other things of it; false: that failed. */
export interface FoundLibrary extends Found {
  open(): boolean;
}

/**
 * Links a program in parts. Null where that cannot be done, where there are mistakes, which the plain link words, or where the
 * program does not fit behind `found`.
 */
export function linkSplit(input: SplitInput, options: LinkOptions, found: FoundLibrary | null): SplitResult | null {
  return fitting(() => new DemandLink(input, options, found).run());
}

/** As `linkSplit`, behind all packages below the main one. */
export function linkBehindAll(input: SplitInput, options: LinkOptions, found: Found): SplitResult | null {
  return fitting(() => {
    const { base } = found;
    const shadows = new Map(found.shadows);
    const isElsewhere = elsewhere(found, base.facts.assembly);
    const main = partHalf(input, options, 2, isElsewhere, ref => shadowOf(shadows, ref, () => input.define(ref)));
    const recalled = new Recalled(found.all, hasAlready, false);
    const linked = finishBehind(new OwnLink(main, options, base.facts.inittasks), recalled);
    return { ...linked, library: null, packages: null, used: recalled.base };
  });
}

function fitting(work: () => SplitResult): SplitResult | null {
  try {
    return work();
  } catch (e) {
    if (e instanceof Unfit || e instanceof LinkFailure) return null;
    throw e;
  }
}

class DemandLink {
  private readonly input: SplitInput;
  private readonly options: LinkOptions;
  private readonly found: FoundLibrary | null;
  /** Objects of the library that other parts read, and objects of all packages below the main one that it reads. */
  private readonly ofLibrary = new Map<string, ObjectInput>();
  private readonly ofPackages = new Map<string, ObjectInput>();
  /** Whether a symbol is known to be in the library. */
  private readonly inLibrary: Part['isElsewhere'];

  constructor(input: SplitInput, options: LinkOptions, found: FoundLibrary | null) {
    this.input = input;
    this.options = options;
    this.found = found;
    this.inLibrary = elsewhere(found, input.assembly[0]!);
  }

  run(): SplitResult {
    const { input, options, found, inLibrary } = this;
    const hasMiddle = input.packages.some(p => input.partOf(p) === 1);
    const whole = found === null ? this.library() : null;
    const inits = found?.base.facts.inittasks ?? tasksOf(whole!, input, 0);
    const recalled = found === null ? null : new Recalled(found.all, hasAlready, hasMiddle, () => this.reopened(found));
    const before: Before = recalled ?? new Flooded(whole!);
    const rounds: Round[] = [];
    const shadow = (ref: SymbolRef): ObjectInput | null => this.shadow(ref);

    if (!hasMiddle) {
      const link = new OwnLink(partHalf(input, options, 2, inLibrary, shadow), options, inits);
      converse(link.side, before, rounds);
      recalled?.end();
      const first = whole ?? recalled!.made;
      const making = first === null ? null : new BaseLink(first, input.assembly[0]!, options, rounds, inits, null);
      const base = placed(link.place(making?.known ?? recalled!.base), making, recalled);
      return { ...link.finish(base), ...this.result(base, making), packages: null };
    }

    const middle = partHalf(input, options, 1, inLibrary, shadow);
    const inMiddle = elsewhere(null, input.assembly[1]!);
    const main = partHalf(
      input,
      options,
      2,
      ref => inLibrary(ref) || inMiddle(ref),
      ref => shadowOf(this.ofPackages, ref, () => this.shadow(ref)),
    );
    const allInits = [...inits, ...tasksOf(middle, input, 1)];
    const second = new Middle(middle, before);
    const link = new OwnLink(main, options, allInits);
    converse(link.side, second, rounds);
    recalled?.end();
    const first = whole ?? recalled!.made;
    const [ofLibrary, ofOthers] = input.assembly as [BaseFacts['assembly'], BaseFacts['assembly']];
    const making = first === null ? null : new BaseLink(first, ofLibrary, options, second.rounds, inits, null);
    const known = making?.known ?? recalled!.base;
    const all = new BaseLink(middle, [...ofLibrary, ...ofOthers], options, rounds, allInits, {
      side: second.side,
      known,
    });
    const places = link.place(all.known);
    const libraryBase = placed(places, making, recalled);
    const base = all.finish(places, libraryBase);
    const linked = link.finish(base);
    return { ...linked, ...this.result(libraryBase, making), packages: { base, shadows: this.ofPackages } };
  }

  /** As `library`, where one was found of which something else is asked. */
  private reopened(found: FoundLibrary): Half {
    if (!found.open()) throw new Unfit();
    return this.library();
  }

  /** The library before it is flooded. */
  private library(): Half {
    const { input, options } = this;
    const part: Part = {
      takes: pkg => input.partOf(pkg) === 0,
      isElsewhere: () => false,
      shadow: () => null,
      isDescribed: () => false,
    };
    const half = demandHalf(inputOf(input, 0), options, part, entryName(options));
    rootBase(half, options);
    return half;
  }

  private result(base: Base, making: BaseLink | null): Pick<SplitResult, 'library' | 'used'> {
    return making === null ? { library: null, used: base } : { library: { base, shadows: this.ofLibrary }, used: null };
  }

  /** An object that a part is read with which it is not in. */
  private shadow(ref: SymbolRef): ObjectInput | null {
    const { ofLibrary, input } = this;
    const key = `${ref.abi}${ref.name}`;
    const known = ofLibrary.get(key);
    if (known !== undefined) return known;
    const o = this.found?.shadows.get(key) ?? input.define(ref);
    if (o !== null && input.partOf(o.pkg) === 0) ofLibrary.set(key, o);
    return o;
  }
}

function shadowOf(
  shadows: Map<string, ObjectInput>,
  { name, abi }: SymbolRef,
  find: () => ObjectInput | null,
): ObjectInput | null {
  const key = `${abi}${name}`;
  const known = shadows.get(key);
  if (known !== undefined) return known;
  const o = find();
  if (o !== null) shadows.set(key, o);
  return o;
}

/**
 * Whether a symbol is known to be in a base: of what assembly defines there is no object to be asked for, and what a base that was found
 * has need not be looked for.
 */
function elsewhere(found: Found | null, assembly: BaseFacts['assembly']): Part['isElsewhere'] {
  const known = new Set(assembly.flatMap(([, ...names]) => names));
  return ({ name, abi }) => {
    const key = `${abi}${name}`;
    if (known.has(key)) return true;
    if (found === null || isContent(name)) return false;
    return found.shadows.has(key) || found.base.names.find(name, abi) !== null;
  };
}

function tasksOf({ cx }: Half, input: SplitInput, part: PartNumber): ReturnType<typeof initTask>[] {
  return inputOf(input, part).packages.map(p => initTask(cx, `${pathToPrefix(p)}..inittask`));
}

/** A part of objects that are made on demand; `entry` is that of the program in the part that has it, otherwise ''. */
function demandHalf(input: DemandInput, options: LinkOptions, part: Part, entry: string): Half {
  return new Half(options, null, loader => {
    const demand = new Demand(loader, input, !options.noDwarf, part);
    demand.start(entry);
    return demand;
  });
}

/** What a part reads. */
function inputOf(input: SplitInput, part: PartNumber): DemandInput {
  return {
    ptrSize: input.ptrSize,
    packages: input.packages.filter(p => input.partOf(p) === part),
    objects: input.objects.filter(o => input.partOf(o.pkg) === part),
    define: ref => input.define(ref),
  };
}

/** Whether a symbol is named by what it holds: each part has what it needs of such, but for what the base has already. */
function isContent(name: string): boolean {
  return name.startsWith('go:constant.') || name.startsWith('go:string.');
}

/** A part that lies behind the library. */
function partHalf(
  input: SplitInput,
  options: LinkOptions,
  part: PartNumber,
  isElsewhere: Part['isElsewhere'],
  shadow: Part['shadow'],
): Half {
  const mine = inputOf(input, part);
  const last = mine.packages[mine.packages.length - 1]!;
  const own: DemandInput = {
    ...mine,
    define(ref) {
      const o = input.define(ref);
      return o !== null && isContent(ref.name) ? { ...o, pkg: last } : o;
    },
  };
  const isDescribed = (name: string): boolean => half.cx.placedBase?.dies.has(name.slice('type:'.length)) ?? false;
  const takes = (pkg: string): boolean => input.partOf(pkg) === part;
  const half = demandHalf(own, options, { takes, isElsewhere, shadow, isDescribed }, '');
  return half;
}
