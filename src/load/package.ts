// A package as the go command describes it, and the mistakes that keep it from being one. The fields are those of
// `go list`; what only the loader and the build need stands under `internal`.

import type { SourcePos } from './dir-package.ts';
import { DirPackage } from './dir-package.ts';
import type { ModuleInfo } from './mod/info.ts';

/** What went wrong, before it is known who imported whom. */
export class LoadError {
  readonly text: string;
  /** The import path that the text names already; '' for none. It is then not said twice. */
  readonly importPath: string;
  readonly kind: LoadErrorKind;
  /** Where, for a mistake in a file. */
  readonly pos: SourcePos | null;

  constructor(text: string, kind: LoadErrorKind = 'other', importPath = '', pos: SourcePos | null = null) {
    this.text = text;
    this.kind = kind;
    this.importPath = importPath;
    this.pos = pos;
  }
}

/**
 * `nogo`: a directory without Go files; `syntax`: a mistake in a file; `match`: a pattern's own; `missing`: no module
 * has the package.
 */
export type LoadErrorKind = 'nogo' | 'syntax' | 'match' | 'missing' | 'multiple' | 'other';

/** One step of the way from the command line to a package: its path and where it is imported. */
export interface ImportFrame {
  readonly pkg: string;
  readonly pos: SourcePos | null;
}

/** A mistake of a package, with how it was reached. */
export class PackageError {
  importStack: readonly ImportFrame[];
  /** As printed; '' for none. */
  pos: string;
  readonly err: LoadError;
  isImportCycle = false;
  /** The stack is printed even where there is a position. */
  alwaysPrintStack = false;

  constructor(importStack: readonly ImportFrame[], err: LoadError, pos = '') {
    this.importStack = importStack;
    this.err = err;
    this.pos = pos;
  }

  /** The go command's text. */
  toString(): string {
    if (this.pos !== '' && (this.importStack.length === 0 || !this.alwaysPrintStack))
      return `${this.pos}: ${this.err.text}`;
    if (this.importStack.length === 0) return this.err.text;
    const names = this.importStack.map(f => {
      if (!this.isImportCycle || f.pos === null) return f.pkg;
      return `${f.pkg} from ${f.pos.file.slice(f.pos.file.lastIndexOf('/') + 1)}`;
    });
    return `package ${names.join('\n\timports ')}${this.pos === '' ? '' : '\n\t' + this.pos}: ${this.err.text}`;
  }
}

/** A package that is built with counters. */
export interface PackageCover {
  /** The texts of Go files with counters in them, by the names of the files. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** A file more: the counters, and what makes them known when the program starts. */
  readonly vars: Uint8Array;
  /** How the names of the counters begin. */
  readonly prefix: string;
  /** What that file imports. */
  readonly imports: readonly Package[];
}

/** What only the loader and the build see of a package. */
export class PackageInternal {
  build: DirPackage = new DirPackage('');
  /** null while the package is being loaded: who meets it then has found an import cycle. */
  imports: Package[] | null = null;
  /** The imports as the source has them, in step with the start of `Package.imports`. */
  rawImports: string[] = [];
  /** Imports that only what cgo makes of the files has. */
  compiledImports: string[] = [];
  /** A program that is compiled to be imported by its test. */
  forceLibrary = false;
  /** Made of files that the command line names. */
  cmdlineFiles = false;
  cmdlinePkg = false;
  /** Named on the command line by its path, not by a pattern. */
  cmdlinePkgLiteral = false;
  local = false;
  /** Counters, where the package has them. */
  cover: PackageCover | null = null;
  /** The source of a test's main package; null for others. */
  testmain: string | null = null;
  /** The files of each //go:embed pattern. */
  embed: Map<string, string[]> = new Map();
  origImportPath = '';
  /** The profile that directs optimisation; '' for none. */
  pgoProfile = '';
  /** The program that this copy is compiled for; '' for none. */
  forMain = '';
  /** Of the packages that a test alone has: the tested one, whose -gcflags, -asmflags and -ldflags are theirs. */
  flagsOf: Package | null = null;
}

/** One package. */
export class Package {
  dir = '';
  importPath = '';
  importComment = '';
  name = '';
  target = '';
  root = '';
  conflictDir = '';
  forTest = '';
  module: ModuleInfo | null = null;
  match: string[] = [];
  goroot = false;
  standard = false;
  depOnly = false;
  binaryOnly = false;
  incomplete = false;
  /** The file with its export data, and what tells that from others; only where `list -export` asks for it. */
  exportFile = '';
  buildID = '';
  defaultGodebug = '';
  /** Why it would be built again; '' where it would not, and where nobody has asked. */
  staleReason = '';
  goFiles: string[] = [];
  cgoFiles: string[] = [];
  compiledGoFiles: string[] = [];
  ignoredGoFiles: string[] = [];
  invalidGoFiles: string[] = [];
  ignoredOtherFiles: string[] = [];
  cFiles: string[] = [];
  cxxFiles: string[] = [];
  mFiles: string[] = [];
  hFiles: string[] = [];
  fFiles: string[] = [];
  sFiles: string[] = [];
  swigFiles: string[] = [];
  swigCXXFiles: string[] = [];
  sysoFiles: string[] = [];
  embedPatterns: string[] = [];
  embedFiles: string[] = [];
  cgoCFLAGS: string[] = [];
  cgoCPPFLAGS: string[] = [];
  cgoCXXFLAGS: string[] = [];
  cgoFFLAGS: string[] = [];
  cgoLDFLAGS: string[] = [];
  cgoPkgConfig: string[] = [];
  /** Resolved: what `importMap` maps is mapped. */
  imports: string[] = [];
  importMap: Map<string, string> = new Map();
  deps: string[] = [];
  error: PackageError | null = null;
  depsErrors: PackageError[] = [];
  testGoFiles: string[] = [];
  testImports: string[] = [];
  testEmbedPatterns: string[] = [];
  testEmbedFiles: string[] = [];
  xTestGoFiles: string[] = [];
  xTestImports: string[] = [];
  xTestEmbedPatterns: string[] = [];
  xTestEmbedFiles: string[] = [];
  internal = new PackageInternal();
  /** What has the package's comment. */
  private described: DirPackage | null = null;

