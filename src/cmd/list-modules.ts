// `burrow list -m`: modules of the build, modules at versions that queries mean, and with -u, -versions and -retracted what
// their servers say of newer and other versions.

import { ConfigError } from '../load/config-error.ts';
import type { LoadOptions } from '../load/load.ts';
import { commit } from '../load/mod/commit.ts';
import { FetchError } from '../load/mod/fetch/errors.ts';
import { inParallel } from '../load/mod/fetch/missing.ts';
import { mergeOrigins } from '../load/mod/fetch/origin.ts';
import * as gover from '../load/mod/gover.ts';
import { none } from '../load/mod/graph.ts';
import { ModuleInfo } from '../load/mod/info.ts';
import { formatVersion, type Version } from '../load/mod/module.ts';
import type { Modules } from '../load/mod/modules.ts';
import { compareOf } from '../load/mod/graph.ts';
import {
  allVersions,
  checkAllowed,
  checkExclusions,
  checkRetractions,
  deprecation,
  DisallowedError,
  isRevisionQuery,
  NoMatchingVersionError,
  query,
} from '../load/mod/query.ts';
import { expandGraph, loadRequirements, type LoadedGraph, type Requirements } from '../load/mod/requirements.ts';
import { Reuse } from '../load/mod/reuse.ts';
import type { ModState } from '../load/mod/state.ts';
import { patternMatcher } from '../load/patterns.ts';
import { quote } from '../base/quote.ts';
import { fatal, type Context } from './command.ts';
import { makeState } from './mod-state.ts';

/** The flags of `list` that -m looks at. */
export interface ListModuleFlags {
  readonly e: boolean;
  readonly u: boolean;
  readonly versions: boolean;
  readonly retracted: boolean;
  readonly modcacherw: boolean;
  readonly x: boolean;
  /** The file with what an earlier command printed; '' for none. */
  readonly reuse: string;
  /** Paths, versions and replacements alone are wanted. */
  readonly brief: boolean;
}

/** What `list -m` found; nothing where mistakes were printed. */
export interface ListedModules {
  readonly state: ModState;
  readonly found: readonly ModuleInfo[];
  readonly status: number;
}

/** The modules that the words of a command line mean. */
export async function listModules(
  cx: Context,
  options: LoadOptions,
  flags: ListModuleFlags,
  args: readonly string[],
): Promise<ListedModules> {
  const { host } = cx;
  const state = await makeState(cx, flags, options);
  const { modules } = state;
  const { mains } = modules.workspace;
  if (flags.reuse !== '' && modules.hasMain) fatal('go list -reuse cannot be used inside a module');
  const found: ModuleInfo[] = [];
  let graphError: ConfigError | null = null;
  let rs = await loadRequirements(state);
  let mg: LoadedGraph | null = null;
  const reuse = new Reuse(host, flags.reuse);
  const complete = (m: Version) => infoOf(state, reuse, m, flags.brief);

  if (args.length === 0) {
    if (mains.length === 0) {
      const info = new ModuleInfo();
      info.path = 'command-line-arguments';
      info.main = true;
      info.goVersion = state.config.goVersion.slice(2);
      found.push(info);
    }
    for (const m of mains) found.push(modules.info({ path: m.path, version: '' }));
  }
  checkFlags(modules, flags, args);
  if (needsGraph(modules, rs, args, flags.versions)) {
    try {
      ({ rs, mg } = await expandGraph(state, rs));
    } catch (err) {
      if (!(err instanceof ConfigError)) throw err;
      graphError = err;
      mg = await rs.tryGraph();
    }
  }
  const selected = (path: string) => (mg === null ? (rs.rootSelected(path) ?? '') : mg.selected(path));
  for (const arg of args) {
    const at = arg.indexOf('@');
    if (at >= 0) {
      const path = arg.slice(0, at);
      const wanted = arg.slice(at + 1);
      if (graphError !== null && selected(path) === none && (wanted === 'upgrade' || wanted === 'patch')) continue;
      const info = await queried(state, reuse, flags, path, wanted, selected(path));
      if (info !== null) found.push(info);
      continue;
    }
    if (arg !== 'all' && !arg.includes('...')) {
      const version = selected(arg);
      if (version !== none) found.push(await complete({ path: arg, version }));
      else if (graphError === null) found.push(flags.versions ? named(arg) : unknownModule(modules, arg));
      continue;
    }
    const matches = arg === 'all' ? () => true : patternMatcher(arg);
    const build = mg?.graph.buildList() ?? []; // a pattern has the graph read
    const list = build.filter(m => matches(m.path) && !gover.isToolchain(m.path));
    if (list.length === 0) host.stderr.write(`warning: pattern ${quote(arg)} matched no module dependencies\n`);
    const infos = new Map<string, ModuleInfo>();
    await inParallel(list, async m => {
      infos.set(m.path, await complete(m));
    });
    for (const m of list) {
      const info = infos.get(m.path)!; // the loop above made it
      if (!found.some(f => f.path === info.path && f.version === info.version)) found.push(info);
    }
  }
  if (flags.u || flags.versions || flags.retracted) {
    const all = found.flatMap(m => (m.reuse ? [] : m.replace === null ? [m] : [m, m.replace]));
    await inParallel(all, m => askServer(state, m, flags));
    for (const m of found) if (m.replace !== null) m.retracted = m.replace.retracted;
  }
  let status = 0;
  if (!flags.e) {
    const texts = found.map(m => m.error).filter(text => text !== '');
    if (graphError !== null) texts.push(graphError.message);
    for (const text of texts) {
      host.stderr.write(`go: ${text}\n`);
      status = 1;
    }
  }
  // What was read may add to go.sum, and with -mod=mod to go.mod; where nothing may be added that is an error.
  if (graphError === null) {
    state.requirements = rs;
    if (!flags.u && mains.length > 0) await commit(state, null);
  }
  return { state, found: status === 0 ? found : [], status };
}

