// The link of a program in two parts: the base, which is what the distribution has of it, and behind it what is the user's. Each
// part is a link of its own with its own symbols. What the base consists of is known when it is known what the user's part asks
// of it, so that both are flooded by turns: the user's part asks for symbols, methods and types in interfaces, the base answers
// with what it asks for in turn (main.main, methods that it calls through interfaces), until nobody asks for more. Then the base
// is linked to a `Base`, and the user's part is linked behind it with no knowledge of it but that. So the base depends on what
// was asked in which round alone; a build that asks the same finds it in the cache, and reads nothing else of the distribution.
//
// A base may consist of two parts itself: the second is linked behind the first, and to the last it answers for both (split-archives.ts).
//
// The image is the same whether the base was found or made. What lies where: split-layout.ts.

import { joinBytes } from '../base/bytewriter.ts';
import { putU32, wordsOf } from '../base/endian.ts';
import { longBytes } from '../base/long-bytes.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import * as Attr from '../obj/attr.ts';
import * as Reloc from '../obj/reloctype.ts';
import {
  type Base,
  type BaseFacts,
  type BaseKnown,
  type BaseNames,
  BaseNamesBuilder,
  type BaseSym,
  type InitTask,
  type Round,
  sharedSections,
} from './base.ts';
import { Ctxt, type ForeignRef, type LinkOptions } from './ctxt.ts';
import { Dwarf } from './dwarf.ts';
import { writeDynamic } from './dynamic.ts';
import { Errors } from './failure.ts';
import { fipsInfo, fipsInfoName, fipsSum, fipsSumLength, markFips, putFipsSum } from './fips.ts';
import { baseSymbols, elfAround } from './format/elf.ts';
import { mainTasks, runtimeTasks } from './inittask.ts';
import { defineBorders, groupRodata, orderText, textAddress } from './layout.ts';
import { defineTls, entryAddress, entryName, pruneProfile, setStrings } from './link.ts';
import { checkLinkname } from './linkname.ts';
import { Loader, type OtherArchives } from './load.ts';
import { orderByName } from './order.ts';
import { buildinfo, moduledata, moduledataSize } from './moduledata.ts';
import { neededRounds } from './needed.ts';
import { funcTables, type FuncTables, pclntab } from './pclntab.ts';
import { Reach } from './reach.ts';
import { relocate, writeSegment } from './relocate.ts';
import { type PartLayout, placeBase, placePart, placeProgram, placesOf } from './split-layout.ts';
import { stackCheck } from './stackcheck.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, External, FileLocal, Reachable, type Sym } from './symtab.ts';
import { linkedTypes, typelink } from './typelink.ts';

/** Says that a program cannot be linked in two parts, or that a base does not fit. */
export class Unfit extends Error {}

/** Whether a program may be linked in two parts. */
export function canSplit(options: LinkOptions): boolean {
  const { textAddr, dataAddr, funcAlign, randLayout, eager, debugNosplit, dumpDep, compressDwarf, noDwarf } = options;
  if (!compressDwarf && !noDwarf) return false;
  if (debugNosplit || dumpDep) return false;
  return textAddr < 0 && dataAddr < 0 && funcAlign === 0 && randLayout === 0 && !eager;
}

// ---- The flood ----

/** How a part gets what it reaches. */
interface Source {
  /** Its objects come in the order in which they are asked for, which nothing that is written may depend on. */
  readonly onDemand: boolean;
  /** Floods until everything that is reached is there, or known to be in the other part. */
  flood(r: Reach): void;
  /** Has the types of reached variables made or read. */
  types(): void;
  /** Has the types made that debug information tells of. */
  describe(): void;
  /** Has a symbol of the other part read. */
  open(s: Sym): void;
}

/** One of the parts while it is linked. */
export class Half {
  readonly cx: Ctxt;
  readonly demand: Source;
  readonly reach: Reach;

  /** `start` reads what is there before the flood. */
  constructor(options: LinkOptions, other: OtherArchives | null, start: (loader: Loader) => Source) {
    const errors = new Errors(options.allErrors);
    const { header, checkLinkname, eager, target } = options;
    const plain = { header, checkLinkname, eager, pcQuantum: target.minLC };
    const loader = new Loader(other === null ? plain : { ...plain, other }, errors);
    this.demand = start(loader);
    this.cx = new Ctxt(options, loader, errors);
    this.reach = new Reach(loader, target.ptrSize);
  }

