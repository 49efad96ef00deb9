// What the checker leaves on the syntax tree for later stages and for editors: mode, type and constant value of expressions,
// objects of names, selections, instances, and (where they are asked for) scopes.
//
// An expression of an untyped constant, or one whose type is not settled yet, has its untyped type recorded; see untyped.ts.

import type { Value } from '../constant/value.ts';
import { assert } from '../diag/internal-error.ts';
import type { CaseClause, Expr, ImportDecl, Name, Node, SelectorExpr } from '../syntax/nodes.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { Checker } from './checker.ts';
import type { Func, Obj, Var } from './object.ts';
import { Var as VarObject } from './object.ts';
import type { Operand } from './operand.ts';
import * as Mode from './operand-mode.ts';
import type { Scope } from './scope.ts';
import { Selection } from './selection.ts';
import type * as SelectionKind from './selectionkind.ts';
import type { Type } from './type.ts';
import { emptyTuple, Tuple } from './type.ts';
import * as VarKind from './varkind.ts';

/** The type arguments of a generic function or type at one use of its name, and what they make of it. */
export class Instance {
  readonly targs: readonly Type[];
  readonly type: Type;

  constructor(targs: readonly Type[], type: Type) {
    this.targs = targs;
    this.type = type;
  }
}

/** Records x on its expression; what is invalid leaves no record. */
export function record(_check: Checker, x: Operand): void {
  const e = x.expr!;
  const mode = x.mode;
  if (mode === Mode.Invalid) return;
  e.mode = mode;
  e.type = mode === Mode.NoValue ? emptyTuple : x.type;
  e.constant = mode === Mode.Constant ? x.val : null;
}

/** Records mode, type and, for a constant, value of e. */
export function recordTypeAndValue(_check: Checker, e: Expr, mode: number, type: Type, val: Value | null): void {
  if (mode === Mode.Invalid) return;
  e.mode = mode;
  e.type = type;
  e.constant = val;
}

/** Records that e gives two values here: its type is the pair of their types. */
export function recordCommaOkTypes(check: Checker, e: Expr, x0: Operand, x1: Operand): void {
  for (;;) {
    e.type = new Tuple([
      new VarObject(VarKind.Local, e.pos, check.pkg, '', x0.type),
      new VarObject(VarKind.Local, e.pos, check.pkg, '', x1.type),
    ]);
    if (e.kind !== NodeKind.ParenExpr) return;
    e = e.x;
  }
}

/** Records that the name in e, a name, selector or index expression, is instantiated. */
export function recordInstance(_check: Checker, e: Expr, targs: readonly Type[], type: Type): void {
  let x = e.kind === NodeKind.IndexExpr ? e.x : e;
  if (x.kind === NodeKind.SelectorExpr) x = x.sel;
  assert(x.kind === NodeKind.Name, 'what is instantiated has a name');
  (x as Name).instance = new Instance(targs, type);
}

/** Records the object that a name declares; null for `_` on the left of an assignment and for the variable of a type switch. */
export function recordDef(_check: Checker, name: Name, obj: Obj | null): void {
  name.obj = obj;
}

/** Records the object that a name refers to. */
export function recordUse(_check: Checker, name: Name, obj: Obj): void {
  name.obj = obj;
}

/** Records what a node declares without naming it: a clause of a type switch its variable. That of an import is in its scope. */
export function recordImplicit(_check: Checker, node: CaseClause | ImportDecl, obj: Obj): void {
  if (node.kind === NodeKind.CaseClause) node.obj = obj;
}

/** Records what a selector selects. */
export function recordSelection(
  _check: Checker,
  e: SelectorExpr,
  kind: SelectionKind.Kind,
  recv: Type,
  obj: Var | Func,
  index: readonly number[],
  indirect: boolean,
): void {
  e.sel.obj = obj;
  e.selection = new Selection(kind, recv, obj, index, indirect);
}

/** Records the scope that a node opens. */
export function recordScope(check: Checker, node: Node, scope: Scope): void {
  if (check.scopes !== null) check.scopes.set(node, scope);
}
