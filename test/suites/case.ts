// What a suite is made of: named cases, each of which says what is wrong with it. A test file registers them with
// node:test; the conformance report runs the same cases and counts.
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** One test of a suite. */
export interface Case {
  readonly name: string;
  run(): Verdict | Promise<Verdict>;
}

/** What is wrong, a line each: none where the case passes. Or why it was not run. */
export type Verdict = readonly string[] | Skipped;

/** Why a case was not run. */
export class Skipped {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Thrown by a case whose object or program did not come to be, so that there was nothing to compare or to run. */
export class NotBuilt extends Error {}

/** What became of a case. */
export interface Outcome {
  readonly name: string;
  /** Empty: passed, or skipped. */
  readonly wrong: readonly string[];
  /** Why it was not run; empty where it was. */
  readonly skipped: string;
  readonly built: boolean;
}

/** Runs a case; an exception is a failure like any other. */
export async function outcomeOf({ name, run }: Case): Promise<Outcome> {
  try {
    const verdict = await run();
    return verdict instanceof Skipped
      ? { name, wrong: [], skipped: verdict.reason, built: false }
      : { name, wrong: verdict, skipped: '', built: true };
  } catch (err) {
    return { name, wrong: [(err as Error).message], skipped: '', built: !(err instanceof NotBuilt) };
  }
}

/** A case that asserts. */
export function asserting(name: string, check: () => void | Promise<void>): Case {
  return {
    name,
    run: async () => {
      await check();
      return [];
    },
  };
}

/** Makes a test of each case. */
export function register(cases: readonly Case[], prefix = ''): void {
  for (const c of cases) {
    test(prefix + c.name, async t => {
      const verdict = await c.run();
      if (verdict instanceof Skipped) t.skip(verdict.reason);
      else assert.deepEqual(verdict, []);
    });
  }
}
