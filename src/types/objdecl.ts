// The declaration of an object is checked when it is first needed, whatever its place in the source. An object is white
// (no type), grey (on the path of objects being declared: `pathIndex` >= 0) or black (its type is known). Coming upon a grey
// object means that its declaration refers to itself. Many such cycles are fine (`type T struct{ next *T }`); those that are
// not are reported here. Cycles of constants and variables alone are left to the order of initialisation (initorder.ts).

import { assert, unreachable } from '../diag/internal-error.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { Environment, pop, push } from './checker.ts';
import { cycleError, firstInSource } from './cycles.ts';
import { collectMethods, constDecl, funcDecl, typeDecl, varDecl } from './decl.ts';
import type { Obj, TypeName } from './object.ts';
import * as ObjKind from './objkind.ts';
import { isGeneric } from './predicates.ts';

/** Checks the declaration of obj if that was not done; afterwards obj has a type. */
export function objDecl(check: Checker, obj: Obj): void {
  if (obj.pathIndex >= 0) {
    greyObject(check, obj);
    return;
  }
  if (obj.type !== null) return;
  const d = obj.decl;
  assert(d !== null, 'an object without a type has a declaration');

  push(check, obj);
  const saved = check.env;
  const env = new Environment();
  env.scope = d.file;
  env.version = d.version;
  check.env = env;
  switch (obj.kind) {
    case ObjKind.Const:
      env.decl = d;
      constDecl(check, obj, d.vtyp, d.init, d.inherited);
      break;
    case ObjKind.Var:
      env.decl = d;
      varDecl(check, obj, d.lhs, d.vtyp, d.init);
      break;
    case ObjKind.TypeName:
      typeDecl(check, obj, d.tdecl!);
      collectMethods(check, obj);
      break;
    case ObjKind.Func:
      // A function may call itself: what it depends on is collected from its body.
      funcDecl(check, obj, d);
      break;
    default:
      unreachable('an object of this kind has no declaration');
  }
  check.env = saved;
  pop(check);
}

/** The declaration of obj came back to obj. */
function greyObject(check: Checker, obj: Obj): void {
  const valid = validCycle(check, obj);
  switch (obj.kind) {
    case ObjKind.Const:
    case ObjKind.Var:
      // Without a type it depends on its own initialiser, which initorder.ts reports.
      if (!valid || obj.type === null) obj.type = Typ.Invalid;
      break;
    case ObjKind.TypeName:
      if (!valid) obj.type = Typ.Invalid;
      break;
    case ObjKind.Func:
      // It keeps its signature, empty as yet.
      break;
    default:
      unreachable('an object of this kind is never being declared');
  }
  assert(obj.type !== null, 'an object on a cycle has a type');
}

/** Whether the cycle on the path that starts with obj is allowed; it is reported if not. */
function validCycle(check: Checker, obj: Obj): boolean {
  const cycle = check.objPath.slice(obj.pathIndex);
  let values = 0;
  let definitions = 0;
  for (const o of cycle) {
    if (o.kind === ObjKind.Const || o.kind === ObjKind.Var) values++;
    else if (o.kind === ObjKind.TypeName) {
      // A generic type may stand in the constraints of type parameters, its own as well.
      if (check.env.inTParamList && o.type !== null && isGeneric(o.type)) return true;
      if (!declaresAlias(check, o)) definitions++;
    }
  }
  if (values === cycle.length) return true;
  // Types (and functions between them) need a definition on the way: aliases alone would expand for ever.
  if (values === 0 && definitions > 0) return true;
  cycleError(check, cycle, firstInSource(cycle));
  return false;
}

function declaresAlias(check: Checker, tname: TypeName): boolean {
  if (!check.conf.enableAlias && tname.decl !== null) return tname.decl.tdecl!.alias;
  return tname.isAlias();
}
