// Interfaces: conversions to them, assertions, dynamic types. An interface value is a word, the type or the itab, and a data
// pointer: the value itself for direct types, else a Box.

import { assert } from '../../diag/internal-error.ts';
import { itabMethodOffset } from '../../rtype/itab.ts';
import * as Typ from '../../types/basic.ts';
import { identical } from '../../types/predicates.ts';
import * as TypeKind from '../../types/typekind.ts';
import { isEmptyInterface, typeSet } from '../../types/typeset.ts';
import type { Interface, Type } from '../../types/type.ts';
import { under } from '../../types/under.ts';
import * as AllocKind from '../allockind.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import * as Scalar from '../scalar.ts';
import { MarkUseIface } from '../sig.ts';
import type { SymId } from '../symbols.ts';
import type { Builder, Val } from './builder.ts';
import { itabFor } from './iface-cache.ts';

function ifaceOf(t: Type): Interface {
  const u = under(t);
  assert(u.kind === TypeKind.Interface, 'an interface');
  return u;
}

function isEface(t: Type): boolean {
  return isEmptyInterface(ifaceOf(t));
}

/** The address of a type or an itab, as the word of an interface. */
function wordOf(b: Builder, sym: SymId): Value {
  return b.emit(Op.SymAddr, Scalar.I64, [], sym);
}

/** A load of what never changes. */
export function loadConst(b: Builder, kind: Scalar.Kind, addr: Value, offset: number): Value {
  return b.emit(Op.Load, kind, [addr], 0, offset, 1);
}

/** The dynamic type of an interface value: a pointer word (I64) to its descriptor, 0 for nil. */
export function typeWord(b: Builder, x: Val): Value {
  const word = x.comps![0]!;
  if (isEface(x.type)) return word;
  const result = b.newVariable(Scalar.I64);
  const some = b.newBlock();
  const done = b.newBlock();
  b.writeVariable(result, word);
  b.branch(b.emit2(Op.Ne, Scalar.I8, word, b.int(0)), some, done);
  b.startSealed(some);
  b.writeVariable(result, loadConst(b, Scalar.I64, word, 8));
  b.jump(done);
  b.startSealed(done);
  return b.readVariable(result);
}

/** The dynamic type of an interface value that is not nil. */
export function typeOfWord(b: Builder, x: Val): Value {
  const word = x.comps![0]!;
  return isEface(x.type) ? word : loadConst(b, Scalar.I64, word, 8);
}

/** The itab, or the type where t has no methods, of the dynamic type of x for the interface t; 0 where it does not implement it. */
function wordFor(b: Builder, x: Val, t: Type): Value {
  if (isEface(t)) return typeWord(b, x);
  const word = x.comps![0]!;
  const result = b.newVariable(Scalar.I64);
  const some = b.newBlock();
  const done = b.newBlock();
  b.writeVariable(result, word);
  b.branch(b.emit2(Op.Ne, Scalar.I8, word, b.int(0)), some, done, 1);
  b.startSealed(some);
  b.writeVariable(result, itabFor(b, typeOfWord(b, x), t, true));
  b.jump(done);
  b.startSealed(done);
  return b.readVariable(result);
}

/** The word that an interface value of type `iface` has when it holds a t. */
function wantedWord(b: Builder, iface: Type, t: Type): Value {
  return wordOf(b, isEface(iface) ? b.p.typeSym(t) : b.p.itabSym(t, iface));
}

/** Whether (I8) the interface value x holds a value of type t, which is no interface. */
export function holdsType(b: Builder, x: Val, t: Type): Value {
  return b.emit2(Op.Eq, Scalar.I8, x.comps![0]!, wantedWord(b, x.type, t));
}

/** The value of type t that x holds: `holdsType` was seen to be true. */
export function unpackIface(b: Builder, x: Val, t: Type): Val {
  const data = x.comps![1]!;
  if (b.p.layouts.isDirectIface(t)) return b.scalars(t, [data]);
  const comps = b.components(t);
  if (comps === null) return b.inMemory(t, data);
  return b.scalars(
    t,
    comps.map(c => loadConst(b, c.kind, data, c.offset)),
  );
}

