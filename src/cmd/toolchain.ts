// Which Go a command runs as: $GOTOOLCHAIN, go.mod and go.work may ask for another release than that of the distribution
// in use. `select` finds out before a command begins, `newerToolchain` where a command meets a module that needs a newer
// one; `Switch` then unwinds to main.ts, which starts burrow again with the other release (`enter`). burrow itself is not
// tied to a release: a toolchain module is a distribution whose sources it reads, and so is the tree of a go1.N on $PATH, which
// comes before a download. What burrow is not made for, or has no sources, is run as it is, which is said.

import { Dir, File, IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { withEnv } from '../host/with-env.ts';
import type { Config } from '../load/config.ts';
import { ConfigError } from '../load/config-error.ts';
import { decodeUtf8 } from '../base/utf8.ts';
import { readText } from '../load/dir-package.ts';
import { isSupportedRelease, releaseOf } from '../load/goroot.ts';
import { FetchError } from '../load/mod/fetch/errors.ts';
import * as gover from '../load/mod/gover.ts';
import type { TooNewError } from '../load/mod/too-new.ts';
import { findModuleRoot, findWorkFile } from '../load/mod/workspace.ts';
import { quote } from '../base/quote.ts';
import { Switch, type Pretence } from './command.ts';

/** The release that this burrow was started for. */
const targetVariable = 'GOTOOLCHAIN_INTERNAL_SWITCH_VERSION';
/** How often it was started again. */
const countVariable = 'GOTOOLCHAIN_INTERNAL_SWITCH_COUNT';
const maxSwitches = 100;

function fatal(text: string): never {
  throw new ConfigError(text);
}

/** GODEBUG=toolchaintrace=1: why a release was chosen is told. */
function isTraced(host: Host): boolean {
  return host.getenv('GODEBUG').split(',').includes('toolchaintrace=1');
}

/** Throws a Switch where the settings ask for another release than the configuration's. */
export function select(config: Config, argv: readonly string[], pretence: Pretence | null): void {
  const { host } = config;
  const mode111 = config.getenv('GO111MODULE');
  if (mode111 === 'off' || (mode111 === 'auto' && findModuleRoot(host, host.cwd()) === '')) return;
  // What says how a toolchain is chosen is answered by the one at hand.
  if (argv[0] === 'env') {
    if (argv.length === 2 && ['GOTOOLCHAIN', 'GOMOD', 'GOWORK'].includes(argv[1]!)) return;
    if (argv.length === 3 && argv[1] === '-w' && argv[2]!.startsWith('GOTOOLCHAIN=')) return;
  }
  const setting = config.getenv('GOTOOLCHAIN');
  config.startup.gotoolchain = setting;
  if (setting === '') return;
  let toolchain = config.toolchain;
  let version = config.goVersion.slice(2);
  let mode = setting;
  const trace: string[] = [];
  if (setting !== 'auto' && setting !== 'path') {
    const plus = setting.indexOf('+');
    const least = plus < 0 ? setting : setting.slice(0, plus);
    mode = plus < 0 ? '' : setting.slice(plus + 1);
    if (least !== 'local') {
      version = gover.fromToolchain(least);
      const why = plus < 0 ? '' : `: invalid minimum toolchain ${quote(least)}`;
      if (version === '') fatal(`invalid GOTOOLCHAIN ${quote(setting)}${why}`);
      toolchain = least;
    }
    if (plus >= 0 && mode !== 'auto' && mode !== 'path')
      fatal(`invalid GOTOOLCHAIN ${quote(setting)}: only version suffixes are +auto and +path`);
    trace.push(`go: default toolchain set to ${toolchain} from GOTOOLCHAIN=${setting}\n`);
  }
  if (mode === 'auto' || mode === 'path') {
    const allowed = `upgrade allowed by GOTOOLCHAIN=${setting.includes('+') ? '<name>+' : ''}${mode}`;
    toolchain = fromFiles(config, toolchain, version, (to, line, file) => {
      trace.push(`go: upgrading toolchain to ${to} (required by ${line} line in ${file}; ${allowed})\n`);
    });
  }
  const target = host.getenv(targetVariable);
  if (target !== '' && pretence?.switching !== 'loop') {
    if (config.toolchain !== target) fatal(`toolchain ${config.toolchain} invoked to provide ${target}`);
    return;
  }
  if (isTraced(host)) host.stderr.write(trace.join(''));
  if (toolchain === 'local' || toolchain === config.toolchain) {
    if (isTraced(host)) host.stderr.write(`go: using local toolchain ${config.toolchain}\n`);
    return;
  }
  if (!toolchain.startsWith('go1') && !toolchain.includes('-go1')) fatal(`invalid GOTOOLCHAIN ${quote(toolchain)}`);
  throw new Switch(config, toolchain);
}

/** What go.work or go.mod make of the release that the environment asks for. */
function fromFiles(
  config: Config,
  least: string,
  leastVersion: string,
  raised: (toolchain: string, line: string, file: string) => void,
): string {
  const { host, startup } = config;
  let file = findWorkFile(config);
  if (file === '' || host.stat(file) instanceof IOError) {
    const root = findModuleRoot(host, host.cwd());
    file = root === '' ? '' : path.join(root, 'go.mod');
  }
  startup.autoFile = file;
  if (file === '') return least;
  const text = readText(host, file);
  if (text instanceof IOError) fatal(String(text));
  const go = lineOf(text, 'go');
  const line = lineOf(text, 'toolchain');
  if (line === 'default') {
    startup.autoToolchain = line;
    return least;
  }
  let toolchain = least;
  let version = leastVersion;
  if (line !== '') {
    const v = gover.fromToolchain(line);
    if (v === '' || (!line.startsWith('go') && !line.includes('-go')))
      fatal(`invalid toolchain ${quote(line)} in ${path.shortPath(host.cwd(), file)}`);
    if (gover.compare(v, version) > 0) {
      toolchain = line;
      version = v;
      startup.autoToolchain = line;
      raised(line, 'toolchain', path.shortPath(host.cwd(), file));
    }
  }
  if (gover.compare(go, version) > 0) {
    // From 1.21 on the first release of a language version ends in .0.
    toolchain = `go${go}${gover.isLanguage(go) && gover.compare(go, '1.21') >= 0 ? '.0' : ''}`;
    startup.autoGo = go;
    startup.autoToolchain = '';
    raised(toolchain, 'go', path.shortPath(host.cwd(), file));
  }
  return toolchain;
}

/** The value of a `go` or `toolchain` line, whatever else is in the file. */
function lineOf(text: string, key: string): string {
  for (const line of text.split('\n')) {
    const words = line.replace(/\/\/.*/, '').trim();
    if (!words.startsWith(key) || !/^[ \t]/.test(words.slice(key.length))) continue;
    const value = words.slice(key.length).trim();
    return /^"[^"]*"$|^`[^`]*`$/.test(value) ? value.slice(1, -1) : value;
  }
  return '';
}

