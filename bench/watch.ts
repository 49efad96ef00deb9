// An edit in main with a resident process, beside gc without one: how long `burrow watch run` takes from the write to the start of
// the new program, and what `burrow build` takes of another program of the module, built by that process.
//
//     node tools/run.mjs bench/watch.ts [ROUNDS [PROGRAM...]]
//
// Medians; the first third of the rounds, in which the process becomes warm, is left out.

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../test/goroot.ts';
import { measure, median, type Figures } from './measure.ts';
import { programs } from './programs.ts';

const burrow = path.join(process.env['BURROW_ROOT']!, 'burrow');
const rounds = Number(process.argv[2] ?? 15);
const names = process.argv.length > 3 ? process.argv.slice(3) : Object.keys(programs);
const work = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'bench-watch-')));
fs.mkdirSync(path.join(work, 'run'), { mode: 0o700 });
const env = {
  ...process.env,
  CGO_ENABLED: '0',
  GOFLAGS: '',
  GOWORK: 'off',
  GOCACHE: path.join(work, 'cache'),
  XDG_RUNTIME_DIR: path.join(work, 'run'),
  BURROW_WATCH: 'wait',
};

/** Writes a program as it is after so many edits. */
function edit(file: string, name: string, n: number): void {
  fs.writeFileSync(file, programs[name]!.replace('edit 0', `edit ${n}`));
}

function late<T>(list: readonly T[]): readonly T[] {
  return list.slice(Math.floor(rounds / 3));
}

function row(what: string, wall: number, cpu: number | null): void {
  console.log(`  ${what.padEnd(34)}${wall.toFixed(3).padStart(8)}${cpu === null ? '' : cpu.toFixed(3).padStart(9)}`);
}

/** Edits and runs a command, again and again. */
function edited(file: string, name: string, argv: readonly string[], dir: string): Figures {
  const runs: Figures[] = [];
  for (let n = 1; n <= rounds; n++) {
    edit(file, name, n);
    runs.push(measure(argv, { cwd: dir, env }));
  }
  return { wall: median(late(runs).map(r => r.wall)), cpu: median(late(runs).map(r => r.cpu)), peak: 0 };
}

try {
  for (const name of names) {
    const dir = path.join(work, name);
    const [main, other] = [path.join(dir, 'main.go'), path.join(dir, 'other/main.go')];
    fs.mkdirSync(path.dirname(other), { recursive: true });
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module bench\n\ngo 1.26\n');
    edit(main, name, 0);
    edit(other, name, 0);
    const watch = spawn(burrow, ['watch', 'run', '.'], { cwd: dir, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    let heard = (): void => {};
    watch.stderr.on('data', (b: Buffer) => {
      said += b.toString();
      heard();
    });
    let ended = false;
    watch.on('exit', () => {
      ended = true;
      heard();
    });
    const starts = async (): Promise<void> => {
      while (!said.includes('built and started')) {
        if (ended) throw new Error(`burrow watch has ended:\n${said}`);
        await new Promise<void>(done => (heard = done));
      }
      said = '';
    };
    await starts();
    const client = path.join(work, 'run/burrow/client');
    while (!ended && !fs.existsSync(client)) await new Promise(done => setTimeout(done, 50));
    console.log(`${name.padEnd(36)}wall s    cpu s`);
    const times: number[] = [];
    for (let n = 1; n <= rounds; n++) {
      await new Promise(done => setTimeout(done, 50)); // the last change has been dealt with
      const start = performance.now();
      edit(main, name, n);
      await starts();
      times.push((performance.now() - start) / 1000);
    }
    row('watch run, write to start', median(late(times)), null);
    const build = ['build', '-o', path.join(work, 'out'), './other'];
    const by = edited(other, name, [burrow, ...build], dir);
    row('build by the resident process', by.wall, by.cpu);
    const done = new Promise(end => watch.on('exit', end));
    watch.kill('SIGTERM');
    await done;
    const alone = edited(other, name, [burrow, ...build], dir);
    row('build without one', alone.wall, alone.cpu);
    if (goTool === null) continue;
    const gc = edited(other, name, [goTool, ...build], dir);
    row('gc', gc.wall, gc.cpu);
  }
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
