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
  'single bits': `
func f1(x uint64) bool { return x&(1<<60) != 0 } // amd64:"BTQ [$]60" "SETCS" -"MOVQ"
func f2(x uint64) bool { return x>>40&1 == 0 } // amd64:"BTQ [$]40" "SETCC" -"SHR"
func f3(x uint64) bool { return x>>20&1 != 0 } // amd64:"BTL [$]20" -"SHR"
func f4(x uint64) bool { return x>>63 != 0 } // amd64:"BTQ [$]63" -"SHR"
func f5(x, n uint64) bool { return x>>(n&63)&1 != 0 } // amd64:"BTQ" -"SHR" -"AND"
func f6(x, n uint64) bool { return x>>n&1 != 0 } // amd64:-"BT" -"JMP"
func f7(x uint64) bool { return x>>62&4 != 0 } // amd64:-"BT"
func f8(x uint64) uint64 { return x | 1<<33 } // amd64:"BTSQ [$]33"
func f9(x uint64) uint64 { return x &^ (1 << 33) } // amd64:"BTRQ [$]33"
func f10(x uint64) uint64 { return x ^ 1<<33 } // amd64:"BTCQ [$]33"
func f11(x uint64) uint64 { return x ^ 1<<20 } // amd64:"XORQ [$]1048576"
`,
  'numbers of bits': `
func f1(x uint64) int { return bits.Len64(x) } // amd64/v1:"BSRQ" amd64/v3:"LZCNTQ" -"BSR"
func f2(x uint8) int { return bits.Len8(x) } // amd64/v1:"BSRL" amd64/v3:"LZCNTL"
func f3(x uint32) int { return bits.TrailingZeros32(x) } // amd64/v1:"BTSQ [$]32" "BSFQ" amd64/v3:"TZCNTL"
func f4(x uint16) int { return bits.TrailingZeros16(x) } // amd64/v1:"ORL [$]65536" "BSFL"
func f5(x uint8) int { return bits.TrailingZeros8(x) } // amd64/v1:"ORL [$]256" "BSFL"
`,
  'bytes in the other order': `
func f1(p *uint64) uint64 { return bits.ReverseBytes64(*p) } // amd64/v2:"BSWAPQ" amd64/v3:"MOVBEQ [(]AX[)], AX" -"BSWAP"
func f2(p *uint32, x uint32) { *p = bits.ReverseBytes32(x) } // amd64/v2:"BSWAPL" amd64/v3:"MOVBEL BX, [(]AX[)]" -"BSWAP"
`,
};

for (const [name, code] of Object.entries(cases)) {
  test(`instructions: ${name}`, { skip: goroot === null && 'no Go distribution' }, async () => {
    const dir = tempDir();
    after(() => fs.rmSync(dir, { recursive: true, force: true }));
    const source = `// asmcheck\npackage p\n\nimport "math/bits"\n\nvar _ = bits.Len\n${code}`;
    fs.writeFileSync(path.join(dir, 'p.go'), source);
    const { outcomes } = await asmcheckOutcomes(goroot!, dir, [parseTest('p.go', source)]);
    const lines = source.split('\n');
    const wrong = outcomes[0]!.wrong.map(w => `${w}: ${lines[Number(/:(\d+):/.exec(w)?.[1] ?? 0) - 1] ?? ''}`);
    assert.deepEqual([outcomes[0]!.skipped, ...wrong], ['']);
  });
}
