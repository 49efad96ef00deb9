// The requirements of the main module and how they are brought up to date. Roots are what go.mod lists. Where the main
// module is at go 1.17 or newer the graph is pruned: a dependency's own requirements count, theirs not, because go.mod
// lists every module that provides a package of the build; so most questions need no graph at all.

import { ConfigError } from '../config-error.ts';
import { FetchError } from './fetch/errors.ts';
import * as gover from './gover.ts';
import {
  BuildListFailure,
  compareOf,
  minimalRequirements,
  ModuleGraph,
  none,
  sameVersions,
  sortVersions,
  wholeGraph,
  type Required,
} from './graph.ts';
import { formatVersion, type Version } from './module.ts';
import type { LoadedPackage } from './packages.ts';
import type { ModState, Summary } from './state.ts';

/** How far the graph is read. */
export type Pruning = 'pruned' | 'unpruned' | 'workspace';

/** The pruning of a main module at that version of Go. */
export function pruningFor(goVersion: string): Pruning {
  return gover.compare(goVersion, gover.explicitIndirect) < 0 ? 'unpruned' : 'pruned';
}

/** The graph with what was read of each module. */
export class LoadedGraph {
  readonly graph: ModuleGraph;
  readonly summaries = new Map<string, Summary>();
  readonly errors = new Map<string, unknown>();
  /** Why it is not complete; null where it is. */
  error: unknown = null;

  constructor(roots: readonly Version[]) {
    this.graph = new ModuleGraph(roots);
  }

  selected(modPath: string): string {
    return this.graph.selected(modPath);
  }
}

/** Requirements do not change; to change them is to make others. */
export class Requirements {
  readonly pruning: Pruning;
  readonly roots: readonly Version[];
  /** Paths of the modules that main modules' packages import from. */
  readonly direct: ReadonlySet<string>;
  private readonly maxRoot = new Map<string, string>();
  private readonly state: ModState;
  private loading: Promise<LoadedGraph> | null = null;

  constructor(state: ModState, pruning: Pruning, roots: readonly Version[], direct: ReadonlySet<string>) {
    this.state = state;
    this.pruning = pruning;
    this.roots = roots;
    this.direct = direct;
    for (const m of roots) {
      const have = this.maxRoot.get(m.path);
      if (have === undefined || compareOf(m.path, have, m.version) < 0) this.maxRoot.set(m.path, m.version);
    }
  }

  get go(): string {
    return this.maxRoot.get('go') ?? '';
  }

  /** The version of a root; '' for a main module, null for what is no root. */
  rootSelected(modPath: string): string | null {
    if (this.state.isMain(modPath)) return '';
    return this.maxRoot.get(modPath) ?? null;
  }

  get versions(): ReadonlyMap<string, string> {
    return this.maxRoot;
  }

  /** The graph was asked for before. */
  get isLoaded(): boolean {
    return this.loading !== null;
  }

  /** The graph with what went wrong in it. */
  tryGraph(): Promise<LoadedGraph> {
    this.loading ??= readGraph(this.state, this.pruning, this.roots, null);
    return this.loading;
  }

  /** The whole graph. */
  async graph(): Promise<LoadedGraph> {
    const g = await this.tryGraph();
    if (g.error !== null) throw g.error;
    return g;
  }

  get hasRedundantRoot(): boolean {
    return this.roots.some((m, i) => this.state.isMain(m.path) || (i > 0 && m.path === this.roots[i - 1]!.path));
  }
}

