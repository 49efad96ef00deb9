// Selections: what is recorded of `x.f`. The path leads from x through embedded fields to the field or method; & and * are
// applied on the way as needed.

import type { Func, Var } from './object.ts';
import { Var as VarObject } from './object.ts';
import * as SelectionKind from './selectionkind.ts';
import type { Type } from './type.ts';
import { Signature, Tuple } from './type.ts';

/** The meaning of one selector expression. */
export class Selection {
  readonly kind: SelectionKind.Kind;
  /** The type of x. */
  readonly recv: Type;
  /** The field (FieldVal) or method. */
  readonly obj: Var | Func;
  /** Indices of embedded fields, then of the field in its struct, or of the method in its type. */
  readonly index: readonly number[];
  /** There was a pointer on the path. */
  readonly indirect: boolean;

  constructor(kind: SelectionKind.Kind, recv: Type, obj: Var | Func, index: readonly number[], indirect: boolean) {
    this.kind = kind;
    this.recv = recv;
    this.obj = obj;
    this.index = index;
    this.indirect = indirect;
  }
}

/** The type of x.f: a method value keeps its receiver, with the type of x; a method expression has it as first parameter. */
export function selectionType(s: Selection): Type {
  if (s.kind === SelectionKind.FieldVal) return s.obj.type!;
  const sig = s.obj.type as Signature;
  const old = sig.recv!;
  const recv = new VarObject(old.varKind, old.pos, old.pkg, old.name, s.recv);
  const isExpr = s.kind === SelectionKind.MethodExpr;
  const params = isExpr ? new Tuple([recv, ...sig.params.vars]) : sig.params;
  const result = new Signature(isExpr ? null : recv, sig.tparams, params, sig.results, sig.variadic);
  result.rparams = sig.rparams;
  result.scope = sig.scope;
  return result;
}
