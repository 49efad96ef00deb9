// What `get` does: each argument is a query, a pattern with a wanted version; the queries are resolved to module versions,
// the build list is edited so that it selects those, what the named packages import is found or raised, and again until
// nothing changes.

import { ConfigError } from '../config-error.ts';
import { isLocalImport } from '../load.ts';
import * as path from '../../host/path.ts';
import { cleanPatterns, patternMatcher, treeMatcher } from '../patterns.ts';
import { quote } from '../../base/quote.ts';
import { commit, type WriteOptions } from './commit.ts';
import { conflictReason, conflictText, ConstraintError, editRequirements } from './edit-requirements.ts';
import { FetchError } from './fetch/errors.ts';
import { sumKey } from './fetch/gosum.ts';
import { GetWorkspace } from './get-workspace.ts';
import * as gover from './gover.ts';
import { compareOf, none, sameVersion } from './graph.ts';
import { AmbiguousImportError, ImportMissingError } from './import.ts';
import { checkPath, formatVersion, isStandardImportPath, type Version } from './module.ts';
import { isMetaPackage } from './modules.ts';
import { loadPackageGraph, Reported, type PackageLoad } from './packages.ts';
import {
  checkAllowed,
  checkExclusions,
  checkRetractions,
  deprecation,
  DisallowedError,
  mainModulesError,
  mainPackagesError,
  NoMatchingVersionError,
  PackageNotInModuleError,
  query,
  queryPackages,
  queryPattern,
  shortMessage,
  type Allowed,
} from './query.ts';
import { expandGraph, loadRequirements } from './requirements.ts';
import { packagesIn } from './scan.ts';
import type { ModState } from './state.ts';
import { Mistakes, tooNewIn } from './too-new.ts';

/** The flags of `get` that matter here. */
export interface GetOptions {
  /** -u: `upgrade` or `patch`; '' where it is not given. */
  readonly upgrade: string;
  /** -t. */
  readonly tests: boolean;
  readonly tool: boolean;
  /** A newer Go may be switched to. */
  readonly maySwitch: boolean;
}

/** Modules of which one is to be chosen for one path. */
interface PathSet {
  readonly path: string;
  /** Modules that have packages of the path. */
  readonly pkgMods: readonly Version[];
  /** A module of that path itself. */
  readonly mod: Version | null;
  readonly error: ConfigError | null;
}

const nothing: Omit<PathSet, 'path'> = { pkgMods: [], mod: null, error: null };

/** One argument. */
class Query {
  readonly raw: string;
  readonly rawVersion: string;
  readonly pattern: string;
  readonly version: string;
  readonly isLocal: boolean;
  readonly isWildcard: boolean;
  candidates: PathSet[] = [];
  readonly resolved: Version[] = [];
  matchesPackages = false;
  conflict = false;
  private readonly seen = new Set<string>();
  private readonly match: ((name: string) => boolean) | null;
  private readonly treeCan: ((name: string) => boolean) | null;

  constructor(raw: string, pattern: string, rawVersion: string, version: string) {
    this.raw = raw;
    this.pattern = pattern;
    this.rawVersion = rawVersion;
    this.version = version;
    this.isLocal = path.isAbs(pattern) || isLocalImport(pattern);
    this.isWildcard = pattern.includes('...');
    this.match = this.isWildcard ? patternMatcher(pattern) : null;
    this.treeCan = this.isWildcard ? treeMatcher(pattern) : null;
  }

  matchesPath(modPath: string): boolean {
    return this.match !== null && !gover.isToolchain(modPath) ? this.match(modPath) : modPath === this.pattern;
  }

  canMatchIn(modPath: string): boolean {
    if (gover.isToolchain(modPath)) return false;
    if (this.treeCan !== null) return this.treeCan(modPath);
    return this.pattern === modPath || this.pattern.startsWith(modPath + '/');
  }

  /** Asks for a path, once. */
  async once(name: string, ask: () => Promise<Omit<PathSet, 'path'>>): Promise<void> {
    if (this.seen.has(name)) return;
    this.seen.add(name);
    let found: Omit<PathSet, 'path'>;
    try {
      found = await ask();
    } catch (err) {
      if (!(err instanceof ConfigError)) throw err;
      found = { ...nothing, error: err };
    }
    if (found.pkgMods.length > 0 || found.mod !== null || found.error !== null)
      this.candidates.push({ ...found, path: name });
  }

