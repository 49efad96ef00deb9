// The names that say what a symbol is made from, as far as neither a function says it nor what initialises a package: those of the types
// in its recipe.

import type * as TypeRecipe from '../rtype/recipe.ts';
import * as Recipe from '../ssa/recipe.ts';
import * as TypeKind from '../types/typekind.ts';
import type { Type } from '../types/type.ts';
import type { Sources } from './program-source.ts';

/** Reads the names in a recipe of the compiler; false: it is made from something that is not found by names. */
export function readNames(sources: Sources, r: Recipe.Recipe | null): boolean {
  if (r === null) return false;
  switch (r.kind) {
    case Recipe.Func:
      return r.targs.every(t => readType(sources, t));
    case Recipe.MethodWrapper:
    case Recipe.MethodValue:
      return readType(sources, r.recv);
    case Recipe.TypeDesc:
    case Recipe.Eq:
    case Recipe.Hash:
      return readType(sources, r.type);
    case Recipe.Itab:
      return readType(sources, r.type) && readType(sources, r.iface);
    case Recipe.Global:
    case Recipe.PackageInit:
    case Recipe.InitClosure:
    case Recipe.MapInit:
      return true; // what initialises the package is read
    default:
      return false;
  }
}

/** As `readNames`, of a recipe of descriptors. */
export function readTypeNames(sources: Sources, r: TypeRecipe.Recipe): boolean {
  return readType(sources, r.type) && readType(sources, r.iface);
}

function readType(sources: Sources, t: Type | null): boolean {
  if (t === null) return true;
  const read = (u: Type | null): boolean => readType(sources, u);
  switch (t.kind) {
    case TypeKind.Alias:
      return read(t.actual);
    case TypeKind.Named:
      return sources.readName(t.obj) && t.targs.every(read);
    case TypeKind.Array:
    case TypeKind.Slice:
    case TypeKind.Pointer:
    case TypeKind.Chan:
      return read(t.elem);
    case TypeKind.Map:
      return read(t.key) && read(t.elem);
    case TypeKind.Struct:
      return t.fields.every(f => read(f.type));
    case TypeKind.Signature:
      return read(t.params) && read(t.results);
    case TypeKind.Tuple:
      return t.vars.every(v => read(v.type));
    case TypeKind.Interface:
      return t.methods.every(m => read(m.type)) && t.embeddeds.every(read);
    case TypeKind.Union:
      return t.terms.every(term => read(term.type));
    case TypeKind.Basic:
    case TypeKind.TypeParam:
      return true;
  }
}
