// The flow graph of escape analysis, as in gc: locations, which hold values, and edges, along which values flow from one to another. An
// edge has a count of dereferences: 0 for `dst = src`, n for n loads on the way, -1 for `dst = &src`. A location whose address
// flows to one that outlives it must be in the heap. Locations that only pass values on (phis within a loop, results of
// calls) have no address and outlive nothing.

import * as Attr from './attr.ts';
import type { Scopes } from './scopes.ts';
import { NoFlow, type ParamFlow } from './summary.ts';

/** The number of a location; 0 is none: constants, globals, what comes from the heap. */
export type Loc = number;

/** Everything that outlives all frames. */
export const Heap: Loc = 1;
/** What is written through. */
export const Mutator: Loc = 2;
/** What is called, where the callee is not known and its results are used. */
export const Callee: Loc = 3;

/** Counts of dereferences beyond are as good as this one. */
const MaxDerefs = 250;

/** What is known of a parameter while the graph is walked. */
class Leaks {
  heap = NoFlow;
  mutated = NoFlow;
  called = NoFlow;
  readonly results: number[] = [];
}

/** The graph of the functions that are analysed together. */
export class Graph {
  count = 4;
  /** By location: bits of attr.ts. */
  readonly attrs: number[] = [0, 0, 0, 0];
  /** The block where it is made, by id. */
  readonly block: number[] = [0, 0, 0, 0];
  /** The instance of a function that it belongs to. */
  readonly inst: number[] = [-1, -1, -1, -1];
  private readonly firstEdge: number[] = [-1, -1, -1, -1];
  private readonly leaks = new Map<Loc, Leaks>();
  /** Result locations: which scalar of the results of its instance. */
  private readonly resultIndex = new Map<Loc, number>();

  // Edges.
  private readonly edgeSrc: number[] = [];
  private readonly edgeDerefs: number[] = [];
  private readonly edgeNext: number[] = [];

  // Instances.
  private readonly scopes: Scopes[] = [];
  /** By instance: the one whose frame it can reach as a closure; -1 for none. */
  readonly parent: number[] = [];
  /** By instance: its results may go where nobody sees. */
  private readonly resultsLost: boolean[] = [];
  private readonly resultsOf: Loc[][] = [];
  /** Locations of closure records whose code is an instance. */
  private readonly closureOf = new Map<Loc, number>();

  // The walk.
  private readonly walkGen: number[] = [0, 0, 0, 0];
  private readonly walkDerefs: number[] = [0, 0, 0, 0];
  private readonly queuedOne: number[] = [0, 0, 0, 0];
  private readonly queuedAll: number[] = [0, 0, 0, 0];
  private readonly queue: Loc[] = [];
  private readonly todo: Loc[] = [];
  private readonly first: Loc[] = [];

  constructor() {
    this.attrs[Heap] = Attr.Escapes | Attr.Mutates | Attr.Calls | Attr.Root;
    this.attrs[Mutator] = Attr.Mutates | Attr.Root;
    this.attrs[Callee] = Attr.Calls | Attr.Root;
  }

  /** A function, or a closure with the frame of `parent` around it. */
  newInstance(parent: number, scopes: Scopes): number {
    this.parent.push(parent);
    this.scopes.push(scopes);
    this.resultsLost.push(false);
    this.resultsOf.push([]);
    return this.parent.length - 1;
  }

  newLoc(inst: number, block: number, attrs: number): Loc {
    this.attrs.push(attrs);
    this.block.push(block);
    this.inst.push(inst);
    this.firstEdge.push(-1);
    this.walkGen.push(0);
    this.walkDerefs.push(0);
    this.queuedOne.push(0);
    this.queuedAll.push(0);
    return this.count++;
  }

  /** A location that passes on what flows to it. */
  newTemp(inst: number): Loc {
    return this.newLoc(inst, 0, 0);
  }

  /** A location whose own flows are asked for. */
  newParam(inst: number): Loc {
    const l = this.newLoc(inst, this.scopes[inst]!.entry, Attr.Param);
    this.leaks.set(l, new Leaks());
    return l;
  }

  /** Scalar i of the results of an instance. */
  newResult(inst: number, i: number): Loc {
    const l = this.newLoc(inst, this.scopes[inst]!.entry, Attr.Result | Attr.Root);
    this.resultIndex.set(l, i);
    this.resultsOf[inst]!.push(l);
    return l;
  }

  /** The record at a location is a closure of an instance. */
  setClosure(record: Loc, inst: number): void {
    this.closureOf.set(record, inst);
  }

  /** src flows to dst; derefs is -1 for its address. */
  flow(dst: Loc, src: Loc, derefs: number): void {
    if (dst === 0 || src === 0) return;
    if (dst === src && derefs >= 0) return;
    if (dst === Heap && derefs < 0) {
      this.attrs[src]! |= Attr.Escapes | Attr.Mutates | Attr.Calls;
      return;
    }
    this.edgeNext.push(this.firstEdge[dst]!);
    this.firstEdge[dst] = this.edgeSrc.length;
    this.edgeSrc.push(src);
    this.edgeDerefs.push(Math.min(derefs, MaxDerefs));
  }

  escapes(l: Loc): boolean {
    return (this.attrs[l]! & Attr.Escapes) !== 0;
  }

  mutates(l: Loc): boolean {
    return (this.attrs[l]! & Attr.Mutates) !== 0;
  }

