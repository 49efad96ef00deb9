// Selections: what is recorded of `x.f`. The path leads from x through embedded fields to the field or method; & and * are
// applied on the way as needed.

import type { Func, Var } from './object.ts';
import type * as SelectionKind from './selectionkind.ts';
import type { Type } from './type.ts';

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
