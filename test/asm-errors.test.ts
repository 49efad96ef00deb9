// Complaints of the assembler: gc's error tests by their ERROR comments, and whole runs compared with `go tool asm`, text
// and position and exit status.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { assemble } from '../src/asm/assemble.ts';
import { assembleFile, machine, readFile } from './asm-harness.ts';
import { toolPath } from './asm-std.ts';
import { goroot, goTool } from './goroot.ts';

const testdata = goroot === null ? '' : path.join(goroot, 'src/cmd/asm/internal/asm/testdata');
const present = goroot !== null && fs.existsSync(testdata);

for (const [file, dynlink] of [
  ['amd64error.s', false],
  ['amd64dynlinkerror.s', true],
  ['buildtagerror.s', false],
  ['duperror.s', false],
] as const) {
  test(`ERROR comments of ${file}`, { skip: present ? false : 'no Go distribution' }, () => {
    const full = path.join(testdata, file);
    const got = assembleFile(full, `testdata/${file}`, { dynlink });
    const byLine = new Map<number, string>();
    for (const line of got.errors.join('').split('\n')) {
      if (line === '' || line.startsWith('\t')) continue;
      const m = /(?:^|\()testdata\/[\da-z]+\.s:(\d+)(?:$|\)|:)/.exec(line);
      assert.notEqual(m, null, `no position in ${line}`);
      const n = Number(m![1]);
      assert.ok(!byLine.has(n) || byLine.get(n) === line, `two errors on line ${n}:\n${byLine.get(n)}\n${line}`);
      byLine.set(n, line);
    }
    let wanted = 0;
    fs.readFileSync(full, 'utf8')
      .split('\n')
      .forEach((line, i) => {
        const want = /\/\/ ERROR ?"([^"]*)"/.exec(line);
        const have = byLine.get(i + 1);
        if (want === null) assert.equal(have, undefined);
        else {
          wanted++;
          assert.ok(have !== undefined && have.includes(want[1]!), `line ${i + 1}: want ${want[1]}, have ${have}`);
        }
      });
    assert.ok(wanted > 0);
  });
}

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-asm-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));

/** Standard error and success of both assemblers for one source. */
function both(source: string, flags: readonly string[]): { have: string; want: string } {
  fs.writeFileSync(path.join(dir, 'x.s'), source);
  const go = spawnSync(toolPath('asm'), ['-p', 'p', ...flags, '-o', 'x.o', './x.s'], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, GOROOT: goroot! },
  });
  let have = '';
  const obj = assemble(machine, ['./x.s'], {
    pkgPath: 'p',
    std: false,
    includeDirs: [],
    defines: [],
    shared: flags.includes('-shared') || flags.includes('-dynlink'),
    dynlink: flags.includes('-dynlink'),
    allErrors: flags.includes('-e'),
    trimPath: '',
    cwd: dir,
    goroot: goroot!,
    readFile: name => {
      const r = readFile(path.resolve(dir, name));
      return typeof r === 'string' ? `open ${name}: no such file or directory` : r;
    },
    stderr: text => (have += text),
    trace: null,
  });
  // Where gc itself breaks down, the complaints before that count.
  const panic = go.stderr.indexOf('panic: ');
  if (panic >= 0 && obj === null) return { have: have.slice(0, panic), want: go.stderr.slice(0, panic) };
  return { have: `${have}exit ${obj === null ? 1 : 0}`, want: `${go.stderr}exit ${go.status}` };
}

