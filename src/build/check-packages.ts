// Checks packages and all that they import: in the order of imports, each imported package from the cache where its
// declarations and those below it are the same as before. What a package means to its importers is its binary form; a
// package is checked again when its own files, or what can be seen of something it reaches, have changed.

import { Sha256 } from '../base/sha256.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { formatPosition, type Position } from '../base/pos.ts';
import type { ErrorList } from '../diag/error-list.ts';
import { assert } from '../diag/internal-error.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import type { Loader } from '../load/load.ts';
import { type Package, packageList } from '../load/package.ts';
import { testPackages } from '../load/tests.ts';
import { Parser } from '../syntax/parser.ts';
import { version as binaryVersion } from '../types/binary/format.ts';
import { interfaceHash } from '../types/binary/read.ts';
import { sizesFor } from '../types/sizes.ts';
import type { Cache } from './cache.ts';
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

/** The packages of the standard library whose bodyless functions the runtime implements by linkname. */
const pushedTo: ReadonlySet<string> = new Set([
  'bytes',
  'internal/poll',
  'net',
  'os',
  'runtime/metrics',
  'runtime/pprof',
  'runtime/trace',
  'sync',
  'syscall',
  'time',
]);

/** A package with its binary form, once that is known. */
interface Unit {
  readonly pkg: Package;
  readonly source: SourcePackage;
  /** Null where the package, or one it imports, has errors. */
  bytes: Uint8Array | null;
  /** The hash of what importers can see of the package and of all that it imports; empty while unknown. */
  hash: string;
}

/** A file younger than this, in milliseconds, may still change without its time changing. */
const settled = 2000;

/** Checks the packages that the words of a command line meant. */
export class PackageChecker {
  private readonly host: Host;
  private readonly config: Config;
  private readonly loader: Loader;
  private readonly cache: Cache;
  /** What of burrow the binary form depends on. */
  private readonly stamp: string;
  private readonly parser = new Parser();
  private readonly units = new Map<Package, Unit>();
  private readonly worlds = new Map<string, World>();

  constructor(host: Host, config: Config, loader: Loader, cache: Cache, stamp: string) {
    this.host = host;
    this.config = config;
    this.loader = loader;
    this.cache = cache;
    this.stamp = stamp;
  }

  /**
   * Checks packages, and with `tests` their test variants in place of them; gives what is wrong, in the order of imports.
   * A package that imports one with errors is left out, as the go command leaves it unbuilt.
   */
  *check(roots: readonly Package[], tests: boolean): Generator<PackageReport> {
    const targets = new Set<Package>();
    for (const p of roots) {
      const hasTests = p.testGoFiles.length + p.xTestGoFiles.length > 0;
      if (!tests || !hasTests || p.error !== null) {
        targets.add(p);
        continue;
      }
      const { test, external } = testPackages(this.loader, p);
      targets.add(test);
      if (external !== null) targets.add(external);
    }
    for (const p of packageList([...targets])) {
      if (p.importPath === 'unsafe' || p.importPath === 'C') continue;
      const error = p.error;
      if (error !== null) {
        yield { name: p.desc, diagnostics: [{ position: null, code: 0, message: String(error) }] };
        continue;
      }
      const diagnostics = this.package(p, targets.has(p));
      if (diagnostics.length > 0) yield { name: p.desc, diagnostics };
    }
  }

  private package(p: Package, target: boolean): readonly PackageDiagnostic[] {
    const unit = this.unit(p);
    const world = this.world(p.forTest);
    const imports: Unit[] = [];
    for (const q of p.internal.imports ?? []) {
      if (q.importPath === 'unsafe') continue;
      const dep = this.unit(q);
      if (dep.bytes === null) return [];
      imports.push(dep);
    }
    const key = this.key(unit, imports, target);
    const cached = key === '' ? null : this.cache.get(key);
    if (cached !== null) {
      this.keep(unit, cached, imports);
      return [];
    }
    const front = world.front;
    if (target) {
      const { checked, trees, errors } = front.check(unit.source);
      if (checked === null || errors.count > 0) return worded(errors, front);
      this.made(unit, front.binary(checked, trees), imports, key);
      return [];
    }
    const binary = front.declarations(unit.source);
    if (!(binary instanceof Uint8Array)) return worded(binary, front);
    this.made(unit, binary, imports, key);
    return [];
  }

  private made(unit: Unit, bytes: Uint8Array, imports: readonly Unit[], key: string): void {
    if (key !== '') this.cache.put(key, bytes);
    this.keep(unit, bytes, imports);
  }

  private keep(unit: Unit, bytes: Uint8Array, imports: readonly Unit[]): void {
    unit.bytes = bytes;
    const hash = new Sha256().update(encodeUtf8(interfaceHash(bytes)));
    for (const dep of imports) hash.update(encodeUtf8(dep.hash));
    unit.hash = hex(hash.digest());
    this.world(unit.pkg.forTest).add(unit.pkg.importPath, unit);
  }

