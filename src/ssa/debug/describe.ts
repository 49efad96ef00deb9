// What a function leaves for debuggers: its variables with their places, lexical blocks, the end of the prologue.

import type { Pos } from '../../base/pos.ts';
import type { DebugBlock, DebugInfo, DebugVar } from '../../obj/debuginfo.ts';
import type { DebugMarks } from '../../obj/prog.ts';
import { Pointer, type Type } from '../../types/type.ts';
import type { Func, UnnamedParam } from '../func.ts';
import type { Allocation, CompileMachine } from '../machine.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';
import { type Expr, findLocations, type VarLocation } from './locations.ts';

/** Gives indexes to the symbols that the description names. */
export interface DebugSymbols {
  /** That of a type's descriptor. */
  type(t: Type): number;
  /** That of a symbol; -1 for one that the function does not refer to otherwise. */
  symbol(s: SymId): number;
}

/** Describes a function whose code has its pcs. */
export function describeFunc(
  p: Program,
  f: Func,
  a: Allocation,
  machine: CompileMachine,
  marks: DebugMarks,
  size: number,
  syms: DebugSymbols,
): DebugInfo {
  const locations = findLocations(p, f, a, machine, marks, size, s => syms.symbol(s) >= 0);
  const blocks = new Blocks(f, marks, size);
  const inlined = inlinedCode(f, marks, size);
  const vars: DebugVar[] = [];
  const exprs = new Map<Expr, DebugVar['exprs'][number]>();
  const exprOf = (e: Expr): DebugVar['exprs'][number] => {
    let x = exprs.get(e);
    if (x === undefined) {
      x = { bytes: e.bytes, fixups: e.fixups.map((n, i) => (i % 3 === 1 ? syms.symbol(n) : n)) };
      exprs.set(e, x);
    }
    return x;
  };
  // Parameters come first, then results, both as the source has them: the builder may enter them otherwise. Behind `f.vars` stand
  // in `list` the numbers of `f.unnamed`.
  for (const role of [1, 2, 0]) {
    const list: number[] = [];
    for (let i = 0; i < f.vars.length; i++) if (f.vars[i]!.role === role) list.push(i);
    if (role !== 0) {
      for (let i = 0; i < f.unnamed.length; i++) if (f.unnamed[i]!.role === role) list.push(f.vars.length + i);
      // Positions of one call's alone: which of two files comes first is how this process has read them.
      const inl = (i: number): number => f.vars[i]?.inl ?? -1;
      const pos = (i: number): number => (f.vars[i] ?? f.unnamed[i - f.vars.length]!).pos;
      list.sort((i, j) => inl(i) - inl(j) || pos(i) - pos(j) || i - j);
    }
    for (const i of list) {
      if (i >= f.vars.length) {
        vars.push(unnamed(p, f, f.unnamed[i - f.vars.length]!, syms));
        continue;
      }
      const v = f.vars[i]!;
      if (v.inl >= 0 && marks.calls[v.inl]! < 0) continue;
      const o = locations[i]!;
      const block = v.inl >= 0 ? -1 : blocks.of(v.scopes);
      if (v.inl >= 0) clip(o, inlined[v.inl]!);
      else if (block >= 0) clip(o, blocks.list[block]!.ranges);
      // One place wherever the variable can be named needs no list.
      const region = v.inl >= 0 ? inlined[v.inl]! : block >= 0 ? blocks.list[block]!.ranges : [0, size];
      if (o.everywhere === null && o.exprs.length === 1 && covers(o.ranges, region)) {
        o.everywhere = o.exprs[0]!;
        o.ranges.length = 0;
        o.exprs.length = 0;
      }
      const isNowhere = o.everywhere === null && o.exprs.length === 0;
      if (isNowhere && v.inl >= 0 && role !== 1) continue;
      const t = p.types.type(v.type);
      vars.push({
        name: o.byAddress ? `&${v.name}` : v.name,
        type: syms.type(o.byAddress ? new Pointer(t) : t),
        role,
        line: lineOf(p, v.pos),
        inl: v.inl >= 0 ? marks.calls[v.inl]! : -1,
        block,
        captured: v.captured,
        everywhere: o.everywhere === null ? null : exprOf(o.everywhere),
        ranges: o.ranges,
        exprs: o.exprs.map(exprOf),
      });
    }
  }
  const inlBlocks: number[] = [];
  f.inlCalls.forEach((c, i) => {
    if (marks.calls[i]! >= 0) inlBlocks.push(c.parent >= 0 ? -1 : blocks.around(c.pos));
  });
  const body = marks.body?.link;
  return { bodyPC: body === null || body === undefined ? 0 : body.pc, blocks: blocks.list, inlBlocks, vars };
}

