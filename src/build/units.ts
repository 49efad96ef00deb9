// The objects that a link asks for, one for each unit: from the store where an earlier build has made them, else compiled.
// What a symbol is made from is known from its name or because the unit that mentions it was compiled. Where that unit came
// from the store, it is compiled once more to learn it.

import { ByteWriter } from '../base/bytewriter.ts';
import { packageOfSymbol } from '../base/path-to-prefix.ts';
import { writeObjInto } from '../obj/objfile.ts';
import { definitions, mentions } from '../obj/objnames.ts';
import type { ObjectInput, SymbolRef } from '../link/demand.ts';
import { type PartNumber, RuntimePart } from '../link/split-parts.ts';
import type { Unit } from '../load/units.ts';
import type { Package } from '../types/package.ts';
import type { Compiler } from './compiler.ts';
import { ByNames, homeItem, type KeptUnits, mainMark, OfAll, OfPackage } from './kept-units.ts';
import type { ProgramParts } from './program-parts.ts';
import type { Stored } from './unit-store.ts';

/** What the code of assembly mentions of itself. */
const ofAssembly = /\.(?:args_stackmap|arginfo\d)$/;

/** What a program's packages are, for deciding whose a symbol is. */
interface Owner {
  readonly unit: Unit;
  readonly index: number;
}

/** Who has a symbol. */
interface Home {
  /** The package that it counts to. */
  readonly owner: Owner;
  /** The package in whose pack it is kept. */
  readonly pack: Owner;
  /** It is made from that package alone, and what this can see. */
  readonly isOwn: boolean;
}

/** Whose the symbols of one program are. */
export class Owners {
  private readonly byPath = new Map<string, Owner>();
  private readonly all: Owner[] = [];
  /** All, those of earlier parts first: what they can see belongs there. */
  private readonly byPart: readonly Owner[];
  private readonly main: Owner;
  private readonly parts: ProgramParts;
  private readonly always: readonly Unit[];
  private readonly byUnit = new Map<Unit, Owner>();
  /** By package: it, all that it imports, and what every program has; of those that were asked for. */
  private readonly closures = new Map<Owner, ReadonlySet<string>>();

  /** `units` are the program's packages, each after what it imports. */
  constructor(units: readonly Unit[], root: Unit, implied: readonly string[], parts: ProgramParts) {
    this.parts = parts;
    this.always = units.filter(u => implied.includes(u.package.importPath));
    units.forEach((unit, index) => {
      const owner = { unit, index };
      this.byPath.set(unit.path, owner);
      this.byUnit.set(unit, owner);
      this.all.push(owner);
    });
    this.main = this.byPath.get(root.path)!;
    const partOf = (o: Owner): PartNumber => parts.of(o.unit.path);
    this.byPart = this.all.toSorted((a, b) => partOf(a) - partOf(b));
  }

