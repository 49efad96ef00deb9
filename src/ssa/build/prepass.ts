// A walk over a top-level function with its literals before anything is built: which functions it becomes and what they are
// called, what each captures, which variables can live in SSA, how control leaves the bodies of range-over-func loops.
//
// Names are gc's: literals, range bodies and the wrappers of go and defer are numbered in the order in which gc reads them,
// which leaves out statements behind a return and branches that a constant rules out (cmd/compile/internal/noder/writer.go).

import type { Pos } from '../../base/pos.ts';
import { assert } from '../../diag/internal-error.ts';
import * as ConstKind from '../../constant/kind.ts';
import type { Value as Constant } from '../../constant/value.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type {
  BlockStmt,
  BranchStmt,
  CallExpr,
  CallStmt,
  CommClause,
  Expr,
  ForStmt,
  FuncLit,
  LabeledStmt,
  Name,
  RangeClause,
  ReturnStmt,
  SelectorExpr,
  Stmt,
} from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import { unpackListExpr, unparen } from '../../syntax/exprs.ts';
import * as Token from '../../syntax/token.ts';
import * as Typ from '../../types/basic.ts';
import * as BuiltinId from '../../types/builtinid.ts';
import { hasPtrRecv } from '../../types/lookup.ts';
import { type Obj, Var } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Signature, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import { anyInterface } from '../../types/universe.ts';
import * as VarKind from '../../types/varkind.ts';
import { definesReflection, findsMethods } from './reflection.ts';
import { reachable, staticBool } from './static-flow.ts';

/** The declared function, or the initialisation of a package. */
export const FnTop = 0;
/** A function literal. */
export const FnLit = 1;
/** The body of a range-over-func loop. */
export const FnRange = 2;

/** What is known of a local variable. */
export class VarInfo {
  /** The function that declares it. */
  readonly owner: FnInfo;
  /** How many loops of its function it is declared in. */
  readonly depth: number;
  /** Assigned other than where it is declared, and other than before the first closure captures it. */
  assigned = false;
  addressed = false;
  captured = false;

  constructor(owner: FnInfo, depth: number) {
    this.owner = owner;
    this.depth = depth;
  }
}

/** What is shared by a range-over-func loop and those within it, in one function. */
export class RangeGroup {
  /** Tells, when a body returned false, how control goes on: see rangefunc.ts. */
  readonly next: Var;
  /** The token of deferrangefunc. */
  readonly defers: Var;
  usesNext = false;
  usesDefers = false;

  constructor(pos: Pos) {
    this.next = new Var(VarKind.Local, pos, null, '#next', Typ.Int);
    this.defers = new Var(VarKind.Local, pos, null, '#defers', anyInterface);
  }
}

/** A branch that leaves the bodies of range-over-func loops for a label that a function outside of them has. */
export interface OuterBranch {
  readonly stmt: BranchStmt;
  readonly code: number;
}

/** How a branch statement in the body of a range-over-func loop is done. */
export interface Exit {
  /** 0: `next` stays as it is. */
  readonly code: number;
  /** The body returns true: the loop goes on. */
  readonly more: boolean;
}

/** One of the functions that a declaration becomes. */
export class FnInfo {
  readonly kind: typeof FnTop | typeof FnLit | typeof FnRange;
  readonly parent: FnInfo | null;
  readonly name: string;
  /** The function whose statements these are: itself, but for a range body the function that has the loop. */
  readonly home: FnInfo;
  /** How many loops of the parent it stands in. */
  depthAround = 0;
  /** The variables of functions outside that it uses, in order of their first use. */
  readonly captures: Var[] = [];
  private readonly captured = new Set<Var>();
  results: readonly Var[] = [];
  hasDefer = false;
  hasRecover = false;
  reflectMethod = false;
  /** Constant names of methods that it asks reflection for. */
  readonly namedMethods: string[] = [];

  // Of a range body.
  readonly loop: ForStmt | null;
  readonly group: RangeGroup | null;
  /** The outermost loop has depth 1. */
  readonly depth: number;
  readonly state: Var | null;
  checkReturn = false;
  checkBreak = false;
  checkContinue = false;
  readonly outerBranches: OuterBranch[] = [];

  // Counters of the names that are made from its own.
  private lits = 0;
  private ranges = 0;
  private wraps = 0;
  private branchCodes = -1;

