// The memory twin of the host: a whole small world in one value, for tests. Files are a map of clean absolute names;
// directories exist where something is beneath them or where they were made.

import { encodeUtf8, decodeUtf8 } from '../base/utf8.ts';
import { inflate } from '../base/inflate.ts';
import { sha256 } from '../base/sha256.ts';
import type { ProcessMemory } from '../base/process-memory.ts';
import * as path from './path.ts';
import {
  Dir,
  errnoText,
  File,
  IOError,
  Symlink,
  type Closable,
  type Connection,
  type DirEntry,
  type FileInfo,
  type Host,
  type Output,
  type ProcessResult,
  type Response,
} from './host.ts';

class Node {
  readonly kind: typeof File | typeof Dir | typeof Symlink;
  data: Uint8Array;
  mode: number;
  mtime: number;
  /** Of a symbolic link. */
  readonly target: string;

  constructor(
    kind: typeof File | typeof Dir | typeof Symlink,
    data: Uint8Array,
    mode: number,
    mtime: number,
    target: string,
  ) {
    this.kind = kind;
    this.data = data;
    this.mode = mode;
    this.mtime = mtime;
    this.target = target;
  }
}

const nothing = new Uint8Array(0);

/** What a test wrote to an output. */
export class MemoryOutput implements Output {
  isTerminal = false;
  columns = 80;
  text = '';

  write(data: string | Uint8Array): void {
    this.text += typeof data === 'string' ? data : decodeUtf8(data);
  }
}

/** Serves `fetch` in a test: the body for an address, or null for a 404. */
export type Web = (url: string) => Uint8Array | null;

/** One end of a stream in memory. What is sent arrives later, as from a system. */
class MemoryConnection implements Connection {
  other: MemoryConnection | null = null;
  private take: (data: Uint8Array) => void = () => {};
  private ended: () => void = () => {};

  private later(act: (other: MemoryConnection) => void): void {
    const { other } = this;
    if (other !== null) void Promise.resolve().then(() => act(other));
  }

  send(data: Uint8Array): void {
    this.later(other => other.take(data));
  }

  onData(take: (data: Uint8Array) => void): void {
    this.take = take;
  }

  onEnd(ended: () => void): void {
    this.ended = ended;
  }

  close(): void {
    this.later(other => other.ended());
    this.later(other => (other.other = null));
    this.other = null;
  }
}

