// Finds out what calls of func values and of interface methods call, where that is known: the func value is a function or a
// closure made here, the interface's type word is an itab. Those that need no closure become static calls. A value that a
// closure captured is read from its record, which never changes once it is filled: such a load is the value itself. An assertion
// to an interface of a value whose type is known gives an itab; what asks whether there is a type, or which one, is decided then,
// and with the way that is not taken go phis that hid other types.

import * as AllocKind from '../allockind.ts';
import { itabMethodOffset } from '../../rtype/itab.ts';
import * as Abi from '../../obj/abi.ts';
import { missingMethod } from '../../types/lookup.ts';
import { identical } from '../../types/predicates.ts';
import type { Interface, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';
import { clean } from './clean.ts';

/** Makes calls whose function is known static ones. */
export function devirtualize(p: Program, f: Func): void {
  for (let decided = true; decided;) {
    decided = false;
    const callees = new Callees(p, f);
    for (const b of f.blocks) callees.collect(b);
    for (const b of f.blocks) {
      const { values } = b;
      for (let i = 0; i < values.length; i++) {
        const v = values[i]!;
        switch (f.op[v]) {
          case Op.Load:
            callees.forward(v);
            break;
          case Op.CallClosure:
          case Op.CallInter:
            callees.makeStatic(v);
            break;
          case Op.CallStatic:
            if (callees.assertKnown(b, i)) i--;
            break;
          case Op.Eq:
          case Op.Ne:
            if (callees.decide(v)) decided = true;
            break;
          default:
        }
      }
    }
    if (decided) clean(p, f);
  }
}

/** So many phis are looked through for the type of a value. */
const maxPhis = 16;

/** The record of a closure that is made in the function at hand. */
class ClosureRecord {
  code: SymId = 0;
  /** What was stored, by offset. */
  readonly fields = new Map<number, Value>();
}

/** What is known of the func values of a function. */
export class Callees {
  private readonly p: Program;
  private readonly f: Func;
  private readonly records = new Map<Value, ClosureRecord>();
  private readonly typeAssert: SymId;

  constructor(p: Program, f: Func) {
    this.p = p;
    this.f = f;
    this.typeAssert = p.syms.lookup('runtime.typeAssert', Abi.ABIInternal);
  }

  /** Notes what closures a block makes. */
  collect(b: Block): void {
    const { f } = this;
    for (const v of b.values) {
      if (f.op[v] !== Op.Store) continue;
      let offset = f.lo[v]!;
      let a = this.strip(f.arg(v, 0));
      while (f.op[a] === Op.OffPtr) {
        offset += f.lo[a]!;
        a = this.strip(f.arg(a, 0));
      }
      if (f.op[a] !== Op.Alloc || f.lo[a] !== AllocKind.Closure) continue;
      let record = this.records.get(a);
      if (record === undefined) {
        record = new ClosureRecord();
        this.records.set(a, record);
      }
      const x = this.strip(f.arg(v, 1));
      if (offset === 0) record.code = f.op[x] === Op.SymAddr ? f.aux[x]! : 0;
      else record.fields.set(offset, x);
    }
  }

  /** The value behind copies. */
  strip(v: Value): Value {
    const { f } = this;
    while (f.op[v] === Op.Copy) v = f.arg(v, 0);
    return v;
  }

  /** The value behind copies and changes of kind. */
  origin(v0: Value): Value {
    const { f } = this;
    let v = this.strip(v0);
    while (f.op[v] === Op.Bitcast) v = this.strip(f.arg(v, 0));
    return v;
  }

  /** Makes a load of a captured value a copy of it. */
  forward(v: Value): void {
    const { f } = this;
    let offset = f.lo[v]!;
    let a = this.strip(f.arg(v, 0));
    while (f.op[a] === Op.OffPtr) {
      offset += f.lo[a]!;
      a = this.strip(f.arg(a, 0));
    }
    if (f.op[a] !== Op.Alloc) return;
    const x = this.records.get(a)?.fields.get(offset);
    if (x !== undefined && f.type[x] === f.type[v]) f.copyOf(v, x);
  }

  /** The function that a func value is of; 0 where it is not known. */
  codeOf(closure: Value): SymId {
    const { f, p } = this;
    const c = this.strip(closure);
    if (f.op[c] === Op.SymAddr) {
      const recipe = p.syms.recipes[f.aux[c]!] ?? null;
      return recipe !== null && recipe.kind === Recipe.FuncValue && f.lo[c] === 0 ? recipe.target : 0;
    }
    return f.op[c] === Op.Alloc ? (this.records.get(c)?.code ?? 0) : 0;
  }

  /** The method that a code pointer out of an itab is of; 0 where it is not known. */
  methodOf(code: Value): SymId {
    const { f, p } = this;
    const v = this.strip(code);
    if (f.op[v] !== Op.Load) return 0;
    let offset = f.lo[v]!;
    let a = this.strip(f.arg(v, 0));
    while (f.op[a] === Op.OffPtr || f.op[a] === Op.Bitcast) {
      if (f.op[a] === Op.OffPtr) offset += f.lo[a]!;
      a = this.strip(f.arg(a, 0));
    }
    // Where it is nil, nobody comes here.
    const recipe = this.onlyType(a);
    if (recipe === null || recipe.kind !== Recipe.Itab) return 0;
    const methods = p.itabMethods(recipe.type, under(recipe.iface) as Interface);
    const word = p.layouts.ptrSize;
    return methods?.[(offset - itabMethodOffset(word, 0)) / word] ?? 0;
  }

  /** Makes a call through a func value or an interface a static call, if what it calls is known and takes no closure. */
  makeStatic(v: Value): void {
    const { f } = this;
    const fn = f.arg(v, 0);
    if (f.op[v] === Op.CallInter) {
      const method = this.methodOf(fn);
      if (method !== 0) this.become(v, method);
      return;
    }
    const code = this.codeOf(fn);
    if (code !== 0 && f.op[this.strip(fn)] === Op.SymAddr) this.become(v, code);
  }

  /**
   * Takes out the call at block.values[at] where it asks for the itab of a type that is known, and puts the itab in the place of
   * its result, or nil where the type does not implement the interface and that is no panic. False: it stays.
   */
  assertKnown(block: Block, at: number): boolean {
    const { f, p } = this;
    const call = block.values[at]!;
    if (f.calls[f.aux[call]!]!.sym !== this.typeAssert) return false;
    const type = this.dynamicType(f.arg(call, 1)); // which is not nil
    const recipe = this.recipe(f.arg(call, 0));
    if (type === null || recipe === null || recipe.kind !== Recipe.Data) return false;
    const { assertion } = recipe.data;
    if (assertion === null) return false;
    const implemented = missingMethod(null, type, assertion.to, true, identical, null) === null;
    if (!implemented && !assertion.mayFail) return false;
    for (let i = at + 1; i < block.values.length; i++) {
      const v = block.values[i]!;
      if (f.op[v] !== Op.Result || f.arg(v, 0) !== call) break;
      f.reset(v, implemented ? Op.SymAddr : Op.ConstInt);
      if (implemented) f.aux[v] = p.itabSym(type, assertion.to);
    }
    block.values.splice(at, 1);
    return true;
  }

  /** Makes a comparison of an interface's type word, where that is known, with nil or another such word a constant. */
  decide(v: Value): boolean {
    const { f } = this;
    const x = this.typeSymbol(f.arg(v, 0));
    if (x === 0) return false;
    const y = this.strip(f.arg(v, 1));
    const isNil = f.op[y] === Op.ConstInt && f.num(y) === 0;
    const other = isNil ? 0 : this.typeSymbol(y);
    if (!isNil && other === 0) return false;
    const isSame = x === other;
    const yes = f.op[v] === Op.Eq ? isSame : !isSame;
    f.reset(v, Op.ConstInt);
    f.lo[v] = yes ? 1 : 0;
    return true;
  }

  /** The symbol of a descriptor or an itab whose address a value is; 0 for other values. */
  private typeSymbol(addr: Value): SymId {
    const recipe = this.recipe(addr);
    if (recipe === null || (recipe.kind !== Recipe.TypeDesc && recipe.kind !== Recipe.Itab)) return 0;
    return this.f.aux[this.origin(addr)]!;
  }

  /** The recipe of the symbol whose address a value is; null for other values. */
  private recipe(addr: Value): Recipe.Recipe | null {
    const { f, p } = this;
    const v = this.origin(addr);
    return f.op[v] === Op.SymAddr && f.lo[v] === 0 ? (p.syms.recipes[f.aux[v]!] ?? null) : null;
  }

  /** The type whose descriptor is at an address that is not nil; null where it is not known. */
  private dynamicType(addr: Value): Type | null {
    const { f, p } = this;
    const recipe = this.onlyType(addr);
    if (recipe !== null) return recipe.kind === Recipe.TypeDesc ? recipe.type : null;
    const v = this.origin(addr);
    if (f.op[v] !== Op.Load || f.lo[v] !== p.layouts.ptrSize) return null;
    const itab = this.onlyType(f.arg(v, 0));
    return itab !== null && itab.kind === Recipe.Itab ? itab.type : null;
  }

  /** The only type or itab whose address a value may be where it is not nil; null where there are several, or it is not known. */
  private onlyType(addr: Value): Recipe.Recipe | null {
    const { f, p } = this;
    const work = [addr];
    const phis = new Set<Value>();
    let only: SymId = 0;
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      const v = this.origin(next);
      if (f.op[v] === Op.ConstInt && f.num(v) === 0) continue;
      if (f.op[v] === Op.Phi) {
        if (phis.has(v)) continue;
        if (phis.size === maxPhis) return null;
        phis.add(v);
        for (let i = 0; i < f.nargs(v); i++) work.push(f.arg(v, i));
        continue;
      }
      const s = this.typeSymbol(v);
      if (s === 0 || (only !== 0 && only !== s)) return null;
      only = s;
    }
    return only === 0 ? null : (p.syms.recipes[only] ?? null);
  }

  private become(v: Value, sym: SymId): void {
    const { f } = this;
    const ofInterface = f.op[v] === Op.CallInter;
    f.op[v] = Op.CallStatic;
    f.removeArg(v, 0);
    f.calls.push({ ...f.calls[f.aux[v]!]!, sym, ofInterface });
    f.aux[v] = f.calls.length - 1;
  }
}