  constructor(
    kind: FnInfo['kind'],
    parent: FnInfo | null,
    name: string,
    loop: ForStmt | null,
    group: RangeGroup | null,
  ) {
    this.kind = kind;
    this.parent = parent;
    this.name = name;
    this.home = kind === FnRange ? parent!.home : this;
    this.loop = loop;
    this.group = group;
    this.depth = kind === FnRange ? parent!.depth + 1 : 0;
    this.state = loop === null ? null : new Var(VarKind.Local, loop.pos, null, '#state', Typ.Int);
  }

  litName(): string {
    return `${this.home.name}${this.home.kind === FnLit ? '.' : '.func'}${++this.home.lits}`;
  }

  rangeName(): string {
    return `${this.home.name}-range${++this.home.ranges}`;
  }

  wrapName(tok: Token.Kind): string {
    return `${this.home.name}.${tok === Token.Go ? 'gowrap' : 'deferwrap'}${++this.home.wraps}`;
  }

  /** -1 is a return. */
  nextBranchCode(): number {
    return --this.home.branchCodes;
  }

  capture(v: Var): void {
    if (this.captured.has(v)) return;
    this.captured.add(v);
    this.captures.push(v);
  }
}

/** Asks for sizes: `Layouts.size`. */
export type SizeOf = (t: Type) => number;

/** Variables of more bytes are captured by reference. */
const maxByValue = 128;

/** What the walk found. */
export class UnitInfo {
  readonly top: FnInfo;
  readonly lits = new Map<FuncLit, FnInfo>();
  readonly rangeBodies = new Map<ForStmt, FnInfo>();
  /** Names of the wrappers of go and defer statements whose calls have arguments or results. */
  readonly wraps = new Map<CallStmt, string>();
  readonly exits = new Map<BranchStmt, Exit>();
  readonly vars = new Map<Var, VarInfo>();
  /** Labels that a goto leads to. */
  readonly gotos = new Set<Stmt>();
  /** Loop variables live for one iteration each: the file is for go1.22 or later. */
  readonly perIteration: boolean;
  private readonly subst: (t: Type) => Type;
  private readonly size: SizeOf;

  constructor(top: FnInfo, perIteration: boolean, subst: (t: Type) => Type, size: SizeOf) {
    this.top = top;
    this.perIteration = perIteration;
    this.subst = subst;
    this.size = size;
  }

  /** Whether closures hold the variable's address, not its value. */
  byReference(v: Var): boolean {
    const info = this.info(v);
    // A return statement assigns to results.
    if (v.varKind === VarKind.Result) return true;
    return info.assigned || info.addressed || this.size(this.subst(v.type!)) > maxByValue;
  }

  /** Whether the variable must have an address (one of a type without parts has one anyway). */
  inMemory(v: Var): boolean {
    const info = this.info(v);
    if (info.addressed || (info.captured && this.byReference(v))) return true;
    return v.varKind === VarKind.Result && info.owner.hasDefer;
  }

  info(v: Var): VarInfo {
    const info = this.vars.get(v);
    assert(info !== undefined, `the variable ${v.name} was declared`);
    return info;
  }
}

/** Walks a function declaration. `name` is that of its symbol. */
export function prepass(
  name: string,
  sig: Signature,
  body: BlockStmt,
  perIteration: boolean,
  subst: (t: Type) => Type,
  size: SizeOf,
): UnitInfo {
  const top = new FnInfo(FnTop, null, name, null, null);
  const w = new Walker(new UnitInfo(top, perIteration, subst, size), subst);
  w.params(sig);
  w.stmts(body.list);
  return w.unit;
}

/** Walks the initialisers of a package's variables. */
export function prepassInit(
  name: string,
  initialisers: readonly Expr[],
  perIteration: boolean,
  size: SizeOf,
): UnitInfo {
  const same = (t: Type): Type => t;
  const w = new Walker(new UnitInfo(new FnInfo(FnTop, null, name, null, null), perIteration, same, size), same);
  for (const e of initialisers) w.expr(e);
  return w.unit;
}

