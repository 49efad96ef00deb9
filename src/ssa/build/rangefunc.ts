// Loops over functions: the body becomes a closure that the function calls, and returns whether to go on. How control leaves
// the body otherwise is told by the variable `next` of the function that has the loops, which is looked at when the function
// that is ranged over has returned: -1 for a return, 2d for a break of the loop of depth d, 2d-1 for its continue, numbers
// below -1 for branches to other labels. A variable for each loop says what state it is in, so that an iterator that calls
// the body when it must not is caught. Codes and states are gc's (cmd/compile/internal/rangefunc, internal/abi/rangefuncconsts.go).

import { unpackListExpr } from '../../syntax/exprs.ts';
import type { ForStmt, Name, RangeClause } from '../../syntax/nodes.ts';
import * as Typ from '../../types/basic.ts';
import { Var } from '../../types/object.ts';
import type { Signature } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as VarKind from '../../types/varkind.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import { assign } from './assign.ts';
import type { Builder, Val } from './builder.ts';
import { closureSym, closureValue } from './closure.ts';
import { convertForAssign } from './convert.ts';
import { expr, typeOf } from './expr.ts';
import { state } from './fn-state.ts';
import { buildFunc, emitReturn } from './func.ts';
import { type Exit, type FnInfo, FnRange, localVar, VarInfo } from './prepass.ts';
import { jumpTo, stmtList } from './stmt.ts';
import { initVar, zeroVar } from './variables.ts';

// The states of a loop.
const Done = 0; // the body returned false, or must not be called again
const Ready = 1;
const Panic = 2; // the body runs, or panicked
const Exhausted = 3; // the function that is ranged over returned
const MissingPanic = 4; // it swallowed a panic of the body

/** `for lhs := range x { body }` for a function x. */
export function rangeFuncStmt(b: Builder, s: ForStmt, clause: RangeClause): void {
  const { unit, info: outer } = state(b);
  const info = unit.info.rangeBodies.get(s)!;
  const group = info.group!;
  if (outer.kind !== FnRange) {
    if (group.usesNext) zeroVar(b, group.next);
    if (group.usesDefers) {
      const token = b.rtcall('deferrangefunc', []);
      initVar(b, group.defers, b.scalars(group.defers.type!, token));
    }
  }
  initVar(b, info.state!, intVal(b, Ready));
  const sym = closureSym(b, info.name, null);
  buildRangeBody(b, s, clause, info, sym);
  const closure = closureValue(b, info, sym);
  const fn = expr(b, clause.x);
  b.pos = s.pos;
  const sig = under(typeOf(b, clause.x)) as Signature;
  b.call(Op.CallClosure, b.p.indirectCall(sig, false), [fn.comps![0]!, closure]);
  b.pos = s.body.rbrace;
  checks(b, info);
}

function buildRangeBody(b: Builder, s: ForStmt, clause: RangeClause, info: FnInfo, sym: number): void {
  const { unit } = state(b);
  const sig = under(typeOf(b, clause.x)) as Signature;
  const yieldSig = under(b.subst(sig.params.vars[0]!.type!)) as Signature;
  const lhs = unpackListExpr(clause.lhs);
  const params = yieldSig.params.vars.map((p, i) => {
    const v = clause.def && i < lhs.length ? localVar(lhs[i]! as Name) : null;
    return v ?? new Var(VarKind.Param, s.pos, null, i < lhs.length ? `#p${i + 1}` : '_', p.type);
  });
  for (const v of params) if (!unit.info.vars.has(v)) unit.info.vars.set(v, new VarInfo(info, 0));
  const result = new Var(VarKind.Result, s.pos, null, '', Typ.Bool);
  unit.info.vars.set(result, new VarInfo(info, 0));
  const shape = { recv: null, params, results: [result], pos: s.pos, endPos: s.body.rbrace };
  buildFunc(unit, info, sym, shape, c => {
    const was = readInt(c, info.state!);
    setInt(c, info.state!, Panic);
    const ok = c.newBlock();
    const bad = c.newBlock();
    c.branch(c.emit2(Op.Eq, Scalar.I8, was, c.int(Ready)), ok, bad, 1);
    c.startSealed(bad);
    c.rtcall('panicrangestate', [was]);
    c.exit();
    c.startSealed(ok);
    params.forEach((v, i) => {
      if (i >= lhs.length || v.name !== `#p${i + 1}`) return;
      assign(c, lhs[i]!, c.readHome(c.homes.get(v)!));
    });
    stmtList(c, s.body.list);
    c.pos = s.body.rbrace;
    leave(c, info, Ready, true);
  });
}

