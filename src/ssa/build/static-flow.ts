// What gc knows of a function's flow of control from its source alone, before there is any form of it: conditions without
// variables, and statements behind which nothing runs. Source: cmd/compile/internal/noder/writer.go (staticBool, terminates).

import type { Value as Constant } from '../../constant/value.ts';
import * as ConstKind from '../../constant/kind.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr, Stmt } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import * as Token from '../../syntax/token.ts';
import * as BuiltinId from '../../types/builtinid.ts';
import type { Obj } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';

/** 1: e is always true; -1: always false; 0: not known without running. */
export function staticBool(e: Expr): number {
  const c = e.constant as Constant | null;
  if (c !== null && c.kind === ConstKind.Bool) return c.val ? 1 : -1;
  if (e.kind !== NodeKind.Operation) return 0;
  switch (e.op) {
    case Operator.Not:
      return -staticBool(e.x);
    case Operator.AndAnd: {
      const x = staticBool(e.x);
      if (x < 0) return x;
      const y = staticBool(e.y!);
      return x > 0 || y < 0 ? y : 0;
    }
    case Operator.OrOr: {
      const x = staticBool(e.x);
      if (x > 0) return x;
      const y = staticBool(e.y!);
      return x < 0 || y > 0 ? y : 0;
    }
    default:
      return 0;
  }
}

/** Whether what follows s in its block is not reached, as far as gc sees when it numbers. */
export function terminates(s: Stmt): boolean {
  switch (s.kind) {
    case NodeKind.BranchStmt:
      return s.tok === Token.Goto;
    case NodeKind.ReturnStmt:
      return true;
    case NodeKind.ExprStmt: {
      const x = unparen(s.x);
      if (x.kind !== NodeKind.CallExpr) return false;
      const fun = unparen(x.fun);
      if (fun.kind !== NodeKind.Name || fun.mode !== Mode.Builtin) return false;
      const obj = fun.obj as Obj;
      return obj.kind === ObjKind.Builtin && obj.builtin === BuiltinId.Panic;
    }
    case NodeKind.IfStmt: {
      const cond = staticBool(s.cond!);
      return (cond < 0 || terminates(s.thenBlock)) && (cond > 0 || (s.elseStmt !== null && terminates(s.elseStmt)));
    }
    case NodeKind.BlockStmt: {
      let n = s.list.length;
      while (n > 0 && s.list[n - 1]!.kind === NodeKind.EmptyStmt) n--;
      return n > 0 && terminates(s.list[n - 1]!);
    }
    default:
      return false;
  }
}

/** Which statements of a list control reaches: all but those behind one that it does not leave, up to the last label. */
export function reachable(list: readonly Stmt[]): readonly Stmt[] {
  let lastLabel = -1;
  for (let i = 0; i < list.length; i++) if (list[i]!.kind === NodeKind.LabeledStmt) lastLabel = i;
  for (let i = Math.max(0, lastLabel); i < list.length - 1; i++) {
    if (terminates(list[i]!)) return list.slice(0, i + 1);
  }
  return list;
}
