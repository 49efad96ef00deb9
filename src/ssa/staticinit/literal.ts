// The constant parts of composite literals inside functions: read-only data that the memory of the literal is copied from,
// instead of a store for each element.

import type { CompositeLit, Expr } from '../../syntax/nodes.ts';
import { unparen } from '../../syntax/exprs.ts';
import type { Type } from '../../types/type.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';
import { Assigner, Env, type Fragment } from './assign.ts';
import { intern, newReadOnly } from './readonly.ts';
import type { StaticData } from './data.ts';

/** What is known of a literal. */
export interface ConstantParts {
  /** Read-only data of its size; 0: all that is known is zero. */
  readonly sym: SymId;
  /** How many elements are in the data. */
  readonly count: number;
  /** The other elements. */
  readonly rest: readonly Fragment[];
}

/** Elements that were evaluated before, as the builder keeps them. */
export type Evaluated = ReadonlyMap<Expr, unknown>;

/** The constant parts of a literal of a struct or an array, at first without those elements that have values already. */
export function constantParts(
  p: Program,
  e: CompositeLit,
  t: Type,
  subst: (t: Type) => Type,
  evaluated: Evaluated,
): ConstantParts {
  const { size, align } = p.layouts.of(t);
  const d = newReadOnly(size, align);
  const a = new LiteralAssigner(p, evaluated);
  a.into(d, 0, e, t, inFunction(subst));
  return { sym: d.bytes.length === 0 ? 0 : intern(p, d), count: a.written, rest: a.fragments };
}

/** Writes the value of an expression into read-only data at an offset; false where it is not constant. */
export function writeConstant(
  p: Program,
  d: StaticData,
  off: number,
  e: Expr,
  t: Type,
  subst: (t: Type) => Type,
): boolean {
  const a = new LiteralAssigner(p, noneEvaluated);
  return a.assign(d, off, e, t, inFunction(subst)) && a.fragments.length === 0;
}

const noneEvaluated: Evaluated = new Map();

function inFunction(subst: (t: Type) => Type): Env {
  return new Env(new Map(), subst, 0);
}

/** Inside functions variables have changed, and what has an address is made anew each time. */
class LiteralAssigner extends Assigner {
  private readonly evaluated: Evaluated;

  constructor(p: Program, evaluated: Evaluated) {
    super(
      p,
      '',
      false,
      () => null,
      () => 0,
    );
    this.evaluated = evaluated;
  }

  override into(d: StaticData, off: number, e: CompositeLit, t: Type, env: Env | null): void {
    super.into(d, off, e, t, env);
  }

  override assign(d: StaticData, off: number, e: Expr, t: Type, env: Env | null): boolean {
    if (this.evaluated.has(e) || this.evaluated.has(unparen(e))) return false;
    return super.assign(d, off, e, t, env);
  }

  protected override copyOf(): boolean {
    return false;
  }

  protected override pointerTo(): boolean {
    return false;
  }

  protected override sliceLit(): boolean {
    return false;
  }

  protected override stringBytes(): boolean {
    return false;
  }

  protected override call(): boolean {
    return false;
  }

  protected override directLater(): boolean {
    return false;
  }

  protected override box(e: Expr, t: Type, env: Env | null): SymId {
    const { size, align } = this.p.layouts.of(t);
    const part = newReadOnly(size, align);
    const before = this.fragments.length;
    const { written } = this;
    const ok = this.assign(part, 0, e, t, env) && this.fragments.length === before;
    this.fragments.length = before;
    this.written = written;
    return ok ? intern(this.p, part) : 0;
  }
}
