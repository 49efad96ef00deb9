// -gcflags, -ldflags, -asmflags: words for the tools, for the packages that the command line names or for those of a pattern
// (`-gcflags=all=-N`). The last use whose pattern matches a package counts for it.

import * as path from '../host/path.ts';
import { isLocalImport } from '../load/load.ts';
import { hasPathPrefix } from '../load/mod/module.ts';
import type { Package } from '../load/package.ts';
import { patternMatcher } from '../load/patterns.ts';
import { splitQuoted } from '../load/quoted.ts';
import { custom, FlagError, type Flag } from './flags.ts';

const none: ReadonlySet<string> = new Set();

interface Row {
  /** '' stands for the packages that the command line names. */
  readonly pattern: string;
  readonly words: readonly string[];
}

/** What one such flag was given. */
export class PackageFlags {
  /** The last use as it was written; '' where there was none. */
  readonly raw: string;
  /** The flag was given, if only to take back another use. */
  readonly present: boolean;
  private readonly rows: readonly Row[];

  constructor(raw: string, present: boolean, rows: readonly Row[]) {
    this.raw = raw;
    this.present = present;
    this.rows = rows;
  }

  /** With one use more, or what is wrong with it. */
  with(use: string): PackageFlags | FlagError {
    let rest = use.trim();
    let pattern = '';
    if (rest !== '' && !rest.startsWith('-')) {
      const eq = rest.indexOf('=');
      if (eq < 0) return new FlagError('missing =<value> in <pattern>=<value>');
      if (eq === 0) return new FlagError('missing <pattern> in <pattern>=<value>');
      if (/^['"]/.test(rest)) return new FlagError(`parameter may not start with quote character ${rest[0]}`);
      pattern = rest.slice(0, eq).trim();
      rest = rest.slice(eq + 1);
    }
    const words = splitQuoted(rest);
    if (typeof words === 'string') return new FlagError(words);
    return new PackageFlags(use, true, [...this.rows, { pattern, words }]);
  }

  /** The words for a package; `tools` are the packages that go.mod names as such. */
  for(p: Package, cwd: string, tools: ReadonlySet<string> = none): readonly string[] {
    let words: readonly string[] = [];
    const named = p.internal.flagsOf ?? p;
    const { cmdlinePkg, cmdlineFiles } = named.internal;
    for (const row of this.rows) {
      const matches = row.pattern === '' ? cmdlinePkg || cmdlineFiles : matchesPackage(row.pattern, named, cwd, tools);
      if (matches) words = row.words;
    }
    return words;
  }
}

/** A flag of that kind. */
export function packageFlags(): Flag<PackageFlags> {
  return custom(new PackageFlags('', false, []), (use, old) => old.with(use));
}

/** A pattern of a command line means a package that is loaded already. `tools` are what go.mod names as such. */
export function matchesPackage(pattern: string, p: Package, cwd: string, tools: ReadonlySet<string>): boolean {
  if (isLocalImport(pattern) || path.isAbs(pattern)) {
    const dots = pattern.indexOf('...');
    if (dots < 0) return p.dir === path.resolve(cwd, pattern);
    const slash = pattern.lastIndexOf('/', dots);
    const rel = path.relative(path.resolve(cwd, pattern.slice(0, slash)), p.dir);
    return rel !== null && !hasPathPrefix(rel, '..') && patternMatcher(pattern.slice(slash + 1))(rel);
  }
  switch (pattern) {
    case 'all':
      return true;
    case 'std':
      return p.standard;
    case 'cmd':
      return p.standard && p.importPath.startsWith('cmd/');
    case 'tool':
      return tools.has(p.importPath);
    case 'work':
      return p.module !== null && p.module.main;
    default:
      return patternMatcher(pattern)(p.importPath);
  }
}
