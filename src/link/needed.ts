// What of all that was asked of a part makes it what it is. Most of what a program asks the library for the library uses itself: such a
// part is the same where that is not asked for any more.

import { decodeUtf8 } from '../base/utf8.ts';
import * as Attr from '../obj/attr.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { BaseNames, BaseSym, Round } from './base.ts';
import type { Ctxt } from './ctxt.ts';
import * as SymKind from './symkind.ts';
import { Elsewhere, Reachable, type Sym } from './symtab.ts';

/**
 * Leaves out of each round what the part reaches without being asked for it: of its own symbols, which are in `names`, and of those of
 * `before`, what lies before the part, where that is not what it is by them. A flood that follows fewer references than that of reach.ts,
 * none that depends on methods, so that what is left out is reached for certain. Calls of methods are left out that keep none; `used` are
 * those that keep one of the part's own.
 */
export function neededRounds(
  cx: Ctxt,
  rounds: readonly Round[],
  names: BaseNames,
  before: readonly Round[] | null,
  used: ReadonlySet<string>,
): Round[] {
  const neededBefore = new Set(before?.flatMap(r => r.asks));
  const find = (ask: string): BaseSym | null => names.find(ask.slice(2), Number(ask[1]));
  const isImplied = (ask: string): boolean =>
    before !== null && !neededBefore.has(ask) && names.isBefore(ask.slice(2), Number(ask[1]));
  let flood = new Flood(cx);
  return rounds.map(({ asks, answers }) => {
    const symbols = asks.filter(a => a[0] === 'r' && !isImplied(a));
    const start = flood;
    flood = new Flood(cx, start);
    const forward = symbols.filter(a => flood.add(a) || find(a) === null);
    // Of these the later ones may reach earlier ones.
    const backward = new Flood(cx, start);
    const needed = new Set(forward.reverse().filter(a => backward.add(a) || find(a) === null));
    const isNeeded = (a: string): boolean => {
      if (a[0] === 'r') return needed.has(a);
      if (a[0] === 'm' && !used.has(a) && !neededBefore.has(a)) return false;
      return !flood.says(a) && !(a[0] === 'i' && (isImplied(a) || find(a) === null));
    };
    return { asks: asks.filter(isNeeded), answers };
  });
}

class Flood {
  private readonly cx: Ctxt;
  private readonly isReached: Uint8Array;
  private readonly inIface: Set<Sym>;
  private readonly uses: Set<string>;

  /** One that goes on from where another one is. */
  constructor(cx: Ctxt, from: Flood | null = null) {
    this.cx = cx;
    this.isReached = from === null ? new Uint8Array(cx.tab.count) : from.isReached.slice();
    this.inIface = new Set(from?.inIface);
    this.uses = new Set(from?.uses);
  }

  /** Floods from a symbol that was asked for; false: it was reached already. */
  add(ask: string): boolean {
    const s = this.symbol(ask);
    if (this.isReached[s] !== 0) return false;
    this.isReached[s] = 1;
    this.run(s);
    return true;
  }

  /** Whether what was reached says so itself: that a type becomes an interface, that methods are called. */
  says(ask: string): boolean {
    return ask[0] === 'i' ? this.inIface.has(this.symbol(ask)) : this.uses.has(ask);
  }

  private symbol(ask: string): Sym {
    return this.cx.tab.lookup(ask.slice(2), Number(ask[1]));
  }

  private run(from: Sym): void {
    const { cx, isReached, inIface, uses } = this;
    const { tab, loader, types } = cx;
    const queue = [from];
    const mark = (t: Sym): void => {
      if (isReached[t] !== 0) return;
      isReached[t] = 1;
      queue.push(t);
    };
    while (queue.length > 0) {
      const s = queue.pop()!;
      const attr = tab.attr[s]!;
      if ((attr & (Reachable | Elsewhere)) !== Reachable || tab.kind[s] === SymKind.Sxxx) continue;
      if ((attr & Attr.ReflectMethod) !== 0) uses.add('R');
      for (let r = tab.relocFirst[s]!, end = r + tab.relocCount[s]!; r < end; r++) {
        const type = tab.rType[r]!;
        const t = tab.rSym[r]!;
        if ((type & Reloc.R_WEAK) !== 0) continue;
        if (type === Reloc.R_METHODOFF || type === Reloc.R_USETYPE || type === Reloc.R_INITORDER) continue;
        if (type === Reloc.R_USEIFACE) {
          inIface.add((tab.attr[t]! & Attr.Itab) === 0 ? t : tab.relocSymAt(t, cx.target.ptrSize));
        } else if (type === Reloc.R_USEIFACEMETHOD) {
          const m = types.interfaceMethod(t, tab.rAdd[r]!);
          uses.add(`m${m.name} ${tab.name(m.type)}`);
        } else if (type === Reloc.R_USENAMEDMETHOD) {
          const d = tab.data(t);
          uses.add(`n${decodeUtf8(d, 0, d.length)}`);
        } else mark(t);
      }
      if (SymKind.isText(tab.kind[s]!)) for (const d of loader.func(s)?.funcdata ?? []) mark(d);
    }
  }
}
