// gc's archives as one part of a program that is linked in two (split.ts): what is not there belongs to the other part, and of
// that an archive is opened only where something of it is read: a type, an inlined function.

import { typesOfVariables } from './demand.ts';
import { fatal } from './failure.ts';
import type { Loader } from './load.ts';
import type { Reach } from './reach.ts';
import { Elsewhere, External, type Sym } from './symtab.ts';

/** What the assembler names for each function, and the compiler makes for declared ones only. */
const ofAssembly = /\.(args_stackmap|arginfo\d|argliveinfo)$/;

/** The symbols of one part, all of them in archives. */
export class ArchivePart {
  readonly onDemand = false;
  private readonly loader: Loader;
  private readonly ptrSize: number;
  /** Types of variables may be in the other part. */
  private readonly readsOther: boolean;

  constructor(loader: Loader, ptrSize: number, readsOther: boolean) {
    this.loader = loader;
    this.ptrSize = ptrSize;
    this.readsOther = readsOther;
  }

  /** Floods; what is reached and not defined is of the other part. */
  flood(r: Reach): void {
    const { tab } = this.loader;
    for (;;) {
      r.run();
      let found = false;
      for (const s of r.demands) {
        if ((tab.attr[s]! & Elsewhere) !== 0 || ofAssembly.test(tab.name(s))) continue;
        tab.attr[s]! |= Elsewhere;
        if (!r.toRead.has(s)) continue;
        this.open(s);
        found = true;
      }
      if (!found) return;
    }
  }

  /** Has the types of reached variables read: what pointers they hold is made from these. */
  types(): void {
    if (this.readsOther) typesOfVariables(this.loader, this.ptrSize, types => types.forEach(t => this.open(t)));
  }

  /** Debug information reads types when it meets them. */
  describe(): void {}

  /** Has a symbol of the other part read. */
  open(s: Sym): void {
    const { loader } = this;
    const { tab } = loader;
    if ((tab.attr[s]! & External) !== 0 && !loader.readOther(s)) fatal(`${tab.name(s)} is nowhere to be read`);
  }
}
