// go statements, and what they have in common with defer: function and arguments are evaluated now, the call is done later
// by a function without parameters. A call of such a function needs nothing more; for others a wrapper is made, a closure
// over what was evaluated (gc's gowrap and deferwrap). What only makes new memory of evaluated parts is left to the wrapper: the
// slice of a variadic call, interfaces, literals, new(T). So it may be in the wrapper's frame, where the closure outlives this one.

import { assert } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CallExpr, CallStmt, Expr } from '../../syntax/nodes.ts';
import * as Typ from '../../types/basic.ts';
import * as Id from '../../types/builtinid.ts';
import type { Builtin } from '../../types/object.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import type { Signature, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import { Func, type Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import { clean } from '../passes/clean.ts';
import * as Scalar from '../scalar.ts';
import { Builder, type Val } from './builder.ts';
import { builtinCall, builtinId } from './builtin.ts';
import {
  type Arguments,
  argVals,
  emitCall,
  hiddenPointers,
  isTuple,
  keepBoxed,
  paramType,
  prepareCall,
} from './call.ts';
import { closureSym, record } from './closure.ts';
import { expr, exprMulti, exprs, order, typeOf, value } from './expr.ts';
import { state } from './fn-state.ts';
import { ret } from './func.ts';
import { eachElement } from './literal.ts';
import { structOf } from './variables.ts';

/** `go call`. */
export function goStmt(b: Builder, s: CallStmt): void {
  const closure = suspendedCall(b, s);
  b.pos = s.pos;
  b.rtcall('newproc', [closure]);
}

/** A func value, without parameters and results, that does the call of a go or defer statement. */
export function suspendedCall(b: Builder, s: CallStmt): Value {
  const call = unparen(s.call) as CallExpr;
  const name = state(b).unit.info.wraps.get(s);
  if (name === undefined) return expr(b, call.fun).comps![0]!;
  const fun = unparen(call.fun);
  if (fun.mode === Mode.Builtin) {
    const id = builtinOf(fun).builtin;
    const args = exprs(b, call.argList);
    const t = typeOf(b, call);
    return wrap(b, s, name, args, (w, list) => {
      builtinCall(w, id, list, t);
    });
  }
  const parts = new Parts();
  const sig = under(typeOf(b, call.fun)) as Signature; // a call of a function
  const sel = fun.kind === NodeKind.SelectorExpr ? (fun.selection as Selection | null) : null;
  if (sel !== null && sel.kind === SelectionKind.MethodExpr) {
    // The receiver is an argument: the way from it to an embedded one is gone when the method is called.
    parts.order(b, call, sig);
    b.pos = call.pos;
    parts.values(b);
    return wrap(b, s, name, parts.vals.flat(), (w, list) => {
      parts.restore(w, list);
      emitCall(w, prepareCall(w, call));
    });
  }
  const c = prepareCall(b, call, parts);
  const front: Val[] = c.fn === 0 ? [...c.args] : [b.scalars(Typ.UnsafePointer, [c.fn]), ...c.args];
  const kept = [...front, ...parts.vals.flat()];
  const n = kept.length;
  if (c.info.keepAlive) for (const v of hiddenPointers(b, kept)) kept.push(b.scalars(Typ.UnsafePointer, [v]));
  return wrap(b, s, name, kept, (w, list) => {
    const fn = c.fn === 0 ? 0 : w.as(list[0]!.comps![0]!, b.kindOf(c.fn));
    const args = list.slice(c.fn === 0 ? 0 : 1, front.length);
    parts.restore(w, list.slice(front.length, n));
    args.push(...argVals(w, call, sig));
    emitCall(w, { op: c.op, info: { ...c.info }, fn, args, resultTypes: c.resultTypes });
    for (const x of list.slice(n)) w.emit(Op.KeepAlive, Scalar.Void, [x.comps![0]!]);
  });
}

