// A branch on a value that some predecessors bring as a constant: those go straight to where it leads. Conditions that were
// computed as values (after inlining, mostly) become flow again.
//
//     b: x = Phi 1 y; If x -> yes no        the first predecessor goes to yes, the second branches on y

import * as BlockKind from '../blockkind.ts';
import { forgetVariables } from '../debug/notes.ts';
import { Dominators } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import { countUses } from '../uses.ts';
import { clean } from './clean.ts';

/** Leads predecessors past branches that they decide. */
export function shortcircuit(p: Program, f: Func): void {
  let candidates = false;
  for (const b of f.blocks) if (mayFit(f, b)) candidates = true;
  if (!candidates) return;
  let changed = false;
  const doms = new Dominators(f);
  const uses = countUses(f);
  for (const b of doms.order) if (mayFit(f, b) && pass(f, doms, uses, b)) changed = true;
  if (changed) clean(p, f);
}

/** Whether b holds phis, perhaps a comparison of one with a constant, and branches on it. */
function mayFit(f: Func, b: Block): boolean {
  if (b.kind !== BlockKind.If || b.preds.length < 2 || b.succs[0] === b.succs[1]) return false;
  const { values } = b;
  let n = values.length;
  if (n === 0 || n - notes(f, b) > 12) return false;
  // Constants, and the comparison, stand behind the phis.
  while (n > 0 && f.op[values[n - 1]!] !== Op.Phi) {
    const v = values[n - 1]!;
    const op = f.op[v];
    if (op !== Op.ConstInt && op !== Op.DebugVar && v !== b.control) return false;
    n--;
  }
  const phi = conditionPhi(f, b);
  return phi !== 0 && values.includes(phi);
}

/** How many notes for debuggers a block has. */
function notes(f: Func, b: Block): number {
  if (f.vars.length === 0) return 0;
  let n = 0;
  for (const v of b.values) if (f.op[v] === Op.DebugVar) n++;
  return n;
}

/** The phi that decides the branch of b; 0 for none. */
function conditionPhi(f: Func, b: Block): Value {
  const c = b.control;
  if (f.op[c] === Op.Phi) return c;
  if ((f.op[c] === Op.Eq || f.op[c] === Op.Ne) && f.op[f.arg(c, 1)] === Op.ConstInt && f.op[f.arg(c, 0)] === Op.Phi) {
    return b.values.includes(c) ? f.arg(c, 0) : 0;
  }
  return 0;
}

function pass(f: Func, doms: Dominators, uses: Int32Array, b: Block): boolean {
  const phi = conditionPhi(f, b);
  const c = b.control;
  let any = false;
  for (let j = 0; j < b.preds.length; j++) if (f.op[f.arg(phi, j)] === Op.ConstInt) any = true;
  if (!any) return false;
  // What b computes must be wanted by b itself and by phis of its successors only: then nothing needs new phis.
  for (const v of b.values) {
    if (f.op[v] === Op.ConstInt || f.op[v] === Op.DebugVar) continue;
    let own = v === c ? 1 : 0;
    if (v === phi && c !== phi) own++;
    for (const s of b.succs) {
      const j = s.preds.indexOf(b);
      for (const w of s.values) {
        if (f.op[w] !== Op.Phi) break;
        if (f.arg(w, j) === v) own++;
      }
    }
    if (own !== uses[v] || (v === c && c !== phi && own !== 1)) return false;
  }
  let changed = false;
  for (let j = b.preds.length - 1; j >= 0; j--) {
    const from = b.preds[j]!;
    const x = f.arg(phi, j);
    if (f.op[x] !== Op.ConstInt || doms.dominates(b, from)) continue;
    const truth =
      c === phi ? (f.lo[x]! & 0xff) !== 0 : (sameConst(f, x, f.arg(c, 1)) ? 1 : 0) === (f.op[c] === Op.Eq ? 1 : 0);
    const to = b.succs[truth ? 0 : 1]!;
    if (to === b) continue;
    if (!changed) hoistConstants(f, b);
    redirect(f, b, from, j, to);
    changed = true;
  }
  if (!changed) return false;
  uses.set(countUses(f).subarray(0, uses.length));
  return true;
}

/** Constants of b that others use go to the entry: b will not come before all of those any more. */
function hoistConstants(f: Func, b: Block): void {
  for (const v of b.values) if (f.op[v] === Op.ConstInt) f.entry.values.push(v);
  b.values = b.values.filter(v => f.op[v] !== Op.ConstInt);
}

function sameConst(f: Func, x: Value, y: Value): boolean {
  return f.lo[x] === f.lo[y] && f.hi[x] === f.hi[y];
}

/** The edge from -> b, the jth of b, goes to `to` instead, which b leads to. */
function redirect(f: Func, b: Block, from: Block, j: number, to: Block): void {
  const old = to.preds.indexOf(b);
  for (const w of to.values) {
    if (f.op[w] !== Op.Phi) break;
    let a = f.arg(w, old);
    if (b.values.includes(a)) a = f.arg(a, j);
    f.addArg(w, a);
  }
  let nth = 0;
  for (let i = 0; i < j; i++) if (b.preds[i] === from) nth++;
  let i = -1;
  do i = from.succs.indexOf(b, i + 1);
  while (nth-- > 0);
  from.succs[i] = to;
  to.preds.push(from);
  forgetVariables(f, b, to);
  b.preds.splice(j, 1);
  for (const w of b.values) {
    if (f.op[w] !== Op.Phi) break;
    f.removeArg(w, j);
  }
}
