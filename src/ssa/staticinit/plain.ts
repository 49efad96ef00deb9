// Initialisers that are data whatever has happened before them: what they say depends on no variable's value and calls nothing.
// They have no place in the order of initialisation, and their contents are made when somebody asks for them.

import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import type { Obj } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as VarKind from '../../types/varkind.ts';
import { funcOf } from '../build/expr.ts';
import { callee, isFuncPC } from './effects.ts';

/** Whether e, an initialiser of a package-level variable, is such data as a whole; with function literals in it or without. */
export function isPlain(e0: Expr, withLits: boolean): boolean {
  const e = unparen(e0);
  if (e.constant !== null || e.mode === Mode.NilValue) return true;
  switch (e.kind) {
    case NodeKind.Name:
      return isFunc(e.obj as Obj | null);
    case NodeKind.SelectorExpr: {
      const sel = e.selection as Selection | null;
      return sel === null ? isFunc(e.sel.obj as Obj | null) : sel.kind === SelectionKind.MethodExpr;
    }
    case NodeKind.IndexExpr:
      return funcOf(e) !== null;
    case NodeKind.FuncLit:
      return withLits;
    case NodeKind.CompositeLit: {
      const t = under(e.type as Type);
      if ((t.kind === TypeKind.Pointer ? under(t.elem) : t).kind === TypeKind.Map) return false;
      for (const elem of e.elemList)
        if (!isPlain(elem.kind === NodeKind.KeyValueExpr ? elem.val : elem, withLits)) return false;
      return true;
    }
    case NodeKind.Operation: {
      if (e.op !== Operator.And || e.y !== null) return false;
      const x = unparen(e.x);
      return x.kind === NodeKind.CompositeLit ? isPlain(x, withLits) : isLocation(x);
    }
    default:
      return false;
  }
}

/**
 * Whether the place of an initialiser in the order of initialisation does not matter: it is plain, or asks for a function's
 * address. Function literals are numbered in that order, so it matters for them.
 */
export function isOrderless(e0: Expr): boolean {
  const e = unparen(e0);
  if (e.kind === NodeKind.CallExpr && e.constant === null && e.fun.mode !== Mode.TypExpr) {
    const fn = callee(e);
    return fn !== null && isFuncPC(fn) && e.argList.every(a => isPlain(a, false));
  }
  return isPlain(e, false);
}

function isFunc(obj: Obj | null): boolean {
  return obj !== null && obj.kind === ObjKind.Func;
}

/** A package-level variable or a part of it. */
function isLocation(e0: Expr): boolean {
  const e = unparen(e0);
  switch (e.kind) {
    case NodeKind.Name:
      return isPackageVar(e.obj as Obj | null);
    case NodeKind.SelectorExpr: {
      const sel = e.selection as Selection | null;
      if (sel === null) return isPackageVar(e.sel.obj as Obj | null);
      if (sel.kind !== SelectionKind.FieldVal || sel.indirect) return false;
      return under(e.x.type as Type).kind === TypeKind.Struct && isLocation(e.x);
    }
    case NodeKind.IndexExpr:
      return under(e.x.type as Type).kind === TypeKind.Array && e.index.constant !== null && isLocation(e.x);
    default:
      return false;
  }
}

function isPackageVar(obj: Obj | null): boolean {
  return obj !== null && obj.kind === ObjKind.Var && obj.varKind === VarKind.Package;
}
