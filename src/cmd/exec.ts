// Running what was built: -exec, the wrapper for a foreign target, how an end is worded.

import { IOError, File, type Host, type ProcessResult } from '../host/host.ts';
import * as path from '../host/path.ts';
import type { Config } from '../load/config.ts';

/** The words that stand before a program of the target: -exec, or `go_$GOOS_$GOARCH_exec` where that is on PATH. */
export function execWords(host: Host, config: Config, flag: readonly string[] | null): readonly string[] {
  if (flag !== null) return flag;
  if (config.goos === host.os && config.goarch === host.arch) return [];
  const wrapper = lookPath(host, `go_${config.goos}_${config.goarch}_exec`);
  return wrapper === '' ? [] : [wrapper];
}

/** The program of a name on PATH; '' for none. */
export function lookPath(host: Host, name: string): string {
  if (name.includes('/')) return name;
  for (const dir of host.getenv('PATH').split(host.os === 'windows' ? ';' : ':')) {
    if (dir === '') continue;
    const file = path.join(dir, host.os === 'windows' ? `${name}.exe` : name);
    const st = host.stat(file);
    if (!(st instanceof IOError) && st.kind === File && (host.os === 'windows' || (st.mode & 0o111) !== 0)) return file;
  }
  return '';
}

const signalTexts = new Map([
  ['SIGHUP', 'hangup'],
  ['SIGINT', 'interrupt'],
  ['SIGQUIT', 'quit'],
  ['SIGILL', 'illegal instruction'],
  ['SIGTRAP', 'trace/breakpoint trap'],
  ['SIGABRT', 'aborted'],
  ['SIGBUS', 'bus error'],
  ['SIGFPE', 'floating point exception'],
  ['SIGKILL', 'killed'],
  ['SIGUSR1', 'user defined signal 1'],
  ['SIGSEGV', 'segmentation fault'],
  ['SIGUSR2', 'user defined signal 2'],
  ['SIGPIPE', 'broken pipe'],
  ['SIGALRM', 'alarm clock'],
  ['SIGTERM', 'terminated'],
]);

/** Go's words for how a process ended: `exit status 2`, `signal: killed`; '' where all went well. */
export function endText(result: ProcessResult): string {
  if (result.signal !== '') return `signal: ${signalTexts.get(result.signal) ?? result.signal}`;
  return result.code === 0 ? '' : `exit status ${result.code}`;
}

/**
 * The environment for programs of the user: without what one burrow tells another that it starts. `bin` is looked through before
 * the rest of PATH; '' for none.
 */
export function programEnv(host: Host, bin = ''): Map<string, string> {
  const env = new Map(host.environ());
  const others = env.get('PATH') ?? '';
  if (bin !== '') env.set('PATH', others === '' ? bin : `${bin}${host.os === 'windows' ? ';' : ':'}${others}`);
  env.delete('GOTOOLCHAIN_INTERNAL_SWITCH_COUNT');
  env.delete('GOTOOLCHAIN_INTERNAL_SWITCH_VERSION');
  return env;
}

/** The name of the file that takes everything and keeps nothing. */
export function isNull(host: Host, name: string): boolean {
  return name === '/dev/null' || (host.os === 'windows' && name.toUpperCase() === 'NUL');
}

/** A directory for the files of one command. A signal that ends the command removes it. */
export class WorkDir {
  readonly dir: string;
  private readonly host: Host;
  private stop: (() => void) | null = null;

  private constructor(host: Host, dir: string) {
    this.host = host;
    this.dir = dir;
    this.guard();
  }

  /** Makes it where $GOTMPDIR or $TMPDIR says. */
  static make(host: Host, config: Config): WorkDir | IOError {
    const base = config.getenv('GOTMPDIR') || host.getenv('TMPDIR');
    const dir = host.makeTempDir(base === '' ? '' : path.resolve(host.cwd(), base), 'go-build');
    return dir instanceof IOError ? dir : new WorkDir(host, dir);
  }

  private guard(): void {
    this.stop = this.host.onInterrupt(() => this.host.removeAll(this.dir));
  }

  /** Does work that nothing interrupts but the end of the process: signals end it at once, and the directory stays. */
  unguarded<T>(work: () => T): T {
    this.stop?.();
    this.stop = null;
    try {
      return work();
    } finally {
      this.guard();
    }
  }

  remove(): void {
    this.stop?.();
    this.stop = null;
    this.host.removeAll(this.dir);
  }
}
