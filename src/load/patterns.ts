// Which packages the words of a command line mean: import paths, directories, `...`, and the names std, cmd, all, work
// and tool.

import { Dir, IOError, Symlink } from '../host/host.ts';
import * as path from '../host/path.ts';
import { ConfigError } from './config-error.ts';
import type { Gopath } from './gopath.ts';
import { isLocalImport, type Loader } from './load.ts';
import { hasPathPrefix, isStandardImportPath, type Version } from './mod/module.ts';
import { isToolchain } from './mod/gover.ts';
import { isMetaPackage, type Modules } from './mod/modules.ts';
import type { MainModule } from './mod/workspace.ts';
import { LoadError } from './package.ts';
import { quote } from '../base/quote.ts';

/** A word with the packages that it means. */
export class Match {
  readonly pattern: string;
  /** It names one package, or would. */
  readonly literal: boolean;
  /** It is about directories. */
  readonly local: boolean;
  pkgs: string[] = [];
  errors: LoadError[] = [];
  /** The directories of a local pattern, once they have been looked for. */
  dirs: readonly string[] | null = null;

  constructor(pattern: string) {
    this.pattern = pattern;
    this.literal = !pattern.includes('...') && !isMetaPackage(pattern);
    this.local = isLocalImport(pattern) || path.isAbs(pattern);
  }
}

/** Where patterns look: the modules as they are required now. */
export interface PatternView {
  readonly loader: Loader;
  /** The main modules that count. */
  readonly mains: readonly MainModule[];
  /** A Go file in the directory counts for the target, or is wrong. */
  holdsPackage(dir: string): boolean;
  /** The modules of the build; why they are not all, or null. */
  buildList(): Promise<{ readonly list: readonly Version[]; readonly error: ConfigError | null }>;
  /** The directory of a module, and what its go.mod says to ignore; a failure is a ConfigError. */
  moduleDir(
    mod: Version,
  ): Promise<{ readonly dir: string; readonly local: boolean; readonly ignored: readonly string[] }>;
  /** The import path of a directory in the module cache; '' for none. */
  pathInCache(dir: string): Promise<string>;
  /** What has been loaded for `all`; null before that. */
  readonly all: (() => string[]) | null;
}

/** The words as they are compared: cleaned, with slashes, `./` kept. No word at all means the current directory. */
export function cleanPatterns(words: readonly string[]): string[] {
  if (words.length === 0) return ['.'];
  return words.map(w => {
    const at = path.isAbs(w) || isLocalImport(w) ? -1 : w.indexOf('@'); // what is no path of files may have a version
    const written = at < 0 ? w : w.slice(0, at);
    const p = path.isAbs(w) ? written : written.replaceAll('\\', '/'); // some write import paths so
    const version = at < 0 ? '' : w.slice(at);
    if (path.isAbs(p) && p !== '/') return path.clean(p) + version;
    const clean = path.clean(p);
    return (p.startsWith('./') && clean !== '.' ? './' + clean : clean) + version;
  });
}

/** Expands the words of a command line in GOPATH mode. */
export function matchInGopath(loader: Loader, gopath: Gopath, words: readonly string[]): Match[] {
  const matches = cleanPatterns(words).map(pattern => new Match(pattern));
  for (const m of matches) expandInGopath(loader, gopath, m);
  warnUnmatched(loader, matches);
  return matches;
}

/** Says which words mean nothing. */
export function warnUnmatched(loader: Loader, matches: readonly Match[]): void {
  for (const m of matches) {
    if (m.pkgs.length > 0 || m.errors.length > 0) continue;
    loader.host.stderr.write(`go: warning: ${quote(m.pattern)} matched no packages\n`);
  }
}

/** Finds the packages of a word; done again where the requirements have changed. */
export async function expandMatch(view: PatternView, m: Match): Promise<void> {
  const { loader } = view;
  const { modules } = loader;
  if (m.local) {
    m.dirs ??= await localDirs(view, m);
    m.pkgs = [];
    for (const dir of m.dirs) {
      const found = await modules.localPackage(path.resolve(loader.host.cwd(), dir), d => view.pathInCache(d));
      if (typeof found === 'string') m.pkgs.push(found);
      else if (m.literal || !/^(?:"builtin" is|GOROOT\/src is)/.test(found.text)) {
        // Without a main module no directory outside the distribution has an import path.
        if (!modules.hasMain) throw new ConfigError(modules.noMainAdvice());
        if (view.all !== null) m.errors.push(found);
      }
    }
  } else if (m.literal) m.pkgs = [m.pattern];
  else if (m.pattern === 'std' || m.pattern === 'cmd') {
    if (m.pkgs.length === 0) m.pkgs = distribution(loader, m.pattern);
  } else if (m.pattern === 'tool') {
    m.pkgs = [...m.pkgs, ...tools(view)]; // the go command matches twice and keeps both, which shows in the field Match
  } else if (m.pattern === 'work') m.pkgs = await inModules(view, m, mainVersions(view), false);
  else if (m.pattern === 'all') {
    m.errors = view.all === null ? [] : m.errors;
    if (view.all !== null) m.pkgs = view.all();
    else m.pkgs = [...(await inModules(view, m, mainVersions(view), false)), ...tools(view)];
  } else {
    const { list, error } = await view.buildList();
    m.errors = error === null ? [] : [new LoadError(error.message)];
    m.pkgs = await inModules(view, m, list, true);
  }
}

