// The order in which the package-level variables of one package are initialised, from the trees of its initialisers and of
// the functions that these mention. The rule is that of types/initorder.ts: of all variables, the one that waits for the
// fewest others comes next, and among those the first of the source.

import type { Pos } from '../../base/pos.ts';
import * as NodeKind from '../../syntax/nodekind.ts';
import type { Expr, File, Node } from '../../syntax/nodes.ts';
import { walk } from '../../syntax/walk.ts';
import type { Func, Obj, Var } from '../../types/object.ts';
import * as ObjKind from '../../types/objkind.ts';
import type { Package } from '../../types/package.ts';
import type { Selection } from '../../types/selection.ts';

/** Variables that one expression initialises, several where it is a call with several results. */
export interface InitEntry {
  readonly lhs: readonly Var[];
  readonly rhs: Expr;
  readonly file: File;
  /** Of the declaration. */
  readonly pos: Pos;
}

class VarNode {
  readonly v: Var;
  readonly order: number;
  readonly entry: InitEntry | null;
  needs = new Set<VarNode>();
  readonly neededBy: VarNode[] = [];
  waiting = 0;

  constructor(v: Var, order: number, entry: InitEntry | null) {
    this.v = v;
    this.order = order;
    this.entry = entry;
  }
}

/**
 * Sorts. `vars` are all variables of the package in source order, with what initialises them. `body` gives the tree of a
 * function of the package, checked. `orderless` says of an initialiser that it does not matter when it is evaluated: if no
 * other one depends on it, it comes first, and nobody looks into the functions that it mentions.
 */
export function sortInits(
  pkg: Package,
  vars: readonly { readonly v: Var; readonly entry: InitEntry | null }[],
  body: (fn: Func) => Node | null,
  orderless: (e: InitEntry) => boolean,
): InitEntry[] {
  const nodes = vars.map(({ v, entry }, i) => new VarNode(v, i, entry));
  const byVar = new Map<Obj, VarNode>(nodes.map(n => [n.v, n]));
  const mentionedBy = new Map<Func, readonly Obj[]>();
  const mentions = (root: Node): Obj[] => {
    const found = new Set<Obj>();
    walk(root, n => {
      let obj: Obj | null = null;
      if (n.kind === NodeKind.Name) obj = n.obj as Obj | null;
      else if (n.kind === NodeKind.SelectorExpr) obj = (n.selection as Selection | null)?.obj ?? null;
      if (obj !== null && obj.pkg === pkg) {
        if (obj.kind === ObjKind.Func) found.add(obj.origin ?? obj);
        else if (byVar.has(obj)) found.add(obj);
      }
      return true;
    });
    return [...found];
  };
  const sorted = nodes.filter(n => n.entry !== null && !orderless(n.entry));
  const first = new Set(nodes);
  for (const n of sorted) first.delete(n);
  for (const n of sorted) {
    if (n.entry === null) continue;
    const seen = new Set<Obj>();
    const work = mentions(n.entry.rhs);
    for (const obj of work) {
      if (seen.has(obj)) continue;
      seen.add(obj);
      if (obj.kind !== ObjKind.Func) {
        const m = byVar.get(obj)!;
        n.needs.add(m);
        if (first.delete(m)) sorted.push(m);
        continue;
      }
      let more = mentionedBy.get(obj);
      if (more === undefined) {
        const tree = body(obj);
        more = tree === null ? [] : mentions(tree);
        mentionedBy.set(obj, more);
      }
      work.push(...more);
    }
    for (const m of n.needs) m.neededBy.push(n);
    n.waiting = n.needs.size;
  }
  const out: InitEntry[] = [];
  const emitted = new Set<InitEntry>();
  for (const n of first) if (n.entry !== null) out.push(n.entry);
  const left = new Set(nodes.filter(n => !first.has(n)));
  while (left.size > 0) {
    let next: VarNode | null = null;
    for (const n of left) {
      if (next === null || n.waiting < next.waiting) next = n;
      if (next.waiting === 0) break; // in source order, so none can be before it
    }
    left.delete(next!);
    for (const n of next!.neededBy) n.waiting--;
    const entry = next!.entry;
    if (entry === null || emitted.has(entry)) continue;
    emitted.add(entry);
    out.push(entry);
  }
  return out;
}
