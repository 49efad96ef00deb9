// Bodies on demand: what a function's callers may know of it, and its code after the passes of the Go level. A unit (a
// function with its closures) is built once. The units that it leads to are found first, so that a callee is finished before
// its callers ask what it does; units that lead to each other form a component, found by Tarjan's algorithm, and are finished
// together. Nothing here depends on who asked first: members of a component are taken in order of their names, and what
// they see of each other is how they were built, not how far they are.
//
// Of units of which an earlier build has kept the facts (facts.ts) no more is built than callers copy.

import { assert } from '../../diag/internal-error.ts';
import type { Interface, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import type { BlockStmt } from '../../syntax/nodes.ts';
import type { EscapeSummary } from '../escape/summary.ts';
import type { Func } from '../func.ts';
import * as AuxKind from '../auxkind.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import {
  type BaseCost,
  baseCost,
  costOfCall,
  maxClosureCost,
  maxCost,
  maxHotCost,
  neverInlined,
} from '../passes/inline-cost.ts';
import { isHotCall } from '../passes/hot-calls.ts';
import { builtPasses, componentPasses, goPasses } from '../passes/passes.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';
import type { FactStore, FuncFacts, Reads } from './facts.ts';
import type { OnPass } from '../compile.ts';
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
  /** The function, then its closures; null when they were handed out, or can be had again from what callers copy. */
  funcs: Func[] | null;
  /** The symbols of its functions, where they were set aside. */
  copied: readonly SymId[] | null = null;
  /** The units that its functions mention. */
  edges: SymId[];
  /** Those of them that they call as the source says, so that they may be inlined. */
  called: Set<SymId>;
  /** Those of them with a call that a profile says to be hot. */
  hot: Set<SymId>;
  /** Those of them that only a method table leads to, of which the program may not need that method. */
  tabled: Set<SymId>;
  /** What is kept of it. */
  readonly facts: FuncFacts | null;
  /** What it was made from; the members of a component share it. */
  reads: Reads;
  /** It calls itself, or mentions itself. */
  readonly recursive: boolean;
  /** The members of its component. */
  component: readonly Unit[] = [];
  /** As in `Edges`; when `edges` is complete, those of what may be inlined into it too. */
  readonly asserted: Set<Interface>;
  readonly types: Set<Type>;
  /** `edges` has those that are known only when the others are finished. */
  complete = false;
  // Of Tarjan's algorithm.
  readonly index: number;
  low: number;
  next = 0;
  /** What was asked for leads to it, so that it will be asked for, too, unless all calls of it are inlined. */
  readonly isNeeded: boolean;

  constructor(
    sym: SymId,
    funcs: Func[],
    edges: Edges,
    facts: FuncFacts | null,
    reads: Reads,
    index: number,
    isNeeded: boolean,
  ) {
    this.sym = sym;
    this.isNeeded = isNeeded;
    this.funcs = funcs;
    this.recursive = edges.all.delete(sym);
    this.edges = [...edges.all];
    this.called = edges.called;
    this.hot = edges.hot;
    this.tabled = edges.tabled;
    this.facts = facts;
    this.asserted = edges.asserted;
    this.types = edges.types;
    this.reads = reads;
    this.index = index;
    this.low = index;
  }
}

/** The units that functions mention. */
class Edges {
  readonly all = new Set<SymId>();
  readonly called = new Set<SymId>();
  readonly hot = new Set<SymId>();
  readonly tabled = new Set<SymId>();
  /** The interfaces to which it asserts, and the types of which it makes interfaces. */
  readonly asserted = new Set<Interface>();
  readonly types = new Set<Type>();
}

/** What a unit that was visited calls matters no more. */
const visited: Set<SymId> = new Set();

/** What a unit calls. */
type Calls = Pick<Unit, 'called' | 'hot'>;

/** What it asserts, and of what it makes interfaces. */
type Asserting = Pick<Unit, 'asserted' | 'types'>;

/** Whether a function that costs so much, -1 for one that is not inlined, may be copied by what has these calls. */
function affords({ called, hot }: Calls, s: SymId, cost: number): boolean {
  return cost >= 0 && called.has(s) && (cost <= maxCost || hot.has(s));
}

