// The packages of a program that are being edited: what each part of them is, and what has changed since something was made.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { Unit } from '../load/units.ts';
import {
  type Changes,
  type CurrentState,
  DeclarationChanges,
  type ImportState,
  type PackageState,
} from './declaration-changes.ts';
import { type Declarations, declarationsOf, namesIn, readDeclarations, writeDeclarations } from './declarations.ts';
import { initialNames } from './initial-text.ts';
import { writeIndex } from './package-index.ts';
import type { Sources } from './program-source.ts';
import { readTable, textTable, type TextTable, writeTable } from './text-table.ts';
import { hashOf, type OwnKeys, shortHash } from './unit-keys.ts';
import type { Stored, UnitStore } from './unit-store.ts';

/** The keys of the parts of a package. */
export interface PartKeys {
  ownKeys(unit: Unit): OwnKeys;
  /** Whether one of some words is anywhere in the Go files of a unit. */
  hasWord(unit: Unit, words: readonly string[]): boolean;
}

/** A package that is being edited; what is not known yet is null, or empty. */
export interface EditedPackage {
  readonly unit: Unit;
  /** The key of the package with all it imports. */
  readonly key: string;
  /** The name of the list of the distribution's packages below it. */
  readonly below: string;
  text: TextTable | null;
  declarations: Declarations | null;
  /** Names the state of its declarations and of all that they depend on. */
  state: string;
  isStateKept: boolean;
  directives: string;
}

/** As `UnitStore.search`, in what is kept of one package. */
type Search = (pkg: string, name: string, take: (found: Stored) => boolean) => void;

/** The packages of one program. */
export class EditedPackages {
  private readonly store: UnitStore;
  private readonly sources: Sources;
  private readonly keys: PartKeys;
  private readonly search: Search;
  /** The path of the main package. */
  private readonly root: string;
  private readonly packages = new Map<string, EditedPackage>();
  private readonly changes: DeclarationChanges;
  /** The states that an earlier build has found, by path and key, without the main package's; null: they were not looked for. */
  private states: ReadonlyMap<string, string> | null = null;
  /** A state was found that these lack. */
  private isNewState = false;
  /** Whether changes concern functions, by name. */
  private readonly concerned = new Map<Changes, Map<string, boolean>>();

  constructor(store: UnitStore, sources: Sources, keys: PartKeys, root: string, search: Search) {
    this.root = root;
    this.store = store;
    this.sources = sources;
    this.keys = keys;
    this.search = search;
    this.changes = new DeclarationChanges(
      path => this.stateNow(path),
      (path, state) => this.stateThen(path, state),
    );
  }

  /** Adds one that comes after all that it imports; `key` and `below` as in `EditedPackage`. */
  add(unit: Unit, key: string, below: string): void {
    this.packages.set(unit.path, {
      unit,
      key,
      below,
      text: null,
      declarations: null,
      state: '',
      isStateKept: false,
      directives: '',
    });
  }

  has(path: string): boolean {
    return this.packages.has(path);
  }

  get(path: string): EditedPackage | undefined {
    return this.packages.get(path);
  }

  paths(): Iterable<string> {
    return this.packages.keys();
  }

  /** Each after what it imports. */
  all(): Iterable<EditedPackage> {
    return this.packages.values();
  }

  /** What has changed in what a package declares since a state; null: that is not known, or may be anything. */
  since(path: string, state: string): Changes | null {
    return this.changes.since(path, state);
  }

  /** Whether changes of a package concern one of its functions, or, where `key` is empty, what initialises it. */
  concerns(changes: Changes, path: string, key: string): boolean {
    let known = this.concerned.get(changes);
    if (known === undefined) this.concerned.set(changes, (known = new Map()));
    let concerns = known.get(key);
    if (concerns === undefined) {
      const source = this.sources.load(this.packages.get(path)!.unit.package.importPath);
      const f = source.funcs.get(key);
      if (key === '') concerns = initialNames(source).some(([file, names]) => changes.concern(file, names));
      else concerns = f === undefined || changes.concern(f.file.file.name, namesIn(f));
      known.set(key, concerns);
    }
    return concerns;
  }

