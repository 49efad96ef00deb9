// Gives calls, parameters and results the places that the calling convention says: registers, or the stack of arguments. Before,
// a call's arguments are the scalars of its parameters, or the addresses of those in memory; afterwards they are exactly
// the values in registers, and what goes on the stack was stored there directly before the call. docs/ssa.md: Calls.

import type { AbiParam } from '../../rtype/abi.ts';
import * as BasicInfo from '../../types/basicinfo.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as BlockKind from '../blockkind.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import type { FuncSig, SigParam } from '../sig.ts';
import { directReturns } from './direct-returns.ts';
import { Edit } from './edit.ts';
import { giveHomes, type ParamHomes } from './param-homes.ts';

/** Expands all calls, parameters and returns of a function. */
export function expandCalls(p: Program, f: Func): void {
  directReturns(f);
  const e = new Edit(p, f);
  const homes = giveHomes(f);
  for (const b of f.blocks) {
    const values = e.start(b);
    if (b === f.entry) enter(e, values, homes);
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      e.at(v);
      if (b === f.entry && homes.idle.has(v)) continue;
      switch (f.op[v]) {
        case Op.Param:
          if (!f.sig.params[f.lo[v]!]!.abi.inRegs) param(e, v);
          break;
        case Op.ParamAddr: {
          const { abi } = f.sig.params[f.lo[v]!]!;
          const slot = homes.slots.get(f.lo[v]!);
          f.reset(v, slot === undefined ? Op.InArg : Op.SlotAddr);
          if (slot === undefined) f.lo[v] = abi.stackOffset;
          else f.aux[v] = slot;
          e.keep(v);
          break;
        }
        case Op.Unknown:
          f.reset(v, Scalar.isFloat(f.type[v]!) ? Op.ConstFloat : Op.ConstInt);
          e.keep(v);
          break;
        case Op.ArgReg:
        case Op.ClosurePtr:
          if (b !== f.entry) e.keep(v);
          break;
        case Op.CallStatic:
        case Op.CallClosure:
        case Op.CallInter:
          i = call(e, values, i);
          break;
        default:
          e.keep(v);
          break;
      }
    }
    if (b.kind === BlockKind.Ret) {
      e.pos = b.pos;
      e.inl = b.inl;
      b.rets = leave(e, b.rets);
    }
    e.finish();
  }
}

/** The start of the entry block: what comes in registers stands first. */
function enter(e: Edit, values: readonly Value[], { slots }: ParamHomes): void {
  const { f } = e;
  const { params } = f.sig;
  for (const v of values) {
    e.at(v);
    switch (f.op[v]) {
      case Op.Param: {
        const { abi } = params[f.lo[v]!]!;
        if (!abi.inRegs) break;
        const reg = abi.regs[f.hi[v]!]!;
        f.reset(v, Op.ArgReg);
        f.lo[v] = reg;
        e.keep(v);
        break;
      }
      case Op.ClosurePtr:
        e.keep(v);
        break;
      default:
        break;
    }
  }
  if (slots.size === 0) return;
  for (const [n, slot] of slots) {
    if (slot >= 0) continue;
    const { type, abi } = params[n]!;
    f.slots.push({ type, name: `param${n}`, always: false, home: abi.spillOffset });
    slots.set(n, f.slots.length - 1);
  }
  const regs: { readonly slot: number; readonly offset: number; readonly v: Value }[] = [];
  for (const [n, slot] of slots) {
    const { abi } = params[n]!;
    abi.regs.forEach((reg, k) => {
      const v = e.emit(Op.ArgReg, regKind(e.p, abi, k), 0, reg);
      regs.push({ slot, offset: abi.regOffsets[k]!, v });
    });
  }
  for (const slot of slots.values()) e.emit(Op.SlotLive, Scalar.Void, slot);
  for (const r of regs) e.store(e.slotAddr(r.slot), r.offset, r.v);
}

/** A scalar of a parameter on the stack. */
function param(e: Edit, v: Value): void {
  const { f } = e;
  const { abi, comps } = f.sig.params[f.lo[v]!]!;
  const at = comps![f.hi[v]!]!.offset;
  const addr = e.emit(Op.InArg, Scalar.Ptr, 0, abi.stackOffset);
  f.reset(v, Op.Load);
  f.addArg(v, addr);
  f.lo[v] = at;
  e.keep(v);
}

/** The kind of the value in the kth register of a parameter. */
function regKind(p: Program, abi: AbiParam, k: number): Scalar.Kind {
  const t: Type = abi.regTypes[k]!;
  const u = under(t);
  if (u.kind === TypeKind.Basic && (u.info & BasicInfo.IsFloat) !== 0) {
    return p.layouts.size(u) === 4 ? Scalar.F32 : Scalar.F64;
  }
  if (p.layouts.hasPointers(u)) return Scalar.Ptr;
  return Scalar.intOfSize(p.layouts.size(u));
}

