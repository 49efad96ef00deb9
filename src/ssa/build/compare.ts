// Comparisons.

import { unreachable } from '../../diag/internal-error.ts';
import type { Value } from '../func.ts';
import type { Builder, Val } from './builder.ts';

/** x == y as I8; the types are comparable, and one may be an interface that the other is assigned to. Either may be untyped nil. */
export function equal(_b: Builder, _x: Val, _y: Val): Value {
  return unreachable('written soon');
}

/** x < y as I8, of ordered values of one type. */
export function less(_b: Builder, _x: Val, _y: Val): Value {
  return unreachable('written soon');
}