  /** What an item is now that was read of one of them; '' where that cannot be said. */
  now(item: string): string {
    const rest = item.slice(1);
    const tab = rest.indexOf('\t');
    const live = this.packages.get(tab < 0 ? rest : rest.slice(0, tab));
    if (live === undefined) return '';
    switch (item[0]) {
      case 'b':
        return this.text(live).bodies.get(rest.slice(tab + 1)) ?? '-'; // there is none
      case 'd':
      case 'e':
      case 'o':
        return this.stateOf(live);
      case 'i':
        return this.text(live).initial;
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

  private declarationsOf(live: EditedPackage): Declarations {
    return (live.declarations ??= declarationsOf(this.sources.load(live.unit.package.importPath)));
  }

  private stateOf(live: EditedPackage): string {
    if (live.state === '') live.state = this.knownState(live) ?? shortHash(this.stateText(live));
    return live.state;
  }

  /** The state of a package below the main one, where an earlier build has found it. */
  private knownState({ unit, key }: EditedPackage): string | undefined {
    if (unit.path === this.root) return undefined;
    const known = this.knownStates().get(`${unit.path} ${key}`);
    this.isNewState ||= known === undefined;
    return known;
  }

  /** The state of a package is that of all below it: to find it the texts of all these are opened. But its key says it, too. */
  private knownStates(): ReadonlyMap<string, string> {
    if (this.states !== null) return this.states;
    const states = new Map<string, string>();
    this.search(this.root, `y${this.root}`, ({ value }) => {
      for (const line of decodeUtf8(value).split('\n')) {
        const end = line.lastIndexOf(' ');
        states.set(line.slice(0, end), line.slice(end + 1));
      }
      return true;
    });
    this.states = states;
    return states;
  }

  /** Keeps the states of the packages below the main one with that. */
  keepStates(): void {
    if (!this.isNewState) return;
    const lines: string[] = [];
    for (const { unit, key, state } of this.packages.values()) {
      if (unit.path === this.root) continue;
      const name = `${unit.path} ${key}`;
      const known = state === '' ? this.knownStates().get(name) : state;
      if (known !== undefined) lines.push(`${name} ${known}`);
    }
    this.store.keep(this.root, [`y${this.root}`], encodeUtf8(lines.join('\n')));
  }

  /** What `stateThen` reads. */
  private stateText(live: EditedPackage): string {
    const { unit } = live;
    const lines = [this.keys.ownKeys(unit).around, this.text(live).outside];
    for (const [written, { path, name, state }] of this.importsOf(live))
      lines.push(`${written} ${path} ${name} ${state}`);
    return lines.join('\n');
  }

  private importsOf({ unit }: EditedPackage): ReadonlyMap<string, ImportState> {
    const imports = new Map<string, ImportState>();
    const add = (written: string, { path, name }: Unit): void => {
      const below = this.packages.get(path);
      imports.set(written, { path, name, state: below === undefined ? '' : this.stateOf(below) });
    };
    for (const [written, meant] of unit.imports) add(written, meant);
    return imports;
  }

  private stateNow(path: string): CurrentState | null {
    const live = this.packages.get(path);
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
  keepState(path: string): void {
    const live = this.packages.get(path);
    if (live === undefined || live.isStateKept) return;
    live.isStateKept = true;
    const keep = (kind: string, hash: string, text: () => string): void => {
      if (this.keptText(kind, path, hash) === null)
        this.store.keep(path, [kind + path], encodeUtf8(`${hash}\n${text()}`));
    };
    keep('e', this.stateOf(live), () => this.stateText(live));
    keep('t', this.text(live).outside, () => writeDeclarations(this.declarationsOf(live)));
  }

  /** Names the linknames and pragmas of a package. */
  directivesOf(live: EditedPackage): string {
    if (live.directives === '') {
      const index = writeIndex(this.sources.indexOf(live.unit.package.importPath));
      const facts = `${this.keys.ownKeys(live.unit).around} ${hashOf(index)}`;
      live.directives = shortHash(facts);
    }
    return live.directives;
  }

  private text(live: EditedPackage): TextTable {
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
}

/** Whether an item is a state of declarations of which it is asked what has changed since. */
export function isFollowed(item: string): boolean {
  return item[0] === 'e' || item[0] === 'o';
}
