// That the runner of asmcheck files sees what is there and what is not; see suites/asmcheck.ts.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { goroot } from './goroot.ts';
import { tempDir } from './link-harness.ts';
import { asmcheckOutcomes, opcodeChecks, unmetChecks } from './suites/asmcheck.ts';
import { parseTest } from './suites/testdir.ts';

/** Comments, and what they ask for: level, sign, count, pattern. */
const comments: readonly (readonly [source: string, want: string])[] = [
  ['x() // amd64/v3:"SHLX"', '1 v3 SHLX'],
  [
    '// amd64:`A\\s`\n// amd64/v1:-"B\\\\(" 2"C"\n\nx()',
    '4 v1 A\\s, 4 v2 A\\s, 4 v3 A\\s, 4 v4 A\\s, 4 v1 -B\\(, 4 v1 2C',
  ],
  ['x() // linux/amd64/v2:"A" windows/amd64/v2:"B" arm64:"C"', '1 v2 A'],
  ['// amd64/v1 : "A" , "B"\nx()', '2 v1 A'],
  ['// amd64 says "A"\nx()', ''],
];
for (const [source, want] of comments) {
  test(`asked by ${JSON.stringify(source)}`, () => {
    const got = opcodeChecks(source).map(({ line, level, pattern, isNegative, count }) => {
      return `${line} v${level} ${isNegative ? '-' : ''}${count || ''}${/^\^\(\?:(.*)\)$/.exec(pattern.source)![1]}`;
    });
    assert.equal(got.join(', '), want);
  });
}

const listing = [
  'p.f STEXT size=9',
  '\t0x0000 00000 (/d/f.go:1)\tADDQ\t$1, AX',
  '\t0x0004 00004 (/d/f.go:1)\tADDQ\t$2, BX',
  '\t0x0008 00008 (/d/f.go:2)\tRET',
  '\t0x0009 00009 (/d/other.go:2)\tSUBQ\tAX, BX',
];
/** Checks of the lines of `listing`, and whether they are met. */
const checks: readonly (readonly [source: string, met: boolean])[] = [
  ['x // amd64/v1:"ADDQ [$]2, BX"', true],
  ['x // amd64/v1:"DDQ"', false],
  ['x // amd64/v1:"RET"', false],
  ['x // amd64/v1:-"RET"', true],
  ['x // amd64/v1:-"ADDQ"', false],
  ['x // amd64/v1:2"ADDQ"', true],
  ['x // amd64/v1:1"ADDQ"', false],
  ['x // amd64/v1:1"MOVQ"', false],
  ['\nx // amd64/v1:"SUBQ"', false],
];
for (const [source, met] of checks) {
  test(`met by a listing: ${JSON.stringify(source)}`, () => {
    assert.equal(unmetChecks(opcodeChecks(source), listing, '/d/f.go').length === 0, met);
  });
}

const files: Readonly<Record<string, string>> = {
  'codegen/good.go': `// asmcheck

package codegen

func f(x int) int { return x << 3 } // amd64/v1:"SHLQ [$]3," -"IMUL"

// amd64/v1:1"LEAQ" -"CALL"
func g(x, y int) int { return f(x) + y }

func h(x int, n uint) int { return x << (n & 63) } // amd64/v1:-"SHLXQ" amd64/v3:"SHLXQ"
`,
  'codegen/bad.go': `// asmcheck

package codegen

func f(x int) int { return x << 3 } // amd64:"IMUL" amd64/v3:-"SHLQ"
`,
  'codegen/elsewhere.go': '// asmcheck\n\npackage codegen\n\nvar x int // arm64:"A"\n',
  'codegen/flag.go': '// asmcheck -race\n\npackage codegen\n\nvar x int // amd64:"A"\n',
};

test(
  'files are compiled at the levels that they ask for',
  { skip: goroot === null && 'no Go distribution' },
  async () => {
    const dir = tempDir();
    after(() => fs.rmSync(dir, { recursive: true, force: true }));
    fs.mkdirSync(path.join(dir, 'codegen'));
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(dir, name), text);
    const tests = Object.entries(files).map(([name, text]) => parseTest(name, text));
    const result = await asmcheckOutcomes(goroot!, dir, tests);
    assert.deepEqual(
      result.outcomes.map(({ skipped, wrong }) => [skipped, ...wrong]),
      [
        [''],
        ['', 'bad.go:5: v1 v2 v3 v4: not found: IMUL', 'bad.go:5: v3: not wanted: SHLQ'],
        ['asks for nothing on amd64'],
        ['asks gc for -race'],
      ],
    );
    assert.deepEqual([result.checks, result.met], [11, 6]);
  },
);
