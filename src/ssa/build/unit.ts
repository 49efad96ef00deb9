// The entry of the builder for what is written in source: a declared function, method or instance with its closures.

import { assert } from '../../diag/internal-error.ts';
import type { File } from '../../syntax/nodes.ts';
import { Instantiator } from '../../types/instantiator.ts';
import type { Package } from '../../types/package.ts';
import type { Type } from '../../types/type.ts';
import { langVersion } from '../../types/version.ts';
import type { Func } from '../func.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';
import { Unit } from './fn-state.ts';
import { buildBody } from './func.ts';
import { prepass } from './prepass.ts';

/** Builds a unit from its Func recipe: the function first, then its closures. */
export function buildUnit(p: Program, sym: SymId): Func[] {
  const recipe = p.syms.recipes[sym]!;
  assert(recipe.kind === Recipe.Func, 'a declared function');
  const { fn, targs } = recipe;
  const body = p.source.body(fn);
  assert(body !== null && body.decl.body !== null, `${p.syms.names[sym]!} has a body`);
  const { decl, sig } = body;
  const inst = targs.length === 0 ? null : Instantiator.of(sig, targs, p.source.context);
  const subst = inst === null ? same : (t: Type): Type => inst.typ(t);
  const name = p.funcName(fn, targs);
  const perIteration = isPerIteration(body.file, fn.pkg!);
  const info = prepass(name, sig, decl.body!, perIteration, subst, t => p.layouts.size(t));
  const unit = new Unit(p, sym, info, subst, targs.length > 0);
  const shape = {
    recv: sig.recv,
    params: sig.params.vars,
    results: sig.results.vars,
    pos: decl.pos,
    endPos: decl.body!.rbrace,
  };
  const f = buildBody(unit, info.top, sym, shape, decl.body!);
  f.pragma = p.source.pragma(fn);
  return unit.funcs;
}

function same(t: Type): Type {
  return t;
}

/** Whether loop variables of a file are new in every iteration, as from go1.22 on. */
export function isPerIteration(file: File, pkg: Package): boolean {
  const own = langVersion(file.goVersion);
  const version = own === 0 ? langVersion(pkg.goVersion) : Math.max(own, 21);
  return version === 0 || version >= 22;
}
