// The lines that say what was read while something was made (kept-units.ts). Thousands of units tell of the same functions, so
// that a line is found by its bytes, without a text being made of it: of a large program these are a hundred megabytes.

import { getU32 } from '../base/endian.ts';

/** Not known, or not for good. */
export const Open = 0;
export const Right = 1;
export const Wrong = 2;
/** Whether what a line says still holds. */
export type Verdict = typeof Open | typeof Right | typeof Wrong;

/** Lines, and what was found out about them. A line stays where it was first seen: bytes given here do not change. */
export class ReadLines {
  /** Numbers of lines from 1, by hash. */
  private slots = new Int32Array(1 << 12);
  private readonly data: Uint8Array[] = [];
  private readonly from: number[] = [];
  private readonly length: number[] = [];
  private readonly hashes: number[] = [];
  private readonly verdicts: Verdict[] = [];

  /** The number of the line that is bytes from..to. */
  find(b: Uint8Array, from: number, to: number): number {
    const n = to - from;
    const h = hashOf(b, from, n);
    const mask = this.slots.length - 1;
    for (let at = h & mask; ; at = (at + 1) & mask) {
      const line = this.slots[at]! - 1;
      if (line < 0) return this.add(b, from, n, h, at);
      if (this.hashes[line] === h && this.length[line] === n && isSame(this.data[line]!, this.from[line]!, b, from, n))
        return line;
    }
  }

  verdict(line: number): Verdict {
    return this.verdicts[line]!;
  }

  judge(line: number, verdict: Verdict): void {
    this.verdicts[line] = verdict;
  }

  private add(b: Uint8Array, from: number, n: number, h: number, at: number): number {
    const line = this.data.length;
    this.data.push(b);
    this.from.push(from);
    this.length.push(n);
    this.hashes.push(h);
    this.verdicts.push(Open);
    this.slots[at] = line + 1;
    if (2 * this.data.length > this.slots.length) this.grow();
    return line;
  }

  private grow(): void {
    const slots = new Int32Array(2 * this.slots.length);
    const mask = slots.length - 1;
    this.hashes.forEach((h, line) => {
      let at = h & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = line + 1;
    });
    this.slots = slots;
  }
}

/** Lines begin with a hash of what was read and end with its name: four bytes of each, and the length. */
function hashOf(b: Uint8Array, from: number, n: number): number {
  let h = n;
  if (n < 8) for (let i = 0; i < n; i++) h = Math.imul(h, 31) + b[from + i]!;
  else
    h =
      Math.imul(getU32(b, from) ^ Math.imul(h, 0x9e3779b1), 0x85ebca6b) ^
      Math.imul(getU32(b, from + n - 4), 0xc2b2ae35);
  return (h ^ (h >>> 15)) & 0x7fffffff;
}

function isSame(a: Uint8Array, i: number, b: Uint8Array, j: number, n: number): boolean {
  for (let k = n - 1; k >= 0; k--) if (a[i + k] !== b[j + k]) return false;
  return true;
}
