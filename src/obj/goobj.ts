// Reading what gc writes: archives (`ar` files with a __.PKGDEF member, one Go object, and objects of the assembler) and the
// Go objects in them, format "go120ld". A Go object names symbols by (package index, symbol index); this file turns such
// a pair into a number local to the object, and reads records where they lie, so that the link decodes only what it
// reaches. `damage` checks an object's tables once, `GoObj.damage` what belongs to one symbol; the readers below rely on them.

import { toHex } from '../base/hex.ts';
import { getI32, getI64, getU16, getU32 } from '../base/endian.ts';
import { decodeUtf8, latin1 } from '../base/utf8.ts';
import { isText, SDWARFCUINFO } from './symkind.ts';

/** One member of an archive. */
export interface ArchiveMember {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const archiveMagic = '!<arch>\n';
const memberHeader = 60;

/** Whether the bytes are an archive. */
export function isArchive(b: Uint8Array): boolean {
  return b.length >= 8 && latin1(b, 0, 8) === archiveMagic;
}

/** The members of an archive in order, or null when it is malformed. */
export function readArchive(b: Uint8Array): ArchiveMember[] | null {
  const out: ArchiveMember[] = [];
  let at = archiveMagic.length;
  while (at < b.length) {
    if (at + memberHeader > b.length || b[at + 58] !== 0x60 || b[at + 59] !== 10) return null;
    const name = latin1(b, at, at + 16).trimEnd();
    const digits = latin1(b, at + 48, at + 58).trimEnd();
    if (!/^[0-9]+$/.test(digits)) return null;
    const from = at + memberHeader;
    const to = from + Number(digits);
    if (to > b.length) return null;
    out.push({ name: name.endsWith('/') ? name.slice(0, -1) : name, from, to });
    at = to + (to & 1);
  }
  return out;
}

/** What stands before the object proper in a member. */
export interface ObjectHeader {
  /** `go object linux amd64 go1.26.8 ...`, without the newline. */
  readonly first: string;
  /** Where the object proper starts. */
  readonly objAt: number;
  /** The package is a `main`. */
  readonly main: boolean;
  /** The cgo directives as JSON text; '' when there are none. */
  readonly cgo: string;
}

/**
 * The first line of an object, without its end: the link refuses to mix objects whose lines differ. `level` is the setting of the
 * machine's own variable, `GOAMD64=v1`, or ''.
 */
export function objectLine(
  goos: string,
  goarch: string,
  version: string,
  level: string,
  experiments: readonly string[],
): string {
  return `go object ${goos} ${goarch} ${version}${level === '' ? '' : ` ${level}`} X:${experiments.join(',')}`;
}

/**
 * Reads the text that precedes an object in bytes from..to: lines up to one that is `!`. Export data, between pairs of
 * `$$`, may hold such a line and is skipped. Returns null when it never ends.
 */
export function readObjectHeader(b: Uint8Array, from: number, to: number): ObjectHeader | null {
  const eol = b.indexOf(10, from);
  if (eol < 0 || eol >= to) return null;
  const first = latin1(b, from, eol);
  let main = false;
  let head = true;
  let markers = 0;
  let cgo = '';
  for (let line = eol + 1; line < to;) {
    let end = b.indexOf(10, line);
    if (end < 0 || end > to) end = to;
    const c = b[line]!;
    if (c === 0x21 && end === line + 1 && markers % 2 === 0) return { first, objAt: end + 1, main, cgo };
    if (c === 0x24 && b[line + 1] === 0x24) {
      markers++;
      if (latin1(b, line, end) === '$$  // cgo') {
        for (let p = end + 1; p < to;) {
          let e = b.indexOf(10, p);
          if (e < 0 || e > to) e = to;
          if (b[p] === 0x24 && b[p + 1] === 0x24) {
            cgo = decodeUtf8(b, end + 1, p);
            break;
          }
          p = e + 1;
        }
      }
    }
    if (head) {
      if (end === line) head = false;
      else if (end === line + 4 && latin1(b, line, end) === 'main') main = true;
    }
    line = end + 1;
  }
  return null;
}

/** Whether an archive says of itself that it belongs to the distribution. */
export function ofDistribution(b: Uint8Array): boolean {
  const member = isArchive(b) ? readArchive(b)?.find(m => m.name !== '__.PKGDEF') : undefined;
  const head = member === undefined ? null : readObjectHeader(b, member.from, member.to);
  if (head === null || damage(b, head.objAt, member!.to) !== '') return false;
  return (getU32(b, head.objAt + 16) & FlagStd) !== 0;
}

/** The first eight bytes of a Go object. */
export const Magic = '\0go120ld';

// Package indexes with a meaning of their own.
export const PkgIdxNone = 0x7fffffff; // symbols found by name
export const PkgIdxHashed64 = 0x7ffffffe; // content-addressable, 8-byte hash
export const PkgIdxHashed = 0x7ffffffd; // content-addressable
export const PkgIdxBuiltin = 0x7ffffffc; // runtime symbols the compiler knows
export const PkgIdxSelf = 0x7ffffffb; // this package

// Blocks of an object, in order; the header holds where each starts, and the end.
const BlkAutolib = 0;
const BlkPkgIdx = 1;
const BlkFile = 2;
const BlkSymdef = 3;
const BlkHashed64def = 4;
const BlkHasheddef = 5;
const BlkNonpkgdef = 6;
const BlkNonpkgref = 7;
const BlkRefFlags = 8;
const BlkHash64 = 9;
const BlkHash = 10;
const BlkRelocIdx = 11;
const BlkAuxIdx = 12;
const BlkDataIdx = 13;
const BlkReloc = 14;
const BlkAux = 15;
const BlkData = 16;
const BlkRefName = 17;
const BlkEnd = 18;
/** The number of blocks, with the end. */
export const BlockCount = 19;

const headerSize = 8 + 8 + 4 + 4 * BlockCount;
/** Sizes of records. */
export const SymSize = 21;
export const RelocSize = 23;
export const AuxSize = 9;
const refFlagsSize = 10;
const importSize = 16;
const hashSize = 16;

// Header flags.
export const FlagShared = 1 << 0;
export const FlagFromAssembly = 1 << 2;
export const FlagUnlinkable = 1 << 3;
export const FlagStd = 1 << 4;

/** The package path of what is assembled without one. */
export const UnlinkablePkg = '<unlinkable>';

// Kinds of auxiliary symbols.
export const AuxGotype = 0;
export const AuxFuncInfo = 1;
export const AuxFuncdata = 2;
export const AuxDwarfInfo = 3;
export const AuxDwarfLoc = 4;
export const AuxDwarfRanges = 5;
export const AuxDwarfLines = 6;
export const AuxPcsp = 7;
export const AuxPcfile = 8;
export const AuxPcline = 9;
export const AuxPcinline = 10;
export const AuxPcdata = 11;
export const AuxWasmImport = 12;
export const AuxWasmType = 13;
export const AuxSehUnwindInfo = 14;

/** The ABI field of a symbol that no name finds outside its object. */
export const ABIStatic = 0xffff;

/** A package that the object imports, and the fingerprint of the export data it saw. */
export interface ImportedPkg {
  readonly pkg: string;
  readonly fingerprint: string;
}

/**
 * A Go object. Symbols are numbered through all lists: package definitions, short hashed, hashed, other definitions, then
 * other references.
 */
export class GoObj {
  readonly bytes: Uint8Array;
  /** Where the object starts in `bytes`; every offset in it counts from here. */
  readonly base: number;
  readonly flags: number;
  readonly ndef: number;
  readonly nhashed64: number;
  readonly nhashed: number;
  readonly nnonpkgdef: number;
  readonly nnonpkgref: number;
  /** All definitions. */
  readonly nalldef: number;
  /** Where blocks start in `bytes`. */
  readonly symsAt: number;
  readonly relocsAt: number;
  readonly relocIdxAt: number;
  readonly auxAt: number;
  readonly auxIdxAt: number;
  readonly dataAt: number;
  readonly dataIdxAt: number;
  /** How many bytes of data there are, how many relocations and auxiliary symbols. */
  readonly dataSize: number;
  readonly nreloc: number;
  readonly naux: number;
  /** Where the object ends in `bytes`. */
  readonly end: number;
  private readonly blocks: Uint32Array;

