// Damaged assembly: random mutations of the library's .s files must give an object or clear complaints, never an exception
// or a hang. With --gc each mutation is also given to `go tool asm`: complaints, success and objects must be equal.
// test/asm-mutate.test.ts runs some of them, test/suites/asm-mutations.ts as many as wanted.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { assemble } from '../src/asm/assemble.ts';
import type { Obj } from '../src/obj/object.ts';
import { differences } from './asm-compare.ts';
import { machine, readFile } from './asm-harness.ts';
import { asmFlags, toolPath, type AsmPackage } from './asm-std.ts';
import { goroot } from './goroot.ts';
import { mutate, Random } from './random.ts';

/** A piece of assembly that stands alone: what precedes the functions of a file, and some of them. */
interface Sample {
  readonly p: AsmPackage;
  readonly source: string;
}

/** Pieces of the library's assembly of at most `lines` lines of code. */
export function samples(packages: readonly AsmPackage[], lines: number): Sample[] {
  const out: Sample[] = [];
  for (const p of packages) {
    for (const file of p.sFiles) {
      const source = fs.readFileSync(path.join(p.dir, file), 'utf8');
      const parts = source.split(/^(?=TEXT|GLOBL|DATA)/m);
      const head = parts[0]!;
      for (const part of parts.slice(1)) {
        const body = part.split('\n').slice(0, lines).join('\n');
        out.push({
          p,
          source: `${/^#(define|ifdef|undef)/m.test(head) ? head : head.replace(/^\/\/.*\n/gm, '')}${body}\n`,
        });
      }
    }
  }
  return out;
}

const registers =
  'AX BX CX DX SP BP SI DI R8 R15 AL CL R9B AH X0 X1 X16 X31 Y0 Y17 Z0 Z31 K0 K1 M0 F0 CS TLS g SB FP PC'.split(' ');
const operands =
  '$0 $1 $-1 $128 $0x80000000 $0x100000000 $1.5 $x(SB) x(SB) x<>(SB) x+8(FP) x-8(SP) 8(SP) (AX)(BX*4) (R13) (X1*2) (AX)(TLS*1) [Z0-Z3] 2(PC) $"s" *x(SB)'.split(
    ' ',
  );
const words = [...machine.registers.keys()];

/** A mutation that keeps the shape of a line: another register, operand, mnemonic or suffix. */
function replaceWord(source: string, random: Random, mnemonics: readonly string[]): string {
  const lines = source.split('\n');
  const i = random.below(lines.length);
  const line = lines[i]!;
  const m = /^(\s+)([A-Z][A-Z0-9]*)(\.[A-Z_.]+)?(\s+)?(.*)$/.exec(line);
  if (m === null) return source;
  const args = (m[5] ?? '').split(',');
  const at = random.below(args.length);
  switch (random.below(6)) {
    case 0:
      lines[i] = `${m[1]}${random.pick(mnemonics)}${m[3] ?? ''}${m[4] ?? ' '}${m[5]}`;
      break;
    case 1:
      args[at] = ` ${random.pick(registers)}`;
      break;
    case 2:
      args[at] = ` ${random.pick(operands)}`;
      break;
    case 3:
      lines[i] = `${m[1]}${m[2]}.${random.pick(['Z', 'BCST', 'SAE', 'RU_SAE', 'RN_SAE.Z'])}${m[4] ?? ' '}${m[5]}`;
      break;
    case 4:
      args.push(` ${random.pick(words)}`);
      break;
    default:
      args.splice(at, 1);
  }
  if (lines[i] === line) lines[i] = `${m[1]}${m[2]}${m[3] ?? ''}${m[4] ?? ' '}${args.join(',').trim()}`;
  return lines.join('\n');
}

/** What came of one damaged text. */
interface Outcome {
  readonly obj: Obj | null;
  readonly text: string;
}

