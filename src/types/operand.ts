// An operand: what is known of an expression while it is checked.

import type { Pos } from '../base/pos.ts';
import type { Value } from '../constant/value.ts';
import type { Expr } from '../syntax/nodes.ts';
import * as Typ from './basic.ts';
import * as Mode from './operand-mode.ts';
import type { Type } from './type.ts';

/** An operand. A new one is invalid. */
export class Operand {
  /** A number of operand-mode.ts. */
  mode: number;
  expr: Expr | null;
  /** Typ.Invalid where there is none. */
  type: Type;
  /** The value, if the mode is Constant. */
  val: Value | null;
  /** The built-in (builtinid.ts), if the mode is Builtin. */
  id: number;

  constructor() {
    this.mode = Mode.Invalid;
    this.expr = null;
    this.type = Typ.Invalid;
    this.val = null;
    this.id = 0;
  }

  /** The position of the expression; NoPos where there is none. */
  get pos(): Pos {
    return this.expr === null ? 0 : this.expr.pos;
  }

  /** The untyped nil, or a nil that was given a type. */
  isNil(): boolean {
    return this.mode === Mode.NilValue;
  }

  /** Makes this operand what x is. */
  set(x: Operand): void {
    this.mode = x.mode;
    this.expr = x.expr;
    this.type = x.type;
    this.val = x.val;
    this.id = x.id;
  }

  /** A copy. */
  clone(): Operand {
    const x = new Operand();
    x.set(this);
    return x;
  }

  /** Makes this operand invalid; the expression stays. */
  invalidate(): void {
    this.mode = Mode.Invalid;
  }
}
