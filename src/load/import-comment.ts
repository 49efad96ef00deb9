// Import comments (`package x // import "example.com/x"`), with which a package says by which path it may be imported. They
// count only without modules, where a directory's path is no more than a place.

import { quote, unquote } from '../base/quote.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { readText, type DirPackage } from './dir-package.ts';

const skipped = String.raw`(?:\s|//[^\n]*\n|/\*[^]*?\*/)*`;
const word = String.raw`[\p{L}\p{N}_]+`;
const clause = new RegExp(`^${skipped}package(?![\\p{L}\\p{N}_])${skipped}${word}`, 'u');
const comment = /^[ \t\r]*(?:\/\/([^\n]*)|\/\*([^\n]*?)\*\/)/;

/** The literal in the import comment of a file, as it is written; null for none. */
export function importCommentOf(text: string): string | null {
  const start = clause.exec(text);
  if (start === null) return null;
  const found = comment.exec(text.slice(start[0].length));
  if (found === null) return null;
  const m = /^import(?![\p{L}\p{N}_])(.*)$/su.exec((found[1] ?? found[2] ?? '').trim());
  return m === null ? null : m[1]!.trim();
}

/** The path that the files of a package agree on, '' for none, and what is wrong with their comments, '' for nothing. */
export function importComments(host: Host, p: DirPackage): { readonly found: string; readonly error: string } {
  let found = '';
  let first = '';
  for (const name of [...p.goFiles, ...p.cgoFiles, ...p.testGoFiles, ...p.xTestGoFiles].sort()) {
    const text = readText(host, path.join(p.dir, name));
    const literal = text instanceof IOError ? null : importCommentOf(text);
    if (literal === null) continue;
    const value = unquote(literal);
    // The go command counts lines from the package clause on.
    if (value === null) return { found, error: `${path.join(p.dir, name)}:1: cannot parse import comment` };
    if (found === '') {
      found = value;
      first = name;
    } else if (value !== found) {
      const both = `${quote(found)} (${first}) and ${quote(value)} (${name})`;
      return { found, error: `found import comments ${both} in ${p.dir}` };
    }
  }
  return { found, error: '' };
}
