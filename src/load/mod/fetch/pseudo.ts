// Pseudo-versions: v0.0.0-TIME-COMMIT, and those that stand between two tags.

import * as semver from '../semver.ts';
import { isPseudoVersion } from './errors.ts';

/** The pseudo-version of a commit after a tagged version ('' for none). `time` is RFC 3339 in UTC, to the second. */
export function pseudoVersion(major: string, older: string, time: string, rev: string): string {
  const segment = `${time.replace(/[-:TZ]/g, '')}-${rev}`;
  const build = semver.build(older);
  const base = semver.canonical(older);
  if (base === '') return `${major || 'v0'}.0.0-${segment}`;
  if (semver.prerelease(base) !== '') return `${base}.0.${segment}${build}`;
  const dot = base.lastIndexOf('.') + 1;
  return `${base.slice(0, dot)}${BigInt(base.slice(dot)) + 1n}-0.${segment}${build}`;
}

interface Parts {
  readonly base: string;
  readonly rev: string;
  readonly build: string;
}

function split(v: string): Parts | null {
  if (!isPseudoVersion(v)) return null;
  const build = semver.build(v);
  const plain = v.slice(0, v.length - build.length);
  const dash = plain.lastIndexOf('-');
  const front = plain.slice(0, dash);
  const dot = front.lastIndexOf('.');
  const end = Math.max(dot, front.lastIndexOf('-'));
  // `vX.0.0-TIME`, or `vX.Y.Z-pre.0.TIME` and `vX.Y.Z-0.TIME`.
  return { base: front.slice(0, end), rev: plain.slice(dash + 1), build };
}

/** The commit that a pseudo-version names; '' for another version. */
export function pseudoVersionRev(v: string): string {
  return split(v)?.rev ?? '';
}

/** The tagged version that a pseudo-version follows, '' for none; or why it cannot follow any. */
export function pseudoVersionBase(v: string): { readonly base: string; readonly error: string } {
  const fail = (error: string) => ({ base: '', error });
  const parts = split(v);
  if (parts === null) return fail('syntax error');
  const { base, build } = parts;
  const pre = semver.prerelease(base);
  if (pre === '') return build === '' ? fail('') : fail(`lacks base version, but has build metadata "${build}"`);
  if (pre !== '-0') return { base: base.slice(0, -'.0'.length) + build, error: '' };
  const release = base.slice(0, -'-0'.length);
  const dot = release.lastIndexOf('.') + 1;
  const patch = BigInt(release.slice(dot));
  if (patch === 0n) return fail(`version before ${release} would have negative patch number`);
  return { base: `${release.slice(0, dot)}${patch - 1n}${build}`, error: '' };
}
