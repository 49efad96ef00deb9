// Layout: which section each symbol goes to, in which order, at which address. Code is laid out first, since the function
// tables need its addresses; then data by kind, small symbols before large; then segments get their addresses.

import * as Attr from '../obj/attr.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { LinkObj, Library } from './objs.ts';
import { type Ctxt, roundUp, type Section, type Segment } from './ctxt.ts';
import { dynamicSection, dynamicTables, gotSection } from './dynamic.ts';
import { gcProgram } from './gcprog.ts';
import { fatal } from './failure.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, FileLocal, NotInSymbolTable, Reachable, Special, type Sym } from './symtab.ts';

const minFunc = 16; // findfunctab can tell functions apart that are so far from each other
const maxSection = 2e9;

// The runtime and what it is made of come first in the image.
const runtimePackages = new Set(
  `runtime internal/runtime/atomic internal/runtime/cgroup internal/runtime/exithook internal/runtime/gc
  internal/runtime/gc/scan internal/runtime/maps internal/runtime/math internal/runtime/sys
  internal/runtime/syscall/linux internal/runtime/syscall/windows internal/abi internal/bytealg internal/byteorder
  internal/chacha8rand internal/coverage/rtcov internal/cpu internal/goarch internal/godebugs internal/goexperiment
  internal/goos internal/profilerecord internal/strconv internal/stringslite`.split(/\s+/),
);

/** The alignment of a symbol: its own, or the largest power of two that its size fills. */
export function symAlign(cx: Ctxt, s: Sym): number {
  const { tab, target } = cx;
  let align = tab.align[s];
  if (align >= target.minAlign) return align;
  if (align !== 0) return target.minAlign;
  align = target.maxAlign;
  while (align > tab.size[s] && align > target.minAlign) align >>= 1;
  tab.align[s] = align;
  return align;
}

/** Puts the reachable functions in order: package after package, imports first, and the runtime's before all others. */
export function orderText(cx: Ctxt): void {
  const { tab, loader } = cx;
  const order: Library[] = [];
  const state = new Map<Library, boolean>();
  const visit = (lib: Library): void => {
    const done = state.get(lib);
    if (done === true) return;
    if (done === false) fatal(`found import cycle while visiting ${lib.pkg}`);
    state.set(lib, false);
    for (const imp of lib.imports) visit(imp);
    state.set(lib, true);
    order.push(lib);
  };
  for (const lib of loader.libs) visit(lib);
  cx.order = order;

  const textp: Sym[] = [];
  for (const s of cx.fipsSyms) if (SymKind.isText(tab.kind[s])) textp.push(s);
  const assigned = new Uint8Array(tab.count);
  for (const runtime of [true, false]) {
    for (const lib of order) {
      if (runtimePackages.has(lib.pkg) !== runtime) continue;
      const dups: Sym[] = [];
      for (const o of lib.objs) {
        const ndef = o.go !== null ? o.go.nalldef : o.syms.length;
        for (let i = 0; i < ndef; i++) {
          const s = o.syms[i];
          if (s === 0 || (tab.attr[s] & (Reachable | Elsewhere)) !== Reachable || !SymKind.isText(tab.kind[s]))
            continue;
          const attr = o.go !== null ? o.go.attr(i) : tab.attr[s];
          // Shared functions, and those changed by the link, follow a package's own.
          const elsewhere = tab.obj[s] !== o.index || tab.local[s] !== i || cx.rewritten.has(s);
          if ((attr & Attr.Dupok) !== 0 || elsewhere) {
            dups.push(s);
            continue;
          }
          place(s);
        }
      }
      for (const s of dups) place(s);
    }
  }
  function place(s: Sym): void {
    if (assigned[s] !== 0) return;
    assigned[s] = 1;
    textp.push(s);
    loader.objs[tab.obj[s]]?.textp.push(s);
  }
  if (cx.options.randLayout !== 0) shuffle(textp, cx.options.randLayout);
  // Code of the FIPS module goes together, between its marks.
  textp.sort((a, b) => tab.kind[a] - tab.kind[b]);
  cx.textp = textp;
}

