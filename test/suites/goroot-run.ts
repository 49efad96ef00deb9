// GOROOT/test's programs that are built, and mostly run: the language as Go's own tests see it, through the compiler, the link
// and the runtime. What a test wants done is read from its file, as Go's runner does; how it is built is a TestBuilder's
// affair. As a command:
//
//     node tools/run.mjs test/suites/goroot-run.ts [--tool GO] [--class ACTION] [--list FILE] [--share I/N] [--jobs N]
//         [--stress] [--patience FACTOR] [--results FILE] [-v] [part of a name...]
//
// With --results what is found is kept as it comes, and not run again by the same burrow: a run may be ended and gone on with.
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { burrowId } from '../../src/build/burrow-id.ts';
import { NodeHost } from '../../src/host/node/host.ts';
import { BuildContext } from '../../src/load/build-context.ts';
import type { Config } from '../../src/load/config.ts';
import { goroot, goTestDir, goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import { stdPackages } from '../std-packages.ts';
import {
  type BuildRequest,
  CommandBuilder,
  compilerFlags,
  MixedBuilder,
  startedCommand,
  type TestBuilder,
} from './goroot-build.ts';
import { exceptionOf } from './goroot-exceptions.ts';
import { addResult, knownResults, report } from './goroot-report.ts';
import { binWith, environment, notOurs, withoutPrograms } from './goroot-world.ts';
import { type Mode, plainMode, SignalStream, stressModes } from './stress-modes.ts';
import { directoryPackages, type TestFile, testFiles, unmetConstraint } from './testdir.ts';
import { serve, WarmCommand, workerFlag } from './warm-command.ts';

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

/** What a generator wrote, and what was wrong with the program made of that. */
interface Generated {
  output: Buffer | null;
  wrong: string;
}

/** The time that a program has, in milliseconds, where its recipe gives none. */
const defaultTimeout = 60_000;

/** How tests are run. */
export interface RunHow {
  /** The builder compiles with the options that a recipe's flags ask for, whatever they are. */
  readonly allFlags: boolean;
  /** Nothing of gc is there. */
  readonly alone: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** A program is built once and run in each. */
  readonly modes: readonly Mode[];
  /** Limits of time are multiplied by this. */
  readonly patience: number;
}

/** Runs tests of a directory; programs run while others are built. */
export class GorootRunner {
  private readonly dir: string;
  private readonly builder: TestBuilder;
  private readonly context: BuildContext;
  private readonly how: RunHow;
  /** Where the tests' own files are. */
  readonly tmp: string;
  private count = 0;

  constructor(dir: string, builder: TestBuilder, config: Config, how: RunHow) {
    this.dir = dir;
    this.builder = builder;
    this.context = new BuildContext(config, ['test_run'], false, false);
    this.how = how;
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
    const unmet = unmetConstraint(test, this.context.has);
    if (unmet !== '') return `excluded by ${unmet}`;
    if (test.goexperiment !== '') return `needs GOEXPERIMENT=${test.goexperiment}`;
    if (this.how.allFlags) return '';
    const exception = this.how.alone ? exceptionOf(test.name, test.source) : '';
    if (exception !== '') return exception;
    if (test.flags.includes('-race')) return 'needs the race detector';
    const special = compilerFlags(splitFlags(test)).find(f =>
      /^-(d=(?!(panic|ssa\/check\/[^,]+)$)|dynlink|k=)/.test(f),
    );
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
    const wrongs: string[] = [];
    const state: Generated = { output: null, wrong: '' };
    for (const mode of this.how.modes) {
      const why = await this.runIn(mode, test, work, request, state);
      if (why !== '') wrongs.push(mode.name === '' ? why : `${mode.name}: ${why}`);
    }
    return failed(wrongs.join('\n'), true, true);
  }

  /** Runs what was built in one mode; what is wrong, '' for nothing. */
  private async runIn(
    mode: Mode,
    test: TestFile,
    work: string,
    request: BuildRequest,
    state: Generated,
  ): Promise<string> {
    const cwd = test.action === 'run' || test.action === 'runoutput' ? this.dir : work;
    const first = await this.execute(mode, test, request.out, test.args.slice(moreFiles(test).length), cwd);
    if (first.wrong !== '') return first.wrong;
    if (test.action !== 'runoutput') return this.compareOutput(test, first.output);
    const out = `${request.out}.2`;
    if (state.output === null || !state.output.equals(first.output)) {
      state.output = first.output;
      const file = path.join(work, 'tmp__.go');
      fs.writeFileSync(file, first.output);
      state.wrong = await this.builder.build({ ...request, out, packages: [{ path: 'main', files: [file] }] });
    }
    if (state.wrong !== '') return `generated ${state.wrong}`;
    const second = await this.execute(mode, test, out, [], cwd);
    return second.wrong === '' ? this.compareOutput(test, second.output) : `generated ${second.wrong}`;
  }

  private request(test: TestFile, work: string, out: string): BuildRequest {
    const flags = splitFlags(test);
    const file = path.join(this.dir, test.name);
    const sub = file.replace(/\.go$/, '.dir');
    const plain = { ...flags, moduleDir: '', ofCompiler: isOfCompiler(test), out };
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
    mode: Mode,
    test: TestFile,
    program: string,
    args: readonly string[],
    cwd: string,
  ): Promise<{ output: Buffer; wrong: string }> {
    const log = `${program}.out`;
    const fd = fs.openSync(log, 'w');
    const env: NodeJS.ProcessEnv = { ...this.how.env, PWD: cwd, ...mode.env };
    const godebug = [mode.env['GODEBUG'] ?? '', test.godebug].filter(d => d !== '').join(',');
    if (godebug !== '') env['GODEBUG'] = godebug;
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', fd, fd], detached: true });
    fs.closeSync(fd);
    const signals = mode.signals ? new SignalStream(child) : null;
    const limit = (test.timeout > 0 ? test.timeout * 1000 : defaultTimeout) * this.how.patience * mode.patience;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid!, 'SIGKILL'); // with what it has started; an error ends the timer
    }, limit);
    return new Promise(resolve => {
      const finish = (how: string): void => {
        clearTimeout(timer);
        signals?.stop();
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

/** Whether a recipe starts the compiler, not the go command. */
function isOfCompiler(test: TestFile): boolean {
  return ['compile', 'compiledir', 'rundir'].includes(test.action);
}

/** A recipe's flags: of the go command or of the compiler, according to the action. Those of the link do not matter here. */
function splitFlags(test: TestFile): Pick<BuildRequest, 'flags' | 'compilerFlags'> {
  const ld = test.flags.indexOf('-ldflags');
  const flags = ld < 0 ? test.flags : test.flags.slice(0, ld);
  return isOfCompiler(test) ? { flags: [], compilerFlags: flags } : { flags, compilerFlags: [] };
}

/** Whether the program itself starts go commands: what it says depends on them as well. */
export function startsGo(test: TestFile): boolean {
  return /exec\.Command\((runtime\.GOROOT|"go"|goTool|gocmd)/.test(test.source) || test.source.includes('"os/exec"');
}

/** A share of a list: every n-th, from the i-th (`i/n`, from 1); all where nothing is asked for. */
function shareOf<T>(list: readonly T[], share: string): readonly T[] {
  if (share === '') return list;
  const [i, n] = share.split('/').map(Number);
  return list.filter((_, at) => at % n! === i! - 1);
}

async function command(root: string, testDir: string, words: string[]): Promise<number> {
  const option = (name: string, otherwise = ''): string => {
    const at = words.indexOf(name);
    return at < 0 ? otherwise : words.splice(at, 2)[1]!;
  };
  const tool = option('--tool');
  const action = option('--class');
  const list = option('--list');
  const share = option('--share');
  const results = option('--results');
  const jobs = Number(option('--jobs', '2'));
  const patience = Number(option('--patience', '1'));
  const verbose = words.includes('-v');
  const stress = words.includes('--stress');
  const only = words.filter(w => !w.startsWith('-'));
  const named = list === '' ? null : new Set(fs.readFileSync(list, 'utf8').split(/\s+/));
  const chosen = testFiles(testDir).filter(
    t =>
      (action === '' ? [...runActions, ...buildActions].includes(t.action) : t.action === action) &&
      (!stress || runActions.includes(t.action)) &&
      (only.length === 0 || only.some(w => t.name.includes(w))) &&
      (named === null || named.has(t.name)),
  );
  const tests = shareOf(chosen, share);
  const world = await openWorld(root, tool, jobs);
  const { builder, config, env, id } = world;
  const modes = stress ? stressModes : [plainMode];
  const runner = new GorootRunner(testDir, builder, config, {
    allFlags: tool !== '' && id === '',
    alone: id !== '',
    env,
    modes,
    patience,
  });
  const outcomes: GorootOutcome[] = [];
  // What is known of this burrow needs no second run.
  const known = results === '' ? new Set<string>() : knownResults(results, id);
  const left = tests.filter(t => !known.has(t.name));
  try {
    await runner.runAll(left, jobs + 1, o => {
      outcomes.push(o);
      if (results !== '') addResult(results, id, o);
      if (o.wrong !== '') {
        const shown = verbose ? o.wrong : o.wrong.split('\n').slice(0, 4).join('\n');
        console.log(`FAIL ${o.test.action} ${o.test.name}: ${shown.replaceAll('\n', '\n    ')}`);
      } else if (verbose) console.log(`${o.skipped === '' ? 'ok' : `skip (${o.skipped})`} ${o.test.name}`);
    });
  } finally {
    runner.dispose();
    world.close();
  }
  report(outcomes);
  return outcomes.some(o => o.wrong !== '') ? 1 : 0;
}

/** Who builds, and where programs run. */
interface World {
  readonly builder: TestBuilder;
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  /** Which burrow it is, '' for another tool; two runs of the same one may be taken together. */
  readonly id: string;
  close(): void;
}

/** The builder of `tool`: burrow's launcher is kept warm, any other go command is started each time, '' means a mixed link. */
async function openWorld(root: string, tool: string, jobs: number): Promise<World> {
  const std = await stdPackages(root);
  const { config } = std;
  if (tool === '') {
    const env = environment(path.dirname(goTool!), root);
    return { builder: new MixedBuilder(std), config, env, id: '', close: () => {} };
  }
  const own = fs.realpathSync(path.join(process.env['BURROW_ROOT']!, 'burrow'));
  const which = spawnSync('which', [tool], { encoding: 'utf8' }).stdout.trim();
  const program = fs.realpathSync(which);
  const isOurs = program === own;
  // The bundle is of these sources.
  if (isOurs) spawnSync(process.execPath, ['tools/build.mjs'], { cwd: path.dirname(own), stdio: 'inherit' });
  const bin = binWith(program);
  const env = environment(bin, isOurs ? withoutPrograms(root) : root);
  const warm = isOurs ? new WarmCommand(process.argv[1]!, jobs, env) : null;
  const host = new NodeHost('burrow');
  const builder =
    warm === null
      ? new CommandBuilder(startedCommand(path.join(bin, 'go'), env))
      : new CommandBuilder((cwd, args) => warm.run(cwd, args), notOurs);
  const close = (): void => {
    warm?.stop();
    fs.rmSync(bin, { recursive: true });
  };
  return { builder, config, env, id: isOurs ? burrowId(host, path.dirname(own)) : '', close };
}

if (isMain('test/suites/goroot-run.ts')) {
  if (process.argv[2] === workerFlag) await serve(process.env['BURROW_ROOT']!);
  else {
    if (goroot === null || goTestDir === null) throw new Error('no Go distribution with its tests');
    process.exitCode = await command(goroot, goTestDir, process.argv.slice(2));
  }
}
