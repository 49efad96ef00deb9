// What statements and closures keep of the function that is being built, beside the builder's own state.

import { assert } from '../../diag/internal-error.ts';
import type { Stmt } from '../../syntax/nodes.ts';
import type { Var } from '../../types/object.ts';
import type { Type } from '../../types/type.ts';
import type { Block, Func } from '../func.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';
import type { Builder } from './builder.ts';
import type { FnInfo, UnitInfo } from './prepass.ts';

/** A unit being built. */
export class Unit {
  readonly p: Program;
  readonly sym: SymId;
  readonly info: UnitInfo;
  readonly subst: (t: Type) => Type;
  /** Copies of its functions may exist. */
  readonly dupok: boolean;
  /** The functions so far. */
  readonly funcs: Func[] = [];
  /** How many descriptors of assertions and switches there are so far: see iface-cache.ts. */
  descriptors = 0;

  constructor(p: Program, sym: SymId, info: UnitInfo, subst: (t: Type) => Type, dupok: boolean) {
    this.p = p;
    this.sym = sym;
    this.info = info;
    this.subst = subst;
    this.dupok = dupok;
  }
}

/** One function being built. */
export class FnState {
  readonly unit: Unit;
  readonly info: FnInfo;
  readonly results: readonly Var[];
  readonly resultTypes: readonly Type[];
  readonly breaks = new Map<Stmt, Block>();
  readonly continues = new Map<Stmt, Block>();
  /** The blocks of labels that a goto leads to. */
  readonly labels = new Map<Stmt, Block>();
  /** Where fallthrough leads; null outside of switches. */
  fallthrough: Block | null = null;
  /** How many loops there are around; a label that a goto leads to counts as one. */
  loopDepth = 0;

  constructor(unit: Unit, info: FnInfo, results: readonly Var[], resultTypes: readonly Type[]) {
    this.unit = unit;
    this.info = info;
    this.results = results;
    this.resultTypes = resultTypes;
  }
}

/** The state of the function that b builds from source. */
export function state(b: Builder): FnState {
  assert(b.fn !== null, 'a function of the source');
  return b.fn;
}
