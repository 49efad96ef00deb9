// Reads of a directory's files what a load must know of them: from the index where that knows it, else from the start of
// the file, and more of the file where the start is not enough.

import { IOError, type Host } from '../host/host.ts';
import type { DirIndex, DirRecord } from './dir-index.ts';
import { readConstraint, readFileInfo, type FileConstraint, type FileInfo } from './imports.ts';

/** How much of a file is read at first: nearly every file has its imports in it. */
const prefixSize = 8192;

/** The files of one directory, one after another: `constraint` of a file first, then `info` where it is needed. */
export class DirReader {
  private readonly host: Host;
  private readonly dir: string;
  private readonly index: DirIndex | null;
  private readonly record: DirRecord | null;
  private data: Uint8Array | null = null;
  private whole = false;
  private found: FileConstraint | null = null;

  constructor(host: Host, dir: string, index: DirIndex | null, record: DirRecord | null) {
    this.host = host;
    this.dir = dir;
    this.index = index;
    this.record = record;
  }

  /** The build constraint of a file. */
  constraint(name: string): FileConstraint | IOError {
    this.data = this.found = null;
    if (this.index !== null && this.record !== null) {
      const known = this.index.fileRecord(this.record, this.dir, name);
      if (known !== null) return known.constraint;
    }
    const failed = this.open(name);
    if (failed !== null) return failed;
    let c = readConstraint(this.data!); // open has read it
    if (c.needsAll && !this.whole) c = readConstraint(this.readAll(name));
    this.found = c;
    if (this.index !== null && this.record !== null) this.index.learn(this.record, this.dir, name, c, null);
    return c;
  }

  /** The rest of what is known of a Go file whose constraint was asked for just before. */
  info(name: string): FileInfo | IOError {
    const known = this.record?.files.get(name);
    if (known !== undefined && known.info !== null) return known.info;
    if (this.data === null) {
      const failed = this.open(name);
      if (failed !== null) return failed;
    }
    let info = readFileInfo(this.data!); // open has read it
    if (info.needsAll && !this.whole) info = readFileInfo(this.readAll(name));
    const constraint = this.found ?? known?.constraint;
    if (this.index !== null && this.record !== null && constraint !== undefined) {
      this.index.learn(this.record, this.dir, name, constraint, info);
    }
    return info;
  }

  private open(name: string): IOError | null {
    const start = this.host.readPrefix(`${this.dir}/${name}`, prefixSize);
    if (start instanceof IOError) return start;
    this.data = start;
    this.whole = start.length < prefixSize;
    return null;
  }

  private readAll(name: string): Uint8Array {
    const all = this.host.readFile(`${this.dir}/${name}`);
    this.whole = true;
    if (!(all instanceof IOError)) this.data = all;
    return this.data!; // what open has read, where the file is gone since
  }
}
