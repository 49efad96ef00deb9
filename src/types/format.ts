// How types, operands and objects read in messages: packages are named as the checker's qualifier has it.

import type { Checker } from './checker.ts';
import type { Obj } from './object.ts';
import { objectString } from './object-string.ts';
import type { Operand } from './operand.ts';
import { operandString } from './operand-string.ts';
import type { Package } from './package.ts';
import type { Type } from './type.ts';
import { typeString } from './typestring.ts';

/** A type. */
export function typeText(check: Checker, t: Type): string {
  return typeString(t, check.qualifier);
}

/** An operand: its expression, and what is known of it in parentheses. */
export function operandText(check: Checker, x: Operand): string {
  return operandString(x, check.qualifier);
}

/** An object: what it is, its name and its type. */
export function objectText(check: Checker, obj: Obj): string {
  return objectString(obj, check.qualifier);
}

/** What stands before a name of pkg: nothing, or the package's name and a dot. */
export function packagePrefix(check: Checker, pkg: Package | null): string {
  if (pkg === null) return '';
  const name = check.qualifier(pkg);
  return name === '' ? '' : `${name}.`;
}

/** `1 thing`, `2 things`. */
export function measure(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}
