// Signatures: the receiver with its type parameters, type parameters, parameters and results. Each signature has a scope of
// its own, which becomes the outermost scope of the body.

import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Expr, Field, FuncType, Name } from '../syntax/nodes.ts';
import { starBase } from '../syntax/exprs.ts';
import { endPos } from '../syntax/positions.ts';
import * as Kind from './basickind.ts';
import * as Typ from './basic.ts';
import { Cause } from './cause.ts';
import type { Checker } from './checker.ts';
import { later } from './checker.ts';
import { collectTypeParams, declare, declareTypeParam } from './decl.ts';
import { errorf } from './errors.ts';
import { measure, typeText } from './format.ts';
import { instance } from './instantiate.ts';
import { deref } from './lookup.ts';
import { typeParams } from './named.ts';
import { Var } from './object.ts';
import * as Mode from './operand-mode.ts';
import { isValid } from './predicates.ts';
import { recordInstance, recordScope, recordTypeAndValue, recordUse } from './recording.ts';
import { unpackRecv } from './resolver.ts';
import { closeScope, openScope } from './stmt.ts';
import { subst, SubstMap } from './subst.ts';
import * as TypeKind from './typekind.ts';
import type { Named, Signature, Type, TypeParam } from './type.ts';
import { emptyTuple, noTypeParams, Pointer, Slice, Tuple } from './type.ts';
import { bindTParams } from './typeparam.ts';
import { genericType, varType } from './typexpr.ts';
import { unalias, under } from './under.ts';
import * as VarKind from './varkind.ts';
import { verifyVersionf } from './version.ts';

/** Fills in sig, the type of a function, of a method (with a receiver), or of a function literal. */
export function funcType(
  check: Checker,
  sig: Signature,
  recvPar: Field | null,
  tparams: readonly Field[] | null,
  ftyp: FuncType,
): void {
  openScope(check, ftyp, 'function');
  const scope = check.env.scope!;
  scope.isFunc = true;
  recordScope(check, ftyp, scope);
  sig.scope = scope;

  // Type parameters of the receiver come into scope behind the method's name, so the receiver itself is declared last: it
  // must not hide them while they are looked up.
  let recv: Var | null = null;
  let rparams: readonly TypeParam[] = noTypeParams;
  if (recvPar !== null) {
    const r = collectRecv(check, recvPar, ftyp.pos);
    recv = r.recv;
    rparams = r.rparams;
  }
  if (tparams !== null) collectTypeParams(check, sig, tparams);
  const params = collectParams(check, VarKind.Param, ftyp.paramList);
  const results = collectParams(check, VarKind.Result, ftyp.resultList);

  const scopePos = endPos(ftyp);
  if (recv !== null && recv.name !== '') declare(check, scope, recvPar!.name, recv, scopePos);
  declareParams(check, ftyp.paramList, params, scopePos);
  declareParams(check, ftyp.resultList, results, scopePos);

  sig.recv = recv;
  sig.rparams = rparams;
  sig.params = params.length === 0 ? emptyTuple : new Tuple(params);
  sig.results = results.length === 0 ? emptyTuple : new Tuple(results);
  sig.variadic = isVariadic(ftyp.paramList);
  closeScope(check);
}

function isVariadic(list: readonly Field[]): boolean {
  return list.length > 0 && list[list.length - 1]!.type.kind === NodeKind.DotsType;
}

/** The receiver, not declared yet, and its type parameters, which are. */
function collectRecv(check: Checker, rparam: Field, scopePos: Pos): { recv: Var; rparams: readonly TypeParam[] } {
  const { ptr, base, tparams } = unpackRecv(check, rparam.type, true);
  let recvType: Type;
  let rparams: readonly TypeParam[] = noTypeParams;
  if (tparams === null) {
    recvType = varType(check, rparam.type);
    if (aliasesInstance(check, recvType, base)) recvType = Typ.Invalid;
  } else {
    // The base type first: the type parameters may have its name.
    const baseType = genericRecvBase(check, base);
    const list: TypeParam[] = [];
    for (const name of tparams) {
      const tpar = declareTypeParam(check, name, scopePos);
      list.push(tpar);
      // `P` in `func (r T[P]) m()` declares P and is an argument of T as well.
      recordUse(check, name, tpar.obj);
      recordTypeAndValue(check, name, Mode.TypExpr, tpar, null);
    }
    rparams = bindTParams(list);
    recvType = Typ.Invalid;
    if (baseType !== null) {
      const baseTParams = typeParams(baseType);
      if (list.length === baseTParams.length) {
        // The constraints are those of the base type, worded with the receiver's own parameters.
        const smap = new SubstMap(baseTParams, list);
        for (let i = 0; i < list.length; i++) {
          const tpar = list[i]!;
          check.mono.recordCanon(tpar, baseTParams[i]!);
          tpar.bound = subst(check, tpar.obj.pos, baseTParams[i]!.bound!, smap, null, check.ctxt);
        }
      } else {
        const got = measure(list.length, 'type parameter');
        const text = `receiver declares ${got}, but receiver base type declares ${baseTParams.length}`;
        errorf(check, base, Code.BadRecv, text);
      }
      verifyVersionf(check, base, 18, 'type instantiation');
      recvType = instance(check, rparam.type.pos, baseType, list, null, check.ctxt);
      recordInstance(check, base, list, recvType);
      if (ptr && isValid(recvType)) recvType = new Pointer(recvType);
      recordRecvTypes(check, rparam.type, recvType);
    }
  }
  const name = rparam.name;
  const recv =
    name !== null && name.value !== ''
      ? new Var(VarKind.Recv, name.pos, check.pkg, name.value, recvType)
      : new Var(VarKind.Recv, rparam.pos, check.pkg, '', recvType);
  // Looking into the receiver's type now could expand types that are not ready.
  later(check, () => validRecv(check, base, recv));
  return { recv, rparams };
}

