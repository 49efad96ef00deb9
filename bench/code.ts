// Code beside gc's, in one run: the small programs of bench/programs and `go test -bench` of packages, built by both; runs take
// turns. Programs: CPU of the whole process, minimum and median. Benchmarks: their own ns/op, in CPU time (cpu-clock.ts), minimum and
// median, and allocations. The ratio is that of the minima, which other work on the machine disturbs least; the noise is how far
// medians lie above minima. Geometric means are at the end of each part, and of all parts at the end.
//
//     node tools/run.mjs bench/code.ts [-rounds N] [-time DURATION] [-run REGEXP] [-skip REGEXP] [-keep DIR] [PROGRAM | PACKAGE]...
//
// Without names: all programs. A PACKAGE is an import path (`strings`); -run and -skip choose its benchmarks. With -keep the test binaries
// stay in DIR, as gc.strings and burrow.strings, and those that are there are not built again: remove what has changed.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../test/goroot.ts';
import { useCPUClock } from './cpu-clock.ts';
import { measure, median } from './measure.ts';

const root = process.env['BURROW_ROOT']!;
const burrow = path.join(root, 'burrow');

/** How large each program's problem is: around half a second of gc's code. */
const sizes: Readonly<Record<string, number>> = {
  nbody: 5_000_000,
  fannkuch: 10,
  'spectral-norm': 2500,
  mandelbrot: 2500,
  'binary-trees': 15,
  'k-nucleotide': 1_500_000,
  fasta: 15_000_000,
  reverse: 15_000_000,
  regex: 700_000,
  interpreter: 12_000_000,
  interfaces: 20_000_000,
  containers: 1_000_000,
  ring: 3_000,
  iterators: 120_000_000,
  matrix: 500,
  sieve: 30_000_000,
};

let rounds = 5;
let time = '100ms';
let run = '.';
let skip = '^$';
let keep = '';
const names: string[] = [];
for (let i = 2; i < process.argv.length; i++) {
  const word = process.argv[i]!;
  if (word === '-rounds') rounds = Number(process.argv[++i]);
  else if (word === '-time') time = process.argv[++i]!;
  else if (word === '-run') run = process.argv[++i]!;
  else if (word === '-skip') skip = process.argv[++i]!;
  else if (word === '-keep') keep = path.resolve(process.argv[++i]!);
  else names.push(word);
}

if (goTool === null) throw new Error('bench/code.ts compares with gc: it needs a Go installation');
const tools: readonly (readonly [name: string, command: string])[] = [
  ['gc', goTool],
  ['burrow', burrow],
];
const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };

/** One line of the table: samples of gc and of burrow. */
interface Row {
  readonly name: string;
  readonly gc: number[];
  readonly burrow: number[];
}

let allLogs = 0;
let allRows = 0;
let above = 0;

const minimum = (xs: readonly number[]): number => Math.min(...xs);

