// Removes what is written to memory and overwritten, in the same block, before anybody can have read it. A panic, and every
// call, lets others read, but not memory that only the function knows: of that, what is written last is dead at the return, and
// all of it where nobody reads. The result of a call that is only copied on goes to where it is copied.

import * as AllocKind from '../allockind.ts';
import * as BlockKind from '../blockkind.ts';
import { loseVariable } from '../debug/notes.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { countUses } from '../uses.ts';
import { Alias, AnyOffset } from './alias.ts';

/** Bytes that are written later. */
interface Shadow {
  readonly base: Value;
  from: number;
  to: number;
}

/** Removes dead stores. */
export function deadstore(p: Program, f: Func): void {
  let writes = false;
  for (const b of f.blocks) {
    let n = 0;
    for (const v of b.values) if (isWrite(f.op[v]!)) n++;
    if (n > 1 || (n === 1 && b.succs.length === 0)) writes = true;
  }
  if (!writes) return;
  directResults(f);
  const alias = new Alias(f);
  const reads = readsOf(f, alias);
  for (const b of f.blocks) block(p, f, alias, b, reads);
}

/** By value, of local memory: 1 where an operation reads it. */
function readsOf(f: Func, alias: Alias): Uint8Array {
  const reads = new Uint8Array(f.count);
  for (const b of f.blocks) {
    for (const v of b.values) {
      const op = f.op[v]!;
      if (op !== Op.Load && op !== Op.Move) continue;
      alias.locate(f.arg(v, op === Op.Load ? 0 : 1), 0);
      reads[alias.base] = 1;
    }
  }
  return reads;
}

/** Leads a result of a call past a place that is only copied to a variable in the frame, made in the same block. */
function directResults(f: Func): void {
  let any = false;
  for (const b of f.blocks) for (const v of b.values) if (f.op[v] === Op.ResultMem) any = true;
  if (!any) return;
  const uses = countUses(f);
  for (const b of f.blocks) for (const v of b.values.slice()) if (f.op[v] === Op.ResultMem) directResult(f, b, v, uses);
}

function directResult(f: Func, b: Block, v: Value, uses: Int32Array): void {
  const { values } = b;
  const from = f.arg(v, 1);
  if (f.op[from] !== Op.Alloc || uses[from] !== 2) return;
  let k = values.indexOf(v) + 1;
  for (; k < values.length; k++) {
    const op = f.op[values[k]!]!;
    if (op === Op.Move && f.arg(values[k]!, 1) === from) break;
    const isHarmless = op === Op.ResultMem || op === Op.Alloc || op === Op.DebugVar;
    if (!isHarmless && (f.info.flags[op]! & (OpFlag.Reads | OpFlag.Keep)) !== 0) return;
  }
  if (k === values.length) return;
  const to = f.arg(values[k]!, 0);
  // Memory of the heap would need a barrier.
  const inFrame = f.op[to] === Op.Alloc && (f.lo[to] === AllocKind.Temp || f.hi[to] === 1);
  const at = values.indexOf(to);
  if (!inFrame || at < 0 || f.aux[to] !== f.aux[from]) return;
  values.splice(k, 1);
  f.setArg(v, 1, to);
  for (const c of f.vars.length === 0 ? [] : f.blocks) {
    for (const w of c.values) if (f.op[w] === Op.DebugVar && f.nargs(w) > 0 && f.arg(w, 0) === from) loseVariable(f, w);
  }
  const call = values.indexOf(f.arg(v, 0));
  if (at > call) {
    values.splice(at, 1);
    values.splice(call, 0, to);
  }
}

function isWrite(op: number): boolean {
  return op === Op.Store || op === Op.Zero || op === Op.Move;
}

