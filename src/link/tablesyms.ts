// The tables of burrow's functions, pc tables and inline trees, as symbols: equal ones are one.

import * as SymKind from './symkind.ts';
import { hashName, type Sym, type Symtab } from './symtab.ts';

/** Tables as symbols, of which only the data counts. Open addressing by content. */
export class TableSyms {
  private readonly tab: Symtab;
  private slots = new Uint32Array(1 << 12);
  private hashes = new Uint32Array(1 << 12);
  private count = 0;

  constructor(tab: Symtab) {
    this.tab = tab;
  }

  /** The symbol of a table that was made for it. */
  made(bytes: Uint8Array): Sym {
    return this.find(0, bytes, 0, bytes.length);
  }

  /** A symbol that no equal table shares. */
  alone(bytes: Uint8Array): Sym {
    const { tab } = this;
    const s = tab.addExternal('', 0);
    tab.kind[s] = SymKind.Rodata;
    tab.setData(s, bytes);
    return s;
  }

  /** The symbol of a table that lies in an object. */
  lying(obj: number, bytes: Uint8Array, at: number, length: number): Sym {
    return this.find(obj, bytes, at, length);
  }

  private find(obj: number, bytes: Uint8Array, at: number, length: number): Sym {
    const h = hashName(bytes, at, at + length, 0);
    const mask = this.slots.length - 1;
    let i = h & mask;
    for (let s = this.slots[i]; s !== 0; s = this.slots[i]) {
      if (this.hashes[i] === h && this.isTable(s, bytes, at, length)) return s;
      i = (i + 1) & mask;
    }
    const s = obj !== 0 ? this.tab.addPart(obj, at, length, SymKind.Rodata) : this.alone(bytes);
    this.slots[i] = s;
    this.hashes[i] = h;
    if (++this.count * 2 > this.slots.length) this.grow();
    return s;
  }

  private isTable(s: Sym, bytes: Uint8Array, at: number, length: number): boolean {
    const { tab } = this;
    if (tab.dataLen[s] !== length) return false;
    const other = tab.dataBuf(s);
    const from = tab.dataOff[s];
    for (let k = 0; k < length; k++) if (other[from + k] !== bytes[at + k]) return false;
    return true;
  }

  private grow(): void {
    const { slots, hashes } = this;
    const mask = slots.length * 2 - 1;
    this.slots = new Uint32Array(mask + 1);
    this.hashes = new Uint32Array(mask + 1);
    for (let k = 0; k < slots.length; k++) {
      if (slots[k] === 0) continue;
      let i = hashes[k] & mask;
      while (this.slots[i] !== 0) i = (i + 1) & mask;
      this.slots[i] = slots[k];
      this.hashes[i] = hashes[k];
    }
  }
}
