// The link symbols that a program's functions mention, by number. A symbol that the compiler makes on demand carries its
// recipe: what to make it from when the link asks for it.

import * as Recipe from './recipe.ts';

/** The number of a symbol; 0 is none. */
export type SymId = number;

/** The symbols of one program, by (name, ABI). */
export class Symbols {
  readonly names: string[] = [''];
  readonly abis: number[] = [0];
  /** How the symbol is made; null for what others define (assembly, gc). */
  readonly recipes: (Recipe.Recipe | null)[] = [null];
  private readonly ids: readonly [Map<string, SymId>, Map<string, SymId>] = [new Map(), new Map()];
  private readonly pulledIds: readonly [Map<string, SymId>, Map<string, SymId>] = [new Map(), new Map()];
  private readonly pulledSyms = new Set<SymId>();

  /** The symbol of a name; ABI 0 also for data. */
  lookup(name: string, abi: number): SymId {
    return this.lookupIn(this.ids[abi === 0 ? 0 : 1], name, abi);
  }

  /**
   * The symbol of a name as those see it who only pull it by a linkname: they know nothing of what stands behind it, whether
   * others do or not.
   */
  pulled(name: string, abi: number): SymId {
    const s = this.lookupIn(this.pulledIds[abi === 0 ? 0 : 1], name, abi);
    this.pulledSyms.add(s);
    return s;
  }

  isPulled(s: SymId): boolean {
    return this.pulledSyms.has(s);
  }

  /** The symbol of a name that somebody pulled; 0 for one that nobody did. */
  findPulled(name: string, abi: number): SymId {
    return this.pulledIds[abi === 0 ? 0 : 1].get(name) ?? 0;
  }

  private lookupIn(ids: Map<string, SymId>, name: string, abi: number): SymId {
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

  /** The function that a closure is a part of; the symbol itself of all else. */
  unitOf(s: SymId): SymId {
    const recipe = this.recipes[s] ?? null;
    return recipe !== null && recipe.kind === Recipe.Closure ? recipe.unit : s;
  }

  /** Gives a symbol its recipe, unless it has one. */
  define(s: SymId, recipe: Recipe.Recipe): SymId {
    this.recipes[s] ??= recipe;
    return s;
  }
}