/** A unit whose passes are running. */
class Current {
  readonly sym: SymId;
  readonly funcs: Func[];
  /** The symbols of its functions. */
  readonly syms: Set<SymId>;
  /** How many functions were its own from the start. */
  readonly own: number;
  /** Its copies of other units' closures. */
  readonly made = new Set<SymId>();
  /** Those of them that were copied as built, from units of the same component. */
  readonly unfinished = new Set<SymId>();
  /** How many closures there are of each name without its number. */
  readonly counts = new Map<string, number>();
  /** Callers may copy some of its functions. */
  kept = false;

  constructor(sym: SymId, funcs: Func[]) {
    this.sym = sym;
    this.funcs = funcs;
    this.own = funcs.length;
    this.syms = new Set(funcs.map(f => f.sym));
  }
}

/** How many closures of others a unit may have. */
const maxClosureCopies = 100;

/** The bodies of one program. */
export class Bodies {
  /** Sees each function before and after the passes that it goes through here; null where nobody looks. */
  onPass: OnPass | null = null;
  /** Hears of units that are finished and will be asked for; it may ask for them. */
  onFinished: ((s: SymId) => void) | null = null;
  private readonly p: Program;
  private readonly build: (p: Program, s: SymId) => Func[];
  private readonly units = new Map<SymId, Unit>();
  /** Of functions that may be inlined, closures too. */
  private readonly costs = new Map<SymId, number>();
  /** What callers may copy: functions that may be inlined, and the closures of their units. */
  private readonly bodies = new Map<SymId, Func>();
  /** What a closure is a copy of, by the symbol that inlining gave it. */
  private readonly originals = new Map<SymId, SymId>();
  /** The closure in the source of each closure that inlining gave a symbol; for ever, where `originals` ends with the passes. */
  private readonly written = new Map<SymId, SymId>();
  /** Whose body in `bodies` is as built: the passes of its component have not come to it. */
  private readonly asBuilt = new Set<SymId>();
  /** The units of the component whose passes are running, if they lead to each other. */
  private cycle: ReadonlySet<SymId> = new Set();
  /** The unit whose passes are running: its functions, and its copies of other units' closures. */
  private current: Current = new Current(0, []);
  private readonly summaries = new Map<SymId, EscapeSummary>();
  private readonly facts: FactStore | null;

  /** `build` makes the functions of a unit: the one asked for, then its closures. `facts` are kept between builds; null: nothing is. */
  constructor(p: Program, build: (p: Program, s: SymId) => Func[], facts: FactStore | null = null) {
    this.p = p;
    this.build = build;
    this.facts = facts;
  }

  /**
   * A unit's functions after the passes of the Go level, for the caller to keep: the function, then those of its closures that are
   * not inlined wherever they are called. Null: there is no body here (assembly, a declaration without body).
   */
  unit(s: SymId): readonly Func[] | null {
    if (!this.hasBody(s)) return null;
    let u = this.units.get(s);
    if (u === undefined) {
      this.visit(s, true);
      u = this.units.get(s)!;
    }
    assert(u.state === Done, `${this.p.syms.names[s]!} is finished`);
    if (u.funcs === null) this.again(u);
    if (this.facts !== null) this.facts.readAll(u.reads);
    const { funcs } = u;
    u.funcs = null;
    return funcs!.length === 1 ? funcs : this.mentioned(funcs!);
  }

  /**
   * Finds the facts of units; builds those of which they are not known. What only waits for the facts of others comes after these, which
   * may be found to be what they were.
   */
  renew(units: readonly SymId[]): void {
    const { facts } = this;
    let left = units;
    while (facts !== null) {
      left = left.filter(s => !this.units.has(s) && !this.isOnlyKnown(s));
      const waiting = new Set(left.filter(s => facts.awaits(s)));
      if (waiting.size === left.length) break;
      for (const s of left) if (!waiting.has(s)) this.prepare(s);
      left = [...waiting];
      facts.retry();
    }
    for (const s of left) this.prepare(s);
  }

  /** Builds a unit whose facts are not known. */
  prepare(s: SymId): void {
    if (this.units.has(s) || this.isOnlyKnown(s) || !this.isVisible(s)) return;
    const before = this.readInto(null);
    this.visit(s, false);
    this.readInto(before);
  }

