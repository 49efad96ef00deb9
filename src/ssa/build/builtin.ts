// Built-in functions.

import { assert, unreachable } from '../../diag/internal-error.ts';
import { unparen } from '../../syntax/exprs.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { CallExpr, Expr } from '../../syntax/nodes.ts';
import * as Typ from '../../types/basic.ts';
import * as Info from '../../types/basicinfo.ts';
import * as BasicKind from '../../types/basickind.ts';
import * as Id from '../../types/builtinid.ts';
import type { Obj } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import * as Mode from '../../types/operand-mode.ts';
import { isString, isUnsigned } from '../../types/predicates.ts';
import type { Selection } from '../../types/selection.ts';
import * as TypeKind from '../../types/typekind.ts';
import { isEmptyInterface } from '../../types/typeset.ts';
import type { Type } from '../../types/type.ts';
import { asNamed, under } from '../../types/under.ts';
import { emptyInterface } from '../../types/universe.ts';
import * as AllocKind from '../allockind.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import type { Builder, Val } from './builder.ts';
import { less } from './compare.ts';
import { stringConst } from './const.ts';
import { convertForAssign, toInt64 } from './convert.ts';
import { exprMulti, load, locate, order, typeOf, value } from './expr.ts';
import { toInterface } from './iface.ts';
import { scaled, sliceOf } from './index-expr.ts';
import { mapDelete, mapLen, mapTypeOf } from './map.ts';

/** The built-in that is called; -1 for other calls. */
export function builtinId(e: CallExpr): number {
  const fun = unparen(e.fun);
  if (fun.mode !== Mode.Builtin) return -1;
  const obj = (fun.kind === NodeKind.Name ? fun.obj : fun.kind === NodeKind.SelectorExpr ? fun.sel.obj : null) as Obj;
  assert(obj.kind === ObjKind.Builtin, 'a built-in');
  return obj.builtin;
}

/** `order` for a call of a built-in. */
export function orderBuiltin(b: Builder, e: CallExpr, id: number): void {
  if (id === Id.Sizeof || id === Id.Alignof || id === Id.Offsetof) return;
  if (id === Id.Len) {
    const runes = runesOf(b, e.argList[0]!);
    if (runes !== null) {
      order(b, runes);
      return;
    }
  }
  // What unsafe has is computed where its value is read, like operators; everything else, len too, where it stands.
  if (id >= Id.Add) {
    for (const a of e.argList) order(b, a);
    return;
  }
  const saved = b.pos;
  b.pos = e.pos;
  const x = builtin(b, e, id);
  b.pos = saved;
  b.ordered.set(e, x === null ? [] : [b.stable(x)]);
}

/** The value of a call of a built-in; null where it has none. */
export function builtin(b: Builder, e: CallExpr, id: number): Val | null {
  const t = (e.type as Type).kind === TypeKind.Tuple ? Typ.Int : typeOf(b, e);
  const args = e.argList;
  switch (id) {
    case Id.Sizeof:
      return b.scalars(t, [b.int(b.p.layouts.size(typeOf(b, args[0]!)))]);
    case Id.Alignof:
      return b.scalars(t, [b.int(b.p.layouts.align(typeOf(b, args[0]!)))]);
    case Id.Offsetof:
      return b.scalars(t, [b.int(offsetof(b, args[0]!))]);
    case Id.New:
      return newOf(b, args[0]!, t);
    case Id.Make:
      for (const a of args) order(b, a);
      return make(b, args, t);
    case Id.Len:
    case Id.Cap: {
      const runes = id === Id.Len ? runesOf(b, args[0]!) : null;
      if (runes !== null) {
        order(b, runes);
        return b.scalars(t, b.rtcall('countrunes', value(b, runes).comps!));
      }
      order(b, args[0]!);
      return b.scalars(t, [length(b, locate(b, args[0]!), id)]);
    }
    default:
  }
  let vals: Val[];
  if (args.length === 1 && (args[0]!.type as Type).kind === TypeKind.Tuple && args[0]!.mode === Mode.Value) {
    vals = exprMulti(b, args[0]!);
  } else {
    for (const a of args) order(b, a);
    vals = args.map(a => value(b, a));
  }
  if (id === Id.Append) return append(b, vals, t, e.hasDots);
  return builtinCall(b, id, vals, t);
}

