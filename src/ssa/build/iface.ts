// Interfaces: conversions to them, assertions, dynamic types.

import { unreachable } from '../../diag/internal-error.ts';
import type { Type } from '../../types/type.ts';
import type { Value } from '../func.ts';
import type { Builder, Val } from './builder.ts';

/** The dynamic type of an interface value: a pointer word (I64) to its descriptor, 0 for nil. */
export function typeWord(_b: Builder, _x: Val): Value {
  return unreachable('written soon');
}

/** Whether (I8) the interface value x holds a value of type t, which is no interface. */
export function holdsType(_b: Builder, _x: Val, _t: Type): Value {
  return unreachable('written soon');
}

/** The value of type t that x holds: `holdsType` was seen to be true. */
export function unpackIface(_b: Builder, _x: Val, _t: Type): Val {
  return unreachable('written soon');
}

/** x converted to the interface type `to`; x may be of any type that implements it. */
export function toInterface(_b: Builder, _x: Val, _to: Type): Val {
  return unreachable('written soon');
}

/** x.(t), which panics. */
export function typeAssert(_b: Builder, _x: Val, _t: Type): Val {
  return unreachable('written soon');
}

/** v, ok := x.(t): the value (zero where it fails) and ok, I8. */
export function typeAssertOk(_b: Builder, _x: Val, _t: Type): [Val, Value] {
  return unreachable('written soon');
}
