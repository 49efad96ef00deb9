// The modules that are on disk: the main modules, the standard library, the vendor directory, replacements, the module
// cache, and what -mod says of them. Which versions a build uses is requirements.ts; which module has which package is
// import.ts, and what that came to is handed in here (`loaded`) for the loader of packages to follow.

import { ConfigError } from '../config-error.ts';
import { readText } from '../dir-package.ts';
import { Dir, IOError, type Host } from '../../host/host.ts';
import * as path from '../../host/path.ts';
import type { Loader } from '../load.ts';
import { LoadError } from '../package.ts';
import { quote } from '../../base/quote.ts';
import * as gover from './gover.ts';
import { ModuleInfo } from './info.ts';
import { parseModLax, type Replace } from './modfile.ts';
import { escapePath, formatVersion, hasPathPrefix, isStandardImportPath, type Version } from './module.ts';
import * as semver from './semver.ts';
import {
  findModuleRoot,
  checkModuleMode,
  noMainAdvice,
  noMainText,
  readVendorList,
  readWorkspace,
  VendorList,
  type MainModule,
  type Workspace,
} from './workspace.ts';

/** Where an import path leads: the directory, '' where there is none, and the path as it must be called. */
export interface Lookup {
  readonly dir: string;
  readonly path: string;
  readonly error: LoadError | null;
}

/** Packages that were loaded along imports; null for a path that was not met. */
export type LoadedLookup = (importPath: string) => LoadedImport | null;

/** Where a package was found. */
export interface LoadedImport {
  /** The path is '' for the standard library. */
  readonly mod: Version;
  readonly dir: string;
  readonly error: ConfigError | null;
  /** The import path that the error names; '' for none. */
  readonly named: string;
  /** The error is that no file counts. */
  readonly noGo: boolean;
  /** The error is that no module has it. */
  readonly missing: boolean;
}

const noModule: Version = { path: '', version: '' };

/** Modules on disk. */
export class Modules {
  private readonly loader: Loader;
  private space: Workspace | null = null;
  private vendor: VendorList | null = null;
  private mode: 'readonly' | 'vendor' | 'mod' = 'readonly';
  /** Why the mode is what it is, for messages; '' where it was asked for. */
  private modeReason = '';
  /** Paths of the modules that main modules' packages import from. */
  direct: ReadonlySet<string> = new Set<string>();
  /** What was loaded along imports; until then nothing but the standard library is known. */
  loaded: LoadedLookup = () => null;
  /** The go lines of modules whose go.mod was read, by path@version. */
  readonly goVersions = new Map<string, string>();
  private readonly vendoredStd = new Map<string, boolean>();
  private readonly goModAt = new Map<string, boolean>();
  private readonly infos = new Map<string, ModuleInfo>();
  private sums: Map<string, string> | null = null;
  constructor(loader: Loader) {
    this.loader = loader;
  }

  /** The main modules; the go.mod files are read when this is first asked for. */
  get workspace(): Workspace {
    if (this.space !== null) return this.space;
    const { config, options } = this.loader;
    checkModuleMode(config);
    const space = readWorkspace(config, options);
    this.space = space;
    this.chooseMode(space);
    const required = space.mains.flatMap(m => m.file.require);
    this.direct = new Set(required.filter(r => !r.indirect).map(r => r.mod.path));
    if (this.mode === 'vendor') {
      this.vendor = space.mains.length === 0 ? new VendorList() : readVendorList(config, this.vendorDir());
      if (space.mains.length > 0) this.checkVendor();
    }
    return space;
  }

  get hasMain(): boolean {
    return this.workspace.mains.length > 0;
  }

  /** -mod as it is in force. */
  get buildMod(): 'readonly' | 'vendor' | 'mod' {
    void this.workspace;
    return this.mode;
  }

