// A main package from burrow, everything else from gc: links and runs it. As a command: `node tools/run.mjs
// test/suites/mixed-main.ts directory`.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { load } from '../compile-harness.ts';
import { burrowLink, compile, options } from '../link-harness.ts';
import { isMain } from '../main.ts';
import { packageObject } from './mixed.ts';

/** Builds and runs the main package in `dir`; gives its status and what it printed. */
export async function runMixedMain(dir: string): Promise<{ readonly status: number | null; readonly text: string }> {
  const loaded = await load(dir, ['.']);
  const unit = loaded.units.find(u => u.root)!;
  const archives = compile(dir);
  const object = packageObject(loaded, unit);
  const result = burrowLink(archives, options(), new Map(), [
    { pkg: 'main', file: 'main.o', bytes: object, names: null },
  ]);
  if (result.image === null) return { status: null, text: result.errors.join('\n') };
  const out = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-main-')), 'main');
  fs.writeFileSync(out, result.image, { mode: 0o755 });
  if (process.env['KEEP'] === undefined) {
    const ran = spawnSync(out, { encoding: 'utf8', timeout: 60_000 });
    fs.rmSync(path.dirname(out), { recursive: true });
    return { status: ran.status, text: ran.stdout + ran.stderr };
  }
  return { status: 0, text: `${out}\n` };
}

if (isMain('test/suites/mixed-main.ts')) {
  const { status, text } = await runMixedMain(path.resolve(process.argv[2] ?? '.'));
  process.stdout.write(text);
  process.exitCode = status ?? 1;
}