/** Puts functions in an order that a number chooses. */
function shuffle(funcs: Sym[], seed: number): void {
  // A linear congruence modulo 2^32, of which the upper half is taken.
  let state = seed >>> 0;
  for (let i = funcs.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [funcs[i], funcs[j]] = [funcs[j]!, funcs[i]!];
  }
}

/** Gives code its addresses. */
export function textAddress(cx: Ctxt): void {
  const { tab, target, options } = cx;
  const sect = cx.addSection(cx.text, '.text', 5);
  const funcAlign = options.funcAlign > 0 ? options.funcAlign : target.funcAlign;
  sect.align = funcAlign;
  const start = options.textAddr >= 0 ? options.textAddr : target.imageBase + target.pageSize;
  sect.vaddr = roundUp(start, funcAlign);
  let va = cx.base?.facts.textEnd ?? sect.vaddr;
  for (const s of cx.textp) {
    const align = Math.max(tab.align[s], funcAlign);
    if (sect.align < align) sect.align = align;
    va = roundUp(va, align);
    tab.value[s] = va;
    tab.sect[s] = sect.index;
    va += Math.max(tab.size[s], minFunc);
  }
  sect.length = va - sect.vaddr + target.minLC;
  sect.syms = cx.textp;
  if (cx.base !== null) sect.before = cx.base.facts.textEnd - sect.vaddr;
  if (cx.foreign !== null) return;
  cx.define('runtime.text', SymKind.Text, sect.vaddr, sect.index);
  cx.define('runtime.etext', SymKind.TextEnd, va, sect.index);
}

/** The symbols that stand for the borders of sections; their addresses come with `address`. */
export function defineBorders(cx: Ctxt): void {
  const rows: readonly (readonly [string, number])[] = [
    ['runtime.rodata', SymKind.Rodata],
    ['runtime.erodata', SymKind.Rodata],
    ['runtime.types', SymKind.Rodata],
    ['runtime.etypes', SymKind.Rodata],
    ['runtime.noptrdata', SymKind.NoptrData],
    ['runtime.enoptrdata', SymKind.NoptrData],
    ['runtime.data', SymKind.Data],
    ['runtime.edata', SymKind.Data],
    ['runtime.bss', SymKind.Bss],
    ['runtime.ebss', SymKind.Bss],
    ['runtime.noptrbss', SymKind.NoptrBss],
    ['runtime.enoptrbss', SymKind.NoptrBss],
    ['runtime.covctrs', SymKind.NoptrBss],
    ['runtime.ecovctrs', SymKind.NoptrBss],
    ['runtime.end', SymKind.Bss],
    ['runtime.epclntab', SymKind.Rodata],
  ];
  for (const [name, kind] of rows) cx.define(name, kind, 0, 0);
  cx.create('runtime.gcdata', SymKind.Rodata);
  cx.define('runtime.egcdata', SymKind.Rodata, 0, 0);
  cx.create('runtime.gcbss', SymKind.Rodata);
  cx.define('runtime.egcbss', SymKind.Rodata, 0, 0);
  const ptr = cx.target.ptrSize;
  const groups: readonly (readonly [string, number])[] = [
    ['type:*', SymKind.Type],
    ['go:string.*', SymKind.GoString],
    ['go:funcdesc', SymKind.GoFunc],
    ['runtime.gcbits.*', SymKind.GcBits],
  ];
  for (const [name, kind] of groups) {
    const s = cx.create(name, kind);
    cx.tab.align[s] = ptr;
    if (kind !== SymKind.Type) cx.tab.attr[s] |= Attr.Local;
  }
}

const prefixes: readonly (readonly [string, number])[] = [
  ['go:string.', SymKind.GoString],
  ['runtime.gcbits.', SymKind.GcBits],
  ['type:.gcprog.', SymKind.GcBits],
  ['type:', SymKind.Type],
];

