// Which register would suit a value: one that the next operation asks for by name, else the one that a value had with which it
// shares a phi, so that the two need no move between them. And which registers would not: those that operations behind its block ask
// for by name, shifts and divisions, while it is alive. Hints are never binding.

import type { Func, Value } from '../func.ts';
import { type CompileMachine, NoReg } from '../machine.ts';
import * as Op from '../op.generated.ts';
import * as OpFlag from '../opflag.ts';
import { isNamedAddress, type SigRegisters } from './registers.ts';

/** Whether a mask leaves no more than four registers. */
function isNarrow(m: number): boolean {
  let n = 0;
  for (let left = m; left !== 0 && n < 5; left &= left - 1) n++;
  return n > 0 && n < 5;
}

/** The hints of a function. */
export class Hints {
  /** By value: the register that its first use before the next call wants; NoReg for none. */
  readonly wanted: Uint8Array;
  /** By value: another value of its class, as a forest; its own number at the root. */
  private readonly parent: Int32Array;
  /** By root: the register that one of the class had last. */
  private readonly last: Uint8Array;
  /** By value: the phi that it goes to, that of a loop if there are several; 0 for none. And the register that a value was made in. */
  private readonly phiOf: Int32Array;
  private readonly home: Uint8Array;
  /** By block id: the general registers that operations from its start, or its end, to the next call ask for by name. */
  private readonly atStart: Int32Array;
  readonly atEnd: Int32Array;

  constructor(f: Func, machine: CompileMachine, cls: Uint8Array, remat: Uint8Array, sigs: SigRegisters) {
    const n = f.count;
    this.wanted = new Uint8Array(n).fill(NoReg);
    this.last = new Uint8Array(n).fill(NoReg);
    this.phiOf = new Int32Array(n);
    this.home = new Uint8Array(n).fill(NoReg);
    const parent = new Int32Array(n);
    for (let v = 0; v < n; v++) parent[v] = v;
    this.parent = parent;
    this.atStart = new Int32Array(f.maxBlockId);
    this.atEnd = new Int32Array(f.maxBlockId);
    const hasCall = new Uint8Array(f.maxBlockId);
    this.collect(f, machine, cls, remat, sigs, hasCall);
    this.spread(f, hasCall);
  }

  /** The register to give to v if it is free. */
  of(v: Value): number {
    const w = this.wanted[v]!;
    return w !== NoReg ? w : this.usual(v);
  }

  /** The register of the phi that v goes to, or the one that v, or one of its class, was in last. */
  usual(v: Value): number {
    const r = this.home[this.phiOf[v]!]!;
    return r !== NoReg ? r : this.last[this.find(v)]!;
  }

  /** v is in register r now; it was made there, or came there. */
  note(v: Value, r: number, made: boolean): void {
    this.last[this.find(v)] = r;
    if (made) this.home[v] = r;
  }

  private find(v: Value): Value {
    const { parent } = this;
    let root = v;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[v] !== root) {
      const next = parent[v]!;
      parent[v] = root;
      v = next;
    }
    return root;
  }

  /** Goes over the function from its end to its start. */
  private collect(
    f: Func,
    machine: CompileMachine,
    cls: Uint8Array,
    remat: Uint8Array,
    sigs: SigRegisters,
    hasCall: Uint8Array,
  ): void {
    const { wanted } = this;
    const opFlags = f.info.flags;
    // A wish from behind a call is forgotten.
    const since = new Int32Array(f.count);
    let calls = 0;
    const want = (v: Value, r: number): void => {
      wanted[v] = r;
      since[v] = calls;
    };
    for (let k = f.blocks.length - 1; k >= 0; k--) {
      const b = f.blocks[k]!;
      if (b.rets.length > 0) {
        const regs = sigs.results(f.sig);
        for (let i = 0; i < b.rets.length; i++) want(b.rets[i]!, regs[i]!);
      }
      let asked = 0;
      const list = b.values;
      for (let i = list.length - 1; i >= 0; i--) {
        const v = list[i]!;
        const o = f.op[v]!;
        if (wanted[v] !== NoReg && since[v] !== calls) wanted[v] = NoReg;
        const nargs = f.nargs(v);
        if (o === Op.Phi) {
          if (cls[v] === 0) continue;
          const root = this.find(v);
          const r = wanted[v]!;
          for (let j = 0; j < nargs; j++) {
            const a = f.arg(v, j);
            if (remat[a] === 1) continue;
            this.parent[this.find(a)] = root;
            this.phiOf[a] = v;
            if (r !== NoReg && wanted[a] === NoReg) want(a, r);
          }
          continue;
        }
        const flags = opFlags[o]!;
        const isCall = (flags & OpFlag.Call) !== 0;
        if (isCall) {
          calls++;
          asked = 0;
          hasCall[b.id] = 1;
        }
        if (nargs === 0) continue;
        const shape = machine.shape(o);
        const fixed = shape.inGP.length;
        if (!isCall) asked |= shape.clobberGP;
        const params = isCall ? sigs.params(f.calls[f.aux[v]!]!.sig) : null;
        for (let j = 0; j < nargs; j++) {
          const a = f.arg(v, j);
          const c = cls[a]!;
          if (c === 0 || (j === shape.base && isNamedAddress(f.op[a]!))) continue;
          if (params !== null && j >= fixed) {
            want(a, params[j - fixed]!);
            continue;
          }
          if (fixed === 0) continue;
          const at = j < fixed ? j : fixed - 1;
          const m = c === 1 ? shape.inGP[at]! : shape.inFP[at]!;
          if (j < fixed && c === 1 && (m & (m - 1)) === 0) asked |= m;
          // One of a few is as good as another: the lowest, which has the shortest encoding.
          if (isNarrow(m)) want(a, (c - 1) * 32 + 31 - Math.clz32(m & -m));
        }
        if ((flags & OpFlag.ResultInArg0) !== 0 && wanted[v] !== NoReg) {
          const a = f.arg(v, 0);
          if (cls[a] === cls[v]) want(a, wanted[v]!);
        }
      }
      this.atStart[b.id] = asked;
    }
  }

  /** What is asked for at the start of a block is asked for at the end of those that lead to it, rare ways aside. */
  private spread(f: Func, hasCall: Uint8Array): void {
    const { atStart, atEnd } = this;
    for (let again = true; again;) {
      again = false;
      for (let k = f.blocks.length - 1; k >= 0; k--) {
        const b = f.blocks[k]!;
        let asked = atEnd[b.id]!;
        for (const s of b.succs) if (b.cold || !s.cold) asked |= atStart[s.id]!;
        if (asked === atEnd[b.id]) continue;
        atEnd[b.id] = asked;
        if (hasCall[b.id] === 1 || (atStart[b.id]! | asked) === atStart[b.id]) continue;
        atStart[b.id]! |= asked;
        again = true;
      }
    }
  }
}
