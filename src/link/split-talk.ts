// Parts of a program that ask each other until neither has more to say (split.ts).

import * as Attr from '../obj/attr.ts';
import * as Reloc from '../obj/reloctype.ts';
import { type BaseNames, type BaseSym, type Round, sharedSections } from './base.ts';
import { checkLinkname } from './linkname.ts';
import { Unfit, type Half } from './split-half.ts';
import type { PartLayout } from './split-layout.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, External, FileLocal, Reachable, type Sym } from './symtab.ts';

/** What lies before a part and answers what the part asks; `told` is what both have said so far. */
export interface Before {
  answer(asks: readonly string[], told: Set<string>): readonly string[];
  /** Nobody asks more unless more is answered: what still waits for something gives way to what does not. */
  settle(): void;
}

/** Lets the last part and what lies before it ask each other until neither has more to say; the rounds are added to `rounds`. */
export function converseAll(side: Side, before: Before, rounds: Round[]): void {
  converse(side, before, rounds, true);
  before.settle();
  converse(side, before, rounds, true);
}

/** Lets a part and what lies before it ask each other; `again`: what lies before it may have something to say though nothing is asked. */
function converse(side: Side, before: Before, rounds: Round[], again: boolean): void {
  for (let isFirst = again; ; isFirst = false) {
    const asks = side.asks();
    if (asks.length === 0 && !isFirst) return;
    const answers = before.answer(asks, side.told);
    if (asks.length > 0 || answers.length > 0 || rounds.length === 0) rounds.push({ asks, answers });
    if (answers.length === 0) return;
    side.hear(answers);
  }
}

/** A first part that is being made. */
export class Flooded implements Before {
  private readonly half: Half;

  constructor(half: Half) {
    this.half = half;
  }

  answer(asks: readonly string[], told: Set<string>): string[] {
    const { half } = this;
    const { tab } = half.cx;
    half.take(asks);
    half.demand.flood(half.reach);
    const out: string[] = [];
    for (let s = 1; s < tab.count; s++) {
      if ((tab.attr[s]! & (Elsewhere | Reachable)) !== (Elsewhere | Reachable)) continue;
      say(`s${tab.abi(s)}${tab.name(s)}`, told, out);
    }
    for (const use of half.reach.methodUses()) say(use, told, out);
    return out.sort();
  }

  settle(): void {}
}

function say(what: string, told: Set<string>, out: string[]): void {
  if (told.has(what)) return;
  told.add(what);
  out.push(what);
}

/** A symbol of the base that the user's part refers to. */
interface Borrowed {
  readonly s: Sym;
  readonly section: number;
  readonly value: number;
}

/** A part and what it has to do with what lies before it. */
export class Side {
  readonly half: Half;
  /** What this part and what lies before it have said to each other. */
  readonly told = new Set<string>();
  /** The symbols that what lies before it has asked for. */
  readonly heard: string[] = [];
  /** Those of which it need not be said again that they are used. */
  private readonly asked = new Set<Sym>();
  private readonly borrowed: Borrowed[] = [];

  constructor(half: Half) {
    this.half = half;
    half.reach.mark(half.cx.tab.lookupOrCreate('runtime.mapinitnoop', 1));
  }

  /** Floods; what the part asks of the base beyond what it has asked for: symbols, types in interfaces, methods. */
  asks(): string[] {
    const { cx, demand, reach } = this.half;
    const { tab } = cx;
    demand.flood(reach);
    const out: string[] = [];
    for (let s = 1; s < tab.count; s++) {
      const attr = tab.attr[s]!;
      const isElsewhere = (attr & Elsewhere) !== 0;
      const what = (): string => `${tab.abi(s)}${tab.name(s)}`;
      // What was asked of this part lies behind it.
      if (isElsewhere && (attr & Reachable) !== 0 && !this.asked.has(s)) {
        this.asked.add(s);
        if (!this.told.has(`s${what()}`)) say(`r${what()}`, this.told, out);
      }
      const isOpen = isElsewhere || ((attr & External) !== 0 && tab.kind[s] === SymKind.Sxxx);
      if ((attr & Attr.UsedInIface) === 0) continue;
      if (isOpen || this.sharesMethods(s)) say(`i${what()}`, this.told, out);
    }
    for (const use of reach.methodUses()) say(use, this.told, out);
    return out.sort();
  }

  /** Whether the base may have a type too that has methods, and would have to keep them for this part. */
  private sharesMethods(s: Sym): boolean {
    const { tab } = this.half.cx;
    const bits = Attr.Dupok | Attr.GoType | Reachable;
    if ((tab.attr[s]! & bits) !== bits || tab.obj[s] === 0) return false;
    if (this.half.cx.loader.objs[tab.obj[s]!]!.go === null) return false;
    for (let r = tab.relocFirst[s]!, end = r + tab.relocCount[s]!; r < end; r++) {
      if (tab.rType[r] === Reloc.R_METHODOFF) return true;
    }
    return false;
  }

