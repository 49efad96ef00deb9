// What a query after `path@` means: latest, upgrade, patch, a comparison, the beginning of a version, a version, or a
// revision of version control.

import { decodeUtf8 } from '../../../base/utf8.ts';
import { quote } from '../../quoted.ts';
import * as gover from '../gover.ts';
import { checkPathMajor, splitPathVersion, type Version } from '../module.ts';
import * as semver from '../semver.ts';
import { canonicalVersion, FetchError, isPseudoVersion, pseudoVersionTime } from './errors.ts';
import type { ModuleFetcher } from './fetcher.ts';
import type { Repo, RevInfo } from './repo.ts';

/** A version may not be chosen: it is excluded or retracted. Gives the reason; '' where it may. */
export type Disallowed = (m: Version) => string | Promise<string>;

const allAllowed: Disallowed = () => '';

/** What a matching version is like, as a query says. */
interface Matcher {
  readonly prefix: string;
  readonly filter: ((v: string) => boolean) | null;
  /** The source can be asked for exactly this. */
  readonly canStat: boolean;
  readonly preferLower: boolean;
  readonly mayUseLatest: boolean;
  readonly preferIncompatible: boolean;
}

function isToolchain(modPath: string): boolean {
  return modPath === 'go' || modPath === 'toolchain';
}

/** By age; versions of Go for the modules `go` and `toolchain`. */
export function compareModule(modPath: string, a: string, b: string): number {
  if (modPath === 'go') return gover.compare(a, b);
  if (modPath === 'toolchain') return gover.compare(a.replace(/^go/, ''), b.replace(/^go/, ''));
  return semver.compare(a, b);
}

function isValid(modPath: string, v: string): boolean {
  if (modPath === 'toolchain') return v.startsWith('go') && gover.isValid(v.slice(2));
  return modPath === 'go' ? gover.isValid(v) : semver.isValid(v);
}

/** Only the beginning of a version: v1, v1.2. */
function isPrefix(modPath: string, v: string): boolean {
  if (isToolchain(modPath)) return gover.language(v.replace(/^go/, '')) === v.replace(/^go/, '');
  return /^v\d+(?:\.\d+)?$/.test(v);
}

function isPrerelease(modPath: string, v: string): boolean {
  return isToolchain(modPath) ? /[a-z]\d+$/.test(v.replace(/^go/, '')) : semver.prerelease(v) !== '';
}

function majorMinor(modPath: string, v: string): string {
  if (!isToolchain(modPath)) return semver.majorMinor(v);
  return (modPath === 'toolchain' ? 'go' : '') + gover.language(v.replace(/^go/, ''));
}

/** The query names a revision, not a version or a range of them. */
export function isRevisionQuery(modPath: string, query: string): boolean {
  if (['latest', 'upgrade', 'patch'].includes(query) || /^[<>]/.test(query)) return false;
  return !(isValid(modPath, query) && isPrefix(modPath, query));
}

/** null for a revision. */
function matcher(modPath: string, query: string, current: string): Matcher | null {
  const plain: Matcher = {
    prefix: '',
    filter: null,
    canStat: false,
    preferLower: false,
    mayUseLatest: false,
    preferIncompatible: current.endsWith('+incompatible'),
  };
  const compare = (a: string, b: string) => compareModule(modPath, a, b);
  const otherMajor = (v: string) => {
    const split = splitPathVersion(modPath);
    return plain.preferIncompatible || split === null || checkPathMajor(v, split.major) !== '';
  };
  const none = current === '' || current === 'none';
  if (query === 'latest') return { ...plain, mayUseLatest: true };
  if (query === 'upgrade' || query === 'patch') {
    if (none) {
      if (query === 'upgrade') return { ...plain, mayUseLatest: true };
      throw new FetchError(`can't query version "patch" of module ${modPath}: no existing version is required`);
    }
    return {
      ...plain,
      mayUseLatest: isPseudoVersion(current),
      filter: v => compare(v, current) >= 0,
      prefix: query === 'patch' ? majorMinor(modPath, current) + '.' : '',
    };
  }
  const range = /^([<>]=?)([^]*)$/.exec(query);
  if (range !== null) {
    const v = range[2]!;
    if (!isValid(modPath, v)) {
      throw new FetchError(`invalid semantic version ${quote(v)} in range ${quote(query)}`);
    }
    if ((range[1] === '<=' || range[1] === '>') && isPrefix(modPath, v)) {
      throw new FetchError(`ambiguous semantic version ${quote(v)} in range ${quote(query)}`);
    }
    const filters: Record<string, (w: string) => boolean> = {
      '<=': w => compare(w, v) <= 0,
      '<': w => compare(w, v) < 0,
      '>=': w => compare(w, v) >= 0,
      '>': w => compare(w, v) > 0,
    };
    return {
      ...plain,
      filter: filters[range[1]!]!,
      preferLower: query[0] === '>',
      preferIncompatible: otherMajor(v),
    };
  }
  if (!isValid(modPath, query)) return null;
  if (isPrefix(modPath, query)) {
    const filter = (v: string) => compare(v, query) >= 0;
    return { ...plain, prefix: query + '.', filter, preferIncompatible: otherMajor(query) };
  }
  return {
    ...plain,
    canStat: true,
    prefix: isToolchain(modPath) ? '' : semver.canonical(query),
    filter: v => compare(v, query) === 0,
    preferIncompatible: otherMajor(query),
  };
}

