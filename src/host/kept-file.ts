// Files that spare later commands work, and that may be lost at any time: written whole, and removed when nobody has
// written them for long.

import * as path from './path.ts';
import { IOError, type Host } from './host.ts';
import { writeWhole } from './write-whole.ts';

/** A file that nobody wrote for so long, in milliseconds, goes when another one of its directory is written. */
const maxAge = 90 * 24 * 60 * 60 * 1000;

/** Writes such a file, whose directory holds nothing else. Nothing is said where that fails. */
export function keepFile(host: Host, file: string, data: Uint8Array): void {
  const dir = path.dirname(file);
  if (host.makeDirs(dir) !== null) return;
  const now = host.now();
  const others = host.readDir(dir);
  for (const { name } of others instanceof IOError ? [] : others) {
    const info = host.stat(path.join(dir, name));
    if (!(info instanceof IOError) && now - info.mtime > maxAge) host.remove(path.join(dir, name));
  }
  writeWhole(host, file, data);
}
