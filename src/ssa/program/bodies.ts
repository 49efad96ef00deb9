// Bodies on demand: what a function's callers may know of it, and its code after the passes of the Go level. A unit (a
// function with its closures) is built once. The units that it leads to are found first, so that a callee is finished before
// its callers ask what it does; units that lead to each other form a component, found by Tarjan's algorithm, and are finished
// together. Nothing here depends on who asked first: members of a component are taken in order of their names, and what
// they see of each other is how they were built, not how far they are.

import { assert } from '../../diag/internal-error.ts';
import type { Interface } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import type { EscapeSummary } from '../escape/summary.ts';
import type { Func } from '../func.ts';
import * as AuxKind from '../auxkind.ts';
import * as OpFlag from '../opflag.ts';
import { componentPasses, goPasses } from '../passes/passes.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';
import type { Program } from './program.ts';

/** Not finished: one of the units that are being visited. */
const Open = 0;
/** Its component's passes are running. */
const Running = 1;
const Done = 2;

/** What is known of a unit. */
class Unit {
  readonly sym: SymId;
  state = Open;
  /** The function, then its closures; null when they were handed out. */
  funcs: Func[] | null;
  /** The units that its functions mention. */
  edges: readonly SymId[];
  /** The members of its component. */
  component: readonly Unit[] = [];
  // Of Tarjan's algorithm.
  readonly index: number;
  low: number;
  next = 0;

  constructor(sym: SymId, funcs: Func[], edges: readonly SymId[], index: number) {
    this.sym = sym;
    this.funcs = funcs;
    this.edges = edges;
    this.index = index;
    this.low = index;
  }
}

/** The bodies of one program. */
export class Bodies {
  private readonly p: Program;
  private readonly build: (p: Program, s: SymId) => Func[];
  private readonly units = new Map<SymId, Unit>();
  private readonly inlinable = new Map<SymId, Func>();
  private readonly summaries = new Map<SymId, EscapeSummary>();

  /** `build` makes the functions of a unit: the one asked for, then its closures. */
  constructor(p: Program, build: (p: Program, s: SymId) => Func[]) {
    this.p = p;
    this.build = build;
  }

  /**
   * A unit's functions after the passes of the Go level, for the caller to keep: the function, then its closures. Null: there is
   * no body here (assembly, a declaration without body).
   */
  unit(s: SymId): readonly Func[] | null {
    if (!this.hasBody(s)) return null;
    let u = this.units.get(s);
    if (u === undefined) {
      this.visit(s);
      u = this.units.get(s)!;
    }
    assert(u.state === Done, `${this.p.syms.names[s]!} is finished`);
    if (u.funcs === null) this.again(u);
    const { funcs } = u;
    u.funcs = null;
    return funcs;
  }

  /** Runs the passes of the Go level over functions that are no unit of a recipe: initialisation. They are changed. */
  finish(funcs: readonly Func[]): void {
    for (const s of this.edgesOf(0, funcs)) if (!this.units.has(s)) this.visit(s);
    this.runPasses([funcs]);
  }

  /** The body of a function as its callers may copy it; null: it is not to be inlined, or has none. */
  inlineBody(s: SymId): Func | null {
    return this.inlinable.get(s) ?? null;
  }

  /** What a function does with its parameters; null: unknown, everything leaks. */
  summary(s: SymId): EscapeSummary | null {
    return this.summaries.get(s) ?? null;
  }

  /** Escape analysis says what a function does with its parameters. */
  setSummary(s: SymId, summary: EscapeSummary): void {
    if (this.isVisible(s)) this.summaries.set(s, summary);
  }

  // ---- Components ----

  /** Finishes a unit and all that it leads to. */
  private visit(root: SymId): void {
    const stack: Unit[] = []; // units whose component is not complete
    const path: Unit[] = []; // the way from the root
    let count = 0;
    const enter = (s: SymId): Unit => {
      const funcs = this.build(this.p, s);
      const u = new Unit(s, funcs, this.edgesOf(s, funcs), count++);
      this.units.set(s, u);
      stack.push(u);
      path.push(u);
      return u;
    };
    enter(root);
    while (path.length > 0) {
      const u = path[path.length - 1]!;
      if (u.next < u.edges.length) {
        const s = u.edges[u.next++]!;
        const to = this.units.get(s);
        if (to === undefined) enter(s);
        else if (to.state === Open) u.low = Math.min(u.low, to.index);
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const caller = path[path.length - 1]!;
        caller.low = Math.min(caller.low, u.low);
      }
      if (u.low === u.index) this.complete(stack.splice(stack.lastIndexOf(u)));
    }
  }