class Walker {
  readonly unit: UnitInfo;
  private readonly subst: (t: Type) => Type;
  private fn: FnInfo;
  /** How many loops of `fn` are around; what follows a label counts as one, for a goto may come back. */
  private depth = 0;
  /** The function that a statement, as the target of a branch, stands in. */
  private readonly owner = new Map<Stmt, FnInfo>();
  /** Gotos to labels that come later: in which function they stand. */
  private readonly forward: { readonly s: BranchStmt; readonly fn: FnInfo }[] = [];

  constructor(unit: UnitInfo, subst: (t: Type) => Type) {
    this.unit = unit;
    this.subst = subst;
    this.fn = unit.top;
  }

  // ---- Variables ----

  params(sig: Signature): void {
    if (sig.recv !== null) this.define(sig.recv);
    for (const v of sig.params.vars) this.define(v);
    for (const v of sig.results.vars) this.define(v);
    this.fn.results = sig.results.vars;
  }

  private define(v: Var): VarInfo {
    const info = new VarInfo(this.fn, this.depth);
    this.unit.vars.set(v, info);
    return info;
  }

  /** Notes a use of v here. */
  private use(v: Var): VarInfo {
    const info = this.unit.info(v);
    if (info.owner !== this.fn) {
      let f: FnInfo = this.fn;
      for (; f.parent !== info.owner; f = f.parent!) f.capture(v);
      f.capture(v);
      // As gc: what was assigned before is the value that is captured, unless a loop comes back to the assignment.
      if (!info.captured && f.depthAround === info.depth) info.assigned = false;
      info.captured = true;
    }
    return info;
  }

  private name(e: Name): VarInfo | null {
    const v = localVar(e);
    return v === null ? null : this.use(v);
  }

  /** The variable that a part of it is: x of x.f, x[i] of an array. */
  private root(e0: Expr): Var | null {
    let e = unparen(e0);
    for (;;) {
      switch (e.kind) {
        case NodeKind.Name:
          return localVar(e);
        case NodeKind.SelectorExpr: {
          const sel = e.selection as Selection | null;
          if (sel === null || sel.kind !== SelectionKind.FieldVal || this.throughPointer(e, sel)) return null;
          e = unparen(e.x);
          break;
        }
        case NodeKind.IndexExpr:
          if (this.underOf(e.x).kind !== TypeKind.Array) return null;
          e = unparen(e.x);
          break;
        default:
          return null;
      }
    }
  }

  /** Whether there is a pointer on the way from x to what x.f selects. */
  private throughPointer(e: SelectorExpr, sel: Selection): boolean {
    return sel.indirect || this.underOf(e.x).kind === TypeKind.Pointer;
  }

  private underOf(e: Expr): Type {
    return under(this.subst(e.type as Type));
  }

  private address(e: Expr): void {
    const v = this.root(e);
    if (v !== null) this.use(v).addressed = true;
  }

  // ---- Expressions ----

  private exprs(list: readonly Expr[]): void {
    for (const e of list) this.expr(e);
  }

  private opt(e: Expr | null): void {
    if (e !== null) this.expr(e);
  }

  expr(e: Expr): void {
    if (e.mode === Mode.Constant || e.mode === Mode.TypExpr) return;
    switch (e.kind) {
      case NodeKind.Name:
        this.name(e);
        return;
      case NodeKind.FuncLit:
        this.funcLit(e);
        return;
      case NodeKind.ParenExpr:
        this.expr(e.x);
        return;
      case NodeKind.SelectorExpr: {
        const sel = e.selection as Selection | null;
        if (sel === null || sel.kind === SelectionKind.MethodExpr) return;
        if (sel.kind === SelectionKind.MethodVal && sel.obj.kind === ObjKind.Func) {
          if (hasPtrRecv(sel.obj) && !this.throughPointer(e, sel)) this.address(e.x);
        }
        this.expr(e.x);
        return;
      }
      case NodeKind.IndexExpr:
        this.expr(e.x);
        if (e.index.mode !== Mode.TypExpr) this.expr(e.index);
        return;
      case NodeKind.SliceExpr:
        if (this.underOf(e.x).kind === TypeKind.Array) this.address(e.x);
        this.expr(e.x);
        this.opt(e.lo);
        this.opt(e.hi);
        this.opt(e.max);
        return;
      case NodeKind.AssertExpr:
        this.expr(e.x);
        return;
      case NodeKind.Operation:
        if (e.y === null && e.op === Operator.And) this.address(e.x);
        this.expr(e.x);
        this.opt(e.y);
        return;
      case NodeKind.CallExpr:
        this.call(e);
        return;
      case NodeKind.CompositeLit: {
        const isStruct = this.literalType(e.type as Type).kind === TypeKind.Struct;
        for (const elem of e.elemList) {
          if (elem.kind !== NodeKind.KeyValueExpr) {
            this.expr(elem);
            continue;
          }
          if (!isStruct) this.expr(elem.key);
          this.expr(elem.val);
        }
        return;
      }
      case NodeKind.KeyValueExpr:
        this.expr(e.key);
        this.expr(e.val);
        return;
      case NodeKind.ListExpr:
        this.exprs(e.elemList);
        return;
      default:
    }
  }

