// Export data beside gc's: what go/importer makes of both is the same object for object, positions included.
//
//     node tools/run.mjs test/suites/export-data.ts [PACKAGE...]       # std where none is named
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { exportFile } from '../../src/build/export-data.ts';
import { load } from '../compile-harness.ts';
import { goTool } from '../goroot.ts';
import { isMain } from '../main.ts';
import { buildOracle } from '../oracle.ts';

/** What differs, by import path; '' where nothing does. `dir` is the directory of the module. */
export async function compareExports(dir: string, words: readonly string[]): Promise<Map<string, string>> {
  const oracle = buildOracle('exportdata');
  if (oracle === null || goTool === null) throw new Error('this suite needs a Go installation');
  const loaded = await load(dir, words);
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '' };
  const wanted = new Set(loaded.units.map(u => u.package.importPath));
  const template = '{{.ImportPath}}\t{{.Export}}';
  const listed = spawnSync(goTool, ['list', '-export', '-deps', '-f', template, ...words], {
    cwd: dir,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (listed.status !== 0) throw new Error(listed.stderr);
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-export-'));
  try {
    const lines: string[] = [];
    for (const line of listed.stdout.split('\n')) {
      const [importPath = '', file = ''] = line.split('\t');
      const unit = loaded.units.find(u => u.package.importPath === importPath);
      if (file === '' || unit === undefined || !wanted.has(importPath)) continue;
      const own = path.join(work, `${lines.length}.a`);
      fs.writeFileSync(own, exportFile(loaded.checker, loaded.config, unit, loaded.units));
      lines.push(`${unit.path}\t${file}\t${own}\n`);
    }
    const ran = spawnSync(oracle, { input: lines.join(''), encoding: 'utf8', maxBuffer: 1 << 28 });
    if (ran.status !== 0) throw new Error(ran.stderr);
    const found = new Map<string, string>();
    for (const [, name = '', verdict = ''] of ran.stdout.matchAll(/^(\S+)\t((?:.*\n(?:\t.*\n)*))/gm)) {
      found.set(name, verdict === 'same\n' ? '' : verdict);
    }
    if (found.size !== lines.length) throw new Error(`${lines.length} packages, ${found.size} verdicts`);
    return found;
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

if (isMain('test/suites/export-data.ts')) {
  const words = process.argv.slice(2);
  const found = await compareExports(process.cwd(), words.length === 0 ? ['std'] : words);
  let same = 0;
  for (const [name, verdict] of found) {
    if (verdict === '') same++;
    else process.stdout.write(`${name}: ${verdict}`);
  }
  process.stdout.write(`${same} of ${found.size} packages the same\n`);
  process.exitCode = same === found.size ? 0 : 1;
}
