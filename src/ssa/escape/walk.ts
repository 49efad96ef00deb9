// Puts a function into the flow graph: every value that is a pointer gets its source, every write and call its edges. Stores through
// pointers flow to the heap, whatever they point to; stores to memory that the function made flow to that memory. What is no
// pointer carries no flow: unsafe.Pointer(uintptr(p) + n) is one only where both conversions stand in one expression (Bitcast
// with lo=1), and that is what the runtime's noescape relies on.

import * as AllocKind from '../allockind.ts';
import * as BlockKind from '../blockkind.ts';
import * as DeferKind from '../deferkind.ts';
import type { Loops } from '../dominators.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import { type CallEffects, type CallInfo, EffContent, EffContentOfContent, EffEscape, EffNone } from '../sig.ts';
import type { SymId } from '../symbols.ts';
import * as Attr from './attr.ts';
import { Callee, type Graph, Heap, type Loc, Mutator } from './graph.ts';
import { firstScalar, type Instance, Site, type Source } from './instance.ts';
import { appendedElem, mustBeHeap, staysIfSmall } from './limits.ts';
import { type EscapeSummary, type ParamFlow, resultFlow } from './summary.ts';

/** What a walk asks of the functions that are analysed with this one. */
export interface Surroundings {
  /** The instance that a static call of a symbol reaches; null for functions that are not analysed here. */
  instance(s: SymId): Instance | null;
  /** What is known of another function; null for nothing. */
  summary(s: SymId): EscapeSummary | null;
  /** The instance of a closure's code that belongs to the place where it is made; null where it has none. */
  inner(site: Site): Instance | null;
  /** The places where closures are made, by the locations of their records. */
  readonly sites: Map<Loc, Site>;
}

const none: Source = { loc: 0, derefs: 0 };

/** A part of a closure's record. */
interface Part {
  /** Null: the record of the function itself, from somebody unknown. */
  readonly site: Site | null;
  readonly offset: number;
}

/** Adds an instance to the graph. */
export function walkInstance(p: Program, g: Graph, around: Surroundings, inst: Instance): void {
  new Walk(p, g, around, inst).run();
}

class Walk {
  private readonly p: Program;
  private readonly g: Graph;
  private readonly around: Surroundings;
  private readonly inst: Instance;
  private readonly f: Func;
  private readonly loc: Int32Array;
  private readonly derefs: Int32Array;
  private readonly parts = new Map<Value, Part>();
  /** By call: the sources of its result scalars. */
  private readonly results = new Map<Value, readonly Source[]>();
  /** In a function with cycles that are no loops: a location outside of them all; else 0. */
  private anywhere: Loc = 0;
  private block = 0;
  private at: Block | null = null;
  private inLoop = false;

  constructor(p: Program, g: Graph, around: Surroundings, inst: Instance) {
    this.p = p;
    this.g = g;
    this.around = around;
    this.inst = inst;
    this.f = inst.f;
    this.loc = new Int32Array(inst.f.count);
    this.derefs = new Int32Array(inst.f.count);
  }

  run(): void {
    const { f, g, inst } = this;
    const { doms, loops } = inst.scopes;
    if (loops.irreducible) this.anywhere = g.newLoc(inst.id, f.entry.id, Attr.Root | Attr.Carries);
    for (const b of doms.order) this.newPhis(b, loops);
    for (const b of doms.order) {
      this.block = b.id;
      this.at = b;
      this.inLoop = loops.irreducible || loops.depth[b.id]! > 0;
      for (const v of b.values) this.value(v);
      if (b.kind === BlockKind.Ret) this.ret(b);
    }
    for (const b of doms.order) {
      for (const v of b.values) {
        if (f.op[v] !== Op.Phi) break;
        if (this.loc[v] === 0) continue;
        for (let i = 0; i < f.nargs(v); i++) this.flowValue(this.loc[v]!, f.arg(v, i), 0);
      }
    }
  }

