// A host for a command that somebody has started in another process and that runs in this one: the environment, the working
// directory, the outputs and the processes that are started are those of the other process, which has the terminal; files
// are read and written here, under the names that they have there.

import { encodeUtf8 } from '../base/utf8.ts';
import { InternalError } from '../diag/internal-error.ts';
import * as Frame from './frames.ts';
import {
  type Closable,
  type Connection,
  type Conversation,
  Dir,
  type DirEntry,
  errnoText,
  type FetchHow,
  type FileInfo,
  type Host,
  type Interrupt,
  IOError,
  type Output,
  type ProcessResult,
  type Response,
  type SpawnOptions,
} from './host.ts';
import type { ProcessMemory } from '../base/process-memory.ts';
import * as path from './path.ts';

/** Ends a command where the process that it was started in is gone. */
export class Gone extends Error {}

/** Ends a command that needs what only its own process can do; nothing has happened yet. */
export class Declined extends Error {}

const bufferSize = 64 << 10;

/** An output of the other process; `before` is sent first when this one is written. */
class RemoteOutput implements Output {
  readonly isTerminal: boolean;
  readonly columns: number;
  private readonly before: RemoteOutput | null;
  private readonly send: (data: Uint8Array) => void;
  private pieces: Uint8Array[] = [];
  private held = 0;

  constructor(note: Frame.OutputNote, before: RemoteOutput | null, send: (data: Uint8Array) => void) {
    this.isTerminal = note.isTerminal;
    this.columns = note.columns;
    this.before = before;
    this.send = send;
  }

  write(data: string | Uint8Array): void {
    this.before?.flush();
    const bytes = typeof data === 'string' ? encodeUtf8(data) : data.slice();
    this.pieces.push(bytes);
    this.held += bytes.length;
    if (this.before !== null || this.held >= bufferSize) this.flush();
  }

  flush(): void {
    const { pieces } = this;
    this.pieces = [];
    this.held = 0;
    for (const p of pieces) this.send(p);
  }
}

/** A process that runs for a command. */
interface Live {
  readonly options: SpawnOptions;
  readonly done: (result: ProcessResult | IOError) => void;
  readonly failed: (why: Error) => void;
}

/** The world of a command of another process. */
export class RemoteHost implements Host {
  readonly os: string;
  readonly arch: string;
  readonly cpus: number;
  readonly program: string;
  readonly executable: string;
  readonly interpreter: string;
  readonly stdout: RemoteOutput;
  readonly stderr: RemoteOutput;
  readonly memory: ProcessMemory;
  /** Something was written or started: the command cannot begin again elsewhere. */
  private acted = false;
  private readonly base: Host;
  private readonly connection: Connection;
  private readonly env: Map<string, string>;
  private wd: string;
  private moved = false;
  private gone = false;
  private readonly live = new Map<number, Live>();
  private serial = 0;
  private readonly interrupts = new Set<Interrupt>();

  /** `memory` is that of this process. */
  constructor(base: Host, connection: Connection, note: Frame.CommandNote, memory: ProcessMemory) {
    this.base = base;
    this.connection = connection;
    this.memory = memory;
    this.os = base.os;
    this.arch = base.arch;
    this.cpus = base.cpus;
    this.interpreter = base.interpreter;
    this.program = note.program;
    this.executable = note.executable;
    this.env = new Map(note.env);
    this.wd = note.cwd;
    this.stdout = new RemoteOutput(note.stdout, null, data => this.act(Frame.frame(Frame.Stdout, data)));
    this.stderr = new RemoteOutput(note.stderr, this.stdout, data => this.act(Frame.frame(Frame.Stderr, data)));
  }

  private act(frame: Uint8Array): void {
    this.here();
    this.acted = true;
    this.connection.send(frame);
  }

  /** Nobody waits for the command any more. */
  get isGone(): boolean {
    return this.gone;
  }

  /** Ends the command if nobody waits for it. */
  private here(): void {
    if (this.gone) throw new Gone();
  }

