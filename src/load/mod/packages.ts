// Loading packages for the sake of requirements: from some roots along imports, for every target at once, fetching what
// is needed, until the requirements are such that every package comes from a module that they select.

import { ConfigError } from '../config-error.ts';
import * as path from '../../host/path.ts';
import { expandMatch, Match, warnUnmatched, type PatternView } from '../patterns.ts';
import * as gover from './gover.ts';
import { sameVersions, sortVersions } from './graph.ts';
import {
  ImplicitImportError,
  importFromModules,
  ImportMissingError,
  ImportMissingSumError,
  inMainModule,
  missingSumText,
  noModule,
  queryImport,
} from './import.ts';
import { checkImportPath, formatVersion, isStandardImportPath, type Version } from './module.ts';
import {
  convertPruning,
  expandGraph,
  GraphError,
  loadRequirements,
  overrideRoots,
  pruningFor,
  tidyRoots,
  updateRoots,
  type LoadedGraph,
  type Requirements,
} from './requirements.ts';
import { scanAny, scanTarget } from './scan.ts';
import type { ModState } from './state.ts';
import { ErrorOf, Mistakes, TooNewError, tooNewIn } from './too-new.ts';

/** One package, or the test of one. */
export class LoadedPackage {
  readonly path: string;
  /** The package whose test this is; null for a package. */
  readonly testOf: LoadedPackage | null;
  mod: Version = noModule;
  dir = '';
  error: ConfigError | null = null;
  /** A directory without Go files. */
  noGo = false;
  imports: LoadedPackage[] = [];
  testImports: readonly string[] = [];
  alternatives: readonly Version[] = [];
  inStd = false;
  test: LoadedPackage | null = null;
  /** Who imports it, on a shortest way from a root. */
  importer: LoadedPackage | null = null;
  /** It belongs to the pattern `all`. */
  inAll = false;
  isRoot = false;
  /** A root imports it, directly or not. */
  fromRoot = false;
  loaded = false;

  constructor(path: string, testOf: LoadedPackage | null) {
    this.path = path;
    this.testOf = testOf;
  }

  /** A module other than the main ones provides it. */
  isExternal(state: ModState): boolean {
    return this.mod.path !== '' && !state.isMain(this.mod.path);
  }

  /** The way to it, as errors tell it. */
  stackText(): string {
    const way: LoadedPackage[] = [];
    for (let p: LoadedPackage | null = this; p !== null; p = p.importer) way.unshift(p);
    return way
      .map((p, i) => {
        const name = p.testOf === null ? p.path : p.path + '.test';
        const next = way[i + 1];
        return next === undefined ? name : name + (next.testOf === p ? ' tested by\n\t' : ' imports\n\t');
      })
      .join('');
  }

  /** The way to it, a package a line. */
  whyText(): string {
    const lines: string[] = [];
    for (let p: LoadedPackage | null = this; p !== null; p = p.importer)
      lines.unshift(p.testOf === null ? p.path : p.testOf.path + '.test');
    return lines.join('\n') + '\n';
  }
}

/** What a load is to do. */
export interface PackageOptions {
  /** Files of every target count, not of the one that is set. */
  readonly anyTarget?: boolean;
  readonly tidy?: boolean;
  readonly tidyGo?: string;
  readonly resolveMissing?: boolean;
  readonly loadTests?: boolean;
  /** `all` is what the main modules' packages import, without tests of dependencies, whatever the version of Go. */
  readonly vendorAll?: boolean;
  readonly allowErrors?: boolean;
  readonly silencePackageErrors?: boolean;
  readonly silenceMissingStd?: boolean;
  readonly silenceNoGo?: boolean;
  readonly silenceUnmatched?: boolean;
  /** Mistakes are told together, for one of them may ask for a newer Go. */
  readonly switches?: boolean;
  /** Packages to load besides those of the patterns. */
  readonly roots?: readonly string[];
  readonly rootsImported?: boolean;
  /** The only main module that counts, of several. */
  readonly onlyMain?: string;
  /** Says what is against a package from a module; null for nothing. */
  readonly allow?: (importPath: string, mod: Version) => Promise<ConfigError | null>;
}

