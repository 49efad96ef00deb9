// Bases of programs (link/base.ts) in the cache: for each main package and state of the distribution, and of all packages below the main
// one, those of the last builds. With each go the objects of the base that the part behind it was read with.

import { ByteWriter } from '../base/bytewriter.ts';
import { getU32 } from '../base/endian.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { type Base, baseParts, readBase } from '../link/base.ts';
import type { LinkOptions } from '../link/ctxt.ts';
import type { ObjectInput } from '../link/demand.ts';
import type { Found, Linked } from '../link/split-parts.ts';
import type { Cache } from './cache.ts';
import { hashOf } from './unit-keys.ts';

/** A base as it was kept, and what else a build behind it reads of its packages. */
export interface KeptProgram extends Found {
  /** The indexes of packages (package-index.ts) as bytes, by the paths of their symbols. */
  readonly indexes: ReadonlyMap<string, Uint8Array>;
}

/** What one entry holds. */
interface Kept extends Omit<KeptProgram, 'all'> {
  /** See `KeptBase`. */
  readonly state: string;
}

/** So many bases are kept of a program, those that were used last: what is taken back needs the one before. */
const maxKept = 3;

/** The bases of one program in the cache. */
export class KeptBase {
  private readonly cache: Cache;
  private readonly key: string;
  private readonly state: string;
  /** Where those that were found are. */
  private readonly slots = new Map<Base, number>();

  /**
   * `program` says which base it is, `state` what the base was made from where that changes with each edit; else ''. Together with the
   * options they are all that it depends on but for what the part behind it asks, which is checked.
   */
  constructor(cache: Cache, program: string, state: string, options: LinkOptions) {
    this.cache = cache;
    this.key = hashOf(encodeUtf8(`base\n${program}\n${optionsOfBase(options)}`));
    this.state = state === '' ? '' : hashOf(encodeUtf8(state));
  }

  find(): KeptProgram | null {
    const kept = this.all();
    const first = kept.next().value;
    if (first === undefined) return null;
    const { base, shadows, indexes } = first;
    return { base, shadows: new Map(shadows), indexes, all: basesOf(first, kept) }; // the link adds to the shadows
  }

  /** Those of this state, what was used last first. A base is large: whether it is one of them is known before it is read. */
  private *all(): Generator<Kept, undefined> {
    const { cache, state, slots } = this;
    for (const [slot, of] of this.order()) {
      const found = of === state ? cache.decoded(this.keyOf(slot), readKept) : null;
      // Another build may have put its own there since.
      if (found === null || found.state !== state) continue;
      slots.set(found.base, slot);
      yield found;
    }
  }

  /** Says that a base is in a program: it is the last to go. */
  use(base: Base): void {
    const slot = this.slots.get(base);
    if (slot !== undefined && this.order()[0]![0] !== slot) this.putFirst(slot);
  }

  private putFirst(slot: number): void {
    const lines = [[slot, this.state] as const, ...this.order().filter(([other]) => other !== slot)];
    this.cache.replace(this.orderKey, encodeUtf8(lines.map(([n, state]) => `${n} ${state}`).join('\n')));
  }

  /** The bases that are there, and of which state, what was used last first. */
  private order(): (readonly [slot: number, state: string])[] {
    const data = this.cache.get(this.orderKey);
    if (data === null) return [];
    return decodeUtf8(data)
      .split('\n')
      .map(line => [Number(line[0]), line.slice(2)] as const);
  }

  private get orderKey(): string {
    return hashOf(encodeUtf8(`order ${this.key}`));
  }

  private keyOf(slot: number): string {
    return hashOf(encodeUtf8(`${slot} ${this.key}`));
  }

  keep({ base, shadows }: Linked, indexes: KeptProgram['indexes']): void {
    const order = this.order();
    const slot = order.length < maxKept ? order.length : order[maxKept - 1]![0];
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
    this.cache.replace(this.keyOf(slot), head.view(), ...parts, w.view());
    this.putFirst(slot);
  }
}

function* basesOf(first: Kept, others: Iterable<Kept>): Generator<Base> {
  yield first.base;
  for (const { base } of others) yield base;
}

function readKept(data: Uint8Array): Kept {
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
    o.pie,
    o.gnuBuildID !== null,
    o.noDwarf,
    o.entry,
    o.checkLinkname,
    o.pruneWeakMap,
    o.goroot,
    o.stackLimit,
  ]);
}