  private decline(): never {
    if (this.acted) throw new InternalError('a command that needs its own process has said so too late');
    throw new Declined();
  }

  // ---- What the other end says ----

  /** A frame has come. */
  take(type: number, contents: Uint8Array): void {
    if (type === Frame.Started) {
      const { n, pid } = Frame.readNote<Frame.StartedNote>(contents).note;
      const signal = (name: string) => this.act(Frame.noteFrame(Frame.Signal, { n, name } satisfies Frame.SignalNote));
      this.live.get(n)?.options.onStart?.({ pid, signal });
    } else if (type === Frame.Output) {
      const { note, bytes } = Frame.readNote<Frame.PieceNote>(contents);
      this.live.get(note.n)?.options.onOutput?.(bytes);
    } else if (type === Frame.Ended) this.ended(contents);
  }

  private ended(contents: Uint8Array): void {
    const { note, bytes } = Frame.readNote<Frame.EndedNote>(contents);
    const { n, failure, code, signal, late, out } = note;
    const { done } = this.live.get(n)!;
    this.live.delete(n);
    if (failure !== null) done(new IOError(...failure));
    else done({ code, signal, late, stdout: bytes.subarray(0, out), stderr: bytes.subarray(out) });
  }

  /** The other process has ended: as after a signal there, what is registered for that happens, and the command goes no further. */
  leave(): void {
    for (const act of this.interrupts) void act();
    this.interrupts.clear();
    this.gone = true;
    const live = [...this.live.values()];
    this.live.clear();
    for (const { failed } of live) failed(new Gone());
  }

  // ---- The process ----

  heapFill(): number {
    return this.base.heapFill();
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
    const to = this.realPath(dir);
    const st = this.stat(dir);
    if (to instanceof IOError || st instanceof IOError) {
      const { code, reason } = st instanceof IOError ? st : (to as IOError);
      return new IOError('chdir', dir, code, reason);
    }
    if (st.kind !== Dir) return new IOError('chdir', dir, 'ENOTDIR', errnoText('ENOTDIR'));
    this.wd = to;
    this.moved = true;
    this.env.set('PWD', to);
    return null;
  }

  home(): string {
    return this.getenv('HOME');
  }

  now(): number {
    return this.base.now();
  }

  monotonic(): number {
    return this.base.monotonic();
  }

  onInterrupt(act: Interrupt): () => void {
    this.interrupts.add(act);
    return () => this.interrupts.delete(act);
  }

  readStdin(): IOError {
    return this.decline();
  }

  converse(): Conversation {
    return this.decline();
  }

  spawn(file: string, args: readonly string[], options: SpawnOptions): Promise<ProcessResult | IOError> {
    const { cwd, env, stdin, outFile, limit, argv0 } = options;
    const { capture = false, errToOut = false, onOutput, foreground = false, group = false } = options;
    const n = this.serial++;
    // The other process is still where it was started.
    const elsewhere = this.moved ? this.wd : null;
    const environ = env ?? (this.moved ? this.env : null);
    const note: Frame.SpawnNote = {
      n,
      file,
      args,
      cwd: cwd ?? elsewhere,
      env: environ === null ? null : [...environ],
      hasStdin: stdin !== undefined,
      capture,
      errToOut,
      outFile: outFile === undefined ? null : this.at(outFile),
      streams: onOutput !== undefined,
      foreground,
      group,
      limit: limit ?? null,
      argv0: argv0 ?? null,
    };
    this.stdout.flush();
    return new Promise((done, failed) => {
      this.live.set(n, { options, done, failed });
      this.act(Frame.noteFrame(Frame.Spawn, note, stdin));
    });
  }

  fetch(url: string, how?: FetchHow): Promise<Response | IOError> {
    this.here();
    return this.base.fetch(url, how);
  }

  async sleep(milliseconds: number, idle?: boolean): Promise<void> {
    await this.base.sleep(milliseconds, idle);
    this.here();
  }

