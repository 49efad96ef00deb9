// Go's own test data of the type checker; see suites/types-testdata.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from '../src/base/utf8.ts';
import { goroot } from './goroot.ts';
import { register } from './suites/case.ts';
import { checkSources, prepare, typesCases } from './suites/types-testdata.ts';

if (goroot === null) {
  test('types testdata', { skip: 'no Go distribution: 360 tests skipped' }, () => {});
} else {
  register(await typesCases(goroot), 'types ');
  const { front, std } = await prepare(goroot);

  const wrong = (text: string, tolerance = 0): string[] =>
    checkSources([{ name: 'x.go', text: encodeUtf8(`// -gotypesalias=1\npackage p\n${text}`) }], tolerance, front, std);

  test('the runner fails where it should', () => {
    assert.equal(wrong('var x int = /* no error at its token */ "a" /* ERROR "cannot use" */').length, 0);
    assert.equal(wrong('var x int = "a"').length, 1); // an error that nobody asked for
    assert.equal(wrong('var x int = 1 /* ERROR "cannot use" */').length, 1); // a missing one
    assert.equal(wrong('var x int = "a" /* ERROR "other text" */').length, 2); // another text
    assert.equal(wrong('var x /* ERROR "cannot use" */ int = "a"').length, 1); // another column
    assert.equal(wrong('var x /* ERROR "cannot use" */ int = "a"', 40).length, 0);
    assert.equal(wrong('var x int = "a" /* ERRORx `cannot use.*variable` */').length, 0);
  });
}