  /** Marks what a part behind this one asks for. */
  take(asks: readonly string[]): void {
    const { reach } = this;
    const { tab } = this.cx;
    for (const a of asks) {
      if (a[0] !== 'r' && a[0] !== 'i') reach.useMethods(a);
      else {
        const s = tab.lookupOrCreate(a.slice(2), Number(a[1]));
        if (a[0] === 'r') reach.mark(s);
        else reach.useInIface(s);
      }
    }
  }

  check(): void {
    if (this.cx.errors.messages.length > 0) throw new Unfit();
  }

  /** Puts in order what is reached, when it is known. */
  order(): void {
    if (this.demand.onDemand) orderByName(this.cx);
    orderText(this.cx);
  }
}

/** A program, and how many symbols it has. */
export interface LinkedImage {
  readonly image: Uint8Array;
  readonly symbols: number;
}

/** Links the user's part behind a base that was found; `recalled`: which it is. */
export function finishBehind(link: OwnLink, recalled: Recalled<Base>): LinkedImage {
  converse(link.side, recalled, []);
  recalled.end();
  return link.finish(placed(link.place(recalled.base), null, recalled));
}

/** What lies before a part and answers what the part asks; `told` is what both have said so far. */
export interface Before {
  answer(asks: readonly string[], told: Set<string>): readonly string[];
}

