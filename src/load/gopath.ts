// GOPATH mode (GO111MODULE=off): import paths are directories below the `src` of the distribution and of each entry of
// $GOPATH, and a `vendor` directory above the importer comes first.

import { Dir, IOError } from '../host/host.ts';
import * as path from '../host/path.ts';
import { isLocalImport, ResolveImport, type Loader } from './load.ts';
import { LoadError, type Package } from './package.ts';
import { quote } from '../base/quote.ts';

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
    for (const vendor of this.vendorDirs(parent.dir)) {
      if (!path.within(src, vendor) || !this.loader.hasGoFiles(path.join(vendor, importPath))) continue;
      return path.join(vendor, importPath).slice(src.length + 1);
    }
    return importPath;
  }

  /** The import path of a directory, and its root; '' for a directory outside, or one that another stands before. */
  importPathOf(dir: string): { path: string; root: string; conflict: string } {
    const roots = [this.goroot, ...this.roots];
    for (const [i, root] of roots.entries()) {
      const src = path.join(root, 'src');
      if (!path.within(src, dir) || dir === src) continue;
      const sub = dir.slice(src.length + 1);
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
