// Questions about complete types that other stages ask; no check is going on.

import { newAssertableTo } from './lookup.ts';
import { implements_ } from './instantiate.ts';
import { isValid } from './predicates.ts';
import { isEmptyInterface } from './typeset.ts';
import type { Interface, Type } from './type.ts';
import { under } from './under.ts';

/** Whether x.(t) may succeed for an x of type v. */
export function isAssertableTo(v: Interface, t: Type): boolean {
  return isValid(under(t)) && newAssertableTo(null, v, t, null);
}

/** Whether v implements t. Everything, even what is invalid, implements the empty interface. */
export function doesImplement(v: Type, t: Interface): boolean {
  return isEmptyInterface(t) || (isValid(under(v)) && implements_(null, v, t, false, null));
}

/** Whether v satisfies the constraint t. */
export function doesSatisfy(v: Type, t: Interface): boolean {
  return implements_(null, v, t, true, null);
}
