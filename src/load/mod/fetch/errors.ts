// What goes wrong with a module on its way here: thrown where the next proxy may be asked instead, worded as the go
// command words it. What must end the command at once (a checksum that does not match) is a plain ConfigError.

import { ConfigError } from '../../config-error.ts';
import { quote } from '../../../base/quote.ts';
import type { Version } from '../module.ts';
import * as semver from '../semver.ts';
import type { Origin } from './origin.ts';

/** A module, a version or a file that could not be had. */
export class FetchError extends ConfigError {
  /** There is no such thing, so that somebody else may be asked for it. */
  readonly notExist: boolean;
  /** The text without the module it is about. */
  readonly reason: string;

  /** What was found out about the source all the same: a later command may see that the failure would be the same. */
  readonly origin: Origin | null;

  constructor(text: string, notExist = false, reason = text, origin: Origin | null = null) {
    super(text);
    this.notExist = notExist;
    this.reason = reason;
    this.origin = origin;
  }

  /** The same failure, told in other words. */
  told(text: string, reason: string, origin: Origin | null): FetchError {
    return new FetchError(text, this.notExist, reason, origin);
  }
}

/** What was asked for is no version of the module. Where modules of several paths may have a package, another may still have it. */
export class InvalidVersionError extends FetchError {
  override told(text: string, reason: string, origin: Origin | null): FetchError {
    return new InvalidVersionError(text, this.notExist, reason, origin);
  }
}

/** The text of anything thrown by this room; what is no mistake of the user or the world is thrown on. */
export function errorText(err: unknown): string {
  if (err instanceof ConfigError) return err.message;
  throw err;
}

/** A version as go.mod files have it: `v1.2.3`, with `+incompatible` the only build that stays. */
export function canonicalVersion(v: string): string {
  const c = semver.canonical(v);
  return c !== '' && semver.build(v) === '+incompatible' ? c + '+incompatible' : c;
}

/** The version names a commit by its time and hash. */
export function isPseudoVersion(v: string): boolean {
  return (
    /^v[0-9]+\.(?:0\.0-|\d+\.\d+-(?:[^+]*\.)?0\.)\d{14}-[A-Za-z0-9]+(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/.test(
      v,
    ) && semver.isValid(v)
  );
}

/** The time in a pseudo-version: RFC 3339; '' for none. */
export function pseudoVersionTime(v: string): string {
  const m = /[-.](\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)-[A-Za-z0-9]+(?:\+[^+]*)?$/.exec(v);
  return m === null || !isPseudoVersion(v) ? '' : `${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`;
}

/** The same error, said of a version of a module. */
export function aboutModule(m: Version, err: unknown): unknown {
  if (!(err instanceof FetchError)) return err;
  const { path, version } = m;
  if (version !== '' && version !== canonicalVersion(version)) {
    const text = `${path}@${version}: invalid ${isPseudoVersion(version) ? 'pseudo-version' : 'version'}: ${err.message}`;
    return new InvalidVersionError(text, err.notExist, err.message, err.origin);
  }
  const text = version === '' ? `module ${path}: ${err.message}` : `${path}@${version}: ${err.message}`;
  return err.told(text, err.message, err.origin);
}

/** A version that cannot be a file name of the cache. */
export function checkCacheVersion(version: string): string {
  if (!semver.isValid(version)) return `non-semver module version ${quote(version)}`;
  return canonicalVersion(version) === version ? '' : `non-canonical module version ${quote(version)}`;
}
