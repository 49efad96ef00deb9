import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goRegexp } from '../goregexp.ts';
import { compareErrors, isLanguageLevel, parseTest, wantedErrors } from './testdir.ts';

test('recipes', () => {
  const a = parseTest('a.go', '//go:build linux\n\n// errorcheck -0 -lang=go1.17 -d="x y"\n\npackage p\n');
  assert.equal(a.action, 'errorcheck');
  assert.deepEqual(a.flags, ['-lang=go1.17', '-d=x y']);
  assert.equal(a.wantError, false);
  assert.equal(isLanguageLevel(a), false);
  const b = parseTest('b.go', '// run arg -x\n\npackage main\n');
  assert.deepEqual([b.action, b.flags, b.args], ['run', [], ['arg', '-x']]);
});

const source =
  'x := 1 // ERROR "declared and not used|unused"\ny() // GC_ERROR "undefined" "second"\n//// ERROR "off"\n';
const unused = { file: 'p.go', line: 1, text: 'declared and not used: x' };
const undefinedY = { file: 'p.go', line: 2, text: 'undefined: y' };
const second = { file: 'p.go', line: 2, text: 'second' };

test('errors that match', () => {
  assert.deepEqual(compareErrors(wantedErrors('p.go', source), [unused, undefinedY, second]), []);
});

test('the comparison fails where it should', () => {
  const wanted = wantedErrors('p.go', source);
  assert.equal(compareErrors(wanted, [unused, undefinedY]).length, 1); // the second of a line is missing
  assert.equal(compareErrors(wanted, [unused, undefinedY, second, { ...second, line: 3 }]).length, 1); // one too many
  assert.equal(compareErrors(wanted, [{ ...unused, text: 'other' }, undefinedY, second]).length, 2); // another text
  assert.equal(compareErrors(wanted, [{ ...unused, line: 4 }, undefinedY, second]).length, 2); // another line
});

test("Go's regular expressions", () => {
  assert.ok(goRegexp('a[]x]b').test('a]b'));
  assert.ok(goRegexp('(?i)ABC').test('abc'));
  assert.ok(goRegexp('\\Qa.b\\E$').test('a.b'));
  assert.ok(goRegexp('[[:digit:]]+').test('12'));
});
