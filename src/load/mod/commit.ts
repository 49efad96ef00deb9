// Writing back what a command has found out: go.mod from the requirements, go.sum with the sums that the build needs.

import { encodeUtf8 } from '../../base/utf8.ts';
import { ConfigError } from '../config-error.ts';
import * as path from '../../host/path.ts';
import {
  cleanup,
  formatMod,
  setGo,
  setRequire,
  setRequireSeparate,
  setToolchain,
  addNamed,
  dropNamed,
} from './edit.ts';
import { modSumKey, sumKey } from './fetch/gosum.ts';
import { isOverlaid } from '../overlay.ts';
import * as gover from './gover.ts';
import { none } from './graph.ts';
import type { ModFile } from './modfile.ts';
import { checkImportPath, formatVersion, type Version } from './module.ts';
import type { PackageLoad } from './packages.ts';
import { dirtyError, type Requirements } from './requirements.ts';
import type { ModState } from './state.ts';
import { TooNewError } from './too-new.ts';

/** What is written besides the requirements. */
export interface WriteOptions {
  /** `get toolchain@none`. */
  readonly dropToolchain?: boolean;
  /** `get toolchain@...`: an old toolchain is written too. */
  readonly explicitToolchain?: boolean;
  readonly addTools?: readonly string[];
  readonly dropTools?: readonly string[];
}

/** What of a go.mod file other commands see: where this is the same the file is not written. */
function meaning(state: ModState): string {
  const f = state.main.file;
  const list = (x: readonly unknown[]) => JSON.stringify(x);
  const requires = new Map(
    f.require.map(r => [formatVersion(r.mod), state.buildMod === 'readonly' ? false : r.indirect]),
  );
  return [
    f.module?.path ?? '',
    f.go,
    f.toolchain,
    list([...requires].map(r => JSON.stringify(r)).sort()),
    list(f.replace.map(r => [r.old, r.new])),
    list(f.exclude.map(x => x.mod)),
  ].join('\n');
}

/** Brings the main module's go.mod, in memory, up to the requirements; `f` may be another view of it. */
export function updateModFile(
  state: ModState,
  rs: Requirements,
  options: WriteOptions,
  f: ModFile = state.main.file,
): void {
  const list: { mod: Version; indirect: boolean }[] = [];
  let go = '';
  let toolchain = '';
  for (const m of rs.roots) {
    if (m.path === 'go') go = m.version;
    else if (m.path === 'toolchain') toolchain = m.version;
    else list.push({ mod: m, indirect: !rs.direct.has(m.path) });
  }
  if (gover.compare(go, state.config.goVersion.slice(2)) > 0)
    throw new TooNewError(state.config, 'updating go.mod', go);
  if (f.go !== go) {
    const always = state.buildMod === 'mod' || state.command === 'mod tidy' || state.command === 'get';
    if (f.goLine !== null || go !== gover.defaultGoMod || always) setGo(f, go);
  }
  if (toolchain === '') toolchain = 'go' + go;
  const old = gover.compare(gover.fromToolchain(toolchain), gover.strict) < 0 && options.explicitToolchain !== true;
  if (options.dropToolchain === true || toolchain === 'go' + go || old) {
    if (f.toolchainLine !== null) setToolchain(f, '');
  } else setToolchain(f, toolchain);
  for (const t of options.addTools ?? []) addNamed(f, 'tool', t);
  for (const t of options.dropTools ?? []) dropNamed(f, 'tool', t);
  if (gover.compare(go, gover.separateIndirect) < 0) setRequire(f, list);
  else setRequireSeparate(f, list);
  cleanup(f);
}

/** Writes go.mod and go.sum where they have changed; `load` is what was loaded, null where nothing was. */
export async function commit(state: ModState, load: PackageLoad | null, options: WriteOptions = {}): Promise<void> {
  const rs = state.requirements!; // commands have loaded them
  const { sum } = state.source;
  state.source.done();
  const writeSums = async () => sum.write(await keepSums(state, load, rs, true), state.mustBeComplete);
  if (state.inWorkspace) return writeSums();
  if (state.mains.length !== 1) return;
  const before = meaning(state);
  updateModFile(state, rs, options);
  const dirty =
    state.main.file.fixed ||
    meaning(state) !== before ||
    (options.addTools?.length ?? 0) > 0 ||
    (options.dropTools?.length ?? 0) > 0;
  if (dirty && state.buildMod !== 'mod') throw dirtyError(state);
  if (dirty || state.command === 'mod tidy') {
    const after = formatMod(state.main.file);
    const file = state.main.gomod;
    if (isOverlaid(state.host, file)) {
      const why = 'updates to go.mod needed, but go.mod is part of the overlay specified with -overlay';
      if (dirty) throw new ConfigError(why);
      return;
    }
    const old = state.host.readFile(file);
    const bytes = encodeUtf8(after);
    const same = old instanceof Uint8Array && old.length === bytes.length && old.every((b, i) => b === bytes[i]);
    if (!same) {
      const failed = state.host.writeFile(file, bytes);
      if (failed !== null) throw new ConfigError(`updating go.mod: ${failed}`);
    }
  }
  await writeSums();
}

/** The keys of go.sum that the build needs; `buildList`: also the zips of the whole build list. */
export async function keepSums(
  state: ModState,
  load: PackageLoad | null,
  rs: Requirements,
  buildList: boolean,
): Promise<Set<string>> {
  const keep = new Set<string>();
  const zip = (m: Version) => keep.add(sumKey(state.actual(m)));
  const mod = (m: Version) => keep.add(modSumKey(state.actual(m)));
  const strictSums = (go: string) => gover.compare(go, gover.tidyGoModSum) >= 0;
  let modsOfZips = true;
  if (load === null) modsOfZips = strictSums(state.modules.goVersion) || state.buildMod === 'mod';
  else {
    const tidy = load.options.tidy === true;
    const modsOfPackages = strictSums(load.requirements.go) || (!tidy && state.buildMod === 'mod');
    if (!modsOfPackages) modsOfZips = false;
    for (const p of load.pkgs) {
      if (p.testOf !== null || (p.mod.path === '' && p.error === null) || checkImportPath(p.path) !== '') continue;
      if (modsOfPackages) mod(p.mod);
      const atRoot = rs.pruning === 'pruned' && p.mod.path !== '' && rs.rootSelected(p.mod.path) === p.mod.version;
      const mg = atRoot ? null : await rs.tryGraph();
      for (let prefix = p.path; prefix !== '.'; prefix = path.dirname(prefix)) {
        const version = mg === null ? rs.rootSelected(prefix) : mg.selected(prefix);
        if (version !== null && version !== none) zip({ path: prefix, version });
      }
    }
  }
  if (!rs.isLoaded) {
    for (const m of rs.roots) {
      mod(m);
      if (buildList) zip(m);
    }
    return keep;
  }
  const mg = await rs.tryGraph();
  for (const m of mg.graph.reachable()) if (mg.graph.requiredBy(m) !== null) mod(m);
  if (buildList) {
    for (const m of mg.graph.buildList()) {
      if (modsOfZips) mod(m);
      zip(m);
    }
  }
  return keep;
}
