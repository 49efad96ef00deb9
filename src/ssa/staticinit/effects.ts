// What evaluating an expression may do, as gc judges it (cmd/compile/internal/staticinit): whether anything of it can be
// observed, whether it can be done twice, whether it may change a variable of its package.

import { int64Val, sign, type Value as Constant } from '../../constant/value.ts';
import { toInt } from '../../constant/convert.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CallExpr, Expr, Node } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import { walk } from '../../syntax/walk.ts';
import * as Id from '../../types/builtinid.ts';
import type { Func, Obj } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';
import { isString } from '../../types/predicates.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import { builtinId } from '../build/builtin.ts';
import { funcOf } from '../build/expr.ts';
import { simpleReturn } from './simple.ts';
import type { Program } from '../program/program.ts';

/** Whether evaluating e, any part of it, may be observed; reading memory through a pointer may panic. */
export function anySideEffects(e0: Expr): boolean {
  const e = unparen(e0);
  if (e.constant !== null || e.mode === Mode.TypExpr || e.mode === Mode.NilValue) return false;
  switch (e.kind) {
    case NodeKind.Name:
      return false;
    case NodeKind.SelectorExpr: {
      const sel = e.selection as Selection | null;
      if (sel === null) return false;
      if (sel.kind !== SelectionKind.FieldVal || sel.indirect) return true;
      if (under(e.x.type as Type).kind === TypeKind.Pointer) return true;
      return anySideEffects(e.x);
    }
    case NodeKind.IndexExpr:
      return funcOf(e) === null;
    case NodeKind.CompositeLit:
      for (const elem of e.elemList) {
        if (elem.kind !== NodeKind.KeyValueExpr) {
          if (anySideEffects(elem)) return true;
        } else if (
          anySideEffects(elem.val) ||
          (under(literalType(e.type as Type)).kind === TypeKind.Map && anySideEffects(elem.key))
        ) {
          return true;
        }
      }
      return false;
    case NodeKind.Operation:
      if (e.op === Operator.Recv || (e.op === Operator.Mul && e.y === null)) return true;
      if ((e.op === Operator.Div || e.op === Operator.Rem) && !isNonZero(e.y!)) return true;
      return anySideEffects(e.x) || (e.y !== null && anySideEffects(e.y));
    case NodeKind.CallExpr:
      if (e.fun.mode === Mode.TypExpr) {
        // A slice as an array, or a pointer to one, may panic.
        const from = under(e.argList[0]!.type as Type);
        const to = under(e.type as Type);
        if (from.kind === TypeKind.Slice && to.kind !== TypeKind.Slice && !isString(to)) return true;
        return anySideEffects(e.argList[0]!);
      }
      return builtinEffects(e);
    default:
      return true;
  }
}

/** The type of a literal; where `&T` was left out, T. */
function literalType(t: Type): Type {
  const u = under(t);
  return u.kind === TypeKind.Pointer ? u.elem : t;
}

function isNonZero(e: Expr): boolean {
  return e.constant !== null && sign(e.constant as Constant) !== 0;
}

function builtinEffects(e: CallExpr): boolean {
  const id = builtinId(e);
  switch (id) {
    case Id.Make:
      if (under(e.type as Type).kind === TypeKind.Slice) return true;
      return e.argList.length > 1 && int64Val(toInt(e.argList[1]!.constant as Constant)) !== 0n;
    case Id.New:
    case Id.Len:
    case Id.Cap:
    case Id.Real:
    case Id.Imag:
    case Id.Complex:
      return e.argList.some(anySideEffects);
    default:
      return true;
  }
}

/** Whether evaluating e, which has no side effects, twice gives what evaluating it once gives. */
export function canRepeat(e0: Expr): boolean {
  let repeat = true;
  walk(e0, n => {
    switch (n.kind) {
      case NodeKind.CompositeLit: {
        const k = under(n.type as Type).kind;
        if (k !== TypeKind.Struct && k !== TypeKind.Array) repeat = false;
        break;
      }
      case NodeKind.Operation:
        if (n.op === Operator.And && n.y === null && unparen(n.x).kind === NodeKind.CompositeLit) repeat = false;
        break;
      case NodeKind.CallExpr:
        if (n.constant !== null) break;
        if (n.fun.mode === Mode.TypExpr) {
          if (under(n.type as Type).kind === TypeKind.Slice) repeat = false;
        } else {
          const id = builtinId(n);
          if (id === Id.Make || id === Id.New) repeat = false;
        }
        break;
      default:
    }
    return repeat;
  });
  return repeat;
}

/**
 * Whether evaluating e may change a variable of the package that is being initialised: whether it calls anything but functions
 * that only return an expression which does not.
 */
export function mayModify(p: Program, e: Node, depth = 0): boolean {
  let modifies = false;
  walk(e, n => {
    if (modifies || n.kind === NodeKind.FuncLit) return false;
    if (n.kind !== NodeKind.CallExpr || n.constant !== null || n.fun.mode === Mode.TypExpr) return !modifies;
    if (n.fun.mode === Mode.Builtin) {
      const id = builtinId(n);
      if (id === Id.Append || id === Id.Clear || id === Id.Copy) modifies = true;
      return !modifies;
    }
    const fn = callee(n);
    if (fn !== null && isFuncPC(fn)) return true;
    const body = fn === null || depth > 3 ? null : simpleReturn(p, fn);
    if (body === null || mayModify(p, body.value, depth + 1)) modifies = true;
    return !modifies;
  });
  return modifies;
}

/** The declared function or method that is called; null where that is decided when it runs. */
export function callee(e: CallExpr): Func | null {
  const fun = unparen(e.fun);
  const declared = funcOf(fun);
  if (declared !== null) return declared.fn;
  if (fun.kind !== NodeKind.SelectorExpr) return null;
  const sel = fun.selection as Selection | null;
  if (sel === null || sel.kind === SelectionKind.FieldVal) return null;
  const obj = sel.obj as Obj;
  if (obj.kind !== ObjKind.Func || obj.type === null || obj.type.recv === null) return null;
  return under(obj.type.recv.type!).kind === TypeKind.Interface ? null : obj;
}

function isFuncPC(fn: Func): boolean {
  return fn.pkg !== null && fn.pkg.path === 'internal/abi' && fn.name.startsWith('FuncPCABI');
}

/** The number of expressions that an initialiser is made of, about as gc counts them. */
export function exprCount(e: Expr): number {
  let n = 0;
  walk(e, x => {
    if (x.kind === NodeKind.FuncLit) {
      n++;
      return false;
    }
    if ('mode' in x && x.mode === Mode.TypExpr) return false;
    n++;
    return !('constant' in x) || x.constant === null;
  });
  return n;
}
