// A main package from burrow, everything else from gc: links and runs it. As a command: `node tools/run.mjs
// test/suites/mixed-main.ts directory`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { load } from '../compile-harness.ts';
import { goTool } from '../goroot.ts';
import { burrowLink, compile, options, tempDir } from '../link-harness.ts';
import { isMain } from '../main.ts';
import { packageObject, type Prepare } from './mixed.ts';

/** Links the main package in `dir` into `file`; gives what is wrong. `prepare` sees the program before main is compiled. */
export async function linkMixedMain(dir: string, file: string, prepare?: Prepare): Promise<string> {
  const loaded = await load(dir, ['.']);
  const unit = loaded.units.find(u => u.root)!;
  const archives = compile(dir);
  const object = packageObject(loaded, unit, prepare);
  const result = burrowLink(archives, options(), new Map(), [
    { pkg: 'main', file: 'main.o', bytes: object, names: null },
  ]);
  if (result.image === null) return result.errors.join('\n');
  fs.writeFileSync(file, result.image, { mode: 0o755 });
  return '';
}

/** Builds and runs the main package in `dir`; gives its status and what it printed. With KEEP set, it prints where the program is. */
export async function runMixedMain(dir: string): Promise<{ readonly status: number | null; readonly text: string }> {
  const out = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-main-')), 'main');
  const wrong = await linkMixedMain(dir, out);
  if (wrong !== '') return { status: null, text: wrong };
  if (process.env['KEEP'] !== undefined) return { status: 0, text: `${out}\n` };
  const ran = spawnSync(out, { encoding: 'utf8', timeout: 60_000 });
  fs.rmSync(path.dirname(out), { recursive: true });
  return { status: ran.status, text: ran.stdout + ran.stderr };
}

/** Asserts that a main package prints among gc's packages what gc's own build of it prints. */
export async function printsAsGc(source: string): Promise<void> {
  const dir = tempDir();
  try {
    fs.writeFileSync(path.join(dir, 'go.mod'), 'module main\n\ngo 1.26\n');
    fs.writeFileSync(path.join(dir, 'main.go'), source);
    const { status, text } = await runMixedMain(dir);
    const env = { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' };
    const ran = spawnSync(goTool!, ['run', '.'], { cwd: dir, encoding: 'utf8', env });
    assert.equal(ran.status, 0, ran.stderr);
    assert.deepEqual({ status, text }, { status: 0, text: ran.stdout + ran.stderr });
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

if (isMain('test/suites/mixed-main.ts')) {
  const { status, text } = await runMixedMain(path.resolve(process.argv[2] ?? '.'));
  process.stdout.write(text);
  process.exitCode = status ?? 1;
}
