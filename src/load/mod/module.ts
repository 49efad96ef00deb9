// Module paths and versions: what may be one, how upper case is written in the file system, and major version suffixes.

import { quote } from '../../base/quote.ts';
import * as semver from './semver.ts';

/** A module at a version; the version is '' for a main module and for a directory. */
export interface Version {
  readonly path: string;
  readonly version: string;
}

/** `path@version`, or the path alone. */
export function formatVersion(m: Version): string {
  return m.version === '' ? m.path : `${m.path}@${m.version}`;
}

/** `p` is `prefix` or beneath it, by path elements. */
export function hasPathPrefix(p: string, prefix: string): boolean {
  return p === prefix || prefix === '' || (p.startsWith(prefix) && p.charCodeAt(prefix.length) === 47);
}

type PathKind = 'module' | 'import' | 'file';

const allowed: Record<PathKind, RegExp> = {
  module: /^[-._~0-9A-Za-z]*$/,
  import: /^[-._~0-9A-Za-z+]*$/,
  file: /^[-!#$%&()+,.=@[\]^_{}~ 0-9A-Za-z\p{L}]*$/u,
};
const windowsDevice = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i;

function checkElements(path: string, kind: PathKind): string {
  if (path === '') return 'empty string';
  if (path[0] === '-' && kind !== 'file') return 'leading dash';
  if (path.includes('//')) return 'double slash';
  if (path.endsWith('/')) return 'trailing slash';
  for (const elem of path.split('/')) {
    const why = checkElement(elem, kind);
    if (why !== '') return why;
  }
  return '';
}

function checkElement(elem: string, kind: PathKind): string {
  if (elem === '') return 'empty path element';
  if (/^\.+$/.test(elem)) return `invalid path element ${quote(elem)}`;
  if (elem[0] === '.' && kind === 'module') return 'leading dot in path element';
  if (elem.endsWith('.')) return 'trailing dot in path element';
  if (!allowed[kind].test(elem)) {
    for (const c of elem) if (!allowed[kind].test(c)) return `invalid char ${quoteRune(c)}`;
  }
  const stem = elem.split('.', 1)[0]!;
  if (windowsDevice.test(stem)) return `${quote(stem)} disallowed as path element component on Windows`;
  if (kind !== 'file' && /~[0-9]+$/.test(stem)) return 'trailing tilde and digits in path element';
  return '';
}

function quoteRune(c: string): string {
  return c === "'" ? "'\\''" : c === '"' ? `'"'` : `'${quote(c).slice(1, -1)}'`;
}

/** What keeps a string from being an import path; '' for nothing. */
export function checkImportPath(path: string): string {
  // Nearly every path is plain.
  if (/^[a-z0-9]+(?:\/[a-z0-9]+)*$/.test(path) && !/(?:^|\/)(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\/|$)/.test(path))
    return '';
  const why = checkElements(path, 'import');
  return why === '' ? '' : `malformed import path ${quote(path)}: ${why}`;
}

/** What keeps a string from being a file's name in a module; '' for nothing. */
export function checkFilePath(path: string): string {
  const why = checkElements(path, 'file');
  return why === '' ? '' : `malformed file path ${quote(path)}: ${why}`;
}

/** What keeps a string from being the path of a module that can be fetched; '' for nothing. */
export function checkPath(path: string): string {
  const malformed = (why: string) => `malformed module path ${quote(path)}: ${why}`;
  const why = checkElements(path, 'module');
  if (why !== '') return malformed(why);
  const first = path.split('/', 1)[0]!;
  if (first === '') return malformed('leading slash');
  if (!first.includes('.')) return malformed('missing dot in first path element');
  if (first[0] === '-') return malformed('leading dash in first path element');
  for (const c of first)
    if (!/[-.0-9a-z]/.test(c)) return malformed(`invalid char ${quoteRune(c)} in first path element`);
  return splitPathVersion(path) === null ? malformed('invalid version') : '';
}

/** What keeps a main module's own path, or a path in a go.mod file, from being one: the elements only. */
export function checkModulePath(path: string): string {
  const why = checkElements(path, 'module');
  return why === '' ? '' : `malformed module path ${quote(path)}: ${why}`;
}

/** The path without its major version, and that (`/v2`, `.v1`, ''); null where it is no valid one. */
export function splitPathVersion(path: string): { prefix: string; major: string } | null {
  if (path.startsWith('gopkg.in/')) {
    const m = /^(.+)(\.v([0-9]+)(?:-unstable)?)$/.exec(path);
    if (m === null || (m[3]!.startsWith('0') && m[2] !== '.v0')) return null;
    return { prefix: m[1]!, major: m[2]! };
  }
  const m = /^(.+)(\/v([0-9.]+))$/.exec(path);
  if (m === null) return { prefix: path, major: '' };
  if (m[3]!.includes('.') || m[3]!.startsWith('0') || m[3] === '1') return null;
  return { prefix: m[1]!, major: m[2]! };
}

/** The version's major number fits the path's suffix; '' or why not. */
export function checkPathMajor(v: string, pathMajor: string): string {
  const suffix = pathMajor.startsWith('.v') ? pathMajor.replace(/-unstable$/, '') : pathMajor;
  if (v.startsWith('v0.0.0-') && suffix === '.v1') return '';
  const m = semver.major(v);
  let want = suffix;
  if (suffix === '') {
    if (m === 'v0' || m === 'v1' || semver.build(v) === '+incompatible') return '';
    want = 'v0 or v1';
  } else {
    want = suffix.slice(1);
    if (m === want) return '';
  }
  return `version ${quote(v)} invalid: should be ${want}, not ${m}`;
}

/** What keeps a version, or the name of a revision, from being asked of a proxy; '' for nothing. */
export function checkVersionName(version: string): string {
  const bad = checkElement(version, 'file') !== '' || version.includes('!');
  return bad ? `version ${quote(version)} invalid: disallowed version string` : '';
}

/** Upper case letters as `!` and the lower case one: for file systems that do not tell them apart. */
export function escapePath(path: string): string {
  return path.replace(/[A-Z]/g, c => '!' + c.toLowerCase());
}

/** The other way; null where the text is not what `escapePath` makes. */
export function unescapePath(escaped: string): string | null {
  if (/[A-Z]|!(?![a-z])/.test(escaped)) return null;
  return escaped.replace(/!([a-z])/g, (_, c: string) => c.toUpperCase());
}

/** By path, then by version. */
export function compareVersions(a: Version, b: Version): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return semver.compare(a.version, b.version);
}

/** The first element has no dot: such paths are the standard library's. */
export function isStandardImportPath(path: string): boolean {
  const slash = path.indexOf('/');
  const dot = path.indexOf('.');
  return dot < 0 || (slash >= 0 && slash < dot);
}
