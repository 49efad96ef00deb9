// Inlining: copies the bodies of callees into their callers. What may be inlined is decided in program/bodies.ts, before any
// caller asks; here is decided whether this call may: not a cycle, and not too much in a large function. The callee's
// columns are appended to the caller's as they are; parameters become copies of arguments, results copies of what is
// returned, or phis of it. A node of the inline tree (`f.inlCalls`) is what positions in the copy hang on.
//
// What a callee's copy mentions of closures of its own unit would lead from one unit into another, so that the closure gets a
// copy too, of the caller's own, with the name that gc gives it.

import { assert } from '../../diag/internal-error.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import * as TypeKind from '../../types/typekind.ts';
import { under } from '../../types/under.ts';
import * as AllocKind from '../allockind.ts';
import * as AuxKind from '../auxkind.ts';
import * as BlockKind from '../blockkind.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import type { Bodies } from '../program/bodies.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import type { FuncSig, SigParam } from '../sig.ts';
import type { SymId } from '../symbols.ts';
import { clean } from './clean.ts';
import { Callees } from './devirtualize.ts';
import { isHotCall } from './hot-calls.ts';
import {
  bigFunctionMaxCost,
  bigFunctionValues,
  maxClosureCost,
  maxCost,
  maxHotCost,
  maxInlinedValues,
} from './inline-cost.ts';

/** Inlines what a function calls. */
export function inline(p: Program, f: Func): void {
  if (p.bodies === null || p.noInline(f.sym) || f.abiWrapper) return;
  new Inliner(p, p.bodies, f).run();
}

class Inliner {
  private readonly p: Program;
  private readonly bodies: Bodies;
  private readonly f: Func;
  private readonly callees: Callees;
  /** Blocks that were not looked at. */
  private work: Block[] = [];
  /** How many calls each closure has in the function. */
  private readonly calls = new Map<SymId, number>();
  /** The calls that are in `calls`. */
  private readonly counted = new Set<Value>();
  private changed = false;
  /** A comparison became a constant since the blocks were cleaned. */
  private decided = false;
  /** How many values may still come. */
  private room: number;

  constructor(p: Program, bodies: Bodies, f: Func) {
    this.p = p;
    this.bodies = bodies;
    this.f = f;
    this.callees = new Callees(p, f);
    this.room = Math.max(maxInlinedValues, f.count);
  }

  run(): void {
    const { p, f } = this;
    this.all();
    // What is decided takes ways out, and phis with them: more may be known then of what is called.
    while (this.decided) {
      clean(p, f);
      this.all();
    }
    if (!this.changed) return;
    clean(p, f);
    if (dropDeadClosures(f)) clean(p, f);
    copyClosures(p, this.bodies, f);
  }

  /** Looks at every block, and at those that come with what is inlined. */
  private all(): void {
    this.decided = false;
    this.work = [...this.f.blocks];
    for (const b of this.f.blocks) this.enter(b);
    // As gc: the function's own calls first, then those that came with them.
    for (let i = 0; i < this.work.length; i++) {
      for (let b: Block | null = this.work[i]!; b !== null;) b = this.block(b);
    }
  }

  /** Notes what a new block makes and calls. */
  private enter(b: Block): void {
    const { f, callees } = this;
    callees.collect(b);
    for (const v of b.values) {
      if (f.op[v] === Op.Load) callees.forward(v);
      else if (f.op[v] === Op.CallClosure) this.count(v, callees.codeOf(f.arg(v, 0)));
    }
  }

  /** Counts a call of a closure, once: what it calls may be known only when the call that gave the closure was inlined. */
  private count(v: Value, code: SymId): void {
    if (code === 0 || this.counted.has(v)) return;
    this.counted.add(v);
    this.calls.set(code, (this.calls.get(code) ?? 0) + 1);
  }

