// A package as the checker sees it.

import { Scope } from './scope.ts';

/** A type-checked, or imported, package. */
export class Package {
  /** What the compiler is told, and what symbols begin with: the import path, but `main` for a command once it is opened. */
  path: string;
  /** Empty until the first file tells it. */
  name: string;
  /** The package-level objects; its parent is the universe. */
  readonly scope: Scope;
  /** What it imports directly, in source order. */
  imports: Package[];
  /** All (at least the exported) objects are there. */
  complete: boolean;
  /** Stands for a package that could not be imported: lookups in it fail silently. */
  fake: boolean;
  /** The language version of its go.mod, as `go1.N`; empty where unknown. */
  goVersion: string;
  /** Makes name and imports known, for a package that is read when it is needed; else null. */
  open: (() => void) | null;

  constructor(path: string, name: string, universe: Scope) {
    this.path = path;
    this.name = name;
    this.scope = new Scope(universe, 0, 0, `package "${path}"`);
    this.imports = [];
    this.complete = false;
    this.fake = false;
    this.goVersion = '';
    this.open = null;
  }
}
