import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bump, emptyCounterFile } from './counter-file.ts';

const meta = [
  ['Program', 'p'],
  ['Version', 'devel'],
] as const;

/** The counters by their records, in the order in which they stand. */
function records(file: Uint8Array): string[] {
  const view = new DataView(file.buffer);
  const table = view.getUint32(28, true);
  const out: string[] = [];
  for (let i = 0; i < 512; i++) {
    for (let at = view.getUint32(table + 4 + 4 * i, true); at !== 0; at = view.getUint32(at + 12, true)) {
      const name = file.subarray(at + 16, at + 16 + (view.getUint32(at + 8, true) & 0xffffff));
      out.push(`${at} ${Buffer.from(name).toString('latin1')} ${view.getBigUint64(at, true)}`);
    }
  }
  return out.toSorted((a, b) => parseInt(a) - parseInt(b));
}

test('counters are added and counted', () => {
  let file = emptyCounterFile(meta);
  assert.equal(file.length, 16384);
  for (const name of ['a', 'bb', 'a', 'a'.repeat(17), 'a']) file = bump(file, name)!;
  // The head takes 64 bytes, the table 4 + 4*512, records begin at a multiple of 32.
  assert.deepEqual(records(file), ['2144 a 3', '2176 bb 1', `2208 ${'a'.repeat(17)} 1`]);
});

test('a record stays in its page and leaves the last bytes of the page free', () => {
  let file = emptyCounterFile(meta);
  const long = (n: number) => String(n).padStart(4000, 'x');
  for (let n = 0; n < 8; n++) file = bump(file, long(n))!;
  assert.equal(file.length, 3 * 16384);
  for (const [i, r] of records(file).entries()) {
    const at = parseInt(r);
    assert.ok(r.endsWith(' 1') && r.includes(long(i)), r.slice(-20));
    assert.ok((at % 16384) + 16 + 4000 < 16384, `record at ${at}`);
  }
});

test('names of one chain are told apart', () => {
  let file = emptyCounterFile(meta);
  const names = Array.from({ length: 200 }, (_, i) => `c${i}`);
  for (const name of [...names, ...names]) file = bump(file, name)!;
  assert.deepEqual(
    records(file).map(r => r.replace(/^\d+ /, '')),
    names.map(n => `${n} 2`),
  );
});

const damage: readonly (readonly [what: string, make: (file: Uint8Array) => Uint8Array])[] = [
  ['short', f => f.slice(0, 100)],
  ['no multiple of a page', f => Uint8Array.of(...f, 0)],
  ['another magic', f => (f.fill(0x78, 0, 4), f)],
  ['a head beyond the end', f => (new DataView(f.buffer).setUint32(28, 0xfffffff0, true), f)],
  ['chains that lead out', f => (f.fill(0xff, 64 + 4, 64 + 4 + 2048), f)],
  ['chains that lead before the records', f => (f.fill(1, 64 + 4, 64 + 4 + 2048), f)],
  ['a circle', f => (new DataView(f.buffer).setUint32(2144 + 12, 2144, true), f.fill(0x60, 2160, 2161), f)],
];
for (const [what, make] of damage) {
  test(`damaged: ${what}`, () => assert.equal(bump(make(bump(emptyCounterFile(meta), 'a')!), 'a'), null));
}