  /** A phi at the head of a loop holds what an earlier iteration made. */
  private newPhis(b: Block, loops: Loops): void {
    const { f, g, inst } = this;
    for (const v of b.values) {
      if (f.op[v] !== Op.Phi) break;
      if (f.type[v] !== Scalar.Ptr) continue;
      const carries = loops.irreducible || loops.head[b.id] === b;
      this.loc[v] = carries ? g.newLoc(inst.id, b.id, Attr.Root | Attr.Carries) : g.newTemp(inst.id);
    }
  }

  // ---- Sources ----

  private set(v: Value, s: Source): void {
    this.loc[v] = s.loc;
    this.derefs[v] = s.derefs;
  }

  private same(v: Value, a: Value): void {
    this.loc[v] = this.loc[a]!;
    this.derefs[v] = this.derefs[a]!;
  }

  private source(v: Value, more = 0): Source {
    return { loc: this.loc[v]!, derefs: this.derefs[v]! + more };
  }

  /** One source for several. */
  private join(list: readonly Source[]): Source {
    const some = list.filter(s => s.loc !== 0);
    if (some.length === 0) return none;
    if (some.length === 1) return some[0]!;
    const l = this.g.newTemp(this.inst.id);
    for (const s of some) this.g.flow(l, s.loc, s.derefs);
    return { loc: l, derefs: 0 };
  }

  /** v flows to dst, after `more` dereferences. */
  private flowValue(dst: Loc, v: Value, more: number): void {
    this.g.flow(dst, this.loc[v]!, this.derefs[v]! + more);
  }

  /** New memory, made in a block: v becomes its address. */
  private make(v: Value, block = this.block): Loc {
    const l = this.g.newLoc(this.inst.id, block, Attr.Root);
    this.loc[v] = l;
    this.derefs[v] = -1;
    this.inst.made.push({ value: v, loc: l });
    if (this.anywhere !== 0) this.g.flow(this.anywhere, l, 0);
    return l;
  }

  /** s is written to what addr points to. */
  private write(addr: Value, s: Source): void {
    const { g } = this;
    const l = this.loc[addr]!;
    if (l !== 0 && this.derefs[addr] === -1) {
      g.setWritten(l);
      g.flow(l, s.loc, s.derefs);
      return;
    }
    g.flow(Heap, s.loc, s.derefs);
    if (l !== 0) g.flow(Mutator, l, this.derefs[addr]!);
  }

  // ---- Values ----

