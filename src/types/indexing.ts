// Index expressions x[i], instantiations f[T] and T[U] that look like them, and slice expressions x[i:j:k].

import * as ConstKind from '../constant/kind.ts';
import { constantString } from '../constant/format.ts';
import { sign, stringVal } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import type { Expr, IndexExpr, SliceExpr } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import { assignment } from './assignments.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { representableConst } from './const.ts';
import { errorf, invalidArg, invalidOp } from './errors.ts';
import { expr, exprOrType, nonGeneric } from './expr.ts';
import { operandText, typeText } from './format.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { allInteger, identical, isString, isTypeParam, isUntyped, isValid } from './predicates.ts';
import * as TypeKind from './typekind.ts';
import { varType } from './typexpr.ts';
import type { Type } from './type.ts';
import { Slice } from './type.ts';
import { all, under, underIs } from './under.ts';
import { use, useAll } from './use.ts';
import { convertUntyped } from './untyped.ts';

/**
 * Checks an index expression. Returns true if it is the instantiation of a generic function: then x is that function, and the
 * caller instantiates it.
 */
export function indexExpr(check: Checker, x: Operand, e: IndexExpr): boolean {
  exprOrType(check, x, e.x, true);
  switch (x.mode) {
    case Mode.Invalid:
      use(check, e.index);
      return false;
    case Mode.TypExpr:
      // The instantiation of a type.
      x.mode = Mode.Invalid;
      x.type = varType(check, e);
      if (isValid(x.type)) x.mode = Mode.TypExpr;
      return false;
    case Mode.Value: {
      const sig = under(x.type);
      if (sig.kind === TypeKind.Signature && sig.tparams.length > 0) return true;
      break;
    }
    default:
  }
  nonGeneric(check, null, x);
  if ((x.mode as number) === Mode.Invalid) return false;

  let valid = false;
  let length = -1; // -1: not known
  const u = under(x.type);
  switch (u.kind) {
    case TypeKind.Basic:
      if (isString(u)) {
        valid = true;
        if (x.mode === Mode.Constant) length = stringVal(x.val!).length;
        // A byte that is no constant, even if string and index are.
        x.mode = Mode.Value;
        x.type = Typ.Byte;
      }
      break;
    case TypeKind.Array:
      valid = true;
      length = u.len;
      if (x.mode !== Mode.Variable) x.mode = Mode.Value;
      x.type = u.elem;
      break;
    case TypeKind.Pointer: {
      const a = under(u.elem);
      if (a.kind === TypeKind.Array) {
        valid = true;
        length = a.len;
        x.mode = Mode.Variable;
        x.type = a.elem;
      }
      break;
    }
    case TypeKind.Slice:
      valid = true;
      x.mode = Mode.Variable;
      x.type = u.elem;
      break;
    case TypeKind.Map:
      mapIndex(check, x, e, u.key, u.elem);
      return false;
    case TypeKind.Interface:
      if (isTypeParam(x.type)) {
        const common = new CommonIndex(x.mode);
        if (underIs(x.type, t => t !== null && common.add(t))) {
          if (common.key !== null) {
            mapIndex(check, x, e, common.key, common.elem!);
            return false;
          }
          valid = true;
          length = common.length;
          x.mode = common.mode;
          x.type = common.elem!;
        }
      }
      break;
    default:
  }

  if (!valid) {
    errorf(check, e.pos, Code.NonSliceableOperand, `cannot index ${operandText(check, x)}`);
    use(check, e.index);
    x.mode = Mode.Invalid;
    return false;
  }
  const i = singleIndex(check, e);
  // In some invalid declarations the element type is used before it is known.
  x.type ??= Typ.Invalid;
  index(check, i, length);
  return false;
}

function mapIndex(check: Checker, x: Operand, e: IndexExpr, key: Type, elem: Type): void {
  const k = new Operand();
  expr(check, null, k, singleIndex(check, e));
  assignment(check, k, key, 'map index', null);
  // Whatever the key, the type of the element is known.
  x.mode = Mode.MapIndex;
  x.type = elem;
  x.expr = e;
}

