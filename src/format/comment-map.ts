// Which comment belongs to which node: the node that ends on its line, or just above it before a blank line, else the
// node that follows. Of several nodes the largest is taken, so that a comment after an assignment is the assignment's and
// not its last operand's.

import { forEachChild } from './layout.ts';
import type { Lines, Pos } from './lines.ts';
import * as NodeKind from './nodekind.ts';
import type { CommentGroup, File, Node } from './nodes.ts';
import { endOf, posOf } from './positions.ts';

/** The comments of each node that has some. */
export type CommentMap = Map<Node, CommentGroup[]>;

/** Associates the comments of a file with its nodes. */
export function associateComments(file: File, lines: Lines): CommentMap {
  const map: CommentMap = new Map();
  const groups = file.comments.toSorted((a, b) => posOf(a) - posOf(b));
  const nodes: Node[] = [];
  const collect = (n: Node): void => {
    nodes.push(n);
    forEachChild(n, collect);
  };
  collect(file);

  const line = (pos: Pos): number => lines.position(pos).line;
  const stack: Node[] = []; // the statements, declarations... around the current node
  let prev: Node | null = null;
  let prevEnd = 0; // its last line
  let group: Node | null = null; // the last statement, declaration... that has ended
  let groupEnd = 0;
  /** Takes from the stack what ends before a position. */
  const pop = (pos: Pos): Node | null => {
    let top: Node | null = null;
    while (stack.length > 0 && endOf(stack.at(-1)!) <= pos) top = stack.pop()!;
    return top;
  };
  let next = 0;
  for (let i = 0; i <= nodes.length; i++) {
    const n = nodes[i] ?? null;
    const nodePos = n === null ? Infinity : Math.min(posOf(n), lines.size);
    const nodeLine = n === null ? Infinity : line(posOf(n));
    for (; next < groups.length; next++) {
      const g = groups[next]!;
      if (Math.min(endOf(g), lines.size) > nodePos) break;
      const start = line(posOf(g));
      const end = line(endOf(g));
      const top = pop(posOf(g));
      if (top !== null) {
        group = top;
        groupEnd = line(endOf(top));
      }
      const isAfter = (last: number): boolean => last === start || (last + 1 === start && end + 1 < nodeLine);
      let owner: Node;
      if (group !== null && isAfter(groupEnd)) owner = group;
      else if (prev !== null && (n === null || isAfter(prevEnd))) owner = prev;
      else owner = n!; // without a node before it there is one after it
      const list = map.get(owner);
      if (list === undefined) map.set(owner, [g]);
      else list.push(g);
    }
    if (n === null || next === groups.length) break;
    prev = n;
    prevEnd = line(endOf(n));
    if (isImportant(n)) {
      pop(posOf(n));
      stack.push(n);
    }
  }
  return map;
}

function isImportant(n: Node): boolean {
  return (
    (n.kind >= NodeKind.BadStmt && n.kind <= NodeKind.FuncDecl) || n.kind === NodeKind.Field || n.kind === NodeKind.File
  );
}
