// Range loops: over integers, strings, arrays, slices, maps, channels and functions.

import { makeInt64 } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import * as ChanDir from '../syntax/chandir.ts';
import { exprString } from '../syntax/exprstring.ts';
import type { Expr, ForStmt, RangeClause } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import { assignment, assignVar, initVar } from './assignments.ts';
import * as Typ from './basic.ts';
import { arrayPtrDeref } from './builtins.ts';
import type { Checker } from './checker.ts';
import { declare } from './decl.ts';
import { errorf, softErrorf } from './errors.ts';
import { expr, newValue } from './expr.ts';
import { operandText, typeText } from './format.ts';
import { Var } from './object.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { identical, isBoolean, isInteger, isString } from './predicates.ts';
import { recordDef, recordTypeAndValue } from './recording.ts';
import { closeScope, openScope, stmt } from './stmt.ts';
import * as TypeKind from './typekind.ts';
import type { Type } from './type.ts';
import { commonUnder, Reason, under } from './under.ts';
import * as VarKind from './varkind.ts';
import { allowVersion } from './version.ts';

/** What a range over some type yields: null where there is no key, or no value. */
class RangeTypes {
  readonly key: Type | null;
  readonly val: Type | null;

  constructor(key: Type | null, val: Type | null) {
    this.key = key;
    this.val = val;
  }
}

/** Checks a range loop. */
export function rangeStmt(check: Checker, inner: number, s: ForStmt, clause: RangeClause): void {
  let lhsKey: Expr | null = clause.lhs;
  let lhsVal: Expr | null = null;
  let extra: Expr | null = null;
  if (lhsKey !== null && lhsKey.kind === NodeKind.ListExpr) {
    const list = lhsKey.elemList;
    lhsKey = list[0]!;
    lhsVal = list[1]!;
    if (list.length > 2) extra = list[2]!;
  }

  const x = new Operand();
  check.env.hasCallOrRecv = false;
  expr(check, null, x, clause.x);
  if (x.mode !== Mode.Invalid && lhsVal === null && !check.env.hasCallOrRecv) constantLen(check, x, clause.x);

  let key: Type | null = null;
  let val: Type | null = null;
  if (x.mode !== Mode.Invalid) {
    const types = rangeKeyVal(check, x.type);
    if (typeof types === 'string') {
      const why = types === '' ? '' : `: ${types}`;
      softErrorf(check, x, Code.InvalidRangeExpr, `cannot range over ${operandText(check, x)}${why}`);
    } else {
      key = types.key;
      val = types.val;
      if (key === null && lhsKey !== null) {
        const text = `range over ${operandText(check, x)} permits no iteration variables`;
        softErrorf(check, lhsKey, Code.InvalidIterVar, text);
      } else if (val === null && lhsVal !== null) {
        const text = `range over ${operandText(check, x)} permits only one iteration variable`;
        softErrorf(check, lhsVal, Code.InvalidIterVar, text);
      } else if (extra !== null) {
        softErrorf(check, extra, Code.InvalidIterVar, 'range clause permits at most two iteration variables');
      }
    }
  }

  // The range expression does not see the variables.
  openScope(check, s, 'range');
  const overInt = isInteger(x.type);
  if (clause.def) {
    const vars: Var[] = [];
    if (lhsKey !== null) defineVar(check, lhsKey, key, overInt ? x : null, vars);
    if (lhsVal !== null) defineVar(check, lhsVal, val, overInt ? x : null, vars);
    if (vars.length > 0) {
      for (const v of vars) declare(check, check.env.scope!, null, v, s.body.pos);
    } else {
      errorf(check, s, Code.NoNewVar, 'no new variables on left side of :=');
    }
  } else if (lhsKey !== null) {
    assignIterVar(check, lhsKey, key, overInt ? x : null);
    if (lhsVal !== null) assignIterVar(check, lhsVal, val, overInt ? x : null);
  } else if (overInt) {
    // An untyped integer takes its default type.
    assignment(check, x, null, 'range clause');
  }
  stmt(check, inner, s.body);
  closeScope(check);
}

