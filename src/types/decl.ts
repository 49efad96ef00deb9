// Declarations: constants with iota and inherited initialisers, variables, types with their parameters and methods,
// functions; and the declarations among the statements of a body.

import type { Pos } from '../base/pos.ts';
import type { Value } from '../constant/value.ts';
import { makeInt64, makeUnknown } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import { assert } from '../diag/internal-error.ts';
import { unpackListExpr } from '../syntax/exprs.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { ConstDecl, Decl, Expr, FuncDecl, Group, Name, TypeDecl, VarDecl } from '../syntax/nodes.ts';
import { Field, InterfaceType } from '../syntax/nodes.ts';
import * as Operator from '../syntax/operator.ts';
import { endPos } from '../syntax/positions.ts';
import { newAlias } from './alias.ts';
import { initConst, initVar, initVars } from './assignments.ts';
import * as Typ from './basic.ts';
import type { Checker, DeclInfo } from './checker.ts';
import { later, pop, processDelayed, push } from './checker.ts';
import { cleanup } from './cleanup.ts';
import { errorf, newError, positionString, softErrorf } from './errors.ts';
import { expr, newTarget } from './expr.ts';
import { typeText } from './format.ts';
import { newNamed } from './named.ts';
import type { Func, Obj } from './object.ts';
import { Const, TypeName, Var } from './object.ts';
import { Operand } from './operand.ts';
import { isConstType, isTypeParam, isValid } from './predicates.ts';
import { recordDef } from './recording.ts';
import { arity, brokenAlias, validAlias } from './resolver.ts';
import type { Scope } from './scope.ts';
import { funcType } from './signature.ts';
import { closeScope, funcBody, openScope } from './stmt.ts';
import * as TypeKind from './typekind.ts';
import type { Named, Type, TypeParam } from './type.ts';
import { emptyTuple, noTypeParams, Signature } from './type.ts';
import { bindTParams, newTypeParam } from './typeparam.ts';
import { isMethodSet, typeSet } from './typeset.ts';
import { declaredType, typ, varType } from './typexpr.ts';
import { asNamed, under } from './under.ts';
import { validType } from './validtype.ts';
import * as VarKind from './varkind.ts';
import { verifyVersionf } from './version.ts';

/** Enters obj into a scope, visible from `pos` on, and records that `id` declares it. A blank object is not entered. */
export function declare(check: Checker, scope: Scope, id: Name | null, obj: Obj, pos: Pos): void {
  if (obj.name !== '_') {
    const alt = scope.insert(obj);
    if (alt !== null) {
      newError(check, Code.DuplicateDecl).addf(obj, `${obj.name} redeclared in this block`).addAltDecl(alt).report();
      return;
    }
    obj.scopePos = pos;
  }
  if (id !== null) recordDef(check, id, obj);
}

/** Checks the declaration of a constant, whose `val` is iota's value so far. */
export function constDecl(check: Checker, obj: Const, type: Expr | null, init: Expr | null, inherited: boolean): void {
  const env = check.env;
  const iota = env.iota;
  const errpos = env.errpos;
  env.iota = obj.val;
  env.errpos = 0;
  obj.val = makeUnknown();
  constInit(check, obj, type, init, inherited);
  env.iota = iota;
  env.errpos = errpos;
}

function constInit(check: Checker, obj: Const, type: Expr | null, init: Expr | null, inherited: boolean): void {
  if (type !== null) {
    const t = typ(check, type);
    if (!isConstType(t)) {
      if (isValid(under(t))) {
        errorf(check, type, Code.InvalidConstType, `invalid constant type ${typeText(check, t)}`);
      }
      obj.type = Typ.Invalid;
      return;
    }
    obj.type = t;
  }
  const x = new Operand();
  if (init !== null) {
    // Errors in an initialiser that stands elsewhere are reported at this constant.
    if (inherited) check.env.errpos = obj.pos;
    expr(check, null, x, init);
  }
  initConst(check, obj, x);
}

