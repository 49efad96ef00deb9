// Range loops over values. The expression is evaluated once; the variables of the clause are new in each iteration, or, for
// files before go1.22, declared once.

import * as ConstKind from '../../constant/kind.ts';
import { boolVal, int64Val, sign, stringVal, type Value as Constant } from '../../constant/value.ts';
import { unpackListExpr, unparen } from '../../syntax/exprs.ts';
import type { Expr, ForStmt, Name, RangeClause } from '../../syntax/nodes.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import * as Operator from '../../syntax/operator.ts';
import * as Typ from '../../types/basic.ts';
import * as BasicInfo from '../../types/basicinfo.ts';
import type { Obj, Var } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { ArrayT, Chan, MapT, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import { assert, unreachable } from '../../diag/internal-error.ts';
import type { Block, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import { assign, assignAll, isSame } from './assign.ts';
import type { Builder, Val } from './builder.ts';
import { convertForAssign } from './convert.ts';
import { expr, load, locate, order, typeOf } from './expr.ts';
import { state } from './fn-state.ts';
import { zeroTemp } from './func.ts';
import { localVar } from './prepass.ts';
import { rangeFuncStmt } from './rangefunc.ts';
import { stmtList } from './stmt.ts';
import { initVar, varType, zeroVar } from './variables.ts';

/** `for lhs = range x { body }`, `for lhs := range x { body }`. */
export function rangeStmt(b: Builder, s: ForStmt, clause: RangeClause): void {
  const { x } = clause;
  const t = typeOf(b, x);
  const u = under(t);
  if (u.kind === TypeKind.Signature) {
    rangeFuncStmt(b, s, clause);
    return;
  }
  const lhs = new Targets(b, clause);
  switch (u.kind) {
    case TypeKind.Basic:
      if ((u.info & BasicInfo.IsString) !== 0) rangeString(b, s, x, lhs);
      else rangeInt(b, s, x, lhs);
      return;
    case TypeKind.Slice:
      rangeSlice(b, s, x, u.elem, lhs);
      return;
    case TypeKind.Array:
      rangeArray(b, s, x, u, lhs);
      return;
    case TypeKind.Pointer:
      rangeArrayPointer(b, s, x, under(u.elem) as ArrayT, lhs);
      return;
    case TypeKind.Map:
      rangeMap(b, s, x, u, lhs);
      return;
    case TypeKind.Chan:
      rangeChan(b, s, x, u, lhs);
      return;
    default:
      unreachable('a type that is ranged over');
  }
}

/** The left side of a range clause. */
class Targets {
  private readonly b: Builder;
  /** Null where there is none, or a blank. */
  readonly key: Expr | null;
  readonly val: Expr | null;
  private readonly def: boolean;
  /** Variables are declared once. */
  private readonly shared: boolean;

  constructor(b: Builder, clause: RangeClause) {
    this.b = b;
    const list = unpackListExpr(clause.lhs);
    this.key = list.length > 0 && !isBlank(list[0]!) ? list[0]! : null;
    this.val = list.length > 1 && !isBlank(list[1]!) ? list[1]! : null;
    this.def = clause.def;
    this.shared = clause.def && !state(b).unit.info.perIteration;
    if (!this.shared) return;
    for (const e of [this.key, this.val]) if (e !== null) zeroVar(b, this.variable(e));
  }

  private variable(e: Expr): Var {
    const v = localVar(unparen(e) as Name);
    assert(v !== null, 'a range clause declares variables');
    return v;
  }

  /** Gives the variables their values for an iteration; null where there is none. */
  set(key: Val | null, val: Val | null): void {
    const { b } = this;
    if (this.key !== null && this.val !== null && !this.def && key !== null && val !== null) {
      assignAll(b, [this.key, this.val], [key, val]);
      return;
    }
    if (this.key !== null && key !== null) this.one(this.key, key);
    if (this.val !== null && val !== null) this.one(this.val, val);
  }

  private one(e: Expr, x: Val): void {
    const { b } = this;
    if (!this.def) {
      assign(b, e, x);
      return;
    }
    const v = this.variable(e);
    if (this.shared) b.writeHome(b.homes.get(v)!, convertForAssign(b, x, varType(b, v)));
    else initVar(b, v, x);
  }
}

function isBlank(e: Expr): boolean {
  return e.kind === NodeKind.Name && e.value === '_';
}

/** The blocks of a loop. */
interface Loop {
  readonly head: Block;
  readonly body: Block;
  readonly next: Block;
  readonly after: Block;
}

/** Starts the block in which a loop's condition is looked at. */
function startLoop(b: Builder, s: ForStmt): Loop {
  const fn = state(b);
  const loop = { head: b.newBlock(), body: b.newBlock(), next: b.newBlock(), after: b.newBlock() };
  fn.breaks.set(s, loop.after);
  fn.continues.set(s, loop.next);
  fn.loopDepth++;
  b.jump(loop.head);
  b.start(loop.head);
  return loop;
}

/** The statements of the body; goes on where the next iteration is prepared. */
function loopBody(b: Builder, s: ForStmt, loop: Loop): void {
  stmtList(b, s.body.list);
  b.pos = s.pos;
  b.jump(loop.next);
  b.startSealed(loop.next);
}

/** Closes the loop. */
function endLoop(b: Builder, loop: Loop): void {
  b.jump(loop.head);
  b.seal(loop.head);
  state(b).loopDepth--;
  b.startSealed(loop.after);
}

/** Counts from 0 to n: `set` gives the variables their values. */
function count(b: Builder, s: ForStmt, n: Value, signed: boolean, set: (i: Value) => void): void {
  const kind = b.kindOf(n);
  const i = b.newVariable(kind);
  b.writeVariable(i, b.int(0, kind));
  const loop = startLoop(b, s);
  const at = b.readVariable(i);
  b.branch(b.emit2(signed ? Op.LtS : Op.LtU, Scalar.I8, at, n), loop.body, loop.after, 1);
  b.startSealed(loop.body);
  set(at);
  loopBody(b, s, loop);
  if (b.block !== null) b.writeVariable(i, b.emit2(Op.Add, kind, at, b.int(1, kind)));
  endLoop(b, loop);
}

function rangeInt(b: Builder, s: ForStmt, x: Expr, lhs: Targets): void {
  if (clearArray(b, s, x, lhs)) return;
  let t = typeOf(b, x);
  let n = expr(b, x);
  if (lhs.key !== null) {
    const v = lhs.key.kind === NodeKind.Name ? localVar(lhs.key) : null;
    if (x.mode === Mode.Constant) {
      t = v === null ? typeOf(b, lhs.key) : varType(b, v);
      if (under(t).kind === TypeKind.Basic && b.components(t)!.length === 1) n = convertInt(b, n, t);
    }
  }
  const u = under(t);
  const signed = u.kind === TypeKind.Basic && (u.info & BasicInfo.IsUnsigned) === 0;
  count(b, s, n.comps![0]!, signed, i => lhs.set(b.scalars(t, [i]), null));
}

/** A constant of another integer type. */
function convertInt(b: Builder, x: Val, t: Type): Val {
  const { kind } = b.components(t)![0]!;
  const v = x.comps![0]!;
  if (b.kindOf(v) === kind) return b.scalars(t, [v]);
  return b.scalars(t, [b.int(b.f.num(v), kind)]);
}

/** Elements that lie one behind the other from base on. */
function rangeElems(b: Builder, s: ForStmt, base: Value, len: Value, elem: Type, lhs: Targets): void {
  const size = b.p.layouts.size(elem);
  count(b, s, len, true, i => {
    let val: Val | null = null;
    if (lhs.val !== null) {
      const offset = size === 1 ? i : b.emit2(Op.Mul, Scalar.I64, i, b.int(size));
      val = b.loadVal(elem, b.emit2(Op.AddPtr, b.kindOf(base), base, offset));
    }
    lhs.set(b.scalars(Typ.Int, [i]), val);
  });
}

function rangeSlice(b: Builder, s: ForStmt, x: Expr, elem: Type, lhs: Targets): void {
  const [base, len] = expr(b, x).comps!;
  const to = lhs.val === null ? cleared(b, s, lhs) : null;
  if (to !== null && isSame(b, x, to)) {
    const n = b.emit2(Op.Mul, Scalar.I64, len!, b.int(b.p.layouts.size(elem)));
    clearElems(b, base!, n, elem, len!);
    return;
  }
  rangeElems(b, s, base!, len!, elem, lhs);
}

function rangeArray(b: Builder, s: ForStmt, x: Expr, u: ArrayT, lhs: Targets): void {
  const n = b.int(u.len);
  if (lhs.val === null) {
    if (x.mode !== Mode.Constant) expr(b, x);
    count(b, s, n, true, i => lhs.set(b.scalars(Typ.Int, [i]), null));
    return;
  }
  const v = expr(b, x);
  // A variable may change while its values are ranged over.
  const base = v.comps === null && unparen(x).mode !== Mode.Variable ? v.addr : b.toMemory(v);
  rangeElems(b, s, base, n, u.elem, lhs);
}

function rangeArrayPointer(b: Builder, s: ForStmt, x: Expr, u: ArrayT, lhs: Targets): void {
  const n = b.int(u.len);
  if (lhs.val === null) {
    if (x.mode !== Mode.Constant) expr(b, x);
    count(b, s, n, true, i => lhs.set(b.scalars(Typ.Int, [i]), null));
    return;
  }
  const base = expr(b, x).comps![0]!;
  if (u.len > 0) b.emit1(Op.NilCheck, Scalar.Void, base);
  rangeElems(b, s, base, n, u.elem, lhs);
}

/** What the loop `for i := range ... { to[i] = zero }` sets elements of; null for other loops. */
function cleared(b: Builder, s: ForStmt, lhs: Targets): Expr | null {
  const key = lhs.key;
  const only = s.body.list.length === 1 ? s.body.list[0]! : null;
  if (key === null || only === null || only.kind !== NodeKind.AssignStmt || only.op !== 0 || only.rhs === null)
    return null;
  const to = unparen(only.lhs);
  if (!(s.init as RangeClause).def || to.kind !== NodeKind.IndexExpr) return null;
  const i = unparen(to.index);
  if (i.kind !== NodeKind.Name || key.kind !== NodeKind.Name || i.obj !== key.obj) return null;
  return isZero(only.rhs, typeOf(b, to)) ? to.x : null;
}

/** Clears the array that a loop over its length sets to zero; false for other loops. */
function clearArray(b: Builder, s: ForStmt, x: Expr, lhs: Targets): boolean {
  if (lhs.key === null || x.mode !== Mode.Constant || (x.constant as Constant).kind !== ConstKind.Int) return false;
  const to = cleared(b, s, lhs);
  if (to === null || !isFixed(to)) return false;
  const t = under(typeOf(b, to));
  const u = t.kind === TypeKind.Pointer ? under(t.elem) : t;
  if (u.kind !== TypeKind.Array || u.len === 0 || int64Val(x.constant as Constant) !== BigInt(u.len)) return false;
  order(b, to);
  const at = locate(b, to);
  if (t.kind === TypeKind.Pointer) {
    const base = load(b, at).comps![0]!;
    b.emit1(Op.NilCheck, Scalar.Void, base);
    b.zeroAt(u, base);
    return true;
  }
  if (at.comps !== null) return false;
  b.zeroAt(u, at.addr);
  return true;
}

/** Whether e is a variable, or a field of one, or what pointers there point to: a loop over its elements alone does not change which. */
function isFixed(e0: Expr): boolean {
  const e = unparen(e0);
  if (e.kind === NodeKind.Name) return (e.obj as Obj).kind === ObjKind.Var;
  if (e.kind === NodeKind.SelectorExpr) return e.selection !== null && isFixed(e.x);
  return e.kind === NodeKind.Operation && e.op === Operator.Mul && e.y === null && isFixed(e.x);
}

/** Whether e is nil, or a constant zero that stays what it is when it is stored as a t. */
function isZero(e: Expr, t: Type): boolean {
  if (e.mode === Mode.NilValue) return true;
  const c = e.constant as Constant | null;
  if (c === null || under(t).kind !== TypeKind.Basic) return false;
  switch (c.kind) {
    case ConstKind.Bool:
      return !boolVal(c);
    case ConstKind.String:
      return stringVal(c) === '';
    default:
      return sign(c) === 0;
  }
}

function clearElems(b: Builder, base: Value, bytes: Value, elem: Type, len: Value): void {
  const some = b.newBlock();
  const after = b.newBlock();
  b.branch(b.emit2(Op.Ne, Scalar.I8, len, b.int(0)), some, after);
  b.startSealed(some);
  b.rtcall(b.p.layouts.hasPointers(elem) ? 'memclrHasPointers' : 'memclrNoHeapPointers', [base, bytes]);
  b.jump(after);
  b.startSealed(after);
}

function rangeString(b: Builder, s: ForStmt, x: Expr, lhs: Targets): void {
  const [base, len] = expr(b, x).comps!;
  const pos = b.newVariable(Scalar.I64);
  const next = b.newVariable(Scalar.I64);
  const rune = b.newVariable(Scalar.I32);
  b.writeVariable(pos, b.int(0));
  const loop = startLoop(b, s);
  const at = b.readVariable(pos);
  b.branch(b.emit2(Op.LtS, Scalar.I8, at, len!), loop.body, loop.after, 1);
  b.startSealed(loop.body);
  const byte = b.emit(Op.Load, Scalar.I8, [b.emit2(Op.AddPtr, b.kindOf(base!), base!, at)], 0, 0, 1);
  const many = b.newBlock();
  const one = b.newBlock();
  const go = b.newBlock();
  b.branch(b.emit2(Op.LtU, Scalar.I8, byte, b.int(0x80, Scalar.I8)), one, many, 1);
  b.startSealed(one);
  b.writeVariable(rune, b.emit1(Op.ZeroExt, Scalar.I32, byte));
  b.writeVariable(next, b.emit2(Op.Add, Scalar.I64, at, b.int(1)));
  b.jump(go);
  b.startSealed(many);
  const [r, after] = b.rtcall('decoderune', [base!, len!, at]);
  b.writeVariable(rune, r!);
  b.writeVariable(next, after!);
  b.jump(go);
  b.startSealed(go);
  const value = b.scalars(Typ.Rune, [b.readVariable(rune)]);
  b.writeVariable(pos, b.readVariable(next));
  lhs.set(b.scalars(Typ.Int, [at]), value);
  loopBody(b, s, loop);
  endLoop(b, loop);
}

function rangeMap(b: Builder, s: ForStmt, x: Expr, u: MapT, lhs: Targets): void {
  const m = expr(b, x).comps![0]!;
  const iterObj = b.p.source.package('internal/runtime/maps').scope.lookup('Iter');
  assert(iterObj !== null && iterObj.kind === ObjKind.TypeName, 'maps have an iterator');
  const it = zeroTemp(b, iterObj.type!);
  b.rtcall('mapIterStart', [b.symAddr(b.p.typeSym(typeOf(b, x))), m, it]);
  const loop = startLoop(b, s);
  const key = b.load(Scalar.Ptr, it, 0);
  b.branch(b.emit2(Op.Ne, Scalar.I8, key, b.nil()), loop.body, loop.after, 1);
  b.startSealed(loop.body);
  const k = lhs.key === null ? null : b.loadVal(u.key, key);
  const v = lhs.val === null ? null : b.loadVal(u.elem, b.load(Scalar.Ptr, it, b.p.layouts.ptrSize));
  lhs.set(k, v);
  loopBody(b, s, loop);
  if (b.block !== null) b.rtcall('mapIterNext', [it]);
  endLoop(b, loop);
}

function rangeChan(b: Builder, s: ForStmt, x: Expr, u: Chan, lhs: Targets): void {
  const ch = expr(b, x).comps![0]!;
  const loop = startLoop(b, s);
  // New in each iteration, so that nothing that was received stays reachable.
  const elem = lhs.key === null ? b.nil() : zeroTemp(b, u.elem);
  const [ok] = b.rtcall('chanrecv2', [ch, elem]);
  b.branch(ok!, loop.body, loop.after, 1);
  b.startSealed(loop.body);
  if (lhs.key !== null) lhs.set(b.loadVal(u.elem, elem), null);
  loopBody(b, s, loop);
  endLoop(b, loop);
}
