// What a person at a terminal sees of a long command: one line on standard error that changes, from half a second on, and
// is gone before anything else is written.

import type { Host } from '../host/host.ts';

/** The command is short: nothing is shown before this many milliseconds. */
const patience = 500;
/** Between two changes of the line. */
const interval = 80;

/** The line of progress of one command. */
export class Progress {
  private readonly host: Host;
  private readonly on: boolean;
  private readonly start: number;
  private last = 0;
  private count = 0;
  private shown = false;

  constructor(host: Host) {
    this.host = host;
    this.on = host.stderr.isTerminal;
    this.start = host.monotonic();
  }

  /** Another step begins. */
  step(what: string): void {
    this.count++;
    if (!this.on) return;
    const now = this.host.monotonic();
    if (now - this.start < patience || now - this.last < interval) return;
    this.last = now;
    const seconds = ((now - this.start) / 1000).toFixed(1);
    const text = `${seconds}s  ${this.count}  ${what}`;
    this.host.stderr.write(`\r${text.slice(0, this.host.stderr.columns - 1)}\x1b[K`);
    this.shown = true;
  }

  /** Takes the line away. */
  clear(): void {
    if (!this.shown) return;
    this.shown = false;
    this.host.stderr.write('\r\x1b[K');
  }
}
