// Many random programs in one executable of each compiler. A program is a few functions and the calls of them; its names begin
// with its own prefix. The executable runs its programs one after the other from the number that it is given, so that after one
// that ends the process (a deadlock, a fatal error) the next ones are run all the same. Programs whose output is not the same
// are told apart: where gc without optimisation does what burrow does, the language leaves the order of evaluation open.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../goroot.ts';
import { WarmCommand } from './warm-command.ts';
import { arithmeticBudget, arithmeticPrelude, ArithmeticWriter } from './random-arithmetic.ts';
import { languageBudget, LanguageWriter } from './random-language.ts';
import { prelude } from './random-prelude.ts';
import type { ProgramText } from './random-writer.ts';

/** What programs are about. */
export type ProgramKind = 'arithmetic' | 'language';

/** How many functions a program has. */
export const programFunctions = 2;

/** How long the programs of a batch may run from one that ends the process to the next, in milliseconds. */
const patience = 10_000;

/** How many bytes the programs of a batch may print; one that does not end may print as many as the disk holds. */
const maxOutput = 1 << 28;

/** Says in the output that a program begins. */
const mark = '\u0001program ';

/** One function of the program of a seed, with at most `budget` statements. */
export function writeFunction(kind: ProgramKind, seed: number, index: number, budget = Infinity): ProgramText {
  const name = `p${seed}f${index}`;
  const random = seed * 8 + index;
  return kind === 'language'
    ? new LanguageWriter(random).function(name, Math.min(budget, languageBudget))
    : new ArithmeticWriter(random).function(name, Math.min(budget, arithmeticBudget));
}

/** The program of a seed. */
export function writeProgram(kind: ProgramKind, seed: number): ProgramText {
  const parts = Array.from({ length: programFunctions }, (_, i) => writeFunction(kind, seed, i));
  return { declarations: parts.map(p => p.declarations).join('\n'), calls: parts.flatMap(p => p.calls) };
}

/** Writes a module of programs. */
export function writeBatch(dir: string, kind: ProgramKind, programs: readonly ProgramText[]): void {
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module p\n\ngo 1.26\n');
  const lines = [kind === 'language' ? prelude : arithmeticPrelude];
  programs.forEach((p, i) => lines.push(p.declarations, `func program${i}() {`, ...p.calls.map(c => `\t${c}`), '}'));
  lines.push(
    'func main() {',
    '\tfrom, _ := strconv.Atoi(os.Args[1])',
    `\tprograms := []func(){${programs.map((_, i) => `program${i}`).join(', ')}}`,
    '\tfor i := from; i < len(programs); i++ {',
    '\t\tif slices.Contains(os.Args[2:], strconv.Itoa(i)) { continue }',
    `\t\tfmt.Printf("\\n\\x01program %d\\n", i)`,
    '\t\tprograms[i]()',
    '\t}',
    '}',
  );
  fs.writeFileSync(path.join(dir, 'main.go'), `${lines.join('\n')}\n`);
}

/** An executable with programs, or what a compiler says. */
type Built = { readonly file: string } | { readonly error: string };

/** What is built with, and where results of commands are kept. */
export class Builders {
  readonly dir: string;
  private readonly env: NodeJS.ProcessEnv;
  private readonly burrow: WarmCommand;

  /** `program` is the module whose main part calls `serve` of warm-command.ts: burrow's command runs in a process that stays. */
  constructor(program: string) {
    this.dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-random-'));
    const cache = process.env['GOCACHE'] ?? path.join(this.dir, 'cache');
    this.env = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0', GOCACHE: cache };
    this.burrow = new WarmCommand(program, 1, this.env);
  }

  /** A directory for one batch, which `drop` removes. */
  batch(kind: ProgramKind, programs: readonly ProgramText[]): string {
    const dir = fs.mkdtempSync(path.join(this.dir, 'batch-'));
    writeBatch(dir, kind, programs);
    return dir;
  }

  drop(dir: string): void {
    fs.rmSync(dir, { recursive: true });
  }

