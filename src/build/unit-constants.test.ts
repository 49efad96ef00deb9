import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UnitConstant } from '../link/ctxt.ts';
import { readConstants, writeConstants } from './unit-constants.ts';

const lists: readonly (readonly UnitConstant[])[] = [
  [],
  [{ name: 'p.A', type: 'int', kind: 2, value: -(1n << 63n) }],
  [
    { name: 'a/b.Große', type: 'a/b.T', kind: 11, value: (1n << 64n) - 1n },
    { name: 'a/b.Z', type: 'uint8', kind: 8, value: 0n },
  ],
];

for (const list of lists) {
  test(`constants of ${list.length} lines`, () => assert.deepEqual(readConstants(writeConstants(list)), list));
}
