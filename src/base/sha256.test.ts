import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { hmacSha256, Sha256, sha256 } from './sha256.ts';

const hex = (b: Uint8Array): string => Buffer.from(b).toString('hex');

test('lengths around the block', () => {
  for (const n of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 1000, 70000]) {
    const data = new Uint8Array(n).map((_, i) => i * 7);
    assert.equal(hex(sha256(data)), createHash('sha256').update(data).digest('hex'), String(n));
  }
});

test('in pieces', () => {
  const data = new Uint8Array(1000).map((_, i) => i);
  const h = new Sha256();
  for (let at = 0, n = 1; at < data.length; at += n, n = (n * 3) % 97)
    h.update(data, at, Math.min(at + n, data.length));
  assert.equal(hex(h.digest()), createHash('sha256').update(data).digest('hex'));
});

test('hmac', () => {
  for (const n of [0, 32, 64, 65, 200]) {
    const key = new Uint8Array(n).map((_, i) => i);
    const parts = [new Uint8Array([1, 2, 3]), new Uint8Array(100)];
    const want = createHmac('sha256', key).update(parts[0]!).update(parts[1]!).digest('hex');
    assert.equal(hex(hmacSha256(key, parts)), want);
  }
});
