// Every .s file of the standard library for linux/amd64 against `go tool asm`, which runs in the same test.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { assemble, symABIs } from '../src/asm/assemble.ts';
import { differences } from './asm-compare.ts';
import { asmOptions, machine } from './asm-harness.ts';
import { asmFlags, asmPackages, run, toolPath } from './asm-std.ts';
import { goroot, goTool } from './goroot.ts';

const skip = goTool === null ? 'no go command' : false;
const packages = goTool === null ? [] : asmPackages(goroot! + '/src', ['std'])!;

test('the library has its assembly', { skip }, () => {
  const files = packages.reduce((n, p) => n + p.sFiles.length, 0);
  assert.ok(files >= 60, `${files} files`);
});

const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-asm-'));
process.on('exit', () => fs.rmSync(tmp, { recursive: true, force: true }));

for (const extra of [[], ['-shared'], ['-dynlink'], ['-D', 'GOAMD64_v3']]) {
  for (const p of packages) {
    test(`${p.path} ${extra.join(' ')}`, { skip }, () => {
      const out = path.join(tmp, 'x.o');
      const files = p.sFiles.map(f => `./${f}`);
      let errors = '';
      const options = asmOptions(p, extra, text => (errors += text));
      run(toolPath('asm'), [...asmFlags(p.path, p.headerDir), ...extra, '-o', out, ...files], p.dir);
      const obj = assemble(machine, files, options);
      assert.equal(errors, '');
      assert.notEqual(obj, null);
      const diff = differences(obj!, fs.readFileSync(out), 5);
      assert.equal(diff.length, 0, diff.join('\n'));
      if (extra.length > 0) return;
      run(toolPath('asm'), [...asmFlags(p.path, p.headerDir), '-gensymabis', '-o', out, ...files], p.dir);
      assert.equal(symABIs(machine, files, options), fs.readFileSync(out, 'utf8'));
    });
  }
}
