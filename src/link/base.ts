// The base of a program: the distribution's part of it, linked. A program that is built again and again has the same base
// while it asks the same of the distribution, so that the link of an edit reads the base and links what is the user's behind it
// (split.ts). Plain data; as bytes, a text in JSON with numbers and names, then blobs.

import { ByteWriter } from '../base/bytewriter.ts';
import type { ZlibPiece } from '../base/deflate.ts';
import { getI64, getU32, highWord, putU32 } from '../base/endian.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { ForeignRef } from './ctxt.ts';
import { hashName } from './symtab.ts';

/** One step of the flood through a program in parts. */
export interface Round {
  /** What the user's part asks of the base, beyond what it asked before: see `Side` in split-talk.ts. */
  readonly asks: readonly string[];
  /** What the base asks of the user's part in turn. */
  readonly answers: readonly string[];
}

/**
 * The sections that both parts share, in the order in which places and sizes name them: those with contents, then others. Where the program
 * lies at one address there is no .data.rel.ro: it is at 0 and has no bytes.
 */
export const sharedSections = ['.text', '.rodata', '.data.rel.ro', '.noptrdata', '.data', '.bss', '.noptrbss'] as const;

/** How many of them have contents in the file. */
export const sectionsInFile = 5;

/** What a package's initialisation waits for. */
export interface InitTask {
  readonly name: string;
  /** It has functions to run. */
  readonly runs: boolean;
  readonly after: readonly string[];
}

/** A struct of the runtime of which debug information of strings, slices, maps and channels is made. */
export interface Prototype {
  readonly name: string;
  readonly byteSize: number;
  /** Name, place of the type's entry, offset, whether embedded. */
  readonly fields: readonly (readonly [name: string, type: number, offset: number, embedded: boolean])[];
}

/** What is known of the base before addresses are. */
export interface BaseFacts {
  /** Of what was asked that without which it would not be what it is (needed.ts), and what it answered. */
  readonly rounds: readonly Round[];
  /** The methods that are called through interfaces or by name, in this part or in those behind it, as `Reach.methodUses` words them. */
  readonly methods: readonly string[];
  /** Methods of its types in interfaces that nothing calls, as `Reach.droppedMethods` words them: a call would keep them. */
  readonly dropped: readonly string[];
  /** Lengths of `sharedSections`. */
  readonly sizes: readonly number[];
  readonly textEnd: number;
  /** How many symbols it has. */
  readonly symbols: number;
  /** How many words hold addresses, see `Base.relative`. */
  readonly relatives: number;
  /** Variables of type string that -X may set; the user's part has them. */
  readonly strings: readonly string[];
  /** The size of the runtime's record of a module. */
  readonly moduledataSize: number;
  /** The function table names so many files. */
  readonly nfiles: number;
  /** Alignment of the functions' data. */
  readonly funcDataAlign: number;
  readonly inittasks: readonly InitTask[];
  /** The assembly of these packages defines these functions, each after the digit of its ABI. */
  readonly assembly: readonly (readonly [pkg: string, ...names: string[]])[];
}

/** What is known of a base before it has addresses. */
export interface BaseKnown {
  readonly facts: BaseFacts;
  readonly names: BaseNames;
  /** Tables of functions: names, files of units, file names, pc tables, pairs of entry and record, records, data. */
  readonly pcln: readonly Uint8Array[];
  /** Strings of types and where the types lie in their section, .rodata or .data.rel.ro. */
  readonly typelinks: readonly (readonly [str: string, off: number])[];
  /** Where itabs lie in the section of types. */
  readonly itabs: readonly number[];
  /** Which words of data and bss hold pointers. */
  readonly gcdata: Uint8Array;
  readonly gcbss: Uint8Array;
}

/** The base of a program. */
export interface Base extends BaseKnown {
  /** The addresses of `sharedSections`. */
  readonly places: readonly number[];
  /** Contents of the first of `sharedSections`. */
  readonly contents: readonly Uint8Array[];
  /** The addresses of words that hold addresses, each four bytes, where the program may be loaded anywhere. */
  readonly relative: Uint8Array;
  readonly foreign: readonly ForeignRef[];
  readonly fipsSum: Uint8Array;
  /** Entries of the symbol table: local ones, global ones; their names. */
  readonly symtab: readonly Uint8Array[];
  /** By name of the section; `length` counts headers, which are not in `packed`. */
  readonly debug: ReadonlyMap<string, ZlibPiece>;
  readonly gdbScript: Uint8Array;
  /** Where the entries of types lie in .debug_info. */
  readonly dies: ReadonlyMap<string, number>;
  readonly prototypes: readonly Prototype[];
}

