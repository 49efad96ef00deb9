// The standard library as packages for the front end, found by path alone: what tests import that have no module.
import * as path from 'node:path';
import type { SourcePackage } from '../src/build/front-end.ts';
import { NodeHost } from '../src/host/node/host.ts';
import type { Host } from '../src/host/host.ts';
import { BuildContext } from '../src/load/build-context.ts';
import { type Config, readConfig } from '../src/load/config.ts';
import { readDirPackage } from '../src/load/dir-package.ts';

/** Packages of GOROOT/src by import path. */
export class StdPackages {
  readonly host: Host;
  readonly config: Config;
  private readonly context: BuildContext;
  private readonly known = new Map<string, SourcePackage | string>();

  constructor(host: Host, config: Config) {
    this.host = host;
    this.config = config;
    this.context = new BuildContext(config, [], false, false);
  }

  /** The package of an import path, or why there is none. */
  find(importPath: string): SourcePackage | string {
    let found = this.known.get(importPath);
    if (found === undefined) {
      found = this.read(importPath);
      this.known.set(importPath, found);
    }
    return found;
  }

  private read(importPath: string): SourcePackage | string {
    const src = path.join(this.config.goroot, 'src');
    for (const dir of [path.join(src, importPath), path.join(src, 'vendor', importPath)]) {
      const { p, error } = readDirPackage(this.host, this.context, dir);
      if (error !== null) continue;
      return {
        path: importPath,
        files: p.goFiles.map(name => ({ name: path.join(dir, name), file: path.join(dir, name) })),
        goVersion: '',
        std: true,
        complete: p.sFiles.length === 0,
        resolve: path => this.find(path),
      };
    }
    return 'file not found';
  }
}

/** The library of the distribution at `goroot`, for linux/amd64 without cgo. */
export async function stdPackages(goroot: string): Promise<StdPackages> {
  process.env['GOROOT'] = goroot;
  process.env['CGO_ENABLED'] = '0';
  const host = new NodeHost('burrow');
  return new StdPackages(host, await readConfig(host));
}
