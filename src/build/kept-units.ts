// What is kept of a program's packages, and whether it is still right. Of the distribution's packages the key of a pack says
// all that the code of the package depends on. The pack of a package that is being edited is found whatever the package
// holds; there each value comes with what was read while it was made, and is right where all of that is the same:
//
//   b   the text of a function, and where it stands          d   what declarations of a package say, unexported ones too,
//   f   the facts of a function (facts.ts)                       and what its imports let it see
//   p   all files of a package                               x   its linknames, pragmas, and what is assembly
//   k   the packages of the distribution below a package
//
// Line breaks and comments between functions are no part of what declarations say, so that moving a function makes again
// what stands behind it in its file, and nothing else. A function with a type in it counts as a declaration: such types are
// numbered through the package.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { Unit } from '../load/units.ts';
import type { Cache } from './cache.ts';
import type { PackageChecker } from './check-packages.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import { KeptBase } from './kept-base.ts';
import { writeIndex } from './package-index.ts';
import type { ReadLog, Sources } from './program-source.ts';
import type { Session } from './session.ts';
import { readTable, textTable, type TextTable, writeTable } from './text-table.ts';
import { hashOf, type OwnKeys } from './unit-keys.ts';
import { Open, type Reads, Right, type Stored, UnitStore, type Verdict, Wrong } from './unit-store.ts';

/** The keys of one build. */
export interface BuildKeys {
  readonly checker: PackageChecker;
  keyOf(unit: Unit): string;
  placeOf(unit: Unit): string;
  ownKeys(unit: Unit): OwnKeys;
}

/** A package that is being edited. */
interface Live {
  readonly unit: Unit;
  /** The key of the package with all it imports. */
  readonly key: string;
  /** The name of the list of the distribution's packages below it. */
  readonly below: string;
  text: TextTable | null;
  declarations: string;
  directives: string;
}

/** Gives the hash of a function's facts; '' where they are not known. */
export type FactsHash = (name: string, abi: number) => string;

/** What is kept of one program's packages. */
export class KeptUnits implements ReadLog {
  private readonly store: UnitStore;
  private readonly sources: Sources;
  private readonly root: Unit;
  private readonly cache: Cache;
  private readonly keys: BuildKeys;
  private readonly live = new Map<string, Live>();
  /** Lists of the distribution's packages with their keys, by name. */
  private readonly lists = new Map<string, string>();
  private readonly listChecked = new Map<string, boolean>();
  private readonly stdKeys = new Map<string, string>();
  private reads: Set<string> | null = null;
  /** Names whose values are being looked at. */
  private readonly busy = new Set<string>();
  private factsHash: FactsHash = () => '';
  private isOpen = false;
  /** The numbers of the lines of items, of keys and of lists, which thousands of values have. */
  private readonly lines = new Map<string, number>();
  /** How many packages are being edited, also such as cannot be read. */
  private editedCount = 0;
  /** The packs of all packages that are being edited are open, not that of the main package alone. */
  private isEditedOpen = false;
  /** What is kept of lists, by package and name. */
  private readonly listed = new Set<string>();

  constructor(cache: Cache, session: Session, keys: BuildKeys) {
    this.cache = cache;
    this.store = new UnitStore(cache);
    this.root = session.root;
    this.sources = session.sources;
    this.keys = keys;
    session.sources.reads = this;
  }

  /** Who knows the facts of functions. */
  useFacts(hash: FactsHash): void {
    this.factsHash = hash;
  }

