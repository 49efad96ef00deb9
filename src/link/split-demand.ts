// The link of objects that are made on demand in parts (split.ts). There are up to four: the runtime and what it needs, behind it the
// rest of the library, the other packages below the main one, and the main package. Who links says which package is in which part. Each
// part but the last becomes, with all that lies before it, a base that is kept. So an edit of the main package links that alone, one of
// another package leaves the library what it is, and where the library is asked for more, the runtime mostly has all that it is asked.

import { pathToPrefix } from '../base/path-to-prefix.ts';
import type { BaseFacts, BaseKnown, InitTask, Round } from './base.ts';
import type { LinkOptions } from './ctxt.ts';
import { Demand, type DemandInput, type ObjectInput, type Part, type SymbolRef } from './demand.ts';
import { LinkFailure } from './failure.ts';
import { initTask } from './inittask.ts';
import { entryName } from './link.ts';
import { hasAlready, Recalled } from './recalled.ts';
import { BaseLink } from './split-base.ts';
import { Half, rootBase, rootFips, Unfit } from './split-half.ts';
import { elsewhere, Lower, type Work } from './split-lower.ts';
import {
  type Bases,
  type Found,
  isContent,
  LibraryPart,
  type LowerPart,
  lowerParts,
  MainPart,
  type PartNumber,
  RuntimePart,
  type SplitInput,
  type SplitResult,
} from './split-parts.ts';
import { converseAll, type Side } from './split-talk.ts';
import { finishBehind, OwnLink } from './split.ts';

/**
 * Links a program in parts. Null where that cannot be done, where there are mistakes, which the plain link words, or where the
 * program does not fit behind the bases that are found.
 */
export function linkSplit(input: SplitInput, options: LinkOptions, bases: Bases): SplitResult | null {
  return fitting(() => new DemandLink(input, options, bases).run());
}

/** As `linkSplit`, behind all packages below the main one, which are `found`; `part` is the last of them. */
export function linkBehindAll(
  input: SplitInput,
  options: LinkOptions,
  found: Found,
  part: LowerPart,
): SplitResult | null {
  return fitting(() => {
    const { base } = found;
    const shadows = new Map(found.shadows);
    const isElsewhere = elsewhere(found, base.facts.assembly);
    const main = partHalf(input, options, MainPart, isElsewhere, ref =>
      shadowOf(shadows, ref, () => input.define(ref)),
    );
    const recalled = new Recalled(found.all, hasAlready, false);
    const linked = finishBehind(new OwnLink(main, options, base.facts.inittasks), recalled);
    return { ...linked, made: [], used: [{ part, base: recalled.base }] };
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

class DemandLink implements Work {
  private readonly input: SplitInput;
  private readonly options: LinkOptions;
  private readonly bases: Bases;
  /** The parts before the last that the program has. */
  private readonly parts: readonly LowerPart[];

  constructor(input: SplitInput, options: LinkOptions, bases: Bases) {
    this.input = input;
    this.options = options;
    this.bases = bases;
    this.parts = lowerParts.filter(part => input.packages.some(p => input.partOf(p) === part));
  }

  run(): SplitResult {
    const before = this.below(MainPart)!; // every program has the runtime
    const link = new OwnLink(this.half(MainPart, before), this.options, before.inits);
    const rounds: Round[] = [];
    converseAll(link.side, before, rounds);
    const base = before.base(link.place(before.known(rounds)));
    const linked = link.finish(base);
    return { ...linked, made: before.made(), used: before.used() };
  }

  /** What lies before a part; null for the first. */
  below(part: PartNumber): Lower | null {
    const last = this.parts.filter(p => p < part).pop();
    return last === undefined ? null : new Lower(this, last, part === MainPart);
  }

  find(part: LowerPart): Found | null {
    return this.bases.find(part);
  }

  /** A part before it is flooded. */
  half(part: PartNumber, before: Lower | null): Half {
    const half = before === null ? this.first() : this.behind(part, before);
    if (part === (this.parts.includes(LibraryPart) ? LibraryPart : MainPart)) rootFips(half);
    if (before === null) rootBase(half, this.options);
    return half;
  }

  private first(): Half {
    const { input, options } = this;
    const part: Part = {
      takes: pkg => input.partOf(pkg) === RuntimePart,
      isElsewhere: () => false,
      shadow: () => null,
      isDescribed: () => false,
    };
    return demandHalf(inputOf(input, RuntimePart), options, part, entryName(options));
  }

  private behind(part: PartNumber, before: Lower): Half {
    const { input, options } = this;
    return partHalf(input, options, part, before.has, ref => before.shadow(ref));
  }

  /** Makes ready what a part is made from. */
  open(part: LowerPart): void {
    if (!this.bases.open(part)) throw new Unfit();
  }

  tasks(half: Half, part: PartNumber): InitTask[] {
    return inputOf(this.input, part).packages.map(p => initTask(half.cx, `${pathToPrefix(p)}..inittask`));
  }

  assembly(part: LowerPart): BaseFacts['assembly'] {
    return this.input.assembly.slice(0, part + 1).flat();
  }

  define(ref: SymbolRef): ObjectInput | null {
    return this.input.define(ref);
  }

  partOf(pkg: string): PartNumber {
    return this.input.partOf(pkg);
  }

  link(
    half: Half,
    part: LowerPart,
    rounds: readonly Round[],
    inits: readonly InitTask[],
    lower: { readonly side: Side; readonly known: BaseKnown } | null,
  ): BaseLink {
    return new BaseLink(half, this.assembly(part), this.options, rounds, inits, lower);
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

/** A part that lies behind others. */
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
