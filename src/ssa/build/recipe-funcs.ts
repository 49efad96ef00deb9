// The functions that a recipe stands for.

import { unreachable } from '../../diag/internal-error.ts';
import type { Func } from '../func.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';
import { buildEq, buildHash } from './alg.ts';
import { buildUnit } from './unit.ts';
import { buildAbiWrapper, buildMethodValue, buildMethodWrapper } from './wrapper.ts';

/** Builds the functions of a symbol with a recipe for functions: the one asked for, then its closures. */
export function buildFuncs(p: Program, s: SymId): Func[] {
  switch (p.syms.recipes[s]!.kind) {
    case Recipe.Func:
      return buildUnit(p, s);
    case Recipe.MethodWrapper:
      return [buildMethodWrapper(p, s)];
    case Recipe.MethodValue:
      return [buildMethodValue(p, s)];
    case Recipe.AbiWrapper:
      return [buildAbiWrapper(p, s)];
    case Recipe.Eq:
      return [buildEq(p, s)];
    case Recipe.Hash:
      return [buildHash(p, s)];
    default:
      return unreachable('a recipe of a function');
  }
}
