// What the assignments of one statement change that come before an operand of it. gc evaluates early, before the first
// assignment, only what may be changed (cmd/compile/internal/walk/assign.go: ascompatee): everything else is evaluated, and may
// panic, when its own assignment is carried out.

import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr, Node } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import { walk } from '../../syntax/walk.ts';
import type { Obj, Var } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';
import { isNumeric, isInterface, isBoolean } from '../../types/predicates.ts';
import type { Selection } from '../../types/selection.ts';
import * as TypeKind from '../../types/typekind.ts';
import { under } from '../../types/under.ts';
import * as VarKind from '../../types/varkind.ts';
import type { Builder } from './builder.ts';
import { typeOf } from './expr.ts';
import { state } from './fn-state.ts';

/** What the assignments so far may have changed. */
export class Assigned {
  private readonly b: Builder;
  /** Local variables that nothing points to. */
  private readonly names: Var[] = [];
  /** Anything in memory. */
  private memory = false;
  /** A result that deferred calls see: whatever follows must have been evaluated. */
  private result = false;

  constructor(b: Builder) {
    this.b = b;
  }

  /** The variable, field or element e is assigned to. */
  add(e0: Expr): void {
    const e = unparen(e0);
    switch (e.kind) {
      case NodeKind.Name: {
        const obj = e.obj as Obj | null;
        if (obj !== null && obj.kind === ObjKind.Var) this.addVar(obj);
        return;
      }
      case NodeKind.SelectorExpr:
        if (isField(this.b, e)) this.add(e.x);
        else this.memory = true;
        return;
      case NodeKind.IndexExpr:
        if (under(typeOf(this.b, e.x)).kind === TypeKind.Array) this.add(e.x);
        else this.memory = true;
        return;
      default:
        this.memory = true;
    }
  }

  /** The variable v is assigned to. */
  addVar(v: Var): void {
    if (v.name === '_' && v.varKind !== VarKind.Result) return;
    if (v.varKind === VarKind.Result) {
      const { owner } = state(this.b).unit.info.info(v);
      if (owner.hasDefer && owner === state(this.b).info) {
        this.result = true;
        return;
      }
    }
    if (this.inMemory(v)) this.memory = true;
    else this.names.push(v);
  }

  /** Whether the value of e may be another one, after what was assigned. */
  affects(e: Expr): boolean {
    if (this.result) return true;
    if (!this.memory && this.names.length === 0) return false;
    let found = false;
    walk(e, n => {
      found ||= this.changes(n);
      // What was evaluated already is not read again; a function literal takes addresses.
      return !found && n.kind !== NodeKind.FuncLit && !isDone(this.b, n);
    });
    return found;
  }

  /** Whether n itself reads what was assigned. */
  private changes(n: Node): boolean {
    const { b } = this;
    // The runtime has received into memory.
    if (n.kind === NodeKind.Operation && n.op === Operator.Recv) return this.memory;
    if (isDone(b, n)) return false;
    switch (n.kind) {
      case NodeKind.Name: {
        const obj = n.obj as Obj | null;
        if (obj === null || obj.kind !== ObjKind.Var || obj.varKind === VarKind.Field) return false;
        return this.names.includes(obj) || (this.memory && this.inMemory(obj));
      }
      case NodeKind.SelectorExpr:
        return this.memory && !isField(b, n);
      case NodeKind.ParenExpr:
      case NodeKind.BasicLit:
      case NodeKind.AssertExpr:
        return false;
      case NodeKind.Operation:
        return this.memory && !isArithmetic(b, n.op, n.x, n.y);
      case NodeKind.CallExpr:
        return this.memory && !isPlainConversion(b, n.fun, n);
      case NodeKind.IndexExpr:
      case NodeKind.SliceExpr:
      case NodeKind.CompositeLit:
      case NodeKind.FuncLit:
        return this.memory;
      default:
        return false;
    }
  }

  /** Whether something else may point to v. */
  private inMemory(v: Var): boolean {
    if (v.varKind === VarKind.Package) return true;
    const { info } = state(this.b).unit;
    const { addressed, captured } = info.info(v);
    return addressed || (captured && info.byReference(v));
  }
}

/** Whether there is nothing to evaluate in n: a type, a constant, a value that is kept. */
function isDone(b: Builder, n: Node): boolean {
  const e = n as Expr;
  return b.ordered.has(e) || e.mode === Mode.TypExpr || (e.constant ?? null) !== null;
}

/** Whether a selector is a field of the struct that its operand is, not behind a pointer. */
function isField(b: Builder, e: Expr): boolean {
  if (e.kind !== NodeKind.SelectorExpr) return false;
  const sel = e.selection as Selection | null;
  return (
    sel !== null && sel.obj.kind === ObjKind.Var && !sel.indirect && under(typeOf(b, e.x)).kind !== TypeKind.Pointer
  );
}

/** Operations of numbers; gc takes comparisons, sums of strings and addresses for reads of memory. */
function isArithmetic(b: Builder, op: Operator.Kind, x: Expr, y: Expr | null): boolean {
  switch (op) {
    case Operator.Add:
    case Operator.Sub:
    case Operator.Mul:
    case Operator.Div:
    case Operator.Rem:
    case Operator.And:
    case Operator.Or:
    case Operator.Xor:
    case Operator.AndNot:
    case Operator.Shl:
    case Operator.Shr:
      // With one operand * and & are something else.
      if (y === null && (op === Operator.Mul || op === Operator.And)) return false;
      return isNumeric(typeOf(b, x));
    case Operator.AndAnd:
    case Operator.OrOr:
      return true;
    default:
      return false;
  }
}

/** Conversions between numbers, of one form to itself, and to interfaces. */
function isPlainConversion(b: Builder, fun: Expr, e: Expr): boolean {
  if (fun.mode !== Mode.TypExpr || e.kind !== NodeKind.CallExpr) return false;
  const to = typeOf(b, e);
  const from = typeOf(b, e.argList[0]!);
  if (isInterface(to) || (isNumeric(to) && isNumeric(from)) || isBoolean(to)) return true;
  const t = under(to);
  const f = under(from);
  return t.kind === f.kind && t.kind !== TypeKind.Basic;
}
