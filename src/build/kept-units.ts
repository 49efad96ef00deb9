// What is kept of a program's packages, and whether it is still right. Of the distribution's packages the key of a pack says
// all that the code of the package depends on. The pack of a package that is being edited is found whatever the package
// holds; there each value comes with what was read while it was made, and is right where all of that is the same:
//
//   b   the text of a function, and where it stands          d   what declarations of a package say, unexported ones too,
//   f   the facts of a function (facts.ts)                       and what its imports let it see
//   p   all files of a package                               e   as `d`, of those that the functions read of it mention
//   o   as `d`, of those that its files mention
//   x   its linknames, pragmas, and what is assembly         n   what is declared of a name
//   l   the names of the types that its functions declare    k   the packages of the distribution below a package
//   i   what initialises a package                           h   where what is made from some packages is at home
//
// What was made from functions, named types and what initialises a package alone reads `e`: it is right as long as nothing that these mention, and no name that was
// read, has changed (declaration-changes.ts). What a profile names reads `d`. What was made from the files of its package reads `o`, all else `d`. Line breaks and comments between functions are no part of what declarations say, so that moving a function
// makes again what stands behind it in its file, and nothing else. To `d` a function with a type in it counts as a declaration.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { Unit } from '../load/units.ts';
import type { Cache } from './cache.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import {
  type Changes,
  type CurrentState,
  DeclarationChanges,
  type ImportState,
  type PackageState,
} from './declaration-changes.ts';
import { type Declarations, declarationsOf, namesIn, readDeclarations, writeDeclarations } from './declarations.ts';
import { initialNames } from './initial-text.ts';
import { KeptBase } from './kept-base.ts';
import { writeIndex } from './package-index.ts';
import type { ReadLog, Sources } from './program-source.ts';
import type { Package } from '../types/package.ts';
import type { Session } from './session.ts';
import { readTable, textTable, type TextTable, writeTable } from './text-table.ts';
import { hashOf, type OwnKeys, shortHash } from './unit-keys.ts';
import { Open, Partly, type Reads, Right, type Stored, UnitStore, type Verdict, Wrong } from './unit-store.ts';

/** The keys of one build. */
export interface BuildKeys {
  keyOf(unit: Unit): string;
  placeOf(unit: Unit): string;
  ownKeys(unit: Unit): OwnKeys;
  /** Whether one of some words is anywhere in the Go files of a unit. */
  hasWord(unit: Unit, words: readonly string[]): boolean;
}

/** A package that is being edited. */
interface Live {
  readonly unit: Unit;
  /** The key of the package with all it imports. */
  readonly key: string;
  /** The name of the list of the distribution's packages below it. */
  readonly below: string;
  text: TextTable | null;
  initial: string;
  declarations: Declarations | null;
  /** Names the state of its declarations and of all that they depend on. */
  state: string;
  isStateKept: boolean;
  directives: string;
}

/** What a value is made from is said in the functions and by the names that were read. */
export const ByNames = 0;
/** In the files of its package, and in the functions that were read. */
export const OfPackage = 1;
/** In all that its package can see. */
export const OfAll = 2;
export type Basis = typeof ByNames | typeof OfPackage | typeof OfAll;

/** Stands before the names of what counts to the main package, and is kept with another. */
export const mainMark = 'm';

/** What is read by a symbol that is made from several packages. */
export function homeItem(packages: Iterable<Package>): string {
  return `h${Array.from(packages, p => p.path)
    .sort()
    .join('\t')}`;
}

