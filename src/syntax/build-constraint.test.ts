import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constraintGoVersion, evalConstraint, parseConstraint, splitGoBuild } from './build-constraint.ts';

test('//go:build lines', () => {
  assert.equal(splitGoBuild('//go:build linux'), 'linux');
  assert.equal(splitGoBuild('//go:build'), '');
  assert.equal(splitGoBuild('//go:buildx linux'), null);
  assert.equal(splitGoBuild('// go:build linux'), null);
});

const cases: readonly (readonly [text: string, value: boolean, version: string])[] = [
  ['linux', true, ''],
  ['!linux', false, ''],
  ['linux && !cgo || windows', true, ''],
  ['(linux || windows) && cgo', false, ''],
  ['go1.21 && linux', true, 'go1.21'],
  ['(linux && go1.22) || (windows && go1.20)', true, 'go1.20'],
  ['linux || go1.22', true, ''],
  ['!go1.22', false, ''],
  ['go1', false, 'go1'],
];

test('constraints', () => {
  const tags = new Set(['linux', 'go1.20', 'go1.21', 'go1.22']);
  for (const [text, value, version] of cases) {
    const x = parseConstraint(text);
    assert.ok(!('error' in x), text);
    assert.equal(
      evalConstraint(x, t => tags.has(t)),
      value,
      text,
    );
    assert.equal(constraintGoVersion(x), version, text);
  }
});

test('malformed constraints', () => {
  const errors: readonly (readonly [text: string, want: string])[] = [
    ['', 'unexpected end of expression'],
    ['a b', 'unexpected token b'],
    ['!!a', 'double negation not allowed'],
    ['(a', 'missing close paren'],
    ['(', 'missing close paren'],
    ['a &', 'invalid syntax at &'],
    ['a && $', 'invalid syntax at $'],
    ['a ||', 'unexpected end of expression'],
  ];
  for (const [text, want] of errors) assert.deepEqual(parseConstraint(text), { error: want }, text);
});
