// Assignments. What the left side needs (pointers, indices) is ordered before the right side, but checked, as gc does, when the
// store happens.

import { assert } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import type { Obj, Var } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import { identical, isInteger, isString } from '../../types/predicates.ts';
import type { Selection } from '../../types/selection.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as VarKind from '../../types/varkind.ts';
import * as Typ from '../../types/basic.ts';
import { compare } from '../../constant/operate.ts';
import { makeInt64, type Value as Constant } from '../../constant/value.ts';
import * as BuiltinId from '../../types/builtinid.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Value } from '../func.ts';
import type { Builder, Val, VarHome } from './builder.ts';
import { Assigned } from './assigned.ts';
import { append, builtinId } from './builtin.ts';
import { keepBoxed } from './call.ts';
import { constVal } from './const.ts';
import { convertForAssign } from './convert.ts';
import { commaOk, exprMulti, keep, load, locate, order, shiftCount, typeOf, value } from './expr.ts';
import { checkArrayIndex } from './index-expr.ts';
import { keyFor, mapAssign, mapIndex, mapTypeOf, orderKey } from './map.ts';
import { arith, concat, concatOperands, shift } from './operator.ts';

function isBlank(e: Expr): boolean {
  return e.kind === NodeKind.Name && e.value === '_';
}

/** `order` for the left side of an assignment. */
function orderLhs(b: Builder, lhs: Expr): void {
  const e = unparen(lhs);
  if (e.kind === NodeKind.IndexExpr && mapTypeOf(typeOf(b, e.x)) !== null) {
    order(b, e.x);
    order(b, e.index);
    orderKey(b, e);
  } else if (!isBlank(e)) order(b, e);
}

/** Assigns x, converted as for assignment, to the variable, map entry or blank that lhs is. */
export function assign(b: Builder, lhs: Expr, x: Val): void {
  const e = unparen(lhs);
  if (isBlank(e)) return;
  orderLhs(b, e);
  const saved = b.pos;
  if (e.kind === NodeKind.IndexExpr) {
    const t = mapTypeOf(typeOf(b, e.x));
    if (t !== null) {
      const m = value(b, e.x);
      const k = keyFor(b, m, e.index);
      b.storeVal(mapAssign(b, m, k), convertForAssign(b, x, t.elem));
      return;
    }
  }
  const v = convertForAssign(b, x, typeOf(b, e));
  const part = ssaPart(b, e);
  if (part !== null) {
    if (v.comps !== null) v.comps.forEach((c, i) => b.writeVariable(part.home.first + part.first + i, c));
  } else {
    const at = locate(b, e);
    assert(at.comps === null, 'a variable with an address');
    b.storeVal(at.addr, v);
  }
  b.pos = saved;
}

/** A variable in SSA, or a part of one, from component `first` on. */
interface Part {
  readonly home: VarHome;
  readonly first: number;
  readonly type: Type;
}

/** The part of a variable in SSA that e is, after the checks of its indices; null for what lies in memory. */
function ssaPart(b: Builder, e0: Expr): Part | null {
  const e = unparen(e0);
  return isSSA(b, e) ? partOf(b, e) : null;
}

function isSSA(b: Builder, e0: Expr): boolean {
  const e = unparen(e0);
  switch (e.kind) {
    case NodeKind.Name: {
      const obj = e.obj as Obj;
      if (obj.kind !== ObjKind.Var) return false;
      const home = b.homes.get(obj);
      return home !== undefined && home.comps !== null;
    }
    case NodeKind.SelectorExpr: {
      const sel = e.selection as Selection | null;
      return sel !== null && !sel.indirect && under(typeOf(b, e.x)).kind !== TypeKind.Pointer && isSSA(b, e.x);
    }
    case NodeKind.IndexExpr:
      return under(typeOf(b, e.x)).kind === TypeKind.Array && isSSA(b, e.x);
    default:
      return false;
  }
}

