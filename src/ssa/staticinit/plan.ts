// The initialisation of a package, divided: what of its variables is data, and what its init function does, in order. A plan
// says nothing of what the program reaches; symbols that it names are made when the link asks for them.

import { pathToPrefix } from '../../base/path-to-prefix.ts';
import * as Abi from '../../obj/abi.ts';
import { assert } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr, FuncLit } from '../../syntax/nodes.ts';
import type { Var } from '../../types/object.ts';
import type { Package } from '../../types/package.ts';
import { identical, isString } from '../../types/predicates.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import { type UnitInfo, prepassInit } from '../build/prepass.ts';
import { isPerIteration } from '../build/unit.ts';
import type { InitEntry } from '../program/init-order.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';
import { Assigner, type Fragment, type Known, type Outcome } from './assign.ts';
import { StaticData } from './data.ts';
import { embeddedData } from './embed.ts';
import { anySideEffects, exprCount, Mutations } from './effects.ts';
import { isPlain } from './plain.ts';

/** What the init function does at one point: an assignment of the source, a part of one, or a call of a map's initialiser. */
export interface Step {
  /** The whole assignment; null for a part of one. */
  readonly entry: InitEntry | null;
  readonly fragment: Fragment | null;
  /** The function that was made of the assignment because the program may not need the map; 0 for none. */
  readonly mapInit: SymId;
}

/** gc makes functions of map initialisers of so many expressions. */
const mapInitThreshold = 20;

/** How the variables of one package get their values. */
export class InitPlan {
  private readonly p: Program;
  readonly pkg: Package;
  /** The name of the package's symbols. */
  readonly prefix: string;
  /** What is worked out; variables that have nothing but zeros at first are not here. */
  private readonly outcomes = new Map<Var, Outcome>();
  /** Initialisers that are data for certain, or copies of such, and are worked out when somebody asks for the variable. */
  private readonly pending = new Map<Var, Expr>();
  readonly steps: Step[] = [];
  /** The functions that initialise maps, by the maps that keep them. */
  readonly mapInits = new Map<Var, SymId>();
  private readonly order: readonly InitEntry[];
  private prepassed: UnitInfo | null = null;

  constructor(p: Program, pkg: Package) {
    this.p = p;
    this.pkg = pkg;
    this.prefix = pathToPrefix(pkg.path);
    this.order = p.source.initOrder(pkg);
    this.make();
  }

  /** What is known of the functions in the initialisers. */
  get info(): UnitInfo {
    this.prepassed ??= prepassInit(
      `${this.prefix}.init`,
      this.order.map(e => e.rhs),
      isPerIteration(this.order[0]!.file, this.pkg),
      t => this.p.layouts.size(t),
    );
    return this.prepassed;
  }

  /** The initial contents of a variable, and what init does with it; null where there is nothing but zeros at first. */
  outcome(v: Var): Outcome | null {
    const rhs = this.pending.get(v);
    if (rhs === undefined) return this.outcomes.get(v) ?? null;
    this.pending.delete(v);
    const made = this.assign(v, rhs, x => (x.pkg === this.pkg ? this.outcome(x) : null));
    assert(made !== null && made.fragments.length === 0, `${v.name} is data`);
    this.outcomes.set(v, made);
    return made;
  }

  private make(): void {
    const { p, steps } = this;
    const mutations = new Mutations(p, this.pkg);
    let modified = false;
    const known = (v: Var): Outcome | null => (modified || v.pkg !== this.pkg ? null : this.outcome(v));
    for (const entry of this.order) {
      const { lhs, rhs } = entry;
      const [v] = lhs;
      if (lhs.length === 1 && v !== undefined && !isBlank(v) && this.isCertain(v, rhs, modified)) {
        this.pending.set(v, rhs);
        continue;
      }
      modified ||= mutations.mayModify(rhs);
      if (lhs.every(x => isBlank(x) || p.layouts.size(x.type!) === 0) && !anySideEffects(rhs)) continue;
      if (lhs.length > 1 || v === undefined || isBlank(v) || v.type === null) {
        steps.push({ entry, fragment: null, mapInit: 0 });
        continue;
      }
      const made = this.assign(v, rhs, known);
      if (made !== null) {
        this.outcomes.set(v, made);
        for (const fragment of made.fragments) steps.push({ entry: null, fragment, mapInit: 0 });
      } else {
        steps.push({ entry, fragment: null, mapInit: this.outlined(entry, v, v.type) });
      }
    }
  }

  /** Whether an initialiser is data whose contents need not be known yet. */
  private isCertain(v: Var, rhs: Expr, modified: boolean): boolean {
    if (isFips(this.pkg.path)) return false;
    if (isPlain(rhs, true)) return true;
    const x = unparen(rhs);
    if (modified || x.kind !== NodeKind.Name) return false;
    const from = x.obj as Var;
    return this.pending.has(from) && !isString(from.type!) && identical(from.type!, v.type!);
  }

  /** Works an initialiser out; null: it has to be computed as a whole. */
  private assign(v: Var, rhs: Expr, known: Known): Outcome | null {
    const { p } = this;
    const sym = p.globalSym(v);
    const { size, align, ptrBytes } = p.layouts.of(v.type!);
    const data = new StaticData(sym, v.type, size, align, ptrBytes > 0, false);
    const a = new Assigner(p, p.syms.names[sym]!, isFips(this.pkg.path), known, e => this.litSym(e));
    return a.assign(data, 0, rhs, v.type!, null) ? { data, fragments: a.fragments } : null;
  }

  /** The function that a literal of this package's initialisers is, when it captures nothing. */
  private litSym(e: FuncLit): SymId {
    const { p } = this;
    const info = this.info.lits.get(e);
    if (info === undefined || info.captures.length > 0) return 0;
    const sym = p.syms.lookup(info.name, Abi.ABIInternal);
    return p.syms.define(sym, { kind: Recipe.InitClosure, pkg: this.pkg, lit: e });
  }

  private outlined(entry: InitEntry, v: Var, t: Type): SymId {
    const { p } = this;
    if (under(t).kind !== TypeKind.Map) return 0;
    if (exprCount(entry.rhs) < mapInitThreshold || anySideEffects(entry.rhs)) return 0;
    const sym = p.syms.lookup(`${this.prefix}.map.init.${this.mapInits.size}`, Abi.ABIInternal);
    this.mapInits.set(v, sym);
    return p.syms.define(sym, { kind: Recipe.MapInit, pkg: this.pkg, entry });
  }
}

function isBlank(v: Var): boolean {
  return v.name === '_';
}

/** The packages of the FIPS 140 module, tests from outside them not included. */
function isFips(path: string): boolean {
  if (path.endsWith('_test')) return false;
  return path === 'crypto/internal/fips140' || path.startsWith('crypto/internal/fips140/');
}

/** The plan of a package, made once. */
export function initPlan(p: Program, pkg: Package): InitPlan {
  let plan = p.initPlans.get(pkg);
  if (plan === undefined) {
    plan = new InitPlan(p, pkg);
    p.initPlans.set(pkg, plan);
  }
  return plan;
}

/** The initial contents of a variable; null where these are zero. */
export function initialData(p: Program, v: Var): StaticData | null {
  if (v.pkg === null) return null;
  const files = p.source.embedded(v);
  if (files !== null) return embeddedData(p, v, files);
  return initPlan(p, v.pkg).outcome(v)?.data ?? null;
}

/** The function that initialises a variable that is a map; 0 where the package's init function does. */
export function mapInitOf(p: Program, v: Var): SymId {
  return v.pkg === null ? 0 : (initPlan(p, v.pkg).mapInits.get(v) ?? 0);
}