/** The parts of a call's arguments that are evaluated where its statement stands. */
class Parts implements Arguments {
  private readonly exprs: Expr[] = [];
  /** By expression: its value, or the results of a call. */
  readonly vals: Val[][] = [];

  order(b: Builder, e: CallExpr, sig: Signature): void {
    e.argList.forEach((a, i) => {
      this.part(b, a, isTuple(a) ? null : paramType(sig, i, e.hasDots));
    });
  }

  /** Nothing is passed yet. */
  values(b: Builder): Val[] {
    for (const x of this.exprs) this.vals.push(isTuple(x) ? exprMulti(b, x) : [value(b, x)]);
    return [];
  }

  /** Gives a wrapper the values of the parts. */
  restore(w: Builder, list: readonly Val[]): void {
    let at = 0;
    this.exprs.forEach((x, i) => {
      w.ordered.set(x, list.slice(at, (at += this.vals[i]!.length)));
    });
  }

  /** Orders e, of which `to` is made, or the parts of it. */
  private part(b: Builder, e0: Expr, to: Type | null): void {
    const e = unparen(e0);
    if (e.constant !== null || e.mode === Mode.NilValue || isNew(e)) return;
    if (e.kind === NodeKind.CompositeLit && eachElement(b, e, (x, t) => this.part(b, x, t))) return;
    order(b, e);
    if (to !== null) keepBoxed(b, e, to);
    this.exprs.push(e);
  }
}

/** Whether e is new(T), which evaluates nothing. */
function isNew(e: Expr): boolean {
  return e.kind === NodeKind.CallExpr && builtinId(e) === Id.New && e.argList[0]!.mode === Mode.TypExpr;
}

function builtinOf(fun: CallExpr['fun']): Builtin {
  const name = 'sel' in fun ? fun.sel : fun;
  assert('obj' in name, 'a built-in has a name');
  return name.obj as Builtin;
}

/** A closure over values that does what `body` emits, given these values again. */
function wrap(
  b: Builder,
  s: CallStmt,
  name: string,
  values: readonly Val[],
  body: (w: Builder, values: readonly Val[]) => void,
): Value {
  const { p } = b;
  const { unit } = state(b);
  const sym = closureSym(b, name, null);
  const f = new Func(sym, p.sig(null, [], []), p.info);
  f.pos = s.pos;
  f.endPos = s.pos;
  f.wrapper = true;
  f.isClosure = true;
  f.dupok = unit.dupok;
  unit.funcs.push(f);
  const w = new Builder(p, f, b.subst);
  w.pos = (unparen(s.call) as CallExpr).pos;
  // Constants need not be kept.
  const kept = values.filter(x => !isConstant(b, x));
  const t = structOf([Typ.Uintptr, ...kept.map(x => x.type)] as Type[]);
  const context = kept.length === 0 ? 0 : w.emit(Op.ClosurePtr, Scalar.Ptr, []);
  f.needsContext = kept.length > 0;
  let i = 0;
  const again = values.map(x => {
    if (isConstant(b, x))
      return w.scalars(
        x.type,
        x.comps!.map(v => copyConstant(b, w, v)),
      );
    return w.loadVal(x.type, w.offPtr(context, p.layouts.fieldOffset(t, ++i)));
  });
  body(w, again);
  ret(w, []);
  clean(p, f);
  return record(b, sym, t, kept);
}

function isConstant(b: Builder, x: Val): boolean {
  return x.comps !== null && x.comps.every(v => isConstantOp(b.f.op[v]!));
}

function isConstantOp(op: number): boolean {
  return op === Op.ConstInt || op === Op.ConstFloat || op === Op.SymAddr;
}

function copyConstant(b: Builder, w: Builder, v: Value): Value {
  const { f } = b;
  return w.emit(f.op[v]!, b.kindOf(v), [], f.aux[v]!, f.lo[v]!, f.hi[v]!);
}
