// A doc comment at the top level, reformatted: its text is read as a document and printed in the one form that gofmt
// knows; directives (`//go:noinline`) go to its end. Most comments are in that form already, which is seen without reading
// them as a document.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { formatDocText } from './doc-comment.ts';
import { Comment } from './nodes.ts';
import type { TextPool } from './text.ts';
import { hasPrefix } from './text.ts';

/** The comments of a group in their standard form; the group's own where that is what they are. */
export function formatDocComment(list: readonly Comment[], pool: TextPool): readonly Comment[] {
  const { bytes } = pool;
  const first = list[0]!;
  if (bytes[first.start + 1] === 0x2a) {
    return list.length === 1 ? formatGeneral(list, first, pool) : list;
  }
  if (isStandard(list, bytes)) return list;
  const directives: Comment[] = [];
  let text = '';
  for (const c of list) {
    if (bytes[c.start + 1] !== 0x2f) return list;
    if (isDirective(bytes, c.start + 2, c.end)) {
      directives.push(c);
      continue;
    }
    const from = c.start + (bytes[c.start + 2] === 0x20 && c.end > c.start + 2 ? 3 : 2);
    text += decodeUtf8(bytes, from, c.end) + '\n';
  }
  if (text === '') return list;
  const { slash } = first;
  const out: Comment[] = [];
  const formatted = formatDocText(text);
  if (formatted !== '') {
    for (const line of formatted.slice(0, -1).split('\n')) {
      out.push(newComment(pool, slash, line === '' ? '//' : line.startsWith('\t') ? '//' + line : '// ' + line));
    }
  }
  if (directives.length > 0) {
    out.push(newComment(pool, slash, '//'));
    for (const c of directives) out.push(new Comment(slash, c.start, c.end));
  }
  return out;
}

/** A general comment of several lines. */
function formatGeneral(list: readonly Comment[], c: Comment, pool: TextPool): readonly Comment[] {
  const text = decodeUtf8(pool.bytes, c.start, c.end);
  // One line, or an old-style comment with a star in front of each line: no good doc comment, and not made better.
  if (!text.includes('\n') || !/\n[ \t]*[^ \t*]/.test(text)) return list;
  const inner = text.slice(2, -2);
  if (inner === '') return list;
  return [newComment(pool, c.slash, `/*\n${formatDocText(inner)}*/`)];
}

function newComment(pool: TextPool, slash: number, text: string): Comment {
  const bytes = encodeUtf8(text);
  const start = pool.add(bytes);
  return new Comment(slash, start, start + bytes.length);
}

/** Whether bytes[start, end), the text of a comment after its `//`, is a directive. */
export function isDirective(bytes: Uint8Array, start: number, end: number): boolean {
  if (start >= end || bytes[start] === 0x20) return false;
  if (hasPrefix(bytes, start, end, 'line ')) return true;
  if (hasPrefix(bytes, start, end, 'extern ') || hasPrefix(bytes, start, end, 'export ')) return true;
  // [a-z0-9]+:[a-z0-9]
  let i = start;
  while (i < end && isLowerOrDigit(bytes[i]!)) i++;
  return i > start && i + 1 < end && bytes[i] === 0x3a && isLowerOrDigit(bytes[i + 1]!);
}

function isLowerOrDigit(b: number): boolean {
  return (b >= 0x61 && b <= 0x7a) || (b >= 0x30 && b <= 0x39);
}

/**
 * Whether `//` comments are plain paragraphs in their standard form. A false "no" costs time only: anything that might
 * be a list, a heading, code, a link definition or a quotation is a no.
 */
function isStandard(list: readonly Comment[], bytes: Uint8Array): boolean {
  let paragraph = 0; // lines of the paragraph so far
  let last = 0; // last byte of its last line
  let paragraphs = 0;
  for (let i = 0; i < list.length; i++) {
    const c = list[i]!;
    if (c.end === c.start + 2 && bytes[c.start + 1] === 0x2f) {
      // A blank line, which may stand only between paragraphs, or before the directives.
      if (paragraph === 0 || i + 1 === list.length) return false;
      if (paragraph === 1 && paragraphs > 0 && maybeHeadingEnd(last)) return false;
      paragraphs++;
      paragraph = 0;
      continue;
    }
    if (isDirective(bytes, c.start + 2, c.end)) {
      if (paragraph > 0 || paragraphs === 0) return false;
      for (; i < list.length; i++) if (!isDirective(bytes, list[i]!.start + 2, list[i]!.end)) return false;
      return true;
    }
    if (c.end < c.start + 4 || bytes[c.start + 1] !== 0x2f || bytes[c.start + 2] !== 0x20) return false;
    const b = bytes[c.start + 3]!;
    // Only letters, quotes and parentheses start a line of which there is no doubt.
    const letter = (b | 0x20) >= 0x61 && (b | 0x20) <= 0x7a;
    if (!letter && b !== 0x22 && b !== 0x28 && b !== 0x24) return false;
    for (let k = c.start + 4; k < c.end; k++) {
      if ((bytes[k] === 0x60 || bytes[k] === 0x27) && bytes[k - 1] === bytes[k]) return false;
    }
    paragraph++;
    last = bytes[c.end - 1]!;
  }
  return true;
}

/** Whether a line that ends so may be a heading of the old style. */
function maybeHeadingEnd(last: number): boolean {
  return last !== 0x2e && last !== 0x3a;
}
