// Binary expressions: arithmetic, shifts, comparisons, and the conversion of an untyped operand to the other's type.

import * as ConstKind from '../constant/kind.ts';
import { toInt } from '../constant/convert.ts';
import { binaryOp, compare, divideInts, shift as shiftConst } from '../constant/operate.ts';
import type { Value } from '../constant/value.ts';
import { imag, makeBool, makeUnknown, real, sign } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import { exprString } from '../syntax/exprstring.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Expr, Operation } from '../syntax/nodes.ts';
import * as Operator from '../syntax/operator.ts';
import { assignableTo } from './assignable.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { opPos, overflow, representable } from './const.ts';
import { errorf, invalidOp } from './errors.ts';
import { expr } from './expr.ts';
import { operandText, typeText } from './format.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { compositeKind } from './operand-string.ts';
import {
  allBoolean,
  allInteger,
  allNumeric,
  allNumericOrString,
  allOrdered,
  allString,
  allUnsigned,
  comparable,
  comparableType,
  defaultType,
  hasNil,
  identical,
  isComplex,
  isInteger,
  isNonTypeParamInterface,
  isPointer,
  isTyped,
  isTypeParam,
  isUntyped,
  isValid,
} from './predicates.ts';
import { record } from './recording.ts';
import * as TypeKind from './typekind.ts';
import type { Type } from './type.ts';
import { undefinedOp } from './unary.ts';
import { under } from './under.ts';
import { convertUntyped, updateExprType } from './untyped.ts';
import { verifyVersionf } from './version.ts';

/** No shift count of a constant shift is larger: it is enough for the smallest float64. */
const maxConstShift = 1023 - 1 + 52;

/** Whether op is << or >>. */
export function isShift(op: Operator.Kind): boolean {
  return op === Operator.Shl || op === Operator.Shr;
}

/** Whether op compares. */
export function isComparison(op: Operator.Kind): boolean {
  return op >= Operator.Eql && op <= Operator.Geq;
}

/** Checks `lhs op rhs`. `e` is that expression; null in an assignment operation `lhs op= rhs`. */
export function binary(check: Checker, x: Operand, e: Expr | null, lhs: Expr, rhs: Expr, op: Operator.Kind): void {
  if (lhs.kind === NodeKind.Operation && lhs.y !== null) leftChain(check, x, lhs);
  else expr(check, null, x, lhs);
  combine(check, x, e, lhs, rhs, op);
}

/**
 * Checks the left operand of a binary expression that is one itself, as rawExpr would, but in a loop: generated programs add
 * up thousands of strings.
 */
function leftChain(check: Checker, x: Operand, e: Operation): void {
  const above: Operation[] = [];
  let n = e;
  while (n.x.kind === NodeKind.Operation && n.x.y !== null) {
    above.push(n);
    n = n.x;
  }
  expr(check, null, x, n.x);
  for (;;) {
    combine(check, x, n, n.x, n.y!, n.op);
    x.expr = n;
    record(check, x);
    if (above.length === 0) return;
    n = above.pop()!;
  }
}

/** Checks rhs and applies the operator to it and x, which is the value of lhs. */
function combine(check: Checker, x: Operand, e: Expr | null, lhs: Expr, rhs: Expr, op: Operator.Kind): void {
  const y = new Operand();
  expr(check, null, y, rhs);
  if (x.mode === Mode.Invalid) return;
  if (y.mode === Mode.Invalid) {
    x.mode = Mode.Invalid;
    x.expr = y.expr;
    return;
  }

  if (isShift(op)) {
    shift(check, x, y, e, op);
    return;
  }

  matchTypes(check, x, y);
  if (x.mode === Mode.Invalid) return;

  if (isComparison(op)) {
    comparison(check, x, y, op, false);
    return;
  }

  if (x.type !== y.type && !identical(x.type, y.type)) {
    // Invalid types were reported.
    if (isValid(x.type) && isValid(y.type)) {
      const what = e !== null ? exprString(e) : `${exprString(lhs)} ${Operator.text[op]!}= ${exprString(rhs)}`;
      const types = `${typeText(check, x.type)} and ${typeText(check, y.type)}`;
      errorf(check, x, Code.MismatchedTypes, `${invalidOp}${what} (mismatched types ${types})`);
    }
    x.mode = Mode.Invalid;
    return;
  }

  if (!isDefined(op, x.type)) {
    undefinedOp(check, x, op);
    return;
  }

  if ((op === Operator.Div || op === Operator.Rem) && y.mode === Mode.Constant && isZeroDivision(x, y)) {
    errorf(check, y, Code.DivByZero, `${invalidOp}division by zero`);
    x.mode = Mode.Invalid;
    return;
  }

  if (x.mode === Mode.Constant && y.mode === Mode.Constant) {
    const a = x.val!;
    const b = y.val!;
    if (a.kind === ConstKind.Unknown || b.kind === ConstKind.Unknown) {
      x.val = makeUnknown();
      return;
    }
    x.val = op === Operator.Div && isInteger(x.type) ? divideInts(toInt(a), toInt(b)) : binaryOp(a, op, b);
    x.expr = e;
    overflow(check, x, opPos(e)); // in `c op= 1` there is no expression; that c is no variable is an error of its own
    return;
  }
  x.mode = Mode.Value;
}

