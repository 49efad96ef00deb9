// Queries: from `latest`, `upgrade`, `patch`, a version, a prefix of one, a range or a name of a revision to a version.

import { encodeUtf8 } from '../../base/utf8.ts';
import { ConfigError } from '../config-error.ts';
import * as path from '../../host/path.ts';
import { patternMatcher, treeMatcher } from '../patterns.ts';
import { quote } from '../../base/quote.ts';
import {
  FetchError,
  InvalidVersionError,
  canonicalVersion,
  isPseudoVersion,
  pseudoVersionTime,
} from './fetch/errors.ts';
import * as gover from './gover.ts';
import { compareOf, none } from './graph.ts';
import { checkPath, checkPathMajor, formatVersion, splitPathVersion, type Version } from './module.ts';
import { packagesIn } from './scan.ts';
import * as semver from './semver.ts';
import { mergeOrigins, type Origin } from './fetch/origin.ts';
import type { Versions } from './fetch/repo.ts';
import type { RevInfo } from './fetch/rev-info.ts';
import { TooNewModuleError, type ModState, type Summary } from './state.ts';

/** Says what is against a version; null for nothing. */
export type Allowed = (m: Version) => Promise<ConfigError | null>;

/** An exclusion or a retraction is against a version. */
export class DisallowedError extends FetchError {
  readonly retracted: readonly string[] | null;

  constructor(text: string, retracted: readonly string[] | null) {
    super(text);
    this.retracted = retracted;
  }
}

/** No version fits the query. */
export class NoMatchingVersionError extends FetchError {
  constructor(query: string, current: string, origin: Origin | null) {
    const relative = (query === 'upgrade' || query === 'patch') && current !== '' && current !== none;
    const text = `no matching versions for query ${quote(query)}${relative ? ` (current version is ${current})` : ''}`;
    super(text, false, text, origin);
  }
}

class NoPatchBaseError extends FetchError {}
class InvalidPathError extends FetchError {}

/** The module is there and does not have the package. */
export class PackageNotInModuleError extends FetchError {
  constructor(state: ModState, mod: Version, query: string, pattern: string) {
    const r = state.modules.shownReplacement(mod);
    let found = '';
    if (r !== null) {
      const by = formatVersion(r);
      found = query === mod.version ? ` (replaced by ${by})` : ` (${mod.version}, replaced by ${by})`;
    } else if (query !== mod.version) found = ` (${mod.version})`;
    const what = pattern.includes('...') ? `packages matching ${pattern}` : `package ${pattern}`;
    super(`module ${mod.path}@${query} found${found}, but does not contain ${what}`);
  }
}

/** The pattern means a main module, of which no version can be asked for. */
export class MainModuleError extends FetchError {}

export function mainModulesError(
  state: ModState,
  mods: readonly Version[],
  pattern: string,
  query: string,
): MainModuleError {
  if (state.isMain(pattern))
    return new MainModuleError(`can't request version ${quote(query)} of the main module (${pattern})`);
  const plural = mods.length > 1 ? 's' : '';
  const list = mods.map(m => m.path).join(', ');
  return new MainModuleError(
    `can't request version ${quote(query)} of pattern ${quote(pattern)} that includes the main module${plural} (${list})`,
  );
}

export function mainPackagesError(pattern: string, query: string, pkgs: readonly string[]): MainModuleError {
  if (pkgs.length > 1)
    return new MainModuleError(
      `pattern ${pattern} matches ${pkgs.length} packages in the main module, so can't request version ${query}`,
    );
  if (pattern.includes('...'))
    return new MainModuleError(
      `pattern ${pattern} matches package ${pkgs[0]} in the main module, so can't request version ${query}`,
    );
  return new MainModuleError(`package ${pkgs[0]} is in the main module, so can't request version ${query}`);
}

/** The query names a revision and not a version. */
export function isRevisionQuery(modPath: string, query: string): boolean {
  if (query === 'latest' || query === 'upgrade' || query === 'patch' || /^[<>]/.test(query)) return false;
  return !(isValid(modPath, query) && isPrefix(modPath, query));
}

