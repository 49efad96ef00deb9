// A load gives what was stored there, or loaded from there, before, where nothing in between can have written to it; a store of
// what is there already is none. A copy of memory that is zero makes zeros, one of a copy copies what that was made of. What
// memory is known to hold goes from a block to those that only it leads to.

import { reversePostorder } from '../dominators.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Scalar from '../scalar.ts';
import { Alias, AnyOffset } from './alias.ts';
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

/** A place in memory that was copied from another one. */
class Copied {
  readonly base: Value;
  readonly offset: number;
  readonly size: number;
  readonly from: Value;
  readonly fromBase: Value;
  readonly fromOffset: number;

  constructor(base: Value, offset: number, size: number, from: Value, fromBase: Value, fromOffset: number) {
    this.base = base;
    this.offset = offset;
    this.size = size;
    this.from = from;
    this.fromBase = fromBase;
    this.fromOffset = fromOffset;
  }
}

/** Replaces loads and copies of what is known. */
export function forward(p: Program, f: Func): void {
  let reads = 0;
  for (const b of f.blocks) for (const v of b.values) if (f.op[v] === Op.Load || f.op[v] === Op.Move) reads++;
  if (reads === 0) return;
  const alias = new Alias(f);
  const order = reversePostorder(f);
  /** By block id, for blocks that others follow alone: what is known at the end. */
  const atEnd: (readonly Known[] | null)[] = new Array<readonly Known[] | null>(f.maxBlockId).fill(null);
  let changed = false;
  for (const b of order) {
    let known: Known[] = [];
    // Of this block alone.
    let copied: Copied[] = [];
    // Loads with an index since memory last changed, and the store with an index that changed it.
    const loaded: Value[] = [];
    let stored: Value = 0;
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
          const kind = f.type[v]!;
          if (offset === AnyOffset) {
            const sameAddress = stored !== 0 && f.arg(stored, 0) === f.arg(v, 0) && f.lo[stored] === f.lo[v];
            if (sameAddress && f.type[f.arg(stored, 1)] === kind) {
              changed = true;
              f.copyOf(v, f.arg(stored, 1));
            } else loaded.push(v);
            break;
          }
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
          // It is there already: s = s[:n] stores a length. The runtime relies on it, where no write barrier may be.
          const isThere =
            offset === AnyOffset
              ? loaded.includes(x) && f.arg(x, 0) === f.arg(v, 0) && f.lo[x] === f.lo[v]
              : known.some(k => k.value === x && k.offset === offset && alias.sameBase(k.base, base));
          if (isThere) {
            values.splice(i--, 1);
            changed = true;
            break;
          }
          loaded.length = 0;
          stored = offset === AnyOffset ? v : 0;
          known = without(alias, known, base, offset, size);
          if (copied.length > 0) copied = unwritten(alias, copied, base, offset, size);
          if (offset !== AnyOffset && known.length < maxKnown) known.push(new Known(base, offset, size, x));
          break;
        }
        case Op.Move: {
          const size = p.types.size(f.aux[v]!);
          alias.locate(f.arg(v, 1), 0);
          let { base: fromBase, offset: fromOffset } = alias;
          if (fromOffset !== AnyOffset && find(f, alias, known, fromBase, fromOffset, size, Scalar.Void)?.value === 0) {
            f.op[v] = Op.Zero;
            f.setArgs(v, [f.arg(v, 0)]);
            changed = true;
            i--; // once more, as what it is now
            break;
          }
          for (const c of copied) {
            if (c.offset !== fromOffset || c.size !== size || !alias.sameBase(c.base, fromBase)) continue;
            // The copy in between is what makes a place safe from being written over while it is read.
            alias.locate(f.arg(v, 0), 0);
            if (alias.mayMeet(alias.base, alias.offset, size, c.fromBase, c.fromOffset, size)) continue;
            f.setArg(v, 1, c.from);
            ({ fromBase, fromOffset } = c);
            changed = true;
            break;
          }
          loaded.length = 0;
          stored = 0;
          alias.locate(f.arg(v, 0), 0);
          const { base, offset } = alias;
          known = without(alias, known, base, offset, size);
          if (copied.length > 0) copied = unwritten(alias, copied, base, offset, size);
          const apart = !alias.mayMeet(base, offset, size, fromBase, fromOffset, size);
          if (apart && offset !== AnyOffset && fromOffset !== AnyOffset && copied.length < maxKnown) {
            copied.push(new Copied(base, offset, size, f.arg(v, 1), fromBase, fromOffset));
          }
          break;
        }
        case Op.Zero: {
          loaded.length = 0;
          stored = 0;
          alias.locate(f.arg(v, 0), 0);
          const { base, offset } = alias;
          const size = p.types.size(f.aux[v]!);
          known = without(alias, known, base, offset, size);
          if (copied.length > 0) copied = unwritten(alias, copied, base, offset, size);
          if (offset !== AnyOffset && known.length < maxKnown) known.push(new Known(base, offset, size, 0));
          break;
        }
        default:
          if (changesMemory(op, f.info.flags[op]!)) {
            loaded.length = 0;
            stored = 0;
            let n = 0;
            for (const k of known) if (alias.isLocal(k.base)) known[n++] = k;
            known.length = n;
            if (copied.length > 0) copied = copied.filter(c => alias.isLocal(c.base) && alias.isLocal(c.fromBase));
          } else if (op === Op.Alloc) {
            // The memory of another round of a loop.
            if (known.length > 0) known = known.filter(k => k.base !== v);
            if (copied.length > 0) copied = copied.filter(c => c.base !== v && c.fromBase !== v);
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

/** The copies of which neither side meets what is written. */
function unwritten(alias: Alias, copied: readonly Copied[], base: Value, offset: number, size: number): Copied[] {
  return copied.filter(
    c =>
      !alias.mayMeet(c.base, c.offset, c.size, base, offset, size) &&
      !alias.mayMeet(c.fromBase, c.fromOffset, c.size, base, offset, size),
  );
}

function without(alias: Alias, known: Known[], base: Value, offset: number, size: number): Known[] {
  let n = 0;
  for (const k of known) {
    if (!alias.mayMeet(k.base, k.offset, k.size, base, offset, size)) known[n++] = k;
  }
  known.length = n;
  return known;
}
