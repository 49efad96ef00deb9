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
// What was made from functions, named types and what initialises a package alone reads `e`: it is right as long as nothing that these
// mention, and no name that was read, has changed (declaration-changes.ts). What a profile names reads `d`. What was made from the files
// of its package reads `o`, all else `d`. Line breaks and comments between functions are no part of what declarations say, so that
// moving a function makes again what stands behind it in its file, and nothing else. To `d` a function with a type in it counts as a
// declaration. What items are now, edited-packages.ts says.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { Unit } from '../load/units.ts';
import type { Cache } from './cache.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import { type LowerPart, PackagesPart } from '../link/split-parts.ts';
import type { Changes } from './declaration-changes.ts';
import { type EditedPackage, EditedPackages, isFollowed, type PartKeys } from './edited-packages.ts';
import { KeptBase } from './kept-base.ts';
import type { ProgramParts } from './program-parts.ts';
import type { ReadLog } from './program-source.ts';
import type { Package } from '../types/package.ts';
import type { Session } from './session.ts';
import { hashOf, shortHash } from './unit-keys.ts';
import { Open, Partly, type Reads, Right, type Stored, UnitStore, type Verdict, Wrong } from './unit-store.ts';

/** The keys of one build. */
export interface BuildKeys extends PartKeys {
  keyOf(unit: Unit): string;
  placeOf(unit: Unit): string;
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
  private readonly root: Unit;
  private readonly cache: Cache;
  private readonly keys: BuildKeys;
  private readonly edited: EditedPackages;
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