  /** Says what packs there are; `implied` are the packages that every program has. */
  open(units: readonly Unit[], implied: readonly string[]): void {
    const always = units.filter(u => implied.includes(u.package.importPath));
    const alwaysKeys = always.map(u => this.keys.keyOf(u));
    const seen = new Set<Unit>();
    /** What of the distribution lies below each package that is being edited. */
    const closures = new Map<Unit, ReadonlySet<Unit>>();
    for (const u of units) {
      seen.add(u);
      const keys = [this.keys.keyOf(u), ...alwaysKeys];
      const key = keys.includes('') ? '' : hashOf(encodeUtf8(keys.join('\n')));
      if (u.library) {
        this.stdKeys.set(u.path, keys[0]!);
        this.store.add(u.path, key, true);
        continue;
      }
      this.editedCount++;
      const closure = new Set<Unit>();
      const visit = (d: Unit): void => {
        if (closure.has(d)) return;
        if (!d.library) {
          for (const below of closures.get(d) ?? []) closure.add(below); // none: it comes later, or is this one
          return;
        }
        closure.add(d);
        for (const dep of d.deps) visit(dep);
      };
      for (const d of [...u.deps, ...always]) if (seen.has(d)) visit(d);
      closures.set(u, closure);
      const place = this.keys.placeOf(u);
      if (key === '' || place === '') continue;
      this.store.add(u.path, place, false);
      const list = [...closure]
        .map(d => `${d.path} ${this.stdKeys.get(d.path)!}\n`)
        .sort()
        .join('');
      const below = hashOf(encodeUtf8(list)).slice(0, 20);
      this.lists.set(below, list);
      this.listChecked.set(below, true);
      this.live.set(u.path, { unit: u, key, below, text: null, declarations: '', directives: '' });
    }
    this.store.openFor([this.root.path]);
  }

  /**
   * Opens what is kept of all packages that are being edited. Before, those but the main package are as they were when something was
   * made that is known to be right, so that only what is asked for with its package is found.
   */
  openEdited(): void {
    if (this.isEditedOpen) return;
    this.isEditedOpen = true;
    this.store.openFor(this.live.keys());
  }

  /** Opens what is kept of the distribution's packages too; before, it is found where it is asked for with its package. */
  openAll(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.isEditedOpen = true;
    this.store.openAll();
  }

  /** The place of the program's base, `whole` with the packages below the main one; null where it cannot be kept. */
  base(options: LinkOptions, whole: boolean): KeptBase | null {
    const place = this.keys.placeOf(this.root);
    const std = [...this.stdKeys];
    const edited = [...this.live.values()];
    if (place === '' || std.some(([, key]) => key === '') || (whole && edited.length < this.editedCount)) return null;
    const lines = std.map(([path, key]) => `${path} ${key}`);
    // An edit of a linkname can give a symbol to another package.
    const directives = (l: Live): string => `${l.unit.path} ${this.directivesOf(l)}`;
    if (!whole) return new KeptBase(this.cache, [place, ...lines, ...edited.map(directives)].join('\n'), '', options);
    for (const l of edited) lines.push(l.unit === this.root ? directives(l) : `${l.unit.path} ${l.key}`);
    return new KeptBase(this.cache, `${place}\nwhole`, lines.join('\n'), options);
  }

  /** Whether values of a package say what they are made from. */
  isLive(path: string): boolean {
    return this.live.has(path);
  }

  /** Whether what is kept of a package is found without its being named. */
  isSearched(path: string): boolean {
    return this.isOpen || (this.isEditedOpen ? this.live.has(path) : path === this.root.path);
  }

  /** The packages that are being edited, each after what it imports, in which something may have changed. */
  *changed(): Generator<Unit> {
    for (const { unit, key } of this.live.values()) {
      if (!this.isSearched(unit.path)) continue;
      const name = `z${unit.path}`;
      let same = false;
      this.store.search(name, ({ value }) => {
        same = decodeUtf8(value) === key;
        return true;
      });
      if (same) continue;
      this.store.keep(unit.path, [name], encodeUtf8(key));
      yield unit;
    }
  }

  // ---- Values ----

  /** What is kept under a name and still right; null where nothing is. `pkg`: the package with which it is kept, where that is known. */
  find(name: string, pkg = ''): Stored | null {
    const own = this.store.own(name);
    if (own !== null) return own;
    if (this.busy.has(name)) return null;
    let result: Stored | null = null;
    this.busy.add(name);
    const take = (found: Stored): boolean => {
      const live = this.live.get(found.pkg);
      if (live === undefined || (found.reads !== null && this.isRight(live, found.reads))) result = found;
      return result !== null;
    };
    this.search(pkg, name, take);
    this.busy.delete(name);
    return result;
  }

