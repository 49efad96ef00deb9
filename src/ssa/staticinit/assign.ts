// Initialisers as data (cmd/compile/internal/staticinit). `assign` writes an expression into the memory it initialises as far
// as its value is known before the program runs; parts that are not become fragments, which the package's init function
// stores in their order. When it answers false nothing was written: the expression as a whole has to be computed.

import * as ConstKind from '../../constant/kind.ts';
import { makeInt, makeString, stringVal, type Value as Constant } from '../../constant/value.ts';
import { assert, unreachable } from '../../diag/internal-error.ts';
import type { Pos } from '../../base/pos.ts';
import * as RelocType from '../../obj/reloctype.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CallExpr, CompositeLit, Expr, FuncLit, Name, SelectorExpr } from '../../syntax/nodes.ts';
import * as Operator from '../../syntax/operator.ts';
import { walk } from '../../syntax/walk.ts';
import * as Info from '../../types/basicinfo.ts';
import * as BasicKind from '../../types/basickind.ts';
import { Instantiator } from '../../types/instantiator.ts';
import { hasPtrRecv } from '../../types/lookup.ts';
import type { Func, Obj, Var } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';
import {
  defaultType,
  identical,
  identicalIgnoreTags,
  isInterface,
  isString,
  isTypeParam,
  isUntyped,
  isUnsafePointer,
} from '../../types/predicates.ts';
import type { Instance } from '../../types/recording.ts';
import type { Selection } from '../../types/selection.ts';
import * as SelectionKind from '../../types/selectionkind.ts';
import * as TypeKind from '../../types/typekind.ts';
import { ArrayT, type Interface, type Struct, type Type } from '../../types/type.ts';
import { isEmptyInterface } from '../../types/typeset.ts';
import { asNamed, unalias, under } from '../../types/under.ts';
import * as VarKind from '../../types/varkind.ts';
import { funcOf } from '../build/expr.ts';
import { constIndex, elemCount } from '../build/literal-index.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import type { SymId } from '../symbols.ts';
import { writeConst } from './constant.ts';
import { StaticData } from './data.ts';
import { anySideEffects, callee, canRepeat } from './effects.ts';
import { simpleReturn } from './simple.ts';

/** An expression with what its names mean. */
export interface Arg {
  readonly e: Expr;
  readonly env: Env | null;
  /** The type of the parameter. */
  readonly type: Type;
}

/** The parameters of a function whose call is replaced by the expression that it returns. */
export class Env {
  readonly args: ReadonlyMap<Var, Arg>;
  /** Puts type arguments in the place of type parameters. */
  readonly subst: (t: Type) => Type;
  readonly depth: number;

  constructor(args: ReadonlyMap<Var, Arg>, subst: (t: Type) => Type, depth: number) {
    this.args = args;
    this.subst = subst;
    this.depth = depth;
  }
}

/** A part of a variable that is computed when the package is initialised: an expression, or a copy of a part of another. */
export interface Fragment {
  readonly data: StaticData;
  readonly off: number;
  readonly type: Type;
  readonly pos: Pos;
  /** Null for a copy. */
  readonly e: Expr | null;
  readonly env: Env | null;
  /** Where a copy comes from. */
  readonly from: SymId;
  readonly fromOff: number;
}

/** What the initialiser of a variable came to. */
export interface Outcome {
  readonly data: StaticData;
  readonly fragments: readonly Fragment[];
}

/** How deep calls may be nested that are replaced by what they return. */
const maxDepth = 8;

/** Names the function that a literal without captured variables is; 0 where it captures some. */
export type LitSym = (e: FuncLit) => SymId;

/** Answers what a variable that was initialised before has; null where that is not known. */
export type Known = (v: Var) => Outcome | null;

/** The assignment of one initialiser. */
export class Assigner {
  protected readonly p: Program;
  /** Addresses would have to be relocated before the module checks its own hash. */
  private readonly noAddrs: boolean;
  private readonly known: Known;
  private readonly litSym: LitSym;
  /** Names the unnamed parts. */
  private readonly owner: string;
  private parts = 0;
  readonly fragments: Fragment[] = [];
  /** How many elements of literals were written. */
  written = 0;

  constructor(p: Program, owner: string, noAddrs: boolean, known: Known, litSym: LitSym) {
    this.p = p;
    this.owner = owner;
    this.noAddrs = noAddrs;
    this.known = known;
    this.litSym = litSym;
  }