/** Tells types, strings, function descriptors and pointer masks from other read-only data, by their names. */
export function groupRodata(cx: Ctxt): void {
  const { tab, loader } = cx;
  const encoded = prefixes.map(([p, kind]) => ({ bytes: [...p].map(c => c.charCodeAt(0)), kind }));
  for (let s = 1; s < tab.count; s++) {
    const attr = tab.attr[s];
    const kind = tab.kind[s];
    if ((attr & (Reachable | Elsewhere)) !== Reachable) continue;
    if ((attr & FileLocal) !== 0 && !loader.objs[tab.obj[s]]!.fromAssembly) tab.attr[s] |= NotInSymbolTable;
    if (kind === SymKind.CoverageCounter) tab.attr[s] |= NotInSymbolTable;
    const o = loader.objs[tab.obj[s]];
    if (o !== null && o !== undefined && o.own !== null && isPart(o.bytes, tab.nameOff(s) + tab.nameLen(s))) {
      tab.attr[s] |= NotInSymbolTable;
    }
    if (kind !== SymKind.Rodata || (attr & Special) !== 0) continue;
    if (o === null || o === undefined) {
      const name = tab.name(s);
      if (name.startsWith('go:string.') && name !== 'go:string.*') group(s, SymKind.GoString);
      continue;
    }
    const at = tab.nameOff(s);
    const len = tab.nameLen(s);
    const b = o.bytes;
    let found = 0;
    for (const p of encoded) {
      if (len < p.bytes.length) continue;
      let k = 0;
      while (k < p.bytes.length && b[at + k] === p.bytes[k]) k++;
      if (k === p.bytes.length) {
        found = p.kind;
        break;
      }
    }
    // f·f describes function f.
    if (found !== SymKind.GoString && found !== SymKind.GcBits && len > 3) {
      const e = at + len;
      if (b[e - 1] === 0x66 && b[e - 2] === 0xb7 && b[e - 3] === 0xc2) found = SymKind.GoFunc;
    }
    if (found !== 0) group(s, found);
  }
  function group(s: Sym, kind: number): void {
    tab.kind[s] = kind;
    tab.attr[s] |= NotInSymbolTable;
  }
}

/** Whether the name that ends before `end` is that of a part of a variable which the compiler made: `x..stmp_3`. */
function isPart(b: Uint8Array, end: number): boolean {
  let i = end - 1;
  while (b[i]! >= 0x30 && b[i]! <= 0x39) i--;
  if (i === end - 1) return false;
  for (let k = stmp.length - 1; k >= 0; k--, i--) if (b[i] !== stmp[k]) return false;
  return true;
}

const stmp = [...'..stmp_'].map(c => c.charCodeAt(0));

/** Kinds of read-only data in the order of the .rodata section. */
export const rodataKinds: readonly number[] = [
  SymKind.Type,
  SymKind.GoString,
  SymKind.GoFunc,
  SymKind.GcBits,
  SymKind.Rodata,
  SymKind.RodataFipsStart,
  SymKind.RodataFips,
  SymKind.RodataFipsEnd,
];

/** Kinds of data in the order of the .data.rel.ro section, which position independent programs have. */
export const relroKinds: readonly number[] = [SymKind.TypeRelro, SymKind.GoFuncRelro, SymKind.RodataRelro];

/** What is before all types in .data.rel.ro, so that none is at 0. */
export const relroStart = 1;

/**
 * The data symbols of the link by kind, as they are to lie, and the largest alignment of each kind. Counts the addresses in them, where the
 * program may be loaded anywhere.
 */
export function dataByKind(cx: Ctxt): { byKind: Sym[][]; maxAligns: number[] } {
  const { tab } = cx;
  const byKind: Sym[][] = [];
  for (let k = 0; k < SymKind.FirstUnallocated; k++) byKind.push([]);
  for (const s of cx.inOrder()) {
    if ((tab.attr[s] & (Reachable | Special | Elsewhere)) !== Reachable) continue;
    const kind = tab.kind[s];
    if (kind <= SymKind.TextEnd || kind >= SymKind.FirstUnallocated) continue;
    if (isUnnamed(cx, s)) continue;
    if (cx.options.pie === null) byKind[kind].push(s);
    else {
      const n = addressCount(cx, s);
      cx.relativeCount += n;
      byKind[relroKind(kind, n)].push(s);
    }
    // Nothing can be laid out around such a symbol.
    if (tab.size[s] < tab.dataLen[s]) {
      fatal(`${tab.name(s)}: initialize bounds (${tab.size[s]} < ${tab.dataLen[s]})`);
    }
  }
  const zerobase = tab.lookup('runtime.zerobase', 0);
  const maxAligns = byKind.map((syms, kind) => {
    if (kind !== SymKind.Pclntab) sortBySize(cx, syms, zerobase);
    let max = 0;
    for (const s of syms) max = Math.max(max, symAlign(cx, s));
    return max;
  });
  return { byKind, maxAligns };
}

