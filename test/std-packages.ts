// The standard library as packages for the front end, found by path alone: what tests import that have no module.
import * as path from 'node:path';
import { FrontEnd, ImportFailure, type SourcePackage } from '../src/build/front-end.ts';
import { NodeHost } from '../src/host/node/host.ts';
import type { Host } from '../src/host/host.ts';
import { BuildContext } from '../src/load/build-context.ts';
import { type Config, readConfig } from '../src/load/config.ts';
import { readDirPackage } from '../src/load/dir-package.ts';
import { sizes64 } from '../src/types/sizes.ts';

/** Packages of GOROOT/src by import path; their binary forms are made once. */
export class StdPackages {
  readonly host: Host;
  readonly config: Config;
  private readonly context: BuildContext;
  private readonly known = new Map<string, SourcePackage | ImportFailure>();
  private readonly bytes = new Map<string, Uint8Array>();

  constructor(host: Host, config: Config) {
    this.host = host;
    this.config = config;
    this.context = new BuildContext(config, [], false, false);
  }

  /** What an import means, in a package of the commands or in another: a path, or why there is no such package. */
  resolve(importPath: string, command = false): string | ImportFailure {
    if (command) {
      const vendored = `cmd/vendor/${importPath}`;
      if (!(this.find(vendored) instanceof ImportFailure)) return vendored;
    }
    const found = this.find(importPath);
    return found instanceof ImportFailure ? found : found.path;
  }

  /**
   * A front end whose packages may import the standard library, and packages of the test's own: their binary forms by
   * path. Files are read through `host`.
   */
  frontEnd(local: ReadonlyMap<string, LocalPackage> = new Map(), host: Host = this.host): FrontEnd {
    const front: FrontEnd = new FrontEnd(
      host,
      { goos: this.config.goos, goarch: this.config.goarch, sizes: sizes64 },
      importPath => {
        const own = local.get(importPath);
        if (own !== undefined) return own;
        const source = this.find(importPath) as SourcePackage; // it resolved
        let bytes = this.bytes.get(importPath);
        if (bytes === undefined) {
          const made = front.declarations(source);
          if (!(made instanceof Uint8Array)) throw new Error(`${importPath}: ${made.sorted()[0]!.message}`);
          bytes = made;
          this.bytes.set(importPath, bytes);
        }
        return { bytes, source };
      },
    );
    return front;
  }

  /** The package of an import path. */
  find(importPath: string): SourcePackage | ImportFailure {
    let found = this.known.get(importPath);
    if (found === undefined) {
      found = this.read(importPath);
      this.known.set(importPath, found);
    }
    return found;
  }

  private read(importPath: string): SourcePackage | ImportFailure {
    const src = path.join(this.config.goroot, 'src');
    // Tools that make sources are modules of their own.
    if (importPath.includes('/_')) return new ImportFailure('file not found');
    for (const dir of [path.join(src, importPath), path.join(src, 'vendor', importPath)]) {
      const { p, error } = readDirPackage(this.host, this.context, dir);
      if (error !== null) continue;
      return {
        path: dir.startsWith(path.join(src, 'vendor')) ? `vendor/${importPath.replace(/^vendor\//, '')}` : importPath,
        files: p.goFiles.map(name => ({ name: path.join(dir, name), file: path.join(dir, name) })),
        importedPrefix: `$GOROOT${dir.slice(this.config.goroot.length)}/`,
        goVersion: '',
        std: true,
        complete: false,
        resolve: imported => this.resolve(imported, importPath.startsWith('cmd/')),
      };
    }
    return new ImportFailure('file not found');
  }
}

/** A package of a test's own in its binary form. */
export interface LocalPackage {
  readonly bytes: Uint8Array;
  readonly source: SourcePackage;
}

/** The library of the distribution at `goroot`, for the machine that the environment names (64 bits), without cgo. */
export async function stdPackages(goroot: string): Promise<StdPackages> {
  process.env['GOROOT'] = goroot;
  process.env['CGO_ENABLED'] = '0';
  const host = new NodeHost('burrow');
  return new StdPackages(host, await readConfig(host));
}
