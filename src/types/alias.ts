// Alias types and instances of generic ones.

import type { Pos } from '../base/pos.ts';
import type { Checker } from './checker.ts';
import type { Context } from './context.ts';
import { TypeName } from './object.ts';
import { subst, SubstMap } from './subst.ts';
import type { Named, Type } from './type.ts';
import { Alias } from './type.ts';

/** The alias that obj declares; its right-hand side may follow later. */
export function newAlias(check: Checker | null, obj: TypeName, rhs: Type | null): Alias {
  const a = new Alias(obj, rhs);
  if (obj.type === null) obj.type = a;
  if (check !== null) check.cleaners.push(a);
  return a;
}

/** The instance of a generic alias. Aliases are expanded at once. */
export function newAliasInstance(
  check: Checker | null,
  pos: Pos,
  orig: Alias,
  targs: readonly Type[],
  expanding: Named | null,
  ctxt: Context,
): Alias {
  const obj = new TypeName(pos, orig.obj.pkg, orig.obj.name, null);
  const rhs = subst(check, pos, orig.fromRHS!, new SubstMap(orig.tparams, targs), expanding, ctxt);
  const a = newAlias(check, obj, rhs);
  a.orig = orig;
  a.tparams = orig.tparams;
  a.targs = targs;
  return a;
}
