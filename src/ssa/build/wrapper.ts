// Functions that only pass a call on: methods through pointers and embedded fields, method values, ABI wrappers.

import { unreachable } from '../../diag/internal-error.ts';
import type { Func } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';

/** Makes the function of a MethodWrapper recipe. */
export function buildMethodWrapper(p: Program, sym: SymId): Func {
  return unreachable(p.syms.names[sym]!);
}

/** Makes the function of a MethodValue recipe: its context is {code, receiver}. */
export function buildMethodValue(p: Program, sym: SymId): Func {
  return unreachable(p.syms.names[sym]!);
}

/** Makes the function of an AbiWrapper recipe. */
export function buildAbiWrapper(p: Program, sym: SymId): Func {
  return unreachable(p.syms.names[sym]!);
}
