// Statements, and the bodies of functions. switch.ts has the two kinds of switch and select, range.ts the range clause.

import type { Value } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import { unpackListExpr } from '../syntax/exprs.ts';
import { exprString } from '../syntax/exprstring.ts';
import type {
  AssignStmt,
  BlockStmt,
  BranchStmt,
  Expr,
  ForStmt,
  IfStmt,
  Node,
  ReturnStmt,
  Stmt,
} from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Operator from '../syntax/operator.ts';
import { endPos } from '../syntax/positions.ts';
import * as Token from '../syntax/token.ts';
import { assignment, assignVar, assignVars, initVars, shortVarDecl } from './assignments.ts';
import { binary } from './binary.ts';
import { Conversion, Statement } from './builtinid.ts';
import type { Checker, DeclInfo } from './checker.ts';
import { Environment, lookup, processDelayed } from './checker.ts';
import { declStmt } from './decl.ts';
import { errorf, invalidOp, newError, softErrorf } from './errors.ts';
import { expr, rawExpr } from './expr.ts';
import { objectText, operandText, typeText } from './format.ts';
import { labels } from './labels.ts';
import type { Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { allBoolean, allNumeric } from './predicates.ts';
import { rangeStmt } from './range.ts';
import { recordScope } from './recording.ts';
import { isTerminating } from './return.ts';
import { Scope } from './scope.ts';
import { selectStmt, switchStmt, typeSwitchStmt } from './switch.ts';
import type { Signature } from './type.ts';
import { chanElem } from './unary.ts';
import { use } from './use.ts';
import * as VarKind from './varkind.ts';

// What branches may do in the place where a statement stands.
export const BreakOk = 1;
export const ContinueOk = 2;
export const FallthroughOk = 4;
export const FinalSwitchCase = 8; // for a better message
export const InTypeSwitch = 16; // for a better message

/** Checks the body of a function; decl is the package-level declaration that it belongs to. */
export function funcBody(
  check: Checker,
  decl: DeclInfo | null,
  _name: string,
  sig: Signature,
  body: BlockStmt,
  iota: Value | null,
): void {
  const outer = check.env;
  const env = new Environment();
  env.decl = decl;
  env.scope = sig.scope;
  env.version = outer.version;
  env.iota = iota;
  env.sig = sig;
  check.env = env;

  stmtList(check, 0, body.list);
  if (env.hasLabel && !check.conf.ignoreBranchErrors) labels(check, body);
  if (sig.results.vars.length > 0 && !isTerminating(body, '', env.isPanic)) {
    errorf(check, body.rbrace, Code.MissingReturn, 'missing return');
  }
  usage(check, sig.scope!);

  check.env = outer;
}

/** Reports the local variables of a function that are not used. */
function usage(check: Checker, scope: Scope): void {
  if (scope.elems !== null) {
    let unused: Var[] | null = null;
    for (const obj of scope.elems.values()) {
      if (obj !== null && obj.kind === ObjKind.Var && !obj.used && obj.varKind === VarKind.Local) {
        unused ??= [];
        unused.push(obj);
      }
    }
    if (unused !== null) {
      unused.sort((a, b) => a.pos - b.pos);
      for (const v of unused) softErrorf(check, v.pos, Code.UnusedVar, `declared and not used: ${v.name}`);
    }
  }
  if (scope.children === null) return;
  // The bodies of function literals are functions of their own.
  for (const child of scope.children) if (!child.isFunc) usage(check, child);
}

/** Opens the scope of a node within the current one. */
export function openScope(check: Checker, node: Node, comment: string): void {
  const scope = new Scope(check.env.scope, node.pos, endPos(node), comment);
  recordScope(check, node, scope);
  check.env.scope = scope;
}

/** Goes back to the scope outside. */
export function closeScope(check: Checker): void {
  check.env.scope = check.env.scope!.parent;
}

/** Checks statements; only the last one that is not empty may fall through. */
export function stmtList(check: Checker, ctxt: number, list: readonly Stmt[]): void {
  const inner = ctxt & ~FallthroughOk;
  let n = list.length;
  while (n > 0 && list[n - 1]!.kind === NodeKind.EmptyStmt) n--;
  for (let i = 0; i < n; i++) stmt(check, i + 1 === n ? ctxt : inner, list[i]!);
}

/** Checks a statement; ctxt says what branches are possible (BreakOk ...). */
export function stmt(check: Checker, ctxt: number, s: Stmt): void {
  // Function literals are checked before the names in scope change.
  const top = check.delayed.length;
  stmtInternal(check, ctxt, s);
  if (check.delayed.length > top) processDelayed(check, top);
}

function stmtInternal(check: Checker, ctxt: number, s: Stmt): void {
  const inner = ctxt & ~(FallthroughOk | FinalSwitchCase | InTypeSwitch);
  switch (s.kind) {
    case NodeKind.EmptyStmt:
      break;

    case NodeKind.DeclStmt:
      declStmt(check, s.declList);
      break;

    case NodeKind.LabeledStmt:
      check.env.hasLabel = true;
      stmt(check, ctxt, s.stmt);
      break;

    case NodeKind.ExprStmt:
      exprStmt(check, s.x);
      break;

    case NodeKind.SendStmt: {
      const ch = new Operand();
      const val = new Operand();
      expr(check, null, ch, s.chan);
      expr(check, null, val, s.val);
      if (ch.mode === Mode.Invalid || val.mode === Mode.Invalid) break;
      const elem = chanElem(check, s, ch, false);
      if (elem !== null) assignment(check, val, elem, 'send');
      break;
    }

    case NodeKind.AssignStmt:
      assignStmt(check, s);
      break;

    case NodeKind.CallStmt:
      suspendedCall(check, s.tok === Token.Defer ? 'defer' : 'go', s.call);
      break;

    case NodeKind.ReturnStmt:
      returnStmt(check, s);
      break;

    case NodeKind.BranchStmt:
      branchStmt(check, ctxt, s);
      break;

    case NodeKind.BlockStmt:
      openScope(check, s, 'block');
      stmtList(check, inner, s.list);
      closeScope(check);
      break;

    case NodeKind.IfStmt:
      ifStmt(check, inner, s);
      break;

    case NodeKind.SwitchStmt:
      openScope(check, s, 'switch');
      if (s.init !== null) stmt(check, 0, s.init);
      if (s.tag !== null && s.tag.kind === NodeKind.TypeSwitchGuard) {
        typeSwitchStmt(check, inner | BreakOk | InTypeSwitch, s, s.tag);
      } else {
        switchStmt(check, inner | BreakOk, s);
      }
      closeScope(check);
      break;

    case NodeKind.SelectStmt:
      selectStmt(check, inner | BreakOk, s);
      break;

    case NodeKind.ForStmt:
      if (s.init !== null && s.init.kind === NodeKind.RangeClause) {
        rangeStmt(check, inner | BreakOk | ContinueOk, s, s.init);
      } else {
        forStmt(check, inner | BreakOk | ContinueOk, s);
      }
      break;

    default:
      errorf(check, s, Code.InvalidSyntaxTree, 'invalid statement');
  }
}

function exprStmt(check: Checker, e: Expr): void {
  const x = new Operand();
  const kind = rawExpr(check, null, x, e, null, false);
  switch (x.mode) {
    case Mode.Builtin:
      errorf(check, x, Code.UncalledBuiltin, `${operandText(check, x)} must be called`);
      break;
    case Mode.TypExpr:
      errorf(check, x, Code.NotAnExpr, `${operandText(check, x)} is not an expression`);
      break;
    default:
      if (kind !== Statement) errorf(check, x, Code.UnusedExpr, `${operandText(check, x)} is not used`);
  }
}

function assignStmt(check: Checker, s: AssignStmt): void {
  if (s.rhs === null) {
    // x++, x--
    const x = new Operand();
    expr(check, null, x, s.lhs);
    if (x.mode === Mode.Invalid) return;
    if (!allNumeric(x.type)) {
      const op = Operator.text[s.op]!;
      const what = `${exprString(s.lhs)}${op}${op}`;
      const text = `${invalidOp}${what} (non-numeric type ${typeText(check, x.type)})`;
      errorf(check, s.lhs, Code.NonNumericIncDec, text);
      return;
    }
    assignVar(check, s.lhs, null, x, 'assignment');
    return;
  }
  switch (s.op) {
    case Operator.None:
      if (isSingle(s.lhs) && isSingle(s.rhs)) assignVar(check, s.lhs, s.rhs, null, 'assignment');
      else assignVars(check, unpackListExpr(s.lhs), unpackListExpr(s.rhs));
      return;
    case Operator.Def:
      shortVarDecl(check, s.pos, s.lhs, s.rhs);
      return;
    default:
  }
  if (s.lhs.kind === NodeKind.ListExpr || s.rhs.kind === NodeKind.ListExpr) {
    const text = `assignment operation ${Operator.text[s.op]!} requires single-valued expressions`;
    errorf(check, s, Code.MultiValAssignOp, text);
    return;
  }
  const x = new Operand();
  binary(check, x, null, s.lhs, s.rhs, s.op);
  assignVar(check, s.lhs, null, x, 'assignment');
}

/** Whether e surely stands for one value. */
function isSingle(e: Expr): boolean {
  return e.kind !== NodeKind.ListExpr && e.kind !== NodeKind.CallExpr && e.kind !== NodeKind.ParenExpr;
}

/** Checks the call of a go or defer statement. */
function suspendedCall(check: Checker, keyword: string, call: Expr): void {
  let code: number = keyword === 'go' ? Code.InvalidGo : Code.InvalidDefer;
  if (call.kind !== NodeKind.CallExpr) {
    errorf(check, call, code, `expression in ${keyword} must be function call`);
    use(check, call);
    return;
  }
  const x = new Operand();
  const kind = rawExpr(check, null, x, call, null, false);
  if (kind === Statement) return;
  let what = 'requires function call, not conversion';
  if (kind !== Conversion) {
    what = 'discards result of';
    code = Code.UnusedResults;
  }
  errorf(check, x, code, `${keyword} ${what} ${operandText(check, x)}`);
}

function returnStmt(check: Checker, s: ReturnStmt): void {
  const vars = check.env.sig!.results.vars;
  const results = unpackListExpr(s.results);
  if (results.length === 0 && vars.length > 0 && vars[0]!.name !== '') {
    // The results must be what their names mean here.
    for (const v of vars) {
      const alt = lookup(check, v.name);
      if (alt === null || alt === v) continue;
      newError(check, Code.OutOfScopeResult)
        .addf(s, `result parameter ${v.name} not in scope at return`)
        .addf(alt, `inner declaration of ${objectText(check, v)}`)
        .report();
    }
  } else if (vars.length > 0 || results.length > 0) {
    initVars(check, vars, results, s);
  }
}

function branchStmt(check: Checker, ctxt: number, s: BranchStmt): void {
  if (s.label !== null) {
    check.env.hasLabel = true; // see labels.ts
    return;
  }
  if (check.conf.ignoreBranchErrors) return;
  switch (s.tok) {
    case Token.Break:
      if ((ctxt & BreakOk) === 0) {
        errorf(check, s, Code.MisplacedBreak, 'break not in for, switch, or select statement');
      }
      break;
    case Token.Continue:
      if ((ctxt & ContinueOk) === 0) errorf(check, s, Code.MisplacedContinue, 'continue not in for statement');
      break;
    case Token.Fallthrough: {
      if ((ctxt & FallthroughOk) !== 0) break;
      let text = 'fallthrough statement out of place';
      if ((ctxt & FinalSwitchCase) !== 0) text = 'cannot fallthrough final case in switch';
      else if ((ctxt & InTypeSwitch) !== 0) text = 'cannot fallthrough in type switch';
      errorf(check, s, Code.MisplacedFallthrough, text);
      break;
    }
    default:
      errorf(check, s, Code.InvalidSyntaxTree, `branch statement: ${Token.text[s.tok]!}`);
  }
}

function ifStmt(check: Checker, inner: number, s: IfStmt): void {
  openScope(check, s, 'if');
  if (s.init !== null) stmt(check, 0, s.init);
  if (s.cond !== null) condition(check, s.cond, 'if');
  stmt(check, inner, s.thenBlock);
  if (s.elseStmt !== null) stmt(check, inner, s.elseStmt);
  closeScope(check);
}

function forStmt(check: Checker, inner: number, s: ForStmt): void {
  openScope(check, s, 'for');
  if (s.init !== null) stmt(check, 0, s.init);
  if (s.cond !== null) condition(check, s.cond, 'for');
  if (s.post !== null) {
    stmt(check, 0, s.post);
    // The parser has reported a declaration here; its variables need not be used.
    if (s.post.kind === NodeKind.AssignStmt && s.post.op === Operator.Def) use(check, s.post.lhs);
  }
  stmt(check, inner, s.body);
  closeScope(check);
}

function condition(check: Checker, e: Expr, what: string): void {
  const x = new Operand();
  expr(check, null, x, e);
  if (x.mode !== Mode.Invalid && !allBoolean(x.type)) {
    errorf(check, e, Code.InvalidCond, `non-boolean condition in ${what} statement`);
  }
}
