// Numbers of types that are declared inside functions. Two of them may have one name, so that symbols add the number of the
// declaration among all such in the package, in the order of the source: `main.T\u00b71`.

import type { Pos } from '../base/pos.ts';
import * as NodeKind from '../syntax/nodekind.ts';
import type { File, Node } from '../syntax/nodes.ts';
import { walk } from '../syntax/walk.ts';

/** The numbers of the local defined types of a package by the position of their names; the files in gc's order, with all bodies. */
export function localTypeNumbers(files: readonly File[]): Map<Pos, number> {
  const numbers = new Map<Pos, number>();
  const inFunction = (n: Node): boolean => {
    if (n.kind === NodeKind.TypeDecl && !n.alias) numbers.set(n.name.pos, numbers.size + 1);
    return true;
  };
  for (const file of files) {
    walk(file, n => {
      if (n.kind !== NodeKind.BlockStmt) return true;
      walk(n, inFunction);
      return false;
    });
  }
  return numbers;
}
