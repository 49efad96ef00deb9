// Holds every source file to the one direction of imports, and the core to having no Node or DOM name: the type check of
// the core (tsconfig.core.json) knows neither, and here the core is bundled for the browser and looked through.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { coreRooms, layers, mayImport } from './layers.ts';

const root = process.env['BURROW_ROOT']!;

function sources(dir: string): string[] {
  return fs.readdirSync(path.join(root, dir), { withFileTypes: true }).flatMap(e => {
    const name = `${dir}/${e.name}`;
    return e.isDirectory() ? sources(name) : name.endsWith('.ts') ? [name] : [];
  });
}

/** The modules that a file imports, as paths from the root; a package's or Node's module as it is written. */
function importsOf(file: string): string[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\b[^'"]*?\bfrom\s+'([^']+)'|\bimport\('([^']+)'\)|^import\s+'([^']+)'/gm,
  );
  return [...found].map(m => {
    const spec = (m[1] ?? m[2] ?? m[3])!;
    return spec.startsWith('.') ? path.posix.join(path.posix.dirname(file), spec) : spec;
  });
}

test('imports point one way', () => {
  const wrong: string[] = [];
  for (const file of sources('src')) {
    if (file.endsWith('.test.ts')) continue;
    for (const target of importsOf(file)) {
      if (!mayImport(file, target)) wrong.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('the table tells a wrong import', () => {
  assert.ok(mayImport('src/types/expr.ts', 'src/syntax/nodes.ts'));
  assert.ok(!mayImport('src/syntax/parser.ts', 'src/types/type.ts'));
  assert.ok(!mayImport('src/types/expr.ts', 'node:fs'));
  assert.ok(!mayImport('src/link/link.ts', 'src/ssa/func.ts'));
  assert.ok(mayImport('src/host/node/host.ts', 'node:fs'));
});

test('every folder of src is in the table', () => {
  const rooms = fs.readdirSync(path.join(root, 'src'), { withFileTypes: true }).filter(e => e.isDirectory());
  for (const room of rooms)
    assert.ok(
      layers.some(layer => layer.includes(room.name)),
      `src/${room.name} has a layer`,
    );
});

test('the core bundles for a browser and names neither Node nor the DOM', async () => {
  const core = sources('src').filter(f => coreRooms.has(f.split('/')[1]!) && !f.endsWith('.test.ts'));
  const result = await build({
    stdin: { contents: core.map(f => `import './${f}';`).join('\n'), resolveDir: root },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    treeShaking: false,
    logLevel: 'silent',
    absWorkingDir: root,
  });
  assert.equal(result.errors.length, 0);
  const text = result.outputFiles[0]!.text;
  for (const name of [
    'process',
    'Buffer',
    '__dirname',
    'window',
    'document',
    'globalThis',
    'setTimeout',
    'TextDecoder',
  ]) {
    const found = new RegExp(`(?<![\\w.$'"\`])${name}(?=[.(\\[])`).exec(stripText(text));
    assert.equal(found, null, `the core names ${name}`);
  }
});

/** Without comments and string literals. */
function stripText(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}
