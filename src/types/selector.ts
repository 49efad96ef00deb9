// Selectors: qualified identifiers, fields, methods, method expressions; and the errors when nothing is found.

import * as Code from '../diag/codes.ts';
import { assert, unreachable } from '../diag/internal-error.ts';
import { exprString } from '../syntax/exprstring.ts';
import type { Name, SelectorExpr } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as Typ from './basic.ts';
import type { Checker } from './checker.ts';
import { addDeclDep, lookup } from './checker.ts';
import { errorf } from './errors.ts';
import { exprOrType } from './expr.ts';
import { operandText, typeText } from './format.ts';
import { interfacePtrError, isInterfacePtr, lookupFieldOrMethod } from './lookup.ts';
import { isMentioned } from './mentioned.ts';
import { objDecl } from './objdecl.ts';
import type { Obj, PkgName } from './object.ts';
import { isExported, Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import type { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import type { Package } from './package.ts';
import { isValid } from './predicates.ts';
import { recordSelection, recordUse } from './recording.ts';
import * as SelectionKind from './selectionkind.ts';
import { cloneSignature } from './subst.ts';
import { isValidName } from './typexpr.ts';
import type { Type } from './type.ts';
import { Signature, Tuple } from './type.ts';
import { under } from './under.ts';
import * as VarKind from './varkind.ts';

/** Checks `x.sel`. With `wantType` only a qualified identifier may be a type; everything else is an error. */
export function selector(check: Checker, x: Operand, e: SelectorExpr, wantType: boolean): void {
  if (e.x.kind === NodeKind.Name) {
    const obj = lookup(check, e.x.value);
    if (obj !== null && obj.kind === ObjKind.PkgName) {
      qualifiedIdent(check, x, e, e.x, obj);
      return;
    }
  }

  exprOrType(check, x, e.x, false);
  x.val = null;
  if (x.mode === Mode.Builtin) {
    const text = `invalid use of ${operandText(check, x)} in selector expression`;
    errorf(check, e.pos, Code.UncalledBuiltin, text);
    x.mode = Mode.Invalid;
  } else if (x.mode !== Mode.Invalid) {
    if (wantType) {
      // The type of x may not be complete here, so do not look into it; what is selected is no type anyway.
      errorf(check, e.sel, Code.NotAType, `${exprString(e)} is not a type`);
      x.mode = Mode.Invalid;
    } else if (!select(check, x, e)) {
      x.mode = Mode.Invalid;
    }
  }
  if (x.mode === Mode.Invalid) x.type = Typ.Invalid;
  x.expr = e;
}

/**
 * What importers do not know of. gc's export data has the exported objects and what these mention: in their types, and in
 * the bodies that may be inlined. Which bodies those are is for the inliner to say; here it is all for functions, variables and
 * constants, and none for types.
 */
function isHidden(pkg: Package, obj: Obj): boolean {
  const { loader } = pkg.scope;
  if (loader === null || obj.exported()) return false;
  return obj.kind === ObjKind.TypeName ? !isMentioned(pkg, obj) : !loader.mentionedByExported().has(obj.name);
}

/** `pkg.sel`. */
function qualifiedIdent(check: Checker, x: Operand, e: SelectorExpr, ident: Name, pkgName: PkgName): void {
  recordUse(check, ident, pkgName);
  pkgName.used = true;
  const pkg = pkgName.imported;
  const sel = e.sel.value;
  x.expr = e;
  x.mode = Mode.Invalid;
  x.type = Typ.Invalid;
  const obj = pkg.scope.lookup(sel);
  if (obj === null || isHidden(pkg, obj)) {
    if (!pkg.fake && isValidName(sel)) {
      const similar = pkg.scope.lookupIgnoringCase(sel, true);
      const but = similar.length > 0 ? ` (but have ${similar[0]!.name})` : '';
      errorf(check, e.sel, Code.UndeclaredImportedName, `undefined: ${exprString(e)}${but}`);
    }
    return;
  }
  if (!obj.exported()) {
    errorf(check, e.sel, Code.UnexportedName, `name ${sel} not exported by package ${pkg.name}`);
  }
  recordUse(check, e.sel, obj);
  x.type = obj.type!; // what is imported is complete
  switch (obj.kind) {
    case ObjKind.Const:
      x.mode = Mode.Constant;
      x.val = obj.val;
      break;
    case ObjKind.TypeName:
      x.mode = Mode.TypExpr;
      break;
    case ObjKind.Var:
      x.mode = Mode.Variable;
      break;
    case ObjKind.Func:
      x.mode = Mode.Value;
      break;
    case ObjKind.Builtin:
      x.mode = Mode.Builtin;
      x.id = obj.builtin;
      break;
    default:
      unreachable('packages have constants, types, variables, functions and built-ins');
  }
}

/** Makes the value or type x the field or method that e selects; false after reporting an error. */
function select(check: Checker, x: Operand, e: SelectorExpr): boolean {
  const sel = e.sel.value;
  const found = lookupFieldOrMethod(x.type, x.mode === Mode.Variable, check.pkg, sel, false);
  const obj = found.obj;
  if (obj === null) {
    if (isValid(under(x.type))) reportMissing(check, x, e, found.index !== null, found.indirect);
    return false;
  }
  if (obj.kind === ObjKind.Func) objDecl(check, obj); // its signature may not be known yet

  if (x.mode === Mode.TypExpr) {
    if (obj.kind !== ObjKind.Func) {
      const text = `${exprString(x.expr!)}.${sel} undefined (type ${typeText(check, x.type)} has no method ${sel})`;
      errorf(check, e.sel, Code.MissingFieldOrMethod, text);
      return false;
    }
    recordSelection(check, e, SelectionKind.MethodExpr, x.type, obj, found.index!, found.indirect);
    const sig = obj.type!;
    if (sig.recv === null) {
      errorf(check, e, Code.InvalidDeclCycle, 'illegal cycle in method declaration');
      return false;
    }
    x.mode = Mode.Value;
    x.type = methodExprType(sig, x.type);
    addDeclDep(check, obj);
    return true;
  }

  if (obj.kind === ObjKind.Var) {
    recordSelection(check, e, SelectionKind.FieldVal, x.type, obj, found.index!, found.indirect);
    x.mode = x.mode === Mode.Variable || found.indirect ? Mode.Variable : Mode.Value;
    x.type = obj.type!;
    return true;
  }
  recordSelection(check, e, SelectionKind.MethodVal, x.type, obj, found.index!, found.indirect);
  x.mode = Mode.Value;
  const sig = cloneSignature(obj.type!);
  sig.recv = null; // it is bound
  x.type = sig;
  addDeclDep(check, obj);
  return true;
}

/** The type of T.m: the receiver becomes the first parameter, with a name if the others have names. */
function methodExprType(sig: Signature, T: Type): Signature {
  const recv = sig.recv!;
  const params = sig.params.vars;
  const named = params.length > 0 && params[0]!.name !== '';
  const name = named ? recv.name || '_' : '';
  const first = new Var(VarKind.Param, recv.pos, recv.pkg, name, T);
  return new Signature(null, sig.tparams, new Tuple([first, ...params]), sig.results, sig.variadic);
}

function reportMissing(check: Checker, x: Operand, e: SelectorExpr, ambiguous: boolean, indirect: boolean): void {
  const sel = e.sel.value;
  if (ambiguous) {
    errorf(check, e.sel, Code.AmbiguousSelector, `ambiguous selector ${exprString(x.expr!)}.${sel}`);
    return;
  }
  if (indirect) {
    const t = typeText(check, x.type);
    const text =
      x.mode === Mode.TypExpr
        ? `invalid method expression ${t}.${sel} (needs pointer receiver (*${t}).${sel})`
        : `cannot call pointer method ${sel} on ${t}`;
    errorf(check, e.sel, Code.InvalidMethodExpr, text);
    return;
  }
  let why: string;
  if (isInterfacePtr(x.type)) {
    why = interfacePtrError(check, x.type);
  } else {
    const alt = lookupFieldOrMethod(x.type, x.mode === Mode.Variable, check.pkg, sel, true);
    why = lookupError(check, x.type, sel, alt.obj, false);
  }
  errorf(check, e.sel, Code.MissingFieldOrMethod, `${exprString(x.expr!)}.${sel} undefined (${why})`);
}

const Missing = 0; // nothing similar
const Misspelled = 1; // written with other capitals
const Unexported = 2; // the same but for the case of its first letter, and not exported
const Inaccessible = 3; // the very name, in another package

/**
 * Why type t has no field or method called sel, given what was found when case was ignored (or null). structLit: sel is the
 * key of an element of a struct literal.
 */
export function lookupError(check: Checker, t: Type, sel: string, alt: Obj | null, structLit: boolean): string {
  let how = Missing;
  let name = '';
  if (alt !== null) {
    name = alt.name;
    if (alt.pkg === check.pkg) {
      assert(name !== sel, 'within a package the name itself would have been found');
      how = Misspelled;
    } else if (isExported(sel)) {
      if (isExported(name)) how = Misspelled;
      else if (tail(sel) === tail(name)) how = Unexported;
    } else if (isExported(name)) {
      if (tail(sel) === tail(name)) how = Misspelled;
    } else if (sel === name) {
      how = Inaccessible;
    }
  }
  const type = typeText(check, t);
  if (structLit) {
    const unknown = `unknown field ${sel} in struct literal of type ${type}`;
    switch (how) {
      case Misspelled:
        return `${unknown}, but does have ${name}`;
      case Unexported:
        return `${unknown}, but does have unexported ${name}`;
      case Inaccessible:
        return `cannot refer to unexported field ${name} in struct literal of type ${type}`;
      default:
        return unknown;
    }
  }
  const what = alt !== null && alt.kind === ObjKind.Var ? 'field' : 'method';
  const none = `type ${type} has no field or method ${sel}`;
  switch (how) {
    case Misspelled:
      return `${none}, but does have ${what} ${name}`;
    case Unexported:
      return `${none}, but does have unexported ${what} ${name}`;
    case Inaccessible:
      return `cannot refer to unexported ${what} ${name}`;
    default:
      return none;
  }
}

/** s without its first character. */
function tail(s: string): string {
  const first = s.codePointAt(0);
  return first === undefined ? s : s.slice(first > 0xffff ? 2 : 1);
}
