import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IOError } from '../host/host.ts';
import { MemoryHost } from '../host/memory.ts';
import { InternalError } from '../diag/internal-error.ts';
import { Cache } from './cache.ts';

const day = 24 * 3600 * 1000;

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

test('what is not used goes after days; what is used stays', () => {
  const host = new MemoryHost();
  const cache = new Cache(host, '/cache');
  const other = 'cd'.repeat(32);
  cache.put(key, data);
  cache.put(other, data);
  host.time += 3 * day;
  assert.deepEqual(cache.get(key), data);
  host.time += 3 * day;
  cache.trim();
  assert.deepEqual(cache.get(key), data);
  assert.equal(cache.get(other), null);
});

test('too much is cut down, the oldest first', () => {
  const host = new MemoryHost();
  const cache = new Cache(host, '/cache');
  const keys = ['01', '02', '03', '04'].map(k => k.repeat(32));
  for (const k of keys) {
    cache.put(k, data);
    host.time += 60_000;
  }
  cache.trim(3 * (data.length + 8), 2 * (data.length + 8));
  assert.deepEqual(
    keys.map(k => cache.get(k) !== null),
    [false, false, true, true],
  );
});

test('verification finds another result under a key', () => {
  const host = new MemoryHost();
  new Cache(host, '/cache').put(key, data);
  const cache = new Cache(host, '/cache', { verify: true });
  assert.equal(cache.get(key), null);
  cache.put(key, data);
  assert.throws(() => cache.put(key, new Uint8Array([1])), InternalError);
});

test('what is made of the distribution has its own directory, and another one beneath it that is only read', () => {
  const host = new MemoryHost();
  new Cache(host, '/made').std.put(key, data);
  assert.ok(!(host.readFile(`/made/std/ab/${key}`) instanceof IOError));
  const shipped = '/made/std';
  const cache = new Cache(host, '/cache', { shipped });
  assert.deepEqual(cache.std.get(key), data);
  assert.equal(cache.get(key), null);
  assert.equal(new Cache(host, '', { shipped }).std.get(key), null);
  // One of its own comes first.
  const newer = new Uint8Array([6]);
  cache.std.replace(key, newer);
  assert.deepEqual(cache.std.get(key), newer);
  assert.deepEqual(new Cache(host, '/other', { shipped }).std.get(key), data);
  host.time += 6 * day;
  cache.trim();
  assert.deepEqual(cache.std.get(key), data);
});