/** Mistakes that have been printed and end the command. */
export class Reported extends ConfigError {
  constructor() {
    super('', '', 1);
  }
}

/** One load. */
export class PackageLoad {
  readonly options: PackageOptions;
  readonly matches: readonly Match[];
  requirements: Requirements;
  pkgs: LoadedPackage[] = [];
  failed = false;
  private readonly state: ModState;
  private readonly cache = new Map<string, LoadedPackage>();
  private roots: LoadedPackage[] = [];
  private queue: LoadedPackage[] = [];
  private closesOverTests = false;
  private skipModFiles = false;
  private readonly allIsRoot: boolean;
  private readonly tools: ReadonlySet<string>;
  private readonly errors: ConfigError[] = [];
  /** How many of them were told. */
  private told = 0;

  constructor(state: ModState, rs: Requirements, options: PackageOptions, patterns: readonly string[]) {
    this.state = state;
    this.requirements = rs;
    this.options = options;
    this.matches = patterns.map(pattern => new Match(pattern));
    this.allIsRoot = patterns.includes('all');
    this.tools = new Set(state.mains.flatMap(m => m.file.tool.map(t => t.path)));
  }

  /** A package that was loaded. */
  lookup(importPath: string): LoadedPackage | null {
    return this.cache.get(importPath) ?? null;
  }

  get skipsModFiles(): boolean {
    return this.skipModFiles;
  }

  /** Reports a mistake: it ends the command at the next stop, or only stands on standard error (-e). */
  error(err: unknown): void {
    if (!(err instanceof ConfigError)) throw err;
    if (this.options.allowErrors !== true) this.errors.push(err);
    if (this.options.allowErrors === true || this.options.switches !== true) this.state.note(`go: ${err.message}`);
  }

  say(text: string): void {
    this.error(new ConfigError(text));
  }

  /** Tells the mistakes so far, or ends the command for a newer Go to go on. */
  tell(): void {
    if (this.options.switches !== true || this.options.allowErrors === true) return;
    const all = new Mistakes(this.errors);
    if (tooNewIn(all) !== null) throw all;
    for (const e of this.errors) this.state.note(`go: ${e.message}`);
    this.told = this.errors.length;
  }

  stop(): void {
    if (this.errors.length === 0) return;
    const silent = this.errors.slice(this.told);
    throw this.options.switches === true && silent.length > 0 ? new Mistakes(silent) : new Reported();
  }

  private goVersion(): string {
    return this.options.tidyGo || this.requirements.go;
  }

  /** Loads until nothing changes any more. */
  async run(): Promise<void> {
    const { state, options } = this;
    if (this.requirements.pruning === 'unpruned')
      await this.attempt(async () => {
        this.requirements = (await expandGraph(state, this.requirements)).rs;
      });
    this.stop();
    for (;;) {
      this.roots = [];
      this.pkgs = [];
      this.cache.clear();
      const go = this.goVersion();
      if (this.requirements.pruning !== 'workspace')
        this.requirements = await convertPruning(state, this.requirements, pruningFor(go));
      this.skipModFiles = options.tidy === true && gover.compare(go, gover.tidyGoModSum) < 0;
      this.closesOverTests = gover.compare(go, gover.narrowAll) < 0 && options.vendorAll !== true;
      const names = await this.expand(false);
      if (this.requirements.pruning === 'pruned' && state.buildMod === 'mod' && (await this.preload(names))) continue;
      for (const name of names) {
        const root = this.pkg(name, { isRoot: true });
        if (!this.roots.includes(root)) this.roots.push(root);
      }
      await this.drain();
      this.buildStacks();
      try {
        if (await this.updateRequirements()) continue;
        if (options.resolveMissing !== true || (!state.modules.hasMain && !state.allowMissing)) break;
        const added = await this.resolveMissing();
        if (added.size === 0) break;
        const add = sortVersions([...added.values()].map(a => a.mod));
        let next: Requirements;
        try {
          next = await updateRoots(
            state,
            this.requirements.direct,
            this.requirements,
            [],
            add,
            options.rootsImported === true,
          );
        } catch (err) {
          const by = err instanceof GraphError ? added.get(formatVersion(err.mod)) : undefined;
          if (by === undefined || !(err instanceof GraphError)) throw err;
          this.error(new ErrorOf(by.pkg.stackText(), err.inner));
          break;
        }
        this.requirements = next;
      } catch (err) {
        this.error(err);
        break;
      }
    }
    this.stop();
    if (options.tidy === true) await this.tidy();
    this.reportPackages();
    this.checkTwice();
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (err) {
      this.error(err);
    }
  }

