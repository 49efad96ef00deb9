// What evaluating an expression may do, as gc judges it (cmd/compile/internal/staticinit): whether anything of it can be
// observed, whether it can be done twice, whether it may change a variable of its package.

import { int64Val, sign, type Value as Constant } from '../../constant/value.ts';
import { toInt } from '../../constant/convert.ts';
import { unpackListExpr, unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CallExpr, Expr, Node } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import { walk } from '../../syntax/walk.ts';
import * as Id from '../../types/builtinid.ts';
import type { Func, Obj } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';
import { isString } from '../../types/predicates.ts';
import type { Package } from '../../types/package.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as VarKind from '../../types/varkind.ts';
import { builtinId } from '../build/builtin.ts';
import { funcOf } from '../build/expr.ts';
import { staticBool } from '../build/prepass.ts';
import type { Program } from '../program/program.ts';

/** Whether evaluating e, any part of it, may be observed; reading memory through a pointer may panic. */
export function anySideEffects(e0: Expr): boolean {
  const e = unparen(e0);
  if (e.constant !== null || e.mode === Mode.TypExpr || e.mode === Mode.NilValue) return false;
  switch (e.kind) {
    case NodeKind.Name:
      return false;
    case NodeKind.SelectorExpr: {
      const sel = e.selection as Selection | null;
      if (sel === null) return false;
      if (sel.kind !== SelectionKind.FieldVal || sel.indirect) return true;
      if (under(e.x.type as Type).kind === TypeKind.Pointer) return true;
      return anySideEffects(e.x);
    }
    case NodeKind.IndexExpr:
      return funcOf(e) === null;
    case NodeKind.CompositeLit:
      for (const elem of e.elemList) {
        if (elem.kind !== NodeKind.KeyValueExpr) {
          if (anySideEffects(elem)) return true;
        } else if (
          anySideEffects(elem.val) ||
          (under(literalType(e.type as Type)).kind === TypeKind.Map && anySideEffects(elem.key))
        ) {
          return true;
        }
      }
      return false;
    case NodeKind.Operation:
      if (e.op === Operator.Recv || (e.op === Operator.Mul && e.y === null)) return true;
      if ((e.op === Operator.Div || e.op === Operator.Rem) && !isNonZero(e.y!)) return true;
      return anySideEffects(e.x) || (e.y !== null && anySideEffects(e.y));
    case NodeKind.CallExpr:
      if (e.fun.mode === Mode.TypExpr) {
        // A slice as an array, or a pointer to one, may panic.
        const from = under(e.argList[0]!.type as Type);
        const to = under(e.type as Type);
        if (from.kind === TypeKind.Slice && to.kind !== TypeKind.Slice && !isString(to)) return true;
        return anySideEffects(e.argList[0]!);
      }
      return builtinEffects(e);
    default:
      return true;
  }
}

/** The type of a literal; where `&T` was left out, T. */
function literalType(t: Type): Type {
  const u = under(t);
  return u.kind === TypeKind.Pointer ? u.elem : t;
}

function isNonZero(e: Expr): boolean {
  return e.constant !== null && sign(e.constant as Constant) !== 0;
}

function builtinEffects(e: CallExpr): boolean {
  const id = builtinId(e);
  switch (id) {
    case Id.Make:
      if (under(e.type as Type).kind === TypeKind.Slice) return true;
      return e.argList.length > 1 && int64Val(toInt(e.argList[1]!.constant as Constant)) !== 0n;
    case Id.New:
    case Id.Len:
    case Id.Cap:
    case Id.Real:
    case Id.Imag:
    case Id.Complex:
      return e.argList.some(anySideEffects);
    default:
      return true;
  }
}

/** Whether evaluating e, which has no side effects, twice gives what evaluating it once gives. */
export function canRepeat(e0: Expr): boolean {
  let repeat = true;
  walk(e0, n => {
    switch (n.kind) {
      case NodeKind.CompositeLit: {
        const k = under(n.type as Type).kind;
        if (k !== TypeKind.Struct && k !== TypeKind.Array) repeat = false;
        break;
      }
      case NodeKind.Operation:
        if (n.op === Operator.And && n.y === null && unparen(n.x).kind === NodeKind.CompositeLit) repeat = false;
        break;
      case NodeKind.CallExpr:
        if (n.constant !== null) break;
        if (n.fun.mode === Mode.TypExpr) {
          if (under(n.type as Type).kind === TypeKind.Slice) repeat = false;
        } else {
          const id = builtinId(n);
          if (id === Id.Make || id === Id.New) repeat = false;
        }
        break;
      default:
    }
    return repeat;
  });
  return repeat;
}

/** How deep functions are looked into for assignments. */
const maxDepth = 6;

/**
 * Tells whether evaluating expressions may change a variable of one package: whether they lead to an assignment to what is no
 * local variable, as gc sees it after inlining. Functions are looked into whatever their size.
 */
