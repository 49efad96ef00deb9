// The distribution with burrow as its go command: what burrow starts, and what asks for $GOROOT/bin/go or for the go on PATH,
// gets burrow again and not another go command that happens to be there.

import { encodeUtf8 } from '../base/utf8.ts';
import { xxh32 } from '../base/xxh32.ts';
import { burrowId } from '../build/burrow-id.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { writeWhole } from '../host/write-whole.ts';
import type { Config } from '../load/config.ts';
import { cacheDir } from './cache-dir.ts';
import { fatal, type Context } from './command.ts';

/** The directory of what is kept for one burrow and one distribution; made where it is missing. */
export function ownDir(cx: Context, config: Config): string {
  const { host } = cx;
  const kept = cacheDir(config);
  if (kept === '') fatal(`go: ${cx.name} needs a directory of its own; set BURROWCACHE`);
  const name = encodeUtf8(`${burrowId(host, cx.root)}\0${cx.root}\0${config.goroot}\0${config.release}`);
  const dir = path.join(kept, 'own', xxh32(name, name.length).toString(16).padStart(8, '0'));
  must(host.makeDirs(dir));
  return dir;
}

/** A directory that shows the distribution, with burrow as bin/go; made where it is missing. */
export function ownGoroot(cx: Context, config: Config): string {
  const { host } = cx;
  const dir = path.join(ownDir(cx, config), 'goroot');
  const go = path.join(dir, 'bin', `go${config.exeSuffix}`);
  if (!(host.stat(go) instanceof IOError)) return dir;
  must(host.makeDirs(path.join(dir, 'bin')));
  for (const name of ['src', 'pkg', 'lib', 'VERSION', 'go.env']) {
    const target = path.join(config.goroot, name);
    if (!(host.stat(target) instanceof IOError)) link(host, target, path.join(dir, name));
  }
  // PATH may be empty where it is run.
  const launcher = JSON.stringify(path.join(cx.root, 'burrow'));
  must(writeWhole(host, go, encodeUtf8(`#!${host.interpreter}\n'use strict';\nrequire(${launcher});\n`), 0o755));
  return dir;
}

/** The directory with burrow as `go`, for PATH; '' where there is no place for one. */
export function ownBin(cx: Context, config: Config): string {
  const { value } = config.gocache();
  const none = value === 'off' || (config.getenv('GOCACHE') === '' && config.burrowCache === '');
  return none || cx.host.interpreter === '' ? '' : path.join(ownGoroot(cx, config), 'bin');
}

function must(failed: IOError | null): void {
  if (failed !== null) fatal(`go: ${failed}`);
}

function link(host: Host, target: string, name: string): void {
  const failed = host.symlink(target, name);
  if (failed !== null && failed.code !== 'EEXIST') fatal(`go: ${failed}`); // another command was faster
}
