// Literals of expressions, as Go's strconv reads them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFloat64, parseInt64, parseUint } from './number.ts';

const range = 'value out of range';
const syntax = 'invalid syntax';

const uints: readonly (readonly [text: string, want: bigint | string])[] = [
  ['0', 0n],
  ['42', 42n],
  ['0x1F', 31n],
  ['0X1f', 31n],
  ['0b101', 5n],
  ['0o17', 15n],
  ['017', 15n],
  ['1_000', 1000n],
  ['0x_ff', 255n],
  ['0_7', 7n],
  ['18446744073709551615', 0xffffffffffffffffn],
  ['18446744073709551616', range],
  ['08', syntax],
  ['0b2', syntax],
  ['1__0', syntax],
  ['1_', syntax],
  ['0x', syntax],
  ['', syntax],
];
for (const [text, want] of uints) {
  test(`parseUint ${text}`, () => {
    assert.equal(parseUint(text), typeof want === 'bigint' ? want : `strconv.ParseUint: parsing "${text}": ${want}`);
  });
}

test('parseInt64', () => {
  assert.equal(parseInt64('9223372036854775807'), 0x7fffffffffffffffn);
  assert.equal(parseInt64('9223372036854775808'), `strconv.ParseInt: parsing "9223372036854775808": ${range}`);
});

const floats: readonly (readonly [text: string, want: number | string])[] = [
  ['1.5', 1.5],
  ['.5', 0.5],
  ['1.', 1],
  ['1e3', 1000],
  ['0x1p4', 16],
  ['0x1.8p-1', 0.75],
  ['0x.8p1', 1],
  ['0x1p-1074', 5e-324],
  ['0x1p-1076', 0],
  ['1e400', range],
  ['0x1p1024', range],
  ['1.5.', syntax],
  ['1e', syntax],
  ['0xp1', syntax],
];
for (const [text, want] of floats) {
  test(`parseFloat64 ${text}`, () => {
    assert.equal(
      parseFloat64(text),
      typeof want === 'number' ? want : `strconv.ParseFloat: parsing "${text}": ${want}`,
    );
  });
}
