// `list`, `env` and `version` beside the go command; see suites/list.ts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goTool } from './goroot.ts';
import { register } from './suites/case.ts';
import { listCases, sameList } from './suites/list.ts';

if (goTool === null) {
  test('list', { skip: `no go command: ${listCases.length} tests are skipped` }, () => {});
} else {
  register(listCases);
}

test('the comparison fails where it should', () => {
  const ran = (stdout: string, stderr = '', status = 0) => ({ stdout, stderr, status });
  const a = '{\n\t"ImportPath": "a",\n\t"Name": "a"\n}\n';
  sameList(ran(a), ran(a));
  sameList(ran('x\n'), ran('x\n'));
  const others = [ran(''), ran(a, 'x'), ran(a, '', 1), ran(a + a), ran(a.replace('Name', 'Dir'))];
  for (const other of others) assert.throws(() => sameList(ran(a), other), assert.AssertionError);
  assert.throws(() => sameList(ran('x\n'), ran('y\n')), assert.AssertionError);
});