/** A parameter or result without a name, and nobody knows where it is; it has the name that gc gives it. */
function unnamed(p: Program, f: Func, { role, index, pos }: UnnamedParam, syms: DebugSymbols): DebugVar {
  const { type } = (role === 1 ? f.sig.params : f.sig.results)[index]!;
  return {
    name: `${role === 1 ? '~p' : '~r'}${index}`,
    type: syms.type(p.types.type(type)),
    role,
    line: lineOf(p, pos),
    inl: -1,
    block: -1,
    captured: -1,
    everywhere: null,
    ranges: [],
    exprs: [],
  };
}

function lineOf(p: Program, pos: Pos): number {
  return p.source.fset.position(pos)?.line ?? 0;
}

/** The code of each inlined call, what is inlined into it included: start and end by turns. */
function inlinedCode(f: Func, marks: DebugMarks, size: number): number[][] {
  const out: number[][] = f.inlCalls.map(() => []);
  if (out.length === 0) return out;
  for (let q = marks.body; q !== null; q = q.link) {
    const end = q.link === null ? size : q.link.pc;
    if (end === q.pc) continue;
    for (let c = q.inl; c >= 0; c = f.inlCalls[c]!.parent) {
      const list = out[c]!;
      if (list.length > 0 && list[list.length - 1] === q.pc) list[list.length - 1] = end;
      else list.push(q.pc, end);
    }
  }
  return out;
}

/** Whether the one range of a variable goes around a region. */
function covers(range: readonly number[], region: readonly number[]): boolean {
  return region.length > 0 && range[0]! <= region[0]! && range[1]! >= region[region.length - 1]!;
}

/** Leaves of a variable's ranges what lies in its block; what lies between stretches of the block does not matter. */
function clip(o: VarLocation, region: readonly number[]): void {
  const { ranges, exprs } = o;
  // What is kept is written over what was looked at.
  let n = 0;
  let k = 0;
  /** Where in `region` the last range that was kept ends. */
  let last = -1;
  for (let i = 0; i < exprs.length; i++) {
    const start = ranges[2 * i]!;
    const end = ranges[2 * i + 1]!;
    while (k < region.length && region[k + 1]! <= start) k += 2;
    if (k >= region.length || region[k]! >= end) continue;
    let z = k;
    while (z + 2 < region.length && region[z + 2]! < end) z += 2;
    const from = Math.max(start, region[k]!);
    const to = Math.min(end, region[z + 1]!);
    const before = n > 0 ? ranges[2 * n - 1]! : 0;
    // Nothing of the block lies between this range and the one before.
    const touches = n > 0 && (before === from || (last === k - 2 && before === region[last + 1] && from === region[k]));
    last = z;
    if (touches && exprs[n - 1] === exprs[i]) {
      ranges[2 * n - 1] = to;
      continue;
    }
    ranges[2 * n] = from;
    ranges[2 * n + 1] = to;
    exprs[n++] = exprs[i]!;
  }
  if (n === exprs.length) return;
  ranges.length = 2 * n;
  exprs.length = n;
}

/** The lexical blocks with variables of their own, in the order of the source: an outer block comes before those in it. */
class Blocks {
  readonly list: DebugBlock[] = [];
  private readonly marks: DebugMarks;
  /** Where the code of the body ends. */
  private readonly end: number;
  /** Start and end in the source, by block. */
  private readonly text: (readonly [number, number])[] = [];

  constructor(f: Func, marks: DebugMarks, size: number) {
    this.marks = marks;
    this.end = marks.end?.pc ?? size;
    const { text } = this;
    for (const { inl, scopes } of f.vars) {
      const n = scopes.length;
      if (inl < 0 && n > 0 && this.of(scopes) < 0) text.push([scopes[n - 2]!, scopes[n - 1]!]);
    }
    text.sort((x, y) => x[0] - y[0] || y[1] - x[1]);
    text.forEach(([start, end], k) => {
      let parent = k - 1;
      while (parent >= 0 && text[parent]![1] < end) parent = this.list[parent]!.parent;
      this.list.push({ parent, ranges: this.ranges(start, end) });
    });
  }

  /** The innermost of these blocks; -1 for the function. */
  of(scopes: readonly number[]): number {
    const n = scopes.length;
    return n === 0 ? -1 : this.text.findIndex(t => t[0] === scopes[n - 2] && t[1] === scopes[n - 1]);
  }

  /** The innermost block around a position. */
  around(pos: number): number {
    let best = -1;
    for (let k = 0; k < this.text.length; k++) {
      const [start, end] = this.text[k]!;
      if (start <= pos && pos < end) best = k;
    }
    return best;
  }

  /** The code of a stretch of the source. */
  private ranges(start: number, end: number): number[] {
    const { pos, posAfter } = this.marks;
    const out: number[] = [];
    for (let i = 0; i < pos.length; i++) {
      if (pos[i]! < start || pos[i]! >= end) continue;
      const from = posAfter[i]!.link?.pc ?? this.end;
      const to = i + 1 < pos.length ? (posAfter[i + 1]!.link?.pc ?? this.end) : this.end;
      if (to <= from) continue;
      if (out.length > 0 && out[out.length - 1] === from) out[out.length - 1] = to;
      else out.push(from, to);
    }
    return out;
  }
}