/** A built-in with evaluated arguments, for go and defer too. Null where it has no result. */
export function builtinCall(b: Builder, id: number, args: readonly Val[], type: Type): Val | null {
  const [x, y] = args as [Val, Val];
  switch (id) {
    case Id.Clear:
      clear(b, x);
      return null;
    case Id.Close:
      b.rtcall('closechan', x.comps!);
      return null;
    case Id.Complex:
      return b.scalars(type, [x.comps![0]!, y.comps![0]!]);
    case Id.Real:
      return b.scalars(type, [x.comps![0]!]);
    case Id.Imag:
      return b.scalars(type, [x.comps![1]!]);
    case Id.Copy:
      return b.scalars(Typ.Int, [copy(b, x, y)]);
    case Id.Delete: {
      const m = mapTypeOf(x.type);
      assert(m !== null, 'delete has a map');
      mapDelete(b, x, convertForAssign(b, y, m.key));
      return null;
    }
    case Id.Max:
    case Id.Min: {
      let best = convertForAssign(b, x, type);
      for (let i = 1; i < args.length; i++) best = minMax(b, id, best, convertForAssign(b, args[i]!, type), type);
      return best;
    }
    case Id.Panic:
      b.rtcall('gopanic', toInterface(b, x, emptyInterface).comps!);
      return null;
    case Id.Print:
    case Id.Println:
      print(b, args, id === Id.Println);
      return null;
    case Id.Recover:
      b.f.hasRecover = true;
      return b.scalars(type === Typ.Int ? emptyInterface : type, ifaceWords(b, b.rtcall('gorecover', [])));
    case Id.Add:
      return b.scalars(type, [b.emit2(Op.AddPtr, Scalar.Ptr, x.comps![0]!, int64(b, y))]);
    case Id.Slice:
      return unsafeSlice(b, x, y, type);
    case Id.SliceData:
    case Id.StringData:
      return b.scalars(type, [x.comps![0]!]);
    case Id.String:
      return unsafeString(b, x, y, type);
    default:
      return unreachable(`the built-in ${Id.builtins[id]!.name}`);
  }
}

function ifaceWords(b: Builder, words: readonly Value[]): Value[] {
  return [b.as(words[0]!, Scalar.I64), words[1]!];
}

function int64(b: Builder, x: Val): Value {
  return toInt64(b, x.comps![0]!, x.type);
}

function offsetof(b: Builder, e0: Expr): number {
  const e = unparen(e0);
  assert(e.kind === NodeKind.SelectorExpr, 'Offsetof has a selector');
  const sel = e.selection as Selection;
  let t = b.subst(sel.recv);
  let offset = 0;
  for (const i of sel.index) {
    const s = under(t);
    assert(s.kind === TypeKind.Struct, 'a field of a struct');
    offset += b.p.layouts.fieldOffset(t, i);
    t = s.fields[i]!.type!;
  }
  return offset;
}

function newOf(b: Builder, arg: Expr, t: Type): Val {
  const u = under(t);
  assert(u.kind === TypeKind.Pointer, 'new gives a pointer');
  let x: Val | null = null;
  if (arg.mode !== Mode.TypExpr) {
    order(b, arg);
    x = convertForAssign(b, value(b, arg), u.elem);
  }
  const addr = b.alloc(u.elem, AllocKind.New);
  if (x === null) b.zeroAt(u.elem, addr, true);
  else b.storeVal(addr, x, true);
  return b.scalars(t, [b.as(addr, b.components(t)![0]!.kind)]);
}

function make(b: Builder, args: readonly Expr[], t: Type): Val {
  const u = under(t);
  const { p } = b;
  const size = (i: number): Value => int64(b, value(b, args[i]!));
  switch (u.kind) {
    case TypeKind.Slice: {
      const len = size(1);
      const cap = args.length > 2 ? size(2) : len;
      const ptr = b.emit(Op.MakeBacking, b.components(t)![0]!.kind, [len, cap], p.types.id(u.elem));
      return b.scalars(t, [ptr, len, cap]);
    }
    case TypeKind.Map: {
      const hint = args.length > 1 ? size(1) : b.int(0);
      const isSmall = b.f.op[hint] === Op.ConstInt && b.f.num(hint) >= 0 && b.f.num(hint) <= 8;
      return b.scalars(t, [b.emit(Op.MakeMap, Scalar.Ptr, [hint], p.types.id(t), isSmall ? 1 : 0)]);
    }
    case TypeKind.Chan:
      return b.scalars(t, b.rtcall('makechan', [b.symAddr(p.typeSym(t)), args.length > 1 ? size(1) : b.int(0)]));
    default:
      return unreachable('what make makes');
  }
}

