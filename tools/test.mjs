// Bundles and runs tests: `node tools/test.mjs [--all] [PATH...]`. Test files are *.test.ts under src/ and test/; a PATH
// keeps those whose name starts with it. --all checks types, lint and format first. Every suite that is too heavy for
// this command has a command of its own, named in docs/testing.md.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const all = process.argv.includes('--all');
const wanted = process.argv.slice(2).filter(a => !a.startsWith('--'));
require('./setup.cjs').install(root);

function run(what, file, args) {
  process.stderr.write(`== ${what}\n`);
  const done = spawnSync(process.execPath, [path.join(root, file), ...args], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) {
    process.stderr.write(`== ${what}: failed\n`);
    process.exit(1);
  }
}

if (all) {
  const rooms = ['src', 'test', 'bench', 'tools'];
  run('types of the core, without Node and DOM', 'node_modules/typescript/bin/tsc', ['-p', 'tsconfig.core.json']);
  run('types', 'node_modules/typescript/bin/tsc', ['-p', 'tsconfig.json']);
  run('lint', 'node_modules/oxlint/bin/oxlint', ['--deny-warnings', ...rooms]);
  run('format', 'node_modules/oxfmt/bin/oxfmt', ['--check', ...rooms]);
  run('bundle', 'tools/build.mjs', []);
}

const files = fs.globSync?.('{src,test}/**/*.test.ts', { cwd: root }) ?? walk('src').concat(walk('test'));
function walk(dir) {
  return fs
    .readdirSync(path.join(root, dir), { withFileTypes: true })
    .flatMap(e =>
      e.isDirectory() ? walk(`${dir}/${e.name}`) : e.name.endsWith('.test.ts') ? [`${dir}/${e.name}`] : [],
    );
}
const chosen = files.filter(f => wanted.length === 0 || wanted.some(w => f.startsWith(w.replace(/^\.\//, '')))).sort();
if (chosen.length === 0) {
  process.stderr.write('no test matches\n');
  process.exit(1);
}

const { build } = await import('esbuild');
const { nodeOptions } = await import('./build.mjs');
const out = fs.mkdtempSync(path.join(root, 'dist-test.'));
let status = 1;
try {
  await build({
    ...nodeOptions,
    entryPoints: chosen,
    outbase: root,
    outdir: out,
    sourcemap: 'inline',
    packages: 'external',
    chunkNames: 'chunk-[hash]',
  });
  const bundled = chosen.map(f => path.join(out, f.replace(/\.ts$/, '.mjs')));
  const flags = ['--enable-source-maps', '--test', '--test-reporter=spec', ...(all ? ['--test-concurrency=2'] : [])];
  const done = spawnSync(process.execPath, [...flags, ...bundled], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, BURROW_ROOT: root, NODE_OPTIONS: '' },
  });
  status = done.status ?? 1;
} finally {
  fs.rmSync(out, { recursive: true, force: true });
}
process.exit(status);
