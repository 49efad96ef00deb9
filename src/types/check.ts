// The check of a package: files to typed package. What holds afterwards: every object has a type, every expression of a
// correct program carries its mode, type and value (nodes.ts, `Recorded`), every name its object; errors went to the
// reporter in the order in which they were found (diagnostics.ts brings them into gc's).

import type { FileSet, Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import type { Diagnostic, Reporter } from '../diag/reporter.ts';
import type { File, FuncDecl } from '../syntax/nodes.ts';
import type { Importer } from './checker.ts';
import { Checker, Environment, processDelayed } from './checker.ts';
import { cleanup } from './cleanup.ts';
import type { Context } from './context.ts';
import { errorf } from './errors.ts';
import { initOrder } from './initorder.ts';
import { monomorph } from './mono.ts';
import { directCycles } from './cycles.ts';
import { Package } from './package.ts';
import { collectObjects, packageObjects, unusedImports } from './resolver.ts';
import type { Scope } from './scope.ts';
import type { Sizes } from './sizes.ts';
import { universe } from './universe.ts';
import { current, langVersion } from './version.ts';

/** What is checked, and how. */
export interface CheckInput {
  /** The import path. */
  readonly path: string;
  /** In the order that gc is given them: sorted by name. */
  readonly files: readonly File[];
  readonly fset: FileSet;
  /** `go1.N` or `go1.N.M` of go.mod or -lang; empty: no restriction. */
  readonly goVersion: string;
  readonly sizes: Sizes;
  readonly importer: Importer;
  /** Where instances are found again; null: a new one. What is found may have been written in any package that shares it. */
  readonly context: Context | null;
  /** Parses a body that the parser skipped, see `demandBody`; bodies that decide the order of initialisation are demanded by the check. */
  readonly parseBody?: (decl: FuncDecl) => void;
  /** Only declarations: for packages that are imported, not worked on. */
  readonly ignoreFuncBodies?: boolean;
  readonly ignoreUnusedImports?: boolean;
  /** False where the parser did not check labels. */
  readonly ignoreBranchErrors?: boolean;
  readonly fakeImportC?: boolean;
  /** False: GODEBUG=gotypesalias=0. */
  readonly enableAlias?: boolean;
  /** The universe of the checker's own tests. */
  readonly universe?: Scope;
}

/** A checked package and what the check knows of it beyond its declarations: initialisation order, scopes, versions. */
export interface Checked {
  readonly pkg: Package;
  readonly check: Checker;
}

/** Checks a package. Errors do not stop it: what can be typed is typed. */
export function checkPackage(input: CheckInput, reporter: Reporter): Checked {
  const scope = input.universe ?? universe;
  const pkg = new Package(input.path, '', scope);
  const versions = new VersionHints(reporter, input);
  const check = new Checker(
    {
      reporter: versions,
      fset: input.fset,
      importer: input.importer,
      sizes: input.sizes,
      goVersion: input.goVersion,
      universe: scope,
      parseBody: input.parseBody ?? null,
      ignoreFuncBodies: input.ignoreFuncBodies ?? false,
      ignoreBranchErrors: input.ignoreBranchErrors ?? true,
      ignoreUnusedImports: input.ignoreUnusedImports ?? false,
      fakeImportC: input.fakeImportC ?? false,
      enableAlias: input.enableAlias ?? true,
    },
    pkg,
    input.context,
  );
  checkFiles(check, input.files);
  return { pkg, check };
}

/** Checks files as those of the checker's package. */
function checkFiles(check: Checker, files: readonly File[]): void {
  initFiles(check, files);
  collectObjects(check);
  directCycles(check);
  packageObjects(check);
  processDelayed(check, 0); // bodies as well
  cleanup(check);
  initOrder(check);
  if (!check.conf.ignoreUnusedImports) unusedImports(check);
  // The graph of instantiations makes sense for correct programs only.
  if (check.errorCount === 0) monomorph(check);

  check.pkg.goVersion = check.conf.goVersion;
  check.pkg.complete = true;
  check.env = new Environment();
  check.pkgPaths = null;
  check.unionTypeSets.clear();
}

/** Settles the package's name and which files count, and the language version of each. */
function initFiles(check: Checker, files: readonly File[]): void {
  const pkg = check.pkg;
  const fset = check.conf.fset;
  const start = (file: File): Pos => fset.file(file.pos)?.base ?? file.pos;
  for (const file of files) {
    const name = file.pkgName.value;
    if (pkg.name === '') {
      if (name === '_') errorf(check, file.pkgName, Code.BlankPkgName, 'invalid package name _');
      else pkg.name = name;
    } else if (name !== pkg.name) {
      const text = `package ${name}; expected package ${pkg.name}`;
      errorf(check, start(file), Code.MismatchedPkgName, text);
      continue;
    }
    check.files.push(file);
  }

  const pkgVersion = langVersion(check.conf.goVersion);
  if (pkgVersion > current && files.length > 0) {
    const text = `package requires newer Go version ${versionText(pkgVersion)} (application built with go1.${current})`;
    errorf(check, start(files[0]!), Code.TooNew, text);
  }
  for (const file of check.files) {
    let version = pkgVersion;
    const fileVersion = langVersion(file.goVersion);
    if (fileVersion !== 0) {
      // Go 1.21 was the first to heed such lines: one that names an older version means 1.21.
      version = Math.max(fileVersion, 21);
      if (fileVersion > current) {
        const text = `file requires newer Go version ${versionText(fileVersion)}`;
        errorf(check, file.pkgName, Code.TooNew, text);
      }
    }
    check.fileVersions.set(file, version);
  }
}

function versionText(version: number): string {
  return version < 1000 ? `go1.${version}` : `go${Math.floor(version / 1000)}`;
}

/** Adds to errors about language versions where the version comes from, as gc does. */
class VersionHints implements Reporter {
  private readonly to: Reporter;
  private readonly input: CheckInput;

  constructor(to: Reporter, input: CheckInput) {
    this.to = to;
    this.input = input;
  }

  report(d: Diagnostic): void {
    if (!/requires go[0-9]+\.[0-9]+ or later/.test(d.message)) {
      this.to.report(d);
      return;
    }
    const source = this.input.fset.file(d.pos);
    const file = this.input.files.find(f => this.input.fset.file(f.pos) === source);
    if (source === null || file === undefined) {
      this.to.report(d);
      return;
    }
    const version = langVersion(file.goVersion);
    const used = version === 0 ? '' : `go1.${Math.max(version, 21)}`;
    const hint =
      used !== '' && file.goVersion === used
        ? `file declares //go:build ${used}`
        : `-lang was set to ${this.input.goVersion}; check go.mod`;
    this.to.report({ pos: d.pos, code: d.code, message: `${d.message} (${hint})`, soft: d.soft });
  }
}