  /** The first of a unit's functions, and those that it leads to. */
  private mentioned(funcs: readonly Func[]): readonly Func[] {
    const { recipes } = this.p.syms;
    const wanted = new Set<SymId>([funcs[0]!.sym]);
    const bySym = new Map<SymId, Func>();
    for (const f of funcs) bySym.set(f.sym, f);
    for (const s of wanted) {
      const f = bySym.get(s);
      if (f === undefined) continue;
      for (const b of f.blocks) {
        for (const v of b.values) {
          let to: SymId = 0;
          if (f.op[v] === Op.CallStatic) to = f.calls[f.aux[v]!]!.sym;
          else if (((f.flags(v) >> OpFlag.AuxShift) & 7) === AuxKind.Sym) to = f.aux[v]!;
          let recipe = recipes[to] ?? null;
          if (recipe === null) continue;
          // Data may lead anywhere.
          if (recipe.kind === Recipe.Data) return funcs;
          if (recipe.kind === Recipe.FuncValue) {
            to = recipe.target;
            recipe = recipes[to] ?? null;
          }
          if (recipe !== null && recipe.kind === Recipe.Closure) wanted.add(to);
        }
      }
    }
    return wanted.size === funcs.length ? funcs : funcs.filter(f => wanted.has(f.sym));
  }

  /** Runs the passes of the Go level over functions that are no unit of a recipe: initialisation. They are changed. */
  finish(funcs: Func[]): void {
    if (funcs.length === 0) return;
    this.runBuiltPasses(funcs);
    const edges = this.edgesOf(0, funcs);
    const visit = (syms: ReadonlySet<SymId>): void => {
      for (const s of syms) {
        if (!this.units.has(s) && this.mustBuild(s, null, edges)) this.visit(s, !edges.tabled.has(s));
      }
    };
    visit(edges.all);
    const { all, called } = this.assertedMethods(0, edges, edges.all);
    for (const s of called) edges.called.add(s);
    for (const s of all) edges.tabled.add(s);
    visit(all);
    this.runPasses([new Current(funcs[0]!.sym, funcs)], false);
  }

  // ---- Inlining ----

  /** The body of a function or closure as its callers may copy it; null: it is not to be inlined, or has none. */
  inlineBody(s: SymId): Func | null {
    const o = this.original(s);
    if (this.costOf(o) < 0) return null;
    if (this.isOnlyKnown(o)) this.visit(o, false);
    this.readCode(o);
    return this.bodies.get(o) ?? null;
  }

  /** The code of a function that was built, or of the closure of one, is looked at; false: it is neither. */
  readCode(s: SymId): boolean {
    const u = this.units.get(this.p.syms.unitOf(s));
    if (u === undefined) return false;
    if (u.state === Done && this.facts !== null) this.facts.readAll(u.reads);
    return true;
  }

  /** Something is asked of a function that is no closure. */
  private asked(s: SymId): void {
    const recipe = this.facts === null ? null : (this.p.syms.recipes[s] ?? null);
    if (recipe !== null && recipe.kind !== Recipe.Closure) this.facts!.asked(s);
  }

  /** What a function costs of which there is an `inlineBody`. */
  inlineCost(s: SymId): number {
    return this.costOf(this.original(s));
  }

  /** What it costs to inline a function; -1: it is not inlined. */
  private costOf(s: SymId): number {
    this.asked(s);
    return this.costs.get(s) ?? (this.isOnlyKnown(s) ? this.known(s)!.cost : -1);
  }

  /** Whether a function was not built, but an earlier build has kept what callers may know of it. */
  private isOnlyKnown(s: SymId): boolean {
    return this.facts !== null && !this.units.has(s) && this.known(s) !== null;
  }

  /** What an earlier build has kept of a function; null where nothing is. It is about what has the name as its own. */
  private known(s: SymId): FuncFacts | null {
    if (this.facts === null) return null;
    const recipe = this.p.syms.recipes[s] ?? null;
    return recipe !== null && this.isRenamed(recipe) ? null : this.facts.find(s);
  }

  /** What the code of a closure that inlining named is still to be copied from; s itself of all else. */
  original(s: SymId): SymId {
    return this.originals.get(s) ?? s;
  }

  /** The closure as it is written in the source, of a copy, or a copy of a copy; s itself of all else. */
  writtenAs(s: SymId): SymId {
    return this.written.get(s) ?? s;
  }

  /** Whether a closure belongs to the unit at hand. */
  isOwnClosure(s: SymId): boolean {
    return this.current.syms.has(s);
  }

