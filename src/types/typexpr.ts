// Type expressions, and identifiers wherever they stand. Nothing here looks at underlying types: they may not be known yet.
// What must be asked of them is put off with `later`.

import * as ConstKind from '../constant/kind.ts';
import { toInt } from '../constant/convert.ts';
import { int64Val } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import { assert } from '../diag/internal-error.ts';
import { starBase, unpackListExpr } from '../syntax/exprs.ts';
import { exprString } from '../syntax/exprstring.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Expr, Name } from '../syntax/nodes.ts';
import { startPos } from '../syntax/positions.ts';
import * as Typ from './basic.ts';
import { Cause } from './cause.ts';
import type { Checker } from './checker.ts';
import { addDeclDep, later, lookup } from './checker.ts';
import { representableConst } from './const.ts';
import { errorf, invalidOp, softErrorf } from './errors.ts';
import { expr } from './expr.ts';
import { operandText, typeText } from './format.ts';
import { instance, validateTArgLen, verify } from './instantiate.ts';
import { interfaceType, newInterface } from './interface.ts';
import { typeParams } from './named.ts';
import { objDecl } from './objdecl.ts';
import type { Obj, TypeName } from './object.ts';
import { objectKind } from './object-string.ts';
import * as ObjKind from './objkind.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { comparable, isGeneric, isInteger, isTyped, isTypeParam, isUntyped, isValid } from './predicates.ts';
import { recordInstance, recordTypeAndValue, recordUse } from './recording.ts';
import type { Scope } from './scope.ts';
import { selector } from './selector.ts';
import { funcType } from './signature.ts';
import { structType } from './struct.ts';
import * as TypeKind from './typekind.ts';
import type { Alias, Named, Type } from './type.ts';
import { ArrayT, Chan, emptyTuple, MapT, noTypeParams, Pointer, Signature, Slice, Struct } from './type.ts';
import { computeInterfaceTypeSet, isMethodSet } from './typeset.ts';
import { under } from './under.ts';
import { use } from './use.ts';
import { universeAny, universeComparable, universeIota } from './universe.ts';
import { verifyVersionf } from './version.ts';

/** Types with an array longer than this get a closer look for their size. */
const largeArray = 1 << 17;

/** Makes x what the identifier e stands for; with wantType it must be a type. x is invalid if an error was found. */
export function ident(check: Checker, x: Operand, e: Name, wantType: boolean): void {
  x.mode = Mode.Invalid;
  x.expr = e;
  let obj: Obj | null = null;
  let scope: Scope | null = check.env.scope;
  for (; scope !== null; scope = scope.parent) {
    obj = scope.lookup(e.value);
    if (obj !== null) break;
  }
  if (obj === null) {
    if (e.value === '_') errorf(check, e, Code.InvalidBlank, 'cannot use _ as value or type');
    else if (isValidName(e.value)) errorf(check, e, Code.UndeclaredName, `undefined: ${e.value}`);
    return;
  }
  if (obj === universeComparable.obj || obj === universeAny) {
    if (!verifyVersionf(check, e, 18, `predeclared ${e.value}`)) return;
  }
  recordUse(check, e, obj);

  const gotType = obj.kind === ObjKind.TypeName;
  if (wantType && !gotType) {
    errorf(check, e, Code.NotAType, `${obj.name} (${objectKind(obj)}) is not a type`);
    // It was used, be it wrongly.
    if (obj.kind === ObjKind.Var && obj.pkg === check.pkg) obj.used = true;
    return;
  }
  // A type name that is being declared may be on a cycle. A value that is needs no second error: "not a type" is better.
  if (obj.type === null || (gotType && wantType && obj.pkg === check.pkg)) objDecl(check, obj);
  const type: Type | null = obj.type;
  assert(type !== null, 'a declared object has a type');

  if (check.dotImports !== null) {
    const pkgName = check.dotImports.get(scope!)?.get(obj.name);
    if (pkgName !== undefined) pkgName.used = true;
  }
  switch (obj.kind) {
    case ObjKind.PkgName:
      errorf(check, e, Code.InvalidPkgUse, `use of package ${obj.name} not in selector`);
      return;
    case ObjKind.Const:
      addDeclDep(check, obj);
      if (!isValid(type)) return;
      if (obj === universeIota) {
        if (check.env.iota === null) {
          errorf(check, e, Code.InvalidIota, 'cannot use iota outside constant declaration');
          return;
        }
        x.val = check.env.iota;
      } else {
        x.val = obj.val;
      }
      x.mode = Mode.Constant;
      break;
    case ObjKind.TypeName:
      if (check.brokenAliases !== null && check.brokenAliases.has(obj)) {
        const text = `invalid use of type alias ${obj.name} in recursive type (see go.dev/issue/50729)`;
        errorf(check, e, Code.InvalidDeclCycle, text);
        return;
      }
      x.mode = Mode.TypExpr;
      break;
    case ObjKind.Var:
      // Variables of other packages belong to nobody here.
      if (obj.pkg === check.pkg) obj.used = true;
      addDeclDep(check, obj);
      if (!isValid(type)) return;
      x.mode = Mode.Variable;
      break;
    case ObjKind.Func:
      addDeclDep(check, obj);
      x.mode = Mode.Value;
      break;
    case ObjKind.Builtin:
      x.id = obj.builtin;
      x.mode = Mode.Builtin;
      break;
    case ObjKind.Nil:
      x.mode = Mode.NilValue;
      break;
    case ObjKind.Label:
      assert(false, 'labels are in no scope that identifiers see');
  }
  x.type = type;
}

