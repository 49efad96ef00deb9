// Unary expressions: *x, &x, <-x, and the arithmetic ones.

import { unaryOp } from '../constant/operate.ts';
import * as ConstKind from '../constant/kind.ts';
import * as Code from '../diag/codes.ts';
import { unparen } from '../syntax/exprs.ts';
import * as ChanDir from '../syntax/chandir.ts';
import type { Operation } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Operator from '../syntax/operator.ts';
import type { Checker } from './checker.ts';
import { overflow } from './const.ts';
import type { At } from './errors.ts';
import { errorf, invalidOp } from './errors.ts';
import { expr, exprOrType } from './expr.ts';
import { operandText } from './format.ts';
import type { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { allBoolean, allInteger, allNumeric, identical, isTypeParam, isUnsigned } from './predicates.ts';
import { sizeof } from './sizes.ts';
import * as TypeKind from './typekind.ts';
import { validVarType } from './typexpr.ts';
import type { Type } from './type.ts';
import { Pointer } from './type.ts';
import { commonUnder, Reason, under, underIs } from './under.ts';

/** Checks the unary expression e, which is not an indirection. */
export function unary(check: Checker, x: Operand, e: Operation): void {
  expr(check, null, x, e.x);
  if (x.mode === Mode.Invalid) return;
  let op = e.op;
  switch (op) {
    case Operator.And:
      // Composite literals are addressable here.
      if (x.mode !== Mode.Variable && unparen(e.x).kind !== NodeKind.CompositeLit) {
        const text = `${invalidOp}cannot take address of ${operandText(check, x)}`;
        errorf(check, x, Code.UnaddressableOperand, text);
        x.mode = Mode.Invalid;
        return;
      }
      x.mode = Mode.Value;
      x.type = new Pointer(x.type);
      return;

    case Operator.Recv: {
      const elem = chanElem(check, x, x, true);
      if (elem === null) {
        x.mode = Mode.Invalid;
        return;
      }
      x.mode = Mode.CommaOk;
      x.type = elem;
      check.env.hasCallOrRecv = true;
      return;
    }

    case Operator.Tilde: {
      const text = 'cannot use ~ outside of interface or type constraint';
      if (!allInteger(x.type)) {
        errorf(check, e, Code.UndefinedOp, text);
        x.mode = Mode.Invalid;
        return;
      }
      errorf(check, e, Code.UndefinedOp, `${text} (use ^ for bitwise complement)`);
      op = Operator.Xor;
      break;
    }
    default:
  }

  if (!isDefined(op, x.type)) {
    undefinedOp(check, x, op);
    return;
  }
  if (x.mode === Mode.Constant) {
    if (x.val!.kind === ConstKind.Unknown) return;
    const bits = isUnsigned(x.type) ? sizeof(check.conf.sizes, x.type) * 8 : 0;
    x.val = unaryOp(op, x.val!, bits);
    x.expr = e;
    overflow(check, x, e.pos);
    return;
  }
  x.mode = Mode.Value;
}

function isDefined(op: number, t: Type): boolean {
  switch (op) {
    case Operator.Add:
    case Operator.Sub:
      return allNumeric(t);
    case Operator.Xor:
      return allInteger(t);
    case Operator.Not:
      return allBoolean(t);
    default:
      return false;
  }
}

/** Reports that x has no such operator, and makes it invalid. */
export function undefinedOp(check: Checker, x: Operand, op: Operator.Kind): void {
  const text = `${invalidOp}operator ${Operator.text[op]!} not defined on ${operandText(check, x)}`;
  errorf(check, x, Code.UndefinedOp, text);
  x.mode = Mode.Invalid;
}

/** Checks `*x`: the variable that a pointer points to, or a pointer type. */
export function indirection(check: Checker, x: Operand, e: Operation): void {
  exprOrType(check, x, e.x, false);
  if (x.mode === Mode.Invalid) return;
  if (x.mode === Mode.TypExpr) {
    validVarType(check, e.x, x.type);
    x.type = new Pointer(x.type);
    return;
  }
  const u = under(x.type);
  if (u.kind === TypeKind.Pointer) {
    x.mode = Mode.Variable;
    x.type = u.elem;
    return;
  }
  const base = commonBase(check, x);
  x.mode = base === null ? Mode.Invalid : Mode.Variable;
  if (base !== null) x.type = base;
}

/** What all pointers of x's type set point to; null after reporting that something is no pointer, or not to the same. */
function commonBase(check: Checker, x: Operand): Type | null {
  let base: Type | null = null;
  const ok = underIs(x.type, p => {
    if (p === null || p.kind !== TypeKind.Pointer) {
      errorf(check, x, Code.InvalidIndirection, `${invalidOp}cannot indirect ${operandText(check, x)}`);
      return false;
    }
    if (base !== null && !identical(p.elem, base)) {
      const text = `${invalidOp}pointers of ${operandText(check, x)} must have identical base types`;
      errorf(check, x, Code.InvalidIndirection, text);
      return false;
    }
    base = p.elem;
    return true;
  });
  return ok ? base : null;
}

/** The element type of the channel x, of which is received, or to which is sent; null, after reporting, if that cannot be. */
export function chanElem(check: Checker, at: At, x: Operand, recv: boolean): Type | null {
  const wrongDir = recv ? ChanDir.SendOnly : ChanDir.RecvOnly;
  const u = under(x.type);
  if (u.kind === TypeKind.Chan && u.dir !== wrongDir) return u.elem;

  return commonChanElem(check, at, x, recv, wrongDir);
}

function commonChanElem(check: Checker, at: At, x: Operand, recv: boolean, wrongDir: ChanDir.Kind): Type | null {
  const common = commonUnder(x.type, (t, tu) => {
    if (t === null || tu === null) return new Reason(['no specific channel type']);
    if (tu.kind !== TypeKind.Chan) return new Reason(['non-channel ', t]);
    if (tu.dir === wrongDir) return new Reason([recv ? 'send-only channel ' : 'receive-only channel ', t]);
    return null;
  });
  if (common.type !== null && common.type.kind === TypeKind.Chan) return common.type.elem;
  const cause = common.err!.text(check);
  const what = recv ? 'cannot receive from' : 'cannot send to';
  const rest = isTypeParam(x.type) ? `${operandText(check, x)}: ${cause}` : `${cause} ${operandText(check, x)}`;
  errorf(check, at, recv ? Code.InvalidReceive : Code.InvalidSend, `${invalidOp}${what} ${rest}`);
  return null;
}
