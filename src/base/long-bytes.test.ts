import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BytePool, longBytes } from './long-bytes.ts';

test('what a pool gives overlaps with nothing, begins at a multiple of eight and stays', () => {
  const pool = new BytePool();
  const given: Uint8Array[] = [];
  for (const length of [0, 1, 7, 8, 9, 16384, 16385, 300000, 3]) {
    for (let i = 0; i < 20; i++) given.push(pool.copy(new Uint8Array(length).fill(given.length + 1)));
  }
  for (const [i, bytes] of given.entries()) {
    assert.equal(bytes.byteOffset % 8, 0);
    assert.ok(bytes.every(b => b === ((i + 1) & 255)));
  }
  assert.ok(pool.take(100).every(b => b === 0));
});

test('long bytes count for nothing where the collector decides when to mark', () => {
  const before = process.memoryUsage().external;
  const bytes = longBytes(100 << 20);
  assert.ok(process.memoryUsage().external - before < 50 << 20);
  assert.equal(bytes.length, 100 << 20);
});