  /** Inlines the first call of a block that may be; gives what stands behind it, null when none was left. */
  private block(b: Block): Block | null {
    const { f, callees } = this;
    const { values } = b;
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      const op = f.op[v]!;
      if (op === Op.Load) {
        callees.forward(v);
        continue;
      }
      if ((op === Op.Eq || op === Op.Ne) && callees.decide(v)) {
        this.decided = true;
        continue;
      }
      if (op === Op.CallInter || op === Op.CallClosure) callees.makeStatic(v);
      let sym: SymId;
      let context: Value = 0;
      if (f.op[v] === Op.CallStatic) {
        if (callees.assertKnown(b, i)) {
          i--;
          continue;
        }
        const call = f.calls[f.aux[v]!]!;
        // Nobody has looked into functions whose effects are listed.
        if (call.implicit || call.keepAlive || call.effects !== null) continue;
        sym = call.sym;
      } else if (f.op[v] === Op.CallClosure) {
        context = f.arg(v, 0);
        sym = callees.codeOf(context);
        if (sym === 0) continue;
        this.count(v, sym);
      } else continue;
      const body = this.bodyFor(sym, v);
      if (body === null || (body.needsContext && context === 0)) continue;
      return this.paste(b, i, v, sym, body, context);
    }
    return null;
  }

  /** The body that takes the place of a call; null: the call stays. */
  private bodyFor(sym: SymId, v: Value): Func | null {
    const { f, bodies } = this;
    const cost = bodies.inlineCost(sym);
    // The body may have to be made.
    if (cost < 0 || (cost > this.limit(sym) && !this.isWorthIt(v, sym, cost))) return null;
    const body = bodies.inlineBody(sym);
    if (body === null) return null;
    const ofInterface = f.op[v] === Op.CallStatic && f.calls[f.aux[v]!]!.ofInterface === true;
    if (body.wrapper && !ofInterface && this.showsNil(sym, body)) return null;
    // A cycle of inlined calls ends where it would begin again.
    const written = bodies.writtenAs(sym);
    for (let k = f.inl[v]!; k >= 0; k = f.inlCalls[k]!.parent) {
      if (bodies.writtenAs(f.inlCalls[k]!.callee) === written) return null;
    }
    if (body.count > this.room) return null;
    if (bodies.limitsCopies(f.sym) && !this.mayCopyClosures(body)) return null;
    return body;
  }

  /** What the body of a function may cost, whatever a profile says. */
  private limit(sym: SymId): number {
    const limit = this.f.count > bigFunctionValues ? bigFunctionMaxCost : maxCost;
    const kind = this.p.syms.recipes[sym]?.kind;
    if (kind !== Recipe.Closure && kind !== Recipe.MethodValue) return limit;
    return this.calls.get(sym) === 1 ? Math.max(2 * limit, maxClosureCost) : 2 * limit;
  }

  /** Whether a profile says that a call is so hot that a body of this cost may take its place. Chains without stack checks have little room. */
  private isWorthIt(v: Value, sym: SymId, cost: number): boolean {
    const { p, f } = this;
    if (cost > maxHotCost || f.count > bigFunctionValues || (f.pragma & PragmaFlag.Nosplit) !== 0) return false;
    return isHotCall(p, f, v, sym);
  }

  /** Whether the function may have copies of all closures that a body mentions. */
  private mayCopyClosures(body: Func): boolean {
    const { p, f, bodies } = this;
    for (let v = 1; v < body.count; v++) {
      const s = mentionedClosure(p, body, v);
      if (s !== 0 && !bodies.mayCopy(s, f.sym)) return false;
    }
    return true;
  }

  /**
   * Whether a wrapper that is given nil says so: around a method of a value by runtime.panicwrap, of an interface by standing in the
   * trace. Called as a function, by a method expression, it stays one.
   */
  private showsNil(sym: SymId, body: Func): boolean {
    const recipe = this.p.syms.recipes[sym] ?? null;
    if (recipe === null || recipe.kind !== Recipe.MethodWrapper) return false;
    return under(recipe.recv).kind === TypeKind.Interface || this.mayPanicWrap(body);
  }

  /**
   * runtime.panicwrap takes its message from the name of the function that calls it, a wrapper around a method of a value. As in gc,
   * a call of an interface's method that turns out to be that of such a wrapper only checks the pointer.
   */
  private mayPanicWrap(body: Func): boolean {
    for (const c of body.calls) if (this.p.syms.names[c.sym] === 'runtime.panicwrap') return true;
    return false;
  }

  private isNonNil(v0: Value): boolean {
    const { f } = this;
    const v = this.callees.origin(v0);
    return f.op[v] === Op.Box || f.op[v] === Op.Alloc || f.op[v] === Op.SymAddr;
  }

  private callArg(v: Value, i: number): Value {
    return this.f.arg(v, this.f.op[v] === Op.CallStatic ? i : i + 1);
  }

  /** Puts a body in the place of call v, which is values[i] of b; gives the block with what stood behind the call. */
  private paste(b: Block, i: number, v: Value, sym: SymId, body: Func, context: Value): Block {
    const { f } = this;
    this.changed = true;
    this.room -= body.count;
    const { values } = b;
    let after = i + 1;
    while (after < values.length && this.isResultOf(values[after]!, v)) after++;
    const results = values.slice(i + 1, after);

    // The inlined call. What a wrapper does belongs to the call itself: stack traces look through wrappers.
    const pos = f.posOf[v]!;
    const inl = f.inl[v]!;
    const flat = body.wrapper;
    let node = inl;
    const nodes = f.inlCalls.length + (flat ? 0 : 1);
    if (!flat) {
      node = f.inlCalls.length;
      f.inlCalls.push({ parent: inl, pos, callee: sym, start: body.pos });
    }
    for (const c of body.inlCalls) {
      f.inlCalls.push({
        parent: c.parent < 0 ? node : c.parent + nodes,
        pos: flat && c.parent < 0 ? pos : c.pos,
        callee: c.callee,
        start: c.start,
      });
    }

    // What stands before the call goes on into the copy of the callee's entry.
    const head = values.slice(0, i);
    if (!flat) {
      const mark = f.newValue(Op.InlMark, Scalar.Void, pos, inl);
      f.lo[mark] = node;
      head.push(mark);
    }
    const args = this.argAddresses(head, v, body, pos, node);
    const wraps = flat && this.mayPanicWrap(body);
    if (wraps && !this.isNonNil(args[0]!)) {
      const check = f.newValue(Op.NilCheck, Scalar.Void, pos, inl);
      f.addArg(check, args[0]!);
      head.push(check);
    }

    // The tail takes over how b ended.
    const tail = f.newBlock(b.kind);
    tail.takeEnd(b);
    b.values = head;
    b.kind = BlockKind.Plain;
    b.control = 0;
    b.rets = [];
    b.likely = 0;
    b.pos = pos;
    b.inl = inl;

    const delta = this.copyValues(body, args, context, node, nodes, flat, pos);
    const blocks: Block[] = new Array<Block>(body.maxBlockId);
    const first = this.work.length;
    for (const g of body.blocks) {
      const c = f.newBlock(g.kind);
      blocks[g.id] = c;
      this.work.push(c);
    }
    const returns: Block[] = [];
    for (const g of body.blocks) {
      const c = blocks[g.id]!;
      c.control = g.control === 0 ? 0 : g.control + delta;
      c.likely = g.likely;
      c.inl = g.inl < 0 ? node : g.inl + nodes;
      c.pos = flat && g.inl < 0 ? pos : g.pos;
      for (let k = 0; k < g.succs.length; k++) c.succs.push(blocks[g.succs[k]!.id]!);
      for (let k = 0; k < g.preds.length; k++) c.preds.push(blocks[g.preds[k]!.id]!);
      for (let k = 0; k < g.values.length; k++) c.values.push(g.values[k]! + delta);
      if (g.kind === BlockKind.Ret) {
        for (let k = 0; k < g.rets.length; k++) c.rets.push(g.rets[k]! + delta);
        returns.push(c);
      }
    }
    f.addEdge(b, blocks[body.entry.id]!);
    if (wraps) this.foldNilReceiver(blocks, body, args);
    this.returnTo(tail, returns, results, body.sig, pos, inl);
    for (let k = after; k < values.length; k++) tail.values.push(values[k]!);
    for (let k = first; k < this.work.length; k++) this.enter(this.work[k]!);
    for (const d of body.vars) f.vars.push({ ...d, inl: d.inl < 0 ? node : d.inl + nodes });
    for (const m of body.marks) f.marks.push(m);
    if (body.reflectMethod) f.reflectMethod = true;
    return tail;
  }

  private isResultOf(r: Value, call: Value): boolean {
    const op = this.f.op[r];
    return (op === Op.Result || op === Op.ResultMem) && this.f.arg(r, 0) === call;
  }

  /** The arguments by scalar of the parameters; one in memory is copied where the callee could see it change. */
  private argAddresses(head: Value[], v: Value, body: Func, pos: number, inl: number): Value[] {
    const { f } = this;
    const args: Value[] = [];
    const { params } = body.sig;
    let isPlain = -1;
    for (let i = 0; i < params.length; i++) {
      const { comps, type } = params[i]!;
      if (comps !== null) {
        for (let k = 0; k < comps.length; k++) args.push(this.callArg(v, args.length));
        continue;
      }
      let addr = this.callArg(v, args.length);
      if (isPlain < 0) isPlain = readsOnly(body) ? 1 : 0;
      if (isPlain === 0) {
        const own = f.newValue(Op.Alloc, Scalar.Ptr, pos, inl);
        f.aux[own] = type;
        f.lo[own] = AllocKind.Temp;
        const move = f.newValue(Op.Move, Scalar.Void, pos, inl);
        f.addArg(move, own);
        f.addArg(move, addr);
        f.aux[move] = type;
        f.lo[move] = 1;
        head.push(own, move);
        addr = own;
      }
      args.push(addr);
    }
    return args;
  }

  /** Appends the values of a body; gives what their numbers were raised by. */
  private copyValues(
    body: Func,
    args: readonly Value[],
    context: Value,
    node: number,
    nodes: number,
    flat: boolean,
    pos: number,
  ): number {
    const { f } = this;
    const calls = f.calls.length;
    for (const c of body.calls) f.calls.push(c);
    const vars = f.vars.length;
    const first = paramStarts(body.sig.params);
    const delta = f.append(body);
    const { flags } = f.info;
    for (let v = delta + 1; v < f.count; v++) {
      const at = f.inl[v]!;
      if (at < 0) {
        f.inl[v] = node;
        if (flat) f.posOf[v] = pos;
      } else f.inl[v] = at + nodes;
      const op = f.op[v]!;
      if (((flags[op]! >> OpFlag.AuxShift) & 7) === AuxKind.Call) f.aux[v] = f.aux[v]! + calls;
      switch (op) {
        case Op.Param:
          this.become(v, args[first[f.lo[v]!]! + f.hi[v]!]!);
          break;
        case Op.ParamAddr:
          this.become(v, args[first[f.lo[v]!]!]!);
          break;
        case Op.ClosurePtr:
          assert(context !== 0, 'a closure is called with its context');
          this.become(v, context);
          break;
        case Op.InlMark:
          f.lo[v] = f.lo[v]! + nodes;
          break;
        case Op.DebugVar:
          f.lo[v] = f.lo[v]! + vars;
          break;
        default:
      }
    }
    const names = new Map<SymId, SymId>();
    const rename = (s: SymId, v: Value): SymId => {
      if (this.bodies.isOwnClosure(s)) return s;
      let own = names.get(s);
      if (own === undefined) {
        own = this.bodies.nameClosure(s, f, f.inl[v]!);
        names.set(s, own);
      }
      return own;
    };
    for (let v = delta + 1; v < f.count; v++) renameClosure(this.p, f, v, rename);
    return delta;
  }

  /** Makes v the value x, which may be of another kind of the same size. */
  private become(v: Value, x: Value): void {
    const { f } = this;
    const same = f.type[v] === f.type[x];
    f.reset(v, same ? Op.Copy : Op.Bitcast);
    f.addArg(v, x);
  }

  /** A wrapper's receiver is not nil: its question is answered. */
  private foldNilReceiver(blocks: readonly Block[], body: Func, args: readonly Value[]): void {
    const { f, callees } = this;
    const receiver = callees.strip(args[0]!);
    for (const v of blocks[body.entry.id]!.values) {
      if (f.op[v] === Op.Eq && callees.strip(f.arg(v, 0)) === receiver) f.reset(v, Op.ConstInt);
    }
  }

  /** Leads the returns of the copy to the tail, with the results. */
  private returnTo(
    tail: Block,
    returns: readonly Block[],
    results: readonly Value[],
    sig: FuncSig,
    pos: number,
    inl: number,
  ): void {
    const { f } = this;
    const first = paramStarts(sig.results);
    for (const r of results) {
      const k = first[f.lo[r]!]! + f.hi[r]!;
      if (f.op[r] === Op.ResultMem) {
        const to = f.arg(r, 1);
        for (const c of returns) {
          const move = f.newValue(Op.Move, Scalar.Void, pos, inl);
          f.addArg(move, to);
          f.addArg(move, c.rets[first[f.lo[r]!]!]!);
          f.aux[move] = sig.results[f.lo[r]!]!.type;
          c.values.push(move);
        }
        continue;
      }
      const kind = f.type[r]!;
      const given: Value[] = [];
      for (const c of returns) {
        let x = c.rets[k]!;
        if (f.type[x] !== kind) {
          const cast = f.newValue(Op.Bitcast, kind, pos, inl);
          f.addArg(cast, x);
          c.values.push(cast);
          x = cast;
        }
        given.push(x);
      }
      if (given.length === 1) f.copyOf(r, given[0]!);
      else {
        f.reset(r, given.length === 0 ? Op.Unknown : Op.Phi);
        f.setArgs(r, given);
      }
      tail.values.push(r);
    }
    for (const c of returns) {
      c.kind = BlockKind.Plain;
      c.rets = [];
      f.addEdge(c, tail);
    }
    // Phis come first.
    let n = 0;
    const { values } = tail;
    for (let k = 0; k < values.length; k++) {
      if (f.op[values[k]!] !== Op.Phi) continue;
      const phi = values[k]!;
      values[k] = values[n]!;
      values[n++] = phi;
    }
  }
}

