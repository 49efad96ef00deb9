// What a program says of itself: the modules it is made of and the settings it was built with, as runtime/debug and
// `version -m` read them.

import { encodeUtf8 } from '../base/utf8.ts';
import type { BuildInfo, BuiltModule } from '../load/buildinfo.ts';
import { formatBuildInfo } from '../load/buildinfo.ts';
import type { Loader } from '../load/load.ts';
import { formatVersion } from '../load/mod/module.ts';
import { sortVersions } from '../load/mod/graph.ts';
import type { ModuleInfo } from '../load/mod/info.ts';
import * as path from '../host/path.ts';
import { packageList, type Package } from '../load/package.ts';

/** The command line's part of the information; '' where a flag was not given. */
export interface BuildSettings {
  /** null where the flag was not given. */
  readonly asmflags: string | null;
  readonly gcflags: string;
  readonly ldflags: string;
  readonly buildmode: string;
  readonly tags: readonly string[];
  readonly trimpath: boolean;
  /** The program counts what of it runs. */
  readonly cover: boolean;
}

/** The state of the version control that the main module is under. */
export interface VcsStamp {
  readonly settings: readonly (readonly [key: string, value: string])[];
  /** The version that the main module has there; '' for none. */
  readonly version: string;
}

/** The information of a program, in the form in which the runtime carries it. */
export function moduleInfo(loader: Loader, p: Package, s: BuildSettings, vcs: VcsStamp | null): string {
  const { config } = loader;
  const settings: (readonly [key: string, value: string])[] = [];
  if (s.asmflags !== null) settings.push(['-asmflags', s.asmflags]);
  const mode = s.buildmode !== 'default' ? s.buildmode : p.name === 'main' ? 'exe' : 'archive';
  settings.push(['-buildmode', mode], ['-compiler', 'gc']);
  if (s.gcflags !== '') settings.push(['-gcflags', s.gcflags]);
  if (s.ldflags !== '' && !s.trimpath) settings.push(['-ldflags', s.ldflags]); // they may name directories
  if (s.cover) settings.push(['-cover', 'true']);
  const profile = p.internal.pgoProfile;
  if (profile !== '') settings.push(['-pgo', s.trimpath ? path.basename(profile) : profile]);
  if (s.tags.length > 0) settings.push(['-tags', s.tags.join(',')]);
  if (s.trimpath) settings.push(['-trimpath', 'true']);
  if (p.defaultGodebug !== '') settings.push(['DefaultGODEBUG', p.defaultGodebug]);
  settings.push(['CGO_ENABLED', '0'], ['GOARCH', config.goarch]);
  if (config.getenv('GOEXPERIMENT') !== '') settings.push(['GOEXPERIMENT', config.getenv('GOEXPERIMENT')]);
  if (loader.fips.version !== '') settings.push(['GOFIPS140', loader.fips.version]);
  settings.push(['GOOS', config.goos]);
  if (config.level.name !== '' && config.level.value !== '') settings.push([config.level.name, config.level.value]);
  if (vcs !== null) settings.push(...vcs.settings);
  const main = p.module === null ? null : builtModule(loader, p.module);
  const info: BuildInfo = {
    goVersion: '',
    path: p.internal.cmdlineFiles ? 'command-line-arguments' : p.importPath,
    main: main === null || vcs === null || vcs.version === '' ? main : { ...main, version: vcs.version },
    deps: dependencies(loader, p),
    settings: settings.map(([key, value]) => [key, value.replaceAll('\n', ' ')]),
  };
  return formatBuildInfo(info)
    .map(line => `${line}\n`)
    .join('');
}

/** The modules of what a program imports, its own left out. */
function dependencies(loader: Loader, p: Package): BuiltModule[] {
  const found = new Map<string, ModuleInfo>();
  for (const q of packageList([p])) {
    const m = q.module;
    if (q !== p && m !== null && m.path !== p.module?.path) {
      const key = formatVersion(m);
      if (!found.has(key)) found.set(key, m);
    }
  }
  return sortVersions([...found.values()]).map(m => builtModule(loader, found.get(formatVersion(m))!)); // it was found
}

function builtModule(loader: Loader, m: ModuleInfo): BuiltModule {
  const replace = m.replace === null ? null : builtModule(loader, m.replace);
  const hasSum = replace === null && m.version !== '' && loader.modules.buildMod !== 'vendor';
  const sum = hasSum ? loader.modules.sumOf(formatVersion(m)) : '';
  return { path: m.path, version: m.version || '(devel)', sum, replace };
}

const start = '3077af0c9274080241e1c107e6d618e6';
const end = 'f932433186182072008242104116d8f2';

/** The information between the marks by which tools find it: the string `runtime.modinfo`. */
export function framed(info: string): Uint8Array {
  const bytes = (hex: string) => hex.match(/../g)!.map(h => parseInt(h, 16)); // an even number of digits
  return new Uint8Array([...bytes(start), ...encodeUtf8(info), ...bytes(end)]);
}
