// Reading type descriptors in the link: what reachability, the typelink table, GC data and DWARF need to know of a type,
// from the descriptor's bytes and relocations. The layouts are those of package internal/abi.

import { getU16, getU32 } from '../base/endian.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { fatal } from './failure.ts';
import type { Loader } from './load.ts';
import type { Sym } from './symtab.ts';

// Kinds of types, as descriptors have them.
export const Bool = 1;
export const Int = 2;
export const Int8 = 3;
export const Int16 = 4;
export const Int32 = 5;
export const Int64 = 6;
export const Uint = 7;
export const Uint8 = 8;
export const Uint16 = 9;
export const Uint32 = 10;
export const Uint64 = 11;
export const Uintptr = 12;
export const Float32 = 13;
export const Float64 = 14;
export const Complex64 = 15;
export const Complex128 = 16;
export const ArrayKind = 17;
export const Chan = 18;
export const FuncKind = 19;
export const Interface = 20;
export const MapKind = 21;
export const Pointer = 22;
export const Slice = 23;
export const StringKind = 24;
export const Struct = 25;
export const UnsafePointer = 26;

const tflagUncommon = 1;
const tflagExtraStar = 2;
const tflagGCMaskOnDemand = 16;

/** A method by name and type descriptor, and where its relocations start in its receiver's descriptor. */
export interface MethodSig {
  readonly name: string;
  readonly type: Sym;
}

/** Reads the descriptors of one link. */
export class TypeReader {
  private readonly loader: Loader;
  private readonly ptr: number;

  constructor(loader: Loader, ptrSize: number) {
    this.loader = loader;
    this.ptr = ptrSize;
  }

  /** The size of the part that all descriptors have. */
  get common(): number {
    return 4 * this.ptr + 16;
  }

  /** Byte `at` of a descriptor; what lies beyond its data is 0. */
  private byte(t: Sym, at: number): number {
    const tab = this.loader.tab;
    return at < tab.dataLen[t] ? tab.dataBuf(t)[tab.dataOff[t] + at] : 0;
  }

  private word16(t: Sym, at: number): number {
    const tab = this.loader.tab;
    return at + 2 <= tab.dataLen[t] ? getU16(tab.dataBuf(t), tab.dataOff[t] + at) : 0;
  }

  private word32(t: Sym, at: number): number {
    const tab = this.loader.tab;
    return at + 4 <= tab.dataLen[t] ? getU32(tab.dataBuf(t), tab.dataOff[t] + at) : 0;
  }

  private pointer(t: Sym, at: number): number {
    const low = this.word32(t, at);
    return this.ptr === 8 ? low + this.word32(t, at + 4) * 4294967296 : low;
  }

  /** Makes sure that the symbol can be read as a descriptor. */
  open(t: Sym): Sym {
    this.loader.decode(t);
    return t;
  }

  size(t: Sym): number {
    return this.pointer(t, 0);
  }

  /** The size of the leading part that holds pointers. */
  ptrdata(t: Sym): number {
    return this.pointer(t, this.ptr);
  }

  kind(t: Sym): number {
    return this.byte(t, 2 * this.ptr + 7);
  }

  private tflag(t: Sym): number {
    return this.byte(t, 2 * this.ptr + 4);
  }

  hasUncommon(t: Sym): boolean {
    return (this.tflag(t) & tflagUncommon) !== 0;
  }

  /** The pointer mask is made by the program when it is first needed. */
  gcMaskOnDemand(t: Sym): boolean {
    return (this.tflag(t) & tflagGCMaskOnDemand) !== 0;
  }

  /** The symbol that the word at `at` of the descriptor points to; 0 for none. */
  target(t: Sym, at: number): Sym {
    return this.loader.tab.relocSymAt(t, at);
  }

  /** The name that the nameOff at `at` refers to; '' for none. */
  name(t: Sym, at: number): string {
    const s = this.target(t, at);
    if (s === 0) return '';
    this.loader.decode(s);
    return nameOf(this.loader.tab.data(s));
  }

  /** The symbol's name data says that the field is embedded. */
  private embeddedName(t: Sym, at: number): boolean {
    const s = this.target(t, at);
    if (s === 0) return false;
    this.loader.decode(s);
    return (this.byte(s, 0) & 8) !== 0;
  }

