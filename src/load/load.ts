// Loading packages as the go command does: from an import path to a package with all that it imports, each once, with
// the rules of who may import whom and the go command's errors. Where an import path leads is mod/modules.ts, what a
// directory holds is dir-package.ts, which packages a pattern means is patterns.ts.

import { Dir, File, IOError, type DirEntry, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { BuildContext } from './build-context.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { formatSourcePos, readDirPackage, DirPackage, type DirError, type SourcePos } from './dir-package.ts';
import { DirIndex } from './dir-index.ts';
import { DirReader } from './dir-reader.ts';
import { EmbedError, resolveEmbed } from './embed.ts';
import { defaultGodebug, type ChangedSetting } from './godebug.ts';
import { fsTrace, traced } from './fs-trace.ts';
import { lookOnce } from './look-once.ts';
import { fips140Root, noFips140, type Fips140 } from './fips140.ts';
import { Gopath, type GopathLookup } from './gopath.ts';
import { importComments } from './import-comment.ts';
import type { VersionFixes } from './mod/modfile.ts';
import { Modules } from './mod/modules.ts';
import { isGopathMode } from './mod/workspace.ts';
import { hasPathPrefix, isStandardImportPath } from './mod/module.ts';
import { withMount, withOverlay } from './overlay.ts';
import { LoadError, Package, PackageError, packageList, type ImportFrame } from './package.ts';
import { quote } from '../base/quote.ts';

/** The flags that every command which loads packages has. */
export interface LoadOptions {
  /** -tags. */
  readonly tags?: readonly string[];
  /** -mod; '' where it is not given. */
  readonly mod?: string;
  /** -modfile; '' where it is not given. */
  readonly modfile?: string;
  /** -mod where it is not given, for a command of its own rules. */
  readonly defaultMod?: 'mod' | 'readonly';
  /** The command is about the current module: no go.work file counts. */
  readonly noWork?: boolean;
  /** The command is `work ...`: it may put a go.work right that is older than its modules. */
  readonly mendsWork?: boolean;
  /** The command needs a main module. */
  readonly needsMain?: boolean;
  /** Load the named packages alone (`list -find`). */
  readonly ignoreImports?: boolean;
  /** Tests of the named packages matter for `all` and for which modules are needed. */
  readonly tests?: boolean;
  /** Do not look for the files of embed patterns. */
  readonly skipEmbed?: boolean;
  /** -pgo: `auto`, `off` or a file. */
  readonly pgo?: string;
  /** -overlay: the file that says which files are read in place of others; '' for none. */
  readonly overlay?: string;
  /** -x: say which directories an `ignore` line of go.mod leaves out. */
  readonly x?: boolean;
  /** -modcacherw: what is fetched stays writable. */
  readonly modcacherw?: boolean;
  /** The build has cgo whatever the environment says. */
  readonly cgo?: boolean;
  /** No go.mod and no go.work counts: packages are named with their versions, or are the distribution's. */
  readonly outside?: boolean;
  /** What words in place of versions in go.mod mean (open.ts). */
  readonly fixes?: VersionFixes;
  /** -trimpath: programs name no directory of this machine. */
  readonly trimpath?: boolean;
}

/** The import stack while packages are loaded. */
export type ImportStack = ImportFrame[];

/** The mode of a load: resolve vendored paths, named on the command line, named there by its path. */
export const ResolveImport = 1;
export const CmdlinePkg = 2;
export const CmdlinePkgLiteral = 4;

/** What packages import for the test's main package. */
export const testMainDeps: readonly string[] = ['os', 'reflect', 'testing', 'testing/internal/testdeps'];

interface DirData {
  readonly p: DirPackage;
  readonly error: LoadError | null;
}

/** Packages while they are loaded, each once by its import path. */
export class Loader {
  readonly host: Host;
  readonly config: Config;
  readonly cx: BuildContext;
  readonly options: LoadOptions;
  readonly modules: Modules;
  /** The FIPS 140 module that programs have. */
  readonly fips: Fips140;
  /** The tree of $GOPATH where modules are off; null where they are in use. */
  readonly gopath: Gopath | null;
  /** What earlier loads found out about the distribution. */
  readonly index: DirIndex;
  /** Go's table of settings that changed; null until it is needed. */
  godebugTable: readonly ChangedSetting[] | null = null;
  private readonly packages = new Map<string, Package>();
  private readonly dirData = new Map<string, DirData>();
  private readonly entries = new Map<string, DirEntry[] | IOError>();
  private readonly scanned = new Map<string, { p: DirPackage; error: DirError | null }>();
  private readonly folded = new Map<string, string>();

  constructor(host: Host, config: Config, options: LoadOptions, fips = noFips140) {
    const overlay = options.overlay ?? '';
    const trace = fsTrace(host);
    const src = path.join(config.goroot, 'src');
    let shown = overlay === '' ? host : withOverlay(host, overlay);
    if (fips.snapshot !== null) shown = withMount(shown, path.join(src, fips140Root), fips.snapshot.dir);
    const once = lookOnce(shown, src, shown === host ? host.memory : null);
    this.host = trace === null ? once : traced(once, trace);
    this.config = shown === host && trace === null ? config : config.on(this.host);
    this.options = options;
    this.fips = fips;
    this.cx = new BuildContext(this.config, this.tags, false, options.cgo ?? this.config.cgoEnabled);
    this.modules = new Modules(this);
    this.gopath = options.outside !== true && isGopathMode(this.config) ? new Gopath(this) : null;
    this.index = new DirIndex(once, src, overlay === '' ? config.burrowCache : '', config.release, trace);
  }

  /** What -tags says, and the tag of a snapshot of the FIPS 140 module. */
  private get tags(): readonly string[] {
    const { tags = [] } = this.options;
    const { snapshot } = this.fips;
    return snapshot === null ? tags : [...tags, snapshot.tag];
  }

  /** The names in a directory; it is read once. */
  readDir(dir: string): DirEntry[] | IOError {
    let found = this.entries.get(dir);
    if (found === undefined) {
      found = this.index.record(dir)?.entries ?? this.host.readDir(dir);
      this.entries.set(dir, found);
    }
    return found;
  }

  /** The directory holds files ending in .go, whatever their constraints. */
  hasGoFiles(dir: string): boolean {
    const entries = this.readDir(dir);
    if (entries instanceof IOError) return false;
    return entries.some(e => {
      if (!e.name.endsWith('.go') || e.kind === Dir) return false;
      if (e.kind === File) return true;
      const st = this.host.stat(path.join(dir, e.name));
      return !(st instanceof IOError) && st.kind !== Dir;
    });
  }

  /** What a directory holds; it is read once. */
  scanDir(dir: string): { p: DirPackage; error: DirError | null } {
    let found = this.scanned.get(dir);
    if (found === undefined) {
      const entries = this.readDir(dir);
      const reader = new DirReader(this.host, dir, this.index, this.index.record(dir));
      found = readDirPackage(this.host, this.cx, dir, entries instanceof IOError ? null : entries, reader);
      const { p } = found;
      // The place of the standard library is known by where it is.
      const src = path.join(this.config.goroot, 'src');
      if (path.within(src, dir)) {
        p.goroot = true;
        p.root = this.config.goroot;
        p.binDir = path.join(this.config.goroot, 'bin');
      } else if (this.fips.snapshot !== null && path.within(this.fips.snapshot.dir, dir)) {
        p.goroot = true;
        if (entries instanceof IOError)
          found = { p, error: { text: `cannot find package "." in:\n\t${dir}`, kind: 'other', pos: null } };
      }
      this.scanned.set(dir, found);
    }
    return found;
  }

  /** A file's name as messages show it. */
  shortPath(file: string): string {
    return path.shortPath(this.host.cwd(), file);
  }

  /** A position as messages show it. */
  showPos(pos: SourcePos): string {
    return formatSourcePos({ ...pos, file: this.shortPath(pos.file) });
  }

  /** Where a package of the FIPS 140 module is, if that is a snapshot; null for other packages. */
  private inSnapshot(importPath: string): GopathLookup | null {
    const found = this.fips.snapshot?.resolve(importPath) ?? null;
    return found === null ? null : { ...found, root: '', error: null };
  }

  /** Finds and reads the directory of an import path. A path that cannot name a package has no data. */
  private loadData(importPath: string, parent: Package | null, srcDir: string, mode: number): DirData | LoadError {
    if (importPath.startsWith('mod/')) return new LoadError(`disallowed import path ${quote(importPath)}`);
    if (importPath.includes('@')) {
      return new LoadError("can only use path@version syntax with 'go get' and 'go install' in module-aware mode");
    }
    if (this.gopath !== null) return this.gopathData(this.gopath, importPath, parent, srcDir, mode);
    const found =
      this.inSnapshot(importPath) ??
      this.modules.lookup(parent?.importPath ?? '', parent?.standard === true, importPath);
    const cached = this.dirData.get(found.path);
    if (cached !== undefined) return cached;
    let p: DirPackage;
    let error: LoadError | null = null;
    if (found.dir !== '') {
      const scanned = this.scanDir(found.dir);
      p = scanned.p;
      if (scanned.error !== null) {
        error = new LoadError(scanned.error.text, scanned.error.kind, '', scanned.error.pos);
      } else if (found.error !== null && found.error.kind !== 'nogo') error = found.error;
      const module = this.modules.packageModule(found.path);
      if (module !== null) p.root = module.dir;
      if (!p.goroot) p.binDir = this.modules.binDir();
    } else {
      p = new DirPackage('');
      if (found.error !== null) error = found.error;
      else if (found.path !== 'C') error = new LoadError(`unknown import path ${quote(found.path)}`);
    }
    p.importPath = found.path;
    const data = { p, error };
    this.dirData.set(found.path, data);
    return data;
  }

  private gopathData(
    gopath: Gopath,
    importPath: string,
    parent: Package | null,
    srcDir: string,
    mode: number,
  ): DirData {
    const found = this.inSnapshot(importPath) ?? gopath.lookup(importPath, parent, srcDir, mode);
    const cached = this.dirData.get(found.path);
    if (cached !== undefined) return cached;
    let p = new DirPackage('');
    let error = found.error;
    if (found.dir !== '') {
      const scanned = this.scanDir(found.dir);
      p = scanned.p;
      if (scanned.error !== null) error = new LoadError(scanned.error.text, scanned.error.kind, '', scanned.error.pos);
      if (!p.goroot && found.root !== '') {
        p.root = found.root;
        p.binDir = this.config.getenv('GOBIN') || path.join(found.root, 'bin');
        const port = `${this.cx.goos}_${this.cx.goarch}`;
        p.pkgObj = isLocalImport(importPath) ? '' : path.join(found.root, 'pkg', port, found.path + '.a');
      }
      if (isLocalImport(importPath)) p.conflictDir = gopath.importPathOf(found.dir).conflict;
      if (!p.goroot && scanned.error === null) {
        const comments = importComments(this.host, p);
        p.importComment = comments.found;
        const wrong =
          p.importComment !== '' && p.importComment !== importPath && !`/${found.path}`.includes('/vendor/');
        if (comments.error !== '') error = new LoadError(comments.error);
        else if (wrong) error = new LoadError(`code in directory ${p.dir} expects import ${quote(p.importComment)}`);
      }
    }
    p.importPath = found.path;
    const data = { p, error };
    this.dirData.set(found.path, data);
    return data;
  }

  /**
   * Loads a package for an importer (null: the command line). The error says why this importer may not have it; the
   * package's own is in the package.
   */
  loadImport(
    importPath: string,
    srcDir: string,
    parent: Package | null,
    stack: ImportStack,
    pos: readonly SourcePos[],
    mode: number,
  ): { p: Package; error: PackageError | null } {
    const data = this.loadData(importPath, parent, srcDir, mode);
    const frame: ImportFrame = { pkg: importPath, pos: pos[0] ?? null };
    if (data instanceof LoadError) {
      const p = new Package();
      p.importPath = importPath;
      p.incomplete = true;
      p.internal.imports = [];
      const twice = data.importPath === importPath;
      if (!twice) stack.push(frame);
      this.setDataError(p, data, importPath, stack, []);
      if (!twice) stack.pop();
      return { p, error: null };
    }
    const setCmdline = (p: Package) => {
      if ((mode & CmdlinePkg) !== 0) p.internal.cmdlinePkg = true;
      if ((mode & CmdlinePkgLiteral) !== 0) p.internal.cmdlinePkgLiteral = true;
    };
    let p = this.packages.get(data.p.importPath);
    if (p !== undefined) {
      stack.push(frame);
      this.reuse(p, stack);
      stack.pop();
      setCmdline(p);
    } else {
      p = new Package();
      p.internal.local = isLocalImport(importPath);
      this.packages.set(data.p.importPath, p);
      setCmdline(p);
      this.fill(p, importPath, stack, pos, data.p, data.error);
      p.internal.imports ??= []; // an error kept its imports from being loaded
      if (this.gopath !== null && importPath !== cleanImport(importPath)) {
        const text = `non-canonical import path ${quote(importPath)}: should be ${quote(path.clean(importPath))}`;
        p.error = new PackageError(
          [...stack],
          new LoadError(text, 'other', importPath),
          pos[0] === undefined ? '' : this.showPos(pos[0]),
        );
        p.incomplete = true;
      }
    }

    const refused = this.refuse(p, importPath, srcDir, parent, stack, mode);
    if (refused !== null && pos.length > 0) refused.pos = this.showPos(pos[0]!);
    return { p, error: refused };
  }

  /** Rules that depend on who imports: internal, vendor, programs, local paths. */
  private refuse(
    p: Package,
    importPath: string,
    srcDir: string,
    parent: Package | null,
    stack: ImportStack,
    mode: number,
  ): PackageError | null {
    const because = (text: string, named = importPath) =>
      new PackageError([...stack], new LoadError(text, 'other', named));
    if (parent !== null) {
      const internal = this.refuseInternal(p, srcDir, parent, stack);
      if (internal !== null) return internal;
      if ((mode & ResolveImport) !== 0) {
        const at = findElement(p.importPath, 'vendor', false);
        if (at >= 0) {
          // vendor's parent is where the importer must be, by directory.
          const truncated = p.importPath.slice(0, Math.max(at - 1, 0));
          const owner = p.dir.slice(0, p.dir.length - (p.importPath.length - truncated.length));
          if (!this.isBelow(owner.replace(/\/$/, ''), srcDir)) {
            return because('use of vendored package not allowed', '');
          }
        }
        const vendor = findElement(importPath, 'vendor', false);
        if (vendor >= 0)
          return because(`${importPath} must be imported as ${importPath.slice(vendor + 'vendor/'.length)}`);
      }
      if (p.name === 'main' && parent.dir !== p.dir) {
        return because(`import ${quote(importPath)} is a program, not an importable package`);
      }
      if (p.internal.local && !parent.internal.local) {
        if (importPath === '.') return because(`${importPath}: cannot import current directory`);
        return because(`local import ${quote(importPath)} in non-local package`);
      }
    }
    return null;
  }

  /** A directory is below another, as they are named or as links lead. */
  private isBelow(owner: string, dir: string): boolean {
    if (path.within(owner, path.clean(dir))) return true;
    const realOwner = this.host.realPath(owner);
    const real = this.host.realPath(dir);
    return typeof realOwner === 'string' && typeof real === 'string' && path.within(realOwner, real);
  }

  private refuseInternal(p: Package, srcDir: string, parent: Package, stack: ImportStack): PackageError | null {
    if (p.error !== null) return null;
    let importer = parent.importPath;
    if (p.importPath.startsWith('testing/internal') && importer === 'testmain') return null;
    const found = findElement(p.importPath, 'internal', true);
    if (found < 0) return null;
    const at = Math.max(found - 1, 0);
    const refused = () => {
      const e = new PackageError(
        [...stack],
        new LoadError(`use of internal package ${p.importPath} not allowed`, 'other', p.importPath),
      );
      e.alwaysPrintStack = true;
      return e;
    };
    if (hasPathPrefix(importer, 'crypto') && hasPathPrefix(p.importPath, fips140Root)) return null;
    if (hasPathPrefix(importer, fips140Root)) return hasPathPrefix(p.importPath, 'crypto/internal') ? null : refused();
    if (p.module === null) {
      const owner = path.clean(p.dir.slice(0, at + p.dir.length - p.importPath.length));
      if (this.isBelow(owner, srcDir)) return null;
    } else {
      if (parent.internal.cmdlineFiles) importer = this.modules.dirImportPath(parent.dir);
      if (hasPathPrefix(importer, p.importPath.slice(0, at))) return null;
    }
    return refused();
  }

  /** Meets a package again: while it is being loaded that is an import cycle. */
  private reuse(p: Package, stack: ImportStack): void {
    if (p.internal.imports === null) {
      if (p.error === null) {
        p.error = new PackageError([...stack], new LoadError('import cycle not allowed'));
      }
      p.error.isImportCycle = true;
      p.incomplete = true;
    }
    // The shortest way to a mistake is the one to show.
    if (p.error !== null && !p.error.isImportCycle && shorter(stack, p.error.importStack))
      p.error.importStack = [...stack];
  }

  /** Words a mistake of finding or reading the package's directory. */
  setDataError(
    p: Package,
    error: LoadError,
    importPath: string,
    stack: ImportStack,
    pos: readonly SourcePos[],
    ofPattern = false,
  ): void {
    let err = error;
    if (err.kind === 'nogo') {
      if (p.dir === '' && err.pos !== null) p.dir = err.pos.file;
      err = new LoadError(noGoText(p), 'nogo');
    }
    const at = err.kind === 'syntax' && err.pos !== null ? this.showPos(err.pos) : '';
    const own = !ofPattern && (err.kind === 'nogo' || err.kind === 'syntax');
    if (own) stack.push({ pkg: importPath, pos: pos[0] ?? null });
    p.error = new PackageError([...stack], err, at);
    p.incomplete = true;
    const top = stack[stack.length - 1];
    if (top !== undefined && top.pkg !== importPath && pos.length > 0) p.error.pos = this.showPos(pos[0]!);
    if (own) stack.pop();
  }

  /** Completes a package from what its directory holds, and loads what it imports. */
  fill(
    p: Package,
    importPath: string,
    stack: ImportStack,
    pos: readonly SourcePos[],
    dir: DirPackage,
    error: LoadError | null,
  ): void {
    const { options } = this;
    p.takeDir(dir, options.ignoreImports === true);
    p.standard = p.goroot && p.importPath !== '' && isStandardImportPath(p.importPath);
    const setError = (err: LoadError) => {
      if (p.error !== null) return;
      p.error = new PackageError([...stack], err);
      p.incomplete = true;
      const top = stack[stack.length - 1];
      if (top !== undefined && top.pkg !== importPath && pos.length > 0) p.error.pos = this.showPos(pos[0]!);
    };
    if (error !== null) this.setDataError(p, error, importPath, stack, pos);
    if (p.name === 'main') p.target = this.programTarget(p);
    else if (!p.internal.local) p.target = dir.pkgObj;

    const importPaths = [...p.imports];
    const addImport = (name: string, forCompiler: boolean) => {
      if (importPaths.includes(name)) return;
      importPaths.push(name);
      if (forCompiler) p.internal.compiledImports.push(name);
    };
    if (options.ignoreImports !== true) {
      const swig = p.usesSwig;
      if (p.usesCgo || swig) {
        // What cgo makes of the files imports these; the packages that cgo itself is made of do not.
        const own = p.standard && /^runtime\/(?:cgo|race|msan|asan)$/.test(p.importPath);
        addImport('unsafe', true);
        if (swig || !(p.standard && p.importPath === 'runtime/cgo')) addImport('runtime/cgo', true);
        if (swig || !own) addImport('syscall', true);
        if (swig) addImport('sync', true);
      }
      if (p.name === 'main' && !p.internal.forceLibrary) {
        const deps = linkerDeps(this.cx);
        if (typeof deps === 'string') {
          setError(new LoadError(deps));
          return;
        }
        for (const dep of deps) addImport(dep, false);
      }
    }

    const fold = p.importPath.toLowerCase();
    const other = this.folded.get(fold);
    if (other === undefined) this.folded.set(fold, p.importPath);
    else if (other !== p.importPath) {
      const text = `case-insensitive import collision: ${quote(p.importPath)} and ${quote(other)}`;
      setError(new LoadError(text, 'other', p.importPath));
      return;
    }
    if (!isSafeArg(p.importPath)) {
      setError(new LoadError(`invalid import path ${quote(p.importPath)}`, 'other', p.importPath));
      return;
    }

    stack.push({ pkg: importPath, pos: pos[0] ?? null });
    try {
      this.fillOwn(p, setError, importPaths, stack);
    } finally {
      stack.pop();
    }
  }

  /** The part of `fill` whose mistakes are the package's own, not its importer's. */
  private fillOwn(p: Package, setError: (err: LoadError) => void, importPaths: string[], stack: ImportStack): void {
    p.module = this.modules.packageModule(p.internal.cmdlineFiles ? 'command-line-arguments' : p.importPath);
    p.defaultGodebug = defaultGodebug(this, p, [p.internal.build.directives]);
    if (this.options.skipEmbed !== true && p.embedPatterns.length > 0) {
      const embedded = resolveEmbed(this.host, p.dir, p.embedPatterns);
      if (embedded instanceof EmbedError) {
        p.incomplete = true;
        setError(new LoadError(embedded.text));
        const at = p.internal.build.embedPos.get(embedded.pattern)?.[0];
        if (at !== undefined && p.error !== null) p.error.pos = this.showPos(at);
      } else {
        p.embedFiles = embedded.files;
        p.internal.embed = embedded.byPattern;
      }
    }
    const inputs = p.allFiles();
    const clash = foldDuplicate(inputs);
    if (clash !== null) {
      setError(new LoadError(`case-insensitive file name collision: ${quote(clash[0])} and ${quote(clash[1])}`));
      return;
    }
    for (const file of inputs) {
      if (isSafeArg(file) && !file.startsWith('_cgo_')) continue;
      setError(new LoadError(`invalid input file name ${quote(file)}`));
      return;
    }
    const base = path.basename(p.importPath);
    if (!isSafeArg(base)) {
      setError(new LoadError(`invalid input directory name ${quote(base)}`));
      return;
    }
    if (/[\r\n]/.test(p.dir)) {
      setError(new LoadError(`invalid package directory ${quote(p.dir)}`));
      return;
    }

    const imports: Package[] = [];
    for (let i = 0; i < importPaths.length; i++) {
      if (importPaths[i] === 'C') continue;
      const pos = p.internal.build.importPos.get(importPaths[i]!) ?? [];
      const found = this.loadImport(importPaths[i]!, p.dir, p, stack, pos, ResolveImport);
      if (found.error !== null && p.error === null) {
        p.error = found.error;
        p.incomplete = true;
      }
      if (i < p.imports.length) p.imports[i] = found.p.importPath;
      imports.push(found.p);
      if (found.p.incomplete) p.incomplete = true;
    }
    p.internal.imports = imports;

    if (!this.cx.cgoEnabled) {
      p.cFiles = [];
      p.cxxFiles = [];
      p.mFiles = [];
      p.swigFiles = [];
      p.swigCXXFiles = [];
    }
    if (p.usesCgo || p.usesSwig) return;
    const foreign: readonly (readonly [readonly string[], string])[] = [
      [p.cFiles, 'C'],
      [p.cxxFiles, 'C++'],
      [p.mFiles, 'Objective-C'],
      [p.fFiles, 'Fortran'],
    ];
    for (const [files, language] of foreign) {
      if (files.length === 0) continue;
      setError(new LoadError(`${language} source files not allowed when not using cgo or SWIG: ${files.join(' ')}`));
      return;
    }
  }

  /** Where `go install` puts a program. */
  private programTarget(p: Package): string {
    const { config, host } = this;
    if (p.conflictDir !== '') return ''; // another directory has its import path
    const port = `${config.goos}_${config.goarch}`;
    const own = config.goos === host.os && config.goarch === host.arch;
    const file = this.execName(p) + config.exeSuffix;
    if (p.goroot && p.importPath.startsWith('cmd/') && p.importPath !== 'cmd/go' && p.importPath !== 'cmd/gofmt') {
      return path.join(config.goroot, 'pkg/tool', port, file);
    }
    const dir = p.internal.build.binDir || this.modules.binDir();
    if (dir === '' || (!own && !p.goroot && config.getenv('GOBIN') !== '')) return '';
    return own ? path.join(dir, file) : path.join(dir, port, file);
  }

  /** The name of the program without its suffix. */
  execName(p: Package): string {
    if (p.internal.cmdlineFiles) {
      const first = p.goFiles[0] ?? p.cgoFiles[0] ?? '';
      return path.basename(first).replace(/\.go$/, '');
    }
    const elem = path.basename(p.importPath);
    // example.com/tool/v2 is installed as tool.
    const versioned = elem !== p.importPath && /^v(?:[2-9]|[1-9][0-9]+)$/.test(elem);
    return versioned ? path.basename(path.dirname(p.importPath)) : elem;
  }

  /** The import paths of tests as the packages that they mean, sorted, each once. */
  resolveTestImports(p: Package, imports: readonly string[]): string[] {
    const canonical = (i: string) =>
      this.gopath?.vendored(i, p) ?? this.modules.canonicalPath(p.importPath, p.standard, i);
    return [...new Set(imports.map(canonical))].sort();
  }

  /** Reads the named files as if they were alone in their directory; a package where they make none. */
  readFiles(files: readonly string[]): { p: DirPackage; error: DirError | null } | Package {
    const bad = files.find(f => !f.endsWith('.go'));
    if (bad !== undefined) {
      const p = new Package();
      p.internal.local = true;
      p.internal.cmdlineFiles = true;
      p.name = bad;
      p.error = new PackageError([], new LoadError(`named files must be .go files: ${bad}`));
      p.incomplete = true;
      p.internal.imports = [];
      return p;
    }
    const cwd = this.host.cwd();
    const entries: DirEntry[] = [];
    let dir = '';
    for (const file of files) {
      const st = this.host.stat(path.resolve(cwd, file));
      if (st instanceof IOError) throw new ConfigError(`stat ${file}: ${st.reason}`, '');
      if (st.kind === Dir) throw new ConfigError(`${file} is a directory, should be a Go file`, '');
      const own = path.dirname(file);
      if (dir === '') dir = own;
      else if (dir !== own) {
        throw new ConfigError(`named files must all be in one directory; have ${dir} and ${own}`, '');
      }
      entries.push({ name: path.basename(file), kind: st.kind });
    }
    const abs = path.resolve(cwd, dir);
    const all = new BuildContext(this.config, this.tags, true, this.cx.cgoEnabled);
    return readDirPackage(this.host, all, abs, entries);
  }

  /** The package that the named files make. */
  filesPackage(files: readonly string[], read: { p: DirPackage; error: DirError | null }): Package {
    const p = new Package();
    p.internal.local = true;
    p.internal.cmdlineFiles = true;
    read.p.importPath = 'command-line-arguments';
    if (this.gopath !== null) read.p.root = this.gopath.importPathOf(read.p.dir).root;
    const error = read.error === null ? null : new LoadError(read.error.text, read.error.kind, '', read.error.pos);
    const stack: ImportStack = [];
    this.fill(p, 'command-line-arguments', stack, [], read.p, error);
    p.internal.imports ??= [];
    const dir = this.gopath === null ? this.modules.binDir() : this.config.getenv('GOBIN');
    p.target = p.name === 'main' && dir !== '' ? path.join(dir, this.execName(p) + this.config.exeSuffix) : '';
    p.match = [...files];
    return p;
  }

  /**
   * Gives the programs that have a profile beside their source (default.pgo), and what they import, that profile. Where
   * several packages are named, a program has its own copies of what it imports.
   */
  attachProfiles(pkgs: readonly Package[]): void {
    const setting = this.options.pgo ?? 'auto';
    if (setting === 'off') return;
    if (setting !== 'auto') {
      const file = path.resolve(this.host.cwd(), setting);
      for (const p of packageList(pkgs)) p.internal.pgoProfile = file;
      return;
    }
    for (const main of pkgs) {
      if (main.name !== 'main') continue;
      const file = path.join(main.dir, 'default.pgo');
      const entries = this.readDir(main.dir);
      if (entries instanceof IOError || !entries.some(e => e.name === 'default.pgo')) continue;
      const visited = new Map<Package, Package>();
      const split = (p: Package): Package => {
        const seen = visited.get(p);
        if (seen !== undefined) return seen;
        let own = p;
        if (pkgs.length > 1 && p !== main) {
          own = p.clone();
          own.internal.forMain = main.importPath;
        }
        visited.set(p, own);
        own.internal.pgoProfile = file;
        const imports = own.internal.imports ?? [];
        for (let i = 0; i < imports.length; i++) imports[i] = split(imports[i]!);
        return own;
      };
      split(main);
    }
  }
}

/** Why a directory is no package. */
function noGoText(p: Package): string {
  if (p.ignoredGoFiles.length > 0) return `build constraints exclude all Go files in ${p.dir}`;
  if (p.testGoFiles.length + p.xTestGoFiles.length > 0) return `no non-test Go files in ${p.dir}`;
  return `no Go files in ${p.dir}`;
}

/** What every program is linked with, or why it cannot be. */
export function linkerDeps(cx: BuildContext): string[] | string {
  const deps = ['runtime'];
  const { goos, goarch } = cx;
  let external = '';
  if ((goos === 'android' && goarch !== 'arm64') || (goos === 'ios' && goarch === 'arm64'))
    external = `${goos}/${goarch}`;
  else if (goos === 'ios') external = 'default PIE binary';
  if (external !== '') {
    if (!cx.cgoEnabled) return `${external} requires external (cgo) linking, but cgo is not enabled`;
    deps.push('runtime/cgo');
  }
  if (goarch === 'arm') deps.push('math');
  return deps;
}

/** `.`, `..`, `./x`, `../x`. */
export function isLocalImport(importPath: string): boolean {
  return importPath === '.' || importPath === '..' || importPath.startsWith('./') || importPath.startsWith('../');
}

function cleanImport(importPath: string): string {
  const clean = path.clean(importPath);
  return importPath.startsWith('./') && clean !== '..' && !clean.startsWith('../') ? './' + clean : clean;
}

/** The offset of the last element of that name; where it is the whole path's end, only if `atEnd`. -1 for none. */
function findElement(importPath: string, name: string, atEnd: boolean): number {
  if (atEnd && importPath.endsWith('/' + name)) return importPath.length - name.length;
  const at = importPath.lastIndexOf(`/${name}/`);
  if (at >= 0) return at + 1;
  return importPath.startsWith(name + '/') || (atEnd && importPath === name) ? 0 : -1;
}

/** A word that no command takes for a flag. */
function isSafeArg(name: string): boolean {
  return /^[0-9A-Za-z._/\u0080-\uffff]/.test(name);
}

function foldDuplicate(files: readonly string[]): [string, string] | null {
  const seen = new Map<string, string>();
  for (const f of files) {
    const fold = f.toLowerCase();
    const other = seen.get(fold);
    if (other !== undefined) return f > other ? [other, f] : [f, other];
    seen.set(fold, f);
  }
  return null;
}

function shorter(a: ImportStack, b: readonly ImportFrame[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  for (let i = 0; i < a.length; i++) if (a[i]!.pkg !== b[i]!.pkg) return a[i]!.pkg < b[i]!.pkg;
  return false;
}
