// The tables of functions: lists that lie in one another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteWriter } from '../base/bytewriter.ts';
import { getU32 } from '../base/endian.ts';
import { placeLists } from './pclntab.ts';

const cases: readonly (readonly [lists: string, words: string, places: string])[] = [
  ['', '', ''],
  ['7', '7', '0'],
  ['7 7', '7', '0 0'],
  ['7 8', '7,8', '0 1'],
  ['7 7,8', '7,8', '0 0'],
  ['8 7,8 8,7', '7,8,8,7', '1 0 2'],
  ['2,3 9 1,2,3,4 3,4', '1,2,3,4,9', '1 4 0 2'],
  ['12 1,2 1', '1,2,12', '2 0 0'],
  ['- 5 - 5', '5', '-1 0 -1 0'],
];
for (const [text, words, places] of cases) {
  test(`lists ${text}`, () => {
    const lists = text === '' ? [] : text.split(' ').map(l => (l === '-' ? null : l.split(',').map(Number)));
    const out = new ByteWriter(16);
    out.u32(1); // what stands before
    const got = placeLists(out, lists);
    const b = out.bytes();
    const written = Array.from({ length: b.length / 4 - 1 }, (_, i) => getU32(b, 4 * (i + 1)));
    assert.equal(written.join(), words);
    assert.equal(got.map(x => (x < 0 ? x : x - 1)).join(' '), places);
  });
}
