// Struct types: fields, embedded fields and tags.

import type { Pos } from '../base/pos.ts';
import { quote, unquote } from '../base/quote.ts';
import * as Code from '../diag/codes.ts';
import { starBase } from '../syntax/exprs.ts';
import { exprString } from '../syntax/exprstring.ts';
import * as LitKind from '../syntax/litkind.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { BasicLit, Expr, StructType } from '../syntax/nodes.ts';
import { Name } from '../syntax/nodes.ts';
import { startPos } from '../syntax/positions.ts';
import * as Kind from './basickind.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { later } from './checker.ts';
import { errorf, newError } from './errors.ts';
import { deref } from './lookup.ts';
import type { Var } from './object.ts';
import { newField } from './object.ts';
import { isTypeParam, isValid } from './predicates.ts';
import { recordDef } from './recording.ts';
import * as TypeKind from './typekind.ts';
import type { Struct, Type } from './type.ts';
import { varType } from './typexpr.ts';
import { under } from './under.ts';

/** Fills in t, the type of a struct literal. */
export function structType(check: Checker, t: Struct, e: StructType): void {
  const fields: Var[] = [];
  const tags: string[] = [];
  const seen = new Map<string, Var>();
  let type: Type = Typ.Invalid;
  for (let i = 0; i < e.fieldList.length; i++) {
    const f = e.fieldList[i]!;
    // `a, b T` has T once.
    if (i === 0 || f.type !== e.fieldList[i - 1]!.type) type = varType(check, f.type);
    let tag = tagText(check, e.tagList[i] ?? null);
    let name = f.name;
    let fieldType = type;
    const embedded = name === null;
    if (name === null) {
      const pos = startPos(f.type);
      name = embeddedFieldIdent(f.type);
      if (name !== null) {
        // The field has the position of the type's name; its type is looked into when all types are ready.
        later(check, () => checkEmbedded(check, pos, fieldType));
      } else {
        errorf(check, pos, Code.InvalidSyntaxTree, `invalid embedded field type ${exprString(f.type)}`);
        name = new Name(pos, '_');
        fieldType = Typ.Invalid;
        tag = '';
      }
    }
    const field = newField(name.pos, check.pkg, name.value, fieldType, embedded);
    if (name.value !== '_' && !declareInSet(check, seen, name.pos, field)) continue;
    if (tag !== '') {
      while (tags.length < fields.length) tags.push('');
      tags.push(tag);
    }
    fields.push(field);
    recordDef(check, name, field);
  }
  if (tags.length > 0) while (tags.length < fields.length) tags.push('');
  t.fields = fields;
  t.tags = tags;
}

/** What may not be embedded although it has a name. */
function checkEmbedded(check: Checker, pos: Pos, type: Type): void {
  const t = deref(type);
  const isPtr = t !== type;
  const u = under(t);
  if (isTypeParam(t)) {
    const text = 'embedded field type cannot be a (pointer to a) type parameter';
    errorf(check, pos, Code.MisplacedTypeParam, text);
  } else if (u.kind === TypeKind.Basic) {
    if (isValid(t) && u.basic === Kind.UnsafePointer) {
      errorf(check, pos, Code.InvalidPtrEmbed, 'embedded field type cannot be unsafe.Pointer');
    }
  } else if (u.kind === TypeKind.Pointer) {
    errorf(check, pos, Code.InvalidPtrEmbed, 'embedded field type cannot be a pointer');
  } else if (u.kind === TypeKind.Interface && isPtr) {
    errorf(check, pos, Code.InvalidPtrEmbed, 'embedded field type cannot be a pointer to an interface');
  }
}

/** The name that an embedded field gets from its type, `T`, `*T`, `p.T`, `T[P]`; null if that is none of these. */
function embeddedFieldIdent(e: Expr): Name | null {
  switch (e.kind) {
    case NodeKind.Name:
      return e;
    case NodeKind.Operation: {
      const base = starBase(e);
      return base === null || starBase(base) !== null ? null : embeddedFieldIdent(base);
    }
    case NodeKind.SelectorExpr:
      return e.sel;
    case NodeKind.IndexExpr:
      return embeddedFieldIdent(e.x);
    default:
      return null;
  }
}

/** Enters a field into the set of those seen; reports one that was there. */
function declareInSet(check: Checker, seen: Map<string, Var>, pos: Pos, field: Var): boolean {
  const id = field.id();
  const alt = seen.get(id);
  if (alt === undefined) {
    seen.set(id, field);
    return true;
  }
  newError(check, Code.DuplicateDecl).addf(pos, `${field.name} redeclared`).addAltDecl(alt).report();
  return false;
}

/** The tag that a literal stands for, a byte string. */
function tagText(check: Checker, lit: BasicLit | null): string {
  if (lit === null || lit.bad) return '';
  const text = lit.lit === LitKind.String ? unquote(lit.value) : null;
  if (text !== null) return text;
  errorf(check, lit, Code.InvalidSyntaxTree, `incorrect tag syntax: ${quote(lit.value)}`);
  return '';
}