  /** Whether there are closures of which a function of the unit at hand may not have copies. */
  limitsCopies(f: SymId): boolean {
    const { current } = this;
    return current.unfinished.has(f) || current.funcs.length >= current.own + maxClosureCopies;
  }

  /**
   * Whether function f of the unit at hand may come to mention closure s, or a copy of it. In a cycle, copies of closures as built call what makes more
   * of them; that ends with the first: below a copy there are copies only of what was finished before the cycle, which does not
   * lead back to it.
   */
  mayCopy(s: SymId, f: SymId): boolean {
    const { current, p } = this;
    if (current.syms.has(s)) return true; // it stays the same one
    if (current.funcs.length >= current.own + maxClosureCopies) return false;
    if (!current.unfinished.has(f)) return true;
    const recipe = p.syms.recipes[s]!;
    return recipe.kind === Recipe.Closure && !this.cycle.has(recipe.unit);
  }

  /** A symbol in the unit at hand for another unit's closure that `g` mentions in the inlined call `inl`. */
  nameClosure(s: SymId, g: Func, inl: number): SymId {
    const { p, current } = this;
    const recipe = p.syms.recipes[s]!;
    assert(recipe.kind === Recipe.Closure, 'a closure');
    const sym = p.syms.lookup(this.closureName(s, g, inl), p.syms.abis[s]!);
    p.syms.define(sym, { kind: Recipe.Closure, unit: current.sym, lit: recipe.lit });
    this.originals.set(sym, this.original(s));
    this.written.set(sym, this.writtenAs(s));
    current.syms.add(sym);
    return sym;
  }

  /** Makes the function of a symbol that `nameClosure` gave, if it is needed after all; null: it was made. */
  copyClosure(s: SymId): Func | null {
    const { p, current } = this;
    if (!this.originals.has(s) || current.made.has(s)) return null;
    const original = this.originals.get(s)!;
    const body = this.bodies.get(original);
    assert(body !== undefined, `the closure ${p.syms.names[s]!} was kept`);
    const copy = body.copy(s);
    copy.dupok = current.funcs[0]!.dupok;
    current.made.add(s);
    if (this.asBuilt.has(original)) current.unfinished.add(s);
    current.funcs.push(copy);
    return copy;
  }

  /** As gc: the function that it is made in, the functions that were inlined there, a number. */
  private closureName(s: SymId, g: Func, inl: number): string {
    const { names } = this.p.syms;
    const kind = /(-range|\.(?:gowrap|deferwrap|func)?)\d+$/.exec(names[s]!)?.[1] ?? '.func';
    const outer = names[g.sym]!.replace(/(?:-range\d+)+$/, '');
    const suffix = kind === '.func' || kind === '.' ? (g.isClosure ? '.' : '.func') : kind;
    const inlined: string[] = [];
    for (let k = inl; k >= 0; k = g.inlCalls[k]!.parent)
      inlined.unshift(`.${localName(names[g.inlCalls[k]!.callee]!)}`);
    const counter = `${outer}${suffix}`;
    let n = this.current.counts.get(counter);
    if (n === undefined) {
      n = 0;
      for (const f of this.current.funcs) {
        const name = names[f.sym]!;
        if (name.startsWith(counter) && /^\d+$/.test(name.slice(counter.length))) n++;
      }
    }
    this.current.counts.set(counter, n + 1);
    return `${outer}${inlined.join('')}${suffix}${n + 1}`;
  }

  // ---- Escape analysis ----

  /** What a function does with its parameters; null: unknown, everything leaks. */
  summary(s: SymId): EscapeSummary | null {
    this.asked(s);
    return this.summaries.get(s) ?? (this.isOnlyKnown(s) ? this.known(s)!.summary : null);
  }

  /**
   * As `summary`, for passes that run when those of the Go level are over: what lowering calls is mentioned by nobody before, and
   * whether somebody else had it built must not matter.
   */
  settledSummary(s: SymId): EscapeSummary | null {
    this.prepare(this.p.syms.unitOf(s));
    return this.summary(s);
  }

  /** Escape analysis says what a function does with its parameters. */
  setSummary(s: SymId, summary: EscapeSummary): void {
    if (this.isVisible(s)) this.summaries.set(s, summary);
  }

  // ---- Components ----

