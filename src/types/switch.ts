// Expression switches, type switches and select statements.

import type { Pos } from '../base/pos.ts';
import * as ConstKind from '../constant/kind.ts';
import { compare } from '../constant/operate.ts';
import type { Value } from '../constant/value.ts';
import { float64Val, int64Val, makeBool, makeFloat64, uint64Val } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import { unpackListExpr, unparen } from '../syntax/exprs.ts';
import type { CaseClause, CommClause, Expr, SelectStmt, SwitchStmt, TypeSwitchGuard } from '../syntax/nodes.ts';
import { Name } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Operator from '../syntax/operator.ts';
import { assignment } from './assignments.ts';
import * as Typ from './basic.ts';
import { comparison } from './binary.ts';
import type { Checker } from './checker.ts';
import { lookup } from './checker.ts';
import { declare } from './decl.ts';
import { errorf, newError, positionString, softErrorf } from './errors.ts';
import { expr, typeAssertion } from './expr.ts';
import { operandText, typeText } from './format.ts';
import { Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { comparable, hasNil, identical, isInterface, isTypeParam, isValid } from './predicates.ts';
import { recordDef, recordImplicit } from './recording.ts';
import { closeScope, FallthroughOk, FinalSwitchCase, openScope, stmt, stmtList } from './stmt.ts';
import { varType } from './typexpr.ts';
import type { Type } from './type.ts';
import { convertUntyped } from './untyped.ts';
import * as VarKind from './varkind.ts';

/** Where a constant was a case, and as what type. */
interface CaseValue {
  readonly pos: Pos;
  readonly type: Type;
}

/** Checks an expression switch, whose init statement was checked. */
export function switchStmt(check: Checker, inner: number, s: SwitchStmt): void {
  const x = new Operand();
  if (s.tag !== null) {
    expr(check, null, x, s.tag);
    // As if the tag were assigned to a variable.
    assignment(check, x, null, 'switch expression');
    if (x.mode !== Mode.Invalid && !comparable(x.type) && !hasNil(x.type)) {
      const text = `cannot switch on ${operandText(check, x)} (${typeText(check, x.type)} is not comparable)`;
      errorf(check, x, Code.InvalidExprSwitch, text);
      x.mode = Mode.Invalid;
    }
  } else {
    x.mode = Mode.Constant;
    x.type = Typ.Bool;
    x.val = makeBool(true);
    x.expr = new Name(s.body.length > 0 ? s.body[0]!.pos : s.rbrace, 'true');
  }

  multipleDefaults(check, s.body);
  const seen = new Map<unknown, CaseValue[]>();
  for (let i = 0; i < s.body.length; i++) {
    const clause = s.body[i]!;
    if (clause.cases !== null) caseValues(check, x, clause.cases, seen);
    openScope(check, clause, 'case');
    stmtList(check, inner | (i + 1 < s.body.length ? FallthroughOk : FinalSwitchCase), clause.body);
    closeScope(check);
  }
}

function multipleDefaults(check: Checker, list: readonly (CaseClause | CommClause)[]): void {
  let first: CaseClause | CommClause | null = null;
  for (const c of list) {
    if ((c.kind === NodeKind.CaseClause ? c.cases : c.comm) !== null) continue;
    if (first === null) {
      first = c;
      continue;
    }
    const text = `multiple defaults (first at ${positionString(check, first.pos)})`;
    errorf(check, c, Code.DuplicateDefault, text);
  }
}

/** Checks the cases of one clause against the tag x and against those before. */
function caseValues(check: Checker, x: Operand, cases: Expr, seen: Map<unknown, CaseValue[]>): void {
  for (const e of unpackListExpr(cases)) {
    const v = new Operand();
    expr(check, null, v, e);
    if (x.mode === Mode.Invalid || v.mode === Mode.Invalid) continue;
    convertUntyped(check, v, x.type);
    if ((v.mode as number) === Mode.Invalid) continue;
    const res = v.clone();
    comparison(check, res, x, Operator.Eql, true);
    if (res.mode === Mode.Invalid || v.mode !== Mode.Constant) continue;
    const val = goVal(v.val!);
    if (val === null) continue;
    const same = seen.get(val);
    if (same === undefined) {
      seen.set(val, [{ pos: v.pos, type: v.type }]);
      continue;
    }
    const previous = same.find(c => identical(v.type, c.type));
    if (previous === undefined) {
      same.push({ pos: v.pos, type: v.type });
      continue;
    }
    newError(check, Code.DuplicateCase)
      .addf(v, `duplicate case ${operandText(check, v)} in expression switch`)
      .addf(previous.pos, 'previous case')
      .report();
  }
}

/** Something that is equal for equal constants, as a key of a Map; null for those whose duplicates gc does not look for. */
function goVal(v: Value): unknown {
  switch (v.kind) {
    case ConstKind.Int:
      return int64Val(v) ?? uint64Val(v);
    case ConstKind.Float: {
      const f = float64Val(v);
      return Number.isFinite(f) && compare(v, Operator.Eql, makeFloat64(f)) ? f : null;
    }
    case ConstKind.String:
      return v.val;
    default:
      return null;
  }
}

/** Checks a type switch, whose init statement was checked. */
export function typeSwitchStmt(check: Checker, inner: number, s: SwitchStmt, guard: TypeSwitchGuard): void {
  let lhs = guard.lhs;
  if (lhs !== null) {
    if (lhs.value === '_') {
      softErrorf(check, lhs, Code.NoNewVar, 'no new variable on left side of :=');
      lhs = null;
    } else {
      recordDef(check, lhs, null); // each clause declares its own variable
    }
  }

  const x = new Operand();
  expr(check, null, x, guard.x);
  let tag: Operand | null = null; // null: nothing to check the cases against
  if (x.mode !== Mode.Invalid) {
    if (isTypeParam(x.type)) {
      const text = `cannot use type switch on type parameter value ${operandText(check, x)}`;
      errorf(check, x, Code.InvalidTypeSwitch, text);
    } else if (isInterface(x.type)) {
      tag = x;
    } else {
      errorf(check, x, Code.InvalidTypeSwitch, `${operandText(check, x)} is not an interface`);
    }
  }

  multipleDefaults(check, s.body);
  const vars: Var[] = [];
  const seenTypes: (Type | null)[] = [];
  const seenAt: Expr[] = [];
  for (const clause of s.body) {
    const T = caseTypes(check, tag, unpackListExpr(clause.cases), seenTypes, seenAt);
    openScope(check, clause, 'case');
    if (lhs !== null) {
      const v = new Var(VarKind.Local, lhs.pos, check.pkg, lhs.value, T);
      declare(check, check.env.scope!, null, v, clause.colon);
      recordImplicit(check, clause, v);
      vars.push(v);
    }
    stmtList(check, inner, clause.body);
    closeScope(check);
  }

  // It is enough that one of the variables is used.
  if (lhs !== null) {
    let used = false;
    for (const v of vars) {
      used ||= v.used;
      v.used = true;
    }
    if (!used) softErrorf(check, lhs, Code.UnusedVar, `${lhs.value} declared and not used`);
  }
}

/**
 * Checks the types of one clause against the operand x, if that is valid, and against those before; null stands for nil.
 * Returns the type of the clause's variable.
 */
function caseTypes(
  check: Checker,
  x: Operand | null,
  types: readonly Expr[],
  seenTypes: (Type | null)[],
  seenAt: Expr[],
): Type {
  let T: Type | null = null;
  cases: for (const e of types) {
    if (isNil(check, e)) {
      T = null;
      expr(check, null, new Operand(), e); // for what it records
    } else {
      T = varType(check, e);
      if (!isValid(T)) continue;
    }
    for (let i = 0; i < seenTypes.length; i++) {
      const other = seenTypes[i]!;
      if (T === null ? other !== null : other === null || !identical(T, other)) continue;
      newError(check, Code.DuplicateCase)
        .addf(e, `duplicate case ${T === null ? 'nil' : typeText(check, T)} in type switch`)
        .addf(seenAt[i]!, 'previous case')
        .report();
      continue cases;
    }
    seenTypes.push(T);
    seenAt.push(e);
    if (x !== null && T !== null) typeAssertion(check, e, x, T, true);
  }
  // With one type the variable has it; with several, or nil, that of the operand.
  if (types.length === 1 && T !== null) return T;
  return x === null ? Typ.Invalid : x.type;
}

/** Whether e is the predeclared nil, maybe in parentheses. */
function isNil(check: Checker, e: Expr): boolean {
  const name = unparen(e);
  if (name.kind !== NodeKind.Name || name.value !== 'nil') return false;
  const obj = lookup(check, name.value);
  return obj !== null && obj.kind === ObjKind.Nil;
}

/** Checks a select statement. */
export function selectStmt(check: Checker, inner: number, s: SelectStmt): void {
  multipleDefaults(check, s.body);
  for (const clause of s.body) {
    if (!isCommunication(clause)) {
      const text = 'select case must be send or receive (possibly with assignment)';
      errorf(check, clause.comm!, Code.InvalidSelectCase, text);
      continue;
    }
    openScope(check, clause, 'case');
    if (clause.comm !== null) stmt(check, inner, clause.comm);
    stmtList(check, inner, clause.body);
    closeScope(check);
  }
}

/** Whether the clause is a default, a send, or a receive whose value may be assigned. */
function isCommunication(clause: CommClause): boolean {
  const comm = clause.comm;
  if (comm === null || comm.kind === NodeKind.SendStmt) return true;
  let rhs: Expr | null = null;
  if (comm.kind === NodeKind.AssignStmt) rhs = comm.rhs;
  else if (comm.kind === NodeKind.ExprStmt) rhs = comm.x;
  if (rhs === null) return false;
  const e = unparen(rhs);
  return e.kind === NodeKind.Operation && e.y === null && e.op === Operator.Recv;
}
