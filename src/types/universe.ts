// The universe: predeclared types, constants, functions and nil; and package unsafe. Nothing of it ever changes, so there is
// one for everybody.

import { makeBool, makeInt64 } from '../constant/value.ts';
import * as Typ from './basic.ts';
import * as BuiltinId from './builtinid.ts';
import type { Obj } from './object.ts';
import { Builtin, Const, Func, isExported, Nil, TypeName, Var } from './object.ts';
import { Package } from './package.ts';
import { Scope } from './scope.ts';
import {
  Alias,
  allTerms,
  emptyTuple,
  Interface,
  Named,
  NamedHasUnder,
  NamedUnpacked,
  noTypeParams,
  Signature,
  topTypeSet,
  Tuple,
  TypeSet,
} from './type.ts';
import type { Basic } from './type.ts';
import * as VarKind from './varkind.ts';

/** The scope of predeclared identifiers. */
export const universe: Scope = new Scope(null, 0, 0, 'universe');

/** Package unsafe. */
export const unsafePackage: Package = new Package('unsafe', 'unsafe', universe);

/** `interface{}`, complete. */
export const emptyInterface: Interface = completeInterface([], topTypeSet);

/** The interface behind `any`. It is an object of its own, so that messages can say any. */
export const anyInterface: Interface = completeInterface([], topTypeSet);

/** The type name `any`, an alias. */
export const universeAny: TypeName = new TypeName(0, null, 'any', null);

/** The type `error`. */
export const universeError: Named = predeclared('error', errorInterface);

/** The constraint `comparable`. */
export const universeComparable: Named = predeclared('comparable', () =>
  completeInterface([], new TypeSet([], allTerms, true)),
);

/** The constant `iota`, whose value every constant declaration gives anew. */
export const universeIota: Const = new Const(0, null, 'iota', Typ.UntypedInt, makeInt64(0));

defineAll();

/** The universe with the built-ins `assert` and `trace`, which only tests of the checker know. */
export function testUniverse(): Scope {
  const scope = new Scope(null, 0, 0, 'universe');
  for (const name of universe.names()) scope.insert(universe.lookup(name)!);
  scope.insert(new Builtin(null, 'assert', BuiltinId.Assert));
  scope.insert(new Builtin(null, 'trace', BuiltinId.Trace));
  return scope;
}

function completeInterface(methods: readonly Func[], tset: TypeSet): Interface {
  const t = new Interface(null, methods, [], true);
  t.tset = tset;
  return t;
}

function predeclared(name: string, makeUnderlying: (self: Named) => Interface): Named {
  const obj = new TypeName(0, null, name, null);
  const named = new Named(null, obj, null, [], null, null);
  obj.type = named;
  const under = makeUnderlying(named);
  named.fromRHS = under;
  named.underlying = under;
  named.state = NamedUnpacked | NamedHasUnder;
  return named;
}

function errorInterface(self: Named): Interface {
  const recv = new Var(VarKind.Recv, 0, null, '', self);
  const result = new Var(VarKind.Result, 0, null, '', Typ.String);
  const sig = new Signature(recv, noTypeParams, emptyTuple, new Tuple([result]), false);
  const methods = [new Func(0, null, 'Error', sig)];
  return completeInterface(methods, new TypeSet(methods, allTerms, false));
}

function defineAll(): void {
  for (const t of Typ.byKind) defineBasic(t);
  defineBasic(Typ.Byte);
  defineBasic(Typ.Rune);
  const any = new Alias(universeAny, anyInterface);
  any.actual = anyInterface;
  universeAny.type = any;
  define(universeAny);
  define(universeError.obj);
  define(universeComparable.obj);
  define(new Const(0, null, 'true', Typ.UntypedBool, makeBool(true)));
  define(new Const(0, null, 'false', Typ.UntypedBool, makeBool(false)));
  define(universeIota);
  define(new Nil());
  for (let id: number = BuiltinId.Append; id < BuiltinId.Assert; id++) {
    const name = BuiltinId.builtins[id]!.name;
    define(new Builtin(isExported(name) ? unsafePackage : null, name, id));
  }
  unsafePackage.complete = true;
}

function defineBasic(t: Basic): void {
  if (t.name.includes(' ')) return; // invalid and untyped types have no name in Go
  define(new TypeName(0, isExported(t.name) ? unsafePackage : null, t.name, t));
}

/** Exported names belong to package unsafe. */
function define(obj: Obj): void {
  (isExported(obj.name) ? unsafePackage.scope : universe).insert(obj);
}
