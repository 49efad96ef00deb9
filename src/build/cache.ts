// The build cache: results by key. A key is the SHA-256 of everything that the result depends on, so an entry is never
// wrong, only absent. Entries are written beside their place and renamed, so several processes may share the directory;
// each carries a checksum, and one that was damaged counts as absent.

import { xxh32 } from '../base/xxh32.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';

/** Entries that nobody used for this long are removed. */
const maxAge = 30 * 24 * 3600 * 1000;

/** How often the directory is looked through for old entries. */
const trimInterval = 24 * 3600 * 1000;

/** The first bytes of an entry; the last one counts the versions of this layout. */
const magic = [0x62, 0x75, 0x72, 0x01]; // "bur" 1

/** A directory of results. Where it cannot be written, nothing is kept and everything still works. */
export class Cache {
  private readonly host: Host;
  private readonly dir: string;
  private made = new Set<string>();
  private serial = 0;

  /** An empty `dir` is a cache that keeps nothing. */
  constructor(host: Host, dir: string) {
    this.host = host;
    this.dir = dir;
  }

  private file(key: string): string {
    return path.join(this.dir, key.slice(0, 2), key);
  }

  /** The result under a key in hexadecimal, or null. */
  get(key: string): Uint8Array | null {
    if (this.dir === '') return null;
    const data = this.host.readFile(this.file(key));
    if (data instanceof IOError) return null;
    const end = data.length - 4;
    if (end < 4 || !magic.every((b, i) => data[i] === b)) return null;
    const sum = (data[end]! | (data[end + 1]! << 8) | (data[end + 2]! << 16) | (data[end + 3]! << 24)) >>> 0;
    return xxh32(data, end) === sum ? data.subarray(4, end) : null;
  }

  /** Keeps a result. */
  put(key: string, data: Uint8Array): void {
    if (this.dir === '') return;
    const name = this.file(key);
    const dir = path.dirname(name);
    if (!this.made.has(dir)) {
      if (this.host.makeDirs(dir) instanceof IOError) return;
      this.made.add(dir);
    }
    const entry = new Uint8Array(data.length + 8);
    entry.set(magic);
    entry.set(data, 4);
    const end = data.length + 4;
    const sum = xxh32(entry, end);
    for (let i = 0; i < 4; i++) entry[end + i] = sum >>> (8 * i);
    const beside = `${name}.${this.host.now().toString(36)}.${this.serial++}.tmp`;
    const failed = this.host.createExclusive(beside, entry) ?? this.host.rename(beside, name);
    if (failed !== null) this.host.remove(beside);
  }

  /** Removes, at most once a day, what was not written for a month, and what an interrupted process left. */
  trim(): void {
    if (this.dir === '') return;
    const now = this.host.now();
    const stamp = path.join(this.dir, 'trim');
    const last = this.host.stat(stamp);
    if (!(last instanceof IOError) && now - last.mtime < trimInterval) return;
    if (this.host.makeDirs(this.dir) !== null || this.host.writeFile(stamp, new Uint8Array(0)) !== null) return;
    const folders = this.host.readDir(this.dir);
    if (folders instanceof IOError) return;
    for (const folder of folders) {
      if (folder.name.length !== 2) continue;
      const sub = path.join(this.dir, folder.name);
      const entries = this.host.readDir(sub);
      if (entries instanceof IOError) continue;
      for (const entry of entries) {
        const name = path.join(sub, entry.name);
        const info = this.host.stat(name);
        if (info instanceof IOError) continue;
        const age = now - info.mtime;
        if (age > maxAge || (entry.name.endsWith('.tmp') && age > trimInterval)) this.host.remove(name);
      }
    }
  }
}