// Each is a file; lines of one file after TEXT unless it starts with a directive.
const sources: readonly string[] = [
  'FOO AX, BX',
  'MOVQ AX',
  'MOVQ AX, BX, CX, DX, SI, DI',
  'MOVQ $1, $2',
  'MOVQ x, AX',
  'MOVQ x(AX), AX',
  'MOVQ x(SB)(AX*1), AX',
  'MOVQ (AX',
  'MOVQ AX)',
  'MOVQ AX BX',
  'MOVQ ,AX',
  'MOVQ AX,',
  'MOVQ (AX)(BX*3), CX',
  'MOVQ (AX)(BX*16), CX',
  'MOVQ (AX,BX), CX',
  'MOVQ (AX+BX), CX',
  'MOVQ (AX:BX), CX',
  'MOVQ 0(FP), AX',
  'MOVQ (SB), AX',
  'MOVQ $x(FP), AX',
  'MOVQ $AX, BX',
  'MOVQ *AX, BX',
  'MOVQ *8, BX',
  'MOVQ $(1+), AX',
  'MOVQ $(1, AX',
  'MOVQ $1/0, AX',
  'MOVQ $1%0, AX',
  'MOVQ $-1/2, AX',
  'MOVQ $-1%2, AX',
  'MOVQ $-1>>2, AX',
  'MOVQ $1<<-1, AX',
  'MOVQ $1>>-1, AX',
  'MOVQ $0x10000000000000000, AX',
  'MOVQ $08, AX',
  'MOVQ $0b12, AX',
  'MOVQ $1_000, AX',
  'MOVQ $1__0, AX',
  "MOVQ $'ab', AX",
  "MOVQ $'\\q', AX",
  "MOVQ $'a, AX",
  'MOVQ $"abc", AX',
  'MOVQ $"abc, AX',
  'MOVQ "abc", AX',
  'MOVQ $1.5, AX',
  'MOVQ 1.5, AX',
  'MOVSD $1.5, X0\nMOVSD $0.0, X1\nMOVSD $-0.0, X2\nMOVSS $1e1000, X3',
  'MOVSD $(1.5+2), X0',
  'MOVSD $(1.5, X0',
  'ADDQ $1.5, AX',
  'MOVB $256, AX\nMOVB AX, (AX)(BX)',
  'JMP x',
  'JMP x\nx:\nx: RET',
  'JMP 100(PC)',
  'JMP -100(PC)',
  'JMP',
  'JMP AX, BX, CX',
  'JMP $(4)',
  'JMP x(AX)',
  'JMP x<>(SB)',
  'JMP *x(SB)',
  'CALL 1(PC)',
  'CALL x',
  'CALL AX\nCALL (AX)\nCALL 8(AX)(BX*8)\nCALL *x(SB)',
  'JEQ x(SB)',
  'LOOP y\ny: RET',
  'LOOP x(SB)',
  'PCALIGN $3',
  'PCALIGN $4096',
  'PCALIGN AX',
  'PCALIGN',
  'PCALIGN $16\nRET',
  'PCDATA $1',
  'PCDATA AX, $1',
  'PCDATA $1, AX',
  'PCDATA $0, $0x100000000',
  'FUNCDATA $0, x',
  'FUNCDATA $0, x(SB)\nFUNCDATA $0, x(SB)',
  'FUNCDATA AX, x(SB)',
  'FUNCDATA $0',
  'FUNCDATA $1, go_args_stackmap(SB)',
  'FUNCDATA $0, no_pointers_stackmap(SB)',
  'PUSHQ AX\nRET',
  'POPQ AX\nRET',
  'PUSHQ AX\nPOPQ AX\nRET',
  'PUSHL AX',
  'AAA',
  'VADDPD.Z Z1, Z2, Z3',
  'VADDPD.Z Z1, Z2, K0, Z3',
  'VADDPD.BCST Z1, Z2, Z3',
  'VADDPD.RU_SAE (AX), Z2, Z3',
  'VADDPD.SAE Z1, Z2, Z3',
  'VADDPD.FOO Z1, Z2, Z3',
  'VADDPD.Z.BCST (AX), Z2, K1, Z3',
  'VADDPD.Z.Z Z1, Z2, Z3',
  'VADDPD.BCST.SAE Z1, Z2, Z3',
  'VADDPD. Z1, Z2, Z3',
  'ADDQ.Z AX, BX',
  'VPGATHERDD (AX)(X1*4), K1, X1',
  'VPGATHERDD X1, X2',
  'V4FMADDPS (AX), [Z0-Z3], Z4',
  'V4FMADDPS (AX), [Z0-Z2], Z4',
  'V4FMADDPS (AX), [Z0, Z4',
  'V4FMADDPS (AX), [Z0-Q], Z4',
  'V4FMADDPS (AX), [Q-Z3], Z4',
  'V4FMADDPS (AX), [Z0-Z3, Z4',
  'MOVQ [X0-X3], AX',
  'MOVQ $[X0-X3], AX',
  'MOVQ 0x80000000(AX), AX\nLEAL 0x99999999(AX), AX\nLEAQ 0x99999999(AX), AX',
  'MOVQ AX, 0x100000000(SP)',
  'MOVQ foo<>(AX), AX',
  'MOVQ foo<ABI0>(SB), AX',
  'MOVQ foo<ABIX>(SB), AX',
  'MOVQ foo<(SB), AX',
  'MOVQ foo+(SB), AX',
  'MOVQ foo+8, AX',
  'MOVQ foo(PC), AX',
  'MOVQ $foo(PC), AX',
  'MOVQ (PC), AX',
  'MOVQ AX, TLS',
  'MOVQ TLS, AX\nMOVQ 8(AX)(TLS*1), BX',
  'MOVL TLS, AX',
  'MOVQ TLS, X0',
  'MOVQ AX:DX',
  'SHLQ AX:DX, $1',
  'SHLQ $1, AX:DX',
  'SHLQ AX:DX:CX, $1',
  'x: y: RET\nJMP x\nJMP y',
  '1: RET',
  ': RET',
  'RET: RET',
  'MOVQ AX, g\nMOVQ R14, g',
  'MOVQ SPB, AX',
  'MOVB SPB, AL',
  'IMULQ AX\nIMULQ $3, AX\nIMULQ $300, AX\nIMULQ AX, BX',
  'TEXT',
  'TEXT ·g',
  'TEXT ·g(SB)',
  'TEXT ·g(SB), 4',
  'TEXT ·g(SB), 4, 8',
  'TEXT ·g(SB), 4, $8-8+8',
  'TEXT ·g(SB), 4, $8-x',
  'TEXT ·g(SB), $4, $8',
  'TEXT ·g+8(SB), 4, $8',
  'TEXT ·f(SB), 4, $8',
  'TEXT ·g(SB), 4, $-8\nRET',
  'TEXT ·g(SB), 4, $9\nRET',
  'TEXT ·g(SB), 0, $99999\nRET',
  'TEXT ·g(SB), 0, $4\nCALL x(SB)\nRET',
  'DATA x(SB)/8',
  'DATA x(SB), $1',
  'DATA x(SB)/8, AX',
  'DATA x(SB)/3, $1',
  'DATA x(SB)/8, $1\nDATA x(SB)/8, $1',
  'DATA x(SB)/8, $1.5\nDATA x+8(SB)/2, $1.5',
  'DATA x(SB)/2, $"abc"',
  'DATA x(SB)/4, $x(SB)',
  'DATA x(SB)/8, $y+8(SB)\nGLOBL x(SB), 8, $8',
  'DATA x(SB)/0, $""',
  'GLOBL x(SB)',
  'GLOBL x(SB), 8',
  'GLOBL x(SB), 8, $8\nGLOBL x(SB), 8, $8',
  'GLOBL x+8(SB), $8',
  'GLOBL ·f(SB), $8',
  'GLOBL x(SB), TLSBSS, $8',
  'GLOBL x(SB), 256, $8\nDATA x(SB)/8, $1',
  '#define A 1\n#define A 2',
  '#define A(x) x\nMOVQ A(, AX',
  '#define A(x) x\nMOVQ A($1, $2), AX',
  '#define A(x,x) x',
  '#define A(x',
  '#define A(1) x',
  '#define A(,) x',
  '#define A x \\ y',
  '#define A',
  '#define B B\nB',
  '#define B(x) B(x)\nB(1)',
  '#define E() MOVQ AX, BX\nE()\nE',
  '#define M MOVQ $1, AX; \\\n\tMOVQ $2, BX\nM\nM',
  '#define CONST 8\nMOVQ CONST(AX), BX\nMOVQ $CONST, CX',
  '#undef A',
  '#define A\n#undef A B',
  '#ifdef A',
  '#ifdef A\nFOO\n#else\nRET\n#endif',
  '#ifndef A\nRET\n#else\nFOO\n#endif',
  '#ifdef A\n#ifdef B\nX\n#else\nY\n#endif\n#else\nRET\n#endif',
  '#else',
  '#endif',
  '#if A',
  '# define A',
  '#1',
  '#include "nosuch.h"',
  '#include <textflag.h>',
  '#include "nosuch.h" x',
  '#include "x\\q"',
  'MOVQ #define, AX',
  '#line 10 "y.s"\nFOO\nBAR',
  '#line x "y.s"',
  '#line 10 y',
  '/* not closed',
  'MOVQ AX, BX /* a\nb */\nFOO',
  '//go:build amd64\nRET',
  'MOVQ $`a`, AX',
  'MOVQ $~1, AX\nMOVQ $1|2^3&4, BX',
  'MOVQ $(1<<63), AX\nMOVQ $-0x8000000000000000, BX\nMOVQ $0xffffffff, CX\nMOVQ $0x7fffffff, DX',
  'ADDQ $0xffffffff, AX',
  'ADDQ $0xffffffffffffffff, AX',
  'ADDL $0xffffffff, AX',
  'CMPQ AX, $0x80000000\nCMPQ $1, AX',
  'PUSHQ $0x100000000',
  'BYTE $0x100; WORD $1; LONG $2; QUAD $3\nBYTE AX',
  'WORD $x(SB)',
  'UNDEF\nXXX\nEND\nLAST',
  'ENTER $1, $2\nFFREE F0',
  'MOVQ CR9, AX',
  'VZEROUPPER AX',
  'NOP\nNOP AX\nNOP X0\nNOP $x(SB)\nNOP $1',
  'RET x(SB)',
  'RET AX',
  'DUFFZERO $16\nDUFFCOPY $32',
  'GETCALLERPC AX',
  'XBEGIN x\nx: XEND\nXBEGIN x(SB)',
  'JCXZL x\nx: JCXZQ x\nJCXZL x\nRET',
  'JEQ $1, x\nx: JEQ $2, x',
];

test('runs compared with go tool asm', { skip: goTool === null ? 'no go command' : false }, () => {
  const wrong: string[] = [];
  for (const body of sources) {
    const source = `TEXT ·f(SB), 4, $0-0\n${body}\n`;
    for (const flags of [[], ['-e']]) {
      const { have, want } = both(source, flags);
      if (have !== want) wrong.push(`--- ${flags.join(' ')}\n${body}\nhave ${have}\nwant ${want}`);
    }
  }
  assert.equal(wrong.length, 0, `${wrong.length} differ:\n${wrong.join('\n')}`);
});
