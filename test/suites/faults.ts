// Builds that something happens to: killed at random moments, several at once, with bits of the cache flipped, entries cut off,
// where nothing can be written. What is built afterwards, or all the same, is what is built from nothing, or there is one clear
// line and no program.
//
//     node tools/run.mjs test/suites/faults.ts [-rounds N] [-seed N]

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const burrow = path.join(process.env['BURROW_ROOT']!, 'burrow');
const words = process.argv.slice(2);
const option = (name: string, otherwise: number): number => {
  const i = words.indexOf(name);
  return i < 0 ? otherwise : Number(words[i + 1]);
};
const rounds = option('-rounds', 10);
let seed = option('-seed', 1);

function random(below: number): number {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'faults-'));
const dir = path.join(work, 'm');
const cache = path.join(work, 'cache');
const out = path.join(work, 'out');
let edits = 0;
let failed = 0;

function env(to = cache): NodeJS.ProcessEnv {
  return { ...process.env, GOCACHE: to, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
}

/** Writes the program anew, so that it must be built. */
function edit(): void {
  fs.writeFileSync(
    path.join(dir, 'main.go'),
    `package main\n\nimport "bench/leaf"\n\nfunc main() { println("edit ${++edits}", leaf.F(${edits})) }\n`,
  );
  fs.writeFileSync(
    path.join(dir, 'leaf/leaf.go'),
    `package leaf\n\n//go:noinline\nfunc F(x int) int { return x * ${edits} }\n`,
  );
}

function build(to = out, shell = ''): { status: number | null; stderr: string } {
  const argv = [burrow, 'build', '-o', to, '.'];
  const r =
    shell === ''
      ? spawnSync(argv[0]!, argv.slice(1), { cwd: dir, env: env() })
      : spawnSync('bash', ['-c', `${shell}; exec "$@"`, 'bash', ...argv], { cwd: dir, env: env() });
  return { status: r.status, stderr: String(r.stderr) };
}

function expect(name: string, good: boolean, why = ''): void {
  if (!good) failed++;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name}${good || why === '' ? '' : `: ${why}`}`);
}

/** Whether the program that was built last is right. */
function isRight(file = out): boolean {
  const r = spawnSync(file, [], { timeout: 10000 });
  return String(r.stderr) === `edit ${edits} ${edits * edits}\n`;
}

/** All entries of the cache. */
function entries(): string[] {
  const found: string[] = [];
  for (const e of fs.readdirSync(cache, { recursive: true, withFileTypes: true })) {
    if (e.isFile() && e.name.length > 32) found.push(path.join(e.parentPath, e.name));
  }
  return found.sort();
}

/** Files that an interrupted build has left where programs and entries are. */
function leftovers(): string[] {
  return fs.readdirSync(work).filter(name => !['m', 'cache', 'out', 'fresh'].includes(name) && !name.startsWith('out'));
}

try {
  fs.mkdirSync(path.join(dir, 'leaf'), { recursive: true });
  fs.mkdirSync(cache);
  fs.writeFileSync(path.join(dir, 'go.mod'), 'module bench\n\ngo 1.26\n');
  edit();
  const started = Date.now();
  const first = build();
  if (first.status !== 0) throw new Error(first.stderr);
  const cold = Date.now() - started;

  edit();
  const before = Date.now();
  build();
  const time = Date.now() - before;
  for (let i = 0; i < rounds; i++) {
    edit();
    // Some of them from nothing, so that all of a build is hit.
    if (i % 5 === 4) fs.rmSync(cache, { recursive: true, force: true });
    const child = spawn(burrow, ['build', '-o', out, '.'], { cwd: dir, env: env(), stdio: 'ignore' });
    const closed = new Promise(resolve => child.on('close', resolve)); // it may be over before it is killed
    const at = random(i % 5 === 4 ? cold : time);
    await new Promise(resolve => setTimeout(resolve, at));
    child.kill('SIGKILL');
    await closed;
    const partial = fs.existsSync(out) && spawnSync(out, [], { timeout: 10000 }).error !== undefined;
    const r = build();
    expect(`killed after ${at} ms`, !partial && r.status === 0 && isRight() && leftovers().length === 0, r.stderr);
  }

  for (let i = 0; i < rounds; i++) {
    edit();
    const files = entries();
    for (let k = 0; k < 20; k++) {
      const file = files[random(files.length)]!;
      const data = fs.readFileSync(file);
      if (data.length === 0) continue;
      if (k % 4 === 3) fs.writeFileSync(file, data.subarray(0, random(data.length)));
      else {
        const place = random(data.length);
        data[place] = data[place]! ^ (1 << random(8));
        fs.writeFileSync(file, data);
      }
    }
    const r = build();
    const good = r.status === 0 && isRight();
    fs.renameSync(out, path.join(work, 'out.damaged'));
    const again = build();
    const same =
      again.status === 0 && Buffer.compare(fs.readFileSync(out), fs.readFileSync(path.join(work, 'out.damaged'))) === 0;
    expect(`damaged cache ${i + 1}`, good && same, r.stderr);
  }

  edit();
  const several = await Promise.all(
    [1, 2, 3].map(
      i =>
        new Promise<number | null>(resolve => {
          const child = spawn(burrow, ['build', '-o', `${out}${i}`, '.'], { cwd: dir, env: env(), stdio: 'ignore' });
          child.on('close', resolve);
        }),
    ),
  );
  expect('three builds at once', several.every(s => s === 0) && [1, 2, 3].every(i => isRight(`${out}${i}`)));

  edit();
  const small = build(out, 'ulimit -f 40; trap "" XFSZ');
  const message = small.stderr.trim().split('\n');
  expect(
    'a file may not be as large as the program',
    small.status !== 0 && message.length <= 2 && !message[0]!.includes('internal error'),
    small.stderr,
  );
  expect('and then it may', build().status === 0 && isRight());

  edit();
  fs.rmSync(path.join(dir, 'leaf/leaf.go'));
  const gone = build();
  expect('a source is gone', gone.status === 1 && gone.stderr.includes('bench/leaf'), gone.stderr);
  edit();

  // A file in the place of each folder: nothing can be kept there, for no user.
  fs.rmSync(path.join(cache, 'burrow'), { recursive: true, force: true });
  fs.mkdirSync(path.join(cache, 'burrow'));
  for (let i = 0; i < 256; i++) fs.writeFileSync(path.join(cache, 'burrow', i.toString(16).padStart(2, '0')), '');
  expect('a cache that cannot be written', build().status === 0 && isRight());
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
console.log(failed === 0 ? 'all as it should be' : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
