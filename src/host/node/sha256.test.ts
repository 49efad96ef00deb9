import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256 } from './sha256.ts';

for (const size of [0, 1, 55, 64, 1_000_003]) {
  test(`${size} bytes`, () => {
    const all = new Uint8Array(size + 7).map((_, i) => i * 31);
    const data = all.subarray(7); // a view of something larger
    assert.deepEqual(sha256(data), new Uint8Array(createHash('sha256').update(data).digest()));
  });
}
