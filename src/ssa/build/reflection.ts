// Calls by which a program may find methods that nothing else mentions: the linker keeps what they could find.

import * as BasicKind from '../../types/basickind.ts';
import type { Signature } from '../../types/type.ts';
import * as TypeKind from '../../types/typekind.ts';
import { under } from '../../types/under.ts';

/**
 * Whether a method is reflection's Method or MethodByName, of Type or of Value: known by its signature, as gc does
 * (walk/expr.go, usemethod), since any interface may have such a method.
 */
export function findsMethods(name: string, { params, results }: Signature): boolean {
  if (name !== 'Method' && name !== 'MethodByName') return false;
  if (params.vars.length !== 1 || results.vars.length < 1 || results.vars.length > 2) return false;
  const param = under(params.vars[0]!.type!);
  if (param.kind !== TypeKind.Basic) return false;
  if (param.basic !== (name === 'Method' ? BasicKind.Int : BasicKind.String)) return false;
  const result = results.vars[0]!.type!;
  if (result.kind !== TypeKind.Named || result.obj.pkg === null || result.obj.pkg.path !== 'reflect') return false;
  return result.obj.name === 'Method' || result.obj.name === 'Value';
}

/** The functions of package reflect that stand for what the linker looks for. */
export function definesReflection(name: string): boolean {
  switch (name) {
    case 'reflect.(*rtype).Method':
    case 'reflect.(*rtype).MethodByName':
    case 'reflect.(*interfaceType).Method':
    case 'reflect.(*interfaceType).MethodByName':
    case 'reflect.Value.Method':
    case 'reflect.Value.MethodByName':
      return true;
    default:
      return false;
  }
}