  private chooseMode(space: Workspace): void {
    const { options, host } = this.loader;
    const given = options.mod ?? '';
    if (given !== '') {
      if (given !== 'readonly' && given !== 'vendor' && given !== 'mod') {
        throw new ConfigError(`-mod=${given} not supported (can be '', 'mod', 'readonly', or 'vendor')`, '');
      }
      if (space.work !== null && given === 'mod') {
        throw new ConfigError(
          `-mod may only be set to readonly or vendor when in workspace mode, but it is set to ${quote(given)}` +
            '\n\tRemove the -mod flag to use the default readonly value, \n\tor set GOWORK=off to disable workspace mode.',
        );
      }
      this.mode = given;
      return;
    }
    if (options.defaultMod !== undefined) {
      this.mode = options.defaultMod;
      return;
    }
    if (space.mains.length === 0) return;
    const source = space.work !== null ? 'go.work' : 'go.mod';
    const version = space.work !== null ? space.work.go : space.mains[0]!.file.go;
    const dir = path.join(space.work !== null ? path.dirname(space.workFile) : space.mains[0]!.root, 'vendor');
    const st = host.stat(dir);
    if (st instanceof IOError || st.kind !== Dir) return;
    if (version === '') {
      this.modeReason = `Go version in ${source} is unspecified, so vendor directory was not used.`;
    } else if (gover.compare(version, '1.14') < 0) {
      this.modeReason = `Go version in ${source} is ${version}, so vendor directory was not used.`;
    } else {
      const text = readText(host, path.join(dir, 'modules.txt'));
      const first = text instanceof IOError ? '' : text.split('\n', 1)[0]!;
      const forWork =
        first.startsWith('## ') &&
        first
          .slice(3)
          .split(';')
          .some(w => w.trim() === 'workspace');
      if (forWork && source === 'go.mod') {
        this.modeReason = 'Outside workspace mode, but vendor directory is for a workspace.';
      } else if (!forWork && source === 'go.work') {
        this.modeReason = 'In workspace mode, but vendor directory is not for a workspace';
      } else {
        this.mode = 'vendor';
        this.modeReason = `Go version in ${source} is at least 1.14 and vendor directory exists.`;
      }
    }
  }

  private vendorDir(): string {
    const { work, workFile, mains } = this.workspace;
    return path.join(work !== null ? path.dirname(workFile) : mains[0]!.root, 'vendor');
  }

  /** The go.mod files and vendor/modules.txt say the same. */
  private checkVendor(): void {
    const { work, mains, workFile } = this.workspace;
    const vendor = this.vendor!; // set by the caller
    const inWork = work !== null;
    const pre114 = !inWork && gover.compare(mains[0]!.file.go, '1.14') < 0;
    const errors: string[] = [];
    const wrong = (m: Version, text: string) => errors.push(`\n\t${formatVersion(m)}: ${text}`);
    const listed = 'in vendor/modules.txt, but not';
    for (const main of mains) {
      for (const { mod } of main.file.require) {
        if (vendor.metaOf(mod)?.explicit === true) continue;
        if (!pre114) {
          wrong(mod, 'is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt');
          continue;
        }
        const v = vendor.versions.get(mod.path);
        if (v !== undefined && v !== mod.version) {
          wrong(mod, `is explicitly required in go.mod, but vendor/modules.txt indicates ${mod.path}@${v}`);
        }
      }
    }
    const short = (file: string) => this.loader.shortPath(file);
    const seen = new Set<string>();
    const replaces: [Replace, string][] = [];
    for (const m of mains) for (const r of m.file.replace) replaces.push([r, m.gomod]);
    if (work !== null) for (const r of work.replace) replaces.push([r, workFile]);
    for (const [r] of replaces) {
      const key = formatVersion(r.old);
      if (seen.has(key)) continue;
      seen.add(key);
      const found = this.replacementFrom(r.old);
      const marked = vendor.metaOf(r.old)?.replacement ?? null;
      if (marked === null) {
        if (found === null || (pre114 && vendor.versions.get(r.old.path) !== r.old.version)) continue;
        wrong(r.old, `is replaced in ${short(found.file)}, but not marked as replaced in vendor/modules.txt`);
      } else if (found === null || marked.path !== found.shown.path || marked.version !== found.shown.version) {
        const now = found === null ? noModule : found.raw;
        const file = found === null ? mains[0]!.gomod : found.file;
        wrong(
          r.old,
          `is replaced by ${formatVersion(now)} in ${short(file)}, but marked as replaced by ${formatVersion(marked)} in vendor/modules.txt`,
        );
      }
    }
    for (const mod of vendor.list) {
      if (vendor.metaOf(mod)?.explicit !== true) continue;
      const required = mains.some(m =>
        m.file.require.some(r => r.mod.path === mod.path && r.mod.version === mod.version),
      );
      if (!required) wrong(mod, `is marked as explicit ${listed} explicitly required in ${inWork ? 'a ' : ''}go.mod`);
    }
    for (const mod of vendor.replaced) {
      if (this.replacementFrom(mod) !== null) continue;
      wrong(mod, `is marked as replaced ${listed} replaced in ${inWork ? 'the workspace' : 'go.mod'}`);
    }
    if (errors.length === 0) return;
    throw new ConfigError(
      `inconsistent vendoring in ${path.dirname(this.vendorDir())}:${errors.join('')}\n\n` +
        '\tTo ignore the vendor directory, use -mod=readonly or -mod=mod.\n' +
        `\tTo sync the vendor directory, run:\n\t\tgo ${inWork ? 'work' : 'mod'} vendor`,
    );
  }

