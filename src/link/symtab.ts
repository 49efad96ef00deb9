// The symbols of a link, by column. A symbol is its number, 0 is none. Numbers are given in the order in which objects
// are read, so that the same input gives the same numbers whatever the host. A symbol's home is a definition in an object
// (objs.ts), or bytes the link itself makes; size, data and relocations are copied into columns when the symbol is first
// reached, so that what is not reached costs a few bytes.

import { getU32 } from '../base/endian.ts';
import { assert } from '../diag/internal-error.ts';
import { decodeUtf8, encodeUtf8, isUtf8Of } from '../base/utf8.ts';
import type { LinkObj } from './objs.ts';
import * as SymKind from './symkind.ts';

/** The number of a symbol in the link. */
export type Sym = number;

// Attributes of the link's own, above those of obj/attr.ts.
export const Reachable = 1 << 20;
/** Size, data and relocations are in the columns. */
export const Decoded = 1 << 21;
export const NotInSymbolTable = 1 << 22;
/** Stands for an address, takes no room. */
export const Special = 1 << 23;
/** Made by the link or still undefined: not a definition of an object. */
export const External = 1 << 24;
/** Found by name only within the object that has it. */
export const FileLocal = 1 << 25;
// Marks of single phases.
/** The pc table or function data has its place. */
export const Placed = 1 << 26;
/** The DWARF entry is in a unit's list. */
export const Listed = 1 << 27;
/** The type has a DWARF entry under this symbol. */
export const Described = 1 << 28;
/** Defined in the other part of a program that is linked in two (split.ts). */
export const Elsewhere = 1 << 29;

/** `Symtab.byHash` tells so many symbols apart. */
export const maxSymbols = 1 << 21;

const emptyBytes = new Uint8Array(0);

/** Every symbol of the link, by column. */
export class Symtab {
  count = 1;
  /** The object that defines the symbol; 0 for the link. */
  obj: Int32Array;
  /** The symbol's number in that object. */
  local: Uint32Array;
  /** Of link/symkind.ts. */
  kind: Uint8Array;
  /** Of obj/attr.ts, and those above. */
  attr: Uint32Array;
  size: Uint32Array;
  /** In bytes; 0 where nothing asks for one. */
  align: Uint32Array;
  /** The address, once assigned; an offset in its section before. */
  value: Float64Array;
  /** The number of the section; 0 for none. */
  sect: Uint8Array;
  /** Where the data starts in the object's bytes, and how much of it there is; the rest up to `size` is zero. */
  dataOff: Uint32Array;
  dataLen: Uint32Array;
  /** Relocations first..first+count of the columns below. */
  relocFirst: Uint32Array;
  relocCount: Uint32Array;
  /** The type descriptor of a variable. */
  gotype: Uint32Array;

  relocs = 0;
  rOff: Int32Array;
  rSize: Uint8Array;
  /** Of obj/reloctype.ts, R_WEAK included. */
  rType: Uint16Array;
  rAdd: Float64Array;
  rSym: Uint32Array;

  /** Objects by number; 0 stands for the link. */
  objs: readonly (LinkObj | null)[] = [];

  /** Data that lies in no object, and its number for each symbol that has such, from 1. */
  private readonly ownData: Uint8Array[] = [emptyBytes];
  private ownDataOf: Uint32Array;
  /** Names that were read or that lie in no object, and its number for each symbol that has one here, from 1. */
  private readonly texts: string[] = [''];
  private textOf: Uint32Array;
  /** The ABIs of symbols that are in no object. */
  private extAbi: Uint8Array;
  /** The name table: open addressing over symbol numbers. */
  private table: Int32Array;
  private hashes: Uint32Array;
  private used = 0;

  constructor(capacity: number) {
    capacity = Math.max(capacity, 64);
    this.obj = new Int32Array(capacity);
    this.local = new Uint32Array(capacity);
    this.kind = new Uint8Array(capacity);
    this.attr = new Uint32Array(capacity);
    this.size = new Uint32Array(capacity);
    this.align = new Uint32Array(capacity);
    this.value = new Float64Array(capacity);
    this.sect = new Uint8Array(capacity);
    this.dataOff = new Uint32Array(capacity);
    this.dataLen = new Uint32Array(capacity);
    this.relocFirst = new Uint32Array(capacity);
    this.relocCount = new Uint32Array(capacity);
    this.gotype = new Uint32Array(capacity);
    this.ownDataOf = new Uint32Array(capacity);
    this.textOf = new Uint32Array(capacity);
    this.extAbi = new Uint8Array(capacity);
    const relocs = capacity * 2;
    this.rOff = new Int32Array(relocs);
    this.rSize = new Uint8Array(relocs);
    this.rType = new Uint16Array(relocs);
    this.rAdd = new Float64Array(relocs);
    this.rSym = new Uint32Array(relocs);
    // "No symbol" may be asked for its data, of which there is none.
    this.attr[0] = Decoded;
    let slots = 1024;
    while (slots < capacity * 2) slots *= 2;
    this.table = new Int32Array(slots);
    this.hashes = new Uint32Array(slots);
  }