/** Only the length of an array is wanted: what stands there is not evaluated, but a constant. */
function constantLen(check: Checker, x: Operand, e: Expr): void {
  const t = arrayPtrDeref(under(x.type));
  if (t.kind !== TypeKind.Array) return;
  while (e.kind === NodeKind.ParenExpr) e = e.x;
  recordTypeAndValue(check, e, Mode.Constant, Typ.Int, makeInt64(t.len));
}

/** Makes the variable that lhs declares; its type is T, or that of the integer x. Adds it to vars unless it is blank. */
function defineVar(check: Checker, lhs: Expr, T: Type | null, x: Operand | null, vars: Var[]): void {
  let v: Var;
  if (lhs.kind === NodeKind.Name) {
    v = new Var(VarKind.Local, lhs.pos, check.pkg, lhs.value, null);
    recordDef(check, lhs, v);
    if (lhs.value !== '_') vars.push(v);
  } else {
    errorf(check, lhs, Code.InvalidSyntaxTree, `cannot declare ${exprString(lhs)}`);
    v = new Var(VarKind.Local, lhs.pos, check.pkg, '_', null);
  }
  if (T === null || T === Typ.Invalid) {
    v.type = Typ.Invalid;
    v.used = true; // one error is enough
  } else if (x !== null) {
    initVar(check, v, x, 'range clause');
  } else {
    initVar(check, v, newValue(lhs, T), 'assignment');
  }
}

/** Checks the assignment of a T, or of the integer x, to lhs. */
function assignIterVar(check: Checker, lhs: Expr, T: Type | null, x: Operand | null): void {
  if (T === null || T === Typ.Invalid) return;
  if (x === null) {
    assignVar(check, lhs, null, newValue(lhs, T), 'assignment');
    return;
  }
  assignVar(check, lhs, null, x, 'range clause');
  // An untyped x has taken the type of the variable.
  if (x.mode !== Mode.Invalid && !isInteger(x.type)) {
    const text = `cannot use iteration variable of type ${typeText(check, x.type)}`;
    softErrorf(check, lhs, Code.InvalidRangeExpr, text);
  }
}

/** What a range over a value of type t yields; a text, maybe empty, says why there can be none. */
function rangeKeyVal(check: Checker, t: Type): RangeTypes | string {
  const common = commonUnder(t, (type, u) =>
    type !== null && u !== null && u.kind === TypeKind.Chan && u.dir === ChanDir.SendOnly
      ? new Reason(['receive from send-only channel ', type])
      : null,
  );
  if (common.type === null) return common.err!.text(check);
  const u = arrayPtrDeref(common.type);
  switch (u.kind) {
    case TypeKind.Basic:
      if (isString(u)) return new RangeTypes(Typ.Int, Typ.Rune);
      if (!isInteger(u)) return '';
      return allowVersion(check, 22) ? new RangeTypes(t, null) : 'requires go1.22 or later';
    case TypeKind.Array:
    case TypeKind.Slice:
      return new RangeTypes(Typ.Int, u.elem);
    case TypeKind.Map:
      return new RangeTypes(u.key, u.elem);
    case TypeKind.Chan:
      return new RangeTypes(u.elem, null);
    case TypeKind.Signature: {
      if (!allowVersion(check, 23)) return 'requires go1.23 or later';
      const must = 'func must be func(yield func(...) bool): ';
      if (u.params.vars.length !== 1) return `${must}wrong argument count`;
      if (u.results.vars.length !== 0) return `${must}unexpected results`;
      const param = commonUnder(u.params.vars[0]!.type!, null);
      if (param.err !== null) return `${must}in yield type, ${param.err.text(check)}`;
      const yieldFunc = param.type!;
      if (yieldFunc.kind !== TypeKind.Signature) return `${must}argument is not func`;
      const vars = yieldFunc.params.vars;
      if (vars.length > 2) return `${must}yield func has too many parameters`;
      const results = yieldFunc.results.vars;
      if (results.length !== 1 || !identical(results[0]!.type!, Typ.Bool)) {
        const own = results.length === 1 && isBoolean(results[0]!.type!);
        return own
          ? `${must}yield func returns user-defined boolean, not bool`
          : `${must}yield func does not return bool`;
      }
      return new RangeTypes(vars.length > 0 ? vars[0]!.type : null, vars.length > 1 ? vars[1]!.type : null);
    }
    default:
      return '';
  }
}