/** What the types of a type set have in common when indexed. */
class CommonIndex {
  /** The least length of arrays; -1 where there are none. */
  length = -1;
  /** Null: no maps. */
  key: Type | null = null;
  elem: Type | null = null;
  mode: number = Mode.Variable;
  private readonly operandMode: number;

  constructor(operandMode: number) {
    this.operandMode = operandMode;
  }

  /** Takes an underlying type; false if it cannot be indexed, or not together with those before. */
  add(u: Type): boolean {
    let length = -1;
    let key: Type | null = null;
    let elem: Type | null = null;
    switch (u.kind) {
      case TypeKind.Basic:
        if (isString(u)) {
          elem = Typ.Byte;
          this.mode = Mode.Value;
        }
        break;
      case TypeKind.Array:
        length = u.len;
        elem = u.elem;
        if (this.operandMode !== Mode.Variable) this.mode = Mode.Value;
        break;
      case TypeKind.Pointer: {
        const a = under(u.elem);
        if (a.kind === TypeKind.Array) {
          length = a.len;
          elem = a.elem;
        }
        break;
      }
      case TypeKind.Slice:
        elem = u.elem;
        break;
      case TypeKind.Map:
        key = u.key;
        elem = u.elem;
        break;
      default:
    }
    if (elem === null) return false;
    if (this.elem === null) {
      this.length = length;
      this.key = key;
      this.elem = elem;
      return true;
    }
    // Maps do not mix with others.
    if (this.key === null || key === null ? this.key !== key : !identical(this.key, key)) return false;
    if (!identical(this.elem, elem)) return false;
    if (length >= 0 && length < this.length) this.length = length;
    return true;
  }
}

/** The index of e; the first one, after an error, where there are several. */
function singleIndex(check: Checker, e: IndexExpr): Expr {
  const i = e.index;
  if (i.kind !== NodeKind.ListExpr) return i;
  errorf(check, i.elemList[1]!, Code.InvalidIndex, `${invalidOp}more than one index`);
  return i.elemList[0]!;
}

/** Checks a slice expression. */
export function sliceExpr(check: Checker, x: Operand, e: SliceExpr): void {
  expr(check, null, x, e.x);
  if (x.mode === Mode.Invalid) {
    for (const i of [e.lo, e.hi, e.max]) if (i !== null) useAll(check, [i]);
    return;
  }

  const u = sliceable(check, x);
  if (u === null) {
    x.mode = Mode.Invalid;
    return;
  }
  let valid = false;
  let length = -1; // -1: not known
  switch (u.kind) {
    case TypeKind.Basic:
      if (!isString(u)) break;
      if (e.full) {
        errorf(check, e.max ?? e, Code.InvalidSliceExpr, `${invalidOp}3-index slice of string`);
        x.mode = Mode.Invalid;
        return;
      }
      valid = true;
      if (x.mode === Mode.Constant) length = stringVal(x.val!).length;
      if (isUntyped(x.type)) x.type = Typ.String; // the result is no constant
      break;
    case TypeKind.Array:
      valid = true;
      length = u.len;
      if (x.mode !== Mode.Variable) {
        const text = `cannot slice unaddressable value ${operandText(check, x)}`;
        errorf(check, x, Code.NonSliceableOperand, text);
        x.mode = Mode.Invalid;
        return;
      }
      x.type = new Slice(u.elem);
      break;
    case TypeKind.Pointer: {
      const a = under(u.elem);
      if (a.kind === TypeKind.Array) {
        valid = true;
        length = a.len;
        x.type = new Slice(a.elem);
      }
      break;
    }
    case TypeKind.Slice:
      valid = true;
      break;
    default:
  }
  if (!valid) {
    errorf(check, x, Code.NonSliceableOperand, `cannot slice ${operandText(check, x)}`);
    x.mode = Mode.Invalid;
    return;
  }
  x.mode = Mode.Value;

  if (e.full && (e.hi === null || e.max === null)) {
    errorf(check, e, Code.InvalidSyntaxTree, '2nd and 3rd index required in 3-index slice');
    x.mode = Mode.Invalid;
    return;
  }

  // Where the length is known, so is the capacity: it is the same.
  const max = length >= 0 ? length + 1 : -1;
  const lo = e.lo === null ? 0 : index(check, e.lo, max);
  const hi = e.hi === null ? length : index(check, e.hi, max);
  const cap = e.max === null ? length : index(check, e.max, max);
  // Constant indices are in order; one error is enough.
  if (lo > 0 && hi >= 0 && hi < lo) swappedIndices(check, e.hi!, hi, lo);
  else if (lo > 0 && cap >= 0 && cap < lo) swappedIndices(check, e.max!, cap, lo);
  else if (hi > 0 && cap >= 0 && cap < hi) swappedIndices(check, e.max!, cap, hi);
}

