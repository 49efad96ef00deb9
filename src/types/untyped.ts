// Untyped expressions: which type one takes in its context, and handing that type down to the parts of the expression.
//
// While its final type is open, an expression has its untyped type recorded on its node; `updateExprType` replaces that, in
// the expression and in those of its operands that take the same type. So "the type is still open" is the same as "an untyped
// type is recorded", and what is left at the end of the check (operands of constant expressions) keeps its untyped type.

import type { Value } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import type { Expr } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Operator from '../syntax/operator.ts';
import { exprString } from '../syntax/exprstring.ts';
import * as Typ from './basic.ts';
import * as Info from './basicinfo.ts';
import * as Kind from './basickind.ts';
import type { Checker } from './checker.ts';
import { invalidConversion, representableConst, representation } from './const.ts';
import { errorf, invalidOp } from './errors.ts';
import { typeText } from './format.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import {
  allInteger,
  defaultType,
  hasNil,
  isBoolean,
  isNumeric,
  isString,
  isTypeParam,
  isTyped,
  isUntyped,
  isValid,
  maxType,
} from './predicates.ts';
import * as TypeKind from './typekind.ts';
import type { Basic, Type } from './type.ts';
import { isEmptyInterface } from './typeset.ts';
import { under, underIs } from './under.ts';

/**
 * The type that x takes where a target is expected: null where there is none. The value of a constant as that type is left
 * in `check.conversionVal` (null: unchanged), the code of the error in `check.conversionCode` (0: none).
 */
export function implicitTypeAndValue(check: Checker, x: Operand, target: Type): Type | null {
  check.conversionVal = null;
  check.conversionCode = 0;
  if (x.mode === Mode.Invalid || isTyped(x.type) || !isValid(target)) return x.type;
  if (isUntyped(target)) return maxType(x.type, target) ?? noImplicitType(check);
  if (x.mode === Mode.NilValue) return hasNil(target) ? target : noImplicitType(check);

  const u = under(target);
  switch (u.kind) {
    case TypeKind.Basic: {
      if (x.mode === Mode.Constant) {
        const v = representation(check, x, u);
        if (v === null) return null;
        check.conversionVal = v;
        return target;
      }
      // Results of comparisons are untyped bools; a shift whose left operand waits for its type is an untyped number.
      const from = (x.type as Basic).basic;
      switch (from) {
        case Kind.UntypedBool:
          return isBoolean(target) ? target : noImplicitType(check);
        case Kind.UntypedInt:
        case Kind.UntypedRune:
        case Kind.UntypedFloat:
        case Kind.UntypedComplex:
          return isNumeric(target) ? target : noImplicitType(check);
        case Kind.UntypedString:
          return isString(target) ? target : noImplicitType(check);
        default:
          return noImplicitType(check);
      }
    }
    case TypeKind.Interface:
      if (isTypeParam(target)) return implicitTypeParam(check, x, target);
      // A value in an interface needs a type of its own.
      return isEmptyInterface(u) ? defaultType(x.type) : noImplicitType(check);
    default:
      return noImplicitType(check);
  }
}

/** Every type in the type set must be able to take x; its value stays as it is. */
function implicitTypeParam(check: Checker, x: Operand, target: Type): Type | null {
  const ok = underIs(target, t => t !== null && implicitTypeAndValue(check, x, t) !== null);
  check.conversionVal = null;
  check.conversionCode = 0;
  return ok ? target : noImplicitType(check);
}

function noImplicitType(check: Checker): null {
  check.conversionCode = Code.InvalidUntypedConversion;
  return null;
}

/** Gives the untyped x the target's type; reports an error, and makes x invalid, where that cannot be. */
export function convertUntyped(check: Checker, x: Operand, target: Type): void {
  const t = implicitTypeAndValue(check, x, target);
  if (t === null) {
    invalidConversion(check, check.conversionCode, x, isTypeParam(target) ? target : under(target));
    x.mode = Mode.Invalid;
    return;
  }
  setImplicitType(check, x, t);
}

/** Gives x the type, and the value in `check.conversionVal`, that `implicitTypeAndValue` has found. */
export function setImplicitType(check: Checker, x: Operand, t: Type): void {
  const val = check.conversionVal;
  if (val !== null) {
    x.val = val;
    updateExprVal(x.expr!, val);
  }
  if (t !== x.type) {
    x.type = t;
    updateExprType(check, x.expr!, t, false);
  }
}

/** Records the value of a constant whose type is still open. */
function updateExprVal(e: Expr, val: Value): void {
  if (isOpen(e)) e.constant = val;
}

/** Whether an untyped type is recorded. */
function isOpen(e: Expr): boolean {
  const t = e.type as Type | null;
  return t !== null && t.kind === TypeKind.Basic && (t.info & Info.IsUntyped) !== 0;
}

/**
 * Records that e, whose type was open, has the given type, and so have its operands as far as they take their type from e.
 * An untyped type is only another step unless `final`. Constants must be representable, a shifted operand must be an integer.
 */
export function updateExprType(check: Checker, e: Expr, typ: Type, final: boolean): void {
  const old = e.type as Type | null;
  if (old === null || old.kind !== TypeKind.Basic || (old.info & Info.IsUntyped) === 0) return;
  switch (e.kind) {
    case NodeKind.ParenExpr:
      updateExprType(check, e.x, typ, final);
      break;
    case NodeKind.Operation:
      // The operands of a constant never become values of their own.
      if (e.constant !== null) break;
      if (e.y === null) {
        if (e.op === Operator.Mul) return;
        updateExprType(check, e.x, typ, final);
        break;
      }
      switch (e.op) {
        case Operator.Eql:
        case Operator.Neq:
        case Operator.Lss:
        case Operator.Leq:
        case Operator.Gtr:
        case Operator.Geq:
          break; // the operands have final types, whatever the type of the result
        case Operator.Shl:
        case Operator.Shr:
          updateExprType(check, e.x, typ, final);
          break;
        default:
          updateExprType(check, e.x, typ, final);
          updateExprType(check, e.y, typ, final);
      }
      break;
    default:
    // Names, literals, selectors, and calls of built-ins, which take care of their arguments.
  }

  if (!final && isUntyped(typ)) {
    e.type = under(typ);
    return;
  }

  if (check.shiftOperands.size > 0 && check.shiftOperands.delete(e) && !allInteger(typ)) {
    errorf(
      check,
      e,
      Code.InvalidShiftOperand,
      `${invalidOp}shifted operand ${exprString(e)} (type ${typeText(check, typ)}) must be integer`,
    );
    forget(e);
    return;
  }
  if (e.constant !== null && !isRepresentable(check, e, old, typ)) {
    forget(e);
    return;
  }
  e.type = typ;
}

/** Whether the constant e of the untyped type old can have the type; reports why not. */
function isRepresentable(check: Checker, e: Expr, old: Basic, typ: Type): boolean {
  const val = e.constant as Value;
  const u = under(typ);
  if (u.kind === TypeKind.Basic && representableConst(check, val, u) !== null) return true;
  const c = new Operand();
  c.mode = e.mode;
  c.expr = e;
  c.type = old;
  c.val = val;
  if (implicitTypeAndValue(check, c, typ) !== null) return true;
  invalidConversion(check, check.conversionCode, c, isTypeParam(typ) ? typ : u);
  return false;
}

/** After an error nothing is recorded. */
function forget(e: Expr): void {
  e.mode = Mode.Invalid;
  e.type = Typ.Invalid;
  e.constant = null;
}
