// The state of the check of one package. The work is done by functions in the other files of this folder, which take the
// checker as their first argument.

import type { Pos } from '../base/pos.ts';
import type { Value } from '../constant/value.ts';
import type { Reporter } from '../diag/reporter.ts';
import type { CallExpr, Expr, File, FuncDecl, Node, TypeDecl } from '../syntax/nodes.ts';
import { Context } from './context.ts';
import type { Func, Obj, PkgName, TypeName, Var } from './object.ts';
import type { Package } from './package.ts';
import type { Scope } from './scope.ts';
import type { Alias, Basic, Interface, Named, Signature, TypeParam, TypeSet, Union } from './type.ts';

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

/** An untyped expression whose final type is not known yet. */
export interface ExprInfo {
  readonly isLhs: boolean;
  readonly mode: number;
  readonly type: Basic;
  readonly val: Value | null;
}

/** The options of a check. */
export interface Config {
  readonly reporter: Reporter;
}

/** The check of one package. */
export class Checker {
  readonly conf: Config;
  readonly pkg: Package;
  /** Shared by all packages of a program. */
  readonly ctxt: Context;
  /** The number of the last type parameter. */
  lastTypeParam = 0;
  env: Environment = new Environment();
  files: File[] = [];
  objList: Obj[] = [];
  imports: PkgName[] = [];
  methods: Map<TypeName, Func[]> | null = null;
  unionTypeSets: Map<Union, TypeSet> = new Map();
  untyped: Map<Expr, ExprInfo> = new Map();
  objPath: Obj[] = [];
  /** Types that must be completed before the check ends. */
  cleaners: (Named | Alias | Interface | TypeParam)[] = [];
  scopes: Map<Node, Scope> = new Map();

  constructor(conf: Config, pkg: Package, ctxt: Context | null) {
    this.conf = conf;
    this.pkg = pkg;
    this.ctxt = ctxt ?? new Context();
  }

  /** Names a package in messages; see errors.ts. */
  readonly qualifier = (pkg: Package): string => (pkg === this.pkg ? '' : pkg.path);
}
