// Conversions.

import { unreachable } from '../../diag/internal-error.ts';
import type { Type } from '../../types/type.ts';
import type { Builder, Val } from './builder.ts';

/** The conversion to(x). */
export function convert(_b: Builder, _x: Val, _to: Type): Val {
  return unreachable('written soon');
}

/** x as it is assigned to a variable of type `to`: untyped nil and conversions to interfaces. */
export function convertForAssign(_b: Builder, _x: Val, _to: Type): Val {
  return unreachable('written soon');
}
