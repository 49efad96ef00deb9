// The serialised form of an object (object.ts): fixed-size records that are read where they lie, so that the link decodes
// only what it reaches. All numbers are little-endian u32 unless named otherwise; offsets count from the file's start.
//
//   header   magic, flags, nsym, nreloc, nbase, then the offsets of syms, relocs, bases, funcs, data and end, pkgPath as (offset, length)
//   strings  UTF-8
//   syms     48 bytes each: name offset, name length, abi | kind << 16, attr, align, size, data offset, data length,
//            index of the first relocation, func offset or 0, gotype, dwarfInfo; one more record ends the relocation indexes
//   relocs   20 bytes each: i32 offset, type | size << 16, i64 addend, symbol
//   bases    12 bytes each: file offset, file length, line
//   funcs    nine words, five tables as (offset, length), four counts, then pcdata tables, funcdata symbols, inline nodes, debug symbols
//   data     bytes

import { ByteWriter } from '../base/bytewriter.ts';
import { getI32, getI64, getU32 } from '../base/endian.ts';
import { decodeUtf8, latin1 } from '../base/utf8.ts';
import { FuncInfo, InlNode, maxSymSize, Obj, PosBase, relocOrder, RelocStride, type Sym } from './object.ts';
import * as SymKind from './symkind.ts';

/** The first eight bytes of a serialised object. */
export const Magic = '\0burrow1';

const headerSize = 8 + 12 * 4;
/** The size of a symbol's record. */
export const SymSize = 48;
/** The size of a relocation's record. */
export const RelocSize = 20;
const baseSize = 12;
const funcFixed = 23 * 4;
const inlSize = 28;
/** Tables of a function before those of pcdata. */
const fixedTables = 5;

/** The bytes of an object. Equal objects give equal bytes. */
export function writeObj(obj: Obj): Uint8Array {
  const w = new ByteWriter(1 << 16);
  writeObjInto(w, obj);
  return w.bytes();
}

/** Writes the bytes of an object, in place of what a writer held before. */
export function writeObjInto(w: ByteWriter, obj: Obj): void {
  w.length = 0;
  w.text(Magic);
  w.zeros(headerSize - 8);

  const strings = new Map<string, number>();
  const place = (s: string): number => {
    let at = strings.get(s);
    if (at === undefined) {
      at = w.length;
      w.text(s);
      strings.set(s, at);
      lengths.set(s, w.length - at);
    }
    return at;
  };
  const lengths = new Map<string, number>();
  place(obj.pkgPath);
  for (const b of obj.posBases) place(b.file);
  for (const s of obj.syms) place(s.name);
  w.align(4);

  // Bytes, and the functions that name them, come before the records that name both.
  const dataAt: number[] = [];
  const funcAt: number[] = [];
  const dataStart = w.length;
  const tables = new Map<string, number>();
  /** Of each function in turn its tables, in the order of `tablesOf`. */
  const tableAt: number[] = [];
  for (const s of obj.syms) {
    dataAt.push(w.length);
    w.raw(s.data);
    const f = s.func;
    if (f === null) continue;
    for (const t of tablesOf(f)) {
      const key = latin1(t, 0, t.length);
      let at = tables.get(key);
      if (at === undefined) {
        at = w.length;
        tables.set(key, at);
        w.raw(t);
      }
      tableAt.push(at);
    }
  }
  w.align(4);
  const funcsStart = w.length;
  let table = 0;
  for (const s of obj.syms) {
    funcAt.push(s.func === null ? 0 : w.length);
    if (s.func !== null) table = writeFunc(w, s.func, tableAt, table);
  }
  const symsStart = w.length;
  let nreloc = 0;
  obj.syms.forEach((s, i) => {
    w.u32(strings.get(s.name)!);
    w.u32(lengths.get(s.name)!);
    w.u32(s.abi | (s.kind << 16));
    w.u32(s.attr);
    w.u32(s.align);
    w.u32(Math.min(s.size, 0xffffffff)); // the link refuses what is larger than maxSymSize
    w.u32(dataAt[i]!);
    w.u32(s.data.length);
    w.u32(nreloc);
    w.u32(funcAt[i]!);
    w.u32(s.gotype);
    w.u32(s.dwarfInfo);
    if (s.relocs !== null) nreloc += s.relocs.length / RelocStride;
  });
  w.zeros(32);
  w.u32(nreloc);
  w.zeros(12);
  const relocsStart = w.length;
  for (const s of obj.syms) if (s.relocs !== null) writeRelocs(w, s);
  const basesStart = w.length;
  for (const b of obj.posBases) {
    w.u32(strings.get(b.file)!);
    w.u32(lengths.get(b.file)!);
    w.u32(b.line);
  }
  [
    obj.flags,
    obj.syms.length,
    nreloc,
    obj.posBases.length,
    symsStart,
    relocsStart,
    basesStart,
    funcsStart,
    dataStart,
    w.length,
    strings.get(obj.pkgPath)!,
    lengths.get(obj.pkgPath)!,
  ].forEach((x, i) => w.putU32(8 + 4 * i, x));
}

