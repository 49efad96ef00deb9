// Writes docs/conformance.md: what burrow does with Go's own test data, and with the tools of a Go installation beside it.
// Sizes and classes are read from the distribution; what is not run is counted with the reason.
//
//     node tools/run.mjs test/suites/conformance.ts [--programs FILE] [--stress FILE] [--std-tests FILE] [--scripts FILE]
//         [--random FILE] [--orders FILE] [--random-ssa FILE] [--cmd-tests FILE] [--module-tests FILE] [--only SUITE]...
//
// --programs: what `goroot-run.ts --tool ./burrow --results FILE` has found, which takes longer than all that is run here.
// --stress: the same with `--stress --class run`.
// --std-tests, --cmd-tests: the same of `std-tests.ts --results FILE`, of std and of `cmd/...`; --scripts: of `script.ts -class build -list FILE`; --random: of
// `random-programs.ts --results FILE`; --orders: of `demand-orders.ts --results FILE`; --random-ssa: of
// `random-ssa.ts --results FILE`; --module-tests: of `module-tests.ts --results FILE`. Where such a file is not given, the page keeps its row and says so.
// With --only (part of a suite's name) nothing is written: the report of those suites goes to standard output.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { asmPackages } from '../asm-std.ts';
import { gofmtTool } from '../gofmt-oracle.ts';
import { goroot, goTestDir, goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import { buildOracle } from '../oracle.ts';
import { asmComplaintCases } from './asm-complaints.ts';
import { asmLibraryCases } from './asm-library.ts';
import { asmTestdataCases } from './asm-testdata.ts';
import { asmcheckOutcomes, asmcheckTests, checksText } from './asmcheck.ts';
import { type Case, type Outcome, outcomeOf } from './case.ts';
import { actions, errorcheckCases, errorcheckTests } from './errorcheck.ts';
import { goFiles } from './go-files.ts';
import { docCommentCases, gofmtCases, gofmtListCases, printerCases } from './gofmt-golden.ts';
import { readResults } from './goroot-report.ts';
import { buildActions, runActions } from './goroot-run.ts';
import { linkCases, prepareLink } from './link.ts';
import { listCases } from './list.ts';
import { earlier, type KeptRow, readPage } from './conformance-page.ts';
import { messageOutcomes, messageTests } from './messages.ts';
import { randomOutcomes } from './random-programs.ts';
import { randomSsaOutcomes } from './random-ssa.ts';
import { allScripts, type Class } from './script.ts';
import { scriptCauses } from './script-causes.ts';
import { readStdResults } from './std-results.ts';
import { compareTrees } from './syntax-tree.ts';
import { stressModes } from './stress-modes.ts';
import { syntaxCases } from './syntax-testdata.ts';
import { testFiles } from './testdir.ts';
import { typesCases } from './types-testdata.ts';
import { serve, workerFlag } from './warm-command.ts';

/** A row of the report. */
export interface Row {
  readonly name: string;
  /** Whether its cases build objects or programs. */
  readonly builds: boolean;
  readonly outcomes: readonly Outcome[];
  /** What the numbers do not say; empty for nothing. */
  readonly note: string;
  /** What the page says of an earlier run, in place of outcomes. */
  readonly kept?: KeptRow | null;
  /** Some of the outcomes are of an earlier burrow. */
  readonly isOlder?: boolean;
}

/** A suite, of which nothing runs until its outcomes are asked for. */
interface Suite {
  readonly name: string;
  readonly builds?: boolean;
  /** What is said of it below the table, once its outcomes are there. */
  readonly note?: string | (() => string);
  /** It takes so long that its results are given in a file, and none was: the page keeps what it says. */
  readonly missing?: boolean;
  /** Some of its results are of an earlier burrow. */
  readonly isOlder?: boolean;
  outcomes(): Promise<Outcome[]>;
}

async function outcomesOf(cases: readonly Case[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const c of cases) outcomes.push(await outcomeOf(c));
  return outcomes;
}

/** Names that are counted and not run. */
function notRun(names: readonly string[], reason: string): Outcome[] {
  return names.map(name => ({ name, wrong: [], skipped: reason, built: false }));
}

const elsewhere = 'not part of this report yet: test/suites/goroot-run.ts and test/suites/script.ts run them apart';
const noScripts = 'no results of test/suites/script.ts were given';
const noStdTests = 'no results of test/suites/std-tests.ts were given';
const noModuleTests = 'no results of test/suites/module-tests.ts were given';
const noRandom = 'no results of test/suites/random-programs.ts were given';
const noOrders = 'no results of test/suites/demand-orders.ts were given';
const noRandomSsa = 'no results of test/suites/random-ssa.ts were given';
const notGiven = 'no results of test/suites/goroot-run.ts were given';

/** Suites that run apart, by the option that gives their results: a file, or '' where none is given. */
interface Given {
  readonly programs: string;
  readonly stress: string;
  readonly 'std-tests': string;
  readonly scripts: string;
  readonly random: string;
  readonly orders: string;
  readonly 'random-ssa': string;
  readonly 'cmd-tests': string;
  readonly 'module-tests': string;
}

/** The suites over a whole distribution with its tools. */
function suites(root: string, testDir: string, gofmt: string, given: Given): Suite[] {
  const { programs, stress, scripts: built, random, orders, 'random-ssa': randomSsa } = given;
  const src = path.join(root, 'src');
  const ofStd = given['std-tests'] === '' ? null : readStdResults(given['std-tests']);
  const ofCmd = given['cmd-tests'] === '' ? null : readStdResults(given['cmd-tests']);
  const ofModules = given['module-tests'] === '' ? null : readStdResults(given['module-tests']);
  return [
    { name: "the type checker's testdata", outcomes: async () => outcomesOf(await typesCases(root)) },
    { name: "the parser's testdata", outcomes: () => outcomesOf(syntaxCases(root)) },
    { name: 'every Go file: tree and errors of the parser beside gc', outcomes: () => trees(root) },
    ...errorcheckSuites(root, testDir),
    { name: "gofmt's golden files", outcomes: () => outcomesOf(gofmtCases(root)) },
    { name: "go/printer's golden files", outcomes: () => outcomesOf(printerCases(root)) },
    { name: "go/doc/comment's testdata", outcomes: () => outcomesOf(docCommentCases(root)) },
    {
      name: 'every Go file: gofmt -l beside gofmt',
      outcomes: () => outcomesOf(gofmtListCases(gofmt, root, ['src', 'test'])),
    },
    { name: "cmd/asm's testdata", outcomes: () => outcomesOf(asmTestdataCases(root)) },
    { name: 'complaints beside go tool asm', outcomes: () => outcomesOf(asmComplaintCases) },
    {
      name: 'the assembly of std, four ways, beside go tool asm',
      builds: true,
      outcomes: () => outcomesOf(asmLibraryCases(asmPackages(src, ['std'])!)), // not null where go is
    },
    { name: "links beside go tool link and Go's readers", builds: true, outcomes: links },
    { name: 'go list, env and version beside go', outcomes: () => outcomesOf(listCases) },
    { name: "cmd/go's scripts that build nothing", outcomes: () => Promise.resolve(scripts(root)) },
    {
      name: "cmd/go's scripts that build",
      builds: true,
      missing: built === '',
      outcomes: () => {
        if (built !== '') return Promise.resolve(readScripts(root, 'build', built));
        const names = allScripts(root).flatMap(s => (s.class === 'build' ? [s.name] : []));
        return Promise.resolve(notRun(names, noScripts));
      },
    },
    {
      name: 'test: errorcheck of what the back end says',
      note: 'a line on which burrow decides otherwise than gc, for better or worse, fails its file.',
      outcomes: () => messageOutcomes(root, testDir, messageTests(testDir)),
    },
    asmcheckSuite(root, testDir),
    ...otherClasses(testDir, programs),
    {
      name: 'test: run, under stress',
      builds: true,
      missing: stress === '',
      note: `each program is built once and runs in ${stressModes.length} ways: ${stressModes.map(m => m.name || 'plain').join(', ')}.`,
      outcomes: () => Promise.resolve(stressOutcomes(testDir, stress)),
    },
    ...(['language', 'arithmetic'] as const).map(kind => ({
      name: `random programs beside gc: ${kind}`,
      builds: true,
      missing: random === '',
      outcomes: () => Promise.resolve(random === '' ? notRun(['all'], noRandom) : randomOutcomes(random, kind)),
    })),
    {
      name: 'random SSA through every pass, checked, run and interpreted',
      builds: true,
      missing: randomSsa === '',
      outcomes: () => Promise.resolve(randomSsa === '' ? notRun(['all'], noRandomSsa) : randomSsaOutcomes(randomSsa)),
    },
    {
      name: 'programs compiled in other orders are the same',
      builds: true,
      missing: orders === '',
      outcomes: () => Promise.resolve(orders === '' ? notRun(['all'], noOrders) : readOutcomes(orders)),
    },
    {
      name: 'go test -short: packages of std',
      builds: true,
      missing: ofStd === null,
      isOlder: ofStd?.isOlder === true,
      note: ofStd === null ? '' : ofStd.note,
      outcomes: () => Promise.resolve(ofStd === null ? notRun(testedPackages(src, false), noStdTests) : ofStd.outcomes),
    },
    {
      name: 'go test -short: packages that others have written',
      builds: true,
      missing: ofModules === null,
      isOlder: ofModules?.isOlder === true,
      note: ofModules === null ? '' : ofModules.note,
      outcomes: () => Promise.resolve(ofModules === null ? notRun(['all'], noModuleTests) : ofModules.outcomes),
    },
    {
      name: 'go test -short: packages of cmd',
      builds: true,
      missing: ofCmd === null,
      isOlder: ofCmd?.isOlder === true,
      note: ofCmd === null ? '' : ofCmd.note,
      outcomes: () => Promise.resolve(ofCmd === null ? notRun(testedPackages(src, true), noStdTests) : ofCmd.outcomes),
    },
  ];
}

/** What a suite has left in a file of outcomes. */
function readOutcomes(file: string): Outcome[] {
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { outcomes: Outcome[] }).outcomes;
}

