// Assignability, section "Assignability" of the specification.

import * as Code from '../diag/codes.ts';
import { assert } from '../diag/internal-error.ts';
import * as ChanDir from '../syntax/chandir.ts';
import type { Cause } from './cause.ts';
import type { Checker } from './checker.ts';
import { typeText } from './format.ts';
import { isInterfacePtr } from './lookup.ts';
import { implements_ } from './instantiate.ts';
import type { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { hasName, identical, isUntyped, isValid } from './predicates.ts';
import * as TypeKind from './typekind.ts';
import type { Type, TypeParam } from './type.ts';
import { typeParamIs } from './typeparam.ts';
import { unalias, under } from './under.ts';
import { implicitTypeAndValue } from './untyped.ts';

/**
 * Whether x can be assigned to a variable of type T: 0 if so, else the code of the error, and why in `cause`, as far as
 * more can be said. What is invalid is assignable, so that no error follows from it.
 */
export function assignableTo(check: Checker, x: Operand, T: Type, cause: Cause | null): number {
  if (x.mode === Mode.Invalid || x.type === T || !isValid(T)) return 0;
  const origT = T;
  const V = unalias(x.type);
  T = unalias(T);
  if (V === T || identical(V, T)) return 0;

  const Vu = under(V);
  const Tu = under(T);
  const Vp = V.kind === TypeKind.TypeParam ? V : null;
  const Tp = T.kind === TypeKind.TypeParam ? T : null;

  if (isUntyped(Vu)) {
    assert(Vp === null, 'a type parameter is not untyped');
    if (Tp !== null) return representedByAll(check, x, Tp) ? 0 : Code.IncompatibleAssign;
    return implicitTypeAndValue(check, x, T) !== null ? 0 : Code.IncompatibleAssign;
  }

  // Identical underlying types, and one of the two has no name.
  if (Vp === null && Tp === null && (!hasName(V) || !hasName(T)) && identical(Vu, Tu)) return 0;

  // V implements T. For a pointer to an interface, ask too: it says what is wrong.
  if ((Tu.kind === TypeKind.Interface && Tp === null) || isInterfacePtr(Tu)) {
    if (implements_(check, V, T, false, cause)) return 0;
    // A type parameter may be assignable for other reasons.
    if (Vp === null) return Code.InvalidIfaceAssign;
    if (cause !== null) cause.text = '';
  }

  if (Vu.kind === TypeKind.Interface && Vp === null && implements_(check, T, V, false, null)) {
    if (cause !== null) cause.text = 'need type assertion';
    return Code.IncompatibleAssign;
  }

  // A bidirectional channel, T a channel with an identical element type, and one of the two types has no name.
  if (
    Vu.kind === TypeKind.Chan &&
    Vu.dir === ChanDir.Both &&
    Tu.kind === TypeKind.Chan &&
    identical(Vu.elem, Tu.elem)
  ) {
    return !hasName(V) || !hasName(T) ? 0 : Code.InvalidChanAssign;
  }

  if (Vp === null && Tp === null) return Code.IncompatibleAssign;

  return assignableTypeParam(check, x, V, T, origT, cause);
}

/** Whether every type in the type set can represent the untyped x. */
function representedByAll(check: Checker, x: Operand, Tp: TypeParam): boolean {
  return typeParamIs(Tp, t => t !== null && implicitTypeAndValue(check, x, t.type!) !== null);
}

/** The rules for type parameters; V is the type of x without aliases, T that of the variable, and one is a type parameter. */
function assignableTypeParam(check: Checker, x: Operand, V: Type, T: Type, origT: Type, cause: Cause | null): number {
  let code: number = Code.IncompatibleAssign;
  if (T.kind === TypeKind.TypeParam && !hasName(V)) {
    // V has no name, and x can be assigned to each type in the type set of T.
    typeParamIs(T, t => {
      if (t === null) return false;
      code = assignableTo(check, x, t.type!, cause);
      if (code === 0) return true;
      explain(
        cause,
        () => `cannot assign ${typeText(check, x.type)} to ${typeText(check, t.type!)} (in ${typeText(check, T)})`,
      );
      return false;
    });
  } else if (V.kind === TypeKind.TypeParam && !hasName(T)) {
    // T has no name, and values of each type in the type set of V can be assigned to it.
    const y = x.clone();
    typeParamIs(V, t => {
      if (t === null) return false;
      y.type = t.type!;
      code = assignableTo(check, y, T, cause);
      if (code === 0) return true;
      explain(
        cause,
        () => `cannot assign ${typeText(check, t.type!)} (in ${typeText(check, V)}) to ${typeText(check, origT)}`,
      );
      return false;
    });
  }
  return code;
}

/** Puts an explanation before the one that is there. */
export function explain(cause: Cause | null, text: () => string): void {
  if (cause === null) return;
  cause.text = cause.text === '' ? text() : `${text()}\n\t${cause.text}`;
}
