// A part that others are linked behind (split.ts): what becomes of it is a `Base`, which is kept.

import { joinBytes } from '../base/bytewriter.ts';
import { putU32 } from '../base/endian.ts';
import { longBytes } from '../base/long-bytes.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import {
  type Base,
  type BaseFacts,
  type BaseKnown,
  type BaseNames,
  BaseNamesBuilder,
  type InitTask,
  type Round,
  sharedSections,
} from './base.ts';
import type { Ctxt, ForeignRef, LinkOptions } from './ctxt.ts';
import { Dwarf } from './dwarf.ts';
import { fipsInfoName, fipsSum } from './fips.ts';
import { baseSymbols } from './format/elf.ts';
import { groupRodata, textAddress } from './layout.ts';
import { defineTls, pruneProfile } from './link.ts';
import { moduledataSize } from './moduledata.ts';
import { neededRounds } from './needed.ts';
import { funcTables, type FuncTables } from './pclntab.ts';
import { relocate, writeSegment } from './relocate.ts';
import { Unfit, type Half } from './split-half.ts';
import { type PartLayout, placeBase, placePart } from './split-layout.ts';
import type { Side } from './split-talk.ts';
import { stackCheck } from './stackcheck.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, FileLocal, Reachable, type Sym } from './symtab.ts';
import { linkedTypes } from './typelink.ts';

/** What the user's part has of the runtime's variables, since the link fills them. */
export const filledVars: readonly (readonly [name: string, type: string, kind: number])[] = [
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

  /** `before`: what lies before the part, null where it is the first; `assembly`, `rounds` and `inittasks` tell of that too. */
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
      const s = tab.lookup(name, 0);
      if (s !== 0 && tab.isReachable(s) && (tab.attr[s]! & Elsewhere) === 0) handOver(s);
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
      rounds: half.demand.onDemand
        ? neededRounds(cx, rounds, names, known?.facts.rounds ?? null, reach.usedMethods())
        : rounds,
      methods,
      dropped: [...new Set([...(known?.facts.dropped ?? []), ...reach.droppedMethods()])].sort(),
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
        std: o?.std === true,
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
      fipsSum: cx.fipsSyms.length > 0 ? fipsSum(cx, image) : (before?.fipsSum ?? new Uint8Array(0)),
      symtab: baseSymbols(cx),
    };
  }
}

/** Fills in what a base refers to behind it; gives those references that lead to no symbol of this part. `at`: where sections start in the image. */
export function fillForeign(cx: Ctxt, base: Base, image: Uint8Array, at: readonly number[]): ForeignRef[] {
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
export function placeEmpty(cx: Ctxt, layout: PartLayout, names: BaseNames, start: number): void {
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
