// Expressions: the values of typed syntax. See the functions; bodies follow.

import { unreachable } from '../../diag/internal-error.ts';
import type { Expr } from '../../syntax/nodes.ts';
import type { Type } from '../../types/type.ts';
import type { Block, Value } from '../func.ts';
import type { Builder, Val } from './builder.ts';

/** The type recorded on e, type arguments substituted; untyped ones (but nil) become their default type. */
export function typeOf(_b: Builder, _e: Expr): Type {
  return unreachable('written soon');
}

/**
 * Does what gc does first in an expression, in order: calls, receives, && and ||, and so on; their values are kept until `expr`
 * reads them. For a list of operands, order all of them before the first `expr`.
 */
export function order(_b: Builder, _e: Expr): void {
  unreachable('written soon');
}

/** The value of e. */
export function expr(_b: Builder, _e: Expr): Val {
  return unreachable('written soon');
}

/** The values of several operands: all are ordered before the first is read. Those in memory are not copied. */
export function exprs(_b: Builder, _list: readonly Expr[]): Val[] {
  return unreachable('written soon');
}

/** The values of a call with any number of results (none for a statement), or of one expression. */
export function exprMulti(_b: Builder, _e: Expr): Val[] {
  return unreachable('written soon');
}

/** The two values of a comma-ok expression: v, ok = m[k], <-c, x.(T). */
export function commaOk(_b: Builder, _e: Expr): [Val, Val] {
  return unreachable('written soon');
}

/** Evaluates e for its effects. */
export function discard(_b: Builder, _e: Expr): void {
  unreachable('written soon');
}

/** Ends the block at hand with a branch on the boolean e, with short circuits; nothing is at hand then. */
export function cond(_b: Builder, _e: Expr, _yes: Block, _no: Block): void {
  unreachable('written soon');
}

/** The address of the variable that e is. */
export function addr(_b: Builder, _e: Expr): Value {
  return unreachable('written soon');
}
