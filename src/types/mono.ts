// Whether finitely many instances suffice. A generic function that calls itself with ever larger type arguments cannot be
// compiled by making instances.
//
// The graph has a vertex for each type parameter, and for each type declared inside a generic function, because that is
// implicitly parameterized. An edge leads from what occurs in a type argument to the parameter that it is given for; its
// weight is 0 if the argument is that very type, and 1 if it is built from it. A cycle of positive weight is an error.

import type { Pos } from '../base/pos.ts';
import * as Code from '../diag/codes.ts';
import { assert, InternalError } from '../diag/internal-error.ts';
import type { Expr } from '../syntax/nodes.ts';
import { startPos } from '../syntax/positions.ts';
import type { Checker } from './checker.ts';
import { newError } from './errors.ts';
import type { TypeName, Var } from './object.ts';
import * as ObjKind from './objkind.ts';
import type { Package } from './package.ts';
import * as TypeKind from './typekind.ts';
import { typeSet } from './typeset.ts';
import type { Named, Type, TypeParam } from './type.ts';
import { typeString } from './typestring.ts';
import { unalias } from './under.ts';

class Vertex {
  readonly obj: TypeName;
  /** The weight of the heaviest path known to end here, its last edge, and its length. */
  weight = 0;
  pre = -1;
  len = 0;

  constructor(obj: TypeName) {
    this.obj = obj;
  }
}

class Edge {
  readonly dst: number;
  readonly src: number;
  readonly weight: number;
  readonly pos: Pos;
  readonly type: Type;

  constructor(dst: number, src: number, weight: number, pos: Pos, type: Type) {
    this.dst = dst;
    this.src = src;
    this.weight = weight;
    this.pos = pos;
    this.type = type;
  }
}

/** What flows into which type parameter, over a package. */
export class MonoGraph {
  readonly vertices: Vertex[] = [];
  readonly edges: Edge[] = [];
  /** The parameter of the type for the parameter that a method's receiver declares. */
  private readonly canon = new Map<TypeParam, TypeParam>();
  /** The vertex of a type parameter or local type; -1 for local types that need none. */
  private readonly index = new Map<TypeName, number>();

  /** Says that mpar, declared by a method's receiver, is the type parameter tpar of the receiver's type. */
  recordCanon(mpar: TypeParam, tpar: TypeParam): void {
    this.canon.set(mpar, tpar);
  }

  /** Says that tparams were given targs at pos; where written, xlist has the arguments. */
  recordInstance(
    pkg: Package,
    pos: Pos,
    tparams: readonly TypeParam[],
    targs: readonly Type[],
    xlist: readonly Expr[],
  ): void {
    for (let i = 0; i < tparams.length; i++) {
      const p = tparams[i]!;
      // A cycle lies within one package, so parameters of imported ones do not matter.
      if (p.obj.pkg !== pkg) continue;
      const at = i < xlist.length ? startPos(xlist[i]!) : pos;
      this.flow(pkg, at, p, targs[i]!, targs[i]!);
    }
  }

  /** Adds edges to p from everything that occurs in t, a part of targ. */
  private flow(pkg: Package, pos: Pos, p: TypeParam, targ: Type, t0: Type): void {
    const t = unalias(t0);
    switch (t.kind) {
      case TypeKind.Basic:
        return;
      case TypeKind.TypeParam:
        assert(t.obj.pkg === pkg, 'a type parameter of the package');
        this.addEdge(this.typeParamVertex(p), this.typeParamVertex(t), t === targ ? 0 : 1, pos, targ);
        return;
      case TypeKind.Named: {
        const src = this.localNamedVertex(pkg, t.orig);
        if (src >= 0) this.addEdge(this.typeParamVertex(p), src, t === targ ? 0 : 1, pos, targ);
        for (const a of t.targs) this.flow(pkg, pos, p, targ, a);
        return;
      }
      case TypeKind.Pointer:
      case TypeKind.Slice:
      case TypeKind.Array:
      case TypeKind.Chan:
        this.flow(pkg, pos, p, targ, t.elem);
        return;
      case TypeKind.Map:
        this.flow(pkg, pos, p, targ, t.key);
        this.flow(pkg, pos, p, targ, t.elem);
        return;
      case TypeKind.Interface:
        for (const m of typeSet(t).methods) this.flow(pkg, pos, p, targ, m.type!);
        return;
      case TypeKind.Signature:
        this.flowVars(pkg, pos, p, targ, t.params.vars);
        this.flowVars(pkg, pos, p, targ, t.results.vars);
        return;
      case TypeKind.Struct:
        this.flowVars(pkg, pos, p, targ, t.fields);
        return;
      default:
        throw new InternalError('a type that can be a type argument');
    }
  }

