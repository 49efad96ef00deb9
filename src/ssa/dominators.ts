// The shape of a function's flow: an order of its blocks in which predecessors come first but for loops, the dominator tree
// (Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm", 2001), and the nest of loops. The block where a recovered
// function returns has no predecessor; here the entry counts as one, for that is what dominates it.

import type { Block, Func } from './func.ts';

/** The blocks that are reached, in reverse postorder: the entry is the first. */
export function reversePostorder(f: Func): Block[] {
  const seen = new Uint8Array(f.maxBlockId);
  const post: Block[] = [];
  if (f.deferReturn !== null) postorder(f.deferReturn, seen, post);
  postorder(f.entry, seen, post);
  return post.reverse();
}

/** Adds the blocks reached from `start` that were not seen, in postorder; without recursion. Reversed, a first successor comes first. */
function postorder(start: Block, seen: Uint8Array, out: Block[]): void {
  if (seen[start.id] === 1) return;
  seen[start.id] = 1;
  const stack: Block[] = [start];
  const left: number[] = [start.succs.length];
  while (stack.length > 0) {
    const top = stack.length - 1;
    const b = stack[top]!;
    const i = left[top]! - 1;
    if (i < 0) {
      out.push(b);
      stack.pop();
      left.pop();
      continue;
    }
    left[top] = i;
    const s = b.succs[i]!;
    if (seen[s.id] === 1) continue;
    seen[s.id] = 1;
    stack.push(s);
    left.push(s.succs.length);
  }
}

/** Who goes down a dominator tree. */
export interface TreeVisitor {
  /** A block, before those below it. */
  enter(b: Block): void;
  /** The last block that was entered and not left, after all below it. */
  leave(): void;
}

/** The dominator tree of a function. */
export class Dominators {
  /** The reached blocks in reverse postorder. */
  readonly order: readonly Block[];
  /** By block id: the place in `order`; -1 for a block that is not reached. */
  readonly at: Int32Array;
  /** By place in `order`: the place of the immediate dominator; the entry's is its own. */
  readonly idomAt: Int32Array;
  /** By place: the range of numbers that the subtree below has. */
  readonly pre: Int32Array;
  readonly last: Int32Array;

  constructor(f: Func) {
    const order = reversePostorder(f);
    const n = order.length;
    const at = new Int32Array(f.maxBlockId).fill(-1);
    for (let i = 0; i < n; i++) at[order[i]!.id] = i;
    const idom = new Int32Array(n).fill(-1);
    idom[0] = 0;
    const extra = f.deferReturn === null ? -1 : at[f.deferReturn.id]!;
    for (let changed = true; changed;) {
      changed = false;
      for (let i = 1; i < n; i++) {
        let best = i === extra ? 0 : -1;
        for (const p of order[i]!.preds) {
          let j = at[p.id]!;
          if (j < 0 || idom[j]! < 0) continue;
          if (best < 0) {
            best = j;
            continue;
          }
          while (j !== best) {
            while (j > best) j = idom[j]!;
            while (best > j) best = idom[best]!;
          }
        }
        if (idom[i] !== best) {
          idom[i] = best;
          changed = true;
        }
      }
    }
    this.order = order;
    this.at = at;
    this.idomAt = idom;
    // Each block's subtree is a range of numbers, from its own to the last below it.
    const size = new Int32Array(n).fill(1);
    for (let i = n - 1; i > 0; i--) size[idom[i]!]! += size[i]!;
    const pre = new Int32Array(n);
    const free = new Int32Array(n);
    const last = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      if (i > 0) {
        const d = idom[i]!;
        pre[i] = free[d]!;
        free[d]! += size[i]!;
      }
      free[i] = pre[i]! + 1;
      last[i] = pre[i]! + size[i]! - 1;
    }
    this.pre = pre;
    this.last = last;
  }

  /** Goes through the reached blocks, down the tree. */
  walk(visitor: TreeVisitor): void {
    const { order, pre, idomAt } = this;
    const n = order.length;
    const byPre = new Int32Array(n);
    for (let i = 0; i < n; i++) byPre[pre[i]!] = i;
    const stack: number[] = [];
    for (let k = 0; k < n; k++) {
      const i = byPre[k]!;
      const above = i === 0 ? -1 : idomAt[i]!;
      for (; stack.length > 0 && stack[stack.length - 1] !== above; stack.pop()) visitor.leave();
      stack.push(i);
      visitor.enter(order[i]!);
    }
    for (; stack.length > 0; stack.pop()) visitor.leave();
  }

  /** Whether every way to b goes through a (a block dominates itself); both are reached. */
  dominates(a: Block, b: Block): boolean {
    const i = this.at[a.id]!;
    const x = this.pre[this.at[b.id]!]!;
    return this.pre[i]! <= x && x <= this.last[i]!;
  }

  /** The immediate dominator; null for the entry. */
  idom(b: Block): Block | null {
    const i = this.at[b.id]!;
    return i === 0 ? null : this.order[this.idomAt[i]!]!;
  }
}

