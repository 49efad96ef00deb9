import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageOfSymbol, pathToPrefix, prefixToPath } from './path-to-prefix.ts';

test('paths in symbols', () => {
  for (const [path, prefix] of [
    ['fmt', 'fmt'],
    ['net/http', 'net/http'],
    ['example.com/a', 'example.com/a'],
    ['example.com/a.b', 'example.com/a%2eb'],
    ['m/\u00e9', 'm/%c3%a9'],
  ] as const) {
    assert.equal(pathToPrefix(path), prefix);
    assert.equal(prefixToPath(prefix), path);
  }
});

test('packages of symbols', () => {
  for (const [name, path] of [
    ['main.main', 'main'],
    ['net/http.(*Server).Serve', 'net/http'],
    ['example.com/a%2eb.F[example.com/x.T]', 'example.com/a.b'],
    ['sort.Slice[go.shape.int]', 'sort'],
  ] as const) {
    assert.equal(packageOfSymbol(name), path);
  }
});
