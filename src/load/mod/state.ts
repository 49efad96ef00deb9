// What a command that may change requirements knows while it runs: the main modules, the go.mod files of the others as
// they are fetched, the sums, and the requirements as they stand. Where the loader of packages (modules.ts) reads what
// is on disk at once, everything here may have to be fetched first and is a promise.

import type { Config } from '../config.ts';
import { ConfigError } from '../config-error.ts';
import { Dir, IOError, type Host } from '../../host/host.ts';
import * as path from '../../host/path.ts';
import type { Loader } from '../load.ts';
import { readText } from '../dir-package.ts';
import { FetchError } from './fetch/errors.ts';
import type { Origin } from './fetch/origin.ts';
import type { Versions } from './fetch/repo.ts';
import type { RevInfo } from './fetch/rev-info.ts';
import { type GoSum, modSumKey, sumKey } from './fetch/gosum.ts';
import * as gover from './gover.ts';
import { parseModLax, type ModFile, type Retract } from './modfile.ts';
import { formatVersion, type Version } from './module.ts';
import type { Modules } from './modules.ts';
import type { Requirements } from './requirements.ts';
import { TooNewError } from './too-new.ts';
import type { MainModule, Workspace } from './workspace.ts';

/** Where modules come from. A failure is a FetchError. */
export interface ModuleSource {
  readonly sum: GoSum;
  /** The tagged versions, sorted. */
  versions(modPath: string, prefix?: string): Promise<Versions>;
  /** What is wrong with an answer of earlier that had this origin; '' where it would be the same. */
  checkReuse(modPath: string, old: Origin): Promise<string>;
  /** The version that a query means: a version, a branch, a commit; `latest` where there are no tags. */
  info(modPath: string, query: string): Promise<RevInfo>;
  /** What `read` makes of a version's go.mod in the cache, where that is there and its sum is known; null otherwise. */
  cachedGoMod(mod: Version, read: (text: string) => Summary): Summary | null;
  /** Nothing more is going to be read. */
  done(): void;
  /** The text of a version's go.mod. */
  goMod(mod: Version): Promise<string>;
  /** Has the zip of a version in the module cache, with its sum. */
  zipFile(mod: Version): Promise<void>;
  /** The directory with a version's files. */
  zip(mod: Version): Promise<string>;
}

/** What matters of a module's go.mod. */
export interface Summary {
  readonly path: string;
  readonly go: string;
  readonly pruned: boolean;
  readonly require: readonly Version[];
  readonly retract: readonly Pick<Retract, 'low' | 'high' | 'rationale'>[];
  readonly deprecated: string;
  readonly ignore: readonly string[];
}

/** A go.mod asks for a newer Go; what it says of retractions and deprecation counts all the same. */
export class TooNewModuleError extends TooNewError {
  readonly summary: Summary;

  constructor(config: Config, what: string, summary: Summary) {
    super(config, what, summary.go);
    this.summary = summary;
  }
}

/** There is no sum in go.sum, and nothing may be added. */
export class MissingSumError extends FetchError {}

/** How requirements are read. */
export type BuildMod = 'mod' | 'readonly' | 'vendor';

/** The words of a version with an error of it. */
export function versionError(m: Version, reason: string, notExist = false): FetchError {
  return new FetchError(`${formatVersion(m)}: ${reason}`, notExist, reason);
}

/** The state of one command. */
export class ModState {
  readonly host: Host;
  readonly config: Config;
  readonly loader: Loader;
  readonly modules: Modules;
  readonly source: ModuleSource;
  /** As the go command names it: `mod tidy`, `get`. */
  readonly command: string;
  readonly buildMod: BuildMod;
  /** -v. */
  readonly verbose: boolean;
  /** Packages may be loaded that no main module could provide: outside any module, `get`. */
  readonly allowMissing: boolean;
  requirements: Requirements | null = null;
  private readonly summaries = new Map<string, Summary | Promise<Summary>>();
  /** go.mod of the latest version of each module that was asked about. */
  readonly latest = new Map<string, Promise<Summary>>();
  private readonly excluded = new Set<string>();

