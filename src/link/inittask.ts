// The order of package initialisation. Each package has an inittask symbol that names those of its imports; a package runs
// when all its imports have, and of those that could run the first by name does. Tasks without functions are left out.

import { compareUtf8 } from '../base/utf8.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { Ctxt } from './ctxt.ts';
import { DataBuilder } from './databuilder.ts';
import { fatal } from './failure.ts';
import * as SymKind from './symkind.ts';
import { Reachable, type Sym } from './symtab.ts';

/** Makes the list of the program, and the runtime's own, which runs before it. */
export function inittasks(cx: Ctxt): void {
  const { tab, loader } = cx;
  cx.mainInitTasks = schedule(cx, 'main..inittask', 'go:main.inittasks');
  const slice = tab.lookup('runtime.runtime_inittasks', 0);
  if (slice === 0) return;
  const list = schedule(cx, 'runtime..inittask', 'go:runtime.inittasks');
  const n = list === 0 ? 0 : tab.size[list] / cx.target.ptrSize;
  loader.decode(slice);
  tab.kind[slice] = SymKind.NoptrData;
  const d = new DataBuilder(cx.target.ptrSize);
  if (list === 0) d.uint(0);
  else d.addr(list);
  d.uint(n);
  d.uint(n);
  d.finish(tab, slice);
}

function schedule(cx: Ctxt, root: string, name: string): Sym {
  const { tab, loader } = cx;
  const first = tab.lookup(root, 0);
  if (first === 0) return 0;
  const importers = new Map<Sym, Sym[]>();
  const waiting = new Map<Sym, number>([[first, 0]]);
  const ready = new NameHeap(s => tab.name(s));
  const stack = [first];
  while (stack.length > 0) {
    const s = stack.pop()!;
    loader.decode(s);
    let deps = 0;
    for (let r = tab.relocFirst[s], end = r + tab.relocCount[s]; r < end; r++) {
      if (tab.rType[r] !== Reloc.R_INITORDER) continue;
      deps++;
      const t = tab.rSym[r];
      const list = importers.get(t);
      if (list === undefined) importers.set(t, [s]);
      else list.push(s);
      if (waiting.has(t)) continue;
      waiting.set(t, 0);
      stack.push(t);
    }
    waiting.set(s, deps);
    if (deps === 0) ready.push(s);
  }
  const d = new DataBuilder(cx.target.ptrSize);
  for (let s = ready.pop(); s !== 0; s = ready.pop()) {
    if (tab.size[s] > 8) d.addr(s);
    for (const t of importers.get(s) ?? []) {
      const n = waiting.get(t)! - 1;
      waiting.set(t, n);
      if (n === 0) ready.push(t);
    }
  }
  for (const [s, n] of waiting) if (n !== 0) fatal(`inittask for ${tab.name(s)} is not schedulable ${n}`);
  const list = tab.addExternal(name, 0);
  tab.kind[list] = SymKind.NoptrData;
  tab.attr[list] &= ~Reachable;
  d.finish(tab, list);
  return list;
}

/** A heap of symbols, the first by name on top. */
class NameHeap {
  private readonly heap: { readonly s: Sym; readonly name: string }[] = [];
  private readonly nameOf: (s: Sym) => string;

  constructor(nameOf: (s: Sym) => string) {
    this.nameOf = nameOf;
  }

  push(s: Sym): void {
    const h = this.heap;
    h.push({ s, name: this.nameOf(s) });
    for (let n = h.length - 1; n > 0;) {
      const p = (n - 1) >> 1;
      if (compareUtf8(h[n].name, h[p].name) >= 0) break;
      [h[n], h[p]] = [h[p], h[n]];
      n = p;
    }
  }

  /** Takes the first; 0 when there is none. */
  pop(): Sym {
    const h = this.heap;
    if (h.length === 0) return 0;
    const top = h[0].s;
    const last = h.pop()!;
    if (h.length > 0) {
      h[0] = last;
      for (let n = 0; ;) {
        let c = 2 * n + 1;
        if (c >= h.length) break;
        if (c + 1 < h.length && compareUtf8(h[c + 1].name, h[c].name) < 0) c++;
        if (compareUtf8(h[c].name, h[n].name) >= 0) break;
        [h[n], h[c]] = [h[c], h[n]];
        n = c;
      }
    }
    return top;
  }
}
