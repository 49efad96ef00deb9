// Numbers as the assembler's expressions read them: 64-bit unsigned integers and floats, with the complaints of Go's strconv.

import { float64FromRational } from '../base/float-bits.ts';
import { rational } from '../base/rational.ts';
import { quote } from '../base/quote.ts';

/** An integer literal as an unsigned 64-bit number, or what is wrong with it. */
export function parseUint(text: string): bigint | string {
  const digits = integerDigits(text);
  if (digits === null) return `strconv.ParseUint: parsing ${quote(text)}: invalid syntax`;
  return digits >= 1n << 64n ? `strconv.ParseUint: parsing ${quote(text)}: value out of range` : digits;
}

/** An integer literal as a signed 64-bit number, or what is wrong with it. */
export function parseInt64(text: string): bigint | string {
  const digits = integerDigits(text);
  if (digits === null) return `strconv.ParseInt: parsing ${quote(text)}: invalid syntax`;
  return digits >= 1n << 63n ? `strconv.ParseInt: parsing ${quote(text)}: value out of range` : digits;
}

function integerDigits(text: string): bigint | null {
  if (/__|_$|^_/.test(text)) return null;
  if (text.includes('_') && !/^(0[xX]_?[0-9a-fA-F_]+|0[bB]_?[01_]+|0[oO]?_?[0-7_]+|[1-9][0-9_]*)$/.test(text))
    return null;
  const plain = text.replaceAll('_', '');
  if (/^0[xX][0-9a-fA-F]+$/.test(plain) || /^0[bB][01]+$/.test(plain) || /^0[oO][0-7]+$/.test(plain)) {
    return BigInt(plain.toLowerCase());
  }
  if (/^0[0-7]*$/.test(plain)) return plain === '0' ? 0n : BigInt(`0o${plain.slice(1)}`);
  return /^[1-9][0-9]*$/.test(plain) ? BigInt(plain) : null;
}

/** A float literal, or what is wrong with it. */
export function parseFloat64(text: string): number | string {
  let x: number;
  const hex = /^0[xX]([0-9a-fA-F_]*)\.?([0-9a-fA-F_]*)[pP]([+-]?[0-9]+)$/.exec(text);
  if (hex !== null) {
    const whole = hex[1]!.replaceAll('_', '');
    const fraction = hex[2]!.replaceAll('_', '');
    if (whole === '' && fraction === '') return `strconv.ParseFloat: parsing ${quote(text)}: invalid syntax`;
    const exponent = Number(hex[3]) - 4 * fraction.length;
    const mantissa = BigInt(`0x${whole}${fraction}`);
    if (mantissa === 0n) return 0;
    const size = 4 * (whole.length + fraction.length) + exponent;
    if (size > 1100) x = Infinity;
    else if (size < -1200) x = 0;
    else {
      const power = 1n << BigInt(Math.abs(exponent));
      x = float64FromRational(exponent < 0 ? rational(mantissa, power) : rational(mantissa * power, 1n));
    }
  } else {
    if (!/^([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text)) {
      return `strconv.ParseFloat: parsing ${quote(text)}: invalid syntax`;
    }
    x = Number(text);
  }
  return Number.isFinite(x) ? x : `strconv.ParseFloat: parsing ${quote(text)}: value out of range`;
}
