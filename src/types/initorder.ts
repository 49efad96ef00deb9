// The order in which package-level variables are initialised. A variable depends on the variables that its initialiser
// mentions, directly or through functions; of those that depend on nothing uninitialised, the first in the source comes
// next. Constants take part so that cycles among them are found: they come before all variables.
//
// Functions are taken out of the graph first: whoever refers to a function refers to all that it refers to.

import * as Code from '../diag/codes.ts';
import type { Checker, DeclInfo } from './checker.ts';
import { Initializer } from './checker.ts';
import { demandBody } from './decl.ts';
import { errorf, newError } from './errors.ts';
import type { Const, Func, Obj, Var } from './object.ts';
import * as ObjKind from './objkind.ts';

/** A constant, variable or function in the graph. An edge from p to s says that p needs s. */
class GraphNode {
  readonly obj: Const | Var | Func;
  /** Who needs this one. */
  readonly pred: Set<GraphNode> = new Set();
  /** What this one needs. */
  readonly succ: Set<GraphNode> = new Set();
  /** How many of `succ` are still to come. */
  ndeps = 0;
  /** The place in the queue. */
  index = 0;

  constructor(obj: Const | Var | Func) {
    this.obj = obj;
  }
}

/** Computes check.initOrder, and reports initialisation cycles. */
export function initOrder(check: Checker): void {
  if (check.conf.parseBody !== null) demandBodies(check);
  const queue = new Queue(dependencyGraph(check));
  const order: Initializer[] = [];
  const emitted = new Set<DeclInfo>();
  for (let n = queue.pop(); n !== null; n = queue.pop()) {
    if (n.ndeps > 0) {
      // Everything left is on a cycle, or needs something that is; the latter is no error of its own.
      const cycle = findCycle(n.obj);
      if (cycle !== null) reportCycle(check, cycle);
      // Going on as if n were initialised breaks the cycle.
    }
    for (const p of n.pred) {
      p.ndeps--;
      queue.fix(p);
    }
    if (n.obj.kind !== ObjKind.Var) continue;
    const d = n.obj.decl!;
    if (d.init === null || emitted.has(d)) continue;
    emitted.add(d); // several variables of one call are one initialiser
    order.push(new Initializer(d.lhs ?? [n.obj], d.init));
  }
  check.initOrder = order;
}

/** Has the bodies checked that initialisers need, directly or through other functions. */
function demandBodies(check: Checker): void {
  const work: Obj[] = check.objList.filter(obj => obj.kind === ObjKind.Var);
  const seen = new Set<Obj>(work);
  for (const obj of work) {
    if (obj.kind === ObjKind.Func) demandBody(check, obj);
    for (const dep of obj.decl!.deps ?? []) {
      if (seen.has(dep)) continue;
      seen.add(dep);
      work.push(dep);
    }
  }
}

/** The constants and variables with what they need, functions eliminated. */
function dependencyGraph(check: Checker): GraphNode[] {
  const nodes = new Map<Obj, GraphNode>();
  for (const obj of check.objList) {
    if (obj.kind === ObjKind.Const || obj.kind === ObjKind.Var || obj.kind === ObjKind.Func) {
      nodes.set(obj, new GraphNode(obj));
    }
  }
  const graph: GraphNode[] = [];
  const funcs: GraphNode[] = [];
  for (const n of nodes.values()) {
    const deps = n.obj.decl!.deps;
    if (deps !== null) {
      for (const d of deps) {
        const s = nodes.get(d);
        if (s === undefined) continue;
        n.succ.add(s);
        s.pred.add(n);
      }
    }
    if (n.obj.kind === ObjKind.Func) funcs.push(n);
    else graph.push(n);
  }
  // Taking a function out joins all its predecessors with all its successors: cheap ones first.
  funcs.sort((a, b) => a.pred.size * a.succ.size - b.pred.size * b.succ.size);
  for (const n of funcs) {
    for (const p of n.pred) {
      if (p === n) continue;
      for (const s of n.succ) {
        if (s === n) continue;
        p.succ.add(s);
        s.pred.add(p);
      }
      p.succ.delete(n);
    }
    for (const s of n.succ) s.pred.delete(n);
  }
  for (const n of graph) n.ndeps = n.succ.size;
  return graph;
}

/** The objects on the way from an object back to itself, in reverse; null where there is none. */
function findCycle(obj: Obj): Obj[] | null {
  const seen = new Set<Obj>([obj]);
  const path: Obj[] = [];
  const left: Obj[][] = [dependencies(obj)];
  while (left.length > 0) {
    const next = left[left.length - 1]!.shift();
    if (next === undefined) {
      left.pop();
      path.pop();
      continue;
    }
    if (next === obj) return [next, ...path.reverse()];
    if (seen.has(next)) continue;
    seen.add(next);
    path.push(next);
    left.push(dependencies(next));
  }
  return null;
}

/** What a declaration depends on, in the order of the source. */
function dependencies(obj: Obj): Obj[] {
  const deps = obj.decl === null ? null : obj.decl.deps;
  return deps === null ? [] : [...deps].sort((a, b) => a.order - b.order);
}

function reportCycle(check: Checker, cycle: readonly Obj[]): void {
  let obj = cycle[0]!;
  if (cycle.length === 1) {
    errorf(check, obj, Code.InvalidInitCycle, `initialization cycle: ${obj.name} refers to itself`);
    return;
  }
  const err = newError(check, Code.InvalidInitCycle);
  err.addf(obj, `initialization cycle for ${obj.name}`);
  for (let i = cycle.length - 1; i >= 0; i--) {
    const next = cycle[i]!;
    err.addf(obj, `${obj.name} refers to ${next.name}`);
    obj = next;
  }
  err.report();
}

/** Whether a is to come before b: constants, then what needs least, then by source. */
function before(a: GraphNode, b: GraphNode): boolean {
  const constA = a.obj.kind === ObjKind.Const;
  if (constA !== (b.obj.kind === ObjKind.Const)) return constA;
  return a.ndeps < b.ndeps || (a.ndeps === b.ndeps && a.obj.order < b.obj.order);
}

/** A binary heap that can put a node whose `ndeps` changed into its place again. */
class Queue {
  private readonly heap: GraphNode[];

  constructor(nodes: GraphNode[]) {
    this.heap = nodes;
    for (let i = 0; i < nodes.length; i++) nodes[i]!.index = i;
    for (let i = (nodes.length >> 1) - 1; i >= 0; i--) this.down(i);
  }

  /** Takes out the first node; null when empty. */
  pop(): GraphNode | null {
    const heap = this.heap;
    const last = heap.length - 1;
    if (last < 0) return null;
    this.swap(0, last);
    const n = heap.pop()!;
    n.index = -1;
    if (last > 0) this.down(0);
    return n;
  }

  /** Moves n where it belongs; one that was taken out stays out. */
  fix(n: GraphNode): void {
    if (n.index < 0) return;
    if (!this.down(n.index)) this.up(n.index);
  }

  private swap(i: number, j: number): void {
    const heap = this.heap;
    const a = heap[i]!;
    const b = heap[j]!;
    heap[i] = b;
    heap[j] = a;
    b.index = i;
    a.index = j;
  }

  private up(i: number): void {
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(this.heap[i]!, this.heap[parent]!)) return;
      this.swap(i, parent);
      i = parent;
    }
  }

  private down(from: number): boolean {
    const heap = this.heap;
    let i = from;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, heap[i]!)) break;
      this.swap(i, child);
      i = child;
    }
    return i > from;
  }
}