  /**
   * Whether a unit that another one mentions is to be built, if it was not. Of one whose facts are kept callers want no more,
   * unless they copy its body; in a component each sees the others as built.
   */
  private mustBuild(s: SymId, from: FuncFacts | null, calls: Calls): boolean {
    const facts = this.known(s);
    if (facts === null) return true;
    if (affords(calls, s, facts.cost)) return true;
    return from !== null && facts.component !== '' && facts.component === from.component;
  }

  /**
   * Finishes a unit, and all that it leads to and whose facts are not kept. Passes may be running, of units that do not lead here, unless
   * the unit `isNeeded`: is asked for, or will be.
   */
  private visit(root: SymId, isNeeded: boolean): void {
    const { current, cycle, onFinished } = this;
    const stack: Unit[] = []; // units whose component is not complete
    const path: Unit[] = []; // the way from the root
    let count = 0;
    const enter = (s: SymId, isNeeded: boolean): Unit => {
      const facts = this.known(s);
      const reads: Reads = new Set();
      const before = this.readInto(reads);
      const funcs = this.made(s);
      const u = new Unit(s, funcs, this.edgesOf(s, funcs), facts, reads, count++, isNeeded);
      this.readInto(before);
      this.units.set(s, u);
      stack.push(u);
      path.push(u);
      return u;
    };
    enter(root, isNeeded);
    while (path.length > 0) {
      const u = path[path.length - 1]!;
      if (u.next < u.edges.length) {
        const s = u.edges[u.next++]!;
        const to = this.units.get(s);
        if (to === undefined) {
          if (this.mustBuild(s, u.facts, u)) enter(s, u.isNeeded && !u.tabled.has(s));
        } else if (to.state === Open) u.low = Math.min(u.low, to.index);
        continue;
      }
      if (!u.complete) {
        u.complete = true;
        const before = this.readInto(u.reads);
        const { all, called } = this.assertedMethods(u.sym, u, u.edges);
        this.readInto(before);
        u.edges.push(...all);
        for (const s of called) u.called.add(s);
        for (const s of all) u.tabled.add(s);
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const caller = path[path.length - 1]!;
        caller.low = Math.min(caller.low, u.low);
      }
      if (u.low !== u.index) continue;
      const members = stack.splice(stack.lastIndexOf(u));
      this.complete(members);
      for (const m of members) {
        if (onFinished !== null && m.isNeeded && m.sym !== root && !this.costs.has(m.sym)) onFinished(m.sym);
      }
    }
    this.current = current;
    this.cycle = cycle;
  }

  /** The functions of a unit, as they are built. */
  private made(s: SymId): Func[] {
    const funcs = this.build(this.p, s);
    this.runBuiltPasses(funcs);
    return funcs;
  }

  private runBuiltPasses(funcs: readonly Func[]): void {
    for (const f of funcs) for (const pass of builtPasses) pass.run(this.p, f);
  }

  private readInto(reads: Reads | null): Reads | null {
    return this.facts === null ? null : this.facts.readInto(reads);
  }

  /** A component is complete. */
  private complete(members: Unit[]): void {
    const { names } = this.p.syms;
    members.sort((a, b) => (names[a.sym]! < names[b.sym]! ? -1 : 1));
    const { reads } = members[0]!;
    for (const u of members) {
      for (const r of u.reads) reads.add(r);
      u.reads = reads;
      u.component = members;
      u.state = Running;
      u.edges = [];
      u.called = u.tabled = u.hot = visited;
    }
    const before = this.readInto(reads);
    this.runPasses(
      members.map(u => new Current(u.sym, u.funcs!)),
      members.length > 1 || members[0]!.recursive,
    );
    this.readInto(before);
    for (const u of members) {
      u.state = Done;
      this.release(u);
      if (members.length === 1 && this.costs.has(u.sym) && this.p.escapeSink === null) setAside(u);
      else compact(u.funcs!);
    }
    if (this.facts === null || members[0]!.facts !== null || this.isAbiWrapper(members[0]!.sym)) return;
    const component = members.length > 1 ? names[members[0]!.sym]! : '';
    // Who had them built need not read what they come to.
    const outer = this.readInto(null);
    this.facts.keep(
      members.map(u => ({ sym: u.sym, facts: this.factsOf(u.sym, component) })),
      reads,
    );
    this.readInto(outer);
  }