  /** Writes e, as it is assigned to a t, at an offset. */
  assign(d: StaticData, off: number, e0: Expr, t: Type, env0: Env | null): boolean {
    const { p } = this;
    if (isInterface(t)) return this.iface(d, off, e0, t, env0);
    const [e, env, vt] = resolve(e0, env0);
    const c = this.constant(e, env);
    if (c !== null) {
      // The type of the expression may be another than t: see `conversion`.
      const own = e.constant === null || isUntyped(vt) ? t : vt;
      const u = under(own);
      if (u.kind !== TypeKind.Basic) return false;
      if (this.noAddrs && (u.info & Info.IsString) !== 0 && stringVal(c) !== '') return false;
      writeConst(p, d, off, c, own);
      return true;
    }
    switch (e.kind) {
      case NodeKind.Name:
        if (e.mode === Mode.NilValue) return true;
        return this.named(d, off, e, e, t, env);
      case NodeKind.SelectorExpr: {
        const sel = e.selection as Selection | null;
        if (sel === null) return this.named(d, off, e, e.sel, t, env);
        if (sel.kind !== SelectionKind.MethodExpr || this.noAddrs) return false;
        return this.methodExpr(d, off, sel, env);
      }
      case NodeKind.IndexExpr: {
        const f = funcOf(e);
        return f !== null && this.named(d, off, e, f.name, t, env);
      }
      case NodeKind.FuncLit: {
        if (this.noAddrs || env !== null) return false;
        const sym = this.litSym(e);
        if (sym === 0) return false;
        d.addr(off, p.layouts.ptrSize, p.funcValue(sym));
        return true;
      }
      case NodeKind.CompositeLit:
        return this.literal(d, off, e, env);
      case NodeKind.Operation: {
        if (e.op !== Operator.And || e.y !== null || this.noAddrs) return false;
        const x = unparen(e.x);
        if (x.kind === NodeKind.CompositeLit) return this.pointerTo(d, off, x, typeOf(x, env), env);
        const at = this.location(x, env);
        if (at === null) return false;
        d.addr(off, p.layouts.ptrSize, at.sym, at.off);
        return true;
      }
      case NodeKind.CallExpr:
        if (e.fun.mode === Mode.TypExpr) return this.conversion(d, off, e, env);
        return this.call(d, off, e, t, env);
      default:
        return false;
    }
  }

  /** `assign`, or else a fragment. */
  private assignOrLater(d: StaticData, off: number, e: Expr, t: Type, env: Env | null): void {
    if (this.assign(d, off, e, t, env)) {
      if (e.kind !== NodeKind.CompositeLit) this.written++;
      return;
    }
    this.fragments.push({ data: d, off, type: t, pos: e.pos, e, env, from: 0, fromOff: 0 });
  }

  // ---- Names ----

  /** A function, or a variable whose value is known; e is the name, or what it is part of. */
  private named(d: StaticData, off: number, e: Expr, name: Name, t: Type, env: Env | null): boolean {
    const { p } = this;
    const obj = name.obj as Obj;
    if (this.noAddrs) return false;
    if (obj.kind === ObjKind.Func) {
      const targs = name.instance === null ? [] : (name.instance as Instance).targs.map(a => substOf(env)(a));
      d.addr(off, p.layouts.ptrSize, p.funcValue(p.funcSym(obj, targs)));
      return true;
    }
    if (obj.kind !== ObjKind.Var || obj.varKind !== VarKind.Package) return false;
    return this.copyOf(d, off, obj, t, e.pos);
  }

  /** The value of a variable of the package that was initialised before, and could not be changed since. */
  protected copyOf(d: StaticData, off: number, v: Var, t: Type, pos: Pos): boolean {
    // The link may set strings (-X).
    if (isString(v.type!)) return false;
    const known = this.known(v);
    if (known === null || !identical(under(v.type!), under(t))) return false;
    d.copyOf(off, known.data);
    for (const f of known.fragments) {
      if (f.data !== known.data) continue;
      this.fragments.push({
        data: d,
        off: off + f.off,
        type: f.type,
        pos,
        e: null,
        env: null,
        from: f.data.sym,
        fromOff: f.off,
      });
    }
    return true;
  }

  private methodExpr(d: StaticData, off: number, sel: Selection, env: Env | null): boolean {
    const { p } = this;
    if (isTypeParam(sel.recv)) return false;
    const { obj, index } = sel;
    assert(obj.kind === ObjKind.Func, 'a method');
    d.addr(off, p.layouts.ptrSize, p.funcValue(p.methodSym(substOf(env)(sel.recv), obj, index)));
    return true;
  }

