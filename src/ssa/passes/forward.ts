// A load gives what was stored there, or loaded from there, before, where nothing in between can have written to it. What memory is
// known to hold goes from a block to those that only it leads to.

import { reversePostorder } from '../dominators.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { Alias } from './alias.ts';
import { clean } from './clean.ts';
import { changesMemory } from './memory-states.ts';

/** More is not remembered. */
const maxKnown = 24;

/** A place in memory and what it holds; value 0: zeros. */
class Known {
  readonly base: Value;
  readonly offset: number;
  readonly size: number;
  readonly value: Value;

  constructor(base: Value, offset: number, size: number, value: Value) {
    this.base = base;
    this.offset = offset;
    this.size = size;
    this.value = value;
  }
}

/** Replaces loads of what is known. */
export function forward(p: Program, f: Func): void {
  let loads = 0;
  for (const b of f.blocks) for (const v of b.values) if (f.op[v] === Op.Load) loads++;
  if (loads === 0) return;
  const alias = new Alias(f);
  const order = reversePostorder(f);
  /** By block id, for blocks that others follow alone: what is known at the end. */
  const atEnd: (readonly Known[] | null)[] = new Array<readonly Known[] | null>(f.maxBlockId).fill(null);
  let changed = false;
  for (const b of order) {
    let known: Known[] = [];
    if (b.preds.length === 1) {
      const before = atEnd[b.preds[0]!.id];
      if (before !== null && before !== undefined) known = before.slice();
    }
    const { values } = b;
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      const op = f.op[v]!;
      switch (op) {
        case Op.Load: {
          alias.locate(f.arg(v, 0), f.lo[v]!);
          const { base, offset } = alias;
          if (Number.isNaN(offset)) {
            // The same address with the same index is the same value.
            break;
          }
          const kind = f.type[v]!;
          const size = Scalar.size(kind);
          const k = find(f, alias, known, base, offset, size, kind);
          if (k !== null) {
            changed = true;
            if (k.value !== 0) f.copyOf(v, k.value);
            else f.reset(v, Scalar.isFloat(kind) ? Op.ConstFloat : Op.ConstInt);
          } else if (known.length < maxKnown) known.push(new Known(base, offset, size, v));
          break;
        }
        case Op.Store: {
          alias.locate(f.arg(v, 0), f.lo[v]!);
          const x = f.arg(v, 1);
          const { base, offset } = alias;
          const size = Scalar.size(f.type[x]!);
          known = without(alias, known, base, offset, size);
          if (!Number.isNaN(offset) && known.length < maxKnown) known.push(new Known(base, offset, size, x));
          break;
        }
        case Op.Zero: {
          alias.locate(f.arg(v, 0), 0);
          const { base, offset } = alias;
          const size = p.types.size(f.aux[v]!);
          known = without(alias, known, base, offset, size);
          if (!Number.isNaN(offset) && known.length < maxKnown) known.push(new Known(base, offset, size, 0));
          break;
        }
        case Op.Move:
          alias.locate(f.arg(v, 0), 0);
          known = without(alias, known, alias.base, alias.offset, p.types.size(f.aux[v]!));
          break;
        default:
          if (changesMemory(op, f.info.flags[op]!)) {
            let n = 0;
            for (const k of known) if (alias.isLocal(k.base)) known[n++] = k;
            known.length = n;
          } else if (op === Op.Alloc && known.length > 0) {
            // The memory of another round of a loop.
            known = known.filter(k => k.base !== v);
          }
          break;
      }
    }
    if (b.succs.some(s => s.preds.length === 1)) atEnd[b.id] = known;
  }
  if (changed) clean(p, f);
}

function find(
  f: Func,
  alias: Alias,
  known: readonly Known[],
  base: Value,
  offset: number,
  size: number,
  kind: number,
): Known | null {
  for (let i = known.length - 1; i >= 0; i--) {
    const k = known[i]!;
    if (!alias.sameBase(k.base, base)) continue;
    if (k.value === 0) {
      if (k.offset <= offset && offset + size <= k.offset + k.size) return k;
    } else if (k.offset === offset && k.size === size && f.type[k.value] === kind) return k;
  }
  return null;
}

function without(alias: Alias, known: Known[], base: Value, offset: number, size: number): Known[] {
  let n = 0;
  for (const k of known) {
    if (!alias.mayMeet(k.base, k.offset, k.size, base, offset, size)) known[n++] = k;
  }
  known.length = n;
  return known;
}