/** A symbol of the base. */
export interface BaseSym {
  readonly kind: number;
  readonly attr: number;
  /** The index of its section in `sharedSections`, and its place there. */
  readonly section: number;
  readonly value: number;
  readonly size: number;
  /** Of a function: how deep the stack gets before it is checked again. */
  readonly height: number;
  /** The package, for linknames, and whether it is one of the distribution. */
  readonly pkg: string;
  readonly std: boolean;
}

const recordSize = 32;

/** How many blobs the names of a part are. */
const namesParts = 4;
/** Of a record's section: the package is the distribution's. */
const stdBit = 128;

/** The symbols of a base by name. */
export class BaseNames {
  /** Of a base that consists of parts: those of the parts before the last. */
  private readonly before: BaseNames | null;
  /** Slots of the number of a record, from 1. */
  private readonly table: Uint8Array;
  private readonly records: Uint8Array;
  private readonly names: Uint8Array;
  private readonly packages: readonly string[];

  /** What `parts` gave. */
  constructor(parts: readonly Uint8Array[], before: BaseNames | null) {
    const n = parts.length - namesParts;
    this.before = n > 0 ? new BaseNames(parts.slice(0, n), null) : before;
    [this.table, this.records, this.names] = parts.slice(n) as [Uint8Array, Uint8Array, Uint8Array];
    const text = parts[n + 3]!;
    this.packages = decodeUtf8(text, 0, text.length).split('\n');
  }

  /** Whether a part before the last has a symbol. */
  isBefore(name: string, abi: number): boolean {
    return this.before !== null && this.before.find(name, abi) !== null;
  }

  find(name: string, abi: number): BaseSym | null {
    const b = encodeUtf8(name);
    return this.findAt(b, 0, b.length, abi);
  }

  /** As `find`, for a name given as bytes from..to. */
  findAt(b: Uint8Array, from: number, to: number, abi: number): BaseSym | null {
    return this.findHashed(b, from, to, abi, hashName(b, from, to, abi));
  }

  private findHashed(b: Uint8Array, from: number, to: number, abi: number, h: number): BaseSym | null {
    const first = this.before?.findHashed(b, from, to, abi, h) ?? null;
    if (first !== null) return first;
    const { table, records, names } = this;
    const n = to - from;
    const mask = table.length / 4 - 1;
    for (let i = h & mask; ; i = (i + 1) & mask) {
      const r = getU32(table, 4 * i);
      if (r === 0) return null;
      const at = (r - 1) * recordSize;
      if (getU32(records, at) !== h) continue;
      const off = getU32(records, at + 4);
      if (names[off] !== abi) continue;
      let k = 0;
      while (k < n && names[off + 1 + k] === b[from + k]) k++;
      if (k < n || names[off + 1 + k] !== 0) continue;
      const bits = getU32(records, at + 8);
      return {
        kind: bits & 255,
        section: (bits >>> 8) & (stdBit - 1),
        std: ((bits >>> 8) & stdBit) !== 0,
        height: bits >>> 16,
        attr: getU32(records, at + 12),
        size: getU32(records, at + 16),
        pkg: this.packages[getU32(records, at + 20)]!,
        value: getI64(records, at + 24),
      };
    }
  }

  parts(): Uint8Array[] {
    const own = [this.table, this.records, this.names, encodeUtf8(this.packages.join('\n'))];
    return this.before === null ? own : [...this.before.parts(), ...own];
  }
}

/** Collects the symbols of a base. */
export class BaseNamesBuilder {
  private records = new Uint8Array(1 << 16);
  private count = 0;
  private readonly names = new ByteWriter(1 << 16);
  private readonly packages = new Map<string, number>();

