// The nosplit check: a chain of functions without a stack check must fit into the bytes that the runtime keeps free below
// the guard. A function's height is the deepest its calls go before the next check; a check itself (a call of
// morestack) costs a call. Chains that are too deep are reported from their roots.

import * as Attr from '../obj/attr.ts';
import { PcIter } from '../obj/pctab.ts';
import * as Reloc from '../obj/reloctype.ts';
import type { Ctxt } from './ctxt.ts';
import { Elsewhere, External, type Sym } from './symtab.ts';

/** A call (or, to 0, plain use) that takes the stack `growth` bytes further down. */
interface Edge {
  readonly growth: number;
  readonly target: Sym;
}

const cycle = 32767;
/** Stands for the unknown target of an indirect call: it checks its stack. */
const indirect: Sym = 0xffffffff;

/** Checks all functions of the link; gives how deep the stack gets below the entry of each before it is checked again. */
export function stackCheck(cx: Ctxt): (s: Sym) => number {
  const limit = cx.options.stackLimit - (cx.target.hasLR ? 0 : cx.target.ptrSize) - cx.target.stackReserve;
  const check = new StackCheck(cx, false);
  const failed = cx.textp.filter(s => check.height(s) > limit);
  const heights = (s: Sym): number => check.height(s);
  if (failed.length === 0) return heights;
  const again = new StackCheck(cx, true);
  for (const s of failed) again.height(s);
  for (const root of again.roots()) {
    const lines = [`nosplit stack over ${limit} byte limit`];
    again.report(root, limit, [{ edge: { growth: 0, target: root }, printed: false }], lines);
    cx.error(root, lines.join('\n'));
  }
  return heights;
}

interface Link {
  readonly edge: Edge;
  printed: boolean;
}

class StackCheck {
  private readonly cx: Ctxt;
  private readonly callSize: number;
  private readonly morestack: Sym;
  private readonly heights: Map<Sym, number> = new Map();
  private readonly graph: Map<Sym, readonly Edge[]> | null;

  constructor(cx: Ctxt, graph: boolean) {
    this.cx = cx;
    this.callSize = cx.target.hasLR ? 0 : cx.target.ptrSize;
    this.morestack = cx.tab.lookup('runtime.morestack', 0);
    this.graph = graph ? new Map() : null;
  }

  private name(s: Sym): string {
    if (s === indirect) return 'indirect';
    if (s === 0) return 'leaf';
    return `${this.cx.tab.name(s)}<${this.cx.tab.abi(s)}>`;
  }

  /** How deep the stack gets below the entry of s before it is checked again. */
  height(s: Sym): number {
    const known = this.heights.get(s);
    if (known !== undefined) return known;
    this.heights.set(s, cycle);
    const edges: Edge[] = [];
    const h = Math.min(this.compute(s, edges), cycle);
    this.heights.set(s, h);
    this.graph?.set(s, edges);
    if (this.cx.options.debugNosplit) {
      for (const e of edges) {
        const to = e.target === 0 ? '' : ` -> ${this.name(e.target)}`;
        this.cx.output.push(`nosplit: ${this.name(s)} +${e.growth}${to}`);
      }
    }
    return h;
  }

  private compute(s: Sym, edges: Edge[]): number {
    const { cx } = this;
    const { tab, loader } = cx;
    if (s === this.morestack) return 0;
    if (s === indirect) {
      edges.push({ growth: this.callSize, target: this.morestack });
      return this.callSize;
    }
    if ((tab.attr[s] & Elsewhere) !== 0) return cx.heights.get(s) ?? 0;
    if ((tab.attr[s] & External) !== 0) return 0;
    const f = loader.func(s);
    if (f === null) return 0;
    let max = 0;
    const keep = this.graph !== null || cx.options.debugNosplit;
    const add = (growth: number, target: Sym): void => {
      if (keep) edges.push({ growth, target });
      const h = target === 0 ? growth : growth + this.height(target);
      if (h > max) max = h;
    };
    if ((tab.attr[s] & Attr.NoSplit) === 0) {
      add(this.callSize, this.morestack);
      return max;
    }
    let maxLocal = 0;
    let r = tab.relocFirst[s];
    const end = r + tab.relocCount[s];
    loader.decode(f.pcsp);
    const from = tab.dataOff[f.pcsp];
    const it = new PcIter(tab.dataBuf(f.pcsp), from, from + tab.dataLen[f.pcsp], cx.target.minLC);
    for (; !it.done; it.next()) {
      const h = it.value;
      if (h > maxLocal) maxLocal = h;
      for (; r < end && tab.rOff[r] < it.nextPc; r++) {
        const type = tab.rType[r];
        if (type === Reloc.R_CALLIND) add(h + this.callSize, indirect);
        else if (Reloc.isDirectCall(type & ~Reloc.R_WEAK)) add(h + this.callSize, tab.rSym[r]);
      }
    }
    if (maxLocal > max) add(maxLocal, 0);
    return max;
  }

  /** The functions of the graph that nothing in it calls, and one of each cycle, the deepest first. */
  roots(): Sym[] {
    const graph = this.graph!;
    const nodes = new Set(graph.keys());
    const walk = (origin: Sym, s: Sym): { cycle: boolean; lowest: Sym } => {
      if (!nodes.has(s)) return { cycle: false, lowest: 0 };
      nodes.delete(s);
      if (origin === s) return { cycle: true, lowest: s };
      let found = false;
      let lowest = 0;
      for (const e of graph.get(s) ?? []) {
        const down = walk(origin, e.target);
        if (!down.cycle) continue;
        found = true;
        if (lowest === 0) lowest = s;
        if (down.lowest < lowest) lowest = down.lowest;
      }
      return { cycle: found, lowest };
    };
    for (const k of graph.keys()) {
      if (!nodes.has(k)) continue;
      for (const e of graph.get(k)!) {
        const { cycle: found, lowest } = walk(k, e.target);
        if (found) nodes.add(lowest);
      }
    }
    return [...nodes].sort((a, b) => this.heights.get(b)! - this.heights.get(a)! || a - b);
  }

  /** Adds to `out` the chains from the end of `chain` on that go over the limit. */
  report(s: Sym, depth: number, chain: Link[], out: string[]): void {
    const graph = this.graph!;
    const edges = graph.get(s) ?? [];
    const isCycle = !graph.has(s) && s !== 0;
    graph.delete(s);
    for (const edge of edges) {
      chain.push({ edge, printed: false });
      this.report(edge.target, depth - edge.growth, chain, out);
      chain.pop();
    }
    if (!isCycle) graph.set(s, edges);
    if (edges.length > 0 || (depth >= 0 && !isCycle)) return;
    let indent = '';
    chain.forEach((link, i) => {
      if (link.printed) return;
      link.printed = true;
      if (i === 0) {
        out.push(this.name(link.edge.target));
        return;
      }
      indent = '    '.repeat(i);
      const to = link.edge.target === 0 ? '' : `, calls ${this.name(link.edge.target)}`;
      out.push(`${indent}grows ${link.edge.growth} bytes${to}`);
    });
    out.push(isCycle ? `${indent}infinite cycle` : `${indent}${-depth} bytes over limit`);
  }
}
