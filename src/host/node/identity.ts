// What one process of burrow must know of another to let it do its work, and where the two meet. Both ends use this file: the
// command that has work to give away loads nothing larger. Where that is a native program it has this in client/meeting.go.

import * as fs from 'node:fs';
import * as os from 'node:os';

const windows = process.platform === 'win32';

/** $PWD where it names the working directory, as Go's os.Getwd: links on the way stay as the user typed them. */
export function workingDir(): string {
  const dir = windows ? process.cwd().replaceAll('\\', '/') : process.cwd();
  const pwd = process.env['PWD'] ?? '';
  if (windows || pwd === dir || !pwd.startsWith('/')) return dir;
  try {
    const a = fs.statSync(pwd);
    const b = fs.statSync('.');
    return a.dev === b.dev && a.ino === b.ino ? pwd : dir;
  } catch {
    return dir; // $PWD is stale
  }
}

/** Variables that Node itself or the network part of burrow looks at, in the process that does the work. */
const ownVariables = /^(?:NODE_.*|UV_.*|SSL_CERT_.*|TZ|(?:https?|no|all)_proxy)$/i;

/** One text for each kind of process that burrow's work comes out alike in. */
export function processIdentity(): string {
  const facts = [`${process.getuid?.()} ${process.getgid?.()}`, process.umask().toString(8)];
  // A process in a container sees other files under the same names.
  for (const link of ['/proc/self/root', '/proc/self/ns/mnt', '/proc/self/ns/net']) {
    try {
      facts.push(fs.readlinkSync(link));
    } catch {
      facts.push('');
    }
  }
  for (const name of Object.keys(process.env).sort()) {
    if (ownVariables.test(name)) facts.push(`${name}=${process.env[name]}`);
  }
  return facts.join('\n');
}

/**
 * The directory where processes of this user meet: in $XDG_RUNTIME_DIR, or where there is none in the system's place for
 * temporary files. '' where it is missing and not to be made, or where others could put something into it.
 */
export function socketDir(make: boolean): string {
  const uid = process.getuid?.();
  if (uid === undefined) return '';
  const runtime = process.env['XDG_RUNTIME_DIR'] ?? '';
  const dir = runtime.startsWith('/') ? `${runtime}/burrow` : `${os.tmpdir()}/burrow-${uid}`;
  try {
    if (make) fs.mkdirSync(dir, { mode: 0o700 });
  } catch {
    // it is there, or cannot be
  }
  try {
    const st = fs.lstatSync(dir, { throwIfNoEntry: false });
    return st !== undefined && st.isDirectory() && st.uid === uid && (st.mode & 0o77) === 0 ? dir : '';
  } catch {
    return ''; // what is above it cannot be looked into
  }
}