/** Lets a part and what lies before it ask each other until neither has more to say; the rounds are added to `rounds`. */
export function converse(side: Side, before: Before, rounds: Round[]): void {
  for (;;) {
    const asks = side.asks();
    if (asks.length === 0 && rounds.length > 0) return;
    const answers = before.answer(asks, side.told);
    rounds.push({ asks, answers });
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
}

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

/** A first part at the places that the program wants; `making` is null where it was found. */
export function placed(places: readonly number[], making: BaseLink | null, recalled: Recalled<Base> | null): Base {
  if (making !== null) return making.finish(places, null);
  const { base } = recalled!;
  if (places.some((p, i) => p !== base.places[i])) throw new Unfit();
  return base;
}

/** Marks what the base has whatever is asked of it. */
export function rootBase({ cx, reach }: Half, options: LinkOptions): void {
  cx.foreign = [];
  markFips(cx);
  runtimeTasks(cx);
  reach.markName(entryName(options));
  reach.markName('runtime.unreachableMethod');
  for (const s of cx.fipsSyms) cx.tab.attr[s]! |= Reachable;
}

function say(what: string, told: Set<string>, out: string[]): void {
  if (told.has(what)) return;
  told.add(what);
  out.push(what);
}

// ---- The base ----

/** What the user's part has of the runtime's variables, since the link fills them. */
const filledVars: readonly (readonly [name: string, type: string, kind: number])[] = [
  ['runtime.firstmoduledata', 'type:runtime.moduledata', SymKind.ModuleData],
  ['runtime.lastmoduledatap', 'type:*runtime.moduledata', SymKind.NoptrData],
];

export class BaseLink {
  readonly known: BaseKnown;
  private readonly half: Half;
  private readonly cx: Ctxt;
  private readonly dwarf: Dwarf | null;
  private readonly layout: PartLayout;
  private readonly side: Side | null;

  /** `before`: what lies before the part, null where it is the first; `rounds` and `inittasks` tell of that too. */
  constructor(
    half: Half,
    assembly: BaseFacts['assembly'],
    options: LinkOptions,
    rounds: readonly Round[],
    inittasks: readonly InitTask[],
    before: { readonly side: Side; readonly known: BaseKnown } | null,
  ) {
    const { cx, reach, demand } = half;
    const { tab, loader } = cx;
    this.half = half;
    this.cx = cx;
    this.side = before?.side ?? null;
    const known = before?.known ?? null;
    cx.base = known;
    if (options.pruneWeakMap) reach.pruneMapInits(tab.lookup('runtime.mapinitnoop', 1));
    cx.rewritten = reach.rewritten;
    const strings: string[] = [...(known?.facts.strings ?? [])];
    const handOver = (s: Sym): void => {
      loader.decode(s);
      tab.kind[s] = SymKind.Sxxx;
      cx.handedOver.push(s);
    };
    for (const name of [...filledVars.map(([v]) => v), fipsInfoName]) {
      const s = before === null ? tab.lookup(name, 0) : 0;
      if (s !== 0 && tab.isReachable(s)) handOver(s);
    }
    for (const name of options.strings.keys()) {
      const s = tab.lookup(name, 0);
      if (s === 0 || !tab.isReachable(s) || (tab.attr[s]! & Elsewhere) !== 0 || tab.kind[s] === SymKind.Sxxx) continue;
      loader.decode(s);
      if (tab.gotype[s] === 0 || tab.name(tab.gotype[s]!) !== 'type:string') continue;
      strings.push(name);
      handOver(s);
    }
    demand.types();
    if (before === null) demand.describe();
    defineTls(cx);
    if (before === null) pruneProfile(cx);
    else {
      for (const name of ['runtime.unreachableMethod', 'runtime.deferreturn']) tab.lookupOrCreate(name, 1);
      before.side.borrow(before.known.names, false);
      before.side.checkPulls(before.known.names);
    }
    half.order();
    this.dwarf = options.noDwarf || before !== null ? null : new Dwarf(cx, cx.order);
    const height = stackCheck(cx);
    textAddress(cx);
    const { links, itabs } = linkedTypes(cx);
    const tables = funcTables(cx);
    groupRodata(cx);
    const layout = placePart(cx);
    this.layout = layout;
    half.check();
    const textStart = cx.text.sections[0]!.vaddr;
    const textEnd = textStart + cx.text.sections[0]!.length - cx.target.minLC;
    const sizes = sharedSections.map(name => layout.byName.get(name)?.length ?? 0);
    sizes[0] = textEnd - textStart;
    if (layout.counters !== layout.countersEnd || layout.byName.has('.go.fuzzcntrs')) throw new Unfit();
    if (known !== null) {
      this.side!.placeBorrowed(
        layout.byName,
        sharedSections.map(name => (name === '.text' ? textStart : 0)),
      );
      placeEmpty(cx, layout, known.names, 0);
    }
    const names = this.names(height, known?.names ?? null);
    const methods = rounds.flatMap(r => [...r.asks, ...r.answers]).filter(a => !/^[ris]/.test(a));
    const facts: BaseFacts = {
      rounds: half.demand.onDemand ? neededRounds(cx, rounds, names, known?.facts.rounds ?? null) : rounds,
      methods,
      sizes,
      textEnd,
      symbols: (known?.facts.symbols ?? 0) + tab.countReachable(),
      relatives: (known?.facts.relatives ?? 0) + cx.relativeCount,
      strings,
      moduledataSize: known?.facts.moduledataSize ?? moduledataSize(cx),
      nfiles: tables.nfiles,
      funcDataAlign: tables.dataAlign,
      inittasks,
      assembly,
    };
    this.known = {
      facts,
      names,
      pcln: [
        tables.names,
        tables.cutab,
        tables.filetab,
        tables.pctab,
        tables.pairs,
        tables.records,
        this.relocatedData(tables),
      ],
      typelinks: [...(known?.typelinks ?? []), ...links.map(l => [l.str, tab.value[l.s]!] as const)],
      itabs: [...(known?.itabs ?? []), ...itabs.map(s => tab.value[s]!)],
      gcdata: known === null ? layout.gcdata : joinBytes([known.gcdata, layout.gcdata]),
      gcbss: known === null ? layout.gcbss : joinBytes([known.gcbss, layout.gcbss]),
    };
  }

  /** The data of functions: types are named by their places in .rodata. */
  private relocatedData(t: FuncTables): Uint8Array {
    const { tab } = this.cx;
    const textStart = this.cx.text.sections[0]!.vaddr;
    for (let i = 0; i < t.dataRelocs.length; i += 5) {
      const s = t.dataRelocs[i + 4]!;
      if (!tab.isReachable(s)) continue;
      const at = tab.value[s]! - (SymKind.isText(tab.kind[s]!) ? textStart : 0);
      putU32(t.data, t.dataRelocs[i]!, at + t.dataRelocs[i + 3]!);
    }
    return t.data;
  }

  /** The symbols that others may name; data symbols have no addresses yet. */
  private names(height: (s: Sym) => number, before: BaseNames | null): BaseNames {
    const { cx } = this;
    const { tab, loader } = cx;
    const b = new BaseNamesBuilder();
    const sectionOf = cx.sections.map(sect => sharedSections.indexOf(sect?.name as '.text'));
    const textStart = cx.text.sections[0]!.vaddr;
    for (let s = 1; s < tab.count; s++) {
      const attr = tab.attr[s]!;
      if ((attr & (Reachable | Elsewhere | FileLocal)) !== Reachable || tab.sect[s] === 0) continue;
      const section = sectionOf[tab.sect[s]!]!;
      if (section < 0) continue;
      const o = loader.objs[tab.obj[s]!] ?? null;
      const made = o === null ? encodeUtf8(tab.name(s)) : null; // a name that lies in no object
      const from = made === null ? tab.nameOff(s) : 0;
      const length = made?.length ?? tab.nameLen(s);
      if (length === 0) continue;
      const isCode = section === 0;
      b.add(made ?? o!.bytes, from, from + length, tab.abi(s), {
        kind: tab.kind[s]!,
        attr: attr & 0xffff,
        section,
        size: tab.size[s]!,
        value: tab.value[s]! - (isCode ? textStart : 0),
        height: isCode ? height(s) : 0,
        pkg: o?.lib.pkg ?? '',
        std: before === null,
      });
    }
    return b.finish(before);
  }

  /** The base at its addresses; `before` is what lies before the part. */
  finish(places: readonly number[], before: Base | null): Base {
    const { cx, layout, known } = this;
    const { sizes } = known.facts;
    placeBase(cx, layout, places);
    if (before !== null) {
      cx.placedBase = before;
      this.half.demand.describe();
      cx.readType = s => this.half.demand.open(s);
      this.side!.placeBorrowed(layout.byName, places);
    }
    // An image of the base alone: code, read-only data, data.
    const [text, rodata, relro, noptrdata, data] = places as [number, number, number, number, number];
    const { codePad } = cx.target;
    const relroAt = sizes[0]! + sizes[1]!;
    const dataAt = relroAt + sizes[2]!;
    const image = longBytes(dataAt + data + sizes[4]! - noptrdata);
    const from = [0, sizes[0]!, relroAt, dataAt, dataAt + data - noptrdata];
    before?.contents.forEach((bytes, i) => image.set(bytes, from[i]));
    cx.text.vaddr = text;
    cx.rodata.vaddr = rodata;
    cx.rodata.fileoff = sizes[0]!;
    cx.relro.vaddr = relro;
    cx.relro.fileoff = relroAt;
    cx.data.vaddr = noptrdata;
    cx.data.fileoff = dataAt;
    for (const seg of cx.segments) writeSegment(cx, image, seg, seg === cx.text ? codePad : 0);
    if (before !== null) cx.foreign!.push(...fillForeign(cx, before, image, from));
    if (cx.errors.messages.length > 0) throw new Unfit();
    const dwarf = before !== null && !cx.options.noDwarf ? new Dwarf(cx, cx.order) : this.dwarf;
    const debug = dwarf?.baseDebug() ?? noDebug;
    if (cx.errors.messages.length > 0) throw new Unfit();
    return {
      ...known,
      ...debug,
      places,
      contents: from.map((at, i) => image.subarray(at, at + sizes[i]!)),
      relative: joinBytes([before?.relative ?? new Uint8Array(0), wordBytes(cx.relative)]),
      foreign: cx.foreign!,
      fipsSum: before?.fipsSum ?? fipsSum(cx, image),
      symtab: baseSymbols(cx),
    };
  }
}

/** Fills in what a base refers to behind it; gives those references that lead to no symbol of this part. `at`: where sections start in the image. */
function fillForeign(cx: Ctxt, base: Base, image: Uint8Array, at: readonly number[]): ForeignRef[] {
  const { tab } = cx;
  const rest: ForeignRef[] = [];
  for (const f of base.foreign) {
    const i = sharedSections.indexOf(f.section as '.text');
    const t = tab.lookup(f.name, f.abi);
    if (t === 0 || (cx.foreign !== null && tab.kind[t] === SymKind.Sxxx)) {
      rest.push(f);
      continue;
    }
    const from = tab.addExternal(f.from, 0);
    tab.value[from] = base.places[i]!;
    tab.sect[from] = cx.sections.findIndex(sect => sect?.name === f.section);
    tab.setRelocs(from, [f.off, f.size, f.type, f.add, t]);
    relocate(cx, from, image, at[i]!);
  }
  return rest;
}

/** Numbers of 32 bits as bytes. */
function wordBytes(words: readonly number[]): Uint8Array {
  const out = new Uint8Array(4 * words.length);
  words.forEach((x, i) => putU32(out, 4 * i, x));
  return out;
}

/** Variables without bytes are all at runtime.zerobase; .noptrbss starts at `start`. */
function placeEmpty(cx: Ctxt, layout: PartLayout, names: BaseNames, start: number): void {
  const { tab } = cx;
  const zerobase = names.find('runtime.zerobase', 0);
  if (zerobase === null || sharedSections[zerobase.section] !== '.noptrbss') return;
  for (const s of layout.byName.get('.noptrbss')!.syms) if (tab.size[s] === 0) tab.value[s] = start + zerobase.value;
}

const noDebug: Pick<Base, 'debug' | 'gdbScript' | 'dies' | 'prototypes'> = {
  debug: new Map(),
  gdbScript: new Uint8Array(0),
  dies: new Map(),
  prototypes: [],
};

// ---- A part behind another ----

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
        // gc's objects may both define a variable that one pulls from the other; the plain link knows which counts.
        if (!isLocal && loader.isByName(s) && this.find(names, s) !== null) throw new Unfit();
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
    converse(side, this.before, this.rounds);
    const out: string[] = [];
    for (const a of side.heard) {
      if ((tab.attr[tab.lookup(a.slice(2), Number(a[1]))]! & Elsewhere) !== 0) say(a, told, out);
    }
    for (const use of half.reach.methodUses()) say(use, told, out);
    return out.sort();
  }
}