function tools(view: PatternView): string[] {
  return view.mains.flatMap(x => x.file.tool.map(t => t.path)).sort();
}

/** GOPATH mode: patterns walk the trees, directories have import paths by their place. */
function expandInGopath(loader: Loader, gopath: Gopath, m: Match): void {
  if (m.local) {
    for (const dir of walkDirs(
      loader,
      m,
      () => false,
      () => false,
    )) {
      m.pkgs.push(gopath.importPathOf(path.resolve(loader.host.cwd(), dir)).path || dir);
    }
  } else if (m.literal) m.pkgs = [m.pattern];
  else if (m.pattern === 'std' || m.pattern === 'cmd') m.pkgs = distribution(loader, m.pattern);
  else {
    const meta = isMetaPackage(m.pattern);
    const have = new Set(loader.cx.cgoEnabled ? ['builtin'] : ['builtin', 'runtime/cgo']);
    const matches = meta ? () => true : patternMatcher(m.pattern);
    const treeCan = meta ? () => true : treeMatcher(m.pattern);
    const walk = (dir: string, name: string) => {
      if (name !== '') {
        if (isHidden(path.basename(dir)) || !treeCan(name)) return;
        if (!have.has(name)) {
          have.add(name);
          if (matches(name) && holdsPackage(loader, dir)) m.pkgs.push(name);
        }
      }
      const entries = loader.readDir(dir);
      if (entries instanceof IOError) return;
      for (const e of entries) {
        const inner = name === '' ? e.name : `${name}/${e.name}`;
        if (e.kind === Dir) walk(`${dir}/${e.name}`, inner);
        else if (e.kind === Symlink && m.pattern.includes('...') && treeCan(inner) && !isHidden(e.name))
          warnOfLink(loader, `${dir}/${e.name}`);
      }
    };
    for (const root of [loader.config.goroot, ...gopath.roots]) walk(path.join(root, 'src'), '');
  }
}

function mainVersions(view: PatternView): Version[] {
  return view.mains.map(x => ({ path: x.path, version: '' }));
}

/** What a pattern with `...` matches: `/...` at the end also matches nothing; no wildcard matches an element `vendor`. */
export function patternMatcher(pattern: string): (name: string) => boolean {
  const vendor = '\0';
  if (pattern.includes(vendor)) return () => false;
  // Elements named vendor, but for the last one, become a character that wildcards do not match.
  const hide = (name: string) => name.replace(/(?<=^|\/)vendor(?=\/)/g, vendor);
  const wild = `[^${vendor}]*`;
  const expression = (s: string) => s.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\\.\\.\\.', wild);
  const p = hide(pattern);
  let re: string;
  if (p === `${vendor}/...` || p.endsWith(`/${vendor}/...`)) {
    re = `${expression(p.slice(0, -`/${vendor}/...`.length))}(?:/vendor|/${vendor}/${wild})`;
  } else if (p.endsWith('/...')) re = `${expression(p.slice(0, -4))}(?:/${wild})?`;
  else re = expression(p);
  const compiled = new RegExp(`^${re}$`, 's');
  return name => compiled.test(hide(name));
}

/** Packages beneath that path may match. */
export function treeMatcher(pattern: string): (name: string) => boolean {
  const at = pattern.indexOf('...');
  const prefix = at < 0 ? pattern : pattern.slice(0, at);
  return name => hasPathPrefix(prefix, name) || (at >= 0 && name.startsWith(prefix));
}

/** Says that a link to a directory is not followed. */
function warnOfLink(loader: Loader, name: string): void {
  const st = loader.host.stat(name);
  if (!(st instanceof IOError) && st.kind === Dir) loader.host.stderr.write(`warning: ignoring symlink ${name}\n`);
}

/** `_x`, `.x` and testdata hold no packages. */
function isHidden(elem: string): boolean {
  return elem === 'testdata' || elem.startsWith('_') || elem.startsWith('.');
}

