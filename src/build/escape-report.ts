// -gcflags=-m: what inlining and escape analysis say of every function of a package, whether the program needs it or not, in
// the order of the source.

import type { Pos, Position } from '../base/pos.ts';
import { pathToPrefix } from '../base/path-to-prefix.ts';
import * as Abi from '../obj/abi.ts';
import { Obj } from '../obj/object.ts';
import { buildInit, buildInitPart } from '../ssa/build/init.ts';
import { EscapeMessages } from '../ssa/escape/messages.ts';
import type { InitSource } from '../ssa/escape/sink.ts';
import type { Program } from '../ssa/program/program.ts';
import * as Recipe from '../ssa/recipe.ts';
import { initPlan } from '../ssa/staticinit/plan.ts';
import type { SymId } from '../ssa/symbols.ts';
import type { Func } from '../types/object.ts';
import * as ObjKind from '../types/objkind.ts';
import type { Package } from '../types/package.ts';
import { declaredUnits } from './declared-units.ts';
import { devirtualizedMessage, inlineMessages } from './inline-report.ts';

/** One line. */
export interface EscapeLine {
  readonly at: Position;
  readonly text: string;
}

/** The lines for a package. The program's bodies must not have been asked for yet. */
export function escapeReport(p: Program, pkg: Package, hasBody: (fn: Func) => boolean): EscapeLine[] {
  const lines: EscapeLine[] = [];
  const report = (pos: Pos, text: string): void => {
    const at = p.source.fset.position(pos);
    if (at !== null) lines.push({ at, text });
  };
  const inits = initSources(p, pkg);
  const messages = new EscapeMessages(pkg, inits, report);
  for (const name of pkg.scope.names()) {
    const obj = pkg.scope.lookup(name)!;
    if (obj.kind === ObjKind.Func && !hasBody(obj)) messages.bodyless(p, obj);
  }
  p.escapeSink = {
    inits,
    done: (_, f, summary) => {
      inlineMessages(p, pkg, inits, f, report);
      messages.done(p, f, summary);
    },
    devirtualized: (_, f, v, callee) => devirtualizedMessage(p, pkg, f, v, callee, report),
  };
  for (const s of declaredUnits(p, pkg, hasBody, false)) p.bodies!.unit(s);
  const funcs = buildInit(p, pkg, new Obj(pkg.path, 0));
  p.bodies!.finish(funcs);
  const built = new Set(funcs.map(f => f.sym));
  for (const [s, { nodes, body }] of inits) {
    if (built.has(s)) continue;
    if ((p.syms.recipes[s] ?? null) !== null) p.bodies!.finish(buildInitPart(p, s));
    else if (body !== null)
      report(nodes[0]!.pos, `can inline ${p.syms.names[s]!.slice(pathToPrefix(pkg.path).length + 1)}`); // it does nothing
  }
  p.escapeSink = null;
  lines.sort(
    (a, b) =>
      compare(a.at.filename, b.at.filename) || a.at.line - b.at.line || a.at.col - b.at.col || compare(a.text, b.text),
  );
  // As gc: what is said twice of one place is said once.
  return lines.filter((l, i) => {
    const last = lines[i - 1];
    return (
      last === undefined ||
      last.text !== l.text ||
      last.at.line !== l.at.line ||
      last.at.col !== l.at.col ||
      last.at.filename !== l.at.filename
    );
  });
}

/** The functions that initialise a package, and what they are written as. */
function initSources(p: Program, pkg: Package): Map<SymId, InitSource> {
  const sources = new Map<SymId, InitSource>();
  const prefix = pathToPrefix(pkg.path);
  const symOf = (name: string): SymId => p.syms.lookup(name, Abi.ABIInternal);
  const order = p.source.initOrder(pkg);
  if (order.length > 0) {
    sources.set(symOf(`${prefix}.init`), { nodes: order.map(e => e.rhs), body: null });
    const plan = initPlan(p, pkg);
    // What is data is worked out when somebody asks for it; then its literals have symbols.
    for (const { lhs } of order) for (const v of lhs) plan.outcome(v);
    for (const [lit, { name }] of plan.info.lits) {
      const s = symOf(name);
      if (p.syms.recipes[s]?.kind === Recipe.InitClosure) sources.set(s, { nodes: [lit], body: lit.body });
    }
    for (const { entry, mapInit } of plan.steps)
      if (mapInit !== 0 && entry !== null) sources.set(mapInit, { nodes: [entry.rhs], body: null });
  }
  p.source.initFuncs(pkg).forEach(({ decl }, i) => {
    sources.set(symOf(`${prefix}.init.${i}`), { nodes: [decl], body: decl.body });
  });
  return sources;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