// ---- The user's part ----

export class OwnLink {
  readonly side: Side;
  private readonly half: Half;
  private readonly options: LinkOptions;
  private layout: PartLayout | null = null;

  constructor(half: Half, options: LinkOptions, inits: readonly InitTask[]) {
    this.half = half;
    this.options = options;
    const { cx, reach } = this.half;
    mainTasks(cx, inits);
    reach.mark(cx.mainInitTasks);
    this.side = new Side(half);
  }

  /** Lays the part out behind the base; gives the addresses of `sharedSections`. */
  place(base: BaseKnown): number[] {
    const { cx, demand, reach } = this.half;
    const { tab } = cx;
    cx.base = base;
    if (this.options.pruneWeakMap) reach.pruneMapInits(tab.lookupOrCreate('runtime.mapinitnoop', 1));
    cx.rewritten = reach.rewritten;
    defineTls(cx);
    const vars = [...filledVars, ...base.facts.strings.map(name => [name, 'type:string', SymKind.Data] as const)];
    for (const [name, type, kind] of vars) {
      tab.takeOver(tab.lookupOrCreate(name, 0)); // it may have been asked for
      const s = cx.create(name, kind);
      tab.gotype[s] = tab.lookupOrCreate(type, 0);
    }
    cx.moduledata = tab.lookup('runtime.firstmoduledata', 0);
    tab.lookupOrCreate(entryName(this.options), 0);
    for (const name of ['runtime.unreachableMethod', 'runtime.deferreturn']) tab.lookupOrCreate(name, 1);
    tab.takeOver(tab.lookupOrCreate(fipsInfoName, 0));
    fipsInfo(cx, new Uint8Array(fipsSumLength));
    demand.types();
    this.side.borrow(base.names, true);
    this.side.checkPulls(base.names);
    this.half.order();
    setStrings(cx);
    stackCheck(cx);
    textAddress(cx);
    typelink(cx);
    buildinfo(cx);
    const pcln = pclntab(cx);
    defineBorders(cx);
    groupRodata(cx);
    moduledata(cx, pcln);
    const layout = placePart(cx);
    this.layout = layout;
    placeProgram(cx, layout);
    this.half.check();
    return placesOf(layout);
  }