function isValid(modPath: string, v: string): boolean {
  if (modPath === 'toolchain') return gover.isValid(v.replace(/^go/, ''));
  return modPath === 'go' ? gover.isValid(v) : semver.isValid(v);
}

/** `v1`, `v1.2`: a version that means all that start so. */
function isPrefix(modPath: string, v: string): boolean {
  if (gover.isToolchain(modPath)) return gover.isLanguage(modPath === 'go' ? v : gover.fromToolchain(v));
  let dots = 0;
  for (const c of v) {
    if (c === '-' || c === '+') return false;
    if (c === '.') dots++;
  }
  return dots < 2;
}

function isPrerelease(modPath: string, v: string): boolean {
  if (gover.isToolchain(modPath)) return /[a-z]/.test(v.replace(/^go/, ''));
  return semver.prerelease(v) !== '';
}

function majorMinor(modPath: string, v: string): string {
  if (modPath === 'toolchain') return 'go' + gover.language(v.replace(/^go/, ''));
  return modPath === 'go' ? gover.language(v) : semver.majorMinor(v);
}

/** The versions of a module that start so, as its server and the replacements give them. */
export async function allVersions(state: ModState, modPath: string, prefix = ''): Promise<Versions> {
  if (gover.isToolchain(modPath)) return { list: await toolchainVersions(state, modPath), origin: null };
  const bad = checkPath(modPath);
  const replaced = state.modules.replacedVersions(modPath);
  if (bad !== '') {
    if (replaced === null) throw new InvalidPathError(bad);
    return { list: [...new Set(replaced)].sort((a, b) => semver.compare(a, b)), origin: null };
  }
  let all: Versions = { list: [], origin: null };
  try {
    all = await state.source.versions(modPath, prefix);
  } catch (err) {
    if (!(err instanceof FetchError) || !err.notExist || replaced === null) throw err;
  }
  const own = (replaced ?? []).filter(v => v !== '' && !isPseudoVersion(v) && v.startsWith(prefix));
  if (own.length === 0) return all;
  return { list: [...new Set([...all.list, ...own])].sort((a, b) => semver.compare(a, b)), origin: null };
}

async function toolchainVersions(state: ModState, modPath: string): Promise<string[]> {
  const prefix = modPath === 'toolchain' ? 'go' : '';
  const found = new Set<string>();
  for (const v of (await state.source.versions('golang.org/toolchain')).list) {
    const m = /^v0\.0\.1-go(.*)\.[^.-]+-[^.-]+$/.exec(v);
    if (m !== null && gover.isValid(m[1]!)) found.add(prefix + m[1]!);
  }
  found.add(prefix + state.config.goVersion.slice(2));
  return [...found].sort((a, b) => compareOf(modPath, a, b));
}

/** What a server says of one version or revision. */
async function stat(state: ModState, modPath: string, rev: string): Promise<RevInfo> {
  if (gover.isToolchain(modPath)) {
    const v = rev.replace(/^go/, '');
    const version = (modPath === 'toolchain' ? 'go' : '') + v;
    const local = state.config.goVersion.slice(2);
    if (!gover.isValid(v)) throw new FetchError(`invalid ${modPath} version ${rev}`);
    if ((modPath === 'go' && gover.compare(v, local) <= 0) || v === local) return { version, time: '', origin: null };
    if (gover.isLanguage(v)) throw new FetchError(`go language version ${rev} is not a toolchain version`);
    await state.source.info('golang.org/toolchain', `v0.0.1-go${v}.linux-amd64`);
    return { version, time: '', origin: null };
  }
  const replaced = state.modules.replacedVersions(modPath);
  const bad = checkPath(modPath);
  try {
    if (bad !== '') throw new InvalidPathError(bad);
    return await state.source.info(modPath, rev);
  } catch (err) {
    if (!(err instanceof ConfigError) || replaced === null || canonicalVersion(rev) !== rev) throw err;
    let v = rev;
    const split = splitPathVersion(modPath);
    if (split !== null && split.major === '' && checkPathMajor(v, '') !== '' && semver.build(v) === '')
      v += '+incompatible';
    if (state.modules.replacement({ path: modPath, version: v }) === null) throw err;
    return { version: v, time: pseudoVersionTime(v), origin: null };
  }
}