  /** Reads the header of an object that `damage` has passed. */
  constructor(bytes: Uint8Array, base: number) {
    this.bytes = bytes;
    this.base = base;
    this.flags = getU32(bytes, base + 16);
    const blocks = new Uint32Array(BlockCount);
    for (let i = 0; i < BlockCount; i++) blocks[i] = base + getU32(bytes, base + 20 + 4 * i);
    this.blocks = blocks;
    this.end = blocks[BlkEnd];
    this.ndef = this.records(BlkSymdef, SymSize);
    this.nhashed64 = this.records(BlkHashed64def, SymSize);
    this.nhashed = this.records(BlkHasheddef, SymSize);
    this.nnonpkgdef = this.records(BlkNonpkgdef, SymSize);
    this.nnonpkgref = this.records(BlkNonpkgref, SymSize);
    this.nalldef = this.ndef + this.nhashed64 + this.nhashed + this.nnonpkgdef;
    this.symsAt = blocks[BlkSymdef]!;
    this.relocsAt = blocks[BlkReloc]!;
    this.relocIdxAt = blocks[BlkRelocIdx]!;
    this.auxAt = blocks[BlkAux]!;
    this.auxIdxAt = blocks[BlkAuxIdx]!;
    this.dataAt = blocks[BlkData]!;
    this.dataIdxAt = blocks[BlkDataIdx]!;
    this.dataSize = blocks[BlkData + 1]! - this.dataAt;
    this.nreloc = this.records(BlkReloc, RelocSize);
    this.naux = this.records(BlkAux, AuxSize);
  }

