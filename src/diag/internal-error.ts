// Our own mistakes. The core throws, nothing in it catches; the driver adds where it was and asks for a report.

/** A broken invariant of burrow itself, never a mistake of the user's. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/** Throws an `InternalError` that says what should have held. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new InternalError(what);
}

/** For the default branch of a switch that the types say is complete. */
export function unreachable(what: string): never {
  throw new InternalError(what);
}