/** The words for a failure in the graph, with the way to it. */
export function graphError(state: ModState, err: unknown): unknown {
  if (!(err instanceof BuildListFailure)) return err;
  const { inner } = err;
  if (!(inner instanceof ConfigError)) return inner;
  const way = [...err.way];
  while (way.length > 0 && way[0]!.version === '') way.shift();
  const m = way.pop();
  if (m === undefined) return inner;
  const before = way.map(w => `${formatVersion(w)} requires\n\t`).join('');
  const named = (v: Version) => inner.message.startsWith(`${formatVersion(v)}: `);
  const raw = state.modules.shownReplacement(m) ?? m;
  let text: string;
  if (named(m)) text = inner.message;
  else if (named(raw))
    text = `${formatVersion(m)} (replaced by ${formatVersion(raw)}): ${inner.message.slice(formatVersion(raw).length + 2)}`;
  else text = `${formatVersion(m)}: ${inner.message}`;
  return new GraphError(before + text, m, inner);
}

/** A failure in the graph. */
export class GraphError extends FetchError {
  readonly mod: Version;
  readonly inner: ConfigError;

  constructor(text: string, mod: Version, inner: ConfigError) {
    super(text, inner instanceof FetchError && inner.notExist);
    this.mod = mod;
    this.inner = inner;
  }
}

/** Reads the graph over the roots; `unprune` names modules whose requirements count although they would be pruned. */
export async function readGraph(
  state: ModState,
  pruning: Pruning,
  roots: readonly Version[],
  unprune: ReadonlySet<string> | null,
): Promise<LoadedGraph> {
  const loaded = new LoadedGraph(state.inWorkspace ? roots : mainRoots(state));
  const { graph } = loaded;
  if (state.buildMod === 'vendor') return vendorGraph(state, loaded, pruning, roots);
  if (pruning !== 'workspace') graph.require(mainRoots(state)[0]!, roots);
  const seen = new Set<string>();
  let wave: [Version, Pruning][] = [];
  const enqueue = (m: Version, p: Pruning) => {
    const key = `${formatVersion(m)} ${p}`;
    if (m.version === none || seen.has(key)) return;
    seen.add(key);
    wave.push([m, p]);
  };
  const failed = (key: string, err: unknown) => {
    if (!(err instanceof ConfigError) || err.prefix === '') throw err; // the latter is fatal: a damaged go.sum, a wrong sum
    loaded.errors.set(key, err);
  };
  const take = (m: Version, key: string, p: Pruning, s: Summary) => {
    if (!loaded.summaries.has(key)) {
      loaded.summaries.set(key, s);
      graph.require(m, s.require);
    }
    const next = p === 'unpruned' || !s.pruned ? 'unpruned' : 'pruned';
    for (const r of s.require) {
      if (p !== 'pruned' || !s.pruned || unprune?.has(formatVersion(r)) === true) enqueue(r, next);
    }
  };
  // What is on disk is read at once; what has to be fetched, a wave at a time.
  const drain = async () => {
    while (wave.length > 0) {
      const now = wave;
      wave = [];
      const fetched: Promise<void>[] = [];
      for (const [m, p] of now) {
        const key = formatVersion(m);
        if (loaded.errors.has(key)) continue;
        try {
          const s = loaded.summaries.get(key) ?? state.readNow(m);
          if (!(s instanceof Promise)) take(m, key, p, s);
          else
            fetched.push(
              s.then(
                x => take(m, key, p, x),
                (err: unknown) => failed(key, err),
              ),
            );
        } catch (err) {
          failed(key, err);
        }
      }
      if (fetched.length > 0) await Promise.all(fetched);
    }
  };
  for (const m of roots) enqueue(m, pruning);
  await drain();
  if (pruning === 'workspace') {
    // What a main module's requirements turn out to be at their selected versions counts too.
    const paths = new Set(roots.map(m => m.path));
    const done = new Set<string>();
    for (;;) {
      const more = new Map<string, Version>();
      for (const p of paths) {
        const m = { path: p, version: graph.selected(p) };
        if (!done.has(formatVersion(m))) {
          more.set(formatVersion(m), m);
          continue;
        }
        for (const r of graph.requiredBy(m) ?? []) {
          const s = { path: r.path, version: graph.selected(r.path) };
          if (compareOf(r.path, s.version, r.version) > 0 && !done.has(formatVersion(s))) more.set(formatVersion(s), s);
        }
      }
      if (more.size === 0) break;
      for (const [key, m] of more) {
        enqueue(m, 'workspace');
        done.add(key);
        paths.add(m.path);
      }
      await drain();
    }
  }
  if (loaded.errors.size > 0) {
    const way = graph.findPath(m => loaded.errors.has(formatVersion(m)));
    if (way.length > 0) {
      const inner = loaded.errors.get(formatVersion(way[way.length - 1]!));
      loaded.error = graphError(state, new BuildListFailure(way, inner));
    }
  }
  return loaded;
}

