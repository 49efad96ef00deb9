// GOROOT/test's errorcheck files, as far as they speak of the language; see suites/errorcheck.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goroot, goTestDir } from './goroot.ts';
import { runErrorcheck } from './suites/errorcheck.ts';

if (goroot === null || goTestDir === null) {
  test('errorcheck', { skip: 'no Go distribution with its test directory: 576 tests skipped' }, () => {});
} else {
  for (const o of await runErrorcheck(goroot, goTestDir)) {
    test(`errorcheck ${o.name}`, o.skipped === '' ? {} : { skip: o.skipped }, () => assert.deepEqual(o.wrong, []));
  }
}