  /** The main module of that path. */
  main(modPath: string): MainModule | null {
    return this.workspace.mains.find(m => m.path === modPath) ?? null;
  }

  /** The version of Go that the main modules are written in. */
  get goVersion(): string {
    const { work, mains } = this.workspace;
    if (work !== null) return work.go || gover.defaultGoWork;
    if (mains.length === 0) return this.loader.config.goVersion.slice(2);
    return mains[0]!.file.go || gover.defaultGoMod;
  }

  /** The godebug lines of the main modules. */
  get godebugs(): readonly { readonly key: string; readonly value: string }[] {
    const { work, mains } = this.workspace;
    return work !== null ? work.godebug : (mains[0]?.file.godebug ?? []);
  }

  /** Where programs are installed. */
  binDir(): string {
    const { config, host } = this.loader;
    const own = config.getenv('GOBIN');
    if (own !== '') return own;
    const first = config.gopath.split(host.os === 'windows' ? ';' : ':', 1)[0]!;
    return first === '' ? '' : path.join(first, 'bin');
  }

  /** Imports of the standard library's packages that are vendored there. */
  private stdVendor(importer: string, importPath: string): string {
    const frozen = this.loader.fips.snapshot?.resolve(importPath) ?? null;
    if (frozen !== null) return frozen.path;
    if (isStandardImportPath(importPath)) return importPath;
    const name = path.join(hasPathPrefix(importer, 'cmd') ? 'cmd/vendor' : 'vendor', importPath);
    let there = this.vendoredStd.get(name);
    if (there === undefined) {
      there = !(this.loader.host.stat(path.join(this.loader.config.goroot, 'src', name)) instanceof IOError);
      this.vendoredStd.set(name, there);
    }
    return there ? name : importPath;
  }

  /** The directory of a package of the standard library; '' where there is none of that path. */
  private stdDir(importPath: string): string {
    if (!isStandardImportPath(importPath)) return '';
    const dir = path.join(this.loader.config.goroot, 'src', importPath);
    const entries = this.loader.readDir(dir);
    return !(entries instanceof IOError) && entries.some(e => e.name.endsWith('.go')) ? dir : '';
  }

