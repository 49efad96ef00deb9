// The objects that names stand for: packages, constants, types, variables, functions, labels, built-ins and nil.
// An object belongs to the checker that made it until its package is complete; then nobody changes it.

import type { Pos } from '../base/pos.ts';
import type { Value } from '../constant/value.ts';
import * as Typ from './basic.ts';
import type { DeclInfo } from './checker.ts';
import * as ObjKind from './objkind.ts';
import type { Package } from './package.ts';
import type { Scope } from './scope.ts';
import * as TypeKind from './typekind.ts';
import type { NamedLoader, Signature, Type } from './type.ts';
import { Named } from './type.ts';
import * as VarKind from './varkind.ts';

/** What all objects have. */
export abstract class ObjectBase {
  /** The scope that declares it; null for methods, fields and labels. */
  parent: Scope | null;
  /** Of the identifier that declares it; NoPos for what is predeclared. */
  pos: Pos;
  /** Null for labels and the objects of the universe. */
  pkg: Package | null;
  readonly name: string;
  /** Null until the declaration was checked. */
  type: Type | null;
  /** The number of the declaration in source order, from 1; 0 for local objects. */
  order: number;
  /** Where a local object comes into scope; NoPos: everywhere in its scope. */
  scopePos: Pos;
  /** The place on the checker's path of objects being declared; -1 when it is not there. */
  pathIndex: number;
  /** The declaration of a package-level object or method of the package being checked. */
  decl: DeclInfo | null;

  constructor(pos: Pos, pkg: Package | null, name: string, type: Type | null) {
    this.parent = null;
    this.pos = pos;
    this.pkg = pkg;
    this.name = name;
    this.type = type;
    this.order = 0;
    this.scopePos = 0;
    this.pathIndex = -1;
    this.decl = null;
  }

  /** The name starts with a capital letter. */
  exported(): boolean {
    return isExported(this.name);
  }

  /** The name if exported, else qualified by the package's path: what makes fields and methods distinct. */
  id(): string {
    return objectId(this.pkg, this.name);
  }
}

/** An imported package's local name. */
export class PkgName extends ObjectBase {
  readonly kind = ObjKind.PkgName;
  readonly imported: Package;
  used = false;

  constructor(pos: Pos, pkg: Package | null, name: string, imported: Package) {
    super(pos, pkg, name, Typ.Invalid);
    this.imported = imported;
  }
}

/** A declared constant. */
export class Const extends ObjectBase {
  readonly kind = ObjKind.Const;
  /** Null until the declaration was checked. */
  val: Value | null;

  constructor(pos: Pos, pkg: Package | null, name: string, type: Type | null, val: Value | null) {
    super(pos, pkg, name, type);
    this.val = val;
  }
}

/** The name of a defined type, an alias, a basic type or a type parameter. */
export class TypeName extends ObjectBase {
  readonly kind = ObjKind.TypeName;

  constructor(pos: Pos, pkg: Package | null, name: string, type: Type | null) {
    super(pos, pkg, name, type);
  }

  /** Whether the name is an alias for a type that has another name of its own, or none. */
  isAlias(): boolean {
    const t = this.type;
    if (t === null) return false;
    switch (t.kind) {
      case TypeKind.Basic:
        // unsafe.Pointer is none. Predeclared types have no package; byte and rune are aliases under their own names.
        if (this.pkg !== null && this.pkg.path === 'unsafe') return false;
        return this.pkg !== null || t.name !== this.name || t === Typ.Byte || t === Typ.Rune;
      case TypeKind.Named:
      case TypeKind.TypeParam:
        return t.obj !== this;
      default:
        return true;
    }
  }
}

/** A type name whose type is loaded when it is first looked into. */
export function newTypeNameLazy(pos: Pos, pkg: Package, name: string, loader: NamedLoader): TypeName {
  const obj = new TypeName(pos, pkg, name, null);
  obj.type = new Named(null, obj, null, [], null, loader);
  return obj;
}

/** A variable: package-level, local, parameter, result, receiver or struct field. */
export class Var extends ObjectBase {
  readonly kind = ObjKind.Var;
  readonly varKind: VarKind.Kind;
  /** An embedded field; its name is that of its type. */
  embedded: boolean;
  /** Only for local variables: read somewhere. */
  used: boolean;
  /** The variable that this one was instantiated from, or null; see `varOrigin`. */
  origin: Var | null;

