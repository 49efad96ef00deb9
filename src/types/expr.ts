// Expressions: the one function that dispatches over all kinds, and its callers for the different contexts.
//
// `rawExpr` fills in an operand for an expression and records the result on the node. What contexts demand (a value, exactly
// one, nothing generic) is checked on the operand afterwards by `expr`, `genericExpr`, `exprOrType`, `multiExpr`. An error
// makes the operand invalid, which silences what would follow from it.

import * as Code from '../diag/codes.ts';
import { assert, unreachable } from '../diag/internal-error.ts';
import { exprString } from '../syntax/exprstring.ts';
import type { AssertExpr, Expr } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Operator from '../syntax/operator.ts';
import * as Typ from './basic.ts';
import { binary } from './binary.ts';
import { Expression, Statement } from './builtinid.ts';
import { callExpr, funcInst } from './call.ts';
import { Cause } from './cause.ts';
import type { Checker } from './checker.ts';
import { finiteSize } from './cycles.ts';
import { errorf, invalidOp } from './errors.ts';
import { operandText, typeText } from './format.ts';
import { indexExpr, sliceExpr } from './indexing.ts';
import { basicLit, compositeLit, funcLit } from './literals.ts';
import { assertableTo } from './lookup.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { isGeneric, isTypeParam, isValid } from './predicates.ts';
import { record } from './recording.ts';
import { selector } from './selector.ts';
import * as TypeKind from './typekind.ts';
import { ident, typ, varType } from './typexpr.ts';
import type { Signature, Type } from './type.ts';
import { NamedHasFinite } from './type.ts';
import { indirection, unary } from './unary.ts';
import { under } from './under.ts';
import { universeError } from './universe.ts';
import { use } from './use.ts';

const exclusive = (1 << Mode.NoValue) | (1 << Mode.Builtin) | (1 << Mode.TypExpr);

/** Where a value goes, if that is of function type: what is left open of a generic function is inferred from it. */
export class Target {
  readonly sig: Signature;
  /** Names the variable in messages: its name, or its expression. */
  readonly desc: string;

  constructor(sig: Signature, desc: string) {
    this.sig = sig;
    this.desc = desc;
  }
}

/** The target for a variable of type t; null unless that is a function type. */
export function newTarget(t: Type | null, desc: string): Target | null {
  if (t === null) return null;
  const u = under(t);
  return u.kind === TypeKind.Signature ? new Target(u, desc) : null;
}

/**
 * Checks e, makes x its value or type, and records it. T may serve to infer the type arguments of a generic function. `hint`
 * is the type of a composite literal that is written without its own. Only if `allowGeneric` may the result be generic.
 * Returns what e is as a statement: Conversion, Expression or Statement (builtinid.ts).
 */
export function rawExpr(
  check: Checker,
  T: Target | null,
  x: Operand,
  e: Expr,
  hint: Type | null,
  allowGeneric: boolean,
): number {
  const kind = exprInternal(check, T, x, e, hint);
  if (!allowGeneric) nonGeneric(check, T, x);
  pendingType(check, x);
  record(check, x);
  return kind;
}

/** Makes x invalid if it is generic and its type arguments cannot be inferred from T. */
export function nonGeneric(check: Checker, T: Target | null, x: Operand): void {
  if (x.mode === Mode.Invalid || x.mode === Mode.NoValue) return;
  const t = x.type;
  let what: string;
  switch (t.kind) {
    case TypeKind.Alias:
    case TypeKind.Named:
      if (!isGeneric(t)) return;
      what = 'type';
      break;
    case TypeKind.Signature:
      if (t.tparams.length === 0) return;
      if (T !== null) {
        funcInst(check, T, x.expr!.pos, x, null, true);
        return;
      }
      what = 'function';
      break;
    default:
      return;
  }
  const e = x.expr!;
  errorf(check, e, Code.WrongTypeArgCount, `cannot use generic ${what} ${exprString(e)} without instantiation`);
  x.mode = Mode.Invalid;
  x.type = Typ.Invalid;
}

/** Makes x invalid if its type is being declared and contains itself, as in `type T [unsafe.Sizeof(T{})]int`. */
function pendingType(check: Checker, x: Operand): void {
  const t = x.type;
  switch (t.kind) {
    case TypeKind.Named:
      if ((t.state & NamedHasFinite) !== 0 && t.finite) return;
      break;
    case TypeKind.Alias:
    case TypeKind.Array:
    case TypeKind.Struct:
      break;
    default:
      return;
  }
  if (x.mode === Mode.Invalid || x.mode === Mode.NoValue || finiteSize(check, t)) return;
  x.mode = Mode.Invalid;
  x.type = Typ.Invalid;
}