/** A host whose files, environment and clock live in memory. The clock stands still unless a test moves it. */
export class MemoryHost implements Host {
  os = 'linux';
  arch = 'amd64';
  cpus = 1;
  program = 'burrow';
  executable = '';
  interpreter = '';
  readonly stdout = new MemoryOutput();
  readonly stderr = new MemoryOutput();
  memory: ProcessMemory | null = null;
  readonly env: Map<string, string>;
  time = 1_700_000_000_000;
  stdin = '';
  web: Web = () => null;
  private wd = '/';
  private temps = 0;
  private readonly watches = new Set<{ readonly dir: string; readonly changed: (name: string) => void }>();
  private readonly listeners = new Map<string, (c: Connection) => void>();
  private readonly nodes = new Map<string, Node>([['/', new Node(Dir, nothing, 0o777, 0, '')]]);

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}, env: Readonly<Record<string, string>> = {}) {
    this.env = new Map(Object.entries(env));
    for (const [name, data] of Object.entries(files)) {
      this.makeDirs(path.dirname(name));
      this.writeFile(name, typeof data === 'string' ? encodeUtf8(data) : data);
    }
  }

  heapFill(): number {
    return 0;
  }

  getenv(name: string): string {
    return this.env.get(name) ?? '';
  }

  environ(): ReadonlyMap<string, string> {
    return this.env;
  }

  cwd(): string {
    return this.wd;
  }

  chdir(dir: string): IOError | null {
    const to = path.resolve(this.wd, dir);
    const st = this.stat(to);
    if (st instanceof IOError) return new IOError('chdir', dir, st.code, st.reason);
    if (st.kind !== Dir) return fail('chdir', dir, 'ENOTDIR');
    this.wd = to;
    return null;
  }

  home(): string {
    return this.getenv('HOME');
  }

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  /** The name with symbolic links followed; the last element's own link only where `last` says so. */
  private follow(name: string, last: boolean): string | null {
    let at = '';
    const rest = path
      .resolve(this.wd, name)
      .split('/')
      .filter(p => p !== '');
    for (let links = 0; rest.length > 0;) {
      const next = `${at}/${rest.shift()!}`;
      const node = this.nodes.get(next);
      if (node === undefined || node.kind !== Symlink || (rest.length === 0 && !last)) {
        at = next;
        continue;
      }
      if (++links > 40) return null;
      rest.unshift(
        ...path
          .resolve(at === '' ? '/' : at, node.target)
          .split('/')
          .filter(p => p !== ''),
      );
      at = '';
    }
    return at === '' ? '/' : at;
  }

  private look(op: string, name: string, last: boolean): Node | IOError {
    const at = this.follow(name, last);
    if (at === null) return fail(op, name, 'ELOOP');
    const node = this.nodes.get(at);
    if (node !== undefined) return node;
    for (let dir = path.dirname(at); dir !== '/'; dir = path.dirname(dir)) {
      if (this.nodes.get(dir)?.kind === File) return fail(op, name, 'ENOTDIR');
    }
    return fail(op, name, 'ENOENT');
  }

  readFile(name: string): Uint8Array | IOError {
    const node = this.look('open', name, true);
    if (node instanceof IOError) return node;
    if (node.kind === Dir) return fail('read', name, 'EISDIR');
    return node.mode & 0o400 ? node.data : fail('open', name, 'EACCES');
  }

  readPrefix(name: string, max: number): Uint8Array | IOError {
    const data = this.readFile(name);
    return data instanceof IOError ? data : data.slice(0, max);
  }

  stat(name: string): FileInfo | IOError {
    const node = this.look('stat', name, true);
    return node instanceof IOError ? node : infoOf(node);
  }

  lstat(name: string): FileInfo | IOError {
    const node = this.look('lstat', name, false);
    return node instanceof IOError ? node : infoOf(node);
  }

  readDir(name: string): DirEntry[] | IOError {
    const node = this.look('open', name, true);
    if (node instanceof IOError) return node;
    if (node.kind !== Dir) return fail('readdirent', name, 'ENOTDIR');
    const at = this.follow(name, true)!; // it was found
    const prefix = at === '/' ? '/' : at + '/';
    const out: DirEntry[] = [];
    for (const [key, child] of this.nodes) {
      if (!key.startsWith(prefix) || key === '/') continue;
      const rest = key.slice(prefix.length);
      if (!rest.includes('/')) out.push({ name: rest, kind: child.kind });
    }
    return out.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  readLink(name: string): string | IOError {
    const node = this.look('readlink', name, false);
    if (node instanceof IOError) return node;
    return node.kind === Symlink ? node.target : fail('readlink', name, 'EINVAL');
  }

  realPath(name: string): string | IOError {
    const node = this.look('lstat', name, true);
    return node instanceof IOError ? node : this.follow(name, true)!; // it was found
  }

  writeFile(name: string, data: Uint8Array, mode = 0o666): IOError | null {
    return this.put(name, mode, () => data.slice());
  }

  createExclusive(name: string, data: Uint8Array, mode = 0o666): IOError | null {
    return this.lstat(name) instanceof IOError
      ? this.put(name, mode, () => data.slice())
      : fail('open', name, 'EEXIST');
  }

  appendFile(name: string, data: Uint8Array): IOError | null {
    return this.put(name, 0o666, old => {
      const all = new Uint8Array(old.length + data.length);
      all.set(old);
      all.set(data, old.length);
      return all;
    });
  }

  overwriteFile(name: string, data: Uint8Array): IOError | null {
    const there = this.stat(name);
    if (there instanceof IOError) return fail('open', name, there.code);
    return this.put(name, 0o666, old => {
      const all = new Uint8Array(Math.max(old.length, data.length));
      all.set(old);
      all.set(data);
      return all;
    });
  }

  private put(name: string, mode: number, make: (old: Uint8Array) => Uint8Array): IOError | null {
    const at = this.follow(name, true);
    if (at === null) return fail('open', name, 'ELOOP');
    const dir = this.nodes.get(path.dirname(at));
    if (dir === undefined) return fail('open', name, 'ENOENT');
    if (dir.kind !== Dir) return fail('open', name, 'ENOTDIR');
    const old = this.nodes.get(at);
    this.tell(at);
    if (old === undefined) {
      this.nodes.set(at, new Node(File, make(nothing), mode & 0o755, this.time, ''));
      dir.mtime = this.time;
      return null;
    }
    if (old.kind === Dir) return fail('open', name, 'EISDIR');
    if ((old.mode & 0o200) === 0) return fail('open', name, 'EACCES');
    old.data = make(old.data);
    old.mtime = this.time;
    return null;
  }

  symlink(target: string, name: string): IOError | null {
    const at = this.follow(name, false);
    if (at === null || this.nodes.has(at)) return fail('symlink', name, 'EEXIST');
    this.nodes.set(at, new Node(Symlink, nothing, 0o777, this.time, target));
    return null;
  }

  chmod(name: string, mode: number): IOError | null {
    const node = this.look('chmod', name, true);
    if (node instanceof IOError) return node;
    node.mode = mode;
    return null;
  }

  touch(name: string, at: number = this.time): IOError | null {
    const node = this.look('chtimes', name, true);
    if (node instanceof IOError) return node;
    node.mtime = at;
    return null;
  }

  makeDirs(name: string): IOError | null {
    let at = '';
    for (const part of path.resolve(this.wd, name).split('/')) {
      if (part === '') continue;
      at = this.follow(`${at}/${part}`, true) ?? `${at}/${part}`;
      const node = this.nodes.get(at);
      if (node === undefined) this.nodes.set(at, new Node(Dir, nothing, 0o755, this.time, ''));
      else if (node.kind !== Dir) return fail('mkdir', name, 'ENOTDIR');
    }
    return null;
  }

  makeTempDir(dir: string, prefix: string): string | IOError {
    const name = path.join(dir === '' ? '/tmp' : dir, `${prefix}${++this.temps}`);
    return this.makeDirs(name) ?? name;
  }

  rename(from: string, to: string): IOError | null {
    const a = this.follow(from, false);
    const b = this.follow(to, false);
    if (a === null || !this.nodes.has(a)) return fail('rename', from, 'ENOENT');
    if (b === null || !this.nodes.has(path.dirname(b))) return fail('rename', to, 'ENOENT');
    if (this.nodes.get(b)?.kind === Dir) return fail('rename', to, 'EEXIST');
    const all = Array.from(this.nodes);
    for (const [key, node] of all) {
      if (!path.within(a, key)) continue;
      this.nodes.delete(key);
      this.nodes.set(b + key.slice(a.length), node);
    }
    this.tell(a);
    this.tell(b);
    return null;
  }

  remove(name: string): IOError | null {
    const at = this.follow(name, false);
    const node = at === null ? undefined : this.nodes.get(at);
    if (at === null || node === undefined) return fail('remove', name, 'ENOENT');
    if (node.kind === Dir) {
      const inside = this.readDir(at);
      if (!(inside instanceof IOError) && inside.length > 0) return fail('remove', name, 'ENOTEMPTY');
    }
    this.nodes.delete(at);
    this.tell(at);
    const dir = this.nodes.get(path.dirname(at));
    if (dir !== undefined) dir.mtime = this.time;
    return null;
  }

  removeAll(name: string): IOError | null {
    const at = this.follow(name, false);
    if (at !== null) {
      for (const key of this.nodes.keys()) {
        if (!path.within(at, key)) continue;
        this.nodes.delete(key);
        this.tell(key);
      }
      const dir = this.nodes.get(path.dirname(at));
      if (dir !== undefined) dir.mtime = this.time;
    }
    return null;
  }

  inflate(data: Uint8Array, size: number): Uint8Array | null {
    return inflate(data, size);
  }

  verifyEd25519(): null {
    return null;
  }

  sha256(data: Uint8Array): Uint8Array {
    return sha256(data);
  }

  watch(dir: string, changed: (name: string) => void): Closable | IOError {
    const at = this.follow(dir, true);
    const node = at === null ? undefined : this.nodes.get(at);
    if (at === null || node === undefined) return fail('watch', dir, 'ENOENT');
    const watch = { dir: at, changed };
    this.watches.add(watch);
    return { close: () => this.watches.delete(watch) };
  }

  /** Whoever watches the directory of a name hears of it, later, as from a system. */
  private tell(name: string): void {
    const dir = path.dirname(name);
    for (const w of this.watches) if (w.dir === dir) void Promise.resolve().then(() => w.changed(path.basename(name)));
  }

  identity(): string {
    return 'memory';
  }

  socketDir(): string {
    return this.makeDirs('/run') === null ? '/run' : '';
  }

  listen(name: string, accept: (c: Connection) => void): Promise<Closable | IOError> {
    if (this.listeners.has(name)) return Promise.resolve(fail('listen', name, 'EADDRINUSE'));
    this.listeners.set(name, accept);
    return Promise.resolve({ close: () => this.listeners.delete(name) });
  }

  /** Another process connects to a socket; null where nobody listens. */
  connect(name: string): Connection | null {
    const accept = this.listeners.get(name);
    if (accept === undefined) return null;
    const [theirs, mine] = [new MemoryConnection(), new MemoryConnection()];
    theirs.other = mine;
    mine.other = theirs;
    accept(theirs);
    return mine;
  }

  onInterrupt(): () => void {
    return () => {};
  }

  converse(argv: readonly string[]): IOError {
    return new IOError('fork/exec', argv[0]!, 'ENOSYS', 'function not implemented');
  }

  readStdin(): Uint8Array | IOError {
    return encodeUtf8(this.stdin);
  }

  spawn(file: string): Promise<ProcessResult | IOError> {
    return Promise.resolve(fail('fork/exec', file, 'ENOENT'));
  }

  fetch(url: string): Promise<Response | IOError> {
    const body = this.web(url);
    let given = false;
    return Promise.resolve({
      status: body === null ? 404 : 200,
      statusText: body === null ? 'Not Found' : 'OK',
      url,
      length: body === null ? 0 : body.length,
      headerNames: [],
      header: () => '',
      read: () => {
        const piece = given ? null : body;
        given = true;
        return Promise.resolve(piece);
      },
      close: () => {},
    });
  }

  sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    return Promise.resolve();
  }
}

function fail(op: string, name: string, code: string): IOError {
  return new IOError(op, name, code, errnoText(code));
}

function infoOf(node: Node): FileInfo {
  return { kind: node.kind, size: node.data.length, mtime: node.mtime, ctime: node.mtime, ino: 0, mode: node.mode };
}
