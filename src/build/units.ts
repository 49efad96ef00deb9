// The objects that a link asks for, one for each unit: from the store where an earlier build has made them, else compiled.
// What a symbol is made from is known from its name or because the unit that mentions it was compiled. Where that unit came
// from the store, it is compiled once more to learn it.

import { packageOfSymbol } from '../base/path-to-prefix.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { writeObj } from '../obj/objfile.ts';
import { mentions } from '../obj/objnames.ts';
import type { ObjectInput, SymbolRef } from '../link/demand.ts';
import type { Unit } from '../load/units.ts';
import type { Package } from '../types/package.ts';
import type { Compiler } from './compiler.ts';
import { hashOf } from './unit-keys.ts';
import type { StoredUnit, UnitStore } from './unit-store.ts';

/** What a program's packages are, for deciding whose a symbol is. */
interface Owner {
  readonly unit: Unit;
  readonly index: number;
  /** It, and all that it imports, and what every program has. */
  readonly closure: ReadonlySet<string>;
}

/** Gives the objects of one program. */
export class UnitObjects {
  private readonly compiler: Compiler;
  private readonly store: UnitStore | null;
  private readonly owners = new Map<string, Owner>();
  private readonly main: Owner;
  /** Units of the store that this program uses, and were not compiled. */
  private readonly kept = new Set<StoredUnit>();
  /** The units that mention a symbol, of those in `kept` before `indexed`. */
  private readonly mentionedBy = new Map<string, StoredUnit[]>();
  private indexed = new Set<StoredUnit>();

  /** `units` are the program's packages, each after what it imports; the last is its root. */
  constructor(
    compiler: Compiler,
    units: readonly Unit[],
    root: Unit,
    implied: readonly string[],
    store: UnitStore | null,
  ) {
    this.compiler = compiler;
    this.store = store;
    const always = units.filter(u => implied.includes(u.package.importPath));
    const closures = new Map<Unit, Set<string>>();
    units.forEach((unit, index) => {
      const closure = new Set([unit.path]);
      for (const dep of [...unit.deps, ...always]) for (const path of closures.get(dep) ?? []) closure.add(path);
      closures.set(unit, closure);
      this.owners.set(unit.path, { unit, index, closure });
    });
    this.main = this.owners.get(root.path)!;
  }

  /** An object that defines a symbol; null where nothing does. */
  object(ref: SymbolRef): ObjectInput | null {
    const kept = this.store?.find(ref.name, ref.abi) ?? null;
    if (kept !== null) {
      this.kept.add(kept);
      return { pkg: kept.pkg, file: kept.pkg, bytes: kept.object };
    }
    const { compiler } = this;
    if (!compiler.knows(ref) && !this.learn(ref, new Set())) return null;
    const owner = this.owner(ref.name, compiler.packagesOf(ref));
    const { path } = owner.unit;
    const cx = compiler.newContext(path, owner.unit.standard);
    if (!compiler.define(cx, ref)) return null;
    compiler.addShared(cx);
    const bytes = writeObj(cx.obj);
    this.store?.add(path, bytes);
    return { pkg: path, file: path, bytes };
  }

  /**
   * The package on which everything depends that a symbol is made from. Parts of a function's data are made from what the
   * function is; those of an instance depend on its type arguments too, which only the main package is sure to see.
   */
  private owner(name: string, packages: ReadonlySet<Package>): Owner {
    if (packages.size === 0) {
      // Named by what they hold, or of predeclared types alone.
      if (name.startsWith('go:') || name.startsWith('type:')) return this.owners.get('runtime') ?? this.main;
      return (name.includes('[') ? undefined : this.owners.get(packageOfSymbol(name))) ?? this.main;
    }
    let top: Owner | null = null;
    for (const p of packages) {
      const o = this.owners.get(p.path);
      if (o !== undefined && (top === null || o.index > top.index)) top = o;
    }
    if (top === null) return this.main;
    for (const p of packages) if (!top.closure.has(p.path)) return this.main;
    return top;
  }

  /** Finds out what a symbol is made from, by compiling a unit that mentions it. */
  private learn(ref: SymbolRef, busy: Set<string>): boolean {
    const { compiler } = this;
    const key = `${ref.abi}${ref.name}`;
    if (busy.has(key)) return false;
    busy.add(key);
    this.index();
    for (const unit of this.mentionedBy.get(key) ?? []) {
      for (const name of unit.names) {
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
      for (const name of mentions(unit.object)) {
        const list = this.mentionedBy.get(name);
        if (list === undefined) this.mentionedBy.set(name, [unit]);
        else list.push(unit);
      }
    }
  }
}

/** Opens what a store keeps of a program's packages. `keyOf` gives the key of a package with all it imports; '' for none. */
export function openUnits(
  store: UnitStore,
  units: readonly Unit[],
  implied: readonly string[],
  keyOf: (unit: Unit) => string,
): void {
  const always = units.filter(u => implied.includes(u.package.importPath)).map(keyOf);
  for (const u of units) {
    const keys = [keyOf(u), ...always];
    store.open(u.path, keys.includes('') ? '' : hashOf(encodeUtf8(keys.join('\n'))));
  }
}
