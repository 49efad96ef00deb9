// `burrow env`: the variables of the go command, shown, or changed in the user's file of settings.

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { checkSettings, checkTarget, type Config } from '../load/config.ts';
import { envFileName } from '../load/envfile.ts';
import {
  checkModuleSetting,
  findModuleRoot,
  findWorkFile,
  ignoresTempRoot,
  warnOfGopath,
} from '../load/mod/workspace.ts';
import { quote } from '../base/quote.ts';
import { joinQuoted, splitQuoted } from '../load/quoted.ts';
import { archDefault, archVariable } from '../target/archlevel.ts';
import { parseExperiments } from '../target/experiment.ts';
import { defaultCC, defaultCXX, portOf } from '../target/platform.ts';
import { command, fatal, type Context } from './command.ts';
import { WorkDir } from './exec.ts';
import { bool, custom, FlagError, type FlagTable } from './flags.ts';
import { telemetryState } from './telemetry-state.ts';
import { stringify } from './template/value.ts';

const flags = {
  json: bool(),
  u: bool(),
  w: bool(),
  changed: bool(),
  n: bool(),
  x: bool(),
  C: custom('', () => new FlagError('-C flag must be first flag on command line')),
} satisfies FlagTable;

export { env as command };

const env = command({
  usageLine: 'env [-json] [-changed] [-u] [-w] [var ...]',
  long: `Env prints the variables that the go command works under, as a shell script would set them, or the values of those
that are named.

	-json	as JSON
	-changed	only what differs from the defaults
	-w NAME=VALUE ...	write settings into the user's file, from where they are read where the environment has none
	-u NAME ...	take settings out of that file
`,
  flags,
  async run(cx, values, args) {
    if (values.json && values.u) fatal('go: cannot use -json with -u');
    if (values.json && values.w) fatal('go: cannot use -json with -w');
    if (values.u && values.w) fatal('go: cannot use -u with -w');
    const config = await cx.config();
    if (values.w) return write(cx, config, args);
    if (values.u) return unset(cx, config, args);
    checkSettings(config);
    const bad = args.find(a => a.includes('='));
    if (bad !== undefined) fatal(`go: invalid variable name ${quote(bad)} (use -w to set variable)`);
    checkModuleSetting(config);

    const costly =
      args.length === 0 || args.some(a => /^(?:CGO_(?:C|CPP|CXX|F|LD)FLAGS|PKG_CONFIG|GOGCCFLAGS)$/.test(a));
    if (costly) checkTarget(config);
    // gc's go command asks a compiler here, in a directory of its own; what is wrong with that place is worth knowing.
    if (args.length === 0) {
      const made = WorkDir.make(cx.host, config);
      if (made instanceof IOError) fatal(`go: creating work dir: ${made}`);
      made.remove();
    }
    warnOfGopath(config);
    let shown = variables(config);
    const valueOf = (name: string) =>
      shown.find(v => v.name === name)?.value ?? (config.isKnown(name) ? config.getenv(name) : '');
    if (args.length > 0 && !values.changed) {
      if (!values.json) {
        for (const name of args) cx.host.stdout.write(valueOf(name) + '\n');
        return 0;
      }
      shown = args.map(name => ({ name, value: valueOf(name), changed: false }));
    } else if (args.length > 0) {
      shown = args.flatMap(name => shown.filter(v => v.name === name));
    }
    if (values.changed) shown = shown.filter(v => v.changed);
    const sorted = sortedByName(shown);
    if (values.json) {
      cx.host.stdout.write(stringify(Object.fromEntries(sorted.map(v => [v.name, v.value]))) + '\n');
      return 0;
    }
    cx.host.stdout.write(settingsText(cx.host, sorted));
    return 0;
  },
});