  private grow(): void {
    const n = this.obj.length * 2;
    this.obj = enlarge(this.obj, new Int32Array(n));
    this.local = enlarge(this.local, new Uint32Array(n));
    this.kind = enlarge(this.kind, new Uint8Array(n));
    this.attr = enlarge(this.attr, new Uint32Array(n));
    this.size = enlarge(this.size, new Uint32Array(n));
    this.align = enlarge(this.align, new Uint32Array(n));
    this.value = enlarge(this.value, new Float64Array(n));
    this.sect = enlarge(this.sect, new Uint8Array(n));
    this.dataOff = enlarge(this.dataOff, new Uint32Array(n));
    this.dataLen = enlarge(this.dataLen, new Uint32Array(n));
    this.relocFirst = enlarge(this.relocFirst, new Uint32Array(n));
    this.relocCount = enlarge(this.relocCount, new Uint32Array(n));
    this.gotype = enlarge(this.gotype, new Uint32Array(n));
    this.ownDataOf = enlarge(this.ownDataOf, new Uint32Array(n));
    this.textOf = enlarge(this.textOf, new Uint32Array(n));
    this.extAbi = enlarge(this.extAbi, new Uint8Array(n));
  }

  /** Makes room for n more relocations and returns where they start. The caller fills them and adds to `relocs`. */
  reserveRelocs(n: number): number {
    const need = this.relocs + n;
    if (need > this.rOff.length) {
      const capacity = Math.max(need, this.rOff.length * 2);
      this.rOff = enlarge(this.rOff, new Int32Array(capacity));
      this.rSize = enlarge(this.rSize, new Uint8Array(capacity));
      this.rType = enlarge(this.rType, new Uint16Array(capacity));
      this.rAdd = enlarge(this.rAdd, new Float64Array(capacity));
      this.rSym = enlarge(this.rSym, new Uint32Array(capacity));
    }
    return this.relocs;
  }

  /** A new symbol with its home; no name finds it yet. */
  add(obj: number, local: number, kind: number, attr: number): Sym {
    const s = this.count++;
    if (s === this.obj.length) this.grow();
    this.obj[s] = obj;
    this.local[s] = local;
    this.kind[s] = kind;
    this.attr[s] = attr;
    return s;
  }

  /** Gives a symbol another home, before it was decoded. */
  setHome(s: Sym, obj: number, local: number, kind: number, attr: number): void {
    this.obj[s] = obj;
    this.local[s] = local;
    this.kind[s] = kind;
    this.attr[s] = (attr | (this.attr[s] & (Reachable | usedInIface))) & ~External;
  }

  /** Makes a variable of the other part, that may have been read, one that this link defines. */
  takeOver(s: Sym): void {
    this.attr[s] &= ~Elsewhere;
    if ((this.attr[s] & External) !== 0) return;
    this.name(s); // from here on it is known
    this.setHome(s, 0, 0, SymKind.Sxxx, Decoded);
    this.attr[s] |= External;
    this.setData(s, emptyBytes);
    this.setRelocs(s, []);
  }

  /**
   * The symbol of a name given as bytes from..to and an ABI, or 0. `slot` is where it stands or would stand in the name
   * table, for `insertAt`.
   */
  find(bytes: Uint8Array, from: number, to: number, abi: number): Sym {
    const h = hashName(bytes, from, to, abi);
    const mask = this.table.length - 1;
    let i = h & mask;
    for (;;) {
      const s = this.table[i];
      if (s === 0) break;
      if (this.hashes[i] === h && this.nameIs(s, bytes, from, to, abi)) break;
      i = (i + 1) & mask;
    }
    this.slot = i;
    this.slotHash = h;
    return this.table[i];
  }

  private slot = 0;
  private slotHash = 0;

  /** Enters a symbol under the name that `find` has just not found. */
  insertAt(s: Sym): void {
    this.table[this.slot] = s;
    this.hashes[this.slot] = this.slotHash;
    if (++this.used * 2 > this.table.length) this.rehash();
  }

