// Removes values that nothing needs: those without an effect that no kept value, branch or result uses. A DebugVar does not
// keep its argument; it loses it when the argument goes.

import { loseVariable } from '../debug/notes.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';

/** Removes dead values from all blocks. */
export function deadcode(_p: Program, f: Func): void {
  const live = new Uint8Array(f.count);
  const work: Value[] = [];
  const keep = f.info.flags;
  for (const b of f.blocks) {
    if (b.control !== 0) mark(b.control, live, work);
    for (let i = 0; i < b.rets.length; i++) mark(b.rets[i]!, live, work);
    for (let i = 0; i < b.values.length; i++) {
      const v = b.values[i]!;
      const op = f.op[v]!;
      if ((keep[op]! & OpFlag.Keep) !== 0 && !isDroppable(op)) mark(v, live, work);
      // A constant costs nothing while no code uses it.
      else if (op === Op.DebugVar && f.nargs(v) > 0 && isConstant(f.op[f.arg(v, 0)]!)) mark(f.arg(v, 0), live, work);
    }
  }
  while (work.length > 0) {
    const v = work.pop()!;
    const n = f.nargs(v);
    for (let i = 0; i < n; i++) mark(f.arg(v, i), live, work);
  }
  for (const b of f.blocks) {
    const { values } = b;
    let n = 0;
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      if (live[v] === 0) {
        if (f.op[v] !== Op.DebugVar) continue;
        // What it was before must not be taken for what it is.
        if (f.nargs(v) > 0 && live[f.arg(v, 0)] === 0) loseVariable(f, v);
      }
      values[n++] = v;
    }
    if (n < values.length) values.length = n;
  }
  if (f.inlCalls.length > 0) dropMarks(f);
}

/**
 * Removes the marks of inlined calls of which nothing is left. What costs nothing to make, wherever it is needed, does not
 * count; it belongs to the caller then.
 */
function dropMarks(f: Func): void {
  const calls = f.inlCalls;
  const used = new Uint8Array(calls.length);
  const { flags } = f.info;
  let marks = 0;
  for (const b of f.blocks) {
    if (b.inl >= 0) used[b.inl] = 1;
    for (let i = 0; i < b.values.length; i++) {
      const v = b.values[i]!;
      const inl = f.inl[v]!;
      if (f.op[v] === Op.InlMark) marks++;
      else if (f.op[v] === Op.DebugVar) continue;
      else if (inl >= 0 && (flags[f.op[v]!]! & OpFlag.Remat) === 0) used[inl] = 1;
    }
  }
  // A call in a call comes behind it.
  let unused = 0;
  for (let k = calls.length - 1; k >= 0; k--) {
    if (used[k] === 0) unused++;
    else if (calls[k]!.parent >= 0) used[calls[k]!.parent] = 1;
  }
  if (unused === 0 || marks === 0) return;
  for (const b of f.blocks) {
    const { values } = b;
    let n = 0;
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      if (f.op[v] === Op.InlMark && used[f.lo[v]!] === 0) continue;
      if (f.op[v] === Op.DebugVar) {
        const of = f.vars[f.lo[v]!]!.inl;
        if (of >= 0 && used[of] === 0) continue;
      }
      values[n++] = v;
      let inl = f.inl[v]!;
      if (inl < 0 || used[inl] === 1) continue;
      for (; inl >= 0 && used[inl] === 0; inl = calls[inl]!.parent) f.posOf[v] = calls[inl]!.pos;
      f.inl[v] = inl;
    }
    if (n < values.length) values.length = n;
  }
}

function isConstant(op: number): boolean {
  return op === Op.ConstInt || op === Op.ConstFloat;
}

function mark(v: Value, live: Uint8Array, work: Value[]): void {
  if (live[v] === 1) return;
  live[v] = 1;
  work.push(v);
}

/** Memory that nobody can see was not needed. */
function isDroppable(op: number): boolean {
  return op === Op.Alloc || op === Op.Box || op === Op.MakeMap;
}
