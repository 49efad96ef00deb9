// burrow's object: what the assembler and the compiler hand to the link, and what the cache keeps. It is a table of
// symbols, each known by (name, ABI) and numbered within its object; relocations, function metadata and types name symbols
// by that number. A definition carries bytes and relocations, a function also its pc tables. Everything in an object
// depends on its source text alone: lines are counted from position bases (a declaration), whose own line is one word that
// may be rewritten in place when text above the declaration moves. objfile.ts is its serialised form.

import * as Attr from './attr.ts';
import * as SymKind from './symkind.ts';

/** The number of a symbol in its object; 0 is none. */
export type SymId = number;

/** The object was assembled from text. */
export const FromAssembly = 1 << 0;
/** The object belongs to the standard library. */
export const Std = 1 << 1;

/** Where the positions of a declaration count from: the line of a file. Line 0 stands for the file as a whole. */
export class PosBase {
  /** As the runtime and the debugger shall print it. */
  readonly file: string;
  /** Added to the lines that are counted from this base. */
  line: number;

  constructor(file: string, line: number) {
    this.file = file;
    this.line = line;
  }
}

/** A call that was inlined into a function: a node of the function's inline tree. */
export class InlNode {
  /** The index of the node this call was in turn inlined into; -1 for the function itself. */
  readonly parent: number;
  /** The position of the call. */
  readonly base: number;
  readonly line: number;
  /** The function that was inlined. */
  readonly func: SymId;
  /** The pc of an instruction of the parent at the call. */
  readonly parentPC: number;
  /** The position of the function's declaration: it need not be in the program otherwise. */
  readonly startBase: number;
  readonly startLine: number;

  constructor(
    parent: number,
    base: number,
    line: number,
    func: SymId,
    parentPC: number,
    startBase: number,
    startLine: number,
  ) {
    this.parent = parent;
    this.base = base;
    this.line = line;
    this.func = func;
    this.parentPC = parentPC;
    this.startBase = startBase;
    this.startLine = startLine;
  }
}

/** What a function has beside its bytes. Tables are as obj/pctab.ts encodes them, empty where there is nothing. */
export class FuncInfo {
  /** Bytes of arguments and results on the stack; -0x80000000 when unknown. */
  args = 0;
  /** Bytes of the frame. */
  locals = 0;
  /** See funcid.ts. */
  funcID = 0;
  funcFlag = 0;
  /** The position of the declaration. */
  startBase = 0;
  startLine = 0;
  pcsp: Uint8Array = empty;
  /** Values are indexes into the object's position bases. */
  pcfile: Uint8Array = empty;
  /** Values are lines counted from the base in force. */
  pcline: Uint8Array = empty;
  /** Values are indexes into `inlTree`, -1 outside inlined code. */
  pcinline: Uint8Array = empty;
  pcdata: Uint8Array[] = [];
  /** Symbols by FUNCDATA number; 0 where there is none. */
  funcdata: SymId[] = [];
  inlTree: InlNode[] = [];
  /** What debuggers shall know, as debuginfo.ts encodes it; empty where nothing is told. */
  debug: Uint8Array = empty;
  /** The symbols that `debug` names by index. */
  debugSyms: SymId[] = [];
  dwarfInfo: SymId = 0;
  dwarfLoc: SymId = 0;
  dwarfRanges: SymId = 0;
  /** A line program of gc's making; 0 lets the link make one from the tables above. */
  dwarfLines: SymId = 0;
}

const empty = new Uint8Array(0);

/** A symbol has at most so many bytes: the link takes no larger one. */
export const maxSymSize = 2e9;

/** The numbers of one relocation in `Sym.relocs`. */
export const RelocStride = 5;

/** Where relocations start in `Sym.relocs`, by offset; of several at one offset (markers beside a real one) the order of their making stays. */
export function relocOrder(relocs: readonly number[]): number[] {
  const order: number[] = [];
  for (let i = 0; i < relocs.length; i += RelocStride) order.push(i);
  return order.sort((a, b) => relocs[a]! - relocs[b]! || a - b);
}

/** One symbol of an object being made. */
export class Sym {
  readonly id: SymId;
  readonly name: string;
  readonly abi: number;
  /** Of obj/symkind.ts; Sxxx while the symbol is only referred to. */
  kind: SymKind.Kind = SymKind.Sxxx;
  /** Of obj/attr.ts. */
  attr = 0;
  /** 0 lets the link choose by kind and size. */
  align = 0;
  /** At least data.length; what lies beyond is zero. */
  size = 0;
  data: Uint8Array = empty;
  /** Five numbers each: offset, size, type (obj/reloctype.ts), addend, symbol. */
  relocs: number[] | null = null;
  /** The type descriptor of a variable. */
  gotype: SymId = 0;
  func: FuncInfo | null = null;
  /** The DWARF entry of a variable. */
  dwarfInfo: SymId = 0;

  constructor(id: SymId, name: string, abi: number) {
    this.id = id;
    this.name = name;
    this.abi = abi;
  }

  /** Adds a relocation; they are sorted by offset when the object is written. */
  addReloc(off: number, size: number, type: number, add: number, sym: SymId): void {
    (this.relocs ??= []).push(off, size, type, add, sym);
  }

  get isDefined(): boolean {
    return this.kind !== SymKind.Sxxx;
  }
}

/** An object: the symbols that a package, or a declaration of it, defines and names. */
export class Obj {
  readonly pkgPath: string;
  /** FromAssembly, Std. */
  readonly flags: number;
  readonly posBases: PosBase[] = [];
  /** By number; element 0 stands for "no symbol" and is never defined. */
  readonly syms: Sym[] = [new Sym(0, '', 0)];
  private readonly byName: [Map<string, Sym>, Map<string, Sym>] = [new Map(), new Map()];

  constructor(pkgPath: string, flags: number) {
    this.pkgPath = pkgPath;
    this.flags = flags;
  }

  /** The symbol of this name and ABI, made if this object does not have it yet. */
  lookup(name: string, abi: number): Sym {
    const table = this.byName[abi === 0 ? 0 : 1];
    let s = table.get(name);
    if (s === undefined) {
      s = new Sym(this.syms.length, name, abi);
      this.syms.push(s);
      table.set(name, s);
    }
    return s;
  }

  /** A new symbol that no name finds: file-local, or unnamed when `name` is ''. */
  addStatic(name: string, abi: number): Sym {
    const s = new Sym(this.syms.length, name, abi);
    s.attr = Attr.Static;
    this.syms.push(s);
    return s;
  }

  /** The next symbol of an object that is read back, with its attributes. */
  read(name: string, abi: number, attr: number): Sym {
    const s = (attr & Attr.Static) === 0 ? this.lookup(name, abi) : this.addStatic(name, abi);
    s.attr = attr;
    return s;
  }

  /** The index of the position base of this file and line. */
  posBase(file: string, line: number): number {
    const bases = this.posBases;
    for (let i = bases.length - 1; i >= 0; i--) if (bases[i]!.line === line && bases[i]!.file === file) return i;
    bases.push(new PosBase(file, line));
    return bases.length - 1;
  }
}