  private value(v: Value): void {
    const { f, g, p } = this;
    const op = f.op[v]!;
    const isPtr = f.type[v] === Scalar.Ptr;
    switch (op) {
      case Op.Copy:
      case Op.AddPtr:
        if (isPtr) this.same(v, f.arg(v, 0));
        break;
      case Op.OffPtr: {
        if (isPtr) this.same(v, f.arg(v, 0));
        const part = this.parts.get(f.arg(v, 0));
        if (part !== undefined) this.parts.set(v, { site: part.site, offset: part.offset + f.num(v) });
        break;
      }
      case Op.Bitcast:
        if (!isPtr) break;
        if (f.type[f.arg(v, 0)] === Scalar.Ptr) this.same(v, f.arg(v, 0));
        else if (f.lo[v] === 1) this.set(v, this.join(this.pointersOf(f.arg(v, 0))));
        break;
      case Op.CondSelect:
        if (isPtr) this.set(v, this.join([this.source(f.arg(v, 1)), this.source(f.arg(v, 2))]));
        break;
      case Op.Param:
        if (isPtr) this.set(v, { loc: this.inst.params[firstScalar(f.sig.params, f.lo[v]!) + f.hi[v]!]!, derefs: 0 });
        break;
      case Op.ParamAddr:
        this.set(v, { loc: this.inst.params[firstScalar(f.sig.params, f.lo[v]!)]!, derefs: -1 });
        break;
      case Op.ClosurePtr:
        this.closurePtr(v);
        break;
      case Op.Load:
        if (isPtr) this.load(v);
        break;
      case Op.AtomicLoad:
        if (isPtr) this.set(v, this.source(f.arg(v, 0), 1));
        break;
      case Op.Store:
        this.store(v);
        break;
      case Op.Zero:
      case Op.Memmove:
        if (this.loc[f.arg(v, 0)] !== 0 && this.derefs[f.arg(v, 0)]! >= 0) this.flowValue(Mutator, f.arg(v, 0), 0);
        break;
      case Op.Move:
        if (p.types.hasPointers(f.aux[v]!) && !this.isSelfAssign(f.arg(v, 0), f.arg(v, 1), true)) {
          this.write(f.arg(v, 0), this.source(f.arg(v, 1), 1));
        } else {
          this.write(f.arg(v, 0), none);
        }
        break;
      case Op.AtomicStore:
        this.write(f.arg(v, 0), f.type[f.arg(v, 1)] === Scalar.Ptr ? this.source(f.arg(v, 1)) : none);
        break;
      case Op.AtomicXchg:
        this.write(f.arg(v, 0), f.type[f.arg(v, 1)] === Scalar.Ptr ? this.source(f.arg(v, 1)) : none);
        if (isPtr) this.set(v, this.source(f.arg(v, 0), 1));
        break;
      case Op.AtomicCas:
        this.write(f.arg(v, 0), f.type[f.arg(v, 2)] === Scalar.Ptr ? this.source(f.arg(v, 2)) : none);
        break;
      case Op.AtomicAdd:
      case Op.AtomicAnd:
      case Op.AtomicOr:
        this.write(f.arg(v, 0), none);
        break;
      case Op.Alloc: {
        const l = this.make(v);
        if (f.lo[v] === AllocKind.Closure) {
          const site = new Site(this.inst, v, l);
          this.inst.sites.push(site);
          this.around.sites.set(l, site);
          this.parts.set(v, { site, offset: 0 });
        }
        if (mustBeHeap(p, f, v)) g.flow(Heap, l, -1);
        break;
      }
      case Op.MakeMap:
        this.make(v);
        break;
      case Op.MakeBacking: {
        const l = this.make(v);
        if (mustBeHeap(p, f, v)) g.flow(Heap, l, -1);
        // It is in the heap when it turns out to be large.
        else if (staysIfSmall(f, v)) g.flow(Heap, l, 0);
        break;
      }
      case Op.Box: {
        const l = this.make(v);
        if (mustBeHeap(p, f, v)) g.flow(Heap, l, -1);
        const inMemory = p.types.components(p.types.type(f.aux[v]!)) === null;
        if (inMemory) {
          if (p.types.hasPointers(f.aux[v]!)) this.flowValue(l, f.arg(v, 0), 1);
        } else {
          for (let i = 0; i < f.nargs(v); i++) this.flowValue(l, f.arg(v, i), 0);
        }
        break;
      }
      case Op.CallStatic:
      case Op.CallClosure:
      case Op.CallInter:
        this.call(v);
        break;
      case Op.Result:
        if (isPtr) this.set(v, this.result(v));
        break;
      case Op.ResultMem:
        this.write(f.arg(v, 1), this.result(v));
        break;
      case Op.Defer:
        if (f.lo[v] === DeferKind.Heap || this.inLoop) this.flowValue(Heap, f.arg(v, 0), 0);
        break;
      case Op.KeepAlive:
        if (f.lo[v]! > 0) this.flowValue(Heap, f.arg(v, 0), f.lo[v]! - 1);
        break;
      default:
        break;
    }
  }