  /** Follows an import. `importer` is the import path of who imports, '' for the command line. */
  lookup(importer: string, importerIsStd: boolean, importPath: string): Lookup {
    const real = importerIsStd ? this.stdVendor(importer, importPath) : importPath;
    const found = this.loaded(real);
    if (found !== null) {
      const { error } = found;
      if (real === 'C' && importer === '') {
        const text = 'unknown import path "C": internal error: module loader did not resolve import';
        return { dir: '', path: real, error: new LoadError(text) };
      }
      if (error === null || found.noGo) return { dir: found.dir, path: real, error: null };
      return {
        dir: found.dir,
        path: real,
        error: new LoadError(error.message, found.missing ? 'missing' : 'other', found.named),
      };
    }
    // What is implied and not imported is the standard library's; so is what appengine's packages import.
    const dir = this.stdDir(real);
    if (dir !== '') return { dir, path: real, error: null };
    return { dir: '', path: real, error: new LoadError('cannot find package') };
  }

  /** The main module of the current directory; null for none. */
  get mainHere(): MainModule | null {
    const cwd = this.loader.host.cwd();
    return this.workspace.mains.find(m => path.within(m.root, cwd)) ?? null;
  }

  /** The import path that an import in a package of that path means; itself where nothing is found. */
  canonicalPath(importer: string, importerIsStd: boolean, importPath: string): string {
    return importerIsStd ? this.stdVendor(importer, importPath) : importPath;
  }

  /** The module of a package of the standard library: one only where the user works in the distribution itself. */
  private stdModule(importPath: string): Version {
    const { host, config } = this.loader;
    const src = path.join(config.goroot, 'src');
    if (!path.within(src, host.cwd())) return noModule;
    for (const m of this.workspace.mains) {
      if (!path.within(src, m.root)) continue;
      if (this.dirInModule(importPath, m.prefix, m.root, true) !== '') return { path: m.path, version: '' };
    }
    return noModule;
  }

  /**
   * Where the vendor directory or a main module has a package, beside the standard library's own; `ambiguous` says that more than
   * one has it, '' otherwise.
   */
  findVendored(
    importPath: string,
    std: { readonly mod: Version; readonly dir: string } | null,
  ): { hits: { mod: Version; dir: string }[]; ambiguous: string } {
    const { mains, work } = this.workspace;
    const hits: { mod: Version; dir: string }[] = std === null ? [] : [std];
    for (const m of mains) {
      const dir = this.dirInModule(importPath, m.prefix, m.root, true);
      if (dir !== '') hits.push({ mod: { path: m.path, version: '' }, dir });
    }
    if (mains.length > 0) {
      const dir = path.join(this.vendorDir(), importPath);
      if (this.loader.hasGoFiles(dir)) {
        const mod = this.vendor!.packages.get(importPath); // vendor mode has the list
        if (mod !== undefined || gover.compare(this.goVersion, gover.explicitModulesTxt) < 0) {
          hits.push({ mod: mod ?? noModule, dir });
        } else {
          this.loader.host.stderr.write(
            `go: ignoring package ${importPath} which exists in the vendor directory but is missing from vendor/modules.txt.` +
              ` To sync the vendor directory run go ${work === null ? 'mod' : 'work'} vendor.\n`,
          );
        }
      }
    }
    if (hits.length < 2) return { hits, ambiguous: '' };
    const dirs = hits.map(h => '\n\t' + h.dir).join('');
    return { hits, ambiguous: `ambiguous import: found package ${importPath} in multiple directories:${dirs}` };
  }

  /** The modules of vendor/modules.txt that have packages. */
  get vendorModules(): readonly Version[] {
    return this.vendor?.list ?? [];
  }

  /** The words for having no go.mod. */
  noMainText(): string {
    return this.workspace.work !== null
      ? "no modules were found in the current workspace; see 'go help work'"
      : noMainText;
  }

  /** The same where a command cannot go on without: a repository above shows where a go.mod may belong. */
  noMainAdvice(): string {
    return this.workspace.work !== null ? this.noMainText() : noMainAdvice(this.loader.config);
  }

