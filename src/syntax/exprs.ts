// Small questions about expressions that the parser, the checker and what follows ask alike.

import * as NodeKind from './nodekind.ts';
import type { Expr } from './nodes.ts';
import * as Operator from './operator.ts';

const none: readonly Expr[] = [];

/** x without the parentheses around it. */
export function unparen(x: Expr): Expr {
  while (x.kind === NodeKind.ParenExpr) x = x.x;
  return x;
}

/** The expressions of a list, x alone if it is none, and nothing for null. */
export function unpackListExpr(x: Expr | null): readonly Expr[] {
  if (x === null) return none;
  return x.kind === NodeKind.ListExpr ? x.elemList : [x];
}

/** T, if x is `*T`; else null. */
export function starBase(x: Expr): Expr | null {
  return x.kind === NodeKind.Operation && x.op === Operator.Mul && x.y === null ? x.x : null;
}
