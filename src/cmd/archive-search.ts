// Where `tool compile` finds the archive of a package.

import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';
import type { Context } from './command.ts';
import { libraryArchives } from './list-export.ts';

/**
 * Archives by import path: those that an import configuration names, or, without one, that lie in some directories; behind them those
 * of the distribution. Source: gc's noder/import.go openPackage.
 */
export class ArchiveSearch {
  private readonly host: Host;
  private readonly config: Config;
  private readonly named: ReadonlyMap<string, string>;
  private readonly dirs: readonly string[] | null;
  private library: ReadonlyMap<string, string> = new Map();

  /** `dirs` are looked through for what is not in `named`; null: `named` has all. */
  constructor(host: Host, config: Config, named: ReadonlyMap<string, string>, dirs: readonly string[] | null) {
    this.host = host;
    this.config = config;
    this.named = named;
    this.dirs = dirs;
  }

  /** The archive of a package that files may import. */
  own(importPath: string): string | undefined {
    const named = this.named.get(importPath);
    if (named !== undefined || this.dirs === null) return named;
    const places = importPath.startsWith('/') ? [importPath] : this.dirs.map(dir => path.join(dir, importPath));
    const files = places.flatMap(p => [`${p}.a`, `${p}.o`]);
    return files.find(f => !(this.host.stat(f) instanceof IOError));
  }

  /** The same of a package that others need. */
  readonly find = (importPath: string): string | undefined => this.own(importPath) ?? this.library.get(importPath);

  /** Adds the archives of what every program has, and of `missing` where it is given; false where that is not of the distribution. */
  async addLibrary(cx: Context, missing: string | null): Promise<boolean> {
    const dir = path.join(this.config.goroot, 'src', missing ?? 'runtime');
    if (this.library.has(missing ?? 'runtime') || this.host.stat(dir) instanceof IOError) return false;
    this.library = new Map([...this.library, ...(await libraryArchives(cx, missing === null ? [] : [missing]))]);
    return true;
  }
}
