// Built-in functions.

import { unreachable } from '../../diag/internal-error.ts';
import type { Type } from '../../types/type.ts';
import type { Builder, Val } from './builder.ts';

/** A built-in with evaluated arguments, for go and defer: `args` as `builtinArgs` gives them. Null where it has no result. */
export function builtinCall(_b: Builder, _id: number, _args: readonly Val[], _type: Type): Val | null {
  return unreachable('written soon');
}