function named(path: string): ModuleInfo {
  const info = new ModuleInfo();
  info.path = path;
  return info;
}

/** Ends the command where the vendor directory cannot answer. */
function checkFlags(modules: Modules, flags: ListModuleFlags, args: readonly string[]): void {
  if (modules.buildMod !== 'vendor') return;
  const bad = (what: string) =>
    fatal(`go: can't ${what} using the vendor directory\n\t(Use -mod=mod or -mod=readonly to bypass.)`);
  if (flags.versions) bad('determine available versions');
  if (flags.u) bad('determine available upgrades');
  if (flags.retracted) fatal('go list -retracted cannot be used when vendoring is enabled');
  for (const arg of args) {
    if (arg === 'all') bad("compute 'all'");
    if (arg.includes('...')) bad('match module patterns');
  }
}

/** Checks the words, and tells whether what they ask for needs more than go.mod. */
function needsGraph(modules: Modules, rs: Requirements, args: readonly string[], versions: boolean): boolean {
  let needed = false;
  const noMain = (arg: string, how: string) => fatal(`go: cannot match ${quote(arg)}${how}: ${modules.noMainText()}`);
  for (const arg of args) {
    if (arg.includes('\\')) fatal('go: module paths never use backslash');
    if (/^\.\.?(?:\/|$)/.test(arg)) fatal(`go: cannot use relative path ${arg} to specify module`);
    const at = arg.indexOf('@');
    if (arg === 'all' || (arg.includes('...') && at < 0)) {
      if (!modules.hasMain) noMain(arg, '');
      needed = true;
      continue;
    }
    checkVersionSyntax(arg);
    if (at >= 0 && arg.slice(at) !== '@upgrade' && arg.slice(at) !== '@patch') continue;
    const path = at < 0 ? arg : arg.slice(0, at);
    if (rs.rootSelected(path) !== null && rs.pruning !== 'unpruned') continue;
    needed = true;
    if (!modules.hasMain && (at >= 0 || !versions)) {
      noMain(arg, at >= 0 ? '' : ' without -versions or an explicit version');
    }
  }
  return needed;
}

/** Ends the command for a path@version whose version cannot name a revision: git would take it for an option. */
export function checkVersionSyntax(arg: string): void {
  const m = /^[^@]*@([-/].*)$/s.exec(arg);
  if (m !== null) fatal(`go: invalid module version ${quote(m[1]!)}`);
}

/** What is said of a module; what that needs is fetched. */
async function infoOf(state: ModState, reuse: Reuse, m: Version, brief: boolean): Promise<ModuleInfo> {
  const { modules } = state;
  const actual = modules.replacement(m) ?? m;
  if (actual === m) {
    const old = m.version === '' ? null : await reuse.find(state.source, m.path, m.version);
    if (old !== null) {
      old.query = '';
      return old;
    }
  }
  let error = '';
  if (actual.version !== '' && modules.buildMod !== 'vendor') {
    try {
      await state.source.info(actual.path, actual.version);
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      error = err.message;
    }
    try {
      await state.summary(m);
    } catch (err) {
      if (!(err instanceof ConfigError)) throw err; // what is not known of it is left out
    }
  }
  const info = brief ? modules.briefInfo(m) : modules.info(m);
  if (info.error === '') info.error = error;
  return info;
}

