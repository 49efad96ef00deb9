// Builds beside gc's, in one run: CPU of the whole process, wall time, peak memory, size of the program. Rounds take turns;
// medians are shown. Cold: nothing is kept of any package. Warm: nothing has changed. Edit: a string in the main package has.
//
//     node tools/run.mjs bench/build.ts [ROUNDS [PROGRAM...]]
//
// Programs: println, hello (fmt), server (net/http and encoding/json).

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../test/goroot.ts';
import { measure, median, type Figures } from './measure.ts';
import { programs } from './programs.ts';

const root = process.env['BURROW_ROOT']!;
const [rounds = '3', ...wanted] = process.argv.slice(2);

const tools: readonly (readonly [name: string, command: string])[] = [
  ['burrow', path.join(root, 'burrow')],
  ...(goTool === null ? [] : ([['gc', goTool]] as const)),
];

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-build-'));
try {
  console.log('program  build  tool     cpu s   wall s  peak MB  size kB  stripped kB');
  for (const [name, source] of Object.entries(programs)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const dir = path.join(work, name);
    fs.mkdirSync(dir);
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module bench\n\ngo 1.26\n');
    const main = path.join(dir, 'main.go');
    fs.writeFileSync(main, source);
    const figures = new Map<string, Figures[]>();
    const sizes = new Map<string, readonly [number, number]>();
    let edits = 0;
    for (let round = 0; round < Number(rounds); round++) {
      for (const [tool, command] of tools) {
        const out = path.join(work, `${name}-${tool}`);
        const cache = path.join(work, `cache-${tool}`);
        const env = { ...process.env, GOCACHE: cache, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' };
        const build = (kind: string, ...flags: string[]): void => {
          const f = measure([command, 'build', ...flags, '-o', out, '.'], { cwd: dir, env });
          if (kind !== '') figures.set(`${kind} ${tool}`, [...(figures.get(`${kind} ${tool}`) ?? []), f]);
        };
        fs.rmSync(cache, { recursive: true, force: true });
        fs.mkdirSync(cache);
        build('cold');
        build('warm');
        fs.writeFileSync(main, source.replace('edit 0', `edit ${++edits}`));
        build('edit');
        const size = fs.statSync(out).size;
        build('', '-ldflags=-s -w');
        sizes.set(tool, [size, fs.statSync(out).size]);
      }
    }
    for (const kind of ['cold', 'warm', 'edit']) {
      for (const [tool] of tools) {
        const runs = figures.get(`${kind} ${tool}`)!;
        const [size, stripped] = sizes.get(tool)!;
        const cells = [
          median(runs.map(f => f.cpu))
            .toFixed(2)
            .padStart(8),
          median(runs.map(f => f.wall))
            .toFixed(2)
            .padStart(8),
          median(runs.map(f => f.peak))
            .toFixed(0)
            .padStart(8),
          (size / 1000).toFixed(0).padStart(8),
          (stripped / 1000).toFixed(0).padStart(8),
        ];
        console.log(`${name.padEnd(8)} ${kind.padEnd(6)} ${tool.padEnd(7)}${cells.join(' ')}`);
      }
    }
  }
} finally {
  fs.rmSync(work, { recursive: true });
}