  /** The program. */
  finish(base: Base): LinkedImage {
    const { cx, demand } = this.half;
    const { target, tab, options } = cx;
    cx.placedBase = base;
    const layout = this.layout!;
    demand.describe();
    cx.readType = s => demand.open(s);
    this.side.placeBorrowed(layout.byName, base.places);
    placeEmpty(cx, layout, base.names, base.places[sharedSections.indexOf('.noptrbss')]!);
    const debug = this.options.noDwarf ? [] : new Dwarf(cx, cx.order).sections();
    this.half.check();
    const image = elfAround(cx, debug, entryAddress(cx));
    const offsets = [cx.text, cx.rodata, cx.relro, cx.data, cx.data].map((seg, i) => {
      const sect = layout.byName.get(sharedSections[i]!);
      return sect === undefined ? 0 : sect.vaddr - seg.vaddr + seg.fileoff;
    });
    base.contents.forEach((bytes, i) => image.set(bytes, offsets[i]));
    for (const seg of cx.segments) writeSegment(cx, image, seg, seg === cx.text ? target.codePad : 0);
    if (fillForeign(cx, base, image, offsets).length > 0) throw new Unfit();
    if (options.pie !== null) {
      const before = wordsOf(base.relative, base.relative.length / 4);
      writeDynamic(cx, image, [...before, ...cx.relative]);
    }
    // Where the check is in the program, what it reads was filled in just now, in the midst of what is summed up.
    const checks = base.foreign.some(f => f.name === fipsInfoName);
    putFipsSum(cx, image, checks ? fipsSum(cx, image) : base.fipsSum);
    this.half.check();
    return { image, symbols: base.facts.symbols + tab.countReachable() };
  }
}