  /** The query with the version that it came to. */
  shown(version: string): string {
    return version === this.version ? this.raw : `${this.pattern}@${this.version} (${version})`;
  }

  /** The query as the reason for a module version. */
  because(m: Version): string {
    if (m.path === this.pattern) return this.shown(m.version);
    const by = m.version === this.version ? this.raw : `${this.pattern}@${this.version}`;
    return `${formatVersion(m)} (matching ${by})`;
  }
}

const relative = (version: string) => version === 'upgrade' || version === 'patch';

function noSuchVersion(err: ConfigError): boolean {
  return (err instanceof FetchError && err.notExist) || err instanceof NoMatchingVersionError;
}

/** Runs `get` on the words of its command line. */
export async function get(state: ModState, args: readonly string[], options: GetOptions): Promise<number> {
  const getter = new Getter(state, options);
  return getter.run(args);
}

class VersionChange extends ConfigError {}

class Getter {
  private readonly state: ModState;
  private readonly options: GetOptions;
  private queries: Query[] = [];
  private readonly resolved = new Map<string, { version: string; reason: Query }>();
  private list: readonly Version[] = [];
  private versions = new Map<string, string>();
  private initial = new Map<string, string>();
  private failed = false;
  private dropToolchain = false;
  private readonly workspace: GetWorkspace;

  constructor(state: ModState, options: GetOptions) {
    this.state = state;
    this.workspace = new GetWorkspace(state);
    this.options = options;
  }

  private say(text: string): void {
    this.state.note(`go: ${text}`);
    this.failed = true;
  }

  private stop(): void {
    if (this.failed) throw new Reported();
  }

  async run(args: readonly string[]): Promise<number> {
    const { state } = this;
    const oldReqs = this.written();
    this.parse(args);
    this.stop();
    await this.readList();
    this.initial = this.versions;
    await this.each(
      q => q.isLocal,
      q => this.queryLocal(q),
    );
    const special = (q: Query) => ['all', 'work', 'tool'].includes(q.pattern);
    await this.each(
      q => !q.isLocal && !q.isWildcard && !special(q),
      q => (q.version === none ? this.queryNone(q) : this.queryPath(q)),
    );
    await this.each(
      q => q.pattern === 'tool',
      async q => {
        for (const tool of state.main.file.tool.map(t => t.path)) {
          await q.once(tool, async () => ({
            ...nothing,
            pkgMods: await this.packages(tool, q.version, p => this.first(p)),
          }));
        }
      },
    );
    await this.each(
      q => q.pattern === 'work',
      q => this.queryWork(q),
    );
    for (;;) {
      const wild = (q: Query) => q.isWildcard && !q.isLocal;
      await this.each(wild, q => (q.version === none ? this.queryNone(q) : this.queryWildcard(q)));
      await this.queryAll();
      if (await this.resolve(this.queries)) continue;
      if (await this.applyUpgrades(await this.findUpgrades())) continue;
      await this.each(
        q => wild(q) && q.version !== none && !q.matchesPackages,
        q =>
          q.once(q.pattern, async () => {
            try {
              return await this.pattern(q.pattern, q.version);
            } catch (err) {
              const none = err instanceof ConfigError && (noSuchVersion(err) || err instanceof PackageNotInModuleError);
              if (none && q.resolved.length > 0) return nothing;
              throw err;
            }
          }),
      );
      if (await this.resolve(this.queries.filter(wild))) continue;
      break;
    }
    await this.checkWildcards();
    const load = await this.checkPackages();
    const write: { -readonly [K in keyof WriteOptions]: WriteOptions[K] } = {
      dropToolchain: this.dropToolchain,
      explicitToolchain: this.queries.some(q => q.pattern === 'toolchain'),
    };
    if (this.options.tool) this.tools(write, load);
    await commit(state, load, write);
    this.report(oldReqs, this.written());
    return this.failed ? 1 : 0;
  }

