// Pc-value tables: what one quantity of a function (stack depth, line, file, a PCDATA value) is at each pc. A table is a
// run of pairs (value delta, pc delta), zigzag and plain varints, starting from value -1 at pc 0; a value delta of 0 after
// the first pair ends it. Pc deltas count units of `pcQuantum` bytes (1 on amd64). The runtime reads these bytes as they are.

import { InternalError } from '../diag/internal-error.ts';

/** Writes one pc-value table. Call `set` with rising pcs, then `finish`. */
export class PcTabWriter {
  private bytes = new Uint8Array(64);
  private n = 0;
  private value = -1; // the value last written
  private pc = 0; // where it starts
  private started = false;
  private readonly quantum: number;

  constructor(pcQuantum: number) {
    this.quantum = pcQuantum;
  }

  /** From `pc` on the value is `value`; the first value set holds from pc 0. Rising pcs only: gc writes one pair per change. */
  set(pc: number, value: number): void {
    if (this.started && value === this.value) return;
    if (this.started) {
      this.uvarint((pc - this.pc) / this.quantum);
      this.pc = pc;
    }
    const delta = (value - this.value) | 0;
    this.uvarint(((delta << 1) ^ (delta >> 31)) >>> 0);
    this.value = value;
    this.started = true;
  }

  /** The table of a function of `size` bytes; empty when nothing was ever set. */
  finish(size: number): Uint8Array {
    if (this.started) {
      this.uvarint((size - this.pc) / this.quantum);
      this.byte(0);
    }
    const table = this.bytes.slice(0, this.n);
    this.n = 0;
    this.value = -1;
    this.pc = 0;
    this.started = false;
    return table;
  }

  private uvarint(x: number): void {
    if (x < 0 || !Number.isInteger(x)) throw new InternalError(`pc table: bad delta ${x}`);
    for (; x > 127; x >>>= 7) this.byte((x & 127) | 128);
    this.byte(x);
  }

  private byte(b: number): void {
    if (this.n === this.bytes.length) {
      const grown = new Uint8Array(this.n * 2);
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.bytes[this.n++] = b;
  }
}

/**
 * Walks a pc-value table: while `!done`, `value` holds from `pc` up to `nextPc`. A truncated table ends early with `bad`
 * set, so that damaged input never loops.
 */
export class PcIter {
  pc = 0;
  nextPc = 0;
  value = -1;
  done = false;
  bad = false;
  private bytes: Uint8Array;
  private at: number;
  private end: number;
  private start = true;
  private readonly quantum: number;

  constructor(bytes: Uint8Array, at: number, end: number, pcQuantum: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.quantum = pcQuantum;
    this.next();
  }

  /** Starts over on another table. */
  reset(bytes: Uint8Array, at: number, end: number): void {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.pc = 0;
    this.nextPc = 0;
    this.value = -1;
    this.done = false;
    this.bad = false;
    this.start = true;
    this.next();
  }

  /** Goes on to the next run. */
  next(): void {
    this.pc = this.nextPc;
    if (this.done) return;
    if (this.at >= this.end) {
      this.done = true;
      return;
    }
    const z = this.uvarint();
    if (z === 0 && !this.start) {
      this.done = true;
      return;
    }
    this.start = false;
    this.value = (this.value + ((z >>> 1) ^ -(z & 1))) | 0;
    this.nextPc = this.pc + this.uvarint() * this.quantum;
    if (this.bad) this.done = true;
  }

  private uvarint(): number {
    let x = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (this.at >= this.end) break;
      const b = this.bytes[this.at++]!;
      x |= (b & 127) << shift;
      if (b < 128) return x >>> 0;
    }
    this.bad = true;
    return 0;
  }
}