async function queried(
  state: ModState,
  reuse: Reuse,
  flags: ListModuleFlags,
  path: string,
  wanted: string,
  current: string,
): Promise<ModuleInfo | null> {
  if (wanted === '' || path === '') fatal(`go: invalid module version syntax ${quote(`${path}@${wanted}`)}`);
  const free = flags.retracted || flags.u || isRevisionQuery(path, wanted);
  try {
    const old = await reuse.find(state.source, path, wanted);
    const { version, origin } =
      old ?? (await query(state, path, wanted, current, free ? null : m => checkAllowed(state, m)));
    const info = (await reuse.find(state.source, path, version)) ?? (await askedInfo(state, { path, version }));
    info.query = wanted === info.version ? '' : wanted;
    info.origin = origin;
    return info;
  } catch (err) {
    if (!(err instanceof FetchError)) throw err;
    const info = named(path);
    info.version = wanted;
    info.error = errorAbout({ path, version: wanted }, err);
    info.origin = err.origin;
    return info;
  }
}

/** What is said of a version that was asked for; its go.mod is fetched. */
async function askedInfo(state: ModState, m: Version): Promise<ModuleInfo> {
  if (state.isMain(m.path) && m.version === '') return state.modules.info(m);
  let go = '';
  try {
    if (!gover.isToolchain(m.path)) ({ go } = await state.rawSummary(m));
  } catch (err) {
    if (!(err instanceof ConfigError)) throw err; // what is not known of it is left out
  }
  const info = state.modules.infoOfVersion(m);
  info.goVersion = go;
  return info;
}

/** The text of a query's mistake, with the module that it is about. */
export function errorAbout(m: Version, err: FetchError): string {
  if (err instanceof NoMatchingVersionError) return `module ${m.path}: ${err.message}`;
  if (err.message.startsWith(`${m.path}@`) || err.message.startsWith(`module ${m.path}: `)) return err.message;
  return `${formatVersion(m)}: ${err.message}`;
}

/** The update, the versions, retractions and deprecation of a module, as asked for. */
async function askServer(
  state: ModState,
  m: ModuleInfo,
  flags: Pick<ListModuleFlags, 'u' | 'versions' | 'retracted'>,
): Promise<void> {
  const mod = { path: m.path, version: m.version };
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      if (m.error === '') m.error = err.message;
    }
  };
  const unknown = (err: unknown) =>
    err instanceof NoMatchingVersionError || (err instanceof FetchError && err.notExist);
  // First, as what is wrong first is told.
  if (flags.retracted || flags.u) {
    await attempt(async () => {
      if (m.version === '') return;
      const err = await checkRetractions(state, mod);
      if (err === null || unknown(err)) return;
      if (!(err instanceof DisallowedError)) throw err;
      const why = err.retracted ?? [];
      m.retracted = why.length === 0 ? ['retracted by module author'] : [...why];
    });
  }
  if (flags.u && m.version !== '') {
    await attempt(async () => {
      try {
        const info = await query(state, m.path, 'upgrade', m.version, v => checkAllowed(state, v));
        if (compareOf(m.path, info.version, m.version) <= 0) return;
        m.update = named(m.path);
        m.update.version = info.version;
        m.update.time = info.time;
      } catch (err) {
        if (!unknown(err) && !(err instanceof DisallowedError)) throw err;
      }
    });
  }
  if (flags.versions) {
    await attempt(async () => {
      const list: string[] = [];
      const all = await allVersions(state, m.path);
      m.origin = mergeOrigins(m.origin, all.origin);
      for (const version of all.list) {
        const v = { path: m.path, version };
        const against = flags.retracted ? checkExclusions(state, v) : await checkAllowed(state, v);
        if (against === null) list.push(version);
        else if (!(against instanceof DisallowedError)) throw against;
      }
      m.versions = list;
    });
  }
  if (flags.u) {
    await attempt(async () => {
      try {
        m.deprecated = await deprecation(state, mod);
      } catch (err) {
        if (!unknown(err)) throw err;
      }
    });
  }
}

/** Asks which modules of packages are retracted. */
export async function askRetractions(state: ModState, found: Iterable<ModuleInfo>): Promise<void> {
  if (state.modules.buildMod === 'vendor') fatal('go list -retracted cannot be used when vendoring is enabled');
  const flags = { u: false, versions: false, retracted: true };
  await inParallel([...found], async m => {
    const from = m.replace ?? m;
    await askServer(state, from, flags);
    m.retracted = from.retracted;
  });
}

/** The module of a path at the version of the build; one with an error where the build has none. */
export function moduleNamed(modules: Modules, selected: (path: string) => string, path: string): ModuleInfo {
  const version = selected(path);
  return version === none ? unknownModule(modules, path) : modules.info({ path, version });
}

function unknownModule(modules: Modules, path: string): ModuleInfo {
  const info = named(path);
  info.error =
    modules.buildMod === 'vendor'
      ? `module ${path}: can't resolve module using the vendor directory\n\t(Use -mod=mod or -mod=readonly to bypass.)`
      : `module ${path}: not a known dependency`;
  return info;
}
