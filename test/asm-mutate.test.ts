// Damaged assembly: an object or clear complaints, never an exception. More of them: test/suites/asm-mutations.ts.
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { runMutations } from './asm-mutate.ts';
import { asmPackages } from './asm-std.ts';
import { goroot, goTool } from './goroot.ts';

test('mutations of the library', { skip: goTool === null ? 'no go command' : false }, () => {
  const packages = asmPackages(path.join(goroot!, 'src'), ['std'])!;
  assert.deepEqual(runMutations(packages, 2000, 1, false), []);
});

test('mutations compared with go tool asm', { skip: goTool === null ? 'no go command' : false }, () => {
  const packages = asmPackages(path.join(goroot!, 'src'), ['std'])!;
  assert.deepEqual(runMutations(packages, 150, 2, true), []);
});
