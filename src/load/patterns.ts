// Which packages the words of a command line mean: import paths, directories, `...`, and the names std, cmd, all, work
// and tool.

import { Dir, File, IOError, Symlink } from '../host/host.ts';
import * as path from '../host/path.ts';
import { ConfigError } from './config-error.ts';
import type { Gopath } from './gopath.ts';
import { hasPathPrefix, isLocalImport, type Loader } from './load.ts';
import { checkImportPath, isStandardImportPath, type Version } from './mod/module.ts';
import { isMetaPackage, type Modules } from './mod/modules.ts';
import { LoadError } from './package.ts';

/** A word with the packages that it means. */
export interface Match {
  readonly pattern: string;
  /** It names one package, or would. */
  readonly literal: boolean;
  pkgs: string[];
  errors: LoadError[];
}

/** The words as they are compared: cleaned, with slashes, `./` kept. No word at all means the current directory. */
export function cleanPatterns(words: readonly string[]): string[] {
  if (words.length === 0) return ['.'];
  return words.map(w => {
    const at = w.indexOf('@');
    const p = at < 0 ? w : w.slice(0, at);
    const version = at < 0 ? '' : w.slice(at);
    if (p === '' || (path.isAbs(p) && p !== '/')) return (p === '' ? '' : path.clean(p)) + version;
    const clean = path.clean(p);
    return (p.startsWith('./') && clean !== '.' ? './' + clean : clean) + version;
  });
}

/** Expands the words of a command line. */
export function matchPatterns(loader: Loader, words: readonly string[]): Match[] {
  const matches = cleanPatterns(words).map(pattern => newMatch(pattern));
  for (const m of matches) expand(loader, m);
  for (const m of matches) {
    if (m.pkgs.length > 0 || m.errors.length > 0) continue;
    loader.host.stderr.write(`go: warning: "${m.pattern}" matched no packages\n`);
  }
  return matches;
}

function newMatch(pattern: string): Match {
  return { pattern, literal: !pattern.includes('...') && !isMetaPackage(pattern), pkgs: [], errors: [] };
}

function expand(loader: Loader, m: Match): void {
  const { modules } = loader;
  const local = isLocalImport(m.pattern) || path.isAbs(m.pattern);
  if (loader.gopath !== null) {
    expandInGopath(loader, loader.gopath, m, local);
    return;
  }
  if (local) {
    for (const dir of localDirs(loader, m)) {
      const found = modules.localPackage(path.resolve(loader.host.cwd(), dir));
      if (typeof found === 'string') m.pkgs.push(found);
      else if (m.literal || !/^(?:"builtin" is|GOROOT\/src is)/.test(found.text)) {
        // Without a main module no directory outside the distribution has an import path.
        if (!modules.hasMain) throw new ConfigError(modules.noMainText());
        m.errors.push(found);
      }
    }
  } else if (m.literal) m.pkgs = [m.pattern];
  else if (m.pattern === 'std' || m.pattern === 'cmd') m.pkgs = distribution(loader, m.pattern);
  else if (m.pattern === 'tool') {
    const tools = modules.workspace.mains.flatMap(x => x.file.tool.map(t => t.path)).sort();
    m.pkgs = [...tools, ...tools]; // the go command matches twice and keeps both, which shows in the field Match
  } else if (m.pattern === 'work') m.pkgs = inModules(loader, m, mainVersions(modules), false);
  else if (m.pattern === 'all') m.pkgs = everything(loader, m);
  else {
    const graph = modules.hasMain ? modules.graph() : null;
    if (graph !== null && graph.error !== '') m.errors.push(new LoadError(graph.error));
    m.pkgs = inModules(loader, m, modules.hasMain ? modules.buildList() : [], true);
  }
}

