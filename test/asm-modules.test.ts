// The assembly of modules that are known for theirs, against `go tool asm`. Their sources come through the module proxy;
// where it cannot be reached the tests are skipped.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { assemble } from '../src/asm/assemble.ts';
import { differences } from './asm-compare.ts';
import { asmOptions, machine } from './asm-harness.ts';
import { asmFlags, asmPackages, publish, run, toolPath, type AsmPackage } from './asm-std.ts';
import { goTool } from './goroot.ts';

const modules: readonly (readonly [module: string, version: string, packages: string])[] = [
  ['github.com/cespare/xxhash/v2', 'v2.3.0', '...'],
  ['github.com/minio/highwayhash', 'v1.0.3', '...'],
  ['github.com/minio/md5-simd', 'v1.1.2', '...'],
  ['github.com/segmentio/asm', 'v1.2.0', '...'],
  ['github.com/zeebo/blake3', 'v0.2.4', '...'],
];

const dir = path.join(os.tmpdir(), 'burrow-oracle', 'asm-modules');

/** The packages with assembly of a module; null where it cannot be had. */
function fetch(module: string, version: string, pattern: string): AsmPackage[] | null {
  if (goTool === null) return null;
  const where = path.join(dir, `${module.replaceAll('/', '_')}@${version}`);
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off', GOTOOLCHAIN: 'local' };
  if (!fs.existsSync(where)) {
    const fresh = fs.mkdtempSync(path.join(tmp, 'module-'));
    fs.writeFileSync(path.join(fresh, 'go.mod'), 'module x\n\ngo 1.26\n');
    const get = spawnSync(goTool, ['get', `${module}/...@${version}`], { cwd: fresh, env, timeout: 60_000 });
    if (get.status !== 0) return null;
    publish(fresh, where);
  }
  const found = asmPackages(where, [`${module}/${pattern}`]);
  return found!.filter(p => p.path === module || p.path.startsWith(`${module}/`));
}

const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-asm-'));
process.on('exit', () => fs.rmSync(tmp, { recursive: true, force: true }));

for (const [module, version, pattern] of modules) {
  test(`${module} ${version}`, t => {
    const packages = fetch(module, version, pattern);
    if (packages === null) {
      t.skip(goTool === null ? 'no go command' : 'the module proxy cannot be reached');
      return;
    }
    assert.ok(packages.length > 0);
    for (const p of packages) {
      const out = path.join(tmp, 'x.o');
      const files = p.sFiles.map(f => `./${f}`);
      run(toolPath('asm'), [...asmFlags(p.path, p.headerDir), '-o', out, ...files], p.dir);
      let errors = '';
      const obj = assemble(
        machine,
        files,
        asmOptions(p, [], text => (errors += text)),
      );
      assert.equal(errors, '');
      const diff = differences(obj!, fs.readFileSync(out), 5);
      assert.equal(diff.length, 0, `${p.path}\n${diff.join('\n')}`);
    }
    t.diagnostic(`${packages.length} packages, ${packages.reduce((n, p) => n + p.sFiles.length, 0)} files`);
  });
}