function partOf(b: Builder, e0: Expr): Part {
  const e = unparen(e0);
  if (e.kind === NodeKind.Name) {
    const obj = e.obj as Obj;
    assert(obj.kind === ObjKind.Var, 'a variable');
    const home = b.homes.get(obj)!;
    return { home, first: 0, type: home.type };
  }
  if (e.kind === NodeKind.SelectorExpr) {
    const base = partOf(b, e.x);
    const { home } = base;
    let { first, type } = base;
    for (const i of (e.selection as Selection).index) {
      const s = under(type);
      assert(s.kind === TypeKind.Struct, 'a field of a struct');
      for (let k = 0; k < i; k++) first += b.components(s.fields[k]!.type!)!.length;
      type = s.fields[i]!.type!;
    }
    return { home, first, type };
  }
  assert(e.kind === NodeKind.IndexExpr, 'a part of a variable');
  const { home, first, type } = partOf(b, e.x);
  const array = under(type);
  assert(array.kind === TypeKind.Array, 'an element of an array');
  const saved = b.pos;
  b.pos = e.pos;
  checkArrayIndex(b, e.index, array.len);
  b.pos = saved;
  return { home, first, type: array.elem };
}

/** `lhs = rhs`: one or several variables; as many values, a call with several results, or a comma-ok expression. */
export function assignStmtLists(b: Builder, lhs: readonly Expr[], rhs: readonly Expr[]): void {
  if (lhs.length === 1) {
    const [l, r] = [unparen(lhs[0]!), unparen(rhs[0]!)];
    if (appendToEntry(b, l, r) || appendInPlace(b, l, r)) return;
  }
  for (const l of lhs) orderLhs(b, l);
  if (lhs.length !== rhs.length) {
    assert(rhs.length === 1, 'several values come from one expression');
    const e = unparen(rhs[0]!);
    const vals = e.kind === NodeKind.CallExpr ? exprMulti(b, e) : commaOk(b, e);
    assignAll(b, lhs, vals);
    return;
  }
  rhs.forEach((r, i) => {
    order(b, r);
    const l = unparen(lhs[i]!);
    if (!isBlank(l)) keepBoxed(b, r, typeOf(b, l));
  });
  if (lhs.length === 1) {
    const x = value(b, rhs[0]!);
    assign(b, lhs[0]!, mayOverlap(lhs[0]!, rhs[0]!, x) ? b.stable(x) : x);
    return;
  }
  const assigned = new Assigned(b);
  const early = rhs.map((r, i) => {
    const l = unparen(lhs[i]!);
    saveOperands(b, l, assigned);
    const x = assigned.affects(r) ? b.stable(converted(b, r, l)) : null;
    assigned.add(l);
    return x;
  });
  lhs.forEach((l, i) => {
    const x = early[i]!;
    if (x === null) assignLate(b, unparen(l), rhs[i]!);
    else assign(b, l, x);
  });
}

/** One of several assignments whose value was not needed before the first: gc makes a map entry before it evaluates the value. */
function assignLate(b: Builder, l: Expr, r: Expr): void {
  const t = l.kind === NodeKind.IndexExpr ? mapTypeOf(typeOf(b, l.x)) : null;
  if (l.kind === NodeKind.IndexExpr && t !== null) {
    orderLhs(b, l);
    const m = value(b, l.x);
    const slot = mapAssign(b, m, b.stable(keyFor(b, m, l.index)));
    b.storeVal(slot, converted(b, r, l));
    return;
  }
  const x = converted(b, r, l);
  assign(b, l, mayOverlap(l, r, x) ? b.stable(x) : x);
}

/** The value of r, converted as for the assignment to l. */
function converted(b: Builder, r: Expr, l: Expr): Val {
  const x = value(b, r);
  return isBlank(l) ? x : convertForAssign(b, x, typeOf(b, l));
}

/**
 * The values of a return statement, or of a declaration, with as many expressions as variables: as for an assignment to them,
 * in which the first are evaluated last where they may not have changed what comes after them.
 */
export function valuesInTurn(b: Builder, vars: readonly (Var | null)[], rhs: readonly Expr[]): Val[] {
  rhs.forEach((r, i) => {
    order(b, r);
    const v = vars[i]!;
    if (v !== null) keepBoxed(b, r, b.subst(v.type!));
  });
  const assigned = new Assigned(b);
  const early = rhs.map((r, i) => {
    const v = vars[i]!;
    // A result that is returned as it is.
    if (v !== null && v.varKind === VarKind.Result && isName(r, v)) return null;
    const x = assigned.affects(r) ? value(b, r) : null;
    if (v !== null) assigned.addVar(v);
    return x;
  });
  return early.map((x, i) => x ?? value(b, rhs[i]!));
}

function isName(e0: Expr, v: Var): boolean {
  const e = unparen(e0);
  return e.kind === NodeKind.Name && e.obj === v;
}

