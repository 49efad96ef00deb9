// The sources of a program as the compiler asks for them: declarations from binary forms, bodies parsed and checked one by
// one when they are needed, directives of all files, what assembly defines.

import { pathToPrefix, prefixToPath } from '../base/path-to-prefix.ts';
import type { FileSet, Pos, SourceFile } from '../base/pos.ts';
import { ErrorList } from '../diag/error-list.ts';
import { assert, InternalError } from '../diag/internal-error.ts';
import type { CheckedBody, EmbeddedFile, ProgramSource } from '../ssa/program/program.ts';
import { type InitEntry, sortInits } from '../ssa/program/init-order.ts';
import { isOrderless } from '../ssa/staticinit/plain.ts';
import { unpackListExpr } from '../syntax/exprs.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Expr, FuncDecl, VarDecl } from '../syntax/nodes.ts';
import { isRuntimePackage } from '../target/special-packages.ts';
import type { BodyChecker } from '../types/body.ts';
import type { Context } from '../types/context.ts';
import { type DirectiveOptions, pragmasOf, readDirectives } from '../types/directives.ts';
import { localTypeNumbers } from '../types/local-types.ts';
import { type Func, type TypeName, Var } from '../types/object.ts';
import * as ObjKind from '../types/objkind.ts';
import type { Package } from '../types/package.ts';
import type { Signature } from '../types/type.ts';
import * as VarKind from '../types/varkind.ts';
import type { FrontEnd, ParsedFile, SourcePackage } from './front-end.ts';
import { declarationKey, type IndexedFunc, indexedFunc, namedBy, type PackageIndex } from './package-index.ts';

/** A function of the source. */
export interface FuncSource {
  readonly file: ParsedFile;
  readonly decl: FuncDecl;
}

/** One package of the program. */
export class PackageSource {
  readonly importPath: string;
  readonly source: SourcePackage;
  readonly pkg: Package;
  /** Functions by name, methods by `T.name`. */
  readonly funcs = new Map<string, FuncSource>();
  /** The functions named init, in order. */
  readonly inits: FuncSource[] = [];
  readonly vars: { readonly file: ParsedFile; readonly decl: VarDecl }[] = [];
  /** The symbol of each declared name that has a linkname directive. */
  readonly linknames = new Map<string, string>();
  /** Names marked by a linkname of one argument, or pushed: what other packages may pull. */
  readonly directiveOptions: DirectiveOptions;
  readonly files: readonly ParsedFile[];
  private readonly front: FrontEnd;
  private readonly errors: ErrorList;
  private checker: BodyChecker | null = null;
  private readonly bodies = new Map<FuncDecl, CheckedBody>();
  private localNumbers: Map<Pos, number> | null = null;
  private order: readonly InitEntry[] | null = null;
  /** The functions in which was looked for what the order of initialisation depends on. */
  readonly orderedBy: string[] = [];
  /** Functions that were built before it was known whether the order of initialisation depends on them. */
  private readonly built: FuncSource[] = [];

  constructor(front: FrontEnd, source: SourcePackage, importPath: string, goos: string, goarch: string) {
    this.front = front;
    this.source = source;
    this.importPath = importPath;
    this.pkg = front.open(importPath);
    this.pkg.goVersion = source.goVersion; // the binary form leaves it out, which does not depend on it
    this.errors = new ErrorList(front.fset);
    this.directiveOptions = {
      pkgPath: source.path,
      std: source.std,
      runtime: source.std && isRuntimePackage(source.path),
      complete: source.complete,
      goos,
      goarch,
      fieldTrack: false,
      goVersion: source.goVersion,
    };
    this.files = front.files(source, this.errors);
    const aliases = new Set<string>();
    for (const { tree } of this.files) {
      for (const d of tree.declList) if (d.kind === NodeKind.TypeDecl && d.alias) aliases.add(d.name.value);
    }
    for (const file of this.files) {
      const { linknames } = readDirectives(file.tree, file.file.name, this.directiveOptions, this.errors);
      for (const l of linknames) this.linknames.set(l.local, l.remote);
      for (const d of file.tree.declList) {
        if (d.kind === NodeKind.VarDecl) this.vars.push({ file, decl: d });
        else if (d.kind === NodeKind.FuncDecl) this.addFunc(file, d, aliases);
      }
    }
    this.failOnErrors();
  }

