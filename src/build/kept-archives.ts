// The bases of a program that is linked from gc's archives (link/split-archives.ts) in the cache: one of each extent for each set of
// packages and options, those of the last link. They are of use while the archives that they were made from are the files that they were.

import { ByteWriter } from '../base/bytewriter.ts';
import { getU32 } from '../base/endian.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import { baseParts, readBase } from '../link/base.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import type { ArchiveBase, Extent } from '../link/split-archives.ts';
import type { Cache } from './cache.ts';
import { optionsOfBase } from './kept-base.ts';
import { hashOf } from './unit-keys.ts';

interface Text {
  readonly roots: readonly string[];
  readonly homes: readonly (readonly [symbol: string, prefix: string])[];
  /** Import path, fingerprint, which file it was. */
  readonly packages: readonly (readonly [pkg: string, fingerprint: string, file: string])[];
}

/** The bases of one program in the cache. */
export class KeptArchives {
  private readonly cache: Cache;
  private readonly host: Host;
  private readonly files: ReadonlyMap<string, string>;
  private readonly program: string;

  /** `id` says which burrow this is, `files` has the archives of all packages by import path. */
  constructor(cache: Cache, host: Host, id: string, files: ReadonlyMap<string, string>, options: LinkOptions) {
    this.cache = cache;
    this.host = host;
    this.files = files;
    const packages = [...files.keys()].sort().join('\n');
    this.program = `${id}\n${packages}\n${optionsOfBase(options)}`;
  }

  private key(extent: Extent): string {
    return hashOf(encodeUtf8(`archives\n${extent}\n${this.program}`));
  }

  find(extent: Extent): ArchiveBase | null {
    const data = this.cache.get(this.key(extent));
    if (data === null) return null;
    const n = 4 + getU32(data, 0);
    const { roots, homes, packages } = JSON.parse(decodeUtf8(data, 4, n)) as Text;
    if (packages.some(([pkg, , file]) => file === '' || this.identity(pkg) !== file)) return null;
    const fingerprints = new Map(packages.map(([pkg, f]) => [pkg, f]));
    return { extent, roots, fingerprints, homes: new Map(homes), base: readBase(data.subarray(n)) };
  }

  keep({ extent, roots, fingerprints, homes, base }: ArchiveBase): void {
    const packages = [...fingerprints].map(([pkg, f]) => [pkg, f, this.identity(pkg)] as const);
    const text: Text = { roots, homes: [...homes], packages };
    const json = encodeUtf8(JSON.stringify(text));
    const head = new ByteWriter(4);
    head.u32(json.length);
    this.cache.replace(this.key(extent), head.view(), json, ...baseParts(base));
  }

  /** Which file the archive of a package is; '' for none. */
  private identity(pkg: string): string {
    const file = this.files.get(pkg);
    const info = file === undefined ? null : this.host.stat(file);
    return info === null || info instanceof IOError ? '' : `${info.ino} ${info.size} ${info.ctime} ${file}`;
  }
}
