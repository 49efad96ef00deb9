// `burrow list -m`: modules of the build, modules at versions that queries mean, and with -u, -versions and -retracted what
// their servers say of newer and other versions.

import { ConfigError } from '../load/config-error.ts';
import type { LoadOptions } from '../load/load.ts';
import { commit } from '../load/mod/commit.ts';
import { FetchError } from '../load/mod/fetch/errors.ts';
import { inParallel, MissingModules } from '../load/mod/fetch/missing.ts';
import * as gover from '../load/mod/gover.ts';
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
import { expandGraph, loadRequirements } from '../load/mod/requirements.ts';
import type { FetchedSource } from '../load/mod/source.ts';
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
  const { fetcher } = state.source as FetchedSource; // makeState makes no other
  const missing = new MissingModules(fetcher);
  missing.attach(modules);
  const { mains } = modules.workspace;
  const found: ModuleInfo[] = [];
  let graphError = '';

  const wholeGraph = async () => {
    try {
      await missing.graph(modules);
    } catch (err) {
      if (!(err instanceof ConfigError) || err.prefix !== 'go: ') throw err;
      graphError = err.message;
    }
  };
  const complete = (m: Version) => infoOf(state, fetcher, missing, m);

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
  const needed = needsGraph(modules, args, flags.versions);
  if (needed) await wholeGraph();
  for (const arg of args) {
    const at = arg.indexOf('@');
    if (at >= 0) {
      const info = await queried(state, complete, flags, arg.slice(0, at), arg.slice(at + 1));
      if (info !== null) found.push(info);
      continue;
    }
    if (arg !== 'all' && !arg.includes('...')) {
      const version = versionInBuild(modules, arg);
      if (version !== null) found.push(await complete({ path: arg, version }));
      else if (graphError === '') found.push(flags.versions ? named(arg) : moduleNamed(modules, arg));
      continue;
    }
    const matches = arg === 'all' ? () => true : patternMatcher(arg);
    const list = modules.buildList().filter(m => matches(m.path) && m.path !== 'go' && m.path !== 'toolchain');
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
    const all = found.flatMap(m => (m.replace === null ? [m] : [m, m.replace]));
    await inParallel(all, m => askServer(state, m, flags));
  }
  let status = 0;
  if (!flags.e) {
    const texts = found.map(m => m.error).filter(text => text !== '');
    if (graphError !== '') texts.push(graphError);
    for (const text of texts) {
      host.stderr.write(`go: ${text}\n`);
      status = 1;
    }
  }
  // What was read may add to go.sum, and with -mod=mod to go.mod; where nothing may be added that is an error.
  if (graphError === '' && state.buildMod !== 'vendor' && mains.length > 0 && args.length > 0 && !flags.u && !flags.e) {
    const rs = await loadRequirements(state);
    state.requirements = needed ? (await expandGraph(state, rs)).rs : rs;
    await commit(state, null);
  }
  return { state, found: status === 0 ? found : [], status };
}

function named(path: string): ModuleInfo {
  const info = new ModuleInfo();
  info.path = path;
  return info;
}

/** Checks the words, and tells whether what they ask for needs more than go.mod. */
function needsGraph(modules: Modules, args: readonly string[], versions: boolean): boolean {
  let needed = false;
  const pruned = gover.compare(modules.goVersion, gover.explicitIndirect) >= 0;
  const noMain = (arg: string, how: string) => fatal(`go: cannot match ${quote(arg)}${how}: ${modules.noMainText()}`);
  for (const arg of args) {
    if (arg.includes('\\')) fatal('go: module paths never use backslash');
    if (/^\.\.?(?:\/|$)/.test(arg)) fatal(`go: cannot use relative path ${arg} to specify module`);
    const at = arg.indexOf('@');
    if (arg === 'all' || (arg.includes('...') && at < 0)) {
      if (modules.buildMod === 'vendor') {
        fatal(
          `go: can't ${arg === 'all' ? "compute 'all'" : 'match module patterns'} using the vendor directory\n` +
            '\t(Use -mod=mod or -mod=readonly to bypass.)',
        );
      }
      if (!modules.hasMain) noMain(arg, '');
      needed = true;
      continue;
    }
    if (at >= 0 && arg.slice(at) !== '@upgrade' && arg.slice(at) !== '@patch') continue;
    const path = at < 0 ? arg : arg.slice(0, at);
    if (modules.rootVersion(path) !== null && pruned) continue;
    if (!modules.hasMain && (at >= 0 || !versions)) {
      noMain(arg, at >= 0 ? '' : ' without -versions or an explicit version');
    }
    if (modules.hasMain && modules.buildMod !== 'vendor') needed = true;
  }
  return needed;
}

