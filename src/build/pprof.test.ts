import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readPprof } from './pprof.ts';

function varint(n: number): number[] {
  const out: number[] = [];
  for (; n >= 128; n = Math.floor(n / 128)) out.push((n % 128) + 128);
  return [...out, n];
}

/** A field of a message: a number, or bytes. */
function field(number: number, value: number | readonly number[]): number[] {
  return typeof value === 'number'
    ? [...varint(8 * number), ...varint(value)]
    : [...varint(8 * number + 2), ...varint(value.length), ...value];
}

const text = (s: string): number[] => [...Buffer.from(s)];

/** A profile of functions that start on lines 10, 20, 30...; a location has pairs of function and line, the innermost first. */
function profile(
  types: readonly (readonly [string, string])[],
  functions: readonly string[],
  locations: readonly (readonly (readonly [func: number, line: number])[])[],
  samples: readonly (readonly [locations: readonly number[], values: readonly number[]])[],
  started = true,
): Buffer {
  const strings = ['', ...types.flat(), ...functions];
  const at = (s: string): number => strings.indexOf(s);
  return Buffer.from([
    ...types.flatMap(([type, unit]) => field(1, [...field(1, at(type)), ...field(2, at(unit))])),
    ...samples.flatMap(([ids, values]) =>
      field(2, [...field(1, ids.flatMap(varint)), ...values.flatMap(v => field(2, v))]),
    ),
    ...locations.flatMap((lines, i) =>
      field(4, [
        ...field(1, i + 1),
        ...field(3, 2 ** 40 + i),
        ...lines.flatMap(([func, line]) => field(4, [...field(1, func), ...field(2, line)])),
      ]),
    ),
    ...functions.flatMap((name, i) =>
      field(5, [...field(1, i + 1), ...field(2, at(name)), ...(started ? field(5, 10 * (i + 1)) : [])]),
    ),
    ...strings.flatMap(s => field(6, text(s))),
  ]);
}

const cpu = [
  ['samples', 'count'],
  ['cpu', 'nanoseconds'],
] as const;

const main: readonly (readonly [number, number])[] = [[1, 12]];
/** f, inlined into main. */
const inlined: readonly (readonly [number, number])[] = [
  [2, 25],
  [1, 13],
];
const leaf: readonly (readonly [number, number])[] = [[3, 31]];

test('calls are added up, those that were inlined too, the most frequent first', () => {
  const data = profile(
    cpu,
    ['main.main', 'main.f', 'main.g'],
    [main, inlined, leaf],
    [
      [
        [3, 2],
        [5, 5000],
      ],
      [
        [3, 1],
        [1, 1000],
      ],
      [[2], [300, 300_000]],
      [[1], [7, 7000]],
    ],
  );
  const expected = [
    { caller: 'main.main', callee: 'main.f', offset: 3, weight: 305 },
    { caller: 'main.f', callee: 'main.g', offset: 5, weight: 5 },
    { caller: 'main.main', callee: 'main.g', offset: 2, weight: 1 },
  ];
  assert.deepEqual(readPprof(data), expected);
  assert.deepEqual(readPprof(gzipSync(data)), expected);
});

test('a call that a stack has several times counts once', () => {
  const calls: readonly (readonly [number, number])[] = [[2, 22]];
  const data = profile(
    cpu,
    ['main.main', 'main.f'],
    [main, calls, [[2, 21]]],
    [
      [
        [3, 2, 3, 2, 1],
        [4, 4],
      ],
    ],
  );
  assert.deepEqual(readPprof(data), [
    { caller: 'main.f', callee: 'main.f', offset: 1, weight: 4 },
    { caller: 'main.f', callee: 'main.f', offset: 2, weight: 4 },
    { caller: 'main.main', callee: 'main.f', offset: 2, weight: 4 },
  ]);
});

const good = profile(
  cpu,
  ['main.main', 'main.f'],
  [main, [[2, 22]]],
  [
    [
      [2, 1],
      [4, 4],
    ],
  ],
);

const wrong: readonly (readonly [what: string, data: Buffer, message: RegExp])[] = [
  ['it is no profile', Buffer.from('go 1.26\n'), /^error parsing profile: parsing profile: unknown wire type: 7$/],
  [
    'it is cut off',
    good.subarray(0, good.length - 3),
    /^error parsing profile: parsing profile: malformed profile format$/,
  ],
  [
    'it is compressed and damaged',
    gzipSync(good).fill(0xff, 12, 20),
    /^error parsing profile: decompressing profile: /,
  ],
  ['a header of gzip alone', Buffer.from([0x1f, 0x8b, 8]), /unexpected EOF$/],
  [
    'it is of memory',
    profile([['inuse_space', 'bytes']], ['main.main'], [main], [[[1], [4]]]),
    /^profile does not contain a sample index with value\/type "samples\/count" or cpu\/nanoseconds"$/,
  ],
  [
    'functions start nowhere',
    profile(
      cpu,
      ['main.main', 'main.f'],
      [main, [[2, 22]]],
      [
        [
          [2, 1],
          [4, 4],
        ],
      ],
      false,
    ),
    /start_line/,
  ],
  [
    'a location is missing',
    profile(
      cpu,
      ['main.main'],
      [main],
      [
        [
          [9, 1],
          [4, 4],
        ],
      ],
    ),
    /malformed profile/,
  ],
  ['a function is missing', profile(cpu, ['main.main'], [[[7, 12]]], [[[1], [4, 4]]]), /malformed profile/],
];

for (const [what, data, message] of wrong) {
  test(`what is wrong: ${what}`, () => {
    const found = readPprof(data);
    assert.equal(typeof found, 'string');
    assert.match(found as string, message);
  });
}

test('nothing was seen: an empty file, no samples', () => {
  assert.deepEqual(readPprof(new Uint8Array(0)), []);
  assert.deepEqual(readPprof(profile(cpu, ['main.main'], [main], [])), []);
});
