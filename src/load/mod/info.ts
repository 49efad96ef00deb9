// A module as `list -m` and the Module field of a package describe it.

import type { Origin } from './fetch/origin.ts';

/** What is said of a module; '' and false and null where there is nothing to say. */
export class ModuleInfo {
  path = '';
  version = '';
  query = '';
  versions: string[] = [];
  replace: ModuleInfo | null = null;
  /** RFC 3339. */
  time = '';
  update: ModuleInfo | null = null;
  main = false;
  indirect = false;
  dir = '';
  goMod = '';
  goVersion = '';
  retracted: string[] = [];
  deprecated = '';
  error = '';
  sum = '';
  goModSum = '';
  /** Where it was found in version control, where that was asked for. */
  origin: Origin | null = null;
  /** It is what an earlier command found. */
  reuse = false;

  /** `path version => path version`. */
  toString(): string {
    const version = (m: ModuleInfo) => (m.retracted.length === 0 ? m.version : m.version + ' (retracted)');
    let s = this.path;
    if (this.version !== '') {
      s += ' ' + version(this);
      if (this.update !== null) s += ` [${version(this.update)}]`;
    }
    if (this.deprecated !== '') s += ' (deprecated)';
    const r = this.replace;
    if (r !== null) {
      s += ' => ' + r.path;
      if (r.version !== '') {
        s += ' ' + version(r);
        if (r.update !== null) s += ` [${version(r.update)}]`;
      }
      if (r.deprecated !== '') s += ' (deprecated)';
    }
    return s;
  }
}
