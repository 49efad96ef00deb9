import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as zlib from 'node:zlib';
import { inflate } from './inflate.ts';

function text(n: number): Uint8Array {
  // Runs, repeats and noise from a fixed generator.
  let x = 12345;
  return Uint8Array.from({ length: n }, (_, i) => {
    x = (Math.imul(x, 1103515245) + 12345) >>> 0;
    return i % 97 < 40 ? 32 + (i % 7) : x >>> 24;
  });
}

for (const n of [0, 1, 100, 70_000]) {
  for (const level of [0, 1, 9]) {
    test(`${n} bytes at level ${level}`, () => {
      const data = text(n);
      assert.deepEqual(inflate(zlib.deflateRawSync(data, { level }), n), data);
    });
  }
}

test('fixed codes', () => {
  const data = text(500);
  assert.deepEqual(inflate(zlib.deflateRawSync(data, { strategy: zlib.constants.Z_FIXED }), 500), data);
});

test('damage is found, and never more than the size is read', () => {
  const data = text(5000);
  const packed = zlib.deflateRawSync(data);
  assert.equal(inflate(packed, 4999), null);
  assert.equal(inflate(packed, 5001), null);
  assert.equal(inflate(packed.subarray(0, packed.length / 2), 5000), null);
  for (let i = 0; i < packed.length; i += 7) {
    const bad = Uint8Array.from(packed);
    bad[i]! ^= 0x55;
    const got = inflate(bad, 5000);
    assert.ok(got === null || got.length === 5000);
  }
});
