import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToPrefix } from './path-to-prefix.ts';

const cases: readonly (readonly [path: string, want: string])[] = [
  ['fmt', 'fmt'],
  ['example.com/a.b/c.d', 'example.com/a.b/c%2ed'],
  ['a%b', 'a%25b'],
  ['\u00e9"%', '%c3%a9%22%25'],
  ['gopkg.in/yaml.v3', 'gopkg.in/yaml%2ev3'],
];

for (const [path, want] of cases) test(path, () => assert.equal(pathToPrefix(path), want));
