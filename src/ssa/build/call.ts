// Calls.

import { unreachable } from '../../diag/internal-error.ts';
import type { CallExpr } from '../../syntax/nodes.ts';
import type { Type } from '../../types/type.ts';
import type { CallInfo } from '../sig.ts';
import type { Value } from '../func.ts';
import type { Builder, Val } from './builder.ts';

/** The results of a call, a conversion or a use of a built-in. */
export function callExpr(_b: Builder, _e: CallExpr): Val[] {
  return unreachable('written soon');
}

/**
 * A call whose function and arguments are evaluated (for go and defer: the closure does it later). `args` are what is passed, the
 * receiver first; `fn` is the closure or the interface's code pointer, 0 for a static call.
 */
export interface PreparedCall {
  readonly op: number;
  readonly info: CallInfo;
  readonly fn: Value;
  readonly args: readonly Val[];
  readonly resultTypes: readonly Type[];
}

/** Evaluates function and arguments of a call that is no built-in and no conversion, with all checks, in gc's order. */
export function prepareCall(_b: Builder, _e: CallExpr): PreparedCall {
  return unreachable('written soon');
}

/** Does a prepared call. */
export function emitCall(_b: Builder, _c: PreparedCall): Val[] {
  return unreachable('written soon');
}