  /** Lets go of the trees of a finished unit. Who tells of what escapes wants to see them later, and instances have one tree together. */
  private release(u: Unit): void {
    const { syms, source, escapeSink } = this.p;
    if (escapeSink !== null) return;
    const recipe = syms.recipes[u.sym]!;
    if (recipe.kind !== Recipe.Func || recipe.targs.length > 0) return;
    for (const f of u.funcs!) {
      const closure = syms.recipes[f.sym] ?? null;
      if (closure !== null && closure.kind === Recipe.Closure) closure.lit = null;
    }
    source.release(recipe.fn);
  }

  private isAbiWrapper(s: SymId): boolean {
    return this.p.syms.recipes[s]!.kind === Recipe.AbiWrapper;
  }

  /** What callers may know of a unit that was built. */
  private factsOf(s: SymId, component: string): FuncFacts {
    const visible = this.isVisible(s);
    return { visible, cost: this.costs.get(s) ?? -1, component, summary: this.summaries.get(s) ?? null };
  }

  /** Makes the functions of a component once more that were handed out, or set aside. */
  private again(u: Unit): void {
    const before = this.readInto(u.reads);
    if (u.copied !== null) {
      u.funcs = u.copied.map(s => this.bodies.get(s)!.copy(s));
      for (const pass of componentPasses) pass.run(this.p, u.funcs);
    } else {
      for (const m of u.component) m.funcs = this.made(m.sym);
      this.runPasses(
        u.component.map(m => new Current(m.sym, m.funcs!)),
        u.component.length > 1 || u.recursive,
      );
      for (const m of u.component) compact(m.funcs!);
    }
    this.readInto(before);
  }

  private runPasses(units: readonly Current[], cyclic: boolean): void {
    const { p } = this;
    this.cycle = new Set(cyclic ? units.map(u => u.sym) : []);
    this.measure(units, cyclic);
    const all: Func[] = [];
    for (const unit of units) {
      this.current = unit;
      const { funcs } = unit;
      // Closures come behind what they stand in, which may call them.
      for (let i = unit.own - 1; i >= 0; i--) this.finishFunc(unit, funcs[i]!);
      for (let i = unit.own; i < funcs.length; i++) {
        const f = funcs[i]!;
        // Copies of what was finished are finished.
        if (unit.unfinished.has(f.sym)) this.runGoPasses(f);
        if (!unit.kept) continue;
        this.bodies.set(f.sym, f.copy(f.sym));
        const cost = this.costs.get(this.original(f.sym));
        if (cost !== undefined) this.costs.set(f.sym, cost);
        this.originals.delete(f.sym);
      }
      for (const f of funcs) all.push(f);
    }
    for (const pass of componentPasses) pass.run(p, all);
  }

  private runGoPasses(f: Func): void {
    const { p, onPass } = this;
    if (onPass !== null) onPass(p, f, 'as written');
    for (const pass of goPasses) {
      pass.run(p, f);
      if (onPass !== null) onPass(p, f, pass.name);
    }
  }

  private finishFunc(unit: Current, f: Func): void {
    this.runGoPasses(f);
    if (!unit.kept) return;
    this.bodies.set(f.sym, f.copy(f.sym));
    this.asBuilt.delete(f.sym);
  }

  // ---- What may be inlined ----

  /** Decides which functions of a component may be inlined. Where its units lead to each other, they see each other as built. */
  private measure(units: readonly Current[], cyclic: boolean): void {
    const { p, costs } = this;
    const bases = new Map<SymId, BaseCost>();
    for (const { sym, funcs } of units) {
      if (p.noInline(sym)) continue;
      const visible = this.isVisible(sym);
      for (const f of funcs) {
        costs.delete(f.sym);
        if (f.sym === sym && !visible && this.initBody(sym) === null) continue;
        if (this.mayInline(f)) bases.set(f.sym, baseCost(p, f, this.source(f)));
      }
    }
    // The smallest costs that agree with each other.
    const found = new Map<SymId, number>();
    for (const s of bases.keys()) found.set(s, 0);
    for (let changed = true; changed;) {
      changed = false;
      for (const [s, base] of bases) {
        let n = base.cost;
        const add = (c: SymId, limit: number): void => {
          const known = found.get(c);
          const cost = known ?? this.costOf(c);
          const one = costOfCall(cost > limit ? -1 : cost);
          if (c === s) n += costOfCall(-1);
          else n += known !== undefined && cyclic ? Math.min(one, costOfCall(-1)) : one;
        };
        for (const c of base.callees) add(c, this.limit(c));
        for (const c of base.hotCallees) add(c, cyclic && found.has(c) ? this.limit(c) : maxHotCost);
        n = Math.min(n, 2 * maxHotCost);
        if (n === found.get(s)) continue;
        found.set(s, n);
        changed = true;
      }
    }
    for (const [s, cost] of found) {
      // Large bodies in a cycle would hold each other.
      const isHot = !cyclic && p.profileOf(s)?.isHotCallee(p.syms.names[s]!) === true;
      if (cost <= (isHot ? maxHotCost : this.limit(s))) costs.set(s, cost);
    }
    for (const unit of units) {
      unit.kept = unit.funcs.some(f => costs.has(f.sym));
      if (!unit.kept || !cyclic) continue;
      for (const f of unit.funcs) {
        this.bodies.set(f.sym, f.copy(f.sym));
        this.asBuilt.add(f.sym);
      }
    }
  }

