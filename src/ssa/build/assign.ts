// Assignments.

import { unreachable } from '../../diag/internal-error.ts';
import type * as Operator from '../../syntax/operator.ts';
import type { Expr } from '../../syntax/nodes.ts';
import type { Builder, Val } from './builder.ts';

/** Assigns x, converted as for assignment, to the variable, map entry or blank that lhs is. */
export function assign(_b: Builder, _lhs: Expr, _x: Val): void {
  unreachable('written soon');
}

/** `lhs = rhs`: one or several variables; as many values, a call with several results, or a comma-ok expression. */
export function assignStmtLists(_b: Builder, _lhs: readonly Expr[], _rhs: readonly Expr[]): void {
  unreachable('written soon');
}

/** `lhs op= rhs`; a null rhs is the 1 of x++ and x--. */
export function assignOp(_b: Builder, _op: Operator.Kind, _lhs: Expr, _rhs: Expr | null): void {
  unreachable('written soon');
}