/** Where the scalars of each parameter or result begin, in the list of all; one in memory counts as one. */
function paramStarts(params: readonly SigParam[]): number[] {
  const out: number[] = [];
  let n = 0;
  for (const { comps } of params) {
    out.push(n);
    n += comps === null ? 1 : comps.length;
  }
  return out;
}

/** Whether nothing that a body does can change memory. */
function readsOnly(body: Func): boolean {
  for (const b of body.blocks) {
    for (const v of b.values) {
      if ((body.flags(v) & (OpFlag.Writes | OpFlag.Call | OpFlag.Effect)) === 0) continue;
      const op = body.op[v];
      if (op !== Op.InlMark && op !== Op.Alloc) return false;
    }
  }
  return true;
}

/** Removes the records of closures that nothing reads any more. */
function dropDeadClosures(f: Func): boolean {
  let dropped = false;
  for (;;) {
    // 1: a closure's record, or an address in it; 2: one that is used otherwise than to fill it.
    const state = new Uint8Array(f.count);
    let any = false;
    for (const b of f.blocks) {
      for (const v of b.values) {
        if (f.op[v] === Op.Alloc && f.lo[v] === AllocKind.Closure) {
          state[v] = 1;
          any = true;
        }
      }
    }
    if (!any) return dropped;
    // Addresses in a record stand behind it in reverse postorder; a use of one is a use of the record.
    const rootOf = new Map<Value, Value>();
    const used = (a: Value): void => {
      if (state[a] !== 0) state[rootOf.get(a) ?? a] = 2;
    };
    for (const b of f.blocks) {
      for (const v of b.values) {
        const op = f.op[v];
        const n = f.nargs(v);
        if (op === Op.OffPtr && state[f.arg(v, 0)] !== 0) {
          const a = f.arg(v, 0);
          rootOf.set(v, rootOf.get(a) ?? a);
          state[v] = 1;
          continue;
        }
        if (op === Op.DebugVar) continue;
        const fills = op === Op.Store || op === Op.Move || op === Op.Zero || op === Op.NilCheck;
        for (let k = fills ? 1 : 0; k < n; k++) used(f.arg(v, k));
      }
      if (b.control !== 0) used(b.control);
      for (const r of b.rets) used(r);
    }
    let some = false;
    for (const b of f.blocks) {
      const { values } = b;
      let n = 0;
      for (let i = 0; i < values.length; i++) {
        const v = values[i]!;
        const op = f.op[v];
        if (op === Op.Store || op === Op.Move || op === Op.Zero || op === Op.NilCheck) {
          const a = f.arg(v, 0);
          if (state[a] !== 0 && state[rootOf.get(a) ?? a] === 1) {
            some = true;
            continue;
          }
        }
        values[n++] = v;
      }
      values.length = n;
    }
    if (!some) return dropped;
    dropped = true;
    // The records themselves have no use now.
    for (const b of f.blocks) {
      b.values = b.values.filter(v => state[v] === 0 || state[rootOf.get(v) ?? v] === 2);
    }
  }
}