export class Mutations {
  private readonly p: Program;
  private readonly pkg: Package;
  private readonly known = new Map<Func, boolean>();

  constructor(p: Program, pkg: Package) {
    this.p = p;
    this.pkg = pkg;
  }

  /** Whether evaluating n may change a variable of the package. */
  mayModify(n: Node, depth = 0): boolean {
    let found = false;
    const visit = (x: Node): boolean => {
      if (found) return false;
      switch (x.kind) {
        case NodeKind.FuncLit:
          return false;
        case NodeKind.CallStmt:
          found = true;
          return false;
        case NodeKind.CallExpr:
          if (x.constant !== null) return false;
          if (this.callModifies(x, depth)) found = true;
          return !found;
        case NodeKind.AssignStmt:
          if (x.op !== Operator.Def && !unpackListExpr(x.lhs).every(e => this.isSafe(e))) found = true;
          return !found;
        case NodeKind.RangeClause:
          if (!x.def && !unpackListExpr(x.lhs).every(e => this.isSafe(e))) found = true;
          return !found;
        case NodeKind.IfStmt: {
          const known = staticBool(x.cond!);
          if (known === 0) return true;
          if (x.init !== null) walk(x.init, visit);
          const taken = known > 0 ? x.thenBlock : x.elseStmt;
          if (taken !== null) walk(taken, visit);
          return false;
        }
        default:
          return true;
      }
    };
    walk(n, visit);
    return found;
  }

  private callModifies(e: CallExpr, depth: number): boolean {
    if (e.fun.mode === Mode.TypExpr) return false;
    if (e.fun.mode === Mode.Builtin) {
      const id = builtinId(e);
      return id === Id.Append || id === Id.Clear || id === Id.Copy;
    }
    if (depth >= maxDepth) return true;
    const fun = unparen(e.fun);
    if (fun.kind === NodeKind.FuncLit) return this.mayModify(fun.body, depth + 1);
    const fn = callee(e);
    if (fn === null) return true;
    return !isFuncPC(fn) && this.functionModifies(fn.origin ?? fn, depth + 1);
  }

  private functionModifies(fn: Func, depth: number): boolean {
    let known = this.known.get(fn);
    if (known === undefined) {
      this.known.set(fn, true); // for calls of itself
      const body = fn.pkg === null ? null : this.p.source.body(fn);
      known = body === null || body.decl.body === null || this.mayModify(body.decl.body, depth);
      this.known.set(fn, known);
    }
    return known;
  }

  /** Whether an assignment to e changes a local variable, what one points to, or another package's variable. */
  private isSafe(e0: Expr): boolean {
    let e = unparen(e0);
    for (;;) {
      if (e.kind === NodeKind.SelectorExpr && e.selection !== null) {
        if ((e.selection as Selection).indirect || under(e.x.type as Type).kind === TypeKind.Pointer) return false;
        e = unparen(e.x);
      } else if (e.kind === NodeKind.IndexExpr && under(e.x.type as Type).kind === TypeKind.Array) e = unparen(e.x);
      else break;
    }
    while (e.kind === NodeKind.Operation && e.op === Operator.Mul && e.y === null) e = unparen(e.x);
    const name = e.kind === NodeKind.Name ? e : e.kind === NodeKind.SelectorExpr ? e.sel : null;
    if (name === null) return false;
    if (name.value === '_') return true;
    const obj = name.obj as Obj | null;
    if (obj === null || obj.kind !== ObjKind.Var) return false;
    return obj.varKind !== VarKind.Package || obj.pkg !== this.pkg;
  }
}

/** The declared function or method that is called; null where that is decided when it runs. */
export function callee(e: CallExpr): Func | null {
  const fun = unparen(e.fun);
  const declared = funcOf(fun);
  if (declared !== null) return declared.fn;
  if (fun.kind !== NodeKind.SelectorExpr) return null;
  const sel = fun.selection as Selection | null;
  if (sel === null || sel.kind === SelectionKind.FieldVal) return null;
  const obj = sel.obj as Obj;
  if (obj.kind !== ObjKind.Func || obj.type === null || obj.type.recv === null) return null;
  return under(obj.type.recv.type!).kind === TypeKind.Interface ? null : obj;
}

/** Whether a function is the compiler's, for the address of another's code. */
export function isFuncPC(fn: Func): boolean {
  return fn.pkg !== null && fn.pkg.path === 'internal/abi' && fn.name.startsWith('FuncPCABI');
}

/** The number of expressions that an initialiser is made of, about as gc counts them. */
export function exprCount(e: Expr): number {
  let n = 0;
  walk(e, x => {
    if (x.kind === NodeKind.FuncLit) {
      n++;
      return false;
    }
    if ('mode' in x && x.mode === Mode.TypExpr) return false;
    n++;
    return !('constant' in x) || x.constant === null;
  });
  return n;
}
