import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IOError } from '../host/host.ts';
import { MemoryHost } from '../host/memory.ts';
import { Cache } from './cache.ts';

const key = 'ab'.repeat(32);
const name = `/cache/ab/${key}`;
const data = new Uint8Array([1, 2, 3, 4, 5]);

test('what was put comes back', () => {
  const cache = new Cache(new MemoryHost(), '/cache');
  assert.equal(cache.get(key), null);
  cache.put(key, data);
  assert.deepEqual(cache.get(key), data);
});

test('a damaged or truncated entry counts as absent', () => {
  const host = new MemoryHost();
  const cache = new Cache(host, '/cache');
  cache.put(key, data);
  const whole = host.readFile(name);
  assert.ok(!(whole instanceof IOError));
  for (let i = 0; i < whole.length; i++) {
    const bad = whole.slice();
    bad[i]! ^= 4;
    host.writeFile(name, bad);
    assert.equal(cache.get(key), null, `byte ${i}`);
    host.writeFile(name, whole.slice(0, i));
    assert.equal(cache.get(key), null, `${i} bytes`);
  }
});

test('no directory: nothing is kept and nothing fails', () => {
  const cache = new Cache(new MemoryHost(), '');
  cache.put(key, data);
  assert.equal(cache.get(key), null);
  cache.trim();
});
