// The ELF image of a program: headers and notes in the first page, segments, then what is not mapped: DWARF, symbol table, names.

import { ByteWriter, joinBytes } from '../../base/bytewriter.ts';
import { longBytes } from '../../base/long-bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import * as Attr from '../../obj/attr.ts';
import { type Ctxt, roundUp } from '../ctxt.ts';
import { interpreter } from '../dynamic.ts';
import * as SymKind from '../symkind.ts';
import { Elsewhere, FileLocal, NotInSymbolTable, Reachable, type Sym } from '../symtab.ts';

const SHT_PROGBITS = 1;
const SHT_SYMTAB = 2;
const SHT_STRTAB = 3;
const SHT_RELA = 4;
const SHT_HASH = 5;
const SHT_DYNAMIC = 6;
const SHT_NOTE = 7;
const SHT_NOBITS = 8;
const SHT_DYNSYM = 11;
const SHF_WRITE = 1;
const SHF_ALLOC = 2;
const SHF_EXECINSTR = 4;
const SHF_TLS = 0x400;
const SHF_COMPRESSED = 0x800;
const ET_EXEC = 2;
const ET_DYN = 3;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const PT_NOTE = 4;
const PT_PHDR = 6;
const PT_TLS = 7;
const PT_GNU_STACK = 0x6474e551;
const PT_GNU_RELRO = 0x6474e552;
const STB_LOCAL = 0;
const STB_GLOBAL = 1;
const STT_OBJECT = 1;
const STT_FUNC = 2;
const STT_FILE = 4;
const SHN_ABS = 0xfff1;
const symSize = 24;
/** Of a compressed section's header: type, reserved, size, alignment. */
export const chdrSize = 24;

/** A DWARF section as it goes into the file. */
export interface DebugSection {
  readonly name: string;
  readonly data: Uint8Array;
  readonly compressed: boolean;
}

interface Header {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly addr: number;
  readonly off: number;
  readonly size: number;
  link: number;
  info: number;
  readonly align: number;
  readonly entsize: number;
}

/** What the headers of the tables for the loader say beside their places: `link` is the section that they refer to. */
const dynamicKinds: ReadonlyMap<string, { readonly type: number; readonly entsize: number; readonly link: string }> =
  new Map([
    ['.rela', { type: SHT_RELA, entsize: 24, link: '.dynsym' }],
    ['.dynstr', { type: SHT_STRTAB, entsize: 0, link: '' }],
    ['.hash', { type: SHT_HASH, entsize: 4, link: '.dynsym' }],
    ['.dynsym', { type: SHT_DYNSYM, entsize: symSize, link: '.dynstr' }],
    ['.got.plt', { type: SHT_PROGBITS, entsize: 8, link: '' }],
    ['.dynamic', { type: SHT_DYNAMIC, entsize: 16, link: '.dynstr' }],
  ]);

/** The header of a compressed section. */
export function compressionHeader(size: number): Uint8Array {
  const w = new ByteWriter(chdrSize);
  w.u32(1); // zlib
  w.u32(0);
  w.u64(size);
  w.u64(1);
  return w.bytes();
}

function debugStart(cx: Ctxt): number {
  return roundUp(cx.data.fileoff + cx.data.filelen, cx.target.pageSize);
}

/** Puts headers, notes, DWARF and symbol table around the segments, which `body` holds at their offsets. */
export function finishElf(cx: Ctxt, body: Uint8Array, debug: readonly DebugSection[], entry: number): Uint8Array {
  const file = elfAround(cx, debug, entry);
  const page = cx.target.pageSize;
  file.set(body.subarray(page, Math.min(body.length, cx.data.fileoff + cx.data.filelen)), page);
  return file;
}