  private rehash(): void {
    const { table, hashes } = this;
    const n = table.length * 2;
    const mask = n - 1;
    this.table = new Int32Array(n);
    this.hashes = new Uint32Array(n);
    for (let k = 0; k < table.length; k++) {
      if (table[k] === 0) continue;
      let i = hashes[k] & mask;
      while (this.table[i] !== 0) i = (i + 1) & mask;
      this.table[i] = table[k];
      this.hashes[i] = hashes[k];
    }
  }

  private nameIs(s: Sym, bytes: Uint8Array, from: number, to: number, abi: number): boolean {
    if (this.abi(s) !== abi) return false;
    const o = this.objs[this.obj[s]];
    if (o === null || o === undefined) return isUtf8Of(bytes, from, to, this.texts[this.textOf[s]]);
    const other = o.bytes;
    const rec = o.symsAt + this.local[s] * o.symSize;
    const len = getU32(other, rec + o.nameLenAt);
    const at = o.nameBase + getU32(other, rec + o.nameOffAt);
    if (to - from !== len) return false;
    for (let k = 0; k < len; k++) if (other[at + k] !== bytes[from + k]) return false;
    return true;
  }

  /** The ABI of a symbol; 0 for data. Only meaningful for symbols that are found by name. */
  abi(s: Sym): number {
    const o = this.objs[this.obj[s]];
    if (o === null || o === undefined) return this.extAbi[s];
    return o.abi(this.local[s]);
  }

  /** The symbol of this name and ABI, or 0. */
  lookup(name: string, abi: number): Sym {
    const n = name.length;
    if (n > this.scratch.length) this.scratch = new Uint8Array(2 * n);
    const b = this.scratch;
    for (let i = 0; i < n; i++) {
      const c = name.charCodeAt(i);
      if (c > 127) {
        const encoded = encodeUtf8(name);
        return this.find(encoded, 0, encoded.length, abi);
      }
      b[i] = c;
    }
    return this.find(b, 0, n, abi);
  }

  private scratch = new Uint8Array(256);

  /** The symbol of the name that a prefix and bytes from..to make, without an ABI. */
  findPrefixed(prefix: Uint8Array, bytes: Uint8Array, from: number, to: number): Sym {
    const n = prefix.length + to - from;
    if (n > this.scratch.length) this.scratch = new Uint8Array(2 * n);
    const b = this.scratch;
    let k = 0;
    while (k < prefix.length) {
      b[k] = prefix[k];
      k++;
    }
    for (let i = from; i < to; i++) b[k++] = bytes[i];
    return this.find(b, 0, n, 0);
  }

  /** The symbol of this name and ABI, made as an undefined symbol of the link if there is none. */
  lookupOrCreate(name: string, abi: number): Sym {
    const s = this.lookup(name, abi);
    return s !== 0 ? s : this.createAt(name, abi);
  }

  /** As `lookupOrCreate`, for the name at which `find` has just failed. */
  createAt(name: string, abi: number): Sym {
    const s = this.addExternal(name, abi);
    this.insertAt(s);
    return s;
  }

  /** A new symbol of the link, that no name finds. */
  addExternal(name: string, abi: number): Sym {
    const s = this.add(0, 0, SymKind.Sxxx, External | Decoded);
    if (name !== '') this.setName(s, name);
    this.extAbi[s] = abi;
    return s;
  }

  /** A new symbol for bytes of an object that no symbol of it stands for. */
  addPart(obj: number, off: number, length: number, kind: number): Sym {
    const s = this.add(obj, 0, kind, Decoded);
    this.dataOff[s] = off;
    this.dataLen[s] = length;
    this.size[s] = length;
    return s;
  }

  private setName(s: Sym, name: string): void {
    this.textOf[s] = this.texts.push(name) - 1;
  }

  /** The name of a symbol; '' for auxiliary ones. */
  name(s: Sym): string {
    const known = this.textOf[s];
    if (known !== 0) return this.texts[known];
    const o = this.objs[this.obj[s]];
    if (o === null || o === undefined) return '';
    const at = o.symsAt + this.local[s] * o.symSize;
    const off = o.nameBase + getU32(o.bytes, at + o.nameOffAt);
    const n = decodeUtf8(o.bytes, off, off + getU32(o.bytes, at + o.nameLenAt));
    this.setName(s, n);
    return n;
  }

  /** Where a symbol's name lies: offset, in the bytes of its object. Not for symbols of the link. */
  nameOff(s: Sym): number {
    const o = this.objs[this.obj[s]]!;
    return o.nameBase + getU32(o.bytes, o.symsAt + this.local[s] * o.symSize + o.nameOffAt);
  }

