import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8 } from './utf8.ts';
import { xxh32 } from './xxh32.ts';

// The values of the reference implementation.
const cases: readonly (readonly [text: string, seed: number, want: number])[] = [
  ['', 0, 0x02cc5d05],
  ['a', 0, 0x550d7456],
  ['abc', 0, 0x32d153ff],
  ['Nobody inspects the spammish repetition', 0, 0xe2293b2f],
];
for (const [text, seed, want] of cases) {
  test(`xxh32 of '${text}'`, () => {
    const bytes = encodeUtf8(text);
    assert.equal(xxh32(bytes, bytes.length, seed), want);
  });
}
