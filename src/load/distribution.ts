// Fetching the Go distribution where none is installed: the toolchain module of the pinned release, from a module proxy,
// its sum checked, and of its files those that are source. It is made beside its place and renamed, so that what is
// there is whole.

import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { ConfigError } from './config-error.ts';
import { envFileValue } from './envfile.ts';
import { burrowCache, pinnedRelease, type Goroot } from './goroot.ts';
import { FetchError } from './mod/fetch/errors.ts';
import { maxZip } from './mod/fetch/modzip.ts';
import { joinUrl } from './mod/fetch/url.ts';
import { Web } from './mod/fetch/web.ts';
import { defaultProxy, proxyList, tryProxies } from './mod/proxy.ts';
import { DirHash, readZip, zipData, type ZipEntry } from './zip.ts';

/** The module that is fetched and the sum that it must have. */
export interface Pin {
  readonly release: string;
  readonly module: string;
  readonly version: string;
  /** Go's h1: hash, as the checksum database has it. */
  readonly sum: string;
}

/** The release that burrow is made for. Its source is the same for every host. */
export const pin: Pin = {
  release: pinnedRelease,
  module: 'golang.org/toolchain',
  version: `v0.0.1-${pinnedRelease}.linux-amd64`,
  sum: 'h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=',
};

/**
 * The time that all files of an unpacked distribution bear. A file that was just written might still change without its time
 * changing, and what is compiled from such files is not found again by their times (build/unit-keys.ts); these do not change.
 */
const unpackedTime = Date.UTC(2026, 0, 1);

/** What burrow reads of a distribution; the programs of the other system are of no use. */
function isKept(name: string): boolean {
  return /^(?:src\/|lib\/|pkg\/include\/|VERSION$|go\.env$|LICENSE$|PATENTS$)/.test(name);
}

/** Makes the pinned distribution in burrow's cache and gives its place. */
export async function fetchDistribution(host: Host, pinned: Pin = pin): Promise<Goroot> {
  const cache = burrowCache(host);
  if (cache === '') {
    throw new ConfigError('no Go distribution found, and no place to keep one: set GOROOT, BURROWCACHE or HOME');
  }
  const made = host.makeDirs(cache);
  const temp = made ?? host.makeTempDir(cache, `.${pinned.release}-`);
  if (temp instanceof IOError) throw new ConfigError(`making the Go distribution: ${temp}`);
  removeLeftovers(host, cache, pinned, temp);
  const release = host.onInterrupt(() => host.removeAll(temp));
  try {
    const zip = await download(host, pinned);
    const root = path.join(temp, 'go');
    await unpack(host, pinned, zip, root);
    const place = path.join(cache, pinned.release);
    const isThere = (): boolean => !(host.stat(path.join(place, 'VERSION')) instanceof IOError);
    let failed = host.rename(root, place);
    // What goes through caches and removes old files may have left directories.
    if (failed !== null && !isThere() && host.rename(place, path.join(temp, 'left')) === null)
      failed = host.rename(root, place);
    // Another burrow may have been first; then what is there is as good.
    if (failed !== null && !isThere()) fail(String(failed));
    return { dir: place, version: pinned.release };
  } finally {
    host.removeAll(temp);
    release();
  }
}

function fail(why: string): never {
  throw new ConfigError(`no Go distribution found, and fetching ${pinnedRelease} failed: ${why}`);
}

const hour = 3_600_000;

/** What a burrow that was killed left behind. */
function removeLeftovers(host: Host, cache: string, pinned: Pin, own: string): void {
  const entries = host.readDir(cache);
  if (entries instanceof IOError) return;
  for (const e of entries) {
    const name = path.join(cache, e.name);
    if (!e.name.startsWith(`.${pinned.release}-`) || name === own) continue;
    const st = host.stat(name);
    if (!(st instanceof IOError) && host.now() - st.mtime > hour) host.removeAll(name);
  }
}