  private limit(s: SymId): number {
    return this.p.syms.recipes[s]?.kind === Recipe.Closure ? maxClosureCost : maxCost;
  }

  /** Whether a function could be inlined, whatever its cost. */
  private mayInline(f: Func): boolean {
    if ((f.pragma & neverInlined) !== 0) return false;
    if (f.noInline || f.hasDefer || f.hasRecover || f.abiWrapper) return false;
    const recipe = this.p.syms.recipes[f.sym] ?? null;
    if (recipe === null && this.initBody(f.sym) === null) return false;
    if (recipe?.kind === Recipe.Eq || recipe?.kind === Recipe.Hash) return false;
    for (const b of f.blocks) {
      for (const v of b.values) {
        if (f.op[v] === Op.Defer) return false;
        if (f.op[v] !== Op.CallStatic) continue;
        const name = this.p.syms.names[f.calls[f.aux[v]!]!.sym]!;
        if (name === 'runtime.newproc' || name === 'runtime.deferprocat' || name === 'runtime.deferrangefunc')
          return false;
      }
    }
    return true;
  }

  /** The body of a function in the source; null where the compiler made it. */
  private source(f: Func): BlockStmt | null {
    const init = this.initBody(f.sym);
    if (init !== null) return init;
    const recipe = this.p.syms.recipes[f.sym]!;
    if (recipe.kind === Recipe.Closure) return recipe.lit === null ? null : recipe.lit.body;
    return recipe.kind === Recipe.Func ? this.p.source.body(recipe.fn)!.decl.body : null;
  }

  /** The statements of an init function of which somebody wants to know whether it could be inlined; null of all else. */
  private initBody(s: SymId): BlockStmt | null {
    return this.p.escapeSink?.inits?.get(s)?.body ?? null;
  }

  // ---- The graph ----