async function latestOf(state: ModState, modPath: string): Promise<RevInfo> {
  if (gover.isToolchain(modPath)) {
    const list = await toolchainVersions(state, modPath);
    return { version: list[list.length - 1]!, time: '', origin: null };
  }
  const replaced = state.modules.highestReplaced().get(modPath);
  let info: RevInfo | null = null;
  try {
    const bad = checkPath(modPath);
    if (bad !== '') throw new InvalidPathError(bad);
    info = await state.source.info(modPath, 'latest');
  } catch (err) {
    if (!(err instanceof ConfigError) || replaced === undefined) throw err;
  }
  if (replaced !== undefined) {
    const { zeroVersion } = await import('./import.ts');
    const version = replaced === '' ? zeroVersion(modPath) : replaced;
    if (info === null || compareOf(modPath, version, info.version) > 0)
      return { version, time: pseudoVersionTime(version), origin: null };
  }
  return info!; // it was given or thrown for
}

interface Matcher {
  readonly accepts: (v: string) => boolean;
  /** Of all versions that it accepts. */
  readonly prefix: string;
  readonly canStat: boolean;
  readonly preferLower: boolean;
  readonly mayUseLatest: boolean;
  readonly preferIncompatible: boolean;
}

/** What a query accepts; null for one that names a revision. */
function matcher(modPath: string, query: string, current: string): Matcher | null {
  const cmp = (a: string, b: string) => compareOf(modPath, a, b);
  const m = {
    accepts: (_v: string) => true,
    prefix: '',
    canStat: false,
    preferLower: false,
    mayUseLatest: false,
    preferIncompatible: current.endsWith('+incompatible'),
  };
  const otherMajor = (v: string) => {
    const split = splitPathVersion(modPath);
    return split === null || checkPathMajor(v, split.major) !== '';
  };
  if (query === 'latest') return { ...m, mayUseLatest: true };
  if (query === 'upgrade') {
    if (current === '' || current === none) return { ...m, mayUseLatest: true };
    return { ...m, mayUseLatest: isPseudoVersion(current), accepts: v => cmp(v, current) >= 0 };
  }
  if (query === 'patch') {
    if (current === '' || current === none)
      throw new NoPatchBaseError(`can't query version "patch" of module ${modPath}: no existing version is required`);
    const mm = majorMinor(modPath, current);
    const accepts = (v: string) => (v.startsWith(mm + '.') || v === mm) && cmp(v, current) >= 0;
    return { ...m, mayUseLatest: isPseudoVersion(current), accepts };
  }
  const range = /^(<=|<|>=|>)(.*)$/s.exec(query);
  if (range !== null) {
    const op = range[1]!;
    const v = range[2]!;
    if (!isValid(modPath, v)) throw new FetchError(`invalid semantic version ${quote(v)} in range ${quote(query)}`);
    if ((op === '<=' || op === '>') && isPrefix(modPath, v))
      throw new FetchError(`ambiguous semantic version ${quote(v)} in range ${quote(query)}`);
    const accepts = (x: string) => {
      const c = cmp(x, v);
      return op === '<' ? c < 0 : op === '<=' ? c <= 0 : op === '>' ? c > 0 : c >= 0;
    };
    return { ...m, accepts, preferLower: op[0] === '>', preferIncompatible: m.preferIncompatible || otherMajor(v) };
  }
  if (!isValid(modPath, query)) return null;
  const preferIncompatible = m.preferIncompatible || otherMajor(query);
  if (!isPrefix(modPath, query)) return { ...m, canStat: true, preferIncompatible };
  const accepts = (v: string) =>
    (v.startsWith(query + '.') || (gover.isToolchain(modPath) && v === query)) && cmp(v, query) >= 0;
  return { ...m, accepts, prefix: gover.isToolchain(modPath) ? '' : `${query}.`, preferIncompatible };
}

