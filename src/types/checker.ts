// The state of the check of one package. The work is done by functions in the other files of this folder, which take the
// checker as their first argument.

import type { FileSet, Pos } from '../base/pos.ts';
import type { Value } from '../constant/value.ts';
import type { Reporter } from '../diag/reporter.ts';
import type { CallExpr, Expr, File, FuncDecl, InterfaceType, Node, TypeDecl } from '../syntax/nodes.ts';
import { Context } from './context.ts';
import { positionString, qualifier } from './errors.ts';
import { MonoGraph } from './mono.ts';
import type { Func, Obj, PkgName, TypeName, Var } from './object.ts';
import type { Package } from './package.ts';
import type { Scope } from './scope.ts';
import type { Sizes } from './sizes.ts';
import type { Qualifier } from './typestring.ts';
import type { Alias, Chan, Interface, Named, Signature, TypeParam, TypeSet, Union } from './type.ts';

/** A package-level declaration, or a method. */
export class DeclInfo {
  /** The scope of its file. */
  readonly file: Scope;
  /** The language version of its file, N of go1.N; 0 when unknown. */
  readonly version: number;
  /** The variables of `var a, b = f()`, or null. */
  lhs: readonly Var[] | null = null;
  /** The written type of a constant or variable. */
  vtyp: Expr | null = null;
  /** The initialiser of a constant or variable. */
  init: Expr | null = null;
  /** The initialiser of a constant comes from a declaration above. */
  inherited = false;
  tdecl: TypeDecl | null = null;
  fdecl: FuncDecl | null = null;
  /** The package-level objects that the initialiser or body refers to; null while there are none. */
  deps: Set<Obj> | null = null;

  constructor(file: Scope, version: number) {
    this.file = file;
    this.version = version;
  }
}

/** What surrounds the declaration, statement or expression being checked. Saved and restored as a whole. */
export class Environment {
  /** The package-level declaration whose initialiser or body is checked, or null. */
  decl: DeclInfo | null = null;
  scope: Scope | null = null;
  /** N of go1.N; 0: no restriction. */
  version = 0;
  /** The value of iota in a constant declaration, else null. */
  iota: Value | null = null;
  /** The position of the constant that inherits an initialiser, else NoPos. */
  errpos: Pos = 0;
  inTParamList = false;
  /** The signature of the function whose body is checked, or null. */
  sig: Signature | null = null;
  /** The calls of panic in the body; null while there are none. */
  isPanic: Set<CallExpr> | null = null;
  hasLabel = false;
  hasCallOrRecv = false;
}

/** Gives the package of an import path; a text says why there is none. Two calls with one path give one package. */
export type Importer = (path: string) => Package | string;

/** The options of a check. */
export interface Config {
  readonly reporter: Reporter;
  /** Knows the files, for positions within messages. */
  readonly fset: FileSet;
  readonly importer: Importer;
  readonly sizes: Sizes;
  /** The language version of the package, `go1.N` or `go1.N.M`; empty: no restriction. */
  readonly goVersion: string;
  /** The universe, or that of the checker's own tests. */
  readonly universe: Scope;
  /** Parses a body that was skipped, when it is needed; null where bodies that are not there are not wanted. */
  readonly parseBody: ((decl: FuncDecl) => void) | null;
  /** Only declarations: bodies of functions and function literals are left alone. */
  readonly ignoreFuncBodies: boolean;
  /** The parser checked labels and branches. */
  readonly ignoreBranchErrors: boolean;
  readonly ignoreUnusedImports: boolean;
  /** `import "C"` gives an empty package that has every name. */
  readonly fakeImportC: boolean;
  /** Alias declarations make Alias types; false is the old way of GODEBUG=gotypesalias=0. */
  readonly enableAlias: boolean;
}

