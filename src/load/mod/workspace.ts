// The main modules: the go.mod of the current directory or one above it, or those that a go.work names, and the
// vendor/modules.txt that may stand in for their requirements.

import type { Config } from '../config.ts';
import { ConfigError } from '../config-error.ts';
import { readText } from '../dir-package.ts';
import { fips140Version } from '../fips140.ts';
import { Dir, IOError, type Host } from '../../host/host.ts';
import * as path from '../../host/path.ts';
import { quote } from '../../base/quote.ts';
import * as gover from './gover.ts';
import { parseMod, parseModLax, parseWork, VersionFixes, type ModFile } from './modfile.ts';
import { checkImportPath, checkModulePath, formatVersion, type Version } from './module.ts';
import * as semver from './semver.ts';
import { ErrorOf, Mistakes, TooNewError } from './too-new.ts';

/** The words for having no go.mod. */
export const noMainText = "go.mod file not found in current directory or any parent directory; see 'go help modules'";

/** A module that the user works on. */
export interface MainModule {
  readonly path: string;
  readonly root: string;
  /** The name of its go.mod, which -modfile may change. */
  readonly gomod: string;
  readonly file: ModFile;
  /** What import paths in it start with; '' for the standard library's own. */
  readonly prefix: string;
}

/** What is worked on. */
export interface Workspace {
  readonly mains: readonly MainModule[];
  /** The go.work file, '' for none. */
  readonly workFile: string;
  readonly work: ModFile | null;
}

/** A go.mod states words in place of versions, and what they mean has to be asked for: `openLoader` does. */
export class UnknownVersions extends ConfigError {
  readonly fixes: VersionFixes;

  constructor(fixes: VersionFixes) {
    super(`versions of go.mod to be looked up: ${fixes.missing.map(formatVersion).join(', ')}`);
    this.fixes = fixes;
  }
}

/** The nearest directory upwards that holds a go.mod; '' for none. */
export function findModuleRoot(host: Host, from: string): string {
  for (let dir = path.clean(from); ; dir = path.dirname(dir)) {
    if (isFile(host, path.join(dir, 'go.mod'))) return dir;
    if (dir === path.dirname(dir)) return '';
  }
}

/** Ends the command where $GO111MODULE or $GOFIPS140 says nothing that it may say. */
export function checkModuleSetting(config: Config): void {
  fips140Version(config.host, config, []);
  const mode = config.getenv('GO111MODULE');
  if (!['', 'on', 'auto', 'off'].includes(mode)) {
    throw new ConfigError(`unknown environment setting GO111MODULE=${mode}`);
  }
}

/** The same, and where modules are turned off. */
export function checkModuleMode(config: Config): void {
  checkModuleSetting(config);
  if (config.getenv('GO111MODULE') !== 'off') return;
  throw new ConfigError("modules disabled by GO111MODULE=off; see 'go help modules'");
}

/** Import paths are directories of $GOPATH: modules are turned off, or wait for a go.mod that is not there. */
export function isGopathMode(config: Config): boolean {
  const mode = config.getenv('GO111MODULE');
  return mode === 'off' || (mode === 'auto' && findModuleRoot(config.host, config.host.cwd()) === '');
}

/** The words for having no go.mod where a command cannot go on without: a repository above shows where one may belong. */
export function noMainAdvice(config: Config): string {
  const { host } = config;
  const cwd = host.cwd();
  if (path.within(config.goroot, cwd)) return noMainText;
  for (let dir = cwd; ; dir = path.dirname(dir)) {
    if (isFile(host, path.join(dir, '.git/config'))) {
      const rel = path.relative(cwd, dir) ?? dir;
      return `cannot find main module, but found .git/config in ${dir}\n\tto create a module there, run:\n\t${rel === '.' ? '' : `cd ${rel} && `}go mod init`;
    }
    if (dir === path.dirname(dir)) return noMainText;
  }
}

/** The go.work file in force; '' for none. `off` turns it off. */
export function findWorkFile(config: Config): string {
  const { host } = config;
  const setting = config.getenv('GOWORK');
  if (setting === 'off') return '';
  if (setting !== '' && setting !== 'auto') {
    if (!path.isAbs(setting)) throw new ConfigError('invalid GOWORK: not an absolute path');
    return setting;
  }
  for (let dir = path.clean(host.cwd()); ; dir = path.dirname(dir)) {
    const file = path.join(dir, 'go.work');
    if (isFile(host, file)) return file;
    const up = path.dirname(dir);
    // The standard library does not look beyond its own tree.
    if (up === dir || up === config.goroot) return '';
  }
}

