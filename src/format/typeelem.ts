// Small questions about types in expressions that the parser and the printer both ask.

import * as NodeKind from './nodekind.ts';
import type { Expr } from './nodes.ts';
import * as Token from './token.ts';

/** Whether x can only be a type element, not a value. */
export function isTypeElem(x: Expr): boolean {
  switch (x.kind) {
    case NodeKind.ArrayType:
    case NodeKind.StructType:
    case NodeKind.FuncType:
    case NodeKind.InterfaceType:
    case NodeKind.MapType:
    case NodeKind.ChanType:
      return true;
    case NodeKind.UnaryExpr:
      return x.op === Token.Tilde;
    case NodeKind.BinaryExpr:
      return isTypeElem(x.x) || isTypeElem(x.y);
    case NodeKind.ParenExpr:
      return isTypeElem(x.x);
    default:
      return false;
  }
}

/** What all parentheses around x enclose. */
export function stripParensAlways(x: Expr): Expr {
  while (x.kind === NodeKind.ParenExpr) x = x.x;
  return x;
}
