// The front end beside gc's, in one run: parsing and checking std, the check of a small program, gofmt. Whole-process CPU
// (user and system), wall time and peak memory, median of several runs, on this Node and on the newest that npm gives. gc's
// own front end is read from the compiler's `-bench` report (its phase fe:parse is parsing, types and writing export data)
// of a build of std with one process at a time.
//
//     node tools/run.mjs bench/frontend.ts [ROUNDS]

import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goroot, goTool } from '../test/goroot.ts';
import { buildOracle } from '../test/oracle.ts';
import { goFiles } from '../test/suites/go-files.ts';
import { type Figures, medians, newestNode } from './measure.ts';

const rounds = Number(process.argv[2] ?? 3);
const root = process.env['BURROW_ROOT']!;
const oracle = buildOracle('syntax');
if (goroot === null || goTool === null || oracle === null) {
  console.log('no go command to compare with');
  process.exit(0);
}

const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-bench-'));
try {
  await main(goroot, goTool, oracle);
} finally {
  fs.rmSync(tmp, { recursive: true, force: true });
}

async function main(dist: string, go: string, syntaxOracle: string): Promise<void> {
  const launcher = path.join(root, 'burrow');
  spawnSync(process.execPath, [launcher, 'version']); // bundled now, not while measuring
  const parser = path.join(tmp, 'parse-std.mjs');
  await build({
    entryPoints: [path.join(root, 'bench/parse-files.ts')],
    outfile: parser,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  const list = path.join(tmp, 'files');
  const files = goFiles([path.join(dist, 'src')]).filter(f => !f.includes('/testdata/'));
  fs.writeFileSync(list, files.join('\n'));
  const lines = files.reduce((n, f) => n + fs.readFileSync(f).filter(b => b === 10).length, 0);

  const program = smallProgram();
  const newest = newestNode();
  const nodes = newest === null ? [process.execPath] : [process.execPath, newest];
  const cold = path.join(tmp, 'cold');
  const warm = path.join(tmp, 'warm');
  const env = (cache: string): NodeJS.ProcessEnv => ({ ...process.env, BURROWCACHE: cache, CGO_ENABLED: '0' });
  const stdLines = linesOfStd(go);

  const rows: { name: string; lines: number; figures: Figures }[] = [];
  const parsing = [
    { name: "gc's parser, all files of src", argv: [syntaxOracle, 'bench', list, '1', 'drop'] },
    ...nodes.map(node => ({ name: `burrow's parser, ${label(node)}`, argv: [node, parser, list] })),
  ];
  medians(parsing, rounds).forEach((figures, i) => rows.push({ name: parsing[i]!.name, lines, figures }));

  const clear = (): void => fs.rmSync(cold, { recursive: true, force: true });
  const checking = nodes.flatMap(node => [
    {
      name: `burrow check std, cold, ${label(node)}`,
      lines: stdLines,
      argv: [node, launcher, 'check', 'std'],
      options: { env: env(cold) },
      before: clear,
    },
    {
      name: `burrow check ./small, warm, ${label(node)}`,
      lines: 0,
      argv: [node, launcher, 'check', '.'],
      options: { env: env(warm), cwd: program },
    },
  ]);
  for (const node of nodes) spawnSync(node, [launcher, 'check', '.'], { cwd: program, env: env(warm) });
  medians(checking, rounds).forEach((figures, i) => rows.push({ ...checking[i]!, figures }));

  const formatting = [
    { name: 'gofmt -l src', argv: [path.join(dist, 'bin', 'gofmt'), '-l', path.join(dist, 'src')] },
    ...nodes.map(node => ({
      name: `burrow gofmt -l src, ${label(node)}`,
      argv: [node, launcher, 'gofmt', '-l', path.join(dist, 'src')],
    })),
  ].map(c => ({ ...c, options: { statuses: [0, 1, 2] } }));
  medians(formatting, rounds).forEach((figures, i) => rows.push({ name: formatting[i]!.name, lines, figures }));

  const seconds = gcFrontEnd(go);
  for (const r of rows) {
    const { cpu, wall, peak } = r.figures;
    const speed = r.lines === 0 ? '' : `${(r.lines / cpu / 1e6).toFixed(2)} M lines/CPU s`;
    console.log(
      `${r.name.padEnd(44)} ${cpu.toFixed(2)} s CPU  ${wall.toFixed(2)} s wall  ${peak.toFixed(0)} MB  ${speed}`,
    );
  }
  console.log(
    `gc's phase fe:parse over std, summed                 ${seconds.toFixed(2)} s  ${(stdLines / seconds / 1e6).toFixed(2)} M lines/s`,
  );
}

function label(node: string): string {
  return `Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1)}`;
}

/** A program of five files that imports fmt and net/http. */
function smallProgram(): string {
  const dir = path.join(tmp, 'small');
  fs.mkdirSync(dir);
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module small\n\ngo 1.26\n');
  fs.writeFileSync(
    path.join(dir, 'main.go'),
    'package main\n\nimport (\n\t"fmt"\n\t"net/http"\n)\n\nfunc main() {\n\thttp.HandleFunc("/", serve1)\n\tfmt.Println(http.ListenAndServe(":0", nil))\n}\n',
  );
  for (let i = 1; i < 5; i++) {
    const text = `package main\n\nimport (\n\t"fmt"\n\t"net/http"\n)\n\nfunc serve${i}(w http.ResponseWriter, r *http.Request) {\n\tfmt.Fprintf(w, "%s %d", r.URL.Path, ${i})\n}\n`;
    fs.writeFileSync(path.join(dir, `serve${i}.go`), text);
  }
  return dir;
}

/** The lines of the files that a build of std compiles. */
function linesOfStd(go: string): number {
  const format = '{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}}\n{{end}}';
  const list = spawnSync(go, ['list', '-f', format, 'std'], {
    encoding: 'utf8',
    env: { ...process.env, CGO_ENABLED: '0' },
    maxBuffer: 1 << 26,
  });
  return list.stdout
    .split('\n')
    .filter(f => f !== '')
    .reduce((n, f) => n + fs.readFileSync(f).filter(b => b === 10).length, 0);
}

/** The seconds that gc's front end takes for std, by its own report, one process and one thread at a time. */
function gcFrontEnd(go: string): number {
  const report = path.join(tmp, 'gcbench');
  const env = { ...process.env, CGO_ENABLED: '0', GOCACHE: path.join(tmp, 'gocache'), GOMAXPROCS: '1' };
  const run = spawnSync(go, ['build', '-p', '1', `-gcflags=all=-bench=${report}`, 'std'], { encoding: 'utf8', env });
  if (run.status !== 0) throw new Error(run.stderr);
  const phases = fs.readFileSync(report, 'utf8').matchAll(/:fe:parse\s+1\s+(\d+) ns\/op/g);
  return [...phases].reduce((sum, m) => sum + Number(m[1]), 0) / 1e9;
}