function isDefined(op: Operator.Kind, t: Type): boolean {
  switch (op) {
    case Operator.Add:
      return allNumericOrString(t);
    case Operator.Sub:
    case Operator.Mul:
    case Operator.Div:
      return allNumeric(t);
    case Operator.Rem:
    case Operator.And:
    case Operator.Or:
    case Operator.Xor:
    case Operator.AndNot:
      return allInteger(t);
    case Operator.AndAnd:
    case Operator.OrOr:
      return allBoolean(t);
    default:
      return false;
  }
}

/** Whether the constant y is a divisor of x that must not be: zero, or so small a complex number that its square vanishes. */
function isZeroDivision(x: Operand, y: Operand): boolean {
  if ((x.mode === Mode.Constant || allInteger(x.type)) && sign(y.val!) === 0) return true;
  if (x.mode !== Mode.Constant || !isComplex(x.type)) return false;
  const re = real(y.val!);
  const im = imag(y.val!);
  return sign(binaryOp(re, Operator.Mul, re)) === 0 && sign(binaryOp(im, Operator.Mul, im)) === 0;
}

/**
 * Converts an untyped operand to the type of the other, where that may make sense; otherwise both stay as they are, and the
 * mismatch is reported as one. After a conversion that fails x is invalid.
 */
export function matchTypes(check: Checker, x: Operand, y: Operand): void {
  if (!mayConvert(x, y)) return;
  convertUntyped(check, x, y.type);
  if (x.mode === Mode.Invalid) return;
  convertUntyped(check, y, x.type);
  if (y.mode === Mode.Invalid) x.mode = Mode.Invalid;
}

function mayConvert(x: Operand, y: Operand): boolean {
  if (isTyped(x.type) && isTyped(y.type)) return false;
  if (allNumeric(x.type) !== allNumeric(y.type)) return false;
  // In an interface an untyped value takes its default type.
  if (isNonTypeParamInterface(x.type) || isNonTypeParamInterface(y.type)) return true;
  if (allBoolean(x.type) !== allBoolean(y.type)) return false;
  if (allString(x.type) !== allString(y.type)) return false;
  if (x.mode === Mode.NilValue) return hasNil(y.type);
  if (y.mode === Mode.NilValue) return hasNil(x.type);
  return !isPointer(x.type) && !isPointer(y.type);
}

/** Checks the comparison x op y, or, if `switchCase`, that of the case x with the tag y of a switch. */
export function comparison(check: Checker, x: Operand, y: Operand, op: Operator.Kind, switchCase: boolean): void {
  if (!isValid(x.type) || !isValid(y.type)) {
    x.mode = Mode.Invalid;
    return;
  }
  if (switchCase) op = Operator.Eql;

  if (assignableTo(check, x, y.type, null) !== 0 && assignableTo(check, y, x.type, null) !== 0) {
    // Only the second operand shows the mismatch, so the error is there.
    const cause = `mismatched types ${typeText(check, x.type)} and ${typeText(check, y.type)}`;
    invalidComparison(check, x, y, op, switchCase, y, Code.MismatchedTypes, cause);
    return;
  }

  let bad: Operand | null = null;
  let cause = '';
  if (op === Operator.Eql || op === Operator.Neq) {
    if (x.mode === Mode.NilValue || y.mode === Mode.NilValue) {
      // Fails for nil == nil only.
      if (!hasNil(x.mode === Mode.NilValue ? y.type : x.type)) bad = y;
    } else if (!comparable(x.type)) {
      bad = x;
      cause = incomparableCause(check, x.type);
    } else if (x.type !== y.type && !comparable(y.type)) {
      bad = y;
      cause = incomparableCause(check, y.type);
    }
  } else if (!allOrdered(x.type)) {
    bad = x;
  } else if (x.type !== y.type && !allOrdered(y.type)) {
    bad = y;
  }
  if (bad !== null) {
    invalidComparison(check, x, y, op, switchCase, bad, Code.UndefinedOp, cause);
    return;
  }

  if (x.mode === Mode.Constant && y.mode === Mode.Constant) {
    // The operands never become values, so their types stay open.
    x.val = makeBool(compare(x.val!, op, y.val!));
  } else {
    x.mode = Mode.Value;
    if (isUntyped(x.type)) updateExprType(check, x.expr!, defaultType(x.type), true);
    if (isUntyped(y.type)) updateExprType(check, y.expr!, defaultType(y.type), true);
  }
  x.type = Typ.UntypedBool;
}

