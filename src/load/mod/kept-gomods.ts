// What earlier commands read from go.mod files in the module cache: the sum of each and what it says, so that a command looks
// at the times of hundreds of files instead of reading, hashing and parsing them. A record counts while the file is the one it
// was made from: its number, size, and the times of its last change and of the last change of what is known of it, which
// nobody sets. Whether go.sum agrees with the sum is asked each time.
//
// The records that the commands of one main module use are one file in burrow's cache.

import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { xxh32 } from '../../base/xxh32.ts';
import { IOError, type FileInfo, type Host } from '../../host/host.ts';
import { keepFile } from '../../host/kept-file.ts';
import * as path from '../../host/path.ts';
import type { Summary } from './state.ts';

/** What is known of a go.mod file. */
export interface KeptGoMod {
  /** As in go.sum: h1:... */
  readonly sum: string;
  readonly summary: Summary;
}

type Stored = readonly [size: number, mtime: number, ctime: number, ino: number, sum: string, summary: Summary];

/** Changes with Summary, and with how one is read. */
const layout = 1;

/** A file that changed less than so many milliseconds ago may change once more without its times showing it. */
const settled = 2000;

/** So many files that were not known are worth to be kept. */
const worth = 8;

/** The records for one main module. */
export class KeptGoMods {
  private readonly host: Host;
  private readonly file: string;
  private records: Map<string, Stored> | null = null;
  /** Files that were looked at in vain, as they are now. */
  private readonly missed = new Map<string, FileInfo>();
  private fresh = 0;

  /** `cache` is burrow's own, `key` what tells main modules and module caches apart. */
  constructor(host: Host, cache: string, key: string) {
    this.host = host;
    const name = encodeUtf8(`${key}\0${layout}`);
    this.file = path.join(cache, 'gomods', xxh32(name, name.length).toString(16).padStart(8, '0'));
  }

  /** What is known of a file; null: it must be read. */
  find(name: string): KeptGoMod | null {
    const info = this.host.stat(name);
    if (info instanceof IOError) return null;
    this.records ??= this.read();
    const known = this.records.get(name);
    if (known !== undefined) {
      const [size, mtime, ctime, ino, sum, summary] = known;
      if (size === info.size && mtime === info.mtime && ctime === info.ctime && ino === info.ino)
        return { sum, summary };
    }
    this.missed.set(name, info);
    return null;
  }

  /** Keeps what was read from a file that `find` did not know. */
  add(name: string, sum: string, summary: Summary): void {
    const info = this.missed.get(name);
    if (info === undefined || this.host.now() - Math.max(info.mtime, info.ctime) < settled) return;
    this.records!.set(name, [info.size, info.mtime, info.ctime, info.ino, sum, summary]); // find has read them
    this.fresh++;
  }

  private read(): Map<string, Stored> {
    const data = this.host.readFile(this.file);
    if (data instanceof IOError) return new Map();
    try {
      return new Map(JSON.parse(decodeUtf8(data)) as [string, Stored][]);
    } catch {
      return new Map(); // damaged: it is written anew
    }
  }

  /** Writes what is new. Nothing is said where that fails: the next command reads the files again. */
  save(): void {
    if (this.fresh < worth) return;
    this.fresh = 0;
    keepFile(this.host, this.file, encodeUtf8(JSON.stringify([...this.records!]))); // there are new ones
  }
}
