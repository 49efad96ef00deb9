// Terminating statements, section "Terminating statements" of the specification: after them the end of a function with
// results is not reached.

import { unparen } from '../syntax/exprs.ts';
import type { CallExpr, CaseClause, CommClause, Stmt } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Token from '../syntax/token.ts';

/** Whether s, whose label is `label` (empty: none), is terminating; panics are the calls of panic. */
export function isTerminating(s: Stmt, label: string, panics: ReadonlySet<CallExpr> | null): boolean {
  switch (s.kind) {
    case NodeKind.LabeledStmt:
      return isTerminating(s.stmt, s.label.value, panics);
    case NodeKind.ExprStmt: {
      const call = unparen(s.x);
      return panics !== null && call.kind === NodeKind.CallExpr && panics.has(call);
    }
    case NodeKind.ReturnStmt:
      return true;
    case NodeKind.BranchStmt:
      return s.tok === Token.Goto || s.tok === Token.Fallthrough;
    case NodeKind.BlockStmt:
      return isTerminatingList(s.list, panics);
    case NodeKind.IfStmt:
      return s.elseStmt !== null && isTerminating(s.thenBlock, '', panics) && isTerminating(s.elseStmt, '', panics);
    case NodeKind.SwitchStmt:
      return s.body.some(c => c.cases === null) && allTerminating(s.body, label, panics);
    case NodeKind.SelectStmt:
      return allTerminating(s.body, label, panics);
    case NodeKind.ForStmt:
      // A range clause ends.
      if (s.init !== null && s.init.kind === NodeKind.RangeClause) return false;
      return s.cond === null && !hasBreak(s.body, label, true);
    default:
      return false;
  }
}

function isTerminatingList(list: readonly Stmt[], panics: ReadonlySet<CallExpr> | null): boolean {
  let n = list.length;
  while (n > 0 && list[n - 1]!.kind === NodeKind.EmptyStmt) n--;
  return n > 0 && isTerminating(list[n - 1]!, '', panics);
}

function allTerminating(
  clauses: readonly (CaseClause | CommClause)[],
  label: string,
  panics: ReadonlySet<CallExpr> | null,
): boolean {
  for (const c of clauses) {
    if (!isTerminatingList(c.body, panics) || hasBreakList(c.body, label, true)) return false;
  }
  return true;
}

/** Whether s is or has a break out of the statement labelled `label`, or, if `implicit`, one without label that leaves s. */
function hasBreak(s: Stmt, label: string, implicit: boolean): boolean {
  switch (s.kind) {
    case NodeKind.LabeledStmt:
      return hasBreak(s.stmt, label, implicit);
    case NodeKind.BranchStmt:
      return s.tok === Token.Break && (s.label === null ? implicit : s.label.value === label);
    case NodeKind.BlockStmt:
      return hasBreakList(s.list, label, implicit);
    case NodeKind.IfStmt:
      return hasBreak(s.thenBlock, label, implicit) || (s.elseStmt !== null && hasBreak(s.elseStmt, label, implicit));
    case NodeKind.SwitchStmt:
    case NodeKind.SelectStmt:
      return label !== '' && s.body.some(c => hasBreakList(c.body, label, false));
    case NodeKind.ForStmt:
      return label !== '' && hasBreak(s.body, label, false);
    default:
      return false;
  }
}

function hasBreakList(list: readonly Stmt[], label: string, implicit: boolean): boolean {
  for (const s of list) if (hasBreak(s, label, implicit)) return true;
  return false;
}
