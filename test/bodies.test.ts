// Bodies on demand do not depend on who asks first: the functions of a package come out the same in any order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredUnits } from '../src/build/declared-units.ts';
import { buildFuncs } from '../src/ssa/build/recipe-funcs.ts';
import { checkFunc } from '../src/ssa/check.ts';
import { printFunc } from '../src/ssa/print.ts';
import { Bodies } from '../src/ssa/program/bodies.ts';
import { load, open } from './compile-harness.ts';
import { goroot } from './goroot.ts';

const packages: readonly (readonly [path: string, seeds: readonly number[]])[] = [
  ['strconv', [1, 2]],
  ['fmt', [3]],
];

/** The functions of a package by name, asked for in an order that depends on `seed`. */
async function bodiesOf(path: string, seed: number): Promise<Map<string, string>> {
  const loaded = await load(process.cwd(), [path, 'runtime']);
  const { p, sources } = open(loaded, path, null);
  const bodies = new Bodies(p, buildFuncs);
  p.bodies = bodies;
  const syms = [...declaredUnits(p, sources.load(path).pkg, fn => sources.hasBody(fn), true)];
  // A small generator; the high bits are the good ones.
  let state = seed;
  for (let i = syms.length - 1; i > 0 && seed !== 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const k = Math.floor((state / 2 ** 32) * (i + 1));
    [syms[i], syms[k]] = [syms[k]!, syms[i]!];
  }
  const out = new Map<string, string>();
  for (const s of syms) {
    for (const f of bodies.unit(s) ?? []) {
      checkFunc(p, f, 'go passes');
      out.set(p.syms.names[f.sym]!, printFunc(p, f));
    }
  }
  return out;
}

for (const [path, seeds] of packages) {
  test(`the bodies of ${path} in ${seeds.length + 1} orders`, { skip: goroot === null && 'no GOROOT' }, async () => {
    const first = await bodiesOf(path, 0);
    assert.ok(first.size > 40, `${first.size} functions`);
    for (const seed of seeds) {
      const other = await bodiesOf(path, seed);
      assert.deepEqual([...other.keys()].sort(), [...first.keys()].sort());
      for (const [name, text] of first) assert.equal(other.get(name), text, name);
    }
  });
}