/** Assembles a text as the file x.s in `dir`. Throws what burrow throws. */
function ours(p: AsmPackage, source: Uint8Array, dir: string, mode: string): Outcome {
  let text = '';
  const obj = assemble(machine, ['./x.s'], {
    pkgPath: p.path,
    std: true,
    includeDirs: [p.headerDir, path.join(goroot!, 'pkg/include'), p.dir],
    defines: ['GOOS_linux', 'GOARCH_amd64', 'GOAMD64_v1'],
    shared: mode !== '',
    dynlink: mode === '-dynlink',
    filesApart: false,
    allErrors: false,
    trimPath: '',
    cwd: dir,
    goroot: goroot!,
    readFile: name => {
      if (name === './x.s') return source;
      const data = readFile(path.resolve(dir, name));
      return typeof data === 'string' ? `open ${name}: no such file or directory` : data;
    },
    stderr: s => (text += s),
    trace: null,
    listing: null,
  });
  return { obj, text };
}

/** What is known to be worded in another way, left out of both texts. */
function normal(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/(cannot assemble jump) .*/g, '$1') // gc prints its operand as memory holds it
    .split('\n')
    .filter(line => !overlooked.test(line))
    .join('\n');
}

/**
 * An operand that no instruction takes is overlooked by gc after those that fit, and then encoded as something or refused as
 * an address; burrow calls the instruction invalid.
 */
const overlooked = /invalid instruction: .*(CR9|CR1\d|SPB|\$"s")$|asm: asmand: bad address|^asm: assembly failed$/;

/** Runs `count` mutations; gives what went wrong. */
export function runMutations(packages: readonly AsmPackage[], count: number, seed: number, withGo: boolean): string[] {
  const random = new Random(seed);
  const list = samples(packages, 40);
  const mnemonics = [...machine.mnemonics()];
  const wrong: string[] = [];
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'burrow-asm-'));
  const encoder = new TextEncoder();
  let slowest = 0;
  let accepted = 0;
  let panics = 0;
  try {
    for (let n = 0; n < count && wrong.length < 40; n++) {
      const { p, source } = random.pick(list);
      let text = source;
      for (let k = 1 + random.below(3); k > 0; k--) text = replaceWord(text, random, mnemonics);
      let bytes = encoder.encode(text);
      if (random.below(2) === 0) bytes = mutate(bytes, random) as Uint8Array<ArrayBuffer>;
      const mode = random.pick(['', '', '-shared', '-dynlink']);
      const start = performance.now();
      let got: Outcome;
      try {
        got = ours(p, bytes, dir, mode);
      } catch (e) {
        wrong.push(`${p.path}, seed ${seed}, mutation ${n}: ${(e as Error).stack}\n${Buffer.from(bytes).toString()}`);
        continue;
      }
      slowest = Math.max(slowest, performance.now() - start);
      if (got.obj !== null) accepted++;
      else if (got.text === '') wrong.push(`${p.path}, seed ${seed}, mutation ${n}: refused without a word`);
      if (!withGo) continue;
      const file = path.join(dir, 'x.s');
      fs.writeFileSync(file, bytes);
      const out = path.join(dir, 'x.o');
      const flags = [...asmFlags(p.path, p.headerDir), '-I', p.dir, ...(mode === '' ? [] : [mode])];
      const go = spawnSync(toolPath('asm'), [...flags, '-o', out, './x.s'], {
        cwd: dir,
        encoding: 'utf8',
        env: { ...process.env, GOROOT: goroot! },
        timeout: 20000,
      });
      if (/^(panic|runtime|fatal error): /m.test(go.stderr) || go.signal !== null) {
        panics++;
        continue;
      }
      const context = `${p.path} ${mode}, seed ${seed}, mutation ${n}`;
      if (go.stderr.includes('is a directory')) continue; // an #include of one, which gc reads as an empty file
      const known = overlooked.test(got.text) || overlooked.test(go.stderr);
      if (normal(got.text) !== normal(go.stderr) || (!known && (got.obj !== null) !== (go.status === 0))) {
        const keep = path.join(os.tmpdir(), `burrow-asm-mutation-${seed}-${n}.s`);
        fs.writeFileSync(keep, bytes);
        wrong.push(
          `${context} (${keep}):\nhave ${got.text}exit ${got.obj === null ? 1 : 0}\nwant ${go.stderr}exit ${go.status}`,
        );
      } else if (got.obj !== null) {
        const diff = differences(got.obj, fs.readFileSync(out), 3);
        if (diff.length > 0) wrong.push(`${context}:\n${diff.join('\n')}`);
      }
    }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
  console.log(`${count} mutations, ${accepted} accepted, slowest ${slowest.toFixed(0)} ms, gc broke down on ${panics}`);
  return wrong;
}
