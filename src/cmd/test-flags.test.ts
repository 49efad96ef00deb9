import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../host/memory.ts';
import { Exit, type Context } from './command.ts';
import { noMachines } from './machines.ts';
import { formatDuration, parseDuration, parseTestFlags } from './test-flags.ts';

const durations: readonly (readonly [text: string, want: string | null])[] = [
  ['0', '0s'],
  ['10m', '10m0s'],
  ['1h', '1h0m0s'],
  ['1.5s', '1.5s'],
  ['90s', '1m30s'],
  ['2h45m10.25s', '2h45m10.25s'],
  ['20ms', '20ms'],
  ['1500us', '1.5ms'],
  ['15ns', '15ns'],
  ['-3s', '-3s'],
  ['10', null],
  ['s', null],
  ['1d', null],
];
for (const [text, want] of durations) {
  test(`duration ${text}`, () => {
    const n = parseDuration(text);
    assert.equal(n === null ? null : formatDuration(n), want);
  });
}

function parse(words: string, goflags = ''): string {
  const host = new MemoryHost();
  const split = (s: string) => s.split(' ').filter(w => w !== '');
  const cx: Context = {
    host,
    root: '/',
    name: 'test',
    given: new Set(),
    config: () => Promise.reject(new Error('no command line needs it')),
    machines: noMachines,
    goflags: () => Promise.resolve([]),
    resident: null,
    usage: () => {
      throw new Exit(2);
    },
  };
  try {
    const c = parseTestFlags(cx, split(words), split(goflags));
    return `${c.packages.join(' ')} | ${c.args.filter(a => a !== '-test.timeout=10m0s').join(' ')}`;
  } catch (err) {
    if (err instanceof Exit) return err.text.split('\n', 1)[0]!;
    throw err;
  }
}

const lines: readonly (readonly [words: string, want: string, goflags?: string])[] = [
  ['', ' | '],
  ['./... -v', './... | -test.v=true'],
  ['-v ./a ./b', './a ./b | -test.v=true'],
  ['-run X -count=1 fmt', 'fmt | -test.run=X -test.count=1'],
  ['-test.run=X fmt', 'fmt | -test.run=X'],
  ['-timeout 30s', ' | -test.timeout=30s'],
  ['-own fmt', ' | -own fmt'],
  ['-own=1 fmt', ' | -own=1 fmt'],
  ['fmt -own x -v', 'fmt | -own x -test.v=true'],
  ['fmt -own=x y -v', 'fmt | -own=x y -v'],
  ['fmt -args -v x', 'fmt | -v x'],
  ['fmt -- -v', 'fmt | -- -v'],
  ['fmt -v net', 'fmt | -test.v=true net'],
  ['-json fmt', 'fmt | -test.v=test2json'],
  ['-cpuprofile c.out', ' | -test.outputdir=/ -test.cpuprofile=c.out'],
  ['-bench . -benchmem', ' | -test.bench=. -test.benchmem=true'],
  ['fmt', 'fmt | -test.short=true', '-short'],
  ['-short=false fmt', 'fmt | -test.short=false', '-short'],
  ['-c -own', 'go: unknown flag -own cannot be used with -c'],
  ['-count', 'flag needs an argument: -count'],
  ['-count=x', 'invalid value "x" for flag -count: parse error'],
  [
    '-shuffle=x',
    'invalid value "x" for flag -shuffle: -shuffle argument must be "on", "off", or an int64: strconv.ParseInt: parsing "x": invalid syntax',
  ],
  [
    '-vet=nothing',
    'invalid value "nothing" for flag -vet: -vet argument must be a supported analyzer or a distinguished value; found nothing',
  ],
];
for (const [words, want, goflags] of lines) {
  test(`test ${words} ${goflags ?? ''}`, () => assert.equal(parse(words, goflags), want));
}
