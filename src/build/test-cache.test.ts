// Results of tests by the names of their programs, over the host in memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../host/memory.ts';
import { Cache } from './cache.ts';
import { TestCache } from './test-cache.ts';

const log = '# test log\ngetenv HOME\nopen data.txt\n';
const result = { output: 'ok\n', profile: null };

function open(): { host: MemoryHost; results: TestCache } {
  const host = new MemoryHost({ '/m/p/data.txt': 'data' }, { HOME: '/h' });
  host.time += 60_000;
  return { host, results: TestCache.open(host, new Cache(host, '/cache'), '/m/p', '/m', [], [], 0)! };
}

test('a result is found under the names of its program while what it looked at is the same', () => {
  const { host, results } = open();
  results.keep(['image', ''], log, result);
  assert.deepEqual(results.find('image'), result);
  assert.equal(results.find('key'), null);
  results.also('image', 'key');
  assert.deepEqual(results.find('key'), result);
  host.env.set('HOME', '/other');
  assert.equal(results.find('image'), null);
  assert.equal(results.find('key'), null);
  results.also('image', 'key');
  assert.equal(results.find('key'), null);
});

test('a name under which nothing is kept gives nothing to others', () => {
  const { results } = open();
  results.also('image', 'key');
  results.also('', 'key');
  assert.equal(results.find('key'), null);
});
