// Position independent programs: what the system's loader reads of them. It adds the distance by which a program was moved to every word
// that holds an address, which .rela lists; then what is read-only becomes so. The program has no symbols that a loader must know: the
// tables of these are there because loaders expect them, and are empty.

import { ByteWriter } from '../base/bytewriter.ts';
import { highWord, putU32 } from '../base/endian.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import type { Ctxt, Section, Segment } from './ctxt.ts';
import { fatal } from './failure.ts';

const relaSize = 24;
const symSize = 24;

const DT_NULL = 0;
const DT_PLTGOT = 3;
const DT_HASH = 4;
const DT_STRTAB = 5;
const DT_SYMTAB = 6;
const DT_RELA = 7;
const DT_RELASZ = 8;
const DT_RELAENT = 9;
const DT_STRSZ = 10;
const DT_SYMENT = 11;
const DT_DEBUG = 21;
const DT_FLAGS = 30;
const DT_FLAGS_1 = 0x6ffffffb;
const DF_BIND_NOW = 8;
const DF_1_NOW = 1;
const DF_1_PIE = 0x8000000;

/** The name of the program that loads this one, as the file has it. */
export function interpreter(cx: Ctxt): Uint8Array {
  const { options, target } = cx;
  return encodeUtf8(`${options.pie?.interpreter || target.elfInterpreter}\0`);
}

/** Adds the tables that lie with read-only data; `count` is how many words hold addresses. */
export function dynamicTables(cx: Ctxt, count: number): Section[] {
  const add = (name: string, align: number, length: number): Section => {
    const sect = cx.addSection(cx.rodata, name, 4);
    sect.align = align;
    sect.length = length;
    return sect;
  };
  return [
    add('.rela', 8, relaSize * count),
    add('.dynstr', 1, 1),
    add('.hash', 8, emptyHash.length),
    add('.dynsym', 8, symSize),
  ];
}

/** A hash table of one bucket, for a table of symbols that has but the one which stands for none. */
const emptyHash = new Uint8Array([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/** The table of addresses of functions elsewhere, of which there are none: the words before them, the first the address of .dynamic. */
const gotSize = 24;

/** Adds that table, to a segment of data. */
export function gotSection(cx: Ctxt, seg: Segment): Section {
  const sect = cx.addSection(seg, '.got.plt', 6);
  sect.align = 16;
  sect.length = gotSize;
  return sect;
}

/** Adds the section that says where all others are. */
export function dynamicSection(cx: Ctxt): Section {
  const sect = cx.addSection(cx.relro, '.dynamic', 6);
  sect.length = 16 * entries(cx, () => 0, 0).length;
  return sect;
}

function entries(cx: Ctxt, addr: (name: string) => number, count: number): (readonly [tag: number, value: number])[] {
  const bindNow = cx.options.pie?.bindNow ?? false;
  return [
    [DT_HASH, addr('.hash')],
    [DT_SYMTAB, addr('.dynsym')],
    [DT_SYMENT, symSize],
    [DT_STRTAB, addr('.dynstr')],
    [DT_STRSZ, 1],
    [DT_RELA, addr('.rela')],
    [DT_RELASZ, relaSize * count],
    [DT_RELAENT, relaSize],
    [DT_PLTGOT, addr('.got.plt')],
    [DT_DEBUG, 0],
    ...(bindNow ? [[DT_FLAGS, DF_BIND_NOW] as const] : []),
    [DT_FLAGS_1, DF_1_PIE + (bindNow ? DF_1_NOW : 0)],
    [DT_NULL, 0],
  ];
}

/** Writes the tables into the image of the program, in which all addresses are as the link has them; `relative` are the words that hold one. */
export function writeDynamic(cx: Ctxt, image: Uint8Array, relative: readonly number[]): void {
  const sections = new Map(cx.segments.flatMap(seg => seg.sections.map(sect => [sect.name, { seg, sect }] as const)));
  const placeOf = (name: string): { readonly seg: Segment; readonly sect: Section } => sections.get(name)!; // they were added
  const put = (name: string, bytes: Uint8Array): void => {
    const { seg, sect } = placeOf(name);
    if (bytes.length !== sect.length) fatal(`${name} has ${sect.length} bytes, the link writes ${bytes.length}`);
    image.set(bytes, sect.vaddr - seg.vaddr + seg.fileoff);
  };
  put('.rela', relaTable(cx, image, relative));
  put('.hash', emptyHash);
  const got = new Uint8Array(gotSize);
  putU32(got, 0, placeOf('.dynamic').sect.vaddr);
  put('.got.plt', got);
  const w = new ByteWriter(256);
  for (const [tag, value] of entries(cx, name => placeOf(name).sect.vaddr, relative.length)) {
    w.u64(tag);
    w.u64(value);
  }
  put('.dynamic', w.view());
}

/** A relocation for each word, in the order of addresses. */
function relaTable(cx: Ctxt, image: Uint8Array, relative: readonly number[]): Uint8Array {
  const sorted = Float64Array.from(relative).sort();
  const table = new Uint8Array(relaSize * sorted.length);
  const segs = [cx.relro, cx.data];
  sorted.forEach((va, i) => {
    const seg = segs.find(s => va >= s.vaddr && va < s.vaddr + s.filelen);
    if (seg === undefined) fatal(`an address in no segment: ${va}`);
    const at = va - seg.vaddr + seg.fileoff;
    const to = relaSize * i;
    putU32(table, to, va);
    putU32(table, to + 4, highWord(va));
    putU32(table, to + 8, cx.target.elfRelative);
    table.set(image.subarray(at, at + 8), to + 16);
  });
  return table;
}
