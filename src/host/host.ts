// The one door to the world: files, environment, clock, output, processes, network. `load`, `build` and `cmd` get a Host
// as a value; the stages before them never see one. There are three: Node's (node/), a browser tab's (browser/) and the
// memory twin of the tests (memory.ts).
//
// Files are read and written synchronously: a Go build touches thousands of small files, and one at a time through the
// page cache is several times faster than through a queue of promises (a tab's host keeps its files in memory). What may
// take its time (a process, the network) is a promise. Names are absolute and slash-separated on every host.

import type { ProcessMemory } from '../base/process-memory.ts';

/** What a name in a directory stands for. */
export const File = 1;
export const Dir = 2;
export const Symlink = 3;
/** A device, a pipe, a socket. */
export const Irregular = 4;
export type FileKind = typeof File | typeof Dir | typeof Symlink | typeof Irregular;

/** One name in a directory; a symbolic link is given as such. */
export interface DirEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/** What is known of a file. */
export interface FileInfo {
  readonly kind: FileKind;
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since 1970, with a fraction where the file system has one. */
  readonly mtime: number;
  /** When something about the file changed last, its times included: nobody can set it. Equal to `mtime` where there is none. */
  readonly ctime: number;
  /** Tells files of one file system apart: what takes the place of a file has another. 0 where there is none. */
  readonly ino: number;
  /** The permission bits. */
  readonly mode: number;
}

/**
 * A failure of the world: a value that is returned, never thrown. It prints as Go prints an `fs.PathError`:
 * `open /x: no such file or directory`.
 */
export class IOError {
  /** The system call in Go's words: open, stat, mkdir... */
  readonly op: string;
  readonly path: string;
  /** ENOENT, EACCES...; '' where the host gives none. */
  readonly code: string;
  /** The text after the path. */
  readonly reason: string;

  constructor(op: string, path: string, code: string, reason: string) {
    this.op = op;
    this.path = path;
    this.code = code;
    this.reason = reason;
  }

  /** Nothing has that name. */
  get notExist(): boolean {
    return this.code === 'ENOENT' || this.code === 'ENOTDIR';
  }

  toString(): string {
    return this.path === '' ? `${this.op}: ${this.reason}` : `${this.op} ${this.path}: ${this.reason}`;
  }
}

/** Go's text for an error code of the system. */
export function errnoText(code: string): string {
  return errnoTexts.get(code) ?? code;
}

const errnoTexts = new Map([
  ['ENOENT', 'no such file or directory'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['EEXIST', 'file exists'],
  ['ENOTDIR', 'not a directory'],
  ['EISDIR', 'is a directory'],
  ['ENOTEMPTY', 'directory not empty'],
  ['EINVAL', 'invalid argument'],
  ['ELOOP', 'too many levels of symbolic links'],
  ['EMFILE', 'too many open files'],
  ['ENAMETOOLONG', 'file name too long'],
  ['ENOSPC', 'no space left on device'],
  ['EROFS', 'read-only file system'],
  ['EXDEV', 'invalid cross-device link'],
  ['ETXTBSY', 'text file busy'],
  ['ENOEXEC', 'exec format error'],
  ['EBUSY', 'device or resource busy'],
  ['EIO', 'input/output error'],
  ['EPIPE', 'broken pipe'],
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'connection reset by peer'],
]);

/** Standard output or standard error. */
export interface Output {
  /** A person looks at it. */
  readonly isTerminal: boolean;
  /** The width of the terminal in characters; 80 where there is none. */
  readonly columns: number;
  write(data: string | Uint8Array): void;
}

