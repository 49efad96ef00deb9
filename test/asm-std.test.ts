// Every .s file of the standard library for linux/amd64; see suites/asm-library.ts.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { assemble } from '../src/asm/assemble.ts';
import { differences } from './asm-compare.ts';
import { asmOptions, machine } from './asm-harness.ts';
import { type AsmPackage, asmFlags, asmPackages, run, toolPath } from './asm-std.ts';
import { goroot } from './goroot.ts';
import { asmLibraryCases } from './suites/asm-library.ts';
import { register } from './suites/case.ts';

const packages = goroot === null ? null : asmPackages(path.join(goroot, 'src'), ['std']);
if (packages === null) {
  test('the assembly of the library', { skip: 'no go command: its packages are skipped' }, () => {});
} else {
  test('the library has its assembly', () => {
    const files = packages.reduce((n, p) => n + p.sFiles.length, 0);
    assert.ok(files >= 60, `${files} files`);
  });
  register(asmLibraryCases(packages));

  test('the comparison sees what differs', () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-asm-'));
    try {
      const p: AsmPackage = { path: 'p', dir, sFiles: ['x.s'], headerDir: dir, std: false };
      const gc = (source: string): Uint8Array => {
        fs.writeFileSync(path.join(dir, 'x.s'), source);
        run(toolPath('asm'), [...asmFlags('p', dir), '-o', 'x.o', './x.s'], dir);
        return fs.readFileSync(path.join(dir, 'x.o'));
      };
      const others = ['TEXT ·g(SB), 4, $0\n\tRET\n', 'TEXT ·f(SB), 4, $8\n\tRET\n', 'TEXT ·f(SB), 4, $0\n\tUNDEF\n'];
      const objects = others.map(gc);
      const same = gc('TEXT ·f(SB), 4, $0\n\tRET\n');
      const obj = assemble(
        machine,
        ['./x.s'],
        asmOptions(p, [], () => {}),
      );
      assert.deepEqual(differences(obj!, same, 5), []);
      for (const [i, other] of objects.entries()) assert.ok(differences(obj!, other, 5).length > 0, others[i]);
    } finally {
      fs.rmSync(dir, { recursive: true, force: true });
    }
  });
}
