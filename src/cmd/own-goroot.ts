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
import { fatal, must, type Context } from './command.ts';

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

/** The text of a program that is the burrow in a directory, wherever it stands; PATH may be empty where it is run. */
export function launcherText(interpreter: string, root: string): string {
  return `#!${interpreter}\n'use strict';\nrequire(${JSON.stringify(path.join(root, 'burrow'))});\n`;
}

/** Whether the go command of the distribution is this burrow. */
function isOwn(cx: Context, config: Config): boolean {
  const { host } = cx;
  const text = encodeUtf8(launcherText(host.interpreter, cx.root));
  const go = path.join(config.goroot, 'bin', `go${config.exeSuffix}`);
  const st = host.stat(go);
  if (st instanceof IOError || st.size !== text.length) return false;
  const found = host.readFile(go);
  return !(found instanceof IOError) && found.every((b, i) => b === text[i]);
}

/** A directory that shows the distribution, with burrow as bin/go; made where it is missing. */
export function ownGoroot(cx: Context, config: Config): string {
  if (isOwn(cx, config)) return config.goroot;
  const { host } = cx;
  const dir = path.join(ownDir(cx, config), 'goroot');
  const go = path.join(dir, 'bin', `go${config.exeSuffix}`);
  if (!(host.stat(go) instanceof IOError)) return dir;
  must(host.makeDirs(path.join(dir, 'bin')));
  for (const name of ['src', 'pkg', 'lib', 'VERSION', 'go.env']) {
    const target = path.join(config.goroot, name);
    if (!(host.stat(target) instanceof IOError)) link(host, target, path.join(dir, name));
  }
  must(writeWhole(host, go, encodeUtf8(launcherText(host.interpreter, cx.root)), 0o755));
  return dir;
}

/** A program that is one of burrow's own tools, for those who look for the file of a tool. */
export function ownTool(cx: Context, config: Config, name: string): string {
  const { host } = cx;
  const dir = path.join(ownDir(cx, config), 'tool');
  const file = path.join(dir, name);
  if (!(host.stat(file) instanceof IOError)) return file;
  must(host.makeDirs(dir));
  const words = `process.argv.splice(2, 0, 'tool', ${JSON.stringify(name)});\n`;
  const text = launcherText(host.interpreter, cx.root).replace('require(', `${words}require(`);
  must(writeWhole(host, file, encodeUtf8(text), 0o755));
  return file;
}

/** The directory with burrow as `go`, for PATH; '' where there is no place for one. */
export function ownBin(cx: Context, config: Config): string {
  const { value } = config.gocache();
  const none = value === 'off' || (config.getenv('GOCACHE') === '' && config.burrowCache === '');
  return none || cx.host.interpreter === '' ? '' : path.join(ownGoroot(cx, config), 'bin');
}

function link(host: Host, target: string, name: string): void {
  const failed = host.symlink(target, name);
  if (failed !== null && failed.code !== 'EEXIST') fatal(`go: ${failed}`); // another command was faster
}
