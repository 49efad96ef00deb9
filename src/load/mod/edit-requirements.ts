// Changing the build list as `get` asks: some modules must be selected at given versions, others should be raised. A root
// that, directly or not, requires more than a wanted version allows goes down to an older version, or away.

import { ConfigError } from '../config-error.ts';
import { allVersions, checkAllowed, DisallowedError } from './query.ts';
import { compareOf, none, sameVersion, sameVersions, sortVersions } from './graph.ts';
import { formatVersion, type Version } from './module.ts';
import * as gover from './gover.ts';
import { FetchError } from './fetch/errors.ts';
import {
  convertPruning,
  minimalRoots,
  pruningFor,
  readGraph,
  Requirements,
  type LoadedGraph,
  type Pruning,
} from './requirements.ts';
import type { ModState } from './state.ts';
import { tooNewIn } from './too-new.ts';

/** A wanted version cannot be had: the way from a module to what contradicts it. */
export interface Conflict {
  readonly way: readonly Version[];
  /** The version that was asked for; null where there is an error instead. */
  readonly constraint: Version | null;
  readonly error: ConfigError | null;
}

/** Wishes that contradict one another. */
export class ConstraintError extends ConfigError {
  readonly conflicts: readonly Conflict[];

  constructor(conflicts: readonly Conflict[]) {
    super(`version constraints conflict:${conflicts.map(c => '\n\t' + conflictSummary(c)).join('')}`);
    this.conflicts = conflicts;
  }
}

