// Where a version was found in version control: what .info files and `-json` show as Origin, and what a later command
// needs to see that the answer would be the same.

/** The provenance of a version or of a list of versions; '' for what is not known or does not matter. */
export interface Origin {
  /** git. */
  readonly vcs: string;
  /** The address of the repository. */
  readonly url: string;
  /** The directory of the module in the repository. */
  readonly subdir: string;
  readonly hash: string;
  /** The answer depends on the tags that start so... */
  readonly tagPrefix: string;
  /** ...whose names and commits have this sum. */
  readonly tagSum: string;
  /** The answer depends on this name meaning `hash`. */
  readonly ref: string;
  /** The answer depends on all names of the repository, which have this sum. */
  readonly repoSum: string;
}

/** Nothing is known. */
export const noOrigin: Origin = {
  vcs: '',
  url: '',
  subdir: '',
  hash: '',
  tagPrefix: '',
  tagSum: '',
  ref: '',
  repoSum: '',
};

/** The members as they are called in JSON, in the order that the go command writes them. */
const names: readonly (readonly [field: keyof Origin, json: string])[] = [
  ['vcs', 'VCS'],
  ['url', 'URL'],
  ['subdir', 'Subdir'],
  ['hash', 'Hash'],
  ['tagPrefix', 'TagPrefix'],
  ['tagSum', 'TagSum'],
  ['ref', 'Ref'],
  ['repoSum', 'RepoSum'],
];

/** An origin from JSON; null where there is none, undefined where the value is something else. */
export function readOrigin(value: unknown): Origin | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const given = new Map(Object.entries(value).map(([k, v]) => [k.toLowerCase(), v as unknown]));
  const out: Record<string, string> = {};
  for (const [field, json] of names) {
    const v = given.get(json.toLowerCase()) ?? '';
    if (typeof v !== 'string') return undefined;
    out[field] = v;
  }
  return { ...noOrigin, ...out };
}

/** The members that are not empty, for JSON. */
export function originFields(o: Origin): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [field, json] of names) if (o[field] !== '') out[json] = o[field];
  return out;
}

/** What depends on both; null where one is not known or they contradict each other. */
export function mergeOrigins(a: Origin | null, b: Origin | null): Origin | null {
  if (a === null || b === null || a.vcs !== b.vcs || a.url !== b.url || a.subdir !== b.subdir) return null;
  const differ = (x: string, y: string) => x !== '' && y !== '' && x !== y;
  if (differ(a.hash, b.hash) || differ(a.repoSum, b.repoSum) || differ(a.ref, b.ref)) return null;
  if (a.tagSum !== '' && b.tagSum !== '' && (a.tagSum !== b.tagSum || a.tagPrefix !== b.tagPrefix)) return null;
  const tags = b.tagSum !== '' ? b : a;
  return {
    vcs: a.vcs,
    url: a.url,
    subdir: a.subdir,
    hash: b.hash || a.hash,
    tagPrefix: tags.tagPrefix,
    tagSum: tags.tagSum,
    ref: b.ref || a.ref,
    repoSum: b.repoSum || a.repoSum,
  };
}