  private async tidy(): Promise<void> {
    const { state, options } = this;
    await this.attempt(async () => {
      let rs = await tidyRoots(state, this.requirements, this.pkgs);
      if (options.tidyGo) {
        const tidy = overrideRoots(state, rs, [{ path: 'go', version: options.tidyGo }]);
        const mg = await tidy.graph();
        const v = mg.selected('go');
        if (v === options.tidyGo) rs = tidy;
        else {
          const way = mg.graph.findPath(m => m.path === 'go' && m.version === v).slice(1);
          const first = way[0]!; // something requires the higher version
          const last = way[way.length - 1]!;
          if (way.length === 1) this.say(`${formatVersion(first)} is above ${options.tidyGo}`);
          else {
            const how = way.length > 2 ? 'indirectly ' : '';
            this.say(
              `${formatVersion(first)} ${how}requires ${formatVersion(last)}, but ${options.tidyGo} is requested`,
            );
          }
        }
      }
      this.requirements = rs;
    });
    this.stop();
  }

  private reportPackages(): void {
    const { options } = this;
    for (const p of this.pkgs) {
      let { error } = p;
      if (error === null) continue;
      const by = p.importer;
      if (error instanceof ImportMissingSumError && by !== null) {
        const { importPath, mods, found } = error;
        error = new ConfigError(missingSumText(importPath, mods, found, by.path, by.mod.version, by.testOf !== null));
        p.error = error;
      }
      if (error instanceof ImportMissingError && error.isStd && options.silenceMissingStd === true) continue;
      if (options.silencePackageErrors === true || (options.silenceNoGo === true && p.noGo)) continue;
      this.error(new ErrorOf(p.stackText(), error));
    }
  }

  /** One module must not stand for two paths. */
  private checkTwice(): void {
    const seen = new Map<string, string>();
    for (const m of this.requirements.roots) {
      const actual = this.state.actual(m);
      const key = formatVersion(actual);
      const prev = seen.get(key);
      if (prev === undefined) seen.set(key, m.path);
      else if (prev !== m.path)
        this.say(`${actual.path}@${actual.version} used for two different module paths (${prev} and ${m.path})`);
    }
  }

  /** The packages that the patterns mean. `done`: what they import is loaded, and `all` is that. */
  async expand(done: boolean): Promise<string[]> {
    const view = this.view(done ? () => this.loadedAll() : null);
    for (const m of this.matches) await expandMatch(view, m);
    return [...this.matches.flatMap(m => m.pkgs), ...(this.options.roots ?? [])];
  }

  private loadedAll(): string[] {
    const all = this.pkgs.filter(p => p.inAll && p.testOf === null && checkImportPath(p.path) === '');
    return all.map(p => p.path).sort();
  }

