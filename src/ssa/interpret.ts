// What a function in the builder's form does, step by step: for tests of passes, which must not change it. Integers are bigints
// wrapped to their kind, floats numbers, pointers an object with an offset. Everything that others could see is noted: calls
// with their arguments, stores to memory that came from outside, what is returned, and which check failed.

import { assert } from '../diag/internal-error.ts';
import * as BlockKind from './blockkind.ts';
import * as Bounds from './bounds.ts';
import { type Block, Func, type Value } from './func.ts';
import * as Op from './op.generated.ts';
import { fold, floatOf } from './rules/fold.ts';
import * as Scalar from './scalar.ts';
import { big } from './rules/word.ts';
import type { Program } from './program/program.ts';

/** An object in memory: its scalars by offset. */
export class Memory {
  readonly name: string;
  readonly scalars = new Map<number, Scalar_>();
  /** Made by the function itself. */
  readonly own: boolean;

  constructor(name: string, own: boolean) {
    this.name = name;
    this.own = own;
  }
}

/** An address. */
export class Pointer {
  readonly memory: Memory;
  readonly offset: number;

  constructor(memory: Memory, offset: number) {
    this.memory = memory;
    this.offset = offset;
  }
}

type Scalar_ = bigint | number | Pointer;

/** Runs a function on the scalars of its parameters in order; gives what it did, in lines. */
export function interpret(
  p: Program,
  f: Func,
  params: readonly (bigint | number | Pointer)[],
  fuel = 20_000,
): string[] {
  const trace: string[] = [];
  const value: (Scalar_ | null)[] = new Array<Scalar_ | null>(f.count).fill(null);
  const scratch = new FoldScratch(f);
  let calls = 0;
  let b: Block = f.entry;
  let from: Block | null = null;
  const read = (v: Value): Scalar_ => {
    const x = value[v];
    assert(x !== null && x !== undefined, `v${v} was computed`);
    return x;
  };
  const int = (v: Value): bigint => {
    const x = read(v);
    assert(typeof x === 'bigint', `v${v} is an integer`);
    return x;
  };
  const unsigned = (v: Value): bigint => BigInt.asUintN(Scalar.size(f.type[v]!) * 8, int(v));
  for (let steps = 0; steps < fuel; steps++) {
    const phis: Scalar_[] = [];
    const nth = from === null ? -1 : edgeIndex(from, b);
    for (const v of b.values) if (f.op[v] === Op.Phi) phis.push(read(f.arg(v, nth)));
    let phi = 0;
    for (const v of b.values) {
      const op = f.op[v]!;
      const kind = f.type[v]!;
      switch (op) {
        case Op.Phi:
          value[v] = phis[phi++]!;
          break;
        case Op.Copy:
          value[v] = read(f.arg(v, 0));
          break;
        case Op.Param:
          value[v] = params[paramIndex(f, v)]!;
          break;
        case Op.ConstInt:
          value[v] = big(f.lo[v]!, f.hi[v]!);
          break;
        case Op.ConstFloat:
          value[v] = floatOf(kind, f.lo[v]!, f.hi[v]!);
          break;
        case Op.Unknown:
          value[v] = Scalar.isFloat(kind) ? 0 : 0n;
          break;
        case Op.Alloc:
          value[v] = new Pointer(new Memory(`own${v}`, true), 0);
          break;
        case Op.OffPtr: {
          const a = read(f.arg(v, 0)) as Pointer;
          value[v] = new Pointer(a.memory, a.offset + f.num(v));
          break;
        }
        case Op.AddPtr: {
          const a = read(f.arg(v, 0)) as Pointer;
          value[v] = new Pointer(a.memory, a.offset + Number(int(f.arg(v, 1))));
          break;
        }
        case Op.Load: {
          const a = read(f.arg(v, 0)) as Pointer;
          const at = a.offset + f.lo[v]!;
          value[v] = a.memory.scalars.get(at) ?? (a.memory.own ? 0n : initial(a.memory.name, at, kind));
          break;
        }
        case Op.Store: {
          const a = read(f.arg(v, 0)) as Pointer;
          const x = read(f.arg(v, 1));
          const at = a.offset + f.lo[v]!;
          // What was there already is no change.
          if (!a.memory.own && x === initial(a.memory.name, at, f.type[f.arg(v, 1)]!)) a.memory.scalars.delete(at);
          else a.memory.scalars.set(at, x);
          break;
        }
        case Op.Zero: {
          const a = read(f.arg(v, 0)) as Pointer;
          for (let i = 0; i < p.types.size(f.aux[v]!); i += 8) a.memory.scalars.set(a.offset + i, 0n);
          break;
        }
        case Op.Move: {
          const to = read(f.arg(v, 0)) as Pointer;
          const src = read(f.arg(v, 1)) as Pointer;
          for (let i = 0; i < p.types.size(f.aux[v]!); i += 8) {
            const x =
              src.memory.scalars.get(src.offset + i) ??
              (src.memory.own ? 0n : initial(src.memory.name, src.offset + i, Scalar.I64));
            to.memory.scalars.set(to.offset + i, x);
          }
          break;
        }
        case Op.NilCheck:
          if (!(read(f.arg(v, 0)) instanceof Pointer)) return end(trace, params, 'nil');
          break;
        case Op.CheckBounds: {
          const i = unsigned(f.arg(v, 0));
          const n = unsigned(f.arg(v, 1));
          if (f.lo[v] === Bounds.Index ? i >= n : i > n) return end(trace, params, `bounds ${i} ${n} ${f.lo[v]}`);
          break;
        }
        case Op.CheckNonZero:
          if (int(f.arg(v, 0)) === 0n) return end(trace, params, 'divide');
          break;
        case Op.CheckShift:
          if (int(f.arg(v, 0)) < 0n) return end(trace, params, 'shift');
          break;
        case Op.CallStatic: {
          const args = f.args(v).map(a => show(read(a)));
          trace.push(`call ${p.syms.names[f.calls[f.aux[v]!]!.sym]} ${args.join(' ')}`);
          calls++;
          break;
        }
        case Op.Result:
          value[v] = BigInt.asIntN(Scalar.size(kind) * 8, BigInt(calls * 7919 + f.lo[v]! * 31 + f.hi[v]!));
          break;
        case Op.CondSelect:
          value[v] = int(f.arg(v, 0)) !== 0n ? read(f.arg(v, 1)) : read(f.arg(v, 2));
          break;
        case Op.Eq:
        case Op.Ne: {
          const x = read(f.arg(v, 0));
          const y = read(f.arg(v, 1));
          if (x instanceof Pointer || y instanceof Pointer) {
            const same = x instanceof Pointer && y instanceof Pointer && x.memory === y.memory && x.offset === y.offset;
            value[v] = same === (op === Op.Eq) ? 1n : 0n;
            break;
          }
          value[v] = scratch.compute(v, [x, y]);
          break;
        }
        default:
          value[v] = scratch.compute(
            v,
            f.args(v).map(a => read(a) as bigint | number),
          );
          break;
      }
    }
    from = b;
    switch (b.kind) {
      case BlockKind.Ret:
        return end(trace, params, `return ${b.rets.map(v => show(read(v))).join(' ')}`);
      case BlockKind.Exit:
        return end(trace, params, 'exit');
      case BlockKind.If:
        b = b.succs[int(b.control) !== 0n ? 0 : 1]!;
        break;
      case BlockKind.JumpTable:
        b = b.succs[Number(int(b.control))]!;
        break;
      default:
        b = b.succs[0]!;
        break;
    }
  }
  return ['out of fuel'];
}