function settingsText(host: Host, list: readonly Variable[]): string {
  const line = (v: Variable) =>
    host.os === 'windows'
      ? `set ${v.name}=${batchEscape(v.value)}\n`
      : `${v.name}='${v.value.replaceAll("'", `'\\''`)}'\n`;
  return list.map(line).join('');
}

/** What `env` prints. */
export function environmentText(config: Config): string {
  return settingsText(config.host, sortedByName(variables(config)));
}

function sortedByName(list: readonly Variable[]): Variable[] {
  return [...new Map(list.map(v => [v.name, v])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly changed: boolean;
}

function batchEscape(s: string): string {
  return s.replaceAll('%', '%%').replace(/[<>|&^]/g, '^$&');
}

/** All variables, in no order. */
function variables(config: Config): Variable[] {
  const { host } = config;
  const out: Variable[] = [];
  const add = (name: string, value: string, changed: boolean) => out.push({ name, value, changed });
  const own = (name: string) => {
    const value = config.getenv(name);
    add(name, value, value !== '');
  };
  const setting = (name: string, initial: string) => {
    const { value, changed } = config.setting(name, initial);
    add(name, value, changed);
  };
  const file = envFileName(host);
  const cache = config.gocache();
  const go111module = config.getenv('GO111MODULE');
  add('GO111MODULE', go111module, go111module !== 'on' && go111module !== '');
  add('GOARCH', config.goarch, config.goarch !== host.arch);
  setting('GOAUTH', 'netrc');
  own('GOBIN');
  add('GOCACHE', cache.value, cache.changed);
  setting('GOCACHEPROG', '');
  add('GODEBUG', host.getenv('GODEBUG'), host.getenv('GODEBUG') !== '');
  add('GOENV', file.file, file.changed);
  add('GOEXE', config.exeSuffix, false);
  own('GOEXPERIMENT');
  setting('GOFIPS140', 'off');
  own('GOFLAGS');
  add('GOHOSTARCH', host.arch, false);
  add('GOHOSTOS', host.os, false);
  own('GOINSECURE');
  const first = config.gopath.split(host.os === 'windows' ? ';' : ':', 1)[0]!;
  setting('GOMODCACHE', first === '' ? '' : path.join(first, 'pkg/mod'));
  const privates = config.getenv('GOPRIVATE');
  setting('GONOPROXY', privates);
  setting('GONOSUMDB', privates);
  add('GOOS', config.goos, config.goos !== host.os);
  setting('GOPATH', host.getenv('GOPATH') || config.defaultGopath());
  add('GOPRIVATE', privates, privates !== '');
  setting('GOPROXY', '');
  add('GOROOT', config.goroot, false);
  setting('GOSUMDB', '');
  const telemetry = telemetryState(host);
  add('GOTELEMETRY', telemetry.mode, false);
  add('GOTELEMETRYDIR', telemetry.dir, false);
  own('GOTMPDIR');
  setting('GOTOOLCHAIN', '');
  add('GOTOOLDIR', path.join(config.goroot, 'pkg/tool', `${host.os}_${host.arch}`), false);
  own('GOVCS');
  add('GOVERSION', config.release, false);
  const gccgo = config.getenv('GCCGO') || 'gccgo';
  const gccgoFile = lookPath(host, gccgo);
  add('GCCGO', gccgoFile || gccgo, gccgoFile !== '' || config.getenv('GCCGO') !== '');
  const level = archVariable(config.goarch);
  if (level !== '') setting(level, archDefault(config.goarch));
  setting('AR', 'ar');
  const cc = config.getenv('CC');
  add('CC', cc || defaultCC(config.goos), cc !== '');
  const cxx = config.getenv('CXX');
  add('CXX', cxx || defaultCXX(config.goos), cxx !== '');
  add('CGO_ENABLED', config.cgoEnabled ? '1' : '0', config.cgoChanged);
  const work = config.getenv('GOWORK') === 'off' ? 'off' : findWorkFile(config);
  const root = work === 'off' || work === '' ? findModuleRoot(host, host.cwd()) : '';
  const inWork = work !== '' && work !== 'off';
  let gomod = host.os === 'windows' ? 'NUL' : '/dev/null';
  let moduleRoot = inWork ? findModuleRoot(host, host.cwd()) : root;
  if (!inWork && ignoresTempRoot(host, moduleRoot)) moduleRoot = '';
  if (go111module === 'off' || (go111module === 'auto' && moduleRoot === '')) gomod = '';
  else if (moduleRoot !== '') gomod = path.join(moduleRoot, 'go.mod');
  add('GOMOD', gomod, false);
  add('GOWORK', work, false);
  for (const name of ['CFLAGS', 'CPPFLAGS', 'CXXFLAGS', 'FFLAGS', 'LDFLAGS']) {
    const initial = name === 'CPPFLAGS' ? '' : '-O2 -g';
    const list = splitQuoted(config.getenv('CGO_' + name) || initial);
    const value = typeof list === 'string' ? list : (joinQuoted(list) ?? list.join(' '));
    add('CGO_' + name, value, value !== initial);
  }
  const pkgConfig = config.getenv('PKG_CONFIG') || 'pkg-config';
  add('PKG_CONFIG', pkgConfig, pkgConfig !== 'pkg-config');
  add('GOGCCFLAGS', gccFlags(config), false);
  return out;
}

/** What the C compiler is called with before the flags of a package. Go asks the compiler what it takes; this does not. */
function gccFlags(config: Config): string {
  const machine: Record<string, string> = { '386': '-m32', amd64: '-m64', arm: '-marm', s390x: '-m64 -march=z196' };
  const windows = config.goos === 'windows';
  const out = windows ? [] : ['-fPIC'];
  const m = machine[config.goarch];
  if (m !== undefined) out.push(m);
  if (config.cgoEnabled) out.push(windows ? '-mthreads' : '-pthread');
  out.push('-Wl,--no-gc-sections', '-fmessage-length=0', '-gno-record-gcc-switches');
  return out.join(' ');
}

function lookPath(host: Host, program: string): string {
  for (const dir of host.getenv('PATH').split(host.os === 'windows' ? ';' : ':')) {
    const file = path.join(dir === '' ? '.' : dir, program);
    const st = host.stat(file);
    if (!(st instanceof IOError) && (st.mode & 0o111) !== 0) return file;
  }
  return '';
}

/** What keeps a setting from being written; '' for nothing. */
function checkWrite(config: Config, key: string, value: string): string {
  const fixed = 'GOEXE GOGCCFLAGS GOHOSTARCH GOHOSTOS GOMOD GOWORK GOTOOLDIR GOVERSION GOTELEMETRY GOTELEMETRYDIR';
  if (fixed.split(' ').includes(key)) return `${key} cannot be modified`;
  if (key === 'GOENV' || key === 'GODEBUG') return `${key} can only be set using the OS environment`;
  if (!config.isKnown(key)) return `unknown go command variable ${key}`;
  switch (key) {
    case 'GO111MODULE':
      if (!['', 'auto', 'on', 'off'].includes(value)) return `invalid ${key} value ${quote(value)}`;
      break;
    case 'GOPATH':
      if (value.startsWith('~')) return `GOPATH entry cannot start with shell metacharacter '~': ${quote(value)}`;
      if (value !== '' && !path.isAbs(value)) return `GOPATH entry is relative; must be absolute path: ${quote(value)}`;
      break;
    case 'GOMODCACHE':
      if (value !== '' && !path.isAbs(value))
        return `GOMODCACHE entry is relative; must be absolute path: ${quote(value)}`;
      break;
    case 'CC':
    case 'CXX': {
      if (value === '') break;
      const words = splitQuoted(value);
      if (typeof words === 'string') return `invalid ${key}: ${words}`;
      const first = words[0];
      if (first === undefined) return `${key} entry cannot contain only space`;
      if (!path.isAbs(first) && first !== path.basename(first)) {
        return `${key} entry is relative; must be absolute path: ${quote(first)}`;
      }
      break;
    }
  }
  if (value.includes('\0')) return `invalid NUL in ${key}=... value`;
  if (/[\v\r\n]/.test(value)) return `invalid newline in ${key}=... value`;
  return '';
}

function write(cx: Context, config: Config, args: readonly string[]): number {
  if (args.length === 0) fatal('go: no KEY=VALUE arguments given');
  const add = new Map<string, string>();
  for (const arg of args) {
    const eq = arg.indexOf('=');
    if (eq < 0) fatal(`go: arguments must be KEY=VALUE: invalid argument: ${arg}`);
    const key = arg.slice(0, eq);
    const value = arg.slice(eq + 1);
    const why = checkWrite(config, key, value);
    if (why !== '') fatal('go: ' + why);
    if (add.has(key)) fatal(`go: multiple values for key: ${key}`);
    add.set(key, value);
    const now = cx.host.getenv(key);
    if (now !== '' && now !== value) {
      cx.host.stderr.write(`warning: go env -w ${key}=... does not override conflicting OS environment variable\n`);
    }
  }
  checkBuild(cx.host, config, key => add.get(key));
  const tmp = add.get('GOTMPDIR') ?? '';
  if (tmp !== '' && !path.isAbs(tmp)) fatal('go: GOTMPDIR must be an absolute path');
  return update(cx.host, add, new Set());
}

function unset(cx: Context, config: Config, args: readonly string[]): number {
  if (args.length === 0) fatal("go: 'go env -u' requires an argument");
  for (const key of args) {
    const why = checkWrite(config, key, '');
    if (why !== '') fatal('go: ' + why);
  }
  const gone = new Set(args);
  const initial: Record<string, string> = { GOOS: cx.host.os, GOARCH: cx.host.arch, GOEXPERIMENT: '' };
  checkBuild(cx.host, config, key => (gone.has(key) ? cx.host.getenv(key) || (initial[key] ?? '') : undefined));
  return update(cx.host, new Map(), gone);
}

/** The target and the experiments would still make sense. */
function checkBuild(host: Host, config: Config, changed: (key: string) => string | undefined): void {
  const goos = changed('GOOS') ?? config.goos;
  const goarch = changed('GOARCH') ?? config.goarch;
  if (changed('GOOS') !== undefined || changed('GOARCH') !== undefined) {
    if (portOf(goos || host.os, goarch || host.arch) === null)
      fatal(`go: unsupported GOOS/GOARCH pair ${goos}/${goarch}`);
  }
  const experiment = changed('GOEXPERIMENT');
  if (experiment === undefined) return;
  const parsed = parseExperiments(goos, goarch, experiment);
  if (typeof parsed === 'string') fatal('go: ' + parsed);
}

/** Changes lines of the user's file; what else is in it stays, and runs of settings are sorted. */
function update(host: Host, add: ReadonlyMap<string, string>, gone: ReadonlySet<string>): number {
  const { file: name, why } = envFileName(host);
  const file = name === '' ? '' : path.resolve(host.cwd(), name);
  if (file === '') fatal(`go: cannot find go env config: ${why}`);
  const data = host.readFile(file);
  if (data instanceof IOError && (!data.notExist || add.size === 0)) fatal(`go: reading go env config: ${data}`);
  const lines = data instanceof IOError ? [] : decodeUtf8(data).split('\n');
  if (lines[lines.length - 1] === '') lines.pop();

  const last = new Map<string, number>();
  const kept: (string | null)[] = [...lines];
  kept.forEach((line, i) => {
    const key = keyOf(line ?? '');
    if (key === '') return;
    const before = last.get(key);
    if (before !== undefined) kept[before] = null; // the last of several is the one that counted
    last.set(key, i);
  });
  for (const [key, value] of add) {
    const at = last.get(key);
    if (at === undefined) kept.push(`${key}=${value}`);
    else kept[at] = `${key}=${value}`;
  }
  for (const key of gone) {
    const at = last.get(key);
    if (at !== undefined) kept[at] = null;
  }
  const out: string[] = [];
  let run: string[] = [];
  const endRun = () => {
    out.push(...run.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
    run = [];
  };
  for (const line of kept) {
    if (line === null) continue;
    if (keyOf(line) !== '') run.push(line);
    else {
      endRun();
      out.push(line);
    }
  }
  endRun();
  const text = encodeUtf8(out.map(l => l + '\n').join(''));
  host.makeDirs(path.dirname(file));
  const failed = host.writeFile(file, text);
  if (failed !== null) fatal(`go: writing go env config: ${failed}`);
  return 0;
}

function keyOf(line: string): string {
  const eq = line.indexOf('=');
  return eq < 0 || line.slice(0, eq).includes('#') ? '' : line.slice(0, eq);
}
