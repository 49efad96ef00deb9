// The binary form of packages of the standard library: the same bytes whether bodies were checked or skipped, and whatever
// was checked before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goroot } from './goroot.ts';
import { stdPackages } from './std-packages.ts';

const packages = ['internal/runtime/atomic', 'runtime', 'slices', 'reflect', 'encoding/json', 'go/types'];

test(`binary forms of ${packages.join(', ')}`, { skip: goroot === null && 'no Go distribution' }, async () => {
  const std = await stdPackages(goroot!);
  const front = std.frontEnd();
  for (const path of packages) {
    const found = std.find(path);
    assert.ok('files' in found, path);
    const declarations = front.declarations(found);
    assert.ok(declarations instanceof Uint8Array, path);
    const { checked, trees, errors } = front.check(found);
    assert.equal(errors.count, 0, path);
    assert.deepEqual(front.binary(checked!, trees), declarations, path);
  }
});