function block(p: Program, f: Func, alias: Alias, b: Block, reads: Uint8Array): void {
  let shadows: Shadow[] = [];
  // Behind a return local memory is gone.
  const ends = b.kind === BlockKind.Ret || b.kind === BlockKind.Exit;
  let dead: Set<Value> | null = null;
  /** Local memory that was read behind the place at hand, when the block ends the function. */
  const read = new Set<Value>();
  const { values } = b;
  for (let i = values.length - 1; i >= 0; i--) {
    const v = values[i]!;
    const op = f.op[v]!;
    switch (op) {
      case Op.Store:
      case Op.Zero:
      case Op.Move: {
        alias.locate(f.arg(v, 0), op === Op.Store ? f.lo[v]! : 0);
        const { base, offset } = alias;
        const size = op === Op.Store ? Scalar.size(f.type[f.arg(v, 1)]!) : p.types.size(f.aux[v]!);
        const gone = alias.isLocal(base) && (reads[base] === 0 || (ends && !read.has(base)));
        if (gone || covers(alias, shadows, base, offset, size)) {
          (dead ??= new Set()).add(v);
          break;
        }
        if (offset !== AnyOffset) add(alias, shadows, base, offset, size);
        if (op === Op.Move) {
          alias.locate(f.arg(v, 1), 0);
          read.add(alias.base);
          shadows = unread(alias, shadows, alias.base, alias.offset, size);
        }
        break;
      }
      case Op.Load:
        alias.locate(f.arg(v, 0), f.lo[v]!);
        read.add(alias.base);
        shadows = unread(alias, shadows, alias.base, alias.offset, Scalar.size(f.type[v]!));
        break;
      case Op.Alloc:
        break;
      default: {
        const flags = f.info.flags[op]!;
        if ((flags & (OpFlag.Reads | OpFlag.Writes | OpFlag.Panics | OpFlag.Effect | OpFlag.Call)) === 0) break;
        shadows = shadows.filter(s => alias.isLocal(s.base));
        break;
      }
    }
  }
  if (dead === null) return;
  if (f.vars.length > 0) {
    b.values = withNotes(f, alias, values, dead);
    return;
  }
  let n = 0;
  for (const v of values) if (!dead.has(v)) values[n++] = v;
  values.length = n;
}

/** The values without dead stores, where debuggers are told: a variable is lost until its memory is as it should be again. */
function withNotes(f: Func, alias: Alias, values: readonly Value[], dead: ReadonlySet<Value>): Value[] {
  const baseOf = (v: Value): Value => {
    alias.locate(f.arg(v, 0), 0);
    return alias.base;
  };
  const isMemoryNote = (v: Value): boolean => f.op[v] === Op.DebugVar && f.hi[v] === -1 && f.nargs(v) > 0;
  const stored = new Map<Value, number>();
  values.forEach((v, i) => {
    if (isWrite(f.op[v]!) && !dead.has(v)) stored.set(baseOf(v), i);
  });
  /** Variables by the memory that they lie in, with the address of each, by turns. */
  const vars = new Map<Value, Value[]>();
  for (const c of f.blocks) {
    for (const v of c.values) {
      if (!isMemoryNote(v)) continue;
      const base = baseOf(v);
      const list = vars.get(base) ?? [];
      if (!list.includes(f.lo[v]!)) list.push(f.lo[v]!, f.arg(v, 0));
      vars.set(base, list);
    }
  }
  const out: Value[] = [];
  const note = (like: Value, variable: number, addr: Value): void => {
    const v = f.newValue(Op.DebugVar, Scalar.Void, f.posOf[like]!, f.inl[like]!);
    f.lo[v] = variable;
    f.hi[v] = -1;
    if (addr !== 0) f.addArg(v, addr);
    out.push(v);
  };
  const stale = new Set<Value>();
  /** Variables whose notes stand before the place at hand, in this block or one that comes before it. */
  const told = new Set<number>();
  for (const list of vars.values()) for (let k = 0; k < list.length; k += 2) told.add(list[k]!);
  for (const v of values) if (isMemoryNote(v)) told.delete(f.lo[v]!);
  values.forEach((v, i) => {
    if (dead.has(v)) {
      const base = baseOf(v);
      stale.add(base);
      const list = vars.get(base) ?? [];
      for (let k = 0; k < list.length; k += 2) if (told.has(list[k]!)) note(v, list[k]!, 0);
      return;
    }
    out.push(v);
    if (isMemoryNote(v)) {
      told.add(f.lo[v]!);
      if (stale.has(baseOf(v))) loseVariable(f, v);
      return;
    }
    if (stale.size === 0 || !isWrite(f.op[v]!)) return;
    const base = baseOf(v);
    if (!stale.has(base) || stored.get(base) !== i) return;
    stale.delete(base);
    const list = vars.get(base) ?? [];
    for (let k = 0; k < list.length; k += 2) if (told.has(list[k]!)) note(v, list[k]!, list[k + 1]!);
  });
  return out;
}

function covers(alias: Alias, shadows: readonly Shadow[], base: Value, from: number, size: number): boolean {
  if (from === AnyOffset) return false;
  for (const s of shadows) if (alias.sameBase(s.base, base) && s.from <= from && from + size <= s.to) return true;
  return false;
}

function add(alias: Alias, shadows: Shadow[], base: Value, from: number, size: number): void {
  const to = from + size;
  for (const s of shadows) {
    if (!alias.sameBase(s.base, base) || from > s.to || to < s.from) continue;
    s.from = Math.min(s.from, from);
    s.to = Math.max(s.to, to);
    return;
  }
  if (shadows.length < 16) shadows.push({ base, from, to });
}

/** The shadows that a read does not lift. */
function unread(alias: Alias, shadows: readonly Shadow[], base: Value, offset: number, size: number): Shadow[] {
  return shadows.filter(s => !alias.mayMeet(s.base, s.from, s.to - s.from, base, offset, size));
}
