// Expressions: typed syntax to values.
//
// Evaluation order is gc's (walk/order.go). What calls, receives, slices, asserts or is && or || happens first, in order, and
// its value is kept in `b.ordered` until the expression that it stands in is evaluated; everything else (variables, fields,
// elements, arithmetic, conversions) is read only then. So `order` goes over an expression before `value` does.

import { toInt } from '../../constant/convert.ts';
import { boolVal, type Value as Constant } from '../../constant/value.ts';
import { assert, unreachable } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr, IndexExpr, Name, Operation } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import * as Typ from '../../types/basic.ts';
import type { Func as FuncObj, Obj } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';
import { defaultType, isInteger, isString } from '../../types/predicates.ts';
import type { Instance } from '../../types/recording.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as VarKind from '../../types/varkind.ts';
import * as AllocKind from '../allockind.ts';
import type { Block, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { callExpr, orderCall } from './call.ts';
import { funcLit } from './closure.ts';
import { compareOp, equalOr } from './compare.ts';
import { constVal } from './const.ts';
import { typeAssert, typeAssertOk } from './iface.ts';
import { indexLocate, sliceExpr } from './index-expr.ts';
import { compositeLit, literalAddr, orderLiteral } from './literal.ts';
import { keyFor, mapIndex, mapIndexOk, mapTypeOf, orderEntry, orderKey } from './map.ts';
import { arith, concat, concatOperands, shift, unary } from './operator.ts';
import { fieldLocate, methodExpr, methodValue } from './select-expr.ts';

/** The type recorded on e, type arguments substituted; untyped ones (but nil) become their default type. */
export function typeOf(b: Builder, e: Expr): Type {
  return defaultType(b.subst(e.type as Type));
}

/**
 * Does what gc does first in an expression, in order: calls, receives, && and ||, and so on; their values are kept until `expr`
 * reads them. For a list of operands, order all of them before the first `expr`.
 */
export function order(b: Builder, e: Expr): void {
  if (e.constant !== null || e.mode === Mode.TypExpr || e.mode === Mode.Builtin || b.ordered.has(e)) return;
  switch (e.kind) {
    case NodeKind.ParenExpr:
      order(b, e.x);
      return;
    case NodeKind.SelectorExpr: {
      const sel = e.selection as Selection | null;
      if (sel !== null && sel.kind !== SelectionKind.MethodExpr) order(b, e.x);
      return;
    }
    case NodeKind.IndexExpr:
      if (isInstance(e)) return;
      order(b, e.x);
      order(b, e.index);
      orderEntry(b, e);
      return;
    case NodeKind.SliceExpr:
      order(b, e.x);
      if (e.lo !== null) order(b, e.lo);
      if (e.hi !== null) order(b, e.hi);
      if (e.max !== null) order(b, e.max);
      keep(b, e);
      return;
    case NodeKind.AssertExpr:
      order(b, e.x);
      if (!b.p.layouts.isDirectIface(typeOf(b, e))) keep(b, e);
      return;
    case NodeKind.Operation:
      if (e.y === null) {
        order(b, e.x);
        if (e.op === Operator.Recv) keep(b, e);
      } else if (e.op === Operator.AndAnd || e.op === Operator.OrOr) {
        keep(b, e);
      } else {
        order(b, e.x);
        order(b, e.y);
      }
      return;
    case NodeKind.CallExpr:
      orderCall(b, e);
      return;
    case NodeKind.CompositeLit:
      orderLiteral(b, e);
      return;
    case NodeKind.KeyValueExpr:
      order(b, e.key);
      order(b, e.val);
      return;
    default:
  }
}

/** Evaluates e now and keeps its value for the expression that it stands in. */
export function keep(b: Builder, e0: Expr): void {
  // Whoever asks for it may ask for what is within parentheses.
  const e = unparen(e0);
  if (e.constant !== null || b.ordered.has(e)) return;
  b.ordered.set(e, [b.stable(value(b, e))]);
}

/** The value of e. */
export function expr(b: Builder, e: Expr): Val {
  order(b, e);
  return value(b, e);
}

/** The values of several operands: all are ordered before the first is read. Those in memory are not copied. */
export function exprs(b: Builder, list: readonly Expr[]): Val[] {
  for (const e of list) order(b, e);
  return list.map(e => value(b, e));
}

/** The values of a call with any number of results (none for a statement), or of one expression. */
export function exprMulti(b: Builder, e0: Expr): Val[] {
  const e = unparen(e0);
  order(b, e);
  const known = b.ordered.get(e);
  if (known !== undefined) {
    b.ordered.delete(e);
    return [...known];
  }
  return e.kind === NodeKind.CallExpr ? callExpr(b, e) : [value(b, e)];
}

/** The two values of a comma-ok expression: v, ok = m[k], <-c, x.(T). */
export function commaOk(b: Builder, e0: Expr): [Val, Val] {
  const e = unparen(e0);
  const saved = b.pos;
  let v: Val;
  let ok: Value;
  if (e.kind === NodeKind.AssertExpr) {
    const x = expr(b, e.x);
    b.pos = e.pos;
    [v, ok] = typeAssertOk(b, x, typeOf(b, e.assertType));
  } else if (e.kind === NodeKind.IndexExpr) {
    order(b, e.x);
    order(b, e.index);
    orderKey(b, e);
    const m = value(b, e.x);
    const k = keyFor(b, m, e.index);
    b.pos = e.pos;
    [v, ok] = mapIndexOk(b, m, k);
  } else {
    assert(e.kind === NodeKind.Operation && e.op === Operator.Recv, 'a comma-ok expression');
    const c = expr(b, e.x);
    b.pos = e.pos;
    const addr = receiveTemp(b, elemOf(c.type));
    ok = b.rtcall('chanrecv2', [c.comps![0]!, addr])[0]!;
    v = b.loadVal(elemOf(c.type), addr);
  }
  b.pos = saved;
  return [v, b.scalars(Typ.Bool, [ok])];
}

function elemOf(chan: Type): Type {
  const u = under(chan);
  assert(u.kind === TypeKind.Chan, 'a channel');
  return u.elem;
}

function receiveTemp(b: Builder, t: Type): Value {
  const addr = b.alloc(t, AllocKind.Temp);
  b.zeroAt(t, addr, true);
  return addr;
}

/** Evaluates e for its effects. */
export function discard(b: Builder, e0: Expr): void {
  const e = unparen(e0);
  if (e.kind === NodeKind.Operation && e.op === Operator.Recv && e.y === null) {
    const c = expr(b, e.x);
    const saved = b.pos;
    b.pos = e.pos;
    b.rtcall('chanrecv1', [c.comps![0]!, b.nil()]);
    b.pos = saved;
    return;
  }
  if (e.kind === NodeKind.CallExpr) exprMulti(b, e);
  else if (e.mode !== Mode.NoValue) expr(b, e);
}

/** Ends the block at hand with a branch on the boolean e, with short circuits; nothing is at hand then. */
export function cond(b: Builder, e: Expr, yes: Block, no: Block): void {
  if (e.constant !== null) {
    b.jump(boolVal(e.constant as Constant) ? yes : no);
    return;
  }
  if (e.kind === NodeKind.ParenExpr) {
    cond(b, e.x, yes, no);
    return;
  }
  if (e.kind === NodeKind.Operation && !b.ordered.has(e)) {
    switch (e.op) {
      case Operator.Not:
        cond(b, e.x, no, yes);
        return;
      case Operator.AndAnd:
      case Operator.OrOr: {
        const rest = b.newBlock();
        if (e.op === Operator.AndAnd) cond(b, e.x, rest, no);
        else cond(b, e.x, yes, rest);
        b.startSealed(rest);
        cond(b, e.y!, yes, no);
        return;
      }
      case Operator.Eql:
      case Operator.Neq: {
        order(b, e.x);
        order(b, e.y!);
        const x = value(b, e.x);
        const y = value(b, e.y!);
        b.pos = e.pos;
        equalOr(b, x, y, e.op === Operator.Eql ? no : yes);
        b.jump(e.op === Operator.Eql ? yes : no);
        return;
      }
      default:
    }
  }
  b.branch(expr(b, e).comps![0]!, yes, no);
}

/** The address of the variable that e is. */
export function addr(b: Builder, e0: Expr): Value {
  const e = unparen(e0);
  order(b, e);
  if (e.kind === NodeKind.CompositeLit) return literalAddr(b, e, typeOf(b, e));
  const x = locate(b, e);
  assert(x.comps === null, 'a variable with an address');
  return x.addr;
}

/** e, ordered: its value, but where it lies in memory only its address, whatever its type. `load` gives the value. */
export function locate(b: Builder, e: Expr): Val {
  if (b.ordered.has(e) || e.constant !== null) return value(b, e);
  switch (e.kind) {
    case NodeKind.ParenExpr:
      return locate(b, e.x);
    case NodeKind.Name:
      return e.mode === Mode.NilValue ? b.zero(typeOf(b, e)) : named(b, e, e);
    case NodeKind.SelectorExpr: {
      const sel = e.selection as Selection | null;
      if (sel === null) return named(b, e, e.sel);
      const saved = b.pos;
      b.pos = e.pos;
      const x =
        sel.kind === SelectionKind.FieldVal
          ? fieldLocate(b, e, sel)
          : sel.kind === SelectionKind.MethodVal
            ? methodValue(b, e)
            : methodExpr(b, e, sel);
      b.pos = saved;
      return x;
    }
    case NodeKind.IndexExpr: {
      if (isInstance(e)) return locate(b, e.x);
      const saved = b.pos;
      b.pos = e.pos;
      const m = mapTypeOf(typeOf(b, e.x));
      let x: Val;
      if (m !== null) {
        const map = value(b, e.x);
        x = mapIndex(b, map, keyFor(b, map, e.index));
      } else {
        x = indexLocate(b, e);
      }
      b.pos = saved;
      return x;
    }
    case NodeKind.Operation:
      if (e.op === Operator.Mul && e.y === null) {
        const p = value(b, e.x);
        const saved = b.pos;
        b.pos = e.pos;
        const x = deref(b, p);
        b.pos = saved;
        return x;
      }
      return value(b, e);
    default:
      return value(b, e);
  }
}

/** What p, a pointer, points to. */
export function deref(b: Builder, p: Val): Val {
  const u = under(p.type);
  assert(u.kind === TypeKind.Pointer, 'a pointer');
  b.emit(Op.NilCheck, Scalar.Void, [p.comps![0]!]);
  return b.inMemory(u.elem, p.comps![0]!);
}

/** The value of what was located. */
export function load(b: Builder, x: Val): Val {
  return x.comps === null ? b.loadVal(x.type, x.addr) : x;
}

/** The value of e where nobody keeps it and nothing is written before it is used: a string made of bytes is the bytes themselves. */
function transient(b: Builder, e0: Expr): Val {
  const e = unparen(e0);
  if (e.kind === NodeKind.CallExpr && e.fun.mode === Mode.TypExpr && e.constant === null && !b.ordered.has(e)) {
    const arg = e.argList[0]!;
    const from = under(typeOf(b, arg));
    if (isString(typeOf(b, e)) && from.kind === TypeKind.Slice && b.p.layouts.size(from.elem) === 1) {
      return b.scalars(typeOf(b, e), value(b, arg).comps!.slice(0, 2));
    }
  }
  return value(b, e0);
}

/** The value of e, which is ordered. */
export function value(b: Builder, e: Expr): Val {
  const x = valueOf(b, e);
  if (x.pos === 0) x.pos = e.pos;
  return x;
}

function valueOf(b: Builder, e: Expr): Val {
  const known = b.ordered.get(e);
  if (known !== undefined) {
    b.ordered.delete(e);
    return known[0]!;
  }
  if (e.constant !== null) return constVal(b, e.constant as Constant, typeOf(b, e));
  switch (e.kind) {
    case NodeKind.ParenExpr:
      return valueOf(b, e.x);
    case NodeKind.Name:
    case NodeKind.SelectorExpr:
    case NodeKind.IndexExpr:
      return load(b, locate(b, e));
    default:
  }
  const saved = b.pos;
  b.pos = e.pos;
  const x = compute(b, e);
  b.pos = saved;
  return x;
}

function compute(b: Builder, e: Expr): Val {
  switch (e.kind) {
    case NodeKind.FuncLit:
      return funcLit(b, e);
    case NodeKind.CompositeLit:
      return compositeLit(b, e);
    case NodeKind.SliceExpr:
      return sliceExpr(b, e);
    case NodeKind.AssertExpr:
      return typeAssert(b, value(b, e.x), typeOf(b, e));
    case NodeKind.CallExpr:
      return callExpr(b, e)[0]!;
    case NodeKind.Operation:
      return e.y === null ? unaryExpr(b, e) : binaryExpr(b, e, e.y);
    default:
      return unreachable(`an expression of kind ${e.kind}`);
  }
}

/** A shift count, which is ordered; a constant may be written as a float or a complex number. */
export function shiftCount(b: Builder, e: Expr): Val {
  if (e.constant === null || b.ordered.has(e)) return value(b, e);
  const t = typeOf(b, e);
  return constVal(b, toInt(e.constant as Constant), isInteger(t) ? t : Typ.Uint);
}

/** What the name of an object stands for; e is the name, or the selector that qualifies it. */
function named(b: Builder, e: Expr, name: Name): Val {
  const obj = name.obj as Obj;
  if (obj.kind === ObjKind.Func) {
    const { p } = b;
    const t = name.instance === null ? typeOf(b, e) : b.subst((name.instance as Instance).type);
    return b.scalars(t, [b.symAddr(p.funcValue(p.funcSym(obj, instanceArgs(b, name))))]);
  }
  assert(obj.kind === ObjKind.Var, `${name.value} is a variable`);
  if (obj.varKind === VarKind.Package) return b.inMemory(b.subst(obj.type!), b.symAddr(b.p.globalSym(obj)));
  const home = b.homes.get(obj);
  assert(home !== undefined, `the variable ${obj.name} has a home`);
  return home.comps === null ? b.inMemory(home.type, home.addr) : b.readHome(home);
}

/** The type arguments that are recorded for a generic function at its name. */
export function instanceArgs(b: Builder, name: Name): readonly Type[] {
  return name.instance === null ? [] : (name.instance as Instance).targs.map(t => b.subst(t));
}

/** f[T], not x[i]. */
export function isInstance(e: IndexExpr): boolean {
  return funcOf(e) !== null;
}

/** The declared function, and its name, that e calls for; null for everything else. */
export function funcOf(e0: Expr): { readonly fn: FuncObj; readonly name: Name } | null {
  let e = unparen(e0);
  if (e.kind === NodeKind.IndexExpr) e = unparen(e.x);
  let name: Name;
  if (e.kind === NodeKind.Name) name = e;
  else if (e.kind === NodeKind.SelectorExpr && e.selection === null) name = e.sel;
  else return null;
  const obj = name.obj as Obj | null;
  return obj !== null && obj.kind === ObjKind.Func ? { fn: obj, name } : null;
}

function unaryExpr(b: Builder, e: Operation): Val {
  const t = typeOf(b, e);
  switch (e.op) {
    case Operator.And: {
      const x = unparen(e.x);
      if (x.kind === NodeKind.CompositeLit) return b.scalars(t, [literalAddr(b, x, typeOf(b, x))]);
      const at = locate(b, x);
      assert(at.comps === null, 'a variable with an address');
      return b.scalars(t, [b.as(at.addr, b.components(t)![0]!.kind)]);
    }
    case Operator.Mul:
      return load(b, deref(b, value(b, e.x)));
    case Operator.Recv: {
      const c = value(b, e.x);
      const elem = elemOf(c.type);
      const at = receiveTemp(b, elem);
      b.rtcall('chanrecv1', [c.comps![0]!, at]);
      return b.loadVal(elem, at);
    }
    default:
      return unary(b, e.op, value(b, e.x), t);
  }
}

function binaryExpr(b: Builder, e: Operation, ey: Expr): Val {
  const t = typeOf(b, e);
  switch (e.op) {
    case Operator.AndAnd:
    case Operator.OrOr: {
      const result = b.newVariable(Scalar.I8);
      const rest = b.newBlock();
      const short = b.newBlock();
      const done = b.newBlock();
      if (e.op === Operator.AndAnd) cond(b, e.x, rest, short);
      else cond(b, e.x, short, rest);
      b.startSealed(rest);
      b.writeVariable(result, expr(b, ey).comps![0]!);
      b.jump(done);
      b.startSealed(short);
      b.writeVariable(result, b.int(e.op === Operator.AndAnd ? 0 : 1, Scalar.I8));
      b.jump(done);
      b.startSealed(done);
      return b.scalars(t, [b.readVariable(result)]);
    }
    case Operator.Shl:
    case Operator.Shr: {
      const x = value(b, e.x);
      return shift(b, e.op, x, shiftCount(b, ey), t, ey.constant !== null);
    }
    case Operator.Eql:
    case Operator.Neq:
    case Operator.Lss:
    case Operator.Leq:
    case Operator.Gtr:
    case Operator.Geq: {
      const strings = isString(typeOf(b, e.x)) && isString(typeOf(b, ey));
      const x = strings ? transient(b, e.x) : value(b, e.x);
      const y = strings ? transient(b, ey) : value(b, ey);
      return b.scalars(t, [compareOp(b, e.op, x, y)]);
    }
    default:
  }
  if (e.op === Operator.Add && isString(t)) {
    const list: Val[] = [];
    concatOperands(b, e, list);
    return concat(b, list, t);
  }
  const x = value(b, e.x);
  const y = value(b, ey);
  return arith(b, e.op, x, y, t, ey.constant !== null);
}