function swappedIndices(check: Checker, at: Expr, y: number, x: number): void {
  errorf(check, at, Code.SwappedSliceIndices, `invalid slice indices: ${y} < ${x}`);
}

/** The underlying type that the types of x's type set share, strings counting as []byte; null after reporting an error. */
function sliceable(check: Checker, x: Operand): Type | null {
  const direct = under(x.type);
  if (direct.kind !== TypeKind.Interface) return direct;
  let common: Type | null = null;
  let from: Type | null = null;
  let hasString = false;
  let failed = false;
  all(x.type, (t, u) => {
    if (t === null || u === null) {
      const text = `cannot slice ${operandText(check, x)}: no specific type in ${typeText(check, x.type)}`;
      errorf(check, x, Code.NonSliceableOperand, text);
      failed = true;
      return false;
    }
    if (isString(u)) {
      u = new Slice(Typ.Byte);
      hasString = true;
    }
    if (common === null) {
      from = t;
      common = u;
      return true;
    }
    if (identical(common, u)) return true;
    const types = `${typeText(check, from!)} and ${typeText(check, t)}`;
    const text = `cannot slice ${operandText(check, x)}: ${types} have different underlying types`;
    errorf(check, x, Code.NonSliceableOperand, text);
    failed = true;
    return false;
  });
  // With strings among them the result is a string, even after an error.
  if (hasString) return isTypeParam(x.type) ? Typ.String : direct;
  return failed ? null : common;
}

/** Checks an index, which must be below `max` if that is not negative. Returns its value if it is a valid constant, else -1. */
export function index(check: Checker, e: Expr, max: number): number {
  const x = new Operand();
  indexOperand(check, x, e, max);
  return x.mode === Mode.Constant && x.val!.kind === ConstKind.Int ? Number(x.val!.val) : -1;
}

/** Checks an index into x, which is invalid after an error. */
export function indexOperand(check: Checker, x: Operand, e: Expr, max: number): void {
  expr(check, null, x, e);
  if (!isValidIndex(check, x, Code.InvalidIndex, 'index', false)) {
    x.mode = Mode.Invalid;
    return;
  }
  if (x.mode !== Mode.Constant) return;
  const v = x.val!;
  if (v.kind !== ConstKind.Int) {
    x.mode = Mode.Invalid; // unknown
    return;
  }
  if (max >= 0 && v.val >= BigInt(max)) {
    const text = `${invalidArg}index ${constantString(v)} out of bounds [0:${max}]`;
    errorf(check, x, Code.InvalidIndex, text);
    x.mode = Mode.Invalid;
  }
}

/** Whether x can be an index, or a length; reports why not, calling it `what`. */
export function isValidIndex(check: Checker, x: Operand, code: number, what: string, allowNegative: boolean): boolean {
  if (x.mode === Mode.Invalid) return false;
  // An untyped constant becomes an int.
  if (isUntyped(x.type)) {
    convertUntyped(check, x, Typ.Int);
    if ((x.mode as number) === Mode.Invalid) return false;
  }
  if (!allInteger(x.type)) {
    errorf(check, x, code, `${invalidArg}${what} ${operandText(check, x)} must be integer`);
    return false;
  }
  if (x.mode !== Mode.Constant) return true;
  if (!allowNegative && x.val!.kind !== ConstKind.Unknown && sign(x.val!) < 0) {
    errorf(check, x, code, `${invalidArg}${what} ${operandText(check, x)} must not be negative`);
    return false;
  }
  const v = representableConst(check, x.val!, Typ.Int);
  if (v === null) {
    errorf(check, x, code, `${invalidArg}${what} ${operandText(check, x)} overflows int`);
    return false;
  }
  x.val = v;
  return true;
}