  private view(all: (() => string[]) | null): PatternView {
    const { state, options } = this;
    const { mains } = state;
    return {
      loader: state.loader,
      mains: options.onlyMain === undefined ? mains : mains.filter(m => m.path === options.onlyMain),
      holdsPackage: dir => !(options.anyTarget === true ? scanAny(state, dir) : scanTarget(state, dir)).noGo,
      buildList: async () => {
        const mg = await this.requirements.tryGraph();
        if (mg.error !== null && !(mg.error instanceof ConfigError)) throw mg.error;
        return { list: mg.graph.buildList(), error: mg.error };
      },
      moduleDir: async mod => {
        const at = await state.fetch(mod);
        return { ...at, ignored: (await state.summary(mod)).ignore };
      },
      pathInCache: dir => pathInCache(state, this.requirements, dir),
      all,
    };
  }

  /** Modules of the roots' own packages become roots before anything else is loaded. */
  private async preload(names: readonly string[]): Promise<boolean> {
    const { state, options } = this;
    const need = new Map<string, Version>();
    await Promise.all(
      names.map(async name => {
        const found = await importFromModules(state, name, this.requirements, null, this.skipModFiles);
        let { mod } = found;
        if (found.error !== null) {
          if (!(found.error instanceof ImportMissingError) || options.resolveMissing !== true) return;
          try {
            mod = await queryImport(state, name, this.requirements);
          } catch (err) {
            if (err instanceof ConfigError) return;
            throw err;
          }
        }
        if (mod.path !== '' && this.requirements.rootSelected(mod.path) !== mod.version)
          need.set(formatVersion(mod), mod);
      }),
    );
    if (need.size === 0) return false;
    const add = sortVersions([...need.values()]);
    try {
      const rs = this.requirements;
      this.requirements = await updateRoots(state, rs.direct, rs, [], add, options.rootsImported === true);
    } catch (err) {
      this.error(err);
      this.stop();
      return false;
    }
    return true;
  }