  /** The symbol whose name is the bytes from..to. */
  add(name: Uint8Array, from: number, to: number, abi: number, s: BaseSym): void {
    let pkg = this.packages.get(s.pkg);
    if (pkg === undefined) {
      pkg = this.packages.size;
      this.packages.set(s.pkg, pkg);
    }
    const at = this.count++ * recordSize;
    if (at + recordSize > this.records.length) {
      const grown = new Uint8Array(2 * this.records.length);
      grown.set(this.records);
      this.records = grown;
    }
    const { records, names } = this;
    const section = s.section | (s.std ? stdBit : 0);
    putU32(records, at, hashName(name, from, to, abi));
    putU32(records, at + 4, names.length);
    putU32(records, at + 8, s.kind | (section << 8) | (Math.min(s.height, 0xffff) << 16));
    putU32(records, at + 12, s.attr);
    putU32(records, at + 16, s.size);
    putU32(records, at + 20, pkg);
    putU32(records, at + 24, s.value | 0);
    putU32(records, at + 28, highWord(s.value));
    names.u8(abi);
    names.rawRange(name, from, to);
    names.u8(0);
  }

  /** The symbols; `before` are those of the parts before this one. */
  finish(before: BaseNames | null): BaseNames {
    const { records, count } = this;
    let slots = 64;
    while (slots < 2 * count) slots *= 2;
    const table = new Uint8Array(4 * slots);
    const taken = new Uint8Array(slots);
    for (let k = 0; k < count; k++) {
      let i = getU32(records, k * recordSize) & (slots - 1);
      while (taken[i] !== 0) i = (i + 1) & (slots - 1);
      taken[i] = 1;
      putU32(table, 4 * i, k + 1);
    }
    const packages = encodeUtf8([...this.packages.keys()].join('\n'));
    return new BaseNames([table, records.subarray(0, count * recordSize), this.names.view(), packages], before);
  }
}

// ---- As bytes ----

interface Text {
  readonly facts: BaseFacts;
  readonly places: readonly number[];
  readonly foreign: readonly ForeignRef[];
  readonly typelinks: readonly (readonly [str: string, off: number])[];
  readonly itabs: readonly number[];
  readonly debug: readonly (readonly [name: string, length: number, adler: number])[];
  readonly dies: readonly (readonly [name: string, at: number])[];
  readonly prototypes: readonly Prototype[];
  /** How many of the blobs are names of symbols. */
  readonly names: number;
  readonly lengths: readonly number[];
}

/** The parts of a base as bytes, which are one after the other in an entry. */
export function baseParts(b: Base): Uint8Array[] {
  const debug = [...b.debug];
  const names = b.names.parts();
  const blobs = [
    ...b.contents,
    b.relative,
    ...names,
    ...b.pcln,
    b.gcdata,
    b.gcbss,
    b.fipsSum,
    ...b.symtab,
    b.gdbScript,
    ...debug.map(([, p]) => p.packed),
  ];
  const { facts, places, foreign, typelinks, itabs, prototypes } = b;
  const text: Text = {
    facts,
    places,
    foreign,
    typelinks,
    itabs,
    debug: debug.map(([name, p]) => [name, p.length, p.adler]),
    dies: [...b.dies],
    prototypes,
    names: names.length,
    lengths: blobs.map(x => x.length),
  };
  const json = encodeUtf8(JSON.stringify(text));
  const head = new ByteWriter(4);
  head.u32(json.length);
  return [head.view(), json, ...blobs];
}

/** The base of which `baseParts` gave the parts, one after the other. */
export function readBase(data: Uint8Array): Base {
  const length = getU32(data, 0);
  const text = JSON.parse(decodeUtf8(data, 4, 4 + length)) as Text;
  let at = 4 + length;
  const blobs = text.lengths.map(n => data.subarray(at, (at += n)));
  let next = 0;
  const take = (n: number): Uint8Array[] => blobs.slice(next, (next += n));
  const one = (): Uint8Array => take(1)[0]!;
  return {
    facts: text.facts,
    places: text.places,
    foreign: text.foreign,
    typelinks: text.typelinks,
    itabs: text.itabs,
    prototypes: text.prototypes,
    dies: new Map(text.dies),
    contents: take(sectionsInFile),
    relative: one(),
    names: new BaseNames(take(text.names), null),
    pcln: take(7),
    gcdata: one(),
    gcbss: one(),
    fipsSum: one(),
    symtab: take(3),
    gdbScript: one(),
    debug: new Map(text.debug.map(([name, n, adler]) => [name, { length: n, adler, packed: one() }])),
  };
}
