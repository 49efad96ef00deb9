// What -m says of escape analysis, in gc's phrases: `x escapes to heap`, `x does not escape`, `moved to heap: x`, `leaking param: x`.
// Values know their positions only; the expression at a position is looked up in the tree of the function that it was written in.
// An inlined one is reported where the outermost call stands, as gc has it.

import type { Pos } from '../../base/pos.ts';
import { appendedElem } from './limits.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CallExpr, Expr, Node } from '../../syntax/nodes.ts';
import { walk } from '../../syntax/walk.ts';
import * as BasicKind from '../../types/basickind.ts';
import type { Func as FuncObj, Var } from '../../types/object.ts';
import * as Mode from '../../types/operand-mode.ts';
import type { Package } from '../../types/package.ts';
import * as PragmaFlag from '../../types/pragmaflag.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import type { Signature, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as AllocKind from '../allockind.ts';
import type { Func, Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';
import { ExprText, isConversion, onlyValues } from './expr-text.ts';
import type { EscapeSink, InitSource } from './sink.ts';
import { type EscapeSummary, NoFlow, resultFlow } from './summary.ts';

/** Takes one line. */
export type ReportEscape = (pos: Pos, text: string) => void;

/** The lines for the functions of one package. */
export class EscapeMessages implements EscapeSink {
  private readonly pkg: Package;
  readonly inits: ReadonlyMap<SymId, InitSource>;
  private readonly report: ReportEscape;
  private readonly text: ExprText;
  /** By the first node of what a function is written as. */
  private readonly nodes = new Map<Node, Map<Pos, Node[]>>();
  private readonly values = new Map<Node, Map<unknown, Expr>>();

  /** `inits` are the functions that initialise the package. */
  constructor(pkg: Package, inits: ReadonlyMap<SymId, InitSource>, report: ReportEscape) {
    this.pkg = pkg;
    this.inits = inits;
    this.report = report;
    this.text = new ExprText(pkg);
  }

  done(p: Program, f: Func, summary: EscapeSummary): void {
    // Wrappers of go and defer make what their statements ask for.
    if (f.wrapper && !f.isClosure) return;
    const recipe = p.syms.recipes[f.sym] ?? null;
    const unit = p.syms.unitOf(f.sym);
    const top = p.syms.recipes[unit] ?? null;
    const isOwn = top !== null && top.kind === Recipe.Func && top.fn.pkg === this.pkg;
    if (!isOwn && !this.inits.has(unit)) return;
    for (const b of f.blocks) for (const v of b.values) this.made(p, f, v);
    this.calls(p, f);
    if (f.dupok || recipe === null) return;
    if (recipe.kind === Recipe.Func) this.params(p, f, p.source.body(recipe.fn)!.sig, summary);
    else if ((recipe.kind === Recipe.Closure && recipe.lit !== null) || recipe.kind === Recipe.InitClosure) {
      this.params(p, f, recipe.lit!.type as Signature, summary);
    }
  }

  /** A function that is declared without body: nothing is known but what its pragmas promise. */
  bodyless(p: Program, fn: FuncObj): void {
    const stays = (p.source.pragma(fn) & PragmaFlag.Noescape) !== 0;
    for (const v of fn.type!.params.vars) {
      if (v.name === '' || v.name === '_') continue;
      const u = under(v.type!);
      if (u.kind === TypeKind.Basic && u.basic === BasicKind.Uintptr) {
        this.report(v.pos, `assuming ${v.name} is unsafe uintptr`);
      } else if (p.layouts.hasPointers(v.type!)) {
        this.report(v.pos, stays ? `${v.name} does not escape` : `leaking param: ${v.name}`);
      }
    }
  }

  // ---- Memory that is made ----

  private made(p: Program, f: Func, v: Value): void {
    const op = f.op[v]!;
    if (appendedElem(p, f, v) !== null) {
      const pos = this.outermost(f, f.inl[v]!, f.posOf[v]!);
      this.report(pos, f.hi[v] === 1 ? 'append does not escape' : 'append escapes to heap');
      return;
    }
    if (op !== Op.Alloc && op !== Op.Box && op !== Op.MakeBacking && op !== Op.MakeMap) return;
    if (op === Op.Alloc && f.lo[v] === AllocKind.Temp) return;
    const inl = f.inl[v]!;
    const node = this.nodeAt(p, inl < 0 ? f.sym : f.inlCalls[inl]!.callee, f.posOf[v]!, op === Op.Box);
    if (node === null) return;
    const stays = f.hi[v] === 1;
    let pos = f.posOf[v]!;
    if (op === Op.Alloc && f.lo[v] === AllocKind.Var) {
      if (!stays && node.kind === NodeKind.Name)
        this.report(this.outermost(f, inl, pos), `moved to heap: ${node.value}`);
      return;
    }
    const text = this.textOf(node, op === Op.Box, this.valuesOf(p, inl < 0 ? f.sym : f.inlCalls[inl]!.callee));
    if (text === '') return;
    // A conversion stands where its operand does.
    if (op !== Op.Box && node.kind === NodeKind.CallExpr && isConversion(node)) pos = node.argList[0]!.pos;
    this.report(this.outermost(f, inl, pos), `${text} ${stays ? 'does not escape' : 'escapes to heap'}`);
  }

  private outermost(f: Func, inl: number, pos: Pos): Pos {
    let at = pos;
    for (let i = inl; i >= 0; i = f.inlCalls[i]!.parent) at = f.inlCalls[i]!.pos;
    return at;
  }

  /** The expression, or the declared name, at a position of a function. */
  private nodeAt(p: Program, sym: SymId, pos: Pos, operand: boolean): Node | null {
    const list = this.nodesAt(p, sym, pos);
    if (list === null) return null;
    // Parents come first. What is boxed is the largest expression there, other memory belongs to the literal or the call.
    if (operand) return list.find(isOperand) ?? null;
    return list.find(makes) ?? list.find(n => n.kind === NodeKind.Name) ?? null;
  }

  /** What variables of a function are set to that are set once. */
  private valuesOf(p: Program, sym: SymId): ReadonlyMap<unknown, Expr> {
    const written = this.writtenAs(p, sym);
    const [first] = written;
    if (first === undefined) return new Map();
    let values = this.values.get(first);
    if (values === undefined) this.values.set(first, (values = onlyValues(written)));
    return values;
  }

  /** The declaration of a function, or of the one that a closure stands in; initialisers. */
  private writtenAs(p: Program, sym: SymId): readonly Node[] {
    const unit = p.syms.unitOf(sym);
    const top = p.syms.recipes[unit] ?? null;
    if (top === null || top.kind !== Recipe.Func) return this.inits.get(unit)?.nodes ?? [];
    const body = p.source.body(top.fn);
    return body === null ? [] : [body.decl];
  }

  /** The nodes at a position of a function, parents first. */
  private nodesAt(p: Program, sym: SymId, pos: Pos): readonly Node[] | null {
    const written = this.writtenAs(p, sym);
    const [first] = written;
    if (first === undefined) return null;
    let nodes = this.nodes.get(first);
    if (nodes === undefined) {
      nodes = new Map();
      const add = nodes;
      for (const root of written) {
        walk(root, n => {
          const list = add.get(n.pos);
          if (list === undefined) add.set(n.pos, [n]);
          else list.push(n);
          return true;
        });
      }
      this.nodes.set(first, nodes);
    }
    return nodes.get(pos) ?? null;
  }

  private textOf(n: Node, boxed: boolean, values: ReadonlyMap<unknown, Expr>): string {
    if (n.kind === NodeKind.CallExpr && !isConversion(n)) {
      const fun = unparen(n.fun);
      if (fun.mode !== Mode.Builtin) return boxed ? this.text.expr(n) : '... argument';
      const [first, ...rest] = n.argList;
      if (first !== undefined && fun.kind === NodeKind.Name && fun.value === 'make') {
        const last = rest.length - 1; // what decides how much is made
        const sizes = rest.map((x, i) => (i === last ? onlyValue(x, values) : x));
        return `make(${[first, ...sizes].map(x => this.text.expr(x)).join(', ')})`;
      }
    }
    if (!('mode' in n)) return '';
    return this.text.expr(boxed ? onlyValue(n, values) : n);
  }

  // ---- Calls ----

  /** What became of the calls that say more than what they call: methods of interfaces, function literals. */
  private calls(p: Program, f: Func): void {
    f.inlCalls.forEach(({ parent, pos, callee }) => this.called(p, f, parent, pos, callee));
    for (const b of f.blocks) {
      for (const v of b.values) {
        if (f.op[v] === Op.CallStatic) this.called(p, f, f.inl[v]!, f.posOf[v]!, f.calls[f.aux[v]!]!.sym);
      }
    }
  }

  /** A call at `pos`, written in the function that `inl` brought, reaches a symbol. */
  private called(p: Program, f: Func, inl: number, pos: Pos, sym: SymId): void {
    const recipe = p.syms.recipes[sym] ?? null;
    if (recipe === null) return;
    const call = this.nodesAt(p, inl < 0 ? f.sym : f.inlCalls[inl]!.callee, pos)?.find(isCall);
    if (call === undefined) return;
    const fun = unparen(call.fun);
    if (fun.kind === NodeKind.FuncLit) {
      if (recipe.kind === Recipe.Closure && recipe.lit === fun && inl < 0) {
        this.report(fun.pos, 'func literal does not escape');
      }
      return;
    }
    if (fun.kind !== NodeKind.SelectorExpr || fun.selection === null) return;
    const { kind, recv } = fun.selection as Selection;
    if (kind !== SelectionKind.MethodVal || under(recv).kind !== TypeKind.Interface) return;
    const to = recipe.kind === Recipe.MethodWrapper ? recipe.recv : receiver(recipe);
    if (to === null) return;
    this.report(this.outermost(f, inl, pos), `devirtualizing ${this.text.expr(fun)} to ${this.text.type(to)}`);
  }

  // ---- Parameters ----

  private params(p: Program, f: Func, sig: Signature, summary: EscapeSummary): void {
    const vars: readonly Var[] = sig.recv === null ? sig.params.vars : [sig.recv, ...sig.params.vars];
    const moved = new Set<Pos>();
    for (const b of f.blocks) {
      for (const v of b.values) {
        if (f.op[v] === Op.Alloc && f.lo[v] === AllocKind.Var && f.hi[v] === 0) moved.add(f.posOf[v]!);
      }
    }
    let at = 0;
    f.sig.params.forEach((param, i) => {
      const from = at;
      at += param.comps === null ? 1 : param.comps.length;
      const v = vars[i]!;
      if (!p.types.hasPointers(param.type) || v.name === '' || v.name === '_' || moved.has(v.pos)) return;
      const flows = summary.params.slice(from, at);
      const heap = fewest(flows.map(x => x.heap));
      let said = false;
      const say = (text: string): void => {
        said = true;
        this.report(v.pos, text);
      };
      if (heap === 0) say(`leaking param: ${v.name}`);
      else if (heap > 0) say(`leaking param content: ${v.name}`);
      let r = 0;
      f.sig.results.forEach((result, k) => {
        const to: number[] = [];
        const end = r + (result.comps === null ? 1 : result.comps.length);
        for (; r < end; r++) for (const flow of flows) to.push(resultFlow(flow, r));
        const level = fewest(to);
        if (level === NoFlow || (heap !== NoFlow && level >= heap)) return;
        const name = sig.results.vars[k]!.name;
        say(`leaking param: ${v.name} to result ${name === '' || name === '_' ? `~r${k}` : name} level=${level}`);
      });
      if (!said) this.report(v.pos, `${v.name} does not escape`);
    });
  }
}

/** The least of counts that are flows. */
function fewest(counts: readonly number[]): number {
  let least = NoFlow;
  for (const n of counts) if (n !== NoFlow && (least === NoFlow || n < least)) least = n;
  return least;
}

/** The constant that an expression always is, by way of variables that are set once; else the expression itself. */
function onlyValue(e: Expr, values: ReadonlyMap<unknown, Expr>): Expr {
  for (let x = unparen(e); ;) {
    if (x.mode === Mode.Constant) return x;
    const next = x.kind === NodeKind.Name ? values.get(x.obj) : undefined;
    if (next === undefined) return e;
    x = unparen(next);
  }
}

/** The receiver's type of a method; null for what is none. */
function receiver(recipe: Recipe.Recipe): Type | null {
  return recipe.kind === Recipe.Func ? (recipe.fn.type!.recv?.type ?? null) : null;
}

function isCall(n: Node): n is CallExpr {
  return n.kind === NodeKind.CallExpr;
}

/** Whether a node is an expression that has a value. */
function isOperand(n: Node): boolean {
  return 'mode' in n && n.kind !== NodeKind.ListExpr && n.kind !== NodeKind.KeyValueExpr;
}

/** Whether a node makes memory. */
function makes(n: Node): boolean {
  switch (n.kind) {
    case NodeKind.FuncLit:
    case NodeKind.CompositeLit:
    case NodeKind.CallExpr:
    case NodeKind.Operation:
      return true;
    case NodeKind.SelectorExpr:
      // A method value.
      return (n as { type: unknown }).type !== null && n.mode === Mode.Value;
    default:
      return false;
  }
}
