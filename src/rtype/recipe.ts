// What symbols of types refer to, and how each of these can be made. A symbol that is made from a type alone has a recipe;
// the recipes of all symbols that were named are kept by name, and who finds out that the program needs a symbol, by the
// relocations that lead to it, makes it. Nothing is made because it was named.

import * as Abi from '../obj/abi.ts';
import type { Obj, Sym } from '../obj/object.ts';
import type { Func } from '../types/object.ts';
import type { Type } from '../types/type.ts';
import type { TypeNames } from './names.ts';

export const TypeDescriptor = 1;
export const Itab = 2;
export const EqFunc = 3;
export const HashFunc = 4;
export const Method = 5;

/** How a symbol is made. */
export class Recipe {
  readonly kind: typeof TypeDescriptor | typeof Itab | typeof EqFunc | typeof HashFunc | typeof Method;
  /** The type described, compared or hashed; of a method the receiver, as the method set has it. */
  readonly type: Type;
  /** Of an itab; else null. */
  readonly iface: Type | null;
  /** The method as it is declared, and the way from the receiver to it; else null. */
  readonly method: Func | null;
  readonly index: readonly number[] | null;

  constructor(
    kind: Recipe['kind'],
    type: Type,
    iface: Type | null,
    method: Func | null,
    index: readonly number[] | null,
  ) {
    this.kind = kind;
    this.type = type;
    this.iface = iface;
    this.method = method;
    this.index = index;
  }
}

/** Receives symbols: an object, and the recipes of what the symbols in it name. */
export class Sink {
  readonly obj: Obj;
  private readonly names: TypeNames;
  /** By symbol name; functions have ABIInternal. Recipes of one name make the same symbol. */
  readonly recipes: Map<string, Recipe>;

  constructor(obj: Obj, names: TypeNames, recipes: Map<string, Recipe> = new Map()) {
    this.obj = obj;
    this.names = names;
    this.recipes = recipes;
  }

  /** Data, or a function with a stack ABI, of this name. */
  data(name: string): Sym {
    return this.obj.lookup(name, Abi.ABI0);
  }

  /** A function of this name. */
  func(name: string): Sym {
    return this.obj.lookup(name, Abi.ABIInternal);
  }

  /** The descriptor of a type. */
  type(t: Type): Sym {
    const name = this.names.typeSymbol(t);
    if (!this.recipes.has(name)) this.recipes.set(name, new Recipe(TypeDescriptor, t, null, null, null));
    return this.data(name);
  }

  /** The table that makes a concrete type t an iface. */
  itab(t: Type, iface: Type): Sym {
    const name = this.names.itab(t, iface);
    if (!this.recipes.has(name)) this.recipes.set(name, new Recipe(Itab, t, iface, null, null));
    return this.data(name);
  }

  /** The function that compares values of type t. */
  eqFunc(t: Type): Sym {
    const name = this.names.eqFunc(t);
    if (!this.recipes.has(name)) this.recipes.set(name, new Recipe(EqFunc, t, null, null, null));
    return this.func(name);
  }

  /** The function that hashes values of type t. */
  hashFunc(t: Type): Sym {
    const name = this.names.hashFunc(t);
    if (!this.recipes.has(name)) this.recipes.set(name, new Recipe(HashFunc, t, null, null, null));
    return this.func(name);
  }

  /** A method of the method set of recv. */
  method(recv: Type, method: Func, index: readonly number[]): Sym {
    const name = this.names.methodSymbol(recv, method.pkg, method.name);
    if (!this.recipes.has(name)) this.recipes.set(name, new Recipe(Method, recv, null, method, index));
    return this.func(name);
  }
}
