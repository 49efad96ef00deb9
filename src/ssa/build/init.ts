// The initialisation of a package: the function `init` that sets its variables in order, the functions that the source calls
// init, and the task `p..inittask` that tells the linker and the runtime of them.

import { pathToPrefix } from '../../base/path-to-prefix.ts';
import * as Abi from '../../obj/abi.ts';
import type { Obj } from '../../obj/object.ts';
import * as RelocType from '../../obj/reloctype.ts';
import * as SymKind from '../../obj/symkind.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Package } from '../../types/package.ts';
import type { Type } from '../../types/type.ts';
import type { Func } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';
import type { Builder, Val } from './builder.ts';
import { convertForAssign } from './convert.ts';
import { commaOk, expr, exprMulti } from './expr.ts';
import { Unit } from './fn-state.ts';
import { buildBody, buildFunc } from './func.ts';
import { prepass, prepassInit } from './prepass.ts';
import { isPerIteration } from './unit.ts';

function same(t: Type): Type {
  return t;
}

/** Builds what a package runs when it starts, and puts its task into `obj`. */
export function buildInit(p: Program, pkg: Package, obj: Obj): Func[] {
  const prefix = pathToPrefix(pkg.path);
  const out: Func[] = [];
  const syms: SymId[] = [];
  const size = (t: Type): number => p.layouts.size(t);

  const order = p.source.initOrder(pkg);
  if (order.length > 0) {
    const name = `${prefix}.init`;
    const perIteration = isPerIteration(order[0]!.file, pkg);
    const info = prepassInit(
      name,
      order.map(e => e.rhs),
      perIteration,
      size,
    );
    const sym = p.syms.lookup(name, Abi.ABIInternal);
    const unit = new Unit(p, sym, info, same, false);
    const shape = { recv: null, params: [], results: [], pos: order[0]!.pos, endPos: order[order.length - 1]!.pos };
    buildFunc(unit, info.top, sym, shape, b => {
      for (const e of order) {
        b.pos = e.pos;
        const vals = e.lhs.length === 1 ? [expr(b, e.rhs)] : several(b, e.rhs);
        e.lhs.forEach((v, i) => {
          if (v.name === '_' || v.type === null) return;
          b.storeVal(b.symAddr(p.globalSym(v)), convertForAssign(b, vals[i]!, v.type));
        });
      }
    });
    syms.push(sym);
    out.push(...unit.funcs);
  }
  p.source.initFuncs(pkg).forEach(({ file, decl, sig }, i) => {
    const name = `${prefix}.init.${i}`;
    const info = prepass(name, sig, decl.body!, isPerIteration(file, pkg), same, size);
    const sym = p.syms.lookup(name, Abi.ABIInternal);
    const unit = new Unit(p, sym, info, same, false);
    const shape = { recv: null, params: [], results: [], pos: decl.pos, endPos: decl.body!.rbrace };
    buildBody(unit, info.top, sym, shape, decl.body!);
    syms.push(sym);
    out.push(...unit.funcs);
  });
  initTask(p, pkg, obj, prefix, syms);
  return out;
}

/** The values for several variables: of a call, or of a comma-ok expression. */
function several(b: Builder, rhs: Parameters<typeof expr>[1]): readonly Val[] {
  const e = unparen(rhs);
  const vals = e.kind === NodeKind.CallExpr && e.mode !== Mode.CommaOk ? exprMulti(b, e) : commaOk(b, e);
  return vals.map(x => b.stable(x));
}

/** `p..inittask`: state, number of functions, their addresses; relocations that name the tasks of imported packages. */
function initTask(p: Program, pkg: Package, obj: Obj, prefix: string, syms: readonly SymId[]): void {
  const word = p.layouts.ptrSize;
  const sym = obj.lookup(`${prefix}..inittask`, Abi.ABI0);
  sym.kind = SymKind.SNOPTRDATA;
  sym.data = new Uint8Array(8 + syms.length * word);
  sym.data[4] = syms.length & 0xff;
  sym.data[5] = syms.length >> 8;
  sym.size = sym.data.length;
  sym.align = word;
  for (const imported of pkg.imports) {
    if (imported.path === 'unsafe') continue;
    const task = obj.lookup(`${pathToPrefix(imported.path)}..inittask`, Abi.ABI0);
    sym.addReloc(0, 0, RelocType.R_INITORDER, 0, task.id);
  }
  syms.forEach((s, i) => {
    sym.addReloc(8 + i * word, word, RelocType.R_ADDR, 0, obj.lookup(p.syms.names[s]!, Abi.ABIInternal).id);
  });
}
