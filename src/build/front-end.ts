// Source packages to typed packages. A package that somebody works on is checked in full; of one that is only imported the
// declarations are checked, bodies left aside, and kept in their binary form, from which importers read what they need.

import { FileSet, type SourceFile } from '../base/pos.ts';
import { ErrorList } from '../diag/error-list.ts';
import { assert, InternalError } from '../diag/internal-error.ts';
import type { Reporter } from '../diag/reporter.ts';
import { IOError, type Host } from '../host/host.ts';
import type { File, FuncDecl } from '../syntax/nodes.ts';
import * as Mode from '../syntax/mode.ts';
import { parse, parseBody, Parser } from '../syntax/parser.ts';
import { isRuntimePackage } from '../target/special-packages.ts';
import { BinaryPackages } from '../types/binary/read.ts';
import { BodyChecker, type BodyInput } from '../types/body.ts';
import { writePackage } from '../types/binary/write.ts';
import { checkPackage, type Checked } from '../types/check.ts';
import { Context } from '../types/context.ts';
import {
  checkDirectives,
  type DirectiveOptions,
  type FileWithDirectives,
  readDirectives,
} from '../types/directives.ts';
import { importPathError } from '../types/import-path.ts';
import type { Package } from '../types/package.ts';
import { checkRestrictions, checkSizes } from '../types/restrictions.ts';
import type { Sizes } from '../types/sizes.ts';
import { universe, unsafePackage } from '../types/universe.ts';

/** A package as the loader found it. */
export interface SourcePackage {
  /** What the compiler is told: `main` for commands. */
  readonly path: string;
  readonly files: readonly SourcePackageFile[];
  /** What messages put before a file's name when it is of an imported package: `$GOROOT/src/fmt/`. */
  readonly importedPrefix: string;
  /** The directory of the files as the program names it, for tracebacks; '' for none, absent: files are named as in messages. */
  readonly recordedDir?: string;
  /** `go1.N` of its module; empty: no restriction. */
  readonly goVersion: string;
  /** It is of the standard library. */
  readonly std: boolean;
  /** Every function must have a body: no assembly completes the package. */
  readonly complete: boolean;
  /** How the names of its coverage counters begin; '' or absent: it has none. */
  readonly counters?: string;
  /** The files of each go:embed pattern, as the program names them, in `embedDir`. Absent: there are none. */
  readonly embed?: ReadonlyMap<string, readonly string[]>;
  readonly embedDir?: string;
  /** The path of the package that an import of this package means, or why there is none. */
  resolve(importPath: string): string | ImportFailure;
}

/** One file: its name as messages about its package print it, and where it is. */
export interface SourcePackageFile {
  readonly name: string;
  readonly file: string;
  /** What it holds, where it is no file on disk. */
  readonly text?: Uint8Array | null;
}

/** Why an import leads nowhere. */
export class ImportFailure {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A file and its tree. */
export interface ParsedFile {
  readonly file: SourceFile;
  readonly tree: File;
}

/** A package that was checked, with all that is wrong with it. */
export interface CheckedPackage {
  /** Null after syntax errors: types were not checked. */
  readonly checked: Checked | null;
  readonly trees: readonly File[];
  readonly errors: ErrorList;
}

/** The target, as far as types and directives see it. */
export interface Target {
  readonly goos: string;
  readonly goarch: string;
  readonly sizes: Sizes;
}

/** Gives the binary form of the package of a path, which an import resolved to. */
export type BinarySource = (path: string) => { readonly bytes: Uint8Array; readonly source: SourcePackage };

/** The front end of one program, or of one test's: a path means one package. */
export class FrontEnd {
  readonly fset = new FileSet();
  /** Where instances of generic types are found again by all bodies. */
  readonly context = new Context();
  private readonly host: Host;
  private readonly target: Target;
  private readonly parser: Parser;
  private readonly packages: BinaryPackages;

  /** `parser` is shared by all front ends of a process, for its table of names. */
  constructor(host: Host, target: Target, binary: BinarySource, parser: Parser = new Parser()) {
    this.host = host;
    this.target = target;
    this.parser = parser;
    const fileOf = (path: string, base: string): SourcePackageFile => {
      const found = binary(path).source.files.find(f => f.file.endsWith(`/${base}`));
      if (found === undefined) throw new InternalError(`package ${path} has a file ${base}`);
      return found;
    };
    this.packages = new BinaryPackages({
      fset: this.fset,
      universe,
      bytes: path => binary(path).bytes,
      fileName: (path, name) => binary(path).source.importedPrefix + name,
      fileText: (path, name) => {
        const file = fileOf(path, name);
        const text = file.text ?? host.readFile(file.file);
        return text instanceof IOError ? new Uint8Array(0) : text;
      },
    });
  }

  /** The binary form of a package that is only imported, or what is wrong with its declarations. */
  declarations(source: SourcePackage): Uint8Array | ErrorList {
    const errors = new ErrorList(this.fset);
    return this.withinStack(source, errors, () => this.declarationsInto(source, errors)) ?? errors;
  }

