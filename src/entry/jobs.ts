// The jobs that a worker can run, by name: one row each, its code loaded when first used.

/** A synchronous function of plain data. */
export interface Job {
  run(input: unknown): unknown;
}

export const jobs: Readonly<Record<string, () => Promise<Job>>> = {};
