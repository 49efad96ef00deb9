// What is kept of compiled packages between builds. Each package has a pack: values under names, of which the units that some
// program has demanded so far are most. The key of a pack is the hash of all that the code of the package can depend on, so what
// it holds is never wrong. A pack is an entry of the cache, or a few of them: a build that adds to it writes one more, joined with
// those before that are not larger. Opening an entry reads no name: all names of a program are one table of hashes.
//
//   entry   the number of names, the number of lines, where these are; for each name its hash, where it is, its length, where its
//           value is, the length of that; then names as UTF-8 and values, each of these at a multiple of four; then for each line where
//           it is and its length, and the lines as UTF-8. Several names may have one value. Before a value stand the numbers of lines that
//           say what it was made from (kept-units.ts), and how many these are: thousands of values tell of the same functions.
//
//   name    of a unit, for each symbol that it defines: digit of the ABI, symbol; after `m` where it counts to the main package
//           `f`, ABI, symbol: facts (facts.ts)
//           before the path of the package: `a` its assembly, `i` its index (package-index.ts), `s` its text (text-table.ts),
//           `z` the key of what it was made from last, `t` its declarations, `e` a state of these and of all that they depend on,
//           `y` the states of the packages below by their keys; `k`: a list of the distribution's packages (kept-units.ts)

import { ByteWriter } from '../base/bytewriter.ts';
import { getU32, wordsOf } from '../base/endian.ts';
import { BytePool } from '../base/long-bytes.ts';
import { decodeUtf8, encodeUtf8, isUtf8Of } from '../base/utf8.ts';
import type { Cache } from './cache.ts';
import { hashOf } from './unit-keys.ts';

/** An entry holds at most so many entries below it. */
const maxEntries = 8;

/** Bytes before the names' table of an entry, of a name in it, and of a line in its own. */
const headSize = 12;
const nameSize = 20;
const lineSize = 8;

/** A value under all its names, on its way into an entry. */
interface Added {
  readonly names: readonly string[];
  /** The numbers of lines in the store. */
  readonly lines: readonly number[];
  readonly value: Uint8Array;
}

/** Not known, or not for good. */
export const Open = 0;
export const Right = 1;
export const Wrong = 2;
/** It holds for some values. */
export const Partly = 3;
/** Whether what a line says still holds. */
export type Verdict = typeof Open | typeof Right | typeof Wrong | typeof Partly;

/** One entry of a pack. */
class Entry {
  readonly pack: Pack;
  readonly data: Uint8Array;
  /** Its numbers up to the first name. */
  readonly head: Uint32Array;
  readonly count: number;
  readonly lineCount: number;
  /** What was found out about its lines, by number. */
  readonly verdicts: Uint8Array;

  constructor(pack: Pack, data: Uint8Array) {
    this.pack = pack;
    this.data = data;
    this.count = getU32(data, 0);
    this.lineCount = getU32(data, 4);
    this.head = wordsOf(data, (headSize + this.count * nameSize) / 4);
    this.verdicts = new Uint8Array(this.lineCount);
  }

  is(i: number, name: string): boolean {
    const { data, head } = this;
    const at = (headSize + i * nameSize) / 4;
    const start = head[at + 1]!;
    return isUtf8Of(data, start, start + head[at + 2]!, name);
  }

  name(i: number): string {
    const at = (headSize + i * nameSize) / 4;
    const start = this.head[at + 1]!;
    return decodeUtf8(this.data, start, start + this.head[at + 2]!);
  }

  valueAt(i: number): number {
    return this.head[(headSize + i * nameSize) / 4 + 3]!;
  }

  stored(i: number): Stored {
    const at = this.valueAt(i);
    const value = this.data.subarray(at, at + this.head[(headSize + i * nameSize) / 4 + 4]!);
    return { pkg: this.pack.pkg, value, reads: new Reads(this, at) };
  }

  line(n: number): string {
    const at = getU32(this.data, 8) + n * lineSize;
    const start = getU32(this.data, at);
    return decodeUtf8(this.data, start, start + getU32(this.data, at + 4));
  }
}

