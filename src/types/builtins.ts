// Calls of built-in functions.
//
// The arguments of most built-ins are evaluated before the dispatch, the first one into the operand that becomes the result.
// What is recorded of a call is the type of each argument and of the result; the name of the built-in has the mode Builtin.

import { toFloat } from '../constant/convert.ts';
import * as ConstKind from '../constant/kind.ts';
import { binaryOp, compare } from '../constant/operate.ts';
import type { Value } from '../constant/value.ts';
import { boolVal, imag, makeImag, makeInt64, makeUnknown, real, sign, stringVal } from '../constant/value.ts';
import * as Code from '../diag/codes.ts';
import { unreachable } from '../diag/internal-error.ts';
import { unparen } from '../syntax/exprs.ts';
import { exprString } from '../syntax/exprstring.ts';
import type { CallExpr, Expr } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import * as ChanDir from '../syntax/chandir.ts';
import * as Operator from '../syntax/operator.ts';
import { assignableTo } from './assignable.ts';
import { assignment } from './assignments.ts';
import * as Typ from './basic.ts';
import * as Kind from './basickind.ts';
import { matchTypes } from './binary.ts';
import * as Id from './builtinid.ts';
import { checkArguments, exprList } from './call.ts';
import type { Checker } from './checker.ts';
import { errorf, invalidArg, invalidOp, softErrorf } from './errors.ts';
import { exclude, expr, exprOrType, rawExpr } from './expr.ts';
import { operandText, typeText } from './format.ts';
import { index, isValidIndex } from './indexing.ts';
import { derefStructPtr, lookupFieldOrMethod } from './lookup.ts';
import { TypeName, Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import {
  allOrdered,
  allString,
  identical,
  isBoolean,
  isNumeric,
  isString,
  isTypeParam,
  isUntyped,
  isValid,
} from './predicates.ts';
import { record, recordSelection } from './recording.ts';
import * as SelectionKind from './selectionkind.ts';
import { alignof, offsetof, sizeof } from './sizes.ts';
import * as TypeKind from './typekind.ts';
import { newTypeParam, typeParamIs } from './typeparam.ts';
import { validVarType, varType } from './typexpr.ts';
import type { Named, Type } from './type.ts';
import { emptyTuple, Interface, noTypeParams, Pointer, Signature, Slice, Term, Tuple, Union } from './type.ts';
import { all, asNamed, asTypeParam, commonUnder, Reason, unalias, under, underIs } from './under.ts';
import { emptyInterface } from './universe.ts';
import { convertUntyped, updateExprType } from './untyped.ts';
import { useAll } from './use.ts';
import * as VarKind from './varkind.ts';
import { verifyVersionf } from './version.ts';

const byteSlice: Slice = new Slice(Typ.Byte);
const bytePointer: Pointer = new Pointer(Typ.Byte);

/** Checks a call of a built-in and makes x the result, apart from x.expr; false after an error. */
export function builtin(check: Checker, x: Operand, call: CallExpr, id: number): boolean {
  // Whether len(x) is a constant depends on what x calls.
  const outer = check.env.hasCallOrRecv;
  const isLen = id === Id.Len || id === Id.Cap;
  if (isLen) check.env.hasCallOrRecv = false;
  const ok = builtinCall(check, x, call, id);
  if (isLen) check.env.hasCallOrRecv = outer;
  return ok;
}

function builtinCall(check: Checker, x: Operand, call: CallExpr, id: number): boolean {
  const argList = call.argList;
  const bin = Id.builtins[id]!;
  if (call.hasDots && id !== Id.Append) {
    errorf(check, call, Code.InvalidDotDotDot, `${invalidOp}invalid use of ... with built-in ${bin.name}`);
    useAll(check, argList);
    return false;
  }

  let args: Operand[] = [];
  let nargs = argList.length;
  switch (id) {
    case Id.Make:
    case Id.New:
    case Id.Offsetof:
    case Id.Trace:
      break; // they look at their arguments themselves
    default:
      args = exprList(check, argList);
      nargs = args.length;
      for (const a of args) if (a.mode === Mode.Invalid) return false;
      if (nargs > 0) x.set(args[0]!);
  }
  if (nargs < bin.nargs || (!bin.variadic && nargs > bin.nargs)) {
    const qualifier = nargs < bin.nargs ? 'not enough' : 'too many';
    const counts = `(expected ${bin.nargs}, found ${nargs})`;
    const text = `${invalidOp}${qualifier} arguments for ${exprString(call)} ${counts}`;
    errorf(check, call, Code.WrongArgCount, text);
    return false;
  }

  switch (id) {
    case Id.Append:
      return append(check, x, call, args);
    case Id.Cap:
    case Id.Len:
      return len(check, x, id);
    case Id.Clear:
      return clear(check, x, call);
    case Id.Close:
      return close(check, x);
    case Id.Complex:
      return complex(check, x, call, args[1]!);
    case Id.Copy:
      return copy(check, x, args[1]!);
    case Id.Delete:
      return delete_(check, x, args[1]!);
    case Id.Imag:
    case Id.Real:
      return part(check, x, id);
    case Id.Make:
      return make(check, x, call);
    case Id.Max:
    case Id.Min:
      return minMax(check, x, call, args, id);
    case Id.New:
      return new_(check, x, call);
    case Id.Panic: {
      // A function with results may end with it.
      const sig = check.env.sig;
      if (sig !== null && sig.results.vars.length > 0) {
        check.env.isPanic ??= new Set();
        check.env.isPanic.add(call);
      }
      return assignArg(check, x, emptyInterface, 'panic', Mode.NoValue);
    }
    case Id.Print:
    case Id.Println:
      for (const a of args) {
        assignment(check, a, null, `argument to built-in ${bin.name}`);
        if (a.mode === Mode.Invalid) return false;
      }
      x.mode = Mode.NoValue;
      return true;
    case Id.Recover:
      x.mode = Mode.Value;
      x.type = emptyInterface;
      return true;
    case Id.Add:
      verifyVersionf(check, call.fun, 17, 'unsafe.Add');
      if (!assignArg(check, x, Typ.UnsafePointer, 'unsafe.Add', Mode.Value)) return false;
      if (!isValidIndex(check, args[1]!, Code.InvalidUnsafeAdd, 'length', true)) return false;
      x.type = Typ.UnsafePointer;
      return true;
    case Id.Alignof:
      return size(check, x, 'unsafe.Alignof', alignof);
    case Id.Offsetof:
      return unsafeOffsetof(check, x, argList[0]!);
    case Id.Sizeof:
      return size(check, x, 'unsafe.Sizeof', sizeof);
    case Id.Slice: {
      verifyVersionf(check, call.fun, 17, 'unsafe.Slice');
      const ptr = commonUnder(x.type, null).type;
      if (ptr === null || ptr.kind !== TypeKind.Pointer) {
        errorf(check, x, Code.InvalidUnsafeSlice, `${invalidArg}${operandText(check, x)} is not a pointer`);
        return false;
      }
      if (!isValidIndex(check, args[1]!, Code.InvalidUnsafeSlice, 'length', false)) return false;
      x.mode = Mode.Value;
      x.type = new Slice(ptr.elem);
      return true;
    }
    case Id.SliceData: {
      verifyVersionf(check, call.fun, 20, 'unsafe.SliceData');
      const slice = commonUnder(x.type, null).type;
      if (slice === null || slice.kind !== TypeKind.Slice) {
        errorf(check, x, Code.InvalidUnsafeSliceData, `${invalidArg}${operandText(check, x)} is not a slice`);
        return false;
      }
      x.mode = Mode.Value;
      x.type = new Pointer(slice.elem);
      return true;
    }
    case Id.String:
      verifyVersionf(check, call.fun, 20, 'unsafe.String');
      if (!assignArg(check, x, bytePointer, 'unsafe.String', Mode.Value)) return false;
      if (!isValidIndex(check, args[1]!, Code.InvalidUnsafeString, 'length', false)) return false;
      x.type = Typ.String;
      return true;
    case Id.StringData:
      verifyVersionf(check, call.fun, 20, 'unsafe.StringData');
      if (!assignArg(check, x, Typ.String, 'unsafe.StringData', Mode.Value)) return false;
      x.type = bytePointer;
      return true;
    case Id.Assert:
      return assertTrue(check, x, call);
    case Id.Trace:
      return trace(check, x, argList);
    default:
      return unreachable('every built-in is known');
  }
}

/** Checks that x can be the argument of type T of the function called name, and gives it the mode of the result. */
function assignArg(check: Checker, x: Operand, T: Type, name: string, mode: number): boolean {
  assignment(check, x, T, `argument to ${name}`);
  if (x.mode === Mode.Invalid) return false;
  x.mode = mode;
  return true;
}

/** append(s, x...): the elements are passed as to a parameter ...E; a string may be appended to bytes. */
function append(check: Checker, x: Operand, call: CallExpr, args: Operand[]): boolean {
  const S = x.type;
  const elem = sliceElem(x, check);
  if (typeof elem === 'string') {
    errorf(check, x, Code.InvalidAppend, `invalid append: ${elem}`);
    return false;
  }
  const y = args.length === 2 && call.hasDots ? args[1]! : null;
  const isSpecial = y !== null && assignableTo(check, x, byteSlice, null) === 0 && isBytesOrString(y.type, true);
  if (!isSpecial) {
    const params = [new Var(VarKind.Param, 0, null, '', S), new Var(VarKind.Param, 0, null, '', new Slice(elem))];
    const sig = new Signature(null, noTypeParams, new Tuple(params), emptyTuple, true);
    checkArguments(check, call, sig, [], [], args, []); // whatever it reports, the type of the result is known
  }
  x.mode = Mode.Value;
  x.type = S;
  return true;
}

/** Whether all types of t's type set are strings or slices of bytes; if `needString`, with a string among them. */
function isBytesOrString(t: Type, needString: boolean): boolean {
  let hasString = false;
  const ok = all(t, (_, u) => {
    if (u === null) return false;
    if (u.kind === TypeKind.Slice && identical(u.elem, Typ.Byte)) return true;
    if (!isString(u)) return false;
    hasString = true;
    return true;
  });
  return ok && (hasString || !needString);
}

/** The element type of the slice x, or of all slices of its type set; a text says why there is none. */
function sliceElem(x: Operand, check: Checker): Type | string {
  const direct = under(x.type);
  if (direct.kind === TypeKind.Slice) return direct.elem;
  let elem: Type | null = null;
  let err = '';
  all(x.type, (_, u) => {
    if (u === null || u.kind !== TypeKind.Slice) {
      const have = x.mode === Mode.NilValue ? 'untyped nil' : operandText(check, x);
      err = `argument must be a slice; have ${have}`;
    } else if (elem === null) {
      elem = u.elem;
    } else if (!identical(elem, u.elem)) {
      const types = `${typeText(check, elem)} and ${typeText(check, u.elem)}`;
      err = `mismatched slice element types ${types} in ${operandText(check, x)}`;
    }
    return err === '';
  });
  return elem === null || err !== '' ? err : elem;
}

/** len(x), cap(x): constant for arrays, and pointers to arrays, if x calls and receives nothing. */
function len(check: Checker, x: Operand, id: number): boolean {
  let mode: number = Mode.Invalid;
  let val: Value | null = null;
  const t = arrayPtrDeref(under(x.type));
  switch (t.kind) {
    case TypeKind.Basic:
      if (!isString(t) || id !== Id.Len) break;
      mode = Mode.Value;
      if (x.mode === Mode.Constant) {
        mode = Mode.Constant;
        val = makeInt64(stringVal(x.val!).length);
      }
      break;
    case TypeKind.Array:
      mode = Mode.Value;
      if (!check.env.hasCallOrRecv) {
        mode = Mode.Constant;
        val = t.len >= 0 ? makeInt64(t.len) : makeUnknown();
      }
      break;
    case TypeKind.Interface:
      if (isTypeParam(x.type) && underIs(x.type, u => u !== null && hasLen(arrayPtrDeref(u), id))) mode = Mode.Value;
      break;
    default:
      if (hasLen(t, id)) mode = Mode.Value;
  }
  if (mode === Mode.Invalid) {
    if (isValid(under(x.type))) {
      const text = `${invalidArg}${operandText(check, x)} for built-in ${Id.builtins[id]!.name}`;
      errorf(check, x, id === Id.Len ? Code.InvalidLen : Code.InvalidCap, text);
    }
    return false;
  }
  x.mode = mode;
  x.type = Typ.Int;
  x.val = val;
  return true;
}

function hasLen(u: Type, id: number): boolean {
  switch (u.kind) {
    case TypeKind.Basic:
      return id === Id.Len && isString(u);
    case TypeKind.Map:
      return id === Id.Len;
    case TypeKind.Array:
    case TypeKind.Slice:
    case TypeKind.Chan:
      return true;
    default:
      return false;
  }
}

/** The array type that t points to; else t. */
export function arrayPtrDeref(t: Type): Type {
  const p = unalias(t);
  if (p.kind !== TypeKind.Pointer) return t;
  const a = under(p.elem);
  return a.kind === TypeKind.Array ? a : t;
}

function clear(check: Checker, x: Operand, call: CallExpr): boolean {
  verifyVersionf(check, call.fun, 21, 'clear');
  const ok = underIs(x.type, u => {
    if (u !== null && (u.kind === TypeKind.Map || u.kind === TypeKind.Slice)) return true;
    const text = `${invalidArg}cannot clear ${operandText(check, x)}: argument must be (or constrained by) map or slice`;
    errorf(check, x, Code.InvalidClear, text);
    return false;
  });
  x.mode = Mode.NoValue;
  return ok;
}

function close(check: Checker, x: Operand): boolean {
  const ok = underIs(x.type, u => {
    if (u !== null && u.kind === TypeKind.Chan) {
      if (u.dir !== ChanDir.RecvOnly) return true;
      errorf(check, x, Code.InvalidClose, `${invalidOp}cannot close receive-only channel ${operandText(check, x)}`);
    } else {
      errorf(check, x, Code.InvalidClose, `${invalidOp}cannot close non-channel ${operandText(check, x)}`);
    }
    return false;
  });
  x.mode = Mode.NoValue;
  return ok;
}

/** complex(x, y): both of one float type. */
function complex(check: Checker, x: Operand, call: CallExpr, y: Operand): boolean {
  if (isUntyped(x.type)) {
    if (!isUntyped(y.type)) {
      convertUntyped(check, x, y.type);
    } else if (x.mode === Mode.Constant && y.mode === Mode.Constant) {
      for (const c of [x, y]) if (isNumeric(c.type) && sign(imag(c.val!)) === 0) c.type = Typ.UntypedFloat;
    } else {
      // A shift is left to be typed; as a float it fails.
      convertUntyped(check, x, Typ.Float64);
      convertUntyped(check, y, Typ.Float64);
    }
  } else if (isUntyped(y.type)) {
    convertUntyped(check, y, x.type);
  }
  if (x.mode === Mode.Invalid || y.mode === Mode.Invalid) return false;
  if (!identical(x.type, y.type)) {
    const types = `${typeText(check, x.type)} and ${typeText(check, y.type)}`;
    errorf(check, x, Code.InvalidComplex, `${invalidOp}${exprString(call)} (mismatched types ${types})`);
    return false;
  }
  const result = applyTypeFunc(check, complexOf, x, Id.Complex);
  if (result === null) {
    const text = `${invalidArg}arguments have type ${typeText(check, x.type)}, expected floating-point`;
    errorf(check, x, Code.InvalidComplex, text);
    return false;
  }
  if (x.mode === Mode.Constant && y.mode === Mode.Constant) {
    x.val = binaryOp(toFloat(x.val!), Operator.Add, makeImag(toFloat(y.val!)));
  } else {
    x.mode = Mode.Value;
  }
  x.type = result;
  return true;
}

function complexOf(t: Type): Type | null {
  const u = under(t);
  switch (u.kind === TypeKind.Basic ? u.basic : Kind.Invalid) {
    case Kind.Float32:
      return Typ.Complex64;
    case Kind.Float64:
      return Typ.Complex128;
    case Kind.UntypedFloat:
      return Typ.UntypedComplex;
    default:
      return null;
  }
}

function floatOf(t: Type): Type | null {
  const u = under(t);
  switch (u.kind === TypeKind.Basic ? u.basic : Kind.Invalid) {
    case Kind.Complex64:
      return Typ.Float32;
    case Kind.Complex128:
      return Typ.Float64;
    case Kind.UntypedComplex:
      return Typ.UntypedFloat;
    default:
      return null;
  }
}

/** real(x), imag(x). */
function part(check: Checker, x: Operand, id: number): boolean {
  if (isUntyped(x.type)) {
    if (x.mode === Mode.Constant) {
      if (isNumeric(x.type)) x.type = Typ.UntypedComplex;
    } else {
      convertUntyped(check, x, Typ.Complex128); // a shift; it fails
      if ((x.mode as number) === Mode.Invalid) return false;
    }
  }
  const result = applyTypeFunc(check, floatOf, x, id);
  if (result === null) {
    const text = `${invalidArg}argument has type ${typeText(check, x.type)}, expected complex type`;
    errorf(check, x, id === Id.Real ? Code.InvalidReal : Code.InvalidImag, text);
    return false;
  }
  if (x.mode === Mode.Constant) x.val = id === Id.Real ? real(x.val!) : imag(x.val!);
  else x.mode = Mode.Value;
  x.type = result;
  return true;
}

/**
 * f applied to the type of x, or to each type of a type parameter's type set, which makes a new type parameter. Null where
 * f has no result.
 */
function applyTypeFunc(check: Checker, f: (t: Type) => Type | null, x: Operand, id: number): Type | null {
  const tp = asTypeParam(x.type);
  if (tp === null) return f(x.type);
  const terms: Term[] = [];
  const ok = typeParamIs(tp, t => {
    const r = t === null ? null : f(t.type!);
    if (r === null) return false;
    terms.push(new Term(t!.tilde, r));
    return true;
  });
  if (!ok) return null;
  // The language may yet decide what this means.
  const code = id === Id.Real ? Code.InvalidReal : id === Id.Imag ? Code.InvalidImag : Code.InvalidComplex;
  const name = Id.builtins[id]!.name;
  const text = `${operandText(check, x)} not supported as argument to built-in ${name} for go1.18 (see go.dev/issue/50937)`;
  softErrorf(check, x, code, text);
  const obj = new TypeName(0, check.pkg, tp.obj.name, null);
  const result = newTypeParam(check, obj, new Interface(null, [], [new Union(terms)], true));
  result.index = tp.index;
  return result;
}

/** copy(x, y): slices of one element type, or bytes and a string. */
function copy(check: Checker, x: Operand, y: Operand): boolean {
  if (!(assignableTo(check, x, byteSlice, null) === 0 && isBytesOrString(y.type, false))) {
    const dst = sliceElem(x, check);
    if (typeof dst === 'string') {
      errorf(check, x, Code.InvalidCopy, `invalid copy: ${dst}`);
      return false;
    }
    let src = sliceElem(y, check);
    if (typeof src === 'string') {
      if (!allString(y.type)) {
        errorf(check, y, Code.InvalidCopy, `invalid copy: ${src}`);
        return false;
      }
      src = Typ.Byte; // for the message
    }
    if (!identical(dst, src)) {
      const operands = `${operandText(check, x)} and ${operandText(check, y)}`;
      const types = `${typeText(check, dst)} and ${typeText(check, src)}`;
      const text = `invalid copy: arguments ${operands} have different element types ${types}`;
      errorf(check, x, Code.InvalidCopy, text);
      return false;
    }
  }
  x.mode = Mode.Value;
  x.type = Typ.Int;
  return true;
}

function delete_(check: Checker, x: Operand, key: Operand): boolean {
  let keyType: Type | null = null;
  const ok = underIs(x.type, u => {
    if (u === null || u.kind !== TypeKind.Map) {
      errorf(check, x, Code.InvalidDelete, `${invalidArg}${operandText(check, x)} is not a map`);
      return false;
    }
    if (keyType !== null && !identical(u.key, keyType)) {
      const text = `${invalidArg}maps of ${operandText(check, x)} must have identical key types`;
      errorf(check, x, Code.InvalidDelete, text);
      return false;
    }
    keyType = u.key;
    return true;
  });
  if (!ok) return false;
  x.set(key);
  return assignArg(check, x, keyType!, 'delete', Mode.NoValue);
}

function make(check: Checker, x: Operand, call: CallExpr): boolean {
  const args = call.argList;
  const arg0 = args[0]!;
  const T = varType(check, arg0);
  if (!isValid(T)) return false;
  const common = commonUnder(T, (_, u) => {
    if (u === null) return new Reason(['no specific type']);
    switch (u.kind) {
      case TypeKind.Slice:
      case TypeKind.Map:
      case TypeKind.Chan:
        return null;
      default:
        return new Reason(['type must be slice, map, or channel']);
    }
  });
  if (common.type === null) {
    const text = `${invalidArg}cannot make ${exprString(arg0)}: ${common.err!.text(check)}`;
    errorf(check, arg0, Code.InvalidMake, text);
    return false;
  }
  const min = common.type.kind === TypeKind.Slice ? 2 : 1;
  if (args.length < min || args.length > min + 1) {
    const text = `${invalidOp}${exprString(call)} expects ${min} or ${min + 1} arguments; found ${args.length}`;
    errorf(check, call, Code.WrongArgCount, text);
    return false;
  }
  const n = args.length > 1 ? index(check, args[1]!, -1) : -1;
  const m = args.length > 2 ? index(check, args[2]!, -1) : -1;
  if (n >= 0 && m >= 0 && n > m) {
    errorf(check, args[1]!, Code.SwappedMakeArgs, `${invalidArg}length and capacity swapped`);
  }
  x.mode = Mode.Value;
  x.type = T;
  return true;
}

function minMax(check: Checker, x: Operand, call: CallExpr, args: readonly Operand[], id: number): boolean {
  const name = Id.builtins[id]!.name;
  verifyVersionf(check, call.fun, 21, `built-in ${name}`);
  const op = id === Id.Max ? Operator.Gtr : Operator.Lss;
  for (let i = 0; i < args.length; i++) {
    const a = args[i]!;
    if (a.mode === Mode.Invalid) return false;
    if (!allOrdered(a.type)) {
      errorf(check, a, Code.InvalidMinMaxOperand, `${invalidArg}${operandText(check, a)} cannot be ordered`);
      return false;
    }
    if (i === 0) continue;
    matchTypes(check, x, a);
    if (x.mode === Mode.Invalid) return false;
    if (!identical(x.type, a.type)) {
      const types = `${typeText(check, x.type)} (previous argument) and ${typeText(check, a.type)}`;
      const text = `${invalidArg}mismatched types ${types} (type of ${exprString(a.expr!)})`;
      errorf(check, a, Code.MismatchedTypes, text);
      return false;
    }
    if (x.mode === Mode.Constant && a.mode === Mode.Constant) {
      if (compare(a.val!, op, x.val!)) x.set(a);
    } else {
      x.mode = Mode.Value;
    }
  }
  if (x.mode !== Mode.Constant) {
    x.mode = Mode.Value;
    // A value cannot stay untyped.
    assignment(check, x, emptyInterface, `argument to built-in ${name}`);
    if ((x.mode as number) === Mode.Invalid) return false;
  }
  for (const a of args) updateExprType(check, a.expr!, x.type, true);
  return true;
}

/** new(T), and since Go 1.26 new(x). */
function new_(check: Checker, x: Operand, call: CallExpr): boolean {
  const arg = call.argList[0]!;
  exprOrType(check, x, arg, false);
  exclude(check, x, (1 << Mode.NoValue) | (1 << Mode.Builtin));
  if (x.mode === Mode.Invalid) return false;
  if (x.mode === Mode.TypExpr) {
    validVarType(check, arg, x.type);
  } else {
    if (isUntyped(x.type)) {
      assignment(check, x, null, 'argument to new');
      if ((x.mode as number) === Mode.Invalid) return false;
    }
    verifyVersionf(check, call.fun, 26, `new(${exprString(arg)})`);
  }
  x.mode = Mode.Value;
  x.type = new Pointer(x.type);
  return true;
}

/** unsafe.Sizeof, unsafe.Alignof: constant unless type parameters decide. */
function size(check: Checker, x: Operand, name: string, measure: typeof sizeof): boolean {
  assignment(check, x, null, `argument to ${name}`);
  if (x.mode === Mode.Invalid) return false;
  if (hasVarSize(x.type, null)) {
    x.mode = Mode.Value;
  } else {
    const n = measure(check.conf.sizes, x.type);
    if (n < 0) {
      errorf(check, x, Code.TypeTooLarge, `${operandText(check, x)} is too large`);
      return false;
    }
    x.mode = Mode.Constant;
    x.val = makeInt64(n);
  }
  x.type = Typ.Uintptr;
  return true;
}

/** unsafe.Offsetof(x.f). */
function unsafeOffsetof(check: Checker, x: Operand, arg: Expr): boolean {
  const selx = unparen(arg);
  if (selx.kind !== NodeKind.SelectorExpr) {
    errorf(check, arg, Code.BadOffsetofSyntax, `${invalidArg}${exprString(arg)} is not a selector expression`);
    useAll(check, [arg]);
    return false;
  }
  expr(check, null, x, selx.x);
  if (x.mode === Mode.Invalid) return false;
  const base = derefStructPtr(x.type);
  const sel = selx.sel.value;
  const found = lookupFieldOrMethod(base, false, check.pkg, sel, false);
  const obj = found.obj;
  if (obj === null) {
    const text = `${invalidArg}${typeText(check, base)} has no single field ${sel}`;
    errorf(check, x, Code.MissingFieldOrMethod, text);
    return false;
  }
  if (obj.kind === ObjKind.Func) {
    errorf(check, arg, Code.InvalidOffsetof, `${invalidArg}${exprString(arg)} is a method value`);
    return false;
  }
  if (found.indirect) {
    const text = `${invalidArg}field ${sel} is embedded via a pointer in ${typeText(check, base)}`;
    errorf(check, x, Code.InvalidOffsetof, text);
    return false;
  }
  recordSelection(check, selx, SelectionKind.FieldVal, base, obj, found.index!, false);
  const field = new Operand();
  field.mode = x.mode === Mode.Variable ? Mode.Variable : Mode.Value;
  field.expr = selx;
  field.type = obj.type!;
  record(check, field);

  // Fields before the one whose size is not known could have constant offsets, but have not.
  if (hasVarSize(base, null)) {
    x.mode = Mode.Value;
  } else {
    const offset = offsetof(check.conf.sizes, base, found.index!);
    if (offset < 0) {
      errorf(check, x, Code.TypeTooLarge, `${operandText(check, x)} is too large`);
      return false;
    }
    x.mode = Mode.Constant;
    x.val = makeInt64(offset);
  }
  x.type = Typ.Uintptr;
  return true;
}

/** Whether type parameters decide the size of t, or t contains itself and that was not found out yet. */
export function hasVarSize(t: Type, seen: Map<Named, boolean> | null): boolean {
  const named = asNamed(t);
  if (named !== null) {
    const known = seen === null ? undefined : seen.get(named);
    if (known !== undefined) return known;
    seen ??= new Map();
    seen.set(named, true); // until it has proved otherwise
  }
  let result = false;
  const u = under(t);
  switch (u.kind) {
    case TypeKind.Array:
      result = hasVarSize(u.elem, seen);
      break;
    case TypeKind.Struct:
      for (const f of u.fields) {
        if (hasVarSize(f.type!, seen)) {
          result = true;
          break;
        }
      }
      break;
    case TypeKind.Interface:
      result = isTypeParam(t);
      break;
    default:
  }
  if (named !== null) seen!.set(named, result);
  return result;
}

/** assert(x), in tests of the checker: an error unless the constant x is true. */
function assertTrue(check: Checker, x: Operand, call: CallExpr): boolean {
  if (x.mode !== Mode.Constant || !isBoolean(x.type)) {
    errorf(check, x, Code.Test, `${invalidArg}${operandText(check, x)} is not a boolean constant`);
    return false;
  }
  if (x.val!.kind !== ConstKind.Bool) {
    errorf(check, x, Code.Test, `internal error: value of ${operandText(check, x)} should be a boolean constant`);
    return false;
  }
  if (!boolVal(x.val!)) errorf(check, call, Code.Test, `${exprString(call)} failed`);
  return true;
}

/** trace(x, y ...), in tests of the checker: the value of its first argument. What gc prints is left out. */
function trace(check: Checker, x: Operand, args: readonly Expr[]): boolean {
  if (args.length === 0) {
    x.mode = Mode.NoValue;
    return true;
  }
  rawExpr(check, null, x, args[0]!, null, false);
  for (let i = 1; i < args.length; i++) rawExpr(check, null, new Operand(), args[i]!, null, false);
  return x.mode !== Mode.Invalid;
}
