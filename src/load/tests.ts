// The packages of a test: the package with its _test.go files, the external test package, the main package that runs
// both, and copies of what lies between them and the package under test.

import { EmbedError, resolveEmbed, type Embedded } from './embed.ts';
import type { FileDirective } from './imports.ts';
import { defaultGodebug } from './godebug.ts';
import { DirPackage, type Decls, type SourcePos } from './dir-package.ts';
import { linkerDeps, ResolveImport, testMainDeps, type ImportStack, type Loader } from './load.ts';
import { LoadError, Package, PackageError, packageList, type ImportFrame } from './package.ts';

/** The packages of one test. */
export interface TestPackages {
  /** Runs the tests: `p.test`. */
  readonly main: Package;
  /** The package with its own tests; the package itself where it has none. */
  readonly test: Package;
  /** `p_test`; null where there is none. */
  readonly external: Package | null;
}

/** A test with counters. */
export interface TestCounters {
  /** The package under test alone has them, in this test alone. */
  readonly isLocal: boolean;
  /** The package that writes what they say. */
  readonly runtime: string;
}

/** Makes the packages of the test of p; p has test files. */
export function testPackages(loader: Loader, p: Package, cover: TestCounters | null = null): TestPackages {
  const dir = p.internal.build;
  const rawTestImports = [...p.testImports];
  const rawXTestImports = [...p.xTestImports];
  const stack: ImportStack = [{ pkg: `${p.importPath} (test)`, pos: null }];
  const inside = loadTestImports(loader, p, p.testImports, dir.testImportPos, stack);
  const testEmbed = embedFor(loader, p.dir, p.testEmbedPatterns, dir.testEmbedPos, stack);
  if (testEmbed.error !== null) {
    inside.error = testEmbed.error;
    inside.incomplete = true;
  }
  p.testEmbedFiles = testEmbed.files;
  stack.pop();

  stack.push({ pkg: `${p.importPath}_test`, pos: null });
  const outside = loadTestImports(loader, p, p.xTestImports, dir.xTestImportPos, stack);
  const xTestEmbed = embedFor(loader, p.dir, p.xTestEmbedPatterns, dir.xTestEmbedPos, stack);
  outside.error ??= xTestEmbed.error;
  p.xTestEmbedFiles = xTestEmbed.files;
  stack.pop();

  let test = p;
  if (p.testGoFiles.length > 0 || p.name === 'main' || cover?.isLocal === true) {
    test = p.clone();
    test.error ??= inside.error;
    test.incomplete ||= inside.incomplete;
    test.forTest = p.importPath;
    test.goFiles = [...p.goFiles, ...p.testGoFiles];
    test.target = '';
    test.imports = [...p.testImports, ...p.imports];
    test.internal.imports = [...inside.imports, ...(p.internal.imports ?? [])];
    test.internal.rawImports = [...rawTestImports, ...p.internal.rawImports];
    test.internal.forceLibrary = true;
    test.internal.build = withTestFiles(dir);
    test.internal.embed = new Map([...testEmbed.byPattern, ...p.internal.embed]);
    test.embedFiles = [...p.embedFiles, ...p.testEmbedFiles];
  }

  let external: Package | null = null;
  if (p.xTestGoFiles.length > 0) {
    external = new Package();
    external.name = p.name + '_test';
    external.importPath = p.importPath + '_test';
    external.root = p.root;
    external.dir = p.dir;
    external.goroot = p.goroot;
    external.goFiles = p.xTestGoFiles;
    external.imports = p.xTestImports;
    external.forTest = p.importPath;
    external.module = p.module;
    external.error = outside.error;
    external.incomplete = outside.incomplete || outside.error !== null;
    external.embedFiles = p.xTestEmbedFiles;
    external.internal.build.importPos = dir.xTestImportPos;
    external.internal.build.directives = dir.xTestDirectives;
    external.internal.rawImports = rawXTestImports;
    external.internal.embed = xTestEmbed.byPattern;
    external.internal.origImportPath = p.internal.origImportPath;
    external.internal.pgoProfile = p.internal.pgoProfile;
    external.internal.flagsOf = p;
    external.internal.imports = outside.imports.filter(q => q.importPath !== p.importPath);
    if (external.internal.imports.length < outside.imports.length) external.internal.imports.push(test);
  }

  const main = testMain(loader, p, test, external, cover === null ? testMainDeps : [...testMainDeps, cover.runtime]);
  const cycle = recompile(main, p, test, external);
  if (cycle !== null) {
    test.error = cycle;
    test.incomplete = true;
  }
  return { main, test, external };
}

interface TestImports {
  readonly imports: Package[];
  error: PackageError | null;
  incomplete: boolean;
}

/** Loads what test files import; `paths` then names what was found. */
function loadTestImports(loader: Loader, p: Package, paths: string[], pos: Decls, stack: ImportStack): TestImports {
  const out: TestImports = { imports: [], error: null, incomplete: false };
  for (let i = 0; i < paths.length; i++) {
    const found = loader.loadImport(paths[i]!, p.dir, p, stack, pos.get(paths[i]!) ?? [], ResolveImport);
    if (found.error !== null && out.error === null) {
      out.error = found.error;
      out.incomplete = true;
    }
    if (found.p.incomplete) out.incomplete = true;
    paths[i] = found.p.importPath;
    out.imports.push(found.p);
  }
  return out;
}

