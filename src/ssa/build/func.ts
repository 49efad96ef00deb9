// Functions of the source: parameters, results, returns.

import type { Pos } from '../../base/pos.ts';
import type { BlockStmt, FuncLit } from '../../syntax/nodes.ts';
import type { Var } from '../../types/object.ts';
import { Pointer, type Type } from '../../types/type.ts';
import * as AllocKind from '../allockind.ts';
import * as BlockKind from '../blockkind.ts';
import { Func, type Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import { clean } from '../passes/clean.ts';
import * as Scalar from '../scalar.ts';
import { MarkNamedMethod } from '../sig.ts';
import type { SymId } from '../symbols.ts';
import { Builder, type Val } from './builder.ts';
import { convertForAssign } from './convert.ts';
import { closureRecord } from './closure.ts';
import { FnState, state, type Unit } from './fn-state.ts';
import { FnLit, type FnInfo, FnRange } from './prepass.ts';
import { stmtList } from './stmt.ts';
import { initVar, needsMemory, varType, zeroVar } from './variables.ts';

/** A function of the source as it is declared, before type arguments are substituted. */
export interface FnShape {
  readonly recv: Var | null;
  readonly params: readonly Var[];
  readonly results: readonly Var[];
  readonly pos: Pos;
  readonly endPos: Pos;
}

/** Makes the Func of a shape and adds it to its unit. */
export function newFunc(unit: Unit, info: FnInfo, sym: SymId, shape: FnShape): Func {
  const { p, subst } = unit;
  const types = (vars: readonly Var[]): Type[] => vars.map(v => subst(v.type!));
  const recv = shape.recv === null ? null : subst(shape.recv.type!);
  const f = new Func(sym, p.sig(recv, types(shape.params), types(shape.results)), p.info);
  f.pos = shape.pos;
  f.endPos = shape.endPos;
  f.dupok = unit.dupok;
  f.hasDefer = info.hasDefer;
  f.hasRecover = info.hasRecover;
  f.reflectMethod = info.reflectMethod;
  for (const name of info.namedMethods) {
    if (name !== '') f.marks.push({ kind: MarkNamedMethod, sym: p.stringSym(name), add: 0 });
  }
  f.isClosure = info.kind === FnLit;
  f.isRangeBody = info.kind === FnRange;
  unit.funcs.push(f);
  return f;
}

/** Builds a function: its parameters and results, then what `body` emits, then the return at its end. */
export function buildFunc(
  unit: Unit,
  info: FnInfo,
  sym: SymId,
  shape: FnShape,
  body: (b: Builder) => void,
  constants: ConstantCaptures = noConstants,
): Func {
  const f = newFunc(unit, info, sym, shape);
  const b = new Builder(unit.p, f, unit.subst);
  b.fn = new FnState(
    unit,
    info,
    shape.results,
    shape.results.map(v => unit.subst(v.type!)),
  );
  b.pos = shape.pos;
  if (info.captures.length > 0) enterClosure(b, info, constants);
  const params = shape.recv === null ? shape.params : [shape.recv, ...shape.params];
  enterParams(b, params);
  for (const v of shape.results) zeroVar(b, v);
  if (b.debug) {
    noteUnnamed(f, params, 1);
    noteUnnamed(f, shape.results, 2);
  }
  body(b);
  finish(b, shape);
  return f;
}

/** Enters the parameters or results that have no names. */
function noteUnnamed(f: Func, list: readonly Var[], role: 1 | 2): void {
  for (let index = 0; index < list.length; index++) {
    const { name, pos } = list[index]!;
    if (name === '' || name === '_') f.unnamed.push({ role, index, pos });
  }
}

/** The body of a declared function or a literal. */
export function buildBody(
  unit: Unit,
  info: FnInfo,
  sym: SymId,
  shape: FnShape,
  block: BlockStmt,
  constants: ConstantCaptures = noConstants,
): Func {
  return buildFunc(unit, info, sym, shape, b => stmtList(b, block.list), constants);
}

/** What a closure captures by value and is constant where it is made: the operations of its scalars. */
export type ConstantCaptures = ReadonlyMap<Var, readonly ConstantScalar[]>;

/** A ConstInt, ConstFloat or SymAddr. */
export interface ConstantScalar {
  readonly op: number;
  readonly kind: Scalar.Kind;
  readonly aux: number;
  readonly lo: number;
  readonly hi: number;
}

const noConstants: ConstantCaptures = new Map();

/** The shape of a function literal. */
export function litShape(e: FuncLit, params: readonly Var[], results: readonly Var[]): FnShape {
  return { recv: null, params, results, pos: e.pos, endPos: e.body.rbrace };
}

/** Finds captured variables in the closure's record. */
function enterClosure(b: Builder, info: FnInfo, constants: ConstantCaptures): void {
  const { f } = b;
  f.needsContext = true;
  const context = b.emit(Op.ClosurePtr, Scalar.Ptr, []);
  const unit = state(b).unit;
  const record = closureRecord(b, info);
  info.captures.forEach((v, i) => {
    const at = b.p.layouts.fieldOffset(record, i + 1);
    const t = varType(b, v);
    if (unit.info.byReference(v)) {
      b.declareAt(v, t, b.load(Scalar.Ptr, context, at), at);
      return;
    }
    const addr = b.offPtr(context, at);
    const comps = b.components(t);
    if (comps === null) {
      b.declareAt(v, t, addr, at);
      return;
    }
    const known = constants.get(v);
    const x =
      known === undefined
        ? b.loadVal(t, addr)
        : b.scalars(
            t,
            known.map(c => b.emit(c.op, c.kind, [], c.aux, c.lo, c.hi)),
          );
    initVar(b, v, x, at);
  });
}

function enterParams(b: Builder, params: readonly Var[]): void {
  const unit = state(b).unit;
  // All that comes in registers is read before the first store, for a store may have to ask for write barriers.
  const given = params.map((v, i) => {
    if (v.name === '' || v.name === '_') return null;
    const t = varType(b, v);
    const comps = b.components(t);
    if (comps === null) return b.inMemory(t, b.emit(Op.ParamAddr, Scalar.Ptr, [], 0, i));
    const x = b.scalars(
      t,
      comps.map((c, k) => b.emit(Op.Param, c.kind, [], 0, i, k)),
    );
    if (needsMemory(b, v)) return x;
    b.writeHome(b.declareSSA(v, x.type), x);
    return null;
  });
  given.forEach((x, i) => {
    if (x === null) return;
    const v = params[i]!;
    if (x.comps === null) {
      const { assigned, addressed, captured } = unit.info.info(v);
      if (!assigned && !addressed && !captured) b.declareAt(v, x.type, x.addr);
      else initVar(b, v, x);
    } else initVar(b, v, x);
  });
}

/** The results as they are in their variables. */
function resultVals(b: Builder): Val[] {
  return state(b).results.map(v => b.readHome(b.homes.get(v)!));
}

/** Returns these values, or what the result variables hold where there is null. */
export function emitReturn(b: Builder, vals0: readonly Val[] | null): void {
  const fn = state(b);
  let vals = vals0 === null ? null : vals0.map((x, i) => convertForAssign(b, x, fn.resultTypes[i]!));
  const inMemory = fn.results.some(v => b.homes.get(v)!.comps === null);
  if (vals !== null && inMemory) {
    if (vals.length > 1) vals = vals.map(x => b.stable(x));
    const set = vals;
    fn.results.forEach((v, i) => b.writeHome(b.homes.get(v)!, set[i]!));
  }
  if (fn.info.hasDefer) {
    b.rtcall('deferreturn', []);
    vals = null;
  }
  ret(b, vals ?? resultVals(b));
}

/** Ends the block at hand with a return. */
export function ret(b: Builder, vals: readonly Val[]): void {
  const { block } = b;
  if (block === null) return;
  const rets: Value[] = [];
  for (const x of vals) {
    if (x.comps === null) rets.push(x.addr);
    else for (const v of x.comps) rets.push(v);
  }
  block.kind = BlockKind.Ret;
  block.rets = rets;
  block.pos = b.pos;
  b.block = null;
}

/** Ends a function whose statements are built. */
function finish(b: Builder, shape: FnShape): void {
  const { f } = b;
  const fn = state(b);
  b.pos = shape.endPos;
  if (b.block !== null) {
    // A function with results ends in a statement that control does not leave.
    if (fn.results.length > 0) b.exit();
    else emitReturn(b, null);
  }
  for (const label of fn.labels.values()) b.seal(label);
  if (f.hasDefer) {
    const at = b.newBlock();
    b.seal(at);
    b.start(at);
    f.deferReturn = at;
    b.rtcall('deferreturn', []);
    ret(b, resultVals(b));
  }
  if (b.debug) b.finishDebug();
  clean(b.p, f);
}

/** The types of a closure's record: the code address, then what it captured. */
export function captureType(b: Builder, v: Var): Type {
  const t = varType(b, v);
  return state(b).unit.info.byReference(v) ? new Pointer(t) : t;
}

/** A variable of the builder's own in memory, cleared. */
export function zeroTemp(b: Builder, t: Type): Value {
  const addr = b.alloc(t, AllocKind.Temp);
  b.zeroAt(t, addr, true);
  return addr;
}
