// Layout of a program in parts (split.ts): in each section that several have, the base comes first. Sections start where they
// still do when the user's part grows a little: code and data have room in the address space behind them, which costs nothing
// in the file, the sections of the data segment some hundred bytes.

import { longBytes } from '../base/long-bytes.ts';
import { sharedSections } from './base.ts';
import { type Ctxt, roundUp, type Section, type Segment } from './ctxt.ts';
import { fatal } from './failure.ts';
import { gcProgramPart } from './gcprog.ts';
import { dynamicSection, dynamicTables, gotSection } from './dynamic.ts';
import {
  addRelroSection,
  type BorderedSections,
  dataByKind,
  placeBorders,
  placeInFile,
  placeSections,
  relroKinds,
  relroStart,
  rodataKinds,
  symAlign,
} from './layout.ts';
import * as SymKind from './symkind.ts';

/** Segments start at multiples of this. */
const segmentStep = 1 << 20;
/** Sections of the data segment start at multiples of this, and those that are not in the file at the second. */
const sectionStep = 1024;
const bssStep = 1 << 14;

/** The alignment of sections that both parts share: what any symbol may ask for. */
const sharedAlign = 512;

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The kinds of symbols of `sharedSections`, code left out. */
const sharedKinds: ReadonlyMap<string, readonly number[]> = new Map([
  ['.rodata', rodataKinds],
  ['.data.rel.ro', relroKinds],
  ['.noptrdata', range(SymKind.NoptrData, SymKind.NoptrDataFipsEnd)],
  ['.data', range(SymKind.Data, SymKind.DataFipsEnd)],
  ['.bss', [SymKind.Bss]],
  ['.noptrbss', [SymKind.NoptrBss, SymKind.CoverageCounter]],
]);

/** What lies where in one part. */
export interface PartLayout {
  readonly byName: ReadonlyMap<string, Section>;
  /** Which words of data and bss hold pointers, of this part alone. */
  readonly gcdata: Uint8Array;
  readonly gcbss: Uint8Array;
  /** Where in .noptrbss counters of coverage lie. */
  readonly counters: number;
  readonly countersEnd: number;
}

/** Gives data symbols of a part their places, counted from the starts of sections. */
export function placePart(cx: Ctxt): PartLayout {
  const { tab, base } = cx;
  const { byKind, maxAligns } = dataByKind(cx);
  const byName = new Map<string, Section>([['.text', cx.text.sections[0]!]]);
  const section = (sect: Section, kinds: readonly number[], before: number): Section => {
    const { name } = sect;
    byName.set(name, sect);
    for (const k of kinds) sect.align = Math.max(sect.align, maxAligns[k]!);
    sect.before = before;
    let size = before === 0 && name === '.data.rel.ro' ? relroStart : before;
    for (const k of kinds) {
      size = roundUp(size, maxAligns[k]!);
      for (const s of byKind[k]!) {
        size = roundUp(size, symAlign(cx, s));
        tab.sect[s] = sect.index;
        tab.value[s] = size;
        size += tab.size[s];
        sect.syms.push(s);
      }
    }
    sect.length = size;
    return sect;
  };
  const shared = (seg: Segment, name: string): Section => {
    const before = base === null ? 0 : base.facts.sizes[sharedSections.indexOf(name as '.text')]!;
    const sect = section(cx.addSection(seg, name, seg.rwx), sharedKinds.get(name)!, before);
    if (sect.align > sharedAlign) fatal(`symbols of ${name} want an alignment of ${sect.align}`);
    sect.align = sharedAlign;
    return sect;
  };
  const plain = (name: string, kind: number): Section => section(cx.addSection(cx.data, name, 6), [kind], 0);
  plain('.go.buildinfo', SymKind.BuildInfo);
  plain('.go.fipsinfo', SymKind.FipsInfo);
  const { pie } = cx.options;
  if (pie?.bindNow === false) gotSection(cx, cx.data);
  plain('.go.module', SymKind.ModuleData);
  shared(cx.data, '.noptrdata');
  const data = shared(cx.data, '.data');
  const bss = shared(cx.data, '.bss');
  bss.nobits = true;
  const noptrbss = shared(cx.data, '.noptrbss');
  noptrbss.nobits = true;
  let counters = noptrbss.length;
  let countersEnd = counters;
  const first = byKind[SymKind.CoverageCounter]![0];
  if (first !== undefined) counters = tab.value[first]!;
  else countersEnd = counters;
  if (byKind[SymKind.FuzzCounter]!.length > 0) {
    plain('.go.fuzzcntrs', SymKind.FuzzCounter).nobits = true;
  }
  for (const s of byKind[SymKind.TlsBss]!) tab.value[s] = 0;
  const masks = (sect: Section, kind: number, name: string): Uint8Array => {
    const of = base === null ? 0 : tab.lookup(name, 0);
    return gcProgramPart(cx, byKind[kind]!, base === null ? 0 : gcEnd(sect.before), sect.length, of);
  };
  const gcdata = masks(data, SymKind.Data, 'runtime.gcdata');
  const gcbss = masks(bss, SymKind.Bss, 'runtime.gcbss');
  if (base !== null) {
    setMasks(cx, 'runtime.gcdata', base.gcdata, gcdata);
    setMasks(cx, 'runtime.gcbss', base.gcbss, gcbss);
  }
  shared(cx.rodata, '.rodata');
  section(cx.addSection(cx.rodata, '.gopclntab', 4), [SymKind.Pclntab], 0);
  if (pie !== null) {
    dynamicTables(cx, cx.relativeCount + (base?.facts.relatives ?? 0));
    shared(cx.relro, '.data.rel.ro');
    dynamicSection(cx);
    if (pie.bindNow) gotSection(cx, cx.relro);
  }
  section(addRelroSection(cx, '.typelink'), [SymKind.Typelink], 0);
  section(addRelroSection(cx, '.itablink'), [SymKind.Itablink], 0);
  return { byName, gcdata, gcbss, counters, countersEnd };
}