  /** The type of a literal's elements is that behind a pointer where `&T` was left out. */
  private literalType(t: Type): Type {
    const u = under(this.subst(t));
    return u.kind === TypeKind.Pointer ? under(u.elem) : u;
  }

  private call(e: CallExpr): void {
    const fun = unparen(e.fun);
    if (fun.kind === NodeKind.Name && fun.mode === Mode.Builtin) {
      const obj = fun.obj as Obj;
      if (obj.kind === ObjKind.Builtin && obj.builtin === BuiltinId.Recover) this.fn.hasRecover = true;
    }
    if (fun.kind === NodeKind.SelectorExpr) this.reflection(e, fun);
    if (e.fun.mode !== Mode.TypExpr) this.expr(e.fun);
    this.exprs(e.argList);
  }

  /** Notes calls of reflection's Method and MethodByName. */
  private reflection(e: CallExpr, fun: SelectorExpr): void {
    const name = fun.sel.value;
    const sel = fun.selection as Selection | null;
    if (sel === null || sel.obj.kind !== ObjKind.Func || !findsMethods(name, sel.obj.type!)) return;
    if (definesReflection(this.fn.home.name)) return;
    const arg = e.argList[sel.kind === SelectionKind.MethodExpr ? 1 : 0];
    const constant = arg === undefined ? null : (arg.constant as Constant | null);
    if (name === 'MethodByName' && constant !== null && constant.kind === ConstKind.String) {
      this.fn.namedMethods.push(constant.val);
    } else {
      this.fn.reflectMethod = true;
    }
  }

  private funcLit(e: FuncLit): void {
    const outer = this.fn;
    const fn = new FnInfo(FnLit, outer, outer.litName(), null, null);
    this.unit.lits.set(e, fn);
    const depth = this.enter(fn);
    this.params(e.type as Signature);
    this.stmts(e.body.list);
    this.leave(outer, depth);
  }

  /** Goes into a function; gives the depth around it. */
  private enter(fn: FnInfo): number {
    const { depth } = this;
    fn.depthAround = depth;
    this.fn = fn;
    this.depth = 0;
    return depth;
  }

  private leave(outer: FnInfo, depth: number): void {
    this.fn = outer;
    this.depth = depth;
  }

  // ---- Statements ----

  stmts(list: readonly Stmt[]): void {
    const { depth } = this;
    for (const s of reachable(list)) this.stmt(s);
    this.depth = depth;
  }

