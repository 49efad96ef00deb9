// Maps.

import { unreachable } from '../../diag/internal-error.ts';
import type { Type } from '../../types/type.ts';
import type { Value } from '../func.ts';
import type { Builder, Val } from './builder.ts';

/** m[k]; k has the key type. */
export function mapIndex(_b: Builder, _m: Val, _k: Val): Val {
  return unreachable('written soon');
}

/** v, ok := m[k]. */
export function mapIndexOk(_b: Builder, _m: Val, _k: Val): [Val, Value] {
  return unreachable('written soon');
}

/** The address of the slot for k, which is made if it is not there. */
export function mapAssign(_b: Builder, _m: Val, _k: Val): Value {
  return unreachable('written soon');
}

/** The map type of a type. */
export function mapType(_t: Type): unknown {
  return unreachable('written soon');
}