  constructor(loader: Loader, source: ModuleSource, command: string, verbose = false) {
    this.loader = loader;
    this.host = loader.host;
    this.config = loader.config;
    this.modules = loader.modules;
    this.source = source;
    this.command = command;
    this.verbose = verbose;
    this.allowMissing = command === 'get' || loader.options.outside === true;
    this.buildMod = this.modules.buildMod;
    for (const m of this.workspace.mains) {
      for (const x of m.file.exclude) this.excluded.add(formatVersion(x.mod));
      this.modules.goVersions.set(m.path, m.file.go);
    }
  }

  get workspace(): Workspace {
    return this.modules.workspace;
  }

  get mains(): readonly MainModule[] {
    return this.workspace.mains;
  }

  get inWorkspace(): boolean {
    return this.workspace.work !== null;
  }

  /** The main modules as versions. */
  get mainVersions(): Version[] {
    return this.mains.map(m => ({ path: m.path, version: '' }));
  }

  /** The only main module. */
  get main(): MainModule {
    return this.mains[0]!; // commands that come here have made sure of a main module
  }

  isMain(modPath: string): boolean {
    return this.modules.main(modPath) !== null;
  }

  isExcluded(m: Version): boolean {
    return this.excluded.has(formatVersion(m));
  }

  /** go.mod must say all that is needed: nothing may be added to it. */
  get mustBeComplete(): boolean {
    return this.buildMod !== 'mod' && !this.inWorkspace;
  }

  private get mustHaveSums(): boolean {
    return this.modules.hasMain && this.buildMod === 'readonly' && !this.inWorkspace;
  }

  /** What stands in for a module version: itself, another version, a directory (absolute, version ''). */
  actual(m: Version): Version {
    return this.modules.replacement(m) ?? m;
  }

  /** go.mod of a module version, after replacement. */
  async summary(m: Version): Promise<Summary> {
    return this.readNow(m);
  }

  /** The same, at once where it is on disk. A failure is a FetchError. */
  readNow(m: Version): Summary | Promise<Summary> {
    if (gover.isToolchain(m.path)) {
      const strict = m.path === 'go' && gover.compare(m.version, gover.strict) >= 0;
      const require = strict ? [{ path: 'toolchain', version: 'go' + m.version }] : [];
      return { path: m.path, go: '', pruned: false, require, retract: [], deprecated: '', ignore: [] };
    }
    const main = m.version === '' ? this.modules.main(m.path) : null;
    if (main !== null) return this.withoutExcluded(summaryOf(main.file, m.path));
    const actual = this.actual(m);
    const shown = this.modules.shownReplacement(m) ?? m;
    if (this.mustHaveSums && actual.version !== '' && !this.source.sum.has(modSumKey(actual))) {
      throw new MissingSumError(
        `${formatVersion(actual)}: missing go.sum entry for go.mod file; to add it:\n\tgo mod download ${m.path}`,
        false,
        `missing go.sum entry for go.mod file; to add it:\n\tgo mod download ${m.path}`,
      );
    }
    const raw = this.readRaw(actual, shown);
    return raw instanceof Promise ? raw.then(s => this.checked(m, actual, s)) : this.checked(m, actual, raw);
  }

  private checked(m: Version, actual: Version, s: Summary): Summary {
    if (actual.version !== '') {
      if (s.path === '') throw versionError(actual, 'parsing go.mod: missing module line');
      if (s.path !== m.path && s.path !== actual.path) {
        throw versionError(
          actual,
          `parsing go.mod:\n\tmodule declares its path as: ${s.path}\n\t        but was required as: ${m.path}`,
        );
      }
    }
    this.modules.goVersions.set(formatVersion(m), s.go);
    return this.withoutExcluded(s);
  }