  private stmt(s: Stmt): void {
    switch (s.kind) {
      case NodeKind.ExprStmt:
        this.expr(s.x);
        return;
      case NodeKind.SendStmt:
        this.expr(s.chan);
        this.expr(s.val);
        return;
      case NodeKind.AssignStmt:
        {
          const set = this.assigned(s.lhs, s.op === Operator.Def);
          this.opt(s.rhs);
          // What the sides capture is assigned behind.
          for (const info of set) info.assigned = true;
        }
        return;
      case NodeKind.DeclStmt:
        for (const d of s.declList) {
          if (d.kind !== NodeKind.VarDecl) continue;
          this.opt(d.values);
          for (const name of d.nameList) {
            const v = localVar(name);
            if (v !== null) this.define(v);
          }
        }
        return;
      case NodeKind.BlockStmt:
        this.stmts(s.list);
        return;
      case NodeKind.LabeledStmt:
        this.labeled(s);
        return;
      case NodeKind.CallStmt:
        this.callStmt(s);
        return;
      case NodeKind.ReturnStmt:
        this.returnStmt(s);
        return;
      case NodeKind.BranchStmt:
        this.branch(s);
        return;
      case NodeKind.IfStmt: {
        if (s.init !== null) this.stmt(s.init);
        this.expr(s.cond!);
        const cond = staticBool(s.cond!);
        if (cond >= 0) this.stmts(s.thenBlock.list);
        if (cond <= 0 && s.elseStmt !== null) this.stmt(s.elseStmt);
        return;
      }
      case NodeKind.ForStmt:
        this.forStmt(s);
        return;
      case NodeKind.SwitchStmt: {
        this.owner.set(s, this.fn);
        if (s.init !== null) this.stmt(s.init);
        const typeSwitch = s.tag !== null && s.tag.kind === NodeKind.TypeSwitchGuard;
        if (s.tag !== null) this.expr(s.tag.kind === NodeKind.TypeSwitchGuard ? s.tag.x : s.tag);
        for (const c of s.body) {
          if (!typeSwitch) this.opt(c.cases);
          if (c.obj !== null) this.define(c.obj as Var);
          this.stmts(c.body);
        }
        return;
      }
      case NodeKind.SelectStmt:
        this.owner.set(s, this.fn);
        for (const c of s.body) this.commClause(c);
        return;
      default:
    }
  }

  private commClause(c: CommClause): void {
    if (c.comm !== null) this.stmt(c.comm);
    this.stmts(c.body);
  }

  /** The left side of an assignment; gives what it assigns to and does not declare. */
  private assigned(lhs: Expr, def: boolean): VarInfo[] {
    const set: VarInfo[] = [];
    for (const e of unpackListExpr(lhs)) {
      const name = unparen(e);
      const v = this.root(e);
      if (def && name.kind === NodeKind.Name) {
        if (v === null) continue;
        if (!this.unit.vars.has(v)) {
          this.define(v);
          continue;
        }
      }
      if (v !== null) {
        const info = this.use(v);
        info.assigned = true;
        set.push(info);
      }
      this.expr(e);
    }
    return set;
  }

  private forStmt(s: ForStmt): void {
    const clause = s.init;
    if (clause !== null && clause.kind === NodeKind.RangeClause) {
      this.owner.set(s, this.fn);
      if (this.underOf(clause.x).kind === TypeKind.Signature) {
        this.rangeFunc(s, clause);
        return;
      }
      const { depth } = this;
      if (this.unit.perIteration) this.depth++;
      const set = clause.lhs === null ? [] : this.assigned(clause.lhs, clause.def);
      this.depth = depth;
      if (clause.def && !this.unit.perIteration) {
        for (const e of unpackListExpr(clause.lhs)) {
          const v = e.kind === NodeKind.Name ? localVar(e) : null;
          if (v !== null) this.unit.info(v).assigned = true;
        }
      }
      this.expr(clause.x);
      for (const info of set) info.assigned = true;
      this.depth++;
      this.stmts(s.body.list);
      this.depth--;
      return;
    }
    this.owner.set(s, this.fn);
    if (s.init !== null) this.stmt(s.init);
    this.depth++;
    if (s.cond !== null) this.expr(s.cond);
    if (s.cond === null || staticBool(s.cond) >= 0) {
      if (s.post !== null) this.stmt(s.post);
      this.ownIteration(s);
      this.stmts(s.body.list);
    }
    this.depth--;
  }

  /** What stands behind the body is done to the next iteration's variables: to closures of the body it is no assignment. */
  private ownIteration(s: ForStmt): void {
    const { init } = s;
    if (!this.unit.perIteration || init === null || init.kind !== NodeKind.AssignStmt || init.op !== Operator.Def)
      return;
    for (const e of unpackListExpr(init.lhs)) {
      const v = e.kind === NodeKind.Name ? localVar(e) : null;
      if (v === null) continue;
      const info = this.unit.info(v);
      if (!info.captured) info.assigned = false;
    }
  }

  private labeled(s: LabeledStmt): void {
    this.owner.set(s, this.fn);
    for (const { s: from, fn } of this.forward) {
      if (from.target !== s) continue;
      const here = this.fn;
      this.fn = fn;
      this.outerBranch(from, here);
      this.fn = here;
    }
    this.depth++;
    this.stmt(s.stmt);
  }