  /** As `find`, where of the symbol no more is known than its name; it is of a package that is being edited. */
  findNamed(name: string, pkg: string): Stored | null {
    const found = this.find(name, this.live.has(pkg) ? pkg : '');
    if (found !== null || this.isEditedOpen) return found;
    this.openEdited();
    return this.find(name);
  }

  /** As `UnitStore.search`, in the pack of a package where that is not among those that are searched. */
  private search(pkg: string, name: string, take: (found: Stored) => boolean): void {
    if (pkg === '' || this.isSearched(pkg)) this.store.search(name, take);
    else this.store.searchIn(pkg, name, take);
  }

  /** Whether all packs are open, so that what is not found is not there. */
  get isComplete(): boolean {
    return this.isOpen;
  }

  /** Whether something was ever kept under a name, by a package that is being edited or among all. */
  isNamed(name: string): boolean {
    let found = this.store.own(name) !== null;
    if (!found) this.store.search(name, () => (found = true));
    return found;
  }

  /** Keeps a copy of a value of a package, which is given, and what was read for it. */
  add(pkg: string, names: readonly string[], value: Uint8Array, reads: ReadonlySet<string>): Uint8Array {
    const live = this.live.get(pkg);
    if (live === undefined) return this.store.keep(pkg, names, value);
    const lines = [this.lineOf(live.key, live.key), this.lineOf(live.below, live.below)];
    const declarations = `d${pkg}`;
    const items = reads.has(declarations) ? reads : [declarations, ...reads];
    for (const item of items) {
      const line = this.lineOfItem(item);
      if (line < 0) return this.store.addOwn(pkg, names, value); // it cannot be found right again
      lines.push(line);
    }
    this.keepList(pkg, live.below);
    return this.store.keep(pkg, names, value, lines);
  }

  /** The number of an item's line; -1 where it cannot be said what the item is now. */
  private lineOfItem(item: string): number {
    const line = this.lines.get(item);
    if (line !== undefined) return line;
    const now = this.now(item);
    // Facts that are not known may be found while a build goes on; all else stays what it is.
    return now === '' ? -1 : this.lineOf(item, `${now} ${item}`);
  }

  /** The number of a line, which is always the same for `what`. */
  private lineOf(what: string, line: string): number {
    let number = this.lines.get(what);
    if (number === undefined) this.lines.set(what, (number = this.store.addLine(line)));
    return number;
  }

  /** Keeps a list with a package that tells of it. */
  private keepList(pkg: string, list: string): void {
    const name = `k${list}`;
    const mark = `${pkg} ${name}`;
    if (this.listed.has(mark)) return;
    this.listed.add(mark);
    let known = false;
    this.store.searchIn(pkg, name, () => (known = true));
    if (!known) this.store.keep(pkg, [name], encodeUtf8(this.lists.get(list)!));
  }

  /**
   * Whether what was read for a value is as it was. The first line is the key of the package at that time, the second the name of the
   * list of the distribution's packages below it; each other one has what an item was, and the item.
   */
  private isRight(live: Live, reads: Reads): boolean {
    for (let n = 0; n < reads.count; n++) {
      let known = reads.verdict(n);
      if (known === Open) {
        known = this.verdict(live, n, reads.line(n));
        reads.judge(n, known);
      }
      if (n === 0 && known === Right) return true;
      if (n > 0 && known !== Right) return false;
    }
    return reads.count > 0;
  }

  private verdict(live: Live, n: number, line: string): Verdict {
    if (n === 0) return line === live.key ? Right : Wrong;
    if (n === 1) return this.isListRight(live.unit.path, line) ? Right : Wrong;
    const space = line.indexOf(' ');
    if (this.now(line.slice(space + 1)) === line.slice(0, space)) return Right;
    // Facts that are not known may be found while a build goes on; all else stays what it is.
    return line[space + 1] === 'f' ? Open : Wrong;
  }

