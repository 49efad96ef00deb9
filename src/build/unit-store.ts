// What is kept of compiled packages between builds. Each package has a pack: values under names, of which the units that some
// program has demanded so far are most. The key of a pack is the hash of all that the code of the package can depend on, so what
// it holds is never wrong. A pack is an entry of the cache, or a few of them: a build that adds to it writes one more, joined with
// those before that are not larger. Opening an entry reads no name: all names of a program are one table of hashes.
//
//   entry   the number of names; for each its hash, where it is, its length, where its value is, the length of that;
//           then names as UTF-8 and values, each of these at a multiple of four. Several names may have one value.
//
//   name    of a unit, for each symbol that it defines: digit of the ABI, symbol; after `m` where it counts to the main package
//           `f`, ABI, symbol: facts (facts.ts)
//           before the path of the package: `a` its assembly, `i` its index (package-index.ts), `s` its text (text-table.ts),
//           `z` the key of what it was made from last;  `k`: a list of the distribution's packages (kept-units.ts)

import { ByteWriter } from '../base/bytewriter.ts';
import { getU32 } from '../base/endian.ts';
import { BytePool } from '../base/long-bytes.ts';
import { decodeUtf8, encodeUtf8, isUtf8Of } from '../base/utf8.ts';
import type { Cache } from './cache.ts';
import { hashOf } from './unit-keys.ts';

/** An entry holds at most so many entries below it. */
const maxEntries = 8;

/** Bytes of a name in the table of an entry. */
const nameSize = 20;

/** A value under all its names, on its way into an entry. */
interface Added {
  readonly names: readonly string[];
  readonly value: Uint8Array;
}

/** One entry of a pack. */
class Entry {
  readonly pack: Pack;
  readonly data: Uint8Array;
  readonly count: number;

  constructor(pack: Pack, data: Uint8Array) {
    this.pack = pack;
    this.data = data;
    this.count = getU32(data, 0);
  }

  hash(i: number): number {
    return getU32(this.data, 4 + i * nameSize);
  }

  is(i: number, name: string): boolean {
    const { data } = this;
    const at = getU32(data, 8 + i * nameSize);
    return isUtf8Of(data, at, at + getU32(data, 12 + i * nameSize), name);
  }

  name(i: number): string {
    const at = getU32(this.data, 8 + i * nameSize);
    return decodeUtf8(this.data, at, at + getU32(this.data, 12 + i * nameSize));
  }

  valueAt(i: number): number {
    return getU32(this.data, 16 + i * nameSize);
  }

  value(i: number): Uint8Array {
    const at = this.valueAt(i);
    return this.data.subarray(at, at + getU32(this.data, 20 + i * nameSize));
  }
}

/** The names of some entries: by hash, open addressing, the number of an entry from 1, and of a name in it. */
class NameTable {
  private readonly entries: readonly Entry[];
  private readonly table: Uint32Array;

  /** What comes first is found first. */
  constructor(entries: readonly Entry[]) {
    this.entries = entries;
    let count = 0;
    for (const e of entries) count += e.count;
    let size = 16;
    while (size < 2 * count) size *= 2;
    const table = new Uint32Array(2 * size);
    const mask = size - 1;
    for (let e = entries.length - 1; e >= 0; e--) {
      const entry = entries[e]!;
      for (let i = entry.count - 1; i >= 0; i--) {
        let at = entry.hash(i) & mask;
        while (table[2 * at] !== 0) at = (at + 1) & mask;
        table[2 * at] = e + 1;
        table[2 * at + 1] = i;
      }
    }
    this.table = table;
  }

  /** Offers the values under a name until `take` takes one; whether it did. */
  search(name: string, take: (found: Stored) => boolean): boolean {
    const { table, entries } = this;
    const mask = table.length / 2 - 1;
    for (let at = hashName(name) & mask; ; at = (at + 1) & mask) {
      const e = table[2 * at]!;
      if (e === 0) return false;
      const entry = entries[e - 1]!;
      const i = table[2 * at + 1]!;
      if (entry.is(i, name) && take({ pkg: entry.pack.pkg, value: entry.value(i) })) return true;
    }
  }
}

/** What is kept of one package. */
class Pack {
  /** Oldest first. */
  readonly entries: Entry[] = [];
  readonly added: Added[] = [];
  readonly pkg: string;
  readonly key: string;
  readonly cache: Cache;
  /** The entries were read. */
  isOpen = false;
  /** Its names, where they were asked for by themselves. */
  table: NameTable | null = null;

  constructor(pkg: string, key: string, cache: Cache) {
    this.pkg = pkg;
    this.key = key;
    this.cache = cache;
  }

  entryKey(i: number): string {
    return hashOf(encodeUtf8(`units ${i} ${this.key}`));
  }
}

/** A value that was found. */
export interface Stored {
  /** The symbol path of the package that it belongs to. */
  readonly pkg: string;
  readonly value: Uint8Array;
}

/** What earlier builds have kept of a program's packages. */
export class UnitStore {
  private readonly cache: Cache;
  private readonly packs = new Map<string, Pack>();
  /** Names that this build has added. */
  private readonly added = new Map<string, Stored>();
  private readonly pool = new BytePool();
  /** Packs in which values are searched that may be anywhere. */
  private searched: Pack[] = [];
  /** Their names; null where they have changed. */
  private table: NameTable | null = null;

  constructor(cache: Cache) {
    this.cache = cache;
  }

