// The base of a program (link/base.ts) in the cache: one for each main package and state of the distribution, or of all packages
// below the main one, that of the last build. With it go the objects of the base that the part behind it was read with.

import { ByteWriter } from '../base/bytewriter.ts';
import { getU32 } from '../base/endian.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { baseParts, readBase } from '../link/base.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import type { ObjectInput } from '../link/demand.ts';
import type { Found } from '../link/split-demand.ts';
import type { Cache } from './cache.ts';
import { hashOf } from './unit-keys.ts';

/** A base as it was kept, and what else a build behind it reads of its packages. */
export interface KeptProgram extends Found {
  /** The indexes of packages (package-index.ts) as bytes, by the paths of their symbols. */
  readonly indexes: ReadonlyMap<string, Uint8Array>;
  /** See `KeptBase`. */
  readonly state: string;
}

/** The base of one program in the cache. */
export class KeptBase {
  private readonly cache: Cache;
  private readonly key: string;
  private readonly state: string;

  /**
   * `program` says which base it is, `state` what the base was made from where that changes with each edit, so that the last one alone is
   * kept; else ''. Together with the options they are all that it depends on but for what the part behind it asks, which is checked.
   */
  constructor(cache: Cache, program: string, state: string, options: LinkOptions) {
    this.cache = cache;
    this.key = hashOf(encodeUtf8(`base\n${program}\n${optionsOfBase(options)}`));
    this.state = state === '' ? '' : hashOf(encodeUtf8(state));
  }

  find(): KeptProgram | null {
    const { cache, key, state } = this;
    // A base is large: whether it is the one is known before it is read.
    const last = state === '' ? null : cache.get(this.stateKey);
    if (state !== '' && (last === null || decodeUtf8(last) !== state)) return null;
    const found = cache.decoded(key, readKept);
    // Another build may have put its own there since.
    if (found === null || found.state !== state) return null;
    return { ...found, shadows: new Map(found.shadows) }; // the link adds to these
  }

  private get stateKey(): string {
    return hashOf(encodeUtf8(`state ${this.key}`));
  }

  keep({ base, shadows }: Found, indexes: KeptProgram['indexes']): void {
    // A base is many megabytes: its parts are copied once.
    const parts = baseParts(base);
    const head = new ByteWriter();
    const state = encodeUtf8(this.state);
    head.u32(state.length);
    head.raw(state);
    head.u32(parts.reduce((n, p) => n + p.length, 0));
    const w = new ByteWriter(1 << 16);
    const bytes = (b: Uint8Array): void => {
      w.u32(b.length);
      w.raw(b);
    };
    w.u32(shadows.size);
    for (const [name, { pkg, bytes: object }] of shadows) {
      bytes(encodeUtf8(name));
      bytes(encodeUtf8(pkg));
      bytes(object);
    }
    w.u32(indexes.size);
    for (const [path, index] of indexes) {
      bytes(encodeUtf8(path));
      bytes(index);
    }
    this.cache.replace(this.key, head.view(), ...parts, w.view());
    if (this.state !== '') this.cache.replace(this.stateKey, encodeUtf8(this.state));
  }
}

function readKept(data: Uint8Array): KeptProgram {
  let at = 0;
  const count = (): number => {
    at += 4;
    return getU32(data, at - 4);
  };
  const bytes = (): Uint8Array => {
    const n = count();
    at += n;
    return data.subarray(at - n, at);
  };
  const text = (): string => decodeUtf8(bytes());
  const state = text();
  const base = readBase(bytes());
  const shadows = new Map<string, ObjectInput>();
  for (let n = count(); n > 0; n--) {
    const name = text();
    const pkg = text();
    shadows.set(name, { pkg, file: pkg, bytes: bytes() });
  }
  const indexes = new Map<string, Uint8Array>();
  for (let n = count(); n > 0; n--) indexes.set(text(), bytes());
  return { base, shadows, indexes, state };
}

/** The options that the base of a program depends on, as text. */
export function optionsOfBase(o: LinkOptions): string {
  return JSON.stringify([
    o.target.goarch,
    o.goos,
    o.header,
    [...o.strings.keys()].sort(),
    o.goVersion,
    o.buildID !== '',
    o.gnuBuildID !== null,
    o.noDwarf,
    o.entry,
    o.checkLinkname,
    o.pruneWeakMap,
    o.goroot,
    o.stackLimit,
  ]);
}
