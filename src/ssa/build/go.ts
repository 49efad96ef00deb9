// go statements, and what they have in common with defer: function and arguments are evaluated now, the call is done later
// by a function without parameters. A call of such a function needs nothing more; for others a wrapper is made, a closure
// over what was evaluated (gc's gowrap and deferwrap).

import { assert } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import type { CallExpr, CallStmt } from '../../syntax/nodes.ts';
import * as Typ from '../../types/basic.ts';
import type { Builtin } from '../../types/object.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Type } from '../../types/type.ts';
import { Func, type Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import { clean } from '../passes/clean.ts';
import * as Scalar from '../scalar.ts';
import { Builder, type Val } from './builder.ts';
import { builtinCall } from './builtin.ts';
import { emitCall, hiddenPointers, prepareCall } from './call.ts';
import { closureSym, record } from './closure.ts';
import { expr, exprs, typeOf } from './expr.ts';
import { state } from './fn-state.ts';
import { ret } from './func.ts';
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
  const c = prepareCall(b, call);
  const kept: Val[] = c.fn === 0 ? [...c.args] : [b.scalars(Typ.UnsafePointer, [c.fn]), ...c.args];
  const n = kept.length;
  if (c.info.keepAlive) for (const v of hiddenPointers(b, c.args)) kept.push(b.scalars(Typ.UnsafePointer, [v]));
  return wrap(b, s, name, kept, (w, list) => {
    const fn = c.fn === 0 ? 0 : w.as(list[0]!.comps![0]!, b.kindOf(c.fn));
    emitCall(w, {
      op: c.op,
      info: { ...c.info },
      fn,
      args: list.slice(c.fn === 0 ? 0 : 1, n),
      resultTypes: c.resultTypes,
    });
    for (const x of list.slice(n)) w.emit(Op.KeepAlive, Scalar.Void, [x.comps![0]!]);
  });
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