  /** Where a package-level variable, or a part of it, lies. */
  private location(e0: Expr, env: Env | null): { readonly sym: SymId; readonly off: number } | null {
    const { p } = this;
    const e = unparen(e0);
    switch (e.kind) {
      case NodeKind.Name:
        return this.variable(e);
      case NodeKind.SelectorExpr: {
        const sel = e.selection as Selection | null;
        if (sel === null) return this.variable(e.sel);
        if (sel.kind !== SelectionKind.FieldVal) return null;
        const at = this.location(e.x, env);
        if (at === null) return null;
        let { off } = at;
        let t = typeOf(e.x, env);
        for (const i of sel.index) {
          const s = under(t);
          if (s.kind !== TypeKind.Struct) return null; // through a pointer
          off += p.layouts.fieldOffset(t, i);
          t = s.fields[i]!.type!;
        }
        return { sym: at.sym, off };
      }
      case NodeKind.IndexExpr: {
        const t = under(typeOf(e.x, env));
        if (t.kind !== TypeKind.Array || e.index.constant === null) return null;
        const at = this.location(e.x, env);
        if (at === null) return null;
        return { sym: at.sym, off: at.off + constIndex(e.index) * p.layouts.size(t.elem) };
      }
      default:
        return null;
    }
  }

  private variable(name: Name): { readonly sym: SymId; readonly off: number } | null {
    const obj = name.obj as Obj;
    if (obj.kind !== ObjKind.Var || obj.varKind !== VarKind.Package) return null;
    return { sym: this.p.globalSym(obj), off: 0 };
  }

  // ---- Literals ----

  /** Writes the elements of a literal into memory of type t, a struct or an array, which a slice literal's elements are too. */
  protected into(d: StaticData, off: number, e: CompositeLit, t: Type, env: Env | null): void {
    const u = under(t);
    if (u.kind === TypeKind.Struct) this.structLit(d, off, e, t, u, env);
    else if (u.kind === TypeKind.Array) this.elements(d, off, e, u.elem, env);
    else unreachable('a literal of a struct or an array');
  }

  private literal(d: StaticData, off: number, e: CompositeLit, env: Env | null): boolean {
    const t = typeOf(e, env);
    const u = under(t);
    switch (u.kind) {
      case TypeKind.Struct:
        this.structLit(d, off, e, t, u, env);
        return true;
      case TypeKind.Array:
        this.elements(d, off, e, u.elem, env);
        return true;
      case TypeKind.Slice: {
        if (this.noAddrs) return false;
        return this.sliceLit(d, off, e, u.elem, env);
      }
      case TypeKind.Pointer:
        // Where &T was left out.
        return !this.noAddrs && this.pointerTo(d, off, e, u.elem, env);
      default:
        return false;
    }
  }

  protected sliceLit(d: StaticData, off: number, e: CompositeLit, elem: Type, env: Env | null): boolean {
    const n = elemCount(e);
    const array = new ArrayT(elem, n);
    this.p.layouts.markNoalg(array); // nobody compares it
    const part = this.newPart(array);
    this.slice(d, off, part.sym, n);
    this.elements(part, 0, e, elem, env);
    return true;
  }

  private slice(d: StaticData, off: number, sym: SymId, n: number): void {
    const word = this.p.layouts.ptrSize;
    d.addr(off, word, sym);
    if (n === 0) return;
    d.int(off + word, 4, n);
    d.int(off + 2 * word, 4, n);
  }

  /** &T{...} */
  protected pointerTo(d: StaticData, off: number, e: CompositeLit, t: Type, env: Env | null): boolean {
    const u = under(t);
    // &T of a T that is a pointer whose & was left out is no literal of it.
    if (u.kind === TypeKind.Pointer) return false;
    const part = this.newPart(t);
    d.addr(off, this.p.layouts.ptrSize, part.sym);
    if (u.kind === TypeKind.Struct) this.structLit(part, 0, e, t, u, env);
    else if (u.kind === TypeKind.Array) this.elements(part, 0, e, u.elem, env);
    else this.assignOrLater(part, 0, e, t, env);
    return true;
  }

