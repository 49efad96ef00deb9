// Which accesses of memory may concern the same bytes. An address is a base, a value, and an offset when it is constant. Memory
// that the function made itself and whose address goes nowhere else ("local") is seen by no call.

import * as AllocKind from '../allockind.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';

/** The offset of an address where it is not constant, or far off. A small integer as the others are: NaN would make all of them doubles. */
export const AnyOffset = -0x80000000;

const farOff = 2 ** 30;

/** Tells addresses of a function apart. */
export class Alias {
  private readonly f: Func;
  /** By value: 1 for an Alloc whose address is used to load, store and copy only. */
  private readonly local: Uint8Array;
  /** What `locate` found: the base, and the offset or AnyOffset. */
  base: Value = 0;
  offset = 0;

  constructor(f: Func) {
    this.f = f;
    this.local = new Uint8Array(f.count);
    this.findLocal();
  }

  private findLocal(): void {
    const { f, local } = this;
    let any = false;
    for (const b of f.blocks) {
      for (const v of b.values) {
        if (f.op[v] === Op.Alloc && f.lo[v] !== AllocKind.Buffer) {
          local[v] = 1;
          any = true;
        }
      }
    }
    if (!any) return;
    const derived: Value[] = [];
    for (const b of f.blocks) {
      if (b.control !== 0) local[b.control] = 0;
      for (const v of b.rets) this.leaves(v);
      const inDeferReturn = b === f.deferReturn;
      for (const v of b.values) {
        const op = f.op[v]!;
        const n = f.nargs(v);
        if (inDeferReturn) {
          for (let i = 0; i < n; i++) this.leaves(f.arg(v, i));
          continue;
        }
        switch (op) {
          case Op.Load:
          case Op.Zero:
          case Op.Move:
          case Op.NilCheck:
          case Op.DebugVar:
            break;
          case Op.Store:
            this.leaves(f.arg(v, 1));
            break;
          case Op.OffPtr:
          case Op.AddPtr:
            derived.push(v);
            break;
          default:
            for (let i = 0; i < n; i++) this.leaves(f.arg(v, i));
            break;
        }
      }
    }
  }

  /** The address v goes where others may see it. */
  private leaves(v: Value): void {
    const { f, local } = this;
    while (f.op[v] === Op.OffPtr || f.op[v] === Op.AddPtr) v = f.arg(v, 0);
    local[v] = 0;
  }

  /** Finds base and offset of an address. */
  locate(addr: Value, offset: number): void {
    const { f } = this;
    let at = offset;
    let isConstant = true;
    for (;;) {
      const op = f.op[addr]!;
      if (op === Op.OffPtr) at += f.num(addr);
      else if (op === Op.AddPtr) {
        const i = f.arg(addr, 1);
        if (f.op[i] === Op.ConstInt) at += f.num(i);
        else isConstant = false;
      } else if (op !== Op.Copy) break;
      addr = f.arg(addr, 0);
    }
    // Addresses of one symbol are one base.
    if (f.op[addr] === Op.SymAddr) at += f.lo[addr]!;
    this.base = addr;
    this.offset = isConstant && at < farOff && at > -farOff ? at : AnyOffset;
  }

  /** Whether a base is local memory. */
  isLocal(base: Value): boolean {
    return this.local[base] === 1;
  }

  /** Whether two bases are surely the same address. */
  sameBase(a: Value, b: Value): boolean {
    const { f } = this;
    if (a === b) return true;
    const op = f.op[a]!;
    if (op !== f.op[b]) return false;
    return (op === Op.SymAddr && f.aux[a] === f.aux[b]) || (op === Op.ParamAddr && f.lo[a] === f.lo[b]);
  }

  /** Whether accesses of `asize` and `bsize` bytes may meet. */
  mayMeet(a: Value, aoff: number, asize: number, b: Value, boff: number, bsize: number): boolean {
    if (this.sameBase(a, b)) {
      if (aoff === AnyOffset || boff === AnyOffset) return true;
      return aoff < boff + bsize && boff < aoff + asize;
    }
    if (this.local[a] === 1 || this.local[b] === 1) return false;
    const x = this.f.op[a]!;
    const y = this.f.op[b]!;
    const isOwn = (op: number): boolean => op === Op.SymAddr || op === Op.Alloc || op === Op.ParamAddr;
    return !(isOwn(x) && isOwn(y));
  }
}