/** The lines that say what a value was made from. What is found out about one holds for all values that have it. */
export class Reads {
  readonly count: number;
  private readonly entry: Entry;
  private readonly at: number;

  constructor(entry: Entry, valueAt: number) {
    this.entry = entry;
    this.count = getU32(entry.data, valueAt - 4);
    this.at = valueAt - 4 - 4 * this.count;
  }

  /** The number in its entry of the nth line. */
  number(n: number): number {
    return getU32(this.entry.data, this.at + 4 * n);
  }

  line(n: number): string {
    return this.entry.line(this.number(n));
  }

  verdict(n: number): Verdict {
    return this.entry.verdicts[this.number(n)] as Verdict; // only `judge` writes there
  }

  judge(n: number, verdict: Verdict): void {
    this.entry.verdicts[this.number(n)] = verdict;
  }
}

/**
 * The names of some entries by hash. Names that several entries have stand in one chain with few others: chains of slots that are next to
 * each other would become one long walk.
 */
class NameTable {
  private readonly entries: readonly Entry[];
  /** For each entry the number of its first name among all. */
  private readonly first: Uint32Array;
  private readonly hashes: Uint32Array;
  /** The number, from 1, of the last name of each chain; of each name, that of the one before it. */
  private readonly chains: Uint32Array;
  private readonly before: Uint32Array;

  /** What comes last is found first. */
  constructor(entries: readonly Entry[]) {
    this.entries = entries;
    this.first = new Uint32Array(entries.length + 1);
    let count = 0;
    entries.forEach((e, i) => {
      count += e.count;
      this.first[i + 1] = count;
    });
    let size = 16;
    while (size < count) size *= 2;
    this.hashes = new Uint32Array(count);
    this.chains = new Uint32Array(size);
    this.before = new Uint32Array(count + 1);
    entries.forEach((e, i) => this.enter(e.head, this.first[i]!, e.count));
  }

  /** Enters the names of an entry, of which `head` has the table. */
  private enter(head: Uint32Array, first: number, count: number): void {
    const { hashes, chains, before } = this;
    const mask = chains.length - 1;
    for (let i = 0, at = headSize / 4, n = first; i < count; i++, at += nameSize / 4) {
      const hash = head[at]!;
      hashes[n++] = hash;
      before[n] = chains[hash & mask]!;
      chains[hash & mask] = n;
    }
  }

  /** Offers the values under a name until `take` takes one; whether it did. */
  search(name: string, take: (found: Stored) => boolean): boolean {
    const { hashes, chains, before } = this;
    const hash = hashName(name);
    for (let n = chains[hash & (chains.length - 1)]!; n !== 0; n = before[n]!) {
      if (hashes[n - 1] !== hash) continue;
      const e = this.entryOf(n - 1);
      const entry = this.entries[e]!;
      const i = n - 1 - this.first[e]!;
      if (entry.is(i, name) && take(entry.stored(i))) return true;
    }
    return false;
  }

  /** The number of the entry that has a name. */
  private entryOf(n: number): number {
    let low = 0;
    let high = this.entries.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.first[middle]! <= n) low = middle;
      else high = middle - 1;
    }
    return low;
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
  /** Null: this build has made it. */
  readonly reads: Reads | null;
}

/** What earlier builds have kept of a program's packages. */
export class UnitStore {
  private readonly cache: Cache;
  private readonly packs = new Map<string, Pack>();
  /** Names that this build has added. */
  private readonly added = new Map<string, Stored>();
  private readonly pool = new BytePool();
  /** Lines by number. */
  private readonly lines: string[] = [];
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

  /** A line gets a number; nobody adds one twice. */
  addLine(line: string): number {
    return this.lines.push(line) - 1;
  }

  /** Keeps a copy of a value of a package under names, with the numbers of lines that say what it was made from; gives the copy. */
  keep(pkg: string, names: readonly string[], value: Uint8Array, lines: readonly number[] = []): Uint8Array {
    const kept = this.pool.copy(value);
    this.packs.get(pkg)?.added.push({ names, lines, value: kept });
    return this.setOwn(pkg, names, kept);
  }

