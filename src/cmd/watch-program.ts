// The program that `burrow watch run` keeps running: the one before is asked to end, then a new one is started in its place.

import { sameBytes } from '../base/same-bytes.ts';
import { IOError, type Host, type ProcessResult, type Running, type SpawnOptions } from '../host/host.ts';
import { endText } from './exec.ts';

/** A program that was asked to end has so many milliseconds for it. */
const grace = 5000;

/** One run of the program. */
interface Run {
  readonly image: Uint8Array;
  readonly done: Promise<ProcessResult | IOError>;
  running: Running | null;
  ended: boolean;
  /** It was ended from here: nobody wants to know how. */
  stopped: boolean;
}

/** What came of starting a program. */
export type Verdict = 'started' | 'same' | 'failed';

/** The program, in the shape in which it was last built without errors. */
export class WatchedProgram {
  private readonly host: Host;
  private readonly say: (text: string) => void;
  private current: Run | null = null;

  constructor(host: Host, say: (text: string) => void) {
    this.host = host;
    this.say = say;
  }

  get isRunning(): boolean {
    return this.current !== null && !this.current.ended;
  }

  /**
   * Starts what was built, after what runs has ended; nothing happens where that is the same program, which may have ended. The result comes when
   * the program ends, `heard` is called before, as soon as the command has nothing more to do than to wait.
   */
  async start(
    file: string,
    args: readonly string[],
    options: SpawnOptions,
    image: Uint8Array,
    heard: (verdict: Verdict) => void,
  ): Promise<ProcessResult | IOError> {
    if (this.current !== null && sameBytes(this.current.image, image)) {
      heard('same');
      return silent;
    }
    await this.stop();
    const done = this.host.spawn(file, args, {
      ...options,
      foreground: false,
      group: true,
      stdin: new Uint8Array(0),
      onStart: running => {
        run.running = running;
        heard('started');
      },
    });
    const run: Run = { image, done, running: null, ended: false, stopped: false };
    this.current = run;
    const result = await done;
    run.ended = true;
    // What it has started and left behind goes with it.
    run.running?.signal('SIGKILL');
    if (result instanceof IOError) {
      heard('failed');
      return result;
    }
    if (run.stopped) return silent;
    const how = endText(result);
    this.say(how === '' ? 'the program has ended' : `the program has ended: ${how}`);
    return silent;
  }

  /** Ends what runs: by SIGTERM, and where that does not help for good. */
  async stop(): Promise<void> {
    const run = this.current;
    if (run === null || run.ended) return;
    run.stopped = true;
    run.running?.signal('SIGTERM');
    const late = this.host.sleep(grace, true).then(() => 'late');
    if ((await Promise.race([run.done, late])) === 'late') run.running?.signal('SIGKILL');
    await run.done;
  }

  /** Ends what runs at once. */
  kill(): void {
    this.current?.running?.signal('SIGKILL');
  }
}

const nothing = new Uint8Array(0);
const silent: ProcessResult = { code: 0, signal: '', late: false, stdout: nothing, stderr: nothing };
