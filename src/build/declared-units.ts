// What of a package there are units for, whether the program needs them or not.

import * as Abi from '../obj/abi.ts';
import { methods } from '../rtype/methods.ts';
import type { Program } from '../ssa/program/program.ts';
import * as Recipe from '../ssa/recipe.ts';
import type { SymId } from '../ssa/symbols.ts';
import { typeParams } from '../types/named.ts';
import type { Func } from '../types/object.ts';
import * as ObjKind from '../types/objkind.ts';
import type { Package } from '../types/package.ts';
import * as TypeKind from '../types/typekind.ts';
import { Pointer, type Signature } from '../types/type.ts';
import { under } from '../types/under.ts';

/**
 * The functions and methods that a package declares with bodies, but for generic ones, in order of name; with `wrappers` also
 * those that the methods of its types need: for promoted methods, and for value receivers called through pointers.
 */
export function declaredUnits(
  p: Program,
  pkg: Package,
  hasBody: (fn: Func) => boolean,
  wrappers: boolean,
): readonly SymId[] {
  const out: SymId[] = [];
  for (const name of pkg.scope.names()) {
    const obj = pkg.scope.lookup(name)!;
    if (obj.kind === ObjKind.Func) {
      if ((obj.type as Signature).tparams.length === 0 && hasBody(obj)) out.push(p.funcSym(obj, []));
    } else if (obj.kind === ObjKind.TypeName) {
      const t = obj.type!;
      if (obj.isAlias() || t.kind !== TypeKind.Named || typeParams(t).length > 0) continue;
      if (under(t).kind === TypeKind.Interface) continue;
      for (const recv of [t, new Pointer(t)]) {
        for (const m of methods(recv)) {
          const s = p.methodSym(recv, m.obj as Func, m.index);
          const recipe = p.syms.recipes[s]!;
          if (p.syms.abis[s] !== Abi.ABIInternal) continue;
          if (recipe.kind === Recipe.MethodWrapper ? wrappers : recipe.kind === Recipe.Func && hasBody(recipe.fn)) {
            out.push(s);
          }
        }
      }
    }
  }
  return out;
}