/** Checks the declaration of a variable; `lhs` are all variables that share one initialiser, or null. */
export function varDecl(
  check: Checker,
  obj: Var,
  lhs: readonly Var[] | null,
  type: Expr | null,
  init: Expr | null,
): void {
  if (type !== null) obj.type = varType(check, type);
  if (init === null) {
    // Neither type nor value: the number of values was wrong, and reported.
    if (type === null) obj.type = Typ.Invalid;
    return;
  }
  if (lhs === null || lhs.length === 1) {
    const x = new Operand();
    expr(check, newTarget(obj.type, obj.name), x, init);
    initVar(check, obj, x, 'variable declaration');
    return;
  }
  if (type !== null) for (const v of lhs) v.type = obj.type;
  initVars(check, lhs, [init], null);
}

/** Checks the declaration of a type. */
export function typeDecl(check: Checker, obj: TypeName, tdecl: TypeDecl): void {
  const tparam0 = tdecl.tparamList === null ? null : (tdecl.tparamList[0] ?? null);
  let versionError = false;
  let rhs: Type | null = null;
  later(check, () => {
    const named = obj.type === null ? null : asNamed(obj.type);
    if (named !== null) validType(check, named);
    // For a local type this is reported where the constraint is declared.
    if (!versionError && rhs !== null && isImportedConstraint(check, rhs)) {
      verifyVersionf(check, tdecl.type, 18, `using type constraint ${typeText(check, rhs)}`);
    }
  });

  if (tdecl.alias) {
    if (tparam0 !== null && !verifyVersionf(check, tparam0, 23, 'generic type alias')) versionError = true;
    if (!versionError && !verifyVersionf(check, tdecl, 9, 'type alias')) versionError = true;
    if (check.conf.enableAlias) {
      rhs = aliasDecl(check, obj, tdecl);
      return;
    }
    if (!versionError && tparam0 !== null) {
      errorf(check, tdecl, Code.UnsupportedFeature, 'generic type alias requires GODEBUG=gotypesalias=1 or unset');
      versionError = true;
    }
    brokenAlias(check, obj);
    rhs = typ(check, tdecl.type);
    validAlias(check, obj, rhs);
    return;
  }

  if (tparam0 !== null && !verifyVersionf(check, tparam0, 18, 'type parameter')) versionError = true;
  // A declaration that was put off has its type already.
  const named = obj.type !== null && obj.type.kind === TypeKind.Named ? obj.type : newNamed(check, obj, null);
  if (tdecl.tparamList !== null) {
    openScope(check, tdecl, 'type parameters');
    collectTypeParams(check, named, tdecl.tparamList);
  }
  rhs = declaredType(check, tdecl.type, obj);
  named.fromRHS = rhs;
  if (isTypeParam(rhs)) {
    errorf(check, tdecl.type, Code.MisplacedTypeParam, 'cannot use a type parameter as RHS in type declaration');
    named.fromRHS = Typ.Invalid;
  }
  if (tdecl.tparamList !== null) closeScope(check);
}

/** An alias declaration where there are Alias types; returns the right side. */
function aliasDecl(check: Checker, obj: TypeName, tdecl: TypeDecl): Type {
  const alias = newAlias(check, obj, null);
  if (tdecl.tparamList !== null) {
    openScope(check, tdecl, 'type parameters');
    collectTypeParams(check, alias, tdecl.tparamList);
  }
  const rhs = declaredType(check, tdecl.type, obj);
  alias.fromRHS = rhs;
  if (rhs.kind === TypeKind.TypeParam && alias.tparams.includes(rhs)) {
    const text = 'cannot use type parameter declared in alias declaration as RHS';
    errorf(check, tdecl.type, Code.MisplacedTypeParam, text);
    alias.fromRHS = Typ.Invalid;
  }
  if (tdecl.tparamList !== null) closeScope(check);
  return rhs;
}

/** Whether t is a constraint, not merely an interface, of another package. */
export function isImportedConstraint(check: Checker, t: Type): boolean {
  const named = asNamed(t);
  if (named === null || named.obj.pkg === check.pkg || named.obj.pkg === null) return false;
  const u = under(named);
  return u.kind === TypeKind.Interface && !isMethodSet(typeSet(u));
}

