// burrow's counters on this machine: how often each command was run, in the files that Go's telemetry keeps for its own
// programs, so that `telemetry off` holds for burrow too and Go's readers show what was counted. burrow sends nothing,
// whatever the mode is. A command never fails, nor waits for more than a blink, because something cannot be counted.

import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { pinnedRelease } from '../load/goroot.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { bump, emptyCounterFile } from './counter-file.ts';
import { telemetryState } from './telemetry-state.ts';

/** Systems for which Go's programs keep no counters. */
const without = new Set(['android', 'illumos', 'js', 'openbsd', 'plan9', 'solaris', 'wasip1']);

const day = 24 * 60 * 60 * 1000;

/** A lock that is older, in milliseconds, was left by a command that was killed. */
const stale = 10_000;

/** How often a file is asked for that another command is about to replace, a millisecond apart. */
const tries = 20;

/** Adds one to counters, for whose names see `burrow help telemetry`. */
export async function count(host: Host, names: readonly string[]): Promise<void> {
  if (without.has(host.os)) return;
  const { mode, dir } = telemetryState(host);
  if (mode === 'off') return;
  const local = path.join(dir, 'local');
  const now = Math.floor(host.now() / day) * day;
  const weekend = expiryDay(host, local);
  if (weekend === null) return;
  // A file begins today and ends on the next day of the week that counts on this machine end on.
  const begin = new Date(now);
  const end = new Date(now + ((weekend - begin.getUTCDay() + 6) % 7) * day + day);
  const today = begin.toISOString().slice(0, 10);
  const file = path.join(local, `burrow@devel-${pinnedRelease}-${host.os}-${host.arch}-${today}.v1.count`);

  // Who changes the file makes its lock first. A new file is the lock, renamed; an old one is written over in place, for a file
  // system may write a file that is renamed over another to the disk at once, which takes milliseconds.
  const lock = `${file}.lock`;
  for (let i = 0; ; i++) {
    const failed = host.createExclusive(lock, new Uint8Array(0), 0o666);
    if (failed === null) break;
    if (failed.code !== 'EEXIST' || i === tries) return;
    const info = host.stat(lock);
    if (!(info instanceof IOError) && host.now() - info.mtime > stale) host.remove(lock);
    else await host.sleep(1);
  }
  const old = host.readFile(file);
  if (!(old instanceof IOError)) {
    const bytes = bumpAll(old, names);
    if (bytes !== null) host.overwriteFile(file, bytes);
    host.remove(lock);
    return;
  }
  const fresh = emptyCounterFile([
    ['TimeBegin', rfc3339(begin)],
    ['TimeEnd', rfc3339(end)],
    ['Program', 'burrow'],
    ['Version', 'devel'],
    ['GoVersion', pinnedRelease],
    ['GOOS', host.os],
    ['GOARCH', host.arch],
  ]);
  const failed = host.writeFile(lock, bumpAll(fresh, names) ?? fresh) ?? host.rename(lock, file);
  if (failed !== null) host.remove(lock);
}

function bumpAll(file: Uint8Array, names: readonly string[]): Uint8Array | null {
  let bytes: Uint8Array | null = file;
  for (const name of names) bytes = bytes === null ? null : bump(bytes, name);
  return bytes;
}

/** The day of the week (0: Sunday) on which files of counters end, which the first who counts on a machine chooses; null: there is no place. */
function expiryDay(host: Host, local: string): number | null {
  const file = path.join(local, 'weekends');
  const data = host.readFile(file);
  if (!(data instanceof IOError)) {
    const text = decodeUtf8(data).trim();
    return text === '' ? null : Math.abs(text.charCodeAt(0) - 48) % 7;
  }
  const chosen = Math.floor(host.now()) % 7;
  const failed = host.makeDirs(local) ?? host.writeFile(file, encodeUtf8(`${chosen}\n`), 0o666);
  return failed === null ? chosen : null;
}

/** The start of a day as Go's formats have it, without fractions. */
function rfc3339(d: Date): string {
  return d.toISOString().replace('.000Z', 'Z');
}
