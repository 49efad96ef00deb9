// Damaged archives: an image or clear errors, never an exception. More of them: test/suites/link-mutations.ts.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { goTool } from './goroot.ts';
import { tempDir } from './link-harness.ts';
import { compileMutated, runMutations } from './link-mutate.ts';

test('mutations of archives', { skip: goTool === null ? 'no go command' : false }, () => {
  const dir = tempDir();
  try {
    const a = compileMutated(dir);
    assert.deepEqual(runMutations(a, 100, 11, false), []);
    assert.deepEqual(runMutations(a, 20, 12, true), []);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
});