/** The version that a query means. `current` is the version in the build: '' or `none` for none. */
export async function query(
  state: ModState,
  modPath: string,
  wanted: string,
  current: string,
  allowed: Allowed | null,
): Promise<RevInfo> {
  if (current !== '' && current !== none && !isValid(modPath, current))
    throw new FetchError(`invalid previous version ${modPath}@${current}`);
  if (state.buildMod === 'vendor')
    throw new FetchError(`cannot query module due to -mod=vendor${state.modules.modeNote}`);
  if (state.isMain(modPath) && (wanted === 'upgrade' || wanted === 'patch'))
    return { version: '', time: '', origin: null };
  if (modPath === 'std' || modPath === 'cmd')
    throw new FetchError(
      `can't query specific version (${quote(wanted)}) of standard-library module ${quote(modPath)}`,
    );
  const against = async (version: string) => {
    const err = allowed === null ? null : await allowed({ path: modPath, version });
    return err instanceof DisallowedError ? err : null;
  };
  const qm = matcher(modPath, wanted, current);
  if (qm === null || qm.canStat) {
    let info: RevInfo;
    try {
      info = await stat(state, modPath, wanted);
    } catch (err) {
      const canonical = canonicalVersion(wanted);
      if (!(err instanceof FetchError) || canonical === '' || canonical === wanted) throw err;
      try {
        info = await stat(state, modPath, canonical);
      } catch (second) {
        throw second instanceof FetchError && second.notExist ? err : second;
      }
    }
    const bad = await against(info.version);
    if (bad !== null) throw bad;
    return info;
  }
  const all = await allVersions(state, modPath, qm.prefix);
  // What the answer depends on: the tags, and what is looked up further on.
  let { origin } = all;
  const { releases, prereleases } = await filter(state, modPath, all.list, qm, against);
  const lookup = async (v: string): Promise<RevInfo> => {
    const found = await stat(state, modPath, v);
    origin = mergeOrigins(origin, found.origin);
    const info = { ...found, origin };
    if ((wanted !== 'upgrade' && wanted !== 'patch') || !isPseudoVersion(current) || info.time === '') return info;
    // A pseudo-version that is younger than the newest tag stays.
    const mine = pseudoVersionTime(current);
    if (mine === '' || Date.parse(info.time) >= Date.parse(mine)) return info;
    const bad = await against(current);
    if (bad !== null) throw bad;
    const same = await stat(state, modPath, current);
    return { ...same, origin: mergeOrigins(origin, same.origin) };
  };
  const end = qm.preferLower ? 0 : -1;
  const best = releases.at(end) ?? prereleases.at(end);
  if (best !== undefined) return lookup(best);
  if (qm.mayUseLatest) {
    try {
      const latest = await latestOf(state, modPath);
      origin = mergeOrigins(origin, latest.origin);
      if (qm.accepts(latest.version) && (await against(latest.version)) === null) return await lookup(latest.version);
    } catch (err) {
      if (!(err instanceof FetchError) || !err.notExist) throw err;
      if (err.origin !== null) origin = mergeOrigins(origin, err.origin);
    }
  }
  if ((wanted === 'upgrade' || wanted === 'patch') && current !== '' && current !== none) {
    const bad = await against(current);
    if (bad !== null) throw bad;
    return lookup(current);
  }
  throw new NoMatchingVersionError(wanted, current, origin);
}

/** The versions that fit; +incompatible ones only where the last compatible one has no go.mod. */
async function filter(
  state: ModState,
  modPath: string,
  all: readonly string[],
  qm: Matcher,
  against: (v: string) => Promise<ConfigError | null>,
): Promise<{ releases: string[]; prereleases: string[] }> {
  const releases: string[] = [];
  const prereleases: string[] = [];
  let incompatible = qm.preferIncompatible;
  let last = '';
  for (const v of all) {
    if (!qm.accepts(v) || (await against(v)) !== null) continue;
    if (!incompatible) {
      if (!v.endsWith('+incompatible')) last = v;
      else if (last !== '') {
        const text = await state.source.goMod(state.actual({ path: modPath, version: last }));
        if (text !== `module ${modPath}\n`) break;
        incompatible = true;
      }
    }
    (isPrerelease(modPath, v) ? prereleases : releases).push(v);
  }
  return { releases, prereleases };
}

