// What is known of a version of a module, as .info files of the module cache and of proxies have it.

import { isPseudoVersion } from './errors.ts';
import { originFields, readOrigin, type Origin } from './origin.ts';

/** What is known of a version. */
export interface RevInfo {
  readonly version: string;
  /** RFC 3339; '' for none. */
  readonly time: string;
  readonly origin: Origin | null;
}

/** Reads an .info file; null where it is none. */
export function parseInfo(text: string): RevInfo | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = new Map(Object.entries(value).map(([k, v]) => [k.toLowerCase(), v as unknown]));
  const version = fields.get('version') ?? '';
  const time = fields.get('time') ?? '';
  const origin = readOrigin(fields.get('origin'));
  if (typeof version !== 'string' || typeof time !== 'string' || origin === undefined) return null;
  return { version, time: time === '0001-01-01T00:00:00Z' ? '' : time, origin };
}

/** The .info file of a version, as the go command writes it. */
export function formatInfo(info: RevInfo): string {
  const out: Record<string, unknown> = { Version: info.version, Time: info.time || '0001-01-01T00:00:00Z' };
  if (info.origin !== null) {
    // What depends on more than this version is not kept.
    const ref = isPseudoVersion(info.version) ? '' : info.origin.ref;
    out['Origin'] = originFields({ ...info.origin, tagSum: '', tagPrefix: '', repoSum: '', ref });
  }
  return JSON.stringify(out);
}
