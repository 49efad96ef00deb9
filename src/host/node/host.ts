// The Host of Node: thin wrappers over node:fs that turn exceptions into IOError values. Modules of Node that few commands
// need are loaded where they are used: each costs some milliseconds.

import * as fs from 'node:fs';
import * as os from 'node:os';
import { longBytes } from '../../base/long-bytes.ts';
import { converse } from './converse.ts';
import { failure } from './failure.ts';
import { processIdentity, socketDir, workingDir } from './identity.ts';
import { Output as NodeOutput } from './output.ts';
import { sha256 } from './sha256.ts';
import {
  Dir,
  errnoText,
  File,
  IOError,
  Irregular,
  Symlink,
  type Closable,
  type Connection,
  type Conversation,
  type DirEntry,
  type FetchHow,
  type FileInfo,
  type FileKind,
  type Host,
  type Interrupt,
  type ProcessResult,
  type Response,
  type SpawnOptions,
} from '../host.ts';

const goOS: Record<string, string> = { win32: 'windows', sunos: 'solaris' };
const goArch: Record<string, string> = { x64: 'amd64', ia32: '386', mips: 'mips', mipsel: 'mipsle', ppc64: 'ppc64le' };
const windows = process.platform === 'win32';

/** Slashes for the backslashes of Windows. */
function slashed(name: string): string {
  return windows ? name.replaceAll('\\', '/') : name;
}

function kindOf(e: fs.Stats | fs.Dirent): FileKind {
  return e.isFile() ? File : e.isDirectory() ? Dir : e.isSymbolicLink() ? Symlink : Irregular;
}

function infoOf(st: fs.Stats): FileInfo {
  return { kind: kindOf(st), size: st.size, mtime: st.mtimeMs, ctime: st.ctimeMs, ino: st.ino, mode: st.mode & 0o777 };
}

