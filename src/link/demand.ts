// Objects on demand: what a link reads when nothing was compiled before it. The flood of reach.ts stops at symbols that no
// object defines; here they are asked for, until everything that is reached is there.

import { pathToPrefix } from '../base/path-to-prefix.ts';
import * as Reloc from '../obj/reloctype.ts';
import * as Type from './decodetype.ts';
import { wantedTypes } from './dwarftypes.ts';
import { fatal } from './failure.ts';
import type { Loader } from './load.ts';
import type { Reach } from './reach.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, External, Reachable, type Sym } from './symtab.ts';

/** An object of burrow's. */
export interface ObjectInput {
  /** The package it counts to: what the order of code depends on. */
  readonly pkg: string;
  /** For messages. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A symbol by name and ABI. */
export interface SymbolRef {
  readonly name: string;
  readonly abi: number;
}

/** What a link reads when objects are made on demand. */
export interface DemandInput {
  /** The import paths of the program, each after what it imports. */
  readonly packages: readonly string[];
  readonly ptrSize: number;
  /** Objects that exist whatever is demanded: assembly. */
  readonly objects: readonly ObjectInput[];
  /** Makes an object that defines a symbol, maybe with others; null where nothing defines it. */
  define(ref: SymbolRef): ObjectInput | null;
}

/** What the link itself looks for by name, whether code mentions it or not. */
const ownNames: readonly (readonly [name: string, abi: number])[] = [
  ['runtime.firstmoduledata', 0],
  ['runtime.runtime_inittasks', 0],
  ['runtime.mapinitnoop', 1],
  ['runtime.unreachableMethod', 1],
  ['runtime.deferreturn', 1],
  ['runtime.zerobase', 0],
  ['runtime.disableMemoryProfiling', 0],
  ['type:runtime.moduledata', 0],
];

/** One of the parts in which a program is linked (split.ts). */
export interface Part {
  /** Whether objects of a package are in this part. */
  takes(pkg: string): boolean;
  /** Whether a symbol is known to be in the other part. */
  isElsewhere(ref: SymbolRef): boolean;
  /** An object of the other part that defines a symbol, to be read. */
  shadow(ref: SymbolRef): ObjectInput | null;
  /** Whether a type, by the name of its descriptor, has its debug information in the other part. */
  isDescribed(name: string): boolean;
}

/** Objects as they are asked for. */
export class Demand {
  readonly onDemand = true;
  private readonly loader: Loader;
  private readonly input: DemandInput;
  /** Debug information is wanted. */
  private readonly dwarf: boolean;
  private readonly part: Part | null;
  private readonly asked = new Set<Sym>();

  /** `part`: which part of the program this is; null for all of it. */
  constructor(loader: Loader, input: DemandInput, dwarf: boolean, part: Part | null = null) {
    this.dwarf = dwarf;
    this.loader = loader;
    this.input = input;
    this.part = part;
  }

  /** Loads what is there from the start, and has the init tasks made, and where there is an entry the link's own symbols. */
  start(entry: string): void {
    const { loader, input } = this;
    for (const pkg of input.packages) loader.addLib(pkg, pkg, '');
    loader.loadSyms();
    for (const o of input.objects) this.add(o);
    if (entry !== '') {
      for (const [name, abi] of ownNames) this.define({ name, abi });
      this.define({ name: entry, abi: 0 });
    }
    for (const pkg of input.packages) this.define({ name: `${pathToPrefix(pkg)}..inittask`, abi: 0 });
  }

  private define({ name, abi }: SymbolRef): void {
    const { tab } = this.loader;
    const s = tab.lookup(name, abi);
    if (s === 0 || tab.kind[s] === SymKind.Sxxx) this.defineAs({ name, abi }, s);
  }

  /** Has an undefined symbol defined; 0 stands for one that was not mentioned yet. */
  private defineAs(ref: SymbolRef, s: Sym): void {
    const { part, input } = this;
    const isElsewhere = part !== null && part.isElsewhere(ref);
    const o = isElsewhere ? null : input.define(ref);
    if (o !== null && (part === null || part.takes(o.pkg))) this.add(o);
    else if (isElsewhere || (o !== null && part !== null)) {
      const { tab } = this.loader;
      tab.attr[s === 0 ? tab.lookupOrCreate(ref.name, ref.abi) : s] |= Elsewhere;
    }
  }

  /** Has one symbol loaded, to be read where it is of the other part. */
  open(s: Sym): void {
    this.ask([s]);
    this.read([s]);
  }

  /** Has symbols of the other part loaded to be read. */
  private read(syms: Iterable<Sym>): void {
    const { loader, part } = this;
    const { tab } = loader;
    if (part === null) return;
    for (const s of syms) {
      if ((tab.attr[s] & (Elsewhere | External)) !== (Elsewhere | External)) continue;
      const ref = { name: tab.name(s), abi: tab.abi(s) };
      const o = part.shadow(ref);
      if (o !== null) loader.addShadow(o.bytes, o.pkg);
    }
  }