/**
 * The version of a module that a query means. `current` is the version at hand, which `upgrade` and `patch` are about;
 * '' or `none` for none.
 */
export function queryModule(
  fetcher: ModuleFetcher,
  modPath: string,
  query: string,
  current = '',
  disallowed: Disallowed = allAllowed,
): Promise<RevInfo> {
  return fetcher.tryProxies(proxy => queryProxy(fetcher, proxy, modPath, query, current, disallowed));
}

/** The same from one entry of $GOPROXY. */
export async function queryProxy(
  fetcher: ModuleFetcher,
  proxy: string,
  modPath: string,
  query: string,
  current: string,
  disallowed: Disallowed,
): Promise<RevInfo> {
  if (current !== '' && current !== 'none' && !isValid(modPath, current)) {
    throw new FetchError(`invalid previous version ${modPath}@${current}`);
  }
  if (modPath === 'std' || modPath === 'cmd') {
    throw new FetchError(`can't query specific version (${quote(query)}) of standard-library module ${quote(modPath)}`);
  }
  const repo = await fetcher.lookup(proxy, modPath);
  const stat = (rev: string) => fetcher.statFrom(repo, rev, proxy);
  const refuse = async (version: string) => {
    const why = await disallowed({ path: modPath, version });
    if (why !== '') throw new FetchError(why);
  };
  const m = matcher(modPath, query, current);
  if (m === null || m.canStat) {
    const info = await statVersion(stat, query);
    await refuse(info.version);
    return info;
  }
  const allows = async (v: string) => {
    if (m.prefix !== '' && !v.startsWith(m.prefix) && !(isToolchain(modPath) && m.prefix === v + '.')) return false;
    if (m.filter !== null && !m.filter(v)) return false;
    return (await disallowed({ path: modPath, version: v })) === '';
  };
  const { releases, prereleases } = await matching(fetcher, repo, m, allows);
  const upgrading = query === 'upgrade' || query === 'patch';
  const found = async (v: string): Promise<RevInfo> => {
    const info = await stat(v);
    // A newer commit than the newest tag stays.
    if (!upgrading || !isPseudoVersion(current) || info.time === '') return info;
    if (info.time >= pseudoVersionTime(current)) return info;
    await refuse(current);
    return stat(current);
  };
  for (const list of [releases, prereleases]) {
    if (list.length > 0) return found(m.preferLower ? list[0]! : list[list.length - 1]!);
  }
  if (m.mayUseLatest) {
    try {
      const latest = await fetcher.latestFrom(repo);
      if (await allows(latest.version)) return await found(latest.version);
    } catch (err) {
      if (!(err instanceof FetchError) || !err.notExist) throw err;
    }
  }
  if (upgrading && current !== '' && current !== 'none') {
    await refuse(current);
    return found(current);
  }
  throw new NoMatchingVersion(query, current);
}

/** The module is there, and no version of it is what the query asks for. */
export class NoMatchingVersion extends FetchError {
  constructor(query: string, current: string) {
    const upgrading = (query === 'upgrade' || query === 'patch') && current !== '' && current !== 'none';
    super(`no matching versions for query ${quote(query)}${upgrading ? ` (current version is ${current})` : ''}`);
  }
}

async function statVersion(stat: (rev: string) => Promise<RevInfo>, query: string): Promise<RevInfo> {
  try {
    return await stat(query);
  } catch (err) {
    // A tag may be called v1.2.3+meta where the module's version is v1.2.3.
    const canonical = canonicalVersion(query);
    if (!(err instanceof FetchError) || canonical === '' || canonical === query) throw err;
    try {
      return await stat(canonical);
    } catch (second) {
      if (second instanceof FetchError && second.notExist) throw err;
      throw second;
    }
  }
}

/** The versions that match, by age. Once compatible versions have a go.mod file, later incompatible ones do not count. */
async function matching(
  fetcher: ModuleFetcher,
  repo: Repo,
  m: Matcher,
  allows: (v: string) => Promise<boolean>,
): Promise<{ releases: string[]; prereleases: string[] }> {
  const releases: string[] = [];
  const prereleases: string[] = [];
  let incompatible = m.preferIncompatible;
  let lastCompatible = '';
  for (const v of (await repo.versions(m.prefix)).list) {
    if (!(await allows(v))) continue;
    if (!incompatible) {
      if (!v.endsWith('+incompatible')) lastCompatible = v;
      else if (lastCompatible !== '') {
        if (await hasGoMod(fetcher, { path: repo.path, version: lastCompatible })) break;
        incompatible = true;
      }
    }
    (isPrerelease(repo.path, v) ? prereleases : releases).push(v);
  }
  return { releases, prereleases };
}

/** The version has a go.mod file of its own: the one that is made up for those without says nothing but the path. */
async function hasGoMod(fetcher: ModuleFetcher, m: Version): Promise<boolean> {
  return decodeUtf8(await fetcher.goMod(m)).trim() !== `module ${m.path}`;
}
