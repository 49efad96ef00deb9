// What is known about integers and pointers at a place: for each value its range, signed and unsigned, and differences
// between values, `x <= y + c`, signed or unsigned. Facts are added on the way down the dominator tree and taken back on the
// way up.
//
// Limits are doubles. One beyond 2**53 in size is kept as the limit of its kind, or 2**53, whichever says less: every limit is
// true, and small ones are exact.

import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';

const exact = 9007199254740992;

/** By kind: the limits. Those of 64 bits are rounded outward. */
const signedMin = [0, -128, -32768, -2147483648, -9223372036854775808, 0, 0, -9223372036854775808, 0, 0];
const signedMax = [0, 127, 32767, 2147483647, 9223372036854775808, 0, 0, 9223372036854775808, 0, 0];
const unsignedMax = [0, 255, 65535, 4294967295, 18446744073709551616, 0, 0, 18446744073709551616, 0, 0];

/** How many differences a question may look at. */
const maxSteps = 64;
/** How far a new lower limit is passed on. */
const maxRaising = 4;

/** The two ways to compare. */
export const Signed = 0;
export const Unsigned = 1;

/** What is known. */
export class Facts {
  private readonly f: Func;
  // Ranges by value.
  readonly smin: Float64Array;
  readonly smax: Float64Array;
  readonly umin: Float64Array;
  readonly umax: Float64Array;
  /** What was added cannot all be true: the place is not reached. */
  contradiction = false;
  /** What is noted now follows from what a value is made of: it stays true wherever the value is used. */
  defining = false;

  // Differences, signed then unsigned: by value, its first; `to` and `by` of x <= to + by.
  private readonly heads: readonly [Int32Array, Int32Array];
  private to = new Int32Array(64);
  private from = new Int32Array(64);
  private by = new Float64Array(64);
  private nextDiff = new Int32Array(64);
  private domain = new Uint8Array(64);
  private diffs = 1;

  // What to take back: 4 * value + which limit, and what it was.
  private readonly undoWhat: number[] = [];
  private readonly undoLimit: number[] = [];

  // While a question is answered: the values on the way, and how far they are.
  private readonly seen: Int32Array;
  private readonly distance: Float64Array;
  private question = 0;
  private raising = 0;
  private readonly stack: Value[] = [];

  constructor(f: Func) {
    this.f = f;
    const n = f.count;
    this.smin = new Float64Array(n);
    this.smax = new Float64Array(n);
    this.umin = new Float64Array(n);
    this.umax = new Float64Array(n);
    this.heads = [new Int32Array(n), new Int32Array(n)];
    this.seen = new Int32Array(n);
    this.distance = new Float64Array(n);
    for (let v = 1; v < n; v++) {
      const kind = f.type[v]!;
      this.smin[v] = signedMin[kind]!;
      this.smax[v] = signedMax[kind]!;
      this.umax[v] = unsignedMax[kind]!;
    }
  }

  /** Whether v is one that facts are about. */
  tracks(v: Value): boolean {
    const kind = this.f.type[v]!;
    return v < this.seen.length && ((kind >= Scalar.I8 && kind <= Scalar.I64) || kind === Scalar.Ptr);
  }

  /** The largest signed number of v's kind. */
  top(v: Value): number {
    return signedMax[this.f.type[v]!]!;
  }

  bottom(v: Value): number {
    return signedMin[this.f.type[v]!]!;
  }

  unsignedTop(v: Value): number {
    return unsignedMax[this.f.type[v]!]!;
  }

  // ---- Going down and up ----

  /** A mark to come back to. */
  mark(): number {
    return this.undoWhat.length;
  }

  diffMark(): number {
    return this.diffs;
  }

  /** Takes back what was added since the marks. */
  restore(mark: number, diffMark: number): void {
    const { undoWhat, undoLimit } = this;
    while (undoWhat.length > mark) {
      const what = undoWhat.pop()!;
      const was = undoLimit.pop()!;
      const v = what >> 2;
      switch (what & 3) {
        case 0:
          this.smin[v] = was;
          break;
        case 1:
          this.smax[v] = was;
          break;
        case 2:
          this.umin[v] = was;
          break;
        default:
          this.umax[v] = was;
          break;
      }
    }
    while (this.diffs > diffMark) {
      const d = --this.diffs;
      this.heads[this.domain[d] === 0 ? 0 : 1][this.from[d]!] = this.nextDiff[d]!;
    }
    this.contradiction = false;
  }

  // ---- Ranges ----

  /** v is in [min, max], signed. */
  signed(v: Value, min: number, max: number): void {
    let changed = false;
    if (min > exact) min = exact;
    if (max < -exact) max = -exact;
    if (min > this.smin[v]! && min >= -exact) {
      if (!this.defining) {
        this.undoWhat.push(v * 4);
        this.undoLimit.push(this.smin[v]!);
      }
      this.smin[v] = min;
      changed = true;
    }
    if (max < this.smax[v]! && max <= exact) {
      if (!this.defining) {
        this.undoWhat.push(v * 4 + 1);
        this.undoLimit.push(this.smax[v]!);
      }
      this.smax[v] = max;
      changed = true;
    }
    if (!changed) return;
    if (this.smin[v]! > this.smax[v]!) this.contradiction = true;
    if (min === this.smin[v] && !this.defining) this.raise(Signed, v, min);
    this.cross(v);
    if (!this.defining) this.back(v);
  }

