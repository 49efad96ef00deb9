// The module graph and minimal version selection over it: of each path the highest version that anything reachable
// requires. The graph knows nothing of files; who builds it says what each module requires.

import * as gover from './gover.ts';
import { formatVersion, type Version } from './module.ts';
import * as semver from './semver.ts';

/** What stands for a module that is not selected, and for the wish to have none. */
export const none = 'none';

/** By age, for a module of that path: `go` and `toolchain` have versions of Go. */
export function compareOf(modPath: string, v: string, w: string): number {
  if (modPath === 'go') return gover.compare(v, w);
  if (modPath === 'toolchain') return gover.compare(toolchainVersion(v), toolchainVersion(w));
  return semver.compare(v, w);
}

function toolchainVersion(name: string): string {
  return gover.isValid(name) ? name : gover.fromToolchain(name);
}

/** The same, with '' (a main module) above every version. */
export function compareSelected(modPath: string, v: string, w: string): number {
  if (v === '' || w === '') return v === w ? 0 : v === '' ? 1 : -1;
  return compareOf(modPath, v, w);
}

/** By path, then by version. */
export function sortVersions(list: Version[]): Version[] {
  return list.sort((a, b) =>
    a.path !== b.path ? (a.path < b.path ? -1 : 1) : compareOf(a.path, a.version, b.version),
  );
}

export function sameVersion(a: Version, b: Version): boolean {
  return a.path === b.path && a.version === b.version;
}

export function sameVersions(a: readonly Version[], b: readonly Version[]): boolean {
  return a.length === b.length && a.every((m, i) => sameVersion(m, b[i]!));
}

/** A graph over the roots. */
export class ModuleGraph {
  readonly roots: readonly Version[];
  private readonly required = new Map<string, readonly Version[]>();
  private readonly chosen = new Map<string, string>();
  private list: Version[] | null = null;

  constructor(roots: readonly Version[]) {
    this.roots = roots;
    for (const m of roots) this.choose(m);
  }

  private choose(m: Version): void {
    const have = this.chosen.get(m.path) ?? none;
    if (compareSelected(m.path, have, m.version) < 0) this.chosen.set(m.path, m.version);
  }

  /** States what a module requires; once for each. */
  require(m: Version, list: readonly Version[]): void {
    this.required.set(formatVersion(m), list);
    this.list = null;
    for (const r of list) this.choose(r);
  }

  /** What a module requires; null where that was not read. */
  requiredBy(m: Version): readonly Version[] | null {
    return this.required.get(formatVersion(m)) ?? null;
  }

  /** The version of the build; `none` for a module that is not in it. */
  selected(modPath: string): string {
    return this.chosen.get(modPath) ?? none;
  }

  /** The modules of the build: the roots in their order, then the others by path. */
  buildList(): readonly Version[] {
    if (this.list !== null) return this.list;
    const seen = new Set<string>();
    const first: Version[] = [];
    for (const r of this.roots) {
      if (seen.has(r.path)) continue;
      seen.add(r.path);
      const version = this.selected(r.path);
      if (version !== none) first.push({ path: r.path, version });
    }
    const rest: Version[] = [];
    for (const [path, version] of this.chosen) if (!seen.has(path)) rest.push({ path, version });
    return (this.list = [...first, ...sortVersions(rest)]);
  }

  /** Every module version that can be reached, the nearest first. */
  *reachable(): Generator<Version> {
    const queue = this.roots.filter(m => m.version !== none);
    const seen = new Set(queue.map(formatVersion));
    for (let i = 0; i < queue.length; i++) {
      yield queue[i]!;
      for (const r of this.requiredBy(queue[i]!) ?? []) {
        const key = formatVersion(r);
        if (r.version === none || seen.has(key)) continue;
        seen.add(key);
        queue.push(r);
      }
    }
  }

  /** The shortest way from a root to a module that a test accepts; empty where there is none. */
  findPath(accept: (m: Version) => boolean): Version[] {
    const from = new Map<string, Version | null>();
    const queue: Version[] = [];
    for (const m of this.roots) {
      from.set(formatVersion(m), null);
      queue.push(m);
    }
    for (let i = 0; i < queue.length; i++) {
      const m = queue[i]!;
      if (accept(m)) {
        const way: Version[] = [];
        for (let at: Version | null = m; at !== null; at = from.get(formatVersion(at)) ?? null) way.unshift(at);
        return way;
      }
      for (const r of this.requiredBy(m) ?? []) {
        const key = formatVersion(r);
        if (from.has(key)) continue;
        from.set(key, m);
        queue.push(r);
      }
    }
    return [];
  }
}

/** What MVS asks: the requirements of a module version. */
export type Required = (m: Version) => Promise<readonly Version[]>;

/** Builds the graph that a main module reaches when nothing is pruned. */
export async function wholeGraph(main: Version, required: Required): Promise<ModuleGraph> {
  const graph = new ModuleGraph([main]);
  const seen = new Set([formatVersion(main)]);
  const errors = new Map<string, unknown>();
  for (let wave: Version[] = [main]; wave.length > 0;) {
    const lists = await Promise.all(
      wave.map(async m => {
        try {
          return m.version === none ? [] : await required(m);
        } catch (err) {
          errors.set(formatVersion(m), err);
          return [];
        }
      }),
    );
    const next: Version[] = [];
    wave.forEach((m, i) => {
      graph.require(m, lists[i]!);
      for (const r of lists[i]!) {
        if (seen.has(formatVersion(r))) continue;
        seen.add(formatVersion(r));
        next.push(r);
      }
    });
    wave = next;
  }
  if (errors.size > 0) {
    const way = graph.findPath(m => errors.has(formatVersion(m)));
    throw new BuildListFailure(way, errors.get(formatVersion(way[way.length - 1]!)));
  }
  return graph;
}

/** A module's requirements could not be read; the way to it from a root. */
export class BuildListFailure extends Error {
  readonly way: readonly Version[];
  readonly inner: unknown;

  constructor(way: readonly Version[], inner: unknown) {
    super('build list');
    this.way = way;
    this.inner = inner;
  }
}

/**
 * The shortest list of requirements that gives the build of `required`: it holds the modules of `base`, and beyond them
 * only what does not follow from others in it.
 */
export async function minimalRequirements(
  main: Version,
  base: readonly string[],
  required: Required,
): Promise<Version[]> {
  const list = (await wholeGraph(main, required)).buildList();
  const max = new Map(list.map(m => [m.path, m.version]));
  const postorder: Version[] = [];
  const lists = new Map<string, readonly Version[]>([[formatVersion(main), []]]);
  const visit = async (m: Version): Promise<void> => {
    const key = formatVersion(m);
    if (lists.has(key)) return;
    const reqs = await required(m);
    lists.set(key, reqs);
    for (const r of reqs) await visit(r);
    postorder.push(m);
  };
  for (const m of list) await visit(m);

  const have = new Set<string>();
  const cover = (m: Version): void => {
    const key = formatVersion(m);
    if (have.has(key)) return;
    have.add(key);
    for (const r of lists.get(key) ?? []) cover(r);
  };
  const out: Version[] = [];
  for (const path of new Set(base)) {
    const m = { path, version: max.get(path) ?? '' };
    out.push(m);
    cover(m);
  }
  // From the back: what requires others comes before them.
  for (const m of postorder.reverse()) {
    if (max.get(m.path) !== m.version || have.has(formatVersion(m))) continue;
    out.push(m);
    cover(m);
  }
  return out.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