  /** The directory of a package in a module, where it has Go files there; '' for none. */
  dirInModule(importPath: string, modPath: string, root: string, local: boolean): string {
    let dir: string;
    if (importPath === modPath) dir = root;
    else if (modPath === '' || importPath.startsWith(modPath + '/')) {
      dir = path.join(root, modPath === '' ? importPath : importPath.slice(modPath.length + 1));
    } else return '';
    // A nested go.mod takes the directory away from the module.
    if (local)
      for (let d = dir; d !== root && d.length > root.length; d = path.dirname(d)) if (this.isModuleRoot(d)) return '';
    return this.loader.hasGoFiles(dir) ? dir : '';
  }

  /** The directory holds a go.mod. */
  isModuleRoot(dir: string): boolean {
    let is = this.goModAt.get(dir);
    if (is === undefined) {
      const st = this.loader.host.stat(path.join(dir, 'go.mod'));
      is = !(st instanceof IOError) && st.kind !== Dir;
      this.goModAt.set(dir, is);
    }
    return is;
  }

  private replacementFrom(
    mod: Version,
  ): { mod: Version; raw: Version; shown: Version; root: string; file: string } | null {
    const { work, workFile, mains } = this.workspace;
    if (mod.version === '' && this.main(mod.path) !== null) return null;
    const pick = (list: readonly Replace[]): Version | null => {
      const exact = list.filter(r => r.old.path === mod.path && r.old.version === mod.version).pop();
      const any = list.filter(r => r.old.path === mod.path && r.old.version === '').pop();
      return (exact ?? any)?.new ?? null;
    };
    const made = (raw: Version, root: string, file: string) => {
      const dir = raw.version === '' ? { path: path.resolve(root, raw.path), version: '' } : raw;
      // modules.txt of a workspace states directories as seen from go.work.
      let shown = raw;
      if (raw.version === '' && !path.isAbs(raw.path) && workFile !== '' && file !== workFile) {
        const rel = path.relative(path.dirname(workFile), dir.path) ?? dir.path;
        shown = { path: rel.startsWith('.') || path.isAbs(rel) ? rel : './' + rel, version: '' };
      }
      return { mod: dir, raw, shown, root, file };
    };
    if (work !== null) {
      const r = pick(work.replace);
      if (r !== null) return made(r, path.dirname(workFile), workFile);
    }
    for (const m of mains) {
      const r = pick(m.file.replace);
      if (r !== null) return made(r, m.root, m.gomod);
    }
    return null;
  }

  /** What replaces a module version as go.mod, or messages of a workspace, have it; null for nothing. */
  shownReplacement(mod: Version): Version | null {
    return this.replacementFrom(mod)?.shown ?? null;
  }

  /** The highest version of each path that is replaced; '' where all versions are. */
  highestReplaced(): Map<string, string> {
    const { mains, work } = this.workspace;
    const out = new Map<string, string>();
    for (const r of [...(work?.replace ?? []), ...mains.flatMap(m => m.file.replace)]) {
      const have = out.get(r.old.path);
      if (have === undefined || semver.compare(r.old.version, have) > 0) out.set(r.old.path, r.old.version);
    }
    return out;
  }

  /** The versions of a path that are replaced; null where none is. */
  replacedVersions(modPath: string): string[] | null {
    const { mains, work } = this.workspace;
    const all = [...(work?.replace ?? []), ...mains.flatMap(m => m.file.replace)];
    const own = all.filter(r => r.old.path === modPath).map(r => r.old.version);
    return own.length === 0 ? null : own;
  }

  /** A package of the standard library; null for none. */
  stdPackage(importPath: string): { mod: Version; dir: string } | null {
    const dir = this.stdDir(importPath);
    return dir === '' ? null : { mod: this.stdModule(importPath), dir };
  }

  /** The -mod that is in force with its reason; '' where nobody chose it. */
  get modeReasonText(): string {
    if ((this.loader.options.mod ?? '') !== '') return `-mod=${this.mode}`;
    return this.modeReason === '' ? '' : `-mod=${this.mode}\n\t(${this.modeReason})`;
  }

