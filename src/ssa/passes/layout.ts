// The order of blocks in memory. What is likely follows its predecessor, loops stay together, and what ends in a panic, or is
// reached only by unlikely branches, comes last. Register allocation walks the blocks in this order: each comes after one of
// its predecessors at least. After it, `rotate` turns loops so that the test at the head stands at the end of the loop.

import { assert } from '../../diag/internal-error.ts';
import * as BlockKind from '../blockkind.ts';
import { Dominators, Loops } from '../dominators.ts';
import type { Block, Func } from '../func.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';

/** Parts of what tells which block comes next. */
const likelyScore = 1 << 24;
const readyScore = 32;

/** Orders f.blocks; blocks that are not reached are dropped. */
export function layout(f: Func, doms: Dominators, loops: Loops): void {
  const cold = coldBlocks(f, doms);
  const depth = loops.depth;
  const weight = weights(f, doms);
  for (const b of f.blocks) b.cold = cold[b.id] === 1;
  const order: Block[] = [];
  const placed = new Uint8Array(f.maxBlockId);
  // Blocks with a predecessor that is placed, the latest last; and the same of cold blocks.
  const warm: Block[] = [];
  const later: Block[] = [];
  let at: Block | null = f.entry;
  while (at !== null) {
    placed[at.id] = 1;
    order.push(at);
    const likely: number = at.likely < 0 ? 1 : at.likely > 0 ? 0 : -1;
    let next: Block | null = null;
    let best = -1;
    for (let i = 0; i < at.succs.length; i++) {
      const s: Block = at.succs[i]!;
      if (placed[s.id] === 1) continue;
      if (cold[s.id] === 1) {
        later.push(s);
        continue;
      }
      warm.push(s);
      // Likely above all, then deeper in loops, then what nobody else leads to, then the way that is probably short.
      const ready = isReady(s, placed, cold, doms);
      const place = (depth[s.id]! << 6) + (ready ? readyScore : 0) + ((8 - weight[s.id]!) << 1);
      const score = (i === likely ? likelyScore : 0) + place + (i === 0 ? 1 : 0);
      if (score > best) {
        best = score;
        next = s;
      }
    }
    if (next !== null) {
      const aside = detour(at, next, cold, depth);
      if (aside !== null && placed[aside.id] === 0) {
        // What runs rarely and comes back at once stays where it is: that is shorter by two far jumps.
        placed[next.id] = 1;
        order.push(next);
        warm.push(next.succs[0]!);
        next = aside;
      } else if (best < likelyScore && (best & readyScore) === 0) {
        // Others lead there, too: they come first.
        next = null;
      }
    }
    if (next === null) {
      const exit = exitBelow(at, placed, doms);
      next = pick(warm, placed, cold, loops, doms, exit) ?? pick(later, placed, cold, loops, doms, exit);
    }
    at = next;
    if (at === null && f.deferReturn !== null && placed[f.deferReturn.id] === 0) at = f.deferReturn;
  }
  assert(order.length === doms.order.length, 'every block has a place');
  f.blocks.length = 0;
  for (const b of order) f.blocks.push(b);
}

/** The cold block that b goes on to instead of `edge`, an edge without a block, when it leads to where that leads; outside of loops. */
function detour(b: Block, edge: Block, cold: Uint8Array, depth: Uint16Array): Block | null {
  if (depth[b.id] !== 0 || b.succs.length !== 2 || edge.values.length !== 0 || edge.succs.length !== 1) return null;
  const s = b.succs[0] === edge ? b.succs[1]! : b.succs[0]!;
  if (cold[s.id] === 0 || s.preds.length !== 1 || s.succs.length !== 1) return null;
  return s.succs[0] === edge.succs[0] ? s : null;
}

/** Where the loop is left that `b`, its end, jumps back to: the test at its head will stand behind b. Null for none. */
function exitBelow(b: Block, placed: Uint8Array, doms: Dominators): Block | null {
  const h = b.succs.length === 1 ? b.succs[0]! : null;
  if (h === null || h.succs.length !== 2 || !doms.dominates(h, b)) return null;
  const [x, y] = h.succs as [Block, Block];
  if (placed[x.id] === 1) return placed[y.id] === 1 ? null : y;
  return x;
}

/**
 * Takes the block to go on with out of a list of candidates: the deepest in loops, of those one that nobody else leads to, then
 * `wanted`, then the latest.
 */
function pick(
  list: Block[],
  placed: Uint8Array,
  cold: Uint8Array,
  loops: Loops,
  doms: Dominators,
  wanted: Block | null,
): Block | null {
  let kept = 0;
  let best: Block | null = null;
  let score = -1;
  for (let i = 0; i < list.length; i++) {
    const b = list[i]!;
    if (placed[b.id] === 1) continue;
    list[kept++] = b;
    const s = loops.depth[b.id]! * 4 + (isReady(b, placed, cold, doms) ? 2 : 0) + (b === wanted ? 1 : 0);
    if (s >= score) {
      score = s;
      best = b;
    }
  }
  list.length = kept;
  return best;
}

/** Whether all have their places that lead to b: but for jumps back, and for those that run rarely. */
function isReady(b: Block, placed: Uint8Array, cold: Uint8Array, doms: Dominators): boolean {
  for (const p of b.preds) if (placed[p.id] === 0 && cold[p.id] === 0 && !doms.dominates(b, p)) return false;
  return true;
}