  private add(o: ObjectInput): void {
    const lib = this.loader.lib(o.pkg);
    if (lib === null) fatal(`${o.file}: package ${o.pkg} is not part of the program`);
    this.loader.addObject(lib, o.bytes, o.file);
  }

  /** Floods until everything that is reached is defined, or nothing defines it; then has the types made that the link reads. */
  run(r: Reach): void {
    this.flood(r);
    this.types();
    this.describe();
  }

  /** Of `run` what finds out what is reached. */
  flood(r: Reach): void {
    r.run();
    while (this.ask(r.demands)) {
      this.read(r.toRead);
      r.run();
    }
  }

  /** The rest of `run`, behind `types`. */
  describe(): void {
    if (!this.dwarf) return;
    const wanted = wantedTypes.map(name => this.loader.tab.lookupOrCreate(name, 0));
    this.described([...wanted, ...this.ofVariables()]);
  }

  /** Asks for symbols that were not asked for yet; false: there were none. */
  private ask(syms: readonly Sym[]): boolean {
    const { tab } = this.loader;
    let found = false;
    for (const s of syms) {
      if (this.asked.has(s)) continue;
      this.asked.add(s);
      found = true;
      if (tab.kind[s] === SymKind.Sxxx) this.defineAs({ name: tab.name(s), abi: tab.abi(s) }, s);
    }
    return found;
  }

  /** Has the types of reached variables made: reaching a variable does not reach its type, so nothing has asked for them. */
  types(): void {
    const { tab } = this.loader;
    typesOfVariables(this.loader, this.input.ptrSize, types => {
      this.ask(types.filter(t => tab.kind[t] === SymKind.Sxxx));
      this.read(types);
    });
  }

  /** The types of variables that debug information tells of. */
  private ofVariables(): Sym[] {
    const { loader } = this;
    const { tab } = loader;
    const out = new Set<Sym>();
    for (let s = 1, n = tab.count; s < n; s++) {
      if (!tab.isReachable(s)) continue;
      if (tab.gotype[s] !== 0) out.add(tab.gotype[s]);
      if (!SymKind.isText(tab.kind[s])) continue;
      for (const t of loader.func(s)?.debugSyms ?? []) if (tab.name(t).startsWith('type:')) out.add(t);
    }
    return [...out];
  }

  /** Has types made, and all that they are made of: what debug information says of them. */
  private described(types: readonly Sym[]): void {
    const { loader } = this;
    const { tab } = loader;
    const seen = new Set<Sym>();
    let todo = types;
    const { part } = this;
    while (todo.length > 0) {
      if (part !== null) todo = todo.filter(t => !part.isDescribed(tab.name(t)));
      this.ask(todo.filter(t => tab.kind[t] === SymKind.Sxxx));
      this.read(todo);
      const parts: Sym[] = [];
      for (const t of todo) {
        if (seen.has(t) || tab.kind[t] === SymKind.Sxxx) continue;
        seen.add(t);
        loader.decode(t);
        for (let r = tab.relocFirst[t], end = r + tab.relocCount[t]; r < end; r++) {
          if ((tab.rType[r] & Reloc.R_WEAK) !== 0 || tab.rType[r] === Reloc.R_METHODOFF) continue;
          const u = tab.rSym[r];
          if (tab.name(u).startsWith('type:') && !tab.name(u).startsWith('type:.')) parts.push(u);
        }
      }
      todo = parts;
    }
  }
}

/**
 * Has the types of reached variables read, from whose pointers the collector's data is made; of arrays and structs the types of their
 * parts too. `read` sees to it that types are there.
 */
export function typesOfVariables(loader: Loader, ptrSize: number, read: (types: readonly Sym[]) => void): void {
  const { tab } = loader;
  const reader = new Type.TypeReader(loader, ptrSize);
  const seen = new Set<Sym>();
  const string = tab.lookup('type:string', 0);
  let todo: Sym[] = [];
  for (let s = 1; s < tab.count; s++) {
    const kind = tab.kind[s];
    if ((tab.attr[s] & (Reachable | Elsewhere)) !== Reachable || tab.gotype[s] === 0) continue;
    if (tab.gotype[s] === string) continue; // what it holds is known
    if (kind === SymKind.Data || kind === SymKind.Bss) todo.push(tab.gotype[s]);
  }
  while (todo.length > 0) {
    read(todo);
    const parts: Sym[] = [];
    for (const t of todo) {
      if (seen.has(t)) continue;
      seen.add(t);
      loader.decode(t);
      const kind = reader.kind(t);
      if (kind === Type.ArrayKind) parts.push(reader.elem(t));
      else if (kind === Type.Struct) {
        for (let i = 0, n = reader.fieldCount(t); i < n; i++) parts.push(reader.open(reader.fieldType(t, i)));
      }
    }
    todo = parts;
  }
}