/** The string of []rune(string), or null. */
function runesOf(b: Builder, e0: Expr): Expr | null {
  const e = unparen(e0);
  if (e.kind !== NodeKind.CallExpr || e.fun.mode !== Mode.TypExpr || b.ordered.has(e)) return null;
  const u = under(typeOf(b, e));
  if (u.kind !== TypeKind.Slice || b.p.layouts.size(u.elem) !== 4 || !isString(typeOf(b, e.argList[0]!))) return null;
  return e.argList[0]!;
}

/** len or cap of what is located. */
function length(b: Builder, x: Val, id: number): Value {
  let u = under(x.type);
  if (u.kind === TypeKind.Pointer) u = under(u.elem);
  switch (u.kind) {
    case TypeKind.Array:
      return b.int(u.len);
    case TypeKind.Basic:
      return load(b, x).comps![1]!;
    case TypeKind.Slice:
      return load(b, x).comps![id === Id.Len ? 1 : 2]!;
    case TypeKind.Map:
      return mapLen(b, load(b, x));
    case TypeKind.Chan:
      return b.rtcall(id === Id.Len ? 'chanlen' : 'chancap', load(b, x).comps!)[0]!;
    default:
      return unreachable('what has a length');
  }
}

function elemOf(t: Type): Type {
  const u = under(t);
  return u.kind === TypeKind.Slice ? u.elem : Typ.Uint8;
}

/**
 * append(s, elems...), append(s, t...), where the first argument has the type of the result. `home`, if not 0, is the address of the
 * variable that s was read from and that the result goes to: what changes of it is written there, which is the length alone while there is
 * room.
 */
export function append(b: Builder, args: readonly Val[], t: Type, spread: boolean, home: Value = 0): Val {
  const s = convertForAssign(b, args[0]!, t);
  if (args.length === 1) return s;
  const elem = elemOf(t);
  const header = b.components(t)!;
  const { kind } = header[0]!;
  const added = spread ? (args[1]!.type === Typ.UntypedNil ? b.zero(t) : args[1]!) : null;
  const elems = spread ? [] : args.slice(1).map(x => convertForAssign(b, x, elem));
  const count = added === null ? b.int(elems.length) : added.comps![1]!;
  const [ptr, len, cap] = s.comps! as [Value, Value, Value];
  const newLen = b.emit2(Op.Add, Scalar.I64, len, count);

  const newPtr = b.newVariable(kind);
  const newCap = b.newVariable(Scalar.I64);
  b.writeVariable(newPtr, ptr);
  b.writeVariable(newCap, cap);
  const grow = b.newBlock();
  const done = b.newBlock();
  b.branch(b.emit2(Op.LtU, Scalar.I8, cap, newLen), grow, done, -1);
  b.startSealed(grow);
  const grown = b.rtcall('growslice', [ptr, newLen, cap, count, b.symAddr(b.p.typeSym(elem))]);
  if (spread) b.f.lo[b.f.arg(grown[0]!, 0)] = 1;
  b.writeVariable(newPtr, b.as(grown[0]!, kind));
  b.writeVariable(newCap, grown[2]!);
  if (home !== 0) {
    b.store(home, header[0]!.offset, b.as(grown[0]!, kind), header[0]!.role);
    b.store(home, header[2]!.offset, grown[2]!, header[2]!.role);
  }
  b.jump(done);
  b.startSealed(done);

  const to = b.readVariable(newPtr);
  const capNow = b.readVariable(newCap);
  const size = b.p.layouts.size(elem);
  if (added === null) {
    const base = b.emit2(Op.AddPtr, kind, to, scaled(b, len, size));
    elems.forEach((x, i) => {
      b.storeVal(b.offPtr(base, i * size), x);
    });
  } else {
    // Where something is added for sure, there is room behind the old elements: the address is inside.
    const isSome = b.f.op[count] === Op.ConstInt && b.f.num(count) > 0;
    const target = isSome
      ? b.emit2(Op.AddPtr, kind, to, scaled(b, len, size))
      : sliceOf(b, t, to, len, newLen, capNow, elem).comps![0]!;
    copyElems(b, elem, target, added.comps![0]!, count);
  }
  if (home !== 0) b.store(home, header[1]!.offset, newLen, header[1]!.role);
  return b.scalars(t, [to, newLen, capNow]);
}

