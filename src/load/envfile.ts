// The two files that hold settings of the go command: the user's (`env -w` writes it) and the distribution's go.env.
// The process's environment comes before both.

import { decodeUtf8 } from '../base/utf8.ts';
import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';

/** The user's directory for settings; a string that starts with `!` says why there is none. */
export function userConfigDir(host: Host): string {
  return userDir(host, 'AppData', '/Library/Application Support', 'XDG_CONFIG_HOME', '/.config');
}

/** The user's directory for caches; a string that starts with `!` says why there is none. */
export function userCacheDir(host: Host): string {
  return userDir(host, 'LocalAppData', '/Library/Caches', 'XDG_CACHE_HOME', '/.cache');
}

function userDir(host: Host, windows: string, darwin: string, xdg: string, unix: string): string {
  const home = host.home();
  switch (host.os) {
    case 'windows':
      return host.getenv(windows).replaceAll('\\', '/') || `!%${windows}% is not defined`;
    case 'darwin':
    case 'ios':
      return home === '' ? '!$HOME is not defined' : home + darwin;
    default: {
      const dir = host.getenv(xdg);
      if (dir === '') return home === '' ? `!neither $${xdg} nor $HOME are defined` : home + unix;
      return path.isAbs(dir) ? dir : `!path in $${xdg} is relative`;
    }
  }
}

/** The user's file of settings, '' where there is none, and why. */
export function envFileName(host: Host): { file: string; changed: boolean; why: string } {
  const file = host.getenv('GOENV');
  if (file === 'off') return { file: '', changed: false, why: 'GOENV=off' };
  if (file !== '') return { file, changed: true, why: '' };
  const dir = userConfigDir(host);
  if (dir.startsWith('!')) return { file: '', changed: false, why: dir.slice(1) };
  return { file: path.join(dir, 'go/env'), changed: false, why: '' };
}

/** The NAME=VALUE lines of a file of settings; what does not look like one does not count. */
export function readEnvFile(host: Host, file: string): Map<string, string> {
  const out = new Map<string, string>();
  if (file === '') return out;
  const data = host.readFile(path.resolve(host.cwd(), file));
  if (data instanceof IOError) return out;
  for (const line of decodeUtf8(data).split('\n')) {
    const i = line.indexOf('=');
    if (i > 0 && /^[A-Z]/.test(line)) out.set(line.slice(0, i), line.slice(i + 1));
  }
  return out;
}

/** A setting from the environment or the user's file, for those who need one before the distribution is known. */
export function envFileValue(host: Host, name: string): string {
  return host.getenv(name) || (readEnvFile(host, envFileName(host).file).get(name) ?? '');
}
