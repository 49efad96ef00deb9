// What Node throws, as the values that hosts give.

import { errnoText, IOError } from '../host.ts';

/** The value for what a call of the system threw. */
export function failure(op: string, path: string, err: unknown): IOError {
  const code = (err as NodeJS.ErrnoException).code ?? '';
  return new IOError(op, path, code, code === '' ? String((err as Error).message) : errnoText(code));
}