/** Expands the call values[i] with its results; gives the index of the last value that was dealt with. */
function call(e: Edit, values: readonly Value[], i: number): number {
  const { p, f } = e;
  const v = values[i]!;
  const { sig } = f.calls[f.aux[v]!]!;
  const fixed = f.op[v] === Op.CallStatic ? 0 : 1;
  const args: Value[] = [];
  if (fixed === 1) args.push(f.arg(v, 0));
  // What goes to the stack first: copies may need registers.
  let at = fixed;
  for (const x of sig.params) {
    const n = x.comps === null ? 1 : x.comps.length;
    if (!x.abi.inRegs && n > 0 && p.types.size(x.type) > 0) {
      const to = e.emit(Op.OutArg, Scalar.Ptr, 0, x.abi.stackOffset);
      if (x.comps === null) e.emit2(Op.Move, Scalar.Void, to, f.arg(v, at), x.type, 1);
      else for (let k = 0; k < n; k++) e.store(to, x.comps[k]!.offset, f.arg(v, at + k));
    }
    at += n;
  }
  at = fixed;
  for (const x of sig.params) {
    const n = x.comps === null ? 1 : x.comps.length;
    if (x.abi.inRegs) {
      if (x.comps !== null) for (let k = 0; k < n; k++) args.push(f.arg(v, at + k));
      else {
        const from = f.arg(v, at);
        for (let k = 0; k < x.abi.regs.length; k++) args.push(e.load(regKind(p, x.abi, k), from, x.abi.regOffsets[k]!));
      }
    }
    at += n;
  }
  f.setArgs(v, args);
  e.keep(v);
  return results(e, values, i, sig);
}

/** The results behind call values[i]: those in registers directly behind it, then those on the stack. */
function results(e: Edit, values: readonly Value[], i: number, sig: FuncSig): number {
  const { f } = e;
  const call = values[i]!;
  let last = i;
  while (last + 1 < values.length) {
    const v = values[last + 1]!;
    if (f.op[v] !== Op.Result && f.op[v] !== Op.ResultMem) break;
    last++;
  }
  const first: number[] = [];
  let n = 0;
  for (const r of sig.results) {
    first.push(n);
    n += r.abi.regs.length;
  }
  const behind: { readonly addr: Value; readonly offset: number; readonly v: Value }[] = [];
  for (let k = i + 1; k <= last; k++) {
    const v = values[k]!;
    const r = sig.results[f.lo[v]!]!;
    if (!r.abi.inRegs) continue;
    e.at(v);
    if (f.op[v] === Op.Result) {
      f.lo[v] = first[f.lo[v]!]! + f.hi[v]!;
      f.hi[v] = 0;
      e.keep(v);
      continue;
    }
    const addr = f.arg(v, 1);
    for (let j = 0; j < r.abi.regs.length; j++) {
      const x = e.emit1(Op.Result, regKind(e.p, r.abi, j), call, 0, first[f.lo[v]!]! + j);
      behind.push({ addr, offset: r.abi.regOffsets[j]!, v: x });
    }
  }
  // What a result is stored to holds nothing while the call runs.
  for (let k = i + 1; k <= last; k++) {
    const v = values[k]!;
    if (f.op[v] !== Op.ResultMem) continue;
    const addr = f.arg(v, 1);
    e.at(v);
    if (f.op[addr] === Op.SlotAddr && f.slots[f.aux[addr]!]!.type === sig.results[f.lo[v]!]!.type) {
      e.emit(Op.SlotLive, Scalar.Void, f.aux[addr]!);
    }
  }
  for (const x of behind) e.store(x.addr, x.offset, x.v);
  for (let k = i + 1; k <= last; k++) {
    const v = values[k]!;
    const isMem = f.op[v] === Op.ResultMem;
    if (!isMem && f.op[v] !== Op.Result) continue;
    const r: SigParam | undefined = sig.results[f.lo[v]!];
    if (r === undefined || r.abi.inRegs || e.out.includes(v)) continue;
    e.at(v);
    if (isMem) {
      if (e.p.types.size(r.type) === 0) continue;
      const from = e.emit(Op.OutArg, Scalar.Ptr, 0, r.abi.stackOffset);
      e.emit2(Op.Move, Scalar.Void, f.arg(v, 1), from, r.type, 1);
      continue;
    }
    const at = r.comps![f.hi[v]!]!.offset;
    const from = e.emit(Op.OutArg, Scalar.Ptr, 0, r.abi.stackOffset);
    f.reset(v, Op.Load);
    f.addArg(v, from);
    f.lo[v] = at;
    e.keep(v);
  }
  return last;
}

/** The end of a block that returns: gives the values in registers. */
function leave(e: Edit, rets: readonly Value[]): Value[] {
  const { p, f } = e;
  const regs: Value[] = [];
  let at = 0;
  for (const r of f.sig.results) {
    const n = r.comps === null ? 1 : r.comps.length;
    if (!r.abi.inRegs && n > 0 && p.types.size(r.type) > 0) {
      const from = rets[at]!;
      const isThere = r.comps === null && f.op[from] === Op.InArg && f.lo[from] === r.abi.stackOffset;
      if (!isThere) {
        const to = e.emit(Op.InArg, Scalar.Ptr, 0, r.abi.stackOffset);
        if (r.comps === null) e.emit2(Op.Move, Scalar.Void, to, from, r.type, 1);
        else for (let k = 0; k < n; k++) e.store(to, r.comps[k]!.offset, rets[at + k]!);
      }
    }
    at += n;
  }
  at = 0;
  for (const r of f.sig.results) {
    const n = r.comps === null ? 1 : r.comps.length;
    if (r.abi.inRegs) {
      if (r.comps !== null) for (let k = 0; k < n; k++) regs.push(rets[at + k]!);
      else
        for (let k = 0; k < r.abi.regs.length; k++)
          regs.push(e.load(regKind(p, r.abi, k), rets[at]!, r.abi.regOffsets[k]!));
    }
    at += n;
  }
  return regs;
}