/** The dispatch; only for rawExpr. */
function exprInternal(check: Checker, T: Target | null, x: Operand, e: Expr, hint: Type | null): number {
  // What bails out leaves an invalid operand.
  x.mode = Mode.Invalid;
  x.type = Typ.Invalid;
  x.val = null;

  switch (e.kind) {
    case NodeKind.Name:
      ident(check, x, e, false);
      x.expr = e;
      return Expression;

    case NodeKind.SelectorExpr:
      selector(check, x, e, false);
      x.expr = e;
      return Expression;

    case NodeKind.CallExpr:
      return callExpr(check, x, e);

    case NodeKind.BasicLit:
      if (!e.bad) basicLit(check, x, e);
      break;

    case NodeKind.Operation:
      if (e.y !== null) {
        binary(check, x, e, e.x, e.y, e.op);
      } else if (e.op === Operator.Mul) {
        indirection(check, x, e);
      } else {
        unary(check, x, e);
        if (x.mode !== Mode.Invalid && e.op === Operator.Recv) {
          x.expr = e;
          return Statement; // a receive operation may be a statement
        }
      }
      break;

    case NodeKind.ParenExpr: {
      // Inference does not look through parentheses.
      const kind = rawExpr(check, null, x, e.x, null, false);
      x.expr = e;
      return kind;
    }

    case NodeKind.IndexExpr:
      if (indexExpr(check, x, e)) funcInst(check, T, e.pos, x, e, true);
      break;

    case NodeKind.SliceExpr:
      sliceExpr(check, x, e);
      break;

    case NodeKind.CompositeLit:
      compositeLit(check, x, e, hint);
      break;

    case NodeKind.FuncLit:
      funcLit(check, x, e);
      break;

    case NodeKind.AssertExpr:
      assertExpr(check, x, e);
      break;

    case NodeKind.ArrayType:
    case NodeKind.SliceType:
    case NodeKind.StructType:
    case NodeKind.FuncType:
    case NodeKind.InterfaceType:
    case NodeKind.MapType:
    case NodeKind.ChanType:
      x.mode = Mode.TypExpr;
      x.type = typ(check, e);
      x.expr = e;
      return Expression;

    case NodeKind.BadExpr:
      break; // reported by the parser

    case NodeKind.DotsType:
      errorf(check, e, Code.InvalidSyntaxTree, 'invalid use of ...');
      break;

    case NodeKind.TypeSwitchGuard:
      errorf(check, e, Code.InvalidSyntaxTree, 'use of .(type) outside type switch');
      use(check, e.x);
      break;

    case NodeKind.ListExpr:
      errorf(check, e, Code.InvalidSyntaxTree, 'unexpected list of expressions');
      break;

    case NodeKind.KeyValueExpr:
      errorf(check, e, Code.InvalidSyntaxTree, 'no key:value expected');
      break;

    default:
      unreachable('every kind of expression is known');
  }
  x.expr = e;
  return x.mode === Mode.Invalid ? Statement : Expression; // no complaint about an invalid expression not being used
}

function assertExpr(check: Checker, x: Operand, e: AssertExpr): void {
  expr(check, null, x, e.x);
  if (x.mode === Mode.Invalid) return;
  if (isTypeParam(x.type)) {
    const text = `${invalidOp}cannot use type assertion on type parameter value ${operandText(check, x)}`;
    errorf(check, x, Code.InvalidAssert, text);
    x.mode = Mode.Invalid;
    return;
  }
  if (under(x.type).kind !== TypeKind.Interface) {
    errorf(check, x, Code.InvalidAssert, `${invalidOp}${operandText(check, x)} is not an interface`);
    x.mode = Mode.Invalid;
    return;
  }
  const T = varType(check, e.assertType);
  if (!isValid(T)) {
    x.mode = Mode.Invalid;
    return;
  }
  typeAssertion(check, e, x, T, false);
  x.mode = Mode.CommaOk;
  x.type = T;
}

