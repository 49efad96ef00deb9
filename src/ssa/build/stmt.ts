// Statements. Loops over values are in range.ts and rangefunc.ts, the others that need room in files of their names.

import { unreachable } from '../../diag/internal-error.ts';
import { unpackListExpr, unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type {
  AssignStmt,
  BranchStmt,
  DeclStmt,
  Expr,
  ForStmt,
  IfStmt,
  LabeledStmt,
  Name,
  ReturnStmt,
  SendStmt,
  Stmt,
} from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import * as Token from '../../syntax/token.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Var } from '../../types/object.ts';
import type { Chan } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import type { Block, Value } from '../func.ts';
import * as Scalar from '../scalar.ts';
import { assignOp, assignStmtLists, valuesInTurn } from './assign.ts';
import { type Builder, type Val, VarHome } from './builder.ts';
import { convertForAssign } from './convert.ts';
import { deferStmt } from './defer.ts';
import { commaOk, cond, discard, expr, exprMulti, exprs, order, typeOf } from './expr.ts';
import { state } from './fn-state.ts';
import { emitReturn } from './func.ts';
import { goStmt } from './go.ts';
import { literalVar } from './literal.ts';
import { FnRange, localVar } from './prepass.ts';
import { staticBool } from './static-flow.ts';
import { rangeStmt } from './range.ts';
import { exitBranch, exitReturn } from './rangefunc.ts';
import { selectStmt } from './select.ts';
import { switchStmt } from './switch.ts';
import { typeSwitchStmt } from './type-switch.ts';
import { initVar, needsMemory, varAlloc, varType, zeroVar } from './variables.ts';

/** Builds statements in order. What cannot be reached is left out. */
export function stmtList(b: Builder, list: readonly Stmt[]): void {
  for (const s of list) {
    if (b.block === null && s.kind !== NodeKind.LabeledStmt) continue;
    stmt(b, s);
  }
}

/** Builds a statement. */
export function stmt(b: Builder, s: Stmt): void {
  b.pos = s.pos;
  switch (s.kind) {
    case NodeKind.EmptyStmt:
      return;
    case NodeKind.ExprStmt:
      discard(b, s.x);
      return;
    case NodeKind.SendStmt:
      sendStmt(b, s);
      return;
    case NodeKind.AssignStmt:
      assignStmt(b, s);
      return;
    case NodeKind.DeclStmt:
      declStmt(b, s);
      return;
    case NodeKind.BlockStmt:
      stmtList(b, s.list);
      return;
    case NodeKind.LabeledStmt:
      labeledStmt(b, s);
      return;
    case NodeKind.CallStmt:
      if (s.tok === Token.Go) goStmt(b, s);
      else deferStmt(b, s);
      return;
    case NodeKind.ReturnStmt:
      returnStmt(b, s);
      return;
    case NodeKind.BranchStmt:
      branchStmt(b, s);
      return;
    case NodeKind.IfStmt:
      ifStmt(b, s);
      return;
    case NodeKind.ForStmt:
      if (s.init !== null && s.init.kind === NodeKind.RangeClause) rangeStmt(b, s, s.init);
      else forStmt(b, s);
      return;
    case NodeKind.SwitchStmt:
      if (s.tag !== null && s.tag.kind === NodeKind.TypeSwitchGuard) typeSwitchStmt(b, s, s.tag);
      else switchStmt(b, s);
      return;
    case NodeKind.SelectStmt:
      selectStmt(b, s);
      return;
    default:
      unreachable('a range clause stands in a loop');
  }
}

function sendStmt(b: Builder, s: SendStmt): void {
  const [ch, val] = exprs(b, [s.chan, s.val]);
  const elem = (under(typeOf(b, s.chan)) as Chan).elem;
  const x = convertForAssign(b, val!, elem);
  b.rtcall('chansend1', [ch!.comps![0]!, b.toMemory(x)]);
}

// ---- Assignments and declarations ----

function assignStmt(b: Builder, s: AssignStmt): void {
  if (s.rhs === null || (s.op !== Operator.None && s.op !== Operator.Def)) {
    assignOp(b, s.op, s.lhs, s.rhs);
    return;
  }
  const lhs = unpackListExpr(s.lhs);
  const rhs = unpackListExpr(s.rhs);
  if (s.op === Operator.None) assignStmtLists(b, lhs, rhs);
  else defineList(b, lhs, rhs);
}

/** The values of the right side for variables, null for a blank. */
function values(b: Builder, vars: readonly (Var | null)[], rhs: readonly Expr[]): readonly Val[] {
  const n = vars.length;
  if (rhs.length === n) return n === 1 ? [expr(b, rhs[0]!)] : valuesInTurn(b, vars, rhs);
  const e = unparen(rhs[0]!);
  return e.kind === NodeKind.CallExpr && e.mode !== Mode.CommaOk ? exprMulti(b, e) : commaOk(b, e);
}

/** `lhs := rhs`. */
function defineList(b: Builder, lhs: readonly Expr[], rhs: readonly Expr[]): void {
  const vars = lhs.map(e => localVar(unparen(e) as Name));
  if (lhs.length === 1 && vars[0] !== null && isDeclaredBy(vars[0]!, lhs[0]!) && initLiteral(b, vars[0]!, rhs[0]!))
    return;
  let vals = values(b, vars, rhs);
  if (lhs.length > 1) vals = vals.map(x => b.stable(x));
  lhs.forEach((e, i) => {
    const v = vars[i]!;
    if (v === null) return; // _
    if (isDeclaredBy(v, e)) initVar(b, v, vals[i]!);
    else b.writeHome(b.homes.get(v)!, convertForAssign(b, vals[i]!, varType(b, v)));
  });
}

/** Declares v with a literal that is built in its memory; false where that cannot be. */
function initLiteral(b: Builder, v: Var, e0: Expr): boolean {
  const e = unparen(e0);
  if (e.kind !== NodeKind.CompositeLit || !needsMemory(b, v)) return false;
  order(b, e);
  const t = varType(b, v);
  let addr = 0;
  const alloc = (): Value => (addr = varAlloc(b, v, t));
  if (!literalVar(b, e, t, alloc)) return false;
  b.declareAt(v, t, addr);
  return true;
}

/** Whether the name e is where v is declared, not a use of it. */
function isDeclaredBy(v: Var, e: Expr): boolean {
  return v.pos === unparen(e).pos;
}

function declStmt(b: Builder, s: DeclStmt): void {
  for (const d of s.declList) {
    if (d.kind !== NodeKind.VarDecl) continue;
    b.pos = d.pos;
    const rhs = unpackListExpr(d.values);
    if (rhs.length === 0) {
      for (const name of d.nameList) {
        const v = localVar(name);
        if (v !== null) zeroVar(b, v);
      }
      continue;
    }
    const vars = d.nameList.map(localVar);
    if (vars.length === 1 && vars[0] !== null && initLiteral(b, vars[0]!, rhs[0]!)) continue;
    let vals = values(b, vars, rhs);
    if (vars.length > 1) vals = vals.map(x => b.stable(x));
    vars.forEach((v, i) => {
      if (v !== null) initVar(b, v, vals[i]!);
    });
  }
}

// ---- Control ----

/** Branches on a condition. */
export function branchOn(b: Builder, e: Expr, yes: Block, no: Block): void {
  const known = e.mode === Mode.Constant ? staticBool(e) : 0;
  if (known !== 0) b.jump(known > 0 ? yes : no);
  else cond(b, e, yes, no);
}

function ifStmt(b: Builder, s: IfStmt): void {
  if (s.init !== null) stmt(b, s.init);
  const known = staticBool(s.cond!);
  const yes = b.newBlock();
  const no = b.newBlock();
  const after = s.elseStmt === null ? no : b.newBlock();
  b.pos = s.cond!.pos;
  branchOn(b, s.cond!, yes, no);
  b.startSealed(yes);
  if (known < 0) b.exit();
  else stmtList(b, s.thenBlock.list);
  b.jump(after);
  if (s.elseStmt !== null) {
    b.startSealed(no);
    if (known > 0) b.exit();
    else if (b.block !== null) stmt(b, s.elseStmt);
    b.jump(after);
  }
  b.startSealed(after);
}

function forStmt(b: Builder, s: ForStmt): void {
  const fn = state(b);
  if (s.init !== null) stmt(b, s.init);
  const copied = perIterationVars(b, s);
  const head = b.newBlock();
  const body = b.newBlock();
  const next = b.newBlock();
  const after = b.newBlock();
  // A variable whose address somebody may keep is a new one in each iteration. In between its value is carried on.
  const carriers = copied.map(v => carrierOf(b, v));
  // The post statement belongs to the next iteration's variable.
  const early = copied.length === 0 || s.post === null || keepsNoAddress(s.post);
  const first = early ? -1 : b.newVariable(Scalar.I8);
  if (!early) b.writeVariable(first, b.int(1, Scalar.I8));
  b.jump(head);
  b.start(head);
  copied.forEach((v, i) => {
    const t = varType(b, v);
    const addr = varAlloc(b, v, t);
    b.storeVal(addr, b.readHome(carriers[i]!), true);
    b.declareAt(v, t, addr);
  });
  fn.loopDepth++;
  if (!early) {
    const again = b.newBlock();
    const test = b.newBlock();
    b.branch(b.readVariable(first), test, again, -1);
    b.startSealed(again);
    stmt(b, s.post!);
    b.jump(test);
    b.startSealed(test);
  }
  fn.breaks.set(s, after);
  fn.continues.set(s, next);
  if (s.cond === null) {
    b.jump(body);
  } else {
    b.pos = s.cond.pos;
    branchOn(b, s.cond, body, after);
  }
  b.startSealed(body);
  if (s.cond !== null && staticBool(s.cond) < 0) b.exit();
  stmtList(b, s.body.list);
  b.pos = s.body.rbrace;
  b.jump(next);
  b.startSealed(next);
  if (b.block !== null) {
    copied.forEach((v, i) => b.writeHome(carriers[i]!, b.readHome(b.homes.get(v)!)));
    if (!early) {
      b.writeVariable(first, b.int(0, Scalar.I8));
    } else if (s.post !== null) {
      copied.forEach((v, i) => b.homes.set(v, carriers[i]!));
      stmt(b, s.post);
    }
  }
  b.jump(head);
  b.seal(head);
  fn.loopDepth--;
  b.startSealed(after);
}

/** What has the value of a loop's variable between iterations: SSA, or the variable that the loop's start declared. */
function carrierOf(b: Builder, v: Var): VarHome {
  const home = b.homes.get(v)!;
  const t = varType(b, v);
  const comps = b.components(t);
  if (comps === null) return home;
  const carrier = new VarHome(t, comps, b.newVariables(comps), 0);
  b.writeHome(carrier, b.readHome(home));
  return carrier;
}

/** Whether a post statement only computes: it may as well be done with a copy of the variable. */
function keepsNoAddress(s: Stmt): boolean {
  return s.kind === NodeKind.AssignStmt && computes(s.lhs) && (s.rhs === null || computes(s.rhs));
}

function computes(e: Expr): boolean {
  switch (e.kind) {
    case NodeKind.Name:
    case NodeKind.BasicLit:
      return true;
    case NodeKind.ParenExpr:
    case NodeKind.SelectorExpr:
      return computes(e.x);
    case NodeKind.Operation:
      return (
        e.op !== Operator.Recv &&
        (e.y === null ? e.op !== Operator.And && computes(e.x) : computes(e.x) && computes(e.y))
      );
    case NodeKind.ListExpr:
      return e.elemList.every(computes);
    default:
      return false;
  }
}

/** The variables of a loop that need a copy for each iteration. */
function perIterationVars(b: Builder, s: ForStmt): Var[] {
  const { info } = state(b).unit;
  const { init } = s;
  if (!info.perIteration || init === null || init.kind !== NodeKind.AssignStmt || init.op !== Operator.Def) return [];
  const out: Var[] = [];
  for (const e of unpackListExpr(init.lhs)) {
    const v = localVar(unparen(e) as Name);
    if (v !== null && isDeclaredBy(v, e) && info.inMemory(v)) out.push(v);
  }
  return out;
}

function labeledStmt(b: Builder, s: LabeledStmt): void {
  const fn = state(b);
  const isTarget = fn.unit.info.gotos.has(s);
  if (isTarget) {
    const label = labelBlock(b, s);
    b.jump(label);
    b.start(label);
    // What follows may run any number of times.
    fn.loopDepth++;
  }
  if (b.block !== null) stmt(b, s.stmt);
}

function labelBlock(b: Builder, s: Stmt): Block {
  const { labels } = state(b);
  let block = labels.get(s);
  if (block === undefined) {
    block = b.newBlock();
    labels.set(s, block);
  }
  return block;
}

function branchStmt(b: Builder, s: BranchStmt): void {
  const exit = state(b).unit.info.exits.get(s);
  if (exit !== undefined) exitBranch(b, exit);
  else jumpTo(b, s);
}

/** Does a branch whose target is in the function at hand. */
export function jumpTo(b: Builder, s: BranchStmt): void {
  const fn = state(b);
  switch (s.tok) {
    case Token.Break:
      b.jump(fn.breaks.get(s.target!)!);
      return;
    case Token.Continue:
      b.jump(fn.continues.get(s.target!)!);
      return;
    case Token.Goto:
      b.jump(labelBlock(b, s.target!));
      return;
    default:
      b.jump(fn.fallthrough!);
  }
}

function returnStmt(b: Builder, s: ReturnStmt): void {
  const fn = state(b);
  const list = unpackListExpr(s.results);
  const vals = list.length === 0 ? null : values(b, fn.info.home.results, list);
  b.pos = s.pos;
  if (fn.info.kind === FnRange) exitReturn(b, vals);
  else emitReturn(b, vals);
}