/** In vendor mode what is required beyond the roots is what modules.txt lists; who requires it is not known. */
function vendorGraph(state: ModState, loaded: LoadedGraph, pruning: Pruning, roots: readonly Version[]): LoadedGraph {
  const { graph } = loaded;
  const { vendorModules } = state.modules;
  const list: Version = { path: 'vendor/modules.txt', version: '' };
  if (pruning === 'pruned') {
    const selected = new Map(roots.map(m => [m.path, m.version]));
    const absent = vendorModules.filter(m => selected.get(m.path) !== m.version && state.mains.length > 0);
    for (const m of absent)
      state.note(`go: vendored module ${formatVersion(m)} should be required explicitly in go.mod`);
    if (absent.length > 0) throw dirtyError(state);
    graph.require(mainRoots(state)[0]!, roots);
    return loaded;
  }
  if (state.inWorkspace) {
    for (const m of state.mains)
      graph.require({ path: m.path, version: '' }, [...m.file.require.map(r => r.mod), list]);
  } else graph.require(mainRoots(state)[0]!, [...roots, list]);
  graph.require(list, vendorModules);
  return loaded;
}

function mainRoots(state: ModState): Version[] {
  return state.mains.length > 0 ? state.mainVersions : [{ path: 'command-line-arguments', version: '' }];
}

/** go.mod needs a change that may not be made. */
export function dirtyError(state: ModState): ConfigError {
  const { loader } = state;
  const given = (loader.options.mod ?? '') !== '';
  if (given)
    return new ConfigError(
      `updates to go.mod needed, disabled by -mod=${state.buildMod}; to update it:\n\tgo mod tidy`,
    );
  const reason = state.modules.modeReasonText;
  if (reason !== '')
    return new ConfigError(`updates to go.mod needed, disabled by ${reason}\n\tto update it:\n\tgo mod tidy`);
  return new ConfigError('updates to go.mod needed; to update it:\n\tgo mod tidy');
}

/** The requirements that the go.mod and go.work files state. */
export function requirementsFromFiles(state: ModState): Requirements {
  const { work, mains } = state.workspace;
  const direct = new Set<string>(['go']);
  const roots: Version[] = [];
  const local = state.config.goVersion.slice(2);
  if (work !== null) {
    roots.push(...state.mainVersions, { path: 'go', version: work.go || gover.defaultGoWork });
    if (work.toolchain !== '') roots.push({ path: 'toolchain', version: work.toolchain });
    for (const m of mains) for (const r of m.file.require) if (!r.indirect) direct.add(r.mod.path);
    direct.delete('go');
    return new Requirements(state, 'workspace', sortVersions(roots), direct);
  }
  if (mains.length === 0) {
    roots.push({ path: 'go', version: local }, { path: 'toolchain', version: 'go' + local });
    return new Requirements(state, pruningFor(local), roots, direct);
  }
  const { file } = mains[0]!;
  for (const r of file.require) {
    if (state.isExcluded(r.mod)) {
      const verb = state.buildMod === 'mod' ? 'dropping' : 'ignoring';
      state.note(`go: ${verb} requirement on excluded version ${r.mod.path} ${r.mod.version}`);
      continue;
    }
    roots.push(r.mod);
    if (!r.indirect) direct.add(r.mod.path);
  }
  const go = file.go || gover.defaultGoMod;
  roots.push({ path: 'go', version: go });
  if (file.toolchain !== '') roots.push({ path: 'toolchain', version: file.toolchain });
  return new Requirements(state, pruningFor(go), sortVersions(roots), direct);
}

