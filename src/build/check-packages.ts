// Checks packages and all that they import: in the order of imports, each imported package from the cache where its
// declarations and those below it are the same as before. What a package means to its importers is its binary form; a
// package is checked again when its own files, or what can be seen of something it reaches, have changed.

import { encodeUtf8 } from '../base/utf8.ts';
import { formatPosition, type Position } from '../base/pos.ts';
import type { ErrorList } from '../diag/error-list.ts';
import { assert } from '../diag/internal-error.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import { Parser } from '../syntax/parser.ts';
import { isPushedTo } from '../target/special-packages.ts';
import { version as binaryVersion } from '../types/binary/format.ts';
import { interfaceHash } from '../types/binary/read.ts';
import { sizesFor } from '../types/sizes.ts';
import type { Cache } from './cache.ts';
import { type ContentHash, hostHash } from './unit-keys.ts';
import { FrontEnd, ImportFailure, type SourcePackage, type Target } from './front-end.ts';

/** One error of a package. */
export interface PackageDiagnostic {
  /** Null where the error has no place. */
  readonly position: Position | null;
  readonly code: number;
  readonly message: string;
}

/** What was found in one package: never empty. */
export interface PackageReport {
  /** As the go command names the package and its variants: `p`, `p [p.test]`, `p_test [p.test]`. */
  readonly name: string;
  readonly diagnostics: readonly PackageDiagnostic[];
}

/** A package that was checked without errors. */
export interface Done {
  readonly source: SourcePackage;
  readonly bytes: Uint8Array;
  /** The hash of what importers can see of the package and of all that it imports. */
  readonly hash: string;
}

/** A file younger than this, in milliseconds, may still change without its time changing. */
const settled = 2000;

/** Checks the packages that the words of a command line meant. */
export class PackageChecker {
  private readonly host: Host;
  private readonly config: Config;
  private readonly cache: Cache;
  /** What of burrow the binary form depends on. */
  private readonly stamp: string;
  private readonly contentHash: ContentHash;
  private readonly lang: (unit: Unit) => string;
  private readonly parser = new Parser();
  private readonly done = new Map<Unit, Done>();
  private readonly worlds = new Map<string, World>();
  private readonly made = new Set<Unit>();

  /** `lang`: the version of the language that flags ask for, `go1.N`; '' for that of go.mod. */
  constructor(
    host: Host,
    config: Config,
    cache: Cache,
    stamp: string,
    contentHash: ContentHash,
    lang: (unit: Unit) => string = () => '',
  ) {
    this.host = host;
    this.contentHash = contentHash;
    this.lang = lang;
    this.config = config;
    this.cache = cache;
    this.stamp = stamp;
  }

  /**
   * Checks units, each of which comes after what it imports, and gives what is wrong in that order. The roots are checked
   * in full, but not a package whose test variant is there; of the others the declarations are. A package that imports one
   * with errors is left out, as the go command leaves it unbuilt.
   */
  *check(units: readonly Unit[]): Generator<PackageReport> {
    const variants = new Set(units.filter(u => u.root && u.world !== '').map(u => u.package.importPath));
    // The packages of a test are read anew for it, and let go of with its last unit.
    const last = new Map(units.map(u => [u.world, u]));
    for (const unit of units) {
      const target = unit.root && (unit.world !== '' || !variants.has(unit.package.importPath));
      const diagnostics = this.checkUnit(unit, target);
      if (unit.world !== '' && last.get(unit.world) === unit) this.release(unit.world);
      if (diagnostics.length > 0) yield { name: unit.desc, diagnostics };
    }
  }

  /** Lets go of the packages of one test. */
  release(world: string): void {
    this.worlds.delete(world);
    for (const unit of this.done.keys()) if (unit.world === world) this.done.delete(unit);
  }

  /** A package that `check` found nothing wrong with; null for any other. */
  checked(unit: Unit): Done | null {
    return this.done.get(unit) ?? null;
  }

  /** Whether a package was checked by this process, and not found in the cache. */
  wasMade(unit: Unit): boolean {
    return this.made.has(unit);
  }

  /** The front end in which a program's packages are found, or those of the test of a package. */
  frontEnd(world: string): FrontEnd {
    return this.world(world).front;
  }

  /**
   * Checks one unit, all of it or its declarations, after what it imports. Nothing is said, and nothing is kept, where that
   * had errors or could not be loaded. No more than `limit` errors are given, and then that there are more.
   */
  checkUnit(unit: Unit, target: boolean, limit = Infinity): readonly PackageDiagnostic[] {
    // What an import should have been could not be loaded, and the loader has said so.
    if (unit.package.internal.rawImports.some(written => written !== 'unsafe' && !unit.imports.has(written))) return [];
    const deps: Done[] = [];
    for (const dep of unit.deps) {
      const done = this.done.get(dep);
      if (done === undefined) return [];
      deps.push(done);
    }
    const source = this.source(unit);
    const key = this.key(unit, source, deps, target);
    const cache = unit.library ? this.cache.std : this.cache;
    const cached = key === '' ? null : cache.get(key);
    if (cached !== null) {
      this.keep(unit, source, cached, deps);
      return [];
    }
    this.made.add(unit);
    const { front } = this.world(unit.world);
    let bytes: Uint8Array;
    if (target) {
      const { checked, trees, errors } = front.check(source);
      if (checked === null || errors.count > 0) return worded(errors, limit);
      bytes = front.binary(checked, trees);
    } else {
      const binary = front.declarations(source);
      if (!(binary instanceof Uint8Array)) return worded(binary, limit);
      bytes = binary;
    }
    if (key !== '') cache.put(key, bytes);
    this.keep(unit, source, bytes, deps);
    return [];
  }

