// The declaration of an object is checked when it is first needed, whatever its place in the source. An object is white
// (no type), grey (on the path of objects being declared: `pathIndex` >= 0) or black (its type is known). Coming upon a grey
// object means that its declaration refers to itself. Many such cycles are fine (`type T struct{ next *T }`); those that are
// not are reported here. Cycles of constants and variables alone are left to the order of initialisation (initorder.ts).

import { assert, unreachable } from '../diag/internal-error.ts';
import * as Typ from './basic.ts';
import type { Checker, DeclInfo } from './checker.ts';
import { Environment, pop, push } from './checker.ts';
import { cycleError, firstInSource } from './cycles.ts';
import { collectMethods, constDecl, funcDecl, typeDecl, varDecl } from './decl.ts';
import type { Obj, TypeName } from './object.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Node } from '../syntax/nodes.ts';
import { walk } from '../syntax/walk.ts';
import { unpack } from './named.ts';
import * as ObjKind from './objkind.ts';
import { isGeneric } from './predicates.ts';
import type { NamedLoader } from './type.ts';
import { Named, noTypes } from './type.ts';

/** Checks the declaration of obj if that was not done; afterwards obj has a type. */
export function objDecl(check: Checker, obj: Obj): void {
  if (obj.pathIndex >= 0) {
    greyObject(check, obj);
    return;
  }
  if (obj.type !== null) return;
  const d = obj.decl;
  assert(d !== null, 'an object without a type has a declaration');

  if (check.objPath.length >= maxNesting) {
    if (obj.kind === ObjKind.TypeName && d.tdecl !== null && !d.tdecl.alias && d.tdecl.tparamList === null) {
      const named = new Named(check, obj, null, noTypes, null, new PutOff(check));
      obj.type = named;
      check.cleaners.push(named);
      check.putOff.push(named);
      return;
    }
    if (obj.kind === ObjKind.Const || obj.kind === ObjKind.Var) declareValuesFirst(check, obj);
    if (obj.type !== null) return;
  }
  declareNow(check, obj, d);
}

/** Declarations of types that are nested deeper than this are put off, so that no chain of them exhausts the stack. */
const maxNesting = 100;

/** Checks a declaration that was put off when somebody looks into its type, or at the end of the declaration around it. */
class PutOff implements NamedLoader {
  private readonly check: Checker;

  constructor(check: Checker) {
    this.check = check;
  }

  isGeneric(): boolean {
    return false; // generic types are not put off
  }

  load(named: Named): void {
    declareNow(this.check, named.obj, named.obj.decl!);
  }
}

/** Checks the declarations that were put off. */
export function declarePutOff(check: Checker): void {
  for (let i = 0; i < check.putOff.length; i++) unpack(check.putOff[i]!); // may put off more
  check.putOff.length = 0;
}

/**
 * Checks the constants and variables that the declaration of obj needs before it checks obj, those that they need before
 * them, and so on, without nesting. On a cycle, which is an error, the order does not matter.
 */
function declareValuesFirst(check: Checker, obj: Obj): void {
  const seen = new Set<Obj>([obj]);
  const stack: { readonly obj: Obj; readonly needs: Obj[] }[] = [{ obj, needs: valuesNeeded(check, obj) }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const next = top.needs.pop();
    if (next === undefined) {
      stack.pop();
      if (top.obj.type === null && top.obj.pathIndex < 0) declareNow(check, top.obj, top.obj.decl!);
    } else if (!seen.has(next)) {
      seen.add(next);
      if (next.type === null) stack.push({ obj: next, needs: valuesNeeded(check, next) });
    }
  }
}

/** The package-level constants and variables that a declaration names outside of function bodies. */
function valuesNeeded(check: Checker, obj: Obj): Obj[] {
  const needs: Obj[] = [];
  const visit = (n: Node): boolean => {
    if (n.kind === NodeKind.FuncLit) return false;
    if (n.kind === NodeKind.Name) {
      const found = check.pkg.scope.lookup(n.value);
      if (found !== null && (found.kind === ObjKind.Const || found.kind === ObjKind.Var)) needs.push(found);
    }
    return true;
  };
  const d = obj.decl!;
  if (d.vtyp !== null) walk(d.vtyp, visit);
  if (d.init !== null) walk(d.init, visit);
  return needs;
}

/** Checks the declaration of obj, which is white. */
function declareNow(check: Checker, obj: Obj, d: DeclInfo): void {
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
