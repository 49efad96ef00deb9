// Random functions do the same before and after each of the passes that work on the builder's form.
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFunc } from '../check.ts';
import type { Func } from '../func.ts';
import { interpret, Memory, Pointer } from '../interpret.ts';
import { printFunc } from '../print.ts';
import { checkProgram } from '../program/check-program.ts';
import { clean } from './clean.ts';
import { optimizing } from './passes.ts';
import { randomFunc, randomType, RandomWorld } from './random-func.ts';

const { p, typeOf } = checkProgram(`package main\n${randomType}`);
const world = new RandomWorld(p, typeOf);

const inputs: readonly (readonly bigint[])[] = [
  [0n, 0n, 0n, 0n],
  [1n, 2n, 3n, 5n],
  [-1n, 7n, -128n, 1n],
  [-9223372036854775808n, 9223372036854775807n, -2147483648n, 9n],
  [123456789012345n, -987654321n, 2147483647n, 3n],
  [127n, 32767n, -1n, 2n],
  [9223372036854775807n, 1n, 32767n, 6n],
];

/** How many blocks a function may run: loops that do not end are frequent. */
const fuel = 2000;

function run(f: Func): string[] {
  return inputs.map(([a, b, c, n]) => {
    const mem = (name: string): Pointer => new Pointer(new Memory(name, false), 0);
    return interpret(p, f, [a!, b!, c!, mem('m'), mem('n'), mem('s'), n!, n! + 2n], fuel).join('; ');
  });
}

const from = Number(process.env['SEED'] ?? 1);
const to = from + Number(process.env['SEEDS'] ?? 150);

for (const ladders of process.env['LADDERS'] === '1' ? [true] : [false, true]) {
  const what = ladders ? 'conditions under conditions' : 'random functions';
  test(`${what} do the same after each pass, seeds ${from} to ${to}`, () => {
    for (let seed = from; seed < to; seed++) compare(seed, ladders);
  });
}

function compare(seed: number, ladders: boolean): void {
  const f = randomFunc(world, p.syms.lookup('main.f', 1), seed, ladders);
  clean(p, f);
  checkFunc(p, f, 'clean');
  const want = run(f);
  for (const pass of optimizing) {
    const before = printFunc(p, f);
    pass.run(p, f);
    checkFunc(p, f, pass.name);
    const got = run(f);
    for (let i = 0; i < want.length; i++) {
      // A loop that does not end may do so with less fuel.
      if (want[i] === 'out of fuel' || got[i] === 'out of fuel' || got[i] === want[i]) continue;
      assert.equal(got[i], want[i], `seed ${seed}, input ${i}, ${pass.name}\n${before}\n${printFunc(p, f)}`);
    }
  }
}
