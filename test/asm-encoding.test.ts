// cmd/asm's own test data: encodings and errors; see suites/asm-testdata.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goroot } from './goroot.ts';
import { asmTestdataCases, checkEncodings, checkErrors } from './suites/asm-testdata.ts';
import { register } from './suites/case.ts';

if (goroot === null) {
  test('cmd/asm testdata', { skip: 'no Go distribution: the 24 files for amd64 are skipped' }, () => {});
} else {
  const cases = asmTestdataCases(goroot);
  test('there is testdata', () => assert.ok(cases.filter(c => /^(amd64|avx512enc)/.test(c.name)).length > 20));
  register(cases, 'asm ');
}

test('the comparison fails where it should', () => {
  const text = (body: string): string => `TEXT f(SB), $0\n${body}\n`;
  const encodings = (body: string): number => checkEncodings('', 'x.s', 'x.s', text(body)).length;
  assert.deepEqual(checkEncodings('', 'x.s', 'x.s', text('\tRET // c3')), []);
  assert.equal(encodings('\tRET // c2'), 1); // other bytes
  assert.equal(encodings('\tMOVQ AX, BX // MOVQ AX, CX // 4889c3'), 1); // another text
  assert.equal(encodings('\tNOSUCH AX'), 3); // an error, and one line less
  const errors = (body: string): number => checkErrors('x.s', 'x.s', text(body)).length;
  assert.equal(errors('\tNOSUCH AX // ERROR "unrecognized instruction"'), 0);
  assert.equal(errors('\tNOSUCH AX // ERROR "other"'), 1); // another text
  assert.equal(errors('\tNOSUCH AX'), 1); // an error that nobody asked for
  assert.equal(errors('\tRET // ERROR "missing"'), 1); // a missing one
});