function show(title: string, unit: string, rows: readonly Row[], notes: ReadonlyMap<string, string>): void {
  console.log(`${title.padEnd(44)} gc min  median     burrow min  median  ${unit}   ratio`);
  let logs = 0;
  let noise = 0;
  for (const r of rows) {
    const ratio = minimum(r.burrow) / minimum(r.gc);
    logs += Math.log(ratio);
    if (ratio > 1.25) above++;
    noise += Math.log(median(r.gc) / minimum(r.gc)) + Math.log(median(r.burrow) / minimum(r.burrow));
    const cell = (x: number): string => (x >= 1000 ? x.toFixed(0) : x.toPrecision(3)).padStart(9);
    const cells = [minimum(r.gc), median(r.gc), minimum(r.burrow), median(r.burrow)].map(cell).join(' ');
    console.log(`${r.name.padEnd(40)} ${cells}      ${ratio.toFixed(2)} ${notes.get(r.name) ?? ''}`);
  }
  if (rows.length === 0) return;
  allLogs += logs;
  allRows += rows.length;
  const mean = Math.exp(logs / rows.length).toFixed(3);
  const off = ((Math.exp(noise / rows.length / 2) - 1) * 100).toFixed(1);
  console.log(`geometric mean of ${rows.length}: ${mean}; medians lie ${off} % above minima\n`);
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-code-'));
try {
  const programs = names.length === 0 ? Object.keys(sizes) : names.filter(n => n in sizes);
  if (programs.length > 0) benchPrograms(programs);
  for (const pkg of names.filter(n => !(n in sizes))) benchPackage(pkg);
  const mean = Math.exp(allLogs / allRows).toFixed(3);
  if (allRows > 0) console.log(`all: geometric mean of ${allRows}: ${mean}; ${above} above 1.25`);
} finally {
  fs.rmSync(work, { recursive: true });
}

function build(command: string, args: readonly string[], cwd: string): void {
  const r = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${r.stderr}`);
}

function benchPrograms(list: readonly string[]): void {
  const dir = path.join(root, 'bench', 'programs');
  for (const [tool, command] of tools) build(command, ['build', '-o', path.join(work, tool), '.'], dir);
  const rows = list.map((name): Row => ({ name, gc: [], burrow: [] }));
  const told = new Map<string, string>();
  for (let round = 0; round < rounds; round++) {
    for (const r of rows) {
      for (const [tool] of tools) {
        const argv = [path.join(work, tool), r.name, String(sizes[r.name])];
        if (round === 0) {
          const said = spawnSync(argv[0]!, argv.slice(1), { encoding: 'utf8' }).stdout;
          if (tool === 'gc') told.set(r.name, said);
          else if (told.get(r.name) !== said) throw new Error(`${r.name}: ${said} and not ${told.get(r.name)}`);
        }
        (tool === 'gc' ? r.gc : r.burrow).push(measure(argv, { env: { ...env, GOMAXPROCS: '1' } }).cpu);
      }
    }
  }
  show('programs', 'CPU s', rows, new Map());
}

function benchPackage(pkg: string): void {
  const binary = (tool: string): string => path.join(keep || work, `${tool}.${pkg.replaceAll('/', '_')}`);
  for (const [tool, command] of tools) {
    if (fs.existsSync(binary(tool))) continue;
    build(command, ['test', '-c', '-o', binary(tool), pkg], work);
    useCPUClock(binary(tool));
  }
  const src = spawnSync(goTool!, ['list', '-f', '{{.Dir}}', pkg], { cwd: work, env, encoding: 'utf8' }).stdout.trim();
  const rows = new Map<string, Row>();
  const memory = new Map<string, Map<string, readonly [bytes: number, allocations: number]>>();
  for (let round = 0; round < rounds; round++) {
    for (const [tool] of tools) {
      const which = ['-test.run=^$', `-test.bench=${run}`, `-test.skip=${skip}`];
      const r = spawnSync(binary(tool), [...which, `-test.benchtime=${time}`, '-test.benchmem', '-test.cpu=1'], {
        cwd: src,
        env,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      const line = /^(Benchmark\S+)\s+\d+\s+([\d.]+) ns\/op(?:.*?\s(\d+) B\/op\s+(\d+) allocs\/op)?/gm;
      for (const m of r.stdout.matchAll(line)) {
        let row = rows.get(m[1]!);
        if (row === undefined) rows.set(m[1]!, (row = { name: m[1]!, gc: [], burrow: [] }));
        (tool === 'gc' ? row.gc : row.burrow).push(Number(m[2]));
        const of = memory.get(m[1]!) ?? new Map<string, readonly [number, number]>();
        const [bytes, allocations] = of.get(tool) ?? [Infinity, Infinity];
        of.set(tool, [Math.min(bytes, Number(m[3] ?? 0)), Math.min(allocations, Number(m[4] ?? 0))]);
        memory.set(m[1]!, of);
      }
    }
  }
  const notes = new Map<string, string>();
  for (const [name, of] of memory) {
    const [a, b] = [of.get('gc') ?? [0, 0], of.get('burrow') ?? [0, 0]];
    const said: string[] = [];
    if (a[1] !== b[1]) said.push(`allocations ${b[1]}, gc's ${a[1]}`);
    // A few bytes are what the collector or a pool did in the few turns of the other.
    if (Math.abs(a[0] - b[0]) > 8 + a[0] / 50) said.push(`bytes ${b[0]}, gc's ${a[0]}`);
    if (said.length > 0) notes.set(name, said.join('; '));
  }
  const both = [...rows.values()].filter(r => r.gc.length > 0 && r.burrow.length > 0);
  both.sort((x, y) => minimum(y.burrow) / minimum(y.gc) - minimum(x.burrow) / minimum(x.gc));
  show(pkg, 'ns/op', both, notes);
}