  nameLen(s: Sym): number {
    const o = this.objs[this.obj[s]]!;
    return getU32(o.bytes, o.symsAt + this.local[s] * o.symSize + o.nameLenAt);
  }

  /** The bytes in which `dataOff` counts. */
  dataBuf(s: Sym): Uint8Array {
    const own = this.ownDataOf[s];
    if (own !== 0) return this.ownData[own];
    const o = this.objs[this.obj[s]];
    return o === null || o === undefined ? emptyBytes : o.bytes;
  }

  /** The data of a decoded symbol, in place. */
  data(s: Sym): Uint8Array {
    const off = this.dataOff[s];
    return this.dataBuf(s).subarray(off, off + this.dataLen[s]);
  }

  /** Replaces a symbol's data and size; its relocations stay. */
  setData(s: Sym, data: Uint8Array): void {
    assert((this.attr[s] & Decoded) !== 0, 'data is replaced after decoding');
    const own = this.ownDataOf[s];
    if (own !== 0) this.ownData[own] = data;
    else this.ownDataOf[s] = this.ownData.push(data) - 1;
    this.dataOff[s] = 0;
    this.dataLen[s] = data.length;
    this.size[s] = data.length;
  }

  /** Replaces a symbol's relocations: five numbers each: offset, size, type, addend, symbol. */
  setRelocs(s: Sym, list: readonly number[]): void {
    const n = list.length / 5;
    const first = this.reserveRelocs(n);
    for (let i = 0; i < n; i++) {
      this.rOff[first + i] = list[i * 5];
      this.rSize[first + i] = list[i * 5 + 1];
      this.rType[first + i] = list[i * 5 + 2];
      this.rAdd[first + i] = list[i * 5 + 3];
      this.rSym[first + i] = list[i * 5 + 4];
    }
    this.relocs += n;
    this.relocFirst[s] = first;
    this.relocCount[s] = n;
  }

  /** All symbols that are found by name, in the order of the hashes of these, which is quick; of equal ones in that of names and ABIs. */
  byHash(): Sym[] {
    const { table, hashes } = this;
    const keys = new Float64Array(this.used);
    let n = 0;
    for (let i = 0; i < table.length; i++) if (table[i] !== 0) keys[n++] = hashes[i] * maxSymbols + table[i];
    keys.sort();
    const out = Array.from(keys, key => key % maxSymbols);
    for (let i = 1; i < n; i++) {
      const hash = Math.floor(keys[i] / maxSymbols);
      let k = i;
      while (k > 0 && Math.floor(keys[k - 1] / maxSymbols) === hash && this.precedes(out[k], out[k - 1])) {
        [out[k - 1], out[k]] = [out[k], out[k - 1]];
        k--;
      }
    }
    return out;
  }

  private precedes(a: Sym, b: Sym): boolean {
    const [x, y] = [this.name(a), this.name(b)];
    return x < y || (x === y && this.abi(a) < this.abi(b));
  }

  isReachable(s: Sym): boolean {
    return (this.attr[s] & Reachable) !== 0;
  }

  /** How many symbols are reached that lie in no other part of the program. */
  countReachable(): number {
    let n = 0;
    for (let s = 1; s < this.count; s++) if ((this.attr[s] & (Reachable | Elsewhere)) === Reachable) n++;
    return n;
  }

  /** The symbol that the relocation of s at offset `off` names, or 0. */
  relocSymAt(s: Sym, off: number): Sym {
    // Relocations lie in the order of their offsets.
    let lo = this.relocFirst[s];
    const end = lo + this.relocCount[s];
    let hi = end;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.rOff[mid] < off) lo = mid + 1;
      else hi = mid;
    }
    return lo < end && this.rOff[lo] === off ? this.rSym[lo] : 0;
  }
}

const usedInIface = 1 << 8;

function enlarge<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The hash of a name and an ABI: FNV-1a, four bytes at a time. */
export function hashName(b: Uint8Array, from: number, to: number, abi: number): number {
  let h = 0x811c9dc5 ^ abi;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    h = Math.imul(h ^ (b[i] | (b[i + 1] << 8) | (b[i + 2] << 16) | (b[i + 3] << 24)), 0x01000193);
    h ^= h >>> 15;
  }
  for (; i < to; i++) h = Math.imul(h ^ b[i], 0x01000193);
  h ^= h >>> 13;
  h = Math.imul(h, 0x5bd1e995);
  return (h ^ (h >>> 15)) & 0x7fffffff; // small integers only: see base/endian.ts
}