  gc(dir: string, ...flags: string[]): Built {
    const file = path.join(dir, 'gc');
    const options = { cwd: dir, encoding: 'utf8', env: this.env } as const;
    const { status, stdout, stderr } = spawnSync(goTool!, ['build', ...flags, '-o', file, '.'], options);
    return status === 0 ? { file } : { error: `gc: ${(stderr + stdout).slice(0, 3000)}` };
  }

  async ours(dir: string): Promise<Built> {
    const file = path.join(dir, 'ours');
    const { status, text } = await this.burrow.run(dir, ['build', '-o', file, '.']);
    return status === 0 ? { file } : { error: `burrow: ${text.slice(0, 3000)}` };
  }

  end(): void {
    this.burrow.stop();
    fs.rmSync(this.dir, { recursive: true });
  }
}

/** What each program printed, on both outputs, and how it ended where it did not return; some are left out. */
export function runBatch(
  file: string,
  count: number,
  without: readonly number[] = [],
  env: Readonly<Record<string, string>> = {},
): string[] {
  const texts = Array.from({ length: count }, () => '');
  for (let from = 0; from < count;) {
    const out = `${file}.out`;
    const fd = fs.openSync(out, 'w');
    const ran = spawnSync(file, [from, ...without].map(String), {
      stdio: ['ignore', fd, fd],
      timeout: patience,
      killSignal: 'SIGKILL',
      env: { ...process.env, ...env },
    });
    fs.closeSync(fd);
    let last = from;
    const isFlood = fs.statSync(out).size > maxOutput;
    for (const part of firstBytes(out, maxOutput).split(`\n${mark}`).slice(1)) {
      last = Number(part.slice(0, part.indexOf('\n')));
      texts[last] = part.slice(part.indexOf('\n') + 1);
    }
    if (ran.status === 0 && !isFlood) break;
    // Stacks name addresses and lines of the runtime.
    const text = texts[last]!.replace(/\n*goroutine \d+ [^]*$/, '');
    texts[last] = ran.signal === 'SIGKILL' || isFlood ? endless : `${text}\nended with status ${ran.status}`;
    from = last + 1;
  }
  return texts;
}

/** The first bytes of a file, one a character. */
function firstBytes(file: string, most: number): string {
  const fd = fs.openSync(file, 'r');
  const bytes = Buffer.alloc(Math.min(most, fs.fstatSync(fd).size));
  fs.readSync(fd, bytes, 0, bytes.length, 0);
  fs.closeSync(fd);
  return bytes.toString('latin1');
}

/** What stands for the output of a program that does not end in time, or prints more than anybody reads. */
export const endless = 'does not end';

/** What became of a batch. */
export interface BatchResult {
  readonly same: number;
  /** Programs that gc's build does not end in time: nothing is known of them. */
  readonly endless: readonly string[];
  /** Descriptions of programs for which gc without optimisation does what burrow does. */
  readonly open: readonly string[];
  /** Descriptions of the others. */
  readonly different: readonly string[];
}

/** Builds and compares the programs of seeds from one on. */
export async function compareBatch(
  builders: Builders,
  kind: ProgramKind,
  seed: number,
  count: number,
): Promise<BatchResult> {
  const seeds = Array.from({ length: count }, (_, i) => seed + i);
  const programs = seeds.map(s => writeProgram(kind, s));
  const dir = builders.batch(kind, programs);
  try {
    const gc = builders.gc(dir);
    if ('error' in gc) throw new Error(`seeds ${seed} to ${seed + count - 1}: ${gc.error}`);
    const want = runBatch(gc.file, count);
    const ours = await builders.ours(dir);
    if ('error' in ours) return await halves(builders, kind, seed, count, ours.error);
    const without = want.flatMap((text, i) => (text === endless ? [i] : []));
    const got = runBatch(ours.file, count, without);
    const stressed = runBatch(ours.file, count, without, stress);
    const open: string[] = [];
    const different: string[] = [];
    for (const [i, s] of seeds.entries()) {
      if (want[i] === endless || (got[i] === want[i] && stressed[i] === want[i])) continue;
      if (got[i] === want[i])
        different.push(`${kind} ${s}: only with ${JSON.stringify(stress)}\n${lines(want[i]!, stressed[i]!)}`);
      else if (unoptimised(builders, kind, programs[i]!) === got[i]) open.push(`${kind} ${s}`);
      else
        different.push(
          `${kind} ${s}:\n${lines(want[i]!, got[i]!)}${await shrunk(builders, kind, s, want[i]!, got[i]!)}`,
        );
    }
    const lost = without.map(i => `${kind} ${seeds[i]}`);
    return { same: count - lost.length - open.length - different.length, endless: lost, open, different };
  } finally {
    builders.drop(dir);
  }
}

