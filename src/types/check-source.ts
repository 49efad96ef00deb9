// Checks the text of one file: how the tests of this folder make their types.

import { encodeUtf8 } from '../base/utf8.ts';
import { FileSet } from '../base/pos.ts';
import { DiagnosticList } from '../diag/reporter.ts';
import { assert } from '../diag/internal-error.ts';
import { parse } from '../syntax/parser.ts';
import { checkPackage } from './check.ts';
import type { Checker } from './checker.ts';
import type { Package } from './package.ts';
import { sizes64 } from './sizes.ts';
import type { Type } from './type.ts';
import { unsafePackage } from './universe.ts';

/** A checked text. */
export interface CheckedSource {
  readonly pkg: Package;
  readonly check: Checker;
  /** `line:col: message`, in the order of the reports. */
  readonly errors: readonly string[];
  /** The type of a package-level object. */
  typeOf(name: string): Type;
}

/** Checks a file that may import unsafe and the given packages. The path of the package is its name. */
export function checkSource(source: string, imports: readonly Package[] = []): CheckedSource {
  const fset = new FileSet();
  const diagnostics = new DiagnosticList();
  const file = parse(fset.add('x.go', encodeUtf8(source)), diagnostics, 0);
  assert(file !== null, 'a package clause');
  const importer = (path: string): Package | string =>
    path === 'unsafe' ? unsafePackage : (imports.find(p => p.path === path) ?? `no package ${path}`);
  const input = { files: [file], fset, goVersion: '', sizes: sizes64, importer, context: null };
  const { pkg, check } = checkPackage({ path: file.pkgName.value, ...input }, diagnostics);
  const errors = diagnostics.list.map(d => {
    const p = fset.position(d.pos);
    return p === null ? d.message : `${p.line}:${p.col}: ${d.message}`;
  });
  const typeOf = (name: string): Type => {
    const obj = pkg.scope.lookup(name);
    assert(obj !== null && obj.type !== null, `${name} is declared`);
    return obj.type;
  };
  return { pkg, check, errors, typeOf };
}