  private closureOf(o: Owner): ReadonlySet<string> {
    let closure = this.closures.get(o);
    if (closure !== undefined) return closure;
    const seen = new Set([o.unit.path]);
    const todo = [o];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      for (const deps of [at.unit.deps, this.always]) {
        for (const dep of deps) {
          const below = this.byUnit.get(dep);
          if (below === undefined || below.index >= at.index || seen.has(dep.path)) continue;
          seen.add(dep.path);
          todo.push(below);
        }
      }
    }
    this.closures.set(o, (closure = seen));
    return closure;
  }

  private sees(o: Owner, paths: readonly string[]): boolean {
    const closure = this.closureOf(o);
    return paths.every(path => closure.has(path));
  }

  /**
   * A symbol counts to the package on which everything depends that it is made from; where there is none, to the main package, but
   * it is kept with the first that can see it all: that is found again when the main package was edited. Parts of a function's
   * data are made from what the function is; those of an instance depend on its type arguments too, which only the main package
   * is sure to see.
   */
  home(name: string, packages: ReadonlySet<Package>): Home {
    if (packages.size === 0) {
      // Named by what they hold, or of predeclared types alone.
      const shared = name.startsWith('go:') || name.startsWith('type:');
      const path = shared ? 'runtime' : name.includes('[') ? '' : packageOfSymbol(name);
      const owner = this.byPath.get(path) ?? this.main;
      return { owner, pack: owner, isOwn: path !== '' && !shared };
    }
    return this.homeOfPaths([...packages].map(p => p.path));
  }

  private homeOfPaths(paths: readonly string[]): Home {
    let top: Owner | null = null;
    for (const path of paths) {
      const o = this.byPath.get(path);
      if (o !== undefined && (top === null || o.index > top.index)) top = o;
    }
    if (top === null) return { owner: this.main, pack: this.main, isOwn: false };
    if (this.sees(top, paths)) return { owner: top, pack: top, isOwn: paths.length === 1 };
    const pack = this.byPart.find(o => this.sees(o, paths)) ?? this.main;
    return { owner: this.main, pack, isOwn: false };
  }

  /** Says where a symbol is at home that is made from some packages: with other imports, or in another program, it is elsewhere. */
  homeText(paths: readonly string[]): string {
    const { owner, pack } = this.homeOfPaths(paths);
    return `${owner.unit.path}|${pack.unit.path}`;
  }

  get mainOwner(): Owner {
    return this.main;
  }

  /** The package among whose code that of a symbol lies which counts to the main package and is kept with another. */
  placeOf(pack: string): string {
    // What is made from the distribution alone belongs to one of the distribution's parts of the program; what is not made from the
    // main package does not belong to the main package's part.
    if (this.byPath.get(pack)?.unit.library !== true) return pack;
    return this.parts.of(pack) === RuntimePart ? 'runtime' : this.parts.libraryHome;
  }
}

/** Whether a symbol is named by what it holds. */
function isShared(name: string): boolean {
  return name.startsWith('go:constant.');
}

/** Gives the objects of one program. */
export class UnitObjects {
  private readonly compiler: Compiler;
  private readonly store: KeptUnits | null;
  private readonly owners: Owners;
  /** Units of the store that this program uses, and were not compiled. */
  private readonly kept = new Set<Stored>();
  /** The units that mention a symbol, of those in `indexed`. */
  private readonly mentionedBy = new Map<string, Stored[]>();
  private readonly indexed = new Set<Stored>();
  /** Objects are written into it. */
  private readonly buffer = new ByteWriter(1 << 16);
  /** Objects that were made before they were asked for, by `abi name`. */
  private readonly early = new Map<string, ObjectInput>();

  constructor(compiler: Compiler, owners: Owners, store: KeptUnits | null) {
    this.compiler = compiler;
    this.store = store;
    this.owners = owners;
    compiler.onFinished = ref => {
      // While packs are closed it is not known what they have.
      if (store !== null && !store.isComplete) return;
      // Who asked for something else does not read this.
      const before = store === null ? null : store.readInto(null);
      const name = `${ref.abi}${ref.name}`;
      const o = this.find(ref, name);
      if (store !== null) store.readInto(before);
      if (o !== null) this.early.set(name, o);
    };
  }

  /** An object that defines a symbol; null where nothing does. */
  object(ref: SymbolRef): ObjectInput | null {
    const name = `${ref.abi}${ref.name}`;
    const early = this.early.get(name);
    if (early === undefined) return this.find(ref, name);
    this.early.delete(name);
    return early;
  }

  /** Finds or makes the object of a symbol; `name` is its `abi name`. */
  private find(ref: SymbolRef, name: string): ObjectInput | null {
    const found = this.stored(name, '');
    if (found !== null) return found;
    const { compiler, store } = this;
    if (store === null || store.isComplete) return this.made(ref);
    // It is in none of the packs that are open; where it may be kept elsewhere, the one is asked that would have it.
    const isKnown = compiler.knows(ref);
    const pack = isKnown
      ? this.homeOf(ref, compiler.packagesOf(ref)).pack.unit.path
      : isShared(ref.name)
        ? 'runtime'
        : '';
    const elsewhere = pack === '' || store.isSearched(pack) ? null : this.stored(name, pack);
    if (elsewhere !== null || isKnown) return elsewhere ?? this.made(ref);
    store.openAll();
    return this.stored(name, '') ?? this.made(ref);
  }

