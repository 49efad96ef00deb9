// Where a build without changes spends its time: the phases of a warm `burrow build` of a program that prints through fmt, in
// milliseconds, from sampled stacks; then the CPU of the whole process beside that of an empty Node and of gc's build.
//
//     node tools/run.mjs bench/start.ts [ROUNDS]
//
// A sample counts to the first phase of which a function is on its stack. Sampling itself takes time, so that the phases say
// how large the parts are, and the last lines how long it takes.

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../test/goroot.ts';
import { measure, median } from './measure.ts';

const root = process.env['BURROW_ROOT']!;
const rounds = Number(process.argv[2] ?? 5);

/** The functions that each phase consists of; of `file` where the name alone would say too little. */
const phases: readonly { readonly name: string; readonly funcs: readonly string[]; readonly file?: string }[] = [
  { name: 'collecting garbage', funcs: ['(garbage collector)'] },
  { name: 'code cache', funcs: ['save'], file: 'load.cjs' },
  { name: 'keys', funcs: ['programKey', 'idOf'] },
  { name: 'packages', funcs: ['loadPackages', 'openLoader', 'loadForBuild'] },
  { name: 'kept answer', funcs: ['find'], file: 'start-' },
  { name: 'start group', funcs: ['openStart'], file: 'load.cjs' },
  { name: 'command', funcs: ['dispatch', 'run'] },
  { name: 'chunks', funcs: ['chunk'], file: 'load.cjs' },
];

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Milliseconds of each phase of one profile, and of what is in none. */
function phaseTimes(profile: Profile): Map<string, number> {
  const parent = new Map<number, number>();
  const frames = new Map(profile.nodes.map(n => [n.id, n.callFrame]));
  for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id);
  const phaseOf = (id: number): string => {
    const stack: string[] = [];
    const files: string[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parent.get(at)) {
      const { functionName, url } = frames.get(at)!;
      stack.push(functionName);
      files.push(url.slice(url.lastIndexOf('/') + 1));
    }
    for (const { name, funcs, file } of phases) {
      if (stack.some((f, i) => funcs.includes(f) && (file === undefined || files[i]!.startsWith(file)))) return name;
    }
    return 'Node';
  };
  const times = new Map<string, number>();
  profile.samples.forEach((id, i) => {
    const name = phaseOf(id);
    times.set(name, (times.get(name) ?? 0) + profile.timeDeltas[i]! / 1000);
  });
  return times;
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-start-'));
try {
  const dir = path.join(work, 'hello');
  fs.mkdirSync(dir);
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module bench\n\ngo 1.26\n');
  fs.writeFileSync(path.join(dir, 'main.go'), 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n');
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off', GOCACHE: path.join(work, 'cache') };
  const burrow = path.join(root, 'burrow');
  const words = ['build', '-o', path.join(work, 'out'), '.'];
  measure([burrow, ...words], { cwd: dir, env });
  // Files that were written a moment ago are not believed; what a build loads is kept by the next ones.
  await new Promise(done => setTimeout(done, 2500));
  for (let i = 0; i < 4; i++) measure([burrow, ...words], { cwd: dir, env });
  const found = new Map<string, number[]>();
  for (let i = 0; i < rounds; i++) {
    const to = path.join(work, `profile${i}`);
    spawnSync(process.execPath, ['--cpu-prof', '--cpu-prof-interval=200', `--cpu-prof-dir=${to}`, burrow, ...words], {
      cwd: dir,
      env,
    });
    const file = path.join(to, fs.readdirSync(to)[0]!);
    for (const [name, ms] of phaseTimes(JSON.parse(fs.readFileSync(file, 'utf8')) as Profile)) {
      found.set(name, [...(found.get(name) ?? []), ms]);
    }
  }
  console.log('phase                    ms');
  for (const name of ['Node', ...phases.map(p => p.name)]) {
    console.log(
      `${name.padEnd(20)}${median(found.get(name) ?? [0])
        .toFixed(1)
        .padStart(7)}`,
    );
  }
  const commands: [string, readonly string[]][] = [
    ['an empty Node', [process.execPath, '-e', '0']],
    ['burrow', [burrow, ...words]],
  ];
  if (goTool !== null) {
    const own = [goTool, 'build', '-o', path.join(work, 'out-gc'), '.'];
    commands.push(['gc', own]);
    measure(own, { cwd: dir, env });
  }
  console.log('\nwhole process      cpu s   wall s');
  for (const [name, command] of commands) {
    const runs = Array.from({ length: rounds }, () => measure(command, { cwd: dir, env }));
    const cpu = median(runs.map(f => f.cpu)).toFixed(2);
    console.log(
      `${name.padEnd(16)}${cpu.padStart(8)} ${median(runs.map(f => f.wall))
        .toFixed(2)
        .padStart(8)}`,
    );
  }
} finally {
  fs.rmSync(work, { recursive: true });
}
