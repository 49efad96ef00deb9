// What bases that were found had to say, in the place of a first part that is flooded (split.ts).

import * as Attr from '../obj/attr.ts';
import { type BaseKnown, type Round } from './base.ts';
import { Unfit } from './split-half.ts';
import type { Before } from './split-talk.ts';

/** Whether a base is what it is if this is asked of it besides. */
type Has = (ask: string) => boolean;

/** For objects on demand, where what lies where in a base depends on what it has alone: symbols, types in interfaces, methods that it keeps. */
export function hasAlready({ facts, names }: BaseKnown): Has {
  const methods = new Set(facts.methods);
  const dropped = new Set(facts.dropped);
  return ask => {
    if (ask[0] === 'm') return methods.has(ask) || !dropped.has(ask);
    if (ask[0] !== 'r' && ask[0] !== 'i') return methods.has(ask) || dropped.size === 0; // all of a name, all that are exported
    const found = names.find(ask.slice(2), Number(ask[1]));
    if (found === null) return ask[0] === 'i'; // nothing here leads to that type
    return ask[0] === 'r' || (found.attr & Attr.UsedInIface) !== 0;
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
  /** The one that fits what was asked so far, and what it has. */
  private current: { readonly base: B; readonly has: Has };
  private readonly others: Iterator<B>;
  private readonly hasOf: (base: B) => Has;
  private mayWait: boolean;
  private isSettled = false;
  private readonly make: (() => Before) | null;
  /** How many of its rounds were heard. */
  private next = 0;
  /** What was asked and answered so far. */
  private readonly said: Round[] = [];
  /** The part, where it had to be made. */
  private made: Before | null = null;
  /** What those who ask have heard. */
  private told = new Set<string>();

  /**
   * `bases`: at least one. `mayWait`: who asks may ask for more though nothing is answered, since another part asks in turn. `make` gives
   * the part that is made now, before it is asked anything; null where it is not to be made.
   */
  constructor(bases: Iterable<B>, hasOf: (base: B) => Has, mayWait: boolean, make: (() => Before) | null = null) {
    this.others = bases[Symbol.iterator]();
    this.hasOf = hasOf;
    this.current = this.opened(this.others.next().value as B);
    this.mayWait = mayWait;
    this.make = make;
  }

  private opened(base: B): { readonly base: B; readonly has: Has } {
    return { base, has: this.hasOf(base) };
  }

  get base(): B {
    return this.current.base;
  }

  answer(asks: readonly string[], told: Set<string>): readonly string[] {
    this.told = told;
    if (this.made !== null) return this.made.answer(asks, told);
    let answers = this.recall(asks, told);
    while (answers === null || (answers.length === 0 && this.isWaiting && !this.mayWait)) {
      const other = this.others.next();
      answers = null;
      if (other.done === true) break;
      this.current = this.opened(other.value);
      if (this.hasSaid()) answers = this.recall(asks, told);
    }
    if (answers !== null) {
      for (const a of answers) told.add(a);
      this.said.push({ asks, answers });
      return answers;
    }
    return this.madeNow().answer([...this.said.flatMap(r => r.asks), ...asks], told);
  }

  private madeNow(): Before {
    if (this.make === null) throw new Unfit();
    this.made = this.make();
    if (this.isSettled) this.made.settle();
    return this.made;
  }

  settle(): void {
    this.mayWait = false;
    this.isSettled = true;
    this.made?.settle();
  }

  /** Makes the part though its base has answered all: at other addresses it is another one. */
  remake(): void {
    this.settle();
    const more = this.madeNow().answer(
      this.said.flatMap(r => r.asks),
      this.told,
    );
    if (more.length > 0) throw new Unfit();
  }

  /** What the base answers to these, too; null: it is another one. */
  private recall(asks: readonly string[], told: ReadonlySet<string>): string[] | null {
    const { base, has } = this.current;
    const { rounds } = base.facts;
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
