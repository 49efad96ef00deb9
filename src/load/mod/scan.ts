// Which packages a directory or a module holds and imports, whatever the target: every build tag counts as set and as
// not set, but for `ignore`, which is never set. So go.mod comes out the same on every machine.

import { And, Not, Or, parseConstraint, Tag, type Expr } from '../../base/build-constraint.ts';
import { Dir, IOError } from '../../host/host.ts';
import * as path from '../../host/path.ts';
import { DirReader } from '../dir-reader.ts';
import { nulInput, type FileConstraint } from '../imports.ts';
import type { Version } from './module.ts';
import type { ModState } from './state.ts';

/** What the files of a directory import. */
export interface Scanned {
  readonly imports: readonly string[];
  readonly testImports: readonly string[];
  /** '' where the directory could be read. */
  readonly error: string;
  /** No Go file counts. */
  readonly noGo: boolean;
}

function any(x: Expr, prefer: boolean): boolean {
  switch (x.kind) {
    case Tag:
      return x.tag !== 'ignore' && /^[\p{L}\p{Nd}_.]+$/u.test(x.tag) && prefer;
    case Not:
      return !any(x.x, !prefer);
    case And:
      return any(x.x, prefer) && any(x.y, prefer);
    case Or:
      return any(x.x, prefer) || any(x.y, prefer);
  }
}

/** Some target builds the file. */
export function buildsSomewhere(c: FileConstraint): boolean {
  if (c.error !== '') return false;
  const lines = c.goBuild !== '' ? [c.goBuild] : c.plusBuild;
  return lines.every(line => {
    const x = parseConstraint(line);
    return typeof x === 'string' ? c.goBuild === '' : any(x, true);
  });
}

const ignored = (p: string) => p === 'C' || /^appengine(?:_internal)?(?:\/|$)/.test(p);

/** Reads a directory for every target. */
export function scanAny(state: ModState, dir: string): Scanned {
  const { loader, host } = state;
  const entries = loader.readDir(dir);
  if (entries instanceof IOError) return { imports: [], testImports: [], error: String(entries), noGo: false };
  const record = loader.index.record(dir);
  const reader = new DirReader(host, dir, loader.index, record);
  const imports = new Set<string>();
  const tests = new Set<string>();
  let count = 0;
  for (const e of entries) {
    if (!e.name.endsWith('.go') || /^[._]/.test(e.name) || e.kind === Dir) continue;
    const constraint = reader.constraint(e.name);
    if (constraint instanceof IOError) continue;
    const use = buildsSomewhere(constraint);
    const info = reader.info(e.name);
    if (info instanceof IOError) continue;
    // A mistake in the syntax does not hide the imports before it; the compiler will speak of it.
    if (info.error === nulInput)
      return { imports: [], testImports: [], error: `reading ${path.join(dir, e.name)}: ${info.error}`, noGo: false };
    if (!use) continue;
    count++;
    const into = e.name.endsWith('_test.go') ? tests : imports;
    for (const i of info.imports) if (!ignored(i.path)) into.add(i.path);
  }
  if (count === 0) return { imports: [], testImports: [], error: `no Go source files`, noGo: true };
  return { imports: [...imports].sort(), testImports: [...tests].sort(), error: '', noGo: false };
}

/** Reads a directory for the target alone. */
export function scanTarget(state: ModState, dir: string): Scanned {
  const { p, error } = state.loader.scanDir(dir);
  const list = (x: readonly string[]) => x.filter(i => !ignored(i)).sort();
  const noGo = error !== null && error.kind === 'nogo';
  return {
    imports: list(p.imports),
    testImports: [...new Set([...list(p.testImports), ...list(p.xTestImports)])].sort(),
    error:
      error === null || error.kind === 'multiple' || error.kind === 'syntax'
        ? ''
        : noGo
          ? 'no Go source files'
          : error.text,
    noGo,
  };
}

/** The packages of one module that match, sorted. */
export function packagesIn(
  state: ModState,
  matches: (p: string) => boolean,
  treeCan: (p: string) => boolean,
  mod: Version,
  root: string,
  local: boolean,
): string[] {
  const { loader, modules } = state;
  const main = modules.main(mod.path);
  const prefix = main === null ? mod.path : main.prefix;
  const skip = main === null ? [] : main.file.ignore.map(i => i.path);
  const out: string[] = [];
  const walk = (dir: string, rel: string) => {
    const elem = path.basename(dir);
    if (rel !== '' && (elem === 'testdata' || /^[._]/.test(elem) || isIgnored(skip, rel))) return;
    const name = prefix === '' ? rel : rel === '' ? prefix : `${prefix}/${rel}`;
    if (name !== '' && !treeCan(name)) return;
    if (rel !== '' && local && modules.isModuleRoot(dir)) return;
    if (name !== '' && name !== 'builtin' && matches(name) && !scanAny(state, dir).noGo) out.push(name);
    if (rel !== '' && elem === 'vendor') return;
    const entries = loader.readDir(dir);
    if (entries instanceof IOError) return;
    for (const e of entries) if (e.kind === Dir) walk(path.join(dir, e.name), rel === '' ? e.name : `${rel}/${e.name}`);
  };
  walk(root, '');
  return out.sort();
}

function isIgnored(patterns: readonly string[], rel: string): boolean {
  const slashed = (s: string) => `/${s.replace(/^\//, '').replace(/\/$/, '')}/`;
  const dir = slashed(rel);
  return patterns.some(p => (p.startsWith('./') ? dir.startsWith(slashed(p.slice(2))) : dir.includes(slashed(p))));
}
