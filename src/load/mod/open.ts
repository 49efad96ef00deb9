// Opening a loader. A go.mod may state words in place of versions (`require example.com/m master`): what they mean is
// asked of the modules' servers, then the file is read again.

import type { Host } from '../../host/host.ts';
import type { Config } from '../config.ts';
import { ConfigError } from '../config-error.ts';
import { openFips140 } from '../fips140.ts';
import { Loader, type LoadOptions } from '../load.ts';
import { FetchError } from './fetch/errors.ts';
import type { VersionFixes } from './modfile.ts';
import { query } from './query.ts';
import { sourceOf } from './source.ts';
import { ModState } from './state.ts';
import { UnknownVersions } from './workspace.ts';

/** Makes a loader. */
export async function makeLoader(host: Host, config: Config, options: LoadOptions): Promise<Loader> {
  const fips = await openFips140(host, config, options.tags ?? [], options.modcacherw ?? false);
  return new Loader(host, config, options, fips);
}

/** Makes a loader; where modules are in use its main modules are read. */
export async function openLoader(host: Host, config: Config, options: LoadOptions): Promise<Loader> {
  const loader = await makeLoader(host, config, options);
  if (loader.gopath !== null) return loader;
  try {
    void loader.modules.workspace;
    return loader;
  } catch (err) {
    if (!(err instanceof UnknownVersions)) throw err;
    const { fixes } = err;
    await lookUp(host, config, options, fixes);
    return openLoader(host, config, { ...options, fixes });
  }
}

/** Asks for the versions that are missing; no replacement and no exclusion of the file counts. */
async function lookUp(host: Host, config: Config, options: LoadOptions, fixes: VersionFixes): Promise<void> {
  const { modcacherw = false, x = false } = options;
  const loader = await makeLoader(host, config, { ...options, mod: 'mod', modfile: '', outside: true });
  const state = new ModState(loader, sourceOf(host, config, loader.modules, { modcacherw, trace: x }), 'list');
  const missing = fixes.missing.splice(0);
  await Promise.all(
    missing.map(async ({ path, version: word }) => {
      let found = { version: '', error: '', verb: false };
      try {
        found.version = (await query(state, path, word, '', null)).version;
      } catch (err) {
        if (!(err instanceof ConfigError)) throw err;
        const ofModule = err instanceof FetchError && err.reason !== err.message;
        found = { version: '', error: ofModule ? err.reason : err.message, verb: ofModule };
      }
      fixes.known.set(`${path}@${word}`, found);
    }),
  );
}
