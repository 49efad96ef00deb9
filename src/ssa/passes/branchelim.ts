// A branch around almost nothing becomes a choice between two values: `if c { x = y }`, or the condition itself where the values are
// true and false. The machine's conditional move costs no wrong guess; but what a load is addressed by is better guessed, and a likely way is guessed right.

import * as BlockKind from '../blockkind.ts';
import { forgetVariables, loseVariable } from '../debug/notes.ts';
import { Loops, Dominators } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { clean } from './clean.ts';

/** So many values of the sides are computed though they may not be wanted. */
const maxExtra = 1;
/** So many choices replace a branch. */
const maxPhis = 2;

/** Turns branches into CondSelect. */
export function branchelim(p: Program, f: Func): void {
  let addresses: Uint8Array | null = null;
  let loops: Loops | null = null;
  let changed = false;
  for (const b of f.blocks) {
    if (b.kind !== BlockKind.If) continue;
    if (toBools(f, b)) {
      changed = true;
      continue;
    }
    if (b.likely !== 0) continue;
    const [yes, no] = b.succs as [Block, Block];
    const join = joinOf(f, b, yes, no);
    if (join === null || join === b) continue;
    const c = b.control;
    if (f.op[c] === Op.FEq || f.op[c] === Op.FNe) continue;
    loops ??= new Loops(f, new Dominators(f));
    // The head of a loop decides whether it goes on.
    if (loops.head[join.id] === join) continue;
    addresses ??= addressParts(f);
    const phis: Value[] = [];
    for (const v of join.values) {
      if (f.op[v] !== Op.Phi) break;
      phis.push(v);
    }
    const i = join.preds.indexOf(yes === join ? b : yes);
    const j = join.preds.indexOf(no === join ? b : no);
    let fits = phis.length > 0;
    let choices = 0;
    for (const v of phis) {
      if (f.arg(v, i) === f.arg(v, j)) continue;
      choices++;
      const kind = f.type[v]!;
      if (kind !== Scalar.I64 && kind !== Scalar.I32 && kind !== Scalar.I16 && kind !== Scalar.Ptr) fits = false;
      if (addresses[v] === 1) fits = false;
    }
    if (!fits || choices === 0 || choices > maxPhis) continue;
    convert(f, b, yes, no, join, phis, i, j);
    changed = true;
  }
  if (changed) clean(p, f);
}

/** Where both ways from b do nothing and meet, bringing 1 and 0, what they bring is the condition. True if it was so. */
function toBools(f: Func, b: Block): boolean {
  const [yes, no] = b.succs as [Block, Block];
  if (yes === no) return false;
  const y = leadsOn(f, yes);
  const n = leadsOn(f, no);
  const join = y !== null && (y === no || y === n) ? y : n !== null && n === yes ? n : null;
  if (join === null || join === b) return false;
  const i = join.preds.indexOf(yes === join ? b : yes);
  const j = join.preds.indexOf(no === join ? b : no);
  const isBit = (x: Value, bit: number): boolean => f.op[x] === Op.ConstInt && f.lo[x] === bit && f.hi[x] === 0;
  const phis: Value[] = [];
  let choices = 0;
  for (const v of join.values) {
    if (f.op[v] !== Op.Phi) break;
    phis.push(v);
    const [x, z] = [f.arg(v, i), f.arg(v, j)];
    if (x === z) continue;
    if (f.type[v] !== Scalar.I8 || !((isBit(x, 1) && isBit(z, 0)) || (isBit(x, 0) && isBit(z, 1)))) return false;
    choices++;
  }
  if (choices === 0) return false;
  const c = b.control;
  const brought: Value[] = [];
  for (const v of phis) {
    const x = f.arg(v, i);
    if (x === f.arg(v, j)) brought.push(x);
    else if (isBit(x, 1)) brought.push(c);
    else {
      const not = f.newValue(Op.BoolNot, Scalar.I8, f.posOf[v]!, f.inl[v]!);
      f.addArg(not, c);
      b.values.push(not);
      brought.push(not);
    }
  }
  for (const s of [yes, no]) if (s !== join) forgetVariables(f, s, join);
  f.removeEdge(b, 1);
  f.removeEdge(b, 0);
  b.kind = BlockKind.Plain;
  b.control = 0;
  b.likely = 0;
  f.addEdge(b, join);
  phis.forEach((v, k) => f.addArg(v, brought[k]!));
  return true;
}

