// Which module provides an import path under given requirements, with whatever must be fetched to know.

import { ConfigError } from '../config-error.ts';
import { isLocalImport } from '../load.ts';
import * as path from '../../host/path.ts';
import { quote } from '../../base/quote.ts';
import * as gover from './gover.ts';
import { compareOf, none } from './graph.ts';
import {
  checkImportPath,
  checkPath,
  formatVersion,
  isStandardImportPath,
  splitPathVersion,
  type Version,
} from './module.ts';
import { isMetaPackage } from './modules.ts';
import { queryPackages, PackageNotInModuleError } from './query.ts';
import type { LoadedGraph, Requirements } from './requirements.ts';
import { MissingSumError, type ModState } from './state.ts';

/** What an import path leads to; the module's path is '' for the standard library. */
export interface Imported {
  readonly mod: Version;
  readonly dir: string;
  /** Modules that could have had the package and do not. */
  readonly alternatives: readonly Version[];
  readonly error: ConfigError | null;
}

export const noModule: Version = { path: '', version: '' };

/** A package cannot be imported; the text names its import path. */
export class ImportError extends ConfigError {
  readonly importPath: string;

  constructor(importPath: string, text: string) {
    super(text);
    this.importPath = importPath;
  }
}

/** No module has the package. */
export class ImportMissingError extends ImportError {
  readonly isStd: boolean;

  constructor(importPath: string, text: string, isStd = false) {
    super(importPath, text);
    this.isStd = isStd;
  }
}

/** No module is required that has the package. */
class NotRequiredError extends ImportMissingError {
  constructor(importPath: string, mainRoot = '') {
    const cd = mainRoot === '' ? '' : `\tcd ${mainRoot}\n`;
    super(importPath, `no required module provides package ${importPath}; to add it:\n${cd}\tgo get ${importPath}`);
  }
}

/** The same error for a package that a main module needs which is not the one of the current directory. */
export function inMainModule(err: ImportMissingError, root: string): ImportMissingError {
  return err instanceof NotRequiredError ? new NotRequiredError(err.importPath, root) : err;
}

/** A package of a main module imports from a module that only others require. */
export class ImplicitImportError extends ImportError {
  constructor(importer: string, importPath: string, mod: Version) {
    super(
      importer,
      `package ${importer} imports ${importPath} from implicitly required module; to add missing requirements, run:\n` +
        `\tgo get ${formatVersion(mod)}`,
    );
  }
}

/** More than one module has it. */
export class AmbiguousImportError extends ImportError {
  readonly modules: readonly Version[];

  constructor(importPath: string, text: string, modules: readonly Version[]) {
    super(importPath, text);
    this.modules = modules;
  }
}

/** go.sum does not have what would be needed to look. */
export class ImportMissingSumError extends ImportError {
  readonly mods: readonly Version[];
  readonly found: boolean;

  constructor(importPath: string, mods: readonly Version[], found: boolean) {
    super(importPath, missingSumText(importPath, mods, found, '', '', false));
    this.mods = mods;
    this.found = found;
  }
}

/** The words for a missing sum; the importer is '' where it is not known. */
export function missingSumText(
  importPath: string,
  mods: readonly Version[],
  found: boolean,
  importer: string,
  version: string,
  isTest: boolean,
): string {
  const by = importer === '' ? '' : ` (imported by ${importer})`;
  const text = found
    ? `missing go.sum entry needed to verify package ${importPath}${by} is provided by exactly one module`
    : `missing go.sum entry for module providing package ${importPath}${by}`;
  if (importer !== '')
    return `${text}; to add:\n\tgo get${isTest ? ' -t' : ''} ${importer}${version === '' ? '' : '@' + version}`;
  return mods.length === 0 ? text : `${text}; to add:\n\tgo mod download ${mods.map(m => m.path).join(' ')}`;
}

const failed = (error: ConfigError): Imported => ({ mod: noModule, dir: '', alternatives: [], error });

