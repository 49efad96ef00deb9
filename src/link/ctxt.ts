// The state of one link, handed from phase to phase: symbols, sections, options. Created by `link`, dropped at its end.

import type { LinkTarget } from '../target/link.ts';
import { TypeReader } from './decodetype.ts';
import type { Base, BaseKnown } from './base.ts';
import type { Errors } from './failure.ts';
import type { Loader } from './load.ts';
import type { Library } from './objs.ts';
import { Local } from '../obj/attr.ts';
import { Reachable, Special, type Sym, type Symtab } from './symtab.ts';

/** What debuggers are told of a package. */
export interface UnitFacts {
  /** As its package clause has it. */
  readonly name: string;
  /** Flags that it was compiled with, as gc words them: by them debuggers know what they may expect. */
  readonly producer: string;
  /** Its integer constants. */
  readonly constants: () => readonly UnitConstant[];
}

/** A constant that debuggers are told of. */
export interface UnitConstant {
  /** With the package's path. */
  readonly name: string;
  /** The name of its type, as descriptors have it, and the kind of that: a basic type's, in internal/abi's numbers. */
  readonly type: string;
  readonly kind: number;
  readonly value: bigint;
}

/** How a position independent program is loaded. */
export interface PieOptions {
  /** The program that loads it; '' for the system's. */
  readonly interpreter: string;
  /** It is to have all its symbols bound before it starts. */
  readonly bindNow: boolean;
}

/** What the user asked of the link. */
export interface LinkOptions {
  readonly target: LinkTarget;
  readonly goos: string;
  /** The first line of every Go object, '' for any. */
  readonly header: string;
  /** `package.name` to value, in the order given (-X, and what the go command passes the same way). */
  readonly strings: ReadonlyMap<string, Uint8Array>;
  /** The version of Go, for DWARF's producer. */
  readonly goVersion: string;
  /** The name of a package of burrow's own, and how it was compiled (`-N -l`), for DWARF; absent where there is none. */
  readonly unitFacts?: (pkg: string) => UnitFacts | undefined;
  /** The Go build ID; '' for none. */
  readonly buildID: string;
  /** The bytes of the GNU build-id note; null for none. */
  readonly gnuBuildID: Uint8Array | null;
  /** Of a program that may be loaded at any address; null: it lies where the link puts it. */
  readonly pie: PieOptions | null;
  /** No symbol table. */
  readonly strip: boolean;
  /** No DWARF. */
  readonly noDwarf: boolean;
  readonly compressDwarf: boolean;
  /** The symbol at which the program starts; '' for the system's. */
  readonly entry: string;
  readonly checkLinkname: boolean;
  readonly pruneWeakMap: boolean;
  /** Where code starts; -1 for the machine's default. */
  readonly textAddr: number;
  readonly dataAddr: number;
  /** Alignment of functions; 0 for the machine's. */
  readonly funcAlign: number;
  /** Not 0: functions are put in an order that this number chooses. */
  readonly randLayout: number;
  /** Number symbols as gc does, so that the image is gc's to the byte; slower, for tests. */
  readonly eager: boolean;
  /** Report any number of errors. */
  readonly allErrors: boolean;
  /** Print every edge of the nosplit check. */
  readonly debugNosplit: boolean;
  /** Print what makes each symbol reachable. */
  readonly dumpDep: boolean;
  /** Replaces `$GOROOT` in the names of source files; '' leaves it. */
  readonly goroot: string;
  /** The limit of the nosplit check in bytes. */
  readonly stackLimit: number;
}

/** A section of the image. */
export class Section {
  readonly name: string;
  /** The number by which symbols name it. */
  readonly index: number;
  /** Read 4, write 2, execute 1. */
  readonly rwx: number;
  align = 8;
  vaddr = 0;
  length = 0;
  /** Takes no room in the file. */
  nobits = false;
  /** Symbols in the order of their addresses. */
  syms: Sym[] = [];
  /** How much of it the part before this one takes; symbols of this one lie behind that. */
  before = 0;

  constructor(name: string, index: number, rwx: number) {
    this.name = name;
    this.index = index;
    this.rwx = rwx;
  }
}

/** A segment: sections that are mapped together. */
export class Segment {
  readonly sections: Section[] = [];
  readonly rwx: number;
  vaddr = 0;
  length = 0;
  fileoff = 0;
  filelen = 0;

  constructor(rwx: number) {
    this.rwx = rwx;
  }
}

/** A reference from the base of a program to what is linked after it. */
export interface ForeignRef {
  /** The name of the symbol that it is in. */
  readonly from: string;
  readonly section: string;
  /** Counted from the section's start. */
  readonly off: number;
  readonly size: number;
  readonly type: number;
  readonly add: number;
  readonly name: string;
  readonly abi: number;
}

