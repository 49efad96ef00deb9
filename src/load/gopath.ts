// GOPATH mode (GO111MODULE=off): import paths are directories below the `src` of the distribution and of each entry of
// $GOPATH, and a `vendor` directory above the importer comes first.

import { Dir, IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { isLocalImport, ResolveImport, type Loader } from './load.ts';
import { LoadError, type Package } from './package.ts';
import { quote, unquoteText } from '../base/quote.ts';
import { readText } from './dir-package.ts';

/** Where an import path leads in GOPATH mode. */
export interface GopathLookup {
  /** The path as the package must be called, with its vendor directory. */
  readonly path: string;
  /** '' where there is none. */
  readonly dir: string;
  /** The entry of $GOPATH, or the distribution. */
  readonly root: string;
  readonly error: LoadError | null;
}

/** The tree of $GOPATH. */
export class Gopath {
  /** The entries of $GOPATH. */
  readonly roots: readonly string[];
  private readonly loader: Loader;
  private readonly goroot: string;
  private readonly modulePaths = new Map<string, string>();

  constructor(loader: Loader) {
    this.loader = loader;
    this.goroot = loader.config.goroot;
    const separator = loader.host.os === 'windows' ? ';' : ':';
    this.roots = loader.config.gopath.split(separator).filter(r => r !== '' && r !== this.goroot && !r.startsWith('~'));
  }

  /** Follows an import from a directory; `parent` is null for the command line. */
  lookup(importPath: string, parent: Package | null, srcDir: string, mode: number): GopathLookup {
    if (isLocalImport(importPath) || path.isAbs(importPath)) {
      const dir = path.resolve(srcDir, importPath);
      const own = this.importPathOf(dir);
      return { path: pseudoPath(dir), dir, root: own.root, error: null };
    }
    const resolved = (mode & ResolveImport) !== 0 ? this.vendored(importPath, parent) : importPath;
    const found = this.find(resolved, srcDir);
    if (found !== null) return { path: resolved, dir: found.dir, root: found.root, error: null };
    const tried: string[] = [];
    if (resolved === importPath && (mode & ResolveImport) !== 0) {
      for (const dir of this.vendorDirs(srcDir))
        tried.push(path.join(dir, importPath) + (tried.length === 0 ? ' (vendor tree)' : ''));
    }
    tried.push(`${path.join(this.goroot, 'src', resolved)} (from $GOROOT)`);
    this.roots.forEach((r, i) => tried.push(path.join(r, 'src', resolved) + (i === 0 ? ' (from $GOPATH)' : '')));
    if (this.roots.length === 0) tried.push("($GOPATH not set. For more details see: 'go help gopath')");
    const text = `cannot find package ${quote(resolved)} in any of:\n\t${tried.join('\n\t')}`;
    return { path: resolved, dir: '', root: '', error: new LoadError(text) };
  }

  private find(importPath: string, srcDir: string): { dir: string; root: string } | null {
    // A path in vendor belongs to the distribution first only where the importer does.
    const distributionFirst = srcDir === '' || !importPath.startsWith('vendor/') || path.within(this.goroot, srcDir);
    const roots = distributionFirst ? [this.goroot, ...this.roots] : [...this.roots, this.goroot];
    for (const root of roots) {
      const dir = path.join(root, 'src', importPath);
      if (this.isDir(dir)) return { dir, root };
    }
    return null;
  }

  private isDir(name: string): boolean {
    const st = this.loader.host.stat(name);
    return !(st instanceof IOError) && st.kind === Dir;
  }

  /** The vendor directories that a directory sees, the nearest first. */
  private vendorDirs(from: string): string[] {
    const out: string[] = [];
    for (const root of [this.goroot, ...this.roots]) {
      const src = path.join(root, 'src');
      if (!path.within(src, from)) continue;
      for (let dir = from; path.within(src, dir); dir = path.dirname(dir)) {
        const vendor = path.join(dir, 'vendor');
        if (this.isDir(vendor)) out.push(vendor);
      }
    }
    return out;
  }

  /** The import path that an import means in a package: that of a vendored package where there is one. */
  vendored(importPath: string, parent: Package | null): string {
    if (parent === null || parent.root === '') return importPath;
    const src = path.join(parent.root, 'src');
    // Files that are named may be in a directory behind a link.
    const own = path.within(src, parent.dir) ? '' : this.importPathOf(parent.dir).path;
    for (const vendor of this.vendorDirs(own === '' ? parent.dir : path.join(src, own))) {
      if (!path.within(src, vendor) || !this.loader.hasGoFiles(path.join(vendor, importPath))) continue;
      return path.join(vendor, importPath).slice(src.length + 1);
    }
    return this.withoutMajor(importPath, parent);
  }

  /**
   * Code in a tree with a go.mod may import x/y/v2/z where x/y/go.mod says that its module is x/y/v2: here that is x/y/z, unless
   * there is such a directory.
   */
  private withoutMajor(importPath: string, parent: Package): string {
    if (!/\/v(?:[2-9]|[1-9][0-9]+)(?:\/|$)/.test(importPath)) return importPath;
    const inModule = (dir: string): boolean =>
      this.modulePath(dir) !== '' || (dir !== parent.root && dir !== path.dirname(dir) && inModule(path.dirname(dir)));
    if (!inModule(parent.dir) || this.find(importPath, '') !== null) return importPath;
    const elems = importPath.split('/');
    for (let n = elems.length - 1; n > 0; n--) {
      if (!/^v(?:[2-9]|[1-9][0-9]+)$/.test(elems[n]!)) continue;
      const found = this.find(elems.slice(0, n).join('/'), '');
      const own = found === null ? '' : this.modulePath(found.dir);
      if (own === '') continue;
      if (own !== elems.slice(0, n + 1).join('/')) return importPath;
      return [...elems.slice(0, n), ...elems.slice(n + 1)].join('/');
    }
    return importPath;
  }

  /** The module path in a directory's go.mod; '' where there is none. */
  private modulePath(dir: string): string {
    const known = this.modulePaths.get(dir);
    if (known !== undefined) return known;
    const text = readText(this.loader.host, path.join(dir, 'go.mod'));
    const word = text instanceof IOError ? '' : (/^module (.*?)\r?$/m.exec(text)?.[1] ?? '').trim();
    const name = word.startsWith('"') ? (unquoteText(word) ?? '') : word;
    this.modulePaths.set(dir, name);
    return name;
  }

  /** The import path of a directory, and its root; '' for a directory outside, or one that another stands before. */
  importPathOf(dir: string): { path: string; root: string; conflict: string } {
    const roots = [this.goroot, ...this.roots];
    for (const [i, root] of roots.entries()) {
      const src = path.join(root, 'src');
      let sub = '';
      if (path.within(src, dir)) sub = dir.slice(src.length + 1);
      else {
        const real = this.loader.host.realPath(dir);
        const realSrc = this.loader.host.realPath(src);
        if (typeof real === 'string' && typeof realSrc === 'string' && path.within(realSrc, real))
          sub = real.slice(realSrc.length + 1); // a link leads there
      }
      if (sub === '') continue;
      if (sub.split('/').includes('testdata')) continue;
      for (const before of roots.slice(0, i)) {
        const other = path.join(before, 'src', sub);
        if (this.isDir(other)) return { path: '', root: '', conflict: other };
      }
      return { path: sub, root, conflict: '' };
    }
    return { path: '', root: '', conflict: '' };
  }
}

/** The name by which a directory without an import path goes. */
function pseudoPath(dir: string): string {
  return '_' + dir.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}]|[!"#$%&'()*,:;<=>?[\\\]^{|}`\uFFFD]/gu, '_');
}
