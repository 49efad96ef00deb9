// Scopes: names to objects, nested. The scope of an imported package loads its objects when they are looked up.

import type { Pos } from '../base/pos.ts';
import type { Obj } from './object.ts';
import { equalFold, isExported } from './object.ts';

/** Makes the objects of a scope when they are first asked for. */
export interface ScopeLoader {
  /** The object of that name, whose parent it need not set; null where there is none. Called once a name. */
  load(name: string): Obj | null;
  /** All names, in any order. */
  names(): readonly string[];
  /** The names in bodies of exported functions and methods that may be inlined; asked when an error must be worded. */
  mentionedByExported(): ReadonlySet<string>;
}

/** A scope. `pos` and `end` say what text it covers, if known. */
export class Scope {
  readonly parent: Scope | null;
  /** Scopes inside this one, in source order; null where none are. The universe does not know its children. */
  children: Scope[] | null;
  /** Null while empty. Insertion order is declaration order. */
  elems: Map<string, Obj | null> | null;
  pos: Pos;
  end: Pos;
  /** The outermost scope of a function. */
  isFunc: boolean;
  /** Null for scopes that come from source. */
  loader: ScopeLoader | null;
  /** Says what the scope is, for dumps. */
  readonly comment: string;

  constructor(parent: Scope | null, pos: Pos, end: Pos, comment: string) {
    this.parent = parent;
    this.children = null;
    this.elems = null;
    this.pos = pos;
    this.end = end;
    this.isFunc = false;
    this.loader = null;
    this.comment = comment;
    if (parent !== null && parent.parent !== null) {
      if (parent.children === null) parent.children = [this];
      else parent.children.push(this);
    }
  }

  /** The object of this name in this scope, or null. */
  lookup(name: string): Obj | null {
    const elems = this.elems;
    if (elems !== null) {
      const obj = elems.get(name);
      if (obj !== undefined) return obj;
    }
    return this.loader === null ? null : this.load(this.loader, name);
  }

  private load(loader: ScopeLoader, name: string): Obj | null {
    const obj = loader.load(name);
    this.elems ??= new Map();
    this.elems.set(name, obj);
    if (obj !== null && obj.parent === null) obj.parent = this;
    return obj;
  }

  /** Enters obj under its name, and becomes its parent if it has none; returns an object that was there before, or null. */
  insert(obj: Obj): Obj | null {
    const before = this.lookup(obj.name);
    if (before !== null) return before;
    this.elems ??= new Map();
    this.elems.set(obj.name, obj);
    if (obj.parent === null) obj.parent = this;
    return null;
  }

  /** All names, sorted. */
  names(): string[] {
    const names: string[] = this.loader === null ? [] : [...this.loader.names()];
    if (this.elems !== null) {
      for (const [name, obj] of this.elems)
        if (obj !== null && (this.loader === null || !names.includes(name))) names.push(name);
    }
    return names.sort();
  }

  /** The objects whose names equal name but for case. */
  lookupIgnoringCase(name: string, exported: boolean): Obj[] {
    const found: Obj[] = [];
    for (const n of this.names()) {
      if ((!exported || isExported(n)) && equalFold(n, name)) found.push(this.lookup(n)!);
    }
    return found;
  }
}