/** Makes what a function still needs of the closures that inlining named. */
function copyClosures(p: Program, bodies: Bodies, f: Func): void {
  const work = [f];
  // By function, what became of the closures that it mentions. What a copy leads to has the map of the copy: closures that
  // lead to each other are copied once.
  const maps = [new Map<SymId, SymId>()];
  for (let i = 0; i < work.length; i++) {
    const g = work[i]!;
    const names = maps[i]!;
    const rename = (sym: SymId): SymId => {
      const original = bodies.original(sym);
      let own = sym;
      if (!bodies.isOwnClosure(sym)) {
        own = names.get(original) ?? bodies.nameClosure(sym, g, -1);
        names.set(original, own);
      }
      const copy = bodies.copyClosure(own);
      if (copy !== null) {
        work.push(copy);
        maps.push(g === f ? new Map([[original, own]]) : names);
      }
      return own;
    };
    for (const b of g.blocks) for (const v of b.values) renameClosure(p, g, v, rename);
  }
}

/** Gives the closure that a value mentions, if it does, another symbol. */
function renameClosure(p: Program, f: Func, v: Value, rename: (s: SymId, v: Value) => SymId): void {
  if (f.op[v] === Op.SymAddr) {
    const recipe = p.syms.recipes[f.aux[v]!] ?? null;
    if (recipe === null) return;
    if (recipe.kind === Recipe.Closure) f.aux[v] = rename(f.aux[v]!, v);
    else if (recipe.kind === Recipe.FuncValue && isClosure(p, recipe.target)) {
      f.aux[v] = p.funcValue(rename(recipe.target, v));
    }
  } else if (f.op[v] === Op.CallStatic) {
    const info = f.calls[f.aux[v]!]!;
    if (!isClosure(p, info.sym)) return;
    const sym = rename(info.sym, v);
    if (sym === info.sym) return;
    f.calls.push({ ...info, sym });
    f.aux[v] = f.calls.length - 1;
  }
}

function isClosure(p: Program, s: SymId): boolean {
  return p.syms.recipes[s]?.kind === Recipe.Closure;
}

/** The closure that a value mentions; 0: none. */
function mentionedClosure(p: Program, f: Func, v: Value): SymId {
  let s: SymId = 0;
  if (f.op[v] === Op.CallStatic) s = f.calls[f.aux[v]!]!.sym;
  else if (f.op[v] === Op.SymAddr) {
    s = f.aux[v]!;
    const recipe = p.syms.recipes[s] ?? null;
    if (recipe !== null && recipe.kind === Recipe.FuncValue) s = recipe.target;
  }
  return s !== 0 && isClosure(p, s) ? s : 0;
}
