// GOROOT/test's programs that are built, and mostly run: the language as Go's own tests see it, through the compiler, the link
// and the runtime. What a test wants done is read from its file, as Go's runner does; how it is built is a TestBuilder's
// affair. As a command: `node tools/run.mjs test/suites/goroot-run.ts [--tool GO] [--class ACTION] [-v] [part of a name...]`.
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { evaluate, parseConstraint } from '../../src/base/build-constraint.ts';
import { BuildContext } from '../../src/load/build-context.ts';
import type { Config } from '../../src/load/config.ts';
import { goroot, goTestDir, goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import { stdPackages } from '../std-packages.ts';
import { type BuildRequest, CommandBuilder, compilerFlags, MixedBuilder, type TestBuilder } from './goroot-build.ts';
import { directoryPackages, type TestFile, testFiles } from './testdir.ts';

/** The actions of this suite: those whose program runs, and those that are only built. */
export const runActions: readonly string[] = ['run', 'rundir', 'runindir', 'runoutput', 'buildrun', 'buildrundir'];
export const buildActions: readonly string[] = ['compile', 'compiledir', 'build', 'builddir'];

/** What became of a test. */
export interface GorootOutcome {
  readonly test: TestFile;
  readonly built: boolean;
  readonly ran: boolean;
  /** Empty: passed, or skipped. The word before the colon is the stage that failed. */
  readonly wrong: string;
  /** Why it was not run; empty where it was. */
  readonly skipped: string;
}

/** The time that a program has, in milliseconds, where its recipe gives none. */
const defaultTimeout = 60_000;

/** Runs tests of a directory; programs run while others are built. */
export class GorootRunner {
  private readonly dir: string;
  private readonly builder: TestBuilder;
  private readonly context: BuildContext;
  /** The builder compiles with the options that a recipe's flags ask for, whatever they are. */
  private readonly allFlags: boolean;
  private readonly env: NodeJS.ProcessEnv;
  /** Where the tests' own files are. */
  readonly tmp: string;
  private count = 0;

  constructor(dir: string, builder: TestBuilder, config: Config, allFlags: boolean, env: NodeJS.ProcessEnv) {
    this.dir = dir;
    this.builder = builder;
    this.context = new BuildContext(config, ['test_run'], false, false);
    this.allFlags = allFlags;
    this.env = env;
    this.tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'goroot-run-'));
  }

  /** Removes what the tests have left. */
  dispose(): void {
    fs.rmSync(this.tmp, { recursive: true, force: true });
  }

  /** Runs all tests, at most `parallel` programs at a time; `done` hears of each when it is known. */
  async runAll(tests: readonly TestFile[], parallel: number, done: (o: GorootOutcome) => void): Promise<void> {
    const running = new Set<Promise<void>>();
    for (const test of tests) {
      while (running.size >= parallel) await Promise.race(running);
      const one = this.run(test).then(o => {
        running.delete(one);
        done(o);
      });
      running.add(one);
      // Lets programs that have ended be noticed between builds.
      await new Promise(resolve => setImmediate(resolve));
    }
    await Promise.all(running);
  }

  /** Runs one test. */
  async run(test: TestFile): Promise<GorootOutcome> {
    const reason = this.reasonToSkip(test);
    if (reason !== '') return { test, built: false, ran: false, wrong: '', skipped: reason };
    const work = path.join(this.tmp, String(this.count++));
    fs.mkdirSync(work);
    try {
      return await this.inDirectory(test, work);
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
  }

  private reasonToSkip(test: TestFile): string {
    for (const line of test.header.split('\n')) {
      const constraint = parseConstraint(line);
      if (typeof constraint !== 'string' && !evaluate(constraint, this.context.has)) return `excluded by ${line}`;
    }
    if (test.goexperiment !== '') return `needs GOEXPERIMENT=${test.goexperiment}`;
    if (this.allFlags) return '';
    if (test.flags.includes('-race')) return 'needs the race detector';
    const special = compilerFlags(splitFlags(test)).find(f => /^-(d=(?!panic|ssa\/check)|dynlink|k=)/.test(f));
    return special === undefined ? '' : `asks gc for ${special}`;
  }

  private async inDirectory(test: TestFile, work: string): Promise<GorootOutcome> {
    const runs = runActions.includes(test.action);
    const out = path.join(work, 'a.exe');
    const request = this.request(test, work, runs || test.action.startsWith('build') ? out : '');
    const failed = (wrong: string, built: boolean, ran = false): GorootOutcome => {
      return { test, built, ran, wrong, skipped: '' };
    };
    const wrong = await this.builder.build(request);
    if (wrong !== '') return failed(wrong, false);
    if (!runs) return failed('', true);
    const cwd = test.action === 'run' || test.action === 'runoutput' ? this.dir : work;
    const first = await this.execute(test, out, test.args.slice(moreFiles(test).length), cwd);
    if (first.wrong !== '') return failed(first.wrong, true, true);
    let { output } = first;
    if (test.action === 'runoutput') {
      const file = path.join(work, 'tmp__.go');
      fs.writeFileSync(file, output);
      const again = await this.builder.build({ ...request, packages: [{ path: 'main', files: [file] }] });
      if (again !== '') return failed(`generated ${again}`, false);
      const second = await this.execute(test, out, [], cwd);
      if (second.wrong !== '') return failed(`generated ${second.wrong}`, true, true);
      ({ output } = second);
    }
    return failed(this.compareOutput(test, output), true, true);
  }

  private request(test: TestFile, work: string, out: string): BuildRequest {
    const flags = splitFlags(test);
    const file = path.join(this.dir, test.name);
    const sub = file.replace(/\.go$/, '.dir');
    const plain = { ...flags, moduleDir: '', out };
    switch (test.action) {
      case 'compile': {
        const p = test.flags.find(f => f.startsWith('-p='));
        return { ...plain, packages: [{ path: p === undefined ? 'p' : p.slice('-p='.length), files: [file] }] };
      }
      case 'compiledir':
      case 'rundir': {
        const packages = directoryPackages(this.dir, test).map(p => ({
          path: p.name === 'main' ? 'main' : `test/${path.basename(p.files[0]!, '.go')}`,
          files: p.files,
        }));
        return { ...plain, packages };
      }
      case 'runindir':
      case 'builddir':
      case 'buildrundir': {
        const moduleDir = path.join(work, path.basename(sub));
        fs.cpSync(sub, moduleDir, { recursive: true });
        const version = test.action !== 'runindir' ? '1.26' : test.gomodversion === '' ? '1.14' : test.gomodversion;
        fs.writeFileSync(path.join(moduleDir, 'go.mod'), `module ${path.basename(sub)}\n\ngo ${version}\n`);
        return { ...plain, packages: [], moduleDir };
      }
      default: {
        const main = /^package main\b/m.test(test.source);
        const files = [file, ...moreFiles(test).map(f => path.join(this.dir, f))];
        return { ...plain, packages: [{ path: main ? 'main' : 'p', files }], out: main ? out : '' };
      }
    }
  }

  /** Runs a program: both its outputs in one, and what is wrong when it does not end well. */
  private execute(
    test: TestFile,
    program: string,
    args: readonly string[],
    cwd: string,
  ): Promise<{ output: Buffer; wrong: string }> {
    const log = `${program}.out`;
    const fd = fs.openSync(log, 'w');
    const env = { ...this.env, PWD: cwd, ...(test.godebug === '' ? {} : { GODEBUG: test.godebug }) };
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', fd, fd] });
    fs.closeSync(fd);
    const limit = test.timeout > 0 ? test.timeout * 1000 : defaultTimeout;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limit);
    return new Promise(resolve => {
      const finish = (how: string): void => {
        clearTimeout(timer);
        const output = fs.readFileSync(log);
        const wrong = how === '' ? '' : `run: ${how}\n${output.subarray(0, 4000).toString()}`;
        resolve({ output, wrong });
      };
      child.on('error', e => finish(e.message));
      child.on('exit', (code, signal) => {
        if (late) finish(`not done after ${limit / 1000} s`);
        else if (signal !== null) finish(`killed by ${signal}`);
        else finish(code === 0 ? '' : `exit status ${code}`);
      });
    });
  }

  private compareOutput(test: TestFile, output: Buffer): string {
    const file = path.join(this.dir, test.name.replace(/\.go$/, '.out'));
    const want = fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
    if (output.equals(want)) return '';
    const got = output.toString().split('\n');
    const lines = want.toString().split('\n');
    const at = got.findIndex((l, i) => l !== lines[i]);
    const i = at < 0 ? got.length : at;
    return `output: line ${i + 1}: ${JSON.stringify(got[i] ?? null)}, want ${JSON.stringify(lines[i] ?? null)}`;
  }
}

