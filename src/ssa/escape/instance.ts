// A function as a part of the flow graph. A closure that is made in one place is there twice: as somebody unknown sees it, with
// captured variables that may be anything, and inside the frame that makes it, where a captured variable is the variable itself.

import type { Func, Value } from '../func.ts';
import * as Scalar from '../scalar.ts';
import type { SigParam } from '../sig.ts';
import type { SymId } from '../symbols.ts';
import type { TypeTable } from '../type-table.ts';
import type { Graph, Loc } from './graph.ts';
import type { Scopes } from './scopes.ts';

/** Where a value comes from: a location, and how many dereferences away (-1: its address). */
export interface Source {
  readonly loc: Loc;
  readonly derefs: number;
}

/** Where a closure is made. */
export class Site {
  readonly creator: Instance;
  readonly value: Value;
  readonly record: Loc;
  /** The function that it calls; 0 until it is seen. */
  code: SymId = 0;
  /** By offset: the scalars that its record holds. */
  readonly captured = new Map<number, Source>();
  /** The closure's code in this frame; null where it is not taken along. */
  inner: Instance | null = null;

  constructor(creator: Instance, value: Value, record: Loc) {
    this.creator = creator;
    this.value = value;
    this.record = record;
  }
}

/** Memory that a function makes. */
export interface Made {
  readonly value: Value;
  readonly loc: Loc;
}

/** One function in the graph. */
export class Instance {
  readonly f: Func;
  readonly id: number;
  readonly scopes: Scopes;
  /** Where its closure record is made; null for no closure, and for one called by somebody unknown. */
  readonly site: Site | null;
  /** For each scalar of the parameters and results; 0 where it has no pointer. */
  readonly params: readonly Loc[];
  readonly results: readonly Loc[];
  /** The closure's record, as somebody unknown gives it; 0 otherwise. */
  readonly context: Loc;
  /** By offset in that record. */
  readonly slots = new Map<number, Loc>();
  readonly made: Made[] = [];
  readonly sites: Site[] = [];

  constructor(g: Graph, types: TypeTable, f: Func, scopes: Scopes, site: Site | null) {
    this.f = f;
    this.site = site;
    this.scopes = scopes;
    this.id = g.newInstance(site === null ? -1 : site.creator.id, scopes);
    this.params = scalarsOf(types, f.sig.params, () => g.newParam(this.id));
    this.results = scalarsOf(types, f.sig.results, i => g.newResult(this.id, i));
    this.context = f.needsContext && site === null ? g.newParam(this.id) : 0;
  }

  /** What an unknown record holds at an offset. */
  slot(g: Graph, offset: number): Loc {
    let l = this.slots.get(offset);
    if (l === undefined) {
      l = g.newParam(this.id);
      this.slots.set(offset, l);
    }
    return l;
  }
}

/** For each scalar that has a pointer what `make` gives, 0 for the others. What lives in memory counts as one. */
function scalarsOf(types: TypeTable, params: readonly SigParam[], make: (i: number) => Loc): Loc[] {
  const out: Loc[] = [];
  for (const p of params) {
    if (p.comps === null) out.push(types.hasPointers(p.type) ? make(out.length) : 0);
    else for (const c of p.comps) out.push(c.kind === Scalar.Ptr ? make(out.length) : 0);
  }
  return out;
}

/** The place of the first scalar of parameter or result i among all. */
export function firstScalar(params: readonly SigParam[], i: number): number {
  let n = 0;
  for (let k = 0; k < i; k++) n += params[k]!.comps === null ? 1 : params[k]!.comps!.length;
  return n;
}
