// Ways to run a program in which mistakes of stack maps, write barriers and unsafe points show: the collector runs all the time,
// checks its marking, or spoils what it frees; few or many threads; and a stream of the signal by which goroutines are stopped.
import type { ChildProcess } from 'node:child_process';

/** One way to run a program. */
export interface Mode {
  /** Empty: as it is. */
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** SIGURG is sent to it all the time. */
  readonly signals: boolean;
  /** How much longer than usual it may take. */
  readonly patience: number;
}

/** Nothing special. */
export const plainMode: Mode = { name: '', env: {}, signals: false, patience: 1 };

function mode(name: string, env: Readonly<Record<string, string>>, signals = false): Mode {
  return { name, env, signals, patience: 10 };
}

/** All modes; the first is the plain one. */
export const stressModes: readonly Mode[] = [
  plainMode,
  mode('GOGC=1', { GOGC: '1' }),
  mode('gccheckmark', { GODEBUG: 'gccheckmark=1' }),
  mode('clobberfree', { GODEBUG: 'clobberfree=1' }),
  mode('GOGC=1 clobberfree', { GOGC: '1', GODEBUG: 'clobberfree=1' }),
  mode('GOMAXPROCS=1', { GOMAXPROCS: '1' }),
  mode('GOMAXPROCS=2', { GOMAXPROCS: '2' }),
  mode('GOMAXPROCS=8', { GOMAXPROCS: '8' }),
  mode('SIGURG', { GOGC: '20' }, true),
];

/** Sends SIGURG to a process, about once a millisecond. */
export class SignalStream {
  private readonly timer: NodeJS.Timeout;

  constructor(child: ChildProcess) {
    this.timer = setInterval(() => child.kill('SIGURG'), 1);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