  /** v is in [min, max], unsigned. */
  unsigned(v: Value, min: number, max: number): void {
    let changed = false;
    if (min > exact) min = exact;
    if (min > this.umin[v]!) {
      if (!this.defining) {
        this.undoWhat.push(v * 4 + 2);
        this.undoLimit.push(this.umin[v]!);
      }
      this.umin[v] = min;
      changed = true;
    }
    if (max < this.umax[v]! && (max <= exact || max === 9223372036854775808)) {
      if (!this.defining) {
        this.undoWhat.push(v * 4 + 3);
        this.undoLimit.push(this.umax[v]!);
      }
      this.umax[v] = max;
      changed = true;
    }
    if (!changed) return;
    if (this.umin[v]! > this.umax[v]!) this.contradiction = true;
    if (min === this.umin[v] && !this.defining) this.raise(Unsigned, v, min);
    this.cross(v);
    if (!this.defining) this.back(v);
  }

  /** What is known to be above v rises with v's lower limit. */
  private raise(domain: number, v: Value, min: number): void {
    if (this.raising >= maxRaising) return;
    this.raising++;
    for (let d = this.heads[domain === 0 ? 0 : 1][v]!; d !== 0; d = this.nextDiff[d]!) {
      const w = this.to[d]!;
      if (domain === Signed) this.signed(w, min - this.by[d]!, this.top(w));
      else this.unsigned(w, min - this.by[d]!, this.unsignedTop(w));
    }
    this.raising--;
  }

  /** What one range says of the other. */
  private cross(v: Value): void {
    if (this.smin[v]! >= 0) {
      if (this.smin[v]! > this.umin[v]! || this.smax[v]! < this.umax[v]!) {
        this.unsigned(v, this.smin[v]!, this.smax[v]!);
      }
    } else if (this.smax[v]! < 0 && Scalar.size(this.f.type[v]!) < 8) {
      const wrap = unsignedMax[this.f.type[v]!]! + 1;
      this.unsigned(v, this.smin[v]! + wrap, this.smax[v]! + wrap);
    }
    if (
      this.umax[v]! <= signedMax[this.f.type[v]!]! &&
      (this.umin[v]! > this.smin[v]! || this.umax[v]! < this.smax[v]!)
    ) {
      this.signed(v, this.umin[v]!, this.umax[v]!);
    }
  }

  /** What v's range says of what v is made of. */
  private back(v: Value): void {
    const { f } = this;
    switch (f.op[v]) {
      case Op.ZeroExt:
        this.unsigned(f.arg(v, 0), this.umin[v]!, this.umax[v]!);
        break;
      case Op.SignExt:
        this.signed(f.arg(v, 0), this.smin[v]!, this.smax[v]!);
        break;
      default:
        break;
    }
  }

  /** Whether v is not 0. */
  nonZero(v: Value): boolean {
    return this.umin[v]! > 0 || this.smin[v]! > 0 || this.smax[v]! < 0;
  }

  // ---- Differences ----

  /** x <= y + c. */
  add(domain: number, x: Value, y: Value, c: number): void {
    if (x === y) {
      if (c < 0) this.contradiction = true;
      return;
    }
    if (domain === Signed) {
      if (this.smax[y]! < exact) this.signed(x, this.bottom(x), this.smax[y]! + c);
      if (this.smin[x]! > -exact) this.signed(y, this.smin[x]! - c, this.top(y));
    } else {
      if (this.umax[y]! < exact) this.unsigned(x, 0, this.umax[y]! + c);
      this.unsigned(y, this.umin[x]! - c, this.unsignedTop(y));
      // Both are not negative, then; y + c itself may be out of the signed range.
      if (c <= 0 && this.smin[y]! >= 0 && Scalar.size(this.f.type[x]!) === Scalar.size(this.f.type[y]!)) {
        this.signed(x, 0, this.top(x));
        this.difference(Signed, x, y, c);
      }
    }
    this.difference(domain, x, y, c);
  }

  private difference(domain: number, x: Value, y: Value, c: number): void {
    // A constant is its range.
    if (this.f.op[y] === Op.ConstInt || this.f.op[x] === Op.ConstInt) return;
    const d = this.diffs++;
    if (d === this.to.length) this.grow();
    const heads = this.heads[domain === 0 ? 0 : 1];
    this.from[d] = x;
    this.to[d] = y;
    this.by[d] = c;
    this.domain[d] = domain;
    this.nextDiff[d] = heads[x]!;
    heads[x] = d;
  }