function writeRelocs(w: ByteWriter, s: Sym): void {
  const relocs = s.relocs!;
  for (const i of relocOrder(relocs)) {
    w.u32(relocs[i]!);
    w.u32((relocs[i + 2]! & 0xffff) | (relocs[i + 1]! << 16));
    w.u64(relocs[i + 3]!);
    w.u32(relocs[i + 4]!);
  }
}

/** The tables of a function, those for code before those of values. */
function tablesOf(f: FuncInfo): readonly Uint8Array[] {
  return [f.pcsp, f.pcfile, f.pcline, f.pcinline, f.debug, ...f.pcdata];
}

/** `tableAt` from `table` on is where the function's tables are; gives the place behind them. */
function writeFunc(w: ByteWriter, f: FuncInfo, tableAt: readonly number[], table: number): number {
  const tables = tablesOf(f);
  const write = (i: number): void => {
    w.u32(tableAt[table + i]!);
    w.u32(tables[i]!.length);
  };
  w.u32(f.args);
  w.u32(f.locals);
  w.u32(f.funcID | (f.funcFlag << 8));
  w.u32(f.startBase);
  w.u32(f.startLine);
  w.u32(f.dwarfInfo);
  w.u32(f.dwarfLoc);
  w.u32(f.dwarfRanges);
  w.u32(f.dwarfLines);
  for (let i = 0; i < 5; i++) write(i);
  w.u32(f.pcdata.length);
  w.u32(f.funcdata.length);
  w.u32(f.inlTree.length);
  w.u32(f.debugSyms.length);
  for (let i = 5; i < tables.length; i++) write(i);
  for (const s of f.funcdata) w.u32(s);
  for (const n of f.inlTree) {
    w.u32(n.parent);
    w.u32(n.base);
    w.u32(n.line);
    w.u32(n.func);
    w.u32(n.parentPC);
    w.u32(n.startBase);
    w.u32(n.startLine);
  }
  for (const s of f.debugSyms) w.u32(s);
  return table + tables.length;
}

/** Whether these bytes, from `at`, are a serialised object. */
export function isObj(b: Uint8Array, at: number): boolean {
  for (let i = 0; i < Magic.length; i++) if (b[at + i] !== Magic.charCodeAt(i)) return false;
  return true;
}

/** The position bases of an object. */
export interface Positions {
  /** The files, each once. */
  readonly files: readonly string[];
  /** By base the number of its file, and its line. */
  readonly fileOf: Uint32Array;
  readonly lines: Uint32Array;
}

/** A function's metadata, read where it lies: fields are those of `FuncInfo`. */
export class FuncRecord {
  private readonly b: Uint8Array;
  private readonly at: number;
  readonly npcdata: number;
  readonly nfuncdata: number;
  readonly ninl: number;
  readonly ndebugSyms: number;

  constructor(b: Uint8Array, at: number) {
    this.b = b;
    this.at = at;
    this.npcdata = getU32(b, at + 76);
    this.nfuncdata = getU32(b, at + 80);
    this.ninl = getU32(b, at + 84);
    this.ndebugSyms = getU32(b, at + 88);
  }

  get args(): number {
    return getI32(this.b, this.at);
  }

