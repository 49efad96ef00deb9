// The initialisation of a package: the function `init` that sets in order what of its variables is not data, the functions
// that the source calls init, and the task `p..inittask` that tells the linker and the runtime of them.

import { pathToPrefix } from '../../base/path-to-prefix.ts';
import * as Abi from '../../obj/abi.ts';
import type { Obj } from '../../obj/object.ts';
import * as RelocType from '../../obj/reloctype.ts';
import * as SymKind from '../../obj/symkind.ts';
import type { Pos } from '../../base/pos.ts';
import { assert } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr } from '../../syntax/nodes.ts';
import { walk } from '../../syntax/walk.ts';
import type { Obj as TypesObj, Var } from '../../types/object.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Package } from '../../types/package.ts';
import type { Signature, Type } from '../../types/type.ts';
import * as BlockKind from '../blockkind.ts';
import type { Func } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { InitEntry } from '../program/init-order.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { Env, Fragment } from '../staticinit/assign.ts';
import { initPlan, type Step } from '../staticinit/plan.ts';
import type { SymId } from '../symbols.ts';
import type { Builder, Val } from './builder.ts';
import { convertForAssign } from './convert.ts';
import { commaOk, expr, exprMulti } from './expr.ts';
import { Unit } from './fn-state.ts';
import { buildBody, buildFunc, litShape } from './func.ts';
import { prepass } from './prepass.ts';
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

  const plan = initPlan(p, pkg);
  const { steps } = plan;
  if (steps.length > 0) {
    const sym = p.syms.lookup(`${prefix}.init`, Abi.ABIInternal);
    const unit = new Unit(p, sym, plan.info, same, false);
    const shape = { recv: null, params: [], results: [], pos: stepPos(steps[0]!), endPos: stepPos(steps.at(-1)!) };
    buildFunc(unit, plan.info.top, sym, shape, b => {
      for (const s of steps) step(b, s);
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
    const f = buildBody(unit, info.top, sym, shape, decl.body!);
    if (doesNothing(f)) return;
    syms.push(sym);
    out.push(...unit.funcs);
  });
  initTask(p, pkg, obj, prefix, syms);
  return out;
}

/** Whether a function only returns. */
function doesNothing(f: Func): boolean {
  let b = f.entry;
  for (let n = f.blocks.length; n > 0; n--) {
    if (b.values.length > 0) return false;
    if (b.kind === BlockKind.Ret) return true;
    if (b.kind !== BlockKind.Plain) return false;
    b = b.succs[0]!;
  }
  return false;
}

function stepPos(s: Step): Pos {
  return s.entry === null ? s.fragment!.pos : s.entry.pos;
}

/** Builds a function of which only data knows: a literal of an initialiser, or what initialises a map; then its closures. */
export function buildInitPart(p: Program, sym: SymId): Func[] {
  const recipe = p.syms.recipes[sym]!;
  assert(recipe.kind === Recipe.InitClosure || recipe.kind === Recipe.MapInit, 'a part of an initialisation');
  const { info } = initPlan(p, recipe.pkg);
  const unit = new Unit(p, sym, info, same, false);
  if (recipe.kind === Recipe.InitClosure) {
    const { lit } = recipe;
    const sig = lit.type as Signature;
    buildBody(unit, info.lits.get(lit)!, sym, litShape(lit, sig.params.vars, sig.results.vars), lit.body);
  } else {
    const { entry } = recipe;
    const shape = { recv: null, params: [], results: [], pos: entry.pos, endPos: entry.pos };
    buildFunc(unit, info.top, sym, shape, b => assign(b, entry)).noInline = true;
  }
  return unit.funcs;
}

function step(b: Builder, s: Step): void {
  b.pos = stepPos(s);
  if (s.mapInit !== 0) {
    b.call(
      Op.CallStatic,
      { sym: s.mapInit, sig: b.p.sig(null, [], []), effects: null, implicit: true, keepAlive: false },
      [],
    );
  } else if (s.entry !== null) {
    assign(b, s.entry);
  } else {
    part(b, s.fragment!);
  }
}

/** An assignment of the source as a whole. */
function assign(b: Builder, e: InitEntry): void {
  b.pos = e.pos;
  const vals = e.lhs.length === 1 ? [expr(b, e.rhs)] : several(b, e.rhs);
  e.lhs.forEach((v, i) => {
    if (v.name === '_' || v.type === null) return;
    b.storeVal(b.symAddr(b.p.globalSym(v)), convertForAssign(b, vals[i]!, v.type));
  });
}

/** A part of an assignment whose other parts are data. */
function part(b: Builder, s: Fragment): void {
  const { e } = s;
  let x: Val;
  if (e === null) {
    x = b.loadVal(s.type, b.symAddr(s.from, s.fromOff));
  } else {
    x = inEnv(b, s.env, () => {
      if (s.env !== null) parameters(b, s.env, e);
      return convertForAssign(b, expr(b, e), s.type);
    });
  }
  b.storeVal(b.symAddr(s.data.sym, s.off), x);
}

function inEnv<T>(b: Builder, env: Env | null, f: () => T): T {
  const saved = b.subst;
  if (env !== null) b.subst = env.subst;
  const x = f();
  b.subst = saved;
  return x;
}

/** Gives the parameters that e mentions the values of their arguments. */
function parameters(b: Builder, env: Env, e: Expr): void {
  const seen = new Set<TypesObj>();
  walk(e, n => {
    if (n.kind !== NodeKind.Name) return true;
    const v = n.obj as TypesObj;
    const arg = env.args.get(v as Var);
    if (arg === undefined || seen.has(v)) return true;
    seen.add(v);
    const x = inEnv(b, arg.env, () => {
      if (arg.env !== null) parameters(b, arg.env, arg.e);
      return convertForAssign(b, expr(b, arg.e), arg.type);
    });
    if (x.comps === null) b.declareAt(v as Var, arg.type, b.toMemory(x));
    else b.writeHome(b.declareSSA(v as Var, arg.type), x);
    return true;
  });
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
