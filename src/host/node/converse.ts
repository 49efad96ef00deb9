// A process that is talked to line by line while everything else waits. Node reads pipes only when nothing else happens, so that a
// thread holds the process, and this one sleeps until the thread has an answer.

import type * as WorkerThreads from 'node:worker_threads';
import type { Conversation } from '../host.ts';

/** What the thread runs: it hands lines on, and says that the process has ended. */
const thread = `
const { spawn } = require('node:child_process');
const { workerData: { argv, port, signal } } = require('node:worker_threads');
const child = spawn(argv[0], argv.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
const say = what => {
  port.postMessage(what);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
};
let rest = '';
child.stdout.setEncoding('utf8');
child.stdout.on('data', text => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const line of lines) say({ line });
});
child.stdin.on('error', () => {});
child.on('error', () => say({}));
child.on('close', () => say({}));
port.on('message', text => (text === null ? child.stdin.end() : child.stdin.write(text)));
`;

/** What the thread says: a line, or that the process has ended. */
interface Message {
  readonly line?: string;
}

class ThreadedProcess implements Conversation {
  private readonly threads: typeof WorkerThreads;
  private readonly port: WorkerThreads.MessagePort;
  private readonly signal = new Int32Array(new SharedArrayBuffer(4));
  private readonly worker: WorkerThreads.Worker;
  private ended = false;

  constructor(argv: readonly string[]) {
    this.threads = process.getBuiltinModule('node:worker_threads');
    const { port1, port2 } = new this.threads.MessageChannel();
    this.port = port1;
    this.worker = new this.threads.Worker(thread, {
      eval: true,
      workerData: { argv, port: port2, signal: this.signal },
      transferList: [port2],
    });
    this.worker.unref();
    port1.unref();
  }

  listen(): string | null {
    while (!this.ended) {
      const seen = Atomics.load(this.signal, 0);
      const got = this.threads.receiveMessageOnPort(this.port) as { message: Message } | undefined;
      if (got === undefined) {
        Atomics.wait(this.signal, 0, seen);
        continue;
      }
      if (got.message.line !== undefined) return got.message.line;
      this.ended = true;
    }
    return null;
  }

  ask(text: string): string | null {
    this.port.postMessage(text);
    return this.listen();
  }

  end(): void {
    this.port.postMessage(null);
    while (this.listen() !== null);
    void this.worker.terminate();
  }
}

/** Starts a process to talk to. */
export function converse(argv: readonly string[]): Conversation {
  return new ThreadedProcess(argv);
}
