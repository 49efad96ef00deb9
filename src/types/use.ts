// Evaluating expressions only so that what they mention counts as used, when an error makes their values meaningless.

import type { Expr } from '../syntax/nodes.ts';
import { unparen } from '../syntax/exprs.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Checker } from './checker.ts';
import { lookup } from './checker.ts';
import { exprOrType, rawExpr } from './expr.ts';
import type { Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';

/** Checks e; returns whether it is valid. */
export function use(check: Checker, e: Expr): boolean {
  return useExpr(check, e, false);
}

/** Checks every expression; returns whether all are valid. */
export function useAll(check: Checker, list: readonly Expr[]): boolean {
  let ok = true;
  for (const e of list) if (!useExpr(check, e, false)) ok = false;
  return ok;
}

/** Like useAll for the left side of an assignment: a variable does not become used by being there. */
export function useLHS(check: Checker, list: readonly Expr[]): boolean {
  let ok = true;
  for (const e of list) if (!useExpr(check, e, true)) ok = false;
  return ok;
}

function useExpr(check: Checker, e: Expr, lhs: boolean): boolean {
  const x = new Operand();
  const n = unparen(e);
  switch (n.kind) {
    case NodeKind.Name: {
      if (n.value === '_') return true;
      const v = lhs ? assignedVar(check, n.value) : null;
      const used = v !== null && v.used;
      exprOrType(check, x, n, true);
      if (v !== null) v.used = used;
      break;
    }
    case NodeKind.ListExpr:
      return lhs ? useLHS(check, n.elemList) : useAll(check, n.elemList);
    default:
      rawExpr(check, null, x, e, null, true);
  }
  return x.mode !== Mode.Invalid;
}

/** The variable of this package that the name stands for, or null: assigning to it is no use of it. */
export function assignedVar(check: Checker, name: string): Var | null {
  const obj = lookup(check, name);
  // A variable that was dot-imported belongs to another check.
  return obj !== null && obj.kind === ObjKind.Var && obj.pkg === check.pkg ? obj : null;
}