/** Reports a receiver that is, through aliases, an instance of a generic type. */
function aliasesInstance(check: Checker, recvType: Type, base: Expr): boolean {
  let t = unpointer(recvType);
  while (t.kind === TypeKind.Alias) {
    t = unpointer(t.fromRHS ?? Typ.Invalid);
    const generic = t.kind === TypeKind.Named ? typeParams(t) : t.kind === TypeKind.Alias ? t.tparams : noTypeParams;
    if (generic.length > 0) {
      errorf(check, base, Code.InvalidRecv, `cannot define new methods on instantiated type ${typeText(check, t)}`);
      return true;
    }
  }
  return false;
}

/** The generic defined type that a receiver with type parameters names; null after an error. */
function genericRecvBase(check: Checker, base: Expr): Named | null {
  const cause = new Cause();
  const t = genericType(check, base, cause);
  if (!isValid(t)) {
    if (cause.text !== '') errorf(check, base, Code.InvalidRecv, cause.text);
    return null;
  }
  if (t.kind === TypeKind.Named) return t;
  if (isValid(unalias(t))) {
    errorf(check, base, Code.InvalidRecv, `cannot define new methods on generic alias type ${typeText(check, t)}`);
  }
  return null;
}

function unpointer(t: Type): Type {
  while (t.kind === TypeKind.Pointer) t = t.elem;
  return t;
}

/** Records the type of a receiver on its expression and on what parentheses and the star stand around. */
function recordRecvTypes(check: Checker, e: Expr, t: Type): void {
  for (;;) {
    recordTypeAndValue(check, e, Mode.TypExpr, t, null);
    if (e.kind === NodeKind.ParenExpr) {
      e = e.x;
      continue;
    }
    const base = starBase(e);
    if (base === null || t.kind !== TypeKind.Pointer) return;
    e = base;
    t = t.elem;
  }
}

/** The variables of a list of parameters or results, not declared yet. */
function collectParams(
  check: Checker,
  kind: typeof VarKind.Param | typeof VarKind.Result,
  list: readonly Field[],
): Var[] {
  const vars: Var[] = [];
  let type: Type = Typ.Invalid;
  let variadic = false;
  let named = false;
  let anonymous = false;
  for (let i = 0; i < list.length; i++) {
    const field = list[i]!;
    // Names that share a type share the expression, which is checked once.
    if (i === 0 || field.type !== list[i - 1]!.type) {
      let e = field.type;
      if (e.kind === NodeKind.DotsType) {
        if (kind === VarKind.Param && i === list.length - 1) variadic = true;
        else errorf(check, e, Code.InvalidSyntaxTree, 'invalid use of ...');
        e = e.elem;
      }
      type = varType(check, e);
    }
    const name = field.name;
    if (name !== null) {
      if (name.value === '') errorf(check, name, Code.InvalidSyntaxTree, 'anonymous parameter');
      vars.push(new Var(kind, name.pos, check.pkg, name.value, type));
      named = true;
    } else {
      vars.push(new Var(kind, field.pos, check.pkg, '', type));
      anonymous = true;
    }
  }
  if (named && anonymous) {
    errorf(check, list[0]!, Code.InvalidSyntaxTree, 'list contains both named and anonymous parameters');
  }
  if (variadic) {
    const last = vars[vars.length - 1]!;
    last.type = new Slice(last.type!);
    recordTypeAndValue(check, list[list.length - 1]!.type, Mode.TypExpr, last.type, null);
  }
  return vars;
}

function declareParams(check: Checker, list: readonly Field[], vars: readonly Var[], scopePos: Pos): void {
  for (let i = 0; i < list.length; i++) {
    const name: Name | null = list[i]!.name;
    if (name !== null && name.value !== '') declare(check, check.env.scope!, name, vars[i]!, scopePos);
  }
}

/** Reports a receiver whose base type is not a type of this package, or is a pointer or an interface. */
function validRecv(check: Checker, at: Expr, recv: Var): void {
  const rtyp = deref(recv.type!);
  const t = unalias(rtyp);
  if (!isValid(t)) return;
  switch (t.kind) {
    case TypeKind.Named: {
      if (t.obj.pkg !== check.pkg || t.obj.name.startsWith('_Ctype_')) {
        const text = `cannot define new methods on non-local type ${typeText(check, rtyp)}`;
        errorf(check, at, Code.InvalidRecv, text);
        return;
      }
      const u = under(t);
      let cause = '';
      if (u.kind === TypeKind.Basic) cause = u.basic === Kind.UnsafePointer ? 'unsafe.Pointer' : '';
      else if (u.kind === TypeKind.Pointer || u.kind === TypeKind.Interface) cause = 'pointer or interface type';
      if (cause !== '') {
        errorf(check, at, Code.InvalidRecv, `invalid receiver type ${typeText(check, rtyp)} (${cause})`);
      }
      return;
    }
    case TypeKind.Basic:
      errorf(check, at, Code.InvalidRecv, `cannot define new methods on non-local type ${typeText(check, rtyp)}`);
      return;
    default:
      errorf(check, at, Code.InvalidRecv, `invalid receiver type ${typeText(check, recv.type!)}`);
  }
}