/** By code unit: equal to byte order but for characters outside the basic plane, which file names of Go code do not have. */
function byName(a: DirEntry, b: DirEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** burrow under Node. */
export class NodeHost implements Host {
  readonly os = goOS[process.platform] ?? process.platform;
  readonly arch = goArch[process.arch] ?? process.arch;
  readonly program: string;
  readonly executable = slashed(process.argv[1] ?? '');
  readonly interpreter = slashed(process.execPath);
  readonly stdout = new NodeOutput(1, null);
  readonly stderr = new NodeOutput(2, this.stdout);
  readonly memory = null;
  private wd: string | null = null;
  /** How many processes of the user run. */
  private foregrounds = 0;
  private prefix = new Uint8Array(0);

  constructor(program: string) {
    this.program = program;
  }

  get cpus(): number {
    return os.availableParallelism();
  }

  heapFill(): number {
    const { used_heap_size: used, heap_size_limit: limit } = process.getBuiltinModule('node:v8').getHeapStatistics();
    return used / limit;
  }

  getenv(name: string): string {
    return process.env[name] ?? '';
  }

  environ(): ReadonlyMap<string, string> {
    return new Map(Object.entries(process.env) as [string, string][]);
  }

  /** $PWD where it names the working directory, as Go's os.Getwd: links on the way stay as the user typed them. */
  cwd(): string {
    return (this.wd ??= workingDir());
  }

  chdir(dir: string): IOError | null {
    try {
      process.chdir(dir);
    } catch (err) {
      return failure('chdir', dir, err);
    }
    this.wd = slashed(process.cwd());
    process.env['PWD'] = this.wd;
    return null;
  }

  home(): string {
    return slashed(process.env[windows ? 'USERPROFILE' : 'HOME'] ?? '');
  }

  now(): number {
    return Date.now();
  }

  monotonic(): number {
    return Number(process.hrtime.bigint()) / 1e6;
  }

  readFile(name: string): Uint8Array | IOError {
    let fd = -1;
    try {
      fd = fs.openSync(name, 'r');
      const { size } = fs.fstatSync(fd);
      // A plain Uint8Array: the core's functions then see one shape.
      if (size === 0) return new Uint8Array(fs.readFileSync(fd)); // the system does not say how much there is to read
      const bytes = longBytes(size);
      let length = 0;
      for (let n = -1; n !== 0 && length < size; length += n) n = fs.readSync(fd, bytes, length, size - length, null);
      return length === size ? bytes : bytes.subarray(0, length);
    } catch (err) {
      return failure((err as NodeJS.ErrnoException).code === 'EISDIR' ? 'read' : 'open', name, err);
    } finally {
      if (fd >= 0) fs.closeSync(fd);
    }
  }

  readPrefix(name: string, max: number): Uint8Array | IOError {
    if (this.prefix.length < max) this.prefix = new Uint8Array(max);
    let fd: number;
    try {
      fd = fs.openSync(name, 'r');
    } catch (err) {
      return failure('open', name, err);
    }
    try {
      return this.prefix.subarray(0, fs.readSync(fd, this.prefix, 0, max, 0));
    } catch (err) {
      return failure('read', name, err);
    } finally {
      fs.closeSync(fd);
    }
  }

  stat(name: string): FileInfo | IOError {
    try {
      const st = fs.statSync(name, { throwIfNoEntry: false });
      return st === undefined ? new IOError('stat', name, 'ENOENT', errnoText('ENOENT')) : infoOf(st);
    } catch (err) {
      return failure('stat', name, err);
    }
  }

  lstat(name: string): FileInfo | IOError {
    try {
      const st = fs.lstatSync(name, { throwIfNoEntry: false });
      return st === undefined ? new IOError('lstat', name, 'ENOENT', errnoText('ENOENT')) : infoOf(st);
    } catch (err) {
      return failure('lstat', name, err);
    }
  }

  readDir(name: string): DirEntry[] | IOError {
    try {
      const entries = fs.readdirSync(name, { withFileTypes: true });
      return entries.map(e => ({ name: e.name, kind: kindOf(e) })).sort(byName);
    } catch (err) {
      const code = (err as NodeJS.ErrnoException).code;
      return failure(code === 'ENOTDIR' ? 'readdirent' : 'open', name, err);
    }
  }

  readLink(name: string): string | IOError {
    try {
      return slashed(fs.readlinkSync(name));
    } catch (err) {
      return failure('readlink', name, err);
    }
  }

  realPath(name: string): string | IOError {
    try {
      return slashed(fs.realpathSync(name));
    } catch (err) {
      return failure('lstat', name, err);
    }
  }

  writeFile(name: string, data: Uint8Array, mode = 0o666): IOError | null {
    return attempt('open', name, () => fs.writeFileSync(name, data, { mode }));
  }

  createExclusive(name: string, data: Uint8Array, mode = 0o666): IOError | null {
    return attempt('open', name, () => fs.writeFileSync(name, data, { mode, flag: 'wx' }));
  }

  appendFile(name: string, data: Uint8Array): IOError | null {
    return attempt('open', name, () => fs.appendFileSync(name, data));
  }

  overwriteFile(name: string, data: Uint8Array): IOError | null {
    return attempt('open', name, () => fs.writeFileSync(name, data, { flag: 'r+' }));
  }

  symlink(target: string, name: string): IOError | null {
    return attempt('symlink', name, () => fs.symlinkSync(target, name));
  }

  chmod(name: string, mode: number): IOError | null {
    return attempt('chmod', name, () => fs.chmodSync(name, mode));
  }

  touch(name: string, at: number = Date.now()): IOError | null {
    const time = at / 1000;
    return attempt('chtimes', name, () => fs.utimesSync(name, time, time));
  }

  makeDirs(name: string): IOError | null {
    return attempt('mkdir', name, () => fs.mkdirSync(name, { recursive: true }));
  }

  makeTempDir(dir: string, prefix: string): string | IOError {
    const at = `${dir === '' ? slashed(os.tmpdir()) : dir}/${prefix}`;
    try {
      return slashed(fs.mkdtempSync(at));
    } catch (err) {
      return failure('mkdir', at, err);
    }
  }

  rename(from: string, to: string): IOError | null {
    return attempt('rename', from, () => fs.renameSync(from, to));
  }

  remove(name: string): IOError | null {
    return attempt('remove', name, () => {
      if (fs.lstatSync(name).isDirectory()) fs.rmdirSync(name);
      else fs.unlinkSync(name);
    });
  }

  removeAll(name: string): IOError | null {
    return attempt('unlinkat', name, () => {
      try {
        fs.rmSync(name, { recursive: true, force: true });
      } catch (err) {
        if ((err as NodeJS.ErrnoException).code !== 'EACCES') throw err;
        makeWritable(name); // the module cache is read-only on purpose
        fs.rmSync(name, { recursive: true, force: true });
      }
    });
  }

  inflate(data: Uint8Array, size: number): Uint8Array | null {
    try {
      // With room for one byte more than there should be the result is in one piece: no second one is begun. What says
      // that it grows more than a thousandfold, which nothing does, gets no room for that.
      const room = Math.min(size + 1, 1032 * data.length);
      const how = { maxOutputLength: Math.max(1, size), chunkSize: Math.max(64, room) };
      const out = process.getBuiltinModule('node:zlib').inflateRawSync(data, how);
      return out.length === size ? new Uint8Array(out.buffer, out.byteOffset, out.length) : null;
    } catch {
      return null; // damaged, or longer than it should be
    }
  }

  verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | null {
    const crypto = process.getBuiltinModule('node:crypto');
    try {
      const x = Buffer.from(key).toString('base64url');
      const publicKey = crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
      return crypto.verify(null, message, publicKey, signature);
    } catch {
      return null; // a Node without this curve, or a key that its library refuses
    }
  }

  sha256(data: Uint8Array): Uint8Array {
    return sha256(data);
  }

  onInterrupt(act: Interrupt): () => void {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    let again = false;
    const end = (signal: NodeJS.Signals) => {
      if (this.foregrounds > 0) return; // the process of the user decides
      const finish = () => {
        stop();
        process.kill(process.pid, signal);
      };
      const acting: unknown = again ? null : act();
      again = true;
      if (acting instanceof Promise) void acting.then(finish);
      else finish();
    };
    const stop = () => {
      for (const s of signals) process.off(s, end);
    };
    for (const s of signals) process.on(s, end);
    return stop;
  }

  watch(dir: string, changed: (name: string) => void): Closable | IOError {
    try {
      const watcher = fs.watch(dir, (_, name) => changed(name === null ? '' : slashed(name)));
      watcher.on('error', () => changed('')); // the directory is gone
      return watcher;
    } catch (err) {
      return failure('watch', dir, err);
    }
  }

  identity(): string {
    return processIdentity();
  }

  socketDir(): string {
    return socketDir(true);
  }

  listen(name: string, accept: (c: Connection) => void): Promise<Closable | IOError> {
    return import('./socket.ts').then(m => m.listen(name, accept));
  }

  converse(argv: readonly string[]): Conversation {
    return converse(argv);
  }

  readStdin(): Uint8Array | IOError {
    try {
      return new Uint8Array(fs.readFileSync(0));
    } catch (err) {
      return failure('read', '/dev/stdin', err);
    }
  }

  spawn(file: string, args: readonly string[], options: SpawnOptions): Promise<ProcessResult | IOError> {
    const foreground = options.foreground === true ? 1 : 0;
    this.foregrounds += foreground;
    return import('./spawn.ts')
      .then(m => m.spawnProcess(file, args, options, this.stdout))
      .finally(() => (this.foregrounds -= foreground));
  }

  fetch(url: string, how: FetchHow = {}): Promise<Response | IOError> {
    return import('./fetch.ts').then(m => m.fetchUrl(url, how));
  }

  sleep(milliseconds: number, idle = false): Promise<void> {
    return new Promise(done => {
      const timer = setTimeout(done, milliseconds);
      if (idle) timer.unref();
    });
  }
}

function attempt(op: string, name: string, act: () => unknown): IOError | null {
  try {
    act();
    return null;
  } catch (err) {
    return failure(op, name, err);
  }
}

function makeWritable(dir: string): void {
  if (!fs.lstatSync(dir).isDirectory()) return;
  fs.chmodSync(dir, 0o777);
  for (const e of fs.readdirSync(dir, { withFileTypes: true })) if (e.isDirectory()) makeWritable(`${dir}/${e.name}`);
}