/** What a process is given. An absent member is inherited. */
export interface SpawnOptions {
  readonly cwd?: string;
  /** The whole environment. */
  readonly env?: ReadonlyMap<string, string>;
  /** What the process reads; absent: burrow's own standard input. */
  readonly stdin?: Uint8Array;
  /** Collect what the process writes instead of passing it through. */
  readonly capture?: boolean;
  /** Standard error goes where standard output goes, in the order in which it is written. */
  readonly errToOut?: boolean;
  /** Is called when the process runs. */
  readonly onStart?: (running: Running) => void;
  /** The process and those that it starts are a group of their own: what a terminal sends to burrow does not reach them. */
  readonly group?: boolean;
  /** A file that is made, and takes what the process writes to both. */
  readonly outFile?: string;
  /** Is given what the process writes as it comes, instead of passing it through. */
  readonly onOutput?: (piece: Uint8Array) => void;
  /** The process is what the user runs: an interrupt at the terminal is its alone, and a request to end is passed on to it. */
  readonly foreground?: boolean;
  /** Ends a process that runs longer: `signal` first, then, where it does not end within `grace`, for good. Nor is its output waited for longer after its end. In milliseconds. */
  readonly limit?: { readonly after: number; readonly signal: string; readonly grace: number };
  /** Its argv[0], where it is not the name of the file. */
  readonly argv0?: string;
}

/** A process that runs. */
export interface Running {
  readonly pid: number;
  /** Sends a signal (SIGTERM...) to the process, or to its group where it has one of its own. */
  signal(name: string): void;
}

/** How a process ended. */
export interface ProcessResult {
  /** The exit status; -1 when a signal ended it. */
  readonly code: number;
  /** The name of the signal (SIGKILL...), '' for none. */
  readonly signal: string;
  /** The limit of time was passed. */
  readonly late: boolean;
  /** It ended, but what it had started kept its output open for longer than the grace of the limit. */
  readonly incomplete?: boolean;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** How something is asked for over the network. Redirections are answers like others. */
export interface FetchHow {
  readonly headers?: ReadonlyMap<string, string>;
  /** The server's certificate is not looked at. */
  readonly insecure?: boolean;
}

/** An answer from the network. */
export interface Response {
  readonly status: number;
  /** As in `404 Not Found`. */
  readonly statusText: string;
  /** The names of the headers, in lower case. */
  readonly headerNames: readonly string[];
  /** The address after redirections. */
  readonly url: string;
  /** The length that was announced, -1 for none. */
  readonly length: number;
  header(name: string): string;
  /** The next piece, or null at the end. */
  read(): Promise<Uint8Array | IOError | null>;
  /** Stops reading. */
  close(): void;
}

/** A process that answers line by line. */
export interface Conversation {
  /** Sends a text and waits for the next line of the process; null: it has ended. */
  ask(text: string): string | null;
  /** Waits for the next line; null: the process has ended. */
  listen(): string | null;
  /** Lets go of it. */
  end(): void;
}

/** What is to happen before a signal ends the process. */
export type Interrupt = (() => void) | (() => Promise<void>);

/** Something that goes on until it is closed. */
export interface Closable {
  close(): void;
}

/** One end of a stream of bytes between two processes of this machine. */
export interface Connection {
  send(data: Uint8Array): void;
  /** Who hears of what the other end sends; set once. */
  onData(take: (data: Uint8Array) => void): void;
  /** Who hears that there will be nothing any more; set once. */
  onEnd(ended: () => void): void;
  /** Sends what is left, then ends it. */
  close(): void;
}

/** The world as burrow sees it. */
export interface Host {
  /** In Go's words: linux, darwin, windows, js. */
  readonly os: string;
  /** In Go's words: amd64, arm64. */
  readonly arch: string;
  /** How many threads can run at once. */
  readonly cpus: number;
  /** The name burrow was started by, for usage texts: a link called `go` makes it speak of itself so. */
  readonly program: string;
  /** The file that burrow was started by, as it was named; '' where there is none. */
  readonly executable: string;
  /** The program that runs burrow's files: Node; '' where burrow cannot be started as a process. */
  readonly interpreter: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** What is kept for later commands of this process; null where it ends with the command. */
  readonly memory: ProcessMemory | null;
  /** How much of the room for objects is taken, from 0 to 1. */
  heapFill(): number;

