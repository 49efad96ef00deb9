// The order of package initialisation. Each package has an inittask symbol that names those of its imports; a package runs
// when all its imports have, and of those that could run the first by name does. Tasks without functions are left out.

import { compareUtf8 } from '../base/utf8.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { InitTask } from './base.ts';
import type { Ctxt } from './ctxt.ts';
import { DataBuilder } from './databuilder.ts';
import { fatal } from './failure.ts';
import * as SymKind from './symkind.ts';
import { Reachable, type Sym } from './symtab.ts';

/** Makes the list of the program, and the runtime's own, which runs before it. */
export function inittasks(cx: Ctxt): void {
  mainTasks(cx, []);
  runtimeTasks(cx);
}

/** Makes the list of the program; `known` are tasks of which this link has no symbols. */
export function mainTasks(cx: Ctxt, known: readonly InitTask[]): void {
  cx.mainInitTasks = schedule(cx, 'main..inittask', 'go:main.inittasks', known);
}

/** Makes the runtime's list. */
export function runtimeTasks(cx: Ctxt): void {
  const { tab, loader } = cx;
  const slice = tab.lookup('runtime.runtime_inittasks', 0);
  if (slice === 0) return;
  const list = schedule(cx, 'runtime..inittask', 'go:runtime.inittasks', []);
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

/** What a symbol says of the initialisation of its package. */
export function initTask(cx: Ctxt, name: string): InitTask {
  const { tab, loader } = cx;
  const s = tab.lookup(name, 0);
  loader.decode(s);
  const after: string[] = [];
  for (let r = tab.relocFirst[s], end = r + tab.relocCount[s]; r < end; r++) {
    if (tab.rType[r] === Reloc.R_INITORDER) after.push(tab.name(tab.rSym[r]));
  }
  return { name, runs: tab.size[s] > 8, after };
}

function schedule(cx: Ctxt, root: string, name: string, known: readonly InitTask[]): Sym {
  const { tab } = cx;
  if (tab.lookup(root, 0) === 0) return 0;
  const byName = new Map(known.map(t => [t.name, t]));
  const task = (of: string): InitTask => byName.get(of) ?? initTask(cx, of);
  const importers = new Map<string, InitTask[]>();
  const waiting = new Map<string, number>([[root, 0]]);
  const ready = new NameHeap();
  const stack = [root];
  while (stack.length > 0) {
    const t = task(stack.pop()!);
    for (const dep of t.after) {
      const list = importers.get(dep);
      if (list === undefined) importers.set(dep, [t]);
      else list.push(t);
      if (waiting.has(dep)) continue;
      waiting.set(dep, 0);
      stack.push(dep);
    }
    waiting.set(t.name, t.after.length);
    if (t.after.length === 0) ready.push(t);
  }
  const d = new DataBuilder(cx.target.ptrSize);
  for (let t = ready.pop(); t !== null; t = ready.pop()) {
    if (t.runs) d.addr(tab.lookupOrCreate(t.name, 0));
    for (const next of importers.get(t.name) ?? []) {
      const n = waiting.get(next.name)! - 1;
      waiting.set(next.name, n);
      if (n === 0) ready.push(next);
    }
  }
  for (const [of, n] of waiting) if (n !== 0) fatal(`inittask for ${of} is not schedulable ${n}`);
  const list = tab.addExternal(name, 0);
  tab.kind[list] = SymKind.NoptrData;
  tab.attr[list] &= ~Reachable;
  d.finish(tab, list);
  return list;
}

/** A heap of tasks, the first by name on top. */
class NameHeap {
  private readonly heap: InitTask[] = [];

  push(t: InitTask): void {
    const h = this.heap;
    h.push(t);
    for (let n = h.length - 1; n > 0;) {
      const p = (n - 1) >> 1;
      if (compareUtf8(h[n].name, h[p].name) >= 0) break;
      [h[n], h[p]] = [h[p], h[n]];
      n = p;
    }
  }

  /** Takes the first; null when there is none. */
  pop(): InitTask | null {
    const h = this.heap;
    if (h.length === 0) return null;
    const top = h[0];
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