/** Reports an assertion, or a case of a type switch, that can never hold: x.(T) where T lacks methods. */
export function typeAssertion(check: Checker, e: Expr, x: Operand, T: Type, typeSwitch: boolean): void {
  const cause = new Cause();
  if (assertableTo(check, x.type, T, cause)) return;
  const what = exprString(e);
  const text = typeSwitch
    ? `impossible type switch case: ${what}\n\t${operandText(check, x)} cannot have dynamic type ${typeText(check, T)} ${cause.text}`
    : `impossible type assertion: ${what}\n\t${typeText(check, T)} does not implement ${typeText(check, x.type)} ${cause.text}`;
  errorf(check, e, Code.ImpossibleAssert, text);
}

/** Checks e; x becomes its single value. */
export function expr(check: Checker, T: Target | null, x: Operand, e: Expr): void {
  rawExpr(check, T, x, e, null, false);
  exclude(check, x, exclusive);
  singleValue(check, x);
}

/** Like expr, but the value may be a generic function. */
export function genericExpr(check: Checker, x: Operand, e: Expr): void {
  rawExpr(check, null, x, e, null, true);
  exclude(check, x, exclusive);
  singleValue(check, x);
}

/** Like expr, for an element of a composite literal whose own type may be left out. */
export function exprWithHint(check: Checker, x: Operand, e: Expr, hint: Type): void {
  rawExpr(check, null, x, e, hint, false);
  exclude(check, x, exclusive);
  singleValue(check, x);
}

/** Checks e; x becomes its single value, or its type. */
export function exprOrType(check: Checker, x: Operand, e: Expr, allowGeneric: boolean): void {
  rawExpr(check, null, x, e, null, allowGeneric);
  exclude(check, x, 1 << Mode.NoValue);
  singleValue(check, x);
}

/**
 * Checks e and returns its values, the first being invalid after an error. If `allowCommaOk`, a map index, receive operation
 * or type assertion gives two; then `isCommaOk` holds for the first.
 */
export function multiExpr(check: Checker, e: Expr, allowCommaOk: boolean): Operand[] {
  const x = new Operand();
  rawExpr(check, null, x, e, null, false);
  exclude(check, x, exclusive);
  return unpackValues(x, e, allowCommaOk);
}

/** The values of x, the result of e. */
export function unpackValues(x: Operand, e: Expr, allowCommaOk: boolean): Operand[] {
  const t = x.type;
  if (t.kind === TypeKind.Tuple && x.mode !== Mode.Invalid) {
    const list: Operand[] = [];
    for (const v of t.vars) list.push(newValue(e, v.type!));
    return list;
  }
  if (allowCommaOk && isCommaOk(x)) {
    return [x, newValue(e, x.mode === Mode.CommaErr ? universeError : Typ.UntypedBool)];
  }
  return [x];
}

/** Whether x may give a second value. */
export function isCommaOk(x: Operand): boolean {
  return x.mode === Mode.MapIndex || x.mode === Mode.CommaOk || x.mode === Mode.CommaErr;
}

/** A value of the given type that comes from e. */
export function newValue(e: Expr, type: Type): Operand {
  const x = new Operand();
  x.mode = Mode.Value;
  x.expr = e;
  x.type = type;
  return x;
}

/** Reports x, and makes it invalid, if its mode is in the set; the set has NoValue, and may have Builtin and TypExpr. */
export function exclude(check: Checker, x: Operand, modeset: number): void {
  if ((modeset & (1 << x.mode)) === 0) return;
  const what = operandText(check, x);
  switch (x.mode) {
    case Mode.NoValue: {
      const as = (modeset & (1 << Mode.TypExpr)) !== 0 ? 'used as value' : 'used as value or type';
      errorf(check, x, Code.TooManyValues, `${what} ${as}`);
      break;
    }
    case Mode.Builtin:
      errorf(check, x, Code.UncalledBuiltin, `${what} must be called`);
      break;
    default:
      errorf(check, x, Code.NotAnExpr, `${what} is not an expression`);
  }
  x.mode = Mode.Invalid;
}

/** Reports x, and makes it invalid, if it stands for several values. */
export function singleValue(check: Checker, x: Operand): void {
  if (x.type.kind !== TypeKind.Tuple || x.mode !== Mode.Value) return;
  assert(x.type.vars.length !== 1, 'one result is no tuple');
  const text = `multiple-value ${operandText(check, x)} in single-value context`;
  errorf(check, x, Code.TooManyValues, text);
  x.mode = Mode.Invalid;
}