  private declarationsInto(source: SourcePackage, errors: ErrorList): Uint8Array | ErrorList {
    const trees = this.parse(source, Mode.SkipBodies, errors).flatMap(f => f.tree ?? []);
    if (errors.count > 0) return errors;
    const { check } = this.types(source, trees, false, errors);
    return errors.count > 0 ? errors : writePackage(check, trees);
  }

  /** Checks a package in full, as gc would before it makes code. */
  check(source: SourcePackage): CheckedPackage {
    const errors = new ErrorList(this.fset);
    const done = this.withinStack(source, errors, () => this.checkInto(source, errors));
    return done ?? { checked: null, trees: [], errors };
  }

  /** A program that nests so deeply that the stages, which call themselves as deeply, do not get through is an error. */
  private withinStack<T>(source: SourcePackage, errors: ErrorList, work: () => T): T | null {
    try {
      return work();
    } catch (err) {
      if (!(err instanceof RangeError) || !err.message.includes('call stack')) throw err;
      const message = `${source.path}: an expression or statement nests too deeply for burrow`;
      errors.report({ pos: 0, code: 0, message, soft: false });
      return null;
    }
  }

  private checkInto(source: SourcePackage, errors: ErrorList): CheckedPackage {
    const options: DirectiveOptions = {
      pkgPath: source.path,
      std: source.std,
      runtime: source.std && isRuntimePackage(source.path),
      complete: source.complete,
      goos: this.target.goos,
      goarch: this.target.goarch,
      fieldTrack: false,
      goVersion: source.goVersion,
      ...(source.embed === undefined ? null : { embed: source.embed }),
    };
    const withDirectives: FileWithDirectives[] = [];
    for (const { file, tree } of this.parse(source, Mode.CheckBranches, errors)) {
      if (tree !== null)
        withDirectives.push({ file: tree, directives: readDirectives(tree, file.name, options, errors) });
    }
    const trees = withDirectives.map(f => f.file);
    if (errors.syntaxErrors > 0 || trees.length < source.files.length) return { checked: null, trees, errors };
    const checked = this.types(source, trees, true, errors);
    if (errors.count === 0 && checkRestrictions(checked.check, trees, errors)) {
      checkDirectives(checked.check, withDirectives, options, errors);
      checkSizes(checked.check, trees, errors);
    }
    return { checked, trees, errors };
  }

  /** The binary form of a package that was checked without errors. */
  binary(checked: Checked, trees: readonly File[]): Uint8Array {
    return writePackage(checked.check, trees);
  }

  /** The files of a package without bodies, under the names that the program gives them; `body` parses bodies from their texts. */
  files(source: SourcePackage, reporter: Reporter): ParsedFile[] {
    const out: ParsedFile[] = [];
    for (const { file, tree } of this.parse(
      { ...source, files: recorded(source) },
      Mode.SkipBodies | Mode.CheckBranches,
      reporter,
    ))
      if (tree !== null) out.push({ file, tree });
    return out;
  }

  /** What an embedded file of a package holds. */
  embedded(source: SourcePackage, file: string): Uint8Array {
    const bytes = this.host.readFile(`${source.embedDir}/${file}`);
    assert(!(bytes instanceof IOError), `${file} was there when its pattern was resolved`);
    return bytes;
  }

  /** Parses the body that `files` skipped. */
  parseBody(file: SourceFile, decl: FuncDecl, reporter: Reporter): void {
    parseBody(file, decl, reporter, Mode.CheckBranches, this.parser);
  }

  /** The package of an import path, from its binary form. */
  open(importPath: string): Package {
    return this.packages.open(importPath);
  }

  /** Checks single bodies of a package of which there is the binary form, under its import path. */
  bodies(source: SourcePackage, reporter: Reporter, importPath = source.path): BodyChecker {
    const input: BodyInput = {
      pkg: this.packages.open(importPath),
      fset: this.fset,
      goVersion: source.goVersion,
      sizes: this.target.sizes,
      importer: path => this.importFrom(source, path),
      context: this.context,
    };
    return new BodyChecker(input, reporter);
  }

  private parse(source: SourcePackage, mode: Mode.Bits, reporter: Reporter): { file: SourceFile; tree: File | null }[] {
    return source.files.map(({ name, file, text: held = null }) => {
      const text = held ?? this.host.readFile(file);
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
        context: null,
        ignoreFuncBodies: !bodies,
        ignoreUnusedImports: !bodies,
      },
      reporter,
    );
  }

  /** The package that an import of another package means. */
  importFrom(from: SourcePackage, path: string): Package | string {
    if (path === 'unsafe') return unsafePackage;
    const wrong = importPathError(from.path, path);
    if (wrong !== '') return wrong;
    const found = from.resolve(path);
    return found instanceof ImportFailure ? found.text : this.packages.open(found);
  }
}

/** The files of a package under the names that its program gives them. */
function recorded(source: SourcePackage): readonly SourcePackageFile[] {
  const { recordedDir } = source;
  if (recordedDir === undefined) return source.files;
  const prefix = recordedDir === '' ? '' : `${recordedDir}/`;
  return source.files.map(f => ({ ...f, name: prefix + f.file.slice(f.file.lastIndexOf('/') + 1) }));
}