  private structLit(d: StaticData, off: number, e: CompositeLit, t: Type, u: Struct, env: Env | null): void {
    const { layouts } = this.p;
    e.elemList.forEach((elem, k) => {
      let i = k;
      let val: Expr = elem;
      if (elem.kind === NodeKind.KeyValueExpr) {
        const { key } = elem;
        assert(key.kind === NodeKind.Name, 'the key of a struct literal is a name');
        i = u.fields.findIndex(f => f.name === key.value);
        val = elem.val;
      }
      const f = u.fields[i]!;
      if (f.name !== '_') this.assignOrLater(d, off + layouts.fieldOffset(t, i), val, f.type!, env);
      else if (anySideEffects(val)) this.assignOrLater(d, off + layouts.fieldOffset(t, i), val, f.type!, env);
    });
  }

  private elements(d: StaticData, off: number, e: CompositeLit, elem: Type, env: Env | null): void {
    const size = this.p.layouts.size(elem);
    let i = 0;
    for (const x of e.elemList) {
      let val: Expr = x;
      if (x.kind === NodeKind.KeyValueExpr) {
        i = constIndex(x.key);
        val = x.val;
      }
      this.assignOrLater(d, off + i * size, val, elem, env);
      i++;
    }
  }

  /** An unnamed variable of type t. */
  private newPart(t: Type): StaticData {
    const { p } = this;
    const sym = p.syms.lookup(`${this.owner}..stmp_${this.parts++}`, 0);
    const { size, align, ptrBytes } = p.layouts.of(t);
    const part = new StaticData(sym, t, size, align, ptrBytes > 0, false);
    p.syms.define(sym, { kind: Recipe.Data, data: part });
    return part;
  }

  // ---- Interfaces ----

  /** e as a value of an interface type: the word of its type, and the value or the address of memory that holds it. */
  private iface(d: StaticData, off: number, e0: Expr, t: Type, env0: Env | null): boolean {
    const { p } = this;
    let [e, env, vt] = resolve(e0, env0);
    while (isInterface(vt)) {
      if (e.mode === Mode.NilValue) return true;
      const own = typeOf(e, env);
      if (!isInterface(own)) {
        vt = own; // an argument for a parameter that is an interface
        break;
      }
      if (e.kind !== NodeKind.CallExpr || e.fun.mode !== Mode.TypExpr) {
        if (!identical(under(vt), under(t)) || this.noAddrs) return false;
        return this.ifaceCopy(d, off, e, t, env);
      }
      [e, env, vt] = resolve(e.argList[0]!, env);
    }
    if (e.mode === Mode.NilValue && isUntyped(vt)) return true;
    vt = defaultType(vt);
    if (this.noAddrs || isTypeParam(vt)) return false;
    const typeSym = p.typeSym(vt);
    const word = p.layouts.ptrSize;
    if (p.layouts.isDirectIface(vt)) {
      if (!this.assign(d, off + word, e, vt, env)) return this.directLater(d, off, e, t, vt, env);
      this.ifaceWord(d, off, t, vt, typeSym);
      return true;
    }
    const box = this.box(e, vt, env);
    if (box === 0) return false;
    this.ifaceWord(d, off, t, vt, typeSym);
    d.addr(off + word, word, box);
    return true;
  }

  /** A direct value that is not known goes into an interface whose type is. */
  protected directLater(d: StaticData, off: number, e: Expr, t: Type, vt: Type, env: Env | null): boolean {
    this.ifaceWord(d, off, t, vt, this.p.typeSym(vt));
    const at = off + this.p.layouts.ptrSize;
    this.fragments.push({ data: d, off: at, type: vt, pos: e.pos, e, env, from: 0, fromOff: 0 });
    return true;
  }

  /** Memory with a value that an interface holds; 0 where there is none. */
  protected box(e: Expr, t: Type, env: Env | null): SymId {
    const part = this.newPart(t);
    this.assignOrLater(part, 0, e, t, env);
    return part.sym;
  }

  private ifaceWord(d: StaticData, off: number, t: Type, vt: Type, typeSym: SymId): void {
    const { p } = this;
    d.mark(RelocType.R_USEIFACE, typeSym);
    d.addr(off, p.layouts.ptrSize, isEmptyInterface(under(t) as Interface) ? typeSym : p.itabSym(vt, t));
  }

  /** A value that has the interface type already. */
  private ifaceCopy(d: StaticData, off: number, e: Expr, t: Type, env: Env | null): boolean {
    switch (e.kind) {
      case NodeKind.Name:
        return this.named(d, off, e, e, t, env);
      case NodeKind.SelectorExpr:
        return e.selection === null && this.named(d, off, e, e.sel, t, env);
      case NodeKind.CallExpr:
        return this.call(d, off, e, t, env);
      default:
        return false;
    }
  }