/** `m[k] = append(m[k], ...)` looks for the entry once; false for other assignments. */
function appendToEntry(b: Builder, l: Expr, r: Expr): boolean {
  if (l.kind !== NodeKind.IndexExpr || r.kind !== NodeKind.CallExpr || builtinId(r) !== BuiltinId.Append) return false;
  const args = r.argList;
  if (args.length < 2 || mapTypeOf(typeOf(b, l.x)) === null || !isSame(b, l, args[0]!)) return false;
  const added = args.slice(1);
  if (added.some(a => a.mode === Mode.NilValue)) return false;
  orderLhs(b, l);
  // As gc: variables are read when the entry is made, other operands before what is added.
  if (unparen(l.x).kind !== NodeKind.Name) keep(b, l.x);
  if (unparen(l.index).kind !== NodeKind.Name) keep(b, l.index);
  for (const a of added) order(b, a);
  // What panics must not make an entry.
  for (const a of added) keep(b, a);
  const m = value(b, l.x);
  const k = b.stable(keyFor(b, m, l.index));
  const t = typeOf(b, l);
  const saved = b.pos;
  const slot = mapAssign(b, m, k);
  b.pos = r.pos;
  const x = append(b, [b.loadVal(t, slot), ...added.map(a => value(b, a))], t, r.hasDots);
  b.pos = saved;
  b.storeVal(slot, x);
  return true;
}

/** `s = append(s, x)` where s lies in memory: its length is written, and the rest only when it grows. False for other assignments. */
function appendInPlace(b: Builder, l: Expr, r: Expr): boolean {
  if (r.kind !== NodeKind.CallExpr || r.hasDots || builtinId(r) !== BuiltinId.Append) return false;
  const args = r.argList;
  if (args.length < 2 || b.ordered.has(r) || !isSame(b, l, args[0]!) || isSSA(b, l)) return false;
  if (l.kind === NodeKind.IndexExpr && mapTypeOf(typeOf(b, l.x)) !== null) return false;
  const t = typeOf(b, l);
  // What is added may hold the variable itself, which is written first.
  const added = args.slice(1);
  if (added.some(a => mayHold(b, a))) return false;
  orderLhs(b, l);
  for (const a of args) order(b, a);
  const saved = b.pos;
  b.pos = r.pos;
  const vals = args.map(a => value(b, a));
  const at = locate(b, l);
  assert(at.comps === null, 'a variable with an address');
  append(b, vals, t, false, at.addr);
  b.pos = saved;
  return true;
}

/** Whether e is read from memory as a whole when it is stored, and may have slices in it. */
function mayHold(b: Builder, e: Expr): boolean {
  if (unparen(e).mode !== Mode.Variable) return false;
  const t = typeOf(b, e);
  return b.components(t) === null && b.p.layouts.hasPointers(t);
}

/** Whether two expressions give the same value when nothing happens between them, and have no effects. */
export function isSame(b: Builder, x0: Expr, y0: Expr): boolean {
  const x = unparen(x0);
  const y = unparen(y0);
  if (x.constant !== null || y.constant !== null) {
    if (x.constant === null || y.constant === null || !identical(typeOf(b, x), typeOf(b, y))) return false;
    const [c, d] = [x.constant as Constant, y.constant as Constant];
    return c.kind === d.kind && compare(c, Operator.Eql, d);
  }
  switch (x.kind) {
    case NodeKind.Name:
      return y.kind === NodeKind.Name && x.obj === y.obj && (x.obj as Obj | null)?.kind === ObjKind.Var;
    case NodeKind.SelectorExpr: {
      if (y.kind !== NodeKind.SelectorExpr) return false;
      const [s, t] = [x.selection as Selection | null, y.selection as Selection | null];
      if (s === null || t === null) return s === t && x.sel.obj === y.sel.obj;
      return s.obj.kind === ObjKind.Var && s.obj === t.obj && isSame(b, x.x, y.x);
    }
    case NodeKind.IndexExpr:
      return y.kind === NodeKind.IndexExpr && isSame(b, x.x, y.x) && isSame(b, x.index, y.index);
    case NodeKind.Operation:
      if (y.kind !== NodeKind.Operation || x.op !== y.op || x.op === Operator.Recv || x.op === Operator.And)
        return false;
      if (x.y === null || y.y === null) return x.y === y.y && isSame(b, x.x, y.x);
      return isSame(b, x.x, y.x) && isSame(b, x.y, y.y);
    default:
      return false;
  }
}