/** The requirements of the command, read from the files when first asked for. `tidyGo` is `mod tidy -go`. */
export async function loadRequirements(state: ModState, tidyGo = ''): Promise<Requirements> {
  if (state.requirements !== null) return state.requirements;
  let rs = requirementsFromFiles(state);
  if (!state.inWorkspace && state.mains.length > 0) {
    if (rs.hasRedundantRoot) rs = await updateRoots(state, rs.direct, rs, [], [], false);
    const keepsGo = state.command === 'mod graph' || state.command === 'mod why';
    if (state.main.file.go === '' && state.buildMod === 'mod' && !keepsGo) {
      const v = tidyGo || state.config.goVersion.slice(2);
      rs = overrideRoots(state, rs, [{ path: 'go', version: v }]);
      if (pruningFor(v) === 'pruned') rs = await convertPruning(state, rs, 'pruned');
    }
  }
  return (state.requirements = rs);
}

/** The same requirements with some roots replaced. */
export function overrideRoots(state: ModState, rs: Requirements, by: readonly Version[]): Requirements {
  const drop = new Set(by.map(m => m.path));
  const roots = [...rs.roots.filter(m => !drop.has(m.path)), ...by];
  return new Requirements(state, rs.pruning, sortVersions(roots), rs.direct);
}

/** The whole graph; roots that it shows to be too low are raised. */
export async function expandGraph(state: ModState, rs: Requirements): Promise<{ rs: Requirements; mg: LoadedGraph }> {
  const mg = await rs.graph();
  const roots = state.inWorkspace ? state.mainVersions : (mg.graph.requiredBy(mainRoots(state)[0]!) ?? []);
  if (roots.every(m => mg.selected(m.path) === m.version)) return { rs, mg };
  const next = await updateRoots(state, rs.direct, rs, [], [], false);
  return { rs: next, mg: await next.graph() };
}

/** The requirements for another pruning. */
export async function convertPruning(state: ModState, rs: Requirements, pruning: Pruning): Promise<Requirements> {
  if (rs.pruning === pruning) return rs;
  if (pruning === 'unpruned') return updateUnpruned(state, rs.direct, rs, []);
  const mg = await rs.graph();
  return new Requirements(state, 'pruned', mg.graph.buildList().slice(state.mains.length), rs.direct);
}

/** Makes the roots consistent with the graph, with what the packages need and with what is added. */
export async function updateRoots(
  state: ModState,
  direct: ReadonlySet<string>,
  rs: Requirements,
  pkgs: readonly LoadedPackage[],
  add: readonly Version[],
  rootsImported: boolean,
): Promise<Requirements> {
  if (rs.pruning === 'workspace') return new Requirements(state, 'workspace', rs.roots, direct);
  if (rs.pruning === 'unpruned') return updateUnpruned(state, direct, rs, add);
  return updatePruned(state, direct, rs, pkgs, add, rootsImported);
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(x => b.has(x));
}

