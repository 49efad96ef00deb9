// Function literals: the record of a closure, and what the closure finds in it.

import { unreachable } from '../../diag/internal-error.ts';
import type { FuncLit } from '../../syntax/nodes.ts';
import type { Builder, Val } from './builder.ts';

/** The value of a function literal. */
export function funcLit(_b: Builder, e: FuncLit): Val {
  return unreachable(`a function literal at ${e.pos}`);
}
