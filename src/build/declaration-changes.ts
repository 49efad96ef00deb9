// Which names of a package mean something else than at the time when something was made: those that are declared otherwise, and those
// whose declarations mention such names, in the package itself or in what it imports. Names are followed as they are written, so that
// there may be too many among them, never too few: what a function can reach, it reaches from names in its text, through what is
// declared of those.

import type { Declarations, FileImports, Mentions } from './declarations.ts';

/** What an import of a package means. */
export interface ImportState {
  readonly path: string;
  readonly name: string;
  /** The state of its declarations; '' of a package of the distribution. */
  readonly state: string;
}

/** A state of a package's declarations and of all that they depend on. */
export interface PackageState {
  /** Of options and all else of the package that is no Go text. */
  readonly around: string;
  /** The hash of the declarations. */
  readonly outside: string;
  readonly declarations: Declarations;
  /** By what is written in the source. */
  readonly imports: ReadonlyMap<string, ImportState>;
}

/** A package as it is. */
export interface CurrentState extends PackageState {
  /** Whether one of some words is anywhere in its text. */
  has(words: readonly string[]): boolean;
}

/** What the names of a file mean otherwise. */
class FileChanges {
  /** Imports that mean another package, or one of which everything may have changed. */
  readonly imports = new Set<string>();
  /** The changed names of imported packages, by the name of the import. */
  readonly through: (readonly [local: string, names: ReadonlySet<string>])[] = [];

  get isNone(): boolean {
    return this.imports.size === 0 && this.through.length === 0;
  }

  /** Who is concerned mentions one of these. */
  get words(): readonly string[] {
    return [...this.imports, ...this.through.flatMap(([, names]) => [...names])];
  }
}

/** What has changed in a package since some state of it. */
export class Changes {
  /** Names of the package. */
  readonly names: ReadonlySet<string>;
  /** Those in which imports have changed. */
  private readonly files: ReadonlyMap<string, FileChanges>;
  readonly isNone: boolean;

  constructor(names: ReadonlySet<string>, files: ReadonlyMap<string, FileChanges>) {
    this.names = names;
    this.files = files;
    this.isNone = names.size === 0 && files.size === 0;
  }

  /** Whether one of the names that are written in a file means something else. */
  concern(file: string, names: readonly string[]): boolean {
    const changes = this.files.get(file);
    if (names.some(n => this.names.has(n) || (changes?.imports.has(n) ?? false))) return true;
    return (
      changes !== undefined &&
      changes.through.some(([local, of]) => names.includes(local) && names.some(n => of.has(n)))
    );
  }
}

/** Compares states of packages. */
export class DeclarationChanges {
  /** The state of a package as it is; null where it is not known. */
  private readonly current: (path: string) => CurrentState | null;
  /** The state of a package that has a name; null where it is not kept. */
  private readonly earlier: (path: string, state: string) => PackageState | null;
  private readonly found = new Map<string, Changes | null>();

  constructor(
    current: (path: string) => CurrentState | null,
    earlier: (path: string, state: string) => PackageState | null,
  ) {
    this.current = current;
    this.earlier = earlier;
  }

  /** What has changed in a package since a state; null: that is not known, or may be anything. */
  since(path: string, state: string): Changes | null {
    const key = `${state} ${path}`;
    let changes = this.found.get(key);
    if (changes === undefined) {
      const now = this.current(path);
      const was = this.earlier(path, state);
      changes = now === null || was === null ? null : this.compare(was, now);
      this.found.set(key, changes);
    }
    return changes;
  }

  private compare(was: PackageState, now: CurrentState): Changes | null {
    if (was.around !== now.around) return null;
    const isSame = was.outside === now.outside;
    // The one that is there need not be made.
    const { files: imported, localTypes } = isSame ? was.declarations : now.declarations;
    if (was.declarations.localTypes !== localTypes) return null;
    const files = new Map<string, FileChanges>();
    for (const file of imported) {
      const before = was.declarations.files.find(f => f.name === file.name);
      if (before === undefined) continue; // whatever stands in it is new
      if (before.goVersion !== file.goVersion) return null;
      const changes = this.compareImports(importsOf(before, was), importsOf(file, now));
      if (changes === null) return null;
      if (!changes.isNone) files.set(file.name, changes);
    }
    const words = [...files.values()].flatMap(f => f.words);
    if (isSame && (words.length === 0 || !now.has(words))) return new Changes(new Set(), new Map());
    const before = was.declarations.declared;
    const { declared } = now.declarations;
    const names = new Set<string>();
    for (const [name, { hash }] of declared) if (before.get(name)?.hash !== hash) names.add(name);
    for (const name of before.keys()) if (!declared.has(name)) names.add(name);
    const changes = new Changes(names, files);
    const nameOf = (m: Mentions): string => now.declarations.files[m.file]!.name;
    for (let size = -1; size !== names.size;) {
      size = names.size;
      for (const [name, { mentions }] of declared) {
        if (!names.has(name) && mentions.some(m => changes.concern(nameOf(m), m.names))) names.add(name);
      }
    }
    return new Changes(names, files);
  }

  /** What has changed in a file's imports; null where everything may have. */
  private compareImports(before: Imports, after: Imports): FileChanges | null {
    const changes = new FileChanges();
    for (const local of new Set([...before.keys(), ...after.keys()])) {
      const was = before.get(local);
      const is = after.get(local);
      const isSame = was !== undefined && is !== undefined && was.path === is.path && was.name === is.name;
      if (isSame && was.state === is.state) continue;
      const below = isSame && was.state !== '' && is.state !== '' ? this.since(is.path, was.state) : null;
      if (below !== null && below.names.size === 0) continue;
      if (local.startsWith('.')) return null; // its names are this file's
      if (below === null) changes.imports.add(local);
      else changes.through.push([local, below.names]);
    }
    return changes;
  }
}

/** What the imports of a file mean, by the names that they have there. */
type Imports = ReadonlyMap<string, ImportState>;

function importsOf(file: FileImports, { imports }: PackageState): Imports {
  const out = new Map<string, ImportState>();
  for (const { local, written } of file.imports) {
    const meant = imports.get(written);
    if (local === '_' || meant === undefined) continue; // nothing is said of `unsafe`, which stays what it is
    out.set(local === '.' ? `.${meant.path}` : local === '' ? meant.name : local, meant);
  }
  return out;
}
