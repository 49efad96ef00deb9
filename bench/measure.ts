// Whole-process figures of a command: CPU (user and system, children included), wall time, peak memory. Linux's GNU time
// gives them; where it is missing the shell's own gives the times alone.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** One run. Seconds and mebibytes; `peak` is 0 where it could not be measured. */
export interface Figures {
  readonly cpu: number;
  readonly wall: number;
  readonly peak: number;
}

/** How a command is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Exit statuses that count as success; only 0 unless given. */
  readonly statuses?: readonly number[];
}

const gnuTime = '/usr/bin/time';

/** Runs a command once; throws with its output where it fails. */
export function measure(argv: readonly string[], options: RunOptions = {}): Figures {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'measure-'));
  const report = path.join(dir, 'figures');
  try {
    const timed = fs.existsSync(gnuTime)
      ? [gnuTime, '-q', '-o', report, '-f', '%U %S %e %M', ...argv]
      : ['bash', '-c', `TIMEFORMAT='%U %S %R 0'; { time "$@" 2>&3; } 3>&2 2>"${report}"`, 'bash', ...argv];
    const done = spawnSync(timed[0]!, timed.slice(1), {
      cwd: options.cwd ?? process.cwd(),
      env: options.env ?? process.env,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (!(options.statuses ?? [0]).includes(done.status ?? -1)) {
      throw new Error(`${argv.join(' ')}: status ${done.status}\n${done.stderr.slice(0, 2000)}`);
    }
    const [user, system, wall, peak] = fs
      .readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .at(-1)!
      .split(' ')
      .map(Number);
    return { cpu: user! + system!, wall: wall!, peak: peak! / 1024 };
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

/** Runs commands in turn, A B C A B C..., and gives each one's median figures; `before` prepares each run. */
export function medians(
  commands: readonly {
    readonly argv: readonly string[];
    readonly options?: RunOptions;
    readonly before?: () => void;
  }[],
  rounds: number,
): Figures[] {
  const runs: Figures[][] = commands.map(() => []);
  for (let round = 0; round < rounds; round++) {
    commands.forEach((c, i) => {
      c.before?.();
      runs[i]!.push(measure(c.argv, c.options));
    });
  }
  return runs.map(r => ({
    cpu: median(r.map(f => f.cpu)),
    wall: median(r.map(f => f.wall)),
    peak: median(r.map(f => f.peak)),
  }));
}

/** The middle one; of an even number the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const mid = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[mid]! : (sorted[mid - 1]! + sorted[mid]!) / 2;
}

/** The newest Node that npm's `node` package gives, installed beside the cache once; null where there is no registry. */
export function newestNode(): string | null {
  const dir = path.join(os.tmpdir(), 'burrow-newest-node');
  const file = path.join(dir, 'node_modules', 'node', 'bin', 'node');
  if (!fs.existsSync(file)) {
    fs.mkdirSync(dir, { recursive: true });
    spawnSync('npm', ['install', '--prefix', dir, '--no-save', '--foreground-scripts', 'node@latest'], {
      stdio: 'ignore',
    });
  }
  return fs.existsSync(file) ? file : null;
}
