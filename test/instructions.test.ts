// Which instructions lines of Go become, in the form of GOROOT/test's asmcheck files: see suites/asmcheck.ts.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { goroot } from './goroot.ts';
import { tempDir } from './link-harness.ts';
import { asmcheckOutcomes } from './suites/asmcheck.ts';
import { parseTest } from './suites/testdir.ts';

/** Function declarations, each on a line with the patterns behind it. */
const cases: Readonly<Record<string, string>> = {
  'products by constants': `
func f1(x int) int { return x * 2 } // amd64:"ADDQ"
func f2(x int) int { return x * 7 } // amd64:2"LEAQ" -"IMUL"
func f3(x int32) int32 { return x * 24 } // amd64:"LEAL" "SHLL [$]3" -"IMUL"
func f4(x int) int { return x * 45 } // amd64:2"LEAQ" -"IMUL"
func f5(x int) int { return x * 31 } // amd64:"SHLQ [$]5" "SUBQ" -"IMUL"
func f6(x int) int { return x * 65 } // amd64:"SHLQ [$]6" "LEAQ" -"IMUL"
func f7(x int) int { return x * 22 } // amd64:"IMUL3Q [$]22"
func f8(x int) int { return x * -7 } // amd64:"NEGQ" "LEAQ" -"IMUL"
func f9(x int) int { return x * -16 } // amd64:"SHLQ [$]4" "NEGQ" -"IMUL"
func f10(x int) int { return x * -6 } // amd64:"IMUL3Q [$]-6"
func f11(x int) int { return x * -15 } // amd64:"SHLQ [$]4" "SUBQ" -"IMUL"
`,
};

for (const [name, code] of Object.entries(cases)) {
  test(`instructions: ${name}`, { skip: goroot === null && 'no Go distribution' }, async () => {
    const dir = tempDir();
    after(() => fs.rmSync(dir, { recursive: true, force: true }));
    const source = `// asmcheck\npackage p\n${code}`;
    fs.writeFileSync(path.join(dir, 'p.go'), source);
    const { outcomes } = await asmcheckOutcomes(goroot!, dir, [parseTest('p.go', source)]);
    const lines = source.split('\n');
    const wrong = outcomes[0]!.wrong.map(w => `${w}: ${lines[Number(/:(\d+):/.exec(w)?.[1] ?? 0) - 1] ?? ''}`);
    assert.deepEqual([outcomes[0]!.skipped, ...wrong], ['']);
  });
}
