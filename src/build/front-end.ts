// Source packages to typed packages: parses the files of a package, checks them, and gives a package that is only imported
// its declarations, bodies left aside, once for the whole program.

import { FileSet, type SourceFile } from '../base/pos.ts';
import { ErrorList } from '../diag/error-list.ts';
import type { Reporter } from '../diag/reporter.ts';
import { IOError, type Host } from '../host/host.ts';
import type { File } from '../syntax/nodes.ts';
import * as Mode from '../syntax/mode.ts';
import { parse, Parser } from '../syntax/parser.ts';
import { checkPackage, type Checked } from '../types/check.ts';
import {
  checkDirectives,
  type DirectiveOptions,
  type FileWithDirectives,
  readDirectives,
} from '../types/directives.ts';
import { Context } from '../types/context.ts';
import { checkRestrictions, checkSizes } from '../types/restrictions.ts';
import type { Package } from '../types/package.ts';
import type { Sizes } from '../types/sizes.ts';
import { unsafePackage } from '../types/universe.ts';
import { isRuntimePackage } from '../target/special-packages.ts';

/** A package as the loader found it. */
export interface SourcePackage {
  /** What the compiler is told: `main` for commands. */
  readonly path: string;
  readonly files: readonly { /** As messages print it. */ readonly name: string; readonly file: string }[];
  /** `go1.N` of its module; empty: no restriction. */
  readonly goVersion: string;
  /** It is of the standard library. */
  readonly std: boolean;
  /** Every function must have a body: no assembly completes the package. */
  readonly complete: boolean;
  /** The package that an import of this package means, or why there is none. */
  resolve(importPath: string): SourcePackage | string;
}

/** A package that somebody works on, with all that is wrong with it. */
export interface CheckedPackage {
  /** Null after syntax errors: types were not checked. */
  readonly checked: Checked | null;
  readonly errors: ErrorList;
}

/** The target, as far as types and directives see it. */
export interface Target {
  readonly goos: string;
  readonly goarch: string;
  readonly sizes: Sizes;
}

/** The front end of one program: packages that are imported are read once. */
export class FrontEnd {
  readonly fset = new FileSet();
  readonly context = new Context();
  private readonly host: Host;
  private readonly target: Target;
  private readonly parser = new Parser();
  private readonly imported = new Map<SourcePackage, Package | string>();

  constructor(host: Host, target: Target) {
    this.host = host;
    this.target = target;
  }

  /** The declarations of a package, for those who import it; a text says why there are none. */
  import(source: SourcePackage): Package | string {
    if (source.path === 'unsafe') return unsafePackage;
    const known = this.imported.get(source);
    if (known !== undefined) return known;
    const errors = new ErrorList(this.fset);
    const trees = this.parse(source, Mode.SkipBodies, errors).flatMap(f => f.tree ?? []);
    const result =
      trees.length === 0
        ? (errors.sorted()[0]?.message ?? `no Go files in package ${source.path}`)
        : this.types(source, trees, false, errors).pkg;
    this.imported.set(source, result);
    return result;
  }

  /** Checks a package in full, as gc would before it makes code. */
  check(source: SourcePackage): CheckedPackage {
    const errors = new ErrorList(this.fset);
    const options: DirectiveOptions = {
      pkgPath: source.path,
      std: source.std,
      runtime: source.std && isRuntimePackage(source.path),
      complete: source.complete,
      goos: this.target.goos,
      goarch: this.target.goarch,
      fieldTrack: false,
      goVersion: source.goVersion,
    };
    const files = this.parse(source, Mode.CheckBranches, errors);
    const withDirectives: FileWithDirectives[] = files.flatMap(({ file, tree }) =>
      tree === null ? [] : [{ file: tree, directives: readDirectives(tree, file.name, options, errors) }],
    );
    const trees = withDirectives.map(f => f.file);
    if (errors.syntaxErrors > 0 || trees.length < source.files.length) return { checked: null, errors };
    const checked = this.types(source, trees, true, errors);
    if (errors.count === 0 && checkRestrictions(checked.check, trees, errors)) {
      checkDirectives(checked.check, withDirectives, options, errors);
      checkSizes(checked.check, trees, errors);
    }
    return { checked, errors };
  }

  private parse(source: SourcePackage, mode: Mode.Bits, reporter: Reporter): { file: SourceFile; tree: File | null }[] {
    return source.files.map(({ name, file }) => {
      const text = this.host.readFile(file);
      if (text instanceof IOError) {
        reporter.report({ pos: 0, code: 0, message: text.toString(), soft: false });
        return { file: this.fset.add(name, new Uint8Array(0)), tree: null };
      }
      const added = this.fset.add(name, text);
      return { file: added, tree: parse(added, reporter, mode, this.parser) };
    });
  }

  private types(source: SourcePackage, files: readonly File[], bodies: boolean, reporter: Reporter): Checked {
    return checkPackage(
      {
        path: source.path,
        files,
        fset: this.fset,
        goVersion: source.goVersion,
        sizes: this.target.sizes,
        importer: path => this.importFrom(source, path),
        context: this.context,
        ignoreFuncBodies: !bodies,
        ignoreUnusedImports: !bodies,
      },
      reporter,
    );
  }

  private importFrom(from: SourcePackage, path: string): Package | string {
    if (path === 'unsafe') return unsafePackage;
    const found = from.resolve(path);
    return typeof found === 'string' ? found : this.import(found);
  }
}
