// No write barrier stands where the runtime must have none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as PragmaFlag from '../src/types/pragmaflag.ts';
import { goroot } from './goroot.ts';
import { type Compiled, compileAll, forbidden, runtimePackages } from './suites/write-barriers.ts';

const rec = PragmaFlag.Nowritebarrier | PragmaFlag.Nowritebarrierrec;

function func(pragma: number, barrier: string, ...calls: string[]): Compiled {
  return { pragma, barrier, calls };
}

const graphs: readonly (readonly [
  name: string,
  funcs: Readonly<Record<string, Compiled>>,
  wrong: readonly string[],
])[] = [
  ['in the function', { a: func(PragmaFlag.Nowritebarrier, 'x.go:1') }, ['x.go:1: a']],
  ['in what it calls', { a: func(PragmaFlag.Nowritebarrier, '', 'b'), b: func(0, 'x.go:2') }, []],
  [
    'in what one of the second kind leads to',
    { a: func(rec, '', 'b'), b: func(0, '', 'c'), c: func(0, 'x.go:3', 'a') },
    ['x.go:3: a > b > c'],
  ],
  ['where it may be again', { a: func(rec, '', 'b'), b: func(PragmaFlag.Yeswritebarrierrec, 'x.go:4') }, []],
];

for (const [name, funcs, wrong] of graphs) {
  test(`write barriers: ${name}`, () => assert.deepEqual(forbidden(new Map(Object.entries(funcs))), wrong));
}

test('write barriers of the runtime', { skip: goroot === null && 'no GOROOT' }, async () => {
  const funcs = await compileAll(runtimePackages);
  assert.ok([...funcs.values()].some(f => (f.pragma & PragmaFlag.Nowritebarrierrec) !== 0));
  assert.deepEqual(forbidden(funcs), []);
});
