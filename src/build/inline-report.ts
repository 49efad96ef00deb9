// -gcflags=-m: what inlining says of a function: that callers may inline it, and which calls were inlined in it.

import type { Pos } from '../base/pos.ts';
import type { Func } from '../ssa/func.ts';
import type { Program } from '../ssa/program/program.ts';
import * as Recipe from '../ssa/recipe.ts';
import type { SymId } from '../ssa/symbols.ts';
import type { Package } from '../types/package.ts';

/** Says what became of the calls in a function of a package, once the passes of the Go level ran over it. */
export function inlineMessages(p: Program, pkg: Package, f: Func, report: (pos: Pos, text: string) => void): void {
  const recipe = p.syms.recipes[f.sym] ?? null;
  if (recipe === null) return;
  const top = recipe.kind === Recipe.Closure ? (p.syms.recipes[recipe.unit] ?? null) : recipe;
  if (top === null || top.kind !== Recipe.Func || top.fn.pkg !== pkg) return;
  const own = p.funcName(top.fn, top.targs);
  const prefix = own.slice(0, own.indexOf('.', own.lastIndexOf('/') + 1) + 1);
  if (p.bodies!.inlineBody(f.sym) !== null) report(f.pos, `can inline ${displayName(p, f.sym, prefix)}`);
  for (const c of f.inlCalls) {
    let outer = c;
    while (outer.parent >= 0) outer = f.inlCalls[outer.parent]!;
    report(outer.pos, `inlining call to ${displayName(p, c.callee, prefix)}`);
  }
}

/** A function's name as gc says it: without the package at hand, and without the directory of others. */
function displayName(p: Program, s: SymId, prefix: string): string {
  const name = p.syms.names[s]!;
  if (name.startsWith(prefix)) return name.slice(prefix.length);
  const bracket = name.indexOf('[');
  return name.slice(name.lastIndexOf('/', bracket < 0 ? name.length : bracket) + 1);
}
