// GOROOT/test's `errorcheck` and `errorcheckdir` files: the errors of the front end against the patterns in the files, as
// Go's runner compares them, and, where gc is at hand, against gc's own output: text, line and column.
// As a command: `node tools/run.mjs test/suites/errorcheck.ts [--gc] [part of a name...]`.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { formatPosition } from '../../src/base/pos.ts';
import type { CheckedPackage, FrontEnd, SourcePackage } from '../../src/build/front-end.ts';
import { BuildContext } from '../../src/load/build-context.ts';
import { goroot, goTestDir, goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import { type LocalPackage, stdPackages, type StdPackages } from '../std-packages.ts';
import { type Case, type Outcome, outcomeOf, Skipped, type Verdict } from './case.ts';
import { frameErrors, wantsFrames } from './frame-errors.ts';
import { exceptionOf } from './goroot-exceptions.ts';
import {
  compareErrors,
  directoryPackages,
  isLanguageLevel,
  type PrintedError,
  type TestFile,
  testFiles,
  unmetConstraint,
  wantedErrors,
} from './testdir.ts';

/** What is done with a file of this suite. */
export const actions: readonly string[] = ['errorcheck', 'errorcheckdir', 'errorcheckoutput'];

/** The tests of this suite that speak of the language alone. */
export function errorcheckTests(dir: string): TestFile[] {
  return testFiles(dir).filter(t => actions.includes(t.action) && isLanguageLevel(t));
}

/**
 * The files for which gc itself does not give the errors that they ask for, as the distribution's own runner lists them.
 * Ours must then be gc's, which `compareWithGc` shows.
 */
export function failsWithGc(root: string): ReadonlySet<string> {
  const runner = fs.readFileSync(path.join(root, 'src/cmd/internal/testdir/testdir_test.go'), 'utf8');
  const list = /^var types2Failures = setOf\(\n([^]*?)^\)/m.exec(runner)?.[1] ?? '';
  return new Set([...list.matchAll(/^\t"([^"]+)"/gm)].map(m => m[1]!));
}

/** Runs tests one after the other; what they import is read once. */
export class ErrorcheckRunner {
  private readonly dir: string;
  private readonly std: StdPackages;
  readonly context: BuildContext;
  private front: FrontEnd;
  private runs = 0;

  constructor(dir: string, std: StdPackages) {
    this.dir = dir;
    this.std = std;
    this.context = new BuildContext(std.config, ['test_run'], false, false);
    this.front = std.frontEnd();
  }

  /** Runs one test. */
  run(test: TestFile): Verdict {
    const unmet = unmetConstraint(test, this.context.has);
    if (unmet !== '') return new Skipped(`excluded by ${unmet.slice(2)}`);
    switch (test.action) {
      case 'errorcheck':
        return this.file(test);
      case 'errorcheckdir':
        return this.directory(test);
      default:
        return this.output(test);
    }
  }

  private source(
    name: string,
    files: readonly string[],
    test: TestFile,
    local: ReadonlyMap<string, LocalPackage>,
  ): SourcePackage {
    const lang = test.flags.find(f => f.startsWith('-lang='));
    const p = test.flags.find(f => f.startsWith('-p='));
    return {
      path: p === undefined ? name : p.slice(3),
      files: files.map(file => ({ name: path.basename(file), file })),
      goVersion: lang === undefined ? 'go1.26' : lang.slice('-lang='.length),
      std: test.flags.includes('-std'),
      complete: test.flags.includes('-complete'),
      importedPrefix: '',
      resolve: importPath => {
        const own = importPath.replace(/^\.\//, 'test/');
        return local.has(own) ? own : this.std.resolve(importPath);
      },
    };
  }

  private check(source: SourcePackage): CheckedPackage {
    // A fresh front end now and then keeps the positions small and the memory bounded.
    if (++this.runs % 200 === 0) this.front = this.std.frontEnd();
    return this.front.check(source);
  }

  private file(test: TestFile): string[] {
    const file = path.join(this.dir, test.name);
    const source = this.source('p', [file], test, new Map());
    const errors = printed(this.check(source), this.front, limitOf(test));
    return this.verdict(test, errors, [[path.basename(file), test.source]]);
  }

  private verdict(test: TestFile, printed: PrintedError[], files: readonly (readonly [string, string])[]): string[] {
    const wanted = files.flatMap(([name, text]) => wantedErrors(name, text));
    const wrong = compareErrors(wanted, printed);
    if (test.wantError && printed.length === 0) wrong.push('no error at all');
    return wrong;
  }

  private directory(test: TestFile): string[] {
    const local = new Map<string, LocalPackage>();
    const front = this.std.frontEnd(local);
    const packages = directoryPackages(this.dir, test);
    return packages.flatMap(({ name, files }, i) => {
      // A package is imported by its name or by that of its file, as "./a" or "test/a".
      const paths = [name, path.basename(files[0]!, '.go')].map(alias => `test/${alias}`);
      const source = this.source(name === 'main' ? 'main' : paths[0]!, files, test, local);
      const result = front.check(source);
      if (result.checked !== null && result.errors.count === 0) {
        const own = { bytes: front.binary(result.checked, result.trees), source };
        for (const p of paths) local.set(p, own);
      }
      const texts = files.map(f => [path.basename(f), fs.readFileSync(f, 'utf8')] as const);
      const wantError = test.wantError && i === packages.length - 1;
      return this.verdict({ ...test, wantError }, printed(result, front, limitOf(test)), texts);
    });
  }

  /** The test writes the program whose errors count: the oracle runs it. */
  private output(test: TestFile): Verdict {
    if (goTool === null) return new Skipped('needs a go command to run the generator');
    const run = spawnSync(goTool, ['run', test.name, ...test.args], { cwd: this.dir });
    if (run.status !== 0) return [`generator failed: ${run.stderr}`];
    const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'errorcheck-'));
    try {
      const file = path.join(tmp, 'tmp__.go');
      fs.writeFileSync(file, run.stdout);
      const errors = printed(this.check(this.source('p', [file], test, new Map())), this.front, limitOf(test));
      return this.verdict(test, errors, [['tmp__.go', run.stdout.toString()]]);
    } finally {
      fs.rmSync(tmp, { recursive: true });
    }
  }

  /** The errors as gc would print them, with columns: `file:line:col: text`. */
  lines(test: TestFile): string[] {
    const file = path.join(this.dir, test.name);
    const { errors } = this.check(this.source('p', [file], test, new Map()));
    return errors.sorted(true, limitOf(test)).map(d => {
      const at = this.front.fset.position(d.pos);
      return (at === null ? '' : `${formatPosition(at)}: `) + d.message;
    });
  }
}

/** gc stops at ten errors unless told otherwise, and Go's runner tells it unless the recipe does. */
function limitOf(test: TestFile): number {
  return test.flags.includes('-e=0') ? 10 : Infinity;
}

/** The errors without columns, files by their last name, as Go's runner looks at them. */
function printed({ errors }: CheckedPackage, front: FrontEnd, limit: number): PrintedError[] {
  return errors.sorted(false, limit).map(d => {
    const position = front.fset.position(d.pos);
    return { file: path.basename(position?.filename ?? ''), line: position?.line ?? 0, text: d.message };
  });
}

/** Compares the errors of single files with those of `go tool compile`, line by line with columns: what differs in each. */
export function compareWithGc(runner: ErrorcheckRunner, dir: string, tests: readonly TestFile[]): string[][] {
  const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'errorcheck-'));
  try {
    const importcfg = path.join(tmp, 'importcfg');
    fs.writeFileSync(importcfg, stdImportcfg());
    return tests.map(test => {
      const file = path.join(dir, test.name);
      const args = ['tool', 'compile', '-p=p', '-e', `-importcfg=${importcfg}`, '-o', path.join(tmp, 'a.o')];
      const gc = spawnSync(goTool!, [...args, ...test.flags.filter(f => f !== '-d=panic'), path.basename(file)], {
        encoding: 'utf8',
        cwd: path.dirname(file),
      });
      const want = gc.stdout.split(/\n(?!\t)/).filter(line => line !== '');
      const got = runner.lines(test);
      const wrong = [
        ...want.filter(line => !got.includes(line)).map(line => `missing ${line}`),
        ...got.filter(line => !want.includes(line)).map(line => `surplus ${line}`),
      ];
      if (wrong.length === 0 && want.join('\n') !== got.join('\n')) wrong.push('another order or count');
      return wrong;
    });
  } finally {
    fs.rmSync(tmp, { recursive: true });
  }
}

