// Builds beside gc's, in one run: CPU of the whole process, wall time, peak memory, size of the program. Rounds take turns;
// medians are shown.
//
//     node tools/run.mjs bench/build.ts [ROUNDS [PROGRAM...]]
//
// cold     nothing is kept of any package
// shipped  nothing is kept, but burrow came with what `npm run ship` makes; where that is there
// warm     nothing has changed since the last build but one, nor for two seconds before that: only then times of files tell
// edit     a string in the main package has
// leaf     a string in a package has that many others import
// known    the main package has one file more, which calls what others call already
// ask      in its place one that calls what nothing has called before
// back     that file is gone
//
// Programs: println, hello (fmt), server (net/http and encoding/json), and by name the larger ones of build-programs.ts.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goTool } from '../test/goroot.ts';
import { benchPrograms, type BenchProgram, type Edit } from './build-programs.ts';
import { measure, median, type Figures } from './measure.ts';
import { programs } from './programs.ts';

/** A file that asks the runtime for what every program has. */
const knowing = `package main

func init() {
	more := []string{}
	for i := 0; i < 3; i++ {
		more = append(more, "one")
	}
	println(len(more))
}
`;

/** One that asks something new of it. */
const asking = `package main

import "container/ring"

func init() {
	println(ring.New(3).Len())
}
`;

const kinds = ['cold', 'shipped', 'warm', 'edit', 'leaf', 'known', 'ask', 'back'] as const;

type Kind = (typeof kinds)[number];

const root = process.env['BURROW_ROOT']!;
const burrow = path.join(root, 'burrow');
const shipped = path.join(root, 'dist', 'std');
const [rounds = '3', ...wanted] = process.argv.slice(2);

/** One tool on one program. */
class Bench {
  readonly figures = new Map<Kind, Figures[]>();
  size = 0;
  stripped = 0;
  private readonly tool: string;
  private readonly program: BenchProgram;
  private readonly dir: string;
  private readonly goroot: string;
  private readonly out: string;
  private readonly cache: string;
  private edits = 0;

  constructor(tool: string, program: BenchProgram, dir: string) {
    this.tool = tool;
    this.program = program;
    this.dir = dir;
    this.goroot = program.make(dir, burrow);
    this.out = `${dir}.out`;
    this.cache = `${dir}.cache`;
  }

  round(): void {
    const { program, dir } = this;
    const isShipped = this.tool === 'burrow' && fs.existsSync(shipped);
    if (isShipped) {
      this.clean();
      this.build('shipped');
      fs.renameSync(shipped, `${shipped}.away`);
    }
    try {
      this.clean();
      this.build('cold');
      settle();
      this.build(null);
      this.build('warm');
      this.change(program.edit);
      this.build('edit');
      this.size = fs.statSync(this.out).size;
      if (program.leaf !== null) {
        this.change(program.leaf);
        this.build('leaf');
      }
      const more = path.join(dir, path.dirname(program.edit.file), 'more.go');
      fs.writeFileSync(more, knowing);
      this.build('known');
      fs.writeFileSync(more, asking);
      this.build('ask');
      fs.rmSync(more);
      // Not the program that was there before.
      this.change(program.edit);
      this.build('back');
      this.build(null, '-ldflags=-s -w');
      this.stripped = fs.statSync(this.out).size;
    } finally {
      if (isShipped) fs.renameSync(`${shipped}.away`, shipped);
    }
  }

  /** What V8 has compiled of burrow is kept for later runs, after some brief ones whole: so that the first program finds it as the last. */
  warmUp(): void {
    this.round();
    for (let i = 0; i < 4; i++) {
      this.change(this.program.edit);
      this.build(null);
    }
    this.figures.clear();
  }

  private clean(): void {
    fs.rmSync(this.cache, { recursive: true, force: true });
    fs.mkdirSync(this.cache);
  }

  private change({ file, text }: Edit): void {
    const name = path.join(this.dir, file);
    const found = new RegExp(`(${text.replace(/[^\w ]/g, '\\$&')})(?: n\\d+)?`);
    fs.writeFileSync(name, fs.readFileSync(name, 'utf8').replace(found, `$1 n${++this.edits}`));
  }

  private build(kind: Kind | null, ...flags: string[]): void {
    const { goroot } = this;
    const command = this.tool === 'burrow' ? burrow : goroot === '' ? goTool! : path.join(goroot, 'bin', 'go');
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      GOCACHE: this.cache,
      CGO_ENABLED: '0',
      GOFLAGS: '',
      GOWORK: 'off',
    };
    if (goroot !== '') env['GOROOT'] = goroot;
    const cwd = goroot === '' ? this.dir : path.join(this.dir, 'src', 'cmd');
    const f = measure([command, 'build', ...flags, '-o', this.out, this.program.pkg], { cwd, env });
    if (kind !== null) this.figures.set(kind, [...(this.figures.get(kind) ?? []), f]);
  }
}

function settle(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-build-'));
try {
  new Bench('burrow', benchPrograms['hello']!, path.join(work, 'first')).warmUp();
  console.log('program  build   tool     cpu s   wall s  peak MB  size kB  stripped kB');
  for (const [name, program] of Object.entries(benchPrograms)) {
    if (wanted.length > 0 ? !wanted.includes(name) : !(name in programs)) continue;
    const tools = goTool === null ? ['burrow'] : ['burrow', 'gc'];
    const benches = new Map(tools.map(tool => [tool, new Bench(tool, program, path.join(work, `${name}-${tool}`))]));
    for (let round = 0; round < Number(rounds); round++) for (const bench of benches.values()) bench.round();
    for (const kind of kinds) {
      for (const [tool, { figures, size, stripped }] of benches) {
        const runs = figures.get(kind);
        if (runs === undefined) continue;
        const cells = [
          median(runs.map(f => f.cpu)).toFixed(2),
          median(runs.map(f => f.wall)).toFixed(2),
          median(runs.map(f => f.peak)).toFixed(0),
          (size / 1000).toFixed(0),
          (stripped / 1000).toFixed(0),
        ].map(text => text.padStart(8));
        console.log(`${name.padEnd(8)} ${kind.padEnd(7)} ${tool.padEnd(7)}${cells.join(' ')}`);
      }
    }
    for (const tool of tools) {
      for (const end of ['', '.out', '.cache', '.mod']) {
        fs.rmSync(path.join(work, `${name}-${tool}${end}`), { recursive: true, force: true });
      }
    }
  }
} finally {
  fs.rmSync(work, { recursive: true });
}
