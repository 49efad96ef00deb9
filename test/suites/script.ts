// Go's own scripts for the go command (GOROOT/src/cmd/go/testdata/script), run against burrow:
//
//	node tools/run.mjs test/suites/script.ts [-j N] [-class modules|build|all] [-v] [-list FILE] [NAME...]
//
// NAME may be part of a name with * in it. Every script is counted, and put into a class by what its own commands do:
// `modules` scripts never build, test, run, install, vet, fix, generate or call a tool. Skips are the scripts' own.

import { fork } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { goroot } from '../goroot.ts';
import { isMain } from '../main.ts';
import { withBurrow } from './goroot-world.ts';
import { parseArchive, parseLine, removeAll, Script, type Result } from './script-engine.ts';
import { ScriptWorld } from './script-world.ts';

/** What a script's commands need of the toolchain. */
export type Class = 'modules' | 'build';

/** A script of the distribution. */
export interface ScriptFile {
  readonly name: string;
  readonly file: string;
  readonly class: Class;
}

const compiling = new Set(['build', 'test', 'run', 'install', 'vet', 'tool', 'generate', 'fix']);

/** The class of a script, from its commands. */
export function classOf(comment: string): Class {
  for (const text of comment.split('\n')) {
    if (text.startsWith('#')) continue;
    let line;
    try {
      line = parseLine(0, text);
    } catch {
      continue; // the run will say what is wrong with it
    }
    if (line === null) continue;
    let words = line.args.map(a => a.map(f => f.text).join(''));
    if (line.name === 'exec' && words[0] === 'go') words = words.slice(1);
    else if (line.name !== 'go') continue;
    if (words[0] === '-C') words = words.slice(2);
    if (words[0]?.startsWith('-C=') === true) words = words.slice(1);
    if (compiling.has(words[0] ?? '')) return 'build';
  }
  return 'modules';
}

/** All scripts of a distribution, by name. */
export function allScripts(root: string): ScriptFile[] {
  const dir = path.join(root, 'src/cmd/go/testdata/script');
  if (!fs.existsSync(dir)) return [];
  const out: ScriptFile[] = [];
  for (const base of fs.readdirSync(dir).sort()) {
    if (!base.endsWith('.txt')) continue;
    const file = path.join(dir, base);
    out.push({ name: base.slice(0, -4), file, class: classOf(parseArchive(fs.readFileSync(file)).comment) });
  }
  return out;
}

/** Runs one script in a new directory under `dir`, which is removed. */
export async function runScript(world: ScriptWorld, dir: string, file: string): Promise<Result> {
  const work = fs.realpathSync(fs.mkdtempSync(path.join(dir, path.basename(file, '.txt') + '-')));
  const script = new Script(world, work, world.env);
  try {
    script.env.set('WORK', work);
    script.env.set('TMPDIR', path.join(work, 'tmp'));
    script.env.set('TEST_TELEMETRY_DIR', path.join(work, 'telemetry'));
    script.env.set('GOPATH', path.join(work, 'gopath'));
    for (const d of ['telemetry', 'tmp', 'gopath/src']) fs.mkdirSync(path.join(work, d), { recursive: true });
    script.chdir(path.join(work, 'gopath/src'));
    const archive = parseArchive(fs.readFileSync(file));
    script.extract(archive.files);
    return await script.run(archive.comment);
  } catch (err) {
    return { status: 'fail', line: 0, why: (err as Error).message, log: '' };
  } finally {
    removeAll(work);
  }
}

/** A directory for runs and what removes it. */
export function scriptDir(): string {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-script-')));
}

interface Report extends Result {
  readonly name: string;
  readonly seconds: number;
}

/** A worker: runs what it is told to, one after another. */
async function work(root: string): Promise<void> {
  const dir = scriptDir();
  const own = process.env['BURROW_ROOT']!;
  // Programs that a script builds start $GOROOT/bin/go.
  const tree = process.env['BURROW_BACKEND'] === 'gc' ? root : withBurrow(root, own);
  const world = new ScriptWorld(own, tree, dir, undefined, process.env['BURROW_SCRIPTS']!);
  await world.open();
  process.on('disconnect', () => {
    removeAll(dir);
    process.exit(0);
  });
  process.on('message', (s: ScriptFile) => {
    const start = performance.now();
    void runScript(world, dir, s.file).then(r =>
      process.send!({ ...r, name: s.name, seconds: (performance.now() - start) / 1000 }),
    );
  });
  process.send!('ready');
}