  /** '' where the variable is not set. */
  getenv(name: string): string;
  environ(): ReadonlyMap<string, string>;
  cwd(): string;
  chdir(dir: string): IOError | null;
  /** The home directory, '' where there is none. */
  home(): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some start, with a fraction; never runs backwards. */
  monotonic(): number;

  readFile(name: string): Uint8Array | IOError;
  /** The first bytes of a file, at most `max`. They stay as they are until the next call only. */
  readPrefix(name: string, max: number): Uint8Array | IOError;
  /** Follows symbolic links. */
  stat(name: string): FileInfo | IOError;
  lstat(name: string): FileInfo | IOError;
  /** Sorted by name, byte by byte. */
  readDir(name: string): DirEntry[] | IOError;
  readLink(name: string): string | IOError;
  /** The name without symbolic links. */
  realPath(name: string): string | IOError;
  /** Makes or replaces; `mode` counts only where the file is made. */
  writeFile(name: string, data: Uint8Array, mode?: number): IOError | null;
  /** Makes a file that must not exist yet (EEXIST otherwise): the way to take a lock. */
  createExclusive(name: string, data: Uint8Array, mode?: number): IOError | null;
  /** Adds at the end of a file; it is made where it is missing. */
  appendFile(name: string, data: Uint8Array): IOError | null;
  /** Writes over the beginning of a file, which must be there; what follows stays. */
  overwriteFile(name: string, data: Uint8Array): IOError | null;
  symlink(target: string, name: string): IOError | null;
  chmod(name: string, mode: number): IOError | null;
  /** Makes `at`, in milliseconds since 1970, or else now, the time of a file's last change. */
  touch(name: string, at?: number): IOError | null;
  /** Makes a directory and its parents; none is an error for being there. */
  makeDirs(name: string): IOError | null;
  /** Makes an empty directory of a new name that starts with `prefix` in `dir` ('' is the system's place for such). */
  makeTempDir(dir: string, prefix: string): string | IOError;
  rename(from: string, to: string): IOError | null;
  /** Removes a file or an empty directory. */
  remove(name: string): IOError | null;
  /** Removes a name and all beneath it; a name that is not there is no error. */
  removeAll(name: string): IOError | null;

  /** The `size` bytes of a raw DEFLATE stream; null where it is damaged or holds another number of bytes. */
  inflate(data: Uint8Array, size: number): Uint8Array | null;
  sha256(data: Uint8Array): Uint8Array;
  /** Whether an Ed25519 signature is that of the key, of 32 bytes; null where the system does not know. */
  verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | null;
  /**
   * Has `act` called where a signal ends the process before the function that comes back is called. The process ends when a
   * promise of `act` is fulfilled; another signal does not wait for it.
   */
  onInterrupt(act: Interrupt): () => void;
  /** Hears of names in a directory to which something happens; '' where the name is not known. Keeps the process alive. */
  watch(dir: string, changed: (name: string) => void): Closable | IOError;
  /** What another process must have in common with this one to do its work: who it is, what it may do, which files it sees. */
  identity(): string;
  /** A directory for sockets that nobody but this user can look into, made where it is missing; '' where there is none. */
  socketDir(): string;
  /** Takes connections of other processes at a socket; one that nobody listens at any more is replaced. */
  listen(name: string, accept: (c: Connection) => void): Promise<Closable | IOError>;

  /** All of standard input. */
  readStdin(): Uint8Array | IOError;
  /** Starts a process to talk to; nothing else happens here while it is waited for. */
  converse(argv: readonly string[]): Conversation | IOError;
  spawn(file: string, args: readonly string[], options: SpawnOptions): Promise<ProcessResult | IOError>;
  /** A GET request. */
  fetch(url: string, how?: FetchHow): Promise<Response | IOError>;
  /** `idle`: the process may end meanwhile. */
  sleep(milliseconds: number, idle?: boolean): Promise<void>;
}