  /** A component is complete. */
  private complete(members: Unit[]): void {
    const { names } = this.p.syms;
    members.sort((a, b) => (names[a.sym]! < names[b.sym]! ? -1 : 1));
    for (const u of members) {
      u.component = members;
      u.state = Running;
      u.edges = [];
    }
    this.runPasses(members.map(u => u.funcs!));
    for (const u of members) u.state = Done;
  }

  /** Makes the functions of a component once more that were handed out. */
  private again(u: Unit): void {
    for (const m of u.component) m.funcs = this.build(this.p, m.sym);
    this.runPasses(u.component.map(m => m.funcs!));
  }

  private runPasses(units: readonly (readonly Func[])[]): void {
    const { p } = this;
    const all: Func[] = [];
    for (const funcs of units) {
      // Closures come behind what they stand in, which may call them.
      for (let i = funcs.length - 1; i >= 0; i--) {
        for (const pass of goPasses) pass.run(p, funcs[i]!);
      }
      for (const f of funcs) all.push(f);
    }
    for (const pass of componentPasses) pass.run(p, all);
  }

  // ---- The graph ----

  /** Whether there is a body to build. */
  private hasBody(s: SymId): boolean {
    const recipe = this.p.syms.recipes[s] ?? null;
    if (recipe === null) return false;
    switch (recipe.kind) {
      case Recipe.Func: {
        const body = this.p.source.body(recipe.fn);
        return body !== null && body.decl.body !== null;
      }
      case Recipe.MethodWrapper:
      case Recipe.MethodValue:
      case Recipe.AbiWrapper:
      case Recipe.Eq:
      case Recipe.Hash:
        return true;
      default:
        return false;
    }
  }

  /**
   * Whether callers may look into the body. Where a linkname directive gives a function another name, callers know the name only:
   * which declaration stands behind it is the link's to find out.
   */
  private isVisible(s: SymId): boolean {
    const recipe = this.p.syms.recipes[s] ?? null;
    if (recipe === null) return false;
    if (recipe.kind === Recipe.Closure) return this.isVisible(recipe.unit);
    if (recipe.kind === Recipe.Func && recipe.targs.length === 0) {
      const linkname = this.p.source.linkname(recipe.fn);
      if (linkname !== null && linkname !== this.p.funcName(recipe.fn, recipe.targs)) return false;
    }
    return this.hasBody(s);
  }

  /** The units that functions call or mention, but not `self`. */
  private edgesOf(self: SymId, funcs: readonly Func[]): readonly SymId[] {
    const edges = new Set<SymId>();
    for (const f of funcs) {
      for (const b of f.blocks) {
        for (const v of b.values) {
          const flags = f.flags(v);
          switch ((flags >> OpFlag.AuxShift) & 7) {
            case AuxKind.Sym:
              this.addEdges(edges, f.aux[v]!);
              break;
            case AuxKind.Call: {
              // A function of the runtime whose effects are listed need not be looked into.
              const { sym, effects } = f.calls[f.aux[v]!]!;
              if (sym !== 0 && effects === null) this.addEdges(edges, sym);
              break;
            }
            default:
          }
        }
      }
    }
    edges.delete(self);
    return [...edges];
  }

  private addEdges(edges: Set<SymId>, s: SymId): void {
    const recipe = this.p.syms.recipes[s] ?? null;
    if (recipe === null) return;
    switch (recipe.kind) {
      case Recipe.FuncValue:
        this.addEdges(edges, recipe.target);
        break;
      case Recipe.Closure:
        this.addEdges(edges, recipe.unit);
        break;
      case Recipe.Func:
      case Recipe.MethodWrapper:
      case Recipe.MethodValue:
      case Recipe.Eq:
      case Recipe.Hash:
        if (this.isVisible(s)) edges.add(s);
        break;
      case Recipe.Itab: {
        const iface = under(recipe.iface) as Interface;
        for (const m of this.p.itabMethods(recipe.type, iface) ?? []) this.addEdges(edges, m);
        break;
      }
      default:
    }
  }
}
