// -gcflags=-m: what inlining says of a function: that callers may inline it, and which calls were inlined in it.

import type { Pos } from '../base/pos.ts';
import type { Func, Value } from '../ssa/func.ts';
import type { Program } from '../ssa/program/program.ts';
import { ExprText } from '../ssa/escape/expr-text.ts';
import * as Recipe from '../ssa/recipe.ts';
import type { SymId } from '../ssa/symbols.ts';
import type { Func as FuncObj } from '../types/object.ts';
import type { Package } from '../types/package.ts';

/** Says what became of the calls in a function of a package, once the passes of the Go level ran over it. */
export function inlineMessages(
  p: Program,
  pkg: Package,
  inits: ReadonlyMap<SymId, unknown>,
  f: Func,
  report: (pos: Pos, text: string) => void,
): void {
  const top = declaredIn(p, pkg, f);
  const init = p.syms.unitOf(f.sym);
  if (top === null && !inits.has(init)) return;
  const own = top === null ? p.syms.names[init]! : p.funcName(top.fn, top.targs);
  const prefix = own.slice(0, own.indexOf('.', own.lastIndexOf('/') + 1) + 1);
  if (p.bodies!.inlineBody(f.sym) !== null) report(f.pos, `can inline ${displayName(p, f.sym, prefix)}`);
  for (const c of f.inlCalls) {
    let outer = c;
    while (outer.parent >= 0) outer = f.inlCalls[outer.parent]!;
    report(outer.pos, `inlining call to ${displayName(p, c.callee, prefix)}`);
  }
}

/** Says that a call goes to what a profile has seen there directly, where that is called. */
export function devirtualizedMessage(
  p: Program,
  pkg: Package,
  f: Func,
  v: Value,
  callee: FuncObj,
  report: (pos: Pos, text: string) => void,
): void {
  const site = f.calls[f.aux[v]!]!.site;
  if (declaredIn(p, pkg, f) === null || site === undefined || site.fun === null) return;
  const what = site.iface === null ? 'function' : 'interface';
  const name = p.funcName(callee, []);
  const local = name.slice(name.indexOf('.', name.lastIndexOf('/') + 1) + 1);
  const shown = callee.pkg === pkg ? local : `${callee.pkg!.name}.${local}`; // it is declared in a package
  report(f.posOf[v]!, `PGO devirtualizing ${what} call ${new ExprText(pkg).expr(site.fun)} to ${shown}`);
}

/** The recipe of the function of a package that f is, or is a closure of; null for others. */
function declaredIn(p: Program, pkg: Package, f: Func): (Recipe.Recipe & { readonly kind: typeof Recipe.Func }) | null {
  const top = p.syms.recipes[p.syms.unitOf(f.sym)] ?? null;
  return top !== null && top.kind === Recipe.Func && top.fn.pkg === pkg ? top : null;
}

/** A function's name as gc says it: without the package at hand, and without the directory of others. */
function displayName(p: Program, s: SymId, prefix: string): string {
  const name = p.syms.names[s]!;
  if (name.startsWith(prefix)) return name.slice(prefix.length);
  const bracket = name.indexOf('[');
  return name.slice(name.lastIndexOf('/', bracket < 0 ? name.length : bracket) + 1);
}
