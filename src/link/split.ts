// The link of a program in two parts: the base, which is what the distribution has of it, and behind it what is the user's. Each
// part is a link of its own with its own symbols. What the base consists of is known when it is known what the user's part asks
// of it, so that both are flooded by turns: the user's part asks for symbols, methods and types in interfaces, the base answers
// with what it asks for in turn (main.main, methods that it calls through interfaces), until nobody asks for more. Then the base
// is linked to a `Base`, and the user's part is linked behind it with no knowledge of it but that. So the base depends on what
// was asked in which round alone; a build that asks the same finds it in the cache, and reads nothing else of the distribution.
//
// The image is the same whether the base was found or made. What lies where: split-layout.ts.

import { putU32 } from '../base/endian.ts';
import { ofDistribution } from '../obj/goobj.ts';
import { pathToPrefix } from '../base/path-to-prefix.ts';
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
import { ArchivePart } from './archive-part.ts';
import { Ctxt, type LinkOptions } from './ctxt.ts';
import { Demand, type DemandInput, type ObjectInput, type Part, type SymbolRef } from './demand.ts';
import { Dwarf } from './dwarf.ts';
import { Errors, LinkFailure } from './failure.ts';
import { fipsInfo, fipsSum, fipsSumLength, markFips, putFipsSum } from './fips.ts';
import { baseSymbols, elfAround } from './format/elf.ts';
import { initTask, mainTasks, runtimeTasks } from './inittask.ts';
import { defineBorders, groupRodata, orderText, textAddress } from './layout.ts';
import { defineTls, entryAddress, entryName, pruneProfile, setStrings } from './link.ts';
import { checkLinkname } from './linkname.ts';
import { Loader, type OtherArchives } from './load.ts';
import { buildinfo, moduledata, moduledataSize } from './moduledata.ts';
import { funcTables, type FuncTables, pclntab } from './pclntab.ts';
import { Reach } from './reach.ts';
import { relocate, writeSegment } from './relocate.ts';
import { type PartLayout, placeBase, placePart, placeProgram, placesOf } from './split-layout.ts';
import { stackCheck } from './stackcheck.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, External, FileLocal, Reachable, type Sym } from './symtab.ts';
import { linkedTypes, typelink } from './typelink.ts';

/** What a link in two parts reads. */
export interface SplitInput extends DemandInput {
  /** Whether a package belongs to the base. */
  isBase(pkg: string): boolean;
  /** What the assembly of packages of the base defines, for those who find the base: see `BaseFacts`. */
  readonly assembly: BaseFacts['assembly'];
}

/** What a link in two parts comes to. */
export interface SplitResult {
  readonly image: Uint8Array;
  /** The base, where it was made. */
  readonly base: Base | null;
  /** Objects of the base that the user's part was read with, by `abi name`. */
  readonly shadows: ReadonlyMap<string, ObjectInput>;
}

/** Says that a program cannot be linked in two parts, or that a base does not fit. */
class Unfit extends Error {}

/** What a link behind a base that was found needs beside it. */
export interface Found {
  readonly base: Base;
  /** As `SplitResult` has them. */
  readonly shadows: ReadonlyMap<string, ObjectInput>;
}

/** Whether a program may be linked in two parts. */
export function canSplit(options: LinkOptions): boolean {
  const { textAddr, dataAddr, funcAlign, eager, debugNosplit, compressDwarf, noDwarf } = options;
  if (!compressDwarf && !noDwarf) return false;
  return textAddr < 0 && dataAddr < 0 && funcAlign === 0 && !eager && !debugNosplit;
}

/**
 * Links a program in two parts. Null where that cannot be done, where there are mistakes, which the plain link words, or where the
 * program asks other things of its base than `found` has.
 */
export function linkSplit(input: SplitInput, options: LinkOptions, found: Found | null): SplitResult | null {
  try {
    return found === null ? linkBoth(input, options) : linkBehind(input, options, found);
  } catch (e) {
    if (e instanceof Unfit || e instanceof LinkFailure) return null;
    throw e;
  }
}

// ---- The flood ----

/** How a part gets what it reaches. */
interface Source {
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
class Half {
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