/** $GOTOOLCHAIN lets a command start again as a newer release. */
export function maySwitch(config: Config): boolean {
  return hasMode(config, 'auto') || hasMode(config, 'path');
}

function hasMode(config: Config, mode: string): boolean {
  const setting = config.getenv('GOTOOLCHAIN');
  return setting === mode || setting.endsWith('+' + mode);
}

/** What to throw for a mistake that a newer toolchain puts right: a Switch where that is allowed, or a mistake. */
export async function newerToolchain(config: Config, err: ConfigError, need: TooNewError): Promise<Error> {
  if (!maySwitch(config)) return err;
  let toolchain: string;
  try {
    const list = hasMode(config, 'auto') ? await releases(config) : onPath(config.host);
    toolchain = bestRelease(need.version, list);
  } catch (why) {
    if (!(why instanceof ConfigError)) throw why;
    return new ConfigError(`${err.message}\ngo: switching to go >= ${need.version}: ${why.message}`);
  }
  config.host.stderr.write(`go: ${need.what} requires go >= ${need.version}; switching to ${toolchain}\n`);
  return new Switch(config, toolchain);
}

async function fetcherFor(config: Config) {
  const { ModuleFetcher } = await import('../load/mod/fetch/fetcher.ts');
  const { GoSum } = await import('../load/mod/fetch/gosum.ts');
  return new ModuleFetcher(config.host, config, new GoSum(config.host, '', [], false));
}

