// The entry of the builder for what is written in source: a declared function, method or instance with its closures.

import { unreachable } from '../../diag/internal-error.ts';
import type { Func } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';

/** Builds a unit from its Func recipe: the function first, then its closures. */
export function buildUnit(p: Program, sym: SymId): Func[] {
  return unreachable(`${p.syms.names[sym]!} cannot be built yet`);
}
