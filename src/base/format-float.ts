// Decimal forms of doubles as Go's fmt writes them.

import { rationalFromNumber } from './rational.ts';

/** `%.<precision>g`, ties to even; precision from 1. */
export function formatG(x: number, precision: number): string {
  const special = formatSpecial(x);
  if (special !== null) return special;
  const { num, den } = rationalFromNumber(Math.abs(x));
  let exp10 = Math.floor(Math.log10(Math.abs(x)));
  // The logarithm may be off by one; 10**exp10 <= x < 10**(exp10+1) must hold.
  while (compareScaled(num, den, exp10) < 0) exp10--;
  while (compareScaled(num, den, exp10 + 1) >= 0) exp10++;
  const scale = precision - 1 - exp10;
  const a = scale >= 0 ? num * 10n ** BigInt(scale) : num;
  const b = scale >= 0 ? den : den * 10n ** BigInt(-scale);
  let digits = a / b;
  const twice = (a % b) * 2n;
  if (twice > b || (twice === b && (digits & 1n) === 1n)) digits += 1n;
  let text = digits.toString();
  if (text.length > precision) exp10++;
  text = text.slice(0, precision);
  return place(x < 0, text.replace(/0+$/, '') || '0', exp10, precision);
}

function compareScaled(num: bigint, den: bigint, exp10: number): number {
  const a = exp10 >= 0 ? num : num * 10n ** BigInt(-exp10);
  const b = exp10 >= 0 ? den * 10n ** BigInt(exp10) : den;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `%g` with the fewest digits that read back as x. */
export function formatShortest(x: number): string {
  const special = formatSpecial(x);
  if (special !== null) return special;
  const [mantissa, exponent] = Math.abs(x).toExponential().split('e') as [string, string];
  const digits = mantissa.replace('.', '');
  return place(x < 0, digits, Number(exponent), 6);
}

function formatSpecial(x: number): string | null {
  if (Number.isNaN(x)) return 'NaN';
  if (x === Infinity) return '+Inf';
  if (x === -Infinity) return '-Inf';
  if (x === 0) return Object.is(x, -0) ? '-0' : '0';
  return null;
}

/** Writes d.ddd * 10**exp10 plainly, or with an exponent where it is below -4 or not below `precision`. */
function place(negative: boolean, digits: string, exp10: number, precision: number): string {
  const sign = negative ? '-' : '';
  if (exp10 < -4 || exp10 >= precision) {
    const point = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const e = Math.abs(exp10);
    return `${sign}${digits[0]}${point}e${exp10 < 0 ? '-' : '+'}${e < 10 ? '0' : ''}${e}`;
  }
  if (exp10 < 0) return `${sign}0.${'0'.repeat(-exp10 - 1)}${digits}`;
  if (digits.length <= exp10 + 1) return sign + digits + '0'.repeat(exp10 + 1 - digits.length);
  return `${sign}${digits.slice(0, exp10 + 1)}.${digits.slice(exp10 + 1)}`;
}
