// Go versions as go.mod and go.work state them: 1.21, 1.21.3, 1.22rc1.

interface Parsed {
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  /** rc, beta, alpha, '' */
  readonly kind: string;
  readonly pre: string;
}

const pattern = /^(0|[1-9][0-9]*)(?:\.(0|[1-9][0-9]*)(?:\.(0|[1-9][0-9]*)|([a-z]+)(0|[1-9][0-9]*)?)?)?$/;

function parse(v: string): Parsed {
  const m = pattern.exec(v);
  if (m === null) return { major: '', minor: '', patch: '', kind: '', pre: '' };
  const minor = m[2];
  if (minor === undefined) return { major: m[1]!, minor: '0', patch: '0', kind: '', pre: '' };
  if (m[3] !== undefined) return { major: m[1]!, minor, patch: m[3], kind: '', pre: '' };
  if (m[4] !== undefined) return { major: m[1]!, minor, patch: '', kind: m[4], pre: m[5] ?? '' };
  // Before 1.21 "1.N" is the first release; from then on it is the language, older than its release candidates.
  return { major: m[1]!, minor, patch: Number(minor) < 21 && m[1] === '1' ? '0' : '', kind: '', pre: '' };
}

/** It is a Go version. */
export function isValid(v: string): boolean {
  return pattern.test(v);
}

/** By age; what is no version comes first. */
export function compare(a: string, b: string): number {
  const x = parse(a);
  const y = parse(b);
  return (
    compareInt(x.major, y.major) ||
    compareInt(x.minor, y.minor) ||
    compareInt(x.patch, y.patch) ||
    (x.kind < y.kind ? -1 : x.kind > y.kind ? 1 : 0) ||
    compareInt(x.pre, y.pre)
  );
}

function compareInt(x: string, y: string): number {
  if (x === y) return 0;
  if (x.length !== y.length) return x.length < y.length ? -1 : 1;
  return x < y ? -1 : 1;
}

/** It is a version of the language and not a release: 1.22. Before 1.21 the first release was called so, too. */
export function isLanguage(v: string): boolean {
  const p = parse(v);
  return p.major !== '' && p.patch === '' && p.kind === '' && p.pre === '';
}

/** The language version of a Go version: 1.21 for 1.21.3. */
export function language(v: string): string {
  const m = /^(\d+)(?:\.(\d+))?/.exec(v);
  return m === null ? '' : m[2] === undefined ? m[1]! : `${m[1]}.${m[2]}`;
}

/** go.mod files without a go line mean this version. */
export const defaultGoMod = '1.16';
/** go.work files without a go line mean this version. */
export const defaultGoWork = '1.18';
/** From here on go.mod lists every module that the build needs, and the graph is pruned. */
export const explicitIndirect = '1.17';
/** From here on `all` leaves out the tests of dependencies. */
export const narrowAll = '1.16';
/** From here on a module that needs a newer Go is refused. */
export const strict = '1.21';
/** From here on a vendored package must be listed in modules.txt. */
export const explicitModulesTxt = '1.23';
/** From here on go.mod has its indirect requirements in blocks of their own. */
export const separateIndirect = '1.17';
/** From here on go.sum keeps the go.mod sums that loading the packages needs. */
export const tidyGoModSum = '1.21';

/** The Go version of a toolchain's name: 1.22.1 for go1.22.1-custom; '' for none. */
export function fromToolchain(name: string): string {
  if (/[\\/]/.test(name)) return '';
  const v = /^go([^ \t-]*)/.exec(name)?.[1] ?? '';
  return isValid(v) ? v : '';
}

/** The Go release before: 1.20 for 1.21, `prev(1.21.3)` too. */
export function prev(v: string): string {
  const m = /^(\d+)\.(\d+)/.exec(language(v));
  if (m === null) return language(v);
  return m[2] === '0' ? m[1]! : `${m[1]}.${Number(m[2]) - 1}`;
}

/** `go` and `toolchain`: requirements on Go itself. */
export function isToolchain(modPath: string): boolean {
  return modPath === 'go' || modPath === 'toolchain';
}
