// Which words of the data and bss sections hold pointers, for the garbage collector: a small program that emits one bit a
// word. A byte below 0x80 is so many literal bits, which follow; one above repeats the last n bits c times; 0 ends.

import { ByteWriter } from '../base/bytewriter.ts';
import { longBytes } from '../base/long-bytes.ts';
import type { Ctxt } from './ctxt.ts';
import * as Type from './decodetype.ts';
import type { Sym } from './symtab.ts';

const maxLiteral = 127;

/** Encodes bits at rising indexes. */
class GcProgWriter {
  readonly w = new ByteWriter(1024);
  private index: number;
  private readonly literal = new Uint8Array(maxLiteral);
  private n = 0;

  /** Bits before `index` are already written. */
  constructor(index: number) {
    this.index = index;
  }

  /** The word at this index holds a pointer; words before it that were not named do not. */
  ptr(index: number): void {
    this.zeroUntil(index);
    this.bit(1);
  }

  /** Repeats the last n bits c times. */
  repeat(n: number, c: number): void {
    if (n === 0 || c === 0) return;
    this.flush();
    if (n < 128) this.w.u8(0x80 | n);
    else {
      this.w.u8(0x80);
      this.w.uleb(n);
    }
    this.w.uleb(c);
    this.index += n * c;
  }

  zeroUntil(index: number): void {
    const skip = index - this.index;
    if (skip <= 0) return;
    if (skip < 32) {
      for (let i = 0; i < skip; i++) this.bit(0);
      return;
    }
    this.bit(0);
    this.flush();
    this.repeat(1, skip - 1);
  }

  private bit(x: number): void {
    if (this.n === maxLiteral) this.flush();
    this.literal[this.n++] = x;
    this.index++;
  }

  flush(): void {
    if (this.n === 0) return;
    this.w.u8(this.n);
    let bits = 0;
    for (let i = 0; i < this.n; i++) {
      bits |= this.literal[i] << (i & 7);
      if ((i & 7) === 7) {
        this.w.u8(bits);
        bits = 0;
      }
    }
    if ((this.n & 7) !== 0) this.w.u8(bits);
    this.n = 0;
  }
}

/** The program of a section of `size` bytes that holds these symbols, whose values are offsets in it. */
export function gcProgram(cx: Ctxt, syms: readonly Sym[], size: number, forWhat: Sym): Uint8Array {
  const part = gcProgramPart(cx, syms, 0, size, forWhat);
  const whole = longBytes(part.length + 1); // 0 ends it
  whole.set(part);
  return whole;
}

/** As `gcProgram` for the bytes from..size, which hold these symbols; without an end. */
export function gcProgramPart(cx: Ctxt, syms: readonly Sym[], from: number, size: number, forWhat: Sym): Uint8Array {
  const { tab, loader, types, target } = cx;
  const ptr = target.ptrSize;
  const p = new GcProgWriter(from / ptr);

  const string = tab.lookup('type:string', 0);

  const addType = (off: number, t: Sym): void => {
    if (t === string) {
      p.ptr(off / ptr); // the length holds none
      return;
    }
    loader.decode(t);
    const ptrdata = types.ptrdata(t);
    if (ptrdata === 0) cx.error(forWhat, 'has no pointers but in data section');
    switch (types.kind(t)) {
      case Type.ArrayKind: {
        const elem = types.elem(t);
        const n = types.arrayLen(t);
        addType(off, elem);
        if (n > 1) {
          const size = types.size(elem);
          p.zeroUntil((off + size) / ptr);
          p.repeat(size / ptr, n - 1);
        }
        return;
      }
      case Type.Struct: {
        const n = types.fieldCount(t);
        for (let i = 0; i < n; i++) {
          const ft = types.open(types.fieldType(t, i));
          if (types.ptrdata(ft) !== 0) addType(off + types.fieldOffset(t, i), ft);
        }
        return;
      }
      default: {
        if (types.gcMaskOnDemand(t)) cx.error(forWhat, 'GC mask not available');
        const mask = types.gcmask(t);
        if (mask === 0) return;
        loader.decode(mask);
        const b = tab.dataBuf(mask);
        const at = tab.dataOff[mask];
        const len = tab.dataLen[mask];
        for (let i = 0; i < ptrdata / ptr; i++) {
          if (i >> 3 < len && ((b[at + (i >> 3)] >> (i & 7)) & 1) !== 0) p.ptr(off / ptr + i);
        }
      }
    }
  };

  for (const s of syms) {
    const t = tab.gotype[s];
    if (t === 0) {
      const what = `missing Go type information for global symbol ${tab.name(s)}: size ${tab.size[s]}`;
      cx.error(forWhat, what);
      continue;
    }
    addType(tab.value[s], t);
  }
  p.zeroUntil(Math.floor(size / ptr));
  p.flush();
  return p.w.bytes();
}
