// The words for what should never happen.

import { InternalError } from '../diag/internal-error.ts';

/** What is said of a mistake of burrow's own. */
export function report(err: unknown): string {
  const stack = err instanceof Error ? (err.stack ?? err.message) : String(err);
  const kind = err instanceof InternalError ? 'internal error' : 'unexpected failure';
  return `burrow: ${kind}, please report it with the command and its input\n${stack}\n`;
}
