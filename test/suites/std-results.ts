// What `go test -json` says of a package, and what two commands say differently. The runner is std-tests.ts; conformance.ts
// shows the rows that it writes.

import * as fs from 'node:fs';
import type { Outcome } from './case.ts';

/** How a test ended. A test without an end was interrupted by the end of the process. */
export type TestEnd = 'pass' | 'fail' | 'skip' | 'no end';

/** One command's tests of one package. Tests of one stable name count as one. */
export interface PackageRun {
  /** How tests and subtests ended, by name. */
  readonly tests: Record<string, TestEnd>;
  /** The first lines of the output of those that did not pass, and under '' of the package, where it failed. */
  readonly output: Record<string, string>;
  /** The verdict on the package: 'skip' where it has no tests, '' where there is none. */
  end: TestEnd | '';
  built: boolean;
  /** What went wrong outside of the tests. */
  error: string;
  /** Which burrow built them; absent for gc's. */
  by?: string;
}

/** Lines of output that are kept of a test. */
const keptLines = 30;

/** A run of which nothing is known yet. */
export function emptyRun(): PackageRun {
  return { tests: {}, output: {}, end: '', built: true, error: '' };
}

interface Event {
  readonly Action: string;
  readonly Package?: string;
  readonly Test?: string;
  readonly Output?: string;
  readonly FailedBuild?: string;
  /** Of what is built: `p`, `p.test`, `p [q.test]`. */
  readonly ImportPath?: string;
}

/**
 * Reads the events of `go test -json` of some packages: one run for each, also of those that are not mentioned. What the command said
 * otherwise is the error of those that did not end.
 */
export function readEvents(packages: readonly string[], stdout: string, stderr: string): Map<string, PackageRun> {
  const runs = new Map(packages.map(pkg => [pkg, emptyRun()]));
  const outputs = new Map(packages.map(pkg => [pkg, new Map<string, string[]>()]));
  const buildOutput = new Map<string, string[]>();
  let other = stderr;
  for (const line of stdout.split('\n')) {
    if (line === '') continue;
    let e: Event;
    try {
      e = JSON.parse(line) as Event;
    } catch {
      other += `${line}\n`;
      continue;
    }
    if (e.Action === 'build-output') {
      buildOutput.set(e.ImportPath!, [...(buildOutput.get(e.ImportPath!) ?? []), e.Output!]);
      continue;
    }
    const run = runs.get(e.Package ?? '');
    if (run === undefined) continue;
    const name = stableName(e.Test ?? '');
    switch (e.Action) {
      case 'run':
        run.tests[name] = 'no end';
        break;
      case 'pass':
      case 'fail':
      case 'skip':
        if (name !== '') run.tests[name] = e.Action;
        else run.end = e.Action;
        if (e.FailedBuild === undefined) break;
        run.built = false;
        run.error = (buildOutput.get(e.FailedBuild) ?? []).slice(0, keptLines).join('') || `${e.FailedBuild} failed`;
        break;
      case 'output': {
        const lines = outputs.get(e.Package!)!; // it has a run
        const own = lines.get(name) ?? [];
        if (own.length < keptLines && !/^\s*(=== |--- (PASS|SKIP))/.test(e.Output!)) own.push(e.Output!);
        lines.set(name, own);
        break;
      }
    }
  }
  for (const [pkg, run] of runs) {
    if (run.end === '') run.error ||= other.split('\n').slice(0, keptLines).join('\n') || 'it says nothing';
    for (const [name, text] of outputs.get(pkg)!) {
      const end = name === '' ? run.end : run.tests[name];
      if (end !== 'pass' && (name !== '' || end !== 'skip')) run.output[name] = text.join('');
    }
  }
  return runs;
}

/** Names of subtests may have addresses and times in them, which are others each time. */
function stableName(name: string): string {
  const withoutTimes = name.replace(/time\.Date\([^)]*\)/g, 'time.Date(TIME)');
  return withoutTimes.replace(/\b0x[0-9a-f]{6,}\b|(?<=_)0x[0-9a-f]{6,}\b/g, '0xADDRESS');
}

