// Whether a tree has the form of another. Names of one lower-case letter in a pattern are wildcards: each stands for an
// expression, the same one each time.

import { decodeUtf8 } from '../base/utf8.ts';
import type { Fields } from './layout.ts';
import * as Layout from './layout.ts';
import { NoPos } from './lines.ts';
import * as NodeKind from './nodekind.ts';
import type { CommentGroup, Expr, Ident, Node } from './nodes.ts';
import { isLower } from '../base/unicode.ts';

/** What wildcards stand for, by name. */
export type Bindings = Map<string, Expr>;

/** Whether a name is a wildcard. */
export function isWildcard(name: string): boolean {
  const rune = name.codePointAt(0);
  return rune !== undefined && name.length === (rune > 0xffff ? 2 : 1) && isLower(rune);
}

/** Whether a node is an expression or a type. */
export function isExpr(n: Node): n is Expr {
  return n.kind < NodeKind.BadStmt;
}

export function identName(x: Ident, text: Uint8Array): string {
  return decodeUtf8(text, x.start, x.end);
}

/**
 * Whether `n` matches `pattern`; each has its own text. What wildcards stand for is added to `bound`; without bindings
 * there are no wildcards. Positions do not matter.
 */
export function matches(
  bound: Bindings | null,
  pattern: Node | null,
  patternText: Uint8Array,
  n: Node | null,
  text: Uint8Array,
): boolean {
  if (pattern === null || n === null) return pattern === n;
  if (bound !== null && pattern.kind === NodeKind.Ident && isExpr(n)) {
    const name = identName(pattern, patternText);
    if (isWildcard(name)) {
      const old = bound.get(name);
      if (old !== undefined) return matches(null, old, text, n, text);
      bound.set(name, n);
      return true;
    }
  }
  if (pattern.kind !== n.kind) return false;
  // f(x) and f(x...) differ in a position only.
  if (pattern.kind === NodeKind.CallExpr && n.kind === NodeKind.CallExpr) {
    if ((pattern.ellipsis === NoPos) !== (n.ellipsis === NoPos)) return false;
  }
  const p = pattern as unknown as Fields;
  const v = n as unknown as Fields;
  for (const { name, kind } of Layout.layouts[pattern.kind]!) {
    const a = p[name];
    const b = v[name];
    switch (kind) {
      case Layout.TextField:
        if (
          decodeUtf8(patternText, a as number, p['end'] as number) !== decodeUtf8(text, b as number, v['end'] as number)
        ) {
          return false;
        }
        break;
      case Layout.PlainField:
        if (a !== b) return false;
        break;
      case Layout.NodeField:
      case Layout.OpenField:
        if (!matches(bound, a as Node | null, patternText, b as Node | null, text)) return false;
        break;
      case Layout.ListField:
      case Layout.OpenListField: {
        const listA = (a ?? []) as Node[];
        const listB = (b ?? []) as Node[];
        if (listA.length !== listB.length) return false;
        for (let i = 0; i < listA.length; i++) {
          if (!matches(bound, listA[i]!, patternText, listB[i]!, text)) return false;
        }
        break;
      }
      case Layout.GroupField:
        if (!sameComments(a as CommentGroup | null, patternText, b as CommentGroup | null, text)) return false;
        break;
    }
  }
  return true;
}

function sameComments(a: CommentGroup | null, textA: Uint8Array, b: CommentGroup | null, textB: Uint8Array): boolean {
  if (a === null || b === null) return a === b;
  if (a.list.length !== b.list.length) return false;
  return a.list.every(
    (c, i) => decodeUtf8(textA, c.start, c.end) === decodeUtf8(textB, b.list[i]!.start, b.list[i]!.end),
  );
}
