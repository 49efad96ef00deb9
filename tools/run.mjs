// Runs one TypeScript file against the sources: `node tools/run.mjs [--prof] FILE ARG...`. The suites and benchmarks that
// have commands of their own start through it. --prof writes a CPU profile into the current directory.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeOptions } from './build.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
createRequire(import.meta.url)('./setup.cjs').install(root);
const prof = process.argv[2] === '--prof';
const [file, ...args] = process.argv.slice(prof ? 3 : 2);
const out = fs.mkdtempSync(path.join(root, 'dist-run.'));
let status = 1;
try {
  await build({
    ...nodeOptions,
    entryPoints: { main: path.resolve(file) },
    outdir: out,
    sourcemap: 'inline',
    packages: 'external',
  });
  const flags = [...(prof ? ['--cpu-prof'] : ['--enable-source-maps']), path.join(out, 'main.mjs')];
  const done = spawnSync(process.execPath, [...flags, ...args], {
    stdio: 'inherit',
    env: { ...process.env, BURROW_ROOT: root, BURROW_MAIN: path.resolve(file) },
  });
  status = done.status ?? 1;
} finally {
  fs.rmSync(out, { recursive: true, force: true });
}
process.exit(status);