/** The kind of which read-only data of a kind is in position independent programs when it holds n addresses. */
function relroKind(kind: number, n: number): number {
  switch (kind) {
    case SymKind.Type:
      return SymKind.TypeRelro; // they are found by their distances
    case SymKind.GoFunc:
      return SymKind.GoFuncRelro;
    case SymKind.Rodata:
      return n > 0 ? SymKind.RodataRelro : kind;
    default:
      return kind;
  }
}

/** How many addresses a symbol holds. */
function addressCount({ tab }: Ctxt, s: Sym): number {
  let n = 0;
  for (let r = tab.relocFirst[s], end = r + tab.relocCount[s]; r < end; r++) {
    if ((tab.rType[r] & ~Reloc.R_WEAK) === Reloc.R_ADDR && tab.rSize[r] !== 0) n++;
  }
  return n;
}

/** Assigns data symbols to sections, as offsets, and makes the pointer maps of data and bss. */
export function layoutData(cx: Ctxt): void {
  const { tab, options } = cx;
  const { byKind, maxAligns } = dataByKind(cx);

  let size = 0;
  const start = (sect: Section, kinds: readonly number[]): Section => {
    sect.align = kinds.length === 0 ? 1 : 0;
    for (const k of kinds) sect.align = Math.max(sect.align, maxAligns[k]);
    size = roundUp(size, sect.align);
    sect.vaddr = size;
    return sect;
  };
  const assign = (sect: Section, kind: number): void => {
    for (const s of byKind[kind]) {
      size = roundUp(size, symAlign(cx, s));
      tab.sect[s] = sect.index;
      tab.value[s] = size - sect.vaddr;
      size += tab.size[s];
      sect.syms.push(s);
    }
    sect.length = size - sect.vaddr;
    if (size > maxSection)
      cx.errors.report(`too much data, last section ${sect.name} (${size}, over ${maxSection} bytes)`);
  };

  const place = (sect: Section): void => {
    size = roundUp(size, sect.align);
    sect.vaddr = size;
    size += sect.length;
  };

  // Writable data.
  for (const [name, kind] of [
    ['.go.buildinfo', SymKind.BuildInfo],
    ['.go.fipsinfo', SymKind.FipsInfo],
    ['.go.module', SymKind.ModuleData],
  ] as const) {
    if (kind === SymKind.ModuleData && options.pie?.bindNow === false) place(gotSection(cx, cx.data));
    if (byKind[kind].length === 0) continue;
    assign(start(cx.addSection(cx.data, name, 6), [kind]), kind);
  }
  const noptrdata = start(cx.addSection(cx.data, '.noptrdata', 6), [SymKind.NoptrData]);
  for (let k = SymKind.NoptrData; k <= SymKind.NoptrDataFipsEnd; k++) assign(noptrdata, k);
  const data = start(cx.addSection(cx.data, '.data', 6), [SymKind.Data]);
  for (let k = SymKind.Data; k <= SymKind.DataFipsEnd; k++) assign(data, k);
  const bss = start(cx.addSection(cx.data, '.bss', 6), [SymKind.Bss]);
  bss.nobits = true;
  assign(bss, SymKind.Bss);
  const gcdata = tab.lookup('runtime.gcdata', 0);
  tab.setData(gcdata, gcProgram(cx, byKind[SymKind.Data], data.length, gcdata));
  const gcbss = tab.lookup('runtime.gcbss', 0);
  tab.setData(gcbss, gcProgram(cx, byKind[SymKind.Bss], bss.length, gcbss));
  const noptrbss = start(cx.addSection(cx.data, '.noptrbss', 6), [SymKind.NoptrBss]);
  noptrbss.nobits = true;
  assign(noptrbss, SymKind.NoptrBss);
  const counters = noptrbss.length;
  assign(noptrbss, SymKind.CoverageCounter);
  const countersEnd = noptrbss.length;
  if (byKind[SymKind.FuzzCounter].length > 0) {
    const fuzz = start(cx.addSection(cx.data, '.go.fuzzcntrs', 6), [SymKind.FuzzCounter]);
    fuzz.nobits = true;
    assign(fuzz, SymKind.FuzzCounter);
  }
  byKind[SymKind.TlsBss].forEach(s => {
    tab.value[s] = 0;
  });

  // Read-only data.
  size = 0;
  const rodata = start(cx.addSection(cx.rodata, '.rodata', 4), rodataKinds);
  for (const k of rodataKinds) assign(rodata, k);
  const pcln = start(cx.addSection(cx.rodata, '.gopclntab', 4), [SymKind.Pclntab]);
  assign(pcln, SymKind.Pclntab);
  let types = rodata;
  if (options.pie !== null) {
    for (const sect of dynamicTables(cx, cx.relativeCount)) place(sect);
    size = 0;
    types = start(cx.addSection(cx.relro, '.data.rel.ro', 6), relroKinds);
    size = relroStart;
    for (const k of relroKinds) assign(types, k);
    place(dynamicSection(cx));
    if (options.pie.bindNow) place(gotSection(cx, cx.relro));
  }
  for (const [name, kind] of [
    ['.typelink', SymKind.Typelink],
    ['.itablink', SymKind.Itablink],
  ] as const) {
    assign(start(addRelroSection(cx, name), [kind]), kind);
  }
  if (size > 0xffffffff) cx.errors.report(`read-only data segment too large: ${size}`);

  address(cx, { noptrdata, data, bss, noptrbss, rodata, types, pcln, counters, countersEnd });
}

