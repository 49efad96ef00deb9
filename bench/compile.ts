// The compiler by its passes: functions and values per second of CPU, time of each pass and of each value in it, what it takes
// out; with -gain also the bytes by which the program grows when the pass is left out. Beside it the phases of gc's compiler for
// the same program and all that it imports. CPU is of the process, V8's own threads too.
//
//     node tools/run.mjs bench/compile.ts [-gain] [PROGRAM...]
//
// Programs: hello (fmt), server (net/http and encoding/json).

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as v8 from 'node:v8';
import { newAsmMachine } from '../src/arch/amd64/asm.ts';
import { newCompileMachine } from '../src/arch/amd64/compile.ts';
import { linkTarget } from '../src/arch/amd64/link.ts';
import { buildProgram } from '../src/build/build-program.ts';
import type { Func } from '../src/ssa/func.ts';
import type { CompileMachine } from '../src/ssa/machine.ts';
import { componentPasses, goPasses, passes } from '../src/ssa/passes/passes.ts';
import { load, open } from '../test/compile-harness.ts';
import { goTool } from '../test/goroot.ts';
import { measure } from './measure.ts';
import { programs } from './programs.ts';

// V8 optimises as late as it does for a command: the launcher has the settings.
if (process.version.startsWith('v20.')) {
  const launcher = fs.readFileSync(path.join(process.env['BURROW_ROOT']!, 'burrow'), 'utf8');
  for (const [, flag] of launcher.matchAll(/setFlagsFromString\('(.+?)'\)/g)) v8.setFlagsFromString(flag!);
}

/** What one pass did in one build. */
interface Row {
  readonly name: string;
  /** Microseconds of CPU, without the passes that it made run. */
  us: number;
  funcs: number;
  before: number;
  after: number;
}

/** Charges CPU to whatever runs. */
class Clock {
  readonly rows: Row[] = [];
  private readonly running: Row[] = [];
  private last = process.cpuUsage();

  row(name: string): Row {
    let row = this.rows.find(r => r.name === name);
    if (row === undefined) this.rows.push((row = { name, us: 0, funcs: 0, before: 0, after: 0 }));
    return row;
  }

  enter(row: Row): void {
    this.charge();
    this.running.push(row);
  }

  leave(): void {
    this.charge();
    this.running.pop();
  }

  private charge(): void {
    const now = process.cpuUsage();
    const row = this.running.at(-1);
    if (row !== undefined) row.us += now.user + now.system - this.last.user - this.last.system;
    this.last = now;
  }
}

/** Values in blocks. */
function size(f: Func): number {
  let n = 0;
  for (const b of f.blocks) n += b.values.length;
  return n;
}

/** Runs `run` as a row of the clock. */
function timed<T>(clock: Clock, name: string, funcs: readonly Func[], run: () => T): T {
  const row = clock.row(name);
  row.funcs += funcs.length;
  for (const f of funcs) row.before += size(f);
  clock.enter(row);
  try {
    return run();
  } finally {
    clock.leave();
    for (const f of funcs) row.after += size(f);
  }
}

type Runs<F> = { name: string; run: (p: never, f: F) => void };

/** Puts the clock around every pass, while `body` runs; leaves out the pass named `without`. */
function watched(clock: Clock, without: string, body: () => void): void {
  const restore: (() => void)[] = [];
  const wrap = <F>(list: readonly Runs<F>[], funcsOf: (f: F) => readonly Func[]): void => {
    for (const pass of list) {
      const { run, name } = pass;
      pass.run = name === without ? () => {} : (p, f) => timed(clock, name, funcsOf(f), () => run(p, f));
      restore.push(() => void (pass.run = run));
    }
  };
  wrap(goPasses as unknown as Runs<Func>[], f => [f]);
  wrap(componentPasses as unknown as Runs<readonly Func[]>[], fs => fs);
  wrap(passes as unknown as Runs<Func>[], f => [f]);
  try {
    body();
  } finally {
    for (const undo of restore) undo();
  }
}

/** The machine with the clock around its stages; what lies between its selection and its emission is allocation. */
function watchedMachine(clock: Clock): CompileMachine {
  const machine = newCompileMachine();
  let allocating = false;
  return {
    ...machine,
    shape: op => machine.shape(op),
    hasFMA: p => machine.hasFMA(p),
    select(p, f) {
      timed(clock, 'select', [f], () => machine.select(p, f));
      const row = clock.row('registers');
      row.funcs++;
      row.before += size(f);
      clock.enter(row);
      allocating = true;
    },
    emit(p, f, a, cx) {
      if (allocating) {
        clock.leave();
        clock.row('registers').after += size(f);
        allocating = false;
      }
      return timed(clock, 'emit', [f], () => machine.emit(p, f, a, cx));
    },
  };
}