async function updatePruned(
  state: ModState,
  direct: ReadonlySet<string>,
  old: Requirements,
  pkgs: readonly LoadedPackage[],
  add: readonly Version[],
  rootsImported: boolean,
): Promise<Requirements> {
  let rs = old;
  let roots = [...rs.roots];
  let upgraded = false;
  const check = new Map<string, Version>();
  for (const p of pkgs) {
    if (!p.isExternal(state)) continue;
    if (!p.inAll && !(rootsImported && p.fromRoot) && !p.isRoot) continue;
    if (rs.rootSelected(p.mod.path) !== null) check.set(formatVersion(p.mod), p.mod);
    else {
      roots.push(p.mod);
      upgraded = true;
    }
  }
  for (const m of add) {
    const v = rs.rootSelected(m.path);
    if (v !== null && compareOf(m.path, v, m.version) >= 0) continue;
    roots.push(m);
    upgraded = true;
  }
  if (upgraded) sortVersions(roots);
  for (;;) {
    let mg: LoadedGraph | null = null;
    if (upgraded) {
      if (state.mustBeComplete) throw dirtyError(state);
      rs = new Requirements(state, 'pruned', roots, direct);
      mg = await rs.graph();
    } else if (rs.isLoaded) mg = await rs.tryGraph();
    else if (!(await rootsHold(state, rs, check.values()))) mg = await rs.graph();
    roots = [];
    upgraded = false;
    const seen = new Set(state.mains.map(m => m.path));
    for (const m of rs.roots) {
      if (seen.has(m.path)) continue;
      seen.add(m.path);
      const version = mg === null ? (rs.rootSelected(m.path) ?? '') : mg.selected(m.path);
      roots.push({ path: m.path, version });
      if (version !== m.version) upgraded = true;
    }
    if (upgraded) continue;
    if (state.buildMod !== 'mod') return rs;
    break;
  }
  if (sameVersions(roots, rs.roots) && sameSet(direct, rs.direct)) return rs;
  return new Requirements(state, 'pruned', roots, direct);
}

/** None of the modules requires a root at a version higher than the root's own. */
async function rootsHold(state: ModState, rs: Requirements, mods: Iterable<Version>): Promise<boolean> {
  const held = await Promise.all(
    [...mods].map(async m => {
      try {
        const { require } = await state.summary(m);
        return require.every(r => {
          const v = rs.rootSelected(r.path);
          return v === null || v === '' || compareOf(r.path, v, r.version) >= 0;
        });
      } catch (err) {
        if (err instanceof ConfigError) return false;
        throw err;
      }
    }),
  );
  return held.every(x => x);
}

/** What MVS reads when the main module has these roots. */
function requiredWith(state: ModState, roots: readonly Version[]): Required {
  return async m => {
    if (m.version === '' && state.isMain(m.path)) return roots;
    return m.version === none ? [] : (await state.summary(m)).require;
  };
}

/** MVS's shortest requirements, its failures worded. */
export async function minimalRoots(
  state: ModState,
  base: readonly string[],
  keep: readonly Version[],
): Promise<Version[]> {
  try {
    return await minimalRequirements(mainRoots(state)[0]!, base, requiredWith(state, keep));
  } catch (err) {
    throw graphError(state, err);
  }
}

async function updateUnpruned(
  state: ModState,
  direct: ReadonlySet<string>,
  rs: Requirements,
  add: readonly Version[],
): Promise<Requirements> {
  const mg = await rs.graph();
  if (state.mustBeComplete) {
    const stale = (m: Version) => m.version !== mg.selected(m.path);
    if (rs.roots.some(stale) || add.some(stale) || [...direct].some(p => rs.rootSelected(p) === null)) {
      throw dirtyError(state);
    }
    return rs;
  }
  const base = new Set(rs.roots.filter(m => mg.selected(m.path) === m.version).map(m => m.path));
  const keep = [...mg.graph.buildList().slice(state.mains.length), ...add];
  for (const m of keep) if (direct.has(m.path)) base.add(m.path);
  const roots = await minimalRoots(state, [...base], keep);
  if (rs.pruning === 'unpruned' && sameVersions(roots, rs.roots) && sameSet(direct, rs.direct)) return rs;
  return new Requirements(state, 'unpruned', roots, direct);
}

/** The least requirements that give the loaded packages the modules they were loaded from. */
export async function tidyRoots(
  state: ModState,
  rs: Requirements,
  pkgs: readonly LoadedPackage[],
): Promise<Requirements> {
  return rs.pruning === 'unpruned' ? tidyUnpruned(state, rs, pkgs) : tidyPruned(state, rs, pkgs);
}

