// What runs first of every command: is there a resident burrow (`burrow watch`) for the directory, it is given the command,
// and this process is only its terminal: it prints, starts processes, and ends as the command ended. In all other cases the
// command runs here. The choice costs a look at one directory where nothing is resident. The program of client/ does the same without
// Node, where the resident burrow has made it.

import * as fs from 'node:fs';
import type * as net from 'node:net';
import type * as tty from 'node:tty';
import { encodeUtf8 } from '../base/utf8.ts';
import * as Frame from '../host/frames.ts';
import { IOError, type Running, type SpawnOptions } from '../host/host.ts';
import { processIdentity, socketDir, workingDir } from '../host/node/identity.ts';
import { Output } from '../host/node/output.ts';
import { socketName } from '../host/socket-name.ts';
import { programName } from './program-name.ts';

/** The commands that are worth it. */
const served = new Set(['build', 'check', 'install', 'list', 'run', 'test', 'vet']);

/** A resident burrow that does not answer within so many milliseconds is at work; meanwhile this process does its own. */
const patience = 1000;

/** With BURROW_WATCH=wait it is waited for, as long as Node counts. */
const longest = 2 ** 31 - 1;

/** Runs the command line of this process; `id` is which burrow this is, `local` runs it here. */
export function start(id: string, local: () => void): void {
  // The native end has asked already.
  const isAsked = process.env['BURROW_RESIDENT'] === 'asked';
  delete process.env['BURROW_RESIDENT'];
  const name = isAsked || process.env['BURROW_WATCH'] === 'off' ? '' : residentSocket(id);
  if (name === '') local();
  else new Client(id, name, local);
}

/** The socket of the resident burrow for the working directory; '' for none. */
function residentSocket(id: string): string {
  if (id === '' || !served.has(process.argv[2] ?? '')) return '';
  const dir = socketDir(false);
  if (dir === '') return '';
  try {
    const names = new Set(fs.readdirSync(dir));
    if (names.size === 0) return '';
    for (let at = process.cwd(); ; at = at.slice(0, at.lastIndexOf('/'))) {
      const name = socketName(id, at === '' ? '/' : at);
      if (names.has(name)) return `${dir}/${name}`;
      if (at.length <= 1) return '';
    }
  } catch {
    return ''; // the directory has gone, or the working directory has
  }
}

/** The end of one command that has the terminal. */
class Client {
  private readonly id: string;
  private readonly local: () => void;
  private readonly socket: net.Socket;
  private readonly timer: NodeJS.Timeout;
  private readonly stdout = new Output(1, null);
  private readonly stderr = new Output(2, this.stdout);
  private readonly running = new Map<number, Running>();
  /** The command has written something or started a process: it cannot begin again. */
  private acted = false;
  private done = false;

  constructor(id: string, name: string, local: () => void) {
    this.id = id;
    this.local = local;
    const { connect } = process.getBuiltinModule('node:net') as typeof net;
    this.socket = connect(name);
    const frames = new Frame.FrameReader((type, contents) => this.take(type, contents));
    const wait = process.env['BURROW_WATCH'] === 'wait' ? longest : patience;
    this.timer = setTimeout(() => this.elsewhere(), wait);
    this.socket.on('data', data => frames.push(data));
    this.socket.on('error', () => {}); // 'close' follows
    this.socket.on('close', () => this.ended());
  }

  /** The command runs in this process after all. */
  private elsewhere(): void {
    if (this.done) return;
    this.done = true;
    clearTimeout(this.timer);
    this.socket.destroy();
    this.local();
  }

  private ended(): void {
    if (this.done) return;
    if (!this.acted) {
      this.elsewhere();
      return;
    }
    this.stderr.write('burrow: the resident burrow that ran this command has ended\n');
    process.exit(1);
  }

  private take(type: number, contents: Uint8Array): void {
    if (this.done) return;
    switch (type) {
      case Frame.Ready: {
        const { id, identity } = Frame.readNote<Frame.ReadyNote>(contents).note;
        clearTimeout(this.timer);
        if (id === this.id && identity === processIdentity()) this.order();
        else this.elsewhere();
        break;
      }
      case Frame.Stdout:
      case Frame.Stderr: {
        this.acted = true;
        const output = type === Frame.Stdout ? this.stdout : this.stderr;
        output.write(contents);
        output.flush();
        break;
      }
      case Frame.Spawn: {
        this.acted = true;
        const { note, bytes } = Frame.readNote<Frame.SpawnNote>(contents);
        void this.spawn(note, bytes);
        break;
      }
      case Frame.Signal: {
        const { n, name } = Frame.readNote<Frame.SignalNote>(contents).note;
        this.running.get(n)?.signal(name);
        break;
      }
      case Frame.Decline:
        this.elsewhere();
        break;
      case Frame.Exit:
        process.exit(Frame.readNote<Frame.ExitNote>(contents).note.status);
      // eslint-disable-next-line no-fallthrough -- the process has ended
      default:
    }
  }

  private order(): void {
    const { isatty } = process.getBuiltinModule('node:tty') as typeof tty;
    const about = (fd: number, output: Output): Frame.OutputNote =>
      isatty(fd) ? { isTerminal: true, columns: output.columns } : { isTerminal: false, columns: 80 };
    const note: Frame.CommandNote = {
      argv: process.argv.slice(2),
      program: programName(),
      executable: process.argv[1] ?? '',
      cwd: workingDir(),
      env: Object.entries(process.env) as [string, string][],
      stdout: about(1, this.stdout),
      stderr: about(2, this.stderr),
    };
    this.socket.write(Frame.noteFrame(Frame.Command, note));
  }

  private async spawn(note: Frame.SpawnNote, stdin: Uint8Array): Promise<void> {
    const { n } = note;
    const { spawnProcess } = await import('../host/node/spawn.ts');
    const options: SpawnOptions = {
      ...(note.cwd === null ? {} : { cwd: note.cwd }),
      ...(note.env === null ? {} : { env: new Map(note.env) }),
      ...(note.hasStdin ? { stdin: stdin.slice() } : {}),
      ...(note.outFile === null ? {} : { outFile: note.outFile }),
      ...(note.limit === null ? {} : { limit: note.limit }),
      ...(note.argv0 === null ? {} : { argv0: note.argv0 }),
      capture: note.capture,
      errToOut: note.errToOut,
      foreground: note.foreground,
      group: note.group,
      onStart: running => {
        this.running.set(n, running);
        this.socket.write(Frame.noteFrame(Frame.Started, { n, pid: running.pid } satisfies Frame.StartedNote));
      },
      ...(note.streams
        ? {
            onOutput: piece =>
              void this.socket.write(Frame.noteFrame(Frame.Output, { n } satisfies Frame.PieceNote, piece)),
          }
        : {}),
    };
    const result = await spawnProcess(note.file, note.args, options, this.stdout);
    this.running.delete(n);
    const ended: Frame.EndedNote =
      result instanceof IOError
        ? { ...none, n, failure: [result.op, result.path, result.code, result.reason] }
        : { n, failure: null, code: result.code, signal: result.signal, late: result.late, out: result.stdout.length };
    const written = result instanceof IOError ? encodeUtf8('') : joined(result.stdout, result.stderr);
    this.socket.write(Frame.noteFrame(Frame.Ended, ended, written));
  }
}

const none = { code: 0, signal: '', late: false, out: 0 };

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