  private pkg(name: string, flags: Flags): LoadedPackage {
    let p = this.cache.get(name);
    if (p === undefined) {
      p = new LoadedPackage(name, null);
      this.cache.set(name, p);
      this.queue.push(p);
    }
    this.mark(p, flags);
    return p;
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      const now = this.queue;
      this.queue = [];
      let mg: LoadedGraph | null = null;
      if (this.requirements.pruning === 'unpruned') {
        const g = await this.requirements.tryGraph();
        if (g.error === null) mg = g;
      }
      await Promise.all(now.map(p => this.load(p, mg)));
    }
  }

  private async load(p: LoadedPackage, mg: LoadedGraph | null): Promise<void> {
    const { state, options } = this;
    const found = await importFromModules(state, p.path, this.requirements, mg, this.skipModFiles);
    p.mod = found.mod;
    p.dir = found.dir;
    p.alternatives = found.alternatives;
    p.error = found.error;
    if (this.tools.has(p.path)) this.mark(p, { inAll: true });
    if (p.dir === '') return;
    if (p.mod.path !== '' && state.isMain(p.mod.path)) this.mark(p, { inAll: true });
    if (options.allow !== undefined) {
      const err = await options.allow(p.path, p.mod);
      if (err !== null) p.error = err;
    }
    p.inStd = isStandardImportPath(p.path) && path.within(path.join(state.config.goroot, 'src'), p.dir);
    const scan = options.anyTarget === true ? scanAny(state, p.dir) : scanTarget(state, p.dir);
    if (scan.error !== '') {
      p.noGo = scan.noGo;
      p.error = new ConfigError(scan.error);
      return;
    }
    const flags = { inAll: p.inAll };
    for (const i of scan.imports) p.imports.push(this.pkg(this.real(p, i), flags));
    p.testImports = scan.testImports;
    this.loaded(p);
  }

  private real(p: LoadedPackage, importPath: string): string {
    return this.state.modules.canonicalPath(p.path, p.inStd, importPath);
  }

  private loaded(p: LoadedPackage): void {
    p.loaded = true;
    this.spread(p, p.inAll, p.fromRoot);
  }

  /** Notes what is known of a package; what follows from it for what it imports is noted too. */
  private mark(p: LoadedPackage, flags: Flags): void {
    const newAll = flags.inAll === true && !p.inAll;
    const root = flags.isRoot === true || (flags.inAll === true && this.allIsRoot && p.testOf === null);
    const newRoot = root && !p.isRoot;
    const newFromRoot = (root || flags.fromRoot === true) && !p.fromRoot;
    if (!newAll && !newRoot && !newFromRoot) return;
    if (newAll) p.inAll = true;
    if (newRoot) p.isRoot = true;
    if (newFromRoot) p.fromRoot = true;
    if (p.loaded) this.spread(p, newAll, newFromRoot);
  }

  private spread(p: LoadedPackage, all: boolean, fromRoot: boolean): void {
    const isMain = p.mod.path !== '' && this.state.isMain(p.mod.path);
    if (p.testOf === null) {
      const whole = this.closesOverTests && p.inAll;
      const wanted = this.allIsRoot && (isMain || whole);
      if (wanted || (this.options.loadTests === true && p.isRoot)) this.addTest(p, isMain || whole);
    }
    if (all) for (const d of p.imports) this.mark(d, { inAll: true });
    if (fromRoot) for (const d of p.imports) this.mark(d, { fromRoot: true });
  }

  private addTest(p: LoadedPackage, inAll: boolean): void {
    if (p.test !== null) {
      this.mark(p.test, { inAll });
      return;
    }
    const t = new LoadedPackage(p.path, p);
    t.mod = p.mod;
    t.dir = p.dir;
    t.error = p.error;
    t.inStd = p.inStd;
    t.inAll = inAll;
    p.test = t;
    for (const i of p.testImports) t.imports.push(this.pkg(this.real(p, i), { inAll }));
    this.loaded(t);
  }

  /** The packages in the order of their distance from the roots, each with who led to it. */
  private buildStacks(): void {
    const seen = new Set<LoadedPackage>(this.roots);
    this.pkgs = [...this.roots];
    for (let i = 0; i < this.pkgs.length; i++) {
      const p = this.pkgs[i]!;
      for (const d of p.test === null ? p.imports : [...p.imports, p.test]) {
        if (seen.has(d)) continue;
        seen.add(d);
        d.importer = p;
        this.pkgs.push(d);
      }
    }
  }

  /** Brings the requirements up to what was loaded; true where the packages must be loaded again. */
  private async updateRequirements(): Promise<boolean> {
    const { state, options } = this;
    let rs = this.requirements;
    const direct = this.allIsRoot && options.anyTarget === true ? new Set<string>() : new Set(rs.direct);
    let tooNew: TooNewError | null = null;
    for (const p of this.pkgs) {
      if (p.error instanceof TooNewError && (tooNew === null || gover.compare(p.error.version, tooNew.version) > 0))
        tooNew = p.error;
      if (p.mod.path === '' || p.mod.version !== '' || !state.isMain(p.mod.path)) continue;
      for (const d of p.imports) {
        if (!d.isExternal(state)) continue;
        let implicit = false;
        if (state.inWorkspace) {
          if (state.buildMod === 'vendor') continue;
          implicit = (await rs.graph()).graph.requiredBy(d.mod) === null;
        } else if (p.error === null && state.buildMod !== 'mod') {
          implicit = rs.rootSelected(d.mod.path) !== d.mod.version;
        }
        if (implicit) {
          p.error = new ImplicitImportError(p.path, d.path, d.mod);
          if (!state.inWorkspace) continue;
        }
        direct.add(d.mod.path);
      }
    }
    if (tooNew !== null) throw tooNew;
    let add: readonly Version[] = [];
    if (options.tidy === true) add = (await tidyRoots(state, rs, this.pkgs)).roots;
    rs = await updateRoots(state, direct, rs, this.pkgs, add, options.rootsImported === true);
    let changed = rs.go !== this.requirements.go;
    if (!changed && rs !== this.requirements && !sameVersions(rs.roots, this.requirements.roots)) {
      const mg = await rs.graph();
      for (const p of this.pkgs) {
        if (p.isExternal(state) && mg.selected(p.mod.path) !== p.mod.version) changed = true;
        else if (p.error !== null)
          changed = (await importFromModules(state, p.path, rs, null, this.skipModFiles)).error === null;
        if (changed) break;
      }
    }
    this.requirements = rs;
    return changed;
  }

  /** Names the main module to go to, where it is not the one of the current directory. */
  private fromMain(pkg: LoadedPackage, err: ImportMissingError): ImportMissingError {
    const { modules } = this.state;
    for (let p: LoadedPackage | null = pkg; p !== null; p = p.importer) {
      const main = modules.main(p.mod.path);
      if (main === null) continue;
      return main === modules.mainHere ? err : inMainModule(err, main.root);
    }
    return err;
  }

  /** Looks for modules of packages that no required module has. */
  private async resolveMissing(): Promise<Map<string, { mod: Version; pkg: LoadedPackage }>> {
    const { state } = this;
    const missing = this.pkgs.filter(p => p.testOf === null && p.error instanceof ImportMissingError);
    const found = await Promise.all(
      missing.map(async p => {
        try {
          return await queryImport(state, p.path, this.requirements);
        } catch (err) {
          if (!(err instanceof ConfigError)) throw err;
          p.error = err instanceof ImportMissingError ? this.fromMain(p, err) : err;
          return null;
        }
      }),
    );
    const out = new Map<string, { mod: Version; pkg: LoadedPackage }>();
    for (const p of missing) {
      if (!(p.error instanceof TooNewError)) continue;
      state.note(`go: toolchain upgrade needed to resolve ${p.path}`);
      throw p.error;
    }
    missing.forEach((pkg, i) => {
      const mod = found[i]!;
      if (mod === null) return;
      state.note(`go: found ${pkg.path} in ${mod.path} ${mod.version}`);
      if (!out.has(formatVersion(mod))) out.set(formatVersion(mod), { mod, pkg });
    });
    return out;
  }
}