/** What differs between two runs, a text for each test, with its output where it is ours alone that fails. */
export function compareRuns(gc: PackageRun, burrow: PackageRun): string[] {
  if (!burrow.built) return gc.built ? [`not built: ${burrow.error}`] : [];
  const differences: string[] = [];
  if (burrow.error !== '') differences.push(`error: ${burrow.error}`);
  const names = new Set([...Object.keys(gc.tests), ...Object.keys(burrow.tests)]);
  for (const name of names) {
    const want = gc.tests[name] ?? 'not run';
    const got = burrow.tests[name] ?? 'not run';
    if (want === got) continue;
    const output = burrow.output[name] ?? '';
    differences.push(`${name}: ${got}, under gc: ${want}${output === '' ? '' : `\n${output.trimEnd()}`}`);
  }
  const end = burrow.end === gc.end ? '' : `the package: ${burrow.end || 'no end'}, under gc: ${gc.end || 'no end'}`;
  if (end !== '') differences.push(`${end}\n${(burrow.output[''] ?? '').trimEnd()}`);
  return differences;
}

/** A package in the report: numbers of tests by outcome, gc's and burrow's, and what differs, each in one line. */
export interface ResultRow {
  readonly pkg: string;
  readonly built: boolean;
  readonly gc: Record<'pass' | 'fail' | 'skip', number>;
  readonly burrow: Record<'pass' | 'fail' | 'skip', number>;
  readonly differences: readonly string[];
  /** Those that are admissible: the test and why (`std-exceptions.ts`). */
  readonly exceptions: readonly string[];
}

function count(run: PackageRun): Record<'pass' | 'fail' | 'skip', number> {
  const ends = Object.values(run.tests);
  const pass = ends.filter(e => e === 'pass').length;
  const skip = ends.filter(e => e === 'skip').length;
  return { pass, fail: ends.length - pass - skip, skip };
}

/** What std-tests.ts writes of a run. */
export interface StdResults {
  readonly rows: readonly ResultRow[];
  /** Packages whose tests were not run. */
  readonly missing: readonly string[];
  /** The tests of some packages were built by another burrow than those of others. */
  readonly isOlder: boolean;
}

/** Why tests end otherwise than under gc where that is known: package and test as patterns, the test with its subtests and what it says, the line that asserts it, the reason. */
const causes: readonly (readonly [pkg: string, test: string, line: string, cause: string])[] = [
  [
    'runtime',
    'TestAppendGrowthStack',
    'runtime_test.go:340',
    "asserts gc's buffers on the stack for what append makes",
  ],
  [
    'runtime',
    'TestAppend(Byte|Ptr|ByteCap)InLoop',
    'slice_test.go:562',
    "asserts gc's buffers on the stack for what append makes",
  ],
  [
    'cmd/internal/obj/(arm64|loong64|ppc64|riscv)',
    'Test(NoRet|PCALIGN|PfxAlign|PCalign|PCAlign|ImmediateSplitting)',
    'asm_test.go',
    'there is no assembler for the machine',
  ],
  ['cmd/link/internal/ld', 'TestRISCVTrampolines', 'ld_test.go:471', 'there is no compiler for the machine'],
  ['cmd/internal/testdir', 'Test/codegen', '', 'asserts the instructions that gc chooses: see `test: asmcheck`'],
  [
    'cmd/internal/testdir',
    'Test(?=[^]*is not supported by burrow)',
    '',
    "asks for gc's debugging flags, or flags of its link, that burrow does not have",
  ],
];

/** Differences in a line each, with their causes where these are known; those of one cause are told together. */
function worded(pkg: string, differences: readonly string[]): string[] {
  const ofCause = new Map<(typeof causes)[number], string[]>();
  const lines: (string | (typeof causes)[number])[] = [];
  for (const difference of differences) {
    const known = causes.find(
      ([p, test]) => new RegExp(`^(?:${p})$`).test(pkg) && new RegExp(`^${test}(/.*)?: `).test(difference),
    );
    const [first, second = ''] = difference.split('\n');
    if (known === undefined) lines.push(line(first!, second));
    else if (ofCause.has(known)) ofCause.get(known)!.push(first!);
    else {
      ofCause.set(known, [first!]);
      lines.push(known);
    }
  }
  return lines.flatMap(l => {
    if (typeof l === 'string') return [l];
    const firsts = ofCause.get(l)!;
    const why = `${l[2]} ${l[3]}`.trim();
    if (firsts.length <= fewTests) return firsts.map(f => line(f, why));
    const name = firsts[0]!.slice(0, firsts[0]!.indexOf(': '));
    return [line(`${name} and ${firsts.length - 1} more${firsts[0]!.slice(name.length)}`, why)];
  });
}