/** The version of a path in the build; null for none. */
function versionInBuild(modules: Modules, path: string): string | null {
  if (!modules.hasMain) return null;
  const root = modules.rootVersion(path);
  const pruned = gover.compare(modules.goVersion, gover.explicitIndirect) >= 0;
  if (root !== null && (root === '' || pruned || modules.buildMod === 'vendor')) return root;
  return modules.graph().selected.get(path) ?? null;
}

/** What is said of a module; what that needs is fetched. */
async function infoOf(
  state: ModState,
  fetcher: FetchedSource['fetcher'],
  missing: MissingModules,
  m: Version,
): Promise<ModuleInfo> {
  const { modules } = state;
  const actual = modules.replacement(m) ?? m;
  let error = '';
  if (actual.version !== '' && modules.buildMod !== 'vendor') {
    try {
      await fetcher.infoFile(actual);
    } catch (err) {
      if (!(err instanceof FetchError)) throw err;
      error = err.message;
    }
  }
  let info = modules.info(m);
  if (modules.missingGoMod.has(formatVersion(actual))) {
    await missing.fetch(modules);
    modules.refresh();
    info = modules.info(m);
  }
  if (info.error === '') info.error = error;
  return info;
}

async function queried(
  state: ModState,
  complete: (m: Version) => Promise<ModuleInfo>,
  flags: ListModuleFlags,
  path: string,
  wanted: string,
): Promise<ModuleInfo | null> {
  if (wanted === '' || path === '') fatal(`go: invalid module version syntax ${quote(`${path}@${wanted}`)}`);
  const { modules } = state;
  let current = modules.hasMain ? (modules.rootVersion(path) ?? '') : '';
  if ((wanted === 'upgrade' || wanted === 'patch') && modules.hasMain) {
    current = modules.graph().selected.get(path) ?? 'none';
  }
  const free = flags.retracted || flags.u || isRevisionQuery(path, wanted);
  try {
    const { version } = await query(state, path, wanted, current, free ? null : m => checkAllowed(state, m));
    let info = await complete({ path, version });
    if (info.replace !== null) info = modules.infoOfVersion({ path, version });
    info.indirect = false;
    if (wanted !== info.version) info.query = wanted;
    return info;
  } catch (err) {
    if (!(err instanceof FetchError)) throw err;
    const info = named(path);
    info.version = wanted;
    info.error = errorAbout({ path, version: wanted }, err);
    return info;
  }
}

/** The text of a query's mistake, with the module that it is about. */
export function errorAbout(m: Version, err: FetchError): string {
  if (err instanceof NoMatchingVersionError) return `module ${m.path}: ${err.message}`;
  if (err.message.startsWith(`${m.path}@`) || err.message.startsWith(`module ${m.path}: `)) return err.message;
  return `${formatVersion(m)}: ${err.message}`;
}

/** The update, the versions, retractions and deprecation of a module, as asked for. */
async function askServer(state: ModState, m: ModuleInfo, flags: ListModuleFlags): Promise<void> {
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
      for (const version of await allVersions(state, m.path)) {
        const v = { path: m.path, version };
        const against = flags.retracted ? checkExclusions(state, v) : await checkAllowed(state, v);
        if (against === null) list.push(version);
        else if (!(against instanceof DisallowedError)) throw against;
      }
      m.versions = list;
    });
  }
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

/** The module of a path at the version of the build; one with an error where the build has none. */
export function moduleNamed(modules: Modules, path: string): ModuleInfo {
  const root = modules.rootVersion(path);
  const version = root ?? modules.graph().selected.get(path);
  if (version !== undefined) return modules.info({ path, version });
  const info = named(path);
  info.error =
    modules.buildMod === 'vendor'
      ? `module ${path}: can't resolve module using the vendor directory\n\t(Use -mod=mod or -mod=readonly to bypass.)`
      : `module ${path}: not a known dependency`;
  return info;
}
