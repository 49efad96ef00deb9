// Read-only data symbols: bytes at fixed places and relocations between them.

import { highWord } from '../base/endian.ts';
import * as Attr from '../obj/attr.ts';
import type { Sym } from '../obj/object.ts';
import * as RelocType from '../obj/reloctype.ts';
import * as SymKind from '../obj/symkind.ts';

/** The contents of a symbol of known size. What it is aligned to is the caller's to say: the link gives the larger ones 32 bytes. */
export class Contents {
  readonly sym: Sym;
  readonly data: Uint8Array;

  /** Defines the symbol as read-only data. */
  constructor(sym: Sym, size: number, attr: number) {
    sym.kind = SymKind.SRODATA;
    sym.attr |= attr;
    sym.size = size;
    sym.data = new Uint8Array(size);
    this.sym = sym;
    this.data = sym.data;
  }

  u8(at: number, x: number): void {
    this.data[at] = x;
  }

  u16(at: number, x: number): void {
    this.data[at] = x;
    this.data[at + 1] = x >>> 8;
  }

  u32(at: number, x: number): void {
    this.u16(at, x & 0xffff);
    this.u16(at + 2, x >>> 16);
  }

  /** A number of a word that is not negative. */
  word(at: number, x: number, wordSize: number): void {
    this.u32(at, x | 0);
    if (wordSize === 8) this.u32(at + 4, highWord(x));
  }

  /** The address of a symbol; nothing for null. */
  addr(at: number, target: Sym | null, wordSize: number, add = 0): void {
    if (target !== null) this.sym.addReloc(at, wordSize, RelocType.R_ADDR, add, target.id);
  }

  /** The address of a symbol that this does not keep alive. */
  weakAddr(at: number, target: Sym, wordSize: number): void {
    this.sym.addReloc(at, wordSize, RelocType.R_WEAKADDR, 0, target.id);
  }

  /** The offset of a symbol in its section; nothing for null. */
  addrOff(at: number, target: Sym | null): void {
    if (target !== null) this.sym.addReloc(at, 4, RelocType.R_ADDROFF, 0, target.id);
  }

  /** The same of a symbol that this does not keep alive. */
  weakAddrOff(at: number, target: Sym): void {
    this.sym.addReloc(at, 4, RelocType.R_WEAKADDROFF, 0, target.id);
  }
}

/** Several packages may define the symbol; its name states its contents. */
export const shared: number = Attr.Dupok | Attr.ContentAddressable;