/** Copies n elements between memory that may overlap, and `mayBeSame` as a slice that is copied to itself. */
function copyElems(b: Builder, elem: Type, to: Value, from: Value, n: Value, mayBeSame = false): void {
  if (b.p.layouts.hasPointers(elem)) {
    b.rtcall('typedslicecopy', [b.symAddr(b.p.typeSym(elem)), to, n, from, n]);
  } else {
    const move = b.emit(Op.Memmove, Scalar.Void, [to, from, scaled(b, n, b.p.layouts.size(elem))]);
    if (mayBeSame) b.f.lo[move] = 1;
  }
}

function copy(b: Builder, x: Val, y: Val): Value {
  const [to, n] = x.comps! as [Value, Value];
  const [from, m] = y.comps! as [Value, Value];
  const count = b.emit(Op.CondSelect, Scalar.I64, [b.emit2(Op.LtS, Scalar.I8, m, n), m, n]);
  copyElems(b, elemOf(x.type), to, from, count, true);
  return count;
}

function clear(b: Builder, x: Val): void {
  const u = under(x.type);
  if (u.kind === TypeKind.Map) {
    b.rtcall('mapclear', [b.symAddr(b.p.typeSym(x.type)), x.comps![0]!]);
    return;
  }
  assert(u.kind === TypeKind.Slice, 'clear has a slice');
  const [ptr, len] = x.comps! as [Value, Value];
  const size = b.p.layouts.size(u.elem);
  if (size === 0) return;
  const some = b.newBlock();
  const done = b.newBlock();
  b.branch(b.emit2(Op.Ne, Scalar.I8, len, b.int(0)), some, done);
  b.startSealed(some);
  const name = b.p.layouts.hasPointers(u.elem) ? 'memclrHasPointers' : 'memclrNoHeapPointers';
  b.rtcall(name, [ptr, scaled(b, len, size)]);
  b.jump(done);
  b.startSealed(done);
}

function minMax(b: Builder, id: number, x: Val, y: Val, t: Type): Val {
  if (isString(t)) return b.scalars(t, b.rtcall(id === Id.Min ? 'strmin' : 'strmax', [...x.comps!, ...y.comps!]));
  const v = x.comps![0]!;
  const w = y.comps![0]!;
  const kind = b.kindOf(v);
  if (Scalar.isFloat(kind)) return b.scalars(t, [b.emit2(id === Id.Min ? Op.FMin : Op.FMax, kind, v, w)]);
  const first = id === Id.Min ? less(b, x, y) : less(b, y, x);
  return b.scalars(t, [b.emit(Op.CondSelect, kind, [first, v, w])]);
}

function print(b: Builder, args: readonly Val[], line: boolean): void {
  b.rtcall('printlock', []);
  // Neighbouring constant strings, and the spaces and the newline of println, are printed as one.
  let text = '';
  const flush = (): void => {
    if (text === ' ') b.rtcall('printsp', []);
    else if (text === '\n') b.rtcall('printnl', []);
    else if (text !== '') b.rtcall('printstring', stringConst(b, text).comps!);
    text = '';
  };
  args.forEach((x, i) => {
    if (line && i > 0) text += ' ';
    const known = constText(b, x);
    if (known !== null) {
      text += known;
      return;
    }
    flush();
    printOne(b, x);
  });
  if (line) text += '\n';
  flush();
  b.rtcall('printunlock', []);
}

/** The bytes of a constant string, a character each; null for other values. */
function constText(b: Builder, x: Val): string | null {
  const u = under(x.type);
  if (u.kind !== TypeKind.Basic || (u.info & Info.IsString) === 0 || runtimeType(x.type, 'quoted')) return null;
  const { f } = b;
  const [ptr, len] = x.comps! as [Value, Value];
  if (f.op[len] !== Op.ConstInt) return null;
  if (f.num(len) === 0) return '';
  if (f.op[ptr] !== Op.SymAddr || f.num(ptr) !== 0) return null;
  const recipe = b.p.syms.recipes[f.aux[ptr]!] ?? null;
  if (recipe === null || recipe.kind !== Recipe.Bytes || recipe.bytes.length !== f.num(len)) return null;
  let text = '';
  for (const c of recipe.bytes) text += String.fromCharCode(c);
  return text;
}