/** Declares the type parameters of a list and gives them to `owner`, then checks their constraints. */
export function collectTypeParams(
  check: Checker,
  owner: { tparams: readonly TypeParam[] },
  list: readonly Field[],
): void {
  // All are in scope from the start of the list, so that constraints may refer to one another, and to the owner.
  const tparams: TypeParam[] = [];
  for (const f of list) tparams.push(declareTypeParam(check, f.name!, list[0]!.pos));
  owner.tparams = bindTParams(tparams);

  assert(!check.env.inTParamList, 'type parameter lists do not nest');
  check.env.inTParamList = true;
  let constraint: Type = Typ.Invalid;
  for (let i = 0; i < list.length; i++) {
    const type = list[i]!.type;
    // Parameters that share a constraint share the type, so that messages can group them again.
    if (i === 0 || type !== list[i - 1]!.type) {
      constraint = bound(check, type);
      if (isTypeParam(constraint)) {
        errorf(check, type, Code.MisplacedTypeParam, 'cannot use a type parameter as constraint');
        constraint = Typ.Invalid;
      }
    }
    tparams[i]!.bound = constraint;
  }
  check.env.inTParamList = false;
}

/** The constraint x. `~T` and `A | B` are short for an interface with that element. */
function bound(check: Checker, x: Expr): Type {
  if (x.kind !== NodeKind.Operation || (x.op !== Operator.Tilde && x.op !== Operator.Or)) return typ(check, x);
  const t = typ(check, new InterfaceType(0, [new Field(0, null, x)]));
  if (t.kind === TypeKind.Interface) t.implicit = true;
  return t;
}

/** Declares a type parameter; its constraint is invalid until it is known. */
export function declareTypeParam(check: Checker, name: Name, scopePos: Pos): TypeParam {
  const tname = new TypeName(name.pos, check.pkg, name.value, null);
  const tpar = newTypeParam(check, tname, Typ.Invalid);
  declare(check, check.env.scope!, name, tname, scopePos);
  return tpar;
}

/** Gives a type the methods that were declared for it. */
export function collectMethods(check: Checker, obj: TypeName): void {
  const methods = check.methods?.get(obj);
  if (methods === undefined) return;
  check.methods!.delete(obj);
  assert(!obj.decl!.tdecl!.alias, 'methods belong to the type, not to an alias of it');

  const base = obj.type === null ? null : asNamed(obj.type);
  const seen = new Map<string, Func>();
  if (base !== null) {
    assert(base.targs.length === 0, 'methods are declared on generic types, not on instances');
    // Later: the fields are not known yet.
    later(check, () => checkFieldUniqueness(check, base));
  }
  for (const m of methods) {
    const id = m.id();
    const alt = seen.get(id);
    if (alt !== undefined) {
      const where = alt.pos === 0 ? '' : ` at ${positionString(check, alt.pos)}`;
      errorf(check, m.pos, Code.DuplicateMethod, `method ${obj.name}.${m.name} already declared${where}`);
      continue;
    }
    seen.set(id, m);
    if (base !== null) base.methods.push(m);
  }
}

/** A field must not have the name of a method. */
function checkFieldUniqueness(check: Checker, base: Named): void {
  const u = under(base);
  if (u.kind !== TypeKind.Struct || base.methods.length === 0) return;
  const methods = new Map<string, Func>();
  for (const m of base.methods) methods.set(m!.id(), m!);
  for (const f of u.fields) {
    if (f.name === '_') continue;
    const m = methods.get(f.id());
    if (m === undefined) continue;
    const err = newError(check, Code.DuplicateFieldAndMethod);
    err.addf(m, `field and method with the same name ${f.name}`).addAltDecl(f).report();
  }
}

/** Checks the signature of a function or method; its body comes later. */
export function funcDecl(check: Checker, obj: Func, decl: DeclInfo): void {
  const sig = new Signature(null, noTypeParams, emptyTuple, emptyTuple, false);
  obj.type = sig; // for cycles
  const fdecl = decl.fdecl!;
  funcType(check, sig, fdecl.recv, fdecl.tparamList, fdecl.type);
  sig.scope!.pos = fdecl.pos;
  sig.scope!.end = endPos(fdecl);

  if (fdecl.tparamList !== null && fdecl.tparamList.length > 0 && !hasBody(fdecl)) {
    softErrorf(check, fdecl, Code.BadDecl, 'generic function is missing function body');
  }
  const body = fdecl.body;
  if (!check.conf.ignoreFuncBodies && body !== null) {
    later(check, () => funcBody(check, decl, obj.name, sig, body, null));
  }
}

