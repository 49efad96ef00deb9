import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as LitKind from '../syntax/litkind.ts';
import * as Operator from '../syntax/operator.ts';
import { toFloat, toInt } from './convert.ts';
import { constantString, exactString } from './format.ts';
import { makeFromLiteral } from './literal.ts';
import { binaryOp, compare, divideInts, shift, unaryOp } from './operate.ts';
import { float32Val, float64Val, makeFloat64, makeInt, makeString, makeUnknown, type Value } from './value.ts';

/** Reads a number or string as a constant: `1i` and `"s"` and 'r' by their look, a Float where it has a point or exponent. */
function read(text: string): Value {
  if (text.startsWith('-')) return unaryOp(Operator.Sub, read(text.slice(1)), 0);
  if (text.startsWith('"') || text.startsWith('`')) return makeFromLiteral(text, LitKind.String);
  if (text.startsWith("'")) return makeFromLiteral(text, LitKind.Rune);
  if (text.endsWith('i')) return makeFromLiteral(text, LitKind.Imag);
  if (/^0[xX]/.test(text) ? /[.pP]/.test(text) : /[.eE]/.test(text)) return makeFromLiteral(text, LitKind.Float);
  return makeFromLiteral(text, LitKind.Int);
}

const literals: readonly (readonly [literal: string, short: string, exact: string])[] = [
  ['0', '0', '0'],
  ['0755', '493', '493'],
  ['0o17', '15', '15'],
  ['0b1_01', '5', '5'],
  ['0xFFFF_FFFF_FFFF_FFFF', '18446744073709551615', '18446744073709551615'],
  ['0.5', '0.5', '1/2'],
  ['1e6', '1e+06', '1000000'],
  ['123456.7', '123456.7', '1234567/10'],
  ['0.1', '0.1', '1/10'],
  ['1e100', '1e+100', '1' + '0'.repeat(100)],
  ['0x1p-2', '0.25', '1/4'],
  ['0x1.8p1', '3', '3'],
  ['0123i', '(0 + 123i)', '(0 + 123i)'],
  ['0x10i', '(0 + 16i)', '(0 + 16i)'],
  ["'\\n'", '10', '10'],
  ["'\\u00e9'", '233', '233'],
  ['"a\\x00\\xffb"', '"a\\x00\\xffb"', '"a\\x00\\xffb"'],
  ['`raw\\n`', '"raw\\\\n"', '"raw\\\\n"'],
  ['1e400', '1e+400', '1' + '0'.repeat(400)],
  ['1e-400', '1e-400', '1/1' + '0'.repeat(400)],
  ['2e-330', '2e-330', '1/5' + '0'.repeat(329)],
];

for (const [literal, short, exact] of literals) {
  test(`literal ${literal}`, () => {
    assert.equal(constantString(read(literal)), short);
    assert.equal(exactString(read(literal)), exact);
  });
}

const { Add, Sub, Mul, Div, Rem, And, Or, Xor, AndNot } = Operator;
const operations: readonly (readonly [x: string, op: Operator.Kind, y: string, want: string])[] = [
  ['1', Add, '2', '3'],
  ['9223372036854775807', Add, '1', '9223372036854775808'],
  ['7', Div, '2', '7/2'],
  ['-7', Rem, '2', '-1'],
  ['6', And, '3', '2'],
  ['6', Or, '3', '7'],
  ['6', Xor, '3', '5'],
  ['6', AndNot, '3', '4'],
  ['-1', And, '255', '255'],
  ['0.1', Add, '0.2', '3/10'],
  ['1', Sub, '0.75', '1/4'],
  ['1e1000', Mul, '1e1000', '0x.e7b6'],
  ['1i', Mul, '1i', '(-1 + 0i)'],
  ['1i', Div, '2', '(0 + 1/2i)'],
  ['"a"', Add, '"b"', '"ab"'],
];

for (const [x, op, y, want] of operations) {
  test(`${x} ${Operator.text[op]} ${y}`, () => {
    const got = exactString(binaryOp(read(x), op, read(y)));
    // The bits of a big float are long: the row gives where they start.
    assert.equal(want.startsWith('0x.') ? got.slice(0, want.length) : got, want);
  });
}

test('integer quotients are truncated', () => {
  assert.equal(exactString(divideInts(read('-7'), read('2'))), '-3');
  assert.equal(divideInts(read('7'), makeUnknown()).kind, makeUnknown().kind);
});

test('shifts and complements', () => {
  assert.equal(exactString(shift(read('1'), Operator.Shl, 70)), String(1n << 70n));
  assert.equal(exactString(shift(read('-5'), Operator.Shr, 1)), '-3');
  assert.equal(exactString(unaryOp(Operator.Xor, read('1'), 8)), '254');
  assert.equal(exactString(unaryOp(Operator.Xor, read('1'), 0)), '-2');
});

test('comparison across kinds', () => {
  assert.ok(compare(read('1'), Operator.Eql, read('1.0')));
  assert.ok(compare(read('1e1000'), Operator.Gtr, read('1e999')));
  assert.ok(compare(read('"a"'), Operator.Lss, read('"b"')));
  assert.ok(compare(read('1i'), Operator.Neq, read('1')));
  assert.ok(!compare(makeUnknown(), Operator.Eql, read('1')));
});

test('conversions', () => {
  assert.equal(exactString(toInt(read('4.0'))), '4');
  assert.equal(constantString(toInt(read('4.5'))), 'unknown');
  assert.equal(exactString(toFloat(makeInt(3n))), '3');
  // 1/3 * 3 in big floats misses 1 by a bit and still counts as the integer.
  const third = binaryOp(read('1e2000'), Div, read('3e-2000'));
  assert.equal(constantString(third).slice(0, 4), '3.33');
});

test('doubles and singles are the nearest', () => {
  assert.equal(float64Val(read('0.1')), 0.1);
  assert.equal(float64Val(read('1e400')), Infinity);
  assert.equal(float64Val(read('5e-324')), 5e-324);
  assert.equal(float64Val(read('2e-324')), 0);
  assert.equal(float64Val(read('1.7976931348623157e308')), Number.MAX_VALUE);
  assert.equal(float32Val(read('0.1')), Math.fround(0.1));
  assert.equal(float32Val(read('3.4028235e38')), Math.fround(3.4028235e38));
  assert.equal(float32Val(read('1e-46')), 0);
  // Random doubles survive the way through a fraction.
  const bits = new DataView(new ArrayBuffer(8));
  let seed = 12345;
  for (let i = 0; i < 2000; i++) {
    for (let k = 0; k < 2; k++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      bits.setUint32(k * 4, seed);
    }
    const x = bits.getFloat64(0);
    if (!Number.isFinite(x)) continue;
    assert.equal(float64Val(makeFloat64(x)) + 0, x + 0);
    assert.equal(float32Val(makeFloat64(x)) + 0, Math.fround(x) + 0);
  }
});

test('a long string is shortened', () => {
  assert.equal(constantString(makeString('x'.repeat(100))), `"${'x'.repeat(68)}...`);
});