/** Headers, notes, DWARF and symbol table, with room between them where the segments go at their offsets. */
export function elfAround(cx: Ctxt, debug: readonly DebugSection[], entry: number): Uint8Array {
  const { target, options } = cx;
  const page = target.pageSize;
  const headers: Header[] = [];
  const shnums = new Map<string, number>();
  const add = (h: Header): void => {
    shnums.set(h.name, headers.length);
    headers.push(h);
  };
  const plain = { link: 0, info: 0, entsize: 0 };
  add({ ...plain, name: '', type: 0, flags: 0, addr: 0, off: 0, size: 0, align: 0 });
  const { pie } = options;
  if (pie !== null)
    add({
      ...plain,
      name: '.tbss',
      type: SHT_NOBITS,
      flags: SHF_WRITE | SHF_ALLOC | SHF_TLS,
      addr: 0,
      off: 0,
      size: target.ptrSize,
      align: target.ptrSize,
    });

  // The name of the loader and before it notes end at the end of the first page, the Go build ID before the GNU one.
  const startVa = cx.text.vaddr - page;
  const interp = pie === null ? new Uint8Array(0) : interpreter(cx);
  let res = page - interp.length;
  const interpAt = res;
  const notes: { readonly bytes: Uint8Array; readonly off: number }[] = [];
  const note = (name: string, bytes: Uint8Array): Header => {
    res = res - (res % 4) - bytes.length;
    notes.push({ bytes, off: res });
    return {
      ...plain,
      name,
      type: SHT_NOTE,
      flags: SHF_ALLOC,
      addr: startVa + res,
      off: res,
      size: bytes.length,
      align: 4,
    };
  };
  const noteHeaders: Header[] = [];
  if (options.gnuBuildID !== null) {
    noteHeaders.unshift(note('.note.gnu.build-id', noteBytes('GNU\0', 3, options.gnuBuildID)));
  }
  if (options.buildID !== '') {
    noteHeaders.unshift(note('.note.go.buildid', noteBytes('Go\0\0', 4, encodeUtf8(options.buildID))));
  }
  for (const h of noteHeaders) add(h);
  if (pie !== null) {
    const size = interp.length;
    add({
      ...plain,
      name: '.interp',
      type: SHT_PROGBITS,
      flags: SHF_ALLOC,
      addr: startVa + interpAt,
      off: interpAt,
      size,
      align: 1,
    });
  }

  for (const seg of cx.segments) {
    for (const s of seg.sections) {
      const kind = dynamicKinds.get(s.name);
      add({
        ...plain,
        name: s.name,
        type: kind?.type ?? (s.nobits ? SHT_NOBITS : SHT_PROGBITS),
        flags: SHF_ALLOC | ((s.rwx & 1) !== 0 ? SHF_EXECINSTR : 0) | ((s.rwx & 2) !== 0 ? SHF_WRITE : 0),
        addr: s.vaddr,
        off: seg.fileoff + s.vaddr - seg.vaddr,
        size: s.length,
        info: s.name === '.dynsym' ? 1 : 0, // the first symbol that is not local
        align: s.align,
        entsize: kind?.entsize ?? 0,
      });
    }
  }
  for (const h of headers) h.link = shnums.get(dynamicKinds.get(h.name)?.link ?? '') ?? 0;
  let off = debug.length > 0 ? debugStart(cx) : cx.data.fileoff + cx.data.filelen;
  for (const d of debug) {
    add({
      ...plain,
      name: d.name,
      type: SHT_PROGBITS,
      flags: d.compressed ? SHF_COMPRESSED : 0,
      addr: 0,
      off,
      size: d.data.length,
      align: 1,
    });
    off += d.data.length;
  }

  /** What follows the debug information, and how much it is. */
  const tail: Uint8Array[] = [];
  if (!options.strip) {
    off = roundUp(off, target.ptrSize);
    const st = symbolTable(cx, shnums);
    const symtab = headers.length;
    add({
      ...plain,
      name: '.symtab',
      type: SHT_SYMTAB,
      flags: 0,
      addr: 0,
      off,
      size: sizeOf(st.syms),
      align: target.ptrSize,
      link: symtab + 1,
      info: st.globals,
      entsize: symSize,
    });
    add({
      ...plain,
      name: '.strtab',
      type: SHT_STRTAB,
      flags: 0,
      addr: 0,
      off: off + sizeOf(st.syms),
      size: sizeOf(st.names),
      align: 1,
    });
    tail.push(...st.syms, ...st.names);
  }
  const tailAt = off;
  const shstrOff = tailAt + sizeOf(tail);
  const shstr = new ByteWriter();
  shstr.u8(0);
  const nameAt = new Map<string, number>([['', 0]]);
  const names = [...headers.map(h => h.name), '.shstrtab'];
  for (const n of names) {
    if (nameAt.has(n)) continue;
    nameAt.set(n, shstr.length);
    shstr.text(n);
    shstr.u8(0);
  }
  add({
    ...plain,
    name: '.shstrtab',
    type: SHT_STRTAB,
    flags: 0,
    addr: 0,
    off: shstrOff,
    size: shstr.length,
    align: 1,
  });
  tail.push(shstr.view());

  const file = longBytes(tailAt + sizeOf(tail));
  for (const d of debug) file.set(d.data, headers[shnums.get(d.name)!].off);
  let at = tailAt;
  for (const part of tail) {
    file.set(part, at);
    at += part.length;
  }

  const phdrs = 5 + (noteHeaders.length > 0 ? 1 : 0) + (pie === null ? 0 : 5);
  const w = new ByteWriter(page);
  w.raw(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  w.u16(pie === null ? ET_EXEC : ET_DYN);
  w.u16(target.elfMachine);
  w.u32(1);
  w.u64(entry);
  w.u64(64); // program headers
  w.u64(64 + 56 * phdrs); // section headers
  w.u32(0);
  w.u16(64);
  w.u16(56);
  w.u16(phdrs);
  w.u16(64);
  w.u16(headers.length);
  w.u16(headers.length - 1);
  const ph = (
    type: number,
    flags: number,
    off: number,
    va: number,
    filesz: number,
    memsz: number,
    align: number,
  ): void => {
    w.u32(type);
    w.u32(flags);
    w.u64(off);
    w.u64(va);
    w.u64(va);
    w.u64(filesz);
    w.u64(memsz);
    w.u64(align);
  };
  const { text, rodata, relro, data } = cx;
  ph(PT_PHDR, 4, 64, startVa + 64, 56 * phdrs, 56 * phdrs, page);
  if (pie !== null) ph(PT_INTERP, 4, interpAt, startVa + interpAt, interp.length, interp.length, 1);
  if (noteHeaders.length > 0) {
    const first = noteHeaders[0];
    ph(PT_NOTE, 4, first.off, first.addr, first.size, first.size, 4);
  }
  ph(PT_LOAD, 5, 0, startVa, page + text.filelen, page + text.length, page);
  ph(PT_LOAD, 4, rodata.fileoff, rodata.vaddr, rodata.filelen, rodata.length, page);
  if (pie !== null) {
    ph(PT_LOAD, 6, relro.fileoff, relro.vaddr, relro.filelen, relro.length, page);
    ph(PT_GNU_RELRO, 4, relro.fileoff, relro.vaddr, relro.filelen, relro.length, 1);
  }
  ph(PT_LOAD, 6, data.fileoff, data.vaddr, data.filelen, data.length, page);
  if (pie !== null) {
    const dynamic = headers[shnums.get('.dynamic')!]; // it was added
    ph(PT_DYNAMIC, 6, dynamic.off, dynamic.addr, dynamic.size, dynamic.size, 8);
    ph(PT_TLS, 4, 0, 0, 0, target.ptrSize, target.ptrSize);
  }
  ph(PT_GNU_STACK, 6, 0, 0, 0, 0, 8);
  for (const h of headers) {
    w.u32(nameAt.get(h.name)!);
    w.u32(h.type);
    w.u64(h.flags);
    w.u64(h.addr);
    w.u64(h.off);
    w.u64(h.size);
    w.u32(h.link);
    w.u32(h.info);
    w.u64(h.align);
    w.u64(h.entsize);
  }
  file.set(w.view());
  for (const n of notes) file.set(n.bytes, n.off);
  file.set(interp, interpAt);
  return file;
}

function noteBytes(name: string, type: number, desc: Uint8Array): Uint8Array {
  const w = new ByteWriter();
  w.u32(4);
  w.u32(desc.length);
  w.u32(type);
  w.text(name);
  w.raw(desc);
  w.align(4);
  return w.bytes();
}

/** How many bytes of names come before those of symbols. */
const firstNames = '\0go.go\0';

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((n, p) => n + p.length, 0);
}

