// Which unexported types of an imported package its exported declarations mention. gc's export data has those and no others;
// of what is not there a program that names it is told "undefined", of what is there, "not exported".

import { namedMethod, numMethods, unpack } from './named.ts';
import type { TypeName } from './object.ts';
import { isExported } from './object.ts';
import type { Package } from './package.ts';
import * as TypeKind from './typekind.ts';
import type { Type } from './type.ts';

/** Whether an exported declaration of the package leads to the type. */
export function isMentioned(pkg: Package, obj: TypeName): boolean {
  const search = new Search(pkg, obj);
  for (const name of pkg.scope.names()) {
    if (!isExported(name)) continue;
    const exported = pkg.scope.lookup(name);
    if (exported !== null && exported.type !== null && search.typ(exported.type)) return true;
  }
  return false;
}

class Search {
  private readonly pkg: Package;
  private readonly obj: TypeName;
  private readonly seen = new Set<Type>();

  constructor(pkg: Package, obj: TypeName) {
    this.pkg = pkg;
    this.obj = obj;
  }

  /** Whether t leads to the type. */
  typ(t: Type): boolean {
    if (this.seen.has(t)) return false;
    this.seen.add(t);
    switch (t.kind) {
      case TypeKind.Array:
      case TypeKind.Slice:
      case TypeKind.Pointer:
      case TypeKind.Chan:
        return this.typ(t.elem);
      case TypeKind.Map:
        return this.typ(t.key) || this.typ(t.elem);
      case TypeKind.Struct:
        return t.fields.some(f => this.typ(f.type!));
      case TypeKind.Tuple:
        return t.vars.some(v => this.typ(v.type!));
      case TypeKind.Signature:
        return t.tparams.some(p => this.typ(p)) || this.typ(t.params) || this.typ(t.results);
      case TypeKind.Union:
        return t.terms.some(term => this.typ(term.type!));
      case TypeKind.Interface:
        return t.methods.some(m => this.typ(m.type!)) || t.embeddeds.some(e => this.typ(e));
      case TypeKind.TypeParam:
        return t.bound !== null && this.typ(t.bound);
      case TypeKind.Alias:
        return t.obj === this.obj || t.targs.some(a => this.typ(a)) || (t.fromRHS !== null && this.typ(t.fromRHS));
      case TypeKind.Named: {
        if (t.orig.obj === this.obj || t.targs.some(a => this.typ(a))) return true;
        // What another package declares cannot lead back.
        if (t.orig.obj.pkg !== this.pkg) return false;
        if (t !== t.orig) return this.typ(t.orig);
        unpack(t);
        if (t.tparams.some(p => this.typ(p)) || (t.fromRHS !== null && this.typ(t.fromRHS))) return true;
        for (let i = numMethods(t) - 1; i >= 0; i--) if (this.typ(namedMethod(t, i).type!)) return true;
        return false;
      }
      default:
        return false;
    }
  }
}