/** The directories of src that have tests. */
function testedPackages(src: string, ofCmd: boolean): string[] {
  const tests = goFiles([src]).filter(f => f.endsWith('_test.go') && !f.includes('testdata'));
  const dirs = [...new Set(tests.map(f => path.relative(src, path.dirname(f))))];
  return dirs.filter(d => (d === 'cmd' || d.startsWith('cmd/')) === ofCmd);
}

async function trees(root: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const files = goFiles([path.join(root, 'src'), path.join(root, 'test')]);
  const program = buildOracle('syntax')!; // not null where go is
  for await (const { name, difference } of compareTrees(program, files)) {
    outcomes.push({ name, wrong: difference === '' ? [] : [difference], skipped: '', built: true });
  }
  return outcomes;
}

function errorcheckSuites(root: string, testDir: string): Suite[] {
  let cases: Promise<Case[]> | null = null;
  return actions.map(action => ({
    name: `test: ${action}`,
    outcomes: async () => {
      cases ??= errorcheckCases(root, testDir);
      const names = new Set(errorcheckTests(testDir).flatMap(t => (t.action === action ? [t.name] : [])));
      return outcomesOf((await cases).filter(c => names.has(c.name)));
    },
  }));
}

function asmcheckSuite(root: string, testDir: string): Suite {
  let totals = '';
  return {
    name: 'test: asmcheck',
    note: () =>
      `a line for which burrow chooses other instructions than gc, for better or worse, fails its file; ${totals}.`,
    outcomes: async () => {
      const result = await asmcheckOutcomes(root, testDir, asmcheckTests(testDir));
      totals = checksText(result);
      return [...result.outcomes];
    },
  };
}