  private async each(accept: (q: Query) => boolean, act: (q: Query) => Promise<void>): Promise<void> {
    await Promise.all(this.queries.filter(accept).map(act));
  }

  private written(): Version[] {
    const f = this.state.main.file;
    const out = f.require.map(r => r.mod);
    if (f.goLine !== null) out.push({ path: 'go', version: f.go });
    if (f.toolchainLine !== null) out.push({ path: 'toolchain', version: f.toolchain });
    return out;
  }

  private async readList(): Promise<void> {
    const { state } = this;
    const { rs, mg } = await expandGraph(state, await loadRequirements(state));
    state.requirements = rs;
    this.list = mg.graph.buildList();
    this.versions = new Map(this.list.map(m => [m.path, m.version]));
  }

  private first(modPath: string): string {
    return this.initial.get(modPath) ?? none;
  }

  private selected(modPath: string): string {
    return this.versions.get(modPath) ?? none;
  }

  private parse(args: readonly string[]): void {
    const { options } = this;
    for (const arg of cleanPatterns(args)) {
      const at = arg.indexOf('@');
      const pattern = at < 0 ? arg : arg.slice(0, at);
      const rawVersion = at < 0 ? '' : arg.slice(at + 1);
      if (/^[-/]/.test(rawVersion)) {
        this.say(`invalid module version ${quote(rawVersion)}`);
        continue;
      }
      if (at >= 0 && (rawVersion === '' || rawVersion.includes('@'))) {
        this.say(`invalid module version syntax ${quote(arg)}`);
        continue;
      }
      const q = new Query(
        args.length === 0 ? '' : arg,
        pattern,
        rawVersion,
        rawVersion || options.upgrade || 'upgrade',
      );
      const bad = this.validate(q, arg);
      if (bad !== '') {
        this.say(bad);
        continue;
      }
      if (q.version === none && pattern === 'go') {
        this.say('cannot use go@none');
        continue;
      }
      if (q.version === none && pattern === 'toolchain') {
        this.dropToolchain = true;
        continue;
      }
      if (q.raw.endsWith('.go') && rawVersion === '') {
        if (!q.raw.includes('/')) {
          this.say(`${q.raw}: arguments must be package or module paths`);
          continue;
        }
        const st = this.state.host.stat(path.resolve(this.state.host.cwd(), q.raw));
        if ('kind' in st && !this.state.isDir(path.resolve(this.state.host.cwd(), q.raw))) {
          this.say(`${q.raw} exists as a file, but 'go get' requires package arguments`);
          continue;
        }
      }
      this.queries.push(q);
    }
  }

  private validate(q: Query, raw: string): string {
    if (q.isLocal) {
      return q.rawVersion === ''
        ? ''
        : `can't request explicit version ${quote(q.rawVersion)} of path ${quote(q.pattern)} in main module`;
    }
    if (q.pattern === 'all' && !relative(q.version))
      return `can't request version ${quote(q.version)} of pattern "all" that includes the main modules`;
    if (isMetaPackage(q.pattern) && q.pattern !== 'all' && q.pattern !== raw) {
      if (q.pattern === 'tool') return 'can\'t request explicit version of "tool" pattern';
      return `can't request explicit version of standard-library pattern ${quote(q.pattern)}`;
    }
    return '';
  }

  private allowedFor(wanted: string, selected: (modPath: string) => string): Allowed {
    const { state } = this;
    return async m => {
      if (m.version === wanted) return checkExclusions(state, m);
      if (relative(wanted) && m.version === selected(m.path)) return null;
      return checkAllowed(state, m);
    };
  }

  private async packages(pattern: string, wanted: string, selected: (p: string) => string): Promise<Version[]> {
    const found = await queryPackages(this.state, pattern, wanted, selected, this.allowedFor(wanted, selected));
    return found.map(r => r.mod);
  }

  private async pattern(pattern: string, wanted: string): Promise<Omit<PathSet, 'path'>> {
    const first = (p: string) => this.first(p);
    const { found, modOnly } = await queryPattern(this.state, pattern, wanted, first, this.allowedFor(wanted, first));
    return { pkgMods: found.map(r => r.mod), mod: modOnly, error: null };
  }