  /** Why -mod is what it is, in parentheses on a line of its own; '' where it was asked for. */
  get modeNote(): string {
    return this.modeReason === '' ? '' : `\n\t(${this.modeReason})`;
  }

  /** What replaces a module version, directories as absolute names; null for nothing. */
  replacement(mod: Version): Version | null {
    return this.replacementFrom(mod)?.mod ?? null;
  }

  /** The module's directory, where it is on disk. `local` is one that may change: not in the module cache. */
  dirOf(mod: Version): { dir: string; local: boolean; error: string } {
    const main = mod.version === '' ? this.main(mod.path) : null;
    if (main !== null) return { dir: main.root, local: true, error: '' };
    const { host, config } = this.loader;
    const r = this.replacementFrom(mod);
    let actual = mod;
    if (r !== null) {
      if (r.mod.version === '') {
        const st = host.stat(r.mod.path);
        if (!(st instanceof IOError)) return { dir: r.mod.path, local: true, error: '' };
        const why = st.notExist ? 'does not exist' : `: ${st}`;
        const shown = `${formatVersion(mod)}: replacement directory ${r.raw.path}${why.startsWith(':') ? '' : ' '}${why}`;
        return { dir: '', local: true, error: shown };
      }
      actual = r.mod;
    }
    if (this.mustHaveSums && !this.hasSum(formatVersion(actual))) return { dir: '', local: false, error: 'nosum' };
    const dir = unpackedDir(host, config.modcache, actual);
    return { dir, local: false, error: dir === '' ? `${formatVersion(actual)}: not in the module cache` : '' };
  }

  /** The directory of a module of the build where it is on disk; '' where it is not. */
  unpacked(mod: Version): string {
    const actual = this.replacement(mod) ?? mod;
    if (actual.version === '') return actual.path;
    return unpackedDir(this.loader.host, this.loader.config.modcache, actual);
  }

  private get mustHaveSums(): boolean {
    return this.hasMain && this.mode === 'readonly' && this.workspace.work === null;
  }

  /** go.sum has a line for the key: `path@version`, or `path@version/go.mod`. */
  private hasSum(key: string): boolean {
    return this.sumOf(key) !== '';
  }

  /** The h1: sum that go.sum has for a key; '' for none. */
  sumOf(key: string): string {
    if (this.sums === null) {
      const sums = new Map<string, string>();
      const { work, workFile, mains } = this.workspace;
      const files = mains.map(m => m.gomod.replace(/\.mod$/, '.sum'));
      if (work !== null) files.push(workFile + '.sum');
      for (const file of files) {
        const text = readText(this.loader.host, file);
        if (text instanceof IOError) continue;
        for (const line of text.split('\n')) {
          const [modPath, version, sum] = line.trim().split(/\s+/);
          if (sum?.startsWith('h1:') === true) sums.set(`${modPath}@${version}`, sum);
        }
      }
      this.sums = sums;
    }
    return this.sums.get(key) ?? '';
  }

  /** The go line of a module version's go.mod in the cache; '' for none, and where it may not be read. */
  private goLineOf(mod: Version): string {
    const actual = this.replacement(mod) ?? mod;
    const known = this.goVersions.get(formatVersion(mod)) ?? this.goVersions.get(formatVersion(actual));
    if (known !== undefined) return known;
    const { host, config } = this.loader;
    const isDir = actual.version === '';
    if (!isDir && this.mustHaveSums && !this.hasSum(formatVersion(actual) + '/go.mod')) return '';
    const text = readText(host, isDir ? path.join(actual.path, 'go.mod') : cacheFile(config.modcache, actual, '.mod'));
    const f = text instanceof IOError ? null : parseModLax('go.mod', text);
    const go = f === null || Array.isArray(f) ? '' : f.go;
    this.goVersions.set(formatVersion(mod), go);
    return go;
  }

  /** The module of a package; null for the standard library's and for none. */
  packageModule(importPath: string): ModuleInfo | null {
    const mod = this.loaded(importPath)?.mod ?? noModule;
    return mod.path === '' || this.stdDir(importPath) !== '' ? null : this.info(mod);
  }