  private addFunc(file: ParsedFile, decl: FuncDecl, aliases: ReadonlySet<string>): void {
    const name = decl.name.value;
    if (decl.recv !== null) {
      const written = receiverName(decl.recv.type);
      const receiver = aliases.has(written) ? namedBy(this.pkg.scope.lookup(written)!.type!) : written; // it is declared, with a type
      this.funcs.set(`${receiver}.${name}`, { file, decl });
    } else if (name === 'init') this.inits.push({ file, decl });
    else if (name !== '_') this.funcs.set(name, { file, decl });
  }

  private failOnErrors(): void {
    if (this.errors.count === 0) return;
    const d = this.errors.sorted()[0]!;
    const at = this.front.fset.position(d.pos);
    throw new InternalError(`a package that was checked has no errors: ${at === null ? '' : `${at}: `}${d.message}`);
  }

  /** The name of the function or method in which a position is; '' where it is in none. */
  functionAt(pos: Pos): string {
    for (const [key, { decl }] of this.funcs) if (decl.bodyPos <= pos && pos < decl.bodyEnd) return key;
    return '';
  }

  /** The declaration of a function or method of this package. */
  find(fn: Func): FuncSource | null {
    return this.funcs.get(declarationKey(fn)) ?? null;
  }

  /** Checks the body of a declaration, once; null where it has none. */
  body(f: FuncSource): CheckedBody | null {
    const { file, decl } = f;
    let body = this.bodies.get(decl);
    if (body === undefined) {
      if (decl.body === null) {
        if (decl.bodyPos === 0) return null;
        this.front.parseBody(file.file, decl, this.errors);
      }
      const sig = this.bodyChecker().func(file.tree, decl);
      this.failOnErrors();
      body = { file: file.tree, decl, sig };
      this.bodies.set(decl, body);
    }
    return body;
  }

  /** Lets go of the tree of a body: whoever asks for it once more gets a new one. Types that it declares are those of one tree. */
  release(f: FuncSource): void {
    const { file, decl } = f;
    if (this.order === null) this.built.push(f);
    else if (decl.bodyPos !== 0 && !mayDeclareTypes(file.file, decl)) {
      this.bodies.delete(decl);
      decl.body = null;
    }
  }

  private bodyChecker(): BodyChecker {
    this.checker ??= this.front.bodies(this.source, this.errors, this.importPath);
    return this.checker;
  }

  /** The pragmas of a declaration: bits of types/pragmaflag.ts. */
  pragma(f: FuncSource): number {
    return pragmasOf(f.decl.pragma, this.directiveOptions).flags;
  }

  /** What initialises the variables, in order; initialisers are checked. */
  initOrder(): readonly InitEntry[] {
    if (this.order !== null) return this.order;
    const list: { v: Var; entry: InitEntry | null }[] = [];
    for (const { file, decl } of this.vars) {
      if (decl.values !== null) this.bodyChecker().vars(file.tree, decl);
      const vars = decl.nameList.map(name => {
        const obj = this.pkg.scope.lookup(name.value);
        if (obj !== null && obj.kind === ObjKind.Var) return obj;
        return new Var(VarKind.Package, name.pos, this.pkg, name.value, null); // _: only evaluated
      });
      const values: readonly Expr[] = unpackListExpr(decl.values);
      const entry = (lhs: readonly Var[], rhs: Expr): InitEntry => ({ lhs, rhs, file: file.tree, pos: decl.pos });
      if (values.length === vars.length) vars.forEach((v, i) => list.push({ v, entry: entry([v], values[i]!) }));
      else if (values.length === 1) {
        const one = entry(vars, values[0]!);
        for (const v of vars) list.push({ v, entry: one });
      } else for (const v of vars) list.push({ v, entry: null });
    }
    this.failOnErrors();
    this.order = sortInits(
      this.pkg,
      list,
      fn => {
        this.orderedBy.push(declarationKey(fn));
        const f = this.find(fn);
        return f === null ? null : (this.body(f)?.decl.body ?? null);
      },
      e => e.lhs.length === 1 && isOrderless(e.rhs),
    );
    for (const f of this.built.splice(0)) this.release(f);
    return this.order;
  }