  /** The query that asks for a module to be gone. */
  private wantsNone(modPath: string): boolean {
    return this.queries.some(
      q => q.version === none && (q.isWildcard ? q.matchesPath(modPath) : q.pattern === modPath),
    );
  }

  private async queryNone(q: Query): Promise<void> {
    const { state } = this;
    const names = this.list.filter(m => q.matchesPath(m.path)).map(m => m.path);
    if (!q.isWildcard) names.unshift(q.pattern);
    for (const name of names) {
      await q.once(name, async () => {
        if (state.isMain(name)) throw mainModulesError(state, [{ path: name, version: '' }], q.pattern, q.version);
        return { ...nothing, mod: { path: name, version: none } };
      });
    }
  }

  private queryLocal(q: Query): Promise<void> {
    const { state } = this;
    return q.once(q.pattern, async () => {
      const start = q.isWildcard ? path.dirname(q.pattern.slice(0, q.pattern.indexOf('...') + 3)) : q.pattern;
      const dir = path.resolve(state.host.cwd(), start);
      const detail = path.isAbs(q.pattern) ? '' : ` (${path.resolve(state.host.cwd(), q.pattern)})`;
      const name = state.modules.dirImportPath(dir);
      if (name === '.') throw new FetchError(`${q.pattern}${detail} is not within module rooted at ${state.main.root}`);
      const m = state.mainVersions[0]!;
      const pkgs = packagesIn(
        state,
        () => true,
        () => true,
        m,
        state.main.root,
        true,
      );
      const prefix = name + '/';
      const hits = pkgs.filter(p => p === name || (q.isWildcard && p.startsWith(prefix)));
      if (hits.length > 0) return { ...nothing, pkgMods: [m] };
      if (q.raw === '' || q.raw === '.') throw new FetchError('no package to get in current directory');
      if (!q.isWildcard)
        throw new FetchError(`${q.pattern}${detail} is not a package in module rooted at ${state.main.root}`);
      state.note(`go: warning: "${q.pattern}" matched no packages`);
      return nothing;
    });
  }

  private queryWork(q: Query): Promise<void> {
    const { state } = this;
    return q.once(q.pattern, async () => {
      const all = () => true;
      const m = state.mainVersions[0]!; // get runs in a module
      if (packagesIn(state, all, all, m, state.main.root, true).length > 0) return { ...nothing, pkgMods: [m] };
      state.note(`go: warning: "${q.pattern}" matched no packages`);
      return nothing;
    });
  }

  private queryPath(q: Query): Promise<void> {
    const { state } = this;
    return q.once(q.pattern, async () => {
      if (isStandardImportPath(q.pattern) && state.modules.stdPackage(q.pattern) !== null) {
        if (q.rawVersion !== '')
          throw new FetchError(
            `can't request explicit version ${quote(q.version)} of standard library package ${q.pattern}`,
          );
        q.matchesPackages = true;
        return nothing;
      }
      return this.pattern(q.pattern, q.version);
    });
  }

  private async inModule(q: Query, m: Version): Promise<string[]> {
    const { state } = this;
    const { dir, local } = await state.fetch(m);
    return packagesIn(state, patternMatcher(q.pattern), treeMatcher(q.pattern), m, dir, local);
  }

  private async queryWildcard(q: Query): Promise<void> {
    const { state } = this;
    const tryIn = async (m: Version) => {
      if ((await this.inModule(q, m)).length > 0) return { ...nothing, pkgMods: [m] };
      return q.matchesPath(m.path) ? { ...nothing, mod: m } : nothing;
    };
    for (const m of this.list) {
      if (!q.canMatchIn(m.path)) continue;
      await q.once(m.path, async () => {
        if (this.wantsNone(m.path)) return nothing;
        if (state.isMain(m.path) && !relative(q.version)) {
          if (q.matchesPath(m.path)) throw mainModulesError(state, [m], q.pattern, q.version);
          const pkgs = await this.inModule(q, m);
          if (pkgs.length > 0) throw mainPackagesError(q.pattern, q.version, pkgs);
          return tryIn(m);
        }
        const first = (p: string) => this.first(p);
        try {
          const info = await query(state, m.path, q.version, this.first(m.path), this.allowedFor(q.version, first));
          return await tryIn({ path: m.path, version: info.version });
        } catch (err) {
          if (err instanceof ConfigError && noSuchVersion(err)) return nothing;
          throw err;
        }
      });
    }
  }