  /**
   * Names the pack of a package. `key` is the hash of all that its code depends on; empty: nothing of it can be kept. It is opened
   * when it is asked for by itself, or `openFor` or `openAll` says so.
   */
  add(pkg: string, key: string, isStd: boolean): void {
    if (key !== '') this.packs.set(pkg, new Pack(pkg, key, isStd ? this.cache.std : this.cache));
  }

  /** Opens the packs of some packages, so that values are searched in them that may be anywhere. */
  openFor(pkgs: Iterable<string>): void {
    for (const pkg of pkgs) {
      const pack = this.packs.get(pkg);
      if (pack === undefined || this.searched.includes(pack)) continue;
      this.open(pack);
      this.searched.push(pack);
    }
    this.table = null;
  }

  /** Opens all packs. */
  openAll(): void {
    for (const pack of this.packs.values()) this.open(pack);
    this.searched = [...this.packs.values()];
    this.table = null;
  }

  private open(pack: Pack): void {
    if (pack.isOpen) return;
    pack.isOpen = true;
    for (let i = 0; i < maxEntries; i++) {
      const data = pack.cache.get(pack.entryKey(i));
      if (data === null) break;
      pack.entries.push(new Entry(pack, data));
    }
  }

  /** What this build has added under a name; null where it has added nothing. */
  own(name: string): Stored | null {
    return this.added.get(name) ?? null;
  }

  /**
   * The values that earlier builds have kept under a name, the latest of each pack first, until `take` takes one. Packs that were
   * not opened at once are left out until all are.
   */
  search(name: string, take: (found: Stored) => boolean): void {
    this.table ??= new NameTable(this.searched.flatMap(p => p.entries));
    this.table.search(name, take);
  }

  /** As `search`, in one pack, which is opened. */
  searchIn(pkg: string, name: string, take: (found: Stored) => boolean): void {
    const pack = this.packs.get(pkg);
    if (pack === undefined) return;
    this.open(pack);
    pack.table ??= new NameTable(pack.entries);
    pack.table.search(name, take);
  }

  /** Keeps a copy of a value of a package under names. This build finds what stands behind its first `start` bytes, which is given. */
  keep(pkg: string, names: readonly string[], value: Uint8Array, start = 0): Uint8Array {
    const kept = this.pool.copy(value);
    this.packs.get(pkg)?.added.push({ names, value: kept });
    return this.setOwn(pkg, names, kept.subarray(start));
  }

  /** Adds a copy of a value for this build alone, and gives it. */
  addOwn(pkg: string, names: readonly string[], value: Uint8Array): Uint8Array {
    return this.setOwn(pkg, names, this.pool.copy(value));
  }

  private setOwn(pkg: string, names: readonly string[], value: Uint8Array): Uint8Array {
    const stored = { pkg, value };
    for (const name of names) if (!this.added.has(name)) this.added.set(name, stored);
    return value;
  }

  /** Writes what was added, and forgets everything: of a large program there is as much as of all else. */
  save(): void {
    const w = new ByteWriter(1 << 16);
    this.added.clear();
    this.searched = [];
    this.table = null;
    for (const [pkg, pack] of this.packs) {
      this.packs.delete(pkg);
      if (pack.added.length === 0) continue;
      this.open(pack);
      const { entries } = pack;
      let { added } = pack;
      let count = 0;
      for (const a of added) count += a.names.length;
      let at = entries.length;
      while (at > 0 && (at === maxEntries || entries[at - 1]!.count <= count)) {
        const below = entries[--at]!;
        added = [...contents(below), ...added];
        count += below.count;
      }
      added = latest(added);
      // Where entries above this one are found again, they hold what it holds.
      writeEntry(w, added);
      pack.cache.replace(pack.entryKey(at), w.view());
    }
  }
}

/** A pack whose key says nothing of contents holds at most so many values under one name. */
const maxVersions = 3;

/** The values without those that many later ones have the first name of. */
function latest(values: readonly Added[]): Added[] {
  const versions = new Map<string, number>();
  const out: Added[] = [];
  for (let i = values.length - 1; i >= 0; i--) {
    const name = values[i]!.names[0]!;
    const n = versions.get(name) ?? 0;
    versions.set(name, n + 1);
    if (n < maxVersions) out.push(values[i]!);
  }
  return out.reverse();
}

function contents(e: Entry): Added[] {
  const byPlace = new Map<number, { names: string[]; value: Uint8Array }>();
  for (let i = 0; i < e.count; i++) {
    const at = e.valueAt(i);
    const known = byPlace.get(at);
    if (known === undefined) byPlace.set(at, { names: [e.name(i)], value: e.value(i) });
    else known.names.push(e.name(i));
  }
  return [...byPlace.values()];
}

/** Writes an entry in place of what a writer held before. */
function writeEntry(w: ByteWriter, values: readonly Added[]): void {
  let count = 0;
  for (const v of values) count += v.names.length;
  w.length = 0;
  w.u32(count);
  w.zeros(count * nameSize);
  let at = 4;
  for (const { names, value } of values) {
    const first = at;
    for (const name of names) {
      w.putU32(at, hashName(name));
      w.putU32(at + 4, w.length);
      const start = w.length;
      w.text(name);
      w.putU32(at + 8, w.length - start);
      at += nameSize;
    }
    w.align(4);
    for (let i = first; i < at; i += nameSize) {
      w.putU32(i + 12, w.length);
      w.putU32(i + 16, value.length);
    }
    w.raw(value);
    // Values of no bytes are told apart by where they are, too.
    if (value.length === 0) w.u32(0);
  }
}

/** FNV-1a over the code units of a name. */
function hashName(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}