  /** Takes in what the base asks for. */
  hear(answers: readonly string[]): void {
    const { cx, reach } = this.half;
    for (const a of answers) {
      this.told.add(a);
      if (a[0] === 's') {
        reach.mark(cx.tab.lookupOrCreate(a.slice(2), Number(a[1])));
        this.heard.push(a);
      } else reach.useMethods(a);
    }
  }

  /** Finds symbols of the base. What both parts define the base has; what neither has may only a part behind this one have. */
  borrow(names: BaseNames, isLast: boolean): void {
    const { cx } = this.half;
    const { tab, loader } = cx;
    for (let s = 1; s < tab.count; s++) {
      const attr = tab.attr[s]!;
      const isElsewhere = (attr & Elsewhere) !== 0;
      const isOpen = isElsewhere || ((attr & External) !== 0 && tab.kind[s] === SymKind.Sxxx);
      const isLocal = (attr & FileLocal) !== 0;
      if (!isOpen && ((attr & Attr.Dupok) === 0 || isLocal)) {
        // gc's objects may both define a variable that one pulls from the other; the plain link knows which counts. A type must be there once.
        const isOnce = loader.isByName(s) || (attr & (Attr.GoType | Reachable)) === (Attr.GoType | Reachable);
        if (!isLocal && isOnce && this.find(names, s) !== null) throw new Unfit();
        continue;
      }
      const found = isLocal ? null : this.find(names, s);
      if (found === null) {
        // The plain link says what is missing.
        if (isLast && isElsewhere && (attr & Reachable) !== 0) throw new Unfit();
        // It may have been read, of the variables that the last part has.
        if (isElsewhere) tab.kind[s] = SymKind.Sxxx;
        continue;
      }
      if (!isOpen && found.size < tab.size[s]! && loader.isByContent(s)) continue;
      tab.attr[s] = attr | Elsewhere | Reachable;
      tab.kind[s] = found.kind;
      tab.size[s] = found.size;
      cx.heights.set(s, found.height);
      this.borrowed.push({ s, section: found.section, value: found.value });
    }
  }

  /** The symbol of the base that has the name of s. */
  private find(names: BaseNames, s: Sym): BaseSym | null {
    const { tab, loader } = this.half.cx;
    const o = loader.objs[tab.obj[s]!];
    if (o === null || o === undefined) {
      const name = tab.name(s);
      return name === '' ? null : names.find(name, tab.abi(s));
    }
    const at = tab.nameOff(s);
    const n = tab.nameLen(s);
    return n === 0 ? null : names.findAt(o.bytes, at, at + n, tab.abi(s));
  }

  /** Checks what this part refers to in the base by linkname. */
  checkPulls(names: BaseNames): void {
    const { tab, loader } = this.half.cx;
    if (!this.half.cx.options.checkLinkname) return;
    for (const [o, s] of loader.pulled) {
      const found = (tab.attr[s]! & Elsewhere) === 0 ? null : names.find(tab.name(s), tab.abi(s));
      if (found === null) continue;
      if (!checkLinkname(o.lib.pkg, tab.name(s), found, found.attr)) throw new Unfit();
    }
  }

  /** Places what is borrowed, in the sections of `byName`, which start at `places`. */
  placeBorrowed(byName: PartLayout['byName'], places: readonly number[]): void {
    const { tab } = this.half.cx;
    for (const { s, section, value } of this.borrowed) {
      tab.sect[s] = byName.get(sharedSections[section]!)!.index;
      tab.value[s] = places[section]! + value;
    }
  }
}

/** A part between the first and the last: to the last it answers for both. */
export class Middle implements Before {
  readonly side: Side;
  /** What it has asked of the first, and what that has answered. */
  readonly rounds: Round[] = [];
  private readonly before: Before;
  private isSettling = false;

  constructor(half: Half, before: Before) {
    half.cx.foreign = [];
    this.side = new Side(half);
    this.before = before;
  }

  answer(asks: readonly string[], told: Set<string>): string[] {
    const { side } = this;
    const { half } = side;
    const { tab } = half.cx;
    half.take(asks);
    converse(side, this.before, this.rounds, this.isSettling || this.rounds.length === 0);
    this.isSettling = false;
    const out: string[] = [];
    for (const a of side.heard) {
      if ((tab.attr[tab.lookup(a.slice(2), Number(a[1]))]! & Elsewhere) !== 0) say(a, told, out);
    }
    for (const use of half.reach.methodUses()) say(use, told, out);
    return out.sort();
  }

  settle(): void {
    this.isSettling = true;
    this.before.settle();
  }
}
