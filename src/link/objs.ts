// What the link reads: packages, and the objects in them. gc's objects and burrow's own give the same view: symbols with a
// number in the object, records read where they lie, and function metadata in one form whatever it was made by.

import { getU16, getU32 } from '../base/endian.ts';
import { type GoFuncInfo, type GoObj, SymSize as GoSymSize, ABIStatic } from '../obj/goobj.ts';
import { type ObjFile, type Positions, SymSize as OwnSymSize } from '../obj/objfile.ts';
import * as Attr from '../obj/attr.ts';
import type { Sym } from './symtab.ts';

/** A package of the link. */
export class Library {
  /** The import path. */
  readonly pkg: string;
  /** The archive, for messages. */
  readonly file: string;
  /** Of the export data its importers saw; '' until one is known. */
  fingerprint: string;
  /** Says of itself that it is a main package. */
  main = false;
  readonly objs: LinkObj[] = [];
  readonly imports: Library[] = [];

  constructor(pkg: string, file: string, fingerprint: string) {
    this.pkg = pkg;
    this.file = file;
    this.fingerprint = fingerprint;
  }
}

/** One object of a package. Either `go` or `own` is set. */
export class LinkObj {
  /** The number of the object in the link, from 1. */
  readonly index: number;
  readonly lib: Library;
  /** For messages: `archive(member)`. */
  readonly file: string;
  readonly go: GoObj | null;
  readonly own: ObjFile | null;
  readonly bytes: Uint8Array;
  readonly symsAt: number;
  readonly symSize: number;
  /** Where, in a symbol's record, the offset and the length of its name stand; offsets count from nameBase. */
  readonly nameOffAt: number;
  readonly nameLenAt: number;
  readonly nameBase: number;
  /** The symbols of the link by number in the object; 0 where not loaded yet. */
  readonly syms: Uint32Array;
  /** The packages that symbols are named from by index, and their objects, 0 where not looked up yet. */
  pkgNames: readonly string[] = [];
  pkgs: Int32Array = noPkgs;
  readonly std: boolean;
  readonly fromAssembly: boolean;
  private fileList: readonly string[] | null = null;
  private posBases: Positions | null = null;
  /** The index in the list of compilation units that the pc tables name; -1 until it is in use. */
  pclnIndex = -1;
  /** Reachable functions in the order of their addresses. */
  readonly textp: Sym[] = [];

  /** It is read, not linked: another part of the program has what it defines. */
  readonly isShadow: boolean;

  constructor(index: number, lib: Library, file: string, go: GoObj | null, own: ObjFile | null, isShadow = false) {
    this.index = index;
    this.isShadow = isShadow;
    this.lib = lib;
    this.file = file;
    this.go = go;
    this.own = own;
    if (go !== null) {
      this.bytes = go.bytes;
      this.symsAt = go.symsAt;
      this.symSize = GoSymSize;
      this.nameOffAt = 4;
      this.nameLenAt = 0;
      this.nameBase = go.base;
      this.syms = new Uint32Array(go.nalldef + go.nnonpkgref);
      this.std = (go.flags & 16) !== 0;
      this.fromAssembly = go.fromAssembly;
    } else {
      const o = own!;
      this.bytes = o.bytes;
      this.symsAt = o.symsAt;
      this.symSize = OwnSymSize;
      this.nameOffAt = 0;
      this.nameLenAt = 4;
      this.nameBase = 0;
      this.syms = new Uint32Array(o.nsym);
      this.std = (o.flags & 2) !== 0;
      this.fromAssembly = (o.flags & 1) !== 0;
    }
  }

  /** The ABI of a symbol, 0 for one that no name finds. */
  abi(local: number): number {
    const at = this.symsAt + local * this.symSize;
    const abi = getU16(this.bytes, at + 8);
    return abi === ABIStatic ? 0 : abi;
  }

  /** Whether a symbol is known in this object only. */
  isStatic(local: number): boolean {
    const at = this.symsAt + local * this.symSize;
    if (this.go !== null) return getU16(this.bytes, at + 8) === ABIStatic;
    return (getU32(this.bytes, at + 12) & Attr.Static) !== 0;
  }

  /** The size of a symbol before it is decoded. */
  sizeOf(local: number): number {
    const at = this.symsAt + local * this.symSize;
    return getU32(this.bytes, at + (this.go !== null ? 13 : 20));
  }

  /** How many bytes of data a definition has. */
  dataLenOf(local: number): number {
    if (this.go !== null) return local < this.go.nalldef ? this.go.dataLen(local) : 0;
    return getU32(this.bytes, this.symsAt + local * OwnSymSize + 28);
  }

  /** Source files, as `Func.files` and inline nodes number them. */
  files(): readonly string[] {
    if (this.fileList === null) {
      if (this.go !== null) this.fileList = this.go.files();
      else this.fileList = this.positions().files;
    }
    return this.fileList;
  }

  /** The position bases of an object of burrow's. */
  positions(): Positions {
    this.posBases ??= this.own!.positions();
    return this.posBases;
  }
}

const noPkgs = new Int32Array(0);

/**
 * The numbers of one inlined call in `Func.inlTree`: parent, file, line, the function as a symbol, parent pc, the line
 * of the function's declaration (-1: that of the symbol).
 */
export const InlStride = 6;

/** Lists are made with the length that they have: what grows takes room for sixteen more, and there are many. */
const none: number[] = [];
const noCalls = new Int32Array(0);
const noBytes = new Uint8Array(0);

/** The metadata of a function, with symbols of the link. pc tables are symbols too, of which only the data counts. */
export class Func {
  args = 0;
  locals = 0;
  funcID = 0;
  funcFlag = 0;
  startLine = 0;
  /**
   * The files of the object that the function's pc tables name. `pcfile` of a function of burrow's has indexes of this list,
   * that of one of gc's the numbers in it.
   */
  files: readonly number[] = none;
  /** Inlined calls, `InlStride` numbers each. */
  inlTree: Int32Array = noCalls;
  pcsp: Sym = 0;
  pcfile: Sym = 0;
  pcline: Sym = 0;
  pcinline: Sym = 0;
  pcdata: Sym[] = none;
  funcdata: Sym[] = none;
  /** What burrow's compiler says of variables: see obj/debuginfo.ts; and the symbols named there. */
  debug: Uint8Array = noBytes;
  debugSyms: readonly Sym[] = none;
  dwarfInfo: Sym = 0;
  dwarfLoc: Sym = 0;
  dwarfRanges: Sym = 0;
  dwarfLines: Sym = 0;
}

/** Reads the fixed part and the files of gc's function metadata into a Func; symbols are the loader's to resolve. */
export function readGoFuncInfo(info: GoFuncInfo, f: Func): void {
  f.args = info.args;
  f.locals = info.locals;
  f.funcID = info.funcID;
  f.funcFlag = info.funcFlag;
  f.startLine = info.startLine;
  const files = new Array<number>(info.nfile);
  for (let k = 0; k < files.length; k++) files[k] = info.file(k);
  f.files = files;
}
