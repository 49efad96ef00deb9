// The loader's front door: the words of a command line to packages.

import { Dir, IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { checkSettings, type Config } from './config.ts';
import { CmdlinePkg, CmdlinePkgLiteral, Loader, type ImportStack, type LoadOptions } from './load.ts';
import type { MissingModules } from './mod/fetch/missing.ts';
import { LoadError, Package } from './package.ts';
import { matchPatterns } from './patterns.ts';

/** Packages that were loaded, with what loaded them. */
export interface LoadResult {
  readonly loader: Loader;
  /** Those that the words mean, in their order; a word's own mistake is a package with an error. */
  readonly roots: readonly Package[];
}

/** Loads the packages that the words mean, and all that they import. */
export async function loadPackages(
  host: Host,
  config: Config,
  words: readonly string[],
  options: LoadOptions = {},
): Promise<LoadResult> {
  checkSettings(config);
  let missing: MissingModules | null = null;
  for (;;) {
    const loader = new Loader(host, config, options);
    missing?.attach(loader.modules);
    const result = loadNow(loader, words);
    const { modules } = loader;
    if (modules.missing.size + modules.missingGoMod.size === 0) {
      loader.index.save();
      if (missing !== null && modules.buildMod === 'mod' && modules.hasMain) {
        const { graphSums } = await import('./mod/fetch/missing.ts');
        if (modules.graph().error === '') missing.fetcher.sums.write(graphSums(modules), false);
      }
      return result;
    }
    if (missing === null) {
      const fetch = await import('./mod/fetch/missing.ts');
      const { modcacherw = false, x = false } = options;
      missing = new fetch.MissingModules(fetch.fetcherOf(host, config, modules, { modcacherw, trace: x }));
    }
    // What could not be had is known after this, so that the next round misses less.
    await missing.fetch(modules);
  }
}

function loadNow(loader: Loader, words: readonly string[]): LoadResult {
  const { host } = loader;
  for (const w of words) {
    if (!w.endsWith('.go')) continue;
    const st = host.stat(path.resolve(host.cwd(), w));
    if (st instanceof IOError || st.kind === Dir) continue;
    const p = loader.filesPackage(words);
    loader.modules.checkRoots();
    loader.attachProfiles([p]);
    return { loader, roots: [p] };
  }
  const roots: Package[] = [];
  const seen = new Set<Package>();
  const stack: ImportStack = [];
  for (const m of matchPatterns(loader, words)) {
    for (const name of m.pkgs) {
      const mode = m.literal ? CmdlinePkg | CmdlinePkgLiteral : CmdlinePkg;
      const { p } = loader.loadImport(name, host.cwd(), null, stack, [], mode);
      p.match.push(m.pattern);
      if (seen.has(p)) continue;
      seen.add(p);
      roots.push(p);
    }
    const first = m.errors[0];
    if (first === undefined) continue;
    const p = new Package();
    p.importPath = m.pattern;
    p.internal.imports = [];
    // A word that is no pattern is what its mistake speaks of; of a pattern the mistake says so.
    const text = m.literal || first.kind !== 'match' ? first.text : `pattern ${m.pattern}: ${first.text}`;
    loader.setDataError(p, new LoadError(text, first.kind, first.importPath, first.pos), m.pattern, [], [], true);
    p.match.push(m.pattern);
    p.internal.cmdlinePkg = true;
    p.internal.cmdlinePkgLiteral = m.literal;
    roots.push(p);
  }
  loader.modules.checkRoots();
  loader.attachProfiles(roots);
  return { loader, roots };
}
