// Common subexpressions: of two values that compute the same, the one that dominates the other stands for both. Loads are the
// same when no write lies between them: the state of memory has a number, new after each write and where ways with different
// states meet. A check that was made on the way here need not be made again.
//
// Blocks are walked in reverse postorder, so that arguments are numbered before their users; values of loops that depend on
// themselves stay apart.

import { Dominators, Loops } from '../dominators.ts';
import type { Func } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { clean } from './clean.ts';
import { MemoryStates } from './memory-states.ts';

/** Removes common subexpressions. */
export function cse(p: Program, f: Func): void {
  const doms = new Dominators(f);
  const states = new MemoryStates(f, doms, new Loops(f, doms));
  const { order, pre, last } = doms;
  let size = 64;
  while (size < f.count) size *= 2;
  const mask = size - 1;
  // Chains of values by hash; the state of memory that a load saw; the place of the block.
  const first = new Int32Array(size);
  const next = new Int32Array(f.count);
  const state = new Int32Array(f.count);
  const place = new Int32Array(f.count);
  const opFlags = f.info.flags;
  let changed = false;
  for (let at = 0; at < order.length; at++) {
    const b = order[at]!;
    states.enter(b);
    const { values } = b;
    const x = pre[at]!;
    let kept = 0;
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      values[kept++] = v;
      const op = f.op[v]!;
      const n = f.nargs(v);
      for (let k = 0; k < n; k++) {
        let a = f.arg(v, k);
        if (f.op[a] !== Op.Copy) continue;
        while (f.op[a] === Op.Copy) a = f.arg(a, 0);
        f.setArg(v, k, a);
      }
      const flags = opFlags[op]!;
      states.pass(v, op, flags);
      if (!isCandidate(op, flags)) continue;
      // A pointer as an integer is not kept over calls, in which stacks move and objects are collected.
      const isMoment = op === Op.Bitcast && f.type[f.arg(v, 0)] === Scalar.Ptr;
      const memory = isMoment || op === Op.GetG || (op === Op.Load && f.hi[v] === 0) ? states.now : 0;
      const isCheck = (flags & OpFlag.Panics) !== 0;
      let a0 = n > 0 ? f.arg(v, 0) : 0;
      let a1 = n > 1 ? f.arg(v, 1) : 0;
      if ((flags & OpFlag.Commutative) !== 0 && a0 > a1) {
        const t = a0;
        a0 = a1;
        a1 = t;
      }
      // Which way a bounds check fails makes no difference once it did not, but whether equality is allowed does.
      const lo = isCheck ? (op === Op.CheckBounds && f.lo[v] !== 0 ? 1 : 0) : f.lo[v]!;
      const hi = isCheck ? 0 : f.hi[v]!;
      const type = f.type[v]!;
      const aux = op === Op.Phi ? b.id : f.aux[v]!;
      let h = Math.imul(op, 0x9e3779b1) ^ Math.imul(lo, 0x85ebca6b) ^ Math.imul(a0, 0xc2b2ae35) ^ type;
      h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ Math.imul(a1, 0x27d4eb2f) ^ Math.imul(aux, 0x165667b1);
      h = Math.imul(h ^ (h >>> 13), 0x297a2d39) ^ hi ^ Math.imul(memory, 0x9e3779b1);
      h = (h ^ (h >>> 15)) & mask;
      let u = first[h]!;
      for (; u !== 0; u = next[u]!) {
        if (f.op[u] !== op || f.type[u] !== type || state[u] !== memory || f.nargs(u) !== n) continue;
        if (op !== Op.Phi && f.aux[u] !== aux) continue;
        if (isCheck) {
          if (op === Op.CheckBounds && (f.lo[u] !== 0 ? 1 : 0) !== lo) continue;
        } else if (f.lo[u] !== lo || f.hi[u] !== hi) continue;
        const u0 = n > 0 ? f.arg(u, 0) : 0;
        const u1 = n > 1 ? f.arg(u, 1) : 0;
        if (!((u0 === a0 && u1 === a1) || ((flags & OpFlag.Commutative) !== 0 && u0 === a1 && u1 === a0))) continue;
        let same = true;
        for (let k = 2; k < n; k++) if (f.arg(u, k) !== f.arg(v, k)) same = false;
        if (!same) continue;
        const d = place[u]!;
        if (op === Op.Phi ? d === at : pre[d]! <= x && x <= last[d]!) break;
      }
      if (u !== 0) {
        changed = true;
        if (isCheck) {
          kept--;
        } else {
          f.copyOf(v, u);
        }
        continue;
      }
      next[v] = first[h]!;
      first[h] = v;
      state[v] = memory;
      place[v] = at;
    }
    values.length = kept;
    states.leave(b);
  }
  if (changed) clean(p, f);
}

/** What may be replaced by another value of the same operation and arguments. */
function isCandidate(op: number, flags: number): boolean {
  switch (op) {
    case Op.Load:
    case Op.NilCheck:
    case Op.CheckBounds:
    case Op.CheckNonZero:
    case Op.CheckShift:
    case Op.Phi:
      return true;
    // Results of an operation with several stand directly behind it.
    case Op.Copy:
    case Op.Unknown:
    case Op.MulFull:
    case Op.DivFull:
    case Op.AddCarry:
    case Op.SubBorrow:
    case Op.Result:
      return false;
    default:
      return (flags & OpFlag.Pure) !== 0;
  }
}
