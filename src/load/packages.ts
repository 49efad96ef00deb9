// The loader's front door: the words of a command line to packages.

import { Dir, IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { checkSettings, type Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import {
  CmdlinePkg,
  CmdlinePkgLiteral,
  isLocalImport,
  type ImportStack,
  type Loader,
  type LoadOptions,
} from './load.ts';
import { commit } from './mod/commit.ts';
import { ImportError, ImportMissingError } from './mod/import.ts';
import { editRequirements } from './mod/edit-requirements.ts';
import { parseMod } from './mod/modfile.ts';
import { formatVersion, isStandardImportPath } from './mod/module.ts';
import { isMetaPackage, type LoadedLookup } from './mod/modules.ts';
import { deprecation, isRevisionQuery, queryPackages, shortMessage } from './mod/query.ts';
import { ErrorOf } from './mod/too-new.ts';
import { loadRequirements } from './mod/requirements.ts';
import { loadPackageGraph, type PackageLoad } from './mod/packages.ts';
import { makeLoader, openLoader } from './mod/open.ts';
import { sourceOf } from './mod/source.ts';
import { ModState } from './mod/state.ts';
import { LoadError, Package, PackageError } from './package.ts';
import { cleanPatterns, matchInGopath, type Match } from './patterns.ts';

/** Packages that were loaded, with what loaded them. */
export interface LoadResult {
  readonly loader: Loader;
  /** The state of the modules; null in GOPATH mode. */
  readonly state: ModState | null;
  /** Those that the words mean, in their order; a word's own mistake is a package with an error. */
  readonly roots: readonly Package[];
}

/** Loads the packages that the words mean, and all that they import. */
export async function loadPackages(
  host: Host,
  config: Config,
  words: readonly string[],
  options: LoadOptions = {},
): Promise<LoadResult> {
  checkSettings(config);
  const loader = await openLoader(host, config, options);
  const state = loader.gopath === null ? stateOf(loader) : null;
  let roots: Package[];
  if (words.some(w => isGoFile(loader.host, w))) {
    const files = loader.readFiles(words);
    if (state !== null && !(files instanceof Package)) {
      const { p } = files;
      await follow(state, [], [...p.imports, ...p.testImports, ...p.xTestImports]);
    }
    roots = [files instanceof Package ? files : loader.filesPackage(words, files)];
  } else if (loader.gopath !== null) roots = loadMatches(loader, matchInGopath(loader, loader.gopath, words));
  else roots = loadMatches(loader, (await follow(state!, cleanPatterns(words), [])).matches); // state is made where gopath is not
  loader.attachProfiles(roots);
  loader.index.save();
  return { loader, state, roots };
}

/** Loads packages of one module at a version (`example.com/cmd@v1.2.3`), whatever the current module is. */
export async function loadPackagesAt(
  host: Host,
  config: Config,
  words: readonly string[],
  options: LoadOptions,
): Promise<LoadResult> {
  checkSettings(config);
  const loader = await makeLoader(host, config, { ...options, mod: 'mod', outside: true });
  const { patterns, version } = splitVersion(loader, words);
  if (options.mod === 'vendor') throw new ConfigError(`${words[0]}: cannot query module due to -mod=vendor`);
  const state = stateOf(loader);
  const first = patterns[0]!; // a word brought us here
  const wrong = (err: unknown): never => {
    // What is wrong with the module cache is not wrong with the word.
    if (!(err instanceof ConfigError) || err.message.startsWith('could not create module cache')) throw err;
    throw new ErrorOf(words[0]!, err);
  };
  const allowed = isRevisionQuery(first, version) ? () => Promise.resolve(null) : undefined;
  const found = await queryPackages(state, first, version, () => 'none', allowed).catch(wrong);
  const root = found![0]!.mod; // it gives one or throws
  const note = await deprecation(state, root).catch(wrong);
  if (note !== '') host.stderr.write(`go: module ${root.path} is deprecated: ${shortMessage(note, '')}\n`);
  const file = parseMod('go.mod', await state.source.goMod(root));
  if (!Array.isArray(file)) {
    for (const [list, name] of [
      [file.replace, 'replace'],
      [file.exclude, 'exclude'],
    ] as const) {
      if (list.length === 0) continue;
      throw new ConfigError(
        `${words[0]} (in ${formatVersion(root)}):\n` +
          '\tThe go.mod file for the module providing named packages contains one or\n' +
          `\tmore ${name} directives. It must not contain directives that would cause\n` +
          '\tit to be interpreted differently than if it were the main module.',
      );
    }
  }
  const rs = await loadRequirements(state);
  state.requirements = (await editRequirements(state, rs, [], [root]).catch(wrong)) ?? rs;
  const roots = loadMatches(loader, (await follow(state, cleanPatterns(patterns), [])).matches);
  for (const p of roots) {
    if (p.error !== null) continue;
    let why = '';
    if (p.module === null) why = `package ${p.importPath} not provided by module ${formatVersion(root)}`;
    else if (p.module.path !== root.path || p.module.version !== root.version) {
      why =
        `package ${p.importPath} provided by module ${formatVersion(p.module)}\n` +
        `\tAll packages must be provided by the same module (${formatVersion(root)}).`;
    }
    if (why === '') continue;
    p.error = new PackageError([], new LoadError(why));
    p.incomplete = true;
  }
  loader.attachProfiles(roots);
  loader.index.save();
  return { loader, state, roots };
}

/** Asks for the module that a command names (`example.com/cmd@v1.2.3`), as `loadPackagesAt` will, and has it in the module cache. */
export async function findModuleAt(host: Host, config: Config, word: string, options: LoadOptions): Promise<void> {
  const loader = await makeLoader(host, config, { ...options, mod: 'mod', outside: true });
  const { patterns, version } = splitVersion(loader, [word]);
  const allowed = isRevisionQuery(patterns[0]!, version) ? () => Promise.resolve(null) : undefined;
  await queryPackages(stateOf(loader), patterns[0]!, version, () => 'none', allowed);
}

/** The words without their version, which all must have. */
function splitVersion(loader: Loader, words: readonly string[]): { patterns: string[]; version: string } {
  const at = words.find(w => w.includes('@'))!; // why we are here
  const version = at.slice(at.indexOf('@') + 1);
  if (version === '') throw new ConfigError(`${at}: version must not be empty`);
  const patterns = words.map(w => {
    const bad = (why: string) => new ConfigError(`${w}: ${why}`);
    if (!w.endsWith(`@${version}`)) {
      throw bad(`all arguments must refer to packages in the same module at the same version (@${version})`);
    }
    const p = w.slice(0, -version.length - 1);
    if (isLocalImport(p)) throw bad('argument must be a package path, not a relative path');
    if (path.isAbs(p)) throw bad('argument must be a package path, not an absolute path');
    if (isMetaPackage(p)) throw bad('argument must be a package path, not a meta-package');
    if (path.clean(p) !== p) throw bad('argument must be a clean package path');
    const std = !p.includes('...') && isStandardImportPath(p);
    if (std && loader.hasGoFiles(path.join(loader.config.goroot, 'src', p))) {
      throw bad('argument must not be a package in the standard library');
    }
    return p.replaceAll('\\', '/'); // as cleanPatterns has it
  });
  return { patterns, version };
}

/** A word that ends in .go is a file where there is such a file, and may be an import path otherwise. */
function isGoFile(host: Host, word: string): boolean {
  if (!word.endsWith('.go')) return false;
  const st = host.stat(path.resolve(host.cwd(), word));
  return !(st instanceof IOError) && st.kind !== Dir;
}

function stateOf(loader: Loader): ModState {
  const { host, config, modules, options } = loader;
  const { modcacherw = false, x = false } = options;
  return new ModState(loader, sourceOf(host, config, modules, { modcacherw, trace: x }), 'list');
}

/** Follows imports through the modules, brings the requirements up to that, and hands the loader what was found. */
async function follow(state: ModState, patterns: readonly string[], roots: readonly string[]): Promise<PackageLoad> {
  const load = await loadPackageGraph(
    state,
    {
      resolveMissing: true,
      loadTests: state.loader.options.tests === true,
      silencePackageErrors: true,
      roots: roots.filter(r => r !== 'C'),
    },
    patterns,
  );
  state.modules.loaded = loadedLookup(load);
  state.modules.direct = load.requirements.direct;
  await commit(state, load);
  return load;
}

function loadedLookup(load: PackageLoad): LoadedLookup {
  return importPath => {
    const p = load.lookup(importPath);
    if (p === null) return null;
    const named = p.error instanceof ImportError ? p.error.importPath : '';
    const isMissing = p.error instanceof ImportMissingError;
    return { mod: p.mod, dir: p.dir, error: p.error, named, noGo: p.noGo, missing: isMissing };
  };
}

function loadMatches(loader: Loader, matches: readonly Match[]): Package[] {
  const roots: Package[] = [];
  const seen = new Set<Package>();
  const stack: ImportStack = [];
  for (const m of matches) {
    for (const name of m.pkgs) {
      const mode = m.literal ? CmdlinePkg | CmdlinePkgLiteral : CmdlinePkg;
      const { p } = loader.loadImport(name, loader.host.cwd(), null, stack, [], mode);
      p.match.push(m.pattern);
      if (seen.has(p)) continue;
      seen.add(p);
      roots.push(p);
    }
    const first = m.errors[0];
    if (first === undefined) continue;
    const p = new Package();
    p.importPath = m.pattern;
    p.internal.imports = [];
    // A word that is no pattern is what its mistake speaks of; of a pattern the mistake says so.
    const text = m.literal || first.kind !== 'match' ? first.text : `pattern ${m.pattern}: ${first.text}`;
    loader.setDataError(p, new LoadError(text, first.kind, first.importPath, first.pos), m.pattern, [], [], true);
    p.match.push(m.pattern);
    p.internal.cmdlinePkg = true;
    p.internal.cmdlinePkgLiteral = m.literal;
    roots.push(p);
  }
  return roots;
}
