import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PcIter, PcTabWriter } from './pctab.ts';

const cases: readonly (readonly [
  name: string,
  size: number,
  quantum: number,
  sets: readonly (readonly [number, number])[],
  hex: string,
])[] = [
  ['nothing', 10, 1, [], ''],
  ['one value', 10, 1, [[0, 0]], '020a00'],
  ['the first value holds from the start', 10, 1, [[4, 5]], '0c0a00'],
  [
    'two values',
    300,
    1,
    [
      [0, 8],
      [200, -1],
    ],
    '12c801116400',
  ],
  [
    'equal values are one',
    8,
    1,
    [
      [0, 1],
      [3, 1],
      [5, 2],
    ],
    '0405020300',
  ],
  [
    'quantum',
    16,
    4,
    [
      [0, 0],
      [8, 16],
    ],
    '0202200200',
  ],
];

for (const [name, size, quantum, sets, hex] of cases) {
  test(name, () => {
    const w = new PcTabWriter(quantum);
    for (const [pc, value] of sets) w.set(pc, value);
    const table = w.finish(size);
    assert.equal(Buffer.from(table).toString('hex'), hex);
    const runs: [number, number][] = [];
    let start = 0;
    for (const it = new PcIter(table, 0, table.length, quantum); !it.done; it.next()) {
      runs.push([it.value, start]);
      start = it.nextPc;
    }
    if (sets.length > 0) assert.equal(start, size);
    assert.deepEqual(
      runs.map(r => r[0]),
      sets.filter(([, v], i) => i === 0 || sets[i - 1]![1] !== v).map(s => s[1]),
    );
  });
}

test('a cut table ends', () => {
  const it = new PcIter(new Uint8Array([0x82, 0x80]), 0, 2, 1);
  assert.ok(it.done && it.bad);
});