  // ---- Conversions and calls ----

  private conversion(d: StaticData, off: number, e: CallExpr, env: Env | null): boolean {
    const { p } = this;
    const [x, xenv, from] = resolve(e.argList[0]!, env);
    const to = typeOf(e, env);
    if (isTypeParam(to) || isInterface(from)) return false;
    const u = under(to);
    if (u.kind === TypeKind.Slice && p.layouts.size(u.elem) === 1) {
      const c = this.constant(x, xenv);
      if (c !== null && c.kind === ConstKind.String && !this.noAddrs) {
        return this.stringBytes(d, off, stringVal(c));
      }
    }
    if (isNop(under(from), u)) return this.assign(d, off, x, from, xenv);
    return false;
  }

  /** A slice of the bytes of a constant string, which may be written to. */
  protected stringBytes(d: StaticData, off: number, text: string): boolean {
    const { p } = this;
    const sym = p.syms.lookup(`${this.owner}..gobytes.${this.parts++}`, 0);
    const bytes = new StaticData(sym, null, text.length, 1, false, false);
    for (let i = 0; i < text.length; i++) bytes.int(i, 1, text.charCodeAt(i));
    p.syms.define(sym, { kind: Recipe.Data, data: bytes });
    this.slice(d, off, sym, text.length);
    return true;
  }

  /**
   * The value of an expression of the body of a function whose parameters have constant arguments, as far as gc works it out:
   * names, conversions of integers, concatenations.
   */
  private constant(e0: Expr, env0: Env | null): Constant | null {
    const [e, env] = resolve(e0, env0);
    if (e.constant !== null) return e.constant as Constant;
    if (env === null) return null;
    if (e.kind === NodeKind.Operation && e.op === Operator.Add && e.y !== null) {
      const x = this.constant(e.x, env);
      const y = this.constant(e.y, env);
      if (x === null || y === null || x.kind !== ConstKind.String || y.kind !== ConstKind.String) return null;
      return makeString(stringVal(x) + stringVal(y));
    }
    if (e.kind !== NodeKind.CallExpr || e.fun.mode !== Mode.TypExpr) return null;
    const x = this.constant(e.argList[0]!, env);
    const u = under(typeOf(e, env));
    if (x === null || u.kind !== TypeKind.Basic) return null;
    if (x.kind === ConstKind.String) return (u.info & Info.IsString) !== 0 ? x : null;
    if (x.kind !== ConstKind.Int || (u.info & Info.IsInteger) === 0) return null;
    const bits = 8 * this.p.layouts.size(u);
    return makeInt((u.info & Info.IsUnsigned) !== 0 ? BigInt.asUintN(bits, x.val) : BigInt.asIntN(bits, x.val));
  }

  /** A call of a function that only returns an expression: that expression. */
  protected call(d: StaticData, off: number, e: CallExpr, t: Type, env: Env | null): boolean {
    if (this.noAddrs || e.fun.mode === Mode.Builtin || e.hasDots) return false;
    const depth = env === null ? 1 : env.depth + 1;
    if (depth > maxDepth) return false;
    const fn = callee(e);
    if (fn === null) return false;
    const args = this.arguments(e, fn, env);
    if (args === null) return false;
    const body = simpleReturn(this.p, fn);
    if (body === null || body.params.length !== args.length) return false;
    if (!substitutable(body.params, args, body.value)) return false;
    const targs = typeArgs(e, fn, env);
    if (targs === null) return false;
    const inst = targs.length === 0 ? null : Instantiator.of(body.sig, targs, this.p.source.context);
    const subst = inst === null ? same : (x: Type): Type => inst.typ(x);
    const map = new Map<Var, Arg>();
    body.params.forEach((v, i) => map.set(v, { e: args[i]!, env, type: subst(v.type!) }));
    const inner = new Env(map, subst, depth);
    const result = subst(body.result);
    if (isInterface(result) && !identical(result, t)) return false;
    return this.assign(d, off, body.value, result, inner);
  }