function isFile(host: Host, name: string): boolean {
  const st = host.stat(name);
  return !(st instanceof IOError) && st.kind !== Dir;
}

/** The flags and the kind of a command, as far as the main modules go. */
export interface WorkspaceOptions {
  /** What words in place of versions mean. */
  readonly fixes?: VersionFixes;
  readonly modfile?: string;
  readonly noWork?: boolean;
  readonly mendsWork?: boolean;
  readonly needsMain?: boolean;
  readonly outside?: boolean;
}

/** Reads what is worked on. */
export function readWorkspace(config: Config, options: WorkspaceOptions): Workspace {
  const { host } = config;
  const { modfile = '', noWork = false, mendsWork = false } = options;
  if (options.outside === true) return { mains: [], workFile: '', work: null };
  const cwd = host.cwd();
  const local = config.goVersion.slice(2);
  const workFile = noWork ? '' : findWorkFile(config);
  if (warnOfGopath(config) && options.needsMain === true) throw new ConfigError(noMainText);
  if (workFile !== '') {
    if (modfile !== '') throw new ConfigError('-modfile cannot be used in workspace mode');
    const space = readGoWork(config, workFile, mendsWork, options.fixes);
    checkTools(space.mains);
    checkReplacements(space);
    return space;
  }
  const root = findModuleRoot(host, cwd);
  if (root === '') {
    if (modfile === '') return { mains: [], workFile: '', work: null };
    throw new ConfigError(
      'cannot find main module, but -modfile was set.\n\t-modfile cannot be used to set the module root directory.',
    );
  }
  if (ignoresTempRoot(host, root)) return { mains: [], workFile: '', work: null };
  if (modfile !== '' && !modfile.endsWith('.mod')) {
    throw new ConfigError(`-modfile=${modfile}: file does not have .mod extension`);
  }
  const gomod = modfile === '' ? path.join(root, 'go.mod') : path.resolve(cwd, modfile);
  const main = readMain(config, root, gomod, local, options.fixes);
  if (typeof main === 'string') throw new ConfigError(main);
  if (main instanceof TooNewError) throw main;
  for (const g of main.file.godebug) {
    const bad = checkGodebug(config, g.key, g.value);
    if (bad === '') continue;
    throw new ConfigError(`error loading go.mod:\n${path.shortPath(cwd, gomod)}:${g.line.line}: ${bad}`);
  }
  checkTools([main]);
  return { mains: [main], workFile: '', work: null };
}

/** A go.mod in the directory of temporary files does not count, and is said not to. */
export function ignoresTempRoot(host: Host, root: string): boolean {
  const temp = host.getenv('TMPDIR') || '/tmp';
  if (root !== path.clean(temp)) return false;
  host.stderr.write(`go: warning: ignoring go.mod in system temp root ${temp}\n`);
  return true;
}

/** A go.mod in $GOPATH itself does not count, and is said not to. */
export function warnOfGopath(config: Config): boolean {
  const first = config.gopath.split(config.host.os === 'windows' ? ';' : ':', 1)[0]!;
  if (first === '' || !isFile(config.host, path.join(first, 'go.mod'))) return false;
  config.host.stderr.write(`go: warning: ignoring go.mod in $GOPATH ${first}\n`);
  return true;
}

/** What is wrong with a godebug line; '' for nothing. The settings are those of the distribution's own table. */
function checkGodebug(config: Config, key: string, value: string): string {
  for (const [what, text] of [
    ['key', key],
    ['value', value],
  ] as const) {
    if (/[ \t]/.test(text)) return `${what} contains space`;
  }
  if (key.includes(',')) return 'key contains comma';
  if (value.includes(',')) return 'value contains comma';
  if (key === 'default') {
    const version = value.replace(/^go/, '');
    const local = config.goVersion.slice(2);
    if (!value.startsWith('go') || !gover.isValid(version)) return 'value for default= must be goVERSION';
    return gover.compare(version, local) > 0 ? `default=${value} too new (toolchain is go${local})` : '';
  }
  const table = readText(config.host, path.join(config.goroot, 'src/internal/godebugs/table.go'));
  if (table instanceof IOError) return '';
  const row = table.split('\n').find(l => l.trim().startsWith(`{Name: ${quote(key)},`));
  if (row === undefined) return `unknown godebug ${quote(key)}`;
  const removed = /\bRemoved: (\d+)/.exec(row);
  if (removed === null) return '';
  return `use of removed godebug ${quote(key)}, see https://go.dev/doc/godebug#go-1${removed[1]}`;
}