  /** What is kept under a name; `pack` as for `KeptUnits.find`. */
  private stored(name: string, pack: string): ObjectInput | null {
    const own = this.store?.find(name, pack) ?? null;
    const kept = own ?? this.store?.find(mainMark + name, pack) ?? null;
    if (kept === null) return null;
    this.kept.add(kept);
    const pkg = isShared(name.slice(1)) ? 'runtime' : own === null ? this.owners.placeOf(kept.pkg) : kept.pkg;
    return { pkg, file: pkg, bytes: kept.value };
  }

  private homeOf(ref: SymbolRef, packages: ReadonlySet<Package>): Home {
    const home = this.owners.home(ref.name, packages);
    // A build that has not opened the packs of the distribution does not write them either.
    const isApart = this.store !== null && !this.store.isComplete && isShared(ref.name);
    return isApart ? { owner: home.owner, pack: this.owners.mainOwner, isOwn: false } : home;
  }

  private made(ref: SymbolRef): ObjectInput | null {
    const { compiler } = this;
    if (!compiler.knows(ref) && !this.learn(ref, new Set())) return null;
    const packages = compiler.packagesOf(ref);
    const { owner, pack, isOwn } = this.homeOf(ref, packages);
    const isMarked = pack !== owner && !isShared(ref.name);
    const path = isMarked ? this.owners.placeOf(pack.unit.path) : owner.unit.path;
    // Where it is kept it may be found by programs that have it in another place.
    const cx = compiler.newContext(isMarked && pack.unit.library ? 'runtime' : path, owner.unit.standard);
    const reads = new Set<string>();
    if (packages.size > 1 && !isShared(ref.name)) reads.add(homeItem(packages));
    const before = this.store === null ? null : this.store.readInto(reads);
    const refused = compiler.refusals.length;
    const defined = compiler.define(cx, ref) && compiler.refusals.length === refused;
    if (defined) compiler.addShared(cx);
    const basis = isShared(ref.name) || compiler.readNames(ref) ? ByNames : isOwn ? OfPackage : OfAll;
    if (this.store !== null) this.store.readInto(before);
    if (!defined) return null;
    const { buffer, store } = this;
    writeObjInto(buffer, cx.obj);
    if (store === null) return { pkg: path, file: path, bytes: buffer.bytes() };
    const names = definitions(buffer.view());
    const keptNames = isMarked ? names.map(n => mainMark + n) : names;
    return {
      pkg: path,
      file: path,
      bytes: store.add(pack.unit.path, keptNames, buffer.view(), reads, basis),
    };
  }

  /** Finds out what a symbol is made from, by compiling a unit that mentions it. */
  private learn(ref: SymbolRef, busy: Set<string>): boolean {
    const { compiler } = this;
    if (ofAssembly.test(ref.name)) return false; // no compiled unit leads to it
    const key = `${ref.abi}${ref.name}`;
    if (busy.has(key)) return false;
    busy.add(key);
    this.index();
    for (const unit of this.mentionedBy.get(key) ?? []) {
      for (const name of definitions(unit.value)) {
        const of = { name: name.slice(1), abi: Number(name[0]) };
        if (!compiler.knows(of) && !this.learn(of, busy)) continue;
        compiler.define(compiler.newContext(unit.pkg, false), of);
        if (compiler.knows(ref)) return true;
      }
    }
    return false;
  }

  private index(): void {
    for (const unit of this.kept) {
      if (this.indexed.has(unit)) continue;
      this.indexed.add(unit);
      for (const name of mentions(unit.value)) {
        const list = this.mentionedBy.get(name);
        if (list === undefined) this.mentionedBy.set(name, [unit]);
        else list.push(unit);
      }
    }
  }
}
