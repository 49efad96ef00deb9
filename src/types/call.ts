// Calls: of functions and methods, conversions and built-ins that look like calls, and the instantiation of generic functions,
// whether their type arguments are written, inferred from a call's arguments, or inferred from where the function goes.

import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import { assert } from '../diag/internal-error.ts';
import { unpackListExpr } from '../syntax/exprs.ts';
import { exprString } from '../syntax/exprstring.ts';
import type { CallExpr, Expr, IndexExpr } from '../syntax/nodes.ts';
import { Name } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import { startPos } from '../syntax/positions.ts';
import { assignment, typesSummary } from './assignments.ts';
import { builtin } from './builtins.ts';
import { builtins, Conversion, Statement } from './builtinid.ts';
import type { Checker } from './checker.ts';
import { later } from './checker.ts';
import { conversion } from './conversions.ts';
import type { At } from './errors.ts';
import { errorf, invalidOp, newError, softErrorf, versionErrorf } from './errors.ts';
import {
  exclude,
  expr,
  exprOrType,
  genericExpr,
  newValue,
  nonGeneric,
  rawExpr,
  type Target,
  unpackValues,
} from './expr.ts';
import { operandText, typeText } from './format.ts';
import { indexExpr } from './indexing.ts';
import { infer, isParameterized, renameTParams } from './infer.ts';
import { instance, verify } from './instantiate.ts';
import { Var } from './object.ts';
import { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import { isTypeParam } from './predicates.ts';
import { record, recordInstance, recordTypeAndValue } from './recording.ts';
import { cloneSignature, subst, SubstMap } from './subst.ts';
import * as TypeKind from './typekind.ts';
import { typeList } from './typexpr.ts';
import type { Slice, Type, TypeParam } from './type.ts';
import { noTypeParams, noTypes, Signature, Tuple } from './type.ts';
import { isMethodSet, typeSet } from './typeset.ts';
import { commonUnder, Reason, under } from './under.ts';
import { useAll } from './use.ts';
import * as VarKind from './varkind.ts';
import { allowVersion, verifyVersionf } from './version.ts';

/**
 * Instantiates the generic function x with the type arguments that `inst` has, inferring what is missing, for which T helps.
 * If not all are there and `doInfer` is false, x stays as it is and the type arguments are returned; else the result is null.
 */
export function funcInst(
  check: Checker,
  T: Target | null,
  pos: Pos,
  x: Operand,
  inst: IndexExpr | null,
  doInfer: boolean,
): readonly Type[] | null {
  assert(T !== null || inst !== null, 'something to instantiate from');
  if (inst !== null) x.expr = inst;
  const at = inst !== null ? inst.pos : pos;
  const allowed = verifyVersionf(check, at, 18, 'function instantiation');

  let targs: readonly Type[] = noTypes;
  let xlist: readonly Expr[] = [];
  if (inst !== null) {
    xlist = unpackListExpr(inst.index);
    const list = typeList(check, xlist);
    if (list === null) {
      x.mode = Mode.Invalid;
      return null;
    }
    targs = list;
  }

  const sig = x.type as Signature; // a function value's type has no name
  const got = targs.length;
  const want = sig.tparams.length;
  if (got > want) {
    tooManyTypeArguments(check, xlist[got - 1]!, got, want);
    x.mode = Mode.Invalid;
    return null;
  }

  if (got < want) {
    if (!doInfer) return targs;

    // `var v T = x` is inferred as a call g(v) of a func g[type parameters of x](type of x).
    const args: Operand[] = [];
    const params: Var[] = [];
    if (T !== null) {
      if (allowed && !allowVersion(check, 21)) {
        const how = inst !== null ? 'partially' : 'implicitly';
        versionErrorf(check, at, 21, `${how} instantiated function in assignment`);
      }
      const gsig = new Signature(null, noTypeParams, sig.params, sig.results, sig.variadic);
      params.push(new Var(VarKind.Param, x.pos, check.pkg, '', gsig));
      args.push(newValue(new Name(x.pos, T.desc), T.sig));
    }
    const renamed = renameTParams(check, pos, sig.tparams, new Tuple(params));
    const err = newError(check, Code.CannotInferTypeArgs);
    const inferred = infer(check, pos, renamed.tparams, targs, renamed.type as Tuple, args, T !== null, err);
    if (inferred === null) {
      if (!err.empty()) err.report();
      x.mode = Mode.Invalid;
      return null;
    }
    targs = inferred;
  }

  x.type = instantiateSignature(check, x.pos, x.expr!, sig, targs, xlist);
  x.mode = Mode.Value;
  return null;
}

/** The signature with its type parameters replaced. That the arguments satisfy the constraints is checked later. */
export function instantiateSignature(
  check: Checker,
  pos: Pos,
  e: Expr,
  sig: Signature,
  targs: readonly Type[],
  xlist: readonly Expr[],
): Signature {
  assert(targs.length === sig.tparams.length, 'one type argument for each type parameter');
  const inst = instance(check, pos, sig, targs, null, check.ctxt) as Signature;
  recordInstance(check, e, targs, inst);
  later(check, () => {
    const bad = verify(check, pos, sig.tparams, targs, check.ctxt);
    if (bad === null) {
      check.mono.recordInstance(check.pkg, pos, sig.tparams, targs, xlist);
      return;
    }
    const at = bad.index < xlist.length ? startPos(xlist[bad.index]!) : pos;
    softErrorf(check, at, Code.InvalidTypeArg, bad.text);
  });
  return inst;
}

function tooManyTypeArguments(check: Checker, at: Expr, got: number, want: number): void {
  errorf(check, at, Code.WrongTypeArgCount, `got ${got} type arguments but want ${want}`);
}

/** Checks a call, a conversion or a use of a built-in. Returns what it is as a statement, see rawExpr. */
export function callExpr(check: Checker, x: Operand, call: CallExpr): number {
  // The type arguments of f[T](x) are combined with those that are inferred from the arguments.
  let inst: IndexExpr | null = null;
  const fun = call.fun;
  if (fun.kind === NodeKind.IndexExpr) {
    if (indexExpr(check, x, fun)) inst = fun;
    x.expr = fun;
    record(check, x);
  } else {
    exprOrType(check, x, fun, true);
  }

  switch (x.mode) {
    case Mode.Invalid:
      useAll(check, call.argList);
      x.expr = call;
      return Statement;

    case Mode.TypExpr:
      nonGeneric(check, null, x);
      if ((x.mode as number) !== Mode.Invalid) conversionCall(check, x, call);
      x.expr = call;
      return Conversion;

    case Mode.Builtin: {
      const id = x.id;
      if (!builtin(check, x, call, id)) x.mode = Mode.Invalid;
      x.expr = call;
      // What is no constant calls something.
      const mode: number = x.mode;
      if (mode !== Mode.Invalid && mode !== Mode.Constant) check.env.hasCallOrRecv = true;
      return builtins[id]!.kind;
    }
    default:
  }

  const callee = under(x.type);
  let sig: Signature;
  if (callee.kind === TypeKind.Signature) {
    sig = callee;
  } else {
    const common = commonUnder(x.type, (t, u) =>
      t === null || u === null || u.kind === TypeKind.Signature ? null : new Reason([t, ' is not a function']),
    );
    if (common.type === null || common.type.kind !== TypeKind.Signature) {
      const cause = common.err!.text(check);
      errorf(check, x, Code.InvalidCall, `${invalidOp}cannot call ${operandText(check, x)}: ${cause}`);
      return invalidCall(x, call);
    }
    sig = common.type;
  }

  const wasGeneric = sig.tparams.length > 0;
  let xlist: readonly Expr[] = [];
  let targs: readonly Type[] = noTypes;
  if (inst !== null) {
    xlist = unpackListExpr(inst.index);
    const list = typeList(check, xlist);
    if (list === null) {
      useAll(check, call.argList);
      return invalidCall(x, call);
    }
    targs = list;
    const got = targs.length;
    const want = sig.tparams.length;
    if (got > want) {
      tooManyTypeArguments(check, xlist[want]!, got, want);
      useAll(check, call.argList);
      return invalidCall(x, call);
    }
    // With all of them there is nothing to infer, and the types are known even if arguments are wrong.
    if (got === want && want > 0) {
      verifyVersionf(check, inst, 18, 'function instantiation');
      sig = instantiateSignature(check, inst.pos, inst, sig, targs, xlist);
      targs = noTypes;
      xlist = [];
    }
  }

  const atargs: (readonly Type[] | null)[] = hasIndexExpr(call.argList) ? [] : noTargs;
  const args = genericExprList(check, call.argList, atargs);
  sig = checkArguments(check, call, sig, targs, xlist, args, atargs);
  if (wasGeneric && sig.tparams.length === 0) {
    recordTypeAndValue(check, fun, Mode.Value, sig, null);
  }

  const results = sig.results.vars;
  switch (results.length) {
    case 0:
      x.mode = Mode.NoValue;
      break;
    case 1:
      x.mode = x.mode === Mode.CgoFunc ? Mode.CommaErr : Mode.Value;
      x.type = results[0]!.type!;
      break;
    default:
      x.mode = Mode.Value;
      x.type = sig.results;
  }
  x.expr = call;
  check.env.hasCallOrRecv = true;
  // Where inference failed the result may still mention type parameters.
  if (sig.tparams.length > 0 && x.mode === Mode.Value && isParameterized(sig.tparams, x.type)) x.mode = Mode.Invalid;
  return Statement;
}

/** Stays empty. */
const noTargs: (readonly Type[] | null)[] = [];

/** Whether an argument may be a generic function with type arguments. */
function hasIndexExpr(list: readonly Expr[]): boolean {
  for (let i = 0; i < list.length; i++) if (list[i]!.kind === NodeKind.IndexExpr) return true;
  return false;
}

function invalidCall(x: Operand, call: CallExpr): number {
  x.mode = Mode.Invalid;
  x.expr = call;
  return Statement;
}

/** Checks T(arg); x is T. */
function conversionCall(check: Checker, x: Operand, call: CallExpr): void {
  const T = x.type;
  const args = call.argList;
  x.mode = Mode.Invalid;
  if (args.length === 0) {
    errorf(check, call, Code.WrongArgCount, `missing argument in conversion to ${typeText(check, T)}`);
    return;
  }
  if (args.length > 1) {
    useAll(check, args);
    const text = `too many arguments in conversion to ${typeText(check, T)}`;
    errorf(check, args[args.length - 1]!, Code.WrongArgCount, text);
    return;
  }
  expr(check, null, x, args[0]!);
  if ((x.mode as number) === Mode.Invalid) return;
  const u = under(T);
  if (u.kind === TypeKind.Interface && !isTypeParam(T) && !isMethodSet(typeSet(u))) {
    const text = `cannot use interface ${typeText(check, T)} in conversion (contains specific type constraints or is comparable)`;
    errorf(check, call, Code.MisplacedConstraintIface, text);
    return;
  }
  if (call.hasDots) {
    errorf(check, args[0]!, Code.BadDotDotDotSyntax, `invalid use of ... in conversion to ${typeText(check, T)}`);
    return;
  }
  conversion(check, x, T);
}

/** The values of a list of expressions; a single one may give several. */
export function exprList(check: Checker, list: readonly Expr[]): Operand[] {
  const n = list.length;
  if (n === 1) {
    const x = new Operand();
    rawExpr(check, null, x, list[0]!, null, false);
    exclude(check, x, (1 << Mode.NoValue) | (1 << Mode.Builtin) | (1 << Mode.TypExpr));
    return unpackValues(x, list[0]!, false);
  }
  const values = new Array<Operand>(n);
  for (let i = 0; i < n; i++) {
    const x = new Operand();
    expr(check, null, x, list[i]!);
    values[i] = x;
  }
  return values;
}

/**
 * Like exprList, but values may be generic functions, also ones of whose type arguments only some are given; these are left
 * in atargs, at the index of the value.
 */
function genericExprList(check: Checker, list: readonly Expr[], atargs: (readonly Type[] | null)[]): Operand[] {
  const values = new Array<Operand>(list.length);
  const single = list.length === 1;
  for (let i = 0; i < list.length; i++) {
    const e = list[i]!;
    const x = new Operand();
    if (e.kind === NodeKind.IndexExpr) {
      if (indexExpr(check, x, e)) {
        // Before Go 1.21 all type arguments had to be there.
        const targs = funcInst(check, null, x.pos, x, e, !allowVersion(check, 21));
        if (targs !== null) {
          while (atargs.length < i) atargs.push(null);
          atargs.push(targs);
          x.expr = e;
        } else {
          record(check, x);
        }
      } else {
        x.expr = e;
        record(check, x);
        exclude(check, x, (1 << Mode.NoValue) | (1 << Mode.Builtin) | (1 << Mode.TypExpr));
      }
    } else if (single) {
      rawExpr(check, null, x, e, null, true);
      exclude(check, x, (1 << Mode.NoValue) | (1 << Mode.Builtin) | (1 << Mode.TypExpr));
      return unpackValues(x, e, false);
    } else {
      genericExpr(check, x, e);
    }
    values[i] = x;
  }
  return values;
}

/**
 * Checks the arguments of a call against the signature, inferring the type arguments of the function, and of arguments that
 * are generic functions themselves. targs and xlist are the type arguments that are given, atargs those given with the
 * arguments. Returns the signature of the call: instantiated, unless there were errors.
 */
export function checkArguments(
  check: Checker,
  call: CallExpr,
  sig: Signature,
  targs: readonly Type[],
  xlist: readonly Expr[],
  args: readonly Operand[],
  atargs: readonly (readonly Type[] | null)[],
): Signature {
  const nargs = args.length;
  const params = sig.params.vars;
  let npars = params.length;
  let sigParams = sig.params;
  let adjusted = false; // sigParams is not sig.params
  if (sig.variadic) {
    if (call.hasDots) {
      if (call.argList.length === 1 && nargs > 1) {
        const text = `cannot use ... with ${nargs}-valued ${exprString(call.argList[0]!)}`;
        errorf(check, call, Code.InvalidDotDotDot, text);
        return sig;
      }
    } else if (nargs >= npars - 1) {
      // One parameter for each argument.
      const last = params[npars - 1]!;
      const elem = (last.type as Slice).elem;
      const vars = params.slice(0, npars - 1);
      while (vars.length < nargs) vars.push(new Var(VarKind.Param, last.pos, last.pkg, last.name, elem));
      sigParams = new Tuple(vars);
      adjusted = true;
      npars = nargs;
    } else {
      npars--; // the rest may be missing
    }
  } else if (call.hasDots) {
    const text = `cannot use ... in call to non-variadic ${exprString(call.fun)}`;
    errorf(check, call, Code.NonVariadicDotDotDot, text);
    return sig;
  }

  if (nargs !== npars) {
    let at: At = call;
    if (nargs > npars) at = args[npars]!.expr!;
    else if (nargs > 0) at = args[nargs - 1]!.expr!;
    const qualifier = nargs > npars ? 'too many' : 'not enough';
    newError(check, Code.WrongArgCount)
      .addf(at, `${qualifier} arguments in call to ${exprString(call.fun)}`)
      .addf(
        0,
        `have ${typesSummary(
          check,
          args.map(a => a.type),
          false,
          call.hasDots,
        )}`,
      )
      .addf(
        0,
        `want ${typesSummary(
          check,
          params.map(v => v.type),
          sig.variadic,
          false,
        )}`,
      )
      .report();
    return sig;
  }

  // All type parameters there are: of the function, then of each generic argument.
  const n = sig.tparams.length;
  let tparams: TypeParam[] | null = null;
  const allTargs: (Type | null)[] = [];
  let genericArgs: number[] | null = null;
  if (n > 0) {
    if (!allowVersion(check, 18)) {
      if (call.fun.kind === NodeKind.IndexExpr) versionErrorf(check, call.fun, 18, 'function instantiation');
      else versionErrorf(check, call, 18, 'implicit function instantiation');
    }
    // A call of a function within itself must not mix up its own type parameters with those of the call.
    const renamed = renameTParams(check, call.pos, sig.tparams, sigParams);
    tparams = renamed.tparams.slice();
    sigParams = renamed.type as Tuple;
    for (const t of targs) allTargs.push(t);
    while (allTargs.length < n) allTargs.push(null);
  }
  for (let i = 0; i < nargs; i++) {
    const arg = args[i]!;
    const type = arg.type;
    if (type.kind !== TypeKind.Signature || type.tparams.length === 0) continue;
    // Each gets type parameters of its own, also in f(g, g); the type of g itself must stay as it is.
    const renamed = renameTParams(check, call.pos, type.tparams, cloneSignature(type));
    const asig = renamed.type as Signature;
    asig.tparams = renamed.tparams;
    arg.type = asig;
    tparams ??= [];
    for (const t of renamed.tparams) tparams.push(t);
    const given = i < atargs.length ? atargs[i]! : null;
    if (given !== null) for (const t of given) allTargs.push(t);
    while (allTargs.length < tparams.length) allTargs.push(null);
    genericArgs ??= [];
    genericArgs.push(i);
  }
  if (genericArgs !== null) {
    verifyVersionf(check, args[genericArgs[0]!]!, 21, 'implicitly instantiated function as argument');
  }

  let result = sig;
  if (tparams !== null) {
    const err = newError(check, Code.CannotInferTypeArgs);
    const inferred = infer(check, call.pos, tparams, allTargs, sigParams, args, false, err);
    if (inferred === null) {
      if (!err.empty()) {
        const text = `in call to ${exprString(call.fun)}, ${err.message()}`;
        errorf(check, err.firstPos(), Code.CannotInferTypeArgs, text);
      }
      return sig;
    }
    if (n > 0) {
      const own = inferred.slice(0, n);
      result = instantiateSignature(check, call.pos, call.fun, sig, own, xlist);
      sigParams = adjusted
        ? (subst(check, call.pos, sigParams, new SubstMap(tparams.slice(0, n), own), null, check.ctxt) as Tuple)
        : result.params;
    }
    if (genericArgs !== null) {
      let j = n;
      for (const i of genericArgs) {
        const arg = args[i]!;
        const asig = arg.type as Signature;
        const k = j + asig.tparams.length;
        arg.type = instantiateSignature(check, call.pos, arg.expr!, asig, inferred.slice(j, k), []);
        record(check, arg);
        j = k;
      }
    }
  }

  const vars = sigParams.vars;
  for (let i = 0; i < nargs; i++) assignment(check, args[i]!, vars[i]!.type!, 'argument to ', call.fun);
  return result;
}