  get locals(): number {
    return getI32(this.b, this.at + 4);
  }

  get funcID(): number {
    return this.b[this.at + 8]!;
  }

  get funcFlag(): number {
    return this.b[this.at + 9]!;
  }

  get startBase(): number {
    return getU32(this.b, this.at + 12);
  }

  get startLine(): number {
    return getI32(this.b, this.at + 16);
  }

  /** The symbol of dwarfInfo, dwarfLoc, dwarfRanges or dwarfLines. */
  dwarf(i: number): number {
    return getU32(this.b, this.at + 20 + 4 * i);
  }

  /** Where a table starts: pcsp, pcfile, pcline, pcinline, debug, and behind them those of pcdata. */
  tableAt(i: number): number {
    return getU32(this.b, this.tableRecord(i));
  }

  tableLength(i: number): number {
    return getU32(this.b, this.tableRecord(i) + 4);
  }

  table(i: number): Uint8Array {
    const at = this.tableAt(i);
    return this.b.subarray(at, at + this.tableLength(i));
  }

  private tableRecord(i: number): number {
    return this.at + (i < fixedTables ? 36 + 8 * i : funcFixed + 8 * (i - fixedTables));
  }

  funcdata(i: number): number {
    return getU32(this.b, this.at + funcFixed + 8 * this.npcdata + 4 * i);
  }

  /** A number of an inlined call, in the order in which `InlNode` has them. */
  inlined(i: number, field: number): number {
    return getI32(this.b, this.at + funcFixed + 8 * this.npcdata + 4 * this.nfuncdata + inlSize * i + 4 * field);
  }

  debugSym(i: number): number {
    const { npcdata, nfuncdata, ninl } = this;
    return getU32(this.b, this.at + funcFixed + 8 * npcdata + 4 * nfuncdata + inlSize * ninl + 4 * i);
  }
}

/** A serialised object, read where it lies. `open` has checked that every offset and number stays inside. */
export class ObjFile {
  readonly bytes: Uint8Array;
  readonly flags: number;
  readonly nsym: number;
  readonly nbase: number;
  readonly symsAt: number;
  readonly relocsAt: number;
  readonly basesAt: number;

  /** Reads the header of bytes that `damage` has passed. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.flags = getU32(bytes, 8);
    this.nsym = getU32(bytes, 12);
    this.nbase = getU32(bytes, 20);
    this.symsAt = getU32(bytes, 24);
    this.relocsAt = getU32(bytes, 28);
    this.basesAt = getU32(bytes, 32);
  }

  get pkgPath(): string {
    const pkg = getU32(this.bytes, 48);
    return decodeUtf8(this.bytes, pkg, pkg + getU32(this.bytes, 52));
  }

  /** The name of a symbol as a string. */
  name(s: number): string {
    const at = this.symsAt + s * SymSize;
    const off = getU32(this.bytes, at);
    return decodeUtf8(this.bytes, off, off + getU32(this.bytes, at + 4));
  }

  /** The position bases, in order. */
  bases(): PosBase[] {
    const out: PosBase[] = [];
    for (let i = 0, at = this.basesAt; i < this.nbase; i++, at += baseSize) {
      const off = getU32(this.bytes, at);
      out.push(new PosBase(decodeUtf8(this.bytes, off, off + getU32(this.bytes, at + 4)), getU32(this.bytes, at + 8)));
    }
    return out;
  }

  /** The position bases by column, each file once. */
  positions(): Positions {
    const b = this.bytes;
    const files: string[] = [];
    const fileOf = new Uint32Array(this.nbase);
    const lines = new Uint32Array(this.nbase);
    /** Where names lie that were read, and the numbers of their files; equal ones lie in one place. */
    const places: number[] = [];
    const placed: number[] = [];
    for (let i = 0, at = this.basesAt; i < this.nbase; i++, at += baseSize) {
      const off = getU32(b, at);
      let k = places.indexOf(off);
      if (k < 0) {
        const name = decodeUtf8(b, off, off + getU32(b, at + 4));
        let file = files.indexOf(name);
        if (file < 0) file = files.push(name) - 1;
        k = places.push(off) - 1;
        placed.push(file);
      }
      fileOf[i] = placed[k]!;
      lines[i] = getU32(b, at + 8);
    }
    return { files, fileOf, lines };
  }

