// Running version control programs: shown by -x, one at a time in a directory, what they say on a failure kept for the
// message.

import { decodeUtf8 } from '../../../base/utf8.ts';
import { IOError, type Host } from '../../../host/host.ts';
import { FetchError } from '../fetch/errors.ts';

/** A program that failed. */
export class RunError extends FetchError {
  /** The exit status; -1 where there is none. */
  readonly code: number;
  /** `exit status 1`, or why it did not start. */
  readonly how: string;
  readonly stderr: string;

  constructor(command: string, how: string, code: number, stderr: string) {
    const said = stderr.replace(/\n+$/, '');
    super(`${command}: ${how}${said === '' ? '' : `:\n\t${said.replaceAll('\n', '\n\t')}`}`);
    this.code = code;
    this.how = how;
    this.stderr = stderr;
  }
}

/** Where and how a program runs. */
export interface RunHow {
  readonly dir: string;
  /** Variables over those of burrow's own environment. */
  readonly env?: ReadonlyMap<string, string>;
  /** The file whose lock is held meanwhile: the program changes what it guards. */
  readonly lock?: string;
  readonly stdin?: Uint8Array;
}

/** The programs of one command. */
export class Shell {
  readonly host: Host;
  private readonly trace: boolean;
  private readonly env: ReadonlyMap<string, string>;
  /** What still runs in a directory. */
  private readonly busy = new Map<string, Promise<unknown>>();
  private canLock: boolean;

  /** `trace` is -x. */
  constructor(host: Host, trace: boolean) {
    this.host = host;
    this.trace = trace;
    const env = new Map(host.environ());
    // Nobody is there to answer questions, unless the user says so.
    if (!env.get('GIT_TERMINAL_PROMPT')) env.set('GIT_TERMINAL_PROMPT', '0');
    if (!env.get('GCM_INTERACTIVE')) env.set('GCM_INTERACTIVE', 'never');
    this.env = env;
    this.canLock = host.os === 'linux';
  }

  /** A line of -x. */
  show(text: string): void {
    if (this.trace) this.host.stderr.write(text + '\n');
  }

  /** Standard output of a program; throws a RunError where it fails. */
  run(words: readonly string[], how: RunHow): Promise<Uint8Array> {
    const done = (this.busy.get(how.dir) ?? Promise.resolve()).then(() => this.start(words, how));
    const settled = done.catch(() => {}); // whoever asked is told
    this.busy.set(how.dir, settled);
    return done;
  }

  private async start(words: readonly string[], how: RunHow): Promise<Uint8Array> {
    const { host } = this;
    const shown = words.map(shellWord).join(' ');
    const text = how.dir === '' ? shown : `cd ${how.dir}; ${shown}`;
    this.show(text);
    const started = host.monotonic();
    const env = new Map([...this.env, ...(how.dir === '' ? [] : [['PWD', how.dir] as const]), ...(how.env ?? [])]);
    const command = `${words.join(' ')} in ${how.dir}`;
    let result = await this.spawn(words, how, env);
    for (let pause = 100; pause < 5000 && isLocked(result); pause *= 2) {
      await host.sleep(pause);
      result = await this.spawn(words, how, env);
    }
    this.show(`${((host.monotonic() - started) / 1000).toFixed(3)}s # ${text}`);
    if (result instanceof IOError) throw new RunError(command, spawnFailure(words[0]!, result), -1, '');
    if (result.code === 0) return result.stdout;
    const ended = result.signal === '' ? `exit status ${result.code}` : `signal: ${result.signal}`;
    throw new RunError(command, ended, result.code, decodeUtf8(result.stderr));
  }

  /**
   * Node has no file locks. On Linux the program flock takes the lock that go commands take; elsewhere, and where that
   * is missing, git's own locks keep two programs apart.
   */
  private async spawn(words: readonly string[], how: RunHow, env: ReadonlyMap<string, string>) {
    const { host } = this;
    const options = {
      env,
      capture: true,
      stdin: how.stdin ?? new Uint8Array(0),
      ...(how.dir === '' ? {} : { cwd: how.dir }),
    };
    if (how.lock !== undefined && this.canLock) {
      const result = await host.spawn('flock', [how.lock, ...words], options);
      if (!(result instanceof IOError) || !result.notExist) return result;
      this.canLock = false;
    }
    return host.spawn(words[0]!, words.slice(1), options);
  }
}

/** What Go says of a program that could not be started. */
export function spawnFailure(name: string, err: IOError): string {
  return err.notExist ? `exec: "${name}": executable file not found in $PATH` : String(err);
}

/** Another program was at work in the repository: its locks will be gone in a moment. */
function isLocked(result: IOError | { readonly code: number; readonly stderr: Uint8Array }): boolean {
  if (result instanceof IOError || result.code === 0) return false;
  return /\.lock': File exists|cannot lock ref|shallow file has changed/.test(decodeUtf8(result.stderr));
}

/** A word as a shell would want it. */
function shellWord(word: string): string {
  if (word.includes("'")) return `"${word.replace(/["$`\\]/g, c => '\\' + c)}"`;
  return /[$`\\*?["\t\n\v\f\r \u0085\u00a0]/.test(word) ? `'${word}'` : word;
}