/** Finds the module. `mg` is the graph where it is read; null looks among the roots first. */
export async function importFromModules(
  state: ModState,
  importPath: string,
  rs: Requirements,
  mg: LoadedGraph | null,
  skipModFile: boolean,
): Promise<Imported> {
  const invalid = (text: string) => failed(new ImportError(importPath, text));
  const { modules } = state;
  if (importPath.includes('@')) return invalid(`import path ${quote(importPath)} should not have @version`);
  if (isLocalImport(importPath))
    return invalid(`${quote(importPath)} is relative, but relative import paths are not supported in module mode`);
  if (path.isAbs(importPath)) return invalid(`${quote(importPath)} is not a package path; see 'go help packages'`);
  if (isMetaPackage(importPath))
    return invalid(`${quote(importPath)} is not an importable package; see 'go help packages'`);
  if (importPath === 'C') return { mod: noModule, dir: '', alternatives: [], error: null };
  const bad = checkImportPath(importPath);
  if (bad !== '') return invalid(bad);
  const std = modules.stdPackage(importPath);
  if (std !== null && std.mod.path !== '') return { ...std, alternatives: [], error: null };
  if (state.buildMod === 'vendor') {
    const { hits, ambiguous } = modules.findVendored(importPath, std);
    if (ambiguous !== '') return failed(new AmbiguousImportError(importPath, ambiguous, []));
    if (hits[0] !== undefined) return { ...hits[0], alternatives: [], error: null };
    return failed(missing(state, importPath));
  }
  for (let graph = mg; ;) {
    const hits: { mod: Version; dir: string }[] = std === null ? [] : [std];
    const alternatives: Version[] = [];
    const unsummed: Version[] = [];
    for (let p = importPath; p !== '.'; p = path.dirname(p)) {
      if (gover.isToolchain(p)) continue;
      const version = graph === null ? rs.rootSelected(p) : graph.selected(p);
      if (version === null || version === none) continue;
      const mod = { path: p, version };
      try {
        const { dir: root, local } = await state.fetch(mod);
        const dir = modules.dirInModule(importPath, modules.main(p)?.prefix ?? p, root, local);
        if (dir !== '') hits.push({ mod, dir });
        else alternatives.push(mod);
      } catch (err) {
        if (err instanceof MissingSumError) unsummed.push(mod);
        else if (err instanceof ConfigError) return failed(err);
        else throw err;
      }
    }
    if (hits.length > 1) {
      const list = hits
        .reverse()
        .map(h => `\n\t${h.mod.path}${h.mod.version === '' ? '' : ' ' + h.mod.version} (${h.dir})`);
      const text = `ambiguous import: found package ${importPath} in multiple modules:${list.join('')}`;
      return failed(
        new AmbiguousImportError(
          importPath,
          text,
          hits.map(h => h.mod),
        ),
      );
    }
    if (unsummed.length > 0) return failed(new ImportMissingSumError(importPath, unsummed.reverse(), hits.length > 0));
    const hit = hits[0];
    if (hit !== undefined) {
      if (!skipModFile && hit.mod.path !== '' && !state.isMain(hit.mod.path)) {
        try {
          await state.summary(hit.mod);
        } catch (err) {
          if (err instanceof ConfigError) return failed(err);
          throw err;
        }
      }
      return { ...hit, alternatives, error: null };
    }
    if (graph !== null) return failed(missing(state, importPath));
    try {
      graph = await rs.graph();
    } catch (err) {
      if (err instanceof ConfigError) return failed(err);
      throw err;
    }
  }
}