  /** Whether packages of the distribution are as they were, by a list that is kept with a package. */
  private isListRight(pkg: string, name: string): boolean {
    let right = this.listChecked.get(name);
    if (right === undefined) {
      right = false;
      this.store.searchIn(pkg, `k${name}`, ({ value }) => {
        right = decodeUtf8(value)
          .trimEnd()
          .split('\n')
          .every(line => {
            const space = line.indexOf(' ');
            // What is not part of the program any more is of no concern: nothing that is right leads there.
            return (this.stdKeys.get(line.slice(0, space)) ?? line.slice(space + 1)) === line.slice(space + 1);
          });
        return true;
      });
      this.listChecked.set(name, right);
    }
    return right;
  }

  // ---- What is read ----

  /** What is read from here on is added to a set; gives the set before. */
  readInto(reads: Set<string> | null): Set<string> | null {
    const before = this.reads;
    this.reads = reads;
    return before;
  }

  readAll(reads: ReadonlySet<string>): void {
    if (this.reads !== null && this.reads !== reads) for (const item of reads) this.reads.add(item);
  }

  facts(name: string, abi: number): void {
    if (this.reads !== null) this.reads.add(`f${abi}${name}`);
  }

  body(path: string, key: string): void {
    if (this.reads === null || !this.live.has(path)) return;
    this.reads.add(`b${path}\t${key}`);
    this.reads.add(`d${path}`);
  }

  declarations(path: string): void {
    if (this.reads !== null && this.live.has(path)) this.reads.add(`d${path}`);
  }

  directives(path: string): void {
    if (this.reads !== null && this.live.has(path)) this.reads.add(`x${path}`);
  }

  files(path: string): void {
    if (this.reads === null || !this.live.has(path)) return;
    this.reads.add(`p${path}`);
    this.reads.add(`d${path}`);
  }

  /** What an item is now; '' where that cannot be said. */
  private now(item: string): string {
    const rest = item.slice(1);
    if (item[0] === 'f') return this.factsHash(rest.slice(1), Number(rest[0]));
    const tab = rest.indexOf('\t');
    const live = this.live.get(tab < 0 ? rest : rest.slice(0, tab));
    if (live === undefined) return '';
    switch (item[0]) {
      case 'b':
        return this.text(live).bodies.get(rest.slice(tab + 1)) ?? '-'; // there is none
      case 'd':
        return this.declarationsOf(live);
      case 'x':
        return this.directivesOf(live);
      default:
        return this.keys.ownKeys(live.unit).all;
    }
  }

  private declarationsOf(live: Live): string {
    if (live.declarations === '') {
      const { unit } = live;
      const facts = [this.keys.ownKeys(unit).around, this.text(live).outside];
      for (const dep of unit.deps) facts.push(this.keys.checker.checked(dep)!.hash); // it was checked before its importers
      live.declarations = hashOf(encodeUtf8(facts.join('\n'))).slice(0, 20);
    }
    return live.declarations;
  }

  private directivesOf(live: Live): string {
    if (live.directives === '') {
      const index = writeIndex(this.sources.indexOf(live.unit.package.importPath));
      const facts = `${this.keys.ownKeys(live.unit).around} ${hashOf(index)}`;
      live.directives = hashOf(encodeUtf8(facts)).slice(0, 20);
    }
    return live.directives;
  }

  private text(live: Live): TextTable {
    if (live.text !== null) return live.text;
    const { unit } = live;
    const own = this.keys.ownKeys(unit).all;
    let table: TextTable | null = null;
    this.search(unit.path, `s${unit.path}`, ({ value }) => {
      table = readTable(value, own);
      return table !== null;
    });
    if (table === null) {
      table = textTable(this.sources.load(unit.package.importPath), this.sources.fset);
      this.store.keep(unit.path, [`s${unit.path}`], writeTable(table, own));
    }
    live.text = table;
    return table;
  }

  /** Writes what was added. */
  save(): void {
    this.store.save();
  }
}

/** Opens what is kept of a program's packages. */
export function openUnits(cache: Cache, session: Session, implied: readonly string[], keys: BuildKeys): KeptUnits {
  const kept = new KeptUnits(cache, session, keys);
  kept.open(session.units, implied);
  return kept;
}
