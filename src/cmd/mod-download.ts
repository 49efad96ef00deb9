// `burrow mod download`: modules into the module cache.

import { ConfigError } from '../load/config-error.ts';
import { commit } from '../load/mod/commit.ts';
import { FetchError } from '../load/mod/fetch/errors.ts';
import type { ModuleFetcher } from '../load/mod/fetch/fetcher.ts';
import { inParallel } from '../load/mod/fetch/missing.ts';
import { originFields, type Origin } from '../load/mod/fetch/origin.ts';
import type { Version } from '../load/mod/module.ts';
import type { Modules } from '../load/mod/modules.ts';
import { checkAllowed, isRevisionQuery, query } from '../load/mod/query.ts';
import { expandGraph, loadRequirements } from '../load/mod/requirements.ts';
import { Reuse } from '../load/mod/reuse.ts';
import type { FetchedSource } from '../load/mod/source.ts';
import type { ModState } from '../load/mod/state.ts';
import { patternMatcher } from '../load/patterns.ts';
import * as gover from '../load/mod/gover.ts';
import { Mistakes, tooNewIn } from '../load/mod/too-new.ts';
import { quote } from '../base/quote.ts';
import { command, fatal } from './command.ts';
import { bool, string } from './flags.ts';
import { checkVersionSyntax, errorAbout } from './list-modules.ts';
import { makeState, modFlags } from './mod-state.ts';
import { maySwitch } from './toolchain.ts';

/** One module as -json shows it; fields that are empty are left out. */
class Download {
  readonly path: string;
  version: string;
  query = '';
  error = '';
  info = '';
  goMod = '';
  zip = '';
  dir = '';
  sum = '';
  goModSum = '';
  origin: Origin | null = null;
  /** It is what an earlier command found: nothing is fetched. */
  reuse = false;
  /** What went wrong. */
  cause: ConfigError | null = null;

  constructor(m: Version) {
    this.path = m.path;
    this.version = m.version;
  }

  toJson(): string {
    const fields: Record<string, unknown> = {};
    const all = [
      ['Path', this.path],
      ['Version', this.version],
      ['Query', this.query],
      ['Error', this.error],
      ['Info', this.info],
      ['GoMod', this.goMod],
      ['Zip', this.zip],
      ['Dir', this.dir],
      ['Sum', this.sum],
      ['GoModSum', this.goModSum],
      ['Origin', this.origin === null ? null : originFields(this.origin)],
    ] as const;
    for (const [name, value] of all) if (value !== '' && value !== null) fields[name] = value;
    if (this.reuse) fields['Reuse'] = true;
    const escape = (c: string) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0');
    return JSON.stringify(fields, null, '\t').replace(/[<>&\u2028\u2029]/g, escape) + '\n';
  }
}

const flags = {
  json: bool(),
  reuse: string(),
  x: bool(),
  ...modFlags,
};

export { download as command };

const download = command({
  switches: true,
  usageLine: 'mod download [-x] [-json] [-reuse=old.json] [modules]',
  long: `Download brings modules into the module cache. A module is a path of the build, a path@version, or a pattern; with no
modules it is all that the main module requires.

	-json	print a JSON object for each module: Path, Version, Query, Error, Info, GoMod, Zip, Dir, Sum, GoModSum, Origin,
		Reuse
	-reuse=old.json	modules that an earlier -json printed are not fetched where their repositories are as they were
	-x	show the requests to the network
	-modcacherw	leave new directories of the module cache writable

A module's files are held to go.sum and to the checksum database before they get their names.
`,
  flags,
  async run(cx, values, words) {
    const { host } = cx;
    const state = await makeState(cx, values, { defaultMod: 'mod' });
    const { modules } = state;
    const { mains, work } = modules.workspace;
    const fetcher = await (state.source as FetchedSource).fetcher(); // makeState makes no other
    const explicit = words.length > 0;
    let args = words;
    if (explicit) {
      for (const m of mains) {
        for (const a of args) {
          if (a !== m.path && a !== `${m.path}@upgrade` && a !== `${m.path}@patch`) continue;
          host.stderr.write(`go: skipping download of ${a} that resolves to the main module\n`);
        }
      }
    } else if (work !== null) args = ['all'];
    else if (mains.length > 0) {
      const { file } = mains[0]!;
      if (gover.compare(file.go || gover.defaultGoMod, gover.explicitIndirect) < 0) {
        args = file.require.length > 0 ? ['all'] : [];
      } else {
        await (await loadRequirements(state)).graph();
        args = file.require.map(r => r.mod.path);
      }
    }
    if (args.length === 0) {
      if (mains.length === 0) fatal("go: no modules specified (see 'go help mod download')");
      host.stderr.write('go: no module dependencies to download\n');
      return 0;
    }

    if (values.reuse !== '' && mains.length > 0) fatal('go mod download -reuse cannot be used inside a module');
    for (const arg of args) checkVersionSyntax(arg);
    const reuse = new Reuse(host, values.reuse);
    const list: Download[] = [];
    let status = 0;
    const complain = (text: string) => {
      host.stderr.write(`go: ${text}\n`);
      status = 1;
    };
    let graphError = '';
    for (const arg of args) {
      try {
        list.push(...(await named(state, reuse, arg)));
      } catch (err) {
        if (!(err instanceof ConfigError) || err.prefix !== 'go: ') throw err;
        graphError ||= err.message;
      }
    }
    if (!explicit && work === null && mains.length > 0) await save(state);
    await inParallel(list, d => fill(fetcher, d), Math.max(4, host.cpus));
    if (explicit || work !== null) {
      const mistakes = new Mistakes(list.flatMap(d => d.cause ?? []));
      if (tooNewIn(mistakes) !== null && maySwitch(state.config)) throw mistakes;
    }
    for (const d of list) {
      if (values.json) {
        host.stdout.write(d.toJson());
        if (d.error !== '') status = 1;
      } else if (d.error !== '') complain(d.error);
    }
    if (status === 0 && (explicit || work !== null) && mains.length > 0 && graphError === '') {
      await save(state);
    }
    if (graphError !== '') complain(graphError);
    return status;
  },
});