/** The sections whose borders the runtime knows. */
export interface BorderedSections {
  readonly noptrdata: Section;
  readonly data: Section;
  readonly bss: Section;
  readonly noptrbss: Section;
  readonly rodata: Section;
  /** That of types: .rodata, or .data.rel.ro. */
  readonly types: Section;
  readonly pcln: Section;
  /** Where in noptrbss the counters of coverage lie. */
  readonly counters: number;
  readonly countersEnd: number;
}

/** Gives segments and sections their addresses, and symbols theirs. */
function address(cx: Ctxt, at: BorderedSections): void {
  const { tab, target, options } = cx;
  const page = target.pageSize;
  let va = cx.text.sections[0].vaddr;
  cx.text.vaddr = va;
  va += cx.text.sections[0].length;
  cx.text.length = va - cx.text.vaddr;

  va = roundUp(va, page);
  va = placeSections(cx.rodata, va);
  if (options.pie !== null) va = placeSections(cx.relro, roundUp(va, page));

  va = options.dataAddr >= 0 ? options.dataAddr : roundUp(va, page);
  cx.data.vaddr = va;
  // Sections of the data segment keep their distances, which the pointer maps know nothing of but alignment does.
  const first = cx.data.sections[0].vaddr;
  for (const s of cx.data.sections) s.vaddr += va - first;
  const last = cx.data.sections[cx.data.sections.length - 1];
  cx.data.length = last.vaddr + last.length - va;
  cx.data.filelen = at.bss.vaddr - va;

  for (const seg of [cx.rodata, cx.relro, cx.data]) {
    for (const sect of seg.sections) for (const s of sect.syms) tab.value[s] += sect.vaddr;
  }

  placeBorders(cx, at);

  // File offsets: the headers, then each segment on a page of its own.
  placeInFile(cx);
}

/** Places the sections of a segment one after the other; gives the address behind the last. */
export function placeSections(seg: Segment, start: number): number {
  let va = start;
  seg.vaddr = va;
  for (const s of seg.sections) {
    va = roundUp(va, s.align);
    s.vaddr = va;
    va += s.length;
  }
  seg.length = va - seg.vaddr;
  seg.filelen = seg.length;
  return va;
}

/** Gives segments their places in the file; how much of the last is there is known. */
export function placeInFile(cx: Ctxt): void {
  const page = cx.target.pageSize;
  cx.text.filelen = cx.text.length;
  let off = page;
  for (const seg of cx.segments) {
    seg.fileoff = roundUp(off, page);
    off = seg.fileoff + seg.filelen;
  }
}