async function tidyPruned(state: ModState, old: Requirements, pkgs: readonly LoadedPackage[]): Promise<Requirements> {
  let roots: Version[] = [];
  const isRoot = new Set(state.mains.map(m => m.path));
  const addRoot = (m: Version) => {
    roots.push(m);
    isRoot.add(m.path);
  };
  for (const p of ['go', 'toolchain']) {
    const version = old.rootSelected(p);
    if (version !== null) addRoot({ path: p, version });
  }
  let queue: LoadedPackage[] = [];
  const queued = new Set<LoadedPackage>();
  for (const p of pkgs) {
    if (!p.inAll) continue;
    if (p.isExternal(state) && !isRoot.has(p.mod.path)) addRoot(p.mod);
    queue.push(p);
    queued.add(p);
  }
  let tidy = new Requirements(state, 'pruned', sortVersions(roots), old.direct);
  // Outward from `all`, a module becomes a root where the graph so far would select too low a version of it.
  while (queue.length > 0) {
    roots = [...tidy.roots];
    const mg = await tidy.graph();
    const now = queue;
    queue = [];
    for (const p of now) {
      if (p.mod.path === '') continue;
      for (const d of p.test === null ? p.imports : [...p.imports, p.test]) {
        if (queued.has(d)) continue;
        queued.add(d);
        queue.push(d);
      }
      if (!isRoot.has(p.mod.path) && compareSelectedBelow(mg, p.mod)) addRoot(p.mod);
    }
    if (roots.length > tidy.roots.length) tidy = new Requirements(state, 'pruned', sortVersions(roots), tidy.direct);
  }
  await tidy.graph();
  // A package that two modules of the pruned graph could provide needs a root that settles it.
  const { AmbiguousImportError, importFromModules } = await import('./import.ts');
  for (;;) {
    roots = [...tidy.roots];
    const more = new Map<string, Version>();
    await Promise.all(
      pkgs.map(async p => {
        if (p.mod.path === '' || isRoot.has(p.mod.path)) return;
        const found = await importFromModules(state, p.path, tidy, null, true);
        if (found.error instanceof AmbiguousImportError) more.set(p.mod.path, p.mod);
      }),
    );
    for (const m of more.values()) addRoot(m);
    if (more.size === 0) return tidy;
    tidy = new Requirements(state, 'pruned', sortVersions(roots), tidy.direct);
    await tidy.graph();
  }
}

function compareSelectedBelow(mg: LoadedGraph, m: Version): boolean {
  const s = mg.selected(m.path);
  return s !== '' && compareOf(m.path, s, m.version) < 0;
}

async function tidyUnpruned(state: ModState, old: Requirements, pkgs: readonly LoadedPackage[]): Promise<Requirements> {
  const keep: Version[] = [];
  const kept = new Set<string>();
  const base = new Set<string>();
  const alternatives = new Map<string, string>();
  for (const p of ['go', 'toolchain']) {
    const version = old.rootSelected(p);
    if (version === null) continue;
    keep.push({ path: p, version });
    kept.add(p);
  }
  for (const p of pkgs) {
    if (!p.isExternal(state)) continue;
    if (!kept.has(p.mod.path)) {
      keep.push(p.mod);
      kept.add(p.mod.path);
      if (old.direct.has(p.mod.path)) base.add(p.mod.path);
    }
    for (const m of p.alternatives) alternatives.set(m.path, m.version);
  }
  let roots = await minimalRoots(state, [...base], keep);
  const build = await wholeGraph(mainRoots(state)[0]!, requiredWith(state, keep));
  // A module that could have had a package at a lower version must not come down to that version.
  const raised: Version[] = [];
  for (const m of build.buildList()) {
    const version = alternatives.get(m.path);
    if (version !== undefined && compareOf(m.path, m.version, version) < 0) raised.push({ path: m.path, version });
  }
  if (raised.length > 0) roots = await minimalRoots(state, [...base], [...keep, ...raised]);
  return new Requirements(state, 'unpruned', roots, old.direct);
}
