// The compilation units of a program.

import type { Ctxt, UnitConstant } from './ctxt.ts';
import type { AbstractFunc } from './dwarfabstract.ts';
import type { Func, Library, LinkObj } from './objs.ts';
import type { Sym } from './symtab.ts';

/** A compilation unit: an object of gc's, or all objects of burrow's that a package has. */
export class Unit {
  readonly lib: Library;
  readonly objs: LinkObj[] = [];
  /** The source files of the objects, each once. */
  readonly files: string[] = [];
  private readonly fileNumbers = new Map<string, number>();
  /** For each object the place of its files in `files`. */
  private readonly places = new Map<LinkObj, number[]>();
  hasText = false;
  readonly absFuncs: Sym[] = [];
  /** Functions with an entry, in the order of `obj.textp`. */
  readonly funcs: { readonly s: Sym; readonly f: Func }[] = [];
  readonly vars: Sym[] = [];
  consts: Sym = 0;
  /** Ranges of pcs relative to the unit's first function: start and end by turns. */
  readonly pcs: number[] = [];
  /** The function with the lowest address, from which ranges count. */
  base: Sym = 0;
  /** The index of a function's address in the unit's part of .debug_addr. */
  readonly slots: Map<Sym, number> = new Map();
  /** The types of the program are in this unit. */
  hasTypes = false;
  /** Functions of burrow's own that are inlined somewhere and have their abstract entry here. */
  readonly abstracts: AbstractFunc[] = [];
  /** Variables of burrow's own. */
  readonly ownVars: Sym[] = [];
  /** Constants of burrow's own, and the entry of each one's type. */
  readonly ownConsts: { readonly constant: UnitConstant; readonly type: Sym }[] = [];

  constructor(lib: Library) {
    this.lib = lib;
  }

  add(obj: LinkObj): void {
    this.objs.push(obj);
    if (obj.textp.length > 0) this.hasText = true;
    const names = obj.files();
    // The line programs of gc's objects number files as the object does.
    const places = obj.own === null ? names.map((_, i) => i) : names.map(name => this.numberOf(name));
    if (obj.own === null) this.files.push(...names);
    this.places.set(obj, places);
  }

  private numberOf(name: string): number {
    let n = this.fileNumbers.get(name);
    if (n === undefined) {
      n = this.files.length;
      this.files.push(name);
      this.fileNumbers.set(name, n);
    }
    return n;
  }

  /** The number, from 1, of a file that an object of the unit numbers from 0. */
  file(obj: LinkObj, i: number): number {
    return (this.places.get(obj)![i] ?? 0) + 1;
  }
}

/** Units with code by address, then those without by package. */
export function byStart(cx: Ctxt, a: Unit, b: Unit): number {
  const x = a.hasText;
  const y = b.hasText;
  if (x && y) return cx.tab.value[a.base] - cx.tab.value[b.base];
  if (x !== y) return x ? -1 : 1;
  return a.lib.pkg < b.lib.pkg ? -1 : a.lib.pkg > b.lib.pkg ? 1 : 0;
}
