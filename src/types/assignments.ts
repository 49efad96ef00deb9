// Assignments and initialisations: of one value to one variable, and of lists, where a call, or an expression that is comma-ok,
// may give several values.

import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import { assert } from '../diag/internal-error.ts';
import { unpackListExpr, unparen } from '../syntax/exprs.ts';
import { exprString } from '../syntax/exprstring.ts';
import type { Expr, Name, ReturnStmt } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import { endPos } from '../syntax/positions.ts';
import { assignableTo } from './assignable.ts';
import * as Typ from './basic.ts';
import { exprList } from './call.ts';
import { Cause } from './cause.ts';
import type { Checker } from './checker.ts';
import { processDelayed } from './checker.ts';
import { declare } from './decl.ts';
import type { At } from './errors.ts';
import { errorf, newError, softErrorf } from './errors.ts';
import { expr, isCommaOk, multiExpr, newTarget, singleValue } from './expr.ts';
import { measure, operandText, typeText } from './format.ts';
import type { Const } from './object.ts';
import { Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { defaultType, isConstType, isNonTypeParamInterface, isNumeric, isUntyped, isValid } from './predicates.ts';
import { recordCommaOkTypes, recordDef, recordUse } from './recording.ts';
import * as TypeKind from './typekind.ts';
import type { Basic, Type } from './type.ts';
import { under } from './under.ts';
import { implicitTypeAndValue, setImplicitType } from './untyped.ts';
import { assignedVar, useAll, useLHS } from './use.ts';
import * as VarKind from './varkind.ts';

/**
 * Checks the assignment of x to a variable of type T, converting an untyped x; T null is the blank identifier, which takes
 * the default type. `context`, followed by the expression `what` if given, tells messages where the assignment is. After an
 * error x is invalid.
 */
export function assignment(
  check: Checker,
  x: Operand,
  T: Type | null,
  context: string,
  what: Expr | null = null,
): void {
  singleValue(check, x);
  switch (x.mode) {
    case Mode.Invalid:
      return;
    case Mode.Constant:
    case Mode.Variable:
    case Mode.MapIndex:
    case Mode.Value:
    case Mode.NilValue:
    case Mode.CommaOk:
    case Mode.CommaErr:
      break;
    default: {
      const to = T === null ? '<nil>' : typeText(check, T);
      const text = `cannot assign ${operandText(check, x)} to ${to} in ${where(context, what)}`;
      errorf(check, x, Code.IncompatibleAssign, text);
      x.mode = Mode.Invalid;
      return;
    }
  }

  if (isUntyped(x.type)) {
    let target = T;
    if (x.mode === Mode.NilValue) {
      if (T === null) {
        errorf(check, x, Code.UntypedNilUse, `use of untyped nil in ${where(context, what)}`);
        x.mode = Mode.Invalid;
        return;
      }
    } else if (T === null || isNonTypeParamInterface(T)) {
      target = defaultType(x.type);
    }
    const t = implicitTypeAndValue(check, x, target!);
    if (t === null) {
      let code = check.conversionCode;
      let why = '';
      if (code === Code.TruncatedFloat) why = ' (truncated)';
      else if (code === Code.NumericOverflow) why = ' (overflows)';
      else code = Code.IncompatibleAssign;
      const text = `cannot use ${operandText(check, x)} as ${typeText(check, target!)} value in ${where(context, what)}${why}`;
      errorf(check, x, code, text);
      x.mode = Mode.Invalid;
      return;
    }
    setImplicitType(check, x, t);
  }

  const u = under(x.type);
  if (u.kind === TypeKind.Signature && u.tparams.length > 0) {
    const text = `cannot use generic function ${operandText(check, x)} without instantiation in ${where(context, what)}`;
    errorf(check, x, Code.WrongTypeArgCount, text);
    x.mode = Mode.Invalid;
    return;
  }

  if (T === null || x.type === T) return;
  if (assignableTo(check, x, T, null) === 0) return;
  // Only now is the cause worth its text.
  const cause = new Cause();
  const code = assignableTo(check, x, T, cause);
  const why = cause.text === '' ? '' : `: ${cause.text}`;
  const text = `cannot use ${operandText(check, x)} as ${typeText(check, T)} value in ${where(context, what)}${why}`;
  errorf(check, x, code, text);
  x.mode = Mode.Invalid;
}

function where(context: string, what: Expr | null): string {
  return what === null ? context : context + exprString(what);
}

/** Checks the initialisation of a constant, which gets x's type if it has none, and x's value. */
export function initConst(check: Checker, lhs: Const, x: Operand): void {
  if (x.mode === Mode.Invalid || !isValid(x.type) || (lhs.type !== null && !isValid(lhs.type))) {
    lhs.type ??= Typ.Invalid;
    return;
  }
  if (x.mode !== Mode.Constant) {
    errorf(check, x, Code.InvalidConstInit, `${operandText(check, x)} is not constant`);
    lhs.type ??= Typ.Invalid;
    return;
  }
  assert(isConstType(x.type), 'a constant has a type of constants');
  lhs.type ??= x.type;
  assignment(check, x, lhs.type, 'constant declaration');
  if ((x.mode as number) !== Mode.Invalid) lhs.val = x.val;
}

/** Checks the initialisation of a variable, which gets x's type, or its default type, if it has none. */
export function initVar(check: Checker, lhs: Var, x: Operand, context: string): void {
  if (x.mode === Mode.Invalid || !isValid(x.type) || (lhs.type !== null && !isValid(lhs.type))) {
    lhs.type ??= Typ.Invalid;
    x.mode = Mode.Invalid;
    return;
  }
  if (lhs.type === null) {
    if (x.type === Typ.UntypedNil) {
      errorf(check, x, Code.UntypedNilUse, `use of untyped nil in ${context}`);
      lhs.type = Typ.Invalid;
      x.mode = Mode.Invalid;
      return;
    }
    lhs.type = defaultType(x.type);
  }
  assignment(check, x, lhs.type, context);
}

/** Checks the left side of an assignment and returns its type: null for `_`, Typ.Invalid if it cannot be assigned to. */
function lhsVar(check: Checker, lhs: Expr): Type | null {
  const e = unparen(lhs);
  let v: Var | null = null;
  if (e.kind === NodeKind.Name) {
    if (e.value === '_') {
      recordDef(check, e, null);
      return null;
    }
    v = assignedVar(check, e.value);
  }
  // An assignment to a variable is no use of it.
  const used = v !== null && v.used;
  const x = new Operand();
  expr(check, null, x, lhs);
  if (v !== null) v.used = used;

  if (x.mode === Mode.Invalid || !isValid(x.type)) return Typ.Invalid;
  if (x.mode === Mode.Variable || x.mode === Mode.MapIndex) return x.type;
  const target = x.expr!;
  if (target.kind === NodeKind.SelectorExpr) {
    const op = new Operand();
    expr(check, null, op, target.x);
    if (op.mode === Mode.MapIndex) {
      const text = `cannot assign to struct field ${exprString(target)} in map`;
      errorf(check, x, Code.UnaddressableFieldAssign, text);
      return Typ.Invalid;
    }
  }
  const text = `cannot assign to ${exprString(target)} (neither addressable nor a map index expression)`;
  errorf(check, x, Code.UnassignableOperand, text);
  return Typ.Invalid;
}

/** Checks `lhs = rhs`, or `lhs = x` where x is given; then x is invalid after an error. */
export function assignVar(check: Checker, lhs: Expr, rhs: Expr | null, x: Operand | null, context: string): void {
  const T = lhsVar(check, lhs);
  if (T !== null && !isValid(T)) {
    if (x !== null) x.mode = Mode.Invalid;
    else useAll(check, [rhs!]);
    return;
  }
  if (x === null) {
    const isFunc = T !== null && under(T).kind === TypeKind.Signature;
    x = new Operand();
    expr(check, isFunc ? newTarget(T, exprString(lhs)) : null, x, rhs!);
  }
  if (T === null && context === 'assignment') context = 'assignment to _ identifier';
  assignment(check, x, T, context);
}

/**
 * The types as a reader would list them: `(number, string, T)`. If `variadic`, the last one, []T, is written ...T; if
 * `hasDots`, T...
 */
export function typesSummary(
  check: Checker,
  list: readonly (Type | null)[],
  variadic: boolean,
  hasDots: boolean,
): string {
  const texts: string[] = [];
  for (let i = 0; i < list.length; i++) {
    const t = list[i]!;
    let s: string;
    if (t === null || !isValid(t)) s = 'unknown type';
    else if (!isUntyped(t)) s = typeText(check, t);
    else if (isNumeric(t)) s = 'number';
    else s = (t as Basic).name.replace('untyped ', '');
    if (i === list.length - 1) {
      if (variadic) s = `...${t !== null && t.kind === TypeKind.Slice ? typeText(check, t.elem) : s}`;
      else if (hasDots) s += '...';
    }
    texts.push(s);
  }
  return `(${texts.join(', ')})`;
}

function operandTypes(list: readonly Operand[]): Type[] {
  return list.map(x => x.type);
}

function varTypes(list: readonly Var[]): (Type | null)[] {
  return list.map(v => v.type);
}

function assignError(check: Checker, rhs: readonly Expr[], l: number, r: number): void {
  const vars = measure(l, 'variable');
  const vals = measure(r, 'value');
  const first = rhs[0]!;
  const call = unparen(first);
  const text =
    rhs.length === 1 && call.kind === NodeKind.CallExpr
      ? `assignment mismatch: ${vars} but ${exprString(call.fun)} returns ${vals}`
      : `assignment mismatch: ${vars} but ${vals}`;
  errorf(check, first, Code.WrongAssignCount, text);
}

function returnError(check: Checker, at: At, lhs: readonly Var[], rhs: readonly Operand[]): void {
  const l = lhs.length;
  const r = rhs.length;
  if (r > l) at = rhs[l]!;
  else if (r > 0) at = rhs[r - 1]!;
  newError(check, Code.WrongResultCount)
    .addf(at, `${r > l ? 'too many' : 'not enough'} return values`)
    .addf(0, `have ${typesSummary(check, operandTypes(rhs), false, false)}`)
    .addf(0, `want ${typesSummary(check, varTypes(lhs), false, false)}`)
    .report();
}

/** Checks the initialisation of variables; with a return statement, that of the results of the function. */
export function initVars(
  check: Checker,
  lhs: readonly Var[],
  rhs: readonly Expr[],
  returnStmt: ReturnStmt | null,
): void {
  const context = returnStmt !== null ? 'return statement' : 'assignment';
  const l = lhs.length;
  // A call may give any number of values, also where one is wanted.
  const isCall = rhs.length === 1 && unparen(rhs[0]!).kind === NodeKind.CallExpr;
  if (l === rhs.length && !isCall) {
    const x = new Operand();
    for (let i = 0; i < l; i++) {
      const v = lhs[i]!;
      const desc = returnStmt !== null && v.name === '' ? 'result variable' : v.name;
      expr(check, newTarget(v.type, desc), x, rhs[i]!);
      initVar(check, v, x, context);
    }
    return;
  }

  if (rhs.length !== 1) {
    // Errors on the right explain the mismatch.
    if (useAll(check, rhs)) {
      if (returnStmt !== null) returnError(check, returnStmt, lhs, exprList(check, rhs));
      else assignError(check, rhs, l, rhs.length);
    }
    for (const v of lhs) v.type ??= Typ.Invalid;
    return;
  }

  const values = multiExpr(check, rhs[0]!, l === 2 && returnStmt === null);
  const first = values[0]!;
  if (l === values.length) {
    const commaOk = l === 2 && isCommaOk(first);
    for (let i = 0; i < l; i++) initVar(check, lhs[i]!, values[i]!, context);
    if (commaOk) recordCommaOk(check, rhs[0]!, values);
    return;
  }
  if (first.mode !== Mode.Invalid) {
    if (returnStmt !== null) returnError(check, returnStmt, lhs, values);
    else assignError(check, rhs, l, values.length);
  }
  for (const v of lhs) v.type ??= Typ.Invalid;
}

function recordCommaOk(check: Checker, e: Expr, values: readonly Operand[]): void {
  const x0 = values[0]!;
  const x1 = values[1]!;
  if (x0.mode !== Mode.Invalid && x1.mode !== Mode.Invalid) recordCommaOkTypes(check, e, x0, x1);
}

/** Checks `lhs = rhs` for lists. */
export function assignVars(check: Checker, lhs: readonly Expr[], rhs: readonly Expr[]): void {
  const l = lhs.length;
  const isCall = rhs.length === 1 && unparen(rhs[0]!).kind === NodeKind.CallExpr;
  if (l === rhs.length && !isCall) {
    for (let i = 0; i < l; i++) assignVar(check, lhs[i]!, rhs[i]!, null, 'assignment');
    return;
  }

  if (rhs.length !== 1) {
    const okLHS = useLHS(check, lhs);
    const okRHS = useAll(check, rhs);
    if (okLHS && okRHS) assignError(check, rhs, l, rhs.length);
    return;
  }

  const values = multiExpr(check, rhs[0]!, l === 2);
  const first = values[0]!;
  if (l === values.length) {
    const commaOk = l === 2 && isCommaOk(first);
    for (let i = 0; i < l; i++) assignVar(check, lhs[i]!, null, values[i]!, 'assignment');
    if (commaOk) recordCommaOk(check, rhs[0]!, values);
    return;
  }
  if (first.mode !== Mode.Invalid) assignError(check, rhs, l, values.length);
  useLHS(check, lhs);
}

/** Checks `lhs := rhs`; pos is that of the operator. */
export function shortVarDecl(check: Checker, pos: Pos, lhsExpr: Expr, rhsExpr: Expr): void {
  const lhs = unpackListExpr(lhsExpr);
  const rhs = unpackListExpr(rhsExpr);
  const top = check.delayed.length;
  const scope = check.env.scope!;
  const vars = new Array<Var>(lhs.length);
  let newVars: Var[] | null = null;
  let hasErr = false;
  for (let i = 0; i < lhs.length; i++) {
    const e = lhs[i]!;
    let v: Var | null = null;
    if (e.kind !== NodeKind.Name) {
      useLHS(check, [e]);
      errorf(check, e, Code.BadDecl, `non-name ${exprString(e)} on left side of :=`);
      hasErr = true;
    } else if (isRepeated(lhs, i, e)) {
      errorf(check, e, Code.RepeatedDecl, `${e.value} repeated on left side of :=`);
      hasErr = true;
    } else {
      // A variable of this very scope is assigned to. New ones come into scope only after the declaration.
      const alt = scope.lookup(e.value);
      if (alt !== null) {
        recordUse(check, e, alt);
        if (alt.kind === ObjKind.Var) {
          v = alt;
        } else {
          errorf(check, e, Code.UnassignableOperand, `cannot assign to ${e.value}`);
          hasErr = true;
        }
      } else {
        v = new Var(VarKind.Local, e.pos, check.pkg, e.value, null);
        if (e.value !== '_') {
          if (newVars === null) newVars = [v];
          else newVars.push(v);
        }
        recordDef(check, e, v);
      }
    }
    // Something must take the value.
    vars[i] = v ?? new Var(VarKind.Local, e.pos, check.pkg, '_', null);
  }

  initVars(check, vars, rhs, null);

  // Function literals on the right do not see the new variables.
  if (check.delayed.length > top) processDelayed(check, top);

  if (newVars === null) {
    if (!hasErr) softErrorf(check, pos, Code.NoNewVar, 'no new variables on left side of :=');
    return;
  }
  const scopePos = endPos(rhs[rhs.length - 1]!);
  for (const v of newVars) declare(check, scope, null, v, scopePos);
}

/** Whether the name stands before index i too. */
function isRepeated(lhs: readonly Expr[], i: number, name: Name): boolean {
  if (name.value === '_') return false;
  for (let j = 0; j < i; j++) {
    const e = lhs[j]!;
    if (e.kind === NodeKind.Name && e.value === name.value) return true;
  }
  return false;
}
