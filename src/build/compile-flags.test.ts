import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileFlags } from './compile-flags.ts';

/** Flags and what is wrong with them, or which members are set. */
const cases: readonly (readonly [words: string, want: string])[] = [
  ['', ''],
  ['-N -l', 'noOpt noInline'],
  ['-l=4', ''],
  ['-l=1', 'noInline'],
  ['-l -l', ''],
  ['-S', 'listing=1'],
  ['-S -S -S=false', ''],
  ['-S=2', 'listing=2'],
  ['-S=a', 'invalid boolean value "a" for -S: invalid count "a"'],
  ['-l=a', 'invalid boolean value "a" for -l: invalid count "a"'],
  ['-N=false -e', 'allErrors'],
  ['-d=panic', ''],
  ['-d=ssa/check/on,panic=1', 'checkForm'],
  ['-d=ssa/check/seed=1', 'checkForm'],
  ['-d=checkptr', 'compiler flag -d=checkptr is not supported by burrow'],
  ['-lang=go1.21 -N', 'noOpt'],
  ['-lang go1', ''],
  ['-lang=1.21', 'compile: invalid value "1.21" for -lang: should be something like "go1.12"'],
  ['-lang=go1.99', 'compile: invalid value "go1.99" for -lang: max known version is "go1.26"'],
  ['-d=checkptr=0,loopvar=0,gossahash=,gcstart=64', ''],
  ['-d checkptr=0 -l', 'noInline'],
  ['-d=ssa/check/off', ''],
  [
    '-d=ssa/',
    'compiler flag -d=ssa/ is not supported by burrow: of -d=ssa there is ssa/check/on, and GOSSAFUNC=name shows the passes',
  ],
  ['-d=help', 'compiler flag -d=help is not supported by burrow: of what it lists there are panic and ssa/check/on'],
  ['-d=loopvar=2', 'compiler flag -d=loopvar=2 is not supported by burrow'],
  ['-d=pgoinline=0', 'compiler flag -d=pgoinline=0 is not supported by burrow'],
  ['-d=nosuch', 'invalid value "nosuch" for flag -d: unknown debug key nosuch'],
  ['-race', 'compiler flag -race is not supported by burrow'],
];

for (const [words, want] of cases) {
  test(`compiler flags: ${words}`, () => {
    const read = compileFlags(words.split(' ').filter(w => w !== ''));
    const set = (k: string, v: unknown): string[] =>
      v === true ? [k] : typeof v === 'number' && v > 0 ? [`${k}=${v}`] : [];
    const got =
      typeof read === 'string'
        ? read
        : Object.entries(read)
            .flatMap(([k, v]) => set(k, v))
            .join(' ');
    assert.equal(got, want);
  });
}
