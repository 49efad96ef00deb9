import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { frame, FrameReader, noteFrame, readNote } from './frames.ts';

const frames = [frame(1, new Uint8Array(0)), frame(2, encodeUtf8('text')), noteFrame(3, { n: 7 }, encodeUtf8('tail'))];
const stream = new Uint8Array(frames.flatMap(f => [...f]));

for (const size of [1, 2, 5, 7, 1000]) {
  test(`a stream in pieces of ${size}`, () => {
    const got: string[] = [];
    const reader = new FrameReader((type, contents) => {
      if (type !== 3) got.push(`${type} ${decodeUtf8(contents)}`);
      else {
        const { note, bytes } = readNote<{ n: number }>(contents);
        got.push(`${type} ${note.n} ${decodeUtf8(bytes)}`);
      }
    });
    for (let i = 0; i < stream.length; i += size) reader.push(stream.slice(i, i + size));
    assert.deepEqual(got, ['1 ', '2 text', '3 7 tail']);
  });
}