  /** The arguments of a call, the receiver first; null where one of them would have to be made. */
  private arguments(e: CallExpr, fn: Func, env: Env | null): readonly Expr[] | null {
    if (fn.type === null || fn.type.variadic) return null;
    const fun = unparen(e.fun);
    const sel = fun.kind === NodeKind.SelectorExpr ? (fun.selection as Selection | null) : null;
    if (e.argList.length === 1 && (e.argList[0]!.type as Type).kind === TypeKind.Tuple) return null;
    if (e.argList.some(anySideEffects)) return null;
    if (sel === null) return e.argList;
    if (sel.kind === SelectionKind.MethodExpr) {
      return sel.index.length === 1 && isPointerType(sel.recv) === hasPtrRecv(fn) ? e.argList : null;
    }
    const x = (fun as SelectorExpr).x;
    if (sel.index.length !== 1 || isPointerType(typeOf(x, env)) !== hasPtrRecv(fn) || anySideEffects(x)) return null;
    return [x, ...e.argList];
  }
}

/** Whether each argument can stand for its parameter in an expression. */
function substitutable(params: readonly Var[], args: readonly Expr[], value: Expr): boolean {
  const count = new Map<Obj, number>(params.map(v => [v, 0]));
  let ok = true;
  walk(value, n => {
    if (n.kind === NodeKind.FuncLit) ok = false;
    else if (n.kind === NodeKind.Name) {
      const c = count.get(n.obj as Obj);
      if (c !== undefined) count.set(n.obj as Obj, c + 1);
    } else if (n.kind === NodeKind.Operation && n.op === Operator.And && n.y === null) {
      if (unparen(n.x).kind !== NodeKind.CompositeLit && mentions(n.x, count)) ok = false;
    } else if (n.kind === NodeKind.SliceExpr) {
      if (mentions(n.x, count)) ok = false;
    } else if (n.kind === NodeKind.SelectorExpr && n.selection !== null) {
      // A method may take the address of a parameter.
      const { obj } = n.selection as Selection;
      if (obj.kind === ObjKind.Func && hasPtrRecv(obj) && !isPointerType(n.x.type as Type) && mentions(n.x, count)) {
        ok = false;
      }
    }
    return ok;
  });
  return ok && params.every((v, i) => count.get(v)! <= 1 || canRepeat(args[i]!));
}

function mentions(e: Expr, vars: ReadonlyMap<Obj, number>): boolean {
  let found = false;
  walk(e, n => {
    if (n.kind === NodeKind.Name && vars.has(n.obj as Obj)) found = true;
    return !found;
  });
  return found;
}

/** The type arguments of a call's function or of its receiver; null where they are not known. */
function typeArgs(e: CallExpr, fn: Func, env: Env | null): readonly Type[] | null {
  const fun = unparen(e.fun);
  const declared = funcOf(fun);
  if (declared !== null) {
    const { instance } = declared.name;
    if (instance !== null) return (instance as Instance).targs.map(t => substOf(env)(t));
    return fn.type!.tparams.length > 0 ? null : [];
  }
  let recv = unalias(substOf(env)(((fun as SelectorExpr).selection as Selection).recv));
  if (recv.kind === TypeKind.Pointer) recv = unalias(recv.elem);
  const named = asNamed(recv);
  return named === null ? null : named.targs;
}

function isPointerType(t: Type): boolean {
  return unalias(t).kind === TypeKind.Pointer;
}

function same(t: Type): Type {
  return t;
}

/** What stands for type parameters where an expression is evaluated. */
export function substOf(env: Env | null): (t: Type) => Type {
  return env === null ? same : env.subst;
}

function typeOf(e: Expr, env: Env | null): Type {
  return defaultType(substOf(env)(e.type as Type));
}

/** e without parentheses, or the argument that it is; with the type that it has where it stands. */
function resolve(e0: Expr, env0: Env | null): [Expr, Env | null, Type] {
  let e = unparen(e0);
  let env = env0;
  let t: Type | null = null;
  while (env !== null && e.kind === NodeKind.Name) {
    const arg = env.args.get(e.obj as Var);
    if (arg === undefined) break;
    t = arg.type;
    e = unparen(arg.e);
    env = arg.env;
  }
  return [e, env, t ?? substOf(env)(e.type as Type)];
}

/** Whether values of one type are values of another without being changed. */
function isNop(from: Type, to: Type): boolean {
  if (identicalIgnoreTags(from, to)) return true;
  if (from.kind === TypeKind.Pointer && to.kind === TypeKind.Pointer) {
    return identicalIgnoreTags(under(from.elem), under(to.elem));
  }
  return isAddress(from) && isAddress(to) && (isUnsafePointer(from) || isUnsafePointer(to));
}

function isAddress(t: Type): boolean {
  return (
    t.kind === TypeKind.Pointer || isUnsafePointer(t) || (t.kind === TypeKind.Basic && t.basic === BasicKind.Uintptr)
  );
}