/** A section that holds addresses: where the program may be loaded anywhere it is written when they are known, and read-only then. */
export function addRelroSection(cx: Ctxt, name: string): Section {
  return cx.options.pie === null
    ? cx.addSection(cx.rodata, name, 4)
    : cx.addSection(cx.relro, `.data.rel.ro${name}`, 6);
}

/** Gives the symbols that stand for borders of sections their addresses, when sections have theirs. */
export function placeBorders(cx: Ctxt, at: BorderedSections): void {
  const { tab } = cx;
  const last = cx.data.sections[cx.data.sections.length - 1];
  const put = (name: string, kind: number, value: number, sect: Section): void => {
    cx.define(name, kind, value, sect.index);
  };
  const { rodata, types, pcln, noptrdata, data, bss, noptrbss } = at;
  put('runtime.rodata', SymKind.Rodata, rodata.vaddr, rodata);
  put('runtime.erodata', SymKind.Rodata, rodata.vaddr + rodata.length, rodata);
  put('runtime.types', SymKind.Rodata, types.vaddr, types);
  put('runtime.etypes', SymKind.Rodata, types.vaddr + types.length, types);
  for (const name of ['gcdata', 'gcbss']) {
    const s = tab.lookup(`runtime.${name}`, 0);
    tab.attr[s] |= Attr.Local;
    put(`runtime.e${name}`, SymKind.Rodata, tab.value[s] + tab.size[s], rodata);
  }
  put('runtime.pclntab', SymKind.Rodata, pcln.vaddr, pcln);
  for (const name of ['pcheader', 'funcnametab', 'cutab', 'filetab', 'pctab', 'functab']) {
    tab.attr[tab.lookup(`runtime.${name}`, 0)] |= Attr.Local;
  }
  tab.attr[tab.lookup('go:func.*', 0)] |= Attr.Local;
  put('runtime.epclntab', SymKind.Rodata, pcln.vaddr + pcln.length, pcln);
  put('runtime.noptrdata', SymKind.NoptrData, noptrdata.vaddr, noptrdata);
  put('runtime.enoptrdata', SymKind.NoptrData, noptrdata.vaddr + noptrdata.length, noptrdata);
  put('runtime.bss', SymKind.Bss, bss.vaddr, bss);
  put('runtime.ebss', SymKind.Bss, bss.vaddr + bss.length, bss);
  put('runtime.data', SymKind.Data, data.vaddr, data);
  put('runtime.edata', SymKind.Data, data.vaddr + data.length, data);
  put('runtime.noptrbss', SymKind.NoptrBss, noptrbss.vaddr, noptrbss);
  put('runtime.enoptrbss', SymKind.NoptrBss, noptrbss.vaddr + noptrbss.length, noptrbss);
  put('runtime.covctrs', SymKind.CoverageCounter, noptrbss.vaddr + at.counters, noptrbss);
  put('runtime.ecovctrs', SymKind.CoverageCounter, noptrbss.vaddr + at.countersEnd, noptrbss);
  put('runtime.end', SymKind.Bss, cx.data.vaddr + cx.data.length, last);
}

function isUnnamed(cx: Ctxt, s: Sym): boolean {
  const { tab, loader } = cx;
  const o: LinkObj | null | undefined = loader.objs[tab.obj[s]];
  return o === null || o === undefined ? tab.name(s) === '' : tab.nameLen(s) === 0;
}

/** Sorts by size, equal ones stay as they stand. runtime.zerobase goes last of the empty ones, which so get its address. */
function sortBySize(cx: Ctxt, syms: Sym[], zerobase: Sym): void {
  const { tab } = cx;
  const n = syms.length;
  // One number per symbol sorts much faster than a comparison function; sizes are below 2**31, counts below 2**21.
  if (n >= 1 << 21) fatal(`too many symbols of one kind: ${n}`);
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const s = syms[i];
    keys[i] = s === zerobase ? (1 << 21) - 1 : tab.size[s] * (1 << 21) + i;
  }
  keys.sort();
  const copy = syms.slice();
  let zero = -1;
  for (let i = 0; i < n; i++) if (syms[i] === zerobase) zero = i;
  for (let i = 0; i < n; i++) {
    const k = keys[i] % (1 << 21);
    syms[i] = k === (1 << 21) - 1 ? copy[zero] : copy[k];
  }
}
