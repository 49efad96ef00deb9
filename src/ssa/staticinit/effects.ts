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
import { isString, isUnsafePointer } from '../../types/predicates.ts';
import type { Package } from '../../types/package.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as VarKind from '../../types/varkind.ts';
import { builtinId } from '../build/builtin.ts';
import { funcOf } from '../build/expr.ts';
import { staticBool } from '../build/static-flow.ts';
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

/** What evaluating something may change: no variable of the package; what parameters point to; anything. */
const Nothing = 0;
const Pointees = 1;
const Anything = 2;
type Change = typeof Nothing | typeof Pointees | typeof Anything;

/**
 * Tells whether evaluating expressions may change a variable of one package: whether they lead to an assignment to what is no
 * local variable. Functions are looked into whatever their size, which includes all that gc inlines before it asks the same.
 */
export class Mutations {
  private readonly p: Program;
  private readonly pkg: Package;
  private readonly known = new Map<Func, Change>();

  constructor(p: Program, pkg: Package) {
    this.p = p;
    this.pkg = pkg;
  }

  /** Whether evaluating n may change a variable of the package. */
  mayModify(n: Node): boolean {
    return this.change(n, 0) !== Nothing;
  }

  private change(n: Node, depth: number): Change {
    let found: Change = Nothing;
    /** Parameters that are assigned to, and those that are written through. */
    const assigned = new Set<Obj>();
    const through = new Set<Obj>();
    const note = (c: Change): boolean => {
      if (c > found) found = c;
      return found !== Anything;
    };
    const visit = (x: Node): boolean => {
      if (found === Anything) return false;
      switch (x.kind) {
        case NodeKind.FuncLit:
          return false;
        case NodeKind.CallStmt:
          note(Anything);
          return false;
        case NodeKind.CallExpr:
          return x.constant === null && note(this.callChange(x, depth));
        case NodeKind.AssignStmt:
          if (x.op === Operator.Def) return true;
          return unpackListExpr(x.lhs).every(e => note(this.assignment(e, assigned, through)));
        case NodeKind.RangeClause:
          if (under(x.x.type as Type).kind === TypeKind.Signature) return note(Anything);
          return x.def || unpackListExpr(x.lhs).every(e => note(this.assignment(e, assigned, through)));
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
    for (const v of through) if (assigned.has(v)) return Anything;
    return found;
  }

  private callChange(e: CallExpr, depth: number): Change {
    if (e.fun.mode === Mode.TypExpr) return Nothing;
    if (e.fun.mode === Mode.Builtin) {
      const id = builtinId(e);
      return id === Id.Append || id === Id.Clear || id === Id.Copy ? Anything : Nothing;
    }
    if (depth >= maxDepth) return Anything;
    const fun = unparen(e.fun);
    if (fun.kind === NodeKind.FuncLit) return this.change(fun.body, depth + 1) === Nothing ? Nothing : Anything;
    const fn = callee(e);
    if (fn === null) return Anything;
    const change = isFuncPC(fn) ? Nothing : this.functionChange(fn.origin ?? fn, depth + 1);
    if (change !== Pointees) return change;
    // What a plain function writes through its parameters are local variables of the caller.
    return funcOf(fun) !== null && e.argList.every(a => isLocalAddress(a)) ? Nothing : Anything;
  }

  private functionChange(fn: Func, depth: number): Change {
    let known = this.known.get(fn);
    if (known === undefined) {
      this.known.set(fn, Anything); // for calls of itself
      const body = fn.pkg === null ? null : this.p.source.body(fn);
      known = body === null || body.decl.body === null ? Anything : this.change(body.decl.body, depth);
      this.known.set(fn, known);
    }
    return known;
  }

  /** What an assignment to e changes; `assigned` and `through` take the parameters that are assigned to or written through. */
  private assignment(e0: Expr, assigned: Set<Obj>, through: Set<Obj>): Change {
    const e = outer(e0);
    if (e.kind === NodeKind.Operation && e.op === Operator.Mul && e.y === null) {
      const pointer = unparen(e.x);
      const v = pointer.kind === NodeKind.Name ? (pointer.obj as Obj | null) : null;
      if (v === null || v.kind !== ObjKind.Var || v.varKind !== VarKind.Param) return Anything;
      through.add(v);
      return Pointees;
    }
    const name = e.kind === NodeKind.Name ? e : e.kind === NodeKind.SelectorExpr && e.selection === null ? e.sel : null;
    if (name === null) return Anything;
    if (name.value === '_') return Nothing;
    const obj = name.obj as Obj | null;
    if (obj === null || obj.kind !== ObjKind.Var) return Anything;
    if (obj.varKind === VarKind.Package) return obj.pkg === this.pkg ? Anything : Nothing;
    assigned.add(obj);
    return Nothing;
  }
}

/** The variable, or what else it is, that e is a part of. */
function outer(e0: Expr): Expr {
  let e = unparen(e0);
  for (;;) {
    if (e.kind === NodeKind.SelectorExpr && e.selection !== null) {
      const { indirect } = e.selection as Selection;
      if (indirect || under(e.x.type as Type).kind === TypeKind.Pointer) return e;
    } else if (e.kind !== NodeKind.IndexExpr || under(e.x.type as Type).kind !== TypeKind.Array) return e;
    e = unparen(e.x);
  }
}

/** Whether an argument leads to no variable but a local one: it is the address of one, or holds no pointer. */
function isLocalAddress(a: Expr): boolean {
  const e = unparen(a);
  if (e.constant !== null || under(e.type as Type).kind === TypeKind.Basic) return !isUnsafePointer(e.type as Type);
  if (e.kind !== NodeKind.Operation || e.op !== Operator.And || e.y !== null) return false;
  const x = outer(e.x);
  const obj = x.kind === NodeKind.Name ? (x.obj as Obj | null) : null;
  return obj !== null && obj.kind === ObjKind.Var && obj.varKind !== VarKind.Package;
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