  private async queryAll(): Promise<void> {
    const queries = this.queries.filter(q => q.pattern === 'all');
    if (queries.length === 0) return;
    await this.load(['all'], async (name, m) => {
      let good = true;
      for (const q of queries) {
        await q.once(name, async () => {
          const mods = await this.packages(name, q.version, p => this.first(p));
          if (m === null || mods.length !== 1 || !sameVersion(mods[0]!, m)) good = false;
          return { ...nothing, pkgMods: mods };
        });
      }
      return good;
    });
    for (const q of queries) q.candidates.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Loads packages; `find` says whether one may stay at the version of its module (null: it has none). */
  private async load(
    patterns: readonly string[],
    find: (name: string, m: Version | null) => Promise<boolean>,
  ): Promise<void> {
    const load = await loadPackageGraph(
      this.state,
      {
        anyTarget: true,
        loadTests: this.options.tests,
        rootsImported: true,
        silencePackageErrors: true,
        switches: true,
        allow: async (name, m) =>
          m.path === '' || m.version === '' || (await find(name, m))
            ? null
            : new VersionChange('version change needed'),
      },
      patterns,
    );
    const missing = load.pkgs.filter(
      p => p.testOf === null && (p.error instanceof ImportMissingError || p.error instanceof AmbiguousImportError),
    );
    await Promise.all(missing.filter(p => !this.workspace.hasPackage(p.path)).map(p => find(p.path, null)));
  }

  /** A pattern must match in each module at the version it asks for, where it matched before. */
  private async checkWildcards(): Promise<void> {
    const { state } = this;
    for (const q of this.queries.filter(w => w.isWildcard && !w.isLocal)) {
      for (const m of this.list) {
        if (!q.canMatchIn(m.path)) continue;
        try {
          const whole = q.matchesPath(m.path);
          if (!whole && (await this.inModule(q, m)).length === 0) continue;
          const first = (p: string) => this.first(p);
          const allowed = this.allowedFor(q.version, first);
          const { version } = await query(state, m.path, q.version, this.first(m.path), allowed);
          const now = { path: m.path, version };
          if (version === m.version || whole || (await this.inModule(q, now)).length > 0) continue;
          const by = version === q.version ? formatVersion(now) : `${m.path}@${q.version} (${m.version})`;
          const why = `matches packages in ${formatVersion(m)} but not ${by}`;
          this.reportError(q, `${q.raw} ${why}: specify a different version for module ${m.path}`);
        } catch (err) {
          if (!(err instanceof ConfigError)) throw err;
          this.reportError(q, err.message);
        }
      }
    }
    this.stop();
  }

  private async findUpgrades(): Promise<PathSet[]> {
    const patterns = this.queries.filter(q => q.matchesPackages).map(q => q.pattern);
    if (patterns.length === 0) return [];
    const upgrades: PathSet[] = [];
    await this.load(patterns, async (name, m) => {
      if (m !== null && (this.options.upgrade === '' || this.resolved.has(m.path))) return true;
      const wanted = m === null ? 'latest' : this.options.upgrade;
      let mods: Version[] = [];
      let error: ConfigError | null = null;
      try {
        mods = await this.packages(name, wanted, p => this.selected(p));
      } catch (err) {
        if (!(err instanceof ConfigError)) throw err;
        if (noSuchVersion(err) || err instanceof PackageNotInModuleError) return true;
        if (m === null && checkPath(name) !== '') return true;
        error = err;
      }
      if (m !== null && mods.some(u => sameVersion(u, m))) return true;
      upgrades.push({ path: name, pkgMods: mods, mod: null, error });
      return false;
    });
    return upgrades.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  private async applyUpgrades(upgrades: readonly PathSet[]): Promise<boolean> {
    const tentative: Version[] = [];
    for (const cs of upgrades) {
      if (cs.error !== null) {
        this.say(cs.error.message);
        continue;
      }
      const choice = this.disambiguate(cs);
      const m = choice.unique ? choice.mod : this.choose(choice.filtered).mod;
      if (m !== null) tentative.push(m);
    }
    this.stop();
    return this.updateList(tentative);
  }

  /** The one module that a set leaves, given what is resolved already. */
  private disambiguate(
    cs: PathSet,
  ): { unique: true; isPackage: boolean; mod: Version | null } | { unique: false; filtered: PathSet } {
    const pkgMods: Version[] = [];
    for (const m of cs.pkgMods) {
      if (this.wantsNone(m.path)) continue;
      if (this.state.isMain(m.path)) {
        if (m.version === '') return { unique: true, isPackage: true, mod: m };
        continue;
      }
      const have = this.resolved.get(m.path);
      if (have === undefined) pkgMods.push(m);
      else if (have.version === m.version) return { unique: true, isPackage: true, mod: m };
    }
    const have = cs.mod === null ? undefined : this.resolved.get(cs.mod.path);
    const mod = cs.mod !== null && (have === undefined || have.version === cs.mod.version) ? cs.mod : null;
    if (pkgMods.length === 1 && (mod === null || sameVersion(mod, pkgMods[0]!)))
      return { unique: true, isPackage: true, mod: pkgMods[0]! };
    if (pkgMods.length === 0) return { unique: true, isPackage: false, mod };
    return { unique: false, filtered: { ...cs, pkgMods, mod } };
  }

  private choose(cs: PathSet): { isPackage: boolean; mod: Version | null } {
    const known = cs.pkgMods.find(m => this.first(m.path) !== none) ?? cs.pkgMods[0];
    return known === undefined ? { isPackage: false, mod: cs.mod } : { isPackage: true, mod: known };
  }

  private async resolve(queries: readonly Query[]): Promise<boolean> {
    let count = 0;
    for (let before = -1; before !== count;) {
      before = count;
      const wrong = new Mistakes(queries.flatMap(q => q.candidates.flatMap(cs => cs.error ?? [])));
      if (tooNewIn(wrong) !== null && this.options.maySwitch) throw wrong;
      for (const q of queries) {
        const open: PathSet[] = [];
        for (const cs of q.candidates) {
          if (cs.error !== null) {
            this.reportError(q, cs.error.message);
            count++;
            continue;
          }
          const choice = this.disambiguate(cs);
          if (!choice.unique) {
            open.push(choice.filtered);
            continue;
          }
          const chosen = choice.mod === null ? this.choose(cs) : choice;
          this.settle(q, chosen.isPackage, chosen.mod);
          count++;
        }
        q.candidates = open;
      }
      this.stop();
    }
    if (count > 0 && (await this.updateList([]))) return true;
    let arbitrary = 0;
    for (const q of queries) {
      for (const cs of q.candidates) {
        const { isPackage, mod } = this.choose(cs);
        this.settle(q, isPackage, mod);
        arbitrary++;
      }
    }
    return arbitrary > 0 && (await this.updateList([]));
  }

  private settle(q: Query, isPackage: boolean, m: Version | null): void {
    if (isPackage) q.matchesPackages = true;
    if (m === null) return;
    const { state } = this;
    if (state.isMain(m.path) && m.version !== '') {
      this.reportError(q, mainModulesError(state, [{ path: m.path, version: '' }], q.pattern, q.version).message);
      return;
    }
    const have = this.resolved.get(m.path);
    if (have !== undefined && have.version !== m.version) {
      if (q.conflict) return;
      q.conflict = true;
      let [a, b] = [{ version: m.version, reason: q }, have];
      if (q.isWildcard && !have.reason.isWildcard) [a, b] = [b, a];
      const detail = m.path === a.reason.pattern ? '' : `for module ${m.path}, `;
      this.reportError(q, `${detail}${a.reason.shown(a.version)} conflicts with ${b.reason.shown(b.version)}`);
      return;
    }
    this.resolved.set(m.path, { version: m.version, reason: q });
    q.resolved.push(m);
  }

  /** A mistake of a query; the query is named where the text does not name it. */
  private reportError(q: Query, text: string): void {
    const escape = (s: string) => s.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const named = new RegExp('(?:[ \\t("`]|^)' + escape(q.pattern) + '(?:[ @:;)"`]|$)', 'm').test(text);
    const versioned =
      q.rawVersion === '' || new RegExp('(?:[ @("`]|^)' + escape(q.version) + '(?:[ :;)"`]|$)', 'm').test(text);
    this.say((named && versioned) || q.raw === '' ? text : `${q.raw}: ${text}`);
  }

  private async updateList(additions: readonly Version[]): Promise<boolean> {
    const { state } = this;
    const must: Version[] = [];
    for (const [modPath, { version }] of this.resolved)
      if (!state.isMain(modPath)) must.push({ path: modPath, version });
    let edited;
    try {
      edited = await editRequirements(state, await loadRequirements(state), additions, must);
    } catch (err) {
      if (!(err instanceof ConstraintError)) throw err;
      if (state.verbose) for (const c of err.conflicts) state.note(`go: ${conflictText(c)}`);
      const because = (m: Version) => {
        const r = this.resolved.get(m.path);
        return r === undefined ? formatVersion(m) : r.reason.because({ path: m.path, version: r.version });
      };
      for (const c of err.conflicts) {
        const how = c.way.length > 2 ? 'indirectly ' : '';
        const first = because(c.way[0]!); // a way has a module at least
        const last = formatVersion(c.way[c.way.length - 1]!);
        if (c.error !== null) this.say(`${first} ${how}requires ${last}: ${conflictReason(c)}`);
        else this.say(`${first} ${how}requires ${last}, not ${because(c.constraint!)}`); // one or the other is there
      }
      this.stop();
      return false;
    }
    if (edited === null) return false;
    state.requirements = edited;
    await this.readList();
    return true;
  }

  /** Loads the named packages for the target that is set; says what is retracted and deprecated. */
  private async checkPackages(): Promise<PackageLoad | null> {
    const { options } = this;
    const inWorkspace = this.workspace.hasModule(this.state.main.path);
    // What is missing, retracted or deprecated is what the workspace sees; the sums are the module's own.
    const state = inWorkspace ? await this.workspace.enter() : this.state;
    const patterns = this.queries.filter(q => q.matchesPackages).map(q => q.pattern);
    const flags = new Map<string, { m: Version; named: boolean; hasPkg: boolean; resolved: boolean }>();
    const at = (m: Version) => {
      const key = formatVersion(m);
      let f = flags.get(key);
      if (f === undefined) flags.set(key, (f = { m, named: false, hasPkg: false, resolved: false }));
      return f;
    };
    for (const [modPath, { version }] of this.resolved) at({ path: modPath, version }).resolved = true;
    let load: PackageLoad | null = null;
    if (patterns.length > 0) {
      load = await loadPackageGraph(
        state,
        { loadTests: options.tests, allowErrors: true, silenceNoGo: true },
        patterns,
      );
      if (load.matches.some(m => m.errors.length > 0)) this.failed = true;
      for (const p of load.pkgs) {
        if (p.testOf !== null) continue;
        if (p.error !== null && !p.noGo) {
          this.failed = true;
          if (p.error instanceof AmbiguousImportError) for (const m of p.error.modules) at(m).hasPkg = true;
        }
        if (p.mod.path !== '') at(p.mod).hasPkg = true;
      }
      for (const name of load.matches.flatMap(m => m.pkgs)) {
        const p = load.lookup(name);
        if (p !== null && p.mod.path !== '') at(p.mod).named = true;
      }
    }
    const rs = await loadRequirements(state);
    const all = [...flags.values()].sort((a, b) => (a.m.path < b.m.path ? -1 : 1));
    const retracted = await Promise.all(all.map(f => (f.m.version === none ? null : checkRetractions(state, f.m))));
    const deprecated = await Promise.all(
      all.map(async f => {
        if (!f.resolved && !f.named && !(f.hasPkg && rs.direct.has(f.m.path))) return '';
        try {
          return f.m.version === none ? '' : shortMessage(await deprecation(state, f.m), '');
        } catch (err) {
          if (err instanceof ConfigError) return '';
          throw err;
        }
      }),
    );
    const sumErrors = await Promise.all(
      this.list.map(async m => {
        const old = { path: m.path, version: this.initial.get(m.path) ?? '' };
        if (old.version === '' || gover.isToolchain(m.path)) return '';
        const own = this.state;
        const now = own.actual(m);
        const before = own.actual(old);
        if (sameVersion(now, before) || now.version === '' || !own.source.sum.has(sumKey(before))) return '';
        try {
          await own.source.zipFile(now);
          return '';
        } catch (err) {
          if (!(err instanceof ConfigError)) throw err;
          const verb = compareOf(m.path, m.version, old.version) < 0 ? 'downgraded' : 'upgraded';
          const replaced = sameVersion(now, m) ? '' : ` (replaced by ${formatVersion(now)})`;
          return `${verb} ${m.path} ${old.version} => ${m.version}${replaced}: error finding sum for ${formatVersion(now)}: ${err.message}`;
        }
      }),
    );
    all.forEach((f, i) => {
      if (deprecated[i] !== '') state.note(`go: module ${f.m.path} is deprecated: ${deprecated[i]}`);
    });
    let retractPath = '';
    all.forEach((f, i) => {
      const r = retracted[i]!;
      if (!(r instanceof DisallowedError) || r.retracted === null) return;
      state.note(`go: warning: ${r.message}`);
      retractPath = retractPath === '' ? f.m.path : '<module>';
    });
    if (retractPath !== '')
      state.note(`go: to switch to the latest unretracted version, run:\n\tgo get ${retractPath}@latest`);
    for (const e of sumErrors) if (e !== '') this.say(e);
    this.stop();
    return load;
  }

  private tools(write: { -readonly [K in keyof WriteOptions]: WriteOptions[K] }, load: PackageLoad | null): void {
    const add: string[] = [];
    const drop: string[] = [];
    for (const q of this.queries) {
      if (isMetaPackage(q.pattern) || q.pattern === 'toolchain')
        throw new ConfigError(`go get -tool does not work with "${q.pattern}".`);
      if (q.version === none) drop.push(q.pattern);
      else add.push(...(load?.matches.find(m => m.pattern === q.pattern)?.pkgs ?? []));
    }
    write.addTools = add;
    write.dropTools = drop;
  }

  /** Says what has become of the requirements. */
  private report(oldReqs: readonly Version[], newReqs: readonly Version[]): void {
    const changes = new Map<string, { old: string; now: string }>();
    const note = (modPath: string, old: string, now: string) => {
      if (old !== now) changes.set(modPath, { old, now });
    };
    for (const [modPath, { version }] of this.resolved) {
      const old = this.initial.get(modPath) ?? '';
      if (!gover.isToolchain(modPath) && (old !== '' || version !== none)) note(modPath, old, version);
    }
    for (const r of oldReqs) if (!gover.isToolchain(r.path)) note(r.path, r.version, this.versions.get(r.path) ?? '');
    for (const r of newReqs) if (!gover.isToolchain(r.path)) note(r.path, this.initial.get(r.path) ?? '', r.version);
    for (const p of ['go', 'toolchain']) {
      const of = (list: readonly Version[]) => list.find(r => r.path === p)?.version ?? '';
      note(p, of(oldReqs), of(newReqs));
    }
    const rank = (p: string) => (p === 'go' ? 0 : p === 'toolchain' ? 1 : 2);
    const sorted = [...changes].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
    for (const [p, { old, now }] of sorted) {
      if (old === '') this.state.note(`go: added ${p} ${now}`);
      else if (now === none || now === '') this.state.note(`go: removed ${p} ${old}`);
      else if (compareOf(p, now, old) < 0) this.state.note(`go: downgraded ${p} ${old} => ${now}`);
      else {
        this.state.note(`go: upgraded ${p} ${old} => ${now}`);
        const expanded =
          gover.compare(old, gover.explicitIndirect) < 0 && gover.compare(now, gover.explicitIndirect) >= 0;
        if (p === 'go' && expanded)
          this.state.note(
            `\tnote: expanded dependencies to upgrade to go ${gover.explicitIndirect} or higher; run 'go mod tidy' to clean up`,
          );
      }
    }
  }
}