/** With it the collector runs all the time and destroys what it frees. */
const stress = { GOGC: '1', GODEBUG: 'clobberfree=1' };

/** A batch that burrow does not build: each half of it; of a single program what burrow says. */
async function halves(
  builders: Builders,
  kind: ProgramKind,
  seed: number,
  count: number,
  error: string,
): Promise<BatchResult> {
  if (count === 1) return { same: 0, endless: [], open: [], different: [`${kind} ${seed}: ${error}`] };
  const half = count >> 1;
  const a = await compareBatch(builders, kind, seed, half);
  const b = await compareBatch(builders, kind, seed + half, count - half);
  return {
    same: a.same + b.same,
    endless: [...a.endless, ...b.endless],
    open: [...a.open, ...b.open],
    different: [...a.different, ...b.different],
  };
}

/** What gc's build without optimisation prints of one program. */
function unoptimised(builders: Builders, kind: ProgramKind, program: ProgramText): string {
  const dir = builders.batch(kind, [program]);
  const built = builders.gc(dir, '-gcflags=-N -l');
  const text = 'error' in built ? built.error : runBatch(built.file, 1)[0]!;
  builders.drop(dir);
  return text;
}

/** The lines at which two outputs part. */
function lines(want: string, got: string): string {
  const a = want.split('\n');
  const b = got.split('\n');
  const at = a.findIndex((line, i) => line !== b[i]);
  const out: string[] = [];
  for (let i = Math.max(at, 0); i < Math.max(a.length, b.length) && out.length < 6; i++) {
    if (a[i] !== b[i]) out.push(`  gc   ${a[i]?.slice(0, 400)}\n`, `  ours ${b[i]?.slice(0, 400)}\n`);
  }
  return out.join('');
}

/** The shortest form of the function at fault that still differs: functions are made again with one to all of their statements. */
async function shrunk(builders: Builders, kind: ProgramKind, seed: number, want: string, got: string): Promise<string> {
  const a = want.split('\n');
  const b = got.split('\n');
  const at = a.findIndex((line, i) => line !== b[i]);
  const call = new RegExp(`^p${seed}f(\\d+)\\.`);
  const index = a
    .slice(at)
    .map(line => call.exec(line)?.[1])
    .find(n => n !== undefined);
  if (index === undefined) return '';
  const full = kind === 'language' ? languageBudget : arithmeticBudget;
  const variants = Array.from({ length: full }, (_, i) => {
    const part = writeFunction(kind, seed, Number(index), i + 1);
    const rename = (s: string): string => s.replaceAll(`p${seed}f${index}`, `v${i + 1}p${seed}f${index}`);
    return { declarations: rename(part.declarations), calls: part.calls.map(rename) };
  });
  const dir = builders.batch(kind, variants);
  try {
    const gc = builders.gc(dir);
    const ours = await builders.ours(dir);
    if ('error' in gc || 'error' in ours) return '  does not build apart\n';
    const wanted = runBatch(gc.file, full);
    const found = runBatch(ours.file, full);
    const first = wanted.findIndex((text, i) => text !== found[i]);
    if (first < 0) return '  apart it is the same\n';
    const { declarations } = writeFunction(kind, seed, Number(index), first + 1);
    return `  ${first + 1} statements:\n${lines(wanted[first]!, found[first]!)}${declarations.replace(/^/gm, '    ')}\n`;
  } finally {
    builders.drop(dir);
  }
}