  /** The pointers that an integer was computed from. */
  private pointersOf(x: Value): Source[] {
    const { f } = this;
    const out: Source[] = [];
    const work = [x];
    const seen = new Set<Value>();
    for (let v = work.pop(); v !== undefined; v = work.pop()) {
      if (seen.has(v)) continue;
      seen.add(v);
      switch (f.op[v]) {
        case Op.Bitcast:
          out.push(this.source(f.arg(v, 0)));
          break;
        case Op.Copy:
        case Op.Neg:
        case Op.Not:
        case Op.Shl:
        case Op.ShrU:
        case Op.ShrS:
          work.push(f.arg(v, 0));
          break;
        case Op.Add:
        case Op.Sub:
        case Op.Mul:
        case Op.DivU:
        case Op.ModU:
        case Op.And:
        case Op.Or:
        case Op.Xor:
          work.push(f.arg(v, 0), f.arg(v, 1));
          break;
        default:
          break;
      }
    }
    return out;
  }

  private closurePtr(v: Value): void {
    const { site, context } = this.inst;
    this.parts.set(v, { site, offset: 0 });
    this.set(v, site === null ? { loc: context, derefs: 0 } : { loc: site.record, derefs: -1 });
  }

  private load(v: Value): void {
    const { f } = this;
    const addr = f.arg(v, 0);
    const part = this.parts.get(addr);
    if (part !== undefined) {
      const offset = part.offset + f.lo[v]!;
      if (part.site === null) {
        this.set(v, { loc: this.inst.slot(this.g, offset), derefs: 0 });
        return;
      }
      const known = part.site.captured.get(offset);
      if (known !== undefined) {
        this.set(v, known);
        return;
      }
    }
    if (this.loc[addr] !== 0) this.set(v, this.source(addr, 1));
  }

  private store(v: Value): void {
    const { f } = this;
    const addr = f.arg(v, 0);
    const x = f.arg(v, 1);
    const part = this.parts.get(addr);
    if (part !== undefined && part.site !== null) this.capture(part.site, part.offset + f.lo[v]!, x);
    const isPtr = f.type[x] === Scalar.Ptr;
    this.write(addr, isPtr && !this.isSelfAssign(addr, x, false) ? this.source(x) : none);
  }

  /** x becomes a part of a closure's record. */
  private capture(site: Site, offset: number, x: Value): void {
    const { f } = this;
    if (offset === 0) {
      if (f.op[x] === Op.SymAddr) site.code = f.aux[x]!;
      return;
    }
    if (f.type[x] !== Scalar.Ptr) return;
    const known = site.captured.get(offset);
    site.captured.set(offset, known === undefined ? this.source(x) : this.join([known, this.source(x)]));
  }

  /**
   * Whether x, or with inMemory what x points to, comes out of the object that addr points into: what it points to outlasts the
   * object already. gc: isSelfAssign.
   */
  private isSelfAssign(addr: Value, x: Value, inMemory: boolean): boolean {
    const { f } = this;
    const base = this.baseOf(addr);
    let from = x;
    if (!inMemory) {
      from = this.baseOf(x);
      if (f.op[from] !== Op.Load) return false;
      from = f.arg(from, 0);
    }
    return this.loc[base] !== 0 && this.derefs[base]! >= 0 && this.samePointer(this.baseOf(from), base);
  }

  /** Whether two values are one pointer: also loads of one place with nothing written in between. */
  private samePointer(x: Value, y: Value): boolean {
    if (x === y) return true;
    const { f } = this;
    if (f.op[x] !== Op.Load || f.op[y] !== Op.Load || f.lo[x] !== f.lo[y]) return false;
    const [a, b] = [f.arg(x, 0), f.arg(y, 0)];
    if (a !== b) {
      if (f.op[a] !== Op.OffPtr || f.op[b] !== Op.OffPtr || f.num(a) !== f.num(b)) return false;
      if (f.arg(a, 0) !== f.arg(b, 0)) return false;
    }
    const { values } = this.at!;
    const i = values.indexOf(x);
    const j = values.indexOf(y);
    if (i < 0 || j < 0) return false;
    for (let k = Math.min(i, j) + 1; k < Math.max(i, j); k++) {
      if ((f.flags(values[k]!) & (OpFlag.Writes | OpFlag.Call | OpFlag.Effect)) !== 0) return false;
    }
    return true;
  }