  /** Whether there is a body to build. */
  private hasBody(s: SymId): boolean {
    const recipe = this.p.syms.recipes[s] ?? null;
    if (recipe === null) return false;
    switch (recipe.kind) {
      case Recipe.Func:
        return this.p.source.hasBody(recipe.fn);
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
    // Whether a function has a wrapper depends on what the link has asked for.
    if (recipe.kind === Recipe.AbiWrapper) return false;
    if (this.isRenamed(recipe)) return false;
    if (this.facts === null || recipe.kind !== Recipe.Func) return this.hasBody(s);
    this.asked(s);
    const known = this.facts.find(s);
    if (known !== null) return known.visible;
    const reads: Reads = new Set();
    const before = this.readInto(reads);
    const visible = this.hasBody(s);
    this.readInto(before);
    if (!visible) this.facts.keep([{ sym: s, facts: { visible, cost: -1, component: '', summary: null } }], reads);
    return visible;
  }

  /** Whether a linkname directive gives the function of a recipe another name. */
  private isRenamed(recipe: Recipe.Recipe): boolean {
    if (recipe.kind !== Recipe.Func || recipe.targs.length > 0) return false;
    const linkname = this.p.source.linkname(recipe.fn);
    return linkname !== null && linkname !== this.p.funcName(recipe.fn, recipe.targs);
  }

  /** The units that functions call or mention; `self` only where it is more than its own closures. */
  private edgesOf(self: SymId, funcs: readonly Func[]): Edges {
    const edges = new Edges();
    const { recipes } = this.p.syms;
    for (const f of funcs) {
      for (const b of f.blocks) {
        for (const v of b.values) {
          const flags = f.flags(v);
          switch ((flags >> OpFlag.AuxShift) & 7) {
            case AuxKind.Sym: {
              this.addEdges(edges, self, f.aux[v]!, false);
              const recipe = recipes[f.aux[v]!] ?? null;
              if (recipe !== null && (recipe.kind === Recipe.Itab || recipe.kind === Recipe.TypeDesc)) {
                edges.types.add(recipe.type);
              } else if (recipe !== null && recipe.kind === Recipe.Data) {
                const { assertion } = recipe.data;
                if (assertion !== null) edges.asserted.add(under(assertion.to) as Interface);
              }
              break;
            }
            case AuxKind.Call: {
              // A function of the runtime whose effects are listed need not be looked into.
              const { sym, effects, implicit, keepAlive } = f.calls[f.aux[v]!]!;
              if (sym !== 0 && effects === null) this.addEdges(edges, self, sym, !implicit && !keepAlive);
              if (f.op[v] === Op.CallStatic && isHotCall(this.p, f, v, sym)) edges.hot.add(sym);
              break;
            }
            default:
          }
        }
      }
    }
    return edges;
  }

  /**
   * An assertion and the type that it finds may come together by inlining: the methods that the types of a unit, and of what it may
   * inline, have for the interfaces that are asserted there, but for those that it mentions itself.
   */
  private assertedMethods(self: SymId, of: Calls & Asserting, mentioned: Iterable<SymId>): Edges {
    const methods = new Edges();
    const { asserted, types } = of;
    for (const s of of.called) {
      const callee = this.units.get(s);
      if (callee === undefined || callee.state !== Done || callee.asserted.size + callee.types.size === 0) continue;
      if (!affords(of, s, this.costOf(s)) || this.inlineBody(s) === null) continue;
      for (const t of callee.types) types.add(t);
      for (const iface of callee.asserted) asserted.add(iface);
    }
    for (const iface of asserted) {
      for (const t of types) {
        for (const m of this.p.itabMethods(t, iface) ?? []) this.addEdges(methods, self, m, true);
      }
    }
    methods.all.delete(self);
    for (const s of mentioned) methods.all.delete(s);
    return methods;
  }

  private addEdges(edges: Edges, self: SymId, s: SymId, call: boolean): void {
    const recipe = this.p.syms.recipes[s] ?? null;
    if (recipe === null) return;
    switch (recipe.kind) {
      case Recipe.FuncValue:
        this.addEdges(edges, self, recipe.target, false);
        break;
      case Recipe.Closure:
        if (recipe.unit !== self) this.addEdges(edges, self, recipe.unit, false);
        break;
      case Recipe.Func:
      case Recipe.MethodWrapper:
      case Recipe.MethodValue:
      case Recipe.Eq:
      case Recipe.Hash:
        if (!this.isVisible(s)) break;
        edges.all.add(s);
        edges.tabled.delete(s);
        if (call) edges.called.add(s);
        break;
      case Recipe.Itab: {
        const iface = under(recipe.iface) as Interface;
        for (const m of this.p.itabMethods(recipe.type, iface) ?? []) {
          const isElsewhere = edges.all.has(m) && !edges.tabled.has(m);
          this.addEdges(edges, self, m, false);
          if (!isElsewhere) edges.tabled.add(m);
        }
        break;
      }
      default:
    }
  }
}

/** Lets go of functions that will mostly be inlined, and so be asked for by nobody. */
function setAside(u: Unit): void {
  u.copied = u.funcs!.map(f => f.sym);
  u.funcs = null;
}

/** Functions may wait long for somebody to take them. The order of their values shows in their code, so that it is the same for those who do not wait. */
function compact(funcs: Func[]): void {
  for (let i = 0; i < funcs.length; i++) if (funcs[i]!.isRoomy) funcs[i] = funcs[i]!.copy(funcs[i]!.sym);
}

/** A function's symbol without its package. */
function localName(name: string): string {
  const bracket = name.indexOf('[');
  const slash = name.lastIndexOf('/', bracket < 0 ? name.length : bracket);
  return name.slice(name.indexOf('.', slash + 1) + 1);
}