/** Where a block leads that does nothing; null for others. */
function leadsOn(f: Func, s: Block): Block | null {
  if (s.kind !== BlockKind.Plain || s.succs[0] === s || s === f.deferReturn) return null;
  for (const v of s.values) if (f.op[v] !== Op.ConstInt && f.op[v] !== Op.DebugVar) return null;
  return s.succs[0]!;
}

/** Where both ways from b meet again when next to nothing lies between; null for other shapes. */
function joinOf(f: Func, b: Block, yes: Block, no: Block): Block | null {
  if (yes === no) return null;
  const y = isSide(f, b, yes) ? yes.succs[0]! : null;
  const n = isSide(f, b, no) ? no.succs[0]! : null;
  let join: Block | null = null;
  if (y !== null && y === no) join = no;
  else if (n !== null && n === yes) join = yes;
  else if (y !== null && y === n) join = y;
  if (join === null) return null;
  let extra = 0;
  if (yes !== join) extra += cost(f, yes);
  if (no !== join) extra += cost(f, no);
  return extra <= maxExtra ? join : null;
}

function isSide(f: Func, b: Block, s: Block): boolean {
  return (
    s.kind === BlockKind.Plain && s.preds.length === 1 && s.preds[0] === b && s.succs[0] !== s && s !== f.deferReturn
  );
}

/** What it costs to compute a block's values in any case; more than may be for what cannot. */
function cost(f: Func, s: Block): number {
  let n = 0;
  for (const v of s.values) {
    switch (f.op[v]) {
      case Op.ConstInt:
      case Op.SymAddr:
      case Op.DebugVar:
        break;
      case Op.Add:
      case Op.Sub:
      case Op.And:
      case Op.Or:
      case Op.Xor:
      case Op.Neg:
      case Op.Not:
      case Op.ZeroExt:
      case Op.SignExt:
      case Op.Trunc:
        n++;
        break;
      default:
        return maxExtra + 1;
    }
  }
  return n;
}

/**
 * By value: 1 where an address to load from is made of it, in this turn of a loop or a later one: the load would wait for the
 * condition. What comes from memory is known when the load that gave it is done.
 */
function addressParts(f: Func): Uint8Array {
  const out = new Uint8Array(f.count);
  const work: Value[] = [];
  const mark = (v: Value): void => {
    if (out[v] === 1) return;
    out[v] = 1;
    work.push(v);
  };
  for (const b of f.blocks) for (const v of b.values) if (f.op[v] === Op.Load) mark(f.arg(v, 0));
  for (let v = work.pop(); v !== undefined; v = work.pop()) {
    const op = f.op[v]!;
    if (op !== Op.Phi && (f.info.flags[op]! & OpFlag.Pure) === 0) continue;
    for (let i = 0; i < f.nargs(v); i++) mark(f.arg(v, i));
  }
  return out;
}

function convert(
  f: Func,
  b: Block,
  yes: Block,
  no: Block,
  join: Block,
  phis: readonly Value[],
  i: number,
  j: number,
): void {
  const c = b.control;
  for (const s of [yes, no]) {
    if (s === join) continue;
    for (const v of s.values) {
      if (f.op[v] === Op.DebugVar) loseVariable(f, v);
      b.values.push(v);
    }
    s.values = [];
  }
  const selected: Value[] = [];
  for (const v of phis) {
    const x = f.arg(v, i);
    const y = f.arg(v, j);
    if (x === y) {
      selected.push(x);
      continue;
    }
    const s = f.newValue(Op.CondSelect, f.type[v]!, f.posOf[v]!, f.inl[v]!);
    f.addArg(s, c);
    f.addArg(s, x);
    f.addArg(s, y);
    b.values.push(s);
    selected.push(s);
  }
  // One edge to the join is left: by way of the side that is not the join, or directly.
  if (yes === join) f.removeEdge(b, 0);
  else if (no === join) f.removeEdge(b, 1);
  else f.removeEdge(b, 1);
  b.kind = BlockKind.Plain;
  b.control = 0;
  b.likely = 0;
  const rest = b.succs[0]!;
  if (rest !== join && yes !== join && no !== join) {
    // Both sides led there: the second one is not reached any more.
    f.removeEdge(no, 0);
    no.kind = BlockKind.Exit;
  }
  const k = join.preds.indexOf(rest);
  phis.forEach((v, n) => f.setArg(v, k, selected[n]!));
}
