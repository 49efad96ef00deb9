// Calls of functions, methods, closures and methods of interfaces; conversions and built-ins that look like calls.

import type { Value as Constant } from '../../constant/value.ts';
import { assert } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CallExpr, Expr, SelectorExpr } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import * as Typ from '../../types/basic.ts';
import * as BasicKind from '../../types/basickind.ts';
import { type Func as FuncObj, type Obj, Var } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import * as Mode from '../../types/operand-mode.ts';
import { isInterface, isString } from '../../types/predicates.ts';
import { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import { ArrayT, noTypeParams, Signature, Tuple, type Type } from '../../types/type.ts';
import { unalias, under } from '../../types/under.ts';
import * as VarKind from '../../types/varkind.ts';
import { interfaceMethodOffset } from '../../rtype/descriptor.ts';
import * as AllocKind from '../allockind.ts';
import type { Func, Value } from '../func.ts';
import { intrinsic } from '../lower/intrinsics.ts';
import * as Op from '../op.generated.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import { type CallInfo, MarkIfaceMethod } from '../sig.ts';
import type { Builder, Val } from './builder.ts';
import { builtin, builtinId, orderBuiltin } from './builtin.ts';
import { constVal } from './const.ts';
import { convert, convertForAssign } from './convert.ts';
import { exprMulti, funcOf, instanceArgs, keep, order, typeOf, value } from './expr.ts';
import { ifaceMethod } from './iface.ts';
import { concat, concatOperands } from './operator.ts';
import { bindMethod, type BoundMethod, boundMethod, selectedMethod } from './select-expr.ts';
import { needsMemory } from './variables.ts';

/** `order` for calls, conversions and built-ins. */
export function orderCall(b: Builder, e: CallExpr): void {
  if (e.fun.mode === Mode.TypExpr) {
    const arg = e.argList[0]!;
    order(b, arg);
    const to = typeOf(b, e);
    keepBoxed(b, arg, to);
    const u = under(to);
    // What a call gives as an integer is a pointer before anything else is called.
    const isPointer =
      u.kind === TypeKind.Basic && u.basic === BasicKind.UnsafePointer && unparen(arg).kind === NodeKind.CallExpr;
    if (isPointer || (u.kind === TypeKind.Slice && isString(typeOf(b, arg)))) keep(b, e);
    return;
  }
  const id = builtinId(e);
  if (id >= 0) {
    orderBuiltin(b, e, id);
    return;
  }
  b.ordered.set(e, callExpr(b, e));
}

/** As gc: what is passed by address to the runtime is read where it stands, if it has no address of its own. */
export function keepTemp(b: Builder, e: Expr): void {
  if (!hasAddress(b, e)) keep(b, e);
}

function hasAddress(b: Builder, e0: Expr): boolean {
  let e = unparen(e0);
  for (;;) {
    switch (e.kind) {
      case NodeKind.Name: {
        const obj = e.obj as Obj | null;
        if (obj === null || obj.kind !== ObjKind.Var) return false;
        // A variable that can live in registers, but for parameters, gets none.
        return obj.varKind !== VarKind.Local || needsMemory(b, obj);
      }
      case NodeKind.SelectorExpr: {
        const sel = e.selection as Selection | null;
        if (sel === null) return (e.sel.obj as Obj).kind === ObjKind.Var;
        if (sel.kind !== SelectionKind.FieldVal) return false;
        if (sel.indirect || under(typeOf(b, e.x)).kind === TypeKind.Pointer) return true;
        e = unparen(e.x);
        break;
      }
      case NodeKind.IndexExpr: {
        const u = under(typeOf(b, e.x));
        if (u.kind !== TypeKind.Array) return u.kind === TypeKind.Slice || u.kind === TypeKind.Pointer;
        e = unparen(e.x);
        break;
      }
      case NodeKind.Operation:
        return e.y === null && e.op === Operator.Mul;
      default:
        return false;
    }
  }
}

/** As gc: a value that is passed by address to what makes it an interface is read where it stands. */
export function keepBoxed(b: Builder, e: Expr, to: Type): void {
  if (e.constant !== null || e.mode === Mode.NilValue || !isInterface(to)) return;
  const t = typeOf(b, e);
  const u = under(t);
  if (u.kind === TypeKind.Interface || u.kind === TypeKind.Slice || u.kind === TypeKind.Tuple || isString(u)) return;
  const { size, align, ptrBytes } = b.p.layouts.of(t);
  if (size === align && size > 1 && ptrBytes === 0) return;
  keepTemp(b, e);
}

/** The results of a call, a conversion or a use of a built-in. */
export function callExpr(b: Builder, e: CallExpr): Val[] {
  const saved = b.pos;
  let out: Val[];
  if (e.fun.mode === Mode.TypExpr) {
    const arg = e.argList[0]!;
    const to = typeOf(b, e);
    order(b, arg);
    if (arg.constant !== null && under(to).kind === TypeKind.Basic) {
      // To a type parameter: the constant fits whatever its argument is.
      b.pos = e.pos;
      out = [constVal(b, arg.constant as Constant, to)];
    } else if (isBytesOfSum(b, arg, to)) {
      const list: Val[] = [];
      concatOperands(b, arg, list);
      b.pos = e.pos;
      out = [concat(b, list, to)];
    } else {
      const x = value(b, arg);
      b.pos = e.pos;
      out = [convert(b, x, to)];
    }
    noteComputedPointer(b, e, out[0]!);
  } else {
    const id = builtinId(e);
    if (id >= 0) {
      b.pos = e.pos;
      const x = builtin(b, e, id);
      out = x === null ? [] : [x];
    } else {
      const c = prepareCall(b, e);
      b.pos = e.pos;
      out = emitCall(b, c.op === Op.CallStatic ? c : atSite(b, e, c));
    }
  }
  b.pos = saved;
  return out;
}

/** A call through a pointer, which notes how it is written where a profile may tell what it calls. */
function atSite(b: Builder, e: CallExpr, c: PreparedCall): PreparedCall {
  const { p } = b;
  if (p.profileOf(b.f.sym) === null) return c;
  const fun = p.escapeSink === null ? null : e.fun;
  const site = { iface: c.iface?.type ?? null, method: c.iface?.method ?? -1, fun };
  return { ...c, info: { ...c.info, site } };
}

/**
 * unsafe.Pointer(uintptr(p) + n): the pointer comes from p. Where the conversions do not stand in one expression, escape analysis
 * must not see that it does (internal/abi.NoEscape).
 */
function noteComputedPointer(b: Builder, e: CallExpr, x: Val): void {
  const { f } = b;
  const to = under(x.type);
  if (to.kind !== TypeKind.Basic || to.basic !== BasicKind.UnsafePointer) return;
  const v = x.comps![0]!;
  if (f.op[v] === Op.Bitcast && hasPointer(b, e.argList[0]!)) f.lo[v] = 1;
}

/** Whether arithmetic has the conversion of a pointer among its operands. */
function hasPointer(b: Builder, e0: Expr): boolean {
  const e = unparen(e0);
  if (e.kind === NodeKind.Operation) return hasPointer(b, e.x) || (e.y !== null && hasPointer(b, e.y));
  if (e.kind !== NodeKind.CallExpr || e.fun.mode !== Mode.TypExpr || e.constant !== null) return false;
  const from = under(typeOf(b, e.argList[0]!));
  return (from.kind === TypeKind.Basic && from.basic === BasicKind.UnsafePointer) || hasPointer(b, e.argList[0]!);
}

/** []byte(s1 + s2), which makes no string. */
function isBytesOfSum(b: Builder, e0: Expr, to: Type): boolean {
  const e = unparen(e0);
  if (e.kind !== NodeKind.Operation || e.op !== Operator.Add || e.y === null) return false;
  if (e.constant !== null || b.ordered.has(e) || !isString(typeOf(b, e))) return false;
  const u = under(to);
  return u.kind === TypeKind.Slice && b.p.layouts.size(u.elem) === 1;
}

/**
 * A call whose function and arguments are evaluated (for go and defer: the closure does it later). `args` are what is passed, the
 * receiver first; `fn` is the closure or the interface's code pointer, 0 for a static call.
 */
export interface PreparedCall {
  readonly op: number;
  readonly info: CallInfo;
  readonly fn: Value;
  readonly args: readonly Val[];
  readonly resultTypes: readonly Type[];
  /** Of a call of an interface's method: the interface, and which of its methods in their order. */
  readonly iface?: { readonly type: Type; readonly method: number };
}

/** How arguments are evaluated: `order` for all of them, then what is passed behind the receiver. */
export interface Arguments {
  order(b: Builder, e: CallExpr, sig: Signature): void;
  values(b: Builder, e: CallExpr, sig: Signature): Val[];
}

const whole: Arguments = { order: orderArgs, values: argVals };

/** Evaluates function and arguments of a call that is no built-in and no conversion, with all checks, in gc's order. */
export function prepareCall(b: Builder, e: CallExpr, args: Arguments = whole): PreparedCall {
  const fun = unparen(e.fun);
  const sig = under(typeOf(b, e.fun));
  assert(sig.kind === TypeKind.Signature, 'a function is called');
  const resultTypes = sig.results.vars.map(v => v.type!);
  order(b, fun);
  args.order(b, e, sig);
  const saved = b.pos;
  b.pos = e.pos;
  const { p } = b;

  const declared = funcOf(fun);
  if (declared !== null) {
    const info = p.staticCall(declared.fn, instanceArgs(b, declared.name), sig);
    const passed = args.values(b, e, sig);
    b.pos = saved;
    return { op: Op.CallStatic, info, fn: 0, args: passed, resultTypes };
  }
  const sel = fun.kind === NodeKind.SelectorExpr ? (fun.selection as Selection | null) : null;
  if (sel !== null && sel.kind === SelectionKind.MethodVal) {
    const m = boundMethod(b, fun as SelectorExpr);
    const c = methodCall(b, m, sig, () => args.values(b, e, sig), resultTypes);
    b.pos = saved;
    return c;
  }
  if (sel !== null && sel.kind === SelectionKind.MethodExpr) {
    // The first argument is the receiver.
    const passed = args.values(b, e, sig);
    const recv = b.subst(sel.recv);
    const { fn, index } = selectedMethod(sel, recv, false);
    if (index.length === 1 && isWrapped(recv, fn)) {
      const paramTypes = tail(sig).vars.map(v => v.type!);
      const info = {
        sym: p.methodSym(recv, fn, index),
        sig: p.sig(recv, paramTypes, resultTypes),
        effects: null,
        implicit: false,
        keepAlive: false,
      };
      b.pos = saved;
      return { op: Op.CallStatic, info, fn: 0, args: passed, resultTypes };
    }
    const m = bindMethod(b, passed[0]!, new Selection(SelectionKind.MethodVal, recv, fn, index, sel.indirect));
    const rest = new Signature(null, noTypeParams, tail(sig), sig.results, sig.variadic);
    const c = methodCall(b, m, rest, () => passed.slice(1), resultTypes);
    b.pos = saved;
    return c;
  }
  const closure = value(b, fun).comps![0]!;
  const passed = args.values(b, e, sig);
  b.pos = saved;
  return { op: Op.CallClosure, info: p.indirectCall(sig, false), fn: closure, args: passed, resultTypes };
}

/**
 * A method expression of an interface, or of a pointer to a type whose value has the method, is a function of its own, which says in its
 * own way that it was given nil, and stands in traces.
 */
function isWrapped(recv: Type, fn: FuncObj): boolean {
  if (under(recv).kind === TypeKind.Interface) return true;
  const declared = (fn.type as Signature).recv!.type!; // it is a method
  return unalias(recv).kind === TypeKind.Pointer && unalias(declared).kind !== TypeKind.Pointer;
}

function tail(sig: Signature): Tuple {
  return new Tuple(sig.params.vars.slice(1));
}

function methodCall(
  b: Builder,
  m: BoundMethod,
  sig: Signature,
  argsOf: () => readonly Val[],
  resultTypes: readonly Type[],
): PreparedCall {
  const { p } = b;
  if (m.isInterface) {
    const t = m.recv.type;
    const { code, index } = ifaceMethod(b, m.recv, m.fn.id());
    b.f.marks.push({
      kind: MarkIfaceMethod,
      sym: p.typeSym(t),
      add: interfaceMethodOffset(p.layouts, t, index),
    });
    const data = b.scalars(Typ.UnsafePointer, [m.recv.comps![1]!]);
    const args = [data, ...argsOf()];
    const iface = { type: t, method: index };
    return { op: Op.CallInter, info: p.indirectCall(sig, true), fn: code, args, resultTypes, iface };
  }
  return {
    op: Op.CallStatic,
    info: p.staticCall(m.fn, m.targs, withRecv(sig, m.recv.type)),
    fn: 0,
    args: [m.recv, ...argsOf()],
    resultTypes,
  };
}

/** The signature with a receiver of type t. */
export function withRecv(sig: Signature, t: Type): Signature {
  return new Signature(new Var(VarKind.Recv, 0, null, '', t), noTypeParams, sig.params, sig.results, sig.variadic);
}

/** The type of parameter i as an argument meets it. */
export function paramType(sig: Signature, i: number, spread: boolean): Type {
  const { vars } = sig.params;
  if (!sig.variadic || i < vars.length - 1 || spread) return vars[i]!.type!;
  const last = under(vars[vars.length - 1]!.type!);
  assert(last.kind === TypeKind.Slice, 'the last parameter is a slice');
  return last.elem;
}

/** Whether e is a call with several results. */
export function isTuple(e: Expr): boolean {
  return (e.type as Type).kind === TypeKind.Tuple && e.mode !== Mode.CommaOk && e.mode !== Mode.MapIndex;
}

function orderArgs(b: Builder, e: CallExpr, sig: Signature): void {
  const list = e.argList;
  list.forEach((a, i) => {
    order(b, a);
    if (!isTuple(a)) keepBoxed(b, a, paramType(sig, i, e.hasDots));
  });
}

/** What is passed for the parameters of sig: converted, and packed to a slice for `...`. */
export function argVals(b: Builder, e: CallExpr, sig: Signature): Val[] {
  const list = e.argList;
  let given: Val[];
  if (list.length === 1 && isTuple(list[0]!)) {
    given = exprMulti(b, list[0]!).map((x, i) => convertForAssign(b, x, paramType(sig, i, false)));
  } else {
    given = list.map((a, i) => convertForAssign(b, value(b, a), paramType(sig, i, e.hasDots)));
  }
  if (!sig.variadic || e.hasDots) return given;
  const n = sig.params.vars.length - 1;
  const t = sig.params.vars[n]!.type!;
  given.push(sliceOfVals(b, t, given.splice(n)));
  return given;
}

/** A new slice of type t with these elements; nil for none. */
export function sliceOfVals(b: Builder, t: Type, elems: readonly Val[]): Val {
  if (elems.length === 0) return b.zero(t);
  const u = under(t);
  assert(u.kind === TypeKind.Slice, 'a slice');
  const addr = b.alloc(new ArrayT(u.elem, elems.length), AllocKind.New);
  const size = b.p.layouts.size(u.elem);
  elems.forEach((x, i) => {
    b.storeVal(b.offPtr(addr, i * size), x, true);
  });
  return b.scalars(t, [b.as(addr, b.components(t)![0]!.kind), b.int(elems.length), b.int(elems.length)]);
}

/** Does a prepared call. */
export function emitCall(b: Builder, c: PreparedCall): Val[] {
  const { info } = c;
  const passed: Value[] = [];
  if (c.fn !== 0) {
    if (c.op === Op.CallClosure) b.emit(Op.NilCheck, Scalar.Void, [c.fn]);
    passed.push(c.fn);
  }
  const first = passed.length;
  info.sig.params.forEach((param, i) => {
    const x = c.args[i]!;
    if (param.comps === null) {
      assert(x.comps === null, 'an argument in memory');
      passed.push(x.addr);
    } else {
      assert(x.comps !== null, 'an argument in parts');
      param.comps.forEach((comp, k) => passed.push(b.as(x.comps![k]!, comp.kind)));
    }
  });
  assert(c.args.length === info.sig.params.length, 'one argument for each parameter');
  if (c.op === Op.CallStatic) {
    const name = b.p.syms.names[info.sym]!;
    if (name.startsWith('internal/abi.EscapeNonString[')) {
      escapeNonString(b, c.args[0]!);
      return [];
    }
    const plain = (): Val[] => b.results(b.call(c.op, info, passed), info, c.resultTypes);
    const made = intrinsic(b, name, passed.slice(first), c.resultTypes, plain);
    if (made !== null) return made;
  }
  const results = b.results(b.call(c.op, info, passed), info, c.resultTypes);
  if (info.keepAlive) keepAlive(b, info, c.args);
  return results;
}

/** internal/abi.EscapeNonString: x leaks to the heap, if it holds pointers beside those of strings. It does nothing else. */
function escapeNonString(b: Builder, x: Val): void {
  if (!hasNonStringPointers(b, x.type)) return;
  if (x.comps === null) {
    b.emit(Op.KeepAlive, Scalar.Void, [x.addr], 0, 2);
    return;
  }
  for (const v of x.comps) if (b.kindOf(v) === Scalar.Ptr) b.emit(Op.KeepAlive, Scalar.Void, [v], 0, 1);
}

function hasNonStringPointers(b: Builder, t: Type): boolean {
  if (!b.p.layouts.hasPointers(t) || isString(t)) return false;
  const u = under(t);
  if (u.kind === TypeKind.Struct) return u.fields.some(f => hasNonStringPointers(b, f.type!));
  return u.kind !== TypeKind.Array || hasNonStringPointers(b, u.elem);
}

/** Pointers that are passed as integers are alive during the call; with go:uintptrescapes they leak, too. */
function keepAlive(b: Builder, info: CallInfo, args: readonly Val[]): void {
  const leaks = uintptrEscapes(b, info) ? 1 : 0;
  for (const v of hiddenPointers(b, args)) b.emit(Op.KeepAlive, Scalar.Void, [v], 0, leaks);
}

function uintptrEscapes(b: Builder, info: CallInfo): boolean {
  const recipe = b.p.syms.recipes[info.sym] ?? null;
  const pragma = recipe !== null && recipe.kind === Recipe.Func ? b.p.source.pragma(recipe.fn) : 0;
  return (pragma & PragmaFlag.UintptrEscapes) !== 0;
}

/** The pointers that arguments were converted from. */
export function hiddenPointers(b: Builder, args: readonly Val[]): Value[] {
  const { f } = b;
  const out: Value[] = [];
  const keep = (v: Value): void => {
    if (f.op[v] === Op.Bitcast && f.type[v] === Scalar.I64 && f.type[f.arg(v, 0)] === Scalar.Ptr) out.push(f.arg(v, 0));
  };
  for (const x of args) x.comps?.forEach(keep);
  // The elements of the slice of a variadic call.
  const last = args.length === 0 ? null : args[args.length - 1]!;
  if (last === null || under(last.type).kind !== TypeKind.Slice) return out;
  let base = last.comps![0]!;
  while (f.op[base] === Op.Bitcast) base = f.arg(base, 0);
  const { block } = b;
  if (f.op[base] !== Op.Alloc || block === null) return out;
  const stores = block.values.filter(v => f.op[v] === Op.Store && elementOf(f, f.arg(v, 0), base));
  for (const v of stores) keep(f.arg(v, 1));
  return out;
}

function elementOf(f: Func, addr: Value, base: Value): boolean {
  return addr === base || (f.op[addr] === Op.OffPtr && f.arg(addr, 0) === base);
}
