// A string that is made of bytes, and only looked at before the bytes can change, needs no copy: `string(b) == s`, `m[string(b)]`,
// the same in a function that was inlined. So do bytes that are made of a string and only read: a string never changes. gc decides
// this on the syntax (walk/order.go, escape.go); here it is what happens to the pointer that counts.

import * as Abi from '../../obj/abi.ts';
import type { Block, Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import { Alias } from './alias.ts';
import { clean } from './clean.ts';
import { changesMemory } from './memory-states.ts';

/**
 * Functions that read strings and bytes whose addresses they are given, keep none, and change nothing that others see. Not
 * stringtoslicebyte: what makes bytes of a string may rely on it that a string never changes.
 */
const readers: ReadonlySet<string> = new Set(
  'memequal cmpstring mapaccess1_faststr mapaccess2_faststr countrunes decoderune slicebytetostring'
    .split(' ')
    .map(name => `runtime.${name}`),
);

/** Functions that change nothing that others see. */
const quiet: ReadonlySet<string> = new Set([...readers, 'runtime.stringtoslicebyte']);

/** What may be given such a string as the last thing that happens to it: unique.Make clones it where it is new. */
const lastReaders: ReadonlySet<string> = new Set(['runtime.mapdelete_faststr', 'unique.Make[string]']);

/** Takes out conversions whose result need not be new memory. */
export function tmpstring(p: Program, f: Func): void {
  if (f.calls.length === 0) return;
  const toString = p.syms.lookup('runtime.slicebytetostring', Abi.ABIInternal);
  const toBytes = p.syms.lookup('runtime.stringtoslicebyte', Abi.ABIInternal);
  if (!f.calls.some(c => c.sym !== 0 && (c.sym === toString || c.sym === toBytes))) return;
  const s = new Conversions(p, f);
  let changed = false;
  for (const b of f.blocks) {
    for (let i = 0; i < b.values.length; i++) {
      const v = b.values[i]!;
      if (f.op[v] !== Op.CallStatic) continue;
      const { sym } = f.calls[f.aux[v]!]!;
      if (sym !== toString && sym !== toBytes) continue;
      if (!s.isTemporary(b, i, sym === toBytes)) continue;
      s.drop(b, i, sym === toBytes);
      changed = true;
      i--;
    }
  }
  if (changed) clean(p, f);
}

/** An operation in its block. */
interface Place {
  readonly block: Block;
  readonly at: number;
}

class Conversions {
  private readonly p: Program;
  private readonly f: Func;
  private alias: Alias | null = null;
  /** Loads of the memory in question: what is in a string counts as constant. */
  private loads: Value[] = [];

  constructor(p: Program, f: Func) {
    this.p = p;
    this.f = f;
  }

  private calls(v: Value, names: ReadonlySet<string>): boolean {
    const { sym } = this.f.calls[this.f.aux[v]!]!;
    return sym !== 0 && names.has(this.p.syms.names[sym]!);
  }

  /** Whether the conversion at block.values[at] may give its operand; bytes of a string never change, those of a slice may. */
  isTemporary(block: Block, at: number, constant: boolean): boolean {
    const places = this.uses(block.values[at]!, block, at, constant);
    if (places === null) return false;
    if (constant) return true;
    const base = this.base(this.f.arg(block.values[at]!, 1));
    const seen = new Set<Block>();
    for (const place of places) if (!this.unchanged(block, at, place, base, seen)) return false;
    return true;
  }

  /** Where the bytes that a call gives are read; null where anything else is done with their address. */
  private uses(call: Value, block: Block, at: number, constant: boolean): Place[] | null {
    const { f } = this;
    this.loads = [];
    const pointers = new Set<Value>();
    const places: Place[] = [];
    for (let i = at + 1; i < block.values.length; i++) {
      const v = block.values[i]!;
      if (f.op[v] !== Op.Result || f.arg(v, 0) !== call) break;
      if (f.hi[v] === 0) pointers.add(v);
    }
    // Values stand behind what they use but for phis: pointers that go round come up again.
    for (let before = -1; before !== pointers.size;) {
      before = pointers.size;
      places.length = 0;
      this.loads.length = 0;
      for (const b of f.blocks) {
        if (pointers.has(b.control) || b.rets.some(v => pointers.has(v))) return null;
        for (let i = 0; i < b.values.length; i++) {
          const v = b.values[i]!;
          for (let k = 0; k < f.nargs(v); k++) {
            if (!pointers.has(f.arg(v, k))) continue;
            // What is in deferReturn happens after any panic.
            if (b === f.deferReturn || !this.reads(v, k, constant)) return null;
            if (f.op[v] === Op.Load) this.loads.push(v);
            if (isAddress(f.op[v]!)) pointers.add(v);
            else if (f.op[v] !== Op.DebugVar) places.push({ block: b, at: i });
          }
        }
      }
    }
    return places;
  }

  /** Whether an operation only reads what its k-th argument points to, or makes another address of it. */
  private reads(v: Value, k: number, constant: boolean): boolean {
    switch (this.f.op[v]) {
      case Op.Load:
      case Op.Copy:
      case Op.NilCheck:
      case Op.DebugVar:
        return true;
      case Op.OffPtr:
      case Op.AddPtr:
        return k === 0;
      case Op.Phi:
        return constant;
      case Op.CallStatic:
        return this.calls(v, readers) || (!constant && this.calls(v, lastReaders));
      default:
        return false;
    }
  }

  /** Whether nothing between block.values[at] and the place of a use can change what others know of. */
  private unchanged(block: Block, at: number, use: Place, base: Value, seen: Set<Block>): boolean {
    const work: Place[] = [use];
    for (let w = work.pop(); w !== undefined; w = work.pop()) {
      const first = w.block === block && w.at > at ? at + 1 : 0;
      for (let i = w.at - 1; i >= first; i--) if (this.changes(w.block.values[i]!, base)) return false;
      if (first > 0) continue;
      for (const pred of w.block.preds) {
        if (seen.has(pred)) continue;
        seen.add(pred);
        work.push({ block: pred, at: pred.values.length });
      }
    }
    return true;
  }

  private changes(v: Value, base: Value): boolean {
    const { f } = this;
    const op = f.op[v]!;
    if (!changesMemory(op, f.info.flags[op]!)) return false;
    if (op === Op.CallStatic) return !this.calls(v, quiet);
    if (op !== Op.Store && op !== Op.Zero && op !== Op.Move) return true;
    // Memory of this function's own that is not what the bytes are in.
    this.alias ??= new Alias(f);
    this.alias.locate(f.arg(v, 0), 0);
    return !this.alias.isLocal(this.alias.base) || this.alias.base === base;
  }

  private base(addr: Value): Value {
    this.alias ??= new Alias(this.f);
    this.alias.locate(addr, 0);
    return this.alias.base;
  }

  /** Makes the results of a conversion its operand. `isTemporary` was asked last about this one. */
  drop(block: Block, at: number, constant: boolean): void {
    const { f } = this;
    const call = block.values[at]!;
    for (let i = at + 1; i < block.values.length; i++) {
      const v = block.values[i]!;
      if (f.op[v] !== Op.Result || f.arg(v, 0) !== call) break;
      // Of a slice's results, length and capacity are the length of the string.
      f.copyOf(v, f.arg(call, f.hi[v] === 0 ? 1 : 2));
    }
    if (!constant) for (const v of this.loads) f.hi[v] = 0;
    block.values.splice(at, 1);
  }
}

/** Whether an operation on an address gives one in the same memory. */
function isAddress(op: number): boolean {
  return op === Op.OffPtr || op === Op.AddPtr || op === Op.Copy || op === Op.Phi;
}