  /** A copy whose lists of imports can be changed alone. */
  clone(): Package {
    const p = Object.assign(new Package(), this);
    p.internal = Object.assign(new PackageInternal(), this.internal);
    p.imports = [...this.imports];
    p.importMap = new Map(this.importMap);
    p.internal.imports = [...(this.internal.imports ?? [])];
    return p;
  }

  /** The synopsis of the package's comment. */
  get doc(): string {
    return this.described?.doc ?? '';
  }

  get usesCgo(): boolean {
    return this.cgoFiles.length > 0;
  }

  get usesSwig(): boolean {
    return this.swigFiles.length + this.swigCXXFiles.length > 0;
  }

  /** The package's name among its variants: `p [q.test]`. */
  get desc(): string {
    if (this.forTest !== '') return `${this.importPath} [${this.forTest}.test]`;
    if (this.internal.forMain !== '') return `${this.importPath} [${this.internal.forMain}]`;
    return this.importPath;
  }

  /** Every file that counts for the package. */
  allFiles(): string[] {
    const files = [
      ...this.goFiles,
      ...this.cgoFiles,
      ...this.ignoredGoFiles,
      ...this.ignoredOtherFiles,
      ...this.cFiles,
      ...this.cxxFiles,
      ...this.mFiles,
      ...this.hFiles,
      ...this.fFiles,
      ...this.sFiles,
      ...this.swigFiles,
      ...this.swigCXXFiles,
      ...this.sysoFiles,
      ...this.testGoFiles,
      ...this.xTestGoFiles,
    ];
    if (this.embedFiles.length === 0) return files;
    const have = new Set(files);
    for (const f of this.embedFiles) if (f.includes('/') || !have.has(f)) files.push(f);
    return files;
  }

  /** Takes what the directory's reading found. */
  takeDir(d: DirPackage, ignoreImports: boolean): void {
    this.internal.build = d;
    this.described = d;
    this.dir = d.dir;
    this.importPath = d.importPath;
    this.name = d.name;
    this.root = d.root;
    this.conflictDir = d.conflictDir;
    this.importComment = d.importComment;
    this.binaryOnly = d.binaryOnly;
    this.goroot = d.goroot;
    this.goFiles = d.goFiles;
    this.cgoFiles = d.cgoFiles;
    this.ignoredGoFiles = d.ignoredGoFiles;
    this.invalidGoFiles = d.invalidGoFiles;
    this.ignoredOtherFiles = d.ignoredOtherFiles;
    this.cFiles = d.cFiles;
    this.cxxFiles = d.cxxFiles;
    this.mFiles = d.mFiles;
    this.hFiles = d.hFiles;
    this.fFiles = d.fFiles;
    this.sFiles = d.sFiles;
    this.swigFiles = d.swigFiles;
    this.swigCXXFiles = d.swigCXXFiles;
    this.sysoFiles = d.sysoFiles;
    this.cgoCFLAGS = d.cgoCFLAGS;
    this.cgoCPPFLAGS = d.cgoCPPFLAGS;
    this.cgoCXXFLAGS = d.cgoCXXFLAGS;
    this.cgoFFLAGS = d.cgoFFLAGS;
    this.cgoLDFLAGS = d.cgoLDFLAGS;
    this.cgoPkgConfig = d.cgoPkgConfig;
    this.testGoFiles = d.testGoFiles;
    this.xTestGoFiles = d.xTestGoFiles;
    this.embedPatterns = d.embedPatterns;
    this.testEmbedPatterns = d.testEmbedPatterns;
    this.xTestEmbedPatterns = d.xTestEmbedPatterns;
    this.internal.origImportPath = d.importPath;
    if (ignoreImports) return;
    this.imports = [...d.imports];
    this.internal.rawImports = d.imports;
    this.testImports = [...d.testImports];
    this.xTestImports = [...d.xTestImports];
  }
}

/** The packages that the roots reach, each after what it imports. */
export function packageList(roots: readonly Package[]): Package[] {
  const seen = new Set<Package>();
  const all: Package[] = [];
  const walk = (p: Package) => {
    if (seen.has(p)) return;
    seen.add(p);
    for (const q of p.internal.imports ?? []) walk(q);
    all.push(p);
  };
  for (const p of roots) walk(p);
  return all;
}