  /** The type's string as reflect has it. */
  str(t: Sym): string {
    const name = this.name(t, 4 * this.ptr + 8);
    return (this.tflag(t) & tflagExtraStar) !== 0 ? name.slice(1) : name;
  }

  /** The pointer mask symbol. */
  gcmask(t: Sym): Sym {
    return this.target(t, 3 * this.ptr + 8);
  }

  /** The element of an array, channel, pointer or slice; the key of a map. */
  elem(t: Sym): Sym {
    return this.target(t, this.common);
  }

  mapElem(t: Sym): Sym {
    return this.target(t, this.common + this.ptr);
  }

  mapGroup(t: Sym): Sym {
    return this.target(t, this.common + 2 * this.ptr);
  }

  arrayLen(t: Sym): number {
    return this.pointer(t, this.common + 2 * this.ptr);
  }

  isVariadic(t: Sym): boolean {
    return (this.word16(t, this.common + 2) & 0x8000) !== 0;
  }

  inCount(t: Sym): number {
    return this.word16(t, this.common);
  }

  outCount(t: Sym): number {
    return this.word16(t, this.common + 2) & 0x7fff;
  }

  /** Parameter i, results after the parameters. */
  param(t: Sym, i: number): Sym {
    let at = this.common + this.ptr;
    if (this.hasUncommon(t)) at += 16;
    return this.target(t, at + i * this.ptr);
  }

  interfaceMethodCount(t: Sym): number {
    return this.pointer(t, this.common + 2 * this.ptr);
  }

  fieldCount(t: Sym): number {
    return this.pointer(t, this.common + 2 * this.ptr);
  }

  private fieldAt(t: Sym, i: number): number {
    return this.common + 4 * this.ptr + (this.hasUncommon(t) ? 16 : 0) + i * 3 * this.ptr;
  }

  fieldName(t: Sym, i: number): string {
    return this.name(t, this.fieldAt(t, i));
  }

  fieldType(t: Sym, i: number): Sym {
    return this.target(t, this.fieldAt(t, i) + this.ptr);
  }

  fieldOffset(t: Sym, i: number): number {
    return this.pointer(t, this.fieldAt(t, i) + 2 * this.ptr);
  }

  fieldEmbedded(t: Sym, i: number): boolean {
    return this.embeddedName(t, this.fieldAt(t, i));
  }

  /** The methods of a type, in the order of their relocations. */
  methods(t: Sym): MethodSig[] {
    if (!this.hasUncommon(t)) fatal(`${this.loader.tab.name(t)}: methods on a type without room for them`);
    let at = this.common;
    switch (this.kind(t)) {
      case Struct:
        at += 4 * this.ptr;
        break;
      case Pointer:
      case FuncKind:
      case Slice:
        at += this.ptr;
        break;
      case ArrayKind:
      case Interface:
        at += 3 * this.ptr;
        break;
      case Chan:
        at += 2 * this.ptr;
        break;
      case MapKind:
        at += 7 * this.ptr + (this.ptr === 8 ? 8 : 4);
        break;
      default:
    }
    const count = this.word16(t, at + 4);
    at += this.word32(t, at + 8);
    const out: MethodSig[] = [];
    for (let i = 0; i < count; i++, at += 16) out.push({ name: this.name(t, at), type: this.target(t, at + 4) });
    return out;
  }

  /** The method of an interface type that stands at offset `at` of its descriptor. */
  interfaceMethod(t: Sym, at: number): MethodSig {
    if (this.kind(t) !== Interface) fatal(`symbol ${JSON.stringify(this.loader.tab.name(t))} is not an interface`);
    return { name: this.name(t, at), type: this.target(t, at + 4) };
  }
}

/** The text of an encoded name: a byte of flags, the length as a varint, the bytes. */
function nameOf(b: Uint8Array): string {
  let n = 0;
  let at = 1;
  for (let shift = 0; at < b.length && shift < 28; shift += 7) {
    const c = b[at++];
    n |= (c & 127) << shift;
    if (c < 128) break;
  }
  return decodeUtf8(b, Math.min(at, b.length), Math.min(at + n, b.length));
}