/** The symbol table, in parts: local symbols, then global ones; of each those of the base, where there is one, come first. */
function symbolTable(
  cx: Ctxt,
  shnums: ReadonlyMap<string, number>,
): { syms: Uint8Array[]; names: Uint8Array[]; globals: number } {
  const before = cx.placedBase?.symtab ?? [];
  const namesAt = firstNames.length + (before[2]?.length ?? 0);
  const part = symbolEntries(cx, shnums, namesAt);
  const first = new ByteWriter(2 * symSize);
  first.zeros(symSize);
  first.u32(1);
  first.u8(STT_FILE);
  first.u8(0);
  first.u16(SHN_ABS);
  first.zeros(16);
  const both = (i: number): Uint8Array[] => [before[i], part[i]].filter(list => list !== undefined);
  const local = [first.view(), ...both(0)];
  const globals = sizeOf(local) / symSize;
  return { syms: [...local, ...both(1)], names: [encodeUtf8(firstNames), ...both(2)], globals };
}

/** The symbol table of the base of a program, as `Base.symtab` has it. */
export function baseSymbols(cx: Ctxt): Uint8Array[] {
  const { options } = cx;
  const shnums = new Map<string, number>();
  const before = cx.placedBase?.symtab ?? null;
  let n = 1 + (options.gnuBuildID !== null ? 1 : 0) + (options.buildID !== '' ? 1 : 0) + (options.pie !== null ? 2 : 0);
  for (const seg of cx.segments) for (const s of seg.sections) shnums.set(s.name, n++);
  if (before === null) return symbolEntries(cx, shnums, firstNames.length);
  const own = symbolEntries(cx, shnums, firstNames.length + before[2]!.length);
  return before.map((list, i) => joinBytes([list, own[i]!]));
}

