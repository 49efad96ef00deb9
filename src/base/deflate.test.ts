import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { adler32, joinZlib, storedPiece, zlib, zlibPiece } from './deflate.ts';

/** Bytes that repeat themselves more or less. */
function sample(n: number, seed: number, alphabet: number, repeat: number): Uint8Array {
  const out = new Uint8Array(n);
  let x = seed;
  const next = (): number => (x = (Math.imul(x, 1103515245) + 12345) >>> 0) >>> 8;
  for (let i = 0; i < n;) {
    if (i > 300 && next() % 100 < repeat) {
      const from = next() % i;
      for (let k = 3 + (next() % 280); k > 0 && i < n; k--, i++) out[i] = out[from + (i % (i - from))]!;
    } else out[i++] = next() % alphabet;
  }
  return out;
}

const cases: readonly (readonly [name: string, data: Uint8Array])[] = [
  ['nothing', new Uint8Array(0)],
  ['one byte', new Uint8Array([7])],
  ['zeros', new Uint8Array(100000)],
  ['all bytes once', new Uint8Array(256).map((_, i) => i)],
  ['noise', sample(200000, 1, 256, 0)],
  ['few letters', sample(200000, 2, 4, 0)],
  ['repeats', sample(300000, 3, 64, 40)],
  ['many repeats', sample(300000, 4, 200, 90)],
  ['short', sample(5, 5, 3, 0)],
  // Frequencies like Fibonacci numbers ask for codes that are longer than allowed.
  [
    'deep code',
    new Uint8Array(
      Array.from({ length: 24 }, (_, i) => i).flatMap(i => Array<number>(Math.round(1.618 ** i)).fill((i * 37) & 255)),
    ),
  ],
];

for (const [name, data] of cases) {
  test(name, () => {
    const packed = zlib(data, 3);
    assert.deepEqual(packed.slice(0, 3), new Uint8Array(3));
    assert.ok(inflateSync(packed.subarray(3)).equals(data));
    assert.ok(packed.length <= data.length + 5 * Math.ceil(data.length / 32768) + 20, `${packed.length} bytes`);
  });
}

test('text shrinks', () => {
  const text = new TextEncoder().encode('the quick brown fox jumps over the lazy dog; '.repeat(200));
  assert.ok(zlib(text).length < text.length / 30);
});

test('adler32', () => {
  assert.equal(adler32(new TextEncoder().encode('Wikipedia')), 0x11e60398);
});

for (const [name, data] of cases) {
  test(`${name}, in pieces`, () => {
    const cuts = [0, 3, Math.floor(data.length / 3), Math.floor(data.length / 2), data.length];
    const head = data.subarray(0, Math.min(3, data.length));
    const pieces = [storedPiece(head)];
    for (let i = 1; i + 1 < cuts.length; i++) {
      const from = Math.min(Math.max(cuts[i]!, head.length), data.length);
      const to = Math.min(Math.max(cuts[i + 1]!, head.length), data.length);
      pieces.push(zlibPiece(data.subarray(from, to)));
    }
    const joined = joinZlib(pieces, 5);
    assert.deepEqual(new Uint8Array(inflateSync(joined.subarray(5))), data);
  });
}