function printOne(b: Builder, x: Val): void {
  const u = under(x.type);
  const comps = x.comps!;
  switch (u.kind) {
    case TypeKind.Interface:
      b.rtcall(isEmptyInterface(u) ? 'printeface' : 'printiface', comps);
      return;
    case TypeKind.Pointer:
      if (b.kindOf(comps[0]!) === Scalar.I64) {
        b.rtcall('printuintptr', comps);
        return;
      }
      b.rtcall('printpointer', comps);
      return;
    case TypeKind.Chan:
    case TypeKind.Map:
    case TypeKind.Signature:
      b.rtcall('printpointer', comps);
      return;
    case TypeKind.Slice:
      b.rtcall('printslice', comps);
      return;
    case TypeKind.Basic:
      break;
    default:
      return;
  }
  if (u.basic === BasicKind.UnsafePointer || u.basic === BasicKind.UntypedNil) b.rtcall('printpointer', comps);
  else if ((u.info & Info.IsString) !== 0)
    b.rtcall(runtimeType(x.type, 'quoted') ? 'printquoted' : 'printstring', comps);
  else if ((u.info & Info.IsBoolean) !== 0) b.rtcall('printbool', comps);
  else if (u.basic === BasicKind.Float32) b.rtcall('printfloat32', comps);
  else if (u.basic === BasicKind.Float64) b.rtcall('printfloat64', comps);
  else if (u.basic === BasicKind.Complex64) b.rtcall('printcomplex64', comps);
  else if (u.basic === BasicKind.Complex128) b.rtcall('printcomplex128', comps);
  else if (!isUnsigned(u)) b.rtcall('printint', [int64(b, x)]);
  else b.rtcall(runtimeType(x.type, 'hex') ? 'printhex' : 'printuint', [int64(b, x)]);
}

function runtimeType(t: Type, name: string): boolean {
  const n = asNamed(t);
  return n !== null && n.obj.name === name && n.obj.pkg !== null && n.obj.pkg.path === 'runtime';
}

/** Calls a function that panics where v is true. */
function panicIf(b: Builder, v: Value, name: string): void {
  const bad = b.newBlock();
  const good = b.newBlock();
  b.branch(v, bad, good, -1);
  b.startSealed(bad);
  b.rtcall(name, []);
  b.exit();
  b.startSealed(good);
}

/** The checks of unsafe.Slice and unsafe.String: a pointer to `len` elements of `size` bytes. */
function checkUnsafe(b: Builder, ptr: Value, len: Value, size: number, what: string): void {
  panicIf(b, b.emit2(Op.LtS, Scalar.I8, len, b.int(0)), `panicunsafe${what}len`);
  const isNil = b.newBlock();
  const check = b.newBlock();
  const done = b.newBlock();
  const word = b.as(ptr, Scalar.I64);
  b.branch(b.emit2(Op.Eq, Scalar.I8, word, b.int(0)), isNil, check, -1);
  b.startSealed(isNil);
  panicIf(b, b.emit2(Op.Ne, Scalar.I8, len, b.int(0)), `panicunsafe${what}nilptr`);
  b.jump(done);
  b.startSealed(check);
  if (size > 0) {
    let bytes = len;
    if (size > 1) {
      const full = b.emit2(Op.MulFull, Scalar.Void, len, b.int(size));
      const hi = b.emit(Op.Result, Scalar.I64, [full]);
      bytes = b.emit(Op.Result, Scalar.I64, [full], 0, 1);
      panicIf(b, b.emit2(Op.Ne, Scalar.I8, hi, b.int(0)), `panicunsafe${what}len`);
    }
    const room = b.emit1(Op.Neg, Scalar.I64, word);
    panicIf(b, b.emit2(Op.LtU, Scalar.I8, room, bytes), `panicunsafe${what}len`);
  }
  b.jump(done);
  b.startSealed(done);
}

function unsafeSlice(b: Builder, x: Val, y: Val, t: Type): Val {
  const ptr = x.comps![0]!;
  const len = int64(b, y);
  checkUnsafe(b, ptr, len, b.p.layouts.size(elemOf(t)), 'slice');
  return b.scalars(t, [ptr, len, len]);
}

function unsafeString(b: Builder, x: Val, y: Val, t: Type): Val {
  const ptr = x.comps![0]!;
  const len = int64(b, y);
  checkUnsafe(b, ptr, len, 1, 'string');
  return b.scalars(t, [ptr, len]);
}