  constructor(varKind: VarKind.Kind, pos: Pos, pkg: Package | null, name: string, type: Type | null) {
    super(pos, pkg, name, type);
    this.varKind = varKind;
    this.embedded = false;
    this.used = false;
    this.origin = null;
  }

  isField(): boolean {
    return this.varKind === VarKind.Field;
  }
}

/** A field of a struct. */
export function newField(pos: Pos, pkg: Package | null, name: string, type: Type | null, embedded: boolean): Var {
  const v = new Var(VarKind.Field, pos, pkg, name, type);
  v.embedded = embedded;
  return v;
}

/** A function, a method, or a method of an interface; its type is a Signature. */
export class Func extends ObjectBase {
  readonly kind = ObjKind.Func;
  declare type: Signature | null;
  /** Only for methods whose type is not known yet, see `hasPtrRecv` in lookup.ts. */
  ptrRecv: boolean;
  /** The function that this one was instantiated from, or null; see `funcOrigin`. */
  origin: Func | null;

  constructor(pos: Pos, pkg: Package | null, name: string, type: Signature | null) {
    super(pos, pkg, name, type);
    this.ptrRecv = false;
    this.origin = null;
  }
}

/** A label. */
export class Label extends ObjectBase {
  readonly kind = ObjKind.Label;
  used = false;

  constructor(pos: Pos, pkg: Package | null, name: string) {
    super(pos, pkg, name, Typ.Invalid);
  }
}

/** A built-in function; `builtin` is a number of builtinid.ts. */
export class Builtin extends ObjectBase {
  readonly kind = ObjKind.Builtin;
  readonly builtin: number;

  constructor(pkg: Package | null, name: string, builtin: number) {
    super(0, pkg, name, Typ.Invalid);
    this.builtin = builtin;
  }
}

/** The predeclared value nil. */
export class Nil extends ObjectBase {
  readonly kind = ObjKind.Nil;

  constructor() {
    super(0, null, 'nil', Typ.UntypedNil);
  }
}

export type Obj = PkgName | Const | TypeName | Var | Func | Label | Builtin | Nil;

/** The variable as declared in source: that of the generic type or function for a variable of an instance. */
export function varOrigin(v: Var): Var {
  return v.origin ?? v;
}

/** The function as declared in source: that of the generic type for a method of an instance. */
export function funcOrigin(f: Func): Func {
  return f.origin ?? f;
}

/** Whether a name starts with an upper case letter. */
export function isExported(name: string): boolean {
  const c = name.charCodeAt(0);
  if (c < 0x80) return c >= 65 && c <= 90;
  return /^\p{Lu}/u.test(name);
}

/** What makes a field or method name unique: the name, with the package's path before it unless it is exported. */
export function objectId(pkg: Package | null, name: string): string {
  if (isExported(name)) return name;
  return `${pkg !== null && pkg.path !== '' ? pkg.path : '_'}.${name}`;
}

/** Packages are the same if their paths are. */
export function samePkg(a: Package | null, b: Package | null): boolean {
  if (a === b) return true;
  return a !== null && b !== null && a.path === b.path;
}

/** Whether obj's id is that of name in pkg; with foldCase the names may differ in case, whatever the package. */
export function sameId(obj: ObjectBase, pkg: Package | null, name: string, foldCase: boolean): boolean {
  if (obj.name !== name) return foldCase && equalFold(obj.name, name);
  return samePkg(obj.pkg, pkg) || isExported(name) || foldCase;
}

/** Whether two names are equal but for case. */
export function equalFold(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase() || a.toUpperCase() === b.toUpperCase();
}

/** Orders exported names before others, then by name, then by the package's path. */
export function compareObjects(a: ObjectBase, b: ObjectBase): number {
  if (a === b) return 0;
  const exported = isExported(a.name);
  if (exported !== isExported(b.name)) return exported ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  if (exported) return 0;
  const p = a.pkg === null ? '' : a.pkg.path;
  const q = b.pkg === null ? '' : b.pkg.path;
  return p === q ? 0 : p < q ? -1 : 1;
}
