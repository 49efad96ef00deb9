// Objects as text: `var x int`, `type T struct{...}`, `func (T).m(x int)`.

import type { Func, Obj, TypeName } from './object.ts';
import * as ObjKind from './objkind.ts';
import { isTypeParam } from './predicates.ts';
import * as TypeKind from './typekind.ts';
import type { Type } from './type.ts';
import { noTypeParams } from './type.ts';
import type { Qualifier } from './typestring.ts';
import { packagePrefix, signatureString, TypeWriter, typeString } from './typestring.ts';
import { typeParams } from './named.ts';
import { under } from './under.ts';
import { emptyInterface, universeAny } from './universe.ts';

/** An object as messages show it. */
export function objectString(obj: Obj, qualifier: Qualifier | null): string {
  switch (obj.kind) {
    case ObjKind.PkgName: {
      const path = obj.imported.path;
      return `package ${obj.name}${path !== '' && path !== obj.name ? ` ("${path}")` : ''}`;
    }
    case ObjKind.Func: {
      const name = `func ${funcName(obj, qualifier)}`;
      return obj.type === null ? name : name + signatureString(obj.type, qualifier);
    }
    case ObjKind.Nil:
      return 'nil';
    case ObjKind.Label:
      return `label ${qualifiedName(obj, qualifier)}`;
    case ObjKind.Builtin:
      return `builtin ${qualifiedName(obj, qualifier)}`;
    case ObjKind.Const:
      return `const ${qualifiedName(obj, qualifier)}${typePart(obj.type, qualifier)}`;
    case ObjKind.Var:
      return `${obj.isField() ? 'field' : 'var'} ${qualifiedName(obj, qualifier)}${typePart(obj.type, qualifier)}`;
    case ObjKind.TypeName:
      return typeNameString(obj, qualifier);
  }
}

function typePart(t: Type | null, qualifier: Qualifier | null): string {
  return t === null ? '' : ' ' + typeString(t, qualifier);
}

/** Package-level objects are qualified. */
function qualifiedName(obj: Obj, qualifier: Qualifier | null): string {
  const isGlobal = obj.pkg !== null && obj.pkg.scope.lookup(obj.name) === obj;
  return (isGlobal ? packagePrefix(obj.pkg, qualifier) : '') + obj.name;
}

function typeNameString(obj: TypeName, qualifier: Qualifier | null): string {
  const t = obj.type;
  let s = t !== null && isTypeParam(t) ? 'type parameter ' : 'type ';
  s += qualifiedName(obj, qualifier);
  if (t === null || t.kind === TypeKind.Basic) return s;
  const tparams = t.kind === TypeKind.Named ? typeParams(t) : t.kind === TypeKind.Alias ? t.tparams : noTypeParams;
  if (tparams.length > 0) {
    const w = new TypeWriter(qualifier);
    w.tparamList(tparams);
    s += w.text;
  }
  let shown: Type | null;
  if (obj === universeAny) {
    s += ' =';
    shown = emptyInterface; // else it reads `any = any`
  } else if (obj.isAlias()) {
    s += ' =';
    shown = t.kind === TypeKind.Alias ? t.fromRHS : t;
  } else {
    shown = t.kind === TypeKind.TypeParam ? t.bound : under(t);
  }
  return s + typePart(shown, qualifier);
}

/** `pkg.f`, or `(T).m` for a method. */
export function funcName(f: Func, qualifier: Qualifier | null): string {
  if (f.type === null) return f.name;
  const recv = f.type.recv;
  if (recv === null) return packagePrefix(f.pkg, qualifier) + f.name;
  const t = recv.type!;
  return `(${t.kind === TypeKind.Interface ? 'interface' : typeString(t, qualifier)}).${f.name}`;
}

const varKindText: readonly string[] = [
  '',
  'package-level variable',
  'local variable',
  'receiver',
  'parameter',
  'result variable',
  'struct field',
];

/** What kind of object it is, in words. */
export function objectKind(obj: Obj): string {
  switch (obj.kind) {
    case ObjKind.PkgName:
      return 'package name';
    case ObjKind.Const:
      return 'constant';
    case ObjKind.TypeName:
      if (obj.isAlias()) return 'type alias';
      return obj.type !== null && obj.type.kind === TypeKind.TypeParam ? 'type parameter' : 'defined type';
    case ObjKind.Var:
      return varKindText[obj.varKind]!;
    case ObjKind.Func:
      return obj.type !== null && obj.type.recv !== null ? 'method' : 'function';
    case ObjKind.Label:
      return 'label';
    case ObjKind.Builtin:
      return 'built-in function';
    case ObjKind.Nil:
      return 'untyped nil';
  }
}
