// $GOFIPS140: which FIPS 140 module programs are built with. `latest` is the distribution's own; a version is a snapshot, a zip
// in GOROOT/lib/fips140 that is unpacked in the module cache and stands in the place of crypto/internal/fips140, with its
// version as one more element of import paths. A package that asks for crypto/internal/fips140/sha256 gets
// crypto/internal/fips140/v1.26.0/sha256.

import { quote } from '../base/quote.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { ConfigError } from './config-error.ts';
import type { Config } from './config.ts';
import { readText } from './dir-package.ts';
import { hasPathPrefix } from './mod/module.ts';
import { fipsModule, unpackedDir } from './mod/modules.ts';

/** The path of the module's packages. */
export const fips140Root = 'crypto/internal/fips140';

/** A snapshot of the module. */
class Snapshot {
  readonly version: string;
  /** Where its packages are, in a directory named for the version. */
  readonly dir: string;
  /** What the library's files have as a constraint where they must know of it: `fips140v1.26`. */
  readonly tag: string;

  constructor(version: string, dir: string) {
    this.version = version;
    this.dir = dir;
    this.tag = `fips140${/^v\d+\.\d+/.exec(version)?.[0] ?? ''}`;
  }

  /** What an import of a package of the module means; null for other packages. */
  resolve(importPath: string): { path: string; dir: string } | null {
    if (!hasPathPrefix(importPath, fips140Root)) return null;
    const own = `${fips140Root}/${this.version}`;
    const rest = importPath.slice((hasPathPrefix(importPath, own) ? own : fips140Root).length);
    return { path: own + rest, dir: path.join(this.dir, this.version, rest) };
  }
}

/** The FIPS 140 module of one load. */
export interface Fips140 {
  /** '' where none is asked for, `latest`, or the version of the snapshot. */
  readonly version: string;
  readonly snapshot: Snapshot | null;
}

export const noFips140: Fips140 = { version: '', snapshot: null };

/** What $GOFIPS140 asks for; '' for nothing. It ends the command where that cannot be. */
export function fips140Version(host: Host, config: Config, tags: readonly string[]): string {
  const version = knownVersion(host, config);
  if (version === '') return '';
  if (config.experiments.includes('boringcrypto'))
    throw new ConfigError('cannot use GOFIPS140 with GOEXPERIMENT=boringcrypto');
  if (tags.includes('purego')) throw new ConfigError('cannot use GOFIPS140 with the purego build tag');
  return version;
}

function knownVersion(host: Host, config: Config): string {
  const wanted = config.fips140;
  if (wanted === '' || wanted === 'latest') return wanted;
  const dir = path.join(config.goroot, 'lib/fips140');
  const alias = readText(host, path.join(dir, `${wanted}.txt`));
  const version = alias instanceof IOError ? wanted : alias.trim();
  if (!(host.stat(path.join(dir, `${version}.zip`)) instanceof IOError)) return version;
  const from = alias instanceof IOError ? '' : ` (from ${quote(wanted)})`;
  throw new ConfigError(`unknown GOFIPS140 version ${quote(version)}${from}`);
}

/** Finds the module, and unpacks it where it is a snapshot that was not used before. */
export async function openFips140(
  host: Host,
  config: Config,
  tags: readonly string[],
  modcacherw: boolean,
): Promise<Fips140> {
  const version = fips140Version(host, config, tags);
  if (version === '') return noFips140;
  if (version === 'latest') return { version, snapshot: null };
  return { version, snapshot: new Snapshot(version, await unpack(host, config, version, modcacherw)) };
}

async function unpack(host: Host, config: Config, version: string, modcacherw: boolean): Promise<string> {
  const m = { path: fipsModule, version };
  let dir = config.modcache === '' ? '' : unpackedDir(host, config.modcache, m);
  if (dir === '') {
    const [{ ModuleFetcher }, { GoSum }] = await Promise.all([
      import('./mod/fetch/fetcher.ts'),
      import('./mod/fetch/gosum.ts'),
    ]);
    const fetcher = new ModuleFetcher(host, config, new GoSum(host, '', [], true), { modcacherw });
    try {
      dir = await fetcher.unpack(m, path.join(config.goroot, 'lib/fips140', `${version}.zip`));
    } catch (err) {
      if (!(err instanceof ConfigError)) throw err;
      throw new ConfigError(`unpacking GOFIPS140=${version}: ${err.message}`);
    }
  }
  return path.join(dir, 'fips140');
}