/** The place of a parameter's scalar among all of them. */
function paramIndex(f: Func, v: Value): number {
  let n = f.hi[v]!;
  for (let i = 0; i < f.lo[v]!; i++) n += f.sig.params[i]!.comps!.length;
  return n;
}

function edgeIndex(from: Block, to: Block): number {
  // Two edges between the same blocks bring the same values where nothing tells them apart; tests avoid others.
  return to.preds.indexOf(from);
}

/** Computes pure operations by folding them on constants, in a function of its own. */
class FoldScratch {
  private readonly f: Func;
  private readonly own: Func;

  constructor(f: Func) {
    this.f = f;
    this.own = new Func(f.sym, f.sig, f.info);
    for (let i = 0; i < 4; i++) this.own.newValue(Op.ConstInt, Scalar.I64, 0, -1);
  }

  compute(v: Value, args: readonly (bigint | number)[]): bigint | number {
    const { f, own } = this;
    const kind = f.type[v]!;
    const list: Value[] = [];
    args.forEach((x, i) => {
      const t = f.type[f.arg(v, i)]!;
      const c = i + 2;
      own.reset(c, typeof x === 'bigint' ? Op.ConstInt : Op.ConstFloat);
      own.type[c] = t;
      if (typeof x === 'bigint') {
        own.lo[c] = Number(BigInt.asIntN(32, x));
        own.hi[c] = Number(BigInt.asIntN(32, x >> 32n));
      } else {
        const view = new DataView(new ArrayBuffer(8));
        if (t === Scalar.F32) view.setFloat32(0, x, true);
        else view.setFloat64(0, x, true);
        own.lo[c] = view.getInt32(0, true);
        own.hi[c] = t === Scalar.F32 ? 0 : view.getInt32(4, true);
      }
      list.push(c);
    });
    own.reset(1, f.op[v]!);
    own.type[1] = kind;
    own.lo[1] = f.lo[v]!;
    own.hi[1] = f.hi[v]!;
    own.setArgs(1, list);
    assert(fold(own, 1), `${f.info.name(f.op[v]!)} can be computed`);
    return own.op[1] === Op.ConstInt ? big(own.lo[1]!, own.hi[1]!) : floatOf(kind, own.lo[1]!, own.hi[1]!);
  }
}

/** What stands in memory that came from outside. */
function initial(name: string, at: number, kind: number): bigint {
  let h = at * 40503;
  for (let i = 0; i < name.length; i++) h = (h * 31 + name.charCodeAt(i)) | 0;
  return BigInt.asIntN(Math.max(8, Scalar.size(kind) * 8), BigInt(h % 1000));
}

function show(x: Scalar_): string {
  if (x instanceof Pointer) return x.memory.own ? 'pointer' : `${x.memory.name}+${x.offset}`;
  return `${x}`;
}

/** The trace, with the memory from outside as it is in the end. */
function end(trace: string[], params: readonly Scalar_[], how: string): string[] {
  trace.push(how);
  for (const x of params) {
    if (!(x instanceof Pointer)) continue;
    for (const [at, y] of [...x.memory.scalars].sort((a, b) => a[0] - b[0])) {
      trace.push(`${x.memory.name}[${at}] = ${show(y)}`);
    }
    x.memory.scalars.clear();
  }
  return trace;
}
