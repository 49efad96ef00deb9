// Strings to UTF-8 and back, beside the host's encoder.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteWriter } from './bytewriter.ts';
import { pathToPrefix, prefixToPath } from './path-to-prefix.ts';
import { decodeUtf8, encodeUtf8, isUtf8Of } from './utf8.ts';

const texts = [
  '',
  'a',
  'plain text',
  'ä',
  'aäb',
  'aé\u4e16z',
  '\u{1f600}',
  'x\u{1f600}y',
  'ab\ud800',
  '\udc00c',
  '\u07ff\u0800',
];

for (const text of texts) {
  test(`encoded: ${JSON.stringify(text)}`, () => {
    const bytes = encodeUtf8(text);
    const want = new TextEncoder().encode(text);
    assert.deepEqual(bytes, want);
    const w = new ByteWriter(1);
    w.u8(7);
    w.text(text);
    assert.deepEqual(w.bytes(), Uint8Array.of(7, ...want));
    assert.equal(decodeUtf8(bytes), new TextDecoder().decode(want));
    if (text.includes('\ud800') || text.includes('\udc00')) return; // nothing well-formed stands for these
    const within = Uint8Array.of(1, ...want, 2);
    assert.ok(isUtf8Of(within, 1, want.length + 1, text));
    assert.ok(!isUtf8Of(within, 1, want.length + 2, text));
    assert.ok(!isUtf8Of(within, 0, want.length + 1, text));
    assert.ok(!isUtf8Of(within, 1, want.length + 1, `${text}x`));
  });
}

const prefixes: readonly (readonly [path: string, prefix: string])[] = [
  ['fmt', 'fmt'],
  ['a.b/c', 'a.b/c'],
  ['a.b/c.d', 'a.b/c%2ed'],
  ['example.com', 'example%2ecom'],
  ['a/ü', 'a/%c3%bc'],
  ['a%b "x"', 'a%25b%20%22x%22'],
];
for (const [path, prefix] of prefixes) {
  test(`prefix of ${path}`, () => {
    assert.equal(pathToPrefix(path), prefix);
    assert.equal(prefixToPath(prefix), path);
  });
}

test('long text, decoded in runs', () => {
  const decoder = new TextDecoder();
  const plain = 'plain '.repeat(200);
  const odd = [[0xc3], [0xe4, 0xb8], [0xff, 0x80], [0xc3, 0xa4, 0x41, 0xc2, 0xb7], [0xf0, 0x9f, 0x98, 0x80, 0xe4]];
  for (const bytes of [[], ...odd]) {
    for (const [before, after] of [
      ['', plain],
      [plain, plain],
      [plain, ''],
    ] as const) {
      const all = Uint8Array.from([...encodeUtf8(before), ...bytes, ...encodeUtf8(after), ...encodeUtf8('·ä')]);
      const want = bytes.length === 2 ? null : decoder.decode(all);
      const have = decodeUtf8(all);
      // Of a truncated sequence the standard makes one character, Go one for each byte.
      if (want !== null) assert.equal(have, want);
      else assert.equal(have.replaceAll('\ufffd', ''), `${before}${after}·ä`);
      assert.equal(decodeUtf8(all, 3, all.length - 2), decodeUtf8(all.slice(3, all.length - 2)));
    }
  }
});