  private callStmt(s: CallStmt): void {
    const call = s.call as CallExpr;
    if (!isPlainCall(call, this.subst)) this.unit.wraps.set(s, this.fn.wrapName(s.tok));
    this.expr(call);
    if (s.tok !== Token.Defer) return;
    this.fn.home.hasDefer = true;
    if (this.fn.kind === FnRange) {
      this.fn.group!.usesDefers = true;
      this.use(this.fn.group!.defers);
    }
  }

  // ---- Loops over functions ----

  private rangeFunc(s: ForStmt, clause: RangeClause): void {
    const outer = this.fn;
    let group = outer.group;
    if (group === null) {
      group = new RangeGroup(s.pos);
      this.define(group.next);
      this.define(group.defers);
    }
    const fn = new FnInfo(FnRange, outer, outer.rangeName(), s, group);
    this.unit.rangeBodies.set(s, fn);
    this.define(fn.state!);
    const depth = this.enter(fn);
    this.use(fn.state!).assigned = true;
    for (const e of unpackListExpr(clause.lhs)) this.assigned(e, clause.def);
    this.stmts(s.body.list);
    this.leave(outer, depth);
    this.expr(clause.x);
  }

  private returnStmt(s: ReturnStmt): void {
    const { fn } = this;
    this.opt(s.results);
    if (fn.kind !== FnRange) return;
    for (const v of fn.home.results) {
      const info = this.use(v);
      if (s.results !== null) info.assigned = true;
    }
    this.useNext();
    for (let f: FnInfo = fn; f.kind === FnRange; f = f.parent!) f.checkReturn = true;
  }

  private useNext(): void {
    const group = this.fn.group!;
    group.usesNext = true;
    this.use(group.next).assigned = true;
  }

  private branch(s: BranchStmt): void {
    if (s.tok === Token.Fallthrough) return;
    const target = s.target;
    assert(target !== null, 'a branch has its target');
    if (s.tok === Token.Goto) this.unit.gotos.add(target);
    const { fn } = this;
    if (fn.kind !== FnRange) return;

    // A loop over a function that this stands in?
    let around: FnInfo = fn;
    while (around.kind === FnRange && around.loop !== target) around = around.parent!;
    if (around.kind === FnRange) {
      const more = s.tok === Token.Continue;
      if (around === fn) {
        this.unit.exits.set(s, { code: 0, more });
        return;
      }
      this.useNext();
      // Loops within the one that is left, or continued, see to it when the function that they range over returns.
      let last = false;
      for (let f: FnInfo = fn; f !== around; f = f.parent!) {
        last = f.parent === around;
        if (last && more) f.checkContinue = true;
        else f.checkBreak = true;
      }
      this.unit.exits.set(s, { code: 2 * around.depth - (more ? 1 : 0), more: false });
      return;
    }
    const owner = this.owner.get(target);
    if (owner === undefined) this.forward.push({ s, fn });
    else this.outerBranch(s, owner);
  }

  /** A branch to what `owner` has, other than a loop over a function. */
  private outerBranch(s: BranchStmt, owner: FnInfo): void {
    if (owner === this.fn) return;
    this.useNext();
    const code = this.fn.nextBranchCode();
    this.unit.exits.set(s, { code, more: false });
    for (let f: FnInfo = this.fn; ; f = f.parent!) {
      if (f.parent === owner) {
        f.outerBranches.push({ stmt: s, code });
        return;
      }
      f.checkReturn = true;
    }
  }
}

/** The local variable that a name stands for, or null. */
export function localVar(e: Name): Var | null {
  const obj = e.obj as Obj | null;
  if (obj === null || obj.kind !== ObjKind.Var || e.value === '_') return null;
  return obj.varKind === VarKind.Package || obj.varKind === VarKind.Field ? null : obj;
}

/** Whether the call of a go or defer statement is one of a func value or function without parameters and results. */
export function isPlainCall(call: CallExpr, subst: (t: Type) => Type): boolean {
  const { fun } = call;
  if (fun.mode === Mode.Builtin || fun.mode === Mode.TypExpr) return false;
  const f = unparen(fun);
  if (f.kind === NodeKind.SelectorExpr && (f.selection as Selection | null)?.kind === SelectionKind.MethodVal)
    return false;
  const sig = under(subst(fun.type as Type));
  return sig.kind === TypeKind.Signature && sig.params.vars.length === 0 && sig.results.vars.length === 0;
}
