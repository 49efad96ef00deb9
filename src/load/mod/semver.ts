// Semantic versions as Go's modules use them: a leading `v`, and short forms (v1, v1.2) that mean v1.0.0 and v1.2.0.

interface Parsed {
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  /** With its dash. */
  readonly prerelease: string;
  /** With its plus. */
  readonly build: string;
}

const num = '(0|[1-9][0-9]*)';
const ident = '(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)';
const full = new RegExp(
  `^v${num}\\.${num}\\.${num}(-${ident}(?:\\.${ident})*)?(\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);
const short = new RegExp(`^v${num}(?:\\.${num})?$`);

function parse(v: string): Parsed | null {
  const m = full.exec(v);
  if (m !== null) {
    return { major: m[1]!, minor: m[2]!, patch: m[3]!, prerelease: m[4] ?? '', build: m[5] ?? '' };
  }
  const s = short.exec(v);
  return s === null ? null : { major: s[1]!, minor: s[2] ?? '0', patch: '0', prerelease: '', build: '' };
}

/** It is a version, perhaps a short one. */
export function isValid(v: string): boolean {
  return parse(v) !== null;
}

/** vMAJOR.MINOR.PATCH[-PRERELEASE] without build data; '' where v is none. */
export function canonical(v: string): string {
  const p = parse(v);
  return p === null ? '' : `v${p.major}.${p.minor}.${p.patch}${p.prerelease}`;
}

/** `v2`; '' where v is no version. */
export function major(v: string): string {
  const p = parse(v);
  return p === null ? '' : 'v' + p.major;
}

/** `v2.1`; '' where v is no version. */
export function majorMinor(v: string): string {
  const p = parse(v);
  return p === null ? '' : `v${p.major}.${p.minor}`;
}

/** `-pre.1`, or ''. */
export function prerelease(v: string): string {
  return parse(v)?.prerelease ?? '';
}

/** `+incompatible`, or ''. */
export function build(v: string): string {
  return parse(v)?.build ?? '';
}

/** By precedence; what is no version comes before every version. */
export function compare(v: string, w: string): number {
  if (v === w) return 0;
  const a = parse(v);
  const b = parse(w);
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return (
    compareInt(a.major, b.major) ||
    compareInt(a.minor, b.minor) ||
    compareInt(a.patch, b.patch) ||
    comparePrerelease(a.prerelease, b.prerelease)
  );
}

function compareInt(x: string, y: string): number {
  if (x === y) return 0;
  if (x.length !== y.length) return x.length < y.length ? -1 : 1;
  return x < y ? -1 : 1;
}

function comparePrerelease(x: string, y: string): number {
  if (x === y) return 0;
  if (x === '') return 1;
  if (y === '') return -1;
  const a = x.slice(1).split('.');
  const b = y.slice(1).split('.');
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] === b[i]) continue;
    const na = /^[0-9]+$/.test(a[i]!);
    const nb = /^[0-9]+$/.test(b[i]!);
    if (na !== nb) return na ? -1 : 1;
    return na ? compareInt(a[i]!, b[i]!) : a[i]! < b[i]! ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}