/** The go.mod of the newest version, which says what is retracted and deprecated. */
function latestSummary(state: ModState, modPath: string): Promise<Summary> {
  let found = state.latest.get(modPath);
  if (found === undefined) {
    found = query(state, modPath, 'latest', '', null).then(async ({ version }) => {
      const m = { path: modPath, version };
      try {
        return await state.rawSummary(state.actual(m), state.modules.shownReplacement(m) ?? m);
      } catch (err) {
        if (err instanceof TooNewModuleError) return err.summary;
        throw err;
      }
    });
    state.latest.set(modPath, found);
  }
  return found;
}

/** A line of a message that somebody else wrote, fit for a terminal. */
export function shortMessage(message: string, empty: string): string {
  const line = message.split('\n', 1)[0]!.trim();
  if (line === '') return empty;
  if (encodeUtf8(line).length > 500) return '(message omitted: too long)';
  return /[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\s]/u.test(line)
    ? '(message omitted: contains non-printable characters)'
    : line;
}

/** go.mod excludes the version. */
export function checkExclusions(state: ModState, m: Version): ConfigError | null {
  return state.isExcluded(m) ? new DisallowedError(`${formatVersion(m)}: excluded by go.mod`, null) : null;
}

/** Its author has retracted the version. An error that is no DisallowedError says that it is not known. */
export async function checkRetractions(state: ModState, m: Version): Promise<ConfigError | null> {
  if (
    m.version === '' ||
    gover.isToolchain(m.path) ||
    state.modules.replacement({ path: m.path, version: '' }) !== null
  )
    return null;
  let summary;
  try {
    summary = await latestSummary(state, m.path);
  } catch (err) {
    if (!(err instanceof ConfigError)) throw err;
    const reason = err instanceof FetchError ? err.reason : err.message;
    const notExist = err instanceof FetchError && err.notExist;
    if (err instanceof NoMatchingVersionError) return err;
    return new FetchError(`loading module retractions for ${formatVersion(m)}: ${reason}`, notExist);
  }
  const hits = summary.retract.filter(
    r => compareOf(m.path, r.low, m.version) <= 0 && compareOf(m.path, m.version, r.high) <= 0,
  );
  if (hits.length === 0) return null;
  const rationale = hits.map(r => r.rationale).filter(r => r !== '');
  const why = rationale.length === 0 ? '' : `: ${shortMessage(rationale[0]!, 'retracted by module author')}`;
  return new DisallowedError(`${formatVersion(m)}: retracted by module author${why}`, rationale);
}

/** What is against a version: exclusions and retractions. */
export async function checkAllowed(state: ModState, m: Version): Promise<ConfigError | null> {
  return checkExclusions(state, m) ?? (await checkRetractions(state, m));
}

/** Why a module is deprecated; '' where it is not. Throws a FetchError where that is not known. */
export async function deprecation(state: ModState, m: Version): Promise<string> {
  if (
    m.version === '' ||
    gover.isToolchain(m.path) ||
    state.modules.replacement({ path: m.path, version: '' }) !== null
  )
    return '';
  try {
    return (await latestSummary(state, m.path)).deprecated;
  } catch (err) {
    if (!(err instanceof ConfigError)) throw err;
    const notExist = err instanceof NoMatchingVersionError || (err instanceof FetchError && err.notExist);
    throw new FetchError(`loading deprecation for ${m.path}: ${err.message}`, notExist);
  }
}

/** A module that a pattern leads to, with the packages that match in it. */
export interface QueryResult {
  readonly mod: Version;
  readonly packages: readonly string[];
}

/** The modules that have packages of a pattern; without any the query fails. */
export async function queryPackages(
  state: ModState,
  pattern: string,
  wanted: string,
  current: (modPath: string) => string,
  allowed: Allowed = m => checkAllowed(state, m),
): Promise<QueryResult[]> {
  const { found, modOnly } = await queryPattern(state, pattern, wanted, current, allowed);
  if (found.length > 0) return found;
  throw new PackageNotInModuleError(state, modOnly!, wanted, pattern); // one or the other is there
}

