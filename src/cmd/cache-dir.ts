// Where burrow keeps what it built: beside Go's own results where $GOCACHE names a place, else in burrow's cache.

import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import { fatal } from './command.ts';
import { IOError } from '../host/host.ts';

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