async function download(host: Host, pinned: Pin): Promise<Uint8Array> {
  const { stderr } = host;
  const web = new Web(host, envFileValue(host, 'GOAUTH'), false);
  let shown = -1;
  let last: readonly [done: number, total: number] | null = null;
  const show = (done: number, total: number) => {
    if (last === null) stderr.write(`go: downloading ${pinned.release}\n`);
    last = [done, total];
    if (!stderr.isTerminal) return;
    const now = Math.floor(host.monotonic() / 100);
    if (now !== shown) stderr.write('\r' + progress(done, total, stderr.columns));
    shown = now;
  };
  try {
    const list = proxyList(envFileValue(host, 'GOPROXY') || defaultProxy, '');
    return await tryProxies(list, async proxy => {
      if (proxy === 'off') throw new FetchError('module lookup disabled by GOPROXY=off', true);
      if (proxy === 'direct') throw new FetchError('no proxy in GOPROXY has it', true);
      return web.get(joinUrl(proxy, `${pinned.module}/@v/${pinned.version}.zip`), maxZip, show);
    });
  } catch (err) {
    if (err instanceof FetchError) fail(err.message);
    throw err;
  } finally {
    // The loop above may have shown less than all.
    const end = last as readonly [number, number] | null;
    if (stderr.isTerminal && end !== null) stderr.write('\r' + progress(end[0], end[1], stderr.columns) + '\n');
  }
}

/** `[#####     ] 34.2 of 68.4 MB`, as wide as the terminal allows. */
export function progress(done: number, total: number, columns: number): string {
  const mb = (n: number) => (n / 1e6).toFixed(1);
  if (total <= 0) return `${mb(done)} MB`;
  const text = ` ${mb(done).padStart(mb(total).length)} of ${mb(total)} MB`;
  const width = Math.min(50, columns - text.length - 3);
  if (width < 5) return text.trim();
  const filled = Math.min(width, Math.floor((width * done) / total));
  return `[${'#'.repeat(filled)}${' '.repeat(width - filled)}]${text}`;
}

/** Writes the files that count, and holds all of them to the pinned sum. */
async function unpack(host: Host, pinned: Pin, zip: Uint8Array, root: string): Promise<void> {
  const entries = readZip(zip);
  if (typeof entries === 'string') fail(entries);
  const prefix = `${pinned.module}@${pinned.version}/`;
  const hash = new DirHash(host);
  const dirs = new Set<string>();
  let count = 0;
  for (const entry of entries) {
    if (entry.name.endsWith('/')) continue;
    const data = memberOf(host, zip, entry, prefix);
    hash.add(entry.name, data);
    const name = entry.name.slice(prefix.length);
    if (!isKept(name)) continue;
    // In a module zip a go.mod below the root would start a module of its own: the toolchain's are called _go.mod.
    const file = path.join(root, name.replace(/(^|\/)_go\.mod$/, '$1go.mod'));
    const dir = path.dirname(file);
    if (!dirs.has(dir)) {
      dirs.add(dir);
      const failed = host.makeDirs(dir);
      if (failed !== null) fail(String(failed));
    }
    const failed = host.writeFile(file, data);
    if (failed !== null) fail(String(failed));
    host.touch(file, unpackedTime);
    if (++count % 500 === 0) await host.sleep(0); // a signal is heard between files
  }
  const sum = hash.sum();
  if (sum !== pinned.sum) {
    fail(`checksum mismatch\n\tdownloaded: ${sum}\n\tpinned:     ${pinned.sum}`);
  }
}

function memberOf(host: Host, zip: Uint8Array, entry: ZipEntry, prefix: string): Uint8Array {
  const rest = entry.name.slice(prefix.length);
  if (!entry.name.startsWith(prefix) || rest === '' || rest.split('/').some(e => e === '' || e === '.' || e === '..')) {
    fail(`unexpected file name in the archive: ${entry.name}`);
  }
  return zipData(host, zip, entry) ?? fail(`damaged file in the archive: ${entry.name}`);
}