/** Whether a name can be declared; the parser names what it could not read `_` or leaves it empty. */
export function isValidName(name: string): boolean {
  return name !== '' && !/^[0-9]/.test(name) && !/[^\p{L}\p{Nd}_]/u.test(name);
}

/** The type that e stands for, which must not be generic; Typ.Invalid after an error. */
export function typ(check: Checker, e: Expr): Type {
  return declaredType(check, e, null);
}

/** As `typ`, for a type that a variable can have: no constraint. */
export function varType(check: Checker, e: Expr): Type {
  const t = declaredType(check, e, null);
  validVarType(check, e, t);
  return t;
}

/** Reports, later, a type that is only good as a constraint. */
export function validVarType(check: Checker, e: Expr, t: Type): void {
  switch (t.kind) {
    case TypeKind.Interface:
    case TypeKind.Alias:
      break;
    case TypeKind.Named:
      // Types of other packages are complete.
      if (t.underlying !== null && t.obj.pkg !== check.pkg && t.underlying.kind !== TypeKind.Interface) return;
      break;
    default:
      return;
  }
  later(check, () => {
    if (isTypeParam(t)) return;
    const u = under(t);
    if (u.kind !== TypeKind.Interface) return;
    const pos = startPos(e);
    const tset = computeInterfaceTypeSet(check, u);
    if (isMethodSet(tset)) return;
    const why = tset.comparable ? 'interface is (or embeds) comparable' : 'interface contains type constraints';
    const text = `cannot use type ${typeText(check, t)} outside a type constraint: ${why}`;
    softErrorf(check, pos, Code.MisplacedConstraintIface, text);
  });
}

/** As `typ`; `def` is the type name whose declaration has e on its right, or null. */
export function declaredType(check: Checker, e: Expr, def: TypeName | null): Type {
  let t = typInternal(check, e, def);
  assert(isTyped(t), 'type expressions have types');
  if (isGeneric(t)) {
    errorf(check, e, Code.WrongTypeArgCount, `cannot use generic type ${typeText(check, t)} without instantiation`);
    t = Typ.Invalid;
  }
  recordTypeAndValue(check, e, Mode.TypExpr, t, null);
  return t;
}

/** The generic type that e stands for; Typ.Invalid if it is none, and `cause` says so where e is a valid type. */
export function genericType(check: Checker, e: Expr, cause: Cause | null): Type {
  let t = typInternal(check, e, null);
  if (isValid(t) && !isGeneric(t)) {
    if (cause !== null) cause.text = `${typeText(check, t)} is not a generic type`;
    t = Typ.Invalid;
  }
  recordTypeAndValue(check, e, Mode.TypExpr, t, null);
  return t;
}