function intVal(b: Builder, n: number): Val {
  return b.scalars(Typ.Int, [b.int(n)]);
}

function readInt(b: Builder, v: Var): number {
  return b.readHome(b.homes.get(v)!).comps![0]!;
}

function setInt(b: Builder, v: Var, n: number): void {
  b.writeHome(b.homes.get(v)!, intVal(b, n));
}

/** Returns from a body with its loop in a state. */
function leave(b: Builder, info: FnInfo, loopState: number, more: boolean): void {
  if (b.block === null) return;
  setInt(b, info.state!, loopState);
  emitReturn(b, [b.scalars(Typ.Bool, [b.int(more ? 1 : 0, Scalar.I8)])]);
}

/** A branch that leaves the body at hand, or ends an iteration. */
export function exitBranch(b: Builder, exit: Exit): void {
  const { info } = state(b);
  if (exit.code !== 0) setInt(b, info.group!.next, exit.code);
  leave(b, info, exit.more ? Ready : Done, exit.more);
}

/** A return statement in the body of a loop: from the function that has the loop. */
export function exitReturn(b: Builder, vals: readonly Val[] | null): void {
  const { info, unit } = state(b);
  if (vals !== null) {
    const types = info.home.results.map(v => unit.subst(v.type!));
    const set = vals.map((x, i) => b.stable(convertForAssign(b, x, types[i]!)));
    info.home.results.forEach((v, i) => b.writeHome(b.homes.get(v)!, set[i]!));
  }
  setInt(b, info.group!.next, -1);
  leave(b, info, Done, false);
}

/** What follows the call of the function that was ranged over. */
function checks(b: Builder, loop: FnInfo): void {
  const { info: outer } = state(b);
  const next = loop.group!.next;
  when(b, is(b, loop.state!, Panic), () => {
    b.rtcall('panicrangestate', [b.int(MissingPanic)]);
    b.exit();
  });
  setInt(b, loop.state!, Exhausted);
  for (const { stmt, code } of loop.outerBranches) {
    when(b, is(b, next, code), () => {
      setInt(b, next, 0);
      jumpTo(b, stmt);
    });
  }
  if (outer.kind !== FnRange) {
    if (loop.checkReturn) when(b, is(b, next, -1), () => emitReturn(b, null));
    return;
  }
  if (!loop.checkReturn && !loop.checkBreak && !loop.checkContinue) return;
  // Returns, and branches to labels that functions further out have.
  if (loop.checkReturn)
    when(b, b.emit2(Op.LtS, Scalar.I8, readInt(b, next), b.int(0)), () => leave(b, outer, Done, false));
  const out = 2 * outer.depth;
  when(b, b.emit2(Op.LtS, Scalar.I8, b.int(out), readInt(b, next)), () => {
    b.rtcall('panicrangestate', [b.int(Done)]);
    b.exit();
  });
  if (loop.checkContinue) {
    when(b, is(b, next, out - 1), () => {
      setInt(b, next, 0);
      leave(b, outer, Ready, true);
    });
  }
  if (loop.checkBreak) {
    when(b, is(b, next, out), () => {
      setInt(b, next, 0);
      leave(b, outer, Done, false);
    });
  }
  if (loop.checkBreak || loop.checkContinue) {
    when(b, b.emit2(Op.LtS, Scalar.I8, b.int(0), readInt(b, next)), () => leave(b, outer, Done, false));
  }
}

/** Does what `then` emits if the condition holds, which it seldom does. */
function when(b: Builder, condition: Value, then: () => void): void {
  const yes = b.newBlock();
  const no = b.newBlock();
  b.branch(condition, yes, no, -1);
  b.startSealed(yes);
  then();
  b.jump(no);
  b.startSealed(no);
}

function is(b: Builder, v: Var, n: number): Value {
  return b.emit2(Op.Eq, Scalar.I8, readInt(b, v), b.int(n));
}