function checkTools(mains: readonly MainModule[]): void {
  for (const m of mains) {
    for (const t of m.file.tool) {
      const bad = checkImportPath(t.path);
      if (bad !== '') throw new ConfigError(bad.replace(/^malformed import path/, 'malformed tool path'), '');
    }
  }
}

/** The modules of a workspace are each there once, and do not replace one another or one thing in two ways. */
function checkReplacements({ mains, work }: Workspace): void {
  const errors: string[] = [];
  for (const [i, m] of mains.entries()) {
    if (mains.findIndex(x => x.path === m.path) < i)
      errors.push(`module ${m.path} appears multiple times in workspace`);
  }
  const chosen = new Map<string, string>();
  const overridden = new Set<string>();
  for (const r of work?.replace ?? []) {
    overridden.add(r.old.path);
    if (r.old.version !== '' || !mains.some(m => m.path === r.old.path)) continue;
    errors.push(
      `workspace module ${r.old.path} is replaced at all versions in the go.work file. To fix, remove the replacement` +
        ' from the go.work file or specify the version at which to replace the module.',
    );
  }
  if (errors.length > 0) throw new ConfigError(errors.join('\ngo: '));
  for (const m of mains) {
    const own = new Set<string>();
    for (const r of m.file.replace) {
      if (overridden.has(r.old.path)) continue;
      const old = formatVersion(r.old);
      const target = r.new.version === '' ? path.resolve(m.root, r.new.path) : formatVersion(r.new);
      const before = chosen.get(old);
      if (before !== undefined && !own.has(old) && before !== target) {
        throw new ConfigError(
          `conflicting replacements for ${old}:\n\t${before}\n\t${target}\n` +
            `use "go work edit -replace ${old}=[override]" to resolve`,
        );
      }
      own.add(old);
      chosen.set(old, target);
    }
  }
}

function readMain(
  config: Config,
  root: string,
  gomod: string,
  local: string,
  fixes = new VersionFixes(),
): MainModule | string | TooNewError {
  const { host } = config;
  const shown = path.shortPath(host.cwd(), gomod);
  const text = readText(host, gomod);
  if (text instanceof IOError) return `${text.op} ${shown}: ${text.reason}`;
  const file = parseMod(gomod, text, fixes);
  const lax = Array.isArray(file) ? parseModLax(gomod, text) : file;
  if (!Array.isArray(lax) && lax.go !== '' && gover.compare(lax.go, local) > 0)
    return new TooNewError(config, shown, lax.go);
  if (fixes.missing.length > 0) throw new UnknownVersions(fixes);
  if (Array.isArray(file)) return `errors parsing ${shown}:\n${file.map(e => e.toString(shown)).join('\n')}`;
  const retract = file.retract[0];
  if (retract !== undefined && file.module === null) {
    const why = 'no module directive found, so retract cannot be used';
    return `errors parsing ${shown}:\n${shown}:${retract.line.line}: ${why}`;
  }
  if (file.module === null) {
    return `error reading ${shown}: missing module declaration. To specify the module path:\n\tgo mod edit -module=example.com/mod`;
  }
  const modPath = file.module.path;
  if (modPath === 'go' || modPath === 'toolchain')
    return `error reading ${shown}: invalid module path: ${quote(modPath)}`;
  const bad = checkModulePath(modPath);
  if (bad !== '') return bad;
  const inGoroot = path.within(path.join(config.goroot, 'src'), root);
  return { path: modPath, root, gomod, file, prefix: inGoroot && modPath === 'std' ? '' : modPath };
}

function readGoWork(config: Config, workFile: string, mends: boolean, fixes: VersionFixes | undefined): Workspace {
  const { host } = config;
  const local = config.goVersion.slice(2);
  const shown = path.shortPath(host.cwd(), workFile);
  const text = readText(host, workFile);
  if (text instanceof IOError) throw new ConfigError(`reading go.work: open ${shown}: ${text.reason}`);
  const work = parseWork(shown, text);
  if (Array.isArray(work)) throw new ConfigError(`errors parsing go.work:\n${work.join('\n')}`);
  if (work.go !== '' && gover.compare(work.go, local) > 0) throw new TooNewError(config, shown, work.go);
  for (const g of work.godebug) {
    const bad = checkGodebug(config, g.key, g.value);
    if (bad !== '') throw new ConfigError(`error loading go.work:\n${shown}:${g.line.line}: ${bad}`);
  }
  const version = work.go === '' ? gover.defaultGoWork : work.go;
  const dir = path.dirname(workFile);
  const mains: MainModule[] = [];
  const errors: ConfigError[] = [];
  const roots = new Set<string>();
  for (const use of work.use) {
    const root = path.resolve(dir, use.path);
    if (roots.has(root)) {
      const at = `${shown}:${use.line.line}`;
      throw new ConfigError(`error loading go.work:\n${at}: path ${root} appears multiple times in workspace`);
    }
    roots.add(root);
  }
  for (const root of roots) {
    const short = path.shortPath(host.cwd(), root);
    const main = readMain(config, root, path.join(root, 'go.mod'), local, fixes);
    if (typeof main === 'string') {
      errors.push(new ConfigError(`cannot load module ${short} listed in go.work file: ${main}`));
      continue;
    }
    if (main instanceof TooNewError) {
      if (mends) errors.push(new ErrorOf(`cannot load module ${short} listed in go.work file`, main));
      else errors.push(workTooOld(short, work, main.version));
      continue;
    }
    const own = main.file.go === '' ? gover.defaultGoMod : main.file.go;
    if (!mends && gover.compare(own, version) > 0 && gover.compare(own, gover.strict) >= 0) {
      errors.push(workTooOld(short, work, own));
      continue;
    }
    mains.push(main);
  }
  if (errors.length > 0) throw new Mistakes(errors);
  return { mains, workFile, work };
}

