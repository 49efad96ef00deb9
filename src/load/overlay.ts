// -overlay: a file that says which files are to be read in place of others, and which are to be taken for absent. The
// result is a host that shows the tree so; the loader sees no difference. A directory can be shown in another place too.

import { decodeUtf8 } from '../base/utf8.ts';
import { Dir, errnoText, File, IOError, type DirEntry, type FileInfo, type FileKind, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { ConfigError } from './config-error.ts';

/** The tree as an overlay shows it: what is in place of each file ('' for nothing), and the directories that come of it. */
class Overlay {
  readonly host: Host;
  readonly files = new Map<string, string>();
  /** The names that the overlay adds to a directory, with what they are. */
  readonly added = new Map<string, Map<string, FileKind>>();

  constructor(host: Host) {
    this.host = host;
  }

  add(name: string, target: string): void {
    this.files.set(name, target);
    if (target === '') return;
    let kind: FileKind = File;
    for (let at = name; at !== path.dirname(at); at = path.dirname(at), kind = Dir) {
      const dir = path.dirname(at);
      const names = this.added.get(dir) ?? new Map<string, FileKind>();
      if (names.has(path.basename(at))) break;
      names.set(path.basename(at), kind);
      this.added.set(dir, names);
    }
  }

  /** The file to read in place of a name, or what reading it comes to. */
  actual(op: string, name: string): string | IOError {
    const abs = path.resolve(this.host.cwd(), name);
    const target = this.files.get(abs);
    if (target === undefined) return name;
    return target === '' ? new IOError(op, name, 'ENOENT', errnoText('ENOENT')) : target;
  }

  info(op: 'stat' | 'lstat', name: string): FileInfo | IOError {
    const actual = this.actual(op, name);
    if (actual instanceof IOError) return actual;
    const st = this.host[op](actual);
    const isDir = this.added.has(path.resolve(this.host.cwd(), name));
    return st instanceof IOError && isDir ? { kind: Dir, size: 0, mtime: 0, ctime: 0, ino: 0, mode: 0o755 } : st;
  }

  readDir(name: string): DirEntry[] | IOError {
    const abs = path.resolve(this.host.cwd(), name);
    const added = this.added.get(abs);
    const real = this.host.readDir(name);
    if (real instanceof IOError && added === undefined) return real;
    const kept = real instanceof IOError ? [] : real.filter(e => !this.files.has(path.join(abs, e.name)));
    const there = new Set(kept.map(e => e.name));
    for (const [n, kind] of added ?? []) if (!there.has(n)) kept.push({ name: n, kind });
    return kept.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** The overlay of a host that shows one. */
const ofHost = Symbol('overlay');

/** An overlay says what is read in place of a file: it may not be written. */
export function isOverlaid(host: Host, name: string): boolean {
  const { [ofHost]: overlay } = host as Host & { readonly [ofHost]?: Overlay }; // `withOverlay` sets it
  return overlay !== undefined && overlay.files.has(path.resolve(host.cwd(), name));
}

/** The file that is read under a name: another one where the host shows an overlay that says so. */
export function actualFile(host: Host, name: string): string {
  const { [ofHost]: overlay } = host as Host & { readonly [ofHost]?: Overlay }; // `withOverlay` sets it
  return overlay?.files.get(path.resolve(host.cwd(), name)) || name;
}

/** The host with other text in one of its files. */
export function withText(host: Host, file: string, data: Uint8Array): Host {
  // Everything else is the host's own.
  return Object.assign(Object.create(host) as Host, {
    readFile: (name: string) => (path.resolve(host.cwd(), name) === file ? data : host.readFile(name)),
  });
}

/** The host with what is in a directory shown as what is in `at`. */
export function withMount(host: Host, at: string, dir: string): Host {
  const actual = (name: string): string => {
    const abs = path.isAbs(name) ? name : path.resolve(host.cwd(), name);
    return path.within(at, abs) ? dir + abs.slice(at.length) : name;
  };
  // Everything but reading is the host's own.
  return Object.assign(Object.create(host) as Host, {
    readFile: (name: string) => host.readFile(actual(name)),
    readPrefix: (name: string, max: number) => host.readPrefix(actual(name), max),
    stat: (name: string) => host.stat(actual(name)),
    lstat: (name: string) => host.lstat(actual(name)),
    readDir: (name: string) => host.readDir(actual(name)),
  });
}

/** The host as an overlay file shows it. */
export function withOverlay(host: Host, file: string): Host {
  const data = host.readFile(path.resolve(host.cwd(), file));
  if (data instanceof IOError) throw new ConfigError(`reading overlay: open ${file}: ${data.reason}`);
  let replace: unknown;
  try {
    replace = (JSON.parse(decodeUtf8(data)) as { Replace?: unknown }).Replace ?? {};
  } catch (err) {
    throw new ConfigError(`parsing overlay JSON: ${(err as Error).message}`);
  }
  const overlay = new Overlay(host);
  const spelled = new Map<string, string>();
  const entries = Object.entries(replace as Record<string, unknown>); // what is no string is refused below
  for (const [from, to] of entries.sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    if (from === '') throw new ConfigError('empty string key in overlay map');
    const name = path.resolve(host.cwd(), from);
    const before = spelled.get(name);
    if (before !== undefined) throw new ConfigError(`duplicate paths ${before} and ${from} in overlay map`);
    spelled.set(name, from);
    if (typeof to !== 'string') throw new ConfigError(`parsing overlay JSON: the replacement of ${from} is no string`);
    overlay.add(name, to === '' ? '' : path.resolve(host.cwd(), to));
  }
  const names = [...spelled.keys()].sort();
  for (let i = 1; i < names.length; i++) {
    const [outer, inner] = [names[i - 1]!, names[i]!];
    if (!path.within(outer, inner) || overlay.files.get(outer) === '') continue;
    throw new ConfigError(`inconsistent files ${outer} and ${inner} in overlay map`);
  }
  const through = <T>(op: string, name: string, act: (actual: string) => T): T | IOError => {
    const actual = overlay.actual(op, name);
    return actual instanceof IOError ? actual : act(actual);
  };
  // Everything but reading is the host's own.
  return Object.assign(Object.create(host) as Host, {
    [ofHost]: overlay,
    readFile: (name: string) => through('open', name, n => host.readFile(n)),
    readPrefix: (name: string, max: number) => through('open', name, n => host.readPrefix(n, max)),
    stat: (name: string) => overlay.info('stat', name),
    lstat: (name: string) => overlay.info('lstat', name),
    readDir: (name: string) => overlay.readDir(name),
  });
}
