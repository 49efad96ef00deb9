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
  attrs = new Uint8Array(256);
  /** The block where it is made, by id. */
  block = new Int32Array(256);
  /** The instance of a function that it belongs to. */
  inst = new Int32Array(256);
  private firstEdge = new Int32Array(256).fill(-1);
  private readonly leaks = new Map<Loc, Leaks>();
  /** Result locations: which scalar of the results of its instance. */
  private readonly resultIndex = new Map<Loc, number>();

  // Edges.
  private edges = 0;
  private edgeSrc = new Int32Array(512);
  private edgeDerefs = new Int32Array(512);
  private edgeNext = new Int32Array(512);

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
  private walkGen = new Int32Array(0);
  private walkDerefs = new Int32Array(0);
  private queuedOne = new Int32Array(0);
  private queuedAll = new Uint8Array(0);
  private todo: Loc[] = [];
  private first: Loc[] = [];

  constructor() {
    this.attrs[Heap] = Attr.Escapes | Attr.Mutates | Attr.Calls | Attr.Root;
    this.attrs[Mutator] = Attr.Mutates | Attr.Root;
    this.attrs[Callee] = Attr.Calls | Attr.Root;
    for (const l of [Heap, Mutator, Callee]) this.inst[l] = -1;
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
    const l = this.count++;
    if (l === this.attrs.length) this.grow();
    this.attrs[l] = attrs;
    this.block[l] = block;
    this.inst[l] = inst;
    return l;
  }

  /** A location that passes on what flows to it. */
  newTemp(inst: number): Loc {
    return this.newLoc(inst, 0, 0);
  }

  /** A location whose own flows are asked for. */
  newParam(inst: number): Loc {
    const l = this.newLoc(inst, this.scopes[inst]!.entry, Attr.Param | Attr.Root);
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
    const e = this.edges++;
    if (e === this.edgeSrc.length) this.growEdges();
    this.edgeSrc[e] = src;
    this.edgeDerefs[e] = Math.min(derefs, MaxDerefs);
    this.edgeNext[e] = this.firstEdge[dst]!;
    this.firstEdge[dst] = e;
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
    this.walkGen = new Int32Array(n);
    this.walkDerefs = new Int32Array(n);
    this.queuedOne = new Int32Array(n);
    this.queuedAll = new Uint8Array(n);
    this.todo = [];
    this.first = [];
    for (let l = n - 1; l > 0; l--) if ((this.attrs[l]! & Attr.Root) !== 0) this.enqueue(l);
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
    if ((attrs[root]! & Attr.Calls) !== 0) this.loseResults(root);
    const queue: Loc[] = [root];
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
        attrs[l]! |= found;
        if ((attrs[l]! & Attr.Root) !== 0) this.enqueue(l);
        // It is a root of its own now.
        if ((attrs[l]! & Attr.Escapes) !== 0) continue;
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

  private grow(): void {
    const n = this.attrs.length * 2;
    const attrs = new Uint8Array(n);
    attrs.set(this.attrs);
    this.attrs = attrs;
    this.block = wider(this.block, n, 0);
    this.inst = wider(this.inst, n, 0);
    this.firstEdge = wider(this.firstEdge, n, -1);
  }

  private growEdges(): void {
    const n = this.edgeSrc.length * 2;
    this.edgeSrc = wider(this.edgeSrc, n, 0);
    this.edgeDerefs = wider(this.edgeDerefs, n, 0);
    this.edgeNext = wider(this.edgeNext, n, 0);
  }
}

function wider(a: Int32Array, n: number, fill: number): Int32Array<ArrayBuffer> {
  const b = new Int32Array(n).fill(fill);
  b.set(a);
  return b;
}
