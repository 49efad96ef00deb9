// Language versions. A version is N of go1.N; 0 says that there is no restriction. Which version holds depends on the
// file: that of the package, or that of the file's `//go:build` line.

import type { Checker } from './checker.ts';
import type { At } from './errors.ts';
import { versionErrorf } from './errors.ts';

/** The version whose language this checker knows. */
export const current = 26;

/** The language version of `go1.N`, `go1.N.M`, `go1.NrcM`; 0 where the text is none. */
export function langVersion(text: string): number {
  const m = /^go(0|[1-9][0-9]*)(?:\.(0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)|(?:rc|beta|alpha)[0-9]+)?)?$/.exec(text);
  if (m === null) return 0;
  const major = Number(m[1]);
  // go1 and go1.0 have no feature that go1.1 lacks; a major version beyond 1 is newer than everything.
  return major > 1 ? 1000 * major : Math.max(1, Number(m[2] ?? 0));
}

/** Whether the current file may use what came with go1.`version`. */
export function allowVersion(check: Checker, version: number): boolean {
  const have = check.env.version;
  return have === 0 || have >= version;
}

/** Reports that `what` is too new for the current file, if so; returns whether it is allowed. */
export function verifyVersionf(check: Checker, at: At, version: number, what: string): boolean {
  if (allowVersion(check, version)) return true;
  versionErrorf(check, at, version, what);
  return false;
}