function workTooOld(module: string, work: ModFile, needed: string): ConfigError {
  const verb = work.go === '' ? 'implicitly requires' : 'lists';
  const stated = work.go === '' ? gover.defaultGoWork : work.go;
  return new ConfigError(
    `module ${module} listed in go.work file requires go >= ${needed}, but go.work ${verb} go ${stated}; to update it:\n\tgo work use`,
  );
}

/** What vendor/modules.txt says of one module. */
export interface VendorMeta {
  explicit: boolean;
  replacement: Version | null;
  goVersion: string;
}

/** vendor/modules.txt. */
export class VendorList {
  /** Modules that packages are vendored from, in the file's order. */
  readonly list: Version[] = [];
  /** Modules that are replaced. */
  readonly replaced: Version[] = [];
  /** The module of each vendored package. */
  readonly packages = new Map<string, Version>();
  /** The version of each module in `list`. */
  readonly versions = new Map<string, string>();
  private readonly meta = new Map<string, VendorMeta>();

  metaOf(m: Version): VendorMeta | undefined {
    return this.meta.get(`${m.path}@${m.version}`);
  }

  /** What is said of a module, to be added to. */
  ensureMeta(m: Version): VendorMeta {
    const key = `${m.path}@${m.version}`;
    let meta = this.meta.get(key);
    if (meta === undefined) {
      meta = { explicit: false, replacement: null, goVersion: '' };
      this.meta.set(key, meta);
    }
    return meta;
  }
}

/** Reads vendor/modules.txt; a vendor directory without one vendors nothing. */
export function readVendorList(config: Config, vendorDir: string): VendorList {
  const { host } = config;
  const out = new VendorList();
  const text = readText(host, path.join(vendorDir, 'modules.txt'));
  if (text instanceof IOError) return out;
  let mod: Version | null = null;
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) {
      const words = line.trim().split(/\s+/);
      mod = null;
      if (words.length < 3) continue;
      let rest: string[];
      if (semver.isValid(words[2]!)) {
        mod = { path: words[1]!, version: words[2]! };
        rest = words.slice(3);
      } else if (words[2] === '=>') {
        mod = { path: words[1]!, version: '' };
        rest = words.slice(2);
      } else continue;
      if (rest[0] === '=>' && (rest.length === 2 || (rest.length === 3 && semver.isValid(rest[2]!)))) {
        out.ensureMeta(mod).replacement = { path: rest[1]!, version: rest[2] ?? '' };
        out.replaced.push(mod);
      }
    } else if (mod === null) continue;
    else if (line.startsWith('## ')) {
      for (const entry of line.slice(3).split(';')) {
        const word = entry.trim();
        if (word === 'explicit') out.ensureMeta(mod).explicit = true;
        if (!word.startsWith('go ')) continue;
        const version = word.slice(3);
        out.ensureMeta(mod).goVersion = version;
        if (gover.compare(version, config.goVersion.slice(2)) <= 0) continue;
        const file = path.shortPath(host.cwd(), path.join(vendorDir, 'modules.txt'));
        throw new TooNewError(config, `${mod.path} in ${file}`, version);
      }
    } else if (/^\S+$/.test(line.trim())) {
      out.packages.set(line.trim(), mod);
      const have = out.versions.get(mod.path);
      if (have === undefined || semver.compare(have, mod.version) < 0) {
        out.list.push(mod);
        out.versions.set(mod.path, mod.version);
      }
    }
  }
  return out;
}