  constructor(cache: Cache, session: Session, keys: BuildKeys) {
    this.cache = cache;
    this.store = new UnitStore(cache);
    this.root = session.root;
    this.keys = keys;
    this.edited = new EditedPackages(this.store, session.sources, keys, this.root.path, (pkg, name, take) =>
      this.search(pkg, name, take),
    );
    session.sources.reads = this;
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
      // What lies below a package that is imported is part of it; mostly one of these has all of it.
      const same = u.deps.find(d => closures.get(d)?.size === closure.size);
      closures.set(u, closure);
      const place = this.keys.placeOf(u);
      if (key === '' || place === '') continue;
      this.store.add(u.path, place, false);
      const below = this.edited.get(same?.path ?? '')?.below ?? this.addList(closure);
      this.edited.add(u, key, below);
    }
    this.store.openFor([this.root.path]);
  }

  /** Notes a list of the distribution's packages, and gives its name. */
  private addList(packages: Iterable<Unit>): string {
    const list = Array.from(packages, d => `${d.path} ${this.stdKeys.get(d.path)!}\n`)
      .sort()
      .join('');
    const name = shortHash(list);
    this.lists.set(name, list);
    this.listChecked.set(name, true);
    return name;
  }

  /**
   * Opens what is kept of all packages that are being edited. Before, those but the main package are as they were when something was
   * made that is known to be right, so that only what is asked for with its package is found.
   */
  openEdited(): void {
    if (this.isEditedOpen) return;
    this.isEditedOpen = true;
    this.store.openFor(this.edited.paths());
  }

  /** Opens what is kept of the distribution's packages too; before, it is found where it is asked for with its package. */
  openAll(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.isEditedOpen = true;
    this.store.openAll();
  }

  /** The place of the base of a part and of all before it; null where it cannot be kept. */
  base(options: LinkOptions, part: LowerPart, parts: ProgramParts): KeptBase | null {
    const place = this.keys.placeOf(this.root);
    const whole = part === PackagesPart;
    const std = [...this.stdKeys].filter(([path]) => parts.of(path) <= part);
    const edited = [...this.edited.all()];
    if (place === '' || std.some(([, key]) => key === '') || (whole && edited.length < this.editedCount)) return null;
    const lines = std.map(([path, key]) => `${path} ${key}`);
    // An edit of a linkname can give a symbol to another package.
    const directives = (l: EditedPackage): string => `${l.unit.path} ${this.edited.directivesOf(l)}`;
    for (const l of edited) lines.push(!whole || l.unit === this.root ? directives(l) : `${l.unit.path} ${l.key}`);
    const text = lines.sort().join('\n'); // which import leads to a package first does not matter
    if (!whole) return new KeptBase(this.cache, `${place}\n${part}\n${text}`, '', options);
    return new KeptBase(this.cache, `${place}\nwhole`, text, options);
  }

  /** Whether values of a package say what they are made from. */
  isLive(path: string): boolean {
    return this.edited.has(path);
  }

  /** Whether what is kept of a package is found without its being named. */
  isSearched(path: string): boolean {
    return this.isOpen || (this.isEditedOpen ? this.edited.has(path) : path === this.root.path);
  }

  /** The packages that are being edited, each after what it imports, in which something may have changed. */
  *changed(): Generator<Unit> {
    for (const { unit, key } of this.edited.all()) {
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
    this.search(pkg, name, found => (awaits = this.judge(found, false) === Open)); // facts count to no main package
    return awaits;
  }

  /** As `find`, where of the symbol no more is known than its name; it is of a package that is being edited. */
  findNamed(name: string, pkg: string): Stored | null {
    const found = this.find(name, this.edited.has(pkg) ? pkg : '');
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
    const live = this.edited.get(pkg);
    if (live === undefined) return this.store.keep(pkg, names, value);
    const lines = [this.lineOf(live.key, live.key), this.lineOf(live.below, live.below)];
    const items = new Set<string>();
    if (basis !== ByNames) items.add(basis === OfPackage ? `o${pkg}` : `d${pkg}`);
    for (const item of reads) {
      items.add(basis === OfAll && isFollowed(item) ? `d${item.slice(1)}` : item);
    }
    // Facts come last: each must be looked up to be compared, and mostly a text says before that something has changed.
    const facts: string[] = [];
    const others: string[] = [];
    for (const item of items) (item[0] === 'f' ? facts : others).push(item);
    for (const item of [...others, ...facts]) {
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
    if (isFollowed(item) && now !== '') this.edited.keepState(item.slice(1));
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
    const live = this.edited.get(pkg);
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
      (changed ??= new Map()).set(path.slice(1), this.edited.since(path.slice(1), state)!); // the verdict says that they are known
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
      if (item[0] === 'n' ? changes.names.has(key) : this.edited.concerns(changes, path, key)) return true;
    }
    return false;
  }

  private verdict(live: EditedPackage, n: number, line: string): Verdict {
    if (n === 0) return line === live.key ? Right : Wrong;
    if (n === 1) return this.isListRight(live.unit.path, line) ? Right : Wrong;
    const [was, item] = splitLine(line);
    if (this.now(item) === was) return Right;
    // Facts that are not known may be found while a build goes on; all else stays what it is.
    if (item[0] === 'f') return Open;
    const changes = isFollowed(item) ? this.edited.since(item.slice(1), was) : null;
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
    if (this.reads === null || !this.edited.has(path)) return;
    this.reads.add(`b${path}\t${key}`);
    this.reads.add(`e${path}`);
  }

  localTypes(path: string): void {
    if (this.reads !== null && this.edited.has(path)) this.reads.add(`l${path}`);
  }

  name(path: string, name: string): void {
    if (this.reads === null || !this.edited.has(path)) return;
    this.reads.add(`n${path}\t${name}`);
    this.reads.add(`e${path}`);
  }

  directives(path: string): void {
    if (this.reads !== null && this.edited.has(path)) this.reads.add(`x${path}`);
  }

  declarations(path: string): void {
    if (this.reads !== null && this.edited.has(path)) this.reads.add(`d${path}`);
  }

  initial(path: string): void {
    if (this.reads === null || !this.edited.has(path)) return;
    this.reads.add(`i${path}`);
    this.reads.add(`e${path}`);
  }

  files(path: string): void {
    if (this.reads === null || !this.edited.has(path)) return;
    this.reads.add(`p${path}`);
    this.reads.add(`o${path}`);
  }

  /** What an item is now; '' where that cannot be said. */
  private now(item: string): string {
    const rest = item.slice(1);
    if (item[0] === 'f') return this.factsHash(rest.slice(1), Number(rest[0]));
    if (item[0] === 'h') return this.homeText(rest.split('\t'));
    return this.edited.now(item);
  }

  /** Writes what was added. */
  save(): void {
    this.edited.keepStates();
    this.store.save();
  }
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
