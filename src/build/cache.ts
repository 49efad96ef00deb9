// The build cache: results by key. A key is the SHA-256 of everything that the result depends on, so an entry is never
// wrong, only absent. Entries are written beside their place and renamed, so several processes may share the directory;
// each carries a checksum, and one that was damaged counts as absent. What is used stays; what nobody used for long goes, and
// more than a certain size is not kept. What is made of the distribution alone lies in a directory of its own: such entries
// are the same on every machine, so burrow may come with some of them (tools/ship.ts).

import { ByteWriter } from '../base/bytewriter.ts';
import { MemoryKind } from '../base/process-memory.ts';
import { sameBytes } from '../base/same-bytes.ts';
import { xxh32 } from '../base/xxh32.ts';
import { InternalError } from '../diag/internal-error.ts';
import { IOError, type FileInfo, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { writeWhole } from '../host/write-whole.ts';
import type { CacheProgram } from './cache-program.ts';

const hour = 3600 * 1000;

/** Entries that nobody used for this long are removed. */
const maxAge = 5 * 24 * hour;

/** An entry's time is that of its last use, give or take this. */
const useInterval = hour;

/** How often the directory is looked through for old entries. */
const trimInterval = 24 * hour;

/** When the directory holds more bytes than this, the entries that were not used for longest go, until it holds `keptSize`. */
const maxSize = 8 * 2 ** 30;
const keptSize = 6 * 2 ** 30;

/** The first bytes of an entry; the last one counts the versions of this layout. */
const magic = new Uint8Array([0x62, 0x75, 0x72, 0x01]); // "bur" 1

/** An entry that this process has read or written, while the file is the same. */
interface Remembered {
  readonly data: Uint8Array;
  readonly ino: number;
  readonly size: number;
  readonly mtime: number;
  /** What `decoded` made of it; null where nobody has asked. */
  decoded: object | null;
}

/** A process remembers so many bytes of entries, those that were used last. */
const maxRemembered = 384 * 2 ** 20;

/** What is written is remembered up to this size: programs are larger, and hardly ever asked for again. */
const maxKeptAtOnce = 2 ** 20;

/** Entries that a process has read, so that it need not read them and look for damage again. */
class EntryMemory {
  private readonly entries = new Map<string, Remembered>();
  private size = 0;

  /** What is remembered of a file; it is used last now. */
  get(name: string, info: FileInfo): Remembered | null {
    const found = this.entries.get(name);
    if (found === undefined) return null;
    this.entries.delete(name);
    if (found.ino !== info.ino || found.size !== info.size || found.mtime !== info.mtime) {
      this.size -= found.data.length;
      return null;
    }
    this.entries.set(name, found);
    return found;
  }

  /** The entry whose contents are `data`. */
  latest(name: string, data: Uint8Array): Remembered | null {
    const found = this.entries.get(name);
    return found?.data === data ? found : null;
  }

  add(name: string, info: FileInfo, data: Uint8Array): void {
    const { ino, size, mtime } = info;
    this.size += data.length - (this.entries.get(name)?.data.length ?? 0);
    this.entries.delete(name);
    this.entries.set(name, { data, ino, size, mtime, decoded: null });
    for (const [oldest, { data: old }] of this.entries) {
      if (this.size <= maxRemembered) break;
      this.entries.delete(oldest);
      this.size -= old.length;
    }
  }
}

const entryMemory = new MemoryKind(() => new EntryMemory());

/** How a cache works. */
export interface CacheOptions {
  /** Results are made again and compared with what is kept. */
  readonly verify?: boolean;
  /** Keeps the entries in place of the directory. */
  readonly program?: CacheProgram | null;
  /** A directory that burrow came with: entries of the distribution's part that this cache has not. It is only read. */
  readonly shipped?: string;
}

/** A directory of results, or a program that keeps them. Where it cannot be written, nothing is kept and everything still works. */
export class Cache {
  /** The part for what is made of the distribution alone. */
  readonly std: Cache;
  private readonly host: Host;
  private readonly dir: string;
  private readonly shipped: string;
  private readonly verify: boolean;
  private readonly program: CacheProgram | null;
  private readonly memory: EntryMemory | null;
  private made = new Set<string>();
  private serial = 0;
  /** Large entries are written into it. */
  private readonly large = new ByteWriter(1 << 8);

  /** An empty `dir` is a cache that keeps nothing. `isStd`: it is a part of another cache. */
  constructor(host: Host, dir: string, options: CacheOptions = {}, isStd = false) {
    const { verify = false, program = null, shipped = '' } = options;
    this.std = isStd ? this : new Cache(host, dir === '' ? '' : path.join(dir, 'std'), options, true);
    this.program = program;
    this.memory = program === null && host.memory !== null ? host.memory.of(entryMemory) : null;
    this.host = host;
    this.dir = dir;
    this.shipped = isStd && dir !== '' ? shipped : '';
    this.verify = verify;
  }

  /** The file of the result under a key, whether there is one or not. */
  file(key: string): string {
    return entryFile(this.dir, key);
  }

  /** The result under a key in hexadecimal, or null. */
  get(key: string): Uint8Array | null {
    return this.verify ? null : this.read(key);
  }

  /** The result under a key, decoded: at most once as long as the entry is remembered, so that nobody may change it. */
  decoded<T extends object>(key: string, decode: (data: Uint8Array) => T): T | null {
    const data = this.get(key);
    if (data === null) return null;
    const known =
      this.memory?.latest(this.file(key), data) ?? this.memory?.latest(entryFile(this.shipped, key), data) ?? null;
    if (known === null) return decode(data);
    known.decoded ??= decode(data);
    return known.decoded as T; // a key stands for results of one kind
  }

  private read(key: string): Uint8Array | null {
    if (this.dir === '') return null;
    const own = this.program === null ? this.readFile(this.file(key), true) : contentsOf(this.program.get(key));
    return own ?? (this.shipped === '' ? null : this.readFile(entryFile(this.shipped, key), false));
  }

  private readFile(name: string, isOwn: boolean): Uint8Array | null {
    const { host, memory } = this;
    // Looked at before it is read: what is put in its place meanwhile is another file.
    const before = memory === null ? null : host.stat(name);
    if (before instanceof IOError) return null;
    const known = before === null ? null : memory!.get(name, before);
    const use = (info: FileInfo | IOError): void => {
      if (!(info instanceof IOError) && host.now() - info.mtime > useInterval) host.touch(name);
    };
    if (known !== null) {
      if (isOwn) use(before!);
      return known.data;
    }
    const data = host.readFile(name);
    const result = data instanceof IOError ? null : contentsOf(data);
    if (result === null) return null;
    if (isOwn) use(host.stat(name));
    if (before !== null) memory!.add(name, before, result);
    return result;
  }

  /** Keeps a result, the only one that its key can have. */
  put(key: string, data: Uint8Array): void {
    if (this.verify) {
      const old = this.read(key);
      if (old !== null && !sameBytes(old, data)) {
        throw new InternalError(`the cache has another result for ${key}: ${old.length} bytes, now ${data.length}`);
      }
    }
    this.replace(key, data);
  }

  /** Keeps a result of which others are as good; it consists of parts. */
  replace(key: string, ...parts: readonly Uint8Array[]): void {
    if (this.dir === '') return;
    let end = magic.length;
    for (const p of parts) end += p.length;
    // A large one is not remembered.
    const w = end > maxKeptAtOnce ? this.large : new ByteWriter(end + 4);
    w.length = 0;
    w.reserve(end + 4);
    w.raw(magic);
    for (const p of parts) w.raw(p);
    w.u32(xxh32(w.buf, end));
    const entry = w.view();
    if (this.program !== null) {
      this.program.put(key, entry);
      return;
    }
    const name = this.file(key);
    const dir = path.dirname(name);
    if (!this.made.has(dir)) {
      if (this.host.makeDirs(dir) instanceof IOError) return;
      this.made.add(dir);
    }
    const own = `${this.host.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`; // no other process has it
    const beside = `${name}.${own}.${this.serial++}.tmp`;
    const failed = this.host.createExclusive(beside, entry) ?? this.host.rename(beside, name);
    if (failed !== null && failed.code !== 'EEXIST') this.host.remove(beside);
    if (failed !== null || this.memory === null || end > maxKeptAtOnce) return;
    const info = this.host.stat(name);
    if (!(info instanceof IOError) && info.size === entry.length) this.memory.add(name, info, entry.subarray(4, end));
  }

  /** The name of a file that is kept as it is, for programs that read it themselves; '' where there is none. */
  keptFile(key: string): string {
    if (this.dir === '' || this.verify) return '';
    const name = `${this.file(key)}.file`;
    const info = this.host.stat(name);
    if (info instanceof IOError) return '';
    if (this.host.now() - info.mtime > useInterval) this.host.touch(name);
    return name;
  }

  /** Keeps a file as it is; gives its name, or '' where nothing can be kept. */
  keepFile(key: string, data: Uint8Array): string {
    if (this.dir === '') return '';
    const name = `${this.file(key)}.file`;
    const failed = this.host.makeDirs(path.dirname(name)) ?? writeWhole(this.host, name, data);
    return failed === null ? name : '';
  }

  /** Nothing is asked of it any more. */
  close(): void {
    this.program?.close();
  }

  /** Removes, at most once a day, what was not used for long, what is too much, and what an interrupted process left. */
  trim(limit = maxSize, kept = keptSize): void {
    if (this.dir === '' || this.program !== null) return;
    const now = this.host.now();
    const stamp = path.join(this.dir, 'trim');
    const last = this.host.stat(stamp);
    if (!(last instanceof IOError) && now - last.mtime < trimInterval) return;
    if (this.host.makeDirs(this.dir) !== null || this.host.writeFile(stamp, new Uint8Array(0)) !== null) return;
    const entries: { readonly name: string; readonly size: number; readonly mtime: number }[] = [];
    let size = 0;
    for (const name of this.files()) {
      const info = this.host.stat(name);
      if (info instanceof IOError) continue;
      const age = now - info.mtime;
      if (age > maxAge || (name.endsWith('.tmp') && age > trimInterval)) this.host.remove(name);
      else {
        entries.push({ name, size: info.size, mtime: info.mtime });
        size += info.size;
      }
    }
    if (size <= limit) return;
    entries.sort((a, b) => a.mtime - b.mtime);
    for (const entry of entries) {
      if (size <= kept) break;
      this.host.remove(entry.name);
      size -= entry.size;
    }
  }

  /** The files of both directories: entries, and what was being written. */
  private *files(): Generator<string> {
    for (const dir of [this.dir, this.std.dir]) {
      const folders = this.host.readDir(dir);
      for (const folder of folders instanceof IOError ? [] : folders) {
        if (folder.name.length !== 2) continue;
        const sub = path.join(dir, folder.name);
        const names = this.host.readDir(sub);
        for (const { name } of names instanceof IOError ? [] : names) yield path.join(sub, name);
      }
    }
  }
}

/** Where a directory has an entry. */
function entryFile(dir: string, key: string): string {
  return path.join(dir, key.slice(0, 2), key);
}

/** What an entry holds; null where it is damaged. */
function contentsOf(entry: Uint8Array | null): Uint8Array | null {
  if (entry === null) return null;
  const end = entry.length - 4;
  if (end < 4 || !magic.every((b, i) => entry[i] === b)) return null;
  const sum = (entry[end]! | (entry[end + 1]! << 8) | (entry[end + 2]! << 16) | (entry[end + 3]! << 24)) >>> 0;
  return xxh32(entry, end) === sum ? entry.subarray(4, end) : null;
}