  /** The function metadata of a symbol where it lies; null when it has none. */
  funcRecord(s: number): FuncRecord | null {
    const at = getU32(this.bytes, this.symsAt + s * SymSize + 36);
    return at === 0 ? null : new FuncRecord(this.bytes, at);
  }

  /** The function metadata of a symbol; null when it has none. */
  func(s: number): FuncInfo | null {
    const r = this.funcRecord(s);
    if (r === null) return null;
    const f = new FuncInfo();
    f.args = r.args;
    f.locals = r.locals;
    f.funcID = r.funcID;
    f.funcFlag = r.funcFlag;
    f.startBase = r.startBase;
    f.startLine = r.startLine;
    f.dwarfInfo = r.dwarf(0);
    f.dwarfLoc = r.dwarf(1);
    f.dwarfRanges = r.dwarf(2);
    f.dwarfLines = r.dwarf(3);
    f.pcsp = r.table(0);
    f.pcfile = r.table(1);
    f.pcline = r.table(2);
    f.pcinline = r.table(3);
    f.debug = r.table(4);
    for (let i = 0; i < r.npcdata; i++) f.pcdata.push(r.table(fixedTables + i));
    for (let i = 0; i < r.nfuncdata; i++) f.funcdata.push(r.funcdata(i));
    for (let i = 0; i < r.ninl; i++) {
      const of = (field: number): number => r.inlined(i, field);
      f.inlTree.push(new InlNode(of(0), of(1), of(2), of(3), of(4), of(5), of(6)));
    }
    for (let i = 0; i < r.ndebugSyms; i++) f.debugSyms.push(r.debugSym(i));
    return f;
  }
}

/** What is wrong with the bytes of a serialised object; '' when every number in it stays inside its table. */
export function damage(b: Uint8Array): string {
  if (b.length < headerSize || !isObj(b, 0)) return 'not a burrow object';
  const nsym = getU32(b, 12);
  const nreloc = getU32(b, 16);
  const nbase = getU32(b, 20);
  const symsAt = getU32(b, 24);
  const relocsAt = getU32(b, 28);
  const basesAt = getU32(b, 32);
  const end = getU32(b, 44);
  const inside = (at: number, size: number): boolean => at >= headerSize && at + size <= b.length;
  if (end !== b.length) return 'truncated object';
  if (nsym === 0 || !inside(symsAt, (nsym + 1) * SymSize)) return 'bad symbol table';
  if (!inside(relocsAt, nreloc * RelocSize)) return 'bad relocation table';
  if (!inside(basesAt, nbase * baseSize)) return 'bad position table';
  if (!inside(getU32(b, 48), getU32(b, 52))) return 'bad package path';
  for (let i = 0, at = basesAt; i < nbase; i++, at += baseSize) {
    if (!inside(getU32(b, at), getU32(b, at + 4))) return 'bad position table';
  }
  for (let i = 0, at = symsAt; i < nsym; i++, at += SymSize) {
    if (!inside(getU32(b, at), getU32(b, at + 4))) return `symbol ${i}: bad name`;
    const name = (): string => decodeUtf8(b, getU32(b, at), getU32(b, at) + getU32(b, at + 4));
    const abiKind = getU32(b, at + 8);
    if ((abiKind & 0xffff) > 1 || abiKind >>> 16 >= SymKind.count) return `${name()}: bad ABI or kind`;
    const align = getU32(b, at + 16);
    if (align > 1 << 20 || (align & (align - 1)) !== 0) return `${name()}: bad alignment`;
    if (!inside(getU32(b, at + 24), getU32(b, at + 28))) return `${name()}: bad data`;
    if (getU32(b, at + 20) > maxSymSize) return `${name()}: symbol too large`;
    const first = getU32(b, at + 32);
    const last = getU32(b, at + SymSize + 32);
    if (first > last || last > nreloc) return `${name()}: bad relocation index`;
    for (let r = relocsAt + first * RelocSize; r < relocsAt + last * RelocSize; r += RelocSize) {
      const off = getI32(b, r);
      const size = getU32(b, r + 4) >>> 16;
      if (off < 0 || off + size > getU32(b, at + 20)) return `${name()}: relocation outside the symbol`;
      if (getU32(b, r + 16) >= nsym) return `${name()}: relocation to no symbol`;
      if (!Number.isSafeInteger(getI64(b, r + 8))) return `${name()}: bad addend`;
    }
    if (getU32(b, at + 40) >= nsym || getU32(b, at + 44) >= nsym) return `${name()}: bad type or DWARF symbol`;
    const f = getU32(b, at + 36);
    if (f !== 0) {
      const wrong = damagedFunc(b, f, nsym, nbase, inside);
      if (wrong !== '') return `${name()}: ${wrong}`;
    }
  }
  return '';
}