/** So many tests of one cause are named one by one. */
const fewTests = 3;

function line(first: string, why: string): string {
  return `${first}${why === '' ? '' : `: ${why}`}`.replace(/\s+/g, ' ').slice(0, 240);
}

/**
 * The sums over packages that both have run, in words; a row for each that has tests; the packages that were not run. `excuse` says
 * why a difference is admissible, '' where it is not.
 */
export function sumUp(
  packages: readonly { readonly pkg: string; readonly gc: PackageRun | null; readonly burrow: PackageRun | null }[],
  excuse: (pkg: string, difference: string) => string = () => '',
): StdResults & { readonly text: string } {
  const rows: ResultRow[] = [];
  const missing: string[] = [];
  let without = 0;
  for (const { pkg, gc, burrow } of packages) {
    if (gc === null || burrow === null) {
      if (gc === null || gc.end !== 'skip') missing.push(pkg);
      else without++;
      continue;
    }
    const differences = compareRuns(gc, burrow);
    if (gc.end === 'skip' && differences.length === 0) without++;
    else {
      const excused = differences.filter(d => excuse(pkg, d) !== '');
      const left = differences.filter(d => !excused.includes(d));
      // A package fails where one of its tests does.
      const isExcused = excused.length > 0 && left.every(d => d.startsWith('the package: fail, under gc: pass'));
      rows.push({
        pkg,
        built: burrow.built,
        gc: count(gc),
        burrow: count(burrow),
        differences: isExcused ? [] : worded(pkg, left),
        exceptions: excused.map(d => `${d.slice(0, d.indexOf(':'))}: ${excuse(pkg, d)}`),
      });
    }
  }
  const differing = rows.filter(r => r.differences.length > 0);
  const isOlder =
    new Set(packages.flatMap(({ burrow }) => burrow?.by ?? [])).size > 1 ||
    packages.some(({ burrow }) => burrow !== null && burrow.by === undefined);
  const text = [
    `${packages.length} packages: ${rows.length} with tests, ${without} without, ${missing.length} not run`,
    `burrow: built ${rows.filter(r => r.built).length}, as under gc ${rows.length - differing.length}, different ${differing.length}`,
    `tests: ${testCounts(rows)}`,
    ...differing.map(r => `  ${r.pkg}: ${r.differences.length}: ${r.differences.slice(0, 3).join('; ')}`),
  ].join('\n');
  return { text, rows, missing, isOlder };
}

function testCounts(rows: readonly ResultRow[]): string {
  const sum = (of: (r: ResultRow) => Record<'pass' | 'fail' | 'skip', number>): string => {
    const n = { pass: 0, fail: 0, skip: 0 };
    for (const r of rows) for (const k of ['pass', 'fail', 'skip'] as const) n[k] += of(r)[k];
    return `${n.pass} passed, ${n.fail} failed, ${n.skip} skipped`;
  };
  return `under burrow ${sum(r => r.burrow)}; under gc ${sum(r => r.gc)}`;
}

/** The exceptions in words, subtests with their tests. */
function exceptionsOf(rows: readonly ResultRow[]): string {
  const all = rows.flatMap(r =>
    r.exceptions.filter(e => !e.slice(0, e.indexOf(':')).includes('/')).map(e => `\`${r.pkg}\` ${e}`),
  );
  return all.length === 0 ? '' : ` Exceptions: ${all.join('; ')}.`;
}

/** What conformance.ts shows of a file of results: a package passes where every test and subtest ends as under gc. */
export function readStdResults(file: string): {
  readonly outcomes: Outcome[];
  readonly note: string;
  /** Some are of an earlier burrow. */
  readonly isOlder: boolean;
} {
  const { rows, missing, isOlder = false } = JSON.parse(fs.readFileSync(file, 'utf8')) as StdResults;
  const ran = rows.map(r => ({ name: r.pkg, wrong: r.differences, skipped: '', built: r.built }));
  const not = missing.map(name => ({ name, wrong: [], skipped: 'not run yet', built: false }));
  return {
    outcomes: [...ran, ...not],
    isOlder,
    note: `a package passes where every test and subtest ends as under gc, but for exceptions. Tests and subtests of those that ran: ${testCounts(rows)}.${exceptionsOf(rows)}`,
  };
}
