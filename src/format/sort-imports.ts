// Import declarations in order: each run of imports on successive lines is sorted by path, name and comment, duplicates
// go, comments move with the import on their line. Positions stay where they were, so that the printer sees the same lines.

import { unquote } from '../base/quote.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { isDirective } from './doc-group.ts';
import type { Lines, Pos } from './lines.ts';
import { NoPos } from './lines.ts';
import * as NodeKind from './nodekind.ts';
import type { CommentGroup, File, GenDecl, ImportSpec } from './nodes.ts';
import { endOf, posOf } from './positions.ts';
import type { TextPool } from './text.ts';
import * as Token from './token.ts';

/** What an import is sorted by. */
interface Key {
  readonly spec: ImportSpec;
  readonly path: string;
  readonly name: string;
  readonly comment: string;
}

/** A comment of an import, and whether it is to the left of it. */
interface ImportComment {
  readonly group: CommentGroup;
  readonly left: boolean;
}

/** Sorts the imports of a file. */
export function sortImports(file: File, lines: Lines, pool: TextPool): void {
  for (const d of file.decls) {
    if (d.kind !== NodeKind.GenDecl || d.tok !== Token.Import) break; // imports come first
    if (d.lparen === NoPos) continue;
    const specs = d.specs as ImportSpec[];
    const sorted: ImportSpec[] = [];
    let start = 0;
    for (let i = 0; i <= specs.length; i++) {
      if (i < specs.length && (i === start || lines.line(posOf(specs[i]!)) <= 1 + lines.line(endOf(specs[i - 1]!)))) {
        continue;
      }
      sorted.push(...sortRun(specs.slice(start, i), d, file, lines, pool));
      start = i;
    }
    d.specs = sorted;
    // Where the last ones were duplicates, blank lines are left.
    const last = sorted.at(-1);
    if (last === undefined) continue;
    const lastLine = lines.line(posOf(last));
    for (let line = lines.line(d.rparen) - 1; line > lastLine; line--) lines.merge(line);
  }
}

function sortRun(specs: ImportSpec[], d: GenDecl, file: File, lines: Lines, pool: TextPool): ImportSpec[] {
  if (specs.length <= 1) return specs;
  const starts = specs.map(posOf);
  const ends = specs.map(endOf);
  const { first, last } = commentsBetween(file, lines, starts[0]!, ends.at(-1)!);
  const comments = file.comments.slice(first, last + 1);

  // Each comment belongs to the import on its line, or to the one after it.
  const owned = new Map<ImportSpec, ImportComment[]>();
  let index = 0;
  for (const group of comments) {
    const pos = group.list[0]!.slash;
    while (index + 1 < specs.length && starts[index + 1]! <= pos) index++;
    let left = false;
    if (index === 0 && starts[0]! > pos) {
      left = true;
    } else if (index + 1 < specs.length && lines.line(starts[index]!) + 1 === lines.line(pos)) {
      index++;
      left = true;
    }
    const spec = specs[index]!;
    const list = owned.get(spec);
    if (list === undefined) owned.set(spec, [{ group, left }]);
    else list.push({ group, left });
  }

  const keys = specs.map(spec => keyOf(spec, pool));
  keys.sort((a, b) => compare(a.path, b.path) || compare(a.name, b.name) || compare(a.comment, b.comment));
  const kept: ImportSpec[] = [];
  for (let i = 0; i < keys.length; i++) {
    const { spec, path, name } = keys[i]!;
    const next = keys[i + 1];
    if (next === undefined || next.path !== path || next.name !== name || spec.comment !== null) {
      kept.push(spec);
      continue;
    }
    const line = lines.line(posOf(spec));
    if (line !== lines.line(d.rparen)) lines.merge(line);
  }

  for (let i = 0; i < kept.length; i++) {
    const spec = kept[i]!;
    const start = starts[i]!;
    const size = endOf(spec.path) - spec.path.valuePos;
    if (spec.name !== null) spec.name.namePos = start;
    spec.path.valuePos = start;
    if (spec.path.valueEnd !== NoPos) spec.path.valueEnd = start + size;
    spec.endPos = ends[i]!;
    for (const { group, left } of owned.get(spec) ?? []) {
      for (const c of group.list) c.slash = left ? start - 1 : ends[i]!;
    }
  }
  comments.sort((a, b) => a.list[0]!.slash - b.list[0]!.slash);
  for (let i = 0; i < comments.length; i++) file.comments[first + i] = comments[i]!;
  return kept;
}

/** The indexes of the first and the last comment on the lines from one position to another. */
function commentsBetween(file: File, lines: Lines, from: Pos, to: Pos): { first: number; last: number } {
  const begin = lines.start(lines.line(from));
  const endLine = lines.line(to);
  const end = endLine === lines.length ? to : lines.start(endLine + 1);
  let first = file.comments.length;
  let last = -1;
  for (let i = 0; i < file.comments.length; i++) {
    const group = file.comments[i]!;
    if (endOf(group) >= end) break;
    if (begin > group.list[0]!.slash) continue;
    first = Math.min(first, i);
    last = i;
  }
  return { first: last < 0 ? 0 : first, last };
}

function keyOf(spec: ImportSpec, pool: TextPool): Key {
  const { bytes } = pool;
  return {
    spec,
    path: unquote(decodeUtf8(bytes, spec.path.start, spec.path.end)) ?? '',
    name: spec.name === null ? '' : decodeUtf8(bytes, spec.name.start, spec.name.end),
    comment: spec.comment === null ? '' : commentText(spec.comment, pool),
  };
}

/** The text of comments without markers, directives and blank lines that say nothing. */
function commentText(group: CommentGroup, pool: TextPool): string {
  const { bytes } = pool;
  const lines: string[] = [];
  for (const c of group.list) {
    const general = bytes[c.start + 1] === 0x2a;
    if (!general && isDirective(bytes, c.start + 2, c.end)) continue;
    let text = decodeUtf8(bytes, c.start + 2, general ? c.end - 2 : c.end);
    if (!general && text.startsWith(' ')) text = text.slice(1);
    for (const line of text.split('\n')) {
      const trimmed = line.replace(/[ \t\r\n]+$/, '');
      if (trimmed !== '' || (lines.length > 0 && lines.at(-1) !== '')) lines.push(trimmed);
    }
  }
  if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
  return lines.join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