  /** The key of a package's binary form, and of its being without errors for a target; empty: it cannot be kept. */
  private key(unit: Unit, imports: readonly Unit[], target: boolean): string {
    const { pkg, source } = unit;
    const { config } = this;
    const facts = [
      `check ${binaryVersion} ${this.stamp} ${target ? 'full' : 'declarations'}`,
      `${config.goVersion} ${config.goos} ${config.goarch}`,
      `${source.path} ${source.goVersion} ${source.std} ${source.complete}`,
    ];
    const now = this.host.now();
    for (const { name, file } of source.files) {
      const info = this.host.stat(file);
      if (info instanceof IOError) return '';
      // A file of the distribution or of a module counts by its time; one that is being edited by its text.
      if (!target && now - info.mtime > settled) {
        facts.push(`${name} ${file} ${info.size} ${info.mtime}`);
        continue;
      }
      const text = this.host.readFile(file);
      if (text instanceof IOError) return '';
      facts.push(`${name} ${hex(new Sha256().update(text).digest())}`);
    }
    pkg.internal.rawImports.forEach((raw, i) => facts.push(`import ${raw} ${pkg.imports[i]}`));
    for (const dep of imports) facts.push(`${dep.pkg.importPath} ${dep.hash}`);
    return hex(new Sha256().update(encodeUtf8(facts.join('\n'))).digest());
  }

  private unit(p: Package): Unit {
    let unit = this.units.get(p);
    if (unit === undefined) {
      unit = { pkg: p, source: this.source(p), bytes: null, hash: '' };
      this.units.set(p, unit);
    }
    return unit;
  }

  private source(p: Package): SourcePackage {
    const dir = this.loader.shortPath(p.dir);
    const prefix = dir === '.' ? './' : `${dir}/`;
    const src = path.join(this.config.goroot, 'src');
    const isStd = p.standard && path.within(src, p.dir);
    const foreign = p.sFiles.length + p.cFiles.length + p.cxxFiles.length + p.sysoFiles.length;
    // What the files import, and what that resolved to.
    const imports = new Map(p.internal.rawImports.map((raw, i) => [raw, p.imports[i]!]));
    return {
      importedPrefix: isStd ? `$GOROOT${p.dir.slice(this.config.goroot.length)}/` : prefix,
      path: p.name === 'main' && !p.internal.forceLibrary ? 'main' : p.importPath,
      files: p.goFiles.map(name => ({ name: `${prefix}${name}`, file: path.join(p.dir, name) })),
      goVersion: languageVersion(p, this.config),
      std: isStd,
      complete: foreign === 0 && !(p.standard && pushedTo.has(p.importPath)),
      resolve: importPath => {
        return imports.get(importPath) ?? new ImportFailure(`no package ${importPath} was loaded`);
      },
    };
  }

  /** Where a path means one package: the program's, or those of one test. */
  private world(forTest: string): World {
    let world = this.worlds.get(forTest);
    if (world === undefined) {
      const { goos, goarch } = this.config;
      const sizes = sizesFor(goarch)!; // the loader refused other machines
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
  private readonly units = new Map<string, Unit>();
  private readonly plain: World | null;

  constructor(host: Host, target: Target, parser: Parser, plain: World | null) {
    this.plain = plain;
    const binary = (importPath: string): { bytes: Uint8Array; source: SourcePackage } => {
      const unit = this.find(importPath);
      assert(unit !== undefined && unit.bytes !== null, `${importPath} was checked before its importers`);
      return { bytes: unit.bytes, source: unit.source };
    };
    this.front = new FrontEnd(host, target, binary, parser);
  }

  add(importPath: string, unit: Unit): void {
    this.units.set(importPath, unit);
  }

  private find(importPath: string): Unit | undefined {
    return this.units.get(importPath) ?? this.plain?.find(importPath);
  }
}

function hex(bytes: Uint8Array): string {
  let out = '';
  for (const b of bytes) out += (b < 16 ? '0' : '') + b.toString(16);
  return out;
}

function worded(errors: ErrorList, front: FrontEnd): PackageDiagnostic[] {
  return errors.sorted().map(d => ({ position: front.fset.position(d.pos), code: d.code, message: d.message }));
}

function languageVersion(p: Package, config: Config): string {
  if (p.module !== null && p.module.goVersion !== '') return `go${p.module.goVersion}`;
  const release = /^go1\.\d+/.exec(config.goVersion);
  return release === null ? '' : release[0];
}

/** `file:line:col: message`, as gc prints an error. */
export function diagnosticText(d: PackageDiagnostic): string {
  return d.position === null ? d.message : `${formatPosition(d.position)}: ${d.message}`;
}
