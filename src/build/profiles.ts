// The profiles that a command's packages are compiled by. What a profile says is kept in the cache by what the file holds, in the
// format of gc's preprofile: a line that names the format, then of each call three, caller, callee, "offset weight".

import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import { type CallEdge, Profile } from '../ssa/program/profile.ts';
import type { Cache } from './cache.ts';
import { readPprof } from './pprof.ts';
import { hashOf } from './unit-keys.ts';

const header = 'GO PREPROFILE V1';

/** A profile file. */
interface ProfileFile {
  readonly bytes: Uint8Array | IOError;
  /** Of what it holds; '' where it cannot be read. */
  readonly hash: string;
  profile: Profile | string | null;
}

/** The profiles of one command. */
export class Profiles {
  private readonly host: Host;
  private readonly cache: Cache;
  private readonly files = new Map<string, ProfileFile>();

  constructor(host: Host, cache: Cache) {
    this.host = host;
    this.cache = cache;
  }

  /** The hash of what a profile holds, for keys of what is compiled by it; '' for none, and where it cannot be read. */
  hash(name: string): string {
    return name === '' ? '' : this.file(name).hash;
  }

  /** The file in the cache that says what a profile does; '' where it was not read before. */
  kept(name: string): string {
    const { hash } = this.file(name);
    return hash === '' || this.cache.get(cacheKey(hash)) === null ? '' : this.cache.file(cacheKey(hash));
  }

  /** What a profile says, null where '' names none; a string is what is wrong with it. */
  open(name: string): Profile | string | null {
    if (name === '') return null;
    const file = this.file(name);
    file.profile ??= this.read(file);
    return file.profile;
  }

  private read({ bytes, hash }: ProfileFile): Profile | string {
    if (bytes instanceof IOError) return `error opening profile: ${bytes}`;
    const kept = this.cache.get(cacheKey(hash));
    const known = parse(decodeUtf8(kept ?? bytes));
    if (known !== null) return new Profile(known);
    const edges = readPprof(bytes);
    if (typeof edges === 'string') return `error parsing profile: ${edges}`;
    this.cache.put(cacheKey(hash), encodeUtf8(print(edges)));
    return new Profile(edges);
  }

  private file(name: string): ProfileFile {
    let file = this.files.get(name);
    if (file === undefined) {
      const bytes = this.host.readFile(name);
      file = { bytes, hash: bytes instanceof IOError ? '' : hashOf(bytes), profile: null };
      this.files.set(name, file);
    }
    return file;
  }
}

function cacheKey(hash: string): string {
  return hashOf(encodeUtf8(`profile ${hash}`));
}

function print(edges: readonly CallEdge[]): string {
  return `${header}\n${edges.map(e => `${e.caller}\n${e.callee}\n${e.offset} ${e.weight}\n`).join('')}`;
}

/** The calls of a profile in preprofile's format; null where a text is not in it. */
function parse(text: string): readonly CallEdge[] | null {
  if (!text.startsWith(`${header}\n`) || !text.endsWith('\n')) return null;
  const lines = text.slice(header.length + 1, -1).split('\n');
  const edges: CallEdge[] = [];
  for (let i = 0; i + 2 < lines.length; i += 3) {
    const [offset, weight] = lines[i + 2]!.split(' ').map(Number);
    if (!Number.isInteger(offset) || !Number.isInteger(weight)) return null;
    edges.push({ caller: lines[i]!, callee: lines[i + 1]!, offset: offset!, weight: weight! });
  }
  return edges;
}