  /** The import path that a directory has in the main modules; '.' for none. */
  dirImportPath(dir: string): string {
    for (const m of this.workspace.mains) {
      if (path.within(m.root, dir)) return path.join(m.prefix, dir.slice(m.root.length + 1)) || m.prefix;
    }
    return '.';
  }

  /** What is said of a module. */
  info(mod: Version): ModuleInfo {
    const key = formatVersion(mod);
    let info = this.infos.get(key);
    if (info === undefined) {
      info = this.makeInfo(mod);
      this.infos.set(key, info);
    }
    return info;
  }

  /** The path, the version and the replacement alone. */
  briefInfo(mod: Version): ModuleInfo {
    return this.makeInfo(mod, true);
  }

  /** What the cache knows of a version that was asked for by name: no replacement counts, and go.sum need not have it. */
  infoOfVersion(mod: Version): ModuleInfo {
    const info = new ModuleInfo();
    info.path = mod.path;
    info.version = mod.version;
    this.completeFromCache(info, true);
    return info;
  }

  private makeInfo(mod: Version, brief = false): ModuleInfo {
    const info = new ModuleInfo();
    info.path = mod.path;
    info.version = mod.version;
    const main = mod.version === '' ? this.main(mod.path) : null;
    if (main !== null) {
      info.main = true;
      info.dir = main.root;
      info.goMod = (this.loader.options.modfile ?? '') || main.gomod;
      info.goVersion = main.file.go || gover.defaultGoMod;
      return info;
    }
    info.indirect = !this.direct.has(mod.path);
    const vendored = this.mode === 'vendor';
    if (!brief) info.goVersion = vendored ? (this.vendor?.metaOf(mod)?.goVersion ?? '') : this.goLineOf(mod);
    const r = this.replacementFrom(mod);
    if (r === null) {
      if (!vendored && !brief) this.completeFromCache(info);
      return info;
    }
    const by = new ModuleInfo();
    by.path = r.raw.path;
    by.version = r.raw.version;
    by.goVersion = info.goVersion;
    if (r.mod.version === '') {
      by.dir = r.mod.path;
      by.goMod = path.join(by.dir, 'go.mod');
    }
    info.replace = by;
    if (!vendored && !brief) {
      this.completeFromCache(by);
      info.dir = by.dir;
      info.goMod = by.goMod;
    }
    info.goVersion = by.goVersion;
    return info;
  }