  /** The pointer that an address inside of an object was made from. */
  private baseOf(v0: Value): Value {
    const { f } = this;
    let v = v0;
    while (f.op[v] === Op.OffPtr || f.op[v] === Op.AddPtr || f.op[v] === Op.Copy) v = f.arg(v, 0);
    return v;
  }

  private ret(b: Block): void {
    const { f, inst } = this;
    let i = 0;
    for (const r of f.sig.results) {
      const n = r.comps === null ? 1 : r.comps.length;
      for (let k = 0; k < n; k++, i++) {
        if (inst.results[i] !== 0) this.flowValue(inst.results[i]!, b.rets[i]!, r.comps === null ? 1 : 0);
      }
    }
  }

  // ---- Calls ----

  private result(v: Value): Source {
    const { f } = this;
    const call = f.arg(v, 0);
    const list = this.results.get(call);
    if (list === undefined) return none;
    const { sig } = f.calls[f.aux[call]!]!;
    const hi = f.op[v] === Op.ResultMem ? 0 : f.hi[v]!;
    return list[firstScalar(sig.results, f.lo[v]!) + hi] ?? none;
  }

  private call(v: Value): void {
    const { f, around } = this;
    const info = f.calls[f.aux[v]!]!;
    const op = f.op[v]!;
    let sym = op === Op.CallStatic ? info.sym : 0;
    let target: Instance | null = null;
    if (op === Op.CallClosure) {
      const fn = f.arg(v, 0);
      const site = this.derefs[fn] === -1 ? around.sites.get(this.loc[fn]!) : undefined;
      if (site !== undefined) {
        target = around.inner(site);
        sym = site.code;
      } else if (f.op[fn] === Op.SymAddr) {
        const recipe = this.p.syms.recipes[f.aux[fn]!];
        if (recipe !== null && recipe !== undefined && recipe.kind === Recipe.FuncValue) sym = recipe.target;
      }
    }
    const args = this.args(v, info, op === Op.CallStatic ? 0 : 1);
    if (op === Op.CallStatic && info.effects !== null) {
      this.callKnown(v, info, args, info.effects);
      return;
    }
    if (target === null && sym !== 0) target = around.instance(sym);
    if (target !== null) {
      for (let i = 0; i < args.length; i++) this.g.flow(target.params[i]!, args[i]!.loc, args[i]!.derefs);
      this.results.set(
        v,
        target.results.map(loc => ({ loc, derefs: 0 })),
      );
      return;
    }
    const summary = sym === 0 ? null : around.summary(sym);
    if (summary !== null) {
      this.callFlows(v, info, args, summary.params);
      return;
    }
    for (const a of args) this.g.flow(Heap, a.loc, a.derefs);
    if (op === Op.CallClosure && sym === 0 && info.sig.results.some(r => this.p.types.hasPointers(r.type))) {
      this.flowValue(Callee, f.arg(v, 0), 0);
    }
  }

  /** The sources of the arguments' scalars; what is in memory is its content. */
  private args(v: Value, info: CallInfo, first: number): Source[] {
    const { f } = this;
    const out: Source[] = [];
    let at = first;
    for (const param of info.sig.params) {
      if (param.comps === null) {
        const a = f.arg(v, at++);
        out.push(this.p.types.hasPointers(param.type) && this.loc[a] !== 0 ? this.source(a, 1) : none);
        continue;
      }
      for (const c of param.comps) {
        const a = f.arg(v, at++);
        out.push(c.kind === Scalar.Ptr && f.type[a] === Scalar.Ptr ? this.source(a) : none);
      }
    }
    return out;
  }

