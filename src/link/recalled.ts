// What bases that were found had to say, in the place of a first part that is flooded (split.ts).

import * as Attr from '../obj/attr.ts';
import { type BaseKnown, type Round } from './base.ts';
import { Unfit, type Half } from './split-half.ts';
import { type Before, Flooded } from './split-talk.ts';

/** Whether a base is what it is if this is asked of it besides. */
type Has = (ask: string) => boolean;

/** For objects on demand, where what lies where in a base depends on what it has alone: symbols, types in interfaces, methods that it keeps. */
export function hasAlready({ facts, names }: BaseKnown): Has {
  const methods = new Set(facts.methods);
  return ask => {
    if (ask[0] !== 'r' && ask[0] !== 'i') return methods.has(ask);
    const found = names.find(ask.slice(2), Number(ask[1]));
    return found !== null && (ask[0] === 'r' || (found.attr & Attr.UsedInIface) !== 0);
  };
}

/** Where the same must be asked in the same rounds. */
export function hasNothing(): Has {
  return () => false;
}

/**
 * What a base that was found had to say, of several the first that fits. One fits where all that made it what it is is asked for, and it
 * has what is asked besides. Where none does the first part is made after all, is asked all that was asked so far, and answers from there
 * on: who asks need not start over.
 */
export class Recalled<B extends BaseKnown> implements Before {
  /** The one that fits what was asked so far. */
  base: B;
  private readonly others: Iterator<B>;
  private readonly hasOf: (base: B) => Has;
  private readonly mayWait: boolean;
  private readonly make: (() => Half) | null;
  /** How many of its rounds were heard. */
  private next = 0;
  /** What was asked and answered so far. */
  private readonly said: Round[] = [];
  /** The part, where it had to be made. */
  made: Half | null = null;
  private flooded: Flooded | null = null;

  /**
   * `bases`: at least one. `mayWait`: who asks may ask for more though nothing is answered, since another part asks in turn. `make` makes
   * the part before it is flooded; null where it is not to be made.
   */
  constructor(bases: Iterable<B>, hasOf: (base: B) => Has, mayWait: boolean, make: (() => Half) | null = null) {
    this.others = bases[Symbol.iterator]();
    this.base = this.others.next().value as B;
    this.hasOf = hasOf;
    this.mayWait = mayWait;
    this.make = make;
  }

  answer(asks: readonly string[], told: Set<string>): readonly string[] {
    if (this.flooded !== null) return this.flooded.answer(asks, told);
    let answers = this.recall(asks, told);
    while (answers === null || (answers.length === 0 && this.isWaiting && !this.mayWait)) {
      const other = this.others.next();
      answers = null;
      if (other.done === true) break;
      this.base = other.value;
      if (this.hasSaid()) answers = this.recall(asks, told);
    }
    if (answers !== null) {
      for (const a of answers) told.add(a);
      this.said.push({ asks, answers });
      return answers;
    }
    if (this.make === null) throw new Unfit();
    this.made = this.make();
    this.flooded = new Flooded(this.made);
    return this.flooded.answer([...this.said.flatMap(r => r.asks), ...asks], told);
  }

  /** What the base answers to these, too; null: it is another one. */
  private recall(asks: readonly string[], told: ReadonlySet<string>): string[] | null {
    const { rounds } = this.base.facts;
    const has = this.hasOf(this.base);
    const wanted = new Set(rounds[this.next]?.asks);
    if (!asks.every(a => wanted.has(a) || has(a))) return null;
    const answers: string[] = [];
    let { next } = this;
    // What it answered to some is said as soon as these are asked: to more it answers no less.
    while (next < rounds.length && rounds[next]!.asks.every(a => told.has(a))) answers.push(...rounds[next++]!.answers);
    this.next = next;
    return answers.filter(a => !told.has(a));
  }

  /** Something that made the base what it is was not asked for yet. */
  private get isWaiting(): boolean {
    return this.next < this.base.facts.rounds.length;
  }

  /** All was asked for. */
  end(): void {
    if (this.flooded === null && this.isWaiting) throw new Unfit();
  }

  /** Whether the base would have answered as the ones before it. */
  private hasSaid(): boolean {
    this.next = 0;
    const told = new Set<string>();
    for (const { asks, answers } of this.said) {
      for (const a of asks) told.add(a);
      const out = this.recall(asks, told);
      if (out === null || out.length !== answers.length || out.some(a => !answers.includes(a))) return false;
      for (const a of out) told.add(a);
    }
    return true;
  }
}
