import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bool, int, parseFlags, repeated, string, words } from './flags.ts';

const table = { b: bool(), s: string('x'), n: int(1), r: repeated(), w: words() };

const cases: readonly (readonly [args: string, want: string, goflags?: string])[] = [
  ['', 'b=false s=x n=1 r= w= |'],
  ['-b a -s', 'b=true s=x n=1 r= w= | a -s'],
  ['--b=false -s=y --n 0x10 -- -b', 'b=false s=y n=16 r= w= | -b'],
  ['-r a -r=b -w=c', 'b=false s=x n=1 r=a,b w=c |'],
  ['-', 'b=false s=x n=1 r= w= | -'],
  ['-q', 'flag provided but not defined: -q'],
  ['-s', 'flag needs an argument: -s'],
  ['-b=2', 'invalid boolean value "2" for -b: parse error'],
  ['-n x', 'invalid value "x" for flag -n: parse error'],
  ['-=x', 'bad flag syntax: -=x'],
  ['---b', 'bad flag syntax: ---b'],
  ['-h', 'help'],
  ['-help', 'help'],
  ['-s y', 'b=true s=y n=1 r= w= |', '-b -s=z -q'],
  ['', 'go: flag needs an argument: -s (from $GOFLAGS)', '-s'],
  ['', 'go: invalid boolean value "z" for flag -b (from $GOFLAGS): parse error', '-b=z'],
];

for (const [args, want, goflags] of cases) {
  test(`${args} ${goflags ?? ''}`, () => {
    const split = (s: string) => s.split(' ').filter(w => w !== '');
    const p = parseFlags(table, split(args), split(goflags ?? ''));
    const v = p.values;
    let got = `b=${v.b} s=${v.s} n=${v.n} r=${v.r.join()} w=${v.w.join()} |${p.args.map(a => ' ' + a).join('')}`;
    if (p.error !== '') got = p.error;
    if (p.help) got = 'help';
    assert.equal(got, want);
  });
}
