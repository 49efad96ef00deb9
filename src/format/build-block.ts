// Where a file's build constraints go: all of them into one block after the leading comments, the `// +build` lines made
// from the `//go:build` line. It works on the printer's output before alignment.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { And, type Expr, formatExpr, parseLeadingConstraint } from '../base/build-constraint.ts';
import { plusBuildLines } from './build-line.ts';
import type { Printer } from './printer.ts';
import { Escape } from './printer.ts';

const slash = 0x2f;

/** Moves and rewrites the build lines of what was printed. */
export function fixBuildLines(p: Printer): void {
  if (p.goBuild.length === 0 && p.plusBuild.length === 0) return;
  const out = p.out.subarray(0, p.outLength);
  let insert = endOfComments(out);
  if (p.goBuild.length > 0 && p.goBuild[0]! < insert) insert = p.goBuild[0]!;
  else if (p.plusBuild.length > 0 && p.plusBuild[0]! < insert) insert = p.plusBuild[0]!;

  const chunks: Uint8Array[] = [out.subarray(0, insert)];
  const x = constraintOf(p, out);
  if (x === null) {
    // Not understood: the lines are only brought together.
    for (const at of [...p.goBuild, ...p.plusBuild]) chunks.push(out.subarray(at, lineEnd(out, at)));
  } else {
    pushLine(chunks, '//go:build ' + formatExpr(x));
    if (p.plusBuild.length > 0) {
      const lines = plusBuildLines(x);
      if (lines === null) pushLine(chunks, '// +build error: expression too complex for // +build lines');
      else for (const line of lines) pushLine(chunks, line);
    }
  }
  chunks.push(Uint8Array.of(0x0a));

  // The rest, without the lines that were moved, and without the double blank lines that they leave.
  let rest: Uint8Array<ArrayBufferLike> = new Uint8Array(0);
  let start = insert;
  for (const at of [...p.goBuild, ...p.plusBuild].sort((a, b) => a - b)) {
    if (at < start) continue;
    rest = appendLines(rest, out.subarray(start, at));
    start = lineEnd(out, at);
  }
  rest = appendLines(rest, out.subarray(start));
  const n = rest.length;
  if (n >= 2 && isNewline(rest[n - 1]!) && isNewline(rest[n - 2]!)) rest = rest.subarray(0, n - 1);
  chunks.push(rest);

  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const result = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  p.out = result;
  p.outLength = total;
}

/** The offset after the last blank line among the `//` comments that the file starts with. */
function endOfComments(out: Uint8Array): number {
  let insert = 0;
  for (let i = 0; ;) {
    let blank = true;
    while (out[i] === 0x20 || out[i] === 0x09) i++;
    if (i + 3 < out.length && out[i] === Escape && out[i + 1] === slash && out[i + 2] === slash) {
      blank = false;
      while (i < out.length && !isNewline(out[i]!)) i++;
    }
    if (i >= out.length || !isNewline(out[i]!)) return insert;
    i++;
    if (blank) insert = i;
  }
}

/** What the file's build lines say together; null if that is not clear. */
function constraintOf(p: Printer, out: Uint8Array): Expr | null {
  if (p.goBuild.length > 1) return null;
  if (p.goBuild.length === 1) return parseLeadingConstraint(commentAt(out, p.goBuild[0]!));
  let x: Expr | null = null;
  for (const at of p.plusBuild) {
    const y = parseLeadingConstraint(commentAt(out, at));
    if (y === null) return null;
    x = x === null ? y : { kind: And, x, y };
  }
  return x;
}

function commentAt(out: Uint8Array, start: number): string {
  if (out[start] === Escape) start++;
  let end = start;
  while (end < out.length && out[end] !== Escape && !isNewline(out[end]!)) end++;
  return decodeUtf8(out, start, end);
}

function lineEnd(out: Uint8Array, start: number): number {
  let end = start;
  while (end < out.length && !isNewline(out[end]!)) end++;
  return Math.min(end + 1, out.length);
}

function pushLine(chunks: Uint8Array[], text: string): void {
  chunks.push(Uint8Array.of(Escape), encodeUtf8(text), Uint8Array.of(Escape, 0x0a));
}

function appendLines(x: Uint8Array, y: Uint8Array): Uint8Array {
  const n = x.length;
  const atBlank = n === 0 || (n >= 2 && isNewline(x[n - 1]!) && isNewline(x[n - 2]!));
  const from = atBlank && y.length > 0 && isNewline(y[0]!) ? 1 : 0;
  const both = new Uint8Array(n + y.length - from);
  both.set(x);
  both.set(y.subarray(from), n);
  return both;
}

function isNewline(b: number): boolean {
  return b === 0x0a || b === 0x0c;
}