  private records(block: number, size: number): number {
    return Math.floor((this.blocks[block + 1]! - this.blocks[block]!) / size);
  }

  /** Eight bytes as hex; zeros for objects of the assembler. */
  get fingerprint(): string {
    return toHex(this.bytes, this.base + 8, this.base + 16);
  }

  get fromAssembly(): boolean {
    return (this.flags & FlagFromAssembly) !== 0;
  }

  /** The string that a (length, offset) pair stands for; a pair that leads outside the object gives a text that says so. */
  private stringRef(at: number): string {
    const off = this.base + getU32(this.bytes, at + 4);
    const to = off + getU32(this.bytes, at);
    return to <= this.end ? decodeUtf8(this.bytes, off, to) : '<damaged>';
  }

  /** The packages imported, in the order of their indexes in no sense. */
  autolib(): ImportedPkg[] {
    const out: ImportedPkg[] = [];
    const n = this.records(BlkAutolib, importSize);
    for (let i = 0, at = this.blocks[BlkAutolib]!; i < n; i++, at += importSize) {
      out.push({ pkg: this.stringRef(at), fingerprint: toHex(this.bytes, at + 8, at + 16) });
    }
    return out;
  }

  /** The packages whose symbols are named by index; element 0 stands for none. */
  packages(): string[] {
    return this.strings(BlkPkgIdx);
  }

  /** Source files, as DWARF and pc-file tables number them. */
  files(): string[] {
    return this.strings(BlkFile);
  }

  private strings(block: number): string[] {
    const out: string[] = [];
    const n = this.records(block, 8);
    for (let i = 0; i < n; i++) out.push(this.stringRef(this.blocks[block]! + i * 8));
    return out;
  }

  /** The name of a symbol. */
  name(s: number): string {
    return this.stringRef(this.symsAt + s * SymSize);
  }

  /** Whether a symbol has this name. */
  isNamed(s: number, name: Uint8Array): boolean {
    const b = this.bytes;
    const at = this.symsAt + s * SymSize;
    if (getU32(b, at) !== name.length) return false;
    const off = this.base + getU32(b, at + 4);
    for (let k = 0; k < name.length; k++) if (b[off + k] !== name[k]) return false;
    return true;
  }

  /** As `name`, for messages about a symbol whose record may be damaged. */
  safeName(s: number): string {
    const at = this.symsAt + s * SymSize;
    const off = this.base + getU32(this.bytes, at + 4);
    const len = getU32(this.bytes, at);
    return len > 0 && off + len <= this.end ? this.stringRef(at) : `symbol ${s}`;
  }

