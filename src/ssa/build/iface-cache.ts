// Assertions to interfaces with methods, and the interface cases of type switches. Which itab a type has for an interface is a
// search in the runtime's table; so each place has a descriptor (internal/abi's TypeAssert, InterfaceSwitch) with a cache of
// the types that were seen there. lower/assert-cache.ts makes the code that looks into it before it calls the runtime.

import { assert } from '../../diag/internal-error.ts';
import * as Abi from '../../obj/abi.ts';
import * as ObjKind from '../../types/objkind.ts';
import type { Type } from '../../types/type.ts';
import type { Value } from '../func.ts';
import * as Op from '../op.generated.ts';
import type { Program } from '../program/program.ts';
import * as Recipe from '../recipe.ts';
import * as Scalar from '../scalar.ts';
import { StaticData } from '../staticinit/data.ts';
import type { SymId } from '../symbols.ts';
import type { Builder } from './builder.ts';
import type { Unit } from './fn-state.ts';

/** The offset of the hash in a type descriptor, and in an itab. */
const hashOffset = 16;

/** The hash of the type that a word which is not nil stands for: a type's descriptor or an itab. */
export function hashOf(b: Builder, word: Value): Value {
  return b.emit(Op.Load, Scalar.I32, [word], 0, hashOffset, 1);
}

/** The itab, as I64, of a dynamic type for the interface t. Where the type does not implement t: 0 if it may fail, else a panic. */
export function itabFor(b: Builder, type: Value, t: Type, mayFail: boolean): Value {
  if (b.fn === null) {
    const made = b.rtcall(mayFail ? 'assertE2I2' : 'assertE2I', [b.symAddr(b.p.typeSym(t)), type]);
    return b.as(made[0]!, Scalar.I64);
  }
  const descriptor = b.symAddr(assertDescriptor(b.p, b.fn.unit, t, mayFail));
  return b.as(b.rtcall('typeAssert', [descriptor, type])[0]!, Scalar.I64);
}

/** The first of several interfaces that the dynamic type implements, their number where there is none; and its itab. */
export function firstInterface(
  b: Builder,
  type: Value,
  interfaces: readonly Type[],
): { readonly index: Value; readonly itab: Value } {
  assert(b.fn !== null, 'a switch stands in a function of the source');
  const descriptor = b.symAddr(switchDescriptor(b.p, b.fn.unit, interfaces));
  const made = b.rtcall('interfaceSwitch', [descriptor, type]);
  return { index: made[0]!, itab: b.as(made[1]!, Scalar.I64) };
}

function assertDescriptor(p: Program, unit: Unit, t: Type, mayFail: boolean): SymId {
  const word = p.layouts.ptrSize;
  const d = descriptor(p, unit, 'TypeAssert', 'typeAssert', 3 * word);
  d.addr(0, word, p.runtimeGlobal('emptyTypeAssertCache'));
  d.addr(word, word, p.typeSym(t));
  if (mayFail) d.int(2 * word, 1, 1);
  d.assertion = { to: t, mayFail };
  return d.sym;
}

function switchDescriptor(p: Program, unit: Unit, interfaces: readonly Type[]): SymId {
  const word = p.layouts.ptrSize;
  const d = descriptor(p, unit, 'InterfaceSwitch', 'interfaceSwitch', (2 + interfaces.length) * word);
  d.addr(0, word, p.runtimeGlobal('emptyInterfaceSwitchCache'));
  d.word(word, interfaces.length);
  interfaces.forEach((t, i) => d.addr((2 + i) * word, word, p.typeSym(t)));
  return d.sym;
}

/** A descriptor of a type of internal/abi, for one place of a unit. */
function descriptor(p: Program, unit: Unit, type: string, name: string, size: number): StaticData {
  const obj = p.source.package('internal/abi').scope.lookup(type);
  assert(obj !== null && obj.kind === ObjKind.TypeName, `internal/abi has ${type}`);
  const sym = p.syms.lookup(`${p.syms.names[unit.sym]!}..${name}.${unit.descriptors++}`, Abi.ABI0);
  const d = new StaticData(sym, obj.type, size, p.layouts.ptrSize, true, false);
  d.dupok = true; // what is inlined into other packages names it there too
  p.syms.define(sym, { kind: Recipe.Data, data: d });
  return d;
}