/** The files that a `run` names beside its own. */
function moreFiles(test: TestFile): string[] {
  if (test.action !== 'run' && test.action !== 'runoutput') return [];
  const end = test.args.findIndex(a => !a.endsWith('.go'));
  return test.args.slice(0, end < 0 ? test.args.length : end);
}

/** A recipe's flags: of the go command or of the compiler, according to the action. Those of the link do not matter here. */
function splitFlags(test: TestFile): Pick<BuildRequest, 'flags' | 'compilerFlags'> {
  const ld = test.flags.indexOf('-ldflags');
  const flags = ld < 0 ? test.flags : test.flags.slice(0, ld);
  const ofCompiler = ['compile', 'compiledir', 'rundir'].includes(test.action);
  return ofCompiler ? { flags: [], compilerFlags: flags } : { flags, compilerFlags: [] };
}

/** Whether the program itself starts go commands: what it says depends on them as well. */
export function startsGo(test: TestFile): boolean {
  return /exec\.Command\((runtime\.GOROOT|"go"|goTool|gocmd)/.test(test.source) || test.source.includes('"os/exec"');
}

/** Counts by class. */
class Counts {
  total = 0;
  built = 0;
  ran = 0;
  passed = 0;
  failed = 0;
  skipped = 0;

  add(o: GorootOutcome): void {
    this.total++;
    if (o.built) this.built++;
    if (o.ran) this.ran++;
    if (o.skipped !== '') this.skipped++;
    else if (o.wrong !== '') this.failed++;
    else this.passed++;
  }

  toString(): string {
    const { total, built, ran, passed, failed, skipped } = this;
    return `${total} tests: built ${built}, ran ${ran}, passed ${passed}, failed ${failed}, skipped ${skipped}`;
  }
}

/** What many failures may have in common: the stage and the text without names and numbers. */
function causeOf(wrong: string): string {
  const lines = wrong.split('\n').filter(l => l.trim() !== '');
  const fatal = lines.find(l => /^(panic|fatal error|runtime: unexpected|InternalError)/.test(l));
  const text = lines[0]!.startsWith('run: ') && fatal !== undefined ? `run: ${fatal}` : lines[0]!;
  return text.replace(/0x[0-9a-f]+/g, '0x..').slice(0, 140);
}

function report(outcomes: readonly GorootOutcome[]): void {
  const byClass = new Map<string, Counts>();
  const all = new Counts();
  const causes = new Map<string, string[]>();
  const skipped = new Map<string, number>();
  for (const o of outcomes) {
    let c = byClass.get(o.test.action);
    if (c === undefined) byClass.set(o.test.action, (c = new Counts()));
    c.add(o);
    all.add(o);
    if (o.skipped !== '') skipped.set(o.skipped, (skipped.get(o.skipped) ?? 0) + 1);
    if (o.wrong !== '') {
      const cause = causeOf(o.wrong);
      causes.set(cause, [...(causes.get(cause) ?? []), o.test.name]);
    }
  }
  for (const [reason, n] of [...skipped].sort((a, b) => b[1] - a[1])) console.log(`skipped ${n}: ${reason}`);
  for (const [cause, names] of [...causes].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`failed ${names.length}: ${cause}\n    ${names.slice(0, 12).join(' ')}`);
  }
  for (const [action, c] of byClass) console.log(`${action}: ${c}`);
  console.log(`all: ${all}`);
}