  /** What is wrong with the records of definition s beside its own; '' for nothing. */
  damage(s: number): string {
    const b = this.bytes;
    const data = this.dataIdxAt + s * 4;
    const reloc = this.relocIdxAt + s * 4;
    const aux = this.auxIdxAt + s * 4;
    const d0 = getU32(b, data);
    const d1 = getU32(b, data + 4);
    if (d0 > d1 || d1 > this.dataSize) return 'bad data index';
    const r0 = getU32(b, reloc);
    const r1 = getU32(b, reloc + 4);
    if (r0 > r1 || r1 > this.nreloc) return 'bad relocation index';
    const a0 = getU32(b, aux);
    const a1 = getU32(b, aux + 4);
    if (a0 > a1 || a1 > this.naux) return 'bad auxiliary symbol index';
    const size = this.size(s);
    if (size > 2e9) return 'symbol too large';
    if (!hasWrongLength(this.kind(s), d1 - d0, size)) return '';
    return d1 - d0 > size ? 'more data than its size' : 'code of another length than its size';
  }

  abi(s: number): number {
    return getU16(this.bytes, this.symsAt + s * SymSize + 8);
  }

  kind(s: number): number {
    return this.bytes[this.symsAt + s * SymSize + 10]!;
  }

  /** The attributes, as obj/attr.ts has them. */
  attr(s: number): number {
    return getU16(this.bytes, this.symsAt + s * SymSize + 11);
  }

  size(s: number): number {
    return getU32(this.bytes, this.symsAt + s * SymSize + 13);
  }

  align(s: number): number {
    return getU32(this.bytes, this.symsAt + s * SymSize + 17);
  }

  /** Where the hash of a short hashed symbol lies in `bytes`; i counts short hashed symbols. */
  hash64At(i: number): number {
    return this.blocks[BlkHash64]! + i * 8;
  }

  /** Where the 16-byte hash of a hashed symbol lies in `bytes`; i counts hashed symbols. */
  hashAt(i: number): number {
    return this.blocks[BlkHash]! + i * hashSize;
  }

  /** Where a definition's data lies in `bytes`. */
  dataOff(s: number): number {
    return this.dataAt + getU32(this.bytes, this.dataIdxAt + s * 4);
  }

  dataLen(s: number): number {
    const at = this.dataIdxAt + s * 4;
    return getU32(this.bytes, at + 4) - getU32(this.bytes, at);
  }

  /** The data of a definition, in place. */
  data(s: number): Uint8Array {
    const off = this.dataOff(s);
    return this.bytes.subarray(off, off + this.dataLen(s));
  }

  /** Where the relocations of a definition start in `bytes`; `relocCount` records of RelocSize. */
  relocOff(s: number): number {
    return this.relocsAt + getU32(this.bytes, this.relocIdxAt + s * 4) * RelocSize;
  }

  relocCount(s: number): number {
    const at = this.relocIdxAt + s * 4;
    return getU32(this.bytes, at + 4) - getU32(this.bytes, at);
  }

  /** Where the auxiliary symbols of a definition start in `bytes`; `auxCount` records of AuxSize. */
  auxOff(s: number): number {
    return this.auxAt + getU32(this.bytes, this.auxIdxAt + s * 4) * AuxSize;
  }

  auxCount(s: number): number {
    const at = this.auxIdxAt + s * 4;
    return getU32(this.bytes, at + 4) - getU32(this.bytes, at);
  }

  /**
   * The number in this object of the symbol (pkg, sym), or -1 - index for a builtin. For a symbol of another package
   * returns `Foreign`.
   */
  local(pkg: number, sym: number): number {
    switch (pkg) {
      case PkgIdxSelf:
        return sym;
      case PkgIdxNone:
        return sym + this.ndef + this.nhashed64 + this.nhashed;
      case PkgIdxHashed64:
        return sym + this.ndef;
      case PkgIdxHashed:
        return sym + this.ndef + this.nhashed64;
      case PkgIdxBuiltin:
        return -1 - sym;
      default:
        return Foreign;
    }
  }

  /** Calls `each` for the attributes this object gives to symbols of other packages. */
  refFlags(each: (pkg: number, sym: number, attr: number) => void): void {
    const n = this.records(BlkRefFlags, refFlagsSize);
    for (let i = 0, at = this.blocks[BlkRefFlags]!; i < n; i++, at += refFlagsSize) {
      each(getU32(this.bytes, at), getU32(this.bytes, at + 4), getU16(this.bytes, at + 8));
    }
  }