  /** The files that a variable embeds; null where it embeds none. */
  embedded(v: Var): readonly EmbeddedFile[] | null {
    if (this.source.embed === undefined || this.source.embed.size === 0) return null;
    const found = this.vars.find(({ decl }) => decl.pragma !== null && decl.nameList[0]!.value === v.name);
    if (found === undefined) return null;
    const { embeds } = pragmasOf(found.decl.pragma, this.directiveOptions);
    if (embeds.length === 0) return null;
    const names = new Set<string>();
    for (const e of embeds) for (const p of e.patterns) for (const f of this.source.embed.get(p) ?? []) names.add(f);
    return [...names].map(name => ({ name, bytes: this.front.embedded(this.source, name) }));
  }

  /** What is asked of it without its bodies. */
  index(): PackageIndex {
    const funcs = new Map<string, IndexedFunc>();
    for (const [key, f] of this.funcs) {
      const pragma = f.decl.pragma === null ? 0 : this.pragma(f);
      const hasBody = hasBodyOf(f.decl);
      if (pragma !== 0 || !hasBody) funcs.set(key, { pragma, hasBody });
    }
    return { linknames: this.linknames, funcs };
  }

  /** The number of a type that is declared inside a function of this package. */
  localNumber(obj: TypeName): number {
    if (this.localNumbers === null) {
      for (const { file, tree } of this.files) {
        for (const d of tree.declList) {
          if (d.kind === NodeKind.FuncDecl && d.body === null && d.bodyPos !== 0 && mayDeclareTypes(file, d)) {
            this.front.parseBody(file, d, this.errors);
          }
        }
      }
      this.localNumbers = localTypeNumbers(this.files.map(f => f.tree));
    }
    const n = this.localNumbers.get(obj.pos);
    assert(n !== undefined, `the local type ${obj.name} of ${this.importPath} was found in its package`);
    return n;
  }
}

function hasBodyOf(decl: FuncDecl): boolean {
  return decl.body !== null || decl.bodyPos !== 0;
}

/** Whether the keyword `type`, as declarations have it, is anywhere in the text of a body. */
function mayDeclareTypes(file: SourceFile, decl: FuncDecl): boolean {
  const { source, base } = file;
  const end = decl.bodyEnd - base;
  for (let at = decl.bodyPos - base; ; at++) {
    at = source.indexOf(0x74, at); // t
    if (at < 0 || at >= end) return false;
    if (source[at + 1] !== 0x79 || source[at + 2] !== 0x70 || source[at + 3] !== 0x65) continue;
    const next = source[at + 4]!;
    if (next <= 0x20 || next === 0x28 || next === 0x2f) return true; // a space, ( or a comment; not x.(type), no longer name
  }
}

/** The name of the type that a receiver's type expression is about. */
function receiverName(e: Expr): string {
  switch (e.kind) {
    case NodeKind.Name:
      return e.value;
    case NodeKind.ParenExpr:
      return receiverName(e.x);
    case NodeKind.Operation:
      return receiverName(e.x);
    case NodeKind.IndexExpr:
      return receiverName(e.x);
    default:
      return '';
  }
}

/** Keeps the indexes of packages between builds, by the path that symbols have. */
export interface IndexStore {
  find(path: string): PackageIndex | null;
  keep(path: string, index: PackageIndex): void;
}

/** Hears what is read of packages, by the path that symbols have. */
export interface ReadLog {
  body(path: string, key: string): void;
  /** The names of the types that functions declare. */
  localTypes(path: string): void;
  /** What is declared of a name. */
  name(path: string, name: string): void;
  directives(path: string): void;
  /** What it and all that it imports declare. */
  declarations(path: string): void;
  /** What initialises it, but for files that variables embed. */
  initial(path: string): void;
  /** All files. */
  files(path: string): void;
}