  /** What the module cache knows of a version. `asked`: whatever go.sum has. */
  private completeFromCache(info: ModuleInfo, asked = false): void {
    if (info.version === '') return;
    const { host, config } = this.loader;
    const mod = { path: info.path, version: info.version };
    const stat = readText(host, cacheFile(config.modcache, mod, '.info'));
    if (!(stat instanceof IOError)) {
      const time = /"Time":"([^"]*)"/.exec(stat);
      if (time !== null) info.time = time[1]!;
    }
    const key = formatVersion(mod);
    if (asked || !this.mustHaveSums || this.hasSum(key + '/go.mod')) {
      const gomod = cacheFile(config.modcache, mod, '.mod');
      if (!(host.stat(gomod) instanceof IOError)) info.goMod = gomod;
      info.goModSum = this.sumOf(key + '/go.mod');
    }
    if (asked || !this.mustHaveSums || this.hasSum(key)) {
      info.dir = unpackedDir(host, config.modcache, mod);
      info.sum = this.sumOf(key);
    }
  }

  /** The import path of a directory that the user named, or why it has none. */
  async localPackage(dir: string, inCache: (dir: string) => Promise<string>): Promise<string | LoadError> {
    const { loader } = this;
    const { p, error } = loader.scanDir(dir);
    if (error !== null && p.ignoredGoFiles.length === 0) {
      const st = loader.host.stat(dir);
      if (st instanceof IOError) {
        return new LoadError(st.notExist ? `stat ${dir}: directory not found` : String(st), 'match');
      }
      if (error.kind === 'nogo')
        return new LoadError(`no Go files in ${dir}`, 'nogo', '', { file: dir, line: 0, col: 0 });
    }
    const { mains } = this.workspace;
    const src = path.join(loader.config.goroot, 'src');
    for (const m of mains) {
      if (dir !== m.root) continue;
      return dir === src ? new LoadError('GOROOT/src is not an importable package', 'match') : m.prefix;
    }
    const builtin = () => new LoadError('"builtin" is a pseudo-package, not an importable package', 'match');
    let notFound: LoadError | null = null;
    for (const m of mains) {
      if (!path.within(m.root, dir)) continue;
      const suffix = dir.slice(m.root.length + 1);
      if (suffix.includes('@')) continue;
      if (suffix.startsWith('vendor/')) {
        if (this.mode !== 'vendor')
          return new LoadError(`without -mod=vendor, directory ${dir} has no package path`, 'match');
        const pkg = suffix.slice('vendor/'.length);
        if (this.vendor!.packages.has(pkg)) return pkg;
        return new LoadError(`directory ${dir} is not a package listed in vendor/modules.txt`, 'match');
      }
      if (m.prefix === '') return suffix === 'builtin' ? builtin() : suffix;
      const pkg = path.join(m.prefix, suffix);
      if (this.dirInModule(pkg, m.prefix, m.root, true) !== '') return pkg;
      notFound ??= new LoadError(`main module (${m.path}) does not contain package ${pkg}`, 'match');
    }
    if (notFound !== null) return notFound;
    if (path.within(src, dir) && dir !== src && !dir.includes('@')) {
      const pkg = dir.slice(src.length + 1);
      return pkg === 'builtin' ? builtin() : pkg;
    }
    const cached = await inCache(dir);
    if (cached !== '') return cached;
    if (!this.hasMain) throw new ConfigError(this.noMainAdvice());
    const short = loader.shortPath(dir);
    const shown = short === '.' ? 'current directory' : `directory ${short}`;
    if (this.workspace.work === null)
      return new LoadError(`${shown} outside main module or its selected dependencies`, 'match');
    const root = findModuleRoot(loader.host, dir);
    if (root !== '') {
      return new LoadError(
        `${shown} is contained in a module that is not one of the workspace modules listed in go.work.` +
          ` You can add the module to the workspace using:\n\tgo work use ${loader.shortPath(root)}`,
        'match',
      );
    }
    return new LoadError(`${shown} outside modules listed in go.work or their selected dependencies`, 'match');
  }
}

/** The directory of an extracted module in the module cache. */
export function cacheDir(modcache: string, mod: Version): string {
  return path.join(modcache, `${escapePath(mod.path)}@${escapePath(mod.version)}`);
}

/** The module of which the distribution has zips: nothing says what they must hash to. */
export const fipsModule = 'golang.org/fips140';

/** The same where it is wholly there; '' where it is not, or while a go command unpacks it. */
export function unpackedDir(host: Host, modcache: string, mod: Version): string {
  const dir = cacheDir(modcache, mod);
  const st = host.stat(dir);
  if (st instanceof IOError || st.kind !== Dir) return '';
  if (!(host.stat(cacheFile(modcache, mod, '.partial')) instanceof IOError)) return '';
  if (mod.path === fipsModule) return dir;
  return host.stat(cacheFile(modcache, mod, '.ziphash')) instanceof IOError ? '' : dir;
}

/** A downloaded file of a module version: .info, .mod, .zip, .ziphash. */
export function cacheFile(modcache: string, mod: Version, suffix: string): string {
  return path.join(modcache, 'cache/download', escapePath(mod.path), '@v', escapePath(mod.version) + suffix);
}

/** A word that stands for many packages. */
export function isMetaPackage(name: string): boolean {
  return name === 'std' || name === 'cmd' || name === 'tool' || name === 'work' || name === 'all';
}
