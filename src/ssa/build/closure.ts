// Function literals: the record of a closure, {code address, captured values or addresses}, which is what a func value
// points to. One without captures is a constant.

import { assert } from '../../diag/internal-error.ts';
import type { FuncLit } from '../../syntax/nodes.ts';
import * as Typ from '../../types/basic.ts';
import type { Var } from '../../types/object.ts';
import type { Signature, Struct, Type } from '../../types/type.ts';
import * as Abi from '../../obj/abi.ts';
import * as AllocKind from '../allockind.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import type { SymId } from '../symbols.ts';
import type { Builder, Val } from './builder.ts';
import { typeOf } from './expr.ts';
import { state } from './fn-state.ts';
import { buildBody, captureType, type ConstantCaptures, type ConstantScalar, litShape } from './func.ts';
import type { FnInfo } from './prepass.ts';
import { structOf } from './variables.ts';

/** The value of a function literal. */
export function funcLit(b: Builder, e: FuncLit): Val {
  const { unit } = state(b);
  const info = unit.info.lits.get(e);
  const t = typeOf(b, e);
  if (info === undefined) {
    assert(b.block === null, 'a function literal that is reached was numbered');
    return b.scalars(t, [b.nil()]);
  }
  const sym = closureSym(b, info.name, e);
  const sig = e.type as Signature;
  const shape = litShape(e, sig.params.vars, sig.results.vars);
  buildBody(unit, info, sym, shape, e.body, constantCaptures(b, info));
  return b.scalars(t, [closureValue(b, info, sym)]);
}

/** The variables that a literal captures by value and that are constants here. */
function constantCaptures(b: Builder, info: FnInfo): ConstantCaptures {
  const constants = new Map<Var, readonly ConstantScalar[]>();
  const { f } = b;
  if (b.block === null || b.p.noOpt(f.sym)) return constants;
  for (const v of info.captures) {
    const home = b.homes.get(v);
    if (home === undefined || home.comps === null || state(b).unit.info.byReference(v)) continue;
    const scalars = b.readHome(home).comps!;
    const isConstant = (x: Value): boolean =>
      f.op[x] === Op.ConstInt || f.op[x] === Op.ConstFloat || f.op[x] === Op.SymAddr;
    if (!scalars.every(isConstant)) continue;
    const scalar = (x: Value): ConstantScalar => {
      return { op: f.op[x]!, kind: b.kindOf(x), aux: f.aux[x]!, lo: f.lo[x]!, hi: f.hi[x]! };
    };
    constants.set(v, scalars.map(scalar));
  }
  return constants;
}

/** The symbol of a closure of the unit at hand. */
export function closureSym(b: Builder, name: string, lit: FuncLit | null): SymId {
  const { p } = b;
  const sym = p.syms.lookup(name, Abi.ABIInternal);
  p.syms.define(sym, { kind: Recipe.Closure, unit: state(b).unit.sym, lit });
  const recipe = p.syms.recipes[sym]!;
  if (recipe.kind === Recipe.Closure) recipe.lit ??= lit; // the unit may be built once more
  return sym;
}

/** The type of a closure's record. */
export function closureRecord(b: Builder, info: FnInfo): Struct {
  const types: Type[] = [Typ.Uintptr];
  for (const v of info.captures) types.push(captureType(b, v));
  return structOf(types);
}

/** A func value for a function of the unit at hand, with what it captures here. */
export function closureValue(b: Builder, info: FnInfo, sym: SymId): Value {
  const { unit } = state(b);
  const captured: (Val | Value)[] = info.captures.map(v => {
    const home = b.homes.get(v);
    if (home === undefined) {
      assert(b.block === null, `the captured variable ${v.name} is known`);
      return b.nil();
    }
    return unit.info.byReference(v) ? home.addr : b.readHome(home);
  });
  return record(b, sym, closureRecord(b, info), captured);
}

/** A closure's record in new memory: code and captured values, or addresses. A constant where nothing is captured. */
export function record(b: Builder, sym: SymId, t: Struct, captured: readonly (Val | Value)[]): Value {
  if (captured.length === 0) return b.symAddr(b.p.funcValue(sym));
  const addr = b.alloc(t, AllocKind.Closure);
  b.store(addr, 0, b.emit(Op.SymAddr, Scalar.I64, [], sym));
  captured.forEach((x, i) => {
    const at = b.p.layouts.fieldOffset(t, i + 1);
    if (typeof x === 'number') b.store(addr, at, x);
    else b.storeVal(b.offPtr(addr, at), x, true);
  });
  return addr;
}
