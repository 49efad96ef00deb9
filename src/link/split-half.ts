// One of the parts in which a program is linked (split.ts): how it gets what it reaches, and what others ask of it.

import { Ctxt, type LinkOptions } from './ctxt.ts';
import { Errors } from './failure.ts';
import { markFips } from './fips.ts';
import { runtimeTasks } from './inittask.ts';
import { orderText } from './layout.ts';
import { entryName } from './link.ts';
import { Loader, type OtherArchives } from './load.ts';
import { orderByName } from './order.ts';
import { Reach } from './reach.ts';
import { Reachable, type Sym } from './symtab.ts';

/** Says that a program cannot be linked in parts, or that a base does not fit. */
export class Unfit extends Error {}

/** How a part gets what it reaches. */
interface Source {
  /** Its objects come in the order in which they are asked for, which nothing that is written may depend on. */
  readonly onDemand: boolean;
  /** Floods until everything that is reached is there, or known to be in the other part. */
  flood(r: Reach): void;
  /** Has the types of reached variables made or read. */
  types(): void;
  /** Has the types made that debug information tells of. */
  describe(): void;
  /** Has a symbol of the other part read. */
  open(s: Sym): void;
}

/** One of the parts while it is linked. */
export class Half {
  readonly cx: Ctxt;
  readonly demand: Source;
  readonly reach: Reach;

  /** `start` reads what is there before the flood. */
  constructor(options: LinkOptions, other: OtherArchives | null, start: (loader: Loader) => Source) {
    const errors = new Errors(options.allErrors);
    const { header, checkLinkname, eager, target } = options;
    const plain = { header, checkLinkname, eager, pcQuantum: target.minLC };
    const loader = new Loader(other === null ? plain : { ...plain, other }, errors);
    this.demand = start(loader);
    this.cx = new Ctxt(options, loader, errors);
    this.reach = new Reach(loader, target.ptrSize);
  }

  /** Marks what a part behind this one asks for. */
  take(asks: readonly string[]): void {
    const { reach } = this;
    const { tab } = this.cx;
    for (const a of asks) {
      if (a[0] !== 'r' && a[0] !== 'i') reach.useMethods(a);
      else {
        const s = tab.lookupOrCreate(a.slice(2), Number(a[1]));
        if (a[0] === 'r') reach.mark(s);
        else reach.useInIface(s);
      }
    }
  }

  check(): void {
    if (this.cx.errors.messages.length > 0) throw new Unfit();
  }

  /** Puts in order what is reached, when it is known. */
  order(): void {
    if (this.demand.onDemand) orderByName(this.cx);
    orderText(this.cx);
  }
}

/** Marks what the first part has whatever is asked of it. */
export function rootBase({ cx, reach }: Half, options: LinkOptions): void {
  cx.foreign = [];
  runtimeTasks(cx);
  reach.markName(entryName(options));
  reach.markName('runtime.unreachableMethod');
}

/** Makes a part the one that has the FIPS 140 module, or would have it. */
export function rootFips({ cx }: Half): void {
  markFips(cx);
  for (const s of cx.fipsSyms) cx.tab.attr[s]! |= Reachable;
}