/** The same; a module that matches and has no package of the pattern comes back apart. */
export async function queryPattern(
  state: ModState,
  pattern: string,
  wanted: string,
  current: (modPath: string) => string,
  allowed: Allowed,
): Promise<{ found: QueryResult[]; modOnly: Version | null }> {
  const wild = pattern.indexOf('...');
  const base = wild < 0 ? pattern : path.dirname(pattern.slice(0, wild + 3));
  if (wild >= 0 && base === '.')
    throw new FetchError(`no modules to query for ${pattern}@${wanted} because first path element contains a wildcard`);
  const matches = patternMatcher(pattern);
  const packages = async (mod: Version): Promise<string[]> => {
    const { dir, local } = await state.fetch(mod);
    if (wild >= 0) return packagesIn(state, matches, treeMatcher(pattern), mod, dir, local);
    const prefix = state.modules.main(mod.path)?.prefix ?? mod.path;
    return state.modules.dirInModule(pattern, prefix, dir, local) !== '' ? [pattern] : [];
  };
  const relative = wanted === 'upgrade' || wanted === 'patch';
  const mainMatches: Version[] = [];
  let modOnly: Version | null = null;
  for (const m of state.mainVersions) {
    const pkgs = await packages(m);
    if (pkgs.length > 0) {
      if (!relative) throw mainPackagesError(pattern, wanted, pkgs);
      return { found: [{ mod: m, packages: pkgs }], modOnly: null };
    }
    if (!matches(m.path)) continue;
    mainMatches.push(m);
    if (relative) modOnly = m;
  }
  const candidates: string[] = [];
  for (let p = base; ; p = p.slice(0, p.lastIndexOf('/'))) {
    if (!state.isMain(p) && splitPathVersion(p) !== null) candidates.push(p);
    if (!p.includes('/')) break;
  }
  if (candidates.length === 0) {
    if (modOnly !== null) return { found: [], modOnly };
    if (mainMatches.length > 0) throw mainModulesError(state, mainMatches, pattern, wanted);
    throw new FetchError(`package ${pattern} is not in a module`);
  }
  const results = await Promise.all(
    candidates.map(async p => {
      try {
        const info = await query(state, p, wanted, current(p), allowed);
        const mod = { path: p, version: info.version };
        if (gover.isToolchain(p)) return { mod, packages: [] };
        const pkgs = await packages(mod);
        if (pkgs.length === 0 && !matches(p)) return new PackageNotInModuleError(state, mod, wanted, pattern);
        return { mod, packages: pkgs };
      } catch (err) {
        if (err instanceof ConfigError) return err;
        throw err;
      }
    }),
  );
  const found: QueryResult[] = [];
  const first: (ConfigError | null)[] = [null, null, null, null, null, null];
  let hard: ConfigError | null = null;
  let some = false;
  for (const r of results) {
    if (!(r instanceof ConfigError)) {
      some = true;
      if (r.packages.length > 0) found.push(r);
      else modOnly = r.mod;
      continue;
    }
    const rank = rankOf(r);
    if (rank >= 0) first[rank] ??= r;
    else if (hard === null && !some && first[0] === null) hard = r;
  }
  if (hard !== null) throw hard;
  if (some) return { found, modOnly };
  const err = first.find(e => e !== null)!; // each candidate gave a result or an error
  if (mainMatches.length > 0 && modOnly === null && err instanceof FetchError && err.notExist)
    throw mainModulesError(state, mainMatches, pattern, wanted);
  if (modOnly !== null) return { found, modOnly };
  throw err;
}

/** The place of an error among those that only say that a candidate is not the one: the first says most; -1 is any other error. */
function rankOf(err: ConfigError): number {
  if (err instanceof PackageNotInModuleError) return 0;
  if (err instanceof NoMatchingVersionError) return 1;
  if (err instanceof NoPatchBaseError) return 2;
  if (err instanceof InvalidPathError) return 3;
  if (err instanceof FetchError && err.notExist) return 5;
  return err instanceof InvalidVersionError ? 4 : -1;
}
