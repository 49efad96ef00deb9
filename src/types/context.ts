// A context finds instances again: equal origin and identical type arguments give one instance, in all packages of a
// program. That also ends the expansion of types that mention instances of themselves.

import * as TypeKind from './typekind.ts';
import { identical } from './predicates.ts';
import type { Alias, Named, Signature, Type } from './type.ts';
import { unalias } from './under.ts';

/** What can be instantiated. */
export type Generic = Named | Alias | Signature;

class Entry {
  readonly hash: number;
  readonly targs: readonly Type[];
  readonly instance: Type;

  constructor(hash: number, targs: readonly Type[], instance: Type) {
    this.hash = hash;
    this.targs = targs;
    this.instance = instance;
  }
}

/** The instances that were made, by origin and type arguments. Origins are the same only if they are one object. */
export class Context {
  private readonly instances = new Map<Generic, Entry[]>();

  /** The instance of orig with these type arguments, or null. */
  lookup(orig: Generic, targs: readonly Type[]): Type | null {
    const list = this.instances.get(orig);
    return list === undefined ? null : find(list, hashTypes(targs), targs);
  }

  /** Enters an instance, unless there is one; returns the one that counts. */
  update(orig: Generic, targs: readonly Type[], instance: Type): Type {
    const hash = hashTypes(targs);
    const list = this.instances.get(orig);
    if (list === undefined) {
      this.instances.set(orig, [new Entry(hash, targs, instance)]);
      return instance;
    }
    const known = find(list, hash, targs);
    if (known !== null) return known;
    list.push(new Entry(hash, targs, instance));
    return instance;
  }
}

function find(list: readonly Entry[], hash: number, targs: readonly Type[]): Type | null {
  for (const e of list) {
    if (e.hash !== hash || e.targs.length !== targs.length) continue;
    let i = 0;
    while (i < targs.length && identical(targs[i]!, e.targs[i]!)) i++;
    if (i === targs.length) return e.instance;
  }
  return null;
}

function hashTypes(list: readonly Type[]): number {
  let h = 0;
  for (const t of list) h = (Math.imul(h, 31) + hashType(t)) | 0;
  return h;
}

/** Equal for identical types. Looks into nothing that may not be complete yet. */
function hashType(t: Type): number {
  switch (t.kind) {
    case TypeKind.Basic:
      return t.basic;
    case TypeKind.Alias:
      return hashType(unalias(t));
    case TypeKind.Named:
      return (hashName(t.orig.obj.name) + hashTypes(t.targs)) | 0;
    case TypeKind.TypeParam:
      return hashName(t.obj.name);
    case TypeKind.Pointer:
    case TypeKind.Slice:
    case TypeKind.Chan:
    case TypeKind.Array:
      return (Math.imul(hashType(t.elem), 31) + t.kind) | 0;
    case TypeKind.Map:
      return (Math.imul(hashType(t.key), 31) + Math.imul(hashType(t.elem), 7) + t.kind) | 0;
    case TypeKind.Struct:
      return (t.fields.length << 8) | t.kind;
    case TypeKind.Signature:
      return (t.params.vars.length << 16) | (t.results.vars.length << 8) | t.kind;
    default:
      return t.kind;
  }
}

function hashName(s: string): number {
  let h = s.length;
  for (let i = 0; i < s.length; i++) h = (Math.imul(h, 33) ^ s.charCodeAt(i)) | 0;
  return h;
}
