import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFlags } from './compile-flags.ts';

/** Flags and what is wrong with them, or which members are set. */
const cases: readonly (readonly [words: string, want: string])[] = [
  ['', ''],
  ['-N -l', 'noOpt noInline'],
  ['-N=false -e', 'allErrors'],
  ['-d=panic', ''],
  ['-d=ssa/check/on,panic=1', 'checkForm'],
  ['-d=ssa/check/seed=1', 'checkForm'],
  ['-d=checkptr', 'compiler flag -d=checkptr is not supported by burrow'],
  ['-race', 'compiler flag -race is not supported by burrow'],
];

for (const [words, want] of cases) {
  test(`compiler flags: ${words}`, () => {
    const read = compileFlags(words.split(' ').filter(w => w !== ''));
    const got = typeof read === 'string' ? read : Object.entries(read).flatMap(([k, v]) => (v === true ? [k] : []));
    assert.equal(typeof got === 'string' ? got : got.join(' '), want);
  });
}
