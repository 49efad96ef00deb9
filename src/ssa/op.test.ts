// op.generated.ts is what the generator makes of the table.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { generateOps } from './op-generator.ts';
import { opTable } from './op-table.ts';

test('op.generated.ts is up to date', () => {
  const file = 'src/ssa/op.generated.ts'; // tests run in the root of the checkout
  const want = generateOps(opTable, 0, 'op-table.ts');
  if (process.env.BURROW_UPDATE === '1') writeFileSync(file, want);
  assert.equal(readFileSync(file, 'utf8'), want);
});