  /** The names that gc noted for its tools: (package index, symbol index) to name, of symbols of other packages. */
  refNames(): { pkg: number; sym: number; name: string }[] {
    const out: { pkg: number; sym: number; name: string }[] = [];
    const n = this.records(BlkRefName, 16);
    for (let i = 0, at = this.blocks[BlkRefName]!; i < n; i++, at += 16) {
      out.push({ pkg: getU32(this.bytes, at), sym: getU32(this.bytes, at + 4), name: this.stringRef(at + 8) });
    }
    return out;
  }
}

/** Whether a symbol of this kind cannot have so many bytes of data and this size. */
export function hasWrongLength(kind: number, dataLen: number, size: number): boolean {
  return (kind < SDWARFCUINFO && dataLen > size) || (isText(kind) && dataLen !== size);
}

/** What `GoObj.local` returns for a symbol of another package. */
export const Foreign = -0x80000000;

/** What gc's function metadata symbol holds. Inline tree nodes are read one by one with `inlNode`. */
export class GoFuncInfo {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly nfile: number;
  readonly ninl: number;
  private readonly inlAt: number;

  /** Reads bytes at..at+len that `funcInfoDamage` has passed. */
  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
    this.nfile = getU32(bytes, at + 16);
    this.ninl = getU32(bytes, at + 20 + 4 * this.nfile);
    this.inlAt = at + 24 + 4 * this.nfile;
  }

  get args(): number {
    return getI32(this.bytes, this.at);
  }

  get locals(): number {
    return getU32(this.bytes, this.at + 4);
  }

  get funcID(): number {
    return this.bytes[this.at + 8]!;
  }

  get funcFlag(): number {
    return this.bytes[this.at + 9]!;
  }

  get startLine(): number {
    return getI32(this.bytes, this.at + 12);
  }

  /** The k-th of the files that the function's code comes from, as an index into the object's files. */
  file(k: number): number {
    return getU32(this.bytes, this.at + 20 + 4 * k);
  }

  /** Where node k lies in `bytes`: i32 parent, file, i32 line, symbol pair, i32 parent pc. */
  inlNodeAt(k: number): number {
    return this.inlAt + 24 * k;
  }
}

/** Whether a function metadata symbol of this length is whole. */
export function funcInfoDamaged(b: Uint8Array, at: number, len: number): boolean {
  if (len < 24) return true;
  const nfile = getU32(b, at + 16);
  if (24 + 4 * nfile > len) return true;
  return 24 + 4 * nfile + 24 * getU32(b, at + 20 + 4 * nfile) > len;
}

/** What is wrong with the object in bytes base..end as a whole: '' when every table lies inside. */
export function damage(b: Uint8Array, base: number, end: number): string {
  const size = end - base;
  if (size < headerSize) return 'truncated object file';
  if (latin1(b, base, base + 8) !== Magic) {
    return latin1(b, base, base + 8) === '\0go114ld' ? 'object file in old format' : 'not a Go object file';
  }
  let before = headerSize;
  for (let i = 0; i < BlockCount; i++) {
    const off = getU32(b, base + 20 + 4 * i);
    if (off < before || off > size) return `block ${i} of the object file lies outside it`;
    before = off;
  }
  const o = new GoObj(b, base);
  const block = (i: number): number => getU32(b, base + 20 + 4 * (i + 1)) - getU32(b, base + 20 + 4 * i);
  if (block(BlkHash64) < o.nhashed64 * 8 || block(BlkHash) < o.nhashed * hashSize) return 'hashes are missing';
  for (const i of [BlkRelocIdx, BlkAuxIdx, BlkDataIdx]) {
    if (block(i) < (o.nalldef + 1) * 4) return 'an index of the object file is too short';
  }
  for (const i of [BlkPkgIdx, BlkFile, BlkAutolib]) {
    const step = i === BlkAutolib ? importSize : 8;
    if (block(i) % step !== 0) return 'bad string table';
  }
  if (base + getU32(b, base + 20 + 4 * BlkEnd) > end) return 'truncated object file';
  return '';
}

/** A relocation's addend at its record. */
export function relocAdd(b: Uint8Array, at: number): number {
  return getI64(b, at + 7);
}
