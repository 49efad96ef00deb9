// The link symbols that a program's functions mention, by number. A symbol that the compiler makes on demand carries its
// recipe: what to make it from when the link asks for it.

import type { Recipe } from './recipe.ts';

/** The number of a symbol; 0 is none. */
export type SymId = number;

/** The symbols of one program, by (name, ABI). */
export class Symbols {
  readonly names: string[] = [''];
  readonly abis: number[] = [0];
  /** How the symbol is made; null for what others define (assembly, gc). */
  readonly recipes: (Recipe | null)[] = [null];
  private readonly ids: readonly [Map<string, SymId>, Map<string, SymId>] = [new Map(), new Map()];

  /** The symbol of a name; ABI 0 also for data. */
  lookup(name: string, abi: number): SymId {
    const ids = this.ids[abi === 0 ? 0 : 1];
    let s = ids.get(name);
    if (s === undefined) {
      s = this.names.length;
      this.names.push(name);
      this.abis.push(abi);
      this.recipes.push(null);
      ids.set(name, s);
    }
    return s;
  }

  /** The number of a symbol that was named before; 0 for one that was not. */
  find(name: string, abi: number): SymId {
    return this.ids[abi === 0 ? 0 : 1].get(name) ?? 0;
  }

  /** Gives a symbol its recipe, unless it has one. */
  define(s: SymId, recipe: Recipe): SymId {
    this.recipes[s] ??= recipe;
    return s;
  }
}
