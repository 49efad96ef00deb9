// Where the Go distribution is: $GOROOT, the tree that burrow is the go command of, the `go` on PATH (whose place is looked at, it is never run), burrow's cache.
// Fetching one is distribution.ts.

import { decodeUtf8 } from '../base/utf8.ts';
import { Dir, IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { ConfigError } from './config-error.ts';
import { userCacheDir } from './envfile.ts';

/** The language and library release that burrow is made for. */
export const supportedRelease = 'go1.26';

/** The release that is fetched where no distribution is found. */
export const pinnedRelease = 'go1.26.8';

/** A distribution on disk. */
export interface Goroot {
  readonly dir: string;
  /** As its VERSION file says: go1.26.8. */
  readonly version: string;
}

/** burrow's own cache directory; '' where the system gives no place for one. */
export function burrowCache(host: Host): string {
  const own = host.getenv('BURROWCACHE');
  if (own !== '') return path.resolve(host.cwd(), own);
  const dir = userCacheDir(host);
  return dir.startsWith('!') ? '' : path.join(dir, 'burrow');
}

/** The place in burrow's cache of the distribution that it fetches. */
export function cachedGoroot(host: Host): string {
  const cache = burrowCache(host);
  return cache === '' ? '' : path.join(cache, pinnedRelease);
}

/**
 * The distribution to use, or null where there is none. `setting` is GOROOT from the user's file of settings. A $GOROOT
 * of another release ends the command; such a `go` on PATH is passed over and handed to `passedOver`.
 */
export function findGoroot(host: Host, setting: string, passedOver: (found: Goroot) => void): Goroot | null {
  const named = setting || host.getenv('GOROOT');
  if (named !== '') {
    const dir = path.resolve(host.cwd(), named);
    const st = host.stat(dir);
    if (st instanceof IOError || st.kind !== Dir)
      throw new ConfigError(`cannot find GOROOT directory: ${named}`, 'go: ', 2);
    // A tree that does not say what it is may be a part of one: what is missing shows where it is needed.
    const version = releaseOf(host, dir) || pinnedRelease;
    if (!isSupportedRelease(version)) throw new ConfigError(unsupported({ dir, version }));
    return { dir, version };
  }
  // burrow as the go command of a tree: the tree is its own.
  const around = path.dirname(path.dirname(host.executable));
  const tools = host.executable === '' ? null : host.stat(path.join(around, 'pkg/tool'));
  if (tools !== null && !(tools instanceof IOError) && path.basename(path.dirname(host.executable)) === 'bin') {
    const version = releaseOf(host, around) || pinnedRelease;
    if (isSupportedRelease(version)) return { dir: around, version };
  }
  const suffix = host.os === 'windows' ? '.exe' : '';
  const separator = host.os === 'windows' ? ';' : ':';
  for (const bin of host.getenv('PATH').split(separator)) {
    if (!path.isAbs(bin)) continue;
    const exe = path.join(bin, 'go' + suffix);
    if (host.stat(exe) instanceof IOError) continue;
    const real = host.realPath(exe);
    for (const name of real === exe ? [exe] : [exe, real]) {
      if (name instanceof IOError) continue;
      const dir = path.dirname(path.dirname(name));
      const version = releaseOf(host, dir);
      if (version === '') continue;
      if (isSupportedRelease(version)) return { dir, version };
      passedOver({ dir, version });
    }
  }
  const cached = cachedGoroot(host);
  const version = cached === '' ? '' : releaseOf(host, cached);
  return version === pinnedRelease ? { dir: cached, version } : null;
}

/** The release of the distribution in a directory, '' where there is none. */
export function releaseOf(host: Host, dir: string): string {
  const data = host.readFile(path.join(dir, 'VERSION'));
  if (data instanceof IOError || host.stat(path.join(dir, 'src/runtime')) instanceof IOError) return '';
  return decodeUtf8(data).split('\n', 1)[0]!.trim();
}

/** Whether burrow is made for a release, as VERSION files name it. */
export function isSupportedRelease(version: string): boolean {
  const rest = version.slice(supportedRelease.length);
  return version.startsWith(supportedRelease) && (rest === '' || '.-rb '.includes(rest[0]!));
}

/** The line for a distribution of another release. */
export function unsupported(found: Goroot): string {
  return `${found.dir} is a distribution of ${found.version}; burrow supports ${supportedRelease} (fetched by itself: ${pinnedRelease})`;
}