  watch(dir: string): Closable | IOError {
    return new IOError('watch', dir, 'ENOSYS', errnoText('ENOSYS'));
  }

  identity(): string {
    return this.base.identity();
  }

  socketDir(): string {
    return '';
  }

  listen(name: string): Promise<Closable | IOError> {
    return Promise.resolve(new IOError('listen', name, 'ENOSYS', errnoText('ENOSYS')));
  }

  // ---- Files ----

  /** The name of a file for this process. */
  private at(name: string): string {
    this.here();
    // A name that ends in a slash, or is empty, means what the system says that it means.
    return path.isAbs(name) || name === '' ? name : `${this.wd}/${name}`;
  }

  /** A failure under the name that was asked for. */
  private under<T>(name: string, result: T | IOError): T | IOError {
    return result instanceof IOError && !path.isAbs(name)
      ? new IOError(result.op, name, result.code, result.reason)
      : result;
  }

  readFile(name: string): Uint8Array | IOError {
    return this.under(name, this.base.readFile(this.at(name)));
  }

  readPrefix(name: string, max: number): Uint8Array | IOError {
    return this.under(name, this.base.readPrefix(this.at(name), max));
  }

  stat(name: string): FileInfo | IOError {
    return this.under(name, this.base.stat(this.at(name)));
  }

  lstat(name: string): FileInfo | IOError {
    return this.under(name, this.base.lstat(this.at(name)));
  }

  readDir(name: string): DirEntry[] | IOError {
    return this.under(name, this.base.readDir(this.at(name)));
  }

  readLink(name: string): string | IOError {
    return this.under(name, this.base.readLink(this.at(name)));
  }

  realPath(name: string): string | IOError {
    return this.under(name, this.base.realPath(this.at(name)));
  }

  writeFile(name: string, data: Uint8Array, mode?: number): IOError | null {
    return this.under(name, this.base.writeFile(this.at(name), data, mode));
  }

  createExclusive(name: string, data: Uint8Array, mode?: number): IOError | null {
    return this.under(name, this.base.createExclusive(this.at(name), data, mode));
  }

  appendFile(name: string, data: Uint8Array): IOError | null {
    return this.under(name, this.base.appendFile(this.at(name), data));
  }

  overwriteFile(name: string, data: Uint8Array): IOError | null {
    return this.under(name, this.base.overwriteFile(this.at(name), data));
  }

  symlink(target: string, name: string): IOError | null {
    return this.under(name, this.base.symlink(target, this.at(name)));
  }

  chmod(name: string, mode: number): IOError | null {
    return this.under(name, this.base.chmod(this.at(name), mode));
  }

  touch(name: string, at?: number): IOError | null {
    return this.under(name, this.base.touch(this.at(name), at));
  }

  makeDirs(name: string): IOError | null {
    return this.under(name, this.base.makeDirs(this.at(name)));
  }

  makeTempDir(dir: string, prefix: string): string | IOError {
    // As Node's os.tmpdir.
    const named = dir || this.getenv('TMPDIR') || this.getenv('TMP') || this.getenv('TEMP') || '/tmp';
    return this.base.makeTempDir(this.at(named.length > 1 ? named.replace(/\/$/, '') : named), prefix);
  }

  rename(from: string, to: string): IOError | null {
    return this.under(from, this.base.rename(this.at(from), this.at(to)));
  }

  remove(name: string): IOError | null {
    return this.under(name, this.base.remove(this.at(name)));
  }

  removeAll(name: string): IOError | null {
    return this.under(name, this.base.removeAll(this.at(name)));
  }

  inflate(data: Uint8Array, size: number): Uint8Array | null {
    return this.base.inflate(data, size);
  }

  sha256(data: Uint8Array): Uint8Array {
    return this.base.sha256(data);
  }

  verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | null {
    return this.base.verifyEd25519(key, message, signature);
  }
}
