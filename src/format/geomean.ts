// Whether a key's size differs so much from the sizes before it that their alignment should end: by 2.5 times or more from
// their geometric mean.
//
// Sizes of which one is just 2.5 times the other do occur, and then the last bit of Go's logarithm and exponential decides.
// So near the threshold they are computed as Go computes them on amd64, fused multiplications and all.

/** The ratio at which alignment ends. */
const threshold = 2.5;

/** So near the threshold the engine's own functions will not do. */
const margin = 1e-9;

/** Sizes of which the geometric mean is wanted. */
export class Sizes {
  private readonly sizes: number[] = [];
  private logSum = 0;

  clear(): void {
    this.sizes.length = 0;
    this.logSum = 0;
  }

  add(size: number): void {
    this.sizes.push(size);
    this.logSum += Math.log(size);
  }

  get empty(): boolean {
    return this.sizes.length === 0;
  }

  /** Whether the size is out of proportion to the mean. */
  differs(size: number): boolean {
    const count = this.sizes.length;
    let ratio = size / Math.exp(this.logSum / count);
    if (Math.abs(ratio - threshold) < margin || Math.abs(ratio * threshold - 1) < margin) {
      let sum = 0;
      for (const s of this.sizes) sum += log(s);
      ratio = size / exp(sum / count);
    }
    return threshold * ratio <= 1 || threshold <= ratio;
  }
}

/** Go's math.Log of a size (FreeBSD's e_log.c). */
function log(x: number): number {
  // x = f1 * 2**k with f1 in [sqrt(2)/2, sqrt(2)).
  let k = Math.floor(Math.log2(x)) + 1;
  let f1 = x / 2 ** k;
  if (f1 < Math.SQRT1_2) {
    f1 *= 2;
    k--;
  }
  const f = f1 - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const t1 =
    s2 * (0.6666666666666735 + s4 * (0.2857142874366239 + s4 * (0.1818357216161805 + s4 * 0.14798198605116586)));
  const t2 = s4 * (0.3999999999940942 + s4 * (0.22222198432149784 + s4 * 0.15313837699209373));
  const r = t1 + t2;
  const half = 0.5 * f * f;
  return k * 0.6931471803691238 - (half - (s * (half + r) + k * 1.9082149292705877e-10) - f);
}

// The coefficients of the Taylor series of exp, from the highest down, as Go has them.
const taylor = [
  0.0001984126984126984, 0.001388888888888889, 0.008333333333333333, 0.041666666666666664, 0.16666666666666666, 0.5, 1,
];

/** Go's math.Exp on amd64 (SLEEF): exp of a sixteenth of the reduced argument, squared four times. */
function exp(x: number): number {
  const k = roundEven(1.4426950408889634 * x);
  let r = fma(-k, 0.693147180559663, x);
  r = fma(-k, 2.8235290563031577e-13, r);
  r *= 0.0625;
  let sum = 2.48015873015873e-5;
  for (const c of taylor) sum = fma(r, sum, c);
  // e**(2r) - 1 is (e**r - 1) * (e**r + 1).
  let y = r * sum;
  for (let i = 0; i < 3; i++) y *= y + 2;
  return fma(y + 2, y, 1) * 2 ** k;
}

function roundEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}

/** a*b + c, rounded once. */
function fma(a: number, b: number, c: number): number {
  const [ma, ea] = decompose(a);
  const [mb, eb] = decompose(b);
  const [mc, ec] = decompose(c);
  const e = Math.min(ea + eb, ec);
  const sum = ((ma * mb) << BigInt(ea + eb - e)) + (mc << BigInt(ec - e));
  return Number(sum) * 2 ** e; // Number rounds to nearest, ties to even; the scaling is exact
}

/** x = m * 2**e with an integer m. */
function decompose(x: number): [m: bigint, e: number] {
  if (x === 0) return [0n, 0];
  const e = Math.floor(Math.log2(Math.abs(x))) - 54;
  return [BigInt(x * 2 ** -e), e];
}