  /** The flows of a parameter, after the walk. */
  paramFlow(l: Loc): ParamFlow {
    const { heap, mutated, called, results } = this.leaks.get(l)!;
    // A flow to a result that is no shorter than one to the heap says nothing.
    const shorter = (x: number): number => (heap >= 0 && x >= heap ? NoFlow : x);
    const to: number[] = [];
    for (let i = 0; i < results.length; i++) to.push(shorter(results[i] ?? NoFlow));
    return { heap, mutated: shorter(mutated), called: shorter(called), results: to };
  }

  // ---- The walk ----

  /** Finds what escapes, and the flows of parameters: to each location that matters, the fewest dereferences from all others. */
  walk(): void {
    const n = this.count;
    for (let l = n - 1; l > 0; l--) if ((this.attrs[l]! & (Attr.Root | Attr.Escapes)) !== 0) this.enqueue(l);
    let gen = 0;
    let at = 0;
    for (;;) {
      // What escapes comes first: its flows are the widest.
      const next = this.first.pop();
      let root: Loc;
      if (next !== undefined) root = next;
      else if (at < this.todo.length) root = this.todo[at++]!;
      else break;
      if (this.queuedAll[root] === 0) continue;
      this.queuedAll[root] = 0;
      this.walkFrom(root, ++gen);
    }
  }

  /** Values are written to a location in place, not by what flows to it. */
  setWritten(l: Loc): void {
    this.attrs[l]! |= Attr.Root;
  }

  private enqueue(l: Loc): void {
    if (this.queuedAll[l] === 1) {
      if (this.escapes(l)) this.first.push(l);
      return;
    }
    this.queuedAll[l] = 1;
    if (this.escapes(l)) this.first.push(l);
    else this.todo.push(l);
  }

  /** Bellman-Ford from one location: edges of -1 are there, but counts on the way never go below 0. */
  private walkFrom(root: Loc, gen: number): void {
    const { attrs, walkGen, walkDerefs, queuedOne } = this;
    walkGen[root] = gen;
    walkDerefs[root] = 0;
    if ((attrs[root]! & Attr.Escapes) !== 0) this.loseResults(root);
    const { queue } = this;
    queue.length = 0;
    queue.push(root);
    for (let head = 0; head < queue.length; head++) {
      const l = queue[head]!;
      queuedOne[l] = 0;
      let derefs = walkDerefs[l]!;
      let found = 0;
      if (derefs < 0) {
        derefs = 0;
        if (this.outlives(root, l)) found |= Attr.Escapes | Attr.Mutates | Attr.Calls;
      }
      if (derefs === 0) found |= attrs[root]! & (Attr.Mutates | Attr.Calls);
      if ((attrs[l]! & Attr.Param) !== 0) this.leak(l, root, derefs);
      if ((found & ~attrs[l]!) !== 0) {
        // What is written through, or called, is found by the walk that found it: it goes on behind.
        if ((found & ~attrs[l]! & Attr.Calls) !== 0) this.loseResults(l);
        const escapes = (found & ~attrs[l]! & Attr.Escapes) !== 0;
        attrs[l]! |= found;
        if (escapes) {
          // It is a root of its own now.
          this.enqueue(l);
          continue;
        }
      }
      for (let e = this.firstEdge[l]!; e >= 0; e = this.edgeNext[e]!) {
        const src = this.edgeSrc[e]!;
        if ((attrs[src]! & Attr.Escapes) !== 0) continue;
        const d = Math.min(derefs + this.edgeDerefs[e]!, MaxDerefs);
        if (walkGen[src] === gen && walkDerefs[src]! <= d) continue;
        walkGen[src] = gen;
        walkDerefs[src] = d;
        if (queuedOne[src] !== gen) {
          queuedOne[src] = gen;
          queue.push(src);
        }
      }
    }
  }

  /** The closure at `record` is called by somebody unknown: what it returns goes anywhere. */
  private loseResults(record: Loc): void {
    const inst = this.closureOf.get(record);
    if (inst === undefined || this.resultsLost[inst]!) return;
    this.resultsLost[inst] = true;
    for (const r of this.resultsOf[inst]!) this.enqueue(r);
  }

  private leak(l: Loc, root: Loc, derefs: number): void {
    const known = this.leaks.get(l)!;
    const less = (old: number): number => (old < 0 || derefs < old ? derefs : old);
    if (this.outlives(root, l)) {
      if ((this.attrs[root]! & (Attr.Escapes | Attr.Result)) === Attr.Result && this.inst[root] === this.inst[l]) {
        const i = this.resultIndex.get(root)!;
        known.results[i] = less(known.results[i] ?? NoFlow);
      } else {
        known.heap = less(known.heap);
      }
    }
    if ((this.attrs[root]! & Attr.Mutates) !== 0) known.mutated = less(known.mutated);
    if ((this.attrs[root]! & Attr.Calls) !== 0) known.called = less(known.called);
  }

  /** Whether what is stored in l may be there after `other` is gone, if that is in a frame. */
  private outlives(l: Loc, other: Loc): boolean {
    const a = this.attrs[l]!;
    if ((a & Attr.Escapes) !== 0) return true;
    if (l === Mutator || l === Callee) return false;
    const x = this.inst[l]!;
    const y = this.inst[other]!;
    if ((a & Attr.Result) !== 0) {
      // A closure whose callers are all known may return what belongs to the frames around it.
      return !(this.contains(y, x) && !this.resultsLost[x]!);
    }
    if (x === y) return this.scopes[x]!.outlives(this.block[l]!, (a & Attr.Carries) !== 0, this.block[other]!);
    return this.contains(x, y);
  }

  /** Whether instance y is a closure inside x. */
  private contains(x: number, y: number): boolean {
    let i = this.parent[y]!;
    while (i >= 0 && i !== x) i = this.parent[i]!;
    return i >= 0;
  }
}
