// The parser's own test data; see suites/syntax-testdata.ts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goroot } from './goroot.ts';
import { register } from './suites/case.ts';
import { mismatches, syntaxCases } from './suites/syntax-testdata.ts';

test('the comparison fails where it should', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  assert.deepEqual(mismatches('a.go', bytes('package p\nvar x = /* ERROR unexpected semicolon */ ;\n')), []);
  const wrong: readonly (readonly [source: string, want: RegExp])[] = [
    ['package p\nvar x = ;\n', /unexpected: syntax error/],
    ['package p\nvar x = /* ERROR unexpected comma */ ;\n', /does not match/],
    ['package p\nvar /* ERROR unexpected semicolon */ x = ;\n', /unexpected/],
    ['package p\nvar x /* ERROR name */ = 1\n', /missing: name/],
    ['package p\nvar x = 1 // ERROR something\n', /missing: something/],
  ];
  for (const [source, want] of wrong) assert.match(mismatches('a.go', bytes(source)).join('\n'), want, source);
});

if (goroot === null) {
  test('syntax testdata', { skip: 'no Go distribution: its 31 files are skipped' }, () => {});
} else {
  const cases = syntaxCases(goroot);
  test('there is testdata', () => assert.ok(cases.length >= 31));
  register(cases, 'syntax ');
}