  private keep(unit: Unit, source: SourcePackage, bytes: Uint8Array, deps: readonly Done[]): void {
    const hash = hostHash(this.host, encodeUtf8([interfaceHash(bytes), ...deps.map(dep => dep.hash)].join('')));
    const done = { source, bytes, hash };
    this.done.set(unit, done);
    this.world(unit.world).add(unit.package.importPath, done);
  }

  /** The key of a package's binary form, and of its being without errors for a target; empty: it cannot be kept. */
  private key(unit: Unit, source: SourcePackage, deps: readonly Done[], target: boolean): string {
    const { config } = this;
    const facts = [
      `check ${binaryVersion} ${this.stamp} ${target ? 'full' : 'declarations'}`,
      `${config.goVersion} ${config.goos} ${config.goarch}`,
      `${source.path} ${source.goVersion} ${source.std} ${source.complete}`,
    ];
    const now = this.host.now();
    for (const { name, file, text: held = null } of source.files) {
      if (held !== null) {
        facts.push(`${name} ${hostHash(this.host, held)}`);
        continue;
      }
      if (source.std) {
        const hash = this.contentHash(file);
        if (hash === '') return '';
        facts.push(`${path.basename(file)} ${hash}`);
        continue;
      }
      const info = this.host.stat(file);
      if (info instanceof IOError) return '';
      // A file of a module counts by its time; one that is being edited by its text.
      if (!target && now - info.mtime > settled) {
        facts.push(`${name} ${file} ${info.size} ${info.mtime}`);
        continue;
      }
      const text = this.host.readFile(file);
      if (text instanceof IOError) return '';
      facts.push(`${name} ${hostHash(this.host, text)}`);
    }
    for (const [written, meant] of unit.imports) facts.push(`import ${written} ${meant.desc}`);
    unit.deps.forEach((dep, i) => facts.push(`${dep.desc} ${deps[i]!.hash}`));
    return hostHash(this.host, encodeUtf8(facts.join('\n')));
  }

  private source(unit: Unit): SourcePackage {
    const p = unit.package;
    const src = path.join(this.config.goroot, 'src');
    const inGoroot = unit.standard && path.within(src, unit.dir);
    const shown = unit.files[0]!.shown;
    const foreign = p.sFiles.length + p.cFiles.length + p.cxxFiles.length + p.sysoFiles.length;
    return {
      importedPrefix: inGoroot
        ? `$GOROOT${unit.dir.slice(this.config.goroot.length)}/`
        : shown.slice(0, shown.lastIndexOf('/') + 1),
      recordedDir: unit.recordedDir,
      counters: unit.counters,
      embed: unit.embed,
      embedDir: unit.dir,
      path: unit.path,
      files: unit.files.map(f => ({ name: f.shown, file: f.name, text: f.text })),
      goVersion: this.lang(unit) || (unit.goVersion === '' ? this.config.language : `go${unit.goVersion}`),
      std: unit.standard,
      complete: foreign === 0 && !(unit.standard && isPushedTo(p.importPath)),
      resolve: written => {
        const meant = unit.imports.get(written);
        return meant === undefined ? new ImportFailure('file not found') : meant.package.importPath;
      },
    };
  }

  /** Where a path means one package: the program's, or those of one test. */
  private world(forTest: string): World {
    let world = this.worlds.get(forTest);
    if (world === undefined) {
      const { goos, goarch } = this.config;
      const sizes = sizesFor(goarch);
      assert(sizes !== null, `the loader refuses machines without sizes: ${goarch}`);
      const plain = forTest === '' ? null : this.world('');
      world = new World(this.host, { goos, goarch, sizes }, this.parser, plain);
      this.worlds.set(forTest, world);
    }
    return world;
  }
}

/** The packages of one program by path: those of a test stand before the plain ones. */
class World {
  readonly front: FrontEnd;
  private readonly packages = new Map<string, Done>();
  private readonly plain: World | null;

  constructor(host: Host, target: Target, parser: Parser, plain: World | null) {
    this.plain = plain;
    const binary = (importPath: string): { bytes: Uint8Array; source: SourcePackage } => {
      const done = this.find(importPath);
      assert(done !== undefined, `${importPath} was checked before its importers`);
      return done;
    };
    this.front = new FrontEnd(host, target, binary, parser);
  }

  add(importPath: string, done: Done): void {
    this.packages.set(importPath, done);
  }

  private find(importPath: string): Done | undefined {
    return this.packages.get(importPath) ?? this.plain?.find(importPath);
  }
}

function worded(errors: ErrorList, limit: number): PackageDiagnostic[] {
  return errors.sorted(true, limit).map(d => ({ position: errors.position(d.pos), code: d.code, message: d.message }));
}

/** `file:line:col: message`, as gc prints an error. */
export function diagnosticText(d: PackageDiagnostic): string {
  return d.position === null ? d.message : `${formatPosition(d.position)}: ${d.message}`;
}