/** Builds the program in `dir` in this process; the size of its file without DWARF. */
async function build(dir: string, clock: Clock, without: string): Promise<number> {
  const rest = clock.row('types, SSA, objects, link');
  clock.enter(rest);
  const loaded = await load(dir, ['.']);
  const root = loaded.units.find(u => u.root)!;
  const compile = watchedMachine(clock);
  const session = open(loaded, root.package.importPath, compile.ops);
  let bytes = 0;
  watched(clock, without, () => {
    const errors: string[] = [];
    const stages = { asm: newAsmMachine(), compile, link: linkTarget };
    const options = { stackLimit: 800, noDwarf: true };
    const result = buildProgram(loaded.host, loaded.config, session, stages, options, null, text => errors.push(text));
    if (result.image === null) throw new Error([...errors, ...result.errors].join('\n'));
    bytes = result.image.length;
  });
  clock.leave();
  return bytes;
}

/** The phases of gc's compiler, in seconds summed over packages, and the figures of the whole build. */
function gcPhases(tool: string, dir: string, work: string): string[] {
  const file = path.join(work, 'gc.bench');
  const cache = path.join(work, 'gc-cache');
  const env = { ...process.env, GOCACHE: cache, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };
  fs.mkdirSync(cache);
  const f = measure([tool, 'build', '-p=1', `-gcflags=all=-bench=${file}`, '-o', path.join(work, 'gc'), '.'], {
    cwd: dir,
    env,
  });
  const phases = new Map<string, number>();
  let funcs = 0;
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    const words = /^BenchmarkCompile:[^ ]*?:((?:fe|be):[\w-]+|total)\s+\d+\s+(\d+) ns\/op(.*)$/.exec(line);
    if (words === null || words[1]!.endsWith('subtotal')) continue;
    phases.set(words[1]!, (phases.get(words[1]!) ?? 0) + Number(words[2]) / 1e9);
    funcs += Number(/(\d+) funcs/.exec(words[3]!)?.[1] ?? 0);
  }
  fs.rmSync(cache, { recursive: true });
  return [
    `gc: ${f.cpu.toFixed(2)} s of CPU, ${funcs} functions, peak ${f.peak.toFixed(0)} MB; wall time inside its compiler, s:`,
    ...[...phases].map(([name, s]) => `  ${name.padEnd(30)} ${s.toFixed(2).padStart(7)}`),
  ];
}

const words = process.argv.slice(2);
const gain = words[0] === '-gain';
const wanted = gain ? words.slice(1) : words;
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-compile-'));
try {
  for (const [name, source] of Object.entries(programs)) {
    if (wanted.length > 0 ? !wanted.includes(name) : name === 'println') continue;
    const dir = path.join(work, name);
    fs.mkdirSync(dir);
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module bench\n\ngo 1.26\n');
    fs.writeFileSync(path.join(dir, 'main.go'), source);
    // The first build of a process pays for V8, as a command does.
    const clock = new Clock();
    const bytes = await build(dir, clock, '');
    const peak = process.resourceUsage().maxRSS / 1024;
    const cpu = clock.rows.reduce((sum, r) => sum + r.us, 0) / 1e6;
    const made = clock.row('emit');
    const values = clock.row('clean').before;
    console.log(
      `${name}: ${cpu.toFixed(2)} s of CPU, peak ${peak.toFixed(0)} MB, ${bytes} bytes; ${made.funcs} functions, ` +
        `${(made.funcs / cpu).toFixed(0)} a second; ${values} values, ${(values / cpu).toFixed(0)} a second`,
    );
    console.log(`  ${'pass'.padEnd(26)}      ms  ns a value   values in       taken out${gain ? '  bytes saved' : ''}`);
    const optional = new Set([...goPasses, ...componentPasses, ...passes].filter(p => !p.required).map(p => p.name));
    for (const r of clock.rows) {
      const each = r.before === 0 ? '' : ((r.us * 1000) / r.before).toFixed(0);
      const cells = [
        (r.us / 1000).toFixed(0).padStart(7),
        each.padStart(11),
        String(r.before).padStart(11),
        String(r.before - r.after).padStart(15),
      ];
      if (gain && optional.has(r.name))
        cells.push(String((await build(dir, new Clock(), r.name)) - bytes).padStart(12));
      console.log(`  ${r.name.padEnd(26)} ${cells.join(' ')}`);
    }
    if (goTool !== null) for (const line of gcPhases(goTool, dir, work)) console.log(line);
  }
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
