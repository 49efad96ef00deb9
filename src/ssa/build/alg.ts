// The functions that compare and hash values of one type: type:.eq.T and type:.hash.T.

import { unreachable } from '../../diag/internal-error.ts';
import type { Func } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';

/** Makes the function of an Eq recipe. */
export function buildEq(p: Program, sym: SymId): Func {
  return unreachable(p.syms.names[sym]!);
}

/** Makes the function of a Hash recipe. */
export function buildHash(p: Program, sym: SymId): Func {
  return unreachable(p.syms.names[sym]!);
}
