// Module zip files: what may be in one, and unpacking one that is checked. A zip comes from outside: nothing of it is
// written before every name in it is known to stay in its directory, to be no other name in different case, and to be
// within the limits.

import { Dir, IOError, type Host } from '../../../host/host.ts';
import * as path from '../../../host/path.ts';
import { quote } from '../../../base/quote.ts';
import { DirHash, readZip, zipData } from '../../zip.ts';
import { checkFilePath, type Version } from '../module.ts';

/** The size of a zip file, and of all that is in it. */
export const maxZip = 500 << 20;
/** The size of a go.mod file. */
export const maxGoMod = 16 << 20;
/** The size of a LICENSE file. */
export const maxLicense = 16 << 20;

interface Seen {
  readonly path: string;
  readonly isDir: boolean;
}

/** The names of a zip so far, by what they are in a file system that does not tell upper from lower case. */
export type SeenNames = Map<string, Seen>;

/** The simple case folding that two names of one file may differ by. */
function fold(name: string): string {
  return name.toLowerCase().toUpperCase();
}

/** What is wrong with a name beside those seen before, to which it is added; '' for nothing. */
export function collision(seen: SeenNames, name: string, isDir: boolean): string {
  for (let p = name, dir = isDir; ; dir = true) {
    const key = fold(p);
    const other = seen.get(key);
    if (other === undefined) seen.set(key, { path: p, isDir: dir });
    else if (other.path !== p) return `case-insensitive file name collision: ${quote(other.path)} and ${quote(p)}`;
    else if (other.isDir !== dir) return `entry ${quote(p)} is both a file and a directory`;
    else if (!dir) return `multiple entries for file ${quote(p)}`;
    const slash = p.lastIndexOf('/');
    if (slash < 0) return '';
    p = p.slice(0, slash);
  }
}

/** What is wrong with the list of files in a module's zip; '' for nothing. */
export function checkModuleZip(m: Version, zip: Uint8Array): string {
  if (zip.length > maxZip) return `module zip file is too large (${zip.length} bytes; limit is ${maxZip} bytes)`;
  const entries = readZip(zip);
  if (typeof entries === 'string') return `zip: ${entries}`;
  const prefix = `${m.path}@${m.version}/`;
  const seen: SeenNames = new Map();
  const invalid: string[] = [];
  let size = 0;
  let tooLarge = false;
  for (const e of entries) {
    const wrong = (why: string) => invalid.push(`${e.name}: ${why}`);
    if (!e.name.startsWith(prefix)) {
      wrong(`path does not have prefix ${quote(prefix)}`);
      continue;
    }
    let name = e.name.slice(prefix.length);
    if (name === '') continue;
    const isDir = name.endsWith('/');
    if (isDir) name = name.slice(0, -1);
    if (path.clean(name) !== name) {
      wrong('file path is not clean');
      continue;
    }
    const why = checkFilePath(name) || collision(seen, name, isDir);
    if (why !== '') {
      wrong(why);
      continue;
    }
    if (isDir) continue;
    const base = path.basename(name);
    if (base.toLowerCase() === 'go.mod') {
      if (base !== name) wrong('go.mod file not in module root directory');
      else if (name !== 'go.mod') wrong('go.mod files must have lowercase names');
      if (base !== name || name !== 'go.mod') continue;
    }
    if (e.size <= maxZip - size) size += e.size;
    else tooLarge = true;
    if (name === 'go.mod' && e.size > maxGoMod) wrong(`go.mod file too large (max size is ${maxGoMod} bytes)`);
    if (name === 'LICENSE' && e.size > maxLicense) wrong(`LICENSE file too large (max size is ${maxLicense} bytes)`);
  }
  if (tooLarge) return `total uncompressed size of module contents too large (max size is ${maxZip} bytes)`;
  return invalid.join('\n');
}

/** Go's h1: sum of a zip, or what is wrong with the zip as one. */
export function hashZip(host: Host, zip: Uint8Array): { readonly sum: string; readonly error: string } {
  const entries = readZip(zip);
  if (typeof entries === 'string') return { sum: '', error: `zip: ${entries}` };
  const hash = new DirHash(host);
  for (const e of entries) {
    if (e.name.includes('\n')) return { sum: '', error: 'dirhash: filenames with newlines are not supported' };
    const data = zipData(host, zip, e);
    if (data === null) return { sum: '', error: 'zip: checksum error' };
    hash.add(e.name, data);
  }
  return { sum: hash.sum(), error: '' };
}

/** Go's h1: sum of the files under a directory, named as in the module's zip. */
export function hashDir(host: Host, dir: string, m: Version): { readonly sum: string; readonly error: string } {
  const hash = new DirHash(host);
  const prefix = `${m.path}@${m.version}/`;
  const walk = (at: string, rel: string): IOError | null => {
    const entries = host.readDir(at);
    if (entries instanceof IOError) return entries;
    for (const e of entries) {
      const name = `${at}/${e.name}`;
      if (e.kind === Dir) {
        const failed = walk(name, `${rel}${e.name}/`);
        if (failed !== null) return failed;
        continue;
      }
      const data = host.readFile(name);
      if (data instanceof IOError) return data;
      hash.add(prefix + rel + e.name, data);
    }
    return null;
  };
  const failed = walk(dir, '');
  return failed === null ? { sum: hash.sum(), error: '' } : { sum: '', error: String(failed) };
}

/** Writes the files of a module's zip into a new directory; what they are hashed to, or what went wrong. */
export function unzipModule(host: Host, m: Version, zip: Uint8Array, dir: string): DirHash | string {
  const wrong = checkModuleZip(m, zip);
  if (wrong !== '') return wrong;
  const entries = readZip(zip);
  if (typeof entries === 'string') return entries;
  const hash = new DirHash(host);
  const prefix = `${m.path}@${m.version}/`.length;
  const dirs = new Set<string>();
  for (const e of entries) {
    const data = zipData(host, zip, e);
    if (data === null) return `damaged file ${e.name}`;
    hash.add(e.name, data);
    const name = e.name.slice(prefix);
    if (name === '' || name.endsWith('/')) continue;
    const file = path.join(dir, name);
    const parent = path.dirname(file);
    if (!dirs.has(parent)) {
      dirs.add(parent);
      const failed = host.makeDirs(parent);
      if (failed !== null) return String(failed);
    }
    const failed = host.createExclusive(file, data, 0o444);
    if (failed !== null) return String(failed);
  }
  return hash;
}