/** What programs that start the compiler are told of the library: where each package's export data is. */
function stdImportcfg(dir: string, go: string, env: NodeJS.ProcessEnv): string {
  const format = '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}';
  const { stdout } = spawnSync(go, ['list', '-export', '-f', format, 'std'], { env, encoding: 'utf8' });
  const file = path.join(dir, 'importcfg');
  fs.writeFileSync(file, stdout ?? '');
  return file;
}

/** A directory in which the only `go` is the tool. */
function binWith(tool: string): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'goroot-run-bin-'));
  fs.writeFileSync(path.join(dir, 'go'), `#!/bin/sh\nexec ${JSON.stringify(tool)} "$@"\n`, { mode: 0o755 });
  return dir;
}

if (isMain('test/suites/goroot-run.ts')) {
  if (goroot === null || goTestDir === null) throw new Error('no Go distribution with its tests');
  const words = process.argv.slice(2);
  const option = (name: string): string => {
    const at = words.indexOf(name);
    return at < 0 ? '' : words.splice(at, 2)[1]!;
  };
  const tool = option('--tool');
  const action = option('--class');
  const list = option('--list');
  const verbose = words.includes('-v');
  const only = words.filter(w => !w.startsWith('-'));
  const named = list === '' ? null : new Set(fs.readFileSync(list, 'utf8').split(/\s+/));
  const std = await stdPackages(goroot);
  const base = { ...process.env, GOENV: 'off', GOFLAGS: '', GOWORK: 'off', GO111MODULE: '', CGO_ENABLED: '0' };
  const bin = tool === '' ? '' : binWith(path.resolve(spawnSync('which', [tool], { encoding: 'utf8' }).stdout.trim()));
  const env: NodeJS.ProcessEnv = bin === '' ? base : { ...base, PATH: `${bin}:/usr/bin:/bin`, GOROOT: goroot };
  const builder = tool === '' ? new MixedBuilder(std) : new CommandBuilder(path.join(bin, 'go'), env);
  const runner = new GorootRunner(goTestDir, builder, std.config, tool !== '', env);
  env['STDLIB_IMPORTCFG'] = stdImportcfg(runner.tmp, bin === '' ? goTool! : path.join(bin, 'go'), env);
  const outcomes: GorootOutcome[] = [];
  const tests = testFiles(goTestDir).filter(
    t =>
      (action === '' ? [...runActions, ...buildActions].includes(t.action) : t.action === action) &&
      (only.length === 0 || only.some(w => t.name.includes(w))) &&
      (named === null || named.has(t.name)),
  );
  try {
    await runner.runAll(tests, 3, o => {
      outcomes.push(o);
      if (o.wrong !== '') {
        const shown = verbose ? o.wrong : o.wrong.split('\n').slice(0, 4).join('\n');
        console.log(`FAIL ${o.test.action} ${o.test.name}: ${shown.replaceAll('\n', '\n    ')}`);
      } else if (verbose) console.log(`${o.skipped === '' ? 'ok' : `skip (${o.skipped})`} ${o.test.name}`);
    });
  } finally {
    runner.dispose();
    if (bin !== '') fs.rmSync(bin, { recursive: true });
  }
  report(outcomes);
  process.exitCode = outcomes.some(o => o.wrong !== '') ? 1 : 0;
}