/** The directory exists for the go command: some file in it counts, or is wrong. */
function holdsPackage(loader: Loader, dir: string): boolean {
  const { error } = loader.scanDir(dir);
  return error === null || error.kind !== 'nogo';
}

/** Where the walk of a local pattern starts, as the pattern names it. */
function walkStart(m: Match): string {
  return path.dirname(path.clean(m.pattern.slice(0, m.pattern.indexOf('...') + 3)));
}

/** `./...` and its like: the directories of the modules in use, as the pattern names them. */
async function localDirs(view: PatternView, m: Match): Promise<string[]> {
  const { loader, mains } = view;
  const { host, modules } = loader;
  if (m.literal) return [m.pattern];
  const abs = path.resolve(host.cwd(), walkStart(m));
  const src = path.join(loader.config.goroot, 'src');
  const inMain = mains.some(x => path.within(x.root, abs) && nearestRoot(modules, abs) === x.root);
  if (!inMain && !path.within(src, abs) && (await view.pathInCache(abs)) === '') {
    const scope =
      modules.workspace.work === null
        ? 'main module or its selected dependencies'
        : 'modules listed in go.work or their selected dependencies';
    m.errors.push(new LoadError(`directory prefix ${loader.shortPath(abs)} does not contain ${scope}`, 'match'));
    return [];
  }
  const owner = mains.find(x => path.within(x.root, abs));
  const ignored = ignorePatterns(owner?.file.ignore.map(i => i.path) ?? []);
  return walkDirs(
    loader,
    m,
    dir => {
      if (owner === undefined || !ignored(dir.slice(owner.root.length + 1))) return false;
      if (loader.options.x === true) host.stderr.write(`# ignoring directory ${dir}\n`);
      return true;
    },
    dir => modules.isModuleRoot(dir),
  );
}

/** The directories that a local pattern matches; `ignored` and, below the start, `apart` ones are not gone into. */
function walkDirs(
  loader: Loader,
  m: Match,
  ignored: (dir: string) => boolean,
  apart: (dir: string) => boolean,
): string[] {
  const { host } = loader;
  if (m.literal) return [m.pattern];
  const start = walkStart(m);
  const abs = path.resolve(host.cwd(), start);
  const clean = path.clean(m.pattern);
  const dotted = m.pattern.startsWith('./') && clean !== '.';
  const whole = dotted ? './' + clean : clean;
  const matches = patternMatcher(whole);
  const out: string[] = [];
  const walk = (dir: string, rel: string, top: boolean) => {
    const elem = path.basename(rel);
    if (elem !== '.' && elem !== '..' && isHidden(elem)) return;
    if (ignored(dir) || (!top && apart(dir))) return;
    const name = dotted ? './' + rel : rel;
    if (matches(name) && holdsPackage(loader, dir)) out.push(name);
    const entries = loader.readDir(dir);
    if (entries instanceof IOError) return;
    for (const e of entries) if (e.kind === Dir) walk(path.join(dir, e.name), path.join(rel, e.name), false);
  };
  const real = host.stat(abs);
  if (real instanceof IOError) {
    const shown = whole.slice(0, whole.lastIndexOf('/', whole.indexOf('...')) + 1);
    m.errors.push(new LoadError(`lstat ${shown}: ${real.reason}`, 'match'));
    return [];
  }
  walk(abs, start, true);
  return out;
}

function nearestRoot(modules: Modules, dir: string): string {
  for (let d = dir; ; d = path.dirname(d)) {
    if (modules.isModuleRoot(d)) return d;
    if (d === path.dirname(d)) return '';
  }
}

/** The `ignore` lines of a go.mod as a test of directories beneath the module's root. */
function ignorePatterns(patterns: readonly string[]): (rel: string) => boolean {
  if (patterns.length === 0) return () => false;
  const slashed = (s: string) => `/${s.replace(/^\//, '').replace(/\/$/, '')}/`;
  const atRoot = patterns.filter(p => p.startsWith('./')).map(p => slashed(p.slice(2)));
  const anywhere = patterns.filter(p => !p.startsWith('./')).map(slashed);
  return rel => {
    if (rel === '') return false;
    const dir = slashed(rel);
    return atRoot.some(p => dir.startsWith(p)) || anywhere.some(p => dir.includes(p));
  };
}

