// What a symbol is made from when the link asks for it. build/compile.ts has one maker for each kind.

import type { FuncLit } from '../syntax/nodes.ts';
import type { Func as TypesFunc, Var } from '../types/object.ts';
import type { Package } from '../types/package.ts';
import type { Interface, Type } from '../types/type.ts';
import type { InitEntry } from './program/init-order.ts';
import type { StaticData } from './staticinit/data.ts';
import type { SymId } from './symbols.ts';

// A declared function, method or instance, with its closures.
export const Func = 0;
// A closure: comes with the unit that it stands in. `lit` is there until the unit is finished.
export const Closure = 1;
// A method that is called through a pointer, or promoted through embedded fields: T.M, (*T).M.
export const MethodWrapper = 2;
// x.M as a function value: a closure over x.
export const MethodValue = 3;
// An ABI wrapper around the same name under the other ABI; `fn` has the signature.
export const AbiWrapper = 4;
// f·f: the word that a func value points to.
export const FuncValue = 5;
// A package-level variable.
export const Global = 6;
// Read-only bytes: string contents, tables.
export const Bytes = 7;
// A type descriptor and what belongs to it.
export const TypeDesc = 8;
// An itab.
export const Itab = 9;
// type:.eq.T, type:.hash.T.
export const Eq = 10;
export const Hash = 11;
// The initialisation function of a package, its fragments, and its inittask.
export const PackageInit = 12;
// A part of a variable's initial contents that has no name in the source.
export const Data = 13;
// A function literal without captured variables in the initialiser of a package-level variable, which is data.
export const InitClosure = 14;
// The initialisation of one map, which the program may not need.
export const MapInit = 15;

/** How a symbol is made. */
export type Recipe =
  | { readonly kind: typeof Func; readonly fn: TypesFunc; readonly targs: readonly Type[] }
  | { readonly kind: typeof Closure; readonly unit: SymId; lit: FuncLit | null }
  | { readonly kind: typeof MethodWrapper; readonly recv: Type; readonly method: TypesFunc }
  | { readonly kind: typeof MethodValue; readonly recv: Type; readonly method: TypesFunc }
  | { readonly kind: typeof AbiWrapper; readonly target: SymId; readonly fn: TypesFunc }
  | { readonly kind: typeof FuncValue; readonly target: SymId }
  | { readonly kind: typeof Global; readonly v: Var }
  | { readonly kind: typeof Bytes; readonly bytes: Uint8Array; readonly align: number }
  | { readonly kind: typeof TypeDesc; readonly type: Type }
  | { readonly kind: typeof Itab; readonly type: Type; readonly iface: Interface }
  | { readonly kind: typeof Eq; readonly type: Type }
  | { readonly kind: typeof Hash; readonly type: Type }
  | { readonly kind: typeof PackageInit; readonly pkg: Package }
  | { readonly kind: typeof Data; readonly data: StaticData }
  | { readonly kind: typeof InitClosure; readonly pkg: Package; readonly lit: FuncLit }
  | { readonly kind: typeof MapInit; readonly pkg: Package; readonly entry: InitEntry };