/** The releases that the proxies offer, oldest first. */
async function releases(config: Config): Promise<readonly string[]> {
  return (await (await fetcherFor(config)).versions('go')).list;
}

/** The releases on $PATH, oldest first. */
function onPath(host: Host): string[] {
  const found = new Set<string>();
  for (const dir of host.getenv('PATH').split(host.os === 'windows' ? ';' : ':')) {
    const entries = path.isAbs(dir) ? host.readDir(dir) : [];
    if (entries instanceof IOError) continue;
    for (const e of entries) {
      const name = host.os === 'windows' ? e.name.replace(/\.exe$/i, '') : e.name;
      const v = name.startsWith('go1.') ? gover.fromToolchain(name) : '';
      if (v !== '' && v.startsWith('1.') && isProgram(host, path.join(dir, e.name))) found.add(v);
    }
  }
  return [...found].sort(gover.compare);
}

function isProgram(host: Host, file: string): boolean {
  const st = host.stat(file);
  return !(st instanceof IOError) && st.kind === File && (host.os === 'windows' || (st.mode & 0o111) !== 0);
}

/**
 * The release to switch to where at least `need` is needed: the last of the language version before the newest, where
 * that will do and the newest is no prerelease, else the newest. `list` is sorted, the oldest first.
 */
export function bestRelease(need: string, list: readonly string[]): string {
  let best = '';
  for (let i = list.length - 1; i >= 0; i--) {
    const v = list[i]!;
    if (gover.compare(v, need) < 0) break;
    if (gover.language(best) === gover.language(v)) continue;
    const newer = best;
    best = v;
    if (newer !== '' && !/[a-z]/.test(newer)) break;
  }
  if (best === '') fatal(`no releases found for go >= ${need}`);
  return 'go' + best;
}

/** How to go on as another release: a host to start again with, or the exit status of another program. */
export async function enter(
  { config, toolchain }: Switch,
  argv: readonly string[],
  pretence: Pretence | null,
): Promise<Host | number> {
  const { host } = config;
  const count = Number(host.getenv(countVariable)) || 0;
  if (count >= maxSwitches - 10)
    host.stderr.write(`go: switching from ${config.goVersion} to ${toolchain} [depth ${count}]\n`);
  if (count >= maxSwitches) fatal('too many toolchain switches');
  const changes = new Map([
    [countVariable, String(count + 1)],
    [targetVariable, toolchain],
  ]);
  const tell = (from: string) => {
    if (isTraced(host)) host.stderr.write(`go: using ${toolchain} toolchain ${from}\n`);
  };
  if (pretence !== null && pretence.switching !== '') {
    tell('from cache located at this program');
    if (pretence.switching === 'switch') changes.set(pretence.variable, toolchain);
    return withEnv(host, changes);
  }
  const exe = lookPath(host, toolchain);
  const pathOnly = hasMode(config, 'path');
  if (exe === '' && pathOnly) fatal(`cannot find ${quote(toolchain)} in PATH`);
  if (exe !== '') {
    const isMadeFor = isSupportedRelease(toolchain);
    const tree = isMadeFor ? await treeOf(host, exe) : '';
    const isRun = tree === '' && (pathOnly || !isMadeFor);
    if (isRun || tree !== '') {
      tell(`located in system PATH (${exe})`);
      const next = withEnv(host, changes.set('GOROOT', tree));
      return isRun ? runProgram(next, toolchain, exe, argv) : next;
    }
  }
  const dir = await download(config, toolchain);
  changes.set('GOROOT', dir);
  tell(`from cache located at ${dir}`);
  const next = withEnv(host, changes);
  return releaseOf(host, dir) === '' ? runProgram(next, toolchain, path.join(dir, 'bin/go'), argv) : next;
}

function lookPath(host: Host, name: string): string {
  for (const dir of host.getenv('PATH').split(host.os === 'windows' ? ';' : ':')) {
    const file = path.join(dir, host.os === 'windows' ? name + '.exe' : name);
    if (path.isAbs(dir) && isProgram(host, file)) return file;
  }
  return '';
}

