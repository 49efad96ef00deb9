// A program on its way from words of a command line to something that compiles: its packages loaded and checked, its sources
// ready to give bodies, and the Program that the builder works on.

import { assert } from '../diag/internal-error.ts';
import { Layouts } from '../rtype/layout.ts';
import { OpInfo, type OpTable } from '../ssa/op.ts';
import { type CompileOptions, Program } from '../ssa/program/program.ts';
import { memoryFacts } from '../target/memory.ts';
import { sizesFor } from '../types/sizes.ts';
import type { Config } from '../load/config.ts';
import type { Unit } from '../load/units.ts';
import type { PackageChecker } from './check-packages.ts';
import type { SourcePackage } from './front-end.ts';
import { Sources } from './program-source.ts';

/** A program, ready to be compiled. */
export interface Session {
  readonly p: Program;
  readonly sources: Sources;
  /** What the program was opened for. */
  readonly root: Unit;
  /** Its packages by import path, each after what it imports. */
  readonly units: readonly Unit[];
}

/**
 * The units of the program whose main package (or any package) is `root`: of all that were loaded those that root reaches, and
 * those of `extra` with what they reach: what the link needs whether it is imported or not. Each import path is there once.
 */
export function sessionUnits(units: readonly Unit[], root: Unit, extra: readonly string[]): readonly Unit[] {
  const wanted = new Set<Unit>();
  const need = (u: Unit): void => {
    if (wanted.has(u)) return;
    wanted.add(u);
    for (const d of u.deps) need(d);
  };
  need(root);
  // A test may have a variant of what the link needs.
  const reached = new Set([...wanted].map(u => u.package.importPath));
  for (const u of units) {
    const { importPath, forTest } = u.package;
    if (extra.includes(importPath) && !reached.has(importPath) && forTest === '') need(u);
  }
  // The test of a package with a profile reaches what that imports and what the test imports, each with the profile, as variants
  // of their own: one of them is enough. All variants import the same, so that the first tells the place.
  const chosen = new Map<string, Unit>();
  for (const u of units) {
    const { importPath } = u.package;
    if (wanted.has(u) && (!chosen.has(importPath) || u.world === root.world)) chosen.set(importPath, u);
  }
  return [...chosen.values()];
}

/** Opens the program of `units`, which were checked without errors; `root` is what it was loaded for. */
export function openSession(
  checker: PackageChecker,
  config: Config,
  units: readonly Unit[],
  root: Unit,
  ops: OpTable | null,
  options: CompileOptions,
): Session {
  const packages = new Map<string, SourcePackage>();
  for (const u of units) {
    const done = checker.checked(u);
    assert(done !== null, `${u.desc} was checked without errors`);
    packages.set(u.package.importPath, done.source);
  }
  const front = checker.frontEnd(root.world);
  const sources = new Sources(front, packages, config.goos, config.goarch);
  const sizes = sizesFor(config.goarch);
  assert(sizes !== null, `the loader refuses machines without sizes: ${config.goarch}`);
  const layouts = new Layouts(sizes, memoryFacts(config.goarch));
  return { p: new Program(sources, options, new OpInfo(ops), layouts), sources, root, units };
}