/** GOPATH mode: patterns walk the trees, directories have import paths by their place. */
function expandInGopath(loader: Loader, gopath: Gopath, m: Match, local: boolean): void {
  if (local) {
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
      for (const e of entries) if (e.kind === Dir) walk(`${dir}/${e.name}`, name === '' ? e.name : `${name}/${e.name}`);
    };
    for (const root of [loader.config.goroot, ...gopath.roots]) walk(path.join(root, 'src'), '');
  }
}

function mainVersions(modules: Modules): Version[] {
  return modules.workspace.mains.map(x => ({ path: x.path, version: '' }));
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
function localDirs(loader: Loader, m: Match): string[] {
  const { host, modules } = loader;
  if (m.literal) return [m.pattern];
  const abs = path.resolve(host.cwd(), walkStart(m));
  const mains = modules.workspace.mains;
  const src = path.join(loader.config.goroot, 'src');
  const inMain = mains.some(x => path.within(x.root, abs) && nearestRoot(modules, abs) === x.root);
  if (!inMain && !path.within(src, abs) && modules.pathInCache(abs) === '') {
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
function inModules(loader: Loader, m: Match, list: readonly Version[], withStd: boolean): string[] {
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
        if (matches(name) && holdsPackage(loader, dir)) out.push(name);
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
          const st = host.stat(path.join(dir, e.name));
          const full = name === '' ? e.name : `${name}/${e.name}`;
          if (!(st instanceof IOError) && st.kind !== File && st.kind === Dir && treeCan(full)) {
            host.stderr.write(`warning: ignoring symlink ${path.join(dir, e.name)}\n`);
          }
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
    for (const x of mains) walkTree(x.root, x.prefix, true, true, ignorePatterns(x.file.ignore.map(i => i.path)));
    if (mains.length > 0 && withStd) {
      const dir = path.join(work !== null ? path.dirname(workFile) : mains[0]!.root, 'vendor');
      if (!(loader.readDir(dir) instanceof IOError)) walkTree(dir, '', true, false, none);
    }
    return out.sort();
  }
  for (const mod of list) {
    if (!treeCan(mod.path)) continue;
    const main = modules.main(mod.path);
    if (main !== null) {
      walkTree(main.root, main.prefix, true, true, ignorePatterns(main.file.ignore.map(i => i.path)));
      continue;
    }
    const at = modules.dirOf(mod);
    if (at.error === '') walkTree(at.dir, mod.path, true, at.local, ignorePatterns(modules.ignoredIn(mod)));
    else {
      const text = at.error === 'nosum' ? `${mod.path}@${mod.version}: missing go.sum entry` : at.error;
      m.errors.push(new LoadError(text, 'match'));
    }
  }
  return out.sort();
}

/** `all`: the main modules' packages, what they and their tests import, and what that imports. */
function everything(loader: Loader, m: Match): string[] {
  const { modules } = loader;
  const roots = inModules(loader, m, mainVersions(modules), false);
  roots.push(...modules.workspace.mains.flatMap(x => x.file.tool.map(t => t.path)));
  const seen = new Set<string>();
  const walk = (importPath: string, importer: string, std: boolean) => {
    if (importPath === 'C' || /^appengine(?:_internal)?(?:\/|$)/.test(importPath)) return;
    const found = modules.lookup(importer, std, importPath);
    if (seen.has(found.path)) return;
    seen.add(found.path);
    if (found.dir === '') return;
    const isStd = isStandardImportPath(found.path) && path.within(path.join(loader.config.goroot, 'src'), found.dir);
    const { p } = loader.scanDir(found.dir);
    for (const i of p.imports) walk(i, found.path, isStd);
    const mod = modules.resolve(found.path).mod;
    if (mod === null || mod.path === '' || modules.main(mod.path) === null) return;
    for (const i of [...p.testImports, ...p.xTestImports]) walk(i, found.path, isStd);
  };
  for (const r of roots) walk(r, '', false);
  return [...seen].filter(p => checkImportPath(p) === '').sort();
}