async function links(): Promise<Outcome[]> {
  const dir = prepareLink();
  try {
    return await outcomesOf(linkCases);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** The scripts run in processes of their own; the command writes what became of each into a list. */
function scripts(root: string): Outcome[] {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-conformance-'));
  try {
    const list = path.join(dir, 'list');
    const tool = path.join(process.env['BURROW_ROOT'] ?? process.cwd(), 'tools/run.mjs');
    const args = [tool, 'test/suites/script.ts', '-class', 'modules', '-list', list];
    spawnSync(process.execPath, args, { stdio: ['ignore', 2, 2], cwd: process.env['BURROW_ROOT'] ?? process.cwd() });
    return readScripts(root, 'modules', list);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** What became of the scripts of a class, from a list that script.ts wrote; of a script that is there twice the last counts. */
function readScripts(root: string, of: Class, list: string): Outcome[] {
  const lines = fs.existsSync(list) ? fs.readFileSync(list, 'utf8').split('\n') : [];
  const reported = new Map<string, Outcome>();
  const files = new Map(allScripts(root).flatMap(s => (s.class === of ? [[s.name, s.file] as const] : [])));
  for (const line of lines) {
    const [, status, name, at, why] = /^(\w+) (.+?):(\d+): (.*)$/.exec(line) ?? [];
    if (name === undefined || !files.has(name)) continue;
    const known = scriptCauses.get(name);
    const wrong = status === 'fail' ? [`line ${at}: ${known === undefined ? why : `${known}: ${why}`}`] : [];
    const skipped = status === 'skip' ? why || `by ${lineOf(files.get(name)!, Number(at))}` : '';
    reported.set(name, { name, wrong, skipped, built: true });
  }
  const missing = { wrong: ['it did not report'], skipped: '', built: true };
  return [...files.keys()].map(name => reported.get(name) ?? { name, ...missing });
}

function lineOf(file: string, line: number): string {
  return fs.readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';
}

/** The classes of GOROOT/test that are no errorchecks, as the files name them; `programs` is a file of results, or empty. */
function otherClasses(testDir: string, programs: string): Suite[] {
  const found = programs === '' ? null : readResults(programs);
  const checked = new Set(
    [...errorcheckTests(testDir), ...messageTests(testDir), ...asmcheckTests(testDir)].map(t => t.name),
  );
  const classes = new Map<string, Outcome[]>();
  for (const { name, action } of testFiles(testDir)) {
    if (checked.has(name)) continue;
    const recipe = /^[a-z]+$/.test(action);
    const kind = recipe ? action : 'without a recipe';
    const missing = isProgram(action) ? notGiven : elsewhere;
    const reason = action === 'skip' ? 'the file says so' : recipe ? missing : 'part of another test';
    const outcomes = classes.get(kind) ?? [];
    outcomes.push(found?.outcomes[name] ?? notRun([name], reason)[0]!);
    classes.set(kind, outcomes);
  }
  return [...classes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, outcomes]) => {
      const missing = found === null && isProgram(kind);
      return { name: `test: ${kind}`, builds: true, missing, outcomes: () => Promise.resolve(outcomes) };
    });
}

/** Whether goroot-run.ts runs the tests of a class. */
function isProgram(action: string): boolean {
  return runActions.includes(action) || buildActions.includes(action);
}

/** The programs that run in every mode of stress; `file` holds results, or is empty. */
function stressOutcomes(testDir: string, file: string): Outcome[] {
  const found = file === '' ? null : readResults(file);
  const names = testFiles(testDir).flatMap(t => (t.action === 'run' ? [t.name] : []));
  return names.map(name => found?.outcomes[name] ?? notRun([name], notGiven)[0]!);
}

/** The report. `hide` takes from a cause what belongs to the machine. */
export function report(release: string, rows: readonly Row[], hide: (cause: string) => string): string {
  const lines = [
    '# Conformance',
    '',
    `What burrow does with the test data of ${release} and beside its tools, for linux/amd64. The runners write this page:`,
    '',
    '    node tools/run.mjs test/suites/conformance.ts',
    '',
    'A size is the number of files, packages or comparisons. *Built* counts the objects and programs that burrow made; it is',
    'empty where nothing is built. Every case is passed, failed or skipped. `test` is the test directory of the',
    'distribution, by the classes that its files give themselves.',
    '',
    '| suite | size | built | ran | passed | failed | skipped |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const { name, builds, outcomes, kept = null, isOlder = false } of rows) {
    if (kept !== null) {
      lines.push(`| ${name}${earlier} | ${kept.cells} |`);
      continue;
    }
    const skipped = outcomes.filter(o => o.skipped !== '').length;
    const failed = outcomes.filter(o => o.wrong.length > 0).length;
    const ran = outcomes.length - skipped;
    const built = builds ? outcomes.filter(o => o.built).length : '';
    const shown = isOlder ? `${name}${earlier}` : name;
    lines.push(`| ${shown} | ${outcomes.length} | ${built} | ${ran} | ${ran - failed} | ${failed} | ${skipped} |`);
  }
  if (rows.some(r => (r.kept ?? null) !== null || r.isOlder === true)) {
    lines.push(
      '',
      `${earlier.trim()} of an earlier burrow: these suites take long, and were not run again for this page, or not whole.`,
    );
  }
  for (const { name, note } of rows) if (note !== '') lines.push('', `${name}: ${note}`);
  lines.push('', '## Failed', '');
  let failures = 0;
  for (const { name, outcomes, kept = null } of rows) {
    const failed =
      kept?.failed ??
      outcomes
        .filter(o => o.wrong.length > 0)
        .map(o => `- \`${hide(o.name)}\`: \`${cause(hide(o.wrong.join('; ')))}\``);
    if (failed.length === 0) continue;
    failures += failed.length;
    lines.push(`${name}:`, '', ...failed, '');
  }
  if (failures === 0) lines.push('Nothing.', '');
  lines.push('## Skipped', '');
  for (const { name, outcomes, kept = null } of rows) {
    if (kept !== null) lines.push(...kept.skipped);
    const reasons = new Map<string, number>();
    for (const { skipped } of outcomes) if (skipped !== '') reasons.set(skipped, (reasons.get(skipped) ?? 0) + 1);
    for (const [reason, n] of reasons) lines.push(`- ${name}: ${n}: ${hide(reason)}`);
  }
  return lines.join('\n') + '\n';
}

/** A cause on one line, as code in Markdown. */
function cause(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
  return line.length > 240 ? `${line.slice(0, 240)}...` : line;
}

async function main(): Promise<number> {
  if (goroot === null || goTestDir === null || goTool === null || gofmtTool === null) {
    console.log('skipped: this needs a Go installation with its test directory');
    return 0;
  }
  const args = process.argv.slice(2);
  const only = args.flatMap((a, i) => (args[i - 1] === '--only' ? [a] : []));
  const option = (name: string): string => (args.includes(name) ? args[args.indexOf(name) + 1]! : '');
  const root = goroot;
  const rows: Row[] = [];
  const page = path.join(process.env['BURROW_ROOT'] ?? process.cwd(), 'docs/conformance.md');
  const onPage = readPage(fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : '');
  const given: Given = {
    programs: option('--programs'),
    stress: option('--stress'),
    'std-tests': option('--std-tests'),
    scripts: option('--scripts'),
    random: option('--random'),
    orders: option('--orders'),
    'random-ssa': option('--random-ssa'),
    'cmd-tests': option('--cmd-tests'),
    'module-tests': option('--module-tests'),
  };
  const older = option('--older').split(';');
  for (const suite of suites(root, goTestDir, gofmtTool, given)) {
    if (only.length > 0 && !only.some(part => suite.name.includes(part))) continue;
    console.error(suite.name);
    const { name, builds = false, note = '', missing = false } = suite;
    const isOlder = suite.isOlder === true || older.includes(name);
    const kept = missing ? (onPage.get(name) ?? null) : null;
    if (kept === null) {
      const outcomes = await suite.outcomes();
      rows.push({ name, builds, note: typeof note === 'string' ? note : note(), outcomes, isOlder });
    } else rows.push({ name, builds, note: kept.note, outcomes: [], kept });
  }
  if (rows.length === 0) {
    console.error('no suite has such a name');
    return 2;
  }
  const [release] = fs.readFileSync(path.join(root, 'VERSION'), 'utf8').split('\n');
  // Results read from an earlier run name the temporary directory of that run.
  const temporary = /(?:\/[^\s:'"[\]/]+)*\/tmp\/[^\s:'"[\]]*/g;
  const hide = (t: string): string =>
    t
      .replaceAll(root, '$GOROOT')
      .replace(temporary, '$TMPDIR/...')
      .replace(/\b127\.0\.0\.1:\d+/g, '127.0.0.1:PORT');
  const text = report(release!, rows, hide);
  if (only.length > 0) console.log(text);
  else fs.writeFileSync(page, text);
  return rows.some(r => r.outcomes.some(o => o.wrong.length > 0)) ? 1 : 0;
}

if (isMain('test/suites/conformance.ts')) {
  if (process.argv[2] === workerFlag) await serve(process.env['BURROW_ROOT']!);
  else process.exitCode = await main();
}