/** Says where what is made from some packages is at home. */
export type HomeText = (paths: readonly string[]) => string;

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
  private homeText: HomeText = () => '';
  private isOpen = false;
  /** The numbers of the lines of items, of keys and of lists, which thousands of values have. */
  private readonly lines = new Map<string, number>();
  /** How many packages are being edited, also such as cannot be read. */
  private editedCount = 0;
  /** The packs of all packages that are being edited are open, not that of the main package alone. */
  private isEditedOpen = false;
  /** What is kept of lists, by package and name. */
  private readonly listed = new Set<string>();
  private readonly changes: DeclarationChanges;
  /** Whether changes concern functions. */
  private readonly concerned = new Map<Changes, Map<string, boolean>>();

  constructor(cache: Cache, session: Session, keys: BuildKeys) {
    this.cache = cache;
    this.store = new UnitStore(cache);
    this.root = session.root;
    this.sources = session.sources;
    this.keys = keys;
    session.sources.reads = this;
    this.changes = new DeclarationChanges(
      path => this.stateNow(path),
      (path, state) => this.stateThen(path, state),
    );
  }

  /** Who knows the facts of functions. */
  useFacts(hash: FactsHash): void {
    this.factsHash = hash;
  }

  /** Who knows where symbols are at home. */
  useHomes(text: HomeText): void {
    this.homeText = text;
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
      const below = shortHash(list);
      this.lists.set(below, list);
      this.listChecked.set(below, true);
      this.live.set(u.path, {
        unit: u,
        key,
        below,
        text: null,
        initial: '',
        declarations: null,
        state: '',
        isStateKept: false,
        directives: '',
      });
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
    // What counts to the main package is with the first that sees all it is made from: its key does not say that.
    const isMarked = name.startsWith(mainMark);
    const take = (found: Stored): boolean => {
      if (this.judge(found, isMarked) === Right) result = found;
      return result !== null;
    };
    this.search(pkg, name, take);
    this.busy.delete(name);
    return result;
  }

  /** Whether something is kept under a name that is right but for facts of functions that are not known; `pkg` as for `find`. */
  awaitsFacts(name: string, pkg: string): boolean {
    let awaits = false;
    this.search(pkg, name, found => (awaits = this.judge(found, name.startsWith(mainMark)) === Open));
    return awaits;
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
  add(pkg: string, names: readonly string[], value: Uint8Array, reads: ReadonlySet<string>, basis: Basis): Uint8Array {
    const live = this.live.get(pkg);
    if (live === undefined) return this.store.keep(pkg, names, value);
    const lines = [this.lineOf(live.key, live.key), this.lineOf(live.below, live.below)];
    const items = new Set<string>();
    if (basis !== ByNames) items.add(basis === OfPackage ? `o${pkg}` : `d${pkg}`);
    for (const item of reads) {
      items.add(basis === OfAll && isFollowed(item) ? `d${item.slice(1)}` : item);
    }
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
    if (isFollowed(item) && now !== '') this.keepState(this.live.get(item.slice(1))!);
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
   * Whether what was read for a value is as it was; `Open` where that depends on facts that are not known. The first line is the key of
   * the package at that time, the second the name of the list of the distribution's packages below it; each other one has what an item
   * was, and the item.
   */
  private judge({ pkg, reads }: Stored, isMarked: boolean): typeof Open | typeof Right | typeof Wrong {
    const live = this.live.get(pkg);
    if (live === undefined) return Right;
    if (reads === null || reads.count === 0) return Wrong;
    let changed: Map<string, Changes> | null = null;
    let isOpen = false;
    for (let n = 0; n < reads.count; n++) {
      let known = reads.verdict(n);
      if (known === Open) {
        known = this.verdict(live, n, reads.line(n));
        reads.judge(n, known);
      }
      if (n === 0 && known === Right && !isMarked) return Right;
      if (n > 0 && known === Wrong) return Wrong;
      if (known === Open) isOpen = true;
      if (known !== Partly) continue;
      const [state, path] = splitLine(reads.line(n));
      (changed ??= new Map()).set(path.slice(1), this.changes.since(path.slice(1), state)!); // the verdict says that they are known
    }
    if (changed !== null && this.isConcerned(reads, changed)) return Wrong;
    return isOpen ? Open : Right;
  }

  /** Whether names that were read have changed in their packages, or functions mention such. */
  private isConcerned(reads: Reads, changed: ReadonlyMap<string, Changes>): boolean {
    for (let n = 2; n < reads.count; n++) {
      const [, item] = splitLine(reads.line(n));
      if (item[0] !== 'b' && item[0] !== 'n' && item[0] !== 'i') continue;
      const tab = item.indexOf('\t');
      const path = item.slice(1, tab < 0 ? undefined : tab);
      const changes = changed.get(path);
      if (changes === undefined) continue;
      const key = tab < 0 ? '' : item.slice(tab + 1);
      if (item[0] === 'n' ? changes.names.has(key) : this.concerns(changes, path, key)) return true;
    }
    return false;
  }

  /** Whether changes of a package concern one of its functions, or, where `key` is empty, what initialises it. */
  private concerns(changes: Changes, path: string, key: string): boolean {
    let known = this.concerned.get(changes);
    if (known === undefined) this.concerned.set(changes, (known = new Map()));
    let concerns = known.get(key);
    if (concerns === undefined) {
      const source = this.sources.load(this.live.get(path)!.unit.package.importPath);
      const f = source.funcs.get(key);
      if (key === '') concerns = [...initialNames(source)].some(([file, names]) => changes.concern(file, names));
      else concerns = f === undefined || changes.concern(f.file.file.name, namesIn(f));
      known.set(key, concerns);
    }
    return concerns;
  }

  private verdict(live: Live, n: number, line: string): Verdict {
    if (n === 0) return line === live.key ? Right : Wrong;
    if (n === 1) return this.isListRight(live.unit.path, line) ? Right : Wrong;
    const [was, item] = splitLine(line);
    if (this.now(item) === was) return Right;
    // Facts that are not known may be found while a build goes on; all else stays what it is.
    if (item[0] === 'f') return Open;
    const changes = isFollowed(item) ? this.changes.since(item.slice(1), was) : null;
    if (changes === null || (item[0] === 'o' && !changes.isNone)) return Wrong;
    return changes.isNone ? Right : Partly;
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
    this.reads.add(`e${path}`);
  }

  localTypes(path: string): void {
    if (this.reads !== null && this.live.has(path)) this.reads.add(`l${path}`);
  }

  name(path: string, name: string): void {
    if (this.reads === null || !this.live.has(path)) return;
    this.reads.add(`n${path}\t${name}`);
    this.reads.add(`e${path}`);
  }

  directives(path: string): void {
    if (this.reads !== null && this.live.has(path)) this.reads.add(`x${path}`);
  }

  declarations(path: string): void {
    if (this.reads !== null && this.live.has(path)) this.reads.add(`d${path}`);
  }

  initial(path: string): void {
    if (this.reads === null || !this.live.has(path)) return;
    this.reads.add(`i${path}`);
    this.reads.add(`e${path}`);
  }

  files(path: string): void {
    if (this.reads === null || !this.live.has(path)) return;
    this.reads.add(`p${path}`);
    this.reads.add(`o${path}`);
  }

  /** What an item is now; '' where that cannot be said. */
  private now(item: string): string {
    const rest = item.slice(1);
    if (item[0] === 'f') return this.factsHash(rest.slice(1), Number(rest[0]));
    if (item[0] === 'h') return this.homeText(rest.split('\t'));
    const tab = rest.indexOf('\t');
    const live = this.live.get(tab < 0 ? rest : rest.slice(0, tab));
    if (live === undefined) return '';
    switch (item[0]) {
      case 'b':
        return this.text(live).bodies.get(rest.slice(tab + 1)) ?? '-'; // there is none
      case 'd':
      case 'e':
      case 'o':
        return this.stateOf(live);
      case 'i':
        return this.initialOf(live);
      case 'l':
        return this.text(live).localTypes;
      case 'n':
        return '-'; // whether it has changed is seen by the state
      case 'x':
        return this.directivesOf(live);
      default:
        return this.keys.ownKeys(live.unit).all;
    }
  }

  /** What initialises a package, and which ones it imports. */
  private initialOf(live: Live): string {
    if (live.initial === '') {
      const paths = Array.from(live.unit.imports, ([written, { path }]) => `${written} ${path}`);
      live.initial = shortHash([this.text(live).initial, ...paths].join('\n'));
    }
    return live.initial;
  }

  private declarationsOf(live: Live): Declarations {
    return (live.declarations ??= declarationsOf(this.sources.load(live.unit.package.importPath)));
  }

  private stateOf(live: Live): string {
    if (live.state === '') live.state = shortHash(this.stateText(live));
    return live.state;
  }

  /** What `stateThen` reads. */
  private stateText(live: Live): string {
    const { unit } = live;
    const lines = [this.keys.ownKeys(unit).around, this.text(live).outside];
    for (const [written, { path, name, state }] of this.importsOf(live))
      lines.push(`${written} ${path} ${name} ${state}`);
    return lines.join('\n');
  }

  private importsOf({ unit }: Live): ReadonlyMap<string, ImportState> {
    const imports = new Map<string, ImportState>();
    const add = (written: string, { path, name }: Unit): void => {
      const below = this.live.get(path);
      imports.set(written, { path, name, state: below === undefined ? '' : this.stateOf(below) });
    };
    for (const [written, meant] of unit.imports) add(written, meant);
    return imports;
  }

  private stateNow(path: string): CurrentState | null {
    const live = this.live.get(path);
    if (live === undefined) return null;
    const declarations = (): Declarations => this.declarationsOf(live);
    return {
      around: this.keys.ownKeys(live.unit).around,
      outside: this.text(live).outside,
      get declarations() {
        return declarations();
      },
      imports: this.importsOf(live),
      has: words => this.keys.hasWord(live.unit, words),
    };
  }

  private stateThen(path: string, state: string): PackageState | null {
    const lines = this.keptText('e', path, state);
    if (lines === null) return null;
    const [around, outside, ...imported] = lines;
    const declarations = this.keptText('t', path, outside!);
    if (declarations === null) return null;
    const imports = new Map<string, ImportState>();
    for (const line of imported) {
      const [written, meant, name, below] = line.split(' ');
      imports.set(written!, { path: meant!, name: name!, state: below! });
    }
    return { around: around!, outside: outside!, declarations: readDeclarations(declarations), imports };
  }

  /** The lines of a text of a package that are kept behind their hash. */
  private keptText(kind: string, path: string, hash: string): readonly string[] | null {
    let lines: readonly string[] | null = null;
    this.store.searchIn(path, kind + path, ({ value }) => {
      const [first, ...others] = decodeUtf8(value).split('\n');
      if (first === hash) lines = others;
      return lines !== null;
    });
    return lines;
  }

  /** Keeps the state of a package's declarations, so that a later build can say what has changed since. */
  private keepState(live: Live): void {
    if (live.isStateKept) return;
    live.isStateKept = true;
    const { path } = live.unit;
    const keep = (kind: string, hash: string, text: () => string): void => {
      if (this.keptText(kind, path, hash) === null)
        this.store.keep(path, [kind + path], encodeUtf8(`${hash}\n${text()}`));
    };
    keep('e', this.stateOf(live), () => this.stateText(live));
    keep('t', this.text(live).outside, () => writeDeclarations(this.declarationsOf(live)));
  }

  private directivesOf(live: Live): string {
    if (live.directives === '') {
      const index = writeIndex(this.sources.indexOf(live.unit.package.importPath));
      const facts = `${this.keys.ownKeys(live.unit).around} ${hashOf(index)}`;
      live.directives = shortHash(facts);
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
      table = textTable(this.sources.load(unit.package.importPath), this.declarationsOf(live), this.sources.fset);
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

/** Whether an item is a state of declarations of which it is asked what has changed since. */
function isFollowed(item: string): boolean {
  return item[0] === 'e' || item[0] === 'o';
}

/** What a line that says what an item was consists of. */
function splitLine(line: string): readonly [was: string, item: string] {
  const space = line.indexOf(' ');
  return [line.slice(0, space), line.slice(space + 1)];
}

/** Opens what is kept of a program's packages. */
export function openUnits(cache: Cache, session: Session, implied: readonly string[], keys: BuildKeys): KeptUnits {
  const kept = new KeptUnits(cache, session, keys);
  kept.open(session.units, implied);
  return kept;
}
