// The generated list of builtin symbols is that of the Go distribution.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { goroot } from './goroot.ts';

test('goobj-builtins.generated.ts', { skip: goroot === null ? 'no Go tree' : false }, () => {
  const root = process.env['BURROW_ROOT']!;
  const args = [path.join(root, 'tools/gen-builtins.mjs'), goroot!, '--print'];
  const want = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(want.stderr, '');
  assert.equal(fs.readFileSync(path.join(root, 'src/obj/goobj-builtins.generated.ts'), 'utf8'), want.stdout);
});