/** All packages of a program, or of one test's. */
export class Sources implements ProgramSource {
  readonly fset: FileSet;
  readonly context: Context;
  private readonly front: FrontEnd;
  private readonly goos: string;
  private readonly goarch: string;
  private readonly byPath: ReadonlyMap<string, SourcePackage>;
  private readonly loaded = new Map<string, PackageSource>();
  /** Import paths by the path that symbols have, where they differ: `main`. */
  private readonly pathOfPkg = new Map<Package, string>();
  /** Import paths by the path that symbols have. */
  private readonly bySymbolPath = new Map<string, string>();
  private readonly asm = new Map<string, number>();
  /** A package, and all that it imports, itself or by way of others. */
  private readonly imported = new Map<Package, ReadonlySet<Package>>();
  private readonly indexes = new Map<string, PackageIndex>();
  /** Set by whoever keeps what was built. */
  kept: IndexStore | null = null;
  /** Set by whoever wants to know. */
  reads: ReadLog | null = null;

  /** `packages` are by import path. */
  constructor(front: FrontEnd, packages: ReadonlyMap<string, SourcePackage>, goos: string, goarch: string) {
    this.front = front;
    this.fset = front.fset;
    this.context = front.context;
    this.byPath = packages;
    this.goos = goos;
    this.goarch = goarch;
    for (const [importPath, source] of packages) this.bySymbolPath.set(source.path, importPath);
  }

  /** The package of an import path with its sources. */
  load(importPath: string): PackageSource {
    let p = this.loaded.get(importPath);
    if (p === undefined) {
      const source = this.byPath.get(importPath);
      assert(source !== undefined, `${importPath} is part of the program`);
      p = new PackageSource(this.front, source, importPath, this.goos, this.goarch);
      this.loaded.set(importPath, p);
      this.pathOfPkg.set(p.pkg, importPath);
    }
    return p;
  }

  /** The sources of a package. */
  of(pkg: Package): PackageSource {
    return this.load(this.pathOfPkg.get(pkg) ?? this.bySymbolPath.get(pkg.path) ?? pkg.path);
  }

  /** The index of a package. */
  index(pkg: Package): PackageIndex {
    const importPath = this.pathOfPkg.get(pkg) ?? this.bySymbolPath.get(pkg.path) ?? pkg.path;
    if (this.reads !== null) this.reads.directives(this.byPath.get(importPath)!.path); // all packages of the program are there
    return this.indexOf(importPath);
  }

  /** The index of the package of an import path. */
  indexOf(importPath: string): PackageIndex {
    let index = this.indexes.get(importPath);
    if (index === undefined) {
      const source = this.byPath.get(importPath);
      assert(source !== undefined, `${importPath} is part of the program`);
      const kept = this.kept === null ? null : this.kept.find(source.path);
      index = kept ?? this.load(importPath).index();
      if (kept === null && this.kept !== null) this.kept.keep(source.path, index);
      this.indexes.set(importPath, index);
    }
    return index;
  }

  /** The package whose symbols have a path; null where none of the program has it. */
  ofSymbols(path: string): Package | null {
    const importPath = this.bySymbolPath.get(path);
    return importPath === undefined ? null : this.front.open(importPath);
  }

  package(path: string): Package {
    return this.front.open(path);
  }

  importedBy(from: string, path: string): Package | null {
    if (this.reads !== null) this.reads.declarations(from);
    const importer = this.ofSymbols(from);
    const pkg = this.ofSymbols(path);
    return importer !== null && pkg !== null && this.importsOf(importer).has(pkg) ? pkg : null;
  }

  private importsOf(pkg: Package): ReadonlySet<Package> {
    let found = this.imported.get(pkg);
    if (found === undefined) {
      const all = new Set([pkg]);
      for (const p of all) {
        if (p.open !== null) p.open();
        for (const i of p.imports) all.add(i);
      }
      this.imported.set(pkg, (found = all));
    }
    return found;
  }

