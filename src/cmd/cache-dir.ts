// Where burrow keeps what it built: beside Go's own results where $GOCACHE names a place, else in burrow's cache.

import { Cache } from '../build/cache.ts';
import { CacheProgram } from '../build/cache-program.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import { splitQuoted } from '../load/quoted.ts';
import { fatal } from './command.ts';
import { IOError } from '../host/host.ts';

/** The cache of build results; `id` is which burrow this is, '' for one that must keep nothing, `root` its own directory. */
export function openCache(config: Config, id: string, root: string): Cache {
  const verify = /(?:^|,)gocacheverify=1(?:,|$)/.test(config.getenv('GODEBUG'));
  const dir = id === '' ? '' : buildCacheDir(config);
  const words = splitQuoted(config.getenv('GOCACHEPROG'));
  if (typeof words === 'string') return fatal(`GOCACHEPROG: ${words}`);
  const options = { verify, shipped: path.join(root, 'dist', 'std') };
  if (dir === '' || words.length === 0) return new Cache(config.host, dir, options);
  const program = CacheProgram.start(config.host, words);
  return typeof program === 'string' ? fatal(program) : new Cache(config.host, dir, { ...options, program });
}

/** The directory of build results, made where it is missing; a $GOCACHE that cannot be used ends the command. */
export function buildCacheDir(config: Config): string {
  const dir = cacheDir(config);
  const failed = dir === '' ? null : config.host.makeDirs(dir);
  if (failed instanceof IOError && config.getenv('GOCACHE') !== '') {
    fatal(`failed to initialize build cache at ${config.getenv('GOCACHE')}: ${failed}`);
  }
  return failed === null ? dir : '';
}

/** The directory of the distribution's tools, which are as good for every build; '' where there is no place for one. */
export function toolsDir(config: Config): string {
  const dir = config.burrowCache === '' ? cacheDir(config) : config.burrowCache;
  return dir === '' ? '' : path.join(dir, 'tools');
}

/** The directory of build results; '' where there is no place for one. */
export function cacheDir(config: Config): string {
  const own = config.getenv('GOCACHE');
  const { value, why } = config.gocache();
  if (value === 'off') {
    if (own === 'off') fatal('build cache is disabled by GOCACHE=off, but required as of Go 1.12');
    fatal(`build cache is required, but could not be located: ${why}`);
  }
  if (own !== '') return path.join(own, 'burrow');
  return config.burrowCache === '' ? '' : path.join(config.burrowCache, 'build');
}