/** Writes what the module graph adds to go.mod and go.sum. */
async function save(state: ModState): Promise<void> {
  state.requirements = (await expandGraph(state, await loadRequirements(state))).rs;
  await commit(state, null);
}

/** The modules that one argument means. */
async function named(state: ModState, reuse: Reuse, arg: string): Promise<Download[]> {
  const { modules } = state;
  const at = arg.indexOf('@');
  const modPath = at < 0 ? arg : arg.slice(0, at);
  const wanted = arg.slice(modPath.length + 1);
  if (arg.includes('\\')) throw new FetchError('module paths never use backslash');
  if (/^\.\.?(?:\/|$)/.test(arg)) throw new FetchError(`cannot use relative path ${arg} to specify module`);
  if (at < 0) {
    const many = arg === 'all' || arg.includes('...');
    if (!modules.hasMain) {
      const how = many ? '' : ' without -versions or an explicit version';
      throw new FetchError(`cannot match ${quote(arg)}${how}: ${modules.noMainText()}`);
    }
    const mg = await (await loadRequirements(state)).graph();
    const matches = arg === 'all' ? () => true : many ? patternMatcher(arg) : (p: string) => p === arg;
    const found = mg.graph.buildList().filter(m => matches(m.path));
    if (found.length === 0) {
      if (!many) return [failed({ path: modPath, version: '' }, `module ${arg}: not a known dependency`)];
      state.note(`warning: pattern ${quote(arg)} matched no module dependencies`);
    }
    return found.flatMap(m => replaced(modules, m));
  }
  if (modPath.includes('...')) throw new FetchError(`module ${modPath}: cannot use wildcard in module path`);
  const isMain = modules.workspace.mains.some(m => m.path === modPath);
  if (isMain && (wanted === 'upgrade' || wanted === 'patch')) return [];
  let current = '';
  if (modules.hasMain) {
    const rs = await loadRequirements(state);
    current = rs.rootSelected(modPath) ?? '';
    if (wanted === 'upgrade' || wanted === 'patch') current = (await rs.graph()).selected(modPath);
  }
  try {
    const allowed = isRevisionQuery(modPath, wanted) ? null : (v: Version) => checkAllowed(state, v);
    const old = await reuse.find(state.source, modPath, wanted);
    const info = old ?? (await query(state, modPath, wanted, current, allowed));
    // A version that is asked for by name is what is meant, whatever replaces it in the build.
    const d = new Download({ path: modPath, version: info.version });
    if (wanted !== d.version) d.query = wanted;
    d.origin = info.origin;
    const same = old ?? (await reuse.find(state.source, modPath, info.version));
    d.reuse = same !== null;
    if (same !== null) d.error = same.error;
    return [d];
  } catch (err) {
    if (!(err instanceof FetchError)) throw err;
    const d = failed({ path: modPath, version: wanted }, errorAbout({ path: modPath, version: wanted }, err));
    d.origin = err.origin;
    return [d];
  }
}

function failed(m: Version, error: string): Download {
  const d = new Download(m);
  d.error = error;
  return d;
}

/** The module that is downloaded in place of one: its replacement; none for a directory. */
function replaced(modules: Modules, m: Version): Download[] {
  if (m.version === '' || m.path === 'go' || m.path === 'toolchain') return [];
  const actual = modules.replacement(m) ?? m;
  return actual.version === '' ? [] : [new Download(actual)];
}

async function fill(fetcher: ModuleFetcher, d: Download): Promise<void> {
  if (d.error !== '' || d.reuse) return;
  const m = { path: d.path, version: d.version };
  try {
    d.info = await fetcher.infoFile(m);
    d.goMod = await fetcher.goModFile(m);
    d.goModSum = fetcher.goModSum(await fetcher.goMod(m));
    d.zip = await fetcher.zipFile(m, true);
    d.sum = fetcher.sum(m);
    d.dir = await fetcher.zip(m);
  } catch (err) {
    if (!(err instanceof FetchError)) throw err;
    d.error = err.message;
    d.cause = err;
  }
}