/** Parses and checks the body of a function of this package, if the parser skipped it and bodies can be had. */
export function demandBody(check: Checker, obj: Func): void {
  const d = obj.decl!;
  const fdecl = d.fdecl!;
  const { parseBody } = check.conf;
  if (fdecl.body !== null || fdecl.bodyPos === 0 || parseBody === null) return;
  parseBody(fdecl);
  check.env.version = d.version;
  funcBody(check, d, obj.name, obj.type!, fdecl.body!, null);
  processDelayed(check, 0);
  cleanup(check);
}

/** Whether a function has a body, be it parsed or skipped. */
export function hasBody(fdecl: FuncDecl): boolean {
  return fdecl.body !== null || fdecl.bodyPos !== 0;
}

/** Tracks which declaration of a group gives a constant its type and values, and what iota is. */
export class ConstGroup {
  private first = -1;
  private group: Group | null = null;
  private last: ConstDecl | null = null;
  /** The value of iota in the current declaration. */
  iota: Value = makeInt64(0);
  /** The written type in force. */
  type: Expr | null = null;
  /** The values in force. */
  values: readonly Expr[] = [];
  /** They stand in a declaration above. */
  inherited = false;

  /** Goes on to the declaration at an index of its list. */
  next(s: ConstDecl, index: number): void {
    if (this.first < 0 || s.group === null || this.group !== s.group) {
      this.first = index;
      this.last = null;
    }
    this.group = s.group;
    this.iota = makeInt64(index - this.first);
    this.inherited = true;
    if (s.type !== null || s.values !== null) {
      this.last = s;
      this.inherited = false;
    } else if (this.last === null) {
      this.inherited = false;
    }
    this.type = this.last === null ? null : this.last.type;
    this.values = unpackListExpr(this.last === null ? null : this.last.values);
  }

  /** A declaration of another kind stands between. */
  end(): void {
    this.first = -1;
  }
}

/** Checks the declarations of a statement. */
export function declStmt(check: Checker, list: readonly Decl[]): void {
  const group = new ConstGroup();
  for (let index = 0; index < list.length; index++) {
    const s = list[index]!;
    if (s.kind === NodeKind.ConstDecl) {
      group.next(s, index);
      localConsts(check, s, group);
      continue;
    }
    group.end();
    switch (s.kind) {
      case NodeKind.VarDecl:
        localVars(check, s);
        break;
      case NodeKind.TypeDecl: {
        const obj = new TypeName(s.name.pos, check.pkg, s.name.value, null);
        // Unlike the names of constants and variables it is in scope in its own declaration.
        declare(check, check.env.scope!, s.name, obj, s.name.pos);
        push(check, obj);
        typeDecl(check, obj, s);
        pop(check);
        break;
      }
      default:
        errorf(check, s, Code.InvalidSyntaxTree, 'not a declaration of a statement');
    }
  }
}

function localConsts(check: Checker, s: ConstDecl, group: ConstGroup): void {
  const top = check.delayed.length;
  const lhs: Const[] = [];
  for (let i = 0; i < s.nameList.length; i++) {
    const name = s.nameList[i]!;
    const obj = new Const(name.pos, check.pkg, name.value, null, group.iota);
    lhs.push(obj);
    constDecl(check, obj, group.type, group.values[i] ?? null, group.inherited);
  }
  arity(check, s.pos, s.nameList, group.values, true, group.inherited);
  // Function literals in the values must not see the new names.
  processDelayed(check, top);
  const scopePos = endPos(s);
  for (let i = 0; i < lhs.length; i++) declare(check, check.env.scope!, s.nameList[i]!, lhs[i]!, scopePos);
}

function localVars(check: Checker, s: VarDecl): void {
  const top = check.delayed.length;
  const lhs: Var[] = [];
  for (const name of s.nameList) lhs.push(new Var(VarKind.Local, name.pos, check.pkg, name.value, null));
  const values = unpackListExpr(s.values);
  for (let i = 0; i < lhs.length; i++) {
    if (values.length === 1 && lhs.length > 1) {
      varDecl(check, lhs[i]!, lhs, s.type, values[0]!); // does them all
      break;
    }
    varDecl(check, lhs[i]!, null, s.type, values[i] ?? null);
  }
  if (s.type === null || values.length > 0) arity(check, s.pos, s.nameList, values, false, false);
  processDelayed(check, top);
  const scopePos = endPos(s);
  for (let i = 0; i < lhs.length; i++) declare(check, check.env.scope!, s.nameList[i]!, lhs[i]!, scopePos);
}
