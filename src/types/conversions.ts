// Conversions T(x), section "Conversions" of the specification.

import { toInt } from '../constant/convert.ts';
import * as ConstKind from '../constant/kind.ts';
import { constantString } from '../constant/format.ts';
import { runeByteString } from '../base/quote.ts';
import { makeString, type Value } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import { assignableTo, explain } from './assignable.ts';
import * as Typ from './basic.ts';
import * as Info from './basicinfo.ts';
import * as Kind from './basickind.ts';
import { Cause } from './cause.ts';
import type { Checker } from './checker.ts';
import { representableConst } from './const.ts';
import { errorf } from './errors.ts';
import { operandText, typeText } from './format.ts';
import type { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import {
  allString,
  defaultType,
  identical,
  identicalIgnoreTags,
  isConstType,
  isInteger,
  isNonTypeParamInterface,
  isString,
  isTypeParam,
  isUnsafePointer,
  isUntyped,
} from './predicates.ts';
import * as TypeKind from './typekind.ts';
import type { Type } from './type.ts';
import { typeParamIs } from './typeparam.ts';
import { unalias, under, underIs } from './under.ts';
import { updateExprType } from './untyped.ts';
import { allowVersion } from './version.ts';

/** Checks the conversion T(x) and makes x its result; x.expr stays the argument. */
export function conversion(check: Checker, x: Operand, T: Type): void {
  const constArg = x.mode === Mode.Constant;
  const cause = new Cause();
  let ok = false;
  if (constArg && isConstType(T)) {
    const v = convertConst(check, x, T);
    if (v !== null) {
      ok = true;
      x.val = v;
    } else if (isInteger(x.type) && isInteger(T)) {
      // Only overflow can be the reason.
      const text = `constant ${constantString(x.val!)} overflows ${typeText(check, T)}`;
      errorf(check, x, Code.InvalidConversion, text);
      x.mode = Mode.Invalid;
      return;
    }
  } else if (constArg && isTypeParam(T)) {
    // The constant must be convertible to each type in the type set, of which there must be some.
    ok = underIs(T, u => {
      if (u === null) {
        cause.text = `${typeText(check, T)} does not contain specific types`;
        return false;
      }
      if ((isString(x.type) && isBytesOrRunes(u)) || convertConst(check, x, u) !== null) return true;
      cause.text =
        isInteger(x.type) && isInteger(u)
          ? `constant ${constantString(x.val!)} overflows ${typeText(check, u)} (in ${typeText(check, T)})`
          : `cannot convert ${operandText(check, x)} to type ${typeText(check, u)} (in ${typeText(check, T)})`;
      return false;
    });
    x.mode = Mode.Value; // a type parameter is not the type of a constant
  } else if (convertibleTo(check, x, T, cause)) {
    ok = true;
    x.mode = Mode.Value;
  }

  if (!ok) {
    // gc shows a constant that is an integer, but too large for an integer type, as that integer.
    if (constArg && isInteger(T)) {
      const i = toInt(x.val!);
      if (i.kind === ConstKind.Int) x.val = i;
    }
    const why = cause.text === '' ? '' : `: ${cause.text}`;
    const text = `cannot convert ${operandText(check, x)} to type ${typeText(check, T)}${why}`;
    errorf(check, x, Code.InvalidConversion, text);
    x.mode = Mode.Invalid;
    return;
  }

  if (isUntyped(x.type)) {
    // The argument has its final type now: T. But in an interface, or as argument of a conversion whose result is no
    // constant, it has its default type (in []byte("s") the constant is a string); and the 65 of string(65) stays an
    // untyped integer.
    let final = T;
    if (x.type !== Typ.UntypedNil) {
      if (isNonTypeParamInterface(T) || (constArg && !isConstType(T))) final = defaultType(x.type);
      else if (x.mode === Mode.Constant && isInteger(x.type) && allString(T)) final = x.type;
    }
    updateExprType(check, x.expr!, final, true);
  }
  x.type = T;
}

/** What the constant x is as a T, which has an underlying basic type; null where it cannot be converted. */
function convertConst(check: Checker, x: Operand, T: Type): Value | null {
  const t = under(T);
  if (t.kind !== TypeKind.Basic) return null;
  const v = representableConst(check, x.val!, t);
  if (v !== null) return v;
  if (!isInteger(x.type) || !isString(t)) return null;
  const i = x.val!;
  const valid = i.kind === ConstKind.Int && i.val >= 0n && i.val <= 0x10ffffn;
  return makeString(runeByteString(valid ? Number(i.val) : 0xfffd));
}

/** Whether T(x) is valid for a non-constant x, or a T that is no type of constants; why not may be left in `cause`. */
export function convertibleTo(check: Checker, x: Operand, T: Type, cause: Cause | null): boolean {
  if (assignableTo(check, x, T, cause) === 0) return true;

  const origT = T;
  const V = unalias(x.type);
  T = unalias(T);
  const Vu = under(V);
  const Tu = under(T);
  const Vp = V.kind === TypeKind.TypeParam ? V : null;
  const Tp = T.kind === TypeKind.TypeParam ? T : null;

  if (Vp === null && Tp === null && identicalIgnoreTags(Vu, Tu)) return true;

  // Unnamed pointers whose elements have identical underlying types, tags aside.
  if (
    V.kind === TypeKind.Pointer &&
    T.kind === TypeKind.Pointer &&
    identicalIgnoreTags(under(V.elem), under(T.elem)) &&
    !isTypeParam(V.elem) &&
    !isTypeParam(T.elem)
  ) {
    return true;
  }

  const Vi = Vu.kind === TypeKind.Basic ? Vu.info : 0;
  const Ti = Tu.kind === TypeKind.Basic ? Tu.info : 0;
  if ((Vi & (Info.IsInteger | Info.IsFloat)) !== 0 && (Ti & (Info.IsInteger | Info.IsFloat)) !== 0) return true;
  if ((Vi & Info.IsComplex) !== 0 && (Ti & Info.IsComplex) !== 0) return true;

  // To and from strings.
  if ((Ti & Info.IsString) !== 0 && ((Vi & Info.IsInteger) !== 0 || isBytesOrRunes(Vu))) return true;
  if ((Vi & Info.IsString) !== 0 && isBytesOrRunes(Tu)) return true;

  // To and from unsafe.Pointer.
  if (isUnsafePointer(Tu) && (Vu.kind === TypeKind.Pointer || isUintptr(Vu))) return true;
  if (isUnsafePointer(Vu) && (Tu.kind === TypeKind.Pointer || isUintptr(Tu))) return true;

  // A slice to an array, or to a pointer to an array.
  if (Vu.kind === TypeKind.Slice) {
    if (Tu.kind === TypeKind.Array) {
      if (identical(Vu.elem, Tu.elem)) {
        if (allowVersion(check, 20)) return true;
        if (cause !== null) cause.text = 'conversion of slice to array requires go1.20 or later';
        return false;
      }
    } else if (Tu.kind === TypeKind.Pointer) {
      const a = under(Tu.elem);
      if (a.kind === TypeKind.Array && identical(Vu.elem, a.elem)) {
        if (allowVersion(check, 17)) return true;
        if (cause !== null) cause.text = 'conversion of slice to array pointer requires go1.17 or later';
        return false;
      }
    }
  }

  if (Vp === null && Tp === null) return false;

  // Each type in V's type set must be convertible to each in T's. Operands of such types are never constants.
  const y = x.clone();
  const toEach = (from: Type): boolean => {
    y.type = from;
    if (Tp === null) {
      if (convertibleTo(check, y, T, cause)) return true;
      explain(
        cause,
        () => `cannot convert ${typeText(check, from)} (in ${typeText(check, V)}) to type ${typeText(check, origT)}`,
      );
      return false;
    }
    return typeParamIs(Tp, t => {
      if (t === null) return false;
      if (convertibleTo(check, y, t.type!, cause)) return true;
      const of = Vp === null ? '' : ` (in ${typeText(check, Vp)})`;
      explain(
        cause,
        () =>
          `cannot convert ${typeText(check, from)}${of} to type ${typeText(check, t.type!)} (in ${typeText(check, Tp)})`,
      );
      return false;
    });
  };
  return Vp === null ? toEach(x.type) : typeParamIs(Vp, t => t !== null && toEach(t.type!));
}

function isUintptr(u: Type): boolean {
  return u.kind === TypeKind.Basic && u.basic === Kind.Uintptr;
}

/** Whether t is a slice of bytes or runes. */
export function isBytesOrRunes(t: Type): boolean {
  const s = under(t);
  if (s.kind !== TypeKind.Slice) return false;
  const e = under(s.elem);
  return e.kind === TypeKind.Basic && (e.basic === Kind.Byte || e.basic === Kind.Rune);
}