/** The distribution of a go command, with its sources; '' where it has none: golang.org/dl's commands fetch theirs when asked to. */
async function treeOf(host: Host, exe: string): Promise<string> {
  const env = new Map(host.environ());
  for (const name of ['GOROOT', 'GOFLAGS', 'GODEBUG']) env.delete(name);
  env.set('GOTOOLCHAIN', 'local');
  const done = await host.spawn(exe, ['env', 'GOROOT'], { env, capture: true, stdin: new Uint8Array(0) });
  const dir = done instanceof IOError || done.code !== 0 ? '' : decodeUtf8(done.stdout).trim();
  return dir !== '' && releaseOf(host, dir) !== '' ? dir : '';
}

/** Runs another go command in burrow's place, and says so: what it does from here on is not burrow's. */
async function runProgram(host: Host, toolchain: string, exe: string, argv: readonly string[]): Promise<number> {
  const why = isSupportedRelease(toolchain) ? `${toolchain} has no sources` : `burrow is not made for ${toolchain}`;
  host.stderr.write(`go: ${why}; running ${exe}\n`);
  const done = await host.spawn(exe, argv, {});
  if (done instanceof IOError) fatal(`exec ${toolchain}: ${done.reason}`);
  return done.code < 0 ? 1 : done.code;
}

/** The directory of a toolchain's module, made ready as the go command makes it. */
async function download(config: Config, toolchain: string): Promise<string> {
  const { host } = config;
  const version = `v0.0.1-${toolchain}.${host.os}-${host.arch}`;
  let dir: string;
  try {
    dir = await (await fetcherFor(config)).zip({ path: 'golang.org/toolchain', version });
  } catch (err) {
    if (!(err instanceof FetchError)) throw err;
    if (!err.notExist) fatal(`download ${toolchain}: ${err.message}`);
    const v = gover.fromToolchain(toolchain);
    if (gover.isLanguage(v) && gover.compare(v, '1.21') >= 0) {
      fatal(`invalid toolchain: ${toolchain} is a language version but not a toolchain version (${toolchain}.x)`);
    }
    fatal(`download ${toolchain} for ${host.os}/${host.arch}: toolchain not available`);
  }
  if (host.os !== 'windows' && !isProgram(host, path.join(dir, 'bin/go'))) {
    walk(host, path.join(dir, 'pkg/tool'), file => makeProgram(host, file));
    walk(host, path.join(dir, 'lib'), file => {
      if (/^go_.+_.+_exec$/.test(path.basename(file))) makeProgram(host, file);
    });
    walk(host, path.join(dir, 'bin'), file => makeProgram(host, file));
  }
  // A zip of a module holds no go.mod below its root: they are called _go.mod. src/go.mod, the last, says that all is done.
  const last = path.join(dir, 'src/_go.mod');
  if (!(host.stat(last) instanceof IOError) && host.stat(path.join(dir, 'src/go.mod')) instanceof IOError) {
    walk(host, dir, file => {
      if (path.basename(file) === '_go.mod' && file !== last) copyGoMod(host, file);
    });
    copyGoMod(host, last);
  }
  return dir;
}

function walk(host: Host, dir: string, act: (file: string) => void): void {
  const entries = host.readDir(dir);
  if (entries instanceof IOError) return;
  for (const e of entries) {
    if (e.kind === Dir) walk(host, path.join(dir, e.name), act);
    else act(path.join(dir, e.name));
  }
}

function makeProgram(host: Host, file: string): void {
  const st = host.stat(file);
  if (!(st instanceof IOError)) host.chmod(file, (st.mode & 0o777) | 0o111);
}

function copyGoMod(host: Host, file: string): void {
  const dir = path.dirname(file);
  const st = host.stat(dir);
  const data = host.readFile(file);
  if (st instanceof IOError || data instanceof IOError) return;
  host.chmod(dir, (st.mode & 0o777) | 0o200);
  const failed = host.writeFile(path.join(dir, 'go.mod'), data, 0o444);
  host.chmod(dir, st.mode & 0o777);
  if (failed !== null) fatal(`preparing the toolchain: ${failed}`);
}