/** The error of a conflict without the module that the sentence names already. */
export function conflictReason(c: Conflict): string {
  const last = c.way[c.way.length - 1];
  const text = c.error?.message ?? '';
  const prefix = last === undefined ? '' : formatVersion(last) + ': ';
  return prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/** A conflict in one line. */
export function conflictSummary(c: Conflict): string {
  const first = formatVersion(c.way[0]!); // a way has a module at least
  const last = formatVersion(c.way[c.way.length - 1]!);
  if (c.way.length === 1)
    return c.error !== null ? `${first}: ${conflictReason(c)}` : `${first} is above ${c.constraint?.version ?? ''}`;
  const how = c.way.length > 2 ? 'indirectly ' : '';
  if (c.error !== null) return `${first} ${how}requires ${last}: ${conflictReason(c)}`;
  return `${first} ${how}requires ${last}, but ${c.constraint?.version ?? ''} is requested`;
}

/** A conflict with every step of the way. */
export function conflictText(c: Conflict): string {
  const way = c.way.map(formatVersion);
  let out = way.length === 1 ? `${way[0]} found` : way.join(' requires\n\t');
  if (c.constraint !== null) out += `, but ${c.constraint.version} is requested`;
  return c.error === null ? out : `${out}: ${conflictReason(c)}`;
}

interface Disqualified {
  readonly error: ConfigError | null;
  readonly dep: Version | null;
}

/** Which module versions contradict the wishes, with and without what pruning hides. */
class Tracker {
  private readonly roots: ReadonlyMap<string, Pruning>;
  private readonly pruned = new Map<string, Disqualified>();
  private readonly unpruned = new Map<string, Disqualified>();
  private readonly requiring = new Map<string, Version[]>();

  constructor(roots: ReadonlyMap<string, Pruning>) {
    this.roots = roots;
  }

  rootPruning(m: Version): Pruning | undefined {
    return this.roots.get(formatVersion(m));
  }

  check(m: Version, pruning: Pruning): Disqualified | null {
    return (pruning === 'unpruned' ? this.unpruned : this.pruned).get(formatVersion(m)) ?? null;
  }

  /** Notes a requirement; false where it already rules the module out. */
  require(m: Version, r: Version): boolean {
    const root = this.rootPruning(r);
    if (root !== undefined && this.check(r, root) !== null) {
      this.disqualify(m, 'pruned', { error: null, dep: r });
      return false;
    }
    if (this.check(r, 'unpruned') !== null) {
      this.disqualify(m, 'unpruned', { error: null, dep: r });
      if (this.rootPruning(m) === undefined) return false;
    }
    const key = formatVersion(r);
    const list = this.requiring.get(key);
    if (list === undefined) this.requiring.set(key, [m]);
    else list.push(m);
    return true;
  }

  /** Rules a module version out, and what requires it. */
  disqualify(m: Version, from: Pruning, reason: Disqualified): void {
    if (this.check(m, from) !== null) return;
    const key = formatVersion(m);
    const root = this.rootPruning(m);
    if (from === 'pruned') this.pruned.set(key, reason);
    if (!this.unpruned.has(key)) this.unpruned.set(key, reason);
    if (from === 'unpruned' && root === 'unpruned') this.pruned.set(key, reason);
    const by = this.requiring.get(key) ?? [];
    const wide = root !== undefined && (from === 'pruned' || root === 'unpruned');
    for (const p of by) this.disqualify(p, wide ? 'pruned' : 'unpruned', { error: null, dep: m });
    if (wide || root === undefined) this.requiring.delete(key);
  }

  /** The way from a module to what rules it out; empty where nothing does. */
  path(m: Version, pruning: Pruning): { way: Version[]; error: ConfigError | null } {
    const way: Version[] = [];
    for (let at = m, p = pruning; ;) {
      if (this.rootPruning(at) === 'unpruned') p = 'unpruned';
      const dq = this.check(at, p);
      if (dq === null) return { way, error: null };
      way.push(at);
      if (dq.error !== null || dq.dep === null || sameVersion(dq.dep, at)) return { way, error: dq.error };
      at = dq.dep;
    }
  }
}

/** The version before, of those that are allowed; `none` where there is none. */
async function previousVersion(state: ModState, m: Version): Promise<Version> {
  const before = { path: m.path, version: none };
  if (m.version === '' && state.isMain(m.path)) return before;
  let list: readonly string[];
  try {
    ({ list } = await allVersions(state, m.path));
  } catch (err) {
    if (err instanceof FetchError && err.notExist) return before;
    throw err;
  }
  for (const v of [...list].reverse()) {
    if (m.version === none || compareOf(m.path, v, m.version) >= 0) continue;
    const bad = await checkAllowed(state, { path: m.path, version: v });
    if (bad === null) return { path: m.path, version: v };
    if (!(bad instanceof DisallowedError)) throw bad;
  }
  return before;
}

/** Edits the requirements; null where nothing changes. */
export async function editRequirements(
  state: ModState,
  orig: Requirements,
  tryUpgrade: readonly Version[],
  mustSelect: readonly Version[],
): Promise<Requirements | null> {
  let rs = orig;
  let pruning = orig.pruning;
  for (const m of mustSelect) {
    if (m.path === 'go') {
      pruning = pruningFor(m.version);
      break;
    }
    if (m.path === 'toolchain' && pruningFor(gover.fromToolchain(m.version)) === 'unpruned') {
      pruning = 'unpruned';
      break;
    }
  }
  if (pruning !== rs.pruning) rs = await convertPruning(state, rs, pruning);
  const wanted = new Map<string, string>(rs.versions);
  if (pruning === 'unpruned') {
    wanted.clear();
    const mg = await rs.graph();
    for (const m of mg.graph.buildList().slice(state.mains.length)) wanted.set(m.path, m.version);
  }
  for (const r of tryUpgrade) {
    const v = wanted.get(r.path);
    if (v !== undefined && compareOf(r.path, v, r.version) >= 0) continue;
    if (state.verbose) state.note(`go: trying upgrade to ${formatVersion(r)}`);
    wanted.set(r.path, r.version);
  }
  const must = new Map<string, string>();
  const conflicts: Conflict[] = [];
  for (const r of mustSelect) {
    const v = must.get(r.path);
    if (v !== undefined && v !== r.version) {
      const prev = { path: r.path, version: v };
      const above = compareOf(r.path, v, r.version) > 0;
      conflicts.push({ way: [above ? prev : r], constraint: above ? r : prev, error: null });
      continue;
    }
    must.set(r.path, r.version);
    wanted.set(r.path, r.version);
  }

  let roots: Version[] = [];
  const rejected = new Set<string>();
  for (let dirty = true; dirty && conflicts.length === 0;) {
    roots = sortVersions([...wanted].filter(([, v]) => v !== none).map(([path, version]) => ({ path, version })));
    const { mg, upgraded } = await extendGraph(state, pruning, roots, wanted);
    if (tooNewIn(mg.error) !== null) throw mg.error;
    const kinds = new Map<string, Pruning>();
    for (const key of [...roots.map(formatVersion), ...upgraded]) {
      const s = mg.summaries.get(key);
      kinds.set(key, pruning === 'pruned' && s !== undefined && !s.pruned ? 'unpruned' : pruning);
    }
    const t = new Tracker(kinds);
    for (const m of mg.graph.reachable()) {
      const max = must.get(m.path);
      if (
        max !== undefined && max !== none ? m.version !== '' && compareOf(m.path, m.version, max) > 0 : max === none
      ) {
        t.disqualify(m, 'pruned', { error: null, dep: m });
        continue;
      }
      const err = mg.errors.get(formatVersion(m));
      if (err instanceof ConfigError) {
        t.disqualify(m, 'pruned', { error: err, dep: null });
        continue;
      }
      const reqs = mg.graph.requiredBy(m);
      if (reqs === null || m.version === '') continue;
      const tooHigh = reqs.find(r => {
        const limit = must.get(r.path);
        return limit !== undefined && (limit === none ? r.version !== none : compareOf(r.path, r.version, limit) > 0);
      });
      if (tooHigh !== undefined) {
        t.disqualify(m, 'pruned', { error: null, dep: tooHigh });
        continue;
      }
      for (const r of reqs) if (!t.require(m, r)) break;
    }
    dirty = false;
    for (const m of roots) {
      const { way, error } = t.path(m, kinds.get(formatVersion(m)) ?? pruning);
      if (way.length === 0 && error === null) continue;
      const last = way[way.length - 1]!;
      const limit = must.get(last.path);
      const constraint = error === null && limit !== undefined ? { path: last.path, version: limit } : null;
      const conflict: Conflict = { way, constraint, error };
      if (must.get(m.path) === m.version) {
        conflicts.push(conflict);
        continue;
      }
      const v = mg.selected(m.path);
      if (v !== m.version) {
        const u = { path: m.path, version: v };
        const kind = kinds.get(formatVersion(m)) ?? pruning;
        if (t.check(u, kind) === null && !rejected.has(formatVersion(u))) continue;
      }
      const origV = (await orig.tryGraph()).selected(m.path);
      if (error !== null && origV === m.version) {
        conflicts.push(conflict);
        continue;
      }
      rejected.add(formatVersion(m));
      const above = (a: string, b: string) => (b === none ? a !== none : a !== none && compareOf(m.path, a, b) > 0);
      let prev = m;
      for (;;) {
        let failure: unknown = null;
        try {
          prev = await previousVersion(state, prev);
        } catch (err) {
          failure = err;
        }
        if (above(m.version, origV) && (above(origV, prev.version) || failure !== null))
          prev = { path: m.path, version: origV };
        else if (failure !== null) throw failure;
        if (prev.version !== none && rejected.has(formatVersion(prev))) continue;
        const s = mg.summaries.get(formatVersion(m));
        const kind = pruning === 'pruned' && s !== undefined && !s.pruned ? 'unpruned' : pruning;
        if (prev.version !== none && t.check(prev, kind) !== null) {
          rejected.add(formatVersion(prev));
          continue;
        }
        break;
      }
      wanted.set(m.path, prev.version);
      dirty = true;
      if (error !== null || state.verbose) {
        const action =
          prev.version === none
            ? `removing ${formatVersion(m)}`
            : prev.version === origV
              ? `restoring ${formatVersion(prev)}`
              : `trying ${formatVersion(prev)}`;
        state.note(`go: ${conflictSummary(conflict)}\n\t${action}`);
      }
    }
    if (dirty) continue;
    const accepted: Version[] = [];
    for (const [path, version] of wanted) {
      if (must.has(path)) continue;
      const actual = mg.selected(path);
      if (actual === version) continue;
      accepted.push({ path, version });
      wanted.set(path, actual);
      dirty = true;
    }
    if (state.verbose)
      for (const m of sortVersions(accepted))
        state.note(`go: accepting indirect upgrade from ${formatVersion(m)} to ${wanted.get(m.path)}`);
  }
  if (conflicts.length > 0) throw new ConstraintError(conflicts);

  if (pruning === 'unpruned') {
    const base: string[] = [];
    for (const m of mustSelect) if (m.version !== none && !state.isMain(m.path)) base.push(m.path);
    for (const m of roots) {
      const v = rs.rootSelected(m.path);
      if (v !== null && (v === m.version || rs.direct.has(m.path))) base.push(m.path);
    }
    roots = await minimalRoots(state, base, roots);
  }
  if (pruning === orig.pruning && sameVersions(roots, orig.roots)) return null;
  const direct = new Set(roots.map(m => m.path).filter(p => rs.direct.has(p)));
  const edited = new Requirements(state, pruning, roots, direct);
  if (pruning === 'unpruned' && pruningFor(edited.go) === 'pruned') return convertPruning(state, edited, 'pruned');
  return edited;
}

/** The graph in which what is selected of every wanted path is read as if it were a root. */
async function extendGraph(
  state: ModState,
  pruning: Pruning,
  roots: readonly Version[],
  wanted: ReadonlyMap<string, string>,
): Promise<{ mg: LoadedGraph; upgraded: ReadonlySet<string> }> {
  const upgraded = new Set<string>();
  for (;;) {
    const mg = await readGraph(state, pruning, roots, upgraded);
    if (pruning === 'unpruned') return { mg, upgraded };
    const before = upgraded.size;
    for (const path of wanted.keys()) {
      const version = mg.selected(path);
      if (version === none) continue;
      if (mg.graph.requiredBy({ path, version }) === null) upgraded.add(formatVersion({ path, version }));
    }
    if (upgraded.size === before) return { mg, upgraded };
  }
}