  private withoutExcluded(s: Summary): Summary {
    if (this.excluded.size === 0 || !s.require.some(r => this.isExcluded(r))) return s;
    return { ...s, require: s.require.filter(r => !this.isExcluded(r)) };
  }

  /** go.mod of exactly that version or directory. */
  async rawSummary(m: Version, shown: Version = m): Promise<Summary> {
    return this.readRaw(m, shown);
  }

  private readRaw(m: Version, shown: Version): Summary | Promise<Summary> {
    const key = formatVersion(m);
    let found = this.summaries.get(key);
    if (found === undefined) {
      if (m.version === '') found = this.readDirSummary(m, shown);
      else {
        const read = (text: string) => this.parseSummary(m, 'go.mod', text);
        const cached = this.source.cachedGoMod(m, read);
        if (cached !== null) found = this.notTooNew(shown, cached);
        else found = this.source.goMod(m).then(text => this.notTooNew(shown, read(text)));
      }
      this.summaries.set(key, found);
    }
    return found;
  }

  private readDirSummary(m: Version, shown: Version): Summary {
    const name = this.loader.shortPath(path.join(m.path, 'go.mod'));
    const text = readText(this.host, path.join(m.path, 'go.mod'));
    if (text instanceof IOError) throw versionError(shown, `reading ${name}: ${text}`);
    return this.notTooNew(shown, this.parseSummary(shown, name, text));
  }

  private parseSummary(m: Version, name: string, text: string): Summary {
    const f = parseModLax(name, text);
    if (Array.isArray(f)) throw versionError(m, `parsing ${name}: ${f.join('\n')}`);
    return summaryOf(f, f.module?.path ?? '');
  }

  private notTooNew(shown: Version, s: Summary): Summary {
    const local = this.config.goVersion.slice(2);
    if (s.go !== '' && gover.compare(s.go, gover.strict) >= 0 && gover.compare(s.go, local) > 0) {
      throw new TooNewModuleError(this.config, `module ${formatVersion(shown)}`, s);
    }
    return s;
  }

  /** The directory of a module version, fetched where it is not there. `local`: it may change. */
  async fetch(m: Version): Promise<{ dir: string; local: boolean }> {
    const main = m.version === '' ? this.modules.main(m.path) : null;
    if (main !== null) return { dir: main.root, local: true };
    const actual = this.actual(m);
    if (actual.version === '') {
      const at = this.modules.dirOf(m);
      if (at.error !== '') throw new FetchError(at.error);
      return { dir: at.dir, local: true };
    }
    if (this.mustHaveSums && !this.source.sum.has(sumKey(actual))) {
      throw new MissingSumError(`${formatVersion(actual)}: missing go.sum entry`, false, 'missing go.sum entry');
    }
    return { dir: await this.source.zip(actual), local: false };
  }

  /** Prints a line of progress or a warning. */
  note(text: string): void {
    this.host.stderr.write(text + '\n');
  }

  /** The directory is there. */
  isDir(name: string): boolean {
    const st = this.host.stat(name);
    return !(st instanceof IOError) && st.kind === Dir;
  }

  /** Ends the command where there is no main module. */
  needMain(): void {
    if (!this.modules.hasMain) throw new ConfigError(this.modules.noMainText());
  }
}

function summaryOf(f: ModFile, modPath: string): Summary {
  const require = f.require.map(r => r.mod);
  if (f.go !== '' && gover.compare(f.go, gover.strict) >= 0) require.push({ path: 'go', version: f.go });
  return {
    path: modPath,
    go: f.go,
    pruned: f.go !== '' && gover.compare(f.go, gover.explicitIndirect) >= 0,
    require,
    retract: f.retract.map(({ low, high, rationale }) => ({ low, high, rationale })),
    deprecated: f.module?.deprecated ?? '',
    ignore: f.ignore.map(i => i.path),
  };
}