/** x converted to the interface type `to`; x may be of any type that implements it. */
export function toInterface(b: Builder, x: Val, to: Type): Val {
  if (x.type === Typ.UntypedNil) return b.zero(to);
  const u = ifaceOf(to);
  const from = under(x.type);
  if (from.kind === TypeKind.Interface) {
    // Types of equal methods have itabs of their own all the same: which itab it is tells the dynamic type.
    if (identical(x.type, to)) return b.scalars(to, x.comps!);
    // Every type in x implements it, so that only nil has no itab.
    return b.scalars(to, [wordFor(b, x, to), x.comps![1]!]);
  }
  const { p } = b;
  const typeSym = p.typeSym(x.type);
  b.f.marks.push({ kind: MarkUseIface, sym: typeSym, add: 0 });
  const word = wordOf(b, isEmptyInterface(u) ? typeSym : p.itabSym(x.type, to));
  return b.scalars(to, [word, dataWord(b, x)]);
}

function dataWord(b: Builder, x: Val): Value {
  if (b.p.layouts.isDirectIface(x.type)) {
    if (x.comps !== null) return b.as(x.comps[0]!, Scalar.Ptr);
    return b.load(Scalar.Ptr, x.addr);
  }
  const box = b.emit(Op.Box, Scalar.Ptr, x.comps ?? [x.addr], b.p.types.id(x.type));
  if (x.pos !== 0) b.f.posOf[box] = x.pos;
  return box;
}

/** x.(t), which panics. */
export function typeAssert(b: Builder, x: Val, t: Type): Val {
  const want = b.p.typeSym(t);
  if (under(t).kind === TypeKind.Interface) {
    const word = x.comps![0]!;
    const some = b.newBlock();
    const none = b.newBlock();
    b.branch(b.emit2(Op.Ne, Scalar.I8, word, b.int(0)), some, none, 1);
    b.startSealed(none);
    b.rtcall('panicnildottype', [b.symAddr(want)]);
    b.exit();
    b.startSealed(some);
    const type = typeOfWord(b, x);
    const to = isEface(t) ? type : itabFor(b, type, t, false);
    return b.scalars(t, [to, x.comps![1]!]);
  }
  const yes = b.newBlock();
  const no = b.newBlock();
  b.branch(holdsType(b, x, t), yes, no, 1);
  b.startSealed(no);
  const have = x.comps![0]!;
  b.rtcall(isEface(x.type) ? 'panicdottypeE' : 'panicdottypeI', [
    have,
    b.symAddr(want),
    b.symAddr(b.p.typeSym(x.type)),
  ]);
  b.exit();
  b.startSealed(yes);
  return unpackIface(b, x, t);
}

/** v, ok := x.(t): the value (zero where it fails) and ok, I8. */
export function typeAssertOk(b: Builder, x: Val, t: Type): [Val, Value] {
  if (under(t).kind === TypeKind.Interface) {
    const word = wordFor(b, x, t);
    const ok = b.emit2(Op.Ne, Scalar.I8, word, b.int(0));
    const data = b.emit(Op.CondSelect, Scalar.Ptr, [ok, x.comps![1]!, b.nil()]);
    return [b.scalars(t, [word, data]), ok];
  }
  const ok = holdsType(b, x, t);
  const comps = b.components(t);
  const yes = b.newBlock();
  const no = b.newBlock();
  const done = b.newBlock();
  if (comps === null) {
    const addr = b.alloc(t, AllocKind.Temp);
    b.branch(ok, yes, no);
    b.startSealed(yes);
    b.storeVal(addr, unpackIface(b, x, t), true);
    b.jump(done);
    b.startSealed(no);
    b.zeroAt(t, addr, true);
    b.jump(done);
    b.startSealed(done);
    return [b.inMemory(t, addr), ok];
  }
  const first = b.newVariables(comps);
  const write = (v: Val): void => {
    for (let i = 0; i < comps.length; i++) b.writeVariable(first + i, v.comps![i]!);
  };
  b.branch(ok, yes, no);
  b.startSealed(yes);
  write(unpackIface(b, x, t));
  b.jump(done);
  b.startSealed(no);
  write(b.zero(t));
  b.jump(done);
  b.startSealed(done);
  return [
    b.scalars(
      t,
      comps.map((_, i) => b.readVariable(first + i)),
    ),
    ok,
  ];
}

/** The code pointer of method `id` of the interface value x, which must not be nil; and the method's number. */
export function ifaceMethod(b: Builder, x: Val, id: string): { readonly code: Value; readonly index: number } {
  const index = typeSet(ifaceOf(x.type)).methods.findIndex(m => m.id() === id);
  assert(index >= 0, 'the interface has the method');
  const itab = x.comps![0]!;
  b.emit(Op.NilCheck, Scalar.Void, [itab]);
  return { code: loadConst(b, Scalar.I64, itab, itabMethodOffset(b.p.layouts.ptrSize, index)), index };
}