  /** Adds a copy of a value for this build alone, and gives it. */
  addOwn(pkg: string, names: readonly string[], value: Uint8Array): Uint8Array {
    return this.setOwn(pkg, names, this.pool.copy(value));
  }

  private setOwn(pkg: string, names: readonly string[], value: Uint8Array): Uint8Array {
    const stored = { pkg, value, reads: null };
    for (const name of names) if (!this.added.has(name)) this.added.set(name, stored);
    return value;
  }

  /** Writes what was added, and forgets everything: of a large program there is as much as of all else. */
  save(): void {
    const w = new ByteWriter(1 << 16);
    let numbers: Map<string, number> | null = null;
    const numberOf = (line: string): number => {
      numbers ??= new Map(this.lines.map((l, i) => [l, i]));
      let n = numbers.get(line);
      if (n === undefined) numbers.set(line, (n = this.addLine(line)));
      return n;
    };
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
        added = [...this.contents(below, numberOf), ...added];
        count += below.count;
      }
      added = latest(added);
      // Where entries above this one are found again, they hold what it holds.
      writeEntry(w, added, this.lines);
      pack.cache.replace(pack.entryKey(at), w.view());
    }
  }

  private contents(e: Entry, numberOf: (line: string) => number): Added[] {
    const byPlace = new Map<number, Added & { readonly names: string[] }>();
    /** The numbers in the store of the entry's lines; -1: not looked for. */
    const numbers = new Int32Array(e.lineCount).fill(-1);
    for (let i = 0; i < e.count; i++) {
      const at = e.valueAt(i);
      const known = byPlace.get(at);
      if (known !== undefined) {
        known.names.push(e.name(i));
        continue;
      }
      const { value, reads } = e.stored(i);
      const lines: number[] = [];
      for (let n = 0; n < reads!.count; n++) {
        const line = reads!.number(n);
        if (numbers[line] === -1) numbers[line] = numberOf(e.line(line));
        lines.push(numbers[line]!);
      }
      byPlace.set(at, { names: [e.name(i)], lines, value });
    }
    return [...byPlace.values()];
  }
}

/** A pack whose key says nothing of contents holds at most so many values under one name. */
const maxVersions = 3;
/** As `maxVersions`, of declarations and their states: what was made in an earlier one is still right where that is known. */
const maxStates = 40;

/** The values without those that many later ones have the first name of. */
function latest(values: readonly Added[]): Added[] {
  const versions = new Map<string, number>();
  const out: Added[] = [];
  for (let i = values.length - 1; i >= 0; i--) {
    const name = values[i]!.names[0]!;
    const n = versions.get(name) ?? 0;
    versions.set(name, n + 1);
    if (n < (/^[et]/.test(name) ? maxStates : maxVersions)) out.push(values[i]!);
  }
  return out.reverse();
}

/** Writes an entry in place of what a writer held before. */
function writeEntry(w: ByteWriter, values: readonly Added[], lines: readonly string[]): void {
  let count = 0;
  for (const v of values) count += v.names.length;
  w.length = 0;
  w.u32(count);
  w.zeros(headSize - 4 + count * nameSize);
  /** The lines of the entry, and the number in it of each of the store's, from 1. */
  const used: number[] = [];
  const numbers = new Int32Array(lines.length);
  let at = headSize;
  for (const { names, lines: read, value } of values) {
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
    for (const line of read) {
      if (numbers[line] === 0) numbers[line] = used.push(line);
      w.u32(numbers[line]! - 1);
    }
    w.u32(read.length);
    for (let i = first; i < at; i += nameSize) {
      w.putU32(i + 12, w.length);
      w.putU32(i + 16, value.length);
    }
    w.raw(value);
  }
  w.align(4);
  at = w.length;
  w.putU32(4, used.length);
  w.putU32(8, at);
  w.zeros(used.length * lineSize);
  for (const line of used) {
    const start = w.length;
    w.text(lines[line]!);
    w.putU32(at, start);
    w.putU32(at + 4, w.length - start);
    at += lineSize;
  }
}

/** FNV-1a over the code units of a name. */
function hashName(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}
