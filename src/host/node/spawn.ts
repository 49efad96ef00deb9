// Processes under Node.

import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import type { IOError, ProcessResult, SpawnOptions } from '../host.ts';
import { failure } from './failure.ts';
import type { Output } from './output.ts';

/** Starts a process and waits for its end; `stdout` is burrow's own, which is written out before. */
export function spawnProcess(
  name: string,
  words: readonly string[],
  options: SpawnOptions,
  stdout: Output,
): Promise<ProcessResult | IOError> {
  const {
    capture = false,
    errToOut = false,
    onOutput,
    outFile,
    foreground = false,
    group = false,
    limit,
    stdin,
  } = options;
  const piped = outFile === undefined && (capture || onOutput !== undefined);
  if (!piped && outFile === undefined) stdout.flush();
  let file = name;
  let args = words;
  let { argv0 } = options;
  // One pipe for both keeps the order of what is written; a shell makes it, and becomes the process.
  const merged = piped && (errToOut || onOutput !== undefined) && process.platform !== 'win32';
  if (merged) {
    args = ['-c', 'exec "$0" "$@" 2>&1', file, ...words];
    file = '/bin/sh';
    argv0 = 'sh';
  }
  let out: 'pipe' | 'inherit' | number = piped ? 'pipe' : 'inherit';
  let err: 'ignore' | 'pipe' | 'inherit' | number = merged ? 'ignore' : piped ? 'pipe' : errToOut ? 1 : 'inherit';
  if (outFile !== undefined) {
    try {
      out = err = fs.openSync(outFile, 'wx');
    } catch (why) {
      return Promise.resolve(failure('open', outFile, why));
    }
  }
  return new Promise(done => {
    const signals = foreground ? new PassedSignals() : null;
    let child: ChildProcess;
    try {
      child = spawn(file, args, {
        stdio: [stdin === undefined ? 'inherit' : stdin.length === 0 ? 'ignore' : 'pipe', out, err],
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.env === undefined ? {} : { env: Object.fromEntries(options.env) }),
        ...(argv0 === undefined ? {} : { argv0 }),
        detached: group,
      });
    } catch (why) {
      // Of some failures Node has an event, others it throws: ENOTDIR, ENOMEM.
      signals?.release();
      done(failure('fork/exec', name, why));
      return;
    } finally {
      if (typeof out === 'number') fs.closeSync(out); // the process has it now
    }
    const { pid } = child;
    if (pid !== undefined) options.onStart?.({ pid, signal: name => signal(child, pid, name, group) });
    signals?.passTo(child);
    let late = false;
    let incomplete = false;
    const timers: NodeJS.Timeout[] = [];
    // What the process has started may keep its pipes open.
    const stopReading = () => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    if (limit !== undefined) {
      const end = () => {
        late = true;
        child.kill(limit.signal as NodeJS.Signals);
        timers.push(
          setTimeout(() => {
            child.kill('SIGKILL');
            stopReading();
          }, limit.grace),
        );
      };
      // Node counts no further than 2**31 milliseconds.
      if (limit.after < 2 ** 31) timers.push(setTimeout(end, limit.after));
    }
    const pieces: [Buffer[], Buffer[]] = [[], []];
    child.stdout?.on('data', (b: Buffer) => {
      if (onOutput === undefined) pieces[0].push(b);
      else onOutput(b);
    });
    child.stderr?.on('data', (b: Buffer) => {
      if (onOutput === undefined) pieces[1].push(b);
      else onOutput(b);
    });
    child.stdin?.on('error', () => {}); // the process did not care to read it
    child.stdin?.end(stdin);
    const end = (result: ProcessResult | IOError) => {
      for (const t of timers) clearTimeout(t);
      signals?.release();
      done(result);
    };
    child.on('error', err => end(failure('fork/exec', name, err)));
    child.on('exit', () => {
      if (limit === undefined || child.stdout === null) return;
      const stop = () => {
        incomplete = true;
        stopReading();
      };
      timers.push(setTimeout(stop, limit.grace));
    });
    child.on('close', (code, signal) =>
      end({
        code: code ?? -1,
        signal: signal ?? '',
        late,
        incomplete: incomplete && !late,
        stdout: new Uint8Array(Buffer.concat(pieces[0])),
        stderr: new Uint8Array(Buffer.concat(pieces[1])),
      }),
    );
  });
}

function signal(child: ChildProcess, pid: number, name: string, group: boolean): void {
  try {
    if (group) process.kill(-pid, name);
    else child.kill(name as NodeJS.Signals);
  } catch {
    // it has ended
  }
}

/**
 * The terminal tells the process of an interrupt itself; what is sent to burrow alone is passed on. To hear of it begins before the
 * process is started: others may know of that before this one goes on.
 */
class PassedSignals {
  private child: ChildProcess | null = null;
  private readonly ignored = (): void => {};
  private readonly passed = (signal: NodeJS.Signals): void => {
    this.child?.kill(signal);
  };

  constructor() {
    for (const s of own) process.on(s, this.ignored);
    for (const s of others) process.on(s, this.passed);
  }

  passTo(child: ChildProcess): void {
    this.child = child;
  }

  release(): void {
    for (const s of own) process.off(s, this.ignored);
    for (const s of others) process.off(s, this.passed);
  }
}

const own = ['SIGINT', 'SIGQUIT'] as const;
const others = ['SIGTERM', 'SIGHUP'] as const;
