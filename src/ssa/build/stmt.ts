// Statements.

import { unreachable } from '../../diag/internal-error.ts';
import type { Stmt } from '../../syntax/nodes.ts';
import type { Builder } from './builder.ts';

/** Builds a statement. */
export function stmt(_b: Builder, s: Stmt): void {
  unreachable(`a statement of kind ${s.kind}`);
}

/** Builds statements in order. */
export function stmtList(b: Builder, list: readonly Stmt[]): void {
  for (const s of list) stmt(b, s);
}
