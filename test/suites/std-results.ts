// What `go test -json` says of a package, and what two commands say differently. The runner is std-tests.ts; conformance.ts
// shows the rows that it writes.

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

/** Names of subtests may have addresses in them, which are others each time. */
function stableName(name: string): string {
  return name.replace(/\b0x[0-9a-f]{6,}\b|(?<=_)0x[0-9a-f]{6,}\b/g, '0xADDRESS');
}

/** What differs between two runs, a text for each test, with its output where it is ours alone that fails. */
export function compareRuns(gc: PackageRun, burrow: PackageRun): string[] {
  if (!burrow.built) return [`not built: ${burrow.error}`];
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
}

function count(run: PackageRun): Record<'pass' | 'fail' | 'skip', number> {
  const ends = Object.values(run.tests);
  const pass = ends.filter(e => e === 'pass').length;
  const skip = ends.filter(e => e === 'skip').length;
  return { pass, fail: ends.length - pass - skip, skip };
}

/** The sums over packages that both have run, the row of each that has tests, and whether any differs. */
export function sumUp(
  packages: readonly { readonly pkg: string; readonly gc: PackageRun | null; readonly burrow: PackageRun | null }[],
): { readonly text: string; readonly rows: readonly ResultRow[]; readonly missing: number; readonly differ: boolean } {
  const rows: ResultRow[] = [];
  let without = 0;
  let missing = 0;
  for (const { pkg, gc, burrow } of packages) {
    if (gc === null || burrow === null) {
      missing++;
      continue;
    }
    const differences = compareRuns(gc, burrow);
    if (gc.end === 'skip' && differences.length === 0) without++;
    else
      rows.push({
        pkg,
        built: burrow.built,
        gc: count(gc),
        burrow: count(burrow),
        differences: differences.map(firstLine),
      });
  }
  const sum = (of: (r: ResultRow) => number): number => rows.reduce((n, r) => n + of(r), 0);
  const differing = rows.filter(r => r.differences.length > 0);
  const text = [
    `${packages.length} packages: ${rows.length} with tests, ${without} without, ${missing} not run`,
    `burrow: built ${rows.filter(r => r.built).length}, as under gc ${rows.length - differing.length}, different ${differing.length}`,
    `tests under burrow: passed ${sum(r => r.burrow.pass)}, failed ${sum(r => r.burrow.fail)}, skipped ${sum(r => r.burrow.skip)}`,
    `tests under gc: passed ${sum(r => r.gc.pass)}, failed ${sum(r => r.gc.fail)}, skipped ${sum(r => r.gc.skip)}`,
    ...differing.map(r => `  ${r.pkg}: ${r.differences.length}: ${r.differences.slice(0, 3).join('; ')}`),
  ].join('\n');
  return { text, rows, missing, differ: differing.length > 0 };
}

function firstLine(text: string): string {
  const [line] = text.split('\n');
  return line!.slice(0, 200);
}