/** Entries of local symbols, those of global ones, and their names, which stand at `namesAt` in the table of names. */
function symbolEntries(cx: Ctxt, shnums: ReadonlyMap<string, number>, namesAt: number): Uint8Array[] {
  const { tab, loader } = cx;
  let syms = new ByteWriter(symSize * cx.textp.length + 1024);
  const names = new ByteWriter(64 * cx.textp.length + 1024);
  const entry = (name: number, info: number, shndx: number, value: number, size: number): void => {
    syms.u32(name);
    syms.u8(info);
    syms.u8(0);
    syms.u16(shndx);
    syms.u64(value);
    syms.u64(size);
  };
  const shndx = cx.sections.map(s => (s === null ? 0 : (shnums.get(s.name) ?? 0)));
  const put = (s: Sym, type: number, bind: number): void => {
    const attr = tab.attr[s];
    const local = (attr & Attr.Local) !== 0 || ((attr & FileLocal) !== 0 && !tab.name(s).includes('..stmp_'));
    if (local !== (bind === STB_LOCAL)) return;
    if (tab.sect[s] === 0) {
      cx.error(s, 'missing section in putelfsym');
      return;
    }
    const at = namesAt + names.length;
    const o = loader.objs[tab.obj[s]];
    const mayHaveTwin = type === STT_FUNC && (attr & FileLocal) === 0 && tab.abi(s) === 0;
    let other = 0;
    if (o === null || o === undefined) {
      names.text(tab.name(s));
      if (mayHaveTwin) other = tab.lookup(tab.name(s), 1);
    } else {
      const from = tab.nameOff(s);
      const to = from + tab.nameLen(s);
      putName(names, o.bytes, from, to);
      if (mayHaveTwin) other = tab.find(o.bytes, from, to, 1);
    }
    if (mayHaveTwin) {
      if (other !== 0 && SymKind.isText(tab.kind[other])) names.text('.abi0');
    }
    names.u8(0);
    entry(at, (bind << 4) | type, shndx[tab.sect[s]], tab.value[s], tab.size[s]);
  };
  // Data symbols that belong in the table, once for both passes.
  const datas: Sym[] = [];
  for (const s of cx.inOrder()) {
    if ((tab.attr[s] & (Reachable | NotInSymbolTable | Elsewhere)) !== Reachable) continue;
    const kind = tab.kind[s];
    if (kind <= SymKind.TextEnd || kind >= SymKind.FirstUnallocated || kind === SymKind.TlsBss) continue;
    const o = loader.objs[tab.obj[s]];
    let first: number;
    if (o === null || o === undefined) first = tab.name(s) === '' ? 0x2e : tab.name(s).charCodeAt(0);
    else first = tab.nameLen(s) === 0 ? 0x2e : o.bytes[tab.nameOff(s)];
    if (first === 0x2e) continue;
    datas.push(s);
  }
  const text = tab.lookup('runtime.text', 0);
  const etext = tab.lookup('runtime.etext', 0);
  const lists: Uint8Array[] = [];
  for (const bind of [STB_LOCAL, STB_GLOBAL]) {
    if (cx.foreign === null) put(text, STT_FUNC, bind);
    for (const s of cx.textp) put(s, STT_FUNC, bind);
    if (cx.foreign === null) put(etext, STT_FUNC, bind);
    for (const s of datas) put(s, STT_OBJECT, bind);
    lists.push(syms.view());
    syms = new ByteWriter(2 * symSize * cx.textp.length + 1024);
  }
  return [...lists, names.view()];
}

/** Writes a name with a plain dot for each middle dot, for tools that know ASCII only. */
function putName(w: ByteWriter, b: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    if (b[i] === 0xc2 && i + 1 < to && b[i + 1] === 0xb7) {
      w.rawRange(b, from, i);
      w.u8(0x2e);
      i++;
      from = i + 1;
    }
  }
  w.rawRange(b, from, to);
}