function embedFor(
  loader: Loader,
  dir: string,
  patterns: readonly string[],
  pos: Decls,
  stack: ImportStack,
): Embedded & { error: PackageError | null } {
  const none = { files: [], byPattern: new Map<string, string[]>() };
  if (loader.options.skipEmbed === true || patterns.length === 0) return { ...none, error: null };
  const found = resolveEmbed(loader.host, dir, patterns);
  if (!(found instanceof EmbedError)) return { ...found, error: null };
  const at: SourcePos | undefined = pos.get(found.pattern)?.[0];
  const error = new PackageError([...stack], new LoadError(found.text), at === undefined ? '' : loader.showPos(at));
  return { ...none, error };
}

/** What the directory says, with the test files' part of it added to the package's. */
function withTestFiles(dir: DirPackage): DirPackage {
  const both = Object.assign(new DirPackage(dir.dir), dir);
  both.importPos = new Map(dir.importPos);
  for (const [k, v] of dir.testImportPos) both.importPos.set(k, [...(dir.importPos.get(k) ?? []), ...v]);
  both.directives = [...dir.directives, ...dir.testDirectives];
  return both;
}

function testMain(
  loader: Loader,
  p: Package,
  test: Package,
  external: Package | null,
  needs: readonly string[],
): Package {
  const dir = p.internal.build;
  const main = new Package();
  main.name = 'main';
  main.dir = p.dir;
  main.goFiles = ['_testmain.go'];
  main.importPath = p.importPath + '.test';
  main.root = p.root;
  main.module = p.module;
  main.internal.build.name = 'main';
  main.internal.origImportPath = p.internal.origImportPath;
  main.internal.pgoProfile = p.internal.pgoProfile;
  main.internal.flagsOf = p;
  main.internal.testmain = ''; // its text is written where the test is built
  const directives: readonly FileDirective[][] = [dir.directives, dir.testDirectives, dir.xTestDirectives];
  main.defaultGodebug = defaultGodebug(loader, main, directives);

  const stack: ImportStack = [{ pkg: 'testmain', pos: null }];
  const deps = linkerDeps(loader.cx);
  if (typeof deps === 'string') main.error = new PackageError([], new LoadError(deps));
  const imports: Package[] = [];
  for (const dep of [...needs, ...(typeof deps === 'string' ? [] : deps)]) {
    if (dep === test.importPath) {
      imports.push(test);
      continue;
    }
    const found = loader.loadImport(dep, '', null, stack, [], 0);
    imports.push(found.p);
  }
  const names = new Set<string>(needs);
  if (test.goFiles.length + test.cgoFiles.length > 0) {
    imports.push(test);
    names.add(test.importPath);
  }
  if (external !== null) {
    imports.push(external);
    names.add(external.importPath);
  }
  main.internal.imports = imports;
  main.imports = [...names].sort();
  main.internal.rawImports = [...main.imports];
  return main;
}

/**
 * Gives every package between the test's main package and the package under test a copy of its own that imports the
 * tested variant. The result is the import cycle that the test's imports may have made.
 */
function recompile(main: Package, real: Package, test: Package, external: Package | null): PackageError | null {
  const copies = new Map<Package, Package>([[real, test]]);
  for (const original of packageList([main])) {
    if (original === real) continue;
    let p = original;
    let own = p === main || p === external || p === test;
    const split = () => {
      if (own) return;
      own = true;
      p = original.clone();
      copies.set(original, p);
      p.forTest = real.importPath;
      p.target = '';
      p.internal.forceLibrary = true;
      p.internal.pgoProfile = real.internal.pgoProfile;
    };
    const imports = original.internal.imports ?? [];
    for (let i = 0; i < imports.length; i++) {
      const copy = copies.get(imports[i]!);
      if (copy === undefined || copy === imports[i]) continue;
      split();
      p.internal.imports![i] = copy; // of the copy, or of a package that is the test's alone
    }
    if (p.name === 'main' && p !== main && p !== test) split();
    if (real.internal.pgoProfile !== '' && p.internal.pgoProfile === '') split();
  }
  return findCycle(test);
}

/** The shortest way from the package under test back to itself. */
function findCycle(test: Package): PackageError | null {
  const importerOf = new Map<Package, Package | null>();
  const queue = [...(test.internal.imports ?? [])];
  for (const p of queue) importerOf.set(p, null);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (next === test) {
      const stack: ImportFrame[] = [];
      for (let p: Package | null = next; p !== null; p = importerOf.get(p) ?? null) {
        const importer: Package = importerOf.get(p) ?? test;
        stack.push({ pkg: p.importPath, pos: importer.internal.build.importPos.get(p.importPath)?.[0] ?? null });
      }
      stack.push({ pkg: test.importPath, pos: null });
      const error = new PackageError(stack.reverse(), new LoadError('import cycle not allowed in test'));
      error.isImportCycle = true;
      return error;
    }
    for (const dep of next.internal.imports ?? []) {
      if (importerOf.has(dep)) continue;
      importerOf.set(dep, next);
      queue.push(dep);
    }
  }
  return null;
}
