// The size of a node when it is printed on one line. Alignment, one-line functions and one-line structs depend on it; a
// node is measured by printing it without keeping what is printed, until there is a line break.

import * as NodeKind from './nodekind.ts';
import type { BlockStmt, Expr, Stmt } from './nodes.ts';
import { NoPos } from './lines.ts';
import { printExpr } from './print-expr.ts';
import { printStmt } from './print-stmt.ts';
import { Printer } from './printer.ts';

/** The size of the node; more than `max` if it is larger or takes several lines. */
export function nodeSize(p: Printer, n: Expr | Stmt, max: number): number {
  if (n.size > 0) return n.size;
  if (n.kind === NodeKind.Ident) return n.end - n.start;
  p.measurer ??= new Printer(p.lines, p.pool, false, true);
  const m = p.measurer;
  m.reset();
  if (n.kind < NodeKind.BadStmt) {
    printExpr(m, n as Expr);
  } else {
    if (n.kind === NodeKind.LabeledStmt) m.indent = 1; // which the label takes back
    printStmt(m, n as Stmt, false);
  }
  let size = max + 1;
  if (!m.multiline) {
    m.end();
    if (!m.multiline && m.measured <= max) size = m.measured;
  }
  n.size = size;
  return size;
}

/** The size of a function body on one line; more than `max` if it does not belong on one. */
export function bodySize(p: Printer, body: BlockStmt, max: number): number {
  const { lbrace, list, rbrace } = body;
  if (lbrace !== NoPos && rbrace !== NoPos && p.lines.line(lbrace) !== p.lines.line(rbrace)) return max + 1;
  if (list.length > 5) return max + 1;
  let size = p.commentSizeBefore(rbrace);
  for (let i = 0; i < list.length && size <= max; i++) {
    if (i > 0) size += 2; // a semicolon and a blank
    size += nodeSize(p, list[i]!, max);
  }
  return size;
}
