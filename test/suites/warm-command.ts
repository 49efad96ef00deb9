// burrow's commands in processes that stay: a command that starts anew spends most of its time on warming up. The processes
// load burrow's bundle, so that what runs is what the launcher runs, with the same keys of the cache.
import { fork, type ChildProcess } from 'node:child_process';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Bundle from '../../src/entry/node.ts';
import type { Output } from '../../src/host/host.ts';

/** What a worker is told: the words after `burrow`, and where. */
interface Order {
  readonly cwd: string;
  readonly args: readonly string[];
}

/** What a command said, on both outputs in one, and how it ended. */
export interface Said {
  readonly status: number;
  readonly text: string;
}

/** What the processes of this module are started with. */
export const workerFlag = '-warm-worker';

/** After so many commands a process is replaced: what it keeps of types and texts grows. */
const lifetime = 300;

/** A few processes that run commands, each one at a time. */
export class WarmCommand {
  private readonly env: NodeJS.ProcessEnv;
  private readonly idle: Worker[] = [];
  private readonly waiting: ((w: Worker) => void)[] = [];
  private readonly all = new Set<Worker>();

  /** `program` is the module whose main part calls `serve` when it is started with `workerFlag`. */
  constructor(program: string, jobs: number, env: NodeJS.ProcessEnv) {
    this.env = env;
    for (let i = 0; i < jobs; i++) this.idle.push(this.start(program));
  }

  private start(program: string): Worker {
    const w = new Worker(program, this.env);
    this.all.add(w);
    return w;
  }

  /** Runs one command. */
  async run(cwd: string, args: readonly string[]): Promise<Said> {
    let w = this.idle.pop() ?? (await new Promise<Worker>(resolve => this.waiting.push(resolve)));
    const said = await w.run({ cwd, args });
    if (w.count >= lifetime || w.dead) {
      this.all.delete(w);
      w.stop();
      w = this.start(w.program);
    }
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(w);
    else next(w);
    return said;
  }

  /** Ends the processes. */
  stop(): void {
    for (const w of this.all) w.stop();
  }
}

class Worker {
  readonly program: string;
  readonly child: ChildProcess;
  count = 0;
  dead = false;

  constructor(program: string, env: NodeJS.ProcessEnv) {
    this.program = program;
    this.child = fork(program, [workerFlag], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.child.on('exit', () => (this.dead = true));
  }

  run(order: Order): Promise<Said> {
    this.count++;
    return new Promise(resolve => {
      const finish = (said: Said): void => {
        this.child.off('message', finish);
        this.child.off('exit', died);
        resolve(said);
      };
      const died = (): void => finish({ status: -1, text: 'the process that ran the command has ended' });
      this.child.on('message', finish);
      this.child.on('exit', died);
      this.child.send(order);
    });
  }

  stop(): void {
    if (!this.dead) this.child.disconnect();
  }
}

class Collected implements Output {
  readonly isTerminal = false;
  readonly columns = 80;
  private readonly pieces: Uint8Array[] = [];

  write(data: string | Uint8Array): void {
    this.pieces.push(typeof data === 'string' ? Buffer.from(data) : data.slice());
  }

  get text(): string {
    return Buffer.concat(this.pieces).toString();
  }
}

/** The work of a process of `WarmCommand`; `root` is burrow's own directory. */
export async function serve(root: string): Promise<void> {
  const bundle = pathToFileURL(path.join(root, 'dist/main.mjs')).href;
  const burrow = (await import(bundle)) as typeof Bundle;
  const perform = async ({ cwd, args }: Order): Promise<Said> => {
    process.chdir(cwd);
    process.env['PWD'] = cwd;
    const host = new burrow.NodeHost('go');
    const output = new Collected();
    Object.assign(host, { stdout: output, stderr: output });
    try {
      const status = await burrow.runCommand(host, root, args, burrow.machines);
      return { status, text: output.text };
    } catch (err) {
      return { status: 3, text: output.text + burrow.report(err) };
    }
  };
  process.on('disconnect', () => process.exit(0));
  process.on('message', (order: Order) => void perform(order).then(said => process.send!(said)));
}
