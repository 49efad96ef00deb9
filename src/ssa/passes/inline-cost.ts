// What a body costs a caller that inlines it, counted as gc counts (cmd/compile/internal/inline, hairyVisitor): one for each node
// of the tree, more for calls. It is counted on the syntax and not on SSA, so that the functions that gc inlines are inlined
// here too: the limit on the stack of functions that must not grow theirs, and what stack traces show, depend on it.

import { compare } from '../../constant/operate.ts';
import { boolVal, type Value as Constant } from '../../constant/value.ts';
import * as BasicKind from '../../types/basickind.ts';
import * as BuiltinId from '../../types/builtinid.ts';
import type { Builtin, Obj } from '../../types/object.ts';
import * as Mode from '../../types/operand-mode.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import { isInterface, isString, isTypeParam } from '../../types/predicates.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Signature, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import { unpackListExpr, unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type {
  BlockStmt,
  CallExpr,
  CaseClause,
  Expr,
  ForStmt,
  SelectorExpr,
  SimpleStmt,
  Stmt,
  SwitchStmt,
} from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import * as Token from '../../syntax/token.ts';
import { reachable, staticBool } from '../build/static-flow.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import type { SymId } from '../symbols.ts';
import { isIntrinsic } from '../lower/intrinsics.ts';
import { Callees } from './devirtualize.ts';
import { isHotCall } from './hot-calls.ts';

/** What a function may cost that is inlined. */
export const maxCost = 80;
/** What a closure may cost that is called in one place. */
export const maxClosureCost = 800;
/** What a function may cost where a profile says that the call is hot. */
export const maxHotCost = 2000;
/** What a function may cost in one that is already large. */
export const bigFunctionMaxCost = 20;
/** From so many values on a function counts as large. */
export const bigFunctionValues = 20000;
/** So many values may come into a function by inlining, or as many as it has, whatever the costs say: bodies in a cycle grow in each other. */
export const maxInlinedValues = 50000;

/** What forbids inlining: cmd/compile/internal/inline, InlineImpossible. */
export const neverInlined =
  PragmaFlag.Noinline |
  PragmaFlag.CgoUnsafeArgs |
  PragmaFlag.UintptrKeepAlive |
  PragmaFlag.UintptrEscapes |
  PragmaFlag.Yeswritebarrierrec;

/** A call that stays one. */
const callCost = 57;
/** A call of a parameter: it may turn out to be a closure. */
const paramCallCost = 17;
const closureCost = 15;
const panicCost = 1;
/** What a range-over-func loop, and its body, cost beside what is written. */
const rangeFuncCost = 20;

/** What a function costs without the bodies of the calls that are inlined in it in turn. */
export interface BaseCost {
  /** Nodes, and calls of which nothing is known. */
  readonly cost: number;
  /** The functions of the other calls. */
  readonly callees: readonly SymId[];
  /** Those of calls that are hot. */
  readonly hotCallees: readonly SymId[];
}

/** Functions that gc knows to become next to nothing. */
const cheapBinary =
  /^(?:encoding\/binary\.(?:littleEndian|bigEndian)\.(?:Uint|PutUint|AppendUint)|internal\/byteorder\.[LB]E(?:Uint|PutUint|AppendUint))(?:16|32|64)$/;

/** The cost of a function whose body in the source is `body`; of one without (what the compiler makes) its values are counted. */
export function baseCost(p: Program, f: Func, body: BlockStmt | null): BaseCost {
  let cost = 0;
  if (body !== null) {
    const counter = new Counter(f.sig.results.map(r => p.types.type(r.type)));
    counter.stmts(body.list);
    cost = counter.nodes;
  } else if (f.isRangeBody) cost = rangeFuncCost + (f.count >> 1);
  const callees: SymId[] = [];
  const hotCallees: SymId[] = [];
  const add = (v: Value, callee: SymId): void => {
    (isHotCall(p, f, v, callee) ? hotCallees : callees).push(callee);
  };
  const known = new Callees(p, f);
  for (const b of f.blocks) known.collect(b);
  for (const b of f.blocks) {
    for (const v of b.values) {
      switch (f.op[v]) {
        case Op.CallStatic: {
          const { sym, implicit } = f.calls[f.aux[v]!]!;
          if (implicit) break;
          const name = p.syms.names[sym]!;
          if (name === 'internal/abi.NoEscape' || name === 'runtime.heapBits.nextArena') break;
          else if (cheapBinary.test(name) || isIntrinsic(name)) break;
          else add(v, sym);
          break;
        }
        case Op.CallClosure: {
          const code = known.codeOf(f.arg(v, 0));
          if (code !== 0) add(v, code);
          else cost += isGiven(p, f, f.arg(v, 0)) ? paramCallCost : callCost;
          break;
        }
        case Op.CallInter:
          cost += callCost;
          break;
        default:
      }
    }
  }
  return { cost, callees, hotCallees };
}

/** Whether v is a parameter, not a part of one, or was captured. */
function isGiven(p: Program, f: Func, v0: Value): boolean {
  let v = v0;
  while (f.op[v] === Op.Copy) v = f.arg(v, 0);
  if (f.op[v] === Op.Load) {
    v = f.arg(v, 0);
    while (f.op[v] === Op.OffPtr || f.op[v] === Op.Copy || f.op[v] === Op.Load) v = f.arg(v, 0);
    return f.op[v] === Op.ClosurePtr;
  }
  return f.op[v] === Op.Param && under(p.types.type(f.sig.params[f.lo[v]!]!.type)).kind === TypeKind.Signature;
}

/** The cost of a call of a function: that of its body where it is inlined. */
export function costOfCall(inlined: number): number {
  return inlined < 0 ? callCost : inlined;
}

/** Counts the nodes of gc's tree for a body. */
class Counter {
  nodes = 0;
  /** The types of the results. */
  private readonly results: readonly Type[];

  constructor(results: readonly Type[]) {
    this.results = results;
  }

  /** What stands behind a statement that control does not leave is left out, as gc does it. */
  stmts(list: readonly Stmt[]): void {
    for (const s of reachable(list)) this.stmt(s);
  }

  private stmt(s: Stmt): void {
    switch (s.kind) {
      case NodeKind.EmptyStmt:
        break;
      case NodeKind.LabeledStmt:
        this.nodes++;
        this.stmt(s.stmt);
        break;
      case NodeKind.BlockStmt:
        this.stmts(s.list);
        break;
      case NodeKind.DeclStmt:
        for (const d of s.declList) {
          if (d.kind !== NodeKind.VarDecl) continue;
          const values = unpackListExpr(d.values);
          this.assign(d.nameList, values, true);
        }
        break;
      case NodeKind.BranchStmt:
        if (s.tok !== Token.Fallthrough) this.nodes++;
        break;
      case NodeKind.CallStmt:
        this.nodes++;
        this.expr(s.call);
        break;
      case NodeKind.ReturnStmt:
        this.returnStmt(unpackListExpr(s.results));
        break;
      case NodeKind.IfStmt: {
        if (s.init !== null) this.simple(s.init);
        const known = staticBool(s.cond!);
        if (known !== 0) {
          if (known > 0) this.stmt(s.thenBlock);
          else if (s.elseStmt !== null) this.stmt(s.elseStmt);
          break;
        }
        this.nodes++;
        this.expr(withoutStatic(s.cond!));
        this.stmt(s.thenBlock);
        if (s.elseStmt !== null) this.stmt(s.elseStmt);
        break;
      }
      case NodeKind.ForStmt:
        this.forStmt(s);
        break;
      case NodeKind.SwitchStmt:
        this.nodes++;
        if (s.init !== null) this.simple(s.init);
        {
          const target = staticCase(s);
          if (target !== undefined) {
            if (target === null) break;
            this.nodes++;
            this.stmts(target.body);
            break;
          }
        }
        if (s.tag !== null) this.expr(s.tag);
        for (const c of s.body) {
          this.nodes++;
          if (s.tag !== null && s.tag.kind === NodeKind.TypeSwitchGuard) {
            if (s.tag.lhs !== null) this.nodes++;
            for (const x of unpackListExpr(c.cases)) if (x.mode === Mode.NilValue) this.nodes++;
          } else for (const x of unpackListExpr(c.cases)) this.expr(x);
          this.stmts(c.body);
        }
        break;
      case NodeKind.SelectStmt:
        this.nodes++;
        for (const c of s.body) {
          this.nodes++;
          if (c.comm !== null) {
            this.simple(c.comm);
            if (c.comm.kind === NodeKind.AssignStmt && c.comm.lhs.kind !== NodeKind.ListExpr) this.nodes++;
          }
          this.stmts(c.body);
        }
        break;
      default:
        this.simple(s);
    }
  }

  private simple(s: SimpleStmt): void {
    switch (s.kind) {
      case NodeKind.ExprStmt:
        this.expr(s.x);
        break;
      case NodeKind.SendStmt:
        this.nodes++;
        this.expr(s.chan);
        this.expr(s.val);
        break;
      case NodeKind.AssignStmt:
        if (s.op === Operator.None || s.op === Operator.Def) {
          this.assign(unpackListExpr(s.lhs), unpackListExpr(s.rhs), s.op === Operator.Def);
          break;
        }
        this.nodes++;
        this.expr(s.lhs);
        if (s.rhs === null) this.nodes++;
        else this.expr(s.rhs);
        break;
      default:
    }
  }

  private returnStmt(list: readonly Expr[]): void {
    this.nodes++;
    for (let i = 0; i < list.length; i++) {
      this.expr(list[i]!);
      if (list.length === this.results.length) this.toInterface(list[i]!, this.results[i]!);
    }
    // The results of a call go through variables.
    if (list.length < this.results.length && list.length > 0) this.nodes += 4 * this.results.length + 1;
  }

  /** An assignment, which declares those names on the left that have new objects. */
  private assign(lhs: readonly Expr[], rhs: readonly Expr[], def: boolean): void {
    this.nodes++;
    for (const x of lhs) {
      this.expr(x);
      // The declaration, and the name in it.
      if (def && x.kind === NodeKind.Name && x.value !== '_' && isDefinition(x)) this.nodes += 2;
    }
    for (let i = 0; i < rhs.length; i++) {
      this.expr(rhs[i]!);
      if (lhs.length === rhs.length) this.toInterface(rhs[i]!, lhs[i]!.type as Type | null);
    }
  }

  /** A value that becomes an interface is converted. */
  private toInterface(x: Expr, to: Type | null): void {
    if (to === null || x.type === null || x.mode === Mode.NilValue) return;
    if (isInterface(to) && !isInterface(x.type as Type) && !isTypeParam(to)) this.nodes++;
  }

  private forStmt(s: ForStmt): void {
    const clause = s.init !== null && s.init.kind === NodeKind.RangeClause ? s.init : null;
    this.nodes++;
    if (clause === null) {
      if (s.init !== null) this.simple(s.init);
      if (s.cond !== null) this.expr(s.cond);
      if (s.post !== null) this.simple(s.post);
      this.stmts(s.body.list);
      return;
    }
    this.expr(clause.x);
    const t = clause.x.type === null ? null : under(clause.x.type as Type);
    if (t !== null && t.kind === TypeKind.Signature) {
      // The body is a closure.
      this.nodes += 1 + closureCost + rangeFuncCost - 1;
      return;
    }
    for (const x of unpackListExpr(clause.lhs)) {
      this.expr(x);
      if (clause.def && x.kind === NodeKind.Name && x.value !== '_') this.nodes += 2;
    }
    this.stmts(s.body.list);
  }

  private exprs(list: readonly Expr[]): void {
    for (const x of list) this.expr(x);
  }

  private expr(e0: Expr): void {
    const e = unparen(e0);
    if (e.mode === Mode.TypExpr) return;
    if (e.constant !== null && e.mode === Mode.Constant) {
      this.nodes++;
      return;
    }
    switch (e.kind) {
      case NodeKind.CompositeLit: {
        let t = e.type === null ? null : under(e.type as Type);
        this.nodes++;
        // {...} among pointers stands for &T{...}.
        if (t !== null && t.kind === TypeKind.Pointer) {
          this.nodes++;
          t = under(t.elem);
        }
        if (t !== null && t.kind === TypeKind.Slice) this.nodes++;
        const isStruct = t !== null && t.kind === TypeKind.Struct;
        for (const x of e.elemList) {
          if (x.kind === NodeKind.KeyValueExpr) {
            this.nodes++;
            if (!isStruct) this.expr(x.key);
            this.expr(x.val);
          } else {
            if (isStruct) this.nodes++;
            this.expr(x);
          }
        }
        break;
      }
      case NodeKind.FuncLit:
        this.nodes += 1 + closureCost;
        break;
      case NodeKind.SelectorExpr:
        this.selector(e);
        break;
      case NodeKind.IndexExpr:
        if (e.x.type !== null && (e.x.type as Type).kind === TypeKind.Signature) {
          this.nodes++;
          break;
        }
        this.nodes++;
        // A pointer to an array is followed.
        if (e.x.type !== null && under(e.x.type as Type).kind === TypeKind.Pointer) this.nodes++;
        this.expr(e.x);
        this.expr(e.index);
        break;
      case NodeKind.SliceExpr:
        this.nodes++;
        if (e.x.type !== null && under(e.x.type as Type).kind === TypeKind.Array) this.nodes++;
        this.expr(e.x);
        if (e.lo !== null && !isZero(e.lo)) this.expr(e.lo);
        if (e.hi !== null) this.expr(e.hi);
        if (e.max !== null) this.expr(e.max);
        break;
      case NodeKind.AssertExpr:
        this.nodes++;
        this.expr(e.x);
        break;
      case NodeKind.TypeSwitchGuard:
        this.nodes++;
        if (e.lhs !== null) this.nodes++;
        this.expr(e.x);
        break;
      case NodeKind.Operation:
        this.operation(e);
        break;
      case NodeKind.CallExpr:
        this.call(e);
        break;
      case NodeKind.ListExpr:
        this.exprs(e.elemList);
        break;
      default:
        this.nodes++;
    }
  }

  private operation(e: Expr & { readonly kind: typeof NodeKind.Operation }): void {
    if (e.y !== null) {
      // A sum of strings is one node.
      const x = unparen(e.x);
      const nested =
        e.op === Operator.Add && x.kind === NodeKind.Operation && x.op === Operator.Add && x.mode !== Mode.Constant;
      if (!(nested && e.type !== null && isString(e.type as Type))) this.nodes++;
      this.expr(e.x);
      this.expr(e.y);
      return;
    }
    const x = unparen(e.x);
    this.nodes++;
    this.expr(x);
    if (e.op === Operator.And) this.firstField(x);
    else if (e.op === Operator.Mul) {
      // *(*T)(unsafe.Pointer(&x)) reinterprets x.
      let q = x;
      while (q.kind === NodeKind.CallExpr && q.fun.mode === Mode.TypExpr) q = unparen(q.argList[0]!);
      if (q.kind === NodeKind.Operation && q.op === Operator.And && q.y === null) this.nodes--;
    }
  }

  /** The address of the first field is that of the struct. */
  private firstField(x: Expr): void {
    if (x.kind !== NodeKind.SelectorExpr || unparen(x.x).kind !== NodeKind.Name) return;
    const sel = x.selection as Selection | null;
    if (sel !== null && sel.kind === SelectionKind.FieldVal && isFirst(sel)) this.nodes -= 2;
  }

  /** x.f: each embedded field on the way is a node. A method value costs one more. */
  private selector(e: SelectorExpr): void {
    const sel = e.selection as Selection | null;
    if (sel === null) {
      this.nodes++;
      return;
    }
    switch (sel.kind) {
      case SelectionKind.FieldVal:
        this.nodes += sel.index.length;
        this.expr(e.x);
        break;
      case SelectionKind.MethodVal:
        this.nodes += sel.index.length + 1;
        this.expr(e.x);
        break;
      default:
        this.nodes++;
    }
  }

  private call(e: CallExpr): void {
    const fun = unparen(e.fun);
    if (fun.mode === Mode.TypExpr) {
      this.conversion(e);
      return;
    }
    if (fun.mode === Mode.Builtin) {
      const obj = (
        fun.kind === NodeKind.Name ? fun.obj : fun.kind === NodeKind.SelectorExpr ? fun.sel.obj : null
      ) as Obj;
      const id = (obj as Builtin).builtin;
      this.nodes++;
      if (id === BuiltinId.Panic) this.nodes += panicCost;
      this.exprs(e.argList);
      return;
    }
    this.nodes++;
    const sel = fun.kind === NodeKind.SelectorExpr ? (fun.selection as Selection | null) : null;
    if (sel !== null && sel.kind === SelectionKind.MethodVal) {
      // The receiver is the first argument, by way of the embedded fields.
      this.nodes += sel.index.length - 1;
      const x = (fun as SelectorExpr).x;
      this.expr(x);
      const { recv } = sel.obj.type as Signature;
      if (recv !== null && recv !== undefined && isInterface(recv.type!)) this.nodes++;
      else this.receiver(sel, x);
    } else if (sel === null || sel.kind !== SelectionKind.MethodExpr) {
      this.expr(fun);
    }
    const sig = fun.type === null ? null : under(fun.type as Type);
    e.argList.forEach((a, i) => {
      this.expr(a);
      if (sig === null || sig.kind !== TypeKind.Signature || e.argList.length < sig.params.vars.length) return;
      this.toInterface(a, paramType(sig, i, e.hasDots));
    });
    // The slice of what `...` takes.
    if (sig !== null && sig.kind === TypeKind.Signature && sig.variadic && !e.hasDots) this.nodes += 2;
  }

  /** The address or the value of a receiver is taken where the method wants the other. */
  private receiver(sel: Selection, x: Expr): void {
    const recv = (sel.obj.type as Signature).recv;
    if (recv === null || recv === undefined || x.type === null) return;
    const wants = under(recv.type!).kind === TypeKind.Pointer;
    const isPtr = under(x.type as Type).kind === TypeKind.Pointer;
    if (sel.index.length !== 1 || wants === isPtr) return;
    this.nodes++;
    if (wants) this.firstField(unparen(x));
  }

  private conversion(e: CallExpr): void {
    const x = e.argList[0]!;
    this.expr(x);
    const to = under(e.type as Type);
    const from = x.type === null ? to : under(x.type as Type);
    if (to === from || sameWord(from, to) || from.kind === TypeKind.Pointer || to.kind === TypeKind.Pointer) return;
    if (to.kind !== TypeKind.Basic && to.kind !== TypeKind.Slice && to.kind !== TypeKind.Interface) return;
    if (to.kind === TypeKind.Basic && to.basic === BasicKind.UnsafePointer) return;
    if (from.kind === TypeKind.Basic && from.basic === BasicKind.UnsafePointer) return;
    if (to.kind === TypeKind.Slice && from.kind === TypeKind.Slice) return;
    this.nodes++;
  }
}

/** Whether two integer types differ in name only: int and int64. */
function sameWord(x: Type, y: Type): boolean {
  return x.kind === TypeKind.Basic && y.kind === TypeKind.Basic && wordKind(x.basic) === wordKind(y.basic);
}

function wordKind(kind: number): number {
  switch (kind) {
    case BasicKind.Int:
      return BasicKind.Int64;
    case BasicKind.Uint:
    case BasicKind.Uintptr:
      return BasicKind.Uint64;
    default:
      return kind;
  }
}

/** What is left of a condition without operands that are known. */
function withoutStatic(e0: Expr): Expr {
  const e = unparen(e0);
  if (e.kind !== NodeKind.Operation || e.y === null) return e;
  if (e.op !== Operator.AndAnd && e.op !== Operator.OrOr) return e;
  return unparen(e.x).constant !== null ? withoutStatic(e.y) : e;
}

/** The clause that a switch of constants takes, null for none; undefined where it is not known. */
function staticCase(s: SwitchStmt): CaseClause | null | undefined {
  const tag = s.tag;
  if (tag !== null && (tag.kind === NodeKind.TypeSwitchGuard || tag.constant === null)) return undefined;
  let target: CaseClause | null = null;
  for (const c of s.body) {
    if (c.cases === null) target = c;
    for (const x of unpackListExpr(c.cases)) {
      if (x.constant === null || x.mode !== Mode.Constant) return undefined;
      const equal =
        tag === null
          ? boolVal(x.constant as Constant)
          : compare(tag.constant as Constant, Operator.Eql, x.constant as Constant);
      if (equal) return hasFallthrough(c) ? undefined : c;
    }
  }
  return target !== null && hasFallthrough(target) ? undefined : target;
}

function hasFallthrough(c: CaseClause): boolean {
  const last = c.body[c.body.length - 1];
  return last !== undefined && last.kind === NodeKind.BranchStmt && last.tok === Token.Fallthrough;
}

/** Whether a field, without others around it, is at the start of its struct. */
function isFirst(sel: Selection): boolean {
  let t: Type = sel.recv;
  for (let k = 0; k < sel.index.length; k++) {
    let u = under(t);
    if (u.kind === TypeKind.Pointer) {
      if (k > 0) return false;
      u = under(u.elem);
    }
    if (u.kind !== TypeKind.Struct) return false;
    const i = sel.index[k]!;
    for (let j = 0; j < i; j++) if (!isEmpty(u.fields[j]!.type!)) return false;
    t = u.fields[i]!.type!;
  }
  return true;
}

/** Whether values of a type have no size. */
function isEmpty(t: Type): boolean {
  const u = under(t);
  if (u.kind === TypeKind.Array) return u.len === 0 || isEmpty(u.elem);
  return u.kind === TypeKind.Struct && u.fields.every(f => isEmpty(f.type!));
}

function isDefinition(x: Expr): boolean {
  return x.kind === NodeKind.Name && x.obj !== null && (x.obj as Obj).pos === x.pos;
}

function isZero(x: Expr): boolean {
  return x.kind === NodeKind.BasicLit && x.value === '0';
}

function paramType(sig: Signature, i: number, spread: boolean): Type | null {
  const { vars } = sig.params;
  if (!sig.variadic || spread || i < vars.length - 1) return vars[i]?.type ?? null;
  const last = under(vars[vars.length - 1]!.type!);
  return last.kind === TypeKind.Slice ? last.elem : null;
}