  /** A call of a function whose parameters' flows are known. */
  private callFlows(v: Value, info: CallInfo, args: readonly Source[], params: readonly ParamFlow[]): void {
    const { g } = this;
    for (let i = 0; i < args.length; i++) {
      const { loc, derefs } = args[i]!;
      if (loc === 0) continue;
      const flow = params[i]!;
      if (flow.heap >= 0) g.flow(Heap, loc, derefs + flow.heap);
      if (flow.mutated >= 0) g.flow(Mutator, loc, derefs + flow.mutated);
      if (flow.called >= 0) g.flow(Callee, loc, derefs + flow.called);
    }
    const out: Source[] = [];
    let r = 0;
    for (const result of info.sig.results) {
      const n = result.comps === null ? 1 : result.comps.length;
      for (let k = 0; k < n; k++, r++) {
        const from: Source[] = [];
        for (let i = 0; i < args.length; i++) {
          const d = args[i]!.loc === 0 ? -1 : resultFlow(params[i]!, r);
          if (d >= 0) from.push({ loc: args[i]!.loc, derefs: args[i]!.derefs + d });
        }
        out.push(this.join(from));
      }
    }
    this.results.set(v, out);
  }

  /** A call of a function of the runtime. */
  private callKnown(v: Value, info: CallInfo, args: readonly Source[], effects: CallEffects): void {
    const { g, p } = this;
    const { params, results } = info.sig;
    const elem = appendedElem(p, this.f, v);
    const isPlain = elem !== null && !p.layouts.hasPointers(elem);
    let at = 0;
    for (let i = 0; i < params.length; i++) {
      const n = params[i]!.comps === null ? 1 : params[i]!.comps!.length;
      const leak = effects.leaks[i] ?? EffNone;
      for (let k = 0; k < n; k++, at++) {
        const { loc, derefs } = args[at]!;
        if (leak === EffEscape) g.flow(Heap, loc, derefs);
        else if (leak === EffContent && !isPlain) g.flow(Heap, loc, derefs + 1);
        else if (leak === EffContentOfContent) g.flow(Heap, loc, derefs + 2);
        else if (loc !== 0 && derefs >= 0) g.flow(Mutator, loc, derefs);
      }
    }
    const out: Source[] = [];
    if (elem !== null) {
      // The first memory that append makes may be in the frame, once: it counts as made outside of loops. Later elements are in the heap.
      const l = this.make(v, this.f.entry.id);
      g.flow(Heap, l, 0);
      out.push({ loc: l, derefs: -1 }, none, none);
    }
    for (let r = out.length > 0 ? results.length : 0; r < results.length; r++) {
      const from = effects.resultFrom[r] ?? -1;
      const n = results[r]!.comps === null ? 1 : results[r]!.comps!.length;
      for (let k = 0; k < n; k++) out.push(from < 0 ? none : args[firstScalar(params, from)]!);
    }
    this.results.set(v, out);
  }
}

/** Joins a place where a closure is made with what is known of its code from elsewhere. */
export function linkSite(g: Graph, around: Surroundings, site: Site): void {
  if (site.inner !== null) return;
  const code = site.code === 0 ? null : around.instance(site.code);
  if (code !== null) {
    for (const [offset, s] of site.captured) {
      const slot = code.slots.get(offset);
      if (slot !== undefined) g.flow(slot, s.loc, s.derefs);
    }
    g.flow(code.context, site.record, -1);
    return;
  }
  const summary = site.code === 0 ? null : around.summary(site.code);
  if (summary === null) {
    g.flow(Heap, site.record, 0);
    return;
  }
  // Where its results go nobody knows.
  const worst = (flow: ParamFlow): number => {
    let d = flow.heap;
    for (const r of flow.results) if (r >= 0 && (d < 0 || r < d)) d = r;
    return d;
  };
  for (const { offset, flow } of summary.captures) {
    const s = site.captured.get(offset);
    if (s === undefined) continue;
    const d = worst(flow);
    if (d >= 0) g.flow(Heap, s.loc, s.derefs + d);
    if (flow.mutated >= 0) g.flow(Mutator, s.loc, s.derefs + flow.mutated);
    if (flow.called >= 0) g.flow(Callee, s.loc, s.derefs + flow.called);
  }
  const d = worst(summary.context);
  if (d >= 0) g.flow(Heap, site.record, d - 1);
}
