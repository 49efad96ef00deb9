// cmd/asm's own test data: every instruction of its files for this machine is printed and encoded as the comment beside it
// says, and the files of errors give the errors that their ERROR comments want.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { knownArch } from '../../src/target/platform.ts';
import { assembleFile } from '../asm-harness.ts';
import { type Case, Skipped, type Verdict } from './case.ts';

/** The suite as cases: a file each, those of other machines among them. */
export function asmTestdataCases(root: string): Case[] {
  const dir = path.join(root, 'src/cmd/asm/internal/asm/testdata');
  const files = (fs.readdirSync(dir, { recursive: true }) as string[]).filter(f => f.endsWith('.s'));
  return files.sort().map(name => ({ name, run: () => runFile(root, dir, name.replaceAll(path.sep, '/')) }));
}

function runFile(root: string, dir: string, name: string): Verdict {
  const other = otherMachine(name);
  if (other !== null) return new Skipped(`for ${other}, which is not a target yet`);
  const file = path.join(dir, name);
  const source = fs.readFileSync(file, 'utf8');
  return source.includes('// ERROR') ? checkErrors(file, name, source) : checkEncodings(root, file, name, source);
}

/** The machine whose name a file starts with, where it is not this one; files without one are for all. */
function otherMachine(name: string): string | null {
  let found: string | null = null;
  for (const arch of knownArch) {
    if (name.startsWith(arch) && arch.length > (found?.length ?? 0)) found = arch;
  }
  return found === 'amd64' ? null : found;
}

/** What is wrong with a listing and the code of a file, whose text is given. */
export function checkEncodings(root: string, file: string, name: string, source: string): string[] {
  const got = assembleFile(file, name, {
    includeDirs: [path.join(root, 'src/runtime')],
    source: Buffer.from(source),
  });
  const wrong = [...got.errors];
  // The text of each instruction as the file has it, and its bytes.
  const bytes = new Map<number, string>();
  let seq = 0;
  source.split('\n').forEach((line, i) => {
    if (line.startsWith('#include ') || line.startsWith('GLOBL ')) return;
    const parts = line.split('//').map(s => s.trim());
    let printed = parts[0]!;
    if (printed === '' || printed.endsWith(':')) return;
    seq++;
    const note = parts[parts.length - 1]!;
    if (parts.length > 1 && isHex(note)) bytes.set(i + 1, note);
    if (parts.length === 3 || (parts.length === 2 && !isHex(note))) printed = parts[1]!;
    const want = `${String(seq).padStart(5, '0')} (${name}:${i + 1})\t${canonical(printed, seq)}`;
    if (got.printed[seq - 1] !== want) wrong.push(`print: have ${got.printed[seq - 1]}\n       want ${want}`);
  });
  if (got.printed.length !== seq) wrong.push(`${got.printed.length} instructions, want ${seq}`);

  got.progs.forEach((p, i) => {
    const want = bytes.get(p.line);
    if (want === undefined) return;
    bytes.delete(p.line);
    // The function's bytes from this instruction to the next.
    const data = [...got.cx.funcs.values()].find(f => f.sym.data.length > 0)!.sym.data;
    const end = p.link === null ? p.pc + p.size : p.link.pc;
    const have = Buffer.from(data.subarray(p.pc, end)).toString('hex') || 'empty';
    if (!want.split(' or ').includes(have)) wrong.push(`bytes: ${got.printed[i]}: have ${have}, want ${want}`);
  });
  for (const line of bytes.keys()) wrong.push(`no instruction at ${name}:${line}`);
  return wrong;
}

/** What is wrong with the errors of a file, by its ERROR comments. */
export function checkErrors(file: string, name: string, source: string): string[] {
  const got = assembleFile(file, name, { dynlink: name.includes('dynlink'), source: Buffer.from(source) });
  const wrong: string[] = [];
  const byLine = new Map<number, string>();
  for (const text of got.errors.join('').split('\n')) {
    if (text === '' || text.startsWith('\t')) continue;
    const line = Number(/(?:^|\()[\da-z]+\.s:(\d+)(?:$|\)|:)/.exec(text)?.[1] ?? 0);
    if (line === 0) wrong.push(`no position in ${text}`);
    if ((byLine.get(line) ?? text) !== text) wrong.push(`two errors on line ${line}: ${byLine.get(line)}; ${text}`);
    byLine.set(line, text);
  }
  source.split('\n').forEach((text, i) => {
    const want = /\/\/ ERROR ?"([^"]*)"/.exec(text)?.[1];
    const have = byLine.get(i + 1);
    if (want === undefined && have !== undefined) wrong.push(`unexpected ${have}`);
    if (want !== undefined && have?.includes(want) !== true) wrong.push(`line ${i + 1}: have ${have}, want ${want}`);
  });
  return wrong;
}

function isHex(s: string): boolean {
  return s === 'empty' || (s !== '' && s.split(' or ').every(x => /^([0-9a-f]{2})+$/.test(x)));
}

/** The spacing of gc's listings, and jumps relative to PC made absolute. */
function canonical(printed: string, seq: number): string {
  let out = '';
  let nest = 0;
  for (let i = 0; i < printed.length; i++) {
    const c = printed[i]!;
    if (c === '{' || c === '[') nest++;
    if (c === '}' || c === ']') nest--;
    if (c === ',') {
      out += nest === 0 ? ', ' : ',';
      while (printed[i + 1] === ' ' || printed[i + 1] === '\t') i++;
      continue;
    }
    out += c;
  }
  const fields = out.split(/\s+/).filter(f => f !== '');
  if (printed.includes('(PC)')) {
    for (let i = fields.length - 1; i >= 0; i--) {
      const m = /^(-?\d+)(\(PC\),?)$/.exec(fields[i]!);
      if (m === null) continue;
      fields[i] = seq + Number(m[1]) + m[2]!;
      break;
    }
  }
  return fields.length === 1 ? fields[0]! : `${fields[0]}\t${fields.slice(1).join(' ')}`;
}
