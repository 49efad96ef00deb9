// Bodies on demand: the check of one function body, or of the initialiser of variables, of a package whose declarations are
// known, be it checked before without bodies, or read from its binary form. The same body can be checked again, after it was
// edited and parsed anew.
//
// The objects of the package are those that everybody knows. What is made anew is what only the body sees: the imports of
// its file, and its own signature with parameters and type parameters, because they belong to the scope of the body.

import type { FileSet } from '../base/pos.ts';
import { assert } from '../diag/internal-error.ts';
import type { Reporter } from '../diag/reporter.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { File, FuncDecl, VarDecl } from '../syntax/nodes.ts';
import { unpackListExpr } from '../syntax/exprs.ts';
import { endPos } from '../syntax/positions.ts';
import { initVar, initVars } from './assignments.ts';
import type { Importer } from './checker.ts';
import { Checker, DeclInfo, Environment, processDelayed } from './checker.ts';
import { cleanup } from './cleanup.ts';
import type { Context } from './context.ts';
import { expr, newTarget } from './expr.ts';
import { Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import { Operand } from './operand.ts';
import type { Package } from './package.ts';
import { collectImport } from './resolver.ts';
import { Scope } from './scope.ts';
import { funcType } from './signature.ts';
import type { Sizes } from './sizes.ts';
import { funcBody } from './stmt.ts';
import { emptyTuple, noTypeParams, Signature } from './type.ts';
import { varType } from './typexpr.ts';
import * as VarKind from './varkind.ts';
import { langVersion } from './version.ts';

/** The package, and what its check depended on. */
export interface BodyInput {
  /** Complete. */
  readonly pkg: Package;
  readonly fset: FileSet;
  /** As that of the check, see `CheckInput`. */
  readonly goVersion: string;
  readonly sizes: Sizes;
  readonly importer: Importer;
  /** Where instances are found again. */
  readonly context: Context;
}

/** Checks bodies of one package. */
export class BodyChecker {
  private readonly check: Checker;
  /** The scope and version of each file. */
  private readonly files = new Map<File, DeclInfo>();

  constructor(input: BodyInput, reporter: Reporter) {
    const { pkg, fset, goVersion, sizes, importer } = input;
    this.check = new Checker(
      {
        reporter,
        fset,
        importer,
        sizes,
        goVersion,
        universe: pkg.scope.parent!,
        parseBody: null,
        ignoreFuncBodies: false,
        ignoreBranchErrors: true,
        ignoreUnusedImports: true,
        fakeImportC: false,
        enableAlias: true,
      },
      pkg,
      input.context,
    );
  }

  /**
   * Checks the body of a function, which was parsed, and records on its tree. The result is the signature that the body sees:
   * its variables and type parameters are those in the body.
   */
  func(file: File, decl: FuncDecl): Signature {
    const check = this.check;
    const info = this.enter(file);
    info.fdecl = decl;
    const sig = new Signature(null, noTypeParams, emptyTuple, emptyTuple, false);
    funcType(check, sig, decl.recv, decl.tparamList, decl.type);
    sig.scope!.pos = decl.pos;
    sig.scope!.end = endPos(decl);
    assert(decl.body !== null, 'the body was parsed');
    funcBody(check, info, decl.name.value, sig, decl.body, null);
    this.leave();
    info.file.children = null; // only the body's own tree leads to its scopes
    return sig;
  }

  /** Checks the initialisers of a declaration of package-level variables and records on their trees. */
  vars(file: File, decl: VarDecl): void {
    const check = this.check;
    const info = this.enter(file);
    check.env.decl = info;
    const type = decl.type === null ? null : varType(check, decl.type);
    const lhs = decl.nameList.map(name => {
      const obj = check.pkg.scope.lookup(name.value);
      if (obj !== null && obj.kind === ObjKind.Var) return obj;
      return new Var(VarKind.Package, name.pos, check.pkg, name.value, type); // _
    });
    const values = unpackListExpr(decl.values);
    if (values.length === lhs.length) {
      for (let i = 0; i < lhs.length; i++) {
        const x = new Operand();
        expr(check, newTarget(lhs[i]!.type, lhs[i]!.name), x, values[i]!);
        initVar(check, lhs[i]!, x, 'variable declaration');
      }
    } else if (values.length > 0) {
      initVars(check, lhs, values, null);
    }
    this.leave();
  }

  /** A new environment in the scope of the file. */
  private enter(file: File): DeclInfo {
    const check = this.check;
    let known = this.files.get(file);
    if (known === undefined) {
      const fileVersion = langVersion(file.goVersion);
      const version = fileVersion === 0 ? langVersion(check.conf.goVersion) : Math.max(fileVersion, 21);
      const scope = new Scope(check.pkg.scope, file.pos, file.eof, 'file');
      known = new DeclInfo(scope, version);
      this.files.set(file, known);
      check.env = new Environment();
      check.env.version = version;
      for (const d of file.declList) if (d.kind === NodeKind.ImportDecl) collectImport(check, d, scope);
    }
    const env = new Environment();
    env.scope = known.file;
    env.version = known.version;
    check.env = env;
    return new DeclInfo(known.file, known.version);
  }

  private leave(): void {
    processDelayed(this.check, 0);
    cleanup(this.check);
    this.check.env = new Environment();
  }
}
