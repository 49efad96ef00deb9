// Exact fractions of big integers, always in lowest terms with a positive denominator.

/** num / den. */
export class Rational {
  readonly num: bigint;
  readonly den: bigint;

  /** Use `rational` unless the fraction is known to be reduced. */
  constructor(num: bigint, den: bigint) {
    this.num = num;
    this.den = den;
  }
}

/** The reduced fraction; `den` must not be zero. */
export function rational(num: bigint, den: bigint): Rational {
  if (den === 1n) return new Rational(num, 1n);
  if (den < 0n) {
    num = -num;
    den = -den;
  }
  const g = gcd(num < 0n ? -num : num, den);
  return g === 1n ? new Rational(num, den) : new Rational(num / g, den / g);
}

function gcd(a: bigint, b: bigint): bigint {
  // Powers of two are common (they come from floats) and cheap to take out.
  while (b !== 0n) {
    const r = a % b;
    a = b;
    b = r;
  }
  return a;
}

export function addRational(x: Rational, y: Rational): Rational {
  if (x.den === y.den) return rational(x.num + y.num, x.den);
  return rational(x.num * y.den + y.num * x.den, x.den * y.den);
}

export function mulRational(x: Rational, y: Rational): Rational {
  return rational(x.num * y.num, x.den * y.den);
}

/** x / y; y must not be zero. */
export function quoRational(x: Rational, y: Rational): Rational {
  return rational(x.num * y.den, x.den * y.num);
}

/** -1, 0 or 1 as x is less than, equal to, or greater than y. */
export function compareRational(x: Rational, y: Rational): number {
  const a = x.num * y.den;
  const b = y.num * x.den;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The exact value of a finite number. */
export function rationalFromNumber(x: number): Rational {
  if (Number.isInteger(x)) return new Rational(BigInt(x), 1n);
  let scale = 0;
  // Doubling is exact; a double has at most 1074 bits after the point.
  while (!Number.isInteger(x)) {
    x *= 2;
    scale++;
  }
  return rational(BigInt(x), 1n << BigInt(scale));
}

/** The number of bits of |x|. */
export function bitLength(x: bigint): number {
  if (x < 0n) x = -x;
  if (x <= 0xffffffffn) return 32 - Math.clz32(Number(x));
  const hex = x.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex[0]!, 16)));
}