  private flowVars(pkg: Package, pos: Pos, p: TypeParam, targ: Type, vars: readonly Var[]): void {
    for (const v of vars) this.flow(pkg, pos, p, targ, v.type!);
  }

  /** The vertex of a type declared in a generic function, with edges from the parameters around it; -1 for other types. */
  private localNamedVertex(pkg: Package, named: Named): number {
    const obj = named.obj;
    if (obj.pkg !== pkg || obj.parent === pkg.scope) return -1;
    const known = this.index.get(obj);
    if (known !== undefined) return known;
    let v = -1;
    for (let s = obj.parent; s !== null && s !== pkg.scope; s = s.parent) {
      if (s.elems === null) continue;
      for (const elem of s.elems.values()) {
        if (elem === null || elem.kind !== ObjKind.TypeName || elem.pos >= obj.pos) continue;
        const t = elem.type;
        if (t === null || t.kind !== TypeKind.TypeParam || t.obj !== elem) continue;
        if (v < 0) v = this.vertices.push(new Vertex(obj)) - 1;
        this.addEdge(v, this.typeParamVertex(t), 1, obj.pos, t);
      }
    }
    this.index.set(obj, v);
    return v;
  }

  private typeParamVertex(p: TypeParam): number {
    const obj = (this.canon.get(p) ?? p).obj;
    let v = this.index.get(obj);
    if (v === undefined) {
      v = this.vertices.push(new Vertex(obj)) - 1;
      this.index.set(obj, v);
    }
    return v;
  }

  private addEdge(dst: number, src: number, weight: number, pos: Pos, type: Type): void {
    this.edges.push(new Edge(dst, src, weight, pos, type));
  }
}

/** Reports a cycle of instantiations that never ends, if there is one. */
export function monomorph(check: Checker): void {
  // Heaviest paths by relaxation, as Bellman and Ford have it: a path with as many edges as there are vertices has a cycle.
  const { vertices, edges } = check.mono;
  for (let again = true; again;) {
    again = false;
    for (let i = 0; i < edges.length; i++) {
      const e = edges[i]!;
      const src = vertices[e.src]!;
      const dst = vertices[e.dst]!;
      const weight = src.weight + e.weight;
      if (weight <= dst.weight) continue;
      dst.pre = i;
      dst.len = src.len + 1;
      if (dst.len === vertices.length) {
        reportInstanceLoop(check, e.dst);
        return;
      }
      dst.weight = weight;
      again = true;
    }
  }
}

/** v lies behind a cycle. */
function reportInstanceLoop(check: Checker, v: number): void {
  const { vertices, edges } = check.mono;
  const stack: number[] = [];
  while (!stack.includes(v)) {
    stack.push(v);
    v = edges[vertices[v]!.pre]!.src;
  }
  const cycle = stack.slice(stack.indexOf(v));
  const err = newError(check, Code.InvalidInstanceCycle);
  err.addf(vertices[v]!.obj, 'instantiation cycle:');
  const qualifier = (pkg: Package): string => (pkg === check.pkg ? '' : pkg.path);
  for (const w of cycle) {
    const e = edges[vertices[w]!.pre]!;
    const obj = vertices[e.dst]!.obj;
    const how =
      obj.type !== null && obj.type.kind === TypeKind.Named ? 'implicitly parameterized by' : 'instantiated as';
    err.addf(e.pos, `${obj.name} ${how} ${typeString(e.type, qualifier)}`);
  }
  err.report();
}
