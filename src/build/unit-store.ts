// Compiled units between builds. Each package has a pack: the objects of its units that some program has demanded so far.
// The key of a pack is the hash of all that the code of the package can depend on, so what it holds is never wrong. A pack is
// an entry of the cache, or a few of them: a build that adds units writes them as one more, joined with those before that
// are not larger.
//
//   entry   count, then for each unit: length of its object, number of names, and each name as (abi, length, UTF-8 bytes);
//           then the objects, each at a multiple of four

import { ByteWriter } from '../base/bytewriter.ts';
import { getU32 } from '../base/endian.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { definitions } from '../obj/objnames.ts';
import type { Cache } from './cache.ts';
import { hashOf } from './unit-keys.ts';

/** An entry holds at most so many units below it. */
const maxEntries = 8;

/** One unit: its object, and the package that it belongs to. */
export interface StoredUnit {
  /** The symbol path of the package. */
  readonly pkg: string;
  readonly object: Uint8Array;
  /** What it defines for others: names, each after the digit of its ABI. */
  readonly names: readonly string[];
}

/** The units of one package. */
class Pack {
  /** What each entry holds, oldest first. */
  readonly entries: StoredUnit[][] = [];
  readonly added: StoredUnit[] = [];
  readonly pkg: string;
  readonly key: string;

  constructor(pkg: string, key: string) {
    this.pkg = pkg;
    this.key = key;
  }

  entryKey(i: number): string {
    return hashOf(encodeUtf8(`units ${i} ${this.key}`));
  }
}

/** The units of a program's packages that earlier builds have compiled. */
export class UnitStore {
  private readonly cache: Cache;
  private readonly packs = new Map<string, Pack>();
  private readonly units = new Map<string, StoredUnit>();

  constructor(cache: Cache) {
    this.cache = cache;
  }

  /** Opens the pack of a package. `key` is the hash of all that its code depends on; empty: nothing of it can be kept. */
  open(pkg: string, key: string): void {
    if (key === '') return;
    const pack = new Pack(pkg, key);
    this.packs.set(pkg, pack);
    for (let i = 0; i < maxEntries; i++) {
      const data = this.cache.get(pack.entryKey(i));
      if (data === null) break;
      const units = readEntry(pkg, data);
      pack.entries.push(units);
      for (const u of units) this.enter(u);
    }
  }

  private enter(u: StoredUnit): void {
    for (const name of u.names) if (!this.units.has(name)) this.units.set(name, u);
  }

  /** The unit that defines a symbol; null where none is kept. */
  find(name: string, abi: number): StoredUnit | null {
    return this.units.get(`${abi}${name}`) ?? null;
  }

  /** Keeps a unit; `name` finds it beside what it defines. */
  add(pkg: string, object: Uint8Array, name = ''): void {
    const pack = this.packs.get(pkg);
    if (pack === undefined) return;
    const names = definitions(object);
    if (name !== '') names.unshift(`0${name}`);
    const unit = { pkg, object, names };
    pack.added.push(unit);
    this.enter(unit);
  }

  /** Writes what was added. */
  save(): void {
    for (const pack of this.packs.values()) {
      if (pack.added.length === 0) continue;
      let at = pack.entries.length;
      let units = pack.added.splice(0);
      while (at > 0 && (at === maxEntries || pack.entries[at - 1]!.length <= units.length)) {
        units = [...pack.entries[--at]!, ...units];
      }
      // Where entries above this one are found again, they hold what it holds.
      pack.entries.length = at;
      pack.entries.push(units);
      this.cache.replace(pack.entryKey(at), writeEntry(units));
    }
  }
}

function writeEntry(units: readonly StoredUnit[]): Uint8Array {
  const w = new ByteWriter(1 << 16);
  w.u32(units.length);
  for (const u of units) {
    w.u32(u.object.length);
    w.u32(u.names.length);
    for (const name of u.names) {
      const bytes = encodeUtf8(name);
      w.u32(bytes.length);
      w.raw(bytes);
    }
  }
  for (const u of units) {
    w.align(4);
    w.raw(u.object);
  }
  return w.bytes();
}

function readEntry(pkg: string, data: Uint8Array): StoredUnit[] {
  const count = getU32(data, 0);
  const heads: { length: number; names: string[] }[] = [];
  let at = 4;
  for (let i = 0; i < count; i++) {
    const length = getU32(data, at);
    const n = getU32(data, at + 4);
    at += 8;
    const names: string[] = [];
    for (let j = 0; j < n; j++) {
      const len = getU32(data, at);
      names.push(decodeUtf8(data, at + 4, at + 4 + len));
      at += 4 + len;
    }
    heads.push({ length, names });
  }
  return heads.map(({ length, names }) => {
    at = (at + 3) & ~3;
    const object = data.subarray(at, at + length);
    at += length;
    return { pkg, object, names };
  });
}
