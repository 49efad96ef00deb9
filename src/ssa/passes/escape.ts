// Escape analysis: which memory that functions make may be in their frames (`hi` of Alloc, MakeBacking, MakeMap and Box becomes 1), and
// what callers are told of parameters. All functions of a component of the call graph are analysed together: calls between them
// connect parameters and results directly, calls of others go by their summaries. The graph is gc's (escape/graph.ts); its
// locations come from values instead of variables (escape/walk.ts), so that what is assigned twice need not be one location.

import * as AllocKind from '../allockind.ts';
import { Graph, type Loc } from '../escape/graph.ts';
import { Instance, type Site } from '../escape/instance.ts';
import { type CaptureFlow, type EscapeSummary, flowsNowhere, type ParamFlow } from '../escape/summary.ts';
import { Scopes } from '../escape/scopes.ts';
import { linkSite, type Surroundings, walkInstance } from '../escape/walk.ts';
import type { Func } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';

/** Analyses functions together, callees of theirs having been analysed. */
export function escape(p: Program, funcs: readonly Func[]): void {
  new Batch(p, funcs).run();
}

/** Closures that are made in no more than one place have an instance there. */
class Batch implements Surroundings {
  private readonly p: Program;
  private readonly g = new Graph();
  private readonly funcs: readonly Func[];
  private readonly home = new Map<SymId, Instance>();
  /** How many places make a closure of a function. */
  private readonly makers = new Map<SymId, number>();
  private readonly instances: Instance[] = [];
  readonly sites = new Map<Loc, Site>();

  constructor(p: Program, funcs: readonly Func[]) {
    this.p = p;
    this.funcs = funcs;
  }

  run(): void {
    const { p, g, funcs, home, instances } = this;
    for (const f of funcs) {
      this.countMakers(f);
      const inst = new Instance(g, p.types, f, new Scopes(f), null);
      home.set(f.sym, inst);
      instances.push(inst);
    }
    // Walking an instance makes those of the closures in it, behind the others.
    for (let i = 0; i < instances.length; i++) {
      const inst = instances[i]!;
      walkInstance(p, g, this, inst);
      for (const site of inst.sites) this.inner(site);
    }
    for (const site of this.sites.values()) linkSite(g, this, site);
    g.walk();
    this.decide();
    for (const f of funcs) {
      f.escaped = true;
      const summary = this.summaryOf(home.get(f.sym)!);
      if (p.bodies !== null) p.bodies.setSummary(f.sym, summary);
      if (p.escapeSink !== null) p.escapeSink.done(p, f, summary);
    }
  }

  /** Counts where closures are made. */
  private countMakers(f: Func): void {
    for (const b of f.blocks) {
      for (const v of b.values) {
        if (f.op[v] !== Op.Store || f.lo[v] !== 0) continue;
        const [to, code] = [f.arg(v, 0), f.arg(v, 1)];
        if (f.op[code] !== Op.SymAddr || f.op[to] !== Op.Alloc || f.lo[to] !== AllocKind.Closure) continue;
        this.makers.set(f.aux[code]!, (this.makers.get(f.aux[code]!) ?? 0) + 1);
      }
    }
  }

  instance(s: SymId): Instance | null {
    return this.home.get(s) ?? null;
  }

  inner(site: Site): Instance | null {
    if (site.inner !== null || site.code === 0) return site.inner;
    const home = this.home.get(site.code);
    if (home === undefined || this.makers.get(site.code) !== 1) return null;
    // A closure that makes itself.
    for (let at: Instance | null = site.creator; at !== null; at = at.site === null ? null : at.site.creator) {
      if (at.f === home.f) return null;
    }
    const inst = new Instance(this.g, this.p.types, home.f, home.scopes, site);
    site.inner = inst;
    this.g.setClosure(site.record, inst.id);
    this.instances.push(inst);
    return inst;
  }

  summary(s: SymId): EscapeSummary | null {
    const known = this.p.bodies === null ? null : this.p.bodies.summary(s);
    if (known !== null) return known;
    const recipe = this.p.syms.recipes[s] ?? null;
    if (recipe !== null && (recipe.kind === Recipe.Eq || recipe.kind === Recipe.Hash)) return comparing;
    return null;
  }

  /** What escapes in one of a function's instances escapes. */
  private decide(): void {
    for (const { f, made } of this.instances) for (const { value } of made) f.hi[value] = 1;
    for (const { f, made } of this.instances) {
      for (const { value, loc } of made) {
        if (!this.g.escapes(loc)) continue;
        if (f.op[value] === Op.Alloc && f.lo[value] === AllocKind.Temp) continue;
        f.hi[value] = 0;
      }
    }
  }

  private summaryOf(inst: Instance): EscapeSummary {
    const { g } = this;
    const flow = (l: Loc): ParamFlow => (l === 0 ? flowsNowhere : g.paramFlow(l));
    const captures: CaptureFlow[] = [];
    for (const [offset, l] of inst.slots) captures.push({ offset, flow: flow(l) });
    return { params: inst.params.map(flow), captures, context: flow(inst.context) };
  }
}

/** Of functions that compare or hash. */
const comparing: EscapeSummary = {
  params: [flowsNowhere, flowsNowhere, flowsNowhere],
  captures: [],
  context: flowsNowhere,
};
