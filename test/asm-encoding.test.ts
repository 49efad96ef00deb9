// gc's own encoding tests: every instruction of cmd/asm's test data for amd64 is printed and encoded as its comment says.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { assembleFile } from './asm-harness.ts';
import { goroot } from './goroot.ts';

const testdata = goroot === null ? '' : path.join(goroot, 'src/cmd/asm/internal/asm/testdata');
const include = goroot === null ? '' : path.join(goroot, 'src/runtime');
const present = goroot !== null && fs.existsSync(testdata);

const files = ['amd64.s', 'amd64enc.s', 'amd64enc_extra.s'];
if (present) for (const f of fs.readdirSync(path.join(testdata, 'avx512enc'))) files.push(`avx512enc/${f}`);

for (const file of files) {
  test(`encodings of ${file}`, { skip: present ? false : 'no Go distribution' }, () => {
    const full = path.join(testdata, file);
    const source = fs.readFileSync(full, 'utf8');
    const got = assembleFile(full, file, { includeDirs: [include] });
    assert.deepEqual(got.errors, []);

    // The text of each instruction as the file has it, and its bytes.
    const wrong: string[] = [];
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
      const want = `${String(seq).padStart(5, '0')} (${file}:${i + 1})\t${canonical(printed, seq)}`;
      if (got.printed[seq - 1] !== want) wrong.push(`print: have ${got.printed[seq - 1]}\n       want ${want}`);
    });
    assert.equal(got.printed.length, seq);

    let checked = 0;
    got.progs.forEach((p, i) => {
      const want = bytes.get(p.line);
      if (want === undefined) return;
      bytes.delete(p.line);
      checked++;
      // The function's bytes from this instruction to the next.
      const f = [...got.cx.funcs.values()].find(f => f.sym.data.length > 0)!;
      const data = f.sym.data;
      const end = p.link === null ? p.pc + p.size : p.link.pc;
      const have = Buffer.from(data.subarray(p.pc, end)).toString('hex') || 'empty';
      if (!want.split(' or ').includes(have)) wrong.push(`bytes: ${got.printed[i]}: have ${have}, want ${want}`);
    });
    for (const line of bytes.keys()) wrong.push(`no instruction at ${file}:${line}`);
    assert.equal(
      wrong.length,
      0,
      `${wrong.length} of ${seq} instructions (${checked} encodings):\n${wrong.slice(0, 20).join('\n')}`,
    );
  });
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