/** `std` and `cmd`. */
function distribution(loader: Loader, pattern: 'std' | 'cmd'): string[] {
  const src = path.join(loader.config.goroot, 'src');
  const out: string[] = [];
  const walk = (dir: string, name: string) => {
    if (isHidden(path.basename(dir))) return;
    if (name !== '' && pattern === 'std' && (!isStandardImportPath(name) || name === 'cmd')) return;
    const skipped = name === '' || name === 'builtin' || (name === 'runtime/cgo' && !loader.cx.cgoEnabled);
    if (!skipped && holdsPackage(loader, dir)) {
      const vendoredMain = name.startsWith('cmd/vendor') && loader.scanDir(dir).p.name === 'main';
      if (!vendoredMain) out.push(name);
    }
    const entries = loader.readDir(dir);
    if (entries instanceof IOError) return;
    for (const e of entries) if (e.kind === Dir) walk(`${dir}/${e.name}`, name === '' ? e.name : `${name}/${e.name}`);
  };
  if (pattern === 'std') walk(src, '');
  else walk(`${src}/cmd`, 'cmd');
  return out;
}

/** The packages of the modules that match, and of the standard library where that counts, sorted. */
async function inModules(view: PatternView, m: Match, list: readonly Version[], withStd: boolean): Promise<string[]> {
  const { loader } = view;
  const { modules, config, host } = loader;
  const meta = isMetaPackage(m.pattern);
  const matches = meta ? () => true : patternMatcher(m.pattern);
  const treeCan = meta ? () => true : treeMatcher(m.pattern);
  const have = new Set(['builtin']);
  if (!loader.cx.cgoEnabled) have.add('runtime/cgo');
  const out: string[] = [];
  const walkTree = (
    root: string,
    prefix: string,
    pruneVendor: boolean,
    pruneGoMod: boolean,
    ignore: (rel: string) => boolean,
  ) => {
    const walk = (dir: string, rel: string) => {
      const elem = path.basename(dir);
      if (rel !== '' && isHidden(elem)) return;
      if (rel !== '' && ignore(rel)) {
        if (loader.options.x === true) host.stderr.write(`# ignoring directory ${dir}\n`);
        return;
      }
      const name = prefix === '' ? rel : rel === '' ? prefix : `${prefix}/${rel}`;
      if (name !== '' && !treeCan(name)) return;
      if (rel !== '' && pruneGoMod && modules.isModuleRoot(dir)) return;
      if (name !== '' && !have.has(name)) {
        have.add(name);
        if (matches(name) && view.holdsPackage(dir)) out.push(name);
      }
      if (rel !== '' && elem === 'vendor' && pruneVendor) return;
      const entries = loader.readDir(dir);
      if (entries instanceof IOError) {
        m.errors.push(new LoadError(String(entries), 'match'));
        return;
      }
      for (const e of entries) {
        if (e.kind === Dir) walk(path.join(dir, e.name), rel === '' ? e.name : `${rel}/${e.name}`);
        else if (e.kind === Symlink && m.pattern.includes('...') && !isHidden(e.name)) {
          if (treeCan(name === '' ? e.name : `${name}/${e.name}`)) warnOfLink(loader, path.join(dir, e.name));
        }
      }
    };
    walk(root, '');
  };
  const none = () => false;
  const src = path.join(config.goroot, 'src');
  if (withStd) {
    walkTree(src, '', false, true, none);
    if (treeCan('cmd')) walkTree(`${src}/cmd`, 'cmd', false, true, none);
  }
  const { mains, work, workFile } = modules.workspace;
  if (modules.buildMod === 'vendor') {
    for (const x of view.mains) walkTree(x.root, x.prefix, true, true, ignorePatterns(x.file.ignore.map(i => i.path)));
    if (mains.length > 0 && withStd) {
      const dir = path.join(work !== null ? path.dirname(workFile) : mains[0]!.root, 'vendor');
      if (!(loader.readDir(dir) instanceof IOError)) walkTree(dir, '', true, false, none);
    }
    return out.sort();
  }
  // Outside any module a version '' stands for none.
  const real = (mod: Version) => mod.version !== '' || modules.main(mod.path) !== null;
  const own = list.filter(mod => !isToolchain(mod.path) && real(mod) && treeCan(mod.path));
  const found = await Promise.all(
    own.map(async mod => {
      const main = modules.main(mod.path);
      if (main !== null) return main;
      try {
        return await view.moduleDir(mod);
      } catch (err) {
        if (err instanceof ConfigError) return err;
        throw err;
      }
    }),
  );
  found.forEach((at, i) => {
    if (at instanceof ConfigError) m.errors.push(new LoadError(at.message, 'match'));
    else if ('root' in at) walkTree(at.root, at.prefix, true, true, ignorePatterns(at.file.ignore.map(x => x.path)));
    else walkTree(at.dir, own[i]!.path, true, at.local, ignorePatterns(at.ignored));
  });
  return out.sort();
}
