// $GOVCS: which version control programs may run for which modules. They were not made for hostile servers, so for
// public modules only git and Mercurial are allowed unless the user says otherwise.

import { quote } from '../../../base/quote.ts';
import type { Config } from '../../config.ts';
import { FetchError } from '../fetch/errors.ts';
import { matchPrefixPatterns } from '../fetch/glob.ts';

/** `public:git|hg` */
export interface Rule {
  readonly pattern: string;
  readonly allowed: readonly string[];
}

const defaults: readonly Rule[] = [
  { pattern: 'private', allowed: ['all'] },
  { pattern: 'public', allowed: ['git', 'hg'] },
];

/** Reads the setting; throws where it is malformed. */
export function parseGovcs(setting: string): Rule[] {
  if (setting.trim() === '') return [];
  const rules: Rule[] = [];
  const seen = new Map<string, string>();
  const fail = (why: string): never => {
    throw new FetchError(why);
  };
  for (const word of setting.trim().split(',')) {
    const item = word.trim();
    if (item === '') fail('empty entry in GOVCS');
    const colon = item.indexOf(':');
    if (colon < 0) fail(`malformed entry in GOVCS (missing colon): ${quote(item)}`);
    const pattern = item.slice(0, colon).trim();
    const list = item.slice(colon + 1).trim();
    if (pattern === '') fail(`empty pattern in GOVCS: ${quote(item)}`);
    if (list === '') fail(`empty VCS list in GOVCS: ${quote(item)}`);
    if (/^\.\.?(?:\/|$)/.test(pattern)) fail(`relative pattern not allowed in GOVCS: ${quote(pattern)}`);
    const old = seen.get(pattern);
    if (old !== undefined) fail(`unreachable pattern in GOVCS: ${quote(item)} after ${quote(old)}`);
    seen.set(pattern, item);
    const allowed = list.split('|').map(a => a.trim());
    if (allowed.includes('')) fail(`empty VCS name in GOVCS: ${quote(item)}`);
    rules.push({ pattern, allowed });
  }
  return rules;
}

/** Whether the first rule that matches allows the program. */
export function allows(rules: readonly Rule[], path: string, isPrivate: boolean, vcs: string): boolean {
  for (const { pattern, allowed } of [...rules, ...defaults]) {
    const matches =
      pattern === 'private' ? isPrivate : pattern === 'public' ? !isPrivate : matchPrefixPatterns(pattern, path);
    if (matches) return allowed.includes(vcs) || allowed.includes('all');
  }
  return false;
}

/** Throws where the program may not run for a module. */
export function checkGovcs(config: Config, vcs: string, root: string): void {
  const isPrivate = matchPrefixPatterns(config.getenv('GOPRIVATE'), root);
  if (allows(parseGovcs(config.getenv('GOVCS')), root, isPrivate, vcs)) return;
  const what = isPrivate ? 'private' : 'public';
  throw new FetchError(`GOVCS disallows using ${vcs} for ${what} ${root}; see 'go help vcs'`);
}
