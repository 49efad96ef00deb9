// Errors as go/scanner keeps them: a list that is sorted by position before it is shown.

import type { Position } from './lines.ts';

/** One mistake of the user's. */
export interface SyntaxError {
  readonly position: Position;
  readonly message: string;
}

/** `file:line:column: message`, without what is unknown. */
export function errorText(error: SyntaxError): string {
  const { filename, line, column } = error.position;
  if (filename === '' && line === 0) return error.message;
  let at = filename;
  if (line > 0) {
    if (at !== '') at += ':';
    at += line;
    if (column !== 0) at += ':' + column;
  }
  return at + ': ' + error.message;
}

/** Sorts by file name, line, column, then message. */
export function sortErrors(errors: SyntaxError[]): void {
  errors.sort((a, b) => {
    const p = a.position;
    const q = b.position;
    if (p.filename !== q.filename) return p.filename < q.filename ? -1 : 1;
    if (p.line !== q.line) return p.line - q.line;
    if (p.column !== q.column) return p.column - q.column;
    return a.message < b.message ? -1 : a.message > b.message ? 1 : 0;
  });
}

/** The list in one line: the first error and how many more there are. */
export function errorSummary(errors: readonly SyntaxError[]): string {
  const first = errorText(errors[0]!);
  return errors.length === 1 ? first : `${first} (and ${errors.length - 1} more errors)`;
}
