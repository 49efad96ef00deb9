// Packages as the checker and the compiler want them: the files of each with the names that messages show, what each
// import string means, the language version; in an order in which every package comes after what it imports.

import { encodeUtf8 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from './config.ts';
import type { LoadOptions, Loader } from './load.ts';
import * as gover from './mod/gover.ts';
import { LoadError, PackageError, packageList, type Package } from './package.ts';
import { loadPackages } from './packages.ts';
import { testPackages } from './tests.ts';

/** A Go file of a unit. */
export interface UnitFile {
  /** Where it is read. */
  readonly name: string;
  /** What messages call it: `./x.go`, `sub/x.go`. */
  readonly shown: string;
  /** What it holds, where it is no file on disk: a test's main package; null for others. */
  readonly text: Uint8Array | null;
}

/** One package to check or to compile; a test's variant of a package is a unit of its own. */
export interface Unit {
  readonly package: Package;
  /** The path that its symbols and types have: `main` for a program, the import path for all others. */
  readonly path: string;
  /** The name among all units: `p`, `p [p.test]`, `p_test [p.test]`. */
  readonly desc: string;
  readonly name: string;
  readonly dir: string;
  readonly files: readonly UnitFile[];
  /** What the import strings of the files mean; `unsafe` and what could not be loaded are not there. */
  readonly imports: ReadonlyMap<string, Unit>;
  /** All that it needs, implied imports too. */
  readonly deps: readonly Unit[];
  /** `1.21` as for -lang; '' where the module says nothing: the release's own. */
  readonly goVersion: string;
  /** It belongs to the distribution. */
  readonly standard: boolean;
  /** It belongs to the distribution's library, which programs share and hardly anybody edits; commands do not. */
  readonly library: boolean;
  /** The files of each //go:embed pattern, relative to `dir`. */
  readonly embed: ReadonlyMap<string, readonly string[]>;
  /** One of the packages that the command line names, or of their tests. */
  readonly root: boolean;
  /** The package whose test it was made for, be it a variant or the test's main package; '' for others. */
  readonly world: string;
  /** How the names of its coverage counters begin; '' where it has none. */
  readonly counters: string;
  /** What stands before the names of its files in a program: tracebacks show them. Those of a test's main package have none. */
  readonly recordedDir: string;
  /** What the assembler made of it already; null: its .s files are to be assembled. */
  readonly objects: readonly Uint8Array[] | null;
}

/** The name of the file with a package's coverage counters. */
const coverVars = 'covervars.go';

/** What the words of a command line come to. */
export interface Units {
  readonly loader: Loader;
  /** Every package after what it imports; those with mistakes of loading are left out. */
  readonly units: readonly Unit[];
  /** The mistakes of loading, worded as the go command prints them. */
  readonly errors: readonly PackageError[];
}

/** Loads packages, and with `options.tests` the packages of their tests, as units. */
export async function loadUnits(
  host: Host,
  config: Config,
  words: readonly string[],
  options: LoadOptions = {},
): Promise<Units> {
  const { loader, roots } = await loadPackages(host, config, words, options);
  const all = [...roots];
  if (options.tests === true) {
    for (const p of roots) {
      if (p.error !== null || p.testGoFiles.length + p.xTestGoFiles.length === 0) continue;
      const { test, external } = testPackages(loader, p);
      if (test !== p) all.push(test);
      if (external !== null) all.push(external);
    }
  }
  loader.index.save();
  const made = new UnitSet(loader, all, options.tests === true);
  made.add(all);
  return { loader, units: made.units, errors: made.errors };
}

/** Units as they are made of packages: each package once. */
export class UnitSet {
  readonly units: Unit[] = [];
  readonly errors: PackageError[] = [];
  private readonly loader: Loader;
  private readonly named: ReadonlySet<Package>;
  private readonly tests: boolean;
  private readonly made = new Map<Package, Unit>();
  private readonly seen = new Set<Package>();

  /** `named` are the roots; `tests`: a directory may hold tests alone. */
  constructor(loader: Loader, named: readonly Package[], tests: boolean) {
    this.loader = loader;
    this.named = new Set(named);
    this.tests = tests;
  }

  /** The unit of a package that was added; null where it has mistakes or no files. */
  of(p: Package): Unit | null {
    return this.made.get(p) ?? null;
  }

  /** Adds packages and what they import. Those of the test of a package say so in `world`; `own` are the test's alone. */
  add(packages: readonly Package[], world = '', own: readonly Package[] = []): void {
    for (const p of packageList(packages)) {
      if (this.seen.has(p)) continue;
      this.seen.add(p);
      if (p.error !== null) {
        this.errors.push(p.error);
        continue;
      }
      if (p.importPath === 'unsafe') continue;
      if (p.goFiles.length + p.cgoFiles.length === 0) {
        // A directory of tests alone is a mistake only where it is named and tests are not asked for.
        if (!this.named.has(p) || this.tests || !p.internal.cmdlinePkgLiteral) continue;
        const text = `no non-test Go files in ${p.dir}`;
        this.errors.push(new PackageError([{ pkg: p.importPath, pos: null }], new LoadError(text, 'nogo')));
        continue;
      }
      const root = this.named.has(p) || own.includes(p);
      const unit = makeUnit(this.loader, p, this.made, root, own.includes(p) ? world : p.forTest);
      this.made.set(p, unit);
      this.units.push(unit);
    }
  }
}

function makeUnit(loader: Loader, p: Package, made: ReadonlyMap<Package, Unit>, root: boolean, world: string): Unit {
  const short = loader.shortPath(p.dir);
  const { testmain } = p.internal;
  const text = testmain === null ? null : encodeUtf8(testmain);
  const { cover } = p.internal;
  const files = [...p.goFiles, ...p.cgoFiles].map(f => ({
    name: path.join(p.dir, f),
    shown: text === null ? `${short}/${f}` : f,
    text: cover?.files.get(f) ?? text,
  }));
  if (cover !== null) files.unshift({ name: path.join(p.dir, coverVars), shown: coverVars, text: cover.vars });
  const deps: Unit[] = [];
  const byPath = new Map<string, Unit>();
  for (const q of p.internal.imports ?? []) {
    const unit = made.get(q);
    if (unit === undefined) continue;
    deps.push(unit);
    byPath.set(q.importPath, unit);
  }
  const imports = new Map<string, Unit>();
  p.internal.rawImports.forEach((source, i) => {
    const unit = byPath.get(p.imports[i]!); // imports starts with what rawImports resolve to
    if (unit !== undefined) imports.set(source, unit);
  });
  for (const q of cover?.imports ?? []) {
    const unit = byPath.get(q.importPath);
    if (unit !== undefined) imports.set(q.importPath, unit);
  }
  const program = p.name === 'main' && !p.internal.forceLibrary;
  const version = p.module === null ? '' : gover.language(p.module.goVersion || gover.defaultGoMod);
  return {
    package: p,
    path: program ? 'main' : p.importPath,
    desc: p.desc,
    name: p.name,
    dir: p.dir,
    files,
    imports,
    deps,
    goVersion: version,
    standard: p.standard,
    library: p.standard && !p.importPath.startsWith('cmd/'),
    embed: p.internal.embed,
    root,
    world,
    recordedDir: text === null ? recordedDir(loader, p) : '',
    counters: cover?.prefix ?? '',
    objects: null,
  };
}

/** The directory of a package as its program names it: with -trimpath no directory of this machine, else where it is. */
function recordedDir(loader: Loader, p: Package): string {
  const { goroot } = loader.config;
  if (loader.options.trimpath === true) {
    const m = p.module;
    const importPath = p.internal.origImportPath || p.importPath;
    if (m === null || m.version === '') return importPath;
    return `${m.path}@${m.version}${importPath.slice(m.path.length)}`;
  }
  const inGoroot = p.goroot && path.within(path.join(goroot, 'src'), p.dir);
  return inGoroot ? `$GOROOT${p.dir.slice(goroot.length)}` : p.dir;
}