function damagedFunc(
  b: Uint8Array,
  at: number,
  nsym: number,
  nbase: number,
  inside: (at: number, size: number) => boolean,
): string {
  if (!inside(at, funcFixed)) return 'bad function metadata';
  const npcdata = getU32(b, at + 76);
  const nfuncdata = getU32(b, at + 80);
  const ninl = getU32(b, at + 84);
  const ndebug = getU32(b, at + 88);
  if (!inside(at, funcFixed + npcdata * 8 + nfuncdata * 4 + ninl * inlSize + ndebug * 4))
    return 'bad function metadata';
  if (nbase > 0 ? getU32(b, at + 12) >= nbase : getU32(b, at + 12) !== 0) return 'bad start position';
  for (let p = at + 20; p < at + 36; p += 4) if (getU32(b, p) >= nsym) return 'bad DWARF symbol';
  for (let p = at + 36; p < at + 76; p += 8) if (!inside(getU32(b, p), getU32(b, p + 4))) return 'bad pc table';
  let p = at + funcFixed;
  for (let i = 0; i < npcdata; i++, p += 8) if (!inside(getU32(b, p), getU32(b, p + 4))) return 'bad pc table';
  for (let i = 0; i < nfuncdata; i++, p += 4) if (getU32(b, p) >= nsym) return 'bad funcdata';
  for (let i = 0; i < ninl; i++, p += inlSize) {
    if (
      getI32(b, p) < -1 ||
      getI32(b, p) >= ninl ||
      getU32(b, p + 4) >= nbase ||
      getU32(b, p + 12) >= nsym ||
      getU32(b, p + 20) >= nbase
    ) {
      return 'bad inline tree';
    }
  }
  for (let i = 0; i < ndebug; i++, p += 4) if (getU32(b, p) >= nsym) return 'bad debug symbol';
  return '';
}

/** Reads a whole object back, as `writeObj` was given it. The bytes must have passed `damage`. */
export function readObj(bytes: Uint8Array): Obj {
  const file = new ObjFile(bytes);
  const obj = new Obj(file.pkgPath, file.flags);
  obj.posBases.push(...file.bases());
  for (let i = 1; i < file.nsym; i++) {
    const at = file.symsAt + i * SymSize;
    const abi = getU32(bytes, at + 8) & 0xffff;
    const attr = getU32(bytes, at + 12);
    const name = file.name(i);
    const s = obj.read(name, abi, attr);
    s.kind = getU32(bytes, at + 8) >>> 16;
    s.align = getU32(bytes, at + 16);
    s.size = getU32(bytes, at + 20);
    const data = getU32(bytes, at + 24);
    s.data = bytes.subarray(data, data + getU32(bytes, at + 28));
    const last = getU32(bytes, at + SymSize + 32);
    for (let r = getU32(bytes, at + 32); r < last; r++) {
      const p = file.relocsAt + r * RelocSize;
      const typeSize = getU32(bytes, p + 4);
      s.addReloc(getI32(bytes, p), typeSize >>> 16, typeSize & 0xffff, getI64(bytes, p + 8), getU32(bytes, p + 16));
    }
    s.gotype = getU32(bytes, at + 40);
    s.dwarfInfo = getU32(bytes, at + 44);
    s.func = file.func(i);
  }
  return obj;
}
