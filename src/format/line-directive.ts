// `//line` directives move the positions that errors print. This reads them, with go/scanner's complaints.

import { decodeUtf8 } from '../base/utf8.ts';
import type { Lines } from './lines.ts';

const maxLineCol = 1 << 30;

/** What stands after the last colon of a text: where it starts (0: no colon) and its value (-1: no number). */
function trailingNumber(text: string): { readonly at: number; readonly value: number } {
  const at = text.lastIndexOf(':') + 1;
  const digits = text.slice(at);
  if (at === 0 || !/^[0-9]+$/.test(digits)) return { at, value: -1 };
  const value = Number(digits);
  // Go reads an unsigned 64-bit number here; what does not fit is no number.
  return { at, value: value < 2 ** 64 ? value : -1 };
}

/**
 * Reads the line directive in text[start, end), a whole comment, and records it for the text from `next` on.
 * `complain` takes the offset and text of a mistake.
 */
export function readLineDirective(
  lines: Lines,
  source: Uint8Array,
  start: number,
  end: number,
  next: number,
  complain: (offset: number, message: string) => void,
): void {
  if (source[start + 1] === 0x2a) end -= 2; // the closing of a general comment
  const offset = start + 7;
  let text = decodeUtf8(source, offset, end);
  const { at, value } = trailingNumber(text);
  if (at === 0) return; // not a directive after all
  const byteAt = (i: number): number => offset + utf8Prefix(text, i);
  if (value < 0) {
    complain(byteAt(at), 'invalid line number: ' + text.slice(at));
    return;
  }
  let line = value;
  let column = 0;
  let nameEnd = at - 1;
  let lineAt = at;
  const second = trailingNumber(text.slice(0, at - 1));
  const hasColumn = second.value >= 0;
  if (hasColumn) {
    line = second.value;
    column = value;
    lineAt = second.at;
    if (column === 0 || column > maxLineCol) {
      complain(byteAt(at), 'invalid column number: ' + text.slice(at));
      return;
    }
    text = text.slice(0, at - 1);
    nameEnd = second.at - 1;
  }
  if (line === 0 || line > maxLineCol) {
    complain(byteAt(lineAt), 'invalid line number: ' + text.slice(lineAt));
    return;
  }
  let filename = text.slice(0, nameEnd);
  if (filename === '' && hasColumn) {
    filename = lines.position(offset).filename; // that of the text before
  } else if (filename !== '') {
    filename = cleanPath(filename);
    if (!filename.startsWith('/')) filename = joinDir(lines.filename, filename);
  }
  lines.addInfo(next, filename, line, column);
}

function utf8Prefix(text: string, n: number): number {
  let bytes = 0;
  for (const c of text.slice(0, n)) {
    const code = c.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The name of a file in the directory of another. */
function joinDir(file: string, name: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? name : cleanPath(file.slice(0, slash + 1) + name);
}

/** The shortest path that names the same file, as Go's path.Clean. */
function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!rooted) parts.push(part);
  }
  return (rooted ? '/' : '') + parts.join('/') || '.';
}