/** One link. */
export class Ctxt {
  readonly options: LinkOptions;
  readonly target: LinkTarget;
  readonly loader: Loader;
  readonly tab: Symtab;
  readonly types: TypeReader;
  readonly errors: Errors;
  /** By number; element 0 stands for none. */
  readonly sections: (Section | null)[] = [null];
  readonly text = new Segment(5);
  readonly rodata = new Segment(4);
  /** What is read-only when addresses in it are filled in: of position independent programs alone (dynamic.ts). */
  readonly relro = new Segment(6);
  readonly data = new Segment(6);
  /** How many words of this part's data hold addresses of the program, where it may be loaded anywhere. */
  relativeCount = 0;
  /** Where these words are. */
  readonly relative: number[] = [];
  /** Packages, imports first. */
  order: readonly Library[] = [];
  /** Reachable functions in the order of their addresses. */
  textp: Sym[] = [];
  /** The symbols that were there before the first got its place, in the order in which they are to lie (order.ts); null for that of their numbers. */
  ranked: Uint32Array | null = null;
  mainInitTasks: Sym = 0;
  moduledata: Sym = 0;
  fipsinfo: Sym = 0;
  /** The eight symbols around what the FIPS check covers: start, end of text, rodata, noptrdata, data. */
  fipsSyms: Sym[] = [];
  /** Init functions that the pruning of map initialisers has changed. */
  rewritten: ReadonlySet<Sym> = new Set();
  /** Undefined symbols reported, as pairs of referrer and symbol. */
  readonly undefinedSeen = new Set<number>();
  /** Of a program that is linked in parts (split.ts): what lies before this one. */
  base: BaseKnown | null = null;
  /** The same when it has addresses. */
  placedBase: Base | null = null;
  /** Of functions of the base: how deep the stack gets before it is checked again. */
  readonly heights = new Map<Sym, number>();
  /** Variables of the base that the second part has, since the link gives them their contents. */
  readonly handedOver: Sym[] = [];
  /** Has a type of the base read that the second part describes; null where all types are there. */
  readType: ((type: Sym) => void) | null = null;
  /** What the first part refers to in the second; null where this is not the first of two. */
  foreign: ForeignRef[] | null = null;
  /** Lines for standard output, such as the nosplit report. */
  readonly output: string[] = [];

  constructor(options: LinkOptions, loader: Loader, errors: Errors) {
    this.options = options;
    this.target = options.target;
    this.loader = loader;
    this.tab = loader.tab;
    this.types = new TypeReader(loader, options.target.ptrSize);
    this.errors = errors;
  }

  /** The segments that the program has, in the order of their addresses. */
  get segments(): Segment[] {
    const all = [this.text, this.rodata, this.relro, this.data];
    return all.filter(seg => seg !== this.relro || this.options.pie !== null);
  }

  /** All symbols in the order in which those of one kind are to lie. */
  inOrder(): Uint32Array {
    const { ranked, tab } = this;
    const out = new Uint32Array(tab.count - 1);
    if (ranked !== null) out.set(ranked);
    for (let i = ranked?.length ?? 0; i < out.length; i++) out[i] = i + 1;
    return out;
  }

  /** A new section at the end of a segment. */
  addSection(seg: Segment, name: string, rwx: number): Section {
    const s = new Section(name, this.sections.length, rwx);
    s.align = this.target.ptrSize;
    this.sections.push(s);
    seg.sections.push(s);
    return s;
  }

  /** A reachable symbol of this name for the link to fill; its former contents go, an address stays what it is. */
  create(name: string, kind: number): Sym {
    const { tab } = this;
    const s = tab.lookupOrCreate(name, 0);
    this.loader.decode(s);
    tab.attr[s] |= Reachable;
    tab.kind[s] = kind;
    return s;
  }

  /** A symbol that stands for an address and takes no room. */
  define(name: string, kind: number, value: number, sect: number): Sym {
    const s = this.create(name, kind);
    this.tab.attr[s] |= Special | Local;
    this.tab.value[s] = value;
    this.tab.sect[s] = sect;
    return s;
  }

  /** Reports a mistake about a symbol. */
  error(s: Sym, message: string): void {
    const name = s === 0 ? '' : this.tab.name(s);
    this.errors.report(`${name === '' ? `sym ${s}` : name}: ${message}`);
  }
}

/** The least multiple of `align` that is not below n. */
export function roundUp(n: number, align: number): number {
  if (align <= 1) return n;
  const over = n % align;
  return over === 0 ? n : n + align - over;
}
