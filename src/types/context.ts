// A context finds instances again: equal origin and identical type arguments give one Named. It also stops the expansion of
// types that mention instances of themselves. One context serves a whole program; lookups go by a string that is equal for
// identical types.

import { identicalInstance } from './predicates.ts';
import type { Alias, Named, Signature, Type, TypeParam } from './type.ts';
import { instanceHash } from './typehash.ts';

interface Entry {
  readonly orig: Type;
  readonly targs: readonly Type[];
  readonly instance: Type;
}

/** The instances that were made, by origin and type arguments. */
export class Context {
  private readonly entries = new Map<string, Entry[]>();
  private readonly ids = new Map<Named | Alias | Signature | TypeParam, number>();

  /** A number for an object that stands for itself in hashes, the same whenever asked. */
  id(t: Named | Alias | Signature | TypeParam): number {
    let id = this.ids.get(t);
    if (id === undefined) {
      id = this.ids.size;
      this.ids.set(t, id);
    }
    return id;
  }

  /** What makes orig[targs] findable. */
  hash(orig: Named | Alias | Signature, targs: readonly Type[]): string {
    return instanceHash(this, orig, targs);
  }

  /** The instance of orig with targs that was entered under this hash, or null. */
  lookup(hash: string, orig: Type, targs: readonly Type[]): Type | null {
    const list = this.entries.get(hash);
    if (list === undefined) return null;
    for (const e of list) if (identicalInstance(orig, targs, e.orig, e.targs)) return e.instance;
    return null;
  }

  /** Enters an instance, unless an identical one is there; returns the one that counts. */
  update(hash: string, orig: Type, targs: readonly Type[], instance: Type): Type {
    const list = this.entries.get(hash);
    if (list === undefined) {
      this.entries.set(hash, [{ orig, targs, instance }]);
      return instance;
    }
    for (const e of list) if (identicalInstance(orig, targs, e.orig, e.targs)) return e.instance;
    list.push({ orig, targs, instance });
    return instance;
  }
}
