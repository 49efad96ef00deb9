// The link of a program in parts: a base, which is most often what the distribution has of it, and behind it what is the user's. Each
// part is a link of its own with its own symbols. What the base consists of is known when it is known what the user's part asks
// of it, so that both are flooded by turns: the user's part asks for symbols, methods and types in interfaces, the base answers
// with what it asks for in turn (main.main, methods that it calls through interfaces), until nobody asks for more. Then the base
// is linked to a `Base`, and the user's part is linked behind it with no knowledge of it but that. So the base depends on what
// was asked in which round alone; a build that asks the same finds it in the cache, and reads nothing else of the distribution.
//
// A base may consist of parts itself: each is linked behind those before it, and to the last one it answers for all.
//
// Here is the last part. What parts have in common is in split-half.ts, how they ask each other in split-talk.ts, what a base that was found
// answers in recalled.ts, and what is made of the others in split-base.ts. Who links says which parts there are: split-demand.ts,
// split-archives.ts.
//
// The image is the same whether the base was found or made. What lies where: split-layout.ts.

import { wordsOf } from '../base/endian.ts';
import { type Base, type BaseKnown, type InitTask, sharedSections } from './base.ts';
import type { LinkOptions } from './ctxt.ts';
import { Dwarf } from './dwarf.ts';
import { writeDynamic } from './dynamic.ts';
import { fipsInfo, fipsInfoName, fipsSum, fipsSumLength, putFipsSum } from './fips.ts';
import { elfAround } from './format/elf.ts';
import { mainTasks } from './inittask.ts';
import { defineBorders, groupRodata, textAddress } from './layout.ts';
import { defineTls, entryAddress, entryName, setStrings } from './link.ts';
import { buildinfo, moduledata } from './moduledata.ts';
import { pclntab } from './pclntab.ts';
import type { Recalled } from './recalled.ts';
import { writeSegment } from './relocate.ts';
import { type BaseLink, fillForeign, placeEmpty, filledVars } from './split-base.ts';
import { Unfit, type Half } from './split-half.ts';
import { type PartLayout, placePart, placeProgram, placesOf } from './split-layout.ts';
import { converseAll, Side } from './split-talk.ts';
import { stackCheck } from './stackcheck.ts';
import * as SymKind from './symkind.ts';
import { typelink } from './typelink.ts';

/** Whether a program may be linked in parts. */
export function canSplit(options: LinkOptions): boolean {
  const { textAddr, dataAddr, funcAlign, randLayout, eager, debugNosplit, dumpDep, compressDwarf, noDwarf } = options;
  if (!compressDwarf && !noDwarf) return false;
  if (debugNosplit || dumpDep) return false;
  return textAddr < 0 && dataAddr < 0 && funcAlign === 0 && randLayout === 0 && !eager;
}

/** A program, and how many symbols it has. */
export interface LinkedImage {
  readonly image: Uint8Array;
  readonly symbols: number;
}

/** Links the user's part behind a base that was found; `recalled`: which it is. */
export function finishBehind(link: OwnLink, recalled: Recalled<Base>): LinkedImage {
  converseAll(link.side, recalled, []);
  return link.finish(placed(link.place(recalled.base), null, recalled));
}

/** A first part at the places that the program wants; `making` is null where it was found. */
export function placed(places: readonly number[], making: BaseLink | null, recalled: Recalled<Base> | null): Base {
  if (making !== null) return making.finish(places, null);
  const { base } = recalled!;
  if (places.some((p, i) => p !== base.places[i])) throw new Unfit();
  return base;
}

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
    const checks = cx.fipsSyms.length > 0 || base.foreign.some(f => f.name === fipsInfoName);
    putFipsSum(cx, image, checks ? fipsSum(cx, image) : base.fipsSum);
    this.half.check();
    return { image, symbols: base.facts.symbols + tab.countReachable() };
  }
}
