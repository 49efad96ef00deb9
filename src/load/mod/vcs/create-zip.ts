// The zip of a module from the archive that version control makes of its directory: what belongs to the module and may be
// in one. Every host must choose the same files, for their hash is the module's sum.

import { decodeUtf8 } from '../../../base/utf8.ts';
import type { Host } from '../../../host/host.ts';
import * as path from '../../../host/path.ts';
import { readZip, zipData } from '../../zip.ts';
import { writeZip } from '../../zip-writer.ts';
import { FetchError } from '../fetch/errors.ts';
import { collision, maxGoMod, maxLicense, maxZip, type SeenNames } from '../fetch/modzip.ts';
import * as gover from '../gover.ts';
import { parseModLax } from '../modfile.ts';
import { checkFilePath, checkPath, checkPathMajor, splitPathVersion, type Version } from '../module.ts';

/** A file that may go into a module's zip. */
export interface ModuleFile {
  /** Below the module's directory. */
  readonly name: string;
  readonly size: number;
  /** It is a symbolic link. */
  readonly link: boolean;
  readonly data: () => Uint8Array;
}

const kindBits = 0o170000;
const regular = 0o100000;

/** The files of an archive below a directory. The archive has everything in one directory of its own. */
export function filesOfArchive(host: Host, archive: Uint8Array, dir: string): ModuleFile[] {
  const entries = readZip(archive);
  if (typeof entries === 'string') throw new FetchError(`zip: ${entries}`);
  const out: ModuleFile[] = [];
  const below = dir === '' ? '' : `${dir}/`;
  let top = '';
  for (const e of entries) {
    if (top === '') {
      const slash = e.name.indexOf('/');
      if (slash < 0) throw new FetchError('missing top-level directory prefix');
      top = e.name.slice(0, slash + 1);
    }
    if (!e.name.startsWith(top)) throw new FetchError('zip file contains more than one top-level directory');
    if (!e.name.startsWith(top + below)) continue;
    const name = e.name.slice(top.length + below.length);
    if (name === '' || name.endsWith('/')) continue;
    const kind = e.mode & kindBits;
    const data = () => {
      const bytes = zipData(host, archive, e);
      if (bytes === null) throw new FetchError(`zip: checksum error in ${e.name}`);
      return bytes;
    };
    out.push({ name, size: e.size, link: kind !== 0 && kind !== regular, data });
  }
  return out;
}

/** The zip of a module; throws where a file must not be in one. */
export function createModuleZip(m: Version, files: readonly ModuleFile[]): Uint8Array {
  const fail = (why: string): never => {
    throw new FetchError(`create zip: ${why}`);
  };
  const wrongPath = checkPath(m.path) || checkPathMajor(m.version, splitPathVersion(m.path)?.major ?? '');
  if (wrongPath !== '') fail(wrongPath);
  const { chosen, invalid, tooLarge } = chooseFiles(files);
  if (tooLarge) fail(`module source tree too large (max size is ${maxZip} bytes)`);
  if (invalid.length > 0) fail(invalid.join('\n'));
  return writeZip(chosen.map(f => ({ name: `${m.path}@${m.version}/${f.name}`, data: f.data() })));
}

interface Choice {
  readonly chosen: readonly ModuleFile[];
  readonly invalid: readonly string[];
  readonly tooLarge: boolean;
}

/** Leaves out links, vendored packages and other modules. */
function chooseFiles(files: readonly ModuleFile[]): Choice {
  const modules = new Set<string>();
  let go = '';
  for (const f of files) {
    const base = path.basename(f.name);
    if (base.toLowerCase() !== 'go.mod' || f.link) continue;
    modules.add(f.name.slice(0, -base.length));
    if (f.name !== 'go.mod') continue;
    const parsed = parseModLax('go.mod', decodeUtf8(f.data()));
    if (!Array.isArray(parsed)) ({ go } = parsed);
  }
  const isInModule = (name: string) => {
    for (let slash = name.lastIndexOf('/'); slash >= 0; slash = name.lastIndexOf('/', slash - 1)) {
      if (modules.has(name.slice(0, slash + 1))) return true;
      if (slash === 0) break;
    }
    return false;
  };
  const seen: SeenNames = new Map();
  const chosen: ModuleFile[] = [];
  const invalid: string[] = [];
  let left = maxZip;
  let tooLarge = false;
  for (const f of files) {
    const { name } = f;
    const wrong = (why: string) => invalid.push(`${name}: ${why}`);
    if (name !== path.clean(name)) {
      wrong('file path is not clean');
      continue;
    }
    if (name.startsWith('/')) {
      wrong('file path is not relative');
      continue;
    }
    // Mercurial adds a file of its own.
    if (isVendored(name, go) || isInModule(name) || name === '.hg_archival.txt') continue;
    const why =
      checkFilePath(name) ||
      (name.toLowerCase() === 'go.mod' && name !== 'go.mod' ? 'go.mod files must have lowercase names' : '') ||
      collision(seen, name, false);
    if (why !== '') {
      wrong(why);
      continue;
    }
    if (f.link) continue;
    if (f.size <= left) left -= f.size;
    else tooLarge = true;
    if (name === 'go.mod' && f.size > maxGoMod) wrong(`go.mod file too large (max size is ${maxGoMod} bytes)`);
    else if (name === 'LICENSE' && f.size > maxLicense)
      wrong(`LICENSE file too large (max size is ${maxLicense} bytes)`);
    else chosen.push(f);
  }
  return { chosen, invalid, tooLarge };
}

/**
 * A package in a vendor directory. Before go 1.24 the rule was off by some letters, which the sums of older modules
 * depend on.
 */
function isVendored(name: string, go: string): boolean {
  const strict = go !== '' && gover.compare(gover.language(go), '1.24') >= 0;
  if (strict && name === 'vendor/modules.txt') return true;
  const length = 'vendor/'.length;
  if (name.startsWith('vendor/')) return name.includes('/', length);
  const at = name.indexOf('/vendor/');
  if (at < 0) return false;
  return name.includes('/', strict ? at + 1 + length : 1 + length);
}