/** By block id, 1 for what runs rarely: what always ends in Exit, what only unlikely branches and other such blocks lead to. */
function coldBlocks(f: Func, doms: Dominators): Uint8Array {
  const cold = new Uint8Array(f.maxBlockId);
  const { order } = doms;
  for (let i = order.length - 1; i >= 0; i--) {
    const b = order[i]!;
    if (b === f.entry) continue;
    let all = b.succs.length > 0;
    for (const s of b.succs) if (cold[s.id] === 0) all = false;
    if (all || b.kind === BlockKind.Exit || b === f.deferReturn) cold[b.id] = 1;
  }
  for (const b of order) {
    if (b === f.entry || cold[b.id] === 1) continue;
    let all = true;
    for (const p of b.preds) {
      if (cold[p.id] === 1 || doms.dominates(b, p)) continue;
      const unlikely = p.likely !== 0 && p.succs.length === 2 && p.succs[p.likely > 0 ? 1 : 0] === b;
      if (unlikely) continue;
      all = false;
      break;
    }
    if (all) cold[b.id] = 1;
  }
  return cold;
}

/**
 * By block id, from 0 to 8, how little of a loop's time is spent on the way that begins there, as gc guesses it: three times 2 where all
 * ways return, 1 where all come upon a call, 0 where one goes on round a loop without; and 2 where the block itself returns, 1 where it
 * calls.
 */
function weights(f: Func, doms: Dominators): Uint8Array {
  const { order } = doms;
  const out = new Uint8Array(f.maxBlockId);
  const { flags } = f.info;
  for (let i = order.length - 1; i >= 0; i--) {
    const b = order[i]!;
    if (b.succs.length === 0) {
      out[b.id] = 8;
      continue;
    }
    // What a jump back leads to was not looked at: it weighs nothing.
    let all = 2;
    for (const s of b.succs) all = Math.min(all, Math.floor(out[s.id]! / 3));
    let own = 0;
    for (const v of b.values) {
      if ((flags[f.op[v]!]! & OpFlag.Call) === 0) continue;
      own = 1;
      break;
    }
    out[b.id] = Math.max(all, own) * 3 + own;
  }
  return out;
}

/**
 * Moves the head of a loop, if it is a test that may leave the loop, behind the block that jumps back to it. Where several ways lead to
 * that block, as with `continue`, both stay in front of the loop: each way takes one jump then, and not one to there and one back.
 * They do, too, where the way to that block begins with a branch out of the loop, which can as well jump back: the test then falls into
 * the loop when that is come to, and not only those loops are left at the end.
 */
export function rotate(_p: Program, f: Func): void {
  const doms = new Dominators(f);
  const loops = new Loops(f, doms);
  const { blocks } = f;
  const place = new Int32Array(f.maxBlockId).fill(-1);
  for (let i = 0; i < blocks.length; i++) place[blocks[i]!.id] = i;
  // By block id: the heads to put behind it.
  const behind: Block[][] = [];
  // By id of a head: the block to put before it.
  const before: Block[] = [];
  const moved = new Uint8Array(f.maxBlockId);
  for (const h of blocks) {
    if (loops.head[h.id] !== h || h === f.entry || h.succs.length !== 2) continue;
    // The last block of the loop that jumps back, of those that run often if there are some.
    let latch: Block | null = null;
    for (const p of h.preds) {
      if (!doms.dominates(h, p) || p.succs.length !== 1) continue;
      const isBetter = latch !== null && (latch.cold === p.cold ? place[p.id]! > place[latch.id]! : latch.cold);
      if (latch === null || isBetter) latch = p;
    }
    if (latch === null || latch === h || place[latch.id]! <= place[h.id]!) continue;
    // It must fall through into the loop now, and out of the loop or to nothing worth keeping afterwards.
    const i = place[h.id]!;
    const next = i + 1 < blocks.length ? blocks[i + 1]! : null;
    if (next === null || !h.succs.includes(next)) continue;
    const leaves = h.succs[0] === next ? h.succs[1]! : h.succs[0]!;
    if (inLoop(loops, leaves, h) || !inLoop(loops, next, h)) continue;
    const first = latch.preds[0]!;
    const isBranched =
      latch.preds.length > 1 ||
      (!first.cold && first.succs.length === 2 && first.succs.some(s => !inLoop(loops, s, h)));
    if (isBranched && !latch.cold && behind[latch.id] === undefined && moved[latch.id] === 0) {
      before[h.id] = latch;
      moved[latch.id] = 1;
    } else {
      (behind[latch.id] ??= []).push(h);
      moved[h.id] = 1;
    }
  }
  const order: Block[] = [];
  const put = (b: Block): void => {
    const latch = before[b.id];
    if (latch !== undefined) put(latch);
    order.push(b);
    const heads = behind[b.id];
    if (heads !== undefined) for (const h of heads) put(h);
  };
  for (const b of blocks) if (moved[b.id] === 0) put(b);
  assert(order.length === blocks.length, 'rotation keeps all blocks');
  for (let i = 0; i < order.length; i++) blocks[i] = order[i]!;
}

/** Whether b is in the loop that h heads. */
function inLoop(loops: Loops, b: Block, h: Block): boolean {
  for (let at = loops.head[b.id] ?? null; at !== null; at = loops.outer[at.id] ?? null) if (at === h) return true;
  return false;
}