  check(): void {
    if (this.cx.errors.messages.length > 0) throw new Unfit();
  }
}

function linkBoth(input: SplitInput, options: LinkOptions): SplitResult {
  const shadows = new Map<string, ObjectInput>();
  const base = startBase(input, options);
  const inits = input.packages.filter(p => input.isBase(p)).map(p => initTask(base.cx, `${pathToPrefix(p)}..inittask`));
  const assembly = assemblyNames(input);
  const isElsewhere = ({ name, abi }: SymbolRef): boolean => assembly.has(`${abi}${name}`);
  const link = new OwnLink(ownHalf(input, options, shadows, isElsewhere), options, inits);
  return { ...linkInTurns(base, link, options, inits, input.assembly), shadows };
}

/** Floods both parts, then links them. */
function linkInTurns(
  base: Half,
  link: OwnLink,
  options: LinkOptions,
  inits: InitTask[],
  assembly: BaseFacts['assembly'],
): Omit<SplitResult, 'shadows'> {
  const rounds: Round[] = [];
  for (;;) {
    const asks = link.asks();
    if (asks.length === 0 && rounds.length > 0) break;
    const answers = answer(base, asks, link.told);
    rounds.push({ asks, answers });
    if (answers.length === 0) break;
    link.hear(answers);
  }
  const made = new BaseLink(base, assembly, options, rounds, inits);
  const placed = link.place(made.known);
  const whole = made.finish(placed);
  return { image: link.finish(whole), base: whole };
}

function linkBehind(input: SplitInput, options: LinkOptions, found: Found): SplitResult {
  const { base } = found;
  const { rounds } = base.facts;
  const known = assemblyNames(input);
  for (const r of rounds) for (const a of r.asks) if (a[0] === 'r') known.add(a.slice(1));
  const shadows = new Map(found.shadows);
  const isElsewhere = ({ name, abi }: SymbolRef): boolean => {
    const key = `${abi}${name}`;
    return known.has(key) || shadows.has(key);
  };
  const link = new OwnLink(ownHalf(input, options, shadows, isElsewhere), options, base.facts.inittasks);
  return { image: finishBehind(link, base), base: null, shadows };
}

/** Links the user's part behind a base that was found. */
function finishBehind(link: OwnLink, base: Base): Uint8Array {
  for (const round of base.facts.rounds) {
    const asks = link.asks();
    if (asks.length !== round.asks.length || asks.some((a, i) => a !== round.asks[i])) throw new Unfit();
    link.hear(round.answers);
  }
  if (link.asks().length > 0) throw new Unfit();
  const placed = link.place(base);
  if (placed.some((p, i) => p !== base.places[i])) throw new Unfit();
  return link.finish(base);
}

/** What the assembly of the base defines: there is no object of it to be asked for. */
function assemblyNames(input: SplitInput): Set<string> {
  return new Set(input.assembly.flatMap(([, ...names]) => names));
}

/** A part of objects that are made on demand; `entry` is that of the program in the part that has it, otherwise ''. */
function demandHalf(input: DemandInput, options: LinkOptions, part: Part, entry: string): Half {
  return new Half(options, null, loader => {
    const demand = new Demand(loader, input, !options.noDwarf, part);
    demand.start(entry);
    return demand;
  });
}

/** The part of the input for which `mine` holds. */
function partOf(input: SplitInput, mine: (pkg: string) => boolean): DemandInput {
  return {
    ptrSize: input.ptrSize,
    packages: input.packages.filter(mine),
    objects: input.objects.filter(o => mine(o.pkg)),
    define: ref => input.define(ref),
  };
}

function startBase(input: SplitInput, options: LinkOptions): Half {
  const isMine = (pkg: string): boolean => input.isBase(pkg);
  const part: Part = { takes: isMine, isElsewhere: () => false, shadow: () => null, isDescribed: () => false };
  const half = demandHalf(partOf(input, isMine), options, part, entryName(options));
  rootBase(half, options);
  return half;
}

/** Marks what the base has whatever is asked of it. */
function rootBase({ cx, reach }: Half, options: LinkOptions): void {
  cx.foreign = [];
  markFips(cx);
  runtimeTasks(cx);
  reach.markName(entryName(options));
  reach.markName('runtime.unreachableMethod');
  for (const s of cx.fipsSyms) cx.tab.attr[s]! |= Reachable;
}

/** Adds to the base what the user's part asks for; what it asks for in turn. `told` is what both have said so far. */
function answer(base: Half, asks: readonly string[], told: Set<string>): string[] {
  const { reach, demand } = base;
  const { tab } = base.cx;
  for (const a of asks) {
    if (a[0] !== 'r' && a[0] !== 'i') reach.useMethods(a);
    else {
      const s = tab.lookupOrCreate(a.slice(2), Number(a[1]));
      if (a[0] === 'r') reach.mark(s);
      else reach.useInIface(s);
    }
  }
  demand.flood(reach);
  const out: string[] = [];
  for (let s = 1; s < tab.count; s++) {
    if ((tab.attr[s]! & (Elsewhere | Reachable)) !== (Elsewhere | Reachable)) continue;
    say(`s${tab.abi(s)}${tab.name(s)}`, told, out);
  }
  for (const use of reach.methodUses()) say(use, told, out);
  return out.sort();
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

class BaseLink {
  readonly known: BaseKnown;
  private readonly cx: Ctxt;
  private readonly dwarf: Dwarf | null;
  private readonly layout: PartLayout;

  constructor(
    half: Half,
    assembly: BaseFacts['assembly'],
    options: LinkOptions,
    rounds: readonly Round[],
    inittasks: InitTask[],
  ) {
    const { cx, reach, demand } = half;
    const { tab, loader } = cx;
    this.cx = cx;
    if (options.pruneWeakMap) reach.pruneMapInits(tab.lookup('runtime.mapinitnoop', 1));
    cx.rewritten = reach.rewritten;
    const strings: string[] = [];
    const handOver = (s: Sym): void => {
      loader.decode(s);
      tab.kind[s] = SymKind.Sxxx;
      cx.handedOver.push(s);
    };
    for (const [name] of filledVars) {
      const s = tab.lookup(name, 0);
      if (s !== 0) handOver(s);
    }
    for (const name of options.strings.keys()) {
      const s = tab.lookup(name, 0);
      if (s === 0 || !tab.isReachable(s) || tab.kind[s] === SymKind.Sxxx) continue;
      loader.decode(s);
      if (tab.gotype[s] === 0 || tab.name(tab.gotype[s]!) !== 'type:string') continue;
      strings.push(name);
      handOver(s);
    }
    demand.types();
    demand.describe();
    defineTls(cx);
    pruneProfile(cx);
    orderText(cx);
    this.dwarf = options.noDwarf ? null : new Dwarf(cx, cx.order);
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
    const sizes = sharedSections.map(name => layout.byName.get(name)!.length);
    sizes[0] = textEnd - textStart;
    if (layout.counters !== layout.countersEnd || layout.byName.has('.go.fuzzcntrs')) throw new Unfit();
    const facts: BaseFacts = {
      rounds,
      sizes,
      textEnd,
      strings,
      moduledataSize: moduledataSize(cx),
      nfiles: tables.nfiles,
      funcDataAlign: tables.dataAlign,
      inittasks,
      assembly,
    };
    this.known = {
      facts,
      names: this.names(height),
      pcln: [
        tables.names,
        tables.cutab,
        tables.filetab,
        tables.pctab,
        tables.pairs,
        tables.records,
        this.relocatedData(tables),
      ],
      typelinks: links.map(l => [l.str, tab.value[l.s]!] as const),
      itabs: itabs.map(s => tab.value[s]!),
      gcdata: layout.gcdata,
      gcbss: layout.gcbss,
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
  private names(height: (s: Sym) => number): BaseNames {
    const { cx } = this;
    const { tab, loader } = cx;
    const b = new BaseNamesBuilder();
    const textStart = cx.text.sections[0]!.vaddr;
    for (let s = 1; s < tab.count; s++) {
      const attr = tab.attr[s]!;
      if ((attr & (Reachable | Elsewhere | FileLocal)) !== Reachable || tab.sect[s] === 0) continue;
      const section = sharedSections.indexOf(cx.sections[tab.sect[s]!]!.name as '.text');
      const name = tab.name(s);
      if (section < 0 || name === '') continue;
      const isCode = section === 0;
      b.add(encodeUtf8(name), tab.abi(s), {
        kind: tab.kind[s]!,
        attr: attr & 0xffff,
        section,
        size: tab.size[s]!,
        value: tab.value[s]! - (isCode ? textStart : 0),
        height: isCode ? height(s) : 0,
        pkg: loader.objs[tab.obj[s]!]?.lib.pkg ?? '',
      });
    }
    return b.finish();
  }

  /** The base at its addresses. */
  finish(places: readonly number[]): Base {
    const { cx, layout, known } = this;
    const { sizes } = known.facts;
    placeBase(cx, layout, places);
    // An image of the base alone: code, read-only data, data.
    const [text, rodata, noptrdata, data] = places as [number, number, number, number];
    const { codePad } = cx.target;
    const dataAt = sizes[0]! + sizes[1]!;
    const image = new Uint8Array(dataAt + data + sizes[3]! - noptrdata);
    cx.text.vaddr = text;
    cx.rodata.vaddr = rodata;
    cx.rodata.fileoff = sizes[0]!;
    cx.data.vaddr = noptrdata;
    cx.data.fileoff = dataAt;
    writeSegment(cx, image, cx.text, codePad);
    writeSegment(cx, image, cx.rodata, 0);
    writeSegment(cx, image, cx.data, 0);
    if (cx.errors.messages.length > 0) throw new Unfit();
    const from = [0, sizes[0]!, dataAt, dataAt + data - noptrdata];
    const debug = this.dwarf?.baseDebug() ?? noDebug;
    return {
      ...known,
      ...debug,
      places,
      contents: from.map((at, i) => image.slice(at, at + sizes[i]!)),
      foreign: cx.foreign!,
      fipsSum: fipsSum(cx, image),
      symtab: baseSymbols(cx),
    };
  }
}

const noDebug: Pick<Base, 'debug' | 'gdbScript' | 'dies' | 'prototypes'> = {
  debug: new Map(),
  gdbScript: new Uint8Array(0),
  dies: new Map(),
  prototypes: [],
};

// ---- The user's part ----

/** A symbol of the base that the user's part refers to. */
interface Borrowed {
  readonly s: Sym;
  readonly section: number;
  readonly value: number;
}

/** Whether a symbol is named by what it holds: each part has what it needs of such, but for what the base has already. */
function isContent(name: string): boolean {
  return name.startsWith('go:constant.') || name.startsWith('go:string.');
}

/** The user's part of objects that are made on demand. */
function ownHalf(
  input: SplitInput,
  options: LinkOptions,
  shadows: Map<string, ObjectInput>,
  isElsewhere: (ref: SymbolRef) => boolean,
): Half {
  const isMine = (pkg: string): boolean => !input.isBase(pkg);
  const shadow = (ref: SymbolRef): ObjectInput | null => {
    const key = `${ref.abi}${ref.name}`;
    const known = shadows.get(key);
    if (known !== undefined) return known;
    const o = input.define(ref);
    if (o !== null) shadows.set(key, o);
    return o;
  };
  const mine = partOf(input, isMine);
  const main = mine.packages[mine.packages.length - 1]!;
  const own: DemandInput = {
    ...mine,
    define(ref) {
      const o = input.define(ref);
      return o !== null && isContent(ref.name) ? { ...o, pkg: main } : o;
    },
  };
  const isDescribed = (name: string): boolean => half.cx.placedBase?.dies.has(name.slice('type:'.length)) ?? false;
  const half = demandHalf(own, options, { takes: isMine, isElsewhere, shadow, isDescribed }, '');
  return half;
}

class OwnLink {
  /** What this part and the base have said to each other. */
  readonly told = new Set<string>();
  private readonly half: Half;
  private readonly options: LinkOptions;
  private readonly borrowed: Borrowed[] = [];
  private layout: PartLayout | null = null;

  constructor(half: Half, options: LinkOptions, inits: readonly InitTask[]) {
    this.half = half;
    this.options = options;
    const { cx, reach } = this.half;
    mainTasks(cx, inits);
    reach.mark(cx.mainInitTasks);
    reach.mark(cx.tab.lookupOrCreate('runtime.mapinitnoop', 1));
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
      if (isElsewhere && (attr & Reachable) !== 0) say(`r${what()}`, this.told, out);
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
      if (a[0] === 's') reach.mark(cx.tab.lookupOrCreate(a.slice(2), Number(a[1])));
      else reach.useMethods(a);
    }
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
    fipsInfo(cx, new Uint8Array(fipsSumLength));
    demand.types();
    this.borrow(base.names);
    this.checkPulls(base.names);
    orderText(cx);
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

  /** Finds symbols of the base. What both parts define the base has. */
  private borrow(names: BaseNames): void {
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
        if (isElsewhere && (attr & Reachable) !== 0) throw new Unfit();
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

  /** Variables without bytes are all at runtime.zerobase. */
  private placeEmpty(base: Base): void {
    const { tab } = this.half.cx;
    const zerobase = base.names.find('runtime.zerobase', 0);
    if (zerobase === null) return;
    const at = base.places[zerobase.section]! + zerobase.value;
    for (const s of this.layout!.byName.get('.noptrbss')!.syms) if (tab.size[s] === 0) tab.value[s] = at;
  }

  private checkPulls(names: BaseNames): void {
    const { tab, loader } = this.half.cx;
    if (!this.options.checkLinkname) return;
    for (const [o, s] of loader.pulled) {
      const found = (tab.attr[s]! & Elsewhere) === 0 ? null : names.find(tab.name(s), tab.abi(s));
      if (found === null) continue;
      if (!checkLinkname(o.lib.pkg, tab.name(s), { pkg: found.pkg, std: true }, found.attr)) throw new Unfit();
    }
  }

  /** The program. */
  finish(base: Base): Uint8Array {
    const { cx, demand } = this.half;
    const { tab, target } = cx;
    cx.placedBase = base;
    const layout = this.layout!;
    const sections = sharedSections.map(name => layout.byName.get(name)!);
    demand.describe();
    cx.readType = s => demand.open(s);
    for (const { s, section, value } of this.borrowed) {
      tab.sect[s] = sections[section]!.index;
      tab.value[s] = base.places[section]! + value;
    }
    this.placeEmpty(base);
    const debug = this.options.noDwarf ? [] : new Dwarf(cx, cx.order).sections();
    this.half.check();
    const image = elfAround(cx, debug, entryAddress(cx));
    const segments = [cx.text, cx.rodata, cx.data, cx.data];
    const offset = (i: number): number => sections[i]!.vaddr - segments[i]!.vaddr + segments[i]!.fileoff;
    base.contents.forEach((bytes, i) => image.set(bytes, offset(i)));
    writeSegment(cx, image, cx.text, target.codePad);
    writeSegment(cx, image, cx.rodata, 0);
    writeSegment(cx, image, cx.data, 0);
    for (const f of base.foreign) {
      const i = sharedSections.indexOf(f.section as '.text');
      const t = tab.lookup(f.name, f.abi);
      if (t === 0) throw new Unfit();
      const from = tab.addExternal(f.from, 0);
      tab.value[from] = base.places[i]!;
      tab.setRelocs(from, [f.off, f.size, f.type, f.add, t]);
      relocate(cx, from, image, offset(i));
    }
    putFipsSum(cx, image, base.fipsSum);
    this.half.check();
    return image;
  }
}

// ---- Archives ----

/** The archive of a package. */
export interface Archive {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** gc's archives of a program. */
export interface ArchiveInput extends Archive {
  /** The archive of a package by its import path; null where there is none. */
  open(pkg: string): Archive | null;
  /** The import paths of all packages that `open` may find. */
  readonly packages: readonly string[];
}

/** The packages of a base that was made from archives. */
export interface ArchiveBase {
  /** Those that the user's part imports, in the order in which it does. */
  readonly roots: readonly string[];
  /** All of them, with what importers expect of their export data. */
  readonly fingerprints: ReadonlyMap<string, string>;
  /** Where symbols are defined that the user's part was read with: prefixes of packages by `abi name`; '' for nowhere. */
  readonly homes: ReadonlyMap<string, string>;
  readonly base: Base;
}

/** What a link of archives in two parts comes to. */
export interface ArchiveResult {
  readonly image: Uint8Array;
  /** The base, where it was made. */
  readonly made: ArchiveBase | null;
}

/** As `linkSplit`, for archives: the base is what belongs to the distribution, the main package left out. */
export function linkArchives(
  input: ArchiveInput,
  options: LinkOptions,
  found: ArchiveBase | null,
): ArchiveResult | null {
  try {
    const roots: string[] = [];
    const expected = new Map<string, string>();
    const homes = new Map(found?.homes);
    let base: Half | null = null;
    const home = (name: string, abi: number): string => {
      const key = `${abi}${name}`;
      let prefix = homes.get(key);
      if (prefix === undefined) {
        if (base === null) throw new Unfit();
        const { tab, loader } = base.cx;
        const pkg = loader.objs[tab.obj[tab.lookup(name, abi)]!]?.lib.pkg;
        prefix = pkg === undefined ? '' : pathToPrefix(pkg);
        homes.set(key, prefix);
      }
      return prefix;
    };
    const own = archiveOwn(input, options, roots, expected, found, home);
    const fits = (prints: ReadonlyMap<string, string>): boolean => [...expected].every(([p, f]) => prints.get(p) === f);
    if (found !== null) {
      if (!fits(found.fingerprints)) return null;
      if (roots.length !== found.roots.length || roots.some((p, i) => p !== found.roots[i])) return null;
      return { image: finishBehind(new OwnLink(own, options, found.base.facts.inittasks), found.base), made: null };
    }
    base = archiveBase(input, options, roots);
    const { libs } = base.cx.loader;
    const fingerprints = new Map(libs.map(lib => [lib.pkg, lib.fingerprint]));
    if (!fits(fingerprints)) return null;
    const { cx } = base;
    const inits = libs.map(lib => initTask(cx, `${pathToPrefix(lib.pkg)}..inittask`));
    const link = new OwnLink(own, options, inits);
    const linked = linkInTurns(base, link, options, inits, []);
    return { image: linked.image, made: { roots, fingerprints, homes, base: linked.base! } };
  } catch (e) {
    if (e instanceof Unfit || e instanceof LinkFailure) return null;
    throw e;
  }
}

/** The part that is not the distribution's. `roots` gets what it imports of the base, `expected` the fingerprints. */
function archiveOwn(
  input: ArchiveInput,
  options: LinkOptions,
  roots: string[],
  expected: Map<string, string>,
  found: ArchiveBase | null,
  home: OtherArchives['home'],
): Half {
  const isStd = new Map<string, boolean>();
  const byPrefix = new Map<string, string>();
  const other: OtherArchives = {
    takes(pkg, fingerprint, from) {
      let is = isStd.get(pkg);
      if (is === undefined) {
        const archive = found?.fingerprints.has(pkg) === true ? null : input.open(pkg);
        is = archive === null ? found !== null : ofDistribution(archive.bytes);
        isStd.set(pkg, is);
        if (is && from !== '') roots.push(pkg);
      }
      if (is && from !== '') {
        if ((expected.get(pkg) ?? fingerprint) !== fingerprint) throw new Unfit();
        expected.set(pkg, fingerprint);
      }
      return is;
    },
    open(prefix) {
      if (byPrefix.size === 0) for (const pkg of input.packages) byPrefix.set(pathToPrefix(pkg), pkg);
      const pkg = byPrefix.get(prefix);
      return pkg === undefined ? null : input.open(pkg);
    },
    home,
  };
  return new Half(options, other, loader => {
    loader.addLib('main', input.file, '');
    loader.readAll(pkg => (pkg === 'main' ? input : input.open(pkg)));
    loader.loadSyms();
    return new ArchivePart(loader, options.target.ptrSize, true);
  });
}

function archiveBase(input: ArchiveInput, options: LinkOptions, roots: readonly string[]): Half {
  const half = new Half(options, null, loader => {
    for (const pkg of roots) loader.addLib(pkg, pkg, '');
    loader.readAll(pkg => input.open(pkg));
    loader.loadSyms();
    return new ArchivePart(loader, options.target.ptrSize, false);
  });
  rootBase(half, options);
  return half;
}