/** Export data of the standard library, built by the oracle. */
function stdImportcfg(): string {
  const format = '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}';
  const list = spawnSync(goTool!, ['list', '-export', '-f', format, 'std'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, CGO_ENABLED: '0' },
  });
  if (list.status !== 0) throw new Error(list.stderr);
  return list.stdout;
}

/** The suite as cases. */
export async function errorcheckCases(root: string, dir: string): Promise<Case[]> {
  const runner = new ErrorcheckRunner(dir, await stdPackages(root));
  const gcFails = failsWithGc(root);
  return errorcheckTests(dir).map(test => ({
    name: test.name,
    run: () => {
      const exception = exceptionOf(test.name, test.source);
      if (exception !== '') return new Skipped(exception);
      const unmet = unmetConstraint(test, runner.context.has);
      if (wantsFrames(test) && unmet === '') {
        return frameErrors(test).then(found =>
          compareErrors(wantedErrors(path.basename(test.name), test.source), found),
        );
      }
      if (!gcFails.has(test.name)) return runner.run(test);
      if (goTool === null) return new Skipped('gc fails it too; needs gc to compare with');
      return compareWithGc(runner, dir, [test])[0]!;
    },
  }));
}

if (isMain('test/suites/errorcheck.ts')) {
  if (goroot === null || goTestDir === null) throw new Error('no Go distribution with its tests');
  const only = process.argv.slice(2).filter(a => a !== '--gc');
  const wanted = ({ name }: { readonly name: string }): boolean =>
    only.length === 0 || only.some(f => name.includes(f));
  const outcomes: Outcome[] = [];
  if (process.argv.includes('--gc')) {
    const runner = new ErrorcheckRunner(goTestDir, await stdPackages(goroot));
    const tests = errorcheckTests(goTestDir).filter(t => t.action === 'errorcheck' && !wantsFrames(t) && wanted(t));
    const differences = compareWithGc(runner, goTestDir, tests);
    tests.forEach(({ name }, i) => outcomes.push({ name, wrong: differences[i]!, skipped: '', built: true }));
  } else {
    for (const c of await errorcheckCases(goroot, goTestDir)) if (wanted(c)) outcomes.push(await outcomeOf(c));
  }
  for (const o of outcomes) {
    if (o.wrong.length > 0) console.log(`FAIL ${o.name}\n    ${o.wrong.slice(0, 10).join('\n    ')}`);
    if (o.skipped !== '') console.log(`skip ${o.name}: ${o.skipped}`);
  }
  const failed = outcomes.filter(o => o.wrong.length > 0).length;
  const skipped = outcomes.filter(o => o.skipped !== '').length;
  console.log(`${outcomes.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
}
