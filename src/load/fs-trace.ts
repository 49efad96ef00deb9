// GODEBUG=gofsystrace=1: a line for each file and directory that loading packages asks for, on standard error or appended
// to the file that gofsystracelog names. The operations have the go command's names.

import { encodeUtf8 } from '../base/utf8.ts';
import type { Host } from '../host/host.ts';
import * as path from '../host/path.ts';

/** Says what is done with a name; null where nothing is to be said. */
export type FsTrace = ((op: string, name: string) => void) | null;

/** The trace that $GODEBUG asks for. */
export function fsTrace(host: Host): FsTrace {
  const settings = new Map<string, string>();
  for (const s of host.getenv('GODEBUG').split(',')) {
    const eq = s.indexOf('=');
    if (eq > 0) settings.set(s.slice(0, eq), s.slice(eq + 1));
  }
  if (settings.get('gofsystrace') !== '1') return null;
  const log = settings.get('gofsystracelog') ?? '';
  const file = log === '' ? '' : path.resolve(host.cwd(), log);
  return (op, name) => {
    const line = `gofsystrace ${op} ${name}\n`;
    if (file === '') host.stderr.write(line);
    else host.appendFile(file, encodeUtf8(line));
  };
}

/** The host with its reading traced. */
export function traced(host: Host, trace: NonNullable<FsTrace>): Host {
  const said = <T>(op: string, act: (name: string) => T) => {
    return (name: string) => {
      trace(op, name);
      return act(name);
    };
  };
  // Everything else is the host's own.
  return Object.assign(Object.create(host) as Host, {
    readFile: said('Open', n => host.readFile(n)),
    readPrefix: (name: string, max: number) => said('Open', n => host.readPrefix(n, max))(name),
    stat: said('Stat', n => host.stat(n)),
    lstat: said('Lstat', n => host.lstat(n)),
    readDir: said('ReadDir', n => host.readDir(n)),
  });
}