/** No module of the graph has the package. */
function missing(state: ModState, importPath: string): ImportMissingError {
  if (isStandardImportPath(importPath)) {
    const dir = path.join(state.config.goroot, 'src', importPath);
    return new ImportMissingError(importPath, `package ${importPath} is not in std (${dir})`, true);
  }
  if (state.buildMod === 'mod' || (state.buildMod === 'readonly' && state.allowMissing))
    return new ImportMissingError(importPath, `cannot find module providing package ${importPath}`);
  if (state.modules.hasMain) return new NotRequiredError(importPath);
  const text = `no required module provides package ${importPath}: ${state.modules.noMainText()}`;
  return new ImportMissingError(importPath, text);
}

/** A module outside the graph that has the package: a replacement, or the latest version of one that exists. */
export async function queryImport(state: ModState, importPath: string, rs: Requirements): Promise<Version> {
  const { modules } = state;
  const candidates: Version[] = [];
  for (const [modPath, replaced] of modules.highestReplaced()) {
    if (importPath !== modPath && !importPath.startsWith(modPath + '/')) continue;
    const version = replaced === '' ? zeroVersion(modPath) : replaced;
    const mg = await rs.graph();
    const have = mg.selected(modPath);
    if (have === '' || (have !== none && compareOf(modPath, have, version) >= 0)) continue;
    candidates.push({ path: modPath, version });
  }
  candidates.sort((a, b) => b.path.length - a.path.length);
  for (const m of candidates) {
    const { dir, local } = await fetchFor(state, importPath, m);
    if (modules.dirInModule(importPath, m.path, dir, local) === '') continue;
    if (state.buildMod !== 'readonly') return m;
    const arg = /^v\d+\.0\.0-00010101000000-000000000000$/.test(m.version) ? m.path : formatVersion(m);
    throw new ImportMissingError(
      importPath,
      `module ${m.path} provides package ${importPath} and is replaced but not required; to add it:\n\tgo get ${arg}`,
    );
  }
  if (candidates.length > 0 && checkPath(importPath) !== '') {
    throw new PackageNotInModuleError(state, candidates[0]!, 'latest', importPath);
  }
  if (isStandardImportPath(importPath)) throw missing(state, importPath);
  if (state.buildMod !== 'mod' && !state.allowMissing) {
    const reason = modules.modeReasonText;
    if (reason === '') throw new NotRequiredError(importPath);
    const text = `cannot find module providing package ${importPath}: import lookup disabled by ${reason}`;
    throw new ImportMissingError(importPath, text);
  }
  state.note(`go: finding module for package ${importPath}`);
  const mg = await rs.graph();
  let found;
  try {
    found = await queryPackages(state, importPath, 'latest', p => mg.selected(p));
  } catch (err) {
    if (err instanceof ConfigError && (err as { notExist?: boolean }).notExist === true)
      throw new ImportMissingError(importPath, `cannot find module providing package ${importPath}: ${err.message}`);
    throw err;
  }
  let missingVersion = '';
  for (const [i, c] of found.entries()) {
    const have = mg.selected(c.mod.path);
    if (have === '' || (have !== none && compareOf(c.mod.path, have, c.mod.version) > 0)) {
      if (i === 0) missingVersion = have;
      continue;
    }
    return c.mod;
  }
  const first = found[0]!.mod; // queryPackages gives one or throws
  throw new ImportMissingError(
    importPath,
    missingVersion !== ''
      ? `package ${importPath} provided by ${first.path} at latest version ${first.version} but not at required version ${missingVersion}`
      : `missing module for import: ${formatVersion(first)} provides ${importPath}`,
  );
}

async function fetchFor(state: ModState, importPath: string, m: Version): Promise<{ dir: string; local: boolean }> {
  try {
    return await state.fetch(m);
  } catch (err) {
    throw err instanceof MissingSumError ? new ImportMissingSumError(importPath, [], false) : err;
  }
}

/** The version of a module that exists as a replacement only. */
export function zeroVersion(modPath: string): string {
  const major = splitPathVersion(modPath)?.major ?? '';
  return `${major === '' ? 'v0' : major.slice(1).replace(/-unstable$/, '')}.0.0-00010101000000-000000000000`;
}
