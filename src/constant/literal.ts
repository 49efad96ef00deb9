// The value of a literal's source text.

import { type BigFloat, fromDecimal, round } from '../base/bigfloat.ts';
import { bitLength, rational, Rational } from '../base/rational.ts';
import { unquote, unquoteRune } from '../base/quote.ts';
import * as LitKind from '../syntax/litkind.ts';
import {
  FloatValue,
  makeFloat,
  makeImag,
  makeInt,
  makeInt64,
  makeString,
  makeUnknown,
  smallFloat,
  type Value,
} from './value.ts';

/** The value of a literal; Unknown where its text is malformed. */
export function makeFromLiteral(text: string, kind: LitKind.Kind): Value {
  switch (kind) {
    case LitKind.Int:
      return intLiteral(text);
    case LitKind.Float:
      return floatLiteral(text);
    case LitKind.Imag:
      return text.endsWith('i') ? makeImag(floatLiteral(text.slice(0, -1))) : makeUnknown();
    case LitKind.Rune: {
      const rune = unquoteRune(text);
      return rune === null ? makeUnknown() : makeInt64(rune);
    }
    case LitKind.String: {
      const s = unquote(text);
      return s === null ? makeUnknown() : makeString(s);
    }
  }
}

function intLiteral(text: string): Value {
  if (text.length < 16 && isDecimal(text)) return makeInt64(Number(text));
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  if (/^0[0-7]+$/.test(digits)) return makeInt(BigInt('0o' + digits.slice(1)));
  if (/^(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0|[1-9][0-9]*)$/.test(digits)) return makeInt(BigInt(digits));
  return makeUnknown();
}

function isDecimal(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) return false;
  }
  return text.length === 1 || text.charCodeAt(0) !== 48;
}

const decimalFloat = /^([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/;
const hexFloat = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)(?:[pP]([+-]?[0-9]+))?$/;
const prefixedInt = /^(0[oO][0-7]+|0[bB][01]+)$/;

/** A Float literal, or the digits of an imaginary one, for which a leading 0 does not mean octal. */
function floatLiteral(text: string): Value {
  const digits = text.replaceAll('_', '');
  if (prefixedInt.test(digits)) return fromBinary(BigInt(digits), 0);
  const hex = hexFloat.exec(digits);
  if (hex !== null && hex[1]! + hex[2]! !== '') {
    return fromBinary(BigInt('0x' + hex[1]! + hex[2]!), Number(hex[3] ?? 0) - 4 * hex[2]!.length);
  }
  const decimal = decimalFloat.exec(digits);
  if (decimal === null || decimal[1]! + decimal[2]! === '') return makeUnknown();
  const mant = BigInt(decimal[1]! + decimal[2]!);
  const exp10 = Number(decimal[3] ?? 0) - decimal[2]!.length;
  if (mant === 0n) return new FloatValue(new Rational(0n, 1n), null);
  // Whether the value is of moderate size is seen from its logarithm, except near the limits.
  const log2 = bitLength(mant) + exp10 * Math.log2(10);
  if (Math.abs(log2) > 4200) return makeFloat(fromDecimal(mant, exp10));
  const big = Math.abs(log2) > 4000 ? fromDecimal(mant, exp10) : null;
  if (big !== null && !smallFloat(big)) return makeFloat(big);
  const power = 10n ** BigInt(Math.abs(exp10));
  return new FloatValue(exp10 >= 0 ? new Rational(mant * power, 1n) : rational(mant, power), null);
}

function fromBinary(mant: bigint, exp: number): Value {
  const big: BigFloat = round(mant, exp);
  if (!smallFloat(big)) return makeFloat(big);
  if (mant === 0n) return new FloatValue(new Rational(0n, 1n), null);
  return new FloatValue(exp >= 0 ? new Rational(mant << BigInt(exp), 1n) : rational(mant, 1n << BigInt(-exp)), null);
}