/** So many bytes the masks of the base tell of. */
function gcEnd(before: number): number {
  return before - (before % 8);
}

function setMasks(cx: Ctxt, name: string, before: Uint8Array, part: Uint8Array): void {
  const all = longBytes(before.length + part.length + 1); // 0 ends it
  all.set(before);
  all.set(part, before.length);
  cx.tab.setData(cx.tab.lookup(name, 0), all);
}

/** Gives all sections of the program their addresses, and the symbols of this part theirs; this is the second part. */
export function placeProgram(cx: Ctxt, layout: PartLayout): void {
  const { text, rodata, relro, data } = cx;
  let va = text.sections[0]!.vaddr;
  text.vaddr = va;
  text.length = text.sections[0]!.length;
  va = placeSections(rodata, roundUp(va + text.length, segmentStep));
  if (relro.sections.length > 0) va = placeSections(relro, roundUp(va, segmentStep));
  va = roundUp(va, segmentStep);
  data.vaddr = va;
  let fileEnd = va;
  for (const s of data.sections) {
    const step = s.nobits ? bssStep : s.name === '.noptrdata' || s.name === '.data' ? sectionStep : s.align;
    va = roundUp(va, step);
    s.vaddr = va;
    va += s.length;
    if (!s.nobits) fileEnd = va;
  }
  data.length = va - data.vaddr;
  data.filelen = fileEnd - data.vaddr;
  const sect = (name: string): Section => layout.byName.get(name)!;
  moveSymbols(cx, layout);
  const bordered: BorderedSections = {
    noptrdata: sect('.noptrdata'),
    data: sect('.data'),
    bss: sect('.bss'),
    noptrbss: sect('.noptrbss'),
    rodata: sect('.rodata'),
    types: layout.byName.get('.data.rel.ro') ?? sect('.rodata'),
    pcln: sect('.gopclntab'),
    counters: layout.counters,
    countersEnd: layout.countersEnd,
  };
  placeBorders(cx, bordered);
  placeInFile(cx);
}

/** The addresses of the sections that both parts share. */
export function placesOf(layout: PartLayout): number[] {
  return sharedSections.map(name => layout.byName.get(name)?.vaddr ?? 0);
}

/** Gives the symbols of the first part their addresses. */
export function placeBase(cx: Ctxt, layout: PartLayout, places: readonly number[]): void {
  sharedSections.forEach((name, i) => {
    const sect = layout.byName.get(name);
    if (sect !== undefined) sect.vaddr = places[i]!;
  });
  moveSymbols(cx, layout);
}

function moveSymbols(cx: Ctxt, layout: PartLayout): void {
  const { value } = cx.tab;
  for (const [name, sect] of layout.byName) {
    if (name !== '.text') for (const s of sect.syms) value[s]! += sect.vaddr;
  }
}