  private grow(): void {
    const n = this.to.length * 2;
    const wider = (a: Int32Array): Int32Array<ArrayBuffer> => {
      const b = new Int32Array(n);
      b.set(a);
      return b;
    };
    this.to = wider(this.to);
    this.from = wider(this.from);
    this.nextDiff = wider(this.nextDiff);
    const by = new Float64Array(n);
    by.set(this.by);
    this.by = by;
    const domain = new Uint8Array(n);
    domain.set(this.domain);
    this.domain = domain;
  }

  /** x equals y. */
  equal(x: Value, y: Value): void {
    if (x === y) return;
    const { smin, smax, umin, umax } = this;
    this.signed(x, smin[y]!, smax[y]!);
    this.unsigned(x, umin[y]!, umax[y]!);
    this.signed(y, smin[x]!, smax[x]!);
    this.unsigned(y, umin[x]!, umax[x]!);
    this.difference(Signed, x, y, 0);
    this.difference(Signed, y, x, 0);
    this.difference(Unsigned, x, y, 0);
    this.difference(Unsigned, y, x, 0);
  }

  /** x differs from y. */
  unequal(x: Value, y: Value): void {
    if (x === y) {
      this.contradiction = true;
      return;
    }
    this.trim(x, y);
    this.trim(y, x);
    if (this.atMost(Signed, x, y, 0)) this.add(Signed, x, y, -1);
    else if (this.atMost(Signed, y, x, 0)) this.add(Signed, y, x, -1);
    if (this.atMost(Unsigned, x, y, 0)) this.add(Unsigned, x, y, -1);
    else if (this.atMost(Unsigned, y, x, 0)) this.add(Unsigned, y, x, -1);
  }

  /** x is not y: if y is one number, a limit of x that is y moves. */
  private trim(x: Value, y: Value): void {
    if (this.smin[y] === this.smax[y] && Math.abs(this.smin[y]!) < exact) {
      const k = this.smin[y]!;
      if (this.smin[x] === k) this.signed(x, k + 1, this.top(x));
      if (this.smax[x] === k) this.signed(x, this.bottom(x), k - 1);
    }
    if (this.umin[y] === this.umax[y] && this.umin[y]! < exact) {
      const k = this.umin[y]!;
      if (this.umin[x] === k) this.unsigned(x, k + 1, this.unsignedTop(x));
      if (this.umax[x] === k) this.unsigned(x, 0, k - 1);
    }
  }

  /** Whether x <= y + c is known. */
  atMost(domain: number, x: Value, y: Value, c: number): boolean {
    if (x === y && c >= 0) return true;
    if (domain === Signed) {
      if (this.smax[x]! <= this.smin[y]! + c && isExact(this.smax[x]!) && isExact(this.smin[y]!)) return true;
      return this.search(Signed, x, y, c);
    }
    if (this.umax[x]! <= this.umin[y]! + c && isExact(this.umax[x]!)) return true;
    // Of numbers that are not negative both ways are the same.
    if (this.smin[x]! >= 0 && this.search(Signed, x, y, c)) return true;
    return this.search(Unsigned, x, y, c);
  }

  /** Whether x + c cannot leave the kind's range upward: something is at least c above x. */
  hasRoom(domain: number, x: Value, c: number): boolean {
    if (
      domain === Signed
        ? this.smax[x]! + c <= Math.min(this.top(x), exact)
        : this.umax[x]! + c <= Math.min(this.unsignedTop(x), exact)
    ) {
      return true;
    }
    return this.search(domain, x, 0, -c);
  }

  /** Walks differences from x; y = 0 asks for anything. */
  private search(domain: number, x: Value, y: Value, c: number): boolean {
    const heads = this.heads[domain === 0 ? 0 : 1];
    if (heads[x] === 0) return false;
    const question = ++this.question;
    const { seen, distance, stack } = this;
    const max = domain === Signed ? this.smax : this.umax;
    const min = domain === Signed ? this.smin : this.umin;
    const low = y === 0 ? Number.NEGATIVE_INFINITY : min[y]! + c;
    const size = Scalar.size(this.f.type[x]!);
    stack.length = 0;
    stack.push(x);
    seen[x] = question;
    distance[x] = 0;
    let steps = 0;
    while (stack.length > 0) {
      const v = stack.pop()!;
      const sofar = distance[v]!;
      for (let d = heads[v]!; d !== 0; d = this.nextDiff[d]!) {
        if (++steps > maxSteps) return false;
        const w = this.to[d]!;
        const far = sofar + this.by[d]!;
        // What is above x leaves x room only where it is of a kind that is no wider.
        if (far <= c && (y === 0 ? Scalar.size(this.f.type[w]!) <= size : w === y)) return true;
        if (isExact(max[w]!) && max[w]! + far <= low && isExact(low)) return true;
        if (seen[w] === question && distance[w]! <= far) continue;
        seen[w] = question;
        distance[w] = far;
        stack.push(w);
      }
    }
    return false;
  }
}

function isExact(x: number): boolean {
  return x >= -exact && x <= exact;
}