  declaredAs(name: string): Func | Var | null {
    const dot = name.indexOf('.', name.lastIndexOf('/') + 1);
    if (dot < 0) return null;
    const pkg = this.ofSymbols(prefixToPath(name.slice(0, dot)));
    if (pkg === null) return null;
    const rest = name.slice(dot + 1);
    if ((this.index(pkg).linknames.get(rest) ?? name) !== name) return null; // it has another name
    const obj = pkg.scope.lookup(rest);
    return obj !== null && (obj.kind === ObjKind.Func || obj.kind === ObjKind.Var) ? obj : null;
  }

  body(fn: Func): CheckedBody | null {
    const p = this.of(fn.pkg!);
    if (this.reads !== null) this.reads.body(p.source.path, declarationKey(fn));
    const f = p.find(fn);
    return f === null ? null : p.body(f);
  }

  release(fn: Func): void {
    const p = this.of(fn.pkg!);
    const f = p.find(fn);
    if (f !== null) p.release(f);
  }

  /** Whether a function, method or origin of an instance is declared with a body. */
  hasBody(fn: Func): boolean {
    return fn.pkg !== null && indexedFunc(this.index(fn.pkg), fn.origin ?? fn).hasBody;
  }

  pragma(fn: Func): number {
    return fn.pkg === null ? 0 : indexedFunc(this.index(fn.pkg), fn).pragma;
  }

  linkname(obj: Func | Var): string | null {
    if (obj.pkg === null) return null;
    if (obj.kind === ObjKind.Func && (obj.type as Signature).recv !== null) return null;
    return this.index(obj.pkg).linknames.get(obj.name) ?? null;
  }

  embedded(v: Var): readonly EmbeddedFile[] | null {
    if (v.pkg === null) return null;
    const p = this.initialOf(v.pkg);
    const found = p.embedded(v);
    if (found !== null && this.reads !== null) this.reads.files(p.source.path);
    return found;
  }

  /** Whether a variable holds counters of coverage. */
  isCounter(v: Var): boolean {
    if (v.pkg === null) return false;
    const { counters = '' } = this.of(v.pkg).source;
    // The number of the package, and what is said of it, begin so too; only counters go on with a number.
    return counters !== '' && v.name.startsWith(counters) && /^_[0-9]+$/.test(v.name.slice(counters.length));
  }

  initOrder(pkg: Package): readonly InitEntry[] {
    const p = this.initialOf(pkg);
    const order = p.initOrder();
    if (this.reads !== null) for (const key of p.orderedBy) this.reads.body(p.source.path, key);
    return order;
  }

  private initialOf(pkg: Package): PackageSource {
    const p = this.of(pkg);
    if (this.reads !== null) this.reads.initial(p.source.path);
    return p;
  }

  initFuncs(pkg: Package): readonly CheckedBody[] {
    const p = this.initialOf(pkg);
    return p.inits.map(f => p.body(f)!); // the checker wants a body of each
  }

  asmDefines(name: string): number {
    return this.asm.get(name) ?? -1;
  }

  /** Notes that assembly defines a symbol under an ABI. */
  addAsm(name: string, abi: number): void {
    this.asm.set(name, abi);
  }

  readonly localNumber = (obj: TypeName): number => {
    if (obj.pkg === null || obj.parent === obj.pkg.scope) return 0;
    const p = this.of(obj.pkg);
    if (this.reads !== null) this.reads.localTypes(p.source.path);
    return p.localNumber(obj);
  };

  /**
   * What is declared of a type is read, or the function in which it is declared; false where it is declared in the initial value
   * of a variable.
   */
  readName(obj: TypeName): boolean {
    const { pkg } = obj;
    if (pkg === null || this.reads === null) return true;
    if (obj.parent === pkg.scope) {
      this.reads.name(pkg.path, obj.name);
      return true;
    }
    const p = this.of(pkg);
    const key = p.functionAt(obj.pos);
    if (key === '') return false;
    this.reads.body(p.source.path, key);
    this.reads.localTypes(p.source.path);
    return true;
  }

  /** The prefix of a package's symbols. */
  prefix(pkg: Package): string {
    return pathToPrefix(pkg.path);
  }
}
