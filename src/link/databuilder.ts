// Building the contents of a symbol that the link makes: bytes and the relocations in them.

import { ByteWriter } from '../base/bytewriter.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { Sym, Symtab } from './symtab.ts';

/** Collects the bytes and relocations of one symbol; `finish` puts them in place. */
export class DataBuilder {
  readonly w: ByteWriter;
  private readonly relocs: number[] = [];
  private readonly ptr: number;

  constructor(ptrSize: number, capacity = 64) {
    this.ptr = ptrSize;
    this.w = new ByteWriter(capacity);
  }

  get length(): number {
    return this.w.length;
  }

  /** An unsigned number of pointer size. */
  uint(x: number): void {
    if (this.ptr === 8) this.w.u64(x);
    else this.w.u32(x);
  }

  /** The address of a symbol, plus something. */
  addr(s: Sym, add = 0): void {
    this.reloc(this.ptr, Reloc.R_ADDR, add, s);
  }

  /** A relocation over the next `size` bytes, which are zero until it is applied. */
  reloc(size: number, type: number, add: number, s: Sym): void {
    this.relocs.push(this.w.length, size, type, add, s);
    this.w.zeros(size);
  }

  /** Address, length, capacity. */
  slice(s: Sym, n: number): void {
    this.addr(s);
    this.uint(n);
    this.uint(n);
  }

  finish(tab: Symtab, s: Sym): void {
    tab.setData(s, this.w.bytes());
    tab.setRelocs(s, this.relocs);
  }
}