/** The natural loops of a function, by the blocks that head them. */
export class Loops {
  /** By block id: the head of the innermost loop that the block is in; null for none. */
  readonly head: (Block | null)[];
  /** By block id: the head of the loop around the loop that the block heads; null for none, and for other blocks. */
  readonly outer: (Block | null)[];
  /** By block id: how many loops the block is in. */
  readonly depth: Uint16Array;
  /** An edge goes back to a block that does not dominate its start: such cycles count as no loop. */
  irreducible = false;

  constructor(f: Func, doms: Dominators) {
    const { order, at } = doms;
    const n = f.maxBlockId;
    const head: (Block | null)[] = new Array<Block | null>(n).fill(null);
    const outer: (Block | null)[] = new Array<Block | null>(n).fill(null);
    this.head = head;
    this.outer = outer;
    this.depth = new Uint16Array(n);
    // Inner heads come later in the order, so that going backwards finds inner loops first.
    const work: Block[] = [];
    for (let i = order.length - 1; i >= 0; i--) {
      const h = order[i]!;
      for (const p of h.preds) {
        if (at[p.id]! < i) continue;
        if (!doms.dominates(h, p)) {
          this.irreducible = true;
          continue;
        }
        work.push(p);
      }
      if (work.length === 0) continue;
      while (work.length > 0) {
        let b = work.pop()!;
        // The outermost loop found so far that b is in stands for all its blocks.
        for (;;) {
          const top: Block | null = outermost(b, h, head, outer);
          if (top === null || top === b) break;
          b = top;
        }
        if (b === h) {
          head[h.id] ??= h;
          continue;
        }
        if (head[b.id] === b) {
          if (outer[b.id] !== null) continue;
          outer[b.id] = h;
        } else {
          if (head[b.id] !== null) continue;
          head[b.id] = h;
        }
        for (const p of b.preds) if (at[p.id]! >= 0 && doms.dominates(h, p)) work.push(p);
      }
      head[h.id] = h;
    }
    for (const b of order) {
      const h = head[b.id];
      if (h === null || h === undefined) continue;
      if (h !== b) {
        this.depth[b.id] = this.depth[h.id]!;
        continue;
      }
      const o = outer[b.id];
      this.depth[b.id] = (o === null || o === undefined ? 0 : this.depth[o.id]!) + 1;
    }
  }
}

/** The head of the outermost loop known so far around b, other than h's own; b itself when it is in none. */
function outermost(
  b: Block,
  h: Block,
  head: readonly (Block | null)[],
  outer: readonly (Block | null)[],
): Block | null {
  const first = head[b.id] ?? null;
  if (first === null || first === h) return b;
  let top: Block = first;
  for (;;) {
    const o: Block | null = outer[top.id] ?? null;
    if (o === null || o === h) return top;
    top = o;
  }
}

/** By block id: where the block's dominance ends. */
export function dominanceFrontiers(f: Func, doms: Dominators): Block[][] {
  const out: Block[][] = new Array<Block[]>(f.maxBlockId);
  for (const b of doms.order) out[b.id] = [];
  for (const b of doms.order) {
    // deferReturn and the entry have no predecessors, which is as it should be.
    if (b.preds.length < 2) continue;
    const stop = doms.idomAt[doms.at[b.id]!]!;
    for (const q of b.preds) {
      let i = doms.at[q.id]!;
      while (i >= 0 && i !== stop) {
        const list = out[doms.order[i]!.id]!;
        if (list.length === 0 || list[list.length - 1] !== b) list.push(b);
        i = doms.idomAt[i]!;
      }
    }
  }
  return out;
}