/** Arrays behind pointers that were made from slices may overlap in part. */
function mayOverlap(lhs: Expr, rhs: Expr, x: Val): boolean {
  if (x.comps !== null) return false;
  const t = under(x.type);
  return (
    t.kind === TypeKind.Array && t.len > 1 && isDeref(lhs) && (isDeref(rhs) || unparen(rhs).kind === NodeKind.CallExpr)
  );
}

function isDeref(e0: Expr): boolean {
  const e = unparen(e0);
  return e.kind === NodeKind.Operation && e.op === Operator.Mul && e.y === null;
}

/** Assigns to several variables at once. */
export function assignAll(b: Builder, lhs: readonly Expr[], vals0: readonly Val[]): void {
  const vals = vals0.map(x => b.stable(x));
  for (const l of lhs) orderLhs(b, l);
  const assigned = new Assigned(b);
  for (const l of lhs) {
    saveOperands(b, l, assigned);
    assigned.add(l);
  }
  lhs.forEach((l, i) => {
    assign(b, l, vals[i]!);
  });
}

/** Reads the pointers and indices of a left side now that earlier assignments of the statement may change. */
function saveOperands(b: Builder, lhs: Expr, assigned: Assigned): void {
  const save = (x: Expr): void => {
    if (assigned.affects(x)) keep(b, x);
  };
  let e = unparen(lhs);
  for (;;) {
    switch (e.kind) {
      case NodeKind.IndexExpr:
        save(e.index);
        if (under(typeOf(b, e.x)).kind === TypeKind.Array) {
          e = unparen(e.x);
          continue;
        }
        save(e.x);
        return;
      case NodeKind.SelectorExpr: {
        const sel = e.selection as Selection | null;
        if (sel === null) return;
        if (sel.indirect || under(typeOf(b, e.x)).kind === TypeKind.Pointer) {
          save(e.x);
          return;
        }
        e = unparen(e.x);
        continue;
      }
      case NodeKind.Operation:
        if (e.y === null && e.op === Operator.Mul) save(e.x);
        return;
      default:
        return;
    }
  }
}

/** `lhs op= rhs`; a null rhs is the 1 of x++ and x--. */
export function assignOp(b: Builder, op: Operator.Kind, lhs: Expr, rhs: Expr | null): void {
  const e = unparen(lhs);
  orderLhs(b, e);
  if (rhs !== null) order(b, rhs);
  const t = typeOf(b, e);
  if (e.kind === NodeKind.IndexExpr && mapTypeOf(typeOf(b, e.x)) !== null) {
    const m = value(b, e.x);
    const k = b.stable(keyFor(b, m, e.index));
    // What panics must not make an entry.
    if (rhs !== null) keep(b, rhs);
    let x: Val;
    let slot: Value;
    if ((op === Operator.Div || op === Operator.Rem) && isInteger(t)) {
      x = combine(b, op, load(b, mapIndex(b, m, k)), rhs, t);
      slot = mapAssign(b, m, k);
    } else {
      slot = mapAssign(b, m, k);
      x = combine(b, op, b.loadVal(t, slot), rhs, t);
    }
    b.storeVal(slot, x);
    return;
  }
  if (isSSA(b, e)) {
    const part = partOf(b, e);
    const comps = b.components(t)!;
    const now = b.scalars(
      t,
      comps.map((_, i) => b.readVariable(part.home.first + part.first + i)),
    );
    const x = combine(b, op, now, rhs, t);
    x.comps!.forEach((c, i) => {
      b.writeVariable(part.home.first + part.first + i, c);
    });
    return;
  }
  const at = locate(b, e);
  b.storeVal(at.addr, combine(b, op, load(b, at), rhs, t));
}

/** x op rhs, which is ordered. */
function combine(b: Builder, op: Operator.Kind, x: Val, rhs: Expr | null, t: Type): Val {
  if (rhs === null) return arith(b, op, x, constVal(b, makeInt64(1), t), t, true);
  if (op === Operator.Shl || op === Operator.Shr) return shift(b, op, x, shiftCount(b, rhs), t, rhs.constant !== null);
  if (op === Operator.Add && isString(t)) {
    const list = [convertForAssign(b, x, Typ.String)];
    concatOperands(b, rhs, list);
    return concat(b, list, t);
  }
  return arith(b, op, x, value(b, rhs), t, rhs.constant !== null);
}