/** The type that e stands for, generic or not. */
function typInternal(check: Checker, e: Expr, def: TypeName | null): Type {
  switch (e.kind) {
    case NodeKind.BadExpr:
      return Typ.Invalid;

    case NodeKind.Name:
    case NodeKind.SelectorExpr: {
      const x = new Operand();
      if (e.kind === NodeKind.Name) ident(check, x, e, true);
      else selector(check, x, e, true);
      if (x.mode === Mode.TypExpr) return x.type;
      if (x.mode === Mode.NoValue) errorf(check, x, Code.NotAType, `${operandText(check, x)} used as type`);
      else if (x.mode !== Mode.Invalid) errorf(check, x, Code.NotAType, `${operandText(check, x)} is not a type`);
      return Typ.Invalid;
    }

    case NodeKind.IndexExpr:
      verifyVersionf(check, e, 18, 'type instantiation');
      return instantiatedType(check, e.x, unpackListExpr(e.index));

    case NodeKind.ParenExpr:
      // A generic type cannot stand in parentheses: it must be instantiated at once.
      return declaredType(check, e.x, def);

    case NodeKind.ArrayType: {
      let len = -1;
      if (e.len !== null) len = arrayLength(check, e.len);
      else errorf(check, e, Code.BadDotDotDotSyntax, 'invalid use of [...] array (outside a composite literal)');
      const elem = varType(check, e.elem);
      if (len > largeArray) check.large = true;
      return len >= 0 ? new ArrayT(elem, len) : Typ.Invalid;
    }

    case NodeKind.SliceType:
      return new Slice(varType(check, e.elem));

    case NodeKind.DotsType:
      errorf(check, e, Code.InvalidSyntaxTree, 'invalid use of ...');
      return Typ.Invalid;

    case NodeKind.StructType: {
      const t = new Struct([], []);
      structType(check, t, e);
      return t;
    }

    case NodeKind.Operation: {
      const base = starBase(e);
      if (base === null) break;
      const elem = varType(check, base);
      // A pointer to something invalid would only bring more errors.
      return isValid(elem) ? new Pointer(elem) : Typ.Invalid;
    }

    case NodeKind.FuncType: {
      const sig = new Signature(null, noTypeParams, emptyTuple, emptyTuple, false);
      funcType(check, sig, null, null, e);
      return sig;
    }

    case NodeKind.InterfaceType: {
      const t = newInterface(check);
      interfaceType(check, t, e, def);
      if (t.methods.length > 0 || t.embeddeds.length > 0) check.interfaces.push(e);
      return t;
    }

    case NodeKind.MapType: {
      const key = varType(check, e.key);
      const t = new MapT(key, varType(check, e.elem));
      if (key.kind !== TypeKind.Basic) {
        later(check, () => {
          if (comparable(key)) return;
          const why = isTypeParam(key) ? ' (missing comparable constraint)' : '';
          errorf(check, e.key, Code.IncomparableMapKey, `invalid map key type ${typeText(check, key)}${why}`);
        });
      }
      return t;
    }

    case NodeKind.ChanType: {
      const t = new Chan(e.dir, varType(check, e.elem));
      check.channels.push(t);
      return t;
    }
  }
  errorf(check, e, Code.NotAType, `${exprString(e)} is not a type`);
  use(check, e);
  return Typ.Invalid;
}

/** `x[xlist]` as a type. */
function instantiatedType(check: Checker, x: Expr, xlist: readonly Expr[]): Type {
  const cause = new Cause();
  const gtype = genericType(check, x, cause);
  if (cause.text !== '') {
    const list = xlist.map(exprString).join(', ');
    errorf(check, x, Code.NotAGenericType, `${invalidOp}${exprString(x)}[${list}] (${cause.text})`);
  }
  if (!isValid(gtype)) return gtype;
  const targs = typeList(check, xlist);
  if (targs === null) return Typ.Invalid;

  const inst = instance(check, x.pos, gtype as Named | Alias, targs, null, check.ctxt);
  if (inst.kind !== TypeKind.Named && inst.kind !== TypeKind.Alias) return Typ.Invalid;
  // The type parameters, and what constrains them, may not be known yet.
  later(check, () => {
    recordInstance(check, x, targs, inst);
    const tparams = inst.kind === TypeKind.Named ? typeParams(inst) : inst.tparams;
    if (!validateTArgLen(check, x.pos, inst.obj.name, tparams.length, targs.length)) return;
    const failed = verify(check, x.pos, tparams, targs, check.ctxt);
    if (failed === null) {
      check.mono.recordInstance(check.pkg, x.pos, tparams, targs, xlist);
      return;
    }
    const at = failed.index < xlist.length ? startPos(xlist[failed.index]!) : x.pos;
    softErrorf(check, at, Code.InvalidTypeArg, failed.text);
  });
  return inst;
}

/** The length that e gives an array; negative after an error. */
function arrayLength(check: Checker, e: Expr): number {
  // `type T[P any]` without its constraint looks like an array of length P.
  if (e.kind === NodeKind.Name) {
    const obj = lookup(check, e.value);
    if (obj === null) {
      const text = `undefined array length ${e.value} or missing type constraint`;
      errorf(check, e, Code.InvalidArrayLen, text);
      return -1;
    }
    if (obj.kind !== ObjKind.Const) {
      errorf(check, e, Code.InvalidArrayLen, `invalid array length ${e.value}`);
      return -1;
    }
  }
  const x = new Operand();
  expr(check, null, x, e);
  if (x.mode === Mode.Invalid) return -1;
  if (x.mode !== Mode.Constant) {
    errorf(check, x, Code.InvalidArrayLen, `array length ${operandText(check, x)} must be constant`);
    return -1;
  }
  if (isUntyped(x.type) || isInteger(x.type)) {
    const val = toInt(x.val!);
    if (val.kind === ConstKind.Int && representableConst(check, val, Typ.Int) !== null) {
      const n = int64Val(val);
      if (n !== null && n >= 0n) return Number(n);
    }
  }
  const text = isInteger(x.type)
    ? `invalid array length ${operandText(check, x)}`
    : `array length ${operandText(check, x)} must be integer`;
  errorf(check, x, Code.InvalidArrayLen, text);
  return -1;
}

/** The types of a list of expressions; null if one of them is invalid, all are checked. */
export function typeList(check: Checker, list: readonly Expr[]): Type[] | null {
  const types: Type[] = [];
  let valid = true;
  for (const e of list) {
    const t = varType(check, e);
    if (!isValid(t)) valid = false;
    types.push(t);
  }
  return valid ? types : null;
}
