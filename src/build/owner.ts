// Which packages a symbol is made from: those that its recipe mentions. With what these import they are all that its
// contents can depend on.

import * as Recipe from '../ssa/recipe.ts';
import type * as TypeRecipe from '../rtype/recipe.ts';
import type { Program } from '../ssa/program/program.ts';
import type { Package } from '../types/package.ts';
import * as TypeKind from '../types/typekind.ts';
import type { Type } from '../types/type.ts';

/** Adds the packages that a type is written with. */
export function packagesOfType(t: Type | null, out: Set<Package>): void {
  if (t === null) return;
  switch (t.kind) {
    case TypeKind.Alias:
      packagesOfType(t.actual, out);
      return;
    case TypeKind.Named:
      if (t.obj.pkg !== null) out.add(t.obj.pkg);
      for (const arg of t.targs) packagesOfType(arg, out);
      return;
    case TypeKind.Array:
    case TypeKind.Slice:
    case TypeKind.Pointer:
    case TypeKind.Chan:
      packagesOfType(t.elem, out);
      return;
    case TypeKind.Map:
      packagesOfType(t.key, out);
      packagesOfType(t.elem, out);
      return;
    case TypeKind.Struct:
      for (const f of t.fields) {
        if (f.pkg !== null && !f.exported()) out.add(f.pkg);
        packagesOfType(f.type, out);
      }
      return;
    case TypeKind.Signature:
      packagesOfType(t.params, out);
      packagesOfType(t.results, out);
      return;
    case TypeKind.Tuple:
      for (const v of t.vars) packagesOfType(v.type, out);
      return;
    case TypeKind.Interface:
      for (const m of t.methods) {
        if (m.pkg !== null && !m.exported()) out.add(m.pkg);
        packagesOfType(m.type, out);
      }
      for (const e of t.embeddeds) packagesOfType(e, out);
      return;
    case TypeKind.Union:
      for (const term of t.terms) packagesOfType(term.type, out);
      return;
    case TypeKind.Basic:
    case TypeKind.TypeParam:
  }
}

/** Adds the packages that a recipe of the compiler mentions. */
export function packagesOfRecipe(p: Program, r: Recipe.Recipe, out: Set<Package>): void {
  const ofSym = (s: number): void => {
    const other = p.syms.recipes[s]!;
    if (other !== null) packagesOfRecipe(p, other, out);
  };
  switch (r.kind) {
    case Recipe.Func:
      if (r.fn.pkg !== null) out.add(r.fn.pkg);
      for (const t of r.targs) packagesOfType(t, out);
      return;
    case Recipe.Closure:
      ofSym(r.unit);
      return;
    case Recipe.MethodWrapper:
    case Recipe.MethodValue:
      packagesOfType(r.recv, out);
      if (r.method.pkg !== null) out.add(r.method.pkg);
      return;
    case Recipe.AbiWrapper:
      if (r.fn.pkg !== null) out.add(r.fn.pkg);
      return;
    case Recipe.FuncValue:
      ofSym(r.target);
      return;
    case Recipe.Global:
      if (r.v.pkg !== null) out.add(r.v.pkg);
      return;
    case Recipe.TypeDesc:
    case Recipe.Eq:
    case Recipe.Hash:
      packagesOfType(r.type, out);
      return;
    case Recipe.Itab:
      packagesOfType(r.type, out);
      packagesOfType(r.iface, out);
      return;
    case Recipe.PackageInit:
    case Recipe.InitClosure:
    case Recipe.MapInit:
      out.add(r.pkg);
      return;
    case Recipe.Bytes:
    case Recipe.Data:
  }
}

/** Adds the packages that a recipe of descriptors mentions. */
export function packagesOfTypeRecipe(r: TypeRecipe.Recipe, out: Set<Package>): void {
  packagesOfType(r.type, out);
  packagesOfType(r.iface, out);
  if (r.method !== null && r.method.pkg !== null) out.add(r.method.pkg);
}
