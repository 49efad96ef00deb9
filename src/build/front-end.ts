// Source packages to typed packages: parses the files of a package, checks them, and gives a package that is only imported
// its declarations, bodies left aside, once for the whole program.

import { FileSet, type SourceFile } from '../base/pos.ts';
import { type Diagnostic, DiagnosticList } from '../diag/reporter.ts';
import { IOError, type Host } from '../host/host.ts';
import type { File } from '../syntax/nodes.ts';
import * as Mode from '../syntax/mode.ts';
import { parse, Parser } from '../syntax/parser.ts';
import { checkPackage, type Checked } from '../types/check.ts';
import { Context } from '../types/context.ts';
import type { Package } from '../types/package.ts';
import type { Sizes } from '../types/sizes.ts';
import { unsafePackage } from '../types/universe.ts';

/** A package as the loader found it. */
export interface SourcePackage {
  /** What the compiler is told: `main` for commands. */
  readonly path: string;
  readonly files: readonly { /** As messages print it. */ readonly name: string; readonly file: string }[];
  /** `go1.N` of its module; empty: no restriction. */
  readonly goVersion: string;
  /** The package that an import of this package means, or why there is none. */
  resolve(importPath: string): SourcePackage | string;
}

/** A parsed and checked package with all that was said of it. */
export interface CheckedPackage {
  /** Null where a file had no package clause to go on from. */
  readonly checked: Checked | null;
  readonly files: readonly { readonly source: SourceFile; readonly tree: File | null }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How a package is checked on its own; the defaults are those of an imported package. */
export interface CheckOptions {
  /** Function bodies too. */
  readonly bodies: boolean;
  /** Sizes, language version and other facts of one check; see types/check.ts. */
  readonly enableAlias?: boolean;
}

/** The front end of one program: packages that are imported are read once. */
export class FrontEnd {
  readonly fset = new FileSet();
  readonly context = new Context();
  private readonly host: Host;
  private readonly sizes: Sizes;
  private readonly parser = new Parser();
  private readonly imported = new Map<SourcePackage, Package | string>();

  constructor(host: Host, sizes: Sizes) {
    this.host = host;
    this.sizes = sizes;
  }

  /** The declarations of a package, for those who import it; a text says why there are none. */
  import(source: SourcePackage): Package | string {
    if (source.path === 'unsafe') return unsafePackage;
    const known = this.imported.get(source);
    if (known !== undefined) return known;
    const { checked, diagnostics } = this.check(source, { bodies: false });
    const failed = checked === null ? (diagnostics[0]?.message ?? `no Go files in package ${source.path}`) : null;
    const result = failed ?? checked!.pkg;
    this.imported.set(source, result);
    return result;
  }

  /** Checks a package that somebody works on, or reads the declarations of one that is imported. */
  check(source: SourcePackage, options: CheckOptions): CheckedPackage {
    const reporter = new DiagnosticList();
    const mode = options.bodies ? Mode.CheckBranches : Mode.SkipBodies;
    const files: { source: SourceFile; tree: File | null }[] = [];
    for (const { name, file } of source.files) {
      const text = this.host.readFile(file);
      if (text instanceof IOError) {
        reporter.report({ pos: 0, code: 0, message: text.toString(), soft: false });
        continue;
      }
      const added = this.fset.add(name, text);
      files.push({ source: added, tree: parse(added, reporter, mode, this.parser) });
    }
    const trees = files.flatMap(f => (f.tree === null ? [] : [f.tree]));
    // gc does not check types after a syntax error.
    if (trees.length === 0 || reporter.list.length > 0) return { checked: null, files, diagnostics: reporter.list };
    const checked = checkPackage(
      {
        path: source.path,
        files: trees,
        fset: this.fset,
        goVersion: source.goVersion,
        sizes: this.sizes,
        importer: path => this.importFrom(source, path),
        context: this.context,
        ignoreFuncBodies: !options.bodies,
        ignoreUnusedImports: !options.bodies,
        enableAlias: options.enableAlias ?? true,
      },
      reporter,
    );
    return { checked, files, diagnostics: reporter.list };
  }

  /** What an import in a package means. */
  importFrom(from: SourcePackage, path: string): Package | string {
    if (path === 'unsafe') return unsafePackage;
    const found = from.resolve(path);
    return typeof found === 'string' ? found : this.import(found);
  }
}