const patience = 300_000;

/** Runs scripts in `jobs` processes; `seen` gets each result. A script that takes five minutes is ended and failed. */
function runAll(files: readonly ScriptFile[], jobs: number, seen: (r: Report) => void): Promise<void> {
  let next = 0;
  let live = 0;
  const shared = scriptDir();
  const env = { ...process.env, BURROW_SCRIPTS: shared };
  return new Promise<void>(done => {
    const start = () => {
      live++;
      const child = fork(process.argv[1]!, ['-worker'], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      let now: ScriptFile | null = null;
      let timer: NodeJS.Timeout | null = null;
      const feed = () => {
        now = next < files.length ? files[next++]! : null;
        if (now === null) return child.disconnect();
        child.send(now);
        timer = setTimeout(() => child.kill('SIGKILL'), patience);
      };
      child.on('message', (m: Report | 'ready') => {
        if (timer !== null) clearTimeout(timer);
        if (m !== 'ready') seen(m);
        feed();
      });
      child.on('exit', () => {
        if (timer !== null) clearTimeout(timer);
        live--;
        if (now !== null) {
          const why = `the process running it ended, or took more than ${patience / 1000} s`;
          seen({ name: now.name, status: 'fail', line: 0, why, log: '', seconds: 0 });
          start();
        } else if (live === 0) done();
      });
    };
    for (let i = 0; i < Math.min(jobs, files.length); i++) start();
    if (files.length === 0) done();
  }).finally(() => removeAll(shared));
}

async function command(root: string, argv: readonly string[]): Promise<number> {
  let jobs = 2;
  let chosen = '';
  let verbose = false;
  let list = '';
  const names: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const a = argv[i]!;
    if (a === '-j') jobs = Number(argv[++i]);
    else if (a === '-class') chosen = argv[++i] ?? '';
    else if (a === '-v') verbose = true;
    else if (a === '-list') list = argv[++i] ?? '';
    else names.push(a);
  }
  const all = allScripts(root);
  const patterns = names.map(n => new RegExp(`^${n.replaceAll('*', '.*')}$`));
  const wanted = chosen !== '' ? chosen : names.length > 0 ? 'all' : 'modules';
  const isChosen = (s: ScriptFile) =>
    (wanted === 'all' || s.class === wanted) && (names.length === 0 || patterns.some(p => p.test(s.name)));
  const files = all.filter(isChosen);
  const reports: Report[] = [];
  const single = names.length > 0 && files.length === 1;
  const started = performance.now();
  await runAll(files, jobs, r => {
    reports.push(r);
    if (r.status === 'fail' && (single || verbose)) console.log(r.log);
    if (r.status !== 'pass') console.log(`${r.status.toUpperCase()} ${r.name}:${r.line}: ${r.why.trim()}`);
    else if (verbose || single) console.log(`ok   ${r.name} ${r.seconds.toFixed(1)}s`);
  });
  const count = (status: string) => reports.filter(r => r.status === status).length;
  if (list !== '') {
    const lines = reports.map(r => `${r.status} ${r.name}:${r.line}: ${r.why.replaceAll('\n', ' ')}\n`);
    fs.writeFileSync(list, lines.sort().join(''));
  }
  const classes = (c: Class) => all.filter(s => s.class === c).length;
  console.log(
    `${all.length} scripts: ${classes('modules')} build nothing, ${classes('build')} do. Ran ${files.length}:` +
      ` ${count('pass')} passed, ${count('fail')} failed, ${count('skip')} skipped by their own conditions,` +
      ` in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  return count('fail') > 0 || files.length === 0 ? 1 : 0;
}

if (isMain('test/suites/script.ts')) {
  if (goroot === null) {
    console.log('no Go distribution: every script is skipped');
  } else if (process.argv[2] === '-worker') {
    await work(goroot);
  } else {
    process.exitCode = await command(goroot, process.argv.slice(2));
  }
}
