// How messages describe an operand: the expression, then in parentheses what it is, and of which type.
//
//     x (variable of type int)          1 << 3 (untyped int constant 8)          nil
//     f (value of type func())          m[k] (map index expression of struct type S)
//
// The expression is left out where there is none; an untyped kind stands before the mode, a typed one after it.

import { constantString } from '../constant/format.ts';
import { unreachable } from '../diag/internal-error.ts';
import { exprString } from '../syntax/exprstring.ts';
import * as Typ from './basic.ts';
import * as Info from './basicinfo.ts';
import { builtins } from './builtinid.ts';
import type { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { isGeneric, isValid } from './predicates.ts';
import * as TypeKind from './typekind.ts';
import type { Basic, Type } from './type.ts';
import { hasEmptyTypeset } from './typeset.ts';
import { type Qualifier, typeString } from './typestring.ts';
import { unalias, under } from './under.ts';

/** The description of x in messages, exactly gc's. */
export function operandString(x: Operand, qf: Qualifier | null): string {
  if (x.mode === Mode.NilValue) {
    if (x.type === Typ.Invalid) return 'nil (with invalid type)';
    if (x.type === Typ.UntypedNil) return 'nil';
    return `nil (of type ${typeString(x.type, qf)})`;
  }
  const expr = subject(x, qf);
  let text = '';
  let typed = false;
  switch (x.mode) {
    case Mode.Invalid:
    case Mode.NoValue:
    case Mode.Builtin:
    case Mode.TypExpr:
      break;
    default:
      if (x.type.kind === TypeKind.Basic && (x.type.info & Info.IsUntyped) !== 0) text = `${x.type.name} `;
      else typed = true;
  }
  text += Mode.text[x.mode]!;
  if (x.mode === Mode.Constant) {
    const value = constantString(x.val!);
    if (value !== expr) text += ` ${value}`;
  }
  if (typed) text += isValid(x.type) ? ` of ${typeDescription(x.type, qf)}` : ' with invalid type';
  return expr === '' ? text : `${expr} (${text})`;
}

/** What the description is about: the expression, or what stands for it where there is none. */
function subject(x: Operand, qf: Qualifier | null): string {
  if (x.expr !== null) return exprString(x.expr);
  switch (x.mode) {
    case Mode.Builtin:
      return builtins[x.id]!.name;
    case Mode.TypExpr:
      return typeString(x.type, qf);
    case Mode.Constant:
      return constantString(x.val!);
    default:
      return '';
  }
}

/** `struct type T`, `int type T` for names, `type P constrained by C` for a type parameter, else `type []int`. */
function typeDescription(t: Type, qf: Qualifier | null): string {
  let text = isGeneric(t) ? 'generic ' : '';
  const target = unalias(t);
  const tpar = target.kind === TypeKind.TypeParam ? target : null;
  if (tpar === null && (t.kind === TypeKind.Alias || t.kind === TypeKind.Named)) {
    const what = compositeKind(t);
    text += `${what !== '' ? what : (under(t) as Basic).name} `; // what is not composite is basic
  }
  text += `type ${typeString(t, qf)}`;
  if (tpar !== null) {
    text += ` constrained by ${typeString(tpar.bound!, qf)}`; // a constraint that is not checked yet has no values
    if (hasEmptyTypeset(tpar)) text += ' with empty type set';
  }
  return text;
}

/** The word for a composite type ("array", "slice" ...); empty for a basic type. */
export function compositeKind(t: Type): string {
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Basic:
      return '';
    case TypeKind.Array:
      return 'array';
    case TypeKind.Slice:
      return 'slice';
    case TypeKind.Struct:
      return 'struct';
    case TypeKind.Pointer:
      return 'pointer';
    case TypeKind.Signature:
      return 'func';
    case TypeKind.Interface:
      return 'interface';
    case TypeKind.Map:
      return 'map';
    case TypeKind.Chan:
      return 'chan';
    case TypeKind.Tuple:
      return 'tuple';
    case TypeKind.Union:
      return 'union';
    default:
      return unreachable('an underlying type has no name');
  }
}
