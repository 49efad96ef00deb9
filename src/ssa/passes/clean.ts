// Brings a function in order after building or a pass that leaves crumbs: takes out blocks that are not reached, copies,
// phis of one value and dead values, follows branches on constants, and joins blocks that follow one another alone.

import * as BlockKind from '../blockkind.ts';
import { reversePostorder } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import { deadcode } from './deadcode.ts';

/** Cleans a function. Blocks are in reverse postorder afterwards. */
export function clean(p: Program, f: Func): void {
  for (const b of f.blocks) foldBranch(f, b);
  removeUnreached(f);
  forwardCopies(f);
  mergeBlocks(f);
  deadcode(p, f);
}

/** A branch on a constant goes one way. */
function foldBranch(f: Func, b: Block): void {
  if (b.kind !== BlockKind.If && b.kind !== BlockKind.JumpTable) return;
  let c = b.control;
  while (f.op[c] === Op.Copy) c = f.arg(c, 0);
  if (b.kind === BlockKind.JumpTable) {
    if (f.op[c] !== Op.ConstInt) return;
    const to = f.num(c);
    if (to < 0 || to >= b.succs.length) return;
    for (let i = b.succs.length - 1; i >= 0; i--) if (i !== to) f.removeEdge(b, i);
    b.kind = BlockKind.Plain;
    b.control = 0;
    return;
  }
  if (f.op[c] !== Op.ConstInt) {
    // Both ways lead to one block, which has nothing that tells them apart.
    if (b.succs[0] !== b.succs[1] || hasPhi(f, b.succs[0]!)) return;
  }
  const taken = f.op[c] === Op.ConstInt && (f.lo[c]! & 0xff) === 0 ? 1 : 0;
  f.removeEdge(b, 1 - taken);
  b.kind = BlockKind.Plain;
  b.control = 0;
  b.likely = 0;
}

function hasPhi(f: Func, b: Block): boolean {
  return b.values.length > 0 && f.op[b.values[0]!] === Op.Phi;
}

/** Takes blocks that are not reached out of the function, and their edges out of phis; orders the others. */
export function removeUnreached(f: Func): void {
  const order = reversePostorder(f);
  if (order.length !== f.blocks.length) {
    const reached = new Uint8Array(f.maxBlockId);
    for (const b of order) reached[b.id] = 1;
    for (const b of f.blocks) {
      if (reached[b.id] === 1) continue;
      for (let i = b.succs.length - 1; i >= 0; i--) {
        if (reached[b.succs[i]!.id] === 1) f.removeEdge(b, i);
      }
    }
  }
  for (let i = 0; i < order.length; i++) f.blocks[i] = order[i]!;
  if (order.length < f.blocks.length) f.blocks.length = order.length;
}

/** Lets every use name the value itself, not a copy of it, nor a phi that is only ever one value. */
function forwardCopies(f: Func): void {
  const phis: Value[] = [];
  let copies = false;
  for (const b of f.blocks) {
    for (const v of b.values) {
      const op = f.op[v]!;
      if (op === Op.Phi) phis.push(v);
      else if (op === Op.Copy) copies = true;
    }
  }
  // A phi that becomes a copy may make another one trivial, on either side of it.
  let count = phis.length;
  for (let changed = count > 0; changed;) {
    changed = false;
    let n = 0;
    for (let i = 0; i < count; i++) {
      const v = phis[i]!;
      if (foldPhi(f, v)) {
        changed = true;
        copies = true;
      } else {
        phis[n++] = v;
      }
    }
    count = n;
  }
  if (!copies) return;
  for (const b of f.blocks) {
    if (b.control !== 0) b.control = source(f, b.control);
    for (let i = 0; i < b.rets.length; i++) b.rets[i] = source(f, b.rets[i]!);
    const { values } = b;
    let kept = 0;
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      if (f.op[v] === Op.Copy) continue;
      values[kept++] = v;
      const n = f.nargs(v);
      for (let k = 0; k < n; k++) {
        const a = f.arg(v, k);
        if (f.op[a] === Op.Copy) f.setArg(v, k, source(f, a));
      }
    }
    if (kept < values.length) values.length = kept;
    sortPhis(f, b);
  }
}

/** Makes a phi of one value a copy of it. */
function foldPhi(f: Func, v: Value): boolean {
  let same = 0;
  const n = f.nargs(v);
  for (let k = 0; k < n; k++) {
    const a = source(f, f.arg(v, k));
    if (a === v || a === same) continue;
    if (same !== 0) return false;
    same = a;
  }
  if (same === 0) f.reset(v, Op.Unknown);
  else f.copyOf(v, same);
  return true;
}

/** The value behind copies; shortens the chain. */
function source(f: Func, v: Value): Value {
  if (f.op[v] !== Op.Copy) return v;
  let s = f.arg(v, 0);
  while (f.op[s] === Op.Copy) s = f.arg(s, 0);
  while (f.op[v] === Op.Copy) {
    const next = f.arg(v, 0);
    f.setArg(v, 0, s);
    v = next;
  }
  return s;
}

/** A phi that became Unknown may stand before phis: those come first. */
function sortPhis(f: Func, b: Block): void {
  const { values } = b;
  let n = 0;
  while (n < values.length && f.op[values[n]!] === Op.Phi) n++;
  for (let i = n + 1; i < values.length; i++) {
    if (f.op[values[i]!] !== Op.Phi) continue;
    const v = values[i]!;
    values.copyWithin(n + 1, n, i);
    values[n++] = v;
  }
}

/** Joins a block that has one successor with that successor where it has one predecessor. Phis of one argument are gone. */
function mergeBlocks(f: Func): void {
  let removed = false;
  for (const b of f.blocks) {
    if (b.kind < 0) continue;
    while (b.kind === BlockKind.Plain) {
      const c = b.succs[0]!;
      if (c.preds.length !== 1 || c === b || c === f.entry || c === f.deferReturn) break;
      if (b.values.length === 0) b.values = c.values;
      else for (const v of c.values) b.values.push(v);
      b.takeEnd(c);
      c.kind = -1;
      removed = true;
    }
  }
  if (!removed) return;
  let n = 0;
  for (const b of f.blocks) if (b.kind >= 0) f.blocks[n++] = b;
  f.blocks.length = n;
}