function invalidComparison(
  check: Checker,
  x: Operand,
  y: Operand,
  op: Operator.Kind,
  switchCase: boolean,
  at: Operand,
  code: number,
  cause: string,
): void {
  const opText = Operator.text[op]!;
  if (cause === '') {
    if (isTypeParam(x.type) || isTypeParam(y.type)) {
      if (!isTypeParam(x.type)) at = y;
      cause = `type parameter ${typeText(check, at.type)} cannot use operator ${opText}`;
    } else {
      const what = compositeKind(at.type);
      cause = `operator ${opText} not defined on ${what === '' ? typeText(check, at.type) : what}`;
    }
  }
  const left = exprString(x.expr!);
  const right = exprString(y.expr!);
  if (switchCase) errorf(check, x, code, `invalid case ${left} in switch on ${right} (${cause})`);
  else errorf(check, at, code, `${invalidOp}${left} ${opText} ${right} (${cause})`);
  x.mode = Mode.Invalid;
}

/** Why values of type t cannot be compared; empty where there is no more to say. */
export function incomparableCause(check: Checker, t: Type): string {
  switch (under(t).kind) {
    case TypeKind.Slice:
    case TypeKind.Signature:
    case TypeKind.Map:
      return `${compositeKind(t)} can only be compared to nil`;
    default:
      return comparableType(t, true, null)?.text(check) ?? '';
  }
}

/** Checks the shift of x by y. `e` is the expression; null in an assignment operation. */
export function shift(check: Checker, x: Operand, y: Operand, e: Expr | null, op: Operator.Kind): void {
  // The shifted operand: of integer type, or an untyped constant that is an integer.
  const xval = x.mode === Mode.Constant ? toInt(x.val!) : null;
  if (!allInteger(x.type) && !(isUntyped(x.type) && xval !== null && xval.kind === ConstKind.Int)) {
    shiftedNotInteger(check, x);
    return;
  }

  // The count: of integer type, or an untyped constant that uint can represent; it keeps its type.
  let count: Value | null = null;
  if (y.mode === Mode.Constant) {
    count = toInt(y.val!);
    if (count.kind === ConstKind.Int && sign(count) < 0) {
      errorf(check, y, Code.InvalidShiftCount, `${invalidOp}negative shift count ${operandText(check, y)}`);
      x.mode = Mode.Invalid;
      return;
    }
    if (isUntyped(y.type)) {
      representable(check, y, Typ.Uint);
      if (y.mode !== Mode.Constant) {
        x.mode = Mode.Invalid;
        return;
      }
    }
    // gc accepts a typed constant of any type that has the value of an integer.
  } else if (allInteger(y.type)) {
    if (
      !allUnsigned(y.type) &&
      check.env.version !== 0 &&
      check.env.version < 13 &&
      !verifyVersionf(check, y, 13, `${invalidOp}signed shift count ${operandText(check, y)}`)
    ) {
      x.mode = Mode.Invalid;
      return;
    }
  } else if (isUntyped(y.type)) {
    // The specification has it otherwise; gc converts the count to uint.
    convertUntyped(check, y, Typ.Uint);
    if (y.mode === Mode.Invalid) {
      x.mode = Mode.Invalid;
      return;
    }
  } else {
    countNotInteger(check, x, y);
    return;
  }

  if (x.mode === Mode.Constant) {
    if (count !== null) {
      if (x.val!.kind === ConstKind.Unknown || y.val!.kind === ConstKind.Unknown) {
        x.val = makeUnknown();
        if (!isInteger(x.type)) x.type = Typ.UntypedInt;
        return;
      }
      if (count.kind !== ConstKind.Int || count.val > BigInt(maxConstShift)) {
        errorf(check, y, Code.InvalidShiftCount, `${invalidOp}invalid shift count ${operandText(check, y)}`);
        x.mode = Mode.Invalid;
        return;
      }
      // 2.0 << 1 is an integer.
      if (!isInteger(x.type)) x.type = Typ.UntypedInt;
      x.val = shiftConst(xval!, op === Operator.Shl ? Operator.Shl : Operator.Shr, Number(count.val));
      x.expr = e;
      overflow(check, x, opPos(e));
      return;
    }
    if (isUntyped(x.type)) {
      // The constant takes its type from the context, as if it stood there without the shift; then it must be an integer.
      check.shiftOperands.add(x.expr!);
      x.mode = Mode.Value;
      return;
    }
  }

  if (!allInteger(x.type)) {
    shiftedNotInteger(check, x);
    return;
  }
  x.mode = Mode.Value;
}

function shiftedNotInteger(check: Checker, x: Operand): void {
  const text = `${invalidOp}shifted operand ${operandText(check, x)} must be integer`;
  errorf(check, x, Code.InvalidShiftOperand, text);
  x.mode = Mode.Invalid;
}

function countNotInteger(check: Checker, x: Operand, y: Operand): void {
  errorf(check, y, Code.InvalidShiftCount, `${invalidOp}shift count ${operandText(check, y)} must be integer`);
  x.mode = Mode.Invalid;
}
