// Standard output and error of a Node process: collected and written in large pieces, synchronously, so that the process
// can end right after. Standard error is written at once, after what standard output holds.

import * as fs from 'node:fs';
import type * as tty from 'node:tty';
import type { Output as HostOutput } from '../host.ts';

const bufferSize = 64 << 10;

/** One of the two outputs; `before` is flushed first when this one is written. */
export class Output implements HostOutput {
  private readonly fd: number;
  private readonly before: Output | null;
  private pieces: Uint8Array[] = [];
  private held = 0;

  constructor(fd: number, before: Output | null) {
    this.fd = fd;
    this.before = before;
  }

  get isTerminal(): boolean {
    // What is no device is no terminal: node:tty brings all of Node's streams along, some milliseconds.
    try {
      if (!fs.fstatSync(this.fd).isCharacterDevice()) return false;
    } catch {
      return false; // closed
    }
    return (process.getBuiltinModule('node:tty') as typeof tty).isatty(this.fd);
  }

  get columns(): number {
    // A terminal that nobody has told its size has none.
    return (this.fd === 2 ? process.stderr : process.stdout).columns || 80;
  }

  write(data: string | Uint8Array): void {
    if (this.before !== null) this.before.flush();
    const bytes = typeof data === 'string' ? Buffer.from(data) : data.slice();
    this.pieces.push(bytes);
    this.held += bytes.length;
    if (this.before !== null || this.held >= bufferSize) this.flush();
  }

  /** Hands everything to the system. Where nobody reads any more, the rest is dropped and the process ends as if by SIGPIPE. */
  flush(): void {
    if (this.held === 0) return;
    const all = Buffer.concat(this.pieces, this.held);
    this.pieces = [];
    this.held = 0;
    for (let n = 0; n < all.length;) {
      try {
        n += fs.writeSync(this.fd, all, n);
      } catch (err) {
        const code = (err as NodeJS.ErrnoException).code;
        if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
        else if (code === 'EPIPE') process.exit(1);
        else throw err;
      }
    }
  }
}
