// All parts of a program before some part, as that one has them (split-demand.ts): a base that is found, or made where it must be.

import type { Base, BaseFacts, BaseKnown, InitTask, Round } from './base.ts';
import type { ObjectInput, Part, SymbolRef } from './demand.ts';
import { hasAlready, Recalled } from './recalled.ts';
import type { BaseLink } from './split-base.ts';
import type { Half } from './split-half.ts';
import { type Found, isContent, type LowerPart, type Made, type PartNumber } from './split-parts.ts';
import { type Before, Flooded, Middle, type Side } from './split-talk.ts';

/** The link that parts belong to. */
export interface Work {
  find(part: LowerPart): Found | null;
  /** Makes ready what a part is made from. */
  open(part: LowerPart): void;
  /** A part before it is flooded. */
  half(part: PartNumber, before: Lower | null): Half;
  tasks(half: Half, part: PartNumber): InitTask[];
  /** What assembly defines up to a part. */
  assembly(part: LowerPart): BaseFacts['assembly'];
  define(ref: SymbolRef): ObjectInput | null;
  partOf(pkg: string): PartNumber;
  /** What lies before a part; null for the first. */
  below(part: PartNumber): Lower | null;
  link(
    half: Half,
    part: LowerPart,
    rounds: readonly Round[],
    inits: readonly InitTask[],
    lower: { readonly side: Side; readonly known: BaseKnown } | null,
  ): BaseLink;
}

/** A part that is made. */
interface Making {
  readonly half: Half;
  /** What lies before it, and how it asks that; null for the first. */
  readonly lower: { readonly before: Lower; readonly middle: Middle } | null;
  readonly answers: Before;
  readonly inits: readonly InitTask[];
}

/** A part that others lie behind, with all that lies before it: a base that is found, or made where it must be. */
export class Lower implements Before {
  /** Whether a symbol is known to be here. */
  readonly has: Part['isElsewhere'];
  private readonly work: Work;
  private readonly part: LowerPart;
  private readonly found: Found | null;
  private readonly recalled: Recalled<Base> | null;
  /** Objects that parts behind it read. */
  private readonly shadows = new Map<string, ObjectInput>();
  private making: Making | null = null;
  /** What was asked of it by the time all was asked. */
  private rounds: readonly Round[] = [];
  private linking: BaseLink | null = null;
  private finished: Base | null = null;

  /** `isLast`: the main package lies behind it. */
  constructor(work: Work, part: LowerPart, isLast: boolean) {
    this.work = work;
    this.part = part;
    const found = work.find(part);
    this.found = found;
    this.recalled = found === null ? null : new Recalled(found.all, hasAlready, !isLast, () => this.opened().answers);
    const lower = found === null ? this.opened().lower : null;
    const known = elsewhere(found, work.assembly(part));
    this.has = lower === null ? known : ref => known(ref) || lower.before.has(ref);
  }

  private opened(): Making {
    if (this.making !== null) return this.making;
    const { work, part } = this;
    work.open(part);
    const before = work.below(part);
    const half = work.half(part, before);
    const inits = [...(before?.inits ?? []), ...work.tasks(half, part)];
    const middle = before === null ? null : new Middle(half, before);
    const lower = middle === null ? null : { before: before!, middle };
    this.making = { half, lower, answers: middle ?? new Flooded(half), inits };
    return this.making;
  }

  answer(asks: readonly string[], told: Set<string>): readonly string[] {
    return (this.recalled ?? this.opened().answers).answer(asks, told);
  }

  settle(): void {
    (this.recalled ?? this.opened().answers).settle();
  }

  get inits(): readonly InitTask[] {
    return this.found?.base.facts.inittasks ?? this.opened().inits;
  }

  /** An object that a part behind this one is read with. */
  shadow(ref: SymbolRef): ObjectInput | null {
    const { work, part, found, making, shadows } = this;
    const key = `${ref.abi}${ref.name}`;
    const known = shadows.get(key);
    if (known !== undefined) return known;
    const o = found?.shadows.get(key) ?? making?.lower?.before.shadow(ref) ?? work.define(ref);
    if (o !== null && work.partOf(o.pkg) <= part) shadows.set(key, o);
    return o;
  }

  /** What is known of it before it has addresses; `rounds`: what was asked. */
  known(rounds: readonly Round[]): BaseKnown {
    this.rounds = rounds;
    if (this.making === null) return this.recalled!.base; // it is made where none was found
    return this.linked(this.making).known;
  }

  private linked({ half, lower, inits }: Making): BaseLink {
    const lying = lower === null ? null : { side: lower.middle.side, known: lower.before.known(lower.middle.rounds) };
    this.linking = this.work.link(half, this.part, this.rounds, inits, lying);
    return this.linking;
  }

  /** The base at the places that the program wants. */
  base(places: readonly number[]): Base {
    if (this.linking === null) {
      const { base } = this.recalled!;
      if (places.every((p, i) => p === base.places[i])) return base;
      this.recalled!.remake();
      this.linked(this.making!);
    }
    const lower = this.making!.lower?.before.base(places) ?? null; // it was made just now, or before
    this.finished = this.linking!.finish(places, lower);
    return this.finished;
  }

  /** What of it, and of what lies before it, was made. */
  made(): Made[] {
    const { finished: base, part, shadows, making } = this;
    if (base === null) return [];
    return [...(making?.lower?.before.made() ?? []), { part, base, shadows }];
  }

  /** What of it, and of what lies before it, was found and is in the program. */
  used(): { part: LowerPart; base: Base }[] {
    if (this.finished === null) return [{ part: this.part, base: this.recalled!.base }];
    return this.making?.lower?.before.used() ?? [];
  }
}

/**
 * Whether a symbol is known to be in a base: of what assembly defines there is no object to be asked for, and what a base that was found
 * has need not be looked for.
 */
export function elsewhere(found: Found | null, assembly: BaseFacts['assembly']): Part['isElsewhere'] {
  const known = new Set(assembly.flatMap(([, ...names]) => names));
  return ({ name, abi }) => {
    const key = `${abi}${name}`;
    if (known.has(key)) return true;
    if (found === null || isContent(name)) return false;
    return found.shadows.has(key) || found.base.names.find(name, abi) !== null;
  };
}
