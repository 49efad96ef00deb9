// GOROOT/test's errorcheck files, as far as they speak of the language; see suites/errorcheck.ts.
import { test } from 'node:test';
import { goroot, goTestDir } from './goroot.ts';
import { register } from './suites/case.ts';
import { errorcheckCases } from './suites/errorcheck.ts';

if (goroot === null || goTestDir === null) {
  test('errorcheck', { skip: 'no Go distribution with its test directory: its 580 files are skipped' }, () => {});
} else {
  register(await errorcheckCases(goroot, goTestDir), 'errorcheck ');
}