/** The check of one package. */
export class Checker {
  readonly conf: Config;
  readonly pkg: Package;
  /** Where instances are found again. */
  readonly ctxt: Context;
  /** The number of the last type parameter. */
  lastTypeParam = 0;
  env: Environment = new Environment();
  files: File[] = [];
  /** The package-level objects and the methods, in source order. */
  objList: Obj[] = [];
  /** What was imported, by path. */
  importMap: Map<string, Package> = new Map();
  imports: PkgName[] = [];
  /** Which import brought a name into a file's scope through `import . "path"`. */
  dotImports: Map<Scope, Map<string, PkgName>> | null = null;
  /** Methods by the type that their receiver names; while declarations are collected. */
  methods: Map<TypeName, Func[]> | null = null;
  /** Aliases whose type is not known yet; only without Alias types. */
  brokenAliases: Set<TypeName> | null = null;
  unionTypeSets: Map<Union, TypeSet> = new Map();
  /** Untyped constants that are shifted by a variable count, and so must become integers (see untyped.ts). */
  readonly shiftOperands: Set<Expr> = new Set();
  /** Second results of `implicitTypeAndValue`: the converted constant, or null, and the code of the error, or 0. */
  conversionVal: Value | null = null;
  conversionCode = 0;
  /** Actions for the end of the statement or of the check, with the language version that each runs under. */
  readonly delayed: (() => void)[] = [];
  readonly delayedVersion: number[] = [];
  objPath: Obj[] = [];
  /** Types without type parameters that do not contain themselves, see validtype.ts. */
  readonly valid: Set<Named> = new Set();
  /** Types whose declarations were put off because they were met too deep in others. */
  putOff: Named[] = [];
  /** Types that must be completed before the check ends. */
  cleaners: (Named | Alias | Interface | TypeParam)[] = [];
  /** The scopes that nodes open; null where nobody asks for them. */
  scopes: Map<Node, Scope> | null = null;
  /** The versions of the files that differ from the package's: N of go1.N. */
  readonly fileVersions: Map<File, number> = new Map();
  /** The initialisers of package-level variables in the order of execution. */
  initOrder: Initializer[] = [];
  /** Instantiations, for the check that there are finitely many. */
  readonly mono: MonoGraph = new MonoGraph();
  /** Interface literals that are not empty; channel types; whether an array is large. For restrictions.ts. */
  readonly interfaces: InterfaceType[] = [];
  readonly channels: Chan[] = [];
  large = false;
  /** How many errors were reported. */
  errorCount = 0;
  /** Paths by package name, made when a message first names another package. */
  pkgPaths: Map<string, Set<string>> | null = null;

  constructor(conf: Config, pkg: Package, ctxt: Context | null) {
    this.conf = conf;
    this.pkg = pkg;
    this.ctxt = ctxt ?? new Context();
  }

  /** Names a package in messages; see errors.ts. */
  readonly qualifier: Qualifier = Object.assign((pkg: Package) => qualifier(this, pkg), {
    position: (pos: Pos) => positionString(this, pos),
  });
}

/** `lhs = rhs` among the initialisers of package-level variables; several variables take the results of one call. */
export class Initializer {
  readonly lhs: readonly Var[];
  readonly rhs: Expr;

  constructor(lhs: readonly Var[], rhs: Expr) {
    this.lhs = lhs;
    this.rhs = rhs;
  }
}

/** Finds a name in the scopes around the current place; null where it is not declared. */
export function lookup(check: Checker, name: string): Obj | null {
  for (let s = check.env.scope; s !== null; s = s.parent) {
    const obj = s.lookup(name);
    if (obj !== null) return obj;
  }
  return null;
}

/**
 * Puts an action off to the end of the current statement, or of a local constant or variable declaration before its names
 * come into scope, or of the check.
 */
export function later(check: Checker, action: () => void): void {
  check.delayed.push(action);
  check.delayedVersion.push(check.env.version);
}

/** Runs the actions that were put off since there were `top` of them; they may put off more. */
export function processDelayed(check: Checker, top: number): void {
  const saved = check.env.version;
  for (let i = top; i < check.delayed.length; i++) {
    check.env.version = check.delayedVersion[i]!;
    check.delayed[i]!();
  }
  check.delayed.length = top;
  check.delayedVersion.length = top;
  check.env.version = saved;
}

/** Marks obj as being declared. */
export function push(check: Checker, obj: Obj): void {
  obj.pathIndex = check.objPath.length;
  check.objPath.push(obj);
}

/** Takes the last object from the path of those being declared. */
export function pop(check: Checker): void {
  check.objPath.pop()!.pathIndex = -1;
}

/** Records that the declaration being checked refers to a package-level object, for the order of initialisation. */
export function addDeclDep(check: Checker, to: Obj): void {
  const from = check.env.decl;
  if (from === null || to.decl === null || to.pkg !== check.pkg) return;
  if (from.deps === null) from.deps = new Set();
  from.deps.add(to);
}
