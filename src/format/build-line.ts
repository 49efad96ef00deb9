// Build constraints in comments: `//go:build` lines and the `// +build` lines of old. The formatter keeps the two in step
// and brings expressions to one form.

import { And, type Expr, formatExpr, goBuildText, Not, Or, plusBuildText, Tag } from '../base/build-constraint.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { hasPrefix } from './text.ts';

/** Whether the comment is a `//go:build` line, well-formed or not. */
export function isGoBuild(bytes: Uint8Array, start: number, end: number): boolean {
  return hasPrefix(bytes, start, end, '//go:build') && goBuildText(decodeUtf8(bytes, start, end)) !== null;
}

/** Whether the comment is a `// +build` line, well-formed or not. */
export function isPlusBuild(bytes: Uint8Array, start: number, end: number): boolean {
  let i = start + 2;
  while (i < end && (bytes[i] === 0x20 || bytes[i] === 0x09)) i++;
  // Any other space before the plus is left to the careful way.
  if (i < end && bytes[i] !== 0x2b && bytes[i]! < 0x80 && bytes[i]! > 0x20) return false;
  return plusBuildText(decodeUtf8(bytes, start, end)) !== null;
}

/** The `// +build` lines that say the same; null if there are none. */
export function plusBuildLines(x: Expr): string[] | null {
  // Lines are joined by and, fields of a line by or, parts of a field by and.
  const split: string[][][] = [];
  for (const line of operands(pushNot(x, false), And)) {
    const fields: string[][] = [];
    for (const field of operands(line, Or)) {
      const parts = operands(field, And);
      if (parts.some(part => part.kind === Or)) return null;
      fields.push(parts.map(formatExpr));
    }
    split.push(fields);
  }
  const lines = split.every(fields => fields.length === 1) ? [[split.flatMap(fields => fields[0]!)]] : split;
  return lines.map(fields => '// +build' + fields.map(parts => ' ' + parts.join(',')).join(''));
}

/** Moves negation down to the tags. */
function pushNot(x: Expr, not: boolean): Expr {
  switch (x.kind) {
    case Tag:
      return not ? { kind: Not, x } : x;
    case Not:
      return pushNot(x.x, !not);
    default:
      return { kind: not ? (x.kind === And ? Or : And) : x.kind, x: pushNot(x.x, not), y: pushNot(x.y, not) };
  }
}

function operands(x: Expr, kind: typeof And | typeof Or): Expr[] {
  return x.kind === kind ? [...operands(x.x, kind), ...operands(x.y, kind)] : [x];
}