interface Flags {
  readonly inAll?: boolean;
  readonly isRoot?: boolean;
  readonly fromRoot?: boolean;
}

/** The import path of a directory of a dependency; '' for none. */
async function pathInCache(state: ModState, rs: Requirements, dir: string): Promise<string> {
  const among = (list: readonly Version[]) => {
    for (const m of list) {
      if (gover.isToolchain(m.path) || state.isMain(m.path)) continue;
      const root = state.modules.unpacked(m);
      if (root === '' || !path.within(root, dir)) continue;
      const sub = dir.slice(root.length + 1);
      if (!/(?:^|\/)vendor\//.test(sub) && !sub.includes('@')) return path.join(m.path, sub);
    }
    return '';
  };
  if (rs.pruning === 'pruned') {
    const found = among(rs.roots.filter(m => rs.rootSelected(m.path) === m.version));
    if (found !== '') return found;
  }
  return state.modules.hasMain ? among((await rs.tryGraph()).graph.buildList()) : '';
}

/** Loads the packages that patterns mean and takes over the requirements that this leads to. */
export async function loadPackageGraph(
  state: ModState,
  options: PackageOptions,
  patterns: readonly string[],
): Promise<PackageLoad> {
  const rs = await loadRequirements(state, options.tidyGo ?? '');
  const load = new PackageLoad(state, rs, options, patterns);
  await load.run();
  await load.expand(true);
  if (options.silencePackageErrors !== true) for (const m of load.matches) for (const e of m.errors) load.say(e.text);
  load.stop();
  if (options.silenceUnmatched !== true) warnUnmatched(state.loader, load.matches);
  state.requirements = load.requirements;
  return load;
}
